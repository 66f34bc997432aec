/* ask/head.c: the head of a question's file, comment lines `-- key: value`, and the statement below
 * it. */
#include "ask/inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const type_name[] = {
    [TOMT_ASK_TEXT] = "text",     [TOMT_ASK_INTEGER] = "integer",
    [TOMT_ASK_NUMBER] = "number", [TOMT_ASK_SHARE] = "share",
    [TOMT_ASK_SITE] = "site",     [TOMT_ASK_PROFILE] = "profile",
    [TOMT_ASK_PLACE] = "place",   [TOMT_ASK_LAYER] = "layer",
    [TOMT_ASK_YES] = "yes",       NULL};

/* What the command line or the statement has for itself. */
static const char *const taken[] = {"list",     "sql",   "questions", "format", "output", "layer",
                                    "internal", "lang",  "seconds",   "rows",   "memory", "json",
                                    "threads",  "quiet", "help",      "wide",   NULL};

const char *tomt_ask_type_name(enum tomt_ask_type type)
{
    return type_name[type];
}

struct head {
    struct tomt_arena *arena;
    struct tomt_question *question;
    const char *file;
    int line;
    struct tomt_text en, nb, note_en, note_nb;
    struct tomt_error *err;
};

static bool bad(struct head *head, const char *what, const char *word)
{
    struct tomt_text clean = {0};
    tomt_text_line(&clean, word ? word : "");
    tomt_fail(head->err, TOMT_DATA, "%s:%d: %s%s%.100s%s", head->file, head->line, what,
              word ? " '" : "", clean.bytes ? clean.bytes : "", word ? "'" : "");
    tomt_text_free(&clean);
    return false;
}

static char *trim(char *text)
{
    while (*text == ' ' || *text == '\t')
        text++;
    size_t n = strlen(text);
    while (n && (text[n - 1] == ' ' || text[n - 1] == '\t' || text[n - 1] == '\r'))
        text[--n] = 0;
    return text;
}

/* "en text | nb text"; one text serves for both. */
static bool split_title(struct head *head, char *text, struct tomt_title *title)
{
    char *bar = strstr(text, " | ");
    if (bar)
        *bar = 0;
    char *en = trim(text), *nb = bar ? trim(bar + 3) : en;
    if (!*en || !*nb || *en == '|' || nb[strlen(nb) - 1] == '|')
        return bad(head, "a text is missing: 'English | Norsk'", NULL);
    title->en = tomt_arena_copy(head->arena, en, strlen(en), head->err);
    title->nb = tomt_arena_copy(head->arena, nb, strlen(nb), head->err);
    return title->en && title->nb;
}

static bool is_name(const char *word)
{
    size_t n = strlen(word);
    if (n == 0 || n > 40 || !(word[0] >= 'a' && word[0] <= 'z'))
        return false;
    return strspn(word, "abcdefghijklmnopqrstuvwxyz0123456789_") == n;
}

static void *one_more(struct head *head, void *rows, size_t n, size_t size)
{
    return tomt_arena_block(head->arena, rows, (n + 1) * size, head->err);
}

static bool take_choices(struct head *head, const char *const **out, char *words)
{
    size_t n = 1;
    for (const char *c = words; *c; c++)
        n += *c == '|' ? 1 : 0;
    const char **choice = tomt_arena_alloc(head->arena, (n + 1) * sizeof *choice, head->err);
    if (!choice)
        return false;
    char *rest = NULL;
    n = 0;
    for (char *word = strtok_r(words, "|", &rest); word; word = strtok_r(NULL, "|", &rest)) {
        choice[n] = tomt_arena_copy(head->arena, word, strlen(word), head->err);
        if (!choice[n++])
            return false;
    }
    *out = choice;
    return n > 0 || bad(head, "choices are written a|b|c", NULL);
}

/* of TABLE.COLUMN|TABLE.COLUMN: what is not so written would be pasted. */
static bool take_columns(struct head *head, struct tomt_ask_param *param, char *words)
{
    if (!take_choices(head, &param->of, words))
        return false;
    for (size_t i = 0; param->of[i]; i++) {
        const char *dot = strchr(param->of[i], '.');
        if (!dot || dot == param->of[i] || !dot[1] ||
            strspn(param->of[i], "abcdefghijklmnopqrstuvwxyz0123456789_.") != strlen(param->of[i]))
            return bad(head, "a text is of TABLE.COLUMN, not", param->of[i]);
    }
    return true;
}

