/* run/business_maps.c: kernel density of jobs or establishments over the study area, as GeoTIFFs beside the result. */
#include "data/raster.h"
#include "run/state.h"

#include <math.h>

/* Cells at whole multiples of their side, over the study area; what lies farther outside than the bandwidth adds nothing. */
struct grid {
    double min_x, max_y;
    size_t n_columns, n_rows;
};

static bool lay_grid(const struct tomt_run_state *state, const struct tomt_density_map *map, struct grid *grid, struct tomt_error *err)
{
    const struct tomt_box *box = &state->study_box;
    grid->min_x = floor(box->min_x / map->cell_m) * map->cell_m;
    grid->max_y = ceil(box->max_y / map->cell_m) * map->cell_m;
    double columns = ceil((box->max_x - grid->min_x) / map->cell_m), rows = ceil((grid->max_y - box->min_y) / map->cell_m);
    if (columns * rows > 100e6)
        return tomt_fail(err, TOMT_PROJECT, "%s:%d:%d: density '%s' would have %.0f cells; at most 100 million: make cell_m larger",
                         map->place.file, map->place.line, map->place.column, map->name, columns * rows);
    grid->n_columns = (size_t)fmax(columns, 1);
    grid->n_rows = (size_t)fmax(rows, 1);
    return true;
}

static double *weights(const struct tomt_run_state *state, const struct tomt_density_map *map, struct tomt_arena *arena, struct tomt_error *err)
{
    const struct tomt_workplaces *now = &state->business.now;
    const struct tomt_project_sector *sector = map->sector ? tomt_project_sector(state->project, map->sector) : NULL;
    uint64_t bit = sector ? (uint64_t)1 << (sector - state->project->economy.sector) : 0;
    double *weight = tomt_arena_block(arena, NULL, (now->n + 1) * sizeof *weight, err);
    for (size_t w = 0; weight && w < now->n; w++) {
        bool counts = !bit || now->sectors[w] & bit;
        weight[w] = !counts ? 0 : map->of == 1 ? 1 : isnan(now->jobs[w]) ? 0 : now->jobs[w];
    }
    return weight;
}

bool tomt_run_density_write(struct tomt_run_state *state, struct tomt_arena *arena, size_t number, const char *path, struct tomt_error *err)
{
    const struct tomt_density_map *map = &state->project->economy.density[number];
    const struct tomt_workplaces *now = &state->business.now;
    struct grid grid = {0};
    double *weight = weights(state, map, arena, err);
    if (!weight || !lay_grid(state, map, &grid, err))
        return false;
    double *value = tomt_arena_block(arena, NULL, grid.n_columns * grid.n_rows * sizeof *value, err);
    if (!value || !tomt_kernel_density(now->x, now->y, weight, now->n, grid.min_x, grid.max_y, map->cell_m, grid.n_columns, grid.n_rows,
                                       map->bandwidth_m, state->crew, value, err))
        return false;
    struct tomt_raster_out raster = {.real64 = value,
                                     .n_columns = grid.n_columns,
                                     .n_rows = grid.n_rows,
                                     .west_m = grid.min_x,
                                     .north_m = grid.max_y,
                                     .cell_m = map->cell_m,
                                     .crs = &state->crs,
                                     .unit = map->of == 1 ? "establishments/km2" : "jobs/km2",
                                     .description = map->name};
    bool ok = tomt_raster_write(arena, path, &raster, err);
    tomt_arena_drop(arena, value);
    tomt_arena_drop(arena, weight);
    return ok;
}
