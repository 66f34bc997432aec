/* project/special_layers.c: sources that say themselves what their columns mean: OpenStreetMap
 * files and timetables. */
#include "project/inner.h"

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

bool tomt_timetable_check(const struct tomt_reading *reading, const struct tomt_node *body)
{
    static const char *const useless[] = {"layer", "where",    "crs",     "x",
                                          "y",     "encoding", "columns", "values"};
    for (size_t i = 0; body->kind == TOMT_NODE_MAP && i < body->n; i++) {
        for (size_t k = 0; k < sizeof useless / sizeof useless[0]; k++) {
            if (strcmp(body->key[i]->text, useless[k]) == 0 &&
                !tomt_reading_wrong(reading, body->key[i],
                                    "'%s' has no use for a timetable, whose files say all "
                                    "themselves; leave it out",
                                    useless[k]))
                return false;
        }
    }
    return check_feed(reading, tomt_node_find(body, "source"));
}
