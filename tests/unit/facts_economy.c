/* facts_economy: what the economy of places asks of facts: sectors, any text, power decay, variety,
 * references, hot spots: by hand on one street, where walking is as far as the crow flies. */
#include "facts/facts.h"

#include "areas/areas.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum { WORK = 5, PEOPLE = 9, ABSENT = 3, N_SITES = 4, N_WORK = 8 };

struct row {
    double x, jobs; /* NaN: unknown */
    const char *industry;
    int64_t bits; /* -1: null */
    double y;
};
/* One street along y = 0, 6 km long. */
static const struct row work_rows[N_WORK] = {
    {0, 10, "62010", 1 | 4, 0}, {100, 20, "62020", 1, 0},
    {300, 30, "86101", 2, 0},   {300, NAN, "62010", 1, 0},
    {500, 40, "62", 1, 0},      {600, 5, NULL, -1, 0},
    {900, 8, "86.101", 2, 0},   {2000, 100, "47110", 1ll << 40, 0},
};
static const struct row more_rows[] = {{50, 7, NULL, 0, 0}, {980, 9, NULL, 0, 0}};
static const double site_x[N_SITES] = {0, 300, 1000, 5900};

struct town {
    struct tomt_arena *arena;
    struct tomt_network *network;
    struct tomt_layer work, more, people;
    const struct tomt_layer *layer[3];
    struct tomt_snaps snaps[3], site;
    const struct tomt_snaps *snap_ref[3];
    struct tomt_shapes study_area;
    double y[N_SITES];
    struct tomt_fact_sites sites;
    struct tomt_fact_inputs inputs;
};
static struct town town;
static const int roles[] = {WORK, WORK, PEOPLE};

static void join(struct tomt_arena *arena, struct tomt_snaps *snaps, const double *x, size_t n)
{
    struct tomt_error err = {0};
    *snaps = (struct tomt_snaps){.way = TOMT_WALK, .n = n};
    snaps->link = tomt_arena_block(arena, NULL, (n + 1) * sizeof(uint32_t), &err);
    snaps->along_mm = tomt_arena_block(arena, NULL, (n + 1) * sizeof(uint32_t), &err);
    snaps->leg_mm = tomt_arena_block(arena, NULL, (n + 1) * sizeof(uint32_t), &err);
    for (size_t i = 0; i < n; i++) {
        snaps->link[i] = x[i] < 3000 ? 0 : 1;
        double from = town.network->node_x[town.network->link_from[snaps->link[i]]];
        snaps->along_mm[i] = (uint32_t)lround(fmin(3e6, 1000 * fabs(x[i] - from)));
    }
}

static struct tomt_network *make_street(struct tomt_arena *arena)
{
    static const double x[] = {0, 3000, 6000}, y[] = {0, 0, 0};
    static const uint32_t from[] = {0, 1}, to[] = {1, 2};
    static const uint8_t use[] = {7, 7};
    struct tomt_links links = {
        .n_nodes = 3, .n_links = 2, .node_x = x, .node_y = y, .from = from, .to = to, .use = use};
    struct tomt_network_settings settings = tomt_network_defaults();
    struct tomt_network *network = tomt_network_of(arena, &links, &settings, NULL);
    assert_non_null(network);
    /* the first link is the western one */
    assert_true(network->node_x[network->link_from[0]] + network->node_x[network->link_to[0]] <
                4000);
    return network;
}

static void make_layer(struct tomt_arena *arena, struct tomt_layer *layer, const char *name,
                       const struct row *row, size_t n, bool is_coded)
{
    struct tomt_error err = {0};
    layer->name = name;
    tomt_shapes_start(&layer->shapes, arena, TOMT_POINTS);
    assert_true(tomt_table_start(&layer->table, arena, 3, &err));
    struct tomt_column *jobs = tomt_table_column(&layer->table, "jobs_central", TOMT_REAL, &err);
    struct tomt_column *industry = NULL, *bits = NULL;
    if (is_coded) {
        industry = tomt_table_column(&layer->table, "industry", TOMT_TEXT, &err);
        bits = tomt_table_column(&layer->table, "sector_bits", TOMT_INTEGER, &err);
    }
    for (size_t i = 0; i < n; i++) {
        assert_true(tomt_shapes_add_point(&layer->shapes, row[i].x, row[i].y, &err));
        assert_true(tomt_column_add_real(jobs, row[i].jobs, &err));
        if (!is_coded)
            continue;
        assert_true(tomt_column_put_text(industry, row[i].industry, &err));
        assert_true(row[i].bits < 0 ? tomt_column_add_null(bits, &err)
                                    : tomt_column_add_integer(bits, row[i].bits, &err));
    }
    layer->table.n_rows = n;
}

