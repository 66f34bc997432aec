/* areas/measure.c: what each area is made of, against all areas together or a reference. */
#include "areas/industries.h"

#include "sources/industry.h"

#include <math.h>
#include <stdlib.h>

struct measuring {
    const struct tomt_area_question *question;
    struct tomt_area_measures *out;
    const struct tomt_area_reference *own, *reference; /* the sum of the areas; what is asked for */
    double *jobs;                                      /* [n_areas] jobs, with a code or without */
    double *sector_jobs;                               /* [n_areas * n_sectors] */
    size_t most_divisions, most_codes;                 /* in an area */
};

/* ---- sums ----------------------------------------------------------------------------------- */

static bool make_sums(struct tomt_arena *arena, struct tomt_arena *scratch, struct measuring *all,
                      struct tomt_error *err)
{
    const struct tomt_area_question *question = all->question;
    struct tomt_area_measures *out = all->out;
    size_t n = question->n_areas + 1, n_pairs = question->n_areas * question->n_sectors + 1;
    double **const of_area[] = {&out->knowledge_share,
                                &out->related,
                                &out->unrelated,
                                &out->entropy,
                                &out->herfindahl,
                                &out->krugman,
                                &out->sector_krugman_reference};
    for (size_t k = 0; k < sizeof of_area / sizeof *of_area; k++) {
        double *values = tomt_arena_block(arena, NULL, n * sizeof *values, err);
        if (!values)
            return false;
        *of_area[k] = values;
    }
    out->all = tomt_arena_block(arena, NULL, n * sizeof *out->all, err);
    out->no_code = tomt_arena_block(arena, NULL, n * sizeof *out->no_code, err);
    out->suppressed = tomt_arena_block(arena, NULL, n * sizeof *out->suppressed, err);
    out->sector = tomt_arena_block(arena, NULL, n_pairs * sizeof *out->sector, err);
    out->sector_share = tomt_arena_block(arena, NULL, n_pairs * sizeof(double), err);
    out->sector_quotient = tomt_arena_block(arena, NULL, n_pairs * sizeof(double), err);
    out->ellison_glaeser =
        tomt_arena_block(arena, NULL, (question->n_sectors + 1) * sizeof(double), err);
    all->jobs = tomt_arena_block(scratch, NULL, n * sizeof *all->jobs, err);
    all->sector_jobs = tomt_arena_block(scratch, NULL, n_pairs * sizeof(double), err);
    return out->all && out->no_code && out->suppressed && out->sector && out->sector_share &&
           out->sector_quotient && out->ellison_glaeser && all->jobs && all->sector_jobs;
}

static bool add_up(struct measuring *all, struct tomt_error *err)
{
    const struct tomt_area_question *question = all->question;
    const struct tomt_workplaces *workplaces = question->workplaces;
    size_t n_sectors = question->n_sectors;
    for (size_t i = 0; i < workplaces->n; i++) {
        uint32_t area = question->area[i];
        if (area == TOMT_NO_AREA)
            continue;
        if (area >= question->n_areas)
            return tomt_fail(err, TOMT_INTERNAL, "workplace %zu is in area %u of %zu", i, area,
                             question->n_areas);
        double jobs = workplaces->jobs[i];
        jobs = tomt_jobs_known(jobs) ? tomt_exact_weight(jobs) : 0;
        tomt_mix_add(&all->out->all[area], workplaces, i);
        if (workplaces->code[i] == 0)
            tomt_mix_add(&all->out->no_code[area], workplaces, i);
        all->jobs[area] += jobs;
        for (uint64_t left = workplaces->sectors[i]; left; left &= left - 1) {
            size_t sector = (size_t)__builtin_ctzll(left);
            if (sector >= n_sectors)
                break;
            tomt_mix_add(&all->out->sector[area * n_sectors + sector], workplaces, i);
            all->sector_jobs[area * n_sectors + sector] += jobs;
        }
    }
    return true;
}

static bool sum_areas(struct tomt_arena *scratch, const struct measuring *all,
                      struct tomt_area_reference *own, struct tomt_error *err)
{
    const struct tomt_area_question *question = all->question;
    const struct tomt_area_measures *out = all->out;
    size_t n_areas = question->n_areas, n_sectors = question->n_sectors;
    double *sector = tomt_arena_block(scratch, NULL, (n_sectors + 1) * sizeof *sector, err);
    if (!sector)
        return false;
    *own = (struct tomt_area_reference){.sector_jobs = sector};
    for (size_t area = 0; area < n_areas; area++) {
        own->jobs += all->jobs[area];
        for (size_t s = 0; s < n_sectors; s++)
            sector[s] += all->sector_jobs[area * n_sectors + s];
    }
    return tomt_industries_sum(scratch, out->division, (size_t)out->division_start[n_areas],
                               &own->division, &own->division_jobs, &own->n_divisions, err) &&
           tomt_industries_sum(scratch, out->code, (size_t)out->code_start[n_areas], &own->code,
                               &own->code_jobs, &own->n_codes, err);
}

/* ---- measures of an area -------------------------------------------------------------------- */

