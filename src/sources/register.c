/* sources/register.c: each row once: a duplicate, closed, elsewhere, outside, placed or unplaced.
 */
#include "sources/register.h"

#include "sources/register_inside.h"

#include <string.h>

const char *const tomt_placed_name[TOMT_N_PLACED] = {"own",  "exact",    "number",
                                                     "near", "postcode", "not"};
const char *const tomt_unplaced_name[TOMT_N_UNPLACED] = {"foreign", "po_box", "no_address",
                                                         "no_street", "no_number"};

struct placing {
    const struct tomt_register_inputs *inputs;
    const struct tomt_layer *in;
    struct tomt_register_columns columns;
    struct tomt_book book;
    struct tomt_dictionary ids;
    struct tomt_register_out out;
    struct tomt_register_report *report;
    int32_t day; /* of the register */
};

static void find_columns(struct tomt_register_columns *columns, const struct tomt_layer *layer)
{
    const struct tomt_table *in = &layer->table;
    tomt_address_columns(&columns->address, layer);
    columns->id = tomt_table_find(in, "id");
    columns->name = tomt_table_find(in, "name");
    columns->code = tomt_table_find(in, "code");
    columns->code_version = tomt_table_find(in, "code_version");
    columns->employees = tomt_table_find(in, "employees");
    columns->registered = tomt_table_find(in, "employees_registered");
    columns->legal_form = tomt_table_find(in, "legal_form");
    columns->country = tomt_table_find(in, "country");
    columns->auxiliary_code = tomt_table_find(in, "auxiliary_code");
    columns->started = tomt_table_find(in, "started");
    columns->closed = tomt_table_find(in, "closed");
}

static bool is_duplicate(struct placing *placing, size_t row, bool *duplicate,
                         struct tomt_error *err)
{
    char buffer[32];
    size_t n;
    uint32_t value;
    bool added;
    const char *text = tomt_trim(tomt_value_text(placing->columns.id, row, buffer, &n), &n);
    *duplicate = false;
    if (n == 0)
        return true;
    if (!tomt_dictionary_add(&placing->ids, text, n, &value, &added, err))
        return false;
    *duplicate = !added;
    return true;
}

static bool is_closed(struct placing *placing, size_t row)
{
    char buffer[32];
    size_t n;
    int32_t day;
    const char *text = tomt_value_text(placing->columns.closed, row, buffer, &n);
    if (!text || tomt_is_blank(text, n))
        return false;
    if (!tomt_day_read(text, n, &day)) {
        placing->report->n_bad_date++;
        return false;
    }
    return !placing->inputs->register_day || day <= placing->day;
}

static void count_placed(struct tomt_register_report *report, const struct tomt_jobs *jobs,
                         const struct tomt_place *place, const char *flag, bool sole)
{
    report->n_withheld += jobs->state == TOMT_EMPLOYEES_WITHHELD;
    report->n_none += jobs->state == TOMT_EMPLOYEES_NONE;
    report->n_unknown += jobs->state == TOMT_EMPLOYEES_UNKNOWN;
    report->n_bad_employees += jobs->bad;
    report->n_staffing += flag && flag[0] == 's';
    report->n_head_office += flag && flag[0] == 'h';
    report->n_sole += sole;
    report->n_po_box += place->po_box;
    report->n_street_spelling += place->other_spelling;
    if (jobs->state == TOMT_EMPLOYEES_UNKNOWN)
        return;
    report->jobs_low += jobs->low;
    report->jobs_central += jobs->central;
    report->jobs_high += jobs->high;
}

