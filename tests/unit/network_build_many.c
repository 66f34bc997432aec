/* network_build_many: any lines at all: the rule pair by pair, orders and threads, crowds, real
 * streets, memory that runs out. */
#include "network_build_support.h"

#include "base/text.h"
#include "geo/crs.h"
#include "geo/wkb.h"

#include <unistd.h>

static uint64_t seed;
static uint32_t chance(uint32_t n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((seed >> 33) % n);
}

/* Lines over a small lattice, so that vertices, ends and levels often meet. */
static size_t random_streets(struct street *street, char (*text)[160], size_t n, int size)
{
    static const char *const levels[] = {NULL, "0", "1", "-1"};
    for (size_t i = 0; i < n; i++) {
        size_t used = 0;
        int x = (int)chance((uint32_t)size), y = (int)chance((uint32_t)size);
        unsigned n_more = 1 + chance(6);
        for (unsigned k = 0; k <= n_more; k++) {
            used += (size_t)snprintf(text[i] + used, sizeof text[i] - used, "%s%d %d",
                                     k ? ", " : "", x * 10, y * 10);
            int step = 1 + (int)chance(2);
            if (chance(2))
                x += chance(2) ? step : -step;
            else
                y += chance(2) ? step : -step;
        }
        street[i] = (struct street){.line = text[i],
                                    .level = levels[1 + chance(3)],
                                    .class = chance(9) ? "residential" : "footway",
                                    .oneway = chance(5) ? NULL : "yes"};
        if (chance(12) == 0)
            street[i].level = NULL;
    }
    return n;
}

struct spot { /* a vertex of a line, for the slow and plain way */
    double x, y;
    size_t line, root;
    const char *level;
    bool end;
};

static size_t spot_root(const struct spot *spot, size_t i)
{
    while (spot[i].root != i)
        i = spot[i].root;
    return i;
}

static size_t read_spots(const struct street *street, size_t n, struct spot *spot)
{
    size_t n_spots = 0;
    for (size_t i = 0; i < n; i++) {
        const char *at = street[i].line;
        size_t first = n_spots;
        while (*at) {
            char *after;
            double x = strtod(at, &after), y = strtod(after, &after);
            at = after + strspn(after, ", ");
            spot[n_spots] = (struct spot){x, y, i, n_spots, street[i].level, n_spots == first};
            n_spots++;
        }
        spot[n_spots - 1].end = true;
    }
    return n_spots;
}

/* Every pair of vertices against the rule as the header words it, then islands by walking along the
 * lines. */
static void check_slowly(const struct street *street, size_t n, bool osm)
{
    static struct spot spot[4000];
    static double island[4000];
    size_t n_spots = read_spots(street, n, spot), n_nodes = 0, n_islands = 0;
    for (size_t a = 0; a < n_spots; a++) {
        for (size_t b = 0; b < a; b++) {
            if (spot[a].x != spot[b].x || spot[a].y != spot[b].y)
                continue;
            bool level = !spot[a].level || !spot[b].level || !strcmp(spot[a].level, spot[b].level);
            if (osm || (spot[a].end && spot[b].end) || level)
                spot[spot_root(spot, a)].root = spot_root(spot, b);
        }
    }
    for (size_t a = 0; a < n_spots; a++) {
        bool node = false, first = true;
        for (size_t b = 0; b < n_spots; b++) {
            if (spot_root(spot, b) != spot_root(spot, a))
                continue;
            node = node || b != a || spot[b].end;
            first = first && b >= a;
        }
        n_nodes += node && first;
    }
    double sum = 0;
    for (size_t a = 1; a < n_spots; a++) {
        if (spot[a].line == spot[a - 1].line)
            spot[spot_root(spot, a)].root = spot_root(spot, a - 1);
    }
    memset(island, 0, sizeof island);
    for (size_t a = 1; a < n_spots; a++) {
        double metres = hypot(spot[a].x - spot[a - 1].x, spot[a].y - spot[a - 1].y);
        if (spot[a].line == spot[a - 1].line)
            island[spot_root(spot, a)] += metres;
    }
    struct tomt_network_settings settings = tomt_network_defaults();
    settings.join_m = n % 3 ? 0.01 : 0; /* identical ends join without it, too */
    struct made m = make_two(street, n, osm, NULL, 0, false, settings, 2);
    check_ends(&m);
    assert_int_equal(m.net->n_nodes, n_nodes);
    for (size_t a = 0; a < n_spots; a++) {
        n_islands += island[a] > 0;
        sum += island[a];
    }
    assert_int_equal(m.net->n_islands, n_islands);
    assert_true(fabs(total_m(&m) - sum) <= 0.0005 * (double)m.net->n_links);
    for (size_t k = 0; k < n_islands; k++) { /* longest first */
        size_t best = 0;
        for (size_t a = 1; a < n_spots; a++)
            best = island[a] > island[best] ? a : best;
        assert_true(fabs(m.net->island_m[k] - island[best]) < 1e-6);
        island[best] = 0;
    }
    done(&m);
}

