/* geo/wkb_normalise.c: foreign WKB into ours. The bytes are untrusted: every count is checked
 * against what is left before it is used, and nesting is bounded. Most layers hold little-endian 2D
 * geometries already as we want them: `plain` checks those in one pass and they are copied as they
 * are. All else goes part by part through `take`. */
#include "geo/wkb_walk.h"

#include <math.h>
#include <string.h>

#define MAX_DEPTH 32

enum foreign_type { POINT = 1, LINE, POLYGON, MULTIPOINT, MULTILINE, MULTIPOLYGON, COLLECTION };

struct source {
    const uint8_t *at, *end;
    enum tomt_shape_kind kind;
    struct tomt_wkb_found *found;
};

struct sink {
    uint8_t *bytes;
    size_t n, capacity;
    size_t n_parts;
    struct tomt_error *err;
    bool failed; /* out of memory */
};

struct head {
    bool big_endian;
    uint32_t type; /* without dimension flags */
    unsigned n_axes;
};

static bool reserve(struct sink *out, size_t more)
{
    if (out->n + more <= out->capacity)
        return true;
    size_t capacity = out->capacity + out->capacity / 2;
    if (capacity < out->n + more)
        capacity = out->n + more + 256;
    uint8_t *bytes = tomt_resize(out->bytes, capacity);
    if (!bytes) {
        out->failed = true;
        return tomt_fail(out->err, TOMT_MEMORY, "out of memory for %zu bytes of geometry",
                         capacity);
    }
    out->bytes = bytes;
    out->capacity = capacity;
    return true;
}

static void put_u32(struct sink *out, uint32_t value)
{
    memcpy(out->bytes + out->n, &value, 4);
    out->n += 4;
}

static void put_head(struct sink *out, uint32_t type, uint32_t count)
{
    out->bytes[out->n++] = 1;
    put_u32(out, type);
    put_u32(out, count);
}

static bool broken(struct source *in)
{
    in->found->broken = true;
    return false;
}

static uint32_t get_u32(struct source *in, bool big_endian)
{
    uint32_t value = tomt_wkb_u32(in->at);
    in->at += 4;
    return big_endian ? __builtin_bswap32(value) : value;
}

static double get_axis(const uint8_t *at, bool big_endian)
{
    uint64_t bits;
    double value;
    memcpy(&bits, at, 8);
    if (big_endian)
        bits = __builtin_bswap64(bits);
    memcpy(&value, &bits, 8);
    return value;
}

static bool read_head(struct source *in, struct head *head)
{
    if (in->end - in->at < 5 || in->at[0] > 1)
        return broken(in);
    head->big_endian = *in->at++ == 0;
    uint32_t type = get_u32(in, head->big_endian);
    bool z = type & 0x80000000u, m = type & 0x40000000u, srid = type & 0x20000000u;
    type &= 0x1fffffffu;
    if (srid) {
        if (in->end - in->at < 4)
            return broken(in);
        in->at += 4;
    }
    uint32_t thousands = type / 1000;
    if (thousands > 3)
        return broken(in);
    z = z || thousands == 1 || thousands == 3;
    m = m || thousands == 2 || thousands == 3;
    head->type = type % 1000;
    head->n_axes = 2u + z + m;
    in->found->had_z = in->found->had_z || z || m;
    return true;
}

/* A count of things of at least `size` bytes each. */
static bool read_count(struct source *in, const struct head *head, size_t size, uint32_t *count)
{
    if (in->end - in->at < 4)
        return broken(in);
    *count = get_u32(in, head->big_endian);
    if (*count > (size_t)(in->end - in->at) / size)
        return broken(in);
    return true;
}

/* Copies n points as x, y, leaving out what repeats its predecessor; out has room for one more. */
static bool copy_points(struct source *in, const struct head *head, uint32_t n, struct sink *out,
                        uint32_t *n_out)
{
    double last_x = 0, last_y = 0;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++, in->at += 8 * head->n_axes) {
        double x = get_axis(in->at, head->big_endian), y = get_axis(in->at + 8, head->big_endian);
        if (!isfinite(x) || !isfinite(y)) {
            in->found->not_finite = true;
            return false;
        }
        if (kept > 0 && x == last_x && y == last_y)
            continue;
        memcpy(out->bytes + out->n, &x, 8);
        memcpy(out->bytes + out->n + 8, &y, 8);
        out->n += 16;
        kept++;
        last_x = x;
        last_y = y;
    }
    *n_out = kept;
    return true;
}

