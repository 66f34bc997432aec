/* areas/industries.c: workplaces sorted by area and code, and summed. */
#include "areas/industries.h"

#include "sources/industry.h"

#include <math.h>
#include <stdlib.h>

enum { DIVISION_DIGITS = 2 };

bool tomt_jobs_known(double jobs)
{
    return jobs >= 0 && isfinite(jobs);
}

static double jobs_of(double jobs)
{
    return tomt_jobs_known(jobs) ? tomt_exact_weight(jobs) : 0;
}

void tomt_mix_add(struct tomt_mix *mix, const struct tomt_workplaces *workplaces, size_t i)
{
    mix->n++;
    mix->n_unknown += !tomt_jobs_known(workplaces->jobs[i]);
    mix->jobs_low += jobs_of(workplaces->jobs_low[i]);
    mix->jobs += jobs_of(workplaces->jobs[i]);
    mix->jobs_high += jobs_of(workplaces->jobs_high[i]);
}

uint64_t tomt_code_at(uint64_t code, unsigned digits)
{
    uint64_t cut = tomt_code_key_cut(code, digits);
    return cut != 0 ? cut : code;
}

struct coded { /* a workplace with a code */
    uint64_t code;
    size_t row;
};

struct gathering {
    const struct tomt_area_question *question;
    size_t *start; /* [n_areas + 1] into `coded` */
    struct coded *coded;
    struct tomt_area_measures *out; /* its rows are NULL: only count */
};

static int by_code(const void *left, const void *right)
{
    const struct coded *a = left, *b = right;
    return (a->code > b->code) - (a->code < b->code);
}

/* Sorted rows become one row for each code at so many digits; `to` NULL: only their number. */
static size_t sum_rows(const struct gathering *all, size_t area, unsigned digits,
                       struct tomt_area_industry *to)
{
    size_t n = 0;
    uint64_t before = 0;
    for (size_t k = all->start[area]; k < all->start[area + 1]; k++) {
        uint64_t code = tomt_code_at(all->coded[k].code, digits);
        n += code != before; /* no code is 0 */
        before = code;
        if (to) {
            to[n - 1].code = code;
            tomt_mix_add(&to[n - 1].mix, all->question->workplaces, all->coded[k].row);
        }
    }
    return n;
}

static bool gather_areas(void *seat, size_t from, size_t to, struct tomt_error *err)
{
    (void)err;
    const struct gathering *all = seat;
    struct tomt_area_measures *out = all->out;
    for (size_t area = from; area < to; area++) {
        if (out->code) {
            sum_rows(all, area, DIVISION_DIGITS, out->division + out->division_start[area]);
            sum_rows(all, area, all->question->digits, out->code + out->code_start[area]);
            continue;
        }
        size_t first = all->start[area];
        qsort(all->coded + first, all->start[area + 1] - first, sizeof *all->coded, by_code);
        out->division_start[area + 1] = sum_rows(all, area, DIVISION_DIGITS, NULL);
        out->code_start[area + 1] = sum_rows(all, area, all->question->digits, NULL);
    }
    return true;
}

/* Workplaces with a code, area by area. */
static bool deal_out(struct tomt_arena *scratch, struct gathering *all, struct tomt_error *err)
{
    const struct tomt_area_question *question = all->question;
    size_t n_areas = question->n_areas, n = question->workplaces->n;
    size_t *next = tomt_arena_block(scratch, NULL, (n_areas + 2) * sizeof *next, err);
    all->coded = next ? tomt_arena_block(scratch, NULL, (n + 1) * sizeof *all->coded, err) : NULL;
    if (!all->coded)
        return false;
    const uint64_t *code = question->workplaces->code;
    for (size_t i = 0; i < n; i++)
        if (question->area[i] != TOMT_NO_AREA && code[i] != 0)
            next[question->area[i] + 2]++;
    for (size_t area = 0; area < n_areas; area++)
        next[area + 2] += next[area + 1];
    for (size_t i = 0; i < n; i++)
        if (question->area[i] != TOMT_NO_AREA && code[i] != 0)
            all->coded[next[question->area[i] + 1]++] =
                (struct coded){tomt_code_at(code[i], question->digits), i};
    all->start = next; /* each has moved to where the next begins */
    return true;
}

bool tomt_industries_gather(struct tomt_arena *arena, const struct tomt_area_question *question,
                            const struct tomt_crew *crew, struct tomt_area_measures *out,
                            struct tomt_error *err)
{
    struct gathering all = {.question = question, .out = out};
    size_t n = question->n_areas, size = (n + 1) * sizeof *out->code_start;
    struct tomt_arena *scratch = tomt_arena_new(err);
    if (!scratch)
        return false;
    struct tomt_crew_job job = {.shared = &all, .work = gather_areas, .n = n, .chunk = 16};
    out->division_start = tomt_arena_block(arena, NULL, size, err);
    out->code_start = tomt_arena_block(arena, NULL, size, err);
    bool done = out->division_start && out->code_start && deal_out(scratch, &all, err) &&
                tomt_crew_run(crew, &job, err);
    if (done) {
        for (size_t area = 0; area < n; area++) {
            out->division_start[area + 1] += out->division_start[area];
            out->code_start[area + 1] += out->code_start[area];
        }
        size = (size_t)(out->division_start[n] + 1) * sizeof *out->division;
        out->division = tomt_arena_block(arena, NULL, size, err);
        size = (size_t)(out->code_start[n] + 1) * sizeof *out->code;
        out->code = out->division ? tomt_arena_block(arena, NULL, size, err) : NULL;
        done = out->code && tomt_crew_run(crew, &job, err);
    }
    tomt_arena_free(scratch);
    return done;
}

struct amount {
    uint64_t code;
    double jobs;
};

static int amounts_by_code(const void *left, const void *right)
{
    const struct amount *a = left, *b = right;
    return (a->code > b->code) - (a->code < b->code);
}

bool tomt_industries_sum(struct tomt_arena *arena, const struct tomt_area_industry *row,
                         size_t n_rows, const uint64_t **code, const double **jobs, size_t *n,
                         struct tomt_error *err)
{
    struct amount *amount = tomt_arena_block(arena, NULL, (n_rows + 1) * sizeof *amount, err);
    uint64_t *key = tomt_arena_block(arena, NULL, (n_rows + 1) * sizeof *key, err);
    double *sum = tomt_arena_block(arena, NULL, (n_rows + 1) * sizeof *sum, err);
    if (!amount || !key || !sum)
        return false;
    for (size_t i = 0; i < n_rows; i++)
        amount[i] = (struct amount){row[i].code, row[i].mix.jobs};
    qsort(amount, n_rows, sizeof *amount, amounts_by_code);
    *n = 0;
    for (size_t i = 0; i < n_rows; i++) {
        if (*n == 0 || key[*n - 1] != amount[i].code)
            key[(*n)++] = amount[i].code;
        sum[*n - 1] += amount[i].jobs;
    }
    *code = key;
    *jobs = sum;
    tomt_arena_drop(arena, amount);
    return true;
}
