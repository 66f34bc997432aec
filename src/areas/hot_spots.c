/* areas/hot_spots.c: jobs on a grid, and where they crowd more than chance would have it. */
#include "areas/areas.h"
#include "areas/lattice.h"

#include <math.h>

static const double MOST_CELLS = 4e6;

/* The next number that begins with 1, 2 or 5 and ends with zeros. */
static double round_up(double value)
{
    double power = pow(10, floor(log10(value)));
    static const double step[] = {1, 2, 5, 10};
    for (int i = 0; i < 4; i++)
        if (step[i] * power >= value)
            return step[i] * power;
    return 10 * power;
}

static bool too_many(const struct tomt_box *box, double cell_m, struct tomt_error *err)
{
    double width_m = box->max_x - box->min_x, height_m = box->max_y - box->min_y;
    double enough_m = sqrt(width_m / MOST_CELLS * height_m);
    enough_m = round_up(fmax(fmax(cell_m, enough_m), fmax(width_m, height_m) / MOST_CELLS));
    struct tomt_lattice lattice;
    for (int i = 0; i < 8 && !tomt_lattice_over(box, enough_m, MOST_CELLS, &lattice); i++)
        enough_m = round_up(1.5 * enough_m);
    return tomt_fail(err, TOMT_PROJECT,
                     "hot spots with cells of %g m make about %.3g cells over the study area, more "
                     "than %.0f: cells of %g m would do",
                     cell_m, width_m / cell_m * (height_m / cell_m), MOST_CELLS, enough_m);
}

/* The largest of 50 %, 20 %, 10 % ... of the side that makes a cell. */
static bool too_few(const struct tomt_shapes *polygons, double cell_m, struct tomt_error *err)
{
    struct tomt_box box = tomt_shapes_extent(polygons);
    struct tomt_arena *scratch = tomt_arena_new(err);
    if (!scratch)
        return false;
    double enough_m = cell_m;
    for (int i = 0; i < 24; i++) {
        struct tomt_lattice lattice;
        enough_m = round_up(0.4 * enough_m);
        if (!tomt_lattice_over(&box, enough_m, MOST_CELLS, &lattice))
            break;
        size_t n = lattice.n_columns * lattice.n_rows;
        uint8_t *is_in = tomt_arena_block(scratch, NULL, 2 * n, err);
        if (!is_in)
            break;
        bool found = tomt_lattice_fill(&lattice, polygons, is_in, is_in + n) > 0;
        tomt_arena_drop(scratch, is_in);
        if (found)
            break;
    }
    tomt_arena_free(scratch);
    return tomt_fail(err, TOMT_PROJECT,
                     "no cell of %g m has its centre in the study area: cells of %g m would do",
                     cell_m, enough_m);
}

/* ---- the grid ------------------------------------------------------------------------------- */

/* Where a place lies among the cells, whether there is such a cell or not. */
static size_t cell_of(const struct tomt_hot_spots *spots, double x, double y)
{
    double column = floor(x / spots->cell_m) - rint(spots->min_x / spots->cell_m);
    double row = floor(y / spots->cell_m) - rint(spots->min_y / spots->cell_m);
    if (!(column >= 0) || !(row >= 0) || !(column < (double)spots->n_columns) ||
        !(row < (double)spots->n_rows))
        return SIZE_MAX;
    return (size_t)row * spots->n_columns + (size_t)column;
}

size_t tomt_hot_spot_at(const struct tomt_hot_spots *spots, double x, double y)
{
    size_t cell = spots->value ? cell_of(spots, x, y) : SIZE_MAX;
    return cell == SIZE_MAX || isnan(spots->value[cell]) ? SIZE_MAX : cell;
}

/* Of a point that counts; 0: it is nowhere, or weighs nothing. */
static double weight_of(const struct tomt_hot_spot_question *question, const struct tomt_box *box,
                        size_t i, bool *is_near)
{
    double weight = tomt_exact_weight(question->weight[i]);
    *is_near = question->x[i] >= box->min_x && question->x[i] <= box->max_x &&
               question->y[i] >= box->min_y && question->y[i] <= box->max_y;
    return isnan(weight) ? 0 : weight;
}

