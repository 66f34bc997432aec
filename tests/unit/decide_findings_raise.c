/* unit/decide_findings_raise.c: which weight would bring a site forward. By hand where scores are
 * lines that cross at a share one can see; random towns with gaps by scoring again. */
#include "decide/findings.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 24 };

struct town {
    size_t n_criteria, n;
    double share[4], v[4][MOST];
    enum tomt_null_policy policy[4];
};

static struct tomt_score_input input_of(const struct town *t, const double **column)
{
    for (size_t c = 0; c < t->n_criteria; c++)
        column[c] = t->v[c];
    return (struct tomt_score_input){t->n_criteria, t->n, t->share, t->policy, column};
}

static void raise(const struct town *t, const bool *counts, size_t site, const double *within,
                  size_t n_within, struct tomt_raising *out)
{
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    const double *column[4];
    struct tomt_score_input of = input_of(t, column);
    assert_true(tomt_findings_raise(&of, counts, site, within, n_within, arena, out, &err));
    tomt_arena_free(arena);
}

static void is(const struct tomt_raising *got, size_t criterion, bool up, double needed)
{
    assert_true(got->criterion == criterion);
    if (criterion == SIZE_MAX)
        return;
    assert_int_equal(got->up, up);
    assert_true(fabs(got->needed - needed) < 1e-12);
}

/* Shares 0.6, 0.4. A (1, 0) scores t, B (0, 1) scores 1 - t of the first share t: they cross at
 * 0.5. C (0.9, 0.9) stays above B until 1 - t = 0.9. D (0, 0.5) is never above B. */
static void by_hand(void **state)
{
    (void)state;
    struct town t = {2, 4, {0.6, 0.4}, {{1, 0, 0.9, 0}, {0, 1, 0.9, 0.5}}, {0}};
    const double within[] = {1, 2, 3};
    struct tomt_raising out[3];
    raise(&t, NULL, 1, within, 3, out);
    is(&out[0], 0, false, 0.1); /* as near as 0.9 of the second: the first criterion is told */
    is(&out[1], 0, false, 0.5);
    const bool counts[] = {true, true, false, true}; /* C has no rank */
    raise(&t, counts, 1, within, 1, out);
    is(&out[0], 0, false, 0.5);
    raise(&t, NULL, 3, within, 3, out);
    is(&out[0], SIZE_MAX, false, 0);
    is(&out[1], SIZE_MAX, false, 0);
    is(&out[2], 0, false, 1.0 / 3); /* it passes nobody but A: 0.5 (1 - t) > t */
}

/* Without a number in the first, E is worth 0.7 whatever the shares: A, at 0.6, passes at 0.7. */
static void by_hand_with_a_gap(void **state)
{
    (void)state;
    struct town t = {2, 2, {0.6, 0.4}, {{1, NAN}, {0, 0.7}}, {TOMT_NULL_DROP, TOMT_NULL_DROP}};
    const double within = 1;
    struct tomt_raising out;
    raise(&t, NULL, 0, &within, 1, &out);
    is(&out, 0, true, 0.7);
    t.policy[0] =
        TOMT_NULL_NEUTRAL; /* 0.5 t + 0.7 (1 - t) against t: ahead from 0.7 / 1.2 on: is */
    t.share[0] = 0.5, t.share[1] = 0.5;
    raise(&t, NULL, 0, &within, 1, &out);
    is(&out, 0, true, 0.7 / 1.2);
}

/* One criterion, one site, copies, nothing known: nothing to be told, nothing broken. */
static void odd_towns(void **state)
{
    (void)state;
    const double within = 1;
    struct tomt_raising out;
    struct town one = {1, 2, {1}, {{1, 0}}, {0}};
    raise(&one, NULL, 1, &within, 1, &out);
    is(&out, SIZE_MAX, false, 0);
    struct town copies = {2, 2, {0.6, 0.4}, {{0.5, 0.5}, {0.2, 0.2}}, {0}};
    raise(&copies, NULL, 1, &within, 1, &out);
    is(&out, SIZE_MAX, false, 0);
    struct town gaps = {2, 2, {0.6, 0.4}, {{1, NAN}, {1, NAN}}, {0}};
    raise(&gaps, NULL, 1, &within, 1, &out);
    is(&out, SIZE_MAX, false, 0);
    struct town alone = {2, 1, {0.6, 0.4}, {{1}, {1}}, {0}};
    raise(&alone, NULL, 0, &within, 1, &out);
    is(&out, SIZE_MAX, false, 0);
}

