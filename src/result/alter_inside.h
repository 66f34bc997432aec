/* result/alter_inside.h: what the files that alter a result share; nobody else includes it. */
#ifndef TOMT_RESULT_ALTER_INSIDE_H
#define TOMT_RESULT_ALTER_INSIDE_H

#include "result/alter.h"
#include "result/export_inside.h"

#include "data/whole_file.h"

enum { TOMT_MOST_TOUCHED = 64 };
struct tomt_alteration {
    struct tomt_arena *arena;
    const char *from, *target; /* the target as it is reached at last, through links */
    bool in_place, replaces; /* the target is there already */
    int from_fd, to_fd; /* -1: not open. Closing from_fd gives up SQLite's locks on the file */
    struct tomt_arena *reading; /* holds `source`, until edit */
    sqlite3 *source;            /* read from, with a transaction open: nobody writes meanwhile */
    struct sqlite3 *hold; /* locks a file that is to be replaced; NULL: none is, or it needs none */
    int64_t held_version;
    struct tomt_result_info info; /* of the source */
    struct tomt_whole_file *file;
    struct tomt_gpkg *gpkg; /* the copy; NULL before edit */
    struct tomt_result told;
    struct tomt_crs crs;
    const char *touched[TOMT_MOST_TOUCHED]; /* layers whose styles are made anew */
    size_t n_touched;
    struct tomt_text changed; /* tables that rows came to or went from, each with its NUL */
    size_t last_changed;      /* where in it the one is that was told last */
};

/* alter_hold.c. Locks are the process's: no file descriptor of the file may be closed meanwhile. */
bool tomt_alter_hold(struct tomt_alteration *alteration, struct tomt_error *err);
bool tomt_alter_hold_alone(struct tomt_alteration *alteration, struct tomt_error *err);
void tomt_alter_release(struct tomt_alteration *alteration);
bool tomt_alter_touch(struct tomt_alteration *alteration, const char *name, struct tomt_error *err);
bool tomt_alter_has(struct tomt_alteration *alteration, const char *name); /* table or view */
/* The row number of a thing in a table of its kind by name; 0: none. tomt_alter_place gives the row
 * now named so this number again. */
int64_t tomt_alter_place_of(struct tomt_alteration *alteration, const char *table,
                            const char *column, const char *name);
bool tomt_alter_place(struct tomt_alteration *alteration, const char *table, const char *column,
                      const char *name, int64_t place, struct tomt_error *err);
/* Rows about a layer: gpkg_contents and its like, layer, field; not the table. */
bool tomt_alter_forget(struct tomt_alteration *alteration, const char *name,
                       struct tomt_error *err);
/* alter_settle.c: from watch on it is noted which tables rows come to or go from; settle puts their counts
 * and R-trees right. */
bool tomt_alter_watch(struct tomt_alteration *alteration, struct tomt_error *err);
bool tomt_alter_settle(struct tomt_alteration *alteration, struct tomt_error *err);
bool tomt_alter_styles(struct tomt_alteration *alteration, struct tomt_error *err);

#endif
