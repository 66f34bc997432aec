/* cases/streets.c: streets, walks to them and a small timetable, for criteria along streets. */
#include "case.h"

#include "base/text.h"
#include "geo/wkb.h"

#include <math.h>
#include <stdlib.h>

static bool wrong(const struct case_file *file, struct tomt_error *err, const char *what,
                  const char *found)
{
    return tomt_fail(err, TOMT_DATA, "%s:%d: %s: '%s'", file->path, file->line, what, found);
}

/* --- the timetable -----------------------------------------------------------------------------
 */

bool case_timetable_start(struct case_file *file, const char *line, struct tomt_error *err)
{
    struct case_timetable *table = &file->timetable;
    if (table->name)
        return wrong(file, err, "one timetable is enough", line);
    table->name = case_part(file, &line, ':', err);
    struct tomt_timetable *t = &table->t;
    t->stop_id = t->stop_name = table->stop_id;
    t->x = table->x, t->y = table->y;
    t->stop_place = table->stop_place, t->stop_start = table->stop_start;
    t->route_id = t->route_name = table->route_id;
    t->towards[0] = t->towards[1] = table->route_id;
    t->route_mode = table->route_mode, t->route_counts = table->route_counts;
    t->departure = table->departure;
    return table->name != NULL;
}

static bool find(const char *const *id, size_t n, const char *wanted, uint32_t *number)
{
    for (*number = 0; *number < n; ++*number)
        if (strcmp(id[*number], wanted) == 0)
            return true;
    return false;
}

static bool time_of(const char *text, uint32_t *seconds)
{
    unsigned hour, minute;
    char more;
    if (sscanf(text, "%2u:%2u%c", &hour, &minute, &more) != 2 || minute > 59)
        return false;
    *seconds = hour * 3600 + minute * 60;
    return true;
}

/* "ROUTE leaves STOP every MIN from 08:15 to 09:15", the end not included; each is a trip of its
 * own. */
static bool add_trips(struct case_file *file, const char *const *word, struct tomt_error *err)
{
    struct case_timetable *table = &file->timetable;
    struct tomt_timetable *t = &table->t;
    uint32_t route, stop, from_s, to_s;
    double every_min;
    if (strcmp(word[1], "leaves") != 0 || strcmp(word[3], "every") != 0 ||
        strcmp(word[5], "from") != 0 || strcmp(word[7], "to") != 0 ||
        !tomt_number_parse(word[4], strlen(word[4]), false, &every_min) || !(every_min > 0) ||
        !time_of(word[6], &from_s) || !time_of(word[8], &to_s))
        return wrong(file, err, "trips are 'ROUTE leaves STOP every MIN from HH:MM to HH:MM'",
                     word[0]);
    if (!find(t->route_id, t->n_routes, word[0], &route))
        return wrong(file, err, "there is no such route", word[0]);
    if (!find(t->stop_id, t->n_stops, word[2], &stop))
        return wrong(file, err, "there is no such stop", word[2]);
    for (uint32_t at_s = from_s; at_s < to_s; at_s += (uint32_t)lround(60 * every_min)) {
        if (t->n_departures == sizeof table->departure / sizeof *table->departure)
            return wrong(file, err, "too many departures for a case", word[0]);
        t->departure[t->n_departures++] = (struct tomt_departure){
            .stop = stop, .route = route, .trip = table->n_trips++, .time_s = at_s};
    }
    return true;
}

static bool add_stop(struct case_file *file, const char *const *word, struct tomt_error *err)
{
    struct case_timetable *table = &file->timetable;
    size_t i = table->t.n_stops++;
    table->stop_id[i] = word[1];
    table->stop_place[i] = TOMT_NO_PLACE;
    return (tomt_number_parse(word[2], strlen(word[2]), false, &table->x[i]) &&
            tomt_number_parse(word[3], strlen(word[3]), false, &table->y[i])) ||
           wrong(file, err, "a stop is 'stop ID X Y'", word[1]);
}

static bool add_route(struct case_file *file, const char *const *word, struct tomt_error *err)
{
    struct case_timetable *table = &file->timetable;
    uint32_t mode;
    if (!find(tomt_mode_name, TOMT_N_MODES, word[2], &mode))
        return wrong(file, err, "a route is 'route ID MODE': rail, tram, bus or ferry", word[2]);
    size_t i = table->t.n_routes++;
    table->route_id[i] = word[1];
    table->route_mode[i] = (uint8_t)mode;
    table->route_counts[i] = 1;
    return true;
}