static void add_square(struct tomt_shapes *shapes, double x, double y, double width, double height)
{
    const uint32_t head[] = {3, 1, 5};
    const double ring[] = {x, y, x + width, y, x + width, y + height, x, y + height, x, y};
    uint8_t wkb[1 + sizeof head + sizeof ring] = {1};
    struct tomt_error err = {0};
    memcpy(wkb + 1, head, sizeof head);
    memcpy(wkb + 1 + sizeof head, ring, sizeof ring);
    assert_true(tomt_shapes_add_wkb(shapes, wkb, sizeof wkb, &err));
}

static int make_town(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    static const double people_x[] = {500}, more_x[] = {50, 980};
    double x[N_WORK];
    town.arena = tomt_arena_new(&err);
    town.network = make_street(town.arena);
    make_layer(town.arena, &town.work, "work", work_rows, N_WORK, true);
    make_layer(town.arena, &town.more, "more", more_rows, 2, false);
    town.people.name = "people";
    tomt_shapes_start(&town.people.shapes, town.arena, TOMT_POINTS);
    assert_true(tomt_shapes_add_point(&town.people.shapes, 500, 0, &err) &&
                tomt_table_start(&town.people.table, town.arena, 1, &err));
    assert_true(tomt_column_add_real(
        tomt_table_column(&town.people.table, "population", TOMT_REAL, &err), 11, &err));
    town.people.table.n_rows = 1;
    for (size_t i = 0; i < N_WORK; i++)
        x[i] = work_rows[i].x;
    join(town.arena, &town.snaps[0], x, N_WORK);
    join(town.arena, &town.snaps[1], more_x, 2);
    join(town.arena, &town.snaps[2], people_x, 1);
    join(town.arena, &town.site, site_x, N_SITES);
    town.layer[0] = &town.work, town.layer[1] = &town.more, town.layer[2] = &town.people;
    for (int i = 0; i < 3; i++)
        town.snap_ref[i] = &town.snaps[i];
    tomt_shapes_start(&town.study_area, town.arena, TOMT_POLYGONS);
    add_square(&town.study_area, 0, -500, 960, 1000);
    town.sites = (struct tomt_fact_sites){.n = N_SITES, .point_x = site_x, .point_y = town.y};
    town.inputs = (struct tomt_fact_inputs){.layer = town.layer,
                                            .role = roles,
                                            .n_layers = 3,
                                            .evidence = 3,
                                            .network = town.network,
                                            .study_area = &town.study_area};
    town.inputs.site_snap[TOMT_WALK] = &town.site;
    town.inputs.layer_snap[TOMT_WALK] = town.snap_ref;
    return 0;
}

static int free_town(void **state)
{
    (void)state;
    tomt_arena_free(town.arena);
    return 0;
}

static struct tomt_fact *compute(struct tomt_arena *arena, const struct tomt_fact_request *request)
{
    struct tomt_error err = {0};
    struct tomt_crew crew = {.n_threads = 2};
    struct tomt_fact *fact = tomt_arena_alloc(arena, sizeof *fact, &err);
    if (!tomt_fact_compute(arena, request, &town.sites, &town.inputs, &crew, fact, &err))
        fail_msg("%s", err.text);
    return fact;
}

static enum tomt_code refusal(struct tomt_arena *arena, const struct tomt_fact_request *request)
{
    struct tomt_error err = {0};
    struct tomt_crew crew = {.n_threads = 2};
    struct tomt_fact fact;
    assert_false(tomt_fact_compute(arena, request, &town.sites, &town.inputs, &crew, &fact, &err));
    return err.code;
}

/* The number of a site, straight and on foot. */
static void expect_both(struct tomt_fact_request request, size_t site, double value)
{
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    for (int way = TOMT_STRAIGHT; way <= TOMT_WALK; way++) {
        request.way = (enum tomt_way)way;
        const struct tomt_fact *fact = compute(arena, &request);
        if (isnan(value))
            assert_true(isnan(fact->value[site]) && fact->why[site] != TOMT_WHY_OK);
        else if (!(fabs(fact->value[site] - value) <= 1e-9 * fmax(1, fabs(value))))
            fail_msg("way %d, site %zu: %.12g is not %.12g", way, site, fact->value[site], value);
    }
    tomt_arena_free(arena);
}

