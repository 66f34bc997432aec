/* ask/names.c: what stands in braces in a statement, and what a question needs of the result. */
#include "ask/inside.h"
#include "data/gpkg.h"

#include <string.h>

/* The layer that a word in braces means: a parameter's, else the word itself. */
static const char *layer_of(const struct tomt_bindings *bindings, const char *word)
{
    for (size_t i = 0; i < bindings->n_layers; i++)
        if (!strcmp(bindings->layer[i].name, word))
            return bindings->layer[i].layer;
    return word;
}

static bool has_it(struct tomt_session *session, const struct tomt_bindings *bindings,
                   const char *what, size_t n, bool *has, struct tomt_error *err)
{
    char *word = tomt_arena_copy(session->arena, what, n, err);
    if (!word)
        return false;
    word[strcspn(word, " ")] = 0;
    char *column = strchr(word, '.');
    if (column)
        *column++ = 0;
    return tomt_session_has(session, layer_of(bindings, word), column, has, err);
}

/* {criteria_NAME}: a profile's criteria a row each, (site_fid, id, x, v, c, y), out of the columns
 * of its score table. */
static bool put_criteria(struct tomt_session *session, const char *profile, struct tomt_text *out,
                         struct tomt_error *err)
{
    static const char *const column[] = {"x", "v", "c", "y"};
    sqlite3_stmt *row = NULL;
    int code = SQLITE_DONE;
    size_t n = 0;
    const char *score = tomt_arena_print(session->arena, err, "score_%s", profile);
    bool good = score != NULL;
    if (good &&
        sqlite3_prepare_v2(session->db, "SELECT id FROM criterion WHERE profile = ?1 ORDER BY fid",
                           -1, &row, NULL) != SQLITE_OK)
        return tomt_session_failed(session, err);
    sqlite3_bind_text(row, 1, profile, -1, SQLITE_STATIC);
    tomt_text_puts(out, "(");
    while (good && (code = sqlite3_step(row)) == SQLITE_ROW) {
        char *literal = sqlite3_mprintf("%Q", (const char *)sqlite3_column_text(row, 0));
        tomt_text_print(out, "%sSELECT site_fid, %s AS id", n++ ? " UNION ALL " : "",
                        literal ? literal : "NULL");
        sqlite3_free(literal);
        for (size_t i = 0; good && i < sizeof column / sizeof *column; i++) {
            bool has = false;
            const char *name = tomt_arena_print(session->arena, err, "%s_%s", column[i],
                                                (const char *)sqlite3_column_text(row, 0));
            good = name && tomt_session_has(session, score, name, &has, err);
            tomt_text_puts(out, ", ");
            if (good && has)
                tomt_sql_name(out, name);
            else
                tomt_text_puts(out, "NULL");
            tomt_text_print(out, " AS %s", column[i]);
        }
        tomt_text_puts(out, " FROM ");
        tomt_sql_name(out, score ? score : "");
    }
    good = good && (code == SQLITE_DONE || tomt_session_failed(session, err));
    sqlite3_finalize(row);
    if (!n)
        tomt_text_puts(out, "SELECT NULL AS site_fid, NULL AS id, NULL AS x, NULL AS v, NULL AS c, "
                            "NULL AS y WHERE 0");
    tomt_text_puts(out, ")");
    return good;
}

static bool put_name(struct tomt_session *session, const struct tomt_bindings *bindings,
                     const char *word, struct tomt_text *out, struct tomt_error *err)
{
    bool score = !strncmp(word, "score_", 6);
    for (size_t i = 0; i < bindings->n_layers; i++) {
        const struct tomt_named *named = &bindings->layer[i];
        bool whole = !strcmp(named->name, word),
             of_score = score && named->profile && !strcmp(named->name, word + 6);
        if (!strncmp(word, "criteria_", 9) && named->profile && !strcmp(named->name, word + 9))
            return put_criteria(session, named->layer, out, err);
        if (!whole && !of_score)
            continue;
        const char *layer = of_score
                                ? tomt_arena_print(session->arena, err, "score_%s", named->layer)
                                : named->layer;
        if (!layer)
            return false;
        tomt_sql_name(out, layer);
        return true;
    }
    return tomt_fail(err, TOMT_DATA,
                     "question %s: {%.60s} is no parameter of type profile or layer",
                     session->asked->question->name, word);
}

static bool expand(struct tomt_session *session, const struct tomt_bindings *bindings,
                   const char *sql, size_t n, struct tomt_text *out, struct tomt_error *err);

/* What stands between a brace and its fellow. */
static bool put_braces(struct tomt_session *session, const struct tomt_bindings *bindings,
                       const char *inside, size_t n, struct tomt_text *out, struct tomt_error *err)
{
    const char *mark = memchr(inside, '?', n);
    if (!mark) {
        char *word = tomt_arena_copy(session->arena, inside, n, err);
        return word && put_name(session, bindings, word, out, err);
    }
    bool has = false, nothing = mark + 1 < inside + n && mark[1] == '?';
    if (!has_it(session, bindings, inside, (size_t)(mark - inside), &has, err))
        return false;
    const char *rest = mark + (nothing ? 2 : 1);
    if (has)
        return expand(session, bindings, rest, (size_t)(inside + n - rest), out, err);
    if (!nothing)
        tomt_text_puts(out, "NULL");
    return true;
}

