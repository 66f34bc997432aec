/* run/room_areas.c: is it enough? Capacity of the sites by area and strategy, today against the plan's targets. */
#include "base/put.h"
#include "phrase/phrase.h"
#include "run/room_inside.h"

#include "geo/wkb.h"

#include <math.h>
#include <stdlib.h>

enum { N_STRATEGIES = 4 }; /* all together first */
static const char *const strategy_name[N_STRATEGIES] = {"all", "densify", "transform", "none"};

enum { EXISTING, ALLOWED, UNUSED, REPLACES, JOBS_LOW, JOBS, JOBS_HIGH, N_SUMS };
struct sum { /* of the sites of a profile in an area */
    size_t n, n_unknown, n_unknown_jobs; /* sites whose floor area, whose jobs are not known */
    double developable_m2, of[N_SUMS]; /* of those of which it is known */
    size_t n_known[N_SUMS];
};
struct need { /* how many of the best sites it takes; 0 and false: they are not enough */
    double sum;
    size_t n;
    bool reached;
};
struct cell { /* one profile in one area with one strategy */
    struct sum sum;
    struct need low, central, high;
};
struct asked { /* of an area */
    double jobs_today, jobs_target, wanted, residents_today, residents_target;
    const char *jobs_from, *residents_from; /* who says what there is today; NULL: nobody */
};
struct areas {
    struct tomt_run_state *state;
    struct tomt_arena *arena;
    uint32_t **of;          /* [level][site] */
    struct asked **asked;   /* [level][area] */
    struct cell **cell;     /* [level] -> [(profile * areas + area) * N_STRATEGIES + strategy] */
    const struct tomt_phrases *phrases; /* of the project's language */
};

static struct cell *cell_at(const struct areas *at, size_t level, size_t p, size_t a, size_t k)
{
    return &at->cell[level][(p * at->state->business.level[level].n + a) * N_STRATEGIES + k];
}

static void add_known(double *sum, double value)
{
    *sum += isnan(value) ? 0 : value;
}

/* One more site, the next best. */
static void need_more(struct need *need, double wanted, double jobs)
{
    if (need->reached || isnan(wanted))
        return;
    need->n++;
    add_known(&need->sum, jobs);
    need->reached = need->sum >= wanted;
}

static void add_site(const struct tomt_run_state *state, size_t p, size_t s, double wanted, struct cell *cell)
{
    const struct tomt_site_capacity *capacity = &state->room.profile[p].capacity[s];
    const struct tomt_jobs_range *jobs = &state->room.profile[p].jobs[s].range;
    struct sum *sum = &cell->sum;
    sum->n++;
    sum->n_unknown += isnan(capacity->unused_bra_m2) ? 1 : 0;
    sum->n_unknown_jobs += isnan(jobs->central) ? 1 : 0;
    add_known(&sum->developable_m2, state->sites.developable_m2[s]);
    const double number[N_SUMS] = {capacity->existing_bra_m2, capacity->allowed_bra_m2, capacity->unused_bra_m2, capacity->replaces_m2,
                                   jobs->low, jobs->central, jobs->high};
    for (size_t i = 0; i < N_SUMS; i++) {
        add_known(&sum->of[i], number[i]);
        sum->n_known[i] += isnan(number[i]) ? 0 : 1;
    }
    need_more(&cell->low, wanted, jobs->low);
    need_more(&cell->central, wanted, jobs->central);
    need_more(&cell->high, wanted, jobs->high);
}

/* --- what is asked of each area -------------------------------------------------------------------------------- */