static bool take_bound(struct head *head, const char *word, double *out)
{
    return (word && tomt_number_parse(word, strlen(word), false, out) && isfinite(*out)) ||
           bad(head, "from and to take a number, not", word ? word : "");
}

static bool take_words(struct head *head, struct tomt_ask_param *param, char *words)
{
    char *rest = NULL;
    for (char *word = strtok_r(words, " \t", &rest); word; word = strtok_r(NULL, " \t", &rest)) {
        bool good = true;
        if (!strcmp(word, "required")) {
            param->required = true;
        } else if (!strcmp(word, "many")) {
            param->many = true;
            good = param->type == TOMT_ASK_SITE || bad(head, "only a site may be many", NULL);
        } else if (!strcmp(word, "=")) {
            char *value = strtok_r(NULL, " \t", &rest);
            param->fallback =
                value ? tomt_arena_copy(head->arena, value, strlen(value), head->err) : NULL;
            good = param->fallback || (!value && bad(head, "a default is missing behind =", NULL));
        } else if (!strcmp(word, "choices")) {
            char *value = strtok_r(NULL, " \t", &rest);
            good = value ? take_choices(head, &param->choice, value)
                         : bad(head, "choices are written a|b|c", NULL);
        } else if (!strcmp(word, "of")) {
            char *value = strtok_r(NULL, " \t", &rest);
            good = value && param->type == TOMT_ASK_TEXT
                       ? take_columns(head, param, value)
                       : bad(head, "a text is of TABLE.COLUMN|TABLE.COLUMN", NULL);
        } else if (!strcmp(word, "from")) {
            good = take_bound(head, strtok_r(NULL, " \t", &rest), &param->min);
        } else if (!strcmp(word, "to")) {
            good = take_bound(head, strtok_r(NULL, " \t", &rest), &param->max);
        } else {
            good = bad(head, "not required, many, =, from, to, choices or of:", word);
        }
        if (!good)
            return false;
    }
    return !(param->required && param->fallback) ||
           bad(head, "a parameter that is required has no default", NULL);
}

/* NAME TYPE ... -- en | nb */
static bool take_param(struct head *head, char *text)
{
    struct tomt_question *question = head->question;
    struct tomt_ask_param param = {.min = -INFINITY, .max = INFINITY};
    char *help = strstr(text, " -- "), *rest = NULL;
    if (!help)
        return bad(head, "a parameter has no help: param: NAME TYPE -- English | Norsk", NULL);
    *help = 0;
    if (!split_title(head, help + 4, &param.help))
        return false;
    char *name = strtok_r(text, " \t", &rest), *type = strtok_r(NULL, " \t", &rest);
    if (!name || !is_name(name))
        return bad(head, "a parameter's name is a-z, 0-9 and _, not", name ? name : "");
    for (size_t i = 0; taken[i]; i++)
        if (!strcmp(name, taken[i]))
            return bad(head, "the command has an option of its own named", name);
    for (size_t i = 0; i < question->n_params; i++)
        if (!strcmp(name, question->param[i].name))
            return bad(head, "there are two parameters", name);
    size_t at = 0;
    while (type_name[at] && (!type || strcmp(type_name[at], type) != 0))
        at++;
    if (!type_name[at])
        return bad(
            head, "a type is text, integer, number, share, site, profile, place, layer or yes, not",
            type ? type : "");
    param.type = (enum tomt_ask_type)at;
    param.name = tomt_arena_copy(head->arena, name, strlen(name), head->err);
    if (!param.name || !take_words(head, &param, rest ? rest : (char[]){""}))
        return false;
    void *more = one_more(head, question->param, question->n_params, sizeof param);
    if (!more)
        return false;
    question->param = more;
    question->param[question->n_params++] = param;
    return true;
}

