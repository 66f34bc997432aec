/* phrase/phrase.c: a language that is open: the catalogue inside the program. */
#include "phrase/inside.h"

#include "base/files.h"

extern const struct tomt_file tomt_catalogues[]; /* nb.mo */

struct tomt_phrases *tomt_phrases_open(struct tomt_arena *arena, int language,
                                       struct tomt_error *err)
{
    struct tomt_phrases *phrases = tomt_arena_alloc(arena, sizeof *phrases, err);
    if (!phrases)
        return NULL;
    phrases->language = language == 1;
    if (language != 1)
        return phrases;
    for (const struct tomt_file *file = tomt_catalogues; file->name; file++)
        if (!strcmp(file->name, "nb.mo") && tomt_mo_open(file->bytes, file->n, &phrases->mo))
            return phrases;
    tomt_fail(err, TOMT_INTERNAL, "the Norwegian catalogue inside the program cannot be read");
    return NULL;
}

int tomt_phrases_language(const struct tomt_phrases *phrases)
{
    return phrases->language;
}

/* The empty text is the catalogue's heading. */
static const char *find(const struct tomt_phrases *phrases, const char *english, size_t *n)
{
    return phrases->language && *english ? tomt_mo_find(&phrases->mo, english, n) : NULL;
}

const char *tomt_phrase(const struct tomt_phrases *phrases, const char *english)
{
    size_t n;
    const char *found = find(phrases, english, &n);
    return found && *found ? found : english;
}

/* Both languages have two forms: one, and all else, none included. */
const char *tomt_phrase_plural(const struct tomt_phrases *phrases, const char *one,
                               const char *many, size_t n)
{
    size_t length;
    const char *found = find(phrases, one, &length);
    if (!found || !*found)
        return n == 1 ? one : many;
    size_t first = strlen(found);
    return n == 1 || first >= length ? found : found + first + 1;
}
