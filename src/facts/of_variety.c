/* facts/of_variety.c: related and unrelated variety of the jobs within a radius of every site
 * point. */
#include "facts/industries.h"

#include <math.h>
#include <stdatomic.h>

#define PAD_M 1e-6 /* for the rounding of cell borders; what counts is tested exactly */

struct shared {
    const struct tomt_fact_task *task;
    const struct tomt_places *places;
    const struct tomt_industries *industries;
    atomic_uint_fast64_t n_pairs;
};
struct variety_seat {
    struct shared *shared;
    struct tomt_gatherer *gatherer;
    uint64_t n_pairs;
};

static void *sit(void *of_shared, struct tomt_error *err)
{
    struct shared *shared = of_shared;
    struct tomt_gatherer *gatherer = tomt_gatherer_new(shared->industries, err);
    struct variety_seat *seat =
        gatherer ? tomt_arena_alloc(gatherer->arena, sizeof *seat, err) : NULL;
    if (!seat && gatherer)
        tomt_gatherer_free(gatherer);
    if (seat)
        *seat = (struct variety_seat){shared, gatherer, 0};
    return seat;
}

static void rise(void *at)
{
    struct variety_seat *seat = at;
    atomic_fetch_add(&seat->shared->n_pairs, seat->n_pairs);
    tomt_gatherer_free(seat->gatherer);
}

static void gather_row(struct variety_seat *seat, uint32_t row, double x, double y)
{
    const struct tomt_places *places = seat->shared->places;
    const struct tomt_place_grid *grid = &places->grid;
    double radius2 = seat->shared->industries->terms.radius2_m2;
    double low = grid->min_y + row * grid->cell_m - PAD_M, high = low + grid->cell_m + 2 * PAD_M;
    double near = y < low ? low - y : y > high ? y - high : 0;
    if (near * near > radius2)
        return;
    double half = sqrt(radius2 - near * near) + PAD_M;
    if (x + half < grid->min_x)
        return;
    const uint32_t *start = grid->start + (size_t)row * grid->n_columns;
    uint32_t from = start[tomt_place_column(grid, x - half)],
             to = start[tomt_place_column(grid, x + half) + 1];
    seat->n_pairs += to - from;
    for (uint32_t place = from; place < to; place++) {
        double dx = places->x[place] - x, dy = places->y[place] - y, distance2 = dx * dx + dy * dy;
        if (distance2 <= radius2)
            tomt_gather(seat->gatherer, place, distance2);
    }
}

static bool work(void *at, size_t from, size_t to, struct tomt_error *err)
{
    struct variety_seat *seat = at;
    const struct tomt_fact_task *task = seat->shared->task;
    const struct tomt_place_grid *grid = &seat->shared->places->grid;
    double radius_m = seat->shared->industries->terms.radius_m + PAD_M;
    for (size_t i = from; i < to; i++) {
        size_t site = task->shelf->site_order[i];
        double x = task->sites->point_x[site], y = task->sites->point_y[site];
        if (y + radius_m >= grid->min_y) {
            uint32_t last = tomt_place_row(grid, y + radius_m);
            for (uint32_t row = tomt_place_row(grid, y - radius_m); row <= last; row++)
                gather_row(seat, row, x, y);
        }
        if (!tomt_gathered(seat->gatherer, task->fact, site, err))
            return false;
    }
    return true;
}

static uint32_t *place_of_items(struct tomt_fact_task *task, const struct tomt_places *places,
                                struct tomt_error *err)
{
    uint32_t *place = tomt_arena_block(task->own, NULL, (places->n_items + 1) * sizeof *place, err);
    for (size_t p = 0; place && p < places->n; p++)
        for (uint32_t m = places->member_start[p]; m < places->member_start[p + 1]; m++)
            place[places->member[m]] = (uint32_t)p;
    return place;
}

bool tomt_fact_variety(struct tomt_fact_task *task, struct tomt_error *err)
{
    struct tomt_shelf_businesses *businesses = tomt_shelf_take(task, err);
    if (!businesses || !tomt_variety_start(task, err) || !tomt_shelf_order_sites(task, err))
        return false;
    if (businesses->selection.n_layers == 0) {
        tomt_fact_put_all(task, TOMT_WHY_MISSING_INPUT);
        return true;
    }
    struct tomt_industries industries;
    if (!tomt_shelf_place(task, businesses, err))
        return false;
    uint32_t *place = place_of_items(task, businesses->places, err);
    if (!place ||
        !tomt_industries_make(task, businesses, place, businesses->places->n, &industries, err))
        return false;
    struct shared shared = {.task = task, .places = businesses->places, .industries = &industries};
    struct tomt_crew_job job = {&shared, sit, work, rise, task->sites->n, 64};
    bool ok = tomt_crew_run(task->crew, &job, err);
    task->fact->n_pairs = atomic_load(&shared.n_pairs);
    return ok;
}
