/* data/raster.c: the mean of a raster under a polygon, by exact shares of cells.
 * The shares come from one pass over the edges, as a font is filled: each edge adds, to the cells of a row it crosses, the
 * signed area between itself and the right side of the cell, and its height to all cells further right. Summed along the
 * row that is the covered share of each cell, exact for straight edges. Shells count positive and holes negative,
 * whatever way they run. A window of many rows is done in strips, so that memory stays bounded. */
#include "data/raster_inside.h"

#include "data/layer_source.h"
#include "geo/wkb.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <gdal.h>
#include <ogr_srs_api.h>

/* Cells of a strip: 1M cells take 25 MB of shares, values and masks. */
#define STRIP_CELLS (1 << 20)
/* A share below this is rounding of the running sum. */
#define LEAST_SHARE 1e-10

static void close_raster(void *handle)
{
    struct tomt_raster *raster = handle;
    if (raster->dataset)
        GDALClose(raster->dataset);
    tomt_release(raster->wkb);
    tomt_release(raster->share);
    tomt_release(raster->value);
    tomt_release(raster->valid);
}

static bool read_placement(struct tomt_raster *raster, struct tomt_error *err)
{
    double t[6];
    if (GDALGetGeoTransform(raster->dataset, t) != CE_None)
        return tomt_fail(err, TOMT_DATA, "raster '%s' does not say where it lies (no geotransform)", raster->title);
    if (t[2] != 0 || t[4] != 0)
        return tomt_fail(err, TOMT_DATA, "raster '%s' is rotated: make it north-up first, e.g. with gdalwarp", raster->title);
    if (t[1] == 0 || t[5] == 0)
        return tomt_fail(err, TOMT_DATA, "raster '%s' has cells of no size", raster->title);
    raster->origin_x = t[0];
    raster->origin_y = t[3];
    raster->cell_w = t[1];
    raster->cell_h = t[5];
    raster->n_columns = GDALGetRasterXSize(raster->dataset);
    raster->n_rows = GDALGetRasterYSize(raster->dataset);
    return true;
}

static bool read_band(struct tomt_raster *raster, int band, struct tomt_error *err)
{
    int n_bands = GDALGetRasterCount(raster->dataset), known;
    if (band < 1 || band > n_bands)
        return tomt_fail(err, TOMT_DATA, "raster '%s' has no band %d: it has %d", raster->title, band, n_bands);
    raster->band = GDALGetRasterBand(raster->dataset, band);
    if (GDALDataTypeIsComplex(GDALGetRasterDataType(raster->band)))
        return tomt_fail(err, TOMT_DATA, "band %d of raster '%s' holds complex numbers", band, raster->title);
    raster->mask = GDALGetMaskFlags(raster->band) == GMF_ALL_VALID ? NULL : GDALGetMaskBand(raster->band);
    double scale = GDALGetRasterScale(raster->band, &known);
    raster->scale = known ? scale : 1;
    double offset = GDALGetRasterOffset(raster->band, &known);
    raster->offset = known ? offset : 0;
    return true;
}

static bool open_transform(struct tomt_raster *raster, struct tomt_arena *arena, const struct tomt_crs *project_crs,
                           struct tomt_error *err)
{
    OGRSpatialReferenceH own = GDALGetSpatialRef(raster->dataset);
    OGRSpatialReferenceH srs = own ? OSRClone(own) : NULL;
    if (!srs)
        return tomt_fail(err, TOMT_DATA, "raster '%s' does not say its coordinate reference system: give it one, e.g. with "
                                         "gdal_edit.py -a_srs EPSG:25833",
                         raster->title);
    if (OSRIsCompound(srs))
        OSRStripVertical(srs);
    const char *code = OSRGetAuthorityCode(srs, NULL), *authority = OSRGetAuthorityName(srs, NULL);
    char *wkt = NULL;
    const char *const options[] = {"FORMAT=WKT2_2019", NULL};
    const char *text = NULL;
    if (code && authority)
        text = tomt_arena_print(arena, err, "%s:%s", authority, code);
    else if (OSRExportToWktEx(srs, &wkt, options) == OGRERR_NONE && wkt)
        text = tomt_arena_copy(arena, wkt, strlen(wkt), err);
    else
        tomt_fail(err, TOMT_DATA, "the CRS of raster '%s' cannot be written as WKT", raster->title);
    VSIFree(wkt);
    OSRDestroySpatialReference(srs);
    raster->crs_text = text;
    raster->transform = text ? tomt_transform_open(raster->seat, project_crs->text, text, err) : NULL;
    return raster->transform != NULL;
}

