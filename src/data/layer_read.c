/* data/layer_read.c: the story of reading a layer: open, CRS, columns, filter, batches, report. */
#include "data/layer.h"

#include "data/layer_cells.h"
#include "data/layer_geometry.h"
#include "data/layer_json.h"
#include "data/layer_source.h"
#include "data/layer_stream.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* A wanted column on its way: where it comes from and where it goes. */
struct path {
    int field; /* of the source; TOMT_FIELD_IS_FID; NOT_MAPPED */
    struct tomt_sink sink;
};
enum { NOT_MAPPED = -3 };

struct reading {
    struct tomt_arena *arena;
    const struct tomt_source *source;
    struct tomt_open_source *open;
    struct tomt_layer *layer;
    struct path *path;
    size_t n_paths;
    bool nothing;         /* the driver's filter finds no feature */
    int x_field, y_field; /* -1: the source's own geometry */
    struct tomt_stream stream;
    struct tomt_geometry_reader geometry;
    int64_t *batch_fid;
    size_t batch_capacity;
    size_t fid_capacity;
};

static void note_folded(struct tomt_read_report *report, const char *asked, const char *found)
{
    size_t n = strlen(report->note);
    if (n + strlen(asked) + strlen(found) + 30 < sizeof report->note)
        snprintf(report->note + n, sizeof report->note - n, "%scolumn '%s' taken for '%s'", n ? "; " : "", found, asked);
}

static bool find_field(struct reading *reading, const char *column, const char *purpose, bool needed, int *field,
                       struct tomt_error *err)
{
    bool folded;
    if (!tomt_source_field(reading->open, column, field, &folded, err))
        return false;
    /* Records have the columns they have a value for: a later one may have it. */
    if (*field == -1 && reading->open->records && !needed && tomt_records_count(reading->open->records) != 0)
        return tomt_records_add_field(reading->open, column, field, err);
    /* An empty GeoJSON or CSV cannot tell its columns: it lacks rows, not a column. */
    if (*field == -1 && OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(reading->open->layer)) == 0 &&
        OGR_L_GetFeatureCount(reading->open->layer, 0) == 0) {
        *field = NOT_MAPPED;
        return true;
    }
    if (*field == -1)
        return tomt_source_no_column(reading->open, column, purpose, err);
    if (!folded)
        return true;
    const char *name = tomt_source_field_name(reading->arena, reading->open, *field, err);
    if (name)
        note_folded(&reading->layer->report, column, name);
    return name != NULL;
}

