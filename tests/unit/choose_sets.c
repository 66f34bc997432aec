/* Sets by hand: medians on a line, covers, scores, spacing, budgets, what exists, and what cannot
 * be had. */
#include "choose_support.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static const struct tomt_crew crew = {.n_threads = 1};

struct bench {
    struct tomt_arena *arena;
    struct tomt_error err;
    struct tomt_chosen chosen;
};

static int sit(void **state)
{
    struct bench *b = calloc(1, sizeof *b);
    b->arena = tomt_arena_new(&b->err);
    *state = b;
    return 0;
}

static int rise(void **state)
{
    struct bench *b = *state;
    tomt_arena_free(b->arena);
    free(b);
    return 0;
}

static void choose(struct bench *b, const struct town *t)
{
    if (!tomt_choose_set(b->arena, &t->in, &crew, &b->chosen, &b->err))
        fail_msg("%s", b->err.text);
}

static void refuses(struct bench *b, const struct town *t, enum tomt_code code, const char *word)
{
    b->err = (struct tomt_error){0};
    assert_false(tomt_choose_set(b->arena, &t->in, &crew, &b->chosen, &b->err));
    assert_int_equal(b->err.code, code);
    if (!strstr(b->err.text, word))
        fail_msg("'%s' does not say '%s'", b->err.text, word);
}

/* People at 0, 1, 2, 3 and 10 km along a road, and a site at each. */
static void road(struct town *t, enum tomt_choose_by by, size_t k)
{
    static const double at[] = {0, 1000, 2000, 3000, 10000};
    town_start(t, by, 5, 5, k);
    for (size_t i = 0; i < 5; i++) {
        t->x[i] = t->demand_x[i] = at[i];
        t->demand[i] = 1;
        t->score[i] = 10 * (double)(i + 1);
        t->floor_m2[i] = 1000 * (double)(i + 1);
        t->jobs[i] = 5 * (double)(i + 1);
    }
}

/* Hakimi (1964): of places on a line the median is the one with half of the weight on either side:
 * 2 km, 2+1+0+1+8 = 12 km. */
static void one_median_is_the_middle(void **state)
{
    struct town t;
    road(&t, TOMT_CHOOSE_P_MEDIAN, 1);
    choose(*state, &t);
    struct bench *b = *state;
    assert_int_equal(b->chosen.site[0], 2);
    assert_true(b->chosen.objective == 12000 && b->chosen.gap == 0 &&
                b->chosen.how == TOMT_CHOSEN_EXACT);
    assert_true(isnan(b->chosen.leaves_worse_by[0])); /* without it nobody would be served */
    assert_true(b->chosen.floor_m2 == 3000 && b->chosen.jobs == 15);
    t.demand[4] = 4; /* half of the 8 there: the middle goes to 3 km or 10 km, 3+2+1+0+28 = 34
                        against 10+9+8+7+0 = 34: the earlier */
    choose(b, &t);
    assert_int_equal(b->chosen.site[0], 3);
    assert_true(b->chosen.objective == 34000);
}

/* Two: the far one, and of 0 to 3 km the middle, 1 or 2 km (4 km both): the earlier. Without the
 * far one its person walks 9 km. */
static void two_medians(void **state)
{
    struct town t;
    road(&t, TOMT_CHOOSE_P_MEDIAN, 2);
    struct bench *b = *state;
    choose(b, &t);
    assert_int_equal(b->chosen.n, 2);
    assert_int_equal(b->chosen.site[0], 1);
    assert_int_equal(b->chosen.site[1], 4);
    assert_true(b->chosen.objective == 4000);
    assert_true(b->chosen.leaves_worse_by[1] == 9000); /* 13 - 4 */
    assert_true(b->chosen.leaves_worse_by[0] ==
                10000 + 9000 + 8000 + 7000 - 4000); /* all walk to the far one */
    assert_int_equal(b->chosen.served_by[3], 0);
    assert_true(b->chosen.served_m[3] == 2000);
    t.in.k = 5; /* all: nobody walks */
    choose(b, &t);
    assert_int_equal(b->chosen.n, 5);
    assert_true(b->chosen.objective == 0 && b->chosen.bound == 0 && b->chosen.gap == 0);
}

