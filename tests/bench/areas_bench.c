/* The economy of places at the size of a country: which of 3,000 areas holds each of 1,000,000
 * points, what they are made of, hot spots on 1,000,000 cells, local Moran of 3,000 areas with
 * 9,999 permutations, clusters and their hulls. Prints seconds; asserts nothing. Usage: areas_bench
 * [threads] */
#include "areas/areas.h"

#include "sources/industry.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N = 1000000, SIDE = 55, CORNERS = 200, N_AREAS = SIDE * SIDE, N_CROWDS = 400 };
static const double EXTENT_M = 50000;

_Noreturn static void die(const struct tomt_error *err)
{
    fprintf(stderr, "%s\n", err->text);
    exit(1);
}

static double uniform(void)
{
    static uint64_t z = 12345;
    z = z * 6364136223846793005u + 1442695040888963407u;
    return (double)(z >> 11) * 0x1p-53;
}

static void show(const char *what, double started_s)
{
    printf("%-64s %8.3f s\n", what, tomt_clock_s() - started_s);
}

static void add_ring(struct tomt_shapes *shapes, const double *xy, uint32_t n)
{
    struct tomt_error err = {0};
    size_t size = 13 + 16 * (size_t)n;
    uint8_t *wkb = malloc(size);
    const uint32_t polygon = 3, one = 1;
    if (!wkb)
        exit(1);
    wkb[0] = 1;
    memcpy(wkb + 1, &polygon, 4);
    memcpy(wkb + 5, &one, 4);
    memcpy(wkb + 9, &n, 4);
    memcpy(wkb + 13, xy, 16 * (size_t)n);
    if (!tomt_shapes_add_wkb(shapes, wkb, size, &err))
        die(&err);
    free(wkb);
}

/* Cells of a raster whose four sides are crooked, and the same for both neighbours. */
static void side_of(double ax, double ay, double bx, double by, double *xy)
{
    for (int i = 0; i < CORNERS / 4; i++) {
        double t = (double)i / (CORNERS / 4.0), bend = 60 * sin(40 * t) * sin(3.14159265 * t);
        bool across = fabs(bx - ax) > fabs(by - ay);
        xy[2 * i] = ax + t * (bx - ax) + (across ? 0 : bend);
        xy[2 * i + 1] = ay + t * (by - ay) + (across ? bend : 0);
    }
}

static void lay_areas(struct tomt_shapes *areas)
{
    static double xy[2 * (CORNERS + 1)];
    double step = EXTENT_M / SIDE;
    for (int row = 0; row < SIDE; row++)
        for (int column = 0; column < SIDE; column++) {
            double x = column * step, y = row * step;
            side_of(x, y, x + step, y, xy);
            side_of(x + step, y, x + step, y + step, xy + CORNERS / 2);
            side_of(x + step, y + step, x, y + step, xy + CORNERS);
            side_of(x, y + step, x, y, xy + 3 * CORNERS / 2);
            memcpy(xy + 2 * CORNERS, xy, 2 * sizeof *xy);
            add_ring(areas, xy, CORNERS + 1);
        }
}

struct town {
    double *x, *y, *jobs;
    uint64_t *id, *code, *sectors;
    uint32_t *area;
    uint8_t *inside;
};

static struct town lay_town(struct tomt_arena *arena)
{
    struct tomt_error err = {0};
    double *real = tomt_arena_block(arena, NULL, 3 * N * sizeof *real, &err);
    uint64_t *whole = tomt_arena_block(arena, NULL, 3 * N * sizeof *whole, &err);
    uint32_t *area = tomt_arena_block(arena, NULL, N * sizeof *area, &err);
    uint8_t *inside = tomt_arena_block(arena, NULL, N, &err);
    static double crowd[2 * N_CROWDS];
    if (!real || !whole || !area || !inside)
        die(&err);
    struct town town = {real,      real + N,      real + 2 * N, whole,
                        whole + N, whole + 2 * N, area,         inside};
    for (size_t k = 0; k < 2 * N_CROWDS; k++)
        crowd[k] = EXTENT_M * uniform();
    for (size_t i = 0; i < N; i++) {
        size_t k = (size_t)(N_CROWDS * uniform());
        bool is_near = uniform() < 0.5;
        double r = 800 * uniform(), angle = 6.2831853 * uniform();
        town.x[i] = is_near ? crowd[2 * k] + r * cos(angle) : EXTENT_M * uniform();
        town.y[i] = is_near ? crowd[2 * k + 1] + r * sin(angle) : EXTENT_M * uniform();
        town.jobs[i] = floor(-10 * log(1 - uniform()));
        char code[16];
        snprintf(code, sizeof code, "%05d", 1000 + 120 * (int)(800 * uniform()));
        town.code[i] = tomt_code_key(code);
        town.sectors[i] = (uint64_t)(1024 * uniform());
        town.id[i] = i;
        town.inside[i] = 1;
    }
    return town;
}

