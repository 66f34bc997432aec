/* network/snap_ends.c: along a link in whole numbers: to its ends, from place to place, to the
 * ground. */
#include "network/snap_inside.h"

#include <math.h>

/* Driving time from the link's first node to a place on it. Rounded once, here only, and monotone:
 * the two parts of a link always make the whole, and stretches add up. At most 2^31 x 2^31 x 2. */
static uint32_t ms_to(const struct tomt_network *network, uint32_t link, uint32_t along_mm)
{
    uint64_t mm = network->link_mm[link], ms = network->link_ms[link];
    return (uint32_t)((2 * ms * along_mm + mm) / (2 * mm));
}

static uint32_t on_link(const struct tomt_network *network, uint32_t link, uint32_t along_mm)
{
    return along_mm < network->link_mm[link] ? along_mm : network->link_mm[link];
}

struct tomt_link_ends tomt_snap_ends(const struct tomt_network *network, enum tomt_way way,
                                     uint32_t link, uint32_t along_mm, bool leaving)
{
    struct tomt_link_ends ends = {TOMT_UNREACHED, TOMT_UNREACHED};
    unsigned use = network->link_use[link];
    uint32_t along = on_link(network, link, along_mm), mm = network->link_mm[link];
    if (!tomt_link_serves(network, way, link))
        return ends;
    if (way == TOMT_WALK)
        return (struct tomt_link_ends){along, mm - along};
    unsigned to_first = leaving ? TOMT_LINK_BACKWARD : TOMT_LINK_FORWARD;
    unsigned to_last = leaving ? TOMT_LINK_FORWARD : TOMT_LINK_BACKWARD;
    uint32_t ms = ms_to(network, link, along);
    /* Whoever stands at a node need not go against anything to be there. */
    if ((use & to_first) || along == 0)
        ends.to_first = ms;
    if ((use & to_last) || along == mm)
        ends.to_last = network->link_ms[link] - ms;
    return ends;
}

uint32_t tomt_snap_between(const struct tomt_network *network, enum tomt_way way, uint32_t link,
                           uint32_t a_mm, uint32_t b_mm)
{
    uint32_t a = on_link(network, link, a_mm), b = on_link(network, link, b_mm);
    if (!tomt_link_serves(network, way, link))
        return TOMT_UNREACHED;
    if (way == TOMT_WALK)
        return a < b ? b - a : a - b;
    unsigned along = a < b ? TOMT_LINK_FORWARD : TOMT_LINK_BACKWARD;
    if (a != b && !(network->link_use[link] & along))
        return TOMT_UNREACHED;
    uint32_t a_ms = ms_to(network, link, a), b_ms = ms_to(network, link, b);
    return a < b ? b_ms - a_ms : a_ms - b_ms;
}

static double step_m(const struct tomt_network *network, uint64_t vertex)
{
    double dx = network->vertex_x[vertex + 1] - network->vertex_x[vertex];
    double dy = network->vertex_y[vertex + 1] - network->vertex_y[vertex];
    return sqrt(dx * dx + dy * dy);
}

uint32_t tomt_snap_along(const struct tomt_network *network, uint32_t link, uint64_t vertex,
                         double share)
{
    uint64_t from = network->vertex_start[link], to = network->vertex_start[link + 1];
    double before_m = 0, all_m = 0;
    for (uint64_t v = from; v + 1 < to; v++) {
        double m = step_m(network, v);
        if (v == vertex)
            before_m = all_m + share * m;
        all_m += m;
    }
    /* The measured length and link_mm may differ (OSM in another projection, a length given). */
    double mm = all_m > 0 ? before_m / all_m * network->link_mm[link] + 0.5 : 0;
    return mm < network->link_mm[link] ? (uint32_t)mm : network->link_mm[link];
}

void tomt_snap_place(const struct tomt_network *network, uint32_t link, uint32_t along_mm,
                     double *x, double *y)
{
    uint64_t from = network->vertex_start[link], to = network->vertex_start[link + 1];
    if (to < from + 2) { /* a link without a line: at its nearer end */
        bool first = along_mm <= network->link_mm[link] / 2;
        uint32_t node = first ? network->link_from[link] : network->link_to[link];
        *x = network->node_x[node];
        *y = network->node_y[node];
        return;
    }
    if (along_mm >= network->link_mm[link]) { /* to the last bit */
        *x = network->vertex_x[to - 1];
        *y = network->vertex_y[to - 1];
        return;
    }
    double left_m = 0;
    for (uint64_t v = from; v + 1 < to; v++)
        left_m += step_m(network, v);
    left_m *= (double)along_mm / network->link_mm[link];
    uint64_t v = from;
    double m = step_m(network, v);
    while (v + 2 < to && left_m > m) {
        left_m -= m;
        m = step_m(network, ++v);
    }
    double share = m > 0 ? left_m / m : 0;
    if (share > 1) /* what rounding left over */
        share = 1;
    const double *vx = network->vertex_x + v, *vy = network->vertex_y + v;
    *x = share < 1 ? vx[0] + share * (vx[1] - vx[0]) : vx[1];
    *y = share < 1 ? vy[0] + share * (vy[1] - vy[0]) : vy[1];
}
