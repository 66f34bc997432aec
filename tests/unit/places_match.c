/* unit/places_match.c: slips counted as a plain full matrix counts them; names folded; two numbers;
 * house numbers; how likenesses are ordered. */
#include "places/inside.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Optimal string alignment as Boytsov (2011) doi:10.1145/1963190.1963191 writes it: the whole
 * matrix. For a beginning, the least of the last row. */
static unsigned plainly(const char *a, const char *b, bool prefix)
{
    static unsigned d[40][40];
    size_t n = strlen(a), m = strlen(b);
    for (size_t i = 0; i <= n; i++)
        for (size_t j = 0; j <= m; j++) {
            unsigned best = i == 0 ? (unsigned)j : j == 0 ? (unsigned)i : 1000;
            if (i && j) {
                unsigned change = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
                best = d[i - 1][j] + 1 < best ? d[i - 1][j] + 1 : best;
                best = d[i][j - 1] + 1 < best ? d[i][j - 1] + 1 : best;
                best = change < best ? change : best;
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
                    d[i - 2][j - 2] + 1 < best)
                    best = d[i - 2][j - 2] + 1;
            }
            d[i][j] = best;
        }
    unsigned least = d[n][m];
    for (size_t j = 0; prefix && j <= m; j++)
        least = d[n][j] < least ? d[n][j] : least;
    return least;
}

static void slips_are_counted(void **state)
{
    (void)state;
    /* By hand: a swap is one slip, and so is a letter too many, too few, another. */
    assert_int_equal(tomt_place_slips("bragrenes", 9, "bragernes", 9, false, 3), 1);
    assert_int_equal(tomt_place_slips("bragenes", 8, "bragernes", 9, false, 3), 1);
    assert_int_equal(tomt_place_slips("braggernes", 10, "bragernes", 9, false, 3), 1);
    assert_int_equal(tomt_place_slips("brogernes", 9, "bragernes", 9, false, 3), 1);
    assert_int_equal(tomt_place_slips("abcd", 4, "wxyz", 4, false, 3), 4);
    assert_int_equal(tomt_place_slips("ca", 2, "abc", 3, false, 3),
                     3); /* 2 without the restriction */
    assert_int_equal(tomt_place_slips("bragren", 7, "bragernestorg", 13, true, 2), 1);
    uint32_t seed = 7;
    for (int turn = 0; turn < 60000; turn++) {
        char word[2][16];
        size_t n[2];
        for (int w = 0; w < 2; w++) {
            n[w] = (seed = seed * 1664525u + 1013904223u) >> 24 & 7;
            n[w] += 1 + (size_t)turn % 4;
            for (size_t i = 0; i < n[w]; i++)
                word[w][i] = (char)('a' + ((seed = seed * 1664525u + 1013904223u) >> 28) % 3);
            word[w][n[w]] = '\0';
        }
        for (unsigned limit = 1; limit <= 3; limit++)
            for (int prefix = 0; prefix < 2; prefix++) {
                unsigned right = plainly(word[0], word[1], prefix == 1);
                right = right > limit ? limit + 1 : right;
                unsigned got = tomt_place_slips(word[0], n[0], word[1], n[1], prefix, limit);
                if (got != right)
                    fail_msg("%s to %s, prefix %d, limit %u: %u, not %u", word[0], word[1], prefix,
                             limit, got, right);
            }
    }
}

static const char *loose(const char *name, size_t n)
{
    static char out[300];
    struct place_folder folder = {.plain = {0}};
    struct place_key key;
    struct tomt_error err = {0};
    assert_true(tomt_place_fold(&folder, name, n, &err));
    assert_true(tomt_place_key(&folder, 0, folder.folded.n, &key, &err));
    memcpy(out, key.loose, key.n_loose);
    out[key.n_loose] = '\0';
    tomt_place_folder_free(&folder);
    return out;
}

static void spellings_are_one(void **state)
{
    (void)state;
    static const char *const same[][2] = {
        {"Ørretgata", "OERRETGATEN"},
        {"Ørretgata", "orretgt."},
        {"Åsveien", "aasvegen"},
        {"Åsveien", "A\xCC\x8Asveien"}, /* the ring apart, U+030A */
        {"Ålleen", "a\xCC\x8Alle\xCC\x81"
                   "en"},
        {"Øygata", "O\xCC\xB8ygata"},
        {"Söderveien", "Soderveien"},
        {"Čorgašveien", "corgasvn."},
        {"St. Olavs gate", "sankt olavs gt"},
        {"St. Olavs gate", "St Olavs gata"},
        {"Per\xC2\xA0Gynts vei", "per gynts veg"}, /* a no-break space */
        {"7. juni\xE2\x80\x93plassen", "7 juni pl."},
        {"Kirkens vei", "KIRKENS V"},
    };
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        char first[300];
        snprintf(first, sizeof first, "%s", loose(same[i][0], strlen(same[i][0])));
        assert_string_equal(first, loose(same[i][1], strlen(same[i][1])));
    }
    assert_string_equal(loose("Str\xF8msø", 8), "str?mso"); /* a byte of Latin-1 is one slip */
    assert_string_equal(loose("", 0), "");
    assert_string_equal(loose(" \n\t.-' ", 7), "");
    /* Any bytes: nothing overruns, and the form is no longer than it may be. */
    char bytes[1000];
    uint32_t seed = 3;
    for (int turn = 0; turn < 2000; turn++) {
        size_t n = (seed >> 8) % sizeof bytes;
        for (size_t i = 0; i < n; i++)
            bytes[i] = (char)((seed = seed * 1664525u + 1013904223u) >> 24);
        assert_true(strlen(loose(bytes, n)) < 300);
    }
}

