/* data/layer_json.h: JSON records as a source: an array of objects, objects one after the other
 * (JSON Lines), or pages of a search ({"_embedded":{"NAME":[...]}}), plain or gzipped: what no
 * driver of GDAL opens. Columns are dotted paths. For data/ only. May not know what a record means.
 * json-c parses each record; what is around them is taken apart here, so that only one record is in
 * memory at a time. The records belong to whoever opened them, until closed. Not thread-safe. */
#ifndef TOMT_DATA_LAYER_JSON_H
#define TOMT_DATA_LAYER_JSON_H

#include "data/layer_source.h"

#include <ogr_recordbatch.h>

struct json_object;

/* Nesting beyond, or a record (or page) larger, is an error; so is one that would take more memory
 * than this once parsed. */
#define TOMT_JSON_DEPTH 64
#define TOMT_JSON_RECORD_BYTES (16u << 20)
#define TOMT_JSON_PARSED_BYTES (256u << 20)

/* The records of a file, one after the other; all offsets are of the unpacked bytes. */
struct tomt_json;
/* NULL with err set. `title` and `encoding` (NULL: UTF-8, and what is not is left as it is) must
 * outlive it. */
struct tomt_json *tomt_json_open(const char *path, const char *title, const char *encoding,
                                 struct tomt_error *err);
void tomt_json_close(struct tomt_json *json); /* NULL is fine */
/* *record NULL at the end; else an object, valid until the next call. */
bool tomt_json_next(struct tomt_json *json, struct json_object **record, struct tomt_error *err);
size_t tomt_json_n_records(
    const struct tomt_json *json); /* so far: the number of the current record, from 1 */
/* A packed file is told by its first bytes, whatever its name: the path under which GDAL unpacks
 * it. False: cannot be read. */
bool tomt_json_path(const char *path, const char *title, char *out, size_t size,
                    struct tomt_error *err);
/* Is it by its name (.json, .jsonl, .ndjson, each perhaps with .gz) and content such a file? What
 * GDAL knows (GeoJSON, TopoJSON, ESRI JSON) is not. */
bool tomt_json_is_records(const char *path, const char *title, bool *is, struct tomt_error *err);

/* What a path leads to, appended to `out`; *found false: nothing (null is nothing, and so are "" as
 * in CSV, and NaN). Each dot of the path may also stand in a key. An array gives its values with
 * "/n" between, as the business register's CSV writes the lines of an address. `path` is changed
 * and put back. A text's U+0000 becomes U+FFFD, told by *bad. */
void tomt_json_text(struct json_object *record, char *path, struct tomt_text *out, bool *found,
                    bool *bad);

/* The columns seen so far, in the order they came. */
#define TOMT_JSON_COLUMNS 2000 /* no more are told; they can still be read */
#define TOMT_JSON_VALUES 1000000
struct tomt_json_column {
    const char *path;         /* as the file spells it */
    bool integer, real, text; /* kinds of value seen */
};
struct tomt_json_columns {
    struct tomt_arena *arena;
    struct tomt_json_column *column; /* TOMT_JSON_COLUMNS of them */
    size_t n, n_values;              /* looked at; no more than TOMT_JSON_VALUES */
    struct tomt_text path;           /* of the value in hand */
};
bool tomt_json_columns_start(struct tomt_json_columns *columns, struct tomt_arena *arena,
                             struct tomt_error *err);
bool tomt_json_columns_add(struct tomt_json_columns *columns, struct json_object *record,
                           struct tomt_error *err);
void tomt_json_columns_end(struct tomt_json_columns *columns); /* what is of the arena stays */

/* Records as a source opened: `open->layer` is an empty layer of GDAL's with the columns of the
 * first records as its fields. */
#define TOMT_RECORDS_LOOKED_AT 1000
struct tomt_records;
bool tomt_records_open(struct tomt_arena *arena, const struct tomt_source *source,
                       struct tomt_open_source *open, struct tomt_error *err);
void tomt_records_close(struct tomt_records *records); /* NULL is fine */
/* How many there are, if looking at the first showed all; else -1. */
int64_t tomt_records_count(const struct tomt_records *records);
/* A further field, for a column that none of the first records has. */
bool tomt_records_add_field(struct tomt_open_source *open, const char *name, int *field,
                            struct tomt_error *err);
bool tomt_records_refuse_where(const char *title, struct tomt_error *err); /* always false */
/* Batches as tomt_stream_start and tomt_stream_next give them, of text columns; what they hold
 * belongs to the records. */
bool tomt_records_start(struct tomt_open_source *open, const bool *keep, struct ArrowSchema *schema,
                        struct tomt_error *err);
bool tomt_records_next(struct tomt_records *records, struct ArrowArray *batch, bool *more,
                       struct tomt_error *err);
/* To the report: columns without a value in any record read, into its note, and texts that held
 * U+0000. */
void tomt_records_tell(const struct tomt_records *records, struct tomt_read_report *report);

#endif
