/* run/street_tables.c: streets with minutes to the nearest hub, and the ground reached on foot around hubs, as layers of the result. */
#include "geo/wkb.h"
#include "network/reach_polygon.h"
#include "run/state.h"

#include <math.h>
#include <stdlib.h>

#define WALK_MIN 60       /* beyond this walk a street says nothing */
#define DRIVE_MIN 30      /* nor beyond this drive: junctions are read as far */
#define SHOWN_M 1000      /* streets are shown this far beyond the study area */

static const char *const public_modes[] = {"rail", "tram", "bus", "ferry", NULL};
static const char *const junction_modes[] = {"junction", NULL};

static bool listed(const char *text, const char *const *words)
{
    for (; text && *words; words++)
        if (!strcmp(text, *words))
            return true;
    return false;
}

/* --- targets: the rows of all hub layers with one of some modes ------------------------------------------------------ */

struct targets {
    struct tomt_snaps snaps;
    uint32_t *until_mm;
    size_t capacity;
};

static bool add_target(struct tomt_arena *arena, struct targets *targets, const struct tomt_snaps *from, size_t entry, struct tomt_error *err)
{
    struct tomt_snaps *to = &targets->snaps;
    if (to->n == targets->capacity) {
        size_t wanted = targets->capacity ? 2 * targets->capacity : 256;
        uint32_t **part[] = {&to->link, &to->along_mm, &to->leg_mm, &targets->until_mm};
        for (size_t k = 0; k < 4; k++) {
            uint32_t *larger = tomt_arena_block(arena, *part[k], wanted * sizeof *larger, err);
            if (!larger)
                return false;
            *part[k] = larger;
        }
        targets->capacity = wanted;
        to->until_mm = targets->until_mm;
    }
    to->link[to->n] = from->link[entry];
    to->along_mm[to->n] = from->along_mm[entry];
    targets->until_mm[to->n] = from->until_mm ? from->until_mm[entry] : from->along_mm[entry];
    to->leg_mm[to->n++] = from->leg_mm[entry];
    return true;
}

static bool gather(const struct tomt_run_state *state, struct tomt_arena *arena, enum tomt_way way, const char *const *modes,
                   struct targets *targets, struct tomt_error *err)
{
    *targets = (struct targets){.snaps = {.way = way}};
    for (size_t i = 0; i < state->project->n_layers; i++) {
        const struct tomt_layer *layer = &state->layer[i];
        const struct tomt_snaps *snaps = state->streets.layer_ref[way][i];
        const struct tomt_column *mode = tomt_table_find(&layer->table, "mode"), *class = tomt_table_find(&layer->table, "class");
        if (state->role[i] != TOMT_ROLE_HUB || !snaps || !mode)
            continue;
        /* Departures worth walking to: a timetable's hub has a class, or is none here. */
        bool must_have_class = state->transit.wanted && i == state->transit.layer;
        for (size_t k = 0; k < snaps->n; k++) {
            size_t row = tomt_snaps_row(snaps, k);
            if (snaps->link[k] != TOMT_NO_LINK && listed(tomt_column_text(mode, row, NULL), modes) &&
                !(must_have_class && tomt_column_is_null(class, row)) && !add_target(arena, targets, snaps, k, err))
                return false;
        }
    }
    return true;
}

/* --- streets -------------------------------------------------------------------------------------------------------- */

/* The middle of every link that the way may use. */
static bool middles(const struct tomt_network *network, struct tomt_arena *arena, enum tomt_way way, struct tomt_snaps *out,
                    struct tomt_error *err)
{
    unsigned use = way == TOMT_WALK ? TOMT_LINK_WALK : TOMT_LINK_FORWARD | TOMT_LINK_BACKWARD;
    *out = (struct tomt_snaps){.way = way, .n = network->n_links};
    out->link = tomt_arena_block(arena, NULL, (out->n + 1) * sizeof *out->link, err);
    out->along_mm = out->link ? tomt_arena_block(arena, NULL, (out->n + 1) * sizeof *out->along_mm, err) : NULL;
    out->leg_mm = out->along_mm ? tomt_arena_block(arena, NULL, (out->n + 1) * sizeof *out->leg_mm, err) : NULL;
    if (!out->leg_mm)
        return false;
    for (size_t i = 0; i < out->n; i++) {
        out->link[i] = network->link_use[i] & use ? (uint32_t)i : TOMT_NO_LINK;
        out->along_mm[i] = network->link_mm[i] / 2;
        out->leg_mm[i] = 0;
    }
    return true;
}

