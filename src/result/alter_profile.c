/* result/alter_profile.c: a profile's scores anew: raw numbers from the old score table, all else
 * from the new ranking, in one pass over both by the sites' numbers. */
#include "result/alter_inside.h"

#include <math.h>

/* Columns of the old score table, and what becomes of each. */
struct source {
    struct tomt_alteration *alteration;
    const struct tomt_alter_from *from;
    const struct tomt_result_profile *profile;
    const char *table; /* where the old scores are now */
    struct tomt_column_list column;
    bool *used; /* [column] is of a criterion of the old ranking, or of the new one */
    /* what is read, in the order of the INSERT's parameters they go to */
    const char **read;
    int *to;
    size_t n_read;
    struct tomt_result_more *carried; /* further columns: known to the result, then foreign ones */
    size_t n_carried;
    const char **foreign;
    size_t n_foreign;
};

static bool starts_with(const char *text, const char *begin)
{
    return strncmp(text, begin, strlen(begin)) == 0;
}

static size_t find_column(const struct source *source, const char *name)
{
    for (size_t i = 0; i < source->column.n; i++)
        if (sqlite3_stricmp(source->column.name[i], name) == 0)
            return i;
    return SIZE_MAX;
}

/* Reads column `name` for the INSERT's parameter `to`. */
static bool read_for(struct source *source, const char *name, int to, struct tomt_error *err)
{
    size_t at = find_column(source, name);
    if (at == SIZE_MAX)
        return tomt_fail(err, TOMT_DATA,
                         "'%s' has no column '%s' in its table 'score_%s': run the project again "
                         "(tomt run PROJECT)",
                         source->alteration->from, name, source->from->profile);
    source->used[at] = true;
    source->read[source->n_read] = source->column.name[at];
    source->to[source->n_read++] = to;
    return true;
}

/* The title of a column without its criterion's in front and its unit behind. */
static const char *bare(struct tomt_arena *arena, const char *title, const char *criterion,
                        const char *unit, struct tomt_error *err)
{
    const char *from = title;
    size_t n = strlen(criterion);
    if (strncmp(title, criterion, n) == 0 && strncmp(title + n, ": ", 2) == 0)
        from += n + 2;
    size_t left = strlen(from), n_unit = strlen(unit);
    if (n_unit && left > n_unit + 3 && from[left - 1] == ')' &&
        strncmp(from + left - 1 - n_unit, unit, n_unit) == 0 &&
        strncmp(from + left - n_unit - 3, " (", 2) == 0)
        left -= n_unit + 3;
    return tomt_arena_copy(arena, from, left, err);
}

/* What the result calls a column of the old profile; false where it does not know it. */
static bool find_field(struct source *source, const char *column, struct tomt_title *title,
                       const char **unit, bool *found, struct tomt_error *err)
{
    struct tomt_arena *arena = source->alteration->arena;
    sqlite3_stmt *row = tomt_gpkg_prepare(
        source->alteration->gpkg,
        "SELECT coalesce(title_en, field), coalesce(title_nb, title_en, field), coalesce(unit, '') "
        "FROM field WHERE layer = ?1 AND field = ?2",
        err);
    if (!row)
        return false;
    sqlite3_bind_text(row, 1, source->from->profile, -1, SQLITE_STATIC);
    sqlite3_bind_text(row, 2, column, -1, SQLITE_STATIC);
    const char *text[3] = {"", "", ""};
    bool good = true;
    *found = sqlite3_step(row) == SQLITE_ROW;
    for (int i = 0; *found && good && i < 3; i++) {
        const char *cell = (const char *)sqlite3_column_text(row, i);
        text[i] = tomt_arena_copy(arena, cell ? cell : "", cell ? strlen(cell) : 0, err);
        good = text[i] != NULL;
    }
    sqlite3_finalize(row);
    *title = (struct tomt_title){text[0], text[1]};
    *unit = text[2];
    return good;
}

static const struct tomt_result_profile *told_profile(const struct tomt_alteration *alteration,
                                                      const char *name)
{
    for (size_t p = 0; p < alteration->told.n_profiles; p++)
        if (strcmp(alteration->told.profile[p].name, name) == 0)
            return &alteration->told.profile[p];
    return NULL;
}

