/* criteria/around.c: what criteria about a site's surroundings share. */
#include "criteria/around.h"

#include "economy/structure.h"

#include <math.h>

#define STUDY_AREA "study_area"

struct complaint { /* where a problem of a criterion is told */
    const char *criterion;
    const struct tomt_place *place;
    struct tomt_problems *problems;
    struct tomt_error *err;
};

static bool complain(const struct complaint *about, const char *what)
{
    return tomt_problem_add(about->problems, about->err, TOMT_ERROR, about->place->file,
                            about->place->line, about->place->column, "criterion %s: %s",
                            about->criterion, what);
}

/* Numbers left out are NaN, those without a row 0; all that can be given are above 0. */
static bool is_given(double number)
{
    return number > 0;
}

/* --- how far around ----------------------------------------------------------------------------
 */

static bool check_radius(const struct tomt_around_args *around, const struct complaint *about)
{
    bool has_m = is_given(around->radius_m), has_min = is_given(around->radius_min);
    if (around->way == TOMT_DRIVE && has_m)
        return complain(about, "by car the radius is in minutes: radius_min, not radius_m");
    if (around->way == TOMT_DRIVE)
        return has_min || complain(about, "by drive needs radius_min");
    if (around->way == TOMT_STRAIGHT && has_min)
        return complain(about, "a straight line has no minutes: radius_m, not radius_min");
    if (around->way == TOMT_STRAIGHT)
        return has_m || complain(about, "a radius is needed: radius_m");
    if (has_m && has_min)
        return complain(about, "radius_m and radius_min say the same twice; leave one out");
    return has_m || has_min || complain(about, "a radius is needed: radius_m or radius_min");
}

static bool check_decay(const struct tomt_around_args *around, const struct complaint *about)
{
    const struct {
        const char *name;
        double given;
        bool by_car;
        int decay;
    } row[] = {{"beta_per_m", around->beta_per_m, false, TOMT_DECAY_EXPONENTIAL},
               {"sigma_m", around->sigma_m, false, TOMT_DECAY_GAUSSIAN},
               {"beta_per_min", around->beta_per_min, true, TOMT_DECAY_EXPONENTIAL},
               {"sigma_min", around->sigma_min, true, TOMT_DECAY_GAUSSIAN}};
    static const char *const by[] = {"", " by walk", " by drive"};
    static const char *const decay[] = {"step", "linear", "exponential", "gaussian"};
    const struct tomt_place *at = about->place;
    bool drives = around->way == TOMT_DRIVE;
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        bool is_meant = row[i].by_car == drives && row[i].decay == around->decay;
        if (is_meant == is_given(row[i].given))
            continue;
        int way = row[i].by_car ? TOMT_DRIVE : drives ? TOMT_WALK : around->way;
        bool told =
            is_meant
                ? tomt_problem_add(about->problems, about->err, TOMT_ERROR, at->file, at->line,
                                   at->column, "criterion %s: decay %s%s needs %s",
                                   about->criterion, decay[around->decay], by[around->way],
                                   row[i].name)
                : tomt_problem_add(about->problems, about->err, TOMT_WARNING, at->file, at->line,
                                   at->column,
                                   "criterion %s: %s counts for decay %s%s only; here the decay is "
                                   "%s%s",
                                   about->criterion, row[i].name, decay[row[i].decay], by[way],
                                   decay[around->decay], by[around->way]);
        if (!told)
            return false;
    }
    return true;
}

bool tomt_check_around(const struct tomt_around_args *around, const struct tomt_project *project,
                       enum tomt_role role, const char *criterion, const struct tomt_place *place,
                       struct tomt_problems *problems, struct tomt_error *err)
{
    const struct complaint about = {criterion, place, problems, err};
    return tomt_check_layer(project, role, around->layer, criterion, place, problems, err) &&
           (around->way == TOMT_STRAIGHT ||
            tomt_check_streets(project, criterion, place, problems, err)) &&
           check_radius(around, &about) && check_decay(around, &about);
}

static struct tomt_around_args along_streets(const struct tomt_around_args *reached)
{
    struct tomt_around_args around = *reached;
    around.way = reached->by == TOMT_BY_DRIVE ? TOMT_DRIVE : TOMT_WALK;
    return around;
}

bool tomt_check_reached(const struct tomt_around_args *reached, const struct tomt_project *project,
                        enum tomt_role role, const char *criterion, const struct tomt_place *place,
                        struct tomt_problems *problems, struct tomt_error *err)
{
    const struct tomt_around_args around = along_streets(reached);
    return tomt_check_around(&around, project, role, criterion, place, problems, err);
}

/* --- which sector, how few, against what -------------------------------------------------------
 */

