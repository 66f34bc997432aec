/* tests/house/memory.c: lets the n-th allocation of ours fail, for every n: in a run alone and by four threads, one that finds the
 * network of the last, a check, the economy with its portraits, an export and a sample. Every failure must be clean: TOMT_MEMORY, nothing of the result left (of a
 * sample: its project files at most). What succeeds all the same must have written the same bytes as when nothing fails: no text is
 * lost for want of memory; the cache alone may be missing, but never be another.
 * house_memory PROJECT [AT_MOST [JOB,JOB,... [FIRST]]]: where there are more than AT_MOST allocations (2000), an even spread is
 * tried; only these jobs; from their FIRST allocation on, to look into a failure. */
#include "data/layer.h"
#include "data/whole_file.h"
#include "portrait/portrait.h"
#include "report/report.h"
#include "result/result.h"
#include "run/run.h"
#include "sample/sample.h"

#include <ftw.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDER "/tmp/tomt-memory.XXXXXX"
static char base[] = FOLDER, out[sizeof FOLDER + 8];
static const char *project;

struct job {
    const char *name, *same_as; /* its files are those of that job */
    bool (*go)(struct tomt_arena *arena, const struct tomt_crew *crew, struct tomt_error *err);
    unsigned n_threads;
    uint64_t at_most;  /* of so many allocations; 0: as asked */
    bool leaves_files; /* that are whole, when it fails */
    bool finds_cache;  /* that of the run before; where there is none the job has nothing to try */
};

static bool run(struct tomt_arena *arena, const struct tomt_crew *crew, struct tomt_error *err)
{
    struct tomt_run_options options = {.out_folder = out, .crew = crew};
    struct tomt_run_summary summary = {0};
    struct tomt_problems problems;
    tomt_problems_start(&problems, arena);
    return tomt_run(arena, project, &options, &problems, &summary, err);
}

static bool check(struct tomt_arena *arena, const struct tomt_crew *crew, struct tomt_error *err)
{
    struct tomt_project *read = tomt_arena_alloc(arena, sizeof *read, err);
    struct tomt_problems problems;
    tomt_problems_start(&problems, arena);
    if (!read || !tomt_check(arena, project, crew, read, &problems, err))
        return false;
    return !problems.n_errors || tomt_fail(err, TOMT_PROJECT, "%s", problems.item[0].text);
}

/* --- the economy -------------------------------------------------------------------------------------------------- */

static void write_table(struct tomt_text *text, const char *name, const struct tomt_table *table)
{
    tomt_text_print(text, "%s: %zu\n", name, table->n_rows);
    for (size_t c = 0; c < table->n_columns; c++) {
        const struct tomt_column *column = &table->column[c];
        tomt_text_print(text, "%s:", column->name);
        for (size_t row = 0; row < table->n_rows; row++) {
            bool is_null = tomt_column_is_null(column, row);
            if (column->type == TOMT_TEXT && !is_null)
                tomt_text_print(text, " %s", tomt_column_text(column, row, NULL));
            else if (!is_null)
                tomt_text_number(text, column->type == TOMT_REAL ? column->real[row] : (double)column->integer[row]);
            tomt_text_puts(text, ";");
        }
        tomt_text_puts(text, "\n");
    }
}

/* As people and as programs read it, of the whole and of areas that are there, twice there and not; every area. Each begins with an
 * empty buffer, whose first allocation may be the one that fails. */
static bool write_portrait(struct tomt_arena *arena, const struct tomt_portrait_tables *tables, int which, struct tomt_text *all,
                           struct tomt_error *err)
{
    static const char *const areas[] = {NULL, "33010001", "Byen", "Vett", NULL}; /* the last: lists */
    const struct tomt_portrait_options asked = {.area = areas[which / 4], .most = 10, .norwegian = which / 2 % 2};
    struct tomt_error wrong = {0};
    struct tomt_text text = {0};
    bool ok = which == 16   ? tomt_portrait_list_text(arena, tables, true, &text, &wrong)
              : which == 17 ? tomt_portrait_list_json(arena, tables, &text, &wrong)
              : which % 2   ? tomt_portrait_json(arena, tables, &asked, &text, &wrong)
                            : tomt_portrait_text(arena, tables, &asked, &text, &wrong);
    tomt_text_add(all, text.bytes, ok ? text.n : 0);
    tomt_text_puts(all, wrong.text);
    tomt_text_free(&text);
    if (!ok && wrong.code != TOMT_NOT_FOUND && wrong.code != TOMT_USAGE)
        return tomt_fail(err, wrong.code, "%s", wrong.text);
    return true;
}