static struct tomt_fact_request within(double reach_m, enum tomt_subject subject, uint64_t sectors)
{
    return (struct tomt_fact_request){.kind = TOMT_FACT_CATCHMENT,
                                      .role = WORK,
                                      .reach_m = reach_m,
                                      .subject = subject,
                                      .sectors = sectors};
}

static void sectors_are_those_with_any_of_the_bits(void **state)
{
    (void)state;
    expect_both(within(400, TOMT_JOBS, 0), 0, 10 + 20 + 30 + 7);
    expect_both(within(400, TOMT_ESTABLISHMENTS, 0), 0, 5);
    expect_both(within(400, TOMT_JOBS, 1), 0, 30);
    expect_both(within(400, TOMT_ESTABLISHMENTS, 1), 0, 3); /* one of unknown jobs */
    expect_both(within(400, TOMT_JOBS, 2), 0, 30);
    expect_both(within(400, TOMT_JOBS, 4), 0, 10);
    expect_both(within(400, TOMT_JOBS, 1 | 2), 0, 60);
    expect_both(within(2000, TOMT_JOBS, 1ull << 40), 0, 100); /* beyond 32 bits */
    /* Nobody has these bits; nor does the layer without the column, nor a null. */
    expect_both(within(6000, TOMT_ESTABLISHMENTS, 8 | 1ull << 63), 0, 0);
    struct tomt_fact_request only_more = within(6000, TOMT_ESTABLISHMENTS, UINT64_MAX);
    only_more.layer = "more";
    expect_both(only_more, 0, 0);
    struct tomt_fact_request nearest = {
        .kind = TOMT_FACT_NEAREST, .role = WORK, .reach_m = INFINITY, .sectors = 2};
    expect_both(nearest, 0, 300);
    nearest.sectors = 1ull << 40;
    expect_both(nearest, 0, 2000);
    nearest.sectors = 8;
    expect_both(nearest, 0, (double)NAN);
}

static void any_text_is_not_null(void **state)
{
    (void)state;
    struct tomt_fact_request request = within(650, TOMT_ESTABLISHMENTS, 0);
    request.filter[0] = (struct tomt_filter){.column = "industry", .any = true};
    expect_both(request, 0, 5);
    request.kind = TOMT_FACT_NEAREST;
    expect_both(request, 1, 0);
    struct tomt_filter filter = {.column = "industry", .any = true};
    assert_true(tomt_filter_matches(&filter, "", 0) && tomt_filter_matches(&filter, "62", 2));
    assert_false(tomt_filter_matches(&filter, NULL, 0));
}

/* Graham: U = sum E / max(g, 0.1 km)^alpha. */
static void power_is_by_hand(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_fact_request request = within(1000, TOMT_JOBS, 0);
    request.layer = "work";
    request.decay = TOMT_DECAY_POWER;
    request.decay_parameter = 1;
    /* 0 and 100 m are 0.1 km: 10/0.1 + 20/0.1 + 30/0.3 + 40/0.5 + 5/0.6 + 8/0.9 */
    expect_both(request, 0, 100 + 200 + 100 + 80 + 5 / 0.6 + 8 / 0.9);
    request.decay_parameter = 1.8;
    double near = 63.095734448019324; /* 0.1^-1.8 */
    double sum = 30 * near + 30 * pow(0.3, -1.8) + 40 * pow(0.5, -1.8) + 5 * pow(0.6, -1.8) +
                 8 * pow(0.9, -1.8);
    expect_both(request, 0, sum);
    for (int way = TOMT_STRAIGHT; way <= TOMT_WALK; way++) {
        request.way = (enum tomt_way)way;
        const struct tomt_fact *fact = compute(arena, &request);
        assert_int_equal(fact->n_evidence[0], 3);
        const uint32_t row[] = {1, 0, 2};
        const double amount[] = {20 * near, 10 * near, 30 * pow(0.3, -1.8)};
        for (int k = 0; k < 3; k++) {
            assert_int_equal(fact->evidence_row[k], row[k]);
            assert_true(fabs(fact->evidence_amount[k] - amount[k]) < 1e-8);
        }
    }
    request.way = TOMT_DRIVE;
    request.reach_min = 5;
    assert_int_equal(refusal(arena, &request), TOMT_PROJECT);
    request.way = TOMT_STRAIGHT;
    request.decay_parameter = -1;
    assert_int_equal(refusal(arena, &request), TOMT_INTERNAL);
    request.decay_parameter = 1;
    request.reach_m = INFINITY;
    assert_int_equal(refusal(arena, &request), TOMT_INTERNAL);
    struct tomt_fact_request people = {.kind = TOMT_FACT_CATCHMENT,
                                       .role = PEOPLE,
                                       .subject = TOMT_POPULATION,
                                       .reach_m = 2000,
                                       .decay = TOMT_DECAY_POWER,
                                       .decay_parameter = 2};
    expect_both(people, 0, 11 / 0.25);
    tomt_arena_free(arena);
}

