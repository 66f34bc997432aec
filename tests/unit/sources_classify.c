/* What establishments do in one version of the codes, by hand: a register that mixes versions and
 * says so in many ways or not at all, codes that split or are absent, titles of a project, sectors
 * by the row's own version. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "sources/classify.h"

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
    return room->industry ? 0 : -1;
}

static int close_room(void **state)
{
    struct room *room = *state;
    tomt_arena_free(room->arena);
    free(room);
    return 0;
}

struct row {
    const char *code, *word;
    double jobs;
    const char *industry, *version, *sector; /* as they should become */
    uint64_t bits;
};

/* A layer as the register leaves it, with three free slots. */
static struct tomt_layer layer_of(struct room *room, const struct row *row, size_t n)
{
    struct tomt_layer layer = {0};
    assert_true(tomt_table_start(&layer.table, room->arena, 6, &room->err));
    struct tomt_column *code = tomt_table_column(&layer.table, "code", TOMT_TEXT, &room->err),
                       *word =
                           tomt_table_column(&layer.table, "code_version", TOMT_TEXT, &room->err),
                       *jobs =
                           tomt_table_column(&layer.table, "jobs_central", TOMT_REAL, &room->err);
    for (size_t i = 0; i < n; i++) {
        assert_true(tomt_column_put_text(code, row[i].code, &room->err));
        assert_true(tomt_column_put_text(word, row[i].word, &room->err));
        assert_true(tomt_column_add_real(jobs, row[i].jobs, &room->err));
    }
    layer.table.n_rows = n;
    return layer;
}

static struct tomt_table pairs_of(struct room *room, const char *first, const char *second,
                                  const char *const (*cell)[2], size_t n)
{
    struct tomt_table table;
    assert_true(tomt_table_start(&table, room->arena, 2, &room->err));
    for (int c = 0; c < 2; c++) {
        struct tomt_column *column =
            tomt_table_column(&table, c == 0 ? first : second, TOMT_TEXT, &room->err);
        for (size_t i = 0; i < n; i++)
            assert_true(tomt_column_put_text(column, cell[i][c], &room->err));
    }
    table.n_rows = n;
    return table;
}

static void assert_cell(const struct tomt_table *table, const char *name, size_t row,
                        const char *expected)
{
    const struct tomt_column *column = tomt_table_find(table, name);
    assert_non_null(column);
    assert_int_equal(column->n, table->n_rows);
    const char *found = tomt_column_text(column, row, NULL);
    if (!expected != !found || (found && strcmp(found, expected) != 0))
        fail_msg("row %zu: %s is %s, not %s", row, name, found ? found : "null",
                 expected ? expected : "null");
}

static void assert_rows(const struct tomt_layer *layer, const struct row *row, size_t n)
{
    const struct tomt_column *bits = tomt_table_find(&layer->table, "sector_bits");
    assert_non_null(bits);
    assert_int_equal(bits->n_null, 0);
    for (size_t i = 0; i < n; i++) {
        assert_cell(&layer->table, "code", i, row[i].code);
        assert_cell(&layer->table, "code_version", i, row[i].version);
        assert_cell(&layer->table, "industry", i, row[i].industry);
        assert_cell(&layer->table, "sector", i, row[i].sector);
        assert_int_equal(bits->integer[i], row[i].bits);
    }
}

static void assert_odd(const struct tomt_odd_codes *odd, const char *expected)
{
    struct tomt_text text = {0};
    tomt_odd_codes_print(&text, odd);
    assert_string_equal(text.n ? text.bytes : "", expected);
    tomt_text_free(&text);
}

/* SN2025 -> SN2007: 62.10 and 62.20 became one each, 47.11 two. 47.91 is not in it. */
static struct tomt_correspondence *correspondence(struct room *room)
{
    static const char *const cell[][2] = {
        {"62.10", "62.010"}, {"62.20", "62.020"}, {"47.11", "47.111"}, {"47.11", "47.112"}};
    struct tomt_table table = pairs_of(room, "from", "to", cell, 4);
    struct tomt_correspondence_report report;
    struct tomt_correspondence *map = tomt_correspondence_read(
        room->arena, room->industry,
        &(struct tomt_correspondence_source){TOMT_SN2025, TOMT_SN2007, &table, "from", "to"},
        &report, &room->err);
    assert_non_null(map);
    return map;
}

