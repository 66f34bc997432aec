/* assembly_neighbours: who is whose neighbour, by hand. Rectangles in metres; lengths are read off.
 */
#include "assembly_support.h"

static void test_strip(void **unused)
{
    (void)unused;
    static struct room room;
    room_open(&room);
    for (int i = 0; i < 4; i++)
        rectangle(&room, 10 * i, 0, 10 * (i + 1), 20);
    find(&room);
    assert_int_equal(room.neighbours.start[4], 6);
    for (uint32_t i = 0; i < 3; i++)
        assert_near(shared(&room, i, i + 1), 20, 1e-12);
    assert_near(shared(&room, 0, 2), 0, 0);
    room_close(&room);
}

/* Fields of one colour meet in corners only, at any gap. */
static void test_checkerboard(void **unused)
{
    (void)unused;
    static struct room room;
    room_open(&room);
    for (int row = 0; row < 4; row++)
        for (int column = row % 2; column < 4; column += 2)
            rectangle(&room, 10 * column, 10 * row, 10 * column + 10, 10 * row + 10);
    room.near.shared_m = 0;
    find(&room);
    assert_int_equal(room.neighbours.start[8], 0);
    room.near.gap_m = 5;
    find(&room);
    assert_int_equal(room.neighbours.start[8], 0);
    room_close(&room);
}

/* 0.5 m counts, 0.51 m does not; 3 m of border count, 2.99 m do not. */
static void test_gap_and_length(void **unused)
{
    (void)unused;
    static struct room room;
    room_open(&room);
    rectangle(&room, 0, 0, 10, 10);
    rectangle(&room, 10.5, 0, 20, 10);  /* gap of 0.5 */
    rectangle(&room, 0, 10.51, 10, 20); /* gap of 0.51 */
    rectangle(&room, -10, 7, 0, 17);    /* 3 m of common border */
    rectangle(&room, -10, -7.01, 0, 2.99);
    find(&room);
    assert_near(shared(&room, 0, 1), 10, 1e-12);
    assert_near(shared(&room, 0, 2), 0, 0);
    assert_near(shared(&room, 0, 3), 3, 1e-12);
    assert_near(shared(&room, 0, 4), 0, 0);
    room.near.gap_m = 0;
    find(&room);
    assert_near(shared(&room, 0, 1), 0, 0);
    assert_near(shared(&room, 0, 3), 3, 1e-12);
    room_close(&room);
}

/* One long side against three, no corner in common; the same turned by 30 degrees and put where
 * northings are, where no corner lies exactly on the other's side. */
static void test_t_junctions(void **unused)
{
    (void)unused;
    static struct room room;
    for (int turned = 0; turned < 2; turned++) {
        const double at[4][4] = {
            {0, 0, 100, 50}, {-20, 50, 31, 70}, {31, 50, 64.3, 80}, {64.3, 50, 120, 60}};
        double c = turned ? cos(0.5235987755982988) : 1, s = turned ? 0.5 : 0;
        double x0 = turned ? 566000 : 0, y0 = turned ? 6620000 : 0;
        room_open(&room);
        for (int i = 0; i < 4; i++) {
            char wkt[500];
            size_t used = (size_t)snprintf(wkt, sizeof wkt, "POLYGON((");
            for (int k = 0; k < 5; k++) {
                double x = at[i][k == 1 || k == 2 ? 2 : 0], y = at[i][k == 2 || k == 3 ? 3 : 1];
                used += (size_t)snprintf(wkt + used, sizeof wkt - used, "%s%.17g %.17g",
                                         k ? "," : "", x0 + c * x - s * y, y0 + s * x + c * y);
            }
            snprintf(wkt + used, sizeof wkt - used, "))");
            parcel(&room, wkt);
        }
        room.near.gap_m = 0;
        find(&room);
        assert_near(shared(&room, 0, 1), 31, 1e-6);
        assert_near(shared(&room, 0, 2), 33.3, 1e-6);
        assert_near(shared(&room, 0, 3), 35.7, 1e-6);
        assert_near(shared(&room, 1, 2), 20, 1e-6);
        assert_near(shared(&room, 2, 3), 10, 1e-6);
        assert_near(shared(&room, 1, 3), 0, 0);
        const uint32_t all[] = {0, 1, 2, 3};
        struct tomt_joined joined;
        struct tomt_shapes out;
        tomt_shapes_start(&out, room.arena, TOMT_POLYGONS);
        check(tomt_assembly_join(room.seat, &room.parcels, all, 4, &out, &joined, &room.err),
              &room.err);
        assert_int_equal(joined.n_parts, 1);
        assert_near(joined.whole_m2, 5000 + 51 * 20 + 33.3 * 30 + 55.7 * 10, 1e-4);
        size_t size;
        const uint8_t *wkb = tomt_shapes_wkb(&out, 0, &size);
        /* Σ perimeters (300 + 142 + 126.6 + 131.4) less twice the borders above (130) */
        assert_near(tomt_wkb_length_m(wkb, size), 700 - 260, 1e-4);
        room_close(&room);
    }
}

