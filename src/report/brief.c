/* report/brief.c: what the brief of one site is made of: what `tomt explain` tells of it, and the
 * map around it. */
#include "explain/explain.h"
#include "report/inside.h"

/* Around the site's box, for the map: of what fell out more, for it may lie where nothing has a
 * name. */
enum { AROUND_M = 900, AROUND_FALLEN_M = 2500 };

static bool put_explanation(struct tomt_report *report, struct tomt_text *json,
                            struct tomt_error *err)
{
    const struct tomt_explain_options asked = {.result = report->options->result,
                                               .site = report->options->site,
                                               .profile = report->options->profile,
                                               .internal = report->options->internal};
    struct tomt_explanation *explanation;
    if (!tomt_explain(report->arena, &asked, &explanation, err) ||
        !tomt_explanation_json(explanation, report->phrases, json, err))
        return false;
    return !json->failed || tomt_fail(err, TOMT_MEMORY, "out of memory writing a brief");
}

static bool find_box(struct tomt_report *report, const char *of, const char *where, double by_m,
                     struct tomt_box *around, bool *found, struct tomt_error *err)
{
    struct tomt_box box;
    char *sql = sqlite3_mprintf("SELECT geom FROM \"%w\" WHERE %s", of, where);
    bool ok =
        sql ? tomt_report_box(report, sql, &box, err)
            : tomt_fail(err, TOMT_MEMORY, "out of memory asking '%s'", report->options->result);
    sqlite3_free(sql);
    if (!ok)
        return false;
    *found = box.min_x <= box.max_x;
    *around =
        (struct tomt_box){box.min_x - by_m, box.min_y - by_m, box.max_x + by_m, box.max_y + by_m};
    return true;
}

static bool put_map(struct tomt_report *report, struct tomt_text *out, const char *where,
                    struct tomt_error *err)
{
    struct tomt_box around;
    bool found;
    if (!find_box(report, "site", where, AROUND_M, &around, &found, err) ||
        (!found && tomt_report_has(report, "rejected", "site_id") &&
         !find_box(report, "rejected", where, AROUND_FALLEN_M, &around, &found, err)))
        return false;
    const struct tomt_report_layer site = {
        .key = "site",
        .columns = "fid site_id property use strategy area_m2 plan_id readiness profiles",
        .where = where,
        .within_m = report->level->site_m};
    const struct tomt_report_layer rejected = {
        .key = "rejected",
        .columns = "site_id reason layer measured limit_value profiles",
        .where = where,
        .within_m = report->level->site_m};
    return tomt_report_shapes(report, out, NULL, &site, NULL, err) &&
           tomt_report_shapes(report, out, NULL, &rejected, NULL, err) &&
           tomt_report_ground(report, out, found ? &around : NULL, err);
}

/* The id that explain found, out of its JSON: {"site_id":"...". */
static bool asked_site(struct tomt_report *report, const struct tomt_text *json,
                       struct tomt_text *where, struct tomt_error *err)
{
    sqlite3_stmt *row = tomt_report_ask(report, err, "SELECT json_extract(?1, '$.site_id')");
    if (!row)
        return false;
    sqlite3_bind_text(row, 1, json->bytes, (int)json->n, SQLITE_STATIC);
    int code = sqlite3_step(row);
    char *sql = code == SQLITE_ROW
                    ? sqlite3_mprintf("site_id = %Q", (const char *)sqlite3_column_text(row, 0))
                    : NULL;
    tomt_text_puts(where, sql ? sql : "0");
    sqlite3_free(sql);
    return tomt_report_end(report, row, code == SQLITE_ROW ? SQLITE_DONE : code, err);
}

static bool put_tables(struct tomt_report *report, struct tomt_text *out, struct tomt_error *err)
{
    return tomt_report_table(report, out, "uses", "zone", "use use_title",
                             "WHERE \"use\" IS NOT NULL GROUP BY \"use\" ORDER BY \"use\"", err) &&
           tomt_report_table(report, out, "plans", "plan",
                             "plan_id plan_name plan_type adopted years", NULL, err) &&
           tomt_report_table(report, out, "profile", "profile", "name title_en title_nb", NULL,
                             err) &&
           tomt_report_table(
               report, out, "provenance", "provenance", "section name key value n detail",
               "WHERE section = 'input' AND key IN ('source', 'credit', 'extracted', 'title_en', "
               "'title_nb') ORDER BY fid",
               err);
}

bool tomt_report_brief(struct tomt_report *report, struct tomt_text *out, struct tomt_error *err)
{
    struct tomt_text json = {0}, where = {0};
    tomt_text_puts(out, "{");
    bool ok = put_explanation(report, &json, err) && tomt_report_meta(report, out, err) &&
              asked_site(report, &json, &where, err) &&
              (!where.failed || tomt_fail(err, TOMT_MEMORY, "out of memory writing a brief")) &&
              put_map(report, out, where.bytes, err) && put_tables(report, out, err);
    if (ok) {
        tomt_json_put_key(out, "explanation");
        tomt_text_add(out, json.bytes, json.n);
        tomt_json_put_key(out, "cut");
        tomt_text_print(out, "%zu}", report->n_cut);
    }
    out->failed = out->failed || json.failed || where.failed;
    tomt_text_free(&json);
    tomt_text_free(&where);
    return ok;
}
