/* facts/select.c: which rows of which layers a request means. */
#include "facts/inside.h"

/* The next character of a code that counts: dots and blanks are skipped. */
static size_t next(const char *text, size_t n, size_t i)
{
    while (i < n && (text[i] == '.' || text[i] == ' '))
        i++;
    return i;
}

static size_t first(const char *text, size_t n)
{
    size_t i = next(text, n, 0);
    bool is_lettered =
        i + 1 < n && (text[i] == 'H' || text[i] == 'h') && text[i + 1] >= '0' && text[i + 1] <= '9';
    return is_lettered ? i + 1 : i;
}

static bool begins(const char *code, size_t n_code, const char *value)
{
    size_t n_value = strlen(value);
    size_t i = first(code, n_code), j = first(value, n_value);
    if (j == n_value)
        return false;
    while (j < n_value) {
        if (i == n_code || code[i] != value[j])
            return false;
        i = next(code, n_code, i + 1);
        j = next(value, n_value, j + 1);
    }
    return true;
}

const struct tomt_column *tomt_sector_column(const struct tomt_layer *layer)
{
    const struct tomt_column *column = tomt_table_find(&layer->table, "sector_bits");
    return column && column->type == TOMT_INTEGER ? column : NULL;
}

bool tomt_row_passes(const struct tomt_fact_request *request, const struct tomt_row_columns *of,
                     size_t row)
{
    if (request->sectors && (tomt_column_is_null(of->sectors, row) ||
                             !((uint64_t)of->sectors->integer[row] & request->sectors)))
        return false;
    for (int f = 0; f < 2; f++) {
        size_t n = 0;
        const char *text = of->text[f] ? tomt_column_text(of->text[f], row, &n) : NULL;
        if (!tomt_filter_matches(&request->filter[f], text, n))
            return false;
    }
    return true;
}

bool tomt_row_columns(const struct tomt_fact_request *request, const struct tomt_layer *layer,
                      struct tomt_row_columns *of)
{
    *of = (struct tomt_row_columns){.sectors = tomt_sector_column(layer)};
    for (int f = 0; f < 2; f++) {
        if (!request->filter[f].column)
            continue;
        of->text[f] = tomt_table_find(&layer->table, request->filter[f].column);
        if (!of->text[f] || of->text[f]->type != TOMT_TEXT)
            return false;
    }
    return of->sectors || request->sectors == 0;
}

bool tomt_filter_matches(const struct tomt_filter *filter, const char *text, size_t n)
{
    if (!filter->column)
        return true;
    if (!text || filter->any)
        return text != NULL;
    for (size_t i = 0; i < filter->values.n; i++) {
        const char *value = filter->values.item[i];
        if (filter->prefix ? begins(text, n, value)
                           : strlen(value) == n && memcmp(value, text, n) == 0)
            return true;
    }
    return false;
}

static bool is_meant(const struct tomt_fact_task *task, size_t input)
{
    const struct tomt_fact_request *request = task->request;
    return task->inputs->role[input] == request->role &&
           (!request->layer || strcmp(request->layer, task->inputs->layer[input]->name) == 0);
}

static bool has_point(const struct tomt_box *box)
{
    return box->min_x <= box->max_x && box->min_y <= box->max_y;
}

static void select_rows(const struct tomt_fact_task *task, size_t input,
                        struct tomt_selection *selection)
{
    const struct tomt_layer *layer = task->inputs->layer[input];
    struct tomt_row_columns columns;
    if (!tomt_row_columns(task->request, layer, &columns))
        return;
    for (size_t row = 0; row < layer->shapes.n; row++) {
        /* false for NaN: never placed */
        bool keep =
            has_point(&layer->shapes.box[row]) && tomt_row_passes(task->request, &columns, row);
        if (!keep)
            continue;
        selection->input[selection->n] = (uint16_t)input;
        selection->row[selection->n++] = (uint32_t)row;
    }
}

bool tomt_select(struct tomt_fact_task *task, struct tomt_selection *selection,
                 struct tomt_error *err)
{
    *selection = (struct tomt_selection){0};
    size_t most = 0;
    for (size_t i = 0; i < task->inputs->n_layers; i++)
        if (is_meant(task, i)) {
            most += task->inputs->layer[i]->shapes.n;
            selection->n_layers++;
        }
    selection->input =
        tomt_arena_block(task->own, NULL, (most + 1) * sizeof *selection->input, err);
    selection->row = tomt_arena_block(task->own, NULL, (most + 1) * sizeof *selection->row, err);
    if (!selection->input || !selection->row)
        return false;
    for (size_t i = 0; i < task->inputs->n_layers; i++)
        if (is_meant(task, i))
            select_rows(task, i, selection);
    return true;
}

struct tomt_box *tomt_selection_boxes(struct tomt_fact_task *task,
                                      const struct tomt_selection *selection,
                                      struct tomt_error *err)
{
    struct tomt_box *box = tomt_arena_block(task->own, NULL, (selection->n + 1) * sizeof *box, err);
    for (size_t i = 0; box && i < selection->n; i++)
        box[i] = tomt_selection_box(task, selection, i);
    return box;
}
