/* result/alter.h: a new result from an old one without looking at its geometry: a copy of the file beside the target, tables replaced in it, styles and run id made anew,
 * renamed into place. May not know the pipeline. All belongs to the arena: what is not finished leaves nothing behind. One thread. */
#ifndef TOMT_RESULT_ALTER_H
#define TOMT_RESULT_ALTER_H

#include "result/result.h"

struct sqlite3;
struct tomt_alteration;

/* from and target may be the same file (--in-place): then it is replaced by rename when all is done. The target's folder must exist; an existing other
 * target is TOMT_OUTPUT unless `replace`. Results of another major schema version are TOMT_DATA with how to rerun. */
struct tomt_alteration *tomt_alter_open(struct tomt_arena *arena, const char *from, const char *target, bool replace, struct tomt_error *err);
struct tomt_gpkg *tomt_alter_gpkg(struct tomt_alteration *alteration);   /* to read and write through (data/gpkg.h) */
struct sqlite3 *tomt_alter_db(struct tomt_alteration *alteration);
/* A layer or table in the place of one of that name, or new: rows of layer, field, gpkg_contents ... included. */
bool tomt_alter_put(struct tomt_alteration *alteration, const struct tomt_result_layer *layer, const struct tomt_crew *crew, struct tomt_error *err);
bool tomt_alter_drop(struct tomt_alteration *alteration, const char *name, struct tomt_error *err); /* fine when there is none */
/* A profile's scores anew: its score table and view are made again from `profile` (rows need not be in rank order), with the rows of profile, criterion, layer and
 * field that go with them; the raw numbers and what criteria say further (x_ID_SUFFIX) come from the old score table: profile->x, why and more are not read. */
bool tomt_alter_profile(struct tomt_alteration *alteration, const struct tomt_result_profile *profile, struct tomt_error *err);
/* Styles, QGIS project, run id (of the old one and of `what_sha256_of`, the text that made the difference), provenance row `altered`; then renamed into place. */
bool tomt_alter_finish(struct tomt_alteration *alteration, const char *what, const char *what_sha256_of, struct tomt_error *err);

#endif
