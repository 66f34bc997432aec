/* report/sentences.c: what a result says as message ids and numbers, phrased in the page's
 * language. */
#include "report/inside.h"

#include <math.h>
#include <string.h>

enum {
    TOLD_SITES = 10,
    TOLD_WEIGHTS = 3
}; /* sensitivity: of the first sites, the nearest weights */

static double number_at(sqlite3_stmt *row, int at)
{
    return sqlite3_column_type(row, at) == SQLITE_NULL ? NAN : sqlite3_column_double(row, at);
}

static const char *text_at(sqlite3_stmt *row, int at)
{
    return (const char *)sqlite3_column_text(row, at);
}

/* One line that a name of any length fits into. */
static const char *short_line(struct tomt_report *report, const char *text, struct tomt_text *room)
{
    bool failed = room->failed; /* once, for the whole list */
    tomt_text_free(room);
    room->failed = failed;
    if (!text)
        return NULL;
    tomt_text_line(room, text);
    if (room->n > TOMT_REPORT_LONGEST / 2) {
        size_t n = TOMT_REPORT_LONGEST / 2;
        while (n && ((unsigned char)room->bytes[n] & 0xC0) == 0x80)
            n--;
        room->n = n;
        room->bytes[n] = '\0';
        tomt_text_puts(room, "…");
        report->n_cut++;
    }
    return room->bytes ? room->bytes : "";
}

static void put_sentence(struct tomt_report *report, struct tomt_text *out,
                         const struct tomt_sentence *sentence)
{
    struct tomt_text text = {0};
    tomt_sentence_phrase(report->phrases, &text, sentence);
    tomt_report_string(out, text.bytes ? text.bytes : "");
    out->failed = out->failed || text.failed;
    tomt_text_free(&text);
}

static const char *unit_of(const char *criterion, const char *unit)
{
    bool floor = criterion && !strcmp(criterion, "unused_capacity");
    return floor && unit && !strcmp(unit, "m2") ? "m2 BRA" : unit;
}

/* [[site_fid, kind, sentence]...] */
static bool put_findings(struct tomt_report *report, struct tomt_text *out, const char *profile,
                         struct tomt_error *err)
{
    tomt_json_put_key(out, "findings");
    if (!tomt_report_has(report, "finding", NULL)) {
        tomt_text_puts(out, "null");
        return true;
    }
    sqlite3_stmt *row = tomt_report_ask(
        report, err,
        "SELECT f.site_fid, f.kind, f.message, c.criterion, c.unit, coalesce(c.title_%s, c.id), "
        "number_1, number_2, number_3, number_4 FROM finding f JOIN criterion c ON c.profile = "
        "f.profile AND c.id = f.criterion WHERE f.profile = %Q ORDER BY f.fid",
        report->nb ? "nb" : "en", profile);
    if (!row)
        return false;
    struct tomt_text title = {0};
    int code;
    bool first = true;
    tomt_text_puts(out, "[");
    while ((code = sqlite3_step(row)) == SQLITE_ROW) {
        struct tomt_sentence sentence = {.message = text_at(row, 2)};
        for (int k = 0; k < 4; k++) {
            sentence.number[k] = number_at(row, 6 + k);
            sentence.unit[k] = unit_of(text_at(row, 3), text_at(row, 4));
        }
        sentence.text[0] = short_line(report, text_at(row, 5), &title);
        tomt_text_print(out, first ? "[%lld," : ",[%lld,", (long long)sqlite3_column_int64(row, 0));
        tomt_report_string(out, text_at(row, 1));
        tomt_text_puts(out, ",");
        put_sentence(report, out, &sentence);
        tomt_text_puts(out, "]");
        first = false;
    }
    tomt_text_puts(out, "]");
    out->failed = out->failed || title.failed;
    tomt_text_free(&title);
    return tomt_report_end(report, row, code, err);
}

/* Whether less weight takes the place, more does, or both. */
static const char *weight_message(bool first, bool down, bool up)
{
    static const char *const message[2][3] = {
        {"explain_stays_among_over", "explain_stays_among_under", "explain_stays_among_between"},
        {"explain_stays_first_over", "explain_stays_first_under", "explain_stays_first_between"}};
    return message[first][down && up ? 2 : up];
}

/* [[site_fid, site_id, sentence]...]: the weights that are nearest to taking a site's place, as
 * `tomt explain` says them. */
