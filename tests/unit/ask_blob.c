/* Geometry blobs: GeoPackage's and SpatiaLite's to the same WKB; every cut of one is refused or
 * read, never read beyond. Layouts by hand: OGC 12-128r17 (2.1.3) and SpatiaLite's "BLOB-Geometry"
 * page. */
#include "ask/inside.h"
#include "geo/wkb.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static size_t put(uint8_t *at, const void *bytes, size_t n)
{
    memcpy(at, bytes, n);
    return n;
}

static size_t put_u32(uint8_t *at, uint32_t value)
{
    return put(at, &value, 4);
}

static size_t put_square(uint8_t *at)
{
    static const double xy[] = {0, 0, 10, 0, 10, 10, 0, 10, 0, 0};
    size_t n = put_u32(at, 1);
    n += put_u32(at + n, 5);
    return n + put(at + n, xy, sizeof xy);
}

/* MULTIPOLYGON of one square, as SpatiaLite has it: 00 01 srid mbr 7C class n (69 class ...) FE. */
static size_t spatialite(uint8_t *at)
{
    static const double mbr[] = {0, 0, 10, 10};
    size_t n = put(at, "\0\1", 2);
    n += put_u32(at + n, 25832);
    n += put(at + n, mbr, sizeof mbr);
    at[n++] = 0x7c;
    n += put_u32(at + n, 6);
    n += put_u32(at + n, 1);
    at[n++] = 0x69;
    n += put_u32(at + n, 3);
    n += put_square(at + n);
    at[n++] = 0xfe;
    return n;
}

static size_t geopackage(uint8_t *at)
{
    static const double envelope[] = {0, 10, 0, 10};
    size_t n = put(at, "GP\0\3", 4);
    n += put_u32(at + n, 25832);
    n += put(at + n, envelope, sizeof envelope);
    at[n++] = 1;
    n += put_u32(at + n, 3);
    return n + put_square(at + n);
}

static double area_of(const uint8_t *blob, size_t size)
{
    struct tomt_text text = {0};
    struct tomt_wkb_found found = {0};
    struct tomt_error err = {0};
    const uint8_t *wkb;
    uint8_t *ours = NULL;
    size_t n, n_ours = 0, capacity = 0;
    double area = -1;
    if (tomt_ask_wkb(blob, size, &text, &wkb, &n)) {
        assert_true(
            tomt_wkb_normalise(wkb, n, TOMT_POLYGONS, &ours, &n_ours, &capacity, &found, &err));
        area = n_ours && !found.broken ? tomt_wkb_area_m2(ours, n_ours) : -2;
    }
    tomt_release(ours);
    tomt_text_free(&text);
    return area;
}

static void both_read(void **state)
{
    (void)state;
    uint8_t blob[512];
    size_t n = spatialite(blob);
    assert_true(area_of(blob, n) == 100);
    n = geopackage(blob);
    assert_true(area_of(blob, n) == 100);
}

/* In a block of just that size, so that the sanitizer sees a byte too far; and each byte changed.
 */
static void every_cut(void **state)
{
    (void)state;
    uint8_t blob[512];
    for (int which = 0; which < 2; which++) {
        size_t n = which ? geopackage(blob) : spatialite(blob);
        for (size_t cut = 0; cut < n; cut++) {
            uint8_t *less = malloc(cut ? cut : 1);
            memcpy(less, blob, cut);
            assert_true(area_of(less, cut) < 0);
            free(less);
        }
        for (size_t at = 0; at < n; at++)
            for (unsigned value = 0; value < 256; value += 15) {
                uint8_t *odd = malloc(n);
                memcpy(odd, blob, n);
                odd[at] = (uint8_t)value;
                area_of(odd, n);
                free(odd);
            }
    }
    assert_true(area_of(NULL, 0) == -1);
}

static void families(void **state)
{
    (void)state;
    static const struct {
        uint8_t wkb[5];
        int family;
    } row[] = {{{1, 1, 0, 0, 0}, 1},   {{1, 4, 0, 0, 0}, 1}, {{1, 2, 0, 0, 0}, 2},
               {{0, 0, 0, 0, 5}, 2},   {{1, 3, 0, 0, 0}, 3}, {{1, 6, 0, 0, 0}, 3},
               {{1, 7, 0, 0, 0}, 0},   {{9, 1, 0, 0, 0}, 0}, {{1, 0xeb, 3, 0, 0}, 3},
               {{1, 3, 0, 0, 0x80}, 3}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        assert_int_equal(tomt_ask_wkb_family(row[i].wkb, 5), row[i].family);
    assert_int_equal(tomt_ask_wkb_family(row[0].wkb, 4), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(both_read), cmocka_unit_test(every_cut),
                                       cmocka_unit_test(families)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
