/* network/search.c: what the searches share: costs from a snapped point to the ends of its link. */
#include "network/search_inside.h"

uint32_t tomt_search_leg(const struct tomt_network *network, enum tomt_way way,
                         const struct tomt_snaps *points, size_t i)
{
    /* Beyond 2,147 km a leg is too long whatever the way, and its time might not fit. */
    if (points->leg_mm[i] > TOMT_MOST_COST)
        return TOMT_UNREACHED;
    double most_mm = way == TOMT_DRIVE ? TOMT_MOST_COST * (network->settings.walk_m_per_min / 60.0)
                                       : TOMT_MOST_COST;
    return points->leg_mm[i] > most_mm ? TOMT_UNREACHED
                                       : tomt_leg_cost(network, way, points->leg_mm[i]);
}

struct tomt_link_ends tomt_search_ends(const struct tomt_network *network, enum tomt_way way,
                                       const struct tomt_snaps *points, size_t i, bool leaving)
{
    if (points->link[i] == TOMT_NO_LINK)
        return (struct tomt_link_ends){TOMT_UNREACHED, TOMT_UNREACHED};
    struct tomt_link_ends ends =
        tomt_snap_ends(network, way, points->link[i], points->along_mm[i], leaving);
    uint32_t leg = tomt_search_leg(network, way, points, i);
    return (struct tomt_link_ends){tomt_search_add(ends.to_first, leg),
                                   tomt_search_add(ends.to_last, leg)};
}

uint32_t tomt_search_straight(const struct tomt_network *network, enum tomt_way way,
                              const struct tomt_snaps *from, size_t i, const struct tomt_snaps *to,
                              size_t j)
{
    uint32_t along =
        tomt_snap_between(network, way, from->link[i], from->along_mm[i], to->along_mm[j]);
    return tomt_search_add(tomt_search_add(tomt_search_leg(network, way, from, i), along),
                           tomt_search_leg(network, way, to, j));
}

const struct tomt_graph *tomt_search_graph(const struct tomt_network *network, enum tomt_way way,
                                           bool leaving, struct tomt_error *err)
{
    if (way == TOMT_WALK)
        return &network->walk;
    if (way == TOMT_DRIVE)
        return leaving ? &network->drive : &network->drive_back;
    tomt_fail(err, TOMT_INTERNAL, "a search along streets needs a way to move: on foot or by car");
    return NULL;
}
