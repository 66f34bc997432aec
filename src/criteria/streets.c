/* criteria/streets.c: what criteria along streets and of public transport share. */
#include "criteria/streets.h"

static bool has_role(const struct tomt_project *project, enum tomt_role role)
{
    for (size_t i = 0; i < project->n_layers; i++)
        if (project->layer[i].role == role)
            return true;
    return false;
}

bool tomt_check_streets(const struct tomt_project *project, const char *criterion,
                        const struct tomt_place *place, struct tomt_problems *problems,
                        struct tomt_error *err)
{
    return has_role(project, TOMT_ROLE_STREET) ||
           tomt_problem_add(problems, err, TOMT_ERROR, place->file, place->line, place->column,
                            "criterion %s goes along streets and the project has none: add a layer "
                            "with role street, an OpenStreetMap file (.osm.pbf) or street lines",
                            criterion);
}

bool tomt_check_timetable(const struct tomt_project *project, const char *criterion,
                          const struct tomt_place *place, struct tomt_problems *problems,
                          struct tomt_error *err)
{
    return has_role(project, TOMT_ROLE_TIMETABLE) ||
           tomt_problem_add(problems, err, TOMT_ERROR, place->file, place->line, place->column,
                            "criterion %s needs a timetable and the project has none: add a layer "
                            "with role timetable, a GTFS feed (zip or folder)",
                            criterion);
}

static const struct tomt_project_layer *named(const struct tomt_project *project, const char *layer)
{
    for (size_t i = 0; layer && i < project->n_layers; i++)
        if (strcmp(project->layer[i].name, layer) == 0)
            return &project->layer[i];
    return NULL;
}

/* Are those of a timetable among the hubs meant? */
static bool any_stops(const struct tomt_project *project, const char *layer)
{
    const struct tomt_project_layer *one = named(project, layer);
    return one ? one->role == TOMT_ROLE_TIMETABLE : has_role(project, TOMT_ROLE_TIMETABLE);
}

static bool only_stops(const struct tomt_project *project, const char *layer)
{
    return any_stops(project, layer) &&
           (named(project, layer) || !has_role(project, TOMT_ROLE_HUB));
}

bool tomt_check_hubs(const struct tomt_project *project, const char *layer,
                     const struct tomt_texts *modes, const char *criterion,
                     const struct tomt_place *place, struct tomt_problems *problems,
                     struct tomt_error *err)
{
    static const char *const of_stops[] = {"rail", "tram", "bus", "ferry"};
    if (!tomt_check_layer(project, TOMT_ROLE_HUB, layer, criterion, place, problems, err) ||
        !tomt_check_choices(modes, TOMT_ROLE_HUB, "mode", criterion, place, problems, err))
        return false;
    bool any = modes->n == 0;
    for (size_t i = 0; i < modes->n; i++)
        for (size_t w = 0; w < sizeof of_stops / sizeof *of_stops; w++)
            any |= strcmp(modes->item[i], of_stops[w]) == 0;
    return any || !only_stops(project, layer) ||
           tomt_problem_add(problems, err, TOMT_ERROR, place->file, place->line, place->column,
                            "criterion %s: a timetable has rail, tram, bus and ferry only; '%s' "
                            "needs a layer with role hub",
                            criterion, modes->item[0]);
}

bool tomt_check_hub_quality(const struct tomt_project *project, const char *layer,
                            const struct tomt_texts *classes, bool knutepunkt,
                            const char *criterion, const struct tomt_place *place,
                            struct tomt_problems *problems, struct tomt_error *err)
{
    if (knutepunkt && classes->n)
        return tomt_problem_add(problems, err, TOMT_ERROR, place->file, place->line, place->column,
                                "criterion %s takes either classes or knutepunkt, not both",
                                criterion);
    if (knutepunkt && !any_stops(project, layer))
        return tomt_problem_add(problems, err, TOMT_ERROR, place->file, place->line, place->column,
                                "criterion %s: knutepunkt is told from departures; it needs a "
                                "layer with role timetable, and a hub layer does not count",
                                criterion);
    return !only_stops(project, layer) ||
           tomt_check_words(classes, tomt_transit_class_name + 1, "class of a timetable's hub",
                            criterion, place, problems, err);
}

struct tomt_filter tomt_filter_on_quality(struct tomt_texts classes, bool knutepunkt)
{
    static const char *yes[] = {"yes"};
    return knutepunkt ? tomt_filter_on("knutepunkt", (struct tomt_texts){yes, 1}, false)
                      : tomt_filter_on("class", classes, false);
}

struct tomt_fact_request tomt_request_nearest(enum tomt_role role, const char *layer,
                                              enum tomt_way way, double reach)
{
    struct tomt_fact_request request = {
        .kind = TOMT_FACT_NEAREST, .role = (int)role, .layer = layer, .way = way};
    *(way == TOMT_DRIVE ? &request.reach_min : &request.reach_m) = reach;
    return request;
}

double tomt_walk_min(const struct tomt_facts *facts, size_t k, size_t site)
{
    return facts->fact[k]->value[site] / facts->fact[k]->walk_m_per_min;
}

static double first_walk_min(const void *args, const struct tomt_facts *facts, size_t site)
{
    (void)args;
    return tomt_walk_min(facts, 0, site);
}

const struct tomt_criterion_column tomt_walk_columns[] = {
    {.suffix = "min",
     .title = {"walk, minutes", "gangtid, minutter"},
     .unit = "min",
     .help = "the same walk in minutes, at the project's walking speed (network.walk_m_per_min)",
     .number = first_walk_min},
    {0},
};
