/* project/alternatives.c: `alternatives`: the project as it would be with other layers. Each is
 * read as a whole project from the same file, so that all that refers to a layer is checked against
 * those it has. */
#include "project/inner.h"

#include <string.h>

enum { MOST_ALTERNATIVES = 16 };

struct alternative_keys {
    struct tomt_title title, why;
    const struct tomt_node *layers, *remove;
};

#define AT(field) offsetof(struct alternative_keys, field)
const struct tomt_param tomt_alternative_rows[] = {
    {"title", TOMT_PARAM_TITLE, AT(title), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "what people read; default: the name"},
    {"why", TOMT_PARAM_TITLE, AT(why), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "a sentence for people: what is changed, and who wants it"},
    {"layers", TOMT_PARAM_NODE, AT(layers), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "name: layer, as under layers: of the project; it replaces the one of that name, whose role "
     "it must have, or is added"},
    {"remove", TOMT_PARAM_NODE, AT(remove), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "names of layers that there are no more; a constraint layer holds nothing then, and profiles "
     "may go on naming it"},
    {.name = NULL},
};
#undef AT

struct changing {
    const struct tomt_reading *reading;
    const struct tomt_node *was;           /* the project's layers */
    const struct tomt_node *layers;        /* the alternative's; NULL: none */
    const struct tomt_node *const *remove; /* names */
    size_t n_remove;
    struct tomt_alternative alternative;
    bool fine; /* its changes can be made */
};

static bool is_same(const struct tomt_node *a, const struct tomt_node *b)
{
    if (a->kind != b->kind || a->n != b->n)
        return false;
    if (a->kind == TOMT_NODE_SCALAR)
        return a->quoted == b->quoted && strcmp(a->text, b->text) == 0;
    for (size_t i = 0; i < a->n; i++) {
        if (!is_same(a->item[i], b->item[i]) ||
            (a->kind == TOMT_NODE_MAP && strcmp(a->key[i]->text, b->key[i]->text) != 0))
            return false;
    }
    return true;
}

/* ---- which layers ---- */

static bool is_removed(const struct changing *c, const char *name)
{
    for (size_t i = 0; i < c->alternative.removed.n; i++) {
        if (strcmp(c->alternative.removed.item[i], name) == 0)
            return true;
    }
    return false;
}

static bool unknown_layer(const struct changing *c, const struct tomt_node *item)
{
    const struct tomt_reading *reading = c->reading;
    const char **known =
        tomt_arena_alloc(reading->arena, (c->was->n + 1) * sizeof *known, reading->err);
    for (size_t i = 0; known && i < c->was->n; i++)
        known[i] = c->was->key[i]->text;
    return known && tomt_unknown_key(reading, item, "layer", known);
}

static bool take_removed(struct changing *c, const struct tomt_node *item)
{
    const struct tomt_reading *reading = c->reading;
    struct tomt_texts *removed = &c->alternative.removed;
    bool was_fine = c->fine;
    char found[TOMT_SHOWN];
    c->fine = false;
    if (item->kind != TOMT_NODE_SCALAR || tomt_node_is_empty(item) || !item->text[0])
        return tomt_reading_wrong(reading, item, "'remove' lists names of layers, found %s",
                                  tomt_shown(item, found));
    if (!tomt_node_find(c->was, item->text))
        return unknown_layer(c, item);
    if (is_removed(c, item->text))
        return tomt_reading_wrong(reading, item, "layer '%s' is here twice; keep one", item->text);
    if (tomt_node_find(c->layers, item->text))
        return tomt_reading_wrong(
            reading, item, "layer '%s' is removed and replaced; keep one of the two", item->text);
    removed->item[removed->n++] = item->text;
    c->fine = was_fine;
    return true;
}

static bool take_layer(struct changing *c, const struct tomt_node *key,
                       const struct tomt_node *body)
{
    const struct tomt_node *was = tomt_node_find(c->was, key->text);
    struct tomt_texts *texts = was ? &c->alternative.replaced : &c->alternative.added;
    texts->item[texts->n++] = key->text;
    if (!was || !is_same(was, body))
        return true;
    c->fine = false;
    return tomt_reading_wrong(c->reading, key,
                              "layer '%s' is here as it is in the project; change it, or leave it "
                              "out",
                              key->text);
}

static bool take_changes(struct changing *c)
{
    struct tomt_alternative *alternative = &c->alternative;
    const struct tomt_reading *reading = c->reading;
    size_t n_layers = c->layers ? c->layers->n : 0;
    struct {
        struct tomt_texts *texts;
        size_t n;
    } room[] = {{&alternative->replaced, n_layers},
                {&alternative->added, n_layers},
                {&alternative->removed, c->n_remove}};
    for (size_t i = 0; i < sizeof room / sizeof room[0]; i++) {
        room[i].texts->item = tomt_arena_alloc(
            reading->arena, (room[i].n + 1) * sizeof *room[i].texts->item, reading->err);
        if (!room[i].texts->item)
            return false;
    }
    for (size_t i = 0; i < n_layers; i++) {
        if (!take_layer(c, c->layers->key[i], c->layers->item[i]))
            return false;
    }
    for (size_t i = 0; i < c->n_remove; i++) {
        if (!take_removed(c, c->remove[i]))
            return false;
    }
    return true;
}

