/* result/result_told.c: a file told as a result again: what `tomt export` and `tomt rank` make
 * styles, views and names from. */
#include "result/export_inside.h"

#include <math.h>

struct telling {
    struct tomt_arena *arena;
    struct tomt_gpkg *gpkg;
    const char *path; /* for messages */
};

static const char *copied(struct tomt_arena *arena, sqlite3_stmt *row, int at,
                          struct tomt_error *err)
{
    const char *text = (const char *)sqlite3_column_text(row, at);
    return text ? tomt_arena_copy(arena, text, strlen(text), err) : NULL;
}

static struct tomt_box box_at(sqlite3_stmt *row, int at)
{
    if (sqlite3_column_type(row, at) == SQLITE_NULL)
        return (struct tomt_box){1, 1, 0, 0};
    return (struct tomt_box){sqlite3_column_double(row, at), sqlite3_column_double(row, at + 1),
                             sqlite3_column_double(row, at + 2),
                             sqlite3_column_double(row, at + 3)};
}

static bool read_tomt(struct telling *x, struct tomt_result *result, struct tomt_error *err)
{
    sqlite3_stmt *row = tomt_gpkg_prepare(
        x->gpkg,
        "SELECT data_date, run_id, project_name, case_number, tomt_version, title_en, title_nb, "
        "language, credits, min_x, min_y, max_x, max_y FROM tomt",
        err);
    if (!row)
        return false;
    if (sqlite3_step(row) != SQLITE_ROW) {
        sqlite3_finalize(row);
        return tomt_fail(err, TOMT_DATA, "'%s' is not a whole result", x->path);
    }
    const char **text[] = {&result->timestamp,   &result->run_id,       &result->project_name,
                           &result->case_number, &result->tomt_version, &result->title.en,
                           &result->title.nb};
    for (int i = 0; i < 7; i++)
        *text[i] = copied(x->arena, row, i, err);
    const char *language = (const char *)sqlite3_column_text(row, 7);
    result->language = language && strcmp(language, "nb") == 0;
    result->credits = copied(x->arena, row, 8, err);
    result->extent = box_at(row, 9);
    sqlite3_finalize(row);
    return err->code == TOMT_OK;
}

static enum tomt_type type_of(const char *declared)
{
    if (sqlite3_strlike("%INT%", declared, 0) == 0)
        return TOMT_INTEGER;
    return sqlite3_stricmp(declared, "REAL") == 0 || sqlite3_strlike("%DOUBLE%", declared, 0) == 0
               ? TOMT_REAL
               : TOMT_TEXT;
}

/* Columns without rows. */
static struct tomt_table *columns_of(struct telling *x, const char *name, struct tomt_error *err)
{
    struct tomt_column_list list;
    struct tomt_table *table = tomt_arena_alloc(x->arena, sizeof *table, err);
    if (!table || !tomt_export_columns(x->arena, tomt_gpkg_sqlite(x->gpkg), name, &list, err) ||
        !tomt_table_start(table, x->arena, list.n, err))
        return NULL;
    for (size_t i = 0; i < list.n; i++) {
        bool skeleton = strcmp(list.name[i], "fid") == 0 || strcmp(list.name[i], "geom") == 0;
        if (!skeleton && !tomt_table_column(table, list.name[i], type_of(list.type[i]), err))
            return NULL;
    }
    return table;
}

static bool read_layers(struct telling *x, struct tomt_result *result, struct tomt_error *err)
{
    struct tomt_result_layer *layer = NULL;
    sqlite3_stmt *row =
        tomt_gpkg_prepare(x->gpkg,
                          "SELECT name, title_en, title_nb, geometry_type, key, visibility, "
                          "count(*) OVER () FROM layer WHERE kind <> 'profile' ORDER BY fid",
                          err);
    if (!row)
        return false;
    bool good = true;
    while (good && sqlite3_step(row) == SQLITE_ROW) {
        if (!layer)
            layer = tomt_arena_alloc(x->arena, (size_t)sqlite3_column_int64(row, 6) * sizeof *layer,
                                     err);
        if (!layer)
            break;
        struct tomt_result_layer *one = &layer[result->n_layers++];
        one->name = copied(x->arena, row, 0, err);
        one->title.en = copied(x->arena, row, 1, err);
        one->title.nb = copied(x->arena, row, 2, err);
        one->geometry_type = copied(x->arena, row, 3, err);
        one->key = copied(x->arena, row, 4, err);
        one->internal = strcmp((const char *)sqlite3_column_text(row, 5), "internal") == 0;
        one->table = one->name ? columns_of(x, one->name, err) : NULL;
        good = one->table && err->code == TOMT_OK;
    }
    sqlite3_finalize(row);
    result->layer = layer;
    return good && err->code == TOMT_OK;
}

