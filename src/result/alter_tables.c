/* result/alter_tables.c: layers and tables put into a result that is being altered, replaced in it,
 * or taken out of it. */
#include "result/alter_inside.h"

bool tomt_alter_touch(struct tomt_alteration *alteration, const char *name, struct tomt_error *err)
{
    for (size_t i = 0; i < alteration->n_touched; i++)
        if (strcmp(alteration->touched[i], name) == 0)
            return true;
    if (alteration->n_touched == TOMT_MOST_TOUCHED)
        return tomt_fail(err, TOMT_INTERNAL, "more than %d layers altered", TOMT_MOST_TOUCHED);
    const char *copy = tomt_arena_copy(alteration->arena, name, strlen(name), err);
    alteration->touched[alteration->n_touched] = copy;
    alteration->n_touched += copy ? 1 : 0;
    return copy != NULL;
}

/* The first column of the first row of a question about a name; 0: no row. */
static int64_t ask(struct tomt_alteration *alteration, const char *sql, const char *name)
{
    sqlite3_stmt *row = NULL;
    int64_t answer = 0;
    if (sqlite3_prepare_v2(tomt_gpkg_sqlite(alteration->gpkg), sql, -1, &row, NULL) == SQLITE_OK &&
        sqlite3_bind_text(row, 1, name, -1, SQLITE_STATIC) == SQLITE_OK &&
        sqlite3_step(row) == SQLITE_ROW)
        answer = sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    return answer;
}

bool tomt_alter_has(struct tomt_alteration *alteration, const char *name)
{
    return ask(alteration,
               "SELECT 1 FROM sqlite_schema WHERE type IN ('table', 'view') AND name = ?1 COLLATE "
               "NOCASE",
               name) != 0;
}

int64_t tomt_alter_place_of(struct tomt_alteration *alteration, const char *table,
                            const char *column, const char *name)
{
    char *sql = sqlite3_mprintf("SELECT rowid FROM \"%w\" WHERE \"%w\" = ?1", table, column);
    int64_t place = sql ? ask(alteration, sql, name) : 0;
    sqlite3_free(sql);
    return place;
}

bool tomt_alter_place(struct tomt_alteration *alteration, const char *table, const char *column,
                      const char *name, int64_t place, struct tomt_error *err)
{
    return place == 0 ||
           tomt_gpkg_sqlf(alteration->gpkg, err,
                          "UPDATE \"%w\" SET rowid = %lld WHERE \"%w\" = %Q AND rowid <> %lld",
                          table, (long long)place, column, name, (long long)place);
}

bool tomt_alter_forget(struct tomt_alteration *alteration, const char *name, struct tomt_error *err)
{
    static const char *const of_name[][2] = {{"gpkg_data_columns", "table_name"},
                                             {"gpkg_extensions", "table_name"},
                                             {"gpkg_geometry_columns", "table_name"},
                                             {"gpkg_ogr_contents", "table_name"},
                                             {"gpkg_contents", "table_name"},
                                             {"field", "layer"},
                                             {"layer", "name"}};
    for (size_t i = 0; i < sizeof of_name / sizeof *of_name; i++)
        if (!tomt_gpkg_sqlf(alteration->gpkg, err, "DELETE FROM \"%w\" WHERE \"%w\" = %Q",
                            of_name[i][0], of_name[i][1], name))
            return false;
    return true;
}

/* Its R-tree goes first: the virtual table would keep rows of a table that is gone. */
static bool drop_tree(struct tomt_alteration *alteration, const char *name, struct tomt_error *err)
{
    sqlite3_stmt *row = tomt_gpkg_prepare(
        alteration->gpkg,
        "SELECT thing.name FROM gpkg_geometry_columns AS geometry JOIN sqlite_schema AS thing ON "
        "thing.name = 'rtree_' || table_name || '_' || column_name WHERE table_name = ?1",
        err);
    if (!row)
        return false;
    sqlite3_bind_text(row, 1, name, -1, SQLITE_STATIC);
    char *sql = NULL;
    bool found = sqlite3_step(row) == SQLITE_ROW;
    if (found)
        sql = sqlite3_mprintf("DROP TABLE \"%w\"", (const char *)sqlite3_column_text(row, 0));
    sqlite3_finalize(row);
    bool good = !found || (sql ? tomt_gpkg_sql(alteration->gpkg, sql, err)
                               : tomt_fail(err, TOMT_MEMORY, "out of memory"));
    sqlite3_free(sql);
    return good;
}

bool tomt_alter_drop(struct tomt_alteration *alteration, const char *name, struct tomt_error *err)
{
    int64_t ours = ask(alteration, "SELECT 1 FROM layer WHERE name = ?1", name);
    if (ours && !drop_tree(alteration, name, err))
        return false;
    if (ours &&
        ask(alteration, "SELECT 1 FROM sqlite_schema WHERE type = 'view' AND name = ?1", name) &&
        !tomt_gpkg_sqlf(alteration->gpkg, err, "DROP VIEW \"%w\"", name))
        return false;
    if (ours && tomt_alter_has(alteration, name) &&
        !tomt_gpkg_sqlf(alteration->gpkg, err, "DROP TABLE \"%w\"", name))
        return false;
    if (!ours && tomt_alter_has(alteration, name))
        return tomt_fail(err, TOMT_OUTPUT,
                         "'%s' has a table '%s' that tomt did not make: give it another name there",
                         alteration->from, name);
    return tomt_alter_touch(alteration, name, err) && tomt_alter_forget(alteration, name, err);
}

