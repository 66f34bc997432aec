/* aggregate/satisficing.c: first the sites that are good enough in everything, then the others. */
#include "aggregate/inner.h"

struct args {
    double least;
};

extern const struct tomt_method tomt_method_satisficing;

/* Half of the scale for those that are good enough, half for the others, by the weighted sum within
 * each: whoever is at least as good in every criterion as a site that is good enough is so, too. */
static bool score_sites(const void *args, const struct tomt_aggregate_input *input,
                        struct tomt_arena *scratch, double *score, double *const *term,
                        struct tomt_error *err)
{
    double least = ((const struct args *)args)->least;
    struct tomt_ready ready;
    struct tomt_arena_mark mark = tomt_arena_mark(scratch);
    tomt_scores_unknown(&tomt_method_satisficing, input->of.n_sites, score, term);
    bool made = tomt_weighted_sums(scratch, &input->of, score, err) &&
                tomt_ready_make(scratch, &input->of, &ready, err);
    for (size_t k = 0; made && k < ready.n_sites; k++) {
        double shortfall = 0, n_short = 0;
        for (size_t c = 0; c < ready.n_criteria; c++) {
            double lacks = least - ready.value[c][k];
            n_short += lacks > 0 ? 1 : 0;
            shortfall = lacks > shortfall ? lacks : shortfall;
        }
        size_t site = ready.site[k];
        term[0][site] = n_short;
        term[1][site] = shortfall;
        score[site] = tomt_points(score[site] / 200 + (n_short > 0 ? 0 : 0.5));
    }
    tomt_arena_rewind(scratch, mark);
    return made;
}

static const struct tomt_param params[] = {
    {.name = "least",
     .type = TOMT_PARAM_NUMBER,
     .offset = offsetof(struct args, least),
     .fallback = "0.25",
     .min = 0,
     .max = 1,
     .help = "the value that every criterion of weight over 0 has to reach"},
    {0},
};
static const struct tomt_method_term terms[] = {
    {"n_short", "", {"Criteria that fall short", "Kriterier som ikke når opp"}},
    {"shortfall", "share", {"Largest shortfall", "Største mangel"}},
    {0},
};

const struct tomt_method tomt_method_satisficing = {
    .name = "satisficing",
    .summary =
        "Sites that are good enough in every criterion get 50 to 100, the others 0 to 50, by "
        "the weighted sum within each",
    .source = "Simon 1955, doi:10.2307/1884852",
    .args_size = sizeof(struct args),
    .params = params,
    .term = terms,
    .score = score_sites,
};
