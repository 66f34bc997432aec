/* portrait/list.c: the areas that a portrait can be made of. */
#include "base/json.h"
#include "portrait/inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct listed {
    const char *id, *level, *number, *name;
    double establishments, jobs_low, jobs, jobs_high;
    size_t level_at, row; /* the first row of its level */
};

static int by_level(const void *a, const void *b)
{
    const struct listed *x = a, *y = b;
    if (x->level_at != y->level_at)
        return x->level_at < y->level_at ? -1 : 1;
    double jobs_x = isnan(x->jobs) ? -1 : x->jobs, jobs_y = isnan(y->jobs) ? -1 : y->jobs;
    if (jobs_x != jobs_y)
        return jobs_x > jobs_y ? -1 : 1;
    int order = strcmp(x->id, y->id);
    return order ? order : (x->row > y->row) - (x->row < y->row);
}

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

static struct listed *list_areas(struct tomt_arena *arena,
                                 const struct tomt_portrait_tables *tables, struct tomt_error *err)
{
    const struct tomt_table *area = tables->area;
    size_t n = area ? area->n_rows : 0;
    struct listed *list = tomt_arena_alloc(arena, (n + 1) * sizeof *list, err);
    for (size_t row = 0; list && row < n; row++) {
        struct listed *l = &list[row];
        *l = (struct listed){.establishments =
                                 tomt_portrait_cell_number(area, "establishments", row),
                             .jobs_low = tomt_portrait_cell_number(area, "jobs_low", row),
                             .jobs = tomt_portrait_cell_number(area, "jobs", row),
                             .jobs_high = tomt_portrait_cell_number(area, "jobs_high", row),
                             .row = row};
        if (!tomt_portrait_cell_text(arena, area, "area_id", row, &l->id, err) ||
            !tomt_portrait_cell_text(arena, area, "level", row, &l->level, err) ||
            !tomt_portrait_cell_text(arena, area, "number", row, &l->number, err) ||
            !tomt_portrait_cell_text(arena, area, "name", row, &l->name, err))
            return NULL;
        l->id = or_empty(l->id);
        l->level = or_empty(l->level);
        if (row > 0 && strcmp(list[row - 1].level, l->level) == 0) {
            l->level_at = list[row - 1].level_at;
            continue;
        }
        size_t first = 0;
        while (strcmp(list[first].level, l->level) != 0)
            first++;
        l->level_at = tomt_is_study_area(area, row) ? 0 : first + 1;
    }
    if (list && n > 1)
        qsort(list, n, sizeof *list, by_level);
    return list;
}

static const char *cell(struct tomt_arena *arena, const char *text, double number, bool norwegian,
                        struct tomt_error *err)
{
    struct tomt_text out = {0};
    tomt_text_add(&out, "", 0);
    if (text)
        tomt_text_line(&out, text);
    else
        tomt_text_decimals(&out, number, 0, false, norwegian);
    return tomt_text_keep(&out, arena, err);
}

bool tomt_portrait_list_text(struct tomt_arena *arena, const struct tomt_portrait_tables *tables,
                             bool norwegian, struct tomt_text *out, struct tomt_error *err)
{
    static const enum tomt_word heads[] = {TOMT_W_LEVEL, TOMT_W_AREA_ID, TOMT_W_AREA,
                                           TOMT_W_SMALL_ESTABLISHMENTS, TOMT_W_SMALL_JOBS};
    static const bool right[] = {false, false, false, true, true};
    enum { N = sizeof heads / sizeof *heads };
    const char *heading[N];
    size_t n = tables->area ? tables->area->n_rows : 0;
    const struct listed *list = list_areas(arena, tables, err);
    const char **text = tomt_arena_alloc(arena, (n + 1) * N * sizeof *text, err);
    if (!list || !text)
        return false;
    for (size_t k = 0; k < N; k++)
        heading[k] = tomt_portrait_word(heads[k], norwegian);
    for (size_t i = 0; i < n; i++) {
        const struct listed *l = &list[i];
        const char *words[] = {l->level, l->id, l->name ? l->name : "–", NULL, NULL};
        const double number[N] = {0, 0, 0, l->establishments, l->jobs};
        for (size_t k = 0; k < N; k++)
            if (!(text[i * N + k] = cell(arena, words[k], number[k], norwegian, err)))
                return false;
    }
    struct tomt_portrait_sheet sheet = {heading, right, N, n, text};
    tomt_text_sheet(out, &sheet);
    return !out->failed || tomt_fail(err, TOMT_MEMORY, "out of memory listing areas");
}

bool tomt_portrait_list_json(struct tomt_arena *arena, const struct tomt_portrait_tables *tables,
                             struct tomt_text *out, struct tomt_error *err)
{
    size_t n = tables->area ? tables->area->n_rows : 0;
    const struct listed *list = list_areas(arena, tables, err);
    if (!list)
        return false;
    tomt_text_puts(out, "{\"areas\":[");
    for (size_t i = 0; i < n && !out->failed; i++) {
        const struct listed *l = &list[i];
        tomt_text_puts(out, i ? ",{" : "{");
        tomt_json_put_text(out, "area_id", l->id);
        tomt_json_put_text(out, "level", l->level);
        tomt_json_put_text(out, "number", l->number);
        tomt_json_put_text(out, "name", l->name);
        tomt_json_put_number(out, "establishments", l->establishments);
        tomt_json_put_number(out, "jobs_low", l->jobs_low);
        tomt_json_put_number(out, "jobs", l->jobs);
        tomt_json_put_number(out, "jobs_high", l->jobs_high);
        tomt_text_puts(out, "}");
    }
    tomt_text_puts(out, "]}\n");
    return !out->failed || tomt_fail(err, TOMT_MEMORY, "out of memory listing areas");
}

bool tomt_portrait_is_norwegian(const struct tomt_portrait_tables *tables)
{
    size_t row = 0;
    const struct tomt_column *note =
        tables->economy ? tomt_table_find(tables->economy, "note") : NULL;
    const char *text = note && note->type == TOMT_TEXT && tomt_economy_row(tables, "language", &row)
                           ? tomt_column_text(note, row, NULL)
                           : NULL;
    return text && strcmp(text, "nb") == 0;
}
