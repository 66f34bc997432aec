/* project/bind.c: nodes -> structs through parameter rows. One function per type of row; a wrong
 * value is a problem at its place, and the field keeps its default, so that reading goes on and all
 * problems are told at once. */
#include "project/bind.h"
#include "project/inner.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct tomt_node *tomt_node_find(const struct tomt_node *map, const char *key)
{
    if (!map || map->kind != TOMT_NODE_MAP)
        return NULL;
    for (size_t i = 0; i < map->n; i++) {
        if (strcmp(map->key[i]->text, key) == 0)
            return map->item[i];
    }
    return NULL;
}

bool tomt_node_is_empty(const struct tomt_node *node)
{
    if (!node)
        return true;
    if (node->kind != TOMT_NODE_SCALAR || node->quoted)
        return false;
    static const char *const nothing[] = {"", "~", "null", "Null", "NULL"};
    for (size_t i = 0; i < sizeof nothing / sizeof nothing[0]; i++) {
        if (strcmp(node->text, nothing[i]) == 0)
            return true;
    }
    return false;
}

struct binding {
    struct tomt_reading reading;
    const struct tomt_param *row;
    char which[48]; /* " (point 2, second number)" of the value, or "" */
};

static bool wrong_type(const struct binding *b, const struct tomt_node *node, const char *wanted)
{
    char found[TOMT_SHOWN];
    double number;
    tomt_shown(node, found);
    if (node->kind == TOMT_NODE_SCALAR && node->quoted &&
        tomt_number_parse(node->text, strlen(node->text), false, &number))
        return tomt_reading_wrong(
            &b->reading, node,
            "'%s'%s must be %s, but \"%s\" in quotes is a text; leave the quotes out", b->row->name,
            b->which, wanted, node->text);
    if (node->kind == TOMT_NODE_SCALAR && strchr(node->text, ',') &&
        tomt_number_parse(node->text, strlen(node->text), true, &number)) {
        char point[32];
        tomt_number_format(point, number);
        return tomt_reading_wrong(&b->reading, node,
                                  "'%s'%s must be %s, found %s; write %s, with a point",
                                  b->row->name, b->which, wanted, found, point);
    }
    return tomt_reading_wrong(&b->reading, node, "'%s'%s must be %s, found %s", b->row->name,
                              b->which, wanted, found);
}

static bool is_bounded(const struct tomt_param *row)
{
    return row->min <= row->max;
}

/* `*fine` tells whether `*out` holds a number that may be used. */
static bool read_number(const struct binding *b, const struct tomt_node *node, const char *wanted,
                        double *out, bool *fine)
{
    *fine = false;
    if (node->kind != TOMT_NODE_SCALAR || node->quoted ||
        !tomt_number_parse(node->text, strlen(node->text), false, out))
        return wrong_type(b, node, wanted);
    if (is_bounded(b->row) && !(*out >= b->row->min && *out <= b->row->max)) {
        char range[TOMT_SHOWN], number[32];
        tomt_range_text(b->row, range);
        tomt_number_format(number, *out);
        return tomt_reading_wrong(&b->reading, node, "'%s'%s is %s; it must be %s", b->row->name,
                                  b->which, number, range);
    }
    *fine = true;
    return true;
}

static bool bind_integer(const struct binding *b, const struct tomt_node *node, int64_t *out)
{
    double number;
    bool fine;
    if (!read_number(b, node, "a whole number", &number, &fine))
        return false;
    if (fine && (number != floor(number) || fabs(number) > 0x1p53))
        return wrong_type(b, node, "a whole number");
    if (fine)
        *out = (int64_t)number;
    return true;
}

static bool bind_bool(const struct binding *b, const struct tomt_node *node, bool *out)
{
    if (node->kind == TOMT_NODE_SCALAR && !node->quoted && strcmp(node->text, "true") == 0)
        *out = true;
    else if (node->kind == TOMT_NODE_SCALAR && !node->quoted && strcmp(node->text, "false") == 0)
        *out = false;
    else
        return wrong_type(b, node, "true or false");
    return true;
}

static bool bind_text(const struct binding *b, const struct tomt_node *node, const char **out)
{
    if (node->kind != TOMT_NODE_SCALAR)
        return wrong_type(b, node, "a text");
    if (!node->text[0])
        return tomt_reading_wrong(&b->reading, node,
                                  "'%s' is empty; write a text or leave the key out", b->row->name);
    *out = node->text;
    return true;
}

static bool bind_day(const struct binding *b, const struct tomt_node *node, const char **out)
{
    char found[TOMT_SHOWN];
    if (node->kind != TOMT_NODE_SCALAR || !tomt_is_day(node->text))
        return tomt_reading_wrong(&b->reading, node, "'%s' must be a date, YYYY-MM-DD, found %s",
                                  b->row->name, tomt_shown(node, found));
    *out = node->text;
    return true;
}

