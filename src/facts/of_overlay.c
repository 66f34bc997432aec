/* facts/of_overlay.c: the share of every site's area that the union of some features covers.
 * GEOS is asked only for features that cross a site: one that covers it makes the share 1, none
 * that meets it 0. */
#include "facts/inside.h"

#include "geo/clip.h"
#include "geo/index.h"
#include "geo/wkb.h"

#include <math.h>

#define CUTTER_BYTES ((size_t)64 << 20) /* decoded shapes kept per seat, all layers together */

struct shared {
    const struct tomt_fact_task *task;
    const struct tomt_selection *selection;
    const struct tomt_index *index;
};
struct overlay_seat {
    const struct shared *shared;
    struct tomt_arena *arena;
    struct tomt_seat *seat;
    struct tomt_cutter **cutter; /* [n_layers], NULL where no feature is meant */
    struct tomt_rows rows;
};

static void rise(void *at)
{
    struct overlay_seat *seat = at;
    tomt_rows_free(&seat->rows);
    tomt_arena_free(seat->arena);
}

static bool open_cutters(struct overlay_seat *at, struct tomt_error *err)
{
    const struct shared *shared = at->shared;
    const struct tomt_selection *selection = shared->selection;
    for (size_t i = 0; i < selection->n; i++) {
        struct tomt_cutter **cutter = &at->cutter[selection->input[i]];
        const struct tomt_layer *layer = shared->task->inputs->layer[selection->input[i]];
        if (!*cutter && !(*cutter = tomt_cutter_open(at->seat, &layer->shapes,
                                                     CUTTER_BYTES / selection->n_layers, err)))
            return false;
    }
    return true;
}

static void *sit(void *shared, struct tomt_error *err)
{
    size_t n_layers = ((struct shared *)shared)->task->inputs->n_layers;
    struct tomt_arena *arena = tomt_arena_new(err);
    struct overlay_seat *at = arena ? tomt_arena_alloc(arena, sizeof *at, err) : NULL;
    if (at) {
        *at = (struct overlay_seat){.shared = shared, .arena = arena};
        at->cutter = tomt_arena_alloc(arena, n_layers * sizeof(void *), err);
        at->seat = at->cutter ? tomt_seat_open(arena, err) : NULL;
    }
    if (at && at->seat && open_cutters(at, err))
        return at;
    tomt_arena_free(arena);
    return NULL;
}

static double area_m2(const struct overlay_seat *at, const GEOSGeometry *geometry)
{
    double area = 0;
    GEOSArea_r(at->seat->geos, geometry, &area);
    return area;
}

struct cover { /* what is covered of one site so far */
    const GEOSGeometry *site;
    struct tomt_box box;
    double site_m2;
    GEOSGeometry *pieces; /* union of what is cut out, NULL: nothing */
    double whole_m2;      /* area of pieces */
    bool covered;
};

/* Takes `piece` over. */
static bool add_piece(struct overlay_seat *at, struct cover *cover, GEOSGeometry *piece,
                      double piece_m2, struct tomt_error *err)
{
    if (!cover->pieces) {
        cover->pieces = piece;
        cover->whole_m2 = piece_m2;
        return true;
    }
    bool snapped = false;
    GEOSGeometry *both =
        tomt_seat_overlay(at->seat, TOMT_UNION, cover->pieces, piece, &snapped, err);
    GEOSGeom_destroy_r(at->seat->geos, piece);
    GEOSGeom_destroy_r(at->seat->geos, cover->pieces);
    cover->pieces = both;
    if (!both)
        return false;
    cover->whole_m2 = area_m2(at, both);
    return true;
}

