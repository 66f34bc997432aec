/* portrait/find.c: which area is meant, by its id, number or name. */
#include "portrait/inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_NAMED = 8 }; /* candidates that a message lists */

bool tomt_is_study_area(const struct tomt_table *area, size_t row)
{
    const struct tomt_column *level = tomt_table_find(area, "level");
    const char *text =
        level && level->type == TOMT_TEXT ? tomt_column_text(level, row, NULL) : NULL;
    return text && strcmp(text, "study_area") == 0;
}

static const char *folded(struct tomt_arena *arena, const char *text, struct tomt_error *err)
{
    struct tomt_text out = {0};
    tomt_fold(text, strlen(text), &out);
    return tomt_text_keep(&out, arena, err);
}

struct search {
    struct tomt_arena *arena;
    const struct tomt_table *area;
    const char *word;  /* folded */
    const char **name; /* folded, of the areas that have one; ends with NULL */
    size_t *found, n_found;
};

static bool meets(struct search *s, const char *column, size_t row, bool *yes,
                  struct tomt_error *err)
{
    const char *text = NULL;
    if (!tomt_portrait_cell_text(s->arena, s->area, column, row, &text, err))
        return false;
    const char *fold = text ? folded(s->arena, text, err) : NULL;
    if (text && !fold)
        return false;
    *yes = fold && strcmp(fold, s->word) == 0;
    return true;
}

/* An id is of one area; a number or a name may be of several. */
static bool look(struct search *s, struct tomt_error *err)
{
    bool yes = false;
    for (size_t row = 0; row < s->area->n_rows; row++) {
        if (!meets(s, "area_id", row, &yes, err))
            return false;
        if (yes) {
            s->found[0] = row;
            s->n_found = 1;
            return true;
        }
    }
    for (size_t row = 0; row < s->area->n_rows; row++) {
        if (!meets(s, "number", row, &yes, err) || (!yes && !meets(s, "name", row, &yes, err)))
            return false;
        if (yes)
            s->found[s->n_found++] = row;
    }
    /* The whole often has the name of its municipality; it is what one gets without asking. */
    size_t n = 0;
    for (size_t k = 0; k < s->n_found; k++)
        n += tomt_is_study_area(s->area, s->found[k]);
    if (n == 0 || n == s->n_found)
        return true;
    n = 0;
    for (size_t k = 0; k < s->n_found; k++)
        if (!tomt_is_study_area(s->area, s->found[k]))
            s->found[n++] = s->found[k];
    s->n_found = n;
    return true;
}

static bool put_area(struct search *s, size_t row, struct tomt_text *out, struct tomt_error *err)
{
    const char *id = NULL, *name = NULL;
    if (!tomt_portrait_cell_text(s->arena, s->area, "area_id", row, &id, err) ||
        !tomt_portrait_cell_text(s->arena, s->area, "name", row, &name, err))
        return false;
    tomt_text_puts(out, out->n ? ", " : "");
    tomt_text_line(out, id ? id : "?");
    if (name) {
        tomt_text_puts(out, " (");
        tomt_text_line(out, name);
        tomt_text_puts(out, ")");
    }
    return true;
}

static bool ambiguous(struct search *s, const char *word, struct tomt_error *err)
{
    struct tomt_text list = {0}, asked = {0};
    bool ok = true;
    for (size_t k = 0; ok && k < s->n_found && k < MOST_NAMED; k++)
        ok = put_area(s, s->found[k], &list, err);
    tomt_text_line(&asked, word);
    if (list.failed || asked.failed)
        ok = tomt_fail(err, TOMT_MEMORY, "out of memory naming areas");
    if (ok)
        tomt_fail(err, TOMT_USAGE, "'%s' is the name or number of %zu areas: %s%s; give the id",
                  asked.bytes ? asked.bytes : "", s->n_found, list.bytes ? list.bytes : "",
                  s->n_found > MOST_NAMED ? ", ..." : "");
    tomt_text_free(&list);
    tomt_text_free(&asked);
    return false;
}

/* Names that hold the word, else the one that is spelt most like it. */
static bool not_found(struct search *s, const char *word, struct tomt_error *err)
{
    struct tomt_text list = {0}, asked = {0};
    bool ok = true;
    size_t n_rows = s->area->n_rows, n = 0, n_names = 0;
    for (size_t row = 0; ok && row < n_rows; row++) {
        const char *name = NULL, *fold = NULL;
        ok = tomt_portrait_cell_text(s->arena, s->area, "name", row, &name, err) &&
             (!name || (fold = folded(s->arena, name, err)));
        if (!ok || !name)
            continue;
        s->name[n_names] = fold;
        s->found[n_names++] = row;
        if (*s->word && n < MOST_NAMED && strstr(fold, s->word) && ++n)
            ok = put_area(s, row, &list, err);
    }
    const char *near = ok && n == 0 ? tomt_near_word(s->word, s->name) : NULL;
    for (size_t k = 0; near && k < n_names; k++)
        if (s->name[k] == near)
            ok = put_area(s, s->found[k], &list, err);
    tomt_text_line(&asked, word);
    if (list.failed || asked.failed)
        ok = tomt_fail(err, TOMT_MEMORY, "out of memory naming areas");
    if (ok)
        tomt_fail(err, TOMT_NOT_FOUND, "there is no area '%s'%s%s%s; --list names all",
                  asked.bytes ? asked.bytes : "", list.n ? " (did you mean " : "",
                  list.n ? list.bytes : "", list.n ? "?)" : "");
    tomt_text_free(&list);
    tomt_text_free(&asked);
    return false;
}

bool tomt_portrait_find(struct tomt_arena *arena, const struct tomt_portrait_tables *tables,
                        const char *area, size_t *row, struct tomt_error *err)
{
    struct search s = {.arena = arena, .area = tables->area};
    if (!s.area || s.area->n_rows == 0)
        return tomt_fail(err, TOMT_DATA, "there is no area to tell of: table 'area' has no rows");
    if (!area) {
        for (*row = 0; *row < s.area->n_rows; ++*row)
            if (tomt_is_study_area(s.area, *row))
                return true;
        return tomt_fail(err, TOMT_DATA,
                         "table 'area' has no row for the study area: run the "
                         "project again (tomt run PROJECT), or name an area");
    }
    s.word = folded(arena, area, err);
    s.name = tomt_arena_alloc(arena, (s.area->n_rows + 1) * sizeof *s.name, err);
    s.found = tomt_arena_alloc(arena, s.area->n_rows * sizeof *s.found, err);
    if (!s.word || !s.name || !s.found || !look(&s, err))
        return false;
    if (s.n_found == 0)
        return not_found(&s, area, err);
    if (s.n_found > 1)
        return ambiguous(&s, area, err);
    *row = s.found[0];
    return true;
}