static double part(double jobs, double group, double all)
{
    return jobs / all * log2(group / jobs);
}

static void expect_variety(struct tomt_fact_request request, size_t site, double related,
                           double unrelated)
{
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    for (int way = TOMT_STRAIGHT; way <= TOMT_WALK; way++) {
        request.way = (enum tomt_way)way;
        const struct tomt_fact *fact = compute(arena, &request);
        assert_int_equal(fact->why[site], TOMT_WHY_OK);
        assert_true(fact->width == 0);
        if (!(fabs(fact->value[site] - related) < 1e-9 &&
              fabs(fact->second[site] - unrelated) < 1e-9))
            fail_msg("way %d: %.12g %.12g, not %.12g %.12g", way, fact->value[site],
                     fact->second[site], related, unrelated);
    }
    tomt_arena_free(arena);
}

static void variety_is_by_hand(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_fact_request request = {
        .kind = TOMT_FACT_VARIETY, .role = WORK, .reach_m = 650, .digits = 5};
    /* 62010: 10, 62020: 20, 62: 40, 86101: 30; the row without an industry is in no share. */
    double related = part(10, 70, 100) + part(20, 70, 100) + part(40, 70, 100);
    double unrelated = part(70, 100, 100) + part(30, 100, 100);
    assert_true(fabs(unrelated - 0.88129089923) < 1e-10);
    expect_variety(request, 0, related, unrelated);
    request.digits = 2;
    expect_variety(request, 0, 0, unrelated);
    request.digits = 4; /* 6201, 6202, 62, 8610: the same parts */
    expect_variety(request, 0, related, unrelated);
    request.reach_m = 1000;
    request.sectors = 2; /* 86101 and 86.101 are one code */
    expect_variety(request, 0, 0, 0);
    request.sectors = 0;
    request.decay = TOMT_DECAY_LINEAR;
    double a = 10, b = 20 * 0.9, c = 40 * 0.5, d = 30 * 0.7 + 8 * 0.1, all = a + b + c + d;
    expect_variety(request, 0,
                   part(a, a + b + c, all) + part(b, a + b + c, all) + part(c, a + b + c, all),
                   part(a + b + c, all, all) + part(d, all, all));
    request.decay = TOMT_DECAY_POWER;
    request.decay_parameter = 1;
    a = 100, b = 200, c = 80, d = 100 + 8 / 0.9, all = a + b + c + d;
    expect_variety(request, 0,
                   part(a, a + b + c, all) + part(b, a + b + c, all) + part(c, a + b + c, all),
                   part(a + b + c, all, all) + part(d, all, all));
    /* Nothing there; only unknown jobs; a layer without the column; no layer. */
    request.sectors = 8;
    const struct tomt_fact *fact = compute(arena, &request);
    assert_true(fact->why[0] == TOMT_WHY_NOT_APPLICABLE && isnan(fact->second[0]));
    request.sectors = 0;
    fact = compute(arena, &request);
    assert_true(fact->why[3] == TOMT_WHY_NOT_APPLICABLE && isnan(fact->value[3]));
    request.layer = "more";
    fact = compute(arena, &request);
    assert_int_equal(fact->why[0], TOMT_WHY_NOT_APPLICABLE);
    request.layer = NULL;
    request.role = ABSENT;
    fact = compute(arena, &request);
    assert_int_equal(fact->why[0], TOMT_WHY_MISSING_INPUT);
    request.way = TOMT_WALK;
    fact = compute(arena, &request);
    assert_int_equal(fact->why[0], TOMT_WHY_MISSING_INPUT);
    /* A site that joins no street. */
    uint32_t link = town.site.link[1];
    town.site.link[1] = TOMT_NO_LINK;
    request.role = WORK;
    fact = compute(arena, &request);
    assert_true(fact->why[1] == TOMT_WHY_NOT_SNAPPED && isnan(fact->second[1]));
    town.site.link[1] = link;
    tomt_arena_free(arena);
}

