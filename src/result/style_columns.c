/* result/style_columns.c: a layer's columns as people read them: aliases, hidden columns, decimals,
 * map tips. */
#include "result/fields.h"
#include "result/inside.h"
#include "result/style.h"
#include "result/words.h"
#include "result/xml.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

static const char PROFILE[] = "profile"; /* a column that names one: shown by its title */

const char *tomt_style_title(const struct tomt_title *title, int language)
{
    const char *text = language == 1 ? title->nb : title->en;
    return text ? text : title->en ? title->en : title->nb;
}

/* Units as people write them, "" for those that a title says already, and the decimals that people
 * need to see. */
static const struct {
    const char *unit, *shown;
    int decimals;
} unit_row[] = {{"m2", "m²", 0},
                {"m3", "m³", 0},
                {"m", "m", 0},
                {"share", "", 2},
                {"probability", "", 3},
                {"jobs/ha", "", 1},
                {"points", "", 1},
                {"jobs", "", 0},
                {"count", "", 0},
                {"persons", "", 0},
                {"people", "", 0},
                {"residents", "", 0},
                {"establishments", "", 0},
                {"years", "", 1},
                {"unit of the column", "", 2},
                {"unit of the raster", "", 2}};

static void set_unit(struct tomt_style_column *column, const char *unit)
{
    column->unit = unit ? unit : "";
    column->decimals = 2;
    for (size_t k = 0; unit && k < sizeof unit_row / sizeof *unit_row; k++)
        if (strcmp(unit, unit_row[k].unit) == 0) {
            column->unit = unit_row[k].shown;
            column->decimals = unit_row[k].decimals;
        }
}

/* Columns x_ID, v_ID, c_ID and y_ID of a profile. False when out of memory; *is says whether it was
 * one. */
static bool criterion_column(struct tomt_style_context *context,
                             const struct tomt_result_profile *profile,
                             struct tomt_style_column *column, bool *is, struct tomt_error *err)
{
    static const char *const suffix[2][4] = {{"", ": value 0–1", ": points", ": why no number"},
                                             {"", ": verdi 0–1", ": poeng", ": hvorfor uten tall"}};
    const char *const kinds = "xvcy";
    const char *kind = strchr(kinds, column->name[0]);
    if (!kind || !*kind || column->name[1] != '_')
        return true;
    for (size_t k = 0; k < profile->n_criteria; k++) {
        const struct tomt_result_criterion *criterion = &profile->criterion[k];
        if (strcmp(criterion->id, column->name + 2) != 0)
            continue;
        int language = context->result->language == 1;
        const char *title = tomt_style_title(&criterion->title, language);
        set_unit(column, *kind == 'x' ? criterion->unit : *kind == 'c' ? "points" : "");
        column->hidden = *kind == 'v';
        column->title = tomt_arena_print(context->arena, err, "%s%s", title ? title : criterion->id,
                                         suffix[language][kind - kinds]);
        *is = true;
        return column->title;
    }
    return true;
}

/* What a criterion says further may be a word: whose. "x_centre_class" of criterion centrality. */
static const char *words_of_more(const struct tomt_result_profile *profile, const char *name)
{
    for (size_t k = 0; profile && k < profile->n_criteria; k++) {
        const struct tomt_result_criterion *one = &profile->criterion[k];
        size_t n = strlen(one->id);
        if (strncmp(name, "x_", 2) == 0 && strncmp(name + 2, one->id, n) == 0 &&
            strcmp(name + 2 + n, "_class") == 0 && one->criterion &&
            strcmp(one->criterion, "centrality") == 0)
            return "centrality";
    }
    return NULL;
}

static bool is_internal(const struct tomt_result_layer *layer, const char *name)
{
    for (const char *const *c = layer ? layer->internal_columns : NULL; c && *c; c++)
        if (strcmp(*c, name) == 0)
            return true;
    return false;
}

static bool put_heading(struct tomt_style_context *context, struct tomt_style_column *column,
                        struct tomt_error *err)
{
    size_t n = strlen(column->title);
    bool said = n && column->title[n - 1] == ')' && strstr(column->title, column->unit);
    column->heading = *column->unit && !said ? tomt_arena_print(context->arena, err, "%s (%s)",
                                                                column->title, column->unit)
                                             : column->title;
    return column->heading;
}

