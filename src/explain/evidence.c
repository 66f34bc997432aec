/* explain/evidence.c: which neighbours, hubs and zones made a criterion's number, by name. */
#include "explain/inside.h"

#include <math.h>
#include <string.h>

enum { MOST_PLACES = 256 }; /* of one fact at one site: a run writes at most 255 */
#define ROLE_OF                                                                                    \
    "SELECT f.criterion, f.fid AS at, e.*, (SELECT value FROM provenance AS p WHERE p.section = "  \
    "'input' AND p.name = e.layer AND p.key = 'role') AS role "

/* Where features of a role are, and what is told of them. A proprietor's name is in a column of its
 * own. */
static const struct place {
    const char *role, *table, *name, *kind, *by;
} places[] = {
    {"timetable", "stop", "name", "mode", "fid"},
    {"hub", "hub", "name", "mode", "feature"},
    {"anchor", "anchor", "name", "kind", "feature"},
    {"anchor", "anchor_area", "name", "kind", "feature"},
    {"establishment", "establishment", "name", "code", "feature"},
    {"strategy", "strategy", "name", "strategy", "feature"},
    {"constraint", "constraint", "name", "code", "feature"},
    {"constraint", "constraint_line", "name", "code", "feature"},
    {"zone", "zone", "name", "use", "feature"},
    {"area", "area", "name", "number", "feature"},
    {"street", "street", "name", "class", "feature"},
};

/* Names of sole proprietors are internal; what they do is not. */
static void name_establishment(const struct tomt_reader *reader, const struct tomt_rows *row,
                               size_t at, struct tomt_evidence *out)
{
    bool sole = tomt_rows_number(row, at, "sole_proprietor") > 0;
    const char *proprietor = tomt_rows_text(row, at, "proprietor_name");
    const char *industry = tomt_rows_text(row, at, "industry_title");
    out->proprietor = sole && !reader->internal;
    if (sole)
        out->name = reader->internal ? (proprietor ? proprietor : out->name) : NULL;
    if (industry && *industry)
        out->kind = industry;
    out->jobs = tomt_rows_number(row, at, "jobs_central");
    out->flag = tomt_rows_text(row, at, "flag");
}

/* Of role `place` and not named yet. */
static bool is_asked(const struct place *place, const struct tomt_evidence *one)
{
    return !one->named && one->role && !strcmp(place->role, one->role) && !isnan(one->feature) &&
           one->layer;
}

/* The features of one table that any criterion rests on, read in one go: it has no index by
 * feature. */
static bool ask_features(struct tomt_reader *reader, const struct tomt_told_profile *profile,
                         const struct place *place, struct tomt_rows *rows, struct tomt_error *err)
{
    struct tomt_text list = {0};
    *rows = (struct tomt_rows){0};
    for (size_t c = 0; c < profile->n_criteria; c++)
        for (size_t i = 0; i < profile->criterion[c].n_evidence; i++)
            if (is_asked(place, &profile->criterion[c].evidence[i]))
                tomt_text_print(&list, "%s%.0f", list.n ? "," : "",
                                profile->criterion[c].evidence[i].feature);
    bool ok =
        !list.failed || tomt_fail(err, TOMT_MEMORY, "out of memory asking '%s'", reader->path);
    if (ok && list.n)
        ok = tomt_rows_ask(reader, rows, err, place->table,
                           "SELECT * FROM \"%w\" WHERE \"%w\" IN (%s) ORDER BY fid", place->table,
                           place->by, list.bytes);
    tomt_text_free(&list);
    return ok;
}

static void name_one(const struct tomt_reader *reader, const struct place *place,
                     const struct tomt_rows *rows, struct tomt_evidence *out)
{
    for (size_t i = 0; i < rows->n; i++) {
        const char *layer = tomt_rows_text(rows, i, "layer");
        if (tomt_rows_number(rows, i, place->by) != out->feature ||
            (strcmp(place->by, "fid") && (!layer || strcmp(layer, out->layer))))
            continue;
        out->named = true;
        out->name = tomt_rows_text(rows, i, place->name);
        out->kind = tomt_rows_text(rows, i, place->kind);
        if (!strcmp(place->role, "establishment"))
            name_establishment(reader, rows, i, out);
        return;
    }
}

