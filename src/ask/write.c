/* ask/write.c: an answer's cells as people read them; CSV, JSON and Markdown. Whatever a name
 * holds, it stays inside its cell. */
#include "ask/inside.h"
#include "phrase/phrase.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

static const char *title_of(const struct tomt_ask_column *column,
                            const struct tomt_phrases *phrases)
{
    const char *title = tomt_phrases_language(phrases) == 1 ? column->title.nb : column->title.en;
    return title && *title ? title : column->name;
}

/* The title, with its unit unless it ends with one: "Floor area (m²)". */
void tomt_answer_heading(const struct tomt_ask_column *column, const struct tomt_phrases *phrases,
                         struct tomt_text *out)
{
    static const char *const shown[][2] = {{"m2", "m²"}, {"m2 BRA", "m²"}, {"share", "%"},
                                           {"m", "m"},   {"km", "km"},     {"min", "min"},
                                           {"ha", "ha"}};
    const char *title = title_of(column, phrases);
    size_t n = strlen(title);
    tomt_text_line(out, title);
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        if (column->unit && !strcmp(column->unit, shown[i][0]) && n && title[n - 1] != ')')
            tomt_text_print(out, " (%s)", shown[i][1]);
}

/* As its unit wants; `fixed`: as many in all of a column, so that numbers below each other align.
 */
static unsigned decimals_of(const char *unit, double number, bool *fixed)
{
    static const struct {
        const char *unit;
        unsigned decimals;
    } row[] = {{"m2", 0},  {"m2 BRA", 0}, {"m", 0},        {"jobs", 0}, {"points", 1},
               {"min", 1}, {"share", 0},  {"quotient", 2}, {"ha", 2},   {"year", 1}};
    *fixed = unit && (!strcmp(unit, "points") || !strcmp(unit, "min") ||
                      !strcmp(unit, "quotient") || !strcmp(unit, "ha"));
    for (size_t i = 0; unit && i < sizeof row / sizeof *row; i++)
        if (!strcmp(unit, row[i].unit))
            return row[i].decimals;
    return fabs(number) < 10 ? 2 : fabs(number) < 1000 ? 1 : 0;
}

static void put_number(const struct tomt_phrases *phrases, const char *unit, double number,
                       struct tomt_text *out)
{
    bool share = unit && !strcmp(unit, "share");
    double shown = share ? 100 * number : number;
    bool fixed;
    unsigned decimals = decimals_of(unit, shown, &fixed), n = 0;
    if (!(fabs(shown) < 1e15)) {
        tomt_text_number(out, number);
        return;
    }
    size_t from = out->n;
    const char mark = tomt_phrases_language(phrases) == 1 ? ',' : '.';
    tomt_phrase_number(phrases, out, shown, decimals);
    if (!fixed || !decimals || !out->n)
        return;
    /* The zeros that are left out behind the mark: a thousand's comma is no such mark in English.
     */
    const char *last = strrchr(out->bytes + from, mark);
    n = last ? (unsigned)strlen(last + 1) : 0;
    if (!last)
        tomt_text_add(out, &mark, 1);
    for (; n < decimals; n++)
        tomt_text_puts(out, "0");
}

/* A code, or codes between commas, as people read them; else the text. */
static void put_words(const struct tomt_ask_column *column, const struct tomt_phrases *phrases,
                      const char *text, struct tomt_text *out)
{
    enum { MOST = 400 };
    int language = tomt_phrases_language(phrases);
    char code[MOST];
    bool known = false;
    size_t n = strlen(text), before = out->n;
    for (size_t at = 0; column->n_words && n < MOST && at <= n;) {
        size_t end = at + strcspn(text + at, ",");
        memcpy(code, text + at, end - at);
        code[end - at] = 0;
        const char *word = tomt_ask_word_of(column->word, column->n_words, code, language);
        known = known || word;
        tomt_text_puts(out, at ? ", " : "");
        tomt_text_line(out, word ? word : code);
        at = end + 1;
    }
    if (known)
        return;
    out->n = before;
    tomt_text_line(out, text);
}

void tomt_answer_title(const struct tomt_answer *answer, const struct tomt_phrases *phrases,
                       struct tomt_text *out)
{
    const char *title = tomt_phrases_language(phrases) == 1 ? answer->title.nb : answer->title.en;
    tomt_text_line(out, title ? title : "");
}

void tomt_answer_none(const struct tomt_phrases *phrases, struct tomt_text *out)
{
    tomt_text_puts(out, tomt_phrases_language(phrases) == 1 ? "Ingen rader.\n" : "No rows.\n");
}