/* minutes[link], NaN: none as far as is known. */
static bool minutes_to(const struct tomt_run_state *state, struct tomt_arena *arena, enum tomt_way way, const char *const *modes,
                       double **minutes, struct tomt_error *err)
{
    const struct tomt_network *network = state->streets.network;
    double walk_m_per_min = network->settings.walk_m_per_min;
    /* A nearer stop may stand beyond what was read: what is farther than that is not known. */
    double walk_m = fmin(WALK_MIN * walk_m_per_min, tomt_run_stops_reach_m(state) - SHOWN_M);
    struct targets targets;
    struct tomt_snaps from;
    *minutes = tomt_arena_block(arena, NULL, (network->n_links + 1) * sizeof **minutes, err);
    uint32_t *cost = *minutes ? tomt_arena_block(arena, NULL, 2 * (network->n_links + 1) * sizeof *cost, err) : NULL;
    if (!cost || !middles(network, arena, way, &from, err) || !gather(state, arena, way, modes, &targets, err))
        return false;
    struct tomt_nearest_query query = {.network = network, .way = way, .from = &from, .to = &targets.snaps, .width = 1,
                                       .most = tomt_cost_of(way, way == TOMT_WALK ? walk_m : DRIVE_MIN)};
    if (!tomt_network_nearest(&query, state->crew, cost, cost + network->n_links + 1, err))
        return false;
    for (size_t i = 0; i < network->n_links; i++) {
        double value = tomt_value_of_cost(way, cost[i]);
        (*minutes)[i] = cost[i] == TOMT_UNREACHED ? NAN : way == TOMT_WALK ? value / walk_m_per_min : value;
    }
    tomt_arena_drop(arena, cost);
    return true;
}

static bool add_line(struct tomt_shapes *shapes, const struct tomt_network *network, size_t link, uint8_t **wkb, size_t *room,
                     struct tomt_error *err)
{
    uint64_t from = network->vertex_start[link], to = network->vertex_start[link + 1];
    uint32_t type = 2, n = (uint32_t)(to - from);
    size_t size = 9 + 16 * (size_t)n;
    if (size > *room) {
        uint8_t *larger = tomt_arena_block(shapes->arena, *wkb, 2 * size, err);
        if (!larger)
            return false;
        *wkb = larger;
        *room = 2 * size;
    }
    (*wkb)[0] = 1;
    memcpy(*wkb + 1, &type, 4);
    memcpy(*wkb + 5, &n, 4);
    for (uint32_t i = 0; i < n; i++) {
        memcpy(*wkb + 9 + 16 * i, &network->vertex_x[from + i], 8);
        memcpy(*wkb + 17 + 16 * i, &network->vertex_y[from + i], 8);
    }
    return tomt_shapes_add_wkb(shapes, *wkb, size, err);
}

/* Trips may go an hour beyond the study area; the map shows its streets. */
static bool is_near(const struct tomt_run_state *state, const struct tomt_network *network, size_t link)
{
    const struct tomt_box *box = &state->study_box;
    for (uint64_t v = network->vertex_start[link]; v < network->vertex_start[link + 1]; v++)
        if (network->vertex_x[v] >= box->min_x - SHOWN_M && network->vertex_x[v] <= box->max_x + SHOWN_M &&
            network->vertex_y[v] >= box->min_y - SHOWN_M && network->vertex_y[v] <= box->max_y + SHOWN_M)
            return true;
    return false;
}

enum { L_LAYER, L_FEATURE, L_NAME, L_CLASS, L_WALK, L_DRIVE, L_SPEED, L_ISLAND, L_HUB, L_JUNCTION, L_N };

