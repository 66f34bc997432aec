/* Text, numbers, words. */
#include "base/json.h"
#include "base/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void assert_formats(double number, const char *expected)
{
    char out[32];
    size_t n = tomt_number_format(out, number);
    assert_string_equal(out, expected);
    assert_int_equal(n, strlen(expected));
}

static void numbers_are_the_shortest_that_read_back(void **state)
{
    (void)state;
    assert_formats(0, "0");
    assert_formats(-0.0, "-0");
    assert_formats(0.1, "0.1");
    assert_formats(-12.5, "-12.5");
    assert_formats(0.1 + 0.2, "0.30000000000000004"); /* the well-known one */
    assert_formats(1.0 / 3, "0.3333333333333333");
    assert_formats(100, "100");
    assert_formats(123456789012, "123456789012");
    assert_formats(10.2042, "10.2042");
    assert_formats(6621234.57, "6621234.57");
    assert_formats(1e-7, "1e-7");
    assert_formats(1.5e300, "1.5e300");
    assert_formats(9007199254740992.0, "9007199254740992"); /* 2^53 */
    assert_formats(5e-324, "5e-324");
    assert_formats(1.7976931348623157e308, "1.7976931348623157e308");
    assert_formats(NAN, "null");
}

/* 64 random bits as a double, or a decimal as people write them. */
static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static void random_numbers_read_back(void **state)
{
    (void)state;
    uint64_t seed = 88172645463325252u;
    for (int i = 0; i < 200000; i++) {
        uint64_t bits = next_random(&seed);
        double number;
        if (i % 2)
            memcpy(&number, &bits, sizeof number);
        else
            number = (double)(int64_t)(bits % 20000000000u) / 1e4 - 1e6;
        if (!isfinite(number))
            continue;
        char out[32], shorter[32];
        size_t n = tomt_number_format(out, number);
        double ours, libcs = strtod(out, NULL);
        assert_true(tomt_number_parse(out, n, false, &ours));
        assert_memory_equal(&libcs, &number, sizeof number);
        assert_memory_equal(&ours, &number, sizeof number);
        /* No text with one digit less reads back. */
        size_t digits = 0;
        bool leading = true;
        for (const char *c = out; *c && *c != 'e'; c++) {
            leading = leading && (*c == '0' || *c == '.' || *c == '-');
            digits += !leading && *c != '.';
        }
        if (digits > 1 && digits <= 17 && !strchr(out, 'e') && strchr(out, '.')) {
            snprintf(shorter, sizeof shorter, "%.*g", (int)digits - 1, number);
            assert_true(strtod(shorter, NULL) != number);
        }
    }
}

static void numbers_are_parsed_whole_or_not(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool comma;
        double expected; /* NaN: refused */
    } rows[] = {
        {"12", false, 12},
        {"-0.5", false, -0.5},
        {"+3.", false, 3},
        {".5", false, 0.5},
        {"1e3", false, 1000},
        {"2,5", true, 2.5},
        {"2,5", false, NAN},
        {"2.5", true, NAN},
        {"", false, NAN},
        {".", false, NAN},
        {"-", false, NAN},
        {"1e", false, NAN},
        {" 1", false, NAN},
        {"1 ", false, NAN},
        {"0x10", false, NAN},
        {"nan", false, NAN},
        {"inf", false, NAN},
        {"1e999", false, NAN},
        {"1e-999", false, 0},
        {"1.2.3", false, NAN},
        {"123456789012345678901234567890", false, 123456789012345678901234567890.0},
        {"0.1234567890123456789012345", false, 0.1234567890123456789012345},
        {"9007199254740993", false, 9007199254740992.0}, /* halfway, to even */
        {"000000000000000000000000000000001.50", false, 1.5},
        {"1e-30", false, 1e-30},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        double number = 77;
        bool read = tomt_number_parse(rows[i].text, strlen(rows[i].text), rows[i].comma, &number);
        assert_int_equal(read, !isnan(rows[i].expected));
        assert_true(number == (read ? rows[i].expected : 77));
    }
}