/* As people read it; text in full. Null is nothing. */
void tomt_answer_said(const struct tomt_answer *answer, const struct tomt_phrases *phrases,
                      size_t column, size_t row, struct tomt_text *out)
{
    const struct tomt_column *of = &answer->table.column[column];
    const char *unit = answer->column[column].unit;
    if (tomt_column_is_null(of, row))
        return;
    if (of->type == TOMT_TEXT)
        put_words(&answer->column[column], phrases, tomt_column_text(of, row, NULL), out);
    else if (of->type == TOMT_REAL)
        put_number(phrases, unit, of->real[row], out);
    else if (unit && *unit)
        put_number(phrases, unit, (double)of->integer[row], out);
    else
        tomt_text_print(out, "%" PRId64, of->integer[row]);
}

/* --- CSV
 * ------------------------------------------------------------------------------------------------------------
 */

/* A spreadsheet calculates what begins with = + - or @; a number is meant to. */
static bool is_formula(const char *text, size_t n)
{
    double number;
    return n && strchr("=+-@\t\r", text[0]) && !tomt_number_parse(text, n, false, &number);
}

static void put_quoted(const char *text, size_t n, struct tomt_text *out)
{
    bool formula = is_formula(text, n), plain = !formula;
    for (size_t i = 0; plain && i < n; i++)
        plain = !strchr(",;\"\r\n", text[i]) || !text[i];
    if (plain && n && text[0] != ' ' && text[n - 1] != ' ') {
        tomt_text_add(out, text, n);
        return;
    }
    tomt_text_puts(out, formula ? "\"'" : "\"");
    for (size_t i = 0; i < n; i++) {
        tomt_text_add(out, &text[i], 1);
        if (text[i] == '"')
            tomt_text_puts(out, "\"");
    }
    tomt_text_puts(out, "\"");
}

static void put_csv(const struct tomt_answer *answer, struct tomt_text *out)
{
    size_t n = answer->table.n_columns;
    for (size_t c = 0; c < n; c++) {
        tomt_text_puts(out, c ? "," : "");
        put_quoted(answer->column[c].name, strlen(answer->column[c].name), out);
    }
    tomt_text_puts(out, "\n");
    for (size_t row = 0; row < answer->table.n_rows; row++) {
        for (size_t c = 0; c < n; c++) {
            const struct tomt_column *of = &answer->table.column[c];
            size_t length;
            tomt_text_puts(out, c ? "," : "");
            if (tomt_column_is_null(of, row))
                continue;
            if (of->type == TOMT_REAL) {
                tomt_text_number(out, of->real[row]);
            } else if (of->type == TOMT_INTEGER) {
                tomt_text_print(out, "%" PRId64, of->integer[row]);
            } else {
                const char *text = tomt_column_text(of, row, &length);
                put_quoted(text, length, out);
            }
        }
        tomt_text_puts(out, "\n");
    }
}

/* --- JSON
 * -----------------------------------------------------------------------------------------------------------
 */

void tomt_answer_json_cell(const struct tomt_column *of, size_t row, struct tomt_text *out)
{
    size_t n;
    if (tomt_column_is_null(of, row)) {
        tomt_text_puts(out, "null");
    } else if (of->type == TOMT_REAL) {
        tomt_text_number(out, of->real[row]);
    } else if (of->type == TOMT_INTEGER) {
        tomt_text_print(out, "%" PRId64, of->integer[row]);
    } else {
        const char *text = tomt_column_text(of, row, &n);
        tomt_text_json(out, text, n);
    }
}

static void put_member(struct tomt_text *out, const char *key, const char *text)
{
    tomt_text_print(out, "\"%s\":", key);
    if (text)
        tomt_text_json(out, text, strlen(text));
    else
        tomt_text_puts(out, "null");
}

