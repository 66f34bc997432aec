/* ask/write_geojson.c: an answer as RFC 7946: degrees with seven decimals, shells counterclockwise,
 * a row without geometry is a feature with none. */
#include "ask/inside.h"
#include "geo/crs.h"
#include "geo/wkb.h"

#include <math.h>
#include <string.h>

struct drawing {
    struct tomt_text *out;
    enum tomt_shape_kind kind;
    size_t part;
    bool open;
};

static double twice_area(const uint8_t *xy, size_t n)
{
    double sum = 0, x0, y0, x, y, next_x, next_y;
    if (!n)
        return 0;
    tomt_wkb_xy(xy, 0, &x0, &y0);
    for (size_t i = 0; i + 1 < n; i++) {
        tomt_wkb_xy(xy, i, &x, &y);
        tomt_wkb_xy(xy, i + 1, &next_x, &next_y);
        sum += (x - x0) * (next_y - y0) - (next_x - x0) * (y - y0);
    }
    return sum;
}

static void put_position(struct tomt_text *out, double x, double y)
{
    tomt_text_puts(out, "[");
    tomt_text_fixed(out, x, 7);
    tomt_text_puts(out, ",");
    tomt_text_fixed(out, y, 7);
    tomt_text_puts(out, "]");
}

static void put_ring(struct tomt_text *out, const uint8_t *xy, size_t n, bool backwards)
{
    double x, y;
    tomt_text_puts(out, "[");
    for (size_t i = 0; i < n; i++) {
        tomt_wkb_xy(xy, backwards ? n - 1 - i : i, &x, &y);
        tomt_text_puts(out, i ? "," : "");
        put_position(out, x, y);
    }
    tomt_text_puts(out, "]");
}

static bool draw(void *context, size_t part, size_t ring, const uint8_t *xy, size_t n)
{
    struct drawing *drawing = context;
    bool polygons = drawing->kind == TOMT_POLYGONS;
    if (polygons && (!drawing->open || part != drawing->part))
        tomt_text_puts(drawing->out, drawing->open ? "],[" : "[");
    else if (drawing->open)
        tomt_text_puts(drawing->out, ",");
    drawing->open = true;
    drawing->part = part;
    /* Right-hand rule: a shell runs counterclockwise, a hole clockwise. */
    put_ring(drawing->out, xy, n, polygons && (twice_area(xy, n) > 0) != (ring == 0));
    return true;
}

static bool put_geometry(const struct tomt_answer *answer, size_t row,
                         struct tomt_transform *transform, uint8_t **scratch, size_t *capacity,
                         struct tomt_text *out, struct tomt_error *err)
{
    const struct tomt_shapes *shapes = answer->shapes;
    if (!shapes || isnan(shapes->box[row].min_x)) {
        tomt_text_puts(out, "null");
        return true;
    }
    size_t n_failed = 0, size = 0;
    if (shapes->kind == TOMT_POINTS) {
        double at[2] = {shapes->box[row].min_x, shapes->box[row].min_y};
        if (!tomt_transform_points(transform, (uint8_t *)&at[0], (uint8_t *)&at[1], sizeof at, 1,
                                   &n_failed, err))
            return false;
        if (n_failed || !isfinite(at[0]) || !isfinite(at[1])) {
            tomt_text_puts(out, "null");
            return true;
        }
        tomt_text_puts(out, "{\"type\":\"Point\",\"coordinates\":");
        put_position(out, at[0], at[1]);
        tomt_text_puts(out, "}");
        return true;
    }
    const uint8_t *wkb = tomt_shapes_wkb(shapes, row, &size);
    if (size > *capacity) {
        uint8_t *more = tomt_resize(*scratch, size);
        if (!more)
            return tomt_fail(err, TOMT_MEMORY, "out of memory");
        *scratch = more;
        *capacity = size;
    }
    memcpy(*scratch, wkb, size);
    if (!tomt_transform_wkb(transform, *scratch, size, &n_failed, err))
        return false;
    if (n_failed) {
        tomt_text_puts(out, "null");
        return true;
    }
    struct drawing drawing = {.out = out, .kind = shapes->kind};
    tomt_text_print(out, "{\"type\":\"Multi%s\",\"coordinates\":[",
                    shapes->kind == TOMT_POLYGONS ? "Polygon" : "LineString");
    tomt_wkb_each(*scratch, size, draw, &drawing);
    tomt_text_puts(out, shapes->kind == TOMT_POLYGONS ? "]]}" : "]}");
    return true;
}

static void put_head(const struct tomt_answer *answer, struct tomt_text *out)
{
    const char *name = answer->name ? answer->name : "answer";
    tomt_text_puts(out, "{\"type\":\"FeatureCollection\",\"name\":");
    tomt_text_json(out, name, strlen(name));
    tomt_text_puts(out, ",\"notes\":[");
    for (size_t i = 0; i < answer->n_notes; i++) {
        tomt_text_puts(out, i ? "," : "");
        tomt_text_json(out, answer->note[i], strlen(answer->note[i]));
    }
    tomt_text_puts(out, "],\"features\":[");
}

bool tomt_answer_geojson(const struct tomt_answer *answer, struct tomt_text *out,
                         struct tomt_error *err)
{
    struct tomt_arena *arena = tomt_arena_new(err);
    struct tomt_seat *seat = arena ? tomt_seat_open(arena, err) : NULL;
    struct tomt_transform *transform =
        seat ? tomt_transform_open(seat, answer->crs, "EPSG:4326", err) : NULL;
    uint8_t *scratch = NULL;
    size_t capacity = 0;
    bool good = transform != NULL;
    put_head(answer, out);
    for (size_t row = 0; good && row < answer->table.n_rows; row++) {
        tomt_text_puts(out, row ? ",\n{\"type\":\"Feature\",\"geometry\":"
                                : "\n{\"type\":\"Feature\",\"geometry\":");
        good = put_geometry(answer, row, transform, &scratch, &capacity, out, err);
        tomt_text_puts(out, ",\"properties\":{");
        for (size_t c = 0; c < answer->table.n_columns; c++) {
            tomt_text_puts(out, c ? "," : "");
            tomt_text_json(out, answer->column[c].name, strlen(answer->column[c].name));
            tomt_text_puts(out, ":");
            tomt_answer_json_cell(&answer->table.column[c], row, out);
        }
        tomt_text_puts(out, "}}");
    }
    tomt_text_puts(out, "\n]}\n");
    tomt_release(scratch);
    tomt_arena_free(arena);
    return good;
}
