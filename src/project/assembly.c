/* project/assembly.c: `assembly` of a profile: sites of several parcels, how large and across what
 * not. The ranges are those of assembly/assembly.h, which this room cannot see. */
#include "project/inner.h"

#include <math.h>
#include <string.h>

struct assembly_keys {
    struct tomt_profile_assembly assembly;
    const struct tomt_node *barriers;
};

#define AT(field) offsetof(struct assembly_keys, field)
const struct tomt_param tomt_assembly_rows[] = {
    {"least", TOMT_PARAM_NUMBER, AT(assembly.least), true, 1, 1e12, NULL, NULL, "m2",
     "the least size wanted, of what `of` says"},
    {"most", TOMT_PARAM_NUMBER, AT(assembly.most), false, 1, 1e12, NULL, NULL, "m2",
     "the largest size wanted; default: any"},
    {"of", TOMT_PARAM_CHOICE, AT(assembly.of), false, TOMT_UNBOUNDED, "developable_m2",
     "developable_m2|unused_bra_m2", "",
     "what the size is of: ground that can be built on, or floor area that the plan still allows"},
    {"gap_m", TOMT_PARAM_NUMBER, AT(assembly.gap_m), false, 0, 1000, "0.5", NULL, "m",
     "parcels this near to each other are neighbours"},
    {"shared_m", TOMT_PARAM_NUMBER, AT(assembly.shared_m), false, 0, 10000, "3", NULL, "m",
     "where they face each other along at least this"},
    {"barrier_m", TOMT_PARAM_NUMBER, AT(assembly.barrier_m), false, 0, 1000, "2", NULL, "m",
     "half the breadth of a barrier that is a line"},
    {"most_parcels", TOMT_PARAM_INTEGER, AT(assembly.most_parcels), false, 1, 64, "12", NULL,
     "parcels", "no site has more"},
    {"owner_cost", TOMT_PARAM_NUMBER, AT(assembly.owner_cost), false, 0, 0.99, "0.05", NULL,
     "share", "share of its value that a site loses per owner beyond the first"},
    {"exchange_share", TOMT_PARAM_NUMBER, AT(assembly.exchange_share), false, 0, 1, "0.75", NULL,
     "share",
     "a site makes way for several only when each is worth at least this share of it; 1: never for "
     "less good ones"},
    {"barriers", TOMT_PARAM_NODE, AT(barriers), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "list of layers, or of items as below: no site lies across them"},
    {.name = NULL},
};
#undef AT

#define AT(field) offsetof(struct tomt_barrier, field)
const struct tomt_param tomt_barrier_rows[] = {
    {"layer", TOMT_PARAM_TEXT, AT(layer), true, TOMT_UNBOUNDED, NULL, NULL, "",
     "a layer of the project with role constraint: river, rail, motorway"},
    {"codes", TOMT_PARAM_TEXTS, AT(codes), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "only features with these codes; default: the whole layer"},
    {.name = NULL},
};
#undef AT

/* An item of the list: a layer's name, or its keys. */
static bool read_barrier(const struct tomt_reading *reading, const struct tomt_node *item,
                         const struct tomt_node *layers, struct tomt_profile_assembly *assembly)
{
    struct tomt_barrier barrier = {.place = tomt_place_of(item)};
    const struct tomt_node *named = item;
    bool fine;
    if (item->kind == TOMT_NODE_SCALAR && !tomt_node_is_empty(item) && item->text[0]) {
        barrier.layer = item->text;
    } else {
        if (!tomt_reading_bind(reading, item, item, tomt_barrier_rows, &barrier))
            return false;
        named = tomt_node_find(item, "layer");
    }
    if (!barrier.layer)
        return true;
    if (!tomt_layer_wanted(reading, named, layers, barrier.layer, TOMT_ROLE_CONSTRAINT, &fine))
        return false;
    if (!fine)
        return true;
    assembly->barrier[assembly->n_barriers++] = barrier;
    return tomt_codes_check(reading, tomt_node_find(item, "codes"), &barrier.codes, barrier.layer);
}

static bool read_barriers(const struct tomt_reading *reading, const struct tomt_node *barriers,
                          const struct tomt_node *layers, struct tomt_profile_assembly *assembly)
{
    if (tomt_node_is_empty(barriers))
        return true;
    const struct tomt_node *const *item = barriers->kind == TOMT_NODE_LIST
                                              ? (const struct tomt_node *const *)barriers->item
                                              : &barriers;
    size_t n = barriers->kind == TOMT_NODE_LIST ? barriers->n : 1;
    assembly->barrier =
        tomt_arena_alloc(reading->arena, (n + 1) * sizeof *assembly->barrier, reading->err);
    if (!assembly->barrier)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (!read_barrier(reading, item[i], layers, assembly))
            return false;
    }
    return true;
}

/* What the size is of must be known of the sites. */
static bool check_sites(const struct tomt_reading *reading, const struct tomt_node *node,
                        const struct tomt_node *layers,
                        const struct tomt_profile_assembly *assembly)
{
    static const char *const from[] = {"parcels", "zones", "grid"};
    const struct tomt_project *project = reading->project;
    if (project->sites.from != TOMT_SITES_PARCELS &&
        !tomt_reading_wrong(reading, node,
                            "'assembly' joins parcels, but the sites of the project are made from "
                            "%s; make them from parcels, or leave 'assembly' out",
                            from[project->sites.from]))
        return false;
    bool has_limits = assembly->of == 0 || !tomt_all_layers_are_read(project, layers);
    for (size_t i = 0; i < project->n_layers && !has_limits; i++)
        has_limits = project->layer[i].role == TOMT_ROLE_ZONE &&
                     tomt_layer_column_find(&project->layer[i], "utilisation");
    return has_limits ||
           tomt_reading_wrong(reading, tomt_node_find(node, "of"),
                              "'of' is unused_bra_m2, but no layer with role 'zone' says which "
                              "column is 'utilisation', so no floor area is known");
}

bool tomt_assembly_read(const struct tomt_reading *reading, const struct tomt_node *node,
                        const struct tomt_node *layers, struct tomt_profile *profile)
{
    struct assembly_keys keys = {0};
    struct tomt_profile_assembly *assembly = &keys.assembly;
    if (tomt_node_is_empty(node))
        return true;
    if (!tomt_reading_bind(reading, node, node, tomt_assembly_rows, &keys))
        return false;
    if (node->kind != TOMT_NODE_MAP)
        return true;
    assembly->wanted = !isnan(assembly->least);
    assembly->place = tomt_place_of(node);
    const struct tomt_node *most = tomt_node_find(node, "most");
    if (assembly->most < assembly->least &&
        !tomt_reading_wrong(reading, most, "'most' is less than 'least': no site has such a size"))
        return false;
    if (isnan(assembly->most))
        assembly->most = INFINITY;
    if ((!reading->alone && !check_sites(reading, node, layers, assembly)) ||
        !read_barriers(reading, keys.barriers, layers, assembly))
        return false;
    profile->assembly = *assembly;
    return true;
}
