/* compare/read.c: one profile of one result, as arrays. */
#include "compare/inside.h"

#include <math.h>
#include <string.h>

static const char *text_at(const struct tomt_column *in, size_t row)
{
    return in && in->type == TOMT_TEXT ? tomt_column_text(in, row, NULL) : NULL;
}

static double number_at(const struct tomt_column *in, size_t row)
{
    if (!in || tomt_column_is_null(in, row) || in->type == TOMT_TEXT)
        return NAN;
    return in->type == TOMT_REAL ? in->real[row] : (double)in->integer[row];
}

const char *tomt_compare_cell(const struct tomt_table *table, const char *column, size_t row)
{
    return text_at(tomt_table_find(table, column), row);
}

double tomt_compare_number(const struct tomt_table *table, const char *column, size_t row)
{
    return number_at(tomt_table_find(table, column), row);
}

bool tomt_compare_differ(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") != 0;
}

const struct tomt_asked *tomt_compare_asked(const struct tomt_side *side, const char *id)
{
    for (size_t c = 0; c < side->n_criteria; c++)
        if (!strcmp(side->criterion[c].id, id))
            return &side->criterion[c];
    return NULL;
}

static bool read_table(struct tomt_arena *arena, const char *path, const char *name, struct tomt_table *table, struct tomt_error *err)
{
    bool found;
    if (!tomt_result_table(arena, path, name, table, &found, err))
        return false;
    return found || tomt_fail(err, TOMT_DATA, "'%s' has no table '%s': it is no whole result; run the project again (tomt run PROJECT)", path, name);
}

static bool read_criteria(struct tomt_arena *arena, struct tomt_side *side, struct tomt_error *err)
{
    const struct tomt_table *table = &side->criteria;
    side->criterion = tomt_arena_alloc(arena, (table->n_rows + 1) * sizeof *side->criterion, err);
    for (size_t row = 0; side->criterion && row < table->n_rows; row++) {
        const char *of = tomt_compare_cell(table, "profile", row), *id = tomt_compare_cell(table, "id", row);
        if (of && id && !strcmp(of, side->profile))
            side->criterion[side->n_criteria++] =
                (struct tomt_asked){.id = id,
                                    .unit = tomt_compare_cell(table, "unit", row),
                                    .value_json = tomt_compare_cell(table, "value_function", row),
                                    .parameters = tomt_compare_cell(table, "parameters", row),
                                    .null_policy = tomt_compare_cell(table, "null_policy", row),
                                    .title = {tomt_compare_cell(table, "title_en", row), tomt_compare_cell(table, "title_nb", row)},
                                    .share = tomt_compare_number(table, "share", row),
                                    .threshold = {tomt_compare_number(table, "indifference", row), tomt_compare_number(table, "preference", row),
                                                  tomt_compare_number(table, "veto", row)}};
    }
    return side->criterion != NULL;
}

static double *numbers(struct tomt_arena *arena, const struct tomt_table *table, const char *column, struct tomt_error *err)
{
    const struct tomt_column *in = tomt_table_find(table, column); /* once: a table has many columns */
    double *number = tomt_arena_block(arena, NULL, (table->n_rows + 1) * sizeof *number, err);
    for (size_t row = 0; number && row < table->n_rows; row++)
        number[row] = number_at(in, row);
    return number;
}

static bool read_measures(struct tomt_arena *arena, struct tomt_side *side, struct tomt_error *err)
{
    double ***into[] = {&side->x, &side->v, &side->c};
    for (size_t k = 0; k < 3; k++) {
        *into[k] = tomt_arena_alloc(arena, (side->n_criteria + 1) * sizeof **into[k], err);
        for (size_t c = 0; c < side->n_criteria; c++) {
            const char *name = *into[k] ? tomt_arena_print(arena, err, "%c_%s", "xvc"[k], side->criterion[c].id) : NULL;
            if (!name || !((*into[k])[c] = numbers(arena, &side->sites, name, err)))
                return false;
        }
        if (!*into[k])
            return false;
    }
    side->rank = numbers(arena, &side->sites, "rank", err);
    side->score = numbers(arena, &side->sites, "score", err);
    side->sum = !strcmp(side->method, "weighted_sum") ? side->score : numbers(arena, &side->sites, "weighted_sum", err);
    return side->rank && side->score && side->sum;
}

static bool read_sites(struct tomt_arena *arena, struct tomt_side *side, struct tomt_error *err)
{
    if (!read_table(arena, side->path, side->profile, &side->sites, err))
        return false;
    side->n = side->sites.n_rows;
    side->site_id = tomt_arena_block(arena, NULL, (side->n + 1) * sizeof *side->site_id, err);
    side->parcel = tomt_arena_block(arena, NULL, (side->n + 1) * sizeof *side->parcel, err);
    if (!side->site_id || !side->parcel)
        return false;
    const struct tomt_column *id = tomt_table_find(&side->sites, "site_id"), *property = tomt_table_find(&side->sites, "property");
    for (size_t s = 0; s < side->n; s++) {
        side->site_id[s] = text_at(id, s);
        side->parcel[s] = text_at(property, s);
        if (!side->site_id[s])
            return tomt_fail(err, TOMT_DATA, "'%s', layer '%s', row %zu: a site without a site_id", side->path, side->profile, s + 1);
    }
    return read_measures(arena, side, err);
}

