/* The page: what is escaped and how, what is cut, and that the template, the words and the policy
 * hold together. */
#include "base/files.h"
#include "data/whole_file.h"
#include "report/inside.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

extern const struct tomt_file tomt_report_files[];

static void embeds(const char *json, size_t longest, const char *want, size_t want_cut)
{
    struct tomt_text out = {0};
    size_t n_cut = 0;
    tomt_report_embed(&out, json, strlen(json), longest, &n_cut);
    assert_false(out.failed);
    assert_string_equal(out.bytes, want);
    assert_int_equal(n_cut, want_cut);
    tomt_text_free(&out);
}

/* HTML ends a <script> at "</script" whatever stands around it, and JavaScript before 2019 ended a
 * line at U+2028: none of them may be left. */
static void nothing_ends_the_script(void **state)
{
    (void)state;
    embeds("{\"a\":\"</script><!--\"}", 100, "{\"a\":\"\\u003c/script\\u003e\\u003c!--\"}", 0);
    embeds("[\"a&b\",\"<\"]", 100, "[\"a\\u0026b\",\"\\u003c\"]", 0);
    embeds("[\"x\xE2\x80\xA8y\xE2\x80\xA9\"]", 100, "[\"x\\u2028y\\u2029\"]", 0);
    embeds("[\"\xC3\xA6\xC3\xB8\xC3\xA5 \xF0\x9F\x9A\x82\"]", 100,
           "[\"\xC3\xA6\xC3\xB8\xC3\xA5 \xF0\x9F\x9A\x82\"]", 0);
    embeds("[1.5,null,true]", 2, "[1.5,null,true]", 0);
    embeds("", 10, "", 0);
}

/* Cut between characters, never inside an escape or a letter; the next text begins anew. */
static void long_texts_are_cut(void **state)
{
    (void)state;
    embeds("[\"abcdef\",\"gh\"]", 4, "[\"abcd\xE2\x80\xA6\",\"gh\"]", 1);
    embeds("[\"abc\\\"def\"]", 4, "[\"abc\\\"\xE2\x80\xA6\"]", 1);
    embeds("[\"abc\\u0041xyz\"]", 4, "[\"abc\\u0041\xE2\x80\xA6\"]", 1);
    embeds("[\"ab\xC3\xA6\xC3\xB8\"]", 3, "[\"ab\xC3\xA6\xE2\x80\xA6\"]", 1);
    embeds("[\"abcd\"]", 4, "[\"abcd\"]", 0);
    embeds("[\"aaaa<<<<\",\"bbbbb\"]", 4, "[\"aaaa\xE2\x80\xA6\",\"bbbb\xE2\x80\xA6\"]", 2);
}

static void ten_megabytes_become_little(void **state)
{
    (void)state;
    struct tomt_text json = {0}, out = {0};
    size_t n_cut = 0;
    tomt_text_puts(&json, "[\"");
    for (size_t i = 0; i < 1000000; i++)
        tomt_text_puts(&json, "<script>xx");
    tomt_text_puts(&json, "\"]");
    tomt_report_embed(&out, json.bytes, json.n, 1000, &n_cut);
    assert_true(out.n < 8000);
    assert_int_equal(n_cut, 1);
    assert_null(strchr(out.bytes, '<'));
    tomt_text_free(&json);
    tomt_text_free(&out);
}

static void html_is_escaped(void **state)
{
    (void)state;
    struct tomt_text out = {0};
    tomt_report_escape(&out, "<b a=\"1\" c='2'>&amp;");
    assert_string_equal(out.bytes, "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;");
    tomt_text_free(&out);
}

static struct tomt_report open_report(struct tomt_arena *arena, struct tomt_report_options *options,
                                      int language)
{
    struct tomt_error err = {0};
    struct tomt_report report = {.arena = arena, .options = options, .nb = language == 1};
    report.phrases = tomt_phrases_open(arena, language, &err);
    assert_non_null(report.phrases);
    return report;
}

