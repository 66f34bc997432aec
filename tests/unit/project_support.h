/* project_support.h: what the tests of whole projects share: a small project, and its problems as
 * lines. */
#ifndef TOMT_TESTS_PROJECT_SUPPORT_H
#define TOMT_TESTS_PROJECT_SUPPORT_H

#include "project/inner.h"

#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct tomt_arena *arena;
static struct tomt_problems problems;
static struct tomt_error err;
static struct tomt_project project;

static int start(void **state)
{
    (void)state;
    err = (struct tomt_error){0};
    arena = tomt_arena_new(&err);
    tomt_problems_start(&problems, arena);
    return arena ? chdir(TOMT_TEST_DATA "/project") : -1;
}

static int stop(void **state)
{
    (void)state;
    tomt_arena_free(arena);
    return 0;
}

static void assert_problems_are(const char *expected)
{
    struct tomt_text found = {0};
    for (size_t i = 0; i < problems.n; i++) {
        const struct tomt_problem *p = &problems.item[i];
        tomt_text_print(&found, "%s:%d:%d: %s\n", p->file, p->line, p->column, p->text);
    }
    assert_string_equal(found.n ? found.bytes : "", expected);
    tomt_text_free(&found);
}

/* A small project, with one part replaced, in a folder of its own. */
static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    fclose(file);
}

static const char head[] =
    "tomt: 1\nproject: {name: x, crs: EPSG:25833}\nstudy_area: {layer: area}\n";
static const char layers[] =
    "layers:\n  area: {source: a.gpkg}\n  zone: {source: z.gpkg, columns: {use: u}}\n";
static const char profile[] =
    "tomt_profile: 1\nname: a\nuses: 1300\n"
    "criteria: [{id: a, criterion: c, weight: 1, value: {function: linear, ends: data}}]\n";

/* `a`: the file a.yaml. */
static void assert_files_say(const char *text, const char *a, const char *expected)
{
    char folder[] = "/tmp/tomt-test-XXXXXX";
    assert_non_null(mkdtemp(folder));
    assert_int_equal(chdir(folder), 0);
    write_file("a.yaml", a);
    write_file("b.yaml", profile);
    write_file(
        "zero.yaml",
        "tomt_profile: 1\nname: z\nuses: 1300\n"
        "criteria: [{id: a, criterion: c, weight: 0, value: {function: linear, ends: data}}]\n");
    write_file("project.yaml", text);
    tomt_problems_start(&problems, arena);
    assert_true(tomt_project_read(arena, "project.yaml", &project, &problems, &err));
    assert_problems_are(expected);
    unlink("a.yaml");
    unlink("b.yaml");
    unlink("zero.yaml");
    unlink("project.yaml");
    assert_int_equal(chdir("/"), 0);
    assert_int_equal(rmdir(folder), 0);
}

static inline void assert_project_says(const char *text, const char *expected)
{
    assert_files_say(text, profile, expected);
}

static const char *joined(const char *a, const char *b, const char *c)
{
    const char *text = tomt_arena_print(arena, &err, "%s%s%s", a, b, c);
    assert_non_null(text);
    return text;
}

#endif
