/* cli/cmd_economy.c: tomt economy: what a place lives by. */
#include "cli/cli.h"
#include "portrait/portrait.h"
#include "run/run.h"
#include "sources/register.h"

#include <strings.h>

static const struct tomt_cli_option options[] = {
    {"area", 'a', "AREA", false,
     "another area than the whole: its id, number or name (--list names them)"},
    {"list", 'l', NULL, false, "list the areas by level, with their establishments and jobs"},
    {"top", 0, "N", false, "rows of each list (default: 10); --json always has all"},
    TOMT_CLI_LANG,
    {NULL, 0, NULL, false, NULL},
};

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), n_end = strlen(end);
    return n >= n_end && strcasecmp(text + n - n_end, end) == 0;
}

/* The tables of a project, straight from its registers: nothing is written. */
static bool of_project(struct tomt_cli *cli, const char *file, struct tomt_portrait_tables *tables,
                       struct tomt_error *err)
{
    const struct {
        const char *name;
        const struct tomt_table **into;
    } row[] = {{"area", &tables->area},
               {"area_sector", &tables->area_sector},
               {"area_industry", &tables->area_industry},
               {"sector", &tables->sector},
               {"industry", &tables->industry},
               {"register_change", &tables->register_change},
               {"cluster", &tables->cluster},
               {"statistic", &tables->statistic},
               {"economy", &tables->economy}};
    struct tomt_problems problems;
    tomt_problems_start(&problems, cli->arena);
    struct tomt_progress progress;
    tomt_cli_progress(cli, &progress);
    struct tomt_named_table *table = NULL;
    size_t n = 0;
    bool ok = tomt_run_economy(cli->arena, file, &cli->crew, &problems, &table, &n, err);
    cli->crew.progress = NULL;
    tomt_cli_problems(cli, &problems);
    for (size_t i = 0; ok && i < n; i++)
        for (size_t k = 0; k < sizeof row / sizeof *row; k++)
            if (!strcmp(table[i].name, row[k].name))
                *row[k].into = table[i].table;
    return ok;
}

static bool portrait(struct tomt_cli *cli, const struct tomt_portrait_tables *tables,
                     const struct tomt_portrait_options *asked, struct tomt_text *out,
                     struct tomt_error *err)
{
    return cli->json ? tomt_portrait_json(cli->arena, tables, asked, out, err)
                     : tomt_portrait_text(cli->arena, tables, asked, out, err);
}

/* Areas bear the numbers of today: a municipality's old number is its own too. */
static bool portrait_of(struct tomt_cli *cli, const struct tomt_portrait_tables *tables,
                        struct tomt_portrait_options *asked, struct tomt_text *out,
                        struct tomt_error *err)
{
    struct tomt_error found = {0}, ignored = {0};
    if (portrait(cli, tables, asked, out, &found))
        return true;
    const char *today = asked->area ? tomt_municipality_today(asked->area) : NULL;
    if (found.code == TOMT_NOT_FOUND && today && strcmp(today, asked->area)) {
        asked->area = today;
        tomt_text_free(out);
        *out = (struct tomt_text){0};
        if (portrait(cli, tables, asked, out, &ignored))
            return true;
        if (ignored.code != TOMT_NOT_FOUND)
            found = ignored;
    }
    *err = found;
    return false;
}

static bool run(struct tomt_cli *cli, struct tomt_error *err)
{
    const char *file = cli->positional.item[0], *area = tomt_cli_option(cli, "area");
    struct tomt_portrait_tables tables = {0};
    long top;
    int language;
    if (!tomt_cli_language(cli, -1, &language, err) ||
        !tomt_cli_integer(cli, "top", 1, 1000000, 10, &top, err))
        return false;
    bool list = tomt_cli_option(cli, "list") != NULL;
    if (list && area)
        return tomt_fail(err, TOMT_USAGE, "--list lists all areas: leave out --area, or --list");
    if (ends_with(file, ".yaml") || ends_with(file, ".yml")) {
        if (!of_project(cli, file, &tables, err))
            return false;
    } else if (!tomt_portrait_read(cli->arena, file, &tables, err)) {
        return false;
    }
    struct tomt_portrait_options asked = {
        .area = area,
        .most = (size_t)top,
        .norwegian = language < 0 ? tomt_portrait_is_norwegian(&tables) : language == 1};
    struct tomt_text text = {0};
    bool ok = !list ? portrait_of(cli, &tables, &asked, &text, err)
              : cli->json
                  ? tomt_portrait_list_json(cli->arena, &tables, &text, err)
                  : tomt_portrait_list_text(cli->arena, &tables, asked.norwegian, &text, err);
    if (ok)
        fwrite(text.bytes ? text.bytes : "", 1, text.n, cli->out);
    tomt_text_free(&text);
    return ok;
}

const struct tomt_command tomt_command_economy = {
    .name = "economy",
    .summary = "tell what an area is strong in, what is related to it, and what grew",
    .arguments = "PROJECT|RESULT",
    .min_arguments = 1,
    .max_arguments = 1,
    .options = options,
    .has_json = true,
    .help =
        "A project (.yaml) is read from its registers without a run (it needs no zones, parcels or "
        "profiles), and nothing is\n"
        "written; a result (.gpkg) is read as it is. The portrait is in the project's language, or "
        "in that of --lang. An "
        "industry is strong in an area when its\n"
        "location quotient is above 1 and it has at least 1 % of the area's jobs or 20 jobs; "
        "numbers of fewer than `economy:\n"
        "min_establishments` are left out and said so.\n"
        "What grew needs two registers in the project.\n\n"
        "examples:\n  tomt economy drammen/project.yaml\n  tomt economy result/result.gpkg --list\n"
        "  tomt economy result/result.gpkg --area 33010101 --json\n",
    .run = run,
};