static void measure(struct tomt_arena *arena, const struct tomt_workplaces *workplaces,
                    const uint32_t *area, const struct tomt_crew *crew)
{
    struct tomt_error err = {0};
    struct tomt_area_measures out;
    struct tomt_area_question question = {workplaces, area, N_AREAS, 10, 5, 5, 0, NULL};
    double started_s = tomt_clock_s();
    if (!tomt_areas_measure(arena, &question, crew, &out, &err))
        die(&err);
    show("measures of 3,025 areas, 10 sectors, 1,000,000 workplaces", started_s);
    double *value = malloc(N_AREAS * sizeof *value), *x = malloc(2 * N_AREAS * sizeof *x);
    if (!value || !x)
        exit(1);
    for (size_t i = 0; i < N_AREAS; i++) {
        value[i] = out.all[i].jobs;
        x[i] = (double)(i % SIDE);
        x[N_AREAS + i] = (double)(i / SIDE);
    }
    struct tomt_weights weights;
    struct tomt_local local;
    started_s = tomt_clock_s();
    if (!tomt_weights_within(arena, x, x + N_AREAS, N_AREAS, 1, false, crew, &weights, &err) ||
        !tomt_local_moran(arena, &weights, value, 9999, 1, crew, &local, &err))
        die(&err);
    show("local Moran of 3,025 areas, 4 neighbours, 9,999 permutations", started_s);
    free(value);
    free(x);
}

static void hot_spots(struct tomt_arena *arena, const struct town *town, size_t permutations,
                      const struct tomt_crew *crew)
{
    struct tomt_error err = {0};
    struct tomt_shapes area;
    const double xy[] = {0, 0, EXTENT_M, 0, EXTENT_M, EXTENT_M, 0, EXTENT_M, 0, 0};
    tomt_shapes_start(&area, arena, TOMT_POLYGONS);
    add_ring(&area, xy, 5);
    struct tomt_hot_spot_question question = {&area, town->x, town->y,      town->jobs, N,
                                              50,    100,     permutations, 1};
    struct tomt_hot_spots out;
    char what[80];
    double started_s = tomt_clock_s();
    if (!tomt_hot_spots(arena, &question, crew, &out, &err))
        die(&err);
    snprintf(what, sizeof what, "hot spots on %zu cells, radius 2 cells, %zu permutations",
             out.n_cells, permutations);
    show(what, started_s);
}

static void clusters(struct tomt_arena *arena, const struct tomt_workplaces *workplaces,
                     enum tomt_cluster_method method, const struct tomt_crew *crew)
{
    struct tomt_error err = {0};
    struct tomt_cluster_question question = {workplaces, 1, method, 150, 700, 2000, 5};
    struct tomt_clusters out;
    char what[80];
    size_t most = 0;
    double started_s = tomt_clock_s();
    if (!tomt_clusters_find(arena, &question, 1, 2, crew, &out, &err))
        die(&err);
    for (size_t i = 0; i < out.n; i++)
        most = out.cluster[i].mix.n > most ? out.cluster[i].mix.n : most;
    snprintf(what, sizeof what, "%s: %zu clusters, the largest of %zu",
             method == TOMT_BY_DBSCAN ? "DBSCAN" : "HDBSCAN", out.n, most);
    show(what, started_s);
}

int main(int argc, char **argv)
{
    struct tomt_error err = {0};
    struct tomt_crew crew = {.n_threads = tomt_crew_cores()};
    if (argc > 1)
        crew.n_threads = (unsigned)strtoul(argv[1], NULL, 10);
    struct tomt_arena *arena = tomt_arena_new(&err);
    if (!arena)
        die(&err);
    struct tomt_shapes areas;
    tomt_shapes_start(&areas, arena, TOMT_POLYGONS);
    lay_areas(&areas);
    struct town town = lay_town(arena);
    struct tomt_workplaces workplaces = {
        N,         town.id,   town.x,    town.y,       town.jobs,
        town.jobs, town.jobs, town.code, town.sectors, town.inside};
    printf("%u threads\n", crew.n_threads);
    double started_s = tomt_clock_s();
    if (!tomt_areas_assign(arena, &areas, town.x, town.y, N, &crew, town.area, &err))
        die(&err);
    show("the area of 1,000,000 points among 3,025 of 200 corners", started_s);
    measure(arena, &workplaces, town.area, &crew);
    hot_spots(arena, &town, 0, &crew);
    hot_spots(arena, &town, 999, &crew);
    clusters(arena, &workplaces, TOMT_BY_DBSCAN, &crew);
    clusters(arena, &workplaces, TOMT_BY_HDBSCAN, &crew);
    tomt_arena_free(arena);
    return 0;
}
