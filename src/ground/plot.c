/* ground/plot.c: see plot.h. */
#include "ground/plot.h"

enum { LARGE_PLOT = 512 /* edges; a plot of more is cut through its own cells */ };
#define CUTTER_BYTES ((size_t)32 << 20) /* decoded shapes kept per pile and thread */

bool tomt_plot_open(struct tomt_plot *plot, const struct tomt_shapes *shapes,
                    struct tomt_error *err)
{
    *plot = (struct tomt_plot){.shapes = shapes};
    if (!tomt_bench_open(&plot->bench, err))
        return false;
    tomt_tracer_start(&plot->tracer, plot->bench.arena);
    tomt_slabs_open(&plot->slabs, plot->bench.arena);
    return true;
}

static void forget_geometry(struct tomt_plot *plot)
{
    GEOSGeom_destroy_r(plot->bench.seat->geos, plot->geometry);
    plot->geometry = NULL;
}

void tomt_plot_close(struct tomt_plot *plot)
{
    forget_geometry(plot);
    tomt_bench_close(&plot->bench);
}

void tomt_plot_count_anew(struct tomt_plot *plot)
{
    plot->n_looked = plot->n_pairs = plot->n_snapped = 0;
}

bool tomt_plot_lay(struct tomt_plot *plot, size_t row, struct tomt_error *err)
{
    forget_geometry(plot);
    size_t size;
    const uint8_t *wkb = tomt_shapes_wkb(plot->shapes, row, &size);
    struct tomt_trace trace;
    tomt_tracer_clear(&plot->tracer);
    if (!tomt_tracer_add(&plot->tracer, wkb, size, &trace, err))
        return false;
    plot->row = row;
    plot->outline = tomt_tracer_outline(&plot->tracer, &trace);
    plot->area_m2 = tomt_greater(0, tomt_outline_area_m2(&plot->outline));
    plot->is_rectangle = tomt_outline_is_rectangle(&plot->outline);
    return true;
}

const GEOSGeometry *tomt_plot_geometry(struct tomt_plot *plot, struct tomt_error *err)
{
    if (!plot->geometry)
        plot->geometry = tomt_seat_shape(plot->bench.seat, plot->shapes, plot->row, err);
    return plot->geometry;
}

bool tomt_outline_is_rectangle(const struct tomt_outline *outline)
{
    if (outline->n != 4)
        return false;
    for (size_t i = 0; i < 4; i++) {
        const struct tomt_edge *edge = &outline->edge[i], *next = &outline->edge[(i + 1) % 4];
        bool level = edge->y0 == edge->y1, upright = edge->x0 == edge->x1;
        if (level == upright || (level ? next->x0 != next->x1 : next->y0 != next->y1))
            return false;
    }
    return true;
}

static double common_width_m(double a0, double a1, double b0, double b1)
{
    return tomt_greater(0, tomt_lesser(a1, b1) - tomt_greater(a0, b0));
}

static double common_box_m2(const struct tomt_box *a, const struct tomt_box *b)
{
    return common_width_m(a->min_x, a->max_x, b->min_x, b->max_x) *
           common_width_m(a->min_y, a->max_y, b->min_y, b->max_y);
}

bool tomt_plot_lie(struct tomt_plot *plot, struct tomt_pile *pile, uint32_t row, enum tomt_lie *lie,
                   struct tomt_error *err)
{
    const struct tomt_outline *other = &pile->cover->outlines.of[row];
    plot->n_looked++;
    if (other->n == 4 && tomt_box_hold(&other->box, &plot->outline.box) && plot->outline.n > 0 &&
        tomt_outline_is_rectangle(other)) {
        *lie = TOMT_LIE_INSIDE;
        return true;
    }
    if (plot->is_rectangle && other->n > 0 && tomt_box_hold(&plot->outline.box, &other->box)) {
        *lie = TOMT_LIE_AROUND;
        return true;
    }
    return tomt_lie(&plot->bench.lie, &plot->outline, other, lie, err);
}

