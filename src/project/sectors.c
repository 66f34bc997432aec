/* project/sectors.c: named sets of industry codes: those that come with the program, then the
 * project's, from files or written in place. One of the project replaces a shipped one of its name.
 */
#include "project/inner.h"

#include "base/files.h"

#include <string.h>

/* An establishment keeps its sectors in the bits of a signed number. */
enum { MOST_SECTORS = 63, MOST_FILES = 63 };

extern const struct tomt_file tomt_sector_files[];

struct file_keys {
    int64_t version;
    const struct tomt_node *sectors;
};

#define AT(field) offsetof(struct file_keys, field)
const struct tomt_param tomt_sector_file_rows[] = {
    {"tomt_sectors", TOMT_PARAM_INTEGER, AT(version), true, 1, 1, NULL, NULL, "",
     "version of the format: 1"},
    {"sectors", TOMT_PARAM_NODE, AT(sectors), true, TOMT_UNBOUNDED, NULL, NULL, "", "name: sector"},
    {.name = NULL},
};
#undef AT

struct sector_keys {
    struct tomt_title title;
    const char *source;
    const struct tomt_node *codes;
};

#define AT(field) offsetof(struct sector_keys, field)
const struct tomt_param tomt_sector_rows[] = {
    {"title", TOMT_PARAM_TITLE, AT(title), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "what people read; default: the name"},
    {"source", TOMT_PARAM_TEXT, AT(source), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "who made the set, and from what"},
    {"codes", TOMT_PARAM_NODE, AT(codes), true, TOMT_UNBOUNDED, NULL, NULL, "",
     "version: list of codes; \"62\" holds all that begin with it, \"58-63\" all from 58 to 63; no "
     "section letters"},
    {.name = NULL},
};
#undef AT

/* Sectors being collected. */
struct collecting {
    const struct tomt_reading *reading;
    const struct tomt_versions *versions;
    struct tomt_project_sector *sector; /* room for MOST_SECTORS */
    size_t n;
    const struct tomt_node *name[MOST_SECTORS]; /* keys, also of those that have problems */
    size_t n_names;
    bool shipped, too_many;
};

/* ---- one sector ---- */

static bool read_code_list(const struct collecting *c, const struct tomt_node *key,
                           const struct tomt_node *node, struct tomt_texts *codes)
{
    const struct tomt_reading *reading = c->reading;
    char found[TOMT_SHOWN];
    if (tomt_node_is_empty(node) || (node->kind == TOMT_NODE_LIST && node->n == 0))
        return tomt_reading_wrong(reading, node,
                                  "'%s' has no codes; name at least one, or leave the version out",
                                  key->text);
    if (node->kind == TOMT_NODE_MAP)
        return tomt_reading_wrong(reading, node, "'%s' must be a list of codes, found %s",
                                  key->text, tomt_shown(node, found));
    const struct tomt_node *const *item =
        node->kind == TOMT_NODE_LIST ? (const struct tomt_node *const *)node->item : &node;
    size_t n = node->kind == TOMT_NODE_LIST ? node->n : 1;
    bool is_ours = tomt_version_number(c->versions, key->text) < 2;
    codes->item = tomt_arena_alloc(reading->arena, n * sizeof *codes->item, reading->err);
    if (!codes->item)
        return false;
    for (size_t i = 0; i < n; i++) {
        bool fine = false;
        if (!(item[i]->kind == TOMT_NODE_SCALAR
                  ? tomt_code_check(reading, item[i], is_ours, &fine)
                  : tomt_reading_wrong(reading, item[i], "'%s' must be a list of codes, found %s",
                                       key->text, tomt_shown(item[i], found))))
            return false;
        if (fine)
            codes->item[codes->n++] = item[i]->text;
    }
    return true;
}

