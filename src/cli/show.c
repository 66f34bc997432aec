/* cli/show.c: how things look on a terminal and off it: progress, problems, tables. */
#include "cli/cli.h"

#include <stdarg.h>
#include <stdlib.h>
#include <strings.h>

struct shower {
    bool terminal, colour;
};

static void show_progress(void *context, const char *stage, size_t done, size_t total,
                          double seconds, bool ended)
{
    const struct shower *shower = context;
    if (ended) {
        fprintf(stderr, shower->terminal ? "\r\033[K  %-24s %6.2f s\n" : "  %-24s %6.2f s\n", stage,
                seconds);
        return;
    }
    if (!shower->terminal)
        return;
    double share = total ? (double)done / (double)total : 0;
    char bar[25];
    for (size_t i = 0; i < sizeof bar - 1; i++)
        bar[i] = (double)i < share * (double)(sizeof bar - 1) ? '#' : '.';
    bar[sizeof bar - 1] = 0;
    fprintf(stderr, "\r\033[K  %-24s [%s] %3.0f %%", stage, bar, 100 * share);
    if (share > 0.02 && seconds > 1)
        fprintf(stderr, "  %.0f s left", seconds * (1 - share) / share);
    fflush(stderr);
}

void tomt_cli_progress(struct tomt_cli *cli, struct tomt_progress *progress)
{
    static struct shower shower;
    shower.terminal = cli->terminal;
    shower.colour = cli->colour;
    *progress = (struct tomt_progress){.show = cli->quiet ? NULL : show_progress, .context = &shower};
    atomic_flag_clear(&progress->showing);
    cli->crew.progress = progress;
}

static int by_place(const void *a, const void *b)
{
    const struct tomt_problem *x = a, *y = b;
    int files = strcmp(x->file ? x->file : "", y->file ? y->file : "");
    return files ? files : x->line != y->line ? (x->line > y->line) - (x->line < y->line) : x->column - y->column;
}

void tomt_cli_problems(const struct tomt_cli *cli, struct tomt_problems *problems)
{
    if (problems->n > 1)
        qsort(problems->item, problems->n, sizeof *problems->item, by_place);
    for (size_t i = 0; i < problems->n; i++) {
        const struct tomt_problem *p = &problems->item[i];
        bool error = p->severity == TOMT_ERROR;
        const char *on = !cli->colour ? "" : error ? "\033[31m" : "\033[33m";
        const char *off = cli->colour ? "\033[0m" : "";
        if (p->file && p->line)
            tomt_cli_say(stderr, "%s:%d:%d: ", p->file, p->line, p->column);
        else if (p->file)
            tomt_cli_say(stderr, "%s: ", p->file);
        fprintf(stderr, "%s%s%s: ", on, error ? "error" : "warning", off);
        tomt_cli_say(stderr, "%s\n", p->text);
    }
}

void tomt_cli_problems_json(const struct tomt_problems *problems, struct tomt_text *out)
{
    tomt_text_puts(out, "[");
    for (size_t i = 0; i < problems->n; i++) {
        const struct tomt_problem *p = &problems->item[i];
        tomt_text_print(out, "%s{\"severity\":\"%s\",\"file\":", i ? "," : "",
                        p->severity == TOMT_ERROR ? "error" : "warning");
        if (p->file)
            tomt_text_json(out, p->file, strlen(p->file));
        else
            tomt_text_puts(out, "null");
        if (p->line)
            tomt_text_print(out, ",\"line\":%d,\"column\":%d", p->line, p->column);
        tomt_text_puts(out, ",\"text\":");
        tomt_text_json(out, p->text, strlen(p->text));
        tomt_text_puts(out, "}");
    }
    tomt_text_puts(out, "]");
}

/* --- tables
 * -----------------------------------------------------------------------------------------------------
 */

enum { MOST_COLUMNS = 16, LINE = 100, GAP = 2, LEAST_LAST = 24 };

/* The bytes of `text` that go on a line of so many columns, up to a blank where there is one; *next is where
 * the rest begins. A word that is wider than the line stays whole. */
static size_t piece(const char *text, size_t wide, const char **next)
{
    size_t columns = 0, fits = 0;
    const char *at = text;
    for (; *at; at++) {
        bool begins = ((unsigned char)*at & 0xc0) != 0x80;
        if (*at == ' ' && columns <= wide)
            fits = (size_t)(at - text);
        if (*at == ' ' && columns >= wide && fits)
            break;
        columns += begins;
        if (columns > wide && fits)
            break;
    }
    if (!*at)
        fits = (size_t)(at - text);
    for (*next = text + fits; **next == ' ';)
        ++*next;
    return fits;
}

static size_t widest_word(const char *text)
{
    size_t most = 0;
    while (*text) {
        char word[256];
        size_t n = strcspn(text, " ");
        snprintf(word, sizeof word, "%.*s", (int)n, text);
        most = tomt_columns_wide(word) > most ? tomt_columns_wide(word) : most;
        text += n;
        text += strspn(text, " ");
    }
    return most;
}

static size_t sum_of(const size_t *width, size_t n)
{
    size_t sum = 0;
    for (size_t c = 0; c < n; c++)
        sum += width[c] + GAP;
    return sum;
}

