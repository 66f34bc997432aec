/* data/layer_cells.c: Arrow's types one by one. */
#include "data/layer_cells.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static int64_t index_of(const struct tomt_cells *cells, size_t row)
{
    return (int64_t)row + cells->skipped + cells->array->offset;
}

static bool bit(const void *bits, int64_t i)
{
    return ((const uint8_t *)bits)[i / 8] >> (i % 8) & 1;
}

static bool is_list(const char *format)
{
    return strcmp(format, "+l") == 0 || strcmp(format, "+L") == 0;
}

bool tomt_cells_start(struct tomt_cells *cells, const struct ArrowSchema *schema, const struct ArrowArray *array,
                      int64_t skipped, struct tomt_text *scratch, struct tomt_error *err)
{
    *cells = (struct tomt_cells){schema, array, skipped, scratch};
    const char *format = schema->format;
    bool plain = format[0] && !format[1] && strchr("ncCsSiIlLfgbuUzZ", format[0]);
    bool known = plain || strncmp(format, "td", 2) == 0 || strncmp(format, "tt", 2) == 0 || strncmp(format, "ts", 2) == 0;
    if (is_list(format) && schema->n_children == 1) {
        const char *of = schema->children[0]->format;
        known = of[0] && !of[1] && strchr("cCsSiIlLfgbuU", of[0]);
    }
    if (!known)
        return tomt_fail(err, TOMT_DATA, "column '%s' has type '%s', which is neither a number nor text", schema->name, format);
    return true;
}