static bool open_watched(struct tomt_raster *raster, const char *path, int band, const struct tomt_crs *project_crs,
                         const struct tomt_watch *watch, struct tomt_error *err)
{
    bool folder = false;
    if (!tomt_path_check(path, raster->title, &folder, err))
        return false;
    raster->dataset = GDALOpenEx(path, GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, NULL, NULL, NULL);
    if (!raster->dataset)
        return tomt_fail(err, TOMT_DATA, "GDAL cannot open raster '%s'%s%s", raster->title, *watch->text ? ": " : "",
                         watch->text);
    return read_placement(raster, err) && read_band(raster, band, err) &&
           open_transform(raster, raster->seat->arena, project_crs, err);
}

struct tomt_raster *tomt_raster_open(struct tomt_seat *seat, const char *path, int band, const struct tomt_crs *project_crs,
                                     struct tomt_error *err)
{
    struct tomt_raster *raster = tomt_arena_alloc(seat->arena, sizeof *raster, err);
    if (!raster)
        return NULL;
    raster->seat = seat;
    raster->title = tomt_mask_password(seat->arena, path, err);
    if (!raster->title || !tomt_arena_defer(seat->arena, close_raster, raster, err))
        return NULL;
    struct tomt_watch watch;
    tomt_watch_up(&watch);
    bool ok = open_watched(raster, path, band, project_crs, &watch, err);
    tomt_watch_down(&watch);
    return ok ? raster : NULL;
}

/* ---- shares ---- */

struct filling {
    const struct tomt_raster *raster;
    struct tomt_raster_window strip;
    double *share; /* (width + 1) a row: differences along the row until summed */
    size_t width;
    double sign;
    double area;  /* signed, of the whole polygon, in cells */
    bool measure; /* add to area */
};

static void to_cells(const struct tomt_raster *raster, const uint8_t *xy, size_t i, double *column, double *row)
{
    double x, y;
    tomt_wkb_xy(xy, i, &x, &y);
    *column = (x - raster->origin_x) / raster->cell_w;
    *row = (y - raster->origin_y) / raster->cell_h;
}

/* A piece of an edge inside one row and between two column sides: height `h`, mean distance of the edge from the right
 * side of its cell `right` (0..1). The cell gets h * right, all further ones h. */
static void add_piece(double *differences, size_t cell, double h, double right)
{
    differences[cell] += h * right;
    differences[cell + 1] += h * (1 - right);
}

/* An edge piece within one row, from (x0) to (x1) relative to the strip's left side, height h (signed). */
static void fill_row(const struct filling *filling, double *differences, double x0, double x1, double h)
{
    double width = (double)filling->width;
    if (x0 > x1) { /* the way it runs is in the sign of h */
        double swap = x0;
        x0 = x1;
        x1 = swap;
    }
    if (x1 <= 0) { /* wholly left: covers the row from its first cell */
        differences[0] += h;
        return;
    }
    if (x0 >= width)
        return;
    double per_x = x1 > x0 ? h / (x1 - x0) : 0;
    if (x0 < 0) {
        differences[0] += per_x * -x0;
        h -= per_x * -x0;
        x0 = 0;
    }
    if (x1 > width) {
        h -= per_x * (x1 - width);
        x1 = width;
    }
    size_t cell = (size_t)x0;
    if (cell >= filling->width)
        return;
    while (x1 > (double)(cell + 1)) {
        double side = (double)(cell + 1), part = per_x * (side - x0);
        add_piece(differences, cell, part, (side - x0) / 2);
        h -= part;
        x0 = side;
        cell++;
    }
    if (cell < filling->width)
        add_piece(differences, cell, h, (double)(cell + 1) - (x0 + x1) / 2);
}

