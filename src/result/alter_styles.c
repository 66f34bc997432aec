/* result/alter_styles.c: styles and the QGIS project of a result that was altered: made anew for
 * what was touched, and as they were for the rest; what people made or changed in QGIS stays. */
#include "result/alter_inside.h"
#include "result/styles.h"

/* Ours carry the date of the data; QGIS writes the time. */
static const char keep[] =
    "CREATE TEMP TABLE kept_style AS SELECT * FROM main.layer_styles; CREATE TEMP TABLE "
    "kept_project AS SELECT * FROM main.qgis_projects; DROP TABLE main.layer_styles; DROP TABLE "
    "main.qgis_projects; DELETE FROM gpkg_contents WHERE table_name = 'layer_styles'; DELETE FROM "
    "gpkg_ogr_contents WHERE table_name = 'layer_styles'; CREATE TEMP TABLE touched (name TEXT)";

static const char give_back[] =
    "DELETE FROM kept_style WHERE update_time = (SELECT data_date FROM tomt) AND f_table_name IN "
    "touched;"
    "DELETE FROM layer_styles WHERE f_table_name NOT IN touched OR (f_table_name, styleName) IN "
    "(SELECT f_table_name, styleName FROM kept_style);"
    "UPDATE layer_styles SET useAsDefault = 0 WHERE f_table_name IN (SELECT f_table_name FROM "
    "kept_style WHERE useAsDefault);"
    "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, "
    "styleName, styleQML, styleSLD, useAsDefault, description, owner, ui, update_time) SELECT "
    "f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, "
    "styleSLD, useAsDefault, description, owner, ui, update_time FROM kept_style ORDER BY id;"
    "UPDATE gpkg_ogr_contents SET feature_count = (SELECT count(*) FROM layer_styles) WHERE "
    "table_name = 'layer_styles';"
    /* A project that somebody saved keeps its name; ours stands beside it. */
    "DELETE FROM kept_project WHERE EXISTS (SELECT 1 FROM qgis_projects AS ours WHERE ours.name = "
    "kept_project.name AND ours.metadata = kept_project.metadata);"
    "UPDATE qgis_projects SET name = name || ' (tomt)' WHERE name IN (SELECT name FROM "
    "kept_project);"
    "INSERT OR REPLACE INTO qgis_projects SELECT name, metadata, content FROM kept_project;"
    "DROP TABLE kept_style; DROP TABLE kept_project; DROP TABLE touched";

static bool list_touched(struct tomt_alteration *alteration, struct tomt_error *err)
{
    for (size_t i = 0; i < alteration->n_touched; i++)
        if (!tomt_gpkg_sqlf(alteration->gpkg, err, "INSERT INTO touched VALUES (%Q)",
                            alteration->touched[i]))
            return false;
    return true;
}

bool tomt_alter_styles(struct tomt_alteration *alteration, struct tomt_error *err)
{
    struct tomt_gpkg *gpkg = alteration->gpkg;
    bool styled =
        tomt_alter_has(alteration, "layer_styles") && tomt_alter_has(alteration, "qgis_projects");
    int64_t place = tomt_alter_place_of(alteration, "gpkg_contents", "table_name", "layer_styles");
    struct tomt_result fresh = {.crs = alteration->told.crs,
                                .file_name = alteration->told.file_name};
    return ((!styled || (tomt_gpkg_sql(gpkg, keep, err) && list_touched(alteration, err))) &&
            tomt_result_told(alteration->arena, gpkg, alteration->from, &fresh, err) &&
            tomt_styles_rewrite(alteration->arena, gpkg, &fresh, styled ? "kept_style" : NULL,
                                err) &&
            (!styled || tomt_gpkg_sql(gpkg, give_back, err)) &&
            tomt_alter_place(alteration, "gpkg_contents", "table_name", "layer_styles", place,
                             err)) ||
           tomt_while(err, "writing the map's styles");
}
