/* run/transit_zones.c: for each class the union of discs around hubs, minus that of the class
 * before. */
#include "run/transit_zones.h"

#include <math.h>
#include <stdlib.h>

enum { N_CLASSES = 6, MOST_SIZES = 8 };

struct disc {
    double x, y, radius_m;
    size_t hub;
};

struct zoning {
    struct tomt_seat *seat;
    const struct tomt_hubs *hubs;
    const struct tomt_box *box;
    GEOSGeometry *cut; /* the box; NULL: everywhere */
    struct disc *disc; /* [n] each, room for all hubs */
    double *x, *y, *radius_m;
    struct tomt_shapes *shapes;
    struct tomt_column *class, *n_hubs;
    size_t n_rows;
};

static bool is_empty(const struct tomt_box *box)
{
    return !(box->min_x <= box->max_x && box->min_y <= box->max_y);
}

static bool reaches_box(const struct tomt_box *box, double x, double y, double radius_m)
{
    double dx = fmax(0, fmax(box->min_x - x, x - box->max_x));
    double dy = fmax(0, fmax(box->min_y - y, y - box->max_y));
    return is_empty(box) || dx * dx + dy * dy <= radius_m * radius_m;
}

/* Large ones first: only those can cover others. */
static int by_size(const void *a, const void *b)
{
    const struct disc *p = a, *q = b;
    if (p->radius_m != q->radius_m)
        return p->radius_m > q->radius_m ? -1 : 1;
    if (p->x != q->x)
        return p->x < q->x ? -1 : 1;
    if (p->y != q->y)
        return p->y < q->y ? -1 : 1;
    return p->hub < q->hub ? -1 : p->hub > q->hub;
}

/* Does one of the discs from..to, all of one larger radius and by x, cover this one, with room for
 * the corners of its polygon? */
static bool is_covered(const struct zoning *z, size_t from, size_t to, const struct disc *d)
{
    double slack_m = z->radius_m[from] * 0.998 - d->radius_m * 1.002;
    size_t low = from, high = to;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (z->x[middle] < d->x - slack_m)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < to && z->x[low] <= d->x + slack_m; low++)
        if (hypot(z->x[low] - d->x, z->y[low] - d->y) <= slack_m)
            return true;
    return false;
}

static size_t find_discs(struct zoning *z, unsigned class)
{
    size_t n = 0;
    for (size_t i = 0; i < z->hubs->n; i++) {
        double radius_m = tomt_transit_class_reach_m(z->hubs->category[i], class);
        double x = z->hubs->x[i], y = z->hubs->y[i];
        if (radius_m > 0 && isfinite(x) && isfinite(y) && reaches_box(z->box, x, y, radius_m))
            z->disc[n++] = (struct disc){x, y, radius_m, i};
    }
    if (n > 0)
        qsort(z->disc, n, sizeof *z->disc, by_size);
    return n;
}

/* The discs of this class or better, without those that a larger one covers: in a town most of the
 * small ones. */
static size_t gather(struct zoning *z, unsigned class)
{
    size_t n = find_discs(z, class), kept = 0, n_sizes = 0, size_start[MOST_SIZES + 1];
    for (size_t i = 0; i < n; i++) {
        const struct disc *d = &z->disc[i];
        bool smaller = i > 0 && d->radius_m < d[-1].radius_m;
        if ((i == 0 || smaller) && n_sizes < MOST_SIZES)
            size_start[n_sizes++] = kept;
        bool covered = i > 0 && !smaller && d->x == d[-1].x && d->y == d[-1].y;
        for (size_t k = 0; k + 1 < n_sizes && !covered; k++)
            covered = size_start[k] < size_start[k + 1] &&
                      is_covered(z, size_start[k], size_start[k + 1], d);
        if (covered)
            continue;
        z->x[kept] = d->x;
        z->y[kept] = d->y;
        z->radius_m[kept++] = d->radius_m;
    }
    return kept;
}

static int64_t count_rings(const struct zoning *z, unsigned class)
{
    int64_t n = 0;
    for (size_t i = 0; i < z->hubs->n; i++) {
        double radius_m = tomt_transit_class_reach_m(z->hubs->category[i], class);
        double better_m =
            class > 1 ? tomt_transit_class_reach_m(z->hubs->category[i], class - 1) : 0;
        n += radius_m > better_m && reaches_box(z->box, z->hubs->x[i], z->hubs->y[i], radius_m);
    }
    return n;
}

