/* Ground steeper than a threshold: slopes by hand, polygons against a flood fill, a real terrain
 * against GDAL's slope. */
#include "data_support.h"

#include <math.h>

#include "data/raster_inside.h"
#include "geo/wkb.h"

#define X0 500000.0
#define Y0 6600000.0
#define CELL 10.0

struct land { /* heights from the north */
    int columns, rows;
    double *height;
    double nodata;
    const char *crs, *unit;
    bool south_up;
};

static double *heights(struct room *room, int columns, int rows)
{
    return tomt_arena_block(room->arena, NULL, (size_t)columns * (size_t)rows * sizeof(double),
                            &room->err);
}

/* z = x_pct of x and y_pct of y, per cent. */
static struct land plane(struct room *room, int columns, int rows, double x_pct, double y_pct)
{
    struct land land = {columns, rows, heights(room, columns, rows), NAN, "EPSG:25833",
                        NULL,    false};
    for (int row = 0; row < rows; row++)
        for (int column = 0; column < columns; column++)
            land.height[row * columns + column] =
                x_pct / 100 * CELL * column + y_pct / 100 * CELL * row;
    return land;
}

static const char *make_land(struct room *room, const char *name, const struct land *land)
{
    const char *path = in_folder(room, name);
    GDALDatasetH out = GDALCreate(GDALGetDriverByName("GTiff"), path, land->columns, land->rows, 1,
                                  GDT_Float64, NULL);
    assert_non_null(out);
    bool degrees = land->crs && strcmp(land->crs, "EPSG:4326") == 0;
    double cell = degrees ? 0.0001 : CELL;
    double place[6] = {
        degrees ? 10.2 : X0, cell, 0, degrees ? 59.7 : Y0 + CELL * land->rows, 0, -cell};
    if (land->south_up) {
        place[3] = Y0;
        place[5] = cell;
    }
    GDALSetGeoTransform(out, place);
    OGRSpatialReferenceH srs = OSRNewSpatialReference(NULL);
    OSRSetFromUserInput(srs, land->crs);
    GDALSetSpatialRef(out, srs);
    OSRDestroySpatialReference(srs);
    GDALRasterBandH band = GDALGetRasterBand(out, 1);
    if (!isnan(land->nodata))
        GDALSetRasterNoDataValue(band, land->nodata);
    if (land->unit)
        GDALSetRasterUnitType(band, land->unit);
    assert_int_equal(GDALRasterIO(band, GF_Write, 0, 0, land->columns, land->rows, land->height,
                                  land->columns, land->rows, GDT_Float64, 0, 0),
                     CE_None);
    GDALClose(out);
    return path;
}

static const struct tomt_box everywhere = {1, 1, -1, -1};

struct answer {
    struct tomt_steep steep;
    struct tomt_shapes shapes;
    double area_m2;
};

static bool valid(struct room *room, const struct tomt_shapes *shapes, size_t i)
{
    GEOSGeometry *geometry = tomt_seat_shape(room->seat, shapes, i, &room->err);
    assert_non_null(geometry);
    bool is = GEOSisValid_r(room->seat->geos, geometry) == 1;
    GEOSGeom_destroy_r(room->seat->geos, geometry);
    return is;
}

static struct answer ask(struct room *room, const char *path, const struct tomt_box *box,
                         const char *unit, double over_pct)
{
    struct answer answer = {.area_m2 = 0};
    tomt_shapes_start(&answer.shapes, room->arena, TOMT_POLYGONS);
    if (!tomt_raster_steep(room->seat, path, 1, &room->crs, box, unit, over_pct, &answer.shapes,
                           &answer.steep, &room->err))
        fail_msg("%s", room->err.text);
    assert_int_equal(answer.shapes.n, answer.steep.n_polygons);
    for (size_t i = 0; i < answer.shapes.n; i++) {
        size_t size;
        const uint8_t *wkb = tomt_shapes_wkb(&answer.shapes, i, &size);
        answer.area_m2 += tomt_wkb_area_m2(wkb, size);
        assert_true(valid(room, &answer.shapes, i));
    }
    return answer;
}

