/* cli/cmd_report.c: tomt report RESULT. */
#include "cli/cli.h"
#include "data/whole_file.h"
#include "report/report.h"

#include <string.h>

static const struct tomt_cli_option options[] = {
    {"site", 0, "ID", false, "a brief of two pages about this site instead of the whole report"},
    {"profile", 0, "NAME", false, "this profile only; else all (a brief: all that have the site)"},
    TOMT_CLI_LANG,
    {"output", 'o', "FILE", false,
     "the file, or -; default: report.html or brief.html beside the result"},
    {"internal", 0, NULL, false, "with owners, proprietors' names and the purchase index"},
    {.name = NULL},
};

/* Beside the result: the folder is the one that people look into. */
static const char *target_of(struct tomt_cli *cli, const char *result, struct tomt_error *err)
{
    const char *asked = tomt_cli_option(cli, "output"), *slash = strrchr(result, '/');
    if (asked)
        return asked;
    return tomt_arena_print(cli->arena, err, "%.*s%s", slash ? (int)(slash - result + 1) : 0,
                            result, tomt_cli_option(cli, "site") ? "brief.html" : "report.html");
}

static bool run(struct tomt_cli *cli, struct tomt_error *err)
{
    const char *result = cli->positional.item[0], *target = target_of(cli, result, err);
    struct tomt_report_options asked = {.result = result,
                                        .site = tomt_cli_option(cli, "site"),
                                        .profile = tomt_cli_option(cli, "profile"),
                                        .internal = tomt_cli_option(cli, "internal") != NULL};
    struct tomt_whole_output output = {
        .target = target, .kind = TOMT_FILE_HTML, .reads = result, .streams = true};
    struct tomt_text page = {0};
    bool print = target && !strcmp(target, "-");
    bool ok = target && tomt_cli_language(cli, -1, &asked.language, err) &&
              (print || tomt_whole_file_may(&output, err)) &&
              tomt_report(cli->arena, &asked, &page, err);
    if (ok && print)
        fwrite(page.bytes, 1, page.n, cli->out);
    else if (ok && (ok = tomt_whole_file_write(cli->arena, &output, page.bytes, page.n, err)) &&
             !cli->quiet)
        tomt_cli_say(cli->out, "%s: %.1f MB\n", target, (double)page.n / 1e6);
    tomt_text_free(&page);
    return ok;
}

const struct tomt_command tomt_command_report = {
    .name = "report",
    .summary = "one HTML file for people: map, ranked table, charts, method; offline, prints",
    .arguments = "RESULT",
    .min_arguments = 1,
    .max_arguments = 1,
    .options = options,
    .help = "The file opens in any browser, without a network: map, table and charts are inside "
            "it. Print\n"
            "it from there (A4), or save it as PDF.\n"
            "With --site: two pages about one site for an investor: where it is, what may be "
            "built, what is\n"
            "near, what speaks for and against it, what is open.\n"
            "Nothing is read but the result. Parts that it lacks (an older tomt, no businesses,\n"
            "robustness: false) are named on the page.\n"
            "\n"
            "examples:\n"
            "  tomt report result/result.gpkg\n"
            "  tomt report result/result.gpkg --profile office --lang en -o office.html\n"
            "  tomt report result/result.gpkg --site 3301-113/45-1 -o brief.html\n",
    .run = run,
};
