/* run/check.c: what can be found in the data without a full run; every finding is a problem at the layer's place in the file. */
#include "data/raster.h"
#include "run/state.h"

#include <math.h>
#include <stdlib.h>

static bool known_use(const struct tomt_project *project, const char *use)
{
    if (tomt_land_use_find(use))
        return true;
    for (size_t p = 0; p < project->n_profiles; p++)
        for (size_t i = 0; i < project->profile[p].uses.n; i++)
            if (!strcmp(project->profile[p].uses.item[i], use))
                return true;
    return false;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool check_uses(struct tomt_run_state *state, const struct tomt_project_layer *layer, const char *const *use,
                       size_t n, struct tomt_error *err)
{
    const char **sorted = tomt_arena_alloc(state->arena, (n + 1) * sizeof *sorted, err);
    struct tomt_text unknown = {0};
    size_t n_texts = 0, n_unknown = 0;
    if (!sorted)
        return false;
    for (size_t i = 0; i < n; i++)
        if (use[i])
            sorted[n_texts++] = use[i];
    qsort(sorted, n_texts, sizeof *sorted, by_text);
    for (size_t i = 0; i < n_texts; i++) {
        if ((i && !strcmp(sorted[i], sorted[i - 1])) || known_use(state->project, sorted[i]))
            continue;
        if (n_unknown++ < 12)
            tomt_text_print(&unknown, "%s'%.40s'", unknown.n ? ", " : "", sorted[i]);
    }
    const char *listed = tomt_text_keep(&unknown, state->arena, err);
    if (!listed || !n_unknown)
        return listed != NULL;
    return tomt_problem_add(state->problems, err, TOMT_WARNING, layer->place.file, layer->place.line, layer->place.column,
                            "layer '%s': %zu land-use code%s that no profile permits and that %s not in the national list: %s%s; "
                            "map them with values: {use: {THEIRS: OURS}} or name them in a profile's uses",
                            layer->name, n_unknown, n_unknown == 1 ? "" : "s", n_unknown == 1 ? "is" : "are", listed,
                            n_unknown > 12 ? ", ..." : "");
}

static const char *list_of(struct tomt_arena *arena, const char *const *item, size_t n, struct tomt_error *err)
{
    struct tomt_text text = {0};
    for (size_t i = 0; i < n && i < 30; i++)
        tomt_text_print(&text, "%s%s", i ? ", " : "", item[i]);
    if (n > 30)
        tomt_text_puts(&text, ", ...");
    if (!n)
        tomt_text_puts(&text, "none");
    return tomt_text_keep(&text, arena, err);
}

static bool has_column(const struct tomt_layer_info *info, const char *name)
{
    for (size_t i = 0; i < info->n_columns; i++)
        if (!strcasecmp(info->column[i], name))
            return true;
    return false;
}

static bool missing_column(struct tomt_run_state *state, const struct tomt_layer_info *info,
                           const struct tomt_project_layer *layer, const struct tomt_place *place, const char *name,
                           struct tomt_error *err)
{
    const char **names = tomt_arena_alloc(state->arena, (info->n_columns + 1) * sizeof *names, err);
    if (!names)
        return false;
    for (size_t i = 0; i < info->n_columns; i++)
        names[i] = info->column[i];
    const char *near = tomt_near_word(name, names);
    const char *all = list_of(state->arena, info->column, info->n_columns, err);
    if (!all)
        return false;
    /* Records of JSON leave out what has no value: a column may be there, only not in the first ones. */
    enum tomt_severity severity = info->more_columns ? TOMT_WARNING : TOMT_ERROR;
    return tomt_problem_add(state->problems, err, severity, place->file, place->line, place->column,
                            near ? "layer '%s' has no column '%s' (did you mean '%s'?); it has: %s"
                                 : "layer '%s' has no column '%s'%.0s; it has: %s",
                            layer->name, name, near ? near : "", all);
}

static bool check_columns(struct tomt_run_state *state, const struct tomt_layer_info *info,
                          const struct tomt_project_layer *layer, struct tomt_error *err)
{
    const char *xy[] = {layer->x, layer->y};
    for (size_t i = 0; i < layer->n_columns; i++)
        if (!has_column(info, layer->column[i].theirs) &&
            !missing_column(state, info, layer, &layer->column[i].place, layer->column[i].theirs, err))
            return false;
    for (size_t i = 0; i < 2; i++)
        if (xy[i] && !has_column(info, xy[i]) && !missing_column(state, info, layer, &layer->place, xy[i], err))
            return false;
    for (size_t a = 0; layer->role == TOMT_ROLE_PARCEL && a < state->project->n_attributes; a++)
        if (!has_column(info, state->project->attribute[a].theirs) &&
            !missing_column(state, info, layer, &state->project->attribute[a].place, state->project->attribute[a].theirs, err))
            return false;
    return true;
}

/* Codes in the data that a value mapping does not name. */
static bool check_values(struct tomt_run_state *state, const struct tomt_project_layer *layer,
                         const struct tomt_layer_info *info, struct tomt_error *err)
{
    struct tomt_source source = tomt_run_source(layer);
    for (size_t c = 0; c < layer->n_columns; c++) {
        const struct tomt_layer_values *values = NULL;
        struct tomt_mapping found = {0};
        bool is_use = layer->role == TOMT_ROLE_ZONE && !strcmp(layer->column[c].ours, "use");
        for (size_t v = 0; v < layer->n_values; v++)
            if (!strcmp(layer->values[v].ours, layer->column[c].ours))
                values = &layer->values[v];
        if ((!values && !is_use) || !has_column(info, layer->column[c].theirs))
            continue;
        if (!tomt_layer_values(state->arena, &source, layer->column[c].theirs, 500, &found, err))
            return false;
        struct tomt_text unmapped = {0};
        size_t n_unmapped = 0;
        for (size_t i = 0; values && i < found.n; i++) {
            bool known = false;
            for (size_t k = 0; k < values->n && !known; k++)
                known = !strcmp(values->from[k], found.from[i]);
            if (!known && n_unmapped++ < 12)
                tomt_text_print(&unmapped, "%s'%.40s'", unmapped.n ? ", " : "", found.from[i]);
            if (known)
                found.from[i] = NULL; /* what it is mapped to is ours to know */
        }
        const char *listed = tomt_text_keep(&unmapped, state->arena, err);
        bool ok = listed != NULL;
        if (ok && n_unmapped)
            ok = tomt_problem_add(state->problems, err, TOMT_WARNING, values->place.file, values->place.line,
                                  values->place.column, "layer '%s': %zu value%s of '%s' without a mapping, kept as they are: %s%s",
                                  layer->name, n_unmapped, n_unmapped == 1 ? "" : "s", layer->column[c].theirs, listed,
                                  n_unmapped > 12 ? ", ..." : "");
        if (!ok || (is_use && !values && !check_uses(state, layer, found.from, found.n, err)))
            return false;
    }
    return true;
}

static bool check_place(struct tomt_run_state *state, const struct tomt_project_layer *layer,
                        const struct tomt_layer_info *info, struct tomt_error *err)
{
    struct tomt_error ignored = {0};
    struct tomt_box here;
    const struct tomt_place *at = &layer->place;
    if (info->swapped_hint &&
        !tomt_problem_add(state->problems, err, TOMT_ERROR, at->file, at->line, at->column, "layer '%s': %s", layer->name,
                          info->swapped_hint))
        return false;
    if (!info->has_crs || !info->extent_known || !state->study_area.n || info->n_features == 0)
        return true;
    struct tomt_transform *transform = tomt_transform_open(state->seat, info->crs.text, state->crs.text, &ignored);
    if (!transform || !tomt_transform_box(transform, &info->extent, &here, &ignored))
        return true;
    double reach_m = tomt_run_reach_m(state, layer->role);
    struct tomt_box around = {state->study_box.min_x - reach_m, state->study_box.min_y - reach_m,
                              state->study_box.max_x + reach_m, state->study_box.max_y + reach_m};
    if (tomt_box_meet(&here, &around))
        return true;
    /* A hazard layer of the next valley is no fault; one that lies in the sea off Africa is a wrong CRS. */
    bool needed = layer->role == TOMT_ROLE_ZONE || layer->role == TOMT_ROLE_PARCEL;
    double gap_m = fmax(fmax(here.min_x - around.max_x, around.min_x - here.max_x),
                        fmax(here.min_y - around.max_y, around.min_y - here.max_y));
    enum tomt_severity severity = needed || gap_m > 100000 ? TOMT_ERROR : TOMT_WARNING;
    return tomt_problem_add(state->problems, err, severity, at->file, at->line, at->column,
                            "layer '%s' does not overlap the study area: it lies at x %.0f to %.0f, y %.0f to %.0f of %s, the study area "
                            "(with a reach of %.0f m) at x %.0f to %.0f, y %.0f to %.0f; check its CRS (%s) and its axis order",
                            layer->name, here.min_x, here.max_x, here.min_y, here.max_y, state->project->crs, reach_m,
                            around.min_x, around.max_x, around.min_y, around.max_y, info->crs.name);
}

static bool kinds_agree(enum tomt_geometry_wanted wanted, enum tomt_shape_kind kind)
{
    switch (wanted) {
    case TOMT_WANT_POINT:
    case TOMT_WANT_POINT_OR_NONE:
        return kind == TOMT_POINTS;
    case TOMT_WANT_LINE:
        return kind == TOMT_LINES;
    case TOMT_WANT_POLYGON:
        return kind == TOMT_POLYGONS;
    case TOMT_WANT_POINT_OR_POLYGON:
        return kind != TOMT_LINES;
    case TOMT_WANT_NOTHING:
    case TOMT_WANT_ANY:
        return true;
    }
    return false;
}

static bool check_layer(struct tomt_run_state *state, const struct tomt_project_layer *layer, struct tomt_error *err)
{
    static const char *const kind_name[] = {"points", "lines", "polygons"};
    static const char *const wanted_name[] = {"points", "lines", "polygons", "points or polygons", "points", "no geometry", "any geometry"};
    const struct tomt_place *at = &layer->place;
    const struct tomt_role_row *role = tomt_role_row(layer->role);
    struct tomt_source source = tomt_run_source(layer);
    struct tomt_layer_info info = {0};
    struct tomt_error found = {0};
    bool optional = role->geometry == TOMT_WANT_POINT_OR_NONE;
    if (layer->raster) /* looked at among the rasters */
        return true;
    if (layer->role == TOMT_ROLE_TIMETABLE) {
        bool present[TOMT_N_GTFS_FILES];
        return tomt_gtfs_look(state->arena, layer->path, present, &found) || found.code != TOMT_MEMORY
                   ? !found.code || tomt_place_problem(state, at, layer->name, &found, err)
                   : tomt_fail(err, TOMT_MEMORY, "%s", found.text);
    }
    if (!tomt_layer_look(state->seat, state->arena, &source, &state->crs, &info, &found)) {
        if (found.code == TOMT_MEMORY)
            return tomt_fail(err, TOMT_MEMORY, "%s", found.text);
        return tomt_place_problem(state, at, layer->name, &found, err);
    }
    bool has_place = info.has_geometry || layer->x;
    if (!has_place && !optional &&
        !tomt_problem_add(state->problems, err, TOMT_ERROR, at->file, at->line, at->column,
                          "layer '%s' has no geometry; a %s layer needs %s (for a CSV: x and y)", layer->name, role->name,
                          wanted_name[role->geometry]))
        return false;
    if (has_place && !info.has_crs && !layer->crs &&
        !tomt_problem_add(state->problems, err, TOMT_ERROR, at->file, at->line, at->column,
                          "layer '%s' has no CRS; say which with crs: EPSG:...", layer->name))
        return false;
    if (info.has_geometry && info.kind_known && !layer->x && !kinds_agree(role->geometry, info.kind) &&
        !tomt_problem_add(state->problems, err, TOMT_ERROR, at->file, at->line, at->column, "layer '%s' holds %s; a %s layer needs %s",
                          layer->name, kind_name[info.kind], role->name, wanted_name[role->geometry]))
        return false;
    if (info.n_features == 0 &&
        !tomt_problem_add(state->problems, err, TOMT_WARNING, at->file, at->line, at->column, "layer '%s' has no features", layer->name))
        return false;
    bool nothing = info.n_features == 0 && info.n_columns == 0; /* an empty GeoJSON cannot tell its columns */
    return (nothing || check_columns(state, &info, layer, err)) && check_values(state, layer, &info, err) &&
           check_place(state, layer, &info, err);
}

/* "An area wider than the CRS's area of use is an error"; one that lies beside it is a warning. */
static bool check_extent(struct tomt_run_state *state, struct tomt_error *err)
{
    struct tomt_error ignored = {0};
    struct tomt_box deg, use = state->crs.use_deg;
    char proposal[16];
    struct tomt_transform *to_deg = tomt_transform_open(state->seat, state->crs.text, "EPSG:4326", &ignored);
    if (use.min_x > use.max_x || !to_deg || !tomt_transform_box(to_deg, &state->study_box, &deg, &ignored))
        return true;
    if (deg.max_x - deg.min_x > use.max_x - use.min_x || deg.max_y - deg.min_y > use.max_y - use.min_y)
        return tomt_problem_add(state->problems, err, TOMT_ERROR, state->project->file, 0, 0,
                                "the study area (%.1f to %.1f E, %.1f to %.1f N) is wider than the area of use of %s (%.1f to %.1f E, "
                                "%.1f to %.1f N): distances would not be true; split it or choose a CRS made for it",
                                deg.min_x, deg.max_x, deg.min_y, deg.max_y, state->project->crs, use.min_x, use.max_x, use.min_y,
                                use.max_y);
    double lon = (deg.min_x + deg.max_x) / 2, lat = (deg.min_y + deg.max_y) / 2;
    if (lon >= use.min_x && lon <= use.max_x && lat >= use.min_y && lat <= use.max_y)
        return true;
    tomt_crs_propose(lon, lat, proposal);
    return tomt_problem_add(state->problems, err, TOMT_WARNING, state->project->file, 0, 0,
                            "the study area (centre %.2f E, %.2f N) lies outside the area of use of %s (%.1f to %.1f E, %.1f to %.1f N); "
                            "%s fits it",
                            lon, lat, state->project->crs, use.min_x, use.max_x, use.min_y, use.max_y, proposal);
}

bool tomt_run_check_data(struct tomt_run_state *state, struct tomt_error *err)
{
    struct tomt_error found = {0};
    const struct tomt_project *project = state->project;
    const struct tomt_project_layer *area = tomt_project_layer(project, project->area_layer);
    if (!state->crs.text)
        return true;
    if (!tomt_run_study_area(state, &found)) {
        if (found.code == TOMT_MEMORY)
            return tomt_fail(err, TOMT_MEMORY, "%s", found.text);
        if (!tomt_problem_add(state->problems, err, TOMT_ERROR, area->place.file, area->place.line, area->place.column, "%s",
                              found.text))
            return false;
    } else if (!check_extent(state, err)) {
        return false;
    }
    for (size_t i = 0; i < project->n_layers; i++)
        if (!check_layer(state, &project->layer[i], err))
            return false;
    for (size_t i = 0; i < project->n_rasters; i++) {
        const struct tomt_project_raster *raster = &project->raster[i];
        struct tomt_error wrong = {0};
        if (!tomt_raster_open(state->seat, raster->path, (int)raster->band, &state->crs, &wrong) &&
            !tomt_problem_add(state->problems, err, TOMT_ERROR, raster->place.file, raster->place.line, raster->place.column,
                              "raster '%s': %s", raster->name, wrong.text))
            return false;
    }
    return true;
}
