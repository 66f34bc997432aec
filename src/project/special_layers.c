/* project/special_layers.c: sources that say themselves what their columns mean: OpenStreetMap
 * files, timetables, and rasters that are constraints. */
#include "project/inner.h"

#include <math.h>
#include <string.h>
#include <strings.h>

/* The same endings as data/ knows (tomt_source_is_osm), which this room cannot see. */
static bool is_osm(const char *path)
{
    static const char *const ending[] = {".osm", ".osm.pbf", ".pbf", ".osm.bz2"};
    size_t n_path = strlen(path);
    for (size_t i = 0; i < sizeof ending / sizeof ending[0]; i++) {
        size_t n = strlen(ending[i]);
        if (n_path > n && strcasecmp(path + n_path - n, ending[i]) == 0)
            return true;
    }
    return false;
}

bool tomt_osm_columns_add(const struct tomt_reading *reading, struct tomt_project_layer *layer)
{
    static const char *const tag[][2] = {
        {"name", "name"},         {"class", "highway"},
        {"oneway", "oneway"},     {"speed", "maxspeed"},
        {"level", "layer"},       {"access", "access"},
        {"foot", "foot"},         {"vehicle", "vehicle"},
        {"motorcar", "motorcar"}, {"motor_vehicle", "motor_vehicle"},
        {"junction", "junction"},
    };
    enum { N_TAGS = sizeof tag / sizeof tag[0] };
    if (layer->role != TOMT_ROLE_STREET || !layer->path || !is_osm(layer->path))
        return true;
    struct tomt_layer_column *column = tomt_arena_alloc(
        reading->arena, (layer->n_columns + N_TAGS) * sizeof *column, reading->err);
    if (!column)
        return false;
    if (layer->n_columns)
        memcpy(column, layer->column, layer->n_columns * sizeof *column);
    layer->column = column;
    for (size_t i = 0; i < N_TAGS; i++) {
        if (!tomt_layer_column_find(layer, tag[i][0]))
            column[layer->n_columns++] =
                (struct tomt_layer_column){tag[i][0], tag[i][1], layer->place};
    }
    return true;
}

static bool ends_with(const char *text, const char *ending)
{
    size_t n = strlen(text), n_ending = strlen(ending);
    return n >= n_ending && strcasecmp(text + n - n_ending, ending) == 0;
}

/* One file of a feed, or a feed of another kind. */
static bool check_feed(const struct tomt_reading *reading, const struct tomt_node *source)
{
    if (!source || source->kind != TOMT_NODE_SCALAR)
        return true;
    char found[TOMT_SHOWN];
    if (ends_with(source->text, ".txt") || ends_with(source->text, ".csv"))
        return tomt_reading_wrong(reading, source,
                                  "%s is one table of a feed; a timetable is the whole feed: name "
                                  "the folder or the .zip that holds it",
                                  tomt_shown(source, found));
    if (ends_with(source->text, ".xml"))
        return tomt_reading_wrong(reading, source,
                                  "%s is no GTFS feed (NeTEx is not read); name a .zip or a folder "
                                  "with stops.txt in it",
                                  tomt_shown(source, found));
    return true;
}

/* Told at each key of `body` that is among `useless`, which ends with NULL. */
static bool refuse_keys(const struct tomt_reading *reading, const struct tomt_node *body,
                        const char *const *useless, const char *of_what)
{
    for (size_t i = 0; body->kind == TOMT_NODE_MAP && i < body->n; i++) {
        for (const char *const *key = useless; *key; key++) {
            if (strcmp(body->key[i]->text, *key) == 0 &&
                !tomt_reading_wrong(reading, body->key[i], "'%s' has no use %s; leave it out", *key,
                                    of_what))
                return false;
        }
    }
    return true;
}

bool tomt_timetable_check(const struct tomt_reading *reading, const struct tomt_node *body)
{
    static const char *const useless[] = {"layer",    "where",   "crs",    "x", "y",
                                          "encoding", "columns", "values", NULL};
    return refuse_keys(reading, body, useless, "for a timetable, whose files say all themselves") &&
           check_feed(reading, tomt_node_find(body, "source"));
}

/* ---- rasters ---- */

bool tomt_layer_is_of_raster(const struct tomt_node *body)
{
    return !tomt_node_is_empty(tomt_node_find(body, "raster")) ||
           !tomt_node_is_empty(tomt_node_find(body, "slope_over_pct"));
}

/* Problem unless the project has the raster; *found is NULL then, or where it has problems. */
static bool find_raster(const struct tomt_reading *reading, const struct tomt_node *node,
                        const struct tomt_node *rasters, const char *name,
                        const struct tomt_project_raster **found)
{
    const struct tomt_project *project = reading->project;
    const char **known =
        tomt_arena_alloc(reading->arena, (project->n_rasters + 1) * sizeof *known, reading->err);
    *found = NULL;
    if (!known)
        return false;
    for (size_t i = 0; i < project->n_rasters; i++) {
        known[i] = project->raster[i].name;
        if (strcmp(known[i], name) == 0)
            *found = &project->raster[i];
    }
    return *found || tomt_node_find(rasters, name) ||
           tomt_unknown_key(reading, node, "raster", known);
}

bool tomt_raster_layer_check(const struct tomt_reading *reading, const struct tomt_node *key,
                             const struct tomt_node *body, const struct tomt_node *rasters,
                             struct tomt_project_layer *layer)
{
    static const char *const useless[] = {"source", "layer",    "where",   "crs",    "x",
                                          "y",      "encoding", "columns", "values", NULL};
    const struct tomt_node *named = tomt_node_find(body, "raster"),
                           *slope = tomt_node_find(body, "slope_over_pct");
    const struct tomt_project_raster *raster = NULL;
    bool is_named = !tomt_node_is_empty(named);
    if (layer->role != TOMT_ROLE_CONSTRAINT)
        return tomt_reading_wrong(reading, is_named ? named : slope,
                                  "layer '%s' has role '%s'; only one with role 'constraint' can "
                                  "be made of a raster",
                                  layer->name, tomt_role_row(layer->role)->name);
    if (!is_named)
        return tomt_is_misspelt_row(body, tomt_layer_rows, "raster") ||
               tomt_reading_wrong(reading, slope,
                                  "'slope_over_pct' needs 'raster': the name of a raster of "
                                  "heights under rasters:");
    if (!refuse_keys(reading, body, useless, "where a raster is the source"))
        return false;
    if (tomt_node_is_empty(slope) &&
        !tomt_is_misspelt_row(body, tomt_layer_rows, "slope_over_pct") &&
        !tomt_reading_wrong(reading, key,
                            "'slope_over_pct' is missing: of a raster, ground steeper than so "
                            "much is the constraint"))
        return false;
    if (layer->raster && !find_raster(reading, named, rasters, layer->raster, &raster))
        return false;
    if (raster && !isnan(layer->slope_over_pct)) {
        layer->source = raster->source;
        layer->path = raster->path;
        layer->credit = layer->credit ? layer->credit : raster->credit;
        layer->extracted = layer->extracted ? layer->extracted : raster->extracted;
    }
    return true;
}
