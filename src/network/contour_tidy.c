/* network/contour_tidy.c: which hole lies in which shell, which are too small to keep, and the
 * rings as WKB. */
#include "network/reach_inside.h"

#include <stdlib.h>
#include <string.h>

static bool holds_box(const struct tomt_contour_ring *outer, const struct tomt_contour_ring *inner)
{
    return outer->min_x <= inner->min_x && inner->max_x <= outer->max_x &&
           outer->min_y <= inner->min_y && inner->max_y <= outer->max_y;
}

/* The inner one's first vertex is never a vertex of another ring of its state. Exact. */
static bool lies_in(const struct tomt_contour *contour, const struct tomt_contour_ring *inner,
                    const struct tomt_contour_ring *outer)
{
    if (inner->bound != outer->bound || inner->steps2 >= outer->steps2 || !holds_box(outer, inner))
        return false;
    const struct tomt_turn *turn = contour->turn, *p = &turn[inner->first];
    bool odd = false;
    uint32_t at = outer->first;
    do {
        const struct tomt_turn *a = &turn[at], *b = &turn[a->next];
        if ((a->y > p->y) != (b->y > p->y)) {
            int64_t side =
                (int64_t)(b->x - a->x) * (p->y - a->y) - (int64_t)(p->x - a->x) * (b->y - a->y);
            if (b->y > a->y ? side > 0 : side < 0)
                odd = !odd;
        }
        at = a->next;
    } while (at != outer->first);
    return odd;
}

static void drop_islands(struct tomt_contour *contour, const struct tomt_contour_ring *hole)
{
    for (size_t k = 0; k < contour->n_rings; k++) {
        struct tomt_contour_ring *island = &contour->ring[k];
        if (!island->hole && lies_in(contour, island, hole))
            island->dropped = true; /* its own holes are smaller still */
    }
}

static void find_owner(struct tomt_contour *contour, struct tomt_contour_ring *hole)
{
    uint32_t only = UINT32_MAX;
    size_t n = 0;
    for (size_t k = 0; k < contour->n_rings; k++) {
        const struct tomt_contour_ring *shell = &contour->ring[k];
        if (shell->hole || shell->dropped || shell->bound != hole->bound || !holds_box(shell, hole))
            continue;
        n++;
        only = (uint32_t)k;
    }
    if (n == 1) { /* it must be this one */
        hole->owner = only;
        return;
    }
    for (size_t k = 0; k < contour->n_rings; k++) {
        const struct tomt_contour_ring *shell = &contour->ring[k];
        if (!shell->hole && !shell->dropped && lies_in(contour, hole, shell) &&
            (hole->owner == UINT32_MAX || shell->steps2 < contour->ring[hole->owner].steps2))
            hole->owner = (uint32_t)k;
    }
}

void tomt_contour_tidy(struct tomt_contour *contour, const struct tomt_field *field,
                       double least_m2)
{
    double step_m = field->cell_m / TOMT_STEPS;
    for (size_t k = 0; k < contour->n_rings; k++) {
        struct tomt_contour_ring *ring = &contour->ring[k];
        if (!ring->hole || !(ring->steps2 * step_m * step_m < least_m2))
            continue;
        ring->dropped = true;
        drop_islands(contour, ring);
    }
    for (size_t k = 0; k < contour->n_rings; k++)
        if (contour->ring[k].hole && !contour->ring[k].dropped)
            find_owner(contour, &contour->ring[k]);
}

struct part {
    double steps2;
    uint32_t ring;
};

/* Larger first, then as traced. */
static int by_size(const void *a, const void *b)
{
    const struct part *p = a, *q = b;
    if (p->steps2 != q->steps2)
        return p->steps2 > q->steps2 ? -1 : 1;
    return p->ring < q->ring ? -1 : p->ring > q->ring;
}

static uint8_t *put_u32(uint8_t *at, size_t value)
{
    for (int k = 0; k < 4; k++)
        at[k] = (uint8_t)(value >> 8 * k);
    return at + 4;
}

static uint8_t *put_head(uint8_t *at, uint32_t type, size_t n)
{
    *at++ = 1; /* little-endian */
    return put_u32(put_u32(at, type), n);
}

static uint8_t *put_double(uint8_t *at, double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    for (int k = 0; k < 8; k++)
        at[k] = (uint8_t)(bits >> 8 * k);
    return at + 8;
}

static uint8_t *put_ring(uint8_t *at, const struct tomt_contour *contour,
                         const struct tomt_field *field, const struct tomt_contour_ring *ring)
{
    double step_m = field->cell_m / TOMT_STEPS;
    at = put_u32(at, ring->n + 1);
    uint32_t turn = ring->first;
    for (uint32_t k = 0; k <= ring->n; k++) { /* the first again at the end */
        const struct tomt_turn *t = &contour->turn[turn];
        at = put_double(at, (double)(field->col * TOMT_STEPS + t->x) * step_m);
        at = put_double(at, (double)(field->row * TOMT_STEPS + t->y) * step_m);
        turn = t->next;
    }
    return at;
}

static uint8_t *put_part(uint8_t *at, const struct tomt_contour *contour,
                         const struct tomt_field *field, uint32_t shell)
{
    enum { POLYGON = 3 };
    size_t n_rings = 1;
    for (size_t k = 0; k < contour->n_rings; k++)
        n_rings += contour->ring[k].owner == shell;
    at = put_head(at, POLYGON, n_rings);
    at = put_ring(at, contour, field, &contour->ring[shell]);
    for (size_t k = 0; k < contour->n_rings && n_rings > 1; k++)
        if (contour->ring[k].owner == shell)
            at = put_ring(at, contour, field, &contour->ring[k]);
    return at;
}

bool tomt_contour_write(struct tomt_contour *contour, const struct tomt_field *field,
                        uint32_t bound, struct tomt_shapes *out, struct tomt_error *err)
{
    enum { MULTI = 6 };
    size_t n_parts = 0, bytes = 9;
    if (!tomt_reach_grow(contour->arena, &contour->work[0], &contour->have_work[0],
                         (contour->n_rings + 1) * sizeof(struct part), err))
        return false;
    struct part *part = contour->work[0];
    for (size_t k = 0; k < contour->n_rings; k++) {
        const struct tomt_contour_ring *ring = &contour->ring[k];
        if (ring->bound != bound || ring->dropped)
            continue;
        bytes += 13 + 16 * ((size_t)ring->n + 1);
        if (!ring->hole)
            part[n_parts++] = (struct part){ring->steps2, (uint32_t)k};
    }
    if (n_parts == 0)
        return tomt_fail(err, TOMT_INTERNAL, "an outline of reached streets is empty");
    if (!tomt_reach_grow(contour->arena, &contour->work[1], &contour->have_work[1], bytes, err))
        return false;
    qsort(part, n_parts, sizeof *part, by_size);
    uint8_t *wkb = contour->work[1], *at = wkb;
    if (n_parts > 1)
        at = put_head(at, MULTI, n_parts);
    for (size_t k = 0; k < n_parts; k++)
        at = put_part(at, contour, field, part[k].ring);
    return tomt_shapes_add_wkb(out, wkb, (size_t)(at - wkb), err);
}
