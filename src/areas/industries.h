/* areas/industries.h: the industries of each area, by code and by division (inside the room).
 * Pure arithmetic on plain numbers; const question, arrays of the arena given. */
#ifndef TOMT_AREAS_INDUSTRIES_H
#define TOMT_AREAS_INDUSTRIES_H

#include "areas/areas.h"

/* Jobs that can be counted: a number of 0 or more. */
bool tomt_jobs_known(double jobs);
void tomt_mix_add(struct tomt_mix *mix, const struct tomt_workplaces *workplaces, size_t i);
/* The code at so many digits; a coarser one as it is. */
uint64_t tomt_code_at(uint64_t code, unsigned digits);

/* Fills division_start, division, code_start and code with their sums; shares and quotients are left 0. */
bool tomt_industries_gather(struct tomt_arena *arena, const struct tomt_area_question *question, const struct tomt_crew *crew,
                            struct tomt_area_measures *out, struct tomt_error *err);
/* Jobs by code over all rows of all areas. */
bool tomt_industries_sum(struct tomt_arena *arena, const struct tomt_area_industry *row, size_t n_rows, const uint64_t **code,
                         const double **jobs, size_t *n, struct tomt_error *err);

#endif
