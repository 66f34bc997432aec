/* network/cache_check.c: a network that was read from a file is used without asking again, so it is
 * looked at once: every number within its bounds, the rows of arcs exactly those of the links. */
#include "network/cache_inside.h"

#include <math.h>

static const uint32_t most_cost = 2147483647;

static bool finite_all(const double *value, size_t n)
{
    /* The sum of zeros is 0; of anything infinite or NaN times 0 it is NaN. */
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += value[i] * 0.0;
    return sum == 0;
}

static bool check_settings(const struct tomt_network_settings *settings)
{
    return isfinite(settings->walk_m_per_min) && settings->walk_m_per_min > 0 &&
           settings->max_snap_m >= 0 && settings->min_island_m >= 0 && settings->join_m >= 0 &&
           settings->default_speed_kmh > 0 &&
           /* the longest leg, as time, is a cost */
           settings->max_snap_m * 60000.0 / settings->walk_m_per_min < (double)TOMT_UNREACHED;
}

static bool check_islands(const struct tomt_network *net, struct tomt_error *err)
{
    bool good = finite_all(net->island_m, net->n_islands) && net->n_islands <= net->n_nodes;
    for (size_t i = 0; good && i < net->n_islands; i++)
        good = net->island_m[i] >= 0 && (i == 0 || net->island_m[i] <= net->island_m[i - 1]);
    if (!good)
        return false;
    uint32_t *n_nodes = tomt_allocate((net->n_islands + 1) * sizeof *n_nodes);
    if (!n_nodes)
        return tomt_fail(err, TOMT_MEMORY, "out of memory for %zu islands", net->n_islands);
    memset(n_nodes, 0, (net->n_islands + 1) * sizeof *n_nodes);
    for (size_t v = 0; good && v < net->n_nodes; v++) {
        good = net->node_island[v] < net->n_islands;
        if (good)
            n_nodes[net->node_island[v]]++;
    }
    for (size_t i = 0; good && i < net->n_islands; i++)
        good = n_nodes[i] > 0 && n_nodes[i] == net->island_nodes[i];
    tomt_release(n_nodes);
    return good;
}

static bool check_links(const struct tomt_network *net)
{
    const unsigned all = TOMT_LINK_WALK | TOMT_LINK_FORWARD | TOMT_LINK_BACKWARD;
    if (net->vertex_start[0] != 0)
        return false;
    for (size_t i = 0; i < net->n_links; i++) {
        uint32_t from = net->link_from[i], to = net->link_to[i], mm = net->link_mm[i],
                 ms = net->link_ms[i];
        if (from >= net->n_nodes || to >= net->n_nodes ||
            net->node_island[from] != net->node_island[to] || mm < 1 || mm > most_cost || ms < 1 ||
            ms > most_cost || net->link_use[i] < 1 || net->link_use[i] > all ||
            net->vertex_start[i] > net->vertex_start[i + 1])
            return false;
    }
    size_t n_vertices = (size_t)net->vertex_start[net->n_links];
    return finite_all(net->vertex_x, n_vertices) && finite_all(net->vertex_y, n_vertices);
}

/* Links ascend within a row; so, when there are as many arcs as there should be, none is missing.
 */
static bool check_row(const struct tomt_network *net, const struct tomt_graph *graph, uint32_t node,
                      unsigned along, unsigned against, const uint32_t *cost_of)
{
    uint32_t from = graph->start[node], to = graph->start[node + 1];
    for (uint32_t arc = from; arc < to; arc++) {
        uint32_t link = graph->link[arc];
        if (link >= net->n_links || (arc > from && graph->link[arc - 1] >= link) ||
            graph->cost[arc] != cost_of[link])
            return false;
        bool forth = net->link_from[link] == node && net->link_to[link] == graph->to[arc];
        bool back = net->link_to[link] == node && net->link_from[link] == graph->to[arc];
        if (graph->to[arc] == node || !((forth && (net->link_use[link] & along)) ||
                                        (back && (net->link_use[link] & against))))
            return false;
    }
    return true;
}

