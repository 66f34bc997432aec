/* compare/parts.c: points that add up as they are printed, and lines that fit a terminal. */
#include "compare/inside.h"

#include <math.h>
#include <string.h>

static const double HAIR = 1e-9; /* of a tenth: what binary numbers make of decimal ones */

void tomt_compare_parts(const double *part, size_t n, double total_tenths, double *shown)
{
    double missing = total_tenths;
    for (size_t k = 0; k < n; k++) {
        shown[k] = floor(part[k] * 10 + HAIR);
        missing -= shown[k];
    }
    /* Few parts: what has the most left of it gets a tenth, looked for anew each time; too much is
     * taken from what has the least. */
    for (; n && fabs(missing) > 0.5; missing += missing > 0 ? -1 : 1) {
        size_t best = 0;
        for (size_t k = 1; k < n; k++) {
            double rest = part[k] * 10 - shown[k], other = part[best] * 10 - shown[best];
            if (missing > 0 ? rest > other + HAIR : rest < other - HAIR)
                best = k;
        }
        shown[best] += missing > 0 ? 1 : -1;
    }
    for (size_t k = 0; k < n; k++)
        shown[k] /= 10;
}

enum { WIDTH = 100, FURTHER = 4, DEEPEST = 40 };

static size_t columns(const char *text, size_t n)
{
    size_t wide = 0;
    for (size_t i = 0; i < n; i++)
        wide += ((unsigned char)text[i] & 0xC0) != 0x80 ? 1 : 0;
    return wide;
}

static void put_line(const char *line, size_t n, struct tomt_text *out)
{
    size_t indent = 0, at;
    while (indent < n && line[indent] == ' ')
        indent++;
    tomt_text_add(out, line, indent);
    at = indent;
    for (size_t i = indent; i < n;) {
        size_t blank = 0;
        while (i + blank < n && line[i + blank] == ' ')
            blank++;
        size_t word = 0;
        while (i + blank + word < n && line[i + blank + word] != ' ')
            word++;
        size_t wide = columns(line + i + blank, word);
        if (i > indent && at + blank + wide > WIDTH) {
            at = (indent < DEEPEST ? indent : DEEPEST) + FURTHER;
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

void tomt_compare_wrap(const char *text, struct tomt_text *out)
{
    while (*text) {
        size_t n = strcspn(text, "\n");
        put_line(text, n, out);
        text += n;
        if (*text) {
            tomt_text_puts(out, "\n");
            text++;
        }
    }
}
