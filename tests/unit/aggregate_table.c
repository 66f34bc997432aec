/* The table of methods, their defaults, gaps, thresholds, ranks and reversals; docs/ranking.md
 * holds what the rows say (TOMT_WRITE_DOCS=1 in the environment writes it anew). */
#include "aggregate_support.h"

#include "base/text.h"

#include <stdio.h>

static void rows_are_complete(void **state)
{
    (void)state;
    assert_string_equal(tomt_methods[0]->name, "weighted_sum");
    size_t n = 0;
    for (; tomt_methods[n]; n++) {
        const struct tomt_method *method = tomt_methods[n];
        assert_ptr_equal(tomt_method_find(method->name), method);
        assert_true(strlen(method->summary) > 20 && strlen(method->source) > 10);
        assert_non_null(method->score);
        assert_true(method->adds_up == (n == 0));
        size_t n_terms = 0;
        for (; method->term && method->term[n_terms].name; n_terms++) {
            const struct tomt_method_term *term = &method->term[n_terms];
            assert_true(term->unit && term->title.en && term->title.nb);
            for (size_t other = 0; other < n_terms; other++)
                assert_string_not_equal(term->name, method->term[other].name);
        }
        assert_true(n_terms <= MOST_TERMS);
        for (const struct tomt_param *param = method->params; param && param->name; param++)
            assert_true(param->offset < method->args_size && param->help);
    }
    assert_int_equal(n, 9);
    assert_null(tomt_method_find("electre"));
    assert_null(tomt_method_find(NULL));
}

static void defaults_are_those_of_the_rows(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    const struct promethee *promethee =
        tomt_method_defaults(arena, tomt_method_find("promethee_ii"), &err);
    assert_int_equal(promethee->shape, LINEAR);
    assert_near(promethee->indifference, 0.05, 0);
    assert_near(promethee->preference, 0.25, 0);
    const struct electre *electre =
        tomt_method_defaults(arena, tomt_method_find("electre_iii"), &err);
    assert_near(electre->preference, 0.25, 0);
    assert_true(isnan(electre->veto));
    const struct one_number *owa = tomt_method_defaults(arena, tomt_method_find("owa"), &err);
    assert_near(owa->number, 0.3, 0);
    assert_non_null(tomt_method_defaults(arena, tomt_method_find("topsis"), &err));
    static const struct tomt_param bad[] = {
        {.name = "shape", .type = TOMT_PARAM_CHOICE, .choices = "a|bc", .fallback = "b"}, {0}};
    struct tomt_method wrong = {.name = "wrong", .args_size = 8, .params = bad};
    assert_null(tomt_method_defaults(arena, &wrong, &err));
    assert_int_equal(err.code, TOMT_INTERNAL);
    tomt_arena_free(arena);
}

/* Shares 1/2, 1/4, 1/4. Site 0 is whole. Site 1 lacks the first: dropped, the mean of the others,
 * (0.5 + 1) / 2 = 0.75. Site 2 lacks the second (worst: 0) and the third (neutral: 0.5). Site 3
 * lacks the first and the second: dropped, the mean of 0 (worst) and 0.2. */
static void gaps_are_filled(void **state)
{
    (void)state;
    struct world world = {.m = 3,
                          .n = 4,
                          .weight = {2, 1, 1},
                          .policy = {TOMT_NULL_DROP, TOMT_NULL_WORST, TOMT_NULL_NEUTRAL},
                          .value = {{1, NAN, 1, NAN}, {0.5, 0.5, NAN, NAN}, {0, 1, NAN, 0.2}}};
    weigh(&world);
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    const double *value[MOST_CRITERIA], **filled;
    struct tomt_aggregate_input input = input_of(&world, value);
    assert_true(tomt_aggregate_fill(arena, &input.of, &filled, &err));
    const double expected[3][4] = {{1, 0.75, 1, 0.1}, {0.5, 0.5, 0, 0}, {0, 1, 0.5, 0.2}};
    for (size_t c = 0; c < 3; c++)
        for (size_t s = 0; s < 4; s++)
            assert_near(filled[c][s], expected[c][s], 1e-13);
    input.of.n_sites = 1; /* no gap, no copy */
    assert_true(tomt_aggregate_fill(arena, &input.of, &filled, &err));
    assert_ptr_equal(filled[1], world.value[1]);
    /* all dropped and unknown: nothing is made up, also not from what has no weight */
    struct world none = {.m = 2, .n = 1, .weight = {1, 0}, .value = {{NAN}, {0.5}}};
    weigh(&none);
    input = input_of(&none, value);
    assert_true(tomt_aggregate_fill(arena, &input.of, &filled, &err));
    assert_true(isnan(filled[0][0]) && isnan(filled[1][0]));
    tomt_arena_free(arena);
}

