/* network_cache: a network comes back from its file as it was; what is damaged, foreign or of other
 * sources does not. */
#include "network/cache_inside.h"
#include "network/search.h"

#include <dirent.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static uint64_t seed = 5;
static uint32_t below(uint32_t n) /* splitmix64 */
{
    uint64_t z = seed += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (uint32_t)((z ^ (z >> 31)) % n);
}

static const char digest_a[] = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
static const char digest_b[] = "ff112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

struct desk {
    struct tomt_arena *arena;
    char folder[64], path[80];
    struct tomt_cached cached;
    struct tomt_cache_source source[2];
    struct tomt_cache_key key;
    struct tomt_read_report read[2];
};

enum { MOST_NODES = 60, MOST_LINKS = 120 };

static bool fill_table(struct tomt_table *table, struct tomt_arena *arena, size_t n)
{
    struct tomt_error err = {0};
    bool good = tomt_table_start(table, arena, 5, &err); /* one slot stays free */
    struct tomt_column *layer = tomt_table_column(table, "layer", TOMT_TEXT, &err);
    struct tomt_column *feature = tomt_table_column(table, "feature", TOMT_INTEGER, &err);
    struct tomt_column *name = tomt_table_column(table, "name", TOMT_TEXT, &err);
    struct tomt_column *width = tomt_table_column(table, "width", TOMT_REAL, &err);
    for (size_t i = 0; good && i < n; i++) {
        good = tomt_column_add_text(layer, "street", 6, &err) &&
               tomt_column_add_integer(feature, (int64_t)i - 3, &err) &&
               (i % 3 ? tomt_column_add_text(name, "Øvre Storgate", i % 15, &err)
                      : tomt_column_add_null(name, &err)) &&
               tomt_column_add_real(width, i % 7 ? 0.1 * (double)i : (double)NAN, &err);
    }
    table->n_rows = n;
    return good;
}

static struct tomt_network *random_network(struct tomt_arena *arena, uint32_t n_nodes,
                                           uint32_t n_links)
{
    static double x[MOST_NODES], y[MOST_NODES];
    static uint32_t from[MOST_LINKS], to[MOST_LINKS];
    static uint8_t use[MOST_LINKS];
    struct tomt_table table;
    for (uint32_t i = 0; i < n_nodes; i++)
        x[i] = below(400), y[i] = below(400);
    for (uint32_t i = 0; i < n_links; i++) {
        from[i] = below(n_nodes);
        to[i] = (from[i] + below(6)) % n_nodes;
        use[i] = (uint8_t)(1 + below(7));
    }
    assert_true(fill_table(&table, arena, n_links));
    struct tomt_links links = {.n_nodes = n_nodes,
                               .n_links = n_links,
                               .node_x = x,
                               .node_y = y,
                               .from = from,
                               .to = to,
                               .use = use,
                               .link_table = &table};
    struct tomt_network_settings settings = tomt_network_defaults();
    struct tomt_error err = {0};
    settings.cross = true;
    settings.min_island_m = 12.5;
    struct tomt_network *network = tomt_network_of(arena, &links, &settings, &err);
    assert_non_null(network);
    return network;
}