static bool add_feature(struct overlay_seat *at, struct cover *cover, uint32_t item,
                        struct tomt_bests *bests, struct tomt_error *err)
{
    const struct tomt_selection *selection = at->shared->selection;
    struct tomt_cutter *cutter = at->cutter[selection->input[item]];
    size_t row = selection->row[item];
    enum tomt_meets meets;
    if (!tomt_cutter_meets(cutter, row, cover->site, &cover->box, &meets, err))
        return false;
    if (meets == TOMT_APART)
        return true;
    if (meets == TOMT_COVERED) {
        cover->covered = true;
        tomt_bests_add(bests, (struct tomt_best){1, 0, item});
        return true;
    }
    if (cover->covered && bests->n == bests->width && bests->best[bests->n - 1].amount >= 1)
        return true; /* nothing can be larger */
    bool snapped = false;
    GEOSGeometry *piece =
        tomt_cutter_cut(cutter, row, TOMT_INTERSECTION, cover->site, &cover->box, &snapped, err);
    if (!piece)
        return false;
    double piece_m2 = area_m2(at, piece);
    if (!(piece_m2 > 0)) {
        GEOSGeom_destroy_r(at->seat->geos, piece);
        return true;
    }
    tomt_bests_add(bests, (struct tomt_best){fmin(1, piece_m2 / cover->site_m2), 0, item});
    return add_piece(at, cover, piece, piece_m2, err);
}

static bool cover_site(struct overlay_seat *at, size_t site, struct tomt_bests *bests,
                       struct tomt_error *err)
{
    const struct tomt_fact_task *task = at->shared->task;
    const struct tomt_shapes *shapes = task->sites->shapes;
    size_t size;
    const uint8_t *wkb = tomt_shapes_wkb(shapes, site, &size);
    struct cover cover = {.box = shapes->box[site], .site_m2 = tomt_wkb_area_m2(wkb, size)};
    if (!(cover.site_m2 > 0)) {
        tomt_fact_put(task->fact, site, 0, TOMT_WHY_NOT_APPLICABLE);
        return true;
    }
    if (!tomt_index_find(at->shared->index, &cover.box, &at->rows, err))
        return false;
    GEOSGeometry *geometry = at->rows.n > 0 ? tomt_seat_read(at->seat, wkb, size, err) : NULL;
    if (at->rows.n > 0 && !geometry)
        return false;
    cover.site = geometry;
    bool ok = true;
    for (size_t k = 0; ok && k < at->rows.n && !(cover.covered && bests->width == 0); k++)
        ok = add_feature(at, &cover, at->rows.row[k], bests, err);
    if (cover.pieces)
        GEOSGeom_destroy_r(at->seat->geos, cover.pieces);
    if (geometry)
        GEOSGeom_destroy_r(at->seat->geos, geometry);
    tomt_fact_put(task->fact, site, cover.covered ? 1 : fmin(1, cover.whole_m2 / cover.site_m2),
                  TOMT_WHY_OK);
    return ok;
}

static bool work(void *seat, size_t from, size_t to, struct tomt_error *err)
{
    struct overlay_seat *at = seat;
    const struct tomt_fact_task *task = at->shared->task;
    struct tomt_bests bests = {.width = task->fact->width};
    for (size_t site = from; site < to; site++) {
        bests.n = 0;
        if (!cover_site(at, site, &bests, err))
            return tomt_while(err, "share of site %zu in %s", site,
                              task->request->layer ? task->request->layer : "its layers");
        tomt_evidence_put(task->fact, at->shared->selection, site, &bests);
    }
    return true;
}

static bool only_polygons(const struct tomt_fact_task *task, const struct tomt_selection *selection,
                          struct tomt_error *err)
{
    for (size_t i = 0; i < selection->n; i++) {
        const struct tomt_layer *layer = task->inputs->layer[selection->input[i]];
        if (layer->shapes.kind != TOMT_POLYGONS)
            return tomt_fail(err, TOMT_DATA,
                             "layer '%s' holds no polygons; a share of area needs them",
                             layer->name);
    }
    return true;
}

bool tomt_fact_overlay(struct tomt_fact_task *task, struct tomt_error *err)
{
    struct tomt_selection selection;
    if (!tomt_select(task, &selection, err))
        return false;
    if (selection.n_layers == 0) {
        for (size_t site = 0; site < task->sites->n; site++)
            tomt_fact_put(task->fact, site, 0, TOMT_WHY_MISSING_INPUT);
        return true;
    }
    if (!only_polygons(task, &selection, err))
        return false;
    struct tomt_box *box = tomt_selection_boxes(task, &selection, err);
    struct tomt_index *index = box ? tomt_index_new(task->own, box, selection.n, err) : NULL;
    if (!index || !tomt_evidence_start(task, &selection, err))
        return false;
    struct shared shared = {task, &selection, index};
    struct tomt_crew_job job = {&shared, sit, work, rise, task->sites->n, 64};
    return tomt_crew_run(task->crew, &job, err);
}
