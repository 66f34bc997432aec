/* run/run.h: the story: project.yaml -> layers -> candidates -> facts -> scores -> result.
 * Knows every room below it and nothing of terminals. All belongs to the arena given. */
#ifndef TOMT_RUN_RUN_H
#define TOMT_RUN_RUN_H

#include "base/crew.h"
#include "base/table.h"
#include "project/project.h"

struct tomt_run_options {
    const char *out_folder;       /* NULL: the project's */
    const char *const *profile; size_t n_profiles; /* empty: all */
    const struct tomt_crew *crew;
    const int *summary_language;  /* 0 en, 1 nb, of the summary's titles; NULL: the project's */
};

struct tomt_summary_site { const char *site_id; unsigned rank; double score, coverage, rank_low, rank_high /* NaN: robustness was not asked for */; const char *why; /* "walk to rail +24.1, ..." */ };
struct tomt_summary_profile {
    const char *name, *title; size_t n_sites, n_rejected;
    struct tomt_summary_site *top; size_t n_top; /* at most 10 */
    size_t n_by_reason[16];
    const char *geojson;
    /* room to build of its sites, theoretical and gross, as in table area_capacity; NaN when zones have no utilisation, or nothing is known */
    double unused_bra_m2, jobs_low, jobs, jobs_high;
    size_t n_capacity_unknown, n_jobs_unknown; /* sites of which floor area, of which jobs are not known, and in no sum */
    struct tomt_summary_reason { const char *name; size_t n; } unknown_for[16]; size_t n_unknown_for; /* of n_capacity_unknown; most sites first */
    struct tomt_summary_untested { const char *id, *title; size_t n; } *untested; size_t n_untested; /* vetoes: sites that have no number for this criterion, and so stay */
};
struct tomt_summary_alternative { const char *name, *title; size_t n_new, n_gone, n_changed; /* sites, all profiles together */ };
struct tomt_run_summary {
    int language; /* of its titles */
    struct tomt_summary_profile *profile; size_t n_profiles;
    size_t n_candidates, n_kept_candidates, n_sites /* rows: distinct geometries */, n_rejected;
    struct tomt_summary_alternative *alternative; size_t n_alternatives;
    const char *result_path, *run_id;
    const char **density; size_t n_densities; /* GeoTIFFs written */
    struct { const char *name; double seconds; size_t peak_bytes; /* so far */ } stage[32]; size_t n_stages;
    size_t peak_bytes; /* resident, from getrusage */
    size_t n_pairs, n_geos_pairs; /* overlay pairs looked at; of those left to GEOS */
    uint64_t n_vertices, n_address_pairs;
    double address_pair_seconds; /* the facts that sum over addresses, evidence included */
};
bool tomt_run(struct tomt_arena *arena, const char *project_file, const struct tomt_run_options *options,
              struct tomt_problems *problems, struct tomt_run_summary *summary, struct tomt_error *err);
/* Project problems and what can be found in the data without a full run. */
bool tomt_check(struct tomt_arena *arena, const char *project_file, const struct tomt_crew *crew, struct tomt_project *project,
                struct tomt_problems *problems, struct tomt_error *err);

/* The economy of a project without its sites: reads the registers, areas and statistics only; out: the tables that a run would write
 * (docs/economy.md), in the arena. A project without establishments: TOMT_PROJECT, with what to add. */
struct tomt_named_table {
    const char *name;
    const struct tomt_table *table;
};
bool tomt_run_economy(struct tomt_arena *arena, const char *project_file, const struct tomt_crew *crew, struct tomt_problems *problems,
                      struct tomt_named_table **table, size_t *n, struct tomt_error *err);

#endif
