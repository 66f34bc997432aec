/* result/style.c: a template of styles/ fitted to a result: one language, only the categories that
 * occur. */
#include "result/style.h"
#include "base/files.h"
#include "result/xml.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

extern const struct tomt_file tomt_styles[];

enum { MOST_SYMBOLS = 1024 };

struct adaptation {
    struct tomt_style_context *context;
    const struct tomt_styled *styled;
    struct tomt_text *out;
    const char **value; /* what occurs in the data; NULL: not asked, keep all categories */
    size_t n_values;
    const char *attribute; /* the column or expression of the categories; NULL: none */
    bool unmatched;  /* some value has no category of its own: the category of all others stays */
    bool constant;   /* the layer lacks the column that the categories ask for: all features are
                        "others" */
    bool unlabelled; /* or the column that the labels ask for */
    bool drop[MOST_SYMBOLS]; /* symbols of what was left out */
};

static void finalize(void *statement)
{
    sqlite3_finalize(statement);
}

struct sqlite3_stmt *tomt_style_ask(struct tomt_style_context *context, struct tomt_error *err,
                                    const char *sql)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(context->db, sql, -1, &statement, NULL) != SQLITE_OK) {
        tomt_fail(err, TOMT_INTERNAL, "a style asked '%s': %s", sql, sqlite3_errmsg(context->db));
        return NULL;
    }
    return tomt_arena_defer(context->arena, finalize, statement, err) ? statement : NULL;
}

const char *tomt_style_side(const char *text, size_t n, int language, size_t *n_side)
{
    *n_side = n;
    for (size_t i = 0; i + 3 <= n; i++) {
        if (memcmp(text + i, " | ", 3) != 0)
            continue;
        *n_side = language == 1 ? n - i - 3 : i;
        return language == 1 ? text + i + 3 : text;
    }
    return text;
}

static bool has_column(const struct tomt_styled *styled, const char *name, size_t n)
{
    for (size_t k = 0; k < styled->n_columns; k++)
        if (strlen(styled->column[k].name) == n && memcmp(styled->column[k].name, name, n) == 0)
            return true;
    return false;
}

/* Does the layer have what an attribute's name, or each "column" of an expression, asks for? SQLite
 * would not complain: it takes an unknown "column" for a text. */
static bool knows_columns(const struct tomt_styled *styled, const char *text)
{
    if (!strpbrk(text, "\"'( "))
        return has_column(styled, text, strlen(text));
    for (const char *from = strchr(text, '"'); from; from = strchr(from, '"')) {
        const char *to = strchr(++from, '"');
        if (!to || !has_column(styled, from, (size_t)(to - from)))
            return false;
        from = to + 1;
    }
    return true;
}

static bool has_value(const struct adaptation *a, const char *text, size_t n)
{
    for (size_t k = 0; k < a->n_values; k++)
        if (strlen(a->value[k]) == n && memcmp(a->value[k], text, n) == 0)
            return true;
    return false;
}

/* Asks the database for the distinct values of the template's attribute or expression, of which
 * templates use only what SQLite and QGIS both understand. A layer's own style serves all its rows,
 * whatever part the project draws. */
