/* data/layer_geometry.c: from foreign WKB to shapes, each feature accounted for. */
#include "data/layer_geometry.h"

#include "data/layer_source.h"
#include "geo/wkb.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <cpl_conv.h>
#include <cpl_error.h>
#include <ogr_api.h>

/* No projected CRS has coordinates beyond: the widest are zone-prefixed eastings of 33 million metres. */
#define FARTHEST_M 1e8
/* Degrees an arc may turn between two points when it is made of straight lines: 4 mm off at a radius of 100 m. */
#define ARC_STEP_DEG 1.0
void tomt_geometry_end(struct tomt_geometry_reader *reader)
{
    tomt_release(reader->row);
    tomt_release(reader->wkb);
    tomt_text_free(&reader->scratch);
    reader->row = NULL;
    reader->wkb = NULL;
}

static void trouble(struct tomt_geometry_reader *reader, enum tomt_trouble what, int64_t fid, const char *detail)
{
    tomt_report_trouble(&reader->layer->report, what, fid, detail);
}

static bool keep_row(struct tomt_geometry_reader *reader, size_t row, struct tomt_error *err)
{
    if (reader->n_rows == reader->rows_capacity) {
        size_t capacity = reader->rows_capacity * 2 + 1024;
        uint32_t *grown = tomt_resize(reader->row, capacity * sizeof *grown);
        if (!grown)
            return tomt_fail(err, TOMT_MEMORY, "out of memory for %zu rows", capacity);
        reader->row = grown;
        reader->rows_capacity = capacity;
    }
    reader->row[reader->n_rows++] = (uint32_t)row;
    return true;
}

static bool swap_ring(void *context, size_t part, size_t ring, const uint8_t *xy, size_t n)
{
    (void)part;
    (void)ring;
    uint8_t *at = (uint8_t *)context + (xy - (const uint8_t *)context);
    for (size_t i = 0; i < n; i++, at += 16) {
        double x, y;
        tomt_wkb_xy(at, 0, &x, &y);
        memcpy(at, &y, 8);
        memcpy(at + 8, &x, 8);
    }
    return true;
}

static bool too_far(const struct tomt_box *box)
{
    return !(fabs(box->min_x) <= FARTHEST_M && fabs(box->max_x) <= FARTHEST_M && fabs(box->min_y) <= FARTHEST_M &&
             fabs(box->max_y) <= FARTHEST_M);
}

struct edge_test {
    const struct tomt_box *box;
};

/* Does the segment meet the box? Its ends are clipped to the box's slabs. */
static bool segment_meets(const struct tomt_box *box, double ax, double ay, double bx, double by)
{
    double from = 0, to = 1, d[2] = {bx - ax, by - ay}, a[2] = {ax, ay};
    double low[2] = {box->min_x, box->min_y}, high[2] = {box->max_x, box->max_y};
    for (int axis = 0; axis < 2; axis++) {
        if (d[axis] == 0) {
            if (a[axis] < low[axis] || a[axis] > high[axis])
                return false;
            continue;
        }
        double t0 = (low[axis] - a[axis]) / d[axis], t1 = (high[axis] - a[axis]) / d[axis];
        from = fmax(from, fmin(t0, t1));
        to = fmin(to, fmax(t0, t1));
    }
    return from <= to;
}

static bool ring_misses(void *context, size_t part, size_t ring, const uint8_t *xy, size_t n)
{
    (void)part;
    (void)ring;
    const struct tomt_box *box = ((const struct edge_test *)context)->box;
    double ax, ay, bx, by;
    for (size_t i = 0; i + 1 < n; i++) {
        tomt_wkb_xy(xy, i, &ax, &ay);
        tomt_wkb_xy(xy, i + 1, &bx, &by);
        if (segment_meets(box, ax, ay, bx, by))
            return false;
    }
    return true;
}