static const struct tomt_result_criterion *told_criterion(const struct source *source,
                                                          const char *id)
{
    const struct tomt_result_profile *old = told_profile(source->alteration, source->from->profile);
    for (size_t c = 0; old && c < old->n_criteria; c++)
        if (strcmp(old->criterion[c].id, id) == 0)
            return &old->criterion[c];
    return NULL;
}

/* Is it "x_ID_suffix" of this criterion? Another criterion's own x_ may begin alike. */
static const char *suffix_of(const struct source *source, const char *column, const char *id)
{
    size_t n = strlen(id);
    if (!starts_with(column, "x_") || strncmp(column + 2, id, n) != 0 || column[n + 2] != '_')
        return NULL;
    const struct tomt_result_profile *old = told_profile(source->alteration, source->from->profile);
    for (size_t c = 0; old && c < old->n_criteria; c++) {
        const char *other = old->criterion[c].id;
        size_t m = strlen(other);
        /* The longest id that fits is whose it is. */
        if (m > n && strncmp(column + 2, other, m) == 0 && (!column[m + 2] || column[m + 2] == '_'))
            return NULL;
    }
    return column + n + 3;
}

/* The type alone: the cells are read row by row. */
static void take_type(struct tomt_result_more *more, const char *declared)
{
    static const char *const some_word[1] = {NULL};
    more->word = strcmp(declared, "TEXT") == 0 ? some_word : NULL;
    more->whole = strcmp(declared, "INTEGER") == 0;
}

/* What criterion `c` said further in the old table. */
static bool list_more(struct source *source, const char *id,
                      struct tomt_result_criterion *criterion, struct tomt_error *err)
{
    const struct tomt_result_criterion *old = told_criterion(source, id);
    struct tomt_arena *arena = source->alteration->arena;
    struct tomt_result_more *more =
        tomt_arena_alloc(arena, (source->column.n + 1) * sizeof *more, err);
    if (!more)
        return false;
    criterion->more = more;
    criterion->n_more = 0;
    for (size_t i = 0; i < source->column.n; i++) {
        const char *suffix = suffix_of(source, source->column.name[i], id);
        bool found;
        if (!suffix)
            continue;
        struct tomt_result_more *one = &more[criterion->n_more];
        if (!find_field(source, source->column.name[i], &one->title, &one->unit, &found, err))
            return false;
        if (!found)
            continue;
        one->suffix = suffix;
        one->title.en =
            bare(arena, one->title.en, tomt_result_word(&old->title, 0, id), one->unit, err);
        one->title.nb =
            bare(arena, one->title.nb, tomt_result_word(&old->title, 1, id), one->unit, err);
        take_type(one, source->column.type[i]);
        if (!one->title.en || !one->title.nb)
            return false;
        criterion->n_more++;
    }
    return true;
}

/* Of a criterion of the old ranking, whether the new one asks for it or not. */
static void mark_old_criteria(struct source *source)
{
    const struct tomt_result_profile *old = told_profile(source->alteration, source->from->profile);
    for (size_t i = 0; i < source->column.n; i++)
        for (size_t c = 0; old && c < old->n_criteria; c++) {
            const char *name = source->column.name[i], *id = old->criterion[c].id;
            bool part = strchr("xvcy", name[0]) && name[1] == '_' && strcmp(name + 2, id) == 0;
            if (part || suffix_of(source, name, id))
                source->used[i] = true;
        }
}

static bool is_of_new(const struct tomt_result_profile *profile, const char *name)
{
    for (size_t k = 0; k < profile->n_columns; k++)
        if (sqlite3_stricmp(profile->column[k].suffix, name) == 0)
            return true;
    return false;
}

static bool is_gone(const struct tomt_alter_from *from, const char *name)
{
    for (const char *const *gone = from->gone; gone && *gone; gone++)
        if (sqlite3_stricmp(*gone, name) == 0)
            return true;
    return false;
}

/* Columns that no ranking changes (capacity, jobs), and what others have added. */
static bool list_carried(struct source *source, struct tomt_error *err)
{
    static const char *const fixed[] = {"site_fid", "site_id", "rank", "score", "coverage"};
    for (size_t i = 0; i < source->column.n; i++) {
        const char *name = source->column.name[i];
        bool skip =
            source->used[i] || is_gone(source->from, name) || is_of_new(source->profile, name);
        for (size_t k = 0; k < sizeof fixed / sizeof *fixed; k++)
            skip = skip || strcmp(name, fixed[k]) == 0;
        struct tomt_result_more *one = &source->carried[source->n_carried];
        bool found;
        if (skip)
            continue;
        if (!find_field(source, name, &one->title, &one->unit, &found, err))
            return false;
        if (!found) {
            source->foreign[source->n_foreign++] = name;
            continue;
        }
        one->suffix = name;
        take_type(one, source->column.type[i]);
        source->n_carried++;
    }
    return true;
}

