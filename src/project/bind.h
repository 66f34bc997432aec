/* project/bind.h: YAML nodes with line and column, bound to structs through parameter rows (base/param.h).
 * No libyaml type leaves. Nodes and strings belong to the arena. Distinct arenas may be used by distinct threads.
 * Anchors, aliases and tags are refused; so are files over 16 MB, 32 levels or 200,000 values. */
#ifndef TOMT_PROJECT_BIND_H
#define TOMT_PROJECT_BIND_H

#include "base/param.h"
#include "base/problems.h"

enum tomt_node_kind { TOMT_NODE_SCALAR, TOMT_NODE_LIST, TOMT_NODE_MAP };
struct tomt_node {
    enum tomt_node_kind kind;
    const char *file;
    int line, column;
    const char *text;          /* scalar */
    bool quoted;               /* "3301" or '3301' */
    struct tomt_node **item;   /* list items, or map values */
    struct tomt_node **key;    /* map keys (scalars) */
    size_t n;
};
/* NULL with err set if it cannot be read; a syntax error is a problem (with line and column) and NULL with err TOMT_PROJECT. */
struct tomt_node *tomt_yaml_read(struct tomt_arena *arena, const char *file, struct tomt_problems *problems, struct tomt_error *err);
struct tomt_node *tomt_yaml_parse(struct tomt_arena *arena, const char *file, const char *bytes, size_t n,
                                  struct tomt_problems *problems, struct tomt_error *err);
/* NULL if absent, or if `map` is NULL or no map. */
struct tomt_node *tomt_node_find(const struct tomt_node *map, const char *key);
/* Nothing after the colon, or ~ or null: taken as not given. A NULL node too. */
bool tomt_node_is_empty(const struct tomt_node *node);
/* Fills `out` from the map `node` (NULL: all defaults): defaults, required, types, ranges, choices; unknown and duplicate keys are
 * problems with "did you mean". `also` names keys that the caller handles itself (ends with NULL; may be NULL).
 * Returns false only when memory runs out. */
bool tomt_bind(struct tomt_arena *arena, const struct tomt_node *node, const char *file, int line, int column,
               const struct tomt_param *rows, const char *const *also, void *out, struct tomt_problems *problems,
               struct tomt_error *err);

#endif
