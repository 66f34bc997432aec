/* cases/economy.c: industries, sectors and references of a case's businesses, as a project has
 * them. */
#include "case.h"

#include "project/inner.h"
#include "sources/classify.h"

#include <math.h>

/* --- settings -----------------------------------------------------------------------------------
 */

/* The layers as a project file would name them. */
static const struct tomt_node *layers_node(struct case_file *file, struct tomt_problems *problems,
                                           struct tomt_error *err)
{
    const char *yaml = "";
    for (size_t i = 0; yaml && i < file->n_layers; i++)
        yaml = tomt_arena_print(file->arena, err, "%s%s: {}\n", yaml, file->layer[i].name);
    if (!yaml)
        return NULL;
    yaml = *yaml ? yaml : "{}";
    return tomt_yaml_parse(file->arena, file->path, yaml, strlen(yaml), problems, err);
}

bool case_economy_read(struct case_file *file, struct tomt_project *project,
                       struct tomt_problems *problems, struct tomt_error *err)
{
    const char *yaml = file->economy && *file->economy ? file->economy : "{}";
    const struct tomt_node *layers = layers_node(file, problems, err);
    const struct tomt_node *economy =
        layers ? tomt_yaml_parse(file->arena, file->path, yaml, strlen(yaml), problems, err) : NULL;
    struct tomt_reading reading = {
        .arena = file->arena, .problems = problems, .err = err, .project = project};
    return economy && tomt_economy_read(&reading, economy, economy, layers);
}

/* --- industries and sectors ---------------------------------------------------------------------
 */

static bool make_sector(struct case_file *file, const struct tomt_industry *industry,
                        const struct tomt_project_sector *from, struct tomt_sector *sector,
                        struct tomt_error *err)
{
    *sector = (struct tomt_sector){.name = from->name, .nb = from->title.nb, .en = from->title.en};
    for (size_t i = 0; i < from->n_of; i++) {
        unsigned version;
        if (!tomt_industry_version(industry, from->of[i].version, &version))
            return tomt_fail(err, TOMT_DATA, "there is no version %s", from->of[i].version);
        if (!tomt_sector_add(file->arena, sector, version, from->of[i].codes.item,
                             from->of[i].codes.n, err))
            return false;
    }
    return true;
}

static bool make_question(struct case_file *file, const struct tomt_project *project,
                          struct tomt_classify_question *question, struct tomt_error *err)
{
    const struct tomt_economy_options *economy = &project->economy;
    const struct tomt_industry *industry = tomt_industry_open(file->arena, err);
    struct tomt_sector *sector =
        tomt_arena_alloc(file->arena, (economy->n_sectors + 1) * sizeof *sector, err);
    unsigned version = TOMT_SN2007;
    if (!industry || !sector)
        return false;
    for (size_t i = 0; i < economy->n_sectors; i++)
        if (!make_sector(file, industry, &economy->sector[i], &sector[i], err))
            return false;
    if (economy->version && !tomt_industry_version(industry, economy->version, &version))
        return tomt_fail(err, TOMT_DATA, "there is no version %s", economy->version);
    *question = (struct tomt_classify_question){.industry = industry,
                                                .version = version,
                                                .code_version = -1,
                                                .sector = sector,
                                                .n_sectors = economy->n_sectors};
    return true;
}

/* A copy with three more columns: the next check begins with the layer as it was. */
static bool classify(struct case_file *file, const struct tomt_classify_question *question,
                     const struct tomt_layer *from, struct tomt_layer *layer,
                     struct tomt_error *err)
{
    struct tomt_classify_report report;
    const struct tomt_table *table = &from->table;
    *layer = *from;
    if (!tomt_table_start(&layer->table, file->arena, table->n_columns + 5, err))
        return false;
    memcpy(layer->table.column, table->column, table->n_columns * sizeof *table->column);
    layer->table.n_columns = table->n_columns;
    layer->table.n_rows = table->n_rows;
    return tomt_classify(file->arena, question, layer, &report, err);
}