static bool find_columns(struct reading *reading, const struct tomt_wanted *wanted, size_t n, struct tomt_error *err)
{
    struct tomt_table *table = &reading->layer->table;
    reading->path = tomt_arena_alloc(reading->arena, (n + 1) * sizeof *reading->path, err);
    if (!reading->path || !tomt_table_start(table, reading->arena, n, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        struct path *path = reading->path + i;
        if (!wanted[i].column && wanted[i].required)
            return tomt_fail(err, TOMT_DATA, "no column is named for '%s', which is required: name one under `columns:`",
                             wanted[i].name);
        path->field = NOT_MAPPED;
        if (wanted[i].column && !find_field(reading, wanted[i].column, wanted[i].name, wanted[i].required, &path->field, err))
            return false;
        struct tomt_column *column = tomt_table_column(table, wanted[i].name, wanted[i].type, err);
        if (!column || !tomt_sink_start(&path->sink, reading->arena, wanted + i, column, reading->open->encoding, err))
            return false;
        reading->n_paths = i + 1;
    }
    reading->x_field = reading->y_field = -1;
    const struct tomt_source *source = reading->source;
    if (!source->x != !source->y)
        return tomt_fail(err, TOMT_DATA, "`x:` and `y:` name the two columns of coordinates: both are needed");
    if (!source->x)
        return true;
    if (!find_field(reading, source->x, "x", true, &reading->x_field, err) ||
        !find_field(reading, source->y, "y", true, &reading->y_field, err))
        return false;
    if (reading->x_field == NOT_MAPPED && reading->y_field == NOT_MAPPED)
        return true; /* no rows, no columns */
    if (reading->x_field < 0 || reading->y_field < 0)
        return tomt_fail(err, TOMT_DATA, "the feature id is no coordinate: name the columns of coordinates");
    return true;
}

static bool has_own_geometry(const struct reading *reading)
{
    return reading->x_field < 0 && OGR_L_GetGeomType(reading->open->layer) != wkbNone;
}

static bool open_transform(struct reading *reading, struct tomt_seat *seat, const struct tomt_crs *project_crs,
                           struct tomt_error *err)
{
    struct tomt_geometry_reader *geometry = &reading->geometry;
    bool any = has_own_geometry(reading) || reading->source->x;
    const char *text = reading->source->crs;
    if (!text && reading->x_field < 0) {
        text = tomt_source_crs(reading->arena, reading->open, &geometry->swap, err);
        if (!text && err->code != TOMT_OK)
            return false;
    }
    if (!text && !any && reading->source->optional_geometry)
        text = project_crs->text; /* rows without a place have no CRS to miss */
    if (!text && !any)
        return tomt_fail(err, TOMT_DATA, "'%s' has no geometry: name its columns of coordinates with `x:` and `y:`",
                         reading->open->title);
    if (!text)
        return tomt_fail(err, TOMT_DATA,
                         "'%s' does not say its coordinate reference system: say which it is, e.g. `crs: EPSG:25833` in the "
                         "layer's entry of the project",
                         reading->open->title);
    if (!tomt_crs_read(seat, reading->arena, text, &reading->layer->report.crs, err))
        return false;
    geometry->transform = tomt_transform_open(seat, text, project_crs->text, err);
    return geometry->transform != NULL;
}

/* The driver may leave out what lies far away; what it leaves in is tested exactly by us. A driver without a spatial index
 * would only spend time, and complain of invalid geometries it tests. */
static void set_filter(struct reading *reading, const struct tomt_box *box)
{
    OGRLayerH layer = reading->open->layer;
    struct tomt_box from;
    struct tomt_error ignored = {0};
    OGREnvelope extent;
    if (!box || reading->x_field >= 0 || reading->source->optional_geometry ||
        !OGR_L_TestCapability(layer, OLCFastSpatialFilter) ||
        !tomt_transform_inverse_box(reading->geometry.transform, box, &from, &ignored))
        return;
    double grow_x = (from.max_x - from.min_x) * 0.01 + 1e-6, grow_y = (from.max_y - from.min_y) * 0.01 + 1e-6;
    from = (struct tomt_box){from.min_x - grow_x, from.min_y - grow_y, from.max_x + grow_x, from.max_y + grow_y};
    if (!isfinite(from.min_x + from.min_y + from.max_x + from.max_y))
        return;
    if (reading->geometry.swap)
        from = (struct tomt_box){from.min_y, from.min_x, from.max_y, from.max_x};
    if (OGR_L_TestCapability(layer, OLCFastGetExtent) && OGR_L_GetExtent(layer, &extent, 0) == OGRERR_NONE &&
        from.min_x <= extent.MinX && extent.MaxX <= from.max_x && from.min_y <= extent.MinY && extent.MaxY <= from.max_y)
        return; /* all of it: then rows without geometry are seen and counted too */
    OGR_L_SetSpatialFilterRect(layer, from.min_x, from.min_y, from.max_x, from.max_y);
    /* GDAL 3.6's stream of a FlatGeobuf never ends when its filter finds nothing. */
    reading->nothing = strcmp(reading->open->driver, "FlatGeobuf") == 0 && OGR_L_GetFeatureCount(layer, 1) == 0;
}

static bool start_stream(struct reading *reading, struct tomt_error *err)
{
    size_t n = (size_t)OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(reading->open->layer));
    bool *keep = tomt_arena_alloc(reading->arena, (n + 1) * sizeof *keep, err);
    if (!keep)
        return false;
    for (size_t i = 0; i < reading->n_paths; i++)
        if (reading->path[i].field >= 0)
            keep[reading->path[i].field] = true;
    if (reading->x_field >= 0)
        keep[reading->x_field] = keep[reading->y_field] = true;
    return tomt_stream_start(&reading->stream, reading->open, reading->source->where, keep, has_own_geometry(reading), err);
}

