/* Industry codes against the files of Statistics Norway and Eurostat, and by hand: canonical form,
 * titles, levels, tables of a project, correspondences that split, sectors. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "sources/industry.h"

#define CODES TOMT_SHARED_DATA "/norway_codes/"
#define SECTORS TOMT_TEST_DATA "/../../sectors/sectors.yaml"

struct room {
    struct tomt_arena *arena;
    struct tomt_industry *industry;
    struct tomt_error err;
};

static int open_room(void **state)
{
    struct room *room = calloc(1, sizeof *room);
    *state = room;
    room->arena = tomt_arena_new(&room->err);
    room->industry = tomt_industry_open(room->arena, &room->err);
    if (!room->industry)
        fprintf(stderr, "%s\n", room->err.text);
    return room->industry ? 0 : -1;
}

static int close_room(void **state)
{
    struct room *room = *state;
    tomt_arena_free(room->arena);
    free(room);
    return 0;
}

/* A table of texts; NULL is a null cell. */
static struct tomt_table table_of(struct room *room, const char *first, const char *second,
                                  const char *const (*cell)[2], size_t n)
{
    struct tomt_table table;
    assert_true(tomt_table_start(&table, room->arena, 2, &room->err));
    for (int c = 0; c < 2; c++) {
        struct tomt_column *column =
            tomt_table_column(&table, c == 0 ? first : second, TOMT_TEXT, &room->err);
        for (size_t row = 0; row < n; row++)
            assert_true(cell[row][c] ? tomt_column_add_text(column, cell[row][c],
                                                            strlen(cell[row][c]), &room->err)
                                     : tomt_column_add_null(column, &room->err));
    }
    table.n_rows = n;
    return table;
}

/* ---- codes as text
 * -----------------------------------------------------------------------------------------------------
 */

static void codes_have_one_form(void **state)
{
    (void)state;
    static const struct {
        const char *in, *out;
    } row[] = {
        {"62010", "62010"},
        {"62.010", "62010"},
        {" 62.01 ", "6201"},
        {"62 010", "62010"},
        {"62.0.1.0", "62010"},
        {"j", "J"},
        {"1.110", "01110"},
        {"1.1", "011"},
        {"1110", "1110"},
        {"01.110", "01110"},
        {"12345678", "12345678"},
        {"123456789", ""},
        {"", ""},
        {NULL, ""},
        {" . ", ""},
        {"62-63", ""},
        {"62,010", ""},
        {"6\xC3\xB8", ""},
        {"-1", ""},
        {"62.01e", "6201E"},
        {"nan", "NAN"},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        char out[TOMT_CODE_BYTES] = "xxxxxxxx", back[TOMT_CODE_BYTES];
        assert_int_equal(tomt_code_canonical(row[i].in, out), row[i].out[0] != 0);
        assert_string_equal(out, row[i].out);
        uint64_t key = tomt_code_key(row[i].in);
        assert_int_equal(key != 0, row[i].out[0] != 0);
        tomt_code_of_key(key, back);
        assert_string_equal(back, row[i].out);
    }
    assert_true(tomt_code_key("62") < tomt_code_key("62.010"));
    assert_true(tomt_code_key("62.090") < tomt_code_key("63"));
    assert_true(tomt_code_key("99") < tomt_code_key("A"));
}

static void digits_are_cut(void **state)
{
    (void)state;
    char out[TOMT_CODE_BYTES];
    assert_true(tomt_industry_digits("62.010", 4, out));
    assert_string_equal(out, "6201");
    assert_true(tomt_industry_digits("62.010", 5, out));
    assert_string_equal(out, "62010");
    assert_true(tomt_industry_digits("1.110", 2, out));
    assert_string_equal(out, "01");
    assert_true(tomt_industry_digits("12345678", 8, out));
    assert_false(tomt_industry_digits("62.01", 5, out));
    assert_string_equal(out, "");
    assert_false(tomt_industry_digits("J", 1, out));
    assert_false(tomt_industry_digits("62", 0, out));
    assert_false(tomt_industry_digits("12345678", 9, out));
    assert_false(tomt_industry_digits(NULL, 2, out));
}

/* ---- the shipped tables against the files they were made from
 * --------------------------------------------------------------- */

/* One field of a CSV with quotes; moves *at past its separator. False at the end of a line (*at is
 * past the line). */
static bool next_field(char **at, char separator, char **field)
{
    char *from = *at, *to;
    bool is_quoted = *from == '"';
    *field = to = from;
    if (is_quoted)
        for (from++; *from && !(*from == '"' && from[1] != '"'); from++) {
            from += *from == '"';
            *to++ = *from;
        }
    else
        for (; *from && *from != separator && *from != '\n' && *from != '\r'; from++)
            *to++ = *from;
    from += is_quoted && *from == '"';
    from += *from == '\r';
    bool goes_on = *from == separator;
    *at = *from ? from + 1 : from;
    *to = 0;
    return goes_on;
}

