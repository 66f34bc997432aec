/* areas/assign.c: in which area each point lies. */
#include "areas/areas.h"
#include "areas/edges.h"

#include "geo/index.h"

#include <math.h>

enum { CHUNK = 4096 };

struct assignment {
    const struct tomt_index *index;
    const struct tomt_edges *edges; /* [polygons] */
    const double *x, *y;
    uint32_t *area;
};

struct assignment_seat {
    const struct assignment *all;
    struct tomt_rows rows;
};

static void *sit(void *shared, struct tomt_error *err)
{
    struct assignment_seat *seat = tomt_allocate(sizeof *seat);
    if (seat)
        *seat = (struct assignment_seat){.all = shared};
    else
        tomt_fail(err, TOMT_MEMORY, "no memory for a list of areas");
    return seat;
}

static void rise(void *argument)
{
    struct assignment_seat *seat = argument;
    tomt_rows_free(&seat->rows);
    tomt_release(seat);
}

static bool work(void *argument, size_t from, size_t to, struct tomt_error *err)
{
    struct assignment_seat *seat = argument;
    const struct assignment *all = seat->all;
    for (size_t i = from; i < to; i++) {
        double x = all->x[i], y = all->y[i];
        all->area[i] = TOMT_NO_AREA;
        if (!isfinite(x) || !isfinite(y))
            continue;
        if (!tomt_index_find(all->index, &(struct tomt_box){x, y, x, y}, &seat->rows, err))
            return false;
        for (size_t k = 0; k < seat->rows.n && all->area[i] == TOMT_NO_AREA; k++)
            if (tomt_edges_hold(&all->edges[seat->rows.row[k]], x, y))
                all->area[i] = seat->rows.row[k];
    }
    return true;
}

static bool prepare(struct tomt_arena *scratch, const struct tomt_shapes *polygons,
                    struct tomt_edges *edges, struct tomt_error *err)
{
    for (size_t row = 0; row < polygons->n; row++) {
        size_t size;
        const uint8_t *wkb = tomt_shapes_wkb(polygons, row, &size);
        if (!tomt_edges_make(scratch, wkb, size, &edges[row], err))
            return false;
    }
    return true;
}

bool tomt_areas_assign(struct tomt_arena *arena, const struct tomt_shapes *polygons,
                       const double *x, const double *y, size_t n, const struct tomt_crew *crew,
                       uint32_t *area, struct tomt_error *err)
{
    (void)arena; /* what it takes to know is given back at once */
    struct tomt_arena *scratch = tomt_arena_new(err);
    if (!scratch)
        return false;
    struct tomt_edges *edges =
        tomt_arena_block(scratch, NULL, (polygons->n + 1) * sizeof *edges, err);
    const struct tomt_index *index =
        edges ? tomt_index_new(scratch, polygons->box, polygons->n, err) : NULL;
    struct assignment all = {index, edges, x, y, area};
    struct tomt_crew_job job = {&all, sit, work, rise, n, CHUNK};
    bool done = index && prepare(scratch, polygons, edges, err) && tomt_crew_run(crew, &job, err);
    tomt_arena_free(scratch);
    return done;
}