static void count_points(const struct tomt_hot_spot_question *question, const struct tomt_box *box,
                         struct tomt_hot_spots *out)
{
    for (size_t i = 0; i < question->n; i++) {
        bool is_near;
        double weight = weight_of(question, box, i, &is_near);
        out->n_points += is_near && weight > 0;
        if (weight != 0 && !is_near) {
            out->n_left_out++;
            out->weight_left_out += weight;
        }
    }
}

/* A cell has its west and south sides: what lies on the east or north side of the box may need one
 * more. */
static void widen(const struct tomt_hot_spot_question *question, const struct tomt_box *box,
                  struct tomt_lattice *lattice)
{
    double east = lattice->west + (double)lattice->n_columns;
    double north = lattice->south + (double)lattice->n_rows;
    bool is_east = false, is_north = false;
    for (size_t i = 0; i < question->n; i++) {
        bool is_near;
        if (weight_of(question, box, i, &is_near) == 0 || !is_near)
            continue;
        is_east = is_east || floor(question->x[i] / lattice->cell_m) >= east;
        is_north = is_north || floor(question->y[i] / lattice->cell_m) >= north;
    }
    lattice->n_columns += is_east;
    lattice->n_rows += is_north;
}

/* Cells with their centre in the study area, and those that hold a point. */
static bool add_points(struct tomt_arena *arena, const struct tomt_hot_spot_question *question,
                       const struct tomt_box *box, const uint8_t *is_in, struct tomt_hot_spots *out,
                       struct tomt_error *err)
{
    size_t n = out->n_columns * out->n_rows;
    out->value = tomt_arena_block(arena, NULL, n * sizeof *out->value, err);
    if (!out->value)
        return false;
    for (size_t i = 0; i < n; i++)
        if (!is_in[i])
            out->value[i] = NAN;
    for (size_t i = 0; i < question->n; i++) {
        bool is_near;
        double weight = weight_of(question, box, i, &is_near);
        size_t cell =
            weight != 0 && is_near ? cell_of(out, question->x[i], question->y[i]) : SIZE_MAX;
        if (cell == SIZE_MAX)
            continue;
        if (isnan(out->value[cell])) {
            out->value[cell] = 0;
            out->n_cells++;
        }
        out->value[cell] += weight;
    }
    return true;
}

static bool lay_cells(struct tomt_arena *arena, struct tomt_arena *scratch,
                      const struct tomt_hot_spot_question *question, struct tomt_hot_spots *out,
                      struct tomt_error *err)
{
    struct tomt_box box = tomt_shapes_extent(question->study_area);
    struct tomt_lattice lattice;
    if (!(box.min_x <= box.max_x))
        return tomt_fail(err, TOMT_PROJECT, "hot spots need a study area, and there is none");
    if (!tomt_lattice_over(&box, question->cell_m, MOST_CELLS, &lattice))
        return too_many(&box, question->cell_m, err);
    widen(question, &box, &lattice);
    size_t n = lattice.n_columns * lattice.n_rows;
    uint8_t *is_in = tomt_arena_block(scratch, NULL, 2 * n, err);
    if (!is_in)
        return false;
    out->n_cells = tomt_lattice_fill(&lattice, question->study_area, is_in, is_in + n);
    if (out->n_cells == 0)
        return too_few(question->study_area, question->cell_m, err);
    out->min_x = lattice.west * lattice.cell_m;
    out->min_y = lattice.south * lattice.cell_m;
    out->cell_m = lattice.cell_m;
    count_points(question, &box, out);
    out->suppressed = out->n_points < question->min_points;
    if (out->suppressed) {
        out->n_cells = 0;
        return true;
    }
    out->n_columns = lattice.n_columns;
    out->n_rows = lattice.n_rows;
    bool done = add_points(arena, question, &box, is_in, out, err);
    tomt_arena_drop(scratch, is_in);
    return done;
}

/* ---- Gi* ------------------------------------------------------------------------------------ */

/* A radius of 0.3 m is 3 cells of 0.1 m, although the quotient is a little less. */
static double reach_of(const struct tomt_hot_spot_question *question)
{
    return question->radius_m / question->cell_m * (1 + 1e-12);
}

