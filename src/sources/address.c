/* sources/address.c: an address written as one text taken apart: street, number, letter. */
#include "sources/book.h"

#include <string.h>
#include <strings.h>

struct token {
    const char *at;
    size_t n;
};
enum { MOST_TOKENS = 24 };

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* One letter, ASCII or Æ Ø Å: its bytes, else 0. */
static size_t letter_at(const char *at, size_t n, char out[8])
{
    memset(out, 0, 8);
    if (n >= 1 && ((at[0] >= 'A' && at[0] <= 'Z') || (at[0] >= 'a' && at[0] <= 'z'))) {
        out[0] = (char)(at[0] & ~0x20);
        return 1;
    }
    /* U+00C0 to U+00FE are C3 80 to C3 BE; the small ones are 0x20 further. */
    if (n >= 2 && (unsigned char)at[0] == 0xC3 && ((unsigned char)at[1] & 0xC0) == 0x80) {
        out[0] = at[0];
        out[1] = (char)(at[1] & ~0x20);
        return 2;
    }
    return 0;
}

/* "4", "4B", "1-3", "165/167", "11-13D": the first number and the letter that follows it. */
static bool house_number(const struct token *token, int64_t *number, char letter[8])
{
    size_t i = 0;
    int64_t value = 0;
    memset(letter, 0, 8);
    while (i < token->n && i < 6 && digit(token->at[i]))
        value = value * 10 + (token->at[i++] - '0');
    if (i == 0 || value == 0)
        return false;
    *number = value;
    size_t left = token->n - i, step = letter_at(token->at + i, left, letter);
    if (step == left)
        return true;
    if (token->at[i + step] != '-' && token->at[i + step] != '/')
        return false;
    for (i += step + 1; i < token->n && digit(token->at[i]); i++)
        ;
    char other[8];
    return i + letter_at(token->at + i, token->n - i, other) == token->n;
}

static bool is_word(const struct token *token, const char *word)
{
    return token->n == strlen(word) && strncasecmp(token->at, word, token->n) == 0;
}

/* "3 etg", "2. etasje": no house number. */
static bool names_floor(const struct token *token)
{
    return is_word(token, "etg") || is_word(token, "etg.") || is_word(token, "etasje") ||
           is_word(token, "et.");
}

static size_t tokens_of(const char *at, const char *end, struct token *token)
{
    size_t n = 0;
    while (at < end && n < MOST_TOKENS) {
        while (at < end && blank(*at))
            at++;
        const char *from = at;
        while (at < end && !blank(*at))
            at++;
        if (at > from)
            token[n++] = (struct token){from, (size_t)(at - from)};
    }
    return n;
}

static bool split_piece(const char *from, const char *end, struct tomt_address *address)
{
    struct token token[MOST_TOKENS];
    size_t n = tokens_of(from, end, token);
    for (size_t i = n; i-- > 1;) {
        if (!house_number(token + i, &address->number, address->letter) ||
            (i + 1 < n && names_floor(token + i + 1)))
            continue;
        char letter[8];
        if (!address->letter[0] && i + 1 < n &&
            letter_at(token[i + 1].at, token[i + 1].n, letter) == token[i + 1].n)
            memcpy(address->letter, letter, sizeof letter);
        address->street = token[0].at;
        address->n_street = (size_t)(token[i - 1].at + token[i - 1].n - token[0].at);
        return true;
    }
    return false;
}

void tomt_address_piece(const char **at, const char *end, struct tomt_piece *piece)
{
    const char *from = *at, *to = from;
    bool line = false; /* the register writes "/n" between lines */
    for (; to < end && *to != ',' && *to != '\n' && *to != ';'; to++) {
        line = to + 1 < end && to[0] == '/' && to[1] == 'n';
        if (line)
            break;
    }
    *piece = (struct tomt_piece){from, (size_t)(to - from)};
    *at = to == end ? NULL : to + 1 + line;
}

bool tomt_piece_is_po_box(const struct tomt_piece *piece)
{
    static const char *const words[] = {"postboks", "postbox", "pobox", "pboks",
                                        "pbox",     "pb",      "boks",  "box"};
    struct token token[MOST_TOKENS];
    size_t n = tokens_of(piece->text, piece->text + piece->n, token);
    for (size_t i = 0; i < n; i++)
        if (is_word(token + i, "postboks") || is_word(token + i, "postbox"))
            return true;
    char squeezed[16]; /* "P. B. 12" as "pb12" */
    size_t length = 0;
    for (size_t i = 0; i < piece->n && length < sizeof squeezed; i++)
        if (!blank(piece->text[i]) && piece->text[i] != '.')
            squeezed[length++] = piece->text[i];
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n_word = strlen(words[i]);
        if (length > n_word && strncasecmp(squeezed, words[i], n_word) == 0 &&
            digit(squeezed[n_word]))
            return true;
    }
    return false;
}

size_t tomt_address_split(const char *text, size_t n, struct tomt_address *address, size_t most)
{
    size_t found = 0;
    struct tomt_piece piece;
    for (const char *at = text; at && found < most;) {
        tomt_address_piece(&at, text + n, &piece);
        found += !tomt_piece_is_po_box(&piece) &&
                 split_piece(piece.text, piece.text + piece.n, address + found);
    }
    return found;
}

static struct token trimmed(const char *text, size_t n)
{
    while (n && blank(*text)) {
        text++;
        n--;
    }
    while (n && blank(text[n - 1]))
        n--;
    return (struct token){text, n};
}

bool tomt_house_number(const char *text, size_t n, int64_t *number, char letter[8])
{
    struct token token = trimmed(text, n);
    if (house_number(&token, number, letter))
        return true;
    size_t last = token.n; /* "4 B" */
    while (last > 0 && !blank(token.at[last - 1]))
        last--;
    struct token first = trimmed(token.at, last);
    char apart[8];
    if (first.n == 0 || !tomt_house_letter(token.at + last, token.n - last, apart) ||
        !house_number(&first, number, letter))
        return false;
    memcpy(letter, apart, sizeof apart);
    return true;
}

bool tomt_house_letter(const char *text, size_t n, char letter[8])
{
    struct token token = trimmed(text, n);
    return token.n > 0 && letter_at(token.at, token.n, letter) == token.n;
}
