#include "sample/city.h"

/* nature housing dense mixed centre business retail industry logistics harbour hospital campus green village outside */
static const struct tomt_scale scales[] = {
    {.block_m = {0, 330, 190, 135, 112, 170, 170, 280, 300, 230, 140, 110, 130, 112, 0},
     .parcel_m2 = {0, 80000, 32000, 6000, 2900, 12000, 11000, 32000, 36000, 20000, 7500, 6500, 0, 3400, 0},
     .nature_m = 2400, .zone_m = 900, .sprawl = 0, .link_m = 400, .access_share = 0, .n_establishments = 4000, .n_further_plans = 0},
    {.block_m = {0, 120, 100, 88, 80, 110, 110, 160, 180, 160, 95, 80, 110, 80, 0},
     .parcel_m2 = {0, 1050, 850, 1300, 1000, 2600, 2600, 6000, 8000, 7000, 2600, 2600, 0, 900, 0},
     .nature_m = 1100, .zone_m = 700, .sprawl = 0, .link_m = 200, .access_share = 0.1, .n_establishments = 100000, .n_further_plans = 60},
    {.block_m = {0, 95, 85, 78, 72, 95, 95, 130, 150, 140, 85, 72, 100, 72, 0},
     .parcel_m2 = {0, 1150, 800, 900, 800, 1700, 1700, 3800, 5000, 5000, 1900, 1900, 0, 750, 0},
     .nature_m = 900, .zone_m = 170, .sprawl = 0.5, .link_m = 90, .access_share = 0.8, .n_establishments = 1000000, .n_further_plans = 900}};

const struct tomt_scale *tomt_scale_of(enum tomt_sample_size size)
{
    return &scales[size];
}
