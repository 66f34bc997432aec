/* criteria/transit_class.c: what quality of public transport is the site served by? */
#include "criteria/streets.h"

#include <math.h>

static bool check(const void *args, const struct tomt_project *project,
                  const struct tomt_place *place, struct tomt_problems *problems,
                  struct tomt_error *err)
{
    (void)args;
    return tomt_check_timetable(project, "transit_class", place, problems, err);
}

static bool needs(const void *args, struct tomt_needs *needs, struct tomt_error *err)
{
    (void)args;
    return tomt_need(
        needs, &(struct tomt_fact_request){.kind = TOMT_FACT_TRANSIT_CLASS, .role = TOMT_ROLE_HUB},
        err);
}

static const char *letter_of(const void *args, const struct tomt_facts *facts, size_t site)
{
    static const char *const letters[] = {"A", "B", "C", "D", "E", "F", "none"};
    double class = facts->fact[0]->value[site];
    (void)args;
    return isnan(class) ? NULL : letters[(size_t) class - 1];
}

static const struct tomt_criterion_column columns[] = {
    {.suffix = "class",
     .title = {"transit class", "kollektivklasse"},
     .unit = "",
     .help = "A (best) to F; none: no hub gives the site a class",
     .word = letter_of},
    {0},
};

const struct tomt_criterion tomt_criterion_transit_class = {
    .name = "transit_class",
    .summary = "Transit quality class of the best hub around, as a number: 1 is A, 6 is F, 7 is "
               "none; by the hub's departures from 06 to 20, its best mode and the straight line "
               "from the site point to it",
    .unit = "class",
    .source = TOMT_SOURCE(
        "The Swiss public transport quality classes (ARE, ÖV-Güteklassen) in GOAT's variant "
        "A to F; straight-line distances up to 1000 m"),
    .more_is_better = false,
    .check = check,
    .needs = needs,
    .needs_help = "the hubs of the timetable (a layer with role timetable)",
    .measure = tomt_measure_first,
    .columns = columns,
};