static void fill_reports(struct desk *desk)
{
    desk->cached.report = (struct tomt_network_report){.n_lines = 1,
                                                       .n_left_out = 2,
                                                       .n_unknown_class = 3,
                                                       .unknown_class = "skogsvei, traktorvei",
                                                       .n_bad_speed = 4,
                                                       .n_bad_oneway = 5,
                                                       .n_too_short = 6,
                                                       .n_joined = 7,
                                                       .n_crossings = 8,
                                                       .n_walk_links = 9,
                                                       .n_drive_links = 10,
                                                       .n_oneway_links = 11,
                                                       .n_islands = 12,
                                                       .n_small_islands = 13,
                                                       .islands_m = 14.5,
                                                       .small_islands_m = 15.5};
    desk->read[0] = (struct tomt_read_report){.n_read = 100,
                                              .n_kept = 90,
                                              .n_in_source = SIZE_MAX,
                                              .driver = "OSM",
                                              .note = "NAME: name",
                                              .crs = {.text = "EPSG:4326",
                                                      .name = "WGS 84",
                                                      .wkt = "GEOGCS[...]",
                                                      .wkt2 = "GEOGCRS[...]",
                                                      .epsg = 4326,
                                                      .geographic = true,
                                                      .metres_per_unit = 0.5,
                                                      .use_deg = {-180, -90, 180, 90}}};
    for (size_t i = 0; i < TOMT_N_TROUBLES; i++) {
        desk->read[0].trouble[i].n = 10 * i;
        desk->read[0].trouble[i].n_ids = i % (TOMT_FIRST_IDS + 1);
        for (size_t k = 0; k < desk->read[0].trouble[i].n_ids; k++)
            desk->read[0].trouble[i].id[k] = -(int64_t)(i * 100 + k);
        snprintf(desk->read[0].trouble[i].detail, 120, "of %zu", i);
    }
    desk->cached.read = desk->read;
}

static struct desk *new_desk(uint32_t n_nodes, uint32_t n_links)
{
    struct tomt_error err = {0};
    struct desk *desk = calloc(1, sizeof *desk);
    desk->arena = tomt_arena_new(&err);
    snprintf(desk->folder, sizeof desk->folder, "/tmp/tomt-test-XXXXXX");
    assert_non_null(mkdtemp(desk->folder));
    snprintf(desk->path, sizeof desk->path, "%s/streets.cache", desk->folder);
    desk->source[0] = (struct tomt_cache_source){.path = "streets.osm.pbf", 12345, -7, ""};
    desk->source[1] = (struct tomt_cache_source){.path = "../paths.gpkg", UINT64_MAX, 99, ""};
    memcpy(desk->source[0].sha256, digest_a, 65);
    memcpy(desk->source[1].sha256, digest_b, 65);
    desk->key = (struct tomt_cache_key){"walk 80; reach 5000", desk->source, 2};
    desk->cached.network = random_network(desk->arena, n_nodes, n_links);
    fill_reports(desk);
    return desk;
}

static void free_desk(struct desk *desk)
{
    unlink(desk->path);
    assert_int_equal(rmdir(desk->folder), 0); /* nothing else was left there */
    tomt_arena_free(desk->arena);
    free(desk);
}

static void save(const struct desk *desk)
{
    struct tomt_error err = {0};
    if (!tomt_cache_save(desk->path, &desk->key, &desk->cached, &err))
        fail_msg("%s", err.text);
}

static enum tomt_cache_found load(const struct desk *desk, struct tomt_cached *out)
{
    struct tomt_error err = {0};
    enum tomt_cache_found found = TOMT_CACHE_NONE;
    assert_true(tomt_cache_load(desk->arena, desk->path, &desk->key, &found, out, &err));
    assert_int_equal(err.code, TOMT_OK);
    return found;
}

static uint8_t *read_file(const char *path, size_t *n)
{
    FILE *in = fopen(path, "rb");
    assert_non_null(in);
    uint8_t *bytes = malloc(1 << 20);
    *n = fread(bytes, 1, 1 << 20, in);
    fclose(in);
    return bytes;
}

static void write_file(const char *path, const void *bytes, size_t n)
{
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(bytes, 1, n, out), n);
    assert_int_equal(fclose(out), 0);
}

#define ASSERT_SAME(a, b, field, n)                                                                \
    do {                                                                                           \
        if (n)                                                                                     \
            assert_memory_equal((a)->field, (b)->field, (n) * sizeof *(a)->field);                 \
    } while (0)

static void assert_same_graph(const struct tomt_graph *a, const struct tomt_graph *b, size_t n)
{
    assert_int_equal(a->n_arcs, b->n_arcs);
    ASSERT_SAME(a, b, start, n + 1);
    ASSERT_SAME(a, b, to, a->n_arcs);
    ASSERT_SAME(a, b, cost, a->n_arcs);
    ASSERT_SAME(a, b, link, a->n_arcs);
}

