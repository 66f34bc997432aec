/* project/economy_maps.c: `hot_spots`, `clusters`, `density` and `localisation` of the economy:
 * where, and whether, establishments crowd. */
#include "project/inner.h"

#include <string.h>

enum { MOST_MAPS = 32 }; /* sets of clusters, and maps of density: each is a column or a file */

#define AT(field) offsetof(struct tomt_economy_options, field)
const struct tomt_param tomt_hot_spot_rows[] = {
    {"cell_m", TOMT_PARAM_NUMBER, AT(hot_spot_cell_m), false, 1, 100000, "250", NULL, "m",
     "side of a cell; cells lie at whole multiples of it"},
    {"radius_m", TOMT_PARAM_NUMBER, AT(hot_spot_radius_m), false, 1, 1000000, "500", NULL, "m",
     "cells whose centres are this near are neighbours, edge included; at least cell_m"},
    {"permutations", TOMT_PARAM_INTEGER, AT(permutations), false, 0, 99999, "999", NULL, "",
     "of local Moran; 0: it is left out"},
    {"seed", TOMT_PARAM_INTEGER, AT(seed), false, 0, 9007199254740992.0, "1", NULL, "",
     "of the permutations: the same seed gives the same numbers"},
    {"sectors", TOMT_PARAM_TEXTS, AT(map_sectors), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "sectors that have hot spots of their own; those of all jobs are always made"},
    {.name = NULL},
};
#undef AT

#define AT(field) offsetof(struct tomt_cluster_set, field)
const struct tomt_param tomt_cluster_rows[] = {
    {"title", TOMT_PARAM_TITLE, AT(title), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "what people read; default: the sector's, else the name"},
    {"sector", TOMT_PARAM_TEXT, AT(sector), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "establishments of this sector; default: all"},
    {"method", TOMT_PARAM_CHOICE, AT(method), false, TOMT_UNBOUNDED, "dbscan", "dbscan|hdbscan", "",
     "dbscan: where many jobs lie within radius_m; hdbscan: where they lie denser than around"},
    {"radius_m", TOMT_PARAM_NUMBER, AT(radius_m), false, 1, 100000, "300", NULL, "m",
     "dbscan only"},
    {"min_jobs", TOMT_PARAM_NUMBER, AT(min_jobs), false, 1, 1000000, "50", NULL, "jobs",
     "dbscan: within radius_m; hdbscan: the distance to so many is how dense it is"},
    {"min_cluster_jobs", TOMT_PARAM_NUMBER, AT(min_cluster_jobs), false, 1, 10000000, "100", NULL,
     "jobs", "hdbscan only: fewer are no cluster"},
    {"min_establishments", TOMT_PARAM_INTEGER, AT(min_establishments), false, 1, 1000000, "5", NULL,
     "", "fewer are no cluster"},
    {.name = NULL},
};
#undef AT

#define AT(field) offsetof(struct tomt_density_map, field)
const struct tomt_param tomt_density_rows[] = {
    {"sector", TOMT_PARAM_TEXT, AT(sector), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "establishments of this sector; default: all"},
    {"of", TOMT_PARAM_CHOICE, AT(of), false, TOMT_UNBOUNDED, "jobs", "jobs|establishments", "",
     "what is counted"},
    {"cell_m", TOMT_PARAM_NUMBER, AT(cell_m), false, 1, 100000, "100", NULL, "m",
     "side of a cell of the map"},
    {"bandwidth_m", TOMT_PARAM_NUMBER, AT(bandwidth_m), false, 1, 1000000, "500", NULL, "m",
     "how far each is smoothed out"},
    {.name = NULL},
};
#undef AT

#define AT(field) offsetof(struct tomt_localisation_options, field)
const struct tomt_param tomt_localisation_rows[] = {
    {"sectors", TOMT_PARAM_TEXTS, AT(sectors), true, TOMT_UNBOUNDED, NULL, NULL, "",
     "each is compared with random draws of as many of all establishments of the study area"},
    {"reach_m", TOMT_PARAM_NUMBER, AT(reach_m), false, 100, 200000, "5000", NULL, "m",
     "distances between two establishments up to this"},
    {"steps", TOMT_PARAM_INTEGER, AT(steps), false, 2, 500, "50", NULL, "",
     "distances from 0 to reach_m, both included"},
    {"draws", TOMT_PARAM_INTEGER, AT(draws), false, 20, 10000, "200", NULL, "",
     "random draws; each costs the square of the sector's establishments"},
    {"seed", TOMT_PARAM_INTEGER, AT(seed), false, 0, 9007199254740992.0, "1", NULL, "",
     "of the draws: the same seed gives the same numbers"},
    {.name = NULL},
};
#undef AT

