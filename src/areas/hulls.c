/* areas/hulls.c: the outlines of clusters, and who stands in them. */
#include "areas/hulls.h"

#include "areas/edges.h"
#include "areas/industries.h"
#include "geo/index.h"
#include "geo/seat.h"

#include <string.h>

static const double RATIO = 0.3;

struct outline {
    uint8_t *wkb; /* of tomt_allocate */
    size_t size;
};

struct drawing {
    const struct tomt_crowds *crowds;
    struct outline *outline; /* [crowds->n] */
};

struct drawing_seat {
    const struct drawing *all;
    struct tomt_arena *arena;
    struct tomt_seat *seat;
};

static void stand_up(void *argument)
{
    struct drawing_seat *seat = argument;
    tomt_arena_free(seat->arena);
    tomt_release(seat);
}

static void *sit_down(void *shared, struct tomt_error *err)
{
    struct drawing_seat *seat = tomt_allocate(sizeof *seat);
    if (!seat) {
        tomt_fail(err, TOMT_MEMORY, "no memory to draw hulls");
        return NULL;
    }
    *seat = (struct drawing_seat){.all = shared, .arena = tomt_arena_new(err)};
    seat->seat = seat->arena ? tomt_seat_open(seat->arena, err) : NULL;
    if (!seat->seat) {
        stand_up(seat);
        return NULL;
    }
    return seat;
}

static bool draw(void *argument, size_t from, size_t to, struct tomt_error *err)
{
    struct drawing_seat *seat = argument;
    const struct tomt_crowds *crowds = seat->all->crowds;
    for (size_t i = from; i < to; i++) {
        struct tomt_arena_mark mark = tomt_arena_mark(seat->arena);
        struct tomt_shapes one;
        size_t first = crowds->start[i], size;
        tomt_shapes_start(&one, seat->arena, TOMT_POLYGONS);
        if (!tomt_seat_hull(seat->seat, crowds->x + first, crowds->y + first,
                            crowds->start[i + 1] - first, RATIO, TOMT_HULL_MARGIN_M, &one, err))
            return tomt_while(err, "the hull of cluster %zu", i + 1);
        const uint8_t *wkb = tomt_shapes_wkb(&one, 0, &size);
        struct outline *outline = &seat->all->outline[i];
        outline->wkb = tomt_allocate(size);
        if (!outline->wkb)
            return tomt_fail(err, TOMT_MEMORY, "no memory for a hull of %zu bytes", size);
        memcpy(outline->wkb, wkb, size);
        outline->size = size;
        tomt_arena_rewind(seat->arena, mark);
    }
    return true;
}

bool tomt_hulls_make(struct tomt_arena *arena, const struct tomt_crowds *crowds,
                     const struct tomt_crew *crew, struct tomt_shapes *hull, struct tomt_error *err)
{
    tomt_shapes_start(hull, arena, TOMT_POLYGONS);
    struct outline *outline = tomt_arena_block(arena, NULL, (crowds->n + 1) * sizeof *outline, err);
    if (!outline)
        return false;
    struct drawing all = {crowds, outline};
    struct tomt_crew_job job = {&all, sit_down, draw, stand_up, crowds->n, 1};
    bool done = tomt_crew_run(crew, &job, err);
    for (size_t i = 0; i < crowds->n; i++) {
        done = done && tomt_shapes_add_wkb(hull, outline[i].wkb, outline[i].size, err);
        tomt_release(outline[i].wkb);
    }
    tomt_arena_drop(arena, outline);
    return done;
}

/* ---- who stands in them --------------------------------------------------------------------- */

struct counting {
    const struct tomt_shapes *hull;
    const struct tomt_workplaces *workplaces;
    const struct tomt_index *index; /* of the workplaces */
    uint64_t sectors;
    double *jobs, *sector_jobs;
};

static bool count_in(const struct counting *all, struct tomt_arena *scratch, size_t row,
                     struct tomt_rows *near, struct tomt_error *err)
{
    const struct tomt_workplaces *workplaces = all->workplaces;
    struct tomt_edges edges;
    size_t size;
    const uint8_t *wkb = tomt_shapes_wkb(all->hull, row, &size);
    if (!tomt_edges_make(scratch, wkb, size, &edges, err) ||
        !tomt_index_find(all->index, &all->hull->box[row], near, err))
        return false;
    all->jobs[row] = all->sector_jobs[row] = 0;
    for (size_t k = 0; k < near->n; k++) {
        size_t i = near->row[k];
        if (!tomt_jobs_known(workplaces->jobs[i]) ||
            !tomt_edges_hold(&edges, workplaces->x[i], workplaces->y[i]))
            continue;
        double jobs = tomt_exact_weight(workplaces->jobs[i]);
        all->jobs[row] += jobs;
        all->sector_jobs[row] += workplaces->sectors[i] & all->sectors ? jobs : 0;
    }
    return true;
}

static bool count(void *seat, size_t from, size_t to, struct tomt_error *err)
{
    const struct counting *all = seat;
    struct tomt_rows near = {0};
    struct tomt_arena *scratch = tomt_arena_new(err);
    bool done = scratch != NULL;
    for (size_t row = from; done && row < to; row++)
        done = count_in(all, scratch, row, &near, err);
    tomt_rows_free(&near);
    tomt_arena_free(scratch);
    return done;
}

bool tomt_hulls_count(const struct tomt_shapes *hull, const struct tomt_workplaces *workplaces,
                      uint64_t sectors, const struct tomt_crew *crew, double *jobs,
                      double *sector_jobs, struct tomt_error *err)
{
    size_t n = workplaces->n;
    struct tomt_arena *scratch = tomt_arena_new(err);
    struct tomt_box *box =
        scratch ? tomt_arena_block(scratch, NULL, (n + 1) * sizeof *box, err) : NULL;
    for (size_t i = 0; box && i < n; i++)
        box[i] = (struct tomt_box){workplaces->x[i], workplaces->y[i], workplaces->x[i],
                                   workplaces->y[i]};
    struct counting all = {.hull = hull,
                           .workplaces = workplaces,
                           .index = box ? tomt_index_new(scratch, box, n, err) : NULL,
                           .sectors = sectors,
                           .jobs = jobs,
                           .sector_jobs = sector_jobs};
    struct tomt_crew_job job = {.shared = &all, .work = count, .n = hull->n, .chunk = 4};
    bool done = all.index && tomt_crew_run(crew, &job, err);
    tomt_arena_free(scratch);
    return done;
}
