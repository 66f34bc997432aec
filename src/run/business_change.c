/* run/business_change.c: what became of an earlier register's businesses, and how the register
 * agrees with statistics of employment. */
#include "base/put.h"
#include "run/state.h"

#include <math.h>
#include <stdlib.h>

/* --- from the earlier register to this one
 * ---------------------------------------------------------------------------- */

struct side { /* the workplaces of one year that are looked at, and which class each is in */
    const struct tomt_workplaces *all;
    struct tomt_year year;
    uint64_t *id;
    double *jobs, *x, *y;
    uint32_t *class_of;
    size_t *at;               /* row in `all` */
    size_t *by_number;        /* [all->n] rows of `all` by their ids */
    const uint8_t *elsewhere; /* [all] 1: in the other year it is known, and not in this area */
};
struct years {
    struct side before, after;
};

/* The workplaces of a year by their ids: sorted once for all areas. */
struct numbered {
    uint64_t id;
    size_t at;
};
static int by_numbered(const void *left, const void *right)
{
    const struct numbered *a = left, *b = right;
    return a->id < b->id ? -1 : a->id > b->id;
}
static size_t *order_by_id(struct tomt_arena *arena, const struct tomt_workplaces *all,
                           struct tomt_error *err)
{
    struct numbered *order = tomt_arena_block(arena, NULL, (all->n + 1) * sizeof *order, err);
    size_t *at = order ? tomt_arena_block(arena, NULL, (all->n + 1) * sizeof *at, err) : NULL;
    for (size_t w = 0; at && w < all->n; w++)
        order[w] = (struct numbered){all->id[w], w};
    if (at)
        qsort(order, all->n, sizeof *order, by_numbered);
    for (size_t k = 0; at && k < all->n; k++)
        at[k] = order[k].at;
    if (order)
        tomt_arena_drop(arena, order);
    return at;
}

static bool make_side(struct tomt_arena *arena, const struct tomt_workplaces *all,
                      struct side *side, struct tomt_error *err)
{
    size_t n = all->n + 1;
    *side = (struct side){.all = all};
    side->id = tomt_arena_block(arena, NULL, n * sizeof *side->id, err);
    side->jobs = tomt_arena_block(arena, NULL, n * sizeof *side->jobs, err);
    side->x = tomt_arena_block(arena, NULL, n * sizeof *side->x, err);
    side->y = tomt_arena_block(arena, NULL, n * sizeof *side->y, err);
    side->class_of = tomt_arena_block(arena, NULL, n * sizeof *side->class_of, err);
    side->at = tomt_arena_block(arena, NULL, n * sizeof *side->at, err);
    side->by_number = order_by_id(arena, all, err);
    return side->by_number && side->id && side->jobs && side->x && side->y && side->class_of &&
           side->at;
}

static void take(struct side *side, const size_t *row, size_t n)
{
    const struct tomt_workplaces *all = side->all;
    for (size_t k = 0; k < n; k++) {
        size_t w = row[k];
        side->id[k] = all->id[w];
        side->jobs[k] = isnan(all->jobs[w]) ? 0 : all->jobs[w];
        side->x[k] = all->x[w];
        side->y[k] = all->y[w];
        side->at[k] = w;
    }
    side->year = (struct tomt_year){.id = side->id,
                                    .sector = side->class_of,
                                    .jobs = side->jobs,
                                    .x = side->x,
                                    .y = side->y,
                                    .n = n};
}

/* The rows of each area of a level, one after the other. */
struct rows_of {
    size_t *start, *row;
};
static bool group(struct tomt_arena *arena, const uint32_t *of, const size_t *by_number, size_t n,
                  size_t n_areas, struct rows_of *out, struct tomt_error *err)
{
    out->start = tomt_arena_alloc(arena, (n_areas + 2) * sizeof *out->start, err);
    out->row = tomt_arena_block(arena, NULL, (n + 1) * sizeof *out->row, err);
    if (!out->start || !out->row)
        return false;
    for (size_t w = 0; w < n; w++)
        if (of[w] != TOMT_NO_AREA)
            out->start[of[w] + 2]++;
    for (size_t a = 0; a < n_areas; a++)
        out->start[a + 2] += out->start[a + 1];
    for (size_t k = 0; k < n; k++)
        if (of[by_number[k]] != TOMT_NO_AREA)
            out->row[out->start[of[by_number[k]] + 1]++] = by_number[k];
    return true;
}

