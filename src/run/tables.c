/* run/tables.c: what the stages found, as columns for the result's layers: sites, rejections, zones, evidence. */
#include "run/state.h"

#include <math.h>

/* "office,logistics": which profiles a row belongs to. */
static bool add_profiles(const struct tomt_run_state *state, struct tomt_column *column, uint64_t profiles,
                         struct tomt_error *err)
{
    struct tomt_text text = {0};
    for (size_t p = 0; p < state->project->n_profiles; p++)
        if (profiles >> p & 1)
            tomt_text_print(&text, "%s%s", text.n ? "," : "", state->project->profile[p].name);
    bool ok = !text.failed && tomt_column_add_text(column, text.bytes ? text.bytes : "", text.n, err);
    if (text.failed)
        tomt_fail(err, TOMT_MEMORY, "out of memory");
    tomt_text_free(&text);
    return ok;
}

/* A text column of the input layer that a zone or site comes from. */
static bool add_from(struct tomt_column *out, const struct tomt_layer *layer, const char *name, size_t row,
                     struct tomt_error *err)
{
    const struct tomt_column *in = layer ? tomt_table_find(&layer->table, name) : NULL;
    size_t n = 0;
    const char *text = in && in->type == TOMT_TEXT ? tomt_column_text(in, row, &n) : NULL;
    return text ? tomt_column_add_text(out, text, n, err) : tomt_column_add_null(out, err);
}

static bool add_use_title(const struct tomt_run_state *state, struct tomt_column *column, const char *use,
                          struct tomt_error *err)
{
    const struct tomt_land_use *known = use ? tomt_land_use_find(use) : NULL;
    const char *title = !known ? NULL : state->project->language == 1 || !known->en ? known->nb : known->en;
    return tomt_column_put_text(column, title, err);
}

static const char *const plan_columns[] = {"plan_id", "plan_name", "adopted", "status"};
#define N_PLAN (sizeof plan_columns / sizeof *plan_columns)

static const struct tomt_column *attribute(const struct tomt_run_state *state, size_t s, size_t a)
{
    uint32_t layer = state->sites.source_layer[s];
    return layer == UINT32_MAX ? NULL
                               : tomt_table_find(&state->layer[layer].table, state->project->attribute[a].ours);
}

enum { S_ID, S_PARCEL, S_PROPERTY, S_USE, S_USE_TITLE, S_STRATEGY, S_AREA, S_DEVELOPABLE, S_INSCRIBED, S_COMPACT,
       S_PARTS, S_PROFILES, S_N };
static const struct {
    const char *name;
    enum tomt_type type;
} site_columns[S_N] = {{"site_id", TOMT_TEXT},          {"parcel", TOMT_TEXT},      {"property", TOMT_TEXT},
                       {"use", TOMT_TEXT},              {"use_title", TOMT_TEXT},   {"strategy", TOMT_TEXT},
                       {"area_m2", TOMT_REAL},          {"developable_m2", TOMT_REAL}, {"inscribed_m", TOMT_REAL},
                       {"compactness", TOMT_REAL},      {"n_parts", TOMT_INTEGER},  {"profiles", TOMT_TEXT}};

/* What stands there, how ready it is. */
enum { R_PARCELS, R_EXISTING, R_FROM, R_READINESS, R_JOINT, R_SEQUENCE, R_PLAN_TYPE, R_PLAN_YEARS, R_N };
static const struct {
    const char *name;
    enum tomt_type type;
} room_columns[R_N] = {{"n_parcels", TOMT_INTEGER}, {"existing_bra_m2", TOMT_REAL}, {"existing_from", TOMT_TEXT}, {"readiness", TOMT_TEXT},
                       {"joint", TOMT_TEXT},        {"sequence", TOMT_TEXT},        {"plan_type", TOMT_TEXT},     {"plan_years", TOMT_REAL}};

