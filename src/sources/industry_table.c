/* sources/industry_table.c: tables of codes and titles, ours and the project's, joined by version.
 */
#include "base/files.h"
#include "sources/dictionary.h"
#include "sources/industry_inside.h"

#include <stdlib.h>
#include <string.h>

extern const struct tomt_file tomt_industry_files[];

/* ---- joining
 * ------------------------------------------------------------------------------------------------------------
 */

static int by_key(const void *a, const void *b)
{
    const struct tomt_industry_entry *left = a, *right = b;
    if (left->key != right->key)
        return left->key < right->key ? -1 : 1;
    return left->order < right->order ? -1 : left->order > right->order;
}

/* Parents, levels and sections; rows are sorted, so what is above a code comes before it, but for
 * sections. */
static void link_rows(struct tomt_industry_version *in, struct tomt_industry_code *row)
{
    for (size_t i = 0; i < in->n; i++) {
        struct tomt_industry_code *own = &row[i];
        unsigned length = tomt_code_key_length(in->key[i]);
        bool is_section = length == 1 && own->code[0] >= 'A' && own->code[0] <= 'Z';
        own->parent = NULL;
        own->level = is_section    ? TOMT_SECTION
                     : length <= 2 ? TOMT_DIVISION
                     : length >= 5 ? TOMT_SUBCLASS
                                   : (enum tomt_industry_level)length;
        if (is_section) {
            own->section = own->code[0];
            continue;
        }
        memcpy(own->division, own->code, 2);
        for (unsigned n = length - 1; n >= 2 && !own->parent; n--) {
            size_t above = tomt_industry_row(in, tomt_code_key_cut(in->key[i], n));
            if (above < in->n)
                own->parent = &row[above];
        }
        if (own->parent)
            own->section = own->parent->section;
        else if (own->section) {
            size_t above = tomt_industry_row(in, (uint64_t)(unsigned char)own->section << 56);
            own->parent = above < in->n ? &row[above] : NULL;
        }
    }
}

static void count_entry(struct tomt_industry_report *report, const struct tomt_industry_code *old,
                        const struct tomt_industry_entry *entry)
{
    if (!old)
        report->n_new++;
    else if ((entry->nb && (!old->nb || strcmp(old->nb, entry->nb) != 0)) ||
             (entry->en && (!old->en || strcmp(old->en, entry->en) != 0)))
        report->n_retitled++;
    else
        report->n_same++;
}

static void fill_row(struct tomt_industry_code *row, unsigned version,
                     const struct tomt_industry_code *old, const struct tomt_industry_entry *entry)
{
    if (old)
        *row = *old;
    if (!entry)
        return;
    if (!old) {
        tomt_code_of_key(entry->key, row->code);
        tomt_code_print(version, entry->key, row->print);
        row->section = entry->section;
    }
    row->nb = entry->nb ? entry->nb : row->nb;
    row->en = entry->en ? entry->en : row->en;
}

bool tomt_industry_join(struct tomt_industry *industry, unsigned version,
                        struct tomt_industry_entry *entry, size_t n,
                        struct tomt_industry_report *report, struct tomt_error *err)
{
    struct tomt_industry_report unused = {0};
    struct tomt_industry_version *old = &industry->of[version], joined = {.name = old->name};
    size_t most = old->n + n, i = 0, k = 0;
    struct tomt_industry_code *row =
        tomt_arena_block(industry->arena, NULL, most * sizeof *row + 1, err);
    uint64_t *key = tomt_arena_block(industry->arena, NULL, most * sizeof *key + 1, err);
    if (!row || !key)
        return false;
    if (!report)
        report = &unused;
    if (n > 1)
        qsort(entry, n, sizeof *entry, by_key);
    while (i < old->n || k < n) {
        bool takes_entry = k < n && (i == old->n || entry[k].key <= old->key[i]);
        bool takes_old = i < old->n && (!takes_entry || old->key[i] == entry[k].key);
        if (takes_entry)
            count_entry(report, takes_old ? &old->row[i] : NULL, &entry[k]);
        key[joined.n] = takes_entry ? entry[k].key : old->key[i];
        fill_row(&row[joined.n++], version, takes_old ? &old->row[i] : NULL,
                 takes_entry ? &entry[k] : NULL);
        i += takes_old;
        for (bool is_first = true; takes_entry && k < n && entry[k].key == key[joined.n - 1];
             k++, is_first = false)
            report->n_duplicate += !is_first;
    }
    joined.row = row;
    joined.key = key;
    link_rows(&joined, row);
    *old = joined;
    return true;
}