static bool settle(struct tomt_thresholds said, struct tomt_thresholds own,
                   struct tomt_settled_thresholds *settled, struct tomt_error *err)
{
    const size_t criterion = 0;
    struct tomt_ready ready = {.n_criteria = 1, .criterion = &criterion};
    struct tomt_aggregate_input input = {.threshold = &said};
    *err = (struct tomt_error){0};
    return tomt_thresholds_settle(&input, &ready, own, settled, err);
}

static void thresholds_of_the_criterion_go_before(void **state)
{
    (void)state;
    static const struct {
        struct tomt_thresholds said;
        double q, p, veto; /* with 0.05, 0.25 and no veto as the method's own; veto -1: none */
    } expected[] = {{{NAN, NAN, NAN}, 0.05, 0.25, -1},  {{0.1, NAN, NAN}, 0.1, 0.25, -1},
                    {{0.3, NAN, NAN}, 0.3, 0.3, -1},    {{NAN, 0.02, NAN}, 0.02, 0.02, -1},
                    {{NAN, NAN, 0.1}, 0.05, 0.1, 0.1},  {{NAN, NAN, 0.02}, 0.02, 0.02, 0.02},
                    {{0.3, NAN, 0.35}, 0.3, 0.3, 0.35}, {{0.1, 0.4, 0.6}, 0.1, 0.4, 0.6}};
    struct tomt_settled_thresholds settled;
    struct tomt_thresholds own = {0.05, 0.25, NAN};
    struct tomt_error err = {0};
    for (size_t k = 0; k < sizeof expected / sizeof *expected; k++) {
        assert_true(settle(expected[k].said, own, &settled, &err));
        assert_int_equal(settled.indifference, tomt_value_units(expected[k].q));
        assert_int_equal(settled.preference, tomt_value_units(expected[k].p));
        if (expected[k].veto < 0)
            assert_true(settled.veto < 0);
        else
            assert_int_equal(settled.veto, tomt_value_units(expected[k].veto));
    }
    assert_false(settle((struct tomt_thresholds){0.3, 0.2, NAN}, own, &settled, &err));
    assert_int_equal(err.code, TOMT_PROJECT);
    assert_non_null(strstr(err.text, "criterion 1"));
    assert_false(settle((struct tomt_thresholds){NAN, 0.4, 0.2}, own, &settled, &err));
    assert_false(settle((struct tomt_thresholds){0.4, NAN, 0.2}, own, &settled, &err));
    assert_false(settle(expected[0].said, (struct tomt_thresholds){0.4, 0.2, NAN}, &settled, &err));
    assert_int_equal(err.code, TOMT_PROJECT);
    assert_string_equal(err.text, "indifference 0.4 is over preference 0.2; it must not be larger");
    tomt_error_clear(&err);
    assert_false(
        settle(expected[0].said, (struct tomt_thresholds){0.1, 0.2, 0.15}, &settled, &err));
    assert_string_equal(err.text, "preference 0.2 is over veto 0.15; it must not be larger");
}

static void ranks_go_by_score_then_second_then_id(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    const double score[] = {50, 70, NAN, 50, 50, 50}, second[] = {1, 0, 9, 3, NAN, 1};
    const char *const id[] = {"b", "c", "a", "z", "y", "\xC3\xA6"};
    uint32_t rank[6];
    assert_true(tomt_aggregate_rank(score, second, id, 6, rank, &err));
    const uint32_t by_second[] = {3, 1, 0, 2, 5, 4};
    assert_memory_equal(rank, by_second, sizeof rank);
    assert_true(tomt_aggregate_rank(score, NULL, id, 6, rank, &err));
    const uint32_t by_id[] = {2, 1, 0, 4, 3, 5};
    assert_memory_equal(rank, by_id, sizeof rank);
    assert_true(tomt_aggregate_rank(score, second, id, 0, rank, &err));
}

