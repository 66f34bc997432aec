/* Strategy areas, hazard and consideration zones of plan.gpkg, and noise.geojson. */
#include "sample/zones.h"

#include <math.h>
#include <stdio.h>

struct spot {
    const char *code, *name, *quarter; /* quarter NULL: a blob */
    double x, y, half_long_m, half_wide_m, turn;
};

static const struct spot strategies[] = {
    {"fortetting", "Bragernes sentrum", "Bragernes", 0, 0, 0, 0, 0},
    {"fortetting", "Strømsø og Drammen stasjon", NULL, 17560, 22900, 430, 300, -0.2},
    {"fortetting", "Mjøndalen sentrum", NULL, 6858, 24030, 520, 300, 0},
    {"fortetting", "Konnerud senter", NULL, 14380, 20850, 330, 280, 0},
    {"fortetting", "Krokstadelva sentrum", NULL, 8000, 25000, 420, 240, 0},
    {"fortetting", "Åssiden", "Åssiden næringspark", 0, 0, 0, 0, 0},
    {"fortetting", "Svelvik sentrum", NULL, 29380, 9234, 220, 330, 0},
    {"transformasjon", "Brakerøya og Fjordbyen", "Brakerøya", 0, 0, 0, 0, 0},
    {"transformasjon", "Sykehusets randsone", "Fjordbyen", 0, 0, 0, 0, 0},
    {"transformasjon", "Tangen", "Tangen", 0, 0, 0, 0, 0},
    {"transformasjon", "Holmen vest", NULL, 18620, 22560, 260, 240, 0},
    {"transformasjon", "Gulskogen", NULL, 15250, 23520, 520, 330, 0.05},
    {"transformasjon", "Grønland vest", "Grønland", 0, 0, 0, 0, 0},
    {"transformasjon", "Strømsø syd", NULL, 17600, 22420, 360, 170, -0.3},
    {"transformasjon", "Bangeløkka", "Bangeløkka", 0, 0, 0, 0, 0}};

static const struct spot slides[] = {
    {"H310_1", "Bragernesåsen", NULL, 16900, 24750, 1700, 190, -0.08},
    {"H310_1", "Åssiden nord", NULL, 13300, 25600, 1500, 210, -0.02},
    {"H310_1", "Krokstadelva nord", NULL, 9000, 26050, 1300, 190, 0.1},
    {"H310_1", "Strømsåsen", NULL, 15900, 22080, 900, 170, -0.32},
    {"H310_1", "Tangenåsen", NULL, 19500, 21480, 800, 150, -0.35},
    {"H310_1", "Konnerudkollen", NULL, 13000, 21400, 700, 190, 0.9},
    {"H310_1", "Kobbervik øst", NULL, 20160, 19150, 700, 120, 1.45},
    {"H310_1", "Svelvik vest", NULL, 28700, 10200, 900, 160, 1.3},
    {"H310_2", "Kvikkleire Mjøndalen", NULL, 7600, 23300, 620, 330, 0.15},
    {"H310_2", "Kvikkleire Gulskogen", NULL, 13900, 23200, 420, 190, 0},
    {"H310_2", "Kvikkleire Strømsø syd", NULL, 17250, 22330, 300, 140, -0.2},
    {"H310_2", "Kvikkleire Skoger", NULL, 20500, 20250, 480, 260, 0.5},
    {"H310_2", "Kvikkleire Krokstadelva", NULL, 10500, 24950, 430, 170, 0.05}};

