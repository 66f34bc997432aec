/* criteria/cluster_distance.c: how far is it to the nearest cluster? */
#include "criteria/around.h"

#include <math.h>
#include <stdio.h>

struct args {
    const char *layer, *set;
    int way; /* enum tomt_way */
    double reach_m;
    char column[64]; /* of who is in a cluster of the set; names have at most 48 characters */
};

static const struct tomt_param params[] = {
    {.name = "set",
     .type = TOMT_PARAM_TEXT,
     .offset = offsetof(struct args, set),
     .help = "which set of clusters, a name under economy.clusters; left out: the only one"},
    {.name = "layer",
     .type = TOMT_PARAM_TEXT,
     .offset = offsetof(struct args, layer),
     .help = "only establishments of this layer; left out: all layers of establishments together"},
    {.name = "way",
     .type = TOMT_PARAM_CHOICE,
     .offset = offsetof(struct args, way),
     .fallback = "straight",
     .choices = "straight|walk",
     .help = "in a straight line from the site point, or on foot along streets"},
    {.name = "reach_m",
     .type = TOMT_PARAM_NUMBER,
     .offset = offsetof(struct args, reach_m),
     .fallback = "5000",
     .min = 1,
     .max = 100000,
     .unit = "m",
     .help = "no data (unreachable) when there is none this near"},
    {0},
};

static bool check_set(const struct args *own, const struct tomt_project *project,
                      const struct tomt_place *place, struct tomt_problems *problems,
                      struct tomt_error *err)
{
    const struct tomt_economy_options *economy = &project->economy;
    if (economy->n_clusters == 0)
        return tomt_problem_add(problems, err, TOMT_ERROR, place->file, place->line, place->column,
                                "criterion cluster_distance needs clusters and the project has "
                                "none: add a set under economy: clusters");
    if (!own->set)
        return economy->n_clusters == 1 ||
               tomt_problem_add(problems, err, TOMT_ERROR, place->file, place->line, place->column,
                                "criterion cluster_distance: the project has %zu sets of clusters; "
                                "say which: set: %s",
                                economy->n_clusters, economy->cluster[0].name);
    const char **names =
        tomt_arena_alloc(problems->arena, (economy->n_clusters + 1) * sizeof *names, err);
    const char *wanted = own->set;
    for (size_t i = 0; names && i < economy->n_clusters; i++)
        names[i] = economy->cluster[i].name;
    return names && tomt_check_words(&(struct tomt_texts){&wanted, 1}, names, "set of clusters",
                                     "cluster_distance", place, problems, err);
}

static bool check(const void *args, const struct tomt_project *project,
                  const struct tomt_place *place, struct tomt_problems *problems,
                  struct tomt_error *err)
{
    const struct args *own = args;
    return check_set(own, project, place, problems, err) &&
           tomt_check_layer(project, TOMT_ROLE_ESTABLISHMENT, own->layer, "cluster_distance", place,
                            problems, err) &&
           (own->way == TOMT_STRAIGHT ||
            tomt_check_streets(project, "cluster_distance", place, problems, err));
}

static void adopt(void *args, const struct tomt_project *project)
{
    struct args *own = args;
    if (!own->set)
        own->set = project->economy.cluster[0].name;
    snprintf(own->column, sizeof own->column, "cluster_%s", own->set);
}

static bool needs(const void *args, struct tomt_needs *needs, struct tomt_error *err)
{
    const struct args *own = args;
    struct tomt_fact_request request = tomt_request_nearest(TOMT_ROLE_ESTABLISHMENT, own->layer,
                                                            (enum tomt_way)own->way, own->reach_m);
    request.filter[0] = (struct tomt_filter){.column = own->column, .any = true};
    return tomt_need(needs, &request, err);
}

static double walk_min(const void *args, const struct tomt_facts *facts, size_t site)
{
    const struct args *own = args;
    return own->way == TOMT_WALK ? tomt_walk_min(facts, 0, site) : NAN;
}

static const struct tomt_criterion_column columns[] = {
    {.suffix = "min",
     .title = {"walk, minutes", "gangtid, minutter"},
     .unit = "min",
     .help =
         "the same walk in minutes, at the project's walking speed (network.walk_m_per_min); no "
         "data in a straight line",
     .number = walk_min},
    {0},
};

const struct tomt_criterion tomt_criterion_cluster_distance = {
    .name = "cluster_distance",
    .summary = "Distance from the site point to the nearest establishment that is in a cluster of "
               "the set, in a straight line or on foot",
    .unit = "m",
    .source = TOMT_SOURCE(
        "Clusters: Ester et al. (1996), DBSCAN, or Campello, Moulavi & Sander (2013), "
        "doi:10.1007/978-3-642-37456-2_14; on foot: shortest paths along the project's streets"),
    .more_is_better = false,
    .args_size = sizeof(struct args),
    .params = params,
    .check = check,
    .adopt = adopt,
    .needs = needs,
    .needs_help =
        "distances to establishments in clusters (layers with role establishment; for way "
        "walk also role street)",
    .measure = tomt_measure_first,
    .columns = columns,
};
