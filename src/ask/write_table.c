/* ask/write_table.c: an answer as a table for a terminal, no wider than a page: headings and texts
 * are broken into lines, then columns are left out and told, or each row becomes lines of its own.
 */
#include "ask/inside.h"
#include "phrase/phrase.h"

#include <string.h>

enum {
    LINE = 100, /* as all tables of tomt, so that a pipe and a terminal get the same */
    GAP = 2,
    MOST_CELL = 800, /* bytes */
    LEAST_WORD = 24,
    EASE_TEXT = 36,
    LEAST_TEXT = 16, /* a text is broken to lines of this, not shorter */
    FEW_ROWS = 3,    /* so few are told a line for each cell before columns are left out */
};

struct page {
    const struct tomt_answer *answer;
    const struct tomt_phrases *phrases;
    struct tomt_text *cell;       /* [row * n + column]; row 0 the headings */
    size_t n;                     /* columns */
    size_t *width, *least, *ease; /* [column]; ease: read without trouble */
    bool *out;                    /* left out */
};

static const char *text_of(const struct tomt_text *cell)
{
    return cell->n ? cell->bytes : "";
}

/* Bytes of the character at `at`, and the end of a word: a no-break space is none. */
static size_t character(const char *at)
{
    size_t n = 1;
    while (((unsigned char)at[n] & 0xc0) == 0x80)
        n++;
    return n;
}

/* The columns that one character takes: none for an accent, two for some. */
static size_t columns_of(const char *at)
{
    char one[16] = "";
    size_t n = character(at);
    if (n == 1)
        return 1;
    memcpy(one, at, n < sizeof one ? n : sizeof one - 1);
    return tomt_columns_wide(one);
}

static size_t wide_of(const char *text, size_t n)
{
    size_t wide = 0;
    for (size_t at = 0; at < n; at += character(text + at))
        wide += columns_of(text + at);
    return wide;
}

static size_t widest_word(const char *text)
{
    size_t most = 0;
    while (*text) {
        size_t n = strcspn(text, " "), wide = wide_of(text, n);
        most = wide > most ? wide : most;
        text += n;
        text += strspn(text, " ");
    }
    return most;
}

/* The bytes of a text's first line of so many columns; a word that is wider is broken. */
static size_t line_of(const char *text, size_t wide)
{
    size_t at = 0, columns = 0, blank = 0;
    while (text[at] && columns + columns_of(text + at) <= wide) {
        blank = text[at] == ' ' ? at : blank;
        columns += columns_of(text + at);
        at += character(text + at);
    }
    if (!text[at] || text[at] == ' ')
        return at;
    return blank ? blank : at ? at : character(text);
}

static bool is_empty(const struct page *page, size_t column)
{
    for (size_t row = 0; row < page->answer->table.n_rows; row++)
        if (!tomt_column_is_null(&page->answer->table.column[column], row))
            return false;
    return true;
}

static bool is_text(const struct page *page, size_t column)
{
    return page->answer->table.column[column].type == TOMT_TEXT;
}

static void grow(size_t *most, size_t wide)
{
    *most = wide > *most ? wide : *most;
}

/* Of a text: a long word is broken only where it is very long. */
static size_t least_of(size_t word)
{
    return word < LEAST_TEXT ? LEAST_TEXT : word < LEAST_WORD ? word : LEAST_WORD;
}

/* A name of 10 MB is told by its beginning; CSV and JSON have more. */
static void cut_long(struct tomt_text *text)
{
    size_t n = MOST_CELL;
    if (text->n <= MOST_CELL)
        return;
    while (n && ((unsigned char)text->bytes[n] & 0xc0) == 0x80)
        n--;
    text->n = n;
    tomt_text_puts(text, "…");
}

