/* areas_hot_spots: which cells exist, against hand counts and GEOS's ring test point by point; Gi*
 * and Moran by hand and against lists of neighbours; 1 thread and 8, any order of points. */
#include "areas_support.h"

static bool ask(struct room *room, const struct tomt_hot_spot_question *question,
                const struct tomt_crew *crew, struct tomt_hot_spots *out)
{
    room->err = (struct tomt_error){0};
    return tomt_hot_spots(room->arena, question, crew, out, &room->err);
}

/* A square of 40 m from (5, 5): cells of 10 m at whole tens over 0..50. Centres at 5, 15 .. 45: the
 * first and the last lie on the edge, which is in. A hole from (15, 15) to (35, 35) takes the one
 * centre strictly inside it, (25, 25); those on the hole's edge stay. */
static void cells_of_a_square_with_a_hole(void **state)
{
    struct room *room = *state;
    const char *wkt = "POLYGON((5 5,45 5,45 45,5 45,5 5),(15 15,15 35,35 35,35 15,15 15))";
    struct tomt_shapes area = polygons_of(room, &wkt, 1);
    const double x[] = {5, 9.99, 10, 44, 41, 60, NAN, 12, 50};
    const double y[] = {5, 9.99, 10, 44, 44, 10, 10, 12, 50};
    const double weight[] = {1, 2, 4, 8, 16, 32, 64, NAN, 128};
    struct tomt_hot_spot_question question = {
        .study_area = &area, .x = x, .y = y, .weight = weight, .n = 9, .cell_m = 10};
    struct tomt_hot_spots out;
    assert_done(room, ask(room, &question, &one_thread, &out));
    assert_int_equal(out.n_columns, 5);
    assert_int_equal(out.n_rows, 5);
    assert_true(out.min_x == 0 && out.min_y == 0 && out.cell_m == 10);
    assert_int_equal(out.n_cells, 24);
    assert_true(isnan(out.value[12]) && isnan(out.z[12]) && isnan(out.p[12]) && isnan(out.q[12]));
    assert_true(out.value[0] == 3); /* (5, 5) and (9.99, 9.99) */
    assert_true(out.value[6] == 4); /* a cell has its west and south sides; NaN adds nothing */
    assert_true(out.value[24] == 24);
    assert_int_equal(out.n_points, 5);
    assert_int_equal(tomt_hot_spot_at(&out, 25, 25), SIZE_MAX);
    assert_int_equal(tomt_hot_spot_at(&out, -0.001, 3), SIZE_MAX);
    assert_int_equal(tomt_hot_spot_at(&out, 49.9, 0), 4);
    assert_int_equal(tomt_hot_spot_at(&out, NAN, 0), SIZE_MAX);
    assert_int_equal(out.n_left_out, 3);
    assert_true(out.weight_left_out == 32 + 64 + 128);
    assert_null(out.local);
}

/* A triangle (0, 0), (20, 0), (0, 20), cells of 8 m: centres at 4, 12, 20. In it: (4, 4), (12, 4),
 * (4, 12), and (12, 12) is beyond the long side (sum 24). What lies at (19, 1), (11, 9) and (8, 12)
 * - on the long side - makes cells of its own; nothing is lost. With cells of 10 m the corner (20,
 * 0) lies in a column that the box does not reach. */
