/* report/rows.c: tables of a result as columns of JSON, without what is internal. */
#include "report/inside.h"
#include "result/read_only.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

bool tomt_report_open(struct tomt_report *report, struct tomt_error *err)
{
    report->db = tomt_result_sqlite(report->arena, report->options->result, err);
    return report->db != NULL;
}

sqlite3_stmt *tomt_report_ask(struct tomt_report *report, struct tomt_error *err, const char *sql,
                              ...)
{
    sqlite3_stmt *statement = NULL;
    va_list more;
    va_start(more, sql);
    char *text = sqlite3_vmprintf(sql, more);
    va_end(more);
    if (!text)
        tomt_fail(err, TOMT_MEMORY, "out of memory asking '%s'", report->options->result);
    else if (sqlite3_prepare_v2(report->db, text, -1, &statement, NULL) != SQLITE_OK)
        tomt_report_end(report, NULL, SQLITE_ERROR, err);
    sqlite3_free(text);
    return statement;
}

bool tomt_report_end(struct tomt_report *report, sqlite3_stmt *statement, int code,
                     struct tomt_error *err)
{
    bool ok = code == SQLITE_DONE ||
              tomt_fail(err, code == SQLITE_NOMEM ? TOMT_MEMORY : TOMT_DATA,
                        "'%s' cannot be read: %s; run the project again (tomt run PROJECT)",
                        report->options->result, sqlite3_errmsg(report->db));
    sqlite3_finalize(statement);
    return ok;
}

/* What cannot be asked is not there; an answer is never guessed to be public. */
static bool any(struct tomt_report *report, const char *sql, const char *first, const char *second)
{
    sqlite3_stmt *row = NULL;
    if (sqlite3_prepare_v2(report->db, sql, -1, &row, NULL) != SQLITE_OK)
        return false;
    sqlite3_bind_text(row, 1, first, -1, SQLITE_STATIC);
    if (second)
        sqlite3_bind_text(row, 2, second, -1, SQLITE_STATIC);
    bool found = sqlite3_step(row) == SQLITE_ROW;
    sqlite3_finalize(row);
    return found;
}

/* Columns of no table that says so are public: tables `tomt`, `provenance` and the like. */
static bool is_internal(struct tomt_report *report, const char *table, const char *column)
{
    if (report->options->internal)
        return false;
    if (!strcmp(table, "purchase") || !strcmp(table, "unplaced") ||
        any(report, "SELECT 1 FROM layer WHERE name = ?1 AND visibility = 'internal'", table, NULL))
        return true;
    return column && any(report,
                         "SELECT 1 FROM field WHERE field = ?2 AND visibility = 'internal' AND "
                         "(layer = ?1 OR 'score_' || layer = ?1)",
                         table, column);
}

bool tomt_report_has(struct tomt_report *report, const char *table, const char *column)
{
    bool found =
        column ? any(report, "SELECT 1 FROM pragma_table_info(?1) WHERE name = ?2", table, column)
               : any(report,
                     "SELECT 1 FROM sqlite_schema WHERE type IN ('table', 'view') AND name = ?1",
                     table, NULL);
    return found && !is_internal(report, table, column);
}

static bool is_named(const char *name, const char *word, size_t n)
{
    return strlen(name) == n && !memcmp(name, word, n);
}

/* The columns of one word: itself, or all that begin so. */
static bool add_columns(struct tomt_report *report, const char *table, const char *word, size_t n,
                        struct tomt_text *select, size_t *n_columns, struct tomt_error *err)
{
    bool prefix = n && word[n - 1] == '*';
    sqlite3_stmt *row =
        tomt_report_ask(report, err, "SELECT name FROM pragma_table_info(%Q) ORDER BY cid", table);
    if (!row)
        return false;
    int code;
    while ((code = sqlite3_step(row)) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(row, 0);
        bool wanted = name && (prefix ? !strncmp(name, word, n - 1) : is_named(name, word, n));
        if (!wanted || is_internal(report, table, name))
            continue;
        char *quoted = sqlite3_mprintf("%s\"%w\"", *n_columns ? ", " : "", name);
        tomt_text_puts(select, quoted ? quoted : "");
        select->failed = select->failed || !quoted;
        sqlite3_free(quoted);
        ++*n_columns;
    }
    return tomt_report_end(report, row, code, err);
}

