/* height.tif: hills on both sides of the valley, flat along the water and the main roads. */
#include "sample/city.h"

#include <gdal.h>
#include <math.h>
#include <ogr_srs_api.h>
#include <stdio.h>
#include <string.h>

#define CELL_M 50.0
#define WEST 2000.0
#define NORTH 37000.0
#define COLUMNS 590
#define ROWS 750

/* Distance to what is low: river, fjord, the valleys that motorway and railway follow. */
static double low_ground_m(const struct tomt_city *city, double x, double y)
{
    double d = fmax(0, tomt_line_distance_m(&tomt_river, x, y) - 90);
    if (tomt_ring_holds(&city->lay.fjord, x, y))
        return 0;
    d = fmin(d, tomt_line_distance_m(&tomt_fjord, x, y));
    for (size_t i = 0; i < tomt_n_roads; i++)
        if (tomt_roads[i].motorway)
            d = fmin(d, fmax(0, tomt_line_distance_m(&tomt_roads[i].line, x, y) - 100) + 120);
    return d;
}

static double height_m(uint64_t seed, double d, double x, double y)
{
    double rise = 1 - exp(-pow(d / 1100, 3)); /* a valley floor, then steep sides */
    double rough =
        1 + 0.3 * tomt_noise(seed ^ 51, x, y, 5200) + 0.16 * tomt_noise(seed ^ 53, x, y, 1700);
    return 1 + d * 0.012 + 265 * rise * rough + 22 * rise * tomt_noise(seed ^ 57, x, y, 500);
}

/* Distances are taken at every second cell and in between as the mean of those around. */
static bool write_rows(struct tomt_city *city, GDALRasterBandH band, struct tomt_error *err)
{
    enum { COARSE = COLUMNS / 2 + 2 };
    double low[2][COARSE];
    int16_t line[COLUMNS];
    for (int row = 0; row < ROWS; row++) {
        for (int k = row % 2 ? 2 : row == 0 ? 0 : 1; k < 2; k++) {
            if (k == 1 && row > 0)
                memcpy(low[0], low[1], sizeof low[0]);
            for (int c = 0; c < COARSE; c++)
                low[k][c] = low_ground_m(city, WEST + (2 * c + 0.5) * CELL_M,
                                         NORTH - (2 * (row / 2 + k) + 0.5) * CELL_M);
        }
        for (int column = 0; column < COLUMNS; column++) {
            const double *above = low[0] + column / 2, *below = low[1] + column / 2;
            double s = column % 2 * 0.5, t = row % 2 * 0.5;
            double d = (above[0] * (1 - s) + above[1] * s) * (1 - t) +
                       (below[0] * (1 - s) + below[1] * s) * t;
            line[column] = (int16_t)lround(height_m(city->seed, d, WEST + (column + 0.5) * CELL_M,
                                                    NORTH - (row + 0.5) * CELL_M));
        }
        if (GDALRasterIO(band, GF_Write, 0, row, COLUMNS, 1, line, COLUMNS, 1, GDT_Int16, 0, 0) !=
            CE_None)
            return tomt_fail(err, TOMT_OUTPUT, "height.tif could not be written: %s",
                             CPLGetLastErrorMsg());
    }
    return true;
}

bool tomt_write_height(struct tomt_city *city, struct tomt_error *err)
{
    const char *path = tomt_arena_print(city->arena, err, "%s/height.tif", city->folder);
    const char *options[] = {"COMPRESS=DEFLATE", "PREDICTOR=2", "TILED=YES", NULL};
    GDALDriverH driver = GDALGetDriverByName("GTiff");
    if (!path || !driver)
        return path && tomt_fail(err, TOMT_INTERNAL, "this GDAL cannot write GeoTIFF");
    GDALDatasetH file =
        GDALCreate(driver, path, COLUMNS, ROWS, 1, GDT_Int16, (char **)(uintptr_t)options);
    if (!file)
        return tomt_fail(err, TOMT_OUTPUT, "cannot write '%s': %s", path, CPLGetLastErrorMsg());
    double place[6] = {TOMT_ORIGIN_X + WEST, CELL_M, 0, TOMT_ORIGIN_Y + NORTH, 0, -CELL_M};
    OGRSpatialReferenceH crs = OSRNewSpatialReference(NULL);
    OSRImportFromEPSG(crs, 25832);
    GDALSetSpatialRef(file, crs);
    GDALSetGeoTransform(file, place);
    GDALRasterBandH band = GDALGetRasterBand(file, 1);
    GDALSetRasterUnitType(band, "m");
    bool done = write_rows(city, band, err);
    OSRDestroySpatialReference(crs);
    CPLErrorReset();
    GDALClose(file); /* the last of it is written here */
    if (done && CPLGetLastErrorType() >= CE_Failure)
        return tomt_fail(err, TOMT_OUTPUT, "cannot write '%s': %s", path, CPLGetLastErrorMsg());
    return done;
}