static bool name_all(struct tomt_reader *reader, struct tomt_told_profile *profile,
                     struct tomt_error *err)
{
    for (size_t p = 0; p < sizeof places / sizeof *places; p++) {
        struct tomt_rows rows;
        if (!ask_features(reader, profile, &places[p], &rows, err))
            return false;
        for (size_t c = 0; rows.n && c < profile->n_criteria; c++)
            for (size_t i = 0; i < profile->criterion[c].n_evidence; i++)
                if (is_asked(&places[p], &profile->criterion[c].evidence[i]))
                    name_one(reader, &places[p], &rows, &profile->criterion[c].evidence[i]);
    }
    return true;
}

/* --- finding the rows of a site ---
 * Evidence has millions of rows and no index, but a run writes it by fact, then site, then place:
 * fid is bisected. A table that something else wrote in another order is read through once. */

static const int64_t n_looks = 64;

struct key {
    int64_t fid;
    double fact, site;
};

/* The first row at or behind fid; *found false: none. */
static bool row_at(struct tomt_reader *reader, int64_t fid, struct key *out, bool *found,
                   struct tomt_error *err)
{
    struct tomt_rows row;
    if (!tomt_rows_ask(reader, &row, err, NULL,
                       "SELECT fid, fact, site_fid FROM evidence WHERE fid >= %lld ORDER BY fid "
                       "LIMIT 1",
                       (long long)fid))
        return false;
    *found = row.n > 0;
    if (*found)
        *out =
            (struct key){(int64_t)tomt_rows_number(&row, 0, "fid"),
                         tomt_rows_number(&row, 0, "fact"), tomt_rows_number(&row, 0, "site_fid")};
    return true;
}

static bool is_before(const struct key *key, double fact, double site)
{
    return key->fact < fact || (key->fact == fact && key->site < site);
}

/* Rows at even distances, the last among them: do they ascend? */
static bool in_order(struct tomt_reader *reader, int64_t first, int64_t last, bool *yes,
                     struct tomt_error *err)
{
    struct key before = {0, -INFINITY, -INFINITY}, key;
    *yes = true;
    for (int64_t i = 0; i <= n_looks && *yes; i++) {
        int64_t fid = i == n_looks ? last : first + (last - first) / n_looks * i;
        bool found;
        if (!row_at(reader, fid, &key, &found, err))
            return false;
        *yes = found && !isnan(key.fact) && !isnan(key.site) &&
               !is_before(&key, before.fact, before.site);
        before = key;
    }
    return true;
}

/* The first row of this fact and site, or behind where it would be. */
static bool bisect(struct tomt_reader *reader, int64_t first, int64_t last, double fact,
                   double site, int64_t *fid, struct tomt_error *err)
{
    int64_t low = first, high = last + 1;
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        struct key key;
        bool found;
        if (!row_at(reader, middle, &key, &found, err))
            return false;
        if (found && is_before(&key, fact, site))
            low = key.fid + 1;
        else
            high = middle;
    }
    *fid = low;
    return true;
}