/* A column that fields.h does not know (what a criterion says further): as the result calls it. */
static bool describe_by_result(struct tomt_style_context *context, const struct tomt_styled *styled,
                               struct tomt_style_column *column, struct tomt_error *err)
{
    sqlite3_stmt *row = tomt_style_ask(
        context, err,
        "SELECT coalesce(CASE WHEN ?3 = 1 THEN title_nb ELSE title_en END, title_en, title_nb), "
        "unit FROM field WHERE layer = ?1 AND field = ?2");
    if (!row)
        return false;
    sqlite3_bind_text(row, 1, styled->name, -1, SQLITE_STATIC);
    sqlite3_bind_text(row, 2, column->name, -1, SQLITE_STATIC);
    sqlite3_bind_int(row, 3, context->result->language);
    bool good = true;
    if (sqlite3_step(row) == SQLITE_ROW && sqlite3_column_type(row, 0) != SQLITE_NULL) {
        const char *title = (const char *)sqlite3_column_text(row, 0);
        set_unit(column, (const char *)sqlite3_column_text(row, 1));
        if (strcmp(column->unit, "min") == 0)
            column->decimals = 1;
        const char *unit = tomt_arena_copy(context->arena, column->unit, strlen(column->unit), err);
        column->unit = unit ? unit : "";
        column->title = tomt_arena_copy(context->arena, title, strlen(title), err);
        good = unit && column->title && put_heading(context, column, err);
    }
    sqlite3_reset(row);
    return good;
}

/* A column named after a sector or a set of clusters: "LQ: health". */
static bool describe_family(struct tomt_style_context *context, const struct tomt_styled *styled,
                            struct tomt_style_column *column, struct tomt_error *err)
{
    const char *rest = NULL;
    const struct tomt_field *family = tomt_field_family(column->name, &rest);
    if (!family)
        return describe_by_result(context, styled, column, err);
    set_unit(column, family->unit);
    const struct tomt_title *called = tomt_result_called(context->result, column->name);
    column->title = called ? tomt_style_title(called, context->result->language) : NULL;
    if (column->title)
        return put_heading(context, column, err);
    char *title = tomt_arena_print(context->arena, err, "%s: %s",
                                   context->result->language == 1 ? family->nb : family->en, rest);
    for (char *at = title; at && *at; at++)
        *at = *at == '_' ? ' ' : *at;
    column->title = title;
    return title && put_heading(context, column, err);
}

static bool describe_column(struct tomt_style_context *context, const struct tomt_styled *styled,
                            struct tomt_style_column *column, struct tomt_error *err)
{
    bool is_criterion = false;
    set_unit(column, "");
    column->title = column->heading = "";
    column->words = tomt_words_of(styled->name, column->name);
    if (strcmp(column->name, PROFILE) == 0)
        column->words = PROFILE;
    if (!column->words)
        column->words = words_of_more(styled->profile, column->name);
    if (styled->profile && !criterion_column(context, styled->profile, column, &is_criterion, err))
        return false;
    if (is_criterion)
        return put_heading(context, column, err);
    const struct tomt_field *field =
        tomt_field_of(styled->profile ? "profile" : styled->name, column->name);
    /* A layer that is internal as a whole is for those who may see what is. */
    bool secret = is_internal(styled->layer, column->name) || (field && field->internal);
    column->hidden = (secret && !styled->internal) || strcmp(column->name, "fid") == 0 ||
                     strcmp(column->name, "site_fid") == 0;
    if (!field)
        return describe_family(context, styled, column, err);
    set_unit(column, field->unit);
    column->title = context->result->language == 1 ? field->nb : field->en;
    return put_heading(context, column, err);
}

static enum tomt_type type_of(const char *declared)
{
    if (strstr(declared, "INT"))
        return TOMT_INTEGER;
    return strstr(declared, "REAL") || strstr(declared, "DOUBLE") || strstr(declared, "FLOAT")
               ? TOMT_REAL
               : TOMT_TEXT;
}

/* A view tells no type of a computed column; the table of a result does. */
static void find_types(const struct tomt_styled *styled, struct tomt_style_column *column,
                       const char *declared)
{
    const struct tomt_column *found = styled->layer && styled->layer->table
                                          ? tomt_table_find(styled->layer->table, column->name)
                                          : NULL;
    if (found)
        column->type = found->type;
    else if (!*declared && styled->profile && strchr("xvc", column->name[0]) &&
             column->name[1] == '_')
        column->type = TOMT_REAL;
}

