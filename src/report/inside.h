/* report/inside.h: what the files of this room share; nobody else includes it. Everything of a result that a page shows is read by rows.c and shapes.c, so what is
 * internal is left out in one place; everything that comes into a page passes page.c, so it is escaped in one place. */
#ifndef TOMT_REPORT_INSIDE_H
#define TOMT_REPORT_INSIDE_H

#include "base/json.h"
#include "geo/crs.h"
#include "report/report.h"

#include <sqlite3.h>

/* How much is left out so that the page is small enough: a level takes more away than the one before. */
struct tomt_report_level {
    double site_m, ground_m;    /* geometry may be off by so much: of sites, of what lies around them */
    bool rejected_as_points;    /* and no zones beyond this one */
    bool no_zones;
    size_t most_outlines;       /* sites of each profile that are drawn as areas, by rank; the others are points */
    bool no_raw;                /* the raw numbers of criteria are left out */
};
enum { TOMT_REPORT_LEVELS = 5 };
extern const struct tomt_report_level tomt_report_levels[TOMT_REPORT_LEVELS];

struct tomt_report {
    struct tomt_arena *arena;
    const struct tomt_report_options *options;
    const struct tomt_phrases *phrases;
    const struct tomt_report_level *level;
    sqlite3 *db;
    struct tomt_seat *seat;
    struct tomt_transform *transform; /* to degrees; NULL: a result without geometry */
    const char *crs_name;
    int epsg;
    bool nb;
    size_t n_cut, n_unplaced; /* texts that were cut; geometries that have no place in degrees */
};

/* --- the result --- */
enum { TOMT_REPORT_LONGEST = 600 }; /* bytes of a text; longer ones are cut, and counted */
bool tomt_report_open(struct tomt_report *report, struct tomt_error *err);
/* Whether the result has it and the page may show it. column NULL: the table. */
bool tomt_report_has(struct tomt_report *report, const char *table, const char *column);
sqlite3_stmt *tomt_report_ask(struct tomt_report *report, struct tomt_error *err, const char *sql, ...); /* %Q %w; the caller finalizes */
bool tomt_report_end(struct tomt_report *report, sqlite3_stmt *statement, int code, struct tomt_error *err); /* finalizes; false unless code is SQLITE_DONE */
/* ,"key":{"n":rows,"c":{"column":[...]}},
 * shorter: of few distinct cells {"t":[cells],"i":[number of each row's]} (of one: "i":rows), of texts that begin alike {"f":[letter of how much, the rest]}, or null if there is no such table. `columns` apart by blanks, in that order; those that are not there or
 * not to be shown are left out; "x_*" takes all that begin so. tail: WHERE and ORDER BY; NULL. */
bool tomt_report_table(struct tomt_report *report, struct tomt_text *out, const char *key, const char *table, const char *columns,
                       const char *tail, struct tomt_error *err);
/* The same of a whole SELECT, whose columns are known to be public. */
bool tomt_report_query(struct tomt_report *report, struct tomt_text *out, const char *key, const char *sql, struct tomt_error *err);

/* --- geometry --- */
struct tomt_report_layer {
    const char *key, *columns; /* key: the table's name, too */
    const char *where;       /* NULL: all */
    double within_m;         /* the geometry may be off by so much */
    bool as_points;          /* the middle of each */
    const char *outline;     /* SQL: rows for which it is true stay areas all the same; NULL */
    const char *order;       /* columns; NULL: fid. What lies side by side takes least room */
    bool steps;              /* points alone, each as the step from the one before: "d":[x,y,dx,dy,...] instead of "g" */
};
/* ,"key":{"n":..,"c":{...},"g":[...]}: of each feature its parts, of these the rings, as millionths of a degree, each point but the first as
 * the step from the one before. `box`, in the result's CRS: only what meets it; NULL. places: "g" goes there, as ,"key":[...]; NULL: into out. */
bool tomt_report_shapes(struct tomt_report *report, struct tomt_text *out, struct tomt_text *places, const struct tomt_report_layer *layer,
                        const struct tomt_box *box, struct tomt_error *err);
/* The box of a query's geometries (column 0), in the result's CRS. */
bool tomt_report_box(struct tomt_report *report, const char *sql, struct tomt_box *box, struct tomt_error *err);
/* Keeps of n points (x, y) those that keep the line within `within` (Douglas and Peucker 1973, doi:10.3138/FM57-6770-U75U-7727); of a closed ring at least four.
 * Returns how many. `keep` has room for n, `stack` for 2 n. */
size_t tomt_report_simplify(double *xy, size_t n, double within, bool closed, unsigned char *keep, size_t *stack);

/* --- data --- */
/* A page holds its data in parts, each a JSON object of its own: what the table needs comes first and alone is read before the first paint; the page asks
 * for the others when it gets to them. A brief has the first alone. */
enum tomt_report_part { TOMT_REPORT_FIRST, TOMT_REPORT_PLACES, TOMT_REPORT_GROUND, TOMT_REPORT_RANKED, TOMT_REPORT_REJECTED, TOMT_REPORT_PARTS };
struct tomt_report_parts {
    struct tomt_text of[TOMT_REPORT_PARTS];
};
bool tomt_report_data(struct tomt_report *report, struct tomt_report_parts *parts, struct tomt_error *err);
bool tomt_report_brief(struct tomt_report *report, struct tomt_text *out, struct tomt_error *err);
bool tomt_report_meta(struct tomt_report *report, struct tomt_text *out, struct tomt_error *err);
bool tomt_report_ground(struct tomt_report *report, struct tomt_text *out, const struct tomt_box *box, struct tomt_error *err);
bool tomt_report_sentences(struct tomt_report *report, struct tomt_text *out, const char *profile, struct tomt_error *err);
bool tomt_report_targets(struct tomt_report *report, struct tomt_text *out, struct tomt_error *err);
bool tomt_report_words(struct tomt_report *report, struct tomt_text *out, struct tomt_error *err);
extern const char *const tomt_report_phrases[]; /* English of all that the page says; ends with NULL */

/* --- JSON and the page --- */
void tomt_report_string(struct tomt_text *out, const char *text); /* or null */
/* JSON as it may stand in a <script> of a page: <, >, &, U+2028 and U+2029 as \u..., and texts over `longest` bytes cut and counted. */
void tomt_report_embed(struct tomt_text *out, const char *json, size_t n, size_t longest, size_t *n_cut);
void tomt_report_escape(struct tomt_text *out, const char *text); /* as text or an attribute of HTML */
/* " 'sha256-BASE64'" of what stands between the tags of a script or style, for the policy. */
bool tomt_report_digest(struct tomt_report *report, struct tomt_text *out, const char *bytes, size_t n, struct tomt_error *err);
/* The whole page: a template of page/ with {{phrases}} put in, the libraries, the data. */
bool tomt_report_page(struct tomt_report *report, const char *file, const char *title, const struct tomt_report_parts *parts, struct tomt_text *out,
                      struct tomt_error *err);

#endif