bool tomt_check_sector(const struct tomt_around_args *around, bool is_needed,
                       const struct tomt_project *project, const char *criterion,
                       const struct tomt_place *place, struct tomt_problems *problems,
                       struct tomt_error *err)
{
    const struct complaint about = {criterion, place, problems, err};
    if (around->sector && around->codes.n)
        return complain(&about, "either sector or codes, not both");
    if (!around->sector)
        return around->codes.n > 0 || !is_needed ||
               complain(&about, "a sector is needed: sector, or codes with at least one");
    size_t n = project->economy.n_sectors;
    const char **names = tomt_arena_alloc(problems->arena, (n + 1) * sizeof *names, err);
    const char *wanted = around->sector;
    for (size_t i = 0; names && i < n; i++)
        names[i] = project->economy.sector[i].name;
    return names && tomt_check_words(&(struct tomt_texts){&wanted, 1}, names, "sector", criterion,
                                     place, problems, err);
}

bool tomt_check_fewest(const struct tomt_around_args *around, const char *criterion,
                       const struct tomt_place *place, struct tomt_problems *problems,
                       struct tomt_error *err)
{
    const struct complaint about = {criterion, place, problems, err};
    double fewest = around->min_establishments;
    return isnan(fewest) || fewest == floor(fewest) ||
           complain(&about, "min_establishments is a whole number");
}

static const struct tomt_economy_reference *reference_of(const struct tomt_project *project,
                                                         const char *name)
{
    for (size_t i = 0; name && i < project->economy.n_references; i++)
        if (strcmp(project->economy.references[i].name, name) == 0)
            return &project->economy.references[i];
    return NULL;
}

static bool is_table_of_jobs(const struct tomt_project *project, const char *layer)
{
    for (size_t i = 0; layer && i < project->n_layers; i++)
        if (strcmp(project->layer[i].name, layer) == 0)
            return project->layer[i].role == TOMT_ROLE_EMPLOYMENT;
    return false;
}

bool tomt_check_reference(const struct tomt_around_args *around, enum tomt_subject subject,
                          const struct tomt_project *project, const char *criterion,
                          const struct tomt_place *place, struct tomt_problems *problems,
                          struct tomt_error *err)
{
    size_t n = project->economy.n_references;
    const char **names = tomt_arena_alloc(problems->arena, (n + 2) * sizeof *names, err);
    if (!names)
        return false;
    for (size_t i = 0; i < n; i++)
        names[i] = project->economy.references[i].name;
    names[n] = STUDY_AREA;
    const char *wanted = around->reference;
    if (wanted && !tomt_check_words(&(struct tomt_texts){&wanted, 1}, names, "reference", criterion,
                                    place, problems, err))
        return false;
    const struct tomt_economy_reference *reference =
        reference_of(project, wanted ? wanted : project->economy.reference);
    if (!reference || subject == TOMT_JOBS || !is_table_of_jobs(project, reference->layer))
        return true;
    return tomt_problem_add(problems, err, TOMT_ERROR, place->file, place->line, place->column,
                            "criterion %s counts establishments, and reference '%s' is a table of "
                            "jobs; name another one, or study_area",
                            criterion, reference->name);
}

void tomt_adopt_around(void *args, const struct tomt_project *project)
{
    struct tomt_around_args *around = args;
    around->walk_m_per_min = project->network.walk_m_per_min;
    if (isnan(around->min_establishments))
        around->min_establishments = (double)project->economy.min_establishments;
    if (around->digits == 0)
        around->digits = project->economy.digits;
    if (!around->reference)
        around->reference = project->economy.reference;
    else if (!reference_of(project, around->reference))
        around->reference = NULL; /* the study area */
    const struct tomt_project_sector *sector =
        around->sector ? tomt_project_sector(project, around->sector) : NULL;
    around->sectors = sector ? UINT64_C(1) << (sector - project->economy.sector) : 0;
}

/* --- facts -------------------------------------------------------------------------------------
 */

struct tomt_fact_request tomt_request_around(const struct tomt_around_args *around,
                                             enum tomt_role role, enum tomt_subject subject)
{
    bool drives = around->way == TOMT_DRIVE;
    struct tomt_fact_request request = {
        .kind = TOMT_FACT_CATCHMENT,
        .role = (int)role,
        .layer = around->layer,
        .way = (enum tomt_way)around->way,
        .subject = subject,
        .decay = (enum tomt_decay)around->decay,
    };
    if (around->decay == TOMT_DECAY_EXPONENTIAL)
        request.decay_parameter = drives ? around->beta_per_min : around->beta_per_m;
    if (around->decay == TOMT_DECAY_GAUSSIAN)
        request.decay_parameter = drives ? around->sigma_min : around->sigma_m;
    if (drives)
        request.reach_min = around->radius_min;
    else
        request.reach_m = is_given(around->radius_m) ? around->radius_m
                                                     : around->radius_min * around->walk_m_per_min;
    return request;
}

