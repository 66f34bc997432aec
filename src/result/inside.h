/* result/inside.h: what the files of this room share; nobody else includes it. One thread. */
#ifndef TOMT_RESULT_INSIDE_H
#define TOMT_RESULT_INSIDE_H

#include "result/read_only.h"
#include "result/result.h"

#include <sqlite3.h>

/* Binds NULL for NULL. The text must live until the statement has run. */
void tomt_result_bind_text(sqlite3_stmt *statement, const char *name, const char *text);
void tomt_result_bind_real(sqlite3_stmt *statement, const char *name, double value); /* NaN: NULL */
void tomt_result_bind_integer(sqlite3_stmt *statement, const char *name, int64_t value);
/* The cell of a further column. */
void tomt_result_bind_more(sqlite3_stmt *statement, int at, const struct tomt_result_more *more,
                           size_t row);
void tomt_result_bind_box(sqlite3_stmt *statement, const struct tomt_box *box);

/* The tables of schema.sql, empty. */
bool tomt_result_schema(struct tomt_gpkg *gpkg, struct tomt_error *err);
/* tomt, profile and criterion filled and registered; `layer` and `field` are filled by those below.
 */
bool tomt_result_write_about(struct tomt_gpkg *gpkg, const struct tomt_result *result,
                             struct tomt_error *err);
/* The rows of profile and criterion alone. */
bool tomt_result_write_profile_rows(struct tomt_gpkg *gpkg, const struct tomt_result *result,
                                    struct tomt_error *err);
bool tomt_result_write_layer(struct tomt_arena *arena, struct tomt_gpkg *gpkg,
                             const struct tomt_result *result,
                             const struct tomt_result_layer *layer, const struct tomt_crew *crew,
                             struct tomt_error *err);
bool tomt_result_write_profile(struct tomt_arena *arena, struct tomt_gpkg *gpkg,
                               const struct tomt_result *result,
                               const struct tomt_result_profile *profile, struct tomt_error *err);

/* The same with the rows of the score table filled by `fill`, which gets the INSERT: site_fid, site_id,
 * rank, score, coverage, each criterion's x, v, c, y and what it says further, then the profile's
 * own columns. */
typedef bool (*tomt_result_fill)(void *of, sqlite3_stmt *insert, struct tomt_error *err);
bool tomt_result_write_profile_by(struct tomt_arena *arena, struct tomt_gpkg *gpkg,
                                  const struct tomt_result *result,
                                  const struct tomt_result_profile *profile, tomt_result_fill fill,
                                  void *of, struct tomt_error *err);

struct tomt_result_named { /* a row of `layer` */
    const char *name, *kind, *geometry_type, *key;
    struct tomt_title title;
    bool internal;
};
bool tomt_result_name_layer(struct tomt_gpkg *gpkg, const struct tomt_result_named *named,
                            struct tomt_error *err);
struct tomt_result_field { /* a row of `field`, and of gpkg_data_columns in the result's language */
    const char *layer, *field, *unit;
    struct tomt_title title;
    bool internal;
};
bool tomt_result_name_field(struct tomt_gpkg *gpkg, int language,
                            const struct tomt_result_field *field, struct tomt_error *err);
/* The titles of a layer's column that is no criterion's: from fields.h, else as the result calls it,
 * else its name with blanks. Texts in the arena, or the result's. */
bool tomt_result_title_of(struct tomt_arena *arena, const struct tomt_result *result,
                          const char *layer, const char *column, struct tomt_title *title,
                          const char **unit, struct tomt_error *err);
/* NULL: the result says nothing of this column. */
const struct tomt_title *tomt_result_called(const struct tomt_result *result, const char *column);

/* Flagged so by the layer's maker, or of a name that is never public (fields.h). */
bool tomt_result_is_internal(const struct tomt_result_layer *layer, const char *column);

/* The SELECT of a profile's view: fid and geom of `site`, then the columns given, each from `site`
 * (s) or the score table (k). QGIS and GDAL find the R-tree of `site` through it because fid and
 * geom come straight from that table. */
struct tomt_result_view_column {
    const char *name;
    bool of_site;
};
void tomt_result_view_select(struct tomt_text *sql, const char *profile,
                             const struct tomt_result_view_column *column, size_t n);
/* The title in the language (0 en, 1 nb), else in the other, else `otherwise`. */
const char *tomt_result_word(const struct tomt_title *title, int language, const char *otherwise);

/* The file told as a result: what `tomt` says, layers with columns but without rows, profiles with
 * their criteria but without scores. The CRS and file_name are left to the caller. */
bool tomt_result_told(struct tomt_arena *arena, struct tomt_gpkg *gpkg, const char *path,
                      struct tomt_result *result, struct tomt_error *err);

bool tomt_result_info_read(struct tomt_arena *arena, sqlite3 *db, const char *path,
                           struct tomt_result_info *info, struct tomt_error *err);

#endif