static bool read_codes(const struct collecting *c, const struct tomt_node *codes,
                       struct tomt_project_sector *sector)
{
    const struct tomt_reading *reading = c->reading;
    bool fine;
    if (!tomt_kind_check(reading, codes, TOMT_NODE_MAP, "codes", &fine))
        return false;
    if (!fine)
        return true;
    if (codes->n == 0)
        return tomt_reading_wrong(reading, codes,
                                  "sector '%s' has no codes; write codes: {SN2007: [\"62\"]}",
                                  sector->name);
    sector->of = tomt_arena_alloc(reading->arena, codes->n * sizeof *sector->of, reading->err);
    if (!sector->of)
        return false;
    const struct tomt_node *named[2 + TOMT_MOST_OWN_VERSIONS] = {NULL}; /* in whatever words */
    for (size_t i = 0; i < codes->n; i++) {
        const struct tomt_node *key = codes->key[i];
        int version = tomt_version_number(c->versions, key->text);
        const struct tomt_node *first = version >= 0 ? named[version] : NULL;
        if (version >= 0 && !first)
            named[version] = key;
        struct tomt_sector_codes of = {.version = key->text, .place = tomt_place_of(key)};
        if (first && strcmp(first->text, key->text) == 0) /* told as a key that is here twice */
            continue;
        if (!(first ? tomt_reading_wrong(reading, key,
                                         "'%s' is the same version as '%s' (on line %d); keep one",
                                         key->text, first->text, first->line)
                    : tomt_version_check(reading, key, c->versions, &fine)))
            return false;
        if (first || !fine)
            continue;
        if (!read_code_list(c, key, codes->item[i], &of.codes))
            return false;
        if (of.codes.n)
            sector->of[sector->n_of++] = of;
    }
    return true;
}

/* ---- many ---- */

/* A name is taken once among the project's; *taken tells. */
static bool take_name(struct collecting *c, const struct tomt_node *key, bool *taken)
{
    *taken = false;
    for (size_t i = 0; i < c->n_names; i++) {
        if (strcmp(c->name[i]->text, key->text) != 0)
            continue;
        /* Twice in one map is told by who reads the file. */
        return c->name[i]->file == key->file ||
               tomt_reading_wrong(c->reading, key,
                                  "sector '%s' is already in %s, line %d; keep one", key->text,
                                  c->name[i]->file, c->name[i]->line);
    }
    if (c->n_names == MOST_SECTORS) {
        c->too_many = true;
        return true;
    }
    c->name[c->n_names++] = key;
    *taken = true;
    return true;
}

static bool read_sector(struct collecting *c, const struct tomt_node *key,
                        const struct tomt_node *body)
{
    struct sector_keys keys;
    bool fine, taken;
    if (!tomt_name_check(c->reading, key, key->text, "a sector", &fine) ||
        !take_name(c, key, &taken) ||
        !tomt_reading_bind(c->reading, body, key, tomt_sector_rows, &keys))
        return false;
    struct tomt_project_sector sector = {
        .name = key->text,
        .title = keys.title.en ? keys.title : (struct tomt_title){key->text, key->text},
        .source = keys.source,
        .shipped = c->shipped,
        .place = tomt_place_of(key),
    };
    if (!read_codes(c, keys.codes, &sector))
        return false;
    if (fine && taken && sector.n_of)
        c->sector[c->n++] = sector;
    return true;
}

static bool read_map(struct collecting *c, const struct tomt_node *map)
{
    for (size_t i = 0; i < map->n && !c->too_many; i++) {
        if (!read_sector(c, map->key[i], map->item[i]))
            return false;
    }
    return true;
}

/* A file's root. */
static bool read_root(struct collecting *c, const struct tomt_node *root)
{
    struct file_keys keys;
    bool fine;
    if (!tomt_reading_bind(c->reading, root, root, tomt_sector_file_rows, &keys) ||
        !tomt_kind_check(c->reading, keys.sectors, TOMT_NODE_MAP, "sectors", &fine))
        return false;
    return !fine || read_map(c, keys.sectors);
}

static bool start(struct collecting *c)
{
    c->sector =
        tomt_arena_alloc(c->reading->arena, MOST_SECTORS * sizeof *c->sector, c->reading->err);
    return c->sector != NULL;
}

/* A fault in them is ours. */
static bool read_shipped(struct collecting *c)
{
    const struct tomt_reading *reading = c->reading;
    size_t n_errors = reading->problems->n_errors;
    for (const struct tomt_file *file = tomt_sector_files; file->name; file++) {
        struct tomt_node *root = tomt_yaml_parse(reading->arena, file->name, file->bytes, file->n,
                                                 reading->problems, reading->err);
        if (!root || !read_root(c, root))
            return false;
    }
    if (reading->problems->n_errors > n_errors || c->too_many)
        return tomt_fail(
            reading->err, TOMT_INTERNAL, "the sectors that come with the program are wrong: %s",
            c->too_many ? "too many" : reading->problems->item[reading->problems->n - 1].text);
    return true;
}

static bool read_file(struct collecting *c, const struct tomt_node *named, bool *unsure)
{
    const struct tomt_reading *reading = c->reading;
    char found_text[TOMT_SHOWN];
    if (named->kind != TOMT_NODE_SCALAR || tomt_node_is_empty(named) || !named->text[0])
        return tomt_reading_wrong(reading, named,
                                  "'sectors' lists files (my_sectors.yaml), found %s; sectors "
                                  "themselves are written without a list (name: sector)",
                                  tomt_shown(named, found_text));
    const struct tomt_node *root;
    if (!tomt_file_read(reading, named, "sectors", &root))
        return false;
    *unsure = *unsure || !root;
    return !root || read_root(c, root);
}

