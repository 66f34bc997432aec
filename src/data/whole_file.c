/* data/whole_file.c: a file appears whole or not at all: beside its target first, then synced and
 * renamed. */
#include "data/whole_file.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

struct tomt_whole_file {
    const char *target, *folder, *path;
    bool committed;
};

/* The pid of "<base>.<pid>.part", 0 when the name is not of that form. */
static pid_t part_owner(const char *name, const char *base)
{
    size_t n = strlen(base);
    if (strncmp(name, base, n) != 0 || name[n] != '.' || !isdigit((unsigned char)name[n + 1]))
        return 0;
    char *end;
    errno = 0;
    long pid = strtol(name + n + 1, &end, 10);
    if (errno || pid <= 0 || pid > INT32_MAX || strcmp(end, ".part") != 0)
        return 0;
    return (pid_t)pid;
}

/* Leftovers of a killed process; those of a living one are its own business. */
static void remove_leftovers(const char *folder, const char *base)
{
    DIR *listing = opendir(folder);
    if (!listing)
        return;
    struct dirent *entry;
    while ((entry = readdir(listing))) {
        pid_t owner = part_owner(entry->d_name, base);
        bool dead = owner && (owner == getpid() || (kill(owner, 0) != 0 && errno == ESRCH));
        if (dead)
            unlinkat(dirfd(listing), entry->d_name, 0);
    }
    closedir(listing);
}

static void discard(void *handle)
{
    struct tomt_whole_file *file = handle;
    if (!file->committed)
        unlink(file->path);
}

static bool folder_is_usable(const char *folder, const char *target, struct tomt_error *err)
{
    struct stat is;
    if (stat(folder, &is) != 0)
        return tomt_fail(err, TOMT_OUTPUT, "cannot write '%s': folder '%s': %s", target, folder,
                         strerror(errno));
    if (!S_ISDIR(is.st_mode))
        return tomt_fail(err, TOMT_OUTPUT, "cannot write '%s': '%s' is not a folder", target,
                         folder);
    return access(folder, W_OK | X_OK) == 0 ||
           tomt_fail(err, TOMT_OUTPUT,
                     "cannot write '%s': folder '%s' is not writable (%s); choose another "
                     "with -o",
                     target, folder, strerror(errno));
}

/* --- what may be replaced
 * ----------------------------------------------------------------------------------------------------
 */

bool tomt_is_same_file(const char *a, const char *b)
{
    struct stat of_a, of_b;
    return stat(a, &of_a) == 0 && stat(b, &of_b) == 0 && of_a.st_dev == of_b.st_dev &&
           of_a.st_ino == of_b.st_ino;
}

struct kind {
    const char *name;    /* "is no ..." */
    const char *ends[3]; /* of text, that nothing else is told by */
};
static const struct kind kinds[] = {[TOMT_FILE_GEOPACKAGE] = {"GeoPackage", {NULL}},
                                    [TOMT_FILE_HTML] = {"HTML page", {NULL}},
                                    [TOMT_FILE_JSON] = {"JSON file", {NULL}},
                                    [TOMT_FILE_CSV] = {"CSV file", {".csv", ".txt", NULL}},
                                    [TOMT_FILE_MARKDOWN] = {"Markdown file", {".md", ".markdown"}},
                                    [TOMT_FILE_PLAIN] = {"text file", {".txt", NULL}},
                                    [TOMT_FILE_TIFF] = {"GeoTIFF", {NULL}}};

static bool begins(const char *bytes, const char *with)
{
    return strncasecmp(bytes, with, strlen(with)) == 0;
}

/* `head` ends with a NUL at n. GeoPackage: the application id of a SQLite file (OGC
 * 12-128r17, 1.1.1.1.1, and those of versions 1.0 and 1.1); TIFF 6.0, section 2, and BigTIFF. */