static void expect_reference(struct tomt_fact_request request, double value)
{
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    request.kind = TOMT_FACT_REFERENCE;
    request.role = WORK;
    const struct tomt_fact *fact = compute(arena, &request);
    for (size_t site = 0; site < N_SITES; site++) {
        if (isnan(value))
            assert_int_equal(fact->why[site], TOMT_WHY_MISSING_INPUT);
        else
            assert_true(fact->value[site] == value);
    }
    tomt_arena_free(arena);
}

static void references_are_sums_of_what_is_kept(void **state)
{
    (void)state;
    static const uint8_t some[N_WORK] = {1, 0, 1, 0, 1, 0, 0, 0};
    const uint8_t *const keep[] = {some, NULL};
    const struct tomt_fact_reference reference[] = {
        {.layer = town.layer, .keep = keep, .n_layers = 2, .all_jobs = NAN},
        {.name = "country",
         .layer = town.layer,
         .n_layers = 1,
         .all_jobs = 1e6,
         .unknown_sectors = 4,
         .only_jobs = true},
        {.name = "empty", .all_jobs = NAN},
        {.name = "total", .all_jobs = 5},
    };
    struct tomt_fact_request nobody = {.kind = TOMT_FACT_REFERENCE, .name = "nobody"};
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    assert_int_equal(refusal(arena, &(struct tomt_fact_request){.kind = TOMT_FACT_REFERENCE}),
                     TOMT_INTERNAL);
    town.inputs.reference = reference;
    town.inputs.n_references = 4;
    assert_int_equal(refusal(arena, &nobody), TOMT_INTERNAL);
    tomt_arena_free(arena);
    expect_reference((struct tomt_fact_request){.sectors = 0}, 10 + 30 + 40 + 7 + 9);
    expect_reference((struct tomt_fact_request){.sectors = 1}, 10 + 40);
    expect_reference((struct tomt_fact_request){.subject = TOMT_ESTABLISHMENTS}, 5);
    expect_reference((struct tomt_fact_request){.subject = TOMT_ESTABLISHMENTS, .sectors = 1}, 2);
    expect_reference((struct tomt_fact_request){.reach_m = 1, .decay = TOMT_DECAY_LINEAR}, 96);
    static const char *it[] = {"62"};
    struct tomt_fact_request country = {.name = "country"};
    expect_reference(country, 1e6);
    country.sectors = 2;
    expect_reference(country, 38);
    country.sectors = 4 | 2;
    expect_reference(country, (double)NAN);
    country.sectors = 0;
    country.filter[1] = (struct tomt_filter){"industry", {it, 1}, true, false};
    expect_reference(country, 70); /* 10 + 20 + unknown + 40 */
    country.subject = TOMT_ESTABLISHMENTS;
    expect_reference(country, (double)NAN);
    expect_reference((struct tomt_fact_request){.name = "empty"}, (double)NAN);
    expect_reference((struct tomt_fact_request){.name = "total"}, 5);
    expect_reference((struct tomt_fact_request){.name = "total", .sectors = 1}, (double)NAN);
    town.inputs.reference = NULL;
    town.inputs.n_references = 0;
}

/* Gi* of Getis & Ord over 10 x 10 cells of 100 m, circle of 200 m, by the formula of DOMAIN.md. */
static double z_of(const double *value, int column, int row)
{
    double sum = 0, sum2 = 0, near = 0, n_near = 0;
    for (int r = 0; r < 10; r++)
        for (int c = 0; c < 10; c++) {
            double v = value[10 * r + c];
            sum += v, sum2 += v * v;
            if ((r - row) * (r - row) + (c - column) * (c - column) <= 4)
                near += v, n_near++;
        }
    double mean = sum / 100, s = sqrt(sum2 / 100 - mean * mean);
    return (near - mean * n_near) / (s * sqrt((100 * n_near - n_near * n_near) / 99));
}

