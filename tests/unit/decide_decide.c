/* unit/decide_decide.c: a profile decided: three sites and two criteria by hand, gaps, what is
 * beyond reach, the order of criteria, nobody and one alone. */
#include "decide/decide.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 4 };

struct desk {
    struct tomt_arena *arena;
    struct tomt_error err;
    struct tomt_crew crew;
    double raw[2][MOST], weight[2], given[8], least[2], most[2];
    uint8_t beyond[2][MOST];
    struct tomt_decide_criterion criterion[2];
    struct tomt_weight_member member[2];
    struct tomt_weight_group whole;
    const struct tomt_method *method[3];
    const void *args[16];
    struct tomt_decision_settings settings;
    struct tomt_decide_input input;
    struct tomt_decided out;
    struct tomt_decision_tables tables;
};

static const char *const ids[MOST] = {"A", "B", "C", "D"};
static const int64_t fids[MOST] = {11, 12, 13, 14};

/* Criteria a and b, 0 to 10 each, three to one. A (10, 2): 75 + 5 = 80 points; B (5, 8): 37.5 + 20
 * = 57.5; C (4, 1): 30 + 2.5 = 32.5; D, where asked for, (9, -): 90, of what is known: 0.75.
 * Draws: (1, 0) A B C; (1, 1) B A C, 65, 60 and 25; (0, 1) B A C; (3, 1) A B C. */
static void start(struct desk *d, size_t n_sites)
{
    static const double raw[2][MOST] = {{10, 5, 4, 9}, {2, 8, 1, NAN}};
    *d = (struct desk){
        .crew = {.n_threads = 2}, .weight = {3, 1}, .given = {1, 0, 1, 1, 0, 1, 3, 1}};
    d->arena = tomt_arena_new(&d->err);
    memcpy(d->raw, raw, sizeof raw);
    for (size_t c = 0; c < 2; c++) {
        d->criterion[c] = (struct tomt_decide_criterion){
            .id = c ? "b" : "a",
            .value = {.function = TOMT_LINEAR, .full_at = 10, .zero_at = 0},
            .threshold = {NAN, NAN, NAN},
            .raw = d->raw[c],
            .beyond = d->beyond[c],
            .reach = NAN};
        d->member[c] = (struct tomt_weight_member){c, NULL};
    }
    d->whole = (struct tomt_weight_group){.by = tomt_weighting_find("direct"),
                                          .member = d->member,
                                          .n_members = 2,
                                          .number = d->weight};
    for (size_t k = 0; tomt_methods[k]; k++)
        d->args[k] = tomt_method_defaults(d->arena, tomt_methods[k], &d->err);
    d->method[0] = tomt_methods[0];
    d->method[1] = tomt_method_find("minimum");
    d->settings = (struct tomt_decision_settings){.weighting = &d->whole,
                                                  .method = tomt_methods[0],
                                                  .method_args = d->args[0],
                                                  .other_args = d->args,
                                                  .robust = {.wanted = true,
                                                             .draws = 50,
                                                             .seed = 1,
                                                             .from = TOMT_DRAW_GIVEN,
                                                             .spread = 0.5,
                                                             .given = d->given,
                                                             .n_given = 4,
                                                             .top = 1,
                                                             .interval = 0.9,
                                                             .method = d->method,
                                                             .n_methods = 2,
                                                             .findings = 1}};
    d->input = (struct tomt_decide_input){.profile = "office",
                                          .settings = &d->settings,
                                          .criterion = d->criterion,
                                          .n_criteria = 2,
                                          .n_sites = n_sites,
                                          .site_id = ids,
                                          .site_fid = fids};
}

static void decide(struct desk *d)
{
    assert_true(tomt_decision_tables_start(d->arena, &d->tables, &d->err));
    bool done = tomt_decide(d->arena, &d->input, &d->crew, &d->out, &d->tables, &d->err);
    if (!done)
        print_error("%s\n", d->err.text);
    assert_true(done);
}

static const struct tomt_decided_column *column(const struct desk *d, const char *name)
{
    for (size_t k = 0; k < d->out.n_columns; k++)
        if (strcmp(d->out.column[k].name, name) == 0)
            return &d->out.column[k];
    fail_msg("no column %s", name);
    return NULL;
}

