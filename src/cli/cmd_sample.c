/* cli/cmd_sample.c: tomt sample */
#include "cli/cli.h"
#include "sample/sample.h"

static const struct tomt_cli_option options[] = {
    {"size", 's', "SIZE", false, "small (default), medium or large"},
    {"seed", 0, "N", false, "another city of the same kind (default 1)"},
    {"force", 'f', NULL, false, "write into a folder that holds something already"},
    {NULL, 0, NULL, false, NULL},
};

static bool run(struct tomt_cli *cli, struct tomt_error *err)
{
    const char *size = tomt_cli_option(cli, "size"), *folder = cli->positional.item[0];
    enum tomt_sample_size wanted = TOMT_SAMPLE_SMALL;
    if (size && !strcmp(size, "medium"))
        wanted = TOMT_SAMPLE_MEDIUM;
    else if (size && !strcmp(size, "large"))
        wanted = TOMT_SAMPLE_LARGE;
    else if (size && strcmp(size, "small"))
        return tomt_fail(err, TOMT_USAGE, "--size is small, medium or large, not '%s'", size);
    long seed;
    if (!tomt_cli_integer(cli, "seed", 0, 1000000000, 1, &seed, err))
        return false;
    struct tomt_progress progress;
    tomt_cli_progress(cli, &progress);
    if (!tomt_sample_write(folder, wanted, (uint64_t)seed, tomt_cli_option(cli, "force") != NULL,
                           &cli->crew, err))
        return tomt_while(err, "writing the sample into '%s'", folder);
    if (!cli->quiet)
        tomt_cli_say(cli->out, "written: %s\nnext:    tomt run %s/project.yaml\n", folder, folder);
    return true;
}

const struct tomt_command tomt_command_sample = {
    .name = "sample",
    .summary = "write a fictional municipality on Drammen's geography, to try tomt on",
    .arguments = "DIR",
    .min_arguments = 1,
    .max_arguments = 1,
    .options = options,
    .help = "Parcels, zoning, strategy areas, hazards, businesses, addresses, hubs, streets and population, in the formats a\n"
            "municipality keeps them in, with a project file. People and businesses are invented; the same seed gives the same\n"
            "bytes.\n\n"
            "example:\n  tomt sample drammen && tomt run drammen/project.yaml\n",
    .run = run,
};