/* Residents by the share of each cell's ground that lies in the area. */
static bool add_residents(struct areas *at, size_t level, double *residents, bool *any, struct tomt_error *err)
{
    struct tomt_run_state *state = at->state;
    const struct tomt_business_level *of = &state->business.level[level];
    for (size_t i = 0; i < state->project->n_layers; i++) {
        const struct tomt_layer *layer = &state->layer[i];
        const struct tomt_column *in = tomt_table_find(&layer->table, "population");
        struct tomt_overlaps on;
        if (state->project->layer[i].role != TOMT_ROLE_POPULATION || layer->shapes.kind != TOMT_POLYGONS || !in || in->type != TOMT_REAL)
            continue;
        *any = true;
        if (!tomt_overlaps_find(at->arena, &of->shapes, &layer->shapes, NULL, state->crew, &on, err))
            return false;
        for (size_t a = 0; a < of->n; a++)
            for (uint64_t k = on.start[a]; k < on.start[a + 1]; k++) {
                size_t size;
                const uint8_t *wkb = tomt_shapes_wkb(&layer->shapes, on.row[k], &size);
                add_known(&residents[a], in->real[on.row[k]] * fmin(1, on.area_m2[k] / tomt_wkb_area_m2(wkb, size)));
            }
    }
    return true;
}

static bool ask(struct areas *at, size_t level, struct tomt_error *err)
{
    const struct tomt_run_state *state = at->state;
    const struct tomt_business_level *of = &state->business.level[level];
    const struct tomt_target_options *targets = &state->project->targets;
    bool counted = false;
    double *residents = tomt_arena_block(at->arena, NULL, (of->n + 1) * sizeof *residents, err);
    at->asked[level] = tomt_arena_block(at->arena, NULL, (of->n + 1) * sizeof **at->asked, err);
    if (!residents || !at->asked[level])
        return false;
    for (size_t a = 0; a < of->n; a++)
        residents[a] = 0;
    if (!add_residents(at, level, residents, &counted, err))
        return false;
    for (size_t a = 0; a < of->n; a++) {
        struct tomt_said said = level ? tomt_run_said_of(&state->business, of->number[a]) : tomt_run_said_of_all(state);
        struct asked *asked = &at->asked[level][a];
        asked->jobs_today = !isnan(said.jobs) ? said.jobs : state->business.wanted ? of->measures.all[a].jobs : NAN;
        asked->jobs_from = isnan(asked->jobs_today) ? NULL : isnan(said.jobs) ? "register" : "statistics";
        asked->jobs_target = !level && !isnan(targets->jobs) ? targets->jobs : said.target;
        asked->residents_today = !isnan(said.people) ? said.people : counted ? residents[a] : NAN;
        asked->residents_from = isnan(asked->residents_today) ? NULL : isnan(said.people) ? "population" : "statistics";
        asked->residents_target = !level && !isnan(targets->residents) ? targets->residents : said.people_target;
        asked->wanted = fmax(0, asked->jobs_target - asked->jobs_today);
        if (isnan(asked->jobs_target) || isnan(asked->jobs_today))
            asked->wanted = NAN;
    }
    return true;
}

/* --- sums ------------------------------------------------------------------------------------------------------- */

static bool count(struct areas *at, size_t level, struct tomt_error *err)
{
    struct tomt_run_state *state = at->state;
    const struct tomt_business_level *of = &state->business.level[level];
    const struct tomt_sites *sites = &state->sites;
    size_t n_cells = state->project->n_profiles * of->n * N_STRATEGIES;
    at->cell[level] = tomt_arena_block(at->arena, NULL, (n_cells + 1) * sizeof **at->cell, err);
    at->of[level] = tomt_arena_block(at->arena, NULL, (sites->n + 1) * sizeof **at->of, err);
    if (!at->cell[level] || !at->of[level] ||
        !tomt_areas_assign(at->arena, &of->shapes, sites->point_x, sites->point_y, sites->n, state->crew, at->of[level], err))
        return false;
    memset(at->cell[level], 0, n_cells * sizeof **at->cell);
    for (size_t p = 0; p < state->project->n_profiles; p++) {
        for (size_t a = 0; a < of->n; a++)
            for (size_t k = 0; k < N_STRATEGIES; k++) {
                struct cell *cell = cell_at(at, level, p, a, k);
                cell->low.reached = cell->central.reached = cell->high.reached = at->asked[level][a].wanted <= 0;
            }
        for (size_t row = 0; row < state->scored[p].n; row++) { /* best first */
            size_t s = state->scored[p].site[row];
            uint32_t a = level ? at->of[level][s] : 0; /* whatever its point: a candidate belongs to the study area */
            if (a == TOMT_NO_AREA)
                continue;
            static const size_t number[] = {[TOMT_GROW_DENSIFY] = 1, [TOMT_GROW_TRANSFORM] = 2, [TOMT_GROW_NONE] = 3};
            add_site(state, p, s, at->asked[level][a].wanted, cell_at(at, level, p, a, 0));
            add_site(state, p, s, at->asked[level][a].wanted, cell_at(at, level, p, a, number[state->room.growth[s]]));
        }
    }
    return true;
}

