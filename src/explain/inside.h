/* explain/inside.h: what the files of this room share; nobody else includes it. An explanation is numbers and names first (open.c to ground.c read
 * them); words.c makes sentences of them in a language, text.c and json.c write both. Texts belong to the arena; NaN and NULL: not known, or not in this result. */
#ifndef TOMT_EXPLAIN_INSIDE_H
#define TOMT_EXPLAIN_INSIDE_H

#include "explain/explain.h"

#include <sqlite3.h>

/* --- the result, read by SQL --- */
struct tomt_reader {
    struct tomt_arena *arena;
    sqlite3 *db;
    const char *path;
    bool internal;
    bool nb; /* the result's language */
    const char *fids, *other_fids; /* "site_fid IN (1,2) AND": rows of layer site that the site has (profiles cut one differently), by which scores are found at once; "": none.
                                    * Of the other one, too */
};
struct tomt_cell {
    double number;    /* NaN: null or text */
    const char *text; /* NULL: null; numbers as text too. Of a longer one TOMT_LONGEST_KEPT + 1 characters */
    bool is_number;
};
struct tomt_rows { /* what a SELECT gave; a table that is not there gives none */
    size_t n, n_columns;
    const char **name;
    struct tomt_cell *cell; /* [row * n_columns + column] */
};
bool tomt_reader_open(struct tomt_reader *reader, struct tomt_error *err);
/* sql as sqlite3_mprintf knows it (%Q, %w). With `table` not NULL and not in the file, no rows. */
bool tomt_rows_ask(struct tomt_reader *reader, struct tomt_rows *rows, struct tomt_error *err, const char *table, const char *sql, ...);
double tomt_rows_number(const struct tomt_rows *rows, size_t row, const char *column);    /* NaN: null, or no such column */
const char *tomt_rows_text(const struct tomt_rows *rows, size_t row, const char *column); /* NULL: the same */
bool tomt_rows_has(const struct tomt_rows *rows, const char *column);
/* A SELECT of numbers alone: [column][row], nulls NaN. With `ascending` one more column, a text, is looked at: false as soon as it does not ascend in byte order (the
 * rest is then not read). */
bool tomt_numbers_ask(struct tomt_reader *reader, const char *sql, size_t n_columns, bool *ascending, double ***out, size_t *n, struct tomt_error *err);
/* A JSON text of a value function, as table `criterion` has it. False only for want of memory; *known false: this version cannot read it. */
bool tomt_value_from_json(struct tomt_reader *reader, const char *json, struct tomt_value *out, bool *known, struct tomt_error *err);

