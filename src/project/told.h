/* project/told.h: what a project asked for, as JSON that a result keeps. The same input gives the same text. Texts belong to the arena. */
#ifndef TOMT_PROJECT_TOLD_H
#define TOMT_PROJECT_TOLD_H

#include "project/project.h"

const char *tomt_value_json(struct tomt_arena *arena, const struct tomt_value *value, struct tomt_error *err);
const char *tomt_node_json(struct tomt_arena *arena, const struct tomt_node *node, struct tomt_error *err); /* as written; NULL: {} */

/* What makes the profile's sites, canonical: uses, sizes, constraints that cut or limit, assembly; not weights, values, vetoes or titles. Its SHA-256 is `sites_sha256`. */
const char *tomt_profile_sites_text(struct tomt_arena *arena, const struct tomt_profile *profile, struct tomt_error *err);
const char *tomt_vetoes_json(struct tomt_arena *arena, const struct tomt_profile *profile, struct tomt_error *err);
const char *tomt_uncertain_json(struct tomt_arena *arena, const struct tomt_profile *profile, size_t criterion, struct tomt_error *err); /* NULL: its numbers are exact */
/* The settings in force, defaults included: draws, seed, weights, spread ... */
const char *tomt_robustness_json(struct tomt_arena *arena, const struct tomt_profile *profile, struct tomt_error *err);

#endif
