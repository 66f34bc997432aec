/* places/fold.c: names and words in the form in which they are compared. */
#include "base/street.h"
#include "places/inside.h"

#include <string.h>

/* Letters of the neighbours' alphabets; what tomt_street_fold knows (Æ Ø Å, à á è é ê ë) is not
 * here. */
static const struct {
    uint32_t code;
    char plain;
} letters[] = {
    {0xC2, 'a'},  {0xC3, 'a'},  {0xE2, 'a'},  {0xE3, 'a'},  {0xC7, 'c'},  {0xE7, 'c'},
    {0xCC, 'i'},  {0xCD, 'i'},  {0xCE, 'i'},  {0xCF, 'i'},  {0xEC, 'i'},  {0xED, 'i'},
    {0xEE, 'i'},  {0xEF, 'i'},  {0xD1, 'n'},  {0xF1, 'n'},  {0xD2, 'o'},  {0xD3, 'o'},
    {0xD4, 'o'},  {0xD5, 'o'},  {0xF2, 'o'},  {0xF3, 'o'},  {0xF4, 'o'},  {0xF5, 'o'},
    {0xD9, 'u'},  {0xDA, 'u'},  {0xDB, 'u'},  {0xDC, 'u'},  {0xF9, 'u'},  {0xFA, 'u'},
    {0xFB, 'u'},  {0xFC, 'u'},  {0xDD, 'y'},  {0xFD, 'y'},  {0xFF, 'y'},  {0xD0, 'd'},
    {0xF0, 'd'},  {0x10C, 'c'}, {0x10D, 'c'}, {0x110, 'd'}, {0x111, 'd'}, {0x14A, 'n'},
    {0x14B, 'n'}, {0x160, 's'}, {0x161, 's'}, {0x166, 't'}, {0x167, 't'}, {0x17D, 'z'},
    {0x17E, 'z'}, {0x143, 'n'}, {0x144, 'n'}, {0x106, 'c'}, {0x107, 'c'}, {0x141, 'l'},
    {0x142, 'l'},
};

static char plain_letter(uint32_t code)
{
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (letters[i].code == code)
            return letters[i].plain;
    return 0;
}

static bool is_blank(uint32_t code)
{
    return code <= 0x20 || (code >= 0x7F && code <= 0xA0) || (code >= 0x2000 && code <= 0x200F) ||
           (code >= 0x2028 && code <= 0x202F) || code == 0xFEFF;
}

/* An accent that stands apart belongs to the letter before it. */
static void join_accent(struct tomt_text *out, uint32_t mark)
{
    char *last = out->n ? &out->bytes[out->n - 1] : NULL;
    char small = last && *last >= 'A' && *last <= 'Z' ? (char)(*last + 32) : last ? *last : 0;
    bool ring = mark == 0x30A && small == 'a';
    bool dots = mark == 0x308 && (small == 'a' || small == 'o');
    bool stroke = mark == 0x338 && small == 'o';
    if (!ring && !dots && !stroke)
        return;
    out->n--;
    tomt_text_puts(out, ring ? "å" : stroke ? "ø" : small == 'a' ? "ä" : "ö");
}

static void add_character(struct tomt_text *out, const char *text, size_t length, uint32_t code)
{
    if (length == 1 && code > 0x20 && code < 0x7F && code != '`') {
        tomt_text_add(out, text, 1);
        return;
    }
    char plain = plain_letter(code);
    if (length == 0)
        tomt_text_add(out, "?", 1);
    else if (code >= 0x300 && code <= 0x36F)
        join_accent(out, code);
    else if (is_blank(code))
        tomt_text_add(out, " ", 1);
    else if (code >= 0x2010 && code <= 0x2015)
        tomt_text_add(out, "-", 1);
    else if (code == 0x2019 || code == 0x2018 || code == 0xB4 || code == '`')
        tomt_text_add(out, "'", 1);
    else if (plain)
        tomt_text_add(out, &plain, 1);
    else
        tomt_text_add(out, text, length);
}

