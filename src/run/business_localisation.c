/* run/business_localisation.c: whom sectors have for neighbours, and whether a sector lies nearer
 * together than chance would have it. Of the establishments of the study area, by number: one of
 * 500 jobs is one. */
#include "base/put.h"
#include "run/state.h"

#include <math.h>

/* Distances between members, over all draws: a minute or so. Above it nothing is begun. */
static const double MOST_COST = 2e10;
enum { LEAST_MEMBERS = 3, LEAST_DRAWS = 20 };

struct places { /* of the study area, those with a place */
    double *x, *y;
    uint64_t *sectors;
    size_t n;
};

static bool gather(const struct tomt_run_state *state, struct tomt_arena *arena,
                   struct places *places, struct tomt_error *err)
{
    const struct tomt_workplaces *now = &state->business.now;
    *places = (struct places){0};
    places->x = tomt_arena_block(arena, NULL, (now->n + 1) * sizeof *places->x, err);
    places->y = tomt_arena_block(arena, NULL, (now->n + 1) * sizeof *places->y, err);
    places->sectors = tomt_arena_block(arena, NULL, (now->n + 1) * sizeof *places->sectors, err);
    if (!places->x || !places->y || !places->sectors)
        return false;
    for (size_t w = 0; w < now->n; w++) {
        if (!now->inside[w] || !isfinite(now->x[w]) || !isfinite(now->y[w]))
            continue;
        places->x[places->n] = now->x[w];
        places->y[places->n] = now->y[w];
        places->sectors[places->n++] = now->sectors[w];
    }
    return true;
}

static uint64_t bit_of(const struct tomt_run_state *state, const char *sector)
{
    return (uint64_t)1 << (tomt_project_sector(state->project, sector) -
                           state->project->economy.sector);
}

static size_t count(const struct places *places, uint64_t bit)
{
    size_t n = 0;
    for (size_t i = 0; i < places->n; i++)
        n += (places->sectors[i] & bit) != 0;
    return n;
}

/* --- co-location
 * ----------------------------------------------------------------------------------------------------------
 */

struct pairs {
    const struct places *places;
    const uint64_t *bit; /* [n] */
    const size_t *n_of;
    size_t n, fewest;
    double *quotient; /* [n * n] */
};

static bool find_quotients(void *seat, size_t from, size_t to, struct tomt_error *err)
{
    const struct pairs *pairs = seat;
    const struct places *places = pairs->places;
    uint8_t *kind = tomt_allocate(places->n + 1);
    if (!kind)
        return tomt_fail(err, TOMT_MEMORY, "no memory for the kinds of %zu establishments",
                         places->n);
    bool ok = true;
    for (size_t pair = from; ok && pair < to; pair++) {
        size_t a = pair / pairs->n, b = pair % pairs->n;
        if (a == b || pairs->n_of[a] < pairs->fewest || pairs->n_of[b] < pairs->fewest)
            continue;
        for (size_t i = 0; i < places->n; i++)
            kind[i] = (uint8_t)(((places->sectors[i] & pairs->bit[a]) != 0) |
                                ((places->sectors[i] & pairs->bit[b]) != 0) << 1);
        struct tomt_error found = {0};
        pairs->quotient[pair] = tomt_co_location(places->x, places->y, kind, places->n, &found);
        if (found.used) {
            ok = false;
            *err = found;
        }
    }
    tomt_release(kind);
    return ok;
}

bool tomt_run_co_locations(struct tomt_run_state *state, struct tomt_arena *arena,
                           struct tomt_co_locations *out, struct tomt_error *err)
{
    const struct tomt_economy_options *options = &state->project->economy;
    const struct tomt_crew quiet = {state->crew->n_threads, state->crew->cancel, NULL};
    struct places places;
    size_t n = options->map_sectors.n;
    *out = (struct tomt_co_locations){.n = n};
    if (n < 2)
        return true;
    uint64_t *bit = tomt_arena_alloc(arena, n * sizeof *bit, err);
    out->n_of = tomt_arena_alloc(arena, n * sizeof *out->n_of, err);
    out->quotient = tomt_arena_alloc(arena, n * n * sizeof *out->quotient, err);
    if (!bit || !out->n_of || !out->quotient || !gather(state, arena, &places, err))
        return false;
    out->n_all = places.n;
    for (size_t s = 0; s < n; s++) {
        bit[s] = bit_of(state, options->map_sectors.item[s]);
        out->n_of[s] = count(&places, bit[s]);
    }
    for (size_t pair = 0; pair < n * n; pair++)
        out->quotient[pair] = NAN;
    struct pairs pairs = {&places,      bit, out->n_of, n, (size_t)options->min_establishments,
                          out->quotient};
    struct tomt_crew_job job = {.shared = &pairs, .work = find_quotients, .n = n * n, .chunk = 1};
    return tomt_crew_run(&quiet, &job, err) ||
           tomt_while(err, "co-location of the sectors of the hot spots");
}

