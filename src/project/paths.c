/* project/paths.c: paths are written relative to the file that names them. */
#include "project/inner.h"

#include <string.h>

const char *tomt_folder_of(struct tomt_arena *arena, const char *file, struct tomt_error *err)
{
    const char *slash = strrchr(file, '/');
    if (!slash)
        return ".";
    return slash == file ? "/" : tomt_arena_copy(arena, file, (size_t)(slash - file), err);
}

/* "a/./b//../c" -> "a/c", in place; a leading ".." stays, "" becomes ".". */
static void normalise(char *path)
{
    bool absolute = path[0] == '/';
    char *start = path + absolute, *out = start;
    size_t depth = 0; /* parts in out that a ".." can take away */
    for (const char *in = start; *in;) {
        size_t n = strcspn(in, "/");
        bool up = n == 2 && in[0] == '.' && in[1] == '.';
        if (up && depth) {
            while (out > start && *--out != '/') {
            }
            depth--;
        } else if (n && !(n == 1 && in[0] == '.') && !(up && absolute)) {
            if (out > start)
                *out++ = '/';
            memmove(out, in, n);
            out += n;
            depth += !up;
        }
        in += n;
        in += *in == '/';
    }
    if (out == start && !absolute)
        *out++ = '.';
    *out = '\0';
}

/* "PG:", "https:", "GPKG:": a connection or a driver's own syntax. One letter would be a drive. */
static bool has_scheme(const char *path)
{
    size_t n = strspn(path, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-_.");
    return n >= 2 && path[n] == ':';
}

static const char *resolve_file(struct tomt_arena *arena, const char *before, const char *folder,
                                const char *path, struct tomt_error *err)
{
    /* Room of one more, since "" becomes ".". */
    char *resolved = path[0] == '/' || strcmp(folder, ".") == 0
                         ? tomt_arena_print(arena, err, "%s%s ", before, path)
                         : tomt_arena_print(arena, err, "%s%s/%s ", before, folder, path);
    if (!resolved)
        return NULL;
    resolved[strlen(resolved) - 1] = '\0';
    normalise(resolved + strlen(before));
    return resolved;
}

const char *tomt_path_resolve(struct tomt_arena *arena, const char *folder, const char *path,
                              struct tomt_error *err)
{
    static const char *const archive[] = {"/vsizip/", "/vsigzip/", "/vsitar/", "/vsi7z/",
                                          "/vsirar/"};
    for (size_t i = 0; i < sizeof archive / sizeof archive[0]; i++) {
        size_t n = strlen(archive[i]);
        if (strncmp(path, archive[i], n) != 0)
            continue;
        bool braced = path[n] == '{'; /* "/vsizip/{a.zip}/inside" */
        const char *inside = path + n + braced;
        if (inside[0] == '/' || has_scheme(inside))
            return path;
        const char *before = braced ? tomt_arena_print(arena, err, "%s{", archive[i]) : archive[i];
        return before ? resolve_file(arena, before, folder, inside, err) : NULL;
    }
    if (strncmp(path, "/vsi", 4) == 0 || has_scheme(path))
        return path;
    return resolve_file(arena, "", folder, path, err);
}