static void hot_spots_are_by_hand(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_fact_request request = {
        .kind = TOMT_FACT_HOT_SPOT, .role = WORK, .reach_m = 200, .cell_m = 100, .layer = "work"};
    /* y = 0 is in the sixth row; what is at 2000 m lies outside. */
    double jobs[100] = {[50] = 10, [51] = 20, [53] = 30, [55] = 40, [56] = 5, [59] = 8};
    double count[100] = {[50] = 1, [51] = 1, [53] = 2, [55] = 1, [56] = 1, [59] = 1};
    double it[100] = {[50] = 10, [51] = 20, [55] = 40};
    const struct tomt_fact *fact = compute(arena, &request);
    assert_true(fabs(fact->value[0] - z_of(jobs, 0, 5)) < 1e-9);
    assert_true(fabs(fact->value[1] - z_of(jobs, 3, 5)) < 1e-9);
    assert_int_equal(fact->why[2], TOMT_WHY_OUTSIDE); /* 1000 m: the next cell begins */
    assert_int_equal(fact->why[3], TOMT_WHY_OUTSIDE);
    assert_true(fact->second[0] == 6 && fact->second[3] == 6); /* that weigh anything */
    /* Of the other layer, 7 jobs at 50 m; those at 980 m are in a cell, but not in the study area.
     */
    request.layer = NULL;
    jobs[50] = 17;
    fact = compute(arena, &request);
    assert_true(fabs(fact->value[1] - z_of(jobs, 3, 5)) < 1e-9);
    request.layer = "work";
    request.subject = TOMT_ESTABLISHMENTS;
    fact = compute(arena, &request);
    assert_true(fabs(fact->value[1] - z_of(count, 3, 5)) < 1e-9);
    request.subject = TOMT_JOBS;
    request.sectors = 1;
    fact = compute(arena, &request);
    assert_true(fabs(fact->value[1] - z_of(it, 3, 5)) < 1e-9);
    request.sectors = 8; /* all cells alike */
    fact = compute(arena, &request);
    assert_int_equal(fact->why[0], TOMT_WHY_NOT_APPLICABLE);
    request.role = ABSENT;
    fact = compute(arena, &request);
    assert_int_equal(fact->why[0], TOMT_WHY_MISSING_INPUT);
    request.role = WORK;
    town.inputs.study_area = NULL;
    fact = compute(arena, &request);
    assert_int_equal(fact->why[0], TOMT_WHY_MISSING_INPUT);
    town.inputs.study_area = &town.study_area;
    tomt_arena_free(arena);
}

/* ---- many rows: order and threads ---- */

enum { N_MANY = 3000, N_MANY_SITES = 700 };
static struct row many[N_MANY + 1];
static size_t n_many = N_MANY;
static char codes[N_MANY][6];
static double many_x[N_MANY + 1], many_site_x[N_MANY_SITES], many_site_y[N_MANY_SITES];

static uint32_t below(uint32_t n)
{
    static uint64_t z = 5;
    z = z * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((z >> 33) % n);
}

static void swap_rows(void)
{
    for (uint32_t i = N_MANY - 1; i > 0; i--) {
        uint32_t j = below(i + 1);
        struct row row = many[i];
        many[i] = many[j];
        many[j] = row;
    }
}

static bool compute_many(struct tomt_arena *arena, const struct tomt_fact_request *request,
                         unsigned n_threads, struct tomt_fact *fact, struct tomt_error *err)
{
    struct tomt_crew crew = {.n_threads = n_threads};
    struct tomt_layer *layer = tomt_arena_alloc(arena, sizeof *layer, NULL);
    struct tomt_snaps snaps, site;
    make_layer(arena, layer, "many", many, n_many, true);
    for (size_t i = 0; i < n_many; i++)
        many_x[i] = many[i].x;
    join(arena, &snaps, many_x, n_many);
    join(arena, &site, many_site_x, N_MANY_SITES);
    const struct tomt_layer *const layers[] = {layer};
    const struct tomt_snaps *const layer_snap[] = {&snaps};
    struct tomt_fact_sites sites = {
        .n = N_MANY_SITES, .point_x = many_site_x, .point_y = many_site_y};
    struct tomt_fact_inputs inputs = {.layer = layers,
                                      .role = roles,
                                      .n_layers = 1,
                                      .network = town.network,
                                      .study_area = &town.study_area};
    inputs.site_snap[TOMT_WALK] = &site;
    inputs.layer_snap[TOMT_WALK] = layer_snap;
    return tomt_fact_compute(arena, request, &sites, &inputs, &crew, fact, err);
}

