/* sources/book.c: a hash join: streets become numbers, (street, number) chains of rows, the letter decides within a chain. */
#include "sources/book.h"

#include <math.h>
#include <string.h>

static bool has_values(const struct tomt_column *column)
{
    return column && column->n > column->n_null;
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
        return !tomt_column_is_null(column, row);
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

size_t tomt_row_addresses(const struct tomt_address_columns *columns, size_t row, struct tomt_address *address, size_t most)
{
    char buffer[32];
    size_t n_street, n;
    const char *street = tomt_value_text(columns->street, row, buffer, &n_street);
    if (street && columns->street->type == TOMT_TEXT && !tomt_is_blank(street, n_street) && has_values(columns->number)) {
        *address = (struct tomt_address){.street = street, .n_street = n_street};
        if (!number_of(columns->number, row, address))
            return 0;
        letter_of(columns->letter, row, address);
        return 1;
    }
    bool one_text = columns->address && columns->address->type == TOMT_TEXT;
    const char *text = one_text ? tomt_column_text(columns->address, row, &n) : NULL;
    if (text)
        return tomt_address_split(text, n, address, most);
    return street && columns->street->type == TOMT_TEXT ? tomt_address_split(street, n_street, address, most) : 0;
}

const char *tomt_municipality_today(const char *number)
{
    static const char *const drammen[] = {"0602", "0625", "0711", "3005"};
    for (size_t i = 0; i < sizeof drammen / sizeof *drammen; i++)
        if (!strcmp(number, drammen[i]))
            return "3301";
    return number;
}

/* Four digits, with those of Drammen's former parts and numbers read as today's. */
static size_t municipality_of(const char *text, size_t n, char out[16], bool *old)
{
    while (n && *text == ' ') {
        text++;
        n--;
    }
    while (n && text[n - 1] == ' ')
        n--;
    n = n < 14 ? n : 14;
    size_t pad = n == 3 && strspn(text, "0123456789") >= 3;
    out[0] = '0';
    memcpy(out + pad, text, n);
    n += pad;
    out[n] = 0;
    const char *today = tomt_municipality_today(out);
    *old = today != out;
    if (*old)
        memcpy(out, today, 4);
    return n;
}

/* "Allé" and "alle" are one street: folded text with à á as a and è é ê ë as e. Returns the new length. */
static size_t plain_accents(char *text, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned char second = (unsigned char)text[i] == 0xC3 && i + 1 < n ? (unsigned char)text[i + 1] : 0;
        bool a = second == 0xA0 || second == 0xA1, e = second >= 0xA8 && second <= 0xAB;
        text[kept++] = a ? 'a' : e ? 'e' : text[i];
        i += a || e;
    }
    return kept;
}

/* Makes book->key of a street. False when memory runs out. */
static bool street_key(struct tomt_book *book, const struct tomt_address_columns *columns, size_t row,
                       const struct tomt_address *address, bool *old)
{
    char buffer[32], number[16];
    size_t n = 0;
    *old = false;
    if (!tomt_fold(address->street, address->n_street, &book->key))
        return false;
    book->key.n = plain_accents(book->key.bytes, book->key.n);
    tomt_text_add(&book->key, "\n", 1);
    const char *text = book->by_municipality ? tomt_value_text(columns->municipality, row, buffer, &n)
                       : book->by_postcode   ? tomt_value_text(columns->postcode, row, buffer, &n)
                                             : NULL;
    if (text && book->by_municipality) {
        n = municipality_of(text, n, number, old);
        text = number;
    }
    if (text)
        tomt_text_add(&book->key, text, n);
    return !book->key.failed;
}

static size_t slot_of(const struct tomt_book *book, uint64_t place)
{
    return place * 0x9E3779B97F4A7C15u >> book->shift; /* the upper bits: all of the street and of the number are in them */
}

static uint16_t letter_code(const struct tomt_address *address)
{
    return (uint16_t)((unsigned char)address->letter[0] << 8 | (unsigned char)address->letter[1]);
}

static bool in_range(const struct tomt_address *address)
{
    return address->number >= 0 && address->number < UINT32_MAX;
}

static bool book_add(struct tomt_book *book, size_t row, struct tomt_error *err)
{
    struct tomt_address address;
    uint32_t street;
    bool old, added;
    book->place[row] = UINT64_MAX;
    if (isnan(book->layer->shapes.box[row].min_x) || tomt_row_addresses(&book->columns, row, &address, 1) == 0 ||
        !in_range(&address))
        return true;
    if (!street_key(book, &book->columns, row, &address, &old))
        return tomt_fail(err, TOMT_MEMORY, "out of memory for the register");
    book->n_old += old;
    if (!tomt_dictionary_add(&book->streets, book->key.bytes, book->key.n, &street, &added, err))
        return false;
    book->place[row] = (uint64_t)street << 32 | (uint64_t)address.number;
    book->letter[row] = letter_code(&address);
    size_t slot = slot_of(book, book->place[row]);
    book->next[row] = book->head[slot];
    book->head[slot] = (uint32_t)row;
    return true;
}

