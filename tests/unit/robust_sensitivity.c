/* robust_sensitivity: the nearest share that unseats a site, by hand, and on random cases by
 * ranking anew just before it, just beyond it and on a fine grid up to it. */
#include "robust/sensitivity.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { MOST_CRITERIA = 5, MOST_SITES = 12 };
static struct tomt_arena *arena;
static struct tomt_error err;

static struct { /* the case at hand */
    size_t m, n;
    double share[MOST_CRITERIA], column[MOST_CRITERIA][MOST_SITES];
    enum tomt_null_policy policy[MOST_CRITERIA];
    const double *value[MOST_CRITERIA];
    struct tomt_unseating found[MOST_CRITERIA][2];
} now;

static int set_up(void **state)
{
    (void)state;
    tomt_error_clear(&err);
    memset(&now, 0, sizeof now);
    arena = tomt_arena_new(&err);
    return arena ? 0 : -1;
}
static void near(double found, double wanted, double within)
{
    if (!(fabs(found - wanted) <= within))
        fail_msg("%.17g should be %.17g", found, wanted);
}
static int tear_down(void **state)
{
    (void)state;
    tomt_arena_free(arena);
    return 0;
}
static double uniform(void)
{
    static uint64_t z = 5;
    z = z * 6364136223846793005u + 1442695040888963407u;
    return (double)(z >> 11) * 0x1p-53;
}
static struct tomt_score_input input(void)
{
    for (size_t c = 0; c < now.m; c++)
        now.value[c] = now.column[c];
    return (struct tomt_score_input){now.m, now.n, now.share, now.policy, now.value};
}
static void add(const double *share, size_t m)
{
    now.m = m;
    memcpy(now.share, share, m * sizeof *share);
}
static void add_site(const double *value)
{
    for (size_t c = 0; c < now.m; c++)
        now.column[c][now.n] = value[c];
    now.n++;
}
static void unseat(size_t site, size_t within)
{
    const struct tomt_score_input of = input();
    assert_true(tomt_unseat(&of, site, within, arena, now.found, &err));
}
static void found_is(size_t c, int direction, double needed, size_t by)
{
    const struct tomt_unseating *one = &now.found[c][direction];
    assert_int_equal(one->criterion, c);
    assert_true(one->share == now.share[c]);
    if (isnan(needed)) {
        assert_true(isnan(one->needed) && one->by == SIZE_MAX);
        return;
    }
    near(one->needed, needed, 1e-12);
    assert_int_equal(one->by, by);
}

/* 0.6 * 0.8 + 0.4 * 0.2 = 0.56 against 0.6 * 0.3 + 0.4 * 0.9 = 0.54. Equal at 0.2 + 0.6 t = 0.9 -
 * 0.6 t: t = 7/12. */
static void two_sites_by_hand(void **state)
{
    (void)state;
    add((double[]){0.6, 0.4}, 2);
    add_site((double[]){0.8, 0.2});
    add_site((double[]){0.3, 0.9});
    unseat(0, 1);
    found_is(0, 0, 7.0 / 12, 1);
    found_is(0, 1, NAN, 0);
    found_is(1, 0, NAN, 0);
    found_is(1, 1, 5.0 / 12, 1);
    unseat(0, 2); /* two sites, two places */
    for (size_t c = 0; c < 2; c++) {
        found_is(c, 0, NAN, 0);
        found_is(c, 1, NAN, 0);
    }
}

/* Three criteria 0.5, 0.25, 0.25: the others of the first weigh alike. A = 0.9 t + 0.5 (1 - t), B =
 * t 0.4 + 0.8 (1 - t): 0.5 + 0.4 t = 0.8 - 0.4 t: t = 0.375. */
static void others_keep_their_proportions(void **state)
{
    (void)state;
    add((double[]){0.5, 0.25, 0.25}, 3);
    add_site((double[]){0.9, 0.4, 0.6});
    add_site((double[]){0.4, 1.0, 0.6});
    unseat(0, 1);
    found_is(0, 0, 0.375, 1);
    found_is(0, 1, NAN, 0);
    /* second: 0.4 t + (1 - t) 0.8 = t + (1 - t) 1.4 / 3: 0.8 - 0.4 t = 7/15 + 8/15 t: t = (1/3) /
     * (14/15) = 5/14 */
    found_is(1, 1, 5.0 / 14, 1);
    /* third: where it is all, they tie at 0.6, and the earlier stays */
    found_is(2, 1, NAN, 0);
}

