/* plan.gpkg: the municipal plan as zones (the largest pieces of one code), roads, rail and water,
 * and a little dirt. */
#include "sample/zones.h"

#include "geo/wkb.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const struct tomt_plan_head municipal = {"3301-KP2021", "Kommuneplanens arealdel 2021-2040",
                                                "2021-06-15", 20};
static const struct tomt_plan_head neighbour = {"3312-KP2019", "Kommuneplan for Lier 2019-2028",
                                                "2019-10-22", 20};

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

/* Which block of its use in its plan this is. Plans come one after another. */
static uint16_t which_block(struct tomt_zoning *zoning, int use, const struct tomt_plan_head *plan)
{
    if (zoning->latest != plan)
        memset(zoning->use_of, 0, sizeof zoning->use_of);
    zoning->latest = plan;
    for (size_t i = 0; i < sizeof zoning->use_of / sizeof zoning->use_of[0]; i++) {
        if (zoning->use_of[i] == 0) {
            zoning->use_of[i] = use;
            zoning->n_blocks_of[i] = 0;
        }
        if (zoning->use_of[i] == use)
            return ++zoning->n_blocks_of[i];
    }
    return 0;
}

static bool put_utilisation(struct tomt_zoning *zoning, const struct tomt_zone_place *at,
                            const struct tomt_plan_head *plan, struct tomt_error *err)
{
    struct tomt_sheet *sheet = &zoning->sheet;
    struct tomt_utilisation_said said = tomt_utilisation_of(zoning->city, at, plan);
    return tomt_sheet_integer(sheet, 7, plan->type, err) &&
           (said.type ? tomt_sheet_integer(sheet, 8, said.type, err)
                      : tomt_column_add_null(&sheet->table.column[8], err)) &&
           tomt_sheet_real(sheet, 9, said.number, err) &&
           tomt_sheet_real(sheet, 10, said.minimum, err) &&
           tomt_sheet_real(sheet, 11, said.storeys, err) &&
           tomt_sheet_real(sheet, 12, said.height_m, err) &&
           tomt_sheet_text(sheet, 13, said.hall, err) &&
           tomt_sheet_real(sheet, 14, said.parking_per_100_m2, err);
}

bool tomt_zone_fields(struct tomt_zoning *zoning, int use, uint8_t kind,
                      const struct tomt_plan_head *plan, int status, int level,
                      struct tomt_error *err)
{
    struct tomt_sheet *sheet = &zoning->sheet;
    struct tomt_zone_place at = {.use = use, .kind = kind, .chance = zoning->n_fields};
    if (use && zoning->n_fields < sheet->shapes.n)
        at.which = which_block(zoning, use, plan);
    while (zoning->n_fields < sheet->shapes.n) {
        const struct tomt_box *box = &sheet->shapes.box[zoning->n_fields];
        size_t size;
        const uint8_t *wkb = tomt_shapes_wkb(&sheet->shapes, zoning->n_fields, &size);
        at.x = (box->min_x + box->max_x) / 2 - TOMT_ORIGIN_X;
        at.y = (box->min_y + box->max_y) / 2 - TOMT_ORIGIN_Y;
        at.area_m2 = tomt_wkb_area_m2(wkb, size);
        char name[32];
        snprintf(name, sizeof name, "F%zu", ++zoning->n_fields);
        if (!(use ? tomt_sheet_integer(sheet, 0, use, err)
                  : tomt_column_add_null(&sheet->table.column[0], err)) ||
            !tomt_sheet_text(sheet, 1, plan->id, err) ||
            !tomt_sheet_text(sheet, 2, plan->name, err) ||
            !tomt_sheet_text(sheet, 3, plan->adopted, err) ||
            !tomt_sheet_integer(sheet, 4, status, err) ||
            !tomt_sheet_integer(sheet, 5, level, err) || !tomt_sheet_text(sheet, 6, name, err) ||
            !put_utilisation(zoning, &at, plan, err))
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
           tomt_zone_fields(zoning, use, block->kind, plan, row % 9 == 0 ? 2 : 1, 2, err);
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
               tomt_zone_fields(zoning, road->rail ? 2020 : 2010, TOMT_K_NATURE, &municipal, 1, 2,
                                err);
    }
    water = done ? tomt_city_combine(city, TOMT_INTERSECTION, water,
                                     tomt_city_polygon(city, border->at, border->n, true, err), err)
                 : water;
    done = done && water && tomt_sheet_polygons(city, &zoning->sheet, water, &n, err) &&
           tomt_zone_fields(zoning, 6001, TOMT_K_NATURE, &municipal, 1, 2, err);
    if (taken)
        GEOSGeom_destroy_r(city->seat->geos, taken);
    return done;
}

