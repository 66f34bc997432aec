/* Rasters written: what GDAL (a peer) and our own sampler read back, the same bytes, and disks that
 * are full. */
#include "data_support.h"

#include <math.h>
#include <signal.h>
#include <sys/resource.h>

#include "data/raster.h"
#include "data/whole_file.h"

/* West and north of every raster here; cells of 50 m. */
#define WEST 500000.0
#define NORTH 6600000.0
#define CELL 50.0

static struct tomt_raster_out raster_of(const struct room *room, const float *real32,
                                        const double *real64, size_t n_columns, size_t n_rows)
{
    return (struct tomt_raster_out){.real32 = real32,
                                    .real64 = real64,
                                    .n_columns = n_columns,
                                    .n_rows = n_rows,
                                    .west_m = WEST,
                                    .north_m = NORTH,
                                    .cell_m = CELL,
                                    .crs = &room->crs,
                                    .unit = "jobs/km\xC2\xB2",
                                    .description =
                                        "Density of jobs, \xC3\xA6\xC3\xB8\xC3\xA5 & <all>"};
}

static const char *write_raster(struct room *room, const char *name,
                                const struct tomt_raster_out *raster)
{
    const char *path = in_folder(room, name);
    const struct tomt_whole_output output = {.target = path, .kind = TOMT_FILE_TIFF};
    struct tomt_whole_file *file = tomt_whole_file_open(room->arena, &output, &room->err);
    if (!file || !tomt_raster_write(room->arena, tomt_whole_file_path(file), raster, &room->err) ||
        !tomt_whole_file_commit(file, &room->err))
        fail_msg("%s", room->err.text);
    return path;
}

static double mean_of_box(struct room *room, const char *path, double west, double south,
                          double east, double north)
{
    struct tomt_raster *raster = tomt_raster_open(room->seat, path, 1, &room->crs, &room->err);
    if (!raster)
        fail_msg("%s", room->err.text);
    GEOSGeometry *box = GEOSGeom_createRectangle_r(room->seat->geos, west, south, east, north);
    size_t size;
    uint8_t *wkb = GEOSWKBWriter_write_r(room->seat->geos, room->seat->writer, box, &size);
    double mean, covered;
    bool outside;
    assert_true(tomt_raster_mean(raster, wkb, size, &mean, &covered, &outside, &room->err));
    GEOSFree_r(room->seat->geos, wkb);
    GEOSGeom_destroy_r(room->seat->geos, box);
    return mean;
}

static const double six[] = {1.1, 2, 3, 4, NAN, -6e300};

static void what_was_written_is_read(void **state)
{
    struct room *room = *state;
    struct tomt_raster_out raster = raster_of(room, NULL, six, 3, 2);
    const char *path = write_raster(room, "six.tif", &raster);
    GDALDatasetH file = GDALOpenEx(path, GDAL_OF_RASTER, NULL, NULL, NULL);
    assert_non_null(file);
    assert_string_equal(GDALGetDriverShortName(GDALGetDatasetDriver(file)), "GTiff");
    double place[6], back[6];
    assert_int_equal(GDALGetGeoTransform(file, place), CE_None);
    const double expected[] = {WEST, CELL, 0, NORTH, 0, -CELL};
    assert_memory_equal(place, expected, sizeof place);
    assert_string_equal(OSRGetAuthorityCode(GDALGetSpatialRef(file), NULL), "25833");
    GDALRasterBandH band = GDALGetRasterBand(file, 1);
    int has_nodata, width, height;
    assert_true(isnan(GDALGetRasterNoDataValue(band, &has_nodata)) && has_nodata);
    assert_int_equal(GDALGetRasterDataType(band), GDT_Float64);
    assert_string_equal(GDALGetRasterUnitType(band), raster.unit);
    assert_string_equal(GDALGetDescription(band), raster.description);
    GDALGetBlockSize(band, &width, &height);
    assert_true(width == 256 && height == 256);
    assert_string_equal(GDALGetMetadataItem(file, "COMPRESSION", "IMAGE_STRUCTURE"), "DEFLATE");
    assert_null(GDALGetMetadataItem(file, "TIFFTAG_DATETIME", NULL));
    assert_null(GDALGetMetadataItem(file, "TIFFTAG_SOFTWARE", NULL));
    assert_int_equal(GDALRasterIO(band, GF_Read, 0, 0, 3, 2, back, 3, 2, GDT_Float64, 0, 0),
                     CE_None);
    assert_memory_equal(back, six, 4 * sizeof *six);
    assert_true(isnan(back[4]) && back[5] == six[5]);
    GDALClose(file);
    /* The north-western cell alone; the middle column, whose southern cell has no value. */
    assert_close(mean_of_box(room, path, WEST, NORTH - CELL, WEST + CELL, NORTH), 1.1, 1e-12);
    assert_close(mean_of_box(room, path, WEST + CELL, NORTH - 2 * CELL, WEST + 2 * CELL, NORTH), 2,
                 1e-12);
    assert_true(isnan(mean_of_box(room, path, WEST + 60, NORTH - 90, WEST + 90, NORTH - 60)));
}

