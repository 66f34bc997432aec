/* places/words.c: what words may mean: two numbers, the number of a parcel or a site, a name with
 * what stands behind it. */
#include "places/inside.h"

#include <math.h>
#include <string.h>

enum { TOKENS_MOST = 32, NUMBERS_MOST = 5 };

struct token {
    size_t from, to; /* bytes of folded */
    bool after_comma;
};
struct tokens {
    struct token at[TOKENS_MOST];
    size_t n;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool all_digits(const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!is_digit(text[i]))
            return false;
    return n > 0;
}

static bool read_double(const char *text, size_t n, double *out)
{
    while (n && text[n - 1] == ' ')
        n--;
    bool comma = n && memchr(text, ',', n) != NULL;
    return n > 0 && tomt_number_parse(text, n, comma, out) && isfinite(*out);
}

bool tomt_place_two_numbers(const char *words, size_t n, double out[2])
{
    while (n && (words[n - 1] == ' ' || words[n - 1] == '\t'))
        n--;
    while (n && (*words == ' ' || *words == '\t'))
        words++, n--;
    const char *split = memchr(words, ';', n), *comma = memchr(words, ',', n);
    if (!split)
        split = memchr(words, ' ', n);
    if (!split)
        split = comma;
    if (!split)
        return false;
    const char *second = split + 1, *end = words + n;
    size_t n_first = (size_t)(split - words);
    if (*split != ',' && n_first && words[n_first - 1] == ',')
        n_first--;
    while (second < end && *second == ' ')
        second++;
    return read_double(words, n_first, &out[0]) &&
           read_double(second, (size_t)(end - second), &out[1]);
}

uint32_t tomt_place_house(const char *text, size_t n, char letter[8], bool *whole)
{
    size_t digits = 0, rest;
    uint32_t number = 0;
    *letter = '\0';
    while (digits < n && digits < 5 && is_digit(text[digits]))
        number = number * 10 + (uint32_t)(text[digits++] - '0');
    rest = n - digits;
    *whole = digits > 0 && rest == 0;
    if (!digits || !rest)
        return number;
    bool small = rest == 1 && text[digits] >= 'a' && text[digits] <= 'z';
    bool norwegian = rest == 2 && (unsigned char)text[digits] == 0xC3;
    if (small || norwegian) {
        memcpy(letter, text + digits, rest);
        letter[rest] = '\0';
        *whole = true;
    } else if (text[digits] == '-' && all_digits(text + digits + 1, rest - 1)) {
        *whole = true; /* "4-6" is at 4 */
    }
    return number;
}

static void split(char *folded, size_t n, struct tokens *tokens)
{
    bool comma = false;
    tokens->n = 0;
    for (size_t at = 0; at < n && tokens->n < TOKENS_MOST;) {
        if (folded[at] == ' ' || folded[at] == ',') {
            comma = comma || folded[at] == ',';
            folded[at++] = ' ';
            continue;
        }
        size_t from = at;
        while (at < n && folded[at] != ' ' && folded[at] != ',')
            at++;
        tokens->at[tokens->n++] = (struct token){from, at, comma};
        comma = false;
    }
}

struct reading {
    const struct tomt_places *places;
    struct tomt_arena *scratch;
    struct place_asked *asked;
    struct tokens tokens;
    struct place_folder folder;
    struct tomt_error *err;
};

static bool key_of(struct reading *r, size_t first, size_t end, struct place_key *key)
{
    const struct token *token = r->tokens.at;
    r->folder.folded.n = 0;
    tomt_text_add(&r->folder.folded, r->asked->folded, r->asked->n_folded);
    if (r->folder.folded.failed)
        return tomt_fail(r->err, TOMT_MEMORY, "out of memory reading words");
    return tomt_place_key(&r->folder, token[first].from, token[end - 1].to, key, r->err);
}

static bool is_town(const struct place_town *town, const struct place_key *key)
{
    size_t n = strlen(town->number);
    if (n && n == key->n_folded && !memcmp(key->folded, town->number, n))
        return true;
    if (!town->name || key->n_letters < 3 || town->key.n_letters < key->n_letters)
        return false;
    return memcmp(town->key.letters, key->letters, key->n_letters) == 0;
}

