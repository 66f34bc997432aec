/* report/data.c: what the whole report is made of: which tables and layers, in which order. */
#include "report/inside.h"

#include <stdio.h>
#include <string.h>

const struct tomt_report_level tomt_report_levels[TOMT_REPORT_LEVELS] = {
    {0.5, 2, false, false, 1000000, false}, {2, 5, true, false, 20000, false},
    {4, 10, true, false, 5000, false},      {8, 20, true, true, 2000, false},
    {15, 40, true, true, 500, true},
};

bool tomt_report_meta(struct tomt_report *report, struct tomt_text *out, struct tomt_error *err)
{
    const struct tomt_report_options *options = report->options;
    tomt_json_put_text(out, "lang", report->nb ? "nb" : "en");
    tomt_json_put_key(out, "internal");
    tomt_text_puts(out, options->internal ? "true" : "false");
    tomt_json_put_text(out, "made_with", TOMT_VERSION);
    tomt_json_put_key(out, "epsg");
    tomt_text_print(out, "%d", report->epsg);
    tomt_json_put_text(out, "crs_name", report->crs_name);
    tomt_json_put_key(out, "within_m");
    tomt_json_put_bare(out, report->level->site_m);
    tomt_json_put_key(out, "ground_within_m");
    tomt_json_put_bare(out, report->level->ground_m);
    tomt_json_put_key(out, "left_out");
    tomt_text_print(out, "{\"rejected_as_points\":%s,\"zones\":%s,\"outlines\":%zu,\"raw\":%s}",
                    report->level->rejected_as_points ? "true" : "false",
                    report->level->no_zones ? "true" : "false", report->level->most_outlines,
                    report->level->no_raw ? "true" : "false");
    return tomt_report_table(report, out, "tomt", "tomt",
                             "schema_version run_id project_name title_en title_nb case_number "
                             "tomt_version data_date credits",
                             NULL, err) &&
           tomt_report_words(report, out, err);
}

/* What lies around the sites, from the ground up. */
bool tomt_report_ground(struct tomt_report *report, struct tomt_text *out,
                        const struct tomt_box *box, struct tomt_error *err)
{
    double m = report->level->ground_m;
    bool few = report->level->rejected_as_points;
    const struct tomt_report_layer layer[] = {
        {.key = "zone",
         .columns = report->options->site ? "use plan_id" : "use",
         .where = report->level->no_zones ? "\"use\" LIKE '6___'" : NULL,
         .within_m = m},
        {.key = "strategy", .columns = "strategy name", .within_m = m},
        {.key = "constraint",
         .columns = "layer code name",
         .where = "code IS NOT 'SLOPE' AND layer <> 'water'",
         .within_m = m},
        {.key = "constraint_line", .columns = "layer code name", .within_m = m},
        {.key = "street",
         .columns = "class",
         .where = few ? "class IN ('motorway', 'trunk', 'primary', 'secondary', 'tertiary')" : NULL,
         .within_m = m},
        {.key = "cluster", .columns = "title establishments jobs leading", .within_m = m},
        {.key = "anchor", .columns = "name kind"},
        {.key = "anchor_area", .columns = "name kind", .within_m = m, .as_points = true},
        {.key = "hub", .columns = "name mode modes class knutepunkt n_peak"},
    };
    tomt_json_put_key(out, "ground");
    tomt_text_puts(out, "{");
    for (size_t i = 0; i < sizeof layer / sizeof *layer; i++)
        if (!tomt_report_shapes(report, out, NULL, &layer[i],
                                strcmp(layer[i].key, "hub") ? box : NULL,
                                err)) /* hubs: all, to tell the nearest */
            return false;
    tomt_text_puts(out, "}");
    return true;
}

static bool put_profile(struct tomt_report *report, struct tomt_text *out, const char *name,
                        struct tomt_error *err)
{
    char *table = sqlite3_mprintf("score_%s", name);
    char *of = sqlite3_mprintf("WHERE profile = %Q", name);
    struct tomt_text tail = {0}, columns = {0};
    bool ok = table && of;
    tomt_json_put_key(out, name);
    tomt_text_puts(out, "{");
    tomt_text_print(&columns,
                    "site_fid rank score coverage weighted_sum allowed_bra_m2 unused_bra_m2 "
                    "replaces_m2 jobs_low jobs jobs_high capacity_why rank_low rank_high "
                    "rank_best rank_worst first_share top_share stability dominated_by c_* y_* %s",
                    report->level->no_raw ? "" : "x_*");
    ok = ok && tomt_report_table(report, out, "sites", table, columns.bytes ? columns.bytes : "",
                                 "ORDER BY rank IS NULL, rank, site_id", err);
    tomt_text_print(&tail, "%s ORDER BY fid", of ? of : "");
    ok = ok &&
         tomt_report_table(
             report, out, "criteria", "criterion",
             "id criterion title_en title_nb unit weight share more_is_better "
             "value_function parameters null_policy why why_en why_nb source reach weight_group "
             "indifference preference veto",
             tail.bytes, err);
    ok = ok && tomt_report_table(report, out, "agreement", "method_agreement",
                                 "method_a method_b tau reversals_a", tail.bytes, err);
    ok = ok && tomt_report_table(report, out, "groups", "weight_group",
                                 "name parent title_en title_nb method share consistency_ratio",
                                 tail.bytes, err);
    ok = ok && tomt_report_table(report, out, "constraints", "site_constraint",
                                 "site_id layer codes effect safety_class buffer_m share",
                                 tail.bytes, err);
    /* Where other methods put the one that is first. */
    ok = ok && tomt_report_table(report, out, "first_by", table,
                                 "site_fid rank_weighted_product rank_owa rank_topsis rank_vikor "
                                 "rank_promethee_ii rank_electre_iii rank_minimum "
                                 "rank_satisficing",
                                 "WHERE rank = 1", err);
    ok = ok && tomt_report_table(report, out, "purchase", "purchase",
                                 "site_id rank purchase_index owner_class owners", tail.bytes, err);
    ok = ok && tomt_report_sentences(report, out, name, err);
    tomt_text_puts(out, "}");
    out->failed = out->failed || tail.failed || columns.failed || !table || !of;
    sqlite3_free(table);
    sqlite3_free(of);
    tomt_text_free(&tail);
    tomt_text_free(&columns);
    return ok;
}