static void assert_same_table(const struct tomt_table *a, const struct tomt_table *b)
{
    assert_int_equal(a->n_columns, b->n_columns);
    assert_int_equal(a->n_rows, b->n_rows);
    for (size_t i = 0; i < a->n_columns; i++) {
        const struct tomt_column *x = a->column + i, *y = b->column + i;
        assert_int_equal(x->name == NULL, y->name == NULL);
        if (!x->name)
            continue;
        assert_string_equal(x->name, y->name);
        assert_int_equal(x->type, y->type);
        assert_int_equal(x->n, y->n);
        assert_int_equal(x->n_null, y->n_null);
        for (size_t row = 0; row < x->n; row++) {
            assert_int_equal(tomt_column_is_null(x, row), tomt_column_is_null(y, row));
            if (tomt_column_is_null(x, row))
                continue;
            if (x->type == TOMT_TEXT)
                assert_string_equal(tomt_column_text(x, row, NULL), tomt_column_text(y, row, NULL));
            else if (x->type == TOMT_INTEGER)
                assert_int_equal(x->integer[row], y->integer[row]);
            else
                assert_true(x->real[row] == y->real[row]);
        }
    }
}

static void assert_same_network(const struct tomt_network *a, const struct tomt_network *b)
{
    assert_true(a->settings.walk_m_per_min == b->settings.walk_m_per_min &&
                a->settings.max_snap_m == b->settings.max_snap_m &&
                a->settings.min_island_m == b->settings.min_island_m &&
                a->settings.join_m == b->settings.join_m &&
                a->settings.default_speed_kmh == b->settings.default_speed_kmh &&
                a->settings.cross == b->settings.cross &&
                a->settings.snap_node == b->settings.snap_node);
    assert_int_equal(a->n_nodes, b->n_nodes);
    assert_int_equal(a->n_links, b->n_links);
    assert_int_equal(a->n_islands, b->n_islands);
    ASSERT_SAME(a, b, node_x, a->n_nodes);
    ASSERT_SAME(a, b, node_y, a->n_nodes);
    ASSERT_SAME(a, b, node_island, a->n_nodes);
    ASSERT_SAME(a, b, link_from, a->n_links);
    ASSERT_SAME(a, b, link_to, a->n_links);
    ASSERT_SAME(a, b, link_mm, a->n_links);
    ASSERT_SAME(a, b, link_ms, a->n_links);
    ASSERT_SAME(a, b, link_use, a->n_links);
    ASSERT_SAME(a, b, vertex_start, a->n_links + 1);
    ASSERT_SAME(a, b, vertex_x, (size_t)a->vertex_start[a->n_links]);
    ASSERT_SAME(a, b, vertex_y, (size_t)a->vertex_start[a->n_links]);
    ASSERT_SAME(a, b, island_m, a->n_islands);
    ASSERT_SAME(a, b, island_nodes, a->n_islands);
    assert_same_graph(&a->walk, &b->walk, a->n_nodes);
    assert_same_graph(&a->drive, &b->drive, a->n_nodes);
    assert_same_graph(&a->drive_back, &b->drive_back, a->n_nodes);
    assert_same_table(&a->link_table, &b->link_table);
}

static void assert_same_text(const char *a, const char *b)
{
    assert_int_equal(a == NULL, b == NULL);
    if (a)
        assert_string_equal(a, b);
}

static void assert_same_read(const struct tomt_read_report *a, const struct tomt_read_report *b)
{
    assert_int_equal(a->n_read, b->n_read);
    assert_int_equal(a->n_kept, b->n_kept);
    assert_int_equal(a->n_in_source, b->n_in_source);
    assert_memory_equal(a->trouble, b->trouble, sizeof a->trouble);
    assert_same_text(a->driver, b->driver);
    assert_same_text(a->crs.text, b->crs.text);
    assert_same_text(a->crs.name, b->crs.name);
    assert_same_text(a->crs.wkt, b->crs.wkt);
    assert_same_text(a->crs.wkt2, b->crs.wkt2);
    assert_int_equal(a->crs.epsg, b->crs.epsg);
    assert_int_equal(a->crs.projected, b->crs.projected);
    assert_int_equal(a->crs.geographic, b->crs.geographic);
    assert_int_equal(a->crs.web_mercator, b->crs.web_mercator);
    assert_true(a->crs.metres_per_unit == b->crs.metres_per_unit);
    assert_memory_equal(&a->crs.use_deg, &b->crs.use_deg, sizeof a->crs.use_deg);
    assert_string_equal(a->note, b->note);
}