/* Whole words only: "Sankt Olavs gate" and "St. Olavs gate" are one. */
static void shorten_saints(struct tomt_text *text)
{
    size_t kept = 0;
    for (size_t at = 0; at < text->n;) {
        bool begins = at == 0 || text->bytes[at - 1] == ' ';
        size_t left = text->n - at;
        bool saint =
            begins && left >= 5 && (left == 5 || text->bytes[at + 5] == ' ') &&
            (!memcmp(text->bytes + at, "sankt", 5) || !memcmp(text->bytes + at, "sanct", 5));
        if (saint) {
            memcpy(text->bytes + kept, "st", 2);
            kept += 2;
            at += 5;
        } else {
            text->bytes[kept++] = text->bytes[at++];
        }
    }
    text->n = kept;
    if (text->bytes)
        text->bytes[kept] = '\0';
}

static bool no_memory(struct tomt_error *err)
{
    return tomt_fail(err, TOMT_MEMORY, "out of memory folding a name");
}

bool tomt_place_fold(struct place_folder *folder, const char *text, size_t n,
                     struct tomt_error *err)
{
    struct tomt_text *plain = &folder->plain;
    plain->n = 0;
    tomt_text_add(plain, "", 0);
    for (size_t i = 0; i < n && plain->n < TOMT_KEY_MOST;) {
        uint32_t code = 0;
        size_t length = tomt_utf8_decode(text + i, n - i, &code);
        add_character(plain, text + i, length, code);
        i += length ? length : 1;
    }
    if (plain->failed || !tomt_street_fold(plain->bytes, plain->n, &folder->folded))
        return no_memory(err);
    shorten_saints(&folder->folded);
    return true;
}

static bool between_words(char c)
{
    return c == ' ' || c == '-' || c == '.' || c == ',' || c == '/';
}

bool tomt_place_key(struct place_folder *folder, size_t from, size_t to, struct place_key *key,
                    struct tomt_error *err)
{
    const char *folded = folder->folded.bytes;
    folder->letters.n = 0;
    *key = (struct place_key){.folded = folded + from, .n_folded = (uint16_t)(to - from)};
    tomt_text_add(&folder->letters, "", 0);
    for (size_t at = from; at < to;) {
        size_t word = at;
        while (at < to && !between_words(folded[at]))
            at++;
        if (at > word && folder->letters.n < TOMT_LETTERS_OF_WORDS)
            key->word |= UINT64_C(1) << folder->letters.n;
        at += at < to;
        if (!tomt_street_letters(folded + word, at - word, &folder->letters))
            return no_memory(err);
    }
    if (!tomt_street_loose(folded + from, to - from, &folder->loose))
        return no_memory(err);
    key->letters = folder->letters.bytes;
    key->n_letters = (uint16_t)folder->letters.n;
    key->loose = folder->loose.bytes;
    key->n_loose = (uint16_t)folder->loose.n;
    return true;
}

bool tomt_place_key_keep(struct tomt_arena *arena, struct place_key *key, struct tomt_error *err)
{
    bool same = key->n_letters == key->n_loose && !memcmp(key->letters, key->loose, key->n_loose);
    size_t n = (size_t)key->n_folded + key->n_letters + (same ? 0 : key->n_loose);
    char *bytes = tomt_arena_alloc(arena, n + 1, err);
    if (!bytes)
        return false;
    memcpy(bytes, key->folded, key->n_folded);
    memcpy(bytes + key->n_folded, key->letters, key->n_letters);
    if (!same)
        memcpy(bytes + key->n_folded + key->n_letters, key->loose, key->n_loose);
    key->folded = bytes;
    key->letters = bytes + key->n_folded;
    key->loose = same ? key->letters : key->letters + key->n_letters;
    return true;
}

void tomt_place_folder_free(struct place_folder *folder)
{
    tomt_text_free(&folder->plain);
    tomt_text_free(&folder->folded);
    tomt_text_free(&folder->letters);
    tomt_text_free(&folder->loose);
}