static bool bind_choice(const struct binding *b, const struct tomt_node *node, int *out)
{
    int choice =
        node->kind == TOMT_NODE_SCALAR ? tomt_choice_find(b->row->choices, node->text) : -1;
    if (choice < 0)
        return tomt_choice_wrong(&b->reading, node, b->row->name, b->row->choices);
    *out = choice;
    return true;
}

static bool bind_texts(const struct binding *b, const struct tomt_node *node,
                       struct tomt_texts *out)
{
    if (node->kind == TOMT_NODE_MAP)
        return wrong_type(b, node, "a text or a list of texts");
    const struct tomt_node *const *item =
        node->kind == TOMT_NODE_LIST ? (const struct tomt_node *const *)node->item : &node;
    size_t n = node->kind == TOMT_NODE_LIST ? node->n : 1;
    const char **text = tomt_arena_alloc(b->reading.arena, (n + 1) * sizeof *text, b->reading.err);
    if (!text)
        return false;
    size_t used = 0;
    for (size_t i = 0; i < n; i++) {
        if (item[i]->kind == TOMT_NODE_SCALAR && !tomt_node_is_empty(item[i]) && item[i]->text[0])
            text[used++] = item[i]->text;
        else if (!wrong_type(b, item[i], "a list of texts"))
            return false;
    }
    *out = (struct tomt_texts){text, used};
    return true;
}

static bool bind_numbers(const struct binding *b, const struct tomt_node *node,
                         struct tomt_numbers *out)
{
    if (node->kind == TOMT_NODE_MAP)
        return wrong_type(b, node, "a number or a list of numbers");
    const struct tomt_node *const *item =
        node->kind == TOMT_NODE_LIST ? (const struct tomt_node *const *)node->item : &node;
    size_t n = node->kind == TOMT_NODE_LIST ? node->n : 1;
    double *number = tomt_arena_alloc(b->reading.arena, (n + 1) * sizeof *number, b->reading.err);
    if (!number)
        return false;
    size_t used = 0;
    for (size_t i = 0; i < n; i++) {
        bool fine;
        if (!read_number(b, item[i], "a list of numbers", &number[used], &fine))
            return false;
        used += fine;
    }
    *out = (struct tomt_numbers){number, used};
    return true;
}

static bool bind_pairs(const struct binding *b, const struct tomt_node *node,
                       struct tomt_pairs *out)
{
    static const char wanted[] = "pairs of numbers, [[x, y], ...] or {x: y, ...}";
    if (node->kind == TOMT_NODE_SCALAR)
        return wrong_type(b, node, wanted);
    double *x = tomt_arena_alloc(b->reading.arena, (node->n + 1) * sizeof *x, b->reading.err);
    double *y = tomt_arena_alloc(b->reading.arena, (node->n + 1) * sizeof *y, b->reading.err);
    if (!x || !y)
        return false;
    size_t used = 0;
    for (size_t i = 0; i < node->n; i++) {
        const struct tomt_node *item = node->item[i], *first = NULL, *second = NULL;
        if (node->kind == TOMT_NODE_MAP) {
            first = node->key[i];
            second = item;
        } else if (item->kind == TOMT_NODE_LIST && item->n == 2) {
            first = item->item[0];
            second = item->item[1];
        }
        bool fine_x = false, fine_y = false;
        struct binding unbounded = *b, bounded = *b; /* the range of the row is that of y */
        snprintf(bounded.which, sizeof bounded.which, " (point %zu)", i + 1);
        if (!first) {
            if (!wrong_type(&bounded, item, wanted))
                return false;
            continue;
        }
        snprintf(unbounded.which, sizeof unbounded.which, " (point %zu, first number)", i + 1);
        snprintf(bounded.which, sizeof bounded.which, " (point %zu, second number)", i + 1);
        struct tomt_param row = *b->row;
        row.min = 1;
        row.max = 0;
        unbounded.row = &row;
        if (!read_number(&unbounded, first, "a number", &x[used], &fine_x) ||
            !read_number(&bounded, second, "a number", &y[used], &fine_y))
            return false;
        used += fine_x && fine_y;
    }
    *out = (struct tomt_pairs){x, y, used};
    return true;
}

