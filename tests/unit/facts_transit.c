/* facts_transit: transit level and class as facts: the worked example of the level, every cell of
 * the class table that distance can tell, the stops that made the number. */
#include "transit_support.h"

#include "facts/facts.h"

enum { HUB = 7, MOST_SITES = 40 };

struct fixture {
    struct tomt_arena *arena;
    struct timetable *made;
    struct tomt_hubs hubs;
    struct tomt_transit_settings transit;
    struct tomt_network *network;
    struct tomt_layer layer;
    const struct tomt_layer *layers[1];
    struct tomt_snaps stop, site;
    double x[MOST_SITES], y[MOST_SITES];
    struct tomt_fact_sites sites;
    struct tomt_fact_inputs inputs;
};
static const int roles[] = {HUB};

/* One street from (0, 0) to (4000, 0). */
static struct fixture *start(void)
{
    static const double x[] = {0, 4000}, y[] = {0, 0};
    static const uint32_t from[] = {0}, to[] = {1};
    static const uint8_t use[] = {TOMT_LINK_WALK};
    struct fixture *f = calloc(1, sizeof *f);
    struct tomt_error err = {0};
    assert_non_null(f);
    f->arena = new_arena();
    f->made = timetable_new();
    f->transit = tomt_transit_defaults();
    struct tomt_links links = {
        .n_nodes = 2, .n_links = 1, .node_x = x, .node_y = y, .from = from, .to = to, .use = use};
    struct tomt_network_settings settings = tomt_network_defaults();
    f->network = tomt_network_of(f->arena, &links, &settings, &err);
    assert_non_null(f->network);
    return f;
}

/* Points on the street join where they are; those below it (y < 0) do not. */
static void join(struct fixture *f, struct tomt_snaps *snaps, const double *x, const double *y,
                 size_t n)
{
    struct tomt_error err = {0};
    bool runs_east = f->network->node_x[f->network->link_from[0]] == 0;
    *snaps = (struct tomt_snaps){.way = TOMT_WALK, .n = n};
    snaps->link = tomt_arena_block(f->arena, NULL, (n + 1) * sizeof(uint32_t), &err);
    snaps->along_mm = tomt_arena_block(f->arena, NULL, (n + 1) * sizeof(uint32_t), &err);
    snaps->leg_mm = tomt_arena_block(f->arena, NULL, (n + 1) * sizeof(uint32_t), &err);
    for (size_t i = 0; i < n; i++) {
        snaps->link[i] = y[i] < 0 ? TOMT_NO_LINK : 0;
        snaps->along_mm[i] = (uint32_t)lround(1000 * (runs_east ? x[i] : 4000 - x[i]));
        snaps->leg_mm[i] = (uint32_t)lround(1000 * fabs(y[i]));
    }
}

/* A row for each stop and mode, as a run makes them. */
static void lay_stops(struct fixture *f)
{
    struct tomt_error err = {0};
    const struct tomt_timetable *t = &f->made->t;
    f->layer.name = "transit";
    tomt_shapes_start(&f->layer.shapes, f->arena, TOMT_POINTS);
    assert_true(tomt_table_start(&f->layer.table, f->arena, 3, &err));
    struct tomt_column *mode = tomt_table_column(&f->layer.table, "mode", TOMT_TEXT, &err);
    struct tomt_column *hub = tomt_table_column(&f->layer.table, "hub", TOMT_TEXT, &err);
    struct tomt_column *stop = tomt_table_column(&f->layer.table, "stop", TOMT_INTEGER, &err);
    for (uint32_t s = 0; s < t->n_stops; s++)
        for (int m = 0; m < TOMT_N_MODES; m++) {
            bool has = false;
            for (uint32_t d = t->stop_start[s]; d < t->stop_start[s + 1]; d++)
                has |= t->route_mode[t->departure[d].route] == m;
            if (!has)
                continue;
            const char *id = f->hubs.id[f->hubs.stop_hub[s]];
            assert_true(tomt_shapes_add_point(&f->layer.shapes, t->x[s], t->y[s], &err));
            assert_true(
                tomt_column_add_text(mode, tomt_mode_name[m], strlen(tomt_mode_name[m]), &err));
            assert_true(tomt_column_add_text(hub, id, strlen(id), &err));
            assert_true(tomt_column_add_integer(stop, s, &err));
            f->layer.table.n_rows++;
        }
    f->layers[0] = &f->layer;
}

