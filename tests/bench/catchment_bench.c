/* catchment_bench: sums jobs within 1 and 2 km of 30,000 sites over 1,000,000 establishments at
 * 300,000 places, in a made-up city of 20 x 10 km, with the four decays. Prints CSV. With a folder
 * as argument it also writes the points and sites as raw doubles, so that catchment_bench.py can
 * sum the same with SciPy. */
#include "facts/catchment.h"

#include "geo/index.h"

#include <math.h>
#include <stdlib.h>

enum { N_SITES = 30000, N_PLACES = 300000, N_ESTABLISHMENTS = 1000000, N_CENTRES = 40 };

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

struct city {
    double *place_x, *place_y, *x, *y, *jobs, *site_x, *site_y;
};

static void in_city(double *x, double *y)
{
    static double centre[N_CENTRES][3];
    if (centre[0][2] == 0)
        for (int i = 0; i < N_CENTRES; i++) {
            centre[i][0] = 20000 * uniform(), centre[i][1] = 10000 * uniform();
            centre[i][2] = 200 + 1200 * uniform() * uniform();
        }
    do {
        int i = (int)(N_CENTRES * uniform() * uniform()); /* the first ones are the busier */
        bool anywhere = uniform() < 0.15;
        *x = anywhere ? 20000 * uniform() : centre[i][0] + centre[i][2] * normal();
        *y = anywhere ? 10000 * uniform() : centre[i][1] + centre[i][2] * normal();
    } while (*x < 0 || *x >= 20000 || *y < 0 || *y >= 10000);
    *x = 560000 + round(*x * 100) / 100;
    *y = 6625000 + round(*y * 100) / 100;
}

static double *doubles(size_t n)
{
    double *column = tomt_allocate(n * sizeof *column);
    if (!column)
        abort();
    return column;
}

static struct city make_city(void)
{
    struct city city = {doubles(N_PLACES),         doubles(N_PLACES),
                        doubles(N_ESTABLISHMENTS), doubles(N_ESTABLISHMENTS),
                        doubles(N_ESTABLISHMENTS), doubles(N_SITES),
                        doubles(N_SITES)};
    for (size_t i = 0; i < N_PLACES; i++)
        in_city(&city.place_x[i], &city.place_y[i]);
    for (size_t i = 0; i < N_ESTABLISHMENTS; i++) {
        size_t place = i < N_PLACES ? i : (size_t)(N_PLACES * uniform());
        city.x[i] = city.place_x[place];
        city.y[i] = city.place_y[place];
        city.jobs[i] = floor(exp(1.5 * fabs(normal())));
    }
    for (size_t i = 0; i < N_SITES; i++)
        in_city(&city.site_x[i], &city.site_y[i]);
    return city;
}

struct shared {
    const struct tomt_catchment *catchment;
    const struct city *city;
    const uint32_t *order;
    double *sum;
    uint64_t n_pairs;
    size_t evidence;
};

static bool work(void *at, size_t from, size_t to, struct tomt_error *err)
{
    struct shared *shared = at;
    struct tomt_catchment_walk walk = {0};
    uint64_t n_pairs = 0;
    bool ok = true;
    for (size_t i = from; i < to && ok; i++) {
        size_t s = shared->order[i];
        double x = shared->city->site_x[s], y = shared->city->site_y[s];
        struct tomt_bests bests = {.width = shared->evidence};
        if (bests.width)
            ok = tomt_catchment_best(shared->catchment, x, y, &walk, &bests, err);
        else
            shared->sum[s] = tomt_catchment_sum(shared->catchment, x, y, &n_pairs);
    }
    tomt_catchment_walk_free(&walk);
    __atomic_fetch_add(&shared->n_pairs, n_pairs, __ATOMIC_RELAXED);
    return ok;
}

static const uint32_t *order_sites(struct tomt_arena *arena, const struct city *city,
                                   struct tomt_error *err)
{
    struct tomt_box *box = tomt_arena_block(arena, NULL, N_SITES * sizeof *box, err);
    size_t n;
    for (size_t i = 0; i < N_SITES; i++)
        box[i] =
            (struct tomt_box){city->site_x[i], city->site_y[i], city->site_x[i], city->site_y[i]};
    return tomt_index_order(tomt_index_new(arena, box, N_SITES, err), &n);
}

static void measure(struct shared *shared, const struct tomt_places *places, int decay,
                    double radius_m, unsigned n_threads)
{
    static const char *const name[] = {"step", "linear", "exponential", "gaussian"};
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    double parameter = decay == TOMT_DECAY_EXPONENTIAL ? 0.002 : 500, total = 0,
           start = tomt_clock_s();
    struct tomt_decay_terms terms = tomt_decay_terms((enum tomt_decay)decay, radius_m, parameter);
    shared->catchment = tomt_catchment_new(arena, places, shared->city->jobs, &terms, true, &err);
    shared->n_pairs = shared->evidence = 0;
    struct tomt_crew crew = {.n_threads = n_threads};
    struct tomt_crew_job job = {shared, NULL, work, NULL, N_SITES, 64};
    double weighed = tomt_clock_s();
    if (!shared->catchment || !tomt_crew_run(&crew, &job, &err))
        abort();
    double summed = tomt_clock_s();
    shared->evidence = 5;
    if (!tomt_crew_run(&crew, &job, &err))
        abort();
    double found = tomt_clock_s();
    for (size_t i = 0; i < N_SITES; i += 10)
        total += shared->sum[i];
    printf("%.0f,%s,%u,%.3f,%.3f,%.3f,%llu,%.0f,%.6f\n", radius_m, name[decay], n_threads,
           weighed - start, summed - weighed, found - summed, (unsigned long long)shared->n_pairs,
           (double)shared->n_pairs / (summed - weighed) / 1e6, total);
    fflush(stdout);
    tomt_arena_free(arena);
}

static void dump(const char *folder, const char *name, const double *column, size_t n)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(column, sizeof *column, n, file) != n || fclose(file) != 0)
        abort();
}

int main(int argc, char **argv)
{
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct city city = make_city();
    double start = tomt_clock_s();
    struct tomt_places *places =
        tomt_places_new(arena, city.x, city.y, N_ESTABLISHMENTS, 1000.0 / 24, &err);
    if (!places)
        abort();
    printf("# %zu places of %d establishments sorted in %.3f s, once for all catchments\n",
           places->n, N_ESTABLISHMENTS, tomt_clock_s() - start);
    printf("radius_m,decay,threads,weigh_s,sum_s,evidence_s,pairs,million_pairs_per_s,"
           "total_of_every_tenth_site\n");
    struct shared shared = {.city = &city, .sum = doubles(N_SITES)};
    shared.order = order_sites(arena, &city, &err);
    for (int radius_m = 1000; radius_m <= 2000; radius_m += 1000)
        for (int decay = 0; decay < 4; decay++)
            for (unsigned n_threads = 1; n_threads <= tomt_crew_cores(); n_threads++)
                measure(&shared, places, decay, radius_m, n_threads);
    if (argc > 1) {
        dump(argv[1], "x", city.x, N_ESTABLISHMENTS);
        dump(argv[1], "y", city.y, N_ESTABLISHMENTS);
        dump(argv[1], "jobs", city.jobs, N_ESTABLISHMENTS);
        dump(argv[1], "site_x", city.site_x, N_SITES);
        dump(argv[1], "site_y", city.site_y, N_SITES);
    }
    return 0;
}
