/* network/sums_kernel.h: adding up in lanes, for one target of the compiler; sums.c includes it once for each.
 * Takes NAME (prefix), TARGET (attribute), LOOK_UP(table, index) (16 numbers by the low 4 bits of each) and GREATER(a, b) (of two vectors),
 * and forgets them at the end. */
#define JOIN(a, b) a##_##b
#define JOINED(a, b) JOIN(a, b)
#define N(word) JOINED(NAME, word)

TARGET INLINE void N(exp)(reals *z)
{
    wholes deep = *z < -700.0;
    *z = (reals)(((wholes)*z & ~deep) | ((wholes)((reals){0} - 700.0) & deep));
    reals shifted = *z * LOG2_E + ROUND_0;
    reals turns = shifted - ROUND_0;
    reals r = (*z - turns * LN2_HIGH) - turns * LN2_LOW;
    reals r2 = r * r, r4 = r2 * r2;
    reals low = (Q0 + r * Q1) + r2 * (Q2 + r * Q3);
    reals high = (Q4 + r * Q5) + r2 * (Q6 + r * Q7);
    reals power = 1.0 + r * (low + r4 * (high + r4 * Q8));
    *z = power * (reals)(((wholes)shifted + 1023) << 52);
}

TARGET INLINE void N(look_up)(const double *table, const wholes *index, reals *out)
{
    LOOK_UP(table, *index, *out);
}
TARGET INLINE void N(at_least)(double least, reals *value)
{
    GREATER(least, *value);
}
#define REALS reals
#define WHOLES wholes
#include "base/power_lanes.h"
#undef REALS
#undef WHOLES

/* Eight lanes of costs become eight decays. */
TARGET INLINE void N(fade)(enum tomt_street_decay decay, const struct tomt_sums_weights *weights, const eight *cost, reals *fade)
{
    double k = weights->k;
    reals d = __builtin_convertvector(*cost, reals);
    if (decay == TOMT_STREET_POWER) {
        *fade = d * d;
        N(power)(&weights->power, true, fade);
        return;
    }
    if (decay == TOMT_STREET_LINEAR) {
        d = 1.0 - d * k;
        *fade = (reals)((wholes)d & (d > 0.0));
        return;
    }
    if (decay == TOMT_STREET_GAUSSIAN)
        d *= d;
    *fade = d * k;
    N(exp)(fade);
}

TARGET INLINE void N(amount)(double weight, const reals *fade, wholes *amount)
{
    *amount = (wholes)(weight * *fade + TOMT_SUMS_ROUND) & LOW_BITS;
}

struct N(sums) {
    wholes half[2];
};

/* One place: its costs are known. `first`, `last`, `straight`: addresses of sixteen. */
TARGET INLINE void N(place)(struct tomt_sums_state *state, enum tomt_street_decay decay, bool evidence, struct N(sums) *sums,
                            uint32_t place, const costs *cost)
{
    const struct tomt_sums_weights *weights = state->weights;
    uint32_t cap = state->batch->plan->targets.cap;
    reals fade[2];
    unsigned set = 0;
    for (int h = 0; h < 2; h++) {
        eight c = h ? __builtin_shufflevector((sixteen)*cost, (sixteen)*cost, 8, 9, 10, 11, 12, 13, 14, 15)
                    : __builtin_shufflevector((sixteen)*cost, (sixteen)*cost, 0, 1, 2, 3, 4, 5, 6, 7);
        wholes inside = __builtin_convertvector(c < (int32_t)cap, wholes), amount;
        if (decay == TOMT_STREET_STEP) {
            sums->half[h] += inside & weights->whole[place];
            fade[h] = (reals){0} + 1.0;
        } else {
            N(fade)(decay, weights, &c, &fade[h]);
            N(amount)(weights->place[place], &fade[h], &amount);
            sums->half[h] += inside & amount;
        }
        if (!evidence)
            continue;
        N(amount)(weights->heaviest[place], &fade[h], &amount);
        wholes bar = *(const wholes *)(state->bar + 8 * h), near;
        near = __builtin_convertvector(c <= *(const eight *)(state->bar_cost + 8 * h), wholes);
        wholes better = inside & ((amount > bar) | ((amount == bar) & near));
        for (int lane = 0; lane < 8; lane++)
            set |= better[lane] ? 1u << (8 * h + lane) : 0;
    }
    if (evidence && set)
        tomt_sums_offer(state, place, set, (const uint32_t *)cost, (const double *)fade);
}

