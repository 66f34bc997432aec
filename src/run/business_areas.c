/* run/business_areas.c: the areas of each level, what they are made of, hot spots. */
#include "geo/seat.h"
#include "geo/wkb.h"
#include "run/state.h"

#include <math.h>
#include <stdlib.h>

/* --- levels
 * -------------------------------------------------------------------------------------------------------------
 */

static const char *text_or(const struct tomt_column *column, size_t row, const char *otherwise)
{
    const char *text =
        column && column->type == TOMT_TEXT ? tomt_column_text(column, row, NULL) : NULL;
    return text && *text ? text : otherwise;
}

static bool make_room(struct tomt_run_state *state, struct tomt_business_level *level, size_t n,
                      struct tomt_error *err)
{
    level->id = tomt_arena_alloc(state->arena, (n + 1) * sizeof *level->id, err);
    level->number = tomt_arena_alloc(state->arena, (n + 1) * sizeof *level->number, err);
    level->title = tomt_arena_alloc(state->arena, (n + 1) * sizeof *level->title, err);
    level->area_m2 = tomt_arena_alloc(state->arena, (n + 1) * sizeof *level->area_m2, err);
    level->of =
        tomt_arena_block(state->arena, NULL, (state->business.now.n + 1) * sizeof *level->of, err);
    level->of_before = tomt_arena_block(
        state->arena, NULL, (state->business.before.n + 1) * sizeof *level->of_before, err);
    tomt_shapes_start(&level->shapes, state->arena, TOMT_POLYGONS);
    return level->id && level->number && level->title && level->area_m2 && level->of &&
           level->of_before;
}

/* All polygons of one area as one, for areas that come in several rows. */
static GEOSGeometry *joined(struct tomt_run_state *state, const struct tomt_shapes *from,
                            const size_t *row, size_t n, struct tomt_error *err)
{
    bool snapped;
    GEOSGeometry *all = tomt_seat_shape(state->seat, from, row[0], err);
    for (size_t k = 1; all && k < n; k++) {
        GEOSGeometry *more = tomt_seat_shape(state->seat, from, row[k], err);
        GEOSGeometry *both =
            more ? tomt_seat_overlay(state->seat, TOMT_UNION, all, more, &snapped, err) : NULL;
        GEOSGeom_destroy_r(state->seat->geos, all);
        if (more)
            GEOSGeom_destroy_r(state->seat->geos, more);
        all = both ? tomt_seat_polygons(state->seat, both, 0, NULL, NULL, err) : NULL;
    }
    return all;
}

/* An area is described when a point of its inside lies in the study area: of the others only a
 * strip is known. */
static bool add_area(struct tomt_run_state *state, struct tomt_business_level *level,
                     const struct tomt_layer *layer, const size_t *row, size_t n, uint32_t *of_row,
                     struct tomt_error *err)
{
    const struct tomt_column *number = tomt_table_find(&layer->table, "number"),
                             *name = tomt_table_find(&layer->table, "name");
    double x, y;
    GEOSGeometry *area = joined(state, &layer->shapes, row, n, err);
    bool ok = area && tomt_seat_point(state->seat, area, &x, &y, err), within = false;
    for (size_t s = 0; ok && s < state->study_area.n && !within; s++) {
        size_t size;
        const uint8_t *wkb = tomt_shapes_wkb(&state->study_area, s, &size);
        within = tomt_wkb_holds_point(wkb, size, x, y);
    }
    if (ok && within) {
        size_t size, at = level->n;
        char fid[32];
        snprintf(fid, sizeof fid, "#%lld",
                 (long long)layer->fid[row[0]]); /* no other area's number */
        ok = tomt_seat_write(state->seat, area, &level->shapes, err);
        level->number[at] = text_or(number, row[0], NULL)
                                ? tomt_municipality_today(text_or(number, row[0], NULL))
                                : tomt_arena_copy(state->arena, fid, strlen(fid), err);
        level->title[at] = text_or(name, row[0], level->number[at]);
        level->id[at] = ok && level->number[at] ? tomt_arena_print(state->arena, err, "%s:%s",
                                                                   level->name, level->number[at])
                                                : NULL;
        const uint8_t *wkb = ok ? tomt_shapes_wkb(&level->shapes, at, &size) : NULL;
        level->area_m2[at] = wkb ? tomt_wkb_area_m2(wkb, size) : 0;
        for (size_t k = 0; k < n; k++)
            of_row[row[k]] = (uint32_t)at;
        ok = ok && level->id[at];
        level->n++;
    }
    if (area)
        GEOSGeom_destroy_r(state->seat->geos, area);
    return ok;
}

