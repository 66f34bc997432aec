/* Work in a process of its own: its answer comes back, an interrupt ends it at once, and what kills
 * it is an error. */
#include "base/progress.h"
#include "choose/inside.h"

#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

static void rest(long ms)
{
    nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000}, NULL);
}

static void count_up(void *given, struct solved *out)
{
    for (size_t i = 0; i < out->n; i++)
        out->solution[i] = *(int *)given + (double)i;
    out->outcome = SOLVED;
    out->has_solution = true;
    out->bound = 7.5;
    *(int *)given = 0; /* of that process: nobody here sees it */
}

static void never_end(void *given, struct solved *out)
{
    (void)given, (void)out;
    for (;;)
        rest(1000);
}

static void die(void *given, struct solved *out)
{
    (void)given;
    out->outcome = SOLVED;
    raise(SIGKILL);
}

static void *interrupt(void *cancel)
{
    rest(150);
    *(volatile int *)cancel = 1;
    return NULL;
}

static void the_answer_comes_back(void **state)
{
    (void)state;
    int given = 40;
    volatile int cancel = 0;
    double solution[3] = {0};
    struct tomt_error err = {0};
    struct solved out = {.outcome = STOPPED, .n = 3, .solution = solution};
    assert_true(tomt_choose_aside(count_up, &given, &cancel, &out, &err));
    assert_true(out.outcome == SOLVED && out.has_solution && out.bound == 7.5);
    assert_ptr_equal(out.solution, solution);
    assert_true(solution[0] == 40 && solution[2] == 42);
    assert_int_equal(given, 40);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* nobody is left behind */
}

static void an_interrupt_is_heard_within_a_second(void **state)
{
    (void)state;
    volatile int cancel = 0;
    pthread_t thread;
    struct tomt_error err = {0};
    struct solved out = {.outcome = STOPPED};
    double from_s = tomt_clock_s();
    assert_int_equal(pthread_create(&thread, NULL, interrupt, (void *)&cancel), 0);
    assert_false(tomt_choose_aside(never_end, NULL, &cancel, &out, &err));
    assert_int_equal(err.code, TOMT_CANCELLED);
    assert_true(tomt_clock_s() - from_s < 1.15);
    pthread_join(thread, NULL);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

static void a_death_is_an_error(void **state)
{
    (void)state;
    volatile int cancel = 0;
    struct tomt_error err = {0};
    struct solved out = {.outcome = STOPPED};
    assert_false(tomt_choose_aside(die, NULL, &cancel, &out, &err));
    assert_int_equal(err.code, TOMT_INTERNAL);
    assert_int_equal(out.outcome, STOPPED);
}

/* Largest 3a + 2b + c with a + b <= 1, b + c <= 1: a and c, 4. */
static void solved_aside_as_here(void **state)
{
    (void)state;
    volatile int cancel = 0;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    for (int aside = 0; aside < 2; aside++) {
        struct mip mip = {.arena = arena, .cancel = aside ? &cancel : NULL};
        struct solved out;
        for (size_t i = 0; i < 3; i++)
            assert_true(tomt_mip_column(&mip, -3 + (double)i, true, &err));
        for (size_t r = 0; r < 2; r++)
            assert_true(tomt_mip_entry(&mip, r, 1, &err) && tomt_mip_entry(&mip, r + 1, 1, &err) &&
                        tomt_mip_row(&mip, 0, 1, &err));
        assert_true(tomt_mip_solve(&mip, 100, NULL, &out, &err));
        assert_true(out.outcome == SOLVED && out.has_solution && fabs(out.bound + 4) < 1e-9);
        assert_true(out.solution[0] > 0.5 && out.solution[1] < 0.5 && out.solution[2] > 0.5);
    }
    tomt_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_answer_comes_back),
        cmocka_unit_test(an_interrupt_is_heard_within_a_second),
        cmocka_unit_test(a_death_is_an_error),
        cmocka_unit_test(solved_aside_as_here),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
