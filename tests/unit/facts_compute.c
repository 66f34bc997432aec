/* facts_compute: every kind of fact on a small city: the same bytes on one thread and on eight,
 * missing layers have a reason, and when the n-th allocation fails, for every n, it fails cleanly.
 */
#include "facts/facts.h"

#include "geo/seat.h"
#include "geo/wkb.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum {
    N_SITES = 300,
    N_FEATURES = 500,
    ROLE_HUB = 7,
    ROLE_AREA = 3,
    ROLE_WORK = 5,
    ROLE_PEOPLE = 9,
    ROLE_NONE = 10
};

struct city {
    struct tomt_arena *arena;
    struct tomt_shapes sites;
    double x[N_SITES], y[N_SITES], area_m2[N_SITES];
    uint64_t use_start[N_SITES + 1];
    uint32_t use_code[N_SITES];
    double use_area_m2[N_SITES];
    struct tomt_table attributes;
    struct tomt_layer hubs, areas, work, people;
    struct tomt_fact_sites facts_sites;
    struct tomt_fact_inputs inputs;
};
static struct city city;
static const struct tomt_layer *const layers[] = {&city.hubs, &city.areas, &city.work,
                                                  &city.people};
static const int roles[] = {ROLE_HUB, ROLE_AREA, ROLE_WORK, ROLE_PEOPLE};
static const char *const use_names[] = {"1130", "1300"};

static double uniform(void)
{
    static uint64_t z = 7;
    z = z * 6364136223846793005u + 1442695040888963407u;
    return (double)(z >> 11) * 0x1p-53;
}

static void add_square(struct tomt_shapes *shapes, double x, double y, double side)
{
    const uint32_t head[] = {3, 1, 5};
    const double ring[] = {x, y, x + side, y, x + side, y + side, x, y + side, x, y};
    uint8_t wkb[1 + sizeof head + sizeof ring] = {1};
    struct tomt_error err = {0};
    memcpy(wkb + 1, head, sizeof head);
    memcpy(wkb + 1 + sizeof head, ring, sizeof ring);
    assert_true(tomt_shapes_add_wkb(shapes, wkb, sizeof wkb, &err));
}

static void make_layer(struct tomt_layer *layer, const char *name, enum tomt_shape_kind kind,
                       const char *number, const char *text, double side)
{
    struct tomt_error err = {0};
    layer->name = name;
    tomt_shapes_start(&layer->shapes, city.arena, kind);
    assert_true(tomt_table_start(&layer->table, city.arena, 2, &err));
    struct tomt_column *real = tomt_table_column(&layer->table, number, TOMT_REAL, &err);
    struct tomt_column *word = tomt_table_column(&layer->table, text, TOMT_TEXT, &err);
    for (size_t i = 0; i < N_FEATURES; i++) {
        double x = 569000 + 3000 * uniform(), y = 6622000 + 3000 * uniform();
        if (kind == TOMT_POINTS)
            assert_true(tomt_shapes_add_point(&layer->shapes, x, y, &err));
        else
            add_square(&layer->shapes, x, y, side * (0.2 + uniform()));
        assert_true(i % 9 ? tomt_column_add_real(real, floor(100 * uniform()) + 0.3, &err)
                          : tomt_column_add_null(real, &err));
        assert_true(tomt_column_add_text(word, i % 2 ? "a" : "bb", i % 2 ? 1 : 2, &err));
    }
    layer->table.n_rows = N_FEATURES;
}

