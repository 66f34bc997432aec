/* criteria/streets.h: what criteria along streets and of public transport share: checks, arguments,
 * columns. Not for other rooms. */
#ifndef TOMT_CRITERIA_STREETS_H
#define TOMT_CRITERIA_STREETS_H

#include "criteria/common.h"

/* A problem at `place`, with what to do, unless the project has streets; or a timetable. */
bool tomt_check_streets(const struct tomt_project *project, const char *criterion,
                        const struct tomt_place *place, struct tomt_problems *problems,
                        struct tomt_error *err);
bool tomt_check_timetable(const struct tomt_project *project, const char *criterion,
                          const struct tomt_place *place, struct tomt_problems *problems,
                          struct tomt_error *err);
/* Layers and modes of a criterion about hubs: a timetable's stops are hubs too, but they have only
 * modes of public transport. */
bool tomt_check_hubs(const struct tomt_project *project, const char *layer,
                     const struct tomt_texts *modes, const char *criterion,
                     const struct tomt_place *place, struct tomt_problems *problems,
                     struct tomt_error *err);

/* Which of these: of some classes, or by the national definition, which only a timetable tells. */
bool tomt_check_hub_quality(const struct tomt_project *project, const char *layer,
                            const struct tomt_texts *classes, bool knutepunkt,
                            const char *criterion, const struct tomt_place *place,
                            struct tomt_problems *problems, struct tomt_error *err);
struct tomt_filter tomt_filter_on_quality(struct tomt_texts classes, bool knutepunkt);

#define TOMT_HUB_QUALITY_ROWS                                                                      \
    {.name = "classes",                                                                            \
     .type = TOMT_PARAM_TEXTS,                                                                     \
     .offset = offsetof(struct args, classes),                                                     \
     .help = "only hubs of these classes: of a timetable A to F, the transit class at the hub "    \
             "itself; of a layer the words it has; left out: all"},                                \
    {                                                                                              \
        .name = "knutepunkt", .type = TOMT_PARAM_BOOL,                                             \
        .offset = offsetof(struct args, knutepunkt), .fallback = "false",                          \
        .help = "only hubs of a timetable with two modes or more that each keep the headway of "   \
                "the national definition (transit: rail_headway_min and so on); instead of "       \
                "classes"                                                                          \
    }

/* Choices of a row `by`. */
enum { TOMT_BY_WALK, TOMT_BY_DRIVE };

/* The nearest feature of a role along streets. */
struct tomt_fact_request tomt_request_nearest(enum tomt_role role, const char *layer,
                                              enum tomt_way way, double reach);

/* Number k of the facts as a walk in minutes; NaN: no data. */
double tomt_walk_min(const struct tomt_facts *facts, size_t k, size_t site);
/* The column `min` of a criterion whose only fact is a walk. */
extern const struct tomt_criterion_column tomt_walk_columns[];

#define TOMT_STREETS_SOURCE                                                                        \
    TOMT_SOURCE("Shortest paths along the project's streets (Dijkstra 1959, doi:10.1007/BF01386390), "         \
    "off-street legs at both ends included")
#endif