static bool batch_fids(struct reading *reading, size_t n, struct tomt_error *err)
{
    if (n > reading->batch_capacity) {
        int64_t *grown = tomt_resize(reading->batch_fid, n * sizeof *grown);
        if (!grown)
            return tomt_fail(err, TOMT_MEMORY, "out of memory for %zu rows", n);
        reading->batch_fid = grown;
        reading->batch_capacity = n;
    }
    for (size_t row = 0; row < n; row++)
        reading->batch_fid[row] = tomt_stream_fid(&reading->stream, row);
    return true;
}

static bool start_cells(struct reading *reading, int child, struct tomt_text *scratch, struct tomt_cells *cells,
                        struct tomt_error *err)
{
    const struct tomt_stream *stream = &reading->stream;
    return tomt_cells_start(cells, stream->schema.children[child], stream->batch.children[child], stream->batch.offset, scratch,
                            err);
}

static bool read_geometries(struct reading *reading, size_t n, struct tomt_error *err)
{
    struct tomt_geometry_reader *geometry = &reading->geometry;
    struct tomt_cells x, y;
    if (reading->x_field >= 0) {
        int x_child = tomt_stream_child(&reading->stream, reading->x_field);
        int y_child = tomt_stream_child(&reading->stream, reading->y_field);
        if (x_child < 0 || y_child < 0)
            return tomt_fail(err, TOMT_INTERNAL, "the columns of coordinates are missing from the stream");
        return start_cells(reading, x_child, &geometry->scratch, &x, err) &&
               start_cells(reading, y_child, &geometry->scratch, &y, err) &&
               tomt_geometry_read_xy(geometry, &x, &y, reading->batch_fid, n, err);
    }
    if (reading->stream.geometry_child < 0)
        return tomt_geometry_read_xy(geometry, NULL, NULL, reading->batch_fid, n, err);
    return start_cells(reading, reading->stream.geometry_child, &geometry->scratch, &x, err) &&
           tomt_geometry_read(geometry, &x, reading->batch_fid, n, err);
}