bool tomt_run_street_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_shapes *shapes, struct tomt_table *table,
                           struct tomt_error *err)
{
    static const struct {
        const char *name;
        enum tomt_type type;
    } columns[L_N] = {{"layer", TOMT_TEXT},       {"feature", TOMT_INTEGER}, {"name", TOMT_TEXT},         {"class", TOMT_TEXT},
                      {"walk", TOMT_INTEGER},     {"drive", TOMT_INTEGER},   {"speed_kmh", TOMT_REAL},    {"island", TOMT_INTEGER},
                      {"hub_walk_min", TOMT_REAL}, {"junction_drive_min", TOMT_REAL}};
    const struct tomt_network *network = state->streets.network;
    struct tomt_column *column[L_N];
    const struct tomt_column *in[4];
    double *walk_min, *drive_min;
    uint8_t *wkb = NULL;
    size_t room = 0;
    if (!minutes_to(state, arena, TOMT_WALK, public_modes, &walk_min, err) ||
        !minutes_to(state, arena, TOMT_DRIVE, junction_modes, &drive_min, err) || !tomt_table_start(table, arena, L_N, err))
        return false;
    for (size_t c = 0; c < L_N; c++)
        if (!(column[c] = tomt_table_column(table, columns[c].name, columns[c].type, err)) ||
            !tomt_column_reserve(column[c], network->n_links, err))
            return false;
    for (size_t c = 0; c < 4; c++)
        in[c] = tomt_table_find(&network->link_table, columns[c].name);
    tomt_shapes_start(shapes, arena, TOMT_LINES);
    for (size_t i = 0; i < network->n_links; i++) {
        unsigned use = network->link_use[i];
        if (!is_near(state, network, i))
            continue;
        bool drive = use & (TOMT_LINK_FORWARD | TOMT_LINK_BACKWARD);
        for (size_t c = 0; c < 4; c++)
            if (!tomt_column_copy_cell(column[c], in[c], i, err))
                return false;
        if (!tomt_column_add_integer(column[L_WALK], use & TOMT_LINK_WALK ? 1 : 0, err) ||
            !tomt_column_add_integer(column[L_DRIVE], drive ? 1 : 0, err) ||
            !tomt_column_add_real(column[L_SPEED], drive ? round(3600.0 * network->link_mm[i] / network->link_ms[i]) / 1000 : NAN, err) ||
            !tomt_column_add_integer(column[L_ISLAND], network->node_island[network->link_from[i]], err) ||
            !tomt_column_add_real(column[L_HUB], walk_min[i], err) || !tomt_column_add_real(column[L_JUNCTION], drive_min[i], err) ||
            !add_line(shapes, network, i, &wkb, &room, err))
            return false;
    }
    table->n_rows = shapes->n;
    return true;
}

/* --- catchments ----------------------------------------------------------------------------------------------------- */

struct hub { /* one group of snapped points */
    const char *id, *name, *mode;
    const struct tomt_snaps *snaps;
    uint32_t *member;
    size_t n;
};

struct hubs {
    struct hub *hub;
    size_t n;
};

static bool is_shown(const struct tomt_run_state *state, size_t h)
{
    const struct tomt_hubs *hubs = &state->transit.hubs;
    if (state->project->transit.catchment_of == 1)
        return hubs->best_mode[h] < TOMT_N_MODES;
    return hubs->is_knutepunkt[h] || (hubs->best_mode[h] < TOMT_N_MODES && hubs->best_mode[h] != TOMT_BUS);
}

