/* plan.gpkg: the municipal plan as zones (the largest pieces of one code), roads, rail and water,
 * and a little dirt. */
#include "sample/zones.h"

#include <math.h>
#include <stdio.h>

static const struct tomt_plan_head municipal = {"3301-KP2021", "Kommuneplanens arealdel 2021-2040",
                                                "2021-06-15"};
static const struct tomt_plan_head neighbour = {"3312-KP2019", "Kommuneplan for Lier 2019-2028",
                                                "2019-10-22"};

struct share {
    uint16_t use;
    double until; /* of chance, ascending to 1 */
};
static const struct share *shares_of(enum tomt_kind kind)
{
    static const struct share shares[TOMT_N_KINDS][5] = {
        [TOMT_K_NATURE] = {{5100, 1}},
        [TOMT_K_HOUSING] = {{1110, 0.86}, {1160, 0.93}, {3001, 0.97}, {1300, 1}},
        [TOMT_K_DENSE] = {{1110, 0.8}, {1160, 0.91}, {1150, 0.95}, {3001, 1}},
        [TOMT_K_MIXED] = {{1110, 0.24}, {1300, 0.55}, {1130, 0.88}, {1160, 0.95}, {3001, 1}},
        [TOMT_K_CENTRE] = {{1130, 0.92}, {1160, 0.97}, {3001, 1}},
        [TOMT_K_BUSINESS] = {{1300, 0.84}, {1150, 0.94}, {1160, 1}},
        [TOMT_K_RETAIL] = {{1150, 0.7}, {1130, 1}},
        [TOMT_K_INDUSTRY] = {{1300, 0.97}, {3001, 1}},
        [TOMT_K_LOGISTICS] = {{1300, 0.97}, {3001, 1}},
        [TOMT_K_HARBOUR] = {{2040, 0.9}, {1300, 1}},
        [TOMT_K_HOSPITAL] = {{1160, 0.9}, {1300, 1}},
        [TOMT_K_CAMPUS] = {{1160, 0.7}, {1130, 1}},
        [TOMT_K_GREEN] = {{3001, 1}},
        [TOMT_K_VILLAGE] = {{1130, 0.85}, {1160, 1}},
        [TOMT_K_OUTSIDE] = {{0, 1}}};
    return shares[kind];
}

/* Neighbouring blocks mostly agree: chance is noise of some hundred metres, spread evenly over 0
 * .. 1. */
static uint16_t use_of(const struct tomt_city *city, const struct tomt_block *block)
{
    double u = (block->rect.u0 + block->rect.u1) / 20.0,
           v = (block->rect.v0 + block->rect.v1) / 20.0;
    double wild =
        0.7 * tomt_noise(city->seed ^ 31, u, v, 330) + 0.45 * tomt_noise(city->seed ^ 37, u, v, 90);
    double chance = 1 / (1 + exp(-4.2 * wild));
    const struct share *share = shares_of((enum tomt_kind)block->kind);
    while (share->until < 1 && chance > share->until)
        share++;
    return share->use;
}

void tomt_city_uses(struct tomt_city *city)
{
    /* Children come after their parents, so one pass from the end sees them first. */
    for (size_t row = city->n_blocks; row-- > 1;) {
        struct tomt_block *block = &city->block[row];
        if (!block->low)
            block->use = use_of(city, block);
        else
            block->use = city->block[block->low].use == city->block[block->high].use
                             ? city->block[block->low].use
                             : 0;
    }
}

