/* run/business_statistics.c: numbers about the whole study area: is high beside high, whom sectors
 * have for neighbours, are they localised. */
#include "base/put.h"
#include "run/state.h"

#include <math.h>

struct statistic {
    const char *name, *subject;
    double value, expected, variance, z, p; /* NaN: null */
    const char *note;
};

static void put_statistic(struct tomt_put *put, const struct statistic *row)
{
    tomt_put_text(put, row->name);
    tomt_put_text(put, row->subject);
    tomt_put_real(put, row->value);
    tomt_put_real(put, row->expected);
    tomt_put_real(put, row->variance);
    tomt_put_real(put, row->z);
    tomt_put_real(put, row->p);
    tomt_put_text(put, row->note);
}

/* What the numbers are of. */
static const char *note_of_grid(const struct tomt_hot_spots *spots,
                                const struct tomt_economy_options *options,
                                struct tomt_arena *arena, struct tomt_error *err)
{
    if (spots->suppressed)
        return tomt_arena_print(arena, err, "suppressed: fewer than %lld establishments",
                                (long long)options->min_establishments);
    const char *lost = spots->n_left_out
                           ? tomt_arena_print(arena, err, "; in no cell: %zu establishments of %g",
                                              spots->n_left_out, spots->weight_left_out)
                           : "";
    return lost ? tomt_arena_print(
                      arena, err,
                      "%zu cells of %g m: those with their centre in the study area, empty ones "
                      "too, and those that hold its jobs; each neighbour within %g m counts 1 "
                      "(binary weights; the layer's local_moran has them row-standardised); under "
                      "randomisation%s",
                      spots->n_cells, spots->cell_m, options->hot_spot_radius_m, lost)
                : NULL;
}

static bool put_grid(struct tomt_put *put, const struct tomt_run_state *state,
                     struct tomt_arena *arena, size_t grid, struct tomt_error *err)
{
    const struct tomt_economy_options *options = &state->project->economy;
    const struct tomt_hot_spots *spots = &state->business.spots[grid];
    const struct {
        const char *name;
        const struct tomt_global *found;
    } global[] = {{"moran", &spots->moran}, {"geary", &spots->geary}, {"getis_g", &spots->getis_g}};
    const char *note = note_of_grid(spots, options, arena, err);
    for (size_t k = 0; note && k < sizeof global / sizeof *global; k++) {
        const struct tomt_global *found = global[k].found;
        put_statistic(
            put, &(struct statistic){.name = global[k].name,
                                     .subject = grid ? options->map_sectors.item[grid - 1] : "jobs",
                                     .value = found->statistic,
                                     .expected = found->expected,
                                     .variance = found->variance_random,
                                     .z = found->z_random,
                                     .p = found->p_random,
                                     .note = note});
    }
    return note != NULL;
}

static bool put_co_location(struct tomt_put *put, const struct tomt_run_state *state,
                            struct tomt_arena *arena, const struct tomt_co_locations *found,
                            size_t a, size_t b, struct tomt_error *err)
{
    const struct tomt_economy_options *options = &state->project->economy;
    size_t fewest = (size_t)options->min_establishments;
    bool few = found->n_of[a] < fewest || found->n_of[b] < fewest;
    const char *subject = tomt_arena_print(arena, err, "%s>%s", options->map_sectors.item[a],
                                           options->map_sectors.item[b]);
    const char *note =
        few ? tomt_arena_print(arena, err, "suppressed: fewer than %zu establishments", fewest)
            : tomt_arena_print(arena, err,
                               "nearest neighbours of %zu among %zu establishments of the study "
                               "area, %zu of them sought",
                               found->n_of[a], found->n_all, found->n_of[b]);
    double quotient = found->quotient[a * found->n + b];
    put_statistic(put, &(struct statistic){"co_location", subject, quotient,
                                           isnan(quotient) ? NAN : 1, NAN, NAN, NAN, note});
    return subject && note;
}

static bool put_localised(struct tomt_put *put, const struct tomt_run_state *state,
                          struct tomt_arena *arena, size_t s, struct tomt_error *err)
{
    const struct tomt_localisation_options *asked = &state->project->economy.localisation;
    const struct tomt_localised *made = &state->localised[s];
    const char *note = made->why_not;
    if (!note)
        note = tomt_arena_print(arena, err,
                                "by establishments, unweighted: %zu, against %lld "
                                "draws (seed %lld) of as many out of %zu; distances up to %g m",
                                made->n_members, (long long)asked->draws, (long long)asked->seed,
                                made->n_all, asked->reach_m);
    const struct {
        const char *name;
        double value;
    } row[] = {{"duranton_overman", made->found.localisation},
               {"duranton_overman_dispersion", made->found.dispersion}};
    for (size_t k = 0; k < sizeof row / sizeof *row; k++)
        put_statistic(put, &(struct statistic){row[k].name, asked->sectors.item[s],
                                               made->why_not ? NAN : row[k].value, NAN, NAN, NAN,
                                               NAN, note});
    return note != NULL;
}

bool tomt_run_statistic_table(struct tomt_run_state *state, struct tomt_arena *arena,
                              struct tomt_table *table, struct tomt_error *err)
{
    static const struct tomt_put_column columns[] = {
        {"name", TOMT_TEXT},     {"subject", TOMT_TEXT},  {"value", TOMT_REAL},
        {"expected", TOMT_REAL}, {"variance", TOMT_REAL}, {"z", TOMT_REAL},
        {"p", TOMT_REAL},        {"note", TOMT_TEXT}};
    struct tomt_co_locations beside;
    struct tomt_put put;
    if (!tomt_run_co_locations(state, arena, &beside, err))
        return false;
    tomt_put_start(&put, arena, table, columns, sizeof columns / sizeof *columns, 0, err);
    for (size_t grid = 0; grid < state->business.n_spots; grid++)
        if (!put_grid(&put, state, arena, grid, err))
            return false;
    for (size_t a = 0; a < beside.n; a++)
        for (size_t b = 0; beside.quotient && b < beside.n; b++)
            if (a != b && !put_co_location(&put, state, arena, &beside, a, b, err))
                return false;
    for (size_t s = 0; s < state->project->economy.localisation.sectors.n; s++)
        if (!put_localised(&put, state, arena, s, err))
            return false;
    return tomt_put_end(&put);
}
