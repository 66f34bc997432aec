/* network_rules: who walks and drives where. docs/streets.md holds the table (TOMT_WRITE_DOCS=1 in
 * the environment writes it anew). Expected: OSM's wiki (Key:access, Key:oneway, Key:maxspeed;
 * No:Map Features) and the words of docs/streets.md. */
#include "network/rules.h"

#include "base/text.h"
#include "network/network.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum { W = TOMT_LINK_WALK, F = TOMT_LINK_FORWARD, B = TOMT_LINK_BACKWARD, ALL = 7 };

static void every_class_is_found_and_in_order(void **state)
{
    (void)state;
    size_t n;
    const struct tomt_street_class *all = tomt_street_classes(&n);
    assert_true(n > 30);
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            assert_true(strcmp(all[i - 1].name, all[i].name) < 0);
        struct tomt_street_use use;
        tomt_street_rule(&(struct tomt_street_tags){.class = all[i].name}, &use);
        unsigned cars = !all[i].drive ? 0u : all[i].oneway ? (unsigned)F : (unsigned)(F | B);
        assert_int_equal(use.use, all[i].closed ? 0 : (all[i].walk ? W : 0u) | cars);
        assert_false(use.unknown_class);
        assert_true(use.speed_kmh == all[i].speed_kmh);
        assert_true(all[i].speed_kmh >= 10 && all[i].speed_kmh <= 110);
        assert_non_null(all[i].help);
    }
}

struct example {
    struct tomt_street_tags tags;
    unsigned use;
};

static void tags_change_what_the_class_says(void **state)
{
    (void)state;
    static const struct example all[] = {
        {{0}, ALL},
        {{.class = ""}, ALL},
        {{.class = " Residential "}, ALL},
        {{.class = "residentia"}, ALL},
        {{.class = "residentials"}, ALL},
        {{.class = "footway"}, W},
        {{.class = "trail"},
         W}, /* 159 of the 3,818 lines of central Helsinki: no car drives there */
        {{.class = "crossing"}, W},
        {{.class = "emergency_access"}, W},
        {{.class = "motorway"}, F},
        {{.class = "motorway", .oneway = "no"}, F | B},
        {{.class = "motorway_link"}, F | B},
        {{.class = "trunk", .foot = "no"}, F | B},
        {{.class = "cycleway", .motor_vehicle = "destination"}, ALL}, /* shared with a driveway */
        {{.class = "pedestrian", .motor_vehicle = "delivery"}, W},
        {{.class = "residential", .motor_vehicle = "no"}, W},
        {{.class = "residential", .motor_vehicle = "destination"}, ALL},
        {{.class = "residential", .motor_vehicle = "private"}, W},
        {{.class = "residential", .motor_vehicle = "no", .motorcar = "yes"}, ALL},
        {{.class = "residential", .vehicle = "no"}, W},
        {{.class = "residential", .vehicle = "no", .motor_vehicle = "permissive"}, ALL},
        {{.class = "service", .access = "private"}, 0},
        {{.class = "service", .access = "no", .foot = "yes"}, W},
        {{.class = "service", .access = "no", .vehicle = "yes"}, F | B},
        {{.class = "service", .access = "customers"}, ALL},
        {{.class = "service", .foot = "private"}, F | B},
        {{.class = "footway", .access = "yes"}, W},
        {{.class = "footway", .vehicle = "yes"}, W},
        {{.class = "path", .access = "no"}, 0},
        {{.class = "path", .foot = "use_sidepath"}, 0},
        {{.class = "motorway", .foot = "designated"}, W | F},
        {{.class = "busway", .foot = "yes"}, W},
        {{.class = "busway"}, 0},
        {{.class = "track"}, W},
        {{.class = "track", .motor_vehicle = "yes"}, ALL},
        {{.class = "track", .motor_vehicle = "agricultural;forestry"}, W},
        {{.class = "residential", .motor_vehicle = "agricultural; destination"}, ALL},
        {{.class = "residential", .access = "what?"}, ALL},
        {{.class = "construction", .foot = "yes", .motor_vehicle = "yes"}, 0},
        {{.class = "proposed"}, 0},
        {{.class = "residential", .junction = "roundabout"}, W | F},
        {{.class = "residential", .junction = "circular"}, W | F},
        {{.class = "residential", .junction = "roundabout", .oneway = "-1"}, W | B},
        {{.class = "residential", .junction = "yes"}, ALL},
        {{.oneway = "yes"}, W | F},
        {{.oneway = "TRUE"}, W | F},
        {{.oneway = "1"}, W | F},
        {{.oneway = "FT"}, W | F},
        {{.oneway = "-1"}, W | B},
        {{.oneway = "reverse"}, W | B},
        {{.oneway = "TF"}, W | B},
        {{.oneway = "no"}, ALL},
        {{.oneway = "B"}, ALL},
        {{.oneway = " "}, ALL},
        {{.oneway = "reversible"}, W},
        {{.oneway = "alternating"}, ALL},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct tomt_street_use use;
        tomt_street_rule(&all[i].tags, &use);
        if (use.use != all[i].use)
            print_error("example %zu: class %s\n", i, all[i].tags.class);
        assert_int_equal(use.use, all[i].use);
        assert_false(use.bad_oneway || use.bad_speed);
    }
}

