/* run/transit_zones.h: where each transit quality class holds, as zones for a map.
 * Knows hubs, not timetables. Rows belong to the arena given; the seat is the caller's. One thread.
 * global: classes A to F by straight-line distance to merged hubs (transit/hubs.h). */
#ifndef TOMT_RUN_TRANSIT_ZONES_H
#define TOMT_RUN_TRANSIT_ZONES_H

#include "base/table.h"
#include "geo/seat.h"
#include "transit/hubs.h"

/* One row per class that occurs within `box` (empty box: everywhere), A first: all ground with this class as its best. Zones do not overlap
 * and are cut at the box. Circles are polygons within a thousandth of their radius: numbers are never taken from them.
 * Columns: class (TEXT "A".."F"), n_hubs (INTEGER: hubs with a ring of this class that reaches into the box). */
bool tomt_transit_zones(struct tomt_arena *arena, struct tomt_seat *seat, const struct tomt_hubs *hubs, const struct tomt_box *box,
                        struct tomt_shapes *shapes, struct tomt_table *table, struct tomt_error *err);

#endif
