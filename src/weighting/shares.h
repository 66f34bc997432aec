/* weighting/shares.h: what the ways of weighing have in common: numbers to shares, and how a member is named in a message.
 * Knows nothing of how the numbers came about. All belongs to the caller. Thread-safe. For the files of this room only. */
#ifndef TOMT_WEIGHTING_SHARES_H
#define TOMT_WEIGHTING_SHARES_H

#include "weighting/weighting.h"

/* number[member] >= 0 and finite, not all 0 -> share[member]: each number by their sum, which is summed in order of size and in twice the precision. So the
 * shares depend neither on the order of members nor on a common factor that is exact (2:1 and 4:2). False: out of memory, or all are 0 (TOMT_PROJECT). */
bool tomt_weighting_shares(const double *number, size_t n, struct tomt_arena *scratch, double *share, struct tomt_error *err);
void tomt_weighting_all_alike(size_t n, double *share);
/* Each member has a number from 0 up, or what is wrong (TOMT_PROJECT); `what` names one: "weight", "swing". */
bool tomt_weighting_numbers_given(const struct tomt_weight_group *group, const char *what, struct tomt_error *err);
/* place_mean[place taken together from..to) -> local: ties get the mean of the weights of the places that they cover. weight_of_place[0] is the first's. */
bool tomt_weighting_by_place(const struct tomt_weight_group *group, const double *weight_of_place, struct tomt_arena *scratch, double *local,
                             struct tomt_error *err);
/* All members are criteria and their values are known to be 0..1 or NaN. */
bool tomt_weighting_values_given(const struct tomt_weight_group *group, const struct tomt_weighting_values *values, struct tomt_error *err);

struct tomt_member_words {
    char text[120];
};
/* "member 2 (criterion 5)", "member 2 (group 'access')": counted from 1. */
struct tomt_member_words tomt_weighting_member(const struct tomt_weight_group *group, size_t member);

/* To 40 significant bits: what libm's last bit says, which differs between processors, is gone. */
double tomt_weighting_40_bits(double number);

#endif
