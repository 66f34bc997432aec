/* data/layer_look.c: a look at a source without reading it, and the distinct values of one column: for `check`. */
#include "data/layer.h"

#include "data/layer_cells.h"
#include "data/layer_json.h"
#include "data/layer_source.h"
#include "data/layer_stream.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* How far outside its CRS's area of use data may lie before x and y are suspected: Norway works in UTM zone 33 from 4 to 31
 * degrees east, though the zone's own area is 12 to 18. */
#define LONGITUDES_GRANTED 15.0
#define LATITUDES_GRANTED 5.0
/* Rows whose coordinates are looked at in a table with x and y columns. */
#define ROWS_LOOKED_AT 100000
/* Rows whose geometry is looked at where a layer does not say its kind. */
#define ROWS_OF_KINDS 1000

static bool names_of_layers(struct tomt_arena *arena, const struct tomt_open_source *open, struct tomt_layer_info *info,
                            struct tomt_error *err)
{
    info->n_layers = (size_t)GDALDatasetGetLayerCount(open->dataset);
    info->layer_names = tomt_arena_alloc(arena, (info->n_layers + 1) * sizeof *info->layer_names, err);
    for (size_t i = 0; info->layer_names && i < info->n_layers; i++) {
        const char *name = OGR_L_GetName(GDALDatasetGetLayer(open->dataset, (int)i));
        info->layer_names[i] = tomt_arena_copy(arena, name, strlen(name), err);
        if (!info->layer_names[i])
            return false;
    }
    return info->layer_names != NULL;
}

static bool columns_of_layer(struct tomt_arena *arena, const struct tomt_open_source *open, struct tomt_layer_info *info,
                             struct tomt_error *err)
{
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(open->layer);
    info->n_columns = (size_t)OGR_FD_GetFieldCount(definition);
    info->column = tomt_arena_alloc(arena, (info->n_columns + 1) * sizeof *info->column, err);
    info->column_type = tomt_arena_alloc(arena, (info->n_columns + 1) * sizeof *info->column_type, err);
    if (!info->column || !info->column_type)
        return false;
    for (size_t i = 0; i < info->n_columns; i++) {
        OGRFieldType type = OGR_Fld_GetType(OGR_FD_GetFieldDefn(definition, (int)i));
        info->column_type[i] = type == OFTInteger || type == OFTInteger64 ? TOMT_INTEGER
                               : type == OFTReal                          ? TOMT_REAL
                                                                          : TOMT_TEXT;
        info->column[i] = tomt_source_field_name(arena, open, (int)i, err);
        if (!info->column[i])
            return false;
    }
    return true;
}

static void kind_of_layer(const struct tomt_open_source *open, struct tomt_layer_info *info)
{
    OGRwkbGeometryType type = wkbFlatten(OGR_L_GetGeomType(open->layer));
    info->has_geometry = type != wkbNone;
    info->kind_known = true;
    if (type == wkbPoint || type == wkbMultiPoint)
        info->kind = TOMT_POINTS;
    else if (OGR_GT_IsSubClassOf(type, wkbCurve) || OGR_GT_IsSubClassOf(type, wkbMultiCurve))
        info->kind = TOMT_LINES;
    else if (OGR_GT_IsSubClassOf(type, wkbSurface) || OGR_GT_IsSubClassOf(type, wkbMultiSurface))
        info->kind = TOMT_POLYGONS;
    else
        info->kind_known = false;
}

static void grow(struct tomt_box *box, double x, double y)
{
    box->min_x = fmin(box->min_x, x);
    box->min_y = fmin(box->min_y, y);
    box->max_x = fmax(box->max_x, x);
    box->max_y = fmax(box->max_y, y);
}

static bool grow_by_batch(struct tomt_stream *stream, const int field[2], struct tomt_text *scratch, struct tomt_box *extent,
                          struct tomt_error *err)
{
    struct tomt_cells cells[2];
    for (int axis = 0; axis < 2; axis++) {
        int child = tomt_stream_child(stream, field[axis]);
        if (child < 0 || !tomt_cells_start(cells + axis, stream->schema.children[child], stream->batch.children[child],
                                           stream->batch.offset, scratch, err))
            return tomt_fail(err, TOMT_INTERNAL, "the columns of coordinates are missing from the stream");
    }
    for (size_t row = 0; row < (size_t)stream->batch.length; row++) {
        struct tomt_cell cell;
        double at[2];
        bool there = true;
        for (int axis = 0; axis < 2; axis++) {
            bool bad;
            if (!tomt_cell_read(cells + axis, row, &cell, err))
                return false;
            there = tomt_cell_number(&cell, at + axis, &bad) && isfinite(at[axis]) && there;
        }
        if (there)
            grow(extent, at[0], at[1]);
    }
    return true;
}

