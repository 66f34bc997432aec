/* Any bytes as YAML, as a project file and as a profile: problems or an error, never a crash, a
 * hang or a leak. The files are in memory (memfd), so nothing is written to disk. */
#include "project/project.h"
#include "project/told.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static const char around[] = "tomt: 1\n"
                             "project: {name: x, crs: EPSG:25833}\n"
                             "study_area: {layer: area}\n"
                             "layers:\n"
                             "  area: {source: a.gpkg}\n"
                             "  zone: {source: z.gpkg, columns: {use: u}}\n"
                             "  flood: {role: constraint, source: f.gpkg, columns: {code: c}}\n"
                             "sites: {from: zones}\n"
                             "profiles: [/proc/self/fd/%d]\n";

static int file_in_memory(const void *bytes, size_t n)
{
    int handle = memfd_create("fuzz", MFD_CLOEXEC);
    if (handle < 0 || write(handle, bytes, n) != (ssize_t)n)
        abort();
    return handle;
}

/* What a profile decides is whole whatever is wrong with it, and can be told. */
static void check_decision(struct tomt_arena *arena, const struct tomt_profile *profile)
{
    struct tomt_error err = {0};
    const struct tomt_decision_settings *decision = &profile->decision;
    if (!decision->weighting || !decision->weighting->by || !decision->method ||
        !decision->method_args || !tomt_profile_sites_text(arena, profile, &err) ||
        !tomt_vetoes_json(arena, profile, &err) || !tomt_robustness_json(arena, profile, &err))
        abort();
}

static void read_project(int handle)
{
    struct tomt_error err = {0};
    struct tomt_problems problems;
    struct tomt_project project;
    char path[64];
    struct tomt_arena *arena = tomt_arena_new(&err);
    if (!arena)
        abort();
    tomt_problems_start(&problems, arena);
    snprintf(path, sizeof path, "/proc/self/fd/%d", handle);
    bool read = tomt_project_read(arena, path, &project, &problems, &err);
    if (read != (err.code == TOMT_OK))
        abort();
    for (size_t i = 0; read && i < project.n_layers; i++) { /* what is kept is whole */
        if (!tomt_role_row(project.layer[i].role) || !project.layer[i].path)
            abort();
    }
    for (size_t p = 0; read && p < project.n_profiles; p++) {
        check_decision(arena, &project.profile[p]);
        for (size_t c = 0; c < project.profile[p].n_criteria; c++) {
            const struct tomt_profile_criterion *criterion = &project.profile[p].criterion[c];
            double value = tomt_value_of(&criterion->value, 1);
            if (problems.n_errors == 0 && !criterion->value.ends_data &&
                !(value >= 0 && value <= 1))
                abort();
        }
    }
    tomt_arena_free(arena);
}

static void read_alone(int handle)
{
    struct tomt_error err = {0};
    struct tomt_problems problems;
    struct tomt_profile profile;
    char path[64];
    struct tomt_arena *arena = tomt_arena_new(&err);
    if (!arena)
        abort();
    tomt_problems_start(&problems, arena);
    snprintf(path, sizeof path, "/proc/self/fd/%d", handle);
    bool read = tomt_profile_read(arena, path, &profile, &problems, &err);
    if (read != (err.code == TOMT_OK) || (read && profile.name && problems.n_errors))
        abort();
    if (read && profile.decision.weighting) /* a project in the place of a profile has none */
        check_decision(arena, &profile);
    if (read && profile.name && !profile.decision.weighting)
        abort();
    tomt_arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    char text[sizeof around + 16];
    int given = file_in_memory(bytes, n);
    int length = snprintf(text, sizeof text, around, given);
    int outer = file_in_memory(text, (size_t)length);
    read_project(given);
    read_project(outer);
    read_alone(given);
    close(outer);
    close(given);
    return 0;
}
