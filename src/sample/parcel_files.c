/* parcels.gpkg with a little dirt, and buildings.fgb. */
#include "sample/sheet.h"

#include "geo/wkb.h"

#include <gdal.h>
#include <math.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <stdio.h>
#include <string.h>

static const char *what_stands(uint8_t kind)
{
    static const char *const names[TOMT_N_KINDS] = {
        "landbruk", "bolig", "bolig",   "blandet",      "sentrum", "kontor",  "handel", "industri",
        "lager",    "havn",  "sykehus", "undervisning", "park",    "sentrum", ""};
    return names[kind];
}

static bool add_parcel(struct tomt_city *city, struct tomt_sheet *sheet,
                       const struct tomt_parcel *parcel, bool nameless, struct tomt_error *err)
{
    char id[40], property[40], owner[400], number[8];
    int municipality = tomt_quarters[city->block[parcel->block].quarter].municipality;
    size_t size;
    const uint8_t *wkb = tomt_shapes_wkb(&city->parcel_shapes, parcel->shape, &size);
    snprintf(id, sizeof id, "%d-%d/%u-%d", municipality, parcel->gnr, parcel->bnr, parcel->part);
    snprintf(property, sizeof property, "%d-%d/%u", municipality, parcel->gnr, parcel->bnr);
    snprintf(number, sizeof number, "%d", municipality);
    tomt_owner_name(city, parcel, owner, sizeof owner);
    return tomt_shapes_add_wkb(&sheet->shapes, wkb, size, err) &&
           tomt_sheet_text(sheet, 0, id, err) &&
           tomt_sheet_text(sheet, 1, nameless ? NULL : property, err) &&
           tomt_sheet_text(sheet, 2, number, err) &&
           tomt_sheet_text(sheet, 3, owner[0] ? owner : NULL, err) &&
           tomt_sheet_real(sheet, 4, parcel->bra_m2, err) &&
           tomt_sheet_real(sheet, 5, round(parcel->area_m2 * 10) / 10, err) &&
           tomt_sheet_text(sheet, 6, what_stands(city->block[parcel->block].kind), err);
}

static bool write_parcels(struct tomt_city *city, struct tomt_error *err)
{
    struct tomt_sheet sheet;
    struct tomt_gpkg *gpkg = tomt_sheet_file(city, "parcels.gpkg", "EPSG:25832", err);
    if (!gpkg || !tomt_sheet_start(city, &sheet, TOMT_POLYGONS,
                                   "text teigid, text matrikkel, text kommunenummer, text eier, "
                                   "real bra_m2, real areal_m2, text bruk",
                                   err))
        return false;
    size_t next = city->n_parcels / 4; /* to be spoilt: three, far apart */
    for (size_t i = 0; i < city->n_parcels; i++) {
        const struct tomt_parcel *parcel = &city->parcel[i];
        if (!add_parcel(city, &sheet, parcel, i % 401 == 17, err))
            return false;
        if (i < next || i > city->n_parcels * 3 / 4 ||
            city->block[parcel->block].kind != TOMT_K_HOUSING)
            continue;
        bool spoilt;
        if (!tomt_sheet_spoil(city, &sheet, i, &spoilt, err))
            return false;
        next += spoilt ? city->n_parcels / 6 : 0;
    }
    for (size_t i = 0; i < 2; i++) /* delivered twice */
        if (!add_parcel(city, &sheet, &city->parcel[city->n_parcels / 3 * (i + 1)], false, err))
            return false;
    return tomt_sheet_write(city, &sheet, gpkg, "teig", "Teiger", "MULTIPOLYGON", err) &&
           tomt_gpkg_finish(gpkg, err);
}

#define MOST_HOUSES 24