bool tomt_zone_fields(struct tomt_zoning *zoning, int use, const struct tomt_plan_head *plan,
                      int status, int level, struct tomt_error *err)
{
    struct tomt_sheet *sheet = &zoning->sheet;
    while (zoning->n_fields < sheet->shapes.n) {
        char name[32];
        snprintf(name, sizeof name, "F%zu", ++zoning->n_fields);
        if (!(use ? tomt_sheet_integer(sheet, 0, use, err)
                  : tomt_column_add_null(&sheet->table.column[0], err)) ||
            !tomt_sheet_text(sheet, 1, plan->id, err) ||
            !tomt_sheet_text(sheet, 2, plan->name, err) ||
            !tomt_sheet_text(sheet, 3, plan->adopted, err) ||
            !tomt_sheet_integer(sheet, 4, status, err) ||
            !tomt_sheet_integer(sheet, 5, level, err) || !tomt_sheet_text(sheet, 6, name, err))
            return false;
    }
    return true;
}

bool tomt_zone_block(struct tomt_zoning *zoning, uint32_t row, int use,
                     const struct tomt_plan_head *plan, struct tomt_error *err)
{
    struct tomt_city *city = zoning->city;
    const struct tomt_block *block = &city->block[row];
    size_t n;
    return tomt_city_ring(city, &zoning->marks, &block->rect, &zoning->ring, err) &&
           tomt_city_clip(city, &zoning->ring, TOMT_WATER | TOMT_CORRIDOR,
                          block->kind == TOMT_K_NATURE, 20, &zoning->sheet.shapes, &n, err) &&
           tomt_zone_fields(zoning, use, plan, row % 9 == 0 ? 2 : 1, 2, err);
}

static bool visit(struct tomt_zoning *zoning, uint32_t row, struct tomt_error *err)
{
    const struct tomt_block *block = &zoning->city->block[row];
    const struct tomt_rect *r = &block->rect;
    int32_t longest = r->u1 - r->u0 > r->v1 - r->v0 ? r->u1 - r->u0 : r->v1 - r->v0;
    double most_m =
        block->use == 5100 ? 2 * zoning->city->scale->nature_m : zoning->city->scale->zone_m;
    uint32_t low = block->low, high = block->high;
    if (low && (!block->use || longest > 10 * most_m))
        return visit(zoning, low, err) && visit(zoning, high, err);
    if (!block->use)
        return true;
    bool ours = block->kind == TOMT_K_NATURE ||
                tomt_quarters[block->quarter].municipality == tomt_municipalities[0].number;
    return tomt_zone_block(zoning, row, block->use, ours ? &municipal : &neighbour, err);
}

/* Motorways and rail, each less what came before, and the water. */
static bool add_corridors(struct tomt_zoning *zoning, struct tomt_error *err)
{
    struct tomt_city *city = zoning->city;
    const struct tomt_line *border = &city->lay.border[0];
    GEOSGeometry *taken = tomt_city_water(city, err);
    GEOSGeometry *water = taken ? GEOSGeom_clone_r(city->seat->geos, taken) : NULL;
    size_t n;
    bool done = water != NULL;
    for (size_t i = 0; done && i < tomt_n_roads; i++) {
        const struct tomt_road *road = &tomt_roads[i];
        if (!road->motorway)
            continue;
        GEOSGeometry *band = tomt_city_band(city, &city->lay.road[i], road->half_width_m, err);
        GEOSGeometry *before = GEOSGeom_clone_r(city->seat->geos, taken);
        GEOSGeometry *ground =
            band ? tomt_city_combine(city, TOMT_DIFFERENCE,
                                     GEOSGeom_clone_r(city->seat->geos, band), before, err)
                 : NULL;
        ground =
            ground
                ? tomt_city_combine(city, TOMT_INTERSECTION, ground,
                                    tomt_city_polygon(city, border->at, border->n, true, err), err)
                : NULL;
        taken = tomt_city_combine(city, TOMT_UNION, taken, band, err);
        done = taken && tomt_sheet_polygons(city, &zoning->sheet, ground, &n, err) &&
               tomt_zone_fields(zoning, road->rail ? 2020 : 2010, &municipal, 1, 2, err);
    }
    water = done ? tomt_city_combine(city, TOMT_INTERSECTION, water,
                                     tomt_city_polygon(city, border->at, border->n, true, err), err)
                 : water;
    done = done && water && tomt_sheet_polygons(city, &zoning->sheet, water, &n, err) &&
           tomt_zone_fields(zoning, 6001, &municipal, 1, 2, err);
    if (taken)
        GEOSGeom_destroy_r(city->seat->geos, taken);
    return done;
}

