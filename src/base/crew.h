/* base/crew.h: work on all cores. sit / work(from, to) / rise; an atomic counter deals fixed chunks.
 * Knows nothing of any library: a seat is whatever `sit` makes (GEOS context, arena, ...).
 * Each chunk writes only its own slots, there are no shared sums, so the same bytes come out at any number of threads.
 * The shared data must be const while the crew works. If chunks fail, the error of the lowest chunk is reported. */
#ifndef TOMT_BASE_CREW_H
#define TOMT_BASE_CREW_H

#include "base/error.h"
#include "base/progress.h"

#include <stddef.h>

struct tomt_crew {
    unsigned n_threads;             /* at least 1 */
    const volatile int *cancel;     /* NULL, or non-zero when to stop (TOMT_CANCELLED) */
    struct tomt_progress *progress; /* NULL is fine */
};

struct tomt_crew_job {
    void *shared;
    void *(*sit)(void *shared, struct tomt_error *err); /* once a thread, on it; NULL: failed. May be NULL: seat = shared */
    bool (*work)(void *seat, size_t from, size_t to, struct tomt_error *err);
    void (*rise)(void *seat); /* may be NULL; called on the same thread, also after a failure */
    size_t n, chunk;          /* items, items per deal (chunk >= 1): from is always a multiple of chunk */
};

bool tomt_crew_run(const struct tomt_crew *crew, const struct tomt_crew_job *job, struct tomt_error *err);
unsigned tomt_crew_cores(void); /* processors this process may use */

#endif
