/* run/business_tables.c: clusters, hot spots, sectors, codes in use, settings; what has no place.
 */
#include "base/put.h"
#include "run/state.h"

#include <math.h>
#include <stdlib.h>

/* --- clusters
 * -----------------------------------------------------------------------------------------------------------
 */

/* "26.510 Instruments (120); 72.190 Research (40)" */
static const char *leading_words(struct tomt_run_state *state, struct tomt_arena *arena,
                                 const struct tomt_cluster *cluster, struct tomt_error *err)
{
    struct tomt_text text = {0};
    for (size_t k = 0; k < 3 && cluster->leading[k]; k++) {
        const char *code = tomt_run_code_print(state, arena, cluster->leading[k], err),
                   *title = tomt_run_code_title(state, cluster->leading[k]);
        if (!code) {
            tomt_text_free(&text);
            return NULL;
        }
        tomt_text_print(&text, "%s%s%s%s (%.0f)", k ? "; " : "", code, title ? " " : "",
                        title ? title : "", cluster->leading_jobs[k]);
    }
    return tomt_text_keep(&text, arena, err);
}

static bool cluster_table(struct tomt_run_state *state, struct tomt_arena *arena,
                          struct tomt_run_table *out, struct tomt_error *err)
{
    static const struct tomt_put_column columns[] = {
        {"cluster_id", TOMT_TEXT},   {"cluster_set", TOMT_TEXT},       {"title", TOMT_TEXT},
        {"sector", TOMT_TEXT},       {"establishments", TOMT_INTEGER}, {"jobs_low", TOMT_REAL},
        {"jobs", TOMT_REAL},         {"jobs_high", TOMT_REAL},         {"leading", TOMT_TEXT},
        {"leading_code", TOMT_TEXT}, {"quotient", TOMT_REAL},          {"strength", TOMT_REAL},
        {"jobs_per_ha", TOMT_REAL},  {"area_m2", TOMT_REAL},           {"method", TOMT_TEXT}};
    struct tomt_put put;
    tomt_put_start(&put, arena, &out->table, columns, sizeof columns / sizeof *columns, 0, err);
    tomt_shapes_start(&out->shapes, arena, TOMT_POLYGONS);
    for (size_t k = 0; k < state->project->economy.n_clusters; k++) {
        const struct tomt_cluster_set *set = &state->project->economy.cluster[k];
        const struct tomt_clusters *found = &state->business.clusters[k];
        for (size_t c = 0; c < found->n; c++) {
            const struct tomt_cluster *cluster = &found->cluster[c];
            const char *id = tomt_arena_print(arena, err, "%s-%zu", set->name, c + 1),
                       *leading = leading_words(state, arena, cluster, err);
            const char *code = cluster->leading[0]
                                   ? tomt_run_code_print(state, arena, cluster->leading[0], err)
                                   : NULL;
            if (!id || !leading || (cluster->leading[0] && !code))
                return false;
            tomt_put_text(&put, id);
            tomt_put_text(&put, set->name);
            tomt_put_text(&put, tomt_run_title(state, &set->title));
            tomt_put_text(&put, set->sector);
            tomt_put_count(&put, cluster->mix.n);
            tomt_put_real(&put, cluster->mix.jobs_low);
            tomt_put_real(&put, cluster->mix.jobs);
            tomt_put_real(&put, cluster->mix.jobs_high);
            tomt_put_text(&put, *leading ? leading : NULL);
            tomt_put_text(&put, code);
            tomt_put_real(&put, cluster->quotient);
            tomt_put_real(&put, cluster->strength);
            tomt_put_real(&put,
                          cluster->area_m2 > 0 ? cluster->mix.jobs / cluster->area_m2 * 1e4 : NAN);
            tomt_put_real(&put, cluster->area_m2);
            tomt_put_text(&put, set->method == TOMT_BY_HDBSCAN ? "hdbscan" : "dbscan");
        }
        if (!tomt_shapes_append(&out->shapes, &found->hull, err))
            return false;
    }
    return tomt_put_end(&put);
}