static void trim(char *text)
{
    for (size_t n = strlen(text); n > 0 && text[n - 1] == ' ';)
        text[--n] = 0;
}

static char *whole(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    char *bytes = calloc(1, 1u << 21);
    size_t n = fread(bytes, 1, (1u << 21) - 1, file);
    fclose(file);
    assert_true(n > 0 && n < (1u << 21) - 1);
    return bytes;
}

struct columns {
    const char *path;
    char separator;
    unsigned version;
    size_t n_fields, code, parent, level, title;
};

static void compare_file(struct room *room, const struct columns *at, size_t by_level[6])
{
    char *bytes = whole(at->path), *next = bytes;
    if (!bytes)
        skip();
    bool is_heading = true;
    while (*next) {
        char *field[16] = {0};
        size_t n = 0;
        bool goes_on = true;
        while (goes_on && n < 16)
            goes_on = next_field(&next, at->separator, &field[n++]);
        if (is_heading || n < at->title + 1) {
            is_heading = false;
            continue;
        }
        char *title = field[at->title];
        if (at->version == TOMT_SN2025)
            title += strlen(field[at->code]) + 1; /* "01.1 Growing of ..." */
        trim(title);
        const struct tomt_industry_code *code =
            tomt_industry_find(room->industry, at->version, field[at->code]);
        if (!code)
            fail_msg("%s is not in the table", field[at->code]);
        assert_string_equal(code->print, field[at->code]);
        assert_string_equal(at->version == TOMT_SN2007 ? code->nb : code->en, title);
        assert_null(at->version == TOMT_SN2007 ? code->en : code->nb);
        assert_int_equal(code->level, atoi(field[at->level]));
        assert_string_equal(code->parent ? code->parent->print : "", field[at->parent]);
        const struct tomt_industry_code *top = code;
        while (top->parent)
            top = top->parent;
        assert_int_equal(top->level, TOMT_SECTION);
        assert_int_equal(code->section, top->code[0]);
        assert_int_equal(strncmp(code->division, code->code, 2) == 0, code->level != TOMT_SECTION);
        by_level[code->level]++;
    }
    free(bytes);
}

static void check_levels(struct room *room, unsigned version, const size_t by_level[6],
                         const size_t expected[6])
{
    size_t n, all = 0;
    const struct tomt_industry_code *code = tomt_industry_codes(room->industry, version, &n);
    size_t listed[6] = {0};
    for (size_t i = 0; i < n; i++) {
        listed[code[i].level]++;
        assert_true(i == 0 || strcmp(code[i - 1].code, code[i].code) < 0);
    }
    for (int level = 1; level <= 5; level++) {
        assert_int_equal(listed[level], expected[level]);
        if (by_level)
            assert_int_equal(by_level[level], expected[level]);
        all += listed[level];
    }
    assert_int_equal(n, all);
}

/* grep -oP '^"[^"]*";"[^"]*";"\K[1-5](?=";)' sn2007_naering.csv | sort | uniq -c: 21, 87, 270, 613,
 * 820 */
static void sn2007_is_whole(void **state)
{
    size_t by_level[6] = {0};
    const size_t expected[6] = {0, 21, 87, 270, 613, 820};
    check_levels(*state, TOMT_SN2007, NULL, expected);
    const struct columns at = {CODES "sn2007_naering.csv", ';', TOMT_SN2007, 8, 0, 1, 2, 3};
    compare_file(*state, &at, by_level);
    check_levels(*state, TOMT_SN2007, by_level, expected);
}

/* python3 -c "import csv,collections as c;print(c.Counter(r['LEVEL'] for r in
 * csv.DictReader(open('NACE2.1_Structure_Label_Notes_EN.csv', encoding='utf-8-sig'))))": sections
 * 22, divisions 87, groups 287, classes 651 */
static void nace21_is_whole(void **state)
{
    size_t by_level[6] = {0};
    const size_t expected[6] = {0, 22, 87, 287, 651, 0};
    check_levels(*state, TOMT_SN2025, NULL, expected);
    const struct columns at = {
        CODES "NACE2.1_Structure_Label_Notes_EN.csv", ',', TOMT_SN2025, 12, 3, 4, 7, 5};
    compare_file(*state, &at, by_level);
    check_levels(*state, TOMT_SN2025, by_level, expected);
}

