/* The story of a sample: the town is laid out, then each file is written. */
#include "sample/sheet.h"
#include "sample/zones.h"

#include "base/files.h"
#include "data/layer.h"

#include <cpl_conv.h>
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

extern const struct tomt_file tomt_sample_files[];

static bool holds_something(const char *folder)
{
    DIR *open = opendir(folder);
    bool found = false;
    for (struct dirent *entry; open && !found && (entry = readdir(open));)
        found = strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    if (open)
        closedir(open);
    return found;
}

static bool make_folder(const char *folder, struct tomt_error *err)
{
    if (mkdir(folder, 0777) && errno != EEXIST)
        return tomt_fail(err, TOMT_OUTPUT, "cannot make the folder '%s': %s", folder,
                         strerror(errno));
    return true;
}

/* The project's targets are those of the sample's size. */
static bool write_targets(FILE *out, const struct tomt_city *city, const struct tomt_file *file)
{
    static const char key[] = "\ntargets: {";
    const char *text = file->bytes, *at = memmem(text, file->n, key, sizeof key - 1),
               *end = at ? memchr(at + 1, '\n', file->n - (size_t)(at + 1 - text)) : NULL;
    if (!end)
        return fwrite(text, 1, file->n, out) == file->n;
    size_t n = (size_t)(at + 1 - text), rest = file->n - (size_t)(end - text);
    return fwrite(text, 1, n, out) == n &&
           fprintf(out, "targets: {year: 2036, jobs: %.0f, residents: %.0f}", city->jobs_target,
                   city->residents_target) > 0 &&
           fwrite(end, 1, rest, out) == rest;
}

static bool write_text(const struct tomt_city *city, const char *path, const struct tomt_file *file,
                       struct tomt_error *err)
{
    FILE *out = fopen(path, "we");
    if (!out)
        return tomt_fail(err, TOMT_OUTPUT, "cannot write '%s': %s", path, strerror(errno));
    bool done = write_targets(out, city, file);
    if (fclose(out) != 0 || !done)
        return tomt_fail(err, TOMT_OUTPUT, "cannot write '%s': %s", path, strerror(errno));
    return true;
}

static bool write_project(struct tomt_city *city, struct tomt_error *err)
{
    const char *profiles = tomt_city_path_of(city, "profiles", err);
    if (!profiles || !make_folder(profiles, err))
        return false;
    for (const struct tomt_file *file = tomt_sample_files; file->name; file++) {
        bool project = strcmp(file->name, "project.yaml") == 0;
        const char *path = tomt_arena_print(city->arena, err, "%s/%s",
                                            project ? city->folder : profiles, file->name);
        if (!path || !write_text(city, path, file, err))
            return false;
    }
    return true;
}

/* Files of an earlier sample would otherwise be added to; those of a sample that failed may be half
 * written. */
static bool remove_files(const char *folder, struct tomt_error *err)
{
    static const char *const names[] = {"borders.gpkg",     "plan.gpkg",
                                        "parcels.gpkg",     "streets.gpkg",
                                        "hubs.gpkg",        "hubs.geojson",
                                        "population.gpkg",  "noise.geojson",
                                        "underenheter.csv", "adresser.csv",
                                        "gtfs.zip",         "buildings.fgb",
                                        "height.tif",       "height.tif.aux.xml",
                                        "tracts.gpkg",      "underenheter_2024.csv",
                                        "sysselsatte.csv",  "tangen_station.geojson"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char path[PATH_MAX];
        if ((size_t)snprintf(path, sizeof path, "%s/%s", folder, names[i]) >= sizeof path)
            return tomt_fail(err, TOMT_OUTPUT, "the path of the folder '%s' is too long", folder);
        if (unlink(path) != 0 && errno != ENOENT)
            return tomt_fail(err, TOMT_OUTPUT, "cannot replace '%s': %s", path, strerror(errno));
    }
    return true;
}

static const struct {
    const char *name;
    bool (*run)(struct tomt_city *, struct tomt_error *);
} stages[] = {{"geography", tomt_city_lay},
              {"plane", tomt_city_bend},
              {"streets and blocks", tomt_city_divide},
              {"water and roads", tomt_city_gaps},
              {"parcels", tomt_city_parcels},
              {"addresses", tomt_city_addresses},
              {"borders, hubs", tomt_write_places},
              {"plans", tomt_write_plan},
              {"noise", tomt_write_noise},
              {"parcel files", tomt_write_parcels},
              {"streets", tomt_write_streets},
              {"timetable", tomt_write_timetable},
              {"population", tomt_write_population},
              {"address file", tomt_write_addresses},
              {"businesses", tomt_write_businesses},
              {"heights", tomt_write_height},
              {"tracts", tomt_write_tracts},
              {"earlier businesses", tomt_write_earlier},
              {"employment", tomt_write_employment},
              {"project", write_project}};

static bool write_city(struct tomt_city *city, struct tomt_error *err)
{
    struct tomt_progress *progress = city->crew ? city->crew->progress : NULL;
    city->seat = tomt_seat_open(city->arena, err);
    if (!city->seat)
        return false;
    for (size_t i = 0; i < sizeof stages / sizeof stages[0]; i++) {
        if (city->crew && city->crew->cancel && *city->crew->cancel)
            return tomt_fail(err, TOMT_CANCELLED, "stopped while making the sample");
        tomt_progress_start(progress, stages[i].name, 1);
        if (!stages[i].run(city, err))
            return tomt_while(err, "sample, %s", stages[i].name);
        if (stages[i].run == tomt_city_divide)
            tomt_city_uses(city);
        tomt_progress_step(progress, 1);
        tomt_progress_end(progress);
    }
    return true;
}

bool tomt_sample_write(const char *folder, enum tomt_sample_size size, uint64_t seed, bool force,
                       const struct tomt_crew *crew, struct tomt_error *err)
{
    if (!make_folder(folder, err))
        return false;
    if (!force && holds_something(folder))
        return tomt_fail(err, TOMT_OUTPUT,
                         "the folder '%s' is not empty; choose another one, or give --force to "
                         "write over an earlier sample",
                         folder);
    tomt_data_open();
    CPLSetConfigOption("OGR_CURRENT_DATE", "2026-01-01T00:00:00.000Z");
    struct tomt_city city = {
        .folder = folder, .seed = seed, .crew = crew, .scale = tomt_scale_of(size)};
    city.arena = tomt_arena_new(err);
    bool done = city.arena && remove_files(folder, err) && write_city(&city, err);
    tomt_arena_free(city.arena);
    if (!done)
        remove_files(folder, err);
    CPLSetConfigOption("OGR_CURRENT_DATE", NULL);
    return done;
}