/* --- references ---------------------------------------------------------------------------------
 */

static bool holds(const struct tomt_texts *texts, const char *text)
{
    for (size_t i = 0; i < texts->n; i++)
        if (text && strcmp(texts->item[i], text) == 0)
            return true;
    return texts->n == 0;
}

/* Which of a layer's points lie in the polygon are kept, too. */
static bool keep_inside(struct case_file *file, const GEOSGeometry *polygon,
                        const struct tomt_layer *layer, uint8_t *keep)
{
    GEOSContextHandle_t geos = file->seat->geos;
    for (size_t row = 0; row < layer->shapes.n; row++) {
        const struct tomt_box *box = &layer->shapes.box[row];
        GEOSGeometry *point =
            isnan(box->min_x) ? NULL : GEOSGeom_createPointFromXY_r(geos, box->min_x, box->min_y);
        keep[row] |= point && GEOSCovers_r(geos, polygon, point) == 1;
        GEOSGeom_destroy_r(geos, point);
    }
    return true;
}

/* The areas of a layer that have one of these numbers. */
static bool keep_in_areas(struct case_file *file, const struct tomt_layer *areas,
                          const struct tomt_texts *numbers, const struct tomt_layer *layer,
                          uint8_t *keep, struct tomt_error *err)
{
    const struct tomt_column *number = tomt_table_find(&areas->table, "number");
    for (size_t area = 0; area < areas->shapes.n; area++) {
        if (!holds(numbers, number ? tomt_column_text(number, area, NULL) : NULL))
            continue;
        GEOSGeometry *polygon = tomt_seat_shape(file->seat, &areas->shapes, area, err);
        if (!polygon)
            return false;
        keep_inside(file, polygon, layer, keep);
        GEOSGeom_destroy_r(file->seat->geos, polygon);
    }
    return true;
}

struct kept { /* a reference being made: the businesses, some of their rows */
    const struct tomt_layer **layer;
    uint8_t **keep;
    size_t n;
};

static bool keep_start(struct case_file *file, const struct tomt_fact_inputs *inputs, int role,
                       const struct tomt_layer *only, struct kept *kept, struct tomt_error *err)
{
    *kept = (struct kept){0};
    kept->layer = tomt_arena_alloc(file->arena, (CASE_MOST + 1) * sizeof(void *), err);
    kept->keep = tomt_arena_alloc(file->arena, (CASE_MOST + 1) * sizeof(void *), err);
    if (!kept->layer || !kept->keep)
        return false;
    for (size_t i = 0; i < inputs->n_layers; i++) {
        if (inputs->role[i] != role || (only && strcmp(only->name, inputs->layer[i]->name) != 0))
            continue;
        kept->layer[kept->n] = inputs->layer[i];
        kept->keep[kept->n] =
            tomt_arena_alloc(file->arena, inputs->layer[i]->table.n_rows + 1, err);
        if (!kept->keep[kept->n++])
            return false;
    }
    return true;
}

static void put_reference(const struct kept *kept, const char *name,
                          struct tomt_fact_inputs *inputs, struct tomt_fact_reference *reference)
{
    *reference = (struct tomt_fact_reference){
        .name = name,
        .layer = kept->layer,
        .keep = (const uint8_t *const *)kept->keep,
        .n_layers = kept->n,
        .all_jobs = NAN,
    };
    inputs->n_references++;
}