/* Known in the other year, be it in another area of the level, in none, or outside the study area.
 * Both by id, so one walk along the two will do. */
static uint8_t *mark_elsewhere(struct tomt_arena *arena, const struct side *here,
                               const uint32_t *of_here, const struct side *there,
                               const uint32_t *of_there, struct tomt_error *err)
{
    uint8_t *mark = tomt_arena_alloc(arena, here->all->n + 1, err);
    for (size_t i = 0, j = 0; mark && i < here->all->n && j < there->all->n;) {
        size_t a = here->by_number[i], b = there->by_number[j];
        if (here->all->id[a] == there->all->id[b])
            mark[a] = of_here[a] != of_there[b];
        if (here->all->id[a] <= there->all->id[b])
            i++;
        else
            j++;
    }
    return mark;
}

struct moved {
    size_t n;
    double jobs;
};
static struct moved moved_of(const struct side *side, uint32_t class_of)
{
    struct moved moved = {0};
    for (size_t k = 0; k < side->year.n; k++)
        if (side->class_of[k] == class_of && side->elsewhere[side->at[k]]) {
            moved.n++;
            moved.jobs += tomt_exact_weight(side->jobs[k]);
        }
    return moved;
}

struct change_row {
    const char *area, *kind, *name, *title;
};
static void put_change(struct tomt_put *put, const struct change_row *row,
                       const struct tomt_change *change, const struct years *years,
                       uint32_t class_of, size_t min_establishments)
{
    /* Who is in one year's area only has come or gone; among them are those the other year knows
     * elsewhere. */
    struct moved in = moved_of(&years->after, class_of), out = moved_of(&years->before, class_of);
    size_t n_both = change->n_moves + change->n_stayed;
    bool few = change->n_deaths + n_both < min_establishments &&
               change->n_births + n_both < min_establishments;
    double growth = (change->jobs_after - change->jobs_before) / change->jobs_before;
    tomt_put_text(put, row->area);
    tomt_put_text(put, row->kind);
    tomt_put_text(put, row->name);
    tomt_put_text(put, row->title);
    tomt_put_count(put, change->n_births - in.n);
    tomt_put_count(put, change->n_deaths - out.n);
    tomt_put_count(put, change->n_moves);
    tomt_put_count(put, change->n_stayed);
    tomt_put_count(put, in.n);
    tomt_put_count(put, out.n);
    tomt_put_real(put, change->jobs_before);
    tomt_put_real(put, change->jobs_after);
    tomt_put_real(put, change->jobs_born - in.jobs);
    tomt_put_real(put, change->jobs_dead - out.jobs);
    tomt_put_real(put, in.jobs);
    tomt_put_real(put, out.jobs);
    tomt_put_real(put, change->jobs_grown);
    tomt_put_real(put, few || !(change->jobs_before > 0) ? NAN : growth);
    tomt_put_integer(put, few);
}

/* Divisions are two digits of the code: "00" to "99"; class 100: no code. */
enum { NO_DIVISION = 100, N_DIVISIONS = 101 };
static uint32_t division_of(uint64_t key)
{
    char code[TOMT_CODE_BYTES];
    tomt_code_of_key(key, code);
    bool digits = code[0] >= '0' && code[0] <= '9' && code[1] >= '0' && code[1] <= '9';
    return digits ? (uint32_t)(code[0] - '0') * 10 + (uint32_t)(code[1] - '0') : NO_DIVISION;
}

/* Class 1: in sector s; all of them for SIZE_MAX. */
static void class_by_sector(struct side *side, size_t s)
{
    for (size_t k = 0; k < side->year.n; k++)
        side->class_of[k] = s == SIZE_MAX || side->all->sectors[side->at[k]] >> s & 1;
}

static void class_by_division(struct side *side)
{
    for (size_t k = 0; k < side->year.n; k++)
        side->class_of[k] = division_of(side->all->code[side->at[k]]);
}