/* The municipality that words [first, end) name, + 1; 0: none. */
static bool town_of(struct reading *r, size_t first, size_t end, uint32_t *town)
{
    struct place_key key;
    *town = 0;
    if (first >= end)
        return true;
    if (!key_of(r, first, end, &key))
        return false;
    for (size_t i = 0; i < r->places->n_towns && !*town; i++)
        if (is_town(&r->places->town[i], &key))
            *town = (uint32_t)i + 1;
    return true;
}

/* A name of words [0, end); words [rest, n) say where. */
static bool guess(struct reading *r, size_t end, uint32_t number, const char *letter, size_t rest)
{
    struct place_asked *asked = r->asked;
    const struct token *token = r->tokens.at;
    if (end == 0 || asked->n_guesses == TOMT_GUESSES_MOST)
        return true;
    struct place_guess *g = &asked->guess[asked->n_guesses];
    *g = (struct place_guess){.number = number};
    memcpy(g->letter, letter, strlen(letter) + 1);
    if (rest <
        r->tokens.n) { /* four digits are a postcode, or a municipality that the result has */
        size_t n = token[rest].to - token[rest].from;
        uint32_t town;
        if (!town_of(r, rest, rest + 1, &town))
            return false;
        if (!town && n == 4 && all_digits(asked->folded + token[rest].from, n)) {
            memcpy(g->postcode, asked->folded + token[rest].from, n);
            g->postcode[n] = '\0';
            rest++;
        }
    }
    if (!town_of(r, rest, r->tokens.n, &g->town) || !key_of(r, 0, end, &g->key) ||
        !tomt_place_key_keep(r->scratch, &g->key, r->err))
        return false;
    g->strange = rest < r->tokens.n && !g->town;
    asked->n_guesses++;
    return true;
}

/* The word at i as a house number, with or without the word behind it as its letter. */
static bool guess_number(struct reading *r, size_t i)
{
    const struct token *token = r->tokens.at;
    const char *folded = r->asked->folded;
    char letter[8], other[8];
    bool whole;
    size_t n = token[i].to - token[i].from;
    uint32_t number = tomt_place_house(folded + token[i].from, n, letter, &whole);
    if (!whole || number == 0)
        return true;
    if (n == 4 && all_digits(folded + token[i].from, n) && !guess(r, i, 0, "", i))
        return false;
    if (!*letter && i + 1 < r->tokens.n && !token[i + 1].after_comma) {
        char joined[16] = "1";
        size_t n_next = token[i + 1].to - token[i + 1].from;
        if (n_next <= 2) {
            memcpy(joined + 1, folded + token[i + 1].from, n_next);
            tomt_place_house(joined, 1 + n_next, other, &whole);
            if (whole && *other)
                return guess(r, i, number, other, i + 2);
        }
    }
    return guess(r, i, number, letter, i + 1);
}

static bool guess_names(struct reading *r)
{
    size_t n = r->tokens.n;
    if (!guess(r, n, 0, "", n))
        return false;
    for (size_t i = n; i-- > 1;)
        if (!guess_number(r, i))
            return false;
    for (size_t i = 1; i < n; i++)
        if (r->tokens.at[i].after_comma) {
            if (!guess(r, i, 0, "", i))
                return false;
            break;
        }
    for (size_t i = n; i-- > 1 && n - i <= 2;) { /* "Storgata Nordre Follo" */
        uint32_t town;
        if (!town_of(r, i, n, &town) || (town && !guess(r, i, 0, "", i)))
            return false;
    }
    return true;
}

static size_t word_at(const char *text, const char *const *words)
{
    for (; *words; words++)
        if (strncmp(text, *words, strlen(*words)) == 0)
            return strlen(*words);
    return 0;
}

/* "3301-113/45", "113 / 45", "gnr. 113, bnr. 45", "3301 gnr 113 bnr 45 fnr 2": numbers in this
 * order, nothing else but a municipality's name. */
