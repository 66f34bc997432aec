/* `capacity` and `targets`: defaults, where each key goes, and every problem with its place. */
#include "project_support.h"

/* Lines 1 to 6 are of `head` and `layers`. */
static const char foot[] = "sites: {from: zones}\nprofiles: [a.yaml]\n";

static const char *with(const char *part)
{
    return joined(head, layers, joined(part, foot, ""));
}

/* The defaults are those of room capacity, whose numbers its own tests pin. */
static void defaults_are_those_of_capacity(void **state)
{
    (void)state;
    assert_project_says(with(""), "");
    const struct tomt_capacity_options *options = &project.capacity;
    struct tomt_capacity_settings settings;
    tomt_capacity_defaults(&settings);
    for (const struct tomt_param *row = tomt_capacity_params; row->name; row++)
        assert_memory_equal((const char *)&options->settings + row->offset,
                            (const char *)&settings + row->offset,
                            row->type == TOMT_PARAM_BOOL ? sizeof(bool) : sizeof(double));
    assert_float_equal(options->old_plan_years, 10, 0);
    assert_true(isnan(options->storeys_when_unknown));
    assert_null(options->today);
    assert_true(options->n_bases == 0 && options->n_shares == 0);
    assert_memory_equal(&options->owner_words, &tomt_owner_words_default,
                        sizeof tomt_owner_words_default);
    assert_float_equal(options->purchase.large_m2, tomt_purchase_default.large_m2, 0);
    for (int i = 0; i < TOMT_N_OWNER_CLASSES; i++) {
        assert_float_equal(options->purchase.owner_weight[i], tomt_purchase_default.owner_weight[i],
                           0);
        assert_string_equal(tomt_owner_weight_rows[i].name, tomt_owner_class_name[i]);
    }
    assert_null(tomt_owner_weight_rows[TOMT_N_OWNER_CLASSES].name);
}

static void assumptions_are_read(void **state)
{
    (void)state;
    assert_project_says(
        with("capacity: {hall_plane_m: 4, hall_clear_m: 1.9, storey_m: null, parking_in_bra: "
             "false,\n"
             "  parking_m2_per_space: 25, bra_of_bya: 0.95, bra_of_bta: 0.85, existing_by_share: "
             "false,\n"
             "  old_plan_years: 8, storeys_when_unknown: 1.5, today: 2026-11-22}\n"),
        "");
    const struct tomt_capacity_options *options = &project.capacity;
    const struct tomt_capacity_settings *settings = &options->settings;
    assert_float_equal(settings->hall_plane_m, 4, 0);
    assert_float_equal(settings->hall_clear_m, 1.9, 0);
    assert_true(isnan(settings->storey_m)); /* null: never derived */
    assert_true(!settings->parking_in_bra && !settings->existing_by_share);
    assert_float_equal(settings->parking_m2_per_space, 25, 0);
    assert_float_equal(settings->bra_of_bya, 0.95, 0);
    assert_float_equal(settings->bra_of_bta, 0.85, 0);
    assert_true(tomt_capacity_settings_valid(settings));
    assert_float_equal(options->old_plan_years, 8, 0);
    assert_float_equal(options->storeys_when_unknown, 1.5, 0);
    assert_string_equal(options->today, "2026-11-22");
    assert_int_equal(options->place.line, 7);
    assert_project_says(with("capacity: {storey_m: }\n"), ""); /* left empty: not given */
    assert_float_equal(project.capacity.settings.storey_m, 3.5, 0);
    assert_project_says(
        with("capacity:\n  hall_plane: 4\n  storey_m: 1\n  bra_of_bta: 0,9\n  today: 2026-02-29\n"
             "  storeys_when_unknown: 0\n  old_plan_years: -1\n  parking_in_bra: yes\n"),
        "project.yaml:8:3: unknown key 'hall_plane' (did you mean 'hall_plane_m'?)\n"
        "project.yaml:9:13: 'storey_m' is 1; it must be 2 to 20 m\n"
        "project.yaml:10:15: 'bra_of_bta' must be a number, found '0,9'; write 0.9, with a point\n"
        "project.yaml:11:10: 'today' must be a date, YYYY-MM-DD, found '2026-02-29'\n"
        "project.yaml:12:25: 'storeys_when_unknown' is 0; it must be 1 to 200 storeys\n"
        "project.yaml:13:19: 'old_plan_years' is -1; it must be 0 to 200 years\n"
        "project.yaml:14:19: 'parking_in_bra' must be true or false, found 'yes'\n");
    assert_float_equal(project.capacity.settings.storey_m, 3.5, 0);
    assert_null(project.capacity.today);
    assert_project_says(with("capacity: {bta: 1}\n"),
                        "project.yaml:7:12: unknown key 'bta'; known here: hall_plane_m, "
                        "hall_clear_m, storey_m, parking_m2_per_space, parking_in_bra, bra_of_bya, "
                        "bra_of_bta, existing_by_share, old_plan_years, storeys_when_unknown, "
                        "today, jobs, shares, owners, purchase\n");
    assert_project_says(with("capacity: []\n"),
                        "project.yaml:7:11: keys and values must stand here (key: value), found a "
                        "list\n");
    assert_float_equal(project.capacity.settings.hall_plane_m, 3, 0); /* the defaults are there */
    assert_float_equal(project.capacity.purchase.large_m2, 10000, 0);
}