static bool put_sector(struct tomt_run_state *state, struct years *years, struct tomt_put *put,
                       const struct change_row *row, size_t s, struct tomt_error *err)
{
    struct tomt_change change[2];
    class_by_sector(&years->before, s);
    class_by_sector(&years->after, s);
    if (!tomt_changes(&years->before.year, &years->after.year, state->project->economy.move_m,
                      change, 2, err))
        return false;
    put_change(put, row, &change[1], years, 1, (size_t)state->project->economy.min_establishments);
    return true;
}

static bool put_divisions(struct tomt_run_state *state, struct years *years, struct tomt_put *put,
                          const char *area, struct tomt_error *err)
{
    struct tomt_change change[N_DIVISIONS];
    class_by_division(&years->before);
    class_by_division(&years->after);
    if (!tomt_changes(&years->before.year, &years->after.year, state->project->economy.move_m,
                      change, N_DIVISIONS, err))
        return false;
    for (uint32_t d = 0; d < N_DIVISIONS; d++) {
        char code[4];
        snprintf(code, sizeof code, "%02u", d % 100);
        struct change_row row = {area, "division", code,
                                 tomt_run_code_title(state, tomt_code_key(code))};
        if (d == NO_DIVISION)
            row = (struct change_row){area, "no_industry", NULL, NULL};
        if (change[d].n_births + change[d].n_deaths + change[d].n_moves + change[d].n_stayed)
            put_change(put, &row, &change[d], years, d,
                       (size_t)state->project->economy.min_establishments);
    }
    return true;
}

/* In one area: all, each sector, each division. */
static bool put_area(struct tomt_run_state *state, struct years *years, struct tomt_put *put,
                     const char *area, bool divisions, struct tomt_error *err)
{
    const struct tomt_business *business = &state->business;
    struct change_row row = {area, "all", NULL, NULL};
    if (!put_sector(state, years, put, &row, SIZE_MAX, err))
        return false;
    for (size_t s = 0; s < business->n_sectors; s++) {
        const struct tomt_sector *sector = &business->sector[s];
        row = (struct change_row){area, "sector", sector->name,
                                  state->project->language == 1 ? sector->nb : sector->en};
        if (!put_sector(state, years, put, &row, s, err))
            return false;
    }
    return !divisions || put_divisions(state, years, put, area, err);
}

static bool put_level(struct tomt_run_state *state, struct tomt_arena *scratch,
                      const struct tomt_business_level *level, struct years *years,
                      struct tomt_put *put, struct tomt_error *err)
{
    const struct tomt_business *business = &state->business;
    struct rows_of before, after;
    years->after.elsewhere =
        mark_elsewhere(scratch, &years->after, level->of, &years->before, level->of_before, err);
    years->before.elsewhere =
        mark_elsewhere(scratch, &years->before, level->of_before, &years->after, level->of, err);
    if (!years->after.elsewhere || !years->before.elsewhere ||
        !group(scratch, level->of_before, years->before.by_number, business->before.n, level->n,
               &before, err) ||
        !group(scratch, level->of, years->after.by_number, business->now.n, level->n, &after, err))
        return false;
    for (size_t a = 0; a < level->n; a++) {
        take(&years->before, before.row + before.start[a], before.start[a + 1] - before.start[a]);
        take(&years->after, after.row + after.start[a], after.start[a + 1] - after.start[a]);
        if (!put_area(state, years, put, level->id[a], level->n <= TOMT_FEW_AREAS, err))
            return false;
    }
    return true;
}