static void numbers(const struct desk *d, const char *name, double a, double b, double c)
{
    const double *got = column(d, name)->number, want[] = {a, b, c};
    for (size_t s = 0; s < 3; s++)
        if (!(fabs(got[s] - want[s]) < 1e-12))
            fail_msg("%s of %s is %.17g, not %.17g", name, ids[s], got[s], want[s]);
}

static double cell(const struct desk *d, enum tomt_decision_table table, size_t row,
                   const char *name)
{
    const struct tomt_column *of = tomt_table_find(&d->tables.table[table], name);
    assert_non_null(of);
    assert_true(row < of->n);
    if (tomt_column_is_null(of, row))
        return NAN;
    return of->type == TOMT_INTEGER ? (double)of->integer[row] : of->real[row];
}

static const char *word(const struct desk *d, enum tomt_decision_table table, size_t row,
                        const char *name)
{
    return tomt_column_text(tomt_table_find(&d->tables.table[table], name), row, NULL);
}

static size_t n_rows(const struct desk *d, enum tomt_decision_table table)
{
    return tomt_table_find(&d->tables.table[table], "profile")->n;
}

static void scores_and_draws_by_hand(void **state)
{
    (void)state;
    struct desk d;
    start(&d, 3);
    decide(&d);
    const double score[] = {80, 57.5, 32.5};
    for (size_t s = 0; s < 3; s++) {
        assert_true(fabs(d.out.score[s] - score[s]) < 1e-9);
        assert_true(d.out.c[0][s] + d.out.c[1][s] == d.out.score[s]);
        assert_true(d.out.coverage[s] == 1 && d.out.rank[s] == s + 1);
    }
    assert_true(d.out.share[0] == 0.75 && d.out.c[0][1] == 37.5);
    numbers(&d, "rank_best", 1, 1, 3);
    numbers(&d, "rank_worst", 2, 2, 3);
    numbers(&d, "rank_low", 1, 1, 3);
    numbers(&d, "rank_high", 2, 2, 3);
    numbers(&d, "rank_mean", 1.5, 1.5, 3);
    numbers(&d, "first_share", 0.5, 0.5, 0);
    numbers(&d, "top_share", 0.5, 0.5, 0);
    numbers(&d, "top_100_share", 1, 1, 1);
    numbers(&d, "rank_minimum", 2, 1, 3); /* 0.2, 0.5, 0.1 */
    assert_string_equal(column(&d, "stability")->word[0], "depends");
    assert_string_equal(column(&d, "stability")->word[2], "never");
    assert_null(column(&d, "dominated_by")->word[0]);
    assert_null(column(&d, "dominated_by")->word[1]);
    assert_string_equal(column(&d, "dominated_by")->word[2],
                        "B"); /* its values sum to 1.3, A's to 1.2 */
    tomt_arena_free(d.arena);
}

/* A: 0.2 + 0.8 t, B: 0.8 - 0.3 t with t the share of a: they tie at 6/11. A has the most of a, so
 * nothing else unseats it. Central weights: A is first in (1, 0) and (0.75, 0.25), B in (0.5, 0.5)
 * and (0, 1). Kendall: of three pairs one is turned. */