static bool ask_values(struct adaptation *a, const char *renderer, struct tomt_error *err)
{
    struct tomt_style_context *context = a->context;
    size_t n = 0;
    const char *attribute = tomt_xml_attribute(renderer, "attr", &n);
    struct tomt_text plain = {0};
    if (!attribute)
        return true;
    tomt_xml_unescape(&plain, attribute, n);
    char *sql =
        plain.failed
            ? NULL
            : tomt_arena_print(context->arena, err, "SELECT DISTINCT %s FROM \"%s\" WHERE %s",
                               plain.bytes ? plain.bytes : "''", a->styled->name,
                               a->styled->view && a->styled->subset ? a->styled->subset : "1");
    a->constant = plain.bytes && !knows_columns(a->styled, plain.bytes);
    a->attribute =
        sql && plain.bytes ? tomt_arena_copy(context->arena, plain.bytes, plain.n, err) : NULL;
    tomt_text_free(&plain);
    sqlite3_stmt *rows = NULL;
    if (!sql)
        return tomt_fail(err, TOMT_MEMORY, "out of memory for a style");
    if (a->constant || sqlite3_prepare_v2(context->db, sql, -1, &rows, NULL) != SQLITE_OK)
        return true;
    if (!tomt_arena_defer(context->arena, finalize, rows, err))
        return false;
    size_t n_values = 0;
    while (sqlite3_step(rows) == SQLITE_ROW)
        n_values++;
    sqlite3_reset(rows);
    if (n_values == 0)
        return true;
    a->value = tomt_arena_alloc(context->arena, n_values * sizeof *a->value, err);
    while (a->value && sqlite3_step(rows) == SQLITE_ROW && a->n_values < n_values) {
        const char *text = (const char *)sqlite3_column_text(rows, 0);
        a->value[a->n_values] =
            tomt_arena_copy(context->arena, text ? text : "", text ? strlen(text) : 0, err);
        if (!a->value[a->n_values++])
            return false;
    }
    return a->value;
}

/* The category "#3" stands for the third value that occurs, whatever it is: 2; -1: it is no such.
 */
static long nth_of(const char *value, size_t n)
{
    return value && n > 1 && value[0] == '#' && value[1] >= '1' && value[1] <= '9'
               ? strtol(value + 1, NULL, 10) - 1
               : -1;
}

/* Is there a value that no category names? */
static void look_for_unmatched(struct adaptation *a, const char *renderer)
{
    for (size_t k = 0; k < a->n_values; k++) {
        bool named = false;
        for (const char *p = strstr(renderer, "<category "); p && !named;
             p = strstr(p + 1, "<category ")) {
            size_t n = 0;
            const char *value = tomt_xml_attribute(p, "value", &n);
            named = nth_of(value, n) == (long)k || (value && n > 0 && strlen(a->value[k]) == n &&
                                                    memcmp(a->value[k], value, n) == 0);
        }
        a->unmatched = a->unmatched || !named;
    }
}

static void drop_symbol(struct adaptation *a, const char *tag)
{
    size_t n = 0;
    const char *name = tomt_xml_attribute(tag, "symbol", &n);
    long number = name && n > 0 && *name >= '0' && *name <= '9' ? strtol(name, NULL, 10) : -1;
    if (number >= 0 && number < MOST_SYMBOLS)
        a->drop[number] = true;
}

/* A start tag as it is, but labels, descriptions and expressions of labels in one language, and the
 * document says all that it holds. */
static void put_tag(struct adaptation *a, const char *tag, const char *end)
{
    static const char *const spoken[] = {"label", "description", "fieldName"};
    static const char holds[] = "Symbology|Labeling|Fields|Forms|MapTips|AttributeTable|Rendering";
    const char *from = tag;
    size_t n_categories = 0;
    const char *categories =
        tomt_xml_is(tag, "qgis") ? tomt_xml_attribute(tag, "styleCategories", &n_categories) : NULL;
    if (categories) {
        tomt_text_add(a->out, tag, (size_t)(categories - tag));
        tomt_text_puts(a->out, holds);
        from = categories + n_categories;
    }
    for (size_t k = 0; k < sizeof spoken / sizeof *spoken; k++) {
        size_t n = 0, n_side = 0;
        const char *value = tomt_xml_attribute(tag, spoken[k], &n);
        if (!value || value < from || value >= end)
            continue;
        const char *side = tomt_style_side(value, n, a->context->result->language, &n_side);
        tomt_text_add(a->out, from, (size_t)(value - from));
        tomt_text_add(a->out, side, n_side);
        from = value + n;
    }
    tomt_text_add(a->out, from, (size_t)(end - from));
}

