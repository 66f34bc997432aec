/* sources/industry_sector.c: sectors: named sets of industry codes, by version, as prefixes and
 * ranges of prefixes. */
#include "sources/industry_inside.h"

#include <string.h>

/* "62", "58-63", "58–63" -> keys of both ends, which have as many characters. */
static bool read_range(const char *text, unsigned version, struct tomt_code_range *range)
{
    static const char dash[] = "\xE2\x80\x93"; /* an en dash, as printed tables have it */
    const char *cut = strchr(text, '-'), *rest = cut ? cut + 1 : NULL;
    if (!cut && (cut = strstr(text, dash)))
        rest = cut + strlen(dash);
    char first[16] = "";
    size_t n = cut ? (size_t)(cut - text) : strlen(text);
    if (n >= sizeof first)
        return false;
    memcpy(first, text, n);
    range->first = tomt_code_key(first);
    range->last = rest ? tomt_code_key(rest) : range->first;
    range->n = tomt_code_key_length(range->first);
    return range->first && range->last >= range->first &&
           range->n == tomt_code_key_length(range->last) && tomt_code_fits(version, range->first) &&
           tomt_code_fits(version, range->last);
}

bool tomt_sector_add(struct tomt_arena *arena, struct tomt_sector *sector, unsigned version,
                     const char *const *prefix, size_t n, struct tomt_error *err)
{
    const char *name = sector->name ? sector->name : "";
    if (version >= TOMT_MOST_VERSIONS)
        return tomt_fail(err, TOMT_PROJECT, "sector %s: no such version of industry codes", name);
    size_t had = sector->of[version].n;
    struct tomt_code_range *range = tomt_arena_alloc(arena, (had + n + 1) * sizeof *range, err);
    if (!range)
        return false;
    if (had)
        memcpy(range, sector->of[version].range, had * sizeof *range);
    for (size_t i = 0; i < n; i++) {
        struct tomt_code_range *own = &range[had + i];
        if (!read_range(prefix[i], version, own))
            return tomt_fail(err, TOMT_PROJECT,
                             "sector %s: '%.40s' is no industry code, and no range of two with as "
                             "many digits (\"62\", \"62.01\", "
                             "\"58-63\")",
                             name, prefix[i]);
        if (own->n == 1 && own->first >> 56 >= 'A')
            return tomt_fail(err, TOMT_PROJECT,
                             "sector %s: '%s' is a section, whose letter means another thing in "
                             "another version; name its divisions",
                             name, prefix[i]);
        own->text = tomt_arena_copy(arena, prefix[i], strlen(prefix[i]), err);
        if (!own->text)
            return false;
    }
    sector->of[version].range = range;
    sector->of[version].n = had + n;
    return true;
}

static bool is_within(const struct tomt_code_range *range, uint64_t key)
{
    uint64_t cut = tomt_code_key_cut(key, range->n);
    return cut && cut >= range->first && cut <= range->last;
}

bool tomt_sector_holds_key(const struct tomt_sector *sector, uint64_t key, unsigned version)
{
    if (version >= TOMT_MOST_VERSIONS || !key)
        return false;
    bool holds = false;
    for (size_t i = 0; i < sector->of[version].n && !holds; i++)
        holds = is_within(&sector->of[version].range[i], key);
    return holds;
}

bool tomt_sector_holds(const struct tomt_sector *sector, const char *code, unsigned version)
{
    return tomt_sector_holds_key(sector, tomt_code_key(code), version);
}

void tomt_sector_check(const struct tomt_industry *industry, const struct tomt_sector *sector,
                       unsigned version, struct tomt_odd_codes *odd)
{
    if (version >= industry->n_versions)
        return;
    const struct tomt_industry_version *in = &industry->of[version];
    for (size_t i = 0; i < sector->of[version].n; i++) {
        const struct tomt_code_range *range = &sector->of[version].range[i];
        size_t row = tomt_industry_first(in, range->first);
        bool is_held = row < in->n && is_within(range, in->key[row]);
        if (!is_held &&
            tomt_industry_known(industry, version, range->text, NULL) != TOMT_CODE_IN_CLASS)
            tomt_odd_codes_add(odd, range->text);
    }
}
