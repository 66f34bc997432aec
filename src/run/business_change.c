/* run/business_change.c: what became of an earlier register's businesses, and how the register agrees with statistics of employment. */
#include "run/put.h"
#include "run/state.h"

#include <math.h>

/* --- from the earlier register to this one ---------------------------------------------------------------------------- */

struct years { /* those in the study area, and which class each is in */
    struct tomt_year before, after;
    uint32_t *class_before, *class_after;
    const size_t *at_before, *at_after; /* their workplaces */
};

static bool take_inside(struct tomt_arena *arena, const struct tomt_workplaces *all, struct tomt_year *year, uint32_t **class_of,
                        const size_t **at, struct tomt_error *err)
{
    uint64_t *id = tomt_arena_block(arena, NULL, (all->n + 1) * sizeof *id, err);
    double *number[3] = {NULL};
    size_t *place = tomt_arena_block(arena, NULL, (all->n + 1) * sizeof *place, err), n = 0;
    bool ok = id && place;
    for (size_t k = 0; k < 3; k++)
        ok = ok && (number[k] = tomt_arena_block(arena, NULL, (all->n + 1) * sizeof(double), err));
    *class_of = ok ? tomt_arena_block(arena, NULL, (all->n + 1) * sizeof **class_of, err) : NULL;
    if (!*class_of)
        return false;
    for (size_t w = 0; w < all->n; w++) {
        if (!all->inside[w])
            continue;
        id[n] = all->id[w];
        number[0][n] = isnan(all->jobs[w]) ? 0 : all->jobs[w];
        number[1][n] = all->x[w];
        number[2][n] = all->y[w];
        place[n++] = w;
    }
    *year = (struct tomt_year){.id = id, .sector = *class_of, .jobs = number[0], .x = number[1], .y = number[2], .n = n};
    *at = place;
    return true;
}

static void put_change(struct tomt_put *put, const char *kind, const char *name, const char *title, const struct tomt_change *change,
                       size_t min_establishments)
{
    size_t n_before = change->n_deaths + change->n_moves + change->n_stayed, n_after = change->n_births + change->n_moves + change->n_stayed;
    bool few = n_before < min_establishments && n_after < min_establishments;
    tomt_put_text(put, kind);
    tomt_put_text(put, name);
    tomt_put_text(put, title);
    tomt_put_count(put, change->n_births);
    tomt_put_count(put, change->n_deaths);
    tomt_put_count(put, change->n_moves);
    tomt_put_count(put, change->n_stayed);
    tomt_put_real(put, change->jobs_before);
    tomt_put_real(put, change->jobs_after);
    tomt_put_real(put, change->jobs_born);
    tomt_put_real(put, change->jobs_dead);
    tomt_put_real(put, change->jobs_grown);
    tomt_put_real(put, few || !(change->jobs_before > 0) ? NAN : (change->jobs_after - change->jobs_before) / change->jobs_before);
    tomt_put_integer(put, few);
}

static bool change_of_sector(const struct tomt_run_state *state, struct years *years, size_t s, struct tomt_change *out, struct tomt_error *err)
{
    const struct tomt_business *business = &state->business;
    struct tomt_change change[2];
    for (size_t i = 0; i < years->before.n; i++)
        years->class_before[i] = s == SIZE_MAX || business->before.sectors[years->at_before[i]] >> s & 1;
    for (size_t i = 0; i < years->after.n; i++)
        years->class_after[i] = s == SIZE_MAX || business->now.sectors[years->at_after[i]] >> s & 1;
    if (!tomt_changes(&years->before, &years->after, state->project->economy.move_m, change, 2, err))
        return false;
    *out = change[1];
    return true;
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

static bool put_divisions(struct tomt_run_state *state, struct years *years, struct tomt_put *put, size_t few, struct tomt_error *err)
{
    struct tomt_change change[N_DIVISIONS];
    for (size_t i = 0; i < years->before.n; i++)
        years->class_before[i] = division_of(state->business.before.code[years->at_before[i]]);
    for (size_t i = 0; i < years->after.n; i++)
        years->class_after[i] = division_of(state->business.now.code[years->at_after[i]]);
    if (!tomt_changes(&years->before, &years->after, state->project->economy.move_m, change, N_DIVISIONS, err))
        return false;
    for (uint32_t d = 0; d < N_DIVISIONS; d++) {
        char code[4];
        if (!(change[d].n_births + change[d].n_deaths + change[d].n_moves + change[d].n_stayed))
            continue;
        snprintf(code, sizeof code, "%02u", d % 100);
        put_change(put, d == NO_DIVISION ? "no_industry" : "division", d == NO_DIVISION ? NULL : code,
                   d == NO_DIVISION ? NULL : tomt_run_code_title(state, tomt_code_key(code)), &change[d], few);
    }
    return true;
}

bool tomt_run_change_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_table *table, struct tomt_error *err)
{
    static const struct tomt_put_column columns[] = {
        {"kind", TOMT_TEXT},        {"name", TOMT_TEXT},      {"title", TOMT_TEXT},     {"births", TOMT_INTEGER},  {"deaths", TOMT_INTEGER},
        {"moves", TOMT_INTEGER},    {"stayed", TOMT_INTEGER}, {"jobs_before", TOMT_REAL}, {"jobs_after", TOMT_REAL}, {"jobs_born", TOMT_REAL},
        {"jobs_dead", TOMT_REAL},   {"jobs_grown", TOMT_REAL}, {"growth", TOMT_REAL},    {"suppressed", TOMT_INTEGER}};
    const struct tomt_business *business = &state->business;
    size_t few = (size_t)state->project->economy.min_establishments;
    struct years years;
    struct tomt_change change;
    struct tomt_put put;
    tomt_put_start(&put, arena, table, columns, sizeof columns / sizeof *columns, 0, err);
    if (!put.ok || !take_inside(arena, &business->before, &years.before, &years.class_before, &years.at_before, err) ||
        !take_inside(arena, &business->now, &years.after, &years.class_after, &years.at_after, err) ||
        !change_of_sector(state, &years, SIZE_MAX, &change, err))
        return false;
    put_change(&put, "all", NULL, NULL, &change, few);
    for (size_t s = 0; s < business->n_sectors; s++) {
        const struct tomt_sector *sector = &business->sector[s];
        if (!change_of_sector(state, &years, s, &change, err))
            return false;
        put_change(&put, "sector", sector->name, state->project->language == 1 ? sector->nb : sector->en, &change, few);
    }
    return put_divisions(state, &years, &put, few, err) && tomt_put_end(&put);
}

