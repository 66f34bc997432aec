/* base/street.c: streets as people write them: folded, and the loose form by which another
 * spelling is found. */
#include "base/street.h"

#include <string.h>

/* One table for the code, docs/registers.md and the test that compares them. Longer forms stand
 * before those they end with. */
static const struct tomt_spelling spellings[] = {
    {TOMT_SPELLING_WORD, "gaten", "gate"},
    {TOMT_SPELLING_WORD, "gata", "gate"},
    {TOMT_SPELLING_WORD, "gt", "gate"},
    {TOMT_SPELLING_WORD, "veien", "vei"},
    {TOMT_SPELLING_WORD, "vegen", "vei"},
    {TOMT_SPELLING_WORD, "veg", "vei"},
    {TOMT_SPELLING_SHORT, "vn", "vei"},
    {TOMT_SPELLING_SHORT, "v", "vei"},
    {TOMT_SPELLING_WORD, "plassen", "plass"},
    {TOMT_SPELLING_SHORT, "pl", "plass"},
    {TOMT_SPELLING_LETTER, "aa", "a"},
    {TOMT_SPELLING_LETTER, "å", "a"},
    {TOMT_SPELLING_LETTER, "ae", "a"},
    {TOMT_SPELLING_LETTER, "æ", "a"},
    {TOMT_SPELLING_LETTER, "ä", "a"},
    {TOMT_SPELLING_LETTER, "oe", "o"},
    {TOMT_SPELLING_LETTER, "ø", "o"},
    {TOMT_SPELLING_LETTER, "ö", "o"},
    {TOMT_SPELLING_SIGN, ".", ""},
    {TOMT_SPELLING_SIGN, "-", ""},
    {TOMT_SPELLING_SIGN, "'", ""},
    {TOMT_SPELLING_SIGN, " ", ""},
};
enum { N_SPELLINGS = sizeof spellings / sizeof *spellings };

const struct tomt_spelling *tomt_street_spellings(size_t *n)
{
    *n = N_SPELLINGS;
    return spellings;
}

/* "Allé" and "alle" are one street: folded text with à á as a and è é ê ë as e. Returns the new
 * length. */
static size_t plain_accents(char *text, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned char second =
            (unsigned char)text[i] == 0xC3 && i + 1 < n ? (unsigned char)text[i + 1] : 0;
        bool a = second == 0xA0 || second == 0xA1, e = second >= 0xA8 && second <= 0xAB;
        text[kept++] = a ? 'a' : e ? 'e' : text[i];
        i += a || e;
    }
    return kept;
}

bool tomt_street_fold(const char *text, size_t n, struct tomt_text *out)
{
    if (!tomt_fold(text, n, out))
        return false;
    out->n = plain_accents(out->bytes, out->n);
    return true;
}

static bool is_sign(char c)
{
    for (size_t i = 0; i < N_SPELLINGS; i++)
        if (spellings[i].kind == TOMT_SPELLING_SIGN && *spellings[i].from == c)
            return true;
    return false;
}

static void add_letters(const char *text, size_t n, struct tomt_text *out)
{
    for (size_t at = 0; at < n;) {
        size_t i = 0, length = 0;
        for (; i < N_SPELLINGS; i++) {
            length = strlen(spellings[i].from);
            if (spellings[i].kind == TOMT_SPELLING_LETTER && length <= n - at &&
                memcmp(text + at, spellings[i].from, length) == 0)
                break;
        }
        if (i < N_SPELLINGS) {
            tomt_text_puts(out, spellings[i].to);
            at += length;
        } else {
            tomt_text_add(out, text + at++, 1);
        }
    }
}

static void add_word(const char *word, size_t n, bool first, bool dot, struct tomt_text *out)
{
    for (size_t i = 0; i < N_SPELLINGS; i++) {
        size_t length = strlen(spellings[i].from);
        bool whole = n == length, is_short = spellings[i].kind == TOMT_SPELLING_SHORT;
        if (spellings[i].kind > TOMT_SPELLING_SHORT || length > n ||
            memcmp(word + n - length, spellings[i].from, length) != 0)
            continue;
        /* "V. Torggate" is Vestre, and "Fiskehavn" no vei: short forms need a place where they can
         * be nothing else. */
        if (is_short && (whole ? first : !dot))
            continue;
        add_letters(word, n - length, out);
        tomt_text_puts(out, spellings[i].to);
        return;
    }
    add_letters(word, n, out);
}

bool tomt_street_loose(const char *folded, size_t n, struct tomt_text *out)
{
    out->n = 0;
    tomt_text_add(out, "", 0);
    bool first = true;
    for (size_t at = 0; at < n;) {
        size_t from = at;
        while (at < n && !is_sign(folded[at]))
            at++;
        if (at > from) {
            add_word(folded + from, at - from, first, at < n && folded[at] == '.', out);
            first = false;
        }
        at += at < n;
    }
    return !out->failed;
}

bool tomt_street_letters(const char *folded, size_t n, struct tomt_text *out)
{
    tomt_text_add(out, "", 0);
    for (size_t at = 0; at < n;) {
        size_t from = at;
        while (at < n && !is_sign(folded[at]))
            at++;
        add_letters(folded + from, at - from, out);
        at += at < n;
    }
    return !out->failed;
}