static void assert_refused(struct room *room, const char *path, const char *unit, double over_pct,
                           enum tomt_code code, const char *words)
{
    struct tomt_shapes shapes;
    struct tomt_steep steep;
    tomt_shapes_start(&shapes, room->arena, TOMT_POLYGONS);
    room->err = (struct tomt_error){0};
    assert_false(tomt_raster_steep(room->seat, path, 1, &room->crs, &everywhere, unit, over_pct,
                                   &shapes, &steep, &room->err));
    assert_says(&room->err, code, words);
    assert_int_equal(shapes.n, 0);
    room->err = (struct tomt_error){0};
}

/* 20 x 12 cells: the rim of 60 has no slope, 18 x 10 have. */
static void a_plane_is_as_steep_as_it_is(void **state)
{
    struct room *room = *state;
    struct land land = plane(room, 20, 12, 30, 0);
    const char *path = make_land(room, "plane.tif", &land);
    struct answer answer = ask(room, path, &everywhere, NULL, 30);
    assert_int_equal(answer.steep.n_cells, 240);
    assert_int_equal(answer.steep.n_unknown, 60);
    assert_int_equal(answer.steep.n_steep, 0);
    assert_int_equal(answer.steep.n_polygons, 0);
    assert_close(answer.steep.cell_m, CELL, 0);
    answer = ask(room, path, &everywhere, NULL, 29.99);
    assert_int_equal(answer.steep.n_steep, 180);
    assert_int_equal(answer.steep.n_polygons, 1);
    assert_close(answer.area_m2, 18000, 1e-6);
    assert_close(answer.shapes.box[0].min_x, X0 + 10, 0);
    assert_close(answer.shapes.box[0].max_y, Y0 + 110, 0);
    /* 18 % east and 24 % south are 30 % in all (3, 4, 5), whatever the rounding; and so the other
     * way round. */
    static const double x[] = {18, -18, 0}, y[] = {24, 24, -30};
    for (int k = 0; k < 3; k++) {
        land = plane(room, 20, 12, x[k], y[k]);
        path = make_land(room, "slanting.tif", &land);
        assert_int_equal(ask(room, path, &everywhere, NULL, 30).steep.n_steep, 0);
        assert_int_equal(ask(room, path, NULL, NULL, 29.99).steep.n_steep, 180);
    }
    /* Flat ground is not steeper than 0. */
    land = plane(room, 20, 12, 0, 0);
    assert_int_equal(
        ask(room, make_land(room, "flat.tif", &land), &everywhere, NULL, 0).steep.n_steep, 0);
}

/* z = 10 (3 - max(|i|, |j|)), cells of 10 m. Horn's sums by hand, x and y in m/m:
 *   (1,0): x (40 - 100) / 80 = -0.75, y 0: 75 %.         (1,1): x (40 - 80) / 80 = -0.5, y the
 * same: 70.71 %. (2,0): x (0 - 80) / 80 = -1: 100 %.                  (2,1): x (0 - 70) / 80, y (30
 * - 40) / 80: 88.39 %. (2,2): x (0 - 40) / 80, y the same: 70.71 %.         (0,0): 0. Over 72 %: 16
 * of 25, four Ts that meet at corners only. Over 70 %: all but the top, one polygon with a hole. */
static void a_pyramid(void **state)
{
    struct room *room = *state;
    struct land land = {7, 7, heights(room, 7, 7), NAN, "EPSG:25833", "m", false};
    for (int row = 0; row < 7; row++)
        for (int column = 0; column < 7; column++)
            land.height[row * 7 + column] = 10 * (3 - fmax(abs(column - 3), abs(row - 3)));
    const char *path = make_land(room, "pyramid.tif", &land);
    struct answer answer = ask(room, path, &everywhere, NULL, 72);
    assert_int_equal(answer.steep.n_steep, 16);
    assert_int_equal(answer.steep.n_unknown, 24);
    assert_int_equal(answer.steep.n_polygons, 4);
    assert_close(answer.area_m2, 1600, 1e-9);
    /* North (first cell in row 1), west and east (row 2, column 1 and 5), south (row 4). */
    const struct tomt_box *box = answer.shapes.box;
    assert_close(box[0].max_y, Y0 + 60, 0);
    assert_close(box[0].min_x, X0 + 20, 0);
    assert_close(box[0].min_y, Y0 + 40, 0);
    assert_close(box[1].min_x, X0 + 10, 0);
    assert_close(box[2].max_x, X0 + 60, 0);
    assert_close(box[2].min_x, X0 + 40, 0);
    assert_close(box[3].min_y, Y0 + 10, 0);
    assert_int_equal(ask(room, path, &everywhere, NULL, 99.9).steep.n_steep, 4);
    assert_int_equal(ask(room, path, &everywhere, NULL, 100).steep.n_steep, 0);
    answer = ask(room, path, &everywhere, NULL, 70);
    assert_int_equal(answer.steep.n_polygons, 1);
    assert_close(answer.area_m2, 2400, 1e-9);
    /* A raster whose first row is the southernmost is the same land, seen upside down. */
    land.south_up = true;
    answer = ask(room, make_land(room, "up.tif", &land), &everywhere, NULL, 72);
    assert_int_equal(answer.steep.n_polygons, 4);
    assert_close(answer.shapes.box[0].min_y, Y0 + 10, 0);
    assert_close(answer.area_m2, 1600, 1e-9);
}