/* What exists at 10 km serves there: one more goes to 1 km (1+0+1+2), not to the middle of all. */
static void existing_ones_serve(void **state)
{
    struct town t;
    road(&t, TOMT_CHOOSE_P_MEDIAN, 1);
    struct bench *b = *state;
    t.in.n_existing = 1;
    t.existing_x[0] = 10000;
    choose(b, &t);
    assert_int_equal(b->chosen.site[0], 1);
    assert_true(b->chosen.objective == 4000);
    assert_int_equal(b->chosen.served_by[4], 1); /* n + 0: the existing one */
    assert_true(b->chosen.leaves_worse_by[0] == 30000);
    t.in.spacing_m = 9500; /* only 0 km is so far from it: 0+1+2+3 */
    choose(b, &t);
    assert_int_equal(b->chosen.site[0], 0);
    assert_true(b->chosen.objective == 6000);
}

/* Church and ReVelle (1974): within 1 km, 1 or 2 km covers three people; the second takes one more,
 * first 3 km's with 10 km's left. */
static void covers(void **state)
{
    struct town t;
    road(&t, TOMT_CHOOSE_COVERING, 1);
    struct bench *b = *state;
    t.in.cover_m = 1000; /* the edge counts */
    choose(b, &t);
    assert_int_equal(b->chosen.site[0], 1);
    assert_true(b->chosen.objective == 3 && b->chosen.leaves_worse_by[0] == 3);
    assert_true(b->chosen.served_by[4] == SIZE_MAX && b->chosen.served_by[0] == 0);
    t.in.k = 2; /* 0, 1, 2, 3 km by two of them, or three and 10 km: four in any case, earliest
                   sites: 0 and 2 */
    choose(b, &t);
    assert_true(b->chosen.objective == 4);
    assert_int_equal(b->chosen.site[0], 0);
    assert_int_equal(b->chosen.site[1], 2);
    t.in.k = 5, t.in.at_most = true; /* three are enough: none that is not needed */
    choose(b, &t);
    assert_int_equal(b->chosen.n, 3);
    assert_true(b->chosen.objective == 5);
}

/* Scores 10 20 30 40 50 at 0, 1, 2, 3, 10 km, floor area 1000 to 5000, jobs 5 to 25. */
static void scores_together(void **state)
{
    struct town t;
    road(&t, TOMT_CHOOSE_SCORE, 2);
    struct bench *b = *state;
    choose(b, &t);
    assert_true(b->chosen.objective == 90 && b->chosen.served_by == NULL);
    assert_true(b->chosen.leaves_worse_by[0] == 40);
    t.in.k = 3, t.in.spacing_m = 2000; /* 50 + 40 + 20; 2 km apart is far enough */
    choose(b, &t);
    assert_true(b->chosen.objective == 110);
    assert_int_equal(b->chosen.site[0], 1);
    t.in.most_floor_m2 = 10000; /* 50 40 20 have 11000; 50 40 10 has just 10000 */
    choose(b, &t);
    assert_true(b->chosen.objective == 100 && b->chosen.floor_m2 == 10000);
    t.in.k = 2, t.in.spacing_m = 0, t.in.most_floor_m2 = 5000,
    t.in.least_jobs = 25; /* 10+40 or 20+30 */
    choose(b, &t);
    assert_true(b->chosen.objective == 50);
    t.must[0] = 1, t.in.n_must = 1;
    choose(b, &t);
    assert_int_equal(b->chosen.site[0], 1);
    assert_int_equal(b->chosen.site[1], 2);
}