/* "H430,H450"; none: null. */
static bool add_codes(struct tomt_column *column, const struct tomt_room_sequence *codes, size_t s, struct tomt_error *err)
{
    struct tomt_text text = {0};
    for (uint64_t k = codes->start[s]; k < codes->start[s + 1]; k++)
        tomt_text_print(&text, "%s%s", text.n ? "," : "", codes->code[k]);
    bool ok = !text.failed || tomt_fail(err, TOMT_MEMORY, "out of memory");
    ok = ok && (text.n ? tomt_column_add_text(column, text.bytes, text.n, err) : tomt_column_add_null(column, err));
    tomt_text_free(&text);
    return ok;
}

static bool room_row(const struct tomt_run_state *state, size_t s, struct tomt_column **column, struct tomt_error *err)
{
    static const char *const from[] = {NULL, "buildings", "parcel"};
    const struct tomt_room *room = &state->room;
    uint64_t n = state->sites.member_start[s + 1] - state->sites.member_start[s];
    bool parcels = state->project->sites.from == TOMT_SITES_PARCELS;
    return (parcels ? tomt_column_add_integer(column[R_PARCELS], (int64_t)n, err) : tomt_column_add_null(column[R_PARCELS], err)) &&
           tomt_column_add_real(column[R_EXISTING], room->existing_bra_m2[s], err) &&
           tomt_column_put_text(column[R_FROM], from[room->existing_from[s]], err) &&
           tomt_column_put_text(column[R_READINESS], tomt_room_readiness_name(state, s), err) &&
           add_codes(column[R_JOINT], &room->joint, s, err) && add_codes(column[R_SEQUENCE], &room->sequence, s, err) &&
           tomt_column_put_text(column[R_PLAN_TYPE], tomt_plan_kind_name[room->plan_kind[s]], err) &&
           tomt_column_add_real(column[R_PLAN_YEARS], room->readiness[s].plan_years, err);
}

/* What the layer shows whatever the profiles ask: each criterion's number, then its further columns. */
static size_t n_shown(const struct tomt_run_state *state)
{
    size_t n = 0;
    for (size_t i = 0; i < state->n_site_instances; i++) {
        n += state->site_column[i] ? 2 : 1; /* its number; why there is none */
        for (const struct tomt_criterion_column *more = state->site_instance[i].criterion->columns; more && more->suffix; more++)
            n++;
    }
    return n;
}

static bool name_shown(const struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_table *table,
                       struct tomt_column **column, struct tomt_error *err)
{
    for (size_t i = 0; i < state->n_site_instances; i++) {
        const struct tomt_criterion *criterion = state->site_instance[i].criterion;
        if (state->site_column[i] && !(*column++ = tomt_table_column(table, state->site_column[i], TOMT_REAL, err)))
            return false;
        for (const struct tomt_criterion_column *more = criterion->columns; more && more->suffix; more++) {
            /* "abc_class" is "abc" to everybody. */
            const char *name = strcmp(more->suffix, "class") ? tomt_arena_print(arena, err, "%s_%s", criterion->name, more->suffix)
                                                             : criterion->name;
            *column = name ? tomt_table_column(table, name, more->word ? TOMT_TEXT : TOMT_REAL, err) : NULL;
            if (!*column++)
                return false;
        }
        const char *why = tomt_arena_print(arena, err, "y_%s", criterion->name);
        if (!why || !(*column++ = tomt_table_column(table, why, TOMT_TEXT, err)))
            return false;
    }
    return true;
}

