/* project/codes.c: versions of industry codes by name, and codes as a project writes them: prefixes
 * and ranges of prefixes. What the tables know of them is seen when a run reads them. */
#include "project/inner.h"

#include <string.h>

enum { N_OURS = 2, LONGEST_CODE = 8, LONGEST_VERSION = 31 };

/* How ours may be called, folded; the same words as in sources/industry.c, which this room cannot
 * see. */
static const char *const called[N_OURS][5] = {
    {"SN2007", "NACEREV2", "NACE2", "2007", NULL},
    {"SN2025", "NACEREV21", "NACE21", "2025", NULL},
};

/* Blanks, dots and case do not matter. False: nothing is left, or too much. */
static bool fold(const char *name, char out[LONGEST_VERSION + 1])
{
    size_t n = 0;
    for (; *name; name++) {
        if (strchr(" \t._-", *name))
            continue;
        if (n == LONGEST_VERSION)
            return false;
        out[n++] = *name >= 'a' && *name <= 'z' ? (char)(*name - 'a' + 'A') : *name;
    }
    out[n] = '\0';
    return n > 0;
}

int tomt_version_number(const struct tomt_versions *versions, const char *name)
{
    char wanted[LONGEST_VERSION + 1], own[LONGEST_VERSION + 1];
    if (!fold(name, wanted))
        return -1;
    for (int v = 0; v < N_OURS; v++) {
        for (size_t i = 0; called[v][i]; i++) {
            if (strcmp(wanted, called[v][i]) == 0)
                return v;
        }
    }
    for (size_t i = 0; i < versions->n_own; i++) {
        if (fold(versions->own[i], own) && strcmp(wanted, own) == 0)
            return N_OURS + (int)i;
    }
    return -1;
}

bool tomt_version_add(const struct tomt_reading *reading, const struct tomt_node *node,
                      struct tomt_versions *versions)
{
    char folded[LONGEST_VERSION + 1], found[TOMT_SHOWN];
    if (!fold(node->text, folded))
        return tomt_reading_wrong(reading, node,
                                  "%s cannot name a version of industry codes: use at most %d "
                                  "letters and digits",
                                  tomt_shown(node, found), LONGEST_VERSION);
    if (tomt_version_number(versions, node->text) >= 0)
        return true;
    if (versions->n_own == TOMT_MOST_OWN_VERSIONS)
        return tomt_reading_wrong(reading, node,
                                  "%s is one version of industry codes too many; at most %d can be "
                                  "added to SN2007 and SN2025",
                                  tomt_shown(node, found), TOMT_MOST_OWN_VERSIONS);
    versions->own[versions->n_own++] = node->text;
    return true;
}

bool tomt_version_check(const struct tomt_reading *reading, const struct tomt_node *node,
                        const struct tomt_versions *versions, bool *fine)
{
    *fine = tomt_version_number(versions, node->text) >= 0;
    if (*fine)
        return true;
    const char *known[N_OURS + TOMT_MOST_OWN_VERSIONS + 1] = {NULL};
    for (size_t v = 0; v < N_OURS; v++)
        known[v] = called[v][0];
    for (size_t i = 0; i < versions->n_own; i++)
        known[N_OURS + i] = versions->own[i];
    return tomt_unknown_key(reading, node, "version of industry codes", known);
}

/* ---- codes ---- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "1.11" is "0111", "62.01" is "6201"; 0 when it is no code. */
static size_t canonical(const char *text, size_t n, char out[LONGEST_CODE + 1])
{
    size_t used = 0;
    bool had_dot = false;
    for (size_t i = 0; i < n; i++) {
        char c = text[i] >= 'a' && text[i] <= 'z' ? (char)(text[i] - 'a' + 'A') : text[i];
        if (c == '.' && !had_dot && used == 1 && is_digit(out[0])) {
            out[1] = out[0];
            out[0] = '0';
            used = 2;
        }
        had_dot = had_dot || c == '.';
        if (c == '.' || c == ' ' || c == '\t')
            continue;
        if (!(is_digit(c) || (c >= 'A' && c <= 'Z')) || used == LONGEST_CODE)
            return 0;
        out[used++] = c;
    }
    out[used] = '\0';
    return used;
}

static bool fits(const char *code, size_t n, bool version_is_ours)
{
    return !version_is_ours || (n >= 2 && n <= 5 && strspn(code, "0123456789") == n);
}

static bool is_letter(const char *code, size_t n)
{
    return n == 1 && !is_digit(code[0]);
}

bool tomt_code_check(const struct tomt_reading *reading, const struct tomt_node *node,
                     bool version_is_ours, bool *fine)
{
    static const char dash[] = "\xE2\x80\x93"; /* an en dash, as printed tables have it */
    const char *text = node->text, *cut = strchr(text, '-'), *rest = cut ? cut + 1 : NULL;
    if (!cut && (cut = strstr(text, dash)))
        rest = cut + strlen(dash);
    char first[LONGEST_CODE + 1], last[LONGEST_CODE + 1], found[TOMT_SHOWN];
    size_t n = canonical(text, cut ? (size_t)(cut - text) : strlen(text), first);
    size_t n_last = rest ? canonical(rest, strlen(rest), last) : 0;
    *fine = false;
    if (is_letter(first, n) || is_letter(last, n_last))
        return tomt_reading_wrong(reading, node,
                                  "%s is a section, whose letter means another thing in another "
                                  "version; name its divisions (\"62\", \"58-63\")",
                                  tomt_shown(node, found));
    *fine = n && fits(first, n, version_is_ours) &&
            (!rest || (n == n_last && fits(last, n, version_is_ours) && strcmp(first, last) <= 0));
    return *fine || tomt_reading_wrong(reading, node,
                                       "%s is no industry code, and no range of two with as many "
                                       "digits (\"62\", \"62.01\", \"58-63\")",
                                       tomt_shown(node, found));
}