static int make_city(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    city.arena = tomt_arena_new(&err);
    make_layer(&city.hubs, "hubs", TOMT_POINTS, "n", "mode", 0);
    make_layer(&city.areas, "areas", TOMT_POLYGONS, "n", "code", 150);
    make_layer(&city.work, "work", TOMT_POINTS, "jobs_central", "code", 0);
    make_layer(&city.people, "people", TOMT_POLYGONS, "population", "code", 250);
    tomt_shapes_start(&city.sites, city.arena, TOMT_POLYGONS);
    assert_true(tomt_table_start(&city.attributes, city.arena, 1, &err));
    struct tomt_column *bra = tomt_table_column(&city.attributes, "bra", TOMT_REAL, &err);
    for (size_t s = 0; s < N_SITES; s++) {
        double side = 20 + 80 * uniform();
        city.x[s] = 569000 + 3000 * uniform();
        city.y[s] = 6622000 + 3000 * uniform();
        city.area_m2[s] = side * side;
        add_square(&city.sites, city.x[s] - side / 2, city.y[s] - side / 2, side);
        city.use_start[s] = s;
        city.use_code[s] = s % 2;
        city.use_area_m2[s] = side;
        assert_true(s % 5 ? tomt_column_add_real(bra, (double)s, &err)
                          : tomt_column_add_null(bra, &err));
    }
    city.use_start[N_SITES] = N_SITES;
    city.attributes.n_rows = N_SITES;
    city.facts_sites = (struct tomt_fact_sites){.n = N_SITES,
                                                .shapes = &city.sites,
                                                .point_x = city.x,
                                                .point_y = city.y,
                                                .area_m2 = city.area_m2,
                                                .attributes = &city.attributes,
                                                .use_start = city.use_start,
                                                .use_code = city.use_code,
                                                .use_area_m2 = city.use_area_m2,
                                                .use_name = use_names,
                                                .n_uses = 2};
    city.inputs =
        (struct tomt_fact_inputs){.layer = layers, .role = roles, .n_layers = 4, .evidence = 3};
    return 0;
}

static int free_city(void **state)
{
    (void)state;
    tomt_arena_free(city.arena);
    return 0;
}

static const char *a_only[] = {"a"}, *use_only[] = {"1130"};
static const struct tomt_fact_request requests[] = {
    {.kind = TOMT_FACT_AREA},
    {.kind = TOMT_FACT_PERIMETER},
    {.kind = TOMT_FACT_INSCRIBED},
    {.kind = TOMT_FACT_ATTRIBUTE, .name = "bra"},
    {.kind = TOMT_FACT_USE_SHARE, .filter[0] = {"use", {use_only, 1}, false, false}},
    {.kind = TOMT_FACT_OVERLAY, .role = ROLE_AREA},
    {.kind = TOMT_FACT_OVERLAY, .role = ROLE_AREA, .filter[0] = {"code", {a_only, 1}, true, false}},
    {.kind = TOMT_FACT_NEAREST, .role = ROLE_HUB, .reach_m = 100},
    {.kind = TOMT_FACT_NEAREST,
     .role = ROLE_AREA,
     .reach_m = INFINITY,
     .filter[0] = {"code", {a_only, 1}, false, false}},
    {.kind = TOMT_FACT_CATCHMENT,
     .role = ROLE_WORK,
     .reach_m = 700,
     .subject = TOMT_JOBS,
     .decay = TOMT_DECAY_LINEAR},
    {.kind = TOMT_FACT_CATCHMENT,
     .role = ROLE_WORK,
     .reach_m = 700,
     .subject = TOMT_ESTABLISHMENTS},
    {.kind = TOMT_FACT_CATCHMENT, .role = ROLE_PEOPLE, .reach_m = 700, .subject = TOMT_POPULATION},
    {.kind = TOMT_FACT_CATCHMENT,
     .role = ROLE_WORK,
     .reach_m = 300,
     .subject = TOMT_ESTABLISHMENTS,
     .decay = TOMT_DECAY_GAUSSIAN,
     .decay_parameter = 150,
     .filter[0] = {"code", {a_only, 1}, true, false}},
};
enum { N_REQUESTS = sizeof requests / sizeof *requests };

static bool compute(struct tomt_arena *arena, const struct tomt_fact_request *request,
                    unsigned n_threads, struct tomt_fact *fact, struct tomt_error *err)
{
    struct tomt_crew crew = {.n_threads = n_threads};
    return tomt_fact_compute(arena, request, &city.facts_sites, &city.inputs, &crew, fact, err);
}