static void versions_are_told_apart(void **state)
{
    struct room *room = *state;
    static const struct {
        const char *name;
        int version;
    } row[] = {{"SN2007", 0},   {"sn 2007", 0}, {"NACE Rev. 2", 0},
               {"2007", 0},     {"SN2025", 1},  {"NACE Rev. 2.1", 1},
               {"nace 2.1", 1}, {"SN2002", -1}, {"", -1},
               {NULL, -1},      {" ", -1},      {"SN20072025 and a name that is far too long", -1}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        unsigned version = 99;
        assert_int_equal(tomt_industry_version(room->industry, row[i].name, &version),
                         row[i].version >= 0);
        assert_int_equal(version, row[i].version >= 0 ? row[i].version : 99);
    }
    assert_string_equal(tomt_industry_version_name(room->industry, TOMT_SN2025), "SN2025");
    assert_null(tomt_industry_version_name(room->industry, 2));
    /* The letter J and the code 63 are other things in the two: why a code never goes without its
     * version. */
    assert_int_equal(tomt_industry_find(room->industry, TOMT_SN2007, "62.010")->section, 'J');
    assert_int_equal(tomt_industry_find(room->industry, TOMT_SN2025, "62.10")->section, 'K');
    assert_null(tomt_industry_find(room->industry, 7, "62"));
    assert_int_equal(tomt_industry_versions_of(room->industry, "62.010"), 1u << TOMT_SN2007);
    assert_int_equal(tomt_industry_versions_of(room->industry, "62.100"), 1u << TOMT_SN2025);
    assert_int_equal(tomt_industry_versions_of(room->industry, "62"), 3);
    assert_int_equal(tomt_industry_versions_of(room->industry, "00.000"), 0);
}

static void codes_are_known_or_not(void **state)
{
    struct room *room = *state;
    static const struct {
        unsigned version;
        const char *code;
        enum tomt_code_known known;
        const char *nearest;
    } row[] = {
        {TOMT_SN2007, "62010", TOMT_CODE_LISTED, "62.010"},
        {TOMT_SN2007, "62.019", TOMT_CODE_UNKNOWN, NULL},
        {TOMT_SN2007, "620100", TOMT_CODE_UNKNOWN, NULL},
        {TOMT_SN2025, "62.100", TOMT_CODE_IN_CLASS, "62.10"},
        {TOMT_SN2025, "62.109", TOMT_CODE_IN_CLASS, "62.10"},
        {TOMT_SN2025, "62.010", TOMT_CODE_UNKNOWN, NULL},
        {TOMT_SN2025, "621000", TOMT_CODE_UNKNOWN, NULL},
        {TOMT_SN2007, "00.000", TOMT_CODE_NONE, NULL},
        {TOMT_SN2025, "", TOMT_CODE_NONE, NULL},
        {TOMT_SN2025, NULL, TOMT_CODE_NONE, NULL},
        {TOMT_SN2007, "6", TOMT_CODE_UNKNOWN, NULL},
        {TOMT_SN2007, "Z", TOMT_CODE_UNKNOWN, NULL},
        {TOMT_SN2007, "uoppgitt", TOMT_CODE_UNKNOWN, NULL},
        {TOMT_SN2007, "j", TOMT_CODE_LISTED, "J"},
        {7, "62", TOMT_CODE_UNKNOWN, NULL},
    };
    struct tomt_code_tally tally = {0};
    size_t expected[TOMT_CODE_UNKNOWN + 1] = {0};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        const struct tomt_industry_code *nearest;
        assert_int_equal(tomt_industry_known(room->industry, row[i].version, row[i].code, &nearest),
                         row[i].known);
        assert_int_equal(nearest != NULL, row[i].nearest != NULL);
        if (nearest)
            assert_string_equal(nearest->print, row[i].nearest);
        assert_int_equal(tomt_industry_count(room->industry, row[i].version, row[i].code, &tally),
                         row[i].known);
        expected[row[i].known]++;
    }
    assert_int_equal(tally.n, 15);
    assert_memory_equal(tally.n_known, expected, sizeof expected);
    assert_int_equal(tally.unknown.n, 8);
    assert_int_equal(tally.unknown.n_first, TOMT_FIRST_CODES);
    const struct tomt_industry_code *code =
        tomt_industry_find(room->industry, TOMT_SN2025, "62.10");
    assert_string_equal(tomt_industry_title(code, true), "Computer programming activities");
    struct tomt_industry_code bare = {.print = "62.10"};
    assert_string_equal(tomt_industry_title(&bare, false), "62.10");
}

