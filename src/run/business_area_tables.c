/* run/business_area_tables.c: areas, their sectors and their industries, as layers of the result.
 */
#include "base/put.h"
#include "run/state.h"

#include <math.h>
#include <string.h>

static void add(double *sum, double value)
{
    if (!isnan(value))
        *sum = (isnan(*sum) ? 0 : *sum) + value;
}

/* The first of the rows of a number, or of a later one. */
static size_t first_of(const struct tomt_business *business, const char *number)
{
    size_t from = 0, to = business->n_by_number;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (strcmp(business->by_number[middle]->number, number) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

struct tomt_said tomt_run_said_of(const struct tomt_business *business, const char *number)
{
    struct tomt_said said = {NAN, NAN, NAN, NAN, NAN};
    for (size_t i = first_of(business, number);
         i < business->n_by_number && !strcmp(business->by_number[i]->number, number); i++) {
        const struct tomt_employment *row = business->by_number[i];
        add(&said.jobs, row->jobs);
        add(&said.residents, row->employed_residents);
        add(&said.target, row->jobs_target);
        add(&said.people, row->residents);
        add(&said.people_target, row->residents_target);
    }
    return said;
}

/* The study area is what its numbers are together; one that says nothing leaves it unsaid. */
struct tomt_said tomt_run_said_of_all(const struct tomt_run_state *state)
{
    const struct tomt_texts *numbers = &state->project->area_numbers;
    double none = numbers->n ? 0 : NAN;
    struct tomt_said all = {none, none, none, none, none};
    for (size_t k = 0; k < numbers->n; k++) {
        struct tomt_said one = tomt_run_said_of(&state->business, tomt_municipality_today(numbers->item[k]));
        all.jobs += one.jobs;
        all.residents += one.residents;
        all.target += one.target;
        all.people += one.people;
        all.people_target += one.people_target;
    }
    return all;
}

/* Establishments that no place was found for, by the municipality that the register names. */
struct without_place {
    size_t n;
    double jobs; /* of those whose jobs are known */
};

/* Is this a municipality of the area? All are of a study area that has no numbers, and so is what
 * names none (NULL). */
static bool is_of(const struct tomt_run_state *state, const struct tomt_business_level *level,
                  size_t a, const char *municipality)
{
    const struct tomt_texts *numbers = &state->project->area_numbers;
    if (level != &state->business.level[0])
        return municipality && !strcmp(level->number[a], tomt_municipality_today(municipality));
    for (size_t k = 0; municipality && k < numbers->n; k++)
        if (!strcmp(tomt_municipality_today(numbers->item[k]),
                    tomt_municipality_today(municipality)))
            return true;
    return !numbers->n;
}

static const char *municipality_at(const struct tomt_table *table, size_t row)
{
    const struct tomt_column *column = tomt_table_find(table, "municipality");
    return column && column->type == TOMT_TEXT ? tomt_column_text(column, row, NULL) : NULL;
}

static struct without_place unplaced_of(const struct tomt_run_state *state,
                                        const struct tomt_business_level *level, size_t a)
{
    struct without_place sum = {0, 0};
    for (size_t i = 0; i < state->project->n_layers; i++) {
        const struct tomt_table *table = &state->unplaced[i];
        const struct tomt_column *jobs = tomt_table_find(table, "jobs_central");
        if (state->project->layer[i].role != TOMT_ROLE_ESTABLISHMENT)
            continue;
        for (size_t row = 0; row < table->n_rows; row++) {
            if (!is_of(state, level, a, municipality_at(table, row)))
                continue;
            sum.n++;
            sum.jobs +=
                jobs && !tomt_column_is_null(jobs, row) ? tomt_exact_weight(jobs->real[row]) : 0;
        }
    }
    return sum;
}

/* Are the level's numbers those of municipalities, not of postcodes or tracts? Yes when most of the
 * placed establishments lie in the area that has the number of their municipality; when none can
 * tell, yes when an unplaced one names one of the numbers. */
static bool is_of_municipalities(const struct tomt_run_state *state,
                                 const struct tomt_business_level *level)
{
    const struct tomt_business *business = &state->business;
    size_t n_said = 0, n_same = 0;
    if (level == &business->level[0] && !state->project->area_numbers.n)
        return true;
    for (size_t w = 0; w < business->now.n; w++) {
        uint32_t a = level->of[w];
        const char *said =
            a == TOMT_NO_AREA
                ? NULL
                : municipality_at(&state->layer[business->layer_of[w]].table, business->row_of[w]);
        n_said += said != NULL;
        n_same += said && is_of(state, level, a, said);
    }
    bool named = false;
    for (size_t a = 0; !n_said && !named && a < level->n; a++)
        named = unplaced_of(state, level, a).n > 0;
    return n_said ? 2 * n_same > n_said : named;
}

static void put_mix(struct tomt_put *put, const struct tomt_mix *mix)
{
    tomt_put_count(put, mix->n);
    tomt_put_real(put, mix->jobs_low);
    tomt_put_real(put, mix->jobs);
    tomt_put_real(put, mix->jobs_high);
}

static const struct tomt_put_column area_columns[] = {{"area_id", TOMT_TEXT},
                                                      {"level", TOMT_TEXT},
                                                      {"level_title", TOMT_TEXT},
                                                      {"number", TOMT_TEXT},
                                                      {"name", TOMT_TEXT},
                                                      {"establishments", TOMT_INTEGER},
                                                      {"jobs_low", TOMT_REAL},
                                                      {"jobs", TOMT_REAL},
                                                      {"jobs_high", TOMT_REAL},
                                                      {"jobs_unknown", TOMT_INTEGER},
                                                      {"without_code", TOMT_INTEGER},
                                                      {"jobs_without_code", TOMT_REAL},
                                                      {"unplaced", TOMT_INTEGER},
                                                      {"jobs_unplaced", TOMT_REAL},
                                                      {"knowledge_share", TOMT_REAL},
                                                      {"related_variety", TOMT_REAL},
                                                      {"unrelated_variety", TOMT_REAL},
                                                      {"entropy", TOMT_REAL},
                                                      {"herfindahl", TOMT_REAL},
                                                      {"krugman", TOMT_REAL},
                                                      {"suppressed", TOMT_INTEGER},
                                                      {"employed_residents", TOMT_REAL},
                                                      {"jobs_per_resident", TOMT_REAL},
                                                      {"jobs_per_resident_of", TOMT_TEXT},
                                                      {"jobs_statistics", TOMT_REAL},
                                                      {"jobs_target", TOMT_REAL},
                                                      {"target_share", TOMT_REAL},
                                                      {"area_m2", TOMT_REAL}};
enum { N_AREA_COLUMNS = sizeof area_columns / sizeof *area_columns };

static void put_unplaced(struct tomt_put *put, const struct tomt_run_state *state,
                         const struct tomt_business_level *level, size_t a, bool municipalities)
{
    if (!municipalities) {
        tomt_put_null(put);
        tomt_put_null(put);
        return;
    }
    struct without_place unplaced = unplaced_of(state, level, a);
    tomt_put_count(put, unplaced.n);
    tomt_put_real(put, unplaced.jobs);
}

static void put_area(struct tomt_put *put, const struct tomt_run_state *state,
                     const struct tomt_business_level *level, size_t a, bool municipalities)
{
    const struct tomt_area_measures *measures = &level->measures;
    bool all = level == &state->business.level[0], by_statistics;
    struct tomt_said said = all ? tomt_run_said_of_all(state) : tomt_run_said_of(&state->business, level->number[a]);
    double jobs = measures->all[a].jobs, located;
    by_statistics = !isnan(said.jobs);
    located = by_statistics ? said.jobs : jobs;
    tomt_put_text(put, level->id[a]);
    tomt_put_text(put, level->name);
    tomt_put_text(put, level->words);
    tomt_put_text(put, level->number[a]);
    tomt_put_text(put, level->title[a]);
    put_mix(put, &measures->all[a]);
    tomt_put_count(put, measures->all[a].n_unknown);
    tomt_put_count(put, measures->no_code[a].n);
    tomt_put_real(put, measures->no_code[a].jobs);
    put_unplaced(put, state, level, a, municipalities);
    tomt_put_real(put, measures->knowledge_share[a]);
    tomt_put_real(put, measures->related[a]);
    tomt_put_real(put, measures->unrelated[a]);
    tomt_put_real(put, measures->entropy[a]);
    tomt_put_real(put, measures->herfindahl[a]);
    tomt_put_real(put, measures->sector_krugman_reference[a]);
    tomt_put_integer(put, measures->suppressed[a]);
    tomt_put_real(put, said.residents);
    tomt_put_real(put, said.residents > 0 ? located / said.residents : NAN);
    tomt_put_text(put, said.residents > 0 ? (by_statistics ? "statistics" : "register") : NULL);
    tomt_put_real(put, said.jobs);
    tomt_put_real(put, said.target);
    tomt_put_real(put, said.target > 0 ? located / said.target : NAN);
    tomt_put_real(put, level->area_m2[a]);
    for (size_t s = 0; s < state->business.n_sectors; s++)
        tomt_put_real(put, measures->sector_quotient[a * state->business.n_sectors + s]);
}

static bool area_table(struct tomt_run_state *state, struct tomt_arena *arena,
                       struct tomt_run_table *out, struct tomt_error *err)
{
    const struct tomt_business *business = &state->business;
    struct tomt_put put;
    tomt_put_start(&put, arena, &out->table, area_columns, N_AREA_COLUMNS, business->n_sectors,
                   err);
    for (size_t s = 0; put.ok && s < business->n_sectors; s++) {
        const char *name = tomt_arena_print(arena, err, "lq_%s", business->sector[s].name);
        put.ok = name != NULL;
        if (name)
            tomt_put_more(&put, name, TOMT_REAL);
    }
    tomt_shapes_start(&out->shapes, arena, TOMT_POLYGONS);
    for (size_t l = 0; l < business->n_levels; l++) {
        bool municipalities = is_of_municipalities(state, &business->level[l]);
        for (size_t a = 0; a < business->level[l].n; a++)
            put_area(&put, state, &business->level[l], a, municipalities);
        if (!tomt_shapes_append(&out->shapes, &business->level[l].shapes, err))
            return false;
    }
    return tomt_put_end(&put);
}

static bool sector_table(struct tomt_run_state *state, struct tomt_arena *arena,
                         struct tomt_table *table, struct tomt_error *err)
{
    static const struct tomt_put_column columns[] = {
        {"area_id", TOMT_TEXT},  {"sector", TOMT_TEXT},   {"establishments", TOMT_INTEGER},
        {"jobs_low", TOMT_REAL}, {"jobs", TOMT_REAL},     {"jobs_high", TOMT_REAL},
        {"share", TOMT_REAL},    {"quotient", TOMT_REAL}, {"suppressed", TOMT_INTEGER}};
    const struct tomt_business *business = &state->business;
    struct tomt_put put;
    tomt_put_start(&put, arena, table, columns, sizeof columns / sizeof *columns, 0, err);
    for (size_t l = 0; l < business->n_levels; l++)
        for (size_t a = 0; a < business->level[l].n; a++)
            for (size_t s = 0; s < business->n_sectors; s++) {
                const struct tomt_area_measures *measures = &business->level[l].measures;
                size_t at = a * business->n_sectors + s, n = measures->sector[at].n;
                bool few = n && n < (size_t)state->project->economy.min_establishments;
                tomt_put_text(&put, business->level[l].id[a]);
                tomt_put_text(&put, business->sector[s].name);
                put_mix(&put, &measures->sector[at]);
                tomt_put_real(&put, measures->sector_share[at]);
                tomt_put_real(&put, measures->sector_quotient[at]);
                tomt_put_integer(&put, measures->suppressed[a] || few);
            }
    return tomt_put_end(&put);
}

static bool put_industries(struct tomt_put *put, const struct tomt_run_state *state,
                           struct tomt_arena *arena, const char *area, int64_t digits,
                           const struct tomt_area_industry *industry, uint64_t from, uint64_t to,
                           struct tomt_error *err)
{
    for (uint64_t i = from; i < to; i++) {
        const char *code = tomt_run_code_print(state, arena, industry[i].code, err);
        if (!code)
            return false;
        tomt_put_text(put, area);
        tomt_put_integer(put, digits);
        tomt_put_text(put, code);
        tomt_put_text(put, tomt_run_code_title(state, industry[i].code));
        put_mix(put, &industry[i].mix);
        tomt_put_real(put, industry[i].share);
        tomt_put_real(put, industry[i].quotient);
        tomt_put_integer(put, industry[i].suppressed);
    }
    return true;
}

static bool industry_table(struct tomt_run_state *state, struct tomt_arena *arena,
                           struct tomt_table *table, struct tomt_error *err)
{
    static const struct tomt_put_column columns[] = {
        {"area_id", TOMT_TEXT},  {"digits", TOMT_INTEGER},         {"code", TOMT_TEXT},
        {"title", TOMT_TEXT},    {"establishments", TOMT_INTEGER}, {"jobs_low", TOMT_REAL},
        {"jobs", TOMT_REAL},     {"jobs_high", TOMT_REAL},         {"share", TOMT_REAL},
        {"quotient", TOMT_REAL}, {"suppressed", TOMT_INTEGER}};
    const struct tomt_business *business = &state->business;
    struct tomt_put put;
    tomt_put_start(&put, arena, table, columns, sizeof columns / sizeof *columns, 0, err);
    for (size_t l = 0; l < business->n_levels; l++)
        for (size_t a = 0; a < business->level[l].n; a++) {
            const struct tomt_business_level *level = &business->level[l];
            const struct tomt_area_measures *measures = &level->measures;
            if (!put_industries(&put, state, arena, level->id[a], 2, measures->division,
                                measures->division_start[a], measures->division_start[a + 1], err))
                return false;
            if (level->n <= TOMT_FEW_AREAS &&
                !put_industries(&put, state, arena, level->id[a], state->project->economy.digits,
                                measures->code, measures->code_start[a],
                                measures->code_start[a + 1], err))
                return false;
        }
    return tomt_put_end(&put);
}

bool tomt_run_area_tables(struct tomt_run_state *state, struct tomt_arena *arena,
                          struct tomt_run_table table[3], struct tomt_error *err)
{
    table[0] = (struct tomt_run_table){
        .name = "area", .title = {"Areas", "Områder"}, .geometry_type = "MULTIPOLYGON"};
    table[1] = (struct tomt_run_table){.name = "area_sector",
                                       .title = {"Sectors by area", "Næringer etter område"}};
    table[2] = (struct tomt_run_table){
        .name = "area_industry", .title = {"Industries by area", "Næringskoder etter område"}};
    return area_table(state, arena, &table[0], err) &&
           sector_table(state, arena, &table[1].table, err) &&
           industry_table(state, arena, &table[2].table, err);
}
