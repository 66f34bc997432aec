/* cases/runner.c: runner FILE.case...: computes each criterion on its layers and site and compares
 * with the hand calculation. */
#include "case.h"

#include "base/text.h"
#include "criteria/criterion.h"
#include "geo/wkb.h"
#include "project/inner.h"

#include <math.h>
#include <stdlib.h>

struct tally {
    size_t n_checks, n_failed;
};

static bool failed(const struct case_file *file, struct tally *tally, const char *found)
{
    printf("%s:%d: %s: expected %s, found %s\n  why: %s\n", file->path, file->line, file->criterion,
           file->expect, found, file->why);
    tally->n_failed++;
    return true;
}

/* The settings that criteria take over, as the project file's rows read them. */
static bool make_settings(const struct case_file *file, struct tomt_project *project,
                          struct tomt_problems *problems, struct tomt_error *err)
{
    const struct {
        const char *yaml;
        const struct tomt_param *rows;
        void *out;
    } block[] = {{file->block[CASE_NETWORK], tomt_network_rows, &project->network},
                 {file->block[CASE_CENTRE], tomt_centre_rows, &project->centre},
                 {file->block[CASE_ABC], tomt_abc_rows, &project->abc},
                 {NULL, tomt_transit_rows, &project->transit}};
    for (size_t i = 0; i < sizeof block / sizeof *block; i++) {
        const char *yaml = block[i].yaml && *block[i].yaml ? block[i].yaml : "{}";
        const struct tomt_node *node =
            tomt_yaml_parse(file->arena, file->path, yaml, strlen(yaml), problems, err);
        if (!node || !tomt_bind(file->arena, node, file->path, file->line, 1, block[i].rows, NULL,
                                block[i].out, problems, err))
            return false;
    }
    return true;
}

/* The fields that the layer's features have, as if the project mapped them. */
static bool map_columns(const struct case_file *file, const struct tomt_table *table,
                        struct tomt_project_layer *layer, struct tomt_error *err)
{
    layer->column =
        tomt_arena_alloc(file->arena, (table->n_columns + 1) * sizeof *layer->column, err);
    for (size_t i = 0; layer->column && i < table->n_columns; i++)
        if (table->column[i].name)
            layer->column[layer->n_columns++] = (struct tomt_layer_column){
                .ours = table->column[i].name, .theirs = table->column[i].name};
    return layer->column != NULL;
}

/* The project that would have these layers, as far as a criterion's check looks. */
static bool make_project(const struct case_file *file, struct tomt_project *project,
                         struct tomt_error *err)
{
    project->layer = tomt_arena_alloc(file->arena, (CASE_MOST + 1) * sizeof *project->layer, err);
    project->raster = tomt_arena_alloc(file->arena, CASE_MOST * sizeof *project->raster, err);
    project->attribute = tomt_arena_alloc(file->arena, CASE_MOST * sizeof *project->attribute, err);
    if (!project->layer || !project->raster || !project->attribute)
        return false;
    for (; project->n_layers < file->n_layers; project->n_layers++) {
        project->layer[project->n_layers].name = file->layer[project->n_layers].name;
        project->layer[project->n_layers].role = (enum tomt_role)file->role[project->n_layers];
        if (!map_columns(file, &file->layer[project->n_layers].table,
                         &project->layer[project->n_layers], err))
            return false;
    }
    if (file->timetable.name) {
        project->layer[project->n_layers].name = file->timetable.name;
        project->layer[project->n_layers++].role = TOMT_ROLE_TIMETABLE;
    }
    for (; project->n_rasters < file->n_rasters; project->n_rasters++)
        project->raster[project->n_rasters].name = file->raster[project->n_rasters].name;
    for (; project->n_attributes < file->attributes.n; project->n_attributes++)
        project->attribute[project->n_attributes].ours =
            file->attributes.pair[project->n_attributes].name;
    return true;
}

struct site { /* one site with all that facts may ask of it */
    struct tomt_shapes shapes;
    double x, y, area_m2, use_area_m2[CASE_MOST];
    uint64_t use_start[2];
    uint32_t use_code[CASE_MOST];
    const char *use_name[CASE_MOST];
    struct tomt_table attributes;
};

