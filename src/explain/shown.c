/* explain/shown.c: what is printed of a name. */
#include "explain/inside.h"

#include <string.h>

size_t tomt_first_characters(const char *text, size_t n, size_t most)
{
    size_t at = 0;
    for (size_t i = 0; i < most && at < n; i++) {
        uint32_t code;
        size_t length = tomt_utf8_decode(text + at, n - at, &code);
        at += length ? length : 1; /* a byte that is none counts as one */
    }
    return at;
}

void tomt_put_name(struct tomt_text *out, const char *text)
{
    size_t n = text ? strlen(text) : 0;
    if (tomt_first_characters(text, n, TOMT_LONGEST_NAME) == n) {
        tomt_text_line(out, text);
        return;
    }
    struct tomt_text first = {0};
    tomt_text_add(&first, text, tomt_first_characters(text, n, TOMT_LONGEST_NAME - 1));
    tomt_text_line(out, first.bytes);
    tomt_text_puts(out, "…");
    out->failed = out->failed || first.failed;
    tomt_text_free(&first);
}
