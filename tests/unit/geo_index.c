/* The packed R-tree against brute force over all boxes. */
#include "geo_support.h"

#include <math.h>

#include "geo/index.h"

static struct tomt_box random_box(uint64_t *seed)
{
    struct tomt_box box;
    uint64_t kind = random_bits(seed) % 20;
    double size = kind < 8 ? 0 : kind < 18 ? 30 : 400;
    /* On whole numbers, so that edges touch and distances tie often. */
    box.min_x = floor(random_between(seed, 0, 1000));
    box.min_y = floor(random_between(seed, 0, 1000));
    box.max_x = box.min_x + floor(random_between(seed, 0, size));
    box.max_y = box.min_y + floor(random_between(seed, 0, size));
    if (kind == 19) {
        box.min_x = NAN;
        box.max_y = NAN;
    }
    return box;
}

static void check_find(const struct tomt_index *index, const struct tomt_box *box, size_t n,
                       const struct tomt_box *question, struct tomt_rows *rows)
{
    struct tomt_error err = {0};
    assert_true(tomt_index_find(index, question, rows, &err));
    size_t at = 0;
    for (size_t row = 0; row < n; row++) {
        if (!tomt_box_meet(box + row, question))
            continue;
        assert_true(at < rows->n);
        assert_int_equal(rows->row[at++], row);
    }
    assert_int_equal(at, rows->n);
}

static double distance_to(const struct tomt_box *box, double x, double y)
{
    double dx = fmax(fmax(box->min_x - x, x - box->max_x), 0);
    double dy = fmax(fmax(box->min_y - y, y - box->max_y), 0);
    return sqrt(dx * dx + dy * dy);
}

/* A measure that is farther than the box: to the box's centre. */
static double to_centre(void *context, uint32_t row, double x, double y)
{
    const struct tomt_box *box = (const struct tomt_box *)context + row;
    return hypot(0.5 * (box->min_x + box->max_x) - x, 0.5 * (box->min_y + box->max_y) - y);
}

static double to_box(void *context, uint32_t row, double x, double y)
{
    return distance_to((const struct tomt_box *)context + row, x, y);
}

static void check_nearest(const struct tomt_index *index, struct tomt_box *box, size_t n, double x,
                          double y, double reach, tomt_index_distance *distance)
{
    uint32_t expected = 0, row = 0;
    double best = INFINITY, found = 0;
    bool any = false;
    for (uint32_t i = 0; i < n; i++) {
        double d = distance(box, i, x, y);
        if (isnan(box[i].min_x) || !(d <= reach) || !(d < best))
            continue;
        best = d;
        expected = i;
        any = true;
    }
    bool got = tomt_index_nearest(index, x, y, reach, distance, box, &row, &found);
    assert_int_equal(got, any);
    if (any) {
        assert_int_equal(row, expected);
        assert_near(found, best, 0);
    }
}

static void finds_what_brute_force_finds(void **state)
{
    (void)state;
    uint64_t seed = 7;
    static const size_t sizes[] = {0, 1, 2, 15, 16, 17, 100, 256, 257, 3000};
    struct tomt_rows rows = {0};
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        struct tomt_error err = {0};
        struct tomt_arena *arena = tomt_arena_new(&err);
        size_t n = sizes[s];
        struct tomt_box *box = calloc(n + 1, sizeof *box);
        for (size_t i = 0; i < n; i++)
            box[i] = random_box(&seed);
        struct tomt_index *index = tomt_index_new(arena, box, n, &err);
        assert_non_null(index);
        for (int round = 0; round < 300; round++) {
            struct tomt_box question = random_box(&seed);
            check_find(index, box, n, &question, &rows);
            double x = floor(random_between(&seed, -100, 1100));
            double y = floor(random_between(&seed, -100, 1100));
            double reach = round % 3 == 0 ? INFINITY : floor(random_between(&seed, 0, 60));
            check_nearest(index, box, n, x, y, reach, to_box);
            check_nearest(index, box, n, x, y, reach, to_centre);
        }
        struct tomt_box all = {-INFINITY, -INFINITY, INFINITY, INFINITY};
        check_find(index, box, n, &all, &rows);
        struct tomt_box nowhere = {INFINITY, INFINITY, -INFINITY, -INFINITY};
        check_find(index, box, n, &nowhere, &rows);
        assert_int_equal(rows.n, 0);
        struct tomt_box nan = {NAN, NAN, NAN, NAN};
        check_find(index, box, n, &nan, &rows);
        size_t n_order;
        const uint32_t *order = tomt_index_order(index, &n_order);
        bool *seen = calloc(n + 1, sizeof *seen);
        for (size_t i = 0; i < n_order; i++) {
            assert_true(order[i] < n && !seen[order[i]] && !isnan(box[order[i]].min_x));
            seen[order[i]] = true;
        }
        free(seen);
        free(box);
        tomt_arena_free(arena);
    }
    tomt_rows_free(&rows);
}

static void equal_and_infinite_boxes(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_box box[100];
    for (size_t i = 0; i < 100; i++)
        box[i] = (struct tomt_box){5, 5, 5, 5};
    box[40] = (struct tomt_box){-INFINITY, -INFINITY, INFINITY, INFINITY};
    box[41] = (struct tomt_box){3, 3, 1, 1}; /* empty */
    struct tomt_index *index = tomt_index_new(arena, box, 100, &err);
    struct tomt_rows rows = {0};
    assert_true(tomt_index_find(index, &(struct tomt_box){5, 5, 9, 9}, &rows, &err));
    assert_int_equal(rows.n, 99);
    assert_true(tomt_index_find(index, &(struct tomt_box){0, 0, 4, 4}, &rows, &err));
    assert_int_equal(rows.n, 1);
    assert_int_equal(rows.row[0], 40);
    uint32_t row;
    double found;
    assert_true(tomt_index_nearest(index, 5, 5, 0, NULL, NULL, &row, &found));
    assert_int_equal(row, 0);
    tomt_rows_free(&rows);
    tomt_arena_free(arena);
}

static void running_out_of_memory_is_clean(void **state)
{
    (void)state;
    struct tomt_box box[600];
    uint64_t seed = 3;
    for (size_t i = 0; i < 600; i++)
        box[i] = random_box(&seed);
    bool done = false;
    for (uint64_t at = 1; !done; at++) {
        struct tomt_error err = {0};
        struct tomt_rows rows = {0};
        struct tomt_arena *arena = tomt_arena_new(&err);
        tomt_allocation_fail_at(at);
        struct tomt_index *index = tomt_index_new(arena, box, 600, &err);
        done = index && tomt_index_find(index, &(struct tomt_box){0, 0, 999, 999}, &rows, &err);
        tomt_allocation_fail_at(0);
        assert_int_equal(err.code, done ? TOMT_OK : TOMT_MEMORY);
        tomt_rows_free(&rows);
        tomt_arena_free(arena);
        assert_true(at < 100);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_brute_force_finds),
        cmocka_unit_test(equal_and_infinite_boxes),
        cmocka_unit_test(running_out_of_memory_is_clean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
