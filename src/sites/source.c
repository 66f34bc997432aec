/* sites/source.c: see source.h. A repeated id stays with the feature whose bytes come first, so
 * that the order of the input never decides. */
#include "sites/source.h"

#include "geo/wkb.h"
#include "sites/zone_order.h"

#include <inttypes.h>
#include <stdlib.h>

enum { CHUNK = 512 };

struct stage {
    struct tomt_sources *sources;
    const struct tomt_cover *area;
    uint64_t *hash; /* of sources without an id */
};

struct seat {
    struct tomt_bench bench; /* first */
    struct stage *stage;
    struct tomt_tracer tracer;
};

static void *sit(void *shared, struct tomt_error *err)
{
    struct seat *seat = tomt_bench_sit(sizeof *seat, err);
    if (!seat)
        return NULL;
    seat->stage = shared;
    tomt_tracer_start(&seat->tracer, seat->bench.arena);
    return seat;
}

static bool in_area(struct seat *seat, double x, double y, bool *inside, struct tomt_error *err)
{
    const struct tomt_cover *area = seat->stage->area;
    struct tomt_box box = {x, y, x, y};
    *inside = false;
    if (!tomt_index_find(area->index, &box, &seat->bench.rows, err))
        return false;
    for (size_t i = 0; i < seat->bench.rows.n && !*inside; i++)
        *inside =
            tomt_outline_place(&area->outlines.of[seat->bench.rows.row[i]], x, y) != TOMT_PLACE_OUT;
    return true;
}

bool tomt_ground_point(struct tomt_seat *seat, const uint8_t *wkb, size_t size, double *x,
                       double *y, struct tomt_error *err)
{
    if (tomt_wkb_centroid(wkb, size, x, y) &&
        tomt_wkb_side_of(wkb, size, *x, *y) == TOMT_SIDE_INSIDE)
        return true;
    GEOSGeometry *geometry = tomt_seat_read(seat, wkb, size, err);
    bool done = geometry && tomt_seat_point(seat, geometry, x, y, err);
    GEOSGeom_destroy_r(seat->geos, geometry);
    return done;
}

static bool stand(struct seat *seat, size_t source, struct tomt_error *err)
{
    struct tomt_sources *sources = seat->stage->sources;
    size_t size;
    const uint8_t *wkb = tomt_shapes_wkb(sources->shapes, source, &size);
    bool inside;
    if (!tomt_ground_point(seat->bench.seat, wkb, size, &sources->x[source], &sources->y[source],
                           err) ||
        !in_area(seat, sources->x[source], sources->y[source], &inside, err))
        return false;
    sources->standing[source] = inside ? TOMT_STANDS : TOMT_OUTSIDE_AREA;
    if (!inside || sources->cell || sources->id[source])
        return true;
    struct tomt_trace trace;
    tomt_tracer_clear(&seat->tracer);
    if (!tomt_tracer_add(&seat->tracer, wkb, size, &trace, err))
        return false;
    struct tomt_outline outline = tomt_tracer_outline(&seat->tracer, &trace);
    seat->stage->hash[source] = tomt_shape_hash(&outline);
    return true;
}

static bool work(void *sat, size_t from, size_t to, struct tomt_error *err)
{
    for (size_t source = from; source < to; source++) {
        if (!stand(sat, source, err))
            return tomt_while(err, "source %zu of the sites", source);
    }
    return true;
}

static bool name_hashed(struct tomt_arena *arena, struct tomt_sources *sources,
                        const uint64_t *hash, struct tomt_error *err)
{
    for (size_t i = 0; i < sources->n; i++) {
        if (sources->standing[i] == TOMT_OUTSIDE_AREA) {
            sources->n_outside++;
            sources->id[i] = NULL;
        } else if (!sources->cell && !sources->id[i]) {
            sources->id[i] =
                tomt_arena_print(arena, err, "%c%016" PRIx64,
                                 sources->from == TOMT_SITES_ZONES ? 'z' : 'p', hash[i]);
            sources->n_hashed += sources->from == TOMT_SITES_PARCELS;
            if (!sources->id[i])
                return false;
        }
    }
    return true;
}

static int by_id(const void *one, const void *other, void *context)
{
    const struct tomt_sources *sources = context;
    uint32_t a = *(const uint32_t *)one, b = *(const uint32_t *)other;
    int order = strcmp(sources->id[a], sources->id[b]);
    if (order)
        return order;
    size_t size_a, size_b;
    const uint8_t *wkb_a = tomt_shapes_wkb(sources->shapes, a, &size_a),
                  *wkb_b = tomt_shapes_wkb(sources->shapes, b, &size_b);
    order = memcmp(wkb_a, wkb_b, size_a < size_b ? size_a : size_b);
    if (order)
        return order;
    if (size_a != size_b)
        return size_a < size_b ? -1 : 1;
    return (a > b) - (a < b);
}