/* What a municipality's own data has: slivers, zones without a code, a cellar on another level,
 * rings that cross themselves. */
static bool add_dirt(struct tomt_zoning *zoning, struct tomt_error *err)
{
    static const struct tomt_plan_head cellar = {"3301-0418", "Områderegulering Strømsø sentrum",
                                                 "2023-05-23", 34};
    struct tomt_city *city = zoning->city;
    struct tomt_xy garage[] = {{567380, 6622980},
                               {567480, 6622950},
                               {567505, 6623030},
                               {567405, 6623060},
                               {567380, 6622980}};
    if (!tomt_shape_add_ring(&zoning->sheet.shapes, garage, 5, err) ||
        !tomt_zone_fields(zoning, 2083, TOMT_K_CENTRE, &cellar, 1, 1, err))
        return false;
    for (int i = 0; i < 4; i++) {
        double x = 567100 + 230 * i, y = 6623600 + 61 * i;
        struct tomt_xy sliver[] = {{x, y}, {x + 31, y + 7}, {x + 31, y + 7.02}, {x, y}};
        if (!tomt_shape_add_ring(&zoning->sheet.shapes, sliver, 4, err) ||
            !tomt_zone_fields(zoning, 3001, TOMT_K_NATURE, &municipal, 1, 2, err))
            return false;
    }
    for (int i = 0; i < 2; i++) {
        GEOSGeometry *spot =
            tomt_city_blob(city, 16450 + 700 * i, 22850 - 250 * i, 45, 30, 0.3, err);
        size_t n;
        if (!tomt_sheet_polygons(city, &zoning->sheet, spot, &n, err) ||
            !tomt_zone_fields(zoning, 0, TOMT_K_NATURE, &municipal, 1, 2, err))
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

#define ZONE_COLUMNS                                                                               \
    "integer arealformal, text planid, text plannavn, text vedtaksdato, integer arealstatus, "     \
    "integer vertikalniva, text feltnavn, integer plantype, integer utnyttingstype, "              \
    "real utnyttingstall, real utnyttingstall_minimum, real etasjer, real hoyde_m, text hall, "    \
    "real parkering_per_100m2"

/* The same columns for a proposal of an alternative: blocks of the centre by the station, denser.
 */
static bool write_denser(struct tomt_zoning *plan, struct tomt_gpkg *gpkg, struct tomt_error *err)
{
    static const struct tomt_plan_head proposal = {
        "3301-0450", "Kommunedelplan Strømsø, forslag 2026", "2026-03-10", 21};
    struct tomt_city *city = plan->city;
    struct tomt_zoning zoning = {.city = city, .marks = plan->marks, .ring = plan->ring};
    if (!tomt_sheet_start(city, &zoning.sheet, TOMT_POLYGONS, ZONE_COLUMNS, err))
        return false;
    for (uint32_t row = 1; row < city->n_blocks; row++) {
        const struct tomt_block *block = &city->block[row];
        struct tomt_xy at = tomt_city_place(city, (block->rect.u0 + block->rect.u1) / 2.0,
                                            (block->rect.v0 + block->rect.v1) / 2.0);
        if (!block->low && block->kind == TOMT_K_CENTRE &&
            hypot(at.x - 17560, at.y - 22960) < 290 &&
            !tomt_zone_block(&zoning, row, row % 3 ? 1813 : 1810, &proposal, err))
            return false;
    }
    return tomt_sheet_write(city, &zoning.sheet, gpkg, "arealformal_tett",
                            "Arealformål, tettere sentrum (alternativ)", "MULTIPOLYGON", err);
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
           tomt_sheet_start(city, &zoning.sheet, TOMT_POLYGONS, ZONE_COLUMNS, err) &&
           visit(&zoning, city->south, err) && visit(&zoning, city->north, err) &&
           add_corridors(&zoning, err) && tomt_zones_detail(&zoning, err) &&
           add_dirt(&zoning, err) &&
           tomt_sheet_write(city, &zoning.sheet, gpkg, "arealformal", "Arealformål", "MULTIPOLYGON",
                            err) &&
           write_denser(&zoning, gpkg, err);
}

bool tomt_write_plan(struct tomt_city *city, struct tomt_error *err)
{
    struct tomt_gpkg *gpkg = tomt_sheet_file(city, "plan.gpkg", "EPSG:25832", err);
    return gpkg && write_zones(city, gpkg, err) && tomt_write_hazards(city, gpkg, err) &&
           tomt_gpkg_finish(gpkg, err);
}
