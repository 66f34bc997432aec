/* sources/book.c: the addresses by street, and along a street by side, number and letter: a search
 * finds the number or its neighbours. */
#include "sources/book.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct tomt_book_entry {
    uint32_t along; /* side << 31 | number: the even side first */
    uint32_t row;   /* over all layers */
    uint32_t postcode;
    uint16_t letter; /* its bytes, so that order is the order of the letters; 0 none */
};
struct pending {
    struct tomt_book_entry entry;
    uint32_t street;
};
struct opening {
    struct tomt_book *book;
    struct pending *pending;
    size_t n;
};

static bool has_values(const struct tomt_column *column)
{
    return column && column->n > column->n_null;
}

static uint16_t letter_code(const struct tomt_address *address)
{
    return (uint16_t)((unsigned char)address->letter[0] << 8 | (unsigned char)address->letter[1]);
}

static bool in_range(const struct tomt_address *address)
{
    return address->number > 0 && address->number <= INT32_MAX;
}

static uint32_t along(int64_t number)
{
    return (uint32_t)(number & 1) << 31 | (uint32_t)number;
}

static void add_where(const struct tomt_book *book, const struct tomt_where *where,
                      struct tomt_text *key)
{
    tomt_text_add(key, "\n", 1);
    if (book->by_municipality)
        tomt_text_add(key, where->same, where->n_municipality);
    else if (book->by_postcode)
        tomt_text_add(key, where->postcode, where->n_postcode);
}

/* Makes book->key; *n_folded of its bytes are the street's name. */
static bool street_key(struct tomt_book *book, const struct tomt_where *where, const char *name,
                       size_t n, size_t *n_folded, struct tomt_error *err)
{
    bool ok = tomt_street_fold(name, n, &book->key);
    *n_folded = book->key.n;
    add_where(book, where, &book->key);
    return (ok && !book->key.failed) ||
           tomt_fail(err, TOMT_MEMORY, "out of memory for the register");
}

/* Makes book->other from book->key. */
static bool loose_key(struct tomt_book *book, const struct tomt_where *where, size_t n_folded,
                      struct tomt_error *err)
{
    bool ok = tomt_street_loose(book->key.bytes, n_folded, &book->other);
    add_where(book, where, &book->other);
    return (ok && !book->other.failed) ||
           tomt_fail(err, TOMT_MEMORY, "out of memory for the register");
}

/* A second street of the same loose form makes it nobody's. */
static bool add_loose(struct tomt_book *book, const struct tomt_where *where, size_t n_folded,
                      uint32_t street, struct tomt_error *err)
{
    uint32_t number;
    bool added;
    if (book->loose.n == book->loose_capacity) {
        size_t capacity = book->loose_capacity ? book->loose_capacity * 2 : 1024;
        uint32_t *grown = tomt_resize(book->loose_street, capacity * sizeof *grown);
        if (!grown)
            return tomt_fail(err, TOMT_MEMORY, "out of memory for the streets");
        book->loose_street = grown;
        book->loose_capacity = capacity;
    }
    if (!loose_key(book, where, n_folded, err) ||
        !tomt_dictionary_add(&book->loose, book->other.bytes, book->other.n, &number, &added, err))
        return false;
    book->loose_street[number] = added ? street : TOMT_NO_NUMBER;
    return true;
}

static bool add_street(struct tomt_book *book, const struct tomt_where *where,
                       const struct tomt_address *address, uint32_t *street, struct tomt_error *err)
{
    size_t n_folded;
    bool added;
    return street_key(book, where, address->street, address->n_street, &n_folded, err) &&
           tomt_dictionary_add(&book->streets, book->key.bytes, book->key.n, street, &added, err) &&
           (!added || add_loose(book, where, n_folded, *street, err));
}

static bool add_address(struct opening *opening, const struct tomt_book_layer *layer, size_t row,
                        struct tomt_error *err)
{
    struct tomt_book *book = opening->book;
    const struct tomt_box *box = layer->layer->shapes.box + row;
    struct pending *pending = opening->pending + opening->n;
    struct tomt_address address;
    struct tomt_where where;
    uint32_t number;
    bool added;
    if (isnan(box->min_x) || isnan(box->min_y))
        return true;
    tomt_where_read(&where, &layer->columns, row);
    book->n_old += where.old;
    if (where.n_municipality && !tomt_dictionary_add(&book->municipalities, where.same,
                                                     where.n_municipality, &number, &added, err))
        return false;
    if (!tomt_centres_add(&book->centres, &where, box->min_x, box->min_y, &pending->entry.postcode,
                          err))
        return false;
    if (tomt_row_addresses(&layer->columns, row, &address, 1) == 0 || !in_range(&address))
        return true;
    pending->entry.along = along(address.number);
    pending->entry.row = (uint32_t)(layer->first + row);
    pending->entry.letter = letter_code(&address);
    opening->n++;
    return add_street(book, &where, &address, &pending->street, err);
}

