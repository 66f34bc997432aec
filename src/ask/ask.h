/* ask/ask.h: `tomt ask`: named questions to a result, one .sql file each, or free SQL, run by SQLite with SpatiaLite's functions, reading only. Knows results and SQL; never
 * the pipeline, never a terminal. Values are bound, never pasted. All belongs to the arena. One thread; the watchdog is SQLite's progress handler. */
#ifndef TOMT_ASK_ASK_H
#define TOMT_ASK_ASK_H

#include "base/param.h"
#include "base/table.h"
#include "base/text.h"
#include "geo/crs.h"
#include "geo/shapes.h"

/* The head of a question's file, comment lines:
 *   -- title: en text | nb text
 *   -- help: en text | nb text          (a line for people; may repeat)
 *   -- param: NAME TYPE [required] [many] [= DEFAULT] [from A] [to B] [choices a|b|c] [of TABLE.COLUMN|...] -- en help | nb help
 *   -- needs: table [table.column] [if PARAM]  (the result must have it, or only when the parameter is given; else the question says what is missing and how to get it; may repeat)
 *   -- wide: COLUMN ...                 (what a table that is too wide for a page leaves out first; may repeat)
 *   -- internal: yes                    (its answer holds internal columns: asked only with --internal)
 *   -- column: NAME unit -- en title | nb title   (how an answer's column is told; columns of the result bring their own)
 *   -- word: COLUMN CODE -- en | nb     (how a code in an answer's column is told to people; CSV, JSON and layers keep the code. Also word('COLUMN', CODE) in the statement)
 *   -- words: COLUMN LAYER.COLUMN       (it holds codes of that column of a result; or `sector`, `criterion`, `profile`: names of these. Columns of the result bring their own)
 *   -- note: en text | nb text          (printed below the answer: "not legally binding ...")
 * then one SELECT (WITH ... SELECT) with parameters as :NAME, and :lang (0 en, 1 nb). What cannot be bound stands in braces, and is put in as a quoted name that was found in the
 * result: {NAME} of a layer, {NAME}, {score_NAME} and {criteria_NAME} of a profile: its layer, its score table, and
 * its criteria a row each: (site_fid, id, x, v, c, y). {TABLE.COLUMN ? EXPRESSION} is the expression where the result has the column (or, with
 * {TABLE ? ...}, the table), else NULL; {TABLE.COLUMN ?? TEXT} is the text, else nothing; TABLE may be the name of such a parameter.
 * `of`: a text must be one that stands in one of those columns, or a title of it (of a layer, or a sector), whatever the case; so are titles of profiles taken for their names.
 * A site is bound as :NAME (its id; many: all that a parcel or property has, as a JSON array) and :NAME_fid (its fid in layer site; null: rejected). Types: text, integer, number, share, site, profile, place (a point "x,y" or "lat,lon", an address, a parcel:
 * bound as :NAME_x, :NAME_y in the result's CRS, :NAME_text, :NAME_parcel), layer, yes. */
enum tomt_ask_type { TOMT_ASK_TEXT, TOMT_ASK_INTEGER, TOMT_ASK_NUMBER, TOMT_ASK_SHARE, TOMT_ASK_SITE, TOMT_ASK_PROFILE, TOMT_ASK_PLACE, TOMT_ASK_LAYER, TOMT_ASK_YES };
struct tomt_ask_param {
    const char *name;
    enum tomt_ask_type type;
    bool required, many;
    const char *fallback;         /* as text; NULL: null */
    const char *const *choice;    /* ends with NULL; NULL: any */
    const char *const *of;        /* TABLE.COLUMN ..., ends with NULL; NULL: any text */
    double min, max;              /* numbers; infinite: any */
    struct tomt_title help;
};
struct tomt_question {
    const char *name, *file;      /* file NULL: shipped */
    struct tomt_title title, help, note;
    struct tomt_ask_param *param; size_t n_params;
    const char **need; size_t n_needs;
    const char **wide; size_t n_wide;
    struct tomt_ask_column {
        const char *name, *unit;
        struct tomt_title title;
        const struct tomt_ask_word *word; size_t n_words; /* of an answer: how its codes are told */
        bool wide; /* of an answer: left out where a table is too wide */
    } *column; size_t n_columns;
    struct tomt_ask_word { const char *column, *code; struct tomt_title title; } *word; size_t n_words;
    struct tomt_ask_words { const char *column, *of; } *words; size_t n_words_of;
    bool internal;
    const char *sql;
};
/* Shipped questions, then those of the folders (*.sql), by name; a folder's question replaces a shipped one of its name and says so. A bad head is TOMT_DATA with file:line. */
bool tomt_questions_read(struct tomt_arena *arena, const char *const *folder, size_t n_folders, struct tomt_question **question, size_t *n, struct tomt_error *err);

