/* project/yaml.c: bytes -> nodes with line and column. libyaml's event API, so that an alias is
 * seen where it stands (the document API resolves it silently) and a bomb is refused before
 * anything is built. Limits: 16 MB, 32 levels, 200,000 values, one document a file. */
#include "project/bind.h"
#include "project/inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

enum { MOST_BYTES = 16 << 20, MOST_LEVELS = 32, MOST_NODES = 200000 };

struct parsing {
    struct tomt_arena *arena;
    const char *file;
    const char *bytes;
    size_t n_bytes;
    struct tomt_problems *problems;
    struct tomt_error *err;
    yaml_parser_t parser;

    /* Collections being filled, and their children so far (for maps: key, value, key, ...). */
    struct {
        struct tomt_node *node;
        size_t first_child;
    } level[MOST_LEVELS];
    size_t n_levels, n_nodes;
    struct tomt_node **child;
    size_t n_children, capacity;
    struct tomt_node *root;
};

static bool wrong(struct parsing *p, size_t line, size_t column, const char *text)
{
    if (tomt_problem_add(p->problems, p->err, TOMT_ERROR, p->file, (int)line, (int)column, "%s",
                         text))
        tomt_fail(p->err, TOMT_PROJECT, "%s is read no further until that is mended", p->file);
    return false;
}

static bool wrong_at(struct parsing *p, yaml_mark_t mark, const char *text)
{
    return wrong(p, mark.line + 1, mark.column + 1, text);
}

static void place_of_byte(const struct parsing *p, size_t offset, size_t *line, size_t *column)
{
    *line = *column = 1;
    for (size_t i = 0; i < offset && i < p->n_bytes; i++) {
        bool within_character = ((unsigned char)p->bytes[i] & 0xC0) == 0x80;
        *column += !within_character;
        if (p->bytes[i] == '\n') {
            ++*line;
            *column = 1;
        }
    }
}

static bool indented_by_tab(const struct parsing *p, size_t line)
{
    const char *from = p->bytes, *end = p->bytes + p->n_bytes;
    for (size_t i = 0; i < line && from < end; i++) {
        const char *feed = memchr(from, '\n', (size_t)(end - from));
        from = feed ? feed + 1 : end;
    }
    while (from < end && *from == ' ')
        from++;
    return from < end && *from == '\t';
}

static bool syntax_problem(struct parsing *p)
{
    const yaml_parser_t *parser = &p->parser;
    if (parser->error == YAML_MEMORY_ERROR)
        return tomt_fail(p->err, TOMT_MEMORY, "out of memory reading %s", p->file);
    size_t line, column;
    char text[300];
    const char *what = parser->problem ? parser->problem : "not YAML";
    if (parser->error == YAML_READER_ERROR) {
        place_of_byte(p, parser->problem_offset, &line, &column);
        snprintf(text, sizeof text, "not readable as text: %s (0x%02X); remove it", what,
                 (unsigned)parser->problem_value);
        return wrong(p, line, column, text);
    }
    yaml_mark_t mark = parser->problem_mark;
    if (indented_by_tab(p, mark.line))
        return wrong_at(p, mark, "a tab: YAML is indented with blanks only; replace the tab");
    if (parser->context && parser->context_mark.line != mark.line)
        snprintf(text, sizeof text,
                 "not valid YAML: %s, %s of line %zu; check indentation, quotes and brackets", what,
                 parser->context, parser->context_mark.line + 1);
    else
        snprintf(text, sizeof text, "not valid YAML: %s; check indentation, quotes and brackets",
                 what);
    return wrong_at(p, mark, text);
}

static struct tomt_node *add_node(struct parsing *p, enum tomt_node_kind kind, yaml_mark_t mark)
{
    if (++p->n_nodes > MOST_NODES) {
        wrong_at(p, mark, "more than 200000 values in one file: this is no project file");
        return NULL;
    }
    struct tomt_node *node = tomt_arena_alloc(p->arena, sizeof *node, p->err);
    if (!node)
        return NULL;
    node->kind = kind;
    node->file = p->file;
    node->line = (int)mark.line + 1;
    node->column = (int)mark.column + 1;
    if (p->n_levels == 0) {
        p->root = node;
        return node;
    }
    if (p->n_children == p->capacity) {
        size_t capacity = p->capacity ? p->capacity * 2 : 64;
        struct tomt_node **child =
            tomt_arena_block(p->arena, p->child, capacity * sizeof *child, p->err);
        if (!child)
            return NULL;
        p->child = child;
        p->capacity = capacity;
    }
    p->child[p->n_children++] = node;
    return node;
}