static void nothing_unseats_who_is_best_in_all(void **state)
{
    (void)state;
    add((double[]){0.5, 0.3, 0.2}, 3);
    add_site((double[]){0.1, 0.5, 0.2});
    add_site((double[]){0.9, 0.8, 0.7});
    add_site((double[]){0.8, 0.8, 0.6});
    unseat(1, 1);
    for (size_t c = 0; c < 3; c++) {
        found_is(c, 0, NAN, 0);
        found_is(c, 1, NAN, 0);
    }
}

/* Scores at share t of the first are lines: X 0.5 all along; A = t, ahead from 0.5; B = 0.9 (1 -
 * t), ahead until 4/9; C = 0.02 + 0.6 t, ahead from 0.8. Stated at 0.3: only B is ahead, X is
 * second. A does not push it out of the first two, as B has fallen behind by then; C does. */
static void those_that_fall_behind_make_room(void **state)
{
    (void)state;
    add((double[]){0.3, 0.7}, 2);
    add_site((double[]){0.5, 0.5});
    add_site((double[]){1, 0});
    add_site((double[]){0, 0.9});
    add_site((double[]){0.62, 0.02});
    unseat(0, 2);
    found_is(0, 1, 0.8, 3);
    found_is(0, 0, NAN, 0);
    unseat(0, 3);
    found_is(0, 1, NAN, 0);
}

static void ties_go_by_id(void **state)
{
    (void)state;
    add((double[]){0.5, 0.5}, 2);
    add_site((double[]){0.5, 0.5});
    add_site((double[]){0.5, 0.5});   /* its copy: never ahead of it */
    add_site((double[]){0.75, 0.25}); /* ties with both: ahead as soon as the first weighs more */
    unseat(0, 1);
    found_is(0, 0, NAN, 0);
    found_is(0, 1, 0.5, 2);
    found_is(1, 0, 0.5, 2);
    unseat(1, 1); /* is not first */
    for (size_t c = 0; c < 2; c++)
        for (int d = 0; d < 2; d++)
            found_is(c, d, 0.5, 0);
    unseat(1, 2);
    found_is(0, 0, NAN, 0);
    found_is(0, 1, 0.5, 2);
}

/* A tie at the very end: who has the earlier id is there. */
static void the_ends_count(void **state)
{
    (void)state;
    add((double[]){0.5, 0.5}, 2);
    add_site((double[]){0.7, 0.1});
    add_site((double[]){0.7, 0.9});
    add_site((double[]){0.7, 0.2});
    unseat(1, 1);
    found_is(0, 1, 1, 0);
    found_is(0, 0, NAN, 0);
    add((double[]){0.2, 0.8}, 2);
    now.n = 0;
    add_site((double[]){1.0, 0.5});
    add_site((double[]){0.0, 0.6}); /* 0.6 - 0.6 t against 0.5 + 0.5 t: 1/11 */
    unseat(0, 1);
    found_is(0, 0, 1.0 / 11, 1);
}

/* A lacks the first criterion: 0.6 all along. B lacks the second: (t + (1 - t) 0.2 / 2) / (t + (1 -
 * t) / 2) with 0.25 of 0.5 known: (0.1 + 0.9 t) / (0.5 + 0.5 t) = 0.6 at 0.1 + 0.9 t = 0.3 + 0.3 t:
 * t = 1/3. */
