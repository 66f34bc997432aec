/* project/draws.c: sets of weights that a CSV holds: a column a criterion, a row a draw. Commas, or
 * semicolons and then decimal commas, as spreadsheets here write them. Each file is read once,
 * however often the project is. */
#include "project/inner.h"

#include <math.h>
#include <string.h>

enum { MOST_MB = 256, MOST_ROWS = 1000000, MOST_TOLD = 20 };

struct tomt_known_draws {
    const struct tomt_node *named;
    size_t n_criteria;
    const char *file;
    double *given;
    size_t n;
    struct tomt_known_draws *next;
};

struct drawing {
    const struct tomt_reading *reading;
    const struct tomt_profile *profile;
    const struct tomt_node *named;
    const char *file;
    const char *at, *end; /* what is not read yet */
    char separator;
    int line;
    size_t *criterion; /* [column] */
    size_t n_columns;
    double *given;
    size_t n;
    size_t n_told;
};

static bool wrong(struct drawing *d, int column, const char *text)
{
    if (d->n_told++ >= MOST_TOLD)
        return true;
    return tomt_problem_add(d->reading->problems, d->reading->err, TOMT_ERROR, d->file, d->line,
                            column, "%s", text);
}

struct cell {
    const char *text;
    size_t n;
    int column; /* in bytes, from 1 */
};

/* The next cell of the line from..end, trimmed, without quotes around it. */
static struct cell next_cell(const struct drawing *d, const char *line, const char **from,
                             const char *end)
{
    const char *at = *from, *stop = memchr(at, d->separator, (size_t)(end - at));
    *from = stop ? stop + 1 : end + 1; /* past the end: no more cells */
    stop = stop ? stop : end;
    while (at < stop && (*at == ' ' || *at == '\t'))
        at++;
    while (stop > at && (stop[-1] == ' ' || stop[-1] == '\t'))
        stop--;
    if (stop - at >= 2 && *at == '"' && stop[-1] == '"') {
        at++;
        stop--;
    }
    return (struct cell){at, (size_t)(stop - at), (int)(at - line) + 1};
}

static bool next_line(struct drawing *d, const char **from, const char **end)
{
    if (d->at >= d->end)
        return false;
    const char *feed = memchr(d->at, '\n', (size_t)(d->end - d->at));
    *from = d->at;
    *end = feed ? feed : d->end;
    d->at = feed ? feed + 1 : d->end;
    if (*end > *from && (*end)[-1] == '\r')
        --*end;
    d->line++;
    return true;
}

static const struct tomt_node *cell_node(const struct drawing *d, struct cell cell,
                                         struct tomt_node *node)
{
    const char *text = tomt_arena_copy(d->reading->arena, cell.text, cell.n, d->reading->err);
    *node = (struct tomt_node){.kind = TOMT_NODE_SCALAR,
                               .file = d->file,
                               .line = d->line,
                               .column = cell.column,
                               .text = text,
                               .quoted = true};
    return text ? node : NULL;
}

/* A column's criterion, its id. */
static bool read_name(struct drawing *d, struct cell cell, const char *const *id, bool *has)
{
    const struct tomt_profile *profile = d->profile;
    struct tomt_node room;
    const struct tomt_node *node = cell_node(d, cell, &room);
    if (!node)
        return false;
    size_t i = 0;
    while (i < profile->n_criteria && strcmp(id[i], node->text) != 0)
        i++;
    d->criterion[d->n_columns++] = i;
    if (i == profile->n_criteria) {
        const char *near = tomt_near_word(node->text, id);
        for (size_t k = 0; near && k < profile->n_criteria; k++)
            has[k] = has[k] || id[k] == near; /* misspelt: that is told, and not missing, too */
        return ++d->n_told > MOST_TOLD || tomt_unknown_key(d->reading, node, "criterion id", id);
    }
    if (has[i])
        return wrong(d, cell.column, "this column is here twice; keep one");
    has[i] = true;
    return true;
}

static bool read_header(struct drawing *d)
{
    const struct tomt_reading *reading = d->reading;
    size_t n = d->profile->n_criteria, n_cells = 1;
    const char *line = d->at, *end = d->at;
    if (!next_line(d, &line, &end)) {
        d->line = 1;
        return wrong(d, 1,
                     "the file is empty; it needs a row with ids of criteria, then a row a "
                     "draw");
    }
    size_t length = end > line ? (size_t)(end - line) : 0;
    d->separator = memchr(line, ';', length) ? ';' : memchr(line, '\t', length) ? '\t' : ',';
    for (const char *c = line; c < end; c++)
        n_cells += *c == d->separator;
    const char **id = tomt_arena_alloc(reading->arena, (n + 1) * sizeof *id, reading->err);
    bool *has = tomt_arena_alloc(reading->arena, (n + 1) * sizeof *has, reading->err);
    d->criterion = tomt_arena_alloc(reading->arena, n_cells * sizeof *d->criterion, reading->err);
    if (!id || !has || !d->criterion)
        return false;
    for (size_t i = 0; i < n; i++)
        id[i] = d->profile->criterion[i].id;
    for (const char *from = line; from <= end;) {
        if (!read_name(d, next_cell(d, line, &from, end), id, has))
            return false;
    }
    for (size_t i = 0; i < n; i++) {
        const struct tomt_node at = {.file = d->file, .line = d->line, .column = 1};
        if (!has[i] && ++d->n_told <= MOST_TOLD &&
            !tomt_reading_wrong(reading, &at,
                                "no column is named '%s'; each criterion of the profile needs one",
                                id[i]))
            return false;
    }
    return true;
}

