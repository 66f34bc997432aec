/* network_bench: a made-up city of streets, in two sizes (40,000 nodes and 53,000 links; 300,000
 * and 396,000): seconds to build it, to sum jobs within 500, 1,000 and 2,000 m along streets of
 * every node, and to find the nearest of 300 hubs of every node and of 100,000 places on streets.
 * Prints CSV. network_bench [threads [block_m [folder]]] With a folder it also writes nodes_N.csv,
 * edges_N.csv, hubs_N.csv and what we found, result_N.csv, so that others can do the same: SciPy,
 * pandana, pgRouting. */
#include "network/search.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

static uint64_t state = 1;
static double uniform(void) /* splitmix64 */
{
    uint64_t z = state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (double)((z ^ (z >> 31)) >> 11) * 0x1p-53;
}
static size_t below(size_t n)
{
    return (size_t)((double)n * uniform());
}

static double seconds(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double now_s(void)
{
    return seconds(CLOCK_MONOTONIC);
}
static double cpu_s(void)
{
    return seconds(CLOCK_PROCESS_CPUTIME_ID);
}

static void must(bool done, const struct tomt_error *err)
{
    if (!done) {
        fprintf(stderr, "%s\n", err->text);
        exit(1);
    }
}

static void *block(struct tomt_arena *arena, size_t n, size_t size)
{
    struct tomt_error err = {0};
    void *made = tomt_arena_block(arena, NULL, (n + 1) * size, &err);
    must(made != NULL, &err);
    return made;
}

/* Blocks of block_m (110), crossings moved about, three streets in ten missing (so there are dead
 * ends and islands), one node in seven a bend in the middle of a street; streets up to a fifth
 * longer than straight. Degrees: 1 in 10 one, 3 in 10 two, the rest three and four: as in a street
 * network whose ways are cut where something changes. */
struct city {
    struct tomt_links links;
    double *x, *y, *length;
    uint32_t *from, *to;
    uint8_t *use;
};

static double apart(const struct city *city, size_t a, size_t b)
{
    return hypot(city->x[a] - city->x[b], city->y[a] - city->y[b]);
}

static struct city make_city(struct tomt_arena *arena, size_t n_nodes, size_t n_links,
                             double block_m)
{
    struct city city = {.x = block(arena, n_nodes, 8),
                        .y = block(arena, n_nodes, 8),
                        .length = block(arena, n_links, 8),
                        .from = block(arena, n_links, 4),
                        .to = block(arena, n_links, 4),
                        .use = block(arena, n_links, 1)};
    size_t width = (size_t)sqrt((double)n_nodes * 6 / 7), n_crossings = width * width, n_all = 0,
           n = 0;
    for (size_t i = 0; i < n_crossings; i++) {
        city.x[i] = 560000 + block_m * ((double)(i % width) + 0.6 * uniform());
        city.y[i] = 6620000 + block_m * ((double)(i / width) + 0.6 * uniform());
    }
    uint32_t *all = block(arena, 4 * n_crossings, 4);
    for (size_t i = 0; i < n_crossings; i++)
        for (size_t k = 0; k < 2; k++)
            if (k == 0 ? i % width + 1 < width : i + width < n_crossings) {
                all[2 * n_all] = (uint32_t)i;
                all[2 * n_all++ + 1] = (uint32_t)(k == 0 ? i + 1 : i + width);
            }
    for (size_t i = n_all - 1; i > 0;
         i--) { /* shuffled: the first are kept, and of those the first get bends */
        size_t j = below(i + 1);
        for (int end = 0; end < 2; end++) {
            uint32_t kept = all[2 * i + (size_t)end];
            all[2 * i + (size_t)end] = all[2 * j + (size_t)end];
            all[2 * j + (size_t)end] = kept;
        }
    }
    size_t n_bends = n_nodes - n_crossings;
    for (size_t i = 0; n < n_links; i++) {
        uint32_t a = all[2 * i], b = all[2 * i + 1];
        if (i < n_bends) {
            size_t bend = n_crossings + i;
            city.x[bend] = (city.x[a] + city.x[b]) / 2 + block_m * (0.2 * uniform() - 0.1);
            city.y[bend] = (city.y[a] + city.y[b]) / 2 + block_m * (0.2 * uniform() - 0.1);
            city.from[n] = a, city.to[n++] = (uint32_t)bend;
            a = (uint32_t)bend;
        }
        city.from[n] = a, city.to[n++] = b;
    }
    for (size_t i = 0; i < n_links; i++) {
        city.length[i] = ceil(apart(&city, city.from[i], city.to[i]) *
                              (1 + 0.2 * uniform() * uniform()) * 1000) /
                         1000;
        city.use[i] = TOMT_LINK_WALK | TOMT_LINK_FORWARD | TOMT_LINK_BACKWARD;
    }
    city.links = (struct tomt_links){.n_nodes = n_nodes,
                                     .n_links = n_links,
                                     .node_x = city.x,
                                     .node_y = city.y,
                                     .from = city.from,
                                     .to = city.to,
                                     .length_m = city.length,
                                     .use = city.use};
    return city;
}

static FILE *open_in(const char *folder, const char *what, size_t n)
{
    char path[1000];
    snprintf(path, sizeof path, "%s/%s_%zu.csv", folder, what, n);
    FILE *file = fopen(path, "w");
    if (!file) {
        fprintf(stderr, "%s cannot be written\n", path);
        exit(1);
    }
    return file;
}

struct measured {
    const struct tomt_network *network;
    struct tomt_crew crew;
    struct tomt_snaps nodes, hubs;
    double *jobs;
    double *sum[3];
    uint32_t *hub_cost;
};

static void sums(struct tomt_arena *arena, struct measured *m)
{
    static const char *const decay_name[] = {"step", "linear", "exponential", "gaussian"};
    const double reach[] = {500, 1000, 2000};
    for (int i = 0; i < 8; i++) {
        struct tomt_sum_query query = {.network = m->network,
                                       .way = TOMT_WALK,
                                       .from = &m->nodes,
                                       .to = &m->nodes,
                                       .weight = m->jobs,
                                       .reach = reach[i < 3 ? i : 2],
                                       .decay = i < 3   ? TOMT_STREET_STEP
                                                : i < 6 ? (enum tomt_street_decay)(i - 2)
                                                : i < 7 ? TOMT_STREET_STEP
                                                        : TOMT_STREET_LINEAR,
                                       .width = i < 6 ? 0 : 5};
        query.parameter = query.decay == TOMT_STREET_EXPONENTIAL ? 0.002 : 700;
        struct tomt_sums out;
        struct tomt_error err = {0};
        double begun = now_s(), cpu = cpu_s();
        must(tomt_network_sums(arena, &query, &m->crew, &out, &err), &err);
        double took = now_s() - begun;
        cpu = cpu_s() - cpu;
        printf("sums,%s%s,%g,%.3f,%.1f,%.2f\n", decay_name[query.decay],
               query.width ? " and 5 best" : "", query.reach, took,
               (double)out.n_settled / (double)m->nodes.n, cpu * 1e9 / (double)out.n_settled);
        fflush(stdout);
        if (i < 3)
            m->sum[i] = out.sum;
    }
}

static void nearest(struct tomt_arena *arena, struct measured *m)
{
    struct tomt_error err = {0};
    m->hub_cost = block(arena, m->nodes.n, 4);
    uint32_t *target = block(arena, m->nodes.n, 4);
    double begun = now_s();
    must(tomt_network_nearest_nodes(m->network, TOMT_WALK, &m->hubs, NULL, 5000000, true,
                                    m->hub_cost, target, &err),
         &err);
    printf("nearest hub,every node,5000,%.4f,,\n", now_s() - begun);
    size_t n = 100000;
    struct tomt_snaps sites = {.way = TOMT_WALK,
                               .n = n,
                               .link = block(arena, n, 4),
                               .along_mm = block(arena, n, 4),
                               .leg_mm = block(arena, n, 4)};
    for (size_t i = 0; i < n; i++) {
        sites.link[i] = (uint32_t)below(m->network->n_links);
        sites.along_mm[i] = (uint32_t)below(m->network->link_mm[sites.link[i]]);
        sites.leg_mm[i] = (uint32_t)below(60000);
    }
    for (size_t width = 1; width <= 3; width += 2) {
        uint32_t *site_cost = block(arena, n * width, 4), *site_hub = block(arena, n * width, 4);
        struct tomt_nearest_query query = {.network = m->network,
                                           .way = TOMT_WALK,
                                           .from = &sites,
                                           .to = &m->hubs,
                                           .most = 5000000,
                                           .width = width};
        begun = now_s();
        must(tomt_network_nearest(&query, &m->crew, site_cost, site_hub, &err), &err);
        printf("nearest %zu,100000 places on streets,5000,%.4f,,\n", width, now_s() - begun);
    }
    struct tomt_reach_lists lists;
    begun = now_s();
    must(tomt_network_reach(arena, m->network, TOMT_WALK, &m->hubs, &sites, NULL, 1000000, &m->crew,
                            &lists, &err),
         &err);
    printf("lists,places around every hub,1000,%.4f,%.1f,\n", now_s() - begun,
           (double)lists.start[m->hubs.n] / (double)m->hubs.n);
}

static void write_all(const char *folder, const struct measured *m)
{
    const struct tomt_network *net = m->network;
    size_t n = net->n_nodes;
    FILE *nodes = open_in(folder, "nodes", n), *edges = open_in(folder, "edges", n),
         *hubs = open_in(folder, "hubs", n), *result = open_in(folder, "result", n);
    fprintf(nodes, "id,x,y,jobs\n");
    fprintf(result, "id,jobs_500,jobs_1000,jobs_2000,hub_mm\n");
    for (size_t v = 0; v < n; v++) {
        fprintf(nodes, "%zu,%.3f,%.3f,%g\n", v, net->node_x[v], net->node_y[v], m->jobs[v]);
        fprintf(result, "%zu,%.17g,%.17g,%.17g,", v, m->sum[0][v], m->sum[1][v], m->sum[2][v]);
        fprintf(result, m->hub_cost[v] == TOMT_UNREACHED ? "\n" : "%u\n", m->hub_cost[v]);
    }
    fprintf(edges, "from,to,length_mm\n");
    for (size_t l = 0; l < net->n_links; l++)
        fprintf(edges, "%u,%u,%u\n", net->link_from[l], net->link_to[l], net->link_mm[l]);
    fprintf(hubs, "node\n");
    for (size_t h = 0; h < m->hubs.n; h++)
        fprintf(hubs, "%u\n",
                m->hubs.along_mm[h] ? net->link_to[m->hubs.link[h]]
                                    : net->link_from[m->hubs.link[h]]);
    bool written = true;
    FILE *const all[] = {nodes, edges, hubs, result};
    for (int i = 0; i < 4; i++)
        written = fclose(all[i]) == 0 && written;
    if (!written)
        fprintf(stderr, "the folder %s could not be written\n", folder);
}

static void run(size_t n_nodes, size_t n_links, unsigned n_threads, double block_m,
                const char *folder)
{
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    must(arena != NULL, &err);
    state = n_nodes;
    struct city city = make_city(arena, n_nodes, n_links, block_m);
    struct tomt_network_settings settings = tomt_network_defaults();
    double begun = now_s();
    struct measured m = {.crew = {.n_threads = n_threads}};
    m.network = tomt_network_of(arena, &city.links, &settings, &err);
    must(m.network != NULL, &err);
    double took = now_s() - begun, length_m = 0;
    for (size_t l = 0; l < n_links; l++)
        length_m += city.length[l];
    printf("# %zu nodes, %zu links of %.1f m on average, %zu islands (the largest has %u nodes), "
           "%u threads\n",
           n_nodes, n_links, length_m / (double)n_links, m.network->n_islands,
           m.network->island_nodes[0], n_threads);
    printf("what,how,reach_m,seconds,nodes_per_source,cpu_ns_per_node\nbuild,from "
           "arrays,,%.3f,,\n",
           took);
    must(tomt_snap_nodes(arena, m.network, TOMT_WALK, &m.nodes, &err), &err);
    m.jobs = block(arena, n_nodes, 8);
    for (size_t v = 0; v < n_nodes; v++)
        m.jobs[v] = uniform() < 0.3 ? 0 : floor(exp(3 * uniform() * uniform() * 1.5));
    size_t n_hubs = 300;
    m.hubs = (struct tomt_snaps){.way = TOMT_WALK,
                                 .n = n_hubs,
                                 .link = block(arena, n_hubs, 4),
                                 .along_mm = block(arena, n_hubs, 4),
                                 .leg_mm = block(arena, n_hubs, 4)};
    for (size_t h = 0; h < n_hubs; h++) {
        size_t node = below(n_nodes);
        while (m.nodes.link[node] == TOMT_NO_LINK)
            node = below(n_nodes);
        m.hubs.link[h] = m.nodes.link[node];
        m.hubs.along_mm[h] = m.nodes.along_mm[node];
    }
    sums(arena, &m);
    nearest(arena, &m);
    if (folder)
        write_all(folder, &m);
    tomt_arena_free(arena);
}

int main(int argc, char **argv)
{
    unsigned n_threads = argc > 1 ? (unsigned)atoi(argv[1]) : tomt_crew_cores();
    double block_m = argc > 2 ? atof(argv[2]) : 110;
    const char *folder = argc > 3 ? argv[3] : NULL;
    run(40000, 53000, n_threads, block_m, folder);
    run(300000, 396000, n_threads, block_m, folder);
    return 0;
}