static void add_site(struct fixture *f, double x, double y)
{
    f->x[f->sites.n] = x;
    f->y[f->sites.n++] = y;
}

static void ready(struct fixture *f)
{
    f->hubs = make_hubs(f->arena, f->made);
    lay_stops(f);
    join(f, &f->stop, f->made->t.x, f->made->t.y, f->made->t.n_stops);
    join(f, &f->site, f->x, f->y, f->sites.n);
    f->sites.point_x = f->x;
    f->sites.point_y = f->y;
    f->inputs = (struct tomt_fact_inputs){.layer = f->layers,
                                          .role = roles,
                                          .n_layers = 1,
                                          .evidence = 5,
                                          .network = f->network,
                                          .timetable = &f->made->t,
                                          .hubs = &f->hubs,
                                          .transit = &f->transit,
                                          .stop_snap = &f->stop};
    f->inputs.site_snap[TOMT_WALK] = &f->site;
}

static void finish_all(struct fixture *f)
{
    tomt_arena_free(f->arena);
    free(f->made);
    free(f);
}

static struct tomt_fact compute(struct fixture *f, enum tomt_fact_kind kind, unsigned n_threads)
{
    struct tomt_error err = {0};
    struct tomt_crew crew = {.n_threads = n_threads};
    struct tomt_fact fact;
    struct tomt_fact_request request = {.kind = kind, .role = HUB};
    if (!tomt_fact_compute(f->arena, &request, &f->sites, &f->inputs, &crew, &fact, &err))
        fail_msg("%s", err.text);
    return fact;
}

/* Rail 700 m at 4/h, two buses at 200 m (6/h and 4/h), a bus at 500 m at 10/h. */
static struct fixture *worked_example(void)
{
    struct fixture *f = start();
    uint32_t near = add_stop(f->made, "near", 200, 0, NONE),
             far = add_stop(f->made, "far", 500, 0, NONE),
             station = add_stop(f->made, "station", 700, 0, NONE);
    add_trips(f->made, near, add_route(f->made, TOMT_BUS, true), 0, AT(8, 15), 600, 6);
    add_trips(f->made, near, add_route(f->made, TOMT_BUS, true), 0, AT(8, 20), 900, 4);
    add_trips(f->made, far, add_route(f->made, TOMT_BUS, true), 0, AT(8, 15), 360, 10);
    add_trips(f->made, station, add_route(f->made, TOMT_RAIL, true), 0, AT(8, 15), 900, 4);
    add_site(f, 0, 0);
    add_site(f, 0, -10);    /* not joined to the street */
    add_site(f, 2000, 0);   /* the station is 1300 m away */
    add_site(f, 1660, 0);   /* the station is 960 m away: edge included */
    add_site(f, 1660, 0.5); /* and half a metre more */
    ready(f);
    return f;
}

/* Transport for London's method, worked out in DOMAIN: 7.5059. Bus 200 m: 2.5 + 5 + 2 = 9.5 min,
 * 30/9.5 = 3.157895; 2.5 + 7.5 + 2 = 12, 2.5; 500 m: 6.25 + 3 + 2 = 11.25, 2.666667; rail: 8.75
 * + 7.5 + 0.75 = 17, 1.764706. The best bus in full, the other two half. */