static bool write_portraits(struct tomt_arena *arena, const struct tomt_portrait_tables *tables, struct tomt_text *text,
                            struct tomt_error *err)
{
    bool ok = true;
    for (int which = 0; ok && which < 18; which++)
        ok = write_portrait(arena, tables, which, text, err);
    return ok;
}

static bool keep(struct tomt_text *text, struct tomt_arena *arena, const char *name, struct tomt_error *err)
{
    char path[64];
    size_t n = text->n;
    const char *bytes = tomt_text_keep(text, arena, err);
    if (!bytes)
        return false;
    snprintf(path, sizeof path, "%s/%s", out, name);
    FILE *file = fopen(path, "wb");
    bool ok = file && fwrite(bytes, 1, n, file) == n;
    return (!file || fclose(file) == 0) && ok;
}

static bool economy(struct tomt_arena *arena, const struct tomt_crew *crew, struct tomt_error *err)
{
    struct tomt_portrait_tables tables = {0};
    const struct {
        const char *name;
        const struct tomt_table **into;
    } row[] = {{"area", &tables.area},
               {"area_sector", &tables.area_sector},
               {"area_industry", &tables.area_industry},
               {"sector", &tables.sector},
               {"industry", &tables.industry},
               {"register_change", &tables.register_change},
               {"cluster", &tables.cluster},
               {"statistic", &tables.statistic},
               {"economy", &tables.economy}};
    struct tomt_named_table *table = NULL;
    struct tomt_problems problems;
    struct tomt_text text = {0};
    size_t n = 0;
    tomt_problems_start(&problems, arena);
    if (!tomt_run_economy(arena, project, crew, &problems, &table, &n, err))
        return false;
    for (size_t i = 0; i < problems.n; i++)
        tomt_text_print(&text, "%s\n", problems.item[i].text);
    for (size_t i = 0; i < n; i++) {
        write_table(&text, table[i].name, table[i].table);
        for (size_t k = 0; k < sizeof row / sizeof *row; k++)
            if (!strcmp(table[i].name, row[k].name))
                *row[k].into = table[i].table;
    }
    bool ok = write_portraits(arena, &tables, &text, err) && keep(&text, arena, "economy.txt", err);
    tomt_text_free(&text);
    return ok;
}

static bool portrait(struct tomt_arena *arena, const struct tomt_crew *crew, struct tomt_error *err)
{
    (void)crew;
    struct tomt_portrait_tables tables;
    struct tomt_text text = {0};
    char from[64];
    snprintf(from, sizeof from, "%s/run/result.gpkg", base);
    bool ok = tomt_portrait_read(arena, from, &tables, err) && write_portraits(arena, &tables, &text, err) &&
              keep(&text, arena, "portrait.txt", err);
    tomt_text_free(&text);
    return ok;
}

static bool write_page(struct tomt_arena *arena, const char *site, const char *name, struct tomt_error *err)
{
    char from[64];
    struct tomt_text page = {0};
    snprintf(from, sizeof from, "%s/run/result.gpkg", base);
    const struct tomt_report_options asked = {.result = from, .site = site, .language = 1};
    bool ok = tomt_report(arena, &asked, &page, err) && keep(&page, arena, name, err);
    tomt_text_free(&page);
    return ok;
}

static bool report(struct tomt_arena *arena, const struct tomt_crew *crew, struct tomt_error *err)
{
    (void)crew;
    return write_page(arena, NULL, "report.html", err);
}

