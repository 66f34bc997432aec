/* sites/outline.c: traces WKB into oriented edges and sorts them into bands, so that a point or a
 * small box meets few of them. */
#include "sites/outline.h"

#include "geo/wkb.h"

#include <math.h>

enum {
    BAND_FROM = 24 /* fewer edges than this are scanned */,
    EDGES_PER_BAND = 4,
    MOST_REPEATS = 6
};

bool tomt_grow(struct tomt_arena *arena, void *items, size_t *capacity, size_t need, size_t size,
               struct tomt_error *err)
{
    if (need <= *capacity)
        return true;
    size_t wanted = *capacity ? *capacity + *capacity / 2 : 64;
    if (wanted < need)
        wanted = need;
    void *old;
    memcpy(&old, items, sizeof old);
    void *grown = tomt_arena_block(arena, old, wanted * size, err);
    if (!grown)
        return false;
    memcpy(items, &grown, sizeof grown);
    *capacity = wanted;
    return true;
}

void tomt_tracer_start(struct tomt_tracer *tracer, struct tomt_arena *arena)
{
    *tracer = (struct tomt_tracer){.arena = arena};
}

void tomt_tracer_clear(struct tomt_tracer *tracer)
{
    tracer->n_edges = tracer->n_starts = tracer->n_band_edges = 0;
}

struct pen {
    struct tomt_tracer *tracer;
    struct tomt_error *err;
    bool failed;
};

static double ring_area_m2(const uint8_t *xy, size_t n)
{
    double x0, y0, ax, ay, twice = 0;
    tomt_wkb_xy(xy, 0, &x0, &y0);
    tomt_wkb_xy(xy, 1, &ax, &ay);
    for (size_t i = 2; i < n; i++) {
        double bx, by;
        tomt_wkb_xy(xy, i, &bx, &by);
        twice += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0);
        ax = bx;
        ay = by;
    }
    return twice / 2;
}

static bool trace_ring(void *context, size_t part, size_t ring, const uint8_t *xy, size_t n)
{
    (void)part;
    struct pen *pen = context;
    struct tomt_tracer *tracer = pen->tracer;
    if (n < 3)
        return true;
    if (!tomt_grow(tracer->arena, &tracer->edge, &tracer->edge_capacity, tracer->n_edges + n,
                   sizeof *tracer->edge, pen->err)) {
        pen->failed = true;
        return false;
    }
    bool backwards = (ring_area_m2(xy, n) > 0) != (ring == 0);
    double ax, ay;
    tomt_wkb_xy(xy, backwards ? n - 1 : 0, &ax, &ay);
    for (size_t i = 1; i < n; i++) {
        double bx, by;
        tomt_wkb_xy(xy, backwards ? n - 1 - i : i, &bx, &by);
        if (ax != bx || ay != by)
            tracer->edge[tracer->n_edges++] = (struct tomt_edge){ax, ay, bx, by};
        ax = bx;
        ay = by;
    }
    return true;
}

static void set_box(const struct tomt_edge *edge, size_t n, struct tomt_box *box)
{
    *box = (struct tomt_box){INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t i = 0; i < n; i++) {
        box->min_x = tomt_lesser(box->min_x, edge[i].x0);
        box->max_x = tomt_greater(box->max_x, edge[i].x0);
        box->min_y = tomt_lesser(box->min_y, edge[i].y0);
        box->max_y = tomt_greater(box->max_y, edge[i].y0);
    }
}

/* Long upright edges lie in many bands: there are only so many bands that the lists stay a few
 * times the edges. */
static size_t bands_for(const struct tomt_edge *edge, size_t n, double height)
{
    if (n < BAND_FROM || !(height > 0))
        return 1;
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += fabs(edge[i].y1 - edge[i].y0);
    double most = MOST_REPEATS * (double)n * height / tomt_greater(sum, height);
    double wanted = tomt_lesser((double)(n / EDGES_PER_BAND), most);
    return wanted < 1 ? 1 : (size_t)wanted;
}

static void edge_bands(const struct tomt_outline *outline, const struct tomt_edge *edge,
                       size_t *first, size_t *last)
{
    *first = tomt_outline_band(outline, tomt_lesser(edge->y0, edge->y1) - TOMT_SAME_M);
    *last = tomt_outline_band(outline, tomt_greater(edge->y0, edge->y1) + TOMT_SAME_M);
}