static bool select_of(struct tomt_report *report, const char *table, const char *columns,
                      struct tomt_text *select, size_t *n_columns, struct tomt_error *err)
{
    for (const char *at = columns; *at;) {
        size_t n = strcspn(at, " ");
        if (n && !add_columns(report, table, at, n, select, n_columns, err))
            return false;
        at += n + strspn(at + n, " ");
    }
    return true;
}

static void put_digits(struct tomt_text *out, double number, int digits)
{
    char text[40];
    snprintf(text, sizeof text, "%.*g", digits, number);
    tomt_text_number(out, strtod(text, NULL));
}

/* Scores and the like as they are; raw numbers and points as far as anybody reads them. */
static void put_cell(struct tomt_report *report, struct tomt_text *out, sqlite3_stmt *row, int at)
{
    const char *name = sqlite3_column_name(row, at);
    int type = sqlite3_column_type(row, at);
    if (type == SQLITE_INTEGER) {
        tomt_text_print(out, "%lld", (long long)sqlite3_column_int64(row, at));
    } else if (type == SQLITE_FLOAT) {
        double number = sqlite3_column_double(row, at);
        if (!isfinite(number))
            tomt_text_puts(out, "null");
        else if (name && !strncmp(name, "c_", 2))
            tomt_text_fixed(out, number, 4);
        else if (name && (!strncmp(name, "x_", 2) || !strcmp(name, "measured")))
            put_digits(out, number, 6);
        else if (name && strcmp(name, "score"))
            put_digits(out, number, 9);
        else
            tomt_text_number(out, number);
    } else if (type == SQLITE_TEXT) {
        const char *text = (const char *)sqlite3_column_text(row, at);
        size_t n = text ? (size_t)sqlite3_column_bytes(row, at) : 0;
        if (n > TOMT_REPORT_LONGEST) { /* before it is copied about */
            char cut[TOMT_REPORT_LONGEST + 1];
            for (n = TOMT_REPORT_LONGEST - 3; n && ((unsigned char)text[n] & 0xC0) == 0x80;)
                n--;
            memcpy(cut, text, n);
            memcpy(cut + n, "\xE2\x80\xA6", 4);
            tomt_report_string(out, cut);
            report->n_cut++;
        } else {
            tomt_report_string(out, text);
            out->failed = out->failed || !text;
        }
    } else {
        tomt_text_puts(out, "null");
    }
}

/* A column as it comes, and as numbers of its distinct cells: whichever is shorter goes into the
 * page. */
enum { MOST_WORDS = 250 };
struct column {
    struct tomt_text plain, codes, words, folded, last;
    size_t start[MOST_WORDS + 1], n_words; /* of the cells in `words`, a comma after each */
    bool many;                             /* more than MOST_WORDS */
    bool not_text;                         /* there is a cell that is neither text nor null */
};

static void free_column(struct column *column)
{
    tomt_text_free(&column->plain);
    tomt_text_free(&column->codes);
    tomt_text_free(&column->words);
    tomt_text_free(&column->folded);
    tomt_text_free(&column->last);
}

static void put_code(struct column *column, const char *cell, size_t n)
{
    size_t k = 0;
    for (; k < column->n_words; k++)
        if (column->start[k + 1] - column->start[k] == n + 1 &&
            !memcmp(column->words.bytes + column->start[k], cell, n))
            break;
    column->many = column->many || k == MOST_WORDS;
    if (column->many)
        return;
    if (k == column->n_words) {
        tomt_text_add(&column->words, cell, n);
        tomt_text_puts(&column->words, ",");
        column->start[++column->n_words] = column->words.n;
    }
    tomt_text_print(&column->codes, "%zu,", k);
}

/* A text without what it begins with as the last one does, after a letter that says how much that
 * is; 0: the same text. Only ASCII is left out, so that bytes are characters. */
