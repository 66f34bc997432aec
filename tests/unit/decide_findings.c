/* unit/decide_findings.c: what speaks for a site: three sites by hand, then random ones against
 * what the words claim. */
#include "decide/findings.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { C = 3, MOST_SITES = 60 };

struct town { /* raw numbers are given; the rest follows */
    struct tomt_arena *arena;
    struct tomt_error err;
    size_t n;
    double raw[C][MOST_SITES], v[C][MOST_SITES], c[C][MOST_SITES], score[MOST_SITES],
        coverage[MOST_SITES];
    double share[C], median_raw[C], median[C], reach[C];
    enum tomt_null_policy policy[C];
    struct tomt_value value[C];
    const double *raws[C], *vs[C], *cs[C];
    struct tomt_finding_input input;
};

/* rail: walk 400 -> 1200 m falling, half the weight; jobs: 0 -> 1000, 0.3; noise: share 0 -> 0.5
 * falling, 0.2. */
static void weigh(struct town *t)
{
    double *contribution[C];
    for (size_t k = 0; k < C; k++) {
        for (size_t s = 0; s < t->n; s++)
            if (!(isnan(t->raw[k][s]) && t->v[k][s] == 0)) /* beyond reach: told by the value */
                t->v[k][s] = tomt_value_of(&t->value[k], t->raw[k][s]);
        t->raws[k] = t->raw[k];
        t->vs[k] = t->v[k];
        t->cs[k] = contribution[k] = t->c[k];
    }
    struct tomt_score_input of = {C, t->n, t->share, t->policy, t->vs};
    tomt_score_weighted_sum(&of, contribution, t->score, t->coverage);
    assert_true(
        tomt_findings_medians(&of, t->raws, t->cs, t->arena, t->median_raw, t->median, &t->err));
    t->input = (struct tomt_finding_input){of,        t->raws,       t->value, t->cs,
                                           t->median, t->median_raw, t->score, t->reach};
}

static void start(struct town *t, size_t n)
{
    *t = (struct town){.n = n, .share = {0.5, 0.3, 0.2}, .reach = {NAN, NAN, NAN}};
    t->value[0] = (struct tomt_value){.function = TOMT_LINEAR, .full_at = 400, .zero_at = 1200};
    t->value[1] = (struct tomt_value){.function = TOMT_LINEAR, .full_at = 1000, .zero_at = 0};
    t->value[2] = (struct tomt_value){.function = TOMT_LINEAR, .full_at = 0, .zero_at = 0.5};
    for (size_t k = 0; k < C; k++)
        for (size_t s = 0; s < n; s++)
            t->v[k][s] = NAN;
    t->arena = tomt_arena_new(&t->err);
}

static void put(struct town *t, size_t site, double rail, double jobs, double noise)
{
    t->raw[0][site] = rail;
    t->raw[1][site] = jobs;
    t->raw[2][site] = noise;
}

/* By hand: values a (1, 0.2, 1), b (0.5, 1, 1), c (0, 0.5, 0); points a 50 + 6 + 20 = 76, b 25 + 30
 * + 20 = 75, c 15. Medians: rail 25 (800 m), jobs 15 (500), noise 20 (0). */
static void three(struct town *t)
{
    start(t, 3);
    put(t, 0, 400, 200, 0);
    put(t, 1, 800, 1000, 0);
    put(t, 2, 1200, 500, 0.5);
    weigh(t);
}

static void expect(const struct tomt_finding *f, enum tomt_finding_kind kind, const char *message,
                   size_t criterion, double points, double first, double second, double third)
{
    assert_int_equal(f->kind, kind);
    assert_string_equal(f->message, message);
    assert_int_equal(f->criterion, criterion);
    assert_true(fabs(f->points - points) < 1e-9);
    const double wanted[] = {first, second, third};
    for (size_t k = 0; k < 3; k++)
        assert_true(isnan(wanted[k]) ? isnan(f->number[k]) : fabs(f->number[k] - wanted[k]) < 1e-9);
}