/* How many houses stand on a parcel, and how long they are for their width. */
static int houses_on(const struct tomt_city *city, const struct tomt_parcel *parcel)
{
    static const double plot_m2[TOMT_N_KINDS] = {
        [TOMT_K_HOUSING] = 1300,  [TOMT_K_DENSE] = 2600,      [TOMT_K_MIXED] = 3500,
        [TOMT_K_CENTRE] = 1800,   [TOMT_K_BUSINESS] = 6000,   [TOMT_K_RETAIL] = 7000,
        [TOMT_K_INDUSTRY] = 9000, [TOMT_K_LOGISTICS] = 16000, [TOMT_K_HARBOUR] = 9000,
        [TOMT_K_HOSPITAL] = 3000, [TOMT_K_CAMPUS] = 3000,     [TOMT_K_VILLAGE] = 1600};
    double each = plot_m2[city->block[parcel->block].kind];
    return each <= 0 ? 1 : (int)fmin(fmax(round(parcel->area_m2 / each), 1), MOST_HOUSES);
}

/* A house in its cell of the parcel, turned as the parcel is; smaller until it stands on the
 * parcel. False: it never does. */
static bool house(const struct tomt_city *city, const struct tomt_parcel *parcel,
                  const struct tomt_rect *cell, double footprint_m2, double shift,
                  struct tomt_xy at[5])
{
    size_t size;
    const uint8_t *wkb = tomt_shapes_wkb(&city->parcel_shapes, parcel->shape, &size);
    double wide = cell->u1 - cell->u0, high = cell->v1 - cell->v0,
           share = sqrt(fmin(0.62, footprint_m2 / (wide * high / 100)));
    double u = (cell->u0 + cell->u1) / 2.0 + shift * (1 - share) * wide,
           v = (cell->v0 + cell->v1) / 2.0 - shift * (1 - share) * high;
    for (int attempt = 0; attempt < 6; attempt++, share *= 0.75) {
        bool inside = true;
        for (int k = 0; k < 4; k++) {
            struct tomt_xy p =
                tomt_city_place(city, u + (k == 1 || k == 2 ? 0.5 : -0.5) * wide * share,
                                v + (k >= 2 ? 0.5 : -0.5) * high * share);
            at[k] = (struct tomt_xy){round((p.x + TOMT_ORIGIN_X) * 100) / 100,
                                     round((p.y + TOMT_ORIGIN_Y) * 100) / 100};
            inside = inside && tomt_wkb_holds_point(wkb, size, at[k].x, at[k].y);
        }
        at[4] = at[0];
        if (inside)
            return true;
    }
    return false;
}

static bool add_house(OGRLayerH layer, const struct tomt_city *city,
                      const struct tomt_parcel *parcel, double bra_m2, bool storeys,
                      const struct tomt_xy at[5], struct tomt_error *err)
{
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    OGRGeometryH polygon = OGR_G_CreateGeometry(wkbPolygon),
                 ring = OGR_G_CreateGeometry(wkbLinearRing);
    for (int k = 0; k < 5; k++)
        OGR_G_AddPoint_2D(ring, at[k].x, at[k].y);
    OGR_G_AddGeometryDirectly(polygon, ring);
    OGR_F_SetGeometryDirectly(feature, polygon);
    if (!isnan(bra_m2))
        OGR_F_SetFieldDouble(feature, 0, round(bra_m2));
    if (storeys)
        OGR_F_SetFieldInteger(feature, 1, parcel->storeys);
    OGR_F_SetFieldString(feature, 2, what_stands(city->block[parcel->block].kind));
    bool done = OGR_L_CreateFeature(layer, feature) == OGRERR_NONE;
    OGR_F_Destroy(feature);
    return done ||
           tomt_fail(err, TOMT_OUTPUT, "a building could not be written: %s", CPLGetLastErrorMsg());
}

/* Houses in a grid on the parcel; its floor area is shared by those that find room. Of some houses
 * the floor area is not registered, of a few neither that nor the storeys. */