static void fixed_numbers_round_and_cut_zeros(void **state)
{
    (void)state;
    struct tomt_text text = {0};
    tomt_text_fixed(&text, 10.2042, 7);
    tomt_text_puts(&text, " ");
    tomt_text_fixed(&text, -0.00000004, 7);
    tomt_text_puts(&text, " ");
    tomt_text_fixed(&text, -0.00000006, 7);
    tomt_text_puts(&text, " ");
    tomt_text_fixed(&text, 59.99999999, 7);
    tomt_text_puts(&text, " ");
    tomt_text_fixed(&text, 1200, 0);
    assert_string_equal(text.bytes, "10.2042 0 -0.0000001 60 1200");
    tomt_text_free(&text);
}

static void json_strings_are_escaped(void **state)
{
    (void)state;
    struct tomt_text text = {0};
    static const char in[] = "a\"\\\n\x01\0\xC3\xA6\xFF\xED\xA0\x80\xC0\x80z";
    tomt_text_json(&text, in, sizeof in - 1);
    /* FF is one replacement; a surrogate's three bytes and an overlong NUL's two are one each */
    assert_string_equal(
        text.bytes, "\"a\\\"\\\\\\n\\u0001\\u0000\xC3\xA6"
                    "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDz\"");
    tomt_text_free(&text);
}

static void text_grows_and_remembers_failure(void **state)
{
    (void)state;
    struct tomt_text text = {0};
    for (int i = 0; i < 1000; i++)
        tomt_text_print(&text, "%d,%s;", i, "abcdefghij");
    assert_int_equal(text.n,
                     10 * 13 + 90 * 14 + 900 * 15); /* digits, comma, ten letters, semicolon */
    assert_int_equal(strlen(text.bytes), text.n);
    tomt_text_print(&text, "%5000d", 1);
    assert_int_equal(text.n, 10 * 13 + 90 * 14 + 900 * 15 + 5000);
    tomt_text_free(&text);
    tomt_allocation_fail_at(1);
    tomt_text_puts(&text, "x");
    tomt_text_print(&text, "%d", 1);
    tomt_allocation_fail_at(0);
    tomt_text_puts(&text, "y");
    assert_true(text.failed);
    assert_int_equal(text.n, 0);
    tomt_text_free(&text);
}

static void folding_knows_norwegian_and_sami(void **state)
{
    (void)state;
    struct tomt_text out = {0};
    static const char in[] = " \t STRØMSØ  Torg\xC2\xA0 Ærlig ÅÄÖ "
                             "\xC5\xA0\xC4\x90\xC4\x8C\xC5\x8A\xC5\xBD\xC5\xA6 \xFF ";
    assert_true(tomt_fold(in, sizeof in - 1, &out));
    assert_string_equal(
        out.bytes, "strømsø torg ærlig åäö \xC5\xA1\xC4\x91\xC4\x8D\xC5\x8B\xC5\xBE\xC5\xA7 \xFF");
    assert_true(tomt_fold("", 0, &out));
    assert_string_equal(out.bytes, "");
    tomt_text_free(&out);
}

/* 100 columns: ten words of nine letters and a blank are 99 and a blank. */
static void long_lines_are_broken_at_blanks(void **state)
{
    (void)state;
    static const char ten[] = "æøåæøåæøå æøåæøåæøå æøåæøåæøå æøåæøåæøå æøåæøåæøå "
                              "æøåæøåæøå æøåæøåæøå æøåæøåæøå æøåæøåæøå æøåæøåæøå";
    struct tomt_text line = {0}, out = {0};
    tomt_text_print(&line, "%s x", ten); /* 101 columns */
    tomt_text_wrap(&out, line.bytes, line.n, 4);
    assert_int_equal(strncmp(out.bytes, ten, strlen(ten)), 0);
    assert_string_equal(out.bytes + strlen(ten), "\n    x");
    out.n = line.n = 0;
    tomt_text_print(&line, " %s\xC2\xA0x  y", ten); /* the last word is one of 11 letters */
    tomt_text_wrap(&out, line.bytes, line.n, 2);
    assert_non_null(strstr(out.bytes, "\n  æøåæøåæøå\xC2\xA0x  y"));
    out.n = 0;
    tomt_text_wrap(&out, "  a  b ", 7, 8); /* it fits: as it is */
    assert_string_equal(out.bytes, "  a  b ");
    tomt_text_free(&line);
    tomt_text_free(&out);
}

