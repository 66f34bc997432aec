/* Numbers as people write them. The expected texts are written by hand after Språkrådet's rules for
 * numbers (a comma for decimals, a blank between thousands of five figures and more, a blank before
 * %) and the Chicago manual's for English. */
#include "phrase/phrase.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define NB "\u00a0" /* no-break space */

static struct tomt_arena *arena;
static struct tomt_phrases *in[2];

static int open_both(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    arena = tomt_arena_new(&err);
    for (int language = 0; arena && language < 2; language++)
        in[language] = tomt_phrases_open(arena, language, &err);
    return !arena || !in[0] || !in[1];
}

static int close_both(void **state)
{
    (void)state;
    tomt_arena_free(arena);
    return 0;
}

static void check(struct tomt_text *text, const char *want)
{
    tomt_text_add(text, "", 0);
    assert_false(text->failed);
    assert_string_equal(text->n ? text->bytes : "", want);
    assert_true(tomt_is_utf8(text->bytes, text->n));
    tomt_text_free(text);
}

static void numbers(void **state)
{
    (void)state;
    static const struct {
        double number;
        unsigned decimals;
        const char *en, *nb;
    } row[] = {
        {0, 0, "0", "0"},
        {-0.0, 2, "0", "0"},
        {-0.04, 1, "0", "0"}, /* rounds to nothing: no sign is left */
        {1, 2, "1", "1"},
        {1.5, 2, "1.5", "1,5"},
        {0.05, 2, "0.05", "0,05"},
        {-3.25, 2, "−3.25", "−3,25"},
        {2.5, 0, "3", "3"}, /* halves away from zero, where a computer would say 2 */
        {-2.5, 0, "−3", "−3"},
        {0.125, 2, "0.13", "0,13"},
        {999.95, 1, "1000", "1000"},
        {1250, 0, "1250", "1250"},
        {9999, 0, "9999", "9999"},
        {9999.9, 0, "10,000", "10" NB "000"},
        {12500.5, 1, "12,500.5", "12" NB "500,5"},
        {-12500, 0, "−12,500", "−12" NB "500"},
        {100, 0, "100", "100"},
        {1234567.891, 2, "1,234,567.89", "1" NB "234" NB "567,89"},
        {1e15, 0, "1,000,000,000,000,000", "1" NB "000" NB "000" NB "000" NB "000" NB "000"},
        {0.000000000001, 12, "0.000000000001", "0,000000000001"},
        {0.1, 99, "0.1", "0,1"}, /* decimals: 12 at most */
        {9007199254740994, 3, "9,007,199,254,740,994",
         "9" NB "007" NB "199" NB "254" NB "740" NB "994"}, /* 2^53 + 2 */
        {9007199254740994, 0, "9,007,199,254,740,994",
         "9" NB "007" NB "199" NB "254" NB "740" NB "994"},
        {NAN, 2, "–", "–"},
        {INFINITY, 2, "∞", "∞"},
        {-INFINITY, 2, "−∞", "−∞"},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        struct tomt_text en = {0}, nb = {0};
        tomt_phrase_number(in[0], &en, row[i].number, row[i].decimals);
        tomt_phrase_number(in[1], &nb, row[i].number, row[i].decimals);
        check(&en, row[i].en);
        check(&nb, row[i].nb);
    }
}

/* Each for itself, halves away from zero: 14.838 is 14.8 whatever stands beside it. */
static void tenths(void **state)
{
    (void)state;
    static const double pair[][2] = {
        {14.838, 14.8}, {14.75, 14.8}, {-0.25, -0.3}, {0.04, 0}, {22.68, 22.7}};
    for (size_t i = 0; i < sizeof pair / sizeof *pair; i++)
        assert_true(fabs(tomt_shown_tenths(pair[i][0]) - pair[i][1]) < 1e-12);
    assert_true(isnan(tomt_shown_tenths(NAN)));
    /* Below each other: a decimal always. */
    static const struct {
        double number;
        const char *en, *nb;
    } row[] = {{90, "90.0", "90,0"},
               {89.25, "89.3", "89,3"},
               {-0.04, "0.0", "0,0"},
               {-0.05, "−0.1", "−0,1"},
               {12500, "12,500.0", "12" NB "500,0"},
               {NAN, "–", "–"}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        struct tomt_text en = {0}, nb = {0}, unit = {0};
        tomt_phrase_tenths(in[0], &en, row[i].number);
        tomt_phrase_tenths(in[1], &nb, row[i].number);
        tomt_phrase_measure(in[0], &unit, row[i].number, "tenths");
        check(&en, row[i].en);
        check(&nb, row[i].nb);
        check(&unit, row[i].en);
    }
}