/* --- tables ------------------------------------------------------------------------------------------------------ */

static void put_area(struct tomt_put *put, const struct tomt_business_level *level, size_t a, bool whole)
{
    tomt_put_text(put, level->name);
    tomt_put_text(put, whole ? NULL : level->number[a]);
    tomt_put_text(put, level->title[a]);
}

/* Known of no site is not 0; where there is no site it is. */
static double sum_of(const struct sum *sum, size_t i)
{
    return sum->n && !sum->n_known[i] ? NAN : sum->of[i];
}

static void put_sum(struct tomt_put *put, const struct sum *sum)
{
    tomt_put_count(put, sum->n);
    tomt_put_count(put, sum->n_unknown);
    tomt_put_count(put, sum->n_unknown_jobs);
    tomt_put_real(put, sum->developable_m2);
    for (size_t i = 0; i < N_SUMS; i++)
        tomt_put_real(put, sum_of(sum, i));
}

static const struct tomt_put_column sums[] = {
    {"layer", TOMT_TEXT},       {"number", TOMT_TEXT},       {"name", TOMT_TEXT},           {"profile", TOMT_TEXT},        {"strategy", TOMT_TEXT},
    {"n_sites", TOMT_INTEGER},  {"n_unknown", TOMT_INTEGER}, {"n_unknown_jobs", TOMT_INTEGER}, {"developable_m2", TOMT_REAL}, {"existing_bra_m2", TOMT_REAL}, {"allowed_bra_m2", TOMT_REAL},
    {"unused_bra_m2", TOMT_REAL}, {"replaces_m2", TOMT_REAL}, {"jobs_low", TOMT_REAL},       {"jobs", TOMT_REAL},           {"jobs_high", TOMT_REAL}};

/* strategy < 0: all of them in a table; else that one, with the area's polygon. */
static bool sum_table(const struct areas *at, int strategy, struct tomt_run_table *out, struct tomt_error *err)
{
    const struct tomt_run_state *state = at->state;
    struct tomt_put put;
    tomt_put_start(&put, at->arena, &out->table, sums, sizeof sums / sizeof *sums, 0, err);
    tomt_shapes_start(&out->shapes, at->arena, TOMT_POLYGONS);
    for (size_t level = 0; level < state->business.n_levels; level++)
        for (size_t p = 0; p < state->project->n_profiles; p++)
            for (size_t a = 0; a < state->business.level[level].n; a++)
                for (size_t k = 0; k < N_STRATEGIES; k++) {
                    const struct tomt_business_level *of = &state->business.level[level];
                    const struct cell *cell = cell_at(at, level, p, a, k);
                    size_t size;
                    if (!cell->sum.n || (strategy >= 0 && (size_t)strategy != k))
                        continue;
                    put_area(&put, of, a, !level);
                    tomt_put_text(&put, state->project->profile[p].name);
                    tomt_put_text(&put, strategy_name[k]);
                    put_sum(&put, &cell->sum);
                    const uint8_t *wkb = tomt_shapes_wkb(&of->shapes, a, &size);
                    if (strategy >= 0 && !tomt_shapes_add_wkb(&out->shapes, wkb, size, err))
                        return false;
                }
    return tomt_put_end(&put);
}

/* --- the sentence ------------------------------------------------------------------------------------------------- */

/* Which of phrase/messages.def it is, the numbers that go into it, and the year as text; message NULL: nothing was asked for. */
struct said {
    struct tomt_sentence sentence;
    char id[48], year[24];
};

