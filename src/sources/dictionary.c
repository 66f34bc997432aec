/* sources/dictionary.c: texts to numbers by open addressing; cells of a table as text. */
#include "sources/dictionary.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

const char *tomt_value_text(const struct tomt_column *column, size_t row, char buffer[32], size_t *n)
{
    *n = 0;
    if (!column || tomt_column_is_null(column, row))
        return NULL;
    if (column->type == TOMT_TEXT)
        return tomt_column_text(column, row, n);
    if (column->type == TOMT_INTEGER)
        *n = (size_t)snprintf(buffer, 32, "%lld", (long long)column->integer[row]);
    else
        *n = tomt_number_format(buffer, column->real[row]);
    return buffer;
}

bool tomt_is_blank(const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (text[i] != ' ' && text[i] != '\t')
            return false;
    return true;
}

const char *tomt_trim(const char *text, size_t *n)
{
    while (text && *n && (text[*n - 1] == ' ' || text[*n - 1] == '\t'))
        --*n;
    while (text && *n && (*text == ' ' || *text == '\t')) {
        text++;
        --*n;
    }
    return text;
}

uint64_t tomt_hash_bytes(const char *bytes, size_t n)
{
    uint64_t h = 0x9E3779B97F4A7C15u ^ n, word;
    size_t i = 0;
    for (; i + 8 <= n; i += 8) {
        memcpy(&word, bytes + i, 8);
        h = (h ^ word) * 0xFF51AFD7ED558CCDu;
        h ^= h >> 32;
    }
    for (; i < n; i++)
        h = (h ^ (unsigned char)bytes[i]) * 0xC4CEB9FE1A85EC53u;
    h ^= h >> 29;
    h *= 0xFF51AFD7ED558CCDu;
    return h ^ h >> 32;
}

void tomt_dictionary_end(struct tomt_dictionary *dictionary)
{
    tomt_text_free(&dictionary->bytes);
    tomt_release(dictionary->hash);
    tomt_release(dictionary->at);
    tomt_release(dictionary->length);
    tomt_release(dictionary->value);
    memset(dictionary, 0, sizeof *dictionary);
}

static bool dictionary_room(struct tomt_dictionary *dictionary, struct tomt_error *err)
{
    if ((dictionary->n + 1) * 2 <= dictionary->n_slots)
        return true;
    struct tomt_dictionary grown = {.bytes = dictionary->bytes, .n = dictionary->n,
                               .n_slots = dictionary->n_slots ? dictionary->n_slots * 2 : 1024};
    grown.hash = tomt_allocate(grown.n_slots * sizeof *grown.hash);
    grown.at = tomt_allocate(grown.n_slots * sizeof *grown.at);
    grown.length = tomt_allocate(grown.n_slots * sizeof *grown.length);
    grown.value = tomt_allocate(grown.n_slots * sizeof *grown.value);
    bool ok = grown.hash && grown.at && grown.length && grown.value;
    if (ok) {
        memset(grown.value, 0xFF, grown.n_slots * sizeof *grown.value);
        for (size_t i = 0; i < dictionary->n_slots; i++) {
            if (dictionary->value[i] == TOMT_NO_NUMBER)
                continue;
            size_t to = dictionary->hash[i] & (grown.n_slots - 1);
            while (grown.value[to] != TOMT_NO_NUMBER)
                to = (to + 1) & (grown.n_slots - 1);
            grown.hash[to] = dictionary->hash[i];
            grown.at[to] = dictionary->at[i];
            grown.length[to] = dictionary->length[i];
            grown.value[to] = dictionary->value[i];
        }
        dictionary->bytes = (struct tomt_text){0};
        tomt_dictionary_end(dictionary);
        *dictionary = grown;
        return true;
    }
    grown.bytes = (struct tomt_text){0};
    tomt_dictionary_end(&grown);
    return tomt_fail(err, TOMT_MEMORY, "out of memory for the register");
}

static uint32_t find(const struct tomt_dictionary *dictionary, const char *key, size_t n, uint64_t hash, size_t *slot)
{
    if (dictionary->n_slots == 0)
        return TOMT_NO_NUMBER;
    for (*slot = hash & (dictionary->n_slots - 1); dictionary->value[*slot] != TOMT_NO_NUMBER;
         *slot = (*slot + 1) & (dictionary->n_slots - 1))
        if (dictionary->hash[*slot] == hash && dictionary->length[*slot] == n &&
            memcmp(dictionary->bytes.bytes + dictionary->at[*slot], key, n) == 0)
            return dictionary->value[*slot];
    return TOMT_NO_NUMBER;
}

uint32_t tomt_dictionary_find(const struct tomt_dictionary *dictionary, const char *key, size_t n)
{
    size_t slot;
    return find(dictionary, key, n, tomt_hash_bytes(key, n), &slot);
}

bool tomt_dictionary_add(struct tomt_dictionary *dictionary, const char *key, size_t n, uint32_t *value, bool *added,
                           struct tomt_error *err)
{
    size_t slot = 0;
    uint64_t hash = tomt_hash_bytes(key, n);
    if (!dictionary_room(dictionary, err))
        return false;
    *value = find(dictionary, key, n, hash, &slot);
    *added = *value == TOMT_NO_NUMBER;
    if (!*added)
        return true;
    if (dictionary->bytes.n + n > UINT32_MAX)
        return tomt_fail(err, TOMT_DATA, "the register's names take more than 4 GB");
    size_t at = dictionary->bytes.n;
    tomt_text_add(&dictionary->bytes, key, n);
    if (dictionary->bytes.failed)
        return tomt_fail(err, TOMT_MEMORY, "out of memory for the register");
    dictionary->hash[slot] = hash;
    dictionary->at[slot] = (uint32_t)at;
    dictionary->length[slot] = (uint32_t)n;
    dictionary->value[slot] = *value = (uint32_t)dictionary->n++;
    return true;
}
