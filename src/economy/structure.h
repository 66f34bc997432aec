/* economy/structure.h: what an economy is made of: shares, quotients, variety, concentration.
 * Pure arithmetic on the caller's arrays; thread-safe. No file, no layer, no geometry. A number that does not exist is NaN.
 * Jobs are the central estimates; units without jobs take part with 0. */
#ifndef TOMT_ECONOMY_STRUCTURE_H
#define TOMT_ECONOMY_STRUCTURE_H

#include "base/arena.h"

/* Location quotient (e_sr / e_r) / (e_s / e); NaN when the region or the reference is empty, or the reference lacks the sector.
 * Source: Isserman (1977), doi:10.1080/01944367708977758. */
double tomt_location_quotient(double sector_here, double all_here, double sector_reference, double all_reference);

/* Krugman's specialisation index: sum |share here - share of the reference|, 0 to 2. NaN when either is empty.
 * Source: Krugman (1991), Geography and Trade. here[n], reference[n]: jobs by sector. */
double tomt_krugman_index(const double *here, const double *reference, size_t n);

/* Herfindahl-Hirschman index of shares: sum p^2; 1/n to 1. NaN when empty. */
double tomt_herfindahl(const double *amount, size_t n);

/* Entropy, unrelated and related variety in bits: UV = sum_g P_g log2(1/P_g), RV = sum_g P_g H_g; UV + RV = entropy.
 * Source: Frenken, van Oort & Verburg (2007), doi:10.1080/00343400601120296. group[i] < n_groups: the 2-digit group of code i.
 * NaN when there are no jobs. */
struct tomt_variety { double entropy, unrelated, related; };
bool tomt_variety(const double *jobs, const uint32_t *group, size_t n, size_t n_groups, struct tomt_variety *out,
                  struct tomt_error *err);

/* Ellison-Glaeser: gamma = (G - (1 - X) H) / ((1 - X)(1 - H)), G = sum (s_a - x_a)^2, X = sum x_a^2, H = sum of squared plant shares.
 * Source: Ellison & Glaeser (1997), doi:10.1086/262098. sector[n_areas], all[n_areas]; plant[n_plants]: jobs of the sector's plants. */
double tomt_ellison_glaeser(const double *sector, const double *all, size_t n_areas, const double *plant, size_t n_plants);

/* Growth between two registers by sector: births (only in the second), deaths (only in the first), moves (both, another place), change. */
struct tomt_change {
    size_t n_births, n_deaths, n_moves, n_stayed;
    double jobs_before, jobs_after, jobs_born, jobs_dead, jobs_grown; /* grown: of those in both, net */
};

/* The establishments of one year; ids differ within it. A place that is not finite is not known. sector[i] < n_sectors. */
struct tomt_year {
    const uint64_t *id; /* the organisation number */
    const uint32_t *sector;
    const double *jobs, *x, *y;
    size_t n;
};
/* change[n_sectors]. Who is in both has moved when both places are known and more than move_m apart, and counts in its second sector; who changed
 * sector takes its jobs along, so that in each sector jobs_after = jobs_before + jobs_born - jobs_dead + jobs_grown. Jobs are rounded by
 * tomt_exact_weight: the order of rows does not matter. An id twice in a year is an error (TOMT_DATA). */
bool tomt_changes(const struct tomt_year *before, const struct tomt_year *after, double move_m, struct tomt_change *change,
                  size_t n_sectors, struct tomt_error *err);

/* Sums with no order: weights are rounded to multiples of 2^-30 before they are added, so that the same jobs in any order give the same bytes (below 2^21
 * exactly). For jobs by code and the like. */
double tomt_exact_weight(double weight);

#endif
