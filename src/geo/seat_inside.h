/* geo/seat_inside.h: what the files of a seat share among themselves; not for other rooms. */
#ifndef TOMT_GEO_SEAT_INSIDE_H
#define TOMT_GEO_SEAT_INSIDE_H

#include "geo/seat.h"

/* Starts the error chain with what the library said last. Always false. */
bool tomt_seat_failed(struct tomt_seat *seat, const char *what, struct tomt_error *err);

/* Our WKB of the polygons (or else the lines) in a geometry, in memory of `arena`; *size 0: none. */
bool tomt_seat_bytes(struct tomt_seat *seat, const GEOSGeometry *geometry, bool polygon,
                     struct tomt_arena *arena, uint8_t **wkb, size_t *size, struct tomt_error *err);

#endif
