/* Neighbours and assemblies of a city: a square of parcels on a grid with jittered corners and
 * T-junctions, some of them joined to roads with thousands of corners, a river and a railway.
 * Prints seconds; asserts nothing. Usage: assembly_bench [threads [side]] */
#include "assembly/assembly.h"
#include "geo/wkb.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double STEP_M = 30;

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

static void add(struct tomt_shapes *shapes, uint32_t kind, const double *xy, uint32_t n)
{
    struct tomt_error err = {0};
    const uint32_t one = 1;
    size_t head = kind == 3 ? 9 : 5, size = head + 4 + 16 * (size_t)n;
    uint8_t *wkb = malloc(size);
    if (!wkb)
        exit(1);
    wkb[0] = 1;
    memcpy(wkb + 1, &kind, 4);
    memcpy(wkb + 5, &one, 4);
    memcpy(wkb + head, &n, 4);
    memcpy(wkb + head + 4, xy, 16 * (size_t)n);
    if (!tomt_shapes_add_wkb(shapes, wkb, size, &err))
        die(&err);
    free(wkb);
}

/* Every parcel has four jittered corners and, between them, points that its neighbour does not
 * have; every tenth row is one road along the whole city. */
static void lay_parcels(struct tomt_shapes *parcels, size_t side)
{
    size_t n = side + 1;
    double *corner = malloc(2 * n * n * sizeof *corner), *road = malloc(4 * (n + 1) * sizeof *road);
    if (!corner || !road)
        exit(1);
    for (size_t i = 0; i < n * n; i++) {
        corner[2 * i] = STEP_M * ((double)(i % n) + 0.3 * (uniform() - 0.5)) + 560000;
        corner[2 * i + 1] = STEP_M * ((double)(i / n) + 0.3 * (uniform() - 0.5)) + 6620000;
    }
    for (size_t row = 0; row < side; row++) {
        if (row % 10 == 9) {
            size_t k = 0;
            for (size_t c = 0; c < n; c++, k++)
                memcpy(road + 2 * k, corner + 2 * (row * n + c), 16);
            for (size_t c = n; c-- > 0; k++)
                memcpy(road + 2 * k, corner + 2 * ((row + 1) * n + c), 16);
            memcpy(road + 2 * k++, road, 16);
            add(parcels, 3, road, (uint32_t)k);
            continue;
        }
        for (size_t c = 0; c < side; c++) {
            const size_t at[5] = {row * n + c, row * n + c + 1, (row + 1) * n + c + 1,
                                  (row + 1) * n + c, row * n + c};
            double xy[2 * 13];
            for (size_t k = 0; k < 4; k++)
                for (size_t t = 0; t < 3; t++) {
                    double share = t == 0 ? 0 : (double)t / 3 + 0.1 * uniform();
                    for (size_t d = 0; d < 2; d++) {
                        double from = corner[2 * at[k] + d], to = corner[2 * at[k + 1] + d];
                        xy[2 * (3 * k + t) + d] = from + share * (to - from);
                    }
                }
            memcpy(xy + 24, xy, 16);
            add(parcels, 3, xy, 13);
        }
    }
    free(corner);
    free(road);
}

static void lay_barriers(struct tomt_shapes *river, struct tomt_shapes *rail, size_t side)
{
    enum { N = 20000 };
    static double xy[2 * (2 * N + 1)];
    double length_m = STEP_M * (double)side;
    for (size_t i = 0; i < N; i++) {
        double t = (double)i / (N - 1), y = 6620000 + length_m * (0.4 + 0.15 * sin(9 * t));
        xy[2 * i] = 560000 + length_m * t;
        xy[2 * i + 1] = y - 60;
        xy[2 * (2 * N - 1 - i)] = 560000 + length_m * t;
        xy[2 * (2 * N - 1 - i) + 1] = y + 60;
    }
    memcpy(xy + 4 * N, xy, 16);
    add(river, 3, xy, 2 * N + 1);
    for (size_t i = 0; i < N; i++)
        xy[2 * i + 1] += 3000 * sin(1e-4 * (double)i);
    add(rail, 2, xy, N);
}

