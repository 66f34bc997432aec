/* explain/evidence.c: which neighbours, hubs and zones made a criterion's number, by name. */
#include "explain/inside.h"

#include <math.h>
#include <string.h>

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

static bool find_row(struct tomt_reader *reader, const struct place *place, const char *layer,
                     double feature, struct tomt_rows *row, struct tomt_error *err)
{
    if (!strcmp(place->by, "fid"))
        return tomt_rows_ask(reader, row, err, place->table,
                             "SELECT * FROM \"%w\" WHERE fid = %lld", place->table,
                             (long long)feature);
    return tomt_rows_ask(reader, row, err, place->table,
                         "SELECT * FROM \"%w\" WHERE layer = %Q AND feature = %lld LIMIT 1",
                         place->table, layer, (long long)feature);
}

/* Names of sole proprietors are internal; what they do is not. */
static void name_establishment(const struct tomt_reader *reader, const struct tomt_rows *row,
                               struct tomt_evidence *out)
{
    bool sole = tomt_rows_number(row, 0, "sole_proprietor") > 0;
    const char *proprietor = tomt_rows_text(row, 0, "proprietor_name");
    const char *industry = tomt_rows_text(row, 0, "industry_title");
    out->proprietor = sole && !reader->internal;
    if (sole)
        out->name = reader->internal ? (proprietor ? proprietor : out->name) : NULL;
    if (industry && *industry)
        out->kind = industry;
    out->jobs = tomt_rows_number(row, 0, "jobs_central");
}

static bool name_one(struct tomt_reader *reader, struct tomt_evidence *out, struct tomt_error *err)
{
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const struct place *place = &places[i];
        struct tomt_rows row;
        if (!out->role || strcmp(place->role, out->role) || isnan(out->feature) || !out->layer)
            continue;
        if (!find_row(reader, place, out->layer, out->feature, &row, err))
            return false;
        if (row.n == 0)
            continue;
        out->name = tomt_rows_text(&row, 0, place->name);
        out->kind = tomt_rows_text(&row, 0, place->kind);
        if (!strcmp(place->role, "establishment"))
            name_establishment(reader, &row, out);
        return true;
    }
    return true;
}

bool tomt_explain_evidence(struct tomt_reader *reader, struct tomt_told_profile *profile,
                           struct tomt_error *err)
{
    struct tomt_rows rows;
    if (!tomt_rows_ask(reader, &rows, err, "criterion_fact",
                       "SELECT f.criterion, f.fid AS at, e.*, (SELECT value FROM provenance AS p "
                       "WHERE p.section = 'input' AND p.name = e.layer AND p.key = 'role') AS role "
                       "FROM criterion_fact AS f JOIN evidence AS e ON e.fact = f.fact AND "
                       "e.site_fid = %lld WHERE f.profile = %Q ORDER BY f.fid, e.place",
                       (long long)profile->site_fid, profile->name))
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
            if (!name_one(reader, out, err))
                return false;
        }
    }
    return true;
}