static bool read_cell(struct drawing *d, struct cell cell, double *out, bool *fine)
{
    struct tomt_node room;
    char found[TOMT_SHOWN];
    *fine = tomt_number_parse(cell.text, cell.n, d->separator == ';', out) ||
            tomt_number_parse(cell.text, cell.n, false, out);
    if (*fine && *out >= 0 && *out <= 1e9)
        return true;
    bool is_number = *fine;
    *fine = false;
    if (d->n_told++ >= MOST_TOLD)
        return true;
    const struct tomt_node *node = cell_node(d, cell, &room);
    if (!node)
        return false;
    if (cell.n == 0)
        return tomt_reading_wrong(d->reading, node,
                                  "a number is missing; 0 says that a criterion does not count");
    return tomt_reading_wrong(d->reading, node, "%s is no %s; a weight is a number from 0 to 1e9",
                              tomt_shown(node, found), is_number ? "weight" : "number");
}

static bool read_row(struct drawing *d, const char *line, const char *end)
{
    size_t n = d->profile->n_criteria, n_cells = 0;
    double *row = d->given + d->n * n, sum = 0;
    bool whole = true;
    for (const char *from = line; from <= end; n_cells++) {
        struct cell cell = next_cell(d, line, &from, end);
        double number;
        bool fine;
        if (n_cells >= d->n_columns)
            continue;
        if (!read_cell(d, cell, &number, &fine))
            return false;
        whole = whole && fine;
        if (fine)
            sum += row[d->criterion[n_cells]] = number;
    }
    if (n_cells != d->n_columns && whole) {
        const struct tomt_node at = {.file = d->file, .line = d->line, .column = 1};
        whole = false;
        if (d->n_told++ < MOST_TOLD &&
            !tomt_reading_wrong(d->reading, &at, "%zu cells, where the first row has %zu", n_cells,
                                d->n_columns))
            return false;
    }
    d->n++;
    return !whole || sum > 0 ||
           wrong(d, 1, "all weights of this draw are 0; at least one must be more");
}

static size_t count_lines(const struct drawing *d)
{
    size_t n = 1;
    for (const char *at = d->at; (at = memchr(at, '\n', (size_t)(d->end - at))); at++)
        n++;
    return n;
}

static bool is_blank(const char *from, const char *end)
{
    while (from < end && *from && strchr(" \t\r\n", *from))
        from++;
    return from == end;
}

static bool read_rows(struct drawing *d)
{
    size_t most = count_lines(d), n = d->profile->n_criteria;
    const char *line, *end;
    if (d->n_told) /* columns that we do not know */
        return true;
    if (is_blank(d->at, d->end))
        return wrong(d, 1, "no draw follows; the file needs a row a draw");
    if (most > MOST_ROWS) /* more are told, or blank */
        most = MOST_ROWS;
    d->given =
        tomt_arena_block(d->reading->arena, NULL, most * n * sizeof *d->given, d->reading->err);
    if (!d->given)
        return false;
    while (!is_blank(d->at, d->end) && next_line(d, &line, &end)) {
        if (d->n == MOST_ROWS)
            return wrong(d, 1, "this is draw 1,000,001; at most 1,000,000 are read");
        if (!read_row(d, line, end))
            return false;
        if (d->n_told >= MOST_TOLD)
            return tomt_problem_add(d->reading->problems, d->reading->err, TOMT_ERROR, d->file,
                                    d->line, 1,
                                    "the file is read no further until these are "
                                    "mended");
    }
    return true;
}

static bool read_file(struct drawing *d)
{
    struct tomt_text text = {0};
    struct tomt_error found = {0};
    if (!tomt_project_bytes(d->file, MOST_MB, "a file of draws", &text, &found)) {
        tomt_text_free(&text);
        d->n_told++;
        if (found.code == TOMT_MEMORY)
            return tomt_fail(d->reading->err, TOMT_MEMORY, "%s", found.text);
        return tomt_reading_wrong(d->reading, d->named,
                                  "draws: %s; paths count from the folder of this file",
                                  found.text);
    }
    d->at = text.n ? text.bytes : "";
    d->end = d->at + text.n;
    if (text.n >= 3 && memcmp(d->at, "\xEF\xBB\xBF", 3) == 0)
        d->at += 3;
    bool done = read_header(d) && read_rows(d);
    tomt_text_free(&text);
    return done;
}

bool tomt_draws_read(const struct tomt_reading *reading, const struct tomt_node *named,
                     const struct tomt_profile *profile, struct tomt_robust_settings *robust)
{
    struct tomt_known_draws **at = reading->draws;
    for (; *at; at = &(*at)->next) {
        if ((*at)->named == named && (*at)->n_criteria == profile->n_criteria)
            break;
    }
    if (!*at) {
        struct drawing d = {.reading = reading, .profile = profile, .named = named};
        const char *folder = tomt_folder_of(reading->arena, named->file, reading->err);
        d.file =
            folder ? tomt_path_resolve(reading->arena, folder, named->text, reading->err) : NULL;
        struct tomt_known_draws *known =
            tomt_arena_alloc(reading->arena, sizeof *known, reading->err);
        if (!d.file || !known || !read_file(&d))
            return false;
        *known = (struct tomt_known_draws){
            .named = named, .n_criteria = profile->n_criteria, .file = d.file};
        if (!d.n_told) {
            known->given = d.given;
            known->n = d.n;
        }
        *at = known;
    }
    robust->path = (*at)->file;
    robust->given = (*at)->given;
    robust->n_given = (*at)->n;
    return true;
}
