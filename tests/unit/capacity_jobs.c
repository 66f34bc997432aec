/* capacity_jobs: jobs of floor by use, shares of mixed zones, and that docs/capacity.md says what
 * the code does (TOMT_WRITE_DOCS=1 in the environment writes its tables anew). Expected: DOMAIN's
 * m2 per employee, divided by hand. */
#include "base/text.h"
#include "capacity_support.h"

#include <stdio.h>
#include <stdlib.h>

static void near_jobs(struct tomt_jobs_range found, double low, double high, double central)
{
    near(found.low, low);
    near(found.high, high);
    near(found.central, central);
}

/* 9,000 m2 BRA are 10,000 m2 BTA (0.9). */
static void every_default(void **state)
{
    (void)state;
    static const struct {
        const char *use;
        double low, high, central; /* 10,000 by the most, the fewest, the middle m2 */
    } all[] = {
        {"1310", 10000 / 32.0, 10000 / 23.0, 10000 / 27.5}, /* office: 312.5 to 434.8 */
        {"1320", 100, 10000 / 60.0, 125},                   /* hotel: 100 to 166.7 */
        {"1150", 125, 250, 10000 / 60.0},                   /* retail */
        {"1140", 125, 250, 10000 / 60.0},
        {"1340", 10000 / 120.0, 10000 / 60.0, 10000 / 90.0}, /* industry */
        {"1350", 10000 / 300.0, 100, 50},                    /* warehouse */
        {"1501", 10000 / 300.0, 100, 50},
        {"1502", 10000 / 300.0, 100, 50},
        {"2043", 10000 / 300.0, 100, 50},
    };
    size_t n;
    const struct tomt_jobs_basis *bases = tomt_jobs_bases(&n);
    assert_int_equal(n, sizeof all / sizeof *all);
    for (size_t i = 0; i < n; i++) {
        struct tomt_jobs_range found;
        assert_true(tomt_jobs_of_floor(9000, tomt_jobs_basis_of(all[i].use), 0.9, &found));
        near_jobs(found, all[i].low, all[i].high, all[i].central);
        assert_true(i == 0 || strcmp(bases[i - 1].use, bases[i].use) < 0);
    }
    static const char *const without[] = {"1110", "1130",  "1300", "1160",
                                          "1802", "13100", "",     NULL};
    for (size_t i = 0; i < sizeof without / sizeof *without; i++)
        assert_null(tomt_jobs_basis_of(without[i]));
}

static void bta_and_bra_are_not_mixed(void **state)
{
    (void)state;
    struct tomt_jobs_basis basis = {"1310", 20, 25, false};
    struct tomt_jobs_range found;
    assert_true(tomt_jobs_of_floor(9000, &basis, 0.9, &found)); /* of BRA as it is */
    near_jobs(found, 360, 450, 400);
    basis.in_bta = true;
    assert_true(tomt_jobs_of_floor(9000, &basis, 0.9, &found));
    near_jobs(found, 400, 500, 10000 / 22.5);
    assert_true(tomt_jobs_of_floor(9000, &basis, 0.8, &found)); /* 11,250 m2 BTA */
    near_jobs(found, 450, 562.5, 500);
    assert_true(tomt_jobs_of_floor(0, &basis, 0.8, &found));
    near_jobs(found, 0, 0, 0);
}

