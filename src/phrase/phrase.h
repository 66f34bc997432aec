/* phrase/phrase.h: what people read, in English or Norwegian: the program's fixed words by gettext, numbers as the language writes them, and sentences
 * that are stored as a message's id with its numbers. Never calls setlocale.
 * Knows nothing of results or files but its own catalogue. Texts belong to the arena. After tomt_phrase_open, thread-safe. */
#ifndef TOMT_PHRASE_PHRASE_H
#define TOMT_PHRASE_PHRASE_H

#include "base/text.h"

struct tomt_phrases; /* a language that is open */
/* language 0 en, 1 nb. The catalogue of nb is inside the program (po/nb.po at build), so it works offline and wherever the program is copied to.
 * Called before threads start. */
struct tomt_phrases *tomt_phrases_open(struct tomt_arena *arena, int language, struct tomt_error *err);
int tomt_phrases_language(const struct tomt_phrases *phrases);
/* The translation of an English text; the text itself when there is none. */
const char *tomt_phrase(const struct tomt_phrases *phrases, const char *english);
const char *tomt_phrase_plural(const struct tomt_phrases *phrases, const char *one, const char *many, size_t n);
#define TOMT_MARK(text) text /* xgettext finds it; translated later */
#define TOMT_MARK_PLURAL(one, many) one, many

/* Numbers as people write them: thousands apart from 10 000 on (nb "12 500,5" with no-break spaces U+00A0, which every terminal prints; en "12,500.5"), halves away from
 * zero, decimals at most (12 at most), trailing zeros cut, the minus sign U+2212. NaN: an en dash. */
void tomt_phrase_number(const struct tomt_phrases *phrases, struct tomt_text *out, double number, unsigned decimals);
/* The same with one decimal always ("90.0"), for numbers that stand below each other. */
void tomt_phrase_tenths(const struct tomt_phrases *phrases, struct tomt_text *out, double number);
/* What is read of a number of one decimal: each is rounded for itself, halves away from zero. Sums of what is printed are made of these. */
double tomt_shown_tenths(double number);
/* The number with its unit as people write it: "m2" -> "1250 m²", from 10,000 m2 also daa ("12 500 m² (12,5 daa)"; en: ha), which floor area never has: "m2 BRA"; "m" -> "450 m",
 * from 10,000 m "12,5 km"; "share" 0.35 -> "35 %" (0.997 ">99 %", 0.0002 "<0,1 %"; nearer than a millionth is 100 or 0); "tenths": the number alone with one decimal always; "min", "jobs" ("1 job", "2 jobs"), "points" ... with decimals that suit the unit: the rows of phrase/measure.c. A symbol (m², km, min,
 * %) stands behind a no-break space U+00A0, a word (jobs, points) behind a plain one. NULL and "": the number alone, with three figures or so; a unit that is not known is written as it is. */
void tomt_phrase_measure(const struct tomt_phrases *phrases, struct tomt_text *out, double number, const char *unit);

/* A sentence: a message's id and what goes into it. Stored in a result as these; phrased by readers. */
struct tomt_sentence {
    const char *message;   /* id of a row in messages.def */
    double number[4];      /* NaN: not used */
    const char *unit[4];   /* of the numbers; NULL: plain */
    const char *text[3];   /* titles, names, ids; NULL: not used */
};
/* Templates hold {1}..{4} numbers with their units, {a} {b} {c} texts. "{2:points}": the template says the unit, whatever the sentence does; so a reader of a
 * result gives every number the criterion's unit. An unknown id (a result of a newer version) is told as the id with its texts and numbers: nothing is lost. */
void tomt_sentence_phrase(const struct tomt_phrases *phrases, struct tomt_text *out, const struct tomt_sentence *sentence);
struct tomt_message { const char *id, *english, *help; }; /* rows of messages.def */
const struct tomt_message *tomt_message_find(const char *id); /* NULL if unknown */
const struct tomt_message *tomt_messages(size_t *n);

#endif
