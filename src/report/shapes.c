/* report/shapes.c: geometry of a result, simplified, in degrees, small enough for a page. */
#include "geo/wkb.h"
#include "report/inside.h"

#include <math.h>
#include <string.h>

struct made { /* where the rings of a geometry go */
    struct tomt_report *report;
    struct tomt_text *out;
    double within_m;
    bool closed, any;
    size_t part; /* of the last ring */
    bool steps;  /* points as steps from the one before, which is at */
    long long at_x, at_y;
    double *xy; /* room for points */
    unsigned char *keep;
    size_t *stack, capacity;
    struct tomt_error *err;
};

static bool reserve(struct made *made, size_t n)
{
    if (n <= made->capacity)
        return true;
    size_t capacity = n + n / 2 + 64;
    struct tomt_arena *arena = made->report->arena;
    double *xy = tomt_arena_block(arena, made->xy, capacity * 2 * sizeof *xy, made->err);
    made->xy = xy ? xy : made->xy;
    unsigned char *keep = xy ? tomt_arena_block(arena, made->keep, capacity, made->err) : NULL;
    made->keep = keep ? keep : made->keep;
    size_t *stack =
        keep ? tomt_arena_block(arena, made->stack, capacity * 2 * sizeof *stack, made->err) : NULL;
    made->stack = stack ? stack : made->stack;
    made->capacity = stack ? capacity : made->capacity;
    return stack != NULL;
}

/* x and y as millionths of a degree: some 0.1 m. */
static void put_steps(struct made *made, size_t n)
{
    long long was_x = 0, was_y = 0;
    bool first = true;
    tomt_text_puts(made->out, "[");
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(made->xy[2 * i]) || !isfinite(made->xy[2 * i + 1]))
            continue;
        long long x = llround(made->xy[2 * i] * 1e6), y = llround(made->xy[2 * i + 1] * 1e6);
        if (!first && x == was_x && y == was_y)
            continue;
        tomt_text_print(made->out, first ? "%lld,%lld" : ",%lld,%lld", x - was_x, y - was_y);
        was_x = x;
        was_y = y;
        first = false;
    }
    tomt_text_puts(made->out, "]");
}

static void put_step(struct made *made)
{
    bool placed = isfinite(made->xy[0]) && isfinite(made->xy[1]);
    long long x = placed ? llround(made->xy[0] * 1e6) : made->at_x,
              y = placed ? llround(made->xy[1] * 1e6) : made->at_y;
    if (placed)
        tomt_text_print(made->out, "%lld,%lld", x - made->at_x, y - made->at_y);
    else
        tomt_text_puts(made->out, "null,null");
    made->at_x = x;
    made->at_y = y;
}

static bool visit(void *context, size_t part, size_t ring, const uint8_t *xy, size_t n)
{
    struct made *made = context;
    (void)ring;
    if (!reserve(made, n))
        return false;
    for (size_t i = 0; i < n; i++)
        tomt_wkb_xy(xy, i, &made->xy[2 * i], &made->xy[2 * i + 1]);
    n = tomt_report_simplify(made->xy, n, made->within_m, made->closed, made->keep, made->stack);
    size_t n_failed = 0;
    uint8_t *bytes = (uint8_t *)made->xy;
    if (!tomt_transform_points(made->report->transform, bytes, bytes + 8, 16, n, &n_failed,
                               made->err))
        return false;
    made->report->n_unplaced += n_failed > 0;
    tomt_text_puts(made->out, !made->any ? "[[" : part != made->part ? "],[" : ",");
    made->any = true;
    made->part = part;
    put_steps(made, n);
    return true;
}

static bool put_point(struct made *made, double x, double y)
{
    if (!reserve(made, 1))
        return false;
    made->xy[0] = x;
    made->xy[1] = y;
    uint8_t *bytes = (uint8_t *)made->xy;
    if (!tomt_transform_points(made->report->transform, bytes, bytes + 8, 16, 1, NULL, made->err))
        return false;
    if (made->steps)
        put_step(made);
    else
        put_steps(made, 1);
    return true;
}