static const struct spot considerations[] = {
    {"H910", "Gjeldende plan Grønland øst", NULL, 16700, 23250, 250, 240, 0},
    {"H910", "Gjeldende plan Strømsø syd", NULL, 17480, 22440, 170, 150, 0},
    {"H910", "Gjeldende plan Konnerud senter", NULL, 14380, 20850, 170, 160, 0},
    {"H910", "Gjeldende plan Svelvik sentrum", NULL, 29400, 9234, 170, 170, 0},
    {"H570", "Bevaring Bragernes kirke", NULL, 17600, 23760, 260, 150, 0},
    {"H570", "Bevaring Strømsø gamle torg", NULL, 17250, 22800, 160, 110, 0.2},
    {"H560", "Naturmiljø Skogerveien", NULL, 18900, 18000, 700, 420, 1.2},
    {"H560", "Naturmiljø Konnerud myr", NULL, 12600, 20600, 900, 500, 0.3},
    {"H720", "Naturreservat Solbergfjellet", NULL, 9800, 28200, 1500, 900, 0.4},
    {"H810", "Krav om felles planlegging Tangen", NULL, 18850, 22120, 430, 230, -0.35},
    {"H810", "Krav om felles planlegging Holmen", NULL, 19050, 22560, 420, 230, 0},
    {"H810", "Krav om felles planlegging Gulskogen nord", NULL, 15520, 23620, 240, 130, 0.05},
    {"H430", "Rekkefølge: ny Holmenbru", NULL, 18700, 22380, 620, 330, -0.2},
    {"H430", "Rekkefølge: kryss på E18 i Kobbervikdalen", NULL, 19500, 19200, 420, 800, 0.15},
    {"H435", "Rekkefølge: skole på Gulskogen", NULL, 15250, 23400, 600, 380, 0.05},
    {"H440", "Rekkefølge: elvepark på Grønland", NULL, 16350, 23480, 480, 190, -0.15},
    {"H450", "Rekkefølge: gangbru til Brakerøya stasjon", NULL, 19180, 23560, 330, 160, 0.5}};

static bool add_fields(struct tomt_sheet *sheet, const char *code, const char *name,
                       struct tomt_error *err)
{
    while (sheet->table.column[0].n < sheet->shapes.n)
        if (!tomt_sheet_text(sheet, 0, code, err) || !tomt_sheet_text(sheet, 1, name, err))
            return false;
    return true;
}

static bool add_geometry(struct tomt_city *city, struct tomt_sheet *sheet, GEOSGeometry *geometry,
                         const char *code, const char *name, struct tomt_error *err)
{
    size_t n;
    return tomt_sheet_polygons(city, sheet, geometry, &n, err) &&
           add_fields(sheet, code, name, err);
}

