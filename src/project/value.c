/* project/value.c: `value` of a criterion: which keys each function takes, and whether what is
 * given makes one. */
#include "project/inner.h"

#include <math.h>
#include <string.h>

struct value_keys {
    int function, ends, direction;
    double full_at, zero_at, otherwise, peak_at, half_width;
    struct tomt_pairs points;
};

#define AT(field) offsetof(struct value_keys, field)
const struct tomt_param tomt_value_rows[] = {
    {"function", TOMT_PARAM_CHOICE, AT(function), true, TOMT_UNBOUNDED, NULL,
     "linear|piecewise|step|logistic|bell|category", "",
     "shape of the way from the criterion's number to a value from 0 to 1"},
    {"full_at", TOMT_PARAM_NUMBER, AT(full_at), false, TOMT_UNBOUNDED, NULL, NULL, "criterion's",
     "linear, logistic: the number that gives value 1 (logistic: 0.95); below zero_at when less is "
     "better"},
    {"zero_at", TOMT_PARAM_NUMBER, AT(zero_at), false, TOMT_UNBOUNDED, NULL, NULL, "criterion's",
     "linear, logistic: the number that gives value 0 (logistic: 0.05)"},
    {"ends", TOMT_PARAM_CHOICE, AT(ends), false, TOMT_UNBOUNDED, "given", "given|data", "",
     "linear, logistic: data takes both ends from the smallest and largest number among the "
     "candidates"},
    {"direction", TOMT_PARAM_CHOICE, AT(direction), false, TOMT_UNBOUNDED, NULL, "rising|falling",
     "",
     "with ends: data: whether more is better (rising) or less (falling); default: as the "
     "criterion says"},
    {"points", TOMT_PARAM_PAIRS, AT(points), false, 0, 1, NULL, NULL, "",
     "piecewise, step, category: [[number, value], ...], numbers ascending, values 0 to 1. "
     "Piecewise: straight between them. "
     "Step: the value from that number on. Category: the value of exactly that number"},
    {"otherwise", TOMT_PARAM_NUMBER, AT(otherwise), false, 0, 1, "0", NULL, "",
     "step, category: value below the first step, or of any other number"},
    {"peak_at", TOMT_PARAM_NUMBER, AT(peak_at), false, TOMT_UNBOUNDED, NULL, NULL, "criterion's",
     "bell: the number that gives value 1"},
    {"half_width", TOMT_PARAM_NUMBER, AT(half_width), false, 1e-12, 1e300, NULL, NULL,
     "criterion's", "bell: how far from the peak the value is 0.5"},
    {.name = NULL},
};
#undef AT

enum {
    ENDS = 1 << TOMT_LINEAR | 1 << TOMT_LOGISTIC,
    POINTS = 1 << TOMT_PIECEWISE | 1 << TOMT_STEP | 1 << TOMT_CATEGORY
};
static const struct {
    const char *key;
    unsigned functions; /* bit: takes this key */
    const char *of;
} takers[] = {
    {"full_at", ENDS, "linear and logistic"},
    {"zero_at", ENDS, "linear and logistic"},
    {"ends", ENDS, "linear and logistic"},
    {"direction", ENDS, "linear and logistic"},
    {"points", POINTS, "piecewise, step and category"},
    {"otherwise", 1 << TOMT_STEP | 1 << TOMT_CATEGORY, "step and category"},
    {"peak_at", 1 << TOMT_BELL, "bell"},
    {"half_width", 1 << TOMT_BELL, "bell"},
};

static bool check_takers(const struct tomt_reading *reading, const struct tomt_node *node,
                         const struct value_keys *keys)
{
    const struct tomt_node *function = tomt_node_find(node, "function");
    for (size_t i = 0; i < sizeof takers / sizeof takers[0]; i++) {
        for (size_t k = 0; k < node->n; k++) {
            if (strcmp(node->key[k]->text, takers[i].key) != 0 ||
                takers[i].functions & 1u << keys->function)
                continue;
            if (!tomt_reading_wrong(reading, node->key[k],
                                    "'%s' belongs to %s; function '%s' takes none, leave it out",
                                    takers[i].key, takers[i].of, function->text))
                return false;
        }
    }
    return true;
}

