/* network/build.c: street layers -> the network. Read the lines, find their nodes, cut them there,
 * number what comes out. */
#include "network/build_inside.h"
#include "network/graph_inside.h"

#include <math.h>

enum { CHUNK = 8192 };
static const double too_short_m = 0.0005;

struct piece {            /* of a line, from one node to the next: a link */
    uint32_t first, last; /* vertices */
    uint32_t from, to;    /* nodes */
    double metres;
};

struct cutting {
    const struct tomt_lines *lines;
    uint32_t *node;
    uint32_t *start; /* [n_lines + 1] pieces */
    struct piece *piece;
    size_t n;
};

static bool count_pieces(void *seat, size_t from, size_t to, struct tomt_error *err)
{
    (void)err;
    struct cutting *c = seat;
    for (size_t line = from; line < to; line++) {
        uint32_t n = 0;
        for (uint32_t v = c->lines->start[line] + 1; v < c->lines->start[line + 1]; v++)
            n += c->node[v] != TOMT_NO_VERTEX;
        c->start[line + 1] = n;
    }
    return true;
}

static bool cut_lines(void *seat, size_t from, size_t to, struct tomt_error *err)
{
    (void)err;
    struct cutting *c = seat;
    const double *x = c->lines->x, *y = c->lines->y;
    for (size_t line = from; line < to; line++) {
        struct piece *piece = c->piece + c->start[line];
        uint32_t first = c->lines->start[line];
        double metres = 0;
        for (uint32_t v = first + 1; v < c->lines->start[line + 1]; v++) {
            double dx = x[v] - x[v - 1], dy = y[v] - y[v - 1];
            metres += sqrt(dx * dx + dy * dy);
            if (c->node[v] == TOMT_NO_VERTEX)
                continue;
            *piece++ = (struct piece){first, v, c->node[first], c->node[v], metres};
            first = v;
            metres = 0;
        }
    }
    return true;
}

static bool cut(struct cutting *c, struct tomt_arena *scratch, const struct tomt_crew *crew,
                struct tomt_error *err)
{
    size_t n_lines = c->lines->n_lines;
    struct tomt_crew_job job = {.shared = c, .work = count_pieces, .n = n_lines, .chunk = CHUNK};
    c->start = tomt_arena_block(scratch, NULL, (n_lines + 1) * sizeof *c->start, err);
    if (!c->start || (n_lines > 0 && !tomt_crew_run(crew, &job, err)))
        return false;
    for (size_t line = 0; line < n_lines; line++)
        c->start[line + 1] += c->start[line];
    c->n = c->start[n_lines];
    c->piece = tomt_arena_block(scratch, NULL, (c->n + 1) * sizeof *c->piece, err);
    job.work = cut_lines;
    return c->piece && (n_lines == 0 || tomt_crew_run(crew, &job, err));
}

/* Takes out pieces that are too short to be a street: their ends become one node. */
static void drop_short(struct cutting *c, double join_m, size_t *n_short)
{
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++) {
        if (c->piece[i].metres < too_short_m)
            tomt_node_join(c->lines, c->node, c->piece[i].from, c->piece[i].to);
    }
    for (size_t i = 0; i < c->n; i++) {
        struct piece piece = c->piece[i];
        piece.from = tomt_node_root(c->node, piece.from);
        piece.to = tomt_node_root(c->node, piece.to);
        bool swallowed = piece.from == piece.to && !c->lines->one_osm && piece.metres <= join_m;
        if (piece.metres < too_short_m || swallowed)
            (*n_short)++;
        else
            c->piece[n++] = piece;
    }
    c->n = n;
}

/* The arrays of tomt_links, in scratch. */
struct arrays {
    double *node_x, *node_y, *length_m, *speed_kmh, *vertex_x, *vertex_y;
    uint32_t *from, *to;
    uint8_t *use;
    uint64_t *vertex_start;
};

static bool number_ends(const struct cutting *c, struct arrays *a, struct tomt_links *links,
                        struct tomt_arena *scratch, struct tomt_error *err)
{
    const struct tomt_lines *lines = c->lines;
    size_t n = 0;
    uint32_t *number =
        tomt_arena_block(scratch, NULL, (lines->n_vertices + 1) * sizeof *number, err);
    if (!number)
        return false;
    for (size_t i = 0; i < c->n; i++) {
        if (number[c->piece[i].from] == 0)
            number[c->piece[i].from] = (uint32_t)++n;
        if (number[c->piece[i].to] == 0)
            number[c->piece[i].to] = (uint32_t)++n;
        a->from[i] = number[c->piece[i].from] - 1;
        a->to[i] = number[c->piece[i].to] - 1;
    }
    a->node_x = tomt_arena_block(scratch, NULL, (n + 1) * sizeof *a->node_x, err);
    a->node_y = tomt_arena_block(scratch, NULL, (n + 1) * sizeof *a->node_y, err);
    if (!a->node_x || !a->node_y)
        return false;
    for (size_t v = 0; v < lines->n_vertices; v++) {
        if (number[v] == 0)
            continue;
        a->node_x[number[v] - 1] = lines->x[v];
        a->node_y[number[v] - 1] = lines->y[v];
    }
    tomt_arena_drop(scratch, number);
    links->n_nodes = n;
    return true;
}