static void odd_codes_are_told(void **state)
{
    (void)state;
    struct tomt_odd_codes odd = {0};
    struct tomt_text text = {0};
    tomt_odd_codes_print(&text, &odd);
    assert_int_equal(text.n, 0);
    tomt_odd_codes_add(&odd, "7x");
    tomt_odd_codes_print(&text, &odd);
    assert_string_equal(text.bytes, "7x (1)");
    text.n = 0;
    tomt_odd_codes_add(&odd, "7x");
    tomt_odd_codes_add(&odd, "caf\xE9\n");
    tomt_odd_codes_print(&text, &odd);
    assert_string_equal(text.bytes, "7x (2) and caf?? (1)");
    text.n = 0;
    tomt_odd_codes_add(&odd, "12345678901234\xC3\xB8"); /* the ø does not fit whole */
    tomt_odd_codes_add(&odd, NULL);
    tomt_odd_codes_add(&odd, "a");
    tomt_odd_codes_add(&odd, "b");
    tomt_odd_codes_add(&odd, "c");
    tomt_odd_codes_print(&text, &odd);
    assert_string_equal(text.bytes,
                        "7x (2), caf?? (1), 12345678901234 (1),  (1), a (1) and 2 more");
    tomt_text_free(&text);
}

/* ---- tables of a project
 * --------------------------------------------------------------------------------------------------
 */

static void a_project_adds_titles(void **state)
{
    struct room *room = *state;
    static const char *const cell[][2] = {
        {"62.10", "Programmering"},
        {"62.100", "Programmeringstjenester"},
        {"62100", "Igjen"},
        {"", "Uten kode"},
        {NULL, NULL},
        {"6", "For kort"},
        {"0x", "Ingen kode"},
        {"A", NULL},
        {"01", "  "},
        {"K", "IKT"},
    };
    struct tomt_table table = table_of(room, "kode", "navn", cell, 10);
    struct tomt_industry_source source = {
        .version = "NACE rev. 2.1", .table = &table, .code = "kode", .nb = "navn"};
    struct tomt_industry_report report;
    assert_true(tomt_industry_add(room->industry, &source, &report, &room->err));
    assert_int_equal(report.n_rows, 10);
    assert_int_equal(report.n_new, 1);
    assert_int_equal(report.n_retitled, 2);
    assert_int_equal(report.n_same, 2);
    assert_int_equal(report.n_duplicate, 1);
    assert_int_equal(report.n_blank, 2);
    assert_int_equal(report.bad.n, 2);
    const struct tomt_industry_code *code =
        tomt_industry_find(room->industry, TOMT_SN2025, "62100");
    assert_string_equal(code->nb, "Programmeringstjenester");
    assert_null(code->en);
    assert_int_equal(code->level, TOMT_SUBCLASS);
    assert_int_equal(code->section, 'K');
    assert_string_equal(code->parent->nb, "Programmering");
    assert_string_equal(code->parent->en, "Computer programming activities");
    assert_string_equal(code->parent->parent->parent->parent->nb, "IKT");
    assert_string_equal(tomt_industry_title(code->parent, false),
                        "Computer programming activities");
    /* Now that the class has a listed subclass, others in it are unknown; in other classes they
     * still pass. */
    assert_int_equal(tomt_industry_known(room->industry, TOMT_SN2025, "62.109", NULL),
                     TOMT_CODE_UNKNOWN);
    assert_int_equal(tomt_industry_known(room->industry, TOMT_SN2025, "62.200", NULL),
                     TOMT_CODE_IN_CLASS);
    size_t n;
    tomt_industry_codes(room->industry, TOMT_SN2025, &n);
    assert_int_equal(n, 22 + 87 + 287 + 651 + 1);
    tomt_industry_codes(room->industry, TOMT_SN2007, &n);
    assert_int_equal(n, 1811);
}

static void a_project_adds_a_version(void **state)
{
    struct room *room = *state;
    static const char *const cell[][2] = {{"541511", "Custom Computer Programming Services"},
                                          {"54", "Professional Services"},
                                          {"5415", "Computer Systems Design"},
                                          {"31-33", "Manufacturing"}};
    struct tomt_table table = table_of(room, "code", "title", cell, 4);
    struct tomt_industry_source source = {
        .version = "NAICS 2017", .table = &table, .code = "code", .en = "title"};
    struct tomt_industry_report report;
    unsigned version;
    assert_true(tomt_industry_add(room->industry, &source, &report, &room->err));
    assert_int_equal(report.n_new, 3);
    assert_string_equal(report.bad.first[0].text, "31-33");
    assert_true(tomt_industry_version(room->industry, "naics2017", &version));
    assert_int_equal(version, TOMT_N_SHIPPED_VERSIONS);
    const struct tomt_industry_code *code = tomt_industry_find(room->industry, version, "541511");
    assert_string_equal(code->print, "541511");
    assert_string_equal(code->parent->code, "5415");
    assert_string_equal(code->parent->parent->en, "Professional Services");
    assert_null(code->parent->parent->parent);
    assert_int_equal(code->section, 0);
    assert_string_equal(code->division, "54");
    /* An empty table makes an empty version; the same name again adds to it. */
    table.n_rows = 0;
    source.version = "empty";
    assert_true(tomt_industry_add(room->industry, &source, &report, &room->err));
    assert_true(tomt_industry_add(room->industry, &source, &report, &room->err));
    assert_true(tomt_industry_version(room->industry, "Empty", &version));
    assert_int_equal(version, TOMT_N_SHIPPED_VERSIONS + 1);
    assert_null(tomt_industry_find(room->industry, version, "54"));
}

