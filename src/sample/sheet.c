#include "sample/sheet.h"

#include "data/geojson.h"
#include "geo/wkb.h"

#include <math.h>
#include <string.h>

#define TIMESTAMP "2026-01-01T00:00:00.000Z"

bool tomt_sheet_start(struct tomt_city *city, struct tomt_sheet *sheet, enum tomt_shape_kind kind,
                      const char *columns, struct tomt_error *err)
{
    size_t n = 1;
    for (const char *c = columns; *c; c++)
        n += *c == ',';
    tomt_shapes_start(&sheet->shapes, city->arena, kind);
    if (!tomt_table_start(&sheet->table, city->arena, n, err))
        return false;
    for (const char *at = columns; *at;) {
        size_t length = strcspn(at, ",");
        const char *space = memchr(at, ' ', length);
        enum tomt_type type = *at == 't' ? TOMT_TEXT : *at == 'i' ? TOMT_INTEGER : TOMT_REAL;
        char *name =
            tomt_arena_copy(city->arena, space + 1, (size_t)(at + length - space - 1), err);
        if (!name || !tomt_table_column(&sheet->table, name, type, err))
            return false;
        at += length;
        at += strspn(at, ", ");
    }
    return true;
}

bool tomt_sheet_text(struct tomt_sheet *sheet, size_t column, const char *text,
                     struct tomt_error *err)
{
    struct tomt_column *c = &sheet->table.column[column];
    return text ? tomt_column_add_text(c, text, strlen(text), err) : tomt_column_add_null(c, err);
}

bool tomt_sheet_integer(struct tomt_sheet *sheet, size_t column, int64_t value,
                        struct tomt_error *err)
{
    return tomt_column_add_integer(&sheet->table.column[column], value, err);
}

bool tomt_sheet_real(struct tomt_sheet *sheet, size_t column, double value, struct tomt_error *err)
{
    return tomt_column_add_real(&sheet->table.column[column], value, err);
}

GEOSGeometry *tomt_city_combine(struct tomt_city *city, enum tomt_overlay what, GEOSGeometry *a,
                                GEOSGeometry *b, struct tomt_error *err)
{
    bool snapped;
    GEOSGeometry *result = a && b ? tomt_seat_overlay(city->seat, what, a, b, &snapped, err) : NULL;
    if (a)
        GEOSGeom_destroy_r(city->seat->geos, a);
    if (b)
        GEOSGeom_destroy_r(city->seat->geos, b);
    return result;
}

bool tomt_sheet_polygons(struct tomt_city *city, struct tomt_sheet *sheet, GEOSGeometry *geometry,
                         size_t *n, struct tomt_error *err)
{
    size_t n_slivers = 0;
    double slivers_m2 = 0;
    *n = 0;
    geometry =
        geometry ? tomt_seat_polygons(city->seat, geometry, 1, &n_slivers, &slivers_m2, err) : NULL;
    if (!geometry)
        return false;
    int parts = GEOSisEmpty_r(city->seat->geos, geometry) == 1
                    ? 0
                    : GEOSGetNumGeometries_r(city->seat->geos, geometry);
    bool done = true;
    for (int i = 0; done && i < parts; i++) {
        done = tomt_seat_write(city->seat, GEOSGetGeometryN_r(city->seat->geos, geometry, i),
                               &sheet->shapes, err);
        *n += done;
    }
    GEOSGeom_destroy_r(city->seat->geos, geometry);
    return done;
}

bool tomt_sheet_move(struct tomt_city *city, struct tomt_sheet *sheet, const char *crs,
                     struct tomt_error *err)
{
    struct tomt_transform *transform = tomt_transform_open(city->seat, "EPSG:25832", crs, err);
    struct tomt_shapes moved;
    tomt_shapes_start(&moved, city->arena, sheet->shapes.kind);
    for (size_t row = 0; transform && row < sheet->shapes.n; row++) {
        size_t size;
        uint8_t *wkb = sheet->shapes.wkb + sheet->shapes.start[row];
        tomt_shapes_wkb(&sheet->shapes, row, &size);
        if (!tomt_transform_wkb(transform, wkb, size, NULL, err) ||
            !tomt_shapes_add_wkb(&moved, wkb, size, err))
            return false;
    }
    sheet->shapes = moved;
    return transform != NULL;
}

static void swap(uint8_t *ring)
{
    uint8_t kept[16];
    memcpy(kept, ring + 16, 16);
    memcpy(ring + 16, ring + 32, 16);
    memcpy(ring + 32, kept, 16);
}

