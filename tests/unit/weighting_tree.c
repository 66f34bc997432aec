/* weighting_tree: groups of criteria, level by level, the rows, and that docs/weights.md says what
 * the rows say (TOMT_WRITE_DOCS=1 in the environment writes its table anew). */
#include "weighting_support.h"

#include "base/text.h"

#include <stdio.h>

static struct tomt_weighting_values no_values;

/* 2/3 to access (criteria 2 and 0, 3:1), 1/3 to room (ranks 1 and 2: 3/4 and 1/4 by ROC; of 1 and a
 * group of 3 alone). */
static void shares_are_products_down_the_tree(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_weight_member deep_member[] = {{3, NULL}};
    struct tomt_weight_group deep = {
        .name = "deep", .by = tomt_weighting_find("equal"), .member = deep_member, .n_members = 1};
    struct tomt_judgement judgement[] = {{0, 1, 3}};
    struct tomt_judge judge = {NULL, 1, judgement, 1};
    struct tomt_weight_member access_member[] = {{2, NULL}, {0, NULL}};
    struct tomt_weight_group access = {.name = "access",
                                       .by = tomt_weighting_find("ahp"),
                                       .member = access_member,
                                       .n_members = 2,
                                       .judge = &judge,
                                       .n_judges = 1};
    struct tomt_weight_member room_member[] = {{1, NULL}, {SIZE_MAX, &deep}};
    struct tomt_weight_group room = {.name = "room",
                                     .by = tomt_weighting_find("rank_order"),
                                     .member = room_member,
                                     .n_members = 2,
                                     .place = (double[]){1, 2}};
    struct tomt_weight_member member[] = {{SIZE_MAX, &access}, {SIZE_MAX, &room}};
    struct tomt_weight_group root = {.by = tomt_weighting_find("direct"),
                                     .member = member,
                                     .n_members = 2,
                                     .number = (double[]){2, 1}};
    struct tomt_criterion_weights weights;
    assert_true(tomt_weights_make(arena, &root, 4, NULL, &weights, &err));
    static const double expected[] = {2.0 / 3 / 4, 1.0 / 3 * 3 / 4, 2.0 / 3 * 3 / 4, 1.0 / 3 / 4};
    for (size_t c = 0; c < 4; c++)
        near(weights.share[c], expected[c], 1e-16);
    near(sum_of(weights.share, 4), 1, 1e-15);
    assert_int_equal(weights.n_weighings, 4);
    const struct tomt_weighing *weighing = weights.weighing;
    assert_ptr_equal(weighing[0].group, &root);
    assert_ptr_equal(weighing[1].group, &access);
    assert_ptr_equal(weighing[2].group, &room);
    assert_ptr_equal(weighing[3].group, &deep);
    assert_null(weighing[0].parent);
    assert_ptr_equal(weighing[1].parent, &root);
    assert_ptr_equal(weighing[3].parent, &room);
    assert_true(weighing[0].share == 1 && weighing[1].share == 2.0 / 3);
    assert_true(weighing[1].local[0] == 0.75 && weighing[3].local[0] == 1);
    assert_true(weighing[1].consistency_ratio == 0 && weighing[1].judge_ratio[0] == 0);
    assert_true(isnan(weighing[0].consistency_ratio) && isnan(weighing[0].principal_eigenvalue));
    assert_true(!weighing[0].judge_ratio && weighing[0].worst_a == SIZE_MAX);

    /* every allocation may fail */
    for (uint64_t at = 1;; at++) {
        struct tomt_error failed = {0};
        struct tomt_arena *other = tomt_arena_new(&err);
        tomt_allocation_fail_at(at);
        bool done = tomt_weights_make(other, &root, 4, &no_values, &weights, &failed);
        tomt_allocation_fail_at(0);
        tomt_arena_free(other);
        if (done)
            break;
        assert_int_equal(failed.code, TOMT_MEMORY);
    }
    root.number = (double[]){0, 7}; /* a group may weigh nothing */
    assert_true(tomt_weights_make(arena, &root, 4, NULL, &weights, &err));
    assert_true(weights.share[0] == 0 && weights.share[2] == 0 && weights.share[1] == 0.75);
    tomt_arena_free(arena);
}

static void tree_fails(const struct tomt_weight_group *root, size_t n_criteria, enum tomt_code code,
                       const char *part)
{
    struct tomt_error err = {0};
    struct tomt_criterion_weights weights;
    struct tomt_arena *arena = tomt_arena_new(&err);
    assert_false(tomt_weights_make(arena, root, n_criteria, NULL, &weights, &err));
    contains(err.text, part);
    assert_int_equal(err.code, code);
    tomt_arena_free(arena);
}