static bool print_seconds(struct tomt_text *out, int64_t seconds, bool time_too)
{
    time_t when = (time_t)seconds;
    struct tm parts;
    if (!gmtime_r(&when, &parts))
        return false;
    tomt_text_print(out, "%04d-%02d-%02d", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
    if (time_too)
        tomt_text_print(out, "T%02d:%02d:%02d", parts.tm_hour, parts.tm_min, parts.tm_sec);
    return true;
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/* date32, date64, time32, time64 and timestamps. A timestamp at midnight is a date. */
static bool read_time(const struct tomt_cells *cells, int64_t i, struct tomt_cell *cell)
{
    const char *format = cells->schema->format;
    struct tomt_text *out = cells->scratch;
    bool is_32 = strcmp(format, "tdD") == 0 || strcmp(format, "tts") == 0 || strcmp(format, "ttm") == 0;
    int64_t value = is_32 ? ((const int32_t *)cells->array->buffers[1])[i] : ((const int64_t *)cells->array->buffers[1])[i];
    int64_t per_second = format[2] == 'm' ? 1000 : format[2] == 'u' ? 1000000 : format[2] == 'n' ? 1000000000 : 1;
    int64_t seconds = strcmp(format, "tdD") == 0 ? value * 86400 : floor_div(value, per_second);
    out->n = 0;
    bool ok = true;
    if (format[1] == 'd') {
        ok = print_seconds(out, seconds, false);
    } else if (format[1] == 't') {
        tomt_text_print(out, "%02d:%02d:%02d", (int)(seconds / 3600), (int)(seconds / 60 % 60), (int)(seconds % 60));
    } else {
        bool midnight = floor_div(seconds, 86400) * 86400 == seconds && value == seconds * per_second;
        ok = print_seconds(out, seconds, !midnight);
        int64_t rest = value - seconds * per_second;
        if (rest)
            tomt_text_print(out, ".%03d", (int)(rest * 1000 / per_second));
        if (!midnight && format[3] == ':' && format[4])
            tomt_text_puts(out, "Z");
    }
    *cell = (struct tomt_cell){.kind = ok ? TOMT_CELL_TEXT : TOMT_CELL_NULL, .text = out->bytes, .n = out->n};
    return !out->failed;
}

static void read_text(const struct tomt_cells *cells, int64_t i, struct tomt_cell *cell)
{
    const char *bytes = cells->array->buffers[2];
    int64_t from, to;
    if (cells->schema->format[0] == 'u' || cells->schema->format[0] == 'z') {
        from = ((const int32_t *)cells->array->buffers[1])[i];
        to = ((const int32_t *)cells->array->buffers[1])[i + 1];
    } else {
        from = ((const int64_t *)cells->array->buffers[1])[i];
        to = ((const int64_t *)cells->array->buffers[1])[i + 1];
    }
    bool text = cells->schema->format[0] == 'u' || cells->schema->format[0] == 'U';
    cell->kind = text ? TOMT_CELL_TEXT : TOMT_CELL_BYTES;
    cell->text = bytes ? bytes + from : "";
    cell->n = (size_t)(to - from);
}

static bool read_list(const struct tomt_cells *cells, int64_t i, struct tomt_cell *cell, struct tomt_error *err)
{
    const void *ends = cells->array->buffers[1];
    bool large = cells->schema->format[1] == 'L';
    int64_t from = large ? ((const int64_t *)ends)[i] : ((const int32_t *)ends)[i];
    int64_t to = large ? ((const int64_t *)ends)[i + 1] : ((const int32_t *)ends)[i + 1];
    struct tomt_cells items = {cells->schema->children[0], cells->array->children[0], 0, cells->scratch};
    struct tomt_text *out = cells->scratch;
    out->n = 0;
    for (int64_t k = from; k < to; k++) {
        struct tomt_cell item;
        char buffer[32];
        const char *text = "";
        size_t n = 0;
        if (!tomt_cell_read(&items, (size_t)k, &item, err))
            return false;
        tomt_cell_text(&item, buffer, &text, &n);
        if (k > from)
            tomt_text_puts(out, ",");
        tomt_text_add(out, text, n);
    }
    *cell = (struct tomt_cell){.kind = TOMT_CELL_TEXT, .text = out->n ? out->bytes : "", .n = out->n};
    return true;
}

static void read_number(const struct tomt_cells *cells, int64_t i, struct tomt_cell *cell)
{
    const void *values = cells->array->buffers[1];
    cell->kind = TOMT_CELL_INTEGER;
    switch (cells->schema->format[0]) {
    case 'b': cell->integer = bit(values, i); break;
    case 'c': cell->integer = ((const int8_t *)values)[i]; break;
    case 'C': cell->integer = ((const uint8_t *)values)[i]; break;
    case 's': cell->integer = ((const int16_t *)values)[i]; break;
    case 'S': cell->integer = ((const uint16_t *)values)[i]; break;
    case 'i': cell->integer = ((const int32_t *)values)[i]; break;
    case 'I': cell->integer = ((const uint32_t *)values)[i]; break;
    case 'l': cell->integer = ((const int64_t *)values)[i]; break;
    case 'L': {
        uint64_t value = ((const uint64_t *)values)[i];
        cell->integer = (int64_t)(value & INT64_MAX);
        cell->real = (double)value;
        cell->kind = value > INT64_MAX ? TOMT_CELL_REAL : TOMT_CELL_INTEGER;
        break;
    }
    default:
        cell->real = cells->schema->format[0] == 'f' ? (double)((const float *)values)[i] : ((const double *)values)[i];
        cell->kind = isnan(cell->real) ? TOMT_CELL_NULL : TOMT_CELL_REAL;
    }
}

bool tomt_cell_read(const struct tomt_cells *cells, size_t row, struct tomt_cell *cell, struct tomt_error *err)
{
    int64_t i = index_of(cells, row);
    const char *format = cells->schema->format;
    const void *valid = cells->array->n_buffers > 0 ? cells->array->buffers[0] : NULL;
    cell->kind = TOMT_CELL_NULL;
    if (format[0] == 'n' || (valid && cells->array->null_count != 0 && !bit(valid, i)))
        return true;
    if (format[0] == '+')
        return read_list(cells, i, cell, err);
    if (format[0] == 't')
        return read_time(cells, i, cell) || tomt_fail(err, TOMT_MEMORY, "out of memory");
    if (strchr("uUzZ", format[0]))
        read_text(cells, i, cell);
    else
        read_number(cells, i, cell);
    return true;
}

void tomt_cell_text(const struct tomt_cell *cell, char *buffer, const char **text, size_t *n)
{
    *text = cell->text;
    *n = cell->n;
    if (cell->kind == TOMT_CELL_TEXT || cell->kind == TOMT_CELL_BYTES)
        return;
    *text = buffer;
    if (cell->kind == TOMT_CELL_NULL)
        *n = 0;
    else if (cell->kind == TOMT_CELL_INTEGER)
        *n = (size_t)snprintf(buffer, 32, "%" PRId64, cell->integer);
    else if (fabs(cell->real) < 1e15 && cell->real == rint(cell->real))
        *n = (size_t)snprintf(buffer, 32, "%" PRId64, (int64_t)cell->real);
    else if (isfinite(cell->real))
        *n = tomt_number_format(buffer, cell->real);
    else
        *n = (size_t)snprintf(buffer, 32, "%s", cell->real > 0 ? "inf" : "-inf");
}