static void members_of_json_get_their_commas(void **state)
{
    (void)state;
    struct tomt_text out = {0};
    tomt_text_puts(&out, "{");
    tomt_json_put_text(&out, "a\"", "b\n");
    tomt_json_put_number(&out, "n", 0.1);
    tomt_json_put_number(&out, "none", NAN);
    tomt_json_put_flag(&out, "f", true);
    tomt_json_put_key(&out, "list");
    tomt_text_puts(&out, "[");
    for (int i = 0; i < 2; i++) {
        tomt_json_put_comma(&out);
        tomt_text_puts(&out, "{");
        tomt_json_put_text(&out, "t", NULL);
        tomt_text_puts(&out, "}");
    }
    tomt_text_puts(&out, "]}");
    assert_string_equal(out.bytes, "{\"a\\\"\":\"b\\n\",\"n\":0.1,\"none\":null,\"f\":true,"
                                   "\"list\":[{\"t\":null},{\"t\":null}]}");
    tomt_text_free(&out);
}

static void utf8_is_strict_and_width_counts_columns(void **state)
{
    (void)state;
    assert_true(tomt_is_utf8("Brakerøya €", strlen("Brakerøya €")));
    assert_false(tomt_is_utf8("Braker\xF8ya", 9));
    assert_false(tomt_is_utf8("\xC3", 1));
    assert_false(tomt_is_utf8("\xED\xA0\x80", 3));
    assert_false(tomt_is_utf8("\xF4\x90\x80\x80", 4));
    assert_int_equal(tomt_columns_wide("Brakerøya"), 9);
    assert_int_equal(tomt_columns_wide("e\xCC\x81"), 1);    /* e + combining acute */
    assert_int_equal(tomt_columns_wide("\xE6\xBC\xA2"), 2); /* a CJK character */
}

static void near_words(void **state)
{
    (void)state;
    static const char *const keys[] = {"weight", "criterion", "min_area_m2", "title",
                                       "id",     "where",     NULL};
    assert_string_equal(tomt_near_word("wieght", keys), "weight"); /* one swap */
    assert_string_equal(tomt_near_word("Weight", keys), "weight");
    assert_string_equal(tomt_near_word("criteria", keys), "criterion"); /* a->o, +n: 2 <= 8 / 3 */
    assert_string_equal(tomt_near_word("min_area", keys), "min_area_m2");
    assert_string_equal(tomt_near_word("titel", keys), "title");
    assert_null(tomt_near_word("colour", keys));
    assert_null(tomt_near_word("x", keys));
    assert_null(tomt_near_word("", keys));
    assert_null(tomt_near_word(
        "0123456789012345678901234567890123456789012345678901234567890123456789", keys));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_the_shortest_that_read_back),
        cmocka_unit_test(random_numbers_read_back),
        cmocka_unit_test(numbers_are_parsed_whole_or_not),
        cmocka_unit_test(fixed_numbers_round_and_cut_zeros),
        cmocka_unit_test(json_strings_are_escaped),
        cmocka_unit_test(text_grows_and_remembers_failure),
        cmocka_unit_test(folding_knows_norwegian_and_sami),
        cmocka_unit_test(long_lines_are_broken_at_blanks),
        cmocka_unit_test(members_of_json_get_their_commas),
        cmocka_unit_test(utf8_is_strict_and_width_counts_columns),
        cmocka_unit_test(near_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
