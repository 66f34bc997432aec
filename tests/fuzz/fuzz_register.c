/* A register and a book of addresses that someone else has made, as rows of cells: whatever is in
 * them, each row is placed, listed or counted and none is lost, at any number of threads; what each
 * does is a code of the version asked for or none, and its sectors are those of its bits.
 * The bytes: one line a row, cells between commas. "a," begins an address, "p," a postcode, "c," a
 * pair of codes, "t," a code with its title; what begins otherwise is an establishment. */
#include "sources/classify.h"
#include "sources/register.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void must(bool is_so)
{
    if (!is_so)
        abort();
}

enum kind { ESTABLISHMENT, ADDRESS, POSTCODE, PAIR, TITLE, N_KINDS };
enum { MOST_COLUMNS = 15 };
static const struct {
    const char *mark;
    const char *column[MOST_COLUMNS + 1];
} kind[N_KINDS] = {
    {NULL,
     {"id", "name", "code", "code_version", "employees", "employees_registered", "legal_form",
      "municipality", "address", "postcode", "country", "closed", "started", "number", "letter"}},
    {"a,", {"municipality", "street", "number", "letter", "postcode"}},
    {"p,", {"postcode"}},
    {"c,", {"from", "to"}},
    {"t,", {"code", "nb"}},
};

struct layers {
    struct tomt_layer layer[N_KINDS];
    size_t fid_capacity[N_KINDS];
};

static enum kind kind_of(const char *line, size_t n)
{
    for (enum kind k = ADDRESS; k < N_KINDS; k++)
        if (n >= 2 && !memcmp(line, kind[k].mark, 2))
            return k;
    return ESTABLISHMENT;
}

static void add_row(struct tomt_layer *layer, const char *line, const char *end,
                    struct tomt_error *err)
{
    size_t row = layer->table.n_rows++;
    const char *at = line;
    for (size_t c = 0; c < layer->table.n_columns; c++) {
        size_t n = 0;
        while (at && at + n < end && at[n] != ',')
            n++;
        must(at && n ? tomt_column_add_text(&layer->table.column[c], at, n, err)
                     : tomt_column_add_null(&layer->table.column[c], err));
        at = at && at + n < end ? at + n + 1 : NULL;
    }
    layer->fid[row] = (int64_t)row + 1;
}

/* Every text as data/ hands it over: UTF-8 without a NUL. */
static void clean(char *bytes, size_t n)
{
    for (size_t i = 0; i < n;) {
        uint32_t code;
        size_t length = tomt_utf8_decode(bytes + i, n - i, &code);
        if (!length || !bytes[i])
            bytes[i] = '?';
        i += length ? length : 1;
    }
}

static void read_layers(struct tomt_arena *arena, const char *bytes, size_t n,
                        struct layers *layers, struct tomt_error *err)
{
    size_t n_lines = 1;
    for (size_t i = 0; i < n; i++)
        n_lines += bytes[i] == '\n';
    for (enum kind k = ESTABLISHMENT; k < N_KINDS; k++) {
        struct tomt_layer *layer = &layers->layer[k];
        size_t n_columns = 0;
        while (n_columns < MOST_COLUMNS && kind[k].column[n_columns])
            n_columns++;
        *layer = (struct tomt_layer){.name = "fuzz"};
        tomt_shapes_start(&layer->shapes, arena, TOMT_POINTS);
        must(tomt_table_start(&layer->table, arena, n_columns, err));
        for (size_t c = 0; c < n_columns; c++)
            must(tomt_table_column(&layer->table, kind[k].column[c], TOMT_TEXT, err) != NULL);
        layer->fid = tomt_arena_block(arena, NULL, (n_lines + 1) * sizeof *layer->fid, err);
        must(layer->fid != NULL);
    }
    for (const char *line = bytes, *end = bytes + n; line < end;) {
        const char *stop = memchr(line, '\n', (size_t)(end - line));
        stop = stop ? stop : end;
        enum kind k = kind_of(line, (size_t)(stop - line));
        struct tomt_layer *layer = &layers->layer[k];
        size_t row = layer->table.n_rows;
        /* An establishment has a place of its own now and then. */
        bool placed =
            k == ADDRESS || k == POSTCODE || (k == ESTABLISHMENT && stop > line && line[0] == '@');
        add_row(layer, k == ESTABLISHMENT ? line : line + 2, stop, err);
        must(tomt_shapes_add_point(&layer->shapes, placed ? (double)(row * 10) : NAN,
                                   placed ? (double)(row % 7) : NAN, err));
        line = stop + 1;
    }
}

static void check_places(const struct tomt_register_report *report, const struct tomt_layer *in,
                         const struct tomt_layer *placed, const struct tomt_table *unplaced)
{
    size_t n = report->n_duplicate + report->n_closed + report->n_outside + report->n_elsewhere,
           n_unplaced = 0;
    for (size_t i = 0; i < TOMT_N_PLACED; i++)
        n += report->n_placed[i];
    for (size_t i = 0; i < TOMT_N_UNPLACED; i++)
        n_unplaced += report->n_unplaced[i];
    must(report->n == in->table.n_rows && n == report->n &&
         n_unplaced == report->n_placed[TOMT_PLACED_NOT]);
    must(unplaced->n_rows == n_unplaced && placed->table.n_rows == placed->shapes.n);
    const struct tomt_column *low = tomt_table_find(&placed->table, "jobs_low"),
                             *jobs = tomt_table_find(&placed->table, "jobs_central"),
                             *high = tomt_table_find(&placed->table, "jobs_high");
    for (size_t row = 0; row < placed->table.n_rows; row++) {
        const struct tomt_box *box = &placed->shapes.box[row];
        must(isfinite(box->min_x) && isfinite(box->min_y));
        must(tomt_column_is_null(jobs, row) ||
             (low->real[row] >= 0 && low->real[row] <= jobs->real[row] &&
              jobs->real[row] <= high->real[row]));
    }
    must(report->jobs_low <= report->jobs_central && report->jobs_central <= report->jobs_high);
}

