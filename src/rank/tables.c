/* rank/tables.c: what follows from a new ranking in tables of the run: sites that are out, and
 * numbers that were of the old ranks. */
#include "rank/inside.h"

#include <math.h>
#include <sqlite3.h>
#include <string.h>

static bool has(struct tomt_alteration *alteration, const char *table, const char *column)
{
    sqlite3_stmt *row = NULL;
    bool there = sqlite3_prepare_v2(tomt_alter_db(alteration),
                                    "SELECT 1 FROM pragma_table_info(?1) WHERE name = ?2", -1, &row,
                                    NULL) == SQLITE_OK &&
                 sqlite3_bind_text(row, 1, table, -1, SQLITE_STATIC) == SQLITE_OK &&
                 sqlite3_bind_text(row, 2, column, -1, SQLITE_STATIC) == SQLITE_OK &&
                 sqlite3_step(row) == SQLITE_ROW;
    sqlite3_finalize(row);
    return there;
}

/* --- sites that are out
 * ------------------------------------------------------------------------------------------- */

/* As a run tells it (run/scoring.c). */
static bool reject(struct tomt_ranking *at, struct tomt_alteration *alteration,
                   sqlite3_stmt *insert, const struct tomt_put_out *out, struct tomt_error *err)
{
    double limit = isnan(out->measured)               ? NAN
                   : out->measured < out->veto->below ? out->veto->below
                                                      : out->veto->above;
    const char *detail =
        isnan(out->measured)
            ? tomt_arena_print(at->arena, err, "%s: no data", out->veto->criterion)
            : tomt_arena_print(at->arena, err, "%s: %.6g %s %s %.6g %s", out->veto->criterion,
                               out->measured, out->unit, out->measured < limit ? "<" : ">", limit,
                               out->unit);
    if (!detail)
        return false;
    sqlite3_bind_text(insert, 1, detail, -1, SQLITE_STATIC);
    sqlite3_bind_double(insert, 2, out->measured);
    sqlite3_bind_double(insert, 3, limit);
    sqlite3_bind_text(insert, 4, at->name, -1, SQLITE_STATIC);
    sqlite3_bind_int64(insert, 5, out->fid);
    return tomt_gpkg_step(tomt_alter_gpkg(alteration), insert, err);
}

static bool reject_all(struct tomt_ranking *at, struct tomt_alteration *alteration,
                       struct tomt_error *err)
{
    struct tomt_gpkg *gpkg = tomt_alter_gpkg(alteration);
    sqlite3_stmt *insert = tomt_gpkg_prepare(
        gpkg,
        "INSERT INTO rejected (geom, site_id, reason, detail, measured, limit_value, profiles) "
        "SELECT geom, site_id, 'veto', ?1, ?2, ?3, ?4 FROM site "
        "WHERE fid = ?5",
        err);
    sqlite3_stmt *list =
        insert ? tomt_gpkg_prepare(
                     gpkg, "INSERT INTO put_out SELECT fid, site_id FROM site WHERE fid = ?1", err)
               : NULL;
    bool good = list != NULL;
    for (size_t i = 0; good && i < at->n_out; i++) {
        sqlite3_bind_int64(list, 1, at->out[i].fid);
        good = reject(at, alteration, insert, &at->out[i], err) && tomt_gpkg_step(gpkg, list, err);
    }
    sqlite3_finalize(insert);
    sqlite3_finalize(list);
    return good;
}

/* Rows of the profile and the site, in whatever table of the run: capacity, loss, constraints ...
 */
static bool forget_rows(struct tomt_ranking *at, struct tomt_alteration *alteration,
                        struct tomt_error *err)
{
    sqlite3_stmt *row = tomt_gpkg_prepare(
        tomt_alter_gpkg(alteration),
        "SELECT group_concat(name, char(10)) FROM layer WHERE kind <> 'profile' AND EXISTS (SELECT "
        "1 FROM pragma_table_info(layer.name) AS a WHERE a.name = "
        "'profile') AND EXISTS (SELECT 1 FROM pragma_table_info(layer.name) AS b WHERE b.name = "
        "'site_id')",
        err);
    if (!row)
        return false;
    const char *names =
        sqlite3_step(row) == SQLITE_ROW ? (const char *)sqlite3_column_text(row, 0) : NULL;
    char *list = tomt_arena_copy(at->arena, names ? names : "", names ? strlen(names) : 0, err);
    sqlite3_finalize(row);
    char *rest = NULL;
    for (char *name = list ? strtok_r(list, "\n", &rest) : NULL; name;
         name = strtok_r(NULL, "\n", &rest))
        if (!tomt_gpkg_sqlf(tomt_alter_gpkg(alteration), err,
                            "DELETE FROM \"%w\" WHERE profile = %Q AND site_id IN (SELECT site_id "
                            "FROM put_out)",
                            name, at->name))
            return false;
    return list != NULL;
}

/* Sums over sites are the run's: they cannot be told anew without it. */
static bool tell_sums(struct tomt_ranking *at, struct tomt_alteration *alteration,
                      struct tomt_error *err)
{
    static const char *const table[] = {"area_capacity", "area_strategy", "target",
                                        "alternative_area"};
    struct tomt_text names = {0};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (has(alteration, table[i], "profile"))
            tomt_text_print(&names, "%s%s", names.n ? ", " : "", table[i]);
    bool good = !names.n || names.failed ||
                tomt_problem_add(at->problems, err, TOMT_WARNING, at->profile.place.file,
                                 at->profile.place.line, at->profile.place.column,
                                 "tables %s still count %zu site%s that a stricter veto puts out "
                                 "of profile '%s': run the project again to have them anew",
                                 names.bytes, at->n_out, at->n_out == 1 ? "" : "s", at->name);
    tomt_text_free(&names);
    return good;
}

