/* data/layer_sink.c: cells into columns of ours: text made UTF-8, values mapped, numbers read out of text. */
#include "data/layer_cells.h"

#include "data/layer_source.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void tomt_cell_utf8(const struct tomt_cell *cell, const char *encoding, struct tomt_text *recoded, const char **text,
                    size_t *n, bool *bad)
{
    *text = cell->text;
    *n = cell->n;
    *bad = false;
    if (!encoding && tomt_utf8_valid(cell->text, cell->n))
        return;
    *bad = !encoding;
    recoded->n = 0;
    if (encoding)
        tomt_recode_add(recoded, encoding, cell->text, cell->n);
    else
        tomt_latin1_add(recoded, cell->text, cell->n);
    *text = recoded->n ? recoded->bytes : "";
    *n = recoded->n;
}

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool tomt_cell_number(const struct tomt_cell *cell, double *number, bool *bad)
{
    *bad = false;
    if (cell->kind == TOMT_CELL_INTEGER)
        *number = (double)cell->integer;
    else if (cell->kind == TOMT_CELL_REAL)
        *number = cell->real;
    if (cell->kind == TOMT_CELL_INTEGER || cell->kind == TOMT_CELL_REAL)
        return true;
    if (cell->kind != TOMT_CELL_TEXT)
        return false;
    const char *from = cell->text, *to = cell->text + cell->n;
    while (from < to && blank(*from))
        from++;
    while (from < to && blank(to[-1]))
        to--;
    if (from == to)
        return false;
    *bad = !tomt_number_parse(from, (size_t)(to - from), false, number) &&
           !tomt_number_parse(from, (size_t)(to - from), true, number);
    return !*bad;
}

struct pair {
    const char *from, *to;
};

static int compare_pairs(const void *a, const void *b)
{
    return strcmp(((const struct pair *)a)->from, ((const struct pair *)b)->from);
}

bool tomt_sink_start(struct tomt_sink *sink, struct tomt_arena *arena, const struct tomt_wanted *wanted,
                     struct tomt_column *column, const char *encoding, struct tomt_error *err)
{
    *sink = (struct tomt_sink){.wanted = wanted, .column = column, .encoding = encoding && *encoding ? encoding : NULL};
    size_t n = wanted->mapping ? wanted->mapping->n : 0;
    if (n == 0)
        return true;
    struct pair *pairs = tomt_arena_alloc(arena, n * sizeof *pairs, err);
    sink->sorted.from = tomt_arena_alloc(arena, n * sizeof *sink->sorted.from, err);
    sink->sorted.to = tomt_arena_alloc(arena, n * sizeof *sink->sorted.to, err);
    if (!pairs || !sink->sorted.from || !sink->sorted.to)
        return false;
    for (size_t i = 0; i < n; i++)
        pairs[i] = (struct pair){wanted->mapping->from[i], wanted->mapping->to[i]};
    qsort(pairs, n, sizeof *pairs, compare_pairs);
    for (size_t i = 0; i < n; i++) {
        sink->sorted.from[i] = pairs[i].from;
        sink->sorted.to[i] = pairs[i].to;
    }
    sink->sorted.n = n;
    return true;
}

void tomt_sink_end(struct tomt_sink *sink)
{
    tomt_text_free(&sink->scratch);
    tomt_text_free(&sink->recoded);
}

static int compare_text(const char *text, size_t n, const char *other)
{
    size_t n_other = strlen(other);
    int order = memcmp(text, other, n < n_other ? n : n_other);
    return order ? order : (n > n_other) - (n < n_other);
}

/* The mapped value, NULL when there is none. */
static const char *map(struct tomt_sink *sink, const char *text, size_t n)
{
    if (sink->last_from && sink->last_n == n && memcmp(sink->last_from, text, n) == 0)
        return sink->last_to;
    size_t low = 0, high = sink->sorted.n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = compare_text(text, n, sink->sorted.from[middle]);
        if (order == 0) {
            sink->last_from = sink->sorted.from[middle];
            sink->last_n = n;
            return sink->last_to = sink->sorted.to[middle];
        }
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

static void report_bad_number(struct tomt_sink *sink, const struct tomt_cell *cell, int64_t fid,
                              struct tomt_read_report *report)
{
    char detail[120], buffer[32];
    const char *text;
    size_t n;
    tomt_cell_text(cell, buffer, &text, &n);
    const char *column = sink->wanted->column;
    snprintf(detail, sizeof detail, "'%.*s' in column '%.*s'", tomt_utf8_cut(text, n, 40), text,
             tomt_utf8_cut(column, strlen(column), 60), column);
    tomt_report_trouble(report, TOMT_T_BAD_NUMBER, fid, detail);
}

static bool add_number(struct tomt_sink *sink, const struct tomt_cell *cell, int64_t fid, struct tomt_read_report *report,
                       struct tomt_error *err)
{
    double number = 0;
    bool bad;
    if (cell->kind == TOMT_CELL_INTEGER && sink->wanted->type == TOMT_INTEGER)
        return tomt_column_add_integer(sink->column, cell->integer, err);
    if (!tomt_cell_number(cell, &number, &bad)) {
        if (bad || cell->kind == TOMT_CELL_BYTES)
            report_bad_number(sink, cell, fid, report);
        return tomt_column_add_null(sink->column, err);
    }
    bool whole = fabs(number) < 9.2e18 && number == rint(number);
    if (!isfinite(number) || (sink->wanted->type == TOMT_INTEGER && !whole)) {
        report_bad_number(sink, cell, fid, report);
        return tomt_column_add_null(sink->column, err);
    }
    return sink->wanted->type == TOMT_INTEGER ? tomt_column_add_integer(sink->column, (int64_t)number, err)
                                              : tomt_column_add_real(sink->column, number, err);
}

bool tomt_sink_add(struct tomt_sink *sink, const struct tomt_cell *cell, int64_t fid, struct tomt_read_report *report,
                   struct tomt_error *err)
{
    if (cell->kind == TOMT_CELL_NULL)
        return tomt_column_add_null(sink->column, err);
    if (sink->wanted->type != TOMT_TEXT && sink->sorted.n == 0)
        return add_number(sink, cell, fid, report, err);

    char buffer[32], detail[120];
    const char *column = sink->wanted->column;
    struct tomt_cell text = {.kind = TOMT_CELL_TEXT};
    tomt_cell_text(cell, buffer, &text.text, &text.n);
    bool bad = false;
    if (text.text != buffer)
        tomt_cell_utf8(cell, sink->encoding, &sink->recoded, &text.text, &text.n, &bad);
    if (bad) {
        snprintf(detail, sizeof detail, "column '%.*s', read as Latin-1", tomt_utf8_cut(column, strlen(column), 80), column);
        tomt_report_trouble(report, TOMT_T_BAD_TEXT, fid, detail);
    }
    if (sink->recoded.failed)
        return tomt_fail(err, TOMT_MEMORY, "out of memory");
    if (sink->sorted.n) {
        const char *to = map(sink, text.text, text.n);
        if (to) {
            text.text = to;
            text.n = strlen(to);
        } else {
            snprintf(detail, sizeof detail, "'%.*s' in column '%.*s'", tomt_utf8_cut(text.text, text.n, 40), text.text,
                     tomt_utf8_cut(column, strlen(column), 60), column);
            tomt_report_trouble(report, TOMT_T_UNMAPPED, fid, detail);
        }
    }
    if (sink->wanted->type == TOMT_TEXT)
        return tomt_column_add_text(sink->column, text.text, text.n, err);
    return add_number(sink, &text, fid, report, err);
}