static void what_has_no_height(void **state)
{
    struct room *room = *state;
    struct land land = plane(room, 20, 12, 40, 0);
    land.height[5 * 20 + 8] = land.nodata = -32767;
    struct answer answer = ask(room, make_land(room, "nodata.tif", &land), &everywhere, NULL, 30);
    assert_int_equal(answer.steep.n_unknown, 60 + 9);
    assert_int_equal(answer.steep.n_steep, 180 - 9);
    assert_int_equal(answer.steep.n_polygons, 1); /* with a hole of nine cells */
    assert_close(answer.area_m2, 17100, 1e-6);
    land.height[5 * 20 + 8] = NAN;
    land.height[6 * 20 + 8] = INFINITY;
    land.nodata = NAN;
    answer = ask(room, make_land(room, "nan.tif", &land), &everywhere, NULL, 30);
    assert_int_equal(answer.steep.n_unknown, 60 + 12);
    assert_int_equal(answer.steep.n_steep, 180 - 12);
    /* Too small to have a slope anywhere. */
    static const int size[][2] = {{1, 1}, {2, 2}, {2, 9}, {3, 3}};
    for (int k = 0; k < 4; k++) {
        land = plane(room, size[k][0], size[k][1], 40, 0);
        answer = ask(room, make_land(room, "small.tif", &land), &everywhere, NULL, 30);
        assert_int_equal(answer.steep.n_steep, k == 3);
        assert_int_equal(answer.steep.n_unknown + answer.steep.n_steep, size[k][0] * size[k][1]);
    }
}

/* Only cells that share area with the box; those at its edge know their neighbours beyond it. */
static void only_in_the_box(void **state)
{
    struct room *room = *state;
    struct land land = plane(room, 20, 12, 40, 0);
    const char *path = make_land(room, "box.tif", &land);
    struct tomt_box box = {X0 + 55, Y0 + 30, X0 + 80, Y0 + 61}; /* columns 5 to 7, four rows */
    struct answer answer = ask(room, path, &box, NULL, 30);
    assert_int_equal(answer.steep.n_cells, 12);
    assert_int_equal(answer.steep.n_unknown, 0);
    assert_int_equal(answer.steep.n_steep, 12);
    assert_close(answer.shapes.box[0].min_x, X0 + 50, 0);
    assert_close(answer.shapes.box[0].max_x, X0 + 80, 0);
    assert_close(answer.shapes.box[0].min_y, Y0 + 30, 0);
    assert_close(answer.shapes.box[0].max_y, Y0 + 70, 0);
    box = (struct tomt_box){X0 - 1000, Y0 - 1000, X0 + 15, Y0 + 15};
    answer = ask(room, path, &box, NULL, 30);
    assert_int_equal(answer.steep.n_cells, 4);
    assert_int_equal(answer.steep.n_unknown, 3);
    assert_int_equal(answer.steep.n_steep, 1);
    box = (struct tomt_box){X0 - 1000, Y0 - 1000, X0 - 1, Y0 - 1};
    answer = ask(room, path, &box, NULL, 30);
    assert_int_equal(answer.steep.n_cells, 0);
    assert_int_equal(answer.steep.n_polygons, 0);
}

/* Cells of UTM zone 32 in zone 33: polygons moved by PROJ, corner by corner; boxes the
 * other way. */