/* --- the register against statistics -------------------------------------------------------------------------------------- */

static bool area_of(const struct tomt_business *business, const char *number, size_t *level, size_t *area)
{
    for (*level = 1; *level < business->n_levels; ++*level)
        for (*area = 0; *area < business->level[*level].n; ++*area)
            if (!strcmp(business->level[*level].number[*area], number))
                return true;
    return false;
}

/* The register's jobs in an area, of all industries or of those that begin with the code. */
static struct tomt_mix register_of(const struct tomt_business *business, size_t level, size_t area, uint64_t code)
{
    struct tomt_mix mix = {0};
    char text[TOMT_CODE_BYTES];
    tomt_code_of_key(code, text);
    unsigned n = (unsigned)strlen(text);
    for (size_t w = 0; w < business->now.n; w++) {
        const struct tomt_workplaces *now = &business->now;
        if (business->level[level].of[w] != area || (code && tomt_code_key_cut(now->code[w], n) != code))
            continue;
        mix.n++;
        mix.jobs_low += isnan(now->jobs_low[w]) ? 0 : tomt_exact_weight(now->jobs_low[w]);
        mix.jobs += isnan(now->jobs[w]) ? 0 : tomt_exact_weight(now->jobs[w]);
        mix.jobs_high += isnan(now->jobs_high[w]) ? 0 : tomt_exact_weight(now->jobs_high[w]);
    }
    return mix;
}

bool tomt_run_reconciliation_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_table *table, struct tomt_error *err)
{
    static const struct tomt_put_column columns[] = {{"layer", TOMT_TEXT},    {"number", TOMT_TEXT},    {"name", TOMT_TEXT},
                                                     {"code", TOMT_TEXT},     {"title", TOMT_TEXT},     {"jobs_statistics", TOMT_REAL},
                                                     {"jobs_low", TOMT_REAL}, {"jobs", TOMT_REAL},      {"jobs_high", TOMT_REAL},
                                                     {"difference", TOMT_REAL}, {"ratio", TOMT_REAL}};
    const struct tomt_business *business = &state->business;
    struct tomt_put put;
    tomt_put_start(&put, arena, table, columns, sizeof columns / sizeof *columns, 0, err);
    for (size_t i = 0; i < business->n_employment; i++) {
        const struct tomt_employment *row = &business->employment[i];
        const struct tomt_column *industry = tomt_table_find(&business->table[row->layer].table, "industry");
        const char *code = row->all ? NULL : tomt_column_text(industry, row->row, NULL), *print = NULL;
        size_t level, area;
        if (isnan(row->jobs) || (!row->all && !code) || !area_of(business, row->number, &level, &area))
            continue;
        uint64_t key = code ? tomt_code_key(code) : 0;
        struct tomt_mix mix = register_of(business, level, area, key);
        if (code && !(print = tomt_run_code_print(state, arena, key, err)))
            return false;
        tomt_put_text(&put, state->project->layer[row->layer].name);
        tomt_put_text(&put, row->number);
        tomt_put_text(&put, business->level[level].title[area]);
        tomt_put_text(&put, print);
        tomt_put_text(&put, code ? tomt_run_code_title(state, key) : NULL);
        tomt_put_real(&put, row->jobs);
        tomt_put_real(&put, mix.jobs_low);
        tomt_put_real(&put, mix.jobs);
        tomt_put_real(&put, mix.jobs_high);
        tomt_put_real(&put, mix.jobs - row->jobs);
        tomt_put_real(&put, row->jobs > 0 ? mix.jobs / row->jobs : NAN);
    }
    return tomt_put_end(&put);
}
