/* Means of a raster under a polygon, by hand and against GEOS's intersection with each cell. */
#include "data_support.h"

#include <math.h>

#include "data/raster.h"

/* West and south of the small raster. */
#define X0 500000.0
#define Y0 6600000.0

struct making {
    int columns, rows;
    const double *value; /* rows from the north */
    double nodata, scale, offset, rotation;
    const char *crs;
};

static const char *make_raster(struct room *room, const char *name, const struct making *making)
{
    const char *path = in_folder(room, name);
    GDALDatasetH out = GDALCreate(GDALGetDriverByName("GTiff"), path, making->columns, making->rows, 1, GDT_Float64, NULL);
    assert_non_null(out);
    double transform[6] = {X0, 10, making->rotation, Y0 + 10 * making->rows, 0, -10};
    GDALSetGeoTransform(out, transform);
    if (making->crs) {
        OGRSpatialReferenceH srs = OSRNewSpatialReference(NULL);
        OSRSetFromUserInput(srs, making->crs);
        GDALSetSpatialRef(out, srs);
        OSRDestroySpatialReference(srs);
    }
    GDALRasterBandH band = GDALGetRasterBand(out, 1);
    if (!isnan(making->nodata))
        GDALSetRasterNoDataValue(band, making->nodata);
    if (making->scale != 0) {
        GDALSetRasterScale(band, making->scale);
        GDALSetRasterOffset(band, making->offset);
    }
    assert_int_equal(GDALRasterIO(band, GF_Write, 0, 0, making->columns, making->rows, (void *)(uintptr_t)making->value,
                                  making->columns, making->rows, GDT_Float64, 0, 0),
                     CE_None);
    GDALClose(out);
    return path;
}

static const double nine[] = {1, 2, 3, 4, 5, 6, 7, 8, 9};

struct answer {
    double mean, covered;
    bool outside;
};

/* wkt in metres from the raster's south-western corner. */
static GEOSGeometry *shifted(struct room *room, const double *xy, size_t n, const double *hole, size_t n_hole)
{
    const double *points[2] = {xy, hole};
    size_t counts[2] = {n, n_hole};
    GEOSGeometry *ring[2] = {NULL, NULL};
    for (int r = 0; r < 2 && counts[r]; r++) {
        GEOSCoordSequence *at = GEOSCoordSeq_create_r(room->seat->geos, (unsigned)counts[r], 2);
        for (unsigned i = 0; i < counts[r]; i++)
            GEOSCoordSeq_setXY_r(room->seat->geos, at, i, X0 + points[r][2 * i], Y0 + points[r][2 * i + 1]);
        ring[r] = GEOSGeom_createLinearRing_r(room->seat->geos, at);
    }
    return GEOSGeom_createPolygon_r(room->seat->geos, ring[0], n_hole ? ring + 1 : NULL, n_hole ? 1 : 0);
}

static struct answer mean_under(struct room *room, struct tomt_raster *raster, const GEOSGeometry *geometry)
{
    struct answer answer;
    size_t size;
    uint8_t *wkb = GEOSWKBWriter_write_r(room->seat->geos, room->seat->writer, geometry, &size);
    if (!tomt_raster_mean(raster, wkb, size, &answer.mean, &answer.covered, &answer.outside, &room->err))
        fail_msg("%s", room->err.text);
    GEOSFree_r(room->seat->geos, wkb);
    return answer;
}

static struct answer mean_of(struct room *room, struct tomt_raster *raster, const double *xy, size_t n, const double *hole,
                             size_t n_hole)
{
    GEOSGeometry *geometry = shifted(room, xy, n, hole, n_hole);
    struct answer answer = mean_under(room, raster, geometry);
    GEOSGeom_destroy_r(room->seat->geos, geometry);
    return answer;
}

static struct tomt_raster *open_raster(struct room *room, const char *path)
{
    struct tomt_raster *raster = tomt_raster_open(room->seat, path, 1, &room->crs, &room->err);
    if (!raster)
        fail_msg("%s", room->err.text);
    return raster;
}

static const double triangle[] = {0, 0, 30, 0, 0, 30, 0, 0};

