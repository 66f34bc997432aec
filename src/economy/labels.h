/* economy/labels.h: groups of spots become numbered clusters of points (inside the room).
 * Pure arithmetic; owns nothing; not thread-safe in what it writes. */
#ifndef TOMT_ECONOMY_LABELS_H
#define TOMT_ECONOMY_LABELS_H

#include "economy/clusters.h"
#include "economy/spots.h"

/* group[spot] < n_groups or TOMT_NOISE. Numbers the groups in use by weight, heaviest first, ties to the lowest point, and fills
 * out->label and out->n_clusters. group_of, if not NULL, becomes [n_clusters] the group of each cluster. */
bool tomt_labels_number(struct tomt_arena *arena, const struct tomt_spots *spots, size_t n_points, const uint32_t *group,
                        size_t n_groups, struct tomt_labels *out, uint32_t **group_of, struct tomt_error *err);

#endif
