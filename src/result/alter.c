/* result/alter.c: the story of altering a result: hold the source still, copy it beside the target,
 * open the copy, and rename it into place when all is done. */
#include "result/alter_inside.h"

#include "base/files.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

extern const struct tomt_file tomt_styles[]; /* the styles and schema.sql, embedded */

enum { CHUNK = 1 << 26, BUFFER = 1 << 20 };

static void close_files(void *handle)
{
    struct tomt_alteration *alteration = handle;
    tomt_alter_release(alteration);
    if (alteration->to_fd >= 0)
        close(alteration->to_fd);
    if (alteration->from_fd >= 0)
        close(alteration->from_fd);
    alteration->to_fd = alteration->from_fd = -1;
}

static void close_source(void *handle)
{
    struct tomt_alteration *alteration = handle;
    tomt_arena_free(alteration->reading);
    alteration->reading = NULL;
    alteration->source = NULL;
}

/* What a link leads to: that is held, copied beside, and replaced. */
static const char *reached(struct tomt_arena *arena, const char *path, struct tomt_error *err)
{
    char *real = realpath(path, NULL);
    const char *at = real ? real : path;
    const char *copy = tomt_arena_copy(arena, at, strlen(at), err);
    free(real);
    return copy;
}

static bool check_target(struct tomt_alteration *alteration, const char *target, bool replace,
                         struct tomt_error *err)
{
    struct stat of_from, of_target;
    if (stat(alteration->from, &of_from) != 0)
        return tomt_fail(err, TOMT_DATA, "'%s' does not exist or cannot be reached",
                         alteration->from);
    bool exists = stat(target, &of_target) == 0;
    alteration->in_place =
        exists && of_from.st_dev == of_target.st_dev && of_from.st_ino == of_target.st_ino;
    alteration->replaces = exists;
    if (exists && !alteration->in_place && !replace)
        return tomt_fail(err, TOMT_OUTPUT, "'%s' exists already; it is not overwritten", target);
    return true;
}

struct tomt_alteration *tomt_alter_start(struct tomt_arena *arena, const char *from,
                                         const char *target, bool replace, struct tomt_error *err)
{
    struct tomt_alteration *alteration = tomt_arena_alloc(arena, sizeof *alteration, err);
    if (!alteration)
        return NULL;
    alteration->arena = arena;
    alteration->from_fd = alteration->to_fd = -1;
    alteration->from = tomt_arena_copy(arena, from, strlen(from), err);
    if (!alteration->from || !tomt_arena_defer(arena, close_files, alteration, err))
        return NULL;
    alteration->reading = tomt_arena_new(err);
    if (!alteration->reading || !tomt_arena_defer(arena, close_source, alteration, err))
        return NULL;
    alteration->source = tomt_result_sqlite(alteration->reading, from, err);
    if (!alteration->source ||
        !tomt_result_info_read(arena, alteration->source, from, &alteration->info, err) ||
        !check_target(alteration, target, replace, err))
        return NULL;
    alteration->target = reached(arena, target, err);
    struct tomt_whole_output output = {.target =
                                           alteration->target}; /* replaced: --force says so */
    alteration->file = output.target ? tomt_whole_file_open(arena, &output, err) : NULL;
    if (!alteration->file || (alteration->replaces && !tomt_alter_hold(alteration, err)))
        return NULL;
    /* Writers wait, or write where a copy does not look, until the transaction ends. */
    if (sqlite3_exec(alteration->source, "BEGIN; SELECT count(*) FROM sqlite_schema", NULL, NULL,
                     NULL) != SQLITE_OK) {
        tomt_fail(err, TOMT_DATA, "'%s' cannot be read now: %s", from,
                  sqlite3_errmsg(alteration->source));
        return NULL;
    }
    return alteration;
}

sqlite3 *tomt_alter_look(struct tomt_arena *arena, const char *path, struct tomt_error *err)
{
    struct tomt_result_info info;
    sqlite3 *db = tomt_result_sqlite(arena, path, err);
    return db && tomt_result_info_read(arena, db, path, &info, err) ? db : NULL;
}

sqlite3 *tomt_alter_source(struct tomt_alteration *alteration)
{
    return alteration->source;
}

/* --- the copy
 * ----------------------------------------------------------------------------------------------------
 */

static bool cannot_copy(const struct tomt_alteration *alteration, struct tomt_error *err)
{
    if (errno == ENOSPC || errno == EDQUOT || errno == EFBIG)
        return tomt_fail(err, TOMT_OUTPUT,
                         "disk full while copying to '%s' (%s): free some space or choose another "
                         "folder",
                         alteration->target, strerror(errno));
    return tomt_fail(err, TOMT_OUTPUT, "cannot copy '%s' to '%s': %s", alteration->from,
                     alteration->target, strerror(errno));
}

