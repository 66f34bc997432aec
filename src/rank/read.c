/* rank/read.c: a profile of a result as it was ranked: what was measured, how, and the numbers. */
#include "rank/inside.h"

#include <math.h>
#include <sqlite3.h>
#include <string.h>

static bool broken(const struct tomt_ranking *at, sqlite3 *db, struct tomt_error *err)
{
    return tomt_fail(err, TOMT_DATA, "'%s' cannot be read: %s", at->options->result,
                     sqlite3_errmsg(db));
}

static const char *kept_text(struct tomt_arena *arena, sqlite3_stmt *row, int column,
                             struct tomt_error *err)
{
    const char *text = (const char *)sqlite3_column_text(row, column);
    return text ? tomt_arena_copy(arena, text, (size_t)sqlite3_column_bytes(row, column), err)
                : NULL;
}

/* A statement, with ?1 bound to `value`. */
static sqlite3_stmt *ask(const struct tomt_ranking *at, sqlite3 *db, const char *sql,
                         const char *value, struct tomt_error *err)
{
    sqlite3_stmt *row = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &row, NULL) != SQLITE_OK) {
        broken(at, db, err);
        return NULL;
    }
    if (value)
        sqlite3_bind_text(row, 1, value, -1, SQLITE_STATIC);
    return row;
}

static bool has_column(sqlite3 *db, const char *table, const char *column)
{
    sqlite3_stmt *row = NULL;
    bool has = sqlite3_prepare_v2(db, "SELECT 1 FROM pragma_table_info(?1) WHERE name = ?2", -1,
                                  &row, NULL) == SQLITE_OK &&
               sqlite3_bind_text(row, 1, table, -1, SQLITE_STATIC) == SQLITE_OK &&
               sqlite3_bind_text(row, 2, column, -1, SQLITE_STATIC) == SQLITE_OK &&
               sqlite3_step(row) == SQLITE_ROW;
    sqlite3_finalize(row);
    return has;
}

static bool no_such_profile(struct tomt_ranking *at, sqlite3 *db, struct tomt_error *err)
{
    struct tomt_text names = {0};
    const char *word[66] = {0};
    size_t n = 0;
    sqlite3_stmt *row = ask(at, db, "SELECT name FROM profile ORDER BY fid", NULL, err);
    while (row && n < 64 && sqlite3_step(row) == SQLITE_ROW) {
        const char *name = kept_text(at->arena, row, 0, err);
        if (!name)
            break;
        tomt_text_print(&names, "%s%s", n ? ", " : "", name);
        word[n++] = name;
    }
    sqlite3_finalize(row);
    const char *near = tomt_near_word(at->profile.name, word);
    if (err->code == TOMT_OK && near)
        tomt_fail(err, TOMT_NOT_FOUND,
                  "'%s' has no profile '%s' (did you mean '%s'?): `name:` in '%s' says which "
                  "profile's sites are ranked",
                  at->options->result, at->profile.name, near, at->options->profile_file);
    else if (err->code == TOMT_OK)
        tomt_fail(err, TOMT_NOT_FOUND,
                  "'%s' has no profile '%s' (it has: %s): `name:` in '%s' says which profile's "
                  "sites are ranked; --as NAME stores it beside that",
                  at->options->result, at->profile.name, names.n ? names.bytes : "none",
                  at->options->profile_file);
    tomt_text_free(&names);
    return false;
}

static bool read_profile(struct tomt_ranking *at, sqlite3 *db, struct tomt_error *err)
{
    bool tells = has_column(db, "profile", "sites_sha256");
    sqlite3_stmt *row = ask(
        at, db,
        tells ? "SELECT name, vetoes, sites_sha256, (SELECT language FROM tomt) FROM profile WHERE "
                "name = ?1"
              : "SELECT name, NULL, NULL, (SELECT language FROM tomt) FROM profile WHERE name = ?1",
        at->profile.name, err);
    if (!row)
        return false;
    bool found = sqlite3_step(row) == SQLITE_ROW;
    if (found) {
        const char *language = (const char *)sqlite3_column_text(row, 3);
        at->summary->language = language && strcmp(language, "nb") == 0;
        at->old.name = kept_text(at->arena, row, 0, err);
        at->old.vetoes_json = kept_text(at->arena, row, 1, err);
        at->old.sites_sha256 = kept_text(at->arena, row, 2, err);
    }
    sqlite3_finalize(row);
    return found ? err->code == TOMT_OK : no_such_profile(at, db, err);
}