struct measuring_seat {
    const struct measuring *all;
    double *here, *there; /* for the two sides of an index over divisions */
    double *jobs;         /* by code */
    uint32_t *group;
};

static void *sit(void *shared, struct tomt_error *err)
{
    const struct measuring *all = shared;
    size_t both = all->most_divisions + all->own->n_divisions + all->reference->n_divisions;
    size_t codes = all->most_codes;
    struct measuring_seat *seat = tomt_allocate(sizeof *seat + (2 * both + codes) * sizeof(double) +
                                                (codes + 1) * sizeof(uint32_t));
    if (!seat) {
        tomt_fail(err, TOMT_MEMORY, "no memory for the industries of an area");
        return NULL;
    }
    seat->all = all;
    seat->here = (double *)(seat + 1);
    seat->there = seat->here + both;
    seat->jobs = seat->there + both;
    seat->group = (uint32_t *)(seat->jobs + codes);
    return seat;
}

static double jobs_in(const uint64_t *code, const double *jobs, size_t n, uint64_t wanted)
{
    size_t from = 0, to = n;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (code[middle] < wanted)
            from = middle + 1;
        else
            to = middle;
    }
    return from < n && code[from] == wanted ? jobs[from] : NAN;
}

static double krugman(const struct measuring_seat *seat, size_t area,
                      const struct tomt_area_reference *reference)
{
    const struct tomt_area_measures *out = seat->all->out;
    size_t i = (size_t)out->division_start[area], end = (size_t)out->division_start[area + 1];
    size_t j = 0, n = 0;
    while (i < end || j < reference->n_divisions) {
        uint64_t mine = i < end ? out->division[i].code : UINT64_MAX;
        uint64_t theirs = j < reference->n_divisions ? reference->division[j] : UINT64_MAX;
        seat->here[n] = mine <= theirs ? out->division[i++].mix.jobs : 0;
        seat->there[n] = theirs <= mine ? reference->division_jobs[j++] : 0;
        n++;
    }
    return tomt_krugman_index(seat->here, seat->there, n);
}

/* Shares and quotients of rows by industry. */
static void weigh_rows(const struct measuring *all, size_t area, struct tomt_area_industry *row,
                       size_t n, const uint64_t *code, const double *jobs, size_t n_codes)
{
    double jobs_here = all->jobs[area];
    for (size_t i = 0; i < n; i++) {
        row[i].suppressed =
            all->out->suppressed[area] || row[i].mix.n < all->question->min_establishments;
        row[i].share = !row[i].suppressed && jobs_here > 0 ? row[i].mix.jobs / jobs_here : NAN;
        row[i].quotient = row[i].suppressed
                              ? NAN
                              : tomt_location_quotient(row[i].mix.jobs, jobs_here,
                                                       jobs_in(code, jobs, n_codes, row[i].code),
                                                       all->reference->jobs);
    }
}

static void weigh_sectors(const struct measuring *all, size_t area)
{
    const struct tomt_area_question *question = all->question;
    const double *reference = all->reference->sector_jobs;
    double jobs_here = all->jobs[area];
    for (size_t s = 0; s < question->n_sectors; s++) {
        size_t at = area * question->n_sectors + s, n = all->out->sector[at].n;
        double jobs = all->sector_jobs[at];
        bool suppressed = all->out->suppressed[area] || (n > 0 && n < question->min_establishments);
        all->out->sector_share[at] = !suppressed && jobs_here > 0 ? jobs / jobs_here : NAN;
        all->out->sector_quotient[at] =
            suppressed || !reference
                ? NAN
                : tomt_location_quotient(jobs, jobs_here, reference[s], all->reference->jobs);
    }
}

static bool weigh_variety(const struct measuring_seat *seat, size_t area,
                          struct tomt_variety *variety, struct tomt_error *err)
{
    const struct tomt_area_measures *out = seat->all->out;
    size_t first = (size_t)out->code_start[area], n = (size_t)out->code_start[area + 1] - first;
    uint32_t n_groups = 0;
    uint64_t before = 0;
    for (size_t i = 0; i < n; i++) {
        uint64_t division = tomt_code_at(out->code[first + i].code, 2);
        n_groups += division != before;
        before = division;
        seat->jobs[i] = out->code[first + i].mix.jobs;
        seat->group[i] = n_groups - 1;
    }
    return tomt_variety(seat->jobs, seat->group, n, n_groups, variety, err);
}

