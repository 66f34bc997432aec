/* project/economy.c: `economy`: versions of the industry codes and their tables, what is compared
 * with what, which areas are described. */
#include "project/inner.h"

#include <string.h>

struct economy_keys {
    struct tomt_economy_options options;
    const struct tomt_node *references, *sectors, *industry, *correspondence;
    struct tomt_map_nodes maps;
};

#define AT(field) offsetof(struct economy_keys, field)
const struct tomt_param tomt_economy_rows[] = {
    {"version", TOMT_PARAM_TEXT, AT(options.version), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "of the industry codes that measures are made in: SN2007, SN2025 or one under industry; "
     "default: the one most establishments have"},
    {"code_version", TOMT_PARAM_TEXT, AT(options.code_version), false, TOMT_UNBOUNDED, NULL, NULL,
     "",
     "of rows that do not say; default: the version that knows the code, that of the measures "
     "first"},
    {"digits", TOMT_PARAM_INTEGER, AT(options.digits), false, 3, 8, "5", NULL, "",
     "detail of the industry codes in related variety and in tables; 4 compares with other "
     "countries"},
    {"min_establishments", TOMT_PARAM_INTEGER, AT(options.min_establishments), false, 1, 1000000,
     "5", NULL, "", "measures of fewer are suppressed"},
    {"move_m", TOMT_PARAM_NUMBER, AT(options.move_m), false, 0, 1000000, "100", NULL, "m",
     "a workplace that is farther away than this the next year has moved"},
    {"register_day", TOMT_PARAM_DAY, AT(options.register_day), false, TOMT_UNBOUNDED, NULL, NULL,
     "",
     "establishments closed on or before it are left out; default: all that have a "
     "closing day"},
    {"reference", TOMT_PARAM_TEXT, AT(options.reference), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "what quotients are made against: a name under references; default: the study area"},
    {"references", TOMT_PARAM_NODE, AT(references), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "name: reference"},
    {"areas", TOMT_PARAM_TEXTS, AT(options.areas), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "layers with role area to be described; default: all of them"},
    {"sectors", TOMT_PARAM_NODE, AT(sectors), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "list of files, or name: sector; beside those that come with the program, of which they "
     "replace any of the same name; at most 63 in all"},
    {"industry", TOMT_PARAM_NODE, AT(industry), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "list: tables of titles, or of another version of the codes"},
    {"correspondence", TOMT_PARAM_NODE, AT(correspondence), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "list: tables of which code became which in another version"},
    {"hot_spots", TOMT_PARAM_NODE, AT(maps.hot_spots), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "where jobs crowd; false: none"},
    {"clusters", TOMT_PARAM_NODE, AT(maps.clusters), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "name: set of clusters; default: none"},
    {"density", TOMT_PARAM_NODE, AT(maps.density), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "name: map of density; default: none"},
    {"localisation", TOMT_PARAM_NODE, AT(maps.localisation), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "do establishments of a sector lie nearer each other than chance would have it; default: not "
     "asked"},
    {.name = NULL},
};
#undef AT

#define AT(field) offsetof(struct tomt_economy_reference, field)
const struct tomt_param tomt_reference_rows[] = {
    {"title", TOMT_PARAM_TITLE, AT(title), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "what people read; default: the name"},
    {"layer", TOMT_PARAM_TEXT, AT(layer), true, TOMT_UNBOUNDED, NULL, NULL, "",
     "a layer with role area: establishments within its areas; or with role employment: its rows"},
    {"numbers", TOMT_PARAM_TEXTS, AT(numbers), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "numbers of the areas, or of the rows' areas; default: all"},
    {.name = NULL},
};
#undef AT