static bool awaits_key(const struct parsing *p)
{
    if (p->n_levels == 0 || p->level[p->n_levels - 1].node->kind != TOMT_NODE_MAP)
        return false;
    return (p->n_children - p->level[p->n_levels - 1].first_child) % 2 == 0;
}

static bool add_scalar(struct parsing *p, const yaml_event_t *event)
{
    const char *text = (const char *)event->data.scalar.value;
    size_t n = event->data.scalar.length;
    if (strlen(text) != n)
        return wrong_at(p, event->start_mark, "a NUL character inside a text; remove it");
    struct tomt_node *node = add_node(p, TOMT_NODE_SCALAR, event->start_mark);
    if (!node || !(node->text = tomt_arena_copy(p->arena, text, n, p->err)))
        return false;
    node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    return true;
}

static bool begin(struct parsing *p, enum tomt_node_kind kind, yaml_mark_t mark)
{
    if (awaits_key(p))
        return wrong_at(
            p, mark, "a key must be a word, not a list or a map; is something missing before it?");
    if (p->n_levels == MOST_LEVELS)
        return wrong_at(p, mark, "nested more than 32 levels deep: this is no project file");
    struct tomt_node *node = add_node(p, kind, mark);
    if (!node)
        return false;
    p->level[p->n_levels].node = node;
    p->level[p->n_levels++].first_child = p->n_children;
    return true;
}

static int by_key(const void *left, const void *right)
{
    const struct tomt_node *a = *(struct tomt_node *const *)left,
                           *b = *(struct tomt_node *const *)right;
    int order = strcmp(a->text, b->text);
    if (order == 0)
        order = a->line != b->line ? a->line - b->line : a->column - b->column;
    return order;
}

static bool refuse_duplicates(struct parsing *p, const struct tomt_node *map)
{
    if (map->n < 2)
        return true;
    struct tomt_node **sorted = tomt_arena_block(p->arena, NULL, map->n * sizeof *sorted, p->err);
    if (!sorted)
        return false;
    memcpy(sorted, map->key, map->n * sizeof *sorted);
    qsort(sorted, map->n, sizeof *sorted, by_key);
    bool done = true;
    for (size_t i = 1; i < map->n && done; i++) {
        if (strcmp(sorted[i]->text, sorted[i - 1]->text) == 0)
            done = tomt_problem_add(p->problems, p->err, TOMT_ERROR, p->file, sorted[i]->line,
                                    sorted[i]->column,
                                    "key '%s' is here twice (first on line %d); keep one",
                                    sorted[i]->text, sorted[i - 1]->line);
    }
    tomt_arena_drop(p->arena, sorted);
    return done;
}

static bool end(struct parsing *p)
{
    struct tomt_node *node = p->level[--p->n_levels].node;
    struct tomt_node **child = p->child ? p->child + p->level[p->n_levels].first_child : NULL;
    size_t n = p->n_children - p->level[p->n_levels].first_child;
    p->n_children -= n;
    if (n == 0)
        return true;
    struct tomt_node **item = tomt_arena_alloc(p->arena, n * sizeof *item, p->err);
    if (!item)
        return false;
    if (node->kind == TOMT_NODE_LIST) {
        memcpy(item, child, n * sizeof *item);
        node->item = item;
        node->n = n;
        return true;
    }
    node->n = n / 2; /* libyaml gives every key a value */
    node->key = item;
    node->item = item + node->n;
    for (size_t i = 0; i < node->n; i++) {
        node->key[i] = child[2 * i];
        node->item[i] = child[2 * i + 1];
    }
    return refuse_duplicates(p, node);
}