/* A lake's island lies in the hole of the parcel around it, and both directions of rings do. */
static void test_island(void **unused)
{
    (void)unused;
    static struct room room;
    room_open(&room);
    parcel(&room, "POLYGON((0 0,100 0,100 100,0 100,0 0),(40 40,40 60,60 60,60 40,40 40))");
    parcel(&room, "POLYGON((40 40,60 40,60 60,40 60,40 40))");
    parcel(&room, "POLYGON((200 0,200 100,100 100,100 0,200 0))"); /* counter-clockwise */
    parcel(&room, "POLYGON((0 0,0 -50,50 -50,50 0,0 0))");
    parcel(&room, "MULTIPOLYGON(((300 0,310 0,310 10,300 10,300 0)),((200 0,210 0,210 10,200 "
                  "10,200 0)))");
    find(&room);
    assert_near(shared(&room, 0, 1), 80, 1e-12);
    assert_near(shared(&room, 0, 2), 100, 1e-12);
    assert_near(shared(&room, 0, 3), 50, 1e-12);
    assert_near(shared(&room, 2, 4), 10, 1e-12);
    assert_near(shared(&room, 1, 2), 0, 0);
    room_close(&room);
}

static void test_line_between(void **unused)
{
    (void)unused;
    static struct room room;
    room_open(&room);
    rectangle(&room, 0, 0, 100, 50);
    rectangle(&room, 0, 50, 100,
              100); /* a railway follows its border, 1 m off, for all its length */
    rectangle(&room, 100, 0, 200, 50); /* one crosses the border at a right angle */
    rectangle(&room, 0, -50, 100, 0);  /* one lies on 40 m of the border */
    rectangle(&room, -100, 0, 0, 50);  /* one lies 10 m inside */
    add(&room, &room.lines, "LINESTRING(-10 51,110 49)");
    add(&room, &room.lines, "LINESTRING(80 25,130 25)");
    add(&room, &room.lines, "MULTILINESTRING((20 0,60 0),(500 500,600 600))");
    add(&room, &room.lines, "LINESTRING(-10 -10,-10 60)");
    find(&room);
    assert_near(shared(&room, 0, 1), 0, 0);
    /* The first railway falls by 1 in 60, so it is within 2 m of this border for 4 / 60 m. */
    assert_near(shared(&room, 0, 2), 50 - 4 / 60.0, 1e-9);
    assert_near(shared(&room, 0, 3), 60, 1e-9);
    assert_near(shared(&room, 0, 4), 50, 1e-9);
    room.near.barrier_m = 0; /* the line crosses at 50 m, and lies on the border nowhere else */
    find(&room);
    assert_near(shared(&room, 0, 1), 100, 0.02);
    assert_near(shared(&room, 0, 3), 60, 1e-9);
    room.near.n_barriers = 0;
    find(&room);
    assert_near(shared(&room, 0, 1), 100, 1e-12);
    room_close(&room);
}