static bool bind_title(const struct binding *b, const struct tomt_node *node,
                       struct tomt_title *out)
{
    static const char wanted[] = "a text, or {en: text, nb: text}";
    static const char *const language[] = {"en", "nb"};
    if (node->kind == TOMT_NODE_LIST || (node->kind == TOMT_NODE_SCALAR && !node->text[0]))
        return wrong_type(b, node, wanted);
    if (node->kind == TOMT_NODE_SCALAR) {
        *out = (struct tomt_title){node->text, node->text};
        return true;
    }
    const char *text[2] = {NULL, NULL};
    for (size_t i = 0; i < node->n; i++) {
        int which = strcmp(node->key[i]->text, "en") == 0   ? 0
                    : strcmp(node->key[i]->text, "nb") == 0 ? 1
                                                            : -1;
        if (which < 0) {
            char found[TOMT_SHOWN];
            if (!tomt_reading_wrong(&b->reading, node->key[i],
                                    "unknown language %s in '%s'; known here: en, nb",
                                    tomt_shown(node->key[i], found), b->row->name))
                return false;
            continue;
        }
        if (node->item[i]->kind == TOMT_NODE_SCALAR && !tomt_node_is_empty(node->item[i]) &&
            node->item[i]->text[0])
            text[which] = node->item[i]->text;
        else if (!tomt_reading_wrong(&b->reading, node->item[i],
                                     "'%s' has no text in language '%s'", b->row->name,
                                     language[which]))
            return false;
    }
    if (text[0] || text[1])
        *out = (struct tomt_title){text[0] ? text[0] : text[1], text[1] ? text[1] : text[0]};
    return true;
}

static bool bind_value(const struct binding *b, const struct tomt_node *node, void *slot)
{
    bool fine;
    double number;
    switch (b->row->type) {
    case TOMT_PARAM_NUMBER:
        if (!read_number(b, node, "a number", &number, &fine))
            return false;
        if (fine)
            *(double *)slot = number;
        return true;
    case TOMT_PARAM_INTEGER:
        return bind_integer(b, node, slot);
    case TOMT_PARAM_BOOL:
        return bind_bool(b, node, slot);
    case TOMT_PARAM_TEXT:
        return bind_text(b, node, slot);
    case TOMT_PARAM_DAY:
        return bind_day(b, node, slot);
    case TOMT_PARAM_CHOICE:
        return bind_choice(b, node, slot);
    case TOMT_PARAM_TEXTS:
        return bind_texts(b, node, slot);
    case TOMT_PARAM_NUMBERS:
        return bind_numbers(b, node, slot);
    case TOMT_PARAM_PAIRS:
        return bind_pairs(b, node, slot);
    case TOMT_PARAM_TITLE:
        return bind_title(b, node, slot);
    case TOMT_PARAM_NODE:
        *(const struct tomt_node **)slot = node;
        return true;
    }
    return true;
}

static void set_nothing(const struct tomt_param *row, void *slot)
{
    switch (row->type) {
    case TOMT_PARAM_NUMBER:
        *(double *)slot = NAN;
        break;
    case TOMT_PARAM_INTEGER:
        *(int64_t *)slot = 0;
        break;
    case TOMT_PARAM_BOOL:
        *(bool *)slot = false;
        break;
    case TOMT_PARAM_TEXT:
    case TOMT_PARAM_DAY:
        *(const char **)slot = NULL;
        break;
    case TOMT_PARAM_CHOICE:
        *(int *)slot = 0;
        break;
    case TOMT_PARAM_TEXTS:
        *(struct tomt_texts *)slot = (struct tomt_texts){NULL, 0};
        break;
    case TOMT_PARAM_NUMBERS:
        *(struct tomt_numbers *)slot = (struct tomt_numbers){NULL, 0};
        break;
    case TOMT_PARAM_PAIRS:
        *(struct tomt_pairs *)slot = (struct tomt_pairs){NULL, NULL, 0};
        break;
    case TOMT_PARAM_TITLE:
        *(struct tomt_title *)slot = (struct tomt_title){NULL, NULL};
        break;
    case TOMT_PARAM_NODE:
        *(const struct tomt_node **)slot = NULL;
        break;
    }
}

/* The fallback is YAML as a person would write it; a fault in it is ours. */
static bool set_fallback(const struct binding *b, void *slot)
{
    set_nothing(b->row, slot);
    const char *text = b->row->fallback;
    if (!text)
        return true;
    const struct tomt_reading *reading = &b->reading;
    size_t n_errors = reading->problems->n_errors;
    struct tomt_node *node;
    if (text[0] == '[' || text[0] == '{') {
        node = tomt_yaml_parse(reading->arena, "a default", text, strlen(text), reading->problems,
                               reading->err);
    } else {
        node = tomt_arena_alloc(reading->arena, sizeof *node, reading->err);
        if (node)
            *node = (struct tomt_node){.kind = TOMT_NODE_SCALAR,
                                       .file = "a default",
                                       .line = 1,
                                       .column = 1,
                                       .text = text};
    }
    if (!node || !bind_value(b, node, slot))
        return false;
    if (reading->problems->n_errors > n_errors)
        return tomt_fail(reading->err, TOMT_INTERNAL, "the default of '%s' is wrong: %s",
                         b->row->name, reading->problems->item[reading->problems->n - 1].text);
    return true;
}

