/* network/network.h: the street graph: links between junctions, who may use them, what they cost, which island they are of.
 * May not know sites, hubs or criteria: it is given lines and points. All belongs to the arena given; const once made: thread-safe.
 * Costs are whole numbers, so that any order of work gives the same sums: millimetres on foot, milliseconds by car.
 * global: a network is built for the study area plus the reach, as a whole. */
#ifndef TOMT_NETWORK_NETWORK_H
#define TOMT_NETWORK_NETWORK_H

#include "base/crew.h"
#include "base/table.h"
#include "data/layer.h"

enum tomt_way { TOMT_STRAIGHT, TOMT_WALK, TOMT_DRIVE, TOMT_N_WAYS }; /* STRAIGHT: no network asked for */

#define TOMT_UNREACHED UINT32_MAX /* no cost: not within the bound, or not allowed */
#define TOMT_NO_LINK UINT32_MAX

struct tomt_network_settings {
    double walk_m_per_min;    /* 80 */
    double max_snap_m;        /* 250: an off-street leg longer than this is not walked */
    double min_island_m;      /* 0: nobody is snapped to an island with less street than this in all (the largest is never left out) */
    double join_m;            /* 0.01: ends of lines nearer than this are one node */
    double default_speed_kmh; /* 30: where neither the street nor its class says */
    bool cross;               /* plain lines: also join where lines of one level merely cross */
    bool snap_node;           /* snap to the nearest node instead of the nearest point of the nearest edge */
};
struct tomt_network_settings tomt_network_defaults(void);

/* Arcs of one way of moving, in compressed rows: those that leave node v are start[v]..start[v+1]. */
struct tomt_graph {
    const uint32_t *start; /* [n_nodes + 1] */
    const uint32_t *to;    /* [n_arcs] */
    const uint32_t *cost;  /* [n_arcs], at least 1 */
    const uint32_t *link;  /* [n_arcs] */
    size_t n_arcs;
};

enum { TOMT_LINK_WALK = 1, TOMT_LINK_FORWARD = 2, TOMT_LINK_BACKWARD = 4 }; /* on foot; by car along and against the line */

struct tomt_network {
    struct tomt_network_settings settings;
    size_t n_nodes, n_links;
    /* nodes and links are numbered along the Hilbert curve: neighbours in space are neighbours in memory */
    const double *node_x, *node_y;
    const uint32_t *node_island; /* numbered by total length, the longest (the mainland) is 0; direction does not matter */
    const uint32_t *link_from, *link_to; /* nodes; a loop has both the same (and no arcs: no shortest path uses it) */
    const uint32_t *link_mm;             /* length, at least 1 */
    const uint32_t *link_ms;             /* by car, over the whole link, at least 1 */
    const uint8_t *link_use;             /* bits above */
    const uint64_t *vertex_start;        /* [n_links + 1]: the link's line, from first to last node */
    const double *vertex_x, *vertex_y;
    struct tomt_table link_table;        /* rows = links: layer (TEXT, key in the project), feature (INTEGER, source fid), name, class (TEXT) */
    struct tomt_graph walk;              /* both directions */
    struct tomt_graph drive, drive_back; /* as driven; reversed: for searches that begin at the destination */
    size_t n_islands;
    const double *island_m;              /* [n_islands] total length, descending */
    const uint32_t *island_nodes;        /* [n_islands] */
};

/* The lowest door: links as arrays -> numbered, with rows of arcs and islands. Everything is copied. Nodes that no link uses are kept
 * (each an island of 0 m); links that nobody may use are left out. link_table may be NULL. TOMT_DATA when there are more than 2^31
 * nodes or links, a place or a length is not finite, or a link costs over 2^31 (2147 km, 24 days). */
struct tomt_links {
    size_t n_nodes, n_links;
    const double *node_x, *node_y;
    const uint32_t *from, *to;
    const double *length_m;      /* NULL: measured along the vertices */
    const double *speed_kmh;     /* NULL: the default everywhere; NaN: the default */
    const uint8_t *use;
    const uint64_t *vertex_start;/* NULL: straight from node to node */
    const double *vertex_x, *vertex_y;
    const struct tomt_table *link_table;
};
struct tomt_network *tomt_network_of(struct tomt_arena *arena, const struct tomt_links *links,
                                     const struct tomt_network_settings *settings, struct tomt_error *err);

/* Street lines of the project -> the network. A layer's table has the columns of role street, all optional:
 * name, class, oneway, speed, level, access, foot, vehicle, motor_vehicle, motorcar, junction (TEXT; speed and level may be numbers).
 * OSM layers (is_osm): lines meet wherever they share a vertex (identical coordinates are the same node), whatever their level; nothing else joins.
 * Plain layers: ends that meet (within join_m) join whatever their level; an end at a vertex of another line, and two inner vertices
 * that are identical, join when the levels are the same or one is not given; with settings.cross also where lines of the same level
 * cross or touch within join_m (here a level that is not given is 0). Different layers join like lines of one plain layer.
 * Lengths are those drawn, also where an end moved to its node. The order of lines and layers changes numbers only. */
struct tomt_network_report {
    size_t n_lines, n_left_out;   /* source features; neither walked nor driven (motorway on foot is driven) */
    size_t n_unknown_class;       /* class not in the table: walked and driven at the default speed */
    char unknown_class[120];      /* the first few */
    size_t n_bad_speed;           /* speed that cannot be read: the class's is taken */
    size_t n_bad_oneway;
    size_t n_too_short;           /* links under half a millimetre: their ends are one node; loops no longer than join_m */
    size_t n_joined;              /* ends joined over a gap of up to join_m; a node lies at the lowest x, then y */
    size_t n_crossings;           /* nodes made where lines cross */
    size_t n_walk_links, n_drive_links, n_oneway_links;
    size_t n_islands, n_small_islands; /* islands other than the mainland; those that are not snapped to */
    double islands_m, small_islands_m; /* their street length in all */
};
struct tomt_network *tomt_network_build(struct tomt_arena *arena, const struct tomt_layer *const *layer, const bool *is_osm,
                                        size_t n_layers, const struct tomt_network_settings *settings,
                                        const struct tomt_crew *crew, struct tomt_network_report *report, struct tomt_error *err);

/* Cost of a stretch of `mm` on foot off the street: mm on foot; by car the time it takes to walk it, ms. */
static inline uint32_t tomt_leg_cost(const struct tomt_network *network, enum tomt_way way, uint32_t mm)
{
    return way == TOMT_DRIVE ? (uint32_t)((double)mm * 60.0 / network->settings.walk_m_per_min + 0.5) : mm;
}
/* Metres on foot, minutes by car <-> cost. A radius includes its edge: rounded to the nearest unit. */
static inline uint32_t tomt_cost_of(enum tomt_way way, double value)
{
    double cost = way == TOMT_DRIVE ? value * 60000.0 : value * 1000.0;
    return cost < (double)(TOMT_UNREACHED - 1) ? (uint32_t)(cost + 0.5) : TOMT_UNREACHED - 1;
}
static inline double tomt_value_of_cost(enum tomt_way way, uint32_t cost)
{
    return way == TOMT_DRIVE ? cost / 60000.0 : cost / 1000.0;
}

#endif