static void comes_back_as_it_was(void **state)
{
    (void)state;
    static const uint32_t sizes[][2] = {{MOST_NODES, MOST_LINKS}, {1, 3}, {5, 0}, {0, 0}, {2, 1}};
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        struct desk *desk = new_desk(sizes[s][0], sizes[s][1]);
        struct tomt_cached back = {0};
        assert_int_equal(load(desk, &back), TOMT_CACHE_NONE);
        assert_null(back.network);
        save(desk);
        assert_int_equal(load(desk, &back), TOMT_CACHE_HIT);
        assert_same_network(desk->cached.network, back.network);
        assert_memory_equal(&desk->cached.report, &back.report, sizeof back.report);
        assert_same_read(desk->read, back.read);
        assert_same_read(desk->read + 1, back.read + 1);
        /* what was loaded gives the same bytes */
        size_t n_first, n_second;
        uint8_t *first = read_file(desk->path, &n_first);
        desk->cached = back;
        save(desk);
        uint8_t *second = read_file(desk->path, &n_second);
        assert_int_equal(n_first, n_second);
        assert_memory_equal(first, second, n_first);
        free(first);
        free(second);
        free_desk(desk);
    }
}

static void key_decides(void **state)
{
    (void)state;
    struct desk *desk = new_desk(20, 30);
    struct tomt_cached back;
    const struct tomt_cache_source kept[2] = {desk->source[0], desk->source[1]};
    save(desk);
    /* nothing but sizes and times known: they are enough */
    desk->source[0].sha256[0] = desk->source[1].sha256[0] = '\0';
    assert_int_equal(load(desk, &back), TOMT_CACHE_HIT);
    /* another time: the digest decides */
    desk->source[1].time_ns++;
    back.network = NULL;
    assert_int_equal(load(desk, &back), TOMT_CACHE_HASH_WANTED);
    assert_null(back.network);
    memcpy(desk->source[1].sha256, digest_b, 65);
    assert_int_equal(load(desk, &back), TOMT_CACHE_HIT);
    memcpy(desk->source[1].sha256, digest_a, 65);
    assert_int_equal(load(desk, &back), TOMT_CACHE_OTHER);
    /* the other one differs for sure: no digest is asked for */
    memcpy(desk->source, kept, sizeof kept);
    desk->source[0].time_ns = 1;
    desk->source[0].sha256[0] = '\0';
    desk->source[1].size--;
    assert_int_equal(load(desk, &back), TOMT_CACHE_OTHER);
    memcpy(desk->source, kept, sizeof kept);
    desk->source[0].path = "Streets.osm.pbf";
    assert_int_equal(load(desk, &back), TOMT_CACHE_OTHER);
    memcpy(desk->source, kept, sizeof kept);
    desk->key.n_sources = 1;
    assert_int_equal(load(desk, &back), TOMT_CACHE_OTHER);
    desk->key.n_sources = 2;
    desk->key.settings = "walk 80; reach 5001";
    assert_int_equal(load(desk, &back), TOMT_CACHE_OTHER);
    desk->key.settings = "walk 80; reach 5000";
    assert_int_equal(load(desk, &back), TOMT_CACHE_HIT);
    /* saved without a digest: another time cannot be forgiven */
    desk->source[0].sha256[0] = '\0';
    save(desk);
    desk->source[0].time_ns++;
    memcpy(desk->source[0].sha256, digest_a, 65);
    assert_int_equal(load(desk, &back), TOMT_CACHE_OTHER);
    free_desk(desk);
}

