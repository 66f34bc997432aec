/* network/graph.c: links as arrays -> the network: numbered for locality, with rows of arcs and
 * islands. */
#include "network/graph_inside.h"

#include <math.h>
#include <stdlib.h>

struct making {
    struct tomt_arena *arena, *scratch;
    const struct tomt_links *in;
    struct tomt_network *out;
    uint32_t *node_new; /* [in->n_nodes] */
    uint32_t *link_old; /* [out->n_links] */
    uint32_t *from, *to, *mm, *ms;
    uint8_t *use;
};

/* Half of what fits, so that a cost and one more never wrap. */
static const double most_cost = 2147483647.0;

struct tomt_network_settings tomt_network_defaults(void)
{
    return (struct tomt_network_settings){
        .walk_m_per_min = 80, .max_snap_m = 250, .join_m = 0.01, .default_speed_kmh = 30};
}

static bool check(const struct tomt_links *in, struct tomt_error *err)
{
    if (in->n_nodes > 0x80000000u || in->n_links > 0x80000000u)
        return tomt_fail(err, TOMT_DATA,
                         "a network of %zu nodes and %zu links is too large (at most 2^31 each); "
                         "read a smaller area",
                         in->n_nodes, in->n_links);
    for (size_t i = 0; i < in->n_nodes; i++) {
        if (!isfinite(in->node_x[i]) || !isfinite(in->node_y[i]))
            return tomt_fail(err, TOMT_DATA, "node %zu of the network has no finite place", i);
    }
    for (size_t i = 0; i < in->n_links; i++) {
        if (in->from[i] >= in->n_nodes || in->to[i] >= in->n_nodes)
            return tomt_fail(err, TOMT_DATA, "link %zu ends at a node that is not there", i);
    }
    return true;
}

static bool number_nodes(struct making *m, struct tomt_error *err)
{
    const struct tomt_links *in = m->in;
    size_t n = in->n_nodes;
    const uint32_t *old = tomt_hilbert_order(m->scratch, in->node_x, in->node_y, n, err);
    double *x = tomt_arena_block(m->arena, NULL, (n + 1) * sizeof *x, err);
    double *y = tomt_arena_block(m->arena, NULL, (n + 1) * sizeof *y, err);
    m->node_new = tomt_arena_block(m->scratch, NULL, (n + 1) * sizeof *m->node_new, err);
    if (!old || !x || !y || !m->node_new)
        return false;
    for (size_t i = 0; i < n; i++) {
        x[i] = in->node_x[old[i]];
        y[i] = in->node_y[old[i]];
        m->node_new[old[i]] = (uint32_t)i;
    }
    m->out->n_nodes = n;
    m->out->node_x = x;
    m->out->node_y = y;
    return true;
}

static void count_sort(const uint32_t *row, const uint32_t *key, size_t n, uint32_t *start,
                       size_t n_keys, uint32_t *out)
{
    memset(start, 0, (n_keys + 1) * sizeof *start);
    for (size_t i = 0; i < n; i++)
        start[key[row[i]] + 1]++;
    for (size_t k = 0; k < n_keys; k++)
        start[k + 1] += start[k];
    for (size_t i = 0; i < n; i++)
        out[start[key[row[i]]]++] = row[i];
}

/* Links in the order of their lower node, then their upper one, then as they came. */
static bool number_links(struct making *m, struct tomt_error *err)
{
    const struct tomt_links *in = m->in;
    size_t n = 0;
    uint32_t *lower = tomt_arena_block(m->scratch, NULL, (in->n_links + 1) * sizeof *lower, err);
    uint32_t *upper = tomt_arena_block(m->scratch, NULL, (in->n_links + 1) * sizeof *upper, err);
    uint32_t *first = tomt_arena_block(m->scratch, NULL, (in->n_links + 1) * sizeof *first, err);
    uint32_t *second = tomt_arena_block(m->scratch, NULL, (in->n_links + 1) * sizeof *second, err);
    uint32_t *start = tomt_arena_block(m->scratch, NULL, (in->n_nodes + 2) * sizeof *start, err);
    if (!lower || !upper || !first || !second || !start)
        return false;
    for (size_t i = 0; i < in->n_links; i++) {
        if (!(in->use[i] & (TOMT_LINK_WALK | TOMT_LINK_FORWARD | TOMT_LINK_BACKWARD)))
            continue;
        uint32_t a = m->node_new[in->from[i]], b = m->node_new[in->to[i]];
        lower[i] = a < b ? a : b;
        upper[i] = a < b ? b : a;
        first[n++] = (uint32_t)i;
    }
    count_sort(first, upper, n, start, in->n_nodes, second);
    count_sort(second, lower, n, start, in->n_nodes, first);
    m->link_old = first;
    m->out->n_links = n;
    tomt_arena_drop(m->scratch, lower);
    tomt_arena_drop(m->scratch, upper);
    tomt_arena_drop(m->scratch, second);
    tomt_arena_drop(m->scratch, start);
    return true;
}

