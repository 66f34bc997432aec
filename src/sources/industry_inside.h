/* sources/industry_inside.h: how industry codes are kept. For industry*.c only.
 * A version is its rows and their keys, both sorted by key; finding is a search by halves over the keys. */
#ifndef TOMT_SOURCES_INDUSTRY_INSIDE_H
#define TOMT_SOURCES_INDUSTRY_INSIDE_H

#include "sources/industry.h"

struct tomt_industry_version {
    const char *name;
    const struct tomt_industry_code *row;
    const uint64_t *key;
    size_t n;
};
struct tomt_industry {
    struct tomt_arena *arena;
    struct tomt_industry_version of[TOMT_MOST_VERSIONS];
    unsigned n_versions;
};

/* What a table says about one code, before the tables of its version are joined. */
struct tomt_industry_entry {
    uint64_t key;
    size_t order; /* in its table: of two the first counts */
    const char *nb, *en;
    char section; /* of a division, where the table says so */
};
/* Sorts the entries and joins them to the version. report may be NULL. */
bool tomt_industry_join(struct tomt_industry *industry, unsigned version, struct tomt_industry_entry *entry, size_t n,
                        struct tomt_industry_report *report, struct tomt_error *err);

/* Row of the key; the version's n when it is not listed. */
size_t tomt_industry_row(const struct tomt_industry_version *version, uint64_t key);
/* First row whose key is not smaller. */
size_t tomt_industry_first(const struct tomt_industry_version *version, uint64_t key);

unsigned tomt_code_key_length(uint64_t key);
/* Could the version have such a code? Ours have a letter, or two to five digits. */
bool tomt_code_fits(unsigned version, uint64_t key);
void tomt_code_print(unsigned version, uint64_t key, char out[TOMT_CODE_PRINT]);
bool tomt_code_is_blank(const char *code);
/* Upper case letters and digits of a version's name; false when there are none or too many. */
bool tomt_version_fold(const char *name, char out[32]);

#endif
