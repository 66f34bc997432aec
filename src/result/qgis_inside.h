/* result/qgis_inside.h: what the files that make the QGIS project share: map themes, bookmarks and
 * print layouts. Nobody else includes it. One thread. Deterministic. */
#ifndef TOMT_RESULT_QGIS_INSIDE_H
#define TOMT_RESULT_QGIS_INSIDE_H

#include "result/style.h"

struct tomt_qgis_theme {
    const char *name;     /* of the map theme: "office", "cluster", "capacity", "constraints" */
    const char *title;    /* what people read on paper */
    const char *goal;     /* what the profile asks for; NULL */
    struct tomt_box view; /* what paper shows */
    bool *shown;          /* [styled] */
};

/* The name of a drawing in the project, its place from the top (rows past the last known one come
 * last), the name of its group and whether that is unfolded. In qgis_project.c. */
const char *tomt_qgis_id(const struct tomt_styled *styled);
size_t tomt_qgis_row(const struct tomt_styled *styled);
const char *tomt_qgis_group(const struct tomt_styled *styled, int language);
bool tomt_qgis_unfolded(const struct tomt_styled *styled);
void tomt_qgis_put_crs(struct tomt_text *out, const struct tomt_crs *crs);

/* In the arena. A theme is only there when the result has what it shows. */
bool tomt_qgis_themes(struct tomt_style_context *context, const struct tomt_styled *styled,
                      size_t n, struct tomt_qgis_theme **theme, size_t *n_themes,
                      struct tomt_error *err);
void tomt_qgis_put_themes(const struct tomt_result *result, const struct tomt_qgis_theme *theme,
                          size_t n_themes, const struct tomt_styled *styled, size_t n,
                          struct tomt_text *out);
bool tomt_qgis_put_bookmarks(struct tomt_style_context *context, struct tomt_text *out,
                             struct tomt_error *err);
/* A sheet for each theme: styles/layout.qpt with its {{placeholders}} filled in. */
bool tomt_qgis_put_layouts(struct tomt_style_context *context, const struct tomt_qgis_theme *theme,
                           size_t n_themes, const struct tomt_styled *styled, size_t n,
                           struct tomt_text *out, struct tomt_error *err);

/* Where the sites of a profile lie that have these ranks; `view` is left as it is when there are
 * none. */
bool tomt_qgis_view_of(struct tomt_style_context *context, const char *profile, int from, int to,
                       double margin_m, struct tomt_box *view, struct tomt_error *err);

#endif