static bool timetable_hubs(struct tomt_run_state *state, struct tomt_arena *arena, struct hubs *list, struct tomt_error *err)
{
    const struct tomt_hubs *hubs = &state->transit.hubs;
    const struct tomt_snaps *stop = &state->transit.stop;
    uint32_t *member = tomt_arena_block(arena, NULL, (stop->n + 1) * sizeof *member, err);
    size_t *first = member ? tomt_arena_block(arena, NULL, (hubs->n + 1) * sizeof *first, err) : NULL;
    size_t *n = first ? tomt_arena_block(arena, NULL, (hubs->n + 1) * sizeof *n, err) : NULL;
    if (!n)
        return false;
    for (size_t h = 0, at = 0; h < hubs->n; h++) {
        first[h] = at;
        at += hubs->n_stops[h];
    }
    for (size_t s = 0; s < stop->n; s++)
        if (stop->link[s] != TOMT_NO_LINK)
            member[first[hubs->stop_hub[s]] + n[hubs->stop_hub[s]]++] = (uint32_t)s;
    for (size_t h = 0; h < hubs->n; h++)
        if (n[h] && is_shown(state, h))
            list->hub[list->n++] = (struct hub){hubs->id[h], hubs->name[h],
                                                hubs->best_mode[h] < TOMT_N_MODES ? tomt_mode_name[hubs->best_mode[h]] : NULL,
                                                stop, member + first[h], n[h]};
    return true;
}

static bool layer_hubs(struct tomt_run_state *state, struct tomt_arena *arena, struct hubs *list, struct tomt_error *err)
{
    for (size_t i = 0; i < state->project->n_layers; i++) {
        const struct tomt_layer *layer = &state->layer[i];
        const struct tomt_snaps *snaps = state->streets.layer_ref[TOMT_WALK][i];
        const struct tomt_column *mode = tomt_table_find(&layer->table, "mode"), *name = tomt_table_find(&layer->table, "name");
        if (state->project->layer[i].role != TOMT_ROLE_HUB || !snaps || !mode)
            continue;
        for (size_t row = 0; row < layer->shapes.n; row++) {
            const char *how = tomt_column_text(mode, row, NULL);
            size_t first = tomt_snaps_first(snaps, row), n = tomt_snaps_first(snaps, row + 1) - first; /* the gates of an area */
            if (snaps->link[first] == TOMT_NO_LINK || !listed(how, public_modes))
                continue;
            uint32_t *member = tomt_arena_alloc(arena, n * sizeof *member, err);
            const char *id = tomt_arena_print(arena, err, "%s:%lld", layer->name, (long long)layer->fid[row]);
            if (!member || !id)
                return false;
            for (size_t k = 0; k < n; k++)
                member[k] = (uint32_t)(first + k);
            list->hub[list->n++] = (struct hub){id, name ? tomt_column_text(name, row, NULL) : NULL, how, snaps, member, n};
        }
    }
    return true;
}

struct drawing {
    struct tomt_run_state *state;
    const struct hubs *list;
    struct tomt_arena **arena; /* [hub] */
    struct tomt_shapes *shapes;/* [hub] */
    uint32_t *most;
    size_t n_most;
};
struct draughtsman {
    struct drawing *drawing;
    struct tomt_arena *arena;
    struct tomt_reach_scratch *scratch;
};

static void *sit(void *shared, struct tomt_error *err)
{
    struct drawing *drawing = shared;
    struct tomt_arena *arena = tomt_arena_new(err);
    struct draughtsman *seat = arena ? tomt_arena_alloc(arena, sizeof *seat, err) : NULL;
    if (seat) {
        *seat = (struct draughtsman){drawing, arena, tomt_reach_scratch_new(arena, drawing->state->streets.network, err)};
        if (seat->scratch)
            return seat;
    }
    tomt_arena_free(arena);
    return NULL;
}

static bool work(void *at, size_t from, size_t to, struct tomt_error *err)
{
    struct draughtsman *seat = at;
    struct drawing *drawing = seat->drawing;
    for (size_t i = from; i < to; i++) {
        const struct hub *hub = &drawing->list->hub[i];
        drawing->arena[i] = tomt_arena_new(err);
        if (!drawing->arena[i])
            return false;
        tomt_shapes_start(&drawing->shapes[i], drawing->arena[i], TOMT_POLYGONS);
        if (!tomt_reach_polygons(seat->scratch, TOMT_WALK, hub->snaps, hub->member, hub->n, drawing->most, drawing->n_most, true, TOMT_CATCHMENT_MARGIN_M,
                                 &drawing->shapes[i], err))
            return tomt_while(err, "drawing the walk around hub '%s'", hub->name ? hub->name : hub->id);
    }
    return true;
}

