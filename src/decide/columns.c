/* decide/columns.c: further columns of a score table, one after the other. */
#include "decide/inside.h"

#include <math.h>

double *tomt_decided_number(struct tomt_deciding *at, const char *name, const char *unit, struct tomt_title title, struct tomt_error *err)
{
    size_t n = at->input->n_sites;
    double *number = tomt_arena_block(at->arena, NULL, (n + 1) * sizeof *number, err);
    if (!number)
        return NULL;
    for (size_t s = 0; s < n; s++)
        number[s] = NAN;
    at->out->column[at->out->n_columns++] = (struct tomt_decided_column){.name = name, .unit = unit, .title = title, .number = number};
    return number;
}

const char **tomt_decided_word(struct tomt_deciding *at, const char *name, struct tomt_title title, struct tomt_error *err)
{
    size_t n = at->input->n_sites;
    const char **word = tomt_arena_block(at->arena, NULL, (n + 1) * sizeof *word, err);
    if (!word)
        return NULL;
    for (size_t s = 0; s < n; s++)
        word[s] = NULL;
    at->out->column[at->out->n_columns++] = (struct tomt_decided_column){.name = name, .unit = "", .title = title, .word = word};
    return word;
}