/* --- hot spots
 * ------------------------------------------------------------------------------------------------------------
 */

/* By the false discovery rate; NULL: neither hot nor cold. */
static const char *class_of(double z, double q)
{
    static const char *const hot[] = {"hot_99", "hot_95", "hot_90"}, *const cold[] = {"cold_99",
                                                                                      "cold_95",
                                                                                      "cold_90"};
    int at = q <= 0.01 ? 0 : q <= 0.05 ? 1 : q <= 0.1 ? 2 : 3;
    return isnan(z) || at == 3 ? NULL : z > 0 ? hot[at] : cold[at];
}

static bool add_square(struct tomt_shapes *shapes, double x, double y, double side_m,
                       struct tomt_error *err)
{
    const double corner[10] = {x, y, x + side_m, y, x + side_m, y + side_m, x, y + side_m, x, y};
    uint8_t wkb[1 + 4 + 4 + 4 + sizeof corner] = {1, 3, 0, 0, 0, 1, 0, 0, 0, 5, 0, 0, 0};
    memcpy(wkb + 13, corner, sizeof corner);
    return tomt_shapes_add_wkb(shapes, wkb, sizeof wkb, err);
}

static bool put_cells(struct tomt_run_state *state, const struct tomt_hot_spots *spots,
                      const char *sector, struct tomt_run_table *out, struct tomt_put *put,
                      struct tomt_error *err)
{
    static const char *const quadrant[] = {NULL, "HH", "LH", "LL", "HL"};
    (void)state;
    for (size_t cell = 0; cell < spots->n_columns * spots->n_rows; cell++) {
        double x = spots->min_x + (double)(cell % spots->n_columns) * spots->cell_m,
               y = spots->min_y + (double)(cell / spots->n_columns) * spots->cell_m;
        if (isnan(spots->value[cell]))
            continue;
        bool telling = spots->local && spots->local_q[cell] <= 0.05;
        if (!add_square(&out->shapes, x, y, spots->cell_m, err))
            return false;
        tomt_put_text(put, sector);
        tomt_put_real(put, spots->value[cell]);
        tomt_put_real(put, spots->z[cell]);
        tomt_put_real(put, spots->p[cell]);
        tomt_put_real(put, spots->q[cell]);
        tomt_put_text(put, class_of(spots->z[cell], spots->q[cell]));
        tomt_put_real(put, spots->local ? spots->local[cell] : NAN);
        tomt_put_real(put, spots->local ? spots->local_p[cell] : NAN);
        tomt_put_real(put, spots->local ? spots->local_q[cell] : NAN);
        tomt_put_text(put, telling ? quadrant[spots->quadrant[cell] % 5] : NULL);
    }
    return true;
}

static bool hot_spot_table(struct tomt_run_state *state, struct tomt_arena *arena,
                           struct tomt_run_table *out, struct tomt_error *err)
{
    static const struct tomt_put_column columns[] = {
        {"sector", TOMT_TEXT},      {"jobs", TOMT_REAL},    {"z", TOMT_REAL},
        {"p", TOMT_REAL},           {"q", TOMT_REAL},       {"class", TOMT_TEXT},
        {"local_moran", TOMT_REAL}, {"local_p", TOMT_REAL}, {"local_q", TOMT_REAL},
        {"quadrant", TOMT_TEXT}};
    struct tomt_put put;
    tomt_put_start(&put, arena, &out->table, columns, sizeof columns / sizeof *columns, 0, err);
    tomt_shapes_start(&out->shapes, arena, TOMT_POLYGONS);
    for (size_t k = 0; k < state->business.n_spots; k++)
        if (!put_cells(state, &state->business.spots[k],
                       k ? state->project->economy.map_sectors.item[k - 1] : NULL, out, &put, err))
            return false;
    return tomt_put_end(&put);
}

/* --- sectors and codes
 * ------------------------------------------------------------------------------------------------------
 */

