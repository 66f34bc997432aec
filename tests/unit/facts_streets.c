/* facts_streets: nearest features and catchments along streets: a fjord between two banks by hand,
 * every allocation failing. */
#include "facts/facts.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum { HUB = 7, WORK = 5, PEOPLE = 9, ANCHOR = 8, ABSENT = 3 };
enum { BOTH = TOMT_LINK_WALK | TOMT_LINK_FORWARD | TOMT_LINK_BACKWARD };

struct place { /* a feature: where it joins the streets, and what it is */
    double x, y;
    int32_t leg_m; /* negative: not joined */
    const char *text, *hub;
    double number;
};

struct fixture {
    struct tomt_arena *arena;
    struct tomt_network *network;
    struct tomt_layer hubs, stops, work, people, anchors;
    const struct tomt_layer *layer[5];
    struct tomt_snaps snaps[TOMT_N_WAYS][5], site[TOMT_N_WAYS];
    const struct tomt_snaps *snap_ref[TOMT_N_WAYS][5];
    struct tomt_fact_sites sites;
    struct tomt_fact_inputs inputs;
};
static struct fixture town;
static const int roles[] = {HUB, HUB, WORK, PEOPLE, ANCHOR};

/* Two banks of a fjord with a bridge in the east, 60 km/h everywhere: 1000 m a minute. The street
 * on the north bank is driven westwards only. Far away an island. */
static struct tomt_network *make_network(struct tomt_arena *arena)
{
    static const double x[] = {0, 1000, 1000, 0, 5000, 5100}, y[] = {0, 0, 500, 500, 5000, 5000};
    static const uint32_t from[] = {0, 1, 2, 4}, to[] = {1, 2, 3, 5};
    static const double speed[] = {60, 60, 60, 60};
    static const uint8_t use[] = {BOTH, BOTH, TOMT_LINK_WALK | TOMT_LINK_FORWARD, BOTH};
    struct tomt_links links = {.n_nodes = 6,
                               .n_links = 4,
                               .node_x = x,
                               .node_y = y,
                               .from = from,
                               .to = to,
                               .speed_kmh = speed,
                               .use = use};
    struct tomt_network_settings settings = tomt_network_defaults();
    struct tomt_error err = {0};
    struct tomt_network *network = tomt_network_of(arena, &links, &settings, &err);
    assert_non_null(network);
    return network;
}

static void join(struct tomt_snaps *snaps, enum tomt_way way, const struct place *place, size_t n)
{
    const struct tomt_network *network = town.network;
    struct tomt_error err = {0};
    *snaps = (struct tomt_snaps){.way = way, .n = n};
    snaps->link = tomt_arena_block(town.arena, NULL, (n + 1) * sizeof(uint32_t), &err);
    snaps->along_mm = tomt_arena_block(town.arena, NULL, (n + 1) * sizeof(uint32_t), &err);
    snaps->leg_mm = tomt_arena_block(town.arena, NULL, (n + 1) * sizeof(uint32_t), &err);
    for (size_t i = 0; i < n; i++) {
        snaps->link[i] = TOMT_NO_LINK;
        for (uint32_t l = 0; place[i].leg_m >= 0 && l < network->n_links; l++) {
            uint32_t a = network->link_from[l], b = network->link_to[l];
            double to_a = hypot(place[i].x - network->node_x[a], place[i].y - network->node_y[a]);
            double to_b = hypot(place[i].x - network->node_x[b], place[i].y - network->node_y[b]);
            if (fabs(to_a + to_b - network->link_mm[l] / 1000.0) > 1e-6)
                continue;
            snaps->link[i] = l;
            snaps->along_mm[i] = (uint32_t)lround(1000 * to_a);
            snaps->leg_mm[i] = (uint32_t)place[i].leg_m * 1000;
            break;
        }
        assert_true((snaps->link[i] == TOMT_NO_LINK) == (place[i].leg_m < 0));
    }
}

