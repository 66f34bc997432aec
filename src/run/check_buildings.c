/* run/check_buildings.c: buildings that lie in two layers, and so count twice. Warnings. */
#include "run/state.h"

#include "geo/wkb.h"

#include <math.h>

static double footprint_m2(const struct tomt_shapes *shapes, size_t row)
{
    size_t size;
    const uint8_t *wkb = tomt_shapes_wkb(shapes, row, &size);
    return tomt_wkb_area_m2(wkb, size);
}

/* More than half of the smaller of the two: a neighbour that is drawn a little off is not the same
 * house. */
static bool is_on_another(const struct tomt_shapes *of, const struct tomt_shapes *others,
                          const struct tomt_overlaps *on, size_t row)
{
    double own_m2 = footprint_m2(of, row);
    for (uint64_t k = on->start[row]; k < on->start[row + 1]; k++)
        if (on->area_m2[k] > fmin(own_m2, footprint_m2(others, on->row[k])) / 2)
            return true;
    return false;
}

static bool check_pair(struct tomt_run_state *state, struct tomt_arena *brief, size_t first,
                       size_t second, struct tomt_error *err)
{
    const struct tomt_project_layer *named = state->project->layer;
    const struct tomt_layer *of = &state->layer[second], *others = &state->layer[first];
    struct tomt_overlaps on;
    char ids[160] = "";
    size_t n = 0, used = 0;
    if (!tomt_overlaps_find(brief, &of->shapes, &others->shapes, NULL, state->crew, &on, err))
        return tomt_while(err, "comparing the buildings of '%s' and '%s'", named[first].name,
                          named[second].name);
    for (size_t row = 0; row < of->shapes.n; row++) {
        if (!is_on_another(&of->shapes, &others->shapes, &on, row))
            continue;
        if (n < TOMT_FIRST_IDS && used < sizeof ids)
            used += (size_t)snprintf(ids + used, sizeof ids - used, "%s%lld", n ? ", " : "",
                                     (long long)of->fid[row]);
        n++;
    }
    const struct tomt_place *at = &named[second].place;
    return !n || tomt_problem_add(
                     state->problems, err, TOMT_WARNING, at->file, at->line, at->column,
                     "layer '%s': %zu of %zu buildings lie%s by more than half on buildings of "
                     "layer '%s' (feature%s %s%s); both count as "
                     "floor area that stands there: leave one layer out, or part them with where:",
                     named[second].name, n, of->shapes.n, n == 1 ? "s" : "", named[first].name,
                     n == 1 ? "" : "s", ids, n > TOMT_FIRST_IDS ? " ..." : "");
}

static bool has_buildings(const struct tomt_run_state *state, size_t i)
{
    return state->project->layer[i].role == TOMT_ROLE_BUILDING &&
           state->layer[i].shapes.kind == TOMT_POLYGONS && state->layer[i].shapes.n > 0;
}

bool tomt_run_check_buildings(struct tomt_run_state *state, struct tomt_error *err)
{
    size_t n = state->project->n_layers;
    bool ok = true;
    for (size_t first = 0; ok && first < n; first++)
        for (size_t second = first + 1; ok && has_buildings(state, first) && second < n; second++) {
            if (!has_buildings(state, second))
                continue;
            struct tomt_arena *brief = tomt_arena_new(err);
            ok = brief && check_pair(state, brief, first, second, err);
            tomt_arena_free(brief);
        }
    return ok;
}