static void in_another_crs(void **state)
{
    struct room *room = *state;
    struct land land = plane(room, 20, 12, 40, 0);
    land.crs = "EPSG:25832";
    const char *path = make_land(room, "zone32.tif", &land);
    struct answer answer = ask(room, path, &everywhere, NULL, 30);
    assert_int_equal(answer.steep.n_steep, 180);
    struct tomt_transform *move =
        tomt_transform_open(room->seat, "EPSG:25832", "EPSG:25833", &room->err);
    double corner[5][2] = {{X0 + 10, Y0 + 10},
                           {X0 + 190, Y0 + 10},
                           {X0 + 190, Y0 + 110},
                           {X0 + 10, Y0 + 110},
                           {X0 + 10, Y0 + 10}};
    assert_true(tomt_transform_points(move, (uint8_t *)&corner[0][0], (uint8_t *)&corner[0][1], 16,
                                      5, NULL, &room->err));
    double twice = 0;
    for (int i = 0; i < 4; i++)
        twice += (corner[i][0] - corner[0][0]) * (corner[i + 1][1] - corner[0][1]) -
                 (corner[i + 1][0] - corner[0][0]) * (corner[i][1] - corner[0][1]);
    assert_close(answer.area_m2, twice / 2, 1e-3);
    assert_true(answer.area_m2 > 18000 * 1.002 &&
                answer.area_m2 < 18000 * 1.004); /* six degrees off the meridian */
    struct tomt_box around = answer.shapes.box[0];
    assert_true(ask(room, path, &around, NULL, 30).steep.n_steep == 180);
    double x = (around.min_x + around.max_x) / 2, y = (around.min_y + around.max_y) / 2;
    struct tomt_box middle = {x, y, x + 1, y + 1};
    answer = ask(room, path, &middle, NULL, 30);
    assert_true(answer.steep.n_cells >= 1 && answer.steep.n_cells <= 4);
}

/* 30 feet a 100 m are 9.144 %. */
static void heights_in_feet(void **state)
{
    struct room *room = *state;
    struct land land = plane(room, 20, 12, 30, 0);
    land.unit = "ft";
    const char *path = make_land(room, "feet.tif", &land);
    assert_int_equal(ask(room, path, &everywhere, NULL, 9.143).steep.n_steep, 180);
    assert_int_equal(ask(room, path, &everywhere, NULL, 9.144).steep.n_steep, 0);
    assert_int_equal(ask(room, path, &everywhere, "m", 29).steep.n_steep,
                     180); /* what is asked for wins */
    land.unit = "metre";
    path = make_land(room, "metre.tif", &land);
    assert_int_equal(ask(room, path, &everywhere, NULL, 29).steep.n_steep, 180);
    assert_int_equal(ask(room, path, &everywhere, "Feet", 9.143).steep.n_steep, 180);
    assert_int_equal(ask(room, path, &everywhere, "Feet", 9.15).steep.n_steep, 0);
    assert_refused(room, path, "fathom", 10, TOMT_DATA, "'fathom', which is no unit");
}

static void what_is_refused(void **state)
{
    struct room *room = *state;
    struct land land = plane(room, 5, 5, 30, 0);
    land.crs = "EPSG:4326";
    assert_refused(room, make_land(room, "degrees.tif", &land), NULL, 10, TOMT_DATA, "gdalwarp");
    land.crs = "EPSG:3857";
    assert_refused(room, make_land(room, "mercator.tif", &land), NULL, 10, TOMT_DATA, "gdalwarp");
    land.crs = "EPSG:2263"; /* New York in US survey feet */
    assert_refused(room, make_land(room, "feet.tif", &land), NULL, 10, TOMT_DATA, "gdalwarp");
    land.crs = "EPSG:25833";
    const char *path = make_land(room, "good.tif", &land);
    assert_refused(room, path, NULL, -1, TOMT_PROJECT, "no threshold");
    assert_refused(room, path, NULL, NAN, TOMT_PROJECT, "no threshold");
    struct tomt_shapes shapes;
    struct tomt_steep steep;
    tomt_shapes_start(&shapes, room->arena, TOMT_POLYGONS);
    assert_false(tomt_raster_steep(room->seat, path, 2, &room->crs, &everywhere, NULL, 10, &shapes,
                                   &steep, &room->err));
    assert_says(&room->err, TOMT_DATA, "no band 2");
}

