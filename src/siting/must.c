/* siting/must.c: which sites must be in the set: site ids, or parcels and properties that have just
 * one; why one that people name is not among those that can be chosen. */
#include "siting/inside.h"

enum { MOST_NAMED = 12 };

/* A statement whose first column is asked for with ?1 the word; its first `most` texts as a list.
 */
static bool ask_texts(struct reader *r, const char *sql, const char *word, struct tomt_text *list,
                      const char **first, size_t *n, struct tomt_error *err)
{
    sqlite3_stmt *row = tomt_siting_ask(r, sql, err);
    int code = SQLITE_ERROR;
    *n = 0;
    if (!row)
        return false;
    sqlite3_bind_text(row, 1, word, -1, SQLITE_STATIC);
    while ((code = sqlite3_step(row)) == SQLITE_ROW) {
        const char *text = tomt_siting_text(r, row, 0, err);
        if (!text)
            return false;
        *first = *n ? *first : text;
        if ((*n)++ < MOST_NAMED)
            tomt_text_print(list, "%s%s", *n > 1 ? ", " : "", text);
    }
    sqlite3_reset(row);
    return tomt_siting_done(r, code, err);
}

/* With the profile's table of scores in the place of "%w". */
static const char *of_profile(struct reader *r, const char *sql, const char *profile,
                              const char *parcels, struct tomt_error *err)
{
    char *made = sqlite3_mprintf(sql, profile, parcels);
    const char *kept = made ? tomt_arena_copy(r->arena, made, strlen(made), err) : NULL;
    if (!made)
        tomt_fail(err, TOMT_MEMORY, "out of memory");
    sqlite3_free(made);
    return kept;
}

static bool fell_out(struct reader *r, const char *profile, const char *word,
                     struct tomt_error *err)
{
    bool has = false;
    if (!tomt_siting_has(r, "SELECT 1 FROM sqlite_schema WHERE name = ?1", "rejected", NULL, &has,
                         err))
        return false;
    sqlite3_stmt *row =
        has ? tomt_siting_ask(
                  r,
                  "SELECT site_id, reason, detail, layer FROM rejected WHERE ',' || profiles || "
                  "',' LIKE '%,' || ?2 || ',%' AND (site_id = ?1 OR substr(site_id, 1, length(?1) "
                  "+ 1) = ?1 || '-' OR substr(site_id, instr(site_id, '-') + 1, length(?1) + 1) = "
                  "?1 || '-') ORDER BY site_id LIMIT 1",
                  err)
            : NULL;
    if (!row)
        return err->code == TOMT_OK;
    sqlite3_bind_text(row, 1, word, -1, SQLITE_STATIC);
    sqlite3_bind_text(row, 2, profile, -1, SQLITE_STATIC);
    if (sqlite3_step(row) == SQLITE_ROW) {
        struct tomt_text reason = {0};
        const char *why = (const char *)sqlite3_column_text(row, 1),
                   *detail = (const char *)sqlite3_column_text(row, 2),
                   *layer = (const char *)sqlite3_column_text(row, 3);
        for (const char *c = why ? why : "no reason is told"; *c; c++)
            tomt_text_add(&reason, *c == '_' ? " " : c, 1);
        if (layer && *layer)
            tomt_text_print(&reason, ", layer '%s'", layer);
        if (detail && *detail)
            tomt_text_print(&reason, " (%s)", detail);
        tomt_fail(
            err, TOMT_NOT_FOUND, "site '%s' cannot be chosen: it fell out of profile '%s': %s",
            (const char *)sqlite3_column_text(row, 0), profile, reason.failed ? "" : reason.bytes);
        tomt_text_free(&reason);
    }
    sqlite3_reset(row);
    return err->code == TOMT_OK;
}

static bool has_no_rank(struct reader *r, const char *profile, const char *id,
                        struct tomt_error *err)
{
    bool ranked = false;
    const char *sql = of_profile(r, "SELECT 1 FROM \"score_%w\" WHERE site_id = ?1 AND rank > 0",
                                 profile, "", err);
    return sql && tomt_siting_has(r, sql, id, NULL, &ranked, err) &&
           (ranked || tomt_fail(err, TOMT_NOT_FOUND,
                                "profile '%s' has no site '%s' with a rank: too little is known of "
                                "it",
                                profile, id));
}

static bool not_there(struct reader *r, const char *profile, const char *word,
                      struct tomt_error *err)
{
    const char *sql =
        of_profile(r, "SELECT site_id FROM \"score_%w\" WHERE rank > 0 AND ?1 NOT NULL ORDER BY 1",
                   profile, "", err);
    sqlite3_stmt *row = sql ? tomt_siting_ask(r, sql, err) : NULL;
    size_t n = 0, most = 0;
    if (!row || !fell_out(r, profile, word, err))
        return false;
    sqlite3_bind_text(row, 1, word, -1, SQLITE_STATIC);
    while (sqlite3_step(row) == SQLITE_ROW)
        most++;
    sqlite3_reset(row);
    const char **id = tomt_arena_block(r->arena, NULL, (most + 1) * sizeof *id, err);
    while (id && n < most && sqlite3_step(row) == SQLITE_ROW) {
        id[n] = tomt_siting_text(r, row, 0, err);
        if (!id[n++])
            return false;
    }
    sqlite3_reset(row);
    if (!id)
        return false;
    id[n] = NULL;
    const char *near = tomt_near_word(word, id);
    return tomt_fail(err, TOMT_NOT_FOUND, "profile '%s' has no site '%s' with a rank%s%s%s",
                     profile, word, near ? " (did you mean '" : "", near ? near : "",
                     near ? "'?)" : "");
}

static bool find(struct reader *r, const char *profile, const char *word, const char **out,
                 struct tomt_error *err)
{
    static const char as_id[] = "SELECT site_id FROM \"score_%w\" WHERE site_id = ?1";
    static const char as_property[] =
        "SELECT DISTINCT site_id FROM \"score_%w\" JOIN (SELECT site_id AS of FROM \"%w\" WHERE "
        "parcel = ?1 OR property = ?1 OR substr(parcel, instr(parcel, '-') + 1) = ?1 OR "
        "substr(property, instr(property, '-') + 1) = ?1) ON site_id = of ORDER BY 1";
    bool parcels = false;
    struct tomt_text list = {0};
    size_t n = 0;
    if (!tomt_siting_has(r, "SELECT 1 FROM sqlite_schema WHERE name = ?1", "site_parcel", NULL,
                         &parcels, err))
        return false;
    for (int k = 0; n == 0 && k < 2; k++) {
        const char *sql =
            of_profile(r, k ? as_property : as_id, profile, parcels ? "site_parcel" : "site", err);
        if (!sql || !ask_texts(r, sql, word, &list, out, &n, err)) {
            tomt_text_free(&list);
            return false;
        }
    }
    if (n > 1)
        tomt_fail(err, TOMT_USAGE, "'%s' has %zu sites: %s%s; give the id of one", word, n,
                  list.failed ? "" : list.bytes, n > MOST_NAMED ? ", ..." : "");
    tomt_text_free(&list);
    if (n == 0)
        return not_there(r, profile, word, err);
    return n == 1 && has_no_rank(r, profile, *out, err);
}

bool tomt_siting_must(struct reader *r, const struct tomt_siting_ask *ask, const char ***must,
                      struct tomt_error *err)
{
    *must = tomt_arena_alloc(r->arena, (ask->n_must + 1) * sizeof **must, err);
    for (size_t i = 0; *must && i < ask->n_must; i++)
        if (!find(r, ask->profile, ask->must[i], &(*must)[i], err))
            return false;
    return *must != NULL;
}