static void one_thread_is_eight(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    for (size_t r = 0; r < N_REQUESTS; r++) {
        struct tomt_fact one, eight;
        size_t n_values = 0;
        assert_true(compute(arena, &requests[r], 1, &one, &err) &&
                    compute(arena, &requests[r], 8, &eight, &err));
        assert_memory_equal(one.value, eight.value, N_SITES * sizeof *one.value);
        assert_memory_equal(one.why, eight.why, N_SITES);
        assert_int_equal(one.width, eight.width);
        assert_true(one.n_pairs == eight.n_pairs);
        for (size_t s = 0; s < N_SITES; s++) {
            assert_true(isnan(one.value[s]) == (one.why[s] != TOMT_WHY_OK));
            n_values += isnan(one.value[s]) ? 0 : 1;
            if (one.width == 0)
                continue;
            size_t at = s * one.width;
            assert_int_equal(one.n_evidence[s], eight.n_evidence[s]);
            assert_memory_equal(one.evidence_row + at, eight.evidence_row + at,
                                one.n_evidence[s] * sizeof *one.evidence_row);
            assert_memory_equal(one.evidence_amount + at, eight.evidence_amount + at,
                                one.n_evidence[s] * sizeof(double));
        }
        assert_true(n_values > N_SITES / 2); /* the comparison is of numbers, not of emptiness */
    }
    tomt_arena_free(arena);
}

/* Brute force, with the distance to squares by hand. */
static void nearest_and_evidence_are_those_of_brute_force(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_fact fact;
    assert_true(compute(arena, &requests[8], 2, &fact, &err));
    assert_ptr_equal(fact.evidence_layer, &city.areas);
    for (size_t s = 0; s < N_SITES; s++) {
        double best[3] = {INFINITY, INFINITY, INFINITY};
        for (size_t i = 1; i < N_FEATURES; i += 2) { /* code "a" */
            const struct tomt_box *box = &city.areas.shapes.box[i];
            double dx = fmax(0, fmax(box->min_x - city.x[s], city.x[s] - box->max_x));
            double dy = fmax(0, fmax(box->min_y - city.y[s], city.y[s] - box->max_y)),
                   d = sqrt(dx * dx + dy * dy);
            for (int k = 0; k < 3; k++)
                if (d < best[k]) {
                    double worse = best[k];
                    best[k] = d;
                    d = worse;
                }
        }
        assert_true(fabs(fact.value[s] - best[0]) < 1e-6);
        assert_int_equal(fact.n_evidence[s], 3);
        for (int k = 0; k < 3; k++) {
            assert_true(fabs(fact.evidence_amount[s * 3 + (size_t)k] - best[k]) < 1e-6);
            assert_true(fact.evidence_m[s * 3 + (size_t)k] ==
                        fact.evidence_amount[s * 3 + (size_t)k]);
        }
        assert_int_equal(fact.evidence_row[s * 3] % 2, 1);
    }
    tomt_arena_free(arena);
}

static void a_missing_layer_has_a_reason(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    const enum tomt_fact_kind kinds[] = {TOMT_FACT_OVERLAY, TOMT_FACT_NEAREST, TOMT_FACT_CATCHMENT};
    for (size_t k = 0; k < 3; k++) {
        struct tomt_fact fact;
        struct tomt_fact_request request = {.kind = kinds[k], .role = ROLE_NONE, .reach_m = 100};
        assert_true(compute(arena, &request, 1, &fact, &err));
        assert_true(isnan(fact.value[0]));
        assert_int_equal(fact.why[0], TOMT_WHY_MISSING_INPUT);
    }
    /* Points and lines have no area to share. */
    struct tomt_fact fact;
    struct tomt_fact_request request = {.kind = TOMT_FACT_OVERLAY, .role = ROLE_HUB};
    assert_false(compute(arena, &request, 1, &fact, &err));
    assert_int_equal(err.code, TOMT_DATA);
    tomt_arena_free(arena);
}