static bool put_sensitivity(struct tomt_report *report, struct tomt_text *out, const char *profile,
                            struct tomt_error *err)
{
    tomt_json_put_key(out, "sensitivity");
    if (!tomt_report_has(report, "sensitivity", NULL)) {
        tomt_text_puts(out, "null");
        return true;
    }
    sqlite3_stmt *row = tomt_report_ask(
        report, err,
        "WITH one AS (SELECT s.site_fid, s.site_id, s.within, s.share, t.rank, "
        "coalesce(c.title_%s, "
        "c.id) AS title, max(iif(s.direction = 'down', s.needed, NULL)) AS down, "
        "max(iif(s.direction "
        "= 'up', s.needed, NULL)) AS up, max(iif(s.direction = 'down', s.by, NULL)) AS by_down, "
        "max(iif(s.direction = 'up', s.by, NULL)) AS by_up, min(abs(s.change)) AS change, "
        "min(s.fid) "
        "AS fid FROM sensitivity s JOIN criterion c ON c.profile = s.profile AND c.id = "
        "s.criterion "
        "JOIN \"score_%w\" t ON t.site_fid = s.site_fid WHERE s.profile = %Q AND s.needed < 1 - "
        "1e-9 "
        "AND t.rank <= %d GROUP BY s.site_fid, s.criterion) SELECT * FROM (SELECT site_fid, "
        "site_id, within, share, title, down, up, by_down, by_up, row_number() OVER (PARTITION BY "
        "site_fid ORDER BY change, fid) AS place, rank FROM one) WHERE place <= %d ORDER BY rank, "
        "place",
        report->nb ? "nb" : "en", profile, profile, TOLD_SITES, TOLD_WEIGHTS);
    if (!row)
        return false;
    struct tomt_text title = {0}, by = {0}, by_up = {0};
    int code;
    bool comma = false;
    tomt_text_puts(out, "[");
    while ((code = sqlite3_step(row)) == SQLITE_ROW) {
        bool leader = sqlite3_column_int(row, 2) == 1;
        double down = number_at(row, 5), up = number_at(row, 6);
        const char *below = short_line(report, text_at(row, 7), &by),
                   *above = short_line(report, text_at(row, 8), &by_up);
        struct tomt_sentence sentence = {
            .message = weight_message(leader, isfinite(down), isfinite(up)),
            .number = {100 * (isfinite(down) ? down : up), 100 * number_at(row, 3),
                       leader ? NAN : number_at(row, 2), 100 * up},
            .text = {short_line(report, text_at(row, 4), &title),
                     (isfinite(down) ? below : above) ? (isfinite(down) ? below : above) : "?",
                     above ? above : "?"}};
        tomt_text_print(out, comma ? ",[%lld," : "[%lld,", (long long)sqlite3_column_int64(row, 0));
        tomt_report_string(out, text_at(row, 1));
        tomt_text_puts(out, ",");
        put_sentence(report, out, &sentence);
        tomt_text_puts(out, "]");
        comma = true;
    }
    tomt_text_puts(out, "]");
    out->failed = out->failed || title.failed || by.failed || by_up.failed;
    tomt_text_free(&title);
    tomt_text_free(&by);
    tomt_text_free(&by_up);
    return tomt_report_end(report, row, code, err);
}

bool tomt_report_sentences(struct tomt_report *report, struct tomt_text *out, const char *profile,
                           struct tomt_error *err)
{
    return put_findings(report, out, profile, err) && put_sensitivity(report, out, profile, err);
}

static void put_target(struct tomt_report *report, struct tomt_text *out, sqlite3_stmt *row)
{
    static const char *const sites[][2] = {{"densify", "densify sites"},
                                           {"transform", "transform sites"},
                                           {"none", "sites without a strategy"}};
    const char *strategy = text_at(row, 3);
    struct tomt_sentence sentence = {.message = text_at(row, 4) ? text_at(row, 4) : "?",
                                     .text = {text_at(row, 9), NULL, NULL}};
    for (int k = 0; k < 4; k++)
        sentence.number[k] = number_at(row, 5 + k);
    sentence.unit[1] = "sites";
    for (size_t i = 0; i < sizeof sites / sizeof *sites; i++)
        if (strategy && !strcmp(strategy, sites[i][0]))
            sentence.unit[1] = sites[i][1];
    for (int k = 0; k < 4; k++) {
        tomt_text_puts(out, k ? "," : "[");
        tomt_report_string(out, text_at(row, k));
    }
    for (int k = 9; k < 17; k++) {
        tomt_text_puts(out, ",");
        tomt_json_put_bare(out, number_at(row, k));
    }
    tomt_text_puts(out, ",");
    tomt_report_string(out, text_at(row, 17));
    tomt_text_puts(out, ",");
    put_sentence(report, out, &sentence);
    tomt_text_puts(out, "]");
}

/* [[profile, layer, name, strategy, year, jobs_today, jobs_target, jobs_wanted, capacity low,
 * capacity, high, n_sites_needed, reached, sentence]...] */
bool tomt_report_targets(struct tomt_report *report, struct tomt_text *out, struct tomt_error *err)
{
    tomt_json_put_key(out, "targets");
    if (!tomt_report_has(report, "target", "message")) {
        tomt_text_puts(out, "null");
        return true;
    }
    sqlite3_stmt *row = tomt_report_ask(
        report, err,
        "SELECT profile, layer, name, strategy, message, number_1, number_2, number_3, number_4, "
        "year, jobs_today, jobs_target, jobs_wanted, jobs_capacity_low, jobs_capacity, "
        "jobs_capacity_high, n_sites_needed, reached FROM target ORDER BY fid");
    if (!row)
        return false;
    int code;
    bool comma = false;
    tomt_text_puts(out, "[");
    while ((code = sqlite3_step(row)) == SQLITE_ROW) {
        tomt_text_puts(out, comma ? "," : "");
        put_target(report, out, row);
        comma = true;
    }
    tomt_text_puts(out, "]");
    return tomt_report_end(report, row, code, err);
}