static bool check_graph(const struct tomt_network *net, const struct tomt_graph *graph,
                        unsigned along, unsigned against, const uint32_t *cost_of)
{
    size_t n_arcs = 0;
    if (graph->start[0] != 0 || graph->start[net->n_nodes] != graph->n_arcs)
        return false;
    for (size_t v = 0; v < net->n_nodes; v++) {
        if (graph->start[v] > graph->start[v + 1])
            return false;
    }
    for (uint32_t v = 0; v < net->n_nodes; v++) {
        if (!check_row(net, graph, v, along, against, cost_of))
            return false;
    }
    for (size_t i = 0; i < net->n_links; i++) {
        if (net->link_from[i] != net->link_to[i])
            n_arcs +=
                ((net->link_use[i] & along) ? 1u : 0u) + ((net->link_use[i] & against) ? 1u : 0u);
    }
    return n_arcs == graph->n_arcs;
}

/* Each text has a NUL at its end, but those of null rows, which are empty where each row has one.
 */
static bool check_ends(const struct tomt_column *column)
{
    const struct tomt_column_texts *texts = &column->text;
    uint64_t from = 0;
    if (texts->apart && texts->n != column->n)
        return false;
    for (size_t i = 0; i < texts->n; i++) {
        uint64_t to = texts->far_end ? texts->far_end[i] : texts->end[i];
        if (to < from || to > texts->n_bytes)
            return false;
        bool null = texts->apart && tomt_column_is_null(column, i);
        if (null ? to != from : to == from || texts->bytes[to - 1] != '\0')
            return false;
        from = to;
    }
    return from == texts->n_bytes;
}

static uint32_t number_at(const struct tomt_column_texts *texts, size_t row)
{
    return texts->width == 1   ? ((const uint8_t *)texts->of)[row]
           : texts->width == 2 ? ((const uint16_t *)texts->of)[row]
                               : ((const uint32_t *)texts->of)[row];
}

static bool check_text(const struct tomt_column *column)
{
    const struct tomt_column_texts *texts = &column->text;
    if (!check_ends(column))
        return false;
    if (texts->apart)
        return true;
    if (texts->width != 1 && texts->width != 2 && texts->width != 4)
        return false;
    for (size_t row = 0; row < column->n; row++)
        if (!tomt_column_is_null(column, row) && number_at(texts, row) >= texts->n)
            return false;
    return true;
}

static bool check_column(const struct tomt_column *column, size_t n_rows)
{
    size_t n_null = 0;
    if (!column->name)
        return column->n == 0 && column->text.n == 0 && column->n_null == 0;
    if (column->n != n_rows)
        return false;
    for (size_t row = 0; column->null && row < n_rows; row++) {
        if (column->null[row] > 1)
            return false;
        n_null += column->null[row];
    }
    if (n_null != column->n_null || (column->type == TOMT_TEXT && !check_text(column)))
        return false;
    for (size_t row = 0; column->type == TOMT_REAL && row < n_rows; row++) {
        if ((isnan(column->real[row]) != 0) != tomt_column_is_null(column, row))
            return false;
    }
    return true;
}

static bool check_table(const struct tomt_network *net)
{
    const struct tomt_table *table = &net->link_table;
    if (table->n_rows != (table->n_columns ? net->n_links : 0))
        return table->n_columns == 0 && table->n_rows == net->n_links;
    for (size_t i = 0; i < table->n_columns; i++) {
        if (!check_column(table->column + i, table->n_rows))
            return false;
    }
    return true;
}

bool tomt_cache_check(const struct tomt_network *net, struct tomt_error *err)
{
    return check_settings(&net->settings) && finite_all(net->node_x, net->n_nodes) &&
           finite_all(net->node_y, net->n_nodes) && check_islands(net, err) && check_links(net) &&
           check_graph(net, &net->walk, TOMT_LINK_WALK, TOMT_LINK_WALK, net->link_mm) &&
           check_graph(net, &net->drive, TOMT_LINK_FORWARD, TOMT_LINK_BACKWARD, net->link_ms) &&
           check_graph(net, &net->drive_back, TOMT_LINK_BACKWARD, TOMT_LINK_FORWARD,
                       net->link_ms) &&
           check_table(net);
}
