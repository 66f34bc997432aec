/* areas/hulls.h: the outlines of clusters, and who stands in them (inside the room).
 * Each cluster is the work of one thread with a seat of its own; what comes out is plain. */
#ifndef TOMT_AREAS_HULLS_H
#define TOMT_AREAS_HULLS_H

#include "areas/areas.h"

struct tomt_crowds { /* members cluster by cluster */
    size_t n;
    const size_t *start;  /* [n + 1] */
    const double *x, *y;  /* [start[n]] */
};
/* shapes: one polygon for each, in `arena`. */
bool tomt_hulls_make(struct tomt_arena *arena, const struct tomt_crowds *crowds, const struct tomt_crew *crew,
                     struct tomt_shapes *hull, struct tomt_error *err);
/* Known jobs of all workplaces in each hull, edge included, and of those in `sectors`. */
bool tomt_hulls_count(const struct tomt_shapes *hull, const struct tomt_workplaces *workplaces, uint64_t sectors,
                      const struct tomt_crew *crew, double *jobs, double *sector_jobs, struct tomt_error *err);

#endif