static bool fill_vertices(const struct cutting *c, struct arrays *a, struct tomt_arena *scratch,
                          struct tomt_error *err)
{
    const struct tomt_lines *lines = c->lines;
    for (size_t i = 0; i < c->n; i++)
        a->vertex_start[i + 1] = a->vertex_start[i] + c->piece[i].last - c->piece[i].first + 1;
    size_t n = (size_t)a->vertex_start[c->n] + 1;
    a->vertex_x = tomt_arena_block(scratch, NULL, n * sizeof *a->vertex_x, err);
    a->vertex_y = tomt_arena_block(scratch, NULL, n * sizeof *a->vertex_y, err);
    if (!a->vertex_x || !a->vertex_y)
        return false;
    for (size_t i = 0; i < c->n; i++) {
        const struct piece *piece = c->piece + i;
        double *x = a->vertex_x + a->vertex_start[i], *y = a->vertex_y + a->vertex_start[i];
        size_t last = piece->last - piece->first;
        memcpy(x, lines->x + piece->first, (last + 1) * sizeof *x);
        memcpy(y, lines->y + piece->first, (last + 1) * sizeof *y);
        x[0] = lines->x[piece->from]; /* an end may have moved to its node */
        y[0] = lines->y[piece->from];
        x[last] = lines->x[piece->to];
        y[last] = lines->y[piece->to];
    }
    return true;
}

/* Lengths are those of the streets as drawn, before any end moved. */
static bool lay_links(const struct cutting *c, struct tomt_links *links, struct tomt_arena *scratch,
                      struct tomt_error *err)
{
    struct arrays a = {0};
    size_t n = c->n + 1;
    a.from = tomt_arena_block(scratch, NULL, n * sizeof *a.from, err);
    a.to = tomt_arena_block(scratch, NULL, n * sizeof *a.to, err);
    a.use = tomt_arena_block(scratch, NULL, n, err);
    a.length_m = tomt_arena_block(scratch, NULL, n * sizeof *a.length_m, err);
    a.speed_kmh = tomt_arena_block(scratch, NULL, n * sizeof *a.speed_kmh, err);
    a.vertex_start = tomt_arena_block(scratch, NULL, n * sizeof *a.vertex_start, err);
    if (!a.from || !a.to || !a.use || !a.length_m || !a.speed_kmh || !a.vertex_start ||
        !number_ends(c, &a, links, scratch, err) || !fill_vertices(c, &a, scratch, err))
        return false;
    for (size_t i = 0; i < c->n; i++) {
        const struct tomt_feature *feature = tomt_feature_at(c->lines, c->piece[i].first);
        a.use[i] = feature->use;
        a.speed_kmh[i] = feature->speed_kmh;
        a.length_m[i] = c->piece[i].metres;
    }
    *links = (struct tomt_links){.n_nodes = links->n_nodes,
                                 .n_links = c->n,
                                 .node_x = a.node_x,
                                 .node_y = a.node_y,
                                 .from = a.from,
                                 .to = a.to,
                                 .length_m = a.length_m,
                                 .speed_kmh = a.speed_kmh,
                                 .use = a.use,
                                 .vertex_start = a.vertex_start,
                                 .vertex_x = a.vertex_x,
                                 .vertex_y = a.vertex_y};
    return true;
}

static bool add_text(struct tomt_column *to, const char *text, struct tomt_error *err)
{
    return text ? tomt_column_add_text(to, text, strlen(text), err) : tomt_column_add_null(to, err);
}

