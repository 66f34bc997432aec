/* weighting_values: weights from the values of sites, against published numbers and hand
 * calculations. */
#include "weighting_support.h"

enum { MOST_SITES = 2000 };

/* value[criterion][site] from a matrix of rows, sites that is. */
struct made_values {
    double value[MOST_MEMBERS][MOST_SITES];
    const double *column[MOST_MEMBERS];
    struct tomt_weighting_values values;
};

static void weigh_values(const char *way, struct made_values *made, size_t n_criteria,
                         size_t n_sites, double *local)
{
    struct made_group group;
    struct tomt_weighing out;
    struct tomt_error err = {0};
    make_group(&group, way, n_criteria);
    for (size_t c = 0; c < n_criteria; c++)
        made->column[c] = made->value[c];
    made->values = (struct tomt_weighting_values){n_sites, made->column};
    if (!weigh_group(&group, &made->values, &out, &err))
        fail_msg("%s: %s", way, err.text);
    memcpy(local, group.local, n_criteria * sizeof *local);
    near(sum_of(local, n_criteria), 1, 1e-15);
}

/* The largest of each becomes 1 (entropy goes by shares of the sum, so nothing changes), or the
 * least becomes 0, too. */
static void read_rows(struct made_values *made, const double *matrix, size_t n_criteria,
                      size_t n_sites, bool from_least)
{
    for (size_t c = 0; c < n_criteria; c++) {
        double least = INFINITY, most = -INFINITY;
        for (size_t s = 0; s < n_sites; s++) {
            least = fmin(least, matrix[s * n_criteria + c]);
            most = fmax(most, matrix[s * n_criteria + c]);
        }
        least = from_least ? least : 0;
        for (size_t s = 0; s < n_sites; s++)
            made->value[c][s] = (matrix[s * n_criteria + c] - least) / (most - least);
    }
}

/* Elsayed, Dawood and Karthikeyan 2017, Int. J. Eng. Trends Technol. 46(2), 60-66, as pymcdm's
 * tests (MIT) have it. */
static void published_entropy(void **state)
{
    (void)state;
    static const double matrix[12][5] = {
        {7, 312, 1891, 6613, 163},   {72, 88, 728, 941804, 1078}, {10, 252, 2594, 3466, 117471},
        {10, 145, 980, 2371, 86329}, {65, 54, 350, 501, 29897},   {29, 48, 380, 912, 34051},
        {7, 476, 3300, 78470, 2212}, {70, 87, 650, 733, 819000},  {4, 86, 591, 3015, 103},
        {12, 79, 579, 3240, 96098},  {21, 45, 261, 1253, 453},    {1, 72, 530, 4333, 0.1048}};
    static const double expected[] = {0.104991, 0.069124, 0.071373, 0.449937, 0.304575};
    static struct made_values made;
    double local[5];
    read_rows(&made, matrix[0], 5, 12, false);
    weigh_values("entropy", &made, 5, 12, local);
    for (size_t c = 0; c < 5; c++)
        near(local[c], expected[c], 1e-6);
}

/* Tuş and Adalı 2019, Opsearch 56(2), 528-538, as pymcdm's tests (MIT) have it. */
static void published_critic(void **state)
{
    (void)state;
    static const double matrix[5][6] = {{5000, 3, 3, 4, 3, 2},
                                        {680, 5, 3, 2, 2, 1},
                                        {2000, 3, 2, 3, 4, 3},
                                        {600, 4, 3, 1, 2, 2},
                                        {800, 2, 4, 3, 3, 4}};
    static const double expected[] = {0.157, 0.249, 0.168, 0.121, 0.154, 0.151};
    static struct made_values made;
    double local[6];
    read_rows(&made, matrix[0], 6, 5, true);
    weigh_values("critic", &made, 6, 5, local);
    for (size_t c = 0; c < 6; c++)
        near(local[c], expected[c], 1e-3);
}

/* Two sites, 1 and 3 of 4 against 0 and 1: 1 - E is 1 - H(1/4) / ln 2 = 0.188722 (H in bits is
 * 0.811278), and 1. */