static void numbers_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *words;
        bool two;
        double a, b;
    } pair[] = {
        {"59.7434, 10.2039", true, 59.7434, 10.2039},
        {"59,7434 10,2039", true, 59.7434, 10.2039},
        {"59,7434, 10,2039", true, 59.7434, 10.2039},
        {"59.7434 10.2039", true, 59.7434, 10.2039},
        {"570500,6623400", true, 570500, 6623400},
        {"570500;6623400", true, 570500, 6623400},
        {" -1.5 ; +2 ", true, -1.5, 2},
        {"59.7434", false, 0, 0},
        {"4 b", false, 0, 0},
        {"113/45", false, 0, 0},
        {"1 2 3", false, 0, 0},
        {"nan inf", false, 0, 0},
        {"1e999 1", false, 0, 0},
        {"", false, 0, 0},
        {",", false, 0, 0},
        {" ", false, 0, 0},
    };
    for (size_t i = 0; i < sizeof pair / sizeof *pair; i++) {
        double out[2] = {0, 0};
        if (tomt_place_two_numbers(pair[i].words, strlen(pair[i].words), out) != pair[i].two)
            fail_msg("'%s' is%s two numbers", pair[i].words, pair[i].two ? "" : " not");
        if (pair[i].two) {
            assert_true(out[0] == pair[i].a && out[1] == pair[i].b);
        }
    }
    static const struct {
        const char *text, *letter;
        uint32_t number;
        bool whole;
    } house[] = {{"4", "", 4, true},           {"4b", "b", 4, true}, {"4ø", "ø", 4, true},
                 {"4-6", "", 4, true},         {"b", "", 0, false},  {"4bc", "", 4, false},
                 {"123456", "", 12345, false}, {"0", "", 0, true},   {"", "", 0, false}};
    for (size_t i = 0; i < sizeof house / sizeof *house; i++) {
        char letter[8];
        bool whole;
        uint32_t number = tomt_place_house(house[i].text, strlen(house[i].text), letter, &whole);
        assert_int_equal(number, house[i].number);
        assert_string_equal(letter, house[i].letter);
        assert_int_equal(whole, house[i].whole);
    }
}

static double likeness(const char *asked, const char *name)
{
    struct place_folder one = {.plain = {0}}, other = {.plain = {0}};
    struct place_key a, b;
    struct tomt_error err = {0};
    assert_true(tomt_place_fold(&one, asked, strlen(asked), &err) &&
                tomt_place_key(&one, 0, one.folded.n, &a, &err));
    assert_true(tomt_place_fold(&other, name, strlen(name), &err) &&
                tomt_place_key(&other, 0, other.folded.n, &b, &err));
    double match = tomt_place_match(&a, &b);
    tomt_place_folder_free(&one);
    tomt_place_folder_free(&other);
    return match;
}

/* The same, the same but for spelling, near its end, begun, begun at a later word, one slip, begun
 * with a slip, two slips, nothing. */
static void likeness_is_ordered(void **state)
{
    (void)state;
    const char *name = "Bragernes torggate";
    static const char *const asked[] = {
        "BRAGERNES  TORGGATE", "bragernes torggt.", "bragernes torggat", "brag", "torgg",
        "bragrenes torggate",  "bragrenes to",      "bragrenes trogagte"};
    double last = 1.5;
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        double match = likeness(asked[i], name);
        if (!(match < last) || !(match > 0))
            fail_msg("'%s' is %g like it, the one before %g", asked[i], match, last);
        last = match;
    }
    assert_true(likeness("bragernes torggate", name) == 1);
    assert_true(likeness("torgvei", name) == 0);
    assert_true(likeness("bra", "ba") == 0); /* too short for slips */
    assert_true(likeness("", name) == 0 && likeness(name, "") == 0);
    assert_true(likeness("kirkeveie", "Kirkeveien") > 0.9); /* typed on the way to veien */
    assert_true(likeness("gate", "Gaten") >= TOMT_SAME_LOOSELY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slips_are_counted),
        cmocka_unit_test(spellings_are_one),
        cmocka_unit_test(numbers_are_read),
        cmocka_unit_test(likeness_is_ordered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