static bool source_start(struct source *source, size_t n_criteria, struct tomt_error *err)
{
    struct tomt_arena *arena = source->alteration->arena;
    if (!tomt_export_columns(arena, tomt_gpkg_sqlite(source->alteration->gpkg), source->table,
                             &source->column, err))
        return false;
    if (source->column.n == 0)
        return tomt_fail(err, TOMT_DATA,
                         "'%s' has lost its table 'score_%s': run the project again",
                         source->alteration->from, source->from->profile);
    /* Several criteria may read the columns of one, so a column may be read once for each of them.
     */
    size_t n = source->column.n + 1, n_reads = n * (n_criteria + 4);
    source->used = tomt_arena_alloc(arena, n * sizeof *source->used, err);
    source->read = tomt_arena_alloc(arena, n_reads * sizeof *source->read, err);
    source->to = tomt_arena_alloc(arena, n_reads * sizeof *source->to, err);
    source->carried = tomt_arena_alloc(arena, n * sizeof *source->carried, err);
    source->foreign = tomt_arena_alloc(arena, n * sizeof *source->foreign, err);
    return source->used && source->read && source->to && source->carried && source->foreign;
}

/* The profile as it will be written: what is carried over stands where `tomt run` puts it. */
static bool plan(struct source *source, struct tomt_result_profile *out, struct tomt_error *err)
{
    const struct tomt_result_profile *profile = source->profile;
    struct tomt_arena *arena = source->alteration->arena;
    struct tomt_result_criterion *criterion =
        tomt_arena_alloc(arena, (profile->n_criteria + 1) * sizeof *criterion, err);
    int at = 6;
    if (!criterion || !source_start(source, profile->n_criteria, err))
        return false;
    for (size_t c = 0; c < profile->n_criteria; c++) {
        const char *id = source->from->id[c];
        char name[2][200];
        criterion[c] = profile->criterion[c];
        snprintf(name[0], sizeof name[0], "x_%s", id);
        snprintf(name[1], sizeof name[1], "y_%s", id);
        if (!read_for(source, name[0], at, err) || !read_for(source, name[1], at + 3, err) ||
            !list_more(source, id, &criterion[c], err))
            return false;
        at += 4;
        for (size_t m = 0; m < criterion[c].n_more; m++) {
            char *column = tomt_arena_print(arena, err, "x_%s_%s", id, criterion[c].more[m].suffix);
            if (!column || !read_for(source, column, at++, err))
                return false;
        }
    }
    mark_old_criteria(source);
    if (!list_carried(source, err))
        return false;
    struct tomt_result_more *column =
        tomt_arena_alloc(arena, (source->n_carried + profile->n_columns + 1) * sizeof *column, err);
    if (!column)
        return false;
    for (size_t k = 0; k < source->n_carried; k++) {
        column[k] = source->carried[k];
        if (!read_for(source, column[k].suffix, at++, err))
            return false;
    }
    for (size_t k = 0; k < profile->n_columns; k++)
        column[source->n_carried + k] = profile->column[k];
    *out = *profile;
    out->criterion = criterion;
    out->column = column;
    out->n_columns = source->n_carried + profile->n_columns;
    return true;
}

/* --- rows
 * --------------------------------------------------------------------------------------------------------
 */

struct filling {
    struct source *source;
    const struct tomt_result_profile *written;
    sqlite3_stmt *old;
};

static void bind_new(const struct filling *filling, sqlite3_stmt *insert, size_t row)
{
    const struct tomt_result_profile *profile = filling->source->profile;
    sqlite3_bind_int64(insert, 1, profile->site_fid[row]);
    sqlite3_bind_text(insert, 2, profile->site_id[row], -1, SQLITE_STATIC);
    if (profile->rank[row])
        sqlite3_bind_int64(insert, 3, profile->rank[row]);
    else
        sqlite3_bind_null(insert, 3);
    sqlite3_bind_double(insert, 4, profile->score[row]); /* SQLite takes NaN as NULL */
    sqlite3_bind_double(insert, 5, profile->coverage[row]);
    int at = 6;
    for (size_t c = 0; c < profile->n_criteria; c++) {
        sqlite3_bind_double(insert, at + 1, profile->v[c][row]);
        sqlite3_bind_double(insert, at + 2, profile->c[c][row]);
        at += 4 + (int)filling->written->criterion[c].n_more;
    }
    at += (int)filling->source->n_carried;
    for (size_t k = 0; k < profile->n_columns; k++, at++)
        tomt_result_bind_more(insert, at, &profile->column[k], row);
}

