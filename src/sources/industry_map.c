/* sources/industry_map.c: what a code became in another version. A code that became several is
 * told, never guessed. */
#include "sources/dictionary.h"
#include "sources/industry_inside.h"

#include <stdlib.h>
#include <string.h>

struct tomt_correspondence {
    uint64_t *from, *to; /* sorted by from; to 0: it splits */
    size_t n;
};

struct pair {
    uint64_t from, to;
};

static int by_pair(const void *a, const void *b)
{
    const struct pair *left = a, *right = b;
    if (left->from != right->from)
        return left->from < right->from ? -1 : 1;
    return left->to < right->to ? -1 : left->to > right->to;
}

static size_t read_pairs(const struct tomt_industry *industry,
                         const struct tomt_correspondence_source *source,
                         const struct tomt_column *const column[2], struct pair *pair,
                         struct tomt_correspondence_report *report)
{
    const unsigned version[2] = {source->from_version, source->to_version};
    struct tomt_odd_codes *const unknown[2] = {&report->unknown_from, &report->unknown_to};
    char buffer[2][32];
    size_t n = 0, length;
    for (size_t row = 0; row < source->table->n_rows; row++) {
        const char *code[2];
        uint64_t key[2];
        const char *bad = NULL;
        report->n_rows++;
        for (int side = 0; side < 2; side++) {
            code[side] = tomt_value_text(column[side], row, buffer[side], &length);
            key[side] = tomt_code_key(code[side]);
            if (!bad && !tomt_code_fits(version[side], key[side]))
                bad = code[side];
        }
        if (tomt_code_is_blank(code[0]) || tomt_code_is_blank(code[1])) {
            report->n_blank++;
            continue;
        }
        if (bad) {
            tomt_odd_codes_add(&report->bad, bad);
            continue;
        }
        for (int side = 0; side < 2; side++)
            if (tomt_industry_known(industry, version[side], code[side], NULL) == TOMT_CODE_UNKNOWN)
                tomt_odd_codes_add(unknown[side], code[side]);
        pair[n++] = (struct pair){key[0], key[1]};
    }
    return n;
}

static void settle(struct tomt_correspondence *map, const struct pair *pair, size_t n,
                   unsigned from_version, struct tomt_correspondence_report *report)
{
    for (size_t i = 0; i < n;) {
        size_t n_to = 0, k = i;
        for (; k < n && pair[k].from == pair[i].from; k++) {
            bool is_again = k > i && pair[k].to == pair[k - 1].to;
            report->n_duplicate += is_again;
            n_to += !is_again;
        }
        map->from[map->n] = pair[i].from;
        map->to[map->n++] = n_to == 1 ? pair[i].to : 0;
        report->n_codes++;
        report->n_one += n_to == 1;
        report->n_split += n_to > 1;
        if (n_to > 1 && report->n_first < TOMT_FIRST_CODES) {
            struct tomt_split *split = &report->first[report->n_first++];
            tomt_code_print(from_version, pair[i].from, split->from);
            split->n_to = n_to;
        }
        i = k;
    }
}

static bool check_source(const struct tomt_industry *industry,
                         const struct tomt_correspondence_source *source,
                         const struct tomt_column *column[2], struct tomt_error *err)
{
    const char *from = tomt_industry_version_name(industry, source->from_version);
    const char *to = tomt_industry_version_name(industry, source->to_version);
    if (!from || !to || source->from_version == source->to_version)
        return tomt_fail(
            err, TOMT_PROJECT,
            "a correspondence goes from one known version of industry codes to another");
    const char *const name[2] = {source->from, source->to};
    for (int side = 0; side < 2; side++) {
        column[side] = name[side] ? tomt_table_find(source->table, name[side]) : NULL;
        if (!column[side])
            return tomt_fail(err, TOMT_PROJECT,
                             "correspondence of %s to %s: no column '%s' for the codes of %s", from,
                             to, name[side] ? name[side] : "", side == 0 ? from : to);
    }
    return true;
}

struct tomt_correspondence *
tomt_correspondence_read(struct tomt_arena *arena, const struct tomt_industry *industry,
                         const struct tomt_correspondence_source *source,
                         struct tomt_correspondence_report *report, struct tomt_error *err)
{
    const struct tomt_column *column[2];
    memset(report, 0, sizeof *report);
    if (!check_source(industry, source, column, err))
        return NULL;
    struct tomt_correspondence *map = tomt_arena_alloc(arena, sizeof *map, err);
    size_t most = source->table->n_rows + 1;
    if (!map || !(map->from = tomt_arena_block(arena, NULL, most * sizeof *map->from, err)) ||
        !(map->to = tomt_arena_block(arena, NULL, most * sizeof *map->to, err)))
        return NULL;
    struct pair *pair = tomt_allocate(most * sizeof *pair);
    if (!pair) {
        tomt_fail(err, TOMT_MEMORY, "out of memory for a correspondence of industry codes");
        return NULL;
    }
    size_t n = read_pairs(industry, source, column, pair, report);
    if (n > 1)
        qsort(pair, n, sizeof *pair, by_pair);
    settle(map, pair, n, source->from_version, report);
    tomt_release(pair);
    return map;
}

static size_t find_from(const struct tomt_correspondence *map, uint64_t key)
{
    size_t from = 0, to = map->n;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (map->from[middle] < key)
            from = middle + 1;
        else
            to = middle;
    }
    return from < map->n && map->from[from] == key ? from : map->n;
}

enum tomt_mapped tomt_correspond(const struct tomt_correspondence *correspondence, const char *code,
                                 char out[TOMT_CODE_BYTES])
{
    uint64_t key = tomt_code_key(code);
    size_t row = correspondence->n;
    memset(out, 0, TOMT_CODE_BYTES);
    if (!key)
        return TOMT_MAP_ABSENT;
    unsigned length = tomt_code_key_length(key);
    for (unsigned n = length; n >= (length < 2 ? length : 2) && row == correspondence->n; n--)
        row = find_from(correspondence, tomt_code_key_cut(key, n));
    if (row == correspondence->n)
        return TOMT_MAP_ABSENT;
    if (!correspondence->to[row])
        return TOMT_MAP_SPLIT;
    tomt_code_of_key(correspondence->to[row], out);
    return TOMT_MAPPED;
}

enum tomt_mapped tomt_correspond_count(const struct tomt_correspondence *correspondence,
                                       const char *code, char out[TOMT_CODE_BYTES],
                                       struct tomt_mapping_tally *tally)
{
    enum tomt_mapped mapped = tomt_correspond(correspondence, code, out);
    tally->n++;
    tally->n_mapped[mapped]++;
    if (mapped != TOMT_MAPPED)
        tomt_odd_codes_add(mapped == TOMT_MAP_SPLIT ? &tally->split : &tally->absent, code);
    return mapped;
}