static void what_holds_a_point_is_a_cell(void **state)
{
    struct room *room = *state;
    const char *wkt = "POLYGON((0 0,20 0,0 20,0 0))";
    struct tomt_shapes area = polygons_of(room, &wkt, 1);
    const double x[] = {19, 11, 8, 1, 3}, y[] = {1, 9, 12, 1, 19}, weight[] = {1, 2, 4, 8, 0};
    struct tomt_hot_spot_question question = {.study_area = &area,
                                              .x = x,
                                              .y = y,
                                              .weight = weight,
                                              .n = 5,
                                              .cell_m = 8,
                                              .min_points = 4};
    struct tomt_hot_spots out;
    assert_done(room, ask(room, &question, &one_thread, &out));
    assert_int_equal(out.n_columns * out.n_rows, 9);
    assert_int_equal(out.n_points, 4);
    assert_int_equal(out.n_cells, 5); /* three, then (2, 0) and (1, 1) */
    assert_true(out.value[2] == 1 && out.value[4] == 6 && out.value[0] == 8);
    assert_true(isnan(out.value[6]) && isnan(out.value[8])); /* a point without weight makes none */
    assert_int_equal(out.n_left_out, 0);
    assert_false(out.suppressed);

    const double corner_x[] = {20, 0}, corner_y[] = {0, 20};
    question = (struct tomt_hot_spot_question){
        .study_area = &area, .x = corner_x, .y = corner_y, .weight = weight, .n = 2, .cell_m = 10};
    assert_done(room, ask(room, &question, &one_thread, &out));
    assert_int_equal(out.n_columns, 3);
    assert_int_equal(out.n_rows, 3);
    assert_true(out.value[2] == 1 && out.value[6] == 2);
    assert_int_equal(tomt_hot_spot_at(&out, 20, 0), 2);
    assert_int_equal(out.n_left_out, 0);
}

/* Four with jobs, one of them beyond the study area, and one of none: three, so four are too many
 * to ask for. */
static void few_points_are_no_map(void **state)
{
    struct room *room = *state;
    const char *wkt = "POLYGON((0 0,300 0,300 100,0 100,0 0))";
    struct tomt_shapes area = polygons_of(room, &wkt, 1);
    const double x[] = {50, 150, 250, 350, 50}, y[] = {50, 50, 50, 50, 50},
                 weight[] = {1, 2, 3, 4, 0};
    struct tomt_hot_spot_question question = {.study_area = &area,
                                              .x = x,
                                              .y = y,
                                              .weight = weight,
                                              .n = 5,
                                              .cell_m = 100,
                                              .permutations = 9,
                                              .min_points = 4};
    struct tomt_hot_spots out;
    assert_done(room, ask(room, &question, &one_thread, &out));
    assert_true(out.suppressed && out.n_points == 3 && out.n_cells == 0);
    assert_true(out.n_columns * out.n_rows == 0 && !out.value && !out.z);
    assert_true(isnan(out.moran.statistic) && isnan(out.geary.p_random) &&
                isnan(out.getis_g.expected));
    assert_int_equal(tomt_hot_spot_at(&out, 50, 50), SIZE_MAX);
    question.min_points = 3;
    assert_done(room, ask(room, &question, &one_thread, &out));
    assert_true(!out.suppressed && out.n_cells == 3 && out.z[0] < 0);
}

/* Every centre of a lattice over crooked polygons, whole-metre corners so that many centres fall on
 * edges and corners, against the exact ring test of geo. */
static void cells_agree_with_the_ring_test(void **state)
{
    struct room *room = *state;
    const char *const wkt[] = {
        "POLYGON((-13 -7,21 -19,34 5,17 5,17 17,3 29,-25 11,-13 -7),(1 1,9 1,5 9,1 1))",
        "MULTIPOLYGON(((17 5,34 5,41 33,17 17,17 5)),((-40 -40,-31 -40,-31 -31,-40 -31,-40 -40)))",
        "POLYGON((0 0,10 10,20 0,20 20,0 20,0 0))"};
    struct tomt_shapes area = polygons_of(room, wkt, 3);
    for (int half = 0; half < 2; half++) {
        double cell_m = half ? 0.7 : 2;
        struct tomt_hot_spot_question question = {.study_area = &area, .cell_m = cell_m};
        struct tomt_hot_spots out;
        size_t n = 0, n_edge = 0;
        assert_done(room, ask(room, &question, &one_thread, &out));
        for (size_t i = 0; i < out.n_columns * out.n_rows; i++) {
            double x = (rint(out.min_x / cell_m) + (double)(i % out.n_columns) + 0.5) * cell_m;
            double y = (rint(out.min_y / cell_m) + (double)(i / out.n_columns) + 0.5) * cell_m;
            bool is_in = false;
            for (size_t row = 0; row < area.n; row++) {
                size_t size;
                const uint8_t *wkb = tomt_shapes_wkb(&area, row, &size);
                enum tomt_wkb_side side = tomt_wkb_side_of(wkb, size, x, y);
                is_in = is_in || side != TOMT_SIDE_OUTSIDE;
                n_edge += side == TOMT_SIDE_EDGE;
            }
            assert_int_equal(!isnan(out.value[i]), is_in);
            n += is_in;
        }
        assert_int_equal(out.n_cells, n);
        assert_true(half || n_edge > 20);
    }
}

