/* result/words.h: the coded words that columns of a result hold ("densify", "too_small"), as people
 * read them: value maps of QGIS's forms, tables of `tomt ask`. Knows nothing of files. Rows are
 * static const. Thread-safe. */
#ifndef TOMT_RESULT_WORDS_H
#define TOMT_RESULT_WORDS_H

#include <stdbool.h>
#include <stddef.h>

struct tomt_word {
    const char *column, *value;
    const char *en, *nb;
};
const struct tomt_word *tomt_words(size_t *n);
/* Whose words a layer's column holds: `column` of rows; NULL: it holds none. */
const char *tomt_words_of(const char *layer, const char *column);
/* `of` as tomt_words_of tells it; NULL: no such word. */
const struct tomt_word *tomt_word_find(const char *of, const char *value);

#endif