static void what_is_not_understood_is_told(void **state)
{
    (void)state;
    struct tomt_street_use use;
    tomt_street_rule(&(struct tomt_street_tags){.class = "gangvei"}, &use);
    assert_true(use.unknown_class && isnan(use.speed_kmh));
    tomt_street_rule(&(struct tomt_street_tags){.class = "motorway_"}, &use);
    assert_true(use.unknown_class);
    tomt_street_rule(&(struct tomt_street_tags){.class = "residential", .oneway = "perhaps"}, &use);
    assert_true(use.bad_oneway);
    assert_int_equal(use.use, ALL);
    tomt_street_rule(&(struct tomt_street_tags){.class = "motorway", .oneway = "perhaps"}, &use);
    assert_int_equal(use.use, F);
    tomt_street_rule(&(struct tomt_street_tags){.class = "residential", .speed = "fast"}, &use);
    assert_true(use.bad_speed && use.speed_kmh == 30);
    tomt_street_rule(&(struct tomt_street_tags){.class = "residential", .speed = "signals"}, &use);
    assert_true(!use.bad_speed && use.speed_kmh == 30);
    tomt_street_rule(&(struct tomt_street_tags){.speed = "signals"}, &use);
    assert_true(!use.bad_speed && isnan(use.speed_kmh));
    tomt_street_rule(&(struct tomt_street_tags){0}, &use);
    assert_true(isnan(use.speed_kmh) && !use.unknown_class);
}

static void speeds_are_read_as_people_write_them(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double kmh;
    } all[] = {{"50", 50},          {" 50 km/h ", 50}, {"50km/t", 50},     {"30 mph", 48.28032},
               {"10 knots", 18.52}, {"62.5", 62.5},    {"62,5", 62.5},     {"50;70", 50},
               {"70; 50", 50},      {"80|60", 60},     {"walk", 5},        {"none", 120},
               {"NO:urban", 50},    {"NO:rural", 80},  {"DE:zone:30", 30}, {"DE:zone30", 30},
               {"no:Urban", 50},    {"signals", 0},    {"50;signals", 0},  {"1", 1},
               {"250", 250}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        bool bad = false;
        double kmh = tomt_street_speed(all[i].text, strlen(all[i].text), &bad);
        if (bad || !(fabs(kmh - all[i].kmh) < 1e-9))
            print_error("%s -> %g\n", all[i].text, kmh);
        assert_true(!bad && fabs(kmh - all[i].kmh) < 1e-9);
    }
    static const char *const wrong[] = {
        "",    "0",   "-50", "0.5",   "251", "fast", "50 furlongs", "50;",     ";",     "NO:",  ":",
        "1e5", "nan", "inf", "5.0.0", ".",   "zone", "zonezone",    "NO:zone", "50 50", "1,2,3"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        bool bad = false;
        double kmh = tomt_street_speed(wrong[i], strlen(wrong[i]), &bad);
        if (!bad)
            print_error("%s -> %g\n", wrong[i], kmh);
        assert_true(bad && kmh == 0);
    }
}

static void print_table(struct tomt_text *out)
{
    size_t n;
    const struct tomt_street_class *all = tomt_street_classes(&n);
    tomt_text_puts(out, "| class | on foot | by car | km/h | what |\n|---|---|---|---|---|\n");
    for (size_t i = 0; i < n; i++) {
        tomt_text_print(out, "| `%s` | %s | %s | ", all[i].name, all[i].walk ? "yes" : "no",
                        all[i].oneway  ? "one way"
                        : all[i].drive ? "yes"
                                       : "no");
        if (all[i].closed)
            tomt_text_puts(out, "–");
        else
            tomt_text_number(out, all[i].speed_kmh);
        tomt_text_print(out, " | %s%s |\n", all[i].help,
                        all[i].closed ? " (whatever other columns say)" : "");
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

static void docs_hold_the_table(void **state)
{
    (void)state;
    static const char path[] = TOMT_TEST_DATA "/../../docs/streets.md";
    static const char begins[] = "<!-- table of classes: written by the test -->\n";
    static const char ends[] = "<!-- end of the table -->\n";
    struct tomt_text docs = read_all(path), table = {0};
    print_table(&table);
    assert_false(table.failed || docs.failed);
    assert_true(docs.n > 0);
    char *from = strstr(docs.bytes, begins), *to = strstr(docs.bytes, ends);
    assert_non_null(from);
    assert_non_null(to);
    from += strlen(begins);
    if (getenv("TOMT_WRITE_DOCS")) {
        struct tomt_text out = {0};
        tomt_text_add(&out, docs.bytes, (size_t)(from - docs.bytes));
        tomt_text_add(&out, table.bytes, table.n);
        tomt_text_puts(&out, to);
        FILE *file = fopen(path, "wb");
        assert_non_null(file);
        assert_int_equal(fwrite(out.bytes, 1, out.n, file), out.n);
        assert_int_equal(fclose(file), 0);
        tomt_text_free(&out);
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
        cmocka_unit_test(every_class_is_found_and_in_order),
        cmocka_unit_test(tags_change_what_the_class_says),
        cmocka_unit_test(what_is_not_understood_is_told),
        cmocka_unit_test(speeds_are_read_as_people_write_them),
        cmocka_unit_test(docs_hold_the_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