#define AT(field) offsetof(struct tomt_industry_layer, field)
const struct tomt_param tomt_industry_rows[] = {
    {"layer", TOMT_PARAM_TEXT, AT(layer), true, TOMT_UNBOUNDED, NULL, NULL, "",
     "a layer with role industry"},
    {"version", TOMT_PARAM_TEXT, AT(version), true, TOMT_UNBOUNDED, NULL, NULL, "",
     "of its codes: SN2007 or SN2025, whose titles it adds to or replaces; another name makes a "
     "version of its own"},
    {.name = NULL},
};
#undef AT

#define AT(field) offsetof(struct tomt_correspondence_layer, field)
const struct tomt_param tomt_correspondence_rows[] = {
    {"layer", TOMT_PARAM_TEXT, AT(layer), true, TOMT_UNBOUNDED, NULL, NULL, "",
     "a layer with role correspondence"},
    {"from", TOMT_PARAM_TEXT, AT(from), true, TOMT_UNBOUNDED, NULL, NULL, "",
     "version of the codes in its column from"},
    {"to", TOMT_PARAM_TEXT, AT(to), true, TOMT_UNBOUNDED, NULL, NULL, "",
     "version of the codes in its column to"},
    {.name = NULL},
};
#undef AT

static const char study_area[] = "study_area";

bool tomt_all_layers_are_read(const struct tomt_project *project, const struct tomt_node *layers)
{
    return layers && layers->kind == TOMT_NODE_MAP && layers->n == project->n_layers;
}

const struct tomt_project_layer *tomt_first_of_role(const struct tomt_project *project,
                                                    enum tomt_role role)
{
    for (size_t i = 0; i < project->n_layers; i++) {
        if (project->layer[i].role == role)
            return &project->layer[i];
    }
    return NULL;
}

/* ---- versions: their tables ---- */

/* Also of items that have other problems: who names the version is not to be told it is unknown. */
static bool collect_versions(const struct tomt_reading *reading, const struct tomt_node *industry,
                             struct tomt_versions *versions)
{
    bool is_list = industry && industry->kind == TOMT_NODE_LIST;
    for (size_t i = 0; is_list && i < industry->n; i++) {
        const struct tomt_node *version = tomt_node_find(industry->item[i], "version");
        if (version && version->kind == TOMT_NODE_SCALAR && !tomt_node_is_empty(version) &&
            version->text[0] && !tomt_version_add(reading, version, versions))
            return false;
    }
    return true;
}

static bool read_industry(const struct tomt_reading *reading, const struct tomt_node *list,
                          const struct tomt_node *layers, const struct tomt_versions *versions)
{
    struct tomt_economy_options *options = &reading->project->economy;
    bool fine;
    if (!tomt_kind_check(reading, list, TOMT_NODE_LIST, "industry", &fine))
        return false;
    if (!fine)
        return true;
    options->industry =
        tomt_arena_alloc(reading->arena, (list->n + 1) * sizeof *options->industry, reading->err);
    if (!options->industry)
        return false;
    for (size_t i = 0; i < list->n; i++) {
        const struct tomt_node *item = list->item[i];
        struct tomt_industry_layer industry = {.place = tomt_place_of(item)};
        if (!tomt_reading_bind(reading, item, item, tomt_industry_rows, &industry))
            return false;
        fine = industry.layer && industry.version &&
               tomt_version_number(versions, industry.version) >= 0; /* else told */
        for (size_t k = 0; k < options->n_industries && fine; k++) {
            fine = strcmp(options->industry[k].layer, industry.layer) != 0;
            if (!fine && !tomt_reading_wrong(reading, tomt_node_find(item, "layer"),
                                             "layer '%s' is here already, on line %d; keep one",
                                             industry.layer, options->industry[k].place.line))
                return false;
        }
        bool is_layer = false;
        if (fine && !tomt_layer_wanted(reading, tomt_node_find(item, "layer"), layers,
                                       industry.layer, TOMT_ROLE_INDUSTRY, &is_layer))
            return false;
        if (is_layer)
            options->industry[options->n_industries++] = industry;
    }
    return true;
}

