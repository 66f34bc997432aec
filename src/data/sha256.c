/* data/sha256.c: SHA-256 through libcrypto, of bytes, of a file, of a folder.
 * A folder's digest is that of, for every entry in byte order of its path within the folder: the
 * path, a NUL, and for a file its size as decimal digits, a NUL and its bytes. */
#include "data/whole_file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define READ_BYTES ((size_t)1 << 18)

struct tomt_sha256 {
    EVP_MD_CTX *context;
    bool failed;
};

static void free_context(void *context)
{
    EVP_MD_CTX_free(context);
}

struct tomt_sha256 *tomt_sha256_open(struct tomt_arena *arena, struct tomt_error *err)
{
    struct tomt_sha256 *digest = tomt_arena_alloc(arena, sizeof *digest, err);
    if (!digest)
        return NULL;
    digest->context = EVP_MD_CTX_new();
    if (!digest->context) {
        tomt_fail(err, TOMT_MEMORY, "out of memory for a SHA-256 digest");
        return NULL;
    }
    if (!tomt_arena_defer(arena, free_context, digest->context, err))
        return NULL;
    if (EVP_DigestInit_ex(digest->context, EVP_sha256(), NULL) != 1) {
        tomt_fail(err, TOMT_INTERNAL, "libcrypto offers no SHA-256");
        return NULL;
    }
    return digest;
}

void tomt_sha256_add(struct tomt_sha256 *digest, const void *bytes, size_t n)
{
    if (n && EVP_DigestUpdate(digest->context, bytes, n) != 1)
        digest->failed = true;
}

void tomt_sha256_end(struct tomt_sha256 *digest, char out[65])
{
    static const char hex[] = "0123456789abcdef";
    unsigned char sum[EVP_MAX_MD_SIZE];
    unsigned n = 0;
    if (digest->failed || EVP_DigestFinal_ex(digest->context, sum, &n) != 1 || n != 32) {
        /* Cannot happen with a digest that was opened; an empty text is at least no false digest.
         */
        out[0] = '\0';
        return;
    }
    for (size_t i = 0; i < 32; i++) {
        out[2 * i] = hex[sum[i] >> 4];
        out[2 * i + 1] = hex[sum[i] & 15];
    }
    out[64] = '\0';
}

static bool add_file(struct tomt_sha256 *digest, const char *path, uint8_t *buffer, bool with_size,
                     struct tomt_error *err)
{
    /* O_NONBLOCK: opening a pipe must not wait for a writer; it is refused below. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return tomt_fail(err, TOMT_DATA, "cannot read '%s': %s", path, strerror(errno));
    struct stat is;
    bool good = true;
    if (fstat(fd, &is) != 0)
        good = tomt_fail(err, TOMT_DATA, "cannot read '%s': %s", path, strerror(errno));
    else if (!S_ISREG(is.st_mode))
        good = tomt_fail(err, TOMT_DATA, "'%s' is a device or a pipe, not a file", path);
    if (good && with_size) {
        char size[32];
        int n = snprintf(size, sizeof size, "%lld", (long long)is.st_size);
        tomt_sha256_add(digest, size, (size_t)n + 1);
    }
    while (good) {
        ssize_t n = read(fd, buffer, READ_BYTES);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            good = tomt_fail(err, TOMT_DATA, "cannot read '%s': %s", path, strerror(errno));
        if (n <= 0)
            break;
        tomt_sha256_add(digest, buffer, (size_t)n);
    }
    close(fd);
    return good;
}

struct names {
    char **name;
    size_t n, capacity;
};

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool name_add(struct tomt_arena *arena, struct names *names, const char *name,
                     struct tomt_error *err)
{
    if (names->n == names->capacity) {
        size_t capacity = names->capacity ? 2 * names->capacity : 64;
        char **larger = tomt_arena_block(arena, names->name, capacity * sizeof *larger, err);
        if (!larger)
            return false;
        names->name = larger;
        names->capacity = capacity;
    }
    names->name[names->n] = tomt_arena_copy(arena, name, strlen(name), err);
    return names->name[names->n] && ++names->n;
}

/* Relative paths of all files below `folder`. Links to folders are named but not followed: they may
 * go round in a ring. */
static bool list_folder(struct tomt_arena *arena, const char *folder, const char *within,
                        unsigned depth, struct names *names, struct tomt_error *err)
{
    if (depth > 64)
        return tomt_fail(err, TOMT_DATA, "'%s' has folders more than 64 deep", folder);
    const char *path = *within ? tomt_arena_print(arena, err, "%s/%s", folder, within) : folder;
    if (!path)
        return false;
    DIR *listing = opendir(path);
    if (!listing)
        return tomt_fail(err, TOMT_DATA, "cannot read folder '%s': %s", path, strerror(errno));
    struct dirent *entry;
    bool good = true;
    while (good && (entry = readdir(listing))) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        const char *name =
            tomt_arena_print(arena, err, "%s%s%s", within, *within ? "/" : "", entry->d_name);
        struct stat is;
        good = name != NULL;
        if (good && fstatat(dirfd(listing), entry->d_name, &is, AT_SYMLINK_NOFOLLOW) != 0)
            good = tomt_fail(err, TOMT_DATA, "cannot read '%s/%s': %s", path, entry->d_name,
                             strerror(errno));
        if (good)
            good = S_ISDIR(is.st_mode) ? list_folder(arena, folder, name, depth + 1, names, err)
                                       : name_add(arena, names, name, err);
    }
    closedir(listing);
    return good;
}

static bool add_folder(struct tomt_arena *arena, struct tomt_sha256 *digest, const char *folder,
                       uint8_t *buffer, struct tomt_error *err)
{
    struct names names = {0};
    if (!list_folder(arena, folder, "", 0, &names, err))
        return false;
    if (names.n)
        qsort(names.name, names.n, sizeof *names.name, by_bytes);
    for (size_t i = 0; i < names.n; i++) {
        tomt_sha256_add(digest, names.name[i], strlen(names.name[i]) + 1);
        const char *path = tomt_arena_print(arena, err, "%s/%s", folder, names.name[i]);
        struct stat is;
        if (!path)
            return false;
        if (stat(path, &is) == 0 && S_ISDIR(is.st_mode))
            continue;
        if (!add_file(digest, path, buffer, true, err))
            return false;
    }
    return true;
}

bool tomt_sha256_path(const char *path, char out[65], struct tomt_error *err)
{
    struct stat is;
    if (stat(path, &is) != 0)
        return tomt_fail(err, TOMT_DATA, "cannot read '%s': %s", path, strerror(errno));
    struct tomt_arena *arena = tomt_arena_new(err);
    if (!arena)
        return false;
    struct tomt_sha256 *digest = tomt_sha256_open(arena, err);
    uint8_t *buffer = digest ? tomt_arena_block(arena, NULL, READ_BYTES, err) : NULL;
    bool good = buffer != NULL;
    if (good)
        good = S_ISDIR(is.st_mode) ? add_folder(arena, digest, path, buffer, err)
                                   : add_file(digest, path, buffer, false, err);
    if (good)
        tomt_sha256_end(digest, out);
    tomt_arena_free(arena);
    return good;
}
