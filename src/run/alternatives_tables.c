/* run/alternatives_tables.c: what alternatives change, as tables: alternative, alternative_site,
 * alternative_area. */
#include "base/put.h"
#include "run/alternatives.h"

#include <math.h>

static const char *listed(struct tomt_arena *arena, const struct tomt_texts *texts,
                          struct tomt_error *err)
{
    struct tomt_text text = {0};
    for (size_t i = 0; i < texts->n; i++)
        tomt_text_print(&text, "%s%s", i ? "," : "", texts->item[i]);
    return tomt_text_keep(&text, arena, err);
}

static void put_listed(struct tomt_put *put, struct tomt_arena *arena,
                       const struct tomt_texts *texts)
{
    const char *text = texts->n && put->ok ? listed(arena, texts, put->err) : NULL;
    put->ok = put->ok && (text || !texts->n);
    tomt_put_text(put, text);
}

static bool fill_alternatives(struct tomt_run_state *state, struct tomt_arena *arena,
                              struct tomt_table *table, struct tomt_error *err)
{
    static const struct tomt_put_column column[] = {{"alternative", TOMT_TEXT},
                                                    {"title", TOMT_TEXT},
                                                    {"why", TOMT_TEXT},
                                                    {"title_en", TOMT_TEXT},
                                                    {"title_nb", TOMT_TEXT},
                                                    {"why_en", TOMT_TEXT},
                                                    {"why_nb", TOMT_TEXT},
                                                    {"replaced", TOMT_TEXT},
                                                    {"added", TOMT_TEXT},
                                                    {"removed", TOMT_TEXT},
                                                    {"n_sites_before", TOMT_INTEGER},
                                                    {"n_sites", TOMT_INTEGER},
                                                    {"n_sites_new", TOMT_INTEGER},
                                                    {"n_sites_gone", TOMT_INTEGER},
                                                    {"n_sites_changed", TOMT_INTEGER},
                                                    {"inputs", TOMT_TEXT},
                                                    {"note", TOMT_TEXT}};
    struct tomt_put put;
    tomt_put_start(&put, arena, table, column, sizeof column / sizeof *column, 0, err);
    for (size_t i = 0; i < state->project->n_alternatives; i++) {
        const struct tomt_alternative *alternative = &state->project->alternative[i];
        const struct tomt_alternative_result *result = &state->alternatives->result[i];
        const char *title = tomt_run_title(state, &alternative->title);
        tomt_put_text(&put, alternative->name);
        tomt_put_text(&put, title ? title : alternative->name);
        tomt_put_text(&put, tomt_run_title(state, &alternative->why));
        tomt_put_text(&put, alternative->title.en);
        tomt_put_text(&put, alternative->title.nb);
        tomt_put_text(&put, alternative->why.en);
        tomt_put_text(&put, alternative->why.nb);
        put_listed(&put, arena, &alternative->replaced);
        put_listed(&put, arena, &alternative->added);
        put_listed(&put, arena, &alternative->removed);
        tomt_put_count(&put, result->n_before);
        tomt_put_count(&put, result->n_after);
        for (size_t change = 0; change < TOMT_N_ALTERNATIVE_CHANGES; change++)
            tomt_put_count(&put, result->n_change[change]);
        tomt_put_text(&put, result->inputs && *result->inputs ? result->inputs : NULL);
        tomt_put_text(&put, result->note);
    }
    return tomt_put_end(&put);
}

static void put_rank(struct tomt_put *put, uint32_t rank)
{
    if (rank)
        tomt_put_integer(put, rank);
    else
        tomt_put_null(put);
}

