/* What the tests of the capacity room share: pieces and settings in a line. */
#ifndef TOMT_TESTS_CAPACITY_SUPPORT_H
#define TOMT_TESTS_CAPACITY_SUPPORT_H

#include "capacity/capacity.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static inline void near(double found, double wanted)
{
    if (!(fabs(found - wanted) <= 1e-6))
        print_error("%.17g, wanted %.17g\n", found, wanted);
    assert_true(fabs(found - wanted) <= 1e-6);
}

static inline struct tomt_capacity_settings defaults(void)
{
    struct tomt_capacity_settings settings;
    tomt_capacity_defaults(&settings);
    return settings;
}

static inline struct tomt_plan_rule limit(int type, double number)
{
    return (struct tomt_plan_rule){type, number, NAN};
}

static inline struct tomt_zone_piece piece_of(double area_m2, const struct tomt_plan_rule *rule,
                                              size_t n_rules, double storeys)
{
    struct tomt_zone_piece piece = tomt_piece_silent;
    piece.area_m2 = area_m2;
    piece.rules.rule = rule;
    piece.rules.n_rules = n_rules;
    piece.rules.storeys = storeys;
    return piece;
}

/* Numbers between 0 and 1, the same every time. */
static inline double uniform(void)
{
    static uint64_t z = 1959;
    z = z * 6364136223846793005u + 1442695040888963407u;
    return (double)(z >> 11) * 0x1p-53;
}

#endif
