/* cli/cli.h: what a command is: a row in commands.def, a file cmd_NAME.c, and options as rows from which parsing, --help, the
 * man page and the bash completion come. The only room that prints, exits and catches signals.
 * The arena and all strings live until main returns. One thread. */
#ifndef TOMT_CLI_CLI_H
#define TOMT_CLI_CLI_H

#include "base/crew.h"
#include "base/problems.h"
#include "base/text.h"

#include <stdio.h>

struct tomt_cli_option {
    const char *name;  /* "threads" for --threads */
    char letter;       /* 'o' for -o, 0: none */
    const char *value; /* "N", "DIR"; NULL: a switch */
    bool repeats;
    const char *help;
}; /* a table ends with name NULL */

struct tomt_cli_values {
    const char **item;
    size_t n;
};

struct tomt_cli {
    struct tomt_arena *arena;
    struct tomt_crew crew;
    struct tomt_cli_values positional;
    struct tomt_cli_values *option; /* one per row of the command's options; a switch that is set has one item */
    struct tomt_cli_values more_name, more_value; /* of a command with more_options: --NAME VALUE of no row, in their order; the value NULL when none follows */
    const struct tomt_command *command;
    bool quiet, json, colour, terminal;
    FILE *out; /* results; messages go to stderr */
};

struct tomt_command {
    const char *name, *summary;
    const char *arguments; /* "PROJECT", "[NAME]" */
    size_t min_arguments, max_arguments;
    const struct tomt_cli_option *options; /* its own; --help, --quiet, --json where it applies */
    bool has_json;
    bool more_options;     /* options of no row are kept for the command to judge (tomt_cli_unknown): what it takes is known only then */
    const char *help;      /* paragraphs and examples */
    bool (*run)(struct tomt_cli *cli, struct tomt_error *err);
};

extern const struct tomt_command *const tomt_commands[]; /* ends with NULL; in the order of commands.def */
extern const struct tomt_cli_option tomt_cli_common[];   /* --threads, --quiet, --json, --help */

/* The value of a single option (the last one given); NULL if not given. */
const char *tomt_cli_option(const struct tomt_cli *cli, const char *name);
const struct tomt_cli_values *tomt_cli_options(const struct tomt_cli *cli, const char *name);
bool tomt_cli_integer(const struct tomt_cli *cli, const char *name, long min, long max, long fallback, long *out,
                      struct tomt_error *err);
/* "there is no option --NAME (did you mean ...?)": of the command's rows and of `further` names (ends with NULL). Always false. */
bool tomt_cli_unknown(const struct tomt_cli *cli, const char *name, const char *const *further, struct tomt_error *err);
bool tomt_cli_parse(struct tomt_cli *cli, const struct tomt_command *command, int n, char **words, bool *help,
                    struct tomt_error *err);

void tomt_cli_usage(const struct tomt_command *command, struct tomt_text *out);
/* Text in lines of at most 100 columns: lines that begin at the margin are joined to paragraphs first; what goes on is set in under what it goes on from. */
void tomt_cli_wrap(const char *text, struct tomt_text *out);
void tomt_cli_overview(struct tomt_text *out);
void tomt_cli_man(struct tomt_text *out);
void tomt_cli_completion(struct tomt_text *out);

/* A command that phrases what it prints has the row TOMT_CLI_LANG among its options: en 0, nb 1; `fallback` if it is not given (the language of the project or
 * the result). The environment (LANGUAGE, LANG) is never asked. */
#define TOMT_CLI_LANG {"lang", 0, "LANGUAGE", false, "language of what is printed: en or nb (default: the project's)"}
bool tomt_cli_language(const struct tomt_cli *cli, int fallback, int *out, struct tomt_error *err);

/* A result that is written is a GeoPackage, and is named so: QGIS goes by the name. */
bool tomt_cli_is_gpkg(const char *file, struct tomt_error *err);

/* Problems as file:line:col: error: text, to stderr (or into a JSON document); sorted by place. */
void tomt_cli_problems(const struct tomt_cli *cli, struct tomt_problems *problems);
void tomt_cli_problems_json(const struct tomt_problems *problems, struct tomt_text *out);

/* A bar with ETA on a terminal, a line per stage elsewhere, nothing when quiet. */
void tomt_cli_progress(struct tomt_cli *cli, struct tomt_progress *progress);

/* A table a person can read: cells are copied as given; numeric columns are set right. */
struct tomt_cli_table {
    const char *const *heading;
    const bool *right;
    size_t n_columns, n_rows;
    const char *const *cell; /* [row * n_columns + column] */
};
void tomt_cli_table(const struct tomt_cli_table *table, struct tomt_text *out);
/* Prints lines with names of the data, of files or of the command line in them: nothing in them reaches the terminal as a command (tomt_text_line). */
void tomt_cli_say(FILE *to, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
