/* siting/inside.h: what the files of this room share; nobody else includes it. One thread. */
#ifndef TOMT_SITING_INSIDE_H
#define TOMT_SITING_INSIDE_H

#include "geo/seat.h"
#include "siting/siting.h"

#include <math.h>
#include <sqlite3.h>
#include <string.h>

struct reader {
    struct tomt_arena *arena;
    struct tomt_seat *seat;
    sqlite3 *db;
    const char *path;
};
bool tomt_siting_open(struct reader *r, struct tomt_arena *arena, const char *path, struct tomt_error *err);
sqlite3_stmt *tomt_siting_ask(struct reader *r, const char *sql, struct tomt_error *err); /* tied to the arena */
bool tomt_siting_done(struct reader *r, int code, struct tomt_error *err); /* SQLITE_DONE, else why not */
bool tomt_siting_has(struct reader *r, const char *sql, const char *a, const char *b, bool *has, struct tomt_error *err);
const char *tomt_siting_text(struct reader *r, sqlite3_stmt *row, int column, struct tomt_error *err); /* "" for null */
/* The polygons of a blob into shapes (NULL: not wanted) and its point. *found false: it has no geometry of use. */
bool tomt_siting_point(struct reader *r, sqlite3_stmt *row, int column, struct tomt_shapes *shapes, double *x, double *y,
                       bool *found, struct tomt_error *err);
/* must.c: what must be in the set, as site ids that have a rank. */
bool tomt_siting_must(struct reader *r, const struct tomt_siting_ask *ask, const char ***must, struct tomt_error *err);
bool tomt_siting_is_layer(struct reader *r, const char *layer, struct tomt_error *err);
bool tomt_siting_serve(struct reader *r, const struct tomt_siting_ask *ask, struct tomt_siting_demand *demand,
                       struct tomt_error *err);

#endif