static void tells_three_sites(void **state)
{
    struct town t;
    struct tomt_finding *f;
    size_t n;
    (void)state;
    three(&t);
    assert_true(t.median[0] == 25 && t.median_raw[0] == 800);
    assert_true(tomt_findings_of(t.arena, &t.input, 0, 5, &f, &n, &t.err));
    assert_int_equal(
        n, 3); /* rail 50 - 25 for it, jobs 6 - 15 against it, jobs to 1000 would give 24 */
    expect(&f[0], TOMT_FINDING_STRENGTH, "finding_strength", 0, 25, 400, 25, 800);
    expect(&f[1], TOMT_FINDING_WEAKNESS, "finding_weakness", 1, 9, 200, 9, 500);
    expect(&f[2], TOMT_FINDING_LIFT, "finding_lift", 1, 24, 200, 1000, 24);
    assert_true(f[2].number[3] == 100);
    assert_true(tomt_findings_of(t.arena, &t.input, 2, 5, &f, &n, &t.err));
    assert_int_equal(n, 5); /* c: rail -25, noise -20; lifts rail 50, noise 20, jobs 15 */
    expect(&f[0], TOMT_FINDING_WEAKNESS, "finding_weakness", 0, 25, 1200, 25, 800);
    expect(&f[2], TOMT_FINDING_LIFT, "finding_lift", 0, 50, 1200, 400, 50);
    assert_true(tomt_findings_of(t.arena, &t.input, 2, 1, &f, &n, &t.err));
    assert_int_equal(n, 2);
    assert_true(tomt_findings_against(t.arena, &t.input, 0, 1, &f, &n, &t.err));
    assert_int_equal(n, 2); /* 76 - 75 = 25 - 24 */
    expect(&f[0], TOMT_FINDING_ABOVE, "finding_above", 0, 25, 400, 800, 25);
    expect(&f[1], TOMT_FINDING_BELOW, "finding_below", 1, 24, 200, 1000, 24);
    tomt_arena_free(t.arena);
}

/* a has no data for rail: dropped, so jobs 0.3 and noise 0.2 are 0.6 and 0.4: 12 + 40 = 52. With
 * rail at 0 the score would be 26, at 1 76: it could take 26, add 24. Noise 0 is worth as much as
 * the median, but counts 40 against 20. */
static void tells_what_is_missing(void **state)
{
    struct town t;
    struct tomt_finding *f;
    size_t n;
    (void)state;
    three(&t);
    t.raw[0][0] = NAN;
    t.v[0][0] = NAN;
    weigh(&t);
    assert_true(fabs(t.score[0] - 52) < 1e-9);
    assert_true(tomt_findings_of(t.arena, &t.input, 0, 5, &f, &n, &t.err));
    expect(&f[0], TOMT_FINDING_STRENGTH, "finding_strength_spread", 2, 20, 0, 20, 0);
    expect(&f[n - 1], TOMT_FINDING_GAP, "finding_gap", 0, 50, 24, 26, NAN);
    assert_true(tomt_findings_against(t.arena, &t.input, 0, 1, &f, &n, &t.err));
    double sum = 0; /* jobs 12 - 30, rail nothing - 25, noise 40 - 20 */
    for (size_t i = 0; i < n; i++)
        sum += f[i].kind == TOMT_FINDING_ABOVE ? f[i].points : -f[i].points;
    assert_true(sum == t.score[0] - t.score[1]);
    expect(&f[0], TOMT_FINDING_BELOW, "finding_below_no_data", 0, 25, NAN, 800, 25);
    expect(&f[1], TOMT_FINDING_ABOVE, "finding_above_spread", 2, 20, 0, 0, 20);
    t.policy[0] = TOMT_NULL_WORST; /* counts as 0: a gap that can only add */
    weigh(&t);
    assert_true(tomt_findings_of(t.arena, &t.input, 0, 5, &f, &n, &t.err));
    expect(&f[n - 1], TOMT_FINDING_GAP, "finding_gap_add", 0, 50, 50, 0, NAN);
    t.policy[0] = TOMT_NULL_NEUTRAL;
    weigh(&t);
    assert_true(tomt_findings_of(t.arena, &t.input, 0, 5, &f, &n, &t.err));
    expect(&f[n - 1], TOMT_FINDING_GAP, "finding_gap", 0, 50, 25, 25, NAN);
    tomt_arena_free(t.arena);
}