bool tomt_alter_put(struct tomt_alteration *alteration, const struct tomt_result_layer *layer,
                    const struct tomt_crew *crew, struct tomt_error *err)
{
    int64_t place = tomt_alter_place_of(alteration, "layer", "name", layer->name);
    int64_t contents = tomt_alter_place_of(alteration, "gpkg_contents", "table_name", layer->name);
    return tomt_alter_drop(alteration, layer->name, err) &&
           tomt_result_write_layer(alteration->arena, alteration->gpkg, &alteration->told, layer,
                                   crew, err) &&
           tomt_alter_place(alteration, "layer", "name", layer->name, place, err) &&
           tomt_alter_place(alteration, "gpkg_contents", "table_name", layer->name, contents, err);
}

/* --- rows of a table of several things
 * ---------------------------------------------------------------------------
 */

static bool add_columns(struct tomt_alteration *alteration, const struct tomt_result_layer *layer,
                        struct tomt_error *err)
{
    static const char *const type[] = {"REAL", "INTEGER", "TEXT"};
    struct tomt_column_list has;
    if (!tomt_export_columns(alteration->arena, tomt_gpkg_sqlite(alteration->gpkg), layer->name,
                             &has, err))
        return false;
    for (size_t i = 0; i < layer->table->n_columns && layer->table->column[i].name; i++) {
        const struct tomt_column *column = &layer->table->column[i];
        struct tomt_result_field field = {.layer = layer->name, .field = column->name};
        if (tomt_export_has_column(&has, column->name))
            continue;
        field.internal = tomt_result_is_internal(layer, column->name);
        if (!tomt_gpkg_sqlf(alteration->gpkg, err, "ALTER TABLE \"%w\" ADD COLUMN \"%w\" %s",
                            layer->name, column->name, type[column->type]) ||
            !tomt_result_title_of(alteration->arena, &alteration->told, layer->name, column->name,
                                  &field.title, &field.unit, err) ||
            !tomt_result_name_field(alteration->gpkg, alteration->told.language, &field, err))
            return false;
    }
    return true;
}

static void bind_cell(sqlite3_stmt *insert, int at, const struct tomt_column *column, size_t row)
{
    size_t n = 0;
    const char *text;
    if (tomt_column_is_null(column, row))
        sqlite3_bind_null(insert, at);
    else if (column->type == TOMT_REAL)
        sqlite3_bind_double(insert, at, column->real[row]);
    else if (column->type == TOMT_INTEGER)
        sqlite3_bind_int64(insert, at, column->integer[row]);
    else {
        text = tomt_column_text(column, row, &n);
        sqlite3_bind_text(insert, at, text, (int)n, SQLITE_STATIC);
    }
}

static bool insert_rows(struct tomt_alteration *alteration, const struct tomt_result_layer *layer,
                        struct tomt_error *err)
{
    const struct tomt_table *table = layer->table;
    struct tomt_text sql = {0}, marks = {0};
    tomt_text_puts(&sql, "INSERT INTO ");
    tomt_sql_name(&sql, layer->name);
    for (size_t i = 0; i < table->n_columns && table->column[i].name; i++) {
        tomt_text_puts(&sql, i ? ", " : " (");
        tomt_sql_name(&sql, table->column[i].name);
        tomt_text_puts(&marks, i ? ",?" : "?");
    }
    tomt_text_print(&sql, ") VALUES (%s)", marks.bytes ? marks.bytes : "");
    sqlite3_stmt *insert = NULL;
    bool good = !sql.failed && !marks.failed
                    ? (insert = tomt_gpkg_prepare(alteration->gpkg, sql.bytes, err)) != NULL
                    : tomt_fail(err, TOMT_MEMORY, "out of memory writing '%s'", layer->name);
    for (size_t row = 0; good && row < table->n_rows; row++) {
        for (size_t i = 0; i < table->n_columns && table->column[i].name; i++)
            bind_cell(insert, (int)i + 1, &table->column[i], row);
        good = tomt_gpkg_step(alteration->gpkg, insert, err);
    }
    sqlite3_finalize(insert);
    tomt_text_free(&sql);
    tomt_text_free(&marks);
    return good;
}

bool tomt_alter_rows(struct tomt_alteration *alteration, const struct tomt_result_layer *layer,
                     const char *column, const char *value, const struct tomt_crew *crew,
                     struct tomt_error *err)
{
    if (!tomt_alter_has(alteration, layer->name))
        return tomt_alter_put(alteration, layer, crew, err);
    if (!ask(alteration, "SELECT 1 FROM layer WHERE name = ?1", layer->name))
        return tomt_alter_drop(alteration, layer->name, err); /* says whose it is */
    return (add_columns(alteration, layer, err) &&
            tomt_gpkg_sqlf(alteration->gpkg, err, "DELETE FROM \"%w\" WHERE \"%w\" = %Q",
                           layer->name, column, value) &&
            insert_rows(alteration, layer, err)) ||
           tomt_while(err, "writing rows of '%s'", layer->name);
}
