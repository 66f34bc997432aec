/* sources/gtfs_csv.h: comma-separated text in memory, row by row (RFC 4180, and what real feeds make of it). For sources/ only.
 * Knows no GTFS. Fields point into the bytes, which must stay; those that had to be rewritten belong to the reader and live until
 * its next row. Distinct readers may be used by distinct threads on the same bytes.
 * Quotes open a field only at its start; text after the closing quote is kept as it is; a quote that is not closed within 1 MiB is a
 * plain character. Lines end with LF or CR LF. Blanks around fields, blank lines and a byte order mark are left out. */
#ifndef TOMT_SOURCES_GTFS_CSV_H
#define TOMT_SOURCES_GTFS_CSV_H

#include "base/text.h"

enum { TOMT_CSV_MOST_COLUMNS = 128, TOMT_CSV_MOST_WANTED = 12 };

struct tomt_slice {
    const char *text; /* not NUL-terminated */
    size_t n;
};

struct tomt_csv_row {
    struct tomt_slice field[TOMT_CSV_MOST_WANTED]; /* in the order wanted; missing: n 0 */
    size_t line;       /* physical line it begins on, 1-based from where the reader began */
    size_t n_fields;   /* as many as there are */
    bool spare_text;   /* a field after the header's last is not empty */
    uint16_t borrowed; /* bit per field: the reader's own text, gone with the next row */
};

struct tomt_csv {
    const char *at, *end; /* next row; end of the bytes */
    size_t line;          /* of the next row */
    size_t n_columns, n_wanted;
    int8_t slot[TOMT_CSV_MOST_COLUMNS]; /* column -> wanted, -1 none */
    int16_t column[TOMT_CSV_MOST_WANTED]; /* wanted -> column, -1 absent */
    struct tomt_text own;
};

/* Reads the header; of two columns with one name the first counts. False when there is no header at all. */
bool tomt_csv_open(struct tomt_csv *csv, const char *bytes, size_t n, const char *const *wanted, size_t n_wanted);
/* The same columns, from a row's start somewhere in the same bytes. */
void tomt_csv_start_at(struct tomt_csv *csv, const struct tomt_csv *header, const char *at);
/* False at the end, or when memory runs out (own.failed). */
bool tomt_csv_next(struct tomt_csv *csv, struct tomt_csv_row *row);
void tomt_csv_close(struct tomt_csv *csv);

static inline bool tomt_slice_equal(struct tomt_slice a, struct tomt_slice b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.text, b.text, a.n) == 0);
}

#endif
