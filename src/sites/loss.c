/* sites/loss.c: who took the ground that is lost. Where one constraint alone meets the ground, it
 * took all that is gone; where several do but nowhere the same ground, each took what it has in
 * common with it; only else is the ground cut step by step, in the order of the profile. */
#include "sites/candidate.h"

#include <math.h>
#include <stdlib.h>

void tomt_taking_start(struct tomt_taking *taking)
{
    taking->permit = NULL;
    taking->cut = false;
    taking->left_m2 = taking->slivers_m2 = 0;
    taking->n = taking->n_divisions = 0;
}

static uint16_t constraint_of(const struct tomt_maker *maker, size_t i, size_t profile)
{
    const struct tomt_exclusions *exclusions = &maker->making->exclusions;
    return tomt_exclusion_by(exclusions, maker->meet[maker->taking.meet[i]].row, profile);
}

static int by_number(const void *one, const void *other)
{
    uint16_t a = *(const uint16_t *)one, b = *(const uint16_t *)other;
    return (a > b) - (a < b);
}

/* The profile's constraints among the meets, in order, into `number`; and by meet which of them it
 * is, behind the divisions that are known. */
static bool list_steps(struct tomt_maker *maker, size_t profile, size_t *n_steps,
                       struct tomt_error *err)
{
    struct tomt_taking *taking = &maker->taking;
    size_t at = taking->n_divisions * taking->n;
    if (!tomt_grow(maker->bench.arena, &taking->number, &taking->number_capacity, taking->n,
                   sizeof *taking->number, err) ||
        !tomt_grow(maker->bench.arena, &taking->step, &taking->step_capacity, at + taking->n,
                   sizeof *taking->step, err))
        return false;
    for (size_t i = 0; i < taking->n; i++)
        taking->number[i] = constraint_of(maker, i, profile);
    if (taking->n > 1)
        qsort(taking->number, taking->n, sizeof *taking->number, by_number);
    *n_steps = 0;
    for (size_t i = 0; i < taking->n; i++) {
        if (*n_steps == 0 || taking->number[*n_steps - 1] != taking->number[i])
            taking->number[(*n_steps)++] = taking->number[i];
    }
    for (size_t i = 0; i < taking->n; i++) {
        uint16_t number = constraint_of(maker, i, profile);
        const uint16_t *found =
            bsearch(&number, taking->number, *n_steps, sizeof *taking->number, by_number);
        taking->step[at + i] = (uint16_t)(found - taking->number);
    }
    return true;
}

/* Do the exclusions take as much together as one by one? Then no two take the same. */
static bool are_apart(const struct tomt_maker *maker, double taken_m2)
{
    const struct tomt_taking *taking = &maker->taking;
    double sum_m2 = 0;
    for (size_t i = 0; i < taking->n; i++)
        sum_m2 += maker->meet[taking->meet[i]].area_m2;
    return fabs(sum_m2 - taken_m2) <= TOMT_NOISE_M2 / 4;
}

/* The area that is left after each step but the last; after the last it is known. Built with
 * assertions the last is cut, too, so that the sum can be wrong. */
static bool cut_steps(struct tomt_maker *maker, const struct tomt_division *division,
                      struct tomt_error *err)
{
    struct tomt_taking *taking = &maker->taking;
    struct tomt_seat *seat = maker->bench.seat;
    double before_m2 = taking->permit->ground->area_m2;
    double last_m2 = taking->left_m2 + taking->slivers_m2;
    uint32_t *meet = tomt_allocate(taking->n * sizeof *meet);
    GEOSGeometry *left = NULL;
    bool done = meet || tomt_fail(err, TOMT_MEMORY, "out of memory (%zu exclusions)", taking->n);
    for (size_t step = 0; done && step < division->n_steps; step++) {
        size_t n = 0;
        double after_m2 = last_m2;
        bool measured = step + 1 < division->n_steps;
#ifndef NDEBUG
        measured = true;
#endif
        for (size_t i = 0; i < taking->n; i++) {
            if (taking->step[division->step + i] == step)
                meet[n++] = taking->meet[i];
        }
        if (measured) {
            left = tomt_exclusions_cut(maker, taking->permit, left, meet, n, err);
            done = left != NULL;
            after_m2 = left ? tomt_area_m2(seat, left) : 0;
        }
        taking->took_m2[division->took + step] = before_m2 - after_m2;
        before_m2 = after_m2;
    }
    GEOSGeom_destroy_r(seat->geos, left);
    tomt_release(meet);
    return done;
}