static void damage_is_noticed(void **state)
{
    (void)state;
    struct desk *desk = new_desk(MOST_NODES, MOST_LINKS);
    struct tomt_cached back;
    save(desk);
    size_t n;
    uint8_t *bytes = read_file(desk->path, &n);
    for (size_t part = 0; part < 50; part++) {
        write_file(desk->path, bytes, n * part / 50);
        assert_int_equal(load(desk, &back), TOMT_CACHE_OTHER);
    }
    write_file(desk->path, bytes, n - 1);
    assert_int_equal(load(desk, &back), TOMT_CACHE_OTHER);
    for (size_t at = 0; at < n; at += at < 600 ? 1 : 97) {
        bytes[at] ^= (uint8_t)(1u << below(8));
        write_file(desk->path, bytes, n);
        assert_int_equal(load(desk, &back), TOMT_CACHE_OTHER);
        bytes[at] = (uint8_t)~bytes[at];
        write_file(desk->path, bytes, n);
        assert_int_equal(load(desk, &back), TOMT_CACHE_OTHER);
        free(bytes);
        save(desk); /* over what was damaged */
        bytes = read_file(desk->path, &n);
    }
    bytes[n] = 0;
    write_file(desk->path, bytes, n + 1);
    assert_int_equal(load(desk, &back), TOMT_CACHE_OTHER);
    save(desk);
    assert_int_equal(load(desk, &back), TOMT_CACHE_HIT);
    free(bytes);
    free_desk(desk);
}

static void seal(uint8_t *bytes, size_t n)
{
    struct tomt_cache_header header;
    memcpy(&header, bytes, sizeof header);
    uint8_t *key = bytes + sizeof header, *body = key + header.key_bytes;
    header.key_sum = tomt_cache_sum_of(key, (size_t)header.key_bytes);
    header.body_sum = tomt_cache_sum_of(body, (size_t)(bytes + n - body));
    tomt_cache_header_seal(&header);
    memcpy(bytes, &header, sizeof header);
}

/* Wrong numbers under a right sum: refused, or harmless. */
static void sealed_damage_is_harmless(void **state)
{
    (void)state;
    struct desk *desk = new_desk(MOST_NODES, MOST_LINKS);
    struct tomt_cached back;
    struct tomt_crew crew = {.n_threads = 1};
    save(desk);
    size_t n, n_refused = 0, n_accepted = 0;
    uint8_t *bytes = read_file(desk->path, &n);
    seal(bytes, n);
    write_file(desk->path, bytes, n);
    assert_int_equal(load(desk, &back), TOMT_CACHE_HIT);
    static const uint64_t odd[] = {0,       1, 255, UINT32_MAX, UINT64_MAX, 0x7ff8000000000000u,
                                   1u << 31};
    for (int round = 0; round < 4000; round++) {
        struct tomt_error err = {0};
        size_t at = 96 + below((uint32_t)((n - 96) / 8)) * 8;
        uint8_t kept[8];
        memcpy(kept, bytes + at, 8);
        if (round % 2)
            bytes[at + below(8)] ^= (uint8_t)(1u << below(8));
        else
            memcpy(bytes + at, &odd[below(7)], 8);
        seal(bytes, n);
        write_file(desk->path, bytes, n);
        bool hit = load(desk, &back) == TOMT_CACHE_HIT;
        n_accepted += hit;
        n_refused += !hit;
        if (hit) { /* a place or a text has changed: everything can be done with it */
            struct tomt_snaps snaps;
            struct tomt_snapper *snapper = tomt_snapper_new(desk->arena, back.network, &err);
            double x = 100, y = 100;
            assert_non_null(snapper);
            assert_true(
                tomt_snap_points(desk->arena, snapper, TOMT_DRIVE, &x, &y, 1, &crew, &snaps, &err));
        }
        memcpy(bytes + at, kept, 8);
    }
    assert_true(n_accepted > 100 && n_refused > 1000);
    free(bytes);
    free_desk(desk);
}

