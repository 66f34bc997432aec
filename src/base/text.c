/* base/text.c: the growing buffer, JSON strings, UTF-8. Numbers live in number.c. */
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void tomt_text_free(struct tomt_text *text)
{
    tomt_release(text->bytes);
    *text = (struct tomt_text){0};
}

const char *tomt_text_keep(struct tomt_text *text, struct tomt_arena *arena, struct tomt_error *err)
{
    const char *kept = NULL;
    if (text->failed)
        tomt_fail(err, TOMT_MEMORY, "out of memory for a text");
    else
        kept = tomt_arena_copy(arena, text->n ? text->bytes : "", text->n, err);
    tomt_text_free(text);
    return kept;
}

static bool make_room(struct tomt_text *text, size_t n)
{
    if (text->failed)
        return false;
    if (text->capacity - text->n > n)
        return true;
    size_t capacity = text->capacity ? text->capacity : 128;
    while (capacity - text->n <= n && capacity <= SIZE_MAX / 4)
        capacity *= 2;
    char *bytes = n < SIZE_MAX / 4 ? tomt_resize(text->bytes, capacity) : NULL;
    if (!bytes) {
        text->failed = true;
        return false;
    }
    text->bytes = bytes;
    text->capacity = capacity;
    return true;
}

void tomt_text_add(struct tomt_text *text, const char *bytes, size_t n)
{
    if (!make_room(text, n))
        return;
    if (n)
        memcpy(text->bytes + text->n, bytes, n);
    text->n += n;
    text->bytes[text->n] = '\0';
}

void tomt_text_puts(struct tomt_text *text, const char *string)
{
    tomt_text_add(text, string, strlen(string));
}

void tomt_text_print(struct tomt_text *text, const char *format, ...)
{
    if (!make_room(text, 64))
        return;
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    size_t room = text->capacity - text->n;
    int n = vsnprintf(text->bytes + text->n, room, format, arguments);
    va_end(arguments);
    if (n < 0)
        text->failed = true;
    else if ((size_t)n >= room && make_room(text, (size_t)n))
        vsnprintf(text->bytes + text->n, text->capacity - text->n, format, again);
    va_end(again);
    if (!text->failed)
        text->n += (size_t)n;
    else if (text->bytes)
        text->bytes[text->n] = '\0';
}

size_t tomt_utf8_decode(const char *text, size_t n, uint32_t *code)
{
    const unsigned char *s = (const unsigned char *)text;
    if (s[0] < 0x80) {
        *code = s[0];
        return 1;
    }
    size_t length = s[0] >= 0xF0 ? 4 : s[0] >= 0xE0 ? 3 : 2;
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (s[0] < 0xC2 || s[0] > 0xF4 || length > n)
        return 0;
    uint32_t value = s[0] & (0x7Fu >> length);
    for (size_t i = 1; i < length; i++) {
        if ((s[i] & 0xC0) != 0x80)
            return 0;
        value = value << 6 | (s[i] & 0x3Fu);
    }
    if (value < least[length] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        return 0;
    *code = value;
    return length;
}

bool tomt_is_utf8(const char *text, size_t n)
{
    uint32_t code;
    for (size_t i = 0; i < n;) {
        size_t length = tomt_utf8_decode(text + i, n - i, &code);
        if (length == 0)
            return false;
        i += length;
    }
    return true;
}

void tomt_text_json(struct tomt_text *text, const char *string, size_t n)
{
    tomt_text_add(text, "\"", 1);
    size_t from = 0;
    for (size_t i = 0; i < n;) {
        unsigned char c = (unsigned char)string[i];
        uint32_t code;
        size_t length = tomt_utf8_decode(string + i, n - i, &code);
        if (length > 1 || (length == 1 && c >= 0x20 && c != '"' && c != '\\')) {
            i += length;
            continue;
        }
        tomt_text_add(text, string + from, i - from);
        static const char escaped[] = "\b\f\n\r\t\"\\", letter[] = "bfnrt\"\\";
        const char *found = c ? strchr(escaped, c) : NULL;
        if (length == 0)
            tomt_text_puts(text, "\xEF\xBF\xBD");
        else if (found)
            tomt_text_print(text, "\\%c", letter[found - escaped]);
        else
            tomt_text_print(text, "\\u%04x", (unsigned)c);
        from = ++i;
    }
    tomt_text_add(text, string + from, n - from);
    tomt_text_add(text, "\"", 1);
}

/* Unicode's simple lower case for Latin-1 and Latin Extended-A (Sámi and the neighbours' letters).
 */
static uint32_t lower(uint32_t c)
{
    if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7))
        return c + 0x20;
    if ((c >= 0x100 && c <= 0x12F) || (c >= 0x132 && c <= 0x137) || (c >= 0x14A && c <= 0x177))
        return c | 1;
    if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E))
        return c + (c & 1);
    return c == 0x178 ? 0xFF : c;
}