static void put_folded(struct column *column, const char *cell, size_t n)
{
    static const char how_much[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    struct tomt_text *last = &column->last;
    size_t same = 0, most = sizeof how_much - 2;
    if (*cell != '"') {
        column->not_text = column->not_text || *cell != 'n';
        tomt_text_puts(&column->folded, "null,");
        return;
    }
    cell++; /* without its quotes */
    n -= 2;
    if (last->bytes && last->n == n && !memcmp(last->bytes, cell, n)) {
        tomt_text_puts(&column->folded, "0,");
        return;
    }
    while (same < most && same < n && same < last->n && cell[same] == last->bytes[same] &&
           (unsigned char)cell[same] < 0x80 && cell[same] != '\\')
        same++;
    tomt_text_puts(&column->folded, "\"");
    tomt_text_add(&column->folded, &how_much[same], 1);
    tomt_text_add(&column->folded, cell + same, n - same);
    tomt_text_puts(&column->folded, "\",");
    last->n = 0;
    tomt_text_add(last, cell, n);
}

static void add_cell(struct tomt_report *report, struct column *column, sqlite3_stmt *row, int at)
{
    size_t from = column->plain.n;
    put_cell(report, &column->plain, row, at);
    if (!column->many && !column->plain.failed && !column->words.failed)
        put_code(column, column->plain.bytes + from, column->plain.n - from);
    if (!column->not_text && !column->plain.failed && !column->folded.failed)
        put_folded(column, column->plain.bytes + from, column->plain.n - from);
    tomt_text_puts(&column->plain, ",");
}

/* Without the last comma. */
static void add_list(struct tomt_text *out, const struct tomt_text *list)
{
    tomt_text_puts(out, "[");
    tomt_text_add(out, list->n ? list->bytes : "", list->n ? list->n - 1 : 0);
    tomt_text_puts(out, "]");
}

static void put_column(struct tomt_text *out, const char *name, const struct column *column,
                       size_t n)
{
    size_t coded = column->n_words == 1 ? 40 : column->words.n + column->codes.n + 20;
    size_t folded = column->not_text ? SIZE_MAX : column->folded.n + 10;
    tomt_json_put_key(out, name ? name : "");
    if (!column->many && coded < column->plain.n && coded <= folded) {
        tomt_text_puts(out, "{\"t\":");
        add_list(out, &column->words);
        tomt_text_puts(out, ",\"i\":");
        if (column->n_words == 1)
            tomt_text_print(out, "%zu", n);
        else
            add_list(out, &column->codes);
        tomt_text_puts(out, "}");
    } else if (folded < column->plain.n) {
        tomt_text_puts(out, "{\"f\":");
        add_list(out, &column->folded);
        tomt_text_puts(out, "}");
    } else {
        add_list(out, &column->plain);
    }
    out->failed = out->failed || column->plain.failed || column->codes.failed ||
                  column->words.failed || column->folded.failed || column->last.failed || !name;
}

/* Column by column: every column its own buffer while the rows pass. */
static bool put_columns(struct tomt_report *report, struct tomt_text *out, sqlite3_stmt *rows,
                        size_t n_columns, struct tomt_error *err)
{
    struct column *column =
        tomt_arena_block(report->arena, NULL, (n_columns + 1) * sizeof *column, err);
    if (!column) {
        sqlite3_finalize(rows);
        return false;
    }
    size_t n = 0;
    int code;
    while ((code = sqlite3_step(rows)) == SQLITE_ROW) {
        for (size_t i = 0; i < n_columns; i++)
            add_cell(report, &column[i], rows, (int)i);
        n++;
    }
    tomt_text_print(out, "{\"n\":%zu,\"c\":{", n);
    for (size_t i = 0; i < n_columns; i++) {
        put_column(out, sqlite3_column_name(rows, (int)i), &column[i], n);
        free_column(&column[i]);
    }
    tomt_arena_drop(report->arena, column);
    tomt_text_puts(out, "}}");
    return tomt_report_end(report, rows, code, err);
}

bool tomt_report_query(struct tomt_report *report, struct tomt_text *out, const char *key,
                       const char *sql, struct tomt_error *err)
{
    tomt_json_put_key(out, key);
    sqlite3_stmt *rows = tomt_report_ask(report, err, "%s", sql);
    return rows && put_columns(report, out, rows, (size_t)sqlite3_column_count(rows), err);
}

bool tomt_report_table(struct tomt_report *report, struct tomt_text *out, const char *key,
                       const char *table, const char *columns, const char *tail,
                       struct tomt_error *err)
{
    struct tomt_text select = {0};
    size_t n_columns = 0;
    tomt_json_put_key(out, key);
    bool ok = !tomt_report_has(report, table, NULL) ||
              select_of(report, table, columns, &select, &n_columns, err);
    if (ok && !select.failed && n_columns == 0) {
        tomt_text_puts(out, "null");
    } else if (ok && !select.failed) {
        sqlite3_stmt *rows = tomt_report_ask(report, err, "SELECT %s FROM \"%w\" %s", select.bytes,
                                             table, tail ? tail : "");
        ok = rows && put_columns(report, out, rows, n_columns, err);
    }
    if (select.failed)
        ok = tomt_fail(err, TOMT_MEMORY, "out of memory reading '%s'", report->options->result);
    tomt_text_free(&select);
    return ok;
}
