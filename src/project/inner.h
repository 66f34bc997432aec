/* project/inner.h: what the files of this room share; for nobody else.
 * Reading never stops at a problem: what is wrong is told and left out, so what is kept is whole (a
 * layer has a role and a path, a criterion an id ...). Functions return false only when memory runs
 * out. */
#ifndef TOMT_PROJECT_INNER_H
#define TOMT_PROJECT_INNER_H

#include "base/text.h"
#include "project/project.h"

struct tomt_reading {
    struct tomt_arena *arena;
    struct tomt_problems *problems;
    struct tomt_error *err;
    struct tomt_project *project;
    bool economy_only; /* sites will not be made: what only they need is not asked for */
    struct tomt_known_file **files; /* files.c: those that are read already */
    struct tomt_known_draws **draws; /* draws.c: the same */
    bool alone; /* a profile without a project: keys of layers are not checked */
};

/* project.c: all parts of a project from the root of its file. */
bool tomt_parts_read(const struct tomt_reading *reading, const struct tomt_node *root);
/* Those told from number `from` on, by file and place. */
bool tomt_problems_sort(const struct tomt_reading *reading, size_t from);
/* files.c: the file that the node names; *root is NULL when it cannot be read, which is told, once.
 * `what` names it: "profile". */
bool tomt_file_read(const struct tomt_reading *reading, const struct tomt_node *named,
                    const char *what, const struct tomt_node **root);

/* bytes.c: a whole file, which must be an ordinary one with at most so many MB; `what` has: "a
 * project file or profile". */
bool tomt_project_bytes(const char *file, size_t most_mb, const char *what, struct tomt_text *text,
                     struct tomt_error *err);

/* A problem (an error) at the node's place. */
bool tomt_reading_wrong(const struct tomt_reading *reading, const struct tomt_node *node,
                        const char *format, ...) __attribute__((format(printf, 3, 4)));
bool tomt_reading_bind(const struct tomt_reading *reading, const struct tomt_node *node,
                       const struct tomt_node *place, const struct tomt_param *rows, void *out);
/* "unknown OF 'key' (did you mean ...?)" or a list of what is known. */
bool tomt_unknown_key(const struct tomt_reading *reading, const struct tomt_node *key,
                      const char *of, const char *const *known);

/* Is `wanted` there under a misspelt key ("did you mean 'wanted'?")? Then it is told, and that it
 * is missing need not be. */
bool tomt_is_misspelt(const struct tomt_node *map, const char *const *known, const char *wanted);
bool tomt_is_misspelt_row(const struct tomt_node *map, const struct tomt_param *rows,
                          const char *wanted);
/* "0,4" within braces: YAML sees the value 0 and a key 4. Is item i of the map such a half? */
bool tomt_is_cut_by_comma(const struct tomt_node *map, size_t i);

/* A node in a message: quoted, cut, without control characters. */
enum { TOMT_SHOWN = 96 };
const char *tomt_shown(const struct tomt_node *node, char out[TOMT_SHOWN]);
void tomt_range_text(const struct tomt_param *row,
                     char out[TOMT_SHOWN]); /* "1 to 4 m", "" when unbounded */

/* choices: "a|b|c" */
int tomt_choice_find(const char *choices, const char *word); /* -1 if absent */
bool tomt_choice_wrong(const struct tomt_reading *reading, const struct tomt_node *node,
                       const char *name, const char *choices);
const char *tomt_choices_listed(struct tomt_arena *arena, const char *choices,
                                struct tomt_error *err); /* "a, b, c" */

/* names.c */
bool tomt_name_is_fine(const char *name); /* [a-z][a-z0-9_]*, at most 48 */
/* Problem unless `name` can name what `of` says ("a layer"). *fine tells. */
bool tomt_name_check(const struct tomt_reading *reading, const struct tomt_node *node,
                     const char *name, const char *of, bool *fine);
bool tomt_name_is_reserved_for_layers(const char *name);
bool tomt_name_is_reserved_for_profiles(const char *name);

/* paths.c */
const char *tomt_folder_of(struct tomt_arena *arena, const char *file, struct tomt_error *err);
const char *tomt_path_resolve(struct tomt_arena *arena, const char *folder, const char *path,
                              struct tomt_error *err);

/* Parts of the file, each with its rows. */
extern const struct tomt_param tomt_layer_rows[], tomt_raster_rows[], tomt_sites_rows[];
extern const struct tomt_param tomt_top_rows[], tomt_project_rows[], tomt_area_rows[],
    tomt_settings_rows[];
extern const struct tomt_param tomt_network_rows[], tomt_transit_rows[], tomt_centre_rows[],
    tomt_abc_rows[];
extern const struct tomt_param tomt_economy_rows[], tomt_industry_rows[],
    tomt_correspondence_rows[], tomt_reference_rows[], tomt_hot_spot_rows[], tomt_cluster_rows[],
    tomt_density_rows[], tomt_localisation_rows[];
