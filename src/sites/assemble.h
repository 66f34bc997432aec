/* sites/assemble.h: parcels that are sites of a profile with `assembly:` -> sites of several parcels (assembly/assembly.h chooses).
 * May not know capacity: weights are given. Everything belongs to the arena given. global: the choice looks at all parcels. */
#ifndef TOMT_SITES_ASSEMBLE_H
#define TOMT_SITES_ASSEMBLE_H

#include "sites/sites.h"

struct tomt_assembling {
    const double *const *weight; /* [profile][site]: what `least` and `most` are of; NULL, also of one profile: developable_m2. NaN: takes no part */
};
struct tomt_assembled { /* per profile; zero for those without an assembly. Sites of the profile are then n_assemblies - n_too_small - n_too_narrow */
    size_t n_parcels;            /* sites that could take part = n_in_assemblies + n_left_over */
    size_t n_assemblies;         /* chosen, n_of_one of them parcels by themselves */
    size_t n_of_one, n_in_assemblies, n_left_over;
    size_t n_too_large;          /* of those left over: their weight alone is over `most` */
    size_t n_improved;           /* made way for better ones (assembly.h) */
    size_t n_too_small, n_too_narrow; /* assemblies that fail the profile's minima */
    double max_area_error;       /* of the joined polygons: |Σ members - overlaps - whole| / Σ */
};
/* For each profile with an assembly: its sites are replaced by the chosen assemblies. Parcels are the sites of the profile with their shapes (permitted ground without
 * exclusions); keys are their ids. Barriers are features of constraint layers, by codes as constraints have them; points, and layers that were not read, shut nothing.
 * Owners: column "owner" of the parcel layers, where they have it. Case and blanks do not count; several names in one cell, apart by ';' or '|', are put in order, each
 * once, and are one owner together (so "A;B" is neither A nor B). No name: not known, an owner of its own.
 * - An assembly of one parcel is the parcel's site as it was (same row, shared with other profiles).
 * - An assembly of several is a new site: id "a" and 16 hex digits of the hash of its shape at 1 cm ("-2", "-3" after it for further ones of a profile with the same shape, of
 *   parcels that lie twice on the map); geometry: the members' shapes joined; area_m2, use areas and losses are the members' sums (losses of this profile; uses of parts
 *   of one parcel once). Where members overlap, area_m2 counts that ground twice and developable_m2 (of the geometry) once; use: the permitted code with the largest sum,
 *   ties to the lower code; plan_zone: of the member with the largest area of that use, ties to the smaller id; strategy: by developable area of the members, ties in
 *   the order of sites.h; parcel: members' ids joined by ", " (at most 12, then " ..."), property the same, each once; point, inscribed diameter, perimeter, n_parts as
 *   for any site. Parts of one parcel are one member.
 * - min_area_m2 and min_width_m of the profile hold for assemblies, of the developable ground: those that fail them are rejected as TOMT_R_AREA, TOMT_R_WIDTH (one row, the
 *   assembly's id and geometry; of one parcel its source).
 * - A parcel in no assembly is rejected as TOMT_R_NOT_ASSEMBLED for the profile, with its source geometry and a sentence that says why: kept members + members of rejected
 *   assemblies + rejected = candidates as before.
 * Rejections come after those that were there, in the order of id, reason, numbers; those that differ in the profiles only are one row.
 * Rows without any profile left are removed; sites are in order again (site_id, then geometry bytes); an assembly of the same sites for another profile shares its row.
 * Sites that are cells of a grid cannot be assembled: TOMT_PROJECT (the project check tells it first). Members that are NULL are taken from source_layer and source_row.
 * `sites` is left as it was when the call fails, `rejected` may hold rows already. What it was made of stays in its arena. */
bool tomt_sites_assemble(struct tomt_arena *arena, const struct tomt_site_inputs *inputs, const struct tomt_zones *zones, const struct tomt_assembling *how,
                         const struct tomt_crew *crew, struct tomt_sites *sites, struct tomt_rejected *rejected, struct tomt_assembled *assembled /* [profile] */,
                         struct tomt_error *err);

#endif
