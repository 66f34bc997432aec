/* project/criteria.c: `criteria` of a profile. What a criterion measures, and its own parameters,
 * are bound by criteria/. */
#include "project/inner.h"

#include <math.h>
#include <string.h>

struct criterion_keys {
    const char *id, *criterion;
    struct tomt_title title, why;
    double weight;
    int null_policy;
    const struct tomt_node *with, *value, *thresholds, *uncertain;
};

#define AT(field) offsetof(struct criterion_keys, field)
const struct tomt_param tomt_criterion_rows[] = {
    {"id", TOMT_PARAM_TEXT, AT(id), true, TOMT_UNBOUNDED, NULL, NULL, "",
     "names its columns in the result (x_ID, v_ID, c_ID), once a profile: [a-z][a-z0-9_]*"},
    {"criterion", TOMT_PARAM_TEXT, AT(criterion), true, TOMT_UNBOUNDED, NULL, NULL, "",
     "what is measured; `tomt criteria` lists them"},
    {"title", TOMT_PARAM_TITLE, AT(title), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "what people read; default: the id"},
    {"weight", TOMT_PARAM_NUMBER, AT(weight), true, 0, 1e9, NULL, NULL, "",
     "counts against the other weights; they need not sum to 100; may be left out where "
     "`weighting` says it"},
    {"why", TOMT_PARAM_TITLE, AT(why), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "a sentence for people: why this weight"},
    {"with", TOMT_PARAM_NODE, AT(with), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "the criterion's own parameters; `tomt criteria NAME` lists them"},
    {"value", TOMT_PARAM_NODE, AT(value), true, TOMT_UNBOUNDED, NULL, NULL, "",
     "from the measured number to a value from 0 to 1"},
    {"missing", TOMT_PARAM_CHOICE, AT(null_policy), false, TOMT_UNBOUNDED, "drop",
     "drop|worst|neutral", "",
     "a site without a number: its weight goes to the other criteria (drop), it counts as 0 "
     "(worst) or as 0.5 (neutral)"},
    {"thresholds", TOMT_PARAM_NODE, AT(thresholds), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "differences of values that matter, for methods that compare sites pair by pair"},
    {"uncertain", TOMT_PARAM_NODE, AT(uncertain), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "how well its number is known: a share (0.1: within 10 %), or the keys below; drawn anew in "
     "each draw of the robustness"},
    {.name = NULL},
};
#undef AT

#define AT(field) offsetof(struct tomt_thresholds, field)
const struct tomt_param tomt_threshold_rows[] = {
    {"indifference", TOMT_PARAM_NUMBER, AT(indifference), false, 0, 1, NULL, NULL, "",
     "values that differ by no more count as equal; default: the method's"},
    {"preference", TOMT_PARAM_NUMBER, AT(preference), false, 0, 1, NULL, NULL, "",
     "from this difference on one is clearly better; default: the method's"},
    {"veto", TOMT_PARAM_NUMBER, AT(veto), false, 0, 1, NULL, NULL, "",
     "a site that is worse by this is not better as a whole; default: none"},
    {.name = NULL},
};
#undef AT

#define AT(field) offsetof(struct tomt_uncertain_setting, field)
const struct tomt_param tomt_uncertain_rows[] = {
    {"by", TOMT_PARAM_NUMBER, AT(absolute), true, 0, 1e300, NULL, NULL, "criterion's",
     "it may be so much less or more"},
    {.name = NULL},
};
#undef AT

static bool ascend(const struct tomt_reading *reading, const struct tomt_node *node,
                   const char *less, double a, const char *more, double b, bool may_equal)
{
    char first[32], second[32];
    if (!(may_equal ? b < a : b <= a)) /* or one is not given */
        return true;
    tomt_number_format(first, a);
    tomt_number_format(second, b);
    return tomt_reading_wrong(reading, tomt_node_find(node, more),
                              "'%s' is %s and '%s' %s; it must be %s", more, second, less, first,
                              may_equal ? "at least as much" : "more");
}

static bool read_thresholds(const struct tomt_reading *reading, const struct tomt_node *node,
                            struct tomt_thresholds *threshold)
{
    if (!tomt_reading_bind(reading, node, node, tomt_threshold_rows, threshold))
        return false;
    double under_veto =
        isnan(threshold->preference) ? threshold->indifference : threshold->preference;
    return ascend(reading, node, "indifference", threshold->indifference, "preference",
                  threshold->preference, true) &&
           ascend(reading, node, isnan(threshold->preference) ? "indifference" : "preference",
                  under_veto, "veto", threshold->veto, false);
}

/* Of criterion `number`, which is the next to be kept. */
static bool read_uncertain(const struct tomt_reading *reading, const struct tomt_node *node,
                           size_t number, struct tomt_robust_settings *robust)
{
    struct tomt_uncertain_setting *uncertain = &robust->uncertain[robust->n_uncertain];
    *uncertain = (struct tomt_uncertain_setting){number, NAN, NAN};
    if (tomt_node_is_empty(node))
        return true;
    if (node->kind == TOMT_NODE_MAP) {
        if (!tomt_reading_bind(reading, node, node, tomt_uncertain_rows, uncertain))
            return false;
        robust->n_uncertain += uncertain->absolute > 0;
        return true;
    }
    char found[TOMT_SHOWN];
    double share;
    bool is_number = node->kind == TOMT_NODE_SCALAR && !node->quoted &&
                     tomt_number_parse(node->text, strlen(node->text), false, &share);
    if (!is_number || !(share >= 0 && share <= 1))
        return tomt_reading_wrong(reading, node,
                                  "'uncertain' is %s; it must be a share from 0 to 1 (0.1: within "
                                  "10 %%), or {by: number} in the criterion's unit",
                                  tomt_shown(node, found));
    uncertain->relative = share;
    robust->n_uncertain += share > 0;
    return true;
}

