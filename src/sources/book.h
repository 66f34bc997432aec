/* sources/book.h: the book of addresses: where municipality, street, number and letter lie. For sources/ only.
 * May not know establishments. Owns its tables until closed; the layers it points at must live as long. One thread. */
#ifndef TOMT_SOURCES_BOOK_H
#define TOMT_SOURCES_BOOK_H

#include "base/street.h"
#include "sources/dictionary.h"
#include "sources/register.h"

/* The columns of an address in a layer; NULL: the layer has no such column. */
struct tomt_address_columns {
    const struct tomt_column *municipality, *street, *number, *letter, *postcode, *address;
};
void tomt_address_columns(struct tomt_address_columns *columns, const struct tomt_layer *layer);
/* The addresses that a row may mean, from street, number and letter, else from one text; at most `most`. */
size_t tomt_row_addresses(const struct tomt_address_columns *columns, size_t row,
                          struct tomt_address *address, size_t most);
/* The row's own words for its address: column `address`, else `street`; NULL: none, or blank. */
const char *tomt_row_address_text(const struct tomt_address_columns *columns, size_t row,
                                  size_t *n);

/* The next line, or piece between commas, of an address text; *at moves on and is NULL after the last. */
struct tomt_piece {
    const char *text;
    size_t n;
};
void tomt_address_piece(const char **at, const char *end, struct tomt_piece *piece);
/* "Postboks 12", "PB 12", "P.b. 12", "P.O. Box 12", "Boks 12 Sentrum". */
bool tomt_piece_is_po_box(const struct tomt_piece *piece);

/* "4", "4B", "1-3" alone; "B" alone. Blanks around are fine; false: it is something else. */
bool tomt_house_number(const char *text, size_t n, int64_t *number, char letter[8]);
bool tomt_house_letter(const char *text, size_t n, char letter[8]);

/* Municipality and postcode of a row, read: four digits where a spreadsheet ate the zero, today's number. */
struct tomt_where {
    char municipality[64], postcode[32];
    char same[64]; /* the municipality in small letters: DRAMMEN is Drammen, where names stand for numbers */
    size_t n_municipality, n_postcode; /* 0: none */
    bool old;                          /* the municipality's number was an old one */
};
void tomt_where_read(struct tomt_where *where, const struct tomt_address_columns *columns,
                     size_t row);

/* Centres of postcodes: the middle of the box of what a layer has of one, else the mean of its addresses. */
struct tomt_centre {
    struct tomt_box box; /* empty: not in a layer of postcodes */
    double sum_x, sum_y; /* of its addresses, from the first one: metres stay small */
    double first_x, first_y;
    size_t n;
};
struct tomt_centres {
    struct tomt_dictionary postcodes;
    struct tomt_centre *centre; /* by number in `postcodes` */
    size_t capacity;
};
bool tomt_centres_read(struct tomt_centres *centres, const struct tomt_layer *postcodes,
                       struct tomt_error *err);
/* An address at a postcode; *number is the postcode's, TOMT_NO_NUMBER without one. */
bool tomt_centres_add(struct tomt_centres *centres, const struct tomt_where *where, double x,
                      double y, uint32_t *number, struct tomt_error *err);
bool tomt_centres_find(const struct tomt_centres *centres, const struct tomt_where *where,
                       double *x, double *y);
void tomt_centres_end(struct tomt_centres *centres);

struct tomt_book_entry; /* an address: number, letter, row */
struct tomt_book_layer {
    const struct tomt_layer *layer;
    struct tomt_address_columns columns;
    size_t first; /* rows of the layers before it */
};
struct tomt_book {
    struct tomt_book_layer *layer;
    size_t n_layers, n_rows;
    struct tomt_dictionary streets;        /* folded street and municipality (or postcode) */
    struct tomt_dictionary loose;          /* the same in its loose form */
    struct tomt_dictionary municipalities; /* those with an address */
    struct tomt_centres centres;
    uint32_t *loose_street; /* by number in `loose`: the only street spelt so, else TOMT_NO_NUMBER */
    size_t loose_capacity;
    struct tomt_book_entry *entry; /* by street, side, number, letter, row */
    uint32_t *start;               /* of a street's entries; one more than streets */
    struct tomt_text key, other;   /* scratch */
    bool by_municipality, by_postcode;
    size_t n_old; /* addresses with an old municipality number */
};
/* Streets are told apart by municipality if they and all layers of addresses have one, else by postcode, else by name alone. */
bool tomt_book_open(struct tomt_book *book, const struct tomt_address_columns *theirs,
                    const struct tomt_layer *const *addresses, size_t n_addresses,
                    const struct tomt_layer *postcodes, const struct tomt_crew *crew,
                    struct tomt_error *err);
void tomt_book_close(struct tomt_book *book);

struct tomt_found {
    enum tomt_placed placed; /* EXACT, NUMBER, NEAR or NOT */
    double x, y;             /* unless NOT */
    bool street_known, other_spelling, ambiguous;
};
/* Where one address lies. The same letter before the lowest, the same postcode before another, then the order of the rows. */
bool tomt_book_find(struct tomt_book *book, const struct tomt_where *where,
                    const struct tomt_address *address, struct tomt_found *found,
                    struct tomt_error *err);
/* Is this the name of a street there? */
bool tomt_book_knows_street(struct tomt_book *book, const struct tomt_where *where,
                            const char *name, size_t n, bool *known, struct tomt_error *err);
/* The book goes by municipality, the row has one, and none of the addresses is in it. */
bool tomt_book_is_elsewhere(const struct tomt_book *book, const struct tomt_where *where);

#endif
