/* The measures of economy/ on made-up places, each timed once (short ones: the best of three), with
 * what went in and what came out written as raw numbers, so that economy_peers.py can do the same
 * with NumPy, SciPy and scikit-learn and compare. Prints CSV: what,n,parameters,threads,seconds.
 * Usage: economy_bench FOLDER [THREADS [DIVIDE]]; DIVIDE 100 makes everything a hundredth as large.
 */
#include "economy/autocorrelation.h"
#include "economy/clusters.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { N_CENTRES = 40, N_PERMUTATIONS = 9999, REACH_CELLS = 5, CELL_M = 50, BANDWIDTH_M = 500 };
#define RADIUS_M 20.0
#define MIN_JOBS 100.0

static const char *folder;
static struct tomt_crew crew;
static uint64_t state = 1;

static double uniform(void) /* splitmix64 */
{
    uint64_t z = state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (double)((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

static double normal(void)
{
    double u = 1 - uniform(), v = uniform();
    return sqrt(-2 * log(u)) * cos(2 * 3.14159265358979323846 * v);
}

static void check(bool ok, const struct tomt_error *err)
{
    if (ok)
        return;
    fprintf(stderr, "economy_bench: %s\n", err->text);
    exit(1);
}

static void keep(const char *name, const void *column, size_t n, size_t size)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(column, size, n, file) != n || fclose(file) != 0) {
        fprintf(stderr, "economy_bench: cannot write %s\n", path);
        exit(1);
    }
}

static void show(const char *what, size_t n, const char *parameters, double seconds)
{
    printf("%s,%zu,%s,%u,%.6f\n", what, n, parameters, crew.n_threads, seconds);
    fflush(stdout);
}

static double *numbers(struct tomt_arena *arena, size_t n)
{
    struct tomt_error err = {0};
    double *list = tomt_arena_block(arena, NULL, (n + 1) * sizeof *list, &err);
    check(list != NULL, &err);
    return list;
}

/* name: of the files; times: how often, the best counts. */
static void local_moran(const char *name, size_t n, size_t k, int times)
{
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    check(arena != NULL, &err);
    double *x = numbers(arena, n), *y = numbers(arena, n), *value = numbers(arena, n);
    char what[80], parameters[80];
    for (size_t i = 0; i < n; i++) {
        x[i] = 569000 + 20000 * uniform();
        y[i] = 6622000 + 20000 * uniform();
        value[i] = floor(-20 * log(1 - uniform())); /* jobs: skewed, many ties */
    }
    struct tomt_weights weights;
    struct tomt_local local;
    struct tomt_global moran;
    double from = tomt_clock_s(), best = INFINITY;
    check(tomt_weights_nearest(arena, x, y, n, k, &crew, &weights, &err), &err);
    snprintf(what, sizeof what, "%s: nearest neighbours", name);
    snprintf(parameters, sizeof parameters, "%zu neighbours", k);
    show(what, n, parameters, tomt_clock_s() - from);
    for (int i = 0; i < times; i++) {
        from = tomt_clock_s();
        check(tomt_local_moran(arena, &weights, value, N_PERMUTATIONS, 1, &crew, &local, &err),
              &err);
        best = fmin(best, tomt_clock_s() - from);
    }
    snprintf(what, sizeof what, "%s: local Moran", name);
    snprintf(parameters, sizeof parameters, "%zu neighbours %d permutations", k, N_PERMUTATIONS);
    show(what, n, parameters, best);
    from = tomt_clock_s();
    check(tomt_moran(&weights, value, &moran, &err), &err);
    snprintf(what, sizeof what, "%s: Moran", name);
    show(what, n, "", tomt_clock_s() - from);
    struct {
        const char *of;
        const void *column;
        size_t n, size;
    } kept[] = {{"x", x, n, 8},
                {"y", y, n, 8},
                {"value", value, n, 8},
                {"neighbour", weights.neighbour, weights.start[n], sizeof *weights.neighbour},
                {"statistic", local.statistic, n, 8},
                {"p", local.p, n, 8},
                {"moran", &moran.statistic, 1, 8}};
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
        snprintf(what, sizeof what, "%s_%s", name, kept[i].of);
        keep(what, kept[i].column, kept[i].n, kept[i].size);
    }
    tomt_arena_free(arena);
}

