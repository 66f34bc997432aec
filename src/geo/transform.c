/* geo/transform.c: coordinates from one CRS to another, in bulk. */
#include "geo/crs_inside.h"
#include "geo/wkb_walk.h"

#include <math.h>
#include <string.h>

struct tomt_transform {
    struct tomt_seat *seat;
    PJ *pj; /* NULL: identity */
};

static void close_pj(void *pj)
{
    proj_destroy(pj);
}

/* The same CRS, whichever way its axes run? */
static bool same(struct tomt_seat *seat, const PJ *a, const PJ *b)
{
    PJ *a_gis = proj_normalize_for_visualization(seat->proj, a);
    PJ *b_gis = proj_normalize_for_visualization(seat->proj, b);
    bool equal = proj_is_equivalent_to_with_ctx(seat->proj, a_gis ? a_gis : a, b_gis ? b_gis : b,
                                                PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS) != 0;
    proj_destroy(a_gis);
    proj_destroy(b_gis);
    return equal;
}

static PJ *between(struct tomt_seat *seat, const PJ *from, const PJ *to)
{
    PJ *raw = proj_create_crs_to_crs_from_pj(seat->proj, from, to, NULL, NULL);
    PJ *gis = raw ? proj_normalize_for_visualization(seat->proj, raw) : NULL;
    proj_destroy(raw);
    return gis;
}

struct tomt_transform *tomt_transform_open(struct tomt_seat *seat, const char *from, const char *to,
                                           struct tomt_error *err)
{
    struct tomt_transform *transform = tomt_arena_alloc(seat->arena, sizeof *transform, err);
    if (!transform)
        return NULL;
    transform->seat = seat;
    if (strcmp(from, to) == 0)
        return transform;
    PJ *from_crs = tomt_crs_create(seat, from, err);
    PJ *to_crs = from_crs ? tomt_crs_create(seat, to, err) : NULL;
    bool ok = from_crs && to_crs;
    if (ok && !same(seat, from_crs, to_crs)) {
        seat->message[0] = '\0';
        transform->pj = between(seat, from_crs, to_crs);
        ok = transform->pj
                 ? tomt_arena_defer(seat->arena, close_pj, transform->pj, err)
                 : tomt_fail(err, TOMT_DATA, "PROJ has no way from '%.60s' to '%.60s': %s", from,
                             to, seat->message);
    }
    proj_destroy(from_crs);
    proj_destroy(to_crs);
    return ok ? transform : NULL;
}

bool tomt_transform_is_identity(const struct tomt_transform *transform)
{
    return transform->pj == NULL;
}

/* Through aligned buffers, since the points may lie anywhere in WKB. */
static void move_points(struct tomt_transform *transform, PJ_DIRECTION direction, uint8_t *x,
                        uint8_t *y, size_t stride, size_t n, size_t *n_failed)
{
    double xs[256], ys[256];
    for (size_t from = 0; from < n; from += 256) {
        size_t count = n - from < 256 ? n - from : 256;
        for (size_t i = 0; i < count; i++) {
            memcpy(xs + i, x + (from + i) * stride, 8);
            memcpy(ys + i, y + (from + i) * stride, 8);
        }
        proj_trans_generic(transform->pj, direction, xs, sizeof *xs, count, ys, sizeof *ys, count,
                           NULL, 0, 0, NULL, 0, 0);
        for (size_t i = 0; i < count; i++) {
            if (!isfinite(xs[i]) || !isfinite(ys[i])) {
                xs[i] = ys[i] = NAN;
                ++*n_failed;
            }
            memcpy(x + (from + i) * stride, xs + i, 8);
            memcpy(y + (from + i) * stride, ys + i, 8);
        }
    }
    proj_errno_reset(transform->pj);
}

bool tomt_transform_points(struct tomt_transform *transform, uint8_t *x, uint8_t *y, size_t stride,
                           size_t n, size_t *n_failed, struct tomt_error *err)
{
    (void)err;
    size_t failed = 0;
    if (transform->pj)
        move_points(transform, PJ_FWD, x, y, stride, n, &failed);
    if (n_failed)
        *n_failed = failed;
    return true;
}

bool tomt_transform_wkb(struct tomt_transform *transform, uint8_t *wkb, size_t size,
                        size_t *n_failed, struct tomt_error *err)
{
    (void)err;
    size_t failed = 0;
    struct tomt_wkb_walk walk = tomt_wkb_walk(wkb, size);
    while (transform->pj && tomt_wkb_step(&walk)) {
        uint8_t *xy = wkb + (walk.xy - wkb);
        move_points(transform, PJ_FWD, xy, xy + 8, 16, walk.n, &failed);
    }
    if (n_failed)
        *n_failed = failed;
    return true;
}

enum { SIDE = 21 };

static bool move_box(struct tomt_transform *transform, PJ_DIRECTION direction,
                     const struct tomt_box *from, struct tomt_box *to, struct tomt_error *err)
{
    *to = *from;
    if (!transform->pj || !(from->min_x <= from->max_x && from->min_y <= from->max_y))
        return true;
    double xy[4 * SIDE][2];
    for (int i = 0; i < SIDE; i++) {
        double share = (double)i / (SIDE - 1);
        double x = from->min_x + share * (from->max_x - from->min_x);
        double y = from->min_y + share * (from->max_y - from->min_y);
        xy[4 * i][0] = x;
        xy[4 * i][1] = from->min_y;
        xy[4 * i + 1][0] = x;
        xy[4 * i + 1][1] = from->max_y;
        xy[4 * i + 2][0] = from->min_x;
        xy[4 * i + 2][1] = y;
        xy[4 * i + 3][0] = from->max_x;
        xy[4 * i + 3][1] = y;
    }
    size_t n_failed = 0;
    uint8_t *bytes = (uint8_t *)xy;
    move_points(transform, direction, bytes, bytes + 8, 16, 4 * SIDE, &n_failed);
    if (n_failed == 4 * SIDE)
        return tomt_fail(err, TOMT_DATA,
                         "the box %.9g %.9g, %.9g %.9g has no place in the other CRS", from->min_x,
                         from->min_y, from->max_x, from->max_y);
    *to = (struct tomt_box){INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (int i = 0; i < 4 * SIDE; i++) {
        if (isnan(xy[i][0]))
            continue;
        to->min_x = fmin(to->min_x, xy[i][0]);
        to->max_x = fmax(to->max_x, xy[i][0]);
        to->min_y = fmin(to->min_y, xy[i][1]);
        to->max_y = fmax(to->max_y, xy[i][1]);
    }
    /* A side bulges a little between two of the points asked for. */
    double pad_x = 1e-3 * (to->max_x - to->min_x), pad_y = 1e-3 * (to->max_y - to->min_y);
    *to = (struct tomt_box){to->min_x - pad_x, to->min_y - pad_y, to->max_x + pad_x,
                            to->max_y + pad_y};
    return true;
}

bool tomt_transform_box(struct tomt_transform *transform, const struct tomt_box *from,
                        struct tomt_box *to, struct tomt_error *err)
{
    return move_box(transform, PJ_FWD, from, to, err);
}

bool tomt_transform_inverse_box(struct tomt_transform *transform, const struct tomt_box *to,
                                struct tomt_box *from, struct tomt_error *err)
{
    return move_box(transform, PJ_INV, to, from, err);
}
