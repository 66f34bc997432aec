/* cases/case.h: a .case file: layers, a site and what a criterion must say about it. The format is
 * in tests/cases/README.md. Everything belongs to the arena given. */
#ifndef TOMT_CASES_CASE_H
#define TOMT_CASES_CASE_H

#include "base/table.h"
#include "data/layer.h"
#include "facts/facts.h"
#include "geo/seat.h"
#include "project/project.h"
#include "transit/hubs.h"

#define CASE_MOST                                                                                  \
    64 /* layers, rasters, attributes, uses of one case; expectations are not bounded */

struct case_raster {
    const char *name, *path;
};
struct case_pair {
    const char *name;
    double number; /* NaN: null */
};
struct case_pairs {
    struct case_pair pair[CASE_MOST];
    size_t n;
};

struct case_timetable {
    const char *name; /* NULL: none */
    struct tomt_timetable t;
    const char *stop_id[CASE_MOST], *route_id[CASE_MOST];
    double x[CASE_MOST], y[CASE_MOST];
    uint32_t stop_place[CASE_MOST], stop_start[CASE_MOST + 1], n_trips;
    uint8_t route_mode[CASE_MOST], route_counts[CASE_MOST];
    struct tomt_departure departure[4096];
};

/* Blocks of the project that criteria take settings from, as YAML; NULL: defaults. */
enum { CASE_NETWORK, CASE_CENTRE, CASE_ABC, CASE_N_BLOCKS };

struct case_file {
    struct tomt_arena *arena;
    struct tomt_seat *seat;
    const char *path;
    int line;
    /* what stands so far */
    const char *criterion, *with;
    struct tomt_layer layer[CASE_MOST];
    int role[CASE_MOST];
    size_t n_layers;
    struct case_raster raster[CASE_MOST];
    size_t n_rasters;
    struct case_pairs attributes, uses;
    struct case_pairs of_profile;         /* what run found for the profile that asks */
    int64_t of_profile_why[CASE_MOST];    /* enum tomt_why of each; TOMT_WHY_OK: not said */
    double source_area_m2; /* NaN: the sum of the uses */
    const char *site;      /* WKT */
    const char *study;     /* WKT of the study area; NULL: everything */
    const char *economy;   /* block of the project, as YAML; NULL: defaults */
    struct case_timetable timetable;
    const char *block[CASE_N_BLOCKS];
    /* what is expected of it; given anew each time */
    const char *expect, *evidence, *columns;
    double tolerance;
    const char *why;
};

/* Reads the file and calls `check` at each `why:`, with all that stands above it. */
typedef bool case_check(struct case_file *file, void *context, struct tomt_error *err);
bool case_read(struct case_file *file, case_check *check, void *context, struct tomt_error *err);
/* "" when there is no more; moves *text past it. Trimmed, in the arena. */
const char *case_part(struct case_file *file, const char **text, char separator,
                      struct tomt_error *err);
/* "NAME:", then indented lines: "stop ID X Y", "route ID MODE", "ROUTE leaves STOP every MIN from
 * 08:15 to 09:15". */
bool case_timetable_start(struct case_file *file, const char *line, struct tomt_error *err);
bool case_timetable_line(struct case_file *file, const char *line, struct tomt_error *err);

/* What facts may ask of streets and timetable. The timetable's stops become one more layer, with
 * role hub. */
struct case_streets {
    struct tomt_layer stops;
    struct tomt_snaps site[TOMT_N_WAYS], layer[TOMT_N_WAYS][CASE_MOST + 1], stop;
    const struct tomt_snaps *layer_ref[TOMT_N_WAYS][CASE_MOST + 1];
    struct tomt_hubs hubs;
    struct tomt_transit_settings transit;
};
bool case_streets_make(struct case_file *file, const struct tomt_project *project, double x,
                       double y, struct case_streets *streets, struct tomt_fact_inputs *inputs,
                       struct tomt_error *err);

/* Industry and sectors of each business, references by name; file->layer stays as it is: the copies
 * with more columns are in economy->layer, and take their places in `layer`. */
struct case_economy {
    struct tomt_layer layer[CASE_MOST];
    struct tomt_fact_reference reference[CASE_MOST + 1];
    struct tomt_shapes study_area;
};
bool case_economy_read(struct case_file *file, struct tomt_project *project,
                       struct tomt_problems *problems, struct tomt_error *err);
bool case_economy_make(struct case_file *file, const struct tomt_project *project,
                       const struct tomt_layer **layer, struct case_economy *economy,
                       struct tomt_fact_inputs *inputs, struct tomt_error *err);

GEOSGeometry *case_geometry(struct case_file *file, const char *wkt, struct tomt_error *err);

#endif
