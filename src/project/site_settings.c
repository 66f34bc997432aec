/* project/site_settings.c: `sites`: what candidates are made from. */
#include "project/inner.h"

#include <math.h>
#include <string.h>

struct sites_keys {
    struct tomt_site_settings settings;
    const char *layer;
    const struct tomt_node *attributes;
};

#define AT(field) offsetof(struct sites_keys, field)
const struct tomt_param tomt_sites_rows[] = {
    {"from", TOMT_PARAM_CHOICE, AT(settings.from), false, TOMT_UNBOUNDED, "parcels",
     "parcels|zones|grid", "", "what candidate sites are made from"},
    {"layer", TOMT_PARAM_TEXT, AT(layer), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "the parcel or zone layer they are made from; default: the only one"},
    {"parts", TOMT_PARAM_CHOICE, AT(settings.parts), false, TOMT_UNBOUNDED, "together",
     "together|separate", "",
     "what is left of one parcel in several pieces: one site, or one each"},
    {"grid_shape", TOMT_PARAM_CHOICE, AT(settings.grid_shape), false, TOMT_UNBOUNDED, "square",
     "square|hexagon", "", "from: grid: shape of the cells"},
    {"cell_m", TOMT_PARAM_NUMBER, AT(settings.cell_m), false, 1, 100000, NULL, NULL, "m",
     "from: grid (required there): side of a square, distance between opposite sides of a hexagon"},
    {"min_area_m2", TOMT_PARAM_NUMBER, AT(settings.min_area_m2), false, 0, 1e12, "0", NULL, "m2",
     "smaller sites are rejected"},
    {"min_width_m", TOMT_PARAM_NUMBER, AT(settings.min_width_m), false, 0, 1e6, "0", NULL, "m",
     "sites whose largest inscribed circle is narrower are rejected"},
    {"attributes", TOMT_PARAM_NODE, AT(attributes), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "name: numeric column of the site layer, for the criterion `attribute`"},
    {.name = NULL},
};
#undef AT

/* Columns that layer `parcel` of the result has of itself; a site's are told apart there. */
static bool is_taken(const char *name)
{
    static const char *const taken[] = {"fid", "geom", "layer", "feature", "parcel", "property", "owner"};
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
        if (strcmp(taken[i], name) == 0)
            return true;
    return false;
}

static bool read_attributes(const struct tomt_reading *reading, const struct tomt_node *attributes)
{
    bool fine;
    struct tomt_project *project = reading->project;
    if (!tomt_kind_check(reading, attributes, TOMT_NODE_MAP, "attributes", &fine))
        return false;
    if (!fine)
        return true;
    project->attribute = tomt_arena_alloc(
        reading->arena, (attributes->n + 1) * sizeof *project->attribute, reading->err);
    if (!project->attribute)
        return false;
    for (size_t i = 0; i < attributes->n; i++) {
        const struct tomt_node *key = attributes->key[i], *value = attributes->item[i];
        char found[TOMT_SHOWN];
        if (!tomt_name_check(reading, key, key->text, "an attribute", &fine))
            return false;
        if (fine && is_taken(key->text)) {
            fine = false;
            if (!tomt_reading_wrong(reading, key,
                                    "'%s' is a column that the layer of parcels has anyway; give the "
                                    "attribute another name",
                                    key->text))
                return false;
        }
        if (value->kind != TOMT_NODE_SCALAR || tomt_node_is_empty(value) || !value->text[0]) {
            if (!tomt_reading_wrong(reading, value,
                                    "'%s' must be the name of a column of the site layer, found %s",
                                    key->text, tomt_shown(value, found)))
                return false;
        } else if (fine) {
            project->attribute[project->n_attributes++] =
                (struct tomt_layer_column){key->text, value->text, tomt_place_of(key)};
        }
    }
    return true;
}

static size_t count_role(const struct tomt_project *project, enum tomt_role role)
{
    size_t n = 0;
    for (size_t i = 0; i < project->n_layers; i++)
        n += project->layer[i].role == role;
    return n;
}

/* "zone", or "area' or 'employment": between quotes. */
static const char *roles_listed(const struct tomt_reading *reading, const enum tomt_role role[2],
                                const char *between)
{
    const char *first = tomt_role_row(role[0])->name;
    if (role[0] == role[1])
        return first;
    return tomt_arena_print(reading->arena, reading->err, "%s%s%s", first, between,
                            tomt_role_row(role[1])->name);
}

