/* cli/cmd_ask.c: tomt ask RESULT QUESTION --PARAM VALUE ... */
#include "ask/ask.h"
#include "cli/cli.h"
#include "data/whole_file.h"
#include "phrase/phrase.h"

#include <math.h>
#include <strings.h>
#include <sys/stat.h>

static const struct tomt_cli_option options[] = {
    {"list", 'l', NULL, false,
     "list the questions with their parameters, or the one that is named"},
    {"sql", 0, "SQL", false,
     "a statement of your own instead of a question; --NAME VALUE gives :NAME a value"},
    {"questions", 0, "DIR", true,
     "a folder of further questions (*.sql); ./questions is read when it is there"},
    {"format", 'f', "FORMAT", false,
     "table, csv, json, markdown or geojson (default: by the name of -o, else table)"},
    {"output", 'o', "FILE", false, "write to a file, or -; FILE.gpkg gets a layer of its own"},
    {"layer", 0, "NAME", false, "the layer's name in FILE.gpkg (default: the question's)"},
    {"rows", 0, "N", false, "at most so many rows (default: 10000)"},
    {"seconds", 0, "S", false, "at most so long (default: 5)"},
    {"memory", 0, "MIB", false, "at most so much memory (default: 256)"},
    {"wide", 0, NULL, false, "every column of a table, one line a row, however wide"},
    TOMT_CLI_LANG,
    {"internal", 0, NULL, false,
     "what is internal may be told, too: owners, proprietors' names, the purchase index"},
    {.name = NULL},
};

static const char *const format_name[] = {"table",   "csv",  "json", "markdown",
                                          "geojson", "gpkg", NULL};
enum { FORMAT_GPKG = TOMT_ANSWER_GEOJSON + 1 };

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), n_end = strlen(end);
    return n >= n_end && strcasecmp(text + n - n_end, end) == 0;
}

/* "-o -" is standard output, as without -o. */
static const char *file_of(const struct tomt_cli *cli)
{
    const char *file = tomt_cli_option(cli, "output");
    return file && strcmp(file, "-") != 0 ? file : NULL;
}

/* --format, --json, else what the file's name says. */
static bool find_format(const struct tomt_cli *cli, int *format, struct tomt_error *err)
{
    static const struct {
        const char *end;
        int format;
    } by_name[] = {{".csv", TOMT_ANSWER_CSV},     {".json", TOMT_ANSWER_JSON},
                   {".md", TOMT_ANSWER_MARKDOWN}, {".geojson", TOMT_ANSWER_GEOJSON},
                   {".gpkg", FORMAT_GPKG},        {".txt", TOMT_ANSWER_TABLE}};
    const char *asked = tomt_cli_option(cli, "format"), *file = file_of(cli);
    *format = cli->json ? TOMT_ANSWER_JSON : TOMT_ANSWER_TABLE;
    for (size_t i = 0; file && !asked && !cli->json && i < sizeof by_name / sizeof *by_name; i++)
        if (ends_with(file, by_name[i].end))
            *format = by_name[i].format;
    if (asked) {
        for (*format = 0; format_name[*format] && strcmp(format_name[*format], asked) != 0;)
            ++*format;
        const char *near = tomt_near_word(asked, format_name);
        if (!format_name[*format])
            return tomt_fail(
                err, TOMT_USAGE,
                "--format is table, csv, json, markdown, geojson or gpkg, not '%s'%s%s%s", asked,
                near ? " (did you mean " : "", near ? near : "", near ? "?)" : "");
    }
    if (*format == FORMAT_GPKG && !file)
        return tomt_fail(err, TOMT_USAGE, "a GeoPackage is written to a file: -o FILE.gpkg");
    if (tomt_cli_option(cli, "layer") && *format != FORMAT_GPKG)
        return tomt_fail(err, TOMT_USAGE, "--layer names a layer of a GeoPackage: -o FILE.gpkg");
    return true;
}

static bool read_questions(struct tomt_cli *cli, struct tomt_question **question, size_t *n,
                           struct tomt_error *err)
{
    const struct tomt_cli_values *given = tomt_cli_options(cli, "questions");
    const char **folder = tomt_arena_alloc(cli->arena, (given->n + 2) * sizeof *folder, err);
    struct stat is;
    size_t n_folders = 0;
    if (!folder)
        return false;
    if (stat("questions", &is) == 0 && S_ISDIR(is.st_mode))
        folder[n_folders++] = "questions";
    for (size_t i = 0; i < given->n; i++)
        folder[n_folders++] = given->item[i];
    return tomt_questions_read(cli->arena, folder, n_folders, question, n, err);
}

