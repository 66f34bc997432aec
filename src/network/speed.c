/* network/speed.c: a speed limit as people write it -> km/h. */
#include "base/text.h"
#include "network/rules.h"

#include <math.h>
#include <strings.h>

struct named {
    const char *name;
    double kmh;
};

static bool is(const char *text, size_t n, const char *other)
{
    return strncasecmp(text, other, n) == 0 && other[n] == '\0';
}

/* Walking pace and "no limit" in words; the second part of "NO:urban". NAN: known, but says no
 * number. 0: not known. */
static double by_name(const char *text, size_t n)
{
    static const struct named all[] = {
        {"walk", 5},      {"none", 120},         {"urban", 50},
        {"rural", 80},    {"trunk", 80},         {"motorway", 110},
        {"walking", 5},   {"living_street", 15}, {"nsl_single", 96.56064},
        {"signals", NAN}, {"variable", NAN},     {NULL, 0}};
    const struct named *one = all;
    while (one->name && !is(text, n, one->name))
        one++;
    return one->kmh;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static double unit_of(const char *text, size_t n)
{
    while (n > 0 && *text == ' ') {
        text++;
        n--;
    }
    if (n == 0 || is(text, n, "km/h") || is(text, n, "kmh") || is(text, n, "kph") ||
        is(text, n, "km/t"))
        return 1;
    if (is(text, n, "mph"))
        return 1.609344;
    return is(text, n, "knots") ? 1.852 : 0;
}

/* One value: a number with or without a unit, a word, or COUNTRY:word ("DE:zone:30" too). 0: cannot
 * be read. */
static double one_speed(const char *text, size_t n)
{
    while (n > 0 && *text == ' ') {
        text++;
        n--;
    }
    while (n > 0 && text[n - 1] == ' ')
        n--;
    for (size_t i = n; i > 0; i--) {
        if (text[i - 1] == ':') {
            text += i;
            n -= i;
            break;
        }
    }
    size_t head = 0;
    while (head < n && (is_digit(text[head]) || text[head] == '.' || text[head] == ','))
        head++;
    double number;
    if (head == 0) {
        if (n > 4 && strncasecmp(text, "zone", 4) == 0) /* "DE:zone30" */
            return one_speed(text + 4, n - 4);
        return n == 0 ? 0 : by_name(text, n);
    }
    if (!tomt_number_parse(text, head, memchr(text, ',', head) != NULL, &number))
        return 0;
    number *= unit_of(text + head, n - head);
    return number >= 1 && number <= 250 ? number : 0;
}

double tomt_street_speed(const char *text, size_t n, bool *bad)
{
    double slowest = INFINITY;
    bool silent = false;
    for (size_t from = 0, to; from <= n; from = to + 1) {
        for (to = from; to < n && text[to] != ';' && text[to] != '|'; to++) {
        }
        double kmh = one_speed(text + from, to - from);
        if (kmh == 0) {
            *bad = true;
            return 0;
        }
        silent = silent || isnan(kmh);
        slowest = kmh < slowest ? kmh : slowest;
    }
    return silent || isinf(slowest) ? 0 : slowest;
}
