/* dbscan_bench: DBSCAN of 1,000,000 establishments at 300,000 places of a made-up city of 20 x 10
 * km, HDBSCAN of 100,000 of them, and the densities. Prints CSV. With a folder as argument it also
 * writes the points as raw doubles, so that dbscan_peer.py can do the same with scikit-learn. */
#include "economy/clusters.h"

#include <math.h>
#include <stdlib.h>

enum {
    N = 1000000,
    N_PLACES = 300000,
    N_CENTRES = 40,
    N_HDBSCAN = 100000,
    N_SITES = 1000,
    N_GRID_X = 400,
    N_GRID_Y = 200
};

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

static double x[N], y[N], jobs[N], grid[N_GRID_X * N_GRID_Y], effective[N_SITES];

static void make_city(void)
{
    double centre[N_CENTRES][3];
    for (int i = 0; i < N_CENTRES; i++) {
        centre[i][0] = 20000 * uniform();
        centre[i][1] = 10000 * uniform();
        centre[i][2] = 200 + 1200 * uniform() * uniform();
    }
    for (size_t i = 0; i < N; i++) {
        size_t place = (size_t)(N_PLACES * uniform());
        const double *c = centre[(int)(N_CENTRES * uniform() * uniform())];
        bool anywhere = uniform() < 0.15;
        x[i] = 560000 + round(100 * (anywhere ? 20000 * uniform() : c[0] + c[2] * normal())) / 100;
        y[i] = 6625000 + round(100 * (anywhere ? 10000 * uniform() : c[1] + c[2] * normal())) / 100;
        jobs[i] = floor(exp(1.5 * fabs(normal())));
        if (i >= N_PLACES) {
            x[i] = x[place];
            y[i] = y[place];
        }
    }
}

static void stop(const struct tomt_error *err)
{
    fprintf(stderr, "%s\n", err->text);
    exit(1);
}

static void write_column(const char *folder, const char *name, const double *column)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(column, sizeof *column, N, file) != N || fclose(file) != 0) {
        fprintf(stderr, "cannot write %s\n", path);
        exit(1);
    }
}

static void scan(const char *name, size_t n, double a, double b, const struct tomt_crew *crew)
{
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_labels labels;
    double from = tomt_clock_s();
    bool ok =
        arena && (name[0] == 'H' ? tomt_hdbscan(arena, x, y, jobs, n, a, b, crew, &labels, &err)
                                 : tomt_dbscan(arena, x, y, jobs, n, a, b, crew, &labels, &err));
    double took = tomt_clock_s() - from;
    if (!ok)
        stop(&err);
    size_t n_noise = 0, n_core = 0;
    for (size_t i = 0; i < n; i++) {
        n_noise += labels.label[i] == TOMT_NOISE;
        n_core += labels.core && labels.core[i];
    }
    printf("%s,%zu,%g,%g,%u,%.3f,%zu,%zu,%zu\n", name, n, a, b, crew->n_threads, took,
           labels.n_clusters, n_core, n_noise);
    fflush(stdout);
    tomt_arena_free(arena);
}

static void measure_densities(const struct tomt_crew *crew)
{
    struct tomt_error err = {0};
    double from = tomt_clock_s();
    if (!tomt_kernel_density(x, y, jobs, N, 560000, 6635000, 50, N_GRID_X, N_GRID_Y, 500, crew,
                             grid, &err))
        stop(&err);
    printf("kernel density 400 x 200 cells,%d,500,50,%u,%.3f,,,\n", N, crew->n_threads,
           tomt_clock_s() - from);
    from = tomt_clock_s();
    if (!tomt_effective_density(x, y, N_SITES, x, y, jobs, N, 1.8, 20000, crew, effective, &err))
        stop(&err);
    printf("effective density of 1000 sites,%d,1.8,20000,%u,%.3f,,,\n", N, crew->n_threads,
           tomt_clock_s() - from);
}

int main(int argc, char **argv)
{
    make_city();
    if (argc > 1) {
        write_column(argv[1], "x", x);
        write_column(argv[1], "y", y);
        write_column(argv[1], "jobs", jobs);
    }
    const struct tomt_crew all = {tomt_crew_cores(), NULL, NULL}, one = {1, NULL, NULL};
    printf("what,points,a,b,threads,seconds,clusters,core,noise\n");
    scan("DBSCAN", N, 50, 400, &one);
    scan("DBSCAN", N, 20, 100, &all);
    scan("DBSCAN", N, 50, 400, &all);
    scan("DBSCAN", N, 100, 5000, &all);
    scan("HDBSCAN", N_HDBSCAN, 200, 1000, &all);
    measure_densities(&all);
    return 0;
}