/* Cells as they are in the old table; numbers without the detour over a copied value. */
static void bind_old(const struct filling *filling, sqlite3_stmt *insert)
{
    const struct source *source = filling->source;
    for (size_t i = 0; i < source->n_read; i++) {
        int from = (int)i + 1, to = source->to[i];
        switch (sqlite3_column_type(filling->old, from)) {
        case SQLITE_NULL:
            sqlite3_bind_null(insert, to);
            break;
        case SQLITE_FLOAT:
            sqlite3_bind_double(insert, to, sqlite3_column_double(filling->old, from));
            break;
        case SQLITE_TEXT: /* valid until the next row is read */
            sqlite3_bind_text(insert, to, (const char *)sqlite3_column_text(filling->old, from),
                              sqlite3_column_bytes(filling->old, from), SQLITE_STATIC);
            break;
        default:
            sqlite3_bind_value(insert, to, sqlite3_column_value(filling->old, from));
        }
    }
}

/* Every parameter is bound anew in each row, so nothing needs clearing. */
static bool fill(void *of, sqlite3_stmt *insert, struct tomt_error *err)
{
    struct filling *filling = of;
    const struct tomt_result_profile *profile = filling->source->profile;
    struct tomt_gpkg *gpkg = filling->source->alteration->gpkg;
    size_t row = 0;
    int code = SQLITE_DONE;
    while (row < profile->n && (code = sqlite3_step(filling->old)) == SQLITE_ROW) {
        if (sqlite3_column_int64(filling->old, 0) != profile->site_fid[row])
            continue; /* a site that is out now */
        bind_new(filling, insert, row++);
        bind_old(filling, insert);
        if (sqlite3_step(insert) != SQLITE_DONE)
            return tomt_sqlite_failed(tomt_gpkg_sqlite(gpkg), filling->source->alteration->target,
                                      "writing scores", err);
        sqlite3_reset(insert);
    }
    if (row == profile->n)
        return true;
    if (code != SQLITE_DONE)
        return tomt_sqlite_unread(tomt_gpkg_sqlite(gpkg), filling->source->alteration->from, err);
    return tomt_fail(err, TOMT_DATA, "scores of site %lld have no row in the old ranking",
                     (long long)profile->site_fid[row]);
}

static sqlite3_stmt *read_old(struct source *source, struct tomt_error *err)
{
    struct tomt_text sql = {0};
    tomt_text_puts(&sql, "SELECT site_fid");
    for (size_t i = 0; i < source->n_read; i++) {
        tomt_text_puts(&sql, ", ");
        tomt_sql_name(&sql, source->read[i]);
    }
    tomt_text_puts(&sql, " FROM ");
    tomt_sql_name(&sql, source->table);
    tomt_text_puts(&sql, " ORDER BY site_fid");
    sqlite3_stmt *row = NULL;
    if (sql.failed)
        tomt_fail(err, TOMT_MEMORY, "out of memory reading scores");
    else
        row = tomt_gpkg_prepare(source->alteration->gpkg, sql.bytes, err);
    tomt_text_free(&sql);
    return row;
}

static bool copy_foreign(struct source *source, struct tomt_error *err)
{
    for (size_t i = 0; i < source->n_foreign; i++) {
        size_t at = find_column(source, source->foreign[i]);
        if (!tomt_gpkg_sqlf(
                source->alteration->gpkg, err,
                "ALTER TABLE \"score_%w\" ADD COLUMN \"%w\" %s; UPDATE \"score_%w\" SET "
                "\"%w\" = (SELECT \"%w\" FROM \"%w\" AS old WHERE old.site_fid = "
                "\"score_%w\".site_fid)",
                source->profile->name, source->foreign[i], source->column.type[at],
                source->profile->name, source->foreign[i], source->foreign[i], source->table,
                source->profile->name))
            return false;
    }
    return true;
}

