/* result/export_styles.c: styles and the QGIS project are made for what is in the copy and for
 * nothing else. Styles that people changed in QGIS live on in a copy of the whole. */
#include "result/export_inside.h"
#include "result/styles.h"

static bool has_table(const struct tomt_exporting *x, const char *name)
{
    struct tomt_error ignored = {0};
    struct tomt_column_list columns;
    return tomt_export_columns(x->arena, x->from, name, &columns, &ignored) && columns.n > 0;
}

bool tomt_export_styles(struct tomt_exporting *x, const struct tomt_crs *crs, const char *file_name,
                        struct tomt_error *err)
{
    struct tomt_result result = {.crs = crs, .file_name = file_name};
    if (!tomt_result_told(x->arena, x->to, x->from_path, &result, err) ||
        !tomt_styles_write(x->arena, x->to, &result, err))
        return false;
    if (x->what->public_only || x->what->n_layers || !has_table(x, "layer_styles"))
        return true;
    return tomt_gpkg_sql(x->to, "DELETE FROM layer_styles", err) &&
           tomt_export_common_rows(x, "layer_styles", NULL, NULL, err) &&
           tomt_gpkg_sql(x->to,
                         "UPDATE gpkg_ogr_contents SET feature_count = (SELECT count(*) FROM "
                         "layer_styles) WHERE table_name = 'layer_styles'",
                         err);
}
