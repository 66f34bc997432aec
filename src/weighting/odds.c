/* weighting/odds.c: judges who say the opposite of each other. */
#include "weighting/weighting.h"

#include <math.h>

/* What a judge says of a pair, as times of a; 0: nothing. */
static double said(const struct tomt_judge *judge, size_t a, size_t b)
{
    for (size_t i = 0; i < judge->n_judgements; i++) {
        const struct tomt_judgement *of = &judge->judgement[i];
        if (of->a == a && of->b == b)
            return of->times;
        if (of->a == b && of->b == a)
            return 1 / of->times;
    }
    return 0;
}

/* Sides of the pair are turned so that the first judge holds by a. */
static void look_at(const struct tomt_weight_group *group, size_t a, size_t b,
                    struct tomt_odds *most)
{
    for (size_t one = 0; one < group->n_judges; one++) {
        double for_a = said(&group->judge[one], a, b);
        for (size_t other = 0; for_a > 1 && other < group->n_judges; other++) {
            double for_b = said(&group->judge[other], b, a);
            if (!(for_b > 1) || !(for_a * for_b > most->times * most->other_times * (1 + 1e-9)))
                continue;
            *most = (struct tomt_odds){a, b, one, other, for_a, for_b};
        }
    }
}

bool tomt_judges_odds(const struct tomt_weight_group *group, struct tomt_odds *out)
{
    *out = (struct tomt_odds){.times = 1, .other_times = 1};
    for (size_t a = 0; a < group->n_members; a++)
        for (size_t b = 0; b < group->n_members; b++)
            if (a != b)
                look_at(group, a, b, out);
    return out->times > 1;
}