/* Across a road of 8 m, with a railway in its middle beside half of it. */
static void test_line_in_a_gap(void **unused)
{
    (void)unused;
    static struct room room;
    room_open(&room);
    rectangle(&room, 0, 0, 100, 50);
    rectangle(&room, 0, 58, 100, 100);
    room.near.gap_m = 8;
    find(&room);
    assert_near(shared(&room, 0, 1), 100, 1e-9);
    add(&room, &room.lines, "LINESTRING(-30 54,60 54)");
    find(&room);
    assert_near(shared(&room, 0, 1), 40, 1e-9);
    add(&room, &room.lines, "LINESTRING(60 54,130 54)");
    find(&room);
    assert_near(shared(&room, 0, 1), 0, 0);
    room_close(&room);
}

/* The parcels meet in the middle of a river; a second pair lies wholly in the water; a third has a
 * bridgehead of 12 m that the river does not reach. */
static void test_river_polygon(void **unused)
{
    (void)unused;
    static struct room room;
    room_open(&room);
    rectangle(&room, 0, 0, 100, 50);
    rectangle(&room, 0, 50, 100, 100);
    rectangle(&room, 200, 46, 250, 50);
    rectangle(&room, 200, 50, 250, 54);
    rectangle(&room, 288, 0, 350, 50);
    rectangle(&room, 288, 50, 350, 100);
    find(&room);
    assert_near(shared(&room, 0, 1), 100, 1e-9);
    add(&room, &room.areas, "POLYGON((-10 40,338 40,338 60,-10 60,-10 40))");
    find(&room);
    assert_near(shared(&room, 0, 1), 0, 0);
    assert_near(shared(&room, 2, 3), 0, 0);
    assert_near(shared(&room, 4, 5), 12, 1e-9);
    /* Overlapping waters do not cancel each other; an island in the water is land. */
    add(&room, &room.areas,
        "POLYGON((-20 30,120 30,120 70,-20 70,-20 30),(190 45,260 45,260 55,190 55,190 45))");
    find(&room);
    assert_near(shared(&room, 0, 1), 0, 0);
    room.areas.n = 0;
    add(&room, &room.areas,
        "POLYGON((-10 40,338 40,338 60,-10 60,-10 40),(190 45,260 45,260 55,190 55,190 45))");
    find(&room);
    assert_near(shared(&room, 2, 3), 50, 1e-9);
    room_close(&room);
}

/* A sliver joins the two at its sides; when it takes no part they are neighbours across it. */
static void test_sliver_and_wanted(void **unused)
{
    (void)unused;
    static struct room room;
    const uint8_t wanted[] = {1, 0, 1};
    room_open(&room);
    rectangle(&room, 0, 0, 10, 100);
    rectangle(&room, 10, 0, 10.3, 100);
    rectangle(&room, 10.3, 0, 20, 100);
    find(&room);
    assert_near(shared(&room, 0, 1), 100, 1e-9);
    assert_near(shared(&room, 1, 2), 100, 1e-9);
    assert_near(shared(&room, 0, 2), 0, 0);
    room.near.wanted = wanted;
    find(&room);
    assert_near(shared(&room, 0, 1), 0, 0);
    assert_near(shared(&room, 0, 2), 100, 1e-9);
    room_close(&room);
}

/* Borders that overlap by 0.2 m are neighbours; the same shape twice is none of itself. */
static void test_overlap_and_twins(void **unused)
{
    (void)unused;
    static struct room room;
    room_open(&room);
    rectangle(&room, 0, 0, 10, 10);
    rectangle(&room, 9.8, 0, 20, 10);
    rectangle(&room, 100, 0, 110, 10);
    rectangle(&room, 100, 0, 110, 10);
    rectangle(&room, 110, 0, 120, 10);
    find(&room);
    assert_near(shared(&room, 0, 1), 10, 1e-9);
    assert_near(shared(&room, 2, 3), 0, 0);
    assert_near(shared(&room, 2, 4), 10, 1e-9);
    assert_near(shared(&room, 3, 4), 10, 1e-9);
    room_close(&room);
}

