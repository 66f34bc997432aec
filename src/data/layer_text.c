/* data/layer_text.c: text as sources have it made UTF-8. */
#include "data/layer_source.h"

#include <string.h>
#include <strings.h>

#include <cpl_conv.h>
#include <cpl_string.h>

/* Bytes of the sequence that begins at at[0], 0 if malformed. Overlong forms, surrogates and > U+10FFFF are malformed. */
static size_t sequence(const unsigned char *at, size_t left)
{
    unsigned char first = at[0];
    size_t n = first < 0x80 ? 1 : first >= 0xC2 && first < 0xE0 ? 2 : first >= 0xE0 && first < 0xF0 ? 3
             : first >= 0xF0 && first < 0xF5 ? 4 : 0;
    if (n == 0 || n > left)
        return 0;
    for (size_t i = 1; i < n; i++)
        if ((at[i] & 0xC0) != 0x80)
            return 0;
    if ((first == 0xE0 && at[1] < 0xA0) || (first == 0xED && at[1] > 0x9F) || (first == 0xF0 && at[1] < 0x90) ||
        (first == 0xF4 && at[1] > 0x8F))
        return 0;
    return n;
}

bool tomt_utf8_valid(const char *text, size_t n)
{
    size_t i = 0;
    for (uint64_t eight; i + 8 <= n; i += 8) {
        memcpy(&eight, text + i, 8);
        if (eight & 0x8080808080808080u)
            break;
    }
    while (i < n) {
        size_t step = sequence((const unsigned char *)text + i, n - i);
        if (step == 0)
            return false;
        i += step;
    }
    return true;
}

int tomt_utf8_cut(const char *text, size_t n, size_t most)
{
    if (n <= most)
        return (int)n;
    while (most > 0 && ((unsigned char)text[most] & 0xC0) == 0x80)
        most--;
    return (int)most;
}

/* Windows-1252 has characters where Latin-1 has controls nobody writes; 0: undefined there too. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
};

void tomt_latin1_add(struct tomt_text *out, const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char byte = (unsigned char)text[i];
        unsigned code = byte >= 0x80 && byte < 0xA0 ? windows_1252[byte - 0x80] : byte;
        if (byte >= 0x80 && code == 0)
            code = 0xFFFD;
        char utf8[3];
        size_t size = 1;
        if (code < 0x80) {
            utf8[0] = (char)code;
        } else if (code < 0x800) {
            utf8[0] = (char)(0xC0 | code >> 6);
            utf8[1] = (char)(0x80 | (code & 0x3F));
            size = 2;
        } else {
            utf8[0] = (char)(0xE0 | code >> 12);
            utf8[1] = (char)(0x80 | (code >> 6 & 0x3F));
            utf8[2] = (char)(0x80 | (code & 0x3F));
            size = 3;
        }
        tomt_text_add(out, utf8, size);
    }
}

void tomt_recode_add(struct tomt_text *out, const char *encoding, const char *text, size_t n)
{
    if (strcasecmp(encoding, "ISO-8859-1") == 0 || strcasecmp(encoding, "LATIN1") == 0 ||
        strcasecmp(encoding, "CP1252") == 0 || strcasecmp(encoding, "WINDOWS-1252") == 0) {
        tomt_latin1_add(out, text, n);
        return;
    }
    char *copy = tomt_allocate(n + 1);
    if (!copy) {
        out->failed = true;
        return;
    }
    memcpy(copy, text, n);
    copy[n] = 0;
    char *utf8 = CPLRecode(copy, encoding, CPL_ENC_UTF8);
    tomt_text_puts(out, utf8 ? utf8 : copy);
    CPLFree(utf8);
    tomt_release(copy);
}
