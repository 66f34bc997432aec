/* base/progress.c: how far a stage is, shown at most ten times a second. */
#include "base/progress.h"

#include <time.h>

double tomt_clock_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

void tomt_progress_start(struct tomt_progress *progress, const char *stage, size_t total)
{
    if (!progress)
        return;
    progress->stage = stage;
    progress->total = total;
    progress->started_s = progress->shown_s = tomt_clock_s();
    atomic_store(&progress->done, 0);
    atomic_flag_clear(&progress->showing);
    if (progress->show)
        progress->show(progress->context, stage, 0, total, 0, false);
}

void tomt_progress_step(struct tomt_progress *progress, size_t n)
{
    if (!progress || !progress->stage)
        return;
    atomic_fetch_add(&progress->done, n);
    if (!progress->show || atomic_flag_test_and_set(&progress->showing))
        return;
    double now_s = tomt_clock_s();
    if (now_s - progress->shown_s >= 0.1) {
        progress->shown_s = now_s;
        progress->show(progress->context, progress->stage, atomic_load(&progress->done),
                       progress->total, now_s - progress->started_s, false);
    }
    atomic_flag_clear(&progress->showing);
}

void tomt_progress_end(struct tomt_progress *progress)
{
    if (!progress || !progress->stage)
        return;
    if (progress->show)
        progress->show(progress->context, progress->stage, atomic_load(&progress->done),
                       progress->total, tomt_clock_s() - progress->started_s, true);
    progress->stage = NULL;
}
