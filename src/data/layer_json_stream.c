/* data/layer_json_stream.c: JSON records as a source opened: GDAL's empty layer with their columns,
 * and batches of text. */
#include "data/layer_json.h"

#include <stdio.h>
#include <string.h>

#include <cpl_string.h>
#include <json-c/json.h>

/* A batch ends at so many rows, or so many bytes of text. */
enum { BATCH_ROWS = 4096, BATCH_BYTES = 32 << 20 };

struct batch_column {
    char *path; /* changed and put back while looked for */
    struct tomt_text text;
    int64_t end[BATCH_ROWS + 1];
    uint8_t valid[BATCH_ROWS / 8];
    const void *buffers[3];
    bool any; /* value at all */
};

struct tomt_records {
    struct tomt_arena *arena;
    const char *path, *title, *encoding;
    struct tomt_json *json;
    int64_t n_known; /* -1: there are more than were looked at */
    size_t n;
    struct batch_column *column; /* n; what they point at is freed by closing */
    int64_t fid[BATCH_ROWS];
    const void *fid_buffers[2];
    struct ArrowSchema *child_schema, **child_schemas;
    struct ArrowArray *child_array, **child_arrays;
    const void *no_buffers[1];
    size_t n_nul;
    int64_t nul_fid[TOMT_FIRST_IDS];
    const char *nul_path; /* of the first */
};

/* What the schema and the batches hold belongs to the records. */
static void release_schema(struct ArrowSchema *schema)
{
    schema->release = NULL;
}

static void release_batch(struct ArrowArray *batch)
{
    batch->release = NULL;
}

static bool look(struct tomt_records *records, struct tomt_json_columns *columns,
                 struct tomt_error *err)
{
    struct json_object *record = NULL;
    struct tomt_json *json = tomt_json_open(records->path, records->title, records->encoding, err);
    bool ok = json != NULL;
    for (size_t i = 0; ok && i < TOMT_RECORDS_LOOKED_AT; i++) {
        ok = tomt_json_next(json, &record, err);
        if (!ok || !record)
            break;
        ok = tomt_json_columns_add(columns, record, err);
    }
    records->n_known = !ok || record ? -1 : (int64_t)tomt_json_n_records(json);
    tomt_json_close(json);
    return ok;
}

static bool add_field(OGRLayerH layer, const char *name, OGRFieldType type, struct tomt_error *err)
{
    OGRFieldDefnH field = OGR_Fld_Create(name, type);
    bool ok = field && OGR_L_CreateField(layer, field, 0) == OGRERR_NONE;
    OGR_Fld_Destroy(field);
    return ok || tomt_fail(err, TOMT_INTERNAL, "no field can be made for column '%s'", name);
}

/* "folder/underenheter.json.gz" -> "underenheter" */
static void name_of(const char *path, char *name, size_t size)
{
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    snprintf(name, size, "%.*s", (int)strcspn(base, "."), base);
    if (!*name)
        snprintf(name, size, "records");
}

static bool make_layer(struct tomt_open_source *open, const char *path,
                       const struct tomt_json_columns *columns, struct tomt_error *err)
{
    char name[200];
    name_of(path, name, sizeof name);
    GDALDriverH driver = GDALGetDriverByName("Memory"); /* later versions of GDAL have it in MEM */
    driver = driver ? driver : GDALGetDriverByName("MEM");
    open->dataset = driver ? GDALCreate(driver, "", 0, 0, 0, GDT_Unknown, NULL) : NULL;
    OGRLayerH layer =
        open->dataset ? GDALDatasetCreateLayer(open->dataset, name, NULL, wkbNone, NULL) : NULL;
    if (!layer)
        return tomt_fail(err, TOMT_INTERNAL, "GDAL makes no layer in memory: %s", open->watch.text);
    for (size_t i = 0; i < columns->n; i++) {
        const struct tomt_json_column *column = columns->column + i;
        OGRFieldType type = column->text || (!column->real && !column->integer) ? OFTString
                            : column->real                                      ? OFTReal
                                                                                : OFTInteger64;
        if (!add_field(layer, column->path, type, err))
            return false;
    }
    return true;
}

