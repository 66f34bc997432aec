/* capacity_owners: whose a site is, by names as the land register writes them; the purchase index,
 * term by term. */
#include "capacity_support.h"

static struct tomt_owners of(const char *const *owner, size_t n)
{
    struct tomt_owners out;
    struct tomt_error err = {0};
    assert_true(tomt_owners(owner, n, &tomt_owner_words_default, &out, &err));
    return out;
}

static struct tomt_owners one(const char *owner)
{
    return of(&owner, 1);
}

static void is(const char *owner, enum tomt_owner_class wanted)
{
    enum tomt_owner_class found = one(owner).class_of;
    if (found != wanted)
        print_error("%s: %s, wanted %s\n", owner, tomt_owner_class_name[found],
                    tomt_owner_class_name[wanted]);
    assert_int_equal(found, wanted);
}

static void names(void **state)
{
    (void)state;
    is("DRAMMEN KOMMUNE", TOMT_OWNER_MUNICIPAL);
    is("  drammen   Kommune ", TOMT_OWNER_MUNICIPAL);
    is("LIER KOMMUNE", TOMT_OWNER_MUNICIPAL); /* another one's, too */
    is("Drammen Eiendom KF", TOMT_OWNER_MUNICIPAL);
    is("DRAMMENSREGIONENS BRANNVESEN IKS", TOMT_OWNER_MUNICIPAL);
    is("kommunal", TOMT_OWNER_MUNICIPAL);
    is("STATSBYGG", TOMT_OWNER_STATE);
    is("BANE NOR SF", TOMT_OWNER_STATE);
    is("Bane NOR Eiendom AS", TOMT_OWNER_STATE);
    is("STATENS VEGVESEN", TOMT_OWNER_STATE);
    is("VESTRE VIKEN HF", TOMT_OWNER_STATE);
    is("HELSE SØR-ØST RHF", TOMT_OWNER_STATE);
    is("VIKEN FYLKESKOMMUNE", TOMT_OWNER_STATE); /* the county's: not of the municipality */
    is("Buskerud fylkeskommune", TOMT_OWNER_STATE);
    is("STATEN V/KLIMA- OG MILJØDEPARTEMENTET", TOMT_OWNER_STATE);
    is("HANSEN KARI", TOMT_OWNER_PRIVATE);
    is("TORGET 1 AS", TOMT_OWNER_PRIVATE);
    is("STATSBYGGEREN AS", TOMT_OWNER_PRIVATE); /* whole words */
    is("BANE NORD AS", TOMT_OWNER_PRIVATE);
    is("KOMMUNE-TV AS", TOMT_OWNER_PRIVATE);
    is("DRAMMEN KOMMUNES PENSJONSKASSE", TOMT_OWNER_PRIVATE); /* a fund of its own */
    is("KOMMUNAL LANDSPENSJONSKASSE", TOMT_OWNER_PRIVATE);
    is("SF KINO AS", TOMT_OWNER_PRIVATE);
    is("KF", TOMT_OWNER_MUNICIPAL);
    is("few", TOMT_OWNER_FEW);
    is("many", TOMT_OWNER_MANY);
    is("privat", TOMT_OWNER_PRIVATE);
    is("", TOMT_OWNER_UNKNOWN);
    is(" \t ", TOMT_OWNER_UNKNOWN);
    is(NULL, TOMT_OWNER_UNKNOWN);
    is(";|;", TOMT_OWNER_UNKNOWN);
    is("\xFF\xFE\xC3", TOMT_OWNER_PRIVATE); /* bytes that are no text are some name */
    assert_int_equal(of(NULL, 0).class_of, TOMT_OWNER_UNKNOWN);
    assert_int_equal(of(NULL, 0).n_owners, 0);
}

static void estates(void **state)
{
    (void)state;
    is("DØDSBO ETTER HANSEN PER", TOMT_OWNER_PRIVATE);
    assert_int_equal(one("DØDSBO ETTER HANSEN PER").n_estates, 1);
    assert_int_equal(one("Hansen Per, dødsbo").n_estates, 1);
    assert_int_equal(one("HANSEN PER").n_estates, 0);
}

