/* data/layer_cells.h: one Arrow column of a batch as numbers and text of ours. For data/ only.
 * May not know GDAL: it sees the Arrow C structs. Nothing of a batch is kept. Not thread-safe. */
#ifndef TOMT_DATA_LAYER_CELLS_H
#define TOMT_DATA_LAYER_CELLS_H

#include "base/text.h"
#include "data/layer.h"

#include <ogr_recordbatch.h>

enum tomt_cell_kind { TOMT_CELL_NULL, TOMT_CELL_INTEGER, TOMT_CELL_REAL, TOMT_CELL_TEXT, TOMT_CELL_BYTES };
struct tomt_cell {
    enum tomt_cell_kind kind;
    int64_t integer;
    double real;
    const char *text; /* of the batch, or of the cells' scratch: until the next cell; not NUL-terminated */
    size_t n;
};

struct tomt_cells {
    const struct ArrowSchema *schema;
    const struct ArrowArray *array;
    int64_t skipped;           /* the batch's own offset */
    struct tomt_text *scratch; /* for what is not text in the batch: dates, lists */
};
/* False if the type cannot be read at all (fails with its name). */
bool tomt_cells_start(struct tomt_cells *cells, const struct ArrowSchema *schema, const struct ArrowArray *array,
                      int64_t skipped, struct tomt_text *scratch, struct tomt_error *err);
/* False when memory runs out. */
bool tomt_cell_read(const struct tomt_cells *cells, size_t row, struct tomt_cell *cell, struct tomt_error *err);

/* Where the cells of one wanted column go. */
struct tomt_sink {
    const struct tomt_wanted *wanted;
    struct tomt_column *column;
    const char *encoding; /* recode text from it; NULL: UTF-8, else Latin-1 */
    struct tomt_mapping sorted; /* by `from` */
    struct tomt_text scratch, recoded;
    const char *last_to, *last_from; /* of the mapping: equal values come in runs */
    size_t last_n;
};
bool tomt_sink_start(struct tomt_sink *sink, struct tomt_arena *arena, const struct tomt_wanted *wanted,
                     struct tomt_column *column, const char *encoding, struct tomt_error *err);
void tomt_sink_end(struct tomt_sink *sink);
bool tomt_sink_add(struct tomt_sink *sink, const struct tomt_cell *cell, int64_t fid, struct tomt_read_report *report,
                   struct tomt_error *err);

/* A cell as a number: false when there is none; *bad tells that there was text which is no number. */
bool tomt_cell_number(const struct tomt_cell *cell, double *number, bool *bad);
/* A text cell as UTF-8 (in *text, *n; of the batch or of `recoded`). *bad: it was not UTF-8. */
void tomt_cell_utf8(const struct tomt_cell *cell, const char *encoding, struct tomt_text *recoded, const char **text,
                    size_t *n, bool *bad);
/* The cell as text for people and keys: 1130.0 is "1130". In *text, *n. buffer: 32 bytes. */
void tomt_cell_text(const struct tomt_cell *cell, char *buffer, const char **text, size_t *n);

#endif
