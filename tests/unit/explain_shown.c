/* unit/explain_shown.c: what is printed of names, by hand. */
#include "explain/inside.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void characters(void **state)
{
    (void)state;
    assert_int_equal(tomt_first_characters("abc", 3, 2), 2);
    assert_int_equal(tomt_first_characters("abc", 3, 9), 3);
    assert_int_equal(tomt_first_characters("", 0, 9), 0);
    assert_int_equal(tomt_first_characters("æøå", 6, 2), 4); /* two bytes each */
    assert_int_equal(tomt_first_characters("\xF0\x9F\x9A\x86x", 5, 1), 4);
    assert_int_equal(tomt_first_characters("\xFF\xC3x", 3, 2), 2); /* no characters: a byte each */
}

static void says(const char *text, const char *wanted)
{
    struct tomt_text out = {0};
    tomt_put_name(&out, text);
    tomt_text_add(&out, "", 0);
    assert_string_equal(out.bytes ? out.bytes : "", wanted);
    tomt_text_free(&out);
}

static void names(void **state)
{
    (void)state;
    char name[4 * TOMT_LONGEST_NAME + 8] = "", wanted[sizeof name] = "";
    says(NULL, "");
    says("two\nlines\033[31m", "two lines [31m");
    for (int i = 0; i < TOMT_LONGEST_NAME; i++)
        strncat(name, "ø", 3);
    says(name, name); /* just as long as it may be */
    strncat(name, "x", 2);
    for (int i = 0; i < TOMT_LONGEST_NAME - 1; i++)
        strncat(wanted, "ø", 3);
    strncat(wanted, "…", 4);
    says(name, wanted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(characters), cmocka_unit_test(names)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
