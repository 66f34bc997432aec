/* phrase/sentence.c: the messages, and what goes into their templates. */
#include "phrase/inside.h"

#include <math.h>

static const struct tomt_message messages[] = {
#define ROW(id, english, help) {#id, english, help},
#include "phrase/messages.def"
#undef ROW
};
enum { N_MESSAGES = sizeof messages / sizeof *messages };

const struct tomt_message *tomt_messages(size_t *n)
{
    *n = N_MESSAGES;
    return messages;
}

const struct tomt_message *tomt_message_find(const char *id)
{
    for (size_t i = 0; id && i < N_MESSAGES; i++)
        if (!strcmp(messages[i].id, id))
            return &messages[i];
    return NULL;
}

enum { N_NUMBERS = 4, N_TEXTS = 3, LONGEST_UNIT = 40 };

/* A placeholder at `at` ({1}, {2:points}, {a}): its length, what it names, and its unit; 0: a brace
 * that is none. */
static size_t placeholder(const char *at, char *name, char unit[LONGEST_UNIT])
{
    const char *end = strchr(at, '}');
    unit[0] = 0;
    *name = at[1];
    if (!end ||
        !((*name >= '1' && *name <= '0' + N_NUMBERS) || (*name >= 'a' && *name < 'a' + N_TEXTS)))
        return 0;
    if (at[2] == ':' && end - at - 3 < LONGEST_UNIT) {
        memcpy(unit, at + 3, (size_t)(end - at - 3));
        unit[end - at - 3] = 0;
    } else if (at[2] != '}') {
        return 0;
    }
    return (size_t)(end - at) + 1;
}

/* Titles and names are whatever a file says: what would move a terminal's cursor is a space. */
static void put_text(struct tomt_text *out, const char *text)
{
    tomt_text_line(out, text ? text : "–");
}

static void fill(const struct tomt_phrases *phrases, struct tomt_text *out, const char *template,
                 const struct tomt_sentence *sentence)
{
    while (*template) {
        size_t plain = strcspn(template, "{");
        char name, unit[LONGEST_UNIT];
        tomt_text_add(out, template, plain);
        template += plain;
        if (!*template)
            return;
        size_t n = placeholder(template, &name, unit);
        if (!n)
            tomt_text_add(out, template, 1);
        else if (name >= 'a')
            put_text(out, sentence->text[name - 'a']);
        else
            tomt_phrase_measure(phrases, out, sentence->number[name - '1'],
                                *unit ? unit : sentence->unit[name - '1']);
        template += n ? n : 1;
    }
}

/* Of a newer version: "finding_new: Walk to rail; 350 m; 4,5". */
static void put_unknown(const struct tomt_phrases *phrases, struct tomt_text *out,
                        const struct tomt_sentence *sentence)
{
    const char *before = ": ";
    put_text(out, sentence->message);
    for (size_t i = 0; i < N_TEXTS; i++)
        if (sentence->text[i]) {
            tomt_text_puts(out, before);
            put_text(out, sentence->text[i]);
            before = "; ";
        }
    for (size_t i = 0; i < N_NUMBERS; i++)
        if (!isnan(sentence->number[i])) {
            tomt_text_puts(out, before);
            tomt_phrase_measure(phrases, out, sentence->number[i], sentence->unit[i]);
            before = "; ";
        }
}

void tomt_sentence_phrase(const struct tomt_phrases *phrases, struct tomt_text *out,
                          const struct tomt_sentence *sentence)
{
    const struct tomt_message *message = tomt_message_find(sentence->message);
    if (message)
        fill(phrases, out, tomt_phrase(phrases, message->english), sentence);
    else
        put_unknown(phrases, out, sentence);
}