static bool make_shape(struct case_file *file, struct site *site, struct tomt_error *err)
{
    GEOSGeometry *geometry = case_geometry(file, file->site, err);
    if (!geometry)
        return false;
    tomt_shapes_start(&site->shapes, file->arena, TOMT_POLYGONS);
    bool ok = tomt_seat_write(file->seat, geometry, &site->shapes, err) &&
              tomt_seat_point(file->seat, geometry, &site->x, &site->y, err);
    GEOSGeom_destroy_r(file->seat->geos, geometry);
    size_t size;
    const uint8_t *wkb = ok ? tomt_shapes_wkb(&site->shapes, 0, &size) : NULL;
    site->area_m2 = wkb ? tomt_wkb_area_m2(wkb, size) : 0;
    return ok;
}

static bool make_attributes(const struct case_file *file, struct site *site, struct tomt_error *err)
{
    if (!tomt_table_start(&site->attributes, file->arena, CASE_MOST, err))
        return false;
    for (size_t i = 0; i < file->attributes.n; i++) {
        struct tomt_column *column =
            tomt_table_column(&site->attributes, file->attributes.pair[i].name, TOMT_REAL, err);
        if (!column || !tomt_column_add_real(column, file->attributes.pair[i].number, err))
            return false;
    }
    site->attributes.n_rows = 1;
    return true;
}

static bool make_site(struct case_file *file, struct site *site, struct tomt_fact_sites *sites,
                      struct tomt_error *err)
{
    if (!make_shape(file, site, err) || !make_attributes(file, site, err))
        return false;
    for (size_t i = 0; i < file->uses.n; i++) {
        site->use_code[i] = (uint32_t)i;
        site->use_name[i] = file->uses.pair[i].name;
        site->use_area_m2[i] = file->uses.pair[i].number;
    }
    site->use_start[1] = file->uses.n;
    *sites = (struct tomt_fact_sites){
        .n = 1,
        .shapes = &site->shapes,
        .point_x = &site->x,
        .point_y = &site->y,
        .area_m2 = &site->area_m2,
        .attributes = &site->attributes,
        .use_start = site->use_start,
        .use_code = site->use_code,
        .use_area_m2 = site->use_area_m2,
        .use_name = site->use_name,
        .n_uses = file->uses.n,
        .source_area_m2 = isnan(file->source_area_m2) ? NULL : &file->source_area_m2,
    };
    return true;
}

/* What run found for the profile: a row for the site, the reasons beside it. */
static bool make_of_profile(struct case_file *file, struct tomt_table *table,
                            struct tomt_error *err)
{
    if (!tomt_table_start(table, file->arena, 2 * CASE_MOST, err))
        return false;
    for (size_t i = 0; i < file->of_profile.n; i++) {
        const struct case_pair *pair = &file->of_profile.pair[i];
        const char *name = tomt_arena_print(file->arena, err, "%s_why", pair->name);
        struct tomt_column *column =
            name ? tomt_table_column(table, pair->name, TOMT_REAL, err) : NULL;
        if (!column || !tomt_column_add_real(column, pair->number, err))
            return false;
        if (file->of_profile_why[i] == TOMT_WHY_OK)
            continue;
        column = tomt_table_column(table, name, TOMT_INTEGER, err);
        if (!column || !tomt_column_add_integer(column, file->of_profile_why[i], err))
            return false;
    }
    table->n_rows = 1;
    return true;
}

struct inputs {
    const struct tomt_layer *layer[CASE_MOST + 1];
    int role[CASE_MOST + 1];
    struct case_streets streets;
    struct case_economy economy;
    const char *raster_name[CASE_MOST], *raster_path[CASE_MOST];
    int raster_band[CASE_MOST];
    struct tomt_crs crs;
    struct tomt_table of_profile;
    const struct tomt_table *of_profiles[1];
};

