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

/* The nearest feature of a role along streets. */
struct tomt_fact_request tomt_request_nearest(enum tomt_role role, const char *layer,
                                              enum tomt_way way, double reach);

/* Number k of the facts as a walk in minutes; NaN: no data. */
double tomt_walk_min(const struct tomt_facts *facts, size_t k, size_t site);
/* The column `min` of a criterion whose only fact is a walk. */
extern const struct tomt_criterion_column tomt_walk_columns[];

/* Arguments of everything that sums within reach along streets. */
enum { TOMT_BY_WALK, TOMT_BY_DRIVE };
struct tomt_reached_args {
    const char *layer;
    int by; /* TOMT_BY_... */
    double radius_m, radius_min;
    int decay; /* enum tomt_decay */
    double beta_per_m, sigma_m, beta_per_min, sigma_min;
    double walk_m_per_min; /* the project's */
};
/* `adopt` of args that begin with the above. */
void tomt_adopt_reached(void *args, const struct tomt_project *project);
bool tomt_check_reached(const struct tomt_reached_args *reached, const struct tomt_project *project,
                        enum tomt_role role, const char *criterion, const struct tomt_place *place,
                        struct tomt_problems *problems, struct tomt_error *err);
struct tomt_fact_request tomt_request_reached(const struct tomt_reached_args *reached,
                                              enum tomt_role role, enum tomt_subject subject);

#define TOMT_STREETS_SOURCE                                                                        \
    "Shortest paths along the project's streets (Dijkstra 1959, doi:10.1007/BF01386390), "         \
    "off-street legs at both ends included"
#define TOMT_REACHED_SOURCE                                                                        \
    "Cumulative opportunities and their decays: Hansen (1959), doi:10.1080/01944365908978307; "    \
    "distances are shortest paths along streets, off-street legs at both ends included; a radius " \
    "includes its edge"

#define TOMT_REACHED_NUMBER(word, low, high, measured_in, text)                                    \
    {                                                                                              \
        .name = #word, .type = TOMT_PARAM_NUMBER, .offset = offsetof(struct args, reached.word),   \
        .min = low, .max = high, .unit = measured_in, .help = text                                 \
    }
/* Parameter rows of `struct args` with a member `reached`. */
#define TOMT_REACHED_ROWS(what)                                                                    \
    {.name = "layer",                                                                              \
     .type = TOMT_PARAM_TEXT,                                                                      \
     .offset = offsetof(struct args, reached.layer),                                               \
     .help = "only this layer; left out: all layers of " what " together"},                        \
        {.name = "by",                                                                             \
         .type = TOMT_PARAM_CHOICE,                                                                \
         .offset = offsetof(struct args, reached.by),                                              \
         .fallback = "walk",                                                                       \
         .choices = "walk|drive",                                                                  \
         .help = "on foot, or by car; the way goes from the site to them, and one-way streets are " \
                 "heeded in that direction"},                                                            \
        TOMT_REACHED_NUMBER(radius_m, 1, 100000, "m",                                              \
                            "on foot: metres along streets, edge included; this or radius_min"),   \
        TOMT_REACHED_NUMBER(radius_min, 0.1, 600, "min",                                           \
                            "by car: minutes, edge included; on foot: minutes at the project's "   \
                            "walking speed, instead of radius_m"),                                 \
        {.name = "decay",                                                                          \
         .type = TOMT_PARAM_CHOICE,                                                                \
         .offset = offsetof(struct args, reached.decay),                                           \
         .fallback = "step",                                                                       \
         .choices = "step|linear|exponential|gaussian",                                            \
         .help = "how much what is farther away counts: all the same, 1 - d/r, e^(-beta d), "      \
                 "e^(-(d/sigma)^2/2); all cut at the radius; d in metres on foot, minutes by "     \
                 "car"},                                                                           \
        TOMT_REACHED_NUMBER(beta_per_m, 1e-9, 1, "1/m",                                            \
                            "beta on foot; needed for decay exponential"),                         \
        TOMT_REACHED_NUMBER(sigma_m, 0.1, 100000, "m",                                             \
                            "sigma on foot; needed for decay gaussian"),                           \
        TOMT_REACHED_NUMBER(beta_per_min, 1e-6, 100, "1/min",                                      \
                            "beta by car; needed for decay exponential"),                          \
        TOMT_REACHED_NUMBER(sigma_min, 0.01, 600, "min",                                           \
                            "sigma by car; needed for decay gaussian")

#endif
