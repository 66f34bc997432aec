/* network/snap_nodes.c: every node as a snapped point, at the end of its lowest link that the way
 * can use. */
#include "network/search.h"
#include "network/snap_inside.h"

bool tomt_snaps_start(struct tomt_arena *arena, enum tomt_way way, size_t n, struct tomt_snaps *out,
                      struct tomt_error *err)
{
    *out = (struct tomt_snaps){.way = way, .n = n};
    if (way != TOMT_WALK && way != TOMT_DRIVE)
        return tomt_fail(err, TOMT_INTERNAL, "points are snapped on foot or by car only");
    out->link = tomt_arena_block(arena, NULL, (n + 1) * sizeof *out->link, err);
    out->along_mm = tomt_arena_block(arena, NULL, (n + 1) * sizeof *out->along_mm, err);
    out->leg_mm = tomt_arena_block(arena, NULL, (n + 1) * sizeof *out->leg_mm, err);
    return out->link && out->along_mm && out->leg_mm;
}

bool tomt_snap_nodes(struct tomt_arena *arena, const struct tomt_network *network,
                     enum tomt_way way, struct tomt_snaps *out, struct tomt_error *err)
{
    if (!tomt_snaps_start(arena, way, network->n_nodes, out, err))
        return false;
    for (size_t v = 0; v < network->n_nodes; v++) {
        out->link[v] = TOMT_NO_LINK;
        out->leg_mm[v] = UINT32_MAX;
    }
    out->n_missed = network->n_nodes;
    for (uint32_t link = 0; link < network->n_links; link++) {
        if (!tomt_link_serves(network, way, link))
            continue;
        for (int end = 0; end < 2; end++) {
            uint32_t node = end ? network->link_to[link] : network->link_from[link];
            if (out->link[node] != TOMT_NO_LINK)
                continue;
            out->link[node] = link;
            out->along_mm[node] = end ? network->link_mm[link] : 0;
            out->leg_mm[node] = 0;
            out->n_missed--;
        }
    }
    return true;
}