static const struct tomt_fact_request many_requests[] = {
    {.kind = TOMT_FACT_VARIETY, .role = WORK, .reach_m = 900, .digits = 5},
    {.kind = TOMT_FACT_VARIETY,
     .role = WORK,
     .reach_m = 5000,
     .digits = 4,
     .decay = TOMT_DECAY_POWER,
     .decay_parameter = 1.8},
    {.kind = TOMT_FACT_VARIETY,
     .role = WORK,
     .reach_m = 700,
     .digits = 3,
     .sectors = 6,
     .decay = TOMT_DECAY_EXPONENTIAL,
     .decay_parameter = 0.003},
    {.kind = TOMT_FACT_CATCHMENT,
     .role = WORK,
     .reach_m = 4000,
     .decay = TOMT_DECAY_POWER,
     .decay_parameter = 1.6},
    {.kind = TOMT_FACT_HOT_SPOT, .role = WORK, .reach_m = 300, .cell_m = 50, .sectors = 5},
};
enum { N_REQUESTS = sizeof many_requests / sizeof *many_requests };

static void make_many(void)
{
    for (uint32_t i = 0; i < N_MANY; i++) {
        codes[i][0] = (char)('1' + below(5)), codes[i][1] = (char)('0' + below(4));
        for (int k = 2; k < 5; k++)
            codes[i][k] = (char)('0' + below(3));
        many[i] = (struct row){below(6000), 0.1 + below(900) / 7.0, below(9) ? codes[i] : NULL,
                               below(8), 0};
        if (below(11) == 0)
            many[i].jobs = NAN;
    }
    for (size_t s = 0; s < N_MANY_SITES; s++)
        many_site_x[s] = below(6000);
}

/* The same bytes on one thread and on eight, and for any order of rows; straight is on foot, as
 * near as the decays' roots; and variety is the identity RV + UV = H over the same sums. */
static void order_and_threads_change_nothing(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    make_many();
    for (size_t r = 0; r < 2 * N_REQUESTS; r++) {
        struct tomt_arena *arena = tomt_arena_new(&err);
        struct tomt_fact_request request = many_requests[r / 2], other_way;
        struct tomt_fact one, eight, turned, straight;
        request.way = r % 2 ? TOMT_WALK : TOMT_STRAIGHT;
        other_way = request;
        other_way.way = TOMT_STRAIGHT;
        assert_true(compute_many(arena, &request, 1, &one, &err) &&
                    compute_many(arena, &request, 8, &eight, &err) &&
                    compute_many(arena, &other_way, 2, &straight, &err));
        swap_rows();
        assert_true(compute_many(arena, &request, 8, &turned, &err));
        size_t size = N_MANY_SITES * sizeof(double), n_values = 0;
        assert_memory_equal(one.value, eight.value, size);
        assert_memory_equal(one.value, turned.value, size);
        assert_memory_equal(one.why, turned.why, N_MANY_SITES);
        if (one.second) {
            assert_memory_equal(one.second, eight.second, size);
            assert_memory_equal(one.second, turned.second, size);
        }
        for (size_t s = 0; s < N_MANY_SITES; s++) {
            n_values += isnan(one.value[s]) ? 0 : 1;
            if (!isnan(one.value[s]))
                assert_true(fabs(one.value[s] - straight.value[s]) <=
                            1e-8 * fmax(1, fabs(one.value[s])));
        }
        assert_true(n_values >
                    (size_t)(request.kind == TOMT_FACT_HOT_SPOT ? 50 : N_MANY_SITES / 2));
        tomt_arena_free(arena);
    }
}

/* One row more, far away, makes other cells of places: nothing else. */
static void what_is_far_changes_nothing(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    make_many();
    for (size_t i = 0; i < N_MANY; i++)
        many[i].y = 2000 - below(4000) / 3.0;
    for (size_t r = 0; r < 4; r++) {
        struct tomt_arena *arena = tomt_arena_new(&err);
        struct tomt_fact near, far;
        assert_true(compute_many(arena, &many_requests[r], 2, &near, &err));
        many[N_MANY] = (struct row){-1234567, 50, "10101", 7, 77};
        n_many = N_MANY + 1;
        assert_true(compute_many(arena, &many_requests[r], 2, &far, &err));
        n_many = N_MANY;
        assert_memory_equal(near.value, far.value, N_MANY_SITES * sizeof(double));
        if (near.second)
            assert_memory_equal(near.second, far.second, N_MANY_SITES * sizeof(double));
        tomt_arena_free(arena);
    }
}

