/* unit/portrait_text.c: the portrait of a small town, word for word in both languages; which area
 * is meant; names that would break lines. Expected texts are read off the tables by hand. */
#include "portrait_tables.h"

struct fixture {
    struct tomt_arena *arena;
    struct tomt_portrait_tables tables;
    struct tomt_text out;
    struct tomt_error err;
};

static int start(void **state)
{
    static struct fixture f;
    f = (struct fixture){0};
    f.arena = tomt_arena_new(&f.err);
    town_tables(f.arena, &f.tables);
    *state = &f;
    return 0;
}

static int stop(void **state)
{
    struct fixture *f = *state;
    tomt_text_free(&f->out);
    tomt_arena_free(f->arena);
    return 0;
}

static bool tell(struct fixture *f, const char *area, size_t most, bool norwegian)
{
    struct tomt_portrait_options options = {area, most, norwegian};
    tomt_text_free(&f->out);
    f->out = (struct tomt_text){0};
    tomt_error_clear(&f->err);
    return tomt_portrait_text(f->arena, &f->tables, &options, &f->out, &f->err);
}

static void expect_text(const struct fixture *f, const char *wanted)
{
    if (!f->out.bytes || strcmp(f->out.bytes, wanted) != 0)
        fail_msg("got:\n%s\n%s\nwanted:\n%s", f->out.bytes ? f->out.bytes : "", f->err.text,
                 wanted);
}

static void tells_english(void **state)
{
    struct fixture *f = *state;
    assert_true(tell(f, NULL, 10, false));
    expect_text(f,
                "Elvebyen (the whole study area)\n"
                "Register of 2026-01-31, LQ against Norway, changes since 2025-01-31, industry codes SN2025\n"
                "\n"
                "  Establishments                                60\n"
                "  Jobs                                          1000 (900–1100)\n"
                "  Establishments whose jobs are unknown         3\n"
                "  Establishments without an industry            2\n"
                "  Jobs without an industry                      60 (6.0 %): varieties and "
                "concentration are of the rest\n"
                "  Without a place                               5 (12 jobs), in table unplaced\n"
                "  Rows of the register                          50 at their address, 1203 in the "
                "middle of their postcode, 5 duplicates or closed\n"
                "  All knowledge-intensive services, share       31.2 %\n"
                "  Related variety                               1.50 bits\n"
                "  Unrelated variety                             2.25 bits\n"
                "  Concentration on few industries (Herfindahl)  0.125\n"
                "  Difference from the reference (Krugman)       0.000\n"
                "  Jobs per employed resident                    1.25 (register)\n"
                "  Target                                        2000, 50.0 % reached\n"
                "\n"
                "Strong in\n"
                "  code    industry                   jobs   share    LQ\n"
                "  26      Computers and electronics   220  22.0 %  3.50\n"
                "  26.510  Instruments                 120  12.0 %  3.50\n"
                "  72      Research                     40   4.0 %  2.00\n"
                "\n"
                "Related to it: present in the same divisions\n"
                "  code    industry       jobs    share       LQ\n"
                "  26.110  Components      100   10.0 %     0.80\n"
                "  72.110  Biotechnology    20  too few  too few\n"
                "  26.200  Computers         6    0.6 %     0.50\n"
                "\n"
                "Sectors\n"
                "  sector              establishments  jobs    share       LQ\n"
                "  Electro and energy              30   450   45.0 %     1.00\n"
                "  Health                          20   300   30.0 %     1.00\n"
                "  Culture                          2     4  too few  too few\n"
                "  No establishment in: logistics, visitor\n"
                "\n"
                "Change since 2025-01-31\n"
                "  sector               before      now      net   growth   births   deaths  moved "
                "in  moved out    moves\n"
                "  All                     960     1000      +40   +4.2 %        8        3        "
                " 2          1        2\n"
                "  Electro and energy      400      450      +50  +12.5 %        3        0        "
                " 2          1        1\n"
                "  Health                  300      300        0    0.0 %        2        1        "
                " 0          0        0\n"
                "  Culture             too few  too few  too few  too few  too few  too few   too "
                "few    too few  too few\n"
                "\n"
                "  industry                      before  now  net   growth  births  deaths  moved "
                "in  moved out  moves\n"
                "  26 Computers and electronics     200  220  +20  +10.0 %       1       0         "
                "2          1      0\n"
                "  without an industry                0    3   +3        –       1       0         "
                "0          0      0\n"
                "  47 Retail                        200  180  -20  -10.0 %       5       2         "
                "0          0      1\n"
                "\n"
                "Clusters\n"
                "  cluster          jobs  establishments  leading industries\n"
                "  health-2 Health   220               6  86.101 Hospitals (200)\n"
                "  health-1 Health   100               8  86.101 Hospitals (90)\n");
}