static void fill_edge(const struct filling *filling, double ax, double ay, double bx, double by)
{
    double from_row = filling->strip.from_row, to_row = filling->strip.to_row;
    double sign = filling->sign;
    if (ay == by)
        return;
    if (ay > by) {
        double x = ax, y = ay;
        ax = bx, ay = by, bx = x, by = y;
        sign = -sign;
    }
    if (by <= from_row || ay >= to_row)
        return;
    double slope = (bx - ax) / (by - ay), left = filling->strip.from_column;
    double y = fmax(ay, from_row), end = fmin(by, to_row);
    double x = y > ay ? ax + (y - ay) * slope : ax;
    for (int row = (int)floor(y); y < end; row++) {
        double next_y = fmin(end, row + 1.0);
        double next_x = next_y < by ? ax + (next_y - ay) * slope : bx;
        double *differences = filling->share + (size_t)(row - filling->strip.from_row) * (filling->width + 1);
        fill_row(filling, differences, x - left, next_x - left, sign * (next_y - y));
        x = next_x;
        y = next_y;
    }
}

/* Twice the signed area of a ring in cells, about its first point. */
static double ring_area(const struct tomt_raster *raster, const uint8_t *xy, size_t n)
{
    double first_x, first_y, last_x = 0, last_y = 0, sum = 0;
    to_cells(raster, xy, 0, &first_x, &first_y);
    for (size_t i = 1; i < n; i++) {
        double x, y;
        to_cells(raster, xy, i, &x, &y);
        x -= first_x;
        y -= first_y;
        sum += last_x * y - x * last_y;
        last_x = x;
        last_y = y;
    }
    return sum;
}

static bool fill_ring(void *context, size_t part, size_t ring, const uint8_t *xy, size_t n)
{
    (void)part;
    struct filling *filling = context;
    double area = ring_area(filling->raster, xy, n);
    /* With rows counted downwards, an edge going down has the inside on its right when the shoelace sum is negative. */
    filling->sign = (area < 0 ? 1.0 : -1.0) * (ring == 0 ? 1.0 : -1.0);
    if (filling->measure)
        filling->area += (ring == 0 ? 0.5 : -0.5) * fabs(area);
    double ax, ay, bx, by;
    to_cells(filling->raster, xy, 0, &ax, &ay);
    for (size_t i = 1; i < n; i++, ax = bx, ay = by) {
        to_cells(filling->raster, xy, i, &bx, &by);
        fill_edge(filling, ax, ay, bx, by);
    }
    return true;
}

/* ---- values ---- */

static bool grow_buffers(struct tomt_raster *raster, size_t n, struct tomt_error *err)
{
    if (n <= raster->n_cells)
        return true;
    double *share = tomt_resize(raster->share, n * sizeof *share);
    raster->share = share ? share : raster->share;
    double *value = tomt_resize(raster->value, n * sizeof *value);
    raster->value = value ? value : raster->value;
    uint8_t *valid = tomt_resize(raster->valid, n);
    raster->valid = valid ? valid : raster->valid;
    if (!share || !value || !valid)
        return tomt_fail(err, TOMT_MEMORY, "out of memory for %zu raster cells", n);
    raster->n_cells = n;
    return true;
}

static bool read_values(struct tomt_raster *raster, const struct tomt_raster_window *strip, struct tomt_error *err)
{
    int width = strip->to_column - strip->from_column, height = strip->to_row - strip->from_row;
    struct tomt_watch watch;
    tomt_watch_up(&watch);
    bool ok = GDALRasterIO(raster->band, GF_Read, strip->from_column, strip->from_row, width, height, raster->value, width,
                           height, GDT_Float64, 0, 0) == CE_None;
    if (ok && raster->mask)
        ok = GDALRasterIO(raster->mask, GF_Read, strip->from_column, strip->from_row, width, height, raster->valid, width,
                          height, GDT_Byte, 0, 0) == CE_None;
    tomt_watch_down(&watch);
    return ok || tomt_fail(err, TOMT_DATA, "raster '%s' cannot be read: %s", raster->title,
                           *watch.text ? watch.text : "the driver gave no reason");
}

struct sums {
    double share, weighted; /* over valid cells */
    double any;             /* share over all cells */
};

static void add_strip(const struct tomt_raster *raster, const struct tomt_raster_window *strip, struct sums *sums)
{
    size_t width = (size_t)(strip->to_column - strip->from_column);
    for (int row = 0; row < strip->to_row - strip->from_row; row++) {
        const double *differences = raster->share + (size_t)row * (width + 1);
        double running = 0, share_of_row = 0, weighted_of_row = 0;
        for (size_t column = 0; column < width; column++) {
            size_t at = (size_t)row * width + column;
            running += differences[column];
            double share = fmin(running, 1);
            if (share < LEAST_SHARE)
                continue;
            sums->any += share;
            if ((raster->mask && !raster->valid[at]) || !isfinite(raster->value[at]))
                continue;
            share_of_row += share;
            weighted_of_row += share * raster->value[at];
        }
        sums->share += share_of_row;
        sums->weighted += weighted_of_row;
    }
}