/* Of its sites, as the file says; nothing where it does not. */
static bool read_crs(struct tomt_arena *arena, struct tomt_side *side, struct tomt_error *err)
{
    struct tomt_table geometry, system;
    bool found, known;
    if (!tomt_result_table(arena, side->path, "gpkg_geometry_columns", &geometry, &found, err) ||
        !tomt_result_table(arena, side->path, "gpkg_spatial_ref_sys", &system, &known, err))
        return false;
    for (size_t g = 0; found && known && g < geometry.n_rows; g++) {
        const char *table = tomt_compare_cell(&geometry, "table_name", g);
        if (!table || strcmp(table, "site"))
            continue;
        for (size_t row = 0; row < system.n_rows; row++) {
            const char *by = tomt_compare_cell(&system, "organization", row);
            if (by && tomt_compare_number(&system, "srs_id", row) == tomt_compare_number(&geometry, "srs_id", g) &&
                !(side->crs = tomt_arena_print(arena, err, "%s:%.0f", by, tomt_compare_number(&system, "organization_coordsys_id", row))))
                return false;
        }
    }
    return true;
}

static bool read_about(struct tomt_arena *arena, struct tomt_side *side, struct tomt_error *err)
{
    struct tomt_table about;
    if (!tomt_result_open(arena, side->path, &side->info, err) || !read_table(arena, side->path, "tomt", &about, err) ||
        !read_table(arena, side->path, "profile", &side->profiles, err) || !read_table(arena, side->path, "criterion", &side->criteria, err))
        return false;
    side->least_coverage = NAN;
    side->data_date = about.n_rows ? tomt_compare_cell(&about, "data_date", 0) : NULL;
    for (size_t row = 0; row < side->profiles.n_rows; row++) {
        const char *name = tomt_compare_cell(&side->profiles, "name", row);
        if (!name || strcmp(name, side->profile))
            continue;
        side->method = tomt_compare_cell(&side->profiles, "method", row);
        side->method_parameters = tomt_compare_cell(&side->profiles, "method_parameters", row);
        side->vetoes = tomt_compare_cell(&side->profiles, "vetoes", row);
        side->least_coverage = tomt_compare_number(&side->profiles, "least_coverage", row);
        side->sites_sha256 = tomt_compare_cell(&side->profiles, "sites_sha256", row);
        side->sites_json = tomt_compare_cell(&side->profiles, "sites", row);
        side->title = (struct tomt_title){tomt_compare_cell(&side->profiles, "title_en", row), tomt_compare_cell(&side->profiles, "title_nb", row)};
    }
    side->method = side->method ? side->method : "weighted_sum"; /* results before schema 1.1 */
    return true;
}

/* Rows of an input stand together. */
static bool read_inputs(struct tomt_arena *arena, struct tomt_side *side, struct tomt_error *err)
{
    const struct tomt_table *table = &side->provenance;
    const struct tomt_column *section = tomt_table_find(table, "section"), *name = tomt_table_find(table, "name");
    const struct tomt_column *key = tomt_table_find(table, "key"), *value = tomt_table_find(table, "value");
    size_t n = 0;
    for (size_t row = 0; row < table->n_rows; row++) {
        const char *in = text_at(section, row);
        n += in && !strcmp(in, "input") ? 1 : 0;
    }
    side->input = tomt_arena_alloc(arena, (n + 1) * sizeof *side->input, err);
    for (size_t row = 0; side->input && row < table->n_rows; row++) {
        const char *in = text_at(section, row), *of = text_at(name, row), *what = text_at(key, row);
        if (!in || strcmp(in, "input") || !of || !what)
            continue;
        struct tomt_input *input = side->n_inputs ? &side->input[side->n_inputs - 1] : NULL;
        if (!input || strcmp(input->name, of)) {
            input = &side->input[side->n_inputs++];
            *input = (struct tomt_input){.name = of};
        }
        const struct {
            const char *key, **into;
        } member[] = {{"source", &input->source}, {"sha256", &input->sha256}, {"layer", &input->layer},        {"where", &input->where},
                      {"role", &input->role},     {"title", &input->title.en}, {"title_en", &input->title.en}, {"title_nb", &input->title.nb}};
        for (size_t k = 0; k < sizeof member / sizeof *member; k++)
            if (!strcmp(member[k].key, what) && !*member[k].into)
                *member[k].into = text_at(value, row);
    }
    return side->input != NULL;
}

bool tomt_side_read(struct tomt_arena *arena, const char *path, const char *profile, struct tomt_side *side, struct tomt_error *err)
{
    bool has_provenance, has_zone;
    *side = (struct tomt_side){.path = path, .profile = profile};
    return read_about(arena, side, err) && read_crs(arena, side, err) && read_criteria(arena, side, err) && read_sites(arena, side, err) &&
           tomt_result_table(arena, path, "rejected", &side->rejected, &side->has_rejected, err) &&
           tomt_result_table(arena, path, "provenance", &side->provenance, &has_provenance, err) && tomt_result_table(arena, path, "zone", &side->zone, &has_zone, err) &&
           read_inputs(arena, side, err);
}
