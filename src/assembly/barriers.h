/* assembly/barriers.h: what shuts a stretch of common border: rivers, rails, motorways.
 * Not for other rooms. The barriers are const once read; the desk is reused memory of one seat. */
#ifndef TOMT_ASSEMBLY_BARRIERS_H
#define TOMT_ASSEMBLY_BARRIERS_H

#include "assembly/assembly.h"
#include "assembly/borders.h"

struct tomt_barriers {
    size_t n; /* edges; 0: nothing is ever shut */
    struct tomt_edge *edge;
    uint32_t *shape;                  /* UINT32_MAX: of a line; else the polygon's number */
    struct tomt_index *index, *areas; /* of edges; of polygons' boxes */
    double line_m;                    /* half a line's breadth */
    double max_x;
};
bool tomt_barriers_read(struct tomt_arena *arena, const struct tomt_neighbour_question *question,
                        struct tomt_barriers *barriers, struct tomt_error *err);

struct tomt_span {
    double from, to;
};
enum tomt_around { TOMT_AROUND_OPEN, TOMT_AROUND_WATER, TOMT_AROUND_MIXED };
struct tomt_barrier_desk {
    struct tomt_rows near, ray;
    uint32_t *crossed;
    size_t crossed_capacity;
    struct tomt_span *span; /* shut, ascending, apart: the answer */
    size_t n_span, span_capacity;
    double *cut;
    size_t n_cut, cut_capacity;
    enum tomt_around around; /* of the parcel */
    bool clear;              /* no barrier at all near the parcel */
};
void tomt_barrier_desk_free(struct tomt_barrier_desk *desk);

/* Before the stretches of a parcel: what lies around `box`, which holds all of their ways. */
bool tomt_barriers_around(const struct tomt_barriers *barriers, const struct tomt_box *box,
                          struct tomt_barrier_desk *desk, struct tomt_error *err);
/* Which spans of the stretch are shut: desk->span. */
bool tomt_barriers_shut(const struct tomt_barriers *barriers, const struct tomt_axis *axis,
                        const struct tomt_stretch *stretch, struct tomt_barrier_desk *desk,
                        struct tomt_error *err);

#endif
