/* sources/register_out.c: the layer of the placed and the table of the unplaced. */
#include "sources/register_inside.h"

#include <string.h>

static bool copy_text(struct tomt_column *out, const struct tomt_column *in, size_t row,
                      struct tomt_error *err)
{
    char buffer[32];
    size_t n;
    const char *text = tomt_value_text(in, row, buffer, &n);
    return text ? tomt_column_add_text(out, text, n, err) : tomt_column_add_null(out, err);
}

static bool add_text(struct tomt_column *out, const char *text, size_t n, struct tomt_error *err)
{
    return n ? tomt_column_add_text(out, text, n, err) : tomt_column_add_null(out, err);
}

/* " 811986232" in one year's register is 811986232 in the other's. */
static bool copy_id(struct tomt_column *out, const struct tomt_column *in, size_t row,
                    struct tomt_error *err)
{
    char buffer[32];
    size_t n;
    const char *text = tomt_trim(tomt_value_text(in, row, buffer, &n), &n);
    return add_text(out, text, n, err);
}

struct wanted {
    struct tomt_column **column;
    const char *name;
    enum tomt_type type;
};

static bool add_columns(struct tomt_table *table, const struct wanted *wanted, size_t n,
                        struct tomt_error *err)
{
    for (size_t i = 0; i < n; i++)
        if (!(*wanted[i].column = tomt_table_column(table, wanted[i].name, wanted[i].type, err)))
            return false;
    return true;
}

bool tomt_register_out_start(struct tomt_register_out *out, struct tomt_arena *arena,
                             const struct tomt_layer *in, size_t n_more_columns,
                             struct tomt_error *err)
{
    const struct wanted placed[] = {
        {&out->id, "id", TOMT_TEXT},
        {&out->name, "name", TOMT_TEXT},
        {&out->code, "code", TOMT_TEXT},
        {&out->version, "code_version", TOMT_TEXT},
        {&out->how, "placed", TOMT_TEXT},
        {&out->low, "jobs_low", TOMT_REAL},
        {&out->central, "jobs_central", TOMT_REAL},
        {&out->high, "jobs_high", TOMT_REAL},
        {&out->state, "employees_state", TOMT_TEXT},
        {&out->flag, "flag", TOMT_TEXT},
        {&out->sole, "sole_proprietor", TOMT_INTEGER},
        {&out->municipality, "municipality", TOMT_TEXT},
        {&out->postcode, "postcode", TOMT_TEXT},
        {&out->started, "started", TOMT_TEXT},
    };
    const struct wanted unplaced[] = {
        {&out->u_id, "id", TOMT_TEXT},
        {&out->u_reason, "reason", TOMT_TEXT},
        {&out->u_address, "address", TOMT_TEXT},
        {&out->u_postcode, "postcode", TOMT_TEXT},
        {&out->u_municipality, "municipality", TOMT_TEXT},
        {&out->u_code, "code", TOMT_TEXT},
        {&out->u_central, "jobs_central", TOMT_REAL},
        {&out->u_feature, "feature", TOMT_INTEGER},
        {&out->u_name, "name", TOMT_TEXT},
        {&out->u_proprietor, "proprietor_name", TOMT_TEXT},
    };
    const size_t n_placed = sizeof placed / sizeof *placed,
                 n_unplaced = sizeof unplaced / sizeof *unplaced;
    struct tomt_layer *layer = out->placed;
    layer->name = in->name;
    layer->report = in->report;
    tomt_shapes_start(&layer->shapes, arena, TOMT_POINTS);
    layer->fid = tomt_arena_block(arena, NULL, (in->table.n_rows + 1) * sizeof *layer->fid, err);
    return layer->fid && tomt_table_start(&layer->table, arena, n_placed + n_more_columns, err) &&
           add_columns(&layer->table, placed, n_placed, err) &&
           tomt_table_start(out->unplaced, arena, n_unplaced, err) &&
           add_columns(out->unplaced, unplaced, n_unplaced, err);
}

bool tomt_register_put_placed(struct tomt_register_out *out,
                              const struct tomt_register_columns *columns, size_t row, int64_t fid,
                              const struct tomt_place *place, const struct tomt_jobs *jobs,
                              const char *flag, struct tomt_error *err)
{
    const struct tomt_where *where = &place->where;
    struct tomt_layer *layer = out->placed;
    layer->fid[layer->table.n_rows++] = fid;
    return tomt_shapes_add_point(&layer->shapes, place->x, place->y, err) &&
           copy_id(out->id, columns->id, row, err) &&
           copy_text(out->name, columns->name, row, err) &&
           copy_text(out->code, columns->code, row, err) &&
           copy_text(out->version, columns->code_version, row, err) &&
           tomt_column_put_text(out->how, tomt_placed_name[place->placed], err) &&
           tomt_column_add_real(out->low, jobs->low, err) &&
           tomt_column_add_real(out->central, jobs->central, err) &&
           tomt_column_add_real(out->high, jobs->high, err) &&
           tomt_column_put_text(out->state, tomt_employees_name[jobs->state], err) &&
           tomt_column_put_text(out->flag, flag, err) &&
           tomt_column_add_integer(out->sole, tomt_is_sole_proprietor(columns->legal_form, row),
                                   err) &&
           add_text(out->municipality, where->municipality, where->n_municipality, err) &&
           add_text(out->postcode, where->postcode, where->n_postcode, err) &&
           copy_text(out->started, columns->started, row, err);
}

bool tomt_register_put_unplaced(struct tomt_register_out *out,
                                const struct tomt_register_columns *columns, size_t row,
                                int64_t fid, const struct tomt_place *place,
                                const struct tomt_jobs *jobs, struct tomt_error *err)
{
    const struct tomt_where *where = &place->where;
    bool sole = tomt_is_sole_proprietor(columns->legal_form, row);
    if (!tomt_register_address(&columns->address, row, &out->address))
        return tomt_fail(err, TOMT_MEMORY, "out of memory for the register");
    out->unplaced->n_rows++;
    return copy_id(out->u_id, columns->id, row, err) &&
           tomt_column_put_text(out->u_reason, tomt_unplaced_name[place->reason], err) &&
           add_text(out->u_address, out->address.bytes, out->address.n, err) &&
           add_text(out->u_postcode, where->postcode, where->n_postcode, err) &&
           add_text(out->u_municipality, where->municipality, where->n_municipality, err) &&
           copy_text(out->u_code, columns->code, row, err) &&
           tomt_column_add_real(out->u_central, jobs->central, err) &&
           tomt_column_add_integer(out->u_feature, fid, err) &&
           copy_text(out->u_name, sole ? NULL : columns->name, row, err) &&
           copy_text(out->u_proprietor, sole ? columns->name : NULL, row, err);
}
