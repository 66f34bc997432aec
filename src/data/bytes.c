/* data/bytes.c: whole files through GDAL's virtual files, whose handles close before anything is
 * returned. */
#include "data/bytes.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cpl_string.h>
#include <cpl_vsi.h>

#include "data/layer_source.h"

/* A header may claim any size: blocks grow with what is really there. GDAL's unzipping sums up its
 * checksum anew from the start of each read, for every piece it unpacks: small reads keep that from
 * costing five times the unpacking. */
enum { FIRST_BYTES = 1 << 20, MOST_READ = 1 << 17 };

const char *tomt_bytes_folder(struct tomt_arena *arena, const char *path, struct tomt_error *err)
{
    bool folder = false;
    if (!tomt_path_check(path, path, &folder, err))
        return NULL;
    if (folder || strncmp(path, "/vsi", 4) == 0)
        return tomt_arena_copy(arena, path, strlen(path), err);
    FILE *file = fopen(path, "rb");
    if (!file) {
        tomt_fail(err, TOMT_DATA, "cannot read '%s': %s", path, strerror(errno));
        return NULL;
    }
    char head[4] = {0};
    size_t n = fread(head, 1, sizeof head, file);
    fclose(file);
    if (n == 4 && head[0] == 'P' && head[1] == 'K')
        return tomt_arena_print(arena, err, "/vsizip/{%s}", path);
    tomt_fail(err, TOMT_DATA, "'%s' is neither a folder nor a zip file", path);
    return NULL;
}

/* As people know it: without the marks that make GDAL look into a zip. */
struct shown {
    char text[400];
};

static struct shown shown(const char *path)
{
    struct shown shown;
    bool zip = strncmp(path, "/vsizip/{", 9) == 0;
    const char *brace = zip ? strrchr(path, '}') : NULL;
    if (brace)
        snprintf(shown.text, sizeof shown.text, "%.*s%s", (int)(brace - path - 9), path + 9,
                 brace + 1);
    else
        snprintf(shown.text, sizeof shown.text, "%s", path);
    return shown;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char **copy_names(struct tomt_arena *arena, char **listing, size_t *n,
                               struct tomt_error *err)
{
    size_t most = (size_t)CSLCount((CSLConstList)listing);
    const char **name = tomt_arena_block(arena, NULL, (most + 1) * sizeof *name, err);
    *n = 0;
    for (size_t i = 0; name && i < most; i++) {
        size_t length = strlen(listing[i]);
        length -= length > 0 && listing[i][length - 1] == '/';
        if (length == 0 || strcmp(listing[i], ".") == 0 || strcmp(listing[i], "..") == 0)
            continue;
        if (!(name[(*n)++] = tomt_arena_copy(arena, listing[i], length, err)))
            return NULL;
    }
    if (name && *n)
        qsort(name, *n, sizeof *name, by_name);
    return name;
}

const char **tomt_bytes_list(struct tomt_arena *arena, const char *folder, size_t *n,
                             struct tomt_error *err)
{
    struct tomt_watch watch;
    tomt_watch_up(&watch);
    char **listing = VSIReadDir(folder);
    const char **name = NULL;
    if (listing)
        name = copy_names(arena, listing, n, err);
    else
        tomt_fail(err, TOMT_DATA, "cannot list '%s'%s%s: is it damaged?", shown(folder).text,
                  watch.text[0] ? ": " : "", watch.text);
    CSLDestroy(listing);
    tomt_watch_down(&watch);
    return name;
}

bool tomt_bytes_is_folder(const char *path)
{
    VSIStatBufL found;
    struct tomt_watch watch;
    tomt_watch_up(&watch);
    bool is = VSIStatExL(path, &found, VSI_STAT_EXISTS_FLAG | VSI_STAT_NATURE_FLAG) == 0 &&
              VSI_ISDIR(found.st_mode);
    tomt_watch_down(&watch);
    return is;
}

static bool too_large(const char *path, uint64_t most, struct tomt_error *err)
{
    return tomt_fail(err, TOMT_DATA,
                     "'%s' holds more than %llu MiB unpacked: is it a broken or a hostile file?",
                     shown(path).text, (unsigned long long)(most >> 20));
}

static char *read_all(struct tomt_arena *arena, VSILFILE *file, const char *path, uint64_t most,
                      uint64_t claimed, size_t *n, struct tomt_error *err)
{
    size_t room = claimed < 64u * FIRST_BYTES ? (size_t)claimed + 1 : 64u * FIRST_BYTES;
    char *bytes = tomt_arena_block(arena, NULL, room, err);
    *n = 0;
    while (bytes) {
        size_t asked = room - *n < MOST_READ ? room - *n : MOST_READ,
               got = VSIFReadL(bytes + *n, 1, asked, file);
        *n += got;
        if (*n > most) {
            too_large(path, most, err);
            tomt_arena_drop(arena, bytes);
            return NULL;
        }
        if (got < asked)
            break;
        if (*n < room)
            continue;
        room = room < SIZE_MAX / 2 ? room * 2 : SIZE_MAX;
        char *more = tomt_arena_block(arena, bytes, room, err);
        if (!more)
            tomt_arena_drop(arena, bytes);
        bytes = more;
    }
    return bytes;
}

const char *tomt_bytes_read(struct tomt_arena *arena, const char *path, uint64_t most, size_t *n,
                            struct tomt_error *err)
{
    struct tomt_watch watch;
    VSIStatBufL found;
    char *bytes = NULL;
    tomt_watch_up(&watch);
    uint64_t claimed =
        VSIStatL(path, &found) == 0 && found.st_size > 0 ? (uint64_t)found.st_size : 0;
    VSILFILE *file = VSIFOpenL(path, "rb");
    if (!file)
        tomt_fail(err, TOMT_DATA, "cannot read '%s'%s%s", shown(path).text,
                  watch.text[0] ? ": " : "", watch.text);
    else if (claimed > most)
        too_large(path, most, err);
    else
        bytes = read_all(arena, file, path, most, claimed, n, err);
    if (file)
        VSIFCloseL(file);
    /* Damaged or cut packed bytes end early, or fail their checksum: then GDAL has said so. */
    if (bytes && (watch.n_failures > 0 || *n < claimed)) {
        tomt_fail(
            err, TOMT_DATA,
            "'%s' cannot be unpacked whole (%zu of %llu bytes)%s%s: copy or download it again",
            shown(path).text, *n, (unsigned long long)claimed, watch.text[0] ? ": " : "",
            watch.text);
        bytes = NULL;
    }
    tomt_watch_down(&watch);
    return bytes;
}

void tomt_bytes_utf8_add(struct tomt_text *out, const char *text, size_t n)
{
    if (tomt_is_utf8(text, n))
        tomt_text_add(out, text, n);
    else
        tomt_latin1_add(out, text, n);
}