/* The facts of the profile, a row for each criterion that rests on one, and where each begins. */
static bool ask_bisected(struct tomt_reader *reader, const struct tomt_told_profile *profile,
                         int64_t first, int64_t last, struct tomt_rows *out, struct tomt_error *err)
{
    struct tomt_rows facts;
    struct tomt_text begins = {0};
    if (!tomt_rows_ask(reader, &facts, err, "criterion_fact",
                       "SELECT DISTINCT fact FROM criterion_fact WHERE profile = %Q AND fact IS "
                       "NOT NULL ORDER BY fact",
                       profile->name))
        return false;
    bool ok = true;
    tomt_text_puts(&begins, "SELECT NULL AS fact, NULL AS fid WHERE 0");
    for (size_t i = 0; ok && i < facts.n; i++) {
        int64_t fid = 0, fact = (int64_t)tomt_rows_number(&facts, i, "fact");
        ok = bisect(reader, first, last, (double)fact, (double)profile->site_fid, &fid, err);
        tomt_text_print(&begins, " UNION ALL SELECT %lld, %lld", (long long)fact, (long long)fid);
    }
    if (ok && begins.failed)
        ok = tomt_fail(err, TOMT_MEMORY, "out of memory asking '%s'", reader->path);
    ok = ok &&
         tomt_rows_ask(reader, out, err, "criterion_fact",
                       ROLE_OF "FROM criterion_fact AS f JOIN (%s) AS b ON b.fact = f.fact "
                               "CROSS JOIN evidence AS e ON e.fid BETWEEN b.fid AND b.fid + "
                               "%d AND e.fact = f.fact AND e.site_fid = %lld WHERE f.profile "
                               "= %Q ORDER BY f.fid, e.place",
                       begins.bytes, MOST_PLACES - 1, (long long)profile->site_fid, profile->name);
    tomt_text_free(&begins);
    return ok;
}

static bool ask_evidence(struct tomt_reader *reader, const struct tomt_told_profile *profile,
                         struct tomt_rows *out, struct tomt_error *err)
{
    struct tomt_rows ends;
    bool sorted = false;
    *out = (struct tomt_rows){0};
    if (!tomt_rows_ask(reader, &ends, err, "evidence",
                       "SELECT (SELECT min(fid) FROM evidence) AS first, (SELECT max(fid) FROM "
                       "evidence) AS last"))
        return false;
    double first = tomt_rows_number(&ends, 0, "first"), last = tomt_rows_number(&ends, 0, "last");
    if (isnan(first) || isnan(last))
        return true;
    if (!in_order(reader, (int64_t)first, (int64_t)last, &sorted, err))
        return false;
    if (sorted)
        return ask_bisected(reader, profile, (int64_t)first, (int64_t)last, out, err);
    return tomt_rows_ask(reader, out, err, "criterion_fact",
                         ROLE_OF "FROM criterion_fact AS f JOIN evidence AS e ON e.fact = f.fact "
                                 "AND e.site_fid = %lld WHERE f.profile = %Q ORDER BY f.fid, "
                                 "e.place",
                         (long long)profile->site_fid, profile->name);
}

bool tomt_explain_evidence(struct tomt_reader *reader, struct tomt_told_profile *profile,
                           struct tomt_error *err)
{
    struct tomt_rows rows;
    if (!ask_evidence(reader, profile, &rows, err))
        return false;
    for (size_t c = 0; c < profile->n_criteria; c++) {
        struct tomt_told_criterion *criterion = &profile->criterion[c];
        criterion->evidence =
            tomt_arena_alloc(reader->arena, (rows.n + 1) * sizeof *criterion->evidence, err);
        if (!criterion->evidence)
            return false;
        for (size_t i = 0; i < rows.n; i++) {
            const char *id = tomt_rows_text(&rows, i, "criterion");
            if (!id || strcmp(id, criterion->id))
                continue;
            struct tomt_evidence *out = &criterion->evidence[criterion->n_evidence++];
            *out = (struct tomt_evidence){.fact = (int64_t)tomt_rows_number(&rows, i, "fact"),
                                          .place = tomt_rows_number(&rows, i, "place"),
                                          .feature = tomt_rows_number(&rows, i, "feature"),
                                          .distance_m = tomt_rows_number(&rows, i, "distance_m"),
                                          .amount = tomt_rows_number(&rows, i, "amount"),
                                          .jobs = NAN,
                                          .layer = tomt_rows_text(&rows, i, "layer"),
                                          .role = tomt_rows_text(&rows, i, "role")};
        }
    }
    return name_all(reader, profile, err);
}
