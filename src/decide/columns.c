/* decide/columns.c: further columns of a score table, one after the other. */
#include "decide/inside.h"

#include <math.h>

static struct tomt_decided_column *next(struct tomt_deciding *at, const char *name,
                                        struct tomt_error *err)
{
    if (at->out->n_columns < TOMT_MOST_DECIDED_COLUMNS)
        return &at->out->column[at->out->n_columns++];
    tomt_fail(err, TOMT_INTERNAL, "column '%s' is more than a profile has room for", name);
    return NULL;
}

double *tomt_decided_number(struct tomt_deciding *at, const char *name, const char *unit,
                            struct tomt_title title, struct tomt_error *err)
{
    size_t n = at->input->n_sites;
    double *number = tomt_arena_block(at->arena, NULL, (n + 1) * sizeof *number, err);
    struct tomt_decided_column *column = number ? next(at, name, err) : NULL;
    if (!column)
        return NULL;
    for (size_t s = 0; s < n; s++)
        number[s] = NAN;
    *column =
        (struct tomt_decided_column){.name = name, .unit = unit, .title = title, .number = number};
    return number;
}

const char **tomt_decided_word(struct tomt_deciding *at, const char *name, struct tomt_title title,
                               struct tomt_error *err)
{
    size_t n = at->input->n_sites;
    const char **word = tomt_arena_block(at->arena, NULL, (n + 1) * sizeof *word, err);
    struct tomt_decided_column *column = word ? next(at, name, err) : NULL;
    if (!column)
        return NULL;
    for (size_t s = 0; s < n; s++)
        word[s] = NULL;
    *column = (struct tomt_decided_column){.name = name, .unit = "", .title = title, .word = word};
    return word;
}
