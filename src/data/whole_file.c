/* data/whole_file.c: a file appears whole or not at all: beside its target first, then synced and
 * renamed. */
#include "data/whole_file.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
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
    if (access(folder, W_OK | X_OK) != 0)
        return tomt_fail(err, TOMT_OUTPUT,
                         "cannot write '%s': folder '%s' is not writable (%s); choose another "
                         "with -o",
                         target, folder, strerror(errno));
    if (stat(target, &is) == 0 && S_ISDIR(is.st_mode))
        return tomt_fail(err, TOMT_OUTPUT, "cannot write '%s': a folder has that name", target);
    return true;
}

struct tomt_whole_file *tomt_whole_file_open(struct tomt_arena *arena, const char *target,
                                             struct tomt_error *err)
{
    struct tomt_whole_file *file = tomt_arena_alloc(arena, sizeof *file, err);
    if (!file)
        return NULL;
    const char *slash = strrchr(target, '/');
    const char *base = slash ? slash + 1 : target;
    size_t n_folder = slash == target ? 1 : slash ? (size_t)(slash - target) : 0;
    file->target = tomt_arena_copy(arena, target, strlen(target), err);
    file->folder = n_folder ? tomt_arena_copy(arena, target, n_folder, err)
                            : tomt_arena_copy(arena, ".", 1, err);
    file->path = tomt_arena_print(arena, err, "%s.%ld.part", target, (long)getpid());
    if (!file->target || !file->folder || !file->path)
        return NULL;
    if (!*base) {
        tomt_fail(err, TOMT_OUTPUT, "cannot write '%s': it names a folder, not a file", target);
        return NULL;
    }
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
    if (!tomt_whole_file_sync(file, err))
        return false;
    if (rename(file->path, file->target) != 0)
        return tomt_fail(err, TOMT_OUTPUT, "cannot write '%s': %s", file->target, strerror(errno));
    file->committed = true;
    return sync_path(file->folder, O_RDONLY | O_DIRECTORY, file->target, err);
}