static bool add_houses(OGRLayerH layer, const struct tomt_city *city,
                       const struct tomt_parcel *parcel, struct tomt_random *random,
                       struct tomt_random *missing, struct tomt_error *err)
{
    const struct tomt_rect *r = &parcel->rect;
    int n = houses_on(city, parcel), n_placed = 0;
    double wide = r->u1 - r->u0, high = r->v1 - r->v0;
    int columns = (int)fmax(1, round(sqrt(n * wide / high))), rows = (n + columns - 1) / columns;
    struct tomt_xy at[MOST_HOUSES][5];
    for (int i = 0; i < n; i++) {
        int column = i % columns, row = i / columns;
        struct tomt_rect cell = {r->u0 + (int32_t)(wide * column / columns),
                                 r->v0 + (int32_t)(high * row / rows),
                                 r->u0 + (int32_t)(wide * (column + 1) / columns),
                                 r->v0 + (int32_t)(high * (row + 1) / rows)};
        double shift = tomt_random_between(random, -0.35, 0.35),
               more = tomt_random_between(random, 0.75, 1.25);
        n_placed +=
            house(city, parcel, &cell, more * parcel->footprint_m2 / n, shift, at[n_placed]);
    }
    for (int i = 0; i < n_placed; i++) {
        double chance = tomt_random_share(missing);
        if (!add_house(layer, city, parcel,
                       chance < 0.035 ? (double)NAN : parcel->bra_m2 / n_placed, chance >= 0.015,
                       at[i], err))
            return false;
    }
    return true;
}

static bool write_houses(struct tomt_city *city, OGRLayerH layer, struct tomt_error *err)
{
    static const struct {
        const char *name;
        OGRFieldType type;
    } fields[] = {{"bra_m2", OFTReal}, {"etasjer", OFTInteger}, {"bruk", OFTString}};
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        OGRFieldDefnH field = OGR_Fld_Create(fields[i].name, fields[i].type);
        bool made = OGR_L_CreateField(layer, field, 1) == OGRERR_NONE;
        OGR_Fld_Destroy(field);
        if (!made)
            return tomt_fail(err, TOMT_OUTPUT, "a column of the buildings could not be made: %s",
                             CPLGetLastErrorMsg());
    }
    struct tomt_random random, missing;
    tomt_random_start(&random, city->seed, 6);
    tomt_random_start(&missing, city->seed, 64);
    for (size_t i = 0; i < city->n_parcels; i++)
        if (city->parcel[i].footprint_m2 > 20 &&
            !add_houses(layer, city, &city->parcel[i], &random, &missing, err))
            return false;
    return true;
}

static bool write_buildings(struct tomt_city *city, struct tomt_error *err)
{
    const char *path = tomt_city_path_of(city, "buildings.fgb", err);
    GDALDriverH driver = GDALGetDriverByName("FlatGeobuf");
    if (!path || !driver)
        return path && tomt_fail(err, TOMT_INTERNAL, "this GDAL cannot write FlatGeobuf");
    GDALDatasetH file = GDALCreate(driver, path, 0, 0, 0, GDT_Unknown, NULL);
    if (!file)
        return tomt_fail(err, TOMT_OUTPUT, "cannot write '%s': %s", path, CPLGetLastErrorMsg());
    OGRSpatialReferenceH crs = OSRNewSpatialReference(NULL);
    OSRImportFromEPSG(crs, 25832);
    OGRLayerH layer = GDALDatasetCreateLayer(file, "bygning", crs, wkbPolygon, NULL);
    bool done =
        layer ? write_houses(city, layer, err)
              : tomt_fail(err, TOMT_OUTPUT, "cannot write '%s': %s", path, CPLGetLastErrorMsg());
    OSRDestroySpatialReference(crs);
    CPLErrorReset();
    GDALClose(file);
    if (done && CPLGetLastErrorType() >= CE_Failure)
        return tomt_fail(err, TOMT_OUTPUT, "cannot write '%s': %s", path, CPLGetLastErrorMsg());
    return done;
}

bool tomt_write_parcels(struct tomt_city *city, struct tomt_error *err)
{
    return write_parcels(city, err) && write_buildings(city, err);
}
