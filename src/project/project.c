/* project/project.c: the story of reading project.yaml: its parts in order, its profiles, its
 * alternatives, then the problems sorted by place. */
#include "project/inner.h"

#include <stdlib.h>
#include <string.h>

struct top_keys {
    int64_t version;
    const struct tomt_node *project, *study_area, *layers, *rasters, *sites, *economy, *capacity,
        *targets, *alternatives, *settings, *profiles;
    struct tomt_reach_nodes reach;
};

#define AT(field) offsetof(struct top_keys, field)
const struct tomt_param tomt_top_rows[] = {
    {"tomt", TOMT_PARAM_INTEGER, AT(version), true, 1, 1, NULL, NULL, "",
     "version of the format: 1"},
    {"project", TOMT_PARAM_NODE, AT(project), true, TOMT_UNBOUNDED, NULL, NULL, "",
     "name, CRS, language"},
    {"study_area", TOMT_PARAM_NODE, AT(study_area), true, TOMT_UNBOUNDED, NULL, NULL, "",
     "where sites are sought"},
    {"layers", TOMT_PARAM_NODE, AT(layers), true, TOMT_UNBOUNDED, NULL, NULL, "",
     "name: layer; the data, whatever it is called at home"},
    {"rasters", TOMT_PARAM_NODE, AT(rasters), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "name: raster; heights, noise"},
    {"sites", TOMT_PARAM_NODE, AT(sites), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "what candidate sites are made from"},
    {"network", TOMT_PARAM_NODE, AT(reach.network), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "how street layers become a network"},
    {"transit", TOMT_PARAM_NODE, AT(reach.transit), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "how the timetable is read: hours, hubs, catchments"},
    {"centre", TOMT_PARAM_NODE, AT(reach.centre), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "what centrality is measured to"},
    {"abc", TOMT_PARAM_NODE, AT(reach.abc), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "thresholds of the ABC classes"},
    {"economy", TOMT_PARAM_NODE, AT(economy), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "industries, sectors, areas, clusters, maps of density"},
    {"capacity", TOMT_PARAM_NODE, AT(capacity), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "what the plan lets be built, and for whom"},
    {"targets", TOMT_PARAM_NODE, AT(targets), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "what the study area is to hold, and when; those of other areas are in employment tables"},
    {"alternatives", TOMT_PARAM_NODE, AT(alternatives), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "name: alternative, at most 16; what would be otherwise with other layers"},
    {"settings", TOMT_PARAM_NODE, AT(settings), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "further settings"},
    {"profiles", TOMT_PARAM_NODE, AT(profiles), true, TOMT_UNBOUNDED, NULL, NULL, "",
     "list of profile files, at most 64; paths count from this file"},
    {.name = NULL},
};
#undef AT

#define AT(field) offsetof(struct tomt_project, field)
const struct tomt_param tomt_project_rows[] = {
    {"name", TOMT_PARAM_TEXT, AT(name), true, TOMT_UNBOUNDED, NULL, NULL, "",
     "short name: lower-case letters, digits, _ and -"},
    {"title", TOMT_PARAM_TITLE, AT(title), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "what people read; default: the name"},
    {"crs", TOMT_PARAM_TEXT, AT(crs), true, TOMT_UNBOUNDED, NULL, NULL, "",
     "metric and projected, e.g. EPSG:25833; degrees and Web Mercator are refused"},
    {"language", TOMT_PARAM_CHOICE, AT(language), false, TOMT_UNBOUNDED, "en", "en|nb", "",
     "of the map's titles and the printed table"},
    {"case_number", TOMT_PARAM_TEXT, AT(case_number), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "number of the case in the archive"},
    {.name = NULL},
};

const struct tomt_param tomt_area_rows[] = {
    {"layer", TOMT_PARAM_TEXT, AT(area_layer), true, TOMT_UNBOUNDED, NULL, NULL, "",
     "a layer with role area"},
    {"numbers", TOMT_PARAM_TEXTS, AT(area_numbers), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "numbers of the areas that count (municipality numbers); default: all"},
    {.name = NULL},
};

const struct tomt_param tomt_settings_rows[] = {
    {"jobs_when_withheld", TOMT_PARAM_NUMBER, AT(jobs_when_withheld), false, 1, 4, "2", NULL,
     "jobs", "central estimate where 1 to 4 employees are registered and the number is withheld"},
    {"evidence", TOMT_PARAM_INTEGER, AT(evidence), false, 0, 100, "5", NULL, "features",
     "features kept per site and criterion to show what made its number; 0: none"},
    {"result", TOMT_PARAM_TEXT, AT(result_folder), false, TOMT_UNBOUNDED, "result", NULL, "",
     "folder of the result; a relative path counts from this file"},
    {.name = NULL},
};
#undef AT

