/* project/targets.c: `targets`: what the study area is to hold, and when. */
#include "project/inner.h"

#include <math.h>

#define AT(field) offsetof(struct tomt_target_options, field)
const struct tomt_param tomt_target_rows[] = {
    {"year", TOMT_PARAM_INTEGER, AT(year), false, 1900, 2200, NULL, NULL, "",
     "the year by which; told with the answer"},
    {"jobs", TOMT_PARAM_NUMBER, AT(jobs), false, 0, 1e9, NULL, NULL, "jobs",
     "jobs in the study area, those of today included"},
    {"residents", TOMT_PARAM_NUMBER, AT(residents), false, 0, 1e9, NULL, NULL, "residents",
     "residents of the study area, those of today included"},
    {.name = NULL},
};
#undef AT

bool tomt_targets_read(const struct tomt_reading *reading, const struct tomt_node *targets,
                       const struct tomt_node *root)
{
    struct tomt_target_options *options = &reading->project->targets;
    if (!tomt_reading_bind(reading, targets, root, tomt_target_rows, options))
        return false;
    if (options->year == 0) /* which no year of the range is */
        options->year = INT64_MIN;
    options->given = !isnan(options->jobs) || !isnan(options->residents);
    options->place = tomt_place_of(options->given ? targets : root);
    bool is_told = !tomt_node_is_empty(tomt_node_find(targets, "jobs")) ||
                   !tomt_node_is_empty(tomt_node_find(targets, "residents")) ||
                   tomt_is_misspelt_row(targets, tomt_target_rows, "jobs") ||
                   tomt_is_misspelt_row(targets, tomt_target_rows, "residents");
    if (tomt_node_is_empty(targets) || targets->kind != TOMT_NODE_MAP || is_told)
        return true;
    return tomt_reading_wrong(reading, targets,
                              "'targets' has no number: say how many jobs or residents, or leave "
                              "it out");
}