/* *whole: every row was looked at. */
static bool extent_of_columns(struct tomt_open_source *open, const struct tomt_source *source, const int field[2],
                              struct tomt_box *extent, bool *whole, struct tomt_error *err)
{
    struct tomt_stream stream = {0};
    struct tomt_text scratch = {0};
    size_t n = (size_t)OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(open->layer));
    bool *keep = tomt_allocate((n + 1) * sizeof *keep);
    if (!keep)
        return tomt_fail(err, TOMT_MEMORY, "out of memory");
    memset(keep, 0, n + 1);
    keep[field[0]] = keep[field[1]] = true;
    bool ok = tomt_stream_start(&stream, open, source->where, keep, false, err), more = true;
    while (ok && more && stream.n_before < ROWS_LOOKED_AT) {
        ok = tomt_stream_next(&stream, &more, err);
        if (ok && more)
            ok = grow_by_batch(&stream, field, &scratch, extent, err);
    }
    *whole = !more;
    tomt_stream_end(&stream);
    tomt_text_free(&scratch);
    tomt_release(keep);
    return ok;
}

static bool find_extent(struct tomt_open_source *open, const struct tomt_source *source, bool swap,
                        struct tomt_layer_info *info, struct tomt_error *err)
{
    info->extent = (struct tomt_box){INFINITY, INFINITY, -INFINITY, -INFINITY};
    if (source->x && source->y) {
        bool folded;
        int field[2];
        if (!tomt_source_field(open, source->x, field, &folded, err) ||
            !tomt_source_field(open, source->y, field + 1, &folded, err))
            return false;
        for (int axis = 0; axis < 2; axis++)
            if (field[axis] < 0)
                return tomt_source_no_column(open, axis ? source->y : source->x, axis ? "y" : "x", err);
        return extent_of_columns(open, source, field, &info->extent, &info->extent_known, err);
    }
    OGREnvelope found;
    bool is_osm = strcmp(open->driver, "OSM") == 0;
    if (is_osm && !tomt_osm_extent(open, source, &found))
        return true;
    if (is_osm ||
        (info->has_geometry && OGR_L_GetExtent(open->layer, &found, 1) == OGRERR_NONE && found.MinX <= found.MaxX)) {
        info->extent = swap ? (struct tomt_box){found.MinY, found.MinX, found.MaxY, found.MaxX}
                            : (struct tomt_box){found.MinX, found.MinY, found.MaxX, found.MaxY};
        info->extent_known = true;
    }
    return true;
}

/* Does the point lie in or near the area of use? */
static bool fits(struct tomt_transform *to_degrees, double x, double y, const struct tomt_box *use)
{
    struct tomt_error ignored = {0};
    double at[2] = {x, y};
    if (to_degrees &&
        !tomt_transform_points(to_degrees, (uint8_t *)at, (uint8_t *)(at + 1), sizeof at, 1, NULL, &ignored))
        return false;
    return isfinite(at[0]) && isfinite(at[1]) && at[0] >= use->min_x - LONGITUDES_GRANTED &&
           at[0] <= use->max_x + LONGITUDES_GRANTED && at[1] >= use->min_y - LATITUDES_GRANTED &&
           at[1] <= use->max_y + LATITUDES_GRANTED;
}

static bool within_degrees(const struct tomt_box *box)
{
    return box->min_x >= -180 && box->max_x <= 180 && box->min_y >= -180 && box->max_y <= 180;
}

static void hint(struct tomt_seat *seat, const struct tomt_crs *project_crs, struct tomt_layer_info *info)
{
    const struct tomt_box *box = &info->extent;
    if (!info->has_crs || !(box->min_x <= box->max_x))
        return;
    if (info->crs.projected && within_degrees(box)) {
        info->swapped_hint = "the coordinates look like degrees, but the CRS is in metres: is `crs: EPSG:4326` meant?";
        return;
    }
    if (info->crs.geographic && (fmax(fabs(box->min_x), fabs(box->max_x)) > 360 ||
                                 fmax(fabs(box->min_y), fabs(box->max_y)) > 360)) {
        info->swapped_hint = "the coordinates look like metres, but the CRS is in degrees: name the CRS they are in with `crs:`";
        return;
    }
    const struct tomt_box *use = project_crs ? &project_crs->use_deg : &info->crs.use_deg;
    if (!(use->min_x < use->max_x) || use->max_x - use->min_x > 300)
        return;
    struct tomt_error ignored = {0};
    struct tomt_transform *to_degrees =
        info->crs.geographic ? NULL : tomt_transform_open(seat, info->crs.text, "EPSG:4326", &ignored);
    if (!info->crs.geographic && !to_degrees)
        return;
    double x = (box->min_x + box->max_x) / 2, y = (box->min_y + box->max_y) / 2;
    if (!fits(to_degrees, x, y, use) && fits(to_degrees, y, x, use))
        info->swapped_hint = "x and y look swapped: the other way round the coordinates lie in the project's area";
}

