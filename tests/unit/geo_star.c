/* The quick yes for rings around a point against GEOS: never wrong, and given to what plainly turns once. */
#include "geo_support.h"

#include <math.h>

/* Appends to a buffer known to be large enough; returns how much. */
static int print(char *at, const char *format, ...) __attribute__((format(printf, 2, 3)));
static int print(char *at, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int n = vsnprintf(at, 400, format, arguments);
    va_end(arguments);
    return n;
}

struct counts {
    size_t n, n_yes, n_valid;
};

static void compare(const char *wkt, struct counts *counts)
{
    GEOSContextHandle_t geos = GEOS_init_r();
    GEOSWKTReader *reader = GEOSWKTReader_create_r(geos);
    GEOSGeometry *geometry = GEOSWKTReader_read_r(geos, reader, wkt);
    assert_non_null(geometry);
    bool valid = GEOSisValid_r(geos, geometry) == 1;
    struct bytes bytes = from_wkt(wkt);
    bool yes = tomt_wkb_star_shaped(bytes.wkb, bytes.n);
    if (yes && !valid)
        fail_msg("said valid: %s", wkt);
    counts->n++;
    counts->n_yes += yes;
    counts->n_valid += valid;
    free(bytes.wkb);
    GEOSGeom_destroy_r(geos, geometry);
    GEOSWKTReader_destroy_r(geos, reader);
    GEOS_finish_r(geos);
}

static uint64_t next(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return *seed >> 33;
}

static void ring(char **at, uint64_t *seed, double x, double y, double least, double spread, int n, double unit)
{
    char first[80] = "";
    *at += print(*at, "(");
    for (int i = 0; i <= n; i++) {
        double far = least + spread * (double)(next(seed) % 1000) / 1000;
        char point[80];
        snprintf(point, sizeof point, "%.17g %.17g", unit * rint((x + far * cos(6.283185307179586 * i / n)) / unit),
                 unit * rint((y + far * sin(6.283185307179586 * i / n)) / unit));
        if (i == 0)
            memcpy(first, point, sizeof first);
        *at += print(*at, "%s%s", i ? "," : "", i == n ? first : point);
    }
    *at += print(*at, ")");
}

/* Stars with a hole or not, on a fine and on a coarse grid (there many touch and fold). */
static void stars(void **state)
{
    (void)state;
    uint64_t seed = 3;
    char *wkt = malloc(100000);
    struct counts fine = {0}, coarse = {0};
    for (int turn = 0; turn < 1500; turn++) {
        char *at = wkt;
        bool rough = turn % 3 == 0, hole = turn % 2;
        at += print(at, "POLYGON(");
        ring(&at, &seed, 230000, 6630000, 12, 30, 5 + (int)(next(&seed) % 120), rough ? 1 : 1e-3);
        if (hole) {
            at += print(at, ",");
            ring(&at, &seed, 230000 + (double)(next(&seed) % 30), 6630000, 2, 9, 5 + (int)(next(&seed) % 30), rough ? 1 : 1e-3);
        }
        print(at, ")");
        compare(wkt, rough ? &coarse : &fine);
    }
    assert_true(fine.n_yes > 0 && fine.n_valid < fine.n && coarse.n_valid < coarse.n && coarse.n_yes > 0);
    free(wkt);
}

/* Random closed walks: mostly crossing themselves. */
static void walks(void **state)
{
    (void)state;
    struct counts counts = {0};
    uint64_t seed = 11;
    char wkt[4000];
    for (int turn = 0; turn < 3000; turn++) {
        int n = 3 + (int)(next(&seed) % 6), grid = 4 + (int)(next(&seed) % 30);
        char *at = wkt;
        uint64_t first_x = next(&seed) % (unsigned)grid, first_y = next(&seed) % (unsigned)grid;
        at += print(at, "POLYGON((%d %d", (int)first_x, (int)first_y);
        for (int i = 1; i < n; i++)
            at += print(at, ",%d %d", (int)(next(&seed) % (unsigned)grid), (int)(next(&seed) % (unsigned)grid));
        print(at, ",%d %d))", (int)first_x, (int)first_y);
        compare(wkt, &counts);
    }
    assert_true(counts.n_yes > 100 && counts.n_valid < counts.n);
}

static void known_cases(void **state)
{
    (void)state;
    static const struct {
        const char *wkt;
        bool yes;
    } known[] = {
        {"POLYGON((0 0,4 0,4 4,0 4,0 0))", true},
        {"POLYGON((0 0,0 4,4 4,4 0,0 0))", true},                       /* the other way round */
        {"MULTIPOLYGON(((0 0,4 0,4 4,0 4,0 0)))", true},
        {"POLYGON((0 0,4 4,4 0,0 4,0 0))", false},                      /* bow-tie */
        {"POLYGON((2 0,4 4,-1 1,5 1,0 4,2 0))", false},                 /* a pentagram turns twice */
        {"POLYGON((0 0,9 0,9 9,0 9,0 0),(1 1,2 1,2 2,1 2,1 1))", false}, /* holes: ask further */
        {"POLYGON((0 0,2 0,4 0,0 0))", false},                          /* flat */
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        struct bytes bytes = from_wkt(known[i].wkt);
        if (tomt_wkb_star_shaped(bytes.wkb, bytes.n) != known[i].yes)
            fail_msg("%s", known[i].wkt);
        free(bytes.wkb);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(stars), cmocka_unit_test(walks), cmocka_unit_test(known_cases)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
