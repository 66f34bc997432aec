/* The catalogue, plurals, and sentences from ids and numbers. */
#include "phrase/phrase.h"

#include "base/crew.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define NB "\u00a0"

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

static void says(int language, const struct tomt_sentence *sentence, const char *want)
{
    struct tomt_text text = {0};
    tomt_sentence_phrase(in[language], &text, sentence);
    assert_false(text.failed);
    assert_string_equal(text.n ? text.bytes : "", want);
    tomt_text_free(&text);
}

static void words(void **state)
{
    (void)state;
    assert_int_equal(tomt_phrases_language(in[0]), 0);
    assert_int_equal(tomt_phrases_language(in[1]), 1);
    assert_string_equal(tomt_phrase(in[0], "too small"), "too small");
    assert_string_equal(tomt_phrase(in[1], "too small"), "for liten");
    assert_string_equal(tomt_phrase(in[1], "nobody has said this"), "nobody has said this");
    assert_string_equal(tomt_phrase(in[1], ""), ""); /* not the catalogue's heading */
}

static void plurals(void **state)
{
    (void)state;
    static const size_t n[] = {0, 1, 2, 100};
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(tomt_phrase_plural(in[0], "site", "sites", n[i]),
                            n[i] == 1 ? "site" : "sites");
        assert_string_equal(tomt_phrase_plural(in[1], "site", "sites", n[i]),
                            n[i] == 1 ? "tomt" : "tomter");
        assert_string_equal(tomt_phrase_plural(in[1], "gnu", "gnus", n[i]),
                            n[i] == 1 ? "gnu" : "gnus");
        assert_string_equal(tomt_phrase_plural(in[1], "too small", "", n[i]),
                            "for liten"); /* one form only */
    }
}

static void sentences(void **state)
{
    (void)state;
    /* The unit that stands in the template is stronger than what the reader gives: all of a
     * finding's numbers have the criterion's. */
    struct tomt_sentence strength = {"finding_strength",
                                     {350, 12.34, 900, NAN},
                                     {"m", "m", "m", "m"},
                                     {"Walk to rail", NULL, NULL}};
    says(0, &strength,
         "Walk to rail: 350" NB "m, which gives 12.3 points more than the median site’s 900" NB
         "m");
    strength.text[0] = "Gange til tog";
    says(1, &strength,
         "Gange til tog: 350" NB "m, som gir 12,3 poeng mer enn mediantomtens 900" NB "m");
    struct tomt_sentence lift = {
        "finding_lift", {4, 10.5, 1, 71.25}, {"min", "min", "min", "min"}, {"Gange", NULL, NULL}};
    says(1, &lift, "Gange fra 4" NB "min til 10,5" NB "min ville gitt 1 poeng mer: poengsum 71,3");
    struct tomt_sentence target = {"target_reached_year",
                                   {12, 19, 300, NAN},
                                   {NULL, "transform sites", NULL, NULL},
                                   {"2036", NULL, NULL}};
    says(0, &target,
         "the 12 highest ranked of 19 transform sites reach the target for 2036 by gross capacity "
         "(300 more "
         "jobs)");
    says(1, &target,
         "de 12 høyest rangerte av 19 transformasjonstomter når målet for 2036 med brutto "
         "kapasitet (300 "
         "flere arbeidsplasser)");
    /* What is put in is not looked at again; what is missing is seen. */
    struct tomt_sentence braces = {
        "finding_gap_add", {NAN, NAN, NAN, NAN}, {0}, {"{1} {b} %s {", NULL, NULL}};
    says(0, &braces, "{1} {b} %s {: no data; it could add –");
    braces.text[0] = NULL;
    says(1, &braces, "–: mangler data; det kunne gitt – mer");
}

static void unknown(void **state)
{
    (void)state;
    struct tomt_sentence newer = {"finding_of_2031",
                                  {350, NAN, 0.5, NAN},
                                  {"m", NULL, "share", NULL},
                                  {"Gange til tog", NULL, "3301-1/2"}};
    says(0, &newer, "finding_of_2031: Gange til tog; 3301-1/2; 350" NB "m; 50%");
    says(1, &newer, "finding_of_2031: Gange til tog; 3301-1/2; 350" NB "m; 50" NB "%");
    struct tomt_sentence bare = {"nothing_else", {NAN, NAN, NAN, NAN}, {0}, {0}};
    says(1, &bare, "nothing_else");
    struct tomt_sentence none = {NULL, {NAN, NAN, NAN, NAN}, {0}, {0}};
    says(1, &none, "–");
    assert_null(tomt_message_find("finding_"));
    assert_null(tomt_message_find(""));
    assert_null(tomt_message_find(NULL));
}

