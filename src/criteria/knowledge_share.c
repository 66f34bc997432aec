/* criteria/knowledge_share.c: how much of the work near the site is knowledge-intensive? */
#include "criteria/around.h"

struct args {
    struct tomt_around_args around;
};

static const struct tomt_param params[] = {
    TOMT_AROUND_ROWS,
    TOMT_DECAY_ROWS,
    {.name = "sector",
     .type = TOMT_PARAM_TEXT,
     .offset = offsetof(struct args, around.sector),
     .fallback = "knowledge_intensive",
     .help =
         "which sector (of the project, economy: sectors, or shipped) counts as knowledge work"},
    TOMT_FEWEST_ROW("establishments"),
    {0},
};

static bool check(const void *args, const struct tomt_project *project,
                  const struct tomt_place *place, struct tomt_problems *problems,
                  struct tomt_error *err)
{
    const struct args *own = args;
    return tomt_check_sector(&own->around, true, project, "knowledge_share", place, problems,
                             err) &&
           tomt_check_fewest(&own->around, "knowledge_share", place, problems, err) &&
           tomt_check_around(&own->around, project, TOMT_ROLE_ESTABLISHMENT, "knowledge_share",
                             place, problems, err);
}

static bool needs(const void *args, struct tomt_needs *needs, struct tomt_error *err)
{
    const struct args *own = args;
    return tomt_need_share(&own->around, needs, err);
}

const struct tomt_criterion tomt_criterion_knowledge_share = {
    .name = "knowledge_share",
    .summary = "Share of the jobs within reach that are in knowledge-intensive services: told from "
               "industries, which is not the same as jobs that ask for education",
    .unit = "share",
    .source = TOMT_SOURCE(
        "Knowledge-intensive services: Eurostat, High-tech industry and knowledge-intensive "
        "services, annex 3 (NACE Rev. 2); a radius includes its edge"),
    .more_is_better = true,
    .args_size = sizeof(struct args),
    .params = params,
    .check = check,
    .adopt = tomt_adopt_around,
    .needs = needs,
    .needs_help = "jobs within reach, of the sector and in all (layers with role establishment)",
    .measure = tomt_measure_share,
};
