/* result/result_layers.c: input and derived layers, each with its row in `layer` and its columns in
 * `field`. */
#include "result/fields.h"
#include "result/inside.h"

/* A title with its unit: "Area (m2)". */
static const char *with_unit(struct tomt_arena *arena, const char *title, const char *unit,
                             struct tomt_error *err)
{
    static const char *const shown[][2] = {{"m2", "m²"}, {"m", "m"}};
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        if (strcmp(unit, shown[i][0]) == 0)
            return tomt_arena_print(arena, err, "%s (%s)", title, shown[i][1]);
    return title;
}

const struct tomt_title *tomt_result_called(const struct tomt_result *result, const char *column)
{
    for (size_t i = 0; i < result->n_columns; i++)
        if (strcmp(result->column[i].name, column) == 0)
            return &result->column[i].title;
    return NULL;
}

bool tomt_result_title_of(struct tomt_arena *arena, const struct tomt_result *result,
                          const char *layer, const char *column, struct tomt_title *title,
                          const char **unit, struct tomt_error *err)
{
    const struct tomt_field *known = tomt_field_of(layer, column);
    *unit = known ? known->unit : "";
    if (known) {
        title->en = with_unit(arena, known->en, known->unit, err);
        title->nb = with_unit(arena, known->nb, known->unit, err);
        return title->en && title->nb;
    }
    const struct tomt_title *called = tomt_result_called(result, column);
    const char *rest = column;
    const struct tomt_field *family = tomt_field_family(column, &rest);
    if (called) {
        *title = *called;
        *unit = family ? family->unit : "";
        return true;
    }
    char *words = tomt_arena_copy(arena, rest, strlen(rest), err);
    if (!words)
        return false;
    for (char *at = words; *at; at++)
        if (*at == '_')
            *at = ' ';
    if (family) {
        *unit = family->unit;
        title->en = tomt_arena_print(arena, err, "%s: %s", family->en, words);
        title->nb = tomt_arena_print(arena, err, "%s: %s", family->nb, words);
        return title->en && title->nb;
    }
    if (*words >= 'a' && *words <= 'z')
        *words = (char)(*words - 'a' + 'A');
    title->en = title->nb = words;
    return true;
}

bool tomt_result_is_internal(const struct tomt_result_layer *layer, const char *column)
{
    const struct tomt_field *known = tomt_field_find(column);
    for (const char *const *name = layer->internal_columns; name && *name; name++)
        if (strcmp(*name, column) == 0)
            return true;
    return layer->internal || (known && known->internal);
}

static bool name_columns(struct tomt_arena *arena, struct tomt_gpkg *gpkg,
                         const struct tomt_result *result, const struct tomt_result_layer *layer,
                         struct tomt_error *err)
{
    for (size_t i = 0; i < layer->table->n_columns && layer->table->column[i].name; i++) {
        struct tomt_result_field field = {.layer = layer->name,
                                          .field = layer->table->column[i].name};
        field.internal = tomt_result_is_internal(layer, field.field);
        if (!tomt_result_title_of(arena, result, layer->name, field.field, &field.title,
                                  &field.unit, err) ||
            !tomt_result_name_field(gpkg, result->language, &field, err))
            return false;
    }
    return true;
}

bool tomt_result_write_layer(struct tomt_arena *arena, struct tomt_gpkg *gpkg,
                             const struct tomt_result *result,
                             const struct tomt_result_layer *layer, const struct tomt_crew *crew,
                             struct tomt_error *err)
{
    struct tomt_gpkg_layer written = {
        .name = layer->name,
        .title = tomt_result_word(&layer->title, result->language, layer->name),
        .geometry_type = layer->geometry_type,
        .key = layer->key};
    struct tomt_result_named named = {.name = layer->name,
                                      .kind = layer->geometry_type ? "layer" : "table",
                                      .geometry_type = layer->geometry_type,
                                      .key = layer->key,
                                      .title = layer->title,
                                      .internal = layer->internal};
    return tomt_gpkg_write(gpkg, &written, layer->shapes, layer->table, crew, err) &&
           ((tomt_result_name_layer(gpkg, &named, err) &&
             name_columns(arena, gpkg, result, layer, err)) ||
            tomt_while(err, "describing layer '%s'", layer->name));
}
