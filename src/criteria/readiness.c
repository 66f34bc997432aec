/* criteria/readiness.c: what must be planned before anything can be built? */
#include "criteria/of_profile.h"

static bool check(const void *args, const struct tomt_project *project,
                  const struct tomt_place *place, struct tomt_problems *problems,
                  struct tomt_error *err)
{
    (void)args;
    for (size_t i = 0; i < project->n_layers; i++)
        if (project->layer[i].role == TOMT_ROLE_CONSTRAINT)
            return true;
    return tomt_has_column(project, TOMT_ROLE_ZONE, "plan_type") ||
           tomt_problem_add(
               problems, err, TOMT_ERROR, place->file, place->line, place->column,
               "criterion readiness needs to know the plans: add columns: {plan_type: ...} to a "
               "layer with role zone, or a layer with role constraint that holds planning "
               "requirements (H810, H430 to H450)");
}

static bool needs(const void *args, struct tomt_needs *needs, struct tomt_error *err)
{
    (void)args;
    return tomt_need_of_profile(needs, "readiness", err);
}

static const char *word_of(const void *args, const struct tomt_facts *facts, size_t site)
{
    double number = facts->fact[0]->value[site];
    (void)args;
    for (int i = 0; i < TOMT_N_READY; i++)
        if (number == i + 1)
            return tomt_readiness_name[i];
    return NULL;
}

static const struct tomt_criterion_column columns[] = {
    {.suffix = "word",
     .title = {"readiness", "planavklaring"},
     .unit = "",
     .help = "buildable, detailed_plan_needed or joint_plan_needed",
     .word = word_of},
    {0},
};

const struct tomt_criterion tomt_criterion_readiness = {
    .name = "readiness",
    .summary = "What must be planned before the site can be built on, as a number: 1 buildable, 2 "
               "a detailed plan is needed, 3 a joint or area plan is needed",
    .unit = "class",
    .source = TOMT_SOURCE(
        "Plan type of the site's zones (plan- og bygningsloven, chapters 11 and 12) and "
        "requirements of joint planning (H810)"),
    .more_is_better = false,
    .check = check,
    .needs = needs,
    .needs_help = "plan_type of the zones (a layer with role zone), planning requirements (layers "
                  "with role constraint)",
    .measure = tomt_measure_first,
    .columns = columns,
};
