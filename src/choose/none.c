/* choose/none.c: why there is no set: what is asked is left out bit by bit until a set exists, and
 * the numbers are told. */
#include "base/text.h"
#include "choose/inside.h"

enum { MOST_ENTRIES = 2000000 };

static enum outcome look_for(struct problem *p, unsigned of)
{
    struct answer answer = {.outcome = STOPPED};
    struct tomt_error ignored = {0};
    double *nothing = tomt_arena_block(p->arena, NULL, (p->n + 1) * sizeof *nothing, &ignored);
    struct program program = {.own = nothing, .of = of, .most_entries = MOST_ENTRIES};
    if (!nothing || !tomt_choose_program(p, &program, &answer, &ignored))
        return STOPPED;
    return answer.has_set ? SOLVED : answer.outcome;
}

static unsigned asked(const struct problem *p)
{
    const struct tomt_choose_input *in = p->input;
    return OF_COUNT | (in->spacing_m > 0 ? OF_SPACING : 0u) |
           (isnan(in->most_floor_m2) ? 0u : OF_MOST_FLOOR) |
           (isnan(in->least_floor_m2) ? 0u : OF_LEAST_FLOOR) |
           (isnan(in->most_jobs) ? 0u : OF_MOST_JOBS) |
           (isnan(in->least_jobs) ? 0u : OF_LEAST_JOBS);
}

static void name(const struct problem *p, unsigned of, struct tomt_text *text)
{
    const struct tomt_choose_input *in = p->input;
    const char *most = in->at_most ? "at most " : "";
    switch (of) {
    case OF_COUNT:
        tomt_text_print(text, "%s%zu site%s", most, in->k, in->k == 1 ? "" : "s");
        break;
    case OF_SPACING:
        tomt_text_print(text, "a spacing of %.15g m", in->spacing_m);
        break;
    case OF_MOST_FLOOR:
        tomt_text_print(text, "at most %.15g m2 of floor area", in->most_floor_m2);
        break;
    case OF_LEAST_FLOOR:
        tomt_text_print(text, "at least %.15g m2 of floor area", in->least_floor_m2);
        break;
    case OF_MOST_JOBS:
        tomt_text_print(text, "at most %.15g jobs", in->most_jobs);
        break;
    default:
        tomt_text_print(text, "at least %.15g jobs", in->least_jobs);
        break;
    }
}

static void names(const struct problem *p, unsigned of, struct tomt_text *text)
{
    unsigned left = of;
    for (unsigned bit = 1; bit <= OF_LEAST_JOBS; bit <<= 1) {
        if (!(left & bit))
            continue;
        name(p, bit, text);
        left &= ~bit;
        tomt_text_puts(text, !left ? "" : left & (left - 1) ? ", " : " and ");
    }
}

/* The fewest that already cannot be met: each is left out if there is still no set without it. */
static unsigned together(struct problem *p)
{
    unsigned of = asked(p);
    for (unsigned bit = OF_LEAST_JOBS; bit; bit >>= 1)
        if ((of & bit) && look_for(p, of & ~bit) == INFEASIBLE)
            of &= ~bit;
    return of;
}

static int by_number(const void *a, const void *b)
{
    double c, d;
    memcpy(&c, a, sizeof c);
    memcpy(&d, b, sizeof d);
    return c < d ? -1 : c > d;
}

/* The least or the largest sum that k candidates can have. */
static double reachable(const struct problem *p, const double *number, bool largest)
{
    double sum = 0, *sorted = tomt_allocate((p->n + 1) * sizeof *sorted);
    if (!sorted)
        return NAN;
    memcpy(sorted, number, p->n * sizeof *sorted);
    qsort(sorted, p->n, sizeof *sorted, by_number);
    for (size_t i = 0; i < p->input->k && i < p->n; i++)
        sum += sorted[largest ? p->n - 1 - i : i];
    tomt_release(sorted);
    return sum;
}

static void numbers(struct problem *p, unsigned of, struct tomt_text *text)
{
    const struct tomt_choose_input *in = p->input;
    if (of == (OF_COUNT | OF_SPACING))
        for (size_t fewer = in->k; fewer-- > 1;) {
            struct tomt_choose_input less = *in;
            struct problem of_less = *p;
            less.k = of_less.least = fewer;
            of_less.input = &less;
            if (look_for(&of_less, of) == SOLVED) {
                tomt_text_print(text, "; %zu can", fewer);
                break;
            }
        }
    static const struct {
        unsigned of;
        bool largest, jobs;
    } sums[] = {{OF_LEAST_FLOOR, true, false},
                {OF_MOST_FLOOR, false, false},
                {OF_LEAST_JOBS, true, true},
                {OF_MOST_JOBS, false, true}};
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) {
        if ((of & ~(unsigned)OF_COUNT) != sums[i].of)
            continue;
        double sum = reachable(p, sums[i].jobs ? p->jobs : p->floor_m2, sums[i].largest);
        tomt_text_print(text, "; the %zu %s have ", in->k,
                        sums[i].largest ? "largest" : "smallest");
        tomt_text_fixed(text, isnan(sum) ? 0 : sum, 0);
        tomt_text_puts(text, sums[i].jobs ? " jobs" : " m2");
    }
}

static void candidates(const struct problem *p, struct tomt_text *text)
{
    const struct tomt_choose_input *in = p->input;
    if (p->n == in->n_sites) /* nobody is left out: "587 of 587" would make one look for who is */
        tomt_text_print(text, "there are %zu candidates", p->n);
    else
        tomt_text_print(text, "%zu of %zu candidates can be chosen", p->n, in->n_sites);
    if (p->n_unknown)
        tomt_text_print(text, ", %zu not because their %s is not known", p->n_unknown,
                        in->by == TOMT_CHOOSE_SCORE ? "score, floor area or jobs"
                                                    : "floor area or jobs");
    if (p->n_near_existing)
        tomt_text_print(text, ", %zu not because they are nearer than %.15g m to what exists",
                        p->n_near_existing, in->spacing_m);
    if (p->n_near_must)
        tomt_text_print(text,
                        ", %zu not because they are nearer than %.15g m to one that must be chosen",
                        p->n_near_must, in->spacing_m);
}

bool tomt_choose_none(struct problem *p, bool proven, struct tomt_error *err)
{
    const struct tomt_choose_input *in = p->input;
    struct tomt_text text = {0};
    if (p->n_must > in->k) {
        tomt_text_print(&text, "%zu sites must be chosen, but only %zu are asked for", p->n_must,
                        in->k);
    } else if (p->n < p->least) {
        tomt_text_print(&text, "%zu sites are asked for: ", p->least);
        candidates(p, &text);
    } else if (!proven) {
        tomt_text_puts(&text, "no set was found that meets what is asked (");
        names(p, asked(p), &text);
        tomt_text_puts(
            &text,
            "), and whether there is one could not be told: ask for less, or among fewer sites; ");
        candidates(p, &text);
    } else {
        unsigned of = together(p);
        if (of)
            names(p, of, &text);
        else
            tomt_text_puts(&text, "what is asked");
        tomt_text_puts(&text, " cannot be had together");
        if (p->n_must)
            tomt_text_puts(&text, p->n_must == 1 ? " with the site that must be chosen"
                                                 : " with the sites that must be chosen");
        numbers(p, of, &text);
        tomt_text_puts(&text, " (");
        candidates(p, &text);
        tomt_text_puts(&text, ")");
    }
    tomt_fail(err, text.failed ? TOMT_MEMORY : TOMT_NOT_FOUND, "%s",
              text.failed ? "out of memory" : text.bytes);
    tomt_text_free(&text);
    return false;
}
