/* run/study.c: where the project is: its CRS, and the study area made of the areas that it names. */
#include "run/state.h"

#include <math.h>

/* The extent of a layer in lon/lat, for the proposal of a CRS; empty if it cannot be told. */
static struct tomt_box extent_deg(struct tomt_run_state *state, const struct tomt_project_layer *layer)
{
    struct tomt_box none = {1, 1, -1, -1}, deg;
    struct tomt_error ignored = {0};
    struct tomt_layer_info info = {0};
    struct tomt_source source = tomt_run_source(layer);
    if (!tomt_layer_look(state->seat, state->arena, &source, &state->crs, &info, &ignored) || !info.has_crs ||
        !info.extent_known)
        return none;
    struct tomt_transform *to_deg = tomt_transform_open(state->seat, info.crs.text, "EPSG:4326", &ignored);
    if (!to_deg || !tomt_transform_box(to_deg, &info.extent, &deg, &ignored))
        return none;
    return deg;
}

bool tomt_run_crs(struct tomt_run_state *state, struct tomt_error *err)
{
    struct tomt_error found = {0};
    const struct tomt_project *project = state->project;
    const struct tomt_project_layer *area = tomt_project_layer(project, project->area_layer);
    bool ok = tomt_crs_read(state->seat, state->arena, project->crs, &state->crs, &found);
    if (ok && !(state->crs.projected && !state->crs.web_mercator && state->crs.metres_per_unit == 1)) {
        struct tomt_box deg = extent_deg(state, area);
        ok = tomt_crs_check(&state->crs, &deg, &found);
    }
    if (found.code == TOMT_MEMORY)
        return tomt_fail(err, TOMT_MEMORY, "%s", found.text);
    if (!ok)
        return tomt_problem_add(state->problems, err, TOMT_ERROR, project->file, 0, 0, "project.crs: %s", found.text);
    return true;
}

static bool no_such_area(const struct tomt_layer *layer, const struct tomt_column *number, const char *asked,
                         struct tomt_error *err)
{
    char list[400] = "";
    size_t used = 0;
    for (size_t row = 0; row < layer->shapes.n && used < sizeof list - 60; row++) {
        const char *text = tomt_column_text(number, row, NULL);
        used += (size_t)snprintf(list + used, sizeof list - used, "%s%s", row ? ", " : "", text ? text : "(none)");
    }
    return tomt_fail(err, TOMT_PROJECT, "study_area.numbers: '%s' is not in layer '%s'; it has %s", asked, layer->name,
                     list);
}

/* Marks the areas that bear the number; when none does, those that bear it today. */
static bool choose_area(struct tomt_run_state *state, const struct tomt_layer *layer, const struct tomt_column *number,
                        const char *asked, bool *chosen, struct tomt_error *err)
{
    const char *today = tomt_municipality_today(asked);
    for (int by_today = 0; by_today < 2; by_today++) {
        bool found = false;
        for (size_t row = 0; row < layer->shapes.n; row++) {
            const char *text = tomt_column_text(number, row, NULL);
            if (!text || strcmp(by_today ? tomt_municipality_today(text) : text, by_today ? today : asked) != 0)
                continue;
            chosen[row] = found = true;
        }
        if (found)
            return !by_today ||
                   tomt_problem_add(state->problems, err, TOMT_WARNING, state->project->file, 0, 0,
                                    "study_area.numbers: '%s' is not in layer '%s'; municipality numbers have changed, and all that "
                                    "is %s today is taken",
                                    asked, layer->name, today);
    }
    return no_such_area(layer, number, asked, err);
}

bool tomt_run_study_area(struct tomt_run_state *state, struct tomt_error *err)
{
    const struct tomt_project *project = state->project;
    const struct tomt_project_layer *area = tomt_project_layer(project, project->area_layer);
    size_t number = (size_t)(area - project->layer);
    if (!tomt_run_layer_read(state, state->seat, number, NULL, state->arena, err))
        return tomt_while(err, "layer '%s'", area->name);
    const struct tomt_layer *layer = &state->layer[number];
    const struct tomt_column *id = tomt_table_find(&layer->table, "number");
    if (project->area_numbers.n && !id)
        return tomt_fail(err, TOMT_PROJECT, "study_area.numbers needs columns: {number: ...} on layer '%s'", area->name);
    bool *chosen = tomt_arena_alloc(state->arena, layer->shapes.n + 1, err);
    if (!chosen)
        return false;
    for (size_t i = 0; i < project->area_numbers.n; i++)
        if (!choose_area(state, layer, id, project->area_numbers.item[i], chosen, err))
            return false;
    tomt_shapes_start(&state->study_area, state->arena, TOMT_POLYGONS);
    for (size_t row = 0; row < layer->shapes.n; row++) {
        size_t size;
        const uint8_t *wkb = tomt_shapes_wkb(&layer->shapes, row, &size);
        if ((chosen[row] || !project->area_numbers.n) && !tomt_shapes_add_wkb(&state->study_area, wkb, size, err))
            return false;
    }
    if (!state->study_area.n)
        return tomt_fail(err, TOMT_DATA, "layer '%s' has no usable area: the study area is empty", area->name);
    state->study_box = tomt_shapes_extent(&state->study_area);
    return true;
}