static double length_of(const struct tomt_links *in, size_t link)
{
    if (in->length_m)
        return in->length_m[link];
    double sum = 0, dx, dy;
    if (!in->vertex_start) {
        dx = in->node_x[in->to[link]] - in->node_x[in->from[link]];
        dy = in->node_y[in->to[link]] - in->node_y[in->from[link]];
        return sqrt(dx * dx + dy * dy);
    }
    for (uint64_t v = in->vertex_start[link] + 1; v < in->vertex_start[link + 1]; v++) {
        dx = in->vertex_x[v] - in->vertex_x[v - 1];
        dy = in->vertex_y[v] - in->vertex_y[v - 1];
        sum += sqrt(dx * dx + dy * dy);
    }
    return sum;
}

static uint32_t whole(double cost)
{
    return cost < 1.5 ? 1 : (uint32_t)(cost + 0.5);
}

static bool fill_links(struct making *m, struct tomt_error *err)
{
    const struct tomt_links *in = m->in;
    size_t n = m->out->n_links;
    m->from = tomt_arena_block(m->arena, NULL, (n + 1) * sizeof *m->from, err);
    m->to = tomt_arena_block(m->arena, NULL, (n + 1) * sizeof *m->to, err);
    m->mm = tomt_arena_block(m->arena, NULL, (n + 1) * sizeof *m->mm, err);
    m->ms = tomt_arena_block(m->arena, NULL, (n + 1) * sizeof *m->ms, err);
    m->use = tomt_arena_block(m->arena, NULL, n + 1, err);
    if (!m->from || !m->to || !m->mm || !m->ms || !m->use)
        return false;
    for (size_t i = 0; i < n; i++) {
        uint32_t old = m->link_old[i];
        double metres = length_of(in, old);
        double kmh = in->speed_kmh ? in->speed_kmh[old] : NAN;
        if (!(kmh > 0)) /* also NaN */
            kmh = m->out->settings.default_speed_kmh;
        double ms = metres * 3600.0 / kmh;
        if (!(metres >= 0 && metres * 1000.0 <= most_cost && ms <= most_cost))
            return tomt_fail(err, TOMT_DATA,
                             "a street link has a length of %g m at %g km/h; it must be finite and "
                             "at most 2147 km and 24 days",
                             metres, kmh);
        m->from[i] = m->node_new[in->from[old]];
        m->to[i] = m->node_new[in->to[old]];
        m->mm[i] = whole(metres * 1000.0);
        m->ms[i] = whole(ms);
        m->use[i] = in->use[old] & (TOMT_LINK_WALK | TOMT_LINK_FORWARD | TOMT_LINK_BACKWARD);
    }
    m->out->link_from = m->from;
    m->out->link_to = m->to;
    m->out->link_mm = m->mm;
    m->out->link_ms = m->ms;
    m->out->link_use = m->use;
    return true;
}

static bool fill_vertices(struct making *m, struct tomt_error *err)
{
    const struct tomt_links *in = m->in;
    size_t n = m->out->n_links;
    uint64_t *start = tomt_arena_block(m->arena, NULL, (n + 1) * sizeof *start, err);
    if (!start)
        return false;
    for (size_t i = 0; i < n; i++) {
        size_t old = m->link_old[i];
        start[i + 1] =
            start[i] + (in->vertex_start ? in->vertex_start[old + 1] - in->vertex_start[old] : 2);
    }
    double *x = tomt_arena_block(m->arena, NULL, (size_t)(start[n] + 1) * sizeof *x, err);
    double *y = tomt_arena_block(m->arena, NULL, (size_t)(start[n] + 1) * sizeof *y, err);
    if (!x || !y)
        return false;
    for (size_t i = 0; i < n; i++) {
        size_t old = m->link_old[i], n_here = (size_t)(start[i + 1] - start[i]);
        if (in->vertex_start && n_here > 0) {
            memcpy(x + start[i], in->vertex_x + in->vertex_start[old], n_here * sizeof *x);
            memcpy(y + start[i], in->vertex_y + in->vertex_start[old], n_here * sizeof *y);
        } else if (!in->vertex_start) {
            x[start[i]] = in->node_x[in->from[old]];
            y[start[i]] = in->node_y[in->from[old]];
            x[start[i] + 1] = in->node_x[in->to[old]];
            y[start[i] + 1] = in->node_y[in->to[old]];
        }
    }
    m->out->vertex_start = start;
    m->out->vertex_x = x;
    m->out->vertex_y = y;
    return true;
}