bool tomt_run_change_table(struct tomt_run_state *state, struct tomt_arena *arena,
                           struct tomt_table *table, struct tomt_error *err)
{
    static const struct tomt_put_column columns[] = {
        {"area_id", TOMT_TEXT},        {"kind", TOMT_TEXT},        {"name", TOMT_TEXT},
        {"title", TOMT_TEXT},          {"births", TOMT_INTEGER},   {"deaths", TOMT_INTEGER},
        {"moves", TOMT_INTEGER},       {"stayed", TOMT_INTEGER},   {"moved_in", TOMT_INTEGER},
        {"moved_out", TOMT_INTEGER},   {"jobs_before", TOMT_REAL}, {"jobs_after", TOMT_REAL},
        {"jobs_born", TOMT_REAL},      {"jobs_dead", TOMT_REAL},   {"jobs_moved_in", TOMT_REAL},
        {"jobs_moved_out", TOMT_REAL}, {"jobs_grown", TOMT_REAL},  {"growth", TOMT_REAL},
        {"suppressed", TOMT_INTEGER}};
    const struct tomt_business *business = &state->business;
    struct years years;
    struct tomt_put put;
    tomt_put_start(&put, arena, table, columns, sizeof columns / sizeof *columns, 0, err);
    /* A million workplaces a side, and again for each level: none of it is needed longer. */
    struct tomt_arena *scratch = put.ok ? tomt_arena_new(err) : NULL;
    bool ok = scratch && make_side(scratch, &business->before, &years.before, err) &&
              make_side(scratch, &business->now, &years.after, err);
    for (size_t l = 0; ok && l < business->n_levels; l++) {
        struct tomt_arena_mark mark = tomt_arena_mark(scratch);
        ok = put_level(state, scratch, &business->level[l], &years, &put, err);
        tomt_arena_rewind(scratch, mark);
    }
    tomt_arena_free(scratch);
    return ok && tomt_put_end(&put);
}

/* --- the register against statistics
 * -------------------------------------------------------------------------------------- */

static bool area_of(const struct tomt_business *business, const char *number, size_t *level,
                    size_t *area)
{
    for (*level = 1; *level < business->n_levels; ++*level)
        for (*area = 0; *area < business->level[*level].n; ++*area)
            if (!strcmp(business->level[*level].number[*area], number))
                return true;
    return false;
}

/* The register's jobs in an area, of all industries or of those that begin with the code: from the
 * sums by industry, or, for a code finer than those, from the workplaces. */
static struct tomt_mix register_of(const struct tomt_business *business, size_t level, size_t area,
                                   uint64_t code, unsigned digits)
{
    const struct tomt_area_measures *measures = &business->level[level].measures;
    const struct tomt_workplaces *now = &business->now;
    struct tomt_mix mix = {0};
    char text[TOMT_CODE_BYTES];
    tomt_code_of_key(code, text);
    unsigned n = (unsigned)strlen(text);
    if (!code)
        return measures->all[area];
    for (uint64_t i = measures->code_start[area]; n <= digits && i < measures->code_start[area + 1];
         i++)
        if (tomt_code_key_cut(measures->code[i].code, n) == code) {
            mix.n += measures->code[i].mix.n;
            mix.jobs_low += measures->code[i].mix.jobs_low;
            mix.jobs += measures->code[i].mix.jobs;
            mix.jobs_high += measures->code[i].mix.jobs_high;
        }
    for (size_t w = 0; n > digits && w < now->n; w++)
        if (business->level[level].of[w] == area && tomt_code_key_cut(now->code[w], n) == code) {
            mix.n++;
            mix.jobs_low += isnan(now->jobs_low[w]) ? 0 : tomt_exact_weight(now->jobs_low[w]);
            mix.jobs += isnan(now->jobs[w]) ? 0 : tomt_exact_weight(now->jobs[w]);
            mix.jobs_high += isnan(now->jobs_high[w]) ? 0 : tomt_exact_weight(now->jobs_high[w]);
        }
    return mix;
}

struct said {
    size_t level, area, i; /* row of business->employment */
    uint64_t code;         /* 0: all industries together */
};
static int by_meaning(const void *left, const void *right)
{
    const struct said *a = left, *b = right;
    if (a->level != b->level)
        return a->level < b->level ? -1 : 1;
    if (a->area != b->area)
        return a->area < b->area ? -1 : 1;
    if (a->code != b->code)
        return a->code < b->code ? -1 : 1;
    return a->i < b->i ? -1 : a->i > b->i;
}