static GEOSGeometry *rectangle(struct zoning *z, struct tomt_error *err)
{
    const struct tomt_box *b = z->box;
    GEOSGeometry *cut =
        GEOSGeom_createRectangle_r(z->seat->geos, b->min_x, b->min_y, b->max_x, b->max_y);
    if (!cut)
        tomt_fail(err, TOMT_MEMORY, "out of memory for the map of transit classes");
    return cut;
}

/* One of the overlays; `geometry` is taken over. */
static GEOSGeometry *overlaid(struct zoning *z, enum tomt_overlay what, GEOSGeometry *geometry,
                              const GEOSGeometry *other, struct tomt_error *err)
{
    bool snapped;
    GEOSGeometry *result =
        geometry ? tomt_seat_overlay(z->seat, what, geometry, other, &snapped, err) : NULL;
    GEOSGeom_destroy_r(z->seat->geos, geometry);
    return result;
}

static bool put_zone(struct zoning *z, unsigned class, const GEOSGeometry *within,
                     const GEOSGeometry *better, struct tomt_error *err)
{
    const double sliver_m2 = 1;
    GEOSContextHandle_t geos = z->seat->geos;
    GEOSGeometry *zone = GEOSGeom_clone_r(geos, within);
    if (better)
        zone = overlaid(z, TOMT_DIFFERENCE, zone, better, err);
    if (zone && z->cut)
        zone = overlaid(z, TOMT_INTERSECTION, zone, z->cut, err);
    if (zone)
        zone = tomt_seat_polygons(z->seat, zone, sliver_m2, NULL, NULL, err);
    if (!zone)
        return tomt_while(err, "drawing transit class %c", 'A' + (int)class - 1);
    bool ok = true;
    if (GEOSisEmpty_r(geos, zone) == 0) {
        const char name = (char)('A' + class - 1);
        ok = tomt_seat_write(z->seat, zone, z->shapes, err) &&
             tomt_column_add_text(z->class, &name, 1, err) &&
             tomt_column_add_integer(z->n_hubs, count_rings(z, class), err);
        z->n_rows += ok;
    }
    GEOSGeom_destroy_r(geos, zone);
    return ok;
}

static bool draw(struct zoning *z, struct tomt_error *err)
{
    GEOSGeometry *better = NULL;
    bool ok = true;
    for (unsigned class = 1; ok && class <= N_CLASSES; class ++) {
        size_t n = gather(z, class);
        GEOSGeometry *within = n ? tomt_seat_discs(z->seat, z->x, z->y, z->radius_m, n, err) : NULL;
        ok = n == 0 || (within && put_zone(z, class, within, better, err));
        if (within) {
            GEOSGeom_destroy_r(z->seat->geos, better);
            better = within;
        }
    }
    GEOSGeom_destroy_r(z->seat->geos, better);
    return ok;
}

bool tomt_transit_zones(struct tomt_arena *arena, struct tomt_seat *seat,
                        const struct tomt_hubs *hubs, const struct tomt_box *box,
                        struct tomt_shapes *shapes, struct tomt_table *table,
                        struct tomt_error *err)
{
    struct zoning z = {.seat = seat, .hubs = hubs, .box = box, .shapes = shapes};
    size_t n = hubs->n + 1;
    tomt_shapes_start(shapes, arena, TOMT_POLYGONS);
    if (!tomt_table_start(table, arena, 2, err))
        return false;
    z.class = tomt_table_column(table, "class", TOMT_TEXT, err);
    z.n_hubs = z.class ? tomt_table_column(table, "n_hubs", TOMT_INTEGER, err) : NULL;
    z.disc = tomt_allocate(n * sizeof *z.disc);
    z.x = tomt_allocate(3 * n * sizeof *z.x);
    bool ok = z.n_hubs && ((z.disc && z.x) ||
                           tomt_fail(err, TOMT_MEMORY, "out of memory for %zu hubs", hubs->n));
    if (ok) {
        z.y = z.x + n;
        z.radius_m = z.y + n;
        z.cut = is_empty(box) ? NULL : rectangle(&z, err);
        ok = (z.cut || is_empty(box)) && draw(&z, err);
        GEOSGeom_destroy_r(seat->geos, z.cut);
    }
    table->n_rows = z.n_rows;
    tomt_release(z.disc);
    tomt_release(z.x);
    return ok || tomt_while(err, "drawing transit classes");
}