/* Bytes before the WKB of a GeoPackage's blob (its clause 2.1.3); 0: not one, or an empty one. */
static size_t header_size(const uint8_t *blob, size_t size)
{
    static const size_t envelope[] = {0, 32, 48, 48, 64};
    if (size < 13 || blob[0] != 'G' || blob[1] != 'P' || (blob[3] & 0x10))
        return 0;
    size_t kind = (blob[3] >> 1) & 7;
    size_t n = kind < 5 ? 8 + envelope[kind] : 0;
    return n && n + 5 <= size ? n : 0;
}

static enum tomt_shape_kind kind_of(const uint8_t *wkb)
{
    uint32_t type = wkb[0] ? (uint32_t)wkb[1] | (uint32_t)wkb[2] << 8
                           : (uint32_t)wkb[4] | (uint32_t)wkb[3] << 8;
    type %= 1000;
    return type == 1 || type == 4   ? TOMT_POINTS
           : type == 2 || type == 5 ? TOMT_LINES
                                    : TOMT_POLYGONS;
}

struct decoded {
    enum tomt_shape_kind kind;
    uint8_t *bytes;
    size_t n, capacity;
    struct tomt_box box;
};

static bool decode(struct decoded *decoded, sqlite3_stmt *row, bool *found, struct tomt_error *err)
{
    const uint8_t *blob = sqlite3_column_blob(row, 0);
    size_t size = blob ? (size_t)sqlite3_column_bytes(row, 0) : 0;
    size_t header = header_size(blob, size);
    struct tomt_wkb_found what = {0};
    *found = false;
    if (header == 0)
        return true;
    decoded->kind = kind_of(blob + header);
    decoded->n = 0;
    if (!tomt_wkb_normalise(blob + header, size - header, decoded->kind, &decoded->bytes,
                            &decoded->n, &decoded->capacity, &what, err))
        return false;
    if (what.broken || what.not_finite || what.empty || what.curve || decoded->n == 0)
        return true;
    if (decoded->kind == TOMT_POINTS) {
        double x, y;
        tomt_wkb_xy(decoded->bytes, 0, &x, &y);
        decoded->box = (struct tomt_box){x, y, x, y};
    } else {
        decoded->box = tomt_wkb_box(decoded->bytes, decoded->n);
    }
    *found = true;
    return true;
}

static bool middle_of(const struct decoded *decoded, double *x, double *y)
{
    if (decoded->kind == TOMT_POLYGONS && tomt_wkb_centroid(decoded->bytes, decoded->n, x, y))
        return true;
    *x = (decoded->box.min_x + decoded->box.max_x) / 2;
    *y = (decoded->box.min_y + decoded->box.max_y) / 2;
    return true;
}

static bool put_geometry(struct made *made, const struct decoded *decoded, bool as_point)
{
    double x, y;
    if (decoded->kind == TOMT_POINTS || as_point)
        return middle_of(decoded, &x, &y) && put_point(made, x, y);
    made->any = false;
    made->part = 0;
    made->closed = decoded->kind == TOMT_POLYGONS;
    bool ok = tomt_wkb_each(decoded->bytes, decoded->n, visit, made);
    tomt_text_puts(made->out, !made->any ? "null" : "]]");
    return ok;
}

/* Rows without geometry, and those beyond the box, are not told at all: the rows of "c" are those
 * of "g". */
