/* compare/json_span.c: enough of JSON to hold two texts against each other that a run wrote. A text
 * that is no JSON has no members. */
#include "base/text.h"
#include "compare/inside.h"

#include <math.h>
#include <string.h>

static size_t blanks(const char *at, size_t n)
{
    size_t i = 0;
    while (i < n && (at[i] == ' ' || at[i] == '\n' || at[i] == '\t' || at[i] == '\r'))
        i++;
    return i;
}

/* Its length with both quotes; 0: it does not end. */
static size_t string_length(const char *at, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        if (at[i] == '\\')
            i++;
        else if (at[i] == '"')
            return i + 1;
    }
    return 0;
}

/* Length of the value that begins here; 0: none. */
static size_t value_length(const char *at, size_t n)
{
    size_t i = 0, depth = 0;
    while (i < n) {
        char c = at[i];
        if (c == '"') {
            size_t length = string_length(at + i, n - i);
            if (!length)
                return 0;
            i += length;
        } else if (c == '{' || c == '[') {
            depth++;
            i++;
        } else if (c == '}' || c == ']') {
            if (!depth)
                return i; /* of what it stands in */
            depth--;
            i++;
        } else if (!depth && (c == ',' || c == ':')) {
            return i;
        } else {
            i++;
            if (depth || (i < n && !strchr(",:}] \n\t\r", at[i])))
                continue;
        }
        if (!depth)
            return i;
    }
    return depth ? 0 : i;
}

static struct tomt_span value_at(const char *at, const char *end)
{
    at += blanks(at, (size_t)(end - at));
    size_t n = value_length(at, (size_t)(end - at));
    return n ? (struct tomt_span){at, n} : (struct tomt_span){NULL, 0};
}

/* What follows a value: past the sign, or NULL. */
static const char *past(const char *at, const char *end, char sign)
{
    at += blanks(at, (size_t)(end - at));
    return at < end && *at == sign ? at + 1 : NULL;
}

struct tomt_span tomt_span_item(struct tomt_span list, struct tomt_span before)
{
    const struct tomt_span none = {NULL, 0};
    if (!list.at || list.n < 2 || *list.at != '[')
        return none;
    const char *end = list.at + list.n - 1,
               *at = before.at ? past(before.at + before.n, end, ',') : list.at + 1;
    return at ? value_at(at, end) : none;
}

struct tomt_span tomt_span_member(struct tomt_span map, const char *key)
{
    struct tomt_span none = {NULL, 0}, name, value;
    size_t n = strlen(key);
    if (!map.at || map.n < 2 || *map.at != '{')
        return none;
    const char *end = map.at + map.n - 1, *at = map.at + 1;
    while (at) {
        name = value_at(at, end);
        at = name.at ? past(name.at + name.n, end, ':') : NULL;
        value = at ? value_at(at, end) : none;
        if (!value.at)
            return none;
        if (name.n == n + 2 && *name.at == '"' && !memcmp(name.at + 1, key, n))
            return value;
        at = past(value.at + value.n, end, ',');
    }
    return none;
}

bool tomt_span_same(struct tomt_span a, struct tomt_span b)
{
    return a.n == b.n && (!a.n || !memcmp(a.at, b.at, a.n));
}

double tomt_span_number(struct tomt_span span)
{
    double number;
    return span.at && tomt_number_parse(span.at, span.n, false, &number) ? number : NAN;
}

void tomt_span_text(struct tomt_span span, struct tomt_text *out)
{
    if (!span.at || span.n < 2 || *span.at != '"') {
        tomt_text_add(out, span.at ? span.at : "", span.n);
        return;
    }
    for (size_t i = 1; i + 1 < span.n; i++) {
        if (span.at[i] == '\\' && i + 2 < span.n &&
            (span.at[i + 1] == '"' || span.at[i + 1] == '\\'))
            i++;
        tomt_text_add(out, span.at + i, 1);
    }
}
