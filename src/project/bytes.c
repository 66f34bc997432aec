/* project/bytes.c: a whole file into memory, refused when it is none, or too large. */
#include "project/inner.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool read_all(int handle, const char *file, size_t most_mb, const char *what,
                     struct tomt_text *text, struct tomt_error *err)
{
    char piece[65536];
    for (;;) {
        ssize_t n = read(handle, piece, sizeof piece);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return tomt_fail(err, TOMT_DATA, "cannot read %s: %s", file, strerror(errno));
        if (n == 0)
            return !text->failed || tomt_fail(err, TOMT_MEMORY, "out of memory reading %s", file);
        tomt_text_add(text, piece, (size_t)n);
        if (text->n > (most_mb << 20) + 1) /* it grew while we read */
            return tomt_fail(err, TOMT_PROJECT, "%s has more than the %zu MB of %s", file, most_mb,
                             what);
    }
}

/* Not blocking: a pipe without a writer must not hold us. */
bool tomt_project_bytes(const char *file, size_t most_mb, const char *what, struct tomt_text *text,
                     struct tomt_error *err)
{
    int handle = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (handle < 0)
        return tomt_fail(err, TOMT_DATA, "cannot open %s: %s", file, strerror(errno));
    struct stat about;
    bool done;
    if (fstat(handle, &about) != 0)
        done = tomt_fail(err, TOMT_DATA, "cannot read %s: %s", file, strerror(errno));
    else if (!S_ISREG(about.st_mode))
        done = tomt_fail(err, TOMT_DATA, "%s is a %s, not a file", file,
                         S_ISDIR(about.st_mode) ? "directory" : "device or pipe");
    else if ((uint64_t)about.st_size > (uint64_t)most_mb << 20)
        done = tomt_fail(err, TOMT_PROJECT, "%s has %.1f MB; %s has at most %zu MB", file,
                         (double)about.st_size / (1 << 20), what, most_mb);
    else
        done = read_all(handle, file, most_mb, what, text, err);
    close(handle);
    return done;
}
