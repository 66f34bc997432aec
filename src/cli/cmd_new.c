/* cli/cmd_new.c: tomt new: a commented project to start from. */
#include "base/files.h"
#include "cli/cli.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

extern const struct tomt_file tomt_cli_files[];

static bool make_folder(const char *folder, struct tomt_error *err)
{
    if (mkdir(folder, 0777) && errno != EEXIST)
        return tomt_fail(err, TOMT_OUTPUT, "cannot make the folder '%s': %s", folder, strerror(errno));
    return true;
}

static bool write_new(const char *path, const struct tomt_file *file, struct tomt_error *err)
{
    if (!access(path, F_OK))
        return tomt_fail(err, TOMT_OUTPUT, "'%s' exists already; choose another folder or move it away", path);
    FILE *out = fopen(path, "wx");
    if (!out)
        return tomt_fail(err, TOMT_OUTPUT, "cannot write '%s': %s", path, strerror(errno));
    bool ok = fwrite(file->bytes, 1, file->n, out) == file->n;
    ok = !fclose(out) && ok;
    if (!ok) {
        unlink(path);
        return tomt_fail(err, TOMT_OUTPUT, "cannot write '%s': %s", path, strerror(errno));
    }
    return true;
}

static bool run(struct tomt_cli *cli, struct tomt_error *err)
{
    const char *folder = cli->positional.item[0];
    const char *profiles = tomt_arena_print(cli->arena, err, "%s/profiles", folder);
    if (!profiles || !make_folder(folder, err) || !make_folder(profiles, err))
        return false;
    for (const struct tomt_file *file = tomt_cli_files; file->name; file++) {
        bool project = !strcmp(file->name, "new_project.yaml");
        const char *path = project ? tomt_arena_print(cli->arena, err, "%s/project.yaml", folder)
                                   : tomt_arena_print(cli->arena, err, "%s/%s", profiles, file->name);
        if (!path || !write_new(path, file, err))
            return false;
    }
    if (!cli->quiet)
        tomt_cli_say(cli->out,
                "written: %s/project.yaml and %s/profiles/\nnext:    name your layers in project.yaml, then: tomt check %s/project.yaml\n",
                folder, folder, folder);
    return true;
}

const struct tomt_command tomt_command_new = {
    .name = "new",
    .summary = "write a commented project file and the default profiles into a folder",
    .arguments = "DIR",
    .min_arguments = 1,
    .max_arguments = 1,
    .help = "Nothing that exists is overwritten.\n\nexample:\n  tomt new my-town && $EDITOR my-town/project.yaml && tomt check my-town/project.yaml\n",
    .run = run,
};
