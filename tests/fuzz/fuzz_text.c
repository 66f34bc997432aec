/* Text of foreign tables: whatever the bytes of a cell, taking an address apart, folding, reading a number and writing JSON
 * stay inside them, and what they give is whole: folding twice changes nothing, a number written reads back the same. */
#include "sources/book.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void must(bool is_so)
{
    if (!is_so)
        abort();
}

static void take_apart(const char *text, size_t n)
{
    struct tomt_address address[4];
    size_t found = tomt_address_split(text, n, address, 4);
    must(found <= 4);
    for (size_t i = 0; i < found; i++) {
        const struct tomt_address *one = &address[i];
        must(one->n_street > 0 && one->street >= text && one->street + one->n_street <= text + n);
        must(one->number > 0 && memchr(one->letter, '\0', sizeof one->letter));
    }
    int64_t number;
    char letter[8];
    if (tomt_house_number(text, n, &number, letter))
        must(number > 0 && memchr(letter, '\0', sizeof letter));
    if (tomt_house_letter(text, n, letter))
        must(memchr(letter, '\0', sizeof letter));
}

static void fold(const char *text, size_t n)
{
    struct tomt_text once = {0}, twice = {0};
    must(tomt_fold(text, n, &once) && tomt_fold(once.bytes, once.n, &twice));
    must(once.n == twice.n && memcmp(once.bytes, twice.bytes, once.n) == 0);
    must(once.bytes[once.n] == '\0' && (!tomt_is_utf8(text, n) || tomt_is_utf8(once.bytes, once.n)));
    tomt_text_free(&once);
    tomt_text_free(&twice);
}

static void number(const char *text, size_t n)
{
    for (int comma = 0; comma < 2; comma++) {
        double value, again;
        if (!tomt_number_parse(text, n, comma, &value) || !isfinite(value))
            continue;
        char out[32];
        size_t length = tomt_number_format(out, value);
        must(length < sizeof out && tomt_number_parse(out, length, false, &again) && again == value);
    }
}

static void json(const char *text, size_t n)
{
    struct tomt_text out = {0};
    tomt_text_json(&out, text, n);
    must(!out.failed && out.n >= 2 && out.bytes[0] == '"' && out.bytes[out.n - 1] == '"' && tomt_is_utf8(out.bytes, out.n));
    for (size_t i = 0; i < out.n; i++)
        must((unsigned char)out.bytes[i] >= 0x20);
    tomt_text_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static const char *const names[] = {"office", "Næring", "zone", NULL};
    char *text = malloc(n + 1); /* exactly as long as the text: a byte read past it is seen */
    must(text);
    memcpy(text, bytes, n);
    text[n] = '\0';
    (void)tomt_near_word(text, names);
    must(tomt_columns_wide(text) <= 2 * n);
    char *exact = realloc(text, n ? n : 1);
    must(exact);
    take_apart(exact, n);
    fold(exact, n);
    number(exact, n);
    json(exact, n);
    free(exact);
    return 0;
}