/* Arcs along the links that have the bit `along`, and against those that have `against`. A loop is
 * on no shortest path: no arc. */
static bool fill_rows(const struct making *m, unsigned along, unsigned against,
                      const uint32_t *cost_of, struct tomt_graph *out, struct tomt_error *err)
{
    size_t n_nodes = m->out->n_nodes, n_links = m->out->n_links, n_arcs = 0;
    for (size_t i = 0; i < n_links; i++)
        n_arcs += m->from[i] == m->to[i]
                      ? 0u
                      : ((m->use[i] & along) ? 1u : 0u) + ((m->use[i] & against) ? 1u : 0u);
    if (n_arcs > UINT32_MAX - 1)
        return tomt_fail(err, TOMT_DATA, "a network of %zu links is too large", n_links);
    uint32_t *start = tomt_arena_block(m->arena, NULL, (n_nodes + 2) * sizeof *start, err);
    uint32_t *to = tomt_arena_block(m->arena, NULL, (n_arcs + 1) * sizeof *to, err);
    uint32_t *cost = tomt_arena_block(m->arena, NULL, (n_arcs + 1) * sizeof *cost, err);
    uint32_t *link = tomt_arena_block(m->arena, NULL, (n_arcs + 1) * sizeof *link, err);
    if (!start || !to || !cost || !link)
        return false;
    uint32_t *next =
        start + 1; /* next[v] runs from row v's start to its end, which is where row v + 1 starts */
    for (size_t i = 0; i < n_links; i++) {
        if (m->from[i] == m->to[i])
            continue;
        next[m->from[i] + 1] += (m->use[i] & along) ? 1 : 0;
        next[m->to[i] + 1] += (m->use[i] & against) ? 1 : 0;
    }
    for (size_t v = 0; v < n_nodes; v++)
        next[v + 1] += next[v];
    for (size_t i = 0; i < n_links; i++) {
        if (m->from[i] == m->to[i])
            continue;
        if (m->use[i] & along) {
            uint32_t arc = next[m->from[i]]++;
            to[arc] = m->to[i];
            cost[arc] = cost_of[i];
            link[arc] = (uint32_t)i;
        }
        if (m->use[i] & against) {
            uint32_t arc = next[m->to[i]]++;
            to[arc] = m->from[i];
            cost[arc] = cost_of[i];
            link[arc] = (uint32_t)i;
        }
    }
    *out = (struct tomt_graph){start, to, cost, link, n_arcs};
    return true;
}

static uint32_t root_of(uint32_t *parent, uint32_t node)
{
    while (parent[node] != node) {
        parent[node] = parent[parent[node]];
        node = parent[node];
    }
    return node;
}

struct island {
    uint64_t mm;
    uint32_t root, n_nodes;
};

static int longer_first(const void *one, const void *other)
{
    const struct island *a = one, *b = other;
    if (a->mm != b->mm)
        return a->mm > b->mm ? -1 : 1;
    return a->root < b->root ? -1 : a->root > b->root;
}

static bool write_islands(struct making *m, const struct island *island, size_t n, uint32_t *node,
                          uint32_t *number, struct tomt_error *err)
{
    double *metres = tomt_arena_block(m->arena, NULL, (n + 1) * sizeof *metres, err);
    uint32_t *nodes = tomt_arena_block(m->arena, NULL, (n + 1) * sizeof *nodes, err);
    if (!metres || !nodes)
        return false;
    for (size_t i = 0; i < n; i++) {
        metres[i] = (double)island[i].mm / 1000.0;
        nodes[i] = island[i].n_nodes;
        number[island[i].root] = (uint32_t)i;
    }
    for (size_t v = 0; v < m->out->n_nodes; v++)
        node[v] = number[node[v]];
    m->out->node_island = node;
    m->out->n_islands = n;
    m->out->island_m = metres;
    m->out->island_nodes = nodes;
    return true;
}