static double chance(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (double)(*seed >> 40) / (double)(1 << 24);
}

static double rank_at(const struct town *t, size_t site, size_t c, double to)
{
    struct town moved = *t;
    const double *column[4];
    double points[4][MOST], *contribution[4], score[MOST], coverage[MOST], rank = 1;
    for (size_t k = 0; k < t->n_criteria; k++) {
        moved.share[k] = k == c ? to : t->share[k] * (1 - to) / (1 - t->share[c]);
        contribution[k] = points[k];
    }
    struct tomt_score_input of = input_of(&moved, column);
    tomt_score_weighted_sum(&of, contribution, score, coverage);
    for (size_t i = 0; i < t->n; i++)
        rank += score[i] > score[site] || (score[i] == score[site] && i < site);
    return rank;
}

static void make_town(struct town *t, uint64_t *seed)
{
    double sum = 0;
    *t = (struct town){.n_criteria = 4, .n = MOST};
    for (size_t c = 0; c < 4; c++) {
        sum += t->share[c] = 0.1 + chance(seed);
        t->policy[c] = (enum tomt_null_policy)(3 * chance(seed));
        for (size_t i = 0; i < MOST; i++)
            t->v[c][i] = chance(seed) < 0.2 ? NAN : chance(seed);
    }
    for (size_t c = 0; c < 4; c++)
        t->share[c] /= sum;
}

static bool nothing_known(const struct town *t, size_t site)
{
    bool none = true;
    for (size_t c = 0; c < 4; c++)
        none = none && isnan(t->v[c][site]);
    return none;
}

static void holds_on_random_towns(void **state)
{
    (void)state;
    uint64_t seed = 7;
    const double within[] = {1, 3};
    size_t n_found = 0, n_never = 0;
    for (int turn = 0; turn < 60; turn++) {
        struct town t;
        make_town(&t, &seed);
        size_t site = (size_t)(MOST * chance(&seed));
        double rank = rank_at(&t, site, 0, t.share[0]);
        struct tomt_raising out[2];
        if (rank <= within[1] || nothing_known(&t, site))
            continue;
        raise(&t, NULL, site, within, 2, out);
        for (size_t k = 0; k < 2; k++) {
            bool none = out[k].criterion == SIZE_MAX;
            double away = none ? 2 : fabs(out[k].needed - out[k].share);
            n_found += !none;
            n_never += none;
            if (!none) {
                double way = out[k].up ? 1e-7 : -1e-7;
                assert_true(rank_at(&t, site, out[k].criterion, out[k].needed + way) <= within[k]);
                assert_true(rank_at(&t, site, out[k].criterion, out[k].needed - way) > within[k]);
            }
            for (size_t c = 0; c < 4; c++)
                for (int i = 1; i < 400; i++) /* no nearer one, on a grid */
                    if (fabs(i / 400.0 - t.share[c]) < away - 1e-7)
                        assert_true(rank_at(&t, site, c, i / 400.0) > within[k]);
        }
    }
    assert_true(n_found > 20 && n_never > 5);
}

static void fails_cleanly_without_memory(void **state)
{
    (void)state;
    struct town t = {2, 2, {0.6, 0.4}, {{1, 0}, {0, 1}}, {0}};
    const double *column[4], within = 1;
    struct tomt_score_input of = input_of(&t, column);
    for (uint64_t at = 1; at < 40; at++) {
        struct tomt_error err = {0};
        struct tomt_arena *arena = tomt_arena_new(&err);
        struct tomt_raising out;
        tomt_allocation_fail_at(at);
        bool ok = tomt_findings_raise(&of, NULL, 1, &within, 1, arena, &out, &err);
        tomt_allocation_fail_at(0);
        assert_true(ok || err.code == TOMT_MEMORY);
        tomt_arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_hand),
        cmocka_unit_test(by_hand_with_a_gap),
        cmocka_unit_test(odd_towns),
        cmocka_unit_test(holds_on_random_towns),
        cmocka_unit_test(fails_cleanly_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
