/* data/geojson_text.c: numbers, strings and geometries as JSON text. Coordinates are integers of
 * 1e-7 degrees all the way, so that orientation and closing are decided, exactly, on what is
 * written. */
#include "data/geojson_text.h"

#include "base/text.h"

#include <math.h>

enum { UNITS_PER_DEGREE = 10000000, DEGREES_BYTES = 24, POSITION_BYTES = 2 * DEGREES_BYTES + 4 };
enum { WKB_LINE = 2, WKB_POLYGON = 3, WKB_MULTI_LINE = 5, WKB_MULTI_POLYGON = 6 };

bool tomt_page_reserve(struct tomt_geojson_page *page, size_t more)
{
    if (page->failed)
        return false;
    if (page->capacity - page->n >= more)
        return true;
    size_t capacity = page->n + more + page->capacity / 2 + 4096;
    char *larger = tomt_resize(page->bytes, capacity);
    if (!larger) {
        page->failed = true;
        return false;
    }
    page->bytes = larger;
    page->capacity = capacity;
    return true;
}

void tomt_page_add(struct tomt_geojson_page *page, const char *bytes, size_t n)
{
    if (!tomt_page_reserve(page, n))
        return;
    memcpy(page->bytes + page->n, bytes, n);
    page->n += n;
}

static bool is_plain(const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c < 0x20 || c >= 0x7f || c == '"' || c == '\\')
            return false;
    }
    return true;
}

void tomt_page_string(struct tomt_geojson_page *page, const char *text, size_t n)
{
    if (is_plain(text, n)) {
        if (!tomt_page_reserve(page, n + 2))
            return;
        page->bytes[page->n++] = '"';
        memcpy(page->bytes + page->n, text, n);
        page->n += n;
        page->bytes[page->n++] = '"';
        return;
    }
    struct tomt_text quoted = {0};
    tomt_text_json(&quoted, text, n);
    if (quoted.failed)
        page->failed = true;
    else
        tomt_page_add(page, quoted.bytes, quoted.n);
    tomt_text_free(&quoted);
}

static const char pairs[] = "00010203040506070809101112131415161718192021222324"
                            "25262728293031323334353637383940414243444546474849"
                            "50515253545556575859606162636465666768697071727374"
                            "75767778798081828384858687888990919293949596979899";

/* Up to seven decimals, trailing zeros cut. The caller has reserved DEGREES_BYTES. */
static char *put_degrees(char *to, int64_t units)
{
    uint64_t size = units < 0 ? 0 - (uint64_t)units : (uint64_t)units;
    uint64_t whole = size / UNITS_PER_DEGREE;
    uint32_t rest = (uint32_t)(size % UNITS_PER_DEGREE);
    if (units < 0)
        *to++ = '-';
    if (whole >= 1000) {
        to += snprintf(to, 16, "%llu", (unsigned long long)whole);
    } else {
        if (whole >= 100)
            *to++ = (char)('0' + whole / 100);
        if (whole >= 10)
            *to++ = (char)('0' + whole / 10 % 10);
        *to++ = (char)('0' + whole % 10);
    }
    if (rest == 0)
        return to;
    *to++ = '.';
    uint32_t high = rest / 1000, low = rest % 1000; /* four digits and three */
    memcpy(to, pairs + 2 * (high / 100), 2);
    memcpy(to + 2, pairs + 2 * (high % 100), 2);
    memcpy(to + 4, pairs + 2 * (low / 10), 2);
    to[6] = (char)('0' + low % 10);
    to += 7;
    while (to[-1] == '0')
        to--;
    return to;
}

void tomt_page_degrees(struct tomt_geojson_page *page, int64_t units)
{
    if (!tomt_page_reserve(page, DEGREES_BYTES))
        return;
    page->n = (size_t)(put_degrees(page->bytes + page->n, units) - page->bytes);
}

static char *put_position(char *to, const struct tomt_geojson_position *at)
{
    *to++ = '[';
    to = put_degrees(to, at->lon);
    *to++ = ',';
    to = put_degrees(to, at->lat);
    *to++ = ']';
    return to;
}

static void add_positions(struct tomt_geojson_page *page, const struct tomt_geojson_position *at,
                          size_t n, bool backwards)
{
    if (!tomt_page_reserve(page, (n + 1) * POSITION_BYTES))
        return;
    char *to = page->bytes + page->n;
    *to++ = '[';
    for (size_t i = 0; i < n; i++) {
        if (i)
            *to++ = ',';
        to = put_position(to, &at[backwards ? n - 1 - i : i]);
    }
    *to++ = ']';
    page->n = (size_t)(to - page->bytes);
}

