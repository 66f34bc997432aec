/* result/alter_hold.c: a file that is to be replaced is held, so that nobody's edit is lost with
 * it: who is writing is told, who would write waits, who wrote meanwhile is noticed. */
#include "result/alter_inside.h"

enum { WAIT_MS = 2000 };

static bool is_open_elsewhere(const struct tomt_alteration *alteration, const char *what,
                              struct tomt_error *err)
{
    return tomt_fail(err, TOMT_OUTPUT,
                     "'%s' is open in another program, which %s (QGIS?): save and close it there, "
                     "or write elsewhere with -o",
                     alteration->target, what);
}

static bool is_wal(sqlite3 *db)
{
    sqlite3_stmt *row = NULL;
    bool is = sqlite3_prepare_v2(db, "PRAGMA journal_mode", -1, &row, NULL) == SQLITE_OK &&
              sqlite3_step(row) == SQLITE_ROW &&
              sqlite3_stricmp((const char *)sqlite3_column_text(row, 0), "wal") == 0;
    sqlite3_finalize(row);
    return is;
}

/* Changes when another connection commits. */
static int64_t version(sqlite3 *db)
{
    sqlite3_stmt *row = NULL;
    int64_t is = -1;
    if (sqlite3_prepare_v2(db, "PRAGMA data_version", -1, &row, NULL) == SQLITE_OK &&
        sqlite3_step(row) == SQLITE_ROW)
        is = sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    return is;
}

void tomt_alter_release(struct tomt_alteration *alteration)
{
    sqlite3_close(alteration->hold);
    alteration->hold = NULL;
}

/* What is no database, or may not be written by us, nobody can lose an edit in by way of SQLite. In
 * WAL mode the journal is closed at the end, which tells the same. */
bool tomt_alter_hold(struct tomt_alteration *alteration, struct tomt_error *err)
{
    int code = sqlite3_open_v2(alteration->target, &alteration->hold,
                               SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    if (code == SQLITE_OK && sqlite3_db_readonly(alteration->hold, "main") == 0) {
        sqlite3_busy_timeout(alteration->hold, WAIT_MS);
        code = is_wal(alteration->hold)
                   ? SQLITE_CANTOPEN
                   : sqlite3_exec(alteration->hold, "BEGIN IMMEDIATE", NULL, NULL, NULL);
        if ((code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED) {
            tomt_alter_release(alteration);
            return is_open_elsewhere(alteration, "is writing into it", err);
        }
    } else {
        code = SQLITE_CANTOPEN;
    }
    if (code == SQLITE_OK)
        alteration->held_version = version(alteration->hold);
    else
        tomt_alter_release(alteration);
    return true;
}

/* From here on nobody reads either, who might want to write what was read. SQLite has no way from
 * one lock to the other but this; whoever slipped in between is noticed. */
bool tomt_alter_hold_alone(struct tomt_alteration *alteration, struct tomt_error *err)
{
    if (!alteration->hold)
        return true;
    if (sqlite3_exec(alteration->hold, "ROLLBACK; BEGIN EXCLUSIVE", NULL, NULL, NULL) != SQLITE_OK)
        return is_open_elsewhere(alteration, "is at work in it", err);
    return version(alteration->hold) == alteration->held_version ||
           is_open_elsewhere(alteration, "wrote into it meanwhile", err);
}