bool tomt_style_columns(struct tomt_style_context *context, struct tomt_styled *styled,
                        struct tomt_error *err)
{
    char *sql = tomt_arena_print(
        context->arena, err, "SELECT name, upper(type) FROM pragma_table_info('%s')", styled->name);
    sqlite3_stmt *rows = sql ? tomt_style_ask(context, err, sql) : NULL;
    if (!rows)
        return false;
    size_t n = 0;
    while (sqlite3_step(rows) == SQLITE_ROW)
        n++;
    sqlite3_reset(rows);
    styled->column = tomt_arena_alloc(context->arena, (n ? n : 1) * sizeof *styled->column, err);
    if (!styled->column)
        return false;
    while (sqlite3_step(rows) == SQLITE_ROW && styled->n_columns < n) {
        struct tomt_style_column *column = &styled->column[styled->n_columns];
        const char *name = (const char *)sqlite3_column_text(rows, 0);
        const char *type = (const char *)sqlite3_column_text(rows, 1);
        if (styled->geometry_column && strcmp(name, styled->geometry_column) == 0)
            continue;
        column->name = tomt_arena_copy(context->arena, name, strlen(name), err);
        column->type = type_of(type ? type : "");
        if (!column->name)
            return false;
        find_types(styled, column, type ? type : "");
        if (!describe_column(context, styled, column, err))
            return false;
        styled->n_columns++;
    }
    return true;
}

static void put_word(struct tomt_text *out, const char *shown, const char *value)
{
    tomt_text_puts(out, "<Option type=\"Map\"><Option name=\"");
    tomt_xml_escape_string(out, shown);
    tomt_text_puts(out, "\" type=\"QString\" value=\"");
    tomt_xml_escape_string(out, value);
    tomt_text_puts(out, "\"/></Option>");
}

static void put_words(struct tomt_text *out, const char *column, const struct tomt_result *result)
{
    tomt_text_puts(out,
                   "ValueMap\"><config><Option type=\"Map\"><Option name=\"map\" type=\"List\">");
    size_t n;
    const struct tomt_word *word = tomt_words(&n);
    for (size_t k = 0; k < n; k++)
        if (strcmp(word[k].column, column) == 0)
            put_word(out, result->language == 1 ? word[k].nb : word[k].en, word[k].value);
    for (size_t k = 0; column == PROFILE && k < result->n_profiles; k++) {
        const char *title = tomt_style_title(&result->profile[k].title, result->language);
        put_word(out, title ? title : result->profile[k].name, result->profile[k].name);
    }
    tomt_text_puts(out, "</Option></Option></config>");
}

static void put_widget(struct tomt_text *out, const struct tomt_style_column *column,
                       const struct tomt_result *result)
{
    tomt_text_puts(out, "  <field name=\"");
    tomt_xml_escape_string(out, column->name);
    tomt_text_puts(out, "\" configurationFlags=\"None\"><editWidget type=\"");
    if (column->hidden)
        tomt_text_puts(out, "Hidden\"><config><Option/></config>");
    else if (column->type == TOMT_REAL)
        tomt_text_print(
            out,
            "Range\"><config><Option type=\"Map\"><Option name=\"AllowNull\" type=\"bool\" "
            "value=\"true\"/>"
            "<Option name=\"Max\" type=\"double\" value=\"9999999999\"/>" /* the box is as wide */
            "<Option name=\"Min\" type=\"double\" value=\"-999999999\"/>"
            "<Option name=\"Precision\" type=\"int\" value=\"%d\"/>"
            "<Option name=\"Style\" type=\"QString\" value=\"SpinBox\"/></Option></config>",
            column->decimals);
    else if (column->type == TOMT_TEXT && column->words)
        put_words(out, column->words, result);
    else
        tomt_text_puts(out, "TextEdit\"><config><Option/></config>");
    tomt_text_puts(out, "</editWidget></field>\n");
}

/* What a layer is called by in lists: its name, else its id. */
static const char *display_column(const struct tomt_styled *styled)
{
    static const char *const wanted[] = {"name", "site_id", "property", "title", "use"};
    for (size_t w = 0; w < sizeof wanted / sizeof *wanted; w++)
        for (size_t k = 0; k < styled->n_columns; k++)
            if (strcmp(styled->column[k].name, wanted[w]) == 0 && !styled->column[k].hidden)
                return wanted[w];
    return styled->n_columns ? styled->column[0].name : "fid";
}