/* it: both versions, each with its own codes; old: only SN2007; retail: only SN2025. */
static void sectors(struct room *room, struct tomt_sector sector[3])
{
    memset(sector, 0, 3 * sizeof *sector);
    sector[0].name = "it";
    sector[1].name = "old";
    sector[2].name = "retail";
    struct tomt_error *err = &room->err;
    assert_true(
        tomt_sector_add(room->arena, &sector[0], TOMT_SN2007, (const char *[]){"62"}, 1, err));
    assert_true(
        tomt_sector_add(room->arena, &sector[0], TOMT_SN2025, (const char *[]){"62.1"}, 1, err));
    assert_true(tomt_sector_add(room->arena, &sector[1], TOMT_SN2007,
                                (const char *[]){"62.01-62.02", "47"}, 2, err));
    assert_true(
        tomt_sector_add(room->arena, &sector[2], TOMT_SN2025, (const char *[]){"47"}, 1, err));
}

/* 62.01 is of SN2007 only, 62.10 and 62.20 of SN2025 only; 45 is of SN2007 only; 86.211 is listed
 * in SN2007 and lies in class 86.21 of SN2025. */
static const struct row mixed[] = {
    {"62.010", "SN2007", 10, "62010", "SN2007", "it,old", 3},
    {"62010", "NACE Rev. 2", 5, "62010", "NACE Rev. 2", "it,old", 3},
    /* Not in the correspondence: goes with its class, 62.10. Sector it by its own list (62.1);
     * old says nothing of SN2025, so 62.010 decides. */
    {"62.100", "sn 2025", 20, "62010", "sn 2025", "it,old", 3},
    /* Splits: no industry, but retail speaks of SN2025. */
    {"47.110", "NACE 2.1", 7, NULL, "NACE 2.1", "retail", 4},
    {"47.91", "SN2025", 3, NULL, "SN2025", "retail", 4},      /* absent */
    {"45.200", NULL, 4, "45200", "SN2007", NULL, 0},          /* guessed */
    {"62.200", NULL, 2, "62020", "SN2025", "old", 2},         /* guessed; not in 62.1 */
    {"86.211", "", 30, "86211", "SN2007", NULL, 0},           /* both know it */
    {"00.000", NULL, 1, NULL, NULL, NULL, 0},                 /* none */
    {NULL, "SN2007", NAN, NULL, "SN2007", NULL, 0},           /* none */
    {"99.999", "SN2007", 6, NULL, "SN2007", NULL, 0},         /* unknown */
    {"62.010", "SN2025", 8, NULL, "SN2025", NULL, 0},         /* unknown in what it says */
    {"7x", NULL, NAN, NULL, NULL, NULL, 0},                   /* unknown */
    {"62.010", "SN 2011", 9, "62010", "SN2007", "it,old", 3}, /* no version: guessed */
    {"99.999", NULL, 2, NULL, NULL, NULL, 0},                 /* unknown again */
    {"47.111", "2007", 1, "47111", "2007", "old", 2},         /* retail: nothing of SN2007 */
};
enum { N_MIXED = sizeof mixed / sizeof mixed[0] };

static struct tomt_classify_question question_of(struct room *room, struct tomt_sector sector[3],
                                                 const struct tomt_correspondence **map)
{
    map[TOMT_SN2025] = correspondence(room);
    sectors(room, sector);
    return (struct tomt_classify_question){.industry = room->industry,
                                           .version = TOMT_SN2007,
                                           .code_version = -1,
                                           .correspondence = map,
                                           .sector = sector,
                                           .n_sectors = 3};
}

/* J is information in one version, publishing in the next: no industry, said or guessed, and no
 * vote. */