static bool fill_shown(const struct tomt_run_state *state, size_t s, struct tomt_column **column, struct tomt_error *err)
{
    for (size_t i = 0; i < state->n_site_instances; i++) {
        const struct tomt_instance *instance = &state->site_instance[i];
        const struct tomt_fact *fact[16];
        struct tomt_facts seen = tomt_run_seen(state, instance, fact);
        if (state->site_column[i] && !tomt_column_add_real(*column++, state->site_raw[i][s], err))
            return false;
        for (const struct tomt_criterion_column *more = instance->criterion->columns; more && more->suffix; more++, column++)
            if (!(more->word ? tomt_column_put_text(*column, more->word(instance->args, &seen, s), err)
                             : tomt_column_add_real(*column, more->number(instance->args, &seen, s), err)))
                return false;
        uint8_t why = state->site_why[i][s];
        if (!tomt_column_put_text(*column++, why ? tomt_why_name[why] : NULL, err))
            return false;
    }
    return true;
}

static bool site_row(struct tomt_run_state *state, size_t s, struct tomt_column **column, struct tomt_error *err)
{
    const struct tomt_sites *sites = &state->sites;
    double perimeter_m = sites->perimeter_m[s];
    uint32_t zone = sites->plan_zone[s];
    const struct tomt_layer *zones = zone < state->zones.n ? &state->layer[state->zones.layer[zone]] : NULL;
    size_t zone_row = zones ? state->zones.row[zone] : 0;
    if (!tomt_column_put_text(column[S_ID], sites->site_id[s], err) || !tomt_column_put_text(column[S_PARCEL], sites->parcel[s], err) ||
        !tomt_column_put_text(column[S_PROPERTY], sites->property[s], err) || !tomt_column_put_text(column[S_USE], sites->use[s], err) ||
        !add_use_title(state, column[S_USE_TITLE], sites->use[s], err) ||
        !tomt_column_put_text(column[S_STRATEGY], sites->strategy ? sites->strategy[s] : NULL, err) ||
        !tomt_column_add_real(column[S_AREA], sites->area_m2[s], err) ||
        !tomt_column_add_real(column[S_DEVELOPABLE], sites->developable_m2[s], err) ||
        !tomt_column_add_real(column[S_INSCRIBED], sites->inscribed_m[s], err) ||
        !tomt_column_add_real(column[S_COMPACT], 4 * M_PI * sites->developable_m2[s] / (perimeter_m * perimeter_m), err) ||
        !tomt_column_add_integer(column[S_PARTS], sites->n_parts[s], err) ||
        !add_profiles(state, column[S_PROFILES], sites->profiles[s], err))
        return false;
    for (size_t i = 0; i < N_PLAN; i++)
        if (!add_from(column[S_N + i], zones, plan_columns[i], zone_row, err))
            return false;
    for (size_t a = 0; a < state->project->n_attributes; a++) {
        const struct tomt_column *in = attribute(state, s, a);
        if (!tomt_column_add_real(column[S_N + N_PLAN + a], in ? in->real[sites->source_row[s]] : NAN, err))
            return false;
    }
    column += S_N + N_PLAN + state->project->n_attributes;
    return room_row(state, s, column, err) && fill_shown(state, s, column + R_N, err);
}

/* An attribute may be called as a column of ours is: what the parcel's column says may be another number than what stands there by buildings. */
static bool is_ours(const char *name)
{
    static const char *const other[] = {"fid", "geom", "rank", "score", "coverage", "allowed_bra_m2", "unused_bra_m2", "replaces_m2",
                                        "jobs_low", "jobs", "jobs_high", "capacity_why"};
    bool found = false;
    for (size_t i = 0; i < S_N; i++)
        found |= !strcmp(name, site_columns[i].name);
    for (size_t i = 0; i < N_PLAN; i++)
        found |= !strcmp(name, plan_columns[i]);
    for (size_t i = 0; i < R_N; i++)
        found |= !strcmp(name, room_columns[i].name);
    for (size_t i = 0; i < sizeof other / sizeof *other; i++)
        found |= !strcmp(name, other[i]);
    return found;
}

static const char *attribute_name(const struct tomt_run_state *state, struct tomt_arena *arena, size_t a, struct tomt_error *err)
{
    const char *name = state->project->attribute[a].ours;
    return is_ours(name) ? tomt_arena_print(arena, err, "parcel_%s", name) : name;
}