static bool is_of_kind(const char *head, size_t n, enum tomt_file_kind kind, const char *name)
{
    const char *text = head + (begins(head, "\xef\xbb\xbf") ? 3 : 0), *id = head + 68;
    text += strspn(text, " \t\r\n");
    switch (kind) {
    case TOMT_FILE_GEOPACKAGE:
        return n >= 100 && !memcmp(head, "SQLite format 3", 16) &&
               (!memcmp(id, "GPKG", 4) || !memcmp(id, "GP10", 4) || !memcmp(id, "GP11", 4));
    case TOMT_FILE_HTML:
        return begins(text, "<!doctype html") || begins(text, "<html");
    case TOMT_FILE_JSON:
        return *text == '{' || *text == '[';
    case TOMT_FILE_TIFF:
        return n >= 4 && (!memcmp(head, "II*\0", 4) || !memcmp(head, "MM\0*", 4) ||
                          !memcmp(head, "II+\0", 4) || !memcmp(head, "MM\0+", 4));
    default:
        break;
    }
    bool ends = false;
    size_t n_name = strlen(name);
    for (size_t i = 0; i < 3 && kinds[kind].ends[i]; i++) {
        size_t n_end = strlen(kinds[kind].ends[i]);
        ends = ends || (n_name > n_end && !strcasecmp(name + n_name - n_end, kinds[kind].ends[i]));
    }
    return ends && !memchr(head, '\0', n);
}