static bool look_open(struct tomt_seat *seat, struct tomt_arena *arena, const struct tomt_source *source,
                      const struct tomt_crs *project_crs, struct tomt_open_source *open, struct tomt_layer_info *info,
                      struct tomt_error *err)
{
    const char *name = OGR_L_GetName(open->layer);
    info->driver = tomt_arena_copy(arena, open->driver, strlen(open->driver), err);
    info->layer_name = tomt_arena_copy(arena, name, strlen(name), err);
    if (!info->driver || !info->layer_name || !names_of_layers(arena, open, info, err) ||
        !columns_of_layer(arena, open, info, err))
        return false;
    if (source->where && !tomt_stream_filter(open, source->where, err))
        return false;
    OGR_L_SetAttributeFilter(open->layer, NULL); /* what is looked at here is all of the layer */
    kind_of_layer(open, info);
    if (source->x && source->y) {
        info->has_geometry = info->kind_known = true;
        info->kind = TOMT_POINTS;
    }
    bool swap = false;
    const char *text = source->crs ? source->crs : tomt_source_crs(arena, open, &swap, err);
    if (!text && err->code != TOMT_OK)
        return false;
    info->has_crs = text != NULL;
    if (text && !tomt_crs_read(seat, arena, text, &info->crs, err))
        return false;
    /* Asked without force, the CSV driver still reads the whole file to count: one feature tells whether there is any. */
    bool is_fast = OGR_L_TestCapability(open->layer, OLCFastFeatureCount), quick = is_fast || strcmp(open->driver, "CSV") != 0;
    GIntBig count = open->records ? tomt_records_count(open->records)
                    : quick ? OGR_L_GetFeatureCount(open->layer, is_fast) : -1;
    if (!quick) {
        OGR_L_ResetReading(open->layer);
        OGRFeatureH first = OGR_L_GetNextFeature(open->layer);
        count = first ? -1 : 0;
        OGR_F_Destroy(first);
        OGR_L_ResetReading(open->layer);
    }
    info->more_columns = open->records != NULL;
    info->n_features = count < 0 ? -1 : (int64_t)count;
    if (!find_extent(open, source, swap, info, err))
        return false;
    hint(seat, project_crs, info);
    return true;
}

bool tomt_layer_look(struct tomt_seat *seat, struct tomt_arena *arena, const struct tomt_source *source,
                     const struct tomt_crs *project_crs, struct tomt_layer_info *info, struct tomt_error *err)
{
    struct tomt_open_source open;
    memset(info, 0, sizeof *info);
    if (!tomt_source_open(arena, source, true, &open, err))
        return false;
    bool ok = look_open(seat, arena, source, project_crs, &open, info, err);
    tomt_source_close(&open);
    return ok;
}

static unsigned kinds_in(OGRGeometryH geometry, unsigned depth)
{
    OGRwkbGeometryType type = wkbFlatten(OGR_G_GetGeometryType(geometry));
    unsigned kinds = 0;
    if (type == wkbPoint || type == wkbMultiPoint)
        return 1u << TOMT_POINTS;
    if (OGR_GT_IsSubClassOf(type, wkbCurve) || OGR_GT_IsSubClassOf(type, wkbMultiCurve))
        return 1u << TOMT_LINES;
    if (OGR_GT_IsSubClassOf(type, wkbSurface) || OGR_GT_IsSubClassOf(type, wkbMultiSurface))
        return 1u << TOMT_POLYGONS;
    for (int i = 0; depth < 8 && type == wkbGeometryCollection && i < OGR_G_GetGeometryCount(geometry); i++)
        kinds |= kinds_in(OGR_G_GetGeometryRef(geometry, i), depth + 1);
    return kinds;
}

bool tomt_layer_kinds(struct tomt_arena *arena, const struct tomt_source *source, unsigned *kinds, struct tomt_error *err)
{
    struct tomt_open_source open;
    *kinds = 0;
    if (!tomt_source_open(arena, source, true, &open, err))
        return false;
    bool ok = !source->where || tomt_stream_filter(&open, source->where, err);
    OGR_L_ResetReading(open.layer);
    for (int row = 0; ok && row < ROWS_OF_KINDS; row++) {
        OGRFeatureH feature = OGR_L_GetNextFeature(open.layer);
        if (!feature)
            break;
        OGRGeometryH geometry = OGR_F_GetGeometryRef(feature);
        *kinds |= geometry ? kinds_in(geometry, 0) : 0;
        OGR_F_Destroy(feature);
    }
    tomt_source_close(&open);
    return ok;
}