static bool fill_sites(struct tomt_run_state *state, struct tomt_arena *arena,
                       struct tomt_shapes *shapes, struct tomt_table *table, struct tomt_error *err)
{
    static const struct tomt_put_column column[] = {
        {"alternative", TOMT_TEXT},    {"profile", TOMT_TEXT},
        {"site_id", TOMT_TEXT},        {"change", TOMT_TEXT},
        {"rank_before", TOMT_INTEGER}, {"rank", TOMT_INTEGER},
        {"score_before", TOMT_REAL},   {"score", TOMT_REAL},
        {"score_change", TOMT_REAL},   {"unused_bra_m2_before", TOMT_REAL},
        {"unused_bra_m2", TOMT_REAL},  {"jobs_before", TOMT_REAL},
        {"jobs", TOMT_REAL},           {"reason", TOMT_TEXT}};
    struct tomt_put put;
    tomt_put_start(&put, arena, table, column, sizeof column / sizeof *column, 0, err);
    tomt_shapes_start(shapes, arena, TOMT_POLYGONS);
    for (size_t i = 0; i < state->project->n_alternatives; i++) {
        const struct tomt_alternative_result *result = &state->alternatives->result[i];
        for (size_t k = 0; k < result->n_sites; k++) {
            const struct tomt_alternative_site *site = &result->site[k];
            const struct tomt_shapes *from =
                site->change == TOMT_ALTERNATIVE_NEW ? &result->fresh : &state->sites.shapes;
            size_t size;
            const uint8_t *wkb = tomt_shapes_wkb(from, site->shape, &size);
            if (!tomt_shapes_add_wkb(shapes, wkb, size, err))
                return false;
            tomt_put_text(&put, state->project->alternative[i].name);
            tomt_put_text(&put, state->project->profile[site->profile].name);
            tomt_put_text(&put, site->site_id);
            tomt_put_text(&put, tomt_alternative_change_name[site->change]);
            put_rank(&put, site->before.rank);
            put_rank(&put, site->after.rank);
            tomt_put_real(&put, site->before.score);
            tomt_put_real(&put, site->after.score);
            tomt_put_real(&put, site->after.score - site->before.score);
            tomt_put_real(&put, site->before.unused_bra_m2);
            tomt_put_real(&put, site->after.unused_bra_m2);
            tomt_put_real(&put, site->before.jobs);
            tomt_put_real(&put, site->after.jobs);
            tomt_put_text(&put, site->reason);
        }
    }
    return tomt_put_end(&put);
}

/* --- by area
 * --------------------------------------------------------------------------------------------------------
 */

/* Sites of which none is known add up to nothing known; no sites add up to 0. */
static double known(const struct tomt_alternatives *all, const struct tomt_alternative_sum *sum,
                    double amount, size_t n_unknown)
{
    return !all->has_capacity || (sum->n_sites && n_unknown == sum->n_sites) ? NAN : amount;
}

static void put_three(struct tomt_put *put, double before, double after)
{
    tomt_put_real(put, before);
    tomt_put_real(put, after);
    tomt_put_real(put, after - before);
}

static const char *text_of(const struct tomt_layer *layer, const char *name, size_t row)
{
    const struct tomt_column *column = tomt_table_find(&layer->table, name);
    return column && column->type == TOMT_TEXT ? tomt_column_text(column, row, NULL) : NULL;
}

static void put_area(struct tomt_put *put, const struct tomt_run_state *state, size_t area)
{
    const struct tomt_alternatives *all = state->alternatives;
    const struct tomt_layer *layer = area ? &state->layer[all->area_layer[area]] : NULL;
    tomt_put_text(put, layer ? state->project->layer[all->area_layer[area]].name : "study_area");
    tomt_put_text(put, layer ? text_of(layer, "number", all->area_row[area]) : NULL);
    tomt_put_text(put, layer ? text_of(layer, "name", all->area_row[area]) : NULL);
}

static void put_sums(struct tomt_put *put, const struct tomt_alternatives *all,
                     const struct tomt_alternative_sum *before,
                     const struct tomt_alternative_sum *after)
{
    tomt_put_count(put, before->n_sites);
    tomt_put_count(put, after->n_sites);
    tomt_put_integer(put, (int64_t)after->n_sites - (int64_t)before->n_sites);
    tomt_put_count(put, before->n_unknown_bra);
    tomt_put_count(put, after->n_unknown_bra);
    tomt_put_count(put, before->n_unknown_jobs);
    tomt_put_count(put, after->n_unknown_jobs);
    put_three(put, known(all, before, before->unused_bra_m2, before->n_unknown_bra),
              known(all, after, after->unused_bra_m2, after->n_unknown_bra));
    put_three(put, known(all, before, before->jobs, before->n_unknown_jobs),
              known(all, after, after->jobs, after->n_unknown_jobs));
    tomt_put_count(put, after->n_better);
    tomt_put_count(put, after->n_worse);
    tomt_put_real(put, after->n_compared ? after->score_change / (double)after->n_compared : NAN);
}

