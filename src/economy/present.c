/* economy/present.c: places without a value do not exist. */
#include "economy/present.h"

#include <math.h>

static bool look(const double *value, size_t n, double *most, struct tomt_spread *out,
                 struct tomt_error *err)
{
    double first = NAN;
    for (size_t i = 0; i < n; i++) {
        if (isinf(value[i]))
            return tomt_fail(err, TOMT_DATA,
                             "value %zu is infinite; a place without a value has NaN", i);
        if (isnan(value[i]))
            continue;
        first = out->n++ == 0 ? value[i] : first;
        out->varies = out->varies || value[i] != first;
        *most = fmax(*most, fabs(value[i]));
    }
    return true;
}

bool tomt_centre(const double *value, size_t n, double *z, struct tomt_spread *out,
                 struct tomt_error *err)
{
    *out = (struct tomt_spread){0};
    double most = 0, sum = 0, rest = 0;
    if (!look(value, n, &most, out, err))
        return false;
    int down = most > 0 ? -ilogb(most) : 0;
    for (size_t i = 0; i < n; i++) {
        z[i] = scalbn(value[i], down);
        sum += isnan(z[i]) ? 0 : z[i];
    }
    /* The second pass takes back what the first one's rounding left. */
    double mean = sum / (double)out->n;
    for (size_t i = 0; i < n; i++)
        rest += isnan(z[i]) ? 0 : z[i] - mean;
    out->mean = mean + rest / (double)out->n;
    for (size_t i = 0; i < n; i++) {
        z[i] -= out->mean;
        out->sum2 += isnan(z[i]) ? 0 : z[i] * z[i];
        out->most = fmax(out->most, fabs(z[i]));
    }
    return true;
}

static bool has_self(const struct tomt_weights *weights)
{
    for (size_t i = 0; i < weights->n; i++)
        for (uint64_t j = weights->start[i]; j < weights->start[i + 1]; j++)
            if (weights->neighbour[j] == i)
                return true;
    return false;
}

/* now[i]: the row of place i among those present, UINT32_MAX: not. */
static bool thin(struct tomt_arena *arena, const struct tomt_weights *weights, const uint32_t *now,
                 size_t n_present, bool keep_self, struct tomt_weights *out, struct tomt_error *err)
{
    size_t n_pairs = weights->n > 0 ? weights->start[weights->n] : 0, n = 0;
    uint64_t *start = tomt_arena_block(arena, NULL, (n_present + 1) * sizeof *start, err);
    uint32_t *neighbour =
        start ? tomt_arena_block(arena, NULL, (n_pairs + 1) * sizeof *neighbour, err) : NULL;
    double *weight = neighbour && weights->weight
                         ? tomt_arena_block(arena, NULL, (n_pairs + 1) * sizeof *weight, err)
                         : NULL;
    if (!neighbour || (weights->weight && !weight))
        return false;
    size_t row = 0;
    for (size_t i = 0; i < weights->n; i++) {
        if (now[i] == UINT32_MAX)
            continue;
        for (uint64_t j = weights->start[i]; j < weights->start[i + 1]; j++) {
            uint32_t other = now[weights->neighbour[j]];
            if (other == UINT32_MAX || (other == row && !keep_self))
                continue;
            neighbour[n] = other;
            if (weight)
                weight[n] = weights->weight[j];
            n++;
        }
        start[++row] = n;
    }
    *out = (struct tomt_weights){n_present, start, neighbour, weight};
    return true;
}

/* Leaves out the places whose z is NaN, and moves the others together. */
static bool leave_out(struct tomt_arena *arena, const struct tomt_weights *weights, double *z,
                      bool keep_self, struct tomt_present *out, struct tomt_error *err)
{
    uint32_t *now = tomt_arena_block(arena, NULL, (weights->n + 1) * sizeof *now, err);
    uint32_t *place =
        now ? tomt_arena_block(arena, NULL, (weights->n + 1) * sizeof *place, err) : NULL;
    if (!place)
        return false;
    uint32_t n = 0;
    for (size_t i = 0; i < weights->n; i++) {
        now[i] = isnan(z[i]) ? UINT32_MAX : n;
        if (isnan(z[i]))
            continue;
        z[n] = z[i];
        place[n++] = (uint32_t)i;
    }
    out->place = place;
    return thin(arena, weights, now, n, keep_self, &out->weights, err);
}

bool tomt_present_make(struct tomt_arena *arena, const struct tomt_weights *weights,
                       const double *value, bool keep_self, struct tomt_present *out,
                       struct tomt_error *err)
{
    *out = (struct tomt_present){0};
    if (weights->n >= UINT32_MAX)
        return tomt_fail(err, TOMT_DATA, "%zu places are too many", weights->n);
    double *z = tomt_arena_block(arena, NULL, (weights->n + 1) * sizeof *z, err);
    if (!z || !tomt_centre(value, weights->n, z, &out->spread, err))
        return false;
    out->z = z;
    out->weights = *weights;
    if (out->spread.n == weights->n && (keep_self || !has_self(weights)))
        return true;
    return leave_out(arena, weights, z, keep_self, out, err);
}
