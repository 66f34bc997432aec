/* The crew and its progress: every item once, the same error at any number of threads. */
#include "base/arena.h"
#include "base/crew.h"

#include <math.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { N = 100003 };

struct desk {
    unsigned char done[N];
    size_t fail_from; /* items from here on fail; SIZE_MAX: none */
    atomic_int n_sat, n_risen;
    int seats_left; /* sit fails when none is; -1: plenty */
    volatile int cancel;
};

static void *sit(void *shared, struct tomt_error *err)
{
    struct desk *desk = shared;
    if (desk->seats_left == 0) {
        tomt_fail(err, TOMT_DATA, "no chair");
        return NULL;
    }
    atomic_fetch_add(&desk->n_sat, 1);
    return desk;
}

static void rise(void *seat)
{
    struct desk *desk = seat;
    atomic_fetch_add(&desk->n_risen, 1);
}

static bool work(void *seat, size_t from, size_t to, struct tomt_error *err)
{
    struct desk *desk = seat;
    if (from % 64 != 0)
        return tomt_fail(err, TOMT_INTERNAL, "starts at %zu", from);
    for (size_t i = from; i < to; i++) {
        desk->done[i]++;
        if (i >= desk->fail_from)
            return tomt_fail(err, TOMT_DATA, "item %zu", i);
    }
    return true;
}

static struct desk desk;

static bool run(unsigned n_threads, struct tomt_progress *progress, struct tomt_error *err)
{
    struct tomt_crew crew = {n_threads, desk.cancel ? &desk.cancel : NULL, progress};
    struct tomt_crew_job job = {&desk, sit, work, rise, N, 64};
    return tomt_crew_run(&crew, &job, err);
}

static void every_item_is_done_once(void **state)
{
    (void)state;
    for (unsigned n_threads = 1; n_threads <= 8; n_threads += 7) {
        struct tomt_error err = {0};
        desk = (struct desk){.fail_from = SIZE_MAX, .seats_left = -1};
        assert_true(run(n_threads, NULL, &err));
        for (size_t i = 0; i < N; i++)
            assert_int_equal(desk.done[i], 1);
        assert_true(desk.n_sat >= 1 && desk.n_sat <= (int)n_threads);
        assert_int_equal(desk.n_sat, desk.n_risen);
    }
    struct tomt_error err = {0};
    struct tomt_crew crew = {4, NULL, NULL};
    struct tomt_crew_job nothing = {&desk, sit, work, rise, 0, 64};
    assert_true(tomt_crew_run(&crew, &nothing, &err));
    assert_true(tomt_crew_cores() >= 1);
}

static void the_lowest_failing_chunk_is_reported(void **state)
{
    (void)state;
    for (int turn = 0; turn < 50; turn++) {
        struct tomt_error err = {0};
        desk = (struct desk){.fail_from = 5000, .seats_left = -1};
        assert_false(run(turn % 2 ? 8 : 1, NULL, &err));
        assert_string_equal(err.text, "item 5000");
        for (size_t i = 0; i <= 5000; i++)
            assert_int_equal(desk.done[i], 1);
        assert_int_equal(desk.n_sat, desk.n_risen);
    }
}

static void seats_may_fail_and_crews_be_cancelled(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    desk = (struct desk){.fail_from = SIZE_MAX, .seats_left = 0};
    assert_false(run(3, NULL, &err));
    assert_string_equal(err.text, "no chair");
    assert_int_equal(desk.n_risen, 0);

    tomt_error_clear(&err);
    desk = (struct desk){.fail_from = SIZE_MAX, .seats_left = -1, .cancel = 1};
    assert_false(run(3, NULL, &err));
    assert_int_equal(err.code, TOMT_CANCELLED);
    assert_int_equal(desk.done[0], 0);
}

struct seen {
    int n_started, n_ended;
    size_t done, total;
    double seconds;
};

static void look(void *context, const char *stage, size_t done, size_t total, double seconds,
                 bool ended)
{
    struct seen *seen = context;
    assert_string_equal(stage, "overlay");
    seen->n_started += done == 0 && !ended;
    seen->n_ended += ended;
    seen->done = done;
    seen->total = total;
    seen->seconds = seconds;
}

static void progress_counts_what_is_done(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct seen seen = {0};
    struct tomt_progress progress = {.show = look, .context = &seen};
    desk = (struct desk){.fail_from = SIZE_MAX, .seats_left = -1};
    tomt_progress_start(&progress, "overlay", N);
    assert_true(run(4, &progress, &err));
    tomt_progress_end(&progress);
    tomt_progress_end(&progress); /* already over */
    assert_int_equal(seen.n_started, 1);
    assert_int_equal(seen.n_ended, 1);
    assert_int_equal(seen.done, N);
    assert_int_equal(seen.total, N);
    assert_true(seen.seconds >= 0);
    tomt_progress_start(NULL, "x", 1);
    tomt_progress_step(NULL, 1);
    tomt_progress_end(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_item_is_done_once),
        cmocka_unit_test(the_lowest_failing_chunk_is_reported),
        cmocka_unit_test(seats_may_fail_and_crews_be_cancelled),
        cmocka_unit_test(progress_counts_what_is_done),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