/* After tomt_capacity_params, which are capacity's own. */
extern const struct tomt_param tomt_capacity_rows[], tomt_jobs_rows[], tomt_owner_rows[],
    tomt_target_rows[], tomt_alternative_rows[], tomt_owner_word_rows[], tomt_purchase_rows[],
    tomt_owner_weight_rows[];
extern const struct tomt_param tomt_sector_file_rows[], tomt_sector_rows[];
extern const struct tomt_param tomt_profile_rows[], tomt_profile_sites_rows[],
    tomt_constraint_rows[], tomt_criterion_rows[], tomt_veto_rows[];
extern const struct tomt_param tomt_value_rows[], tomt_assembly_rows[], tomt_barrier_rows[];
extern const struct tomt_param tomt_threshold_rows[], tomt_uncertain_rows[], tomt_weighting_rows[],
    tomt_group_rows[], tomt_judge_rows[], tomt_ranking_rows[], tomt_robustness_rows[];

/* After the rasters, which layers may be made of; `rasters`: their node. */
bool tomt_layers_read(const struct tomt_reading *reading, const struct tomt_node *layers,
                      const struct tomt_node *rasters, const struct tomt_node *place);
/* special_layers.c: an OSM file's columns, where none are given; what a timetable cannot be. */
bool tomt_osm_columns_add(const struct tomt_reading *reading, struct tomt_project_layer *layer);
bool tomt_timetable_check(const struct tomt_reading *reading, const struct tomt_node *body);
/* A layer that is made of a raster: has it `raster` or `slope_over_pct` and no source? */
bool tomt_layer_is_of_raster(const struct tomt_node *body);
/* Fills source and path, unless there is a problem. */
bool tomt_raster_layer_check(const struct tomt_reading *reading, const struct tomt_node *key,
                             const struct tomt_node *body, const struct tomt_node *rasters,
                             struct tomt_project_layer *layer);
/* NULL when the layer has no such column. */
const struct tomt_layer_column *tomt_layer_column_find(const struct tomt_project_layer *layer,
                                                       const char *ours);
/* A warning when inputs have a credit and no date. */
bool tomt_undated_tell(const struct tomt_reading *reading);
bool tomt_rasters_read(const struct tomt_reading *reading, const struct tomt_node *rasters);
bool tomt_sites_read(const struct tomt_reading *reading, const struct tomt_node *sites,
                     const struct tomt_node *place, const struct tomt_node *layers);
/* Problem unless the project has the layer, with that role; *fine tells. `layers`: the node, for
 * those that were left out. */
bool tomt_layer_wanted(const struct tomt_reading *reading, const struct tomt_node *node,
                       const struct tomt_node *layers, const char *name, enum tomt_role role,
                       bool *fine);
bool tomt_layer_of_either(const struct tomt_reading *reading, const struct tomt_node *node,
                          const struct tomt_node *layers, const char *name,
                          const enum tomt_role role[2], bool *fine);
/* Problem at `node` unless an area layer says which of its columns is the number. */
bool tomt_area_number_check(const struct tomt_reading *reading, const struct tomt_node *node,
                            const struct tomt_project_layer *layer);
bool tomt_is_day(const char *text); /* a day of the calendar, YYYY-MM-DD */
/* reach.c. Each may be NULL: all defaults. `root` is the place of what is missing. */
struct tomt_reach_nodes {
    const struct tomt_node *network, *transit, *centre, *abc;
};
bool tomt_reach_read(const struct tomt_reading *reading, const struct tomt_reach_nodes *nodes,
                     const struct tomt_node *root, const struct tomt_node *layers);

/* codes.c: versions of industry codes by name, and codes as a project writes them; sources/ reads
 * them again, with the tables, which this room cannot see. */
enum { TOMT_MOST_OWN_VERSIONS = 6 };
struct tomt_versions { /* those a project adds; SN2007 and SN2025 are always there */
    const char *own[TOMT_MOST_OWN_VERSIONS];
    size_t n_own;
};
/* The version's number, ours first; -1: no such. */
int tomt_version_number(const struct tomt_versions *versions, const char *name);
/* Adds a name that is not there yet; problem when it is no name, or there are too many. */
bool tomt_version_add(const struct tomt_reading *reading, const struct tomt_node *node,
                      struct tomt_versions *versions);
/* Problem unless there is such a version; *fine tells. */
bool tomt_version_check(const struct tomt_reading *reading, const struct tomt_node *node,
                        const struct tomt_versions *versions, bool *fine);
/* Problem unless it is a code, a prefix or a range of two; *fine tells. */
bool tomt_code_check(const struct tomt_reading *reading, const struct tomt_node *node,
                     bool version_is_ours, bool *fine);

/* sectors.c */
struct tomt_sector_names {
    const char **known; /* also those that have problems; ends with NULL */
    bool unsure;        /* a file could not be read: it may have had others */
};
/* The shipped sectors and the project's. `economy_sectors` may be NULL. */
bool tomt_sectors_read(const struct tomt_reading *reading, const struct tomt_node *economy_sectors,
                       const struct tomt_versions *versions, struct tomt_sector_names *names);
