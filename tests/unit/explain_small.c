/* unit/explain_small.c: a hand-made result of an older schema: three sites, two criteria, nothing
 * else. What is told, which site is meant, what a broken or odd file does, and every allocation
 * that fails. By hand: rail 60 % of the weight, jobs 40 %; values a (1, 0.5), b (0.5, 1), c (0,
 * none: dropped); points a 60 + 20 = 80, b 30 + 40 = 70, c 0. */
#include "explain/explain.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

static char path[] = "/tmp/tomt-explain-XXXXXX";

static const char *const town =
    "CREATE TABLE tomt (fid INTEGER PRIMARY KEY, schema_version TEXT, run_id TEXT, project_name "
    "TEXT, title_en TEXT, title_nb TEXT, language TEXT, tomt_version TEXT, data_date TEXT);"
    "INSERT INTO tomt VALUES (1, '1.0', 'abc', 'town', 'Town', NULL, 'en', '0.1', '2026-01-01');"
    "CREATE TABLE profile (fid INTEGER PRIMARY KEY, name TEXT, title_en TEXT, title_nb TEXT);"
    "INSERT INTO profile VALUES (1, 'office', 'Office', 'Kontor');"
    "CREATE TABLE criterion (fid INTEGER PRIMARY KEY, profile TEXT, id TEXT, criterion TEXT, "
    "title_en TEXT, title_nb TEXT, unit TEXT, weight REAL, share REAL, more_is_better INTEGER, "
    "value_function TEXT, null_policy TEXT, source TEXT);"
    "INSERT INTO criterion VALUES (1, 'office', 'rail', 'hub_walk', 'Walk' || char(27) || '[31m "
    "to' || char(10) || 'rail', NULL, 'm', 3, 0.6, 0, "
    "'{\"function\":\"linear\",\"full_at\":400,\"zero_at\":1200}', 'drop', 'by foot');"
    "INSERT INTO criterion VALUES (2, 'office', 'jobs', 'jobs_within', 'Jobs', NULL, 'jobs', 2, "
    "0.4, 1, '{\"function\":\"linear\",\"full_at\":1000,\"zero_at\":0}', 'drop', 'by count');"
    "CREATE TABLE score_office (site_fid INTEGER PRIMARY KEY, site_id TEXT, rank INTEGER, score "
    "REAL, coverage REAL, x_rail REAL, v_rail REAL, c_rail REAL, y_rail TEXT, x_jobs REAL, v_jobs "
    "REAL, c_jobs REAL, y_jobs TEXT);"
    "INSERT INTO score_office VALUES (1, '1-1/1-1', 1, 80, 1, 400, 1, 60, NULL, 500, 0.5, 20, "
    "NULL), (2, '1-1/2-1', 2, 70, 1, 800, 0.5, 30, NULL, 1000, 1, 40, NULL),"
    " (3, '1-1/2-2', 3, 0, 0.6, 1200, 0, 0, NULL, NULL, NULL, NULL, 'missing_input');"
    "CREATE TABLE site (fid INTEGER PRIMARY KEY, geom BLOB, site_id TEXT, parcel TEXT, property "
    "TEXT, use TEXT, area_m2 REAL, developable_m2 REAL, secret TEXT);"
    "INSERT INTO site VALUES (1, NULL, '1-1/1-1', '1-1/1-1', '1-1/1', '1310', 2000, 1500, 'hush'), "
    "(2, NULL, '1-1/2-1', '1-1/2-1', '1-1/2', '1310', 2000, 2000, 'hush'), (3, NULL, '1-1/2-2', "
    "'1-1/2-2', '1-1/2', '1310', 1, 1, 'hush');"
    "CREATE TABLE field (layer TEXT, field TEXT, title_en TEXT, title_nb TEXT, unit TEXT, "
    "visibility TEXT);"
    "INSERT INTO field VALUES ('site', 'secret', NULL, NULL, NULL, 'internal');"
    "CREATE TABLE rejected (fid INTEGER PRIMARY KEY, geom BLOB, site_id TEXT, reason TEXT, layer "
    "TEXT, feature INTEGER, detail TEXT, measured REAL, limit_value REAL, profiles TEXT);"
    "INSERT INTO rejected VALUES (1, NULL, '1-1/3-1', 'too_small', NULL, NULL, '812 m2 of 1500 "
    "m2', 812, 1500, 'office'), (2, NULL, '1-1/4-1', 'brand_new_reason', NULL, NULL, NULL, NULL, "
    "NULL, 'office');";