static void a_section_alone_is_no_industry(void **state)
{
    static const struct row letters[] = {{"J", NULL, 10, NULL, NULL, NULL, 0},
                                         {" j.", "SN2007", 5, NULL, "SN2007", NULL, 0},
                                         {"A", "SN2025", 1, NULL, "SN2025", NULL, 0},
                                         {"62.20", NULL, 2, "62020", "SN2025", "old", 2}};
    struct room *room = *state;
    struct tomt_sector sector[3];
    const struct tomt_correspondence *map[TOMT_MOST_VERSIONS] = {NULL};
    struct tomt_classify_question question = question_of(room, sector, map);
    struct tomt_layer layer = layer_of(room, letters, 4);
    struct tomt_classify_report report;
    unsigned version = 99;
    /* J is listed in both and would tie; 62.20 is of SN2025 alone. */
    struct tomt_layer two = layer_of(room, (const struct row[]){letters[0], letters[3]}, 2);
    const struct tomt_layer *asked = &two;
    assert_true(tomt_classify_version(room->industry, &asked, 1, -1, &version, &room->err));
    assert_int_equal(version, TOMT_SN2025);
    assert_true(tomt_classify(room->arena, &question, &layer, &report, &room->err));
    assert_rows(&layer, letters, 4);
    assert_int_equal(report.unknown.n, 3);
    assert_int_equal(report.n_industry, 1);
    assert_int_equal(report.n_of[TOMT_SN2007] + report.n_of[TOMT_SN2025], 1);
    assert_float_equal(report.jobs_without_industry, 16, 0);
    /* The setting names a version: a letter is none of its industries either. */
    struct tomt_layer again = layer_of(room, letters, 1);
    question.code_version = TOMT_SN2007;
    assert_true(tomt_classify(room->arena, &question, &again, &report, &room->err));
    assert_odd(&report.unknown, "J (1)");
    assert_int_equal(report.n_guessed + report.n_guessed_other, 0);
}

static void a_register_may_mix_versions(void **state)
{
    struct room *room = *state;
    struct tomt_sector sector[3];
    const struct tomt_correspondence *map[TOMT_MOST_VERSIONS] = {NULL};
    struct tomt_classify_question question = question_of(room, sector, map);
    struct tomt_layer layer = layer_of(room, mixed, N_MIXED);
    struct tomt_classify_report report;
    assert_true(tomt_classify(room->arena, &question, &layer, &report, &room->err));
    assert_rows(&layer, mixed, N_MIXED);
    assert_int_equal(report.n, 16);
    assert_int_equal(report.n_none, 2);
    assert_int_equal(report.n_of[TOMT_SN2007], 6); /* rows 0, 1, 5, 7, 13, 15 */
    assert_int_equal(report.n_of[TOMT_SN2025], 4); /* rows 2, 3, 4, 6 */
    assert_int_equal(report.unknown.n, 4);         /* 2 + 6 + 4 + 4 = 16 */
    assert_int_equal(report.n_guessed, 4);         /* rows 5, 6, 7, 13 */
    assert_int_equal(report.n_guessed_other, 1);   /* row 6 */
    assert_odd(&report.unknown, "99.999 (2), 62.010 (1) and 7x (1)");
    assert_odd(&report.bad_version, "SN 2011 (1)");
    const struct tomt_mapping_tally *tally = &report.mapping[TOMT_SN2025];
    assert_int_equal(tally->n, 4);
    assert_int_equal(tally->n_mapped[TOMT_MAPPED], 2);
    assert_odd(&tally->split, "47.110 (1)");
    assert_odd(&tally->absent, "47.91 (1)");
    assert_int_equal(report.mapping[TOMT_SN2007].n, 0);
    assert_int_equal(report.n_unmapped, 0);
    assert_int_equal(report.n_industry, 8); /* 6 + the two that are mapped */
    /* Rows 3, 4, 8, 10, 11, 14: 7 + 3 + 1 + 6 + 8 + 2; those with no jobs known add nothing. */
    assert_float_equal(report.jobs_without_industry, 27, 0);
}

static void the_order_of_rows_changes_no_row(void **state)
{
    struct room *room = *state;
    struct tomt_sector sector[3];
    const struct tomt_correspondence *map[TOMT_MOST_VERSIONS] = {NULL};
    struct tomt_classify_question question = question_of(room, sector, map);
    struct row turned[N_MIXED];
    for (size_t i = 0; i < N_MIXED; i++)
        turned[i] = mixed[(i * 7 + 3) % N_MIXED]; /* 7 and 16 have no common divisor */
    struct tomt_layer layer = layer_of(room, turned, N_MIXED);
    struct tomt_classify_report report;
    assert_true(tomt_classify(room->arena, &question, &layer, &report, &room->err));
    assert_rows(&layer, turned, N_MIXED);
    assert_int_equal(report.n_industry, 8);
    assert_float_equal(report.jobs_without_industry, 27, 0);
}

