/* criteria/unused_capacity.c: how much more may be built there? */
#include "criteria/of_profile.h"

enum { OF_UNUSED, OF_ALLOWED, OF_NET };
struct args {
    int of;
};

static const struct tomt_param params[] = {
    {.name = "of",
     .type = TOMT_PARAM_CHOICE,
     .offset = offsetof(struct args, of),
     .fallback = "unused",
     .choices = "unused|allowed|net",
     .help = "unused: what may still be built; in areas that are transformed all that is allowed; "
             "allowed: all that is allowed, whatever stands there; net: allowed less what stands "
             "there, in all areas, below 0 where the plan allows less than that"},
    {0},
};

static bool check(const void *args, const struct tomt_project *project,
                  const struct tomt_place *place, struct tomt_problems *problems,
                  struct tomt_error *err)
{
    const struct args *own = args;
    if (own->of == OF_UNUSED)
        return tomt_check_unused(project, "unused_capacity", place, problems, err);
    return tomt_check_utilisation(project, "unused_capacity", place, problems, err) &&
           (own->of == OF_ALLOWED ||
            tomt_check_existing(project, "unused_capacity", place, problems, err));
}

static bool needs(const void *args, struct tomt_needs *needs, struct tomt_error *err)
{
    const struct args *own = args;
    static const char *const column[] = {
        [OF_UNUSED] = "unused_bra_m2", [OF_ALLOWED] = "allowed_bra_m2", [OF_NET] = "net_bra_m2"};
    return tomt_need_of_profile(needs, column[own->of], err);
}

const struct tomt_criterion tomt_criterion_unused_capacity = {
    .name = "unused_capacity",
    .summary = "Floor area (BRA) that the plan still allows on the site, for the profile's uses, "
               "after what its limiting constraints take",
    .unit = "m2",
    .source = TOMT_CAPACITY_SOURCE,
    .more_is_better = true,
    .args_size = sizeof(struct args),
    .params = params,
    .check = check,
    .needs = needs,
    .needs_help = "utilisation of the zones (a layer with role zone), and what stands there: "
                  "buildings, or existing_bra_m2 of the parcels",
    .measure = tomt_measure_first,
};
