/* Blocks divided into parcels: two rows back to back, each with its front to a street, cut across
 * until they are as small as the quarter wants them; then ownership and floor area. Farms and
 * forest are the largest pieces without a quarter. */
#include "sample/city.h"

#include "geo/wkb.h"

#include <math.h>

struct lots {
    struct tomt_city *city;
    struct tomt_random random;
    struct tomt_rect *rect; /* of each parcel, for the marks */
    size_t rect_capacity;
    uint32_t n_properties[256];    /* by quarter */
    uint16_t n_parts[256];         /* of the latest property */
    uint8_t owner[256], kind[256]; /* of the same: its owner, where its first parcel lies */
};

static double area_m2(const struct tomt_rect *r)
{
    return (r->u1 - r->u0) / 10.0 * ((r->v1 - r->v0) / 10.0);
}

static bool add_lot(struct lots *lots, const struct tomt_rect *rect, uint32_t block,
                    enum tomt_side front, struct tomt_error *err)
{
    struct tomt_city *city = lots->city;
    if (rect->u1 - rect->u0 < 60 || rect->v1 - rect->v0 < 60)
        return true;
    if (!tomt_city_room(city, &city->parcel, &city->parcel_capacity, city->n_parcels,
                        sizeof *city->parcel, err) ||
        !tomt_city_room(city, &lots->rect, &lots->rect_capacity, city->n_parcels,
                        sizeof *lots->rect, err))
        return false;
    lots->rect[city->n_parcels] = *rect;
    city->parcel[city->n_parcels++] =
        (struct tomt_parcel){.rect = *rect, .block = block, .front = (uint8_t)front};
    return true;
}

/* A row of lots side by side along the longer side, all with their front to `front`. */
static bool row_of_lots(struct lots *lots, const struct tomt_rect *r, uint32_t block,
                        enum tomt_side front, double wanted_m2, struct tomt_error *err)
{
    bool along_u = front == TOMT_SOUTH || front == TOMT_NORTH;
    int32_t length = along_u ? r->u1 - r->u0 : r->v1 - r->v0;
    double own_m2 = wanted_m2 * exp(0.32 * tomt_random_normal(&lots->random));
    if (area_m2(r) <= 1.4 * own_m2 || length < 300)
        return add_lot(lots, r, block, front, err);
    int32_t at = (int32_t)lround(length * tomt_random_between(&lots->random, 0.36, 0.64));
    struct tomt_rect low = *r, high = *r;
    if (along_u)
        low.u1 = high.u0 = r->u0 + at;
    else
        low.v1 = high.v0 = r->v0 + at;
    return row_of_lots(lots, &low, block, front, wanted_m2, err) &&
           row_of_lots(lots, &high, block, front, wanted_m2, err);
}

static bool divide_block(struct lots *lots, uint32_t row, struct tomt_error *err)
{
    struct tomt_city *city = lots->city;
    const struct tomt_block *block = &city->block[row];
    const uint16_t *half = block->half_dm;
    struct tomt_rect r = {block->rect.u0 + half[TOMT_WEST], block->rect.v0 + half[TOMT_SOUTH],
                          block->rect.u1 - half[TOMT_EAST], block->rect.v1 - half[TOMT_NORTH]};
    double wanted_m2 = city->scale->parcel_m2[block->kind];
    int32_t wide = r.u1 - r.u0, high = r.v1 - r.v0, shorter = wide < high ? wide : high;
    bool along_u = wide >= high;
    if (wide < 80 || high < 80)
        return true;
    if (wanted_m2 <= 0)
        return add_lot(lots, &r, row, along_u ? TOMT_SOUTH : TOMT_WEST, err);
    if (area_m2(&r) < 2.4 * wanted_m2 || shorter < 360) {
        bool first = tomt_random_share(&lots->random) < 0.5;
        return row_of_lots(lots, &r, row,
                           along_u ? (first ? TOMT_SOUTH : TOMT_NORTH)
                           : first ? TOMT_WEST
                                   : TOMT_EAST,
                           wanted_m2, err);
    }
    struct tomt_rect low = r, top = r;
    int32_t back = (int32_t)lround(shorter * tomt_random_between(&lots->random, 0.43, 0.57));
    if (along_u)
        low.v1 = top.v0 = r.v0 + back;
    else
        low.u1 = top.u0 = r.u0 + back;
    return row_of_lots(lots, &low, row, along_u ? TOMT_SOUTH : TOMT_WEST, wanted_m2, err) &&
           row_of_lots(lots, &top, row, along_u ? TOMT_NORTH : TOMT_EAST, wanted_m2, err);
}

