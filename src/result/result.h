/* result/result.h: the door: writes result.gpkg (DOMAIN.md "What a result holds") and reads it again; embeds the styles.
 * May not know the pipeline: it is given tables. All belongs to the arena. Deterministic. */
#ifndef TOMT_RESULT_RESULT_H
#define TOMT_RESULT_RESULT_H

#include "data/gpkg.h"
#include "base/param.h"

#define TOMT_SCHEMA_VERSION "1.1"

struct tomt_result_more { /* a further column of a criterion: x_ID_SUFFIX; one of number and word is set, a row each */
    const char *suffix, *unit;
    struct tomt_title title;
    const double *number;     /* NaN = null */
    const char *const *word;  /* NULL = null */
    bool whole;               /* its numbers are whole: stored as integers */
};
struct tomt_result_criterion { /* one row of table `criterion` */
    const char *profile, *id, *criterion, *unit, *source, *value_json /* value function */, *with_json, *null_policy;
    struct tomt_title title, why;
    double weight /* NaN: its group says it */, share;
    bool more_is_better;
    const char *weight_group, *uncertain_json; /* NULL: the whole; not uncertain */
    double local_share, reach, indifference, preference, veto; /* NaN: null */
    const struct tomt_result_more *more; size_t n_more;
};
struct tomt_result_profile { /* one profile layer */
    const char *name;
    struct tomt_title title, goal;
    const struct tomt_result_criterion *criterion; size_t n_criteria;
    /* score table, rows in rank order; site_fid is the fid in `site` (1-based) */
    size_t n; const int64_t *site_fid; const char *const *site_id; const uint32_t *rank; const double *score, *coverage;
    const double *const *x, *const *v, *const *c; /* [criterion][row]; NaN = null */
    const struct tomt_result_more *column; size_t n_columns; /* what else is known of the site for this profile: `suffix` is the whole name; where the
                                                                                title is NULL, title and unit are as fields.h says */
    const uint8_t *const *why;                    /* [criterion][row], enum tomt_why as number: stored as text in y_ID, null when ok */
    const char *const *why_name;
    struct tomt_box extent;
    const char *method, *method_json, *weighting_json, *robustness_json, *vetoes_json, *sites_sha256, *sites_json; /* columns of table `profile`; NULL: null */
    double least_coverage;
    size_t n_without_rank;
};
struct tomt_result_layer { /* an input or derived layer, or a plain table */
    const char *name;          /* "site", "rejected", "zone", ..., "evidence", "provenance" */
    struct tomt_title title;
    const char *geometry_type; /* NULL: attributes */
    const struct tomt_shapes *shapes;
    const struct tomt_table *table;
    const char *const *internal_columns; /* ends with NULL; may be NULL */
    bool internal;             /* the whole layer */
    const char *key;           /* unique column; NULL */
};
struct tomt_result_column { /* what a column is called that is named after something of the project's: lq_SECTOR, cluster_SET */
    const char *name;
    struct tomt_title title;
};
struct tomt_result {
    const struct tomt_crs *crs;
    const char *timestamp, *run_id, *project_name, *case_number, *tomt_version;
    struct tomt_title title;
    int language;
    const struct tomt_result_layer *layer; size_t n_layers;
    const struct tomt_result_column *column; size_t n_columns; /* in whatever layer; other columns are called as fields.h says */
    const struct tomt_result_profile *profile; size_t n_profiles;
    struct tomt_box extent;    /* of the study area: the map's first view */
    const char *credits;
    const char *file_name;     /* base name the file will have: the QGIS project's layers point at it; NULL: "result.gpkg" */
};
/* Writes everything into `path` (a temporary name; whole_file.h renames). */
bool tomt_result_write(struct tomt_arena *arena, const char *path, const struct tomt_result *result, const struct tomt_crew *crew,
                       struct tomt_error *err);

/* `tomt export`: a copy of a result, renamed, validated (indexes, R-trees, foreign keys rebuilt if wrong), public layers and columns only if asked. */
struct tomt_export {
    bool public_only;
    const char *rename; /* new project name; NULL */
    const char *const *layer; size_t n_layers; /* only these; empty: all */
};
struct tomt_export_report { size_t n_tables, n_repaired, n_columns_left_out; };
bool tomt_result_export(struct tomt_arena *arena, const char *result, const char *target, const struct tomt_export *what,
                        struct tomt_export_report *report, struct tomt_error *err);
/* Schema version and run id; TOMT_DATA with how to rerun when it is not a result or too old. */
struct tomt_result_info { const char *schema_version, *run_id, *project_name, *tomt_version; };
bool tomt_result_open(struct tomt_arena *arena, const char *path, struct tomt_result_info *info, struct tomt_error *err);

/* The attributes of a table or layer, without fid and geometry, in the order of its rows. *found false: the result has none of that name. */
bool tomt_result_table(struct tomt_arena *arena, const char *path, const char *name, struct tomt_table *table, bool *found,
                       struct tomt_error *err);

#endif