/* ---- ours
 * ---------------------------------------------------------------------------------------------------------------
 */

/* One row of ours: code, parent, level, title, with tabs between. Level and longer parents follow
 * from the code. */
static bool read_line(struct tomt_industry *industry, const char *line, size_t n, bool norwegian,
                      struct tomt_industry_entry *entry, struct tomt_error *err)
{
    const char *field[4] = {line}, *end = line + n;
    size_t n_fields = 1;
    for (const char *at = line; at < end && n_fields < 4; at++)
        if (*at == '\t')
            field[n_fields++] = at + 1;
    char code[TOMT_CODE_BYTES] = "";
    if (n_fields == 4 && field[1] - line <= TOMT_CODE_BYTES)
        memcpy(code, line, (size_t)(field[1] - line - 1));
    entry->key = tomt_code_key(code);
    if (!entry->key || field[3] == end)
        return tomt_fail(err, TOMT_INTERNAL,
                         "the program's own table of industry codes has the line '%.*s'",
                         (int)(n < 80 ? n : 80), line);
    entry->section = field[2] - field[1] == 2 && field[1][0] >= 'A' ? field[1][0] : 0;
    const char *title = tomt_arena_copy(industry->arena, field[3], (size_t)(end - field[3]), err);
    if (norwegian)
        entry->nb = title;
    else
        entry->en = title;
    return title != NULL;
}

static size_t count_lines(const struct tomt_file *file)
{
    size_t n = 0;
    for (size_t i = 0; i < file->n; i++)
        n += file->bytes[i] == '\n';
    return n;
}

static bool read_file(struct tomt_industry *industry, unsigned version,
                      const struct tomt_file *file, struct tomt_error *err)
{
    struct tomt_industry_entry *entry = tomt_allocate((count_lines(file) + 1) * sizeof *entry);
    if (!entry)
        return tomt_fail(err, TOMT_MEMORY, "out of memory for the industry codes");
    const char *end = file->bytes + file->n;
    bool ok = true, past_heading = false;
    size_t n = 0;
    for (const char *line = file->bytes, *stop; ok && line < end; line = stop + 1) {
        stop = memchr(line, '\n', (size_t)(end - line));
        stop = stop ? stop : end;
        if (*line == '#' || stop == line)
            continue;
        if (past_heading) {
            entry[n] = (struct tomt_industry_entry){.order = n};
            ok = read_line(industry, line, (size_t)(stop - line), version == TOMT_SN2007, &entry[n],
                           err);
            n++;
        }
        past_heading = true;
    }
    ok = ok && tomt_industry_join(industry, version, entry, n, NULL, err);
    tomt_release(entry);
    return ok;
}

struct tomt_industry *tomt_industry_open(struct tomt_arena *arena, struct tomt_error *err)
{
    static const struct {
        const char *name, *file;
    } ours[TOMT_N_SHIPPED_VERSIONS] = {{"SN2007", "sn2007.tsv"}, {"SN2025", "nace21.tsv"}};
    struct tomt_industry *industry = tomt_arena_alloc(arena, sizeof *industry, err);
    if (!industry)
        return NULL;
    industry->arena = arena;
    for (unsigned v = 0; v < TOMT_N_SHIPPED_VERSIONS; v++) {
        const struct tomt_file *file = tomt_industry_files;
        while (file->name && strcmp(file->name, ours[v].file) != 0)
            file++;
        industry->of[v].name = ours[v].name;
        if (!file->name) {
            tomt_fail(err, TOMT_INTERNAL, "the program lacks its table %s", ours[v].file);
            return NULL;
        }
        if (!read_file(industry, v, file, err))
            return NULL;
        industry->n_versions = v + 1;
    }
    return industry;
}