/* Pairs counted one by one from ranks with and without the copy. */
static size_t count_by_pairs(const struct world *world, const char *name, size_t copied)
{
    static const char *const id[] = {"00", "01", "02", "03", "04", "05", "06", "07", "08",
                                     "09", "10", "11", "12", "13", "14", "15", "16"};
    struct world more = *world;
    double sum[MOST_SITES];
    uint32_t rank[2][MOST_SITES];
    struct tomt_error err = {0};
    for (size_t which = 0; which < 2; which++) {
        for (size_t c = 0; which && c < more.m; c++)
            more.value[c][more.n] = more.value[c][copied];
        more.n += which;
        score_by("weighted_sum", NULL, &more);
        memcpy(sum, more.score, sizeof sum);
        score_by(name, NULL, &more);
        assert_true(tomt_aggregate_rank(more.score, sum, id, more.n, rank[which], &err));
    }
    size_t count = 0;
    for (size_t a = 0; a < world->n; a++) {
        for (size_t b = 0; b < a; b++) {
            if (rank[0][a] && rank[0][b])
                count += (rank[0][a] < rank[0][b]) != (rank[1][a] < rank[1][b]) ? 1 : 0;
        }
    }
    return count;
}

static void reversals_are_counted(void **state)
{
    (void)state;
    uint64_t seed = 77;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    size_t total[16] = {0};
    for (int turn = 0; turn < 300; turn++) {
        struct world world = {.m = 2 + next_random(&seed) % 5, .n = 1 + next_random(&seed) % 16};
        for (size_t c = 0; c < world.m; c++) {
            world.weight[c] = 0.1 + random_share(&seed);
            for (size_t s = 0; s < world.n; s++)
                world.value[c][s] = next_random(&seed) % 12 ? random_share(&seed) : NAN;
        }
        weigh(&world);
        size_t copied = next_random(&seed) % world.n;
        const double *value[MOST_CRITERIA];
        struct tomt_aggregate_input input = input_of(&world, value);
        for (size_t k = 0; tomt_methods[k]; k++) {
            size_t n_reversals = 99;
            const void *args = tomt_method_defaults(arena, tomt_methods[k], &err);
            assert_true(tomt_aggregate_reversals(tomt_methods[k], args, &input, copied, arena,
                                                 &n_reversals, &err));
            assert_int_equal(n_reversals, count_by_pairs(&world, tomt_methods[k]->name, copied));
            total[k] += n_reversals;
        }
    }
    for (size_t k = 0; tomt_methods[k]; k++) {
        bool of_pairs = !strcmp(tomt_methods[k]->name, "promethee_ii") ||
                        !strcmp(tomt_methods[k]->name, "electre_iii");
        assert_true((total[k] > 0) == of_pairs); /* a copy moves no ideal and no sum */
    }
    tomt_arena_free(arena);
}

static void reversals_at_the_ends(void **state)
{
    (void)state;
    enum { N = 2000 };
    static double number[N];
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    const double *value[] = {number};
    struct tomt_aggregate_input input = {
        .of = {1, N, (const double[]){1}, (const enum tomt_null_policy[]){TOMT_NULL_DROP}, value}};
    const struct tomt_method *electre = tomt_method_find("electre_iii");
    const void *args = tomt_method_defaults(arena, electre, &err);
    size_t n_reversals = 0;
    assert_true(tomt_aggregate_reversals(electre, args, &input, 0, arena, &n_reversals, &err));
    assert_true(n_reversals == SIZE_MAX);
    input.of.n_sites = 0;
    assert_true(tomt_aggregate_reversals(electre, args, &input, 0, arena, &n_reversals, &err));
    assert_int_equal(n_reversals, 0);
    input.of.n_sites = 3;
    assert_false(tomt_aggregate_reversals(electre, args, &input, 3, arena, &n_reversals, &err));
    tomt_arena_free(arena);
}

/* Every allocation fails once, in every method and in the count of reversals. */
static void out_of_memory_is_an_error(void **state)
{
    (void)state;
    struct world world = {.m = 2, .n = 3, .weight = {1, 2}, .value = {{1, NAN, 0}, {0.5, 0.2, 1}}};
    weigh(&world);
    const double *value[MOST_CRITERIA];
    double score[3], terms[MOST_TERMS][3], *term[MOST_TERMS];
    for (size_t k = 0; k < MOST_TERMS; k++)
        term[k] = terms[k];
    struct tomt_aggregate_input input = input_of(&world, value);
    for (size_t k = 0; tomt_methods[k]; k++) {
        for (uint64_t at = 1;; at++) {
            struct tomt_error err = {0};
            size_t n_reversals;
            struct tomt_arena *arena = tomt_arena_new(&err);
            const void *args = tomt_method_defaults(arena, tomt_methods[k], &err);
            tomt_allocation_fail_at(at);
            bool made = tomt_methods[k]->score(args, &input, arena, score, term, &err) &&
                        tomt_aggregate_reversals(tomt_methods[k], args, &input, 1, arena,
                                                 &n_reversals, &err);
            tomt_allocation_fail_at(0);
            tomt_arena_free(arena);
            if (made)
                break;
            assert_int_equal(err.code, TOMT_MEMORY);
        }
    }
}

