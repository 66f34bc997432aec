/* Local Moran with 9,999 permutations on 100,000 points (20 nearest neighbours, equal and by
 * distance) and on 3,000 areas, Gi* on a grid of 1,000,000 cells: seconds on all cores. Prints
 * figures; asserts nothing. Usage: moran_bench [threads] */
#include "economy/autocorrelation.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

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
    printf("%-58s %8.3f s\n", what, tomt_clock_s() - started_s);
}

static void by_distance(struct tomt_arena *arena, struct tomt_weights *weights, const double *x,
                        const double *y)
{
    struct tomt_error err = {0};
    double *w = tomt_arena_block(arena, NULL, weights->start[weights->n] * sizeof *w, &err);
    if (!w)
        die(&err);
    for (size_t i = 0; i < weights->n; i++)
        for (uint64_t j = weights->start[i]; j < weights->start[i + 1]; j++) {
            size_t other = weights->neighbour[j];
            w[j] = 1 / (1 + hypot(x[i] - x[other], y[i] - y[other]));
        }
    weights->weight = w;
}

static void points(size_t n, size_t k, const struct tomt_crew *crew)
{
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    double *x = arena ? tomt_arena_block(arena, NULL, 3 * n * sizeof *x, &err) : NULL;
    if (!x)
        die(&err);
    double *y = x + n, *value = y + n;
    for (size_t i = 0; i < n; i++) {
        x[i] = 569000 + 20000 * uniform();
        y[i] = 6622000 + 20000 * uniform();
        value[i] = floor(-20 * log(1 - uniform())); /* jobs: skewed, many ties */
    }
    struct tomt_weights weights;
    struct tomt_local local;
    printf("%zu places, %zu neighbours, 9,999 permutations\n", n, k);
    double started_s = tomt_clock_s();
    if (!tomt_weights_nearest(arena, x, y, n, k, crew, &weights, &err))
        die(&err);
    show("  nearest neighbours", started_s);
    started_s = tomt_clock_s();
    if (!tomt_local_moran(arena, &weights, value, 9999, 1, crew, &local, &err))
        die(&err);
    show("  local Moran, neighbours weigh the same", started_s);
    by_distance(arena, &weights, x, y);
    started_s = tomt_clock_s();
    if (!tomt_local_moran(arena, &weights, value, 9999, 1, crew, &local, &err))
        die(&err);
    show("  local Moran, neighbours weigh by distance", started_s);
    tomt_arena_free(arena);
}

static void grid(size_t side, double reach, const struct tomt_crew *crew)
{
    struct tomt_error err = {0};
    double *value = malloc(2 * side * side * sizeof *value);
    if (!value)
        exit(1);
    for (size_t i = 0; i < side * side; i++)
        value[i] = uniform() < 0.7 ? 0 : floor(100 * uniform());
    char what[80];
    snprintf(what, sizeof what, "Gi* on %zu cells, reach %g cells", side * side, reach);
    double started_s = tomt_clock_s();
    if (!tomt_gi_star_grid(value, side, side, reach, crew, value + side * side, &err))
        die(&err);
    show(what, started_s);
    free(value);
}

int main(int argc, char **argv)
{
    struct tomt_crew crew = {.n_threads = tomt_crew_cores()};
    if (argc > 1)
        crew.n_threads = (unsigned)strtoul(argv[1], NULL, 10);
    printf("%u threads\n", crew.n_threads);
    points(100000, 20, &crew);
    points(3000, 6, &crew);
    grid(1000, 5, &crew);
    grid(1000, 20, &crew);
    return 0;
}