/* A row that is neither a duplicate nor closed. */
static bool place_row(struct placing *placing, size_t row, int64_t fid, struct tomt_error *err)
{
    const struct tomt_register_columns *columns = &placing->columns;
    struct tomt_register_report *report = placing->report;
    struct tomt_place place;
    if (!tomt_register_find_place(placing->in, columns, &placing->book, row, &place, err))
        return false;
    report->n_old_municipality += place.where.old;
    if (place.elsewhere) {
        report->n_elsewhere++;
        return true;
    }
    struct tomt_box own = {place.x, place.y, place.x, place.y};
    if (place.placed != TOMT_PLACED_NOT && placing->inputs->box &&
        !tomt_box_meet(placing->inputs->box, &own)) {
        report->n_outside++;
        return true;
    }
    report->n_placed[place.placed]++;
    report->n_street_ambiguous += place.ambiguous;
    struct tomt_jobs jobs = tomt_jobs_of(columns->employees, columns->registered, row,
                                         placing->inputs->jobs_when_withheld);
    if (place.placed == TOMT_PLACED_NOT) {
        report->n_unplaced[place.reason]++;
        return tomt_register_put_unplaced(&placing->out, columns, row, fid, &place, &jobs, err);
    }
    const char *flag = tomt_flag_of(columns->code, columns->auxiliary_code, row);
    count_placed(report, &jobs, &place, flag, tomt_is_sole_proprietor(columns->legal_form, row));
    return tomt_register_put_placed(&placing->out, columns, row, fid, &place, &jobs, flag, err);
}

static bool take_row(struct placing *placing, size_t row, struct tomt_error *err)
{
    bool duplicate;
    int64_t fid = placing->in->fid ? placing->in->fid[row] : (int64_t)row;
    if (!is_duplicate(placing, row, &duplicate, err))
        return false;
    if (duplicate) {
        placing->report->n_duplicate++;
        tomt_report_trouble(&placing->out.placed->report, TOMT_T_DUPLICATE, fid, NULL);
        return true;
    }
    if (is_closed(placing, row)) {
        placing->report->n_closed++;
        return true;
    }
    return place_row(placing, row, fid, err);
}

static bool take_all(struct placing *placing, const struct tomt_crew *crew, struct tomt_error *err)
{
    size_t n = placing->in->table.n_rows;
    for (size_t row = 0; row < n; row++) {
        if (row % 65536 == 0 && crew && crew->cancel && *crew->cancel)
            return tomt_fail(err, TOMT_CANCELLED, "interrupted");
        if (!take_row(placing, row, err))
            return false;
    }
    placing->report->n = n;
    placing->out.placed->report.n_kept = placing->out.placed->table.n_rows;
    return true;
}

static bool read_day(struct placing *placing, struct tomt_error *err)
{
    const char *day = placing->inputs->register_day;
    return !day || tomt_day_read(day, strlen(day), &placing->day) ||
           tomt_fail(err, TOMT_PROJECT, "the register's day '%s' is no day: write it as 2026-01-01",
                     day);
}

bool tomt_register_place(struct tomt_arena *arena, const struct tomt_register_inputs *inputs,
                         const struct tomt_crew *crew, struct tomt_layer *placed,
                         struct tomt_table *unplaced, struct tomt_register_report *report,
                         struct tomt_error *err)
{
    struct placing placing = {.inputs = inputs,
                              .in = inputs->establishments,
                              .out = {.placed = placed, .unplaced = unplaced},
                              .report = report};
    memset(report, 0, sizeof *report);
    memset(placed, 0, sizeof *placed);
    memset(unplaced, 0, sizeof *unplaced);
    find_columns(&placing.columns, placing.in);
    bool ok =
        read_day(&placing, err) &&
        tomt_book_open(&placing.book, &placing.columns.address, inputs->addresses,
                       inputs->n_addresses, inputs->postcodes, crew, err) &&
        tomt_register_out_start(&placing.out, arena, placing.in, inputs->n_more_columns, err) &&
        take_all(&placing, crew, err);
    report->n_old_municipality += placing.book.n_old;
    tomt_book_close(&placing.book);
    tomt_dictionary_end(&placing.ids);
    tomt_text_free(&placing.out.address);
    return ok;
}