/* Asked for by the project itself, so what it is made of must be there. */
static bool needs_establishments(const struct tomt_reading *reading, const struct tomt_node *node,
                                 const struct tomt_node *layers, const char *name)
{
    if (tomt_first_of_role(reading->project, TOMT_ROLE_ESTABLISHMENT) ||
        !tomt_all_layers_are_read(reading->project, layers))
        return true;
    return tomt_reading_wrong(reading, node,
                              "'%s' is made of establishments, but no layer has role "
                              "'establishment'; add one, or leave '%s' out",
                              name, name);
}

/* ---- hot spots ---- */

/* Keeps those that are sectors, each once. */
static bool check_map_sectors(const struct tomt_reading *reading, const struct tomt_node *node,
                              const struct tomt_sector_names *names, struct tomt_texts *sectors)
{
    if (tomt_node_is_empty(node) || node->kind == TOMT_NODE_MAP)
        return true;
    const struct tomt_node *const *item =
        node->kind == TOMT_NODE_LIST ? (const struct tomt_node *const *)node->item : &node;
    size_t n = node->kind == TOMT_NODE_LIST ? node->n : 1;
    sectors->n = 0;
    for (size_t i = 0; i < n; i++) {
        bool fine = false, again = false;
        if (item[i]->kind != TOMT_NODE_SCALAR || tomt_node_is_empty(item[i]) || !item[i]->text[0])
            continue; /* told */
        if (!tomt_sector_wanted(reading, item[i], names, &fine))
            return false;
        for (size_t k = 0; k < sectors->n && fine && !again; k++)
            again = strcmp(sectors->item[k], item[i]->text) == 0;
        if (again && !tomt_reading_wrong(reading, item[i], "sector '%s' is here twice; keep one",
                                         item[i]->text))
            return false;
        if (fine && !again)
            sectors->item[sectors->n++] = item[i]->text;
    }
    return true;
}

static bool read_hot_spots(const struct tomt_reading *reading, const struct tomt_node *node,
                           const struct tomt_node *place, const struct tomt_node *layers,
                           const struct tomt_sector_names *names)
{
    struct tomt_economy_options *options = &reading->project->economy;
    bool has_establishments = tomt_first_of_role(reading->project, TOMT_ROLE_ESTABLISHMENT);
    bool is_word = node && node->kind == TOMT_NODE_SCALAR && !node->quoted;
    bool is_false = is_word && strcmp(node->text, "false") == 0,
         is_true = is_word && strcmp(node->text, "true") == 0;
    options->hot_spots = has_establishments && !is_false;
    if (!tomt_node_is_empty(node))
        options->hot_spots_at = tomt_place_of(node);
    if (!tomt_reading_bind(reading, is_false || is_true ? NULL : node, place, tomt_hot_spot_rows,
                           options))
        return false;
    if (is_false || tomt_node_is_empty(node))
        return true;
    if (!needs_establishments(reading, node, layers, "hot_spots") ||
        !check_map_sectors(reading, tomt_node_find(node, "sectors"), names, &options->map_sectors))
        return false;
    if (options->hot_spot_radius_m >= options->hot_spot_cell_m)
        return true;
    const struct tomt_node *at = tomt_node_find(node, "radius_m");
    if (tomt_node_is_empty(at))
        at = tomt_node_find(node, "cell_m");
    char radius[32], cell[32];
    tomt_number_format(radius, options->hot_spot_radius_m);
    tomt_number_format(cell, options->hot_spot_cell_m);
    return tomt_reading_wrong(reading, at,
                              "'radius_m' is %s and 'cell_m' %s: no cell would have a neighbour; "
                              "make the radius at least as long as a cell",
                              radius, cell);
}

/* ---- clusters, density ---- */

/* The map's entries, each under a name; *n of them can be read. */
static bool check_named(const struct tomt_reading *reading, const struct tomt_node *map,
                        const struct tomt_node *layers, const char *name, size_t *n)
{
    bool fine;
    *n = 0;
    if (!tomt_kind_check(reading, map, TOMT_NODE_MAP, name, &fine))
        return false;
    if (!fine || map->n == 0)
        return true;
    *n = map->n;
    if (map->n > MOST_MAPS) {
        *n = MOST_MAPS;
        if (!tomt_reading_wrong(reading, map->key[MOST_MAPS], "'%s' has %zu entries; at most %d",
                                name, map->n, MOST_MAPS))
            return false;
    }
    return needs_establishments(reading, map, layers, name);
}

