/* aggregate/weighted_sum.c: the sum of values by their shares: the default. */
#include "aggregate/inner.h"

bool tomt_weighted_sums(struct tomt_arena *scratch, const struct tomt_score_input *input,
                        double *score, struct tomt_error *err)
{
    struct tomt_arena_mark mark = tomt_arena_mark(scratch);
    double **contribution =
        tomt_arena_alloc(scratch, (input->n_criteria + 1) * sizeof *contribution, err);
    size_t n_made = 0;
    while (contribution && n_made <= input->n_criteria) { /* the last one takes the coverage */
        contribution[n_made] =
            tomt_arena_grow(scratch, NULL, (input->n_sites + 1) * sizeof(double), err);
        if (!contribution[n_made])
            break;
        n_made++;
    }
    bool made = n_made > input->n_criteria;
    if (made)
        tomt_score_weighted_sum(input, contribution, score, contribution[input->n_criteria]);
    tomt_arena_rewind(scratch, mark);
    return made;
}

static bool score_sites(const void *args, const struct tomt_aggregate_input *input,
                        struct tomt_arena *scratch, double *score, double *const *term,
                        struct tomt_error *err)
{
    (void)args;
    (void)term;
    return tomt_weighted_sums(scratch, &input->of, score, err);
}

static const struct tomt_param params[] = {{0}};
static const struct tomt_method_term terms[] = {{0}};

const struct tomt_method tomt_method_weighted_sum = {
    .name = "weighted_sum",
    .summary = "The sum of values by their shares of weight. What is lost in one criterion is made "
               "up for by another, in proportion; the contributions of the criteria add up to the "
               "score, and no other site changes it",
    .source = "Churchman and Ackoff 1954, doi:10.1287/opre.2.2.172; Keeney and Raiffa 1976, "
              "Decisions with Multiple Objectives",
    .params = params,
    .adds_up = true,
    .term = terms,
    .score = score_sites,
};