static void nothing_from_nothing(void **state)
{
    (void)state;
    struct tomt_jobs_basis basis = {"1310", 20, 25, true};
    struct tomt_jobs_range found;
    static const double bad[] = {NAN, -1, INFINITY, -INFINITY};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(tomt_jobs_of_floor(bad[i], &basis, 0.9, &found));
        assert_true(isnan(found.low) && isnan(found.high) && isnan(found.central));
        assert_false(tomt_jobs_of_floor(100, &basis, bad[i], &found));
        struct tomt_jobs_basis wrong = {"1310", bad[i], 25, true};
        assert_false(tomt_jobs_of_floor(100, &wrong, 0.9, &found));
        wrong = (struct tomt_jobs_basis){"1310", 20, bad[i], true};
        assert_false(tomt_jobs_of_floor(100, &wrong, 0.9, &found));
    }
    assert_false(tomt_jobs_of_floor(100, NULL, 0.9, &found));
    assert_false(tomt_jobs_of_floor(100, &basis, 0, &found));
    assert_false(tomt_jobs_of_floor(100, &basis, 1.01, &found));
    basis = (struct tomt_jobs_basis){"1310", 0, 25, true};
    assert_false(tomt_jobs_of_floor(100, &basis, 0.9, &found));
    basis = (struct tomt_jobs_basis){"1310", 30, 25, true};
    assert_false(tomt_jobs_of_floor(100, &basis, 0.9, &found));
    for (int i = 0; i < 1000; i++) { /* low <= central <= high, always */
        basis = (struct tomt_jobs_basis){"x", 1 + 100 * uniform(), 0, uniform() < 0.5};
        basis.m2_high = basis.m2_low + 100 * uniform();
        assert_true(tomt_jobs_of_floor(1e5 * uniform(), &basis, 0.5 + 0.5 * uniform(), &found));
        assert_true(found.low <= found.central && found.central <= found.high && found.low >= 0);
    }
}

static void jobs_of_a_mixed_zone(void **state)
{
    (void)state;
    /* Of 1802 offices (0.3) and shops (0.2) are asked for: 9,000 m2 BRA are 5,400 and 3,600, BTA
     * 6,000 and 4,000. Offices 187.5 to 260.87, shops 50 to 100. */
    struct tomt_use_share use[] = {{"1110", 0.5, false}, {"1310", 0.3, true}, {"1150", 0.2, true}};
    struct tomt_jobs_of_uses found;
    assert_true(tomt_jobs_of_uses(9000, use, 3, NULL, 0, 0.9, &found));
    near_jobs(found.range, 237.5, 6000 / 23.0 + 100, 6000 / 27.5 + 4000 / 60.0);
    near(found.with_basis_m2, 9000);
    near(found.without_basis_m2, 0);
    /* Services have none: told, and not in the range. */
    use[2].use = "1160";
    assert_true(tomt_jobs_of_uses(9000, use, 3, NULL, 0, 0.9, &found));
    near_jobs(found.range, 187.5, 6000 / 23.0, 6000 / 27.5);
    near(found.without_basis_m2, 3600);
    /* The project's own, in BRA: 3,600 / 90 to / 36; middle 63. It goes before a default, too. */
    struct tomt_jobs_basis own[] = {{"1160", 36, 90, false}, {"1310", 18, 27, false}};
    assert_true(tomt_jobs_of_uses(9000, use, 3, own, 1, 0.9, &found));
    near_jobs(found.range, 187.5 + 40, 6000 / 23.0 + 100, 6000 / 27.5 + 3600 / 63.0);
    assert_true(tomt_jobs_of_uses(9000, use, 3, own, 2, 0.9, &found));
    near_jobs(found.range, 200 + 40, 300 + 100, 240 + 3600 / 63.0);
    /* None has a basis; nothing is permitted; no floor. */
    use[1].permitted = false;
    assert_false(tomt_jobs_of_uses(9000, use, 3, NULL, 0, 0.9, &found));
    assert_true(isnan(found.range.low));
    near(found.without_basis_m2, 9000);
    use[2].permitted = false;
    assert_false(tomt_jobs_of_uses(9000, use, 3, NULL, 0, 0.9, &found));
    use[1].permitted = true;
    assert_true(tomt_jobs_of_uses(0, use, 3, NULL, 0, 0.9, &found));
    near_jobs(found.range, 0, 0, 0);
    assert_false(tomt_jobs_of_uses(NAN, use, 3, NULL, 0, 0.9, &found));
    assert_true(isnan(found.range.low));
    use[0].share = NAN;
    assert_false(tomt_jobs_of_uses(100, use, 3, NULL, 0, 0.9, &found));
    assert_false(tomt_jobs_of_uses(100, NULL, 0, NULL, 0, 0.9, &found));
}

