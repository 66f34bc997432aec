/* base/error.c: the error chain: one struct, text inside it, no allocation, so that running out of
 * memory can be said too. */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* A text cut in the middle of a character must stay valid UTF-8: drops an unfinished sequence at
 * the end. */
static size_t whole_characters(const char *text, size_t n)
{
    size_t back = 0;
    while (back < 3 && back < n && ((unsigned char)text[n - 1 - back] & 0xC0) == 0x80)
        back++;
    if (back == n)
        return n;
    unsigned char lead = (unsigned char)text[n - 1 - back];
    size_t wanted = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
    return wanted > back ? n - 1 - back : n;
}

__attribute__((format(printf, 3, 0))) static size_t
print_cut(char *out, size_t size, const char *format, va_list arguments)
{
    int n = vsnprintf(out, size, format, arguments);
    if (n < 0)
        n = 0;
    if ((size_t)n < size)
        return (size_t)n;
    size_t used = whole_characters(out, size - 1);
    out[used] = '\0';
    return used;
}

bool tomt_fail(struct tomt_error *err, enum tomt_code code, const char *format, ...)
{
    if (!err || err->code != TOMT_OK)
        return false;
    va_list arguments;
    va_start(arguments, format);
    err->used = (unsigned)print_cut(err->text, sizeof err->text, format, arguments);
    va_end(arguments);
    err->code = code;
    return false;
}

bool tomt_while(struct tomt_error *err, const char *format, ...)
{
    if (!err)
        return false;
    if (err->code == TOMT_OK)
        tomt_fail(err, TOMT_INTERNAL, "failed without saying why");
    char context[512]; /* of its own, since the arguments may point into err->text */
    va_list arguments;
    va_start(arguments, format);
    size_t n = print_cut(context, sizeof context - 2, format, arguments);
    va_end(arguments);
    context[n++] = ':';
    context[n++] = ' ';
    size_t room = sizeof err->text - 1 - n;
    size_t kept = err->used;
    if (kept > room)
        kept = whole_characters(err->text, room);
    memmove(err->text + n, err->text, kept);
    memcpy(err->text, context, n);
    err->used = (unsigned)(n + kept);
    err->text[err->used] = '\0';
    return false;
}

void tomt_error_clear(struct tomt_error *err)
{
    err->code = TOMT_OK;
    err->used = 0;
    err->text[0] = '\0';
}

const char *tomt_code_help(enum tomt_code code)
{
    static const char *const help[] = {
        [TOMT_OK] = "done",
        [TOMT_INTERNAL] = "a fault in tomt or a library it uses: please report it",
        [TOMT_USAGE] = "the command line is wrong",
        [TOMT_PROJECT] = "the project file or a profile has problems",
        [TOMT_DATA] = "an input cannot be read or used",
        [TOMT_OUTPUT] = "an output cannot be written (permissions, disk full)",
        [TOMT_MEMORY] = "out of memory",
        [TOMT_CANCELLED] = "interrupted",
        [TOMT_NOT_FOUND] = "a criterion, site, profile or other named thing does not exist",
    };
    return (size_t)code < sizeof help / sizeof help[0] ? help[code] : NULL;
}
