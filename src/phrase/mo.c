/* phrase/mo.c: the catalogue's two sorted tables of length and offset, checked once, searched by
 * halves. */
#include "phrase/mo.h"

#include <string.h>

static uint32_t number_at(const struct tomt_mo *mo, size_t at)
{
    const unsigned char *b = mo->bytes + at;
    return mo->big_endian
               ? (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3]
               : (uint32_t)b[3] << 24 | (uint32_t)b[2] << 16 | (uint32_t)b[1] << 8 | b[0];
}

static const char *text_at(const struct tomt_mo *mo, uint32_t table, size_t i, size_t *n)
{
    *n = number_at(mo, table + 8 * i);
    return (const char *)mo->bytes + number_at(mo, table + 8 * i + 4);
}

/* All of the table lies inside, and all of its texts with the NUL after them. */
static bool is_whole(const struct tomt_mo *mo, uint32_t table)
{
    if (table > mo->n || mo->n_texts > (mo->n - table) / 8)
        return false;
    for (size_t i = 0; i < mo->n_texts; i++) {
        size_t length = number_at(mo, table + 8 * i), at = number_at(mo, table + 8 * i + 4);
        if (at >= mo->n || length >= mo->n - at || mo->bytes[at + length])
            return false;
    }
    return true;
}

bool tomt_mo_open(const void *bytes, size_t n, struct tomt_mo *out)
{
    struct tomt_mo mo = {.bytes = bytes, .n = n};
    if (!bytes || n < 28)
        return false;
    mo.big_endian = mo.bytes[0] == 0x95;
    if (number_at(&mo, 0) != 0x950412de || number_at(&mo, 4) >> 16 > 1) /* major revision 0 or 1 */
        return false;
    mo.n_texts = number_at(&mo, 8);
    mo.originals = number_at(&mo, 12);
    mo.translations = number_at(&mo, 16);
    if (!is_whole(&mo, mo.originals) || !is_whole(&mo, mo.translations))
        return false;
    *out = mo;
    return true;
}

const char *tomt_mo_find(const struct tomt_mo *mo, const char *original, size_t *n)
{
    size_t from = 0, to = mo->n_texts, length;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = strcmp(original, text_at(mo, mo->originals, middle, &length));
        if (!order)
            return text_at(mo, mo->translations, middle, n);
        if (order < 0)
            to = middle;
        else
            from = middle + 1;
    }
    return NULL;
}
