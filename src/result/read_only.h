/* result/read_only.h: a result opened by SQLite for reading only; also one that QGIS left in WAL mode, in a folder that is not writable.
 * Knows nothing of what is asked. The handle belongs to the arena. One handle, one thread. */
#ifndef TOMT_RESULT_READ_ONLY_H
#define TOMT_RESULT_READ_ONLY_H

#include "base/arena.h"

#include <sqlite3.h>

/* NULL with err: not there, no file, not readable, no database. Whether it is a result tells tomt_result_open. */
sqlite3 *tomt_result_sqlite(struct tomt_arena *arena, const char *path, struct tomt_error *err);

#endif
