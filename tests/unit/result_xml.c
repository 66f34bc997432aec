/* unit/result_xml.c: what is escaped is well-formed whatever a name holds: XML 1.0, 2.2 allows #x9,
 * #xA, #xD, #x20 to #xD7FF, #xE000 to #xFFFD and #x10000 to #x10FFFF, and what is no UTF-8 ends a
 * parse. */
#include "written_support.h"

#include "result/xml.h"

static void expect_escaped(const char *text, size_t n, const char *expected)
{
    struct tomt_text out = {0};
    tomt_xml_escape(&out, text, n);
    tomt_text_puts(&out, "");
    assert_string_equal(out.bytes ? out.bytes : "", expected);
    tomt_text_free(&out);
}

#define EXPECT(text, expected) expect_escaped(text, sizeof text - 1, expected)

static void test_marks_are_escaped(void **state)
{
    (void)state;
    EXPECT("a<b>&\"c\"", "a&lt;b&gt;&amp;&quot;c&quot;");
    EXPECT("gr\xc3\xb8nn \xf0\x9f\x8f\xa0\t\n", "gr\xc3\xb8nn \xf0\x9f\x8f\xa0\t\n");
}

static void test_what_xml_forbids_is_left_out(void **state)
{
    (void)state;
    EXPECT("a\x01\x08\x0b\x1f\r"
           "b",
           "ab");
    EXPECT("a\0b", "ab");
    EXPECT("x\xef\xbf\xbey\xef\xbf\xbfz", "xyz");                   /* U+FFFE, U+FFFF */
    EXPECT("\xef\xbf\xbd\xee\x80\x80", "\xef\xbf\xbd\xee\x80\x80"); /* U+FFFD, U+E000: allowed */
    EXPECT("\xf4\x8f\xbf\xbf", "\xf4\x8f\xbf\xbf");                 /* U+10FFFF: allowed */
}

static void test_what_is_no_utf8_is_left_out(void **state)
{
    (void)state;
    EXPECT("a\xff\xfe"
           "b",
           "ab");
    EXPECT("a\xc3", "a");    /* cut off */
    EXPECT("\xc3<", "&lt;"); /* a first byte does not swallow the mark behind it */
    EXPECT("a\xed\xa0\x80"
           "b",
           "ab"); /* half of a pair: U+D800 */
    EXPECT("a\xc0\xbc"
           "b",
           "ab"); /* "<" written too long */
    EXPECT("a\xf4\x90\x80\x80"
           "b",
           "ab"); /* beyond U+10FFFF */
}

static void test_plain_text_is_no_expression(void **state)
{
    (void)state;
    struct tomt_text out = {0};
    tomt_xml_escape_plain(&out, "\xc3\xa6 [% 1 %] 5 % <\xef\xbf\xbf");
    assert_string_equal(out.bytes, "\xc3\xa6 [\xe2\x81\xa0% 1 %\xe2\x81\xa0] 5 % &lt;");
    tomt_text_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_marks_are_escaped),
                                       cmocka_unit_test(test_what_xml_forbids_is_left_out),
                                       cmocka_unit_test(test_what_is_no_utf8_is_left_out),
                                       cmocka_unit_test(test_plain_text_is_no_expression)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