/* Where each link comes from. */
static bool fill_table(const struct cutting *c, const struct tomt_layer *const *layer,
                       size_t n_layers, const uint32_t *link_old, struct tomt_arena *scratch,
                       struct tomt_table *table, struct tomt_error *err)
{
    const struct tomt_column **name = tomt_arena_alloc(scratch, (n_layers + 1) * sizeof *name, err);
    const struct tomt_column **class =
        tomt_arena_alloc(scratch, (n_layers + 1) * sizeof *class, err);
    if (!name || !class)
        return false;
    for (size_t k = 0; k < n_layers; k++) {
        name[k] = tomt_table_find(&layer[k]->table, "name");
        class[k] = tomt_table_find(&layer[k]->table, "class");
    }
    struct tomt_column *column[4];
    column[0] = tomt_table_column(table, "layer", TOMT_TEXT, err);
    column[1] = tomt_table_column(table, "feature", TOMT_INTEGER, err);
    column[2] = tomt_table_column(table, "name", TOMT_TEXT, err);
    column[3] = tomt_table_column(table, "class", TOMT_TEXT, err);
    for (int k = 0; k < 4; k++) {
        if (!column[k] || !tomt_column_reserve(column[k], c->n, err))
            return false;
    }
    for (size_t i = 0; i < c->n; i++) {
        const struct tomt_feature *f = tomt_feature_at(c->lines, c->piece[link_old[i]].first);
        char room[32];
        if (!add_text(column[0], layer[f->layer]->name, err) ||
            !tomt_column_add_integer(
                column[1], layer[f->layer]->fid ? layer[f->layer]->fid[f->row] : f->row, err) ||
            !add_text(column[2], tomt_street_text(name[f->layer], f->row, room), err) ||
            !add_text(column[3], tomt_street_text(class[f->layer], f -> row, room), err))
            return false;
    }
    table->n_rows = c->n;
    return true;
}

static void describe(const struct tomt_network *network, struct tomt_network_report *report)
{
    for (size_t i = 0; i < network->n_links; i++) {
        unsigned use = network->link_use[i];
        unsigned cars = use & (TOMT_LINK_FORWARD | TOMT_LINK_BACKWARD);
        report->n_walk_links += (use & TOMT_LINK_WALK) != 0;
        report->n_drive_links += cars != 0;
        report->n_oneway_links += cars == TOMT_LINK_FORWARD || cars == TOMT_LINK_BACKWARD;
    }
    for (size_t i = 1; i < network->n_islands; i++) {
        bool small = network->island_m[i] < network->settings.min_island_m;
        report->n_islands++;
        report->islands_m += network->island_m[i];
        report->n_small_islands += small;
        report->small_islands_m += small ? network->island_m[i] : 0;
    }
}

/* Nodes that stand where a vertex was made because lines cross. */
static size_t count_crossings(const struct tomt_lines *lines, uint32_t *node)
{
    size_t n = 0;
    uint8_t *seen = lines->made; /* no longer asked for what was made */
    for (uint32_t v = 0; seen && v < lines->n_vertices; v++) {
        if (!(seen[v] & 1) || node[v] == TOMT_NO_VERTEX)
            continue;
        uint32_t root = tomt_node_root(node, v);
        n += !(seen[root] & 2);
        seen[root] |= 2;
    }
    return n;
}

static struct tomt_network *build(struct tomt_arena *arena, struct tomt_arena *scratch,
                                  const struct tomt_layer *const *layer, const bool *is_osm,
                                  size_t n_layers, const struct tomt_network_settings *settings,
                                  const struct tomt_crew *crew, struct tomt_network_report *report,
                                  struct tomt_error *err)
{
    struct tomt_lines lines;
    struct tomt_links links = {0};
    if (!tomt_lines_read(scratch, layer, is_osm, n_layers, crew, &lines, report, err) ||
        (settings->cross && !tomt_lines_cross(&lines, settings->join_m, crew, err)))
        return NULL;
    struct cutting c = {.lines = &lines};
    c.node = tomt_arena_block(scratch, NULL, (lines.n_vertices + 1) * sizeof *c.node, err);
    if (!c.node || !tomt_places_find(&lines, crew, c.node, err) ||
        !tomt_ends_join(&lines, settings->join_m, c.node, &report->n_joined, err) ||
        !cut(&c, scratch, crew, err))
        return NULL;
    report->n_crossings = count_crossings(&lines, c.node);
    drop_short(&c, settings->join_m, &report->n_too_short);
    if (!lay_links(&c, &links, scratch, err))
        return NULL;
    const uint32_t *link_old;
    struct tomt_network *network =
        tomt_network_number(arena, scratch, &links, settings, &link_old, err);
    if (!network || !tomt_table_start(&network->link_table, arena, 4, err) ||
        !fill_table(&c, layer, n_layers, link_old, scratch, &network->link_table, err))
        return NULL;
    describe(network, report);
    return network;
}

struct tomt_network *tomt_network_build(struct tomt_arena *arena,
                                        const struct tomt_layer *const *layer, const bool *is_osm,
                                        size_t n_layers,
                                        const struct tomt_network_settings *settings,
                                        const struct tomt_crew *crew,
                                        struct tomt_network_report *report, struct tomt_error *err)
{
    *report = (struct tomt_network_report){0};
    struct tomt_arena *scratch = tomt_arena_new(err);
    if (!scratch)
        return NULL;
    struct tomt_network *network =
        build(arena, scratch, layer, is_osm, n_layers, settings, crew, report, err);
    tomt_arena_free(scratch);
    if (!network)
        tomt_while(err, "building the street network");
    return network;
}