static bool visit(struct lots *lots, uint32_t row, struct tomt_error *err)
{
    struct tomt_city *city = lots->city;
    const struct tomt_block *block = &city->block[row];
    const struct tomt_rect *r = &block->rect;
    int32_t longest = r->u1 - r->u0 > r->v1 - r->v0 ? r->u1 - r->u0 : r->v1 - r->v0;
    if (block->kind == TOMT_K_OUTSIDE)
        return true;
    if (block->kind == TOMT_K_NATURE && (!block->low || longest <= city->scale->nature_m * 11))
        return add_lot(lots, r, row, TOMT_SOUTH, err);
    if (!block->low)
        return divide_block(lots, row, err);
    uint32_t high = block->high;
    return visit(lots, block->low, err) && visit(lots, high, err);
}

static const struct {
    double far,
        built; /* floor area per plot area, middling; share of the plot under buildings at most */
    uint8_t storeys;
} built[TOMT_N_KINDS] = {[TOMT_K_HOUSING] = {0.28, 0.24, 2}, [TOMT_K_DENSE] = {0.65, 0.3, 4},
                         [TOMT_K_MIXED] = {0.7, 0.4, 4},     [TOMT_K_CENTRE] = {1.7, 0.6, 5},
                         [TOMT_K_BUSINESS] = {0.55, 0.4, 3}, [TOMT_K_RETAIL] = {0.5, 0.45, 2},
                         [TOMT_K_INDUSTRY] = {0.32, 0.4, 1}, [TOMT_K_LOGISTICS] = {0.33, 0.42, 1},
                         [TOMT_K_HARBOUR] = {0.12, 0.2, 1},  [TOMT_K_HOSPITAL] = {1.3, 0.45, 6},
                         [TOMT_K_CAMPUS] = {1.4, 0.5, 5},    [TOMT_K_VILLAGE] = {0.75, 0.42, 3},
                         [TOMT_K_NATURE] = {0.0004, 0.01, 2}};

double tomt_city_centrality(double x, double y)
{
    static const struct {
        double x, y, weight, reach_m;
    } centres[] = {{17650, 23250, 1, 1100}, {19300, 23500, 0.55, 500}, {15150, 23400, 0.35, 500},
                   {6858, 24050, 0.3, 450}, {14380, 20850, 0.2, 300},  {29400, 9234, 0.2, 300}};
    double most = 0;
    for (size_t i = 0; i < sizeof centres / sizeof centres[0]; i++) {
        double d = hypot(x - centres[i].x, y - centres[i].y) / centres[i].reach_m;
        most = fmax(most, centres[i].weight * exp(-0.5 * d * d));
    }
    return most;
}