static void entropy_by_hand(void **state)
{
    (void)state;
    static struct made_values made = {
        .value = {{0.25, 0.75, NAN}, {0, 1, NAN}, {0.5, 0.5, 0.5}, {NAN, NAN, 0.7}}};
    double local[4];
    weigh_values("entropy", &made, 4, 3, local);
    near(local[0], 0.188721875540867 / 1.188721875540867, 1e-12);
    near(local[1], 1 / 1.188721875540867, 1e-12);
    assert_true(local[2] == 0 && local[3] == 0); /* the same everywhere; only one site */
    /* 0, 2 and 1 of 3 at three sites, beside the first at two: 1 - E = (2/3) ln 2 / ln 3 = 0.420620
     */
    static struct made_values gap = {.value = {{0.25, 0.75, NAN}, {0, 1, 0.5}}};
    weigh_values("entropy", &gap, 2, 3, local);
    near(local[1], 0.420619835714305 / (0.420619835714305 + 0.188721875540867), 1e-12);
}

/* a: 0, 1/2, 1; b: 1, 1/2, 0; c: 1/2, 0, 1/2. s = 1/2, 1/2, 1/sqrt(12); r_ab = -1, the others 0. C
 * = 3/2, 3/2, 2/sqrt(12). */
static void critic_by_hand(void **state)
{
    (void)state;
    static struct made_values made = {
        .value = {{0, 0.5, 1}, {1, 0.5, 0}, {0.5, 0, 0.5}, {0.3, 0.3, 0.3}}};
    double local[4], c = 2 / sqrt(12.0);
    weigh_values("critic", &made, 4, 3, local);
    near(local[0], 1.5 / (3 + c), 1e-15);
    near(local[1], 1.5 / (3 + c), 1e-15);
    near(local[2], c / (3 + c), 1e-15);
    assert_true(local[3] == 0);
    /* with sites that lack one of two: a has s of 0, 1, 1/2, 0; r only over the first three */
    static struct made_values gaps = {.value = {{0, 1, 0.5, 0}, {0, 1, 0.5, NAN}}};
    weigh_values("critic", &gaps, 2, 4, local); /* r = 1: no conflict; both vary */
    assert_true(local[0] == 0.5 && local[1] == 0.5);
    static struct made_values few = {.value = {{0, 1, NAN, NAN}, {NAN, NAN, 0, 1}}};
    weigh_values("critic", &few, 2, 4, local); /* no site in common: r counts as 0 */
    assert_true(local[0] == 0.5 && local[1] == 0.5);
    static struct made_values alone = {.value = {{0, 1, 0.2}, {0.4, 0.4, NAN}}};
    weigh_values("critic", &alone, 2, 3, local);
    assert_true(local[0] == 1 && local[1] == 0);
}

/* r over the sites that have both, as its definition has it. */
static double correlation(const double *a, const double *b, size_t n_sites)
{
    double n = 0, mean_a = 0, mean_b = 0, aa = 0, bb = 0, ab = 0;
    for (int pass = 0; pass < 2; pass++)
        for (size_t s = 0; s < n_sites; s++) {
            if (isnan(a[s]) || isnan(b[s]))
                continue;
            if (pass == 0) {
                n++;
                mean_a += (a[s] - mean_a) / n;
                mean_b += (b[s] - mean_b) / n;
            } else {
                aa += (a[s] - mean_a) * (a[s] - mean_a);
                bb += (b[s] - mean_b) * (b[s] - mean_b);
                ab += (a[s] - mean_a) * (b[s] - mean_b);
            }
        }
    return ab / sqrt(aa * bb);
}

static void critic_with_gaps_is_its_definition(void **state)
{
    (void)state;
    enum { C = 5, N = 60 };
    static struct made_values made;
    uint64_t seed = 9;
    for (int turn = 0; turn < 50; turn++) {
        for (size_t s = 0; s < N; s++) {
            double common = (double)any_number(&seed) / 0x1p31;
            for (size_t c = 0; c < C; c++) {
                double own = (double)any_number(&seed) / 0x1p31;
                bool gap = c > 1 && any_number(&seed) % 4 == 0;
                made.value[c][s] = gap     ? NAN
                                   : c % 2 ? own
                                           : (own + common * (double)c) / (1 + (double)c);
            }
        }
        double local[C], expected[C], sum = 0;
        weigh_values("critic", &made, C, N, local);
        for (size_t c = 0; c < C; c++) {
            double n = 0, mean = 0, squares = 0;
            for (size_t s = 0; s < N; s++)
                if (!isnan(made.value[c][s])) {
                    double before = made.value[c][s] - mean;
                    mean += before / ++n;
                    squares += before * (made.value[c][s] - mean);
                }
            expected[c] = 0;
            for (size_t other = 0; other < C; other++)
                if (other != c)
                    expected[c] += 1 - correlation(made.value[c], made.value[other], N);
            expected[c] *= sqrt(squares / (n - 1));
            sum += expected[c];
        }
        for (size_t c = 0; c < C; c++)
            near(local[c], expected[c] / sum, 1e-13);
    }
}

