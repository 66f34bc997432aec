/* aggregate/thresholds.c: what difference of values is none, what is a clear one, what is too much.
 */
#include "aggregate/inner.h"

static bool unfit(struct tomt_error *err, size_t criterion, const char *small, double less,
                  const char *large, double more)
{
    return tomt_fail(err, TOMT_PROJECT,
                     "thresholds of criterion %zu: %s %g is over %s %g; it must not be larger",
                     criterion + 1, small, less, large, more);
}

/* NaN compares false throughout, so what is not said cannot be wrong. */
static bool fits(struct tomt_thresholds said, size_t criterion, struct tomt_error *err)
{
    if (said.indifference > said.preference)
        return unfit(err, criterion, "indifference", said.indifference, "preference",
                     said.preference);
    if (said.preference > said.veto)
        return unfit(err, criterion, "preference", said.preference, "veto", said.veto);
    if (said.indifference > said.veto)
        return unfit(err, criterion, "indifference", said.indifference, "veto", said.veto);
    return true;
}

static double or_else(double said, double own)
{
    return isnan(said) ? own : said;
}

static int64_t in_units(double threshold)
{
    double held = threshold > 0 ? threshold : 0;
    return tomt_value_units(held < 2 ? held : 2); /* no two values are 2 apart: never */
}

/* What is said stands; the own ones are moved to fit, from preference outwards. */
static struct tomt_settled_thresholds settle_one(struct tomt_thresholds said,
                                                 struct tomt_thresholds own)
{
    double veto = or_else(said.veto, own.veto);
    double preference = or_else(said.preference, own.preference);
    double indifference = or_else(said.indifference, own.indifference);
    if (isnan(said.preference) && !isnan(said.veto) && preference > veto)
        preference = veto;
    if (isnan(said.preference) && preference < indifference && !isnan(said.indifference))
        preference = indifference;
    if (indifference > preference)
        indifference = preference;
    if (veto < preference)
        veto = preference;
    return (struct tomt_settled_thresholds){in_units(indifference), in_units(preference),
                                            isnan(veto) ? -1 : in_units(veto)};
}

bool tomt_thresholds_settle(const struct tomt_aggregate_input *input,
                            const struct tomt_ready *ready, struct tomt_thresholds own,
                            struct tomt_settled_thresholds *settled, struct tomt_error *err)
{
    if (own.indifference > own.preference)
        return tomt_fail(err, TOMT_PROJECT,
                         "indifference %g is over preference %g; it must not be larger",
                         own.indifference, own.preference);
    if (own.preference > own.veto)
        return tomt_fail(err, TOMT_PROJECT, "preference %g is over veto %g; it must not be larger",
                         own.preference, own.veto);
    for (size_t c = 0; c < ready->n_criteria; c++) {
        struct tomt_thresholds said = {NAN, NAN, NAN};
        size_t criterion = ready->criterion[c];
        if (input->threshold)
            said = input->threshold[criterion];
        if (!fits(said, criterion, err))
            return false;
        settled[c] = settle_one(said, own);
    }
    return true;
}