/* What is in QGIS's journal is not in the file itself yet. */
static bool has_journal(const char *path, struct tomt_error *err)
{
    struct stat is;
    struct tomt_text wal = {0};
    tomt_text_print(&wal, "%s-wal", path);
    bool has = !wal.failed && stat(wal.bytes, &is) == 0 && is.st_size > 0;
    if (wal.failed)
        tomt_fail(err, TOMT_MEMORY, "out of memory");
    tomt_text_free(&wal);
    return has;
}

static bool copy_pages(const struct tomt_alteration *alteration, const char *path,
                       struct tomt_error *err)
{
    sqlite3 *copy = NULL, *source = NULL;
    bool good = sqlite3_open_v2(path, &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) ==
                    SQLITE_OK &&
                sqlite3_open_v2(alteration->from, &source,
                                SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK &&
                sqlite3_exec(copy, "PRAGMA synchronous=OFF; PRAGMA journal_mode=OFF", NULL, NULL,
                             NULL) == SQLITE_OK;
    sqlite3_backup *backup = good ? sqlite3_backup_init(copy, "main", source, "main") : NULL;
    good = backup && sqlite3_backup_step(backup, -1) == SQLITE_DONE;
    sqlite3_backup_finish(backup);
    if (!good && copy)
        tomt_sqlite_failed(copy, alteration->target, "copying the result", err);
    sqlite3_close(copy);
    sqlite3_close(source);
    return good || tomt_fail(err, TOMT_MEMORY, "out of memory copying '%s'", alteration->from);
}

/* Where the kernel cannot move the bytes itself. */
static bool copy_by_hand(const struct tomt_alteration *alteration, struct tomt_error *err)
{
    char *buffer = tomt_allocate(BUFFER);
    ssize_t n = 0;
    if (!buffer)
        return tomt_fail(err, TOMT_MEMORY, "out of memory copying '%s'", alteration->from);
    errno = 0;
    while ((n = read(alteration->from_fd, buffer, BUFFER)) > 0) {
        ssize_t put = 0, done = 0;
        while (done < n && (put = write(alteration->to_fd, buffer + done, (size_t)(n - done))) > 0)
            done += put;
        if (done < n)
            break;
    }
    tomt_release(buffer);
    return n == 0 || cannot_copy(alteration, err);
}

static bool copy_bytes(const struct tomt_alteration *alteration, const volatile int *cancel,
                       struct tomt_error *err)
{
    struct stat is;
    if (ioctl(alteration->to_fd, FICLONE, alteration->from_fd) == 0)
        return true;
    if (fstat(alteration->from_fd, &is) != 0)
        return cannot_copy(alteration, err);
    for (off_t left = is.st_size; left > 0;) {
        size_t most = left < CHUNK ? (size_t)left : CHUNK;
        ssize_t n = copy_file_range(alteration->from_fd, NULL, alteration->to_fd, NULL, most, 0);
        if (cancel && *cancel)
            return tomt_fail(err, TOMT_CANCELLED, "interrupted; nothing was written");
        if (n < 0 && left == is.st_size && errno != ENOSPC && errno != EDQUOT && errno != EFBIG)
            return copy_by_hand(alteration, err);
        if (n < 0)
            return cannot_copy(alteration, err);
        if (n == 0)
            return tomt_fail(err, TOMT_DATA, "'%s' became shorter while it was copied",
                             alteration->from);
        left -= n;
    }
    /* The disk may begin now; what follows changes little of it. */
    sync_file_range(alteration->to_fd, 0, 0, SYNC_FILE_RANGE_WRITE);
    return true;
}

/* A file that QGIS left in WAL mode: the copy has all that was in the journal, and needs none (file
 * format of SQLite, 1.3.3: bytes 18 and 19 are 2 in WAL mode, else 1). */
static bool leave_wal(const struct tomt_alteration *alteration, struct tomt_error *err)
{
    uint8_t mode[2], plain[2] = {1, 1};
    if (pread(alteration->to_fd, mode, 2, 18) != 2 || mode[0] != 2 || mode[1] != 2)
        return true;
    return pwrite(alteration->to_fd, plain, 2, 18) == 2 || cannot_copy(alteration, err);
}

bool tomt_alter_copy(struct tomt_alteration *alteration, const volatile int *cancel,
                     struct tomt_error *err)
{
    struct stat is;
    const char *path = tomt_whole_file_path(alteration->file);
    alteration->from_fd = open(alteration->from, O_RDONLY | O_CLOEXEC);
    alteration->to_fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (alteration->from_fd < 0 || alteration->to_fd < 0)
        return cannot_copy(alteration, err);
    if (alteration->in_place && fstat(alteration->from_fd, &is) == 0 &&
        fchmod(alteration->to_fd, is.st_mode & 07777) != 0)
        return cannot_copy(alteration, err);
    bool pages = has_journal(alteration->from, err);
    if (err->code != TOMT_OK)
        return false;
    return (pages ? copy_pages(alteration, path, err) : copy_bytes(alteration, cancel, err)) &&
           leave_wal(alteration, err);
}

/* --- the copy opened
 * ---------------------------------------------------------------------------------------------
 */

/* Columns of an older minor version: the table is made anew as schema.sql has it, rows and their
 * numbers as they were. */
static bool renew_table(struct tomt_alteration *alteration, sqlite3 *schema, const char *table,
                        struct tomt_error *err)
{
    struct tomt_column_list ours, theirs;
    sqlite3 *db = tomt_gpkg_sqlite(alteration->gpkg);
    if (!tomt_export_columns(alteration->arena, schema, table, &ours, err) ||
        !tomt_export_columns(alteration->arena, db, table, &theirs, err))
        return false;
    bool whole = true;
    for (size_t i = 0; i < ours.n; i++)
        whole = whole && tomt_export_has_column(&theirs, ours.name[i]);
    if (whole)
        return true;
    sqlite3_stmt *row = NULL;
    struct tomt_text sql = {0}, columns = {0};
    if (sqlite3_prepare_v2(schema, "SELECT sql FROM sqlite_schema WHERE name = ?1", -1, &row,
                           NULL) == SQLITE_OK &&
        sqlite3_bind_text(row, 1, table, -1, SQLITE_STATIC) == SQLITE_OK &&
        sqlite3_step(row) == SQLITE_ROW)
        tomt_text_print(&sql, "%s;", (const char *)sqlite3_column_text(row, 0));
    sqlite3_finalize(row);
    for (size_t i = 0; i < theirs.n; i++)
        if (tomt_export_has_column(&ours, theirs.name[i])) {
            tomt_text_puts(&columns, columns.n ? ", " : "");
            tomt_sql_name(&columns, theirs.name[i]);
        }
    tomt_text_print(&sql,
                    "INSERT INTO \"%s\" (%s) SELECT %s FROM tomt_older; DROP TABLE tomt_older",
                    table, columns.bytes ? columns.bytes : "", columns.bytes ? columns.bytes : "");
    bool good = !sql.failed && !columns.failed
                    ? tomt_gpkg_sqlf(alteration->gpkg, err,
                                     "ALTER TABLE \"%w\" RENAME TO tomt_older", table) &&
                          tomt_gpkg_sql(alteration->gpkg, sql.bytes, err)
                    : tomt_fail(err, TOMT_MEMORY, "out of memory");
    tomt_text_free(&sql);
    tomt_text_free(&columns);
    return good;
}

static bool renew_tables(struct tomt_alteration *alteration, struct tomt_error *err)
{
    static const char *const table[] = {"tomt", "profile", "criterion", "layer", "field"};
    const char *schema_sql = NULL;
    sqlite3 *schema = NULL;
    for (const struct tomt_file *file = tomt_styles; file->name; file++)
        if (strcmp(file->name, "schema.sql") == 0)
            schema_sql = file->bytes;
    bool good = schema_sql && sqlite3_open(":memory:", &schema) == SQLITE_OK &&
                sqlite3_exec(schema, schema_sql, NULL, NULL, NULL) == SQLITE_OK;
    if (!good)
        tomt_fail(err, TOMT_INTERNAL, "schema.sql cannot be used");
    for (size_t i = 0; good && i < sizeof table / sizeof *table; i++)
        good = renew_table(alteration, schema, table[i], err);
    sqlite3_close(schema);
    return good;
}

static bool read_crs(struct tomt_alteration *alteration, struct tomt_error *err)
{
    struct tomt_exporting x = {.arena = alteration->arena,
                               .from = tomt_gpkg_sqlite(alteration->gpkg),
                               .from_path = alteration->from};
    return tomt_export_crs(&x, &alteration->crs, err);
}

static const char *data_date(struct tomt_alteration *alteration, struct tomt_error *err)
{
    sqlite3_stmt *row = NULL;
    const char *date = NULL;
    if (sqlite3_prepare_v2(alteration->source, "SELECT data_date FROM tomt", -1, &row, NULL) ==
            SQLITE_OK &&
        sqlite3_step(row) == SQLITE_ROW) {
        const char *text = (const char *)sqlite3_column_text(row, 0);
        date = tomt_arena_copy(alteration->arena, text ? text : "", text ? strlen(text) : 0, err);
    } else {
        tomt_fail(err, TOMT_DATA, "'%s' is not a whole result", alteration->from);
    }
    sqlite3_finalize(row);
    return date;
}

bool tomt_alter_edit(struct tomt_alteration *alteration, struct tomt_error *err)
{
    const char *slash = strrchr(alteration->target, '/');
    const char *date = data_date(alteration, err);
    close_source(alteration);
    alteration->gpkg =
        date ? tomt_gpkg_open(alteration->arena, tomt_whole_file_path(alteration->file),
                              alteration->from, date, "site", err)
             : NULL;
    alteration->told = (struct tomt_result){.crs = &alteration->crs,
                                            .file_name = slash ? slash + 1 : alteration->target};
    return alteration->gpkg && tomt_alter_watch(alteration, err) && renew_tables(alteration, err) &&
           read_crs(alteration, err) &&
           tomt_result_told(alteration->arena, alteration->gpkg, alteration->from,
                            &alteration->told, err);
}

struct tomt_alteration *tomt_alter_open(struct tomt_arena *arena, const char *from,
                                        const char *target, bool replace, struct tomt_error *err)
{
    struct tomt_alteration *alteration = tomt_alter_start(arena, from, target, replace, err);
    return alteration && tomt_alter_copy(alteration, NULL, err) && tomt_alter_edit(alteration, err)
               ? alteration
               : NULL;
}

struct tomt_gpkg *tomt_alter_gpkg(struct tomt_alteration *alteration)
{
    return alteration->gpkg;
}

sqlite3 *tomt_alter_db(struct tomt_alteration *alteration)
{
    return tomt_gpkg_sqlite(alteration->gpkg);
}

/* --- the end
 * -----------------------------------------------------------------------------------------------------
 */

static bool write_run_id(struct tomt_alteration *alteration, const char *what, const char *text,
                         const char **run_id, struct tomt_error *err)
{
    char *id = tomt_arena_alloc(alteration->arena, 65, err), of_text[65];
    struct tomt_sha256 *digest = id ? tomt_sha256_open(alteration->arena, err) : NULL;
    struct tomt_sha256 *all = digest ? tomt_sha256_open(alteration->arena, err) : NULL;
    const char *old = alteration->info.run_id;
    if (!all)
        return false;
    tomt_sha256_add(digest, text, strlen(text));
    tomt_sha256_end(digest, of_text);
    tomt_sha256_add(all, old, strlen(old) + 1);
    tomt_sha256_add(all, of_text, 64);
    tomt_sha256_end(all, id);
    id[16] = 0; /* as `tomt run` */
    if (run_id)
        *run_id = id;
    if (!tomt_gpkg_sqlf(alteration->gpkg, err,
                        "UPDATE tomt SET run_id = %Q, schema_version = %Q, tomt_version = %Q", id,
                        TOMT_SCHEMA_VERSION, TOMT_VERSION))
        return false;
    struct tomt_column_list has; /* an export of some layers has none */
    if (!tomt_export_columns(alteration->arena, tomt_gpkg_sqlite(alteration->gpkg), "provenance",
                             &has, err))
        return false;
    return !tomt_export_has_column(&has, "section") ||
           tomt_gpkg_sqlf(alteration->gpkg, err,
                          "INSERT INTO provenance (section, name, \"key\", value, detail) VALUES "
                          "('altered', %Q, 'run_id', %Q, 'of the result it was made from'), "
                          "('altered', %Q, 'sha256', %Q, 'of what made the difference'), "
                          "('altered', %Q, 'tomt_version', %Q, 'that made the result it was made "
                          "from')",
                          what, old, what, of_text, what, alteration->info.tomt_version);
}

/* Whoever has the old file open in WAL mode would write its journal into the new one. */
static bool close_journal(const struct tomt_alteration *alteration, struct tomt_error *err)
{
    sqlite3 *old = NULL;
    struct tomt_text wal = {0};
    tomt_text_print(&wal, "%s-wal", alteration->target);
    bool there = !wal.failed && access(wal.bytes, F_OK) == 0;
    tomt_text_free(&wal);
    if (!there)
        return true;
    bool good = sqlite3_open_v2(alteration->target, &old,
                                SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK &&
                sqlite3_exec(old, "PRAGMA journal_mode=DELETE", NULL, NULL, NULL) == SQLITE_OK;
    sqlite3_close(old);
    return good || tomt_fail(err, TOMT_OUTPUT,
                             "'%s' is open in another program (QGIS?): close it there, or write "
                             "elsewhere with -o",
                             alteration->target);
}

bool tomt_alter_finish(struct tomt_alteration *alteration, const char *what,
                       const char *what_sha256_of, const char **run_id, struct tomt_error *err)
{
    if (!write_run_id(alteration, what, what_sha256_of, run_id, err) ||
        !tomt_alter_styles(alteration, err) || !tomt_alter_settle(alteration, err) ||
        !tomt_gpkg_finish(alteration->gpkg, err))
        return false;
    bool good = close_journal(alteration, err) && tomt_alter_hold_alone(alteration, err) &&
                tomt_whole_file_commit(alteration->file, err);
    close_files(alteration);
    return good;
}