static void expect_brute_variety(struct tomt_arena *arena)
{
    struct tomt_error err = {0};
    struct tomt_fact fact;
    assert_true(compute_many(arena, &many_requests[0], 2, &fact, &err));
    for (size_t s = 0; s < N_MANY_SITES; s += 7) {
        static double by_code[100000];
        double by_group[100] = {0}, all = 0, entropy = 0, unrelated = 0;
        memset(by_code, 0, sizeof by_code);
        for (size_t i = 0; i < N_MANY; i++) {
            double dx = many[i].x - many_site_x[s], dy = many[i].y - many_site_y[s];
            if (!many[i].industry || isnan(many[i].jobs) || dx * dx + dy * dy > 900.0 * 900)
                continue;
            by_code[(size_t)atoi(many[i].industry)] += many[i].jobs;
            by_group[atoi(many[i].industry) / 1000] += many[i].jobs;
            all += many[i].jobs;
        }
        for (int c = 0; c < 100000; c++)
            entropy += by_code[c] > 0 ? part(by_code[c], all, all) : 0;
        for (int g = 0; g < 100; g++)
            unrelated += by_group[g] > 0 ? part(by_group[g], all, all) : 0;
        assert_true(fabs(fact.second[s] - unrelated) < 1e-8);
        assert_true(fabs(fact.value[s] - (entropy - unrelated)) < 1e-8);
    }
}

/* Variety by brute force over all rows, on a line and in the plane, and effective density by
 * economy's own. */
static void many_are_those_of_brute_force(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_crew crew = {.n_threads = 1};
    struct tomt_fact fact;
    make_many();
    for (size_t i = 0; i < N_MANY; i++)
        many[i].y = 2000 - below(12000) / 3.0;
    for (size_t s = 0; s < N_MANY_SITES; s++)
        many_site_y[s] = 1800.0 - below(3600);
    expect_brute_variety(arena);
    for (size_t i = 0; i < N_MANY; i++)
        many[i].y = 0;
    memset(many_site_y, 0, sizeof many_site_y);
    expect_brute_variety(arena);
    double jobs[N_MANY], y[N_MANY] = {0}, density[N_MANY_SITES];
    for (size_t i = 0; i < N_MANY; i++)
        many_x[i] = many[i].x, jobs[i] = isnan(many[i].jobs) ? 0 : many[i].jobs;
    assert_true(compute_many(arena, &many_requests[3], 2, &fact, &err));
    assert_true(tomt_effective_density(many_site_x, many_site_y, N_MANY_SITES, many_x, y, jobs,
                                       N_MANY, 1.6, 4000, &crew, density, &err));
    for (size_t s = 0; s < N_MANY_SITES; s++)
        assert_true(fabs(fact.value[s] / density[s] - 1) < 1e-9);
    tomt_arena_free(arena);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    static const struct tomt_fact_reference reference = {.n_layers = 0, .all_jobs = 3};
    const struct tomt_fact_request requests[] = {
        {.kind = TOMT_FACT_VARIETY, .role = WORK, .reach_m = 900, .digits = 5, .sectors = 3},
        {.kind = TOMT_FACT_VARIETY, .role = WORK, .reach_m = 900, .digits = 5, .way = TOMT_WALK},
        {.kind = TOMT_FACT_REFERENCE},
        {.kind = TOMT_FACT_HOT_SPOT, .role = WORK, .reach_m = 200, .cell_m = 100},
    };
    town.inputs.reference = &reference;
    town.inputs.n_references = 1;
    for (size_t r = 0; r < sizeof requests / sizeof *requests; r++) {
        bool done = false;
        for (uint64_t n = 1; !done; n++) {
            struct tomt_error err = {0};
            struct tomt_crew crew = {.n_threads = 2};
            struct tomt_arena *arena = tomt_arena_new(&err);
            struct tomt_fact fact;
            tomt_allocation_fail_at(n);
            done = tomt_fact_compute(arena, &requests[r], &town.sites, &town.inputs, &crew, &fact,
                                     &err);
            tomt_allocation_fail_at(0);
            assert_true(done || err.code == TOMT_MEMORY);
            tomt_arena_free(arena);
        }
    }
    town.inputs.reference = NULL;
    town.inputs.n_references = 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sectors_are_those_with_any_of_the_bits),
        cmocka_unit_test(any_text_is_not_null),
        cmocka_unit_test(power_is_by_hand),
        cmocka_unit_test(variety_is_by_hand),
        cmocka_unit_test(references_are_sums_of_what_is_kept),
        cmocka_unit_test(hot_spots_are_by_hand),
        cmocka_unit_test(order_and_threads_change_nothing),
        cmocka_unit_test(what_is_far_changes_nothing),
        cmocka_unit_test(many_are_those_of_brute_force),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, make_town, free_town);
}
