/* network/cache.c: is the file there, is it of these sources, and then all of it at once. */
#include "data/whole_file.h"
#include "network/cache_inside.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

_Static_assert(sizeof(struct tomt_cache_header) == 96, "the header has no gaps");

static const uint64_t byte_order = 0x0102030405060708u;

void tomt_cache_header_start(struct tomt_cache_header *header)
{
    *header = (struct tomt_cache_header){.byte_order = byte_order, .format = TOMT_CACHE_FORMAT};
    memcpy(header->magic, "tomt net", sizeof header->magic);
    snprintf(header->made_by, sizeof header->made_by, "%s", TOMT_VERSION);
}

void tomt_cache_header_seal(struct tomt_cache_header *header)
{
    header->header_sum = tomt_cache_sum_of(header, offsetof(struct tomt_cache_header, header_sum));
}

static bool read_all(int fd, void *into, size_t n)
{
    for (uint8_t *at = into; n > 0;) {
        ssize_t got = read(fd, at, n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        at += got;
        n -= (size_t)got;
    }
    return true;
}

/* Is it a file of ours, of this version, and as long as it says? */
static bool read_header(int fd, struct tomt_cache_header *header)
{
    struct tomt_cache_header ours;
    struct stat is;
    if (fstat(fd, &is) != 0 || !S_ISREG(is.st_mode) || is.st_size < (off_t)sizeof *header ||
        !read_all(fd, header, sizeof *header))
        return false;
    tomt_cache_header_start(&ours);
    ours.key_bytes = header->key_bytes;
    ours.body_bytes = header->body_bytes;
    ours.key_sum = header->key_sum;
    ours.body_sum = header->body_sum;
    tomt_cache_header_seal(&ours);
    uint64_t rest = (uint64_t)is.st_size - sizeof *header;
    return memcmp(&ours, header, sizeof ours) == 0 && header->key_bytes <= rest &&
           header->body_bytes == rest - header->key_bytes;
}

/* The next bytes of the file as a block of the arena. *good false: they are not what was written.
 * NULL: out of memory. */
static void *read_part(struct tomt_arena *arena, int fd, uint64_t n, uint64_t sum, bool *good,
                       struct tomt_error *err)
{
    void *bytes = tomt_arena_block(arena, NULL, (size_t)n + 1, err);
    *good = bytes && read_all(fd, bytes, (size_t)n) && tomt_cache_sum_of(bytes, (size_t)n) == sum;
    return bytes;
}

static enum tomt_cache_found compare_source(const struct tomt_cache_source *kept,
                                            const struct tomt_cache_source *now)
{
    if (strcmp(kept->path, now->path) != 0 || kept->size != now->size)
        return TOMT_CACHE_OTHER;
    if (now->sha256[0] && kept->sha256[0])
        return strcmp(kept->sha256, now->sha256) == 0 ? TOMT_CACHE_HIT : TOMT_CACHE_OTHER;
    if (kept->time_ns == now->time_ns)
        return TOMT_CACHE_HIT;
    return kept->sha256[0] ? TOMT_CACHE_HASH_WANTED : TOMT_CACHE_OTHER;
}

static enum tomt_cache_found compare_keys(const struct tomt_cache_key *kept,
                                          const struct tomt_cache_key *now)
{
    enum tomt_cache_found all = TOMT_CACHE_HIT;
    if (strcmp(kept->settings, now->settings) != 0 || kept->n_sources != now->n_sources)
        return TOMT_CACHE_OTHER;
    for (size_t i = 0; i < now->n_sources; i++) {
        enum tomt_cache_found one = compare_source(kept->source + i, now->source + i);
        if (one == TOMT_CACHE_OTHER)
            return TOMT_CACHE_OTHER;
        if (one == TOMT_CACHE_HASH_WANTED)
            all = TOMT_CACHE_HASH_WANTED;
    }
    return all;
}

static bool judge_key(int fd, const struct tomt_cache_header *header,
                      const struct tomt_cache_key *key, enum tomt_cache_found *found,
                      struct tomt_error *err)
{
    struct tomt_arena *scratch = tomt_arena_new(err);
    bool good, in_memory = false;
    if (!scratch)
        return false;
    const uint8_t *bytes = read_part(scratch, fd, header->key_bytes, header->key_sum, &good, err);
    if (bytes) {
        struct tomt_cache_key kept = {0};
        struct tomt_cache_io io = {
            .at = bytes, .end = bytes + header->key_bytes, .arena = scratch, .err = err};
        good = good && tomt_cache_walk_key(&io, &kept) && io.at == io.end;
        in_memory = !io.out_of_memory;
        *found = good ? compare_keys(&kept, key) : TOMT_CACHE_OTHER;
    }
    tomt_arena_free(scratch);
    return in_memory;
}

/* Into an arena of its own, which is given away only with a network in it. */
static bool read_body(struct tomt_arena *arena, int fd, const struct tomt_cache_header *header,
                      size_t n_sources, enum tomt_cache_found *found, struct tomt_cached *out,
                      struct tomt_error *err)
{
    struct tomt_cached cached = {0};
    struct tomt_arena *own = tomt_arena_new(err);
    bool good, in_memory = false;
    if (!own)
        return false;
    const uint8_t *bytes = read_part(own, fd, header->body_bytes, header->body_sum, &good, err);
    if (bytes) {
        struct tomt_cache_io io = {
            .at = bytes, .end = bytes + header->body_bytes, .arena = own, .err = err};
        struct tomt_error check_err = {0};
        good = good && tomt_cache_walk_body(&io, &cached, n_sources) &&
               tomt_cache_check(cached.network, &check_err);
        in_memory = !io.out_of_memory && (check_err.code == TOMT_OK ||
                                          tomt_fail(err, check_err.code, "%s", check_err.text));
    }
    if (!in_memory || !good) {
        tomt_arena_free(own);
        *found = TOMT_CACHE_OTHER;
        return in_memory;
    }
    *out = cached;
    return tomt_arena_adopt(arena, own, err);
}

bool tomt_cache_load(struct tomt_arena *arena, const char *path, const struct tomt_cache_key *key,
                     enum tomt_cache_found *found, struct tomt_cached *out, struct tomt_error *err)
{
    /* O_NONBLOCK: opening a pipe must not wait for a writer; it is no file of ours. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        *found = errno == ENOENT || errno == ENOTDIR ? TOMT_CACHE_NONE : TOMT_CACHE_OTHER;
        return true;
    }
    struct tomt_cache_header header;
    bool good = true;
    *found = TOMT_CACHE_OTHER;
    if (read_header(fd, &header)) {
        good = judge_key(fd, &header, key, found, err);
        if (good && *found == TOMT_CACHE_HIT)
            good = read_body(arena, fd, &header, key->n_sources, found, out, err);
    }
    close(fd);
    return good;
}

static bool write_parts(FILE *out, const struct tomt_cache_key *key, const struct tomt_cached *what)
{
    struct tomt_cache_header header;
    struct tomt_cache_io io = {.out = out};
    struct tomt_cache_key key_now = *key;
    struct tomt_cached cached = *what;
    tomt_cache_header_start(&header);
    if (fwrite(&header, sizeof header, 1, out) != 1)
        return false;
    tomt_cache_sum_start(&io.sum);
    if (!tomt_cache_walk_key(&io, &key_now))
        return false;
    header.key_bytes = io.n_written;
    header.key_sum = tomt_cache_sum_end(&io.sum);
    tomt_cache_sum_start(&io.sum);
    if (!tomt_cache_walk_body(&io, &cached, key->n_sources))
        return false;
    header.body_bytes = io.n_written - header.key_bytes;
    header.body_sum = tomt_cache_sum_end(&io.sum);
    tomt_cache_header_seal(&header);
    return fseek(out, 0, SEEK_SET) == 0 && fwrite(&header, sizeof header, 1, out) == 1;
}

static bool write_file(const char *part, const char *path, const struct tomt_cache_key *key,
                       const struct tomt_cached *what, struct tomt_error *err)
{
    FILE *out = fopen(part, "wbe");
    if (!out)
        return tomt_fail(err, TOMT_OUTPUT, "cannot write '%s': %s", path, strerror(errno));
    errno = 0;
    bool good = write_parts(out, key, what);
    int why = errno;
    if (fclose(out) != 0) {
        why = good ? errno : why;
        good = false;
    }
    return good || tomt_fail(err, TOMT_OUTPUT, "cannot write '%s': %s", path,
                             why ? strerror(why) : "writing failed");
}

bool tomt_cache_save(const char *path, const struct tomt_cache_key *key,
                     const struct tomt_cached *what, struct tomt_error *err)
{
    struct tomt_arena *arena = tomt_arena_new(err);
    if (!arena)
        return false;
    struct tomt_whole_file *file =
        tomt_whole_file_open(arena, &(struct tomt_whole_output){.target = path}, err);
    bool good = file && write_file(tomt_whole_file_path(file), path, key, what, err) &&
                tomt_whole_file_commit(file, err);
    tomt_arena_free(arena);
    return good;
}