/* Of two that cross, the one of many edges is seen through its cells. */
static GEOSGeometry *overlay(struct tomt_plot *plot, struct tomt_pile *pile, uint32_t row,
                             struct tomt_error *err)
{
    struct tomt_seat *seat = plot->bench.seat;
    const struct tomt_shapes *shapes = pile->cover->shapes;
    bool by_plot =
        plot->outline.n > LARGE_PLOT && pile->cover->outlines.of[row].n < plot->outline.n;
    struct tomt_cutter **cutter = by_plot ? &plot->cutter : &pile->cutter;
    if (!*cutter)
        *cutter = tomt_cutter_open(seat, by_plot ? plot->shapes : shapes, CUTTER_BYTES, err);
    if (!*cutter)
        return NULL;
    bool snapped = false;
    GEOSGeometry *common = NULL;
    if (by_plot) {
        GEOSGeometry *other = tomt_seat_shape(seat, shapes, row, err);
        if (other)
            common = tomt_cutter_cut(*cutter, plot->row, TOMT_INTERSECTION, other,
                                     &shapes->box[row], &snapped, err);
        GEOSGeom_destroy_r(seat->geos, other);
    } else {
        const GEOSGeometry *own = tomt_plot_geometry(plot, err);
        if (own)
            common = tomt_cutter_cut(*cutter, row, TOMT_INTERSECTION, own, &plot->outline.box,
                                     &snapped, err);
    }
    plot->n_pairs++;
    plot->n_snapped += snapped ? 1 : 0;
    return common;
}

/* Slab by slab; *done false: too many edges. */
static bool by_slabs_m2(struct tomt_plot *plot, const struct tomt_outline *other, double *area_m2,
                        bool *done, struct tomt_error *err)
{
    struct tomt_slabs *slabs = &plot->slabs;
    if (!tomt_slabs_begin(slabs, &plot->outline, err) ||
        !tomt_slabs_add(slabs, other, 1, TOMT_NO_PIECE, err) || !tomt_slabs_measure(slabs, err))
        return false;
    *done = !slabs->too_many;
    *area_m2 = 0;
    for (size_t i = 0; i < slabs->n_cells; i++)
        *area_m2 += slabs->cell[i].on ? slabs->cell[i].area_m2 : 0;
    return true;
}

static bool crossing_m2(struct tomt_plot *plot, struct tomt_pile *pile, uint32_t row,
                        double *area_m2, struct tomt_error *err)
{
    const struct tomt_outline *other = &pile->cover->outlines.of[row];
    if (plot->is_rectangle && tomt_outline_is_rectangle(other)) {
        *area_m2 = common_box_m2(&plot->outline.box, &other->box);
        return true;
    }
    bool sure;
    if (!tomt_common_m2(&plot->bench.lie, &plot->outline, other, area_m2, &sure, err))
        return false;
    /* Where a border runs along another's spike the library may give the whole for nothing
     * (decision 013), so it is asked only where edges are many. */
    if (!sure && !by_slabs_m2(plot, other, area_m2, &sure, err))
        return false;
    if (sure)
        return true;
    GEOSGeometry *common = overlay(plot, pile, row, err);
    if (!common)
        return false;
    *area_m2 = tomt_area_m2(plot->bench.seat, common);
    GEOSGeom_destroy_r(plot->bench.seat->geos, common);
    return true;
}

bool tomt_plot_common_m2(struct tomt_plot *plot, struct tomt_pile *pile, uint32_t row,
                         enum tomt_lie lie, double *area_m2, struct tomt_error *err)
{
    *area_m2 = 0;
    if (lie == TOMT_LIE_INSIDE)
        *area_m2 = plot->area_m2;
    else if (lie == TOMT_LIE_AROUND)
        *area_m2 = tomt_outline_area_m2(&pile->cover->outlines.of[row]);
    else if (lie == TOMT_LIE_CROSS && !crossing_m2(plot, pile, row, area_m2, err))
        return false;
    *area_m2 = tomt_lesser(plot->area_m2, tomt_greater(0, *area_m2));
    return true;
}

GEOSGeometry *tomt_plot_cut(struct tomt_plot *plot, struct tomt_pile *pile, uint32_t row,
                            enum tomt_lie lie, struct tomt_error *err)
{
    struct tomt_seat *seat = plot->bench.seat;
    if (lie == TOMT_LIE_INSIDE) {
        const GEOSGeometry *own = tomt_plot_geometry(plot, err);
        GEOSGeometry *copy = own ? GEOSGeom_clone_r(seat->geos, own) : NULL;
        if (own && !copy)
            tomt_fail(err, TOMT_MEMORY, "out of memory (a polygon)");
        return copy;
    }
    if (lie == TOMT_LIE_AROUND)
        return tomt_seat_shape(seat, pile->cover->shapes, row, err);
    GEOSGeometry *common = overlay(plot, pile, row, err);
    return common ? tomt_seat_polygons(seat, common, 0, NULL, NULL, err) : NULL;
}