const struct tomt_project_layer *tomt_project_layer(const struct tomt_project *project,
                                                    const char *name)
{
    for (size_t i = 0; name && i < project->n_layers; i++) {
        if (strcmp(project->layer[i].name, name) == 0)
            return &project->layer[i];
    }
    return NULL;
}

static bool read_heading(const struct tomt_reading *reading, const struct tomt_node *heading,
                         const struct tomt_node *root)
{
    struct tomt_project *project = reading->project;
    if (tomt_node_is_empty(heading)) /* told as missing */
        return true;
    if (!tomt_reading_bind(reading, heading, root, tomt_project_rows, project))
        return false;
    if (!project->name)
        return true;
    if (!project->title.en)
        project->title = (struct tomt_title){project->name, project->name};
    size_t n = strlen(project->name);
    if (n <= 48 && strspn(project->name, "abcdefghijklmnopqrstuvwxyz0123456789_-") == n &&
        project->name[0] != '-')
        return true;
    char found[TOMT_SHOWN];
    const struct tomt_node *name = tomt_node_find(heading, "name");
    return tomt_reading_wrong(reading, name,
                              "%s cannot name a project: use lower-case letters a-z, digits, _ and "
                              "-, at most 48; titles may hold anything",
                              tomt_shown(name, found));
}

bool tomt_area_number_check(const struct tomt_reading *reading, const struct tomt_node *node,
                            const struct tomt_project_layer *layer)
{
    for (size_t i = 0; i < layer->n_columns; i++) {
        if (strcmp(layer->column[i].ours, "number") == 0)
            return true;
    }
    return tomt_reading_wrong(reading, node,
                              "areas are chosen by number, but layer '%s' does not say which "
                              "column that is; add columns: {number: name of the column}",
                              layer->name);
}

static bool read_study_area(const struct tomt_reading *reading, const struct tomt_node *area,
                            const struct tomt_node *root, const struct tomt_node *layers)
{
    struct tomt_project *project = reading->project;
    if (tomt_node_is_empty(area)) /* told as missing */
        return true;
    if (!tomt_reading_bind(reading, area, root, tomt_area_rows, project))
        return false;
    if (!project->area_layer)
        return true;
    bool fine;
    if (!tomt_layer_wanted(reading, tomt_node_find(area, "layer"), layers, project->area_layer,
                           TOMT_ROLE_AREA, &fine))
        return false;
    const struct tomt_project_layer *layer =
        fine ? tomt_project_layer(project, project->area_layer) : NULL;
    if (!fine)
        project->area_layer = NULL;
    if (!layer || project->area_numbers.n == 0)
        return true;
    return tomt_area_number_check(reading, tomt_node_find(area, "numbers"), layer);
}

static bool read_settings(const struct tomt_reading *reading, const struct tomt_node *settings,
                          const struct tomt_node *root)
{
    struct tomt_project *project = reading->project;
    if (!tomt_reading_bind(reading, settings, root, tomt_settings_rows, project))
        return false;
    project->result_folder =
        tomt_path_resolve(reading->arena, project->folder, project->result_folder, reading->err);
    return project->result_folder != NULL;
}

static bool check_zones(const struct tomt_reading *reading, const struct tomt_node *layers)
{
    const struct tomt_project *project = reading->project;
    if (reading->economy_only || tomt_node_is_empty(layers) || layers->kind != TOMT_NODE_MAP ||
        layers->n == 0)
        return true;
    for (size_t i = 0; i < project->n_layers; i++) {
        if (project->layer[i].role == TOMT_ROLE_ZONE)
            return true;
    }
    if (project->n_layers < layers->n) /* it may be among those that have problems */
        return true;
    return tomt_reading_wrong(reading, layers,
                              "no layer has role 'zone'; profiles permit land-use codes, so the "
                              "zones of a plan are needed");
}

/* The rows of the top level; for the economy alone profiles may be left out. */
static const struct tomt_param *top_rows(const struct tomt_reading *reading)
{
    size_t n = 0;
    while (tomt_top_rows[n].name)
        n++;
    if (!reading->economy_only)
        return tomt_top_rows;
    struct tomt_param *rows =
        tomt_arena_alloc(reading->arena, (n + 1) * sizeof *rows, reading->err);
    for (size_t i = 0; rows && i <= n; i++) {
        rows[i] = tomt_top_rows[i];
        if (rows[i].name && strcmp(rows[i].name, "profiles") == 0)
            rows[i].required = false;
    }
    return rows;
}

