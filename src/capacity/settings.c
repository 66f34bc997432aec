/* capacity/settings.c: the assumptions of a capacity, each with its name, range and default. */
#include "base/text.h"
#include "capacity/capacity.h"

#include <math.h>
#include <string.h>

#define AT(field) offsetof(struct tomt_capacity_settings, field)

const struct tomt_param tomt_capacity_params[] = {
    {"hall_plane_m", TOMT_PARAM_NUMBER, AT(hall_plane_m), false, 1, 20, "3", NULL, "m",
     "a hall counts one plane of BRA per this much height"},
    {"hall_clear_m", TOMT_PARAM_NUMBER, AT(hall_clear_m), false, 1, 20, "3", NULL, "m",
     "and the plane counts when this much height is above it; 1.9 where heights are free heights "
     "inside"},
    {"storey_m", TOMT_PARAM_NUMBER, AT(storey_m), false, 2, 20, "3.5", NULL, "m",
     "storeys of a height where the plan says no storeys; null: never derived"},
    {"parking_m2_per_space", TOMT_PARAM_NUMBER, AT(parking_m2_per_space), false, 0, 100, "18", NULL,
     "m2", "ground of a required space, where the plan does not say"},
    {"parking_in_bra", TOMT_PARAM_BOOL, AT(parking_in_bra), false, TOMT_UNBOUNDED, "true", NULL, "",
     "required parking on the ground counts in BYA and BRA, where the plan does not say"},
    {"bra_of_bya", TOMT_PARAM_NUMBER, AT(bra_of_bya), false, 0.1, 1, "1", NULL, "share",
     "BRA of a storey per m2 of footprint"},
    {"bra_of_bta", TOMT_PARAM_NUMBER, AT(bra_of_bta), false, 0.1, 1, "0.9", NULL, "share",
     "BRA per m2 of BTA, for jobs on a basis of BTA"},
    {"existing_by_share", TOMT_PARAM_BOOL, AT(existing_by_share), false, TOMT_UNBOUNDED, "true",
     NULL, "",
     "what stands on a mixed zone counts against the uses asked for by their share; false: all of "
     "it does"},
    {0},
};

void tomt_capacity_defaults(struct tomt_capacity_settings *out)
{
    memset(out, 0, sizeof *out);
    for (const struct tomt_param *row = tomt_capacity_params; row->name; row++) {
        char *at = (char *)out + row->offset;
        if (row->type == TOMT_PARAM_BOOL) {
            bool value = row->fallback && strcmp(row->fallback, "true") == 0;
            memcpy(at, &value, sizeof value);
        } else {
            double value = NAN;
            if (row->fallback)
                tomt_number_parse(row->fallback, strlen(row->fallback), false, &value);
            memcpy(at, &value, sizeof value);
        }
    }
}

bool tomt_capacity_settings_valid(const struct tomt_capacity_settings *settings)
{
    for (const struct tomt_param *row = tomt_capacity_params; row->name; row++) {
        if (row->type != TOMT_PARAM_NUMBER)
            continue;
        double value;
        memcpy(&value, (const char *)settings + row->offset, sizeof value);
        bool may_be_absent = row->offset == AT(storey_m);
        if (isnan(value) ? !may_be_absent : !(value >= row->min && value <= row->max))
            return false;
    }
    return true;
}