static bool take_need(struct head *head, const char *text)
{
    struct tomt_question *question = head->question;
    const char *need = tomt_arena_copy(head->arena, text, strlen(text), head->err);
    void *more =
        need ? one_more(head, (void *)question->need, question->n_needs, sizeof need) : NULL;
    if (!more)
        return false;
    question->need = more;
    question->need[question->n_needs++] = need;
    return *need || bad(head, "needs: TABLE or TABLE.COLUMN", NULL);
}

/* COLUMN COLUMN ... */
static bool take_wide(struct head *head, char *text)
{
    struct tomt_question *question = head->question;
    char *rest = NULL;
    for (char *word = strtok_r(text, " \t", &rest); word; word = strtok_r(NULL, " \t", &rest)) {
        const char *name = tomt_arena_copy(head->arena, word, strlen(word), head->err);
        void *more =
            name ? one_more(head, (void *)question->wide, question->n_wide, sizeof name) : NULL;
        if (!more)
            return false;
        question->wide = more;
        question->wide[question->n_wide++] = name;
    }
    return true;
}

/* NAME unit -- en | nb; the unit may be left out, and holds blanks ("m2 BRA"). */
static bool take_column(struct head *head, char *text)
{
    struct tomt_question *question = head->question;
    struct tomt_ask_column column = {0};
    char *title = strstr(text, " -- ");
    if (!title)
        return bad(head, "a column has no title: column: NAME UNIT -- English | Norsk", NULL);
    *title = 0;
    if (!split_title(head, title + 4, &column.title))
        return false;
    char *name = trim(text), *unit = strchr(name, ' ');
    if (unit)
        *unit++ = 0;
    unit = unit ? trim(unit) : (char[]){""};
    column.name = tomt_arena_copy(head->arena, name, strlen(name), head->err);
    column.unit = tomt_arena_copy(head->arena, unit, strlen(unit), head->err);
    void *more = column.name && column.unit
                     ? one_more(head, question->column, question->n_columns, sizeof column)
                     : NULL;
    if (!more)
        return false;
    question->column = more;
    question->column[question->n_columns++] = column;
    return *name || bad(head, "a column has no name", NULL);
}

/* COLUMN CODE -- en | nb */
static bool take_word(struct head *head, char *text)
{
    struct tomt_question *question = head->question;
    struct tomt_ask_word word = {0};
    char *title = strstr(text, " -- "), *rest = NULL;
    if (!title)
        return bad(head, "a word has no text: word: COLUMN CODE -- English | Norsk", NULL);
    *title = 0;
    if (!split_title(head, title + 4, &word.title))
        return false;
    char *column = strtok_r(text, " \t", &rest), *code = strtok_r(NULL, " \t", &rest);
    if (!column || !code || strtok_r(NULL, " \t", &rest))
        return bad(head, "a word is of a column and a code: word: COLUMN CODE -- English | Norsk",
                   NULL);
    word.column = tomt_arena_copy(head->arena, column, strlen(column), head->err);
    word.code = tomt_arena_copy(head->arena, code, strlen(code), head->err);
    void *more = word.column && word.code
                     ? one_more(head, question->word, question->n_words, sizeof word)
                     : NULL;
    if (!more)
        return false;
    question->word = more;
    question->word[question->n_words++] = word;
    return true;
}

/* COLUMN LAYER.COLUMN */
static bool take_words_of(struct head *head, char *text)
{
    struct tomt_question *question = head->question;
    struct tomt_ask_words words = {0};
    char *rest = NULL, *column = strtok_r(text, " \t", &rest),
         *of = column ? strtok_r(NULL, " \t", &rest) : NULL;
    if (!of || strtok_r(NULL, " \t", &rest))
        return bad(head, "words are of a column: words: COLUMN LAYER.COLUMN", NULL);
    words.column = tomt_arena_copy(head->arena, column, strlen(column), head->err);
    words.of = tomt_arena_copy(head->arena, of, strlen(of), head->err);
    void *more = words.column && words.of
                     ? one_more(head, question->words, question->n_words_of, sizeof words)
                     : NULL;
    if (!more)
        return false;
    question->words = more;
    question->words[question->n_words_of++] = words;
    return true;
}