static void the_worked_example_of_the_level(void **state)
{
    (void)state;
    struct fixture *f = worked_example();
    struct tomt_fact fact = compute(f, TOMT_FACT_TRANSIT_LEVEL, 2);
    assert_about(fact.value[0], 30 / 9.5 + (2.5 + 30 / 11.25) / 2 + 30 / 17.0, 1e-9);
    assert_about(fact.value[0], 7.5059, 5e-5);
    assert_string_equal(tomt_ptal_band_name[tomt_ptal_band(fact.value[0])], "2");
    assert_int_equal(fact.why[1], TOMT_WHY_NOT_SNAPPED);
    assert_true(isnan(fact.value[1]));
    assert_int_equal(fact.why[2], TOMT_WHY_OK); /* no service: that is known */
    assert_true(fact.value[2] == 0);
    assert_about(fact.value[3], 30 / (12 + 7.5 + 0.75), 1e-9);
    assert_true(fact.value[4] == 0);
    /* The stop with two buses adds what both add. */
    assert_ptr_equal(fact.evidence_layer, &f->layer);
    assert_int_equal(fact.n_evidence[0], 3);
    const struct {
        uint32_t row;
        double metres, amount;
    } stops[] = {{0, 200, 30 / 9.5 + 1.25}, {2, 700, 30 / 17.0}, {1, 500, 15 / 11.25}};
    double sum = 0;
    for (size_t k = 0; k < 3; k++) {
        assert_int_equal(fact.evidence_row[k], stops[k].row);
        assert_about(fact.evidence_m[k], stops[k].metres, 1e-9);
        assert_about(fact.evidence_amount[k], stops[k].amount, 1e-9);
        sum += fact.evidence_amount[k];
    }
    assert_about(sum, fact.value[0], 1e-9);
    assert_int_equal(fact.n_evidence[1], 0);
    assert_int_equal(fact.n_evidence[2], 0);
    finish_all(f);
}

/* A stop of two modes is two features. */
static void modes_of_a_stop_are_features(void **state)
{
    (void)state;
    struct fixture *f = start();
    uint32_t stop = add_stop(f->made, "s", 80, 0, NONE);
    add_trips(f->made, stop, add_route(f->made, TOMT_TRAM, true), 0, AT(8, 15), 600, 6);
    add_trips(f->made, stop, add_route(f->made, TOMT_BUS, true), 0, AT(8, 15), 600, 6);
    add_site(f, 0, 0);
    ready(f);
    struct tomt_fact fact = compute(f, TOMT_FACT_TRANSIT_LEVEL, 1);
    /* tram: 1 + 5 + 0.75 = 6.75; bus: 1 + 5 + 2 = 8 */
    assert_about(fact.value[0], 30 / 6.75 + 30 / 8.0, 1e-9);
    assert_int_equal(fact.n_evidence[0], 2);
    assert_int_equal(fact.evidence_row[0], 0);
    assert_int_equal(fact.evidence_row[1], 1);
    finish_all(f);
}

/* 84 buses from 06 to 20: an interval of 10 min, which is not under 10: category 4, C D E F at 300,
 * 500, 750 and 1000 m. A train every 20 min (42): under 40: category 3, B C D E. */
static void classes_by_distance(void **state)
{
    (void)state;
    struct fixture *f = start();
    const double at[] = {300, 300.01, 500, 500.01, 750, 750.01, 1000, 1000.01};
    const double bus[] = {3, 4, 4, 5, 5, 6, 6, 7}, rail[] = {2, 3, 3, 4, 4, 5, 5, 7};
    uint32_t stop = add_stop(f->made, "bus", 0, 0, NONE),
             station = add_stop(f->made, "rail", 4000, 0, NONE);
    add_trips(f->made, stop, add_route(f->made, TOMT_BUS, true), 0, AT(6, 0), 600, 84);
    add_trips(f->made, station, add_route(f->made, TOMT_RAIL, true), 0, AT(6, 0), 1200, 42);
    for (size_t i = 0; i < 8; i++)
        add_site(f, 0, at[i]);
    for (size_t i = 0; i < 8; i++)
        add_site(f, 4000 - at[i], -0.0);
    add_site(f, 2000, -500); /* off the streets: classes go straight */
    ready(f);
    struct tomt_fact fact = compute(f, TOMT_FACT_TRANSIT_CLASS, 2);
    for (size_t i = 0; i < 8; i++) {
        assert_int_equal(fact.why[i], TOMT_WHY_OK);
        assert_true(fact.value[i] == bus[i]);
        assert_true(fact.value[8 + i] == rail[i]);
        assert_int_equal(fact.n_evidence[i], bus[i] < 7);
        if (bus[i] == 7)
            continue;
        assert_int_equal(fact.evidence_row[i * fact.width], 0);
        assert_int_equal(fact.evidence_row[(8 + i) * fact.width], 1);
        assert_about(fact.evidence_m[i * fact.width], at[i], 1e-9);
        assert_true(fact.evidence_amount[i * fact.width] == bus[i]);
    }
    assert_true(fact.value[16] == 7);
    finish_all(f);
}