static const struct tomt_question *find_question(struct tomt_cli *cli,
                                                 const struct tomt_question *question, size_t n,
                                                 const char *name, struct tomt_error *err)
{
    const char **names = tomt_arena_alloc(cli->arena, (n + 1) * sizeof *names, err);
    if (!names)
        return NULL;
    for (size_t i = 0; i < n; i++) {
        names[i] = question[i].name;
        if (!strcmp(name, names[i]))
            return &question[i];
    }
    struct tomt_text clean = {0};
    tomt_text_line(&clean, name);
    const char *near = tomt_near_word(name, names);
    tomt_fail(err, TOMT_NOT_FOUND,
              "there is no question '%.80s'%s%s%s; 'tomt ask --list' lists them",
              clean.bytes ? clean.bytes : "", near ? " (did you mean '" : "", near ? near : "",
              near ? "'?)" : "");
    tomt_text_free(&clean);
    return NULL;
}

static bool put_out(struct tomt_cli *cli, struct tomt_text *text, bool ok)
{
    if (ok)
        fwrite(text->bytes ? text->bytes : "", 1, text->n, cli->out);
    tomt_text_free(text);
    return ok;
}

static bool list(struct tomt_cli *cli, const struct tomt_question *question, size_t n,
                 struct tomt_error *err)
{
    struct tomt_text text = {0};
    int language;
    const char *name = cli->positional.n ? cli->positional.item[cli->positional.n - 1] : NULL;
    if (!tomt_cli_language(cli, 0, &language, err))
        return false;
    if (name && !ends_with(name, ".gpkg")) {
        question = find_question(cli, question, n, name, err);
        n = 1;
    }
    return question && put_out(cli, &text,
                               cli->json ? tomt_questions_json(question, n, &text, err)
                                         : tomt_questions_text(question, n, language, &text, err));
}

static bool find_limits(const struct tomt_cli *cli, struct tomt_ask_limits *limits,
                        struct tomt_error *err)
{
    long rows, memory;
    const char *seconds = tomt_cli_option(cli, "seconds");
    if (!tomt_cli_integer(cli, "rows", 1, 10000000, 10000, &rows, err) ||
        !tomt_cli_integer(cli, "memory", 16, 65536, 256, &memory, err))
        return false;
    if (seconds && (!tomt_number_parse(seconds, strlen(seconds), false, &limits->seconds) ||
                    !(limits->seconds > 0 && limits->seconds <= 3600)))
        return tomt_fail(err, TOMT_USAGE, "--seconds takes a number up to 3600, not '%s'", seconds);
    limits->rows = (size_t)rows;
    limits->heap_bytes = (size_t)memory << 20;
    return true;
}

/* Options of no row are the question's parameters: a slip of the pen may mean either. */
static bool take_values(struct tomt_cli *cli, struct tomt_ask_options *asked,
                        struct tomt_error *err)
{
    const struct tomt_question *question = asked->question;
    size_t n = cli->more_name.n, n_params = question ? question->n_params : 0;
    struct tomt_ask_value *value = tomt_arena_alloc(cli->arena, (n + 1) * sizeof *value, err);
    const char **names = tomt_arena_alloc(cli->arena, (n_params + 1) * sizeof *names, err);
    if (!value || !names)
        return false;
    for (size_t k = 0; k < n_params; k++)
        names[k] = question->param[k].name;
    for (size_t i = 0; i < n; i++) {
        bool known = !question;
        for (size_t k = 0; k < n_params; k++)
            known = known || !strcmp(names[k], cli->more_name.item[i]);
        if (!known)
            return tomt_cli_unknown(cli, cli->more_name.item[i], names, err) ||
                   tomt_while(err, "question %s (tomt ask --list %s)", question->name,
                              question->name);
        value[i] = (struct tomt_ask_value){cli->more_name.item[i], cli->more_value.item[i]};
    }
    asked->value = value;
    asked->n_values = n;
    return true;
}

static bool write_layer(struct tomt_cli *cli, const struct tomt_answer *answer, const char *file,
                        struct tomt_error *err)
{
    const char *layer = tomt_cli_option(cli, "layer");
    char *name = tomt_arena_copy(cli->arena,
                                 layer          ? layer
                                 : answer->name ? answer->name
                                                : "answer",
                                 strlen(layer          ? layer
                                        : answer->name ? answer->name
                                                       : "answer"),
                                 err);
    if (!name)
        return false;
    for (char *c = name; !layer && *c; c++)
        *c = *c == '-' ? '_' : *c;
    if (!tomt_answer_layer(cli->arena, answer, file, name, NULL, err))
        return false;
    if (!cli->quiet)
        tomt_cli_say(stderr, "written: %s, layer %s, %zu rows\n", file, name, answer->table.n_rows);
    return true;
}

