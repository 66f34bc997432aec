/* network/build_inside.h: the steps from lines to links; each is one file. Not for other rooms.
 * lines.c reads the layers, cross.c adds vertices where lines cross, place.c finds which vertices are one node, join.c joins ends
 * over small gaps, build.c cuts the lines there. Blocks belong to the scratch arena. Vertices are numbered through all lines. */
#ifndef TOMT_NETWORK_BUILD_INSIDE_H
#define TOMT_NETWORK_BUILD_INSIDE_H

#include "network/network.h"
#include "network/rules.h"

#define TOMT_NO_VERTEX UINT32_MAX
#define TOMT_NO_LEVEL UINT64_MAX /* not given */
#define TOMT_PLAIN UINT16_MAX    /* group of plain lines; OSM lines have their layer's number */

struct tomt_feature { /* one row of a layer that somebody may use */
    uint32_t layer, row;
    uint64_t level; /* equal for equal levels */
    double speed_kmh;
    uint16_t group;
    uint8_t use;
};
struct tomt_lines {
    struct tomt_arena *arena;
    struct tomt_feature *feature;
    size_t n_features, n_lines, n_vertices;
    uint32_t *feature_of; /* [n_lines] */
    uint32_t *start;      /* [n_lines + 1] first vertex; a line has two or more, no two neighbours the same */
    double *x, *y;        /* [n_vertices] */
    uint32_t *line_of;    /* [n_vertices] */
    uint8_t *made;        /* [n_vertices] where lines cross: 1; NULL: none */
    bool one_osm;         /* all lines are of one OSM layer */
    bool levels;          /* some line has a level */
};
static inline const struct tomt_feature *tomt_feature_at(const struct tomt_lines *lines, size_t vertex)
{
    return lines->feature + lines->feature_of[lines->line_of[vertex]];
}
static inline bool tomt_is_end(const struct tomt_lines *lines, size_t vertex)
{
    uint32_t line = lines->line_of[vertex];
    return vertex == lines->start[line] || vertex + 1 == lines->start[line + 1];
}

/* The cell as text; numbers are printed into `room`. NULL: not given, or no such column. */
const char *tomt_street_text(const struct tomt_column *column, size_t row, char room[32]);
bool tomt_lines_read(struct tomt_arena *arena, const struct tomt_layer *const *layer, const bool *is_osm, size_t n_layers,
                     const struct tomt_crew *crew, struct tomt_lines *out, struct tomt_network_report *report,
                     struct tomt_error *err);
/* Lines of one level (not given is 0) get a common vertex where they cross or touch within join_m. */
bool tomt_lines_cross(struct tomt_lines *lines, double join_m, const struct tomt_crew *crew, struct tomt_error *err);

/* node[vertex]: TOMT_NO_VERTEX for a vertex inside a link, else the lowest vertex that is the same node. */
bool tomt_places_find(const struct tomt_lines *lines, const struct tomt_crew *crew, uint32_t *node, struct tomt_error *err);
/* node[] is a forest from here on: the root of a node lies lowest (x, then y). */
uint32_t tomt_node_root(uint32_t *node, uint32_t vertex);
void tomt_node_join(const struct tomt_lines *lines, uint32_t *node, uint32_t a, uint32_t b);
bool tomt_ends_join(const struct tomt_lines *lines, double join_m, uint32_t *node, size_t *n_joined, struct tomt_error *err);

#endif
