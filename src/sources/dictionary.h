/* sources/dictionary.h: texts to numbers, in the order they come; and cells of a table as text. For sources/ only.
 * May not know what the texts are. The dictionary owns its memory until tomt_dictionary_end. Finding is thread-safe. */
#ifndef TOMT_SOURCES_DICTIONARY_H
#define TOMT_SOURCES_DICTIONARY_H

#include "base/table.h"
#include "base/text.h"

#define TOMT_NO_NUMBER UINT32_MAX

struct tomt_dictionary {
    struct tomt_text bytes; /* all keys */
    uint64_t *hash;
    uint32_t *at, *length, *value; /* by slot; value TOMT_NO_NUMBER: free */
    size_t n, n_slots;
};


uint64_t tomt_hash_bytes(const char *bytes, size_t n);
/* The key's number; a new key gets the next one. *added tells. */
bool tomt_dictionary_add(struct tomt_dictionary *dictionary, const char *key, size_t n, uint32_t *value, bool *added,
                         struct tomt_error *err);
/* TOMT_NO_NUMBER if absent. */
uint32_t tomt_dictionary_find(const struct tomt_dictionary *dictionary, const char *key, size_t n);
void tomt_dictionary_end(struct tomt_dictionary *dictionary);

/* A cell of any type as text; NULL when it is null or there is no such column. */
const char *tomt_value_text(const struct tomt_column *column, size_t row, char buffer[32], size_t *n);
bool tomt_is_blank(const char *text, size_t n);
/* Without the blanks around it; NULL stays NULL. */
const char *tomt_trim(const char *text, size_t *n);

#endif