/* --- the data --- */
struct tomt_evidence { /* a feature that made a criterion's number */
    int64_t fact;
    double place, feature, distance_m, amount, jobs;
    const char *layer, *role, *name, *kind; /* kind: a mode, a kind of anchor, an industry, a code */
    const char *flag;                       /* of an establishment: staffing, head_office; NULL: none */
    bool named;                             /* its feature is in the result */
    bool proprietor;                        /* the name is a person's, and not told */
};
struct tomt_said { /* x_ID_SUFFIX: what a criterion says further */
    const char *suffix, *unit, *word;
    struct tomt_title title;
    double number;
};
struct tomt_told_criterion {
    const char *id, *criterion, *unit, *source, *group, *y, *null_policy, *value_json, *parameters_json, *uncertain_json;
    struct tomt_title title, why;
    bool more_is_better, value_known;
    struct tomt_value value;
    double weight, share, local_share, reach;
    double raw, v, points, median_raw, median_points;
    double weight_here; /* as it counts at this site, where weights without data are spread; NaN: not counted */
    bool movable;       /* a plan or a project for the site can change it */
    bool beyond; /* nothing within reach, and worth `v` all the same */
    struct tomt_said *said; size_t n_said;
    struct tomt_evidence *evidence; size_t n_evidence;
};
struct tomt_sensitive { /* rows of table sensitivity */
    size_t criterion; /* SIZE_MAX: not among the profile's */
    bool up, smallest;
    double share, needed, change, within;
    const char *by;
};
struct tomt_judge { /* of weights in pairs: how consistent one's own judgements are */
    size_t group;     /* row of weight_group */
    const char *name; /* "": the only one */
    double ratio;
};
struct tomt_layer_titles { /* of the project's layers (key, title_en, title_nb), then of the result's own */
    struct tomt_rows input, own;
};
struct tomt_named_number {
    const char *name, *unit;
    struct tomt_title title;
    double number;
};
struct tomt_other { /* the site it is held against */
    const char *site_id;
    bool found;
    double rank, score, sum;
    double *raw, *v, *points; /* [criterion] */
    struct tomt_rows rejected; /* where it fell out of this profile */
    struct tomt_finding *finding; size_t n_findings;
};
struct tomt_told_profile {
    const char *name, *method, *robustness_json;
    const char *draws_by; /* what the draws of weights are ranked by */
    const struct tomt_layer_titles *layers;
    struct tomt_title title, goal;
    bool adds_up, has_robustness;
    int64_t site_fid;
    double n_sites, n_ranked, rank, score, coverage, sum, rank_of_sum; /* by the weighted sum */
    double least_coverage;
    double rank_low, rank_high, rank_best, rank_worst, rank_mean, first_share, top_share, top_100_share, interval, draws, top;
    double near_top; /* `top`, or 10 where the result says none */
    const char *stability, *dominated_by;
    struct tomt_told_criterion *criterion; size_t n_criteria;
    struct tomt_finding *finding; double *rank_then; size_t n_findings; /* rank_then: of lifts, by the weighted sum */
    struct tomt_named_number *method_rank; size_t n_method_ranks;
    struct tomt_named_number *term; size_t n_terms;
    struct tomt_sensitive *sensitive; size_t n_sensitive;
    struct tomt_raising raising[2]; size_t n_raising; /* the nearest weight that would make it first; bring it among the first near_top */
    struct tomt_judge *judge; size_t n_judges; /* of all groups of weights */
    struct tomt_rows acceptability, central_weight, weight_group;
    struct tomt_rows site, parcel, capacity, piece, loss, constraint, purchase; /* rows as the result has them */
    struct tomt_rows *piece_zone, *constraint_main; /* [piece], [constraint] a row, or none */
    struct tomt_other other;
};
struct tomt_explanation {
    struct tomt_arena *arena;
    const char *site_id, *asked, *against, *schema_version, *run_id, *data_date, *project_name;
    struct tomt_title project_title;
    int language;
    bool internal;
    struct tomt_told_profile *profile; size_t n_profiles;
    struct tomt_layer_titles layers;
    struct tomt_rows rejected; /* + title_en, title_nb of the profile, the criterion of a veto, the title of a use */
    const char **absent; size_t n_absent; /* of the profiles asked for, those that never saw the site */
};
const char *tomt_one_title(const struct tomt_title *title, bool nb, const char *fallback);
/* The title of a project's layer, as far as the result holds it; else the key itself. */
const char *tomt_layer_title(const struct tomt_layer_titles *layers, const char *key, bool nb);

/* Rows of `rejected` of a site: a row for each profile (NULL: all) that rejected it. */
bool tomt_explain_rejected(struct tomt_reader *reader, const char *site_id, const char *profile, struct tomt_rows *out, struct tomt_error *err);
/* A name in a text: one line, whatever it holds, of TOMT_LONGEST_NAME characters at most; "…" where it was cut. NULL: nothing. */
void tomt_put_name(struct tomt_text *out, const char *text);
/* Bytes of the first `most` characters of text[0..n). */
size_t tomt_first_characters(const char *text, size_t n, size_t most);
/* Can a plan or a project for the site change this criterion's number, or does it lie in the place, as of one that is not known? Its evidence is read. */
bool tomt_is_movable(const struct tomt_told_criterion *criterion);

/* Which site is meant: its id. */
bool tomt_explain_find(struct tomt_reader *reader, const char *asked, const char *profile, const char **site_id, struct tomt_error *err);
bool tomt_explain_profile(struct tomt_reader *reader, const char *site_id, const char *against, struct tomt_told_profile *profile, struct tomt_error *err);
bool tomt_explain_evidence(struct tomt_reader *reader, struct tomt_told_profile *profile, struct tomt_error *err);
bool tomt_explain_firmness(struct tomt_reader *reader, const char *site_id, struct tomt_told_profile *profile, const struct tomt_rows *score, struct tomt_error *err);
bool tomt_explain_ground(struct tomt_reader *reader, const char *site_id, struct tomt_told_profile *profile, struct tomt_error *err);

