/* cli/wrap.c: help in lines that fit on a terminal. */
#include "cli/cli.h"

enum { COLUMNS = 100 };

static size_t blanks(const char *line)
{
    return strspn(line, " ");
}

/* Where what a line says goes on: behind the synopsis of an option ("  -p, --profile NAME   the
 * file"), else a little further in than it began. */
static size_t hanging(const char *line, size_t n)
{
    size_t first = blanks(line);
    if (first == 0)
        return 0;
    for (size_t i = first; i + 2 < n; i++)
        if (line[i] == ' ' && line[i + 1] == ' ') {
            while (i < n && line[i] == ' ')
                i++;
            return i < COLUMNS / 2 ? i : first + 4;
        }
    return first < 6 ? first + 4 : first;
}

/* The bytes of text[0..n) that fit, up to a blank; all where a word alone is too wide. */
static size_t fitting(const char *text, size_t n, size_t columns, size_t from)
{
    size_t wide = 0, last = 0;
    for (size_t i = 0; i < n; i++) {
        if (text[i] == ' ' && i > from)
            last = i;
        wide += ((unsigned char)text[i] & 0xc0) != 0x80;
        if (wide > columns)
            return last ? last : i + strcspn(text + i, " \n");
    }
    return n;
}

/* A command that goes on is one that can be copied. */
static void put_line(const char *line, size_t n, struct tomt_text *out)
{
    bool is_command = strncmp(line + blanks(line), "tomt ", 5) == 0 && blanks(line) > 0;
    size_t indent = hanging(line, n), from = blanks(line), room = COLUMNS - (is_command ? 2 : 0);
    for (bool first = true; n; first = false) {
        size_t fits = n <= COLUMNS ? fitting(line, n, COLUMNS - (first ? 0 : indent), from)
                                   : fitting(line, n, room - (first ? 0 : indent), from);
        fits = fits < n ? fits : n;
        tomt_text_print(out, "%*s", first ? 0 : (int)indent, "");
        tomt_text_add(out, line, fits);
        line += fits;
        n -= fits;
        for (; n && *line == ' '; n--)
            line++;
        tomt_text_puts(out, n && is_command ? " \\\n" : "\n");
        from = 0;
    }
}

void tomt_cli_wrap(const char *text, struct tomt_text *out)
{
    while (*text) {
        struct tomt_text paragraph = {0};
        size_t n = strcspn(text, "\n");
        tomt_text_add(&paragraph, text, n);
        text += n + (text[n] == '\n');
        /* Lines at the margin that follow one that is nearly full go on with it. */
        while (n > 70 && *text && *text != '\n' && *text != ' ' && *paragraph.bytes != ' ') {
            n = strcspn(text, "\n");
            tomt_text_puts(&paragraph, " ");
            tomt_text_add(&paragraph, text, n);
            text += n + (text[n] == '\n');
        }
        if (paragraph.n)
            put_line(paragraph.bytes, paragraph.n, out);
        else
            tomt_text_puts(out, "\n");
        out->failed = out->failed || paragraph.failed;
        tomt_text_free(&paragraph);
    }
}
