/* base/number.c: numbers as text and back, whatever the locale says about decimal points.
 * Formatting tries small decimals first: r / 10^k with |r| < 2^53 and k <= 22 is one correctly
 * rounded division of two exact doubles, which is also what any correct reader makes of the text
 * "r/10^k"; so r / 10^k == number proves that it reads back the same. */
#include "base/text.h"

#include <locale.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double ten_to[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
static const double exact_below = 9007199254740992.0; /* 2^53 */

static locale_t c_locale;
static pthread_once_t c_locale_once = PTHREAD_ONCE_INIT;

static void make_c_locale(void)
{
    c_locale = newlocale(LC_ALL_MASK, "C", NULL);
}

static double read_slowly(const char *text)
{
    pthread_once(&c_locale_once, make_c_locale);
    return c_locale ? strtod_l(text, NULL, c_locale) : strtod(text, NULL);
}

/* digits of `scaled` with a point `decimals` from the right, trailing zeros after the point cut. */
static size_t write_scaled(char *out, bool negative, uint64_t scaled, unsigned decimals)
{
    while (decimals && scaled % 10 == 0) {
        scaled /= 10;
        decimals--;
    }
    char digits[24];
    unsigned n = 0;
    do {
        digits[n++] = (char)('0' + scaled % 10);
        scaled /= 10;
    } while (scaled || n <= decimals);
    size_t used = 0;
    if (negative)
        out[used++] = '-';
    while (n) {
        if (n == decimals)
            out[used++] = '.';
        out[used++] = digits[--n];
    }
    out[used] = '\0';
    return used;
}

/* printf's text without what differs by locale or is not needed: 1,5e+07 -> 1.5e7. */
static size_t tidy(char *out)
{
    size_t used = 0;
    const char *from = out;
    for (; *from && *from != 'e'; from++) {
        bool plain = (*from >= '0' && *from <= '9') || *from == '-';
        out[used++] = plain ? *from : '.';
    }
    if (*from == 'e') {
        out[used++] = *from++;
        if (*from == '-')
            out[used++] = '-';
        from++;
        while (*from == '0')
            from++;
        while (*from)
            out[used++] = *from++;
    }
    out[used] = '\0';
    return used;
}

static size_t format_slowly(char out[32], double number)
{
    /* 15 digits always survive a round trip, and %g cuts their zeros; subnormal numbers have fewer
     * digits to give. */
    int digits = fabs(number) < 2.3e-308 ? 1 : 15;
    size_t n = 0;
    for (; digits <= 17; digits++) {
        char text[64];
        snprintf(text, sizeof text, "%.*g", digits, number);
        n = tidy(text);
        memcpy(out, text, n + 1);
        if (read_slowly(out) == number)
            break;
    }
    return n;
}

size_t tomt_number_format(char out[32], double number)
{
    double size = fabs(number);
    bool negative = signbit(number);
    if (!isfinite(number)) /* the caller's to avoid; JSON and YAML can at least read this */
        return (size_t)snprintf(out, 32, "null");
    if (!(size < exact_below) || (size < 1e-5 && size > 0))
        return format_slowly(out, number);
    for (unsigned k = 0; k <= 15; k++) {
        double scaled = nearbyint(size * ten_to[k]);
        if (!(scaled < exact_below))
            break;
        if (scaled / ten_to[k] == size)
            return write_scaled(out, negative, (uint64_t)scaled, k);
    }
    return format_slowly(out, number);
}

void tomt_text_number(struct tomt_text *text, double number)
{
    char out[32];
    size_t n = tomt_number_format(out, number);
    tomt_text_add(text, out, n);
}

void tomt_text_fixed(struct tomt_text *text, double number, unsigned decimals)
{
    char out[32];
    long long scaled = llround(number * ten_to[decimals]);
    uint64_t size = scaled < 0 ? 0 - (uint64_t)scaled : (uint64_t)scaled;
    size_t n = write_scaled(out, scaled < 0, size, decimals);
    tomt_text_add(text, out, n);
}

struct digits {
    uint64_t mantissa; /* the first 19 digits */
    int n_digits;      /* significant ones, all of them */
    int exponent;      /* of ten */
    bool negative, any;
};

static size_t read_digits(const char *text, size_t n, size_t i, int scale, struct digits *read)
{
    for (; i < n && text[i] >= '0' && text[i] <= '9'; i++) {
        read->any = true;
        if (read->n_digits < 19) {
            read->mantissa = read->mantissa * 10 + (uint64_t)(text[i] - '0');
            read->exponent += scale;
        } else {
            read->exponent += scale + 1;
        }
        if (read->mantissa)
            read->n_digits++;
    }
    return i;
}

/* False unless text[0..n) is sign, digits with a point somewhere, exponent: nothing before, between
 * or after. */
static bool read_number(const char *text, size_t n, char point, struct digits *read)
{
    size_t i = 0;
    if (i < n && (text[i] == '-' || text[i] == '+'))
        read->negative = text[i++] == '-';
    i = read_digits(text, n, i, 0, read);
    if (i < n && text[i] == point)
        i = read_digits(text, n, i + 1, -1, read);
    if (!read->any)
        return false;
    if (i < n && (text[i] == 'e' || text[i] == 'E')) {
        i++;
        bool down = i < n && text[i] == '-';
        if (i < n && (text[i] == '-' || text[i] == '+'))
            i++;
        if (i == n)
            return false;
        int exponent = 0;
        for (; i < n && text[i] >= '0' && text[i] <= '9'; i++)
            exponent = exponent < 100000 ? exponent * 10 + (text[i] - '0') : exponent;
        read->exponent += down ? -exponent : exponent;
    }
    return i == n;
}

bool tomt_number_parse(const char *text, size_t n, bool decimal_comma, double *out)
{
    enum { LONGEST = 1024 };
    struct digits read = {0};
    if (n == 0 || n > LONGEST || !read_number(text, n, decimal_comma ? ',' : '.', &read))
        return false;
    double value;
    if (read.n_digits <= 19 && read.mantissa < (UINT64_C(1) << 53) && read.exponent >= -22 &&
        read.exponent <= 22) {
        value = (double)read.mantissa;
        value = read.exponent < 0 ? value / ten_to[-read.exponent] : value * ten_to[read.exponent];
        value = read.negative ? -value : value;
    } else {
        char copy[LONGEST + 1];
        for (size_t i = 0; i < n; i++)
            copy[i] = text[i] == ',' ? '.' : text[i];
        copy[n] = '\0';
        value = read_slowly(copy);
        if (!isfinite(value))
            return false;
    }
    *out = value;
    return true;
}