bool tomt_sector_wanted(const struct tomt_reading *reading, const struct tomt_node *node,
                        const struct tomt_sector_names *names, bool *fine);

/* economy.c */
bool tomt_economy_read(const struct tomt_reading *reading, const struct tomt_node *economy,
                       const struct tomt_node *root, const struct tomt_node *layers);
/* economy_maps.c: hot spots, clusters, maps of density, localisation. */
struct tomt_map_nodes {
    const struct tomt_node *hot_spots, *clusters, *density, *localisation;
};
bool tomt_economy_maps_read(const struct tomt_reading *reading, const struct tomt_map_nodes *nodes,
                            const struct tomt_node *place, const struct tomt_node *layers,
                            const struct tomt_sector_names *names);
/* Layers that have problems are left out: are all there? */
bool tomt_all_layers_are_read(const struct tomt_project *project, const struct tomt_node *layers);
const struct tomt_project_layer *tomt_first_of_role(const struct tomt_project *project,
                                                    enum tomt_role role); /* NULL: none */

/* describe.c: the keys of these tables of rows (ends with NULL), to be read on a terminal. */
void tomt_keys_describe(struct tomt_text *out, const struct tomt_param *const *rows);
/* capacity.c. `capacity` may be NULL: all defaults. */
bool tomt_capacity_read(const struct tomt_reading *reading, const struct tomt_node *capacity,
                        const struct tomt_node *root);

/* targets.c. `targets` may be NULL. */
bool tomt_targets_read(const struct tomt_reading *reading, const struct tomt_node *targets,
                       const struct tomt_node *root);

/* alternatives.c. After all else; `alternatives` may be NULL. */
bool tomt_alternatives_read(const struct tomt_reading *reading,
                            const struct tomt_node *alternatives, const struct tomt_node *root);

/* Appends to project->profile what the files name. */
bool tomt_profiles_read(const struct tomt_reading *reading, const struct tomt_node *profiles,
                        const struct tomt_node *place, const struct tomt_node *layers);
/* With `weighting` (profile->weighting) a criterion may be without weight. What is known of it as a
 * range goes to the profile's decision. */
bool tomt_criteria_read(const struct tomt_reading *reading, const struct tomt_node *criteria,
                        const struct tomt_node *place, struct tomt_profile *profile);
/* The profile's profile->decision, of profile->weighting, ranking and robustness, which may be NULL;
 * after the criteria and the penalties. Whole whatever is wrong with them. */
struct tomt_asked_criteria {
    const struct tomt_node *criteria, *constraints; /* as written: some may have been left out */
    size_t n_own; /* criteria of the file; the rest are penalties */
};
/* weighting.c */
bool tomt_weighting_read(const struct tomt_reading *reading, const struct tomt_asked_criteria *asked,
                         struct tomt_profile *profile);
/* ranking.c */
bool tomt_ranking_read(const struct tomt_reading *reading, struct tomt_profile *profile);
const char *const *tomt_method_names(const struct tomt_reading *reading); /* ends with NULL */
/* robustness.c; last of all, since it may read a file. */
bool tomt_robustness_read(const struct tomt_reading *reading,
                          const struct tomt_asked_criteria *asked, struct tomt_profile *profile);
/* draws.c: rows [draw][criterion] from the CSV that `named` names, and its path; n_given is 0 when it
 * has problems, which are told. */
bool tomt_draws_read(const struct tomt_reading *reading, const struct tomt_node *named,
                     const struct tomt_profile *profile, struct tomt_robust_settings *robust);

/* constraints.c */
bool tomt_constraints_read(const struct tomt_reading *reading, const struct tomt_node *list,
                           const struct tomt_node *layers, struct tomt_profile *profile);
/* After the criteria: a criterion for each entry that penalises. */
bool tomt_penalties_add(const struct tomt_reading *reading, struct tomt_profile *profile);
/* Problem at `codes` when codes are asked for of a constraint layer that has none. */
bool tomt_codes_check(const struct tomt_reading *reading, const struct tomt_node *codes,
                      const struct tomt_texts *asked, const char *layer);
/* assembly.c */
bool tomt_assembly_read(const struct tomt_reading *reading, const struct tomt_node *node,
                        const struct tomt_node *layers, struct tomt_profile *profile);
bool tomt_value_read(const struct tomt_reading *reading, const struct tomt_node *node,
                     const struct tomt_node *place, struct tomt_value *value,
                     bool *direction_given);

static inline struct tomt_place tomt_place_of(const struct tomt_node *node)
{
    return (struct tomt_place){node->file, node->line, node->column};
}

/* Problem unless the map `node` (may be NULL or empty: then nothing) is of the kind wanted; *fine
 * tells. */
bool tomt_kind_check(const struct tomt_reading *reading, const struct tomt_node *node,
                     enum tomt_node_kind kind, const char *name, bool *fine);

#endif