static bool read_cells(struct page *page)
{
    bool good = true;
    for (size_t c = 0; c < page->n; c++) {
        tomt_answer_heading(&page->answer->column[c], page->phrases, &page->cell[c]);
        page->least[c] = widest_word(text_of(&page->cell[c]));
        page->ease[c] = page->least[c];
        page->width[c] = wide_of(text_of(&page->cell[c]), page->cell[c].n);
        for (size_t row = 1; row <= page->answer->table.n_rows; row++) {
            struct tomt_text *at = &page->cell[row * page->n + c];
            tomt_answer_said(page->answer, page->phrases, c, row - 1, at);
            cut_long(at);
            good = good && !at->failed;
            size_t wide = wide_of(text_of(at), at->n);
            bool breaks = is_text(page, c) && wide > LEAST_TEXT;
            size_t word = breaks ? widest_word(text_of(at)) : wide;
            grow(&page->width[c], wide);
            grow(&page->least[c], breaks ? least_of(word) : wide);
            grow(&page->ease[c], breaks && wide > EASE_TEXT ? EASE_TEXT : wide);
        }
        good = good && !page->cell[c].failed;
    }
    return good;
}

static size_t sum_of(const struct page *page, const size_t *width)
{
    size_t sum = 0;
    for (size_t c = 0; c < page->n; c++)
        sum += page->out[c] ? 0 : width[c] + GAP;
    return sum > GAP ? sum - GAP : 0;
}

/* Columns that are empty in every row say nothing; unless all are. */
static void leave_empty(struct page *page)
{
    size_t n = 0;
    for (size_t c = 0; c < page->n; c++) {
        page->out[c] = is_empty(page, c);
        n += page->out[c] ? 0 : 1;
    }
    if (!n)
        memset(page->out, 0, page->n * sizeof *page->out);
}

/* Those that the question can do without, from the last, until the rest is read with ease. */
static size_t leave_out(struct page *page)
{
    size_t n = 0;
    for (size_t c = page->n; c-- > 0 && sum_of(page, page->ease) > LINE;)
        if (!page->out[c] && page->answer->column[c].wide) {
            page->out[c] = true;
            n++;
        }
    return n;
}

/* Breaks the column that has most to spare, until the line holds them. */
static void fit(struct page *page)
{
    for (size_t sum = sum_of(page, page->width); sum > LINE; sum--) {
        size_t most = page->n;
        for (size_t c = 0; c < page->n; c++)
            if (!page->out[c] && page->width[c] > page->least[c] &&
                (most == page->n ||
                 page->width[c] - page->least[c] > page->width[most] - page->least[most]))
                most = c;
        if (most == page->n)
            return;
        page->width[most]--;
    }
}

static void put_blanks(struct tomt_text *out, size_t n)
{
    for (size_t i = 0; i < n; i++)
        tomt_text_puts(out, " ");
}

/* A row on as many lines as the cell that breaks most needs; rest[column] is what is still to come.
 * */
static void put_row(const struct page *page, size_t row, const char **rest, struct tomt_text *out)
{
    bool more = true;
    for (size_t c = 0; c < page->n; c++)
        rest[c] = text_of(&page->cell[row * page->n + c]);
    while (more) {
        size_t blanks = 0; /* before what comes next: none stand at the end of a line */
        more = false;
        for (size_t c = 0; c < page->n; c++) {
            if (page->out[c])
                continue;
            size_t n = line_of(rest[c], page->width[c]), wide = wide_of(rest[c], n),
                   spare = page->width[c] > wide ? page->width[c] - wide : 0;
            bool right = !is_text(page, c);
            if (n) {
                put_blanks(out, blanks + (right ? spare : 0));
                tomt_text_add(out, rest[c], n);
                blanks = GAP + (right ? 0 : spare);
            } else {
                blanks += page->width[c] + GAP;
            }
            rest[c] += n;
            rest[c] += strspn(rest[c], " ");
            more = more || *rest[c];
        }
        tomt_text_puts(out, "\n");
    }
}

/* "Name: value", a line each; a text goes on below itself. */
static void put_record(const struct page *page, size_t row, size_t wide, struct tomt_text *out)
{
    for (size_t c = 0; c < page->n; c++) {
        const char *name = text_of(&page->cell[c]),
                   *rest = text_of(&page->cell[(row + 1) * page->n + c]);
        if (!*rest)
            continue;
        tomt_text_puts(out, name);
        tomt_text_puts(out, ":");
        put_blanks(out, wide - wide_of(name, strlen(name)) + 1);
        for (bool first = true; *rest; first = false) {
            size_t n = line_of(rest, LINE > wide + 22 ? LINE - wide - 2 : 20);
            put_blanks(out, first ? 0 : wide + 2);
            tomt_text_add(out, rest, n);
            tomt_text_puts(out, "\n");
            rest += n;
            rest += strspn(rest, " ");
        }
    }
}