/* `*sector` becomes NULL, and *fine false, when it names none. */
static bool check_sector(const struct tomt_reading *reading, const struct tomt_node *body,
                         const struct tomt_sector_names *names, const char **sector, bool *fine)
{
    bool found = true;
    if (*sector && !tomt_sector_wanted(reading, tomt_node_find(body, "sector"), names, &found))
        return false;
    if (!found)
        *sector = NULL;
    *fine = *fine && found;
    return true;
}

static bool read_clusters(const struct tomt_reading *reading, const struct tomt_node *map,
                          const struct tomt_node *layers, const struct tomt_sector_names *names)
{
    struct tomt_economy_options *options = &reading->project->economy;
    size_t n;
    if (!check_named(reading, map, layers, "clusters", &n))
        return false;
    options->cluster =
        tomt_arena_alloc(reading->arena, (n + 1) * sizeof *options->cluster, reading->err);
    if (!options->cluster)
        return false;
    for (size_t i = 0; i < n; i++) {
        const struct tomt_node *key = map->key[i];
        struct tomt_cluster_set set = {.name = key->text, .place = tomt_place_of(key)};
        bool fine;
        if (!tomt_name_check(reading, key, key->text, "a set of clusters", &fine) ||
            !tomt_reading_bind(reading, map->item[i], key, tomt_cluster_rows, &set) ||
            !check_sector(reading, map->item[i], names, &set.sector, &fine))
            return false;
        const struct tomt_project_sector *sector =
            tomt_project_sector(reading->project, set.sector);
        if (!set.title.en)
            set.title = sector ? sector->title : (struct tomt_title){key->text, key->text};
        if (fine)
            options->cluster[options->n_clusters++] = set;
    }
    return true;
}

static bool read_density(const struct tomt_reading *reading, const struct tomt_node *map,
                         const struct tomt_node *layers, const struct tomt_sector_names *names)
{
    struct tomt_economy_options *options = &reading->project->economy;
    size_t n;
    if (!check_named(reading, map, layers, "density", &n))
        return false;
    options->density =
        tomt_arena_alloc(reading->arena, (n + 1) * sizeof *options->density, reading->err);
    if (!options->density)
        return false;
    for (size_t i = 0; i < n; i++) {
        const struct tomt_node *key = map->key[i];
        struct tomt_density_map density = {.name = key->text, .place = tomt_place_of(key)};
        bool fine;
        if (!tomt_name_check(reading, key, key->text, "a map of density", &fine) ||
            !tomt_reading_bind(reading, map->item[i], key, tomt_density_rows, &density) ||
            !check_sector(reading, map->item[i], names, &density.sector, &fine))
            return false;
        if (fine)
            options->density[options->n_densities++] = density;
    }
    return true;
}

/* ---- localisation ---- */

static bool read_localisation(const struct tomt_reading *reading, const struct tomt_node *node,
                              const struct tomt_node *layers, const struct tomt_sector_names *names)
{
    struct tomt_localisation_options asked = {0};
    if (tomt_node_is_empty(node) ||
        (node->kind == TOMT_NODE_SCALAR && !node->quoted && strcmp(node->text, "false") == 0))
        return true;
    asked.place = tomt_place_of(node);
    const struct tomt_node *sectors = tomt_node_find(node, "sectors");
    if (!tomt_reading_bind(reading, node, node, tomt_localisation_rows, &asked) ||
        !needs_establishments(reading, node, layers, "localisation") ||
        !check_map_sectors(reading, sectors, names, &asked.sectors))
        return false;
    if (sectors && sectors->kind == TOMT_NODE_LIST && sectors->n == 0 &&
        !tomt_reading_wrong(reading, sectors,
                            "'sectors' names none; name at least one, or leave 'localisation' "
                            "out"))
        return false;
    if (asked.sectors.n > 0)
        reading->project->economy.localisation = asked;
    return true;
}

bool tomt_economy_maps_read(const struct tomt_reading *reading, const struct tomt_map_nodes *nodes,
                            const struct tomt_node *place, const struct tomt_node *layers,
                            const struct tomt_sector_names *names)
{
    return read_hot_spots(reading, nodes->hot_spots, place, layers, names) &&
           read_clusters(reading, nodes->clusters, layers, names) &&
           read_density(reading, nodes->density, layers, names) &&
           read_localisation(reading, nodes->localisation, layers, names);
}
