/* cli/options.c: words of the command line -> values, and the help that comes from the same rows. */
#include "cli/cli.h"

#include <stdlib.h>

const struct tomt_cli_option tomt_cli_common[] = {
    {"threads", 't', "N", false, "work on N threads (default: all cores); the result is the same at any number"},
    {"quiet", 'q', NULL, false, "no progress and no summary, only warnings and errors"},
    {"help", 'h', NULL, false, "show this help"},
    {NULL, 0, NULL, false, NULL},
};
static const struct tomt_cli_option json_option = {"json", 0, NULL, false,
                                                   "print what a script would read, as JSON, on stdout"};

#define MOST_OPTIONS 24

/* The command's own options, then the common ones, as one list. */
static size_t all_options(const struct tomt_command *command,
                          const struct tomt_cli_option *out[MOST_OPTIONS])
{
    size_t n = 0;
    for (const struct tomt_cli_option *row = command->options; row && row->name; row++)
        out[n++] = row;
    if (command->has_json)
        out[n++] = &json_option;
    for (const struct tomt_cli_option *row = tomt_cli_common; row->name; row++)
        out[n++] = row;
    return n;
}

static bool add_value(struct tomt_cli *cli, struct tomt_cli_values *values, const char *value,
                      struct tomt_error *err)
{
    size_t size = (values->n + 1) * sizeof *values->item;
    const char **item = tomt_arena_block(cli->arena, (void *)values->item, size, err);
    if (!item)
        return false;
    values->item = item;
    values->item[values->n++] = value;
    return true;
}

#define MOST_FURTHER 64

bool tomt_cli_unknown(const struct tomt_cli *cli, const char *name, const char *const *further,
                      struct tomt_error *err)
{
    const struct tomt_cli_option *rows[MOST_OPTIONS];
    const char *names[MOST_OPTIONS + MOST_FURTHER + 1] = {0};
    size_t n = all_options(cli->command, rows);
    for (size_t i = 0; i < n; i++)
        names[i] = rows[i]->name;
    for (size_t i = 0; further && further[i] && i < MOST_FURTHER; i++)
        names[n + i] = further[i];
    const char *near = tomt_near_word(name, names);
    if (near)
        return tomt_fail(err, TOMT_USAGE,
                         "there is no option --%s (did you mean --%s?); see 'tomt %s --help'", name,
                         near, cli->command->name);
    return tomt_fail(err, TOMT_USAGE, "there is no option --%s; see 'tomt %s --help'", name,
                     cli->command->name);
}

/* --NAME VALUE of no row: a word behind it is its value unless it is an option, too. */
static bool keep_more(struct tomt_cli *cli, const char *name, const char *inline_value, char **words,
                      int n_words, int *at, struct tomt_error *err)
{
    char *kept = tomt_arena_copy(cli->arena, name, strlen(name), err);
    if (!inline_value && *at + 1 < n_words && strncmp(words[*at + 1], "--", 2) != 0)
        inline_value = words[++*at];
    return kept && add_value(cli, &cli->more_name, kept, err) &&
           add_value(cli, &cli->more_value, inline_value, err);
}

/* One word that begins with '-': finds its row and its value ("--name=value", "-oVALUE" or the next word). */
static bool take_option(struct tomt_cli *cli, const struct tomt_cli_option *const *rows, size_t n,
                        char **words, int n_words, int *at, struct tomt_error *err)
{
    const char *word = words[*at], *inline_value = NULL;
    char name[64] = {0};
    size_t found = n;
    if (word[1] == '-') {
        const char *equals = strchr(word, '=');
        size_t length = equals ? (size_t)(equals - word) - 2 : strlen(word) - 2;
        if (length >= sizeof name)
            length = sizeof name - 1;
        memcpy(name, word + 2, length);
        inline_value = equals ? equals + 1 : NULL;
        for (size_t i = 0; i < n; i++)
            if (!strcmp(rows[i]->name, name))
                found = i;
    } else {
        name[0] = word[1];
        inline_value = word[2] ? word + 2 : NULL;
        for (size_t i = 0; i < n; i++)
            if (rows[i]->letter && rows[i]->letter == word[1])
                found = i;
    }
    if (found == n && cli->command->more_options && word[1] == '-' && name[0])
        return keep_more(cli, name, inline_value, words, n_words, at, err);
    if (found == n)
        return tomt_cli_unknown(cli, name, NULL, err);
    const struct tomt_cli_option *row = rows[found];
    if (!row->value) {
        if (inline_value)
            return tomt_fail(err, TOMT_USAGE, "option --%s takes no value", row->name);
        return add_value(cli, &cli->option[found], "", err);
    }
    if (!inline_value) {
        if (*at + 1 >= n_words)
            return tomt_fail(err, TOMT_USAGE, "option --%s needs a value: --%s %s", row->name,
                             row->name, row->value);
        inline_value = words[++*at];
    }
    if (cli->option[found].n && !row->repeats)
        return tomt_fail(err, TOMT_USAGE, "option --%s is given twice", row->name);
    return add_value(cli, &cli->option[found], inline_value, err);
}

