/* sources_route_types: which mode a route_type is and what does not count. docs/transit.md holds
 * the table (TOMT_WRITE_DOCS=1 in the environment writes it anew): its words are here, mode and
 * count are what the code says of every type there. Types and names: GTFS reference, routes.txt,
 * and Google's "Extended GTFS Route Types". */
#include "sources/gtfs.h"

#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MOST_TYPE = 2000 };

static const struct group {
    long from, to;
    const char *what;
    bool is_ours;
} groups[] = {
    {0, 0, "tram, light rail", false},
    {1, 1, "metro", true},
    {2, 2, "rail", false},
    {3, 3, "bus", false},
    {4, 4, "ferry", false},
    {5, 7, "cable tram, aerial lift, funicular", true},
    {11, 11, "trolleybus", true},
    {12, 12, "monorail", true},
    {100, 117, "railway services", false},
    {200, 206, "coach services", true},
    {207, 207, "tourist coach", false},
    {208, 209, "commuter coach, all coach services", true},
    {400, 405, "urban railway, metro, underground, monorail", true},
    {700, 709, "bus services", false},
    {710, 710, "sightseeing bus", false},
    {711, 711, "shuttle bus", false},
    {712, 712, "school bus", false},
    {713, 713, "school and public service bus", true},
    {714, 714, "rail replacement bus", false},
    {715, 715, "demand and response bus", true},
    {716, 716, "all bus services", false},
    {800, 800, "trolleybus", true},
    {900, 906, "tram services", false},
    {1000, 1021, "water transport", false},
    {1200, 1200, "ferry service", false},
    {1300, 1307, "aerial lifts", true},
    {1400, 1400, "funicular", true},
};
enum { N_GROUPS = sizeof groups / sizeof *groups };

static void write_types(struct tomt_text *out)
{
    tomt_text_puts(out, "| route_type | what | mode | counts |\n|---|---|---|---|\n");
    for (size_t i = 0; i < N_GROUPS; i++) {
        const struct group *group = &groups[i];
        enum tomt_mode mode;
        bool counts;
        if (!tomt_route_type(group->from, &mode, &counts))
            fail_msg("%ld is no mode", group->from);
        tomt_text_print(out, "| %ld", group->from);
        if (group->to > group->from)
            tomt_text_print(out, "–%ld", group->to);
        tomt_text_print(out, " | %s | %s | %s%s |\n", group->what, tomt_mode_name[mode],
                        counts ? "yes" : "no", group->is_ours ? ", **ours**" : "");
    }
    tomt_text_puts(out,
                   "| all others | air, taxi, self-drive, unknown | none | left out, told |\n");
}

/* All types of a row are one mode and count alike; what stands in no row is none. */
static void every_type_is_in_the_table(void **state)
{
    (void)state;
    size_t at = 0;
    for (long type = -1; type <= MOST_TYPE; type++) {
        enum tomt_mode mode, first_mode;
        bool counts, first_counts;
        while (at < N_GROUPS && groups[at].to < type)
            at++;
        bool in_table = at < N_GROUPS && groups[at].from <= type;
        bool known = tomt_route_type(type, &mode, &counts);
        if (known != in_table)
            fail_msg("route type %ld: %s", type, known ? "not in the table" : "not known");
        if (!known)
            continue;
        assert_true(tomt_route_type(groups[at].from, &first_mode, &first_counts));
        if (mode != first_mode || counts != first_counts)
            fail_msg("route type %ld is not as %ld", type, groups[at].from);
    }
}

static struct tomt_text read_all(const char *path)
{
    struct tomt_text text = {0};
    char bytes[4096];
    FILE *file = fopen(path, "rb");
    for (size_t n; file && (n = fread(bytes, 1, sizeof bytes, file)) > 0;)
        tomt_text_add(&text, bytes, n);
    if (file)
        fclose(file);
    return text;
}

static void docs_have_the_table(void **state)
{
    (void)state;
    static const char path[] = TOMT_TEST_DATA "/../../docs/transit.md",
                      mark[] = "<!-- route types -->\n";
    struct tomt_text docs = read_all(path), wanted = {0};
    assert_non_null(docs.bytes);
    const char *from = strstr(docs.bytes, mark);
    assert_non_null(from);
    from += strlen(mark);
    const char *end = strstr(from, "<!-- end -->");
    assert_non_null(end);
    tomt_text_add(&wanted, docs.bytes, (size_t)(from - docs.bytes));
    write_types(&wanted);
    tomt_text_puts(&wanted, end);
    assert_false(wanted.failed);
    if (getenv("TOMT_WRITE_DOCS")) {
        FILE *file = fopen(path, "wb");
        assert_non_null(file);
        assert_int_equal(fwrite(wanted.bytes, 1, wanted.n, file), wanted.n);
        assert_int_equal(fclose(file), 0);
        tomt_text_free(&docs);
        docs = read_all(path);
    }
    assert_string_equal(docs.bytes, wanted.bytes);
    tomt_text_free(&docs);
    tomt_text_free(&wanted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_type_is_in_the_table),
        cmocka_unit_test(docs_have_the_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
