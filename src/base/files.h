/* base/files.h: files embedded in the program (cmake/embed.cmake makes the tables). Const; thread-safe. */
#ifndef TOMT_BASE_FILES_H
#define TOMT_BASE_FILES_H

#include <stddef.h>

struct tomt_file {
    const char *name;  /* base name */
    const char *bytes; /* NUL-terminated */
    size_t n;
}; /* a table ends with name NULL */

#endif