static void print_params(const struct tomt_method *method, struct tomt_text *out)
{
    for (const struct tomt_param *param = method->params; param && param->name; param++) {
        tomt_text_print(out, "| `%s` | `%s` | ", method->name, param->name);
        if (param->type == TOMT_PARAM_CHOICE) {
            for (const char *c = param->choices; *c; c++)
                tomt_text_print(out, *c == '|' ? ", " : "%c", *c);
        } else {
            tomt_text_number(out, param->min);
            tomt_text_puts(out, " to ");
            tomt_text_number(out, param->max);
        }
        tomt_text_print(out, " | %s | %s |\n", param->fallback ? param->fallback : "none",
                        param->help);
    }
}

static void print_tables(struct tomt_text *out)
{
    tomt_text_puts(out,
                   "| method | what it does | its own columns | source |\n|---|---|---|---|\n");
    for (size_t k = 0; tomt_methods[k]; k++) {
        const struct tomt_method *method = tomt_methods[k];
        tomt_text_print(out, "| `%s` | %s", method->name, method->summary);
        if (method->most_sites)
            tomt_text_print(out, ". At most %zu sites", method->most_sites);
        tomt_text_puts(out, " | ");
        for (const struct tomt_method_term *term = method->term; term && term->name; term++)
            tomt_text_print(out, "%s`%s`%s%s%s: %s", term > method->term ? "; " : "", term->name,
                            *term->unit ? " (" : "", term->unit, *term->unit ? ")" : "",
                            term->title.en);
        tomt_text_print(out, " | %s |\n", method->source);
    }
    tomt_text_puts(out, "\nParameters (`with:`):\n\n| method | parameter | values | default | what "
                        "|\n|---|---|---|---|---|\n");
    for (size_t k = 0; tomt_methods[k]; k++)
        print_params(tomt_methods[k], out);
}

static struct tomt_text read_all(const char *path)
{
    struct tomt_text text = {0};
    char part[4096];
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    for (size_t n; (n = fread(part, 1, sizeof part, file)) > 0;)
        tomt_text_add(&text, part, n);
    assert_int_equal(fclose(file), 0);
    return text;
}

static void docs_hold_the_tables(void **state)
{
    (void)state;
    static const char path[] = TOMT_TEST_DATA "/../../docs/ranking.md";
    static const char begins[] = "<!-- tables of methods: written by the test -->\n";
    static const char ends[] = "<!-- end of the tables -->\n";
    struct tomt_text docs = read_all(path), tables = {0};
    print_tables(&tables);
    assert_false(tables.failed || docs.failed);
    assert_true(docs.n > 0);
    char *from = strstr(docs.bytes, begins), *to = strstr(docs.bytes, ends);
    assert_non_null(from);
    assert_non_null(to);
    from += strlen(begins);
    if (getenv("TOMT_WRITE_DOCS")) {
        struct tomt_text out = {0};
        tomt_text_add(&out, docs.bytes, (size_t)(from - docs.bytes));
        tomt_text_add(&out, tables.bytes, tables.n);
        tomt_text_puts(&out, to);
        FILE *file = fopen(path, "wb");
        assert_non_null(file);
        assert_int_equal(fwrite(out.bytes, 1, out.n, file), out.n);
        assert_int_equal(fclose(file), 0);
        tomt_text_free(&out);
    } else {
        assert_int_equal(to - from, tables.n);
        assert_memory_equal(from, tables.bytes, tables.n);
    }
    tomt_text_free(&docs);
    tomt_text_free(&tables);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_complete),
        cmocka_unit_test(defaults_are_those_of_the_rows),
        cmocka_unit_test(gaps_are_filled),
        cmocka_unit_test(thresholds_of_the_criterion_go_before),
        cmocka_unit_test(ranks_go_by_score_then_second_then_id),
        cmocka_unit_test(reversals_are_counted),
        cmocka_unit_test(reversals_at_the_ends),
        cmocka_unit_test(out_of_memory_is_an_error),
        cmocka_unit_test(docs_hold_the_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
