#include "sample/city.h"

/* nature housing dense mixed centre business retail industry logistics harbour hospital campus
 * green village outside */
static const struct tomt_scale scales[] = {
    {.block_m = {0, 330, 190, 135, 112, 170, 170, 280, 300, 230, 140, 110, 130, 112, 0},
     .parcel_m2 = {0, 80000, 32000, 6000, 2900, 12000, 11000, 32000, 36000, 20000, 7500, 6500, 0,
                   3400, 0},
     .nature_m = 2400,
     .zone_m = 900,
     .sprawl = 0,
     .link_m = 400,
     .access_share = 0,
     .n_establishments = 4000,
     .n_residents = 104000,
     .n_further_plans = 0},
    {.block_m = {0, 130, 110, 95, 88, 125, 125, 180, 200, 170, 105, 88, 110, 95, 0},
     .parcel_m2 = {0, 1650, 1400, 1800, 1500, 3800, 3800, 9000, 11000, 9000, 3600, 3600, 0, 1400,
                   0},
     .nature_m = 1300,
     .zone_m = 700,
     .sprawl = 0,
     .link_m = 200,
     .access_share = 0.1,
     .n_establishments = 100000,
     .n_residents = 450000,
     .n_further_plans = 60},
    {.block_m = {0, 100, 90, 80, 74, 100, 100, 140, 160, 150, 90, 74, 100, 78, 0},
     .parcel_m2 = {0, 1300, 1000, 1100, 950, 2200, 2200, 4800, 6500, 6000, 2300, 2300, 0, 950, 0},
     .nature_m = 1000,
     .zone_m = 210,
     .sprawl = 0.385,
     .link_m = 50,
     .access_share = 1,
     .n_establishments = 1000000,
     .n_residents = 2000000,
     .n_further_plans = 700}};

const struct tomt_scale *tomt_scale_of(enum tomt_sample_size size)
{
    return &scales[size];
}
