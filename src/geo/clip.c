/* geo/clip.c: the cutter. A shape of few edges is asked as it is; a large one through its cells
 * (rings.h). What was decoded or built is kept per row and let go of oldest first when it outgrows
 * its bound. */
#include "geo/contact.h"
#include "geo/seat_inside.h"

#include <string.h>

struct kept {
    uint32_t row;
    size_t bytes;
    GEOSGeometry *geometry; /* the whole shape, NULL until needed */
    struct tomt_cell *root; /* NULL for a small shape */
    struct kept *newer, *older;
};

struct tomt_cutter {
    struct tomt_seat *seat;
    const struct tomt_shapes *shapes;
    size_t max_bytes, bytes;
    struct kept **of; /* [row], NULL: not kept */
    struct kept *newest, *oldest;
    struct tomt_rings shape, geometry;
    struct tomt_contact_desk desk;
};

static void let_go_of_cell(void *seat, struct tomt_cell *cell)
{
    GEOSGeom_destroy_r(((struct tomt_seat *)seat)->geos, cell->geometry);
}

static void unlink_kept(struct tomt_cutter *cutter, struct kept *kept)
{
    *(kept->newer ? &kept->newer->older : &cutter->newest) = kept->older;
    *(kept->older ? &kept->older->newer : &cutter->oldest) = kept->newer;
}

static void link_newest(struct tomt_cutter *cutter, struct kept *kept)
{
    kept->newer = NULL;
    kept->older = cutter->newest;
    *(cutter->newest ? &cutter->newest->newer : &cutter->oldest) = kept;
    cutter->newest = kept;
}

static void let_go(struct tomt_cutter *cutter, struct kept *kept)
{
    unlink_kept(cutter, kept);
    cutter->of[kept->row] = NULL;
    cutter->bytes -= kept->bytes;
    GEOSGeom_destroy_r(cutter->seat->geos, kept->geometry);
    tomt_cell_free(kept->root, let_go_of_cell, cutter->seat);
    tomt_release(kept);
}

static void close_cutter(void *opened)
{
    struct tomt_cutter *cutter = opened;
    while (cutter->newest)
        let_go(cutter, cutter->newest);
    tomt_rings_free(&cutter->shape);
    tomt_rings_free(&cutter->geometry);
    tomt_contact_free(&cutter->desk);
}

struct tomt_cutter *tomt_cutter_open(struct tomt_seat *seat, const struct tomt_shapes *shapes,
                                     size_t max_bytes, struct tomt_error *err)
{
    if (shapes->kind != TOMT_POLYGONS) {
        tomt_fail(err, TOMT_INTERNAL, "a cutter is for polygons");
        return NULL;
    }
    struct tomt_cutter *cutter = tomt_arena_alloc(seat->arena, sizeof *cutter, err);
    if (!cutter)
        return NULL;
    cutter->seat = seat;
    cutter->shapes = shapes;
    cutter->max_bytes = max_bytes;
    cutter->of = tomt_arena_block(seat->arena, NULL, (shapes->n + 1) * sizeof *cutter->of, err);
    if (!cutter->of || !tomt_arena_defer(seat->arena, close_cutter, cutter, err))
        return NULL;
    return cutter;
}

static void count_bytes(struct tomt_cutter *cutter, struct kept *kept, size_t bytes)
{
    kept->bytes += bytes;
    cutter->bytes += bytes;
    while (cutter->bytes > cutter->max_bytes && cutter->oldest != kept)
        let_go(cutter, cutter->oldest);
}

static struct kept *keep(struct tomt_cutter *cutter, size_t row, struct tomt_error *err)
{
    struct kept *kept = cutter->of[row];
    if (kept) {
        if (cutter->newest != kept) {
            unlink_kept(cutter, kept);
            link_newest(cutter, kept);
        }
        return kept;
    }
    kept = tomt_allocate(sizeof *kept);
    if (!kept) {
        tomt_fail(err, TOMT_MEMORY, "out of memory for a shape kept");
        return NULL;
    }
    *kept = (struct kept){.row = (uint32_t)row};
    cutter->of[row] = kept;
    link_newest(cutter, kept);
    count_bytes(cutter, kept, sizeof *kept);
    return kept;
}