void tomt_style_fields(const struct tomt_style_context *context, const struct tomt_styled *styled,
                       struct tomt_text *out)
{
    tomt_text_puts(out, " <fieldConfiguration>\n");
    for (size_t k = 0; k < styled->n_columns; k++)
        put_widget(out, &styled->column[k], context->result);
    tomt_text_puts(out, " </fieldConfiguration>\n <aliases>\n");
    for (size_t k = 0; k < styled->n_columns; k++) {
        tomt_text_print(out, "  <alias index=\"%zu\" field=\"", k);
        tomt_xml_escape_string(out, styled->column[k].name);
        tomt_text_puts(out, "\" name=\"");
        tomt_xml_escape_string(out, styled->column[k].heading);
        tomt_text_puts(out, "\"/>\n");
    }
    tomt_text_puts(out, " </aliases>\n <attributetableconfig actionWidgetStyle=\"dropDown\" "
                        "sortExpression=\"\" sortOrder=\"0\">\n"
                        "  <columns>\n");
    for (size_t k = 0; k < styled->n_columns; k++) {
        tomt_text_puts(out, "   <column type=\"field\" name=\"");
        tomt_xml_escape_string(out, styled->column[k].name);
        tomt_text_print(out, "\" width=\"-1\" hidden=\"%d\"/>\n", styled->column[k].hidden);
    }
    tomt_text_puts(out, "   <column type=\"actions\" width=\"-1\" hidden=\"1\"/>\n  </columns>\n "
                        "</attributetableconfig>\n"
                        " <previewExpression>&quot;");
    tomt_xml_escape_string(out, display_column(styled));
    tomt_text_puts(out, "&quot;</previewExpression>\n");
    tomt_style_form(context, styled, out);
}

/* Text for HTML inside a quoted string of a QGIS expression. */
static void put_literal(struct tomt_text *html, const char *text)
{
    for (const char *p = text; *p; p++) {
        if (*p == '\'')
            tomt_text_puts(html, "&#39;"); /* of text and of a quoted string alike */
        else if ((*p == '[' && p[1] == '%') || (*p == '%' && p[1] == ']'))
            tomt_text_puts(html, *p == '[' ? "&#91;" : "&#37;"); /* no expression begins or ends */
        else if (*p == '\\')
            tomt_text_puts(html, "&#92;");
        else if (*p == '<' || *p == '&')
            tomt_text_puts(html, *p == '<' ? "&lt;" : "&amp;");
        else
            tomt_text_add(html, p, 1);
    }
}

/* "office,hotel" as people call them. */
static void put_profiles(struct tomt_text *html, const struct tomt_result *result)
{
    tomt_text_puts(html, "array_to_string(array_foreach(string_to_array(\"profiles\"), "
                         "coalesce(map_get(map('', ''");
    for (size_t k = 0; k < result->n_profiles; k++) {
        const char *title = tomt_style_title(&result->profile[k].title, result->language);
        tomt_text_print(html, ", '%s', '", result->profile[k].name);
        put_literal(html, title ? title : result->profile[k].name);
        tomt_text_puts(html, "'");
    }
    tomt_text_puts(html, "), @element), @element)), ', ')");
}

static void put_value(struct tomt_text *html, const struct tomt_style_column *column,
                      const struct tomt_result *result)
{
    int language = result->language;
    if (column->type == TOMT_TEXT && strcmp(column->name, "profiles") == 0)
        put_profiles(html, result);
    else if (column->type == TOMT_TEXT && column->words)
        tomt_text_print(
            html, "replace(represent_value(\"%s\"), map('&', '&amp;', '<', '&lt;', '[', '&#91;'))",
            column->name);
    else if (column->type == TOMT_TEXT)
        tomt_text_print(html,
                        "replace(left(\"%s\", 300), map('&', '&amp;', '<', '&lt;', '[', '&#91;'))",
                        column->name);
    else if (column->type == TOMT_INTEGER)
        tomt_text_print(html, "to_string(\"%s\")", column->name);
    else
        tomt_text_print(html, "format_number(\"%s\", %d, '%s')", column->name, column->decimals,
                        language == 1 ? "nb" : "en");
}

/* A row of the tip; it vanishes where the value is null. `points` (may be NULL) stands to its
 * right. */