/* ---- the project's
 * ------------------------------------------------------------------------------------------------------
 */

static bool named_column(const struct tomt_table *table, const char *name, const char *what,
                         const struct tomt_column **column, struct tomt_error *err)
{
    *column = name ? tomt_table_find(table, name) : NULL;
    return *column || !name ||
           tomt_fail(err, TOMT_PROJECT, "no column '%s' for the %s", name, what);
}

static bool copy_title(struct tomt_arena *arena, const struct tomt_column *column, size_t row,
                       const char **title, struct tomt_error *err)
{
    char buffer[32];
    size_t n;
    const char *text = tomt_value_text(column, row, buffer, &n);
    *title = NULL;
    if (!text || tomt_is_blank(text, n))
        return true;
    *title = tomt_arena_copy(arena, text, n, err);
    return *title != NULL;
}

static bool read_rows(struct tomt_industry *industry, unsigned version,
                      const struct tomt_table *table, const struct tomt_column *const column[3],
                      struct tomt_industry_entry *entry, struct tomt_industry_report *report,
                      struct tomt_error *err)
{
    char buffer[32];
    size_t n = 0, length;
    for (size_t row = 0; row < table->n_rows; row++) {
        const char *code = tomt_value_text(column[0], row, buffer, &length);
        report->n_rows++;
        if (tomt_code_is_blank(code)) {
            report->n_blank++;
            continue;
        }
        entry[n] = (struct tomt_industry_entry){.key = tomt_code_key(code), .order = row};
        if (!tomt_code_fits(version, entry[n].key)) {
            tomt_odd_codes_add(&report->bad, code);
            continue;
        }
        if (!copy_title(industry->arena, column[1], row, &entry[n].nb, err) ||
            !copy_title(industry->arena, column[2], row, &entry[n].en, err))
            return false;
        n++;
    }
    return tomt_industry_join(industry, version, entry, n, report, err);
}

bool tomt_industry_add(struct tomt_industry *industry, const struct tomt_industry_source *source,
                       struct tomt_industry_report *report, struct tomt_error *err)
{
    const struct tomt_column *column[3];
    unsigned version = industry->n_versions;
    char folded[32];
    memset(report, 0, sizeof *report);
    if (!tomt_version_fold(source->version, folded))
        return tomt_fail(
            err, TOMT_PROJECT,
            "a version of industry codes has a name of 1 to 31 characters, such as SN2002");
    if (!source->code)
        return tomt_fail(err, TOMT_PROJECT, "industry codes %s: say which column holds the codes",
                         source->version);
    if (!named_column(source->table, source->code, "codes", &column[0], err) ||
        !named_column(source->table, source->nb, "Norwegian titles", &column[1], err) ||
        !named_column(source->table, source->en, "English titles", &column[2], err))
        return tomt_while(err, "industry codes %s", source->version);
    bool is_new = !tomt_industry_version(industry, source->version, &version);
    if (is_new && version == TOMT_MOST_VERSIONS)
        return tomt_fail(err, TOMT_PROJECT, "industry codes %s: at most %d versions in one project",
                         source->version, TOMT_MOST_VERSIONS);
    if (is_new) {
        industry->of[version] = (struct tomt_industry_version){0};
        industry->of[version].name =
            tomt_arena_copy(industry->arena, source->version, strlen(source->version), err);
        if (!industry->of[version].name)
            return false;
    }
    struct tomt_industry_entry *entry = tomt_allocate((source->table->n_rows + 1) * sizeof *entry);
    bool ok = entry ? read_rows(industry, version, source->table, column, entry, report, err)
                    : tomt_fail(err, TOMT_MEMORY, "out of memory for the industry codes");
    tomt_release(entry);
    if (ok && is_new)
        industry->n_versions++;
    return ok || tomt_while(err, "industry codes %s", source->version);
}
