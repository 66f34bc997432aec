/* ask/known.c: profiles, layers and the like by the names and titles that a result has for them: a
 * wrong one is told, with all there are, and never an empty answer. */
#include "ask/inside.h"

#include <string.h>

enum { MOST_KNOWN = 4096, MOST_LISTED = 30 };

struct known_names {
    const char **name; /* ends with NULL */
    size_t n;
    const char *meant; /* the one that was typed */
};

const char tomt_profile_names[] = "SELECT name, title_en, title_nb FROM profile ORDER BY fid";
const char tomt_layer_names[] =
    "SELECT table_name, NULL, NULL FROM gpkg_geometry_columns ORDER BY 1";

static bool same(const char *folded, const char *title)
{
    struct tomt_text text = {0};
    bool is = title && tomt_fold(title, strlen(title), &text) && text.bytes && *text.bytes &&
              !strcmp(folded, text.bytes);
    tomt_text_free(&text);
    return is;
}

static bool add_name(struct tomt_session *session, struct known_names *known, const char *name,
                     struct tomt_error *err)
{
    void *more = tomt_arena_block(session->arena, (void *)known->name,
                                  (known->n + 2) * sizeof *known->name, err);
    if (!more)
        return false;
    known->name = more;
    known->name[known->n] = tomt_arena_copy(session->arena, name, strlen(name), err);
    known->name[known->n + 1] = NULL;
    return known->name[known->n++] != NULL;
}

/* Adds the names of `sql`; the one that is typed goes before one of its title or in another case.
 */
static bool read_names(struct tomt_session *session, const char *sql, const char *text,
                       const char *folded, struct known_names *known, struct tomt_error *err)
{
    sqlite3_stmt *row = NULL;
    bool good = sqlite3_prepare_v2(session->db, sql, -1, &row, NULL) == SQLITE_OK ||
                tomt_session_failed(session, err);
    while (good && known->n < MOST_KNOWN && sqlite3_step(row) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(row, 0);
        if (!name)
            continue;
        good = add_name(session, known, name, err);
        if (!good || !text)
            continue;
        const char *kept = known->name[known->n - 1];
        if (!strcmp(text, kept) ||
            (!known->meant &&
             (same(folded, kept) || same(folded, (const char *)sqlite3_column_text(row, 1)) ||
              same(folded, (const char *)sqlite3_column_text(row, 2)))))
            known->meant = kept;
    }
    sqlite3_finalize(row);
    return good;
}

static bool no_such(struct tomt_session *session, const char *param, const char *what,
                    const char *text, const struct known_names *known, struct tomt_error *err)
{
    struct tomt_text list = {0};
    if (!param || !what)
        return false;
    const char *near = tomt_near_word(text, known->name);
    for (size_t i = 0; i < known->n && i < MOST_LISTED; i++)
        tomt_text_print(&list, "%s%s", i ? ", " : "", tomt_ask_clean(session, known->name[i]));
    if (known->n > MOST_LISTED)
        tomt_text_print(&list, " and %zu more", known->n - MOST_LISTED);
    tomt_fail(err, TOMT_NOT_FOUND, "%s'%s' has no %s'%s'%s%s%s; it has %.1000s", param,
              session->path, what, tomt_ask_clean(session, text), near ? " (did you mean '" : "",
              near ? tomt_ask_clean(session, near) : "", near ? "'?)" : "",
              list.n ? list.bytes : "none");
    tomt_text_free(&list);
    return false;
}

static bool fold(const char *text, struct tomt_text *out, struct tomt_error *err)
{
    if (!text || (tomt_fold(text, strlen(text), out) && !out->failed))
        return true;
    tomt_text_free(out);
    return tomt_fail(err, TOMT_USAGE, "a name is not UTF-8 text");
}

bool tomt_ask_known(struct tomt_session *session, const char *what, const char *sql,
                    const char *text, const char **name, struct tomt_error *err)
{
    struct known_names known = {0};
    struct tomt_text folded = {0};
    if (!fold(text, &folded, err))
        return false;
    bool good = read_names(session, sql, text, folded.bytes ? folded.bytes : "", &known, err);
    tomt_text_free(&folded);
    if (!good)
        return false;
    *name = text ? known.meant : known.n ? known.name[0] : NULL;
    if (*name)
        return true;
    return known.n ? no_such(session, "", tomt_arena_print(session->arena, err, "%s ", what),
                             text ? text : "", &known, err)
                   : tomt_fail(err, TOMT_NOT_FOUND,
                               "'%s' has no %s: nothing is ranked in it (a project's `profiles:`, "
                               "then tomt run)",
                               session->path, what);
}

/* The distinct values of TABLE.COLUMN with their titles: of a layer those of the project, else of
 * the table's own columns. Both names are of a-z (ask/head.c). NULL: the result has no such column.
 */
static bool values_sql(struct tomt_session *session, const char *of, const char **sql,
                       struct tomt_error *err)
{
    const char *dot = strchr(of, '.');
    const char *table = tomt_arena_copy(session->arena, of, (size_t)(dot - of), err),
               *column = dot + 1;
    bool has = false, titled = false;
    *sql = NULL;
    if (!table || !tomt_session_has(session, table, column, &has, err) ||
        !tomt_session_has(session, table, "title_nb", &titled, err))
        return false;
    if (!has)
        return true;
    const char *titles =
        !strcmp(column, "layer")
            ? "(SELECT value FROM provenance AS p WHERE p.section = 'input' AND p.name = v AND "
              "p.key = 'title_en'), (SELECT value FROM provenance AS p WHERE p.section = 'input' "
              "AND p.name = v AND p.key = 'title_nb')"
        : titled ? "title_en, title_nb"
                 : "NULL, NULL";
    *sql = tomt_arena_print(session->arena, err,
                            "SELECT v, %s FROM (SELECT DISTINCT \"%s\" AS v%s FROM \"%s\" WHERE "
                            "\"%s\" IS NOT NULL ORDER BY 1)",
                            titles, column,
                            titled && strcmp(column, "layer") ? ", title_en, title_nb" : "", table,
                            column);
    return *sql != NULL;
}

bool tomt_ask_of(struct tomt_session *session, const struct tomt_ask_param *param,
                 const char **text, struct tomt_error *err)
{
    struct known_names known = {0};
    struct tomt_text folded = {0};
    bool any = false, good = fold(*text, &folded, err);
    for (size_t i = 0; good && param->of[i]; i++) {
        const char *sql = NULL;
        good = values_sql(session, param->of[i], &sql, err);
        any = any || sql;
        good = good && (!sql || read_names(session, sql, *text, folded.bytes ? folded.bytes : "",
                                           &known, err));
    }
    tomt_text_free(&folded);
    if (!good || !any)
        return good;
    if (!known.meant)
        return no_such(session, tomt_arena_print(session->arena, err, "--%s: ", param->name), "",
                       *text, &known, err);
    *text = known.meant;
    return true;
}