static void make_layer(size_t at, struct tomt_layer *layer, const char *name, const char *text,
                       const char *number, const struct place *place, size_t n)
{
    struct tomt_error err = {0};
    layer->name = name;
    tomt_shapes_start(&layer->shapes, town.arena, TOMT_POINTS);
    assert_true(tomt_table_start(&layer->table, town.arena, 3, &err));
    struct tomt_column *word = tomt_table_column(&layer->table, text, TOMT_TEXT, &err);
    struct tomt_column *real = tomt_table_column(&layer->table, number, TOMT_REAL, &err);
    struct tomt_column *hub =
        place[0].hub ? tomt_table_column(&layer->table, "hub", TOMT_TEXT, &err) : NULL;
    for (size_t i = 0; i < n; i++) {
        assert_true(tomt_shapes_add_point(&layer->shapes, place[i].x, place[i].y, &err));
        assert_true(tomt_column_add_text(word, place[i].text, strlen(place[i].text), &err));
        assert_true(tomt_column_add_real(real, place[i].number, &err));
        assert_true(!hub || (place[i].hub ? tomt_column_add_text(hub, place[i].hub,
                                                                 strlen(place[i].hub), &err)
                                          : tomt_column_add_null(hub, &err)));
    }
    layer->table.n_rows = n;
    town.layer[at] = layer;
    for (int way = TOMT_WALK; way <= TOMT_DRIVE; way++) {
        join(&town.snaps[way][at], (enum tomt_way)way, place, n);
        town.snap_ref[way][at] = &town.snaps[way][at];
    }
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

static const struct place site_places[] = {{0, 0, 0, "", NULL, 0},
                                           {500, 0, 20, "", NULL, 0},
                                           {500, 250, -1, "", NULL, 0},
                                           {5050, 5000, 0, "", NULL, 0},
                                           {0, 500, 0, "", NULL, 0}};
enum { N_SITES = 5 };

static int make_town(void **state)
{
    (void)state;
    static double x[N_SITES], y[N_SITES];
    static const struct place hubs[] = {
        {0, 500, 0, "rail", NULL, 0}, {800, 0, 10, "bus", NULL, 0}, {10, 0, -1, "rail", NULL, 0}};
    static const struct place stops[] = {{900, 0, 0, "bus", "c", 0},
                                         {950, 0, 0, "bus", "c", 0},
                                         {1000, 100, 0, "bus", "d", 0},
                                         {1000, 100, 0, "tram", NULL, 0}};
    static const struct place work[] = {{0, 0, 0, "70.1", NULL, 10},
                                        {600, 0, 0, "62.010", NULL, 20},
                                        {1000, 500, 0, "62.02", NULL, 5},
                                        {100, 0, 0, "62.02", NULL, NAN},
                                        {1, 1, -1, "62.02", NULL, 100}};
    static const struct place people[] = {{600, 0, 0, "", NULL, 7}, {0, 500, 30, "", NULL, 9}};
    static const struct place anchors[] = {{50, 0, 0, "campus", NULL, 0},
                                           {400, 250, -1, "campus", NULL, 0}};
    struct tomt_error err = {0};
    town.arena = tomt_arena_new(&err);
    town.network = make_network(town.arena);
    make_layer(0, &town.hubs, "hubs", "mode", "n", hubs, 3);
    make_layer(1, &town.stops, "transit", "mode", "n", stops, 4);
    make_layer(2, &town.work, "work", "code", "jobs_central", work, 5);
    make_layer(3, &town.people, "people", "note", "population", people, 2);
    make_layer(4, &town.anchors, "anchors", "kind", "n", anchors, 2);
    tomt_shapes_start(&town.anchors.shapes, town.arena, TOMT_POLYGONS);
    add_square(&town.anchors.shapes, -50, -50, 100, 100);
    add_square(&town.anchors.shapes, 400, 200, 200, 100);
    for (size_t s = 0; s < N_SITES; s++)
        x[s] = site_places[s].x, y[s] = site_places[s].y;
    town.sites = (struct tomt_fact_sites){.n = N_SITES, .point_x = x, .point_y = y};
    town.inputs = (struct tomt_fact_inputs){
        .layer = town.layer, .role = roles, .n_layers = 5, .evidence = 3, .network = town.network};
    for (int way = TOMT_WALK; way <= TOMT_DRIVE; way++) {
        join(&town.site[way], (enum tomt_way)way, site_places, N_SITES);
        town.inputs.site_snap[way] = &town.site[way];
        town.inputs.layer_snap[way] = town.snap_ref[way];
    }
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

static void expect(const struct tomt_fact *fact, size_t site, double value, enum tomt_why why)
{
    assert_int_equal(fact->why[site], why);
    if (why != TOMT_WHY_OK)
        assert_true(isnan(fact->value[site]));
    else if (!(fabs(fact->value[site] - value) <= 1e-7))
        fail_msg("site %zu: %.12g is not %.12g", site, fact->value[site], value);
}

static void expect_feature(const struct tomt_fact *fact, size_t site, size_t k, size_t input,
                           uint32_t row, double metres, double amount)
{
    size_t at = site * fact->width + k;
    assert_true(k < fact->n_evidence[site]);
    assert_int_equal(fact->evidence_input[at], input);
    assert_int_equal(fact->evidence_row[at], row);
    assert_true(isnan(metres) ? isnan(fact->evidence_m[at])
                              : fabs(fact->evidence_m[at] - metres) < 1e-7);
    assert_true(fabs(fact->evidence_amount[at] - amount) < 1e-7);
}

static const char *rail_only[] = {"rail"}, *bus_only[] = {"bus"}, *it_only[] = {"62"};

static struct tomt_fact_request nearest(const char *layer, const char **mode, enum tomt_way way,
                                        double reach)
{
    struct tomt_fact_request request = {
        .kind = TOMT_FACT_NEAREST, .role = HUB, .layer = layer, .way = way};
    if (mode)
        request.filter[0] = (struct tomt_filter){"mode", {mode, 1}, false, false};
    *(way == TOMT_DRIVE ? &request.reach_min : &request.reach_m) = reach;
    return request;
}

static void the_fjord_is_walked_around(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_fact_request request = nearest("hubs", rail_only, TOMT_WALK, 2500);
    const struct tomt_fact *fact = compute(arena, &request);
    expect(fact, 0, 2500, TOMT_WHY_OK); /* 500 m as the crow flies; the reach includes its edge */
    expect(fact, 1, 2020, TOMT_WHY_OK); /* 20 + 500 + 500 + 1000 */
    expect(fact, 2, 0, TOMT_WHY_NOT_SNAPPED);
    expect(fact, 3, 0, TOMT_WHY_UNREACHABLE); /* an island */
    expect(fact, 4, 0, TOMT_WHY_OK);
    request.reach_m = 2499.999;
    expect(compute(arena, &request), 0, 0, TOMT_WHY_UNREACHABLE);
    request = nearest("hubs", NULL, TOMT_WALK, INFINITY);
    fact = compute(arena, &request);
    assert_ptr_equal(fact->evidence_layer, &town.hubs);
    assert_int_equal(fact->n_evidence[0], 2); /* the third is not joined to the streets */
    expect_feature(fact, 0, 0, 0, 1, 810, 810);
    expect_feature(fact, 0, 1, 0, 0, 2500, 2500);
    assert_int_equal(fact->n_evidence[2], 0);
    tomt_arena_free(arena);
}

static void cars_heed_one_way_streets(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_fact_request request = nearest("hubs", rail_only, TOMT_DRIVE, 2.5);
    const struct tomt_fact *fact = compute(arena, &request);
    expect(fact, 0, 2.5, TOMT_WHY_OK);
    expect(fact, 1, 2.25, TOMT_WHY_OK); /* 20 m at 80 m/min, then 2000 m at 1000 m/min */
    expect(fact, 4, 0, TOMT_WHY_OK);
    expect_feature(fact, 0, 0, 0, 0, NAN, 2.5); /* minutes; metres are not known */
    request = nearest("hubs", bus_only, TOMT_DRIVE, 60);
    fact = compute(arena, &request);
    expect(fact, 0, 0.925, TOMT_WHY_OK); /* 800 m driven, 10 m walked */
    expect(fact, 4, 0, TOMT_WHY_UNREACHABLE);
    request = nearest("hubs", bus_only, TOMT_WALK, 5000);
    expect(compute(arena, &request), 4, 1710, TOMT_WHY_OK);
    tomt_arena_free(arena);
}

static void stops_of_a_hub_are_one_place(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_fact_request request = nearest("transit", NULL, TOMT_WALK, 5000);
    const struct tomt_fact *fact = compute(arena, &request);
    assert_int_equal(fact->n_evidence[0], 3); /* c by its nearer stop, d, and one without a hub */
    expect_feature(fact, 0, 0, 1, 0, 900, 900);
    expect_feature(fact, 0, 1, 1, 2, 1100, 1100);
    expect_feature(fact, 0, 2, 1, 3, 1100, 1100);
    request = nearest(NULL, bus_only, TOMT_WALK, 5000); /* hubs and stops together */
    fact = compute(arena, &request);
    assert_null(fact->evidence_layer);
    expect_feature(fact, 0, 0, 0, 1, 810, 810);
    expect_feature(fact, 0, 1, 1, 0, 900, 900);
    expect_feature(fact, 0, 2, 1, 2, 1100, 1100);
    /* As the crow flies too. */
    request = nearest("transit", bus_only, TOMT_STRAIGHT, 5000);
    fact = compute(arena, &request);
    assert_int_equal(fact->n_evidence[0], 2);
    expect_feature(fact, 0, 0, 1, 0, 900, 900);
    expect_feature(fact, 0, 1, 1, 2, hypot(1000, 100), hypot(1000, 100));
    tomt_arena_free(arena);
}

static void inside_an_area_is_no_distance(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_fact_request request = {
        .kind = TOMT_FACT_NEAREST, .role = ANCHOR, .way = TOMT_WALK, .reach_m = 5000};
    const struct tomt_fact *fact = compute(arena, &request);
    expect(fact, 0, 0, TOMT_WHY_OK);
    assert_int_equal(fact->n_evidence[0], 1); /* not once more by the street */
    expect(fact, 1, 470, TOMT_WHY_OK);
    expect(fact, 2, 0, TOMT_WHY_OK); /* inside, though no street is near */
    expect_feature(fact, 2, 0, 4, 1, 0, 0);
    expect(fact, 3, 0, TOMT_WHY_UNREACHABLE);
    tomt_arena_free(arena);
}

static struct tomt_fact_request sum_of(enum tomt_subject subject, enum tomt_way way, double reach,
                                       enum tomt_decay decay, double parameter)
{
    struct tomt_fact_request request = {.kind = TOMT_FACT_CATCHMENT,
                                        .role = subject == TOMT_POPULATION ? PEOPLE : WORK,
                                        .way = way,
                                        .subject = subject,
                                        .decay = decay,
                                        .decay_parameter = parameter};
    *(way == TOMT_DRIVE ? &request.reach_min : &request.reach_m) = reach;
    return request;
}

static void catchments_by_hand(void **state)
{
    (void)state;
    const struct {
        struct tomt_fact_request request;
        double at[2]; /* sites 0 and 1 */
    } row[] = {
        /* site 0: 10 jobs at 0 m, 20 at 600 m, 5 at 1500 m; site 1: 520, 120 and 1020 m */
        {sum_of(TOMT_JOBS, TOMT_WALK, 1000, TOMT_DECAY_STEP, 0), {30, 30}},
        {sum_of(TOMT_JOBS, TOMT_WALK, 1500, TOMT_DECAY_STEP, 0), {35, 35}},
        {sum_of(TOMT_JOBS, TOMT_WALK, 599.999, TOMT_DECAY_STEP, 0), {10, 30}},
        {sum_of(TOMT_ESTABLISHMENTS, TOMT_WALK, 1000, TOMT_DECAY_STEP, 0), {3, 3}},
        {sum_of(TOMT_JOBS, TOMT_WALK, 1000, TOMT_DECAY_LINEAR, 0), {18, 10 * .48 + 20 * .88}},
        {sum_of(TOMT_JOBS, TOMT_WALK, 1000, TOMT_DECAY_EXPONENTIAL, .002),
         {10 + 20 * exp(-1.2), 10 * exp(-1.04) + 20 * exp(-.24)}},
        {sum_of(TOMT_JOBS, TOMT_WALK, 1000, TOMT_DECAY_GAUSSIAN, 500),
         {10 + 20 * exp(-.72), 10 * exp(-.5 * 1.04 * 1.04) + 20 * exp(-.5 * .24 * .24)}},
        /* by car: 0, 0.6 and 1.5 min; site 1 walks 20 m first: 0.25 + 0.5, 0.1 and 1.0 */
        {sum_of(TOMT_JOBS, TOMT_DRIVE, 1.5, TOMT_DECAY_STEP, 0), {35, 35}},
        {sum_of(TOMT_JOBS, TOMT_DRIVE, 1.5, TOMT_DECAY_LINEAR, 0),
         {10 + 20 * .6, 10 * .5 + 20 * (1.15 / 1.5) + 5 * (.25 / 1.5)}},
        {sum_of(TOMT_JOBS, TOMT_DRIVE, 1, TOMT_DECAY_EXPONENTIAL, .5),
         {10 + 20 * exp(-.3), 10 * exp(-.375) + 20 * exp(-.175)}},
        {sum_of(TOMT_POPULATION, TOMT_WALK, 600, TOMT_DECAY_STEP, 0), {7, 7}},
        {sum_of(TOMT_POPULATION, TOMT_WALK, 2530, TOMT_DECAY_STEP, 0), {16, 16}}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        struct tomt_error err = {0};
        struct tomt_arena *arena = tomt_arena_new(&err);
        const struct tomt_fact *fact = compute(arena, &row[i].request);
        expect(fact, 0, row[i].at[0], TOMT_WHY_OK);
        expect(fact, 1, row[i].at[1], TOMT_WHY_OK);
        expect(fact, 2, 0, TOMT_WHY_NOT_SNAPPED);
        expect(fact, 3, 0, TOMT_WHY_OK); /* nothing on the island: that is known */
        tomt_arena_free(arena);
    }
}

static void filters_and_evidence_of_catchments(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_fact_request request = sum_of(TOMT_JOBS, TOMT_WALK, 1500, TOMT_DECAY_STEP, 0);
    const struct tomt_fact *fact = compute(arena, &request);
    assert_int_equal(fact->n_evidence[0], 3);
    expect_feature(fact, 0, 0, 2, 1, 600, 20);
    expect_feature(fact, 0, 1, 2, 0, 0, 10);
    expect_feature(fact, 0, 2, 2, 2, 1500, 5);
    assert_int_equal(fact->n_evidence[3], 0);
    request.filter[0] = (struct tomt_filter){"code", {it_only, 1}, true, false};
    expect(compute(arena, &request), 0, 25, TOMT_WHY_OK);
    request.subject = TOMT_ESTABLISHMENTS;
    expect(compute(arena, &request), 0, 3, TOMT_WHY_OK); /* one of them of unknown size */
    request = sum_of(TOMT_JOBS, TOMT_DRIVE, 1.5, TOMT_DECAY_STEP, 0);
    expect_feature(compute(arena, &request), 0, 0, 2, 1, NAN, 20);
    tomt_arena_free(arena);
}

static void what_is_missing_has_a_reason(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_crew crew = {.n_threads = 1};
    struct tomt_fact_inputs inputs = town.inputs;
    const struct tomt_fact_request requests[] = {
        nearest(NULL, NULL, TOMT_WALK, 100), sum_of(TOMT_JOBS, TOMT_DRIVE, 1, TOMT_DECAY_STEP, 0),
        sum_of(TOMT_POPULATION, TOMT_WALK, 1, TOMT_DECAY_STEP, 0)};
    for (size_t i = 0; i < 3; i++) {
        struct tomt_fact fact;
        struct tomt_fact_request absent = requests[i];
        absent.role = ABSENT;
        expect(compute(arena, &absent), 0, 0, TOMT_WHY_MISSING_INPUT);
        inputs.network = NULL;
        assert_true(
            tomt_fact_compute(arena, &requests[i], &town.sites, &inputs, &crew, &fact, &err));
        expect(&fact, 0, 0, TOMT_WHY_MISSING_INPUT);
        /* Streets, but nobody joined the layers to them: not an answer, a mistake of ours. */
        inputs.network = town.network;
        inputs.layer_snap[TOMT_WALK] = inputs.layer_snap[TOMT_DRIVE] = NULL;
        assert_false(
            tomt_fact_compute(arena, &requests[i], &town.sites, &inputs, &crew, &fact, &err));
        assert_int_equal(err.code, TOMT_INTERNAL);
        inputs = town.inputs;
        err = (struct tomt_error){0};
    }
    tomt_arena_free(arena);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    const struct tomt_fact_request requests[] = {
        nearest(NULL, NULL, TOMT_WALK, 5000),
        {.kind = TOMT_FACT_NEAREST, .role = ANCHOR, .way = TOMT_DRIVE, .reach_min = 60},
        sum_of(TOMT_JOBS, TOMT_WALK, 1500, TOMT_DECAY_LINEAR, 0),
        sum_of(TOMT_POPULATION, TOMT_DRIVE, 3, TOMT_DECAY_STEP, 0)};
    struct tomt_crew crew = {.n_threads = 1};
    for (size_t r = 0; r < 4; r++) {
        bool done = false;
        for (uint64_t n = 1; !done; n++) {
            struct tomt_error err = {0};
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
}

static void no_sites_are_fine(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_fact_sites none = town.sites;
    struct tomt_crew crew = {.n_threads = 2};
    struct tomt_fact fact;
    none.n = 0;
    const struct tomt_fact_request requests[] = {
        nearest(NULL, NULL, TOMT_WALK, 5000), sum_of(TOMT_JOBS, TOMT_WALK, 9, TOMT_DECAY_STEP, 0)};
    for (size_t r = 0; r < 2; r++)
        assert_true(
            tomt_fact_compute(arena, &requests[r], &none, &town.inputs, &crew, &fact, &err));
    tomt_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_fjord_is_walked_around),
        cmocka_unit_test(cars_heed_one_way_streets),
        cmocka_unit_test(stops_of_a_hub_are_one_place),
        cmocka_unit_test(inside_an_area_is_no_distance),
        cmocka_unit_test(catchments_by_hand),
        cmocka_unit_test(filters_and_evidence_of_catchments),
        cmocka_unit_test(what_is_missing_has_a_reason),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(no_sites_are_fine),
    };
    return cmocka_run_group_tests(tests, make_town, free_town);
}