/* --- what is said about it
 * --------------------------------------------------------------------------------------
 */

/* The box of a site as its geometry's header tells it. */
static bool widen(sqlite3 *db, sqlite3_blob **blob, int64_t fid, struct tomt_box *box)
{
    uint8_t head[40];
    int code = *blob ? sqlite3_blob_reopen(*blob, fid)
                     : sqlite3_blob_open(db, "main", "site", "geom", fid, 0, blob);
    if (code != SQLITE_OK || sqlite3_blob_bytes(*blob) < 40 ||
        sqlite3_blob_read(*blob, head, 40, 0) != SQLITE_OK || (head[3] & 0x0f) != 3)
        return false;
    double bound[4];
    memcpy(bound, head + 8, sizeof bound);
    box->min_x = fmin(box->min_x, bound[0]);
    box->max_x = fmax(box->max_x, bound[1]);
    box->min_y = fmin(box->min_y, bound[2]);
    box->max_y = fmax(box->max_y, bound[3]);
    return true;
}

/* Others may write other headers; then the R-tree's box, a little larger, does. */
static struct tomt_box box_of(struct tomt_alteration *alteration, const int64_t *fid, size_t n)
{
    struct tomt_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    sqlite3_blob *blob = NULL;
    sqlite3_stmt *row = NULL;
    sqlite3 *db = tomt_gpkg_sqlite(alteration->gpkg);
    for (size_t i = 0; i < n; i++) {
        if (widen(db, &blob, fid[i], &box))
            continue;
        if (!row && sqlite3_prepare_v2(
                        db, "SELECT minx, miny, maxx, maxy FROM rtree_site_geom WHERE id = ?1", -1,
                        &row, NULL) != SQLITE_OK)
            break;
        sqlite3_bind_int64(row, 1, fid[i]);
        if (sqlite3_step(row) == SQLITE_ROW) {
            box.min_x = fmin(box.min_x, sqlite3_column_double(row, 0));
            box.min_y = fmin(box.min_y, sqlite3_column_double(row, 1));
            box.max_x = fmax(box.max_x, sqlite3_column_double(row, 2));
            box.max_y = fmax(box.max_y, sqlite3_column_double(row, 3));
        }
        sqlite3_reset(row);
    }
    sqlite3_blob_close(blob);
    sqlite3_finalize(row);
    return box;
}

/* As `tomt run` chooses it: where the best sites of the first profile are. */
static bool write_first_view(struct tomt_alteration *alteration,
                             const struct tomt_result_profile *profile, struct tomt_error *err)
{
    int64_t fid[30];
    size_t n = 0;
    if (alteration->told.n_profiles == 0 ||
        strcmp(alteration->told.profile[0].name, profile->name) != 0)
        return true;
    for (size_t row = 0; row < profile->n && n < 30; row++)
        if (profile->rank[row] >= 1 && profile->rank[row] <= 30)
            fid[n++] = profile->site_fid[row];
    if (n == 0)
        return true;
    struct tomt_box box = box_of(alteration, fid, n);
    double margin_m = fmax(1000, 0.15 * fmax(box.max_x - box.min_x, box.max_y - box.min_y));
    sqlite3_stmt *row = tomt_gpkg_prepare(
        alteration->gpkg, "UPDATE tomt SET min_x = ?1, min_y = ?2, max_x = ?3, max_y = ?4", err);
    if (!row)
        return false;
    sqlite3_bind_double(row, 1, box.min_x - margin_m);
    sqlite3_bind_double(row, 2, box.min_y - margin_m);
    sqlite3_bind_double(row, 3, box.max_x + margin_m);
    sqlite3_bind_double(row, 4, box.max_y + margin_m);
    bool good = tomt_gpkg_step(alteration->gpkg, row, err);
    sqlite3_finalize(row);
    return good;
}

static struct tomt_box extent_of(struct tomt_alteration *alteration, const struct source *source)
{
    const struct tomt_result_profile *profile = source->profile;
    const struct tomt_result_profile *old = told_profile(alteration, source->from->profile);
    if (profile->extent.min_x <= profile->extent.max_x)
        return profile->extent;
    return old && old->n == profile->n && old->extent.min_x <= old->extent.max_x
               ? old->extent
               : box_of(alteration, profile->site_fid, profile->n);
}