/* Three cells in a row, values 3, 0, 0, radius one cell. Mean 1, S^2 = (4 + 1 + 1) / 3 = 2. First
 * cell: w = 2, sum 3: (3 - 2) / (sqrt 2 sqrt((3 * 2 - 4) / 2)) = 1 / sqrt 2. Second: all three, no
 * variance: NaN. Third: (0 - 2) / sqrt 2 = -sqrt 2. p = erfc(|z| / sqrt 2): erfc(0.5) = 0.4795001,
 * erfc(1) = 0.1572992 (Abramowitz & Stegun, table 7.1). Of two p, the smaller one's q is twice it.
 * Moran: z = 2, -1, -1; pairs 1-2 and 2-3, both ways: 2 (-2 + 1) = -2; I = 3/4 * -2 / 6 = -1/4;
 * expected -1/2. */
static void three_cells_by_hand(void **state)
{
    struct room *room = *state;
    const char *wkt = "POLYGON((0 0,30 0,30 10,0 10,0 0))";
    struct tomt_shapes area = polygons_of(room, &wkt, 1);
    const double x[] = {3, 4}, y[] = {3, 4}, weight[] = {1, 2};
    struct tomt_hot_spot_question question = {.study_area = &area,
                                              .x = x,
                                              .y = y,
                                              .weight = weight,
                                              .n = 2,
                                              .cell_m = 10,
                                              .radius_m = 10,
                                              .permutations = 99,
                                              .seed = 1};
    struct tomt_hot_spots out;
    assert_done(room, ask(room, &question, &one_thread, &out));
    assert_int_equal(out.n_cells, 3);
    assert_near(out.z[0], sqrt(0.5), 1e-12);
    assert_true(isnan(out.z[1]) && isnan(out.p[1]) && isnan(out.q[1]));
    assert_near(out.z[2], -sqrt(2), 1e-12);
    assert_near(out.p[0], 0.4795001222, 1e-9);
    assert_near(out.p[2], 0.1572992070, 1e-9);
    assert_near(out.q[2], 2 * 0.1572992070, 1e-9);
    assert_near(out.q[0], 0.4795001222, 1e-9);
    assert_near(out.moran.statistic, -0.25, 1e-12);
    assert_near(out.moran.expected, -0.5, 1e-12);
    /* I_1 = (n - 1) z_1 * mean of its neighbours' z / sum z^2 = 2 * 2 * -1 / 6. */
    assert_near(out.local[0], -2.0 / 3, 1e-12);
    assert_int_equal(out.quadrant[0], 4);
    assert_int_equal(out.quadrant[2], 3);
}

/* A radius of three cells whose quotient is rounded down still holds the third. */
static void a_radius_of_whole_cells(void **state)
{
    struct room *room = *state;
    const char *wkt = "POLYGON((0 0,1 0,1 0.1,0 0.1,0 0))";
    struct tomt_shapes area = polygons_of(room, &wkt, 1);
    const double x[] = {0.05}, y[] = {0.05}, weight[] = {7};
    struct tomt_hot_spot_question question = {.study_area = &area,
                                              .x = x,
                                              .y = y,
                                              .weight = weight,
                                              .n = 1,
                                              .cell_m = 0.1,
                                              .radius_m = 0.3};
    struct tomt_hot_spots out;
    assert_true(0.3 / 0.1 < 3);
    assert_done(room, ask(room, &question, &one_thread, &out));
    assert_int_equal(out.n_cells, 10);
    assert_true(out.z[3] > 0 && out.z[4] < 0);
}