/* 1300 x 1700 cells are read in three strips: none is lost between them. A ridge every hundred
 * rows, along the strips. */
static void strips_join(void **state)
{
    struct room *room = *state;
    struct land land = plane(room, 1300, 1700, 0, 0);
    for (int row = 0; row < 1700; row++)
        for (int column = 0; column < 1300; column++)
            land.height[row * 1300 + column] = row % 2 ? 3.0 * row : 3.0 * row + 1e-4 * column;
    struct answer answer = ask(room, make_land(room, "large.tif", &land), &everywhere, NULL, 29);
    assert_int_equal(answer.steep.n_cells, 1300 * 1700);
    assert_int_equal(answer.steep.n_steep, 1298 * 1698);
    assert_int_equal(answer.steep.n_polygons, 1);
    assert_close(answer.area_m2, 1298.0 * 1698 * 100, 1e-3);
}

/* --- polygons of any marks
 * ----------------------------------------------------------------------------------------- */

enum { WIDE = 37, HIGH = 29 };

static size_t flood(const uint8_t *mask, int *of, int at, int number)
{
    int todo[WIDE * HIGH], n = 1;
    size_t cells = 0;
    todo[0] = at;
    of[at] = number;
    while (n) {
        int cell = todo[--n], column = cell % WIDE, row = cell / WIDE;
        const int next[4] = {column > 0 ? cell - 1 : -1, column < WIDE - 1 ? cell + 1 : -1,
                             row > 0 ? cell - WIDE : -1, row < HIGH - 1 ? cell + WIDE : -1};
        cells++;
        for (int k = 0; k < 4; k++)
            if (next[k] >= 0 && mask[next[k]] && !of[next[k]]) {
                of[next[k]] = number;
                todo[n++] = next[k];
            }
    }
    return cells;
}

/* Random marks, dense and thin: rings that touch themselves at corners, holes in holes. Each
 * polygon is one group of a flood fill, in the order of first cells, valid, of its cells' area. */
static void polygons_are_groups_of_cells(void **state)
{
    struct room *room = *state;
    struct tomt_raster raster = {.seat = room->seat,
                                 .origin_x = X0,
                                 .origin_y = Y0,
                                 .cell_w = CELL,
                                 .cell_h = -CELL,
                                 .title = "marks"};
    struct tomt_transform *same =
        tomt_transform_open(room->seat, "EPSG:25833", "EPSG:25833", &room->err);
    uint64_t random = 5;
    for (int turn = 0; turn < 200; turn++) {
        uint8_t mask[WIDE * HIGH];
        int of[WIDE * HIGH] = {0}, number = 0;
        struct tomt_raster_window window = {3, 3 + WIDE, 7, 7 + HIGH};
        struct tomt_shapes shapes;
        size_t n_polygons = 0;
        for (int i = 0; i < WIDE * HIGH; i++) {
            random = random * 6364136223846793005u + 1442695040888963407u;
            mask[i] = (random >> 33) % 100 < (unsigned)(turn % 10) * 10 + 5;
        }
        tomt_shapes_start(&shapes, room->arena, TOMT_POLYGONS);
        if (!tomt_raster_polygons(room->seat, &raster, &window, mask, same, &shapes, &n_polygons,
                                  &room->err))
            fail_msg("%s", room->err.text);
        assert_int_equal(n_polygons, shapes.n);
        for (int i = 0; i < WIDE * HIGH; i++) {
            if (!mask[i] || of[i])
                continue;
            size_t cells = flood(mask, of, i, ++number), size;
            assert_true((size_t)number <= shapes.n);
            const uint8_t *wkb = tomt_shapes_wkb(&shapes, (size_t)number - 1, &size);
            assert_close(tomt_wkb_area_m2(wkb, size), (double)cells * 100, 1e-6);
            assert_true(tomt_wkb_holds_point(wkb, size, X0 + 10 * (3 + i % WIDE) + 5,
                                             Y0 - 10 * (7 + i / WIDE) - 5));
            assert_true(valid(room, &shapes, (size_t)number - 1));
        }
        assert_int_equal(number, shapes.n);
    }
}

/* Counts against GDAL's own slope (gdaldem slope -p), a peer with the same formula in single
 * precision. */
