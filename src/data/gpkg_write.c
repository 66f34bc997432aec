/* data/gpkg_write.c: the rows of a layer into a GeoPackage.
 * Geometry blobs (OGC 12-128r17, 2.1.3) are built in one reused buffer inside the insert loop:
 * measured at under a tenth of the loop, less than handing them over from other threads would cost.
 */
#include "data/gpkg_inside.h"

#include <math.h>

enum { GP_HEADER = 8, GP_ENVELOPE = 32, MULTI_HEADER = 9 };
enum { WKB_POINT = 1, WKB_LINE = 2, WKB_POLYGON = 3 };

static void put_header(uint8_t *to, bool envelope, int srs_id)
{
    int32_t srs = srs_id;
    to[0] = 'G';
    to[1] = 'P';
    to[2] = 0;
    to[3] = envelope ? 0x03 : 0x01; /* little-endian; envelope of x and y */
    memcpy(to + 4, &srs, sizeof srs);
}

struct blob {
    uint8_t *bytes;
    size_t n, capacity;
};

static bool blob_reserve(struct tomt_arena *arena, struct blob *blob, size_t n,
                         struct tomt_error *err)
{
    if (n <= blob->capacity)
        return true;
    size_t capacity = n + n / 2 + 1024;
    uint8_t *larger = tomt_arena_block(arena, blob->bytes, capacity, err);
    if (!larger)
        return false;
    blob->bytes = larger;
    blob->capacity = capacity;
    return true;
}

static void put_point(struct blob *blob, const struct tomt_box *box)
{
    uint8_t *to = blob->bytes + GP_HEADER;
    uint32_t type = WKB_POINT;
    to[0] = 1;
    memcpy(to + 1, &type, 4);
    memcpy(to + 5, &box->min_x, 8);
    memcpy(to + 13, &box->min_y, 8);
    blob->n = GP_HEADER + 21;
}

/* `promote`: a single part becomes the multi geometry that the layer's type promises. */
static bool put_shape(struct tomt_arena *arena, struct blob *blob, const struct tomt_shapes *shapes,
                      size_t row, bool promote, int srs_id, struct tomt_error *err)
{
    size_t size;
    const uint8_t *wkb = tomt_shapes_wkb(shapes, row, &size);
    if (!blob_reserve(arena, blob, GP_HEADER + GP_ENVELOPE + MULTI_HEADER + size, err))
        return false;
    const struct tomt_box *box = &shapes->box[row];
    double envelope[4] = {box->min_x, box->max_x, box->min_y, box->max_y};
    put_header(blob->bytes, true, srs_id);
    memcpy(blob->bytes + GP_HEADER, envelope, GP_ENVELOPE);
    uint8_t *to = blob->bytes + GP_HEADER + GP_ENVELOPE;
    uint32_t type;
    memcpy(&type, wkb + 1, sizeof type);
    if (promote && (type == WKB_POLYGON || type == WKB_LINE)) {
        uint32_t multi = type + 3, one = 1;
        to[0] = 1;
        memcpy(to + 1, &multi, 4);
        memcpy(to + 5, &one, 4);
        to += MULTI_HEADER;
    }
    memcpy(to, wkb, size);
    blob->n = (size_t)(to - blob->bytes) + size;
    return true;
}

static bool is_listed(const char *const *names, const char *name)
{
    for (; names && *names; names++)
        if (strcmp(*names, name) == 0)
            return true;
    return false;
}

/* A table may have more slots than columns named so far. */
static size_t n_named(const struct tomt_table *table)
{
    size_t n = 0;
    while (n < table->n_columns && table->column[n].name)
        n++;
    return n;
}

static bool create_table(struct tomt_gpkg *gpkg, const struct tomt_gpkg_layer *layer,
                         const struct tomt_table *table, struct tomt_error *err)
{
    static const char *const type_name[] = {
        [TOMT_REAL] = "REAL", [TOMT_INTEGER] = "INTEGER", [TOMT_TEXT] = "TEXT"};
    struct tomt_text sql = {0};
    tomt_text_puts(&sql, "CREATE TABLE ");
    tomt_sql_name(&sql, layer->name);
    tomt_text_puts(&sql, " (\"fid\" INTEGER PRIMARY KEY NOT NULL");
    if (layer->geometry_type)
        tomt_text_print(&sql, ", \"geom\" %s", layer->geometry_type);
    for (size_t i = 0, n = n_named(table); i < n; i++) {
        tomt_text_puts(&sql, ", ");
        tomt_sql_name(&sql, table->column[i].name);
        tomt_text_print(&sql, " %s%s", type_name[table->column[i].type],
                        is_listed(layer->not_null, table->column[i].name) ? " NOT NULL" : "");
    }
    tomt_text_puts(&sql, ")");
    bool good = sql.failed
                    ? tomt_fail(err, TOMT_MEMORY, "out of memory writing table '%s'", layer->name)
                    : tomt_gpkg_sql(gpkg, sql.bytes, err);
    tomt_text_free(&sql);
    return good;
}