static void default_shares(void **state)
{
    (void)state;
    size_t n_mixed, n;
    const char *const *mixed = tomt_mixed_uses(&n_mixed);
    for (size_t i = 0; i < n_mixed; i++) {
        const struct tomt_use_share *use = tomt_default_shares(mixed[i], &n);
        double sum = 0;
        assert_true(n > 1);
        assert_true(i == 0 || strcmp(mixed[i - 1], mixed[i]) < 0);
        for (size_t j = 0; j < n; j++) {
            assert_true(use[j].share > 0 && !use[j].permitted);
            assert_null(tomt_default_shares(use[j].use, &(size_t){0})); /* none is mixed itself */
            sum += use[j].share;
        }
        assert_true(fabs(sum - 1) < 1e-12);
    }
    /* The mixed zones of the default profiles are among them. */
    static const char *const asked[] = {"1130", "1801", "1802", "1804", "1810", "1811", "1812",
                                        "1813", "1824", "1825", "1826", "1830", "1831"};
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
        assert_non_null(tomt_default_shares(asked[i], &n));
    static const char *const not_mixed[] = {"1310", "1300", "1800", "", NULL, "18011"};
    for (size_t i = 0; i < sizeof not_mixed / sizeof *not_mixed; i++) {
        assert_null(tomt_default_shares(not_mixed[i], &n));
        assert_int_equal(n, 0);
    }
}

static void which_shares_are_asked_for(void **state)
{
    (void)state;
    struct tomt_use_share use[] = {{"1110", 0.4, true}, {"1310", 0.3, false}, {"1163", 0.3, false}};
    const char *office[] = {"1130", "1310"};
    assert_true(tomt_permit_shares("1130", office, 2, use, 3));
    assert_true(!use[0].permitted && use[1].permitted && !use[2].permitted);
    const char *services[] = {"1160", NULL};
    assert_true(tomt_permit_shares("1130", services, 2, use, 3)); /* what is below 1160 */
    assert_true(!use[0].permitted && !use[1].permitted && use[2].permitted);
    const char *business[] = {"1300"};
    assert_true(tomt_permit_shares("1130", business, 1, use, 3));
    assert_true(!use[0].permitted && use[1].permitted && !use[2].permitted);
    const char *both[] = {"1300", "1340"}; /* one below it is named: not all of it */
    assert_false(tomt_permit_shares("1130", both, 2, use, 3));
    const char *named[] = {"1310", NULL, "1300"};
    assert_true(tomt_permit_shares("1130", named, 3, use, 3));
    assert_true(!use[0].permitted && use[1].permitted && !use[2].permitted);
    const char *centre[] = {"1130"}; /* the zone itself: all but homes */
    assert_true(tomt_permit_shares("1130", centre, 1, use, 3));
    assert_true(!use[0].permitted && use[1].permitted && use[2].permitted);
    const char *homes[] = {"1110"};
    assert_true(tomt_permit_shares("1130", homes, 1, use, 3));
    assert_true(use[0].permitted && !use[1].permitted && !use[2].permitted);
    const char *industry[] = {"1340"};
    assert_false(tomt_permit_shares("1130", industry, 1, use, 3));
    assert_false(use[0].permitted || use[1].permitted || use[2].permitted);
    assert_false(tomt_permit_shares(NULL, NULL, 0, use, 3));
    assert_false(tomt_permit_shares("1130", centre, 1, NULL, 0));
    const char *road[] = {"2010", "2000"}; /* 2010 is no head of 2043, 2000 none of 2143 */
    use[0].use = "2043";
    assert_false(tomt_permit_shares("1130", road, 1, use, 3));
    assert_false(tomt_permit_shares("1130", road, 2, use, 3)); /* of 2000 only 2010 */
    assert_true(tomt_permit_shares("1130", road + 1, 1, use, 3));
    use[0].use = "2143";
    assert_false(tomt_permit_shares("1130", road + 1, 1, use, 3));
}

