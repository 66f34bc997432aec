/* base/table_text.h: the texts of a column, for table.c. Inside this room only. */
#ifndef TOMT_BASE_TABLE_TEXT_H
#define TOMT_BASE_TABLE_TEXT_H

#include "base/table.h"

/* Room for one more row, of any type. */
bool tomt_column_room(struct tomt_column *column, struct tomt_error *err);
/* Room for so many rows; a failure leaves the column as it is. */
bool tomt_texts_reserve(struct tomt_column *column, size_t n_rows, struct tomt_error *err);
/* The next row, for which there is room, has no text; column->n is left to the caller. */
bool tomt_texts_add_null(struct tomt_column *column, struct tomt_error *err);
/* The rows whose keep[row] is non-zero; column->n and the null flags are left to the caller. */
void tomt_texts_keep(struct tomt_column *column, const uint8_t *keep);
void tomt_texts_clear(struct tomt_column *column);

#endif
