/* What the tests of room geo share: WKT through GEOS's own reader (a peer, not our code) as our
 * WKB. */
#ifndef TOMT_TESTS_UNIT_GEO_SUPPORT_H
#define TOMT_TESTS_UNIT_GEO_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "geo/seat.h"
#include "geo/wkb.h"

struct bytes {
    uint8_t *wkb;
    size_t n;
};

static inline struct bytes from_wkt(const char *wkt)
{
    struct bytes bytes;
    GEOSContextHandle_t geos = GEOS_init_r();
    GEOSWKTReader *reader = GEOSWKTReader_create_r(geos);
    GEOSWKBWriter *writer = GEOSWKBWriter_create_r(geos);
    GEOSGeometry *geometry = GEOSWKTReader_read_r(geos, reader, wkt);
    assert_non_null(geometry);
    GEOSWKBWriter_setByteOrder_r(geos, writer, GEOS_WKB_NDR);
    uint8_t *made = GEOSWKBWriter_write_r(geos, writer, geometry, &bytes.n);
    bytes.wkb = malloc(bytes.n);
    memcpy(bytes.wkb, made, bytes.n);
    GEOSFree_r(geos, made);
    GEOSGeom_destroy_r(geos, geometry);
    GEOSWKBWriter_destroy_r(geos, writer);
    GEOSWKTReader_destroy_r(geos, reader);
    GEOS_finish_r(geos);
    return bytes;
}

static inline void assert_near(double found, double expected, double tolerance)
{
    if (!(found - expected <= tolerance && expected - found <= tolerance))
        fail_msg("found %.17g, expected %.17g within %g", found, expected, tolerance);
}

/* A small generator of its own (xorshift64*), so that a failing case is the same on every machine.
 */
static inline uint64_t random_bits(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * 0x2545F4914F6CDD1DULL;
}
static inline double random_between(uint64_t *state, double from, double to)
{
    return from + (to - from) * (double)(random_bits(state) >> 11) * 0x1p-53;
}

#endif