/* A main code means all that is below it only when nothing below it is asked for as well. */
static void a_main_code_beside_one_below_it(void **state)
{
    (void)state;
    /* 1830: offices and industry, half each. An office profile has its half, not both. */
    struct tomt_use_share use[] = {{"1310", 0.5, false}, {"1340", 0.5, false}};
    const char *office[] = {"1130", "1300", "1310", "1830"};
    assert_true(tomt_permit_shares("1830", office, 4, use, 2));
    assert_true(use[0].permitted && !use[1].permitted);
    const char *business[] = {"1130", "1300", "1830"};
    assert_true(tomt_permit_shares("1830", business, 3, use, 2));
    assert_true(use[0].permitted && use[1].permitted);
    const char *twice[] = {"1300", "1300"}; /* said twice is said once */
    assert_true(tomt_permit_shares("1830", twice, 2, use, 2));
    assert_true(use[0].permitted && use[1].permitted);
    /* 1824: business that is not said 0.6, services 0.4: 1300 is itself, whatever else is asked
     * for. */
    struct tomt_use_share services[] = {{"1300", 0.6, false}, {"1160", 0.4, false}};
    assert_true(tomt_permit_shares("1824", office, 4, services, 2));
    assert_true(services[0].permitted && !services[1].permitted);
    const char *health[] = {"1160", "1163"};
    assert_true(tomt_permit_shares("1824", health, 2, services, 2));
    assert_true(!services[0].permitted && services[1].permitted);
    services[1].use = "1164"; /* below 1160, beside 1163 */
    assert_false(tomt_permit_shares("1824", health, 2, services, 2));
    /* Nothing by name, but the zone itself: all of it. 1826 is industry and stores. */
    struct tomt_use_share stores[] = {{"1340", 0.5, false}, {"1350", 0.5, false}};
    const char *zone[] = {"1300", "1310", "1826"};
    assert_true(tomt_permit_shares("1826", zone, 3, stores, 2));
    assert_true(stores[0].permitted && stores[1].permitted);
}

/* ---- docs/capacity.md
 * ----------------------------------------------------------------------------------------------------
 */

static void print_settings(struct tomt_text *out)
{
    tomt_text_puts(out, "| setting | default | range | unit | what |\n|---|---|---|---|---|\n");
    for (const struct tomt_param *row = tomt_capacity_params; row->name; row++) {
        tomt_text_print(out, "| `%s` | %s | ", row->name, row->fallback);
        if (row->min <= row->max) {
            tomt_text_number(out, row->min);
            tomt_text_puts(out, " to ");
            tomt_text_number(out, row->max);
        }
        tomt_text_print(out, " | %s | %s |\n", row->unit, row->help);
    }
}

static void print_jobs(struct tomt_text *out)
{
    size_t n;
    const struct tomt_jobs_basis *bases = tomt_jobs_bases(&n);
    tomt_text_puts(out, "| use | m² per employee | of |\n|---|---|---|\n");
    for (size_t i = 0; i < n; i++) {
        tomt_text_print(out, "| %s | ", bases[i].use);
        tomt_text_number(out, bases[i].m2_low);
        tomt_text_puts(out, " to ");
        tomt_text_number(out, bases[i].m2_high);
        tomt_text_print(out, " | %s |\n", bases[i].in_bta ? "BTA" : "BRA");
    }
}

static void print_shares(struct tomt_text *out)
{
    size_t n_mixed, n;
    const char *const *mixed = tomt_mixed_uses(&n_mixed);
    tomt_text_puts(out, "| zone | shares |\n|---|---|\n");
    for (size_t i = 0; i < n_mixed; i++) {
        const struct tomt_use_share *use = tomt_default_shares(mixed[i], &n);
        tomt_text_print(out, "| %s |", mixed[i]);
        for (size_t j = 0; j < n; j++) {
            tomt_text_print(out, "%s %s ", j ? "," : "", use[j].use);
            tomt_text_number(out, use[j].share);
        }
        tomt_text_puts(out, " |\n");
    }
}

