/* explain/value.c: value functions and titles, as a result holds them. */
#include "explain/inside.h"

#include <math.h>
#include <string.h>

const char *tomt_one_title(const struct tomt_title *title, bool nb, const char *fallback)
{
    const char *first = nb ? title->nb : title->en, *second = nb ? title->en : title->nb;
    return first && *first ? first : second && *second ? second : fallback;
}

const char *tomt_layer_title(const struct tomt_layer_titles *layers, const char *key, bool nb)
{
    const struct tomt_rows *rows[] = {&layers->input, &layers->own};
    for (size_t k = 0; key && k < 2; k++)
        for (size_t i = 0; i < rows[k]->n; i++) {
            const char *name = tomt_rows_text(rows[k], i, "name");
            const struct tomt_title title = {tomt_rows_text(rows[k], i, "title_en"),
                                             tomt_rows_text(rows[k], i, "title_nb")};
            const char *found =
                name && !strcmp(name, key) ? tomt_one_title(&title, nb, NULL) : NULL;
            if (found)
                return found;
        }
    return key;
}

static bool read_points(struct tomt_reader *reader, const char *json, struct tomt_value *out,
                        struct tomt_error *err)
{
    struct tomt_rows points;
    if (!tomt_rows_ask(reader, &points, err, NULL,
                       "SELECT json_extract(value, '$[0]') AS x, json_extract(value, '$[1]') AS y "
                       "FROM json_each(%Q, '$.points')",
                       json))
        return false;
    out->points.x = tomt_arena_alloc(reader->arena, (points.n + 1) * sizeof(double), err);
    out->points.y = tomt_arena_alloc(reader->arena, (points.n + 1) * sizeof(double), err);
    if (!out->points.x || !out->points.y)
        return false;
    out->points.n = points.n;
    for (size_t i = 0; i < points.n; i++) {
        out->points.x[i] = tomt_rows_number(&points, i, "x");
        out->points.y[i] = tomt_rows_number(&points, i, "y");
    }
    return true;
}

bool tomt_value_from_json(struct tomt_reader *reader, const char *json, struct tomt_value *out,
                          bool *known, struct tomt_error *err)
{
    static const char *const name[] = {"linear",   "piecewise", "step",
                                       "logistic", "bell",      "category"};
    struct tomt_rows row;
    *known = false;
    *out = (struct tomt_value){.full_at = NAN, .zero_at = NAN, .peak_at = NAN, .half_width = NAN};
    if (!tomt_rows_ask(reader, &row, err, NULL, "SELECT json_valid(%Q) AS good", json ? json : ""))
        return false;
    if (!(tomt_rows_number(&row, 0, "good") > 0))
        return true;
    if (!tomt_rows_ask(reader, &row, err, NULL,
                       "SELECT json_extract(j, '$.function') AS function, json_extract(j, "
                       "'$.full_at') AS full_at, json_extract(j, '$.zero_at') AS zero_at, "
                       "json_extract(j, '$.otherwise') AS otherwise, json_extract(j, "
                       "'$.peak_at') AS peak_at, json_extract(j, '$.half_width') AS half_width, "
                       "json_extract(j, '$.ends') AS ends FROM (SELECT %Q AS j)",
                       json))
        return false;
    const char *function = tomt_rows_text(&row, 0, "function");
    for (size_t i = 0; function && i < sizeof name / sizeof *name; i++)
        if (!strcmp(name[i], function)) {
            out->function = (enum tomt_function)i;
            *known = true;
        }
    out->full_at = tomt_rows_number(&row, 0, "full_at");
    out->zero_at = tomt_rows_number(&row, 0, "zero_at");
    double otherwise = tomt_rows_number(&row, 0, "otherwise");
    out->otherwise = isnan(otherwise) ? 0 : otherwise;
    out->peak_at = tomt_rows_number(&row, 0, "peak_at");
    out->half_width = tomt_rows_number(&row, 0, "half_width");
    out->ends_data = tomt_rows_text(&row, 0, "ends") != NULL;
    out->falling = out->full_at < out->zero_at;
    return read_points(reader, json, out, err);
}