static void cannot_be_had(void **state)
{
    struct town t;
    road(&t, TOMT_CHOOSE_SCORE, 4);
    t.in.spacing_m = 2000; /* 10 km and two of 0 to 3 km: three */
    refuses(*state, &t, TOMT_NOT_FOUND,
            "4 sites and a spacing of 2000 m cannot be had together; 3 can");
    t.in.spacing_m = 0, t.in.least_jobs = 76; /* all have 75, four have 70 */
    refuses(*state, &t, TOMT_NOT_FOUND,
            "at least 76 jobs cannot be had together; the 4 largest have 70 jobs");
    t.in.least_jobs = NAN, t.in.most_floor_m2 = 9000; /* the four smallest have 10000 */
    refuses(*state, &t, TOMT_NOT_FOUND,
            "4 sites and at most 9000 m2 of floor area cannot be had together; the 4 smallest have "
            "10000 m2");
    t.in.k = 6;
    t.in.most_floor_m2 = NAN;
    refuses(*state, &t, TOMT_NOT_FOUND, "6 sites are asked for: there are 5 candidates");
    t.in.k = 2, t.in.most_floor_m2 = 5000,
    t.in.least_jobs = 30; /* jobs are 5 for 1000 m2: 25 at most */
    refuses(*state, &t, TOMT_NOT_FOUND,
            "at most 5000 m2 of floor area and at least 30 jobs cannot be had together");
    t.in.most_floor_m2 = t.in.least_jobs = NAN;
    t.must[0] = 1, t.must[1] = 2, t.in.n_must = 2, t.in.spacing_m = 1500;
    refuses(*state, &t, TOMT_NOT_FOUND,
            "candidate 2 must be chosen, but so must another: candidate 3 is 1000 m away, nearer "
            "than the spacing of 1500 m");
    static const char *const id[] = {"a", "b", "c", "d", "e"};
    t.in.site_id = id;
    refuses(*state, &t, TOMT_NOT_FOUND, "'b' must be chosen, but so must another: 'c' is 1000 m");
    t.in.site_id = NULL;
    t.in.spacing_m = 0, t.in.k = 1;
    refuses(*state, &t, TOMT_NOT_FOUND, "2 sites must be chosen, but only 1");
    t.in.k = 0;
    refuses(*state, &t, TOMT_USAGE, "no sites are asked for");
}

static void unknown_numbers(void **state)
{
    struct town t;
    road(&t, TOMT_CHOOSE_SCORE, 2);
    struct bench *b = *state;
    t.floor_m2[4] = NAN;
    choose(b, &t); /* not asked for: chosen all the same, the sum is not known */
    assert_true(b->chosen.objective == 90 && isnan(b->chosen.floor_m2) && b->chosen.jobs == 45);
    t.in.most_floor_m2 = 1e9;
    choose(b, &t);
    assert_true(b->chosen.objective == 70 && b->chosen.floor_m2 == 7000);
    t.must[0] = 4, t.in.n_must = 1;
    refuses(b, &t, TOMT_NOT_FOUND, "not known of it");
    t.in.n_must = 0;
    t.score[0] = NAN; /* no score, no sum */
    t.in.k = 4;
    refuses(b, &t, TOMT_NOT_FOUND, "3 of 5 candidates");
    t.in.floor_m2 = NULL;
    refuses(b, &t, TOMT_NOT_FOUND, "0 of 5 candidates");
    t.in.by = TOMT_CHOOSE_P_MEDIAN;
    t.demand[0] = -1;
    refuses(b, &t, TOMT_DATA, "demand 1");
    t.demand[0] = NAN;
    refuses(b, &t, TOMT_DATA, "demand 1");
    t.demand[0] = 1, t.x[3] = NAN;
    refuses(b, &t, TOMT_DATA, "coordinates");
}

static void little_or_nothing(void **state)
{
    struct town t;
    struct bench *b = *state;
    town_start(&t, TOMT_CHOOSE_P_MEDIAN, 1, 1, 1); /* one site, nobody to serve */
    choose(b, &t);
    assert_true(b->chosen.n == 1 && b->chosen.objective == 0 && b->chosen.gap == 0);
    town_start(&t, TOMT_CHOOSE_COVERING, 3, 0, 2);
    t.in.cover_m = 10;
    choose(b, &t);
    assert_true(b->chosen.n == 2 && b->chosen.objective == 0 && b->chosen.site[0] == 0 &&
                b->chosen.site[1] == 1);
    town_start(&t, TOMT_CHOOSE_SCORE, 0, 0, 1);
    refuses(b, &t, TOMT_NOT_FOUND, "there are 0 candidates");
    t.in.at_most = true; /* none is at most one */
    choose(b, &t);
    assert_int_equal(b->chosen.n, 0);
}

