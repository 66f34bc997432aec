/* economy/clusters.h: where establishments crowd: DBSCAN, HDBSCAN, kernel density, effective density, co-location.
 * Pure arithmetic on the caller's arrays; deterministic: labels do not depend on threads nor, but for numbering and border points just as far
 * from two clusters, on the order of points.
 * A point whose coordinates are not finite takes part in nothing (label TOMT_NOISE). A weight that is not finite is an error; one below 0 too,
 * except in the two densities, where it is subtracted (a map of change). Coordinates over 10^15 m are an error. No points are no error.
 * Sources: Ester et al. (1996); Campello, Moulavi & Sander (2013) doi:10.1007/978-3-642-37456-2_14. */
#ifndef TOMT_ECONOMY_CLUSTERS_H
#define TOMT_ECONOMY_CLUSTERS_H

#include "base/arena.h"
#include "base/crew.h"

#define TOMT_NOISE UINT32_MAX
struct tomt_labels {
    uint32_t *label;   /* [n]; TOMT_NOISE: in no cluster. Clusters are numbered by weight, heaviest first, ties to the lowest point */
    uint8_t *core;     /* [n] DBSCAN: is a core point; HDBSCAN: NULL */
    size_t n_clusters;
    double *strength;  /* [n_clusters] HDBSCAN: stability, weight per metre; DBSCAN: NULL */
};
/* A point is core when the weight within radius_m (itself and edge included) is at least min_weight. weight NULL: 1 each. A border point
 * belongs to the cluster of its nearest core point, ties to the lower point. 1,000,000 points in about a second. A point of weight 0 adds
 * nothing but may be core. The radius and the least weight are above 0; a radius under a 2^31st of the extent is an error. Weights are
 * summed exactly; "at least" is to one part in 10^9. */
bool tomt_dbscan(struct tomt_arena *arena, const double *x, const double *y, const double *weight, size_t n, double radius_m,
                 double min_weight, const struct tomt_crew *crew, struct tomt_labels *out, struct tomt_error *err);
/* Points of weight as if repeated: core distance is the radius within which min_weight lies, the point's own included; clusters of at least
 * min_cluster_weight; excess of mass. All that joins at one distance is one joint of many branches, so ties do not depend on order.
 * Everything together is never one cluster, as in the paper: one crowd alone is all noise. Density is 1/distance, distances under 1 m as 1 m. A place
 * that weighs min_weight by itself is as dense as can be, so one large workplace can be a cluster of its own; a least weight above
 * that of the largest, or weight NULL, asks for several. Exact at any size: 100,000 places in a second or two, then about n log n. */
bool tomt_hdbscan(struct tomt_arena *arena, const double *x, const double *y, const double *weight, size_t n, double min_weight,
                  double min_cluster_weight, const struct tomt_crew *crew, struct tomt_labels *out, struct tomt_error *err);

/* Kernel density on a grid, per km2: quartic kernel 3/(pi h^2) (1 - d^2/h^2)^2, d < h. out[row * n_columns + column], row 0 at the top (north).
 * Source: Silverman (1986). */
bool tomt_kernel_density(const double *x, const double *y, const double *weight, size_t n, double min_x, double max_y, double cell_m,
                         size_t n_columns, size_t n_rows, double bandwidth_m, const struct tomt_crew *crew, double *out,
                         struct tomt_error *err);

/* Effective density U = sum_j E_j / max(g_j, 0.1 km)^alpha, g <= reach_km (edge included), at each place. Source: Graham (2005); STAG. */
bool tomt_effective_density(const double *at_x, const double *at_y, size_t n, const double *x, const double *y, const double *jobs,
                            size_t n_points, double alpha, double reach_m, const struct tomt_crew *crew, double *out, struct tomt_error *err);

/* Co-location quotient of A towards B: (N_AB / N_A) / (N_B' / (N - 1)), N_AB by nearest neighbours (ties shared), N_B' = N_B less one when A = B.
 * Source: Leslie & Kronenfeld (2011), doi:10.1111/j.1538-4632.2011.00821.x. kind[i]: 1 A, 2 B, 3 both, 0 others. NaN: fewer than two points,
 * no A or no B, or (err set) a failure. Where some are both, what is expected is the mean over the As of the Bs among the others. */
double tomt_co_location(const double *x, const double *y, const uint8_t *kind, size_t n, struct tomt_error *err);

/* Duranton & Overman (2005) doi:10.1111/0034-6527.00362: K-density of bilateral distances (Gaussian kernel, Silverman's rule, reflected at 0) at
 * n_steps distances from 0 to reach_m, per metre (1 over all distances), with local and global envelopes from n_draws random draws of as many
 * sites out of all (seeded); the members' weights go with the draw. Local: the 5th and 95th percentile at each distance. Global: at most a
 * twentieth of the draws ever passes the upper one, and the lower one. Localisation: the area above the upper; dispersion: below the lower,
 * 0 if localised. Bandwidth: 0.9 min(deviation, quartiles / 1.34) N^-1/5 of the N distances (Silverman 1986, eq. 3.31). NaN: fewer than 3 members, or
 * than 2 of weight; envelopes of fewer than 20 draws. Costs members^2 / 2 for each draw: 500 members and 1,000 draws take two seconds or less. */
struct tomt_duranton_overman { double *density, *local_low, *local_high, *global_low, *global_high; /* [n_steps] */ double localisation, dispersion; };
bool tomt_duranton_overman(struct tomt_arena *arena, const double *x, const double *y, const double *weight, const uint8_t *member,
                           size_t n, double reach_m, size_t n_steps, size_t n_draws, uint64_t seed, const struct tomt_crew *crew,
                           struct tomt_duranton_overman *out, struct tomt_error *err);

#endif