/* The rows of `profile` and `criterion` of this one, made as a result's are. */
static bool write_about(struct tomt_alteration *alteration,
                        const struct tomt_result_profile *written, struct tomt_error *err)
{
    int64_t place = tomt_alter_place_of(alteration, "profile", "name", written->name);
    struct tomt_result one = alteration->told;
    one.profile = written;
    one.n_profiles = 1;
    return tomt_gpkg_sqlf(
               alteration->gpkg, err,
               "DELETE FROM criterion WHERE profile = %Q; DELETE FROM profile WHERE name "
               "= %Q",
               written->name, written->name) &&
           tomt_result_write_profile_rows(alteration->gpkg, &one, err) &&
           tomt_alter_place(alteration, "profile", "name", written->name, place, err);
}

static bool write_scores(struct source *source, const struct tomt_result_profile *written,
                         struct tomt_error *err)
{
    struct tomt_alteration *alteration = source->alteration;
    struct filling filling = {source, written, read_old(source, err)};
    bool good = filling.old &&
                tomt_result_write_profile_by(alteration->arena, alteration->gpkg, &alteration->told,
                                             written, fill, &filling, err);
    sqlite3_finalize(filling.old);
    return good;
}

/* Only columns that the result knows are shown by views; what people added to `site` stays there.
 */
static bool known_site_columns(struct tomt_alteration *alteration, struct tomt_error *err)
{
    for (size_t i = 0; i < alteration->told.n_layers; i++) {
        const struct tomt_result_layer *layer = &alteration->told.layer[i];
        struct tomt_table *table = tomt_arena_alloc(alteration->arena, sizeof *table, err);
        if (!table)
            return false;
        if (strcmp(layer->name, "site") != 0)
            continue;
        *table = *layer->table;
        size_t kept = 0;
        for (size_t k = 0; k < table->n_columns && table->column[k].name; k++) {
            bool known = false;
            sqlite3_stmt *row = tomt_gpkg_prepare(
                alteration->gpkg, "SELECT 1 FROM field WHERE layer = 'site' AND field = ?1", err);
            if (!row)
                return false;
            sqlite3_bind_text(row, 1, table->column[k].name, -1, SQLITE_STATIC);
            known = sqlite3_step(row) == SQLITE_ROW;
            sqlite3_finalize(row);
            if (known)
                table->column[kept++] = table->column[k];
        }
        table->n_columns = kept;
        ((struct tomt_result_layer *)alteration->told.layer)[i].table = table;
    }
    return true;
}

bool tomt_alter_profile(struct tomt_alteration *alteration, const struct tomt_alter_from *from,
                        const struct tomt_result_profile *profile, struct tomt_error *err)
{
    struct source source = {.alteration = alteration, .from = from, .profile = profile};
    struct tomt_result_profile written;
    struct tomt_gpkg *gpkg = alteration->gpkg;
    bool same = strcmp(from->profile, profile->name) == 0;
    int64_t place = tomt_alter_place_of(alteration, "layer", "name", profile->name);
    int64_t contents =
        tomt_alter_place_of(alteration, "gpkg_contents", "table_name", profile->name);
    source.table =
        same ? "tomt_older" : tomt_arena_print(alteration->arena, err, "score_%s", from->profile);
    bool good = source.table && known_site_columns(alteration, err) &&
                tomt_alter_touch(alteration, profile->name, err);
    if (good && tomt_alter_has(alteration, profile->name))
        good = tomt_gpkg_sqlf(gpkg, err, "DROP VIEW \"%w\"", profile->name) &&
               (same ? tomt_gpkg_sqlf(gpkg, err, "ALTER TABLE \"score_%w\" RENAME TO tomt_older",
                                      profile->name)
                     : tomt_gpkg_sqlf(gpkg, err, "DROP TABLE \"score_%w\"", profile->name));
    good =
        good && plan(&source, &written, err) && tomt_alter_forget(alteration, profile->name, err);
    if (good)
        written.extent = extent_of(alteration, &source);
    good =
        good && write_scores(&source, &written, err) && copy_foreign(&source, err) &&
        write_about(alteration, &written, err) && write_first_view(alteration, profile, err) &&
        tomt_alter_place(alteration, "layer", "name", profile->name, place, err) &&
        tomt_alter_place(alteration, "gpkg_contents", "table_name", profile->name, contents, err) &&
        (!same || tomt_gpkg_sql(gpkg, "DROP TABLE tomt_older", err));
    return good || tomt_while(err, "writing profile '%s'", profile->name);
}
