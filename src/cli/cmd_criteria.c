/* cli/cmd_criteria.c: tomt criteria */
#include "cli/cli.h"
#include "criteria/criterion.h"

static void list(struct tomt_text *out)
{
    size_t n;
    const struct tomt_criterion *const *all = tomt_criteria(&n);
    for (size_t i = 0; i < n; i++)
        tomt_text_print(out, "%-22s %-8s %s\n", all[i]->name, *all[i]->unit ? all[i]->unit : "-",
                        all[i]->summary);
    tomt_text_puts(out, "\n'tomt criteria NAME' shows its parameters, facts and source.\n");
}

static void list_json(struct tomt_text *out)
{
    size_t n;
    const struct tomt_criterion *const *all = tomt_criteria(&n);
    tomt_text_puts(out, "[");
    for (size_t i = 0; i < n; i++) {
        tomt_text_puts(out, i ? "," : "");
        tomt_criterion_describe_json(all[i], out);
    }
    tomt_text_puts(out, "]");
}

static bool run(struct tomt_cli *cli, struct tomt_error *err)
{
    struct tomt_text text = {0};
    if (cli->positional.n) {
        const char *name = cli->positional.item[0];
        const struct tomt_criterion *criterion = tomt_criterion_find(name);
        if (!criterion) {
            const char *near = tomt_near_word(name, tomt_criterion_names());
            if (near)
                return tomt_fail(err, TOMT_NOT_FOUND, "there is no criterion '%s' (did you mean '%s'?)", name, near);
            return tomt_fail(err, TOMT_NOT_FOUND, "there is no criterion '%s'; 'tomt criteria' lists them", name);
        }
        if (cli->json)
            tomt_criterion_describe_json(criterion, &text);
        else
            tomt_criterion_describe(criterion, &text);
    } else if (cli->json) {
        list_json(&text);
    } else {
        list(&text);
    }
    if (cli->json)
        tomt_text_puts(&text, "\n");
    bool failed = text.failed;
    if (!failed)
        fwrite(text.bytes ? text.bytes : "", 1, text.n, cli->out);
    tomt_text_free(&text);
    return !failed || tomt_fail(err, TOMT_MEMORY, "out of memory");
}

const struct tomt_command tomt_command_criteria = {
    .name = "criteria",
    .summary = "what can be measured: names, units, parameters, sources",
    .arguments = "[NAME]",
    .min_arguments = 0,
    .max_arguments = 1,
    .has_json = true,
    .help = "examples:\n  tomt criteria\n  tomt criteria jobs_within\n",
    .run = run,
};