static void tells_norwegian_of_a_tract(void **state)
{
    struct fixture *f = *state;
    assert_true(tell(f, "strømsø", 10, true));
    expect_text(f, "Strømsø (tract 0101)\n"
                   "Register per 2026-01-31, LQ mot Norway, endringer siden 2025-01-31, næringskoder SN2025\n"
                   "\n"
                   "  Virksomheter                                    40\n"
                   "  Arbeidsplasser                                  700 (600–800)\n"
                   "  Virksomheter med ukjent antall arbeidsplasser   1\n"
                   "  Virksomheter uten næring                        0\n"
                   "  Kunnskapsintensive tjenester i alt, andel       25,0 %\n"
                   "  Relatert variasjon                              1,00 bit\n"
                   "  Urelatert variasjon                             2,00 bit\n"
                   "  Konsentrasjon i få næringer (Herfindahl)        0,200\n"
                   "  Ulikhet fra sammenligningsgrunnlaget (Krugman)  0,400\n"
                   "  Arbeidsplassdekning (per sysselsatt bosatt)     –\n"
                   "  Mål                                             7000, 10,0 % nådd\n"
                   "\n"
                   "Sterk på\n"
                   "  ingen\n"
                   "\n"
                   "Relatert til det: finnes i de samme hovednæringene\n"
                   "  ikke laget: detaljerte næringer er for nivåer med høyst 500 områder\n"
                   "\n"
                   "Næringsgrupper\n"
                   "  næringsgruppe  virksomheter  arbeidsplasser   andel    LQ\n"
                   "  Helse                    20             300  42,9 %  1,42\n");
}

static void says_too_few(void **state)
{
    struct fixture *f = *state;
    assert_true(tell(f, "0102", 10, true));
    assert_non_null(
        strstr(f->out.bytes, "Konsentrasjon i få næringer (Herfindahl)        for få\n"));
    assert_non_null(
        strstr(f->out.bytes, "Arbeidsplasser                                  6 (4–8)\n"));
    assert_non_null(strstr(f->out.bytes, "For få virksomheter: tall som"));
    assert_true(tell(f, "tract:0103", 10, false));
    assert_non_null(strstr(f->out.bytes, "(Herfindahl)  –\n")); /* null, and not suppressed */
    assert_null(strstr(f->out.bytes, "too few"));
}

/* Against itself all quotients are 1: that is why nothing is told, and not that it is strong in
 * nothing. */
static void says_why_nothing_is_strong(void **state)
{
    struct fixture *f = *state;
    f->tables.economy =
        table_of(f->arena, "name|#value|unit|note\nreference|1000.5|jobs|study_area\n");
    assert_true(tell(f, NULL, 10, true));
    assert_non_null(strstr(
        f->out.bytes,
        "Sterk på\n  ikke fortalt: området er sammenlignet med seg selv, så hver LQ er 1; velg "
        "et annet grunnlag med economy: reference\n\nNæringsgrupper\n"));
    assert_non_null(strstr(f->out.bytes, "  5 (12 arbeidsplasser), står i tabellen unplaced\n"));
    assert_true(
        tell(f, "municipality:3301", 10, false)); /* 1,000 of the 1,000.5 jobs: not the same */
    assert_non_null(strstr(f->out.bytes, "Strong in\n  none\n"));
    assert_non_null(strstr(f->out.bytes, "Without a place                               0\n"));
    f->tables.economy = table_of(f->arena, "name|note\nreference|norway\n");
    assert_true(tell(f, NULL, 10, false));
    assert_non_null(strstr(f->out.bytes, "Strong in\n  code"));
    assert_null(strstr(f->out.bytes, "divisions only"));
}

