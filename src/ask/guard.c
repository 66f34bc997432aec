/* ask/guard.c: what holds while a question runs: who may read what, how long, how much. */
#include "ask/inside.h"
#include "data/gpkg.h"
#include "geo/seat.h"
#include "result/fields.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* GEOS asks this at whiles on whatever thread it works: only the one that asks a question has a
 * time. */
static _Thread_local struct tomt_session *running;

/* What SpatiaLite and GEOS take is none of SQLite's: looked at every hundredth of a second. */
static void look_at_memory(struct tomt_session *session, double now_s)
{
    if (now_s < session->look_s)
        return;
    session->look_s = now_s + 0.01;
    struct mallinfo2 heap = mallinfo2();
    session->large = session->large || heap.uordblks + heap.hblkhd >
                                           session->heap_before + 2 * session->limits.heap_bytes;
}

static bool is_late(struct tomt_session *session)
{
    look_at_memory(session, tomt_ask_clock_s());
    session->late = session->late || tomt_ask_clock_s() > session->until_s;
    session->cancelled =
        session->cancelled || (session->asked->cancel && *session->asked->cancel != 0);
    return session->late || session->cancelled || session->large;
}

static void geos_may_stop(void)
{
    if (running && is_late(running))
        GEOS_interruptRequest();
}

static int may_stop(void *of)
{
    return is_late(of);
}

static int refuse(struct tomt_session *session, const char *before, const char *name,
                  const char *after)
{
    struct tomt_text clean = {0};
    tomt_text_line(&clean, name ? name : "");
    snprintf(session->denied, sizeof session->denied, "%s%.120s%s", before,
             clean.bytes ? clean.bytes : "", after);
    tomt_text_free(&clean);
    return SQLITE_DENY;
}

static int by_hidden(const void *a, const void *b)
{
    const struct tomt_hidden *x = a, *y = b;
    int layers = sqlite3_stricmp(x->layer, y->layer);
    return layers ? layers : sqlite3_stricmp(x->column, y->column);
}

static int by_known(const void *a, const void *b)
{
    return sqlite3_stricmp(((const struct tomt_known *)a)->name,
                           ((const struct tomt_known *)b)->name);
}

static bool is_hidden(const struct tomt_session *session, const char *layer, const char *column)
{
    struct tomt_hidden key = {layer, column};
    const struct tomt_field *field = tomt_field_of(layer, column);
    return (field && field->internal) ||
           (session->n_hidden &&
            bsearch(&key, session->hidden, session->n_hidden, sizeof key, by_hidden));
}

static int may_read(struct tomt_session *session, const char *table, const char *column,
                    const char *view)
{
    if (!sqlite3_stricmp(table, "sqlite_master") || !sqlite3_stricmp(table, "json_each") ||
        !sqlite3_stricmp(table, "json_tree"))
        return SQLITE_OK;
    struct tomt_known key = {.name = table};
    const struct tomt_known *known =
        session->n_known ? bsearch(&key, session->known, session->n_known, sizeof key, by_known)
                         : NULL;
    if (!known &&
        !*column) /* count(*) of a WITH: what is no table of the file can be nothing else */
        return SQLITE_OK;
    if (!known || !sqlite3_strnicmp(table, "sqlite_", 7))
        return refuse(session, "table '", table, "' may not be read");
    if (session->asked->internal)
        return SQLITE_OK;
    session->hid = known->internal || (*column && is_hidden(session, table, column));
    if (!session->hid)
        return SQLITE_OK;
    if (known->internal)
        return refuse(session, "layer '", table, "' is internal");
    /* A view of the result stays readable without it. */
    return view ? SQLITE_IGNORE : refuse(session, "column '", column, "' is internal");
}

static int authorize(void *of, int action, const char *a, const char *b, const char *database,
                     const char *view)
{
    struct tomt_session *session = of;
    (void)database;
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_RECURSIVE:
        return SQLITE_OK;
    case SQLITE_READ:
        return may_read(session, a, b, view);
    case SQLITE_FUNCTION:
        return tomt_ask_allows(b) ? SQLITE_OK
                                  : refuse(session, "function ", b, "() may not be called");
    case SQLITE_ATTACH:
        return refuse(session, "no other file may be opened (ATTACH)", "", "");
    case SQLITE_PRAGMA:
        return refuse(session, "PRAGMA ", a, " may not be used");
    default:
        return refuse(session, "only SELECT may be asked", "", "");
    }
}

