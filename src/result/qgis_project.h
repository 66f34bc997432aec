/* result/qgis_project.h: the QGIS project that lies in a result: its layers grouped, named, styled
 * and in drawing order. Inside the room. One thread. Deterministic: no user, no clock, no path but
 * the result's own name. */
#ifndef TOMT_RESULT_QGIS_PROJECT_H
#define TOMT_RESULT_QGIS_PROJECT_H

#include "result/style.h"

/* Appends the project as XML (.qgs). The layers' QML must be made. QGIS 3.22 and later read it. */
bool tomt_qgis_project(struct tomt_style_context *context, const struct tomt_styled *styled, size_t n,
                       struct tomt_text *out, struct tomt_error *err);

#endif