static bool allocate_book(struct tomt_book *book, size_t n, struct tomt_error *err)
{
    for (book->n_slots = 1024, book->shift = 54; book->n_slots < n * 2; book->shift--)
        book->n_slots *= 2;
    book->head = tomt_allocate(book->n_slots * sizeof *book->head);
    book->next = tomt_allocate((n + 1) * sizeof *book->next);
    book->place = tomt_allocate((n + 1) * sizeof *book->place);
    book->letter = tomt_allocate((n + 1) * sizeof *book->letter);
    if (!book->head || !book->next || !book->place || !book->letter)
        return tomt_fail(err, TOMT_MEMORY, "out of memory for %zu addresses", n);
    memset(book->head, 0xFF, book->n_slots * sizeof *book->head);
    return true;
}

bool tomt_book_open(struct tomt_book *book, const struct tomt_address_columns *theirs, const struct tomt_layer *addresses,
                    const struct tomt_crew *crew, struct tomt_error *err)
{
    memset(book, 0, sizeof *book);
    if (!addresses)
        return true;
    book->layer = addresses;
    tomt_address_columns(&book->columns, addresses);
    book->by_municipality = has_values(book->columns.municipality) && has_values(theirs->municipality);
    book->by_postcode = !book->by_municipality && has_values(book->columns.postcode) && has_values(theirs->postcode);
    size_t n = addresses->table.n_rows;
    if (n >= TOMT_NO_NUMBER)
        return tomt_fail(err, TOMT_DATA, "%zu addresses are more than the register can hold", n);
    if (!allocate_book(book, n, err))
        return false;
    for (size_t row = n; row-- > 0;) { /* backwards, so that chains run in the order of the rows */
        if (row % 65536 == 0 && crew && crew->cancel && *crew->cancel)
            return tomt_fail(err, TOMT_CANCELLED, "interrupted");
        if (!book_add(book, row, err))
            return false;
    }
    return true;
}

void tomt_book_close(struct tomt_book *book)
{
    tomt_dictionary_end(&book->streets);
    tomt_text_free(&book->key);
    tomt_release(book->head);
    tomt_release(book->next);
    tomt_release(book->place);
    tomt_release(book->letter);
}

static bool same_postcode(const struct tomt_book *book, size_t row, const struct tomt_column *postcode, size_t other)
{
    char buffer[2][32];
    size_t n[2];
    const char *text[2] = {tomt_value_text(book->columns.postcode, row, buffer[0], n),
                           tomt_value_text(postcode, other, buffer[1], n + 1)};
    return text[0] && text[1] && n[0] == n[1] && memcmp(text[0], text[1], n[0]) == 0;
}

/* The same letter before the lowest letter, the same postcode before another, then the order of the rows. */
bool tomt_book_find(struct tomt_book *book, const struct tomt_address_columns *theirs, size_t their_row,
                    const struct tomt_address *address, uint32_t *found, enum tomt_placed *placed, bool *old,
                    struct tomt_error *err)
{
    *found = TOMT_NO_NUMBER;
    *placed = TOMT_PLACED_NOT;
    if (!street_key(book, theirs, their_row, address, old))
        return tomt_fail(err, TOMT_MEMORY, "out of memory for the register");
    uint32_t street = tomt_dictionary_find(&book->streets, book->key.bytes, book->key.n);
    if (street == TOMT_NO_NUMBER || !in_range(address))
        return true;
    uint64_t place = (uint64_t)street << 32 | (uint64_t)address->number;
    uint16_t letter = letter_code(address), best = 0;
    bool exact = false, near = false;
    for (uint32_t row = book->head[slot_of(book, place)]; row != TOMT_NO_NUMBER; row = book->next[row]) {
        if (book->place[row] != place)
            continue;
        bool row_exact = book->letter[row] == letter;
        bool first = *found == TOMT_NO_NUMBER || (row_exact && !exact) || (row_exact == exact && book->letter[row] < best);
        bool row_near = same_postcode(book, row, theirs->postcode, their_row);
        if (!first && !(row_exact == exact && book->letter[row] == best && row_near && !near))
            continue;
        *found = row;
        exact = row_exact;
        near = row_near;
        best = book->letter[row];
    }
    if (*found != TOMT_NO_NUMBER)
        *placed = exact ? TOMT_PLACED_EXACT : TOMT_PLACED_NUMBER;
    return true;
}