static const char *codes_of(struct tomt_run_state *state, struct tomt_arena *arena,
                            const struct tomt_sector *sector, struct tomt_error *err)
{
    struct tomt_text text = {0};
    for (unsigned v = 0; v < TOMT_MOST_VERSIONS; v++) {
        if (!sector->of[v].n)
            continue;
        tomt_text_print(&text, "%s%s:", text.n ? "; " : "",
                        tomt_industry_version_name(state->business.industry, v));
        for (size_t r = 0; r < sector->of[v].n; r++)
            tomt_text_print(&text, " %s", sector->of[v].range[r].text);
    }
    return tomt_text_keep(&text, arena, err);
}

static bool sector_table(struct tomt_run_state *state, struct tomt_arena *arena,
                         struct tomt_table *table, struct tomt_error *err)
{
    static const struct tomt_put_column columns[] = {{"sector", TOMT_TEXT},
                                                     {"title_en", TOMT_TEXT},
                                                     {"title_nb", TOMT_TEXT},
                                                     {"source", TOMT_TEXT},
                                                     {"codes", TOMT_TEXT},
                                                     {"establishments", TOMT_INTEGER},
                                                     {"jobs", TOMT_REAL},
                                                     {"shipped", TOMT_INTEGER},
                                                     {"ellison_glaeser", TOMT_REAL},
                                                     {"ellison_glaeser_level", TOMT_TEXT}};
    const struct tomt_business *business = &state->business;
    const struct tomt_business_level *finest = &business->level[0];
    struct tomt_put put;
    for (size_t l = 1; l < business->n_levels; l++)
        if (business->level[l].n > finest->n)
            finest = &business->level[l];
    tomt_put_start(&put, arena, table, columns, sizeof columns / sizeof *columns, 0, err);
    for (size_t s = 0; s < business->n_sectors; s++) {
        const struct tomt_sector *sector = &business->sector[s];
        const char *codes = codes_of(state, arena, sector, err);
        if (!codes)
            return false;
        tomt_put_text(&put, sector->name);
        tomt_put_text(&put, sector->en);
        tomt_put_text(&put, sector->nb);
        tomt_put_text(&put, sector->source);
        tomt_put_text(&put, codes);
        tomt_put_count(&put, business->level[0].measures.sector[s].n);
        tomt_put_real(&put, business->level[0].measures.sector[s].jobs);
        tomt_put_integer(&put, state->project->economy.sector[s].shipped);
        tomt_put_real(&put, finest->measures.ellison_glaeser[s]);
        tomt_put_text(&put, isnan(finest->measures.ellison_glaeser[s]) ? NULL : finest->name);
    }
    return tomt_put_end(&put);
}

static int by_key(const void *left, const void *right)
{
    const uint64_t *a = left, *b = right;
    return *a < *b ? -1 : *a > *b;
}

static bool industry_table(struct tomt_run_state *state, struct tomt_arena *arena,
                           struct tomt_table *table, struct tomt_error *err)
{
    static const struct tomt_put_column columns[] = {{"code", TOMT_TEXT},
                                                     {"version", TOMT_TEXT},
                                                     {"title_en", TOMT_TEXT},
                                                     {"title_nb", TOMT_TEXT},
                                                     {"level", TOMT_INTEGER}};
    const struct tomt_business *business = &state->business;
    uint64_t *key = tomt_arena_block(arena, NULL, (3 * business->now.n + 1) * sizeof *key, err);
    size_t n = 0;
    struct tomt_put put;
    tomt_put_start(&put, arena, table, columns, sizeof columns / sizeof *columns, 0, err);
    if (!key)
        return false;
    for (size_t w = 0; w < business->now.n; w++)
        if (business->now.code[w]) {
            key[n++] = business->now.code[w];
            key[n++] = tomt_code_key_cut(business->now.code[w], 2);
            key[n++] =
                tomt_code_key_cut(business->now.code[w], (unsigned)state->project->economy.digits);
        }
    qsort(key, n, sizeof *key, by_key);
    for (size_t i = 0; i < n; i++) {
        char code[TOMT_CODE_BYTES];
        if (!key[i] || (i && key[i] == key[i - 1]))
            continue;
        tomt_code_of_key(key[i], code);
        const char *print = tomt_run_code_print(state, arena, key[i], err);
        const struct tomt_industry_code *nearest = NULL;
        tomt_industry_known(business->industry, business->version, code, &nearest);
        if (!print)
            return false;
        tomt_put_text(&put, print);
        tomt_put_text(&put, tomt_industry_version_name(business->industry, business->version));
        tomt_put_text(&put, nearest ? nearest->en : NULL);
        tomt_put_text(&put, nearest ? nearest->nb : NULL);
        tomt_put_count(&put, strlen(code));
    }
    tomt_arena_drop(arena, key);
    return tomt_put_end(&put);
}

