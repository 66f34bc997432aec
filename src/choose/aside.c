/* choose/aside.c: a piece of work that hears nobody, in a process of its own, so that an interrupt
 * ends it at once and a crash of the library in it is an error and not the end. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* MAP_ANONYMOUS */
#endif
#include "choose/inside.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

enum { LOOK_MS = 100 };

struct shared { /* by both processes */
    bool done;
    struct solved solved;
    double solution[];
};

static void work_and_end(void (*work)(void *given, struct solved *out), void *given,
                         struct shared *shared, pid_t parent)
{
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* nobody waits for it any more */
#endif
    if (getppid() != parent) /* it died before it could be said */
        _exit(1);
    signal(SIGINT, SIG_IGN); /* the terminal tells all of its processes; the parent decides */
    work(given, &shared->solved);
    shared->done = true;
    _exit(0);
}

/* The other end of the pipe is closed when the process ends, however it does; unless somebody else
 * forked meanwhile and holds it too, so the process is asked as well. False: interrupted. */
static bool wait_for(pid_t child, int ended, const volatile int *cancel)
{
    struct pollfd pipe_end = {.fd = ended, .events = POLLIN};
    while (poll(&pipe_end, 1, LOOK_MS) <= 0) {
        if (*cancel) {
            kill(child, SIGKILL);
            break;
        }
        if (waitpid(child, NULL, WNOHANG) == child)
            return true;
    }
    while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
        ;
    return !*cancel;
}

static bool fetch(const struct shared *shared, struct solved *out, struct tomt_error *err)
{
    double *solution = out->solution;
    if (!shared->done)
        return tomt_fail(err, TOMT_INTERNAL,
                         "the solver of integer programs broke off, perhaps for want of memory; "
                         "ask for less at once: fewer candidates (--among)");
    *out = shared->solved;
    out->solution = solution;
    if (out->has_solution)
        memcpy(solution, shared->solution, out->n * sizeof *solution);
    return true;
}

bool tomt_choose_aside(void (*work)(void *given, struct solved *out), void *given,
                       const volatile int *cancel, struct solved *out, struct tomt_error *err)
{
    size_t size = sizeof(struct shared) + out->n * sizeof(double);
    int ends[2] = {-1, -1};
    struct shared *shared =
        mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    bool able = shared != MAP_FAILED && pipe(ends) == 0, ok = true;
    pid_t parent = getpid(), child = -1;
    if (able) {
        shared->solved = *out;
        shared->solved.solution = shared->solution;
        child = fork();
    }
    if (child == 0)
        work_and_end(work, given, shared, parent);
    if (able)
        close(ends[1]);
    if (child > 0)
        ok = wait_for(child, ends[0], cancel)
                 ? fetch(shared, out, err)
                 : tomt_fail(err, TOMT_CANCELLED, "choosing was interrupted");
    else
        work(given, out);
    if (able)
        close(ends[0]);
    if (shared != MAP_FAILED)
        munmap(shared, size);
    return ok;
}