static bool find_spots(struct tomt_arena *arena, const struct tomt_hot_spot_question *question,
                       const struct tomt_crew *crew, struct tomt_hot_spots *out,
                       struct tomt_error *err)
{
    size_t n = out->n_columns * out->n_rows;
    out->z = tomt_arena_block(arena, NULL, n * sizeof *out->z, err);
    out->p = out->z ? tomt_arena_block(arena, NULL, n * sizeof *out->p, err) : NULL;
    out->q = out->p ? tomt_arena_block(arena, NULL, n * sizeof *out->q, err) : NULL;
    if (!out->q || !tomt_gi_star_grid(out->value, out->n_columns, out->n_rows, reach_of(question),
                                      crew, out->z, err))
        return false;
    for (size_t i = 0; i < n; i++)
        out->p[i] = erfc(fabs(out->z[i]) * 0.70710678118654752440);
    return tomt_false_discovery(out->p, n, out->q, err);
}

/* ---- Moran ---------------------------------------------------------------------------------- */

struct neighbourhood {
    const struct tomt_hot_spots *spots;
    const uint32_t *number; /* [cells] of the cell among those that exist */
    const uint32_t *cell;   /* [n_cells] */
    size_t reach_rows;
    const size_t *half; /* [reach_rows + 1]: cells to the side, so many rows away */
    uint64_t *start;
    uint32_t *neighbour; /* NULL: only count */
};

static size_t gather_row(const struct neighbourhood *all, size_t i, uint32_t *to)
{
    const struct tomt_hot_spots *spots = all->spots;
    size_t n = 0, columns = spots->n_columns, own = all->cell[i];
    size_t y = own / columns, x = own % columns, reach = all->reach_rows;
    size_t low = y > reach ? y - reach : 0;
    size_t high = spots->n_rows - 1 - y > reach ? y + reach : spots->n_rows - 1;
    for (size_t row = low; row <= high; row++) {
        size_t half = all->half[row < y ? y - row : row - y];
        size_t left = x > half ? x - half : 0;
        size_t right = columns - 1 - x > half ? x + half : columns - 1;
        for (size_t at = row * columns + left; at <= row * columns + right; at++) {
            if (at == own || isnan(spots->value[at]))
                continue;
            if (to)
                to[n] = all->number[at];
            n++;
        }
    }
    return n;
}

static bool gather_rows(void *seat, size_t from, size_t to, struct tomt_error *err)
{
    (void)err;
    const struct neighbourhood *all = seat;
    for (size_t i = from; i < to; i++) {
        if (all->neighbour)
            gather_row(all, i, all->neighbour + all->start[i]);
        else
            all->start[i + 1] = gather_row(all, i, NULL);
    }
    return true;
}

/* As in Gi*: what counts is whether columns^2 + rows^2 <= reach^2. */
static size_t *half_widths(struct tomt_arena *scratch, const struct tomt_hot_spots *spots,
                           double reach, size_t *n_rows, struct tomt_error *err)
{
    *n_rows = reach < (double)spots->n_rows ? (size_t)reach : spots->n_rows;
    size_t *half = tomt_arena_block(scratch, NULL, (*n_rows + 1) * sizeof *half, err);
    for (size_t row = 0; half && row <= *n_rows; row++) {
        double up2 = (double)row * (double)row;
        double wide = floor(sqrt(fmax(reach * reach - up2, 0)));
        if (wide > 0 && wide * wide + up2 > reach * reach)
            wide -= 1;
        half[row] = wide < (double)spots->n_columns ? (size_t)wide : spots->n_columns;
    }
    return half;
}

static bool find_neighbours(struct tomt_arena *scratch,
                            const struct tomt_hot_spot_question *question,
                            const struct tomt_crew *crew, struct neighbourhood *all,
                            struct tomt_weights *out, struct tomt_error *err)
{
    size_t n = all->spots->n_cells;
    all->half = half_widths(scratch, all->spots, reach_of(question), &all->reach_rows, err);
    all->start = tomt_arena_block(scratch, NULL, (n + 1) * sizeof *all->start, err);
    struct tomt_crew_job job = {.shared = all, .work = gather_rows, .n = n, .chunk = 4096};
    if (!all->half || !all->start || !tomt_crew_run(crew, &job, err))
        return false;
    for (size_t i = 0; i < n; i++)
        all->start[i + 1] += all->start[i];
    size_t size = ((size_t)all->start[n] + 1) * sizeof *all->neighbour;
    all->neighbour = tomt_arena_block(scratch, NULL, size, err);
    if (!all->neighbour)
        return tomt_while(err, "%zu cells with %zu neighbours within %g m in all", n,
                          (size_t)all->start[n], question->radius_m);
    *out = (struct tomt_weights){n, all->start, all->neighbour, NULL};
    return tomt_crew_run(crew, &job, err);
}

