/* base/progress.h: stages with a share done; the top decides how they look (bar with ETA, lines, nothing).
 * Knows nothing of terminals: cli/ gives the callback. tomt_progress_step is thread-safe, the rest is not. */
#ifndef TOMT_BASE_PROGRESS_H
#define TOMT_BASE_PROGRESS_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

struct tomt_progress {
    /* Called from one thread at a time: on start, at most ~10 times a second while stepping, on end (seconds >= 0). */
    void (*show)(void *context, const char *stage, size_t done, size_t total, double seconds, bool ended);
    void *context;
    const char *stage;
    size_t total;
    double started_s, shown_s; /* monotonic clock */
    atomic_size_t done;
    atomic_flag showing;
};

/* `stage` must outlive the stage. A NULL progress is fine everywhere. Ending prints its seconds; timings are kept by the shower. */
void tomt_progress_start(struct tomt_progress *progress, const char *stage, size_t total);
void tomt_progress_step(struct tomt_progress *progress, size_t n);
void tomt_progress_end(struct tomt_progress *progress);
double tomt_clock_s(void);

#endif
