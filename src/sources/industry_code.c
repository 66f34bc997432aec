/* sources/industry_code.c: an industry code as text and as a number; codes that did not fit,
 * counted. */
#include "sources/industry_inside.h"

#include <stdio.h>
#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return c >= 'A' && c <= 'Z';
}

static char large(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static bool is_filler(char c)
{
    return c == '.' || c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool tomt_code_is_blank(const char *code)
{
    while (code && is_filler(*code))
        code++;
    return !code || *code == 0;
}

bool tomt_code_canonical(const char *code, char out[TOMT_CODE_BYTES])
{
    size_t n = 0;
    bool had_dot = false, fits = true;
    memset(out, 0, TOMT_CODE_BYTES);
    for (const char *at = code; at && *at && fits; at++) {
        if (*at == '.' && !had_dot && n == 1 && is_digit(out[0])) {
            out[1] = out[0];
            out[0] = '0';
            n = 2;
        }
        had_dot = had_dot || *at == '.';
        if (is_filler(*at))
            continue;
        char c = large(*at);
        fits = (is_digit(c) || is_letter(c)) && n + 1 < TOMT_CODE_BYTES;
        if (fits)
            out[n++] = c;
    }
    if (!fits)
        memset(out, 0, TOMT_CODE_BYTES);
    return fits && n > 0;
}

uint64_t tomt_code_key(const char *code)
{
    char canonical[TOMT_CODE_BYTES];
    uint64_t key = 0;
    if (!tomt_code_canonical(code, canonical))
        return 0;
    for (unsigned i = 0; i < 8; i++)
        key |= (uint64_t)(unsigned char)canonical[i] << (56 - 8 * i);
    return key;
}

void tomt_code_of_key(uint64_t key, char out[TOMT_CODE_BYTES])
{
    for (unsigned i = 0; i < 8; i++)
        out[i] = (char)(key >> (56 - 8 * i) & 0xFF);
    out[8] = 0;
}

unsigned tomt_code_key_length(uint64_t key)
{
    unsigned n = 0;
    for (; key; key <<= 8)
        n++;
    return n;
}

uint64_t tomt_code_key_cut(uint64_t key, unsigned n)
{
    if (n == 0 || n > 8 || (key >> (64 - 8 * n) & 0xFF) == 0)
        return 0;
    return n == 8 ? key : key >> (64 - 8 * n) << (64 - 8 * n);
}

bool tomt_industry_digits(const char *code, unsigned n, char out[TOMT_CODE_BYTES])
{
    uint64_t key = tomt_code_key_cut(tomt_code_key(code), n);
    tomt_code_of_key(key, out);
    bool are_digits = key != 0;
    for (unsigned i = 0; i < n && are_digits; i++)
        are_digits = is_digit(out[i]);
    if (!are_digits)
        memset(out, 0, TOMT_CODE_BYTES);
    return are_digits;
}

bool tomt_code_fits(unsigned version, uint64_t key)
{
    if (version >= TOMT_N_SHIPPED_VERSIONS)
        return key != 0;
    char code[TOMT_CODE_BYTES];
    tomt_code_of_key(key, code);
    size_t n = strlen(code), n_digits = 0;
    while (is_digit(code[n_digits]))
        n_digits++;
    return (n == 1 && is_letter(code[0])) || (n_digits == n && n >= 2 && n <= 5);
}

void tomt_code_print(unsigned version, uint64_t key, char out[TOMT_CODE_PRINT])
{
    char code[TOMT_CODE_BYTES];
    tomt_code_of_key(key, code);
    if (version < TOMT_N_SHIPPED_VERSIONS && strlen(code) > 2)
        snprintf(out, TOMT_CODE_PRINT, "%.2s.%.6s", code, code + 2);
    else
        snprintf(out, TOMT_CODE_PRINT, "%s", code);
}

/* ---- codes that did not fit
 * ------------------------------------------------------------------------------------------- */

static void shorten(const char *code, char out[sizeof((struct tomt_odd_code *)0)->text])
{
    size_t room = sizeof((struct tomt_odd_code *)0)->text - 1, n = 0,
           left = code ? strlen(code) : 0;
    while (left > 0) {
        uint32_t point;
        size_t step = tomt_utf8_decode(code, left, &point);
        bool is_plain = step > 0 && point >= 32 && point != 127;
        size_t wide = is_plain ? step : 1;
        if (n + wide > room)
            break;
        if (is_plain)
            memcpy(out + n, code, step);
        else
            out[n] = '?';
        n += wide;
        code += step ? step : 1;
        left -= step ? step : 1;
    }
    out[n] = 0;
}

void tomt_odd_codes_add(struct tomt_odd_codes *odd, const char *code)
{
    char text[sizeof odd->first[0].text];
    shorten(code, text);
    odd->n++;
    for (size_t i = 0; i < odd->n_first; i++)
        if (strcmp(odd->first[i].text, text) == 0) {
            odd->first[i].n++;
            return;
        }
    if (odd->n_first == TOMT_FIRST_CODES)
        return;
    memcpy(odd->first[odd->n_first].text, text, sizeof text);
    odd->first[odd->n_first++].n = 1;
}

void tomt_odd_codes_print(struct tomt_text *text, const struct tomt_odd_codes *odd)
{
    size_t n_told = 0;
    for (size_t i = 0; i < odd->n_first; i++)
        n_told += odd->first[i].n;
    bool has_more = odd->n > n_told;
    for (size_t i = 0; i < odd->n_first; i++) {
        bool is_last = i + 1 == odd->n_first && !has_more;
        tomt_text_puts(text, i == 0 ? "" : is_last ? " and " : ", ");
        tomt_text_print(text, "%s (%zu)", odd->first[i].text, odd->first[i].n);
    }
    if (has_more)
        tomt_text_print(text, " and %zu more", odd->n - n_told);
}
