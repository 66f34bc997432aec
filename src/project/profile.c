/* project/profile.c: the profile files that a project names, one after the other: who wants what
 * kind of site. */
#include "project/inner.h"

#include <math.h>
#include <string.h>

enum { MOST_PROFILES = 64 }; /* a site keeps its profiles in 64 bits */

struct profile_keys {
    int64_t version;
    const char *name;
    struct tomt_title title, goal;
    struct tomt_texts uses;
    const struct tomt_node *sites, *constraints, *assembly, *criteria, *veto, *weighting, *ranking,
        *robustness;
};

#define AT(field) offsetof(struct profile_keys, field)
const struct tomt_param tomt_profile_rows[] = {
    {"tomt_profile", TOMT_PARAM_INTEGER, AT(version), true, 1, 1, NULL, NULL, "",
     "version of the format: 1"},
    {"name", TOMT_PARAM_TEXT, AT(name), true, TOMT_UNBOUNDED, NULL, NULL, "",
     "names the layer of the result and the GeoJSON file: [a-z][a-z0-9_]*"},
    {"title", TOMT_PARAM_TITLE, AT(title), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "what people read; default: the name"},
    {"goal", TOMT_PARAM_TITLE, AT(goal), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "the goal of the plan that this profile serves"},
    {"uses", TOMT_PARAM_TEXTS, AT(uses), true, TOMT_UNBOUNDED, NULL, NULL, "",
     "land-use codes of zones that permit it"},
    {"sites", TOMT_PARAM_NODE, AT(sites), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "sizes that override the project's"},
    {"constraints", TOMT_PARAM_NODE, AT(constraints), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "list: what constraint layers mean to it"},
    {"assembly", TOMT_PARAM_NODE, AT(assembly), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "neighbouring parcels are joined into sites of a wanted size; default: each is its own"},
    {"criteria", TOMT_PARAM_NODE, AT(criteria), true, TOMT_UNBOUNDED, NULL, NULL, "",
     "list: what makes a site good, at least one"},
    {"veto", TOMT_PARAM_NODE, AT(veto), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "list: what puts a site out whatever else shines"},
    {"weighting", TOMT_PARAM_NODE, AT(weighting), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "how the weights come about, in groups; default: the `weight` of each criterion"},
    {"ranking", TOMT_PARAM_NODE, AT(ranking), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "the method that sites are ranked by"},
    {"robustness", TOMT_PARAM_NODE, AT(robustness), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "which other weights and methods are tried; `false`: none"},
    {.name = NULL},
};
#undef AT

#define AT(field) offsetof(struct tomt_profile, field)
const struct tomt_param tomt_profile_sites_rows[] = {
    {"min_area_m2", TOMT_PARAM_NUMBER, AT(min_area_m2), false, 0, 1e12, NULL, NULL, "m2",
     "smaller sites are rejected; default: the project's"},
    {"min_width_m", TOMT_PARAM_NUMBER, AT(min_width_m), false, 0, 1e6, NULL, NULL, "m",
     "narrower sites are rejected; default: the project's"},
    {.name = NULL},
};
#undef AT

#define AT(field) offsetof(struct tomt_profile_veto, field)
const struct tomt_param tomt_veto_rows[] = {
    {"criterion", TOMT_PARAM_TEXT, AT(criterion), true, TOMT_UNBOUNDED, NULL, NULL, "",
     "id of a criterion of this profile"},
    {"below", TOMT_PARAM_NUMBER, AT(below), false, TOMT_UNBOUNDED, NULL, NULL, "criterion's",
     "out when its number is less"},
    {"above", TOMT_PARAM_NUMBER, AT(above), false, TOMT_UNBOUNDED, NULL, NULL, "criterion's",
     "out when its number is more"},
    {"missing", TOMT_PARAM_BOOL, AT(missing), false, TOMT_UNBOUNDED, "false", NULL, "",
     "true: out when it has no number"},
    {.name = NULL},
};
#undef AT

static const char *const *criterion_ids(const struct tomt_reading *reading,
                                        const struct tomt_profile *profile)
{
    const char **id =
        tomt_arena_alloc(reading->arena, (profile->n_criteria + 1) * sizeof *id, reading->err);
    for (size_t i = 0; id && i < profile->n_criteria; i++)
        id[i] = profile->criterion[i].id;
    return id;
}