/* Reads one sequence of points; *n_out 0 (and nothing written) when too few remain. */
static bool take_points(struct source *in, const struct head *head, bool ring, struct sink *out,
                        uint32_t *n_out)
{
    uint32_t n;
    *n_out = 0;
    if (!read_count(in, head, 8 * (size_t)head->n_axes, &n) ||
        !reserve(out, 4 + 16 * ((size_t)n + 1)))
        return false;
    size_t start = out->n;
    out->n += 4;
    if (!copy_points(in, head, n, out, n_out))
        return false;
    uint8_t *xy = out->bytes + start + 4;
    if (ring && *n_out > 1) {
        double ax, ay, bx, by;
        tomt_wkb_xy(xy, 0, &ax, &ay);
        tomt_wkb_xy(xy, *n_out - 1, &bx, &by);
        if (ax != bx || ay != by) {
            memcpy(out->bytes + out->n, xy, 16);
            out->n += 16;
            ++*n_out;
            in->found->closed_ring = true;
        }
    }
    if (*n_out < (ring ? 4u : 2u)) {
        in->found->collapsed = in->found->collapsed || n > 0;
        *n_out = 0;
        out->n = start;
        return true;
    }
    memcpy(out->bytes + start, n_out, 4);
    return true;
}

static bool take_point(struct source *in, const struct head *head, struct sink *out)
{
    if ((size_t)(in->end - in->at) < 8 * (size_t)head->n_axes)
        return broken(in);
    double x = get_axis(in->at, head->big_endian), y = get_axis(in->at + 8, head->big_endian);
    in->at += 8 * head->n_axes;
    if (isnan(x) && isnan(y))
        return true; /* how WKB writes an empty point */
    if (!isfinite(x) || !isfinite(y)) {
        in->found->not_finite = true;
        return false;
    }
    if (!reserve(out, 16))
        return false;
    memcpy(out->bytes + out->n, &x, 8);
    memcpy(out->bytes + out->n + 8, &y, 8);
    out->n += 16;
    out->n_parts++;
    return true;
}

static bool take_line(struct source *in, const struct head *head, struct sink *out)
{
    if (!reserve(out, 9))
        return false;
    size_t start = out->n;
    uint32_t n;
    out->bytes[out->n++] = 1;
    put_u32(out, TOMT_WKB_LINE);
    if (!take_points(in, head, false, out, &n))
        return false;
    if (n == 0)
        out->n = start;
    else
        out->n_parts++;
    return true;
}

static bool take_polygon(struct source *in, const struct head *head, struct sink *out)
{
    uint32_t n_rings, n_kept = 0;
    if (!read_count(in, head, 4, &n_rings) || !reserve(out, 9))
        return false;
    size_t start = out->n;
    bool shell = false;
    put_head(out, TOMT_WKB_POLYGON, 0);
    for (uint32_t ring = 0; ring < n_rings; ring++) {
        uint32_t n;
        size_t before = out->n;
        if (!take_points(in, head, true, out, &n))
            return false;
        if (ring == 0)
            shell = n > 0;
        if (!shell)
            out->n = before; /* holes of nothing */
        else if (n > 0)
            n_kept++;
    }
    if (!shell) {
        out->n = start;
        return true;
    }
    memcpy(out->bytes + start + 5, &n_kept, 4);
    out->n_parts++;
    return true;
}

/* Passes over a geometry of another kind, bounds checked all the same. */
static bool skip_simple(struct source *in, const struct head *head)
{
    size_t point_size = 8 * (size_t)head->n_axes;
    uint32_t n_rings = 1, n;
    if (head->type == POINT) {
        if ((size_t)(in->end - in->at) < point_size)
            return broken(in);
        in->at += point_size;
        return true;
    }
    if (head->type == POLYGON && !read_count(in, head, 4, &n_rings))
        return false;
    for (uint32_t ring = 0; ring < n_rings; ring++) {
        if (!read_count(in, head, point_size, &n))
            return false;
        in->at += n * point_size;
    }
    return true;
}

static uint32_t simple_type(enum tomt_shape_kind kind)
{
    return kind == TOMT_POINTS ? POINT : kind == TOMT_LINES ? LINE : POLYGON;
}

/* `member`: the only type allowed here (inside a multi geometry), 0: any. */
static bool take(struct source *in, uint32_t member, unsigned depth, struct sink *out)
{
    struct head head;
    if (!read_head(in, &head))
        return false;
    if (head.type >= 8 && head.type <= 17) {
        in->found->curve = true;
        return false;
    }
    if (head.type < POINT || head.type > COLLECTION || (member && head.type != member))
        return broken(in);
    if (head.type <= POLYGON) {
        if (head.type != simple_type(in->kind)) {
            in->found->other_kind = true;
            return skip_simple(in, &head);
        }
        return head.type == POINT  ? take_point(in, &head, out)
               : head.type == LINE ? take_line(in, &head, out)
                                   : take_polygon(in, &head, out);
    }
    uint32_t n;
    if (depth >= MAX_DEPTH || !read_count(in, &head, 9, &n))
        return broken(in);
    if (head.type == COLLECTION)
        in->found->collection = true;
    for (uint32_t i = 0; i < n; i++)
        if (!take(in, head.type == COLLECTION ? 0 : head.type - 3, depth + 1, out))
            return false;
    return true;
}