/* A parcel with 10,000 teeth of 45 degrees on one side and 1,000 parcels in a row that fit them:
 * ten teeth of √2 m are the border of each. */
static void test_many_corners(void **unused)
{
    (void)unused;
    static struct room room;
    enum { TEETH = 10000, PER = 10 };
    room_open(&room);
    const size_t room_for = 40 * (2 * TEETH + 10);
    char *wkt = malloc(room_for), part[2000];
    assert_non_null(wkt);
    size_t used = (size_t)snprintf(wkt, room_for, "POLYGON((0 -20");
    for (int i = TEETH; i >= 0; i--)
        used += (size_t)snprintf(wkt + used, room_for - used, ",%d %d", i, i % 2);
    snprintf(wkt + used, room_for - used, ",0 -20))");
    parcel(&room, wkt);
    free(wkt);
    for (int p = 0; p < TEETH / PER; p++) {
        used = (size_t)snprintf(part, sizeof part, "POLYGON((");
        for (int i = 0; i <= PER; i++)
            used += (size_t)snprintf(part + used, sizeof part - used, "%d %d,", PER * p + i,
                                     (PER * p + i) % 2);
        snprintf(part + used, sizeof part - used, "%d 30,%d 30,%d %d))", PER * p + PER, PER * p,
                 PER * p, (PER * p) % 2);
        parcel(&room, part);
    }
    find(&room);
    for (uint32_t p = 1; p <= TEETH / PER; p++)
        assert_near(shared(&room, 0, p), PER * sqrt(2), 1e-6);
    assert_near(shared(&room, 1, 2), 30, 1e-9);
    room_close(&room);
}

static void test_odd_input(void **unused)
{
    (void)unused;
    static struct room room;
    room_open(&room);
    find(&room);
    assert_int_equal(room.neighbours.n, 0);
    assert_int_equal(room.neighbours.start[0], 0);
    rectangle(&room, 0, 0, 10, 10);
    find(&room);
    assert_int_equal(room.neighbours.start[1], 0);
    const double bad[] = {NAN, -1, INFINITY};
    for (int i = 0; i < 3; i++) {
        room.near.gap_m = bad[i];
        assert_false(
            tomt_neighbours_find(room.arena, &room.near, &room.crew, &room.neighbours, &room.err));
        assert_int_equal(room.err.code, TOMT_USAGE);
        room.err = (struct tomt_error){0};
    }
    room_close(&room);
}

static uint64_t state = 88172645463325252ULL;
static double uniform(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (double)(state >> 11) * 0x1p-53;
}

enum { SIDE = 40 };
static double corner[SIDE + 1][SIDE + 1][2];

static void town_parcel(struct room *room, int row, int column)
{
    char wkt[400];
    const double *a = corner[row][column], *b = corner[row][column + 1];
    const double *c = corner[row + 1][column + 1], *d = corner[row + 1][column];
    snprintf(wkt, sizeof wkt,
             "POLYGON((%.17g %.17g,%.17g %.17g,%.17g %.17g,%.17g %.17g,%.17g %.17g))", a[0], a[1],
             b[0], b[1], c[0], c[1], d[0], d[1], a[0], a[1]);
    parcel(room, wkt);
}

static void barriers_of_town(struct room *room)
{
    add(room, &room->lines, "LINESTRING(-10 100,400 130,900 800,1300 820)");
    add(room, &room->areas, "POLYGON((-10 500,600 520,1300 400,1300 470,600 560,-10 540,-10 500))");
}