static void put_json(const struct tomt_answer *answer, const struct tomt_phrases *phrases,
                     struct tomt_text *out)
{
    size_t n = answer->table.n_columns;
    const char *title = tomt_phrases_language(phrases) == 1 ? answer->title.nb : answer->title.en;
    tomt_text_puts(out, "{");
    put_member(out, "question", answer->name);
    tomt_text_puts(out, ",");
    put_member(out, "title", title);
    tomt_text_puts(out, ",\n\"columns\":[");
    for (size_t c = 0; c < n; c++) {
        tomt_text_puts(out, c ? ",{" : "{");
        put_member(out, "name", answer->column[c].name);
        tomt_text_puts(out, ",");
        put_member(out, "title", title_of(&answer->column[c], phrases));
        tomt_text_puts(out, ",");
        put_member(out, "unit", answer->column[c].unit);
        tomt_text_puts(out, "}");
    }
    tomt_text_puts(out, "],\n\"rows\":[");
    for (size_t row = 0; row < answer->table.n_rows; row++) {
        tomt_text_puts(out, row ? ",\n[" : "\n[");
        for (size_t c = 0; c < n; c++) {
            tomt_text_puts(out, c ? "," : "");
            tomt_answer_json_cell(&answer->table.column[c], row, out);
        }
        tomt_text_puts(out, "]");
    }
    tomt_text_puts(out, "],\n\"notes\":[");
    for (size_t i = 0; i < answer->n_notes; i++) {
        tomt_text_puts(out, i ? "," : "");
        tomt_text_json(out, answer->note[i], strlen(answer->note[i]));
    }
    tomt_text_puts(out, "]}\n");
}

/* --- Markdown
 * -------------------------------------------------------------------------------------------------------
 */

static void put_escaped(const struct tomt_text *text, struct tomt_text *out)
{
    for (size_t i = 0; i < text->n; i++) {
        char c = text->bytes[i];
        if (c == '<')
            tomt_text_puts(out, "&lt;");
        else if (c == '&')
            tomt_text_puts(out, "&amp;");
        else if (c && strchr("\\|`*_[]#~!", c))
            tomt_text_print(out, "\\%c", c);
        else
            tomt_text_add(out, &c, 1);
    }
}

static void put_markdown_row(const struct tomt_answer *answer, const struct tomt_phrases *phrases,
                             size_t row, bool heading, struct tomt_text *out)
{
    tomt_text_puts(out, "|");
    for (size_t c = 0; c < answer->table.n_columns; c++) {
        struct tomt_text said = {0};
        if (heading)
            tomt_answer_heading(&answer->column[c], phrases, &said);
        else
            tomt_answer_said(answer, phrases, c, row, &said);
        tomt_text_puts(out, " ");
        put_escaped(&said, out);
        tomt_text_puts(out, " |");
        out->failed = out->failed || said.failed;
        tomt_text_free(&said);
    }
    tomt_text_puts(out, "\n");
}

static void put_markdown(const struct tomt_answer *answer, const struct tomt_phrases *phrases,
                         struct tomt_text *out)
{
    struct tomt_text title = {0};
    tomt_answer_title(answer, phrases, &title);
    if (answer->name) {
        tomt_text_puts(out, "**");
        put_escaped(&title, out);
        tomt_text_puts(out, "**\n\n");
    }
    tomt_text_free(&title);
    if (answer->table.n_rows) {
        put_markdown_row(answer, phrases, 0, true, out);
        tomt_text_puts(out, "|");
        for (size_t c = 0; c < answer->table.n_columns; c++)
            tomt_text_puts(out, answer->table.column[c].type == TOMT_TEXT ? "---|" : "--:|");
        tomt_text_puts(out, "\n");
        for (size_t row = 0; row < answer->table.n_rows; row++)
            put_markdown_row(answer, phrases, row, false, out);
    } else {
        tomt_answer_none(phrases, out);
    }
    for (size_t i = 0; i < answer->n_notes; i++) {
        struct tomt_text line = {0};
        tomt_text_line(&line, answer->note[i]);
        tomt_text_puts(out, "\n");
        put_escaped(&line, out);
        tomt_text_puts(out, "\n");
        tomt_text_free(&line);
    }
}

bool tomt_answer_write(const struct tomt_answer *answer, enum tomt_answer_format format,
                       const struct tomt_phrases *phrases, struct tomt_text *out,
                       struct tomt_error *err)
{
    if (format == TOMT_ANSWER_TABLE && !tomt_answer_table(answer, phrases, false, out, err))
        return false;
    if (format == TOMT_ANSWER_GEOJSON && !tomt_answer_geojson(answer, out, err))
        return false;
    if (format == TOMT_ANSWER_CSV)
        put_csv(answer, out);
    else if (format == TOMT_ANSWER_JSON)
        put_json(answer, phrases, out);
    else if (format == TOMT_ANSWER_MARKDOWN)
        put_markdown(answer, phrases, out);
    return !out->failed || tomt_fail(err, TOMT_MEMORY, "out of memory writing the answer");
}
