/* aggregate/owa.c: ordered weighted averaging with the weights of the criteria: from "all must be
 * good" to "one good is enough". With values from the best down, v(1) >= v(2) ..., and S(k) the
 * shares of the first k, a value counts Q(S(k)) - Q(S(k-1)), Q(p) = p^a (Yager 1996). The same sum,
 * told by steps, is the sum of (v(k) - v(k+1)) Q(S(k)): in whole numbers it is exact, so that a
 * better value never scores less. */
#include "aggregate/inner.h"

struct args {
    double risk;
};

struct ranked {
    uint64_t value; /* of 2^40 */
    uint64_t share; /* of 2^50 */
};

/* The orness of Q(p) = p^a is 1 / (1 + a). */
static double weight_of(double risk, uint64_t shares, uint64_t all)
{
    if (shares >= all || shares == 0)
        return shares ? 1 : 0;
    if (risk <= 0 || risk >= 1)
        return risk <= 0 ? 0 : 1;
    return pow((double)shares / (double)all, 1 / risk - 1);
}

static void put_in_order(struct ranked *ranked, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        struct ranked one = ranked[i];
        size_t at = i;
        for (; at > 0 && ranked[at - 1].value < one.value; at--)
            ranked[at] = ranked[at - 1];
        ranked[at] = one;
    }
}

static double average(const struct ranked *ranked, size_t n, double risk, uint64_t all)
{
    uint64_t shares = 0, high = 0, low = 0; /* high of 2^60, low of 2^80: 40 bits times 40 */
    for (size_t k = 0; k < n; k++) {
        shares += ranked[k].share;
        uint64_t step = ranked[k].value - (k + 1 < n ? ranked[k + 1].value : 0);
        if (!step)
            continue;
        uint64_t weight = (uint64_t)(weight_of(risk, shares, all) * 0x1p40 + 0.5);
        high += step * (weight >> 20);
        low += step * (weight & 0xFFFFF);
    }
    high += low >> 20;
    return (double)high * 0x1p-60;
}

extern const struct tomt_method tomt_method_owa;

static void score_ready(const struct tomt_ready *ready, double risk, struct ranked *ranked,
                        double *score, double *const *term)
{
    uint64_t all = 0;
    for (size_t c = 0; c < ready->n_criteria; c++)
        all += (uint64_t)(ready->share[c] * 0x1p50 + 0.5);
    for (size_t k = 0; k < ready->n_sites; k++) {
        for (size_t c = 0; c < ready->n_criteria; c++)
            ranked[c] = (struct ranked){(uint64_t)(ready->value[c][k] * 0x1p40 + 0.5),
                                        (uint64_t)(ready->share[c] * 0x1p50 + 0.5)};
        put_in_order(ranked, ready->n_criteria);
        size_t site = ready->site[k];
        if (score)
            score[site] = tomt_points(average(ranked, ready->n_criteria, risk, all));
        term[0][site] = tomt_points((double)ranked[ready->n_criteria - 1].value * 0x1p-40);
        term[1][site] = tomt_points((double)ranked[0].value * 0x1p-40);
    }
}

static bool score_sites(const void *args, const struct tomt_aggregate_input *input,
                        struct tomt_arena *scratch, double *score, double *const *term,
                        struct tomt_error *err)
{
    double risk = ((const struct args *)args)->risk;
    struct tomt_ready ready;
    struct tomt_arena_mark mark = tomt_arena_mark(scratch);
    tomt_scores_unknown(&tomt_method_owa, input->of.n_sites, score, term);
    struct ranked *ranked =
        tomt_arena_alloc(scratch, (input->of.n_criteria + 1) * sizeof *ranked, err);
    bool made = ranked && tomt_ready_make(scratch, &input->of, &ready, err);
    if (made) /* with a = 1 it is the weighted sum, and should be so to the last bit */
        score_ready(&ready, risk, ranked, risk == 0.5 ? NULL : score, term);
    if (made && risk == 0.5)
        made = tomt_weighted_sums(scratch, &input->of, score, err);
    tomt_arena_rewind(scratch, mark);
    return made;
}

static const struct tomt_param params[] = {
    {.name = "risk",
     .type = TOMT_PARAM_NUMBER,
     .offset = offsetof(struct args, risk),
     .fallback = "0.3",
     .min = 0,
     .max = 1,
     .help = "the attitude to risk, which is the orness of the order weights: 0 is cautious (the "
             "worst value alone decides), 0.5 is neutral (the weighted sum), 1 is bold (the best "
             "value alone)"},
    {0},
};
static const struct tomt_method_term terms[] = {
    {"by_worst", "points", {"By its worst value alone", "Bare etter svakeste verdi"}},
    {"by_best", "points", {"By its best value alone", "Bare etter sterkeste verdi"}},
    {0},
};

const struct tomt_method tomt_method_owa = {
    .name = "owa",
    .summary = "Ordered weighted averaging: values count by their place among the site's own, from "
               "its worst to its best, as well as by their weight. One number, the attitude to "
               "risk, goes from \"all must be good\" to \"one good is enough\"",
    .source =
        "Yager 1988, doi:10.1109/21.87068; with weights of criteria by Q(p) = p^(1/risk - 1): "
        "Yager 1996, doi:10.1002/(SICI)1098-111X(199601)11:1<49::AID-INT3>3.0.CO;2-Z",
    .args_size = sizeof(struct args),
    .params = params,
    .term = terms,
    .score = score_sites,
};
