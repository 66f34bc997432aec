/* cli/cmd_explain.c: tomt explain RESULT SITE. */
#include "cli/cli.h"
#include "explain/explain.h"

static const struct tomt_cli_option options[] = {
    {"against", 0, "SITE", false, "another site: why the first stands above or below it"},
    {"profile", 0, "NAME", false, "this profile only; else all that have the site"},
    TOMT_CLI_LANG,
    {"internal", 0, NULL, false,
     "what is internal too: owners, proprietors' names, the purchase index"},
    {.name = NULL},
};

static bool run(struct tomt_cli *cli, struct tomt_error *err)
{
    struct tomt_explain_options asked = {.result = cli->positional.item[0],
                                         .site = cli->positional.item[1],
                                         .against = tomt_cli_option(cli, "against"),
                                         .profile = tomt_cli_option(cli, "profile"),
                                         .internal = tomt_cli_option(cli, "internal") != NULL};
    struct tomt_explanation *explanation;
    int language;
    if (!tomt_explain(cli->arena, &asked, &explanation, err) ||
        !tomt_cli_language(cli, tomt_explanation_language(explanation), &language, err))
        return false;
    const struct tomt_phrases *phrases = tomt_phrases_open(cli->arena, language, err);
    struct tomt_text text = {0};
    bool ok = phrases && (cli->json ? tomt_explanation_json(explanation, phrases, &text, err)
                                    : tomt_explanation_text(explanation, phrases, &text, err));
    if (ok)
        fwrite(text.bytes ? text.bytes : "", 1, text.n, cli->out);
    tomt_text_free(&text);
    return ok;
}

const struct tomt_command tomt_command_explain = {
    .name = "explain",
    .summary =
        "tell why a site has its score: what speaks for it, against it, and what would lift it",
    .arguments = "RESULT SITE",
    .min_arguments = 2,
    .max_arguments = 2,
    .options = options,
    .has_json = true,
    .help = "SITE is a site id, or a parcel or property that has just one site (the number of the "
            "municipality may be left out).\n"
            "Every criterion is told from its raw number to its points, with the features that "
            "made the number, and the median site beside it; then how\n"
            "firm the rank is, which single weights would change it, the plan, and the room to "
            "build. A site that fell out is told with its reasons.\n"
            "Nothing is read but the result; one without robustness (an older tomt, or robustness: "
            "false) is told without.\n\n"
            "examples:\n"
            "  tomt explain result/result.gpkg 3301-113/45-1\n"
            "  tomt explain result/result.gpkg 113/45 --profile office --against 3301-110/112-1\n"
            "  tomt explain result/result.gpkg 3301-113/45-1 --json --lang nb\n",
    .run = run,
};
