/* criteria/abc.c: is it the right business in the right place? */
#include "criteria/streets.h"

#include <math.h>

#define REACH_MIN 30.0 /* what hub_drive has unless told otherwise: one search serves both */

struct args {
    struct tomt_texts wanted;
    struct tomt_abc_settings settings; /* the project's */
};

static const struct tomt_param params[] = {
    {.name = "wanted",
     .type = TOMT_PARAM_TEXTS,
     .offset = offsetof(struct args, wanted),
     .required = true,
     .help = "the letters that suit the business: A, B, C"},
    {0},
};

static const char *const letters[] = {"A", "B", "C", NULL};

static bool check(const void *args, const struct tomt_project *project,
                  const struct tomt_place *place, struct tomt_problems *problems,
                  struct tomt_error *err)
{
    const struct args *own = args;
    bool has_hubs = false;
    for (size_t i = 0; i < project->n_layers; i++)
        has_hubs |= project->layer[i].role == TOMT_ROLE_HUB;
    return tomt_check_given(&own->wanted, "wanted", "abc", place, problems, err) &&
           tomt_check_words(&own->wanted, letters, "ABC letter", "abc", place, problems, err) &&
           tomt_check_timetable(project, "abc", place, problems, err) &&
           tomt_check_streets(project, "abc", place, problems, err) &&
           (has_hubs ||
            tomt_problem_add(problems, err, TOMT_ERROR, place->file, place->line, place->column,
                             "criterion abc needs motorway junctions and the project has none: "
                             "add a layer with role hub whose mode is junction"));
}

static void adopt(void *args, const struct tomt_project *project)
{
    struct args *own = args;
    const struct tomt_abc_options *options = &project->abc;
    /* The project counts A from 0, classes count it as 1. */
    own->settings = (struct tomt_abc_settings){.a_class = (unsigned)options->a_class + 1,
                                               .b_class = (unsigned)options->b_class + 1,
                                               .b_drive_min = options->b_drive_min,
                                               .c_drive_min = options->c_drive_min};
}

enum { TRANSIT, DRIVE };

static bool needs(const void *args, struct tomt_needs *needs, struct tomt_error *err)
{
    static const char *junction[] = {"junction"};
    const struct args *own = args;
    double reach_min = fmax(REACH_MIN, fmax(own->settings.b_drive_min, own->settings.c_drive_min));
    struct tomt_fact_request drive =
        tomt_request_nearest(TOMT_ROLE_HUB, NULL, TOMT_DRIVE, reach_min);
    drive.filter[0] = tomt_filter_on("mode", (struct tomt_texts){junction, 1}, false);
    return tomt_need(
               needs,
               &(struct tomt_fact_request){.kind = TOMT_FACT_TRANSIT_CLASS, .role = TOMT_ROLE_HUB},
               err) &&
           tomt_need(needs, &drive, err);
}

/* The letter, 0: none of them; *why tells whether it is known. */
static char letter(const struct args *own, const struct tomt_facts *facts, size_t site,
                   uint8_t *why)
{
    const struct tomt_fact *transit = facts->fact[TRANSIT], *drive = facts->fact[DRIVE];
    *why = transit->why[site];
    if (*why != TOMT_WHY_OK)
        return 0;
    unsigned class = transit->value[site] > 6 ? 0 : (unsigned)transit->value[site];
    char far = tomt_abc(class, NAN, &own->settings); /* no junction within reach */
    if (drive->why[site] == TOMT_WHY_OK)
        return tomt_abc(class, drive->value[site], &own->settings);
    /* When the drive is not known the letter still may be: where no drive changes it. */
    if (drive->why[site] != TOMT_WHY_UNREACHABLE && far != tomt_abc(class, 0, &own->settings))
        *why = drive->why[site];
    return far;
}

static const char *word_of(const void *args, const struct tomt_facts *facts, size_t site)
{
    uint8_t why;
    char found = letter(args, facts, site, &why);
    return why != TOMT_WHY_OK ? NULL : found ? letters[found - 'A'] : "none";
}

static bool measure(const void *args, const struct tomt_facts *facts, size_t from, size_t to,
                    double *out, uint8_t *why, struct tomt_error *err)
{
    const struct args *own = args;
    if (facts->n_facts <= DRIVE || to > facts->n_sites)
        return tomt_fail(err, TOMT_INTERNAL, "facts of abc were not computed");
    for (size_t site = from; site < to; site++) {
        char found = letter(own, facts, site, &why[site]);
        out[site] = why[site] == TOMT_WHY_OK ? 0 : NAN;
        for (size_t i = 0; i < own->wanted.n && why[site] == TOMT_WHY_OK; i++)
            if (found && own->wanted.item[i][0] == found)
                out[site] = 1;
    }
    return true;
}

static const struct tomt_criterion_column columns[] = {
    {.suffix = "class",
     .title = {"ABC", "ABC"},
     .unit = "",
     .help =
         "A: transit class B or better; else B: D or better and a motorway junction within 10 "
         "minutes by car; else C: a junction within 5 minutes; else none. The thresholds are the "
         "project's (abc:); these defaults are ours, no norm sets them",
     .word = word_of},
    {0},
};

const struct tomt_criterion tomt_criterion_abc = {
    .name = "abc",
    .summary =
        "1 when the site's ABC letter (A: by transit, B: by transit and car, C: by car) is one "
        "that is wanted, else 0",
    .unit = "share",
    .source =
        TOMT_SOURCE("The Dutch ABC location policy (the right business in the right place, 1988); "
                    "thresholds: our defaults or the project's"),
    .more_is_better = true,
    .args_size = sizeof(struct args),
    .params = params,
    .check = check,
    .adopt = adopt,
    .needs = needs,
    .needs_help = "the transit class (a layer with role timetable) and the drive to junctions "
                  "(layers with role street, role hub with mode junction)",
    .measure = measure,
    .columns = columns,
};
