/* result/alter.h: a new result from an old one without looking at its geometry: a copy of the file beside the target, tables replaced in it, styles and run id made anew,
 * renamed into place. May not know the pipeline. All belongs to the arena: what is not finished leaves nothing behind. One thread; tomt_alter_copy may be another's. */
#ifndef TOMT_RESULT_ALTER_H
#define TOMT_RESULT_ALTER_H

#include "result/result.h"

struct sqlite3;
struct tomt_alteration;

/* from and target may be the same file (--in-place): then it is replaced by rename when all is done. The target's folder must exist; an existing other
 * target is TOMT_OUTPUT unless `replace`. Results of another major schema version are TOMT_DATA with how to rerun; tables of an older minor one get the columns they
 * lack. What others put into the file (layers, columns, styles, what QGIS left in its journal) is kept. */
struct tomt_alteration *tomt_alter_open(struct tomt_arena *arena, const char *from, const char *target, bool replace, struct tomt_error *err);
/* The same in three steps, so that something else can be done while the file is copied. Start refuses what can be refused at once and holds the source still; copy
 * allocates nothing in the arena; edit opens the copy. */
struct tomt_alteration *tomt_alter_start(struct tomt_arena *arena, const char *from, const char *target, bool replace, struct tomt_error *err);
struct sqlite3 *tomt_alter_source(struct tomt_alteration *alteration); /* to read from, until edit; by one thread at a time */
struct sqlite3 *tomt_alter_look(struct tomt_arena *arena, const char *path, struct tomt_error *err); /* the same of a result that nothing is made from */
bool tomt_alter_copy(struct tomt_alteration *alteration, const volatile int *cancel, struct tomt_error *err);
bool tomt_alter_edit(struct tomt_alteration *alteration, struct tomt_error *err);

struct tomt_gpkg *tomt_alter_gpkg(struct tomt_alteration *alteration);   /* to read and write through (data/gpkg.h) */
struct sqlite3 *tomt_alter_db(struct tomt_alteration *alteration);
/* A layer or table in the place of one of that name, or new: rows of layer, field, gpkg_contents ... included. */
bool tomt_alter_put(struct tomt_alteration *alteration, const struct tomt_result_layer *layer, const struct tomt_crew *crew, struct tomt_error *err);
/* Rows of a table of several things: those whose text `column` is `value` are replaced by the layer's, the others stay. The table is made when there is none. Attributes only. */
bool tomt_alter_rows(struct tomt_alteration *alteration, const struct tomt_result_layer *layer, const char *column, const char *value, const struct tomt_crew *crew,
                     struct tomt_error *err);
bool tomt_alter_drop(struct tomt_alteration *alteration, const char *name, struct tomt_error *err); /* fine when there is none */

/* Where a profile's raw numbers come from: the score table of `profile` (its own, or the one it is made beside). */
struct tomt_alter_from {
    const char *profile;
    const char *const *id;   /* [criterion] its id there */
    const char *const *gone; /* columns of that table that are not carried over because they would be of the old ranking; ends with NULL */
};
/* A profile's scores anew: its score table and view are made again from `profile` (rows by site_fid ascending; those of the old table that are not among them go), with the rows of
 * profile, criterion, layer and field that go with them; the raw numbers, what criteria say further (x_ID_SUFFIX) and other columns come from the old score table:
 * profile->x, why and more are not read. `extent` may be empty: then it is that of the sites. A profile that is new is put last. */
bool tomt_alter_profile(struct tomt_alteration *alteration, const struct tomt_alter_from *from, const struct tomt_result_profile *profile, struct tomt_error *err);
/* Styles, QGIS project, run id (of the old one and of `what_sha256_of`, the text that made the difference), provenance row `altered`; then renamed into place. *run_id
 * (may be NULL) is the new one. Styles that people changed stay as they are. */
bool tomt_alter_finish(struct tomt_alteration *alteration, const char *what, const char *what_sha256_of, const char **run_id, struct tomt_error *err);

#endif
