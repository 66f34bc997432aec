/* data/layer_json_column.c: from a record to the texts of its columns: dotted paths, and which
 * there are. */
#include "data/layer_json.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include <json-c/json.h>

static void add_string(const char *text, size_t n, struct tomt_text *out, bool *bad)
{
    for (const char *nul; (nul = memchr(text, 0, n)); *bad = true) {
        tomt_text_add(out, text, (size_t)(nul - text));
        tomt_text_puts(out, "\xEF\xBF\xBD");
        n -= (size_t)(nul - text) + 1;
        text = nul + 1;
    }
    tomt_text_add(out, text, n);
}

/* A number keeps the text it has in the file: json-c holds that of reals, and whole ones have but
 * one. */
static void add_value(struct json_object *value, struct tomt_text *out, bool *found, bool *bad)
{
    enum json_type type = json_object_get_type(value);
    size_t n = type == json_type_string ? (size_t)json_object_get_string_len(value) : 1;
    if (type == json_type_null || type == json_type_object || n == 0 ||
        (type == json_type_double && isnan(json_object_get_double(value))))
        return;
    if (*found)
        tomt_text_puts(out, "/n");
    *found = true;
    if (type == json_type_string)
        add_string(json_object_get_string(value), n, out, bad);
    else if (type == json_type_int)
        tomt_text_print(out, "%" PRId64, json_object_get_int64(value));
    else if (type == json_type_boolean)
        tomt_text_puts(out, json_object_get_boolean(value) ? "true" : "false");
    else
        tomt_text_puts(out, json_object_to_json_string_ext(value, JSON_C_TO_STRING_PLAIN));
}

/* path "": the value itself. */
static void collect(struct json_object *value, char *path, struct tomt_text *out, bool *found,
                    bool *bad)
{
    struct json_object *member;
    if (json_object_is_type(value, json_type_array)) {
        size_t n = json_object_array_length(value);
        for (size_t i = 0; i < n; i++)
            collect(json_object_array_get_idx(value, i), path, out, found, bad);
        return;
    }
    if (!*path) {
        add_value(value, out, found, bad);
        return;
    }
    if (!json_object_is_type(value, json_type_object))
        return;
    bool before = *found;
    if (json_object_object_get_ex(value, path, &member)) {
        collect(member, path + strlen(path), out, found, bad);
        return;
    }
    for (char *dot = strchr(path, '.'); dot && *found == before; dot = strchr(dot + 1, '.')) {
        *dot = 0;
        bool is = json_object_object_get_ex(value, path, &member);
        *dot = '.';
        if (is)
            collect(member, dot + 1, out, found, bad);
    }
}

void tomt_json_text(struct json_object *record, char *path, struct tomt_text *out, bool *found,
                    bool *bad)
{
    *found = *bad = false;
    collect(record, path, out, found, bad);
}

/* ---- which columns there are ---- */

bool tomt_json_columns_start(struct tomt_json_columns *columns, struct tomt_arena *arena,
                             struct tomt_error *err)
{
    *columns = (struct tomt_json_columns){.arena = arena};
    columns->column = tomt_arena_alloc(arena, TOMT_JSON_COLUMNS * sizeof *columns->column, err);
    return columns->column != NULL;
}

void tomt_json_columns_end(struct tomt_json_columns *columns)
{
    tomt_text_free(&columns->path);
}

static bool see_value(struct tomt_json_columns *columns, enum json_type type,
                      struct tomt_error *err)
{
    const char *path = columns->path.bytes;
    size_t i = 0;
    if (columns->n_values++ >= TOMT_JSON_VALUES)
        return true;
    while (i < columns->n && strcmp(columns->column[i].path, path) != 0)
        i++;
    if (i == TOMT_JSON_COLUMNS)
        return true;
    struct tomt_json_column *column = columns->column + i;
    if (i == columns->n) {
        if (!(column->path = tomt_arena_copy(columns->arena, path, columns->path.n, err)))
            return false;
        columns->n++;
    }
    column->integer = column->integer || type == json_type_int;
    column->real = column->real || type == json_type_double;
    column->text = column->text || type == json_type_string || type == json_type_boolean;
    return true;
}

/* As deep as a record may be. */
static bool see(struct tomt_json_columns *columns, struct json_object *value,
                struct tomt_error *err)
{
    size_t before = columns->path.n;
    bool ok = true;
    if (json_object_is_type(value, json_type_array)) {
        size_t n = json_object_array_length(value);
        if (n == 0 && before > 0)
            return see_value(columns, json_type_null, err);
        for (size_t i = 0; ok && i < n; i++)
            ok = see(columns, json_object_array_get_idx(value, i), err);
        return ok;
    }
    if (!json_object_is_type(value, json_type_object))
        return before == 0 || see_value(columns, json_object_get_type(value), err);
    struct json_object_iterator at = json_object_iter_begin(value),
                                end = json_object_iter_end(value);
    for (; !json_object_iter_equal(&at, &end); json_object_iter_next(&at)) {
        const char *key = json_object_iter_peek_name(&at);
        if (!*key || strlen(key) > 200) /* no name of a column */
            continue;
        tomt_text_puts(&columns->path, before ? "." : "");
        tomt_text_puts(&columns->path, key);
        if (columns->path.failed)
            return tomt_fail(err, TOMT_MEMORY, "out of memory for the columns of JSON records");
        if (!see(columns, json_object_iter_peek_value(&at), err))
            return false;
        columns->path.n = before;
        columns->path.bytes[before] = 0;
    }
    return true;
}

bool tomt_json_columns_add(struct tomt_json_columns *columns, struct json_object *record,
                           struct tomt_error *err)
{
    columns->path.n = 0;
    return see(columns, record, err);
}