/* Where nothing else weighs, each criterion must say its weight. */
static void rows_of(const struct tomt_profile *profile,
                    struct tomt_param rows[sizeof tomt_criterion_rows / sizeof(struct tomt_param)])
{
    memcpy(rows, tomt_criterion_rows, sizeof tomt_criterion_rows);
    for (size_t i = 0; rows[i].name; i++) {
        if (strcmp(rows[i].name, "weight") == 0)
            rows[i].required = tomt_node_is_empty(profile->weighting);
    }
}

static bool check_id(const struct tomt_reading *reading, const struct tomt_node *node,
                     const char *id, const struct tomt_profile *profile, bool *fine)
{
    if (!tomt_name_check(reading, node, id, "a criterion", fine))
        return false;
    for (size_t i = 0; *fine && i < profile->n_criteria; i++) {
        if (strcmp(profile->criterion[i].id, id) != 0)
            continue;
        *fine = false;
        return tomt_reading_wrong(
            reading, node,
            "id '%s' is used already on line %d; each criterion needs an id of its own", id,
            profile->criterion[i].place.line);
    }
    return true;
}

static bool read_criterion(const struct tomt_reading *reading, const struct tomt_node *item,
                           struct tomt_profile *profile)
{
    struct criterion_keys keys;
    bool fine = false, with_fine;
    struct tomt_param rows[sizeof tomt_criterion_rows / sizeof(struct tomt_param)];
    rows_of(profile, rows);
    if (!tomt_reading_bind(reading, item, item, rows, &keys))
        return false;
    struct tomt_profile_criterion criterion = {
        .id = keys.id,
        .criterion = keys.criterion,
        .title = keys.title.en ? keys.title : (struct tomt_title){keys.id, keys.id},
        .weight = keys.weight,
        .threshold = {NAN, NAN, NAN},
        .null_policy = keys.null_policy,
        .why = keys.why,
        .place = tomt_place_of(item),
    };
    if (keys.id && !check_id(reading, tomt_node_find(item, "id"), keys.id, profile, &fine))
        return false;
    if (!tomt_kind_check(reading, keys.with, TOMT_NODE_MAP, "with", &with_fine))
        return false;
    criterion.with = with_fine ? keys.with : NULL;
    if (keys.value && !tomt_value_read(reading, keys.value, keys.value, &criterion.value,
                                       &criterion.direction_given))
        return false;
    size_t n_uncertain = profile->decision.robust.n_uncertain;
    if (!tomt_node_is_empty(keys.thresholds) &&
        !read_thresholds(reading, keys.thresholds, &criterion.threshold))
        return false;
    if (!read_uncertain(reading, keys.uncertain, profile->n_criteria, &profile->decision.robust))
        return false;
    bool is_code = criterion.value.function == TOMT_CATEGORY &&
                   profile->decision.robust.n_uncertain > n_uncertain;
    if (is_code && !tomt_reading_wrong(reading, keys.uncertain,
                                       "'uncertain' is of a category, whose number is a code: "
                                       "nothing lies between two codes; leave it out"))
        return false;
    if (!fine || !keys.criterion)
        profile->decision.robust.n_uncertain = n_uncertain;
    else
        profile->criterion[profile->n_criteria++] = criterion;
    return true;
}

bool tomt_criteria_read(const struct tomt_reading *reading, const struct tomt_node *criteria,
                        const struct tomt_node *place, struct tomt_profile *profile)
{
    bool fine;
    if (!tomt_kind_check(reading, criteria, TOMT_NODE_LIST, "criteria", &fine))
        return false;
    if (!fine)
        return true;
    if (criteria->n == 0)
        return tomt_reading_wrong(reading, place,
                                  "'criteria' is an empty list; a profile needs at least one");
    profile->criterion =
        tomt_arena_alloc(reading->arena, criteria->n * sizeof *profile->criterion, reading->err);
    profile->decision.robust.uncertain = tomt_arena_alloc(
        reading->arena, criteria->n * sizeof *profile->decision.robust.uncertain, reading->err);
    if (!profile->criterion || !profile->decision.robust.uncertain)
        return false;
    for (size_t i = 0; i < criteria->n; i++) {
        if (!read_criterion(reading, criteria->item[i], profile))
            return false;
    }
    double sum = 0;
    for (size_t i = 0; i < profile->n_criteria; i++)
        sum += profile->criterion[i].weight;
    if (profile->n_criteria == criteria->n && sum == 0 && tomt_node_is_empty(profile->weighting))
        return tomt_reading_wrong(reading, place,
                                  "all weights are 0; give at least one criterion a weight over 0");
    return true;
}