/* The first profile's ranking is what the page opens with; those of the others come later. */
static bool put_profiles(struct tomt_report *report, struct tomt_text *out,
                         struct tomt_text *others, struct tomt_error *err)
{
    char *tail = report->options->profile
                     ? sqlite3_mprintf("WHERE name = %Q ORDER BY fid", report->options->profile)
                     : sqlite3_mprintf("ORDER BY fid");
    bool ok = tail && tomt_report_table(report, out, "profile", "profile",
                                        "name title_en title_nb goal_en goal_nb n_sites method "
                                        "method_parameters weighting robustness least_coverage "
                                        "n_without_rank vetoes",
                                        tail, err);
    sqlite3_stmt *row =
        ok ? tomt_report_ask(report, err, "SELECT name FROM profile %s", tail) : NULL;
    sqlite3_free(tail);
    if (!row)
        return false;
    tomt_json_put_key(out, "ranked");
    tomt_text_puts(out, "{");
    tomt_text_puts(others, "{");
    int code = SQLITE_DONE;
    size_t n = 0;
    while (ok && (code = sqlite3_step(row)) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(row, 0);
        ok = put_profile(report, n++ ? others : out, name ? name : "", err);
    }
    tomt_text_puts(out, "}");
    tomt_text_puts(others, "}");
    if (!ok) {
        sqlite3_finalize(row);
        return false;
    }
    return tomt_report_end(report, row, code, err) &&
           (n || !report->options->profile ||
            tomt_fail(err, TOMT_NOT_FOUND, "'%s' has no profile '%s'", report->options->result,
                      report->options->profile));
}

/* Sites beyond the rank to which they are drawn as areas are points. */
static bool put_sites(struct tomt_report *report, struct tomt_text *out, struct tomt_text *places,
                      struct tomt_error *err)
{
    struct tomt_text outline = {0}, where = {0};
    sqlite3_stmt *row = tomt_report_ask(report, err, "SELECT name FROM profile ORDER BY fid");
    int code = SQLITE_ERROR;
    while (row && (code = sqlite3_step(row)) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(row, 0);
        bool asked = name && (!report->options->profile || !strcmp(name, report->options->profile));
        char *sql = asked ? sqlite3_mprintf("%sfid IN (SELECT site_fid FROM \"score_%w\" WHERE "
                                            "rank <= %lld)",
                                            outline.n ? " OR " : "", name,
                                            (long long)report->level->most_outlines)
                          : NULL;
        char *in = asked ? sqlite3_mprintf("%sfid IN (SELECT site_fid FROM \"score_%w\")",
                                           where.n ? " OR " : "", name)
                         : NULL;
        tomt_text_puts(&outline, sql ? sql : "");
        tomt_text_puts(&where, in ? in : "");
        sqlite3_free(sql);
        sqlite3_free(in);
    }
    bool ok = row && tomt_report_end(report, row, code, err);
    const struct tomt_report_layer layer = {
        .key = "site",
        .columns = "fid site_id property use strategy area_m2 developable_m2 plan_id readiness "
                   "existing_bra_m2 n_parcels hub_walk_m transit_class abc centrality",
        .where = report->options->profile && where.n ? where.bytes : NULL,
        .within_m = report->level->site_m,
        .as_points = true,
        .outline = outline.n ? outline.bytes : NULL};
    ok = ok && tomt_report_shapes(report, out, places, &layer, NULL, err);
    out->failed = out->failed || outline.failed || where.failed;
    tomt_text_free(&outline);
    tomt_text_free(&where);
    return ok;
}