/* A renderer whose column is missing asks for nothing: each feature is one of the "others". */
static void put_renderer(struct adaptation *a, const char *tag, const char *end)
{
    size_t n = 0;
    const char *attribute = tomt_xml_attribute(tag, "attr", &n);
    tomt_text_add(a->out, tag, (size_t)(attribute - tag));
    tomt_text_puts(a->out, "''");
    tomt_text_add(a->out, attribute + n, (size_t)(end - attribute) - n);
}

/* What people call the n-th value: the title in its rows, else its own words. */
static bool put_nth(struct adaptation *a, const char *tag, const char *value,
                    struct tomt_error *err)
{
    size_t n = 0;
    const char *symbol = tomt_xml_attribute(tag, "symbol", &n);
    sqlite3_stmt *row = NULL;
    if (has_column(a->styled, "title", 5) && a->attribute) {
        char *sql =
            tomt_arena_print(a->context->arena, err, "SELECT max(title) FROM \"%s\" WHERE %s = ?1",
                             a->styled->name, a->attribute);
        row = sql ? tomt_style_ask(a->context, err, sql) : NULL;
        if (!row)
            return false;
        sqlite3_bind_text(row, 1, value, -1, SQLITE_STATIC);
    }
    tomt_text_puts(a->out, "<category value=\"");
    tomt_xml_escape_string(a->out, value);
    tomt_text_puts(a->out, "\" label=\"");
    const char *title =
        row && sqlite3_step(row) == SQLITE_ROW ? (const char *)sqlite3_column_text(row, 0) : NULL;
    tomt_xml_escape_plain(a->out, title ? title : value);
    tomt_text_print(a->out, "\" render=\"true\" symbol=\"%.*s\"/>", (int)n, symbol ? symbol : "");
    if (row)
        sqlite3_reset(row);
    return true;
}

static bool put_category(struct adaptation *a, const char *tag, const char *end,
                         struct tomt_error *err)
{
    size_t n = 0;
    const char *value = tomt_xml_attribute(tag, "value", &n);
    bool others = value && n == 0;
    long nth = nth_of(value, n);
    if (nth >= 0 && !a->constant && a->value && (size_t)nth < a->n_values && *a->value[nth])
        return put_nth(a, tag, a->value[nth], err);
    if (nth >= 0)
        drop_symbol(a, tag);
    else if (a->constant ? !others
                         : a->value && (others ? !a->unmatched : !value || !has_value(a, value, n)))
        drop_symbol(a, tag);
    else
        put_tag(a, tag, end);
    return true;
}

static bool dropped(const struct adaptation *a, const char *tag)
{
    size_t n = 0;
    const char *name = tomt_xml_attribute(tag, "name", &n);
    long number = name && n > 0 && *name >= '0' && *name <= '9' ? strtol(name, NULL, 10) : -1;
    return number >= 0 && number < MOST_SYMBOLS && a->drop[number];
}

/* Walks the tags; text between them is copied. */
static bool walk(struct adaptation *a, const char *qml, struct tomt_error *err)
{
    bool in_symbols = false;
    const char *p = qml;
    while (*p) {
        const char *tag = strchr(p, '<');
        if (!tag) {
            tomt_text_puts(a->out, p);
            break;
        }
        tomt_text_add(a->out, p, (size_t)(tag - p));
        const char *end = strncmp(tag, "<!--", 4) == 0 ? strstr(tag, "-->") : tomt_xml_tag_end(tag);
        if (!end)
            return tomt_fail(err, TOMT_INTERNAL, "style '%s' is not closed at '%.40s'",
                             a->styled->template_name, tag);
        if (strncmp(tag, "<symbols>", 9) == 0 || strncmp(tag, "</symbols>", 10) == 0)
            in_symbols = tag[1] != '/';
        if (strncmp(tag, "<!--", 4) == 0)
            end += 3;
        else if (tomt_xml_is(tag, "category")) {
            if (!put_category(a, tag, end, err))
                return false;
        } else if (a->constant && tomt_xml_is(tag, "renderer-v2"))
            put_renderer(a, tag, end);
        else if (a->unlabelled && tomt_xml_is(tag, "labeling"))
            end = tomt_xml_element_end(tag);
        else if (in_symbols && tomt_xml_is(tag, "symbol")) {
            end = tomt_xml_element_end(tag);
            if (end && !dropped(a, tag))
                tomt_text_add(a->out, tag, (size_t)(end - tag));
        } else
            put_tag(a, tag, end);
        if (!end)
            return tomt_fail(err, TOMT_INTERNAL, "style '%s' has an element without end",
                             a->styled->template_name);
        p = end;
        if (tag > qml && a->out->n &&
            a->out->bytes[a->out->n - 1] ==
                ' ') /* nothing came: take back its indent and line end */
            p += strspn(p, " \n");
    }
    return true;
}