/* --- Duranton and Overman
 * -----------------------------------------------------------------------------------------------------
 */

/* Never begun: what to lower is told, and stands in the result. */
static bool refuse(struct tomt_run_state *state, struct tomt_arena *arena, const char *sector,
                   struct tomt_localised *out, struct tomt_error *err)
{
    const struct tomt_localisation_options *asked = &state->project->economy.localisation;
    double n = (double)out->n_members, fit = floor(MOST_COST / (n * n));
    const char *what =
        fit < LEAST_DRAWS
            ? "name a sector of fewer"
            : tomt_arena_print(arena, err, "lower draws to %.0f, or name a sector of fewer", fit);
    out->why_not = what ? tomt_arena_print(arena, err,
                                           "not made: %lld draws of %zu establishments cost %.2g "
                                           "distances, more than %.0g; %s",
                                           (long long)asked->draws, out->n_members,
                                           n * n * (double)asked->draws, MOST_COST, what)
                        : NULL;
    return out->why_not &&
           tomt_problem_add(state->problems, err, TOMT_WARNING, asked->place.file,
                            asked->place.line, asked->place.column,
                            "localisation of sector '%s' is %s", sector, out->why_not);
}

static bool localise(struct tomt_run_state *state, struct tomt_arena *arena,
                     const struct places *places, const char *sector, struct tomt_localised *out,
                     struct tomt_error *err)
{
    const struct tomt_localisation_options *asked = &state->project->economy.localisation;
    uint64_t bit = bit_of(state, sector);
    int64_t fewest = state->project->economy.min_establishments > LEAST_MEMBERS
                         ? state->project->economy.min_establishments
                         : LEAST_MEMBERS;
    *out = (struct tomt_localised){.n_members = count(places, bit), .n_all = places->n};
    if (out->n_members < (size_t)fewest) {
        out->why_not = tomt_arena_print(arena, err, "suppressed: fewer than %lld establishments",
                                        (long long)fewest);
        return out->why_not != NULL;
    }
    if ((double)out->n_members * (double)out->n_members * (double)asked->draws > MOST_COST)
        return refuse(state, arena, sector, out, err);
    uint8_t *member = tomt_arena_block(arena, NULL, places->n, err);
    if (!member)
        return false;
    for (size_t i = 0; i < places->n; i++)
        member[i] = (places->sectors[i] & bit) != 0;
    bool ok = tomt_duranton_overman(arena, places->x, places->y, NULL, member, places->n,
                                    asked->reach_m, (size_t)asked->steps, (size_t)asked->draws,
                                    (uint64_t)asked->seed, state->crew, &out->found, err);
    tomt_arena_drop(arena, member);
    return ok;
}

bool tomt_run_localise(struct tomt_run_state *state, struct tomt_arena *arena,
                       struct tomt_error *err)
{
    const struct tomt_texts *sectors = &state->project->economy.localisation.sectors;
    struct places places;
    if (!sectors->n)
        return true;
    state->localised = tomt_arena_alloc(arena, sectors->n * sizeof *state->localised, err);
    if (!state->localised || !gather(state, arena, &places, err))
        return false;
    for (size_t s = 0; s < sectors->n; s++)
        if (!localise(state, arena, &places, sectors->item[s], &state->localised[s], err))
            return tomt_while(err, "localisation of sector '%s'", sectors->item[s]);
    return true;
}

bool tomt_run_localisation_table(struct tomt_run_state *state, struct tomt_arena *arena,
                                 struct tomt_table *table, struct tomt_error *err)
{
    static const struct tomt_put_column columns[] = {
        {"sector", TOMT_TEXT},     {"distance_m", TOMT_REAL}, {"density", TOMT_REAL},
        {"local_low", TOMT_REAL},  {"local_high", TOMT_REAL}, {"global_low", TOMT_REAL},
        {"global_high", TOMT_REAL}};
    const struct tomt_localisation_options *asked = &state->project->economy.localisation;
    struct tomt_put put;
    tomt_put_start(&put, arena, table, columns, sizeof columns / sizeof *columns, 0, err);
    for (size_t s = 0; s < asked->sectors.n; s++) {
        const struct tomt_duranton_overman *found = &state->localised[s].found;
        for (size_t step = 0; !state->localised[s].why_not && step < (size_t)asked->steps; step++) {
            tomt_put_text(&put, asked->sectors.item[s]);
            tomt_put_real(&put, asked->reach_m * (double)step / (double)(asked->steps - 1));
            tomt_put_real(&put, found->density[step]);
            tomt_put_real(&put, found->local_low[step]);
            tomt_put_real(&put, found->local_high[step]);
            tomt_put_real(&put, found->global_low[step]);
            tomt_put_real(&put, found->global_high[step]);
        }
    }
    return tomt_put_end(&put);
}