/* An empty file (mktemp makes them) has nothing to lose. */
static bool may_replace(const struct tomt_whole_output *output, struct tomt_error *err)
{
    char head[4096];
    const char *target = output->target, *name = kinds[output->kind].name;
    if (output->kind == TOMT_FILE_ANY)
        return true;
    int fd = open(target, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    ssize_t n = fd < 0 ? -1 : read(fd, head, sizeof head - 1);
    int why = errno;
    if (fd >= 0)
        close(fd);
    if (n < 0)
        return tomt_fail(err, TOMT_OUTPUT,
                         "'%s' is there and cannot be read to see what would be lost (%s): give "
                         "another name",
                         target, strerror(why));
    head[n] = '\0';
    return n == 0 || is_of_kind(head, (size_t)n, output->kind, target) ||
           tomt_fail(err, TOMT_OUTPUT,
                     "'%s' is there, is no %s, and stays as it is: give another name, or move it "
                     "away first",
                     target, name);
}

bool tomt_whole_file_may(const struct tomt_whole_output *output, struct tomt_error *err)
{
    struct stat is;
    const char *target = output->target;
    size_t n = strlen(target);
    if (n == 0 || target[n - 1] == '/')
        return tomt_fail(err, TOMT_OUTPUT, "cannot write '%s': it names a folder, not a file",
                         target);
    if (output->reads && tomt_is_same_file(target, output->reads))
        return tomt_fail(err, TOMT_USAGE,
                         "'%s' is the result itself, which is only read: give another name",
                         target);
    if (stat(target, &is) != 0)
        return lstat(target, &is) != 0 || !S_ISLNK(is.st_mode) ||
               tomt_fail(err, TOMT_OUTPUT,
                         "'%s' is a link that leads to no file: remove it, or give another name",
                         target);
    if (S_ISDIR(is.st_mode))
        return tomt_fail(err, TOMT_OUTPUT, "cannot write '%s': a folder has that name", target);
    if (!S_ISREG(is.st_mode))
        return tomt_fail(err, TOMT_OUTPUT,
                         "'%s' is a %s, not a file, and stays as it is: give the name of a file%s",
                         target,
                         S_ISFIFO(is.st_mode)   ? "pipe"
                         : S_ISSOCK(is.st_mode) ? "socket"
                                                : "device",
                         output->streams ? "; '-o -' writes to standard output" : "");
    return may_replace(output, err);
}

/* --- writing
 * ----------------------------------------------------------------------------------------------------
 */

/* A link stays one: what it leads to is the target. */
static const char *reached(struct tomt_arena *arena, const char *path, struct tomt_error *err)
{
    struct stat is;
    char *real = lstat(path, &is) == 0 && S_ISLNK(is.st_mode) ? realpath(path, NULL) : NULL;
    const char *at = tomt_arena_copy(arena, real ? real : path, strlen(real ? real : path), err);
    free(real);
    return at;
}

struct tomt_whole_file *tomt_whole_file_open(struct tomt_arena *arena,
                                             const struct tomt_whole_output *output,
                                             struct tomt_error *err)
{
    struct tomt_whole_file *file = tomt_arena_alloc(arena, sizeof *file, err);
    if (!file || !tomt_whole_file_may(output, err))
        return NULL;
    const char *target = file->target = reached(arena, output->target, err);
    if (!target)
        return NULL;
    const char *slash = strrchr(target, '/');
    const char *base = slash ? slash + 1 : target;
    size_t n_folder = slash == target ? 1 : slash ? (size_t)(slash - target) : 0;
    file->folder = n_folder ? tomt_arena_copy(arena, target, n_folder, err)
                            : tomt_arena_copy(arena, ".", 1, err);
    file->path = tomt_arena_print(arena, err, "%s.%ld.part", target, (long)getpid());
    if (!file->folder || !file->path)
        return NULL;
    if (!folder_is_usable(file->folder, target, err))
        return NULL;
    remove_leftovers(file->folder, base);
    if (!tomt_arena_defer(arena, discard, file, err))
        return NULL;
    return file;
}

const char *tomt_whole_file_path(const struct tomt_whole_file *file)
{
    return file->path;
}

static bool sync_path(const char *path, int flags, const char *target, struct tomt_error *err)
{
    int fd = open(path, flags | O_CLOEXEC);
    if (fd < 0)
        return tomt_fail(err, TOMT_OUTPUT, "cannot write '%s': %s", target, strerror(errno));
    int failed = fsync(fd) != 0 ? errno : 0;
    close(fd);
    /* Some file systems cannot sync a folder; they have nothing to lose by it. */
    if (failed && !((flags & O_DIRECTORY) && (failed == EINVAL || failed == ENOTSUP)))
        return tomt_fail(err, TOMT_OUTPUT, "cannot write '%s' to disk: %s", target,
                         strerror(failed));
    return true;
}

bool tomt_whole_file_sync(struct tomt_whole_file *file, struct tomt_error *err)
{
    return sync_path(file->path, O_RDONLY, file->target, err);
}

bool tomt_whole_file_commit(struct tomt_whole_file *file, struct tomt_error *err)
{
    struct stat is;
    if (!tomt_whole_file_sync(file, err))
        return false;
    bool there = lstat(file->target, &is) == 0;
    if (there && !S_ISREG(is.st_mode)) /* came there meanwhile */
        return tomt_fail(err, TOMT_OUTPUT, "cannot write '%s': it is no file any more",
                         file->target);
    bool ours = there && is.st_uid == geteuid(); /* then who may read it stays */
    if (ours && chmod(file->path, is.st_mode & 07777) != 0)
        return tomt_fail(err, TOMT_OUTPUT, "cannot write '%s': %s", file->target, strerror(errno));
    if (rename(file->path, file->target) != 0)
        return tomt_fail(err, TOMT_OUTPUT, "cannot write '%s': %s", file->target, strerror(errno));
    file->committed = true;
    return sync_path(file->folder, O_RDONLY | O_DIRECTORY, file->target, err);
}

bool tomt_whole_file_write(struct tomt_arena *arena, const struct tomt_whole_output *output,
                           const void *bytes, size_t n, struct tomt_error *err)
{
    struct tomt_whole_file *file = tomt_whole_file_open(arena, output, err);
    FILE *out = file ? fopen(file->path, "wb") : NULL;
    if (!file)
        return false;
    errno = out ? 0 : errno;
    bool good = out && fwrite(n ? bytes : "", 1, n, out) == n;
    int why = errno;
    if (out && fclose(out) != 0) {
        why = good ? errno : why;
        good = false;
    }
    if (good)
        return tomt_whole_file_commit(file, err);
    return tomt_fail(err, TOMT_OUTPUT, "cannot write '%s': %s%s", file->target,
                     why ? strerror(why) : "writing failed",
                     why == ENOSPC ? ": free some space or choose another folder" : "");
}