static void what_is_wrong_is_said(void **state)
{
    struct room *room = *state;
    static const char *const cell[][2] = {{"62", "x"}};
    struct tomt_table table = table_of(room, "code", "title", cell, 1);
    struct tomt_industry_report report;
    struct tomt_industry_source source = {
        .version = "SN2002", .table = &table, .code = "kode", .nb = "title"};
    assert_false(tomt_industry_add(room->industry, &source, &report, &room->err));
    assert_int_equal(room->err.code, TOMT_PROJECT);
    assert_non_null(strstr(room->err.text, "SN2002: no column 'kode'"));
    assert_null(tomt_industry_version_name(room->industry, TOMT_N_SHIPPED_VERSIONS));
    tomt_error_clear(&room->err);
    source = (struct tomt_industry_source){.version = " ", .table = &table, .code = "code"};
    assert_false(tomt_industry_add(room->industry, &source, &report, &room->err));
    tomt_error_clear(&room->err);
    source.version = "x";
    source.code = NULL;
    assert_false(tomt_industry_add(room->industry, &source, &report, &room->err));
    tomt_error_clear(&room->err);
    source.code = "code";
    for (int i = TOMT_N_SHIPPED_VERSIONS; i <= TOMT_MOST_VERSIONS; i++) {
        char name[16];
        snprintf(name, sizeof name, "v%d", i);
        source.version = name;
        assert_int_equal(tomt_industry_add(room->industry, &source, &report, &room->err),
                         i < TOMT_MOST_VERSIONS);
    }
    assert_int_equal(room->err.code, TOMT_PROJECT);
    tomt_error_clear(&room->err);
}

/* ---- correspondences
 * --------------------------------------------------------------------------------------------------------
 */

static void codes_that_split_stay(void **state)
{
    struct room *room = *state;
    static const char *const cell[][2] = {
        {"62.010", "62.100"}, {"62.02", "62.20"},  {"63.110", "63.100"}, {"58.29", "58.29"},
        {"63.11", "63.10"},   {"63.11", "60.39"},  {"62010", "62100"}, /* the same pair */
        {"58.29", "62.10"},   {"58.29", "63.92"},  {NULL, "62.10"},      {"62.030", ""},
        {"62.0?", "62.10"},   {"99.999", "62.10"}, /* not in SN2007 */
        {"62.09", "62.99"},                        /* not in SN2025 */
    };
    struct tomt_table table = table_of(room, "from", "to", cell, 14);
    struct tomt_correspondence_source source = {TOMT_SN2007, TOMT_SN2025, &table, "from", "to"};
    struct tomt_correspondence_report report;
    struct tomt_correspondence *map =
        tomt_correspondence_read(room->arena, room->industry, &source, &report, &room->err);
    assert_non_null(map);
    assert_int_equal(report.n_rows, 14);
    assert_int_equal(report.n_duplicate, 1);
    assert_int_equal(report.n_blank, 2);
    assert_int_equal(report.bad.n, 1);
    assert_string_equal(report.bad.first[0].text, "62.0?");
    assert_int_equal(report.n_codes, 7);
    assert_int_equal(report.n_one, 5);
    assert_int_equal(report.n_split, 2);
    assert_int_equal(report.n_first, 2);
    assert_string_equal(report.first[0].from, "58.29");
    assert_int_equal(report.first[0].n_to, 3);
    assert_string_equal(report.first[1].from, "63.11");
    assert_int_equal(report.first[1].n_to, 2);
    assert_int_equal(report.unknown_from.n, 1);
    assert_string_equal(report.unknown_from.first[0].text, "99.999");
    assert_int_equal(report.unknown_to.n, 1);
    assert_string_equal(report.unknown_to.first[0].text, "62.99");
    static const struct {
        const char *code;
        enum tomt_mapped mapped;
        const char *out;
    } row[] = {
        {"62.010", TOMT_MAPPED, "62100"}, {"62.020", TOMT_MAPPED, "6220"}, /* by its class */
        {"63110", TOMT_MAPPED, "63100"}, /* itself listed, whatever its class does */
        {"63.119", TOMT_MAP_SPLIT, ""},   {"58.290", TOMT_MAP_SPLIT, ""},
        {"62.030", TOMT_MAP_ABSENT, ""},  {"62.01", TOMT_MAP_ABSENT, ""},
        {"6", TOMT_MAP_ABSENT, ""},       {"", TOMT_MAP_ABSENT, ""},
        {NULL, TOMT_MAP_ABSENT, ""},
    };
    struct tomt_mapping_tally tally = {0};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        char out[TOMT_CODE_BYTES] = "xxxxxxxx";
        assert_int_equal(tomt_correspond_count(map, row[i].code, out, &tally), row[i].mapped);
        assert_string_equal(out, row[i].out);
    }
    assert_int_equal(tally.n, 10);
    assert_int_equal(tally.n_mapped[TOMT_MAPPED], 3);
    assert_int_equal(tally.n_mapped[TOMT_MAP_SPLIT], 2);
    assert_int_equal(tally.n_mapped[TOMT_MAP_ABSENT], 5);
    assert_int_equal(tally.split.n, 2);
    assert_int_equal(tally.absent.n, 5);
}