static bool read_parcel(struct reading *r)
{
    static const char *const words[] = {"gårdsnummer",
                                        "gårdsnr",
                                        "bruksnummer",
                                        "bruksnr",
                                        "festenummer",
                                        "festenr",
                                        "seksjonsnummer",
                                        "seksjonsnr",
                                        "eiendommen",
                                        "eiendom",
                                        "teig",
                                        "gnr",
                                        "bnr",
                                        "fnr",
                                        "snr",
                                        NULL};
    struct place_asked *asked = r->asked;
    const char *text = asked->folded;
    size_t number[NUMBERS_MOST], length[NUMBERS_MOST], n = 0, n_slashes = 0, at = 0, before = 0;
    bool said = false;
    while (at < asked->n_folded) {
        size_t skip = word_at(text + at, words);
        if (skip && n && !said)
            before = n; /* numbers before the first of the words */
        said = said || skip;
        if (is_digit(text[at])) {
            if (n == NUMBERS_MOST)
                return false;
            number[n] = at;
            while (at < asked->n_folded && is_digit(text[at]))
                at++;
            length[n] = at - number[n];
            n++;
        } else if (skip) {
            at += skip;
        } else if (text[at] == '/' || text[at] == '-' || text[at] == ' ' || text[at] == '.' ||
                   text[at] == ':') {
            n_slashes += text[at] == '/';
            at++;
        } else {
            break;
        }
    }
    bool town = n > 2 && length[0] == 4 &&
                (said ? before == 1 : text[number[0] + 4] == '-' || text[number[0] + 4] == ' ');
    if (n < 2u + town || (!said && n_slashes == 0))
        return false;
    uint32_t behind = 0;
    if (at < asked->n_folded) { /* a municipality's name, or it is no parcel */
        size_t first = 0;
        while (first < r->tokens.n && r->tokens.at[first].from < at)
            first++;
        if (first >= r->tokens.n || r->tokens.at[first].from != at)
            return false;
        struct tomt_error *err = r->err;
        if (!town_of(r, first, r->tokens.n, &behind))
            return err->code != TOMT_OK;
        if (!behind)
            return false;
    }
    struct tomt_text id = {0};
    for (size_t i = town; i < n; i++) {
        bool dash = i > (size_t)town && !said && text[number[i] - 1] == '-';
        tomt_text_puts(&id, i == (size_t)town ? "" : dash ? "-" : "/");
        tomt_text_add(&id, text + number[i], length[i]);
    }
    if (id.failed || id.n > TOMT_ASKED_MOST) {
        tomt_text_free(&id);
        return false;
    }
    memcpy(asked->id, id.bytes, id.n + 1);
    tomt_text_free(&id);
    const char *named = behind ? r->places->town[behind - 1].number : "";
    size_t n_named = strlen(named);
    if (town)
        memcpy(asked->id_town, text + number[0], 4);
    else if (n_named < sizeof asked->id_town)
        memcpy(asked->id_town, named, n_named);
    return true;
}

static void read_id(struct place_asked *asked)
{
    bool digit = false;
    for (size_t i = 0; i < asked->n_folded; i++) {
        digit = digit || is_digit(asked->folded[i]);
        if (asked->folded[i] == ' ')
            return;
    }
    if (digit && asked->n_folded > 1)
        memcpy(asked->id, asked->folded, asked->n_folded + 1);
}

bool tomt_place_read_words(const struct tomt_places *places, struct tomt_arena *scratch,
                           const char *words, size_t n, struct place_asked *asked,
                           struct tomt_error *err)
{
    struct reading r = {.places = places, .scratch = scratch, .asked = asked, .err = err};
    *asked = (struct place_asked){.n_folded = 0};
    bool ok = tomt_place_fold(&r.folder, words, n, err);
    size_t n_folded = r.folder.folded.n;
    if (ok && n_folded > 0 && n_folded <= TOMT_ASKED_MOST) {
        memcpy(asked->folded, r.folder.folded.bytes, n_folded + 1);
        asked->n_folded = n_folded;
        read_id(asked);
        split(asked->folded, n_folded, &r.tokens);
        if (r.tokens.n > 0) {
            asked->is_parcel = read_parcel(&r);
            ok = err->code == TOMT_OK && (asked->is_parcel || guess_names(&r));
        }
    }
    tomt_place_folder_free(&r.folder);
    return ok;
}