/* Copies in one place: the earlier; ties of scores: the earlier. A millimetre and 1e7 m at once. */
static void ties_go_to_the_earlier(void **state)
{
    struct town t;
    struct bench *b = *state;
    town_start(&t, TOMT_CHOOSE_P_MEDIAN, 6, 2, 2);
    for (size_t i = 0; i < 6; i++)
        t.x[i] = i % 2 ? 1e7 : 0.001;
    t.demand_x[1] = 1e7;
    t.demand[0] = t.demand[1] = 1e6;
    choose(b, &t);
    assert_int_equal(b->chosen.site[0], 0);
    assert_int_equal(b->chosen.site[1], 1);
    town_start(&t, TOMT_CHOOSE_SCORE, 6, 0, 3);
    for (size_t i = 0; i < 6; i++)
        t.score[i] = 0.1 + 0.2;
    choose(b, &t);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(b->chosen.site[i], i);
}

/* The solver has a voice of its own: nothing of it reaches the screen, whatever it finds. */
static void is_silent(void **state)
{
    struct town t;
    char path[] = "/tmp/tomt-silent-XXXXXX";
    int file = mkstemp(path), out = dup(1), told = dup(2);
    fflush(NULL);
    dup2(file, 1), dup2(file, 2);
    uint64_t random = 5;
    struct bench *b = *state;
    bool chosen = true;
    for (int turn = 0; turn < 20; turn++) {
        town_start(&t, (enum tomt_choose_by)(turn % 3), 40, 40, 5);
        for (size_t i = 0; i < 40; i++) {
            t.x[i] = random_in(&random, 0, 3000), t.y[i] = random_in(&random, 0, 3000);
            t.demand_x[i] = random_in(&random, 0, 3000),
            t.demand_y[i] = random_in(&random, 0, 3000);
            t.demand[i] = t.score[i] = random_in(&random, 0, 100);
            t.floor_m2[i] = random_in(&random, 500, 3000);
        }
        t.in.cover_m = 500, t.in.spacing_m = 900, t.in.most_floor_m2 = 7000,
        t.in.most_nodes = turn % 2 ? 1 : 0;
        chosen = tomt_choose_set(b->arena, &t.in, &crew, &b->chosen, &b->err) && chosen;
    }
    struct tomt_error err = {0};
    t.in.spacing_m = 3500; /* and what cannot be */
    bool refused = !tomt_choose_set(b->arena, &t.in, &crew, &b->chosen, &err);
    fflush(NULL);
    dup2(out, 1), dup2(told, 2);
    off_t size = lseek(file, 0, SEEK_END);
    close(file), close(out), close(told);
    unlink(path);
    assert_true(chosen && refused);
    assert_int_equal(size, 0);
}

static void interrupted(void **state)
{
    struct town t;
    struct bench *b = *state;
    volatile int stop = 1;
    struct tomt_crew stopped = {.n_threads = 1, .cancel = &stop};
    road(&t, TOMT_CHOOSE_P_MEDIAN, 2);
    assert_false(tomt_choose_set(b->arena, &t.in, &stopped, &b->chosen, &b->err));
    assert_int_equal(b->err.code, TOMT_CANCELLED);
}

/* Each allocation of ours fails once. */
static void out_of_memory(void **state)
{
    (void)state;
    for (uint64_t at = 1; at < 10000; at++) {
        struct town t;
        struct tomt_error err = {0};
        struct tomt_chosen chosen;
        road(&t, at % 2 ? TOMT_CHOOSE_P_MEDIAN : TOMT_CHOOSE_SCORE, 3);
        t.in.spacing_m = 1500, t.in.most_floor_m2 = 9000;
        struct tomt_arena *arena = tomt_arena_new(&err);
        tomt_allocation_fail_at(at);
        bool found = tomt_choose_set(arena, &t.in, &crew, &chosen, &err);
        bool through = tomt_allocation_count() < at;
        tomt_allocation_fail_at(0);
        tomt_arena_free(arena);
        assert_true(found || err.code == TOMT_MEMORY);
        if (through && at % 2)
            return;
    }
    fail_msg("never got through");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, sit, rise)
    const struct CMUnitTest tests[] = {
        TEST(one_median_is_the_middle),
        TEST(two_medians),
        TEST(existing_ones_serve),
        TEST(covers),
        TEST(scores_together),
        TEST(cannot_be_had),
        TEST(unknown_numbers),
        TEST(little_or_nothing),
        TEST(ties_go_to_the_earlier),
        TEST(is_silent),
        TEST(interrupted),
        TEST(out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