/* Together or one by one: the same bytes, though the places have other cells. */
static void together_is_one_by_one(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_crew crew = {.n_threads = 2};
    struct tomt_needs *needs = tomt_needs_new(arena, &err);
    static struct tomt_fact all[N_REQUESTS];
    size_t instance;
    assert_true(tomt_needs_instance(needs, &instance, &err));
    for (size_t r = 0; r < N_REQUESTS; r++)
        assert_true(tomt_need(needs, &requests[r], &err));
    assert_int_equal(tomt_needs_count(needs), N_REQUESTS);
    assert_true(
        tomt_facts_compute(arena, needs, &city.facts_sites, &city.inputs, &crew, all, &err));
    for (size_t r = 0; r < N_REQUESTS; r++) {
        struct tomt_fact one;
        assert_true(compute(arena, &requests[r], 1, &one, &err));
        assert_memory_equal(one.value, all[r].value, N_SITES * sizeof *one.value);
        assert_memory_equal(one.why, all[r].why, N_SITES);
        assert_ptr_equal(one.evidence_layer, all[r].evidence_layer);
        for (size_t at = 0; at < N_SITES * one.width; at++)
            if (at % one.width < one.n_evidence[at / one.width])
                assert_int_equal(one.evidence_row[at], all[r].evidence_row[at]);
    }
    tomt_arena_free(arena);
}

/* A catchment by hand: codes that begin with "b", unknown jobs left out, distances by hypot. */
static void a_filtered_catchment_is_that_of_brute_force(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    static const char *b_only[] = {"b"};
    struct tomt_fact_request request = {.kind = TOMT_FACT_CATCHMENT,
                                        .role = ROLE_WORK,
                                        .reach_m = 800,
                                        .filter[0] = {"code", {b_only, 1}, true, false}};
    struct tomt_fact fact;
    assert_true(compute(arena, &request, 2, &fact, &err));
    const struct tomt_column *jobs = tomt_table_find(&city.work.table, "jobs_central");
    for (size_t s = 0; s < N_SITES; s++) {
        double sum = 0;
        for (size_t i = 0; i < N_FEATURES; i += 2) { /* code "bb" */
            const struct tomt_box *box = &city.work.shapes.box[i];
            if (!tomt_column_is_null(jobs, i) &&
                hypot(box->min_x - city.x[s], box->min_y - city.y[s]) <= 800)
                sum += jobs->real[i];
        }
        assert_true(fabs(fact.value[s] - sum) < 1e-6);
    }
    tomt_arena_free(arena);
}

static void no_sites_are_fine(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_fact_sites none = city.facts_sites;
    struct tomt_crew crew = {.n_threads = 2};
    none.n = 0;
    for (size_t r = 0; r < N_REQUESTS; r++) {
        struct tomt_fact fact;
        assert_true(
            tomt_fact_compute(arena, &requests[r], &none, &city.inputs, &crew, &fact, &err));
    }
    tomt_arena_free(arena);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    for (size_t r = 0; r < N_REQUESTS; r++) {
        bool done = false;
        for (uint64_t n = 1; !done; n = n < 200 ? n + 1 : n + n / 8) {
            struct tomt_error err = {0};
            struct tomt_arena *arena = tomt_arena_new(&err);
            struct tomt_fact fact;
            tomt_allocation_fail_at(n);
            done = compute(arena, &requests[r], 1, &fact, &err);
            bool reached = tomt_allocation_count() >= n;
            tomt_allocation_fail_at(0);
            assert_true(done || err.code == TOMT_MEMORY);
            assert_true(reached || done);
            tomt_arena_free(arena);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_thread_is_eight),
        cmocka_unit_test(nearest_and_evidence_are_those_of_brute_force),
        cmocka_unit_test(a_missing_layer_has_a_reason),
        cmocka_unit_test(together_is_one_by_one),
        cmocka_unit_test(a_filtered_catchment_is_that_of_brute_force),
        cmocka_unit_test(no_sites_are_fine),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, make_city, free_city);
}