static bool sort_into_bands(struct tomt_tracer *tracer, struct tomt_trace *trace,
                            struct tomt_error *err)
{
    const struct tomt_edge *edge = tracer->edge + trace->edge;
    size_t n_bands = trace->n_bands;
    struct tomt_outline view = {
        .box = trace->box, .n_bands = n_bands, .bands_per_m = trace->bands_per_m};
    if (!tomt_grow(tracer->arena, &tracer->start, &tracer->start_capacity,
                   tracer->n_starts + n_bands + 1, sizeof *tracer->start, err))
        return false;
    uint32_t *start = tracer->start + tracer->n_starts;
    memset(start, 0, (n_bands + 1) * sizeof *start);
    for (size_t i = 0; i < trace->n; i++) {
        size_t first, last;
        edge_bands(&view, &edge[i], &first, &last);
        for (size_t band = first; band <= last; band++)
            start[band + 1]++;
    }
    for (size_t band = 0; band < n_bands; band++)
        start[band + 1] += start[band];
    size_t total = start[n_bands];
    if (!tomt_grow(tracer->arena, &tracer->band_edge, &tracer->band_edge_capacity,
                   tracer->n_band_edges + total, sizeof *tracer->band_edge, err))
        return false;
    uint32_t *list = tracer->band_edge + tracer->n_band_edges;
    /* Filled from the back so that start[band] ends where it belongs and edges stay ascending. */
    for (size_t i = trace->n; i-- > 0;) {
        size_t first, last;
        edge_bands(&view, &edge[i], &first, &last);
        for (size_t band = first; band <= last; band++)
            list[--start[band + 1]] = (uint32_t)i;
    }
    memmove(start, start + 1, n_bands * sizeof *start);
    start[n_bands] = (uint32_t)total;
    trace->start = tracer->n_starts;
    trace->band_edge = tracer->n_band_edges;
    tracer->n_starts += n_bands + 1;
    tracer->n_band_edges += total;
    return true;
}

bool tomt_tracer_add(struct tomt_tracer *tracer, const uint8_t *wkb, size_t size,
                     struct tomt_trace *trace, struct tomt_error *err)
{
    struct pen pen = {.tracer = tracer, .err = err};
    *trace = (struct tomt_trace){.edge = tracer->n_edges};
    if (!tomt_wkb_each(wkb, size, trace_ring, &pen) && pen.failed)
        return false;
    trace->n = tracer->n_edges - trace->edge;
    if (trace->n > UINT32_MAX / (MOST_REPEATS + 2))
        return tomt_fail(err, TOMT_DATA, "a polygon with %zu edges is too large; split it",
                         trace->n);
    set_box(tracer->edge + trace->edge, trace->n, &trace->box);
    double height = trace->box.max_y - trace->box.min_y;
    trace->n_bands = bands_for(tracer->edge + trace->edge, trace->n, height);
    trace->bands_per_m = height > 0 ? (double)trace->n_bands / height : 0;
    return trace->n_bands == 1 || sort_into_bands(tracer, trace, err);
}

struct tomt_outline tomt_tracer_outline(const struct tomt_tracer *tracer,
                                        const struct tomt_trace *trace)
{
    struct tomt_outline outline = {
        .edge = tracer->edge + trace->edge,
        .n = trace->n,
        .box = trace->box,
        .n_bands = trace->n_bands,
        .bands_per_m = trace->bands_per_m,
    };
    if (trace->n_bands > 1) {
        outline.band_start = tracer->start + trace->start;
        outline.band_edge = tracer->band_edge + trace->band_edge;
    }
    return outline;
}

bool tomt_outlines_make(struct tomt_arena *arena, const struct tomt_shapes *shapes,
                        struct tomt_outlines *outlines, struct tomt_error *err)
{
    struct tomt_tracer tracer;
    tomt_tracer_start(&tracer, arena);
    *outlines = (struct tomt_outlines){.n = shapes->n};
    struct tomt_trace *trace = tomt_arena_block(arena, NULL, (shapes->n + 1) * sizeof *trace, err);
    outlines->of = tomt_arena_block(arena, NULL, (shapes->n + 1) * sizeof *outlines->of, err);
    if (!trace || !outlines->of)
        return false;
    for (size_t row = 0; row < shapes->n; row++) {
        size_t size;
        const uint8_t *wkb = tomt_shapes_wkb(shapes, row, &size);
        if (!tomt_tracer_add(&tracer, wkb, size, &trace[row], err))
            return false;
    }
    for (size_t row = 0; row < shapes->n; row++)
        outlines->of[row] = tomt_tracer_outline(&tracer, &trace[row]);
    tomt_arena_drop(arena, trace);
    return true;
}