struct numbered {
    const char *number;
    size_t row;
};
static int by_number(const void *left, const void *right)
{
    const struct numbered *a = left, *b = right;
    int order = strcmp(a->number, b->number);
    return order ? order : a->row < b->row ? -1 : a->row > b->row;
}

/* The areas of a layer by number; rows without a number are areas of their own. */
static bool add_areas(struct tomt_run_state *state, struct tomt_business_level *level,
                      const struct tomt_layer *layer, uint32_t *of_row, struct tomt_error *err)
{
    size_t n = layer->shapes.n;
    const struct tomt_column *number = tomt_table_find(&layer->table, "number");
    struct numbered *order = tomt_arena_block(state->arena, NULL, (n + 1) * sizeof *order, err);
    size_t *row = tomt_arena_block(state->arena, NULL, (n + 1) * sizeof *row, err);
    bool ok = order && row;
    for (size_t i = 0; ok && i < n; i++) {
        order[i] = (struct numbered){tomt_municipality_today(text_or(number, i, "")), i};
        of_row[i] = TOMT_NO_AREA;
    }
    if (ok)
        qsort(order, n, sizeof *order, by_number);
    for (size_t from = 0, to; ok && from < n; from = to) {
        for (to = from; to < n && (to == from || (*order[from].number &&
                                                  !strcmp(order[to].number, order[from].number)));
             to++)
            row[to - from] = order[to].row;
        ok = add_area(state, level, layer, row, to - from, of_row, err);
    }
    if (order)
        tomt_arena_drop(state->arena, order);
    if (row)
        tomt_arena_drop(state->arena, row);
    return ok;
}

/* What lies beyond the study area is known in part only, and in no area. */
static bool put_in_areas(struct tomt_run_state *state, const struct tomt_layer *layer,
                         const uint32_t *of_row, const struct tomt_workplaces *workplaces,
                         uint32_t *of, struct tomt_error *err)
{
    if (!tomt_areas_assign(state->arena, &layer->shapes, workplaces->x, workplaces->y,
                           workplaces->n, state->crew, of, err))
        return false;
    for (size_t w = 0; w < workplaces->n; w++)
        of[w] = workplaces->inside[w] && of[w] != TOMT_NO_AREA ? of_row[of[w]] : TOMT_NO_AREA;
    return true;
}

static bool level_of_layer(struct tomt_run_state *state, struct tomt_business_level *level,
                           size_t number, struct tomt_error *err)
{
    const struct tomt_layer *layer = &state->layer[number];
    level->name = state->project->layer[number].name;
    level->words = tomt_run_title(state, &state->project->layer[number].title);
    uint32_t *of_row =
        tomt_arena_block(state->arena, NULL, (layer->shapes.n + 1) * sizeof *of_row, err);
    bool ok = of_row && make_room(state, level, layer->shapes.n, err) &&
              add_areas(state, level, layer, of_row, err) &&
              put_in_areas(state, layer, of_row, &state->business.now, level->of, err) &&
              put_in_areas(state, layer, of_row, &state->business.before, level->of_before, err);
    if (of_row)
        tomt_arena_drop(state->arena, of_row);
    return ok || tomt_while(err, "the areas of layer '%s'", level->name);
}

