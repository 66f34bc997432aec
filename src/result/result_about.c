/* result/result_about.c: the tables that say what the result is: tomt, profile, criterion; and the
 * rows of layer and field. */
#include "result/inside.h"

static bool write_tomt(struct tomt_gpkg *gpkg, const struct tomt_result *result,
                       struct tomt_error *err)
{
    sqlite3_stmt *row = tomt_gpkg_prepare(
        gpkg,
        "INSERT INTO tomt VALUES (1, :schema, :run_id, :project, :en, :nb, :case_number, "
        ":language, :version, :data_date, :credits, :min_x, :min_y, :max_x, :max_y)",
        err);
    if (!row)
        return false;
    tomt_result_bind_text(row, ":schema", TOMT_SCHEMA_VERSION);
    tomt_result_bind_text(row, ":run_id", result->run_id);
    tomt_result_bind_text(row, ":project", result->project_name);
    tomt_result_bind_text(row, ":en", result->title.en);
    tomt_result_bind_text(row, ":nb", result->title.nb);
    tomt_result_bind_text(row, ":case_number", result->case_number);
    tomt_result_bind_text(row, ":language", result->language == 1 ? "nb" : "en");
    tomt_result_bind_text(row, ":version", result->tomt_version);
    tomt_result_bind_text(row, ":data_date", result->timestamp);
    tomt_result_bind_text(row, ":credits", result->credits);
    tomt_result_bind_box(row, &result->extent);
    bool good = tomt_gpkg_step(gpkg, row, err);
    sqlite3_finalize(row);
    return good;
}

static bool write_profiles(struct tomt_gpkg *gpkg, const struct tomt_result *result,
                           struct tomt_error *err)
{
    sqlite3_stmt *row = tomt_gpkg_prepare(
        gpkg,
        "INSERT INTO profile VALUES (NULL, :name, :en, :nb, :goal_en, :goal_nb, :n_sites, :min_x, "
        ":min_y, :max_x, :max_y, :method, :method_parameters, :weighting, :robustness, "
        ":least_coverage, :n_without_rank, :vetoes, :sites_sha256, :sites)",
        err);
    bool good = row != NULL;
    for (size_t p = 0; good && p < result->n_profiles; p++) {
        const struct tomt_result_profile *profile = &result->profile[p];
        tomt_result_bind_text(row, ":name", profile->name);
        tomt_result_bind_text(row, ":en", profile->title.en);
        tomt_result_bind_text(row, ":nb", profile->title.nb);
        tomt_result_bind_text(row, ":goal_en", profile->goal.en);
        tomt_result_bind_text(row, ":goal_nb", profile->goal.nb);
        tomt_result_bind_integer(row, ":n_sites", (int64_t)profile->n);
        tomt_result_bind_box(row, &profile->extent);
        tomt_result_bind_text(row, ":method", profile->method);
        tomt_result_bind_text(row, ":method_parameters", profile->method_json);
        tomt_result_bind_text(row, ":weighting", profile->weighting_json);
        tomt_result_bind_text(row, ":robustness", profile->robustness_json);
        tomt_result_bind_real(row, ":least_coverage", profile->least_coverage);
        tomt_result_bind_integer(row, ":n_without_rank", (int64_t)profile->n_without_rank);
        tomt_result_bind_text(row, ":vetoes", profile->vetoes_json);
        tomt_result_bind_text(row, ":sites_sha256", profile->sites_sha256);
        tomt_result_bind_text(row, ":sites", profile->sites_json);
        good = tomt_gpkg_step(gpkg, row, err);
    }
    sqlite3_finalize(row);
    return good;
}

static void bind_criterion(sqlite3_stmt *row, const char *profile, int language,
                           const struct tomt_result_criterion *criterion)
{
    tomt_result_bind_text(row, ":profile", profile);
    tomt_result_bind_text(row, ":id", criterion->id);
    tomt_result_bind_text(row, ":criterion", criterion->criterion);
    tomt_result_bind_text(row, ":en", criterion->title.en);
    tomt_result_bind_text(row, ":nb", criterion->title.nb);
    tomt_result_bind_text(row, ":unit", criterion->unit);
    tomt_result_bind_real(row, ":weight", criterion->weight);
    tomt_result_bind_real(row, ":share", criterion->share);
    tomt_result_bind_integer(row, ":more_is_better", criterion->more_is_better);
    tomt_result_bind_text(row, ":value", criterion->value_json);
    tomt_result_bind_text(row, ":parameters", criterion->with_json);
    tomt_result_bind_text(row, ":null_policy", criterion->null_policy);
    tomt_result_bind_text(row, ":why", tomt_result_word(&criterion->why, language, NULL));
    tomt_result_bind_text(row, ":source", criterion->source);
    tomt_result_bind_text(row, ":weight_group", criterion->weight_group);
    tomt_result_bind_real(row, ":local_share", criterion->local_share);
    tomt_result_bind_real(row, ":reach", criterion->reach);
    tomt_result_bind_real(row, ":indifference", criterion->indifference);
    tomt_result_bind_real(row, ":preference", criterion->preference);
    tomt_result_bind_real(row, ":veto", criterion->veto);
    tomt_result_bind_text(row, ":uncertain", criterion->uncertain_json);
    tomt_result_bind_text(row, ":why_en", criterion->why.en);
    tomt_result_bind_text(row, ":why_nb", criterion->why.nb);
}