/* Nothing of the page reaches out: no address that a browser would fetch by itself. */
static void nothing_is_fetched(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_report_options options = {.language = 1};
    static const char *const page[] = {"page.html", "brief.html"};
    for (size_t k = 0; k < 4; k++) {
        struct tomt_report report = open_report(arena, &options, k % 2);
        struct tomt_report_parts parts = {0};
        struct tomt_text out = {0};
        for (size_t i = 0; i < TOMT_REPORT_PARTS; i++)
            tomt_text_puts(&parts.of[i], "{\"x\":\"</script><script>alert(1)</script>\"}");
        assert_true(tomt_report_page(&report, page[k / 2], "<img src=x onerror=alert(1)>", &parts,
                                     &out, &err));
        assert_null(strstr(out.bytes, "{{"));
        assert_null(strstr(out.bytes, "<img src=x"));
        assert_null(strstr(out.bytes, "alert(1)</script>"));
        assert_null(strstr(out.bytes, "<link"));
        assert_null(strstr(out.bytes, "src=\"http"));
        assert_null(strstr(out.bytes, "url(http"));
        assert_null(strstr(out.bytes, "url(\"http"));
        assert_null(strstr(out.bytes, "@import"));
        assert_null(strstr(out.bytes, "sourceMappingURL"));
        assert_non_null(strstr(out.bytes, k % 2 ? "<html lang=\"nb\">" : "<html lang=\"en\">"));
        assert_non_null(strstr(out.bytes, "default-src 'none'; script-src 'sha256-"));
        assert_null(strstr(out.bytes, "unsafe-inline"));
        assert_null(strstr(out.bytes, "unsafe-eval"));
        for (size_t i = 0; i < TOMT_REPORT_PARTS; i++)
            tomt_text_free(&parts.of[i]);
        tomt_text_free(&out);
    }
    tomt_arena_free(arena);
}

/* SHA-256 of no bits (NIST's example of FIPS 180-4) in base64, as in every policy that allows an
 * empty script. */
static void a_digest_is_base64(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_text out = {0};
    struct tomt_report_options options = {.language = 0};
    struct tomt_report report = open_report(arena, &options, 0);
    assert_true(tomt_report_digest(&report, &out, "", 0, &err));
    assert_string_equal(out.bytes, " 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='");
    tomt_text_free(&out);
    tomt_arena_free(arena);
}

static bool is_phrase(const char *text, size_t n)
{
    for (const char *const *one = tomt_report_phrases; *one; one++)
        if (strlen(*one) == n && !memcmp(*one, text, n))
            return true;
    return false;
}

/* What a template or a script says is among the words that are translated. */
static void all_words_are_known(void **state)
{
    (void)state;
    size_t n_said = 0;
    for (const struct tomt_file *file = tomt_report_files; file->name; file++) {
        const char *dot = strrchr(file->name, '.');
        bool html = !strcmp(dot, ".html");
        if ((!html && strcmp(dot, ".js")) || !strncmp(file->name, "maplibre", 8) ||
            !strncmp(file->name, "chart", 5))
            continue;
        for (const char *at = file->bytes; (at = strstr(at, html ? "{{" : "T('"));) {
            bool call = html || at == file->bytes ||
                        !strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_$.", at[-1]);
            at += html ? 2 : 3;
            size_t n = (size_t)(strstr(at, html ? "}}" : "'") - at);
            if (!call || (html && *at == '='))
                continue;
            n_said++;
            if (!is_phrase(at, n))
                fail_msg("%s says what words.c has not: %.*s", file->name, (int)n, at);
        }
    }
    assert_true(n_said > 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_ends_the_script),     cmocka_unit_test(long_texts_are_cut),
        cmocka_unit_test(ten_megabytes_become_little), cmocka_unit_test(html_is_escaped),
        cmocka_unit_test(nothing_is_fetched),          cmocka_unit_test(a_digest_is_base64),
        cmocka_unit_test(all_words_are_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
