/* aggregate/weighted_product.c: the product of values, each to the power of its share. */
#include "aggregate/inner.h"

/* The logarithm of a value cut to 44 bits: numbers so far apart have logarithms in their order,
 * whatever the last bit of the library's. */
static double coarse_log(double value)
{
    double wide = value * 513;
    return log(wide - (wide - value));
}

static void score_one(const struct tomt_ready *ready, size_t k, double *power, double *score,
                      double *least)
{
    double weakest = 0;
    for (size_t c = 0; c < ready->n_criteria; c++) {
        double value = ready->value[c][k];
        if (!(value > 0)) { /* nothing makes up for a zero */
            *score = *least = 0;
            return;
        }
        power[c] = ready->share[c] * coarse_log(value);
        weakest = power[c] < weakest ? power[c] : weakest;
    }
    double sum = tomt_sum_by_size(power, ready->n_criteria);
    *score = tomt_points(exp(nearbyint(sum * 0x1p44) * 0x1p-44));
    *least = exp(weakest);
}

extern const struct tomt_method tomt_method_weighted_product;

static bool score_sites(const void *args, const struct tomt_aggregate_input *input,
                        struct tomt_arena *scratch, double *score, double *const *term,
                        struct tomt_error *err)
{
    (void)args;
    struct tomt_ready ready;
    struct tomt_arena_mark mark = tomt_arena_mark(scratch);
    tomt_scores_unknown(&tomt_method_weighted_product, input->of.n_sites, score, term);
    double *power = tomt_arena_alloc(scratch, (input->of.n_criteria + 1) * sizeof *power, err);
    bool made = power && tomt_ready_make(scratch, &input->of, &ready, err);
    for (size_t k = 0; made && k < ready.n_sites; k++)
        score_one(&ready, k, power, &score[ready.site[k]], &term[0][ready.site[k]]);
    tomt_arena_rewind(scratch, mark);
    return made;
}

static const struct tomt_param params[] = {{0}};
static const struct tomt_method_term terms[] = {
    {"lowest_factor", "share", {"Lowest factor of the product", "Laveste faktor i produktet"}},
    {0},
};

const struct tomt_method tomt_method_weighted_product = {
    .name = "weighted_product",
    .summary = "The product of values, each to the power of its share. A weak criterion pulls "
               "harder than in the sum, and a value of 0 makes the score 0",
    .source = "Bridgman 1922, Dimensional Analysis; Miller and Starr 1969, Executive Decisions and "
              "Operations Research",
    .params = params,
    .term = terms,
    .score = score_sites,
};