static bool put_rejected(struct tomt_report *report, struct tomt_text *out, struct tomt_error *err)
{
    bool points = report->level->rejected_as_points;
    const struct tomt_report_layer layer = {
        .key = "rejected",
        .columns = "site_id reason layer measured limit_value profiles",
        .within_m = report->level->ground_m,
        .as_points = points,
        .steps = points,
        .order = points && tomt_report_has(report, "rejected", "site_id") ? "site_id, fid" : NULL};
    return tomt_report_shapes(report, out, NULL, &layer, NULL, err);
}

static bool put_economy(struct tomt_report *report, struct tomt_text *out, struct tomt_error *err)
{
    const char *whole = "WHERE area_id = 'study_area' ORDER BY fid";
    return tomt_report_table(report, out, "area", "area",
                             "area_id level name establishments jobs_low jobs jobs_high "
                             "knowledge_share related_variety unrelated_variety "
                             "employed_residents jobs_per_resident suppressed",
                             tomt_report_has(report, "area", "level") ? "WHERE level = 'study_area'"
                                                                      : "WHERE 0",
                             err) &&
           tomt_report_table(report, out, "area_sector", "area_sector",
                             "sector establishments jobs_low jobs jobs_high share quotient "
                             "suppressed",
                             whole, err) &&
           tomt_report_table(report, out, "sector", "sector", "sector title_en title_nb", NULL,
                             err) &&
           tomt_report_table(report, out, "area_industry", "area_industry",
                             "code title jobs share quotient suppressed",
                             "WHERE area_id = 'study_area' AND digits = 2 AND quotient >= 1.2 AND "
                             "(share >= 0.01 OR jobs >= 20) ORDER BY quotient DESC, code LIMIT 10",
                             err) &&
           tomt_report_table(report, out, "change", "register_change",
                             "kind name jobs_before jobs_after births deaths growth suppressed",
                             "WHERE area_id = 'study_area' AND kind IN ('all', 'sector') ORDER BY "
                             "fid",
                             err) &&
           tomt_report_table(report, out, "reconciliation", "reconciliation",
                             "name jobs_statistics jobs_low jobs jobs_high",
                             tomt_report_has(report, "reconciliation", "code")
                                 ? "WHERE code IS NULL ORDER BY fid"
                                 : "WHERE 0",
                             err);
}

static bool put_provenance(struct tomt_report *report, struct tomt_text *out,
                           struct tomt_error *err)
{
    return tomt_report_table(report, out, "provenance", "provenance",
                             "section name key value n detail",
                             "WHERE section IN ('input', 'trouble', 'warning', 'version', "
                             "'unplaced', 'sites', 'zones') ORDER BY fid",
                             err);
}

/* What fell out, counted here: the page has to read it one by one only for the map. */
static bool put_reasons(struct tomt_report *report, struct tomt_text *out, struct tomt_error *err)
{
    bool by_layer = tomt_report_has(report, "rejected", "layer"),
         by_profile = tomt_report_has(report, "rejected", "profiles");
    if (!tomt_report_has(report, "rejected", "reason")) {
        tomt_json_put_key(out, "reasons");
        tomt_text_puts(out, "null");
        return true;
    }
    char sql[200];
    snprintf(sql, sizeof sql,
             "SELECT reason, %s AS layer, %s AS profiles, count(*) AS n FROM rejected GROUP BY 1, "
             "2, 3 ORDER BY 1, 2, 3",
             by_layer ? "layer" : "NULL", by_profile ? "profiles" : "NULL");
    return tomt_report_query(report, out, "reasons", sql, err);
}

bool tomt_report_data(struct tomt_report *report, struct tomt_report_parts *parts,
                      struct tomt_error *err)
{
    struct tomt_text *out = &parts->of[TOMT_REPORT_FIRST];
    for (size_t i = 0; i < TOMT_REPORT_PARTS; i++)
        if (i != TOMT_REPORT_RANKED) /* whose names are the profiles' own */
            tomt_text_puts(&parts->of[i], "{");
    bool ok = tomt_report_meta(report, out, err) &&
              put_profiles(report, out, &parts->of[TOMT_REPORT_RANKED], err) &&
              put_sites(report, out, &parts->of[TOMT_REPORT_PLACES], err) &&
              put_rejected(report, &parts->of[TOMT_REPORT_REJECTED], err) &&
              put_reasons(report, out, err) &&
              tomt_report_ground(report, &parts->of[TOMT_REPORT_GROUND], NULL, err);
    ok =
        ok && tomt_report_table(report, out, "uses", "zone", "use use_title",
                                "WHERE \"use\" IS NOT NULL GROUP BY \"use\" ORDER BY \"use\"", err);
    ok = ok && tomt_report_table(report, out, "plans", "plan",
                                 "plan_id plan_name plan_type adopted years", NULL, err);
    ok = ok && tomt_report_targets(report, out, err) && put_economy(report, out, err) &&
         put_provenance(report, out, err);
    tomt_json_put_key(out, "cut");
    tomt_text_print(out, "%zu", report->n_cut);
    for (size_t i = 0; i < TOMT_REPORT_PARTS; i++)
        if (i != TOMT_REPORT_RANKED)
            tomt_text_puts(&parts->of[i], "}");
    return ok;
}