static void change(const char *sql)
{
    sqlite3 *db = NULL;
    char *message = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s", message);
    sqlite3_close(db);
}

static int make(void **state)
{
    (void)state;
    memcpy(path + strlen(path) - 6, "XXXXXX", 6); /* a new name each time */
    int file = mkstemp(path);
    close(file);
    change(town);
    return 0;
}

static int drop(void **state)
{
    (void)state;
    return unlink(path);
}

static bool tell(const struct tomt_explain_options *asked, int language, bool json,
                 struct tomt_text *out, struct tomt_error *err)
{
    struct tomt_error none = {0};
    struct tomt_arena *arena = tomt_arena_new(&none);
    struct tomt_explanation *explanation = NULL;
    *err = (struct tomt_error){0};
    *out = (struct tomt_text){0};
    if (!arena)
        return tomt_fail(err, TOMT_MEMORY, "out of memory");
    bool ok = tomt_explain(arena, asked, &explanation, err);
    const struct tomt_phrases *phrases = ok ? tomt_phrases_open(arena, language, err) : NULL;
    ok = ok && phrases &&
         (json ? tomt_explanation_json : tomt_explanation_text)(explanation, phrases, out, err);
    tomt_arena_free(arena);
    return ok;
}

static void expect(const char *site, const char *against, int language, bool json,
                   const char *const *wanted)
{
    struct tomt_explain_options asked = {.result = path, .site = site, .against = against};
    struct tomt_text out;
    struct tomt_error err;
    if (!tell(&asked, language, json, &out, &err))
        fail_msg("%s", err.text);
    char *to = out.bytes; /* lines that were broken are one again */
    for (const char *at = out.bytes; (*to = *at) != 0; to++) {
        size_t indent = *at == '\n' && !json ? strspn(at + 1, " ") : 0;
        *to = indent >= 4 ? ' ' : *at;
        at += 1 + (indent >= 4 ? indent : 0);
    }
    for (; *wanted; wanted++)
        if (!strstr(out.bytes, *wanted))
            fail_msg("'%s' is not in:\n%s", *wanted, out.bytes);
    assert_null(strchr(out.bytes, 27));
    assert_null(strstr(out.bytes, "hush"));
    tomt_text_free(&out);
}

static void tells_a_site(void **state)
{
    (void)state;
    expect("1-1/1-1", "1-1/2-1", 0, false,
           (const char *const[]){
               "Scores highest of 3 sites", "not in this result", "Score 80 of 100",
               "Walk [31m to rail", "60.0", "Together",
               "10 points more, which the differences below add up to",
               "400\u00a0m against 800\u00a0m gives 30 points more",
               "500 jobs against 1000 jobs gives 20 points less",
               "Jobs from 500 jobs to 1000 jobs would give 20 points more: score 100", "Zoned 1310",
               NULL});
    expect("1-1/1-1", NULL, 1, false,
           (const char *const[]){"Høyest poengsum av 3", "Poengsum 80 av 100", "Kilder", NULL});
    /* c: jobs could add 40 x 1 = 40, take none */
    expect("1-1/2-2", NULL, 0, false,
           (const char *const[]){"Jobs: no data; it could add 40 points",
                                 "the input says nothing here", "40% of the weights have no data",
                                 NULL});
    expect("1-1/1-1", "1-1/2-1", 0, true,
           (const char *const[]){"\"difference\":10", "\"points_add_up_to_score\":true",
                                 "\"robustness\":null", "\\u001b[31m", NULL});
}