static bool read_column(struct reading *reading, struct path *path, struct tomt_error *err)
{
    const uint32_t *row = reading->geometry.row;
    size_t n = reading->geometry.n_rows;
    const int64_t *fid = reading->batch_fid;
    struct tomt_read_report *report = &reading->layer->report;
    struct tomt_cell cell = {.kind = TOMT_CELL_NULL};
    struct tomt_cells cells;
    int child = path->field >= 0 ? tomt_stream_child(&reading->stream, path->field) : -1;
    if (path->field >= 0 && child < 0)
        return tomt_fail(err, TOMT_INTERNAL, "column '%s' is missing from the stream", path->sink.wanted->column);
    if (child >= 0 && !start_cells(reading, child, &path->sink.scratch, &cells, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (path->field == TOMT_FIELD_IS_FID)
            cell = (struct tomt_cell){.kind = TOMT_CELL_INTEGER, .integer = fid[row[i]]};
        else if (child >= 0 && !tomt_cell_read(&cells, row[i], &cell, err))
            return false;
        if (!tomt_sink_add(&path->sink, &cell, fid[row[i]], report, err))
            return false;
    }
    return true;
}

static bool add_fids(struct reading *reading, size_t n_before, struct tomt_error *err)
{
    struct tomt_layer *layer = reading->layer;
    size_t n = n_before + reading->geometry.n_rows;
    if (n > reading->fid_capacity) {
        size_t capacity = n + n / 2 + 64;
        int64_t *grown = tomt_arena_block(reading->arena, layer->fid, capacity * sizeof *grown, err);
        if (!grown)
            return false;
        layer->fid = grown;
        reading->fid_capacity = capacity;
    }
    for (size_t i = 0; i < reading->geometry.n_rows; i++)
        layer->fid[n_before + i] = reading->batch_fid[reading->geometry.row[i]];
    return true;
}

static bool read_batch(struct reading *reading, struct tomt_error *err)
{
    size_t n = (size_t)reading->stream.batch.length, n_before = reading->layer->table.n_rows;
    if (!batch_fids(reading, n, err) || !read_geometries(reading, n, err) || !add_fids(reading, n_before, err))
        return false;
    for (size_t i = 0; i < reading->n_paths; i++)
        if (!read_column(reading, reading->path + i, err))
            return false;
    reading->layer->report.n_read += n;
    reading->layer->table.n_rows = n_before + reading->geometry.n_rows;
    return true;
}

static bool read_open(struct reading *reading, struct tomt_seat *seat, const struct tomt_wanted *wanted, size_t n_wanted,
                      const struct tomt_crs *project_crs, const struct tomt_box *box, struct tomt_error *err)
{
    OGRLayerH layer = reading->open->layer;
    struct tomt_read_report *report = &reading->layer->report;
    GIntBig count = reading->open->records                            ? tomt_records_count(reading->open->records)
                    : OGR_L_TestCapability(layer, OLCFastFeatureCount) ? OGR_L_GetFeatureCount(layer, 0)
                                                                       : -1;
    report->n_in_source = count < 0 ? SIZE_MAX : (size_t)count;
    if (!find_columns(reading, wanted, n_wanted, err) || !open_transform(reading, seat, project_crs, err))
        return false;
    set_filter(reading, box);
    if (!start_stream(reading, err))
        return false;
    for (bool more = true; !reading->nothing;) {
        if (!tomt_stream_next(&reading->stream, &more, err))
            return false;
        if (!more)
            break;
        if (!read_batch(reading, err))
            return false;
    }
    const struct tomt_watch *watch = &reading->open->watch;
    report->n_read += watch->n_skipped;
    for (size_t i = 0; i < watch->n_skipped; i++)
        tomt_report_trouble(report, TOMT_T_BROKEN, i < TOMT_FIRST_IDS ? watch->skipped_id[i] : 0, watch->skipped_text);
    report->n_kept = reading->layer->table.n_rows;
    if (reading->open->records)
        tomt_records_tell(reading->open->records, report);
    return true;
}

bool tomt_layer_read(struct tomt_seat *seat, struct tomt_arena *arena, const struct tomt_source *source,
                     enum tomt_shape_kind kind, const struct tomt_wanted *wanted, size_t n_wanted,
                     const struct tomt_crs *project_crs, const struct tomt_box *box, struct tomt_layer *layer,
                     struct tomt_error *err)
{
    struct tomt_open_source open;
    memset(layer, 0, sizeof *layer);
    tomt_shapes_start(&layer->shapes, arena, kind);
    if (!tomt_source_open(arena, source, true, &open, err))
        return false;
    struct reading reading = {.arena = arena, .source = source, .open = &open, .layer = layer};
    reading.geometry = (struct tomt_geometry_reader){
        .seat = seat, .kind = kind, .box = box, .optional = source->optional_geometry, .layer = layer};
    layer->name = source->layer ? source->layer : open.title;
    layer->report.driver = tomt_arena_copy(arena, open.driver, strlen(open.driver), err);
    bool ok = layer->report.driver && read_open(&reading, seat, wanted, n_wanted, project_crs, box, err);
    tomt_stream_end(&reading.stream);
    for (size_t i = 0; i < reading.n_paths; i++)
        tomt_sink_end(&reading.path[i].sink);
    tomt_geometry_end(&reading.geometry);
    tomt_release(reading.batch_fid);
    tomt_source_close(&open);
    return ok;
}