static bool work(void *argument, size_t from, size_t to, struct tomt_error *err)
{
    struct measuring_seat *seat = argument;
    const struct measuring *all = seat->all;
    const struct tomt_area_question *question = all->question;
    const struct tomt_area_reference *reference = all->reference;
    struct tomt_area_measures *out = all->out;
    for (size_t area = from; area < to; area++) {
        size_t first = (size_t)out->division_start[area], code = (size_t)out->code_start[area];
        size_t n = (size_t)out->division_start[area + 1] - first;
        bool suppressed = out->all[area].n < question->min_establishments;
        struct tomt_variety variety = {NAN, NAN, NAN};
        out->suppressed[area] = suppressed;
        weigh_sectors(all, area);
        weigh_rows(all, area, out->division + first, n, reference->division,
                   reference->division_jobs, reference->n_divisions);
        weigh_rows(all, area, out->code + code, (size_t)out->code_start[area + 1] - code,
                   reference->code, reference->code_jobs, reference->n_codes);
        for (size_t i = 0; i < n; i++)
            seat->here[i] = out->division[first + i].mix.jobs;
        out->herfindahl[area] = suppressed ? NAN : tomt_herfindahl(seat->here, n);
        out->krugman[area] = suppressed ? NAN : krugman(seat, area, all->own);
        out->sector_krugman_reference[area] = suppressed ? NAN : krugman(seat, area, reference);
        bool is_known =
            !suppressed && question->knowledge < question->n_sectors && all->jobs[area] > 0;
        size_t at = area * question->n_sectors + question->knowledge;
        out->knowledge_share[area] = is_known ? all->sector_jobs[at] / all->jobs[area] : NAN;
        if (!suppressed && !weigh_variety(seat, area, &variety, err))
            return false;
        out->related[area] = variety.related;
        out->unrelated[area] = variety.unrelated;
        out->entropy[area] = variety.entropy;
    }
    return true;
}

/* ---- sectors over the areas ----------------------------------------------------------------- */

static int by_size(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* The jobs of a sector's plants by size, so that their order in the register plays no part. */
static size_t plants_of(const struct tomt_area_question *question, size_t sector, double *plant)
{
    const struct tomt_workplaces *workplaces = question->workplaces;
    size_t n = 0;
    for (size_t i = 0; i < workplaces->n; i++) {
        bool counts = question->area[i] != TOMT_NO_AREA && (workplaces->sectors[i] >> sector & 1);
        if (counts && tomt_jobs_known(workplaces->jobs[i]))
            plant[n++] = tomt_exact_weight(workplaces->jobs[i]);
    }
    qsort(plant, n, sizeof *plant, by_size);
    return n;
}

static bool measure_sector(void *seat, size_t from, size_t to, struct tomt_error *err)
{
    const struct measuring *all = seat;
    const struct tomt_area_question *question = all->question;
    size_t n_areas = question->n_areas, n_sectors = question->n_sectors;
    for (size_t s = from; s < to; s++) {
        size_t n = 0;
        for (size_t area = 0; area < n_areas; area++)
            n += all->out->sector[area * n_sectors + s].n;
        all->out->ellison_glaeser[s] = NAN;
        if (n_areas < 2 || n < 2 || n < question->min_establishments)
            continue;
        double *plant = tomt_allocate((n + n_areas) * sizeof *plant), *sector = plant + n;
        if (!plant)
            return tomt_fail(err, TOMT_MEMORY, "no memory for %zu plants of a sector", n);
        for (size_t area = 0; area < n_areas; area++)
            sector[area] = all->sector_jobs[area * n_sectors + s];
        size_t n_plants = plants_of(question, s, plant);
        all->out->ellison_glaeser[s] =
            tomt_ellison_glaeser(sector, all->jobs, n_areas, plant, n_plants);
        tomt_release(plant);
    }
    return true;
}

/* ---- the whole ------------------------------------------------------------------------------ */

static bool measure(struct tomt_arena *arena, struct tomt_arena *scratch, struct measuring *all,
                    const struct tomt_crew *crew, struct tomt_error *err)
{
    const struct tomt_area_question *question = all->question;
    struct tomt_area_measures *out = all->out;
    struct tomt_area_reference own;
    if (!make_sums(arena, scratch, all, err) || !add_up(all, err) ||
        !tomt_industries_gather(arena, question, crew, out, err) ||
        !sum_areas(scratch, all, &own, err))
        return false;
    all->own = &own;
    all->reference = question->reference ? question->reference : &own;
    for (size_t area = 0; area < question->n_areas; area++) {
        size_t n = (size_t)(out->division_start[area + 1] - out->division_start[area]);
        all->most_divisions = n > all->most_divisions ? n : all->most_divisions;
        n = (size_t)(out->code_start[area + 1] - out->code_start[area]);
        all->most_codes = n > all->most_codes ? n : all->most_codes;
    }
    struct tomt_crew_job areas = {all, sit, work, tomt_release, question->n_areas, 16};
    struct tomt_crew_job sectors = {
        .shared = all, .work = measure_sector, .n = question->n_sectors, .chunk = 1};
    return tomt_crew_run(crew, &areas, err) && tomt_crew_run(crew, &sectors, err);
}

bool tomt_areas_measure(struct tomt_arena *arena, const struct tomt_area_question *question,
                        const struct tomt_crew *crew, struct tomt_area_measures *out,
                        struct tomt_error *err)
{
    *out = (struct tomt_area_measures){0};
    if (question->n_sectors > 64)
        return tomt_fail(err, TOMT_INTERNAL, "%zu sectors are more than 64", question->n_sectors);
    struct tomt_arena *scratch = tomt_arena_new(err);
    if (!scratch)
        return false;
    struct measuring all = {.question = question, .out = out};
    bool done = measure(arena, scratch, &all, crew, err);
    tomt_arena_free(scratch);
    return done;
}
