/* project/messages.c: what is said about a value that is wrong: shown safely, with what would be
 * right. */
#include "project/inner.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool tomt_reading_wrong(const struct tomt_reading *reading, const struct tomt_node *node,
                        const char *format, ...)
{
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return tomt_problem_add(reading->problems, reading->err, TOMT_ERROR, node->file, node->line,
                            node->column, "%s", text);
}

const char *tomt_shown(const struct tomt_node *node, char out[TOMT_SHOWN])
{
    if (node->kind != TOMT_NODE_SCALAR) {
        snprintf(out, TOMT_SHOWN, "%s",
                 node->kind == TOMT_NODE_LIST ? "a list" : "keys and values");
        return out;
    }
    if (tomt_node_is_empty(node)) {
        snprintf(out, TOMT_SHOWN, "nothing");
        return out;
    }
    size_t n = strlen(node->text), used = 0, i = 0;
    out[used++] = '\'';
    while (i < n && used < TOMT_SHOWN - 10) {
        uint32_t code;
        size_t length = tomt_utf8_decode(node->text + i, n - i, &code);
        if (length && code >= 0x20 &&
            !(code >= 0x7F && code < 0xA0)) { /* nothing that moves a terminal's cursor */
            memcpy(out + used, node->text + i, length);
            used += length;
        } else {
            out[used++] = '?';
        }
        i += length ? length : 1;
    }
    snprintf(out + used, TOMT_SHOWN - used, i < n ? "...'" : "'");
    return out;
}

static bool add_choice(struct tomt_text *list, const char *from, size_t n)
{
    if (list->n)
        tomt_text_puts(list, ", ");
    tomt_text_add(list, from, n);
    return !list->failed;
}

const char *tomt_choices_listed(struct tomt_arena *arena, const char *choices,
                                struct tomt_error *err)
{
    struct tomt_text list = {0};
    for (const char *from = choices;;) {
        size_t n = strcspn(from, "|");
        add_choice(&list, from, n);
        if (!from[n])
            break;
        from += n + 1;
    }
    const char *kept = list.failed ? NULL : tomt_arena_copy(arena, list.bytes, list.n, err);
    if (!kept)
        tomt_fail(err, TOMT_MEMORY, "out of memory");
    tomt_text_free(&list);
    return kept;
}

int tomt_choice_find(const char *choices, const char *word)
{
    size_t n_word = strlen(word);
    int i = 0;
    for (const char *from = choices;; i++) {
        size_t n = strcspn(from, "|");
        if (n == n_word && memcmp(from, word, n) == 0)
            return i;
        if (!from[n])
            return -1;
        from += n + 1;
    }
}

/* The choices as a list for tomt_near_word; NULL when memory runs out. */
static const char *const *choice_words(struct tomt_arena *arena, const char *choices,
                                       struct tomt_error *err)
{
    size_t n_words = 1;
    for (const char *c = choices; *c; c++)
        n_words += *c == '|';
    const char **word = tomt_arena_alloc(arena, (n_words + 1) * sizeof *word, err);
    for (size_t i = 0; word && i < n_words; i++) {
        size_t n = strcspn(choices, "|");
        word[i] = tomt_arena_copy(arena, choices, n, err);
        if (!word[i])
            return NULL;
        choices += n + 1;
    }
    return word;
}

bool tomt_choice_wrong(const struct tomt_reading *reading, const struct tomt_node *node,
                       const char *name, const char *choices)
{
    char found[TOMT_SHOWN];
    tomt_shown(node, found);
    const char *const *word = choice_words(reading->arena, choices, reading->err);
    const char *listed = tomt_choices_listed(reading->arena, choices, reading->err);
    if (!word || !listed)
        return false;
    const char *near = node->kind == TOMT_NODE_SCALAR ? tomt_near_word(node->text, word) : NULL;
    if (near)
        return tomt_reading_wrong(reading, node, "'%s' is %s, not one of %s (did you mean '%s'?)",
                                  name, found, listed, near);
    return tomt_reading_wrong(reading, node, "'%s' is %s; it must be one of %s", name, found,
                              listed);
}

void tomt_range_text(const struct tomt_param *row, char out[TOMT_SHOWN])
{
    char least[32], most[32];
    bool has_unit = row->unit && row->unit[0] && strcmp(row->unit, "share") != 0 &&
                    strcmp(row->unit, "criterion's") != 0; /* no word for a unit that depends */
    const char *space = has_unit ? " " : "", *unit = has_unit ? row->unit : "";
    tomt_number_format(least, row->min);
    tomt_number_format(most, row->max);
    out[0] = '\0';
    if (row->min > row->max) /* unbounded */
        return;
    if (row->min == row->max)
        snprintf(out, TOMT_SHOWN, "%s%s%s", least, space, unit);
    else if (row->max >= 1e15)
        snprintf(out, TOMT_SHOWN, "at least %s%s%s", least, space, unit);
    else if (row->min <= -1e15)
        snprintf(out, TOMT_SHOWN, "at most %s%s%s", most, space, unit);
    else
        snprintf(out, TOMT_SHOWN, "%s to %s%s%s", least, most, space, unit);
}

static bool is_digits(const char *text)
{
    return *text && strspn(text, "0123456789") == strlen(text);
}

bool tomt_is_misspelt(const struct tomt_node *map, const char *const *known, const char *wanted)
{
    for (size_t i = 0; map && map->kind == TOMT_NODE_MAP && i < map->n; i++) {
        const char *key = map->key[i]->text;
        bool is_known = false;
        for (const char *const *word = known; *word && !is_known; word++)
            is_known = strcmp(*word, key) == 0;
        const char *near = is_known ? NULL : tomt_near_word(key, known);
        if (near && strcmp(near, wanted) == 0)
            return true;
    }
    return false;
}

bool tomt_is_misspelt_row(const struct tomt_node *map, const struct tomt_param *rows,
                          const char *wanted)
{
    const char *known[64] = {NULL};
    for (size_t i = 0; rows[i].name && i < 63; i++)
        known[i] = rows[i].name;
    return tomt_is_misspelt(map, known, wanted);
}

bool tomt_is_cut_by_comma(const struct tomt_node *map, size_t i)
{
    if (i + 1 >= map->n || !is_digits(map->key[i + 1]->text) ||
        !tomt_node_is_empty(map->item[i + 1]))
        return false;
    const struct tomt_node *whole = map->item[i];
    return whole->kind == TOMT_NODE_SCALAR && !whole->quoted &&
           is_digits(whole->text + (whole->text[0] == '-'));
}

bool tomt_unknown_key(const struct tomt_reading *reading, const struct tomt_node *key,
                      const char *of, const char *const *known)
{
    char found[TOMT_SHOWN];
    tomt_shown(key, found);
    const char *near = tomt_near_word(key->text, known);
    if (near)
        return tomt_reading_wrong(reading, key, "unknown %s %s (did you mean '%s'?)", of, found,
                                  near);
    if (is_digits(key->text))
        return tomt_reading_wrong(
            reading, key,
            "unknown %s %s; if these are decimals, write a point before them, not a comma", of,
            found);
    if (!*known)
        return tomt_reading_wrong(reading, key, "unknown %s %s; none is known here", of, found);
    struct tomt_text list = {0};
    for (const char *const *word = known; *word; word++)
        add_choice(&list, *word, strlen(*word));
    bool done = !list.failed || tomt_fail(reading->err, TOMT_MEMORY, "out of memory");
    done = done &&
           tomt_reading_wrong(reading, key, "unknown %s %s; known here: %s", of, found, list.bytes);
    tomt_text_free(&list);
    return done;
}