/* --- words --- */
enum { TOMT_LONGEST_NAME = 120 /* characters of a name in a text */, TOMT_LONGEST_KEPT = 2000 /* of any text of a result, in JSON */ };
enum tomt_section { TOMT_SAY_STANDING, TOMT_SAY_FIRM, TOMT_SAY_STRENGTH, TOMT_SAY_WEAKNESS, TOMT_SAY_LIFT, TOMT_SAY_APART, TOMT_SAY_GAP, TOMT_SAY_WEIGHTS, TOMT_SAY_AGAINST, TOMT_SAY_GROUND, TOMT_SAY_ROOM, TOMT_SAY_JUDGED, TOMT_SAY_OPEN, TOMT_N_SECTIONS };
struct tomt_saying {
    enum tomt_section section;
    const char *criterion; /* NULL: of none */
    struct tomt_sentence sentence;
};
struct tomt_sayings {
    struct tomt_arena *arena;
    const struct tomt_phrases *phrases;
    struct tomt_saying *item;
    size_t n, capacity;
    struct tomt_error *err;
    bool failed;
};
bool tomt_explain_say(const struct tomt_explanation *explanation, const struct tomt_told_profile *profile, struct tomt_sayings *out, struct tomt_error *err);
/* Why it fell out, a sentence a row of `rejected`. */
bool tomt_explain_say_rejected(const struct tomt_explanation *explanation, struct tomt_sayings *out, struct tomt_error *err);
struct tomt_saying *tomt_say(struct tomt_sayings *out, enum tomt_section section, const char *message); /* never NULL; looked at by ->failed */
void tomt_say_findings(const struct tomt_told_profile *profile, struct tomt_sayings *out);
void tomt_say_ground(const struct tomt_told_profile *profile, struct tomt_sayings *out);
void tomt_say_open(const struct tomt_told_profile *profile, struct tomt_sayings *out);
/* What constrains the site, row of table site_constraint: layer, codes and name. */
const char *tomt_say_constraint(const struct tomt_told_profile *profile, size_t row, struct tomt_sayings *out);
void tomt_say_weights(const struct tomt_told_profile *profile, struct tomt_sayings *out);
void tomt_say_judged(const struct tomt_told_profile *profile, struct tomt_sayings *out);
/* Why one fell out: `who` (a profile's title or a site), then the reason with its numbers. */
void tomt_say_fallen(const struct tomt_layer_titles *layers, const struct tomt_rows *rows, size_t row, const char *who, enum tomt_section section,
                     struct tomt_sayings *out);
void tomt_saying_phrase(const struct tomt_phrases *phrases, struct tomt_text *out, const struct tomt_saying *saying);
const char *tomt_say_phrase(struct tomt_sayings *out, const struct tomt_sentence *sentence);
const char *tomt_say_method(struct tomt_sayings *out, const char *method); /* its name in words */
const char *tomt_say_group(const struct tomt_told_profile *profile, const char *name, struct tomt_sayings *out);
const char *tomt_say_layer(const struct tomt_layer_titles *layers, const char *key, struct tomt_sayings *out);
/* Two names, or a text that is ready and a name; without the second the first alone. */
const char *tomt_say_join(struct tomt_sayings *out, const char *first, const char *between, const char *second, const char *after);
const char *tomt_say_add(struct tomt_sayings *out, const char *ready, const char *between, const char *second, const char *after);
/* In the arena: a name, one line whatever it holds and cut; a longer text, one line; a title; a measure. */
const char *tomt_say_clean(struct tomt_sayings *out, const char *text);
const char *tomt_say_text(struct tomt_sayings *out, const char *text);
const char *tomt_say_title(struct tomt_sayings *out, const struct tomt_told_criterion *criterion);
const char *tomt_say_measure(struct tomt_sayings *out, double number, const char *unit);
const char *tomt_unit_of(const struct tomt_told_criterion *criterion); /* floor area is not ground */
/* Of an establishment whose jobs are elsewhere; NULL: no such one. */
const char *tomt_flag_words(const struct tomt_phrases *phrases, const char *flag);
const char *tomt_why_words(const struct tomt_phrases *phrases, const char *y); /* why there is no data */

#endif