/* The neighbours made from the grid are those of tomt_weights_within. */
static void moran_as_by_lists_of_neighbours(void **state)
{
    struct room *room = *state;
    enum { N = 4000 };
    static double x[N], y[N], weight[N], back_x[N], back_y[N], back[N];
    const char *wkt = "POLYGON((0 0,2100 300,1700 2200,900 1300,-200 1900,0 0))";
    struct tomt_shapes area = polygons_of(room, &wkt, 1);
    uint64_t chance = 5;
    for (size_t i = 0; i < N; i++) {
        x[i] = random_between(&chance, -300, 2300);
        y[i] = random_between(&chance, -100, 2300);
        weight[i] = floor(random_between(&chance, 0, 200)) / 7;
        back_x[N - 1 - i] = x[i];
        back_y[N - 1 - i] = y[i];
        back[N - 1 - i] = weight[i];
    }
    struct tomt_hot_spot_question question = {.study_area = &area,
                                              .x = x,
                                              .y = y,
                                              .weight = weight,
                                              .n = N,
                                              .cell_m = 50,
                                              .radius_m = 125,
                                              .permutations = 199,
                                              .seed = 3};
    struct tomt_hot_spots a, b;
    assert_done(room, ask(room, &question, &one_thread, &a));
    size_t n = a.n_columns * a.n_rows, m = 0;
    double *cx = calloc(n, sizeof *cx), *cy = calloc(n, sizeof *cy), *v = calloc(n, sizeof *v);
    uint32_t *of = calloc(n, sizeof *of);
    for (size_t i = 0; i < n; i++) {
        if (isnan(a.value[i]))
            continue;
        of[m] = (uint32_t)i;
        cx[m] = a.min_x + 50 * (double)(i % a.n_columns);
        cy[m] = a.min_y + 50 * (double)(i / a.n_columns);
        v[m++] = a.value[i];
    }
    struct tomt_weights weights;
    struct tomt_global moran;
    struct tomt_local local;
    assert_done(room, tomt_weights_within(room->arena, cx, cy, m, 125, false, &one_thread, &weights,
                                          &room->err));
    assert_done(room, tomt_moran(&weights, v, &moran, &room->err));
    assert_done(
        room, tomt_local_moran(room->arena, &weights, v, 199, 3, &one_thread, &local, &room->err));
    assert_true(same(moran.statistic, a.moran.statistic) && same(moran.p_random, a.moran.p_random));
    for (size_t i = 0; i < m; i++)
        assert_true(same(local.p[i], a.local_p[of[i]]) && same(local.q[i], a.local_q[of[i]]) &&
                    same(local.statistic[i], a.local[of[i]]) &&
                    local.quadrant[i] == a.quadrant[of[i]]);

    /* Eight threads, and the points the other way round: the same bytes. */
    question.x = back_x;
    question.y = back_y;
    question.weight = back;
    assert_done(room, ask(room, &question, &eight_threads, &b));
    assert_memory_equal(a.value, b.value, n * sizeof *a.value);
    assert_memory_equal(a.z, b.z, n * sizeof *a.z);
    assert_memory_equal(a.p, b.p, n * sizeof *a.p);
    assert_memory_equal(a.q, b.q, n * sizeof *a.q);
    assert_memory_equal(a.local_p, b.local_p, n * sizeof *a.local_p);
    assert_true(same(a.weight_left_out, b.weight_left_out) && a.n_left_out > 0);
    free(cx);
    free(cy);
    free(v);
    free(of);
}

