/* project/names.c: names that become layers and columns of the result, and those that are taken. */
#include "project/inner.h"

#include <string.h>

enum { LONGEST_NAME = 48 };

bool tomt_name_is_fine(const char *name)
{
    size_t n = strlen(name);
    if (n == 0 || n > LONGEST_NAME || name[0] < 'a' || name[0] > 'z')
        return false;
    return strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") == n;
}

bool tomt_name_check(const struct tomt_reading *reading, const struct tomt_node *node,
                     const char *name, const char *of, bool *fine)
{
    *fine = tomt_name_is_fine(name);
    char found[TOMT_SHOWN];
    return *fine || tomt_reading_wrong(reading, node,
                                       "%s cannot name %s: a name has lower-case letters a-z, "
                                       "digits and _, begins with a letter and has at "
                                       "most %d characters",
                                       tomt_shown(node, found), of, LONGEST_NAME);
}

static bool is_in(const char *name, const char *const *list)
{
    for (; *list; list++) {
        if (strcmp(name, *list) == 0)
            return true;
    }
    return false;
}

static bool begins_with(const char *name, const char *with)
{
    return strncmp(name, with, strlen(with)) == 0;
}

/* What a run derives or writes; inputs go into the result under their role, and so a layer may be
 * called as its role is: area, industry. */
bool tomt_name_is_reserved_for_layers(const char *name)
{
    static const char *const taken[] = {"site",
                                        "rejected",
                                        "catchment",
                                        "cluster",
                                        "hot_spot",
                                        "evidence",
                                        "criterion",
                                        "profile",
                                        "profile_constraint",
                                        "provenance",
                                        "tomt",
                                        "stop",
                                        "departure",
                                        "transit_class",
                                        "unsnapped",
                                        "unplaced",
                                        "area_sector",
                                        "area_industry",
                                        "sector",
                                        "statistic",
                                        "localisation",
                                        "economy",
                                        "register_change",
                                        "reconciliation",
                                        "study_area",
                                        "layer_styles",
                                        "qgis_projects",
                                        NULL};
    return is_in(name, taken) || begins_with(name, "gpkg_") || begins_with(name, "rtree_") ||
           begins_with(name, "sqlite_");
}

bool tomt_name_is_reserved_for_profiles(const char *name)
{
    /* What a run writes beside; a layer's key may be any of these. tests/house/house.py holds both
     * lists against what the code writes. */
    static const char *const taken[] = {"criterion_fact",
                                        "layer",
                                        "field",
                                        "constraint_line",
                                        "constraint_point",
                                        "building_line",
                                        "population_point",
                                        "establishment_area",
                                        "hub_area",
                                        "anchor_area",
                                        "address_area",
                                        "street_area",
                                        "capacity",
                                        "capacity_piece",
                                        "loss",
                                        "site_constraint",
                                        "site_parcel",
                                        "plan",
                                        "purchase",
                                        "area_capacity",
                                        "target",
                                        "alternative",
                                        "alternative_site",
                                        "alternative_area",
                                        "area_strategy",
                                        "weight_group",
                                        "acceptability",
                                        "central_weight",
                                        "sensitivity",
                                        "method_agreement",
                                        "finding",
                                        "choice",
                                        "choice_site",
                                        "choice_served",
                                        NULL};
    if (tomt_name_is_reserved_for_layers(name) || is_in(name, taken))
        return true;
    for (int role = 0; role < TOMT_N_ROLES; role++) {
        if (strcmp(tomt_role_row((enum tomt_role)role)->name, name) == 0)
            return true;
    }
    return false;
}

bool tomt_kind_check(const struct tomt_reading *reading, const struct tomt_node *node,
                     enum tomt_node_kind kind, const char *name, bool *fine)
{
    *fine = !tomt_node_is_empty(node) && node->kind == kind;
    if (*fine || tomt_node_is_empty(node))
        return true;
    char found[TOMT_SHOWN];
    return tomt_reading_wrong(reading, node, "'%s' must be %s, found %s", name,
                              kind == TOMT_NODE_LIST ? "a list (- item)"
                                                     : "keys and values (key: value)",
                              tomt_shown(node, found));
}