bool case_timetable_line(struct case_file *file, const char *line, struct tomt_error *err)
{
    const char *word[9] = {0};
    const char *all = line;
    size_t n = 0;
    while (*line && n < 9)
        if (!(word[n++] = case_part(file, &line, ' ', err)))
            return false;
    if (file->timetable.t.n_stops == CASE_MOST || file->timetable.t.n_routes == CASE_MOST)
        return wrong(file, err, "too many stops or routes for a case", all);
    if (n == 4 && strcmp(word[0], "stop") == 0)
        return add_stop(file, word, err);
    if (n == 3 && strcmp(word[0], "route") == 0)
        return add_route(file, word, err);
    return n == 9 ? add_trips(file, word, err)
                  : wrong(file, err, "a timetable has stops, routes and trips", all);
}

static int in_order(const void *left, const void *right)
{
    const struct tomt_departure *a = left, *b = right;
    if (a->stop != b->stop)
        return a->stop < b->stop ? -1 : 1;
    if (a->route != b->route)
        return a->route < b->route ? -1 : 1;
    if (a->time_s != b->time_s)
        return a->time_s < b->time_s ? -1 : 1;
    return a->trip < b->trip ? -1 : a->trip > b->trip;
}

static void put_in_order(struct tomt_timetable *t)
{
    qsort(t->departure, t->n_departures, sizeof *t->departure, in_order);
    memset(t->stop_start, 0, (t->n_stops + 1) * sizeof *t->stop_start);
    for (size_t i = 0; i < t->n_departures; i++)
        t->stop_start[t->departure[i].stop + 1]++;
    for (size_t i = 0; i < t->n_stops; i++)
        t->stop_start[i + 1] += t->stop_start[i];
}

static bool leaves_by(const struct tomt_timetable *t, size_t stop, size_t mode)
{
    for (uint32_t d = t->stop_start[stop]; d < t->stop_start[stop + 1]; d++)
        if (t->route_mode[t->departure[d].route] == mode)
            return true;
    return false;
}

/* A row for each stop and mode, in that order: what `evidence:` counts. */
static bool lay_stops(struct case_file *file, struct case_streets *streets, struct tomt_error *err)
{
    const struct tomt_timetable *t = &file->timetable.t;
    struct tomt_layer *layer = &streets->stops;
    layer->name = file->timetable.name;
    tomt_shapes_start(&layer->shapes, file->arena, TOMT_POINTS);
    if (!tomt_table_start(&layer->table, file->arena, 5, err))
        return false;
    struct tomt_column *mode = tomt_table_column(&layer->table, "mode", TOMT_TEXT, err),
                       *class = tomt_table_column(&layer->table, "class", TOMT_TEXT, err),
                       *knutepunkt = tomt_table_column(&layer->table, "knutepunkt", TOMT_TEXT, err),
                       *hub = tomt_table_column(&layer->table, "hub", TOMT_TEXT, err),
                       *stop = tomt_table_column(&layer->table, "stop", TOMT_INTEGER, err);
    if (!mode || !class || !knutepunkt || !hub || !stop)
        return false;
    for (size_t s = 0; s < t->n_stops; s++)
        for (size_t m = 0; m < TOMT_N_MODES; m++) {
            const struct tomt_hubs *hubs = &streets->hubs;
            uint32_t of = hubs->stop_hub[s];
            const char *word = tomt_mode_name[m], *id = hubs->id[of],
                       *yes = hubs->is_knutepunkt[of] ? "yes" : "no",
                       *letter = tomt_transit_class_name[tomt_transit_class(hubs->category[of], 0)];
            if (!leaves_by(t, s, m))
                continue;
            if (!tomt_shapes_add_point(&layer->shapes, t->x[s], t->y[s], err) ||
                !tomt_column_add_text(mode, word, strlen(word), err) ||
                !(letter ? tomt_column_add_text(class, letter, 1, err)
                         : tomt_column_add_null(class, err)) ||
                !tomt_column_add_text(knutepunkt, yes, strlen(yes), err) ||
                !tomt_column_add_text(hub, id, strlen(id), err) ||
                !tomt_column_add_integer(stop, (int64_t)s, err))
                return false;
            layer->table.n_rows++;
        }
    return true;
}

