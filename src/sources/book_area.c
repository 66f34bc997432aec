/* sources/book_area.c: municipality and postcode of a row, and where the middle of a postcode is.
 */
#include "sources/book.h"

#include <math.h>
#include <string.h>

const char *tomt_municipality_today(const char *number)
{
    static const char *const drammen[] = {"0602", "0625", "0711", "3005"};
    for (size_t i = 0; i < sizeof drammen / sizeof *drammen; i++)
        if (!strcmp(number, drammen[i]))
            return "3301";
    return number;
}

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Trimmed, cut to what fits at a whole character, and a number of one to four digits written with
 * four. */
static size_t read_number(const struct tomt_column *column, size_t row, char *out, size_t size)
{
    char buffer[32];
    size_t n;
    const char *text = tomt_value_text(column, row, buffer, &n);
    while (text && n && blank(*text)) {
        text++;
        n--;
    }
    while (text && n && blank(text[n - 1]))
        n--;
    if (!text || n == 0) {
        out[0] = 0;
        return 0;
    }
    while (n > size - 4 || (n > 1 && n < size && ((unsigned char)text[n] & 0xC0) == 0x80))
        n--;
    size_t digits = 0;
    while (digits < n && text[digits] >= '0' && text[digits] <= '9')
        digits++;
    size_t pad = digits == n && n < 4 ? 4 - n : 0;
    memset(out, '0', pad);
    memcpy(out + pad, text, n);
    out[pad + n] = 0;
    return pad + n;
}

/* ASCII and the letters of Latin-1, which keep their length. */
static void small_letters(const char *text, size_t n, char *out)
{
    for (size_t i = 0; i <= n; i++) {
        unsigned char byte = (unsigned char)text[i], before = i ? (unsigned char)text[i - 1] : 0;
        bool capital = before == 0xC3 ? byte >= 0x80 && byte <= 0x9E && byte != 0x97
                                      : byte >= 'A' && byte <= 'Z';
        out[i] = capital ? (char)(byte + 0x20) : text[i];
    }
}

void tomt_where_read(struct tomt_where *where, const struct tomt_address_columns *columns,
                     size_t row)
{
    where->n_municipality =
        read_number(columns->municipality, row, where->municipality, sizeof where->municipality);
    const char *today = tomt_municipality_today(where->municipality);
    where->old = today != where->municipality;
    if (where->old)
        memcpy(where->municipality, today, 4);
    small_letters(where->municipality, where->n_municipality, where->same);
    where->n_postcode =
        read_number(columns->postcode, row, where->postcode, sizeof where->postcode);
    /* "NO-3044", "N-3044" */
    size_t prefix = !strncmp(where->postcode, "NO-", 3)  ? 3
                    : !strncmp(where->postcode, "N-", 2) ? 2
                                                         : 0;
    where->n_postcode -= prefix;
    memmove(where->postcode, where->postcode + prefix, where->n_postcode + 1);
}

/* The centre of a postcode, made if it is new. */
static struct tomt_centre *centre_of(struct tomt_centres *centres, const struct tomt_where *where,
                                     uint32_t *number, struct tomt_error *err)
{
    bool added;
    if (centres->postcodes.n == centres->capacity) {
        size_t capacity = centres->capacity ? centres->capacity * 2 : 1024;
        struct tomt_centre *grown =
            tomt_resize(centres->centre, capacity * sizeof *centres->centre);
        if (!grown) {
            tomt_fail(err, TOMT_MEMORY, "out of memory for the centres of postcodes");
            return NULL;
        }
        centres->centre = grown;
        centres->capacity = capacity;
    }
    if (!tomt_dictionary_add(&centres->postcodes, where->postcode, where->n_postcode, number,
                             &added, err))
        return NULL;
    struct tomt_centre *centre = centres->centre + *number;
    if (added)
        *centre = (struct tomt_centre){.box = {INFINITY, INFINITY, -INFINITY, -INFINITY}};
    return centre;
}

bool tomt_centres_read(struct tomt_centres *centres, const struct tomt_layer *postcodes,
                       struct tomt_error *err)
{
    if (!postcodes)
        return true;
    const struct tomt_address_columns columns = {
        .postcode = tomt_table_find(&postcodes->table, "postcode")};
    for (size_t row = 0; row < postcodes->shapes.n; row++) {
        const struct tomt_box *box = postcodes->shapes.box + row;
        struct tomt_where where;
        uint32_t number;
        tomt_where_read(&where, &columns, row);
        if (where.n_postcode == 0 || !(box->min_x <= box->max_x && box->min_y <= box->max_y))
            continue;
        struct tomt_centre *centre = centre_of(centres, &where, &number, err);
        if (!centre)
            return false;
        centre->box = (struct tomt_box){
            fmin(centre->box.min_x, box->min_x), fmin(centre->box.min_y, box->min_y),
            fmax(centre->box.max_x, box->max_x), fmax(centre->box.max_y, box->max_y)};
    }
    return true;
}

bool tomt_centres_add(struct tomt_centres *centres, const struct tomt_where *where, double x,
                      double y, uint32_t *number, struct tomt_error *err)
{
    *number = TOMT_NO_NUMBER;
    if (where->n_postcode == 0)
        return true;
    struct tomt_centre *centre = centre_of(centres, where, number, err);
    if (!centre)
        return false;
    if (centre->n++ == 0) {
        centre->first_x = x;
        centre->first_y = y;
    }
    centre->sum_x += x - centre->first_x;
    centre->sum_y += y - centre->first_y;
    return true;
}

bool tomt_centres_find(const struct tomt_centres *centres, const struct tomt_where *where,
                       double *x, double *y)
{
    uint32_t number = where->n_postcode ? tomt_dictionary_find(&centres->postcodes, where->postcode,
                                                               where->n_postcode)
                                        : TOMT_NO_NUMBER;
    if (number == TOMT_NO_NUMBER)
        return false;
    const struct tomt_centre *centre = centres->centre + number;
    bool in_layer = centre->box.min_x <= centre->box.max_x;
    *x = in_layer ? centre->box.min_x + (centre->box.max_x - centre->box.min_x) / 2
                  : centre->first_x + centre->sum_x / (double)centre->n;
    *y = in_layer ? centre->box.min_y + (centre->box.max_y - centre->box.min_y) / 2
                  : centre->first_y + centre->sum_y / (double)centre->n;
    return true;
}

void tomt_centres_end(struct tomt_centres *centres)
{
    tomt_dictionary_end(&centres->postcodes);
    tomt_release(centres->centre);
    centres->centre = NULL;
}