static int by_place(const void *a, const void *b)
{
    const struct tomt_book_entry *one = a, *two = b;
    if (one->along != two->along)
        return one->along < two->along ? -1 : 1;
    if (one->letter != two->letter)
        return one->letter < two->letter ? -1 : 1;
    return one->row < two->row ? -1 : one->row > two->row;
}

/* Entries by street, in each by place. Registers come sorted, so most streets are in order as they
 * are. */
static bool sort_entries(struct opening *opening, struct tomt_error *err)
{
    struct tomt_book *book = opening->book;
    size_t n_streets = book->streets.n;
    book->start = tomt_allocate((n_streets + 2) * sizeof *book->start);
    book->entry = tomt_allocate((opening->n + 1) * sizeof *book->entry);
    if (!book->start || !book->entry)
        return tomt_fail(err, TOMT_MEMORY, "out of memory for %zu addresses", opening->n);
    memset(book->start, 0, (n_streets + 2) * sizeof *book->start);
    for (size_t i = 0; i < opening->n; i++)
        book->start[opening->pending[i].street + 2]++;
    for (size_t i = 2; i < n_streets + 2; i++)
        book->start[i] += book->start[i - 1];
    for (size_t i = 0; i < opening->n; i++)
        book->entry[book->start[opening->pending[i].street + 1]++] = opening->pending[i].entry;
    for (size_t street = 0; street < n_streets; street++) {
        struct tomt_book_entry *from = book->entry + book->start[street];
        size_t n = book->start[street + 1] - book->start[street], i = 1;
        while (i < n && by_place(from + i - 1, from + i) < 0)
            i++;
        if (i < n)
            qsort(from, n, sizeof *from, by_place);
    }
    return true;
}

static bool open_layers(struct tomt_book *book, const struct tomt_address_columns *theirs,
                        const struct tomt_layer *const *addresses, size_t n_addresses,
                        struct tomt_error *err)
{
    book->layer = tomt_allocate((n_addresses + 1) * sizeof *book->layer);
    if (!book->layer)
        return tomt_fail(err, TOMT_MEMORY, "out of memory for the register");
    book->by_municipality = has_values(theirs->municipality);
    book->by_postcode = has_values(theirs->postcode);
    for (size_t i = 0; i < n_addresses; i++) {
        struct tomt_book_layer *layer = book->layer + book->n_layers;
        if (addresses[i]->table.n_rows == 0)
            continue;
        *layer = (struct tomt_book_layer){.layer = addresses[i], .first = book->n_rows};
        tomt_address_columns(&layer->columns, addresses[i]);
        book->by_municipality = book->by_municipality && has_values(layer->columns.municipality);
        book->by_postcode = book->by_postcode && has_values(layer->columns.postcode);
        book->n_rows += addresses[i]->table.n_rows;
        book->n_layers++;
    }
    book->by_municipality = book->by_municipality && book->n_layers;
    book->by_postcode = book->by_postcode && !book->by_municipality;
    return book->n_rows < TOMT_NO_NUMBER ||
           tomt_fail(err, TOMT_DATA, "%zu addresses are more than the register can hold",
                     book->n_rows);
}

bool tomt_book_open(struct tomt_book *book, const struct tomt_address_columns *theirs,
                    const struct tomt_layer *const *addresses, size_t n_addresses,
                    const struct tomt_layer *postcodes, const struct tomt_crew *crew,
                    struct tomt_error *err)
{
    memset(book, 0, sizeof *book);
    if (!open_layers(book, theirs, addresses, n_addresses, err) ||
        !tomt_centres_read(&book->centres, postcodes, err))
        return false;
    struct opening opening = {.book = book};
    opening.pending = tomt_allocate((book->n_rows + 1) * sizeof *opening.pending);
    if (!opening.pending)
        return tomt_fail(err, TOMT_MEMORY, "out of memory for %zu addresses", book->n_rows);
    bool ok = true;
    for (size_t i = 0; ok && i < book->n_layers; i++)
        for (size_t row = 0; ok && row < book->layer[i].layer->table.n_rows; row++) {
            ok = row % 65536 || !crew || !crew->cancel || !*crew->cancel ||
                 tomt_fail(err, TOMT_CANCELLED, "interrupted");
            ok = ok && add_address(&opening, book->layer + i, row, err);
        }
    ok = ok && sort_entries(&opening, err);
    tomt_release(opening.pending);
    return ok;
}

void tomt_book_close(struct tomt_book *book)
{
    tomt_dictionary_end(&book->streets);
    tomt_dictionary_end(&book->loose);
    tomt_dictionary_end(&book->municipalities);
    tomt_centres_end(&book->centres);
    tomt_text_free(&book->key);
    tomt_text_free(&book->other);
    tomt_release(book->layer);
    tomt_release(book->loose_street);
    tomt_release(book->entry);
    tomt_release(book->start);
}