static void says_that_a_reference_is_coarse(void **state)
{
    struct fixture *f = *state;
    f->tables.area_industry = table_of(
        f->arena, "area_id|#digits|code|title|#establishments|#jobs_low|#jobs|#jobs_high|#share|"
                  "#quotient|#suppressed\n"
                  "study_area:|2|26|Electronics|12|200|220|240|0.22|3.5|0\n"
                  "study_area:|5|26.110|Components|6|90|100|110|0.1||0\n");
    assert_true(tell(f, NULL, 10, false));
    assert_non_null(strstr(f->out.bytes,
                           "  26.110  Components   100  10.0 %   –\n"
                           "  LQ is not known in this detail: the reference has divisions only\n"));
}

static void cuts_lists(void **state)
{
    struct fixture *f = *state;
    assert_true(tell(f, NULL, 1, false));
    assert_non_null(strstr(f->out.bytes, "Computers and electronics   220  22.0 %  3.50\n"
                                         "  … 2 more\n"));
    assert_null(strstr(f->out.bytes, "Research"));
    assert_non_null(
        strstr(f->out.bytes, "+12.5 %       3       0         2          1      1\n  … 2 more\n"));
    assert_true(tell(f, NULL, 0, true)); /* none said: ten */
    assert_non_null(strstr(f->out.bytes, "Research"));
    assert_null(strstr(f->out.bytes, "…"));
}

static void finds_areas(void **state)
{
    struct fixture *f = *state;
    assert_true(tell(f, "TRACT:0101", 10, false)); /* case folded, as names are */
    assert_true(tell(f, "  ØYA ", 10, false));
    assert_true(tell(f, "Elvebyen", 10, false)); /* the municipality: the whole needs no name */
    assert_non_null(strstr(f->out.bytes, "Elvebyen (municipality 3301)\n"));
    assert_true(tell(f, "study_area:", 10, false));
    assert_false(tell(f, "sentrum", 10, false));
    assert_int_equal(f->err.code, TOMT_USAGE);
    assert_string_equal(f->err.text, "'sentrum' is the name or number of 2 areas: tract:0103 "
                                     "(Sentrum), postcode:3045 (Sentrum); give the id");
    assert_false(tell(f, "Strømsø!", 10, false));
    assert_int_equal(f->err.code, TOMT_NOT_FOUND);
    assert_string_equal(f->err.text, "there is no area 'Strømsø!' (did you mean tract:0101 "
                                     "(Strømsø)?); --list names all");
    assert_false(tell(f, "trøm", 10, false));
    assert_non_null(strstr(f->err.text, "did you mean tract:0101 (Strømsø)?"));
    assert_false(tell(f, "Qwertyuiop\nAsdf", 10, false));
    assert_string_equal(f->err.text, "there is no area 'Qwertyuiop Asdf'; --list names all");
    assert_false(tell(f, "", 10, false));
    assert_int_equal(f->err.code, TOMT_NOT_FOUND);
}

static void lives_with_little(void **state)
{
    struct fixture *f = *state;
    const struct tomt_table *area = f->tables.area;
    f->tables = (struct tomt_portrait_tables){.area = area};
    assert_true(tell(f, NULL, 10, false)); /* no other table: sums and nothing more */
    assert_null(strstr(f->out.bytes, "Change since"));
    assert_null(strstr(f->out.bytes, "Clusters"));
    f->tables.area = table_of(f->arena, "area_id|level\ntract:1|tract\n");
    assert_false(tell(f, NULL, 10, false));
    assert_int_equal(f->err.code, TOMT_DATA);
    assert_true(tell(f, "tract:1", 10, false));
    assert_non_null(strstr(f->out.bytes, "Jobs                                          –\n"));
    f->tables.area = table_of(f->arena, "area_id|level\n");
    assert_false(tell(f, NULL, 10, false));
    f->tables.area = NULL;
    assert_false(tell(f, NULL, 10, false));
    assert_int_equal(f->err.code, TOMT_DATA);
}