/* Labels that ask for a column the layer lacks are left out. */
static bool look_at_labels(struct adaptation *a, const char *qml, struct tomt_error *err)
{
    for (const char *p = strstr(qml, "<text-style"); p; p = strstr(p + 1, "<text-style")) {
        size_t n = 0;
        const char *field = tomt_xml_attribute(p, "fieldName", &n);
        struct tomt_text plain = {0};
        if (!field || n == 0)
            continue;
        tomt_xml_unescape(&plain, field, n);
        bool failed = plain.failed;
        a->unlabelled = a->unlabelled || (!failed && !knows_columns(a->styled, plain.bytes));
        tomt_text_free(&plain);
        if (failed)
            return tomt_fail(err, TOMT_MEMORY, "out of memory for a style");
    }
    return true;
}

bool tomt_style_adapt(struct tomt_style_context *context, const struct tomt_styled *styled,
                      const char *qml, struct tomt_text *out, struct tomt_error *err)
{
    struct adaptation *a = tomt_arena_alloc(context->arena, sizeof *a, err);
    if (!a)
        return false;
    a->context = context;
    a->styled = styled;
    a->out = out;
    const char *renderer = strstr(qml, "<renderer-v2");
    size_t n = 0;
    const char *type = renderer ? tomt_xml_attribute(renderer, "type", &n) : NULL;
    if (type && strncmp(type, "categorizedSymbol", n) == 0) {
        if (!ask_values(a, renderer, err))
            return false;
        look_for_unmatched(a, renderer);
    }
    return look_at_labels(a, qml, err) && walk(a, qml, err);
}

static const struct tomt_file *find_template(const char *name)
{
    for (const struct tomt_file *file = tomt_styles; name && file->name; file++)
        if (strcmp(file->name, name) == 0)
            return file;
    return NULL;
}

bool tomt_style_make(struct tomt_style_context *context, struct tomt_styled *styled,
                     struct tomt_error *err)
{
    static const char empty[] =
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
        "<qgis version=\"3.22\" styleCategories=\"Symbology|Labeling|Rendering\">\n</qgis>\n";
    const struct tomt_file *file = find_template(styled->template_name);
    struct tomt_text *qml = &styled->qml;
    if (!tomt_style_adapt(context, styled, file ? file->bytes : empty, qml, err))
        return tomt_while(err, "styling layer '%s'", styled->name);
    while (qml->n && qml->bytes[qml->n - 1] != '<') /* cut off "</qgis>": more goes in before it */
        qml->n--;
    if (!qml->n)
        return tomt_fail(err, qml->failed ? TOMT_MEMORY : TOMT_INTERNAL, "style '%s' has no end",
                         styled->template_name);
    qml->bytes[--qml->n] = '\0';
    tomt_style_fields(context, styled, qml);
    if (!strstr(qml->bytes, "<mapTip"))
        tomt_style_map_tip(context, styled, qml);
    tomt_text_puts(qml, "</qgis>\n");
    return !qml->failed ||
           tomt_fail(err, TOMT_MEMORY, "out of memory styling layer '%s'", styled->name);
}