static bool refuse_decoration(struct parsing *p, const yaml_event_t *event)
{
    const void *tag = NULL, *anchor = NULL;
    if (event->type == YAML_SCALAR_EVENT) {
        tag = event->data.scalar.tag;
        anchor = event->data.scalar.anchor;
    } else if (event->type == YAML_SEQUENCE_START_EVENT) {
        tag = event->data.sequence_start.tag;
        anchor = event->data.sequence_start.anchor;
    } else if (event->type == YAML_MAPPING_START_EVENT) {
        tag = event->data.mapping_start.tag;
        anchor = event->data.mapping_start.anchor;
    }
    if (tag)
        return wrong_at(
            p, event->start_mark,
            "tags (!name) are not read here; leave the tag out or put the text in quotes");
    if (anchor)
        return wrong_at(
            p, event->start_mark,
            "anchors (&name) are not read here; leave it out or put the text in quotes");
    return true;
}

static bool take(struct parsing *p, const yaml_event_t *event, bool *over)
{
    if (!refuse_decoration(p, event))
        return false;
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        return !p->root || wrong_at(p, event->start_mark,
                                    "a second document begins here (---); one file holds one");
    case YAML_ALIAS_EVENT:
        return wrong_at(p, event->start_mark,
                        "aliases (*name) are not read here; write the value out");
    case YAML_SCALAR_EVENT:
        return add_scalar(p, event);
    case YAML_SEQUENCE_START_EVENT:
        return begin(p, TOMT_NODE_LIST, event->start_mark);
    case YAML_MAPPING_START_EVENT:
        return begin(p, TOMT_NODE_MAP, event->start_mark);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return end(p);
    case YAML_STREAM_END_EVENT:
        *over = true;
        return true;
    default:
        return true;
    }
}

static bool parse(struct parsing *p)
{
    for (bool over = false; !over;) {
        yaml_event_t event;
        if (!yaml_parser_parse(&p->parser, &event))
            return syntax_problem(p);
        bool taken = take(p, &event, &over);
        yaml_event_delete(&event);
        if (!taken)
            return false;
    }
    if (!p->root || (p->root->kind == TOMT_NODE_SCALAR && tomt_node_is_empty(p->root)))
        return wrong(p, 1, 1, "the file is empty; `tomt new DIR` writes one to start from");
    return true;
}

static bool readable_text(struct parsing *p)
{
    if (p->n_bytes > MOST_BYTES)
        return tomt_fail(p->err, TOMT_PROJECT,
                         "%s has %.1f MB; a project file or profile has at most 16 MB", p->file,
                         (double)p->n_bytes / (1 << 20));
    for (size_t i = 0; i < p->n_bytes; i++) {
        if ((unsigned char)p->bytes[i] < 0x80)
            continue;
        uint32_t code;
        size_t length = tomt_utf8_decode(p->bytes + i, p->n_bytes - i, &code);
        if (length == 0) {
            size_t line, column;
            char text[120];
            place_of_byte(p, i, &line, &column);
            snprintf(text, sizeof text, "not UTF-8 (byte 0x%02X); save the file as UTF-8",
                     (unsigned)(unsigned char)p->bytes[i]);
            return wrong(p, line, column, text);
        }
        i += length - 1;
    }
    return true;
}

struct tomt_node *tomt_yaml_parse(struct tomt_arena *arena, const char *file, const char *bytes,
                                  size_t n, struct tomt_problems *problems, struct tomt_error *err)
{
    if (n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        bytes += 3;
        n -= 3;
    }
    struct parsing p = {
        .arena = arena, .bytes = bytes, .n_bytes = n, .problems = problems, .err = err};
    p.file = tomt_arena_copy(arena, file, strlen(file), err);
    if (!p.file || !readable_text(&p))
        return NULL;
    if (!yaml_parser_initialize(&p.parser)) {
        tomt_fail(err, TOMT_MEMORY, "out of memory reading %s", file);
        return NULL;
    }
    yaml_parser_set_encoding(&p.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&p.parser, (const unsigned char *)bytes, n);
    bool parsed = parse(&p);
    yaml_parser_delete(&p.parser);
    tomt_arena_drop(arena, p.child);
    return parsed ? p.root : NULL;
}

struct tomt_node *tomt_yaml_read(struct tomt_arena *arena, const char *file,
                                 struct tomt_problems *problems, struct tomt_error *err)
{
    struct tomt_text text = {0};
    struct tomt_node *root = NULL;
    if (tomt_project_bytes(file, MOST_BYTES >> 20, "a project file or profile", &text, err))
        root = tomt_yaml_parse(arena, file, text.n ? text.bytes : "", text.n, problems, err);
    tomt_text_free(&text);
    return root;
}