/* Exactly, so that the same features are read whatever a driver's own filter lets through. */
static bool meets_box(const struct tomt_geometry_reader *reader, const uint8_t *wkb, size_t size, const struct tomt_box *own)
{
    const struct tomt_box *box = reader->box;
    if (!box || tomt_box_hold(box, own))
        return true;
    if (!tomt_box_meet(box, own))
        return false;
    struct edge_test test = {box};
    if (!tomt_wkb_each(wkb, size, ring_misses, &test))
        return true;
    return reader->kind == TOMT_POLYGONS && tomt_wkb_holds_point(wkb, size, box->min_x, box->min_y);
}

/* Curves and surfaces through GDAL. *flat (CPLMalloc) NULL: GDAL could not. */
static void make_straight(const uint8_t *wkb, size_t size, unsigned char **flat, size_t *flat_n)
{
    OGRGeometryH curved = NULL;
    *flat = NULL;
    CPLPushErrorHandler(CPLQuietErrorHandler); /* a geometry's trouble is not the stream's */
    if (OGR_G_CreateFromWkbEx(wkb, NULL, &curved, size) == OGRERR_NONE && curved) {
        OGRGeometryH straight = OGR_G_GetLinearGeometry(curved, ARC_STEP_DEG, NULL);
        OGRwkbGeometryType type = straight ? wkbFlatten(OGR_G_GetGeometryType(straight)) : wkbUnknown;
        if (type == wkbTIN || type == wkbPolyhedralSurface || type == wkbTriangle)
            straight = OGR_G_ForceToMultiPolygon(straight);
        *flat_n = straight ? OGR_G_WkbSizeEx(straight) : 0;
        *flat = *flat_n ? CPLMalloc(*flat_n) : NULL;
        if (*flat && OGR_G_ExportToIsoWkb(straight, wkbNDR, *flat) != OGRERR_NONE) {
            CPLFree(*flat);
            *flat = NULL;
        }
        OGR_G_DestroyGeometry(straight);
        OGR_G_DestroyGeometry(curved);
    }
    CPLPopErrorHandler();
}

/* Appends the normalised geometry to reader->wkb. */
static bool normalise(struct tomt_geometry_reader *reader, const uint8_t *wkb, size_t size, struct tomt_wkb_found *found,
                      struct tomt_error *err)
{
    memset(found, 0, sizeof *found);
    if (!tomt_wkb_normalise(wkb, size, reader->kind, &reader->wkb, &reader->wkb_n, &reader->wkb_capacity, found, err))
        return false;
    if (!found->curve)
        return true;
    unsigned char *flat;
    size_t flat_n = 0;
    bool had_z = found->had_z, ok = true;
    make_straight(wkb, size, &flat, &flat_n);
    memset(found, 0, sizeof *found);
    if (flat)
        ok = tomt_wkb_normalise(flat, flat_n, reader->kind, &reader->wkb, &reader->wkb_n, &reader->wkb_capacity, found, err);
    found->broken = found->broken || !flat || found->curve;
    found->curve = true;
    found->had_z = found->had_z || had_z;
    CPLFree(flat);
    return ok;
}

/* TOMT_N_TROUBLES: usable. */
static enum tomt_trouble unusable(const struct tomt_wkb_found *found)
{
    return found->broken       ? TOMT_T_BROKEN
           : found->not_finite ? TOMT_T_NOT_FINITE
           : found->empty      ? (found->other_kind ? TOMT_T_OTHER_KIND : TOMT_T_EMPTY)
                               : TOMT_N_TROUBLES;
}

static void report_kept(struct tomt_geometry_reader *reader, const struct tomt_wkb_found *found, int64_t fid)
{
    if (found->closed_ring)
        trouble(reader, TOMT_T_UNCLOSED, fid, NULL);
    if (found->curve)
        trouble(reader, TOMT_T_CURVE, fid, NULL);
    if (found->had_z)
        trouble(reader, TOMT_T_Z, fid, NULL);
    if (found->collection)
        trouble(reader, TOMT_T_COLLECTION, fid, found->other_kind ? "parts of another kind were left out" : NULL);
}