static void shares_are_exact(void **state)
{
    struct room *room = *state;
    struct making making = {3, 3, nine, NAN, 0, 0, 0, "EPSG:25833"};
    struct tomt_raster *raster = open_raster(room, make_raster(room, "nine.tif", &making));
    /* Under x + y = 30: cells 7, 8 and 4 wholly, 9, 5 and 1 by half. (7 + 8 + 4 + 4.5 + 2.5 + 0.5) / 4.5 */
    struct answer answer = mean_of(room, raster, triangle, 4, NULL, 0);
    assert_close(answer.mean, 26.5 / 4.5, 1e-12);
    assert_close(answer.covered, 1, 1e-12);
    assert_false(answer.outside);
    /* The other way round it is the same. */
    const double reversed[] = {0, 0, 0, 30, 30, 0, 0, 0};
    assert_close(mean_of(room, raster, reversed, 4, NULL, 0).mean, 26.5 / 4.5, 1e-12);
    /* The whole, 45 in 9 cells, less a hole x 5..15, y 5..25: 2 cells with 0.25 (7 + 8 + 1 + 2) + 0.5 (4 + 5) = 9. */
    const double whole[] = {0, 0, 30, 0, 30, 30, 0, 30, 0, 0}, hole[] = {5, 5, 15, 5, 15, 25, 5, 25, 5, 5};
    answer = mean_of(room, raster, whole, 5, hole, 5);
    assert_close(answer.mean, 36.0 / 7, 1e-12);
    assert_close(answer.covered, 1, 1e-12);
    /* Inside one cell. */
    const double small[] = {12, 12, 14, 12, 14, 14, 12, 14, 12, 12};
    answer = mean_of(room, raster, small, 5, NULL, 0);
    assert_close(answer.mean, 5, 1e-12);
    assert_close(answer.covered, 1, 1e-9);
}

static void half_off_the_raster(void **state)
{
    struct room *room = *state;
    struct making making = {3, 3, nine, NAN, 0, 0, 0, "EPSG:25833"};
    struct tomt_raster *raster = open_raster(room, make_raster(room, "nine.tif", &making));
    /* x -20..20, y 0..10: cells 7 and 8, 200 of 400 m2. */
    const double west[] = {-20, 0, 20, 0, 20, 10, -20, 10, -20, 0};
    struct answer answer = mean_of(room, raster, west, 5, NULL, 0);
    assert_close(answer.mean, 7.5, 1e-12);
    assert_close(answer.covered, 0.5, 1e-12);
    /* A triangle over the eastern and northern side: x 20..40, y 20..40 under x + y = 60, of 200 m2 all of cell 3's 100. */
    const double east[] = {20, 20, 40, 20, 20, 40, 20, 20};
    answer = mean_of(room, raster, east, 4, NULL, 0);
    assert_close(answer.mean, 3, 1e-12);
    assert_close(answer.covered, 0.5, 1e-12);
    const double away[] = {100, 0, 120, 0, 120, 10, 100, 10, 100, 0};
    answer = mean_of(room, raster, away, 5, NULL, 0);
    assert_true(answer.outside && isnan(answer.mean) && answer.covered == 0);
    /* A bent polygon whose box meets the raster, but which does not: the outside of x + y = 60. */
    const double around[] = {0, 60.5, 60.5, 0, 70, 0, 0, 70, 0, 60.5};
    assert_true(mean_of(room, raster, around, 5, NULL, 0).outside);
}

static void nodata_is_left_out(void **state)
{
    struct room *room = *state;
    struct making making = {3, 3, nine, 5, 0, 0, 0, "EPSG:25833"};
    struct tomt_raster *raster = open_raster(room, make_raster(room, "nodata.tif", &making));
    /* As above without the half of cell 5: 24 in 4 cells, of 4.5. */
    struct answer answer = mean_of(room, raster, triangle, 4, NULL, 0);
    assert_close(answer.mean, 6, 1e-12);
    assert_close(answer.covered, 4 / 4.5, 1e-12);
    const double small[] = {12, 12, 14, 12, 14, 14, 12, 14, 12, 12}; /* only on nodata */
    answer = mean_of(room, raster, small, 5, NULL, 0);
    assert_true(isnan(answer.mean) && answer.covered == 0 && !answer.outside);
    double with_nan[9];
    memcpy(with_nan, nine, sizeof nine);
    with_nan[4] = NAN;
    struct making not_a_number = {3, 3, with_nan, NAN, 0, 0, 0, "EPSG:25833"};
    raster = open_raster(room, make_raster(room, "nan.tif", &not_a_number));
    assert_close(mean_of(room, raster, triangle, 4, NULL, 0).mean, 6, 1e-12);
}

