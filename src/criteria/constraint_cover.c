/* criteria/constraint_cover.c: how much of the site does a constraint of the profile meet, its
 * buffer included? */
#include "criteria/of_profile.h"

#include <inttypes.h>

struct args {
    int64_t constraint;
    char name[32]; /* of the column, made of the number */
};

static const struct tomt_param params[] = {
    {.name = "constraint",
     .type = TOMT_PARAM_INTEGER,
     .offset = offsetof(struct args, constraint),
     .required = true,
     .min = 1,
     .max = 65535,
     .unit = "",
     .help = "which of the profile's constraints, 1 being the first in its list"},
    {0},
};

/* Is a criterion of that profile written at the place? */
static bool stands_in(const struct tomt_profile *profile, const struct tomt_place *place)
{
    for (size_t i = 0; i < profile->n_criteria; i++) {
        const struct tomt_node *with = profile->criterion[i].with;
        if (with && with->file && place->file && strcmp(with->file, place->file) == 0 &&
            with->line == place->line && with->column == place->column)
            return true;
    }
    return false;
}

/* The profile is known by the place alone; a number that none of those there has is wrong. */
static bool check(const void *args, const struct tomt_project *project,
                  const struct tomt_place *place, struct tomt_problems *problems,
                  struct tomt_error *err)
{
    const struct args *own = args;
    const struct tomt_profile *profile = NULL;
    for (size_t p = 0; p < project->n_profiles; p++) {
        if (!stands_in(&project->profile[p], place))
            continue;
        profile = &project->profile[p];
        if ((size_t)own->constraint <= profile->n_constraints)
            return true;
    }
    return !profile ||
           tomt_problem_add(problems, err, TOMT_ERROR, place->file, place->line, place->column,
                            "criterion constraint_cover: there is no constraint %" PRId64
                            ", profile '%s' has %zu; add it to its constraints:",
                            own->constraint, profile->name, profile->n_constraints);
}

static void adopt(void *args, const struct tomt_project *project)
{
    struct args *own = args;
    (void)project;
    snprintf(own->name, sizeof own->name, "constraint_%" PRId64, own->constraint);
}

static bool needs(const void *args, struct tomt_needs *needs, struct tomt_error *err)
{
    const struct args *own = args;
    return tomt_need_of_profile(needs, own->name, err);
}

const struct tomt_criterion tomt_criterion_constraint_cover = {
    .name = "constraint_cover",
    .summary = "Share of the site's ground that one of the profile's constraints meets, its "
               "buffer included; what overlaps counts once",
    .unit = "share",
    .source = TOMT_SOURCE(
        "Union of the constraint's features, widened by buffer_m, over the site's area"),
    .more_is_better = false,
    .args_size = sizeof(struct args),
    .params = params,
    .check = check,
    .adopt = adopt,
    .needs = needs,
    .needs_help = "the constraint of the profile (constraints:)",
    .measure = tomt_measure_first,
};