static void jobs_by_use(void **state)
{
    (void)state;
    assert_project_says(with("capacity:\n  jobs:\n    1310: {m2_low: 20, m2_high: 28}\n"
                             "    \"0900\": {m2_low: 50, m2_high: 50, in_bta: false}\n"),
                        "");
    const struct tomt_capacity_options *options = &project.capacity;
    assert_int_equal(options->n_bases, 2);
    assert_string_equal(options->basis[0].use, "1310");
    assert_float_equal(options->basis[0].m2_low, 20, 0);
    assert_float_equal(options->basis[0].m2_high, 28, 0);
    assert_true(options->basis[0].in_bta && !options->basis[1].in_bta);
    assert_string_equal(options->basis[1].use, "0900");
    assert_project_says(
        with("capacity:\n  jobs:\n    1310: {m2_low: 32, m2_high: 23}\n    1320: {m2_low: 60}\n"
             "    13-40: {m2_low: 0, m2_high: 9}\n    1150: 40\n    1350: {m2_lo: 1, m2_high: 2, "
             "in_bta: BTA}\n"),
        "project.yaml:9:33: 'm2_high' is less than 'm2_low'; are they swapped?\n"
        "project.yaml:10:11: 'm2_high' is missing: the most floor area per job; at least m2_low\n"
        "project.yaml:11:5: '13-40' is no land-use code (1130, 1310 ...)\n"
        "project.yaml:11:21: 'm2_low' is 0; it must be 1 to 1000000 m2\n"
        "project.yaml:12:11: keys and values must stand here (key: value), found '40'\n"
        "project.yaml:13:12: unknown key 'm2_lo' (did you mean 'm2_low'?)\n"
        "project.yaml:13:42: 'in_bta' must be true or false, found 'BTA'\n");
    assert_int_equal(project.capacity.n_bases, 0);
    assert_project_says(with("capacity: {jobs: [1310]}\n"),
                        "project.yaml:7:18: 'jobs' must be keys and values (key: value), found a "
                        "list\n");
}

static void shares_by_use(void **state)
{
    (void)state;
    assert_project_says(with("capacity:\n  shares:\n    1130: {1310: 0.5, 1150: 0.2, 1110: 0.3}\n"
                             "    1801: {1110: 0.1, 1310: 0.2, 1150: 0.7}\n"
                             "    1300: {1310: 1}\n"),
                        ""); /* 0.1 + 0.2 + 0.7 is 1 but for the last bits */
    const struct tomt_capacity_options *options = &project.capacity;
    assert_int_equal(options->n_shares, 3);
    assert_string_equal(options->shares[0].use, "1130");
    assert_int_equal(options->shares[0].place.line, 9);
    assert_int_equal(options->shares[0].n, 3);
    assert_string_equal(options->shares[0].share[2].use, "1110");
    assert_float_equal(options->shares[0].share[2].share, 0.3, 0);
    assert_false(options->shares[0].share[2].permitted);
    assert_project_says(
        with("capacity:\n  shares:\n    1130: {1310: 0.5, 1150: 0.4}\n"
             "    1801: {1310: 1.5, 1150: -0.5}\n    1802: {1310: half, 1150: 0.5}\n"
             "    1803: 1\n    1804: {}\n    1805: {1310: 0,5, 1150: 0.5}\n"
             "    1806: {office!: 1}\n    1807: {1310: , 1150: 1}\n    ?: {1310: 1}\n"
             "    1808: {1310: 0.5, 1150: 0.500000002}\n"),
        "project.yaml:9:11: the shares of '1130' add up to 0.9; they must add up to 1\n"
        "project.yaml:10:18: '1310' is 1.5; it must be 0 to 1\n"
        "project.yaml:10:29: '1150' is -0.5; it must be 0 to 1\n"
        "project.yaml:11:18: '1310' must be a number, found 'half'\n"
        "project.yaml:12:11: '1803' must hold codes and shares, {1310: 0.5, 1150: 0.5}, found "
        "'1'\n"
        "project.yaml:13:11: the shares of '1804' add up to 0; they must add up to 1\n"
        "project.yaml:14:18: '1310' is '0,5'; write 0.5, with a point\n"
        "project.yaml:15:12: 'office!' is no land-use code (1130, 1310 ...)\n"
        "project.yaml:16:18: '1310' is empty: a share of the zone, 0 to 1\n"
        "project.yaml:17:5: '?' is no land-use code (1130, 1310 ...)\n"
        "project.yaml:18:11: the shares of '1808' add up to 1.000000002; they must add up to 1\n");
    assert_int_equal(project.capacity.n_shares, 0);
}