static bool is_known(const struct tomt_param *rows, const char *const *also, const char *key)
{
    for (const struct tomt_param *row = rows; row && row->name; row++) {
        if (strcmp(row->name, key) == 0)
            return true;
    }
    for (; also && *also; also++) {
        if (strcmp(*also, key) == 0)
            return true;
    }
    return false;
}

/* The decimals that a comma made a key. */
static bool cut_by_comma(const struct tomt_reading *reading, const struct tomt_node *node, size_t i)
{
    const char *whole = node->item[i - 1]->text, *decimals = node->key[i]->text;
    return tomt_reading_wrong(reading, node->item[i - 1],
                              "'%s' is '%.40s,%.40s'; write %.40s.%.40s, with a point",
                              node->key[i - 1]->text, whole, decimals, whole, decimals);
}

static const char *const *known_keys(struct tomt_arena *arena, const struct tomt_param *rows,
                                     const char *const *also, struct tomt_error *err)
{
    size_t n = 0, n_also = 0;
    while (rows && rows[n].name)
        n++;
    while (also && also[n_also])
        n_also++;
    const char **known = tomt_arena_alloc(arena, (n + n_also + 1) * sizeof *known, err);
    for (size_t i = 0; known && i < n; i++)
        known[i] = rows[i].name;
    for (size_t i = 0; known && i < n_also; i++)
        known[n + i] = also[i];
    return known;
}

static bool check_keys(const struct tomt_reading *reading, const struct tomt_node *node,
                       const struct tomt_param *rows, const char *const *also,
                       const char *const *known)
{
    for (size_t i = 0; i < node->n; i++) {
        if (is_known(rows, also, node->key[i]->text))
            continue;
        if (!(i > 0 && tomt_is_cut_by_comma(node, i - 1)
                  ? cut_by_comma(reading, node, i)
                  : tomt_unknown_key(reading, node->key[i], "key", known)))
            return false;
    }
    return true;
}

/* Found half, before a comma: told, and its half is no value. */
static bool is_half(const struct tomt_node *map, const struct tomt_node *value)
{
    for (size_t i = 0; value && i < map->n; i++) {
        if (map->item[i] == value)
            return tomt_is_cut_by_comma(map, i);
    }
    return false;
}

bool tomt_bind(struct tomt_arena *arena, const struct tomt_node *node, const char *file, int line,
               int column, const struct tomt_param *rows, const char *const *also, void *out,
               struct tomt_problems *problems, struct tomt_error *err)
{
    struct binding b = {.reading = {.arena = arena, .problems = problems, .err = err}};
    bool is_map = node && node->kind == TOMT_NODE_MAP;
    bool is_wrong = !is_map && !tomt_node_is_empty(node);
    char found[TOMT_SHOWN];
    if (is_wrong && !tomt_reading_wrong(&b.reading, node,
                                        "keys and values must stand here (key: value), found %s",
                                        tomt_shown(node, found)))
        return false;
    const char *const *known = is_map ? known_keys(arena, rows, also, err) : NULL;
    if (is_map && (!known || !check_keys(&b.reading, node, rows, also, known)))
        return false;
    const struct tomt_node place = {.file = node ? node->file : file,
                                    .line = node ? node->line : line,
                                    .column = node ? node->column : column};
    for (const struct tomt_param *row = rows; row && row->name; row++) {
        void *slot = (char *)out + row->offset;
        const struct tomt_node *value = is_map ? tomt_node_find(node, row->name) : NULL;
        b.row = row;
        if (!set_fallback(&b, slot))
            return false;
        if (tomt_node_is_empty(value)) {
            if (row->required && !is_wrong &&
                !(known && tomt_is_misspelt(node, known, row->name)) &&
                !tomt_reading_wrong(&b.reading, value ? value : &place, "'%s' is %s: %s", row->name,
                                    value ? "empty" : "missing", row->help))
                return false;
        } else if (!is_half(node, value) && !bind_value(&b, value, slot)) {
            return false;
        }
    }
    return true;
}

bool tomt_reading_bind(const struct tomt_reading *reading, const struct tomt_node *node,
                       const struct tomt_node *place, const struct tomt_param *rows, void *out)
{
    return tomt_bind(reading->arena, node, place->file, place->line, place->column, rows, NULL, out,
                     reading->problems, reading->err);
}