/* --- settings, counts
 * ------------------------------------------------------------------------------- */

static void put_fact(struct tomt_put *put, const char *name, double value, const char *unit,
                     const char *note)
{
    tomt_put_text(put, name);
    tomt_put_real(put, value);
    tomt_put_text(put, unit);
    tomt_put_text(put, note);
}

static void put_codes(struct tomt_put *put, struct tomt_run_state *state, struct tomt_arena *arena,
                      size_t i, struct tomt_error *err)
{
    const struct tomt_business *business = &state->business;
    const struct tomt_classify_report *report = &business->classified[i];
    const char *name = state->project->layer[i].name;
    struct tomt_text unknown = {0};
    tomt_odd_codes_print(&unknown, &report->unknown);
    const char *listed = tomt_text_keep(&unknown, arena, err);
    put->ok = put->ok && listed;
    put_fact(put, "rows", (double)report->n, "establishments", name);
    put_fact(put, "rows_with_industry", (double)report->n_industry, "establishments", name);
    put_fact(put, "rows_without_code", (double)report->n_none, "establishments", name);
    put_fact(put, "rows_unknown_code", (double)report->unknown.n, "establishments",
             report->unknown.n ? listed : name);
    put_fact(put, "rows_version_guessed", (double)report->n_guessed, "establishments", name);
    put_fact(put, "rows_unmapped", (double)report->n_unmapped, "establishments", name);
    put_fact(put, "jobs_without_industry", report->jobs_without_industry, "jobs", name);
    for (unsigned v = 0; v < TOMT_MOST_VERSIONS; v++)
        if (report->n_of[v])
            put_fact(put, "rows_of_version", (double)report->n_of[v], "establishments",
                     tomt_industry_version_name(business->industry, v));
    for (unsigned v = 0; v < TOMT_MOST_VERSIONS; v++)
        if (report->mapping[v].n_mapped[TOMT_MAP_SPLIT])
            put_fact(put, "rows_split", (double)report->mapping[v].n_mapped[TOMT_MAP_SPLIT],
                     "establishments", tomt_industry_version_name(business->industry, v));
}

/* Why the areas of a level may be less than the study area: what lies in none of them, or in one
 * that is described elsewhere. */
static void put_in_no_area(struct tomt_put *put, const struct tomt_workplaces *now,
                           const struct tomt_business_level *level)
{
    size_t n = 0;
    for (size_t w = 0; w < now->n; w++)
        n += now->inside[w] && level->of[w] == TOMT_NO_AREA;
    if (n)
        put_fact(put, "in_no_area", (double)n, "establishments", level->name);
}

/* How the rows of a register found their places, or why they have none. */
static void put_places(struct tomt_put *put, const struct tomt_run_state *state, size_t i)
{
    static const char *const placed[TOMT_N_PLACED] = {"placed_own",      "placed_exact",
                                                      "placed_number",   "placed_near",
                                                      "placed_postcode", "unplaced"};
    const struct tomt_register_report *report = &state->register_report[i];
    const char *name = state->project->layer[i].name;
    for (size_t k = 0; k < TOMT_N_PLACED; k++)
        put_fact(put, placed[k], (double)report->n_placed[k], "establishments", name);
    const struct {
        const char *name;
        size_t n;
    } left_out[] = {{"elsewhere", report->n_elsewhere},
                    {"outside", report->n_outside},
                    {"closed", report->n_closed},
                    {"duplicates", report->n_duplicate}};
    for (size_t k = 0; k < sizeof left_out / sizeof *left_out; k++)
        put_fact(put, left_out[k].name, (double)left_out[k].n, "establishments", name);
}

