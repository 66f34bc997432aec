/* areas_assign: which area holds a point: edges, corners, holes, ties, nothing; against the ring
 * test of geo on crooked polygons. */
#include "areas_support.h"

static const uint32_t NONE = TOMT_NO_AREA;

/* Two squares that share the edge x = 10, a third far off with a hole, a fourth in the hole that
 * touches its edge. */
static const char *const town[] = {
    "POLYGON((0 0,10 0,10 10,0 10,0 0))", "POLYGON((10 0,20 0,20 10,10 10,10 0))",
    "POLYGON((100 0,200 0,200 100,100 100,100 0),(120 20,120 60,160 60,160 20,120 20))",
    "MULTIPOLYGON(((120 20,140 20,140 40,120 40,120 20)),((300 0,310 0,305 8,300 0)))"};

static void edges_corners_holes(void **state)
{
    struct room *room = *state;
    struct tomt_shapes areas = polygons_of(room, town, 4);
    static const struct {
        double x, y;
        uint32_t area;
    } point[] = {
        {5, 5, 0},      {15, 5, 1},          {10, 5, 0},
        {10, 0, 0},     {10, 10, 0},         {20, 10, 1},
        {0, 0, 0},      {0, 10.0001, NONE},  {-1e-9, 5, NONE},
        {110, 50, 2},   {150, 50, NONE},     {130, 30, 3},
        {120, 30, 2}, /* the hole's edge: the lower row */
        {140, 40, 3},   {160, 40, 2},        {305, 8, 3},
        {305, 0, 3},    {301, 4, NONE},      {NAN, 5, NONE},
        {5, NAN, NONE}, {INFINITY, 5, NONE}, {1e300, -1e300, NONE},
    };
    enum { N = sizeof point / sizeof *point };
    double x[N], y[N];
    uint32_t area[N];
    for (size_t i = 0; i < N; i++) {
        x[i] = point[i].x;
        y[i] = point[i].y;
    }
    assert_done(room,
                tomt_areas_assign(room->arena, &areas, x, y, N, &one_thread, area, &room->err));
    for (size_t i = 0; i < N; i++)
        if (area[i] != point[i].area)
            fail_msg("(%g, %g) is in %u, not in %u", x[i], y[i], area[i], point[i].area);
}

/* A star of `n` corners on whole metres: jagged, with level and upright edges. */
static void add_star(struct room *room, struct tomt_shapes *shapes, size_t n, double x, double y,
                     uint64_t *chance)
{
    char *wkt = malloc(60 * n + 200), first[60] = "";
    size_t used = (size_t)snprintf(wkt, 60, "POLYGON((");
    for (size_t i = 0; i < n; i++) {
        double angle = 2 * 3.14159265358979 * (double)i / (double)n;
        double radius = random_between(chance, 200, 400);
        char corner[60];
        snprintf(corner, sizeof corner, "%.0f %.0f", x + radius * cos(angle),
                 y + radius * sin(angle));
        if (i == 0)
            memcpy(first, corner, sizeof first);
        used += (size_t)snprintf(wkt + used, 60, "%s,", corner);
    }
    snprintf(wkt + used, 80, "%s))", first);
    add_wkt(room, shapes, wkt);
    free(wkt);
}

static void crooked_areas_as_the_ring_test(void **state)
{
    struct room *room = *state;
    enum { N = 15000 };
    static double x[N], y[N];
    static uint32_t one[N], eight[N];
    uint64_t chance = 11;
    struct tomt_shapes areas = polygons_of(room, town, 1);
    const size_t corners[] = {3, 7, 30, 400, 5000};
    for (size_t i = 0; i < 20; i++)
        add_star(room, &areas, corners[i % 5], random_between(&chance, 0, 1500),
                 random_between(&chance, 0, 1500), &chance);
    for (size_t i = 0; i < N; i++) { /* half on whole metres, where the corners and edges are */
        x[i] = random_between(&chance, -500, 2000);
        y[i] = random_between(&chance, -500, 2000);
        x[i] = i % 2 ? rint(x[i]) : x[i];
        y[i] = i % 2 ? rint(y[i]) : y[i];
    }
    assert_done(room,
                tomt_areas_assign(room->arena, &areas, x, y, N, &one_thread, one, &room->err));
    assert_done(room,
                tomt_areas_assign(room->arena, &areas, x, y, N, &eight_threads, eight, &room->err));
    assert_memory_equal(one, eight, sizeof one);
    size_t n_in = 0, n_edge = 0;
    for (size_t i = 0; i < N; i++) {
        uint32_t expected = NONE;
        for (size_t row = 0; row < areas.n && expected == NONE; row++) {
            size_t size;
            const uint8_t *wkb = tomt_shapes_wkb(&areas, row, &size);
            enum tomt_wkb_side side = tomt_wkb_side_of(wkb, size, x[i], y[i]);
            n_edge += side == TOMT_SIDE_EDGE;
            expected = side != TOMT_SIDE_OUTSIDE ? (uint32_t)row : NONE;
        }
        n_in += expected != NONE;
        if (one[i] != expected)
            fail_msg("(%.17g, %.17g) is in %u, not in %u", x[i], y[i], one[i], expected);
    }
    assert_true(n_in > 3000 && n_in < N - 3000 && n_edge > 20);
}

static void nothing_in_nothing(void **state)
{
    struct room *room = *state;
    struct tomt_shapes areas = polygons_of(room, town, 0);
    const double x[] = {1}, y[] = {2};
    uint32_t area[] = {7};
    assert_done(room,
                tomt_areas_assign(room->arena, &areas, x, y, 1, &one_thread, area, &room->err));
    assert_int_equal(area[0], NONE);
    areas = polygons_of(room, town, 4);
    assert_done(
        room, tomt_areas_assign(room->arena, &areas, NULL, NULL, 0, &one_thread, NULL, &room->err));
}

static void out_of_memory(void **state)
{
    struct room *room = *state;
    struct tomt_shapes areas = polygons_of(room, town, 4);
    const double x[] = {1}, y[] = {2};
    uint32_t area[1];
    bool done = false;
    uint64_t fail_at = 1;
    for (; !done && fail_at < 1000; fail_at++) {
        struct tomt_error err = {0};
        tomt_allocation_fail_at(fail_at);
        done = tomt_areas_assign(room->arena, &areas, x, y, 1, &one_thread, area, &err);
        tomt_allocation_fail_at(0);
        assert_true(done || err.code == TOMT_MEMORY);
    }
    assert_true(done && fail_at > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(edges_corners_holes, open_room, close_room),
        cmocka_unit_test_setup_teardown(crooked_areas_as_the_ring_test, open_room, close_room),
        cmocka_unit_test_setup_teardown(nothing_in_nothing, open_room, close_room),
        cmocka_unit_test_setup_teardown(out_of_memory, open_room, close_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