static bool unknown_layer(const struct tomt_reading *reading, const struct tomt_node *node,
                          const enum tomt_role role[2], const char *wanted)
{
    const struct tomt_project *project = reading->project;
    const char **known =
        tomt_arena_alloc(reading->arena, (project->n_layers + 1) * sizeof *known, reading->err);
    if (!known)
        return false;
    size_t n = 0;
    for (size_t i = 0; i < project->n_layers; i++) {
        if (project->layer[i].role == role[0] || project->layer[i].role == role[1])
            known[n++] = project->layer[i].name;
    }
    if (n == 0) {
        char found[TOMT_SHOWN];
        return tomt_reading_wrong(
            reading, node,
            "unknown layer %s, and no layer of the project has role '%s'; add one under layers:",
            tomt_shown(node, found), wanted);
    }
    const char *listed = roles_listed(reading, role, " or ");
    const char *of =
        listed ? tomt_arena_print(reading->arena, reading->err, "%s layer", listed) : NULL;
    return of && tomt_unknown_key(reading, node, of, known);
}

bool tomt_layer_of_either(const struct tomt_reading *reading, const struct tomt_node *node,
                          const struct tomt_node *layers, const char *name,
                          const enum tomt_role role[2], bool *fine)
{
    const struct tomt_project_layer *layer = tomt_project_layer(reading->project, name);
    *fine = reading->alone || (layer && (layer->role == role[0] || layer->role == role[1]));
    /* No layers at all, or this one is there, but wrong: that has its own problem. */
    if (*fine || tomt_node_is_empty(layers) || (!layer && tomt_node_find(layers, name)))
        return true;
    const char *wanted = roles_listed(reading, role, "' or '");
    if (!wanted)
        return false;
    if (layer)
        return tomt_reading_wrong(reading, node,
                                  "layer '%s' has role '%s'; one with role '%s' is wanted here",
                                  name, tomt_role_row(layer->role)->name, wanted);
    return unknown_layer(reading, node, role, wanted);
}

bool tomt_layer_wanted(const struct tomt_reading *reading, const struct tomt_node *node,
                       const struct tomt_node *layers, const char *name, enum tomt_role role,
                       bool *fine)
{
    return tomt_layer_of_either(reading, node, layers, name, (enum tomt_role[]){role, role}, fine);
}

static bool check_site_layer(const struct tomt_reading *reading, const struct tomt_node *sites,
                             const struct tomt_node *place, const struct tomt_node *layers,
                             const char *layer)
{
    struct tomt_project *project = reading->project;
    const struct tomt_node *at = tomt_node_find(sites, "layer");
    if (project->sites.from == TOMT_SITES_GRID) {
        if (layer)
            return tomt_reading_wrong(reading, at,
                                      "'layer' has no use with from: grid; leave it out");
        if (isnan(project->sites.cell_m) && !tomt_node_find(sites, "cell_m") &&
            !tomt_is_misspelt_row(sites, tomt_sites_rows, "cell_m"))
            return tomt_reading_wrong(
                reading, place,
                "'cell_m' is missing: from: grid needs the size of a cell in metres");
        return true;
    }
    bool from_parcels = project->sites.from == TOMT_SITES_PARCELS, fine;
    enum tomt_role role = from_parcels ? TOMT_ROLE_PARCEL : TOMT_ROLE_ZONE;
    if (layer) {
        if (!tomt_layer_wanted(reading, at, layers, layer, role, &fine))
            return false;
        project->site_layer = fine ? layer : NULL;
        return true;
    }
    size_t n = count_role(project, role);
    bool all_layers_read =
        layers && layers->kind == TOMT_NODE_MAP && layers->n == project->n_layers;
    bool sites_misspelt = tomt_is_misspelt_row(place, tomt_top_rows, "sites");
    if (reading->economy_only)
        return true;
    if (n == 0 && from_parcels && all_layers_read && !sites_misspelt)
        return tomt_reading_wrong(reading, place,
                                  "sites are made from parcels, but no layer has role 'parcel'; "
                                  "add one, or use from: zones or grid");
    if (n > 1 && from_parcels)
        return tomt_reading_wrong(
            reading, place,
            "%zu layers have role 'parcel'; say which one with sites: {layer: name}", n);
    return true;
}

bool tomt_sites_read(const struct tomt_reading *reading, const struct tomt_node *sites,
                     const struct tomt_node *place, const struct tomt_node *layers)
{
    struct sites_keys keys;
    if (!tomt_reading_bind(reading, sites, place, tomt_sites_rows, &keys))
        return false;
    reading->project->sites = keys.settings;
    if (tomt_node_is_empty(sites))
        sites = NULL;
    return read_attributes(reading, keys.attributes) &&
           check_site_layer(reading, sites, sites ? sites : place, layers, keys.layer);
}
