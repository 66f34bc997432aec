/* criteria/centrality.c: how central is the site? */
#include "criteria/streets.h"

#include <math.h>

#define REACH_WALK_M 10000.0
#define REACH_DRIVE_MIN 30.0

struct args {
    int by;
    struct tomt_centre_options centre; /* the project's */
    double walk_m_per_min;
};

static const struct tomt_param params[] = {
    {.name = "by",
     .type = TOMT_PARAM_CHOICE,
     .offset = offsetof(struct args, by),
     .fallback = "walk",
     .choices = "walk|drive",
     .help = "on foot, or by car; no data (unreachable) beyond 10 km on foot or 30 minutes by car, "
             "or beyond the thresholds of centre: where those are farther"},
    {0},
};

static bool check(const void *args, const struct tomt_project *project,
                  const struct tomt_place *place, struct tomt_problems *problems,
                  struct tomt_error *err)
{
    (void)args;
    return tomt_check_layer(project, TOMT_ROLE_ANCHOR, project->centre.layer, "centrality", place,
                            problems, err) &&
           tomt_check_streets(project, "centrality", place, problems, err);
}

static void adopt(void *args, const struct tomt_project *project)
{
    struct args *own = args;
    own->centre = project->centre;
    own->walk_m_per_min = project->network.walk_m_per_min;
}

/* The fact that the number is of comes first: its reach and its evidence are the criterion's. */
static size_t walk_of(const struct args *own)
{
    return own->by == TOMT_BY_DRIVE ? 1 : 0;
}

static size_t drive_of(const struct args *own)
{
    return 1 - walk_of(own);
}

static bool needs(const void *args, struct tomt_needs *needs, struct tomt_error *err)
{
    const struct args *own = args;
    const char *layer = own->centre.layer;
    double reach_m = fmax(REACH_WALK_M, own->centre.centre_walk_min * own->walk_m_per_min);
    double reach_min = fmax(REACH_DRIVE_MIN, own->centre.hinterland_drive_min);
    struct tomt_fact_request walk =
        tomt_request_nearest(TOMT_ROLE_ANCHOR, layer, TOMT_WALK, reach_m);
    struct tomt_fact_request drive =
        tomt_request_nearest(TOMT_ROLE_ANCHOR, layer, TOMT_DRIVE, reach_min);
    walk.filter[0] = drive.filter[0] = tomt_filter_on("kind", own->centre.kinds, false);
    bool drives = own->by == TOMT_BY_DRIVE;
    return tomt_need(needs, drives ? &drive : &walk, err) &&
           tomt_need(needs, drives ? &walk : &drive, err);
}

static double walk_min(const void *args, const struct tomt_facts *facts, size_t site)
{
    return tomt_walk_min(facts, walk_of(args), site);
}

static double drive_min(const void *args, const struct tomt_facts *facts, size_t site)
{
    return facts->fact[drive_of(args)]->value[site];
}

static bool measure(const void *args, const struct tomt_facts *facts, size_t from, size_t to,
                    double *out, uint8_t *why, struct tomt_error *err)
{
    const struct args *own = args;
    bool drives = own->by == TOMT_BY_DRIVE;
    if (!tomt_measure_fact(facts, 0, from, to, out, why, err))
        return false;
    for (size_t site = from; site < to && !drives; site++)
        out[site] = walk_min(own, facts, site);
    return true;
}

/* Is it within `most`? *known: beyond reach is an answer, not joined to the streets is none. */
static bool is_within(const struct tomt_fact *fact, size_t site, double value, double most,
                      bool *known)
{
    *known = fact->why[site] == TOMT_WHY_OK || fact->why[site] == TOMT_WHY_UNREACHABLE;
    return fact->why[site] == TOMT_WHY_OK && value <= most;
}

static const char *class_of(const void *args, const struct tomt_facts *facts, size_t site)
{
    const struct args *own = args;
    bool known;
    if (is_within(facts->fact[walk_of(own)], site, walk_min(own, facts, site),
                  own->centre.centre_walk_min, &known))
        return "centre";
    if (!known)
        return NULL;
    if (is_within(facts->fact[drive_of(own)], site, drive_min(own, facts, site),
                  own->centre.hinterland_drive_min, &known))
        return "hinterland";
    return known ? "periphery" : NULL;
}

static const struct tomt_criterion_column columns[] = {
    {.suffix = "walk_min",
     .title = {"walk to the centre, minutes", "gangtid til sentrum, minutter"},
     .unit = "min",
     .help = "at the project's walking speed; no data beyond the reach",
     .number = walk_min},
    {.suffix = "drive_min",
     .title = {"drive to the centre, minutes", "kjøretid til sentrum, minutter"},
     .unit = "min",
     .help = "at the speeds of the streets; no data beyond the reach",
     .number = drive_min},
    {.suffix = "class",
     .title = {"centre, hinterland, periphery", "sentrum, omland, periferi"},
     .unit = "",
     .help = "centre: within centre.centre_walk_min on foot; else hinterland: within "
             "centre.hinterland_drive_min by car; else periphery",
     .word = class_of},
    {0},
};

const struct tomt_criterion tomt_criterion_centrality = {
    .name = "centrality",
    .summary = "Minutes along streets from the site point to the nearest centre (anchors of the "
               "kinds in centre.kinds), on foot or by car; 0 inside the area of one",
    .unit = "min",
    .source = TOMT_STREETS_SOURCE,
    .more_is_better = false,
    .args_size = sizeof(struct args),
    .params = params,
    .check = check,
    .adopt = adopt,
    .needs = needs,
    .needs_help = "walks and drives to centres (layers with role street and role anchor)",
    .measure = measure,
    .columns = columns,
};
