/* base/error.h: the error chain. One struct on the caller's stack, last argument, untouched on success.
 * Knows nothing of any library. Nobody owns anything: the text lives inside the struct.
 * Thread-safe as long as each thread has its own struct. */
#ifndef TOMT_BASE_ERROR_H
#define TOMT_BASE_ERROR_H

#include <stdbool.h>

/* Also the exit codes of the program; the table in docs/exit-codes.md is written from tomt_code_help(). */
enum tomt_code {
    TOMT_OK = 0,
    TOMT_INTERNAL = 1,  /* a fault in tomt or a library: please report */
    TOMT_USAGE = 2,     /* the command line is wrong */
    TOMT_PROJECT = 3,   /* the project file or a profile has problems */
    TOMT_DATA = 4,      /* an input cannot be read or used */
    TOMT_OUTPUT = 5,    /* an output cannot be written (permissions, disk full) */
    TOMT_MEMORY = 6,    /* out of memory */
    TOMT_CANCELLED = 7, /* interrupted by a signal or the caller */
    TOMT_NOT_FOUND = 8  /* a named thing (criterion, site, profile) does not exist */
};

struct tomt_error {
    enum tomt_code code;
    unsigned used; /* bytes of text in use, without the NUL */
    char text[1600];
};

/* Starts the chain: sets the code and the message (what was found, where, what to do). Always returns false.
 * If the error already holds something, the first failure is kept. */
bool tomt_fail(struct tomt_error *err, enum tomt_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Adds context in front, on the way out: "reading layer 'zones': <what was there>". Always returns false. */
bool tomt_while(struct tomt_error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

void tomt_error_clear(struct tomt_error *err);

/* One line of English for an exit code; NULL past the last. */
const char *tomt_code_help(enum tomt_code code);

#endif