bool tomt_cli_parse(struct tomt_cli *cli, const struct tomt_command *command, int n_words,
                    char **words, bool *help, struct tomt_error *err)
{
    const struct tomt_cli_option *rows[MOST_OPTIONS];
    size_t n = all_options(command, rows);
    bool only_words = false;
    cli->command = command;
    cli->option = tomt_arena_alloc(cli->arena, n * sizeof *cli->option, err);
    if (!cli->option)
        return false;
    for (int at = 0; at < n_words; at++) {
        if (!only_words && !strcmp(words[at], "--")) {
            only_words = true;
        } else if (!only_words && words[at][0] == '-' && words[at][1]) {
            if (!take_option(cli, rows, n, words, n_words, &at, err))
                return false;
        } else if (!add_value(cli, &cli->positional, words[at], err)) {
            return false;
        }
    }
    *help = tomt_cli_option(cli, "help") != NULL;
    if (*help)
        return true;
    cli->quiet = tomt_cli_option(cli, "quiet") != NULL;
    cli->json = command->has_json && tomt_cli_option(cli, "json") != NULL;
    if (cli->positional.n < command->min_arguments)
        return tomt_fail(err, TOMT_USAGE, "something is missing: tomt %s %s", command->name,
                         command->arguments);
    if (cli->positional.n > command->max_arguments)
        return tomt_fail(err, TOMT_USAGE, "'%s' is one word too many: tomt %s %s",
                         cli->positional.item[command->max_arguments], command->name,
                         command->arguments);
    long threads;
    if (!tomt_cli_integer(cli, "threads", 1, 1024, (long)tomt_crew_cores(), &threads, err))
        return false;
    cli->crew.n_threads = (unsigned)threads;
    return true;
}

const struct tomt_cli_values *tomt_cli_options(const struct tomt_cli *cli, const char *name)
{
    const struct tomt_cli_option *rows[MOST_OPTIONS];
    size_t n = all_options(cli->command, rows);
    for (size_t i = 0; i < n; i++)
        if (!strcmp(rows[i]->name, name))
            return &cli->option[i];
    return NULL;
}

const char *tomt_cli_option(const struct tomt_cli *cli, const char *name)
{
    const struct tomt_cli_values *values = tomt_cli_options(cli, name);
    return values && values->n ? values->item[values->n - 1] : NULL;
}

bool tomt_cli_integer(const struct tomt_cli *cli, const char *name, long min, long max,
                      long fallback, long *out, struct tomt_error *err)
{
    const char *text = tomt_cli_option(cli, name);
    *out = fallback;
    if (!text)
        return true;
    char *end;
    long value = strtol(text, &end, 10);
    if (!*text || *end || value < min || value > max)
        return tomt_fail(err, TOMT_USAGE, "--%s takes a whole number from %ld to %ld, not '%s'",
                         name, min, max, text);
    *out = value;
    return true;
}

static void option_synopsis(const struct tomt_cli_option *row, struct tomt_text *out)
{
    if (row->letter)
        tomt_text_print(out, "-%c, --%s", row->letter, row->name);
    else
        tomt_text_print(out, "    --%s", row->name);
    if (row->value)
        tomt_text_print(out, " %s", row->value);
}

static void put_usage(const struct tomt_command *command, struct tomt_text *out)
{
    const struct tomt_cli_option *rows[MOST_OPTIONS];
    size_t n = all_options(command, rows);
    tomt_text_print(out, "tomt %s: %s\n\nusage: tomt %s [options]%s%s\n\n", command->name,
                    command->summary, command->name, *command->arguments ? " " : "",
                    command->arguments);
    for (size_t i = 0; i < n; i++) {
        struct tomt_text synopsis = {0};
        option_synopsis(rows[i], &synopsis);
        tomt_text_print(out, "  %-24s %s%s\n", synopsis.bytes ? synopsis.bytes : "", rows[i]->help,
                        rows[i]->repeats ? " (may be repeated)" : "");
        tomt_text_free(&synopsis);
    }
    tomt_text_print(out, "\n%s", command->help);
}

void tomt_cli_usage(const struct tomt_command *command, struct tomt_text *out)
{
    struct tomt_text text = {0};
    put_usage(command, &text);
    tomt_cli_wrap(text.bytes ? text.bytes : "", out);
    out->failed = out->failed || text.failed;
    tomt_text_free(&text);
}

