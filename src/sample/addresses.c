/* Addresses: on the street in front of each parcel, numbered along it, odd on one side and even on
 * the other. */
#include "sample/city.h"

#include "geo/wkb.h"

#include <math.h>
#include <stdlib.h>

struct door {
    uint32_t cut, parcel;
    int32_t along; /* dm on the street */
    uint8_t side;  /* 0 or 1 */
    double x, y;
};

struct streets {
    const struct tomt_city *city;
    uint32_t *order; /* cuts by (upright, at, from) */
};

static int compare_cut(const void *a, const void *b, void *context)
{
    const struct tomt_cut *cut = context;
    const struct tomt_cut *x = &cut[*(const uint32_t *)a], *y = &cut[*(const uint32_t *)b];
    if (x->upright != y->upright)
        return x->upright ? 1 : -1;
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    return (x->from > y->from) - (x->from < y->from);
}

static int compare_door(const void *a, const void *b)
{
    const struct door *x = a, *y = b;
    if (x->cut != y->cut)
        return x->cut < y->cut ? -1 : 1;
    if (x->along != y->along)
        return x->along < y->along ? -1 : 1;
    return (x->parcel > y->parcel) - (x->parcel < y->parcel);
}

/* The cut that runs through a point of a block's side. */
static bool find_cut(const struct streets *streets, bool upright, int32_t at, int32_t along,
                     uint32_t *found)
{
    const struct tomt_cut *cut = streets->city->cut;
    size_t low = 0, high = streets->city->n_cuts;
    while (low < high) { /* the first cut that begins after the point */
        size_t middle = (low + high) / 2;
        const struct tomt_cut *m = &cut[streets->order[middle]];
        bool after = m->upright != upright ? m->upright
                     : m->at != at         ? m->at > at
                                           : m->from > along;
        if (after)
            high = middle;
        else
            low = middle + 1;
    }
    if (low == 0)
        return false;
    *found = streets->order[low - 1];
    const struct tomt_cut *c = &cut[*found];
    return c->upright == upright && c->at == at && c->from <= along && along <= c->to;
}

static size_t doors_of(const struct tomt_city *city, const struct tomt_parcel *parcel)
{
    bool along_u = parcel->front == TOMT_SOUTH || parcel->front == TOMT_NORTH;
    double front_m =
        (along_u ? parcel->rect.u1 - parcel->rect.u0 : parcel->rect.v1 - parcel->rect.v0) / 10.0;
    switch (city->block[parcel->block].kind) {
    case TOMT_K_GREEN:
        return 0;
    case TOMT_K_NATURE:
        return parcel->bra_m2 > 0 ? 1 : 0;
    case TOMT_K_CENTRE:
    case TOMT_K_VILLAGE:
    case TOMT_K_DENSE:
        return 1 + (size_t)(front_m / 22);
    default:
        return 1 + (size_t)(front_m / 45);
    }
}

static bool knock(struct tomt_city *city, const struct streets *streets, uint32_t row, size_t i,
                  size_t n, struct door *door)
{
    const struct tomt_parcel *parcel = &city->parcel[row];
    const struct tomt_rect *r = &parcel->rect, *b = &city->block[parcel->block].rect;
    bool along_u = parcel->front == TOMT_SOUTH || parcel->front == TOMT_NORTH;
    bool far = parcel->front == TOMT_NORTH ||
               parcel->front == TOMT_EAST; /* the street is at the block's higher side */
    double share = ((double)i + 0.5) / (double)n;
    int32_t along = along_u ? r->u0 + (int32_t)((r->u1 - r->u0) * share)
                            : r->v0 + (int32_t)((r->v1 - r->v0) * share);
    int32_t at = along_u ? (far ? b->v1 : b->v0) : far ? b->u1 : b->u0;
    if (!find_cut(streets, !along_u, at, along, &door->cut))
        return false;
    size_t size;
    const uint8_t *wkb = tomt_shapes_wkb(&city->parcel_shapes, parcel->shape, &size);
    for (double inside = 40; inside < 2000;
         inside *= 1.8) { /* a few metres behind the front; more where a road cut it off */
        int32_t edge = along_u ? (far ? r->v1 : r->v0) : far ? r->u1 : r->u0;
        double other = edge + (far ? -inside : inside);
        struct tomt_xy p =
            along_u ? tomt_city_place(city, along, other) : tomt_city_place(city, other, along);
        door->x = round((p.x + TOMT_ORIGIN_X) * 100) / 100;
        door->y = round((p.y + TOMT_ORIGIN_Y) * 100) / 100;
        if (tomt_wkb_holds_point(wkb, size, door->x, door->y)) {
            door->along = along;
            door->side = far;
            door->parcel = row;
            return true;
        }
    }
    return false;
}