static void nothing_to_tell_apart_is_equal(void **state)
{
    (void)state;
    static struct made_values made = {.value = {{0.4, 0.4}, {0, 0}, {1, 1}, {NAN, NAN}}};
    double local[4];
    for (size_t n_sites = 0; n_sites <= 2; n_sites++)
        for (int way = 0; way < 2; way++) {
            weigh_values(way ? "critic" : "entropy", &made, 4, n_sites, local);
            for (size_t c = 0; c < 4; c++)
                assert_true(local[c] == 0.25);
        }
    weigh_values("entropy", &made, 1, 2, local);
    assert_true(local[0] == 1);
}

/* Random values, ties and gaps: sites and criteria in another order, the same weights, bit for bit.
 */
static void order_does_not_matter(void **state)
{
    (void)state;
    static struct made_values made, moved;
    static size_t site_order[MOST_SITES];
    uint64_t seed = 3;
    for (int turn = 0; turn < 40; turn++) {
        size_t n = 1 + (size_t)(any_number(&seed) % 12), order[MOST_MEMBERS];
        size_t n_sites = 2 + (size_t)(any_number(&seed) % (MOST_SITES - 1));
        any_order(&seed, order, n);
        any_order(&seed, site_order, n_sites);
        for (size_t c = 0; c < n; c++)
            for (size_t s = 0; s < n_sites; s++) {
                double value = (double)any_number(&seed) / 0x1p31;
                value = c % 3 == 1 ? floor(value * 4) / 4 : value * value;
                made.value[c][s] = any_number(&seed) % 50 == 0 && turn % 2 ? NAN : value;
            }
        for (size_t c = 0; c < n; c++)
            for (size_t s = 0; s < n_sites; s++)
                moved.value[c][s] = made.value[order[c]][site_order[s]];
        double local[12], again[12];
        for (int way = 0; way < 2; way++) {
            weigh_values(way ? "critic" : "entropy", &made, n, n_sites, local);
            weigh_values(way ? "critic" : "entropy", &moved, n, n_sites, again);
            for (size_t c = 0; c < n; c++)
                assert_true(again[c] == local[order[c]]);
        }
    }
}

static void what_is_wrong_is_told(void **state)
{
    (void)state;
    struct made_group group;
    struct tomt_weighing out;
    struct tomt_error err = {0};
    struct tomt_weight_group inner = {.name = "access"};
    make_group(&group, "entropy", 2);
    group.member[1] = (struct tomt_weight_member){SIZE_MAX, &inner};
    static const double column[] = {0, 1.5};
    const double *columns[] = {column};
    struct tomt_weighting_values values = {1, columns};
    assert_false(weigh_group(&group, &values, &out, &err));
    assert_int_equal(err.code, TOMT_PROJECT);
    contains(err.text, "member 2 (group 'access') has no values of its own");
    make_group(&group, "critic", 1);
    err = (struct tomt_error){0};
    assert_false(weigh_group(&group, NULL, &out, &err));
    assert_int_equal(err.code, TOMT_INTERNAL);
    err = (struct tomt_error){0};
    values.n_sites = 2;
    assert_false(weigh_group(&group, &values, &out, &err));
    contains(err.text, "site 2 has a value of 1.5");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_entropy),
        cmocka_unit_test(published_critic),
        cmocka_unit_test(entropy_by_hand),
        cmocka_unit_test(critic_by_hand),
        cmocka_unit_test(critic_with_gaps_is_its_definition),
        cmocka_unit_test(nothing_to_tell_apart_is_equal),
        cmocka_unit_test(order_does_not_matter),
        cmocka_unit_test(what_is_wrong_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