static void put_row(struct tomt_text *html, const struct tomt_style_column *column,
                    const struct tomt_style_column *points, const char *title,
                    const struct tomt_result *result)
{
    tomt_text_puts(html, "[% coalesce('<tr><td>");
    put_literal(html, title);
    tomt_text_puts(html, "&nbsp;</td><td align=right>' || ");
    put_value(html, column, result);
    tomt_text_print(html, " || '%s%s</td>", *column->unit ? " " : "", column->unit);
    if (points) {
        tomt_text_puts(html, "<td align=right>&nbsp;&nbsp;<b>' || coalesce(");
        put_value(html, points, result);
        tomt_text_puts(html, ", '–') || '</b></td>");
    }
    tomt_text_puts(html, "</tr>', '') %]");
}

static const struct tomt_style_column *column_of(const struct tomt_styled *styled,
                                                 const char *prefix, const char *name)
{
    size_t n = strlen(prefix);
    for (size_t k = 0; k < styled->n_columns; k++)
        if (strncmp(styled->column[k].name, prefix, n) == 0 &&
            strcmp(styled->column[k].name + n, name) == 0)
            return &styled->column[k];
    return NULL;
}

/* Rank and score, the facts people ask for first, then each criterion with its number and its
 * points. */
static void profile_tip(const struct tomt_style_context *context, const struct tomt_styled *styled,
                        struct tomt_text *html)
{
    static const char *const facts[] = {
        "property",  "use_title",      "strategy",      "readiness", "sequence",
        "joint",     "developable_m2", "unused_bra_m2", "jobs",      "capacity_why",
        "plan_name", "stability",      "dominated_by"};
    int language = context->result->language == 1;
    const struct tomt_style_column *score = column_of(styled, "", "score"),
                                   *rank = column_of(styled, "", "rank");
    tomt_text_puts(html, "<b>");
    put_literal(html, styled->title);
    bool interval = column_of(styled, "", "rank_low") && column_of(styled, "", "rank_high");
    if (score && rank)
        tomt_text_print(
            html,
            ": [%% coalesce('%s ' || to_string(\"rank\")%s || ', ' || format_number(\"score\", 0, "
            "'%s') || ' %s', '%s') %%]",
            language ? "plass" : "rank",
            interval ? " || if(\"rank_low\" < \"rank_high\", ' (' || to_string(\"rank_low\") || "
                       "'–' || to_string(\"rank_high\") || ')', '')"
                     : "",
            language ? "nb" : "en", language ? "poeng" : "points",
            language ? "uten plassering" : "no rank");
    tomt_text_puts(html, "</b><table cellspacing=0>");
    for (size_t k = 0; k < sizeof facts / sizeof *facts; k++) {
        const struct tomt_style_column *column = column_of(styled, "", facts[k]);
        if (column && !column->hidden)
            put_row(html, column, NULL, *column->title ? column->title : column->name,
                    context->result);
    }
    for (size_t k = 0; k < styled->profile->n_criteria; k++) {
        const struct tomt_result_criterion *criterion = &styled->profile->criterion[k];
        const struct tomt_style_column *raw = column_of(styled, "x_", criterion->id);
        const char *title = tomt_style_title(&criterion->title, language);
        if (raw)
            put_row(html, raw, column_of(styled, "c_", criterion->id),
                    title ? title : criterion->id, context->result);
    }
    tomt_text_puts(html, "</table>");
}

static void plain_tip(const struct tomt_style_context *context, const struct tomt_styled *styled,
                      struct tomt_text *html)
{
    enum { MOST = 14 };
    size_t n = 0;
    /* The layer's own style serves all its rows, also those of other profiles. */
    const char *whole = styled->layer && !styled->view
                            ? tomt_style_title(&styled->layer->title, context->result->language)
                            : NULL;
    tomt_text_puts(html, "<b>");
    put_literal(html, whole ? whole : styled->title);
    tomt_text_puts(html, "</b><table cellspacing=0>");
    for (size_t k = 0; k < styled->n_columns && n < MOST; k++) {
        const struct tomt_style_column *column = &styled->column[k];
        if (column->hidden || !*column->title)
            continue;
        put_row(html, column, NULL, column->title, context->result);
        n++;
    }
    tomt_text_puts(html, "</table>");
}

void tomt_style_map_tip(const struct tomt_style_context *context, const struct tomt_styled *styled,
                        struct tomt_text *out)
{
    struct tomt_text html = {0};
    if (styled->profile)
        profile_tip(context, styled, &html);
    else
        plain_tip(context, styled, &html);
    tomt_text_puts(out, " <mapTip>");
    tomt_xml_escape(out, html.bytes ? html.bytes : "", html.n);
    tomt_text_puts(out, "</mapTip>\n");
    out->failed = out->failed || html.failed;
    tomt_text_free(&html);
}
