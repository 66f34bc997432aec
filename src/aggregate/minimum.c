/* aggregate/minimum.c: a chain is as strong as its weakest link. */
#include "aggregate/inner.h"

extern const struct tomt_method tomt_method_minimum;

static bool score_sites(const void *args, const struct tomt_aggregate_input *input,
                        struct tomt_arena *scratch, double *score, double *const *term,
                        struct tomt_error *err)
{
    (void)args;
    struct tomt_ready ready;
    struct tomt_arena_mark mark = tomt_arena_mark(scratch);
    tomt_scores_unknown(&tomt_method_minimum, input->of.n_sites, score, term);
    bool made = tomt_ready_make(scratch, &input->of, &ready, err);
    for (size_t k = 0; made && k < ready.n_sites; k++) {
        double lowest = INFINITY, next = INFINITY;
        for (size_t c = 0; c < ready.n_criteria; c++) {
            double value = ready.value[c][k];
            next = value < lowest ? lowest : value < next ? value : next;
            lowest = value < lowest ? value : lowest;
        }
        term[0][ready.site[k]] = lowest;
        term[1][ready.site[k]] = ready.n_criteria > 1 ? next : NAN;
        score[ready.site[k]] = tomt_points(lowest);
    }
    tomt_arena_rewind(scratch, mark);
    return made;
}

static const struct tomt_param params[] = {{0}};
static const struct tomt_method_term terms[] = {
    {"lowest_value", "share", {"Lowest value", "Laveste verdi"}},
    {"next_value", "share", {"Next lowest value", "Nest laveste verdi"}},
    {0},
};

const struct tomt_method tomt_method_minimum = {
    .name = "minimum",
    .summary = "The worst value decides (maximin); weights only say which criteria count: those of "
               "weight 0 do not",
    .source = "Wald 1945, doi:10.2307/1969022",
    .params = params,
    .term = terms,
    .score = score_sites,
};
