/* compare/inside.h: what the files of this room share; nobody else includes it. */
#ifndef TOMT_COMPARE_INSIDE_H
#define TOMT_COMPARE_INSIDE_H

#include "base/table.h"
#include "compare/compare.h"
#include "result/result.h"

struct tomt_asked { /* a criterion as one result asked for it */
    const char *id, *unit, *value_json, *parameters, *null_policy;
    struct tomt_title title;
    double share;
    double threshold[3];       /* indifference, preference, veto; NaN: the method's */
};
struct tomt_input { /* a layer of the project, as provenance tells it */
    const char *name, *source, *sha256, *layer, *where, *role; /* NULL: not told */
    struct tomt_title title;
};
struct tomt_side { /* one profile of one result */
    const char *path, *profile;
    struct tomt_result_info info;
    const char *data_date, *method, *sites_sha256;
    const char *sites_json;                 /* what makes its sites; NULL: the result does not hold it */
    const char *crs;                        /* "EPSG:25832"; NULL: not told */
    const char *method_parameters, *vetoes; /* JSON; NULL: before schema 1.1 */
    double least_coverage;                  /* NaN: before schema 1.1 */
    struct tomt_title title;
    struct tomt_asked *criterion; size_t n_criteria;
    size_t n;                             /* sites */
    const char **site_id, **parcel;       /* [site]; parcel NULL: none */
    double *rank, *score;                 /* NaN: none */
    double *sum;                          /* weighted sum, whatever it is ranked by; NaN: not told */
    double **x, **v, **c;                 /* [criterion][site] */
    struct tomt_table rejected; bool has_rejected;
    struct tomt_table profiles, criteria, sites, provenance, zone; /* as read; the last two without rows where the result has none */
    struct tomt_input *input; size_t n_inputs;   /* in the order of provenance */
};
enum tomt_difference { TOMT_NUMBER_CHANGED, TOMT_VALUE_CHANGED, TOMT_WEIGHT_CHANGED, TOMT_CRITERION_NEW, TOMT_CRITERION_GONE, TOMT_DATA_CHANGED /* from or to no data */,
                       TOMT_SPREAD_CHANGED /* its share is as it was: the weights of missing data fall otherwise */, TOMT_ASSUMED_CHANGED /* so does what is assumed instead of its own */ };
struct tomt_cause { /* what a criterion did to a score */
    size_t a, b;               /* its number in each; SIZE_MAX: not there */
    enum tomt_difference what; /* the first of these that is true: data, number, value function, weight, spread */
    double points;             /* c in B less c in A; NaN when the method tells none */
    double raw_a, raw_b;
};
struct tomt_move {
    size_t a, b;           /* site's number; SIZE_MAX: not there */
    size_t rejected;       /* of a site that is new or gone: the row of table `rejected` of the other result that tells why; SIZE_MAX: it is no candidate there */
    struct tomt_cause *cause; size_t n_causes; /* largest first */
    bool by_others;        /* its place among the sites of both is the same: others came or went */
    size_t n_above_gone, n_above_new; /* of those above it, which have no rank in the other result */
};
struct tomt_compared {
    struct tomt_side a, b;
    struct tomt_move *moved; size_t n_moved;   /* the rank changed; by rank in B, then in A */
    struct tomt_move *rescored; size_t n_rescored; /* the score changed, the rank did not; so, too */
    struct tomt_move *fresh; size_t n_fresh;   /* in B alone, by rank */
    struct tomt_move *gone; size_t n_gone;     /* in A alone, by rank */
    size_t n_both, n_up, n_down, n_same;       /* of sites in both with ranks */
    size_t n_by_others;                        /* of n_up and n_down: moved only because others came or went */
    double tau;                                /* of ranks of sites in both */
    bool same_sites;                           /* what makes sites was the same, as far as the results tell */
};
struct tomt_comparison {
    struct tomt_compared *profile; size_t n_profiles;
    const char **only_a, **only_b; size_t n_only_a, n_only_b; /* profiles */
    int language;
    size_t most;
    bool same_run;
};
struct tomt_telling { /* a comparison being told */
    const struct tomt_comparison *comparison;
    const struct tomt_phrases *phrases;
    struct tomt_text *out;
};

bool tomt_side_read(struct tomt_arena *arena, const char *path, const char *profile, struct tomt_side *side, struct tomt_error *err);
bool tomt_sides_match(struct tomt_arena *arena, struct tomt_compared *compared, struct tomt_error *err);
const char *tomt_compare_cell(const struct tomt_table *table, const char *column, size_t row); /* NULL: null, absent, or no text */
double tomt_compare_number(const struct tomt_table *table, const char *column, size_t row);    /* NaN */
bool tomt_compare_differ(const char *a, const char *b); /* NULL is "" */
const struct tomt_asked *tomt_compare_asked(const struct tomt_side *side, const char *id); /* NULL: not asked for */

/* --- words --- */
const char *tomt_telling_title(const struct tomt_telling *to, const struct tomt_title *title, const char *otherwise);
void tomt_telling_say(const struct tomt_telling *to, const struct tomt_sentence *sentence, const char *before, const char *after);
struct tomt_sentence tomt_saying(const char *message);
const char *tomt_telling_method(const struct tomt_telling *to, const char *method);
const char *tomt_telling_layer(const struct tomt_telling *to, const struct tomt_side *side, const char *layer); /* the project's title of it */
void tomt_tell_asked(const struct tomt_telling *to, const struct tomt_compared *at); /* what was asked otherwise */
void tomt_tell_sites_made(const struct tomt_telling *to, const struct tomt_compared *at);
void tomt_tell_inputs(const struct tomt_telling *to, const struct tomt_side *a, const struct tomt_side *b);
bool tomt_compare_asked_otherwise(const struct tomt_compared *at); /* parameters, thresholds, missing data */
void tomt_tell_changes(const struct tomt_telling *to, const struct tomt_compared *at); /* who moved, is new, is gone, and why */
/* Why a site is not among the sites: `who` fell out, and the row's reason with its numbers, as `tomt explain` tells it. */
void tomt_tell_fallen(const struct tomt_telling *to, const struct tomt_side *side, size_t row, const char *who);

/* --- parts --- */
/* Lines broken at blanks at 100 columns, further lines set in. */
void tomt_compare_wrap(const char *text, struct tomt_text *out);
/* The value of a member of a JSON map, or the next item of a list: where it begins and its length; NULL: none, or no JSON. */
struct tomt_span { const char *at; size_t n; };
struct tomt_span tomt_span_member(struct tomt_span map, const char *key);
struct tomt_span tomt_span_item(struct tomt_span list, struct tomt_span before); /* before.at NULL: the first */
bool tomt_span_same(struct tomt_span a, struct tomt_span b);
double tomt_span_number(struct tomt_span span); /* NaN: none */
void tomt_span_text(struct tomt_span span, struct tomt_text *out); /* a string without its quotes */

#endif