bool tomt_sheet_spoil(struct tomt_city *city, struct tomt_sheet *sheet, size_t row, bool *spoilt,
                      struct tomt_error *err)
{
    uint8_t *wkb = sheet->shapes.wkb + sheet->shapes.start[row];
    size_t size;
    tomt_shapes_wkb(&sheet->shapes, row, &size);
    *spoilt = false;
    if (wkb[1] != 3 || wkb[5] != 1 || tomt_wkb_vertices(wkb, size) < 5)
        return true;
    swap(wkb + 13);
    GEOSGeometry *geometry = tomt_seat_read(city->seat, wkb, size, err);
    if (!geometry)
        return false;
    *spoilt = GEOSisValid_r(city->seat->geos, geometry) != 1;
    GEOSGeom_destroy_r(city->seat->geos, geometry);
    if (!*spoilt)
        swap(wkb + 13);
    return true;
}

const char *tomt_city_path_of(struct tomt_city *city, const char *name, struct tomt_error *err)
{
    return tomt_arena_print(city->arena, err, "%s/%s", city->folder, name);
}

struct tomt_gpkg *tomt_sheet_file(struct tomt_city *city, const char *name, const char *crs,
                                  struct tomt_error *err)
{
    struct tomt_crs *known = tomt_arena_alloc(city->arena, sizeof *known, err);
    const char *path = tomt_city_path_of(city, name, err);
    if (!known || !path || !tomt_crs_read(city->seat, city->arena, crs, known, err))
        return NULL;
    return tomt_gpkg_create(city->arena, path,
                            &(struct tomt_gpkg_options){.crs = known, .timestamp = TIMESTAMP}, err);
}

bool tomt_sheet_write(struct tomt_city *city, struct tomt_sheet *sheet, struct tomt_gpkg *gpkg,
                      const char *layer, const char *title, const char *geometry_type,
                      struct tomt_error *err)
{
    sheet->table.n_rows = sheet->table.column[0].n;
    struct tomt_gpkg_layer what = {
        .name = layer, .title = title, .description = "", .geometry_type = geometry_type};
    return tomt_gpkg_write(gpkg, &what, &sheet->shapes, &sheet->table, city->crew, err);
}

bool tomt_sheet_geojson(struct tomt_city *city, struct tomt_sheet *sheet, const char *name,
                        struct tomt_error *err)
{
    struct tomt_crs crs;
    const char *path = tomt_city_path_of(city, name, err), *dot = strchr(name, '.');
    const char *title =
        tomt_arena_copy(city->arena, name, dot ? (size_t)(dot - name) : strlen(name), err);
    sheet->table.n_rows = sheet->table.column[0].n;
    if (!path || !title || !tomt_crs_read(city->seat, city->arena, "EPSG:25832", &crs, err))
        return false;
    struct tomt_geojson what = {.name = title, .crs = &crs};
    return tomt_geojson_write(path, &what, &sheet->shapes, &sheet->table, NULL, sheet->table.n_rows,
                              city->crew, err);
}

GEOSGeometry *tomt_city_blob(struct tomt_city *city, double x, double y, double half_long_m,
                             double half_wide_m, double turn, struct tomt_error *err)
{
    struct tomt_xy at[40];
    for (int i = 0; i < 40; i++) {
        double angle = i * 6.283185307179586 / 40,
               rough = 1 + 0.22 * tomt_noise(city->seed ^ 29, x + 900 * cos(angle),
                                             y + 900 * sin(angle), 420);
        double dx = half_long_m * rough * cos(angle), dy = half_wide_m * rough * sin(angle);
        at[i] = (struct tomt_xy){
            round((TOMT_ORIGIN_X + x + dx * cos(turn) - dy * sin(turn)) * 100) / 100,
            round((TOMT_ORIGIN_Y + y + dx * sin(turn) + dy * cos(turn)) * 100) / 100};
    }
    return tomt_city_polygon(city, at, 40, false, err);
}

GEOSGeometry *tomt_city_quarter(struct tomt_city *city, const char *name, struct tomt_error *err)
{
    for (size_t i = 0; i < tomt_n_quarters; i++) {
        const struct tomt_quarter *q = &tomt_quarters[i];
        if (strcmp(q->name, name) != 0)
            continue;
        if (q->ring.n == 0)
            return tomt_city_blob(city, q->centre.x, q->centre.y, q->radius_m, q->radius_m, 0, err);
        return tomt_city_polygon(city, q->ring.at, q->ring.n, true, err);
    }
    tomt_fail(err, TOMT_INTERNAL, "sample: no quarter '%s'", name);
    return NULL;
}
