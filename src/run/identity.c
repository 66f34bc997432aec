/* run/identity.c: who the inputs are: digests, the run id made of them, and the timestamp the result carries. */
#include "data/bytes.h"
#include "data/whole_file.h"
#include "run/state.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

/* The file behind a source: the archive of /vsizip/a.zip/b.shp; NULL when it is no file (a database, a URL). */
static const char *file_behind(struct tomt_arena *arena, const char *path, bool *ok, struct tomt_error *err)
{
    *ok = true;
    if (!strncmp(path, "PG:", 3))
        return NULL;
    if (strncmp(path, "/vsi", 4))
        return path;
    const char *inner = strncmp(path, "/vsizip/", 8) ? NULL : path + 8;
    if (!inner)
        return NULL;
    char *copy = tomt_arena_copy(arena, inner, strlen(inner), err);
    *ok = copy != NULL;
    for (char *end = copy ? copy + strlen(copy) : NULL; end && end > copy; end--) {
        struct stat info;
        if (*end && *end != '/')
            continue;
        char was = *end;
        *end = 0;
        if (!stat(copy, &info) && S_ISREG(info.st_mode))
            return copy;
        *end = was;
    }
    return NULL;
}

/* The files of a source that is several: a Shapefile's are all of one stem, a timetable folder's those of the feed. n 0: it is one
 * file, or a folder of some format, or not there. */
struct files {
    const char **path;
    size_t n;
};

static bool add_stem(struct tomt_arena *arena, const char *shp, struct files *files, struct tomt_error *err)
{
    const char *slash = strrchr(shp, '/'), *stem = slash ? slash + 1 : shp;
    size_t n_stem = strlen(stem) - 3, n; /* with its dot */
    const char *folder = slash ? tomt_arena_copy(arena, shp, (size_t)(slash - shp) + 1, err) : "./";
    const char **name = folder ? tomt_bytes_list(arena, folder, &n, err) : NULL;
    files->path = name ? tomt_arena_alloc(arena, (n + 1) * sizeof *files->path, err) : NULL;
    for (size_t i = 0; files->path && i < n; i++)
        if (!strncmp(name[i], stem, n_stem) && !(files->path[files->n++] = tomt_arena_print(arena, err, "%s%s", folder, name[i])))
            return false;
    return files->path != NULL;
}

static bool add_feed(struct tomt_arena *arena, const char *folder, struct files *files, struct tomt_error *err)
{
    const char *path[TOMT_N_GTFS_FILES];
    struct tomt_error found = {0};
    if (!tomt_gtfs_paths(arena, folder, path, &found))
        return found.code != TOMT_MEMORY || tomt_fail(err, TOMT_MEMORY, "%s", found.text);
    files->path = tomt_arena_alloc(arena, TOMT_N_GTFS_FILES * sizeof *files->path, err);
    for (size_t i = 0; files->path && i < TOMT_N_GTFS_FILES; i++)
        if (path[i])
            files->path[files->n++] = path[i];
    return files->path != NULL;
}

static bool several_files(struct tomt_arena *arena, const char *path, struct files *files, struct tomt_error *err)
{
    size_t n = strlen(path);
    struct stat info;
    *files = (struct files){0};
    if (stat(path, &info))
        return true;
    if (S_ISDIR(info.st_mode))
        return add_feed(arena, path, files, err);
    return n < 5 || strcasecmp(path + n - 4, ".shp") != 0 || add_stem(arena, path, files, err);
}

static void look_at(const char *path, struct tomt_source_stat *stat_of)
{
    struct stat info;
    if (stat(path, &info))
        return;
    int64_t time_ns = (int64_t)info.st_mtim.tv_sec * 1000000000 + info.st_mtim.tv_nsec;
    stat_of->is_file = S_ISREG(info.st_mode); /* a folder of some format tells neither its size nor its changes */
    stat_of->size += (uint64_t)info.st_size;
    stat_of->time_ns = time_ns > stat_of->time_ns ? time_ns : stat_of->time_ns;
    /* Of several files any may change while the newest and the sum stay. */
    stat_of->mark = (stat_of->mark ^ (uint64_t)time_ns ^ (uint64_t)info.st_size << 32) * 0x100000001b3u + 1;
}

/* Formats whose one file, or whose files of one stem, hold everything: others may point at data elsewhere (.vrt, .tab), whose changes
 * nobody would see. */
static bool holds_all(const char *path)
{
    static const char *const ending[] = {".gpkg", ".geojson", ".json", ".fgb", ".shp", ".gml", ".sos", ".pbf", ".osm", ".zip", ".csv", ".kml", ".txt", ".gz", ".jsonl", ".ndjson"};
    size_t n = strlen(path);
    for (size_t i = 0; i < sizeof ending / sizeof *ending; i++)
        if (n > strlen(ending[i]) && !strcasecmp(path + n - strlen(ending[i]), ending[i]))
            return true;
    return false;
}

/* NULL with err untouched: no file. */
static const char *look_behind(struct tomt_arena *arena, const char *path, struct files *files,
                               struct tomt_source_stat *stat_of, bool *ok, struct tomt_error *err)
{
    const char *file = file_behind(arena, path, ok, err);
    *stat_of = (struct tomt_source_stat){0};
    *ok = *ok && (!file || several_files(arena, file, files, err));
    if (!*ok || !file)
        return NULL;
    for (size_t i = 0; i < files->n; i++)
        look_at(files->path[i], stat_of);
    if (!files->n)
        look_at(file, stat_of);
    stat_of->holds_all = holds_all(file);
    return file;
}

