/* base/crew.c: the calling thread and n_threads - 1 helpers take chunks from an atomic counter
 * until none is left. Chunks are dealt in order, so when one fails all lower ones are dealt already
 * and finish: the error of the lowest failing chunk is the same at any number of threads. */
#include "base/crew.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>

struct shift {
    const struct tomt_crew *crew;
    const struct tomt_crew_job *job;
    size_t n_chunks;
    atomic_size_t next;
    atomic_size_t failed; /* lowest failing chunk; SIZE_MAX: none */
    pthread_mutex_t lock; /* guards what is below */
    size_t reported;      /* the chunk that `error` is of */
    struct tomt_error error;
};

/* A seat that could not be made counts as a failure after the last chunk: any failing chunk says
 * more. */
static void report(struct shift *shift, size_t chunk, const struct tomt_error *error)
{
    pthread_mutex_lock(&shift->lock);
    if (chunk < shift->reported || shift->error.code == TOMT_OK) {
        shift->reported = chunk;
        shift->error = *error;
        if (error->code == TOMT_OK)
            tomt_fail(&shift->error, TOMT_INTERNAL, "failed without saying why");
    }
    pthread_mutex_unlock(&shift->lock);
}

static void lower(atomic_size_t *value, size_t to)
{
    size_t now = atomic_load(value);
    while (to < now && !atomic_compare_exchange_weak(value, &now, to)) {
    }
}

static bool is_cancelled(struct shift *shift)
{
    return shift->crew->cancel && *shift->crew->cancel;
}

static void work(struct shift *shift, void *seat)
{
    const struct tomt_crew_job *job = shift->job;
    for (;;) {
        size_t chunk = atomic_fetch_add(&shift->next, 1);
        if (chunk >= shift->n_chunks || chunk > atomic_load(&shift->failed))
            return;
        struct tomt_error error = {0};
        size_t from = chunk * job->chunk;
        size_t to = job->n - from < job->chunk ? job->n : from + job->chunk;
        bool done = is_cancelled(shift) ? tomt_fail(&error, TOMT_CANCELLED, "interrupted")
                                        : job->work(seat, from, to, &error);
        if (!done) {
            lower(&shift->failed, chunk);
            report(shift, chunk, &error);
            return;
        }
        tomt_progress_step(shift->crew->progress, to - from);
    }
}

static void *take_seat(void *argument)
{
    struct shift *shift = argument;
    const struct tomt_crew_job *job = shift->job;
    struct tomt_error error = {0};
    void *seat = job->sit ? job->sit(job->shared, &error) : job->shared;
    if (!seat && job->sit) {
        report(shift, SIZE_MAX, &error);
        lower(&shift->failed, 0);
        return NULL;
    }
    work(shift, seat);
    if (job->rise)
        job->rise(seat);
    return NULL;
}

bool tomt_crew_run(const struct tomt_crew *crew, const struct tomt_crew_job *job,
                   struct tomt_error *err)
{
    if (job->n == 0)
        return true;
    struct shift shift = {.crew = crew, .job = job, .reported = SIZE_MAX};
    shift.n_chunks = job->n / job->chunk + (job->n % job->chunk != 0);
    atomic_init(&shift.next, 0);
    atomic_init(&shift.failed, SIZE_MAX);
    pthread_mutex_init(&shift.lock, NULL);

    enum { MOST_HELPERS = 255 };
    pthread_t helper[MOST_HELPERS];
    size_t n_wanted = crew->n_threads > 1 ? crew->n_threads - 1 : 0;
    if (n_wanted > shift.n_chunks - 1)
        n_wanted = shift.n_chunks - 1;
    if (n_wanted > MOST_HELPERS)
        n_wanted = MOST_HELPERS;
    size_t n_helpers = 0;
    /* Fewer threads than asked for still do all the work. */
    while (n_helpers < n_wanted && pthread_create(&helper[n_helpers], NULL, take_seat, &shift) == 0)
        n_helpers++;
    take_seat(&shift);
    for (size_t i = 0; i < n_helpers; i++)
        pthread_join(helper[i], NULL);
    pthread_mutex_destroy(&shift.lock);

    if (shift.error.code == TOMT_OK)
        return true;
    return tomt_fail(err, shift.error.code, "%s", shift.error.text);
}

unsigned tomt_crew_cores(void)
{
    cpu_set_t may_use;
    if (sched_getaffinity(0, sizeof may_use, &may_use) != 0)
        return 1;
    int n = CPU_COUNT(&may_use);
    return n > 0 ? (unsigned)n : 1;
}
