/* tests/house/memory.c: lets the n-th allocation of ours fail, for every n, on the tiny project: every failure must be clean
 * (TOMT_MEMORY, no file left), and the run after it must succeed as if nothing had been.  house_memory PROJECT [FROM TO] */
#include "data/layer.h"
#include "run/run.h"

#include <glob.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/tomt-memory.XXXXXX";

static size_t files_left(void)
{
    char pattern[64];
    glob_t found = {0};
    snprintf(pattern, sizeof pattern, "%s/*", folder);
    size_t n = glob(pattern, 0, NULL, &found) ? 0 : found.gl_pathc;
    for (size_t i = 0; i < n; i++)
        unlink(found.gl_pathv[i]);
    globfree(&found);
    return n;
}

/* True when the run as a whole succeeded. */
static bool try_run(const char *project, uint64_t fail_at, struct tomt_error *err)
{
    struct tomt_crew crew = {.n_threads = 1};
    struct tomt_run_options options = {.out_folder = folder, .crew = &crew};
    struct tomt_run_summary summary = {0};
    struct tomt_problems problems;
    tomt_allocation_fail_at(fail_at);
    struct tomt_arena *arena = tomt_arena_new(err);
    bool ok = false;
    if (arena) {
        tomt_problems_start(&problems, arena);
        ok = tomt_run(arena, project, &options, &problems, &summary, err);
    }
    tomt_arena_free(arena);
    return ok;
}

int main(int argc, char **argv)
{
    struct tomt_error err = {0};
    if (argc < 2 || !mkdtemp(folder))
        return 2;
    tomt_data_open();
    if (!try_run(argv[1], 0, &err)) {
        printf("the run fails without any failing allocation: %s\n", err.text);
        return 1;
    }
    uint64_t total = tomt_allocation_count(), failed = 0, tried = 0;
    uint64_t from = argc > 3 ? strtoull(argv[2], NULL, 10) : 1, to = argc > 3 ? strtoull(argv[3], NULL, 10) : total;
    size_t whole = files_left();
    /* Every n, or an even spread of at most 4000 when there are more: the last ones are the writers', as dense as the rest. */
    uint64_t step = argc > 3 || to - from < 4000 ? 1 : (to - from) / 4000 + 1;
    for (uint64_t n = from; n <= to; n += step) {
        tomt_error_clear(&err);
        bool ok = try_run(argv[1], n, &err);
        size_t left = files_left();
        tried++;
        bool good = ok ? left == whole : err.code == TOMT_MEMORY && left == 0;
        if (!good && failed++ < 20)
            printf("allocation %llu of %llu: %s, code %d, %zu files left: %s\n", (unsigned long long)n,
                   (unsigned long long)total, ok ? "succeeded" : "failed", (int)err.code, left, err.text);
    }
    tomt_allocation_fail_at(0);
    rmdir(folder);
    tomt_data_close();
    printf("%llu allocations in a run; every %llu. failed in turn\n%llu passed, %llu failed\n", (unsigned long long)total,
           (unsigned long long)step, (unsigned long long)(tried - failed), (unsigned long long)failed);
    return failed != 0;
}