/* Past a text, a quoted name or a comment: nothing in them is looked at. */
static const char *past_quoted(const char *at)
{
    const char *end;
    if (*at == '\'' || *at == '"' || *at == '`') {
        end = strchr(at + 1, *at);
        return end ? end + 1 : at + strlen(at);
    }
    if (at[0] == '-' && at[1] == '-') {
        end = strchr(at, '\n');
        return end ? end : at + strlen(at);
    }
    if (at[0] == '/' && at[1] == '*') {
        end = strstr(at + 2, "*/");
        return end ? end + 2 : at + strlen(at);
    }
    return at;
}

/* The brace that closes the one at `at`; NULL: none. */
static const char *fellow(const char *at, const char *end)
{
    int depth = 0;
    while (at < end) {
        const char *past = past_quoted(at);
        if (past > at) {
            at = past;
            continue;
        }
        depth += *at == '{' ? 1 : *at == '}' ? -1 : 0;
        if (depth == 0)
            return at;
        at++;
    }
    return NULL;
}

static bool expand(struct tomt_session *session, const struct tomt_bindings *bindings,
                   const char *sql, size_t n, struct tomt_text *out, struct tomt_error *err)
{
    const char *end = sql + n;
    while (sql < end) {
        const char *past = past_quoted(sql), *close;
        if (past > sql) {
            past = past < end ? past : end;
            tomt_text_add(out, sql, (size_t)(past - sql));
            sql = past;
        } else if (*sql == '{') {
            close = fellow(sql, end);
            if (!close)
                return tomt_fail(err, TOMT_DATA, "question %s: a brace { has no fellow }",
                                 session->asked->question->name);
            if (!put_braces(session, bindings, sql + 1, (size_t)(close - sql - 1), out, err))
                return false;
            sql = close + 1;
        } else {
            tomt_text_add(out, sql++, 1);
        }
    }
    return true;
}

bool tomt_bind_sql(struct tomt_session *session, const struct tomt_bindings *bindings,
                   const char *sql, const char **out, struct tomt_error *err)
{
    *out = sql;
    if (!session->asked->question) /* braces of free SQL are its own */
        return true;
    struct tomt_text text = {0};
    if (!expand(session, bindings, sql, strlen(sql), &text, err)) {
        tomt_text_free(&text);
        return false;
    }
    *out = tomt_text_keep(&text, session->arena, err);
    return *out != NULL;
}

/* How a result comes to have what it lacks. */
static const char *remedy(const char *need, const char *table)
{
    static const char *const row[][2] = {
        {"address", "a layer with role address in the project"},
        {"zone", "a layer with role zone in the project"},
        {"parcel", "a layer with role parcel in the project"},
        {"hub", "a layer with role hub or a timetable (transit) in the project"},
        {"establishment", "a layer with role establishment in the project"},
        {"area", "a layer with role establishment, and areas, in the project"},
        {"area_sector", "a layer with role establishment in the project"},
        {"cluster", "`economy: clusters` in the project"},
        {"register_change", "a layer with role establishment_before in the project"},
        {"capacity", "zones with utilisation in the project"},
        {"capacity_piece", "zones with utilisation in the project"},
        {"area_capacity", "zones with utilisation in the project"},
        {"target", "`targets:` in the project, and zones with utilisation"},
        {"purchase", "parcels with owners, and zones with utilisation, in the project"},
        {"alternative_site", "`alternatives:` in the project"},
        {"site_parcel", "parcels, and a newer tomt"},
        {"evidence", "a newer tomt"},
        {"profile.unused_bra_m2", "zones with utilisation in the project"},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        if (!strcmp(row[i][0], table) || !strcmp(row[i][0], need))
            return row[i][1];
    return "a newer tomt";
}

static bool is_given(const struct tomt_bindings *bindings, const char *param)
{
    for (size_t i = 0; i < bindings->n; i++)
        if (!strcmp(bindings->value[i].name + 1, param))
            return bindings->value[i].kind != TOMT_BOUND_NULL;
    return false;
}

bool tomt_bind_needs(struct tomt_session *session, const struct tomt_bindings *bindings,
                     struct tomt_error *err)
{
    const struct tomt_question *question = session->asked->question;
    if (question->internal && !session->asked->internal)
        return tomt_fail(err, TOMT_USAGE,
                         "question %s tells what is internal: ask with --internal, and keep the "
                         "answer inside the house",
                         question->name);
    for (size_t i = 0; i < question->n_needs; i++) {
        bool has = false;
        const char *need = question->need[i];
        const char *only = strstr(need, " if ");
        if (only && !is_given(bindings, only + 4))
            continue;
        if (!has_it(session, bindings, need, strlen(need), &has, err))
            return false;
        if (has)
            continue;
        const char *what = tomt_arena_copy(session->arena, need, strcspn(need, " "), err);
        const char *table = tomt_arena_copy(session->arena, need, strcspn(need, ". "), err);
        return what && table &&
               tomt_fail(err, TOMT_DATA,
                         "'%s' cannot answer %s%s%s: it has no %s. %sThat takes %s; then run the "
                         "project again (tomt run PROJECT)",
                         session->path, question->name, only ? " with --" : "",
                         only ? only + 4 : "", what,
                         session->older ? "An older tomt wrote it, or the project lacks it. " : "",
                         remedy(what, layer_of(bindings, table)));
    }
    return true;
}