/* From the cells that exist back to the grid. */
static bool spread_out(struct tomt_arena *arena, const struct tomt_local *local,
                       const uint32_t *cell, struct tomt_hot_spots *out, struct tomt_error *err)
{
    size_t n = out->n_columns * out->n_rows;
    out->local = tomt_arena_block(arena, NULL, n * sizeof *out->local, err);
    out->local_p = tomt_arena_block(arena, NULL, n * sizeof *out->local_p, err);
    out->local_q = tomt_arena_block(arena, NULL, n * sizeof *out->local_q, err);
    out->quadrant = tomt_arena_block(arena, NULL, n, err);
    if (!out->local || !out->local_p || !out->local_q || !out->quadrant)
        return false;
    for (size_t i = 0; i < n; i++)
        out->local[i] = out->local_p[i] = out->local_q[i] = NAN;
    for (size_t i = 0; i < out->n_cells; i++) {
        out->local[cell[i]] = local->statistic[i];
        out->local_p[cell[i]] = local->p[i];
        out->local_q[cell[i]] = local->q[i];
        out->quadrant[cell[i]] = local->quadrant[i];
    }
    return true;
}

static bool find_moran(struct tomt_arena *arena, struct tomt_arena *scratch,
                       const struct tomt_hot_spot_question *question, const struct tomt_crew *crew,
                       struct tomt_hot_spots *out, struct tomt_error *err)
{
    size_t n = out->n_columns * out->n_rows, n_cells = 0;
    uint32_t *number = tomt_arena_block(scratch, NULL, n * sizeof *number, err);
    uint32_t *cell = tomt_arena_block(scratch, NULL, out->n_cells * sizeof *cell, err);
    double *value = tomt_arena_block(scratch, NULL, out->n_cells * sizeof *value, err);
    if (!number || !cell || !value)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (isnan(out->value[i]))
            continue;
        number[i] = (uint32_t)n_cells;
        value[n_cells] = out->value[i];
        cell[n_cells++] = (uint32_t)i;
    }
    struct neighbourhood all = {.spots = out, .number = number, .cell = cell};
    struct tomt_weights weights;
    struct tomt_local local;
    if (!find_neighbours(scratch, question, crew, &all, &weights, err) ||
        !tomt_moran(&weights, value, &out->moran, err) ||
        !tomt_geary(&weights, value, &out->geary, err) ||
        !tomt_getis_g(&weights, value, &out->getis_g, err))
        return false;
    return question->permutations == 0 ||
           (tomt_local_moran(scratch, &weights, value, question->permutations, question->seed, crew,
                             &local, err) &&
            spread_out(arena, &local, cell, out, err));
}

bool tomt_hot_spots(struct tomt_arena *arena, const struct tomt_hot_spot_question *question,
                    const struct tomt_crew *crew, struct tomt_hot_spots *out,
                    struct tomt_error *err)
{
    *out = (struct tomt_hot_spots){0};
    if (!(question->cell_m > 0) || !isfinite(question->cell_m) || !(question->radius_m >= 0) ||
        !isfinite(question->radius_m))
        return tomt_fail(err, TOMT_PROJECT,
                         "hot spots need cells wider than 0 m and a radius of 0 m or more, not %g "
                         "and %g",
                         question->cell_m, question->radius_m);
    struct tomt_arena *scratch = tomt_arena_new(err);
    if (!scratch)
        return false;
    const struct tomt_global unknown = {NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN};
    out->moran = out->geary = out->getis_g = unknown;
    bool done = lay_cells(arena, scratch, question, out, err);
    if (done && !out->suppressed)
        done = find_spots(arena, question, crew, out, err) &&
               find_moran(arena, scratch, question, crew, out, err);
    tomt_arena_free(scratch);
    return done;
}