/* Are n points finite, none like the one before, and (ring) the last like the first? */
static bool plain_points(const uint8_t *xy, size_t n, bool ring)
{
    double px, py, zero = 0;
    int repeated = 0;
    tomt_wkb_xy(xy, 0, &px, &py);
    double x0 = px, y0 = py;
    zero += px * 0 + py * 0; /* becomes NaN with any coordinate that is not finite */
    for (size_t i = 1; i < n; i++) {
        double x, y;
        tomt_wkb_xy(xy, i, &x, &y);
        zero += x * 0 + y * 0;
        repeated |= (x == px) & (y == py);
        px = x;
        py = y;
    }
    return !repeated && zero == 0 && (!ring || (px == x0 && py == y0));
}

/* The bytes of one plain little-endian 2D line or polygon at `at`; 0 when it is anything else. */
static size_t plain_part(const uint8_t *at, const uint8_t *end, uint32_t type)
{
    const uint8_t *start = at;
    bool polygon = type == TOMT_WKB_POLYGON;
    if (end - at < 9 || at[0] != 1 || tomt_wkb_u32(at + 1) != type)
        return 0;
    uint32_t n_rings = polygon ? tomt_wkb_u32(at + 5) : 1;
    if (n_rings == 0)
        return 0;
    at += polygon ? 9 : 5;
    for (uint32_t ring = 0; ring < n_rings; ring++) {
        if (end - at < 4)
            return 0;
        size_t n = tomt_wkb_u32(at);
        at += 4;
        if (n < (polygon ? 4u : 2u) || n > (size_t)(end - at) / 16 || !plain_points(at, n, polygon))
            return 0;
        at += 16 * n;
    }
    return (size_t)(at - start);
}

/* Copies a whole geometry that is as we want it; false when it needs the long way. */
static bool plain(const uint8_t *wkb, size_t size, enum tomt_shape_kind kind, struct sink *out)
{
    if (kind == TOMT_POINTS || size < 9)
        return false;
    uint32_t part_type = simple_type(kind);
    size_t used = plain_part(wkb, wkb + size, part_type);
    if (used == 0) {
        if (wkb[0] != 1 || tomt_wkb_u32(wkb + 1) != part_type + 3)
            return false;
        uint32_t n_parts = tomt_wkb_u32(wkb + 5);
        used = 9;
        for (uint32_t part = 0; part < n_parts; part++) {
            size_t more = plain_part(wkb + used, wkb + size, part_type);
            if (more == 0)
                return false;
            used += more;
        }
        if (n_parts == 0)
            return false;
        if (n_parts == 1) { /* one part is written as one, whatever it was wrapped in */
            wkb += 9;
            used -= 9;
        }
    }
    if (!reserve(out, used))
        return false;
    memcpy(out->bytes + out->n, wkb, used);
    out->n += used;
    return true;
}

bool tomt_wkb_normalise(const uint8_t *wkb, size_t size, enum tomt_shape_kind kind, uint8_t **out,
                        size_t *n, size_t *capacity, struct tomt_wkb_found *found,
                        struct tomt_error *err)
{
    *found = (struct tomt_wkb_found){0};
    struct sink sink = {.bytes = *out, .n = *n, .capacity = *capacity, .err = err};
    if (size == 0) {
        found->broken = true;
        return true;
    }
    if (!plain(wkb, size, kind, &sink) && !sink.failed) {
        struct source in = {wkb, wkb + size, kind, found};
        size_t wrap = kind == TOMT_POINTS ? 0 : 9; /* room for the head of a multi geometry */
        if (reserve(&sink, wrap)) {
            sink.n += wrap;
            if (!take(&in, 0, 0, &sink)) {
                sink.n = *n;
            } else if (sink.n_parts == 0) {
                found->empty = true;
                sink.n = *n;
            } else if (wrap > 0 && sink.n_parts == 1) {
                memmove(sink.bytes + *n, sink.bytes + *n + wrap, sink.n - *n - wrap);
                sink.n -= wrap;
            } else if (wrap > 0) {
                size_t end = sink.n;
                sink.n = *n;
                put_head(&sink, simple_type(kind) + 3, (uint32_t)sink.n_parts);
                sink.n = end;
            }
        }
    }
    *out = sink.bytes;
    *capacity = sink.capacity;
    if (sink.failed)
        return false;
    *n = sink.n;
    return true;
}