static void tables_by_hand(void **state)
{
    (void)state;
    struct desk d;
    start(&d, 3);
    decide(&d);
    assert_int_equal(n_rows(&d, TOMT_D_WEIGHT_GROUP), 1);
    assert_int_equal(n_rows(&d, TOMT_D_ACCEPTABILITY), 5); /* A and B at 1 and 2, C at 3 */
    assert_true(cell(&d, TOMT_D_ACCEPTABILITY, 4, "rank") == 3 &&
                cell(&d, TOMT_D_ACCEPTABILITY, 4, "share") == 1);
    assert_int_equal(n_rows(&d, TOMT_D_CENTRAL_WEIGHT), 4);
    const double central[] = {0.875, 0.125, 0.25, 0.75};
    for (size_t k = 0; k < 4; k++) {
        assert_true(fabs(cell(&d, TOMT_D_CENTRAL_WEIGHT, k, "share") - central[k]) < 1e-12);
        assert_true(cell(&d, TOMT_D_CENTRAL_WEIGHT, k, "confidence") == 1);
        assert_true(cell(&d, TOMT_D_CENTRAL_WEIGHT, k, "site_fid") == (k < 2 ? 11 : 12));
    }
    assert_int_equal(n_rows(&d, TOMT_D_SENSITIVITY),
                     4); /* a down, a up, b down, b up; of A alone */
    const double needed[] = {6.0 / 11, NAN, NAN, 5.0 / 11};
    for (size_t k = 0; k < 4; k++) {
        double got = cell(&d, TOMT_D_SENSITIVITY, k, "needed");
        assert_true(isnan(needed[k]) ? isnan(got) : fabs(got - needed[k]) < 1e-12);
        const char *by = word(&d, TOMT_D_SENSITIVITY, k, "by");
        assert_true(isnan(needed[k]) ? !by : !strcmp(by, "B"));
    }
    assert_true(fabs(cell(&d, TOMT_D_SENSITIVITY, 0, "change") + 0.75 - 6.0 / 11) < 1e-12);
    assert_true(cell(&d, TOMT_D_SENSITIVITY, 0, "smallest") +
                    cell(&d, TOMT_D_SENSITIVITY, 3, "smallest") >=
                1);
    assert_true(cell(&d, TOMT_D_SENSITIVITY, 1, "smallest") == 0 &&
                cell(&d, TOMT_D_SENSITIVITY, 0, "within") == 1);
    assert_int_equal(n_rows(&d, TOMT_D_METHOD_AGREEMENT), 2);
    for (size_t k = 0; k < 2; k++) {
        assert_true(fabs(cell(&d, TOMT_D_METHOD_AGREEMENT, k, "tau") - 1.0 / 3) < 1e-12);
        assert_true(cell(&d, TOMT_D_METHOD_AGREEMENT, k, "reversals_a") == 0);
    }
    /* Of A: 75 points of a against the median's 37.5 (B's 5); b could bring 25 instead of 5. */
    assert_int_equal(n_rows(&d, TOMT_D_FINDING), 2);
    assert_string_equal(word(&d, TOMT_D_FINDING, 0, "message"), "finding_strength");
    assert_true(cell(&d, TOMT_D_FINDING, 0, "points") == 37.5 &&
                cell(&d, TOMT_D_FINDING, 0, "number_3") == 5);
    assert_string_equal(word(&d, TOMT_D_FINDING, 1, "message"), "finding_lift");
    assert_true(cell(&d, TOMT_D_FINDING, 1, "number_2") == 10 &&
                fabs(cell(&d, TOMT_D_FINDING, 1, "number_4") - 100) < 1e-9);
    tomt_arena_free(d.arena);
}

/* D is known for 0.75 of the weights: just enough, or too little. */
static void too_little_is_known(void **state)
{
    (void)state;
    struct desk d;
    start(&d, 4);
    d.settings.least_coverage = 0.75;
    decide(&d);
    assert_true(d.out.score[3] == 90 && d.out.coverage[3] == 0.75 && d.out.rank[3] == 1 &&
                d.out.rank[0] == 2);
    assert_int_equal(d.out.n_without_rank, 0);
    assert_true(d.out.c[0][3] == 90 && isnan(d.out.c[1][3]));
    tomt_arena_free(d.arena);
    start(&d, 4);
    d.settings.least_coverage = 0.76;
    decide(&d);
    assert_true(d.out.score[3] == 90 && d.out.rank[3] == 0 && d.out.rank[0] == 1);
    assert_int_equal(d.out.n_without_rank, 1);
    assert_true(isnan(column(&d, "rank_mean")->number[3]) &&
                isnan(column(&d, "rank_minimum")->number[3]));
    assert_null(column(&d, "stability")->word[3]);
    numbers(&d, "rank_mean", 1.5, 1.5, 3); /* the others are among themselves */
    tomt_arena_free(d.arena);
}

/* Whoever is full in all that is known of it has 100 points to the last bit and stands above what
 * is less, however little the known counts. */
static void full_in_what_is_known(void **state)
{
    (void)state;
    for (int i = 1; i < 200; i++) {
        struct desk d;
        start(&d, 4);
        d.weight[0] = i;
        d.weight[1] = 1000 - 0.37 * i;
        d.raw[0][0] = 5;
        d.raw[0][3] = 10;
        d.raw[1][1] = d.raw[0][1] = 10;
        decide(&d);
        assert_true(d.out.score[3] == 100 && d.out.score[1] >= 100 - 0x1p-40 &&
                    d.out.score[1] <= 100 + 0x1p-40);
        assert_null(column(&d, "dominated_by")->word[3]); /* as good as B, not less */
        assert_null(column(&d, "dominated_by")->word[1]);
        assert_string_equal(column(&d, "dominated_by")->word[0], "B");
        tomt_arena_free(d.arena);
    }
}