static void set_limits(struct tomt_session *session)
{
    /* A text is read whole before it is cut; what a statement makes of texts must end somewhere. */
    size_t length = 32 * session->limits.cell_bytes;
    length = length < (size_t)32 << 20 ? (size_t)32 << 20 : length > 1u << 30 ? 1u << 30 : length;
    const struct {
        int what, most;
    } limit[] = {{SQLITE_LIMIT_LENGTH, (int)length},
                 {SQLITE_LIMIT_SQL_LENGTH, 1 << 20},
                 {SQLITE_LIMIT_COLUMN, 500},
                 {SQLITE_LIMIT_EXPR_DEPTH, 300},
                 {SQLITE_LIMIT_COMPOUND_SELECT, 100},
                 {SQLITE_LIMIT_VDBE_OP, 250000},
                 {SQLITE_LIMIT_FUNCTION_ARG, 100},
                 {SQLITE_LIMIT_ATTACHED, 0},
                 {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100},
                 {SQLITE_LIMIT_WORKER_THREADS, 0}};
    for (size_t i = 0; i < sizeof limit / sizeof *limit; i++)
        sqlite3_limit(session->db, limit[i].what, limit[i].most);
}

static _Thread_local sqlite3_int64 heap_before;
static _Thread_local GEOSInterruptCallback *geos_before;

bool tomt_session_guard(struct tomt_session *session, struct tomt_error *err)
{
    if (!tomt_ask_own(session, err) || !tomt_ask_text(session, err))
        return false;
    set_limits(session);
    sqlite3_set_authorizer(session->db, authorize, session);
    sqlite3_progress_handler(session->db, 1000, may_stop, session);
    session->until_s = tomt_ask_clock_s() + session->limits.seconds;
    struct mallinfo2 heap = mallinfo2();
    session->heap_before = heap.uordblks + heap.hblkhd;
    running = session;
    geos_before = GEOS_interruptRegisterCallback(geos_may_stop);
    heap_before = sqlite3_hard_heap_limit64((sqlite3_int64)session->limits.heap_bytes);
    return true;
}

void tomt_session_end(struct tomt_session *session)
{
    if (running != session)
        return;
    sqlite3_hard_heap_limit64(heap_before);
    GEOS_interruptRegisterCallback(geos_before);
    running = NULL;
    sqlite3_progress_handler(session->db, 0, NULL, NULL);
}

bool tomt_session_stopped(const struct tomt_session *session)
{
    return session->late || session->cancelled || session->large;
}

bool tomt_session_failed(struct tomt_session *session, struct tomt_error *err)
{
    int code = sqlite3_errcode(session->db);
    if (session->cancelled)
        return tomt_fail(err, TOMT_CANCELLED, "interrupted");
    if (session->late)
        return tomt_fail(err, TOMT_USAGE,
                         "the answer takes more than %g s: ask for less, or give it more time "
                         "(--seconds)",
                         session->limits.seconds);
    if (*session->denied && (code == SQLITE_AUTH || code == SQLITE_ERROR))
        return tomt_fail(err, TOMT_USAGE, "%s%s", session->denied,
                         session->hid
                             ? ": ask with --internal, and keep the answer inside the house"
                             : "; see docs/asking.md");
    if (code == SQLITE_NOMEM || session->large)
        return tomt_fail(err, TOMT_USAGE,
                         "the answer needs more than %zu MiB of memory: ask for less (fewer rows "
                         "or columns)",
                         session->limits.heap_bytes >> 20);
    if (code == SQLITE_TOOBIG)
        return tomt_fail(err, TOMT_USAGE,
                         "a text or a geometry grows beyond %d MiB, or the statement beyond 1 MiB",
                         sqlite3_limit(session->db, SQLITE_LIMIT_LENGTH, -1) >> 20);
    if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB || code == SQLITE_IOERR)
        return tomt_sqlite_unread(session->db, session->path, err);
    struct tomt_text said = {0};
    tomt_text_line(&said, sqlite3_errmsg(session->db));
    tomt_fail(err, TOMT_USAGE, "%.400s", said.bytes ? said.bytes : "");
    tomt_text_free(&said);
    return false;
}