static bool number_doors(struct tomt_city *city, struct door *door, size_t n,
                         struct tomt_error *err)
{
    struct tomt_random random;
    tomt_random_start(&random, city->seed, 3);
    qsort(door, n, sizeof *door, compare_door);
    city->address = tomt_arena_block(city->arena, NULL, n * sizeof *city->address + 1, err);
    if (!city->address)
        return false;
    uint32_t number[2] = {0, 0}, street = UINT32_MAX;
    char letter[2] = {0, 0};
    for (size_t i = 0; i < n; i++) {
        const struct door *d = &door[i];
        if (d->cut != street) {
            street = d->cut;
            number[0] = 0;
            number[1] = UINT32_MAX; /* one before 1 in steps of two */
            letter[0] = letter[1] = 0;
        }
        bool first = number[d->side] == (d->side ? UINT32_MAX : 0u);
        if (!first && letter[d->side] < 'F' && tomt_random_share(&random) < 0.14) {
            letter[d->side] = letter[d->side] ? (char)(letter[d->side] + 1) : 'A';
        } else {
            number[d->side] += 2;
            letter[d->side] = tomt_random_share(&random) < 0.08 ? 'A' : 0;
        }
        city->address[i] = (struct tomt_address){
            d->cut, number[d->side], d->parcel, d->along, letter[d->side], d->x, d->y};
    }
    city->n_addresses = n;
    return true;
}

static int compare_address(const void *a, const void *b)
{
    const struct tomt_address *x = a, *y = b;
    if (x->parcel != y->parcel)
        return x->parcel < y->parcel ? -1 : 1;
    if (x->cut != y->cut)
        return x->cut < y->cut ? -1 : 1;
    if (x->number != y->number)
        return x->number < y->number ? -1 : 1;
    return (x->letter > y->letter) - (x->letter < y->letter);
}

bool tomt_city_addresses(struct tomt_city *city, struct tomt_error *err)
{
    struct streets streets = {
        city, tomt_arena_block(city->arena, NULL, city->n_cuts * sizeof(uint32_t), err)};
    struct door *door = NULL;
    size_t n = 0, capacity = 0;
    if (!streets.order)
        return false;
    for (uint32_t i = 0; i < city->n_cuts; i++)
        streets.order[i] = i;
    qsort_r(streets.order, city->n_cuts, sizeof *streets.order, compare_cut, city->cut);
    for (uint32_t row = 0; row < city->n_parcels; row++) {
        size_t doors = doors_of(city, &city->parcel[row]);
        for (size_t i = 0; i < doors; i++) {
            if (!tomt_city_room(city, &door, &capacity, n, sizeof *door, err))
                return false;
            n += knock(city, &streets, row, i, doors, &door[n]);
        }
    }
    if (!number_doors(city, door, n, err))
        return false;
    qsort(city->address, n, sizeof *city->address, compare_address);
    for (size_t i = 0; i < n; i++) {
        struct tomt_parcel *parcel = &city->parcel[city->address[i].parcel];
        if (parcel->n_addresses++ == 0)
            parcel->first_address = (uint32_t)i;
    }
    return true;
}