static bool check_veto(const struct tomt_reading *reading, const struct tomt_node *item,
                       const struct tomt_profile *profile, struct tomt_profile_veto *veto)
{
    bool asked = veto->missing || !isnan(veto->below) || !isnan(veto->above);
    const struct tomt_node *missing = tomt_node_find(item, "missing");
    bool is_told =
        tomt_node_find(item, "below") || tomt_node_find(item, "above") ||
        (missing && (missing->kind != TOMT_NODE_SCALAR || strcmp(missing->text, "false") != 0));
    if (!asked && !is_told &&
        !tomt_reading_wrong(
            reading, item,
            "this veto rejects nothing; add below: number, above: number or missing: true"))
        return false;
    if (veto->above < veto->below &&
        !tomt_reading_wrong(reading, tomt_node_find(item, "above"),
                            "'above' is less than 'below': every site would be out"))
        return false;
    const char *const *id = criterion_ids(reading, profile);
    if (!id)
        return false;
    for (size_t i = 0; i < profile->n_criteria; i++) {
        if (strcmp(id[i], veto->criterion) == 0)
            return true;
    }
    veto->criterion = NULL;
    return tomt_unknown_key(reading, tomt_node_find(item, "criterion"), "criterion id", id);
}

static bool read_vetoes(const struct tomt_reading *reading, const struct tomt_node *list,
                        struct tomt_profile *profile)
{
    bool fine;
    if (!tomt_kind_check(reading, list, TOMT_NODE_LIST, "veto", &fine))
        return false;
    if (!fine)
        return true;
    profile->veto =
        tomt_arena_alloc(reading->arena, (list->n + 1) * sizeof *profile->veto, reading->err);
    if (!profile->veto)
        return false;
    for (size_t i = 0; i < list->n; i++) {
        struct tomt_profile_veto veto = {.place = tomt_place_of(list->item[i])};
        if (!tomt_reading_bind(reading, list->item[i], list->item[i], tomt_veto_rows, &veto))
            return false;
        if (veto.criterion && !check_veto(reading, list->item[i], profile, &veto))
            return false;
        if (veto.criterion)
            profile->veto[profile->n_vetoes++] = veto;
    }
    return true;
}

static bool check_name(const struct tomt_reading *reading, const struct tomt_node *node,
                       const char *name, bool *fine)
{
    if (!tomt_name_check(reading, node, name, "a profile", fine))
        return false;
    if (!*fine)
        return true;
    *fine = false;
    if (tomt_name_is_reserved_for_profiles(name))
        return tomt_reading_wrong(
            reading, node,
            "'%s' is reserved for a layer of the result; give the profile another name", name);
    for (size_t i = 0; i < reading->project->n_profiles; i++) {
        const struct tomt_profile *other = &reading->project->profile[i];
        if (strcmp(other->name, name) == 0)
            return tomt_reading_wrong(
                reading, node,
                "a profile named '%s' is there already (%s:%d); each needs a name of its own", name,
                other->place.file, other->place.line);
    }
    *fine = true;
    return true;
}

/* A misspelt `weighting` is told as such; that no criterion says its weight then need not be. */
static const struct tomt_node *find_weighting(const struct profile_keys *keys,
                                              const struct tomt_node *root)
{
    if (!tomt_node_is_empty(keys->weighting))
        return keys->weighting;
    if (!tomt_is_misspelt_row(root, tomt_profile_rows, "weighting"))
        return NULL;
    static const char *const only[] = {"weighting", NULL};
    for (size_t i = 0; i < root->n; i++)
        if (tomt_near_word(root->key[i]->text, only) && !tomt_node_is_empty(root->item[i]))
            return root->item[i];
    return NULL;
}

/* What makes a site good: criteria, penalties, vetoes; then what follows from their values. */
static bool read_wishes(const struct tomt_reading *reading, const struct profile_keys *keys,
                        const struct tomt_node *root, struct tomt_profile *profile)
{
    const struct tomt_node *criteria = tomt_node_find(root, "criteria");
    struct tomt_asked_criteria asked = {.criteria = keys->criteria,
                                        .constraints = keys->constraints};
    profile->weighting = find_weighting(keys, root);
    profile->ranking = tomt_node_is_empty(keys->ranking) ? NULL : keys->ranking;
    profile->robustness = tomt_node_is_empty(keys->robustness) ? NULL : keys->robustness;
    if (!tomt_criteria_read(reading, keys->criteria, criteria ? criteria : root, profile))
        return false;
    asked.n_own = profile->n_criteria;
    return tomt_penalties_add(reading, profile) && read_vetoes(reading, keys->veto, profile) &&
           tomt_weighting_read(reading, &asked, profile) && tomt_ranking_read(reading, profile) &&
           tomt_robustness_read(reading, &asked, profile);
}

