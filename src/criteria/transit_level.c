/* criteria/transit_level.c: how much public transport leaves within a walk (PTAL)? */
#include "criteria/streets.h"

#include <math.h>

struct args {
    double reach_m; /* the project's */
};

static bool check(const void *args, const struct tomt_project *project,
                  const struct tomt_place *place, struct tomt_problems *problems,
                  struct tomt_error *err)
{
    (void)args;
    return tomt_check_timetable(project, "transit_level", place, problems, err) &&
           tomt_check_streets(project, "transit_level", place, problems, err);
}

static void adopt(void *args, const struct tomt_project *project)
{
    struct args *own = args;
    own->reach_m = fmax(project->transit.bus_reach_m, project->transit.rail_reach_m);
}

static bool needs(const void *args, struct tomt_needs *needs, struct tomt_error *err)
{
    const struct args *own = args;
    return tomt_need(needs,
                     &(struct tomt_fact_request){.kind = TOMT_FACT_TRANSIT_LEVEL,
                                                 .role = TOMT_ROLE_HUB,
                                                 .way = TOMT_WALK,
                                                 .reach_m = own->reach_m},
                     err);
}

static const char *band_of(const void *args, const struct tomt_facts *facts, size_t site)
{
    double index = facts->fact[0]->value[site];
    (void)args;
    return isnan(index) ? NULL : tomt_ptal_band_name[tomt_ptal_band(index)];
}

static const struct tomt_criterion_column columns[] = {
    {.suffix = "band",
     .title = {"transit level, PTAL band", "kollektivnivå, PTAL-nivå"},
     .unit = "",
     .help = "0, 1a, 1b, 2, 3, 4, 5, 6a or 6b; upper ends 0, 2.5, 5, 10, 15, 20, 25, 40",
     .word = band_of},
    {0},
};

const struct tomt_criterion tomt_criterion_transit_level = {
    .name = "transit_level",
    .summary = "Public transport accessibility level (PTAL): an index of the departures in the "
               "morning peak, by the walk to them and the wait; 0 when no service is within reach",
    .unit = "",
    .source = TOMT_SOURCE(
        "Transport for London (2015), Assessing transport connectivity in London; stops "
        "within 640 m (bus) and 960 m (rail, tram; ferry as rail, our reading), the project "
        "may say otherwise"),
    .more_is_better = true,
    .args_size = sizeof(struct args),
    .check = check,
    .adopt = adopt,
    .needs = needs,
    .needs_help = "walks to the stops of the timetable (layers with role timetable and role "
                  "street)",
    .measure = tomt_measure_first,
    .columns = columns,
};