static const char *target_message(const struct asked *asked, const struct cell *cell)
{
    size_t n = cell->sum.n;
    if (asked->wanted <= 0)
        return "target_today";
    if (cell->central.reached)
        return n == 1 ? "target_reached_only" : cell->central.n == 1 ? "target_reached_best" : "target_reached";
    if (!n)
        return "target_none";
    return cell->sum.n_unknown_jobs == n ? "target_unknown" : cell->sum.n_unknown_jobs ? "target_short_unknown" : "target_short";
}

static void say_target(const struct areas *at, const struct asked *asked, const struct cell *cell, size_t k, struct said *said)
{
    static const char *const sites[N_STRATEGIES] = {"sites", "densify sites", "transform sites", "sites without a strategy"};
    int64_t year = at->state->project->targets.year;
    *said = (struct said){.sentence = {.number = {NAN, NAN, NAN, NAN}}};
    if (isnan(asked->wanted))
        return;
    snprintf(said->id, sizeof said->id, "%s%s", target_message(asked, cell), year == INT64_MIN ? "" : "_year");
    snprintf(said->year, sizeof said->year, "%lld", (long long)year);
    said->sentence.message = said->id;
    if (asked->wanted <= 0) {
        said->sentence.text[0] = year == INT64_MIN ? NULL : said->year;
        return;
    }
    said->sentence = (struct tomt_sentence){
        .message = said->id,
        .number = {cell->central.reached ? (double)cell->central.n : cell->sum.n > cell->sum.n_unknown_jobs ? cell->sum.of[JOBS] : NAN, (double)cell->sum.n,
                   asked->wanted, cell->sum.n_unknown_jobs && !cell->central.reached ? (double)cell->sum.n_unknown_jobs : NAN},
        .unit = {NULL, sites[k], NULL, NULL},
        .text = {year == INT64_MIN ? NULL : said->year, NULL, NULL}};
}

static const char *phrased(const struct areas *at, const struct said *said, struct tomt_error *err)
{
    struct tomt_text text = {0};
    tomt_sentence_phrase(at->phrases, &text, &said->sentence);
    return tomt_text_keep(&text, at->arena, err);
}

static void put_need(struct tomt_put *put, const struct need *need)
{
    if (need->reached)
        tomt_put_count(put, need->n);
    else
        tomt_put_null(put);
}

static bool put_target(const struct areas *at, struct tomt_put *put, size_t level, size_t p, size_t a, size_t k, struct tomt_error *err)
{
    const struct asked *asked = &at->asked[level][a];
    const struct cell *cell = cell_at(at, level, p, a, k);
    struct said said;
    say_target(at, asked, cell, k, &said);
    const char *in_words = said.sentence.message ? phrased(at, &said, err) : NULL;
    double new_residents = asked->residents_target - asked->residents_today;
    int64_t year = at->state->project->targets.year;
    if (said.sentence.message && !in_words)
        return false;
    put_area(put, &at->state->business.level[level], a, !level);
    tomt_put_text(put, at->state->project->profile[p].name);
    tomt_put_text(put, strategy_name[k]);
    if (year == INT64_MIN)
        tomt_put_null(put);
    else
        tomt_put_integer(put, year);
    tomt_put_real(put, asked->jobs_today);
    tomt_put_text(put, asked->jobs_from);
    tomt_put_real(put, asked->jobs_target);
    tomt_put_real(put, asked->wanted);
    tomt_put_count(put, cell->sum.n);
    tomt_put_count(put, cell->sum.n_unknown);
    tomt_put_count(put, cell->sum.n_unknown_jobs);
    tomt_put_real(put, sum_of(&cell->sum, JOBS_LOW));
    tomt_put_real(put, sum_of(&cell->sum, JOBS));
    tomt_put_real(put, sum_of(&cell->sum, JOBS_HIGH));
    put_need(put, &cell->high);
    put_need(put, &cell->central);
    put_need(put, &cell->low);
    tomt_put_text(put, isnan(asked->wanted) ? NULL : cell->central.reached ? "yes" : cell->sum.n_unknown_jobs ? "unknown" : "no");
    tomt_put_real(put, asked->residents_today);
    tomt_put_text(put, asked->residents_from);
    tomt_put_real(put, asked->residents_target);
    tomt_put_real(put, new_residents);
    tomt_put_real(put, new_residents > 0 ? (asked->jobs_target - asked->jobs_today) / new_residents : NAN);
    tomt_put_text(put, said.sentence.message);
    for (size_t i = 0; i < 4; i++)
        tomt_put_real(put, said.sentence.number[i]);
    tomt_put_text(put, in_words);
    return true;
}

