/* data/whole_file.h: a file appears whole or not at all: written beside its target, synced, renamed.
 * The temporary name is "<target>.<pid>.part"; leftovers of dead processes are removed by the next open; tied to the arena:
 * if it is not committed it is deleted. */
#ifndef TOMT_DATA_WHOLE_FILE_H
#define TOMT_DATA_WHOLE_FILE_H

#include "base/arena.h"

struct tomt_whole_file;
struct tomt_whole_file *tomt_whole_file_open(struct tomt_arena *arena, const char *target, struct tomt_error *err);
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