static void any_lines_meet_as_the_rule_says(void **state)
{
    (void)state;
    static struct street street[400];
    static char text[400][160];
    for (seed = 1; seed < 60;) {
        uint64_t now = seed;
        size_t n = 1 + now * 5;
        random_streets(street, text, n, 4 + (int)(now % 9) * 4);
        check_slowly(street, n, now % 2);
        seed = now + 1;
    }
}

/* Ends strewn over a square a few gaps wide, in any order: as many nodes as groups in which each is
 * near another. */
static void gaps_are_closed_wherever_they_are(void **state)
{
    (void)state;
    enum { N = 300 };
    static struct street street[N];
    static char text[N][160];
    static double x[N], y[N];
    static size_t root[N];
    for (seed = 2; seed < 40;) {
        uint64_t now = seed;
        size_t n_groups = 0;
        for (size_t i = 0; i < N; i++) { /* in 64ths, so that distances are exact */
            x[i] = (double)chance(40 + 4 * (uint32_t)now) / 64.0 - 1;
            y[i] = (double)chance(40 + 4 * (uint32_t)now) / 64.0 - 1;
            snprintf(text[i], sizeof text[i], "%.6f %.6f, %zu 1000", x[i], y[i], i * 10);
            street[i] = (struct street){.line = text[i], .level = i % 2 ? "1" : "0"};
            root[i] = i;
        }
        for (bool changed = true; changed;) { /* until nothing is near anything of another group */
            changed = false;
            for (size_t i = 0; i < N; i++) {
                for (size_t k = 0; k < N; k++) {
                    double dx = (x[i] - x[k]) * 64, dy = (y[i] - y[k]) * 64;
                    if (dx * dx + dy * dy <= 4 && root[k] < root[i]) {
                        root[i] = root[k];
                        changed = true;
                    }
                }
            }
        }
        for (size_t i = 0; i < N; i++)
            n_groups += root[i] == i;
        struct tomt_network_settings settings = tomt_network_defaults();
        settings.join_m = 2.0 / 64;
        struct made m = make_two(street, N, false, NULL, 0, false, settings, 1);
        assert_int_equal(m.net->n_nodes, N + n_groups);
        check_ends(&m);
        done(&m);
        seed = now + 1;
    }
}

static int text_order(const void *one, const void *other)
{
    return strcmp(*(char *const *)one, *(char *const *)other);
}

