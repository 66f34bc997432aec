/* report/report.c: opens a result, gathers what the page shows, and takes away until it is small
 * enough. */
#include "report/inside.h"
#include "result/result.h"

#include <string.h>

enum { MOST_BYTES = 25 * 1000 * 1000 };

static bool open_geometry(struct tomt_report *report, struct tomt_error *err)
{
    if (!tomt_report_has(report, "gpkg_geometry_columns", NULL))
        return true;
    sqlite3_stmt *row = tomt_report_ask(
        report, err,
        "SELECT s.organization, s.organization_coordsys_id, s.definition, s.srs_name FROM "
        "gpkg_geometry_columns g JOIN gpkg_spatial_ref_sys s USING (srs_id) WHERE g.table_name = "
        "'site'");
    if (!row)
        return false;
    int code = sqlite3_step(row);
    const char *crs = NULL;
    if (code == SQLITE_ROW) {
        const char *by = (const char *)sqlite3_column_text(row, 0),
                   *name = (const char *)sqlite3_column_text(row, 3),
                   *wkt = (const char *)sqlite3_column_text(row, 2);
        report->epsg = by && !sqlite3_stricmp(by, "EPSG") ? sqlite3_column_int(row, 1) : 0;
        report->crs_name =
            tomt_arena_copy(report->arena, name ? name : "", name ? strlen(name) : 0, err);
        crs = report->epsg
                  ? tomt_arena_print(report->arena, err, "EPSG:%d", report->epsg)
                  : tomt_arena_copy(report->arena, wkt ? wkt : "", wkt ? strlen(wkt) : 0, err);
    }
    if (!tomt_report_end(report, row, code == SQLITE_ROW ? SQLITE_DONE : code, err))
        return false;
    if (code != SQLITE_ROW)
        return true;
    report->seat = crs && report->crs_name ? tomt_seat_open(report->arena, err) : NULL;
    report->transform =
        report->seat ? tomt_transform_open(report->seat, crs, "EPSG:4326", err) : NULL;
    return report->transform != NULL;
}

static bool open_language(struct tomt_report *report, struct tomt_error *err)
{
    int language = report->options->language;
    if (language < 0 && tomt_report_has(report, "tomt", "language")) {
        sqlite3_stmt *row =
            tomt_report_ask(report, err, "SELECT language FROM tomt WHERE language = 'nb'");
        if (!row)
            return false;
        int code = sqlite3_step(row);
        language = code == SQLITE_ROW;
        if (!tomt_report_end(report, row, code == SQLITE_ROW ? SQLITE_DONE : code, err))
            return false;
    }
    report->nb = language == 1;
    report->phrases = tomt_phrases_open(report->arena, report->nb, err);
    return report->phrases != NULL;
}

/* "Drammen: kandidattomter", for the window and the heading of a print. */
static bool title_of(struct tomt_report *report, struct tomt_text *title, struct tomt_error *err)
{
    sqlite3_stmt *row = tomt_report_ask(
        report, err, "SELECT substr(coalesce(%s, %s, project_name, ''), 1, 200) FROM tomt",
        report->nb ? "title_nb" : "title_en", report->nb ? "title_en" : "title_nb");
    if (!row)
        return false;
    int code = sqlite3_step(row);
    if (report->options->site) {
        tomt_text_line(title, report->options->site);
        tomt_text_puts(title, " – ");
    }
    if (code == SQLITE_ROW && sqlite3_column_text(row, 0))
        tomt_text_line(title, (const char *)sqlite3_column_text(row, 0));
    return tomt_report_end(report, row, code == SQLITE_ROW ? SQLITE_DONE : code, err);
}

/* One page at a level of leaving out. */
static bool make(struct tomt_report *report, const char *title, struct tomt_text *out,
                 struct tomt_error *err)
{
    struct tomt_report_parts parts = {0};
    bool brief = report->options->site != NULL;
    report->n_cut = 0;
    bool ok = brief ? tomt_report_brief(report, &parts.of[TOMT_REPORT_FIRST], err)
                    : tomt_report_data(report, &parts, err);
    for (size_t i = 0; i < TOMT_REPORT_PARTS; i++)
        if (ok && parts.of[i].failed)
            ok = tomt_fail(err, TOMT_MEMORY, "out of memory writing a report");
    ok =
        ok && tomt_report_page(report, brief ? "brief.html" : "page.html", title, &parts, out, err);
    for (size_t i = 0; i < TOMT_REPORT_PARTS; i++)
        tomt_text_free(&parts.of[i]);
    return ok;
}

bool tomt_report(struct tomt_arena *arena, const struct tomt_report_options *options,
                 struct tomt_text *out, struct tomt_error *err)
{
    struct tomt_report report = {.arena = arena, .options = options};
    struct tomt_result_info info;
    struct tomt_text title = {0};
    size_t most = options->most_bytes ? options->most_bytes : MOST_BYTES;
    if (!tomt_result_open(arena, options->result, &info, err) || !tomt_report_open(&report, err) ||
        !open_language(&report, err) || !open_geometry(&report, err))
        return false;
    bool ok = title_of(&report, &title, err) &&
              (!title.failed || tomt_fail(err, TOMT_MEMORY, "out of memory writing a report"));
    for (size_t i = 0; ok && i < TOMT_REPORT_LEVELS; i++) {
        struct tomt_text page = {0};
        report.level = &tomt_report_levels[i];
        ok = make(&report, title.bytes ? title.bytes : "tomt", &page, err);
        if (ok && page.n > most && i + 1 == TOMT_REPORT_LEVELS)
            ok = tomt_fail(
                err, TOMT_OUTPUT,
                "the report would have %zu MB even with all left out that can be; ask for "
                "one profile (--profile NAME)",
                page.n / 1000000);
        if (ok && page.n <= most) {
            tomt_text_add(out, page.bytes, page.n);
            i = TOMT_REPORT_LEVELS;
        }
        tomt_text_free(&page);
    }
    tomt_text_free(&title);
    return ok && (!out->failed || tomt_fail(err, TOMT_MEMORY, "out of memory writing a report"));
}