/* Results of schema 1.0 tell vetoes among the settings only. */
static const char *vetoes_of_provenance(struct tomt_ranking *at, sqlite3 *db,
                                        struct tomt_error *err)
{
    struct tomt_text json = {0};
    sqlite3_stmt *row = ask(at, db,
                            "SELECT \"key\", value, detail FROM provenance WHERE section = 'veto' "
                            "AND name = ?1 ORDER BY fid",
                            at->old.name, err);
    tomt_text_puts(&json, "[");
    for (size_t n = 0; row && sqlite3_step(row) == SQLITE_ROW; n++) {
        const char *id = (const char *)sqlite3_column_text(row, 0),
                   *value = (const char *)sqlite3_column_text(row, 1);
        const char *detail = (const char *)sqlite3_column_text(row, 2);
        tomt_text_puts(&json, n ? ",{\"criterion\":" : "{\"criterion\":");
        tomt_text_json(&json, id ? id : "", id ? strlen(id) : 0);
        if (value && detail && (strstr(detail, "below") || strstr(detail, "above")))
            tomt_text_print(&json, ",\"%s\":%s}", strstr(detail, "below") ? "below" : "above",
                            value);
        else
            tomt_text_puts(&json, ",\"missing\":true}");
    }
    sqlite3_finalize(row);
    tomt_text_puts(&json, "]");
    return tomt_text_keep(&json, at->arena, err);
}

static bool read_criteria(struct tomt_ranking *at, sqlite3 *db, struct tomt_error *err)
{
    struct tomt_ranked *old = &at->old;
    old->tells_reach = has_column(db, "criterion", "reach");
    sqlite3_stmt *row = ask(
        at, db,
        old->tells_reach
            ? "SELECT id, criterion, unit, source, parameters, title_en, title_nb, more_is_better, "
              "reach, count(*) OVER (), share FROM criterion WHERE profile = ?1 ORDER BY fid"
            : "SELECT id, criterion, unit, source, parameters, title_en, title_nb, more_is_better, "
              "NULL, count(*) OVER (), share FROM criterion WHERE profile = ?1 ORDER BY fid",
        old->name, err);
    if (!row)
        return false;
    while (err->code == TOMT_OK && sqlite3_step(row) == SQLITE_ROW) {
        if (!old->measured)
            old->measured = tomt_arena_alloc(
                at->arena, (size_t)sqlite3_column_int64(row, 9) * sizeof *old->measured, err);
        if (!old->measured)
            break;
        struct tomt_measured *one = &old->measured[old->n_measured++];
        const char **text[] = {&one->id,        &one->criterion, &one->unit,    &one->source,
                               &one->with_json, &one->title.en,  &one->title.nb};
        for (int i = 0; i < 7; i++)
            *text[i] = kept_text(at->arena, row, i, err);
        one->more_is_better = sqlite3_column_int(row, 7) != 0;
        one->reach =
            sqlite3_column_type(row, 8) == SQLITE_NULL ? NAN : sqlite3_column_double(row, 8);
        one->share =
            sqlite3_column_type(row, 10) == SQLITE_NULL ? NAN : sqlite3_column_double(row, 10);
        if (err->code == TOMT_OK && (!one->id || !one->criterion))
            tomt_fail(err, TOMT_DATA,
                      "'%s' is not a whole result (table 'criterion'): run the project again",
                      at->options->result);
    }
    sqlite3_finalize(row);
    return err->code == TOMT_OK;
}

bool tomt_rank_read_about(struct tomt_ranking *at, sqlite3 *db, struct tomt_error *err)
{
    if (!read_profile(at, db, err) || !read_criteria(at, db, err) ||
        !tomt_rank_read_groups(at, db, err))
        return false;
    if (!at->old.vetoes_json)
        at->old.vetoes_json = vetoes_of_provenance(at, db, err);
    return at->old.vetoes_json != NULL && err->code == TOMT_OK;
}

/* --- sites
 * --------------------------------------------------------------------------------------------------------
 */

static sqlite3_stmt *select_sites(struct tomt_ranking *at, sqlite3 *db, struct tomt_error *err)
{
    struct tomt_text sql = {0}, name = {0};
    tomt_text_puts(&sql, "SELECT site_fid, site_id, rank, score");
    for (size_t c = 0; c < at->profile.n_criteria; c++)
        for (int y = 0; y < 2; y++) {
            name.n = 0;
            tomt_text_print(&name, "%c_%s", y ? 'y' : 'x', at->of[c]->id);
            tomt_text_puts(&sql, ", ");
            tomt_sql_name(&sql, name.failed ? "" : name.bytes);
        }
    name.n = 0;
    tomt_text_print(&name, "score_%s", at->old.name);
    tomt_text_puts(&sql, " FROM ");
    tomt_sql_name(&sql, name.failed ? "" : name.bytes);
    tomt_text_puts(&sql, " ORDER BY site_fid");
    sqlite3_stmt *row = NULL;
    if (sql.failed || name.failed)
        tomt_fail(err, TOMT_MEMORY, "out of memory reading '%s'", at->options->result);
    else if (sqlite3_prepare_v2(db, sql.bytes, -1, &row, NULL) != SQLITE_OK)
        tomt_fail(err, TOMT_DATA,
                  "'%s' is not a whole result (table 'score_%s'): %s: run the project again",
                  at->options->result, at->old.name, sqlite3_errmsg(db));
    tomt_text_free(&sql);
    tomt_text_free(&name);
    return row;
}