static bool divide(struct tomt_maker *maker, struct tomt_division *division, struct tomt_error *err)
{
    struct tomt_taking *taking = &maker->taking;
    double taken_m2 = taking->permit->ground->area_m2 - taking->left_m2 - taking->slivers_m2;
    if (!tomt_grow(maker->bench.arena, &taking->took_m2, &taking->took_capacity,
                   division->took + division->n_steps, sizeof *taking->took_m2, err))
        return false;
    double *took_m2 = taking->took_m2 + division->took;
    if (division->n_steps == 1) {
        took_m2[0] = taken_m2;
        return true;
    }
    if (!are_apart(maker, taken_m2))
        return cut_steps(maker, division, err);
    for (size_t step = 0; step < division->n_steps; step++)
        took_m2[step] = 0;
    for (size_t i = 0; i < taking->n; i++)
        took_m2[taking->step[division->step + i]] += maker->meet[taking->meet[i]].area_m2;
    return true;
}

/* What each of the profile's constraints took; its numbers are in `number`. */
static bool find_division(struct tomt_maker *maker, size_t profile,
                          const struct tomt_division **division, struct tomt_error *err)
{
    struct tomt_taking *taking = &maker->taking;
    struct tomt_division new = {.step = taking->n_divisions * taking->n};
    if (!list_steps(maker, profile, &new.n_steps, err))
        return false;
    for (size_t d = 0; d < taking->n_divisions; d++) {
        const struct tomt_division *had = &taking->division[d];
        new.took = had->took + had->n_steps;
        if (memcmp(taking->step + had->step, taking->step + new.step,
                   taking->n * sizeof *taking->step) == 0) {
            *division = had;
            return true;
        }
    }
    if (!tomt_grow(maker->bench.arena, &taking->division, &taking->division_capacity,
                   taking->n_divisions + 1, sizeof new, err) ||
        !divide(maker, &new, err))
        return false;
    taking->division[taking->n_divisions] = new;
    *division = &taking->division[taking->n_divisions++];
    return true;
}

static bool put_out(struct tomt_maker *maker, struct tomt_lost lost, struct tomt_error *err)
{
    struct tomt_output *output = maker->output;
    if (!tomt_grow(output->arena, &output->lost, &output->lost_capacity, output->n_lost + 1,
                   sizeof lost, err))
        return false;
    output->lost[output->n_lost++] = lost;
    return true;
}

/* A row for each that took more than noise; noise goes with the next that takes, so that the sum
 * holds. */
static bool put_rows(struct tomt_maker *maker, size_t made, size_t profile, double share,
                     struct tomt_error *err)
{
    const struct tomt_taking *taking = &maker->taking;
    const struct tomt_division *division = NULL;
    size_t from = maker->output->n_lost, n_steps = 0;
    double waiting_m2 = 0;
    if (taking->cut) {
        if (!find_division(maker, profile, &division, err))
            return false;
        n_steps = division->n_steps;
    }
    for (size_t i = 0; i <= n_steps; i++) {
        bool slivers = i == n_steps;
        waiting_m2 += slivers ? taking->slivers_m2 : taking->took_m2[division->took + i];
        if (!(waiting_m2 > TOMT_NOISE_M2))
            continue;
        struct tomt_lost lost = {.made = made,
                                 .profile = (uint8_t)profile,
                                 .constraint = slivers ? TOMT_LOSS_SLIVER : taking->number[i],
                                 .ground_m2 = share * waiting_m2};
        if (!put_out(maker, lost, err))
            return false;
        waiting_m2 = 0;
    }
    if (maker->output->n_lost > from)
        maker->output->lost[maker->output->n_lost - 1].ground_m2 += share * waiting_m2;
    return true;
}

/* |Σ losses + developable − area| of a site, relative. A square centimetre and borders within a
 * micrometre are no difference, nor is what snapping may move. */