static void check_codes(const struct tomt_classify_report *report,
                        const struct tomt_classify_question *question,
                        const struct tomt_layer *layer)
{
    const struct tomt_table *table = &layer->table;
    const struct tomt_column *industry = tomt_table_find(table, "industry"),
                             *sector = tomt_table_find(table, "sector"),
                             *bits = tomt_table_find(table, "sector_bits");
    size_t n = report->n_none + report->unknown.n, n_industry = 0;
    for (size_t v = 0; v < TOMT_MOST_VERSIONS; v++)
        n += report->n_of[v];
    must(report->n == table->n_rows && n == report->n && industry && sector && bits);
    for (size_t row = 0; row < table->n_rows; row++) {
        const char *code = tomt_column_text(industry, row, NULL);
        char again[TOMT_CODE_BYTES];
        n_industry += code != NULL;
        must(!code || (tomt_code_canonical(code, again) && !strcmp(code, again)));
        must((bits->integer[row] == 0) == tomt_column_is_null(sector, row));
        must((uint64_t)bits->integer[row] >> question->n_sectors == 0);
    }
    must(n_industry == report->n_industry);
}

/* Sectors that ranges and prefixes make; the industry's own table is the smallest that a project
 * can name. */
static void classify(struct tomt_arena *arena, const struct layers *layers, int code_version,
                     struct tomt_layer *placed, struct tomt_error *err)
{
    static const char *const few[] = {"62", "86.1"}, *const many[] = {"01-43"};
    static struct tomt_arena *kept;
    static struct tomt_industry *industry;
    if (!kept) {
        kept = tomt_arena_new(err);
        industry = tomt_industry_open(kept, err);
    }
    struct tomt_sector sector[2] = {{.name = "few"}, {.name = "many"}};
    struct tomt_industry_report titles;
    struct tomt_correspondence_report mapped;
    struct tomt_industry *own =
        layers->layer[TITLE].table.n_rows ? tomt_industry_open(arena, err) : industry;
    const struct tomt_industry_source named = {"own", &layers->layer[TITLE].table, "code", "nb",
                                               NULL};
    must(own && (own == industry || tomt_industry_add(own, &named, &titles, err)));
    must(own == industry || titles.n_rows == titles.n_new + titles.n_retitled + titles.n_same +
                                                 titles.n_blank + titles.n_duplicate +
                                                 titles.bad.n);
    must(tomt_sector_add(arena, &sector[0], TOMT_SN2007, few, 2, err) &&
         tomt_sector_add(arena, &sector[1], TOMT_SN2025, many, 1, err));
    const struct tomt_correspondence_source pairs = {TOMT_SN2007, TOMT_SN2025,
                                                     &layers->layer[PAIR].table, "from", "to"};
    const struct tomt_correspondence *into[TOMT_MOST_VERSIONS] = {
        tomt_correspondence_read(arena, own, &pairs, &mapped, err)};
    must(into[0] != NULL);
    struct tomt_classify_question question = {.industry = own,
                                              .version = TOMT_SN2025,
                                              .code_version = code_version,
                                              .correspondence = into,
                                              .sector = sector,
                                              .n_sectors = 2};
    struct tomt_classify_report report;
    const struct tomt_layer *all[] = {placed};
    unsigned version;
    must(tomt_classify_version(own, all, 1, code_version, &version, err) &&
         version < TOMT_MOST_VERSIONS);
    must(tomt_classify(arena, &question, placed, &report, err));
    check_codes(&report, &question, placed);
}

static uint64_t sum_of(const struct tomt_layer *layer)
{
    uint64_t sum = layer->table.n_rows;
    for (size_t row = 0; row < layer->table.n_rows; row++) {
        uint64_t bits;
        memcpy(&bits, &layer->shapes.box[row].min_x, sizeof bits);
        sum = sum * 1099511628211u + bits;
    }
    return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    if (n > 1 << 14)
        return 0;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    char *text = malloc(n + 1);
    must(arena && text);
    memcpy(text, bytes, n);
    clean(text, n);
    struct layers layers;
    read_layers(arena, text, n, &layers, &err);
    const struct tomt_layer *address = &layers.layer[ADDRESS],
                            *postcodes = layers.layer[POSTCODE].table.n_rows
                                             ? &layers.layer[POSTCODE]
                                             : NULL;
    uint64_t first = 0;
    for (unsigned turn = 0; turn < 2; turn++) {
        struct tomt_crew crew = {.n_threads = 1 + 2 * turn};
        struct tomt_register_inputs inputs = {.establishments = &layers.layer[ESTABLISHMENT],
                                              .addresses = &address,
                                              .n_addresses = address->table.n_rows > 0,
                                              .postcodes = postcodes,
                                              .jobs_when_withheld = 2,
                                              .register_day = n % 2 ? "2026-01-01" : NULL,
                                              .n_more_columns = 3};
        struct tomt_layer placed;
        struct tomt_table unplaced;
        struct tomt_register_report report;
        must(tomt_register_place(arena, &inputs, &crew, &placed, &unplaced, &report, &err));
        check_places(&report, inputs.establishments, &placed, &unplaced);
        must(turn == 0 || sum_of(&placed) == first);
        first = sum_of(&placed);
        classify(arena, &layers, turn ? TOMT_SN2007 : -1, &placed, &err);
    }
    free(text);
    tomt_arena_free(arena);
    return 0;
}
