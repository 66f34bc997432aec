/* ask/questions.c: the questions there are: shipped ones, then those of folders; and how they are
 * listed. */
#include "ask/inside.h"
#include "base/files.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

extern const struct tomt_file tomt_question_files[]; /* questions/ *.sql, embedded */

enum { MOST_BYTES = 1 << 20 };

struct shelf {
    struct tomt_arena *arena;
    struct tomt_question *question;
    size_t n;
};

static const char *name_of(struct tomt_arena *arena, const char *file, struct tomt_error *err)
{
    return tomt_arena_copy(arena, file, strlen(file) - strlen(".sql"), err);
}

/* In the place of one of its name, or behind them. */
static bool put(struct shelf *shelf, const struct tomt_question *question, struct tomt_error *err)
{
    for (size_t i = 0; i < shelf->n; i++)
        if (!strcmp(shelf->question[i].name, question->name)) {
            shelf->question[i] = *question;
            return true;
        }
    void *more =
        tomt_arena_block(shelf->arena, shelf->question, (shelf->n + 1) * sizeof *question, err);
    if (!more)
        return false;
    shelf->question = more;
    shelf->question[shelf->n++] = *question;
    return true;
}

static bool read_file(struct shelf *shelf, const char *path, struct tomt_text *text,
                      struct tomt_error *err)
{
    struct stat is;
    FILE *file = stat(path, &is) == 0 && S_ISREG(is.st_mode) ? fopen(path, "rb") : NULL;
    if (!file)
        return tomt_fail(err, TOMT_DATA, "'%s' cannot be read: %s", path,
                         errno ? strerror(errno) : "not a file");
    char bytes[65536];
    size_t n;
    while ((n = fread(bytes, 1, sizeof bytes, file)) > 0 && text->n <= MOST_BYTES)
        tomt_text_add(text, bytes, n);
    bool failed = ferror(file) != 0;
    fclose(file);
    (void)shelf;
    if (failed)
        return tomt_fail(err, TOMT_DATA, "'%s' cannot be read", path);
    if (text->n > MOST_BYTES)
        return tomt_fail(err, TOMT_DATA, "'%s' is larger than 1 MiB: no question", path);
    return !text->failed || tomt_fail(err, TOMT_MEMORY, "out of memory");
}

static bool take_file(struct shelf *shelf, const char *folder, const char *file,
                      struct tomt_error *err)
{
    const char *path = tomt_arena_print(shelf->arena, err, "%s/%s", folder, file);
    const char *name = path ? name_of(shelf->arena, file, err) : NULL;
    struct tomt_question question;
    struct tomt_text text = {0};
    bool good = name && read_file(shelf, path, &text, err) &&
                tomt_question_read(shelf->arena, name, path, text.bytes ? text.bytes : "", text.n,
                                   &question, err) &&
                put(shelf, &question, err);
    tomt_text_free(&text);
    return good;
}

static int is_sql(const struct dirent *entry)
{
    size_t n = strlen(entry->d_name);
    return entry->d_name[0] != '.' && n > 4 && !strcmp(entry->d_name + n - 4, ".sql");
}

static bool take_folder(struct shelf *shelf, const char *folder, struct tomt_error *err)
{
    struct dirent **entry = NULL;
    int n = scandir(folder, &entry, is_sql, alphasort);
    if (n < 0)
        return tomt_fail(err, TOMT_USAGE, "the folder of questions '%s' cannot be read: %s", folder,
                         strerror(errno));
    bool good = true;
    for (int i = 0; i < n; i++) {
        good = good && take_file(shelf, folder, entry[i]->d_name, err);
        free(entry[i]);
    }
    free(entry);
    return good;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct tomt_question *)a)->name, ((const struct tomt_question *)b)->name);
}

bool tomt_questions_read(struct tomt_arena *arena, const char *const *folder, size_t n_folders,
                         struct tomt_question **question, size_t *n, struct tomt_error *err)
{
    struct shelf shelf = {.arena = arena};
    for (const struct tomt_file *file = tomt_question_files; file->name; file++) {
        struct tomt_question one;
        const char *name = name_of(arena, file->name, err);
        if (!name || !tomt_question_read(arena, name, file->name, file->bytes, file->n, &one, err))
            return false;
        one.file = NULL;
        if (!put(&shelf, &one, err))
            return false;
    }
    for (size_t i = 0; i < n_folders; i++)
        if (!take_folder(&shelf, folder[i], err))
            return false;
    if (shelf.n)
        qsort(shelf.question, shelf.n, sizeof *shelf.question, by_name);
    *question = shelf.question;
    *n = shelf.n;
    return true;
}

static const char *said(const struct tomt_title *title, int language)
{
    const char *text = language == 1 ? title->nb : title->en;
    return text ? text : "";
}