/* All links with what they join and cost, sorted: the network but for its numbers. */
static struct tomt_text links_of(const struct made *made)
{
    const struct tomt_network *net = made->net;
    char **row = calloc(net->n_links + 1, sizeof *row);
    struct tomt_text all = {0};
    for (size_t i = 0; i < net->n_links; i++) {
        struct tomt_text one = {0};
        uint32_t from = net->link_from[i], to = net->link_to[i];
        tomt_text_print(&one,
                        "%a %a - %a %a %u mm %u ms use %u island %a %s %s:", net->node_x[from],
                        net->node_y[from], net->node_x[to], net->node_y[to], net->link_mm[i],
                        net->link_ms[i], net->link_use[i], net->island_m[net->node_island[from]],
                        tomt_column_text(tomt_table_find(&net->link_table, "layer"), i, NULL),
                        tomt_column_text(tomt_table_find(&net->link_table, "class"), i, NULL));
        for (uint64_t v = net->vertex_start[i]; v < net->vertex_start[i + 1]; v++)
            tomt_text_print(&one, " %a %a", net->vertex_x[v], net->vertex_y[v]);
        tomt_text_puts(&one, "\n");
        row[i] = one.bytes;
    }
    qsort(row, net->n_links, sizeof *row, text_order);
    for (size_t i = 0; i < net->n_links; i++) {
        tomt_text_puts(&all, row[i]);
        struct tomt_text one = {.bytes = row[i], .n = 1, .capacity = 1};
        tomt_text_free(&one);
    }
    free(row);
    return all;
}

static void same_links(const struct made *a, const struct made *b)
{
    struct tomt_text one = links_of(a), other = links_of(b);
    assert_int_equal(one.n, other.n);
    assert_memory_equal(one.bytes, other.bytes, one.n);
    tomt_text_free(&one);
    tomt_text_free(&other);
}

/* The order of the rows changes the numbers only; the number of threads changes nothing. */
static void order_and_threads_change_nothing(void **state)
{
    (void)state;
    enum { N = 390 };
    static struct street street[N], mixed[N];
    static char text[N][160];
    for (seed = 7; seed < 19;) {
        uint64_t now = seed;
        random_streets(street, text, N, 20);
        memcpy(mixed, street, sizeof mixed);
        for (size_t i = N - 1; i > 0; i--) {
            size_t k = chance((uint32_t)i + 1);
            struct street swap = mixed[i];
            mixed[i] = mixed[k];
            mixed[k] = swap;
        }
        struct tomt_network_settings settings = tomt_network_defaults();
        settings.cross = now % 3 == 0;
        settings.join_m = now % 4 == 1 ? 10.0 : 0.01; /* the lattice itself: nearly everything */
        struct made a = make_two(street, N, now % 2, NULL, 0, false, settings, 1);
        struct made b = make_two(mixed, N, now % 2, NULL, 0, false, settings, 8);
        struct made c = make_two(street, N, now % 2, NULL, 0, false, settings, 8);
        same_links(&a, &b);
        assert_int_equal(a.net->n_links, c.net->n_links);
        size_t n = a.net->n_links, n_vertices = (size_t)a.net->vertex_start[n];
        assert_memory_equal(a.net->link_from, c.net->link_from, n * sizeof *a.net->link_from);
        assert_memory_equal(a.net->link_ms, c.net->link_ms, n * sizeof *a.net->link_ms);
        assert_memory_equal(a.net->vertex_x, c.net->vertex_x, n_vertices * sizeof(double));
        assert_memory_equal(a.net->vertex_y, c.net->vertex_y, n_vertices * sizeof(double));
        assert_memory_equal(a.net->node_x, c.net->node_x, a.net->n_nodes * sizeof(double));
        assert_memory_equal(&a.report, &b.report,
                            offsetof(struct tomt_network_report, islands_m) -
                                sizeof a.report.n_small_islands);
        done(&a);
        done(&b);
        done(&c);
        seed = now + 1;
    }
}

/* Straight lines anywhere: as many crossings as pairs that cross, and each line as long as before.
 */