TARGET INLINE void N(lower)(costs *a, const costs *b)
{
    costs less = (costs)(*b < *a);
    *a = (*b & less) | (*a & ~less);
}

TARGET INLINE void N(link)(struct tomt_sums_state *state, enum tomt_street_decay decay, bool evidence, struct N(sums) *sums,
                           uint32_t row, bool is_home)
{
    const struct tomt_targets *targets = &state->batch->plan->targets;
    const struct tomt_target_link *link = &targets->link[row];
    const costs *first = (const costs *)(state->batch->lanes.label + (size_t)link->from * TOMT_LANES);
    const costs *last = (const costs *)(state->batch->lanes.label + (size_t)link->to * TOMT_LANES);
    for (uint32_t place = link[0].first_place; place < link[1].first_place; place++) {
        costs cost = *first + targets->cost_first[place], other = *last + targets->cost_last[place];
        N(lower)(&cost, &other);
        if (is_home) {
            tomt_batch_straight(state->batch, row, place, (uint32_t *)&other);
            N(lower)(&cost, &other);
        }
        N(place)(state, decay, evidence, sums, place, &cost);
    }
}

TARGET INLINE void N(add)(struct tomt_sums_state *state, enum tomt_street_decay decay, bool evidence)
{
    struct tomt_batch *batch = state->batch;
    const struct tomt_targets *targets = &batch->plan->targets;
    struct N(sums) sums = {{{0}, {0}}};
    sixteen settled = {0};
    for (unsigned h = 0; h < batch->n_homes; h++)
        N(link)(state, decay, evidence, &sums, batch->home[h], true);
    for (size_t i = 0; i < batch->lanes.n_touched; i++) {
        uint32_t node = batch->lanes.touched[i];
        const costs *label = (const costs *)(batch->lanes.label + (size_t)node * TOMT_LANES);
        const struct tomt_target_node *at = &targets->node[node];
        settled -= (sixteen)(*label < targets->cap);
        for (uint32_t place = at[0].place; place < at[1].place; place++) {
            costs cost = *label + targets->cost_first[place];
            N(place)(state, decay, evidence, &sums, place, &cost);
        }
        for (uint32_t m = at[0].meeting; m < at[1].meeting; m++)
            if (tomt_batch_sees(batch, targets->met[m]))
                N(link)(state, decay, evidence, &sums, targets->met[m], false);
    }
    for (int lane = 0; lane < TOMT_LANES; lane++) {
        state->sum[lane] = sums.half[lane / 8][lane % 8];
        state->n_settled += (uint32_t)settled[lane];
    }
}

#define KERNEL(word, DECAY)                                                                                                \
    TARGET static void N(word)(struct tomt_sums_state * state)                                                             \
    {                                                                                                                      \
        N(add)(state, DECAY, false);                                                                                       \
    }                                                                                                                      \
    TARGET static void N(JOINED(best, word))(struct tomt_sums_state * state)                                               \
    {                                                                                                                      \
        N(add)(state, DECAY, true);                                                                                        \
    }
KERNEL(step, TOMT_STREET_STEP)
KERNEL(linear, TOMT_STREET_LINEAR)
KERNEL(exponential, TOMT_STREET_EXPONENTIAL)
KERNEL(gaussian, TOMT_STREET_GAUSSIAN)
KERNEL(power_of_way, TOMT_STREET_POWER)
static tomt_sums_add *const N(kernel)[2][5] = {
    {N(step), N(linear), N(exponential), N(gaussian), N(power_of_way)},
    {N(JOINED(best, step)), N(JOINED(best, linear)), N(JOINED(best, exponential)), N(JOINED(best, gaussian)),
     N(JOINED(best, power_of_way))}};

#undef KERNEL
#undef N
#undef JOINED
#undef JOIN
#undef LOOK_UP
#undef GREATER
#undef NAME
#undef TARGET
