/* result/styles.h: makes a result look right at once: QGIS styles and a QGIS project inside the
 * GeoPackage. May not know the pipeline. Called by tomt_result_write once all layers, views and
 * tables exist. One thread. Deterministic. */
#ifndef TOMT_RESULT_STYLES_H
#define TOMT_RESULT_STYLES_H

#include "result/result.h"

/* Makes and fills layer_styles and qgis_projects. Takes from `result` only names, titles, geometry
 * types, columns (names and types of table->column), internal flags, criteria, extents and the crs:
 * rows and scores are asked of the database (tomt_gpkg_sqlite), because `tomt export` calls this
 * again for a copy with tables of no rows and profiles without arrays. What is not in `result` (a
 * layer left out of a public copy) must not appear in any style or in the project. */
bool tomt_styles_write(struct tomt_arena *arena, struct tomt_gpkg *gpkg,
                       const struct tomt_result *result, struct tomt_error *err);

/* The same of a result that was altered: layers that are not in the temporary table `touched` are
 * drawn in the project as the table `kept` (made like layer_styles) has them, not asked about anew.
 */
bool tomt_styles_rewrite(struct tomt_arena *arena, struct tomt_gpkg *gpkg,
                         const struct tomt_result *result, const char *kept,
                         struct tomt_error *err);

#endif
