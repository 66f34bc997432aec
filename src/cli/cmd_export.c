/* cli/cmd_export.c: tomt export */
#include "cli/cli.h"
#include "result/result.h"

static const struct tomt_cli_option options[] = {
    {"output", 'o', "FILE", false, "the GeoPackage to write (needed); never the result itself"},
    {"public", 0, NULL, false, "leave out internal layers and columns: owners, names of sole proprietors"},
    {"rename", 0, "NAME", false, "give the copy's QGIS project another name"},
    {"layer", 'l', "LAYER", true, "only this layer or profile"},
    {NULL, 0, NULL, false, NULL},
};

static bool run(struct tomt_cli *cli, struct tomt_error *err)
{
    const char *target = tomt_cli_option(cli, "output");
    if (!target)
        return tomt_fail(err, TOMT_USAGE, "say where to write: tomt export RESULT --output FILE.gpkg");
    const struct tomt_cli_values *layers = tomt_cli_options(cli, "layer");
    struct tomt_export what = {.public_only = tomt_cli_option(cli, "public") != NULL,
                               .rename = tomt_cli_option(cli, "rename"),
                               .layer = layers->item,
                               .n_layers = layers->n};
    struct tomt_export_report report = {0};
    if (!tomt_result_export(cli->arena, cli->positional.item[0], target, &what, &report, err))
        return false;
    if (cli->json)
        fprintf(cli->out, "{\"tables\":%zu,\"repaired\":%zu,\"columns_left_out\":%zu}\n", report.n_tables,
                report.n_repaired, report.n_columns_left_out);
    else if (!cli->quiet)
        tomt_cli_say(cli->out, "written: %s (%zu tables, %zu repaired, %zu internal columns left out)\n", target,
                report.n_tables, report.n_repaired, report.n_columns_left_out);
    return true;
}

const struct tomt_command tomt_command_export = {
    .name = "export",
    .summary = "write a renamed, repaired or public-only copy of a result",
    .arguments = "RESULT",
    .min_arguments = 1,
    .max_arguments = 1,
    .options = options,
    .has_json = true,
    .help = "example:\n  tomt export result/result.gpkg --public -o for-the-council.gpkg\n",
    .run = run,
};
