/* sources/register.c: establishments placed at their addresses by one hash join, and their employees read as jobs. */
#include "sources/register.h"

#include "sources/book.h"

#include <math.h>
#include <string.h>
#include <strings.h>

/* More employees than any establishment has: a slip, not a number. */
#define MOST_EMPLOYEES 100000.0
/* 1 to 4 employees are registered, the number is withheld. */
#define WITHHELD_LOW 1.0
#define WITHHELD_HIGH 4.0

/* Lines and pieces of one address text that are tried. */
#define MOST_ADDRESSES 6

const char *const tomt_placed_name[TOMT_N_PLACED] = {"own", "exact", "number", "near", "postcode", "not"};
const char *const tomt_unplaced_name[TOMT_N_UNPLACED] = {"foreign", "po_box", "no_address", "no_street", "no_number"};

/* ---- employees as jobs ---- */

enum employees_state { KNOWN, WITHHELD, NONE, UNKNOWN, N_STATES };
static const char *const state_name[N_STATES] = {"known", "withheld", "none", "unknown"};

struct jobs {
    enum employees_state state;
    double low, central, high; /* NaN: unknown */
    bool bad;
};

/* 1 yes, 0 no, -1 not said. */
static int yes_or_no(const struct tomt_column *column, size_t row)
{
    static const char *const yes[] = {"true", "j", "ja", "y", "yes", "1", "t"};
    static const char *const no[] = {"false", "n", "nei", "no", "0", "f"};
    char buffer[32];
    size_t n;
    const char *text = tomt_value_text(column, row, buffer, &n);
    if (!text)
        return -1;
    while (n && *text == ' ')
        text++, n--;
    while (n && text[n - 1] == ' ')
        n--;
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        if (n == strlen(yes[i]) && strncasecmp(text, yes[i], n) == 0)
            return 1;
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        if (n == strlen(no[i]) && strncasecmp(text, no[i], n) == 0)
            return 0;
    return -1;
}

/* False: empty. *bad: there is text that is no number. */
static bool number_in(const struct tomt_column *column, size_t row, double *number, bool *bad)
{
    char buffer[32];
    size_t n;
    const char *text = tomt_value_text(column, row, buffer, &n);
    *bad = false;
    if (!text || tomt_is_blank(text, n))
        return false;
    while (*text == ' ')
        text++, n--;
    while (text[n - 1] == ' ')
        n--;
    *bad = !tomt_number_parse(text, n, false, number) && !tomt_number_parse(text, n, true, number);
    return true;
}

static struct jobs jobs_of(const struct tomt_column *employees, const struct tomt_column *registered, size_t row,
                           double when_withheld)
{
    struct jobs jobs = {UNKNOWN, NAN, NAN, NAN, false};
    double number = 0;
    bool bad;
    if (number_in(employees, row, &number, &bad)) {
        jobs.bad = bad || !(number >= 0 && number <= MOST_EMPLOYEES);
        if (!jobs.bad)
            jobs = (struct jobs){KNOWN, number, number, number, false};
        return jobs;
    }
    int said = yes_or_no(registered, row);
    if (said == 1)
        jobs = (struct jobs){WITHHELD, WITHHELD_LOW, when_withheld, WITHHELD_HIGH, false};
    else if (said == 0)
        jobs = (struct jobs){NONE, 0, 0, 0, false};
    return jobs;
}

/* ---- placing ---- */

struct placing {
    const struct tomt_layer *in;
    struct tomt_address_columns columns; /* of the establishments */
    struct tomt_book book;
    struct tomt_dictionary ids;
    const struct tomt_column *id, *name, *code, *code_version, *employees, *registered, *legal_form;
    struct tomt_column *out_id, *out_name, *out_code, *out_version, *out_placed, *out_low, *out_central, *out_high, *out_state,
        *out_flag, *out_sole;
    double when_withheld;
    struct tomt_layer *placed;
    struct tomt_register_report *report;
    size_t n_more_columns;
};

static bool place_of(struct placing *placing, size_t row, double *x, double *y, enum tomt_placed *placed, struct tomt_error *err)
{
    const struct tomt_box *own = placing->in->shapes.box + row;
    *placed = TOMT_PLACED_OWN;
    *x = own->min_x;
    *y = own->min_y;
    if (!isnan(*x) && !isnan(*y))
        return true;
    *placed = TOMT_PLACED_NOT;
    if (!placing->book.layer)
        return true;
    struct tomt_address address[MOST_ADDRESSES];
    size_t n = tomt_row_addresses(&placing->columns, row, address, MOST_ADDRESSES);
    for (size_t i = 0; i < n && *placed != TOMT_PLACED_EXACT; i++) {
        bool old;
        uint32_t found;
        enum tomt_placed how;
        if (!tomt_book_find(&placing->book, &placing->columns, row, address + i, &found, &how, &old, err))
            return false;
        placing->report->n_old_municipality += old && i == 0;
        if (how == TOMT_PLACED_NOT || (*placed == TOMT_PLACED_NUMBER && how == TOMT_PLACED_NUMBER))
            continue;
        *placed = how;
        *x = placing->book.layer->shapes.box[found].min_x;
        *y = placing->book.layer->shapes.box[found].min_y;
    }
    return true;
}