/* Several tiles each way, none of them full at the edges; value = 1000 row + column. */
static float *large_values(size_t n_columns, size_t n_rows)
{
    float *value = malloc(n_columns * n_rows * sizeof *value);
    for (size_t i = 0; value && i < n_columns * n_rows; i++)
        value[i] = i % 7 == 3 ? NAN : (float)(1000 * (i / n_columns) + i % n_columns);
    return value;
}

static void many_tiles_and_the_same_bytes(void **state)
{
    struct room *room = *state;
    enum { COLUMNS = 700, ROWS = 530 };
    float *value = large_values(COLUMNS, ROWS), *back = malloc(COLUMNS * ROWS * sizeof *back);
    assert_true(value && back);
    struct tomt_raster_out raster = raster_of(room, value, NULL, COLUMNS, ROWS);
    char digest[2][65];
    assert_true(tomt_sha256_path(write_raster(room, "one.tif", &raster), digest[0], &room->err));
    GIntBig cache = GDALGetCacheMax64();
    GDALSetCacheMax64(1 << 20); /* the cache's size decides nothing */
    const char *path = write_raster(room, "two.tif", &raster);
    GDALSetCacheMax64(cache);
    assert_true(tomt_sha256_path(path, digest[1], &room->err));
    assert_string_equal(digest[0], digest[1]);
    GDALDatasetH file = GDALOpenEx(path, GDAL_OF_RASTER, NULL, NULL, NULL);
    GDALRasterBandH band = GDALGetRasterBand(file, 1);
    assert_int_equal(GDALGetRasterDataType(band), GDT_Float32);
    assert_int_equal(
        GDALRasterIO(band, GF_Read, 0, 0, COLUMNS, ROWS, back, COLUMNS, ROWS, GDT_Float32, 0, 0),
        CE_None);
    for (size_t i = 0; i < COLUMNS * ROWS; i++)
        assert_true(isnan(value[i]) ? isnan(back[i]) : value[i] == back[i]);
    GDALClose(file);
    char **beside = VSIReadDir(room->folder);
    assert_int_equal(CSLFindString(beside, "two.tif.aux.xml"), -1);
    CSLDestroy(beside);
    free(value);
    free(back);
}

/* The program that planners have looks at it: skipped where it is not installed. */
static void gdalinfo_agrees(void **state)
{
    struct room *room = *state;
    if (system("command -v gdalinfo >/dev/null 2>&1") != 0)
        skip();
    struct tomt_raster_out raster = raster_of(room, NULL, six, 3, 2);
    char command[300], *said = calloc(1, 1 << 16);
    snprintf(command, sizeof command, "gdalinfo -json '%s'",
             write_raster(room, "info.tif", &raster));
    FILE *out = popen(command, "r");
    size_t n = fread(said, 1, (1 << 16) - 1, out);
    assert_int_equal(pclose(out), 0);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (said[i] != ' ' && said[i] != '\n')
            said[kept++] = said[i];
    said[kept] = 0;
    static const char *const parts[] = {"\"size\":[3,2]",
                                        "\"upperLeft\":[500000.0,6600000.0]",
                                        "\"lowerRight\":[500150.0,6599900.0]",
                                        "\"noDataValue\":\"NaN\"",
                                        "\"unit\":\"jobs/km",
                                        "\"type\":\"Float64\"",
                                        "ETRS89/UTMzone33N"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!strstr(said, parts[i]))
            fail_msg("%s is not in %s", parts[i], said);
    free(said);
}