/* The root of an island is its lowest node. */
static bool find_islands(struct making *m, struct tomt_error *err)
{
    size_t n_nodes = m->out->n_nodes, n = 0;
    uint32_t *root = tomt_arena_block(m->arena, NULL, (n_nodes + 1) * sizeof *root, err);
    uint32_t *number = tomt_arena_block(m->scratch, NULL, (n_nodes + 1) * sizeof *number, err);
    if (!root || !number)
        return false;
    for (size_t v = 0; v < n_nodes; v++)
        root[v] = (uint32_t)v;
    for (size_t i = 0; i < m->out->n_links; i++) {
        uint32_t a = root_of(root, m->from[i]), b = root_of(root, m->to[i]);
        root[a > b ? a : b] = a > b ? b : a;
    }
    for (size_t v = 0; v < n_nodes;
         v++) { /* a parent is lower than its child, hence done already */
        root[v] = root[root[v]];
        if (root[v] == v)
            number[v] = (uint32_t)n++;
    }
    struct island *island = tomt_arena_block(m->scratch, NULL, (n + 1) * sizeof *island, err);
    if (!island)
        return false;
    for (size_t v = 0; v < n_nodes; v++) {
        island[number[root[v]]].root = root[v];
        island[number[root[v]]].n_nodes++;
    }
    for (size_t i = 0; i < m->out->n_links; i++)
        island[number[root[m->from[i]]]].mm += m->mm[i];
    qsort(island, n, sizeof *island, longer_first);
    return write_islands(m, island, n, root, number, err);
}

struct tomt_network *tomt_network_number(struct tomt_arena *arena, struct tomt_arena *scratch,
                                         const struct tomt_links *links,
                                         const struct tomt_network_settings *settings,
                                         const uint32_t **link_old, struct tomt_error *err)
{
    struct making m = {.arena = arena, .scratch = scratch, .in = links};
    if (!check(links, err) || !(m.out = tomt_arena_alloc(arena, sizeof *m.out, err)))
        return NULL;
    m.out->settings = *settings;
    if (!number_nodes(&m, err) || !number_links(&m, err) || !fill_links(&m, err) ||
        !fill_vertices(&m, err) || !find_islands(&m, err) ||
        !fill_rows(&m, TOMT_LINK_WALK, TOMT_LINK_WALK, m.mm, &m.out->walk, err) ||
        !fill_rows(&m, TOMT_LINK_FORWARD, TOMT_LINK_BACKWARD, m.ms, &m.out->drive, err) ||
        !fill_rows(&m, TOMT_LINK_BACKWARD, TOMT_LINK_FORWARD, m.ms, &m.out->drive_back, err))
        return NULL;
    *link_old = m.link_old;
    return m.out;
}

static bool copy_column(const struct tomt_column *from, const uint32_t *row, size_t n,
                        struct tomt_table *table, struct tomt_error *err)
{
    struct tomt_column *to = tomt_table_column(table, from->name, from->type, err);
    if (!to || !tomt_column_reserve(to, n, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        size_t size;
        const char *text;
        bool good;
        if (tomt_column_is_null(from, row[i]))
            good = tomt_column_add_null(to, err);
        else if (from->type == TOMT_REAL)
            good = tomt_column_add_real(to, from->real[row[i]], err);
        else if (from->type == TOMT_INTEGER)
            good = tomt_column_add_integer(to, from->integer[row[i]], err);
        else
            good = (text = tomt_column_text(from, row[i], &size)) &&
                   tomt_column_add_text(to, text, size, err);
        if (!good)
            return false;
    }
    return true;
}

static bool copy_table(struct tomt_arena *arena, const struct tomt_table *from, const uint32_t *row,
                       size_t n, struct tomt_table *to, struct tomt_error *err)
{
    if (!tomt_table_start(to, arena, from->n_columns, err))
        return false;
    for (size_t i = 0; i < from->n_columns; i++) {
        if (from->column[i].name && !copy_column(from->column + i, row, n, to, err))
            return false;
    }
    to->n_rows = n;
    return true;
}

struct tomt_network *tomt_network_of(struct tomt_arena *arena, const struct tomt_links *links,
                                     const struct tomt_network_settings *settings,
                                     struct tomt_error *err)
{
    struct tomt_arena *scratch = tomt_arena_new(err);
    if (!scratch)
        return NULL;
    const uint32_t *link_old;
    struct tomt_network *network =
        tomt_network_number(arena, scratch, links, settings, &link_old, err);
    if (network && links->link_table &&
        !copy_table(arena, links->link_table, link_old, network->n_links, &network->link_table,
                    err))
        network = NULL;
    tomt_arena_free(scratch);
    return network;
}