bool tomt_records_open(struct tomt_arena *arena, const struct tomt_source *source,
                       struct tomt_open_source *open, struct tomt_error *err)
{
    struct tomt_json_columns columns = {0};
    struct tomt_records *records = tomt_arena_alloc(arena, sizeof *records, err);
    if (!records)
        return false;
    records->arena = arena;
    records->path = source->path;
    records->title = open->title;
    records->encoding = tomt_source_recodes(source) ? source->encoding : NULL;
    open->records = records;
    bool ok = tomt_json_columns_start(&columns, arena, err) && look(records, &columns, err) &&
              make_layer(open, source->path, &columns, err);
    tomt_json_columns_end(&columns);
    return ok;
}

void tomt_records_close(struct tomt_records *records)
{
    if (!records)
        return;
    tomt_json_close(records->json);
    records->json = NULL;
    for (size_t i = 0; i < records->n; i++)
        tomt_text_free(&records->column[i].text);
}

int64_t tomt_records_count(const struct tomt_records *records)
{
    return records->n_known;
}

bool tomt_records_add_field(struct tomt_open_source *open, const char *name, int *field,
                            struct tomt_error *err)
{
    *field = OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(open->layer));
    return add_field(open->layer, name, OFTString, err);
}

bool tomt_records_refuse_where(const char *title, struct tomt_error *err)
{
    return tomt_fail(err, TOMT_DATA,
                     "'%s' holds JSON records, which are read whole: `where` needs a format that "
                     "GDAL opens, such as CSV or "
                     "GeoPackage; leave it out or convert the file",
                     title);
}

/* ---- batches ---- */

static bool make_columns(struct tomt_records *records, struct tomt_error *err)
{
    size_t n = records->n;
    struct batch_column *column =
        tomt_arena_block(records->arena, NULL, (n + 1) * sizeof *column, err);
    records->child_schema =
        tomt_arena_alloc(records->arena, (n + 1) * sizeof *records->child_schema, err);
    records->child_schemas =
        tomt_arena_alloc(records->arena, (n + 1) * sizeof *records->child_schemas, err);
    records->child_array =
        tomt_arena_alloc(records->arena, (n + 1) * sizeof *records->child_array, err);
    records->child_arrays =
        tomt_arena_alloc(records->arena, (n + 1) * sizeof *records->child_arrays, err);
    records->column = column;
    if (!column || !records->child_schema || !records->child_schemas || !records->child_array ||
        !records->child_arrays)
        return false;
    for (size_t i = 0; i <= n; i++) {
        records->child_schemas[i] = records->child_schema + i;
        records->child_arrays[i] = records->child_array + i;
    }
    return true;
}

bool tomt_records_start(struct tomt_open_source *open, const bool *keep, struct ArrowSchema *schema,
                        struct tomt_error *err)
{
    struct tomt_records *records = open->records;
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(open->layer);
    int n_fields = OGR_FD_GetFieldCount(definition);
    size_t n_kept = 0;
    for (int i = 0; i < n_fields; i++)
        n_kept += keep[i];
    records->n = n_kept;
    if (!make_columns(records, err)) {
        records->n = 0;
        return false;
    }
    records->child_schema[0] =
        (struct ArrowSchema){.format = "l", .name = "OGC_FID", .release = release_schema};
    for (int i = 0, k = 0; i < n_fields; i++) {
        if (!keep[i])
            continue;
        const char *name = OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, i));
        if (!(records->column[k].path = tomt_arena_copy(records->arena, name, strlen(name), err)))
            return false;
        records->child_schema[++k] = (struct ArrowSchema){
            .format = "U", .name = name, .flags = ARROW_FLAG_NULLABLE, .release = release_schema};
    }
    *schema = (struct ArrowSchema){.format = "+s",
                                   .name = "",
                                   .n_children = (int64_t)n_kept + 1,
                                   .children = records->child_schemas,
                                   .release = release_schema};
    records->json = tomt_json_open(records->path, records->title, records->encoding, err);
    return records->json != NULL;
}