static void measures(void **state)
{
    (void)state;
    static const struct {
        double number;
        const char *unit, *en, *nb;
    } row[] = {
        {1250, "m2", "1250" NB "m²", "1250" NB "m²"},
        {9999, "m2", "9999" NB "m²", "9999" NB "m²"},
        {9999.7, "m2", "10,000" NB "m² (1" NB "ha)", "10" NB "000" NB "m² (10" NB "daa)"},
        {12534, "m2", "12,534" NB "m² (1.25" NB "ha)", "12" NB "534" NB "m² (12,5" NB "daa)"},
        {25000, "m2 BRA", "25,000" NB "m² BRA", "25" NB "000" NB "m² BRA"}, /* floor has no daa */
        {450.4, "m", "450" NB "m", "450" NB "m"},
        {9999.4, "m", "9999" NB "m", "9999" NB "m"},
        {12500, "m", "12.5" NB "km", "12,5" NB "km"},
        {-12500, "m", "−12.5" NB "km", "−12,5" NB "km"},
        {7.5, "min", "7.5" NB "min", "7,5" NB "min"},
        {0.35, "share", "35%", "35" NB "%"},
        {0.054, "share", "5.4%", "5,4" NB "%"},
        {1, "share", "100%", "100" NB "%"},
        {0, "share", "0%", "0" NB "%"},
        {0.994, "share", "99%",
         "99" NB "%"}, /* not all is never told as all, nor a little as none */
        {0.995, "share", ">99%", ">99" NB "%"},
        {0.9999, "share", ">99%", ">99" NB "%"},
        {-0.997, "share", "−100%", "−100" NB "%"}, /* a fall is rounded, never turned */
        {-0.0003, "share", "0%", "0" NB "%"},
        {0.9999999, "share", "100%", "100" NB "%"}, /* areas of shapes differ so much */
        {1.004, "share", "100%", "100" NB "%"},
        {0.0005, "share", "0.1%", "0,1" NB "%"},
        {0.0004, "share", "<0.1%", "<0,1" NB "%"},
        {1e-7, "share", "0%", "0" NB "%"},
        {5.743, "%", "5.74%", "5,74" NB "%"},
        {41.2, "%", "41.2%", "41,2" NB "%"},
        {0, "jobs", "0 jobs", "0 arbeidsplasser"},
        {1, "jobs", "1 job", "1 arbeidsplass"},
        {1.04, "jobs", "1 job", "1 arbeidsplass"}, /* as it is printed */
        {1.1, "jobs", "1.1 jobs", "1,1 arbeidsplasser"},
        {2, "jobs", "2 jobs", "2 arbeidsplasser"},
        {12500, "jobs", "12,500 jobs", "12" NB "500 arbeidsplasser"},
        {1, "more jobs", "1 more job", "1 arbeidsplass til"},
        {300, "more jobs", "300 more jobs", "300 flere arbeidsplasser"},
        {1, "points", "1 point", "1 poeng"},
        {-1, "points", "−1 point", "−1 poeng"},
        {3.25, "points", "3.3 points", "3,3 poeng"},
        {62.04, "score", "62", "62"},
        {1, "sites", "1 site", "1 tomt"},
        {3, "transform sites", "3 transform sites", "3 transformasjonstomter"},
        {8000, "persons", "8000 persons", "8000 personer"},
        {40, "establishments", "40 establishments", "40 virksomheter"},
        {1.8456, "bits", "1.85 bits", "1,85 bit"},
        {1.351, "quotient", "1.35", "1,35"},
        {2.125, "z", "z =" NB "2.13", "z =" NB "2,13"},
        {2, "class", "class" NB "2", "klasse" NB "2"},
        {3, "rank", "no." NB "3", "nr." NB "3"},
        {2036, "year", "2036", "2036"},
        {12036, "year", "12036", "12036"},
        {3.14159, NULL, "3.14", "3,14"},
        {31.4159, "", "31.4", "31,4"},
        {31415.9, "unit of the column", "31,416", "31" NB "416"},
        {12, "dB", "12 dB", "12 dB"}, /* nobody here knows it */
        {NAN, "jobs", "–", "–"},
        {NAN, "share", "–", "–"},
        {NAN, "dB", "–", "–"},
        {INFINITY, "m", "∞" NB "km", "∞" NB "km"},
        {INFINITY, "year", "∞ year", "∞ year"},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        struct tomt_text en = {0}, nb = {0};
        tomt_phrase_measure(in[0], &en, row[i].number, row[i].unit);
        tomt_phrase_measure(in[1], &nb, row[i].number, row[i].unit);
        check(&en, row[i].en);
        check(&nb, row[i].nb);
    }
}

/* The largest number there is: 309 digits and their groups. */
static void huge(void **state)
{
    (void)state;
    for (unsigned decimals = 0; decimals < 20; decimals += 6) {
        struct tomt_text text = {0};
        tomt_phrase_number(in[0], &text, -1.7976931348623157e308, decimals);
        assert_false(text.failed);
        assert_int_equal(text.n, strlen("−") + 309 + 102);
        tomt_text_free(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(numbers), cmocka_unit_test(tenths),
                                       cmocka_unit_test(measures), cmocka_unit_test(huge)};
    return cmocka_run_group_tests(tests, open_both, close_both);
}