static sqlite3_stmt *prepare_insert(struct tomt_gpkg *gpkg, const struct tomt_gpkg_layer *layer,
                                    const struct tomt_table *table, struct tomt_error *err)
{
    struct tomt_text sql = {0};
    tomt_text_puts(&sql, "INSERT INTO ");
    tomt_sql_name(&sql, layer->name);
    tomt_text_puts(&sql, " VALUES (?");
    for (size_t i = 0, n = n_named(table) + (layer->geometry_type != NULL); i < n; i++)
        tomt_text_puts(&sql, ",?");
    tomt_text_puts(&sql, ")");
    sqlite3_stmt *insert = NULL;
    if (sql.failed)
        tomt_fail(err, TOMT_MEMORY, "out of memory writing table '%s'", layer->name);
    else
        insert = tomt_gpkg_prepare(gpkg, sql.bytes, err);
    tomt_text_free(&sql);
    return insert;
}

static void bind_value(sqlite3_stmt *insert, int at, const struct tomt_column *column, size_t row)
{
    if (tomt_column_is_null(column, row)) {
        sqlite3_bind_null(insert, at);
        return;
    }
    switch (column->type) {
    case TOMT_REAL:
        sqlite3_bind_double(insert, at, column->real[row]); /* NaN becomes NULL */
        return;
    case TOMT_INTEGER:
        sqlite3_bind_int64(insert, at, column->integer[row]);
        return;
    case TOMT_TEXT: {
        size_t n = 0;
        const char *text = tomt_column_text(column, row, &n);
        sqlite3_bind_text64(insert, at, text, n, SQLITE_STATIC, SQLITE_UTF8);
        return;
    }
    }
}

struct rows {
    struct tomt_gpkg *gpkg;
    const struct tomt_gpkg_layer *layer;
    const struct tomt_shapes *shapes;
    const struct tomt_table *table;
    const struct tomt_crew *crew;
    struct tomt_arena *scratch;
    sqlite3_stmt *insert;
};

static bool bind_geometry(const struct rows *rows, struct blob *blob, bool promote, size_t row,
                          struct tomt_error *err)
{
    const struct tomt_shapes *shapes = rows->shapes;
    if (isnan(shapes->box[row].min_x)) /* a row whose place is not known */
        return sqlite3_bind_null(rows->insert, 2) == SQLITE_OK;
    if (shapes->kind == TOMT_POINTS)
        put_point(blob, &shapes->box[row]);
    else if (!put_shape(rows->scratch, blob, shapes, row, promote, rows->gpkg->srs_id, err))
        return false;
    sqlite3_bind_blob64(rows->insert, 2, blob->bytes, blob->n, SQLITE_STATIC);
    return true;
}

static bool insert_rows(const struct rows *rows, struct tomt_error *err)
{
    bool spatial = rows->layer->geometry_type != NULL;
    bool promote = spatial && strncmp(rows->layer->geometry_type, "MULTI", 5) == 0;
    size_t n_columns = n_named(rows->table);
    struct blob blob = {0};
    if (!blob_reserve(rows->scratch, &blob, 1024, err))
        return false;
    put_header(blob.bytes, false, rows->gpkg->srs_id);
    for (size_t row = 0; row < rows->table->n_rows; row++) {
        if (row % 1024 == 0 && rows->crew && rows->crew->cancel && *rows->crew->cancel)
            return tomt_fail(err, TOMT_CANCELLED, "interrupted");
        int at = 1;
        sqlite3_bind_int64(rows->insert, at++, (int64_t)row + 1);
        if (spatial && !bind_geometry(rows, &blob, promote, row, err))
            return false;
        at += spatial;
        for (size_t i = 0; i < n_columns; i++)
            bind_value(rows->insert, at++, &rows->table->column[i], row);
        if (sqlite3_step(rows->insert) != SQLITE_DONE)
            return tomt_gpkg_failed(rows->gpkg, "writing rows", err);
        sqlite3_reset(rows->insert);
    }
    return true;
}

