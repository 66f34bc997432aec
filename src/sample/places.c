/* borders.gpkg, hubs.geojson, tangen_station.geojson, hubs.gpkg: municipalities, hubs, a station
 * that may come, anchors. */
#include "sample/sheet.h"

#include <math.h>
#include <stdio.h>

static bool write_borders(struct tomt_city *city, struct tomt_error *err)
{
    struct tomt_sheet sheet;
    struct tomt_gpkg *gpkg = tomt_sheet_file(city, "borders.gpkg", "EPSG:25832", err);
    if (!gpkg ||
        !tomt_sheet_start(city, &sheet, TOMT_POLYGONS, "text kommunenummer, text kommunenavn", err))
        return false;
    for (size_t i = 0; i < tomt_n_municipalities; i++) {
        const struct tomt_municipality *m = &tomt_municipalities[i];
        const struct tomt_line *ring = &city->lay.border[i];
        char number[8];
        size_t n;
        snprintf(number, sizeof number, "%d", m->number);
        if (!tomt_sheet_polygons(city, &sheet,
                                 tomt_city_polygon(city, ring->at, ring->n, true, err), &n, err) ||
            !tomt_sheet_text(&sheet, 0, number, err) || !tomt_sheet_text(&sheet, 1, m->name, err))
            return false;
    }
    return tomt_sheet_write(city, &sheet, gpkg, "kommune", "Kommuner", "MULTIPOLYGON", err) &&
           tomt_gpkg_finish(gpkg, err);
}

static bool write_hubs(struct tomt_city *city, struct tomt_error *err)
{
    struct tomt_sheet sheet;
    struct tomt_transform *transform =
        tomt_transform_open(city->seat, "EPSG:4326", "EPSG:25832", err);
    if (!transform ||
        !tomt_sheet_start(city, &sheet, TOMT_POINTS, "text navn, text mode, text klasse", err))
        return false;
    for (size_t i = 0; i < tomt_n_hubs; i++) {
        const struct tomt_hub *hub = &tomt_hubs[i];
        struct tomt_xy at = {hub->lon, hub->lat};
        if (!tomt_transform_points(transform, (uint8_t *)&at.x, (uint8_t *)&at.y, sizeof at, 1,
                                   NULL, err) ||
            !tomt_shapes_add_point(&sheet.shapes, at.x, at.y, err) ||
            !tomt_sheet_text(&sheet, 0, hub->name, err) ||
            !tomt_sheet_text(&sheet, 1, hub->mode, err) ||
            !tomt_sheet_text(&sheet, 2, hub->klasse, err))
            return false;
    }
    return tomt_sheet_geojson(city, &sheet, "hubs.geojson", err);
}

/* What an alternative adds: a station on the harbour line. */
static bool write_station(struct tomt_city *city, struct tomt_error *err)
{
    struct tomt_sheet sheet;
    return tomt_sheet_start(city, &sheet, TOMT_POINTS, "text navn, text mode, text klasse", err) &&
           tomt_shapes_add_point(&sheet.shapes, TOMT_ORIGIN_X + 18720, TOMT_ORIGIN_Y + 22110,
                                 err) &&
           tomt_sheet_text(&sheet, 0, "Tangen stasjon (forslag)", err) &&
           tomt_sheet_text(&sheet, 1, "rail", err) && tomt_sheet_text(&sheet, 2, "regional", err) &&
           tomt_sheet_geojson(city, &sheet, "tangen_station.geojson", err);
}

static bool add_anchor(struct tomt_city *city, struct tomt_sheet *sheet,
                       const struct tomt_anchor *anchor, struct tomt_error *err)
{
    size_t n;
    if (anchor->half_m <= 0)
        return tomt_shapes_add_point(&sheet->shapes, anchor->at.x + TOMT_ORIGIN_X,
                                     anchor->at.y + TOMT_ORIGIN_Y, err);
    double a = anchor->half_m, b = 0.18 * a;
    struct tomt_xy at[] = {{anchor->at.x - a - b, anchor->at.y - a + b},
                           {anchor->at.x + a - b, anchor->at.y - a - b},
                           {anchor->at.x + a + b, anchor->at.y + a - b},
                           {anchor->at.x - a + b, anchor->at.y + a + b}};
    return tomt_sheet_polygons(city, sheet, tomt_city_polygon(city, at, 4, true, err), &n, err);
}

static bool write_anchors(struct tomt_city *city, struct tomt_gpkg *gpkg, bool points,
                          struct tomt_error *err)
{
    struct tomt_sheet sheet;
    if (!tomt_sheet_start(city, &sheet, points ? TOMT_POINTS : TOMT_POLYGONS,
                          "text navn, text kind", err))
        return false;
    for (size_t i = 0; i < tomt_n_anchors; i++) {
        const struct tomt_anchor *anchor = &tomt_anchors[i];
        if ((anchor->half_m <= 0) == points && !(add_anchor(city, &sheet, anchor, err) &&
                                                 tomt_sheet_text(&sheet, 0, anchor->name, err) &&
                                                 tomt_sheet_text(&sheet, 1, anchor->kind, err)))
            return false;
    }
    return tomt_sheet_write(city, &sheet, gpkg, points ? "ankerpunkt" : "anker",
                            points ? "Ankere, punkt" : "Ankere", points ? "POINT" : "MULTIPOLYGON",
                            err);
}

bool tomt_write_places(struct tomt_city *city, struct tomt_error *err)
{
    struct tomt_gpkg *gpkg = NULL;
    return write_borders(city, err) && write_hubs(city, err) && write_station(city, err) &&
           (gpkg = tomt_sheet_file(city, "hubs.gpkg", "EPSG:25832", err)) &&
           write_anchors(city, gpkg, false, err) && write_anchors(city, gpkg, true, err) &&
           tomt_gpkg_finish(gpkg, err);
}