/* Rows, at most: by the largest number, which costs nothing to find; counted only where that says
 * little. */
static bool most_sites(struct tomt_ranking *at, sqlite3 *db, size_t *most, struct tomt_error *err)
{
    static const char *const question[] = {"SELECT max(site_fid) FROM \"score_%w\"",
                                           "SELECT count(*) FROM \"score_%w\""};
    for (int k = 0; k < 2; k++) {
        char *sql = sqlite3_mprintf(question[k], at->old.name);
        sqlite3_stmt *row = sql ? ask(at, db, sql, NULL, err) : NULL;
        sqlite3_free(sql);
        if (!row)
            return sql ? false : tomt_fail(err, TOMT_MEMORY, "out of memory");
        int64_t n = sqlite3_step(row) == SQLITE_ROW ? sqlite3_column_int64(row, 0) : 0;
        sqlite3_finalize(row);
        *most = n > 0 ? (size_t)n : 0;
        if (k == 1 || (n >= 0 && n <= 10000000))
            return true;
    }
    return true;
}

static bool start_sites(struct tomt_ranking *at, sqlite3 *db, size_t *most, struct tomt_error *err)
{
    struct tomt_ranked *old = &at->old;
    size_t n_criteria = at->profile.n_criteria;
    if (!most_sites(at, db, most, err))
        return false;
    old->fid = tomt_arena_block(at->arena, NULL, (*most + 1) * sizeof *old->fid, err);
    old->site_id = tomt_arena_block(at->arena, NULL, (*most + 1) * sizeof *old->site_id, err);
    old->rank = tomt_arena_block(at->arena, NULL, (*most + 1) * sizeof *old->rank, err);
    old->score = tomt_arena_block(at->arena, NULL, (*most + 1) * sizeof *old->score, err);
    old->x = tomt_arena_alloc(at->arena, (n_criteria + 1) * sizeof *old->x, err);
    old->beyond = tomt_arena_alloc(at->arena, (n_criteria + 1) * sizeof *old->beyond, err);
    if (!old->fid || !old->site_id || !old->rank || !old->score || !old->x || !old->beyond)
        return false;
    for (size_t c = 0; c < n_criteria; c++) {
        old->x[c] = tomt_arena_block(at->arena, NULL, (*most + 1) * sizeof(double), err);
        old->beyond[c] = tomt_arena_block(at->arena, NULL, *most + 1, err);
        if (!old->x[c] || !old->beyond[c])
            return false;
    }
    return true;
}

static bool read_row(struct tomt_ranking *at, sqlite3_stmt *row, struct tomt_error *err)
{
    struct tomt_ranked *old = &at->old;
    size_t s = old->n;
    old->fid[s] = sqlite3_column_int64(row, 0);
    old->site_id[s] = kept_text(at->arena, row, 1, err);
    if (!old->site_id[s])
        return tomt_fail(err, TOMT_DATA,
                         "'%s': a site of profile '%s' has no id: run the project again",
                         at->options->result, old->name);
    if (s && strcmp(old->site_id[s - 1], old->site_id[s]) > 0)
        return tomt_fail(err, TOMT_DATA,
                         "'%s': the sites of profile '%s' are not in the order that tomt writes "
                         "('%s' stands after '%s'): run the project again",
                         at->options->result, old->name, old->site_id[s], old->site_id[s - 1]);
    old->rank[s] = (uint32_t)sqlite3_column_int64(row, 2);
    old->score[s] =
        sqlite3_column_type(row, 3) == SQLITE_NULL ? NAN : sqlite3_column_double(row, 3);
    for (size_t c = 0; c < at->profile.n_criteria; c++) {
        int x = 4 + 2 * (int)c;
        bool none = sqlite3_column_type(row, x) == SQLITE_NULL;
        old->x[c][s] = none ? NAN : sqlite3_column_double(row, x);
        if (sqlite3_column_type(row, x + 1) == SQLITE_NULL)
            continue;
        const char *why = (const char *)sqlite3_column_text(row, x + 1);
        old->beyond[c][s] = why && strcmp(why, "unreachable") == 0; /* facts.h, tomt_why_name */
    }
    old->n++;
    return true;
}

bool tomt_rank_read_sites(struct tomt_ranking *at, sqlite3 *db, struct tomt_error *err)
{
    size_t most = 0;
    const volatile int *cancel = at->options->crew->cancel;
    if (!start_sites(at, db, &most, err))
        return false;
    sqlite3_stmt *row = select_sites(at, db, err);
    bool good = row != NULL;
    int code = SQLITE_DONE;
    while (good && at->old.n < most && (code = sqlite3_step(row)) == SQLITE_ROW) {
        good = read_row(at, row, err);
        if (good && cancel && *cancel)
            good = tomt_fail(err, TOMT_CANCELLED, "interrupted; nothing was written");
    }
    if (good && code != SQLITE_DONE && code != SQLITE_ROW)
        good = broken(at, db, err);
    sqlite3_finalize(row);
    return good;
}
