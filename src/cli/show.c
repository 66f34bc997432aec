/* cli/show.c: how things look on a terminal and off it: progress, problems, tables. */
#include "cli/cli.h"

#include <stdlib.h>

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
            fprintf(stderr, "%s:%d:%d: ", p->file, p->line, p->column);
        else if (p->file)
            fprintf(stderr, "%s: ", p->file);
        fprintf(stderr, "%s%s%s: %s\n", on, error ? "error" : "warning", off, p->text);
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

void tomt_cli_table(const struct tomt_cli_table *table, struct tomt_text *out)
{
    size_t width[16] = {0};
    for (size_t c = 0; c < table->n_columns; c++) {
        width[c] = tomt_columns_wide(table->heading[c]);
        for (size_t r = 0; r < table->n_rows; r++) {
            size_t w = tomt_columns_wide(table->cell[r * table->n_columns + c]);
            width[c] = w > width[c] ? w : width[c];
        }
    }
    for (size_t r = 0; r <= table->n_rows; r++) {
        tomt_text_puts(out, "  ");
        for (size_t c = 0; c < table->n_columns; c++) {
            const char *cell = r ? table->cell[(r - 1) * table->n_columns + c] : table->heading[c];
            size_t blanks = width[c] - tomt_columns_wide(cell);
            bool last = c + 1 == table->n_columns;
            if (table->right[c])
                tomt_text_print(out, "%*s%s", (int)blanks, "", cell);
            else
                tomt_text_print(out, "%s%*s", cell, last ? 0 : (int)blanks, "");
            tomt_text_puts(out, last ? "\n" : "  ");
        }
    }
}

bool tomt_cli_language(const struct tomt_cli *cli, int fallback, int *out, struct tomt_error *err)
{
    const char *word = tomt_cli_option(cli, "lang");
    *out = !word ? fallback : !strcmp(word, "nb");
    return !word || *out || !strcmp(word, "en") || tomt_fail(err, TOMT_USAGE, "--lang takes en or nb, not '%s'", word);
}