/* ---- the project as it would be ---- */

/* A map of the same place with room for n. */
static struct tomt_node *new_map(const struct tomt_reading *reading, const struct tomt_node *like,
                                 size_t n)
{
    struct tomt_node *map = tomt_arena_alloc(reading->arena, sizeof *map, reading->err);
    struct tomt_node **child =
        tomt_arena_alloc(reading->arena, (2 * n + 1) * sizeof(struct tomt_node *), reading->err);
    if (!map || !child)
        return NULL;
    *map = *like;
    map->n = 0;
    map->key = child;
    map->item = child + n;
    return map;
}

static void put(struct tomt_node *map, struct tomt_node *key, struct tomt_node *item)
{
    map->key[map->n] = key;
    map->item[map->n++] = item;
}

/* What profiles do with a constraint does nothing where there is none of it, so it may go without
 * them being changed. One with problems cannot tell its role, and has been told of. */
static bool may_be_empty(const struct changing *c, const char *name)
{
    const struct tomt_project_layer *layer = tomt_project_layer(c->reading->project, name);
    return !layer || layer->role == TOMT_ROLE_CONSTRAINT;
}

static struct tomt_node *changed_layers(const struct changing *c)
{
    const struct tomt_node *was = c->was, *own = c->layers;
    struct tomt_node *layers = new_map(c->reading, was, was->n + (own ? own->n : 0));
    for (size_t i = 0; layers && i < was->n; i++) {
        struct tomt_node *key = was->key[i], *item = was->item[i];
        for (size_t k = 0; own && k < own->n; k++) {
            if (strcmp(own->key[k]->text, was->key[i]->text) == 0) {
                key = own->key[k];
                item = own->item[k];
            }
        }
        if (!is_removed(c, key->text) || may_be_empty(c, key->text))
            put(layers, key, item);
    }
    for (size_t k = 0; layers && own && k < own->n; k++) {
        if (!tomt_node_find(was, own->key[k]->text))
            put(layers, own->key[k], own->item[k]);
    }
    return layers;
}

static const struct tomt_node *changed_root(const struct changing *c, const struct tomt_node *root)
{
    struct tomt_node *layers = changed_layers(c);
    struct tomt_node *changed = layers ? new_map(c->reading, root, root->n) : NULL;
    for (size_t i = 0; changed && i < root->n; i++) {
        if (strcmp(root->key[i]->text, "alternatives") != 0)
            put(changed, root->key[i], root->item[i] == c->was ? layers : root->item[i]);
    }
    return changed;
}

static bool is_before(int line, int column, int of_line, int of_column)
{
    return line != of_line ? line < of_line : column < of_column;
}

/* The last node of the part, in the order of the file. */
static const struct tomt_node *last_of(const struct tomt_node *node)
{
    while (node->kind != TOMT_NODE_SCALAR && node->n)
        node = node->item[node->n - 1];
    return node;
}

static bool stands_in(const struct tomt_node *part, const struct tomt_problem *problem)
{
    if (!part || strcmp(part->file, problem->file) != 0)
        return false;
    const struct tomt_node *last = last_of(part);
    return !is_before(problem->line, problem->column, part->line, part->column) &&
           !is_before(last->line, last->column, problem->line, problem->column);
}

static bool has_problem_at(const struct tomt_problems *problems, size_t n,
                           const struct tomt_problem *place)
{
    for (size_t i = 0; i < n; i++) {
        const struct tomt_problem *problem = &problems->item[i];
        if (problem->line == place->line && problem->column == place->column &&
            strcmp(problem->file, place->file) == 0)
            return true;
    }
    return false;
}

/* Problems that the project does not have: where they stand if that is in the alternative, else at
 * its key, with the place of what would be wrong. */
static bool tell_problems(const struct changing *c, const struct tomt_node *key,
                          const struct tomt_problems *found)
{
    const struct tomt_reading *reading = c->reading;
    size_t n_before = reading->problems->n;
    for (size_t i = 0; i < found->n; i++) {
        const struct tomt_problem *problem = &found->item[i];
        if (has_problem_at(reading->problems, n_before, problem))
            continue;
        if (!(stands_in(c->layers, problem)
                  ? tomt_problem_add(reading->problems, reading->err, problem->severity,
                                     problem->file, problem->line, problem->column, "%s",
                                     problem->text)
                  : tomt_reading_wrong(reading, key, "with this alternative %s:%d:%d is wrong: %s",
                                       problem->file, problem->line, problem->column,
                                       problem->text)))
            return false;
    }
    return true;
}