static bool sum_strips(struct tomt_raster *raster, const uint8_t *wkb, size_t size, const struct tomt_raster_window *window,
                       struct sums *sums, double *area, struct tomt_error *err)
{
    size_t width = (size_t)(window->to_column - window->from_column);
    int strip_rows = (int)fmax(1, floor((double)STRIP_CELLS / (double)(width + 1)));
    struct filling filling = {.raster = raster, .width = width, .measure = true};
    for (int row = window->from_row; row < window->to_row; row += strip_rows) {
        filling.strip = *window;
        filling.strip.from_row = row;
        filling.strip.to_row = row + strip_rows < window->to_row ? row + strip_rows : window->to_row;
        size_t n = (size_t)(filling.strip.to_row - row) * (width + 1);
        if (!grow_buffers(raster, n, err) || !read_values(raster, &filling.strip, err))
            return false;
        memset(raster->share, 0, n * sizeof *raster->share);
        filling.share = raster->share;
        tomt_wkb_each(wkb, size, fill_ring, &filling);
        filling.measure = false;
        add_strip(raster, &filling.strip, sums);
    }
    *area = filling.area;
    return true;
}

static int within(double at, int most)
{
    return at <= 0 ? 0 : at >= most ? most : (int)at;
}

struct tomt_raster_window tomt_raster_window(const struct tomt_raster *raster, const struct tomt_box *box)
{
    double x0 = (box->min_x - raster->origin_x) / raster->cell_w, x1 = (box->max_x - raster->origin_x) / raster->cell_w;
    double y0 = (box->min_y - raster->origin_y) / raster->cell_h, y1 = (box->max_y - raster->origin_y) / raster->cell_h;
    return (struct tomt_raster_window){within(floor(fmin(x0, x1)), raster->n_columns), within(ceil(fmax(x0, x1)), raster->n_columns),
                           within(floor(fmin(y0, y1)), raster->n_rows), within(ceil(fmax(y0, y1)), raster->n_rows)};
}

/* The polygon in the raster's CRS: as it is, or a transformed copy. */
static bool place_polygon(struct tomt_raster *raster, const uint8_t **wkb, size_t size, struct tomt_error *err)
{
    if (tomt_transform_is_identity(raster->transform))
        return true;
    if (size > raster->wkb_capacity) {
        uint8_t *grown = tomt_resize(raster->wkb, size);
        if (!grown)
            return tomt_fail(err, TOMT_MEMORY, "out of memory for %zu bytes of geometry", size);
        raster->wkb = grown;
        raster->wkb_capacity = size;
    }
    memcpy(raster->wkb, *wkb, size);
    size_t n_failed = 0;
    if (!tomt_transform_wkb(raster->transform, raster->wkb, size, &n_failed, err))
        return false;
    *wkb = raster->wkb;
    return n_failed == 0 || tomt_fail(err, TOMT_DATA, "a polygon cannot be transformed to the CRS of raster '%s'", raster->title);
}

bool tomt_raster_mean(struct tomt_raster *raster, const uint8_t *wkb, size_t size, double *mean, double *covered, bool *outside,
                      struct tomt_error *err)
{
    if (!place_polygon(raster, &wkb, size, err))
        return false;
    struct tomt_box box = tomt_wkb_box(wkb, size);
    struct tomt_raster_window window = tomt_raster_window(raster, &box);
    *mean = NAN;
    *covered = 0;
    *outside = window.from_column >= window.to_column || window.from_row >= window.to_row;
    if (*outside)
        return true;
    struct sums sums = {0};
    double area = 0;
    if (!sum_strips(raster, wkb, size, &window, &sums, &area, err))
        return false;
    *outside = !(sums.any > 0);
    if (sums.share > 0)
        *mean = sums.weighted / sums.share * raster->scale + raster->offset;
    if (area > 0)
        *covered = fmin(1, sums.share / area);
    return true;
}