struct tomt_fact_request tomt_request_reached(const struct tomt_around_args *reached,
                                              enum tomt_role role, enum tomt_subject subject)
{
    const struct tomt_around_args around = along_streets(reached);
    return tomt_request_around(&around, role, subject);
}

struct tomt_fact_request tomt_request_count(const struct tomt_around_args *around)
{
    struct tomt_fact_request request =
        tomt_request_around(around, TOMT_ROLE_ESTABLISHMENT, TOMT_ESTABLISHMENTS);
    request.decay = TOMT_DECAY_STEP;
    request.decay_parameter = 0;
    return request;
}

struct tomt_fact_request tomt_request_reference(const struct tomt_around_args *around,
                                                enum tomt_subject subject)
{
    return (struct tomt_fact_request){.kind = TOMT_FACT_REFERENCE,
                                      .role = TOMT_ROLE_ESTABLISHMENT,
                                      .subject = subject,
                                      .name = around->reference};
}

struct tomt_fact_request tomt_request_of_sector(struct tomt_fact_request request,
                                                const struct tomt_around_args *around)
{
    request.sectors = around->sectors;
    if (around->codes.n)
        request.filter[0] = tomt_filter_on("code", around->codes, true);
    return request;
}

bool tomt_need_share(const struct tomt_around_args *around, struct tomt_needs *needs,
                     struct tomt_error *err)
{
    struct tomt_fact_request all =
        tomt_request_around(around, TOMT_ROLE_ESTABLISHMENT, (enum tomt_subject)around->of);
    struct tomt_fact_request sector = tomt_request_of_sector(all, around);
    struct tomt_fact_request count = tomt_request_count(around);
    return tomt_need(needs, &sector, err) && tomt_need(needs, &all, err) &&
           tomt_need(needs, &count, err);
}

enum tomt_why tomt_why_of(const struct tomt_facts *facts, size_t n_facts, size_t site)
{
    for (size_t k = 0; k < n_facts; k++)
        if (facts->fact[k]->why[site] != TOMT_WHY_OK)
            return (enum tomt_why)facts->fact[k]->why[site];
    return TOMT_WHY_OK;
}

void tomt_put_unless_few(const struct tomt_around_args *around, double count, double value,
                         double *out, uint8_t *why)
{
    bool is_few = count < around->min_establishments;
    *out = is_few ? NAN : value;
    *why = is_few ? TOMT_WHY_SUPPRESSED : isnan(value) ? TOMT_WHY_NOT_APPLICABLE : TOMT_WHY_OK;
}

bool tomt_measure_share(const void *args, const struct tomt_facts *facts, size_t from, size_t to,
                        double *out, uint8_t *why, struct tomt_error *err)
{
    const struct tomt_around_args *around = args;
    if (!tomt_measure_fact(facts, TOMT_OF_SECTOR, from, to, out, why, err))
        return false;
    const double *all = facts->fact[TOMT_OF_ALL]->value, *count = facts->fact[TOMT_COUNT]->value;
    for (size_t site = from; site < to; site++)
        if (why[site] == TOMT_WHY_OK)
            tomt_put_unless_few(around, count[site],
                                all[site] > 0 ? fmin(1, out[site] / all[site]) : NAN, &out[site],
                                &why[site]);
    return true;
}

bool tomt_need_quotient(const struct tomt_around_args *around, struct tomt_needs *needs,
                        struct tomt_error *err)
{
    struct tomt_fact_request all = tomt_request_reference(around, (enum tomt_subject)around->of);
    struct tomt_fact_request sector = tomt_request_of_sector(all, around);
    return tomt_need_share(around, needs, err) && tomt_need(needs, &sector, err) &&
           tomt_need(needs, &all, err);
}

bool tomt_measure_quotient(const void *args, const struct tomt_facts *facts, size_t from, size_t to,
                           double *out, uint8_t *why, struct tomt_error *err)
{
    const struct tomt_around_args *around = args;
    if (facts->n_facts < TOMT_N_OF_QUOTIENT || to > facts->n_sites)
        return tomt_fail(err, TOMT_INTERNAL, "a quotient is of %d facts", TOMT_N_OF_QUOTIENT);
    for (size_t site = from; site < to; site++) {
        out[site] = NAN;
        why[site] = (uint8_t)tomt_why_of(facts, TOMT_N_OF_QUOTIENT, site);
        if (why[site] != TOMT_WHY_OK)
            continue;
        double number[TOMT_N_OF_QUOTIENT];
        for (size_t k = 0; k < TOMT_N_OF_QUOTIENT; k++)
            number[k] = facts->fact[k]->value[site];
        double quotient =
            tomt_location_quotient(number[TOMT_OF_SECTOR], number[TOMT_OF_ALL],
                                   number[TOMT_REFERENCE_SECTOR], number[TOMT_REFERENCE_ALL]);
        tomt_put_unless_few(around, number[TOMT_COUNT], quotient, &out[site], &why[site]);
    }
    return true;
}