static void dropped_numbers_make_a_quotient(void **state)
{
    (void)state;
    add((double[]){0.2, 0.4, 0.4}, 3);
    add_site((double[]){NAN, 0.6, 0.6});
    add_site((double[]){1, NAN, 0.2});
    unseat(0, 1);
    found_is(0, 1, 1.0 / 3, 1);
    found_is(0, 0, NAN, 0);
    /* worst: 0 in the second: 0.1 (1 - t) + t = 0.6: t = 5/9 */
    now.policy[1] = TOMT_NULL_WORST;
    unseat(0, 1);
    found_is(0, 1, 5.0 / 9, 1);
    now.policy[1] = TOMT_NULL_NEUTRAL; /* 0.35 (1 - t) + t = 0.6: t = 5/13 */
    unseat(0, 1);
    found_is(0, 1, 5.0 / 13, 1);
}

/* A site with one number is that number, also where its criterion weighs next to nothing. */
static void one_number_only(void **state)
{
    (void)state;
    add((double[]){0.5, 0.5}, 2);
    add_site((double[]){0.6, NAN});
    add_site((double[]){0.9, 0.7});
    unseat(1, 1);
    for (size_t c = 0; c < 2; c++) {
        found_is(c, 0, NAN, 0);
        found_is(c, 1, NAN, 0);
    }
    now.column[1][1] = 0.5; /* 0.5 + 0.4 t = 0.6 */
    unseat(1, 1);
    found_is(0, 0, 0.25, 0);
    found_is(1, 1, 0.75, 0);
}

static void all_weight_on_one(void **state)
{
    (void)state;
    add((double[]){1, 0}, 2);
    add_site((double[]){0.7, 0.1});
    add_site(
        (double[]){0.6, 0.9}); /* 0.1 + 0.6 u and 0.9 - 0.3 u, u = 1 - share of the second: 8/9 */
    add_site((double[]){NAN, 1}); /* has no score as stated: in no rank */
    unseat(0, 1);
    found_is(0, 0, NAN, 0);
    found_is(0, 1, NAN, 0);
    found_is(1, 1, 1.0 / 9, 1);
    unseat(2, 1);
    found_is(1, 1, NAN, 0);
    const struct tomt_score_input of = input();
    assert_false(tomt_unseat(&of, 3, 1, arena, now.found, &err));
    tomt_error_clear(&err);
    assert_false(tomt_unseat(&of, 0, 0, arena, now.found, &err));
}

/* How many are ahead of a site where share t is c's, by the definition. */
static double score_at(size_t c, double t, size_t site)
{
    double sum = 0, known = 0;
    for (size_t i = 0; i < now.m; i++) {
        double weight = i == c ? t : now.share[i] * (1 - t) / (1 - now.share[c]);
        double value = now.column[i][site];
        if (isnan(value) && now.policy[i] == TOMT_NULL_DROP)
            continue;
        value = !isnan(value) ? value : now.policy[i] == TOMT_NULL_NEUTRAL ? 0.5 : 0;
        sum += weight * value;
        known += weight;
    }
    return sum / known;
}
static size_t n_ahead_at(size_t c, double t, size_t site)
{
    size_t n = 0;
    double ours = score_at(c, t, site);
    for (size_t i = 0; i < now.n; i++) {
        double score = score_at(c, t, i);
        if (i != site && (score > ours + 1e-14 || (fabs(score - ours) <= 1e-14 && i < site)))
            n++;
    }
    return n;
}

static void check_one(size_t site, size_t within, size_t c, int direction)
{
    const double just = 1e-9;
    enum { GRID = 400 };
    const struct tomt_unseating *one = &now.found[c][direction];
    double share = now.share[c], end = direction ? 1 - 1e-7 : 1e-7, sign = direction ? 1 : -1;
    double needed = isnan(one->needed) ? end : one->needed;
    for (int i = 0; i < GRID; i++) {
        double t = share + (end - share) * (i + 0.5) / GRID;
        if (sign * (needed - t) > just && n_ahead_at(c, t, site) >= within)
            fail_msg("criterion %zu: out at %.12g, said to be at %.12g", c, t, one->needed);
    }
    if (isnan(one->needed) || sign * (end - needed) < 2 * just)
        return;
    if (n_ahead_at(c, needed + sign * just, site) < within)
        fail_msg("criterion %zu: still in beyond %.12g", c, needed);
    if (sign * (needed - share) > 2 * just) {
        if (n_ahead_at(c, needed - sign * just, site) >= within)
            fail_msg("criterion %zu: already out before %.12g", c, needed);
        assert_true(score_at(c, needed - sign * just, one->by) <=
                    score_at(c, needed - sign * just, site) + 1e-14);
    }
    assert_true(score_at(c, needed + sign * just, one->by) >=
                score_at(c, needed + sign * just, site) - 1e-14);
}