static bool keep_rows(struct tomt_report *report, const struct tomt_report_layer *layer,
                      const struct tomt_box *box, struct tomt_text *fids, struct made *made,
                      struct tomt_error *err)
{
    sqlite3_stmt *row = tomt_report_ask(
        report, err, "SELECT geom, fid, %s FROM \"%w\" %s%s ORDER BY %s",
        layer->outline ? layer->outline : "0", layer->key, layer->where ? "WHERE " : "",
        layer->where ? layer->where : "", layer->order ? layer->order : "fid");
    if (!row)
        return false;
    struct decoded decoded = {0};
    size_t n = 0;
    int code;
    bool ok = true, found;
    while (ok && (code = sqlite3_step(row)) == SQLITE_ROW) {
        ok = decode(&decoded, row, &found, err);
        if (!ok || !found || (box && !tomt_box_meet(&decoded.box, box)))
            continue;
        tomt_text_puts(made->out, n ? "," : "");
        tomt_text_print(fids, n++ ? ",%lld" : "%lld", (long long)sqlite3_column_int64(row, 1));
        ok = put_geometry(made, &decoded, layer->as_points && !sqlite3_column_int(row, 2));
    }
    tomt_release(decoded.bytes);
    if (!ok) {
        sqlite3_finalize(row);
        return false;
    }
    return tomt_report_end(report, row, code, err);
}

static void put_list(struct tomt_text *out, const struct tomt_text *list)
{
    tomt_text_puts(out, "[");
    tomt_text_add(out, list->bytes ? list->bytes : "", list->n);
    tomt_text_puts(out, "]");
}

bool tomt_report_shapes(struct tomt_report *report, struct tomt_text *out, struct tomt_text *places,
                        const struct tomt_report_layer *layer, const struct tomt_box *box,
                        struct tomt_error *err)
{
    if (!report->transform || !tomt_report_has(report, layer->key, "geom")) {
        tomt_json_put_key(out, layer->key);
        tomt_text_puts(out, "null");
        return true;
    }
    struct tomt_text fids = {0}, geometry = {0}, tail = {0};
    struct made made = {.report = report,
                        .out = &geometry,
                        .within_m = layer->within_m,
                        .steps = layer->steps,
                        .err = err};
    bool ok = keep_rows(report, layer, box, &fids, &made, err);
    tomt_text_print(&tail, "WHERE fid IN (%s) ORDER BY %s", fids.n ? fids.bytes : "",
                    layer->order ? layer->order : "fid");
    ok = ok &&
         tomt_report_table(report, out, layer->key, layer->key, layer->columns, tail.bytes, err);
    if (ok && places) {
        tomt_json_put_key(places, layer->key);
        put_list(places, &geometry);
    } else if (ok && out->n && out->bytes[out->n - 1] == '}') {
        out->n--; /* into the object of the table */
        tomt_text_puts(out, layer->steps ? ",\"d\":" : ",\"g\":");
        put_list(out, &geometry);
        tomt_text_puts(out, "}");
    }
    out->failed = out->failed || geometry.failed || fids.failed || tail.failed;
    tomt_text_free(&geometry);
    tomt_text_free(&fids);
    tomt_text_free(&tail);
    return ok;
}

bool tomt_report_box(struct tomt_report *report, const char *sql, struct tomt_box *box,
                     struct tomt_error *err)
{
    sqlite3_stmt *row = tomt_report_ask(report, err, "%s", sql);
    struct decoded decoded = {0};
    int code = SQLITE_DONE;
    bool ok = row != NULL, found;
    *box = (struct tomt_box){INFINITY, INFINITY, -INFINITY, -INFINITY};
    while (ok && (code = sqlite3_step(row)) == SQLITE_ROW) {
        ok = decode(&decoded, row, &found, err);
        if (!ok || !found)
            continue;
        box->min_x = fmin(box->min_x, decoded.box.min_x);
        box->min_y = fmin(box->min_y, decoded.box.min_y);
        box->max_x = fmax(box->max_x, decoded.box.max_x);
        box->max_y = fmax(box->max_y, decoded.box.max_y);
    }
    tomt_release(decoded.bytes);
    if (ok)
        return tomt_report_end(report, row, code, err);
    sqlite3_finalize(row);
    return false;
}