/* As wide as what is in them; where that is over a line, headings are broken, the widest first, and the last
 * column, if it is of words. */
static void fit(const struct tomt_cli_table *table, size_t width[MOST_COLUMNS])
{
    size_t least[MOST_COLUMNS], n = table->n_columns;
    for (size_t c = 0; c < n; c++) {
        size_t heading = tomt_columns_wide(table->heading[c]);
        least[c] = widest_word(table->heading[c]);
        width[c] = 0;
        for (size_t r = 0; r < table->n_rows; r++) {
            size_t w = tomt_columns_wide(table->cell[r * n + c]);
            width[c] = w > width[c] ? w : width[c];
        }
        bool breaks = c + 1 == n && !table->right[c];
        least[c] = breaks ? (least[c] > LEAST_LAST ? least[c] : LEAST_LAST)
                   : width[c] > least[c] ? width[c]
                                         : least[c];
        width[c] = heading > width[c] ? heading : width[c];
        least[c] = least[c] < width[c] ? least[c] : width[c];
    }
    while (sum_of(width, n) > LINE) {
        size_t most = n;
        for (size_t c = 0; c < n; c++)
            if (width[c] > least[c] && (most == n || width[c] - least[c] > width[most] - least[most]))
                most = c;
        if (most == n)
            return;
        width[most]--;
    }
}

/* A row of cells on as many lines as the one that breaks most needs. */
static void put_row(const struct tomt_cli_table *table, const size_t *width, const char *const *cell,
                    struct tomt_text *out)
{
    const char *rest[MOST_COLUMNS];
    bool more = true;
    for (size_t c = 0; c < table->n_columns; c++)
        rest[c] = cell[c];
    for (bool first = true; first || more; first = false) {
        size_t blanks = GAP;
        more = false;
        for (size_t c = 0; c < table->n_columns; c++) {
            char text[1024];
            const char *next;
            size_t n = piece(rest[c], width[c], &next);
            if (n >= sizeof text) { /* nobody lines that up */
                tomt_text_print(out, "%*s", (int)blanks, "");
                tomt_text_add(out, rest[c], n);
                n = 0;
            }
            snprintf(text, sizeof text, "%.*s", (int)n, rest[c]);
            size_t wide = tomt_columns_wide(text), left = width[c] > wide ? width[c] - wide : 0;
            if (*text)
                tomt_text_print(out, "%*s%s", (int)(blanks + (table->right[c] ? left : 0)), "", text);
            blanks = *text ? GAP + (table->right[c] ? 0 : left) : blanks + width[c] + GAP;
            rest[c] = next;
            more = more || *next;
        }
        tomt_text_puts(out, "\n");
    }
}

void tomt_cli_table(const struct tomt_cli_table *table, struct tomt_text *out)
{
    size_t width[MOST_COLUMNS], n = table->n_columns, n_cells = table->n_rows * n, at = 0;
    struct tomt_text clean = {0}; /* names of the data may hold what moves a terminal's cursor */
    const char **cell = malloc((n_cells + 1) * sizeof *cell);
    for (size_t i = 0; i < n_cells; i++) {
        tomt_text_line(&clean, table->cell[i]);
        tomt_text_add(&clean, "", 1);
    }
    out->failed = out->failed || !cell || clean.failed;
    for (size_t i = 0; !out->failed && i < n_cells; i++) {
        cell[i] = clean.bytes + at;
        at += strlen(cell[i]) + 1;
    }
    if (!out->failed) {
        struct tomt_cli_table cleaned = *table;
        cleaned.cell = cell;
        fit(&cleaned, width);
        put_row(&cleaned, width, table->heading, out);
        for (size_t r = 0; r < table->n_rows; r++)
            put_row(&cleaned, width, &cell[r * n], out);
    }
    free(cell);
    tomt_text_free(&clean);
}

void tomt_cli_say(FILE *to, const char *format, ...)
{
    struct tomt_text clean = {0};
    va_list values;
    va_start(values, format);
    char *text = NULL;
    bool good = vasprintf(&text, format, values) >= 0;
    va_end(values);
    for (char *line = good ? text : NULL, *end; line; line = end ? end + 1 : NULL) {
        end = strchr(line, '\n');
        if (end)
            *end = '\0';
        tomt_text_line(&clean, line);
        if (end)
            tomt_text_puts(&clean, "\n");
    }
    if (good)
        free(text);
    fputs(clean.failed || !clean.bytes ? "" : clean.bytes, to);
    tomt_text_free(&clean);
}

bool tomt_cli_is_gpkg(const char *file, struct tomt_error *err)
{
    size_t n = strlen(file);
    return (n > 5 && strcasecmp(file + n - 5, ".gpkg") == 0) ||
           tomt_fail(err, TOMT_USAGE, "a result is a GeoPackage: name it %s.gpkg, not '%s'",
                     n ? file : "result", file);
}

bool tomt_cli_language(const struct tomt_cli *cli, int fallback, int *out, struct tomt_error *err)
{
    const char *word = tomt_cli_option(cli, "lang");
    *out = !word ? fallback : !strcmp(word, "nb");
    return !word || *out || !strcmp(word, "en") || tomt_fail(err, TOMT_USAGE, "--lang takes en or nb, not '%s'", word);
}