static void rise(void *at)
{
    struct draughtsman *seat = at;
    tomt_arena_free(seat->arena);
}

static bool draw(struct drawing *drawing, struct tomt_arena *arena, struct tomt_error *err)
{
    const struct tomt_project *project = drawing->state->project;
    drawing->n_most = project->transit.catchment_min.n;
    drawing->most = tomt_arena_alloc(arena, (drawing->n_most + 1) * sizeof *drawing->most, err);
    drawing->arena = tomt_arena_alloc(arena, (drawing->list->n + 1) * sizeof(void *), err);
    drawing->shapes = tomt_arena_alloc(arena, (drawing->list->n + 1) * sizeof *drawing->shapes, err);
    if (!drawing->most || !drawing->arena || !drawing->shapes)
        return false;
    for (size_t k = 0; k < drawing->n_most; k++)
        drawing->most[k] = tomt_cost_of(TOMT_WALK, project->transit.catchment_min.item[k] * project->network.walk_m_per_min);
    struct tomt_crew_job job = {.shared = drawing, .sit = sit, .work = work, .rise = rise, .n = drawing->list->n, .chunk = 1};
    bool ok = drawing->list->n == 0 || tomt_crew_run(drawing->state->crew, &job, err);
    for (size_t i = 0; i < drawing->list->n; i++)
        if (drawing->arena[i] && !tomt_arena_adopt(arena, drawing->arena[i], ok ? err : &(struct tomt_error){0}))
            ok = false;
    return ok;
}

bool tomt_run_catchment_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_shapes *shapes, struct tomt_table *table,
                              bool *any, struct tomt_error *err)
{
    size_t most = state->transit.hubs.n;
    const struct tomt_numbers *minutes = &state->project->transit.catchment_min;
    struct hubs list = {0};
    *any = false;
    for (size_t i = 0; i < state->project->n_layers; i++)
        most += state->project->layer[i].role == TOMT_ROLE_HUB ? state->layer[i].shapes.n : 0;
    list.hub = tomt_arena_alloc(arena, (most + 1) * sizeof *list.hub, err);
    struct drawing drawing = {.state = state, .list = &list};
    if (!list.hub || (state->transit.wanted && !timetable_hubs(state, arena, &list, err)) || !layer_hubs(state, arena, &list, err) ||
        !draw(&drawing, arena, err) || !tomt_table_start(table, arena, 5, err))
        return false;
    struct tomt_column *id = tomt_table_column(table, "hub_id", TOMT_TEXT, err), *name = tomt_table_column(table, "hub_name", TOMT_TEXT, err);
    struct tomt_column *mode = tomt_table_column(table, "mode", TOMT_TEXT, err), *of = tomt_table_column(table, "minutes", TOMT_REAL, err);
    struct tomt_column *area = tomt_table_column(table, "area_m2", TOMT_REAL, err);
    if (!id || !name || !mode || !of || !area)
        return false;
    tomt_shapes_start(shapes, arena, TOMT_POLYGONS);
    /* The longest first, so that they lie below the shorter ones on a map. */
    for (size_t k = minutes->n; k-- > 0;)
        for (size_t i = 0; i < list.n; i++) {
            size_t size;
            const uint8_t *wkb = tomt_shapes_wkb(&drawing.shapes[i], k, &size);
            if (!tomt_shapes_add_wkb(shapes, wkb, size, err) || !tomt_column_put_text(id, list.hub[i].id, err) || !tomt_column_put_text(name, list.hub[i].name, err) ||
                !tomt_column_put_text(mode, list.hub[i].mode, err) || !tomt_column_add_real(of, minutes->item[k], err) ||
                !tomt_column_add_real(area, tomt_wkb_area_m2(wkb, size), err))
                return false;
        }
    table->n_rows = shapes->n;
    *any = shapes->n > 0;
    return true;
}