static bool missing(const struct tomt_reading *reading, const struct tomt_node *node,
                    const char *key, const char *function)
{
    if (!tomt_node_is_empty(tomt_node_find(node, key)) ||
        tomt_is_misspelt_row(node, tomt_value_rows, key)) /* wrong, and told so */
        return true;
    for (const struct tomt_param *row = tomt_value_rows; row->name; row++) {
        const char *help = strstr(row->help, ": "); /* after the names of the functions */
        if (strcmp(row->name, key) == 0)
            return tomt_reading_wrong(reading, node, "function '%s' needs '%s': %s", function, key,
                                      help ? help + 2 : row->help);
    }
    return true;
}

static bool check_ends(const struct tomt_reading *reading, const struct tomt_node *node,
                       const struct value_keys *keys, const char *function)
{
    static const char *const end[] = {"full_at", "zero_at"};
    const struct tomt_node *direction = tomt_node_find(node, "direction");
    if (keys->ends) {
        for (int i = 0; i < 2; i++) {
            const struct tomt_node *given = tomt_node_find(node, end[i]);
            if (given && !tomt_reading_wrong(reading, given,
                                             "'%s' is given, but ends: data takes both ends from "
                                             "the candidates; keep one of the two",
                                             end[i]))
                return false;
        }
        return true;
    }
    if (direction &&
        !tomt_reading_wrong(
            reading, direction,
            "'direction' goes with ends: data only; here it follows from full_at and zero_at"))
        return false;
    double at[] = {keys->full_at, keys->zero_at};
    for (int i = 0; i < 2; i++) {
        if (isnan(at[i]) && !missing(reading, node, end[i], function))
            return false;
    }
    if (keys->full_at == keys->zero_at)
        return tomt_reading_wrong(reading, tomt_node_find(node, "zero_at"),
                                  "'zero_at' is the same number as 'full_at'; they must differ");
    return true;
}

static bool check_points(const struct tomt_reading *reading, const struct tomt_node *node,
                         const struct value_keys *keys, const char *function)
{
    const struct tomt_node *points = tomt_node_find(node, "points");
    if (tomt_node_is_empty(points))
        return missing(reading, node, "points", function);
    if (keys->points.n < points->n ||
        points->kind == TOMT_NODE_SCALAR) /* some are wrong, and told so */
        return true;
    size_t least = keys->function == TOMT_PIECEWISE ? 2 : 1;
    if (keys->points.n < least)
        return tomt_reading_wrong(reading, points,
                                  "function '%s' needs at least %zu point%s, found %zu", function,
                                  least, least > 1 ? "s" : "", keys->points.n);
    for (size_t i = 1; i < keys->points.n; i++) {
        const double *x = keys->points.x;
        char one[32], before[32];
        if (x[i] > x[i - 1])
            continue;
        tomt_number_format(one, x[i]);
        tomt_number_format(before, x[i - 1]);
        const struct tomt_node *at =
            points->kind == TOMT_NODE_MAP ? points->key[i] : points->item[i];
        return tomt_reading_wrong(reading, at,
                                  "point %zu is at %s, after %s; the numbers must ascend", i + 1,
                                  one, before);
    }
    return true;
}

bool tomt_value_read(const struct tomt_reading *reading, const struct tomt_node *node,
                     const struct tomt_node *place, struct tomt_value *value, bool *direction_given)
{
    struct value_keys keys;
    if (!tomt_reading_bind(reading, node, place, tomt_value_rows, &keys))
        return false;
    *value = (struct tomt_value){
        .function = (enum tomt_function)keys.function,
        .full_at = keys.full_at,
        .zero_at = keys.zero_at,
        .ends_data = keys.ends == 1,
        .falling = keys.ends == 1 ? keys.direction == 1 : keys.full_at < keys.zero_at,
        .points = keys.points,
        .otherwise = keys.otherwise,
        .peak_at = keys.peak_at,
        .half_width = keys.half_width,
    };
    *direction_given = !tomt_node_is_empty(tomt_node_find(node, "direction"));
    const struct tomt_node *function = tomt_node_find(node, "function");
    if (tomt_node_is_empty(function) || function->kind != TOMT_NODE_SCALAR ||
        tomt_choice_find(tomt_value_rows[0].choices, function->text) < 0)
        return true; /* told already; what it needs depends on it */
    if (!check_takers(reading, node, &keys))
        return false;
    if (1u << keys.function & ENDS)
        return check_ends(reading, node, &keys, function->text);
    if (1u << keys.function & POINTS)
        return check_points(reading, node, &keys, function->text);
    return (!isnan(keys.peak_at) || missing(reading, node, "peak_at", function->text)) &&
           (!isnan(keys.half_width) || missing(reading, node, "half_width", function->text));
}