static bool make_timetable(struct case_file *file, struct case_streets *streets,
                           struct tomt_fact_inputs *inputs, struct tomt_error *err)
{
    if (!file->timetable.name)
        return true;
    struct tomt_timetable *t = &file->timetable.t;
    put_in_order(t);
    streets->transit = tomt_transit_defaults();
    if (!tomt_hubs_make(file->arena, t, &streets->transit, &streets->hubs, err) ||
        !lay_stops(file, streets, err))
        return false;
    inputs->timetable_layer = inputs->n_layers++;
    inputs->timetable = t;
    inputs->hubs = &streets->hubs;
    inputs->transit = &streets->transit;
    return true;
}

/* --- streets -----------------------------------------------------------------------------------
 */

static struct tomt_network *make_network(struct case_file *file, const struct tomt_project *project,
                                         struct tomt_error *err)
{
    static const bool is_osm[CASE_MOST] = {false};
    const struct tomt_layer *layer[CASE_MOST];
    const struct tomt_network_options *options = &project->network;
    struct tomt_crew crew = {.n_threads = 2};
    struct tomt_network_report report;
    size_t n = 0;
    for (size_t i = 0; i < file->n_layers; i++)
        if (file->role[i] == TOMT_ROLE_STREET)
            layer[n++] = &file->layer[i];
    struct tomt_network_settings settings = {.walk_m_per_min = options->walk_m_per_min,
                                             .max_snap_m = options->max_snap_m,
                                             .min_island_m = options->min_island_m,
                                             .join_m = options->join_m,
                                             .default_speed_kmh = options->default_speed_kmh,
                                             .cross = options->cross,
                                             .snap_node = options->snap == 1};
    if (n == 0)
        return NULL;
    return tomt_network_build(file->arena, layer, is_osm, n, &settings, &crew, &report, err);
}

/* Points and areas as they are; cells of population at their centroids. */
static bool snap_layer(struct case_file *file, const struct tomt_snapper *snapper,
                       enum tomt_way way, const struct tomt_layer *layer, int role,
                       struct tomt_snaps *out, struct tomt_error *err)
{
    const struct tomt_shapes *shapes = &layer->shapes;
    struct tomt_crew crew = {.n_threads = 2};
    if (role != TOMT_ROLE_POPULATION || shapes->kind != TOMT_POLYGONS)
        return tomt_snap_shapes(file->arena, snapper, way, shapes, &crew, out, err);
    double *x = tomt_arena_alloc(file->arena, (shapes->n + 1) * sizeof *x, err);
    double *y = tomt_arena_alloc(file->arena, (shapes->n + 1) * sizeof *y, err);
    for (size_t i = 0; x && y && i < shapes->n; i++) {
        size_t size;
        const uint8_t *wkb = tomt_shapes_wkb(shapes, i, &size);
        if (!tomt_wkb_centroid(wkb, size, &x[i], &y[i]))
            x[i] = y[i] = NAN;
    }
    return x && y && tomt_snap_points(file->arena, snapper, way, x, y, shapes->n, &crew, out, err);
}

bool case_streets_make(struct case_file *file, const struct tomt_project *project, double x,
                       double y, struct case_streets *streets, struct tomt_fact_inputs *inputs,
                       struct tomt_error *err)
{
    struct tomt_crew crew = {.n_threads = 2};
    struct tomt_network *network = make_network(file, project, err);
    if (err->code || !make_timetable(file, streets, inputs, err))
        return false;
    if (!network)
        return true;
    const struct tomt_snapper *snapper = tomt_snapper_new(file->arena, network, err);
    if (!snapper)
        return false;
    for (int w = TOMT_WALK; w <= TOMT_DRIVE; w++) {
        enum tomt_way way = (enum tomt_way)w;
        if (!tomt_snap_points(file->arena, snapper, way, &x, &y, 1, &crew, &streets->site[w], err))
            return false;
        for (size_t i = 0; i < inputs->n_layers; i++) {
            if (inputs->layer[i]->shapes.kind == TOMT_LINES)
                continue;
            if (!snap_layer(file, snapper, way, inputs->layer[i], inputs->role[i],
                            &streets->layer[w][i], err))
                return false;
            streets->layer_ref[w][i] = &streets->layer[w][i];
        }
        inputs->site_snap[w] = &streets->site[w];
        inputs->layer_snap[w] = streets->layer_ref[w];
    }
    inputs->network = network;
    if (!file->timetable.name)
        return true;
    const struct tomt_timetable *t = &file->timetable.t;
    inputs->stop_snap = &streets->stop;
    return tomt_snap_points(file->arena, snapper, TOMT_WALK, t->x, t->y, t->n_stops, &crew,
                            &streets->stop, err);
}
