/* facts/evidence.c: the features that made a number, kept per site. */
#include "facts/inside.h"

#include <math.h>

bool tomt_best_before(const struct tomt_best *a, const struct tomt_best *b)
{
    if (a->amount != b->amount)
        return a->amount > b->amount;
    if (a->distance_m != b->distance_m)
        return a->distance_m < b->distance_m;
    return a->item < b->item;
}

void tomt_bests_add(struct tomt_bests *bests, struct tomt_best item)
{
    if (bests->width == 0)
        return;
    if (bests->n == bests->width) {
        if (!tomt_best_before(&item, &bests->best[bests->n - 1]))
            return;
        bests->n--;
    }
    size_t i = bests->n++;
    for (; i > 0 && tomt_best_before(&item, &bests->best[i - 1]); i--)
        bests->best[i] = bests->best[i - 1];
    bests->best[i] = item;
}

bool tomt_evidence_start(struct tomt_fact_task *task, const struct tomt_selection *selection,
                         struct tomt_error *err)
{
    struct tomt_fact *fact = task->fact;
    size_t width =
        task->inputs->evidence < TOMT_EVIDENCE_MOST ? task->inputs->evidence : TOMT_EVIDENCE_MOST;
    if (width == 0)
        return true;
    size_t n = task->sites->n, cells = n * width;
    fact->n_evidence = tomt_arena_block(task->arena, NULL, n + 1, err);
    fact->evidence_row =
        tomt_arena_block(task->arena, NULL, (cells + 1) * sizeof *fact->evidence_row, err);
    fact->evidence_input =
        tomt_arena_block(task->arena, NULL, (cells + 1) * sizeof *fact->evidence_input, err);
    fact->evidence_m =
        tomt_arena_block(task->arena, NULL, (cells + 1) * sizeof *fact->evidence_m, err);
    fact->evidence_amount =
        tomt_arena_block(task->arena, NULL, (cells + 1) * sizeof *fact->evidence_amount, err);
    if (!fact->n_evidence || !fact->evidence_row || !fact->evidence_input || !fact->evidence_m ||
        !fact->evidence_amount)
        return false;
    fact->width = width;
    bool one = selection->n > 0 && selection->input[0] == selection->input[selection->n - 1];
    fact->evidence_layer = one ? task->inputs->layer[selection->input[0]] : NULL;
    return true;
}

void tomt_evidence_put(struct tomt_fact *fact, const struct tomt_selection *selection, size_t site,
                       const struct tomt_bests *bests)
{
    if (fact->width == 0)
        return;
    fact->n_evidence[site] = (uint8_t)bests->n;
    for (size_t i = 0; i < bests->n; i++) {
        const struct tomt_best *best = &bests->best[i];
        size_t slot = site * fact->width + i;
        fact->evidence_row[slot] = selection->row[best->item];
        fact->evidence_input[slot] = selection->input[best->item];
        fact->evidence_m[slot] = best->distance_m;
        fact->evidence_amount[slot] = best->amount;
    }
}
