/* data/whole_file.h: a file appears whole or not at all: written beside its target, synced, renamed. What is there already is replaced only where that
 * can hurt nobody (docs/exit-codes.md tells people): never a device, a pipe or the file that is read, and never a file of another kind.
 * The temporary name is "<target>.<pid>.part"; leftovers of dead processes are removed by the next open; tied to the arena:
 * if it is not committed it is deleted. */
#ifndef TOMT_DATA_WHOLE_FILE_H
#define TOMT_DATA_WHOLE_FILE_H

#include "base/arena.h"

enum tomt_file_kind { /* told by the first bytes; text has none, so its name must end as that of the format does */
    TOMT_FILE_ANY,        /* what stands there is replaced whatever it holds: a cache, or --force */
    TOMT_FILE_GEOPACKAGE,
    TOMT_FILE_HTML,
    TOMT_FILE_JSON,       /* GeoJSON, too */
    TOMT_FILE_CSV,
    TOMT_FILE_MARKDOWN,
    TOMT_FILE_PLAIN,      /* .txt */
    TOMT_FILE_TIFF
};
struct tomt_whole_output {
    const char *target;   /* a link stays one: the file that it leads to is replaced */
    enum tomt_file_kind kind;
    const char *reads;    /* the file that the command reads, which is never the target; NULL */
    bool streams;         /* the command has "-": its message says so */
};
/* Whether the target may be written; nothing is touched. For a look before long work: open looks again. TOMT_USAGE: it is the file that is read;
 * TOMT_OUTPUT: all else. */
bool tomt_whole_file_may(const struct tomt_whole_output *output, struct tomt_error *err);
bool tomt_is_same_file(const char *a, const char *b); /* both exist, and are one by device and inode */

struct tomt_whole_file;
struct tomt_whole_file *tomt_whole_file_open(struct tomt_arena *arena, const struct tomt_whole_output *output, struct tomt_error *err);
/* Opens, writes, commits. */
bool tomt_whole_file_write(struct tomt_arena *arena, const struct tomt_whole_output *output, const void *bytes, size_t n, struct tomt_error *err);
const char *tomt_whole_file_path(const struct tomt_whole_file *file); /* write here */
bool tomt_whole_file_sync(struct tomt_whole_file *file, struct tomt_error *err);
bool tomt_whole_file_commit(struct tomt_whole_file *file, struct tomt_error *err); /* sync, rename, sync the folder */

/* SHA-256 of a file, or of a folder (names and contents in byte order), as 64 hex digits. */
bool tomt_sha256_path(const char *path, char out[65], struct tomt_error *err);
struct tomt_sha256; /* running digest */
struct tomt_sha256 *tomt_sha256_open(struct tomt_arena *arena, struct tomt_error *err);
void tomt_sha256_add(struct tomt_sha256 *digest, const void *bytes, size_t n);
void tomt_sha256_end(struct tomt_sha256 *digest, char out[65]);

#endif