static void the_other_version(void **state)
{
    struct room *room = *state;
    struct tomt_sector sector[3];
    sectors(room, sector);
    /* 86.211 is known by both: now SN2025 comes first. 62.010 has no correspondence to go by; its
     * own version still says which sectors. */
    static const struct row row[] = {
        {"86.211", NULL, 1, "86211", "SN2025", NULL, 0},
        {"62.010", "SN2007", 2, NULL, "SN2007", "it,old", 3},
        {"62.10", "SN2025", 4, "6210", "SN2025", "it", 1},
        {"47.110", NULL, 8, "47110", "SN2025", "retail", 4},
    };
    struct tomt_layer layer = layer_of(room, row, 4);
    struct tomt_classify_report report;
    struct tomt_classify_question question = {.industry = room->industry,
                                              .version = TOMT_SN2025,
                                              .code_version = -1,
                                              .sector = sector,
                                              .n_sectors = 3};
    assert_true(tomt_classify(room->arena, &question, &layer, &report, &room->err));
    assert_rows(&layer, row, 4);
    assert_int_equal(report.n_unmapped, 1);
    assert_int_equal(report.n_of[TOMT_SN2007], 1);
    assert_int_equal(report.mapping[TOMT_SN2007].n, 0);
    assert_float_equal(report.jobs_without_industry, 2, 0);
}

static void a_setting_may_say_the_version(void **state)
{
    struct room *room = *state;
    static const struct row row[] = {
        {"62.010", NULL, 1, NULL, NULL, NULL, 0}, /* SN2025 does not know it */
        {"62.100", NULL, 2, "62100", "SN2025", NULL, 0},
        {"62.010", "SN2007", 4, NULL, "SN2007", NULL, 0}, /* says so itself; not mapped */
        {"62.900", "?", 8, "62900", "SN2025", NULL, 0},
    };
    struct tomt_layer layer = layer_of(room, row, 4);
    struct tomt_classify_report report;
    struct tomt_classify_question question = {
        .industry = room->industry, .version = TOMT_SN2025, .code_version = TOMT_SN2025};
    assert_true(tomt_classify(room->arena, &question, &layer, &report, &room->err));
    assert_rows(&layer, row, 4);
    assert_int_equal(report.n_guessed, 0);
    assert_int_equal(report.unknown.n, 1);
    assert_int_equal(report.n_unmapped, 1);
    assert_odd(&report.bad_version, "? (1)");
}

static void a_projects_own_titles_and_version(void **state)
{
    struct room *room = *state;
    static const char *const cell[][2] = {{"62.015", "Spill"}, {"62.010", "Programmering"}};
    struct tomt_table table = pairs_of(room, "code", "nb", cell, 2);
    struct tomt_industry_report added;
    assert_true(tomt_industry_add(
        room->industry, &(struct tomt_industry_source){"SN2007", &table, "code", "nb", NULL},
        &added, &room->err));
    static const char *const own[][2] = {{"A1", "Bergverk"}, {"62010", "Kode"}};
    struct tomt_table own_table = pairs_of(room, "code", "nb", own, 2);
    assert_true(tomt_industry_add(
        room->industry, &(struct tomt_industry_source){"By 1", &own_table, "code", "nb", NULL},
        &added, &room->err));
    /* 62.015 is known now that the project lists it; the third version is a code's only when
     * neither of ours knows it; 62010 of By 1, said in the project's words, has no correspondence.
     */
    static const struct row row[] = {
        {"62.015", NULL, 1, "62015", "SN2007", NULL, 0},
        {"a1", NULL, 2, NULL, "By 1", NULL, 0},
        {"62010", "by1", 4, NULL, "by1", NULL, 0},
        {"62010", NULL, 8, "62010", "SN2007", NULL, 0},
    };
    struct tomt_layer layer = layer_of(room, row, 4);
    struct tomt_classify_report report;
    struct tomt_classify_question question = {
        .industry = room->industry, .version = TOMT_SN2007, .code_version = -1};
    assert_true(tomt_classify(room->arena, &question, &layer, &report, &room->err));
    assert_rows(&layer, row, 4);
    assert_int_equal(report.n_of[2], 2);
    assert_int_equal(report.n_unmapped, 2);
    const struct tomt_industry_code *code =
        tomt_industry_find(room->industry, TOMT_SN2007, "62010");
    assert_string_equal(tomt_industry_title(code, true), "Programmering");
}