bool tomt_fold(const char *text, size_t n, struct tomt_text *out)
{
    out->n = 0;
    tomt_text_add(out, "", 0);
    bool blank = false;
    for (size_t i = 0; i < n;) {
        uint32_t code;
        size_t length = tomt_utf8_decode(text + i, n - i, &code);
        bool is_blank = length && (code == ' ' || (code >= '\t' && code <= '\r') || code == 0xA0);
        if (is_blank) {
            blank = true;
            i += length;
            continue;
        }
        if (blank && out->n)
            tomt_text_add(out, " ", 1);
        blank = false;
        code = length ? lower(code) : 0;
        if (length == 1) {
            tomt_text_add(out, &(char){(char)code}, 1);
        } else if (length == 2) { /* lower case of a letter of two bytes has two bytes */
            char two[2] = {(char)(0xC0 | code >> 6), (char)(0x80 | (code & 0x3F))};
            tomt_text_add(out, two, 2);
        } else {
            length = length ? length : 1;
            tomt_text_add(out, text + i, length);
        }
        i += length;
    }
    return !out->failed;
}

size_t tomt_columns_wide(const char *text)
{
    size_t n = strlen(text), wide = 0;
    for (size_t i = 0; i < n;) {
        uint32_t c;
        size_t length = tomt_utf8_decode(text + i, n - i, &c);
        i += length ? length : 1;
        bool combining =
            length && ((c >= 0x300 && c <= 0x36F) || (c >= 0x200B && c <= 0x200F) || c == 0xFEFF);
        bool twice = length && ((c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) ||
                                (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
                                (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
                                (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD));
        wide += combining ? 0 : twice ? 2 : 1;
    }
    return wide;
}

static size_t count_letters(const char *text, size_t n)
{
    size_t letters = 0;
    for (size_t i = 0; i < n; i++)
        letters += ((unsigned char)text[i] & 0xC0) != 0x80;
    return letters;
}

static size_t run_of(const char *text, size_t n, bool blanks)
{
    size_t i = 0;
    while (i < n && (text[i] == ' ') == blanks)
        i++;
    return i;
}

void tomt_text_wrap(struct tomt_text *out, const char *line, size_t n, size_t further)
{
    enum { WIDTH = 100 };
    size_t first = run_of(line, n, true), at = first;
    tomt_text_add(out, line, first);
    for (size_t i = first; i < n;) {
        size_t blank = run_of(line + i, n - i, true);
        size_t word = run_of(line + i + blank, n - i - blank, false);
        size_t wide = count_letters(line + i + blank, word);
        if (i > first && at + blank + wide > WIDTH) {
            at = further;
            tomt_text_print(out, "\n%*s", (int)at, "");
        } else {
            tomt_text_add(out, line + i, blank);
            at += blank;
        }
        tomt_text_add(out, line + i + blank, word);
        at += wide;
        i += blank + word;
    }
}

/* C0, DEL, C1, line and paragraph separators, marks and overrides of direction. */
static bool controls(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code <= 0x9F) || code == 0x61C ||
           (code >= 0x200E && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069);
}

void tomt_text_line(struct tomt_text *out, const char *text)
{
    size_t n = text ? strlen(text) : 0;
    for (size_t i = 0; i < n;) {
        uint32_t code = 0;
        size_t length = tomt_utf8_decode(text + i, n - i, &code);
        if (length == 0)
            tomt_text_puts(out, "\xEF\xBF\xBD");
        else if (controls(code))
            tomt_text_puts(out, " ");
        else
            tomt_text_add(out, text + i, length);
        i += length ? length : 1;
    }
}
