/* sources/register_inside.h: what the files of the register share: reading a row, placing it, writing it. For register*.c only.
 * May not know profiles or sites. The caller owns all; one thread. */
#ifndef TOMT_SOURCES_REGISTER_INSIDE_H
#define TOMT_SOURCES_REGISTER_INSIDE_H

#include "sources/book.h"

/* ---- register_jobs.c ---- */
enum tomt_employees {
    TOMT_EMPLOYEES_KNOWN,
    TOMT_EMPLOYEES_WITHHELD,
    TOMT_EMPLOYEES_NONE,
    TOMT_EMPLOYEES_UNKNOWN,
    TOMT_N_EMPLOYEES
};
extern const char *const tomt_employees_name[TOMT_N_EMPLOYEES];
struct tomt_jobs {
    enum tomt_employees state;
    double low, central, high; /* NaN: unknown */
    bool bad;
};
struct tomt_jobs tomt_jobs_of(const struct tomt_column *employees,
                              const struct tomt_column *registered, size_t row,
                              double when_withheld);
/* Staffing agencies (78) and head offices (70.1, the same in SN2007 and SN2025; or a unit that serves its enterprise as one)
 * register jobs that are done elsewhere: "staffing" (first), "head_office", NULL. */
const char *tomt_flag_of(const struct tomt_column *code, const struct tomt_column *auxiliary,
                         size_t row);
bool tomt_is_sole_proprietor(const struct tomt_column *legal_form, size_t row);

/* ---- register_day.c ---- */
/* "2024-05-01", "2024/05/01", "20240501", "01.05.2024", an hour after it ignored -> 20240501. False: no day of the calendar. */
bool tomt_day_read(const char *text, size_t n, int32_t *day);

/* ---- register_place.c ---- */
struct tomt_register_columns {
    struct tomt_address_columns address;
    const struct tomt_column *id, *name, *code, *code_version, *employees, *registered, *legal_form,
        *country, *auxiliary_code, *started, *closed;
};
struct tomt_place {
    enum tomt_placed placed;
    enum tomt_unplaced reason; /* if NOT */
    double x, y;
    struct tomt_where where;
    bool elsewhere; /* not placed, nor listed */
    bool po_box, other_spelling, ambiguous;
};
bool tomt_register_find_place(const struct tomt_layer *layer,
                              const struct tomt_register_columns *columns, struct tomt_book *book,
                              size_t row, struct tomt_place *place, struct tomt_error *err);
/* The address as a text for people: the row's own, else street, number and letter. Empty: none. */
bool tomt_register_address(const struct tomt_address_columns *columns, size_t row,
                           struct tomt_text *out);

/* ---- register_out.c ---- */
struct tomt_register_out {
    struct tomt_layer *placed;
    struct tomt_column *id, *name, *code, *version, *how, *low, *central, *high, *state, *flag,
        *sole, *municipality, *postcode, *started;
    struct tomt_table *unplaced;
    struct tomt_column *u_id, *u_reason, *u_address, *u_postcode, *u_municipality, *u_code,
        *u_central, *u_feature, *u_name, *u_proprietor;
    struct tomt_text address; /* scratch */
};
bool tomt_register_out_start(struct tomt_register_out *out, struct tomt_arena *arena,
                             const struct tomt_layer *in, size_t n_more_columns,
                             struct tomt_error *err);
bool tomt_register_put_placed(struct tomt_register_out *out,
                              const struct tomt_register_columns *columns, size_t row, int64_t fid,
                              const struct tomt_place *place, const struct tomt_jobs *jobs,
                              const char *flag, struct tomt_error *err);
bool tomt_register_put_unplaced(struct tomt_register_out *out,
                                const struct tomt_register_columns *columns, size_t row,
                                int64_t fid, const struct tomt_place *place,
                                const struct tomt_jobs *jobs, struct tomt_error *err);

#endif