static bool check_sum(struct tomt_maker *maker, const struct tomt_made *made, size_t from,
                      struct tomt_error *err)
{
    double sum_m2 = made->developable_m2;
    for (size_t i = from; i < maker->output->n_lost; i++)
        sum_m2 += maker->output->lost[i].ground_m2;
    double error_m2 = fabs(sum_m2 - made->area_m2);
    struct tomt_sites_report *report = &maker->output->report;
    if (made->area_m2 > 0)
        report->max_loss_error = fmax(report->max_loss_error, error_m2 / made->area_m2);
#ifndef NDEBUG
    double border_m = tomt_outline_perimeter_m(&maker->taking.permit->ground->outline);
    double most_m2 = 1e-6 * made->area_m2 + TOMT_NOISE_M2 + TOMT_SAME_M * border_m;
    if (report->n_snapped > maker->snapped_from)
        most_m2 += TOMT_SNAP_M * border_m * (double)(maker->taking.n + 1);
    if (!(error_m2 <= most_m2))
        return tomt_fail(
            err, TOMT_INTERNAL,
            "source %u: %.6f m2 of ground, %.6f m2 left, but losses and rest add up to "
            "%.6f m2",
            made->source, made->area_m2, made->developable_m2, sum_m2);
#else
    (void)err;
#endif
    return true;
}

bool tomt_losses_add(struct tomt_maker *maker, size_t made, uint64_t profiles, double share,
                     struct tomt_error *err)
{
    for (size_t p = 0; p < maker->making->n_profiles; p++) {
        size_t from = maker->output->n_lost;
        if ((profiles >> p & 1) && (!put_rows(maker, made, p, share, err) ||
                                    !check_sum(maker, &maker->output->made[made], from, err)))
            return false;
    }
    return true;
}

struct row {
    size_t site;
    double ground_m2;
    uint16_t constraint;
    uint8_t profile;
};

static int row_order(const void *one, const void *other)
{
    const struct row *a = one, *b = other;
    if (a->site != b->site)
        return a->site < b->site ? -1 : 1;
    if (a->profile != b->profile)
        return a->profile < b->profile ? -1 : 1;
    return (a->constraint > b->constraint) - (a->constraint < b->constraint);
}

static size_t list_rows(const struct tomt_making *making, struct row *row)
{
    size_t n = 0;
    for (size_t d = 0; d < making->n_deals; d++) {
        const struct tomt_deal *deal = &making->deal[d];
        for (size_t i = deal->lost_from; i < deal->lost_to; i++) {
            const struct tomt_lost *lost = &deal->output->lost[i];
            row[n++] = (struct row){deal->output->made[lost->made].site, lost->ground_m2,
                                    lost->constraint, lost->profile};
        }
    }
    return n;
}

bool tomt_losses_gather(struct tomt_arena *arena, const struct tomt_making *making,
                        struct tomt_losses *losses, struct tomt_error *err)
{
    size_t n = 0;
    for (size_t d = 0; d < making->n_deals; d++)
        n += making->deal[d].lost_to - making->deal[d].lost_from;
    struct row *row = tomt_arena_block(arena, NULL, (n + 1) * sizeof *row, err);
    losses->site = tomt_arena_block(arena, NULL, (n + 1) * sizeof *losses->site, err);
    losses->profile = tomt_arena_block(arena, NULL, (n + 1) * sizeof *losses->profile, err);
    losses->constraint = tomt_arena_block(arena, NULL, (n + 1) * sizeof *losses->constraint, err);
    losses->ground_m2 = tomt_arena_block(arena, NULL, (n + 1) * sizeof *losses->ground_m2, err);
    if (!row || !losses->site || !losses->profile || !losses->constraint || !losses->ground_m2)
        return false;
    losses->n = list_rows(making, row);
    if (n > 1)
        qsort(row, n, sizeof *row, row_order);
    for (size_t i = 0; i < n; i++) {
        losses->site[i] = (uint32_t)row[i].site;
        losses->profile[i] = row[i].profile;
        losses->constraint[i] = row[i].constraint;
        losses->ground_m2[i] = row[i].ground_m2;
    }
    tomt_arena_drop(arena, row);
    return true;
}