static bool write_criteria(struct tomt_gpkg *gpkg, const struct tomt_result *result,
                           struct tomt_error *err)
{
    sqlite3_stmt *row = tomt_gpkg_prepare(
        gpkg,
        "INSERT INTO criterion VALUES (NULL, :profile, :id, :criterion, :en, :nb, :unit, :weight, "
        ":share, :more_is_better, :value, :parameters, :null_policy, :why, :source, :weight_group, "
        ":local_share, :reach, :indifference, :preference, :veto, :uncertain, :why_en, "
        ":why_nb)",
        err);
    bool good = row != NULL;
    for (size_t p = 0; good && p < result->n_profiles; p++)
        for (size_t c = 0; good && c < result->profile[p].n_criteria; c++) {
            bind_criterion(row, result->profile[p].name, result->language,
                           &result->profile[p].criterion[c]);
            good = tomt_gpkg_step(gpkg, row, err);
        }
    sqlite3_finalize(row);
    return good;
}

bool tomt_result_write_profile_rows(struct tomt_gpkg *gpkg, const struct tomt_result *result,
                                    struct tomt_error *err)
{
    return write_profiles(gpkg, result, err) && write_criteria(gpkg, result, err);
}

/* Registered as attributes so that QGIS offers them as tables. */
static bool register_tables(struct tomt_gpkg *gpkg, int language, struct tomt_error *err)
{
    static const struct {
        const char *name;
        struct tomt_title title;
    } table[] = {{"tomt", {"About this result", "Om resultatet"}},
                 {"profile", {"Profiles", "Profiler"}},
                 {"criterion", {"Criteria and weights", "Kriterier og vekter"}},
                 {"layer", {"Layers of this result", "Lag i resultatet"}},
                 {"field", {"Columns of this result", "Kolonner i resultatet"}}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (!tomt_gpkg_register(gpkg, table[i].name, "attributes",
                                tomt_result_word(&table[i].title, language, NULL), NULL, NULL, err))
            return false;
    return true;
}

bool tomt_result_write_about(struct tomt_gpkg *gpkg, const struct tomt_result *result,
                             struct tomt_error *err)
{
    return (write_tomt(gpkg, result, err) && tomt_result_write_profile_rows(gpkg, result, err) &&
            register_tables(gpkg, result->language, err)) ||
           tomt_while(err, "writing what the result is about");
}

bool tomt_result_name_layer(struct tomt_gpkg *gpkg, const struct tomt_result_named *named,
                            struct tomt_error *err)
{
    sqlite3_stmt *row = tomt_gpkg_prepare(gpkg,
                                          "INSERT INTO layer VALUES (NULL, :name, :en, :nb, :kind, "
                                          ":geometry_type, :key, :visibility)",
                                          err);
    if (!row)
        return false;
    tomt_result_bind_text(row, ":name", named->name);
    tomt_result_bind_text(row, ":en", named->title.en);
    tomt_result_bind_text(row, ":nb", named->title.nb);
    tomt_result_bind_text(row, ":kind", named->kind);
    tomt_result_bind_text(row, ":geometry_type", named->geometry_type);
    tomt_result_bind_text(row, ":key", named->key);
    tomt_result_bind_text(row, ":visibility", named->internal ? "internal" : "public");
    bool good = tomt_gpkg_step(gpkg, row, err);
    sqlite3_finalize(row);
    return good;
}

bool tomt_result_name_field(struct tomt_gpkg *gpkg, int language,
                            const struct tomt_result_field *field, struct tomt_error *err)
{
    sqlite3_stmt *row = tomt_gpkg_prepare(
        gpkg, "INSERT INTO field VALUES (NULL, :layer, :field, :en, :nb, :unit, :visibility)", err);
    if (!row)
        return false;
    tomt_result_bind_text(row, ":layer", field->layer);
    tomt_result_bind_text(row, ":field", field->field);
    tomt_result_bind_text(row, ":en", field->title.en);
    tomt_result_bind_text(row, ":nb", field->title.nb);
    tomt_result_bind_text(row, ":unit", field->unit && *field->unit ? field->unit : NULL);
    tomt_result_bind_text(row, ":visibility", field->internal ? "internal" : "public");
    bool good = tomt_gpkg_step(gpkg, row, err);
    sqlite3_finalize(row);
    struct tomt_gpkg_column column = {
        .name = field->field, .title = tomt_result_word(&field->title, language, field->field)};
    return good && tomt_gpkg_describe(gpkg, field->layer, &column, err);
}