static void furnish(struct tomt_city *city, struct tomt_random *random, struct tomt_parcel *parcel,
                    bool before)
{
    const struct tomt_block *block = &city->block[parcel->block];
    size_t size;
    const uint8_t *wkb = tomt_shapes_wkb(&city->parcel_shapes, parcel->shape, &size);
    parcel->area_m2 = tomt_wkb_area_m2(wkb, size);
    parcel->use = block->use;
    double chance = tomt_random_share(random), plot_m2 = fmin(parcel->area_m2, 60000);
    double bra_m2 =
        round(plot_m2 * built[block->kind].far * exp(0.45 * tomt_random_normal(random)));
    double vacant = block->kind == TOMT_K_MIXED || block->kind == TOMT_K_BUSINESS ? 0.16 : 0.08;
    uint8_t more = (uint8_t)tomt_random_below(random, 3);
    parcel->storeys =
        (uint8_t)(built[block->kind].storeys + (built[block->kind].storeys > 2 ? more : more / 2));
    parcel->bra_m2 = chance < vacant || block->kind == TOMT_K_GREEN || bra_m2 < 40 ? 0 : bra_m2;
    parcel->footprint_m2 =
        fmin(parcel->bra_m2 / parcel->storeys, built[block->kind].built * parcel->area_m2);
    if (chance > 0.965)
        parcel->bra_m2 = NAN;
    if (!before)
        parcel->owner = block->kind == TOMT_K_GREEN || chance * 13 - floor(chance * 13) < 0.06
                            ? 0
                            : (uint8_t)(1 + tomt_random_below(random, 90));
}

/* The parcel's ring less what no parcel covers; further pieces become parcels of the same property.
 */
static bool place(struct lots *lots, const struct tomt_marks *marks, size_t row,
                  struct tomt_ring *ring, struct tomt_error *err)
{
    struct tomt_city *city = lots->city;
    struct tomt_parcel own = city->parcel[row];
    const struct tomt_block *block = &city->block[own.block];
    bool nature = block->kind == TOMT_K_NATURE;
    size_t n = 0, first = city->parcel_shapes.n;
    if (!tomt_city_ring(city, marks, &own.rect, ring, err) ||
        !tomt_city_clip(city, ring, TOMT_WATER | TOMT_CORRIDOR | TOMT_ROAD, nature,
                        nature ? 400 : 80, &city->parcel_shapes, &n, err))
        return false;
    uint32_t *n_properties = &lots->n_properties[block->quarter];
    bool joins = row > 0 && *n_properties > 0 &&
                 city->block[city->parcel[row - 1].block].quarter == block->quarter &&
                 city->parcel[row - 1].bnr == *n_properties &&
                 tomt_random_share(&lots->random) < (nature ? 0.3 : 0.04);
    if (!joins && n > 0)
        lots->n_parts[block->quarter] = 0;
    own.owner = joins ? lots->owner[block->quarter] : 0;
    if (!joins && n > 0)
        lots->kind[block->quarter] = block->kind;
    own.owner_kind = lots->kind[block->quarter];
    own.gnr = (uint16_t)(101 + block->quarter);
    own.bnr = joins || n == 0 ? *n_properties : ++*n_properties;
    own.shape = UINT32_MAX;
    city->parcel[row] = own;
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && !tomt_city_room(city, &city->parcel, &city->parcel_capacity, city->n_parcels,
                                     sizeof own, err))
            return false;
        size_t to = i == 0 ? row : city->n_parcels++;
        own.shape = (uint32_t)(first + i);
        own.part = ++lots->n_parts[block->quarter];
        furnish(city, &lots->random, &own, joins || i > 0);
        lots->owner[block->quarter] = own.owner;
        city->parcel[to] = own;
    }
    return true;
}

bool tomt_city_parcels(struct tomt_city *city, struct tomt_error *err)
{
    struct lots lots = {.city = city};
    tomt_random_start(&lots.random, city->seed, 2);
    tomt_shapes_start(&city->parcel_shapes, city->arena, TOMT_POLYGONS);
    struct tomt_marks marks;
    struct tomt_ring ring = {0};
    if (!visit(&lots, city->south, err) || !visit(&lots, city->north, err) ||
        !tomt_marks_make(city, lots.rect, city->n_parcels, &marks, err))
        return false;
    size_t n = city->n_parcels, kept = 0;
    for (size_t row = 0; row < n; row++)
        if (!place(&lots, &marks, row, &ring, err))
            return false;
    for (size_t row = 0; row < city->n_parcels; row++)
        if (city->parcel[row].shape != UINT32_MAX)
            city->parcel[kept++] = city->parcel[row];
    city->n_parcels = kept;
    return true;
}