bool tomt_run_site_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_shapes *shapes,
                         struct tomt_table *table, struct tomt_error *err)
{
    size_t n_attributes = state->project->n_attributes, n_columns = S_N + N_PLAN + n_attributes;
    size_t n_all = n_columns + R_N + n_shown(state);
    struct tomt_column **column = tomt_arena_alloc(arena, n_all * sizeof *column, err);
    if (!column || !tomt_table_start(table, arena, n_all, err))
        return false;
    for (size_t i = 0; i < n_columns; i++) {
        const char *name = i < S_N ? site_columns[i].name
                           : i < S_N + N_PLAN ? plan_columns[i - S_N]
                                              : attribute_name(state, arena, i - S_N - N_PLAN, err);
        if (!name)
            return false;
        enum tomt_type type = i < S_N ? site_columns[i].type : i < S_N + N_PLAN ? TOMT_TEXT : TOMT_REAL;
        column[i] = tomt_table_column(table, name, type, err);
        if (!column[i] || !tomt_column_reserve(column[i], state->n_kept, err))
            return false;
    }
    for (size_t i = 0; i < R_N; i++)
        if (!(column[n_columns + i] = tomt_table_column(table, room_columns[i].name, room_columns[i].type, err)))
            return false;
    if (!name_shown(state, arena, table, column + n_columns + R_N, err))
        return false;
    tomt_shapes_start(shapes, arena, TOMT_POLYGONS);
    for (size_t s = 0; s < state->sites.n; s++) {
        size_t size;
        const uint8_t *wkb = tomt_shapes_wkb(&state->sites.shapes, s, &size);
        if (!state->site_fid[s])
            continue;
        if (!site_row(state, s, column, err) || !tomt_shapes_add_wkb(shapes, wkb, size, err))
            return false;
    }
    table->n_rows = state->n_kept;
    return true;
}

bool tomt_run_rejected_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_table *table,
                             struct tomt_error *err)
{
    const struct tomt_rejected *rejected = &state->rejected;
    if (!tomt_table_start(table, arena, 8, err))
        return false;
    struct tomt_column *id = tomt_table_column(table, "site_id", TOMT_TEXT, err);
    struct tomt_column *reason = tomt_table_column(table, "reason", TOMT_TEXT, err);
    struct tomt_column *layer = tomt_table_column(table, "layer", TOMT_TEXT, err);
    struct tomt_column *feature = tomt_table_column(table, "feature", TOMT_INTEGER, err);
    struct tomt_column *detail = tomt_table_column(table, "detail", TOMT_TEXT, err);
    struct tomt_column *measured = tomt_table_column(table, "measured", TOMT_REAL, err);
    struct tomt_column *limit = tomt_table_column(table, "limit_value", TOMT_REAL, err);
    struct tomt_column *profiles = tomt_table_column(table, "profiles", TOMT_TEXT, err);
    if (!id || !reason || !layer || !feature || !detail || !measured || !limit || !profiles)
        return false;
    for (size_t i = 0; i < rejected->n; i++)
        if (!tomt_column_put_text(id, rejected->site_id[i], err) ||
            !tomt_column_put_text(reason, tomt_reason_name[rejected->reason[i]], err) || !tomt_column_put_text(layer, rejected->layer[i], err) ||
            !(rejected->feature[i] == INT64_MIN ? tomt_column_add_null(feature, err)
                                                : tomt_column_add_integer(feature, rejected->feature[i], err)) ||
            !tomt_column_put_text(detail, rejected->detail[i], err) || !tomt_column_add_real(measured, rejected->measured[i], err) ||
            !tomt_column_add_real(limit, rejected->limit[i], err) ||
            !add_profiles(state, profiles, rejected->profiles[i], err))
            return false;
    table->n_rows = rejected->n;
    return true;
}