static void sixty_three_sectors_fit(void **state)
{
    struct room *room = *state;
    static struct tomt_sector sector[64];
    memset(sector, 0, sizeof sector);
    for (int s = 0; s < 64; s++) {
        sector[s].name = tomt_arena_print(room->arena, &room->err, "s%d", s);
        assert_true(tomt_sector_add(room->arena, &sector[s], TOMT_SN2007,
                                    (const char *[]){s % 62 == 0 ? "62" : "47"}, 1, &room->err));
    }
    static const struct row row[] = {
        {"62.010", "SN2007", 1, "62010", "SN2007", "s0,s62", 1 | UINT64_C(1) << 62}};
    struct tomt_layer layer = layer_of(room, row, 1), again = layer_of(room, row, 1);
    struct tomt_classify_report report;
    struct tomt_classify_question question = {
        .industry = room->industry, .code_version = -1, .sector = sector, .n_sectors = 63};
    assert_true(tomt_classify(room->arena, &question, &layer, &report, &room->err));
    assert_rows(&layer, row, 1);
    question.n_sectors = 64;
    assert_false(tomt_classify(room->arena, &question, &again, &report, &room->err));
    assert_int_equal(room->err.code, TOMT_PROJECT);
}

static void nothing_and_no_columns(void **state)
{
    struct room *room = *state;
    struct tomt_layer empty = layer_of(room, NULL, 0), bare = {0};
    struct tomt_classify_report report;
    struct tomt_classify_question question = {.industry = room->industry, .code_version = -1};
    assert_true(tomt_classify(room->arena, &question, &empty, &report, &room->err));
    assert_int_equal(report.n, 0);
    assert_int_equal(tomt_table_find(&empty.table, "industry")->n, 0);
    assert_true(tomt_table_start(&bare.table, room->arena, 3, &room->err));
    bare.table.n_rows = 2; /* neither codes nor jobs */
    assert_true(tomt_classify(room->arena, &question, &bare, &report, &room->err));
    assert_int_equal(report.n_none, 2);
    assert_int_equal(tomt_table_find(&bare.table, "sector")->n_null, 2);
    unsigned version = 7;
    const struct tomt_layer *layer[] = {&empty, &bare};
    assert_true(tomt_classify_version(room->industry, layer, 2, -1, &version, &room->err));
    assert_int_equal(version, TOMT_SN2007);
    question.version = 5; /* there is none */
    assert_false(tomt_classify(room->arena, &question, &empty, &report, &room->err));
}

static void most_decide(void **state)
{
    struct room *room = *state;
    unsigned version;
    static const struct row first[] = {{.code = "62.010"},
                                       {.code = "62.100"},
                                       {.code = "86.211"},
                                       {.code = "00.000"},
                                       {.code = NULL, .word = "SN2007"}};
    static const struct row second[] = {
        {.code = "1.110", .word = "NACE 2.1"}, {.code = "7x"}, {.code = "62.010", .word = "?"}};
    struct tomt_layer a = layer_of(room, first, 5), b = layer_of(room, second, 3);
    const struct tomt_layer *layer[] = {&a, &b};
    /* SN2007: 62.010, 86.211, and 62.010 again. SN2025: 62.100, 86.211, 1.110. A tie. */
    assert_true(tomt_classify_version(room->industry, layer, 2, -1, &version, &room->err));
    assert_int_equal(version, TOMT_SN2007);
    /* The first layer alone: 2 : 2. */
    assert_true(tomt_classify_version(room->industry, layer, 1, -1, &version, &room->err));
    assert_int_equal(version, TOMT_SN2007);
    /* The setting speaks for those that do not say: all but none and what says itself. */
    assert_true(tomt_classify_version(room->industry, layer, 2, TOMT_SN2025, &version, &room->err));
    assert_int_equal(version, TOMT_SN2025);
    static const struct row third[] = {{.code = "62.200"}};
    struct tomt_layer c = layer_of(room, third, 1);
    const struct tomt_layer *more[] = {&a, &b, &c};
    assert_true(tomt_classify_version(room->industry, more, 3, -1, &version, &room->err));
    assert_int_equal(version, TOMT_SN2025); /* 3 : 4 */
    assert_true(tomt_classify_version(room->industry, NULL, 0, -1, &version, &room->err));
    assert_int_equal(version, TOMT_SN2007);
}