/* Every message: its id once, found again, translated, and every placeholder it has is filled. */
/* A result may come from anywhere: what its titles and units hold moves no cursor and starts no
 * line. */
static void control_characters(void **state)
{
    (void)state;
    struct tomt_sentence strength = {"compare_number",
                                     {1, 2, NAN, NAN},
                                     {"m\x1b[2J", "m\x1b[2J", NULL, NULL},
                                     {"Walk\x1b[31m to\nrail\xff", NULL, NULL}};
    says(0, &strength, "Walk [31m to rail\uFFFD: 2 m [2J, before 1 m [2J");
    struct tomt_sentence newer = {
        "finding_of\x1b_2031", {NAN, NAN, NAN, NAN}, {0}, {"Gange\r", NULL, NULL}};
    says(0, &newer, "finding_of _2031: Gange ");
}

static void every_message(void **state)
{
    (void)state;
    size_t n;
    const struct tomt_message *message = tomt_messages(&n);
    assert_true(n > 30);
    for (size_t i = 0; i < n; i++) {
        assert_ptr_equal(tomt_message_find(message[i].id), &message[i]);
        /* the catalogue's own text, even where it reads the same */
        assert_ptr_not_equal(tomt_phrase(in[1], message[i].english), message[i].english);
        for (int language = 0; language < 2; language++) {
            struct tomt_sentence sentence = {message[i].id, {1, 2, 3, 4}, {0}, {"a", "b", "c"}};
            struct tomt_text text = {0};
            tomt_sentence_phrase(in[language], &text, &sentence);
            assert_false(text.failed);
            assert_true(tomt_is_utf8(text.bytes, text.n));
            assert_null(strpbrk(text.bytes, "{}"));
            assert_null(strstr(text.bytes, "–"));
            tomt_text_free(&text);
        }
    }
}

/* Many threads, one language. */
static bool phrase_many(void *seat, size_t from, size_t to, struct tomt_error *err)
{
    (void)seat;
    for (size_t i = from; i < to; i++) {
        struct tomt_text text = {0};
        struct tomt_sentence sentence = {
            "target_short", {1, 2, 3, NAN}, {NULL, "sites", NULL, NULL}, {0}};
        tomt_sentence_phrase(in[i % 2], &text, &sentence);
        bool right = text.n &&
                     !strcmp(text.bytes, i % 2 ? "2 tomter gir brutto 1 av 3 arbeidsplasser i målet"
                                               : "2 sites: a gross 1 of the 3 jobs of the target");
        tomt_text_free(&text);
        if (!right)
            return tomt_fail(err, TOMT_INTERNAL, "another sentence");
    }
    return true;
}

static void threads(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_crew crew = {.n_threads = 4};
    struct tomt_crew_job job = {.work = phrase_many, .n = 20000, .chunk = 64};
    assert_true(tomt_crew_run(&crew, &job, &err));
}

static void no_memory(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_text text = {0};
    struct tomt_sentence sentence = {"run_looked_at", {1, NAN, NAN, NAN}, {0}, {0}};
    tomt_allocation_fail_at(1);
    tomt_sentence_phrase(in[1], &text, &sentence);
    tomt_allocation_fail_at(0);
    assert_true(text.failed);
    tomt_text_free(&text);
    struct tomt_arena *other = tomt_arena_new(&err);
    assert_non_null(other);
    for (uint64_t at = 1;; at++) { /* the arena may have room: then nothing fails */
        tomt_allocation_fail_at(at);
        struct tomt_phrases *phrases = tomt_phrases_open(other, 1, &err);
        tomt_allocation_fail_at(0);
        if (phrases)
            break;
        assert_int_equal(err.code, TOMT_MEMORY);
        tomt_error_clear(&err);
    }
    tomt_arena_free(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(words),
                                       cmocka_unit_test(plurals),
                                       cmocka_unit_test(sentences),
                                       cmocka_unit_test(unknown),
                                       cmocka_unit_test(control_characters),
                                       cmocka_unit_test(every_message),
                                       cmocka_unit_test(threads),
                                       cmocka_unit_test(no_memory)};
    return cmocka_run_group_tests(tests, open_both, close_both);
}
