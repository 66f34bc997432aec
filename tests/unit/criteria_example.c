/* docs/examples/: what is shown reads without problems against the sample's layers, its criteria
 * and their parameters too; and its weights are those of its judgements. */
#include "criteria/criterion.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define TOP TOMT_TEST_DATA "/../.."

static char *slurp(const char *path)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *text = calloc(1, 1 << 20);
    assert_non_null(text);
    assert_true(fread(text, 1, (1 << 20) - 1, file) > 0);
    fclose(file);
    return text;
}

/* The sample's project with the example as its only profile. */
static void write_project(const char *path, const char *profile)
{
    char *text = slurp(TOP "/src/sample/project.yaml");
    char *profiles = strstr(text, "\nprofiles:");
    assert_non_null(profiles);
    char *after = profiles + 1;
    do { /* its items, and what is said of them */
        after = strchr(after, '\n');
        after = after ? after + 1 : strchr(profiles + 1, '\0');
    } while (*after == ' ' || *after == '#' || *after == '-');
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fprintf(file, "%.*s\nprofiles: [%s]\n%s", (int)(profiles - text), text, profile, after);
    fclose(file);
    free(text);
}

static void the_example_is_right(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_problems problems;
    struct tomt_project project;
    char path[] = "/tmp/tomt-test-XXXXXX";
    int handle = mkstemp(path);
    assert_true(arena && handle >= 0);
    close(handle);
    write_project(path, TOP "/docs/examples/office_ahp.yaml");
    tomt_problems_start(&problems, arena);
    if (!tomt_project_read(arena, path, &project, &problems, &err))
        fail_msg("%s", err.text);
    unlink(path);
    for (size_t p = 0; p < project.n_profiles; p++) {
        for (size_t c = 0; c < project.profile[p].n_criteria; c++) {
            const struct tomt_criterion *criterion;
            void *args;
            assert_true(tomt_criterion_bind(arena, &project, &project.profile[p].criterion[c],
                                            &criterion, &args, &problems, &err));
        }
    }
    for (size_t i = 0; i < problems.n; i++)
        print_error("%s:%d: %s\n", problems.item[i].file, problems.item[i].line,
                    problems.item[i].text);
    assert_int_equal(problems.n, 0);
    assert_int_equal(project.n_profiles, 1);

    /* Geometric means of the two judges: access to company sqrt(6), access to room sqrt(2), room to
     * company sqrt(6). With three members the principal eigenvector is the one of geometric means
     * of rows (Crawford and Williams 1985): (12 ^ 1/6, 36 ^ -1/6, 3 ^ 1/6), members in the order
     * access, company, room. */
    const struct tomt_decision_settings *decision = &project.profile[0].decision;
    struct tomt_criterion_weights weights;
    assert_true(tomt_weights_make(arena, decision->weighting, project.profile[0].n_criteria, NULL,
                                  &weights, &err));
    double row[] = {pow(12, 1.0 / 6), pow(36, -1.0 / 6), pow(3, 1.0 / 6)}, sum = 0;
    for (int i = 0; i < 3; i++)
        sum += row[i];
    for (int i = 0; i < 3; i++)
        assert_true(fabs(weights.weighing[0].local[i] - row[i] / sum) < 1e-6);
    double whole = 0;
    for (size_t c = 0; c < project.profile[0].n_criteria; c++)
        whole += weights.share[c];
    assert_true(fabs(whole - 1) < 1e-12);
    for (size_t i = 0; i < weights.n_weighings; i++) /* an example is to be followed */
        assert_true(!(weights.weighing[i].consistency_ratio > 0.1));
    tomt_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_example_is_right)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
