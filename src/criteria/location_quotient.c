/* criteria/location_quotient.c: is the sector stronger around the site than in the whole? */
#include "criteria/around.h"

struct args {
    struct tomt_around_args around;
};

static const struct tomt_param params[] = {
    TOMT_AROUND_ROWS,
    TOMT_DECAY_ROWS,
    TOMT_SECTOR_ROWS("; one of the two is needed"),
    TOMT_OF_ROW("quotient of what"),
    TOMT_REFERENCE_ROW,
    TOMT_FEWEST_ROW("establishments"),
    {0},
};

static bool check(const void *args, const struct tomt_project *project,
                  const struct tomt_place *place, struct tomt_problems *problems,
                  struct tomt_error *err)
{
    const struct args *own = args;
    return tomt_check_sector(&own->around, true, project, "location_quotient", place, problems,
                             err) &&
           tomt_check_fewest(&own->around, "location_quotient", place, problems, err) &&
           tomt_check_reference(&own->around, (enum tomt_subject)own->around.of, project,
                                "location_quotient", place, problems, err) &&
           tomt_check_around(&own->around, project, TOMT_ROLE_ESTABLISHMENT, "location_quotient",
                             place, problems, err);
}

static bool needs(const void *args, struct tomt_needs *needs, struct tomt_error *err)
{
    const struct args *own = args;
    return tomt_need_quotient(&own->around, needs, err);
}

static double in_sector(const void *args, const struct tomt_facts *facts, size_t site)
{
    (void)args;
    return facts->fact[TOMT_OF_SECTOR]->value[site];
}

static double in_all(const void *args, const struct tomt_facts *facts, size_t site)
{
    (void)args;
    return facts->fact[TOMT_OF_ALL]->value[site];
}

static const struct tomt_criterion_column columns[] = {
    {.suffix = "sector",
     .title = {"of the sector within reach", "av sektoren innen rekkevidde"},
     .unit = "",
     .help = "jobs (or establishments) of the sector within reach, farther ones counting less when "
             "a decay is asked for; also where the quotient is suppressed",
     .number = in_sector},
    {.suffix = "all",
     .title = {"of all within reach", "av alle innen rekkevidde"},
     .unit = "",
     .help = "the same of all industries",
     .number = in_all},
    {0},
};

const struct tomt_criterion tomt_criterion_location_quotient = {
    .name = "location_quotient",
    .summary =
        "Share of the jobs (or establishments) within reach that are in the sector, against "
        "its share in the study area or another reference: (e_s,r / e_r) / (e_s / e); 1 is as "
        "everywhere, 2 is twice the share. No data (not_applicable) without jobs within "
        "reach, or when the reference lacks the sector",
    .unit = "quotient",
    .source = TOMT_SOURCE(
        "Isserman (1977), doi:10.1080/01944367708977758; establishments outside the study "
        "area count within reach, never in the study area as reference; a radius includes its "
        "edge"),
    .more_is_better = true,
    .args_size = sizeof(struct args),
    .params = params,
    .check = check,
    .adopt = tomt_adopt_around,
    .needs = needs,
    .needs_help = "jobs or establishments within reach and in the reference, of the sector and in "
                  "all (layers with role establishment)",
    .measure = tomt_measure_quotient,
    .columns = columns,
};