static void put_records(const struct page *page, struct tomt_text *out)
{
    size_t wide = 0;
    for (size_t c = 0; c < page->n; c++) {
        size_t of = wide_of(text_of(&page->cell[c]), page->cell[c].n);
        wide = of > wide ? of : wide;
    }
    for (size_t row = 0; row < page->answer->table.n_rows; row++) {
        tomt_text_puts(out, row ? "\n" : "");
        put_record(page, row, wide, out);
    }
}

static void put_left_out(const struct page *page, size_t n, struct tomt_text *out)
{
    bool nb = tomt_phrases_language(page->phrases) == 1;
    if (n == 1)
        tomt_text_puts(out, nb ? "\n1 kolonne er utelatt: --wide, eller CSV.\n"
                               : "\n1 column is left out: --wide, or CSV.\n");
    else if (n)
        tomt_text_print(out,
                        nb ? "\n%zu kolonner er utelatt: --wide, eller CSV.\n"
                           : "\n%zu columns are left out: --wide, or CSV.\n",
                        n);
}

static void put_page(struct page *page, bool whole, const char **rest, struct tomt_text *out)
{
    size_t n_rows = page->answer->table.n_rows, n_out = 0;
    if (!whole)
        leave_empty(page);
    if (!whole && n_rows > FEW_ROWS)
        n_out = leave_out(page);
    if (!whole && sum_of(page, page->least) > LINE) {
        memset(page->out, 0, page->n * sizeof *page->out);
        put_records(page, out);
        return;
    }
    if (!whole)
        fit(page);
    for (size_t row = 0; row <= n_rows; row++)
        put_row(page, row, rest, out);
    put_left_out(page, n_out, out);
}

static void put_note(const char *note, struct tomt_text *out)
{
    struct tomt_text line = {0};
    tomt_text_line(&line, note);
    for (const char *rest = text_of(&line); *rest; rest += strspn(rest, " ")) {
        size_t n = line_of(rest, LINE);
        tomt_text_add(out, rest, n);
        tomt_text_puts(out, "\n");
        rest += n;
    }
    out->failed = out->failed || line.failed;
    tomt_text_free(&line);
}

static void put_all(struct page *page, bool whole, const char **rest, struct tomt_text *out)
{
    const struct tomt_answer *answer = page->answer;
    if (answer->name) {
        tomt_answer_title(answer, page->phrases, out);
        tomt_text_puts(out, "\n\n");
    }
    if (answer->table.n_rows && answer->table.n_columns)
        put_page(page, whole, rest, out);
    else
        tomt_answer_none(page->phrases, out);
    tomt_text_puts(out, answer->n_notes ? "\n" : "");
    for (size_t i = 0; i < answer->n_notes; i++)
        put_note(answer->note[i], out);
}

bool tomt_answer_table(const struct tomt_answer *answer, const struct tomt_phrases *phrases,
                       bool whole, struct tomt_text *out, struct tomt_error *err)
{
    size_t n = answer->table.n_columns, n_cells = n * (answer->table.n_rows + 1);
    struct page page = {.answer = answer, .phrases = phrases, .n = n};
    page.cell = tomt_allocate((n_cells + 1) * sizeof *page.cell);
    page.width = tomt_allocate((3 * n + 1) * sizeof *page.width);
    page.out = tomt_allocate(n + 1);
    const char **rest = tomt_allocate((n + 1) * sizeof *rest);
    bool good = page.cell && page.width && page.out && rest;
    if (good) {
        memset(page.cell, 0, (n_cells + 1) * sizeof *page.cell);
        memset(page.width, 0, (3 * n + 1) * sizeof *page.width);
        memset(page.out, 0, n + 1);
        page.least = page.width + n;
        page.ease = page.least + n;
        good = read_cells(&page);
    }
    if (good)
        put_all(&page, whole, rest, out);
    for (size_t i = 0; page.cell && i < n_cells; i++)
        tomt_text_free(&page.cell[i]);
    tomt_release(page.cell);
    tomt_release(page.width);
    tomt_release(page.out);
    tomt_release((void *)rest);
    return good || tomt_fail(err, TOMT_MEMORY, "out of memory");
}
