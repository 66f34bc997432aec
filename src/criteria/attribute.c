/* criteria/attribute.c: any numeric column of the site layer. */
#include "criteria/common.h"

#include "base/text.h"

struct args {
    const char *name;
};

static const struct tomt_param params[] = {
    {.name = "name",
     .type = TOMT_PARAM_TEXT,
     .offset = offsetof(struct args, name),
     .required = true,
     .help = "a name from sites.attributes of the project, or existing_bra_m2"},
    {0},
};

static bool check(const void *args, const struct tomt_project *project,
                  const struct tomt_place *place, struct tomt_problems *problems,
                  struct tomt_error *err)
{
    const struct args *own = args;
    if (!own->name)
        return true; /* said already: it is required */
    const char **names =
        tomt_arena_alloc(problems->arena, (project->n_attributes + 2) * sizeof *names, err);
    if (!names)
        return false;
    for (size_t i = 0; i < project->n_attributes; i++)
        names[i] = project->attribute[i].ours;
    names[project->n_attributes] = "existing_bra_m2";
    struct tomt_texts one = {.item = (const char *[]){own->name}, .n = 1};
    return tomt_check_words(&one, names, "attribute of the sites (sites.attributes)", "attribute",
                            place, problems, err);
}

static bool needs(const void *args, struct tomt_needs *needs, struct tomt_error *err)
{
    const struct args *own = args;
    return tomt_need(
        needs, &(struct tomt_fact_request){.kind = TOMT_FACT_ATTRIBUTE, .name = own->name}, err);
}

const struct tomt_criterion tomt_criterion_attribute = {
    .name = "attribute",
    .summary = "A numeric column of the site layer, as it is",
    .unit = "unit of the column",
    .source = TOMT_SOURCE("The site layer"),
    .more_is_better = true,
    .args_size = sizeof(struct args),
    .params = params,
    .check = check,
    .needs = needs,
    .needs_help = "the column of the site layer",
    .measure = tomt_measure_first,
};