/* The study area as a whole always; other areas where there are sites, before or after. */
static bool fill_areas(struct tomt_run_state *state, struct tomt_arena *arena,
                       struct tomt_table *table, struct tomt_error *err)
{
    static const struct tomt_put_column column[] = {{"alternative", TOMT_TEXT},
                                                    {"profile", TOMT_TEXT},
                                                    {"layer", TOMT_TEXT},
                                                    {"number", TOMT_TEXT},
                                                    {"name", TOMT_TEXT},
                                                    {"strategy", TOMT_TEXT},
                                                    {"n_sites_before", TOMT_INTEGER},
                                                    {"n_sites", TOMT_INTEGER},
                                                    {"n_sites_change", TOMT_INTEGER},
                                                    {"n_unknown_before", TOMT_INTEGER},
                                                    {"n_unknown", TOMT_INTEGER},
                                                    {"n_unknown_jobs_before", TOMT_INTEGER},
                                                    {"n_unknown_jobs", TOMT_INTEGER},
                                                    {"unused_bra_m2_before", TOMT_REAL},
                                                    {"unused_bra_m2", TOMT_REAL},
                                                    {"unused_bra_m2_change", TOMT_REAL},
                                                    {"jobs_before", TOMT_REAL},
                                                    {"jobs", TOMT_REAL},
                                                    {"jobs_change", TOMT_REAL},
                                                    {"n_better", TOMT_INTEGER},
                                                    {"n_worse", TOMT_INTEGER},
                                                    {"mean_score_change", TOMT_REAL}};
    static const char *const strategy[TOMT_N_ALTERNATIVE_STRATEGIES] = {"all", "densify",
                                                                        "transform", "none"};
    const struct tomt_alternatives *all = state->alternatives;
    size_t n_strategies = all->has_strategy ? TOMT_N_ALTERNATIVE_STRATEGIES : 1;
    struct tomt_put put;
    tomt_put_start(&put, arena, table, column, sizeof column / sizeof *column, 0, err);
    for (size_t i = 0; i < state->project->n_alternatives; i++)
        for (size_t p = 0; p < state->project->n_profiles; p++)
            for (size_t area = 0; area < all->n_areas; area++)
                for (size_t k = 0; k < n_strategies; k++) {
                    size_t at = (p * all->n_areas + area) * TOMT_N_ALTERNATIVE_STRATEGIES + k;
                    const struct tomt_alternative_sum *before = &all->sum[at],
                                                      *after = &all->result[i].sum[at];
                    if (area && !before->n_sites && !after->n_sites)
                        continue;
                    tomt_put_text(&put, state->project->alternative[i].name);
                    tomt_put_text(&put, state->project->profile[p].name);
                    put_area(&put, state, area);
                    tomt_put_text(&put, strategy[k]);
                    put_sums(&put, all, before, after);
                }
    return tomt_put_end(&put);
}

bool tomt_run_alternative_tables(struct tomt_run_state *state, struct tomt_arena *arena,
                                 struct tomt_run_table table[3], size_t *n, struct tomt_error *err)
{
    *n = 0;
    if (!state->alternatives || !state->project->n_alternatives)
        return true;
    table[0] = (struct tomt_run_table){.name = "alternative",
                                       .title = {"Plan alternatives", "Planalternativer"}};
    table[1] = (struct tomt_run_table){
        .name = "alternative_site",
        .title = {"Sites that alternatives change", "Tomter som endres i alternativene"},
        .geometry_type = "MULTIPOLYGON"};
    table[2] =
        (struct tomt_run_table){.name = "alternative_area",
                                .title = {"Areas in the alternatives", "Områder i alternativene"}};
    *n = 3;
    return fill_alternatives(state, arena, &table[0].table, err) &&
           fill_sites(state, arena, &table[1].shapes, &table[1].table, err) &&
           fill_areas(state, arena, &table[2].table, err);
}