static bool put_out(struct tomt_ranking *at, struct tomt_alteration *alteration,
                    struct tomt_error *err)
{
    struct tomt_gpkg *gpkg = tomt_alter_gpkg(alteration);
    if (!at->n_out || !has(alteration, "rejected", "reason"))
        return true;
    return tomt_gpkg_sql(gpkg, "CREATE TEMP TABLE put_out (fid INTEGER PRIMARY KEY, site_id TEXT)",
                         err) &&
           reject_all(at, alteration, err) &&
           (!has(alteration, "site", "profiles") ||
            tomt_gpkg_sqlf(gpkg, err,
                           "UPDATE site SET profiles = trim(replace(',' || profiles || ',', ',' || "
                           "%Q || ',', ','), ',') WHERE fid IN (SELECT fid FROM put_out)",
                           at->name)) &&
           forget_rows(at, alteration, err) && tell_sums(at, alteration, err) &&
           tomt_gpkg_sql(gpkg, "DROP TABLE temp.put_out", err);
}

/* --- numbers of the old ranks
 * ------------------------------------------------------------------------------------- */

static bool write_vetoes(struct tomt_ranking *at, struct tomt_alteration *alteration,
                         struct tomt_error *err)
{
    struct tomt_gpkg *gpkg = tomt_alter_gpkg(alteration);
    if (!has(alteration, "provenance", "section"))
        return true;
    if (!tomt_gpkg_sqlf(gpkg, err, "DELETE FROM provenance WHERE section = 'veto' AND name = %Q",
                        at->name))
        return false;
    for (size_t v = 0; v < at->profile.n_vetoes; v++) {
        const struct tomt_profile_veto *veto = &at->profile.veto[v];
        double limit = isnan(veto->below) ? veto->above : veto->below;
        char text[32] = "";
        if (isfinite(limit))
            tomt_number_format(text, limit);
        const char *detail = !isnan(veto->below)   ? "out when below"
                             : !isnan(veto->above) ? "out when above"
                                                   : "out when there is no data";
        if (!tomt_gpkg_sqlf(gpkg, err,
                            "INSERT INTO provenance (section, name, \"key\", value, detail) VALUES "
                            "('veto', %Q, %Q, %Q, %Q)",
                            at->name, veto->criterion, *text ? text : NULL, detail))
            return false;
    }
    return true;
}

/* Purchase candidates show the site's rank; alternatives were compared with the old scores, which
 * no longer are. */
static bool renew_ranks(struct tomt_ranking *at, struct tomt_alteration *alteration,
                        struct tomt_error *err)
{
    static const char *const old_score[][2] = {
        {"alternative_site", "rank_before"},  {"alternative_site", "rank"},
        {"alternative_site", "score_before"}, {"alternative_site", "score"},
        {"alternative_site", "score_change"}, {"alternative_area", "n_better"},
        {"alternative_area", "n_worse"},      {"alternative_area", "mean_score_change"}};
    struct tomt_gpkg *gpkg = tomt_alter_gpkg(alteration);
    bool any = false;
    if (has(alteration, "purchase", "site_rank") &&
        !tomt_gpkg_sqlf(gpkg, err,
                        "UPDATE purchase SET site_rank = k.rank, score = k.score FROM \"score_%w\" "
                        "AS k WHERE profile = %Q AND k.site_id = purchase.site_id",
                        at->name, at->name))
        return false;
    for (size_t i = 0; i < sizeof old_score / sizeof *old_score; i++) {
        if (!has(alteration, old_score[i][0], old_score[i][1]))
            continue;
        any = true;
        if (!tomt_gpkg_sqlf(
                gpkg, err,
                "UPDATE \"%w\" SET \"%w\" = NULL WHERE profile = %Q AND \"%w\" IS NOT NULL",
                old_score[i][0], old_score[i][1], at->name, old_score[i][1]))
            return false;
    }
    return !any || tomt_problem_add(
                       at->problems, err, TOMT_WARNING, at->options->result, 0, 0,
                       "alternatives were compared with the old scores of profile '%s': their "
                       "ranks and scores are left out; run the project again to have them anew",
                       at->name);
}

/* A profile that is new beside the old one: its sites say so. */
static bool name_in_sites(struct tomt_ranking *at, struct tomt_alteration *alteration,
                          struct tomt_error *err)
{
    return !has(alteration, "site", "profiles") ||
           tomt_gpkg_sqlf(
               tomt_alter_gpkg(alteration), err,
               "UPDATE site SET profiles = CASE WHEN profiles = '' THEN %Q ELSE profiles || ',' || "
               "%Q END WHERE fid IN (SELECT site_fid FROM \"score_%w\") AND instr(',' || "
               "profiles || ',', ',' || %Q || ',') = 0",
               at->name, at->name, at->name, at->name);
}

bool tomt_rank_write_tables(struct tomt_ranking *at, struct tomt_alteration *alteration,
                            struct tomt_error *err)
{
    bool beside = strcmp(at->name, at->old.name) != 0;
    return put_out(at, alteration, err) && write_vetoes(at, alteration, err) &&
           (beside ? name_in_sites(at, alteration, err)
                   : !at->changed || renew_ranks(at, alteration, err));
}
