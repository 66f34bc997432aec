/* streets_load_bench: from a file of streets to the nearest hub of 100,000 sites, and again from
 * the cache. streets_load_bench FOLDER [NODES [THREADS]] FOLDER has nodes_N.csv, edges_N.csv and
 * hubs_N.csv of network_bench; their streets are written once as a GeoPackage of lines
 * (streets_N.gpkg), each with three bends that make it as long as its edge. Prints CSV, the best of
 * three, beside what nothing can do without: reading the file's bytes, and an Arrow scan of it.
 * Writes sites_N.csv: places and costs with `snap: node`, for street_peers.py. */
#include "base/progress.h"
#include "data/gpkg.h"
#include "network/cache.h"
#include "network/search.h"

#include <gdal.h>
#include <math.h>
#include <ogr_api.h>
#include <ogr_recordbatch.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum { N_SITES = 100000, N_TURNS = 3, MOST_MM = 5000000 };

static struct tomt_error err;

static void must(bool done)
{
    if (done)
        return;
    fprintf(stderr, "%s\n", err.text);
    exit(1);
}

static void *block(struct tomt_arena *arena, size_t n, size_t size)
{
    void *made = tomt_arena_block(arena, NULL, (n + 1) * size, &err);
    must(made != NULL);
    return made;
}

