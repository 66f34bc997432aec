/* project/ranking.c: `ranking` of a profile: by which method, with which parameters. */
#include "project/inner.h"

#include <math.h>
#include <string.h>

struct ranking_keys {
    const char *method;
    const struct tomt_node *with;
    double least_coverage;
};

#define AT(field) offsetof(struct ranking_keys, field)
const struct tomt_param tomt_ranking_rows[] = {
    {"method", TOMT_PARAM_TEXT, AT(method), false, TOMT_UNBOUNDED, "weighted_sum", NULL, "",
     "weighted_sum, weighted_product, owa, topsis, vikor, promethee_ii, electre_iii, minimum or "
     "satisficing ([ranking](ranking.md))"},
    {"with", TOMT_PARAM_NODE, AT(with), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "the method's own parameters; `tomt help ranking` lists them"},
    {"least_coverage", TOMT_PARAM_NUMBER, AT(least_coverage), false, 0, 1, "0", NULL, "share",
     "sites with less of the weights known have no rank"},
    {.name = NULL},
};
#undef AT

const char *const *tomt_method_names(const struct tomt_reading *reading)
{
    size_t n = 0;
    while (tomt_methods[n])
        n++;
    const char **name = tomt_arena_alloc(reading->arena, (n + 1) * sizeof *name, reading->err);
    for (size_t i = 0; name && i < n; i++)
        name[i] = tomt_methods[i]->name;
    return name;
}

/* What comparisons use: each method as it is by default. */
static bool set_defaults(const struct tomt_reading *reading, const void ***args)
{
    size_t n = 0;
    while (tomt_methods[n])
        n++;
    *args = tomt_arena_alloc(reading->arena, (n + 1) * sizeof **args, reading->err);
    for (size_t i = 0; *args && i < n; i++) {
        (*args)[i] = tomt_method_defaults(reading->arena, tomt_methods[i], reading->err);
        if (!(*args)[i])
            return false;
    }
    return *args != NULL;
}

static bool bind_own(const struct tomt_reading *reading, const struct tomt_node *with,
                     const struct tomt_method *method, const void **args)
{
    static const struct tomt_param no_params[] = {{0}};
    size_t n_errors = reading->problems->n_errors;
    void *own = tomt_arena_alloc(reading->arena, method->args_size + 1, reading->err);
    if (!own ||
        !tomt_reading_bind(reading, with, with, method->params ? method->params : no_params, own))
        return false;
    if (reading->problems->n_errors == n_errors)
        *args = own;
    return true;
}

/* A parameter as it is bound; NaN: the method has none of that name, or it is not given. */
static double bound(const struct tomt_method *method, const void *args, const char *name)
{
    double number = NAN;
    for (const struct tomt_param *param = method->params; param && param->name; param++)
        if (param->type == TOMT_PARAM_NUMBER && strcmp(param->name, name) == 0)
            memcpy(&number, (const char *)args + param->offset, sizeof number);
    return number;
}

/* What the method would only say when all is measured. */
static bool check_thresholds(const struct tomt_reading *reading, const struct tomt_node *with,
                             const struct tomt_method *method, const void *args)
{
    static const char *const name[] = {"indifference", "preference", "veto"};
    for (size_t k = 0; k < 2; k++) {
        double less = bound(method, args, name[k]), more = bound(method, args, name[k + 1]);
        char small[32], large[32];
        if (!(less > more))
            continue;
        tomt_number_format(small, less);
        tomt_number_format(large, more);
        const struct tomt_node *at = tomt_node_find(with, name[k]);
        if (!tomt_reading_wrong(reading, at ? at : tomt_node_find(with, name[k + 1]),
                                "'%s' is %s and '%s' %s; it must not be more", name[k], small,
                                name[k + 1], large))
            return false;
    }
    return true;
}

bool tomt_ranking_read(const struct tomt_reading *reading, struct tomt_profile *profile)
{
    struct tomt_decision_settings *decision = &profile->decision;
    const struct tomt_node *node = profile->ranking;
    struct tomt_node nowhere = {.file = profile->place.file, .line = 1, .column = 1};
    struct ranking_keys keys;
    const void **args;
    bool fine;
    if (!tomt_reading_bind(reading, node, &nowhere, tomt_ranking_rows, &keys) ||
        !set_defaults(reading, &args))
        return false;
    decision->least_coverage = keys.least_coverage;
    decision->method = tomt_method_find(keys.method);
    decision->other_args = args;
    if (!decision->method) {
        const char *const *name = tomt_method_names(reading);
        const struct tomt_node *at = tomt_node_find(node, "method");
        decision->method = tomt_methods[0];
        decision->method_args = args[0];
        return name && (!at || tomt_unknown_key(reading, at, "method of ranking", name));
    }
    size_t i = 0;
    while (tomt_methods[i] != decision->method)
        i++;
    if (!tomt_kind_check(reading, keys.with, TOMT_NODE_MAP, "with", &fine) ||
        (fine && !bind_own(reading, keys.with, decision->method, &args[i])))
        return false;
    decision->method_args = args[i];
    return !fine || check_thresholds(reading, keys.with, decision->method, args[i]);
}
