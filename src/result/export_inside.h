/* result/export_inside.h: what the files of `tomt export` share; nobody else includes it. One
 * thread; all belongs to the arena. */
#ifndef TOMT_RESULT_EXPORT_INSIDE_H
#define TOMT_RESULT_EXPORT_INSIDE_H

#include "result/inside.h"

struct tomt_exported { /* a row of the source's `layer` */
    const char *name, *kind, *key;
    bool internal, keep;
};
struct tomt_exporting {
    struct tomt_arena *arena;
    sqlite3 *from;
    const char *from_path;
    struct tomt_gpkg *to;
    const struct tomt_export *what;
    struct tomt_export_report *report;
    struct tomt_exported *layer;
    size_t n_layers;
};

struct tomt_column_list {
    const char **name, **type;
    bool *not_null;
    int *in_key; /* place in the primary key from 1; 0: not in it */
    size_t n;
};
bool tomt_export_columns(struct tomt_arena *arena, sqlite3 *db, const char *table,
                         struct tomt_column_list *list, struct tomt_error *err);
bool tomt_export_has_column(const struct tomt_column_list *list, const char *name);

sqlite3_stmt *tomt_export_ask(const struct tomt_exporting *x, struct tomt_error *err,
                              const char *sql, ...); /* of the source; sql as sqlite3_mprintf */
bool tomt_export_failed(const struct tomt_exporting *x, const char *table, struct tomt_error *err);

/* Rows of one table into one of the same name: the columns listed, those where `where` holds (NULL:
 * all; ?1 is `value`). With a place, the R-tree is made anew and compared with the source's.
 * *n_rows may be NULL. */
bool tomt_export_rows(struct tomt_exporting *x, const char *table,
                      const struct tomt_column_list *columns, const char *where, const char *value,
                      const struct tomt_gpkg_place *place, size_t *n_rows, struct tomt_error *err);
/* The same for the columns that both have. */
bool tomt_export_common_rows(struct tomt_exporting *x, const char *table, const char *where,
                             const char *value, struct tomt_error *err);

/* The CRS that `site` has in the source, else any layer. */
bool tomt_export_crs(struct tomt_exporting *x, struct tomt_crs *crs, struct tomt_error *err);
/* Layers, score tables and views that tomt made. */
bool tomt_export_layer(struct tomt_exporting *x, const struct tomt_exported *layer,
                       struct tomt_error *err);
bool tomt_export_profile(struct tomt_exporting *x, const struct tomt_exported *profile,
                         struct tomt_error *err);
/* What others have put into the file, as it is. */
bool tomt_export_foreign(struct tomt_exporting *x, struct tomt_error *err);
/* Rows of gpkg_contents, gpkg_geometry_columns, gpkg_data_columns for a table or view that is in
 * the copy. */
bool tomt_export_register(struct tomt_exporting *x, const char *table,
                          const struct tomt_column_list *columns, struct tomt_error *err);
/* layer_styles and qgis_projects for what is in the copy. */
bool tomt_export_styles(struct tomt_exporting *x, const struct tomt_crs *crs, const char *file_name,
                        struct tomt_error *err);

#endif