static void scale_and_offset_count(void **state)
{
    struct room *room = *state;
    struct making making = {3, 3, nine, NAN, 0.5, 100, 0, "EPSG:25833"};
    struct tomt_raster *raster = open_raster(room, make_raster(room, "scaled.tif", &making));
    assert_close(mean_of(room, raster, triangle, 4, NULL, 0).mean, 26.5 / 4.5 * 0.5 + 100, 1e-12);
}

static void refuse(struct room *room, const char *path, int band, const char *words)
{
    struct tomt_error err = {0};
    assert_null(tomt_raster_open(room->seat, path, band, &room->crs, &err));
    assert_says(&err, TOMT_DATA, words);
}

static void what_cannot_be_used_is_refused(void **state)
{
    struct room *room = *state;
    struct making rotated = {3, 3, nine, NAN, 0, 0, 0.5, "EPSG:25833"};
    refuse(room, make_raster(room, "rotated.tif", &rotated), 1, "rotated");
    struct making nowhere = {3, 3, nine, NAN, 0, 0, 0, NULL};
    refuse(room, make_raster(room, "nowhere.tif", &nowhere), 1, "coordinate reference system");
    struct making good = {3, 3, nine, NAN, 0, 0, 0, "EPSG:25833"};
    refuse(room, make_raster(room, "good.tif", &good), 2, "no band 2: it has 1");
    refuse(room, in_folder(room, "absent.tif"), 1, "No such file");
    refuse(room, write_text(room, "words.tif", "these are words"), 1, "cannot open raster");
    refuse(room, "/dev/zero", 1, "device");
}

/* Many strips: value = column, 2000 x 2000 cells; a rectangle from x 1005 to 15000, y 500 to 19000. */
static void a_large_window_is_read_in_strips(void **state)
{
    struct room *room = *state;
    int n = 2000;
    double *value = malloc((size_t)(n * n) * sizeof *value);
    for (int i = 0; i < n * n; i++)
        value[i] = i % n;
    struct making making = {n, n, value, NAN, 0, 0, 0, "EPSG:25833"};
    struct tomt_raster *raster = open_raster(room, make_raster(room, "large.tif", &making));
    const double wide[] = {1005, 500, 15000, 500, 15000, 19000, 1005, 19000, 1005, 500};
    /* Columns: half of 100, and 101 .. 1499: (50 + sum) / 1399.5, sum = (101 + 1499) / 2 * 1399. */
    struct answer answer = mean_of(room, raster, wide, 5, NULL, 0);
    assert_close(answer.mean, (50 + 800.0 * 1399) / 1399.5, 1e-9);
    assert_close(answer.covered, 1, 1e-9);
    free(value);
}

static double part_in_cell(struct room *room, const GEOSGeometry *geometry, int column, int row)
{
    const double x = 10 * column, y = 10 * (11 - row);
    const double corners[] = {x, y, x + 10, y, x + 10, y + 10, x, y + 10, x, y};
    GEOSGeometry *cell = shifted(room, corners, 5, NULL, 0);
    GEOSGeometry *common = GEOSIntersection_r(room->seat->geos, geometry, cell);
    double area = 0;
    assert_non_null(common);
    GEOSArea_r(room->seat->geos, common, &area);
    GEOSGeom_destroy_r(room->seat->geos, cell);
    GEOSGeom_destroy_r(room->seat->geos, common);
    return area / 100;
}