bool tomt_run_zone_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_table *table,
                         struct tomt_error *err)
{
    static const char *const text[] = {"use", "name", "plan_id", "plan_name", "adopted", "status"};
    struct tomt_column *column[6];
    if (!tomt_table_start(table, arena, 9, err))
        return false;
    for (size_t i = 0; i < 6; i++) {
        column[i] = tomt_table_column(table, text[i], TOMT_TEXT, err);
        if (!column[i])
            return false;
    }
    struct tomt_column *title = tomt_table_column(table, "use_title", TOMT_TEXT, err);
    struct tomt_column *layer = tomt_table_column(table, "layer", TOMT_TEXT, err);
    struct tomt_column *feature = tomt_table_column(table, "feature", TOMT_INTEGER, err);
    if (!title || !layer || !feature)
        return false;
    for (size_t z = 0; z < state->zones.n; z++) {
        const struct tomt_layer *from = &state->layer[state->zones.layer[z]];
        size_t row = state->zones.row[z];
        const struct tomt_column *use = tomt_table_find(&from->table, "use");
        for (size_t i = 0; i < 6; i++)
            if (!add_from(column[i], from, text[i], row, err))
                return false;
        if (!add_use_title(state, title, use ? tomt_column_text(use, row, NULL) : NULL, err) ||
            !tomt_column_put_text(layer, from->name, err) || !tomt_column_add_integer(feature, from->fid[row], err))
            return false;
    }
    table->n_rows = state->zones.n;
    return true;
}

/* --- input layers of one role, put together ------------------------------------------------------------------- */

static bool wanted_layer(const struct tomt_run_state *state, size_t i, enum tomt_role role, enum tomt_shape_kind kind)
{
    return state->project->layer[i].role == role && state->layer[i].shapes.kind == kind && state->layer[i].shapes.n;
}

/* A sole proprietor's business bears a person's name: it goes to a column of its own, which is internal. */
static bool is_sole(const struct tomt_layer *layer, size_t row)
{
    const struct tomt_column *sole = tomt_table_find(&layer->table, "sole_proprietor");
    return sole && sole->type == TOMT_INTEGER && sole->integer[row] == 1;
}

/* One column of all the layers of a role; `sole` chooses rows by whether they are a sole proprietor's (-1: all rows). */
static bool fill_column(const struct tomt_run_state *state, enum tomt_role role, enum tomt_shape_kind kind, const char *name,
                        int sole, struct tomt_column *out, struct tomt_error *err)
{
    for (size_t i = 0; i < state->project->n_layers; i++) {
        const struct tomt_layer *layer = &state->layer[i];
        if (!wanted_layer(state, i, role, kind))
            continue;
        const struct tomt_column *in = tomt_table_find(&layer->table, name);
        for (size_t row = 0; row < layer->shapes.n; row++)
            if (!tomt_column_copy_cell(out, sole < 0 || sole == is_sole(layer, row) ? in : NULL, row, err))
                return false;
    }
    return true;
}

/* Codes are kept as "62010" and shown as people print them: "62.010". */
static bool print_industries(const struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_table *table, struct tomt_error *err)
{
    struct tomt_column *industry = tomt_table_find(table, "industry");
    size_t n = industry ? industry->n : 0;
    struct tomt_column printed = {.name = "industry", .type = TOMT_TEXT, .arena = arena};
    for (size_t row = 0; row < n; row++) {
        char print[TOMT_CODE_PRINT];
        const char *code = tomt_column_text(industry, row, NULL);
        if (code)
            tomt_run_code_text(state, tomt_code_key(code), print);
        if (!tomt_column_put_text(&printed, code ? print : NULL, err))
            return false;
    }
    if (industry)
        *industry = printed;
    return true;
}