static bool add_lines(struct head *head, char *text, struct tomt_text *en, struct tomt_text *nb)
{
    struct tomt_title title;
    if (!split_title(head, text, &title))
        return false;
    tomt_text_print(en, "%s%s", en->n ? "\n" : "", title.en);
    tomt_text_print(nb, "%s%s", nb->n ? "\n" : "", title.nb);
    return true;
}

static bool take_line(struct head *head, char *line)
{
    char *colon = strchr(line, ':');
    char *key = colon ? line : NULL;
    static const char *const keys[] = {"title", "help", "param", "needs", "internal", "column",
                                       "note",  "word", "words", "wide",  NULL};
    size_t at = 0;
    if (key) {
        *colon = 0;
        key = trim(key);
        while (keys[at] && strcmp(keys[at], key) != 0)
            at++;
    }
    char *value = colon ? trim(colon + 1) : NULL;
    if (!key || strchr(key, ' ')) /* a comment for people */
        return true;
    switch (at) {
    case 0:
        return head->question->title.en ? bad(head, "there are two titles", NULL)
                                        : split_title(head, value, &head->question->title);
    case 1:
        return add_lines(head, value, &head->en, &head->nb);
    case 2:
        return take_param(head, value);
    case 3:
        return take_need(head, value);
    case 4:
        head->question->internal = !strcmp(value, "yes");
        return head->question->internal || !strcmp(value, "no") ||
               bad(head, "internal is yes or no, not", value);
    case 5:
        return take_column(head, value);
    case 6:
        return add_lines(head, value, &head->note_en, &head->note_nb);
    case 7:
        return take_word(head, value);
    case 8:
        return take_words_of(head, value);
    case 9:
        return take_wide(head, value);
    default:
        return bad(
            head,
            "unknown key (title, help, param, needs, internal, column, word, words, wide, note):",
            key);
    }
}

/* Lines of comment and blank ones, until the first of another kind. */
static bool take_lines(struct head *head, char *text, const char **sql)
{
    char *line = text;
    while (*line) {
        char *end = strchr(line, '\n');
        size_t n = end ? (size_t)(end - line) : strlen(line);
        char *kept = tomt_arena_copy(head->arena, line, n, head->err);
        if (!kept)
            return false;
        kept = trim(kept);
        head->line++;
        if (*kept && strncmp(kept, "--", 2) != 0)
            break;
        if (*kept && !take_line(head, kept + 2))
            return false;
        line += n + (end ? 1 : 0);
    }
    *sql = line;
    return *line || bad(head, "there is no statement below the head", NULL);
}

static bool keep(struct head *head, struct tomt_text *text, const char **out)
{
    *out = text->n ? tomt_arena_copy(head->arena, text->bytes, text->n, head->err) : NULL;
    return (!text->n || *out) &&
           (!text->failed || tomt_fail(head->err, TOMT_MEMORY, "out of memory"));
}

bool tomt_question_read(struct tomt_arena *arena, const char *name, const char *file,
                        const char *text, size_t n, struct tomt_question *question,
                        struct tomt_error *err)
{
    struct head head = {.arena = arena, .question = question, .file = file, .err = err};
    *question = (struct tomt_question){.name = name, .file = file};
    if (strlen(name) == 0 || strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(name))
        return bad(&head, "the name of a question's file is a-z, 0-9 and -, with .sql:", name);
    if (memchr(text, 0, n) || !tomt_is_utf8(text, n))
        return bad(&head, "the file is not UTF-8 text", NULL);
    char *copy = tomt_arena_copy(arena, text, n, err);
    bool good = copy && take_lines(&head, copy, &question->sql);
    good = good &&
           (question->title.en || bad(&head, "there is no title: -- title: English | Norsk", NULL));
    good = good && keep(&head, &head.en, &question->help.en) &&
           keep(&head, &head.nb, &question->help.nb) &&
           keep(&head, &head.note_en, &question->note.en) &&
           keep(&head, &head.note_nb, &question->note.nb);
    tomt_text_free(&head.en);
    tomt_text_free(&head.nb);
    tomt_text_free(&head.note_en);
    tomt_text_free(&head.note_nb);
    return good;
}
