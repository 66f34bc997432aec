/* compare/parts.c: lines that fit a terminal. */
#include "compare/inside.h"

#include <string.h>

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