static bool make_inputs(struct case_file *file, struct inputs *own, struct tomt_fact_inputs *inputs,
                        struct tomt_error *err)
{
    if (!tomt_crs_read(file->seat, file->arena, "EPSG:25833", &own->crs, err) ||
        !make_of_profile(file, &own->of_profile, err))
        return false;
    own->of_profiles[0] = &own->of_profile;
    for (size_t i = 0; i < file->n_layers; i++) {
        own->layer[i] = &file->layer[i];
        own->role[i] = file->role[i];
    }
    own->layer[file->n_layers] = &own->streets.stops; /* n_layers says whether there are any */
    own->role[file->n_layers] = TOMT_ROLE_HUB;
    for (size_t i = 0; i < file->n_rasters; i++) {
        own->raster_name[i] = file->raster[i].name;
        own->raster_path[i] = file->raster[i].path;
        own->raster_band[i] = 1;
    }
    *inputs = (struct tomt_fact_inputs){
        .layer = own->layer,
        .role = own->role,
        .n_layers = file->n_layers,
        .raster_name = own->raster_name,
        .raster_path = own->raster_path,
        .raster_band = own->raster_band,
        .n_rasters = file->n_rasters,
        .project_crs = &own->crs,
        .evidence = 5,
        .of_profile = own->of_profiles,
        .n_profiles = 1,
    };
    return true;
}

static bool compare_number(const struct case_file *file, struct tally *tally, double value,
                           uint8_t why)
{
    char found[128];
    if (why != TOMT_WHY_OK) {
        snprintf(found, sizeof found, "no data (%s)", tomt_why_name[why]);
        return strcmp(file->expect, found) == 0 || failed(file, tally, found);
    }
    double expected;
    snprintf(found, sizeof found, "%.15g", value);
    bool is_number = tomt_number_parse(file->expect, strlen(file->expect), false, &expected);
    return (is_number && fabs(value - expected) <= file->tolerance) || failed(file, tally, found);
}

/* columns: "SUFFIX=NUMBER; SUFFIX=word"; nothing after the sign: no data. */
static bool compare_columns(struct case_file *file, struct tally *tally,
                            const struct tomt_criterion *criterion, const void *args,
                            const struct tomt_facts *facts, struct tomt_error *err)
{
    const char *text = file->columns ? file->columns : "";
    while (*text) {
        const char *pair = case_part(file, &text, ';', err);
        const char *suffix = pair ? case_part(file, &pair, '=', err) : NULL;
        const char *wanted = suffix ? case_part(file, &pair, '=', err) : NULL;
        const struct tomt_criterion_column *column = criterion->columns;
        if (!wanted)
            return false;
        while (column && column->suffix && strcmp(column->suffix, suffix) != 0)
            column++;
        if (!column || !column->suffix)
            return tomt_fail(err, TOMT_DATA, "%s has no column %s", criterion->name, suffix);
        char found[64] = "";
        bool same;
        if (column->word) {
            const char *word = column->word(args, facts, 0);
            snprintf(found, sizeof found, "%s", word ? word : "");
            same = strcmp(found, wanted) == 0;
        } else {
            double value = column->number(args, facts, 0), expected = NAN;
            bool is_number = tomt_number_parse(wanted, strlen(wanted), false, &expected);
            snprintf(found, sizeof found, "%.15g", value);
            same = isnan(value) ? !*wanted : is_number && fabs(value - expected) <= file->tolerance;
        }
        if (!same) {
            printf("%s:%d: %s: expected column %s to be '%s', found '%s'\n", file->path, file->line,
                   file->criterion, suffix, wanted, found);
            tally->n_failed++;
        }
    }
    return true;
}

/* evidence: numbers of features, 1 for the first line of the layer; "none" when there are none. */
static bool compare_evidence(struct case_file *file, struct tally *tally,
                             const struct tomt_fact *fact)
{
    if (!file->evidence)
        return true;
    struct tomt_text found = {0};
    for (size_t i = 0; fact->width > 0 && i < fact->n_evidence[0]; i++)
        tomt_text_print(&found, "%s%u", i ? ", " : "", fact->evidence_row[i] + 1);
    const char *text = found.n ? found.bytes : "none";
    bool same = strcmp(text, file->evidence) == 0;
    if (!same) {
        printf("%s:%d: %s: expected evidence %s, found %s\n", file->path, file->line,
               file->criterion, file->evidence, text);
        tally->n_failed++;
    }
    tomt_text_free(&found);
    return true;
}

