/* ask/inside.h: what the files of this room share; nobody else includes it. A session is a result opened for one question: everything in it goes with its arena. One thread. */
#ifndef TOMT_ASK_INSIDE_H
#define TOMT_ASK_INSIDE_H

#include "ask/ask.h"

#include <sqlite3.h>

struct tomt_session {
    struct tomt_arena *arena;
    const char *path;
    sqlite3 *db;
    const struct tomt_ask_options *asked;
    struct tomt_ask_limits limits;
    int language, result_language;
    const char *crs;
    struct tomt_known { /* the tables and views of the file */
        const char *name;
        bool internal, spatial_index;
    } *known; /* sorted by name */
    size_t n_known;
    struct tomt_hidden {
        const char *layer, *column;
    } *hidden; /* internal columns, sorted */
    size_t n_hidden;
    double until_s; /* of the monotonic clock */
    double look_s;
    size_t heap_before;
    bool late, large, cancelled, hid;
    bool older; /* an older tomt wrote the result */
    const char **note; /* what must be said with the answer: how a place was understood */
    size_t n_notes;
    char denied[240]; /* what the authorizer refused last; "" nothing */
};
/* Opens the result, teaches it SpatiaLite's functions, reads what is internal, connects the R-trees; nothing is guarded yet. `arena` is the session's own: to be freed when it ends. */
bool tomt_session_open(struct tomt_session *session, struct tomt_arena *arena, const struct tomt_ask_options *asked, struct tomt_error *err);
/* From here on the authorizer, the limits and the clock hold, until tomt_session_end (which must come: the heap's limit is the process's). */
bool tomt_session_guard(struct tomt_session *session, struct tomt_error *err);
void tomt_session_end(struct tomt_session *session);
bool tomt_session_stopped(const struct tomt_session *session);
/* What SQLite said of a statement, as our error. Always false. */
bool tomt_session_failed(struct tomt_session *session, struct tomt_error *err);
bool tomt_session_has(struct tomt_session *session, const char *table, const char *column, bool *has, struct tomt_error *err); /* column NULL: the table */
/* The words of an answer's column: of the question, else of the result's column that it is (table and
 * origin, NULL: none), else of one of its name. */
bool tomt_ask_words_of(struct tomt_session *session, struct tomt_arena *arena, const char *table,
                       const char *origin, struct tomt_ask_column *column, struct tomt_error *err);
/* One code as people read it; NULL: it is none. */
const char *tomt_ask_word_of(const struct tomt_ask_word *word, size_t n, const char *code,
                             int language);
/* A code of a result's column ("readiness", "capacity.why"); NULL: it is none. */
const char *tomt_ask_code(const char *of, const char *code, int language);
/* Functions of our own, and forms of SpatiaLite's that are refused. */
bool tomt_ask_own(struct tomt_session *session, struct tomt_error *err);
/* instr, replace and trim that end. */
bool tomt_ask_text(struct tomt_session *session, struct tomt_error *err);
double tomt_ask_clock_s(void);
bool tomt_ask_allows(const char *function);

/* A shipped or a user's file to a question; `file` is how messages name it. */
bool tomt_question_read(struct tomt_arena *arena, const char *name, const char *file, const char *text, size_t n, struct tomt_question *question,
                        struct tomt_error *err);

/* The statement with its names in place, and the values to be bound. */
struct tomt_bound {
    const char *name; /* with its colon */
    enum { TOMT_BOUND_NULL, TOMT_BOUND_INTEGER, TOMT_BOUND_REAL, TOMT_BOUND_TEXT } kind;
    int64_t integer;
    double real;
    const char *text;
};
struct tomt_bindings {
    struct tomt_bound *value;
    size_t n, capacity;
    struct tomt_named { /* {NAME} */
        const char *name, *layer;
        bool profile;
    } *layer;
    size_t n_layers;
};
bool tomt_bind_all(struct tomt_session *session, struct tomt_bindings *bindings, struct tomt_error *err);
bool tomt_bind_sql(struct tomt_session *session, const struct tomt_bindings *bindings, const char *sql, const char **out, struct tomt_error *err);
bool tomt_bind_needs(struct tomt_session *session, const struct tomt_bindings *bindings, struct tomt_error *err);
/* One line of at most 120 bytes, for messages. */
const char *tomt_ask_clean(struct tomt_session *session, const char *text);
bool tomt_session_note(struct tomt_session *session, const char *text, struct tomt_error *err);
/* A place as people type it, in the result's CRS. *parcel NULL: none named. */
bool tomt_ask_place(struct tomt_session *session, const char *name, const char *words, double *x, double *y, const char **title, const char **parcel,
                    struct tomt_error *err);
/* many: *id is a JSON array of all that a parcel or property has, *fid the first's. fid -1: rejected. */
bool tomt_ask_site(struct tomt_session *session, const struct tomt_ask_param *param, const char *words, const char **id, int64_t *fid, struct tomt_error *err);
/* What a result calls something, from its name or a title of it, whatever the case; else TOMT_NOT_FOUND with
 * all there are. `sql` gives (name, title, title) and is one of these two. text NULL: the first. */
extern const char tomt_profile_names[], tomt_layer_names[];
bool tomt_ask_known(struct tomt_session *session, const char *what, const char *sql, const char *text, const char **name, struct tomt_error *err);
/* The same for a parameter `of` columns; a result without them takes any text (what it needs is told elsewhere). */
bool tomt_ask_of(struct tomt_session *session, const struct tomt_ask_param *param, const char **text, struct tomt_error *err);

/* The WKB inside a GeoPackage's or SpatiaLite's blob, for tomt_wkb_normalise; *wkb may be `out`'s bytes. False: it is no such geometry. */
bool tomt_ask_wkb(const uint8_t *blob, size_t size, struct tomt_text *out, const uint8_t **wkb, size_t *n);
/* 1 point, 2 line, 3 polygon, 0 none or mixed. */
int tomt_ask_wkb_family(const uint8_t *wkb, size_t n);

/* Cells, headings and the title as people read them. Null is nothing. */
void tomt_answer_said(const struct tomt_answer *answer, const struct tomt_phrases *phrases, size_t column, size_t row, struct tomt_text *out);
void tomt_answer_heading(const struct tomt_ask_column *column, const struct tomt_phrases *phrases, struct tomt_text *out);
void tomt_answer_title(const struct tomt_answer *answer, const struct tomt_phrases *phrases, struct tomt_text *out);
void tomt_answer_none(const struct tomt_phrases *phrases, struct tomt_text *out);
bool tomt_answer_geojson(const struct tomt_answer *answer, struct tomt_text *out, struct tomt_error *err);
void tomt_answer_json_cell(const struct tomt_column *of, size_t row, struct tomt_text *out);

#endif