/* The border of each pair as GEOS has it: the length of the lines two neighbours have in common. */
static void test_like_geos(void **unused)
{
    (void)unused;
    static struct room room;
    room_open(&room);
    for (int row = 0; row <= SIDE; row++)
        for (int column = 0; column <= SIDE; column++) {
            corner[row][column][0] = 30 * (column + 0.4 * (uniform() - 0.5));
            corner[row][column][1] = 30 * (row + 0.4 * (uniform() - 0.5));
        }
    for (int i = 0; i < SIDE * SIDE; i++)
        town_parcel(&room, i / SIDE, i % SIDE);
    room.near.gap_m = 0;
    room.near.shared_m = 0;
    find(&room);
    assert_int_equal(room.neighbours.start[SIDE * SIDE], 4 * SIDE * (SIDE - 1));
    for (uint32_t i = 0; i < SIDE * SIDE; i++)
        for (uint64_t e = room.neighbours.start[i]; e < room.neighbours.start[i + 1]; e++) {
            GEOSContextHandle_t geos = room.seat->geos;
            GEOSGeometry *a = tomt_seat_shape(room.seat, &room.parcels, i, &room.err);
            GEOSGeometry *b =
                tomt_seat_shape(room.seat, &room.parcels, room.neighbours.of[e], &room.err);
            GEOSGeometry *common = GEOSIntersection_r(geos, a, b);
            double m = 0;
            GEOSLength_r(geos, common, &m);
            assert_near(room.neighbours.shared_m[e], m, 1e-9);
            GEOSGeom_destroy_r(geos, common);
            GEOSGeom_destroy_r(geos, a);
            GEOSGeom_destroy_r(geos, b);
        }
    room_close(&room);
}

/* The same bits for any order of parcels and any number of threads, barriers and gaps included. */
static void test_order_and_threads(void **unused)
{
    (void)unused;
    static struct room room, other;
    enum { N = SIDE * SIDE, STEP = 617 };
    const unsigned n_threads[] = {1, 8};
    room_open(&room);
    for (int i = 0; i < N; i++)
        town_parcel(&room, i / SIDE, i % SIDE);
    barriers_of_town(&room);
    room.near.gap_m = 6;
    find(&room);
    assert_true(room.neighbours.start[N] > 5000);
    for (int t = 0; t < 2; t++) {
        room_open(&other);
        for (int i = 0; i < N; i++) /* row i is parcel i × STEP of the first */
            town_parcel(&other, i * STEP % N / SIDE, i * STEP % N % SIDE);
        barriers_of_town(&other);
        other.near.gap_m = 6;
        other.crew.n_threads = n_threads[t];
        find(&other);
        assert_int_equal(other.neighbours.start[N], room.neighbours.start[N]);
        for (uint32_t i = 0; i < N; i++)
            for (uint64_t e = other.neighbours.start[i]; e < other.neighbours.start[i + 1]; e++) {
                double m = shared(&room, i * STEP % N, other.neighbours.of[e] * STEP % N);
                assert_true(memcmp(&m, other.neighbours.shared_m + e, sizeof m) == 0);
                assert_true(e == other.neighbours.start[i] ||
                            other.neighbours.of[e - 1] < other.neighbours.of[e]);
            }
        room_close(&other);
    }
    room_close(&room);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_strip),
                                       cmocka_unit_test(test_checkerboard),
                                       cmocka_unit_test(test_gap_and_length),
                                       cmocka_unit_test(test_t_junctions),
                                       cmocka_unit_test(test_island),
                                       cmocka_unit_test(test_line_between),
                                       cmocka_unit_test(test_line_in_a_gap),
                                       cmocka_unit_test(test_river_polygon),
                                       cmocka_unit_test(test_sliver_and_wanted),
                                       cmocka_unit_test(test_overlap_and_twins),
                                       cmocka_unit_test(test_many_corners),
                                       cmocka_unit_test(test_odd_input),
                                       cmocka_unit_test(test_like_geos),
                                       cmocka_unit_test(test_order_and_threads)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
