/* economy/clusters.h: where establishments crowd: DBSCAN, HDBSCAN, hulls, kernel density.
 * Pure arithmetic on the caller's arrays; deterministic: labels do not depend on threads nor, but for numbering, on the order of points.
 * Sources: Ester et al. (1996); Campello, Moulavi & Sander (2013) doi:10.1007/978-3-642-37456-2_14. */
#ifndef TOMT_ECONOMY_CLUSTERS_H
#define TOMT_ECONOMY_CLUSTERS_H

#include "base/arena.h"
#include "base/crew.h"

#define TOMT_NOISE UINT32_MAX
struct tomt_labels {
    uint32_t *label;   /* [n]; TOMT_NOISE: in no cluster. Clusters are numbered by weight, heaviest first, ties to the lowest point */
    uint8_t *core;     /* [n] DBSCAN: is a core point */
    size_t n_clusters;
    double *strength;  /* [n_clusters] HDBSCAN: stability; DBSCAN: weight per square kilometre of the radius discs' union is not computed: NULL */
};
/* A point is core when the weight within radius_m (itself and edge included) is at least min_weight. weight NULL: 1 each. A border point
 * belongs to the cluster of its nearest core point, ties to the lower point. 1,000,000 points in about a second. */
bool tomt_dbscan(struct tomt_arena *arena, const double *x, const double *y, const double *weight, size_t n, double radius_m,
                 double min_weight, const struct tomt_crew *crew, struct tomt_labels *out, struct tomt_error *err);
/* Points of weight as if repeated: core distance is the radius within which min_weight lies; clusters of at least min_cluster_weight;
 * excess of mass. */
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
 * Source: Leslie & Kronenfeld (2011), doi:10.1111/j.1538-4632.2011.00821.x. kind[i]: 1 A, 2 B, 3 both, 0 others. */
double tomt_co_location(const double *x, const double *y, const uint8_t *kind, size_t n, struct tomt_error *err);

/* Duranton & Overman (2005) doi:10.1111/0034-6527.00362: K-density of bilateral distances (Gaussian kernel, Silverman's rule, reflected at 0) at
 * n_steps distances from 0 to reach_m, with local and global envelopes from n_draws random draws of as many sites out of all (seeded). */
struct tomt_duranton_overman { double *density, *local_low, *local_high, *global_low, *global_high; /* [n_steps] */ double localisation, dispersion; };
bool tomt_duranton_overman(struct tomt_arena *arena, const double *x, const double *y, const double *weight, const uint8_t *member,
                           size_t n, double reach_m, size_t n_steps, size_t n_draws, uint64_t seed, const struct tomt_crew *crew,
                           struct tomt_duranton_overman *out, struct tomt_error *err);

#endif
