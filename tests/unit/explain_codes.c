/* Words of codes have one source, result/words.c; the catalogue's sentences say the same in small
 * letters, in both languages. */
#include "phrase/phrase.h"
#include "result/words.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void same(const char *word, const char *phrase)
{
    if (tolower((unsigned char)word[0]) != (unsigned char)phrase[0] ||
        strcmp(word + 1, phrase + 1) != 0)
        fail_msg("the map says '%s', sentences say '%s'", word, phrase);
}

static void words_are_the_catalogues(void **of)
{
    (void)of;
    static const struct {
        const char *column, *message;
        size_t at_least;
    } kind[] = {{"reason", "reason", 8}, {"capacity_why", "capacity", 10}};
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_phrases *nb = tomt_phrases_open(arena, 1, &err);
    size_t n, n_found[2] = {0};
    const struct tomt_word *word = tomt_words(&n);
    assert_non_null(nb);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < 2; k++) {
            char id[80];
            if (strcmp(word[i].column, kind[k].column) != 0)
                continue;
            snprintf(id, sizeof id, "%s_%s", kind[k].message, word[i].value);
            const struct tomt_message *message = tomt_message_find(id);
            if (!message) /* of what only a table tells */
                continue;
            same(word[i].en, message->english);
            same(word[i].nb, tomt_phrase(nb, message->english));
            n_found[k]++;
        }
    for (size_t k = 0; k < 2; k++)
        assert_true(n_found[k] >= kind[k].at_least);
    tomt_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(words_are_the_catalogues)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
