/* The plane cut in two, again and again, until every piece is a block of the size its quarter asks
 * for. Cuts become streets; they keep to a coarse step, so that streets of one quarter meet at
 * crossings rather than a few metres beside each other. */
#include "sample/city.h"

#include <math.h>

struct found {
    uint32_t n[TOMT_N_KINDS], total, urban;
    double block_m; /* the finest block size asked for */
};

static struct found look(const struct tomt_city *city, const struct tomt_rect *r)
{
    struct found found = {.block_m = 0};
    for (int32_t v = r->v0 + TOMT_SAMPLE_DM / 2; v < r->v1 || v == r->v0 + TOMT_SAMPLE_DM / 2;
         v += TOMT_SAMPLE_DM)
        for (int32_t u = r->u0 + TOMT_SAMPLE_DM / 2; u < r->u1 || u == r->u0 + TOMT_SAMPLE_DM / 2;
             u += TOMT_SAMPLE_DM) {
            int32_t at_u = u < r->u1 ? u : (r->u0 + r->u1) / 2,
                    at_v = v < r->v1 ? v : (r->v0 + r->v1) / 2;
            uint8_t kind = city->kind[tomt_city_sample(city, at_u, at_v)];
            found.n[kind]++;
            found.total++;
            found.urban += kind != TOMT_K_NATURE && kind != TOMT_K_OUTSIDE;
        }
    for (size_t kind = 0; kind < TOMT_N_KINDS; kind++) {
        double side = city->scale->block_m[kind];
        if (side > 0 && found.n[kind] * 12 >= found.total &&
            (found.block_m <= 0 || side < found.block_m))
            found.block_m = side;
    }
    return found;
}

static uint8_t most(const struct found *found)
{
    size_t best = TOMT_K_OUTSIDE;
    uint32_t most_n = 0;
    for (size_t kind = 0; kind < TOMT_K_OUTSIDE; kind++)
        if (found->n[kind] > most_n) {
            most_n = found->n[kind];
            best = kind;
        }
    return (uint8_t)best;
}

static bool small_enough(const struct tomt_city *city, const struct found *found, double wide_m,
                         double high_m)
{
    double longest = fmax(wide_m, high_m);
    if (found->urban == 0)
        return found->n[TOMT_K_NATURE] == 0
                   ? longest <= 4000 || found->total == found->n[TOMT_K_OUTSIDE]
                   : longest <= city->scale->nature_m;
    double side = found->block_m > 0 ? found->block_m : 300;
    return wide_m * high_m <= 1.5 * side * side && longest <= 2.0 * side;
}

static uint16_t half_width_dm(double longest_m, uint8_t kind)
{
    uint16_t half = longest_m > 900 ? 80 : longest_m > 350 ? 65 : 50;
    return kind == TOMT_K_INDUSTRY || kind == TOMT_K_LOGISTICS || kind == TOMT_K_HARBOUR
               ? (uint16_t)(half + 15)
               : half;
}

static bool add_block(struct tomt_city *city, const struct tomt_block *block, uint32_t *row,
                      struct tomt_error *err)
{
    if (!tomt_city_room(city, &city->block, &city->block_capacity, city->n_blocks,
                        sizeof *city->block, err))
        return false;
    *row = (uint32_t)city->n_blocks;
    city->block[city->n_blocks++] = *block;
    return true;
}

static bool add_cut(struct tomt_city *city, const struct tomt_cut *cut, struct tomt_error *err)
{
    if (!tomt_city_room(city, &city->cut, &city->cut_capacity, city->n_cuts, sizeof *city->cut,
                        err))
        return false;
    city->cut[city->n_cuts++] = *cut;
    return true;
}

static bool divide(struct tomt_city *city, struct tomt_random *random,
                   const struct tomt_block *from, uint32_t *row, struct tomt_error *err);