static void tells_what_fell_out(void **state)
{
    (void)state;
    expect("1-1/3-1", NULL, 0, false,
           (const char *const[]){"Office: fell out: too small, 812\u00a0m² against 1500\u00a0m²",
                                 NULL});
    expect("1-1/4-1", NULL, 1, false,
           (const char *const[]){"Kontor: falt ut: brand_new_reason", NULL});
    expect("1-1/1-1", "1-1/3-1", 0, false,
           (const char *const[]){"1-1/3-1: fell out: too small, 812\u00a0m² against 1500\u00a0m²",
                                 NULL});
}

static void change_rejected(const char *reason, const char *layer, const char *detail,
                            const char *numbers)
{
    char *sql = sqlite3_mprintf("DELETE FROM rejected; INSERT INTO rejected VALUES (1, NULL, "
                                "'1-1/3-1', %Q, %Q, 7, %Q, %s, 'office')",
                                reason, layer, detail, numbers);
    change(sql);
    sqlite3_free(sql);
}

/* Reasons from numbers and titles; the run's English is not told, a layer's key is no criterion. */
static void tells_reasons_in_the_language(void **state)
{
    (void)state;
    change(
        "CREATE TABLE provenance (fid INTEGER PRIMARY KEY, section TEXT, name TEXT, key TEXT, "
        "value TEXT, n INTEGER, detail TEXT); INSERT INTO provenance VALUES (1, 'input', 'rail', "
        "'title_nb', 'Jernbane', NULL, NULL), (2, 'input', 'rail', 'title_en', 'Railway', NULL, "
        "NULL), (3, 'setting', 'office', 'assembly.of', 'developable_m2', NULL, NULL);"
        "CREATE TABLE zone (fid INTEGER PRIMARY KEY, use TEXT, use_title TEXT); INSERT INTO "
        "zone VALUES (1, '1160', 'Tjenesteyting')");
    static const struct {
        const char *reason, *layer, *detail, *numbers, *nb;
    } row[] = {
        {"excluded", "rail", "rail: 0.0 m2 left of 175 m2", "0.0, NULL",
         "Kontor: falt ut: utelukket av hensyn: Jernbane; 0\u00a0m² igjen av 175\u00a0m²"},
        {"excluded", "rail", "H310_1: 0.2 m2 left of 744 m2", "0.2, NULL",
         ": Jernbane (H310_1); 0,2\u00a0m² igjen av 744\u00a0m²"},
        {"veto", NULL, "jobs: 568 jobs < 1500 jobs", "568, 1500",
         "falt ut: veto: Jobs er for lav, 568 arbeidsplasser mot 1500 arbeidsplasser"},
        {"veto", NULL, "jobs: 1500.04 jobs > 1500 jobs", "1500.04, 1500",
         "veto: Jobs er for høy, 1500,04 arbeidsplasser mot 1500 arbeidsplasser"},
        {"veto", NULL, "jobs: no data", "NULL, NULL", "veto: Jobs mangler data"},
        {"veto", NULL, "gone: 1 m < 2 m", "1, 2", "falt ut: "},
        {"too_narrow", "rail", "14.98 m of 15 m", "14.978, 15", "14,98\u00a0m mot 15\u00a0m"},
        {"too_small", "rail", "999.7 m2 of 1000 m2", "999.7, 1000",
         "999,7\u00a0m² mot 1000\u00a0m²"},
        {"use_not_permitted", "rail", "use 1160", "NULL, NULL", "(1160 Tjenesteyting)"},
        {"not_assembled", "rail", "too large alone: more than 10000 m2", "11464, 2500",
         "for stor alene (11\u00a0464\u00a0m² (11,5\u00a0daa) av minst 2500\u00a0m²)"},
        {"not_assembled", "rail", "brand new words", "1, 2", "falt ut: "},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        change_rejected(row[i].reason, row[i].layer, row[i].detail, row[i].numbers);
        expect("1-1/3-1", NULL, 1, false, (const char *const[]){row[i].nb, NULL});
    }
}