static bool level_of_all(struct tomt_run_state *state, struct tomt_business_level *level,
                         struct tomt_error *err)
{
    const struct tomt_workplaces *now = &state->business.now;
    const struct tomt_project *project = state->project;
    level->name = "study_area";
    level->words = project->language == 1 ? "Analyseområdet" : "Study area";
    if (!make_room(state, level, 1, err))
        return false;
    size_t *row =
        tomt_arena_block(state->arena, NULL, (state->study_area.n + 1) * sizeof *row, err);
    for (size_t s = 0; row && s < state->study_area.n; s++)
        row[s] = s;
    GEOSGeometry *area =
        row ? joined(state, &state->study_area, row, state->study_area.n, err) : NULL;
    bool ok = area && tomt_seat_write(state->seat, area, &level->shapes, err);
    if (area)
        GEOSGeom_destroy_r(state->seat->geos, area);
    if (!ok)
        return false;
    size_t size;
    const uint8_t *wkb = tomt_shapes_wkb(&level->shapes, 0, &size);
    level->area_m2[0] = tomt_wkb_area_m2(wkb, size);
    level->id[0] = "study_area";
    level->title[0] = tomt_run_title(state, &project->title);
    level->n = 1;
    for (size_t w = 0; w < now->n; w++)
        level->of[w] = now->inside[w] ? 0 : TOMT_NO_AREA;
    for (size_t w = 0; w < state->business.before.n; w++)
        level->of_before[w] = state->business.before.inside[w] ? 0 : TOMT_NO_AREA;
    return true;
}

static bool is_described(const struct tomt_project *project, size_t i)
{
    if (project->layer[i].role != TOMT_ROLE_AREA)
        return false;
    for (size_t k = 0; k < project->economy.areas.n; k++)
        if (!strcmp(project->economy.areas.item[k], project->layer[i].name))
            return true;
    return !project->economy.areas.n;
}

/* --- measures
 * ------------------------------------------------------------------------------------------------------------
 */

static bool measure(struct tomt_run_state *state, struct tomt_business_level *level,
                    struct tomt_error *err)
{
    const struct tomt_economy_options *options = &state->project->economy;
    const struct tomt_project_sector *knowledge =
        tomt_project_sector(state->project, "knowledge_intensive");
    struct tomt_area_question question = {.workplaces = &state->business.now,
                                          .area = level->of,
                                          .n_areas = level->n,
                                          .n_sectors = state->business.n_sectors,
                                          .digits = (unsigned)options->digits,
                                          .min_establishments = (size_t)options->min_establishments,
                                          .knowledge = (unsigned)(knowledge - options->sector),
                                          .reference = &state->business.against};
    return tomt_areas_measure(state->arena, &question, state->crew, &level->measures, err) ||
           tomt_while(err, "measuring the areas '%s'", level->name);
}

/* --- hot spots
 * ------------------------------------------------------------------------------------------------------------
 */

/* Of one establishment it would be a map of where that one lies. Told to those who asked. */
static bool tell_few(struct tomt_run_state *state, const char *sector,
                     const struct tomt_hot_spots *spots, struct tomt_error *err)
{
    const struct tomt_economy_options *options = &state->project->economy;
    const struct tomt_place *at = &options->hot_spots_at;
    return tomt_problem_add(state->problems, err, TOMT_WARNING, at->file, at->line, at->column,
                            "hot spots of %s%s%s are suppressed: establishments with jobs in the "
                            "study area: %zu, fewer than min_establishments, %lld",
                            sector ? "sector '" : "all jobs", sector ? sector : "",
                            sector ? "'" : "", spots->n_points,
                            (long long)options->min_establishments);
}

