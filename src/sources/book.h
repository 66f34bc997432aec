/* sources/book.h: the book of addresses: where municipality, street, number and letter lie. For sources/ only.
 * May not know establishments. Owns its tables until closed; the layers it points at must live as long. One thread. */
#ifndef TOMT_SOURCES_BOOK_H
#define TOMT_SOURCES_BOOK_H

#include "sources/dictionary.h"
#include "sources/register.h"

/* The columns of an address in a layer; NULL: the layer has no such column. */
struct tomt_address_columns {
    const struct tomt_column *municipality, *street, *number, *letter, *postcode, *address;
};
void tomt_address_columns(struct tomt_address_columns *columns, const struct tomt_layer *layer);
/* The addresses that a row may mean, from street, number and letter, else from one text; at most `most`. */
size_t tomt_row_addresses(const struct tomt_address_columns *columns, size_t row, struct tomt_address *address, size_t most);

/* "4", "4B", "1-3" alone; "B" alone. Blanks around are fine; false: it is something else. */
bool tomt_house_number(const char *text, size_t n, int64_t *number, char letter[8]);
bool tomt_house_letter(const char *text, size_t n, char letter[8]);

struct tomt_book {
    const struct tomt_layer *layer; /* NULL: no addresses */
    struct tomt_address_columns columns;
    struct tomt_dictionary streets; /* folded street and municipality (or postcode) -> street */
    struct tomt_text key;           /* scratch */
    bool by_municipality, by_postcode;
    uint32_t *head, *next;          /* chains of rows by (street, number) */
    uint64_t *place;                /* of a row: street << 32 | number */
    uint16_t *letter;               /* of a row: its bytes, so that order is the order of the letters; 0 none */
    size_t n_slots;                 /* 2 ^ (64 - shift) */
    unsigned shift;
    size_t n_old;                   /* rows with an old municipality number */
};
/* Streets are told apart by municipality if both sides have one, else by postcode, else by name alone. */
bool tomt_book_open(struct tomt_book *book, const struct tomt_address_columns *theirs, const struct tomt_layer *addresses,
                    const struct tomt_crew *crew, struct tomt_error *err);
void tomt_book_close(struct tomt_book *book);
/* Best row for one address of a row of theirs; TOMT_NO_NUMBER none. *old: its municipality number was an old one. */
bool tomt_book_find(struct tomt_book *book, const struct tomt_address_columns *theirs, size_t their_row,
                    const struct tomt_address *address, uint32_t *row, enum tomt_placed *placed, bool *old,
                    struct tomt_error *err);

#endif