/* The rows that say something of an area, those of the same area and code one after the other. */
static struct said *sort_said(const struct tomt_business *business, struct tomt_arena *arena,
                              size_t *n, struct tomt_error *err)
{
    struct said *said =
        tomt_arena_block(arena, NULL, (business->n_employment + 1) * sizeof *said, err);
    *n = 0;
    for (size_t i = 0; said && i < business->n_employment; i++) {
        const struct tomt_employment *row = &business->employment[i];
        const struct tomt_column *industry =
            tomt_table_find(&business->table[row->layer].table, "industry");
        const char *code = row->all ? NULL : tomt_column_text(industry, row->row, NULL);
        struct said *next = &said[*n];
        *next = (struct said){.i = i, .code = code ? tomt_code_key(code) : 0};
        *n += !isnan(row->jobs) && (row->all || code) &&
              area_of(business, row->number, &next->level, &next->area);
    }
    if (said)
        qsort(said, *n, sizeof *said, by_meaning);
    return said;
}

/* The layers that rows come from, in their order: "employment", or "old, new". */
static const char *layers_of(const struct tomt_run_state *state, struct tomt_arena *arena,
                             const struct said *said, size_t n, struct tomt_error *err)
{
    struct tomt_text text = {0};
    size_t last = SIZE_MAX;
    for (size_t k = 0; k < n; k++) {
        size_t layer = state->business.employment[said[k].i].layer; /* ascending, as i is */
        if (layer != last)
            tomt_text_print(&text, "%s%s", k ? ", " : "", state->project->layer[layer].name);
        last = layer;
    }
    return tomt_text_keep(&text, arena, err);
}

/* n rows of one area and code: the register is held against their sum, once. */
static bool put_said(struct tomt_put *put, struct tomt_run_state *state, struct tomt_arena *arena,
                     const struct said *said, size_t n, struct tomt_error *err)
{
    const struct tomt_business *business = &state->business;
    const struct tomt_business_level *level = &business->level[said->level];
    struct tomt_mix mix = register_of(business, said->level, said->area, said->code,
                                      (unsigned)state->project->economy.digits);
    const char *layers = layers_of(state, arena, said, n, err);
    const char *print = said->code ? tomt_run_code_print(state, arena, said->code, err) : NULL;
    double jobs = 0;
    if (!layers || (said->code && !print))
        return false;
    for (size_t k = 0; k < n; k++)
        jobs += business->employment[said[k].i].jobs;
    tomt_put_text(put, layers);
    tomt_put_text(put, level->number[said->area]);
    tomt_put_text(put, level->title[said->area]);
    tomt_put_text(put, print);
    tomt_put_text(put, said->code ? tomt_run_code_title(state, said->code) : NULL);
    tomt_put_count(put, n);
    tomt_put_real(put, jobs);
    tomt_put_real(put, mix.jobs_low);
    tomt_put_real(put, mix.jobs);
    tomt_put_real(put, mix.jobs_high);
    tomt_put_real(put, mix.jobs - jobs);
    tomt_put_real(put, jobs > 0 ? mix.jobs / jobs : NAN);
    return true;
}

bool tomt_run_reconciliation_table(struct tomt_run_state *state, struct tomt_arena *arena,
                                   struct tomt_table *table, struct tomt_error *err)
{
    static const struct tomt_put_column columns[] = {{"layer", TOMT_TEXT},
                                                     {"number", TOMT_TEXT},
                                                     {"name", TOMT_TEXT},
                                                     {"code", TOMT_TEXT},
                                                     {"title", TOMT_TEXT},
                                                     {"n_rows", TOMT_INTEGER},
                                                     {"jobs_statistics", TOMT_REAL},
                                                     {"jobs_low", TOMT_REAL},
                                                     {"jobs", TOMT_REAL},
                                                     {"jobs_high", TOMT_REAL},
                                                     {"difference", TOMT_REAL},
                                                     {"ratio", TOMT_REAL}};
    struct tomt_put put;
    size_t n;
    tomt_put_start(&put, arena, table, columns, sizeof columns / sizeof *columns, 0, err);
    struct said *said = sort_said(&state->business, arena, &n, err);
    if (!said)
        return false;
    for (size_t from = 0, to; from < n; from = to) {
        const struct said *first = &said[from];
        for (to = from; to < n && said[to].level == first->level && said[to].area == first->area &&
                        said[to].code == first->code;)
            to++;
        if (!put_said(&put, state, arena, first, to - from, err))
            return false;
    }
    tomt_arena_drop(arena, said);
    return tomt_put_end(&put);
}