/* Of a site that the tiny project has. */
static bool brief(struct tomt_arena *arena, const struct tomt_crew *crew, struct tomt_error *err)
{
    (void)crew;
    return write_page(arena, "a1", "brief.html", err);
}

static bool export(struct tomt_arena *arena, const struct tomt_crew *crew, struct tomt_error *err)
{
    (void)crew;
    const struct tomt_export what = {.public_only = true, .rename = "Copy"};
    struct tomt_export_report report;
    char from[64], to[64];
    snprintf(from, sizeof from, "%s/run/result.gpkg", base);
    snprintf(to, sizeof to, "%s/copy.gpkg", out);
    return tomt_result_export(arena, from, to, &what, &report, err);
}

static bool sample(struct tomt_arena *arena, const struct tomt_crew *crew, struct tomt_error *err)
{
    (void)arena;
    return tomt_sample_write(out, TOMT_SAMPLE_SMALL, 1, false, crew, err);
}

static const struct job jobs[] = {{"run", "run", run, 1, 0, false, false},
                                  {"threads", "run", run, 4, 0, false, false},
                                  {"cached", "run", run, 1, 0, false, true},
                                  {"check", "check", check, 1, 0, false, false},
                                  {"economy", "economy", economy, 1, 0, false, false},
                                  {"portrait", "portrait", portrait, 1, 0, false, false},
                                  {"report", "report", report, 1, 0, false, false},
                                  {"brief", "brief", brief, 1, 0, false, false},
                                  {"export", "export", export, 1, 0, false, false},
                                  {"sample", "sample", sample, 1, 25, true, false}};

/* --- files ------------------------------------------------------------------------------------------------------- */

static size_t n_files, n_strange, n_caches;
static const char *reference;

/* No result: a run may do without. */
static bool is_cache(const char *path)
{
    const char *ending = strrchr(path, '.');
    return ending && !strcmp(ending, ".cache");
}

static int look_at(const char *path, const struct stat *is, int type, struct FTW *at)
{
    (void)is, (void)at;
    if (type != FTW_F)
        return 0;
    char twin[PATH_MAX], ours[65], theirs[65];
    struct tomt_error err = {0};
    snprintf(twin, sizeof twin, "%s/%s%s", base, reference, path + strlen(out));
    n_files++;
    n_caches += is_cache(path);
    n_strange += !tomt_sha256_path(path, ours, &err) || !tomt_sha256_path(twin, theirs, &err) || strcmp(ours, theirs) != 0;
    return 0;
}

static int remove_one(const char *path, const struct stat *is, int type, struct FTW *at)
{
    (void)is, (void)type, (void)at;
    return remove(path);
}

static int count_one(const char *path, const struct stat *is, int type, struct FTW *at)
{
    (void)is, (void)at;
    n_files += type == FTW_F;
    n_caches += type == FTW_F && is_cache(path);
    return 0;
}

/* --- trials ------------------------------------------------------------------------------------------------------ */

static bool have_cache(void)
{
    char kept[64];
    snprintf(kept, sizeof kept, "%s/run/streets.cache", base);
    return access(kept, F_OK) == 0;
}

static void make_folder(const struct job *job)
{
    char from[64], to[64], bytes[1 << 16];
    mkdir(out, 0777);
    if (!job->finds_cache)
        return;
    snprintf(from, sizeof from, "%s/run/streets.cache", base);
    snprintf(to, sizeof to, "%s/streets.cache", out);
    FILE *in = fopen(from, "rb"), *copy = fopen(to, "wb");
    for (size_t n; in && copy && (n = fread(bytes, 1, sizeof bytes, in)) > 0;)
        fwrite(bytes, 1, n, copy);
    if (in)
        fclose(in);
    if (copy)
        fclose(copy);
}

static bool go(const struct job *job, uint64_t fail_at, struct tomt_error *err)
{
    struct tomt_crew crew = {.n_threads = job->n_threads};
    tomt_error_clear(err);
    tomt_allocation_fail_at(fail_at);
    struct tomt_arena *arena = tomt_arena_new(err);
    bool ok = arena && job->go(arena, &crew, err);
    tomt_arena_free(arena);
    return ok;
}

