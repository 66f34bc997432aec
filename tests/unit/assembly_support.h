/* assembly_support.h: a handful of parcels as WKT, their neighbours and the assemblies of them. */
#ifndef TOMT_TESTS_UNIT_ASSEMBLY_SUPPORT_H
#define TOMT_TESTS_UNIT_ASSEMBLY_SUPPORT_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "assembly/assembly.h"
#include "geo/wkb.h"

enum { MOST = 4096 };

struct room {
    struct tomt_arena *arena;
    struct tomt_seat *seat;
    struct tomt_crew crew;
    struct tomt_shapes parcels, lines, areas;
    const struct tomt_shapes *barrier[2];
    struct tomt_neighbour_question near;
    struct tomt_neighbours neighbours;
    double area_m2[MOST], perimeter_m[MOST], weight[MOST];
    uint32_t owner[MOST];
    char name[MOST][12];
    const char *key[MOST];
    struct tomt_assembly_question question;
    struct tomt_assemblies out;
    struct tomt_error err;
};

static inline void check(bool ok, const struct tomt_error *err)
{
    if (!ok)
        fail_msg("%s", err->text);
}

static inline void assert_near(double found, double expected, double tolerance)
{
    if (!(found - expected <= tolerance && expected - found <= tolerance))
        fail_msg("found %.17g, expected %.17g within %g", found, expected, tolerance);
}

static inline void room_open(struct room *room)
{
    memset(room, 0, sizeof *room);
    room->arena = tomt_arena_new(&room->err);
    room->seat = tomt_seat_open(room->arena, &room->err);
    assert_non_null(room->seat);
    room->crew.n_threads = 2;
    tomt_shapes_start(&room->parcels, room->arena, TOMT_POLYGONS);
    tomt_shapes_start(&room->lines, room->arena, TOMT_LINES);
    tomt_shapes_start(&room->areas, room->arena, TOMT_POLYGONS);
    room->barrier[0] = &room->lines;
    room->barrier[1] = &room->areas;
    room->near = (struct tomt_neighbour_question){.parcels = &room->parcels,
                                                  .gap_m = 0.5,
                                                  .shared_m = 3,
                                                  .barriers = room->barrier,
                                                  .n_barriers = 2,
                                                  .barrier_m = 2};
    room->question = (struct tomt_assembly_question){
        &room->neighbours,  room->area_m2,      room->perimeter_m,     room->weight,
        room->owner,        room->key,          .least = 150,          .most = 450,
        .most_parcels = 12, .owner_cost = 0.05, .exchange_share = 0.75};
}

static inline void room_close(struct room *room)
{
    tomt_arena_free(room->arena);
}

static inline void add(struct room *room, struct tomt_shapes *shapes, const char *wkt)
{
    GEOSContextHandle_t geos = room->seat->geos;
    GEOSWKTReader *reader = GEOSWKTReader_create_r(geos);
    GEOSGeometry *geometry = GEOSWKTReader_read_r(geos, reader, wkt);
    assert_non_null(geometry);
    check(tomt_seat_write(room->seat, geometry, shapes, &room->err), &room->err);
    GEOSGeom_destroy_r(geos, geometry);
    GEOSWKTReader_destroy_r(geos, reader);
}

/* A parcel of its own area as weight, its own owner, its number as key. */
static inline void parcel(struct room *room, const char *wkt)
{
    size_t i = room->parcels.n, size;
    assert_true(i < MOST);
    add(room, &room->parcels, wkt);
    const uint8_t *wkb = tomt_shapes_wkb(&room->parcels, i, &size);
    room->weight[i] = room->area_m2[i] = tomt_wkb_area_m2(wkb, size);
    room->perimeter_m[i] = tomt_wkb_length_m(wkb, size);
    room->owner[i] = UINT32_MAX;
    snprintf(room->name[i], sizeof room->name[i], "p%04u", (unsigned)i);
    room->key[i] = room->name[i];
}

static inline void rectangle(struct room *room, double x0, double y0, double x1, double y1)
{
    char wkt[400];
    snprintf(wkt, sizeof wkt,
             "POLYGON((%.17g %.17g,%.17g %.17g,%.17g %.17g,%.17g %.17g,%.17g %.17g))", x0, y0, x1,
             y0, x1, y1, x0, y1, x0, y0);
    parcel(room, wkt);
}

static inline void find(struct room *room)
{
    check(
        tomt_neighbours_find(room->arena, &room->near, &room->crew, &room->neighbours, &room->err),
        &room->err);
}

/* Length of the common border, 0 when the two are no neighbours; the same from both sides. */
static inline double shared(const struct room *room, uint32_t a, uint32_t b)
{
    double m[2] = {0, 0};
    for (int side = 0; side < 2; side++) {
        uint32_t from = side ? b : a, to = side ? a : b;
        for (uint64_t e = room->neighbours.start[from]; e < room->neighbours.start[from + 1]; e++)
            if (room->neighbours.of[e] == to)
                m[side] = room->neighbours.shared_m[e];
    }
    assert_true(memcmp(&m[0], &m[1], sizeof *m) == 0);
    return m[0];
}

static inline void make(struct room *room)
{
    find(room);
    check(tomt_assemblies_make(room->arena, &room->question, &room->crew, &room->out, &room->err),
          &room->err);
}

/* The members of assembly i as text: "0 1 5". */
static inline const char *members(const struct room *room, size_t i)
{
    static char text[1000];
    size_t used = 0;
    text[0] = '\0';
    assert_true(i < room->out.n);
    for (uint64_t e = room->out.start[i]; e < room->out.start[i + 1]; e++)
        used += (size_t)snprintf(text + used, sizeof text - used, "%s%u",
                                 e > room->out.start[i] ? " " : "", room->out.member[e]);
    return text;
}

#endif