static bool find_spots(struct tomt_run_state *state, const char *sector,
                       struct tomt_hot_spots *spots, struct tomt_error *err)
{
    const struct tomt_economy_options *options = &state->project->economy;
    const struct tomt_workplaces *now = &state->business.now;
    const struct tomt_project_sector *asked =
        sector ? tomt_project_sector(state->project, sector) : NULL;
    uint64_t bit = asked ? (uint64_t)1 << (asked - options->sector) : 0;
    double *weight = tomt_arena_block(state->arena, NULL, (now->n + 1) * sizeof *weight, err);
    if (!weight)
        return false;
    for (size_t w = 0; w < now->n; w++)
        weight[w] = now->inside[w] && (!bit || now->sectors[w] & bit) ? now->jobs[w] : NAN;
    struct tomt_hot_spot_question question = {.study_area = &state->study_area,
                                              .x = now->x,
                                              .y = now->y,
                                              .weight = weight,
                                              .n = now->n,
                                              .cell_m = options->hot_spot_cell_m,
                                              .radius_m = options->hot_spot_radius_m,
                                              .permutations = (size_t)options->permutations,
                                              .seed = (uint64_t)options->seed,
                                              .min_points = (size_t)options->min_establishments};
    bool ok = tomt_hot_spots(state->arena, &question, state->crew, spots, err);
    tomt_arena_drop(state->arena, weight);
    if (ok && spots->suppressed && options->hot_spots_at.file)
        ok = tell_few(state, sector, spots, err);
    return ok || tomt_while(err, "hot spots of %s", sector ? sector : "all jobs");
}

bool tomt_run_levels(struct tomt_run_state *state, struct tomt_error *err)
{
    struct tomt_business *business = &state->business;
    if (business->n_levels)
        return true;
    business->level = tomt_arena_alloc(
        state->arena, (state->project->n_layers + 1) * sizeof *business->level, err);
    if (!business->level || !level_of_all(state, &business->level[0], err))
        return false;
    size_t n = 1;
    for (size_t i = 0; i < state->project->n_layers; i++)
        if (is_described(state->project, i) &&
            !level_of_layer(state, &business->level[n++], i, err))
            return false;
    business->n_levels = n;
    return true;
}

/* Of the earlier registers the workplaces are followed, which are gathered: of their layers only the reports are read from here on, and a
 * country's register is large. */
static void forget_before(struct tomt_run_state *state)
{
    for (size_t i = 0; i < state->project->n_layers; i++) {
        struct tomt_layer *layer = &state->layer[i];
        if (state->project->layer[i].role != TOMT_ROLE_ESTABLISHMENT_BEFORE)
            continue;
        for (size_t c = 0; c < layer->table.n_columns; c++)
            if (layer->table.column[c].name)
                tomt_column_clear(&layer->table.column[c]);
        layer->table.n_rows = 0;
        tomt_arena_drop(state->arena, layer->shapes.box);
        tomt_shapes_start(&layer->shapes, layer->shapes.arena, TOMT_POINTS);
        tomt_arena_drop(state->arena, layer->fid);
        layer->fid = NULL;
    }
}

bool tomt_run_business_measures(struct tomt_run_state *state, struct tomt_error *err)
{
    const struct tomt_economy_options *options = &state->project->economy;
    struct tomt_business *business = &state->business;
    if (!business->wanted)
        return true;
    forget_before(state);
    business->spots =
        tomt_arena_alloc(state->arena, (options->map_sectors.n + 1) * sizeof *business->spots, err);
    if (!business->spots || !tomt_run_levels(state, err))
        return false;
    for (size_t k = 0; k < business->n_levels; k++)
        if (!measure(state, &business->level[k], err))
            return false;
    for (size_t k = 0; options->hot_spots && k <= options->map_sectors.n; k++) {
        if (!find_spots(state, k ? options->map_sectors.item[k - 1] : NULL, &business->spots[k],
                        err))
            return false;
        business->n_spots++;
    }
    return tomt_run_localise(state, state->arena, err);
}