static void note_nul(struct tomt_records *records, const char *path, int64_t fid)
{
    if (records->n_nul < TOMT_FIRST_IDS)
        records->nul_fid[records->n_nul] = fid;
    records->nul_path = records->nul_path ? records->nul_path : path;
    records->n_nul++;
}

/* The bytes of texts of the row, added up. */
static size_t add_row(struct tomt_records *records, struct json_object *record, size_t row)
{
    size_t bytes = 0;
    int64_t fid = (int64_t)tomt_json_n_records(records->json);
    records->fid[row] = fid;
    for (size_t i = 0; i < records->n; i++) {
        struct batch_column *column = records->column + i;
        bool found, nul;
        tomt_json_text(record, column->path, &column->text, &found, &nul);
        column->end[row + 1] = (int64_t)column->text.n;
        uint8_t bit = (uint8_t)(1u << row % 8);
        column->valid[row / 8] =
            (uint8_t)(found ? column->valid[row / 8] | bit : column->valid[row / 8] & ~bit);
        column->any = column->any || found;
        bytes += column->text.n;
        if (nul)
            note_nul(records, column->path, fid);
    }
    return bytes;
}

static void give_batch(struct tomt_records *records, size_t n_rows, struct ArrowArray *batch)
{
    int64_t n = (int64_t)n_rows;
    records->fid_buffers[1] = records->fid;
    records->child_array[0] = (struct ArrowArray){
        .length = n, .n_buffers = 2, .buffers = records->fid_buffers, .release = release_batch};
    for (size_t i = 0; i < records->n; i++) {
        struct batch_column *column = records->column + i;
        column->buffers[0] = column->valid;
        column->buffers[1] = column->end;
        column->buffers[2] = column->text.n ? column->text.bytes : "";
        records->child_array[i + 1] = (struct ArrowArray){.length = n,
                                                          .null_count = -1,
                                                          .n_buffers = 3,
                                                          .buffers = column->buffers,
                                                          .release = release_batch};
    }
    *batch = (struct ArrowArray){.length = n,
                                 .n_buffers = 1,
                                 .buffers = records->no_buffers,
                                 .n_children = (int64_t)records->n + 1,
                                 .children = records->child_arrays,
                                 .release = release_batch};
}

bool tomt_records_next(struct tomt_records *records, struct ArrowArray *batch, bool *more,
                       struct tomt_error *err)
{
    size_t row = 0, bytes = 0;
    struct json_object *record = NULL;
    for (size_t i = 0; i < records->n; i++)
        records->column[i].text.n = 0;
    while (row < BATCH_ROWS && bytes < BATCH_BYTES) {
        if (!tomt_json_next(records->json, &record, err))
            return false;
        if (!record)
            break;
        bytes = add_row(records, record, row++);
    }
    for (size_t i = 0; i < records->n; i++)
        if (records->column[i].text.failed)
            return tomt_fail(err, TOMT_MEMORY, "out of memory for JSON records");
    *more = row > 0;
    if (*more)
        give_batch(records, row, batch);
    return true;
}

void tomt_records_tell(const struct tomt_records *records, struct tomt_read_report *report)
{
    char detail[120] = "";
    for (size_t i = 0; i < records->n; i++) {
        size_t n = strlen(report->note);
        const char *path = records->column[i].path;
        if (!records->column[i].any && n + strlen(path) + 40 < sizeof report->note)
            snprintf(report->note + n, sizeof report->note - n,
                     "%scolumn '%s' has no value in any record", n ? "; " : "", path);
    }
    if (records->n_nul)
        snprintf(detail, sizeof detail, "column '%.60s', its character U+0000 made U+FFFD",
                 records->nul_path);
    for (size_t i = 0; i < records->n_nul; i++)
        tomt_report_trouble(report, TOMT_T_BAD_TEXT, i < TOMT_FIRST_IDS ? records->nul_fid[i] : 0,
                            detail);
}
