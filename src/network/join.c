/* network/join.c: ends of lines that nearly meet become one node. Ends lie in a hashed grid of
 * cells eight gaps wide, so that most look into one cell. What joins does not depend on the order:
 * a node lies at its lowest place. */
#include "network/build_inside.h"

#include <math.h>

uint32_t tomt_node_root(uint32_t *node, uint32_t vertex)
{
    while (node[vertex] != vertex)
        vertex = node[vertex] = node[node[vertex]];
    return vertex;
}

static bool lower(const struct tomt_lines *lines, uint32_t a, uint32_t b)
{
    if (lines->x[a] < lines->x[b] || lines->x[a] > lines->x[b])
        return lines->x[a] < lines->x[b];
    if (lines->y[a] < lines->y[b] || lines->y[a] > lines->y[b])
        return lines->y[a] < lines->y[b];
    return a < b;
}

void tomt_node_join(const struct tomt_lines *lines, uint32_t *node, uint32_t a, uint32_t b)
{
    a = tomt_node_root(node, a);
    b = tomt_node_root(node, b);
    if (a != b)
        node[lower(lines, a, b) ? b : a] = lower(lines, a, b) ? a : b;
}

struct grid {
    const struct tomt_lines *lines;
    uint32_t *node;
    double join_m, cell_m;
    size_t mask;
    uint32_t *head, *next, *vertex, *kind; /* head, next: entry + 1; 0: none */
};

static size_t slot_of(const struct grid *g, int64_t column, int64_t line)
{
    uint64_t h = (uint64_t)column * 0x9e3779b97f4a7c15u ^ (uint64_t)line * 0xc2b2ae3d27d4eb4fu;
    h = (h ^ (h >> 32)) * 0xd6e8feb86659fd93u;
    return (size_t)(h ^ (h >> 29)) & g->mask;
}

static int64_t cell_of(const struct grid *g, double at)
{
    return (int64_t)floor(at / g->cell_m);
}

/* Joins end `i` with those entered before it, and enters it. */
static void enter(struct grid *g, uint32_t i, size_t *n_joined)
{
    const struct tomt_lines *lines = g->lines;
    double x = lines->x[g->vertex[i]], y = lines->y[g->vertex[i]], far = g->join_m * g->join_m;
    int64_t last_column = cell_of(g, x + g->join_m), last_line = cell_of(g, y + g->join_m);
    for (int64_t column = cell_of(g, x - g->join_m); column <= last_column; column++) {
        for (int64_t line = cell_of(g, y - g->join_m); line <= last_line; line++) {
            for (uint32_t k = g->head[slot_of(g, column, line)]; k != 0; k = g->next[k - 1]) {
                uint32_t other = g->vertex[k - 1];
                double dx = lines->x[other] - x, dy = lines->y[other] - y;
                bool one_osm = g->kind[k - 1] == g->kind[i] && g->kind[i] != TOMT_PLAIN + 1u;
                if (dx * dx + dy * dy > far || one_osm ||
                    tomt_node_root(g->node, other) == tomt_node_root(g->node, g->vertex[i]))
                    continue;
                tomt_node_join(lines, g->node, other, g->vertex[i]);
                (*n_joined)++;
            }
        }
    }
    size_t slot = slot_of(g, cell_of(g, x), cell_of(g, y));
    g->next[i] = g->head[slot];
    g->head[slot] = i + 1;
}

/* kind[node]: 0 where no line ends, 1 + group when all that end there are of one group, else as
 * plain. */
static void find_kinds(const struct tomt_lines *lines, const uint32_t *node, uint32_t *kind)
{
    for (size_t line = 0; line < lines->n_lines; line++) {
        uint32_t group = lines->feature[lines->feature_of[line]].group + 1u;
        uint32_t ends[2] = {node[lines->start[line]], node[lines->start[line + 1] - 1]};
        for (int k = 0; k < 2; k++)
            kind[ends[k]] = kind[ends[k]] == 0 || kind[ends[k]] == group ? group : TOMT_PLAIN + 1u;
    }
}

bool tomt_ends_join(const struct tomt_lines *lines, double join_m, uint32_t *node, size_t *n_joined,
                    struct tomt_error *err)
{
    if (lines->one_osm || !(join_m > 0) || lines->n_lines == 0)
        return true;
    struct grid g = {.lines = lines, .node = node, .join_m = join_m, .mask = 15};
    g.cell_m = join_m > 1e-4 ? 8 * join_m : 1e-3; /* cells of a billion metres still fit 64 bits */
    while (g.mask < 4 * lines->n_lines)
        g.mask = 2 * g.mask + 1;
    struct tomt_arena *arena = tomt_arena_new(err);
    if (!arena)
        return false;
    size_t most = 2 * lines->n_lines, n = 0;
    uint32_t *kind = tomt_arena_block(arena, NULL, lines->n_vertices * sizeof *kind, err);
    g.head = tomt_arena_block(arena, NULL, (g.mask + 1) * sizeof *g.head, err);
    g.next = tomt_arena_block(arena, NULL, most * sizeof *g.next, err);
    g.vertex = tomt_arena_block(arena, NULL, most * sizeof *g.vertex, err);
    g.kind = tomt_arena_block(arena, NULL, most * sizeof *g.kind, err);
    bool good = kind && g.head && g.next && g.vertex && g.kind;
    if (good) {
        find_kinds(lines, node, kind);
        for (uint32_t v = 0; v < lines->n_vertices; v++) {
            if (kind[v] == 0)
                continue;
            g.vertex[n] = v;
            g.kind[n++] = kind[v];
        }
        for (uint32_t i = 0; i < n; i++)
            enter(&g, i, n_joined);
    }
    tomt_arena_free(arena);
    return good;
}