/* What the job writes when nothing fails; made once for all jobs that write the same. */
static bool make_reference(const struct job *job, uint64_t *total)
{
    struct tomt_error err;
    char kept[64];
    make_folder(job);
    if (!go(job, 0, &err)) {
        printf("%s fails without any failing allocation: %s\n", job->name, err.text);
        return false;
    }
    *total = tomt_allocation_count();
    snprintf(kept, sizeof kept, "%s/%s", base, job->same_as);
    if (access(kept, F_OK) == 0) /* that of the other job stays; the trials are compared with it */
        return nftw(out, remove_one, 8, FTW_DEPTH | FTW_PHYS) == 0;
    return rename(out, kept) == 0;
}

static bool try_one(const struct job *job, uint64_t n, uint64_t total, size_t n_whole)
{
    struct tomt_error err;
    make_folder(job);
    bool ok = go(job, n, &err);
    tomt_allocation_fail_at(0);
    n_files = n_strange = n_caches = 0;
    nftw(out, look_at, 8, FTW_PHYS);
    nftw(out, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    size_t n_results = n_files - n_caches;
    bool good = n_strange == 0 && (ok ? n_results == n_whole : err.code == TOMT_MEMORY && (job->leaves_files || n_results == 0));
    if (!good)
        printf("%s, allocation %llu of %llu: %s, code %d, %zu files left, %zu of them not as they should be: %s\n", job->name,
               (unsigned long long)n, (unsigned long long)total, ok ? "succeeded" : "failed", (int)err.code, n_files, n_strange,
               ok ? "" : err.text);
    return good;
}

static size_t try_job(const struct job *job, uint64_t at_most, uint64_t first, size_t *n_failed)
{
    uint64_t total = 0;
    char kept[64];
    if (!make_reference(job, &total)) {
        ++*n_failed;
        return 1;
    }
    reference = job->same_as;
    snprintf(kept, sizeof kept, "%s/%s", base, job->same_as);
    n_files = n_caches = 0;
    nftw(kept, count_one, 8, FTW_PHYS);
    size_t n_whole = n_files - n_caches, tried = 0, failed = 0;
    uint64_t most = job->at_most && job->at_most < at_most ? job->at_most : at_most, step = (total + most - 1) / most;
    for (uint64_t n = first; n <= total && failed < 20; n += step, tried++)
        failed += !try_one(job, n, total, n_whole);
    printf("%s: %llu allocations, every %llu. failed in turn, %zu passed, %zu failed\n", job->name, (unsigned long long)total,
           (unsigned long long)step, tried - failed, failed);
    *n_failed += failed;
    return tried;
}

/* NULL: all are. */
static bool is_wanted(const char *names, const char *name)
{
    size_t n = strlen(name);
    for (const char *at = names; at && (at = strstr(at, name)); at += n)
        if ((at == names || at[-1] == ',') && (at[n] == ',' || !at[n]))
            return true;
    return !names;
}

int main(int argc, char **argv)
{
    if (argc < 2 || !mkdtemp(base))
        return 2;
    project = argv[1];
    snprintf(out, sizeof out, "%s/out", base);
    setvbuf(stdout, NULL, _IOLBF, BUFSIZ);
    tomt_data_open();
    uint64_t at_most = argc > 2 ? strtoull(argv[2], NULL, 10) : 2000, first = argc > 4 ? strtoull(argv[4], NULL, 10) : 1;
    size_t tried = 0, failed = 0;
    for (size_t i = 0; at_most && i < sizeof jobs / sizeof *jobs; i++) {
        bool wanted = is_wanted(argc > 3 ? argv[3] : NULL, jobs[i].name);
        if (jobs[i].finds_cache && !have_cache())
            continue;
        if (wanted || i == 0) /* the others need what a run leaves */
            tried += try_job(&jobs[i], wanted ? at_most : 1, wanted ? first : 1, &failed);
    }
    nftw(base, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    tomt_data_close();
    printf("%zu passed, %zu failed\n", tried - failed, failed);
    return failed != 0;
}
