/* sites/terms.h: how the words of plans compare: land-use codes, hazard codes, strategies, plan
 * levels. May not know geometry. Pure; thread-safe. */
#ifndef TOMT_SITES_TERMS_H
#define TOMT_SITES_TERMS_H

#include <stdbool.h>

/* Numbers before words, numbers by value, else byte order: "the lower code". */
int tomt_use_order(const char *a, const char *b);
/* Does a feature's code fall under the code that a profile names? Equal or beginning with it; H310
 * and 310 are the same. */
bool tomt_code_falls_under(const char *feature, const char *named);
/* On the ground: level 2, or none given. */
bool tomt_level_counts(const char *level);

enum tomt_strategy { TOMT_DENSIFY, TOMT_TRANSFORM, TOMT_NO_STRATEGY };
extern const char *const tomt_strategy_name[3];        /* "densify", "transform", "none" */
enum tomt_strategy tomt_strategy_of(const char *text); /* NULL and unknown words: none */

#endif
