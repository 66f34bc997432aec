/* unit/compare_parts.c: lines that fit, and JSON as far as it is read. By hand. */
#include "compare/inside.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void check_wrap(const char *text, const char *wanted)
{
    struct tomt_text out = {0};
    tomt_compare_wrap(text, &out);
    assert_false(out.failed);
    assert_string_equal(out.n ? out.bytes : "", wanted);
    tomt_text_free(&out);
}

static void lines_fit(void **state)
{
    (void)state;
    check_wrap("", "");
    check_wrap("\n", "\n");
    check_wrap("short", "short");
    check_wrap("  set in  twice\n\nnext\n", "  set in  twice\n\nnext\n");
    char text[400], wanted[400], word[121] = {0};
    memset(word, 'x', 96); /* 2 + 96 + 1 + 1 = 100 columns: fits; one more does not */
    snprintf(text, sizeof text, "  %s y\n", word);
    check_wrap(text, text);
    snprintf(text, sizeof text, "  %s yz w\n", word);
    snprintf(wanted, sizeof wanted, "  %s\n      yz w\n", word);
    check_wrap(text, wanted);
    snprintf(text, sizeof text, "  %.94s åøæ\n", word); /* columns, not bytes */
    check_wrap(text, text);
    memset(word, 'x', 120); /* a word that is longer than a line stays whole */
    snprintf(text, sizeof text, "a %s b", word);
    snprintf(wanted, sizeof wanted, "a\n    %s\n    b", word);
    check_wrap(text, wanted);
}

static struct tomt_span span(const char *text)
{
    return (struct tomt_span){text, strlen(text)};
}

static void json_is_read(void **state)
{
    (void)state;
    const struct tomt_span none = {NULL, 0};
    struct tomt_span map =
        span("{\"uses\": [\"1130\",\"a,\\\"]b\"] , \"min\":1000,\"x\":{\"min\":3},\"n\":null}");
    struct tomt_span uses = tomt_span_member(map, "uses"), item = tomt_span_item(uses, none);
    assert_true(tomt_span_same(item, span("\"1130\"")));
    item = tomt_span_item(uses, item);
    struct tomt_text text = {0};
    tomt_span_text(item, &text);
    assert_string_equal(text.bytes, "a,\"]b");
    tomt_text_free(&text);
    assert_null(tomt_span_item(uses, item).at);
    assert_true(tomt_span_number(tomt_span_member(map, "min")) == 1000);
    assert_true(tomt_span_number(tomt_span_member(tomt_span_member(map, "x"), "min")) == 3);
    assert_true(isnan(tomt_span_number(tomt_span_member(map, "n"))));
    assert_true(isnan(tomt_span_number(none)));
    assert_null(tomt_span_member(map, "absent").at);
    assert_null(tomt_span_item(span("[]"), none).at);
}

/* Any beginning of a text, and each with a byte changed, is read to an end, within its bytes. */
static void broken_json_ends(void **state)
{
    (void)state;
    const char *whole = "{\"uses\":[\"1130\",\"\\\"\"],\"constraints\":[{\"layer\":\"water\","
                        "\"codes\":[],\"buffer_m\":15}],\"assembly\":null}";
    const char put[] = "{}[]\",:\\ 0";
    char *text = malloc(strlen(whole)); /* no NUL behind it: an overrun is seen */
    assert_non_null(text);
    for (size_t n = 0; n <= strlen(whole); n++)
        for (size_t at = 0; at < n; at++)
            for (size_t k = 0; k + 1 < sizeof put; k++) {
                memcpy(text, whole, n);
                text[at] = put[k];
                struct tomt_span map = {text, n}, list = tomt_span_member(map, "constraints"),
                                 item = {NULL, 0};
                size_t items = 0;
                while ((item = tomt_span_item(list, item)).at) {
                    tomt_span_member(item, "codes");
                    assert_true(item.at >= text && item.at + item.n <= text + n);
                    assert_true(++items < 100);
                }
            }
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(lines_fit), cmocka_unit_test(json_is_read),
                                       cmocka_unit_test(broken_json_ends)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