/* By TOPSIS. D (0, -) is too little known for a rank, but the worst there is, for whom it lies
 * beside: B (5, 1) is 0.3758 from it and 0.4138 from the best, C (4, 8) 0.3606 and 0.4500, so A B
 * C; among themselves B would be 0.075 from the worst and C 0.175: A C B. By their minimum (0.2,
 * 0.1, 0.4) C A B: of the ranks that are told one pair agrees and two do not. */
static void agreement_is_of_the_ranks_told(void **state)
{
    (void)state;
    struct desk d;
    start(&d, 4);
    d.raw[0][3] = 0;
    d.raw[1][1] = 1;
    d.raw[1][2] = 8;
    d.settings.least_coverage = 0.9;
    d.settings.method = tomt_method_find("topsis");
    decide(&d);
    /* D (0, -) is not ranked and does not move the ideals. Weighed A (0.75, 0.05), B (0.375, 0.025),
     * C (0.3, 0.2); ideal (0.75, 0.2), anti-ideal (0.3, 0.025): closeness 0.75, 0.15, 0.28. */
    assert_true(d.out.rank[0] == 1 && d.out.rank[1] == 3 && d.out.rank[2] == 2 &&
                d.out.rank[3] == 0 && isnan(d.out.score[3]));
    assert_true(fabs(d.out.score[2] - 28) < 1e-9);
    numbers(&d, "rank_minimum", 2, 3, 1);
    assert_string_equal(word(&d, TOMT_D_METHOD_AGREEMENT, 0, "method_a"), "topsis");
    assert_string_equal(word(&d, TOMT_D_METHOD_AGREEMENT, 2, "method_b"), "minimum");
    assert_true(fabs(cell(&d, TOMT_D_METHOD_AGREEMENT, 2, "tau") - 1.0 / 3) < 1e-12);
    assert_true(isnan(d.out.c[0][0]) && fabs(column(&d, "weighted_sum")->number[0] - 80) < 1e-9);
    tomt_arena_free(d.arena);
}

/* Nothing within 10: worth 0 where the function is flat from there on, else not known. */
static void beyond_reach(void **state)
{
    (void)state;
    struct desk d;
    start(&d, 3);
    for (size_t zero_at = 10; zero_at <= 20; zero_at += 10) {
        d.raw[1][2] = NAN;
        d.beyond[1][2] = 1;
        d.criterion[1].reach = 10;
        d.criterion[1].value.full_at = 0;
        d.criterion[1].value.zero_at = (double)zero_at;
        d.settings.robust.findings = 3;
        decide(&d);
        assert_true(zero_at == 10 ? d.out.v[1][2] == 0 && d.out.score[2] == 30
                                  : isnan(d.out.v[1][2]) && d.out.score[2] == 40);
    }
    d.criterion[1].value.zero_at = 10;
    decide(&d);
    bool told = false;
    for (size_t k = 0; k < n_rows(&d, TOMT_D_FINDING);
         k++) /* how far was looked stands for the number */
        if (strcmp(word(&d, TOMT_D_FINDING, k, "message"), "finding_lift_beyond") == 0)
            told = cell(&d, TOMT_D_FINDING, k, "number_1") == 10;
    assert_true(told);
    tomt_arena_free(d.arena);
}

static void turn(struct desk *d)
{
    struct tomt_decide_criterion first = d->criterion[0];
    d->criterion[0] = d->criterion[1];
    d->criterion[1] = first;
    d->weight[0] = 1;
    d->weight[1] = 3;
    for (size_t k = 0; k < 8; k += 2) {
        double a = d->given[k];
        d->given[k] = d->given[k + 1];
        d->given[k + 1] = a;
    }
}