/* Cuts the block just added as `row` across its longer side. */
static bool cut_in_two(struct tomt_city *city, struct tomt_random *random,
                       const struct found *found, uint32_t row, struct tomt_error *err)
{
    struct tomt_block block = city->block[row], low = block, high = block;
    struct tomt_rect *r = &block.rect;
    double wide_m = (r->u1 - r->u0) / 10.0, high_m = (r->v1 - r->v0) / 10.0;
    bool upright =
        wide_m > 1.2 * high_m || (high_m <= 1.2 * wide_m && tomt_random_share(random) < 0.5);
    double side = found->block_m > 0 ? found->block_m : 300;
    int32_t step = (int32_t)(side * 2.5), from = upright ? r->u0 : r->v0,
            length = upright ? r->u1 - r->u0 : r->v1 - r->v0;
    double share = tomt_random_between(random, 0.4, 0.6);
    int32_t at = (int32_t)lround((from + length * share) / step) * step;
    if (at - from < length / 4 || from + length - at < length / 4)
        at = from + (int32_t)lround(length * share);
    uint16_t half = half_width_dm(upright ? high_m : wide_m, most(found));
    if (upright) {
        low.rect.u1 = high.rect.u0 = at;
        low.half_dm[TOMT_EAST] = high.half_dm[TOMT_WEST] = half;
    } else {
        low.rect.v1 = high.rect.v0 = at;
        low.half_dm[TOMT_NORTH] = high.half_dm[TOMT_SOUTH] = half;
    }
    struct tomt_cut cut = {upright, at, upright ? r->v0 : r->u0, upright ? r->v1 : r->u1, half};
    uint32_t low_row, high_row;
    if (!add_cut(city, &cut, err) || !divide(city, random, &low, &low_row, err) ||
        !divide(city, random, &high, &high_row, err))
        return false;
    city->block[row].low = low_row;
    city->block[row].high = high_row;
    uint8_t kind = city->block[low_row].kind;
    city->block[row].kind = kind == city->block[high_row].kind ? kind : TOMT_N_KINDS;
    return true;
}

static bool divide(struct tomt_city *city, struct tomt_random *random,
                   const struct tomt_block *from, uint32_t *row, struct tomt_error *err)
{
    struct found found = look(city, &from->rect);
    const struct tomt_rect *r = &from->rect;
    if (!add_block(city, from, row, err))
        return false;
    if (!small_enough(city, &found, (r->u1 - r->u0) / 10.0, (r->v1 - r->v0) / 10.0))
        return cut_in_two(city, random, &found, *row, err);
    struct tomt_block *leaf = &city->block[*row];
    leaf->kind = most(&found);
    leaf->quarter = city->quarter[tomt_city_sample(city, (r->u0 + r->u1) / 2, (r->v0 + r->v1) / 2)];
    return true;
}

bool tomt_city_divide(struct tomt_city *city, struct tomt_error *err)
{
    struct tomt_random random;
    tomt_random_start(&random, city->seed, 1);
    struct tomt_block none = {.kind = TOMT_N_KINDS}, south = none, north = none;
    uint32_t row;
    south.rect = (struct tomt_rect){TOMT_PLANE_U0, TOMT_PLANE_V0, TOMT_PLANE_U1, -TOMT_BANK_DM};
    north.rect = (struct tomt_rect){TOMT_PLANE_U0, TOMT_BANK_DM, TOMT_PLANE_U1, TOMT_PLANE_V1};
    south.half_dm[TOMT_NORTH] = north.half_dm[TOMT_SOUTH] = 130; /* the promenades */
    struct tomt_cut banks[] = {{false, -TOMT_BANK_DM, TOMT_PLANE_U0, TOMT_PLANE_U1, 130},
                               {false, TOMT_BANK_DM, TOMT_PLANE_U0, TOMT_PLANE_U1, 130}};
    /* Row 0 is nobody, so that 0 can mean "no child". */
    return add_block(city, &none, &row, err) && add_cut(city, &banks[0], err) &&
           add_cut(city, &banks[1], err) && divide(city, &random, &south, &city->south, err) &&
           divide(city, &random, &north, &city->north, err);
}
