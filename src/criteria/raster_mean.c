/* criteria/raster_mean.c: the mean of a raster under the site: height, slope, noise. */
#include "criteria/common.h"

#include "base/text.h"

struct args {
    const char *raster;
};

static const struct tomt_param params[] = {
    {.name = "raster",
     .type = TOMT_PARAM_TEXT,
     .offset = offsetof(struct args, raster),
     .required = true,
     .help = "key of a raster of the project"},
    {0},
};

static bool check(const void *args, const struct tomt_project *project,
                  const struct tomt_place *place, struct tomt_problems *problems,
                  struct tomt_error *err)
{
    const struct args *own = args;
    if (!own->raster)
        return true; /* said already: it is required */
    const char **names =
        tomt_arena_alloc(problems->arena, (project->n_rasters + 1) * sizeof *names, err);
    if (!names)
        return false;
    for (size_t i = 0; i < project->n_rasters; i++)
        names[i] = project->raster[i].name;
    struct tomt_texts one = {.item = (const char *[]){own->raster}, .n = 1};
    return tomt_check_words(&one, names, "raster of the project", "raster_mean", place, problems,
                            err);
}

static bool needs(const void *args, struct tomt_needs *needs, struct tomt_error *err)
{
    const struct args *own = args;
    return tomt_need(
        needs, &(struct tomt_fact_request){.kind = TOMT_FACT_RASTER, .name = own->raster}, err);
}

const struct tomt_criterion tomt_criterion_raster_mean = {
    .name = "raster_mean",
    .summary = "Mean of a raster under the site, each cell by the exact share of it that the site "
               "covers; nodata left out",
    .unit = "unit of the raster",
    .source = TOMT_SOURCE("Coverage fractions as in exactextract (Baston)"),
    .more_is_better = false,
    .args_size = sizeof(struct args),
    .params = params,
    .check = check,
    .needs = needs,
    .needs_help = "the raster under the site",
    .measure = tomt_measure_first,
};