static bool copy_text(struct tomt_column *out, const struct tomt_column *in, size_t row, struct tomt_error *err)
{
    char buffer[32];
    size_t n;
    const char *text = tomt_value_text(in, row, buffer, &n);
    return text ? tomt_column_add_text(out, text, n, err) : tomt_column_add_null(out, err);
}

static bool add_word(struct tomt_column *out, const char *word, struct tomt_error *err)
{
    return word ? tomt_column_add_text(out, word, strlen(word), err) : tomt_column_add_null(out, err);
}

/* Staffing agencies (78) and head offices (70.1, the same in SN2007 and SN2025) register jobs that are done elsewhere. */
static const char *flag_of(const struct tomt_column *code, size_t row)
{
    char buffer[32], digit[4] = "";
    size_t n = 0, n_digits = 0;
    const char *text = tomt_value_text(code, row, buffer, &n);
    for (size_t i = 0; text && i < n && n_digits < 3; i++) {
        if (text[i] >= '0' && text[i] <= '9')
            digit[n_digits++] = text[i];
        else if (text[i] != '.' || n_digits != 2)
            return NULL;
        if (n_digits == 2 && i + 1 < n && text[i + 1] != '.' && (text[i + 1] < '0' || text[i + 1] > '9'))
            return NULL;
    }
    return !strncmp(digit, "78", 2) ? "staffing" : !strcmp(digit, "701") ? "head_office" : NULL;
}

static bool is_sole(const struct tomt_column *legal_form, size_t row)
{
    char buffer[32];
    size_t n;
    const char *text = tomt_value_text(legal_form, row, buffer, &n);
    return text && n == 3 && strncasecmp(text, "ENK", 3) == 0;
}

static void count_jobs(struct tomt_register_report *report, const struct jobs *jobs)
{
    report->n_withheld += jobs->state == WITHHELD;
    report->n_none += jobs->state == NONE;
    report->n_unknown += jobs->state == UNKNOWN;
    report->n_bad_employees += jobs->bad;
    if (jobs->state == UNKNOWN)
        return;
    report->jobs_low += jobs->low;
    report->jobs_central += jobs->central;
    report->jobs_high += jobs->high;
}

static bool add_placed(struct placing *placing, size_t row, double x, double y, enum tomt_placed placed, struct tomt_error *err)
{
    struct jobs jobs = jobs_of(placing->employees, placing->registered, row, placing->when_withheld);
    bool sole = is_sole(placing->legal_form, row);
    const char *flag = flag_of(placing->code, row);
    count_jobs(placing->report, &jobs);
    placing->report->n_staffing += flag && flag[0] == 's';
    placing->report->n_head_office += flag && flag[0] == 'h';
    placing->report->n_sole += sole;
    struct tomt_layer *layer = placing->placed;
    layer->fid[layer->table.n_rows++] = placing->in->fid ? placing->in->fid[row] : (int64_t)row;
    return tomt_shapes_add_point(&layer->shapes, x, y, err) && copy_text(placing->out_id, placing->id, row, err) &&
           copy_text(placing->out_name, placing->name, row, err) && copy_text(placing->out_code, placing->code, row, err) &&
           copy_text(placing->out_version, placing->code_version, row, err) &&
           add_word(placing->out_placed, tomt_placed_name[placed], err) && tomt_column_add_real(placing->out_low, jobs.low, err) &&
           tomt_column_add_real(placing->out_central, jobs.central, err) &&
           tomt_column_add_real(placing->out_high, jobs.high, err) && add_word(placing->out_state, state_name[jobs.state], err) &&
           add_word(placing->out_flag, flag, err) &&
           tomt_column_add_integer(placing->out_sole, sole, err);
}

static bool is_duplicate(struct placing *placing, size_t row, bool *duplicate, struct tomt_error *err)
{
    char buffer[32];
    size_t n;
    uint32_t value;
    bool added;
    const char *text = tomt_value_text(placing->id, row, buffer, &n);
    *duplicate = false;
    if (!text || tomt_is_blank(text, n))
        return true;
    if (!tomt_dictionary_add(&placing->ids, text, n, &value, &added, err))
        return false;
    *duplicate = !added;
    return true;
}