/* Versions that are there and differ, and a pair that is new; *fine tells. */
static bool check_pair(const struct tomt_reading *reading, const struct tomt_node *item,
                       const struct tomt_versions *versions,
                       const struct tomt_correspondence_layer *map, bool *fine)
{
    const struct tomt_economy_options *options = &reading->project->economy;
    const struct tomt_node *to = tomt_node_find(item, "to");
    bool to_fine;
    if (!tomt_version_check(reading, tomt_node_find(item, "from"), versions, fine) ||
        !tomt_version_check(reading, to, versions, &to_fine))
        return false;
    *fine = *fine && to_fine;
    if (!*fine)
        return true;
    int from_number = tomt_version_number(versions, map->from),
        to_number = tomt_version_number(versions, map->to);
    *fine = from_number != to_number;
    if (!*fine)
        return tomt_reading_wrong(reading, to,
                                  "'from' and 'to' are the same version; a correspondence goes "
                                  "from one to another");
    for (size_t i = 0; i < options->n_correspondences && *fine; i++) {
        const struct tomt_correspondence_layer *first = &options->correspondence[i];
        *fine = tomt_version_number(versions, first->from) != from_number ||
                tomt_version_number(versions, first->to) != to_number;
        if (!*fine)
            return tomt_reading_wrong(reading, item,
                                      "a correspondence of %s to %s is here already, on line %d; "
                                      "keep one",
                                      map->from, map->to, first->place.line);
    }
    return true;
}

static bool read_correspondence(const struct tomt_reading *reading, const struct tomt_node *list,
                                const struct tomt_node *layers,
                                const struct tomt_versions *versions)
{
    struct tomt_economy_options *options = &reading->project->economy;
    bool fine;
    if (!tomt_kind_check(reading, list, TOMT_NODE_LIST, "correspondence", &fine))
        return false;
    if (!fine)
        return true;
    options->correspondence = tomt_arena_alloc(
        reading->arena, (list->n + 1) * sizeof *options->correspondence, reading->err);
    if (!options->correspondence)
        return false;
    for (size_t i = 0; i < list->n; i++) {
        const struct tomt_node *item = list->item[i];
        struct tomt_correspondence_layer map = {.place = tomt_place_of(item)};
        bool is_layer = false;
        fine = false;
        if (!tomt_reading_bind(reading, item, item, tomt_correspondence_rows, &map) ||
            (map.from && map.to && !check_pair(reading, item, versions, &map, &fine)) ||
            (map.layer && !tomt_layer_wanted(reading, tomt_node_find(item, "layer"), layers,
                                             map.layer, TOMT_ROLE_CORRESPONDENCE, &is_layer)))
            return false;
        if (fine && is_layer)
            options->correspondence[options->n_correspondences++] = map;
    }
    return true;
}

static bool check_version(const struct tomt_reading *reading, const struct tomt_node *economy,
                          const char *key, const struct tomt_versions *versions,
                          const char **version)
{
    bool fine = true;
    if (*version && !tomt_version_check(reading, tomt_node_find(economy, key), versions, &fine))
        return false;
    if (!fine)
        *version = NULL;
    return true;
}

/* ---- references, areas ---- */

static bool read_reference(const struct tomt_reading *reading, const struct tomt_node *key,
                           const struct tomt_node *body, const struct tomt_node *layers)
{
    static const enum tomt_role either[2] = {TOMT_ROLE_AREA, TOMT_ROLE_EMPLOYMENT};
    struct tomt_economy_options *options = &reading->project->economy;
    struct tomt_economy_reference reference = {.name = key->text, .place = tomt_place_of(key)};
    bool named, fine = false;
    if (!tomt_name_check(reading, key, key->text, "a reference", &named) ||
        !tomt_reading_bind(reading, body, key, tomt_reference_rows, &reference))
        return false;
    if (strcmp(key->text, study_area) == 0) {
        named = false;
        if (!tomt_reading_wrong(reading, key,
                                "'study_area' is always there as a reference; give this one "
                                "another name"))
            return false;
    }
    if (reference.layer && !tomt_layer_of_either(reading, tomt_node_find(body, "layer"), layers,
                                                 reference.layer, either, &fine))
        return false;
    if (!named || !fine)
        return true;
    if (!reference.title.en)
        reference.title = (struct tomt_title){key->text, key->text};
    options->references[options->n_references++] = reference;
    const struct tomt_project_layer *layer = tomt_project_layer(reading->project, reference.layer);
    return reference.numbers.n == 0 || layer->role != TOMT_ROLE_AREA ||
           tomt_area_number_check(reading, tomt_node_find(body, "numbers"), layer);
}