void tomt_cli_overview(struct tomt_text *out)
{
    tomt_text_puts(out, "tomt: finds sites for offices and business clusters, scores them and explains every number\n\n"
                        "usage: tomt COMMAND [options] ...\n\n");
    for (size_t i = 0; tomt_commands[i]; i++)
        tomt_text_print(out, "  %-10s %s\n", tomt_commands[i]->name, tomt_commands[i]->summary);
    tomt_text_puts(out, "\n'tomt COMMAND --help' says more; 'tomt help project' describes the project file, key by key,\n'tomt help profile' a profile's keys, 'tomt help ranking' the methods of weighing and ranking,\n'tomt help weighting' and 'tomt help robustness' parts of it; 'tomt --version' names the libraries.\nexit codes:\n");
    for (int code = 0; tomt_code_help((enum tomt_code)code); code++)
        tomt_text_print(out, "  %d  %s\n", code, tomt_code_help((enum tomt_code)code));
}

static void man_escape(const char *text, struct tomt_text *out)
{
    for (const char *c = text; *c; c++) {
        if (*c == '-')
            tomt_text_puts(out, "\\-");
        else if (*c == '\\')
            tomt_text_puts(out, "\\e");
        else if ((*c == '.' || *c == '\'') && (c == text || c[-1] == '\n'))
            tomt_text_print(out, "\\&%c", *c);
        else
            tomt_text_add(out, c, 1);
    }
}

void tomt_cli_man(struct tomt_text *out)
{
    tomt_text_puts(out, ".TH TOMT 1 \"\" \"tomt " TOMT_VERSION "\" \"User Commands\"\n.SH NAME\ntomt \\- find, score and explain "
                        "sites for offices and business clusters\n.SH SYNOPSIS\n.B tomt\nCOMMAND [options] ...\n");
    for (size_t i = 0; tomt_commands[i]; i++) {
        const struct tomt_command *command = tomt_commands[i];
        const struct tomt_cli_option *rows[MOST_OPTIONS];
        size_t n = all_options(command, rows);
        tomt_text_print(out, ".SH TOMT ");
        for (const char *c = command->name; *c; c++)
            tomt_text_print(out, "%c", *c - 'a' + 'A');
        tomt_text_print(out, "\n.B tomt %s\n", command->name);
        man_escape(command->arguments, out);
        tomt_text_puts(out, "\n.PP\n");
        man_escape(command->summary, out);
        tomt_text_puts(out, ".\n");
        for (size_t k = 0; k < n; k++) {
            struct tomt_text synopsis = {0};
            option_synopsis(rows[k], &synopsis);
            tomt_text_puts(out, ".TP\n.B ");
            man_escape(synopsis.bytes ? synopsis.bytes : "", out);
            tomt_text_puts(out, "\n");
            man_escape(rows[k]->help, out);
            tomt_text_puts(out, "\n");
            tomt_text_free(&synopsis);
        }
        tomt_text_puts(out, ".PP\n.nf\n");
        man_escape(command->help, out);
        tomt_text_puts(out, ".fi\n");
    }
    tomt_text_puts(out, ".SH EXIT STATUS\n");
    for (int code = 0; tomt_code_help((enum tomt_code)code); code++) {
        tomt_text_print(out, ".TP\n.B %d\n", code);
        man_escape(tomt_code_help((enum tomt_code)code), out);
        tomt_text_puts(out, "\n");
    }
    tomt_text_puts(out, ".SH ENVIRONMENT\n.TP\n.B NO_COLOR\nno colours on a terminal\n.TP\n.B SOURCE_DATE_EPOCH\n"
                        "seconds since 1970 that the result's timestamps take; else the newest input's\n");
}

void tomt_cli_completion(struct tomt_text *out)
{
    tomt_text_puts(out, "# bash completion for tomt, written by 'tomt help --bash-completion'\n_tomt()\n{\n"
                        "    local word=${COMP_WORDS[COMP_CWORD]} options=\n"
                        "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n        COMPREPLY=($(compgen -W \"");
    for (size_t i = 0; tomt_commands[i]; i++)
        tomt_text_print(out, "%s ", tomt_commands[i]->name);
    tomt_text_puts(out, "help --help --version\" -- \"$word\"))\n        return\n    fi\n    case ${COMP_WORDS[1]} in\n");
    for (size_t i = 0; tomt_commands[i]; i++) {
        const struct tomt_cli_option *rows[MOST_OPTIONS];
        size_t n = all_options(tomt_commands[i], rows);
        tomt_text_print(out, "    %s) options=\"", tomt_commands[i]->name);
        for (size_t k = 0; k < n; k++)
            tomt_text_print(out, "--%s ", rows[k]->name);
        tomt_text_puts(out, "\" ;;\n");
    }
    tomt_text_puts(out, "    esac\n    case $word in\n    -*) COMPREPLY=($(compgen -W \"$options\" -- \"$word\")) ;;\n"
                        "    *) compopt -o filenames; COMPREPLY=($(compgen -f -- \"$word\")) ;;\n    esac\n}\n"
                        "complete -F _tomt tomt\n");
}