/* GEOS holds three doubles a vertex and some objects a ring. */
static size_t geos_bytes(size_t wkb_size)
{
    return wkb_size + wkb_size / 2 + 400;
}

static const GEOSGeometry *whole(struct tomt_cutter *cutter, size_t row, struct tomt_error *err)
{
    struct kept *kept = keep(cutter, row, err);
    if (kept && !kept->geometry) {
        size_t size;
        const uint8_t *wkb = tomt_shapes_wkb(cutter->shapes, row, &size);
        kept->geometry = tomt_seat_read(cutter->seat, wkb, size, err);
        if (kept->geometry)
            count_bytes(cutter, kept, geos_bytes(size));
    }
    return kept ? kept->geometry : NULL;
}

static bool is_large(const struct tomt_cutter *cutter, size_t row)
{
    size_t size;
    tomt_shapes_wkb(cutter->shapes, row, &size);
    return size > 16 * 2 * TOMT_CELL_EDGES;
}

/* The cell of a large shape that answers for `box`. */
static struct tomt_cell *cell_for(struct tomt_cutter *cutter, size_t row,
                                  const struct tomt_box *box, struct tomt_error *err)
{
    struct kept *kept = keep(cutter, row, err);
    if (!kept)
        return NULL;
    if (!kept->root) {
        size_t size;
        const uint8_t *wkb = tomt_shapes_wkb(cutter->shapes, row, &size);
        kept->root = tomt_cell_root(wkb, size, err);
        if (!kept->root)
            return NULL;
        count_bytes(cutter, kept, kept->root->rings.capacity * sizeof(struct tomt_ring));
    }
    size_t bytes = 0;
    struct tomt_cell *cell = tomt_cell_find(kept->root, box, &bytes, err);
    count_bytes(cutter, kept, bytes);
    return cell;
}

static bool rings_of(struct tomt_cutter *cutter, size_t row, const struct tomt_box *box,
                     const struct tomt_ring **ring, size_t *n, struct tomt_error *err)
{
    if (is_large(cutter, row)) {
        const struct tomt_cell *cell = cell_for(cutter, row, box, err);
        if (!cell)
            return false;
        *ring = cell->rings.ring;
        *n = cell->rings.n;
        return true;
    }
    size_t size;
    const uint8_t *wkb = tomt_shapes_wkb(cutter->shapes, row, &size);
    cutter->shape.n = 0;
    if (!tomt_rings_read(&cutter->shape, wkb, size, err))
        return false;
    *ring = cutter->shape.ring;
    *n = cutter->shape.n;
    return true;
}

/* The slow and sure way: the relation of the whole shapes. */
static bool ask_geos(struct tomt_cutter *cutter, size_t row, const GEOSGeometry *geometry,
                     enum tomt_meets *meets, struct tomt_error *err)
{
    const GEOSGeometry *shape = whole(cutter, row, err);
    if (!shape)
        return false;
    cutter->seat->message[0] = '\0';
    char *matrix = GEOSRelate_r(cutter->seat->geos, shape, geometry);
    if (!matrix)
        return tomt_seat_failed(cutter->seat, "relating two polygons", err);
    /* Rows: the shape's interior, boundary, exterior; columns: the geometry's. */
    *meets = matrix[0] == 'F'                       ? TOMT_APART
             : matrix[6] == 'F' && matrix[7] == 'F' ? TOMT_COVERED
                                                    : TOMT_TOUCHES_OR_CROSSES;
    GEOSFree_r(cutter->seat->geos, matrix);
    return true;
}

static bool lie(struct tomt_cutter *cutter, size_t row, const struct tomt_ring *ring, size_t n,
                const GEOSGeometry *geometry, enum tomt_meets *meets, struct tomt_error *err)
{
    struct tomt_arena_mark mark = tomt_arena_mark(cutter->seat->scratch);
    uint8_t *wkb = NULL;
    size_t size;
    bool decided = false;
    cutter->geometry.n = 0;
    bool ok =
        tomt_seat_bytes(cutter->seat, geometry, true, cutter->seat->scratch, &wkb, &size, err);
    ok = ok && (size == 0 || tomt_rings_read(&cutter->geometry, wkb, size, err));
    ok = ok && tomt_contact_lie(&cutter->desk, ring, n, cutter->geometry.ring, cutter->geometry.n,
                                &decided, meets, err);
    tomt_arena_rewind(cutter->seat->scratch, mark);
    return ok && (decided || ask_geos(cutter, row, geometry, meets, err));
}