/* The geometry in reader->wkb[0..wkb_n) into the shapes. *added false: it collapsed. */
static bool add_valid(struct tomt_geometry_reader *reader, int64_t fid, bool *added, struct tomt_error *err)
{
    struct tomt_shapes *shapes = &reader->layer->shapes;
    *added = true;
    if (tomt_wkb_surely_valid(reader->wkb, reader->wkb_n))
        return tomt_shapes_add_wkb(shapes, reader->wkb, reader->wkb_n, err);
    struct tomt_arena_mark mark = tomt_arena_mark(reader->seat->scratch);
    char reason[160] = "";
    uint8_t *out = NULL;
    size_t out_size = 0;
    bool repaired = false;
    bool ok = tomt_seat_repair(reader->seat, reader->wkb, reader->wkb_n, reader->kind, &repaired, &out, &out_size, reason, err);
    if (ok && !repaired) {
        ok = tomt_shapes_add_wkb(shapes, reader->wkb, reader->wkb_n, err);
    } else if (ok && out_size == 0) {
        trouble(reader, TOMT_T_COLLAPSED, fid, reason);
        *added = false;
    } else if (ok) {
        trouble(reader, TOMT_T_REPAIRED, fid, reason);
        ok = tomt_shapes_add_wkb(shapes, out, out_size, err);
    }
    tomt_arena_rewind(reader->seat->scratch, mark);
    return ok;
}

static bool read_one(struct tomt_geometry_reader *reader, const uint8_t *wkb, size_t size, int64_t fid, size_t row,
                     struct tomt_error *err)
{
    struct tomt_wkb_found found;
    reader->wkb_n = 0;
    if (!normalise(reader, wkb, size, &found, err))
        return false;
    enum tomt_trouble why = unusable(&found);
    if (why != TOMT_N_TROUBLES) {
        trouble(reader, why, fid, NULL);
        return true;
    }
    if (reader->swap)
        tomt_wkb_each(reader->wkb, reader->wkb_n, swap_ring, reader->wkb);
    size_t n_failed = 0;
    if (!tomt_transform_is_identity(reader->transform) &&
        !tomt_transform_wkb(reader->transform, reader->wkb, reader->wkb_n, &n_failed, err))
        return false;
    struct tomt_box box = tomt_wkb_box(reader->wkb, reader->wkb_n);
    if (n_failed || too_far(&box)) {
        trouble(reader, TOMT_T_TOO_FAR, fid, NULL);
        return true;
    }
    if (!meets_box(reader, reader->wkb, reader->wkb_n, &box)) {
        trouble(reader, TOMT_T_OUTSIDE, fid, NULL);
        return true;
    }
    bool added;
    if (!add_valid(reader, fid, &added, err))
        return false;
    if (!added)
        return true;
    report_kept(reader, &found, fid);
    return keep_row(reader, row, err);
}

static bool no_geometry(struct tomt_geometry_reader *reader, int64_t fid, size_t row, struct tomt_error *err)
{
    trouble(reader, TOMT_T_NO_GEOMETRY, fid, NULL);
    if (!reader->optional || reader->kind != TOMT_POINTS)
        return true;
    return tomt_shapes_add_point(&reader->layer->shapes, NAN, NAN, err) && keep_row(reader, row, err);
}

/* The points of one batch, each with its row; transformed in one go. */
struct point_rows {
    uint32_t *row;
    size_t n, capacity;
};

static bool add_point_rows(struct point_rows *rows, size_t row, size_t n, struct tomt_error *err)
{
    if (rows->n + n > rows->capacity) {
        size_t capacity = (rows->n + n) * 2 + 1024;
        uint32_t *grown = tomt_resize(rows->row, capacity * sizeof *grown);
        if (!grown)
            return tomt_fail(err, TOMT_MEMORY, "out of memory for %zu points", capacity);
        rows->row = grown;
        rows->capacity = capacity;
    }
    for (size_t i = 0; i < n; i++)
        rows->row[rows->n++] = (uint32_t)row;
    return true;
}