/* Contributions are rounded, which can part sites that tie; score_at() does not know. */
static bool rounding_parts(size_t site)
{
    static double points[MOST_CRITERIA][MOST_SITES], score[MOST_SITES], coverage[MOST_SITES];
    double *contribution[MOST_CRITERIA];
    for (size_t c = 0; c < now.m; c++)
        contribution[c] = points[c];
    const struct tomt_score_input of = input();
    tomt_score_weighted_sum(&of, contribution, score, coverage);
    for (size_t i = 0; i < now.n; i++) {
        if (score[i] != score[site] && fabs(score[i] - score[site]) < 1e-10)
            return true;
    }
    return false;
}

/* gaps: share of numbers that are missing; coarse: values of quarters, so that many tie. */
static void random_cases(double gaps, bool coarse)
{
    size_t n_found = 0;
    for (int turn = 0; turn < 1500; turn++) {
        now.m = 2 + (size_t)(uniform() * (MOST_CRITERIA - 1));
        now.n = 2 + (size_t)(uniform() * (MOST_SITES - 1));
        double sum = 0;
        for (size_t c = 0; c < now.m; c++)
            sum += now.share[c] = coarse ? 1 + floor(4 * uniform()) : 0.05 + uniform();
        for (size_t c = 0; c < now.m; c++) {
            now.share[c] /= sum;
            now.policy[c] = (enum tomt_null_policy)(uniform() < 0.6 ? 0 : 3 * uniform());
            for (size_t i = 0; i < now.n; i++) {
                double value = coarse ? floor(5 * uniform()) / 4 : uniform();
                now.column[c][i] = i > 0 && uniform() < gaps ? NAN : value;
            }
        }
        size_t site = (size_t)(uniform() * (double)now.n), ahead = 0;
        double ours = score_at(0, now.share[0], site);
        if (isnan(ours) || rounding_parts(site))
            continue;
        ahead = n_ahead_at(0, now.share[0], site);
        size_t within = ahead + 1 + (size_t)(uniform() * 3);
        unseat(site, within);
        for (size_t c = 0; c < now.m; c++)
            for (int direction = 0; direction < 2; direction++) {
                check_one(site, within, c, direction);
                n_found += isnan(now.found[c][direction].needed) ? 0 : 1;
            }
    }
    assert_true(n_found > 1000);
}
static void random_whole(void **state)
{
    (void)state;
    random_cases(0, false);
}
static void random_with_gaps(void **state)
{
    (void)state;
    random_cases(0.3, false);
}
static void random_with_ties(void **state)
{
    (void)state;
    random_cases(0, true);
    random_cases(0.2, true);
}

static void no_memory_is_told(void **state)
{
    (void)state;
    two_sites_by_hand(state);
    const struct tomt_score_input of = input();
    bool done = false;
    for (uint64_t i = 1; !done; i++) {
        tomt_error_clear(&err);
        tomt_allocation_fail_at(i);
        done = tomt_unseat(&of, 0, 1, arena, now.found, &err);
        tomt_allocation_fail_at(0);
        assert_int_equal(err.code, done ? TOMT_OK : TOMT_MEMORY);
        assert_true(i < 100);
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {TEST(two_sites_by_hand),
                                       TEST(others_keep_their_proportions),
                                       TEST(nothing_unseats_who_is_best_in_all),
                                       TEST(those_that_fall_behind_make_room),
                                       TEST(ties_go_by_id),
                                       TEST(the_ends_count),
                                       TEST(dropped_numbers_make_a_quotient),
                                       TEST(one_number_only),
                                       TEST(all_weight_on_one),
                                       TEST(random_whole),
                                       TEST(random_with_gaps),
                                       TEST(random_with_ties),
                                       TEST(no_memory_is_told)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
