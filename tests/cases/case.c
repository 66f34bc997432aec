/* cases/case.c: reads a .case file, line by line. */
#include "case.h"

#include "base/text.h"

#include <math.h>
#include <stdlib.h>

#include <gdal.h>
#include <ogr_srs_api.h>

static bool wrong(const struct case_file *file, struct tomt_error *err, const char *what,
                  const char *found)
{
    return tomt_fail(err, TOMT_DATA, "%s:%d: %s: '%s'", file->path, file->line, what, found);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static char *trimmed(struct case_file *file, const char *text, size_t n, struct tomt_error *err)
{
    while (n > 0 && is_blank(*text))
        text++, n--;
    while (n > 0 && is_blank(text[n - 1]))
        n--;
    return tomt_arena_copy(file->arena, text, n, err);
}

const char *case_part(struct case_file *file, const char **text, char separator,
                      struct tomt_error *err)
{
    const char *end = strchr(*text, separator);
    size_t n = end ? (size_t)(end - *text) : strlen(*text);
    const char *part = trimmed(file, *text, n, err);
    *text += end ? n + 1 : n;
    return part;
}

static bool number(const struct case_file *file, const char *text, double *out,
                   struct tomt_error *err)
{
    return tomt_number_parse(text, strlen(text), false, out) ||
           wrong(file, err, "a number is needed", text);
}

GEOSGeometry *case_geometry(struct case_file *file, const char *wkt, struct tomt_error *err)
{
    GEOSContextHandle_t geos = file->seat->geos;
    GEOSWKTReader *reader = GEOSWKTReader_create_r(geos);
    GEOSGeometry *geometry = GEOSWKTReader_read_r(geos, reader, wkt);
    GEOSWKTReader_destroy_r(geos, reader);
    if (!geometry)
        wrong(file, err, "this is not WKT", wkt);
    return geometry;
}

static enum tomt_shape_kind kind_of(struct case_file *file, const GEOSGeometry *geometry)
{
    int dimensions = GEOSGeom_getDimensions_r(file->seat->geos, geometry);
    return dimensions == 0 ? TOMT_POINTS : dimensions == 1 ? TOMT_LINES : TOMT_POLYGONS;
}

static bool add_shape(struct case_file *file, struct tomt_layer *layer, const char *wkt,
                      struct tomt_error *err)
{
    GEOSGeometry *geometry = case_geometry(file, wkt, err);
    if (!geometry)
        return false;
    enum tomt_shape_kind kind = kind_of(file, geometry);
    if (layer->shapes.n == 0)
        tomt_shapes_start(&layer->shapes, file->arena, kind);
    double x = 0, y = 0;
    bool ok =
        layer->shapes.kind == kind || wrong(file, err, "a layer holds one kind of geometry", wkt);
    if (ok && kind == TOMT_POINTS) {
        if (GEOSisEmpty_r(file->seat->geos,
                          geometry)) { /* a business that no address was found for */
            x = y = NAN;
        } else {
            GEOSGeomGetX_r(file->seat->geos, geometry, &x);
            GEOSGeomGetY_r(file->seat->geos, geometry, &y);
        }
        ok = tomt_shapes_add_point(&layer->shapes, x, y, err);
    } else if (ok) {
        ok = tomt_seat_write(file->seat, geometry, &layer->shapes, err);
    }
    GEOSGeom_destroy_r(file->seat->geos, geometry);
    return ok;
}

/* The column of that name; made, with nulls so far, when it is new. */
static struct tomt_column *column_of(struct case_file *file, struct tomt_layer *layer,
                                     const char *name, struct tomt_error *err)
{
    bool is_number = strncmp(name, "jobs", 4) == 0 || strcmp(name, "population") == 0;
    if (strcmp(name, "jobs") == 0)
        name = "jobs_central";
    struct tomt_column *column = tomt_table_find(&layer->table, name);
    if (column)
        return column;
    column = tomt_table_column(&layer->table, name, is_number ? TOMT_REAL : TOMT_TEXT, err);
    if (!column)
        wrong(file, err, "too many columns", name);
    for (size_t row = 0; column && row < layer->table.n_rows; row++)
        if (!tomt_column_add_null(column, err))
            return NULL;
    return column;
}

/* "WKT | field=value; field=value" */
static bool read_feature(struct case_file *file, const char *line, struct tomt_error *err)
{
    struct tomt_layer *layer = &file->layer[file->n_layers - 1];
    const char *wkt = case_part(file, &line, '|', err);
    if (!wkt || !add_shape(file, layer, wkt, err))
        return false;
    while (*line) {
        const char *field = case_part(file, &line, ';', err);
        const char *name = field ? case_part(file, &field, '=', err) : NULL;
        const char *value = name ? case_part(file, &field, '=', err) : NULL;
        struct tomt_column *column = value ? column_of(file, layer, name, err) : NULL;
        if (!column)
            return false;
        double real = NAN;
        if (column->type == TOMT_REAL && *value && !number(file, value, &real, err))
            return false;
        if (column->type == TOMT_REAL
                ? !tomt_column_add_real(column, real, err)
                : !tomt_column_put_text(column, *value ? value : NULL, err))
            return false;
    }
    layer->table.n_rows++;
    for (size_t i = 0; i < layer->table.n_columns; i++) {
        struct tomt_column *column = &layer->table.column[i];
        if (column->name && column->n < layer->table.n_rows && !tomt_column_add_null(column, err))
            return false;
    }
    return true;
}

/* "NAME role ROLE:" */
static bool start_layer(struct case_file *file, const char *line, struct tomt_error *err)
{
    const char *name = case_part(file, &line, ' ', err),
               *word = name ? case_part(file, &line, ' ', err) : NULL;
    const char *role = word ? case_part(file, &line, ':', err) : NULL;
    if (!role || file->n_layers == CASE_MOST)
        return wrong(file, err, "a layer is 'layer NAME role ROLE:'", name ? name : "");
    struct tomt_layer *layer = &file->layer[file->n_layers];
    layer->name = name;
    tomt_shapes_start(&layer->shapes, file->arena, TOMT_POINTS);
    file->role[file->n_layers] = -1;
    for (int r = 0; r < TOMT_N_ROLES; r++)
        if (strcmp(tomt_role_row((enum tomt_role)r)->name, role) == 0)
            file->role[file->n_layers] = r;
    if (file->role[file->n_layers++] < 0)
        return wrong(file, err, "there is no such role", role);
    return tomt_table_start(&layer->table, file->arena, 16, err);
}

/* "NAME: origin X Y; cell SIZE; nodata VALUE" with the rows of numbers indented below, the
 * northernmost first. */
struct raster_rows {
    double x, y, cell, nodata, value[4096];
    int n_columns, n_rows;
};

static bool read_raster_row(struct case_file *file, struct raster_rows *rows, const char *line,
                            struct tomt_error *err)
{
    int n = 0;
    while (*line) {
        const char *text = case_part(file, &line, ' ', err);
        if (!text)
            return false;
        if (!*text)
            continue;
        if (rows->n_rows * rows->n_columns + n >= 4096)
            return wrong(file, err, "the raster is too large for a case", text);
        if (!number(file, text, &rows->value[rows->n_rows * rows->n_columns + n++], err))
            return false;
    }
    if (rows->n_rows > 0 && n != rows->n_columns)
        return wrong(file, err, "rows of a raster are equally long", line);
    rows->n_columns = n;
    rows->n_rows++;
    return true;
}

static bool start_raster(struct case_file *file, const char *line, struct raster_rows *rows,
                         struct tomt_error *err)
{
    const char *name = case_part(file, &line, ':', err);
    *rows = (struct raster_rows){.nodata = NAN};
    if (!name || file->n_rasters == CASE_MOST)
        return wrong(file, err, "too many rasters", line);
    file->raster[file->n_rasters].name = name;
    file->raster[file->n_rasters].path =
        tomt_arena_print(file->arena, err, "/vsimem/case_%zu.tif", file->n_rasters);
    file->n_rasters++;
    while (*line) {
        const char *part = case_part(file, &line, ';', err),
                   *word = part ? case_part(file, &part, ' ', err) : NULL;
        const char *first = word ? case_part(file, &part, ' ', err) : NULL;
        double *to = !first                        ? NULL
                     : strcmp(word, "origin") == 0 ? &rows->x
                     : strcmp(word, "cell") == 0   ? &rows->cell
                     : strcmp(word, "nodata") == 0 ? &rows->nodata
                                                   : NULL;
        if (!to)
            return wrong(file, err, "a raster has origin X Y; cell SIZE; nodata VALUE",
                         word ? word : "");
        if (!number(file, first, to, err) || (to == &rows->x && !number(file, part, &rows->y, err)))
            return false;
    }
    return true;
}

static bool end_raster(struct case_file *file, struct raster_rows *rows, struct tomt_error *err)
{
    if (rows->n_rows == 0)
        return true;
    const char *path = file->raster[file->n_rasters - 1].path;
    double transform[6] = {rows->x, rows->cell, 0, rows->y, 0, -rows->cell};
    GDALDatasetH dataset = GDALCreate(GDALGetDriverByName("GTiff"), path, rows->n_columns,
                                      rows->n_rows, 1, GDT_Float64, NULL);
    bool ok = dataset != NULL;
    if (ok) {
        OGRSpatialReferenceH crs = OSRNewSpatialReference(NULL);
        OSRImportFromEPSG(crs, 25833);
        ok = GDALSetGeoTransform(dataset, transform) == CE_None &&
             GDALSetSpatialRef(dataset, crs) == CE_None;
        OSRDestroySpatialReference(crs);
        GDALRasterBandH band = GDALGetRasterBand(dataset, 1);
        ok = ok && (isnan(rows->nodata) || GDALSetRasterNoDataValue(band, rows->nodata) == CE_None);
        ok = ok && GDALRasterIO(band, GF_Write, 0, 0, rows->n_columns, rows->n_rows, rows->value,
                                rows->n_columns, rows->n_rows, GDT_Float64, 0, 0) == CE_None;
        GDALClose(dataset);
    }
    rows->n_rows = 0;
    return ok || wrong(file, err, "the raster cannot be written", path);
}

/* "name=number", replacing an earlier one of that name; nothing after the sign is null. */
static bool add_pair(struct case_file *file, struct case_pairs *pairs, const char *text,
                     struct tomt_error *err)
{
    const char *name = case_part(file, &text, '=', err);
    const char *value = name ? case_part(file, &text, '=', err) : NULL;
    struct case_pair pair = {name, NAN};
    if (!value || (*value && !number(file, value, &pair.number, err)))
        return wrong(file, err, "NAME=NUMBER is needed", name ? name : "");
    for (size_t i = 0; i < pairs->n; i++)
        if (strcmp(pairs->pair[i].name, name) == 0) {
            pairs->pair[i] = pair;
            return true;
        }
    if (pairs->n == CASE_MOST)
        return wrong(file, err, "too many of these", name);
    pairs->pair[pairs->n++] = pair;
    return true;
}

/* "name=number", "name=" or "name=no data (REASON)". */
static bool add_of_profile(struct case_file *file, const char *text, struct tomt_error *err)
{
    const char *rest = text, *name = case_part(file, &rest, '=', err);
    const char *reason = name && rest ? strstr(rest, "no data (") : NULL;
    int64_t why = TOMT_WHY_OK;
    for (int i = 1; reason && i < TOMT_N_WHYS; i++) {
        const char *said = tomt_arena_print(file->arena, err, "no data (%s)", tomt_why_name[i]);
        if (!said)
            return false;
        if (strcmp(reason, said) == 0)
            why = i;
    }
    if (reason && why == TOMT_WHY_OK)
        return wrong(file, err, "there is no such reason", reason);
    const char *pair = reason ? tomt_arena_print(file->arena, err, "%s=", name) : text;
    if (!pair || !add_pair(file, &file->of_profile, pair, err))
        return false;
    for (size_t i = 0; i < file->of_profile.n; i++)
        if (strcmp(file->of_profile.pair[i].name, name) == 0)
            file->of_profile_why[i] = why;
    return true;
}

static bool read_uses(struct case_file *file, const char *text, struct tomt_error *err)
{
    file->uses.n = 0;
    while (*text) {
        const char *pair = case_part(file, &text, ',', err);
        if (!pair || !add_pair(file, &file->uses, pair, err))
            return false;
    }
    return true;
}

static bool check_now(struct case_file *file, const char *why, case_check *check, void *context,
                      struct tomt_error *err)
{
    file->why = why;
    if (!file->criterion || !file->site || !file->expect)
        return wrong(file, err, "criterion, site and expect come before why", why);
    if (!check(file, context, err))
        return tomt_while(err, "%s:%d", file->path, file->line);
    file->expect = file->evidence = file->columns = NULL;
    file->tolerance = 1e-9;
    return true;
}

static bool read_key(struct case_file *file, const char *line, struct raster_rows *rows,
                     case_check *check, void *context, struct tomt_error *err)
{
    if (strncmp(line, "layer ", 6) == 0)
        return start_layer(file, line + 6, err);
    if (strncmp(line, "raster ", 7) == 0)
        return start_raster(file, line + 7, rows, err);
    if (strncmp(line, "timetable ", 10) == 0)
        return case_timetable_start(file, line + 10, err);
    if (strncmp(line, "attribute ", 10) == 0)
        return add_pair(file, &file->attributes, line + 10, err);
    if (strncmp(line, "of_profile ", 11) == 0)
        return add_of_profile(file, line + 11, err);
    const char *rest = line, *key = case_part(file, &rest, ':', err);
    const char *value = key ? trimmed(file, rest, strlen(rest), err) : NULL;
    if (!value)
        return false;
    const struct {
        const char *key;
        const char **text;
    } texts[] = {{"criterion", &file->criterion},
                 {"with", &file->with},
                 {"site", &file->site},
                 {"expect", &file->expect},
                 {"evidence", &file->evidence},
                 {"columns", &file->columns},
                 {"network", &file->block[CASE_NETWORK]},
                 {"centre", &file->block[CASE_CENTRE]},
                 {"abc", &file->block[CASE_ABC]},
                 {"study", &file->study},
                 {"economy", &file->economy},
                 {NULL, NULL}};
    for (int i = 0; texts[i].key; i++)
        if (strcmp(key, texts[i].key) == 0) {
            *texts[i].text = value;
            return true;
        }
    if (strcmp(key, "uses") == 0)
        return read_uses(file, value, err);
    if (strcmp(key, "source_area") == 0)
        return number(file, value, &file->source_area_m2, err);
    if (strcmp(key, "tolerance") == 0)
        return number(file, value, &file->tolerance, err);
    if (strcmp(key, "why") == 0)
        return check_now(file, value, check, context, err);
    return wrong(file, err, "there is no such key", key);
}

/* economy: may go on below, indented. */
static bool read_economy(struct case_file *file, const char *line, struct tomt_error *err)
{
    size_t n = strcspn(line, "\r\n");
    file->economy = tomt_arena_print(file->arena, err, "%s\n%.*s", file->economy, (int)n, line);
    return file->economy != NULL;
}

static bool read_lines(struct case_file *file, FILE *stream, case_check *check, void *context,
                       struct tomt_error *err)
{
    static struct raster_rows rows;
    enum { IN_NOTHING, IN_LAYER, IN_RASTER, IN_TIMETABLE, IN_ECONOMY, IN_WHY } block = IN_NOTHING;
    char line[8192];
    rows.n_rows = 0;
    while (fgets(line, sizeof line, stream)) {
        file->line++;
        bool indented = is_blank(line[0]);
        char *text = trimmed(file, line, strcspn(line, "\n"), err);
        if (!text)
            return false;
        if (!*text || *text == '#')
            continue;
        if (indented) {
            bool ok = block == IN_LAYER       ? read_feature(file, text, err)
                      : block == IN_RASTER    ? read_raster_row(file, &rows, text, err)
                      : block == IN_TIMETABLE ? case_timetable_line(file, text, err)
                      : block == IN_ECONOMY   ? read_economy(file, line, err)
                      : block == IN_WHY       ? true
                                              : wrong(file, err, "nothing is indented here", text);
            if (!ok)
                return false;
            continue;
        }
        if (!end_raster(file, &rows, err) || !read_key(file, text, &rows, check, context, err))
            return false;
        block = strncmp(text, "layer ", 6) == 0        ? IN_LAYER
                : strncmp(text, "raster ", 7) == 0     ? IN_RASTER
                : strncmp(text, "timetable ", 10) == 0 ? IN_TIMETABLE
                : strncmp(text, "economy:", 8) == 0    ? IN_ECONOMY
                                                       : IN_WHY;
    }
    return true;
}

bool case_read(struct case_file *file, case_check *check, void *context, struct tomt_error *err)
{
    FILE *stream = fopen(file->path, "r");
    if (!stream)
        return tomt_fail(err, TOMT_DATA, "%s cannot be read", file->path);
    file->tolerance = 1e-9;
    file->source_area_m2 = NAN;
    bool ok = read_lines(file, stream, check, context, err);
    fclose(stream);
    return ok;
}
