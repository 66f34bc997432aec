/* criteria/hot_spot.c: does the site lie where jobs crowd? */
#include "criteria/around.h"

#include <math.h>

struct args {
    struct tomt_around_args around; /* its radius_m: whose neighbours a cell's are */
    double cell_m;
};

static const struct tomt_param params[] = {
    TOMT_LAYER_ROW("establishments"),
    {.name = "cell_m",
     .type = TOMT_PARAM_NUMBER,
     .offset = offsetof(struct args, cell_m),
     .min = 10,
     .max = 100000,
     .unit = "m",
     .help = "side of the cells; left out: the project's economy.hot_spots"},
    TOMT_AROUND_NUMBER(radius_m, 1, 100000, "m",
                       "cells whose centres are this near are neighbours, edge included; left out: "
                       "the project's economy.hot_spots"),
    TOMT_SECTOR_ROWS("; left out both: all"),
    TOMT_AROUND_NUMBER(min_establishments, 0, 1000000, "",
                       "a whole number: no data (suppressed) when fewer than this are in the study "
                       "area with known jobs, of the sector, 0: never; left out: the project's "
                       "economy.min_establishments"),
    {0},
};

static bool check(const void *args, const struct tomt_project *project,
                  const struct tomt_place *place, struct tomt_problems *problems,
                  struct tomt_error *err)
{
    const struct args *own = args;
    return tomt_check_sector(&own->around, false, project, "hot_spot", place, problems, err) &&
           tomt_check_fewest(&own->around, "hot_spot", place, problems, err) &&
           tomt_check_layer(project, TOMT_ROLE_ESTABLISHMENT, own->around.layer, "hot_spot", place,
                            problems, err);
}

static void adopt(void *args, const struct tomt_project *project)
{
    struct args *own = args;
    tomt_adopt_around(&own->around, project);
    if (isnan(own->cell_m))
        own->cell_m = project->economy.hot_spot_cell_m;
    if (isnan(own->around.radius_m))
        own->around.radius_m = project->economy.hot_spot_radius_m;
}

static bool needs(const void *args, struct tomt_needs *needs, struct tomt_error *err)
{
    const struct args *own = args;
    struct tomt_fact_request request = tomt_request_of_sector(
        tomt_request_around(&own->around, TOMT_ROLE_ESTABLISHMENT, TOMT_JOBS), &own->around);
    request.kind = TOMT_FACT_HOT_SPOT;
    request.cell_m = own->cell_m;
    return tomt_need(needs, &request, err);
}

static bool are_few(const struct args *own, const struct tomt_fact *fact, size_t site)
{
    return fact->second && fact->second[site] < own->around.min_establishments;
}

/* One establishment is hot wherever it lies, and the map would be of it alone. */
static bool measure(const void *args, const struct tomt_facts *facts, size_t from, size_t to,
                    double *out, uint8_t *why, struct tomt_error *err)
{
    if (facts->n_facts < 1 || to > facts->n_sites)
        return tomt_fail(err, TOMT_INTERNAL, "hot_spot is of 1 fact");
    const struct tomt_fact *fact = facts->fact[0];
    for (size_t site = from; site < to; site++) {
        bool few = are_few(args, fact, site);
        why[site] = few ? TOMT_WHY_SUPPRESSED : fact->why[site];
        out[site] = why[site] == TOMT_WHY_OK ? fact->value[site] : NAN;
    }
    return true;
}

/* Two-sided, of the normal distribution: 90, 95 and 99 %. */
static const char *class_of(const void *args, const struct tomt_facts *facts, size_t site)
{
    static const struct {
        double z;
        const char *hot, *cold;
    } row[] = {
        {2.576, "hot_99", "cold_99"}, {1.960, "hot_95", "cold_95"}, {1.645, "hot_90", "cold_90"}};
    double z = facts->fact[0]->value[site];
    if (isnan(z) || are_few(args, facts->fact[0], site))
        return NULL;
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        if (fabs(z) >= row[i].z)
            return z > 0 ? row[i].hot : row[i].cold;
    return "none";
}

static const struct tomt_criterion_column columns[] = {
    {.suffix = "class",
     .title = {"hot or cold", "varm eller kald"},
     .unit = "",
     .help = "hot_99, hot_95, hot_90, cold_90, cold_95, cold_99 or none, by z of this cell alone "
             "(2.576, 1.960, 1.645); the layer hot_spot is stricter: its classes allow for having "
             "looked at many cells (false discovery rate)",
     .word = class_of},
    {0},
};

const struct tomt_criterion tomt_criterion_hot_spot = {
    .name = "hot_spot",
    .summary =
        "z of Getis-Ord Gi* of the jobs in the cell of a square grid that the site point "
        "lies in: above 0 there are more jobs in and around it than chance would put there. "
        "The cells whose centre lies in the study area take part, empty ones too, and those that "
        "hold jobs of the study area; no data (outside) where there is no cell",
    .unit = "z",
    .source = TOMT_SOURCE(
        "Ord & Getis (1995), doi:10.1111/j.1538-4632.1995.tb00912.x; the cell itself included"),
    .more_is_better = true,
    .args_size = sizeof(struct args),
    .params = params,
    .check = check,
    .adopt = adopt,
    .needs = needs,
    .needs_help = "hot spots of jobs in the study area (layers with role establishment)",
    .measure = measure,
    .columns = columns,
};