/* Where each row comes from: the layer's key and the source's feature id. */
static bool fill_origin(const struct tomt_run_state *state, enum tomt_role role, enum tomt_shape_kind kind,
                        struct tomt_column *source, struct tomt_column *feature, struct tomt_error *err)
{
    for (size_t i = 0; i < state->project->n_layers; i++)
        for (size_t row = 0; wanted_layer(state, i, role, kind) && row < state->layer[i].shapes.n; row++)
            if (!tomt_column_put_text(source, state->layer[i].name, err) ||
                !tomt_column_add_integer(feature, state->layer[i].fid[row], err))
                return false;
    return true;
}

/* The layers' own columns. Those of an only layer are shared, not copied: a million establishments are written from where they
 * are. Names are always copied apart, so that a proprietor's never stands among the public ones. */
static bool own_columns(struct tomt_run_state *state, enum tomt_role role, enum tomt_shape_kind kind, bool only,
                        struct tomt_table *table, struct tomt_error *err)
{
    for (size_t i = 0; i < state->project->n_layers; i++)
        for (size_t c = 0; wanted_layer(state, i, role, kind) && c < state->layer[i].table.n_columns; c++) {
            const struct tomt_column *in = &state->layer[i].table.column[c];
            bool is_name = in->name && role == TOMT_ROLE_ESTABLISHMENT && !strcmp(in->name, "name");
            if (!in->name || !strcmp(in->name, "sector_bits") || tomt_table_find(table, in->name))
                continue;
            struct tomt_column *out = tomt_table_column(table, in->name, in->type, err);
            if (!out)
                return false;
            if (only && !is_name)
                *out = *in;
            else if (!fill_column(state, role, kind, in->name, is_name ? 0 : -1, out, err))
                return false;
        }
    return true;
}

bool tomt_run_role_table(struct tomt_run_state *state, struct tomt_arena *arena, enum tomt_role role,
                         enum tomt_shape_kind kind, struct tomt_shapes *shapes, struct tomt_table *table, bool *any,
                         struct tomt_error *err)
{
    size_t n = 0, n_columns = 3, n_layers = 0;
    const struct tomt_layer *first = NULL;
    for (size_t i = 0; i < state->project->n_layers; i++)
        if (wanted_layer(state, i, role, kind)) {
            first = first ? first : &state->layer[i];
            n += state->layer[i].shapes.n;
            n_columns += state->layer[i].table.n_columns;
            n_layers++;
        }
    *any = n > 0;
    if (!n)
        return true;
    if (!tomt_table_start(table, arena, n_columns, err) || !own_columns(state, role, kind, n_layers == 1, table, err))
        return false;
    struct tomt_column *source = tomt_table_column(table, "layer", TOMT_TEXT, err);
    struct tomt_column *feature = tomt_table_column(table, "feature", TOMT_INTEGER, err);
    if (!source || !feature || !fill_origin(state, role, kind, source, feature, err))
        return false;
    if (role == TOMT_ROLE_ESTABLISHMENT) {
        if (!print_industries(state, arena, table, err))
            return false;
        struct tomt_column *proprietor = tomt_table_column(table, "proprietor_name", TOMT_TEXT, err);
        if (!proprietor || !fill_column(state, role, kind, "name", 1, proprietor, err))
            return false;
    }
    table->n_rows = n;
    if (n_layers == 1) {
        *shapes = first->shapes;
        return true;
    }
    tomt_shapes_start(shapes, arena, kind);
    for (size_t i = 0; i < state->project->n_layers; i++)
        if (wanted_layer(state, i, role, kind) && !tomt_shapes_append(shapes, &state->layer[i].shapes, err))
            return false;
    return true;
}

/* --- evidence ---------------------------------------------------------------------------------------------------- */