static struct tomt_whole_output output_of(const struct tomt_cli *cli, int format)
{
    static const enum tomt_file_kind kind[] = {
        [TOMT_ANSWER_TABLE] = TOMT_FILE_PLAIN,  [TOMT_ANSWER_CSV] = TOMT_FILE_CSV,
        [TOMT_ANSWER_JSON] = TOMT_FILE_JSON,    [TOMT_ANSWER_MARKDOWN] = TOMT_FILE_MARKDOWN,
        [TOMT_ANSWER_GEOJSON] = TOMT_FILE_JSON, [FORMAT_GPKG] = TOMT_FILE_GEOPACKAGE};
    return (struct tomt_whole_output){.target = file_of(cli),
                                      .kind = kind[format],
                                      .reads = cli->positional.item[0],
                                      .streams = format != FORMAT_GPKG};
}

static bool write_answer(struct tomt_cli *cli, const struct tomt_answer *answer, int format,
                         struct tomt_error *err)
{
    const char *file = file_of(cli);
    struct tomt_whole_output output = output_of(cli, format);
    if (format == FORMAT_GPKG)
        return write_layer(cli, answer, file, err);
    struct tomt_text text = {0};
    const struct tomt_phrases *phrases = tomt_phrases_open(cli->arena, answer->language, err);
    bool good = phrases &&
                (format == TOMT_ANSWER_TABLE
                     ? tomt_answer_table(answer, phrases, tomt_cli_option(cli, "wide") != NULL,
                                         &text, err)
                     : tomt_answer_write(answer, (enum tomt_answer_format)format, phrases, &text,
                                         err));
    /* What is read by a program has no room for notes. */
    for (size_t i = 0; good && !cli->quiet && format == TOMT_ANSWER_CSV && i < answer->n_notes; i++)
        tomt_cli_say(stderr, "%s\n", answer->note[i]);
    if (!good || !file)
        return put_out(cli, &text, good);
    good = tomt_whole_file_write(cli->arena, &output, text.bytes, text.n, err);
    tomt_text_free(&text);
    if (good && !cli->quiet)
        tomt_cli_say(stderr, "written: %s, %zu rows\n", file, answer->table.n_rows);
    return good;
}

static bool run(struct tomt_cli *cli, struct tomt_error *err)
{
    struct tomt_question *question = NULL;
    size_t n = 0, n_words = cli->positional.n;
    struct tomt_ask_options asked = {.sql = tomt_cli_option(cli, "sql"),
                                     .internal = tomt_cli_option(cli, "internal") != NULL,
                                     .cancel = cli->crew.cancel};
    struct tomt_answer answer;
    int format;
    if (!read_questions(cli, &question, &n, err))
        return false;
    if (tomt_cli_option(cli, "list"))
        return cli->more_name.n ? tomt_cli_unknown(cli, cli->more_name.item[0], NULL, err)
                                : list(cli, question, n, err);
    if (n_words == 0 || (n_words == 1 && !asked.sql))
        return tomt_fail(err, TOMT_USAGE,
                         "something is missing: tomt ask RESULT QUESTION; 'tomt ask --list' lists "
                         "the questions");
    if (n_words == 2 && asked.sql)
        return tomt_fail(err, TOMT_USAGE, "a question or --sql, not both");
    asked.result = cli->positional.item[0];
    asked.question =
        n_words == 2 ? find_question(cli, question, n, cli->positional.item[1], err) : NULL;
    if ((n_words == 2 && !asked.question) || !find_format(cli, &format, err) ||
        !find_limits(cli, &asked.limits, err) ||
        !tomt_cli_language(cli, -1, &asked.language, err) || !take_values(cli, &asked, err))
        return false;
    struct tomt_whole_output output = output_of(cli, format);
    return (!output.target || tomt_whole_file_may(&output, err)) &&
           tomt_ask(cli->arena, &asked, &answer, err) && write_answer(cli, &answer, format, err);
}

const struct tomt_command tomt_command_ask = {
    .name = "ask",
    .summary = "answer a named question, or free SQL, from a result",
    .arguments = "RESULT QUESTION [--PARAM VALUE]...",
    .min_arguments = 0,
    .max_arguments = 2,
    .options = options,
    .has_json = true,
    .more_options = true,
    .help = "A question is a file of SQL with a title and parameters in its head; those of a "
            "folder are asked like those shipped, and go before\n"
            "one of the same name. Parameters stand behind the question. A place is a point "
            "(\"570500,6623400\", \"59.74, 10.20\"), a parcel, a site or\n"
            "an address. Nothing is ever written to the result, and what a statement may call, and "
            "how long it may take, is limited: docs/asking.md.\n\n"
            "examples:\n"
            "  tomt ask --list\n"
            "  tomt ask result/result.gpkg best-sites --profile office --top 20\n"
            "  tomt ask result/result.gpkg what-can-be-built --place 113/45\n"
            "  tomt ask result/result.gpkg near-hub --mode rail --within_m 600 -o near.gpkg\n"
            "  tomt ask result/result.gpkg --sql \"SELECT use, count(*) FROM site WHERE "
            "developable_m2 > :least GROUP BY 1\" --least 5000\n",
    .run = run,
};