static void what_is_wrong_is_told(void **state)
{
    (void)state;
    const struct tomt_weighting *equal = tomt_weighting_find("equal");
    struct tomt_weight_member member[] = {{0, NULL}, {1, NULL}, {0, NULL}};
    struct tomt_weight_group root = {.by = equal, .member = member, .n_members = 2};
    tree_fails(&root, 3, TOMT_PROJECT, "criterion 3 is in no group");
    tree_fails(&root, 1, TOMT_INTERNAL, "there is no criterion 2");
    root.n_members = 3;
    tree_fails(&root, 2, TOMT_PROJECT, "criterion 1 is named twice, again in group 'the whole'");
    root.n_members = 0;
    tree_fails(&root, 2, TOMT_PROJECT, "group 'the whole' has no members");
    struct tomt_weight_group inner = {.name = "room", .by = equal};
    struct tomt_weight_member both[] = {{0, NULL}, {SIZE_MAX, &inner}};
    root = (struct tomt_weight_group){.by = equal, .member = both, .n_members = 2};
    tree_fails(&root, 1, TOMT_PROJECT, "group 'room' has no members");
    inner.member = both; /* its own member */
    inner.n_members = 2;
    tree_fails(&root, 1, TOMT_PROJECT, "criterion 1 is named twice, again in group 'room'");
    inner.member = &both[1];
    inner.n_members = 1;
    tree_fails(&root, 1, TOMT_PROJECT, "group 'room' lies 17 levels deep: 16 is the most");
    inner.member = member;
    inner.n_members = 1;
    both[0].criterion = 1;
    inner.by = tomt_weighting_find("direct");
    tree_fails(&root, 2, TOMT_PROJECT, "weights of group 'room' by direct: member 1 (criterion 1)");
    inner.by = tomt_weighting_find("critic");
    tree_fails(&root, 2, TOMT_INTERNAL, "without values");
    inner.by = NULL;
    tree_fails(&root, 2, TOMT_INTERNAL, "no way of weighing");
}

/* A chain of 16 levels is the deepest, and its one criterion has all weight. */
static void sixteen_levels(void **state)
{
    (void)state;
    struct tomt_weight_group group[16];
    struct tomt_weight_member member[16];
    for (size_t i = 0; i < 16; i++) {
        member[i] =
            (struct tomt_weight_member){i < 15 ? SIZE_MAX : 0, i < 15 ? &group[i + 1] : NULL};
        group[i] = (struct tomt_weight_group){.name = i ? "g" : NULL,
                                              .by = tomt_weighting_find("equal"),
                                              .member = &member[i],
                                              .n_members = 1};
    }
    struct tomt_error err = {0};
    struct tomt_criterion_weights weights;
    struct tomt_arena *arena = tomt_arena_new(&err);
    assert_true(tomt_weights_make(arena, group, 1, NULL, &weights, &err));
    assert_int_equal(weights.n_weighings, 16);
    assert_true(weights.share[0] == 1);
    tomt_arena_free(arena);
}

static void rows_are_complete(void **state)
{
    (void)state;
    size_t n = 0;
    for (; tomt_weightings[n]; n++) {
        const struct tomt_weighting *row = tomt_weightings[n];
        assert_true(row->name && row->summary && row->source && row->weigh);
        assert_ptr_equal(tomt_weighting_find(row->name), row);
    }
    assert_int_equal(n, 9);
    assert_string_equal(tomt_weightings[0]->name, "direct");
    assert_null(tomt_weighting_find("ahpp"));
    assert_null(tomt_weighting_find(""));
}

static const char docs_path[] = TOMT_TEST_DATA "/../../docs/weights.md";

static struct tomt_text read_docs(void)
{
    struct tomt_text text = {0};
    char bytes[4096];
    FILE *file = fopen(docs_path, "rb");
    assert_non_null(file);
    for (size_t n; (n = fread(bytes, 1, sizeof bytes, file)) > 0;)
        tomt_text_add(&text, bytes, n);
    fclose(file);
    assert_false(text.failed);
    return text;
}

static void docs_say_what_the_rows_say(void **state)
{
    (void)state;
    static const char begins[] = "<!-- ways: written by the test -->\n", ends[] = "<!-- end -->\n";
    static const char *const asks[] = {"`numbers`", "`order`", "`judgements` or `judges`",
                                       "nothing", "the values of sites"};
    struct tomt_text docs = read_docs(), table = {0};
    tomt_text_puts(&table, "\n| method | asks for | weights | source |\n|---|---|---|---|\n");
    for (size_t i = 0; tomt_weightings[i]; i++)
        tomt_text_print(&table, "| `%s` | %s | %s | %s |\n", tomt_weightings[i]->name,
                        asks[tomt_weightings[i]->asks], tomt_weightings[i]->summary,
                        tomt_weightings[i]->source);
    tomt_text_puts(&table, "\n");
    char *from = strstr(docs.bytes, begins);
    assert_non_null(from);
    from += strlen(begins);
    char *to = strstr(from, ends);
    assert_non_null(to);
    if (getenv("TOMT_WRITE_DOCS")) {
        FILE *file = fopen(docs_path, "wb");
        assert_non_null(file);
        fwrite(docs.bytes, 1, (size_t)(from - docs.bytes), file);
        fwrite(table.bytes, 1, table.n, file);
        fwrite(to, 1, (size_t)(docs.bytes + docs.n - to), file);
        assert_int_equal(fclose(file), 0);
    } else {
        assert_int_equal(to - from, table.n);
        assert_memory_equal(from, table.bytes, table.n);
    }
    tomt_text_free(&docs);
    tomt_text_free(&table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_are_products_down_the_tree),
        cmocka_unit_test(what_is_wrong_is_told),
        cmocka_unit_test(sixteen_levels),
        cmocka_unit_test(rows_are_complete),
        cmocka_unit_test(docs_say_what_the_rows_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