bool tomt_cutter_meets(struct tomt_cutter *cutter, size_t row, const GEOSGeometry *geometry,
                       const struct tomt_box *box, enum tomt_meets *meets, struct tomt_error *err)
{
    *meets = TOMT_APART;
    if (!tomt_box_meet(cutter->shapes->box + row, box))
        return true;
    const struct tomt_ring *ring;
    size_t n;
    bool alone;
    if (!rings_of(cutter, row, box, &ring, &n, err) ||
        !tomt_contact_near(&cutter->desk, ring, n, box, &alone, meets, err))
        return false;
    return alone || lie(cutter, row, ring, n, geometry, meets, err);
}

/* The cell's polygon, or that of the nearest larger cell that can be cut cleanly. *tile NULL: only
 * the whole serves. */
static bool cell_polygon(struct tomt_cutter *cutter, size_t row, struct tomt_cell *cell,
                         const GEOSGeometry **tile, struct tomt_error *err)
{
    bool ok = true;
    *tile = NULL;
    for (; ok && cell->parent && !cell->geometry; cell = cell->geometry ? cell : cell->parent) {
        if (cell->tried)
            continue;
        struct tomt_arena_mark mark = tomt_arena_mark(cutter->seat->scratch);
        uint8_t *wkb;
        size_t size;
        bool clean;
        cell->tried = true;
        ok = tomt_cell_wkb(cell, cutter->seat->scratch, &wkb, &size, &clean, err);
        if (ok && clean) {
            cell->geometry = size > 0 ? tomt_seat_read(cutter->seat, wkb, size, err)
                                      : GEOSGeom_createEmptyPolygon_r(cutter->seat->geos);
            ok = cell->geometry != NULL;
            count_bytes(cutter, cutter->of[row], geos_bytes(size));
        }
        tomt_arena_rewind(cutter->seat->scratch, mark);
    }
    *tile = cell->geometry;
    return ok;
}

/* Within one cell. *result stays NULL when GEOS cannot do it there: the whole polygon is tried
 * next. */
static bool cut_in_cell(struct tomt_cutter *cutter, size_t row, enum tomt_overlay what,
                        const GEOSGeometry *geometry, const struct tomt_box *box,
                        GEOSGeometry **result, struct tomt_error *err)
{
    *result = NULL;
    GEOSContextHandle_t geos = cutter->seat->geos;
    struct tomt_cell *cell = cell_for(cutter, row, box, err);
    if (!cell)
        return false;
    if (cell->n_inside == 0) {
        *result = cell->holds_box == (what == TOMT_INTERSECTION)
                      ? GEOSGeom_clone_r(geos, geometry)
                      : GEOSGeom_createEmptyPolygon_r(geos);
        return *result || tomt_seat_failed(cutter->seat, "copying a polygon", err);
    }
    const GEOSGeometry *tile;
    if (!cell_polygon(cutter, row, cell, &tile, err))
        return false;
    if (tile)
        *result = what == TOMT_INTERSECTION ? GEOSIntersection_r(geos, geometry, tile)
                                            : GEOSDifference_r(geos, geometry, tile);
    return true;
}

GEOSGeometry *tomt_cutter_cut(struct tomt_cutter *cutter, size_t row, enum tomt_overlay what,
                              const GEOSGeometry *geometry, const struct tomt_box *box,
                              bool *snapped, struct tomt_error *err)
{
    *snapped = false;
    if (what != TOMT_UNION && is_large(cutter, row)) {
        GEOSGeometry *piece;
        if (!cut_in_cell(cutter, row, what, geometry, box, &piece, err) || piece)
            return piece;
    }
    const GEOSGeometry *shape = whole(cutter, row, err);
    return shape ? tomt_seat_overlay(cutter->seat, what, geometry, shape, snapped, err) : NULL;
}
