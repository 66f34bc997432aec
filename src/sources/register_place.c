/* sources/register_place.c: the steps by which a row finds its place; docs/registers.md tells them.
 */
#include "sources/register_inside.h"

#include <math.h>
#include <string.h>
#include <strings.h>

/* Lines and pieces of one address text that are tried. */
#define MOST_ADDRESSES 6

/* Svalbard has Norwegian postcodes and a municipality's number. */
static bool is_foreign(const struct tomt_column *country, size_t row)
{
    static const char *const norway[] = {"NO",     "NOR", "Norge", "Noreg",
                                         "Norway", "SJ",  "SJM",   "Svalbard"};
    char buffer[32];
    size_t n;
    const char *text = tomt_value_text(country, row, buffer, &n);
    while (text && n && (*text == ' ' || *text == '\t'))
        text++, n--;
    while (text && n && (text[n - 1] == ' ' || text[n - 1] == '\t'))
        n--;
    for (size_t i = 0; text && n && i < sizeof norway / sizeof *norway; i++)
        if (n == strlen(norway[i]) && strncasecmp(text, norway[i], n) == 0)
            return false;
    return text && n;
}

bool tomt_register_address(const struct tomt_address_columns *columns, size_t row,
                           struct tomt_text *out)
{
    size_t n;
    const struct tomt_column *const more[] = {columns->number, columns->letter};
    const char *text = tomt_row_address_text(columns, row, &n);
    bool whole = columns->address && text == tomt_column_text(columns->address, row, NULL);
    out->n = 0;
    tomt_text_add(out, text ? text : "", text ? n : 0);
    for (size_t i = 0; text && !whole && i < sizeof more / sizeof *more; i++) {
        char buffer[32];
        const char *part = tomt_value_text(more[i], row, buffer, &n);
        if (!part || tomt_is_blank(part, n))
            continue;
        tomt_text_add(out, " ", 1);
        tomt_text_add(out, part, n);
    }
    return !out->failed;
}

/* The best that any of the row's addresses gives: an exact one in the second line is better than a
 * near one in the first. */
static bool try_addresses(const struct tomt_address_columns *columns, struct tomt_book *book,
                          size_t row, struct tomt_place *place, bool *street_known,
                          struct tomt_error *err)
{
    struct tomt_address address[MOST_ADDRESSES];
    bool ambiguous = false;
    size_t n = tomt_row_addresses(columns, row, address, MOST_ADDRESSES);
    for (size_t i = 0; i < n && place->placed != TOMT_PLACED_EXACT; i++) {
        struct tomt_found found;
        if (!tomt_book_find(book, &place->where, address + i, &found, err))
            return false;
        *street_known = *street_known || found.street_known;
        ambiguous = ambiguous || found.ambiguous;
        if (found.placed >= place->placed)
            continue;
        place->placed = found.placed;
        place->x = found.x;
        place->y = found.y;
        place->other_spelling = found.other_spelling;
    }
    place->ambiguous = ambiguous && place->placed == TOMT_PLACED_NOT;
    return true;
}

/* Why the words did not do: a post box, no words, no such street, no such number. */
static bool judge_words(const struct tomt_address_columns *columns, struct tomt_book *book,
                        size_t row, bool street_known, struct tomt_place *place,
                        struct tomt_error *err)
{
    struct tomt_text words = {0};
    bool ok = tomt_register_address(columns, row, &words) ||
              tomt_fail(err, TOMT_MEMORY, "out of memory for the register");
    bool any = ok && words.n > 0;
    for (const char *at = any ? words.bytes : NULL; ok && at;) {
        struct tomt_piece piece;
        bool known = false;
        tomt_address_piece(&at, words.bytes + words.n, &piece);
        place->po_box = place->po_box || tomt_piece_is_po_box(&piece);
        if (!street_known && !tomt_is_blank(piece.text, piece.n))
            ok = tomt_book_knows_street(book, &place->where, piece.text, piece.n, &known, err);
        street_known = street_known || known;
    }
    tomt_text_free(&words);
    place->reason = place->po_box  ? TOMT_UNPLACED_PO_BOX
                    : !any         ? TOMT_UNPLACED_NO_ADDRESS
                    : street_known ? TOMT_UNPLACED_NO_NUMBER
                                   : TOMT_UNPLACED_NO_STREET;
    return ok;
}

bool tomt_register_find_place(const struct tomt_layer *layer,
                              const struct tomt_register_columns *columns, struct tomt_book *book,
                              size_t row, struct tomt_place *place, struct tomt_error *err)
{
    memset(place, 0, sizeof *place);
    place->placed = TOMT_PLACED_NOT;
    tomt_where_read(&place->where, &columns->address, row);
    if (row < layer->shapes.n && !isnan(layer->shapes.box[row].min_x) &&
        !isnan(layer->shapes.box[row].min_y)) {
        place->placed = TOMT_PLACED_OWN;
        place->x = layer->shapes.box[row].min_x;
        place->y = layer->shapes.box[row].min_y;
        return true;
    }
    place->reason = TOMT_UNPLACED_FOREIGN;
    if (is_foreign(columns->country, row))
        return true;
    place->elsewhere = tomt_book_is_elsewhere(book, &place->where);
    if (place->elsewhere)
        return true;
    bool street_known = false;
    if (!try_addresses(&columns->address, book, row, place, &street_known, err))
        return false;
    if (place->placed != TOMT_PLACED_NOT)
        return true;
    if (!judge_words(&columns->address, book, row, street_known, place, err))
        return false;
    if (tomt_centres_find(&book->centres, &place->where, &place->x, &place->y))
        place->placed = TOMT_PLACED_POSTCODE;
    return true;
}
