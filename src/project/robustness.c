/* project/robustness.c: `robustness` of a profile: how many draws of which weights, and what else
 * is compared with. */
#include "project/inner.h"

#include <math.h>
#include <string.h>

struct robustness_keys {
    struct tomt_robust_settings robust;
    const struct tomt_node *bounds;
    struct tomt_texts methods;
};

#define AT(field) offsetof(struct robustness_keys, field)
const struct tomt_param tomt_robustness_rows[] = {
    {"draws", TOMT_PARAM_INTEGER, AT(robust.draws), false, 1, 1e6, "1000", NULL, "draws",
     "so many sets of weights are tried; of `weights: file`: its rows"},
    {"seed", TOMT_PARAM_INTEGER, AT(robust.seed), false, 0, 0x1p53, "1", NULL, "",
     "another seed, other draws"},
    {"weights", TOMT_PARAM_CHOICE, AT(robust.from), false, TOMT_UNBOUNDED, "around",
     "around|simplex|bounds|file", "",
     "around: the stated ones, by `spread`; simplex: any; bounds: any within `bounds`; file: those "
     "of `file`"},
    {"spread", TOMT_PARAM_NUMBER, AT(robust.spread), false, 0, 1, "0.5", NULL, "share",
     "around: each share is within so much of itself (0.5: half to one and a half times), over 0"},
    {"bounds", TOMT_PARAM_NODE, AT(bounds), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "bounds: id of a criterion: [least, most], shares of the whole weight; default: [0, 1]"},
    {"file", TOMT_PARAM_TEXT, AT(robust.file), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "file: a CSV with a column a criterion, named by its id, and a row a draw, at most 1,000,000; "
     "a relative path counts from this file"},
    {"top", TOMT_PARAM_INTEGER, AT(robust.top), false, 1, 1e6, "10", NULL, "sites",
     "a site that is always or never among so many is told as such"},
    {"interval", TOMT_PARAM_NUMBER, AT(robust.interval), false, 0.01, 1, "0.9", NULL, "share",
     "the rank interval holds so many of the draws"},
    {"methods", TOMT_PARAM_TEXTS, AT(methods), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "other methods that are compared with; default: all"},
    {"findings", TOMT_PARAM_INTEGER, AT(robust.findings), false, 0, 1e6, "100", NULL, "sites",
     "so many sites, by rank, have their strengths and weaknesses stored"},
    {.name = NULL},
};
#undef AT

static const struct tomt_node *key_of(const struct tomt_node *map, const char *key)
{
    for (size_t i = 0; map && map->kind == TOMT_NODE_MAP && i < map->n; i++) {
        if (strcmp(map->key[i]->text, key) == 0)
            return map->key[i];
    }
    return NULL;
}

/* Keys that go with one kind of weights only. */
static bool check_takers(const struct tomt_reading *reading, const struct tomt_node *node,
                         const struct robustness_keys *keys)
{
    static const struct {
        const char *key, *of;
        enum tomt_draw_from from;
        bool needed;
    } taker[] = {
        {"spread", "around", TOMT_DRAW_AROUND, false},
        {"bounds", "bounds", TOMT_DRAW_BOUNDS, true},
        {"file", "file", TOMT_DRAW_GIVEN, true},
    };
    const struct tomt_node *weights = tomt_node_find(node, "weights");
    if (!tomt_node_is_empty(weights) &&
        (weights->kind != TOMT_NODE_SCALAR ||
         tomt_choice_find("around|simplex|bounds|file", weights->text) < 0))
        return true; /* told already; what belongs to it depends on it */
    if (tomt_is_misspelt_row(node, tomt_robustness_rows, "weights"))
        return true;
    for (size_t i = 0; i < sizeof taker / sizeof taker[0]; i++) {
        const struct tomt_node *key = key_of(node, taker[i].key);
        bool is_its = (int)taker[i].from == keys->robust.from;
        bool is_given = !tomt_node_is_empty(tomt_node_find(node, taker[i].key));
        if (key && !is_its &&
            !tomt_reading_wrong(reading, key,
                                "'%s' belongs to weights: %s; say so, or leave it out",
                                taker[i].key, taker[i].of))
            return false;
        if (is_its && taker[i].needed && !is_given &&
            !tomt_is_misspelt_row(node, tomt_robustness_rows, taker[i].key) &&
            !tomt_reading_wrong(reading, weights, "weights: %s needs '%s'", taker[i].of,
                                taker[i].key))
            return false;
    }
    const struct tomt_node *draws = key_of(node, "draws");
    if (draws && keys->robust.from == TOMT_DRAW_GIVEN)
        return tomt_reading_wrong(reading, draws,
                                  "'draws' is given, but weights: file has a draw a row; leave it "
                                  "out");
    return true;
}