static void what_is_no_cache(void **state)
{
    (void)state;
    struct desk *desk = new_desk(3, 2);
    struct tomt_cached back;
    write_file(desk->path, "", 0);
    assert_int_equal(load(desk, &back), TOMT_CACHE_OTHER);
    write_file(desk->path, "tomt net, but not really a cache", 32);
    assert_int_equal(load(desk, &back), TOMT_CACHE_OTHER);
    char path[80];
    memcpy(path, desk->path, sizeof path);
    memcpy(desk->path, desk->folder, sizeof desk->folder);
    assert_int_equal(load(desk, &back), TOMT_CACHE_OTHER); /* a folder */
    snprintf(desk->path, sizeof desk->path, "%s/not/there", desk->folder);
    assert_int_equal(load(desk, &back), TOMT_CACHE_NONE);
    struct tomt_error err = {0};
    assert_false(tomt_cache_save(desk->path, &desk->key, &desk->cached, &err));
    assert_int_equal(err.code, TOMT_OUTPUT);
    memcpy(desk->path, path, sizeof path);
    /* another version of tomt, another layout, another machine */
    static const size_t at[] = {8, 16, 24};
    save(desk);
    size_t n;
    uint8_t *bytes = read_file(desk->path, &n);
    for (size_t i = 0; i < 3; i++) {
        bytes[at[i]]++;
        seal(bytes, n);
        write_file(desk->path, bytes, n);
        assert_int_equal(load(desk, &back), TOMT_CACHE_OTHER);
        bytes[at[i]]--;
    }
    free(bytes);
    free_desk(desk);
}

static void running_out_of_memory_is_clean(void **state)
{
    (void)state;
    struct desk *desk = new_desk(20, 30);
    bool done = false;
    for (uint64_t at = 1; !done; at++) {
        struct tomt_error err = {0};
        tomt_allocation_fail_at(at);
        done = tomt_cache_save(desk->path, &desk->key, &desk->cached, &err);
        tomt_allocation_fail_at(0);
        assert_int_equal(err.code, done ? TOMT_OK : TOMT_MEMORY);
        assert_true(at < 100);
    }
    done = false;
    for (uint64_t at = 1; !done; at++) {
        struct tomt_error err = {0};
        struct tomt_arena *arena = tomt_arena_new(&err);
        enum tomt_cache_found found = TOMT_CACHE_NONE;
        struct tomt_cached back = {0};
        tomt_allocation_fail_at(at);
        done = tomt_cache_load(arena, desk->path, &desk->key, &found, &back, &err);
        tomt_allocation_fail_at(0);
        assert_int_equal(err.code, done ? TOMT_OK : TOMT_MEMORY);
        assert_int_equal(back.network != NULL, done);
        if (done)
            assert_int_equal(found, TOMT_CACHE_HIT);
        tomt_arena_free(arena);
        assert_true(at < 100);
    }
    free_desk(desk);
}

/* Published sums: xxhsum -H1 of "", "a", "abc"; the README of python-xxhash has the long one. */
static void sum_is_xxh64(void **state)
{
    (void)state;
    static const char *const text = "Nobody inspects the spammish repetition";
    assert_int_equal(tomt_cache_sum_of("", 0), 0xef46db3751d8e999u);
    assert_int_equal(tomt_cache_sum_of("a", 1), 0xd24ec4f1a98c6e5bu);
    assert_int_equal(tomt_cache_sum_of("abc", 3), 0x44bc2cf5ad770999u);
    assert_int_equal(tomt_cache_sum_of(text, strlen(text)), 0xfbcea83c8a378bf1u);
    for (size_t first = 0; first <= strlen(text); first++) {
        struct tomt_cache_sum sum;
        tomt_cache_sum_start(&sum);
        tomt_cache_sum_add(&sum, text, first);
        tomt_cache_sum_add(&sum, NULL, 0);
        tomt_cache_sum_add(&sum, text + first, strlen(text) - first);
        assert_int_equal(tomt_cache_sum_end(&sum), 0xfbcea83c8a378bf1u);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comes_back_as_it_was), cmocka_unit_test(key_decides),
        cmocka_unit_test(damage_is_noticed),    cmocka_unit_test(sealed_damage_is_harmless),
        cmocka_unit_test(what_is_no_cache),     cmocka_unit_test(running_out_of_memory_is_clean),
        cmocka_unit_test(sum_is_xxh64),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
