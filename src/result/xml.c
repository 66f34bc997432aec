/* result/xml.c: escaping, attributes and element ends. */
#include "result/xml.h"

#include <stdlib.h>
#include <string.h>

/* What XML 1.0 allows (2.2, Char) but the carriage return, which a parser would turn into a line
 * end. */
static bool is_char(uint32_t code)
{
    return code == '\t' || code == '\n' || (code >= 0x20 && code != 0xFFFE && code != 0xFFFF);
}

void tomt_xml_escape(struct tomt_text *out, const char *text, size_t n)
{
    for (size_t i = 0; i < n;) {
        uint32_t code = 0;
        size_t length = tomt_utf8_decode(text + i, n - i, &code);
        const char *name = code == '&'   ? "&amp;"
                           : code == '<' ? "&lt;"
                           : code == '>' ? "&gt;"
                           : code == '"' ? "&quot;"
                                         : NULL;
        if (length && name)
            tomt_text_puts(out, name);
        else if (length && is_char(code))
            tomt_text_add(out, text + i, length);
        i += length ? length : 1; /* bytes that are no UTF-8 are left out, too */
    }
}

void tomt_xml_escape_string(struct tomt_text *out, const char *text)
{
    if (text)
        tomt_xml_escape(out, text, strlen(text));
}

void tomt_xml_escape_plain(struct tomt_text *out, const char *text)
{
    const char *from = text ? text : "", *p = from;
    for (; *p; p++)
        if ((p[0] == '[' && p[1] == '%') || (p[0] == '%' && p[1] == ']')) {
            tomt_xml_escape(out, from, (size_t)(p + 1 - from));
            tomt_text_puts(out, "\xe2\x81\xa0"); /* U+2060 */
            from = p + 1;
        }
    tomt_xml_escape(out, from, (size_t)(p - from));
}

static size_t reference(struct tomt_text *out, const char *text, size_t n)
{
    static const struct {
        const char *name, *is;
    } known[] = {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}};
    for (size_t k = 0; k < sizeof known / sizeof *known; k++) {
        size_t length = strlen(known[k].name);
        if (n >= length && memcmp(text, known[k].name, length) == 0) {
            tomt_text_puts(out, known[k].is);
            return length;
        }
    }
    const char *end = n > 3 && text[1] == '#' ? memchr(text, ';', n) : NULL;
    bool hex = end && text[2] == 'x';
    unsigned long code = end ? strtoul(text + (hex ? 3 : 2), NULL, hex ? 16 : 10) : 0;
    if (code == 0 || code > 0x7f) /* styles use these for line ends only */
        return 0;
    char c = (char)code;
    tomt_text_add(out, &c, 1);
    return (size_t)(end - text) + 1;
}

void tomt_xml_unescape(struct tomt_text *out, const char *text, size_t n)
{
    size_t i = 0;
    while (i < n) {
        size_t used = text[i] == '&' ? reference(out, text + i, n - i) : 0;
        if (!used) {
            tomt_text_add(out, text + i, 1);
            used = 1;
        }
        i += used;
    }
}

const char *tomt_xml_tag_end(const char *tag)
{
    char quote = '\0';
    for (const char *p = tag; *p; p++) {
        if (quote)
            quote = *p == quote ? '\0' : quote;
        else if (*p == '"' || *p == '\'')
            quote = *p;
        else if (*p == '>')
            return p + 1;
    }
    return NULL;
}

const char *tomt_xml_attribute(const char *tag, const char *name, size_t *n)
{
    const char *end = tomt_xml_tag_end(tag);
    size_t length = strlen(name);
    for (const char *p = tag; end && p < end; p++) {
        bool blank = *p == ' ' || *p == '\n' || *p == '\t';
        if (blank && strncmp(p + 1, name, length) == 0 && p[1 + length] == '=' &&
            p[2 + length] == '"') {
            const char *value = p + 3 + length;
            *n = (size_t)(strchr(value, '"') - value);
            return value;
        }
        if (*p == '"') /* names inside values are not attributes */
            p = strchr(p + 1, '"');
    }
    return NULL;
}

bool tomt_xml_is(const char *tag, const char *name)
{
    size_t n = strlen(name);
    if (tag[0] != '<' || strncmp(tag + 1, name, n) != 0)
        return false;
    char after = tag[1 + n];
    return after == ' ' || after == '\n' || after == '\t' || after == '>' || after == '/';
}

const char *tomt_xml_element_end(const char *tag)
{
    size_t depth = 0;
    const char *p = tag;
    do {
        const char *end = tomt_xml_tag_end(p);
        if (!end)
            return NULL;
        bool closing = p[1] == '/';
        bool alone = end[-2] == '/' || p[1] == '!' || p[1] == '?';
        if (closing && --depth == 0)
            return end;
        if (!closing && !alone)
            depth++;
        if (depth == 0)
            return end;
        p = strchr(end, '<');
    } while (p);
    return NULL;
}
