/* explain/find.c: which site is meant: a site id, or a parcel or property that has just one. */
#include "explain/inside.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_NAMED = 12 };

static bool known_profile(struct tomt_reader *reader, const char *profile, struct tomt_error *err)
{
    struct tomt_rows rows;
    if (!profile)
        return true;
    if (!tomt_rows_ask(reader, &rows, err, "profile", "SELECT name FROM profile ORDER BY fid"))
        return false;
    struct tomt_text list = {0};
    bool found = false;
    for (size_t i = 0; i < rows.n; i++) {
        const char *name = tomt_rows_text(&rows, i, "name");
        found = found || (name && !strcmp(name, profile));
        tomt_text_puts(&list, i ? ", " : "");
        tomt_text_line(&list, name ? name : "?");
    }
    struct tomt_text asked = {0};
    tomt_text_line(&asked, profile);
    if (!found)
        tomt_fail(err, TOMT_NOT_FOUND, "'%s' has no profile '%s'; it has %s", reader->path,
                  asked.bytes ? asked.bytes : "", list.n ? list.bytes : "none");
    tomt_text_free(&list);
    tomt_text_free(&asked);
    return found;
}

/* Sites of a profile are those that it kept or that it rejected; without one, all. */
static const char *scope(struct tomt_reader *reader, const char *profile, struct tomt_error *err)
{
    if (!profile)
        return "1";
    char *sql = sqlite3_mprintf("(site_id IN (SELECT site_id FROM \"score_%w\") OR site_id IN "
                                "(SELECT site_id FROM rejected WHERE ',' || profiles || ',' LIKE "
                                "'%%,' || %Q || ',%%'))",
                                profile, profile);
    const char *kept = sql ? tomt_arena_copy(reader->arena, sql, strlen(sql), err) : NULL;
    if (!sql)
        tomt_fail(err, TOMT_MEMORY, "out of memory asking '%s'", reader->path);
    sqlite3_free(sql);
    return kept;
}

static bool is_id(struct tomt_reader *reader, const char *asked, bool *yes, struct tomt_error *err)
{
    struct tomt_rows rows;
    if (!tomt_rows_ask(reader, &rows, err, NULL,
                       "SELECT 1 FROM site WHERE site_id = %Q UNION ALL SELECT 1 FROM rejected "
                       "WHERE site_id = %Q LIMIT 1",
                       asked, asked))
        return false;
    *yes = rows.n > 0;
    return true;
}

/* Sites of the parcel or property; the number of the municipality may be left out. What was
 * rejected has no row of parcels: its id begins with the property. */
static bool of_property(struct tomt_reader *reader, const char *asked, const char *scoped,
                        struct tomt_rows *rows, struct tomt_error *err)
{
    struct tomt_rows parcels;
    if (!tomt_rows_ask(reader, &parcels, err, NULL,
                       "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'site_parcel'"))
        return false;
    const char *from = parcels.n ? "site_parcel" : "site";
    return tomt_rows_ask(
        reader, rows, err, NULL,
        "SELECT DISTINCT site_id FROM (SELECT site_id FROM \"%w\" WHERE parcel = %Q OR property = "
        "%Q OR substr(parcel, instr(parcel, '-') + 1) = %Q OR substr(property, instr(property, "
        "'-') + 1) = %Q UNION SELECT site_id FROM rejected WHERE substr(site_id, 1, length(%Q) + "
        "1) = %Q || '-') WHERE %s ORDER BY site_id",
        from, asked, asked, asked, asked, asked, asked, scoped);
}

static bool several(const struct tomt_rows *rows, const char *asked, struct tomt_error *err)
{
    struct tomt_text list = {0}, word = {0};
    tomt_text_line(&word, asked);
    for (size_t i = 0; i < rows->n && i < MOST_NAMED; i++) {
        tomt_text_puts(&list, i ? ", " : "");
        tomt_text_line(&list, tomt_rows_text(rows, i, "site_id"));
    }
    tomt_fail(err, TOMT_USAGE, "'%s' has %zu sites: %s%s; give the id of one",
              word.bytes ? word.bytes : "", rows->n, list.bytes ? list.bytes : "",
              rows->n > MOST_NAMED ? ", ..." : "");
    tomt_text_free(&list);
    tomt_text_free(&word);
    return false;
}

/* So many bytes begin both. */
static size_t alike(const char *a, const char *b)
{
    size_t n = 0;
    while (a[n] && a[n] == b[n])
        n++;
    return n;
}

/* The id that is spelt most like it, else those that begin most like it. */
static bool unknown(struct tomt_reader *reader, const char *asked, struct tomt_error *err)
{
    struct tomt_rows rows;
    if (!tomt_rows_ask(reader, &rows, err, NULL,
                       "SELECT substr(site_id, 1, 300) AS site_id FROM site UNION SELECT "
                       "substr(site_id, 1, 300) FROM rejected ORDER BY 1"))
        return false;
    const char **id = tomt_arena_block(reader->arena, NULL, (rows.n + 1) * sizeof *id, err);
    if (!id)
        return false;
    size_t n = 0, most = 3; /* bytes alike that are worth telling */
    for (size_t i = 0; i < rows.n; i++) {
        const char *text = tomt_rows_text(&rows, i, "site_id");
        if (!text)
            continue;
        id[n++] = text;
        most = alike(text, asked) > most ? alike(text, asked) : most;
    }
    id[n] = NULL;
    struct tomt_text list = {0}, word = {0};
    tomt_text_line(&word, asked);
    const char *near = n ? tomt_near_word(asked, id) : NULL;
    size_t n_told = 0;
    for (size_t i = 0; i < n && n_told < 5; i++) {
        if (near ? id[i] != near : alike(id[i], asked) < most)
            continue;
        tomt_text_puts(&list, n_told++ ? ", " : "");
        tomt_text_line(&list, id[i]);
    }
    tomt_fail(err, TOMT_NOT_FOUND, "no site, parcel or property '%s' in '%s'%s%s%s",
              word.bytes ? word.bytes : "", reader->path,
              !n_told ? "; ids are in column site_id of layer site"
              : near  ? "; did you mean '"
                      : "; near it are ",
              n_told ? list.bytes : "", n_told && near ? "'?" : "");
    tomt_text_free(&list);
    tomt_text_free(&word);
    return false;
}

bool tomt_explain_find(struct tomt_reader *reader, const char *asked, const char *profile,
                       const char **site_id, struct tomt_error *err)
{
    struct tomt_rows rows;
    bool yes = false;
    *site_id = asked;
    if (!known_profile(reader, profile, err) || !is_id(reader, asked, &yes, err))
        return false;
    if (yes)
        return true;
    const char *scoped = scope(reader, profile, err);
    if (!scoped || !of_property(reader, asked, scoped, &rows, err))
        return false;
    if (rows.n > 1)
        return several(&rows, asked, err);
    if (rows.n == 0)
        return unknown(reader, asked, err);
    *site_id = tomt_rows_text(&rows, 0, "site_id");
    return true;
}
