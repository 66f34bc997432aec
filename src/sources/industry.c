/* sources/industry.c: versions of industry codes; finding a code, its title and how well it is
 * known. */
#include "sources/industry_inside.h"

#include <string.h>

/* How each of ours may be called, folded; the first is its name. */
static const char *const called[TOMT_N_SHIPPED_VERSIONS][5] = {
    {"SN2007", "NACEREV2", "NACE2", "2007", NULL},
    {"SN2025", "NACEREV21", "NACE21", "2025", NULL},
};

bool tomt_version_fold(const char *name, char out[32])
{
    size_t n = 0;
    for (; name && *name; name++) {
        char c = *name;
        if (c == ' ' || c == '.' || c == '_' || c == '-' || c == '\t')
            continue;
        if (n == 31)
            return false;
        out[n++] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    }
    out[n] = 0;
    return n > 0;
}

bool tomt_industry_version(const struct tomt_industry *industry, const char *name,
                           unsigned *version)
{
    char folded[32], own[32];
    if (!tomt_version_fold(name, folded))
        return false;
    for (unsigned v = 0; v < industry->n_versions; v++) {
        bool is_it = false;
        for (size_t i = 0; v < TOMT_N_SHIPPED_VERSIONS && called[v][i] && !is_it; i++)
            is_it = strcmp(folded, called[v][i]) == 0;
        if (!is_it && (v < TOMT_N_SHIPPED_VERSIONS ||
                       !tomt_version_fold(industry->of[v].name, own) || strcmp(folded, own) != 0))
            continue;
        *version = v;
        return true;
    }
    return false;
}

const char *tomt_industry_version_name(const struct tomt_industry *industry, unsigned version)
{
    return version < industry->n_versions ? industry->of[version].name : NULL;
}

const struct tomt_industry_code *tomt_industry_codes(const struct tomt_industry *industry,
                                                     unsigned version, size_t *n)
{
    *n = version < industry->n_versions ? industry->of[version].n : 0;
    return *n ? industry->of[version].row : NULL;
}

size_t tomt_industry_first(const struct tomt_industry_version *version, uint64_t key)
{
    size_t from = 0, to = version->n;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (version->key[middle] < key)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

size_t tomt_industry_row(const struct tomt_industry_version *version, uint64_t key)
{
    size_t row = tomt_industry_first(version, key);
    return key && row < version->n && version->key[row] == key ? row : version->n;
}

const struct tomt_industry_code *tomt_industry_find(const struct tomt_industry *industry,
                                                    unsigned version, const char *code)
{
    if (version >= industry->n_versions)
        return NULL;
    const struct tomt_industry_version *in = &industry->of[version];
    size_t row = tomt_industry_row(in, tomt_code_key(code));
    return row < in->n ? &in->row[row] : NULL;
}

/* The listed code above, class or finer, that the key lies in; n when there is none or it is
 * divided in the table. */
static size_t undivided(const struct tomt_industry_version *in, uint64_t key)
{
    for (unsigned n = tomt_code_key_length(key) - 1; n >= 4; n--) {
        uint64_t above = tomt_code_key_cut(key, n);
        size_t row = tomt_industry_row(in, above);
        if (row == in->n)
            continue;
        bool is_divided = row + 1 < in->n && tomt_code_key_cut(in->key[row + 1], n) == above;
        return is_divided ? in->n : row;
    }
    return in->n;
}

enum tomt_code_known tomt_industry_known(const struct tomt_industry *industry, unsigned version,
                                         const char *code,
                                         const struct tomt_industry_code **nearest)
{
    if (nearest)
        *nearest = NULL;
    if (tomt_code_is_blank(code))
        return TOMT_CODE_NONE;
    uint64_t key = tomt_code_key(code);
    if (!key || version >= industry->n_versions)
        return TOMT_CODE_UNKNOWN;
    const struct tomt_industry_version *in = &industry->of[version];
    size_t row = tomt_industry_row(in, key);
    enum tomt_code_known known = TOMT_CODE_LISTED;
    if (version < TOMT_N_SHIPPED_VERSIONS && key == tomt_code_key("00000")) {
        known = TOMT_CODE_NONE;
    } else if (row == in->n) {
        known = TOMT_CODE_IN_CLASS;
        row = tomt_code_fits(version, key) ? undivided(in, key) : in->n;
    }
    if (row == in->n)
        return known == TOMT_CODE_NONE ? known : TOMT_CODE_UNKNOWN;
    if (nearest)
        *nearest = &in->row[row];
    return known;
}

const char *tomt_industry_title(const struct tomt_industry_code *code, bool norwegian)
{
    const char *first = norwegian ? code->nb : code->en, *second = norwegian ? code->en : code->nb;
    return first ? first : second ? second : code->print;
}

unsigned tomt_industry_versions_of(const struct tomt_industry *industry, const char *code)
{
    unsigned versions = 0;
    for (unsigned v = 0; v < industry->n_versions; v++) {
        enum tomt_code_known known = tomt_industry_known(industry, v, code, NULL);
        if (known == TOMT_CODE_LISTED || known == TOMT_CODE_IN_CLASS)
            versions |= 1u << v;
    }
    return versions;
}

enum tomt_code_known tomt_industry_count(const struct tomt_industry *industry, unsigned version,
                                         const char *code, struct tomt_code_tally *tally)
{
    enum tomt_code_known known = tomt_industry_known(industry, version, code, NULL);
    tally->n++;
    tally->n_known[known]++;
    if (known == TOMT_CODE_UNKNOWN)
        tomt_odd_codes_add(&tally->unknown, code);
    return known;
}