/* Judged over 0.10: which group, which pair, who; JSON tells the judges as an object. Ranked by
 * another method, with draws that go by it or by the weighted sum. */
static void tells_judgements_and_methods(void **state)
{
    (void)state;
    change(
        "CREATE TABLE weight_group (fid INTEGER PRIMARY KEY, profile TEXT, name TEXT, parent "
        "TEXT, title_en TEXT, title_nb TEXT, method TEXT, share REAL, consistency_ratio REAL, "
        "n_judges INTEGER, n_judgements_missing INTEGER, worst_a TEXT, worst_b TEXT, worst_times "
        "REAL, worst_implied REAL, judge_ratios TEXT); INSERT INTO weight_group VALUES (1, "
        "'office', NULL, NULL, NULL, NULL, 'ahp', 1, 0.95, 2, 1, 'jobs', 'access', 4.24, 1.55, "
        "'{\"Kari\":0.008,\"Ola\":4.27}'), (2, 'office', 'access', NULL, 'Access', NULL, 'ahp', "
        "0.6, 0.01, 1, 0, NULL, NULL, NULL, NULL, 'broken')");
    expect("1-1/1-1", NULL, 0, false,
           (const char *const[]){"the whole: they contradict each other: consistency ratio 0.95",
                                 "What fits least: Jobs over Access was judged 4.24 times",
                                 "Ola alone: consistency ratio 4.27",
                                 "Access: consistency ratio 0.01", "1 judgements are missing",
                                 NULL});
    expect("1-1/1-1", NULL, 0, true,
           (const char *const[]){"\"judge_ratios\":{\"Kari\":0.008,", NULL});
    change(
        "ALTER TABLE profile ADD COLUMN method TEXT; ALTER TABLE profile ADD COLUMN robustness "
        "TEXT; UPDATE profile SET method = 'topsis', robustness = "
        "'{\"draws\":9,\"interval\":0.9}'; ALTER TABLE score_office ADD COLUMN rank_low INTEGER; "
        "ALTER TABLE score_office ADD COLUMN rank_high INTEGER; UPDATE score_office SET c_rail = "
        "NULL, c_jobs = NULL, rank_low = 1, rank_high = 2; UPDATE score_office SET rank = 3 - "
        "rank WHERE site_fid < 3");
    const char *const by_sum[] = {
        "ranked by the weighted sum, in which its rank is 1, not by TOPSIS",
        "By TOPSIS: rank 2 here, rank 1 for 1-1/2-1",
        "By the weighted sum, not by that method: 80 points against 70", "Together, weighted sum",
        NULL};
    expect("1-1/1-1", "1-1/2-1", 0, false, by_sum);
    change("UPDATE profile SET robustness = '{\"ranked_by\":\"topsis\"}'");
    expect("1-1/1-1", NULL, 0, false,
           (const char *const[]){"The draws of weights are ranked by TOPSIS", NULL});
}

/* By hand: a (1, 0.5) and b (0.5, 1) of 0.6, 0.4 cross where 0.5 + 0.5 t = 1 - 0.5 t: at 0.5. */
static void tells_how_far_weights_may_go(void **state)
{
    (void)state;
    expect("1-1/1-1", NULL, 0, false,
           (const char *const[]){"to rail weighs more than 50% (now 60%); then 1-1/2-1 passes it",
                                 "Stays first as long as Jobs weighs less than 50% (now 40%)",
                                 NULL});
    expect("1-1/2-1", NULL, 0, false,
           (const char *const[]){"The nearest that would make it first: ",
                                 "to rail weighing less than 50% (now 60%)", NULL});
    expect("1-1/2-2", NULL, 0, false,
           (const char *const[]){"No weight of one criterion alone makes it first", NULL});
}

