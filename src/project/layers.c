/* project/layers.c: `layers` and `rasters`: what they are, where they lie, which columns mean what.
 */
#include "project/inner.h"

#include <math.h>
#include <string.h>

struct layer_keys {
    const char *role, *source, *layer, *where, *crs, *x, *y, *encoding, *credit, *extracted,
        *raster;
    double slope_over_pct;
    struct tomt_title title;
    const struct tomt_node *columns, *values;
};

#define AT(field) offsetof(struct layer_keys, field)
const struct tomt_param tomt_layer_rows[] = {
    {"role", TOMT_PARAM_TEXT, AT(role), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "what the layer is, one of the roles below; default: the layer's key"},
    {"source", TOMT_PARAM_TEXT, AT(source), true, TOMT_UNBOUNDED, NULL, NULL, "",
     "file or database: any vector source GDAL opens; a relative path counts from this file; "
     "PG:... and /vsizip/... work"},
    {"raster", TOMT_PARAM_TEXT, AT(raster), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "role constraint, instead of source: a raster of heights under rasters:, in metres"},
    {"slope_over_pct", TOMT_PARAM_NUMBER, AT(slope_over_pct), false, 0.1, 1000, NULL, NULL, "%",
     "raster (required there): the constraint is ground steeper than this; its code is SLOPE"},
    {"layer", TOMT_PARAM_TEXT, AT(layer), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "layer or table in the source; default: its only one"},
    {"where", TOMT_PARAM_TEXT, AT(where), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "SQL condition on the source's own columns: only such features are read"},
    {"crs", TOMT_PARAM_TEXT, AT(crs), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "CRS of the source (EPSG:25833), where it has none or a wrong one"},
    {"x", TOMT_PARAM_TEXT, AT(x), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "CSV: column with x, east or longitude"},
    {"y", TOMT_PARAM_TEXT, AT(y), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "CSV: column with y, north or latitude"},
    {"encoding", TOMT_PARAM_TEXT, AT(encoding), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "encoding of texts, e.g. ISO-8859-1, where the source does not say"},
    {"title", TOMT_PARAM_TITLE, AT(title), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "what people read; default: the key"},
    {"credit", TOMT_PARAM_TEXT, AT(credit), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "whom to name on maps"},
    {"extracted", TOMT_PARAM_DAY, AT(extracted), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "the day the data was taken out of its register, told beside the credit"},
    {"columns", TOMT_PARAM_NODE, AT(columns), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "field of the role: column of the source"},
    {"values", TOMT_PARAM_NODE, AT(values), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "field of the role: {value in the source: value here}"},
    {.name = NULL},
};
#undef AT

#define AT(field) offsetof(struct tomt_project_raster, field)
const struct tomt_param tomt_raster_rows[] = {
    {"source", TOMT_PARAM_TEXT, AT(source), true, TOMT_UNBOUNDED, NULL, NULL, "",
     "any raster GDAL opens; a relative path counts from this file"},
    {"band", TOMT_PARAM_INTEGER, AT(band), false, 1, 65535, "1", NULL, "", "band of the raster"},
    {"unit", TOMT_PARAM_TEXT, AT(unit), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "unit of its numbers"},
    {"credit", TOMT_PARAM_TEXT, AT(credit), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "whom to name on maps"},
    {"extracted", TOMT_PARAM_DAY, AT(extracted), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "the day the data was taken out, told beside the credit"},
    {.name = NULL},
};
#undef AT

enum { MOST_NAMED = 12 };

static const struct tomt_role_field *find_field(const struct tomt_role_row *role, const char *name)
{
    for (const struct tomt_role_field *field = role->field; field->name; field++) {
        if (strcmp(field->name, name) == 0)
            return field;
    }
    return NULL;
}

static void list_fields(const struct tomt_role_row *role, const char *known[32])
{
    size_t n = 0;
    for (; role->field[n].name && n < 31; n++)
        known[n] = role->field[n].name;
    known[n] = NULL;
}

static bool unknown_field(const struct tomt_reading *reading, const struct tomt_node *key,
                          const struct tomt_role_row *role)
{
    const char *known[32];
    list_fields(role, known);
    const char *of = tomt_arena_print(reading->arena, reading->err, "%s field", role->name);
    return of && tomt_unknown_key(reading, key, of, known);
}