static void several(void **state)
{
    (void)state;
    /* Sections of one owner, written in two ways, are one. */
    static const char *const sections[] = {"TORGET 1 AS", "Torget 1 AS", "TORGET 1  AS",
                                           "torget 1 as"};
    struct tomt_owners found = of(sections, 4);
    assert_int_equal(found.class_of, TOMT_OWNER_PRIVATE);
    assert_int_equal(found.n_owners, 1);
    static const char *const people[] = {"HANSEN KARI", "HANSEN OLA", "LIE ANNE", "MOE PER"};
    for (size_t n = 1; n <= 4; n++) { /* few: up to 3 */
        found = of(people, n);
        assert_int_equal(found.n_owners, n);
        assert_int_equal(found.class_of, n == 1   ? TOMT_OWNER_PRIVATE
                                         : n <= 3 ? TOMT_OWNER_FEW
                                                  : TOMT_OWNER_MANY);
    }
    assert_int_equal(one("HANSEN KARI; HANSEN OLA").class_of, TOMT_OWNER_FEW);
    assert_int_equal(one("HANSEN KARI|HANSEN OLA|LIE ANNE|MOE PER").class_of, TOMT_OWNER_MANY);
    assert_int_equal(one("HANSEN KARI;hansen kari;").n_owners, 1);
    static const char *const municipal[] = {"DRAMMEN KOMMUNE", "DRAMMEN EIENDOM KF"};
    found = of(municipal, 2);
    assert_int_equal(found.class_of, TOMT_OWNER_MUNICIPAL);
    assert_int_equal(found.n_owners, 2);
    static const char *const state_and_county[] = {"STATSBYGG", "VIKEN FYLKESKOMMUNE"};
    assert_int_equal(of(state_and_county, 2).class_of, TOMT_OWNER_STATE);
    static const char *const both[] = {"DRAMMEN KOMMUNE", "STATSBYGG"};
    assert_int_equal(of(both, 2).class_of, TOMT_OWNER_FEW);
    static const char *const mixed[] = {"DRAMMEN KOMMUNE", "HANSEN KARI"};
    assert_int_equal(of(mixed, 2).class_of, TOMT_OWNER_FEW);
    /* Who has no name may be anyone: not all is the city's. */
    static const char *const unnamed[] = {"DRAMMEN KOMMUNE", NULL, ""};
    found = of(unnamed, 3);
    assert_int_equal(found.class_of, TOMT_OWNER_FEW);
    assert_int_equal(found.n_owners, 2);
    assert_int_equal(found.n_unnamed, 2);
}

static void words_of_a_project(void **state)
{
    (void)state;
    static const char *const begins[] = {"Drammen Parkering", NULL, ""};
    struct tomt_owner_words words = {.municipal_begins = begins, .n_municipal_begins = 3, .few = 0};
    struct tomt_owners out;
    struct tomt_error err = {0};
    const char *owner[] = {"DRAMMEN PARKERING AS", "DRAMMEN KOMMUNE"};
    assert_true(tomt_owners(owner, 1, &words, &out, &err));
    assert_int_equal(out.class_of, TOMT_OWNER_MUNICIPAL);
    assert_true(tomt_owners(owner + 1, 1, &words, &out, &err));
    assert_int_equal(out.class_of, TOMT_OWNER_PRIVATE); /* only the words given count */
    assert_true(tomt_owners(owner, 2, &words, &out, &err));
    assert_int_equal(out.class_of, TOMT_OWNER_MANY); /* two are not up to 0 */
}

static void order_and_memory(void **state)
{
    (void)state;
    static const char *const owner[] = {"HANSEN KARI", "STATSBYGG", "DRAMMEN KOMMUNE;LIE ANNE",
                                        NULL};
    struct tomt_owners first = of(owner, 4);
    for (size_t i = 0; i < 4; i++)
        for (size_t j = 0; j < 4; j++) {
            const char *turned[4];
            memcpy(turned, owner, sizeof turned);
            const char *c = turned[i];
            turned[i] = turned[j];
            turned[j] = c;
            struct tomt_owners found = of(turned, 4);
            assert_memory_equal(&found, &first, sizeof found);
        }
    size_t n_failed = 0;
    for (uint64_t at = 1;; at++) {
        struct tomt_owners out;
        struct tomt_error err = {0};
        tomt_allocation_fail_at(at);
        bool ok = tomt_owners(owner, 4, &tomt_owner_words_default, &out, &err);
        tomt_allocation_fail_at(0);
        if (ok)
            break;
        assert_int_equal(err.code, TOMT_MEMORY);
        n_failed++;
        assert_true(at < 100);
    }
    assert_true(n_failed >= 2);
}