/* Distinct texts: open addressing over an array of pointers into the arena. */
struct texts {
    struct tomt_arena *arena;
    const char **slot;
    size_t n_slots; /* a power of two */
    size_t n, most;
};

static uint64_t hash(const char *text, size_t n)
{
    uint64_t h = 14695981039346656037u; /* FNV-1a */
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)text[i]) * 1099511628211u;
    return h;
}

static bool add_distinct(struct texts *texts, const char *text, size_t n, struct tomt_error *err)
{
    size_t at = hash(text, n) & (texts->n_slots - 1);
    while (texts->slot[at]) {
        if (strncmp(texts->slot[at], text, n) == 0 && !texts->slot[at][n])
            return true;
        at = (at + 1) & (texts->n_slots - 1);
    }
    texts->slot[at] = tomt_arena_copy(texts->arena, text, n, err);
    texts->n++;
    return texts->slot[at] != NULL;
}

static bool distinct_of_batch(struct tomt_stream *stream, int field, struct texts *texts, struct tomt_text *scratch,
                              struct tomt_text *recoded, struct tomt_error *err)
{
    struct tomt_cells cells;
    int child = tomt_stream_child(stream, field);
    if (child < 0)
        return tomt_fail(err, TOMT_INTERNAL, "the column is missing from the stream");
    if (!tomt_cells_start(&cells, stream->schema.children[child], stream->batch.children[child], stream->batch.offset, scratch, err))
        return false;
    const char *encoding = *stream->open->encoding ? stream->open->encoding : NULL;
    for (size_t row = 0; row < (size_t)stream->batch.length && texts->n < texts->most; row++) {
        struct tomt_cell cell;
        char buffer[32];
        const char *text;
        size_t n;
        bool bad;
        if (!tomt_cell_read(&cells, row, &cell, err))
            return false;
        if (cell.kind == TOMT_CELL_NULL)
            continue;
        tomt_cell_text(&cell, buffer, &text, &n);
        if (text != buffer)
            tomt_cell_utf8(&cell, encoding, recoded, &text, &n, &bad);
        if (!add_distinct(texts, text, n, err))
            return false;
    }
    return !recoded->failed || tomt_fail(err, TOMT_MEMORY, "out of memory for a text");
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool values_open(struct tomt_arena *arena, struct tomt_open_source *open, const struct tomt_source *source,
                        const char *column, struct texts *texts, struct tomt_error *err)
{
    bool folded;
    int field;
    if (!tomt_source_field(open, column, &field, &folded, err))
        return false;
    if (field < 0)
        return tomt_source_no_column(open, column, "", err);
    size_t n = (size_t)OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(open->layer));
    bool *keep = tomt_arena_alloc(arena, (n + 1) * sizeof *keep, err);
    if (!keep)
        return false;
    keep[field] = true;
    struct tomt_stream stream = {0};
    struct tomt_text scratch = {0}, recoded = {0};
    bool ok = tomt_stream_start(&stream, open, source->where, keep, false, err), more = true;
    while (ok && more && texts->n < texts->most) {
        ok = tomt_stream_next(&stream, &more, err);
        if (ok && more)
            ok = distinct_of_batch(&stream, field, texts, &scratch, &recoded, err);
    }
    tomt_stream_end(&stream);
    tomt_text_free(&scratch);
    tomt_text_free(&recoded);
    return ok;
}

bool tomt_layer_values(struct tomt_arena *arena, const struct tomt_source *source, const char *column, size_t most,
                       struct tomt_mapping *values, struct tomt_error *err)
{
    struct tomt_open_source open;
    struct texts texts = {.arena = arena, .n_slots = 64, .most = most};
    memset(values, 0, sizeof *values);
    while (texts.n_slots < most * 2)
        texts.n_slots *= 2;
    texts.slot = tomt_arena_alloc(arena, texts.n_slots * sizeof *texts.slot, err);
    if (!texts.slot || !tomt_source_open(arena, source, true, &open, err))
        return false;
    bool ok = values_open(arena, &open, source, column, &texts, err);
    tomt_source_close(&open);
    if (!ok)
        return false;
    values->from = tomt_arena_alloc(arena, (texts.n + 1) * sizeof *values->from, err);
    if (!values->from)
        return false;
    for (size_t i = 0; i < texts.n_slots; i++)
        if (texts.slot[i])
            values->from[values->n++] = texts.slot[i];
    qsort(values->from, values->n, sizeof *values->from, compare_texts);
    return true;
}