/* All registers of this year together: every row is in one of these. */
static void put_all_places(struct tomt_put *put, const struct tomt_run_state *state)
{
    enum { EXACT, NEAR, POSTCODE, UNPLACED, ELSEWHERE, BEYOND, LEFT_OUT, N };
    static const char *const name[N] = {"rows_exact",     "rows_near",   "rows_postcode", "rows_unplaced",
                                        "rows_elsewhere", "rows_beyond", "rows_left_out"};
    static const char *const note[N] = {"by coordinates of their own, or street and number",
                                        "at the nearest number of the street",
                                        "at the centre of their postcode",
                                        "listed in table unplaced",
                                        "of municipalities of which the address register has no address",
                                        "placed outside the study area: in no area",
                                        "duplicates and closed ones"};
    size_t n[N] = {0};
    for (size_t i = 0; i < state->project->n_layers; i++) {
        const struct tomt_register_report *report = &state->register_report[i];
        if (state->project->layer[i].role != TOMT_ROLE_ESTABLISHMENT)
            continue;
        n[UNPLACED] += report->n_placed[TOMT_PLACED_NOT];
        n[ELSEWHERE] += report->n_elsewhere;
        n[BEYOND] += report->n_outside;
        n[LEFT_OUT] += report->n_duplicate + report->n_closed;
    }
    for (size_t w = 0; w < state->business.now.n; w++) {
        const struct tomt_layer *layer = &state->layer[state->business.layer_of[w]];
        const char *how = tomt_column_text(tomt_table_find(&layer->table, "placed"), state->business.row_of[w], NULL);
        bool near = how && !strcmp(how, "near"), postcode = how && !strcmp(how, "postcode");
        n[!state->business.now.inside[w] ? BEYOND : near ? NEAR : postcode ? POSTCODE : EXACT]++;
    }
    for (size_t k = 0; k < N; k++)
        put_fact(put, name[k], (double)n[k], "establishments", note[k]);
}