static bool write_spots(struct tomt_city *city, struct tomt_gpkg *gpkg, const char *layer,
                        const char *title, const char *code_column, const struct spot *spot,
                        size_t n, struct tomt_error *err)
{
    struct tomt_sheet sheet;
    const char *columns = tomt_arena_print(city->arena, err, "text %s, text navn", code_column);
    if (!columns || !tomt_sheet_start(city, &sheet, TOMT_POLYGONS, columns, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        const struct spot *s = &spot[i];
        GEOSGeometry *geometry = s->quarter ? tomt_city_quarter(city, s->quarter, err)
                                            : tomt_city_blob(city, s->x, s->y, s->half_long_m,
                                                             s->half_wide_m, s->turn, err);
        if (!geometry || !add_geometry(city, &sheet, geometry, s->code, s->name, err))
            return false;
    }
    return tomt_sheet_write(city, &sheet, gpkg, layer, title, "MULTIPOLYGON", err);
}

/* The flood zone: the river and, on both sides, ground that widens and narrows; along the fjord,
 * storm surge. */
static bool write_flood(struct tomt_city *city, struct tomt_gpkg *gpkg, struct tomt_error *err)
{
    enum { STEPS = 330 };
    struct tomt_xy at[2 * STEPS];
    struct tomt_sheet sheet;
    for (int i = 0; i < STEPS; i++) {
        double u = 15000 + 500.0 * i + 1000;
        double wide[] = {300 + 1500 * fmax(0, tomt_noise(city->seed ^ 41, u, 0, 9000) + 0.25),
                         250 + 1900 * fmax(0, tomt_noise(city->seed ^ 43, u, 0, 8000) + 0.3)};
        struct tomt_xy low = tomt_city_place(city, u, -TOMT_BANK_DM - wide[0]),
                       high = tomt_city_place(city, u, TOMT_BANK_DM + wide[1]);
        at[i] = (struct tomt_xy){round((TOMT_ORIGIN_X + low.x) * 10) / 10,
                                 round((TOMT_ORIGIN_Y + low.y) * 10) / 10};
        at[2 * STEPS - 1 - i] = (struct tomt_xy){round((TOMT_ORIGIN_X + high.x) * 10) / 10,
                                                 round((TOMT_ORIGIN_Y + high.y) * 10) / 10};
    }
    GEOSContextHandle_t geos = city->seat->geos;
    GEOSGeometry *fjord = tomt_city_polygon(city, city->lay.fjord.at, city->lay.fjord.n, true, err);
    GEOSGeometry *surge = fjord ? GEOSBuffer_r(geos, fjord, 28, 4) : NULL;
    if (fjord)
        GEOSGeom_destroy_r(geos, fjord);
    const struct tomt_line *border = &city->lay.border[0];
    surge = tomt_city_combine(city, TOMT_INTERSECTION, surge,
                              tomt_city_polygon(city, border->at, border->n, true, err), err);
    if (!surge)
        return tomt_fail(err, TOMT_INTERNAL, "sample: no storm surge zone: %s",
                         city->seat->message);
    return tomt_sheet_start(city, &sheet, TOMT_POLYGONS, "text sonekode, text navn", err) &&
           add_geometry(city, &sheet, tomt_city_polygon(city, at, 2 * STEPS, false, err), "H320_1",
                        "Flom Drammenselva, 200 år", err) &&
           add_geometry(city, &sheet, surge, "H320_2", "Stormflo Drammensfjorden", err) &&
           tomt_sheet_write(city, &sheet, gpkg, "flom", "Flomsone", "MULTIPOLYGON", err);
}

#define COUNT(list) (sizeof list / sizeof list[0])

bool tomt_write_hazards(struct tomt_city *city, struct tomt_gpkg *gpkg, struct tomt_error *err)
{
    return write_spots(city, gpkg, "arealstrategi", "Arealstrategi", "strategi", strategies,
                       COUNT(strategies), err) &&
           write_flood(city, gpkg, err) &&
           write_spots(city, gpkg, "skred", "Skredfare", "sonekode", slides, COUNT(slides), err) &&
           write_spots(city, gpkg, "hensyn", "Hensynssoner", "sonekode", considerations,
                       COUNT(considerations), err);
}

/* All motorways or all rail, widened so much, in one. */
static GEOSGeometry *noisy(struct tomt_city *city, bool rail, double half_m, struct tomt_error *err)
{
    GEOSGeometry *all = GEOSGeom_createEmptyPolygon_r(city->seat->geos);
    for (size_t i = 0; all && i < tomt_n_roads; i++)
        if (tomt_roads[i].motorway && tomt_roads[i].rail == rail)
            all = tomt_city_combine(city, TOMT_UNION, all,
                                    tomt_city_band(city, &city->lay.road[i], half_m, err), err);
    return all;
}

static bool add_noise(struct tomt_city *city, struct tomt_sheet *sheet, bool rail, double red_m,
                      double yellow_m, const char *name, struct tomt_error *err)
{
    GEOSGeometry *red = noisy(city, rail, red_m, err), *yellow = noisy(city, rail, yellow_m, err);
    if (red && yellow)
        yellow = tomt_city_combine(city, TOMT_DIFFERENCE, yellow,
                                   GEOSGeom_clone_r(city->seat->geos, red), err);
    return red && yellow && add_geometry(city, sheet, red, "H210", name, err) &&
           add_geometry(city, sheet, yellow, "H220", name, err);
}

bool tomt_write_noise(struct tomt_city *city, struct tomt_error *err)
{
    struct tomt_sheet sheet;
    return tomt_sheet_start(city, &sheet, TOMT_POLYGONS, "text sonekode, text navn", err) &&
           add_noise(city, &sheet, false, 55, 150, "Vegtrafikk", err) &&
           add_noise(city, &sheet, true, 28, 80, "Jernbane", err) &&
           tomt_sheet_geojson(city, &sheet, "noise.geojson", err);
}