/* What became of the points of one row. `first`..`last`: its points in the batch. */
static bool add_points(struct tomt_geometry_reader *reader, size_t first, size_t last, int64_t fid, size_t row,
                       struct tomt_error *err)
{
    enum tomt_trouble why = TOMT_T_OUTSIDE;
    size_t n_kept = 0;
    for (size_t i = first; i < last; i++) {
        double x, y;
        tomt_wkb_xy(reader->wkb, i, &x, &y);
        struct tomt_box own = {x, y, x, y};
        if (too_far(&own))
            why = TOMT_T_TOO_FAR;
        else if (!reader->box || tomt_box_meet(reader->box, &own)) {
            if (!tomt_shapes_add_point(&reader->layer->shapes, x, y, err) || !keep_row(reader, row, err))
                return false;
            n_kept++;
        }
    }
    if (n_kept == 0)
        trouble(reader, why, fid, NULL);
    return true;
}

/* rows: one entry a point. A row that is `empty` has none and is kept only if it may lack one. */
static bool finish_points(struct tomt_geometry_reader *reader, const struct point_rows *rows, const uint8_t *empty,
                          const int64_t *fid, size_t n, struct tomt_error *err)
{
    if (reader->swap)
        swap_ring(reader->wkb, 0, 0, reader->wkb, rows->n);
    if (rows->n && !tomt_transform_is_identity(reader->transform) &&
        !tomt_transform_points(reader->transform, reader->wkb, reader->wkb + 8, 16, rows->n, NULL, err))
        return false;
    size_t at = 0;
    for (size_t row = 0; row < n; row++) {
        size_t first = at;
        while (at < rows->n && rows->row[at] == row)
            at++;
        if (at > first && !add_points(reader, first, at, fid[row], row, err))
            return false;
        if (empty[row] && !no_geometry(reader, fid[row], row, err))
            return false;
    }
    return true;
}

/* One row's points appended to reader->wkb and rows; *empty: it has none, but may be kept. */
static bool collect_points(struct tomt_geometry_reader *reader, const struct tomt_cell *cell, int64_t fid, size_t row,
                           struct point_rows *rows, uint8_t *empty, struct tomt_error *err)
{
    struct tomt_wkb_found found;
    *empty = cell->kind == TOMT_CELL_NULL;
    if (*empty)
        return true;
    size_t before = reader->wkb_n;
    if (!normalise(reader, (const uint8_t *)cell->text, cell->n, &found, err))
        return false;
    enum tomt_trouble why = unusable(&found);
    if (why != TOMT_N_TROUBLES) {
        reader->wkb_n = before;
        *empty = why == TOMT_T_EMPTY && reader->optional;
        if (!*empty)
            trouble(reader, why, fid, NULL);
        return true;
    }
    report_kept(reader, &found, fid);
    size_t n_points = (reader->wkb_n - before) / 16;
    if (n_points > 1)
        trouble(reader, TOMT_T_MULTIPOINT, fid, NULL);
    return add_point_rows(rows, row, n_points, err);
}

static bool read_points(struct tomt_geometry_reader *reader, const struct tomt_cells *wkb, const int64_t *fid, size_t n,
                        struct tomt_error *err)
{
    struct point_rows rows = {0};
    uint8_t *empty = tomt_allocate(n + 1);
    bool ok = empty != NULL || tomt_fail(err, TOMT_MEMORY, "out of memory for %zu rows", n);
    reader->wkb_n = 0;
    for (size_t row = 0; ok && row < n; row++) {
        struct tomt_cell cell;
        ok = tomt_cell_read(wkb, row, &cell, err) && collect_points(reader, &cell, fid[row], row, &rows, empty + row, err);
    }
    ok = ok && finish_points(reader, &rows, empty, fid, n, err);
    tomt_release(empty);
    tomt_release(rows.row);
    return ok;
}

