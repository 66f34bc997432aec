/* ask/words.c: codes that an answer holds, as people read them: of the question's head, of the
 * result's columns, names of its sectors, criteria and profiles. */
#include "result/words.h"
#include "ask/inside.h"

#include <stdio.h>
#include <string.h>

const char *tomt_ask_word_of(const struct tomt_ask_word *word, size_t n, const char *code,
                             int language)
{
    for (size_t i = 0; i < n; i++)
        if (!strcmp(word[i].code, code))
            return language == 1 ? word[i].title.nb : word[i].title.en;
    return NULL;
}

static const char *family_of(const char *of)
{
    char layer[64];
    const char *dot = strchr(of, '.');
    if (!dot || (size_t)(dot - of) >= sizeof layer)
        return tomt_words_of("", of);
    memcpy(layer, of, (size_t)(dot - of));
    layer[dot - of] = 0;
    return tomt_words_of(layer, dot + 1);
}

const char *tomt_ask_code(const char *of, const char *code, int language)
{
    const char *family = family_of(of);
    const struct tomt_word *word = family ? tomt_word_find(family, code) : NULL;
    return word ? language == 1 ? word->nb : word->en : NULL;
}

/* Those of the question's head, and of a column of a result. */
static bool put_words(const struct tomt_question *question, const char *family,
                      struct tomt_arena *arena, struct tomt_ask_column *column,
                      struct tomt_error *err)
{
    size_t n_rows, n = 0, n_own = question ? question->n_words : 0;
    const struct tomt_word *row = tomt_words(&n_rows);
    struct tomt_ask_word *word = tomt_arena_alloc(arena, (n_own + n_rows) * sizeof *word, err);
    for (size_t i = 0; word && i < n_own; i++)
        if (!strcmp(question->word[i].column, column->name))
            word[n++] = question->word[i];
    for (size_t i = 0; word && family && i < n_rows; i++)
        if (!strcmp(row[i].column, family))
            word[n++] = (struct tomt_ask_word){NULL, row[i].value, {row[i].en, row[i].nb}};
    column->word = word;
    column->n_words = n;
    return word != NULL;
}

/* Behind those of the head, rows of (code, title_en, title_nb). A result without the table, or an
 * older one, has none; of more than MOST_NAMES, made by nobody in earnest, the others stay codes.
 */
enum { MOST_NAMES = 2000 };
static bool words_by(struct tomt_session *session, struct tomt_arena *arena, const char *sql,
                     struct tomt_ask_column *column, struct tomt_error *err)
{
    sqlite3_stmt *row = NULL;
    if (!put_words(session->asked->question, NULL, arena, column, err))
        return false;
    if (sqlite3_prepare_v2(session->db, sql, -1, &row, NULL) != SQLITE_OK)
        return true;
    size_t n = column->n_words, most = n + MOST_NAMES;
    struct tomt_ask_word *word = tomt_arena_block(arena, NULL, most * sizeof *word, err);
    bool good = word != NULL;
    int code = SQLITE_DONE;
    for (size_t i = 0; good && i < n; i++)
        word[i] = column->word[i];
    while (good && n < most && (code = sqlite3_step(row)) == SQLITE_ROW) {
        const char *text[3];
        for (int i = 0; good && i < 3; i++) {
            const char *cell = (const char *)sqlite3_column_text(row, i);
            text[i] = tomt_arena_copy(arena, cell ? cell : "", cell ? strlen(cell) : 0, err);
            good = text[i] != NULL;
        }
        if (good && *text[0] && *text[1])
            word[n++] =
                (struct tomt_ask_word){NULL, text[0], {text[1], *text[2] ? text[2] : text[1]}};
    }
    good = good && (code == SQLITE_ROW || code == SQLITE_DONE || tomt_session_failed(session, err));
    sqlite3_finalize(row);
    column->word = word;
    column->n_words = n;
    return good;
}

bool tomt_ask_words_of(struct tomt_session *session, struct tomt_arena *arena, const char *table,
                       const char *origin, struct tomt_ask_column *column, struct tomt_error *err)
{
    static const char *const named[][2] = {
        {"sector", "SELECT sector, title_en, title_nb FROM sector ORDER BY fid"},
        {"criterion",
         "SELECT id, title_en, title_nb FROM criterion GROUP BY id HAVING count(DISTINCT "
         "ifnull(title_en, '') || char(10) || ifnull(title_nb, '')) = 1 ORDER BY id"},
        {"profile", "SELECT name, title_en, title_nb FROM profile ORDER BY fid"},
        {"profiles", "SELECT name, title_en, title_nb FROM profile ORDER BY fid"},
        {"layer", "SELECT name, max(iif(key = 'title_en', value, NULL)), max(iif(key = 'title_nb', "
                  "value, NULL)) FROM provenance WHERE section = 'input' GROUP BY name"}};
    const struct tomt_question *question = session->asked->question;
    const char *of = NULL, *family = NULL;
    bool own = false;
    for (size_t i = 0; question && i < question->n_words_of; i++)
        if (!strcmp(question->words[i].column, column->name))
            of = question->words[i].of;
    for (size_t i = 0; question && i < question->n_words; i++)
        own = own || !strcmp(question->word[i].column, column->name);
    if (of)
        family = family_of(of);
    else if (!own && table && origin)
        family = tomt_words_of(table, origin);
    if (!of && !own && !family)
        family = tomt_words_of("", column->name);
    if (family || (own && !of))
        return put_words(question, family, arena, column, err);
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        if (!strcmp(named[i][0], of ? of : column->name))
            return words_by(session, arena, named[i][1], column, err);
    return !own || put_words(question, NULL, arena, column, err);
}