/* b before a, one thread rather than two: not a bit changes, whatever the draws are from. */
static void the_order_of_criteria_changes_nothing(void **state)
{
    (void)state;
    for (int from = TOMT_DRAW_AROUND; from <= TOMT_DRAW_GIVEN; from++) {
        struct desk one, other;
        start(&one, 4);
        start(&other, 4);
        turn(&other);
        other.crew.n_threads = 1;
        struct tomt_uncertain_setting unsure[] = {{0, 0.2, NAN}}, turned[] = {{1, 0.2, NAN}};
        struct desk *desk[] = {&one, &other};
        for (size_t k = 0; k < 2; k++) {
            struct tomt_robust_settings *robust = &desk[k]->settings.robust;
            robust->from = from;
            robust->uncertain = k ? turned : unsure;
            robust->n_uncertain = 1;
            desk[k]->least[k] = 0.3; /* a: 0.3 to 0.9, b: 0 to 0.6 */
            desk[k]->most[k] = 0.9;
            desk[k]->most[1 - k] = 0.6;
            robust->least = desk[k]->least;
            robust->most = desk[k]->most;
            decide(desk[k]);
        }
        assert_int_equal(one.out.n_columns, other.out.n_columns);
        for (size_t k = 0; k < one.out.n_columns; k++) {
            const struct tomt_decided_column *a = &one.out.column[k], *b = column(&other, a->name);
            assert_true(!a->number || memcmp(a->number, b->number, 4 * sizeof(double)) == 0);
            for (size_t s = 0; a->word && s < 4; s++)
                assert_true(a->word[s] == b->word[s] || !strcmp(a->word[s], b->word[s]));
        }
        assert_memory_equal(one.out.score, other.out.score, 4 * sizeof(double));
        for (size_t k = 0; k < n_rows(&one, TOMT_D_CENTRAL_WEIGHT);
             k++) /* rows of a site: a, b there, b, a here */
            assert_true(cell(&one, TOMT_D_CENTRAL_WEIGHT, k, "share") ==
                        cell(&other, TOMT_D_CENTRAL_WEIGHT, k ^ 1, "share"));
        tomt_arena_free(one.arena);
        tomt_arena_free(other.arena);
    }
}

static void nobody_and_one_alone(void **state)
{
    (void)state;
    for (size_t k = 0; tomt_methods[k]; k++)
        for (size_t n = 0; n < 2; n++) {
            struct desk d;
            start(&d, n);
            d.settings.method = tomt_methods[k];
            d.settings.method_args = d.args[k];
            decide(&d);
            assert_int_equal(n_rows(&d, TOMT_D_ACCEPTABILITY), n);
            assert_int_equal(n_rows(&d, TOMT_D_SENSITIVITY), 4 * n);
            if (n) {
                assert_int_equal(d.out.rank[0], 1);
                assert_string_equal(column(&d, "stability")->word[0], "always");
                assert_true(column(&d, "first_share")->number[0] == 1);
                assert_true(isnan(cell(&d, TOMT_D_SENSITIVITY, 0, "needed")));
            }
            tomt_arena_free(d.arena);
        }
}

/* Scores alone: the same, without a table; nor with robustness: false. */
static void scores_alone(void **state)
{
    (void)state;
    struct desk d;
    start(&d, 3);
    assert_true(tomt_decide(d.arena, &d.input, &d.crew, &d.out, NULL, &d.err));
    assert_true(fabs(d.out.score[0] - 80) < 1e-9 && d.out.rank[2] == 3);
    assert_int_equal(d.out.n_columns, 0);
    d.settings.robust.wanted = false;
    decide(&d);
    assert_int_equal(d.out.n_columns, 0);
    assert_int_equal(n_rows(&d, TOMT_D_WEIGHT_GROUP), 1);
    assert_int_equal(n_rows(&d, TOMT_D_FINDING), 0);
    tomt_arena_free(d.arena);
}

static void bounds_that_no_weights_meet(void **state)
{
    (void)state;
    struct desk d;
    start(&d, 3);
    d.settings.robust.from = TOMT_DRAW_BOUNDS;
    d.least[0] = d.least[1] = 0.6;
    d.most[0] = d.most[1] = 1;
    d.settings.robust.least = d.least;
    d.settings.robust.most = d.most;
    assert_true(tomt_decision_tables_start(d.arena, &d.tables, &d.err));
    assert_false(tomt_decide(d.arena, &d.input, &d.crew, &d.out, &d.tables, &d.err));
    assert_int_equal(d.err.code, TOMT_PROJECT);
    assert_non_null(strstr(d.err.text, "over 1"));
    tomt_arena_free(d.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scores_and_draws_by_hand),
        cmocka_unit_test(tables_by_hand),
        cmocka_unit_test(too_little_is_known),
        cmocka_unit_test(full_in_what_is_known),
        cmocka_unit_test(agreement_is_of_the_ranks_told),
        cmocka_unit_test(beyond_reach),
        cmocka_unit_test(the_order_of_criteria_changes_nothing),
        cmocka_unit_test(nobody_and_one_alone),
        cmocka_unit_test(scores_alone),
        cmocka_unit_test(bounds_that_no_weights_meet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