bool tomt_run_source_stat(struct tomt_arena *arena, const char *path, struct tomt_source_stat *stat_of, struct tomt_error *err)
{
    struct files files;
    bool ok;
    look_behind(arena, path, &files, stat_of, &ok, err);
    return ok;
}

bool tomt_run_source_digest(struct tomt_arena *arena, const char *path, char out[65], struct tomt_source_stat *stat_of,
                            struct tomt_error *err)
{
    struct files files;
    bool ok;
    const char *file = look_behind(arena, path, &files, stat_of, &ok, err);
    out[0] = 0;
    if (!file)
        return ok;
    if (!files.n)
        return tomt_sha256_path(file, out, err);
    struct tomt_sha256 *all = tomt_sha256_open(arena, err);
    for (size_t i = 0; all && i < files.n; i++) {
        char one[65];
        if (!tomt_sha256_path(files.path[i], one, err))
            return false;
        tomt_sha256_add(all, one, 64);
    }
    if (all)
        tomt_sha256_end(all, out);
    return all != NULL;
}

struct digests {
    struct tomt_run_state *state;
    time_t *newest; /* [input] */
};

static const char *input_path(const struct tomt_project *project, size_t i)
{
    return i < project->n_layers ? project->layer[i].path : project->raster[i - project->n_layers].path;
}

static bool digest_work(void *seat, size_t from, size_t to, struct tomt_error *err)
{
    struct digests *digests = seat;
    const struct tomt_project *project = digests->state->project;
    for (size_t i = from; i < to; i++) {
        bool seen = false;
        for (size_t k = 0; k < i && !seen; k++)
            seen = !strcmp(input_path(project, k), input_path(project, i));
        if (seen)
            continue; /* several layers of one file: digested once, copied afterwards */
        struct tomt_arena *arena = tomt_arena_new(err);
        struct tomt_source_stat info = {0};
        bool ok = arena && tomt_run_source_digest(arena, input_path(project, i), digests->state->sha256[i], &info, err);
        digests->newest[i] = (time_t)(info.time_ns / 1000000000);
        tomt_arena_free(arena);
        if (!ok)
            return false;
    }
    return true;
}

static bool add_file(struct tomt_sha256 *all, const char *file, time_t *newest, struct tomt_error *err)
{
    char digest[65];
    struct stat info;
    if (!tomt_sha256_path(file, digest, err))
        return false;
    tomt_sha256_add(all, digest, 64);
    if (!stat(file, &info) && info.st_mtime > *newest)
        *newest = info.st_mtime;
    return true;
}

static bool timestamp_of(struct tomt_run_state *state, time_t newest, struct tomt_error *err)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    if (epoch && *epoch) {
        char *end;
        errno = 0;
        long long seconds = strtoll(epoch, &end, 10);
        if (errno || *end || seconds < 0 || seconds > 253402300799LL)
            return tomt_fail(err, TOMT_USAGE, "SOURCE_DATE_EPOCH must be seconds since 1970, not '%s'", epoch);
        newest = (time_t)seconds;
    }
    struct tm utc;
    gmtime_r(&newest, &utc);
    strftime(state->timestamp, sizeof state->timestamp, "%Y-%m-%dT%H:%M:%S.000Z", &utc);
    return true;
}

bool tomt_run_identity(struct tomt_run_state *state, struct tomt_error *err)
{
    const struct tomt_project *project = state->project;
    size_t n = project->n_layers + project->n_rasters;
    struct digests digests = {state, tomt_arena_alloc(state->arena, (n + 1) * sizeof(time_t), err)};
    state->sha256 = tomt_arena_alloc(state->arena, (n + 1) * sizeof *state->sha256, err);
    if (!digests.newest || !state->sha256)
        return false;
    struct tomt_crew_job job = {.shared = &digests, .work = digest_work, .n = n, .chunk = 1};
    if (!tomt_crew_run(state->crew, &job, err))
        return tomt_while(err, "digesting the inputs");
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++)
            if (!strcmp(input_path(project, k), input_path(project, i))) {
                memcpy(state->sha256[i], state->sha256[k], sizeof state->sha256[i]);
                break;
            }
    struct tomt_sha256 *all = tomt_sha256_open(state->arena, err);
    time_t newest = 0;
    if (!all || !add_file(all, project->file, &newest, err))
        return false;
    tomt_sha256_add(all, TOMT_VERSION, sizeof TOMT_VERSION);
    for (size_t p = 0; p < project->n_profiles; p++) {
        tomt_sha256_add(all, project->profile[p].name, strlen(project->profile[p].name));
        const char *draws = project->profile[p].decision.robust.path;
        if (!add_file(all, project->profile[p].place.file, &newest, err) || (draws && !add_file(all, draws, &newest, err)))
            return false;
    }
    const char *before = project->file;
    for (size_t k = 0; k < project->economy.n_sectors; k++) { /* files of sectors */
        const struct tomt_project_sector *sector = &project->economy.sector[k];
        if (sector->shipped || !sector->place.file || !strcmp(sector->place.file, project->file) || !strcmp(sector->place.file, before))
            continue;
        before = sector->place.file;
        if (!add_file(all, before, &newest, err))
            return false;
    }
    for (size_t i = 0; i < n; i++) {
        tomt_sha256_add(all, state->sha256[i], 64);
        newest = digests.newest[i] > newest ? digests.newest[i] : newest;
    }
    tomt_sha256_end(all, state->run_id);
    state->run_id[16] = 0; /* 64 bits name a run well enough for people to compare */
    return timestamp_of(state, newest, err);
}
