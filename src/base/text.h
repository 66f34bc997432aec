/* base/text.h: a growing text buffer and numbers as text, independent of any locale.
 * Knows nothing of any library. The buffer owns its bytes until tomt_text_free.
 * Distinct buffers may be used by distinct threads. A failed append sets `failed` and later appends do nothing:
 * check once, at the end. */
#ifndef TOMT_BASE_TEXT_H
#define TOMT_BASE_TEXT_H

#include "base/arena.h"

struct tomt_text {
    char *bytes; /* NUL-terminated when n > 0 */
    size_t n, capacity;
    bool failed;
};

void tomt_text_free(struct tomt_text *text);
/* What was written, in the arena; the buffer is freed. NULL (TOMT_MEMORY) when any append failed. */
const char *tomt_text_keep(struct tomt_text *text, struct tomt_arena *arena, struct tomt_error *err);
void tomt_text_add(struct tomt_text *text, const char *bytes, size_t n);
void tomt_text_puts(struct tomt_text *text, const char *string);
void tomt_text_print(struct tomt_text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The shortest decimal that reads back the same double; NaN and infinities are the caller's to avoid. */
void tomt_text_number(struct tomt_text *text, double number);
/* `number` scaled by 10^decimals is rounded to an integer and printed with that many decimals at most (trailing
 * zeros cut): 10.2042000 -> 10.2042. |number| * 10^decimals must stay under 2^63. */
void tomt_text_fixed(struct tomt_text *text, double number, unsigned decimals);
/* A JSON string with its quotes: control characters escaped; invalid UTF-8 replaced by U+FFFD. */
void tomt_text_json(struct tomt_text *text, const char *string, size_t n);
/* Writes at most 32 bytes incl. NUL; returns the length. Same text as tomt_text_number. */
size_t tomt_number_format(char out[32], double number);
/* Locale-independent; reads the whole of text[0..n) or fails. `decimal_comma` takes ',' for '.'. */
bool tomt_number_parse(const char *text, size_t n, bool decimal_comma, double *out);

/* Words: edit distance for "did you mean", NULL when nothing is near enough; candidates end with NULL. */
const char *tomt_near_word(const char *word, const char *const *candidates);
/* Folds case of UTF-8 text (ASCII, Latin-1 supplement: ÆØÅ and friends), trims and squeezes blanks; out is NUL-terminated. */
bool tomt_fold(const char *text, size_t n, struct tomt_text *out);
bool tomt_is_utf8(const char *text, size_t n);
/* Bytes of the valid UTF-8 character that begins text[0..n), n > 0; 0 if it is none. *code is its code point. */
size_t tomt_utf8_decode(const char *text, size_t n, uint32_t *code);
/* One line, whatever a name holds: characters that control a terminal or turn the direction of text become blanks, bytes that are no
 * UTF-8 become U+FFFD. NULL: nothing. */
void tomt_text_line(struct tomt_text *out, const char *text);
/* Width in columns of a UTF-8 string on a terminal. */
size_t tomt_columns_wide(const char *text);
/* One line of n bytes, its blanks at the front kept, broken at blanks where it is wider than 100 columns; what goes on is set in by `further` columns.
 * No-break blanks hold. No newline at the end. A word that is wider stays whole. */
void tomt_text_wrap(struct tomt_text *out, const char *line, size_t n, size_t further);

#endif
