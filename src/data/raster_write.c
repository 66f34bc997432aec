/* data/raster_write.c: one band of reals as a GeoTIFF, through GDAL's driver, in strips of whole
 * tiles. */
#include "data/raster.h"

#include "data/layer_source.h"

#include <math.h>
#include <unistd.h>

#include <cpl_string.h>
#include <gdal.h>
#include <ogr_srs_api.h>

enum { TILE = 256 };

static bool cannot_write(const char *path, bool begun, const struct tomt_watch *watch,
                         struct tomt_error *err)
{
    return tomt_fail(err, TOMT_OUTPUT, "cannot write raster '%s'%s%s%s", path,
                     watch->n_failures ? ": " : "", watch->n_failures ? watch->text : "",
                     begun ? ": is the disk full?" : "");
}

static bool check(const struct tomt_raster_out *raster, struct tomt_error *err)
{
    if (!raster->real32 == !raster->real64)
        return tomt_fail(err, TOMT_INTERNAL,
                         "a raster is written of floats or of doubles: exactly one of them");
    if (raster->n_columns == 0 || raster->n_rows == 0 || raster->n_columns > INT32_MAX ||
        raster->n_rows > INT32_MAX)
        return tomt_fail(err, TOMT_OUTPUT, "a raster of %zu x %zu cells cannot be written",
                         raster->n_columns, raster->n_rows);
    if (!(raster->cell_m > 0) || !isfinite(raster->cell_m) || !isfinite(raster->west_m) ||
        !isfinite(raster->north_m))
        return tomt_fail(err, TOMT_INTERNAL, "a raster needs a place and a size of its cells");
    return true;
}

static GDALDatasetH create(const char *path, const struct tomt_raster_out *raster)
{
    static const char *const options[] = {
        "TILED=YES",        "BLOCKXSIZE=256",    "BLOCKYSIZE=256",
        "COMPRESS=DEFLATE", "PREDICTOR=3",       "BIGTIFF=IF_SAFER",
        "NUM_THREADS=1",    "ENDIANNESS=LITTLE", NULL};
    GDALDriverH driver = GDALGetDriverByName("GTiff");
    return driver ? GDALCreate(driver, path, (int)raster->n_columns, (int)raster->n_rows, 1,
                               raster->real32 ? GDT_Float32 : GDT_Float64,
                               (CSLConstList)(uintptr_t)options)
                  : NULL;
}

/* A code where there is one: everything else about the CRS is then known by it. */
static bool set_crs(GDALDatasetH dataset, const struct tomt_crs *crs)
{
    OGRSpatialReferenceH srs = OSRNewSpatialReference(NULL);
    const char *wkt = crs->wkt2 ? crs->wkt2 : crs->wkt ? crs->wkt : crs->text;
    bool ok = srs &&
              (crs->epsg > 0 ? OSRImportFromEPSG(srs, crs->epsg) : OSRSetFromUserInput(srs, wkt)) ==
                  OGRERR_NONE &&
              GDALSetSpatialRef(dataset, srs) == CE_None;
    OSRDestroySpatialReference(srs);
    return ok;
}

static bool describe(GDALDatasetH dataset, const struct tomt_raster_out *raster)
{
    double place[6] = {raster->west_m, raster->cell_m, 0, raster->north_m, 0, -raster->cell_m};
    GDALRasterBandH band = GDALGetRasterBand(dataset, 1);
    if (raster->description)
        GDALSetDescription(band, raster->description);
    return GDALSetGeoTransform(dataset, place) == CE_None && set_crs(dataset, raster->crs) &&
           GDALSetRasterNoDataValue(band, NAN) == CE_None &&
           (!raster->unit || GDALSetRasterUnitType(band, raster->unit) == CE_None);
}

/* A row of tiles at a time, so that tiles are written once, in order, whatever GDAL's cache holds.
 */
static bool write_values(GDALDatasetH dataset, const struct tomt_raster_out *raster)
{
    GDALRasterBandH band = GDALGetRasterBand(dataset, 1);
    GDALDataType type = raster->real32 ? GDT_Float32 : GDT_Float64;
    for (size_t row = 0; row < raster->n_rows; row += TILE) {
        size_t at = row * raster->n_columns,
               n = raster->n_rows - row < TILE ? raster->n_rows - row : TILE;
        const void *from = raster->real32 ? (const void *)(raster->real32 + at)
                                          : (const void *)(raster->real64 + at);
        if (GDALRasterIO(band, GF_Write, 0, (int)row, (int)raster->n_columns, (int)n,
                         (void *)(uintptr_t)from, (int)raster->n_columns, (int)n, type, 0,
                         0) != CE_None)
            return false;
        GDALFlushRasterCache(band);
    }
    return true;
}

bool tomt_raster_write(struct tomt_arena *arena, const char *path,
                       const struct tomt_raster_out *raster, struct tomt_error *err)
{
    struct tomt_watch watch;
    (void)arena;
    if (!check(raster, err))
        return false;
    bool was_there = access(path, F_OK) == 0;
    tomt_watch_up(&watch);
    GDALDatasetH dataset = create(path, raster);
    bool ok = dataset && describe(dataset, raster) && write_values(dataset, raster);
    if (dataset)
        GDALClose(dataset); /* writes what is left; what fails there is only told to the watch */
    tomt_watch_down(&watch);
    if (ok && watch.n_failures == 0)
        return true;
    if (dataset || !was_there) /* else it was never ours */
        unlink(path);
    return cannot_write(path, dataset != NULL, &watch, err);
}
