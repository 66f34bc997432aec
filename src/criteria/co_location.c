/* criteria/co_location.c: would a business at the site have the sector as its neighbours? */
#include "criteria/around.h"

struct args {
    struct tomt_around_args around;
};

static const struct tomt_param params[] = {
    TOMT_AROUND_ROWS,
    TOMT_AROUND_NUMBER(sigma_m, 0.1, 100000, "m",
                       "width of the bell in metres; left out: half the radius"),
    TOMT_AROUND_NUMBER(sigma_min, 0.01, 600, "min",
                       "the same by car in minutes; left out: half the radius"),
    TOMT_SECTOR_ROWS("; one of the two is needed"),
    TOMT_REFERENCE_ROW,
    TOMT_FEWEST_ROW("establishments"),
    {0},
};

/* The bell that is meant. */
static struct tomt_around_args with_bell(const struct tomt_around_args *around)
{
    struct tomt_around_args bell = *around;
    double radius_m = bell.radius_m > 0 ? bell.radius_m : bell.radius_min * bell.walk_m_per_min;
    double *sigma = bell.way == TOMT_DRIVE ? &bell.sigma_min : &bell.sigma_m;
    bell.decay = TOMT_DECAY_GAUSSIAN;
    bell.of = TOMT_ESTABLISHMENTS;
    if (!(*sigma > 0))
        *sigma = (bell.way == TOMT_DRIVE ? bell.radius_min : radius_m) / 2;
    return bell;
}

static bool check(const void *args, const struct tomt_project *project,
                  const struct tomt_place *place, struct tomt_problems *problems,
                  struct tomt_error *err)
{
    const struct args *own = args;
    struct tomt_around_args around = own->around;
    around.walk_m_per_min = project->network.walk_m_per_min;
    around = with_bell(&around);
    if (!(around.sigma_m > 0 || around.sigma_min > 0))
        around.decay = TOMT_DECAY_STEP; /* without a radius: that is told, and is enough */
    return tomt_check_sector(&around, true, project, "co_location", place, problems, err) &&
           tomt_check_fewest(&around, "co_location", place, problems, err) &&
           tomt_check_reference(&around, TOMT_ESTABLISHMENTS, project, "co_location", place,
                                problems, err) &&
           tomt_check_around(&around, project, TOMT_ROLE_ESTABLISHMENT, "co_location", place,
                             problems, err);
}

static void adopt(void *args, const struct tomt_project *project)
{
    struct args *own = args;
    tomt_adopt_around(&own->around, project);
    own->around = with_bell(&own->around);
}

static bool needs(const void *args, struct tomt_needs *needs, struct tomt_error *err)
{
    const struct args *own = args;
    return tomt_need_quotient(&own->around, needs, err);
}

const struct tomt_criterion tomt_criterion_co_location = {
    .name = "co_location",
    .summary = "Local co-location quotient of the sector for a business at the site point: its "
               "share of the establishments around, near ones weighing more by e^(-(d/sigma)^2/2), "
               "against its share of the reference's; above 1 the sector is a neighbour more often "
               "than by chance",
    .unit = "quotient",
    .source = TOMT_SOURCE(
        "Wang, Hu, Wang & Li (2017), doi:10.1080/00330124.2016.1157498; the site point stands "
        "for the business of interest, which is not among those counted; the bell is cut at "
        "the radius, edge included"),
    .more_is_better = true,
    .args_size = sizeof(struct args),
    .params = params,
    .check = check,
    .adopt = adopt,
    .needs = needs,
    .needs_help = "establishments within reach and in the reference, of the sector and in all "
                  "(layers with role establishment)",
    .measure = tomt_measure_quotient,
};
