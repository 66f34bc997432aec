/* run/inputs.c: how each layer is read, as what and how far around; all layers read on all cores. */
#include "run/state.h"

#include <math.h>

struct tomt_source tomt_run_source(const struct tomt_project_layer *layer)
{
    return (struct tomt_source){.path = layer->path,
                                .layer = layer->layer,
                                .where = layer->where,
                                .crs = layer->crs,
                                .x = layer->x,
                                .y = layer->y,
                                .encoding = layer->encoding,
                                .optional_geometry =
                                    tomt_role_row(layer->role)->geometry == TOMT_WANT_POINT_OR_NONE};
}

/* Connections hold passwords, addresses on the web hold keys: of those only what kind they are, or the name of the file. */
void tomt_run_source_shown(const char *source, char shown[TOMT_SOURCE_SHOWN])
{
    size_t scheme = strspn(source, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-_."), n = strlen(source);
    bool is_web = !strncmp(source, "/vsi", 4);
    if (scheme >= 2 && source[scheme] == ':') {
        is_web = !strncmp(source + scheme, "://", 3);
        bool postgres = !strncasecmp(source, "PG:", 3) || !strncasecmp(source, "postgres:", 9) || !strncasecmp(source, "postgresql:", 11);
        if (postgres || (!is_web && source[scheme + strcspn(source + scheme, "=@,")])) {
            snprintf(shown, TOMT_SOURCE_SHOWN, "%.*s", (int)(postgres ? 10 : scheme), postgres ? "PostgreSQL" : source);
            return;
        }
    }
    if (is_web)
        n = strcspn(source, "?");
    while (n && source[n - 1] == '/')
        n--;
    size_t from = n;
    while (from && source[from - 1] != '/' && !(is_web && source[from - 1] == '@'))
        from--;
    snprintf(shown, TOMT_SOURCE_SHOWN, "%.*s", (int)(n - from), source + from);
}

bool tomt_place_problem(struct tomt_run_state *state, const struct tomt_place *place, const char *name,
                        const struct tomt_error *found, struct tomt_error *err)
{
    return tomt_problem_add(state->problems, err, TOMT_ERROR, place->file, place->line, place->column, "layer '%s': %s",
                            name, found->text);
}

bool tomt_run_kind(struct tomt_seat *seat, struct tomt_arena *arena, const struct tomt_project_layer *layer,
                   const struct tomt_crs *crs, enum tomt_shape_kind *kind, struct tomt_error *err)
{
    switch (tomt_role_row(layer->role)->geometry) {
    case TOMT_WANT_POINT:
    case TOMT_WANT_POINT_OR_NONE:
        *kind = TOMT_POINTS;
        return true;
    case TOMT_WANT_LINE:
        *kind = TOMT_LINES;
        return true;
    case TOMT_WANT_POLYGON:
        *kind = TOMT_POLYGONS;
        return true;
    case TOMT_WANT_NOTHING:
        *kind = TOMT_POINTS;
        return true;
    case TOMT_WANT_POINT_OR_POLYGON:
    case TOMT_WANT_ANY:
        break;
    }
    bool any = tomt_role_row(layer->role)->geometry == TOMT_WANT_ANY;
    struct tomt_source source = tomt_run_source(layer);
    struct tomt_layer_info info = {0};
    *kind = any && !source.x ? TOMT_POLYGONS : TOMT_POINTS;
    if (layer->raster)
        return true;
    if (!source.x && !tomt_layer_look(seat, arena, &source, crs, &info, err))
        return false;
    if (info.kind_known) {
        *kind = info.kind == TOMT_POLYGONS || any ? info.kind : TOMT_POINTS;
        return true;
    }
    unsigned kinds = 0; /* of a mix the constraint's polygons count, else its lines; hubs and anchors are polygons when all are */
    if (!source.x && info.has_geometry && !tomt_layer_kinds(arena, &source, &kinds, err))
        return false;
    bool polygons = kinds >> TOMT_POLYGONS & 1u, lines = kinds >> TOMT_LINES & 1u;
    if (any && kinds)
        *kind = polygons ? TOMT_POLYGONS : lines ? TOMT_LINES : TOMT_POINTS;
    else if (kinds == 1u << TOMT_POLYGONS)
        *kind = TOMT_POLYGONS;
    return true;
}

static bool add_wanted(struct tomt_wanted *wanted, size_t *n, const struct tomt_project_layer *layer, const char *ours,
                       const char *theirs, enum tomt_type type, bool required, struct tomt_arena *arena,
                       struct tomt_error *err)
{
    struct tomt_mapping *mapping = NULL;
    for (size_t v = 0; v < layer->n_values; v++)
        if (!strcmp(layer->values[v].ours, ours)) {
            mapping = tomt_arena_alloc(arena, sizeof *mapping, err);
            if (!mapping)
                return false;
            *mapping = (struct tomt_mapping){layer->values[v].from, layer->values[v].to, layer->values[v].n};
        }
    for (size_t i = 0; i < *n; i++)
        if (!strcmp(wanted[i].name, ours))
            return true;
    wanted[(*n)++] = (struct tomt_wanted){ours, theirs, type, required, mapping};
    return true;
}

static bool layer_wanted(const struct tomt_run_state *state, const struct tomt_project_layer *layer,
                         struct tomt_arena *arena, struct tomt_wanted **out, size_t *n, struct tomt_error *err)
{
    const struct tomt_project *project = state->project;
    size_t most = layer->n_columns + project->n_attributes;
    *n = 0;
    *out = tomt_arena_alloc(arena, (most + 1) * sizeof **out, err);
    if (!*out)
        return false;
    for (size_t c = 0; c < layer->n_columns; c++)
        for (const struct tomt_role_field *field = tomt_role_row(layer->role)->field; field->name; field++)
            if (!strcmp(field->name, layer->column[c].ours)) {
                /* Words instead of a number of employees are unknown, not missing: the register's own reading tells. */
                bool employees = tomt_run_is_register(layer->role) && !strcmp(field->name, "employees");
                enum tomt_type type = field->type == TOMT_FIELD_REAL                    ? TOMT_REAL
                                      : field->type == TOMT_FIELD_INTEGER && !employees ? TOMT_INTEGER
                                                                                        : TOMT_TEXT;
                if (!add_wanted(*out, n, layer, field->name, layer->column[c].theirs, type, field->required, arena, err))
                    return false;
            }
    bool is_site_layer = project->sites.from == TOMT_SITES_PARCELS && project->site_layer
                             ? !strcmp(project->site_layer, layer->name)
                             : layer->role == TOMT_ROLE_PARCEL;
    for (size_t a = 0; is_site_layer && a < project->n_attributes; a++)
        if (!add_wanted(*out, n, layer, project->attribute[a].ours, project->attribute[a].theirs, TOMT_REAL, true, arena, err))
            return false;
    return true;
}

/* A constraint layer that an alternative removes, with the columns that filters ask for. */
static bool read_nothing(const struct tomt_project_layer *layer, struct tomt_arena *arena, struct tomt_layer *out, struct tomt_error *err)
{
    *out = (struct tomt_layer){.name = layer->name};
    tomt_shapes_start(&out->shapes, arena, TOMT_POLYGONS);
    out->fid = tomt_arena_block(arena, NULL, sizeof *out->fid, err);
    return out->fid && tomt_table_start(&out->table, arena, 2, err) && tomt_table_column(&out->table, "code", TOMT_TEXT, err) &&
           tomt_table_column(&out->table, "name", TOMT_TEXT, err);
}

bool tomt_run_layer_read(const struct tomt_run_state *state, struct tomt_seat *seat, size_t number,
                       const struct tomt_box *box, struct tomt_arena *arena, struct tomt_error *err)
{
    const struct tomt_project_layer *layer = &state->project->layer[number];
    struct tomt_source source = tomt_run_source(layer);
    struct tomt_wanted *wanted;
    size_t n;
    enum tomt_shape_kind kind;
    if (layer->left_out)
        return read_nothing(layer, arena, &state->layer[number], err);
    if (layer->raster)
        return tomt_run_steep_read(state, seat, number, box, arena, &state->layer[number], err);
    if (!layer_wanted(state, layer, arena, &wanted, &n, err) ||
        !tomt_run_kind(seat, arena, layer, &state->crs, &kind, err))
        return false;
    bool ok = tomt_layer_read(seat, arena, &source, kind, wanted, n, &state->crs, box, &state->layer[number], err);
    state->layer[number].name = layer->name;
    return ok;
}

/* Stops are walked to: a drive to a motorway junction an hour off must not read a country's timetable. A hub's other stops may lie
 * beyond the reach; classes go 1,000 m; the maps show walks around hubs. */
double tomt_run_stops_reach_m(const struct tomt_run_state *state)
{
    const struct tomt_project *project = state->project;
    const struct tomt_numbers *minutes = &project->transit.catchment_min;
    double reach_m = fmax(1000, fmax(project->transit.bus_reach_m, project->transit.rail_reach_m));
    if (minutes->n)
        reach_m = fmax(reach_m, minutes->item[minutes->n - 1] * project->network.walk_m_per_min);
    for (size_t f = 0; f < tomt_needs_count(state->needs); f++) {
        const struct tomt_fact_request *request = tomt_needs_request(state->needs, f);
        if (request->kind == TOMT_FACT_NEAREST && request->role == TOMT_ROLE_HUB && request->way != TOMT_DRIVE &&
            isfinite(request->reach_m))
            reach_m = fmax(reach_m, request->reach_m);
    }
    return reach_m + 500;
}

double tomt_run_reach_m(const struct tomt_run_state *state, enum tomt_role role)
{
    double reach_m = tomt_needs_reach_m(state->needs, (int)role);
    for (size_t p = 0; role == TOMT_ROLE_CONSTRAINT && p < state->project->n_profiles; p++)
        for (size_t c = 0; c < state->project->profile[p].n_constraints; c++)
            reach_m = fmax(reach_m, state->project->profile[p].constraint[c].buffer_m);
    if (role == TOMT_ROLE_STREET)
        reach_m = fmax(reach_m, tomt_run_streets_reach_m(state));
    if (role == TOMT_ROLE_TIMETABLE)
        reach_m = fmax(reach_m, tomt_run_stops_reach_m(state));
    if ((role == TOMT_ROLE_ESTABLISHMENT || role == TOMT_ROLE_POPULATION) && state->transit.wanted)
        reach_m = fmax(reach_m, TOMT_AROUND_HUB_M); /* layer hub tells what is around each hub of the study area */
    if (role == TOMT_ROLE_ESTABLISHMENT_BEFORE) /* who moved in was somewhere about */
        reach_m = fmax(reach_m, tomt_run_reach_m(state, TOMT_ROLE_ESTABLISHMENT));
    if (role == TOMT_ROLE_ADDRESS) /* registers are placed through them */
        reach_m = fmax(reach_m, tomt_run_reach_m(state, TOMT_ROLE_ESTABLISHMENT));
    return reach_m;
}

static struct tomt_box grown(struct tomt_box box, double by_m)
{
    return (struct tomt_box){box.min_x - by_m, box.min_y - by_m, box.max_x + by_m, box.max_y + by_m};
}

/* A reference that is other areas needs their establishments too. */
static bool refers_to_areas(const struct tomt_project *project)
{
    for (size_t k = 0; k < project->economy.n_references; k++) {
        const struct tomt_project_layer *layer = tomt_project_layer(project, project->economy.references[k].layer);
        if (layer && layer->role == TOMT_ROLE_AREA)
            return true;
    }
    return false;
}

/* Tables have no place; a street's numbers beyond the box decide which number is nearest; an area is described as a whole. */
static bool read_whole(const struct tomt_project *project, enum tomt_role role)
{
    switch (role) {
    case TOMT_ROLE_ADDRESS:
    case TOMT_ROLE_AREA:
    case TOMT_ROLE_POSTCODE:
    case TOMT_ROLE_EMPLOYMENT:
    case TOMT_ROLE_INDUSTRY:
    case TOMT_ROLE_CORRESPONDENCE:
        return true;
    case TOMT_ROLE_ESTABLISHMENT:
        return refers_to_areas(project);
    default:
        return false;
    }
}

/* --- reading on all cores -------------------------------------------------------------------------------------- */

struct reading {
    struct tomt_run_state *state;
    const size_t *todo;       /* layer numbers */
    struct tomt_box around;   /* what the sites can cover */
    struct tomt_arena **arena;/* [layer] */
    struct tomt_error *found; /* [layer] */
};
struct reader {
    struct reading *reading;
    struct tomt_seat *seat;
    struct tomt_arena *arena;
};

static void *sit(void *shared, struct tomt_error *err)
{
    struct tomt_arena *arena = tomt_arena_new(err);
    struct reader *reader = arena ? tomt_arena_alloc(arena, sizeof *reader, err) : NULL;
    if (reader) {
        reader->reading = shared;
        reader->arena = arena;
        reader->seat = tomt_seat_open(arena, err);
    }
    if (!reader || !reader->seat) {
        tomt_arena_free(arena);
        return NULL;
    }
    return reader;
}

static bool work(void *seat, size_t from, size_t to, struct tomt_error *err)
{
    struct reader *reader = seat;
    struct reading *reading = reader->reading;
    for (size_t i = from; i < to; i++) {
        size_t number = reading->todo[i];
        const struct tomt_project_layer *layer = &reading->state->project->layer[number];
        struct tomt_box near = grown(reading->around, tomt_run_reach_m(reading->state, layer->role));
        const struct tomt_box *box = read_whole(reading->state->project, layer->role) ? NULL : &near;
        struct tomt_arena *arena = tomt_arena_new(err);
        if (!arena)
            return false;
        reading->arena[number] = arena;
        /* A layer that cannot be read is a problem of its own: the others are read on, so that all are told at once. */
        bool timetable = layer->role == TOMT_ROLE_TIMETABLE;
        bool ok = timetable ? tomt_run_timetable_read(reading->state, reader->seat, number, arena, &reading->found[number])
                            : tomt_run_layer_read(reading->state, reader->seat, number, box, arena, &reading->found[number]);
        if (!ok && reading->found[number].code == TOMT_MEMORY) {
            *err = reading->found[number];
            return false;
        }
    }
    return true;
}

static void rise(void *seat)
{
    struct reader *reader = seat;
    tomt_arena_free(reader->arena);
}

static bool read_some(struct reading *reading, size_t *todo, size_t n, struct tomt_error *err)
{
    struct tomt_crew_job job = {.shared = reading, .sit = sit, .work = work, .rise = rise, .n = n, .chunk = 1};
    reading->todo = todo;
    return n == 0 || tomt_crew_run(reading->state->crew, &job, err);
}

/* The layers whose extent decides what sites can cover. */
static bool gives_sites(const struct tomt_project *project, const struct tomt_project_layer *layer)
{
    if (project->sites.from == TOMT_SITES_ZONES)
        return layer->role == TOMT_ROLE_ZONE;
    return project->sites.from == TOMT_SITES_PARCELS && layer->role == TOMT_ROLE_PARCEL;
}

static bool overlays_sites(enum tomt_role role)
{
    return role == TOMT_ROLE_ZONE || role == TOMT_ROLE_STRATEGY || role == TOMT_ROLE_CONSTRAINT || role == TOMT_ROLE_BUILDING;
}

static bool has_no_place(enum tomt_role role)
{
    return role == TOMT_ROLE_EMPLOYMENT || role == TOMT_ROLE_INDUSTRY || role == TOMT_ROLE_CORRESPONDENCE;
}

static bool keep_read(struct tomt_run_state *state, struct reading *reading, size_t number, struct tomt_error *err)
{
    const struct tomt_project_layer *layer = &state->project->layer[number];
    struct tomt_arena *arena = reading->arena[number];
    if (!arena)
        return true;
    if (!tomt_run_is_register(layer->role) && !tomt_arena_adopt(state->arena, arena, err))
        return false;
    if (!tomt_run_is_register(layer->role))
        reading->arena[number] = NULL;
    if (has_no_place(layer->role)) /* that is no trouble */
        state->layer[number].report.trouble[TOMT_T_NO_GEOMETRY].n = 0;
    if (reading->found[number].code)
        return tomt_place_problem(state, &layer->place, layer->name, &reading->found[number], err);
    return true;
}

static const char *kept(struct tomt_arena *arena, const char *text, bool *ok, struct tomt_error *err)
{
    const char *copy = text && *ok ? tomt_arena_copy(arena, text, strlen(text), err) : NULL;
    *ok = *ok && (copy || !text);
    return copy;
}

/* The report outlives the raw rows it came with. */
static bool keep_report(struct tomt_run_state *state, const struct tomt_read_report *raw, struct tomt_read_report *out,
                        struct tomt_error *err)
{
    bool ok = true;
    *out = *raw;
    /* Rows of a register have no geometry of their own and are placed by their address: that is no trouble. */
    if (raw->n_kept == raw->n_read)
        out->trouble[TOMT_T_NO_GEOMETRY].n = 0;
    out->driver = kept(state->arena, raw->driver, &ok, err);
    out->crs.text = kept(state->arena, raw->crs.text, &ok, err);
    out->crs.name = kept(state->arena, raw->crs.name, &ok, err);
    out->crs.wkt = kept(state->arena, raw->crs.wkt, &ok, err);
    out->crs.wkt2 = kept(state->arena, raw->crs.wkt2, &ok, err);
    return ok;
}

/* The box grows to hold the areas that quotients are made against. */
static void reach_references(const struct tomt_run_state *state, struct tomt_box *box)
{
    for (size_t k = 0; k < state->project->economy.n_references; k++) {
        const struct tomt_economy_reference *reference = &state->project->economy.references[k];
        const struct tomt_project_layer *layer = tomt_project_layer(state->project, reference->layer);
        if (!layer || layer->role != TOMT_ROLE_AREA)
            continue;
        const struct tomt_layer *areas = &state->layer[layer - state->project->layer];
        const struct tomt_column *number = tomt_table_find(&areas->table, "number");
        for (size_t row = 0; row < areas->shapes.n; row++) {
            const char *text = number ? tomt_column_text(number, row, NULL) : NULL;
            bool meant = !reference->numbers.n;
            for (size_t i = 0; text && i < reference->numbers.n && !meant; i++)
                meant = !strcmp(tomt_municipality_today(reference->numbers.item[i]), tomt_municipality_today(text));
            const struct tomt_box *own = &areas->shapes.box[row];
            if (meant)
                *box = (struct tomt_box){fmin(box->min_x, own->min_x), fmin(box->min_y, own->min_y), fmax(box->max_x, own->max_x),
                                         fmax(box->max_y, own->max_y)};
        }
    }
}

/* Once the registers are placed, only addresses about here are needed. */
static bool forget_far_addresses(struct tomt_run_state *state, struct tomt_error *err)
{
    struct tomt_box box = grown(state->study_box, tomt_run_reach_m(state, TOMT_ROLE_ADDRESS));
    for (size_t i = 0; i < state->project->n_layers; i++) {
        struct tomt_layer *layer = &state->layer[i];
        size_t n = layer->shapes.n, kept = 0;
        if (state->project->layer[i].role != TOMT_ROLE_ADDRESS || !n)
            continue;
        uint8_t *keep = tomt_arena_block(state->arena, NULL, n, err);
        if (!keep)
            return false;
        for (size_t row = 0; row < n; row++) {
            keep[row] = tomt_box_meet(&layer->shapes.box[row], &box);
            layer->fid[kept] = layer->fid[row];
            kept += keep[row];
        }
        bool ok = kept == n || (tomt_table_keep(&layer->table, keep, err) && tomt_shapes_keep(&layer->shapes, keep, err));
        tomt_arena_drop(state->arena, keep);
        if (!ok)
            return false;
        layer->report.trouble[TOMT_T_OUTSIDE].n += n - kept;
        layer->report.n_kept = kept;
    }
    return true;
}

static bool place_register(struct tomt_run_state *state, struct reading *reading, size_t number, struct tomt_error *err)
{
    const struct tomt_project *project = state->project;
    const struct tomt_layer **addresses = tomt_arena_alloc(state->arena, (project->n_layers + 1) * sizeof *addresses, err);
    const struct tomt_layer *postcodes = NULL;
    size_t n_addresses = 0;
    if (!addresses)
        return false;
    for (size_t i = 0; i < project->n_layers; i++) {
        if (project->layer[i].role == TOMT_ROLE_ADDRESS)
            addresses[n_addresses++] = &state->layer[i];
        if (project->layer[i].role == TOMT_ROLE_POSTCODE && !postcodes)
            postcodes = &state->layer[i];
    }
    struct tomt_box box = grown(state->study_box, tomt_run_reach_m(state, TOMT_ROLE_ESTABLISHMENT));
    if (project->layer[number].role == TOMT_ROLE_ESTABLISHMENT)
        reach_references(state, &box);
    struct tomt_layer raw = state->layer[number];
    struct tomt_layer placed = {0};
    struct tomt_register_inputs inputs = {.establishments = &raw,
                                          .addresses = addresses,
                                          .n_addresses = n_addresses,
                                          .postcodes = postcodes,
                                          .jobs_when_withheld = project->jobs_when_withheld,
                                          .register_day = project->economy.register_day,
                                          .box = &box,
                                          .n_more_columns = 4 + project->economy.n_clusters};
    bool ok = tomt_register_place(state->arena, &inputs, state->crew, &placed, &state->unplaced[number], &state->register_report[number], err);
    placed.name = project->layer[number].name;
    ok = ok && keep_report(state, &raw.report, &placed.report, err);
    state->layer[number] = placed;
    tomt_arena_free(reading->arena[number]);
    reading->arena[number] = NULL;
    return ok || tomt_while(err, "placing the establishments of layer '%s'", project->layer[number].name);
}

/* What the economy alone does not look at. */
static bool is_left_out(const struct tomt_run_state *state, size_t i)
{
    switch (state->project->layer[i].role) {
    case TOMT_ROLE_AREA:
    case TOMT_ROLE_ESTABLISHMENT:
    case TOMT_ROLE_ESTABLISHMENT_BEFORE:
    case TOMT_ROLE_ADDRESS:
    case TOMT_ROLE_POSTCODE:
    case TOMT_ROLE_EMPLOYMENT:
    case TOMT_ROLE_INDUSTRY:
    case TOMT_ROLE_CORRESPONDENCE:
        return false;
    default:
        return state->businesses_only;
    }
}

static bool read_and_place(struct tomt_run_state *state, struct reading *reading, struct tomt_error *err)
{
    const struct tomt_project *project = state->project;
    size_t study = (size_t)(tomt_project_layer(project, project->area_layer) - project->layer);
    size_t *todo = tomt_arena_alloc(state->arena, (project->n_layers + 1) * sizeof *todo, err), n = 0;
    if (!todo)
        return false;
    /* Registers first: they are the longest, and two cores should end together. */
    for (int pass = 0; pass < 3; pass++)
        for (size_t i = 0; i < project->n_layers; i++) {
            bool early = tomt_run_is_register(project->layer[i].role);
            bool sites = gives_sites(project, &project->layer[i]);
            bool later = overlays_sites(project->layer[i].role) && !sites;
            bool known = state->streets.from_cache && tomt_run_is_street(state, i);
            if (i != study && !later && !known && !is_left_out(state, i) && (pass == 0 ? early : pass == 1 ? sites : !early && !sites))
                todo[n++] = i;
        }
    if (!read_some(reading, todo, n, err))
        return false;
    for (size_t i = 0; i < project->n_layers; i++)
        if (gives_sites(project, &project->layer[i]) && !reading->found[i].code && state->layer[i].shapes.n) {
            struct tomt_box extent = tomt_shapes_extent(&state->layer[i].shapes);
            reading->around = (struct tomt_box){
                fmin(reading->around.min_x, extent.min_x), fmin(reading->around.min_y, extent.min_y),
                fmax(reading->around.max_x, extent.max_x), fmax(reading->around.max_y, extent.max_y)};
        }
    n = 0;
    for (size_t i = 0; i < project->n_layers; i++)
        if (i != study && overlays_sites(project->layer[i].role) && !gives_sites(project, &project->layer[i]) && !is_left_out(state, i))
            todo[n++] = i;
    if (!read_some(reading, todo, n, err))
        return false;
    for (size_t i = 0; i < project->n_layers; i++)
        if (!keep_read(state, reading, i, err))
            return false;
    if (state->problems->n_errors)
        return tomt_fail(err, TOMT_DATA, "some layers cannot be used; every problem is listed");
    for (size_t i = 0; i < project->n_layers; i++)
        if (tomt_run_is_register(project->layer[i].role) && !place_register(state, reading, i, err))
            return false;
    return forget_far_addresses(state, err);
}

bool tomt_run_read(struct tomt_run_state *state, struct tomt_error *err)
{
    size_t n = state->project->n_layers;
    struct reading reading = {.state = state, .around = state->study_box};
    if (state->project->sites.from == TOMT_SITES_GRID)
        reading.around = grown(reading.around, 2 * state->project->sites.cell_m);
    reading.arena = tomt_arena_alloc(state->arena, n * sizeof(void *), err);
    reading.found = tomt_arena_alloc(state->arena, n * sizeof *reading.found, err);
    bool ok = reading.arena && reading.found && read_and_place(state, &reading, err);
    for (size_t i = 0; reading.arena && i < n; i++)
        tomt_arena_free(reading.arena[i]);
    return ok;
}
