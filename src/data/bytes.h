/* data/bytes.h: whole files as bytes in memory, also out of a zip, for formats that no driver of GDAL reads.
 * May not know what they mean. The bytes belong to the arena given. Not thread-safe: one source, one thread. */
#ifndef TOMT_DATA_BYTES_H
#define TOMT_DATA_BYTES_H

#include "base/text.h"

/* Where the files of `path` are: a folder as it is, a zip (known by its first bytes, whatever its name) as "/vsizip/{path}",
 * what begins with "/vsi" as it is. NULL with err set when it is neither, or cannot be read. */
const char *tomt_bytes_folder(struct tomt_arena *arena, const char *path, struct tomt_error *err);
/* The names in such a folder, in byte order, folders without a slash; "." and ".." left out. Ends with NULL. */
const char **tomt_bytes_list(struct tomt_arena *arena, const char *folder, size_t *n, struct tomt_error *err);
bool tomt_bytes_is_folder(const char *path);
/* All of a file. More than `most` bytes are refused (TOMT_DATA), by what is really unpacked, not by what the zip claims.
 * A file of 0 bytes gives n 0 and a block that is not NULL. */
const char *tomt_bytes_read(struct tomt_arena *arena, const char *path, uint64_t most, size_t *n, struct tomt_error *err);
/* Appended as it is when it is UTF-8, else taken as Latin-1 (Windows-1252 where it has more). */
void tomt_bytes_utf8_add(struct tomt_text *out, const char *text, size_t n);

#endif
