/* sites/assemble_inside.h: what the files of assemble.h share: the sites as they were, what was
 * chosen and joined, what was left. May not know capacity. What stays is in the arena of the
 * caller, the rest goes with the call. Const while the crew works, but for the slots of what is
 * joined. */
#ifndef TOMT_SITES_ASSEMBLE_INSIDE_H
#define TOMT_SITES_ASSEMBLE_INSIDE_H

#include "assembly/assembly.h"
#include "sites/assemble.h"

struct tomt_united { /* an assembly of several parcels */
    size_t profile;
    const uint32_t *row; /* [n] sites of its members, ascending by id */
    size_t n, shape;     /* shape: its row in tomt_assembler.shapes */
    const char *id, *use;
    double x, y, developable_m2, inscribed_m, perimeter_m;
    uint32_t n_parts, plan_zone;
};
struct tomt_left { /* a rejection; rows that differ in the profiles only become one */
    const char *id, *layer, *detail;
    enum tomt_reason reason;
    uint64_t profiles;
    int64_t feature;
    double measured, limit;
    const struct tomt_shapes *shapes;
    size_t shape;
};
struct tomt_assembler {
    struct tomt_arena *arena, *brief; /* what stays; what goes with the call */
    const struct tomt_site_inputs *inputs;
    const struct tomt_zones *zones;
    const struct tomt_assembling *how;
    struct tomt_crew crew;          /* without progress */
    const struct tomt_sites *sites; /* as they were */
    uint64_t *profiles;             /* [sites->n] of the sites that stay as they were */
    uint64_t *loss_start;           /* [sites->n + 1] into sites->losses */
    struct tomt_shapes shapes;      /* of what was joined */
    struct tomt_united *united;
    struct tomt_left *left;
    size_t n_united, united_capacity, n_left, left_capacity;
};

/* The sites of one profile as parcels, and what was chosen of them. */
struct tomt_lot {
    struct tomt_arena *own; /* of this profile alone */
    size_t profile, n;
    const struct tomt_profile_assembly *wish;
    uint32_t *row; /* [n] sites */
    struct tomt_shapes shapes;
    double *area_m2, *perimeter_m, *weight;
    uint32_t *owner;
    const char **key;
    struct tomt_neighbours neighbours;
    struct tomt_assemblies chosen;
};

/* The layer and row that a site is made of; UINT32_MAX: none. */
struct tomt_origin {
    uint32_t layer, row;
};
static inline struct tomt_origin tomt_origin_of(const struct tomt_sites *sites, size_t site)
{
    if (sites->member_start && sites->member_start[site + 1] == sites->member_start[site] + 1) {
        const struct tomt_member *member = &sites->member[sites->member_start[site]];
        return (struct tomt_origin){member->layer, member->row};
    }
    return (struct tomt_origin){sites->source_layer[site], sites->source_row[site]};
}

/* assemble_owners.c: lot->owner. */
bool tomt_lot_owners(const struct tomt_assembler *assembler, struct tomt_lot *lot,
                     struct tomt_error *err);
/* assemble_lot.c: who is beside whom, and what was chosen. */
bool tomt_lot_choose(const struct tomt_assembler *assembler, struct tomt_lot *lot,
                     struct tomt_error *err);
/* assemble_join.c: joins and measures the assemblies of several, on all cores, adds them to
 * `united`. */
bool tomt_lot_join(struct tomt_assembler *assembler, const struct tomt_lot *lot,
                   double *max_area_error, struct tomt_error *err);

/* assemble_sums.c */
struct tomt_use_area {
    uint32_t code; /* row of use_name */
    double area_m2;
};
struct tomt_use_areas {
    struct tomt_arena *arena;
    struct tomt_use_area *of;
    size_t n, capacity;
};
/* Sums over members, ascending by code; parts of one parcel count its uses once. */
bool tomt_uses_sum(const struct tomt_sites *sites, const uint32_t *row, size_t n,
                   struct tomt_use_areas *uses, struct tomt_error *err);
/* united->use and plan_zone. */
bool tomt_united_use(const struct tomt_assembler *assembler, struct tomt_seat *seat,
                     struct tomt_use_areas *uses, struct tomt_united *united,
                     struct tomt_error *err);
const char *tomt_united_strategy(const struct tomt_sites *sites, const struct tomt_united *united);
/* Texts of the members, each once, at most 12, then " ..."; *out NULL: none has one. */
bool tomt_united_text(const struct tomt_assembler *assembler, const struct tomt_united *united,
                      const char *const *column, bool or_id, const char **out,
                      struct tomt_error *err);

/* assemble_left.c */
/* What was chosen is held against the minima of the profile: assemblies that fail them, and parcels
 * in none, are rejected; assemblies of one keep their rows. United ones from `from` on are this
 * lot's: those that fail go. */
bool tomt_lot_hold(struct tomt_assembler *assembler, const struct tomt_lot *lot, size_t from,
                   struct tomt_assembled *assembled, struct tomt_error *err);
/* All rejections, in order. */
bool tomt_left_write(struct tomt_assembler *assembler, struct tomt_rejected *rejected,
                     struct tomt_error *err);

/* assemble_rows.c: the sites as they are now. */
bool tomt_assembled_rows(struct tomt_assembler *assembler, struct tomt_sites *sites,
                         struct tomt_error *err);

#endif