struct tomt_ask_limits { double seconds; size_t rows, cell_bytes, heap_bytes; }; /* 0: the default: 5 s, 10,000 rows, 1 MiB, 256 MiB */
struct tomt_ask_value { const char *name, *text; }; /* --NAME TEXT */
struct tomt_ask_options {
    const char *result;
    const struct tomt_question *question; /* or */
    const char *sql;                      /* one statement */
    const struct tomt_ask_value *value; size_t n_values;
    struct tomt_ask_limits limits;
    bool internal;                        /* internal layers and columns may be read; else the authorizer shows them as absent (an error that says --internal) */
    int language;                         /* 0 en, 1 nb, of titles and notes; -1: the result's */
    const volatile int *cancel;           /* NULL: never */
};
struct tomt_answer {
    struct tomt_table table;              /* without geometry */
    const struct tomt_ask_column *column; /* [column] title and unit */
    struct tomt_shapes *shapes;           /* of the first geometry column; NULL: none. Rows without one have an empty shape */
    enum { TOMT_ANSWER_NO_SHAPES, TOMT_ANSWER_POINTS, TOMT_ANSWER_LINES, TOMT_ANSWER_POLYGONS } kind;
    const char **note; size_t n_notes;    /* of the question; "cut at 10,000 rows", "cell cut at 1 MiB" */
    double seconds;
    int result_language, language;
    const char *name;                     /* the question's; NULL: free SQL */
    struct tomt_title title;
    const char *crs;                      /* of the shapes, as tomt_crs_read takes it */
};
/* Read-only: opened so (immutable is not assumed), query_only, an authorizer with an allow-list of functions and no ATTACH, PRAGMA, extension or file functions (ST_... that read files,
 * writefile, load_extension, BlobFromFile ...); R-trees and views work. Time, rows, length and heap are limited: TOMT_USAGE with which limit. */
bool tomt_ask(struct tomt_arena *arena, const struct tomt_ask_options *options, struct tomt_answer *answer, struct tomt_error *err);

enum tomt_answer_format { TOMT_ANSWER_TABLE, TOMT_ANSWER_CSV, TOMT_ANSWER_JSON, TOMT_ANSWER_MARKDOWN, TOMT_ANSWER_GEOJSON };
struct tomt_phrases;
bool tomt_answer_write(const struct tomt_answer *answer, enum tomt_answer_format format, const struct tomt_phrases *phrases, struct tomt_text *out, struct tomt_error *err);
/* The table for a terminal, 100 columns wide: headings and texts are broken into lines; what is still too wide leaves out columns (`wide:` of the head, empty ones) and says so,
 * or becomes a line for each cell. `whole`: every column and one line a row, however wide. */
bool tomt_answer_table(const struct tomt_answer *answer, const struct tomt_phrases *phrases, bool whole, struct tomt_text *out, struct tomt_error *err);
/* What `tomt ask --list` prints. */
bool tomt_questions_text(const struct tomt_question *question, size_t n, int language, struct tomt_text *out, struct tomt_error *err);
bool tomt_questions_json(const struct tomt_question *question, size_t n, struct tomt_text *out, struct tomt_error *err);
const char *tomt_ask_type_name(enum tomt_ask_type type);
/* As a layer of a new GeoPackage (or of an existing one in the same CRS, beside what is there; never of a result). crs NULL: the answer's. */
bool tomt_answer_layer(struct tomt_arena *arena, const struct tomt_answer *answer, const char *path, const char *layer, const struct tomt_crs *crs, struct tomt_error *err);

#endif