static bool find_duplicates(struct tomt_arena *arena, struct tomt_sources *sources,
                            struct tomt_error *err)
{
    uint32_t *order = tomt_arena_block(arena, NULL, (sources->n + 1) * sizeof *order, err);
    if (!order)
        return false;
    size_t n = 0;
    for (size_t i = 0; i < sources->n; i++) {
        if (sources->standing[i] == TOMT_STANDS)
            order[n++] = (uint32_t)i;
    }
    qsort_r(order, n, sizeof *order, by_id, sources);
    for (size_t i = 1; i < n; i++) {
        if (strcmp(sources->id[order[i - 1]], sources->id[order[i]]) == 0) {
            sources->standing[order[i]] = TOMT_DUPLICATE_ID;
            sources->n_duplicate++;
        }
    }
    tomt_arena_drop(arena, order);
    return true;
}

static bool from_parcels(struct tomt_arena *arena, const struct tomt_site_inputs *inputs,
                         struct tomt_sources *sources, struct tomt_error *err)
{
    size_t found = inputs->n_layers;
    for (size_t i = 0; i < inputs->n_layers && found == inputs->n_layers; i++) {
        const char *wanted = inputs->project->site_layer;
        if (wanted ? strcmp(inputs->project->layer[i].name, wanted) == 0
                   : tomt_input_role(inputs, i) == TOMT_ROLE_PARCEL)
            found = i;
    }
    if (found == inputs->n_layers)
        return tomt_fail(
            err, TOMT_PROJECT,
            "sites come from parcels, but there is no layer with role 'parcel': add one, or set "
            "sites.from to zones or grid");
    const struct tomt_layer *layer = inputs->layer[found];
    sources->shapes = &layer->shapes;
    sources->n = layer->shapes.n;
    uint32_t *of_layer = tomt_arena_block(arena, NULL, (sources->n + 1) * sizeof *of_layer, err);
    uint32_t *of_row = tomt_arena_block(arena, NULL, (sources->n + 1) * sizeof *of_row, err);
    sources->id = tomt_arena_block(arena, NULL, (sources->n + 1) * sizeof *sources->id, err);
    if (!of_layer || !of_row || !sources->id)
        return false;
    for (size_t i = 0; i < sources->n; i++) {
        of_layer[i] = (uint32_t)found;
        of_row[i] = (uint32_t)i;
        sources->id[i] = tomt_row_text(layer, "parcel", i);
    }
    sources->layer = of_layer;
    sources->row = of_row;
    return true;
}

static bool from_zones(struct tomt_arena *arena, const struct tomt_zones *zones,
                       struct tomt_sources *sources, struct tomt_error *err)
{
    sources->shapes = &zones->shapes;
    sources->n = zones->n;
    sources->layer = zones->layer;
    sources->row = zones->row;
    sources->id = tomt_arena_block(arena, NULL, (sources->n + 1) * sizeof *sources->id, err);
    return sources->id != NULL;
}

static bool from_grid(struct tomt_arena *arena, const struct tomt_site_inputs *inputs,
                      const struct tomt_cover *area, struct tomt_sources *sources,
                      struct tomt_error *err)
{
    struct tomt_shapes *shapes = tomt_arena_alloc(arena, sizeof *shapes, err);
    if (!shapes ||
        !tomt_grid_make(arena, &inputs->project->sites, area, shapes, &sources->cell, err))
        return false;
    sources->shapes = shapes;
    sources->n = shapes->n;
    sources->id = tomt_arena_block(arena, NULL, (sources->n + 1) * sizeof *sources->id, err);
    return sources->id != NULL;
}

bool tomt_sources_make(struct tomt_arena *arena, const struct tomt_site_inputs *inputs,
                       const struct tomt_zones *zones, const struct tomt_crew *crew,
                       struct tomt_sources *sources, struct tomt_error *err)
{
    *sources = (struct tomt_sources){.from = inputs->project->sites.from};
    struct tomt_cover area;
    if (!tomt_cover_make(arena, inputs->study_area, &area, err))
        return false;
    bool found = sources->from == TOMT_SITES_PARCELS ? from_parcels(arena, inputs, sources, err)
                 : sources->from == TOMT_SITES_ZONES
                     ? from_zones(arena, zones, sources, err)
                     : from_grid(arena, inputs, &area, sources, err);
    if (!found)
        return false;
    size_t n = sources->n;
    struct stage stage = {.sources = sources, .area = &area};
    sources->x = tomt_arena_block(arena, NULL, (n + 1) * sizeof *sources->x, err);
    sources->y = tomt_arena_block(arena, NULL, (n + 1) * sizeof *sources->y, err);
    sources->standing = tomt_arena_block(arena, NULL, n + 1, err);
    stage.hash = tomt_arena_block(arena, NULL, (n + 1) * sizeof *stage.hash, err);
    if (!sources->x || !sources->y || !sources->standing || !stage.hash)
        return false;
    struct tomt_crew quiet = {.n_threads = crew->n_threads, .cancel = crew->cancel};
    struct tomt_crew_job job = {.shared = &stage,
                                .sit = sit,
                                .work = work,
                                .rise = tomt_bench_rise,
                                .n = n,
                                .chunk = CHUNK};
    return tomt_crew_run(&quiet, &job, err) && name_hashed(arena, sources, stage.hash, err) &&
           (sources->cell || find_duplicates(arena, sources, err));
}