/* The name is NULL when it cannot be kept. */
static bool read_profile(const struct tomt_reading *reading, const struct tomt_node *root,
                         const struct tomt_node *layers, struct tomt_profile *profile)
{
    struct profile_keys keys;
    *profile = (struct tomt_profile){.place = tomt_place_of(root)};
    if (root->kind == TOMT_NODE_MAP && !tomt_node_find(root, "tomt_profile") &&
        tomt_node_find(root, "tomt"))
        return tomt_reading_wrong(reading, root,
                                  "this is a project, not a profile: its profiles are the files "
                                  "that it names under 'profiles'");
    if (!tomt_reading_bind(reading, root, root, tomt_profile_rows, &keys))
        return false;
    *profile = (struct tomt_profile){
        .title = keys.title, .goal = keys.goal, .uses = keys.uses, .place = tomt_place_of(root)};
    const struct tomt_node *name = tomt_node_find(root, "name"),
                           *uses = tomt_node_find(root, "uses");
    bool fine = false;
    if (keys.name && !check_name(reading, name, keys.name, &fine))
        return false;
    if (fine)
        profile->name = keys.name;
    if (!tomt_node_is_empty(uses) && uses->kind == TOMT_NODE_LIST && uses->n == 0 &&
        !tomt_reading_wrong(
            reading, uses,
            "'uses' is an empty list: no zone would permit anything; name at least one code"))
        return false;
    if (!profile->title.en)
        profile->title = (struct tomt_title){profile->name, profile->name};
    return tomt_reading_bind(reading, keys.sites, root, tomt_profile_sites_rows, profile) &&
           tomt_constraints_read(reading, keys.constraints, layers, profile) &&
           tomt_assembly_read(reading, keys.assembly, layers, profile) &&
           read_wishes(reading, &keys, root, profile);
}

bool tomt_profile_read(struct tomt_arena *arena, const char *file, struct tomt_profile *profile,
                       struct tomt_problems *problems, struct tomt_error *err)
{
    struct tomt_known_file *files = NULL;
    struct tomt_known_draws *draws = NULL;
    struct tomt_project nothing = {.file = file};
    struct tomt_reading reading = {.arena = arena,
                                   .problems = problems,
                                   .err = err,
                                   .project = &nothing,
                                   .files = &files,
                                   .draws = &draws,
                                   .alone = true};
    size_t n_before = problems->n, n_errors = problems->n_errors;
    const struct tomt_node *root = tomt_yaml_read(arena, file, problems, err);
    if (!root || !read_profile(&reading, root, NULL, profile) ||
        !tomt_problems_sort(&reading, n_before))
        return false;
    if (problems->n_errors > n_errors)
        profile->name = NULL;
    return true;
}

/* The first item that names the same file, or the item itself. */
static const struct tomt_node *first_naming(const struct tomt_node *const *item, size_t i)
{
    for (size_t k = 0; k < i; k++) {
        if (item[k]->kind == TOMT_NODE_SCALAR && strcmp(item[k]->text, item[i]->text) == 0)
            return item[k];
    }
    return item[i];
}

static bool read_file(const struct tomt_reading *reading, const struct tomt_node *named,
                      const struct tomt_node *layers)
{
    const struct tomt_node *root;
    struct tomt_project *project = reading->project;
    struct tomt_profile profile;
    if (!tomt_file_read(reading, named, "profile", &root) ||
        (root && !read_profile(reading, root, layers, &profile)))
        return false;
    if (root && profile.name)
        project->profile[project->n_profiles++] = profile;
    return true;
}

bool tomt_profiles_read(const struct tomt_reading *reading, const struct tomt_node *profiles,
                        const struct tomt_node *place, const struct tomt_node *layers)
{
    struct tomt_project *project = reading->project;
    if (tomt_node_is_empty(profiles)) /* told as missing */
        return true;
    char found[TOMT_SHOWN];
    if (profiles->kind == TOMT_NODE_MAP)
        return tomt_reading_wrong(
            reading, profiles,
            "'profiles' must be a list of files (- profiles/office.yaml), found %s",
            tomt_shown(profiles, found));
    const struct tomt_node *const *item = profiles->kind == TOMT_NODE_LIST
                                              ? (const struct tomt_node *const *)profiles->item
                                              : &profiles;
    size_t n = profiles->kind == TOMT_NODE_LIST ? profiles->n : 1;
    if (n == 0 && reading->economy_only)
        return true;
    if (n == 0)
        return tomt_reading_wrong(reading, place,
                                  "'profiles' is an empty list; name at least one file");
    if (n > MOST_PROFILES)
        return tomt_reading_wrong(reading, item[MOST_PROFILES],
                                  "%zu profiles; at most %d can be run together: make two projects",
                                  n, MOST_PROFILES);
    project->profile = tomt_arena_alloc(reading->arena, n * sizeof *project->profile, reading->err);
    if (!project->profile)
        return false;
    for (size_t i = 0; i < n; i++) {
        bool is_file =
            item[i]->kind == TOMT_NODE_SCALAR && !tomt_node_is_empty(item[i]) && item[i]->text[0];
        const struct tomt_node *first = is_file ? first_naming(item, i) : NULL;
        bool done;
        if (!is_file)
            done = tomt_reading_wrong(
                reading, item[i],
                "a profile is the name of a file (profiles/office.yaml), found %s",
                tomt_shown(item[i], found));
        else if (first != item[i])
            done = tomt_reading_wrong(reading, item[i],
                                      "this profile is named already on line %d; keep one",
                                      first->line);
        else
            done = read_file(reading, item[i], layers);
        if (!done)
            return false;
    }
    return true;
}
