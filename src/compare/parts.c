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

enum { FURTHER = 4, DEEPEST = 40 };

/* What goes on is set in a little further than its line. */
static void put_line(const char *line, size_t n, struct tomt_text *out)
{
    size_t indent = 0;
    while (indent < n && line[indent] == ' ')
        indent++;
    tomt_text_wrap(out, line, n, (indent < DEEPEST ? indent : DEEPEST) + FURTHER);
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