bool tomt_parts_read(const struct tomt_reading *reading, const struct tomt_node *root)
{
    struct top_keys keys;
    const struct tomt_param *rows = top_rows(reading);
    if (!rows || !tomt_reading_bind(reading, root, root, rows, &keys))
        return false;
    const struct tomt_node *layers = tomt_node_find(root, "layers"),
                           *profiles = tomt_node_find(root, "profiles");
    return read_heading(reading, keys.project, root) && tomt_rasters_read(reading, keys.rasters) &&
           tomt_layers_read(reading, keys.layers, keys.rasters, layers ? layers : root) &&
           check_zones(reading, keys.layers) &&
           read_study_area(reading, keys.study_area, root, keys.layers) &&
           tomt_sites_read(reading, keys.sites, root, keys.layers) &&
           tomt_reach_read(reading, &keys.reach, root, keys.layers) &&
           tomt_economy_read(reading, keys.economy, root, keys.layers) &&
           tomt_capacity_read(reading, keys.capacity, root) &&
           tomt_targets_read(reading, keys.targets, root) &&
           read_settings(reading, keys.settings, root) &&
           tomt_profiles_read(reading, keys.profiles, profiles ? profiles : root, keys.layers) &&
           tomt_alternatives_read(reading, keys.alternatives, root);
}

/* By file in the order they were first told of, then by place. */
struct ordered {
    size_t file, told;
    struct tomt_problem problem;
};

static int by_place(const void *left, const void *right)
{
    const struct ordered *a = left, *b = right;
    if (a->file != b->file)
        return a->file < b->file ? -1 : 1;
    if (a->problem.line != b->problem.line)
        return a->problem.line < b->problem.line ? -1 : 1;
    if (a->problem.column != b->problem.column)
        return a->problem.column < b->problem.column ? -1 : 1;
    return a->told < b->told ? -1 : a->told > b->told;
}

bool tomt_problems_sort(const struct tomt_reading *reading, size_t from)
{
    size_t n = reading->problems->n - from;
    if (n < 2)
        return true;
    struct tomt_problem *item = reading->problems->item + from;
    struct ordered *ordered =
        tomt_arena_block(reading->arena, NULL, n * sizeof *ordered, reading->err);
    if (!ordered)
        return false;
    for (size_t i = 0; i < n; i++) {
        bool is_project = strcmp(item[i].file, reading->project->file) == 0;
        bool is_new = i == 0 || strcmp(item[i].file, item[i - 1].file) != 0;
        size_t before = i ? ordered[i - 1].file : 0;
        /* A file is read in one go, but for the project's, whose lines that name profiles come in
         * between. */
        ordered[i] = (struct ordered){is_project ? 0
                                      : is_new   ? before + i + 1
                                                 : before,
                                      i, item[i]};
    }
    qsort(ordered, n, sizeof *ordered, by_place);
    for (size_t i = 0; i < n; i++)
        item[i] = ordered[i].problem;
    tomt_arena_drop(reading->arena, ordered);
    return true;
}

/* One file in the place of the other: told once, not as all keys that are unknown in it. */
static bool is_profile(const struct tomt_reading *reading, const struct tomt_node *root, bool *is)
{
    *is = root->kind == TOMT_NODE_MAP && !tomt_node_find(root, "tomt") &&
          tomt_node_find(root, "tomt_profile");
    return !*is ||
           tomt_reading_wrong(reading, root,
                              "this is a profile, not a project: name it under 'profiles' of a "
                              "project and check that, or rank a result by it: tomt rank RESULT "
                              "--profile %s (without -o nothing is written)",
                              reading->project->file);
}

static bool read_project(struct tomt_arena *arena, const char *file, bool economy_only,
                         struct tomt_project *project, struct tomt_problems *problems,
                         struct tomt_error *err)
{
    struct tomt_known_file *files = NULL;
    struct tomt_known_draws *draws = NULL;
    struct tomt_reading reading = {arena,        problems, err,    project,
                                   economy_only, &files,   &draws, false};
    size_t n_before = problems->n;
    *project = (struct tomt_project){.file = tomt_arena_copy(arena, file, strlen(file), err)};
    project->folder = project->file ? tomt_folder_of(arena, file, err) : NULL;
    if (!project->folder)
        return false;
    struct tomt_node *root = tomt_yaml_read(arena, file, problems, err);
    bool is_other = false;
    if (!root || !is_profile(&reading, root, &is_other))
        return false;
    return is_other || (tomt_parts_read(&reading, root) && tomt_undated_tell(&reading) &&
                        tomt_problems_sort(&reading, n_before));
}

bool tomt_project_read(struct tomt_arena *arena, const char *file, struct tomt_project *project,
                       struct tomt_problems *problems, struct tomt_error *err)
{
    return read_project(arena, file, false, project, problems, err);
}

bool tomt_project_read_economy(struct tomt_arena *arena, const char *file,
                               struct tomt_project *project, struct tomt_problems *problems,
                               struct tomt_error *err)
{
    return read_project(arena, file, true, project, problems, err);
}