static void put_param(const struct tomt_ask_param *param, int language, struct tomt_text *out)
{
    struct tomt_text help = {0}, choices = {0};
    tomt_text_line(&help, said(&param->help, language));
    for (size_t i = 0; param->choice && param->choice[i]; i++)
        tomt_text_print(&choices, "%s%s", i ? "|" : "", param->choice[i]);
    tomt_text_print(out, "    --%s %s", param->name,
                    choices.n ? choices.bytes : tomt_ask_type_name(param->type));
    if (param->required)
        tomt_text_puts(out, language == 1 ? " (må gis)" : " (required)");
    if (param->fallback)
        tomt_text_print(out, " (%s %s)", language == 1 ? "ellers" : "default", param->fallback);
    tomt_text_print(out, "  %s\n", help.bytes ? help.bytes : "");
    tomt_text_free(&help);
    tomt_text_free(&choices);
}

bool tomt_questions_text(const struct tomt_question *question, size_t n, int language,
                         struct tomt_text *out, struct tomt_error *err)
{
    for (size_t i = 0; i < n; i++) {
        struct tomt_text title = {0}, file = {0};
        tomt_text_line(&title, said(&question[i].title, language));
        tomt_text_line(&file, question[i].file ? question[i].file : "");
        tomt_text_print(out, "%s%s  %s%s", i ? "\n" : "", question[i].name,
                        title.bytes ? title.bytes : "",
                        question[i].internal ? (language == 1 ? " (internt)" : " (internal)") : "");
        tomt_text_print(out, "%s%s%s\n", file.n ? " [" : "", file.n ? file.bytes : "",
                        file.n ? "]" : "");
        for (const char *line = said(&question[i].help, language); *line;) {
            size_t length = strcspn(line, "\n");
            tomt_text_puts(out, "    ");
            tomt_text_add(out, line, length);
            tomt_text_puts(out, "\n");
            line += length + (line[length] ? 1 : 0);
        }
        for (size_t k = 0; k < question[i].n_params; k++)
            put_param(&question[i].param[k], language, out);
        tomt_text_free(&title);
        tomt_text_free(&file);
    }
    return !out->failed || tomt_fail(err, TOMT_MEMORY, "out of memory");
}

static void put_json(struct tomt_text *out, const char *key, const char *text)
{
    tomt_text_print(out, ",\"%s\":", key);
    if (text)
        tomt_text_json(out, text, strlen(text));
    else
        tomt_text_puts(out, "null");
}

static void put_titles(struct tomt_text *out, const char *key, const struct tomt_title *title)
{
    const char *en = title->en ? title->en : "", *nb = title->nb ? title->nb : "";
    tomt_text_print(out, ",\"%s\":{\"en\":", key);
    tomt_text_json(out, en, strlen(en));
    put_json(out, "nb", nb);
    tomt_text_puts(out, "}");
}

static void put_param_json(struct tomt_text *out, const struct tomt_ask_param *param)
{
    tomt_text_print(out, "{\"name\":\"%s\",\"type\":\"%s\",\"required\":%s", param->name,
                    tomt_ask_type_name(param->type), param->required ? "true" : "false");
    put_json(out, "default", param->fallback);
    tomt_text_puts(out, ",\"choices\":");
    for (size_t i = 0; param->choice && param->choice[i]; i++) {
        tomt_text_puts(out, i ? "," : "[");
        tomt_text_json(out, param->choice[i], strlen(param->choice[i]));
    }
    tomt_text_puts(out, param->choice ? "]" : "null");
    put_titles(out, "help", &param->help);
    tomt_text_puts(out, "}");
}

bool tomt_questions_json(const struct tomt_question *question, size_t n, struct tomt_text *out,
                         struct tomt_error *err)
{
    tomt_text_puts(out, "[");
    for (size_t i = 0; i < n; i++) {
        tomt_text_print(out, "%s{\"name\":", i ? ",\n" : "");
        tomt_text_json(out, question[i].name, strlen(question[i].name));
        put_json(out, "file", question[i].file);
        put_titles(out, "title", &question[i].title);
        put_titles(out, "help", &question[i].help);
        put_titles(out, "note", &question[i].note);
        tomt_text_print(out, ",\"internal\":%s,\"parameters\":[",
                        question[i].internal ? "true" : "false");
        for (size_t k = 0; k < question[i].n_params; k++) {
            tomt_text_puts(out, k ? "," : "");
            put_param_json(out, &question[i].param[k]);
        }
        tomt_text_puts(out, "]}");
    }
    tomt_text_puts(out, "]\n");
    return !out->failed || tomt_fail(err, TOMT_MEMORY, "out of memory");
}