static void every_crossing_is_found(void **state)
{
    (void)state;
    enum { N = 120 };
    static struct street street[N];
    static char text[N][160];
    static double at[N][4];
    for (seed = 3; seed < 9;) {
        uint64_t now = seed;
        size_t crossings = 0;
        double sum = 0;
        for (size_t i = 0; i < N; i++) {
            for (int k = 0; k < 4; k++)
                at[i][k] = chance(1000000) / 1000.0;
            snprintf(text[i], sizeof text[i], "%.3f %.3f, %.3f %.3f", at[i][0], at[i][1], at[i][2],
                     at[i][3]);
            street[i] = (struct street){.line = text[i], .level = i % 3 ? "0" : "1"};
            sum += hypot(at[i][2] - at[i][0], at[i][3] - at[i][1]);
            for (size_t j = 0; j < i; j++) {
                double ux = at[i][2] - at[i][0], uy = at[i][3] - at[i][1];
                double vx = at[j][2] - at[j][0], vy = at[j][3] - at[j][1], d = ux * vy - uy * vx;
                double wx = at[j][0] - at[i][0], wy = at[j][1] - at[i][1];
                double s = (wx * vy - wy * vx) / d, t = (wx * uy - wy * ux) / d;
                crossings += (i % 3 == 0) == (j % 3 == 0) && s > 0 && s < 1 && t > 0 && t < 1;
            }
        }
        struct tomt_network_settings settings = tomt_network_defaults();
        settings.cross = true;
        settings.join_m = 1e-6; /* or a line that ends very near another would count differently */
        struct made m = make_two(street, N, false, NULL, 0, false, settings, 3);
        assert_true(crossings > 500);
        assert_int_equal(m.report.n_crossings, crossings);
        assert_int_equal(m.net->n_nodes, 2 * N + crossings);
        assert_int_equal(m.net->n_links, N + 2 * crossings);
        assert_true(fabs(total_m(&m) - sum) <= 0.0005 * (double)m.net->n_links);
        check_ends(&m);
        done(&m);
        seed = now + 1;
    }
}

/* Each failing allocation is a clean failure. */
static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    static struct street street[60];
    static char text[60][160];
    seed = 5;
    random_streets(street, text, 60, 10);
    struct tomt_arena *input = tomt_arena_new(NULL);
    struct tomt_layer layer;
    make_layer(input, "streets", street, 60, &layer);
    const struct tomt_layer *const layers[] = {&layer};
    const bool osm = false;
    struct tomt_network_settings settings = tomt_network_defaults();
    settings.cross = true;
    struct tomt_crew crew = {.n_threads = 1};
    for (uint64_t k = 1;; k++) {
        struct tomt_error err = {0};
        struct tomt_network_report report;
        struct tomt_arena *arena = tomt_arena_new(NULL);
        tomt_allocation_fail_at(k);
        struct tomt_network *net =
            tomt_network_build(arena, layers, &osm, 1, &settings, &crew, &report, &err);
        tomt_allocation_fail_at(0);
        assert_int_equal(net ? TOMT_OK : TOMT_MEMORY, err.code);
        tomt_arena_free(arena);
        if (net)
            break;
        assert_true(k < 2000);
    }
    tomt_arena_free(input);
}

/* Real streets. Expected: nodes and links counted from the ways' node lists (osmium 1.15
 * tags-filter w/highway, written as OPL, then a count of places that end a way or are used twice,
 * and a union-find), with nodes at one place taken as one. */