static bool read_criteria(struct telling *x, struct tomt_result_profile *profile,
                          struct tomt_error *err)
{
    sqlite3_stmt *row = tomt_gpkg_prepare(
        x->gpkg,
        "SELECT id, criterion, title_en, title_nb, unit, source, value_function, parameters, "
        "null_policy, coalesce(why_en, why), coalesce(why_nb, why), weight, share, more_is_better, "
        "count(*) OVER () FROM criterion WHERE "
        "profile = ?1 ORDER BY fid",
        err);
    if (!row)
        return false;
    sqlite3_bind_text(row, 1, profile->name, -1, SQLITE_STATIC);
    struct tomt_result_criterion *criterion = NULL;
    while (err->code == TOMT_OK && sqlite3_step(row) == SQLITE_ROW) {
        if (!criterion)
            criterion = tomt_arena_alloc(
                x->arena, (size_t)sqlite3_column_int64(row, 14) * sizeof *criterion, err);
        if (!criterion)
            break;
        struct tomt_result_criterion *one = &criterion[profile->n_criteria++];
        const char **text[] = {&one->id,         &one->criterion, &one->title.en,
                               &one->title.nb,   &one->unit,      &one->source,
                               &one->value_json, &one->with_json, &one->null_policy,
                               &one->why.en,     &one->why.nb};
        for (int i = 0; i < 11; i++)
            *text[i] = copied(x->arena, row, i, err);
        one->profile = profile->name;
        one->weight = sqlite3_column_double(row, 11);
        one->share = sqlite3_column_double(row, 12);
        one->more_is_better = sqlite3_column_int(row, 13);
    }
    sqlite3_finalize(row);
    profile->criterion = criterion;
    return err->code == TOMT_OK;
}

static bool read_profiles(struct telling *x, struct tomt_result *result, struct tomt_error *err)
{
    struct tomt_result_profile *profile = NULL;
    sqlite3_stmt *row = tomt_gpkg_prepare(
        x->gpkg,
        "SELECT name, title_en, title_nb, goal_en, goal_nb, n_sites, min_x, min_y, max_x, max_y, "
        "count(*) OVER () FROM profile ORDER BY fid",
        err);
    if (!row)
        return false;
    bool good = true;
    while (good && sqlite3_step(row) == SQLITE_ROW) {
        if (!profile)
            profile = tomt_arena_alloc(
                x->arena, (size_t)sqlite3_column_int64(row, 10) * sizeof *profile, err);
        if (!profile)
            break;
        struct tomt_result_profile *one = &profile[result->n_profiles++];
        const char **text[] = {&one->name, &one->title.en, &one->title.nb, &one->goal.en,
                               &one->goal.nb};
        for (int i = 0; i < 5; i++)
            *text[i] = copied(x->arena, row, i, err);
        one->n = (size_t)sqlite3_column_int64(row, 5);
        one->extent = box_at(row, 6);
        good = one->name && read_criteria(x, one, err);
    }
    sqlite3_finalize(row);
    result->profile = profile;
    return good && err->code == TOMT_OK;
}

bool tomt_result_told(struct tomt_arena *arena, struct tomt_gpkg *gpkg, const char *path,
                      struct tomt_result *result, struct tomt_error *err)
{
    struct telling x = {arena, gpkg, path};
    return read_tomt(&x, result, err) && read_layers(&x, result, err) &&
           read_profiles(&x, result, err);
}