static void a_real_terrain(void **state)
{
    struct room *room = *state;
    const char *path = TOMT_SHARED_DATA "/norway_dem/dtm10_austevoll.tif";
    if (access(path, R_OK) != 0) {
        print_message("no %s: left out\n", path);
        skip();
    }
    static float slope[201 * 201];
    char *words[] = {"-p", NULL};
    GDALDatasetH source = GDALOpenEx(path, GDAL_OF_RASTER, NULL, NULL, NULL);
    GDALDEMProcessingOptions *options = GDALDEMProcessingOptionsNew(words, NULL);
    GDALDatasetH out =
        GDALDEMProcessing(in_folder(room, "slope.tif"), source, "slope", NULL, options, NULL);
    assert_non_null(out);
    assert_int_equal(GDALRasterIO(GDALGetRasterBand(out, 1), GF_Read, 0, 0, 201, 201, slope, 201,
                                  201, GDT_Float32, 0, 0),
                     CE_None);
    int has = 0;
    double nodata = GDALGetRasterNoDataValue(GDALGetRasterBand(out, 1), &has);
    GDALDEMProcessingOptionsFree(options);
    GDALClose(out);
    GDALClose(source);
    static const double over_pct[] = {5, 12.5, 20, 33.3, 50, 100};
    for (int k = 0; k < 6; k++) {
        size_t n_steep = 0, n_near = 0, n_unknown = 0;
        for (int i = 0; i < 201 * 201; i++) {
            bool none = has && (double)slope[i] == nodata;
            n_unknown += none;
            bool near = fabs((double)slope[i] - over_pct[k]) < 1e-4;
            n_near += !none && near;
            n_steep += !none && !near && (double)slope[i] > over_pct[k];
        }
        struct answer answer = ask(room, path, &everywhere, NULL, over_pct[k]);
        print_message("over %g %%: %zu cells, GDAL %zu and %zu on the threshold; %zu polygons; no "
                      "slope %zu, GDAL %zu\n",
                      over_pct[k], answer.steep.n_steep, n_steep, n_near, answer.steep.n_polygons,
                      answer.steep.n_unknown, n_unknown);
        assert_true(n_near <
                    10); /* sums of four heights to 211 m round to 3e-5 m, which is 4e-5 % */
        assert_true(answer.steep.n_steep >= n_steep && answer.steep.n_steep <= n_steep + n_near);
        assert_int_equal(answer.steep.n_unknown, n_unknown);
        assert_close(answer.area_m2, (double)answer.steep.n_steep * 100, 1e-3);
    }
}

static void want_of_memory(void **state)
{
    struct room *room = *state;
    struct land land = plane(room, 20, 12, 40, 0);
    const char *path = make_land(room, "memory.tif", &land);
    bool failed = true;
    for (uint64_t turn = 1; failed; turn++) {
        struct tomt_shapes shapes;
        struct tomt_steep steep;
        struct tomt_error err = {0};
        tomt_shapes_start(&shapes, room->arena, TOMT_POLYGONS);
        tomt_allocation_fail_at(turn);
        failed = !tomt_raster_steep(room->seat, path, 1, &room->crs, &everywhere, NULL, 30, &shapes,
                                    &steep, &err);
        tomt_allocation_fail_at(0);
        assert_int_equal(err.code, failed ? TOMT_MEMORY : TOMT_OK);
        assert_true(turn < 500);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_plane_is_as_steep_as_it_is, open_room, close_room),
        cmocka_unit_test_setup_teardown(a_pyramid, open_room, close_room),
        cmocka_unit_test_setup_teardown(what_has_no_height, open_room, close_room),
        cmocka_unit_test_setup_teardown(only_in_the_box, open_room, close_room),
        cmocka_unit_test_setup_teardown(in_another_crs, open_room, close_room),
        cmocka_unit_test_setup_teardown(heights_in_feet, open_room, close_room),
        cmocka_unit_test_setup_teardown(what_is_refused, open_room, close_room),
        cmocka_unit_test_setup_teardown(strips_join, open_room, close_room),
        cmocka_unit_test_setup_teardown(polygons_are_groups_of_cells, open_room, close_room),
        cmocka_unit_test_setup_teardown(a_real_terrain, open_room, close_room),
        cmocka_unit_test_setup_teardown(want_of_memory, open_room, close_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