static bool read_references(const struct tomt_reading *reading, const struct tomt_node *map,
                            const struct tomt_node *layers)
{
    struct tomt_economy_options *options = &reading->project->economy;
    bool fine;
    if (!tomt_kind_check(reading, map, TOMT_NODE_MAP, "references", &fine))
        return false;
    if (!fine)
        return true;
    options->references =
        tomt_arena_alloc(reading->arena, (map->n + 1) * sizeof *options->references, reading->err);
    if (!options->references)
        return false;
    for (size_t i = 0; i < map->n; i++) {
        if (!read_reference(reading, map->key[i], map->item[i], layers))
            return false;
    }
    return true;
}

static bool check_reference(const struct tomt_reading *reading, const struct tomt_node *economy)
{
    struct tomt_economy_options *options = &reading->project->economy;
    const struct tomt_node *map = tomt_node_find(economy, "references");
    const char *wanted = options->reference;
    if (!wanted)
        return true;
    options->reference = NULL;
    if (strcmp(wanted, study_area) == 0)
        return true;
    for (size_t i = 0; i < options->n_references; i++) {
        if (strcmp(options->references[i].name, wanted) == 0)
            options->reference = wanted;
    }
    if (options->reference || tomt_node_find(map, wanted)) /* one that is wrong is told itself */
        return true;
    size_t n = map && map->kind == TOMT_NODE_MAP ? map->n : 0;
    const char **known = tomt_arena_alloc(reading->arena, (n + 2) * sizeof *known, reading->err);
    if (!known)
        return false;
    known[0] = study_area;
    for (size_t i = 0; i < n; i++)
        known[i + 1] = map->key[i]->text;
    return tomt_unknown_key(reading, tomt_node_find(economy, "reference"), "reference", known);
}

static bool check_areas(const struct tomt_reading *reading, const struct tomt_node *node,
                        const struct tomt_node *layers)
{
    struct tomt_texts *areas = &reading->project->economy.areas;
    if (tomt_node_is_empty(node) || node->kind == TOMT_NODE_MAP)
        return true;
    const struct tomt_node *const *item =
        node->kind == TOMT_NODE_LIST ? (const struct tomt_node *const *)node->item : &node;
    size_t n = node->kind == TOMT_NODE_LIST ? node->n : 1;
    areas->n = 0;
    for (size_t i = 0; i < n; i++) {
        bool fine = false, again = false;
        if (item[i]->kind != TOMT_NODE_SCALAR || tomt_node_is_empty(item[i]) || !item[i]->text[0])
            continue; /* told */
        if (!tomt_layer_wanted(reading, item[i], layers, item[i]->text, TOMT_ROLE_AREA, &fine))
            return false;
        for (size_t k = 0; k < areas->n && fine && !again; k++)
            again = strcmp(areas->item[k], item[i]->text) == 0;
        if (again && !tomt_reading_wrong(reading, item[i], "layer '%s' is here twice; keep one",
                                         item[i]->text))
            return false;
        if (fine && !again)
            areas->item[areas->n++] = item[i]->text;
    }
    return true;
}

/* ---- layers that only the economy reads ---- */

