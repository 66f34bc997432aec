/* cli/cmd_compare.c: tomt compare */
#include "cli/cli.h"
#include "compare/compare.h"

static const struct tomt_cli_option options[] = {
    {"profile", 0, "NAME", false, "this profile only; default: every profile that both have"},
    {"with", 0, "NAME", false, "the profile of B that --profile is compared with; default: the same name"},
    {"top", 0, "N", false, "sites told of each kind; default 10"},
    TOMT_CLI_LANG,
    {.name = NULL},
};

static bool run(struct tomt_cli *cli, struct tomt_error *err)
{
    struct tomt_compare_options asked = {.a = cli->positional.item[0],
                                         .b = cli->positional.item[1],
                                         .profile = tomt_cli_option(cli, "profile"),
                                         .profile_b = tomt_cli_option(cli, "with")};
    long most;
    int language;
    struct tomt_comparison *comparison;
    if (!tomt_cli_integer(cli, "top", 1, 1000000, 10, &most, err))
        return false;
    if (asked.profile_b && !asked.profile)
        return tomt_fail(err, TOMT_USAGE, "--with names the profile of B that --profile of A is compared with: give --profile, too");
    asked.most = (size_t)most;
    if (!tomt_compare(cli->arena, &asked, &comparison, err) || !tomt_cli_language(cli, tomt_comparison_language(comparison), &language, err))
        return false;
    struct tomt_phrases *phrases = tomt_phrases_open(cli->arena, language, err);
    struct tomt_text text = {0};
    bool ok = phrases && (cli->json ? tomt_comparison_json : tomt_comparison_text)(comparison, phrases, &text, err);
    if (ok)
        fwrite(text.bytes ? text.bytes : "", 1, text.n, cli->out);
    tomt_text_free(&text);
    return ok;
}

const struct tomt_command tomt_command_compare = {
    .name = "compare",
    .summary = "tell what moved, is new and is gone between two results, and why",
    .arguments = "A B",
    .min_arguments = 2,
    .max_arguments = 2,
    .options = options,
    .has_json = true,
    .help = "A and B are results (.gpkg): two years, two plans, or two sets of weights. Sites are matched by\n"
            "their id. What moved a site is told by criterion: its number, its value function, its weight; the\n"
            "points add up to the change of its score. New and gone sites are told with the reason for which\n"
            "the other result rejected them, and what makes the sites otherwise with its settings and files.\n"
            "Nothing is written.\n\n"
            "examples:\n  tomt compare 2025.gpkg 2026.gpkg\n  tomt compare result.gpkg other.gpkg --profile office --json\n"
            "  tomt compare result.gpkg result.gpkg --profile office --with office_2\n",
    .run = run,
};