static bool target_table(const struct areas *at, struct tomt_table *table, struct tomt_error *err)
{
    static const struct tomt_put_column column[] = {
        {"layer", TOMT_TEXT},          {"number", TOMT_TEXT},           {"name", TOMT_TEXT},           {"profile", TOMT_TEXT},           {"strategy", TOMT_TEXT},
        {"year", TOMT_INTEGER},        {"jobs_today", TOMT_REAL},        {"jobs_today_from", TOMT_TEXT},       {"jobs_target", TOMT_REAL},    {"jobs_wanted", TOMT_REAL},       {"n_sites", TOMT_INTEGER},
        {"n_unknown", TOMT_INTEGER},   {"n_unknown_jobs", TOMT_INTEGER}, {"jobs_capacity_low", TOMT_REAL}, {"jobs_capacity", TOMT_REAL}, {"jobs_capacity_high", TOMT_REAL}, {"n_sites_high", TOMT_INTEGER},
        {"n_sites_needed", TOMT_INTEGER}, {"n_sites_low", TOMT_INTEGER}, {"reached", TOMT_TEXT},       {"residents_today", TOMT_REAL},  {"residents_today_from", TOMT_TEXT},   {"residents_target", TOMT_REAL},
        {"new_residents", TOMT_REAL},  {"jobs_per_new_resident", TOMT_REAL}, {"message", TOMT_TEXT}, {"number_1", TOMT_REAL},
        {"number_2", TOMT_REAL}, {"number_3", TOMT_REAL}, {"number_4", TOMT_REAL}, {"sentence", TOMT_TEXT}};
    const struct tomt_run_state *state = at->state;
    struct tomt_put put;
    tomt_put_start(&put, at->arena, table, column, sizeof column / sizeof *column, 0, err);
    for (size_t level = 0; level < state->business.n_levels; level++)
        for (size_t a = 0; a < state->business.level[level].n; a++) {
            const struct asked *asked = &at->asked[level][a];
            if (isnan(asked->jobs_target) && isnan(asked->residents_target))
                continue;
            for (size_t p = 0; p < state->project->n_profiles; p++)
                for (size_t k = 0; k < N_STRATEGIES; k++)
                    if ((k == 0 || cell_at(at, level, p, a, k)->sum.n) && !put_target(at, &put, level, p, a, k, err))
                        return false;
        }
    return tomt_put_end(&put);
}

bool tomt_run_area_capacity(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_run_table out[3], struct tomt_error *err)
{
    struct areas at = {.state = state, .arena = arena, .phrases = tomt_phrases_open(arena, state->project->language, err)};
    if (!at.phrases || !tomt_run_levels(state, err)) /* without a register nobody has asked for them yet */
        return false;
    size_t n = state->business.n_levels;
    at.of = tomt_arena_alloc(arena, (n + 1) * sizeof *at.of, err);
    at.asked = tomt_arena_alloc(arena, (n + 1) * sizeof *at.asked, err);
    at.cell = tomt_arena_alloc(arena, (n + 1) * sizeof *at.cell, err);
    if (!at.of || !at.asked || !at.cell)
        return false;
    for (size_t level = 0; level < n; level++)
        if (!ask(&at, level, err) || !count(&at, level, err))
            return tomt_while(err, "capacity of the areas of '%s'", state->business.level[level].name);
    out[0] = (struct tomt_run_table){.name = "area_capacity", .title = {"Capacity of areas", "Områdenes kapasitet"}, .geometry_type = "MULTIPOLYGON"};
    out[1] = (struct tomt_run_table){.name = "area_strategy", .title = {"Capacity by strategy", "Kapasitet etter arealstrategi"}};
    out[2] = (struct tomt_run_table){.name = "target", .title = {"Targets", "Mål"}};
    return sum_table(&at, 0, &out[0], err) && sum_table(&at, -1, &out[1], err) && target_table(&at, &out[2].table, err);
}