static void tells_what_is_beyond_reach(void **state)
{
    struct town t;
    struct tomt_finding *f;
    size_t n;
    (void)state;
    three(&t);
    t.raw[0][2] = NAN;
    t.v[0][2] = 0;
    t.reach[0] = 5000;
    weigh(&t);
    assert_true(t.median_raw[0] == 800); /* what is beyond is the worst, not left out */
    assert_true(tomt_findings_of(t.arena, &t.input, 2, 5, &f, &n, &t.err));
    expect(&f[0], TOMT_FINDING_WEAKNESS, "finding_weakness_beyond", 0, 25, 5000, 25, 800);
    expect(&f[2], TOMT_FINDING_LIFT, "finding_lift_beyond", 0, 50, 5000, 400, 50);
    assert_true(tomt_findings_against(t.arena, &t.input, 1, 2, &f, &n, &t.err));
    expect(&f[0], TOMT_FINDING_ABOVE, "finding_above_other_beyond", 0, 25, 800, 5000, 25);
    tomt_arena_free(t.arena);
}

static void tells_little_of_little(void **state)
{
    struct town t;
    struct tomt_finding *f;
    size_t n;
    (void)state;
    start(&t, 1); /* one site is its own median */
    put(&t, 0, 800, 500, 0.25);
    weigh(&t);
    assert_true(tomt_findings_of(t.arena, &t.input, 0, 5, &f, &n, &t.err));
    assert_int_equal(n, 3);
    assert_int_equal(f[0].kind, TOMT_FINDING_LIFT);
    assert_true(tomt_findings_against(t.arena, &t.input, 0, 0, &f, &n, &t.err));
    assert_int_equal(n, 0);
    put(&t, 0, NAN, NAN, NAN); /* nothing is known: gaps alone, of the whole scale */
    t.v[0][0] = t.v[1][0] = t.v[2][0] = NAN;
    weigh(&t);
    assert_true(isnan(t.score[0]) && isnan(t.median[0]));
    assert_true(tomt_findings_of(t.arena, &t.input, 0, 5, &f, &n, &t.err));
    assert_int_equal(n, 3);
    expect(&f[0], TOMT_FINDING_GAP, "finding_gap_add", 0, 100, 100, 0, NAN);
    tomt_arena_free(t.arena);
    start(&t, 0);
    weigh(&t);
    assert_true(isnan(t.median[0]));
    tomt_arena_free(t.arena);
}

/* Two sites: the lower contribution is the falling criterion's longer walk; both tell of the same
 * site. */
static void medians_tell_of_one_side(void **state)
{
    struct town t;
    (void)state;
    start(&t, 2);
    put(&t, 0, 500, 300, 0);
    put(&t, 1, 900, 700, 0.1);
    weigh(&t);
    assert_true(t.median_raw[0] == 900 && t.median[0] == t.c[0][1]);
    assert_true(t.median_raw[1] == 300 && t.median[1] == t.c[1][0]);
    tomt_arena_free(t.arena);
}

/* Best numbers of the other functions: a peak, the nearest of two full points, a logistic's full
 * end (0.95). */
static void lifts_by_each_function(void **state)
{
    struct town t;
    struct tomt_finding *f;
    size_t n;
    double x[] = {0, 10, 20, 30}, y[] = {0, 1, 0.5, 1};
    (void)state;
    start(&t, 1);
    t.value[0] = (struct tomt_value){.function = TOMT_BELL, .peak_at = 700, .half_width = 100};
    t.value[1] = (struct tomt_value){.function = TOMT_PIECEWISE, .points = {x, y, 4}};
    t.value[2] = (struct tomt_value){.function = TOMT_LOGISTIC, .full_at = 10, .zero_at = 0};
    put(&t, 0, 800, 22, 5);
    weigh(&t);
    assert_true(tomt_findings_of(t.arena, &t.input, 0, 5, &f, &n, &t.err));
    assert_int_equal(n, 3);
    expect(&f[0], TOMT_FINDING_LIFT, "finding_lift", 0, 25, 800, 700,
           25); /* bell: 0.5 a half width away */
    expect(&f[1], TOMT_FINDING_LIFT, "finding_lift", 1, 12, 22, 30, 12); /* 0.6 now */
    expect(&f[2], TOMT_FINDING_LIFT, "finding_lift", 2, 9, 5, 10, 9);    /* 0.5 to 0.95 */
    tomt_arena_free(t.arena);
}

