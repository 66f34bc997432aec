/* data/gpkg_inside.h: what the files of the GeoPackage writer share; nobody else includes it.
 * The struct belongs to the arena it was made in; one thread. */
#ifndef TOMT_DATA_GPKG_INSIDE_H
#define TOMT_DATA_GPKG_INSIDE_H

#include "data/gpkg.h"

#include <sqlite3.h>

struct tomt_gpkg {
    struct tomt_arena *arena;
    sqlite3 *db; /* NULL once finished */
    const char *path, *timestamp;
    const char *of; /* the file that this one is a copy of: what does not fit lies in it; NULL */
    int srs_id;
};

/* Ties a file that SQLite opened to the arena; `code` as sqlite3_open_v2 gave it. */
bool tomt_gpkg_hold(struct tomt_gpkg *gpkg, int code, struct tomt_error *err);
/* What SQLite said: the fault of the file that is copied, else as tomt_sqlite_failed has it. Always false. */
bool tomt_gpkg_failed(struct tomt_gpkg *gpkg, const char *doing, struct tomt_error *err);

#endif