bool tomt_geometry_read(struct tomt_geometry_reader *reader, const struct tomt_cells *wkb, const int64_t *fid, size_t n,
                        struct tomt_error *err)
{
    reader->n_rows = 0;
    if (reader->kind == TOMT_POINTS)
        return read_points(reader, wkb, fid, n, err);
    for (size_t row = 0; row < n; row++) {
        struct tomt_cell cell;
        if (!tomt_cell_read(wkb, row, &cell, err))
            return false;
        bool ok = cell.kind == TOMT_CELL_NULL ? no_geometry(reader, fid[row], row, err)
                                              : read_one(reader, (const uint8_t *)cell.text, cell.n, fid[row], row, err);
        if (!ok)
            return tomt_while(err, "feature %lld", (long long)fid[row]);
    }
    return true;
}

static bool reserve_points(struct tomt_geometry_reader *reader, size_t n, struct tomt_error *err)
{
    if (n * 16 <= reader->wkb_capacity)
        return true;
    uint8_t *grown = tomt_resize(reader->wkb, n * 16);
    if (!grown)
        return tomt_fail(err, TOMT_MEMORY, "out of memory for %zu points", n);
    reader->wkb = grown;
    reader->wkb_capacity = n * 16;
    return true;
}

/* One row of two columns: appended, or `empty`, or reported. */
static bool collect_xy(struct tomt_geometry_reader *reader, const struct tomt_cell cell[2], int64_t fid, size_t row,
                       struct point_rows *rows, uint8_t *empty, struct tomt_error *err)
{
    double at[2] = {0};
    bool bad[2], there[2];
    for (int axis = 0; axis < 2; axis++)
        there[axis] = tomt_cell_number(cell + axis, at + axis, bad + axis);
    if (bad[0] || bad[1]) {
        char detail[120];
        const struct tomt_cell *worse = cell + (bad[0] ? 0 : 1);
        snprintf(detail, sizeof detail, "'%.*s' is no coordinate", tomt_utf8_cut(worse->text, worse->n, 60), worse->text);
        trouble(reader, TOMT_T_BAD_NUMBER, fid, detail);
    }
    *empty = !there[0] || !there[1];
    if (*empty)
        return true;
    if (!isfinite(at[0]) || !isfinite(at[1])) {
        trouble(reader, TOMT_T_NOT_FINITE, fid, NULL);
        return true;
    }
    memcpy(reader->wkb + 16 * rows->n, at, 16);
    reader->wkb_n += 16;
    return add_point_rows(rows, row, 1, err);
}

bool tomt_geometry_read_xy(struct tomt_geometry_reader *reader, const struct tomt_cells *x, const struct tomt_cells *y,
                           const int64_t *fid, size_t n, struct tomt_error *err)
{
    struct point_rows rows = {0};
    uint8_t *empty = tomt_allocate(n + 1);
    bool ok = empty ? reserve_points(reader, n, err) : tomt_fail(err, TOMT_MEMORY, "out of memory for %zu rows", n);
    reader->n_rows = reader->wkb_n = 0;
    for (size_t row = 0; ok && row < n; row++) {
        struct tomt_cell cell[2] = {{.kind = TOMT_CELL_NULL}, {.kind = TOMT_CELL_NULL}};
        if (x && y)
            ok = tomt_cell_read(x, row, cell, err) && tomt_cell_read(y, row, cell + 1, err);
        ok = ok && collect_xy(reader, cell, fid[row], row, &rows, empty + row, err);
    }
    ok = ok && finish_points(reader, &rows, empty, fid, n, err);
    tomt_release(empty);
    tomt_release(rows.row);
    return ok;
}