/* ---- bounds ---- */

static bool is_written(const struct tomt_node *list, const char *id)
{
    for (size_t i = 0; list && list->kind == TOMT_NODE_LIST && i < list->n; i++) {
        const struct tomt_node *own = tomt_node_find(list->item[i], "id");
        if (own && own->kind == TOMT_NODE_SCALAR && strcmp(own->text, id) == 0)
            return true;
    }
    return false;
}

static bool read_bound(const struct tomt_reading *reading, const struct tomt_node *node,
                       double *least, double *most, bool *fine)
{
    double bound[2];
    char found[TOMT_SHOWN];
    *fine = node->kind == TOMT_NODE_LIST && node->n == 2;
    for (size_t k = 0; *fine && k < 2; k++) {
        const struct tomt_node *item = node->item[k];
        *fine = item->kind == TOMT_NODE_SCALAR && !item->quoted &&
                tomt_number_parse(item->text, strlen(item->text), false, &bound[k]) &&
                bound[k] >= 0 && bound[k] <= 1;
        if (!*fine)
            return tomt_reading_wrong(reading, item, "a bound is a share from 0 to 1, found %s",
                                      tomt_shown(item, found));
    }
    if (!*fine)
        return tomt_reading_wrong(reading, node, "bounds are two shares, [least, most], found %s%s",
                                  tomt_shown(node, found),
                                  node->kind == TOMT_NODE_LIST && node->n == 4
                                      ? " of four; decimals have a point, not a comma"
                                      : "");
    *fine = bound[0] <= bound[1];
    if (!*fine)
        return tomt_reading_wrong(reading, node, "the least share, %s, is more than the most, %s",
                                  node->item[0]->text, node->item[1]->text);
    *least = bound[0];
    *most = bound[1];
    return true;
}

static bool check_sums(const struct tomt_reading *reading, const struct tomt_node *node,
                       const struct tomt_robust_settings *robust, size_t n)
{
    double least = 0, most = 0;
    char number[32];
    for (size_t i = 0; i < n; i++) {
        least += robust->least[i];
        most += robust->most[i];
    }
    if (least > 1 + 1e-9) {
        tomt_number_format(number, round(least * 1e6) / 1e6);
        return tomt_reading_wrong(reading, node,
                                  "the least shares sum to %s; more than the whole, 1, is never "
                                  "there",
                                  number);
    }
    if (most < 1 - 1e-9) {
        tomt_number_format(number, round(most * 1e6) / 1e6);
        return tomt_reading_wrong(reading, node,
                                  "the most that shares can be sums to %s; they must be able to "
                                  "make the whole, 1",
                                  number);
    }
    return true;
}

static bool read_bounds(const struct tomt_reading *reading, const struct tomt_node *node,
                        const struct tomt_asked_criteria *asked, const struct tomt_profile *profile,
                        struct tomt_robust_settings *robust)
{
    size_t n = profile->n_criteria, n_errors = reading->problems->n_errors;
    bool fine;
    const char **id = tomt_arena_alloc(reading->arena, (n + 1) * sizeof *id, reading->err);
    robust->least = tomt_arena_alloc(reading->arena, (n + 1) * sizeof *robust->least, reading->err);
    robust->most = tomt_arena_alloc(reading->arena, (n + 1) * sizeof *robust->most, reading->err);
    if (!id || !robust->least || !robust->most ||
        !tomt_kind_check(reading, node, TOMT_NODE_MAP, "bounds", &fine))
        return false;
    for (size_t i = 0; i < n; i++) {
        id[i] = profile->criterion[i].id;
        robust->most[i] = 1;
    }
    for (size_t k = 0; fine && k < node->n; k++) {
        const char *key = node->key[k]->text;
        size_t i = 0;
        bool is_fine;
        while (i < n && strcmp(id[i], key) != 0)
            i++;
        if (i == n && !is_written(asked->criteria, key) && !is_written(asked->constraints, key) &&
            !tomt_unknown_key(reading, node->key[k], "criterion id", id))
            return false;
        double least, most;
        if (i == n)
            continue;
        if (!read_bound(reading, node->item[k], &least, &most, &is_fine))
            return false;
        if (is_fine) {
            robust->least[i] = least;
            robust->most[i] = most;
        }
    }
    return !fine || reading->problems->n_errors > n_errors || check_sums(reading, node, robust, n);
}

