/* result/style.h: one layer's QGIS style: the template of styles/ fitted to what the result holds.
 * Inside the room: styles.c and qgis_project.c use it. Asks rows of the database, never of tables.
 * The QML text belongs to whoever holds the struct (tomt_text_free). One thread. */
#ifndef TOMT_RESULT_STYLE_H
#define TOMT_RESULT_STYLE_H

#include "base/text.h"
#include "result/result.h"

struct sqlite3;
struct sqlite3_stmt;

struct tomt_style_column {
    const char *name;
    const char *title;   /* in the project's language; "" when there is none */
    const char *heading; /* the title with its unit, for forms and tables */
    const char *unit;    /* as people write it: "m²", "m"; "" */
    int decimals;        /* that people need to see */
    const char *words; /* it holds words of this name that are shown in the language; NULL: none */
    enum tomt_type type;
    bool hidden; /* of forms and tables: internal, or of no use to people */
};
struct tomt_styled {
    const char *name, *title;
    const char *view;     /* NULL; else the layer `name` is drawn once more, under this name */
    const char *drawn_as; /* of a view: "area_jobs", whatever part of the layer it draws */
    const char *part, *part_profile; /* of an alternative: its name and the profile; of what fell
                                          out: the profile; NULL */
    const char *subset;              /* "sector" IS NULL: the rows that are drawn; NULL: all */
    const char *geometry_type;       /* "POINT", "MULTIPOLYGON", ...; NULL: a table */
    const char *geometry_column;     /* "geom"; NULL: a table */
    const char *template_name;       /* "score.qml"; NULL: QGIS's own symbols */
    bool internal;
    const struct tomt_result_layer *layer; /* one of these two is set */
    const struct tomt_result_profile *profile;
    struct tomt_box extent;
    struct tomt_style_column *column;
    size_t n_columns;
    struct tomt_text qml; /* a whole document */
};
struct tomt_style_context {
    struct tomt_arena *arena;
    struct sqlite3 *db;
    const struct tomt_result *result;
    const char
        *kept; /* table of styles that serve again, for layers not in table `touched`; NULL */
};

/* Which template, which columns; then the text. */
bool tomt_style_columns(struct tomt_style_context *context, struct tomt_styled *styled,
                        struct tomt_error *err);
bool tomt_style_make(struct tomt_style_context *context, struct tomt_styled *styled,
                     struct tomt_error *err);

/* Adds drawings to styled[0..*n), which has room for so many more. */
size_t tomt_style_most_views(const struct tomt_result *result);
bool tomt_style_add_views(struct tomt_style_context *context, struct tomt_styled *styled, size_t *n,
                          struct tomt_error *err);

/* Parts of tomt_style_make. */
bool tomt_style_adapt(struct tomt_style_context *context, const struct tomt_styled *styled,
                      const char *qml, struct tomt_text *out, struct tomt_error *err);
void tomt_style_fields(const struct tomt_style_context *context, const struct tomt_styled *styled,
                       struct tomt_text *out);
/* Tabs of the form, for layers of many columns. */
void tomt_style_form(const struct tomt_style_context *context, const struct tomt_styled *styled,
                     struct tomt_text *out);
/* What the layer tells, in a sentence or two; NULL. */
const char *tomt_style_about(const struct tomt_styled *styled, int language);
/* The same symbols as an SLD 1.1 document, of the finished QML; nothing where nothing is drawn. */
bool tomt_style_sld(struct tomt_style_context *context, const struct tomt_styled *styled,
                    struct tomt_text *out, struct tomt_error *err);
void tomt_style_map_tip(const struct tomt_style_context *context, const struct tomt_styled *styled,
                        struct tomt_text *out);

/* The side of "English | Norwegian" that the project speaks; the whole text if there is only one.
 */
const char *tomt_style_side(const char *text, size_t n, int language, size_t *n_side);
const char *tomt_style_title(const struct tomt_title *title, int language);

/* Prepares a statement, tied to the arena: finalised when that goes. */
struct sqlite3_stmt *tomt_style_ask(struct tomt_style_context *context, struct tomt_error *err,
                                    const char *sql);

#endif