static void purchase(void **state)
{
    (void)state;
    struct tomt_site_capacity site = {
        .allowed_bra_m2 = 8000, .existing_counted_m2 = 2000, .unused_bra_m2 = 6000};
    struct tomt_purchase found;
    /* Present use 2000/8000: 0.75; 6,000 of 10,000 m2: 0.6; one private owner: 1. 100 x 0.75 x 0.6
     * = 45. */
    assert_true(tomt_purchase_index(&site, TOMT_OWNER_PRIVATE, &tomt_purchase_default, &found));
    near(found.use_term, 0.75);
    near(found.potential_term, 0.6);
    near(found.owner_term, 1);
    near(found.index, 45);
    assert_true(tomt_purchase_index(&site, TOMT_OWNER_FEW, &tomt_purchase_default, &found));
    near(found.index, 36); /* 45 x 0.8 */
    assert_true(tomt_purchase_index(&site, TOMT_OWNER_MANY, &tomt_purchase_default, &found));
    near(found.index, 18);
    assert_true(tomt_purchase_index(&site, TOMT_OWNER_MUNICIPAL, &tomt_purchase_default, &found));
    assert_true(found.index == 0); /* it is the city's */
    near(found.use_term, 0.75);
    site = (struct tomt_site_capacity){
        .allowed_bra_m2 = 25000, .existing_counted_m2 = 0, .unused_bra_m2 = 25000};
    assert_true(tomt_purchase_index(&site, TOMT_OWNER_PRIVATE, &tomt_purchase_default, &found));
    near(found.index, 100); /* empty, and more than large */
    site.existing_counted_m2 = 26000;
    assert_true(tomt_purchase_index(&site, TOMT_OWNER_PRIVATE, &tomt_purchase_default, &found));
    assert_true(found.use_term == 0 && found.index == 0);
    site = (struct tomt_site_capacity){.existing_counted_m2 = 100}; /* nothing allowed */
    assert_true(tomt_purchase_index(&site, TOMT_OWNER_PRIVATE, &tomt_purchase_default, &found));
    assert_true(found.index == 0);
    /* What is not known is told, term by term. */
    site = (struct tomt_site_capacity){
        .allowed_bra_m2 = 8000, .existing_counted_m2 = NAN, .unused_bra_m2 = 5000};
    assert_false(tomt_purchase_index(&site, TOMT_OWNER_PRIVATE, &tomt_purchase_default, &found));
    assert_true(isnan(found.index) && isnan(found.use_term));
    near(found.potential_term, 0.5);
    site.existing_counted_m2 = 0;
    assert_false(tomt_purchase_index(&site, TOMT_N_OWNER_CLASSES, &tomt_purchase_default, &found));
    assert_true(isnan(found.index) && isnan(found.owner_term));
    struct tomt_purchase_settings settings = tomt_purchase_default;
    static const double bad[] = {0, -1, NAN, INFINITY};
    for (size_t i = 0; i < 4; i++) {
        settings.large_m2 = bad[i];
        assert_false(tomt_purchase_index(&site, TOMT_OWNER_PRIVATE, &settings, &found));
        assert_true(isnan(found.index));
    }
    settings = tomt_purchase_default;
    settings.owner_weight[TOMT_OWNER_PRIVATE] = 1.1;
    assert_false(tomt_purchase_index(&site, TOMT_OWNER_PRIVATE, &settings, &found));
}

static void more_stands_there_the_index_never_rises(void **state)
{
    (void)state;
    for (int i = 0; i < 2000; i++) {
        double allowed = 20000 * uniform(), existing = 20000 * uniform();
        struct tomt_purchase found[2];
        for (int more = 0; more < 2; more++) {
            double stands = existing + more * 500 * uniform();
            struct tomt_site_capacity site = {.allowed_bra_m2 = allowed,
                                              .existing_counted_m2 = stands,
                                              .unused_bra_m2 =
                                                  allowed > stands ? allowed - stands : 0};
            assert_true(
                tomt_purchase_index(&site, TOMT_OWNER_STATE, &tomt_purchase_default, &found[more]));
            assert_true(found[more].index >= 0 && found[more].index <= 100);
        }
        assert_true(found[1].index <= found[0].index);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names),
        cmocka_unit_test(estates),
        cmocka_unit_test(several),
        cmocka_unit_test(words_of_a_project),
        cmocka_unit_test(order_and_memory),
        cmocka_unit_test(purchase),
        cmocka_unit_test(more_stands_there_the_index_never_rises),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