static bool index_shapes(struct tomt_gpkg *gpkg, const char *name, const struct tomt_shapes *shapes,
                         struct tomt_arena *scratch, struct tomt_error *err)
{
    int64_t *fid = tomt_arena_block(scratch, NULL, (shapes->n + 1) * sizeof *fid, err);
    struct tomt_box *box = tomt_arena_block(scratch, NULL, (shapes->n + 1) * sizeof *box, err);
    if (!fid || !box)
        return false;
    size_t n = 0;
    for (size_t row = 0; row < shapes->n; row++) {
        if (isnan(shapes->box[row].min_x))
            continue;
        fid[n] = (int64_t)row + 1;
        box[n++] = shapes->box[row];
    }
    struct tomt_gpkg_place place = {name, "fid", "geom"};
    return tomt_gpkg_rtree(gpkg, &place, fid, box, n, err);
}

bool tomt_gpkg_count(struct tomt_gpkg *gpkg, const char *table, size_t n, struct tomt_error *err)
{
    return tomt_gpkg_sqlf(
        gpkg, err,
        "INSERT INTO gpkg_ogr_contents VALUES (%Q, %lld);"
        "CREATE TRIGGER \"trigger_insert_feature_count_%w\" AFTER INSERT ON \"%w\" BEGIN UPDATE "
        "gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = "
        "lower(%Q); END;"
        "CREATE TRIGGER \"trigger_delete_feature_count_%w\" AFTER DELETE ON \"%w\" BEGIN UPDATE "
        "gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = "
        "lower(%Q); END;",
        table, (long long)n, table, table, table, table, table, table);
}

static struct tomt_box known_extent(const struct tomt_shapes *shapes)
{
    struct tomt_box all = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t row = 0; row < shapes->n; row++) {
        const struct tomt_box *box = &shapes->box[row];
        all.min_x = box->min_x < all.min_x ? box->min_x : all.min_x;
        all.min_y = box->min_y < all.min_y ? box->min_y : all.min_y;
        all.max_x = box->max_x > all.max_x ? box->max_x : all.max_x;
        all.max_y = box->max_y > all.max_y ? box->max_y : all.max_y;
    }
    return all;
}

static bool register_layer(struct tomt_gpkg *gpkg, const struct tomt_gpkg_layer *layer,
                           const struct tomt_shapes *shapes, struct tomt_error *err)
{
    struct tomt_box extent = {1, 1, 0, 0};
    if (shapes)
        extent = known_extent(shapes);
    if (!tomt_gpkg_register(gpkg, layer->name, layer->geometry_type ? "features" : "attributes",
                            layer->title, layer->description, &extent, err))
        return false;
    if (layer->geometry_type &&
        !tomt_gpkg_sqlf(gpkg, err,
                        "INSERT INTO gpkg_geometry_columns VALUES (%Q, 'geom', %Q, %d, 0, 0)",
                        layer->name, layer->geometry_type, gpkg->srs_id))
        return false;
    for (size_t i = 0; i < layer->n_columns; i++)
        if (!tomt_gpkg_describe(gpkg, layer->name, &layer->columns[i], err))
            return false;
    return !layer->key ||
           tomt_gpkg_sqlf(gpkg, err, "CREATE UNIQUE INDEX \"%w_%w\" ON \"%w\" (\"%w\")",
                          layer->name, layer->key, layer->name, layer->key);
}

bool tomt_gpkg_write(struct tomt_gpkg *gpkg, const struct tomt_gpkg_layer *layer,
                     const struct tomt_shapes *shapes, const struct tomt_table *table,
                     const struct tomt_crew *crew, struct tomt_error *err)
{
    bool spatial = layer->geometry_type != NULL;
    if (spatial && (!shapes || shapes->n != table->n_rows))
        return tomt_fail(err, TOMT_INTERNAL, "layer '%s' has %zu shapes for %zu rows", layer->name,
                         shapes ? shapes->n : 0, table->n_rows);
    struct tomt_arena *scratch = tomt_arena_new(err);
    if (!scratch)
        return false;
    struct rows rows = {gpkg, layer, shapes, table, crew, scratch, NULL};
    bool good = create_table(gpkg, layer, table, err) &&
                (rows.insert = prepare_insert(gpkg, layer, table, err)) != NULL &&
                insert_rows(&rows, err);
    sqlite3_finalize(rows.insert);
    good = good && register_layer(gpkg, layer, spatial ? shapes : NULL, err) &&
           (!spatial || index_shapes(gpkg, layer->name, shapes, scratch, err)) &&
           tomt_gpkg_count(gpkg, layer->name, table->n_rows, err);
    tomt_arena_free(scratch);
    return good || tomt_while(err, "writing layer '%s'", layer->name);
}