static bool find_street(struct tomt_book *book, const struct tomt_where *where, const char *name,
                        size_t n, uint32_t *street, struct tomt_found *found,
                        struct tomt_error *err)
{
    size_t n_folded;
    if (!street_key(book, where, name, n, &n_folded, err))
        return false;
    *street = tomt_dictionary_find(&book->streets, book->key.bytes, book->key.n);
    if (*street == TOMT_NO_NUMBER && book->loose.n) {
        if (!loose_key(book, where, n_folded, err))
            return false;
        uint32_t number = tomt_dictionary_find(&book->loose, book->other.bytes, book->other.n);
        if (number != TOMT_NO_NUMBER)
            *street = book->loose_street[number];
        found->other_spelling = *street != TOMT_NO_NUMBER;
        found->ambiguous = number != TOMT_NO_NUMBER && *street == TOMT_NO_NUMBER;
    }
    found->street_known = *street != TOMT_NO_NUMBER;
    return true;
}

/* The first entry of a street from `at` on, counted in the book. */
static size_t first_from(const struct tomt_book *book, uint32_t street, uint32_t at)
{
    size_t low = book->start[street], high = book->start[street + 1];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (book->entry[middle].along < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The nearest number on the side of `at`, which the street has not, and *number's first entry. */
static bool nearest(const struct tomt_book *book, uint32_t street, size_t above, uint32_t at,
                    size_t *first)
{
    bool has_below = above > book->start[street] && book->entry[above - 1].along >> 31 == at >> 31;
    bool has_above = above < book->start[street + 1] && book->entry[above].along >> 31 == at >> 31;
    *first = above;
    if (has_below &&
        (!has_above || at - book->entry[above - 1].along <= book->entry[above].along - at))
        *first = first_from(book, street, book->entry[above - 1].along);
    return has_below || has_above;
}

/* Of the entries of one number and one letter, the first with that postcode, else the first. */
static size_t same_postcode(const struct tomt_book *book, size_t first, size_t end,
                            uint32_t postcode)
{
    const struct tomt_book_entry *of = book->entry + first;
    for (size_t i = first;
         i < end && book->entry[i].along == of->along && book->entry[i].letter == of->letter; i++)
        if (postcode != TOMT_NO_NUMBER && book->entry[i].postcode == postcode)
            return i;
    return first;
}

static void put_place(const struct tomt_book *book, uint32_t row, struct tomt_found *found)
{
    size_t i = book->n_layers;
    while (book->layer[--i].first > row)
        ;
    const struct tomt_box *box = book->layer[i].layer->shapes.box + (row - book->layer[i].first);
    found->x = box->min_x;
    found->y = box->min_y;
}

bool tomt_book_find(struct tomt_book *book, const struct tomt_where *where,
                    const struct tomt_address *address, struct tomt_found *found,
                    struct tomt_error *err)
{
    uint32_t street;
    memset(found, 0, sizeof *found);
    found->placed = TOMT_PLACED_NOT;
    if (!find_street(book, where, address->street, address->n_street, &street, found, err))
        return false;
    if (street == TOMT_NO_NUMBER || !in_range(address))
        return true;
    uint32_t at = along(address->number);
    size_t end = book->start[street + 1], first = first_from(book, street, at), best = first;
    if (first < end && book->entry[first].along == at) {
        uint16_t letter = letter_code(address);
        while (best < end && book->entry[best].along == at && book->entry[best].letter != letter)
            best++;
        bool exact = best < end && book->entry[best].along == at;
        found->placed = exact ? TOMT_PLACED_EXACT : TOMT_PLACED_NUMBER;
        best = exact ? best : first;
    } else if (nearest(book, street, first, at, &best)) {
        found->placed = TOMT_PLACED_NEAR;
    } else {
        return true;
    }
    uint32_t postcode = where->n_postcode ? tomt_dictionary_find(&book->centres.postcodes,
                                                                 where->postcode, where->n_postcode)
                                          : TOMT_NO_NUMBER;
    put_place(book, book->entry[same_postcode(book, best, end, postcode)].row, found);
    return true;
}

bool tomt_book_knows_street(struct tomt_book *book, const struct tomt_where *where,
                            const char *name, size_t n, bool *known, struct tomt_error *err)
{
    struct tomt_found found = {0};
    uint32_t street;
    *known = false;
    if (!find_street(book, where, name, n, &street, &found, err))
        return false;
    *known = found.street_known;
    return true;
}

bool tomt_book_is_elsewhere(const struct tomt_book *book, const struct tomt_where *where)
{
    return book->by_municipality && where->n_municipality &&
           tomt_dictionary_find(&book->municipalities, where->same, where->n_municipality) ==
               TOMT_NO_NUMBER;
}
