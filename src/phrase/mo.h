/* phrase/mo.h: a compiled catalogue of gettext (.mo) in memory, as the manual of gettext describes
 * it ("The Format of GNU MO Files"). Knows nothing of languages. The bytes stay the caller's and
 * must outlive it. Const after opening: thread-safe. */
#ifndef TOMT_PHRASE_MO_H
#define TOMT_PHRASE_MO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tomt_mo {
    const unsigned char *bytes;
    size_t n;
    bool big_endian;
    uint32_t n_texts, originals, translations; /* offsets of the two tables */
};
/* False: not a catalogue, or one whose tables or texts leave the bytes or do not end. Any bytes may
 * be given. */
bool tomt_mo_open(const void *bytes, size_t n, struct tomt_mo *out);
/* The translation of `original` (of a plural: its singular) and its length, all forms with the NULs
 * between them; NULL if there is none. */
const char *tomt_mo_find(const struct tomt_mo *mo, const char *original, size_t *n);

#endif