static bool read_columns(const struct tomt_reading *reading, const struct tomt_node *columns,
                         const struct tomt_role_row *role, struct tomt_project_layer *layer)
{
    bool fine;
    if (!tomt_kind_check(reading, columns, TOMT_NODE_MAP, "columns", &fine))
        return false;
    if (!fine)
        return true;
    layer->column =
        tomt_arena_alloc(reading->arena, (columns->n + 1) * sizeof *layer->column, reading->err);
    if (!layer->column)
        return false;
    for (size_t i = 0; i < columns->n; i++) {
        const struct tomt_node *key = columns->key[i], *value = columns->item[i];
        char found[TOMT_SHOWN];
        if (!find_field(role, key->text)) {
            if (!unknown_field(reading, key, role))
                return false;
        } else if (value->kind != TOMT_NODE_SCALAR || tomt_node_is_empty(value) ||
                   !value->text[0]) {
            if (!tomt_reading_wrong(reading, value,
                                    "'%s' must be the name of a column of the source, found %s",
                                    key->text, tomt_shown(value, found)))
                return false;
        } else {
            layer->column[layer->n_columns++] =
                (struct tomt_layer_column){key->text, value->text, tomt_place_of(key)};
        }
    }
    return true;
}

const struct tomt_layer_column *tomt_layer_column_find(const struct tomt_project_layer *layer,
                                                       const char *ours)
{
    for (size_t i = 0; i < layer->n_columns; i++) {
        if (strcmp(layer->column[i].ours, ours) == 0)
            return &layer->column[i];
    }
    return NULL;
}

static bool check_required(const struct tomt_reading *reading, const struct tomt_node *place,
                           const struct tomt_node *columns, const struct tomt_role_row *role,
                           const struct tomt_project_layer *layer)
{
    const char *known[32];
    list_fields(role, known);
    for (const struct tomt_role_field *field = role->field; field->name; field++) {
        /* One that is there but wrong has its own problem. */
        if (!field->required || tomt_layer_column_find(layer, field->name) ||
            tomt_node_find(columns, field->name) || tomt_is_misspelt(columns, known, field->name))
            continue;
        if (!tomt_reading_wrong(reading, tomt_node_is_empty(columns) ? place : columns,
                                "layer '%s' does not say which column is '%s' (%s); add it to "
                                "columns: {%s: name of the column}",
                                layer->name, field->name, field->help, field->name))
            return false;
    }
    return true;
}

static bool read_mapping(const struct tomt_reading *reading, const struct tomt_node *map,
                         const struct tomt_role_field *field, struct tomt_layer_values *values)
{
    values->from =
        tomt_arena_alloc(reading->arena, (map->n + 1) * sizeof *values->from, reading->err);
    values->to = tomt_arena_alloc(reading->arena, (map->n + 1) * sizeof *values->to, reading->err);
    if (!values->from || !values->to)
        return false;
    for (size_t i = 0; i < map->n; i++) {
        const struct tomt_node *to = map->item[i];
        if (to->kind != TOMT_NODE_SCALAR || tomt_node_is_empty(to)) {
            char found[TOMT_SHOWN];
            if (!tomt_reading_wrong(reading, to, "'%s' must be mapped to a value, found %s",
                                    map->key[i]->text, tomt_shown(to, found)))
                return false;
        } else if (field->choices && tomt_choice_find(field->choices, to->text) < 0) {
            if (!tomt_choice_wrong(reading, to, field->name, field->choices))
                return false;
        } else {
            values->from[values->n] = map->key[i]->text;
            values->to[values->n++] = to->text;
        }
    }
    return true;
}

static bool read_values(const struct tomt_reading *reading, const struct tomt_node *node,
                        const struct tomt_node *columns, const struct tomt_role_row *role,
                        struct tomt_project_layer *layer)
{
    bool fine;
    if (!tomt_kind_check(reading, node, TOMT_NODE_MAP, "values", &fine))
        return false;
    if (!fine)
        return true;
    layer->values =
        tomt_arena_alloc(reading->arena, (node->n + 1) * sizeof *layer->values, reading->err);
    if (!layer->values)
        return false;
    for (size_t i = 0; i < node->n; i++) {
        const struct tomt_node *key = node->key[i];
        const struct tomt_role_field *field = find_field(role, key->text);
        bool done = true;
        if (!field)
            done = unknown_field(reading, key, role);
        else if (!tomt_layer_column_find(layer, key->text) && !tomt_node_find(columns, key->text))
            done = tomt_reading_wrong(
                reading, key,
                "'%s' has values but no column; add it to columns: {%s: name of the column}",
                key->text, key->text);
        else if (!tomt_kind_check(reading, node->item[i], TOMT_NODE_MAP, key->text, &fine))
            done = false;
        else if (fine && tomt_layer_column_find(layer, key->text)) {
            struct tomt_layer_values *values = &layer->values[layer->n_values++];
            values->ours = key->text;
            values->place = tomt_place_of(key);
            done = read_mapping(reading, node->item[i], field, values);
        }
        if (!done)
            return false;
    }
    return true;
}