static void a_correspondence_can_be_wrong(void **state)
{
    struct room *room = *state;
    struct tomt_table table = table_of(room, "from", "to", NULL, 0);
    struct tomt_correspondence_report report;
    struct tomt_correspondence_source source = {TOMT_SN2007, TOMT_SN2025, &table, "from", "til"};
    assert_null(
        tomt_correspondence_read(room->arena, room->industry, &source, &report, &room->err));
    assert_non_null(strstr(room->err.text, "SN2007 to SN2025: no column 'til'"));
    tomt_error_clear(&room->err);
    source.to = "to";
    struct tomt_correspondence *map =
        tomt_correspondence_read(room->arena, room->industry, &source, &report, &room->err);
    char out[TOMT_CODE_BYTES];
    assert_non_null(map);
    assert_int_equal(report.n_codes, 0);
    assert_int_equal(tomt_correspond(map, "62.010", out), TOMT_MAP_ABSENT);
    source.to_version = TOMT_SN2007;
    assert_null(
        tomt_correspondence_read(room->arena, room->industry, &source, &report, &room->err));
    assert_int_equal(room->err.code, TOMT_PROJECT);
    tomt_error_clear(&room->err);
    source.to_version = 5;
    assert_null(
        tomt_correspondence_read(room->arena, room->industry, &source, &report, &room->err));
    tomt_error_clear(&room->err);
}

/* ---- sectors
 * ------------------------------------------------------------------------------------------------------------------
 */