/* ---- methods compared with ---- */

static bool all_methods(const struct tomt_reading *reading, struct tomt_robust_settings *robust)
{
    size_t n = 0;
    while (tomt_methods[n])
        n++;
    robust->method =
        tomt_arena_alloc(reading->arena, (n + 1) * sizeof *robust->method, reading->err);
    if (!robust->method)
        return false;
    memcpy(robust->method, tomt_methods, n * sizeof *robust->method);
    robust->n_methods = n;
    return true;
}

static bool read_methods(const struct tomt_reading *reading, const struct tomt_node *node,
                         const struct tomt_texts *asked, struct tomt_robust_settings *robust)
{
    const char *const *known = tomt_method_names(reading);
    if (!known || !all_methods(reading, robust))
        return false;
    if (tomt_node_is_empty(node))
        return true;
    size_t n = 0;
    const struct tomt_method **chosen =
        tomt_arena_alloc(reading->arena, (asked->n + 1) * sizeof *chosen, reading->err);
    if (!chosen)
        return false;
    for (size_t i = 0; i < asked->n; i++) {
        const struct tomt_method *method = tomt_method_find(asked->item[i]);
        const struct tomt_node *at =
            node->kind == TOMT_NODE_LIST && node->n == asked->n ? node->item[i] : node;
        bool is_again = false;
        for (size_t k = 0; k < n && method; k++)
            is_again = is_again || chosen[k] == method;
        if (is_again &&
            !tomt_reading_wrong(reading, at, "method '%s' is here twice; keep one", asked->item[i]))
            return false;
        if (!method && !tomt_unknown_key(reading, at, "method of ranking", known))
            return false;
        if (method && !is_again)
            chosen[n++] = method;
    }
    robust->method = chosen;
    robust->n_methods = n;
    return true;
}

/* ---- all of it ---- */

bool tomt_robustness_read(const struct tomt_reading *reading,
                          const struct tomt_asked_criteria *asked, struct tomt_profile *profile)
{
    struct tomt_robust_settings *robust = &profile->decision.robust;
    const struct tomt_node *node = profile->robustness;
    struct tomt_node nowhere = {.file = profile->place.file, .line = 1, .column = 1};
    struct robustness_keys keys = {0};
    bool is_word = node && node->kind == TOMT_NODE_SCALAR && !node->quoted;
    bool is_off = is_word && strcmp(node->text, "false") == 0;
    bool is_on = is_word && strcmp(node->text, "true") == 0;
    if (is_off || is_on)
        node = NULL;
    if (!tomt_reading_bind(reading, node, &nowhere, tomt_robustness_rows, &keys))
        return false;
    keys.robust.uncertain = robust->uncertain; /* of the criteria */
    keys.robust.n_uncertain = robust->n_uncertain;
    keys.robust.wanted = !is_off;
    if (!read_methods(reading, tomt_node_find(node, "methods"), &keys.methods, &keys.robust) ||
        !check_takers(reading, node, &keys))
        return false;
    *robust = keys.robust;
    if (robust->spread == 0 &&
        !tomt_reading_wrong(reading, tomt_node_find(node, "spread"),
                            "'spread' is 0: no other weights would be tried; give a number over 0, "
                            "or robustness: false"))
        return false;
    if (robust->from == TOMT_DRAW_BOUNDS && !tomt_node_is_empty(keys.bounds) &&
        !read_bounds(reading, keys.bounds, asked, profile, robust))
        return false;
    bool is_whole = profile->n_criteria >= (asked->criteria ? asked->criteria->n : 0);
    if (robust->from != TOMT_DRAW_GIVEN || !robust->file || !is_whole || profile->n_criteria == 0)
        return true;
    return tomt_draws_read(reading, tomt_node_find(node, "file"), profile, robust);
}