void tomt_page_value(struct tomt_geojson_page *page, const struct tomt_column *column, size_t row)
{
    if (tomt_column_is_null(column, row)) {
        tomt_page_add(page, "null", 4);
        return;
    }
    if (column->type == TOMT_TEXT) {
        size_t n = 0;
        const char *text = tomt_column_text(column, row, &n);
        tomt_page_string(page, text, n);
        return;
    }
    if (!tomt_page_reserve(page, 32))
        return;
    char *to = page->bytes + page->n;
    if (column->type == TOMT_INTEGER) {
        page->n += (size_t)snprintf(to, 32, "%lld", (long long)column->integer[row]);
    } else if (isfinite(column->real[row])) {
        page->n += tomt_number_format(to, column->real[row]);
    } else {
        memcpy(to, "null", 4);
        page->n += 4;
    }
}

void tomt_page_point(struct tomt_geojson_page *page, const struct tomt_geojson_position *at)
{
    static const char head[] = "{\"type\":\"Point\",\"coordinates\":";
    tomt_page_add(page, head, sizeof head - 1);
    if (!tomt_page_reserve(page, POSITION_BYTES + 1))
        return;
    char *to = put_position(page->bytes + page->n, at);
    *to++ = '}';
    page->n = (size_t)(to - page->bytes);
}

__extension__ typedef __int128
    wide; /* a product of two differences of degrees does not fit 64 bits */

/* Which way the ring runs: 1 counter-clockwise, -1 clockwise, 0 without area. */
static int turn_of(const struct tomt_geojson_position *at, size_t n)
{
    wide twice = 0;
    for (size_t i = 2; i < n; i++) {
        wide ax = at[i - 1].lon - at[0].lon, ay = at[i - 1].lat - at[0].lat;
        wide bx = at[i].lon - at[0].lon, by = at[i].lat - at[0].lat;
        twice += ax * by - ay * bx;
    }
    return (twice > 0) - (twice < 0);
}

/* Drops positions equal to the one before, in place, but never goes under four: rounding to 1 cm
 * can make neighbours meet. */
static size_t without_repeats(struct tomt_geojson_position *at, size_t n)
{
    size_t kept = 1;
    for (size_t i = 1; i < n; i++) {
        bool repeats = at[i].lon == at[kept - 1].lon && at[i].lat == at[kept - 1].lat;
        if (!repeats || kept + (n - i) <= 4)
            at[kept++] = at[i];
    }
    return kept;
}

static void add_ring(struct tomt_geojson_page *page, struct tomt_geojson_position *at, size_t n,
                     bool shell, int turn)
{
    at[n - 1] = at[0]; /* closed after rounding, whatever rounding did */
    n = without_repeats(at, n);
    add_positions(page, at, n, shell ? turn < 0 : turn > 0);
}

static void add_polygons(struct tomt_geojson_page *page, struct tomt_geojson_position *at,
                         const struct tomt_geojson_ring *ring, size_t n_rings)
{
    for (size_t r = 0; r < n_rings; r++) {
        bool shell = ring[r].ring == 0;
        int turn = turn_of(at, ring[r].n);
        if (shell)
            tomt_page_add(page, r == 0 ? "[" : "],[", r == 0 ? 1 : 3);
        if (shell || turn != 0) {
            if (!shell)
                tomt_page_add(page, ",", 1);
            add_ring(page, at, ring[r].n, shell, turn);
        }
        at += ring[r].n;
    }
    tomt_page_add(page, "]", 1);
}

static void add_lines(struct tomt_geojson_page *page, const struct tomt_geojson_position *at,
                      const struct tomt_geojson_ring *ring, size_t n_rings)
{
    for (size_t r = 0; r < n_rings; r++) {
        if (r)
            tomt_page_add(page, ",", 1);
        add_positions(page, at, ring[r].n, false);
        at += ring[r].n;
    }
}

void tomt_page_shape(struct tomt_geojson_page *page, uint32_t wkb_type,
                     struct tomt_geojson_position *at, const struct tomt_geojson_ring *ring,
                     size_t n_rings)
{
    static const char *const name[] = {[WKB_LINE] = "LineString",
                                       [WKB_POLYGON] = "Polygon",
                                       [WKB_MULTI_LINE] = "MultiLineString",
                                       [WKB_MULTI_POLYGON] = "MultiPolygon"};
    bool multi = wkb_type == WKB_MULTI_LINE || wkb_type == WKB_MULTI_POLYGON;
    tomt_page_add(page, "{\"type\":\"", 9);
    tomt_page_add(page, name[wkb_type], strlen(name[wkb_type]));
    tomt_page_add(page, "\",\"coordinates\":", 16);
    if (multi)
        tomt_page_add(page, "[", 1);
    if (wkb_type == WKB_POLYGON || wkb_type == WKB_MULTI_POLYGON)
        add_polygons(page, at, ring, n_rings);
    else
        add_lines(page, at, ring, n_rings);
    tomt_page_add(page, multi ? "]}" : "}", multi ? 2 : 1);
}
