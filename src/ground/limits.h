/* ground/limits.h: what limits take on the pieces of one site. Every piece is parted into cells
 * that the same limits lie on, once for all profiles; who takes what follows from the cells alone,
 * so the order of limits cannot change the sum. Inside this room only. */
#ifndef TOMT_GROUND_LIMITS_H
#define TOMT_GROUND_LIMITS_H

#include "ground/on_site.h"

struct tomt_limit_list { /* of one profile, in its order */
    size_t n;
    uint16_t *constraint;
    uint32_t *cover;
    double *leaves;
};
bool tomt_limits_list(struct tomt_arena *arena, const struct tomt_project *project,
                      const struct tomt_covers *covers, struct tomt_limit_list **lists,
                      struct tomt_error *err);

struct tomt_limit_rows { /* of one thread */
    struct tomt_arena *arena;
    struct tomt_limit_row {
        uint32_t site, zone;
        double lost_m2;
        uint16_t constraint;
        uint8_t profile;
    } * row;
    size_t n, capacity;
};
struct tomt_limit_desk {
    struct tomt_limit_cell { /* piece by piece */
        uint64_t on;         /* bit i: part[i] lies on it */
        double area_m2;
        GEOSGeometry *geometry; /* NULL: not needed any more */
    } * cell;
    struct tomt_met **part; /* covers of limits that meet the site */
    size_t *piece_start;    /* the cells of the site's pieces, one after the other */
    size_t n_cells, cell_capacity, n_parts, part_capacity, piece_capacity;
};
void tomt_limit_desk_clear(struct tomt_on_site *site, struct tomt_limit_desk *desk);
/* The site on the plot, its covers found; pieces: rows `from`..`to` of `zone`. Adds to `rows`. */
bool tomt_limits_find(struct tomt_on_site *site, struct tomt_limit_desk *desk,
                      const struct tomt_limit_list *lists, size_t n_profiles, uint64_t profiles,
                      const struct tomt_overlaps *zone, struct tomt_limit_rows *rows,
                      struct tomt_error *err);

#endif