static void print_owners(struct tomt_text *out)
{
    tomt_text_puts(out, "| class | weight |\n|---|---|\n");
    for (int i = 0; i < TOMT_N_OWNER_CLASSES; i++) {
        tomt_text_print(out, "| `%s` | ", tomt_owner_class_name[i]);
        tomt_text_number(out, tomt_purchase_default.owner_weight[i]);
        tomt_text_puts(out, " |\n");
    }
}

static const char path[] = TOMT_TEST_DATA "/../../docs/capacity.md";

static struct tomt_text read_all(void)
{
    struct tomt_text text = {0};
    char bytes[4096];
    FILE *file = fopen(path, "rb");
    for (size_t n; file && (n = fread(bytes, 1, sizeof bytes, file)) > 0;)
        tomt_text_add(&text, bytes, n);
    if (file)
        fclose(file);
    assert_true(text.n > 0);
    return text;
}

static void write_all(const char *docs, const char *from, const struct tomt_text *table,
                      const char *to)
{
    struct tomt_text out = {0};
    tomt_text_add(&out, docs, (size_t)(from - docs));
    tomt_text_add(&out, table->bytes, table->n);
    tomt_text_puts(&out, to);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(out.bytes, 1, out.n, file), out.n);
    assert_int_equal(fclose(file), 0);
    tomt_text_free(&out);
}

static void docs_hold_the_tables(void **state)
{
    (void)state;
    static const struct {
        const char *begins;
        void (*print)(struct tomt_text *);
    } all[] = {{"<!-- settings: written by the test -->\n", print_settings},
               {"<!-- jobs: written by the test -->\n", print_jobs},
               {"<!-- shares: written by the test -->\n", print_shares},
               {"<!-- owners: written by the test -->\n", print_owners}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct tomt_text docs = read_all(), table = {0};
        all[i].print(&table);
        assert_false(table.failed || docs.failed);
        char *from = strstr(docs.bytes, all[i].begins);
        assert_non_null(from);
        from += strlen(all[i].begins);
        char *to = strstr(from, "<!-- end -->\n");
        assert_non_null(to);
        if (getenv("TOMT_WRITE_DOCS")) {
            write_all(docs.bytes, from, &table, to);
        } else {
            assert_int_equal(to - from, table.n);
            assert_memory_equal(from, table.bytes, table.n);
        }
        tomt_text_free(&docs);
        tomt_text_free(&table);
    }
}

/* Every reason, class and type has its row in the docs. */
static void docs_name_every_word(void **state)
{
    (void)state;
    struct tomt_text docs = read_all();
    char row[80];
    for (int i = 0; i < TOMT_N_CAP_WHYS; i++) {
        snprintf(row, sizeof row, "\n| `%s` |", tomt_cap_why_name[i]);
        assert_non_null(strstr(docs.bytes, row));
    }
    for (int i = 0; i < TOMT_N_READY; i++) {
        snprintf(row, sizeof row, "\n| `%s` |", tomt_readiness_name[i]);
        assert_non_null(strstr(docs.bytes, row));
    }
    for (int type = TOMT_U_NO_BUILDING; type <= TOMT_U_PERCENT_BRA; type++) {
        snprintf(row, sizeof row, "\n| %d |", type);
        assert_non_null(strstr(docs.bytes, row));
    }
    tomt_text_free(&docs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_default),
        cmocka_unit_test(bta_and_bra_are_not_mixed),
        cmocka_unit_test(nothing_from_nothing),
        cmocka_unit_test(jobs_of_a_mixed_zone),
        cmocka_unit_test(default_shares),
        cmocka_unit_test(which_shares_are_asked_for),
        cmocka_unit_test(a_main_code_beside_one_below_it),
        cmocka_unit_test(docs_hold_the_tables),
        cmocka_unit_test(docs_name_every_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
