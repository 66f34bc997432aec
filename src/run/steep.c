/* run/steep.c: ground steeper than so much, from a raster of heights, as a constraint layer of its own. */
#include "run/state.h"

#include "data/raster.h"

#include <math.h>

bool tomt_run_steep_read(const struct tomt_run_state *state, struct tomt_seat *seat, size_t number, const struct tomt_box *box, struct tomt_arena *arena,
                         struct tomt_layer *out, struct tomt_error *err)
{
    const struct tomt_project_layer *layer = &state->project->layer[number];
    const struct tomt_project_raster *raster = NULL;
    struct tomt_steep steep;
    for (size_t r = 0; r < state->project->n_rasters && !raster; r++)
        if (!strcmp(state->project->raster[r].name, layer->raster))
            raster = &state->project->raster[r];
    *out = (struct tomt_layer){.name = layer->name};
    tomt_shapes_start(&out->shapes, arena, TOMT_POLYGONS);
    if (!raster)
        return tomt_fail(err, TOMT_INTERNAL, "there is no raster '%s'", layer->raster);
    if (!tomt_raster_steep(seat, raster->path, (int)raster->band, &state->crs, box, raster->unit, layer->slope_over_pct, &out->shapes, &steep, err) ||
        !tomt_table_start(&out->table, arena, 2, err))
        return false;
    struct tomt_column *code = tomt_table_column(&out->table, "code", TOMT_TEXT, err), *name = tomt_table_column(&out->table, "name", TOMT_TEXT, err);
    const char *words = tomt_arena_print(arena, err, "over %g %%", layer->slope_over_pct);
    out->fid = tomt_arena_block(arena, NULL, (out->shapes.n + 1) * sizeof *out->fid, err);
    if (!code || !name || !words || !out->fid)
        return false;
    for (size_t row = 0; row < out->shapes.n; row++) {
        out->fid[row] = (int64_t)row + 1;
        if (!tomt_column_put_text(code, "SLOPE", err) || !tomt_column_put_text(name, words, err))
            return false;
    }
    out->table.n_rows = out->shapes.n;
    out->report.n_read = out->report.n_kept = out->report.n_in_source = out->shapes.n;
    out->report.driver = "slope of a raster (Horn 1981)";
    out->report.crs = state->crs;
    double box_m2 = box ? (box->max_x - box->min_x) * (box->max_y - box->min_y) : 0;
    if (steep.n_cells == 0)
        snprintf(out->report.note, sizeof out->report.note, "the raster does not reach the study area");
    else /* where it has no heights nothing is steep: told, since sites there look as good as flat ones */
        snprintf(out->report.note, sizeof out->report.note,
                 "%zu of %zu cells of %g m are steeper than %g %%; %zu have no slope (no data, or the rim); they cover %.0f %% of the study area's box", steep.n_steep,
                 steep.n_cells, steep.cell_m, layer->slope_over_pct, steep.n_unknown,
                 box_m2 > 0 ? fmin(100, 100 * (double)steep.n_cells * steep.cell_m * steep.cell_m / box_m2) : 100);
    return true;
}