static void a_crs_without_a_code(void **state)
{
    struct room *room = *state;
    struct tomt_crs local;
    assert_true(tomt_crs_read(room->seat, room->arena,
                              "+proj=tmerc +lat_0=58 +lon_0=10.5 +k=1 +x_0=100000 +y_0=1000000 "
                              "+ellps=GRS80 +units=m +type=crs",
                              &local, &room->err));
    struct tomt_raster_out raster = raster_of(room, NULL, six, 3, 2);
    raster.crs = &local;
    raster.unit = raster.description = NULL;
    GDALDatasetH file =
        GDALOpenEx(write_raster(room, "local.tif", &raster), GDAL_OF_RASTER, NULL, NULL, NULL);
    assert_close(OSRGetProjParm(GDALGetSpatialRef(file), SRS_PP_CENTRAL_MERIDIAN, 0, NULL), 10.5,
                 1e-12);
    assert_string_equal(GDALGetRasterUnitType(GDALGetRasterBand(file, 1)), "");
    GDALClose(file);
}

static void refuse(struct room *room, const char *path, const struct tomt_raster_out *raster,
                   enum tomt_code code, const char *words)
{
    struct tomt_error err = {0};
    assert_false(tomt_raster_write(room->arena, path, raster, &err));
    assert_says(&err, code, words);
}

static void what_cannot_be_written(void **state)
{
    struct room *room = *state;
    struct tomt_raster_out raster = raster_of(room, NULL, six, 3, 2);
    refuse(room, in_folder(room, "no/folder.tif"), &raster, TOMT_OUTPUT, "cannot write raster");
    refuse(room, room->folder, &raster, TOMT_OUTPUT, "cannot write raster");
    raster.n_rows = 0;
    refuse(room, in_folder(room, "none.tif"), &raster, TOMT_OUTPUT, "3 x 0 cells");
    raster.n_rows = 2;
    raster.cell_m = 0;
    refuse(room, in_folder(room, "none.tif"), &raster, TOMT_INTERNAL, "size of its cells");
    raster.cell_m = 1;
    raster.real64 = NULL;
    refuse(room, in_folder(room, "none.tif"), &raster, TOMT_INTERNAL, "exactly one");
    assert_int_equal(access(in_folder(room, "none.tif"), F_OK), -1);
}

/* A limit on the size of files fails as a full disk does: in the middle of writing, or only when
 * the file is closed. */
static void a_full_disk_leaves_nothing(void **state)
{
    struct room *room = *state;
    enum { COLUMNS = 700, ROWS = 530 };
    float *value = large_values(COLUMNS, ROWS);
    struct tomt_raster_out raster = raster_of(room, value, NULL, COLUMNS, ROWS);
    struct stat whole;
    assert_int_equal(stat(write_raster(room, "whole.tif", &raster), &whole), 0);
    struct rlimit before;
    getrlimit(RLIMIT_FSIZE, &before);
    void (*was)(int) = signal(SIGXFSZ, SIG_IGN);
    const rlim_t limits[] = {0, 100, (rlim_t)whole.st_size / 2, (rlim_t)whole.st_size - 1};
    for (size_t i = 0; i < 4; i++) {
        const struct rlimit small = {limits[i], before.rlim_max};
        struct tomt_error err = {0};
        const char *path = in_folder(room, "full.tif");
        setrlimit(RLIMIT_FSIZE, &small);
        bool ok = tomt_raster_write(room->arena, path, &raster, &err);
        setrlimit(RLIMIT_FSIZE, &before);
        assert_false(ok);
        assert_says(&err, TOMT_OUTPUT, "cannot write raster");
        assert_int_equal(access(path, F_OK), -1);
    }
    signal(SIGXFSZ, was);
    free(value);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_room, close_room)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_was_written_is_read), TEST(many_tiles_and_the_same_bytes),
        TEST(gdalinfo_agrees),          TEST(a_crs_without_a_code),
        TEST(what_cannot_be_written),   TEST(a_full_disk_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
