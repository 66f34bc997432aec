/* cases/case.h: a .case file: layers, a site and what a criterion must say about it. The format is
 * in tests/cases/README.md. Everything belongs to the arena given. */
#ifndef TOMT_CASES_CASE_H
#define TOMT_CASES_CASE_H

#include "base/table.h"
#include "data/layer.h"
#include "geo/seat.h"
#include "project/project.h"

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
    double source_area_m2; /* NaN: the sum of the uses */
    const char *site;      /* WKT */
    /* what is expected of it; given anew each time */
    const char *expect, *evidence;
    double tolerance;
    const char *why;
};

/* Reads the file and calls `check` at each `why:`, with all that stands above it. */
typedef bool case_check(struct case_file *file, void *context, struct tomt_error *err);
bool case_read(struct case_file *file, case_check *check, void *context, struct tomt_error *err);
/* "" when there is no more; moves *text past it. Trimmed, in the arena. */
const char *case_part(struct case_file *file, const char **text, char separator,
                      struct tomt_error *err);
GEOSGeometry *case_geometry(struct case_file *file, const char *wkt, struct tomt_error *err);

#endif
