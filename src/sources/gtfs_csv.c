/* sources/gtfs_csv.c: comma-separated text in memory, row by row. */
#include "sources/gtfs_csv.h"

#include <string.h>
#include <strings.h>

/* A quote that was forgotten must not swallow the rest of a file. */
enum { LONGEST_QUOTED = 1 << 20 };

struct raw {
    const char *text;
    size_t n;
    bool rewrite; /* quotes within, to be taken out */
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static struct tomt_slice trim(const char *from, const char *to)
{
    while (from < to && (is_blank(*from) || *from == '\n'))
        from++;
    while (from < to && (is_blank(to[-1]) || to[-1] == '\n'))
        to--;
    return (struct tomt_slice){from, (size_t)(to - from)};
}

/* Where the field ends: at a comma, a line's end, the end. */
static const char *plain_end(const char *at, const char *end)
{
    while (at < end && *at != ',' && *at != '\n')
        at++;
    return at;
}

/* The closing quote of a field whose text begins at `at`; NULL: none near enough. */
static const char *closing_quote(const char *at, const char *end, bool *doubled, size_t *n_lines)
{
    const char *stop = end - at > LONGEST_QUOTED ? at + LONGEST_QUOTED : end;
    size_t lines = 0;
    *doubled = false;
    for (; at < stop; at++) {
        lines += *at == '\n';
        if (*at != '"')
            continue;
        if (at + 1 < end && at[1] == '"') {
            *doubled = true;
            at++;
            continue;
        }
        *n_lines += lines;
        return at;
    }
    return NULL;
}

/* Reads one field; returns where it ended: at ',' or '\n' or the end. */
static const char *read_field(struct tomt_csv *csv, const char *at, struct raw *raw)
{
    const char *end = csv->end;
    while (at < end && is_blank(*at))
        at++;
    raw->rewrite = false;
    if (at < end && *at == '"') {
        const char *close = closing_quote(at + 1, end, &raw->rewrite, &csv->line);
        if (close) {
            const char *stop = plain_end(close + 1, end);
            struct tomt_slice after = trim(close + 1, stop);
            if (after.n > 0) { /* "Bar "X" street": kept, as most readers do */
                raw->rewrite = true;
                raw->text = at + 1;
                raw->n = (size_t)(after.text + after.n - raw->text);
            } else {
                struct tomt_slice inside =
                    raw->rewrite ? (struct tomt_slice){at + 1, (size_t)(close - at - 1)}
                                 : trim(at + 1, close);
                raw->text = inside.text;
                raw->n = inside.n;
            }
            return stop;
        }
        raw->rewrite = false;
    }
    const char *stop = plain_end(at, end);
    const char *last = stop;
    while (last > at && is_blank(last[-1]))
        last--;
    raw->text = at;
    raw->n = (size_t)(last - at);
    return stop;
}

/* Appends the text of a raw field without its quotes. */
static void rewrite(struct tomt_text *out, const struct raw *raw)
{
    bool quoted = true;
    for (size_t i = 0; i < raw->n; i++) {
        if (quoted && raw->text[i] == '"') {
            bool doubled = i + 1 < raw->n && raw->text[i + 1] == '"';
            if (!doubled) {
                quoted = false;
                continue;
            }
            i++;
        }
        tomt_text_add(out, raw->text + i, 1);
    }
}

/* After all fields are read, since the buffer moves while it grows. */
static bool rewrite_row(struct tomt_csv *csv, struct tomt_csv_row *row, const struct raw *raw)
{
    size_t start[TOMT_CSV_MOST_WANTED], stop[TOMT_CSV_MOST_WANTED];
    csv->own.n = 0;
    for (size_t i = 0; i < csv->n_wanted; i++) {
        if (!(row->borrowed >> i & 1))
            continue;
        start[i] = csv->own.n;
        rewrite(&csv->own, &raw[i]);
        stop[i] = csv->own.n;
    }
    for (size_t i = 0; !csv->own.failed && i < csv->n_wanted; i++) {
        if (!(row->borrowed >> i & 1))
            continue;
        row->field[i] = csv->own.bytes ? trim(csv->own.bytes + start[i], csv->own.bytes + stop[i])
                                       : (struct tomt_slice){"", 0};
    }
    return !csv->own.failed;
}

static bool skip_blank_lines(struct tomt_csv *csv)
{
    while (csv->at < csv->end) {
        const char *at = csv->at;
        while (at < csv->end && is_blank(*at))
            at++;
        if (at < csv->end && *at != '\n')
            return true;
        csv->line += at < csv->end;
        csv->at = at < csv->end ? at + 1 : at;
    }
    return false;
}

bool tomt_csv_next(struct tomt_csv *csv, struct tomt_csv_row *row)
{
    struct raw raw[TOMT_CSV_MOST_WANTED], one;
    if (!skip_blank_lines(csv))
        return false;
    for (size_t i = 0; i < csv->n_wanted; i++)
        row->field[i] = (struct tomt_slice){"", 0};
    row->line = csv->line;
    row->spare_text = false;
    row->borrowed = 0;
    const char *at = csv->at;
    for (row->n_fields = 0;; at++) {
        at = read_field(csv, at, &one);
        size_t column = row->n_fields++;
        int slot =
            column < csv->n_columns && column < TOMT_CSV_MOST_COLUMNS ? csv->slot[column] : -1;
        if (slot >= 0) {
            raw[slot] = one;
            row->field[slot] = (struct tomt_slice){one.text, one.n};
            row->borrowed = (uint16_t)(row->borrowed | (unsigned)one.rewrite << slot);
        }
        row->spare_text |= column >= csv->n_columns && one.n > 0;
        if (at >= csv->end || *at == '\n')
            break;
    }
    csv->line += at < csv->end;
    csv->at = at < csv->end ? at + 1 : at;
    return row->borrowed == 0 || rewrite_row(csv, row, raw);
}

bool tomt_csv_open(struct tomt_csv *csv, const char *bytes, size_t n, const char *const *wanted,
                   size_t n_wanted)
{
    *csv = (struct tomt_csv){.at = bytes, .end = bytes + n, .line = 1, .n_wanted = n_wanted};
    if (n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        csv->at += 3;
    memset(csv->slot, -1, sizeof csv->slot);
    for (size_t i = 0; i < n_wanted; i++)
        csv->column[i] = -1;
    if (!skip_blank_lines(csv))
        return false;
    struct raw name;
    const char *at = csv->at;
    for (;; at++) {
        at = read_field(csv, at, &name);
        size_t column = csv->n_columns++;
        for (size_t i = 0; i < n_wanted && column < TOMT_CSV_MOST_COLUMNS; i++) {
            if (csv->column[i] >= 0 || strlen(wanted[i]) != name.n ||
                strncasecmp(wanted[i], name.text, name.n) != 0)
                continue;
            csv->column[i] = (int16_t)column;
            csv->slot[column] = (int8_t)i;
        }
        if (at >= csv->end || *at == '\n')
            break;
    }
    csv->line += at < csv->end;
    csv->at = at < csv->end ? at + 1 : at;
    return true;
}

void tomt_csv_start_at(struct tomt_csv *csv, const struct tomt_csv *header, const char *at)
{
    *csv = *header;
    csv->own = (struct tomt_text){0};
    csv->at = at;
    csv->line = 1;
}

void tomt_csv_close(struct tomt_csv *csv)
{
    tomt_text_free(&csv->own);
}