static bool check_roles(const struct changing *c, const struct tomt_project *project)
{
    for (size_t i = 0; i < c->alternative.replaced.n; i++) {
        const char *name = c->alternative.replaced.item[i];
        const struct tomt_project_layer *was = tomt_project_layer(c->reading->project, name),
                                        *is = tomt_project_layer(project, name);
        const struct tomt_node at = {.file = is ? is->place.file : NULL,
                                     .line = is ? is->place.line : 0,
                                     .column = is ? is->place.column : 0};
        if (was && is && was->role != is->role &&
            !tomt_reading_wrong(c->reading, &at,
                                "layer '%s' has role '%s' here, but '%s' in the project; add it "
                                "under another name, and remove that one",
                                name, tomt_role_row(is->role)->name,
                                tomt_role_row(was->role)->name))
            return false;
    }
    return true;
}

static void leave_out(const struct changing *c, struct tomt_project *project)
{
    for (size_t i = 0; i < project->n_layers; i++)
        project->layer[i].left_out = is_removed(c, project->layer[i].name);
}

static bool read_changed(struct changing *c, const struct tomt_node *root,
                         const struct tomt_node *key)
{
    const struct tomt_reading *reading = c->reading;
    struct tomt_project *project = tomt_arena_alloc(reading->arena, sizeof *project, reading->err);
    const struct tomt_node *changed = project ? changed_root(c, root) : NULL;
    if (!changed)
        return false;
    struct tomt_problems found;
    tomt_problems_start(&found, reading->arena);
    struct tomt_reading own = *reading;
    own.problems = &found;
    own.project = project;
    *project =
        (struct tomt_project){.file = reading->project->file, .folder = reading->project->folder};
    c->alternative.project = project;
    if (!tomt_parts_read(&own, changed))
        return false;
    leave_out(c, project);
    return check_roles(c, project) && tell_problems(c, key, &found);
}

/* ---- the map of them ---- */

static bool read_alternative(const struct tomt_reading *reading, const struct tomt_node *root,
                             const struct tomt_node *key, const struct tomt_node *body)
{
    struct tomt_project *project = reading->project;
    struct alternative_keys keys;
    struct changing c = {.reading = reading, .was = tomt_node_find(root, "layers")};
    bool named, has_layers;
    if (!tomt_name_check(reading, key, key->text, "an alternative", &named) ||
        !tomt_reading_bind(reading, body, key, tomt_alternative_rows, &keys) ||
        !tomt_kind_check(reading, keys.layers, TOMT_NODE_MAP, "layers", &has_layers))
        return false;
    if (!c.was || c.was->kind != TOMT_NODE_MAP) /* told */
        return true;
    bool has_remove = !tomt_node_is_empty(keys.remove);
    bool is_list = has_remove && keys.remove->kind == TOMT_NODE_LIST;
    c.layers = has_layers ? keys.layers : NULL;
    c.remove = is_list ? (const struct tomt_node *const *)keys.remove->item : &keys.remove;
    c.n_remove = is_list ? keys.remove->n : has_remove;
    c.fine = named;
    c.alternative = (struct tomt_alternative){
        .name = key->text,
        .title = keys.title.en ? keys.title : (struct tomt_title){key->text, key->text},
        .why = keys.why,
        .place = tomt_place_of(key),
    };
    if (!take_changes(&c))
        return false;
    bool is_told = (!tomt_node_is_empty(body) && body->kind != TOMT_NODE_MAP) ||
                   (!tomt_node_is_empty(keys.layers) && !has_layers) ||
                   tomt_is_misspelt_row(body, tomt_alternative_rows, "layers") ||
                   tomt_is_misspelt_row(body, tomt_alternative_rows, "remove");
    if (!c.alternative.replaced.n && !c.alternative.added.n && !c.alternative.removed.n)
        return is_told || !c.fine ||
               tomt_reading_wrong(reading, key,
                                  "alternative '%s' changes nothing; give it layers, or remove "
                                  "some",
                                  key->text);
    if (!c.fine)
        return true;
    if (!read_changed(&c, root, key))
        return false;
    project->alternative[project->n_alternatives++] = c.alternative;
    return true;
}

bool tomt_alternatives_read(const struct tomt_reading *reading,
                            const struct tomt_node *alternatives, const struct tomt_node *root)
{
    struct tomt_project *project = reading->project;
    bool fine;
    if (!tomt_kind_check(reading, alternatives, TOMT_NODE_MAP, "alternatives", &fine))
        return false;
    if (!fine)
        return true;
    size_t n = alternatives->n;
    if (n > MOST_ALTERNATIVES) {
        n = MOST_ALTERNATIVES;
        if (!tomt_reading_wrong(reading, alternatives->key[n], "%zu alternatives; at most %d",
                                alternatives->n, MOST_ALTERNATIVES))
            return false;
    }
    struct tomt_alternative *list =
        tomt_arena_alloc(reading->arena, (n + 1) * sizeof *list, reading->err);
    if (!list)
        return false;
    project->alternative = list;
    for (size_t i = 0; i < n; i++) {
        if (!read_alternative(reading, root, alternatives->key[i], alternatives->item[i]))
            return false;
    }
    return true;
}