int main(int argc, char **argv)
{
    struct tomt_error err = {0};
    struct tomt_crew crew = {.n_threads = argc > 1 ? (unsigned)atoi(argv[1]) : tomt_crew_cores()};
    size_t side = argc > 2 ? (size_t)atoi(argv[2]) : 333;
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_shapes parcels, river, rail;
    tomt_shapes_start(&parcels, arena, TOMT_POLYGONS);
    tomt_shapes_start(&river, arena, TOMT_POLYGONS);
    tomt_shapes_start(&rail, arena, TOMT_LINES);
    lay_parcels(&parcels, side);
    lay_barriers(&river, &rail, side);
    const struct tomt_shapes *barriers[] = {&river, &rail};
    struct tomt_neighbour_question near = {
        .parcels = &parcels, .gap_m = 0.5, .shared_m = 3, .barriers = barriers, .barrier_m = 2};
    struct tomt_neighbours neighbours;
    printf("%zu parcels, %u threads\n", parcels.n, crew.n_threads);
    double started_s = tomt_clock_s();
    if (!tomt_neighbours_find(arena, &near, &crew, &neighbours, &err))
        die(&err);
    show("neighbours", started_s);
    near.n_barriers = 2;
    started_s = tomt_clock_s();
    if (!tomt_neighbours_find(arena, &near, &crew, &neighbours, &err))
        die(&err);
    show("neighbours with a river of 40,000 corners and a railway", started_s);

    size_t n = parcels.n;
    double *real = tomt_arena_block(arena, NULL, 3 * n * sizeof *real, &err);
    uint32_t *owner = tomt_arena_block(arena, NULL, n * sizeof *owner, &err);
    const char **key = tomt_arena_block(arena, NULL, n * sizeof *key, &err);
    if (!real || !owner || !key)
        die(&err);
    for (size_t i = 0; i < n; i++) {
        size_t size;
        const uint8_t *wkb = tomt_shapes_wkb(&parcels, i, &size);
        real[i] = tomt_wkb_area_m2(wkb, size);
        real[n + i] = tomt_wkb_length_m(wkb, size);
        real[2 * n + i] = real[i] * (0.2 + 0.8 * uniform());
        owner[i] = uniform() < 0.2 ? UINT32_MAX : (uint32_t)(0.3 * (double)n * uniform());
        key[i] = tomt_arena_print(arena, &err, "3301-%zu", (i * 7919) % 1000003);
    }
    struct tomt_assembly_question question = {&neighbours, real, real + n, real + 2 * n, owner, key,
                                              3000,        6000, 12,       0.05,         0.75};
    struct tomt_assemblies out;
    started_s = tomt_clock_s();
    if (!tomt_assemblies_make(arena, &question, &crew, &out, &err))
        die(&err);
    show("assemblies", started_s);
    double sum = 0;
    for (size_t i = 0; i < out.n; i++)
        sum += out.value[i];
    printf("%zu neighbours, %zu candidates, %zu assemblies of %.1f parcels, mean value %.3f, %zu "
           "improved, %zu parcels too large\n",
           (size_t)neighbours.start[n], out.n_grown, out.n,
           out.n ? (double)out.start[out.n] / (double)out.n : 0, out.n ? sum / (double)out.n : 0,
           out.n_improved, out.n_too_large);

    struct tomt_seat *seat = tomt_seat_open(arena, &err);
    struct tomt_shapes joined;
    struct tomt_joined told;
    tomt_shapes_start(&joined, arena, TOMT_POLYGONS);
    size_t n_several = 0;
    started_s = tomt_clock_s();
    for (size_t i = 0; seat && i < out.n; i++) {
        if (!tomt_assembly_join(seat, &parcels, out.member + out.start[i],
                                (size_t)(out.start[i + 1] - out.start[i]), &joined, &told, &err))
            die(&err);
        n_several += told.n_parts > 1;
    }
    show("their polygons, on one core", started_s);
    printf("%zu of several parts\n", n_several);
    tomt_arena_free(arena);
    return 0;
}
