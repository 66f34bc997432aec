/* base/problems.h: an error stops, a problem is collected. `check` lists them all; `run` refuses while any is an error.
 * Knows nothing of any library. Texts belong to the list's arena. Not thread-safe. */
#ifndef TOMT_BASE_PROBLEMS_H
#define TOMT_BASE_PROBLEMS_H

#include "base/arena.h"

enum tomt_severity { TOMT_WARNING, TOMT_ERROR };

struct tomt_problem {
    enum tomt_severity severity;
    const char *file; /* NULL when it is of no file */
    int line, column; /* from 1; 0 unknown */
    const char *text; /* what was found, what to do; no file, no line in it */
};

struct tomt_problems {
    struct tomt_arena *arena;
    struct tomt_problem *item;
    size_t n, capacity;
    size_t n_errors;
};

void tomt_problems_start(struct tomt_problems *problems, struct tomt_arena *arena);
/* The same text at the same place is told once. False only when memory runs out. */
bool tomt_problem_add(struct tomt_problems *problems, struct tomt_error *err, enum tomt_severity severity,
                      const char *file, int line, int column, const char *format, ...)
    __attribute__((format(printf, 7, 8)));

#endif