static void real_streets_have_the_nodes_of_the_file(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        size_t n_lines, n_nodes, n_links, n_islands;
    } all[] = {{TOMT_SHARED_DATA "/osm_helsinki/helsinki.osm.pbf", 2577, 3844, 5352, 24},
               {TOMT_SHARED_DATA "/osm_oslo/skoyen.osm.pbf", 199, 289, 370, 1},
               {TOMT_SHARED_DATA "/osm_oslo/oslo-east.osm.pbf", 14382, 22660, 31306, 76}};
    struct tomt_error err = {0};
    tomt_data_open();
    for (size_t k = 0; k < sizeof all / sizeof *all; k++) {
        if (access(all[k].path, R_OK) != 0) {
            print_message("%s is not there: skipped\n", all[k].path);
            continue;
        }
        struct made m = {.arena = tomt_arena_new(&err)};
        struct tomt_seat *seat = tomt_seat_open(m.arena, &err);
        struct tomt_crs crs;
        struct tomt_layer layer;
        const struct tomt_source source = {.path = all[k].path};
        bool osm = true, good = seat && tomt_crs_read(seat, m.arena, "EPSG:25832", &crs, &err) &&
                                tomt_layer_read(seat, m.arena, &source, TOMT_LINES, NULL, 0, &crs,
                                                NULL, &layer, &err);
        if (!good)
            fail_msg("%s", err.text);
        const struct tomt_layer *layers[] = {&layer};
        layer.name = "streets";
        struct tomt_network_settings settings = tomt_network_defaults();
        settings.cross = true; /* means nothing to OSM */
        struct tomt_crew crew = {.n_threads = 2};
        m.net = tomt_network_build(m.arena, layers, &osm, 1, &settings, &crew, &m.report, &err);
        assert_non_null(m.net);
        assert_int_equal(m.report.n_lines, all[k].n_lines);
        assert_int_equal(m.net->n_nodes, all[k].n_nodes);
        assert_int_equal(m.net->n_links, all[k].n_links);
        assert_int_equal(m.net->n_islands, all[k].n_islands);
        double sum = 0;
        for (size_t i = 0; i < layer.shapes.n; i++) {
            size_t size;
            const uint8_t *wkb = tomt_shapes_wkb(&layer.shapes, i, &size);
            sum += tomt_wkb_length_m(wkb, size);
        }
        assert_true(fabs(total_m(&m) - sum) <= 0.0005 * (double)m.net->n_links);
        check_ends(&m);
        done(&m);
    }
    tomt_data_close();
}

/* Many ends at one place, each on a level of its own: ends meet whatever their level, in no more
 * than sorting takes. */
static void a_crowd_at_one_place(void **state)
{
    (void)state;
    enum { N = 20000 };
    struct street *street = calloc(N + 1, sizeof *street);
    char(*text)[2][40] = calloc(N, sizeof *text);
    for (size_t i = 0; i < N; i++) {
        snprintf(text[i][0], sizeof text[i][0], "0 0, %zu 100", i);
        snprintf(text[i][1], sizeof text[i][1], "%zu", i);
        street[i] = (struct street){.line = text[i][0], .level = text[i][1]};
    }
    street[N] = (struct street){.line = "-50 0, 0 0, 50 0", .level = "17"}; /* joins by its level */
    struct made m = make(street, N + 1, false);
    assert_int_equal(m.net->n_nodes, 1 + N + 2);
    assert_int_equal(m.net->n_links, N + 2);
    assert_int_equal(m.net->n_islands, 1);
    done(&m);
    street[N].level = "-1";
    m = make(street, N + 1, false);
    assert_int_equal(m.net->n_islands, 2);
    assert_int_equal(m.net->n_links, N + 1);
    done(&m);
    free(street);
    free(text);
}

static void lines_without_a_place_are_an_error(void **state)
{
    (void)state;
    static const char *const wrong[] = {"0 0, nan 5, 10 10", "0 0, 5 inf", "0 0, 1e300 0"};
    for (size_t i = 0; i < 3; i++) {
        struct tomt_arena *arena = tomt_arena_new(NULL);
        struct tomt_layer layer;
        const struct street street = {.line = wrong[i]};
        make_layer(arena, "streets", &street, 1, &layer);
        const struct tomt_layer *const layers[] = {&layer};
        const bool osm = false;
        struct tomt_network_settings settings = tomt_network_defaults();
        settings.cross = true;
        struct tomt_crew crew = {.n_threads = 1};
        struct tomt_network_report report;
        struct tomt_error err = {0};
        assert_null(tomt_network_build(arena, layers, &osm, 1, &settings, &crew, &report, &err));
        assert_int_equal(err.code, TOMT_DATA);
        tomt_arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_lines_meet_as_the_rule_says),
        cmocka_unit_test(gaps_are_closed_wherever_they_are),
        cmocka_unit_test(order_and_threads_change_nothing),
        cmocka_unit_test(every_crossing_is_found),
        cmocka_unit_test(memory_may_run_out_anywhere),
        cmocka_unit_test(real_streets_have_the_nodes_of_the_file),
        cmocka_unit_test(a_crowd_at_one_place),
        cmocka_unit_test(lines_without_a_place_are_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
