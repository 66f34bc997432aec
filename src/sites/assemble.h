/* sites/assemble.h: parcels that are sites of a profile with `assembly:` -> sites of several parcels (assembly/assembly.h chooses).
 * May not know capacity: weights are given. Everything belongs to the arena given. global: the choice looks at all parcels. */
#ifndef TOMT_SITES_ASSEMBLE_H
#define TOMT_SITES_ASSEMBLE_H

#include "sites/sites.h"

struct tomt_assembling {
    const double *const *weight; /* [profile][site]: what `least` and `most` are of; NULL: developable_m2. NaN: takes no part */
};                               /* owners: column "owner" of the parcel layers, where they have it; several names apart by ';' or '|' */
struct tomt_assembled { /* per profile */
    size_t n_parcels, n_assemblies, n_of_one, n_in_assemblies, n_left_over, n_too_large, n_improved, n_too_small, n_too_narrow;
    double max_area_error;       /* of the joined polygons: |Σ members - overlaps - whole| / Σ */
};
/* For each profile with an assembly: its sites are replaced by the chosen assemblies.
 * - An assembly of one parcel is the parcel's site as it was (same row, shared with other profiles).
 * - An assembly of several is a new site: id "a" and 16 hex digits of the hash of its shape at 1 cm; geometry: the members' shapes joined; area_m2, use areas and losses
 *   are the members' sums (losses of this profile); use: the code with the largest sum, ties to the lower code; plan_zone: of the member with the largest area of that use;
 *   strategy: by developable area of the members, ties in the order of sites.h; parcel: members' ids joined by ", " (at most 12, then " ..."), property the same, each once;
 *   point, inscribed diameter, perimeter, n_parts as for any site.
 * - min_area_m2 and min_width_m of the profile hold for assemblies: those that fail them are rejected as TOMT_R_AREA, TOMT_R_WIDTH (one row, the assembly's id and geometry).
 * - A parcel in no assembly is rejected as TOMT_R_NOT_ASSEMBLED for the profile: kept members + rejected = candidates as before.
 * Rows without any profile left are removed; sites are in order again (site_id, then geometry bytes); a second assembly with the same geometry for another profile shares its row.
 * Sites that are cells of a grid cannot be assembled: TOMT_PROJECT (the project check tells it first). */
bool tomt_sites_assemble(struct tomt_arena *arena, const struct tomt_site_inputs *inputs, const struct tomt_zones *zones, const struct tomt_assembling *how,
                         const struct tomt_crew *crew, struct tomt_sites *sites, struct tomt_rejected *rejected, struct tomt_assembled *assembled /* [profile] */,
                         struct tomt_error *err);

#endif