static void no_jobs_and_no_points(void **state)
{
    struct room *room = *state;
    const char *wkt = "POLYGON((0 0,300 0,300 100,0 100,0 0))";
    struct tomt_shapes area = polygons_of(room, &wkt, 1);
    struct tomt_hot_spot_question question = {.study_area = &area, .cell_m = 100, .radius_m = 100};
    struct tomt_hot_spots out;
    assert_done(room, ask(room, &question, &one_thread, &out));
    assert_true(out.value[1] == 0 && isnan(out.z[1]) && isnan(out.moran.statistic));
}

static void assert_refused(struct room *room, const struct tomt_hot_spot_question *question,
                           const char *word)
{
    struct tomt_hot_spots out;
    assert_false(ask(room, question, &one_thread, &out));
    assert_int_equal(room->err.code, TOMT_PROJECT);
    if (!strstr(room->err.text, word))
        fail_msg("'%s' does not say '%s'", room->err.text, word);
}

static void wrong_sizes_say_what_would_do(void **state)
{
    struct room *room = *state;
    const char *wkt = "POLYGON((1 1,20001 1,20001 20001,1 20001,1 1))";
    struct tomt_shapes area = polygons_of(room, &wkt, 1);
    struct tomt_hot_spot_question question = {.study_area = &area, .cell_m = 5};
    /* 10 m would make 2,001 by 2,001 cells from 0 to 20,010: one row too many. */
    assert_refused(room, &question, "cells of 20 m would do");
    question.cell_m = 1e-300;
    assert_refused(room, &question, "cells of 20 m would do");
    question.cell_m = 200000; /* centre at 100,000; 50,000 at 25,000; 20,000 at 10,000 */
    assert_refused(room, &question, "cells of 20000 m would do");
    question.cell_m = 0;
    assert_refused(room, &question, "wider than 0 m");
    question.cell_m = NAN;
    assert_refused(room, &question, "wider than 0 m");
    question.cell_m = 100;
    question.radius_m = -1;
    assert_refused(room, &question, "radius");
    struct tomt_shapes none = polygons_of(room, &wkt, 0);
    question = (struct tomt_hot_spot_question){.study_area = &none, .cell_m = 100};
    assert_refused(room, &question, "study area");
}

static void out_of_memory(void **state)
{
    struct room *room = *state;
    const char *wkt = "POLYGON((0 0,300 0,300 100,0 100,0 0))";
    struct tomt_shapes area = polygons_of(room, &wkt, 1);
    const double x[] = {30}, y[] = {30}, weight[] = {7};
    struct tomt_hot_spot_question question = {.study_area = &area,
                                              .x = x,
                                              .y = y,
                                              .weight = weight,
                                              .n = 1,
                                              .cell_m = 100,
                                              .radius_m = 100,
                                              .permutations = 9};
    struct tomt_hot_spots out;
    uint64_t fail_at = 1;
    bool done = false;
    for (; !done && fail_at < 1000; fail_at++) {
        tomt_allocation_fail_at(fail_at);
        done = ask(room, &question, &one_thread, &out);
        tomt_allocation_fail_at(0);
        assert_true(done || room->err.code == TOMT_MEMORY);
    }
    assert_true(done && fail_at > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(cells_of_a_square_with_a_hole, open_room, close_room),
        cmocka_unit_test_setup_teardown(what_holds_a_point_is_a_cell, open_room, close_room),
        cmocka_unit_test_setup_teardown(few_points_are_no_map, open_room, close_room),
        cmocka_unit_test_setup_teardown(cells_agree_with_the_ring_test, open_room, close_room),
        cmocka_unit_test_setup_teardown(three_cells_by_hand, open_room, close_room),
        cmocka_unit_test_setup_teardown(a_radius_of_whole_cells, open_room, close_room),
        cmocka_unit_test_setup_teardown(moran_as_by_lists_of_neighbours, open_room, close_room),
        cmocka_unit_test_setup_teardown(no_jobs_and_no_points, open_room, close_room),
        cmocka_unit_test_setup_teardown(wrong_sizes_say_what_would_do, open_room, close_room),
        cmocka_unit_test_setup_teardown(out_of_memory, open_room, close_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
