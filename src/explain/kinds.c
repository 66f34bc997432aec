/* explain/kinds.c: what a plan or a project for a site can change, and what lies in the place: one
 * row a criterion of criteria.def. */
#include "explain/inside.h"

#include <string.h>

static const struct kind {
    const char *criterion;
    bool movable;
} kinds[] = {
    /* what may stand there, how soon, and how the site is put together */
    {"unused_capacity", true},
    {"capacity_jobs", true},
    {"capacity_use", true},
    {"use_match", true},
    {"readiness", true},
    {"strategy_share", true},
    {"developable_area", true},
    {"inscribed_diameter", true},
    {"compactness", true},
    {"parcel_count", true},
    {"owner_count", true},
    /* where it lies, and what is around */
    {"abc", false},
    {"anchor_distance", false},
    {"anchor_walk", false},
    {"attribute", false},
    {"centrality", false},
    {"cluster_distance", false},
    {"co_location", false},
    {"competition", false},
    {"effective_density", false},
    {"establishments_reached", false},
    {"establishments_within", false},
    {"hot_spot", false},
    {"hub_distance", false},
    {"hub_drive", false},
    {"hub_walk", false},
    {"jobs_reached", false},
    {"jobs_within", false},
    {"knowledge_share", false},
    {"location_quotient", false},
    {"population_reached", false},
    {"population_within", false},
    {"raster_mean", false},
    {"related_variety", false},
    {"sector_share", false},
    {"transit_class", false},
    {"transit_level", false},
    {"unrelated_variety", false},
    /* these by their codes: see below */
    {"constraint_cover", false},
    {"constraint_share", false},
};

/* Noise (H2) is met by how one builds, conditions (H4) and joint planning (H8) by a plan; a river,
 * a slope and a monument stay where they are. */
static bool can_be_met(const char *code)
{
    size_t at = code && (*code == 'H' || *code == 'h') ? 1 : 0;
    return code && code[at] && strchr("248", code[at]) && code[at + 1] >= '0' &&
           code[at + 1] <= '9';
}

bool tomt_is_movable(const struct tomt_told_criterion *criterion)
{
    const char *name = criterion->criterion ? criterion->criterion : "";
    if (!strcmp(name, "constraint_cover") || !strcmp(name, "constraint_share")) {
        bool all = criterion->n_evidence > 0;
        for (size_t i = 0; i < criterion->n_evidence; i++)
            all = all && can_be_met(criterion->evidence[i].kind);
        return all;
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (!strcmp(kinds[i].criterion, name))
            return kinds[i].movable;
    return false;
}