/* The better class wins, not the nearer hub; of equal classes the nearer. */
static void the_best_hub_gives_the_class(void **state)
{
    (void)state;
    struct fixture *f = start();
    uint32_t poor = add_stop(f->made, "a_poor", 100, 0, NONE),
             good = add_stop(f->made, "b_good", 700, 0, NONE),
             same = add_stop(f->made, "c_same", 0, 600, NONE);
    uint32_t train = add_route(f->made, TOMT_RAIL, true), bus = add_route(f->made, TOMT_BUS, true);
    add_trips(f->made, poor, bus, 0, AT(6, 0), 3600, 14);   /* 60 min: category 7, F within 300 m */
    add_trips(f->made, good, train, 0, AT(6, 0), 1200, 42); /* 20 min: category 3, D at 750 m */
    add_trips(f->made, same, train, 0, AT(6, 0), 1200, 42);
    add_trips(f->made, good, bus, 0, AT(23, 0), 600,
              1); /* a row of its own: not the one that counts */
    add_site(f, 0, 0);
    ready(f);
    struct tomt_fact fact = compute(f, TOMT_FACT_TRANSIT_CLASS, 1);
    assert_true(fact.value[0] == 4);
    assert_int_equal(fact.n_evidence[0], 1);
    assert_int_equal(fact.evidence_row[0], 3); /* poor: 0; good: rail 1, bus 2; same: 3, at 600 m */
    assert_about(fact.evidence_m[0], 600, 1e-9);
    finish_all(f);
}

static void nothing_to_go_by_has_a_reason(void **state)
{
    (void)state;
    struct fixture *f = worked_example();
    const struct tomt_fact_inputs full = f->inputs;
    f->inputs.timetable = NULL;
    assert_int_equal(compute(f, TOMT_FACT_TRANSIT_LEVEL, 1).why[0], TOMT_WHY_MISSING_INPUT);
    assert_int_equal(compute(f, TOMT_FACT_TRANSIT_CLASS, 1).why[0], TOMT_WHY_MISSING_INPUT);
    f->inputs = full;
    f->inputs.network = NULL;
    assert_int_equal(compute(f, TOMT_FACT_TRANSIT_LEVEL, 1).why[0], TOMT_WHY_MISSING_INPUT);
    assert_int_equal(compute(f, TOMT_FACT_TRANSIT_CLASS, 1).why[0],
                     TOMT_WHY_OK); /* straight lines */
    f->inputs = full;
    f->sites.n = 0;
    compute(f, TOMT_FACT_TRANSIT_LEVEL, 2);
    compute(f, TOMT_FACT_TRANSIT_CLASS, 2);
    finish_all(f);
}

static void an_empty_timetable_serves_nobody(void **state)
{
    (void)state;
    struct fixture *f = start();
    add_site(f, 0, 0);
    ready(f);
    assert_true(compute(f, TOMT_FACT_TRANSIT_LEVEL, 1).value[0] == 0);
    assert_true(compute(f, TOMT_FACT_TRANSIT_CLASS, 1).value[0] == 7);
    finish_all(f);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    struct fixture *f = worked_example();
    struct tomt_crew crew = {.n_threads = 1};
    for (int kind = TOMT_FACT_TRANSIT_LEVEL; kind <= TOMT_FACT_TRANSIT_CLASS; kind++) {
        bool done = false;
        struct tomt_fact_request request = {.kind = (enum tomt_fact_kind)kind, .role = HUB};
        for (uint64_t n = 1; !done; n++) {
            struct tomt_error err = {0};
            struct tomt_arena *arena = new_arena();
            struct tomt_fact fact;
            tomt_allocation_fail_at(n);
            done = tomt_fact_compute(arena, &request, &f->sites, &f->inputs, &crew, &fact, &err);
            tomt_allocation_fail_at(0);
            assert_true(done || err.code == TOMT_MEMORY);
            tomt_arena_free(arena);
        }
    }
    finish_all(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_worked_example_of_the_level),
        cmocka_unit_test(modes_of_a_stop_are_features),
        cmocka_unit_test(classes_by_distance),
        cmocka_unit_test(the_best_hub_gives_the_class),
        cmocka_unit_test(nothing_to_go_by_has_a_reason),
        cmocka_unit_test(an_empty_timetable_serves_nobody),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