static inline bool is_on(const struct tomt_edge *edge, double x, double y, double cross)
{
    if (x < tomt_lesser(edge->x0, edge->x1) - TOMT_SAME_M ||
        x > tomt_greater(edge->x0, edge->x1) + TOMT_SAME_M ||
        y < tomt_lesser(edge->y0, edge->y1) - TOMT_SAME_M ||
        y > tomt_greater(edge->y0, edge->y1) + TOMT_SAME_M)
        return false;
    double dx = edge->x1 - edge->x0, dy = edge->y1 - edge->y0;
    return cross * cross <= TOMT_SAME_M * TOMT_SAME_M * (dx * dx + dy * dy);
}

/* Counts the edges a ray to the east meets; on an edge it says so instead. */
static inline bool meet(const struct tomt_edge *edge, double x, double y, bool *inside)
{
    double cross = (edge->x1 - edge->x0) * (y - edge->y0) - (edge->y1 - edge->y0) * (x - edge->x0);
    if (is_on(edge, x, y, cross))
        return true;
    if ((edge->y0 > y) != (edge->y1 > y) && (edge->y1 > edge->y0) == (cross > 0))
        *inside = !*inside;
    return false;
}

enum tomt_outline_side tomt_outline_place(const struct tomt_outline *outline, double x, double y)
{
    const struct tomt_box *box = &outline->box;
    if (x < box->min_x - TOMT_SAME_M || x > box->max_x + TOMT_SAME_M ||
        y < box->min_y - TOMT_SAME_M || y > box->max_y + TOMT_SAME_M)
        return TOMT_PLACE_OUT;
    bool inside = false;
    if (outline->n_bands == 1) {
        for (size_t i = 0; i < outline->n; i++) {
            if (meet(&outline->edge[i], x, y, &inside))
                return TOMT_PLACE_ON;
        }
    } else {
        size_t band = tomt_outline_band(outline, y);
        for (uint32_t i = outline->band_start[band]; i < outline->band_start[band + 1]; i++) {
            if (meet(&outline->edge[outline->band_edge[i]], x, y, &inside))
                return TOMT_PLACE_ON;
        }
    }
    return inside ? TOMT_PLACE_IN : TOMT_PLACE_OUT;
}

double tomt_outline_area_m2(const struct tomt_outline *outline)
{
    double x0 = outline->box.min_x, y0 = outline->box.min_y, twice = 0;
    for (size_t i = 0; i < outline->n; i++) {
        const struct tomt_edge *edge = &outline->edge[i];
        twice += (edge->x0 - x0) * (edge->y1 - y0) - (edge->x1 - x0) * (edge->y0 - y0);
    }
    return twice / 2;
}

double tomt_outline_perimeter_m(const struct tomt_outline *outline)
{
    double sum = 0;
    for (size_t i = 0; i < outline->n; i++)
        sum += sqrt((outline->edge[i].x1 - outline->edge[i].x0) *
                        (outline->edge[i].x1 - outline->edge[i].x0) +
                    (outline->edge[i].y1 - outline->edge[i].y0) *
                        (outline->edge[i].y1 - outline->edge[i].y0));
    return sum;
}

bool tomt_outline_centroid(const struct tomt_outline *outline, double *x, double *y)
{
    double x0 = outline->box.min_x, y0 = outline->box.min_y, twice = 0, sum_x = 0, sum_y = 0;
    for (size_t i = 0; i < outline->n; i++) {
        double ax = outline->edge[i].x0 - x0, ay = outline->edge[i].y0 - y0;
        double bx = outline->edge[i].x1 - x0, by = outline->edge[i].y1 - y0;
        double cross = ax * by - bx * ay;
        twice += cross;
        sum_x += (ax + bx) * cross;
        sum_y += (ay + by) * cross;
    }
    if (!(twice > 0))
        return false;
    *x = x0 + sum_x / (3 * twice);
    *y = y0 + sum_y / (3 * twice);
    return true;
}