static void refuse(const char *site, const char *profile, enum tomt_code code, const char *says)
{
    struct tomt_explain_options asked = {.result = path, .site = site, .profile = profile};
    struct tomt_text out;
    struct tomt_error err;
    assert_false(tell(&asked, 0, false, &out, &err));
    tomt_text_free(&out);
    assert_int_equal(err.code, code);
    if (!strstr(err.text, says))
        fail_msg("'%s' is not in: %s", says, err.text);
}

static void finds_the_site(void **state)
{
    (void)state;
    expect("1-1/1", NULL, 0, false, (const char *const[]){"1-1/1-1\n", NULL});
    expect("1/1", NULL, 0, false,
           (const char *const[]){"1-1/1-1\n", NULL}); /* without the municipality */
    refuse("1-1/2", NULL, TOMT_USAGE, "has 2 sites: 1-1/2-1, 1-1/2-2");
    refuse("1-1/1-9", NULL, TOMT_NOT_FOUND, "did you mean '1-1/1-1'");
    refuse("1-1/1-1", "offise", TOMT_NOT_FOUND, "it has office");
    refuse("", NULL, TOMT_NOT_FOUND, "no site");
    refuse("'; DROP TABLE site; --", NULL, TOMT_NOT_FOUND, "no site");
}

/* Scores that are missing, a value function that this version does not know, no criteria, no sites.
 */
static void bears_odd_results(void **state)
{
    (void)state;
    change("UPDATE score_office SET rank = NULL, score = NULL, coverage = 0, x_rail = NULL, v_rail "
           "= NULL, c_rail = NULL WHERE site_fid = 3");
    expect("1-1/2-2", "1-1/1-1", 0, false,
           (const char *const[]){"No rank: no criterion has data here", "No score to hold against",
                                 NULL});
    change("UPDATE criterion SET value_function = '{\"function\":\"wavelet\"}' WHERE fid = 1; "
           "UPDATE criterion SET value_function = 'not json' WHERE fid = 2");
    expect("1-1/1-1", NULL, 0, false, (const char *const[]){"Scores highest", NULL});
    change("DELETE FROM criterion");
    expect("1-1/1-1", NULL, 0, false, (const char *const[]){"Scores highest", NULL});
    change("DROP TABLE rejected; CREATE TABLE rejected (site_id TEXT, reason TEXT, profiles TEXT)");
    refuse("1-1/1-1", NULL, TOMT_DATA, "run the project again");
}

static void fails_cleanly_without_memory(void **state)
{
    struct tomt_explain_options asked = {.result = path, .site = "1-1/1-1", .against = "1-1/2-1"};
    (void)state;
    for (int json = 0; json < 2; json++) {
        bool done = false;
        for (uint64_t at = 1; at < 20000 && !done; at++) {
            struct tomt_text out;
            struct tomt_error err;
            tomt_allocation_fail_at(at);
            bool ok = tell(&asked, 1, json, &out, &err);
            done = ok && tomt_allocation_count() < at;
            tomt_allocation_fail_at(0);
            tomt_text_free(&out);
            if (!ok)
                assert_int_equal(err.code, TOMT_MEMORY);
        }
        assert_true(done);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(tells_a_site, make, drop),
        cmocka_unit_test_setup_teardown(tells_what_fell_out, make, drop),
        cmocka_unit_test_setup_teardown(tells_reasons_in_the_language, make, drop),
        cmocka_unit_test_setup_teardown(tells_judgements_and_methods, make, drop),
        cmocka_unit_test_setup_teardown(tells_how_far_weights_may_go, make, drop),
        cmocka_unit_test_setup_teardown(finds_the_site, make, drop),
        cmocka_unit_test_setup_teardown(bears_odd_results, make, drop),
        cmocka_unit_test_setup_teardown(fails_cleanly_without_memory, make, drop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