static bool economy_table(struct tomt_run_state *state, struct tomt_arena *arena,
                          struct tomt_table *table, struct tomt_error *err)
{
    static const struct tomt_put_column columns[] = {
        {"name", TOMT_TEXT}, {"value", TOMT_REAL}, {"unit", TOMT_TEXT}, {"note", TOMT_TEXT}};
    const struct tomt_economy_options *options = &state->project->economy;
    const struct tomt_business *business = &state->business;
    struct tomt_put put;
    tomt_put_start(&put, arena, table, columns, sizeof columns / sizeof *columns, 0, err);
    put_fact(&put, "language", NAN, NULL, state->project->language == 1 ? "nb" : "en");
    put_fact(&put, "project", NAN, NULL, tomt_run_title(state, &state->project->title));
    put_fact(&put, "version", NAN, NULL,
             tomt_industry_version_name(business->industry, business->version));
    put_fact(&put, "reference", business->against.jobs, "jobs",
             business->chosen ? business->reference[business->chosen].name : "study_area");
    const struct tomt_economy_reference *against = business->chosen ? &options->references[business->chosen - 1] : NULL;
    put_fact(&put, "reference_title", NAN, NULL, against ? tomt_run_title(state, &against->title) : state->project->language == 1 ? "analyseområdet" : "the study area");
    put_all_places(&put, state);
    put_fact(&put, "digits", (double)options->digits, "digits", "detail of the varieties");
    put_fact(&put, "min_establishments", (double)options->min_establishments, "establishments",
             "measures of fewer are suppressed");
    put_fact(&put, "move_m", options->move_m, "m", "farther away than this is a move");
    put_fact(&put, "jobs_when_withheld", state->project->jobs_when_withheld, "jobs",
             "central estimate where 1 to 4 employees are registered");
    for (size_t i = 0; i < state->project->n_layers; i++)
        if (state->project->layer[i].role == TOMT_ROLE_ESTABLISHMENT_BEFORE)
            put_fact(&put, "register_before", NAN, NULL,
                     tomt_run_title(state, &state->project->layer[i].title));
    if (options->register_day)
        put_fact(&put, "register_day", NAN, NULL, options->register_day);
    if (options->hot_spots) {
        put_fact(&put, "hot_spot_cell_m", options->hot_spot_cell_m, "m", NULL);
        put_fact(&put, "hot_spot_radius_m", options->hot_spot_radius_m, "m", NULL);
        put_fact(&put, "permutations", (double)options->permutations, "permutations",
                 "of local Moran");
        put_fact(&put, "seed", (double)options->seed, NULL, NULL);
    }
    for (size_t i = 0; i < state->project->n_layers; i++) {
        enum tomt_role role = state->project->layer[i].role;
        if (role == TOMT_ROLE_ESTABLISHMENT || role == TOMT_ROLE_ESTABLISHMENT_BEFORE) {
            put_places(&put, state, i);
            put_codes(&put, state, arena, i, err);
        }
    }
    for (size_t k = 1; k < business->n_levels; k++)
        put_in_no_area(&put, &business->now, &business->level[k]);
    return tomt_put_end(&put);
}

/* --- without a place
 * ------------------------------------------------------------------------------------------------------------
 */

static bool unplaced_table(struct tomt_run_state *state, struct tomt_arena *arena,
                           struct tomt_table *table, struct tomt_error *err)
{
    static const struct tomt_put_column columns[] = {
        {"layer", TOMT_TEXT},        {"feature", TOMT_INTEGER},     {"id", TOMT_TEXT},
        {"reason", TOMT_TEXT},       {"address", TOMT_TEXT},        {"postcode", TOMT_TEXT},
        {"municipality", TOMT_TEXT}, {"code", TOMT_TEXT},           {"jobs_central", TOMT_REAL},
        {"name", TOMT_TEXT},         {"proprietor_name", TOMT_TEXT}};
    enum { N = sizeof columns / sizeof *columns };
    struct tomt_column *out[N];
    if (!tomt_table_start(table, arena, N, err))
        return false;
    for (size_t c = 0; c < N; c++)
        if (!(out[c] = tomt_table_column(table, columns[c].name, columns[c].type, err)))
            return false;
    for (size_t i = 0; i < state->project->n_layers; i++)
        for (size_t row = 0; row < state->unplaced[i].n_rows; row++, table->n_rows++) {
            if (!tomt_column_put_text(out[0], state->project->layer[i].name, err))
                return false;
            for (size_t c = 1; c < N; c++)
                if (!tomt_column_copy_cell(
                        out[c], tomt_table_find(&state->unplaced[i], columns[c].name), row, err))
                    return false;
        }
    return true;
}

/* ---- what columns are called --------------------------------------------------------------- */

static bool name_column(struct tomt_arena *arena, const char *prefix, const char *name,
                        const char *en, const char *nb, struct tomt_result_column *out,
                        struct tomt_error *err)
{
    bool is_quotient = strcmp(prefix, "lq") == 0;
    out->name = tomt_arena_print(arena, err, "%s_%s", prefix, name);
    out->title.en =
        tomt_arena_print(arena, err, "%s: %s", is_quotient ? "LQ" : "Cluster", en ? en : name);
    out->title.nb =
        tomt_arena_print(arena, err, "%s: %s", is_quotient ? "LQ" : "Klynge", nb ? nb : name);
    return out->name && out->title.en && out->title.nb;
}