static void gi_star(size_t side)
{
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    check(arena != NULL, &err);
    size_t n = side * side;
    double *value = numbers(arena, n), *z = numbers(arena, n), best = INFINITY;
    for (size_t i = 0; i < n; i++)
        value[i] = uniform() < 0.7 ? 0 : floor(100 * uniform());
    for (int i = 0; i < 3; i++) {
        double from = tomt_clock_s();
        check(tomt_gi_star_grid(value, side, side, REACH_CELLS, &crew, z, &err), &err);
        best = fmin(best, tomt_clock_s() - from);
    }
    show("grid: Gi*", n, "reach 5 cells", best);
    keep("grid_value", value, n, sizeof *value);
    keep("grid_z", z, n, sizeof *z);
    tomt_arena_free(arena);
}

/* Businesses of a city of 20 x 10 km, about three at an address. */
static void make_city(double *x, double *y, double *jobs, size_t n)
{
    double centre[N_CENTRES][3];
    size_t n_places = n * 3 / 10;
    for (int i = 0; i < N_CENTRES; i++) {
        centre[i][0] = 20000 * uniform();
        centre[i][1] = 10000 * uniform();
        centre[i][2] = 200 + 1200 * uniform() * uniform();
    }
    for (size_t i = 0; i < n; i++) {
        size_t place = (size_t)((double)n_places * uniform());
        const double *c = centre[(int)(N_CENTRES * uniform() * uniform())];
        bool anywhere = uniform() < 0.15;
        x[i] = 560000 + round(100 * (anywhere ? 20000 * uniform() : c[0] + c[2] * normal())) / 100;
        y[i] = 6625000 + round(100 * (anywhere ? 10000 * uniform() : c[1] + c[2] * normal())) / 100;
        jobs[i] = floor(exp(1.5 * fabs(normal())));
        if (i >= n_places) {
            x[i] = x[place];
            y[i] = y[place];
        }
    }
}

static void city(size_t n, size_t n_hdbscan, size_t n_columns, size_t n_rows)
{
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    check(arena != NULL, &err);
    double *x = numbers(arena, n), *y = numbers(arena, n), *jobs = numbers(arena, n),
           *density = numbers(arena, n_columns * n_rows);
    struct tomt_labels labels, levels;
    make_city(x, y, jobs, n);
    double from = tomt_clock_s();
    check(tomt_dbscan(arena, x, y, jobs, n, RADIUS_M, MIN_JOBS, &crew, &labels, &err), &err);
    show("city: DBSCAN", n, "radius 20 m at least 100 jobs", tomt_clock_s() - from);
    from = tomt_clock_s();
    check(tomt_hdbscan(arena, x, y, jobs, n_hdbscan, 200, 1000, &crew, &levels, &err), &err);
    show("city: HDBSCAN", n_hdbscan, "at least 200 jobs; clusters 1000", tomt_clock_s() - from);
    from = tomt_clock_s();
    check(tomt_kernel_density(x, y, jobs, n, 560000, 6635000, CELL_M, n_columns, n_rows,
                              BANDWIDTH_M, &crew, density, &err),
          &err);
    char parameters[80];
    snprintf(parameters, sizeof parameters, "%zu x %zu cells of %d m bandwidth %d m", n_columns,
             n_rows, CELL_M, BANDWIDTH_M);
    show("city: kernel density", n, parameters, tomt_clock_s() - from);
    keep("city_x", x, n, sizeof *x);
    keep("city_y", y, n, sizeof *y);
    keep("city_jobs", jobs, n, sizeof *jobs);
    keep("city_label", labels.label, n, sizeof *labels.label);
    keep("city_core", labels.core, n, sizeof *labels.core);
    keep("city_density", density, n_columns * n_rows, sizeof *density);
    tomt_arena_free(arena);
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: economy_bench FOLDER [THREADS [DIVIDE]]\n");
        return 2;
    }
    folder = argv[1];
    crew.n_threads = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : tomt_crew_cores();
    size_t divide = argc > 3 ? strtoul(argv[3], NULL, 10) : 1;
    if (divide < 1 || divide > 1000)
        divide = 1;
    printf("what,n,parameters,threads,seconds\n");
    local_moran("points", 100000 / divide, 20, 1);
    local_moran("areas", divide > 1 ? 300 : 3000, 6, 3);
    gi_star((size_t)(1000 / sqrt((double)divide)));
    city(1000000 / divide, 100000 / divide, 400, 200);
    return 0;
}
