/* cli/cmd_check.c: tomt check */
#include "cli/cli.h"
#include "run/run.h"

static bool run(struct tomt_cli *cli, struct tomt_error *err)
{
    struct tomt_problems problems;
    tomt_problems_start(&problems, cli->arena);
    struct tomt_project project;
    bool done = tomt_check(cli->arena, cli->positional.item[0], &cli->crew, &project, &problems, err);
    if (cli->json) {
        struct tomt_text text = {0};
        tomt_text_print(&text, "{\"ok\":%s,\"problems\":", done && !problems.n_errors ? "true" : "false");
        tomt_cli_problems_json(&problems, &text);
        if (done && project.economy.guessed_version) {
            tomt_text_puts(&text, ",\"guessed_version\":");
            tomt_text_json(&text, project.economy.guessed_version, strlen(project.economy.guessed_version));
        }
        tomt_text_puts(&text, "}\n");
        fwrite(text.bytes ? text.bytes : "", 1, text.n, cli->out);
        tomt_text_free(&text);
    } else {
        tomt_cli_problems(cli, &problems);
    }
    if (!done)
        return false;
    size_t n_warnings = problems.n - problems.n_errors;
    if (problems.n_errors)
        return tomt_fail(err, TOMT_PROJECT, "%zu error%s and %zu warning%s; 'tomt run' refuses until the errors are mended",
                         problems.n_errors, problems.n_errors == 1 ? "" : "s", n_warnings,
                         n_warnings == 1 ? "" : "s");
    if (!cli->json && !cli->quiet)
        tomt_cli_say(cli->out, "%s: ready to run: %zu layer%s, %zu profile%s, %zu warning%s\n", cli->positional.item[0],
                project.n_layers, project.n_layers == 1 ? "" : "s", project.n_profiles,
                project.n_profiles == 1 ? "" : "s", n_warnings, n_warnings == 1 ? "" : "s");
    if (!cli->json && !cli->quiet && project.economy.guessed_version)
        fprintf(cli->out, "industries are those of %s: a guess from codes whose rows do not say their version; economy: version names one\n",
                project.economy.guessed_version);
    return true;
}

const struct tomt_command tomt_command_check = {
    .name = "check",
    .summary = "find every problem in a project file, its profiles and its data, without a run",
    .arguments = "PROJECT",
    .min_arguments = 1,
    .max_arguments = 1,
    .has_json = true,
    .help = "Problems are printed as file:line:column: message, all at once: misspelt keys, wrong types, missing files, layers and\n"
            "columns, a missing CRS, codes without a mapping, layers that do not overlap the study area.\n\n"
            "example:\n  tomt check drammen/project.yaml\n",
    .run = run,
};