/* Stars with a hole, a third of them partly off the raster, against the intersection of each cell. */
static void shares_agree_with_geos(void **state)
{
    struct room *room = *state;
    double value[144];
    unsigned seed = 7;
    for (int i = 0; i < 144; i++)
        value[i] = (double)(rand_r(&seed) % 1000) - 300;
    struct making making = {12, 12, value, NAN, 0, 0, 0, "EPSG:25833"};
    struct tomt_raster *raster = open_raster(room, make_raster(room, "many.tif", &making));
    for (int turn = 0; turn < 200; turn++) {
        double xy[42], hole[42];
        double centre_x = (double)(rand_r(&seed) % 140) - 10, centre_y = (double)(rand_r(&seed) % 140) - 10;
        for (int i = 0; i < 20; i++) {
            double angle = 6.283185307179586 * i / 20, far = 15 + (double)(rand_r(&seed) % 400) / 10;
            xy[2 * i] = centre_x + far * cos(angle);
            xy[2 * i + 1] = centre_y + far * sin(angle);
            hole[2 * i] = centre_x + 0.3 * far * cos(angle) * (turn % 2 ? 1 : 0.5);
            hole[2 * i + 1] = centre_y + 0.3 * far * sin(angle) * (turn % 2 ? 1 : 0.5);
        }
        memcpy(xy + 40, xy, 16);
        memcpy(hole + 40, hole, 16);
        GEOSGeometry *geometry = shifted(room, xy, 21, hole, 21);
        double area, share = 0, weighted = 0;
        GEOSArea_r(room->seat->geos, geometry, &area);
        for (int i = 0; i < 144; i++) {
            double part = part_in_cell(room, geometry, i % 12, i / 12);
            share += part;
            weighted += part * value[i];
        }
        struct answer answer = mean_under(room, raster, geometry);
        GEOSGeom_destroy_r(room->seat->geos, geometry);
        if (share < 1e-9) {
            assert_true(answer.outside);
            continue;
        }
        assert_close(answer.mean, weighted / share, 1e-6);
        assert_close(answer.covered, share * 100 / area, 1e-7);
    }
}

/* Cells 90..109, 90..99 of a real terrain model: gdalinfo -stats says their mean is 46.319000041485. */
static void a_real_terrain_model(void **state)
{
    struct room *room = *state;
    const char *path = TOMT_SHARED_DATA "/norway_dem/dtm10_austevoll.tif";
    if (access(path, R_OK) != 0)
        skip();
    struct tomt_raster *raster = open_raster(room, path);
    const double west = -26005 + 900 - X0, north = 6676005 - 900 - Y0;
    const double window[] = {west, north - 100, west + 200, north - 100, west + 200, north, west, north, west, north - 100};
    struct answer answer = mean_of(room, raster, window, 5, NULL, 0);
    assert_close(answer.mean, 46.319000041485, 1e-6);
    assert_close(answer.covered, 1, 1e-9);
    /* Through another CRS: the same window asked for in UTM 32; the heights change little over some metres. */
    struct tomt_crs zone32;
    assert_true(tomt_crs_read(room->seat, room->arena, "EPSG:25832", &zone32, &room->err));
    struct tomt_raster *other = tomt_raster_open(room->seat, path, 1, &zone32, &room->err);
    struct tomt_transform *to = tomt_transform_open(room->seat, "EPSG:25833", "EPSG:25832", &room->err);
    assert_true(other && to);
    double moved[10];
    for (int i = 0; i < 10; i++)
        moved[i] = window[i] + (i % 2 ? Y0 : X0);
    assert_true(tomt_transform_points(to, (uint8_t *)moved, (uint8_t *)(moved + 1), 16, 5, NULL, &room->err));
    for (int i = 0; i < 10; i++)
        moved[i] -= i % 2 ? Y0 : X0;
    answer = mean_of(room, other, moved, 5, NULL, 0);
    assert_close(answer.mean, 46.319000041485, 1e-3);
    assert_close(answer.covered, 1, 1e-3);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_room, close_room)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(shares_are_exact),
        TEST(half_off_the_raster),
        TEST(nodata_is_left_out),
        TEST(scale_and_offset_count),
        TEST(what_cannot_be_used_is_refused),
        TEST(a_large_window_is_read_in_strips),
        TEST(shares_agree_with_geos),
        TEST(a_real_terrain_model),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
