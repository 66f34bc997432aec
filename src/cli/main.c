/* cli/main.c: finds the command, catches signals, prints the error and exits with its code. */
#include "cli/cli.h"
#include "criteria/criterion.h"
#include "data/layer.h"
#include "project/project.h"

#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

static volatile int cancelled;

static void on_signal(int number)
{
    /* A second signal must end a program that hangs inside a library. */
    if (cancelled)
        _exit(128 + number);
    cancelled = 1;
}

static bool print_text(struct tomt_text *text, struct tomt_error *err)
{
    bool failed = text->failed;
    if (!failed && text->n)
        fwrite(text->bytes, 1, text->n, stdout);
    tomt_text_free(text);
    if (failed)
        return tomt_fail(err, TOMT_MEMORY, "out of memory");
    return true;
}

static bool print_version(struct tomt_arena *arena, struct tomt_error *err)
{
    const char *libraries = tomt_data_versions(arena, err);
    if (!libraries)
        return false;
    printf("tomt %s\n%s\n", TOMT_VERSION, libraries);
    return true;
}

static bool unknown_command(const char *word, struct tomt_error *err)
{
    const char *names[32] = {0};
    for (size_t i = 0; tomt_commands[i] && i < 30; i++)
        names[i] = tomt_commands[i]->name;
    const char *near = tomt_near_word(word, names);
    if (near)
        return tomt_fail(err, TOMT_USAGE, "there is no command '%s' (did you mean '%s'?); 'tomt --help' lists them", word, near);
    return tomt_fail(err, TOMT_USAGE, "there is no command '%s'; 'tomt --help' lists them", word);
}

static const struct tomt_command *find_command(const char *name)
{
    for (size_t i = 0; tomt_commands[i]; i++)
        if (!strcmp(tomt_commands[i]->name, name))
            return tomt_commands[i];
    return NULL;
}

/* docs/criteria.md is this text under a short introduction. */
static void describe_criteria(struct tomt_text *out)
{
    size_t n;
    const struct tomt_criterion *const *all = tomt_criteria(&n);
    for (size_t i = 0; i < n; i++)
        tomt_criterion_describe(all[i], out);
}

/* Parts of a profile, from the rows that read them. */
static bool help_on_topic(const char *word, struct tomt_text *out)
{
    static const struct {
        const char *word;
        void (*describe)(struct tomt_text *out);
    } topic[] = {{"ranking", tomt_ranking_describe},
                 {"weighting", tomt_weighting_describe},
                 {"robustness", tomt_robustness_describe},
                 {"profile", tomt_profile_describe}};
    struct tomt_text text = {0};
    size_t i = 0, n = sizeof topic / sizeof *topic;
    while (i < n && strcmp(topic[i].word, word))
        i++;
    if (i == n)
        return false;
    topic[i].describe(&text);
    tomt_cli_wrap(text.bytes ? text.bytes : "", out);
    out->failed = out->failed || text.failed;
    tomt_text_free(&text);
    return true;
}

static bool help(int n, char **words, struct tomt_error *err)
{
    struct tomt_text text = {0};
    const struct tomt_command *command = n > 0 ? find_command(words[0]) : NULL;
    if (n > 0 && !strcmp(words[0], "--man"))
        tomt_cli_man(&text);
    else if (n > 0 && !strcmp(words[0], "--bash-completion"))
        tomt_cli_completion(&text);
    else if (n > 0 && !strcmp(words[0], "project"))
        tomt_project_describe(&text);
    else if (n > 0 && !strcmp(words[0], "criteria-docs"))
        describe_criteria(&text);
    else if (n > 0 && help_on_topic(words[0], &text))
        return print_text(&text, err);
    else if (command)
        tomt_cli_usage(command, &text);
    else if (n > 0 && words[0][0] != '-')
        return unknown_command(words[0], err);
    else
        tomt_cli_overview(&text);
    return print_text(&text, err);
}

static bool run_command(struct tomt_arena *arena, int argc, char **argv, struct tomt_error *err)
{
    if (argc < 2) {
        struct tomt_text text = {0};
        tomt_cli_overview(&text);
        fwrite(text.bytes ? text.bytes : "", 1, text.n, stderr);
        tomt_text_free(&text);
        return tomt_fail(err, TOMT_USAGE, "no command is given");
    }
    const char *word = argv[1];
    if (!strcmp(word, "--help") || !strcmp(word, "-h") || !strcmp(word, "help"))
        return help(argc - 2, argv + 2, err);
    if (!strcmp(word, "--version") || !strcmp(word, "-V"))
        return print_version(arena, err);
    const struct tomt_command *command = find_command(word);
    if (!command)
        return unknown_command(word, err);
    bool terminal = isatty(STDERR_FILENO) == 1;
    const char *no_color = getenv("NO_COLOR");
    struct tomt_cli cli = {.arena = arena,
                           .crew = {.n_threads = 1, .cancel = &cancelled},
                           .terminal = terminal,
                           .colour = terminal && !(no_color && *no_color),
                           .out = stdout};
    bool wants_help = false;
    if (!tomt_cli_parse(&cli, command, argc - 2, argv + 2, &wants_help, err))
        return false;
    if (wants_help) {
        struct tomt_text text = {0};
        tomt_cli_usage(command, &text);
        return print_text(&text, err);
    }
    return command->run(&cli, err);
}

int main(int argc, char **argv)
{
    struct tomt_error err = {0};
    struct sigaction action = {.sa_handler = on_signal};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    signal(SIGPIPE, SIG_IGN);
    /* A write beyond RLIMIT_FSIZE is an error to report, not a reason to die. */
    signal(SIGXFSZ, SIG_IGN);
    tomt_data_open();
    struct tomt_arena *arena = tomt_arena_new(&err);
    bool ok = arena && run_command(arena, argc, argv, &err);
    tomt_arena_free(arena);
    tomt_data_close();
    if (fflush(stdout) || ferror(stdout))
        if (ok)
            ok = tomt_fail(&err, TOMT_OUTPUT, "standard output cannot be written");
    if (!ok)
        tomt_cli_say(stderr, "tomt: %s\n", err.text);
    return ok ? 0 : (int)err.code;
}