static void every_allocation_may_fail(void **state)
{
    struct room *room = *state;
    struct tomt_sector sector[3];
    const struct tomt_correspondence *map[TOMT_MOST_VERSIONS] = {NULL};
    struct tomt_classify_question question = question_of(room, sector, map);
    bool done = false;
    uint64_t turn = 0;
    while (!done) {
        struct tomt_error err = {0};
        struct tomt_classify_report report;
        unsigned version;
        struct tomt_layer layer = layer_of(room, mixed, N_MIXED);
        const struct tomt_layer *only = &layer;
        tomt_allocation_fail_at(++turn);
        done = tomt_classify_version(room->industry, &only, 1, -1, &version, &err) &&
               tomt_classify(room->arena, &question, &layer, &report, &err);
        tomt_allocation_fail_at(0);
        assert_int_equal(err.code, done ? TOMT_OK : TOMT_MEMORY);
        if (!done) /* a failed call leaves what was there */
            assert_cell(&layer.table, "code_version", 0, "SN2007");
    }
    assert_true(turn > 5);
}

/* A million rows of few thousand codes: each is worked out once. It takes a tenth of a
 * second; the limit leaves room for slow machines and sanitizers. */
static void a_million_rows(void **state)
{
    struct room *room = *state;
    struct tomt_sector sector[3];
    const struct tomt_correspondence *map[TOMT_MOST_VERSIONS] = {NULL};
    struct tomt_classify_question question = question_of(room, sector, map);
    enum { N = 1000000 };
    size_t n_codes;
    const struct tomt_industry_code *code =
        tomt_industry_codes(room->industry, TOMT_SN2007, &n_codes);
    while (code[n_codes - 1].level == TOMT_SECTION) /* they stand last, and are no industry */
        n_codes--;
    struct row *row = calloc(N, sizeof *row);
    assert_non_null(row);
    for (size_t i = 0; i < N; i++) {
        row[i].code = code[i % n_codes].print;
        row[i].word = i % 3 ? "SN2007" : NULL;
        row[i].jobs = 1;
    }
    struct tomt_layer layer = layer_of(room, row, N);
    free(row);
    struct tomt_classify_report report;
    struct timespec from, to;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    assert_true(tomt_classify(room->arena, &question, &layer, &report, &room->err));
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
    double seconds = (double)(to.tv_sec - from.tv_sec) + 1e-9 * (double)(to.tv_nsec - from.tv_nsec);
    print_message("a million rows: %.2f s\n", seconds);
    assert_int_equal(report.n_of[TOMT_SN2007], N); /* it knows each of its own, and comes first */
    assert_int_equal(report.n_industry, N);
    assert_true(seconds < 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_register_may_mix_versions, open_room, close_room),
        cmocka_unit_test_setup_teardown(a_section_alone_is_no_industry, open_room, close_room),
        cmocka_unit_test_setup_teardown(the_order_of_rows_changes_no_row, open_room, close_room),
        cmocka_unit_test_setup_teardown(the_other_version, open_room, close_room),
        cmocka_unit_test_setup_teardown(a_setting_may_say_the_version, open_room, close_room),
        cmocka_unit_test_setup_teardown(a_projects_own_titles_and_version, open_room, close_room),
        cmocka_unit_test_setup_teardown(sixty_three_sectors_fit, open_room, close_room),
        cmocka_unit_test_setup_teardown(nothing_and_no_columns, open_room, close_room),
        cmocka_unit_test_setup_teardown(most_decide, open_room, close_room),
        cmocka_unit_test_setup_teardown(every_allocation_may_fail, open_room, close_room),
        cmocka_unit_test_setup_teardown(a_million_rows, open_room, close_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
