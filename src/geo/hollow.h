/* geo/hollow.h: the outline of points from their triangulation, hollowed out from its longest border edges (a chi-shape).
 * Not for other rooms. Knows no GEOS: the library's own (3.11) crashes on points that are nearly in line, so this decides on plain numbers
 * and says when the triangulation is not sound. Source: Duckham et al. (2008) doi:10.1016/j.patcog.2008.03.023. */
#ifndef TOMT_GEO_HOLLOW_H
#define TOMT_GEO_HOLLOW_H

#include "base/arena.h"

struct tomt_triangle {
    uint32_t corner[3];
};
/* Every point stays a corner of the ring or inside it. ring[n] gets its corners, not closed, to the left around; *n_ring 0: the triangles are
 * not sound (a point in none, three at an edge, a border that meets itself). Their direction does not matter; it is changed here. */
bool tomt_hollow(struct tomt_arena *scratch, const double *x, const double *y, size_t n, struct tomt_triangle *triangle, size_t n_triangles,
                 double ratio, uint32_t *ring, size_t *n_ring, struct tomt_error *err);

#endif
