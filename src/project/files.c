/* project/files.c: YAML files that a project names, each read once, however often the project is
 * (its alternatives are read from the same files). */
#include "project/inner.h"

#include <string.h>

struct tomt_known_file {
    const char *path;
    const struct tomt_node *root; /* NULL: it cannot be read */
    const char *why;              /* why not; NULL: its syntax is wrong, and told at its place */
    struct tomt_known_file *next;
};

static const struct tomt_known_file *read_once(const struct tomt_reading *reading, const char *path)
{
    struct tomt_known_file **at = reading->files;
    for (; *at; at = &(*at)->next) {
        if (strcmp((*at)->path, path) == 0)
            return *at;
    }
    struct tomt_known_file *file = tomt_arena_alloc(reading->arena, sizeof *file, reading->err);
    struct tomt_error found = {0};
    size_t n_problems = reading->problems->n;
    if (!file)
        return NULL;
    file->path = path;
    file->root = tomt_yaml_read(reading->arena, path, reading->problems, &found);
    if (!file->root && found.code == TOMT_MEMORY) {
        tomt_fail(reading->err, TOMT_MEMORY, "%s", found.text);
        return NULL;
    }
    if (!file->root && reading->problems->n == n_problems) {
        file->why = tomt_arena_copy(reading->arena, found.text, strlen(found.text), reading->err);
        if (!file->why)
            return NULL;
    }
    *at = file;
    return file;
}

bool tomt_file_read(const struct tomt_reading *reading, const struct tomt_node *named,
                    const char *what, const struct tomt_node **root)
{
    *root = NULL;
    const char *path =
        tomt_path_resolve(reading->arena, reading->project->folder, named->text, reading->err);
    const struct tomt_known_file *file = path ? read_once(reading, path) : NULL;
    if (!file)
        return false;
    *root = file->root;
    return !file->why ||
           tomt_reading_wrong(reading, named, "%s: %s; paths count from the folder of this file",
                              what, file->why);
}