static bool is_named(const struct tomt_node *list, const char *layer)
{
    for (size_t i = 0; list && list->kind == TOMT_NODE_LIST && i < list->n; i++) {
        const struct tomt_node *named = tomt_node_find(list->item[i], "layer");
        if (named && named->kind == TOMT_NODE_SCALAR && strcmp(named->text, layer) == 0)
            return true;
    }
    return false;
}

/* A table that nobody reads would be left out without a word. */
static bool check_tables(const struct tomt_reading *reading, const struct economy_keys *keys,
                         const struct tomt_project_layer *layer, const struct tomt_node *place)
{
    if (layer->role == TOMT_ROLE_INDUSTRY && !is_named(keys->industry, layer->name))
        return tomt_reading_wrong(reading, place,
                                  "layer '%s' is not used: say of which version its codes are, "
                                  "with economy: {industry: [{layer: %s, version: SN2025}]}",
                                  layer->name, layer->name);
    if (layer->role == TOMT_ROLE_CORRESPONDENCE && !is_named(keys->correspondence, layer->name))
        return tomt_reading_wrong(reading, place,
                                  "layer '%s' is not used: say of which versions it is, with "
                                  "economy: {correspondence: [{layer: %s, from: SN2007, to: "
                                  "SN2025}]}",
                                  layer->name, layer->name);
    return true;
}

static bool check_layers(const struct tomt_reading *reading, const struct economy_keys *keys,
                         const struct tomt_node *layers)
{
    const struct tomt_project *project = reading->project;
    const struct tomt_project_layer *postcodes = tomt_first_of_role(project, TOMT_ROLE_POSTCODE);
    bool has_register = tomt_first_of_role(project, TOMT_ROLE_ESTABLISHMENT) ||
                        !tomt_all_layers_are_read(project, layers);
    for (size_t i = 0; i < project->n_layers; i++) {
        const struct tomt_project_layer *layer = &project->layer[i];
        const struct tomt_node place = {
            .file = layer->place.file, .line = layer->place.line, .column = layer->place.column};
        bool done = check_tables(reading, keys, layer, &place);
        if (done && layer->role == TOMT_ROLE_POSTCODE && layer != postcodes)
            done = tomt_reading_wrong(reading, &place,
                                      "layer '%s' has role 'postcode', as '%s' on line %d has: a "
                                      "postcode has one centre; keep one layer of them",
                                      layer->name, postcodes->name, postcodes->place.line);
        if (done && layer->role == TOMT_ROLE_ESTABLISHMENT_BEFORE && !has_register)
            done = tomt_reading_wrong(reading, &place,
                                      "layer '%s' is of an earlier year, but no layer has role "
                                      "'establishment' to compare it with",
                                      layer->name);
        if (!done)
            return false;
    }
    return true;
}

/* ---- all of it ---- */

bool tomt_economy_read(const struct tomt_reading *reading, const struct tomt_node *economy,
                       const struct tomt_node *root, const struct tomt_node *layers)
{
    struct tomt_economy_options *options = &reading->project->economy;
    struct economy_keys keys = {0};
    struct tomt_versions versions = {0};
    struct tomt_sector_names sectors;
    if (!tomt_reading_bind(reading, economy, root, tomt_economy_rows, &keys))
        return false;
    *options = keys.options;
    return collect_versions(reading, keys.industry, &versions) &&
           check_version(reading, economy, "version", &versions, &options->version) &&
           check_version(reading, economy, "code_version", &versions, &options->code_version) &&
           read_industry(reading, keys.industry, layers, &versions) &&
           read_correspondence(reading, keys.correspondence, layers, &versions) &&
           read_references(reading, keys.references, layers) && check_reference(reading, economy) &&
           check_areas(reading, tomt_node_find(economy, "areas"), layers) &&
           tomt_sectors_read(reading, keys.sectors, &versions, &sectors) &&
           tomt_economy_maps_read(reading, &keys.maps, economy ? economy : root, layers,
                                  &sectors) &&
           check_layers(reading, &keys, layers);
}