/* What a municipality's own data has: slivers, zones without a code, a cellar on another level,
 * rings that cross themselves. */
static bool add_dirt(struct tomt_zoning *zoning, struct tomt_error *err)
{
    static const struct tomt_plan_head cellar = {"3301-0418", "Områderegulering Strømsø sentrum",
                                                 "2023-05-23"};
    struct tomt_city *city = zoning->city;
    struct tomt_xy garage[] = {{567380, 6622980},
                               {567480, 6622950},
                               {567505, 6623030},
                               {567405, 6623060},
                               {567380, 6622980}};
    if (!tomt_shape_add_ring(&zoning->sheet.shapes, garage, 5, err) ||
        !tomt_zone_fields(zoning, 2083, &cellar, 1, 1, err))
        return false;
    for (int i = 0; i < 4; i++) {
        double x = 567100 + 230 * i, y = 6623600 + 61 * i;
        struct tomt_xy sliver[] = {{x, y}, {x + 31, y + 7}, {x + 31, y + 7.02}, {x, y}};
        if (!tomt_shape_add_ring(&zoning->sheet.shapes, sliver, 4, err) ||
            !tomt_zone_fields(zoning, 3001, &municipal, 1, 2, err))
            return false;
    }
    for (int i = 0; i < 2; i++) {
        GEOSGeometry *spot =
            tomt_city_blob(city, 16450 + 700 * i, 22850 - 250 * i, 45, 30, 0.3, err);
        size_t n;
        if (!tomt_sheet_polygons(city, &zoning->sheet, spot, &n, err) ||
            !tomt_zone_fields(zoning, 0, &municipal, 1, 2, err))
            return false;
    }
    size_t n = zoning->sheet.shapes.n, next = n / 6, left = 3;
    for (size_t row = next; row < n && left > 0; row++) {
        bool spoilt = false;
        if (row >= next && !tomt_sheet_spoil(city, &zoning->sheet, row, &spoilt, err))
            return false;
        next += spoilt ? n / 5 : 0;
        left -= spoilt;
    }
    return true;
}

static bool write_zones(struct tomt_city *city, struct tomt_gpkg *gpkg, struct tomt_error *err)
{
    struct tomt_zoning zoning = {.city = city};
    struct tomt_rect *rect =
        tomt_arena_block(city->arena, NULL, city->n_blocks * sizeof *rect, err);
    if (!rect)
        return false;
    size_t n = 0;
    for (size_t row = 1; row < city->n_blocks; row++)
        if (!city->block[row].low && city->block[row].kind != TOMT_K_OUTSIDE)
            rect[n++] = city->block[row].rect;
    return tomt_marks_make(city, rect, n, &zoning.marks, err) &&
           tomt_sheet_start(city, &zoning.sheet, TOMT_POLYGONS,
                            "integer arealformal, text planid, text plannavn, text vedtaksdato, "
                            "integer arealstatus, integer vertikalniva, "
                            "text feltnavn",
                            err) &&
           visit(&zoning, city->south, err) && visit(&zoning, city->north, err) &&
           add_corridors(&zoning, err) && tomt_zones_detail(&zoning, err) &&
           add_dirt(&zoning, err) &&
           tomt_sheet_write(city, &zoning.sheet, gpkg, "arealformal", "Arealformål", "MULTIPOLYGON",
                            err);
}

bool tomt_write_plan(struct tomt_city *city, struct tomt_error *err)
{
    struct tomt_gpkg *gpkg = tomt_sheet_file(city, "plan.gpkg", "EPSG:25832", err);
    return gpkg && write_zones(city, gpkg, err) && tomt_write_hazards(city, gpkg, err) &&
           tomt_gpkg_finish(gpkg, err);
}