static bool measure(struct case_file *file, const struct tomt_project *project,
                    const struct tomt_criterion *criterion, const void *args, struct tally *tally,
                    struct tomt_error *err)
{
    static struct site site;
    static struct inputs own;
    struct tomt_fact_sites sites;
    struct tomt_fact_inputs inputs;
    struct tomt_crew crew = {.n_threads = 2};
    struct tomt_needs *needs = tomt_needs_new(file->arena, err);
    size_t instance, k = 0;
    memset(&site, 0, sizeof site);
    memset(&own, 0, sizeof own);
    if (needs)
        tomt_needs_profile(needs, 0);
    if (!needs || !make_site(file, &site, &sites, err) || !make_inputs(file, &own, &inputs, err) ||
        !case_economy_make(file, project, own.layer, &own.economy, &inputs, err) ||
        !case_streets_make(file, project, site.x, site.y, &own.streets, &inputs, err) ||
        !tomt_needs_instance(needs, &instance, err) || !criterion->needs(args, needs, err))
        return false;
    static struct tomt_fact fact[8];
    const struct tomt_fact *given[8];
    for (; tomt_needs_fact_of(needs, instance, k) != SIZE_MAX; k++) {
        size_t number = tomt_needs_fact_of(needs, instance, k);
        given[k] = &fact[number];
        if (!tomt_fact_compute(file->arena, tomt_needs_request(needs, number), &sites, &inputs,
                               &crew, &fact[number], err))
            return false;
    }
    struct tomt_facts facts = {1, given, k};
    double value = NAN;
    uint8_t why = TOMT_N_WHYS;
    if (!criterion->measure(args, &facts, 0, 1, &value, &why, err))
        return false;
    if (isnan(value) != (why != TOMT_WHY_OK))
        return tomt_fail(err, TOMT_INTERNAL, "no data without a reason, or a reason with data");
    return compare_number(file, tally, value, why) && compare_evidence(file, tally, given[0]) &&
           compare_columns(file, tally, criterion, args, &facts, err);
}

/* "expect: problem TEXT": binding must complain with that text. */
static bool compare_problems(const struct case_file *file, struct tally *tally,
                             const struct tomt_problems *problems)
{
    static const char word[] = "problem ";
    const char *text =
        strncmp(file->expect, word, sizeof word - 1) == 0 ? file->expect + sizeof word - 1 : NULL;
    for (size_t i = 0; text && i < problems->n; i++)
        if (strstr(problems->item[i].text, text))
            return true;
    return failed(file, tally, problems->n ? problems->item[0].text : "no problem");
}

static bool check(struct case_file *file, void *context, struct tomt_error *err)
{
    struct tally *tally = context;
    struct tomt_problems problems;
    struct tomt_project project = {0};
    const char *yaml = file->with && *file->with ? file->with : "{}";
    tomt_problems_start(&problems, file->arena);
    struct tomt_node *with =
        tomt_yaml_parse(file->arena, file->path, yaml, strlen(yaml), &problems, err);
    if (!with || !make_project(file, &project, err) ||
        !make_settings(file, &project, &problems, err) ||
        !case_economy_read(file, &project, &problems, err))
        return false;
    struct tomt_profile_criterion asked = {
        .id = "case", .criterion = file->criterion, .with = with};
    asked.place = (struct tomt_place){file->path, file->line, 1};
    const struct tomt_criterion *criterion;
    void *args;
    if (!tomt_criterion_bind(file->arena, &project, &asked, &criterion, &args, &problems, err))
        return false;
    tally->n_checks++;
    if (problems.n > 0 || strncmp(file->expect, "problem", 7) == 0)
        return compare_problems(file, tally, &problems);
    return measure(file, &project, criterion, args, tally, err);
}

int main(int argc, char **argv)
{
    struct tally tally = {0, 0};
    tomt_data_open();
    for (int i = 1; i < argc; i++) {
        struct tomt_error err = {0};
        static struct case_file file;
        struct tomt_arena *arena = tomt_arena_new(&err);
        struct tomt_seat *seat = arena ? tomt_seat_open(arena, &err) : NULL;
        file = (struct case_file){.arena = arena, .seat = seat, .path = argv[i]};
        size_t n_before = tally.n_checks;
        if (!seat || !case_read(&file, check, &tally, &err)) {
            printf("%s\n", err.text);
            tally.n_failed++;
        } else if (tally.n_checks == n_before) {
            printf("%s: nothing is checked; a check ends with 'why:'\n", argv[i]);
            tally.n_failed++;
        }
        tomt_arena_free(arena);
    }
    tomt_data_close();
    printf("%zu checks, %zu failed\n", tally.n_checks, tally.n_failed);
    return tally.n_failed > 0 || tally.n_checks == 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
