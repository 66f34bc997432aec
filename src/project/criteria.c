/* project/criteria.c: `criteria` of a profile. What a criterion measures, and its own parameters,
 * are bound by criteria/. */
#include "project/inner.h"

#include <string.h>

struct criterion_keys {
    const char *id, *criterion, *why;
    struct tomt_title title;
    double weight;
    int null_policy;
    const struct tomt_node *with, *value;
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
     "counts against the other weights; they need not sum to 100"},
    {"why", TOMT_PARAM_TEXT, AT(why), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "a sentence for people: why this weight"},
    {"with", TOMT_PARAM_NODE, AT(with), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "the criterion's own parameters; `tomt criteria NAME` lists them"},
    {"value", TOMT_PARAM_NODE, AT(value), true, TOMT_UNBOUNDED, NULL, NULL, "",
     "from the measured number to a value from 0 to 1"},
    {"missing", TOMT_PARAM_CHOICE, AT(null_policy), false, TOMT_UNBOUNDED, "drop",
     "drop|worst|neutral", "",
     "a site without a number: its weight goes to the other criteria (drop), it counts as 0 "
     "(worst) or as 0.5 (neutral)"},
    {.name = NULL},
};
#undef AT

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
    if (!tomt_reading_bind(reading, item, item, tomt_criterion_rows, &keys))
        return false;
    struct tomt_profile_criterion criterion = {
        .id = keys.id,
        .criterion = keys.criterion,
        .title = keys.title.en ? keys.title : (struct tomt_title){keys.id, keys.id},
        .weight = keys.weight,
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
    if (fine && keys.criterion)
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
    if (!profile->criterion)
        return false;
    for (size_t i = 0; i < criteria->n; i++) {
        if (!read_criterion(reading, criteria->item[i], profile))
            return false;
    }
    double sum = 0;
    for (size_t i = 0; i < profile->n_criteria; i++)
        sum += profile->criterion[i].weight;
    if (profile->n_criteria == criteria->n && sum == 0)
        return tomt_reading_wrong(reading, place,
                                  "all weights are 0; give at least one criterion a weight over 0");
    return true;
}
