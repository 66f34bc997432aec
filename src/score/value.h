/* score/value.h: value functions: from a raw number in the criterion's unit to 0..1. Pure arithmetic.
 * Knows nothing of criteria, files or GIS. Thread-safe. */
#ifndef TOMT_SCORE_VALUE_H
#define TOMT_SCORE_VALUE_H

#include "base/param.h"

enum tomt_function { TOMT_LINEAR, TOMT_PIECEWISE, TOMT_STEP, TOMT_LOGISTIC, TOMT_BELL, TOMT_CATEGORY };

struct tomt_value {
    enum tomt_function function;
    /* linear, logistic: value 1 at full_at, 0 at zero_at; falling when full_at < zero_at. Logistic: 0.5 half way, 0.95 at
     * full_at and 0.05 at zero_at. NaN with ends_data: taken from the candidates by tomt_value_fit. */
    double full_at, zero_at;
    bool ends_data, falling; /* ends: data (min-max); falling then says which end is full */
    struct tomt_pairs points; /* piecewise: (raw, value), raw ascending, held flat outside; step: value from raw on, below the
                                 first raw the value is `otherwise`; category: exact raw -> value, else `otherwise` */
    double otherwise;         /* step, category; default 0 */
    double peak_at, half_width; /* bell: exp(-ln 2 ((x - peak)/half_width)^2): 1 at the peak, 0.5 a half_width away */
};

double tomt_value_of(const struct tomt_value *value, double raw); /* NaN in, NaN out */
/* ends: data: sets full_at and zero_at to the extremes of raw[0..n) that are not NaN. All equal: both the same, and tomt_value_of
 * then gives 1 for that number. None: both NaN. */
void tomt_value_fit(struct tomt_value *value, const double *raw, size_t n);

#endif