/* TOMT_N_ROLES when there is none of that name; told then. */
static bool find_role(const struct tomt_reading *reading, const struct tomt_node *key,
                      const struct tomt_node *body, const char *asked, enum tomt_role *role)
{
    const char *known[TOMT_N_ROLES + 1] = {NULL};
    for (int i = 0; i < TOMT_N_ROLES; i++) {
        known[i] = tomt_role_row((enum tomt_role)i)->name;
        *role = (enum tomt_role)i;
        if (strcmp(known[i], asked ? asked : key->text) == 0)
            return true;
    }
    *role = TOMT_N_ROLES;
    if (asked)
        return tomt_unknown_key(reading, tomt_node_find(body, "role"), "role", known);
    if (tomt_is_misspelt_row(body, tomt_layer_rows, "role"))
        return true;
    const char *near = tomt_near_word(key->text, known);
    if (near)
        return tomt_reading_wrong(reading, key,
                                  "layer '%s' does not say what it is (did you mean role: %s?)",
                                  key->text, near);
    return tomt_reading_wrong(reading, key,
                              "layer '%s' does not say what it is; add role: zone, parcel, hub, "
                              "... (docs/project-file.md lists them)",
                              key->text);
}

static bool check_coordinates(const struct tomt_reading *reading, const struct tomt_node *body,
                              const struct layer_keys *keys, const struct tomt_role_row *role)
{
    if (!keys->x && !keys->y)
        return true;
    const struct tomt_node *at = tomt_node_find(body, keys->x ? "x" : "y");
    if (!keys->x || !keys->y)
        return tomt_reading_wrong(reading, at, "'%s' is given without '%s'; a point needs both",
                                  keys->x ? "x" : "y", keys->x ? "y" : "x");
    if (role->geometry == TOMT_WANT_LINE || role->geometry == TOMT_WANT_POLYGON)
        return tomt_reading_wrong(
            reading, at, "'x' and 'y' make points, but role '%s' is made of %s", role->name,
            role->geometry == TOMT_WANT_LINE ? "lines" : "polygons");
    return true;
}

static bool read_fields(const struct tomt_reading *reading, const struct tomt_node *key,
                        const struct tomt_node *body, const struct layer_keys *keys,
                        struct tomt_project_layer *layer)
{
    const struct tomt_role_row *row = tomt_role_row(layer->role);
    if (!check_coordinates(reading, body, keys, row) ||
        !read_columns(reading, keys->columns, row, layer) || !tomt_osm_columns_add(reading, layer))
        return false;
    /* With `columns` misspelt all that needs a column would be told again. */
    return tomt_is_misspelt_row(body, tomt_layer_rows, "columns") ||
           (check_required(reading, key, keys->columns, row, layer) &&
            read_values(reading, keys->values, keys->columns, row, layer));
}

/* The rows of a layer; with a raster it has no source. */
static const struct tomt_param *layer_rows(const struct tomt_reading *reading,
                                           const struct tomt_node *body)
{
    size_t n = 0;
    while (tomt_layer_rows[n].name)
        n++;
    if (!tomt_layer_is_of_raster(body) && !tomt_is_misspelt_row(body, tomt_layer_rows, "raster"))
        return tomt_layer_rows;
    struct tomt_param *rows =
        tomt_arena_alloc(reading->arena, (n + 1) * sizeof *rows, reading->err);
    for (size_t i = 0; rows && i <= n; i++) {
        rows[i] = tomt_layer_rows[i];
        if (rows[i].name && strcmp(rows[i].name, "source") == 0)
            rows[i].required = false;
    }
    return rows;
}

static bool read_parts(const struct tomt_reading *reading, const struct tomt_node *key,
                       const struct tomt_node *body, const struct tomt_node *rasters,
                       const struct layer_keys *keys, struct tomt_project_layer *layer)
{
    if (tomt_layer_is_of_raster(body))
        return tomt_raster_layer_check(reading, key, body, rasters, layer);
    if (keys->source && !(layer->path = tomt_path_resolve(reading->arena, reading->project->folder,
                                                          keys->source, reading->err)))
        return false;
    return layer->role == TOMT_ROLE_TIMETABLE ? tomt_timetable_check(reading, body)
                                              : read_fields(reading, key, body, keys, layer);
}

