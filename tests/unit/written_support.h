/* unit/written_support.h: what the tests of written files share: a temporary folder, a CRS, small
 * shapes, SQL answers. */
#ifndef TOMT_TESTS_UNIT_WRITTEN_SUPPORT_H
#define TOMT_TESTS_UNIT_WRITTEN_SUPPORT_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "data/gpkg.h"

static char scratch_folder[64];

static inline int make_scratch_folder(void **state)
{
    (void)state;
    snprintf(scratch_folder, sizeof scratch_folder, "/tmp/tomt-test-XXXXXX");
    return mkdtemp(scratch_folder) ? 0 : -1;
}

static inline int remove_scratch_folder(void **state)
{
    (void)state;
    char command[100];
    snprintf(command, sizeof command, "rm -rf '%s'", scratch_folder);
    return system(command) == 0 ? 0 : -1;
}

/* Up to four paths are valid at a time. */
static inline const char *scratch(const char *name)
{
    static char path[4][200];
    static int turn;
    turn = (turn + 1) % 4;
    snprintf(path[turn], sizeof path[turn], "%s/%s", scratch_folder, name);
    return path[turn];
}

static inline void expect_good(const struct tomt_error *err)
{
    if (err->code != TOMT_OK)
        fail_msg("%s", err->text);
}

/* No PROJ needed to write a GeoPackage. */
static inline struct tomt_crs utm33(void)
{
    return (struct tomt_crs){.text = "EPSG:25833",
                             .name = "ETRS89 / UTM zone 33N",
                             .wkt = "PROJCS[\"ETRS89 / UTM zone 33N\"]",
                             .epsg = 25833,
                             .projected = true,
                             .metres_per_unit = 1};
}

static inline void add_ring(uint8_t **at, const double *xy, uint32_t n)
{
    memcpy(*at, &n, 4);
    memcpy(*at + 4, xy, n * 16);
    *at += 4 + n * 16;
}

/* An axis-parallel rectangle as a Polygon. */
static inline void add_rectangle(struct tomt_shapes *shapes, double x, double y, double wide,
                                 double high)
{
    uint8_t wkb[9 + 4 + 5 * 16] = {1, 3, 0, 0, 0, 1};
    double xy[] = {x, y, x + wide, y, x + wide, y + high, x, y + high, x, y};
    uint8_t *at = wkb + 9;
    struct tomt_error err = {0};
    add_ring(&at, xy, 5);
    assert_true(tomt_shapes_add_wkb(shapes, wkb, sizeof wkb, &err));
}

/* The first column of the first row as text; "" for NULL, "(none)" without a row. */
static inline const char *ask(sqlite3 *db, const char *sql)
{
    static char answer[4][8000];
    static int turn;
    char *out = answer[turn = (turn + 1) % 4];
    sqlite3_stmt *row = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &row, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    int code = sqlite3_step(row);
    const char *text = code == SQLITE_ROW ? (const char *)sqlite3_column_text(row, 0) : "(none)";
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    snprintf(out, sizeof answer[0], "%s", text ? text : "");
    sqlite3_finalize(row);
    return out;
}

static inline sqlite3 *open_scratch(const char *path)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    return db;
}

static inline bool same_bytes(const char *a, const char *b)
{
    char command[500];
    snprintf(command, sizeof command, "cmp -s '%s' '%s'", a, b);
    return system(command) == 0;
}

/* A share in [0, 1): the same sequence for the same start. */
static inline double random_share(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (double)(*state >> 11) / 9007199254740992.0;
}

#endif
