/* base/street.h: streets as people write them: folded, and the loose form by which another spelling is found. The register
 * join and the search for places read streets alike. Knows nothing of any library. Distinct texts may be used by distinct threads. */
#ifndef TOMT_BASE_STREET_H
#define TOMT_BASE_STREET_H

#include "base/text.h"

/* How a street is spelt otherwise; docs/registers.md lists the same rows. */
enum tomt_spelling_kind {
    TOMT_SPELLING_WORD,   /* a word, or the end of one: Storgata, Nedre gata */
    TOMT_SPELLING_SHORT,  /* a word but the first, or the end of one before a dot: Fosse v, Kirkev. */
    TOMT_SPELLING_LETTER, /* anywhere */
    TOMT_SPELLING_SIGN    /* anywhere, to nothing */
};
struct tomt_spelling {
    enum tomt_spelling_kind kind;
    const char *from, *to;
};
const struct tomt_spelling *tomt_street_spellings(size_t *n);
/* Folded case, accents off; then the loose form of a folded name. False when memory runs out. */
bool tomt_street_fold(const char *text, size_t n, struct tomt_text *out);
bool tomt_street_loose(const char *folded, size_t n, struct tomt_text *out);
/* Only the letters and signs of the loose form, for words that may not be whole yet; appended to out. */
bool tomt_street_letters(const char *folded, size_t n, struct tomt_text *out);

#endif