static int by_number(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Selection against sorting, with many ties; every claim against the arrays; differences add up
 * exactly. */
static void holds_on_random_towns(void **state)
{
    (void)state;
    srand(7);
    for (int turn = 0; turn < 300; turn++) {
        struct town t;
        struct tomt_finding *f;
        size_t n;
        start(&t, 1 + (size_t)rand() % MOST_SITES);
        for (size_t s = 0; s < t.n; s++)
            put(&t, s, rand() % 6 ? 300 + 100.0 * (rand() % 12) : NAN,
                rand() % 9 ? (double)(rand() % 1200) : NAN, (rand() % 7) / 10.0);
        t.policy[0] = (enum tomt_null_policy)(turn % 3);
        weigh(&t);
        for (size_t k = 0; k < C; k++) {
            double known[MOST_SITES];
            size_t m = 0;
            for (size_t s = 0; s < t.n; s++)
                if (!isnan(t.v[k][s]))
                    known[m++] = t.c[k][s];
            qsort(known, m, sizeof *known, by_number);
            assert_true(m ? t.median[k] == known[(m - 1) / 2] : isnan(t.median[k]));
        }
        for (size_t s = 0; s < t.n; s++) {
            assert_true(tomt_findings_of(t.arena, &t.input, s, 5, &f, &n, &t.err));
            for (size_t i = 0; i < n; i++) {
                double c = t.c[f[i].criterion][s], median = t.median[f[i].criterion];
                if (f[i].kind == TOMT_FINDING_STRENGTH)
                    assert_true(c - median >= 0.5 && f[i].points == c - median);
                else if (f[i].kind == TOMT_FINDING_WEAKNESS)
                    assert_true(median - c >= 0.5 && f[i].points == median - c);
                else if (f[i].kind == TOMT_FINDING_LIFT)
                    assert_true(f[i].number[3] <= 100 + 1e-9 &&
                                fabs(f[i].number[3] - t.score[s] - f[i].points) < 1e-9);
            }
            size_t other = (size_t)rand() % t.n;
            assert_true(tomt_findings_against(t.arena, &t.input, s, other, &f, &n, &t.err));
            double sum = 0;
            for (size_t i = 0; i < n; i++)
                sum += f[i].kind == TOMT_FINDING_ABOVE ? f[i].points : -f[i].points;
            if (!isnan(t.score[s]) && !isnan(t.score[other]))
                assert_true(sum == t.score[s] - t.score[other]);
            else
                assert_int_equal(n, 0);
        }
        tomt_arena_free(t.arena);
    }
}

static void fails_cleanly_without_memory(void **state)
{
    struct town t;
    struct tomt_finding *f;
    size_t n;
    (void)state;
    three(&t);
    tomt_allocation_fail_at(1);
    struct tomt_error err = {0};
    bool ok =
        tomt_findings_medians(&t.input.of, t.raws, t.cs, t.arena, t.median_raw, t.median, &err);
    tomt_allocation_fail_at(0);
    assert_false(ok);
    assert_int_equal(err.code, TOMT_MEMORY);
    assert_true(tomt_findings_of(t.arena, &t.input, 0, 5, &f, &n, &t.err));
    tomt_arena_free(t.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_three_sites),
        cmocka_unit_test(tells_what_is_missing),
        cmocka_unit_test(tells_what_is_beyond_reach),
        cmocka_unit_test(tells_little_of_little),
        cmocka_unit_test(medians_tell_of_one_side),
        cmocka_unit_test(lifts_by_each_function),
        cmocka_unit_test(holds_on_random_towns),
        cmocka_unit_test(fails_cleanly_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