static void sectors_hold_codes(void **state)
{
    struct room *room = *state;
    struct tomt_sector sector = {.name = "mine"};
    const char *const first[] = {"62", "58-60", "1.1"},
                      *const more[] = {"72.11\xE2\x80\x93"
                                       "72.19"},
                      *const other[] = {"62.100", "62.999", "45", "44-46"};
    assert_true(tomt_sector_add(room->arena, &sector, TOMT_SN2007, first, 3, &room->err));
    assert_true(tomt_sector_add(room->arena, &sector, TOMT_SN2007, more, 1, &room->err));
    assert_true(tomt_sector_add(room->arena, &sector, TOMT_SN2025, other, 4, &room->err));
    static const struct {
        const char *code;
        bool holds;
    } row[] = {{"62.010", true},  {"62", true},      {"6", false},     {"61.900", false},
               {"63.110", false}, {"58.110", true},  {"60.999", true}, {"61", false},
               {"57.9", false},   {"01.110", true},  {"01", false},    {"72.110", true},
               {"72.190", true},  {"72.200", false}, {"72.1", false},  {"J", false},
               {"", false},       {NULL, false}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        if (tomt_sector_holds(&sector, row[i].code, TOMT_SN2007) != row[i].holds)
            fail_msg("%s", row[i].code);
    assert_true(tomt_sector_holds(&sector, "62100", TOMT_SN2025));
    assert_false(tomt_sector_holds(&sector, "62.10", TOMT_SN2025));
    assert_false(tomt_sector_holds(&sector, "62.010", 2));
    assert_false(tomt_sector_holds(&sector, "62.010", 99));
    struct tomt_odd_codes odd = {0};
    tomt_sector_check(room->industry, &sector, TOMT_SN2007, &odd);
    assert_int_equal(odd.n, 0);
    tomt_sector_check(room->industry, &sector, TOMT_SN2025,
                      &odd); /* no class 62.99 and no division 45 there; 44-46 has 46 */
    assert_int_equal(odd.n, 2);
    assert_string_equal(odd.first[0].text, "62.999");
    assert_string_equal(odd.first[1].text, "45");
}

static void bad_prefixes_are_refused(void **state)
{
    struct room *room = *state;
    static const char *const bad[] = {"",
                                      "J",
                                      "A-C",
                                      "6",
                                      "62-",
                                      "-62",
                                      "62-58",
                                      "58-6",
                                      "58-600",
                                      "62.01-62.02-62.03",
                                      "62x",
                                      "123456",
                                      "a very long text that is no code at all"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct tomt_sector sector = {.name = "mine"};
        if (tomt_sector_add(room->arena, &sector, TOMT_SN2007, &bad[i], 1, &room->err))
            fail_msg("'%s' was taken", bad[i]);
        assert_int_equal(room->err.code, TOMT_PROJECT);
        assert_int_equal(sector.of[TOMT_SN2007].n, 0);
        tomt_error_clear(&room->err);
    }
}

/* The shipped file, read just well enough for this test: "  name:", then "      SN2007: [\"..\",
 * ..]". */
#define MOST_SECTORS 32
static size_t read_sectors(struct room *room, struct tomt_sector *sector)
{
    char *bytes = whole(SECTORS), *rest = bytes, *line;
    size_t n = 0;
    assert_non_null(bytes);
    while ((line = strsep(&rest, "\n"))) {
        char name[64];
        unsigned version;
        if (strncmp(line, "   ", 3) != 0 && sscanf(line, "  %63[a-z_]:", name) == 1 &&
            line[0] == ' ') {
            assert_true(n < MOST_SECTORS);
            sector[n++] = (struct tomt_sector){
                .name = tomt_arena_copy(room->arena, name, strlen(name), &room->err)};
        }
        if (strncmp(line, "      SN", 8) != 0)
            continue;
        assert_true(n > 0);
        char *list = strchr(line, ':');
        *list++ = 0;
        assert_true(tomt_industry_version(room->industry, line, &version));
        const char *prefix[64];
        size_t n_prefixes = 0;
        strsep(&list, "\"");
        for (char *word; (word = strsep(&list, "\"")); strsep(&list, "\""))
            if (n_prefixes < 64)
                prefix[n_prefixes++] = word;
        if (!tomt_sector_add(room->arena, &sector[n - 1], version, prefix, n_prefixes, &room->err))
            fail_msg("%s", room->err.text);
    }
    free(bytes);
    return n;
}

static const struct tomt_sector *named(const struct tomt_sector *sector, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(sector[i].name, name) == 0)
            return &sector[i];
    fail_msg("sector %s is not shipped", name);
    return NULL;
}

/* Divisions as DOMAIN.md and annex 3 of Eurostat's metadata (NACE Rev. 2) list them, written out.
 */
static void shipped_sectors_are_eurostats(void **state)
{
    struct room *room = *state;
    struct tomt_sector sector[MOST_SECTORS];
    size_t n = read_sectors(room, sector);
    assert_int_equal(n, 13);
    static const struct {
        const char *name, *divisions;
    } row[] = {
        {"knowledge_intensive", " 50 51 58 59 60 61 62 63 64 65 66 69 70 71 72 73 74 75 78 80 84 "
                                "85 86 87 88 90 91 92 93 "},
        {"less_knowledge_intensive", " 45 46 47 49 52 53 55 56 68 77 79 81 82 94 95 96 97 98 99 "},
        {"market_services",
         " 50 51 58 59 60 61 62 63 64 65 66 69 70 71 72 73 74 75 78 80 90 91 92 93 "},
        {"high_tech", " 59 60 61 62 63 72 "},
        {"high_tech_industry", " 21 26 "},
        {"medium_high_tech_industry", " 20 27 28 29 30 "},
    };
    for (unsigned v = 0; v < TOMT_N_SHIPPED_VERSIONS; v++) {
        size_t n_codes;
        const struct tomt_industry_code *code = tomt_industry_codes(room->industry, v, &n_codes);
        for (size_t i = 0; i < n; i++) {
            struct tomt_odd_codes odd = {0};
            assert_true(sector[i].of[v].n > 0);
            tomt_sector_check(room->industry, &sector[i], v, &odd);
            if (odd.n)
                fail_msg("sector %s: no such code '%s' in version %u", sector[i].name,
                         odd.first[0].text, v);
        }
        for (size_t c = 0; c < n_codes; c++) {
            char word[8];
            snprintf(word, sizeof word, " %s ", code[c].division);
            for (size_t i = 0; i < sizeof row / sizeof *row; i++)
                if (tomt_sector_holds(named(sector, n, row[i].name), code[c].code, v) !=
                    (code[c].division[0] && strstr(row[i].divisions, word)))
                    fail_msg("%s and %s in version %u", row[i].name, code[c].print, v);
        }
    }
}