/* Which sites some profile asks fact f about. */
static uint64_t profiles_asking(const struct tomt_run_state *state, size_t f)
{
    uint64_t asking = 0;
    for (size_t p = 0; p < state->project->n_profiles; p++)
        for (size_t c = 0; c < state->project->profile[p].n_criteria; c++)
            for (size_t k = 0, number[16], n = tomt_run_facts_of(state, &state->instance[p][c], number); k < n; k++)
                if (number[k] == f)
                    asking |= UINT64_C(1) << p;
    return asking;
}

bool tomt_run_evidence_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_table *table,
                             struct tomt_error *err)
{
    if (!tomt_table_start(table, arena, 7, err))
        return false;
    struct tomt_column *fact = tomt_table_column(table, "fact", TOMT_INTEGER, err);
    struct tomt_column *site = tomt_table_column(table, "site_fid", TOMT_INTEGER, err);
    struct tomt_column *place = tomt_table_column(table, "place", TOMT_INTEGER, err);
    struct tomt_column *layer = tomt_table_column(table, "layer", TOMT_TEXT, err);
    struct tomt_column *feature = tomt_table_column(table, "feature", TOMT_INTEGER, err);
    struct tomt_column *distance = tomt_table_column(table, "distance_m", TOMT_REAL, err);
    struct tomt_column *amount = tomt_table_column(table, "amount", TOMT_REAL, err);
    if (!fact || !site || !place || !layer || !feature || !distance || !amount)
        return false;
    for (size_t f = 0; f < tomt_needs_count(state->needs); f++) {
        const struct tomt_fact *known = &state->fact[f];
        uint64_t asking = profiles_asking(state, f);
        for (size_t s = 0; known->width && s < state->sites.n; s++) {
            if (!(state->sites.profiles[s] & asking))
                continue;
            for (size_t i = 0; i < known->n_evidence[s]; i++) {
                size_t at = s * known->width + i;
                uint32_t row = known->evidence_row[at];
                const struct tomt_layer *from =
                    known->evidence_layer ? known->evidence_layer : &state->layer[known->evidence_input[at]];
                /* The first timetable's layer holds the stops of all; feature = fid in layer stop. */
                bool is_stop = state->transit.wanted && from == &state->layer[state->transit.layer];
                const char *name = is_stop ? tomt_run_feed_of(state, (size_t)from->fid[row] - 1) : from->name;
                if (!tomt_column_add_integer(fact, (int64_t)f + 1, err) ||
                    !tomt_column_add_integer(site, state->site_fid[s], err) ||
                    !tomt_column_add_integer(place, (int64_t)i + 1, err) ||
                    !tomt_column_put_text(layer, name, err) ||
                    !tomt_column_add_integer(feature, from->fid[row], err) ||
                    !tomt_column_add_real(distance, known->evidence_m[at], err) ||
                    !tomt_column_add_real(amount, known->evidence_amount[at], err))
                    return false;
                table->n_rows++;
            }
        }
    }
    return true;
}

bool tomt_run_criterion_fact_table(struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_table *table,
                                   struct tomt_error *err)
{
    if (!tomt_table_start(table, arena, 3, err))
        return false;
    struct tomt_column *profile = tomt_table_column(table, "profile", TOMT_TEXT, err);
    struct tomt_column *criterion = tomt_table_column(table, "criterion", TOMT_TEXT, err);
    struct tomt_column *fact = tomt_table_column(table, "fact", TOMT_INTEGER, err);
    if (!profile || !criterion || !fact)
        return false;
    for (size_t p = 0; p < state->project->n_profiles; p++)
        for (size_t c = 0; c < state->project->profile[p].n_criteria; c++)
            for (size_t k = 0, number[16], n = tomt_run_facts_of(state, &state->instance[p][c], number); k < n; k++) {
                if (!tomt_column_put_text(profile, state->project->profile[p].name, err) ||
                    !tomt_column_put_text(criterion, state->project->profile[p].criterion[c].id, err) ||
                    !tomt_column_add_integer(fact, (int64_t)number[k] + 1, err))
                    return false;
                table->n_rows++;
            }
    return true;
}
