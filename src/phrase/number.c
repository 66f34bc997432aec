/* phrase/number.c: numbers as people write them. */
#include "phrase/inside.h"

#include <math.h>
#include <stdio.h>

/* The digits of |number|, rounded; true if any of them is not 0. */
static bool print_digits(char *out, size_t size, double number, unsigned decimals)
{
    double scale = pow(10, decimals), scaled = fabs(number) * scale;
    if (scaled < 0x1p53) /* halves away from zero, as people round */
        snprintf(out, size, "%0*.0f", (int)decimals + 1, round(scaled));
    else
        snprintf(out, size, "%.0f%.*s", fabs(number), (int)decimals, "000000000000");
    return out[strspn(out, "0")] != 0;
}

double tomt_shown_tenths(double number)
{
    return round(number * 10) / 10;
}

/* Of the decimals the last noughts go, but for `least`. */
static void put_number(const struct tomt_phrases *phrases, struct tomt_text *out, double number,
                       unsigned decimals, unsigned least)
{
    char digits[352];
    if (isnan(number)) {
        tomt_text_puts(out, "–");
        return;
    }
    bool any = isinf(number) || print_digits(digits, sizeof digits, number, decimals);
    if (number < 0 && any)
        tomt_text_puts(out, "−");
    if (isinf(number)) {
        tomt_text_puts(out, "∞");
        return;
    }
    size_t n = strlen(digits), whole = n - decimals;
    while (n > whole + least && digits[n - 1] == '0')
        n--;
    for (size_t i = 0; i < whole; i++) {
        if (i && whole > 4 && (whole - i) % 3 == 0)
            tomt_text_puts(out, phrases->language ? TOMT_NO_BREAK : ",");
        tomt_text_add(out, &digits[i], 1);
    }
    if (n > whole)
        tomt_text_puts(out, phrases->language ? "," : ".");
    tomt_text_add(out, digits + whole, n - whole);
}

void tomt_phrase_number(const struct tomt_phrases *phrases, struct tomt_text *out, double number,
                        unsigned decimals)
{
    put_number(phrases, out, number, decimals > 12 ? 12 : decimals, 0);
}

void tomt_phrase_tenths(const struct tomt_phrases *phrases, struct tomt_text *out, double number)
{
    put_number(phrases, out, number, 1, 1);
}