static void owners_are_added_to_ours(void **state)
{
    (void)state;
    assert_project_says(
        with("capacity:\n  owners: {few: 5, municipal: {begins: [Drammen eiendom], ends: [KF "
             "AS]},\n    state: {begins: Entra, ends: [direktorat, tilsyn]}}\n"),
        "");
    const struct tomt_owner_words *words = &project.capacity.owner_words,
                                  *ours = &tomt_owner_words_default;
    assert_int_equal(words->few, 5);
    assert_int_equal(words->n_municipal_begins, ours->n_municipal_begins + 1);
    assert_string_equal(words->municipal_begins[ours->n_municipal_begins], "Drammen eiendom");
    assert_int_equal(words->n_municipal_ends, ours->n_municipal_ends + 1);
    assert_string_equal(words->municipal_ends[0], ours->municipal_ends[0]);
    assert_int_equal(words->n_state_begins, ours->n_state_begins + 1);
    assert_int_equal(words->n_state_ends, ours->n_state_ends + 2);
    assert_string_equal(words->state_ends[ours->n_state_ends + 1], "tilsyn");
    struct tomt_owners owners;
    assert_true(tomt_owners((const char *const[]){"DRAMMEN EIENDOM AS"}, 1, words, &owners, &err));
    assert_int_equal(owners.class_of, TOMT_OWNER_MUNICIPAL);
    assert_project_says(
        with("capacity:\n  owners: {few: 0, municipal: [KF], staten: {ends: SF}}\n"),
        "project.yaml:8:17: 'few' is 0; it must be 1 to 1000000 owners\n"
        "project.yaml:8:31: keys and values must stand here (key: value), found a list\n"
        "project.yaml:8:37: unknown key 'staten' (did you mean 'state'?)\n");
    assert_int_equal(project.capacity.owner_words.few, 3);
}

static void purchase_weights(void **state)
{
    (void)state;
    assert_project_says(
        with("capacity: {purchase: {large_m2: 5000, weights: {state: 0.9, municipal: 0.1}}}\n"),
        "");
    const struct tomt_purchase_settings *purchase = &project.capacity.purchase;
    assert_float_equal(purchase->large_m2, 5000, 0);
    assert_float_equal(purchase->owner_weight[TOMT_OWNER_STATE], 0.9, 0);
    assert_float_equal(purchase->owner_weight[TOMT_OWNER_MUNICIPAL], 0.1, 0);
    assert_float_equal(purchase->owner_weight[TOMT_OWNER_PRIVATE], 1, 0); /* ours stays */
    assert_project_says(
        with("capacity: {purchase: {large_m2: 0, weights: {states: 0.9, few: 2}}}\n"),
        "project.yaml:7:33: 'large_m2' is 0; it must be 1 to 1000000000 m2\n"
        "project.yaml:7:46: unknown key 'states' (did you mean 'state'?)\n"
        "project.yaml:7:64: 'few' is 2; it must be 0 to 1\n");
}

static void targets_are_read(void **state)
{
    (void)state;
    assert_project_says(with(""), "");
    assert_false(project.targets.given);
    assert_true(project.targets.year == INT64_MIN && isnan(project.targets.jobs) &&
                isnan(project.targets.residents));
    assert_project_says(with("targets: {year: 2036, jobs: 50000, residents: 116000.5}\n"), "");
    assert_true(project.targets.given);
    assert_int_equal(project.targets.year, 2036);
    assert_float_equal(project.targets.jobs, 50000, 0);
    assert_float_equal(project.targets.residents, 116000.5, 0);
    assert_int_equal(project.targets.place.line, 7);
    assert_project_says(with("targets: {jobs: 0}\n"), "");
    assert_true(project.targets.given && project.targets.year == INT64_MIN);
    assert_project_says(with("targets:\n"), "");
    assert_false(project.targets.given);
    assert_project_says(with("targets: {year: 2036}\n"),
                        "project.yaml:7:10: 'targets' has no number: say how many jobs or "
                        "residents, or leave it out\n");
    assert_false(project.targets.given);
    assert_project_says(with("targets: {year: 36, jobs: -1, residents: many}\n"),
                        "project.yaml:7:17: 'year' is 36; it must be 1900 to 2200\n"
                        "project.yaml:7:27: 'jobs' is -1; it must be 0 to 1000000000 jobs\n"
                        "project.yaml:7:42: 'residents' must be a number, found 'many'\n");
    assert_project_says(with("targets: {year: 2036.5, job: 1}\n"),
                        "project.yaml:7:17: 'year' must be a whole number, found '2036.5'\n"
                        "project.yaml:7:25: unknown key 'job' (did you mean 'jobs'?)\n");
    assert_project_says(with("targets: 5000\n"),
                        "project.yaml:7:10: keys and values must stand here (key: value), found "
                        "'5000'\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(defaults_are_those_of_capacity, start, stop),
        cmocka_unit_test_setup_teardown(assumptions_are_read, start, stop),
        cmocka_unit_test_setup_teardown(jobs_by_use, start, stop),
        cmocka_unit_test_setup_teardown(shares_by_use, start, stop),
        cmocka_unit_test_setup_teardown(owners_are_added_to_ours, start, stop),
        cmocka_unit_test_setup_teardown(purchase_weights, start, stop),
        cmocka_unit_test_setup_teardown(targets_are_read, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