static void shipped_sectors_hold_what_they_say(void **state)
{
    struct room *room = *state;
    struct tomt_sector sector[MOST_SECTORS];
    size_t n = read_sectors(room, sector);
    static const struct {
        const char *name, *in, *out;
        unsigned version;
    } row[] = {
        {"health", "86.211", "88.911", TOMT_SN2007},
        {"health", "72.110", "72.190", TOMT_SN2007},
        {"electro_energy", "43.210", "43.221", TOMT_SN2007},
        {"subsea_maritime", "28.221", "28.229", TOMT_SN2007},
        {"culture", "90.011", "93.120", TOMT_SN2007},
        {"visitor", "91.021", "91.011", TOMT_SN2007},
        {"trade", "45.112", "45.200", TOMT_SN2007},
        {"trade", "47.810", "95.310", TOMT_SN2025},
        {"logistics", "49.410", "49.310", TOMT_SN2007},
        {"logistics", "52.250", "52.210", TOMT_SN2025},
        {"visitor", "91.210", "91.110", TOMT_SN2025},
        {"health", "86.990", "88.910", TOMT_SN2025},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        const struct tomt_sector *own = named(sector, n, row[i].name);
        if (!tomt_sector_holds(own, row[i].in, row[i].version) ||
            tomt_sector_holds(own, row[i].out, row[i].version))
            fail_msg("%s: %s, not %s", row[i].name, row[i].in, row[i].out);
    }
}

/* ---- out of memory
 * -------------------------------------------------------------------------------------------------------------
 */

static void memory_can_run_out(void **state)
{
    (void)state;
    static const char *const cell[][2] = {{"62.10", "62.10"}, {"62.20", "62.01"}};
    bool was_done = false;
    for (uint64_t fail_at = 1; !was_done && fail_at < 10000; fail_at++) {
        struct room room = {0};
        room.arena = tomt_arena_new(&room.err);
        struct tomt_table table = table_of(&room, "a", "b", cell, 2);
        struct tomt_industry_source titles = {"own", &table, "a", "b", NULL};
        struct tomt_correspondence_source pairs = {TOMT_SN2007, TOMT_SN2025, &table, "b", "a"};
        struct tomt_industry_report told;
        struct tomt_correspondence_report report;
        struct tomt_sector sector = {.name = "s"};
        const char *const prefix[] = {"62"};
        tomt_allocation_fail_at(fail_at);
        was_done =
            (room.industry = tomt_industry_open(room.arena, &room.err)) &&
            tomt_industry_add(room.industry, &titles, &told, &room.err) &&
            tomt_correspondence_read(room.arena, room.industry, &pairs, &report, &room.err) &&
            tomt_sector_add(room.arena, &sector, TOMT_SN2007, prefix, 1, &room.err);
        tomt_allocation_fail_at(0);
        assert_int_equal(room.err.code, was_done ? TOMT_OK : TOMT_MEMORY);
        tomt_arena_free(room.arena);
    }
    assert_true(was_done);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_have_one_form),
        cmocka_unit_test(digits_are_cut),
        cmocka_unit_test_setup_teardown(sn2007_is_whole, open_room, close_room),
        cmocka_unit_test_setup_teardown(nace21_is_whole, open_room, close_room),
        cmocka_unit_test_setup_teardown(versions_are_told_apart, open_room, close_room),
        cmocka_unit_test_setup_teardown(codes_are_known_or_not, open_room, close_room),
        cmocka_unit_test(odd_codes_are_told),
        cmocka_unit_test_setup_teardown(a_project_adds_titles, open_room, close_room),
        cmocka_unit_test_setup_teardown(a_project_adds_a_version, open_room, close_room),
        cmocka_unit_test_setup_teardown(what_is_wrong_is_said, open_room, close_room),
        cmocka_unit_test_setup_teardown(codes_that_split_stay, open_room, close_room),
        cmocka_unit_test_setup_teardown(a_correspondence_can_be_wrong, open_room, close_room),
        cmocka_unit_test_setup_teardown(sectors_hold_codes, open_room, close_room),
        cmocka_unit_test_setup_teardown(bad_prefixes_are_refused, open_room, close_room),
        cmocka_unit_test_setup_teardown(shipped_sectors_are_eurostats, open_room, close_room),
        cmocka_unit_test_setup_teardown(shipped_sectors_hold_what_they_say, open_room, close_room),
        cmocka_unit_test(memory_can_run_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