/* The study area: what `study:` holds, else everything. */
static bool make_study_area(struct case_file *file, struct case_economy *economy,
                            struct tomt_fact_inputs *inputs, struct tomt_error *err)
{
    struct kept kept;
    if (!keep_start(file, inputs, TOMT_ROLE_ESTABLISHMENT, NULL, &kept, err))
        return false;
    GEOSGeometry *polygon = file->study ? case_geometry(file, file->study, err) : NULL;
    if (file->study && !polygon)
        return false;
    tomt_shapes_start(&economy->study_area, file->arena, TOMT_POLYGONS);
    bool ok = !polygon || tomt_seat_write(file->seat, polygon, &economy->study_area, err);
    for (size_t i = 0; i < kept.n; i++)
        if (polygon)
            keep_inside(file, polygon, kept.layer[i], kept.keep[i]);
        else
            memset(kept.keep[i], 1, kept.layer[i]->table.n_rows);
    GEOSGeom_destroy_r(file->seat->geos, polygon);
    put_reference(&kept, NULL, inputs, &economy->reference[0]);
    inputs->study_area = file->study ? &economy->study_area : NULL;
    return ok;
}

static bool make_reference(struct case_file *file, const struct tomt_economy_reference *from,
                           struct tomt_fact_inputs *inputs, struct tomt_fact_reference *reference,
                           struct tomt_error *err)
{
    size_t i = 0;
    while (i < inputs->n_layers && strcmp(inputs->layer[i]->name, from->layer) != 0)
        i++;
    if (i == inputs->n_layers)
        return tomt_fail(err, TOMT_DATA, "there is no layer %s", from->layer);
    const struct tomt_layer *layer = inputs->layer[i];
    bool is_table = inputs->role[i] == TOMT_ROLE_EMPLOYMENT;
    struct kept kept;
    if (!keep_start(file, inputs, is_table ? TOMT_ROLE_EMPLOYMENT : TOMT_ROLE_ESTABLISHMENT,
                    is_table ? layer : NULL, &kept, err))
        return false;
    for (size_t k = 0; k < kept.n && !is_table; k++)
        if (!keep_in_areas(file, layer, &from->numbers, kept.layer[k], kept.keep[k], err))
            return false;
    const struct tomt_column *number = tomt_table_find(&layer->table, "number");
    put_reference(&kept, from->name, inputs, reference);
    reference->only_jobs = is_table;
    for (size_t row = 0; is_table && row < layer->table.n_rows; row++) {
        const struct tomt_column *code = tomt_table_find(&layer->table, "code");
        const struct tomt_column *jobs = tomt_table_find(&layer->table, "jobs_central");
        if (!holds(&from->numbers, number ? tomt_column_text(number, row, NULL) : NULL))
            continue;
        if (tomt_column_text(code, row, NULL))
            kept.keep[0][row] = 1;
        else /* the total of all industries */
            reference->all_jobs = jobs->real[row];
    }
    return true;
}

bool case_economy_make(struct case_file *file, const struct tomt_project *project,
                       const struct tomt_layer **layer, struct case_economy *economy,
                       struct tomt_fact_inputs *inputs, struct tomt_error *err)
{
    const struct tomt_economy_options *options = &project->economy;
    struct tomt_classify_question question;
    bool any = false;
    for (size_t i = 0; i < inputs->n_layers; i++)
        any |= inputs->role[i] == TOMT_ROLE_ESTABLISHMENT;
    if (!any)
        return true;
    if (options->n_references >= CASE_MOST)
        return tomt_fail(err, TOMT_DATA, "too many references for a case");
    if (!make_question(file, project, &question, err))
        return false;
    for (size_t i = 0; i < inputs->n_layers; i++) {
        if (inputs->role[i] != TOMT_ROLE_ESTABLISHMENT && inputs->role[i] != TOMT_ROLE_EMPLOYMENT)
            continue;
        if (!classify(file, &question, layer[i], &economy->layer[i], err))
            return false;
        layer[i] = &economy->layer[i];
    }
    inputs->reference = economy->reference;
    if (!make_study_area(file, economy, inputs, err))
        return false;
    for (size_t i = 0; i < options->n_references; i++)
        if (!make_reference(file, &options->references[i], inputs, &economy->reference[i + 1], err))
            return false;
    return true;
}
