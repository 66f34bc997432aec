/* result/styles.h: makes a result look right at once: QGIS styles and a QGIS project inside the GeoPackage.
 * May not know the pipeline. Called by tomt_result_write once all layers, views and tables exist.
 * One thread. Deterministic. */
#ifndef TOMT_RESULT_STYLES_H
#define TOMT_RESULT_STYLES_H

#include "result/result.h"

/* Makes and fills layer_styles and qgis_projects (both registered in gpkg_contents where QGIS expects it). */
bool tomt_styles_write(struct tomt_arena *arena, struct tomt_gpkg *gpkg,
                       const struct tomt_result *result, struct tomt_error *err);

#endif