static bool read_layer(const struct tomt_reading *reading, const struct tomt_node *key,
                       const struct tomt_node *body, const struct tomt_node *rasters)
{
    struct layer_keys keys;
    enum tomt_role role;
    bool fine;
    const struct tomt_param *rows = layer_rows(reading, body);
    if (!rows || !tomt_name_check(reading, key, key->text, "a layer", &fine) ||
        !tomt_reading_bind(reading, body, key, rows, &keys) ||
        !find_role(reading, key, body, keys.role, &role))
        return false;
    if (fine && tomt_name_is_reserved_for_layers(key->text) &&
        !tomt_reading_wrong(
            reading, key,
            "'%s' is reserved for a layer of the result; give this layer another name", key->text))
        return false;
    if (role == TOMT_N_ROLES)
        return true;
    struct tomt_project_layer layer = {
        .name = key->text,
        .role = role,
        .source = keys.source,
        .layer = keys.layer,
        .where = keys.where,
        .crs = keys.crs,
        .x = keys.x,
        .y = keys.y,
        .encoding = keys.encoding,
        .raster = keys.raster,
        .slope_over_pct = keys.slope_over_pct,
        .title = keys.title.en ? keys.title : (struct tomt_title){key->text, key->text},
        .credit = keys.credit,
        .extracted = keys.extracted,
        .place = tomt_place_of(key),
    };
    if (!read_parts(reading, key, body, rasters, &keys, &layer))
        return false;
    if (layer.path)
        reading->project->layer[reading->project->n_layers++] = layer;
    return true;
}

bool tomt_layers_read(const struct tomt_reading *reading, const struct tomt_node *layers,
                      const struct tomt_node *rasters, const struct tomt_node *place)
{
    bool fine;
    struct tomt_project *project = reading->project;
    if (!tomt_kind_check(reading, layers, TOMT_NODE_MAP, "layers", &fine))
        return false;
    if (!fine) /* told, or told as missing */
        return true;
    if (layers->n == 0)
        return tomt_reading_wrong(
            reading, place,
            "'layers' is empty; name at least an area and what the sites are made from");
    project->layer =
        tomt_arena_alloc(reading->arena, layers->n * sizeof *project->layer, reading->err);
    if (!project->layer)
        return false;
    for (size_t i = 0; i < layers->n; i++) {
        if (!read_layer(reading, layers->key[i], layers->item[i], rasters))
            return false;
    }
    return true;
}

/* What is credited on maps wants its day beside it: told once, at the first of them. */
bool tomt_undated_tell(const struct tomt_reading *reading)
{
    const struct tomt_project *project = reading->project;
    const struct tomt_place *first = NULL;
    struct tomt_text names = {0};
    size_t n = 0;
    for (size_t i = 0; i < project->n_rasters + project->n_layers; i++) {
        const struct tomt_project_raster *raster =
            i < project->n_rasters ? &project->raster[i] : NULL;
        const struct tomt_project_layer *layer =
            raster ? NULL : &project->layer[i - project->n_rasters];
        if (layer && layer->raster) /* told as the raster */
            continue;
        const struct tomt_place *place = raster ? &raster->place : &layer->place;
        if (!(raster ? raster->credit : layer->credit) ||
            (raster ? raster->extracted : layer->extracted))
            continue;
        if (!first || place->line < first->line)
            first = place;
        if (n++ < MOST_NAMED)
            tomt_text_print(&names, "%s%s", n > 1 ? ", " : "", raster ? raster->name : layer->name);
    }
    const char *named = tomt_text_keep(&names, reading->arena, reading->err);
    if (!named || !n || reading->problems->n_errors) /* first what is wrong */
        return named != NULL;
    return tomt_problem_add(reading->problems, reading->err, TOMT_WARNING, first->file, first->line,
                            first->column,
                            "%zu input%s a credit, but no date: %s%s; add extracted: YYYY-MM-DD, "
                            "the day the data was taken out, and maps and reports tell it",
                            n, n == 1 ? " has" : "s have", named, n > MOST_NAMED ? ", ..." : "");
}

bool tomt_rasters_read(const struct tomt_reading *reading, const struct tomt_node *rasters)
{
    bool fine;
    struct tomt_project *project = reading->project;
    if (!tomt_kind_check(reading, rasters, TOMT_NODE_MAP, "rasters", &fine))
        return false;
    if (!fine)
        return true;
    project->raster =
        tomt_arena_alloc(reading->arena, (rasters->n + 1) * sizeof *project->raster, reading->err);
    if (!project->raster)
        return false;
    for (size_t i = 0; i < rasters->n; i++) {
        const struct tomt_node *key = rasters->key[i];
        struct tomt_project_raster raster = {.name = key->text, .place = tomt_place_of(key)};
        if (!tomt_name_check(reading, key, key->text, "a raster", &fine) ||
            !tomt_reading_bind(reading, rasters->item[i], key, tomt_raster_rows, &raster))
            return false;
        if (!raster.source)
            continue;
        raster.path =
            tomt_path_resolve(reading->arena, project->folder, raster.source, reading->err);
        if (!raster.path)
            return false;
        project->raster[project->n_rasters++] = raster;
    }
    return true;
}