/* Line ends, tabs, an escape sequence, an override of direction and bytes that are no UTF-8. */
static void stays_on_one_line(void **state)
{
    struct fixture *f = *state;
    static const char name[] = "A\nB\r\tC\x1b[31m\"'\xe2\x80\xae"
                               "D\xff\xc2\x85";
    struct tomt_table *area = tomt_arena_alloc(f->arena, sizeof *area, &f->err);
    tomt_table_start(area, f->arena, 3, &f->err);
    const char *const column[] = {"area_id", "level", "name"}, *const cell[] = {"x\ny", "l\nv",
                                                                                name};
    for (size_t c = 0; c < 3; c++)
        tomt_column_put_text(tomt_table_column(area, column[c], TOMT_TEXT, &f->err), cell[c],
                             &f->err);
    area->n_rows = 1;
    f->tables = (struct tomt_portrait_tables){.area = area};
    assert_true(tell(f, "X Y", 10, false));
    const char *wanted = "A B  C [31m\"' D\xef\xbf\xbd  (l v)\n\n  Establishments";
    assert_memory_equal(f->out.bytes, wanted, strlen(wanted));
    struct tomt_text list = {0};
    assert_true(tomt_portrait_list_text(f->arena, &f->tables, true, &list, &f->err));
    size_t n_lines = 0;
    for (const char *p = list.bytes; *p; p++) {
        n_lines += *p == '\n';
        assert_true(*p == '\n' || (unsigned char)*p >= 0x20);
    }
    assert_int_equal(n_lines, 2);
    tomt_text_free(&list);
}

static void lists_areas(void **state)
{
    struct fixture *f = *state;
    assert_true(tomt_portrait_list_text(f->arena, &f->tables, false, &f->out, &f->err));
    expect_text(f, "  level         area id            area      establishments  jobs\n"
                   "  study_area    study_area:        Elvebyen              60  1000\n"
                   "  tract         tract:0101         Strømsø               40   700\n"
                   "  tract         tract:0103         Sentrum                9    20\n"
                   "  tract         tract:0102         Øya                    3     6\n"
                   "  municipality  municipality:3301  Elvebyen              60  1000\n"
                   "  postcode      postcode:3045      Sentrum                9    20\n");
    assert_false(tomt_portrait_is_norwegian(&f->tables));
    f->tables.economy = table_of(f->arena, "name|note\nlanguage|nb\n");
    assert_true(tomt_portrait_is_norwegian(&f->tables));
    f->tables.economy = NULL;
    assert_false(tomt_portrait_is_norwegian(&f->tables));
}

/* Each of our allocations fails once: a clean error, and nothing else. */
static void survives_without_memory(void **state)
{
    struct fixture *f = *state;
    bool done = false;
    for (uint64_t at = 1; !done && at < 5000; at++) {
        struct tomt_error err = {0};
        struct tomt_arena *arena = tomt_arena_new(&err);
        struct tomt_text out = {0};
        struct tomt_portrait_options options = {NULL, 10, false};
        tomt_allocation_fail_at(at);
        done = tomt_portrait_text(arena, &f->tables, &options, &out, &err);
        tomt_allocation_fail_at(0);
        assert_true(done || err.code == TOMT_MEMORY);
        tomt_text_free(&out);
        tomt_arena_free(arena);
    }
    assert_true(done);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(tells_english, start, stop),
        cmocka_unit_test_setup_teardown(tells_norwegian_of_a_tract, start, stop),
        cmocka_unit_test_setup_teardown(says_too_few, start, stop),
        cmocka_unit_test_setup_teardown(says_why_nothing_is_strong, start, stop),
        cmocka_unit_test_setup_teardown(says_that_a_reference_is_coarse, start, stop),
        cmocka_unit_test_setup_teardown(cuts_lists, start, stop),
        cmocka_unit_test_setup_teardown(finds_areas, start, stop),
        cmocka_unit_test_setup_teardown(lives_with_little, start, stop),
        cmocka_unit_test_setup_teardown(stays_on_one_line, start, stop),
        cmocka_unit_test_setup_teardown(lists_areas, start, stop),
        cmocka_unit_test_setup_teardown(survives_without_memory, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