bool tomt_run_column_titles(struct tomt_run_state *state, struct tomt_arena *arena,
                            const struct tomt_result_column **out, size_t *n,
                            struct tomt_error *err)
{
    const struct tomt_business *business = &state->business;
    const struct tomt_economy_options *options = &state->project->economy;
    size_t room = business->n_sectors + options->n_clusters + 1;
    struct tomt_result_column *column = tomt_arena_alloc(arena, room * sizeof *column, err);
    *out = column;
    *n = 0;
    if (!column || !business->wanted)
        return column != NULL;
    for (size_t s = 0; s < business->n_sectors; s++) {
        const struct tomt_sector *sector = &business->sector[s];
        if (!name_column(arena, "lq", sector->name, sector->en, sector->nb, &column[(*n)++], err))
            return false;
    }
    for (size_t k = 0; k < options->n_clusters; k++) {
        const struct tomt_cluster_set *set = &options->cluster[k];
        if (!name_column(arena, "cluster", set->name, set->title.en, set->title.nb, &column[(*n)++],
                         err))
            return false;
    }
    return true;
}

/* ---- all --------------------------------------------------------------------------------------
 */

static bool map_tables(struct tomt_run_state *state, struct tomt_arena *arena,
                       struct tomt_run_table *table, size_t *n, struct tomt_error *err)
{
    if (!tomt_run_area_tables(state, arena, table, err))
        return false;
    *n = 3;
    if (state->project->economy.n_clusters) {
        table[*n] = (struct tomt_run_table){
            .name = "cluster", .title = {"Clusters", "Klynger"}, .geometry_type = "MULTIPOLYGON"};
        if (!cluster_table(state, arena, &table[(*n)++], err))
            return false;
    }
    if (!state->business.n_spots)
        return true;
    table[*n] = (struct tomt_run_table){.name = "hot_spot",
                                        .title = {"Hot spots", "Brennpunkter"},
                                        .geometry_type = "MULTIPOLYGON"};
    return hot_spot_table(state, arena, &table[(*n)++], err);
}

bool tomt_run_business_tables(struct tomt_run_state *state, struct tomt_arena *arena,
                              struct tomt_run_table table[TOMT_MOST_BUSINESS_TABLES], size_t *n,
                              struct tomt_error *err)
{
    *n = 0;
    if (!state->business.wanted)
        return true;
    if (!map_tables(state, arena, table, n, err))
        return false;
    struct {
        const char *name;
        struct tomt_title title;
        bool (*make)(struct tomt_run_state *, struct tomt_arena *, struct tomt_table *,
                     struct tomt_error *);
        bool wanted, internal;
    } plain[] = {
        {"register_change",
         {"Changes since the earlier register", "Endringer siden forrige register"},
         tomt_run_change_table,
         state->business.before.n > 0,
         false},
        {"reconciliation",
         {"Register against statistics", "Register mot statistikk"},
         tomt_run_reconciliation_table,
         state->business.n_employment > 0,
         false},
        {"sector", {"Sectors", "Næringer"}, sector_table, true, false},
        {"industry", {"Industry codes", "Næringskoder"}, industry_table, true, false},
        {"statistic",
         {"Statistics", "Statistikk"},
         tomt_run_statistic_table,
         state->business.n_spots > 0 || state->localised,
         false},
        {"localisation",
         {"Distances within sectors", "Avstander innen næringsgrupper"},
         tomt_run_localisation_table,
         state->localised,
         false},
        {"economy",
         {"Economy: settings and counts", "Næringsliv: innstillinger og antall"},
         economy_table,
         true,
         false},
        {"unplaced", {"Without a place", "Uten plassering"}, unplaced_table, true, true},
    };
    for (size_t k = 0; k < sizeof plain / sizeof *plain; k++) {
        if (!plain[k].wanted)
            continue;
        table[*n] = (struct tomt_run_table){
            .name = plain[k].name, .title = plain[k].title, .internal = plain[k].internal};
        if (!plain[k].make(state, arena, &table[(*n)++].table, err))
            return false;
    }
    return true;
}
