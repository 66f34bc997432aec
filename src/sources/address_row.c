/* sources/address_row.c: the columns of an address, and the addresses that a row may mean. */
#include "sources/book.h"

#include <string.h>

static bool has_values(const struct tomt_column *column)
{
    return column && column->n > column->n_null;
}

static bool is_text(const struct tomt_column *column)
{
    return column && column->type == TOMT_TEXT;
}

void tomt_address_columns(struct tomt_address_columns *columns, const struct tomt_layer *layer)
{
    columns->municipality = tomt_table_find(&layer->table, "municipality");
    columns->street = tomt_table_find(&layer->table, "street");
    columns->number = tomt_table_find(&layer->table, "number");
    columns->letter = tomt_table_find(&layer->table, "letter");
    columns->postcode = tomt_table_find(&layer->table, "postcode");
    columns->address = tomt_table_find(&layer->table, "address");
}

/* "4", "4B" in a column of its own. */
static bool number_of(const struct tomt_column *column, size_t row, struct tomt_address *address)
{
    char buffer[32];
    size_t n;
    if (column->type == TOMT_INTEGER) {
        address->number = column->integer[row];
        return address->number > 0;
    }
    const char *text = tomt_value_text(column, row, buffer, &n);
    return text && tomt_house_number(text, n, &address->number, address->letter);
}

static void letter_of(const struct tomt_column *column, size_t row, struct tomt_address *address)
{
    char buffer[32], letter[sizeof address->letter];
    size_t n;
    const char *text = tomt_value_text(column, row, buffer, &n);
    if (text && tomt_house_letter(text, n, letter))
        memcpy(address->letter, letter, sizeof letter);
}

/* NULL: null, blank, or not text. */
static const char *words_of(const struct tomt_column *column, size_t row, size_t *n)
{
    const char *text = is_text(column) ? tomt_column_text(column, row, n) : NULL;
    return text && !tomt_is_blank(text, *n) ? text : NULL;
}

const char *tomt_row_address_text(const struct tomt_address_columns *columns, size_t row, size_t *n)
{
    const char *text = words_of(columns->address, row, n);
    return text ? text : words_of(columns->street, row, n);
}

size_t tomt_row_addresses(const struct tomt_address_columns *columns, size_t row,
                          struct tomt_address *address, size_t most)
{
    size_t n;
    const char *street = words_of(columns->street, row, &n);
    if (street && has_values(columns->number)) {
        struct tomt_address one = {.street = street, .n_street = n};
        if (number_of(columns->number, row, &one)) {
            letter_of(columns->letter, row, &one);
            *address = one;
            return !tomt_piece_is_po_box(&(struct tomt_piece){street, n});
        }
    }
    const char *text = tomt_row_address_text(columns, row, &n);
    return text ? tomt_address_split(text, n, address, most) : 0;
}