static bool read_own(struct collecting *c, const struct tomt_node *node, bool *unsure)
{
    if (tomt_node_is_empty(node))
        return true;
    if (node->kind == TOMT_NODE_MAP)
        return read_map(c, node);
    if (node->kind == TOMT_NODE_SCALAR)
        return read_file(c, node, unsure);
    if (node->n > MOST_FILES) {
        *unsure = true;
        return tomt_reading_wrong(c->reading, node->item[MOST_FILES],
                                  "%zu files of sectors; at most %d", node->n, MOST_FILES);
    }
    for (size_t i = 0; i < node->n && !c->too_many; i++) {
        bool again = false;
        for (size_t k = 0; k < i && node->item[i]->kind == TOMT_NODE_SCALAR && !again; k++)
            again = node->item[k]->kind == TOMT_NODE_SCALAR &&
                    strcmp(node->item[k]->text, node->item[i]->text) == 0;
        if (!(again ? tomt_reading_wrong(c->reading, node->item[i],
                                         "this file is named already; keep one")
                    : read_file(c, node->item[i], unsure)))
            return false;
    }
    return true;
}

static bool is_among(const struct collecting *c, const char *name)
{
    for (size_t i = 0; i < c->n_names; i++) {
        if (strcmp(c->name[i]->text, name) == 0)
            return true;
    }
    return false;
}

/* The shipped that are not replaced, then the project's. */
static bool join(const struct collecting *shipped, const struct collecting *own,
                 const struct tomt_node *place, struct tomt_sector_names *names)
{
    const struct tomt_reading *reading = own->reading;
    struct tomt_economy_options *options = &reading->project->economy;
    size_t n_names = 0;
    names->known = tomt_arena_alloc(reading->arena, (2 * MOST_SECTORS + 1) * sizeof *names->known,
                                    reading->err);
    options->sector =
        tomt_arena_alloc(reading->arena, 2 * MOST_SECTORS * sizeof *options->sector, reading->err);
    if (!names->known || !options->sector)
        return false;
    for (size_t i = 0; i < shipped->n; i++) {
        if (is_among(own, shipped->sector[i].name))
            continue;
        options->sector[options->n_sectors++] = shipped->sector[i];
        names->known[n_names++] = shipped->sector[i].name;
    }
    size_t n_room = MOST_SECTORS - options->n_sectors;
    for (size_t i = 0; i < own->n_names; i++)
        names->known[n_names++] = own->name[i]->text;
    for (size_t i = 0; i < own->n; i++)
        options->sector[options->n_sectors++] = own->sector[i];
    if (!own->too_many && options->n_sectors <= MOST_SECTORS)
        return true;
    options->n_sectors = MOST_SECTORS;
    names->unsure = true;
    return tomt_reading_wrong(reading, place,
                              "too many sectors: beside those that come with the program there is "
                              "room for %zu; leave some out, or give them the names of shipped "
                              "ones, which they then replace",
                              n_room);
}

bool tomt_sectors_read(const struct tomt_reading *reading, const struct tomt_node *economy_sectors,
                       const struct tomt_versions *versions, struct tomt_sector_names *names)
{
    struct collecting shipped = {.reading = reading, .versions = versions, .shipped = true},
                      own = {.reading = reading, .versions = versions};
    *names = (struct tomt_sector_names){0};
    return start(&shipped) && start(&own) && read_shipped(&shipped) &&
           read_own(&own, economy_sectors, &names->unsure) &&
           join(&shipped, &own, economy_sectors, names);
}

bool tomt_sector_wanted(const struct tomt_reading *reading, const struct tomt_node *node,
                        const struct tomt_sector_names *names, bool *fine)
{
    *fine = tomt_project_sector(reading->project, node->text) != NULL;
    for (size_t i = 0; names->known[i] && !*fine; i++) {
        if (strcmp(names->known[i], node->text) == 0) /* it has its own problem */
            return true;
    }
    return *fine || names->unsure || tomt_unknown_key(reading, node, "sector", names->known);
}

const struct tomt_project_sector *tomt_project_sector(const struct tomt_project *project,
                                                      const char *name)
{
    for (size_t i = 0; name && i < project->economy.n_sectors; i++) {
        if (strcmp(project->economy.sector[i].name, name) == 0)
            return &project->economy.sector[i];
    }
    return NULL;
}