static bool place_row(struct placing *placing, size_t row, const struct tomt_box *box, struct tomt_error *err)
{
    struct tomt_register_report *report = placing->report;
    bool duplicate;
    double x, y;
    enum tomt_placed placed;
    int64_t fid = placing->in->fid ? placing->in->fid[row] : (int64_t)row;
    if (!is_duplicate(placing, row, &duplicate, err))
        return false;
    if (duplicate) {
        report->n_duplicate++;
        tomt_report_trouble(&placing->placed->report, TOMT_T_DUPLICATE, fid, NULL);
        return true;
    }
    if (!place_of(placing, row, &x, &y, &placed, err))
        return false;
    if (placed == TOMT_PLACED_NOT) {
        report->n_placed[placed]++;
        return true;
    }
    struct tomt_box own = {x, y, x, y};
    if (box && !tomt_box_meet(box, &own)) {
        report->n_outside++;
        return true;
    }
    report->n_placed[placed]++;
    return add_placed(placing, row, x, y, placed, err);
}

static bool start_columns(struct placing *placing, struct tomt_arena *arena, struct tomt_error *err)
{
    const struct tomt_table *in = &placing->in->table;
    struct tomt_table *out = &placing->placed->table;
    placing->id = tomt_table_find(in, "id");
    placing->name = tomt_table_find(in, "name");
    placing->code = tomt_table_find(in, "code");
    placing->code_version = tomt_table_find(in, "code_version");
    placing->employees = tomt_table_find(in, "employees");
    placing->registered = tomt_table_find(in, "employees_registered");
    placing->legal_form = tomt_table_find(in, "legal_form");
    return tomt_table_start(out, arena, 11 + placing->n_more_columns, err) && (placing->out_id = tomt_table_column(out, "id", TOMT_TEXT, err)) &&
           (placing->out_name = tomt_table_column(out, "name", TOMT_TEXT, err)) &&
           (placing->out_code = tomt_table_column(out, "code", TOMT_TEXT, err)) &&
           (placing->out_version = tomt_table_column(out, "code_version", TOMT_TEXT, err)) &&
           (placing->out_placed = tomt_table_column(out, "placed", TOMT_TEXT, err)) &&
           (placing->out_low = tomt_table_column(out, "jobs_low", TOMT_REAL, err)) &&
           (placing->out_central = tomt_table_column(out, "jobs_central", TOMT_REAL, err)) &&
           (placing->out_high = tomt_table_column(out, "jobs_high", TOMT_REAL, err)) &&
           (placing->out_state = tomt_table_column(out, "employees_state", TOMT_TEXT, err)) &&
           (placing->out_flag = tomt_table_column(out, "flag", TOMT_TEXT, err)) &&
           (placing->out_sole = tomt_table_column(out, "sole_proprietor", TOMT_INTEGER, err));
}

static bool place_all(struct placing *placing, struct tomt_arena *arena, const struct tomt_box *box, const struct tomt_crew *crew,
                      struct tomt_error *err)
{
    struct tomt_layer *layer = placing->placed;
    size_t n = placing->in->table.n_rows;
    layer->fid = tomt_arena_block(arena, NULL, (n + 1) * sizeof *layer->fid, err);
    if (!layer->fid || !start_columns(placing, arena, err))
        return false;
    for (size_t row = 0; row < n; row++) {
        if (row % 65536 == 0 && crew && crew->cancel && *crew->cancel)
            return tomt_fail(err, TOMT_CANCELLED, "interrupted");
        if (!place_row(placing, row, box, err))
            return false;
    }
    placing->report->n = n;
    layer->report.n_kept = layer->table.n_rows;
    return true;
}

bool tomt_register_place(struct tomt_arena *arena, const struct tomt_register_inputs *inputs, const struct tomt_crew *crew,
                         struct tomt_layer *placed, struct tomt_table *unplaced, struct tomt_register_report *report, struct tomt_error *err)
{
    const struct tomt_layer *establishments = inputs->establishments;
    struct placing placing = {.in = establishments, .when_withheld = inputs->jobs_when_withheld, .placed = placed, .report = report,
                              .n_more_columns = inputs->n_more_columns};
    memset(report, 0, sizeof *report);
    memset(placed, 0, sizeof *placed);
    memset(unplaced, 0, sizeof *unplaced);
    placed->name = establishments->name;
    placed->report = establishments->report;
    tomt_shapes_start(&placed->shapes, arena, TOMT_POINTS);
    tomt_address_columns(&placing.columns, establishments);
    bool ok = tomt_book_open(&placing.book, &placing.columns, inputs->n_addresses ? inputs->addresses[0] : NULL, crew, err) &&
              place_all(&placing, arena, inputs->box, crew, err);
    report->n_old_municipality += placing.book.n_old;
    tomt_book_close(&placing.book);
    tomt_dictionary_end(&placing.ids);
    return ok;
}