static uint64_t state = 3;
static double uniform(void) /* splitmix64 */
{
    uint64_t z = state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (double)((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

/* --- what network_bench wrote
 * -------------------------------------------------------------------------------------- */

struct rows {
    size_t n;
    double *cell[3];
};
static struct rows read_csv(struct tomt_arena *arena, const char *folder, const char *what,
                            size_t n_nodes, size_t n_columns, size_t skip)
{
    char path[1000], line[200];
    snprintf(path, sizeof path, "%s/%s_%zu.csv", folder, what, n_nodes);
    FILE *file = fopen(path, "r");
    struct rows rows = {0};
    size_t capacity = 0;
    if (!file || !fgets(line, sizeof line, file)) {
        fprintf(stderr, "%s cannot be read: run network_bench THREADS BLOCK_M FOLDER first\n",
                path);
        exit(1);
    }
    while (fgets(line, sizeof line, file)) {
        char *at = line;
        if (rows.n == capacity) {
            capacity = capacity ? 2 * capacity : 4096;
            for (size_t c = 0; c < n_columns; c++)
                must((rows.cell[c] = tomt_arena_block(arena, rows.cell[c], capacity * 8, &err)) !=
                     NULL);
        }
        for (size_t c = 0; c < skip + n_columns; c++) {
            double value = strtod(at, &at);
            if (c >= skip)
                rows.cell[c - skip][rows.n] = value;
            at += *at == ',';
        }
        rows.n++;
    }
    fclose(file);
    return rows;
}

/* --- the streets as a file
 * ----------------------------------------------------------------------------------------- */

enum { N_VERTICES = 5 };
/* A zigzag from node to node in four equal strokes that is length_m long. */
static void add_street(struct tomt_shapes *shapes, const double a[2], const double b[2],
                       double length_m)
{
    uint8_t wkb[9 + 16 * N_VERTICES] = {1, 2};
    uint32_t n = N_VERTICES;
    double dx = b[0] - a[0], dy = b[1] - a[1], apart_m = hypot(dx, dy);
    double out_m = apart_m < length_m ? sqrt(length_m * length_m - apart_m * apart_m) / 4 : 0;
    static const double side[N_VERTICES] = {0, 1, 0, -1, 0};
    memcpy(wkb + 5, &n, 4);
    for (int i = 0; i < N_VERTICES; i++) {
        double xy[2] = {a[0] + dx * i / 4 - side[i] * out_m * dy / apart_m,
                        a[1] + dy * i / 4 + side[i] * out_m * dx / apart_m};
        if (i == N_VERTICES - 1)
            memcpy(xy, b, sizeof xy);
        memcpy(wkb + 9 + 16 * i, xy, 16);
    }
    must(tomt_shapes_add_wkb(shapes, wkb, sizeof wkb, &err));
}

static void write_streets(struct tomt_arena *arena, const char *path, const struct tomt_crs *crs,
                          const struct rows *nodes, const struct rows *edges,
                          const struct tomt_crew *crew)
{
    static const char *const class[] = {"residential", "residential", "tertiary", "footway",
                                        "secondary"};
    struct tomt_gpkg_options options = {.crs = crs, .timestamp = "2026-01-31T00:00:00.000Z"};
    struct tomt_gpkg_layer layer = {
        .name = "streets", .title = "Streets", .geometry_type = "LINESTRING"};
    struct tomt_table table;
    struct tomt_shapes shapes;
    must(tomt_table_start(&table, arena, 4, &err));
    struct tomt_column *kind = tomt_table_column(&table, "class", TOMT_TEXT, &err),
                       *name = tomt_table_column(&table, "name", TOMT_TEXT, &err),
                       *oneway = tomt_table_column(&table, "oneway", TOMT_TEXT, &err),
                       *speed = tomt_table_column(&table, "maxspeed", TOMT_INTEGER, &err);
    must(kind && name && oneway && speed);
    tomt_shapes_start(&shapes, arena, TOMT_LINES);
    for (size_t e = 0; e < edges->n; e++) {
        char text[32];
        int length = snprintf(text, sizeof text, "Gate %zu", e / 7);
        size_t from = (size_t)edges->cell[0][e], to = (size_t)edges->cell[1][e];
        add_street(&shapes, (double[2]){nodes->cell[0][from], nodes->cell[1][from]},
                   (double[2]){nodes->cell[0][to], nodes->cell[1][to]}, edges->cell[2][e] / 1000);
        must(tomt_column_add_text(kind, class[e % 5], strlen(class[e % 5]), &err) &&
             tomt_column_add_text(name, text, (size_t)length, &err) &&
             tomt_column_add_text(oneway, e % 9 ? "no" : "yes", e % 9 ? 2 : 3, &err) &&
             tomt_column_add_integer(speed, e % 5 < 2 ? 30 : 50, &err));
    }
    table.n_rows = edges->n;
    struct tomt_gpkg *gpkg = tomt_gpkg_create(arena, path, &options, &err);
    must(gpkg && tomt_gpkg_write(gpkg, &layer, &shapes, &table, crew, &err) &&
         tomt_gpkg_finish(gpkg, &err));
}

/* --- the floor
 * -----------------------------------------------------------------------------------------------------
 */

static double read_bytes_s(const char *path)
{
    static char room[1 << 20];
    double begun = tomt_clock_s();
    FILE *file = fopen(path, "rb");
    while (file && fread(room, 1, sizeof room, file) > 0)
        ;
    if (file)
        fclose(file);
    return tomt_clock_s() - begun;
}

static double arrow_scan_s(const char *path)
{
    double begun = tomt_clock_s();
    GDALDatasetH dataset = GDALOpenEx(path, GDAL_OF_VECTOR, NULL, NULL, NULL);
    OGRLayerH layer = dataset ? GDALDatasetGetLayer(dataset, 0) : NULL;
    struct ArrowArrayStream stream;
    if (!layer || !OGR_L_GetArrowStream(layer, &stream, NULL))
        return NAN;
    for (;;) {
        struct ArrowArray batch;
        if (stream.get_next(&stream, &batch) != 0 || !batch.release)
            break;
        batch.release(&batch);
    }
    stream.release(&stream);
    GDALClose(dataset);
    return tomt_clock_s() - begun;
}

/* --- measured
 * ------------------------------------------------------------------------------------------------------
 */

enum part { LOAD, BUILD, INDEX, SNAP, NEAREST, N_PARTS };
struct times {
    double part_s[N_PARTS], all_s;
};
struct work {
    const char *gpkg, *cache;
    struct tomt_crs crs;
    const double *x, *y, *hub_x, *hub_y;
    size_t n_hubs;
    struct tomt_crew crew;
    uint32_t *cost; /* [N_SITES] of the last answer */
    struct tomt_snaps sites;
};

static double lap(double *at)
{
    double now = tomt_clock_s(), took = now - *at;
    *at = now;
    return took;
}

static void answer(struct tomt_arena *arena, struct work *work, const struct tomt_network *network,
                   double *at, struct times *times)
{
    struct tomt_snaps hubs;
    uint32_t *target = block(arena, N_SITES, 4);
    struct tomt_snapper *snapper = tomt_snapper_new(arena, network, &err);
    must(snapper != NULL);
    times->part_s[INDEX] = lap(at);
    must(tomt_snap_points(arena, snapper, TOMT_WALK, work->x, work->y, N_SITES, &work->crew,
                          &work->sites, &err) &&
         tomt_snap_points(arena, snapper, TOMT_WALK, work->hub_x, work->hub_y, work->n_hubs,
                          &work->crew, &hubs, &err));
    times->part_s[SNAP] = lap(at);
    struct tomt_nearest_query query = {.network = network,
                                       .way = TOMT_WALK,
                                       .from = &work->sites,
                                       .to = &hubs,
                                       .most = MOST_MM,
                                       .width = 1};
    must(tomt_network_nearest(&query, &work->crew, work->cost, target, &err));
    times->part_s[NEAREST] = lap(at);
    for (int i = 0; i < N_PARTS; i++)
        times->all_s += times->part_s[i];
}

static struct tomt_cached build(struct tomt_arena *arena, struct work *work, double *at,
                                struct times *times)
{
    const struct tomt_wanted wanted[] = {
        {.name = "class", .column = "class", .type = TOMT_TEXT},
        {.name = "name", .column = "name", .type = TOMT_TEXT},
        {.name = "oneway", .column = "oneway", .type = TOMT_TEXT},
        {.name = "speed", .column = "maxspeed", .type = TOMT_TEXT}};
    struct tomt_seat *seat = tomt_seat_open(arena, &err);
    struct tomt_source source = {.path = work->gpkg};
    struct tomt_layer *layer = tomt_arena_alloc(arena, sizeof *layer, &err);
    struct tomt_network_settings settings = tomt_network_defaults();
    struct tomt_cached cached = {0};
    must(seat && layer);
    must(tomt_layer_read(seat, arena, &source, TOMT_LINES, wanted, 4, &work->crs, NULL, layer,
                         &err));
    layer->name = "streets";
    times->part_s[LOAD] = lap(at);
    cached.network =
        tomt_network_build(arena, (const struct tomt_layer *const[]){layer}, (const bool[]){false},
                           1, &settings, &work->crew, &cached.report, &err);
    must(cached.network != NULL);
    times->part_s[BUILD] = lap(at);
    cached.read = &layer->report;
    return cached;
}

static struct tomt_cache_key key_of(const struct work *work, struct tomt_cache_source *source)
{
    struct stat is;
    must(stat(work->gpkg, &is) == 0);
    *source = (struct tomt_cache_source){.path = work->gpkg,
                                         .size = (uint64_t)is.st_size,
                                         .time_ns =
                                             is.st_mtim.tv_sec * 1000000000LL + is.st_mtim.tv_nsec};
    return (struct tomt_cache_key){.settings = "bench", .source = source, .n_sources = 1};
}

static void keep_best(struct times *best, const struct times *times)
{
    if (best->all_s == 0 || times->all_s < best->all_s)
        *best = *times;
}

static void print_times(const char *how, const struct times *times, bool cached)
{
    static const char *const name[N_PARTS] = {"read the layer", "build the network",
                                              "index the streets", "snap 100000 sites",
                                              "nearest hub of 100000 sites"};
    for (int i = 0; i < N_PARTS; i++)
        if (!cached || i != BUILD)
            printf("%s,%s,%.3f\n", how, cached && i == LOAD ? "load the cache" : name[i],
                   times->part_s[i]);
    printf("%s,all,%.3f\n", how, times->all_s);
}

static void write_sites(struct tomt_arena *arena, struct work *work, struct tomt_network *network,
                        const char *path)
{
    struct times times = {0};
    double at = tomt_clock_s();
    network->settings.snap_node = true;
    answer(arena, work, network, &at, &times);
    printf("snap: node,index the streets,%.3f\nsnap: node,snap 100000 sites,%.3f\nsnap: "
           "node,nearest hub of 100000 sites,%.3f\n",
           times.part_s[INDEX], times.part_s[SNAP], times.part_s[NEAREST]);
    printf("snap: node,all,%.3f\n", times.all_s);
    FILE *file = fopen(path, "w");
    must(file != NULL);
    fprintf(file, "x,y,cost_mm\n");
    for (size_t i = 0; i < N_SITES; i++) {
        fprintf(file, "%.17g,%.17g,", work->x[i], work->y[i]);
        fprintf(file, work->cost[i] == TOMT_UNREACHED ? "\n" : "%u\n", work->cost[i]);
    }
    must(fclose(file) == 0);
}

static void place_sites(struct tomt_arena *arena, struct work *work, const struct rows *nodes,
                        const struct rows *edges, const struct rows *hubs)
{
    double *x = block(arena, N_SITES, 8), *y = block(arena, N_SITES, 8),
           *hub_x = block(arena, hubs->n, 8), *hub_y = block(arena, hubs->n, 8);
    for (size_t i = 0; i < N_SITES; i++) {
        size_t e = (size_t)((double)edges->n * uniform()), a = (size_t)edges->cell[0][e],
               b = (size_t)edges->cell[1][e];
        double along = uniform();
        x[i] = nodes->cell[0][a] + along * (nodes->cell[0][b] - nodes->cell[0][a]) +
               80 * (uniform() - 0.5);
        y[i] = nodes->cell[1][a] + along * (nodes->cell[1][b] - nodes->cell[1][a]) +
               80 * (uniform() - 0.5);
    }
    for (size_t h = 0; h < hubs->n; h++) {
        hub_x[h] = nodes->cell[0][(size_t)hubs->cell[0][h]];
        hub_y[h] = nodes->cell[1][(size_t)hubs->cell[0][h]];
    }
    *work = (struct work){.x = x, .y = y, .hub_x = hub_x, .hub_y = hub_y, .n_hubs = hubs->n};
    work->cost = block(arena, N_SITES, 4);
}

static void measure(struct work *work, const char *sites_path)
{
    struct times built = {0}, kept = {0};
    uint32_t *first = malloc(N_SITES * sizeof *first);
    double save_s = 0;
    must(first != NULL);
    for (int turn = 0; turn < N_TURNS; turn++) {
        struct tomt_cache_source source;
        struct tomt_cache_key key = key_of(work, &source);
        struct tomt_arena *arena = tomt_arena_new(&err);
        must(arena != NULL);
        struct times times = {0};
        double at = tomt_clock_s();
        struct tomt_cached cached = build(arena, work, &at, &times);
        answer(arena, work, cached.network, &at, &times);
        keep_best(&built, &times);
        memcpy(first, work->cost, N_SITES * sizeof *first);
        if (turn == 0)
            printf("count,nodes,%zu\ncount,links,%zu\ncount,islands,%zu\n", cached.network->n_nodes,
                   cached.network->n_links, cached.network->n_islands);
        at = tomt_clock_s();
        must(tomt_cache_save(work->cache, &key, &cached, &err));
        save_s = lap(&at);
        tomt_arena_free(arena);
        must((arena = tomt_arena_new(&err)) != NULL);
        enum tomt_cache_found found;
        times = (struct times){0};
        at = tomt_clock_s();
        must(tomt_cache_load(arena, work->cache, &key, &found, &cached, &err));
        times.part_s[LOAD] = lap(&at);
        if (found != TOMT_CACHE_HIT)
            exit((fprintf(stderr, "the cache was not taken\n"), 1));
        answer(arena, work, cached.network, &at, &times);
        keep_best(&kept, &times);
        if (memcmp(first, work->cost, N_SITES * sizeof *first) != 0)
            exit((fprintf(stderr, "the cache gives other distances\n"), 1));
        if (turn + 1 == N_TURNS)
            write_sites(arena, work, cached.network, sites_path);
        tomt_arena_free(arena);
    }
    print_times("from GeoPackage", &built, false);
    printf("from GeoPackage,save the cache,%.3f\n", save_s);
    print_times("from the cache", &kept, true);
    free(first);
}

int main(int n_arguments, char **argument)
{
    if (n_arguments < 2)
        return fprintf(stderr, "usage: streets_load_bench FOLDER [NODES [THREADS]]\n"), 2;
    const char *folder = argument[1];
    size_t n_nodes = n_arguments > 2 ? strtoul(argument[2], NULL, 10) : 300000;
    tomt_data_open();
    struct tomt_arena *arena = tomt_arena_new(&err);
    must(arena != NULL);
    struct tomt_seat *seat = tomt_seat_open(arena, &err);
    must(seat != NULL);
    struct rows nodes = read_csv(arena, folder, "nodes", n_nodes, 2, 1),
                edges = read_csv(arena, folder, "edges", n_nodes, 3, 0),
                hubs = read_csv(arena, folder, "hubs", n_nodes, 1, 0);
    struct work work;
    place_sites(arena, &work, &nodes, &edges, &hubs);
    work.crew.n_threads = n_arguments > 3 ? (unsigned)atoi(argument[3]) : tomt_crew_cores();
    must(tomt_crs_read(seat, arena, "EPSG:25833", &work.crs, &err));
    char gpkg[1000], cache[1000], sites[1000];
    snprintf(gpkg, sizeof gpkg, "%s/streets_%zu.gpkg", folder, n_nodes);
    snprintf(cache, sizeof cache, "%s/streets_%zu.cache", folder, n_nodes);
    snprintf(sites, sizeof sites, "%s/sites_%zu.csv", folder, n_nodes);
    work.gpkg = gpkg;
    work.cache = cache;
    unlink(gpkg);
    printf("how,what,seconds\n");
    struct tomt_arena *scratch = tomt_arena_new(&err);
    must(scratch != NULL);
    double at = tomt_clock_s();
    write_streets(scratch, gpkg, &work.crs, &nodes, &edges, &work.crew);
    printf("count,seconds to write the GeoPackage,%.3f\n", lap(&at));
    tomt_arena_free(scratch);
    measure(&work, sites);
    printf("floor,read the GeoPackage's bytes,%.3f\n", read_bytes_s(gpkg));
    printf("floor,Arrow scan of the GeoPackage,%.3f\n",
           fmin(arrow_scan_s(gpkg), arrow_scan_s(gpkg)));
    printf("floor,read the cache's bytes,%.3f\n", read_bytes_s(cache));
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    printf("count,peak MiB,%ld\n", used.ru_maxrss / 1024);
    tomt_arena_free(arena);
    tomt_data_close();
    return 0;
}
