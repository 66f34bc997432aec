/* transit/category.c: the quality classes A to F, as tables: interval and mode give a category of
 * stop, category and distance a class. These are the only copies; docs/transit.md is compared with
 * them. */
#include "transit/hubs.h"

enum { N_CATEGORIES = 7 };

/* strictly under: a clock-face 10 minutes falls in < 20 */
const double tomt_class_interval_min[TOMT_N_CLASS_INTERVALS] = {5, 10, 20, 40, 60, 120};
const char *const tomt_transit_class_name[8] = {NULL, "A", "B", "C", "D", "E", "F", NULL};
const double tomt_class_distance_m[TOMT_N_CLASS_DISTANCES] = {300, 500, 750,
                                                              1000}; /* edge included */

static const uint8_t CATEGORY[TOMT_N_MODES][TOMT_N_CLASS_INTERVALS] = {
    [TOMT_RAIL] = {1, 1, 2, 3, 4, 5},
    [TOMT_TRAM] = {1, 2, 3, 4, 5, 6},
    [TOMT_BUS] = {2, 3, 4, 5, 6, 7},
    [TOMT_FERRY] = {2, 3, 4, 5, 6, 7},
};

enum { A = 1, B, C, D, E, F };
static const uint8_t CLASS[N_CATEGORIES][TOMT_N_CLASS_DISTANCES] = {
    {A, A, B, C}, {A, B, C, D}, {B, C, D, E}, {C, D, E, F},
    {D, E, F, 0}, {E, F, 0, 0}, {F, 0, 0, 0},
};

unsigned tomt_stop_category(enum tomt_mode mode, double interval_min)
{
    for (size_t i = 0; i < TOMT_N_CLASS_INTERVALS && mode < TOMT_N_MODES; i++)
        if (interval_min < tomt_class_interval_min[i])
            return CATEGORY[mode][i];
    return 0;
}

unsigned tomt_transit_class(unsigned category, double distance_m)
{
    if (category < 1 || category > N_CATEGORIES)
        return 0;
    for (size_t i = 0; i < TOMT_N_CLASS_DISTANCES; i++)
        if (distance_m <= tomt_class_distance_m[i])
            return CLASS[category - 1][i];
    return 0;
}

double tomt_transit_class_reach_m(unsigned category, unsigned class)
{
    if (category < 1 || category > N_CATEGORIES)
        return 0;
    for (size_t i = TOMT_N_CLASS_DISTANCES; i-- > 0;) {
        unsigned here = CLASS[category - 1][i];
        if (here && here <= class)
            return tomt_class_distance_m[i];
    }
    return 0;
}
