/* Any bytes as a question's file: a question that is whole or an error, never a crash; and any bytes
 * as geometry. */
#include "ask/inside.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct tomt_error err = {0};
    struct tomt_question question;
    struct tomt_text text = {0};
    const uint8_t *wkb;
    size_t size;
    struct tomt_arena *arena = tomt_arena_new(&err);
    if (!arena)
        abort();
    bool good = tomt_question_read(arena, "q", "q.sql", (const char *)bytes, n, &question, &err);
    if (good != (err.code == TOMT_OK) || (good && (!question.title.en || !*question.sql)))
        abort();
    if (tomt_ask_wkb(bytes, n, &text, &wkb, &size))
        tomt_ask_wkb_family(wkb, size);
    tomt_text_free(&text);
    tomt_arena_free(arena);
    return 0;
}
