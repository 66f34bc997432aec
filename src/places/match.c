/* places/match.c: how well a name is what was asked for. */
#include "places/inside.h"

#include <string.h>

enum { SLIPS_MOST = 3 };

/* Damerau (1964) doi:10.1145/363958.363994, restricted to one edit of each pair, within a band of
 * `limit` about the diagonal. */
unsigned tomt_place_slips(const char *asked, size_t n_asked, const char *name, size_t n_name,
                          bool prefix, unsigned limit)
{
    unsigned char row[3][TOMT_KEY_MOST + SLIPS_MOST + 2];
    unsigned char over = (unsigned char)(limit + 1);
    if (prefix && n_name > n_asked + limit)
        n_name = n_asked + limit;
    if (limit > SLIPS_MOST || n_asked > TOMT_KEY_MOST || n_name > TOMT_KEY_MOST + SLIPS_MOST ||
        n_asked > n_name + limit || n_name > n_asked + limit)
        return limit + 1;
    memset(row, over, sizeof row);
    for (size_t j = 0; j <= n_name && j <= limit; j++)
        row[0][j] = (unsigned char)j;
    for (size_t i = 1; i <= n_asked; i++) {
        unsigned char *now = row[i % 3], *last = row[(i + 2) % 3], *before = row[(i + 1) % 3];
        unsigned char least = over;
        size_t from = i > limit ? i - limit : 1, to = i + limit < n_name ? i + limit : n_name;
        now[from - 1] = from == 1 && i <= limit ? (unsigned char)i : over;
        least = now[from - 1];
        for (size_t j = from; j <= to; j++) {
            unsigned char d = (unsigned char)(last[j - 1] + (asked[i - 1] != name[j - 1]));
            if (last[j] + 1 < d)
                d = (unsigned char)(last[j] + 1);
            if (now[j - 1] + 1 < d)
                d = (unsigned char)(now[j - 1] + 1);
            if (i > 1 && j > 1 && asked[i - 1] == name[j - 2] && asked[i - 2] == name[j - 1] &&
                before[j - 2] + 1 < d)
                d = (unsigned char)(before[j - 2] + 1);
            now[j] = d < over ? d : over;
            least = now[j] < least ? now[j] : least;
        }
        if (to < n_name)
            now[to + 1] = over;
        /* A swap reaches over one row: only two rows in a row without hope end it. */
        if (least >= over && i > 1) {
            unsigned char other = over;
            for (size_t j = 0; j <= n_name; j++)
                other = last[j] < other ? last[j] : other;
            if (other >= over)
                return limit + 1;
        }
    }
    const unsigned char *end = row[n_asked % 3];
    unsigned found = end[n_name];
    size_t from = n_asked > limit ? n_asked - limit : 0;
    for (size_t j = from; prefix && j <= n_name; j++)
        found = end[j] < found ? end[j] : found;
    return found < over ? found : over;
}

static bool begins(const char *name, size_t n_name, const char *asked, size_t n_asked)
{
    return n_asked <= n_name && memcmp(name, asked, n_asked) == 0;
}

static double share(size_t part, size_t whole)
{
    return whole ? (double)part / (double)whole : 0;
}

static unsigned slips_allowed(size_t n)
{
    return n < 4 ? 0 : n < 7 ? 1 : n < 12 ? 2 : 3;
}

/* Each slip costs 0.15; a whole name with d slips comes before a beginning with d slips, and that
 * before d + 1. */
static double with_slips(const struct place_key *asked, const struct place_key *name)
{
    unsigned limit = slips_allowed(asked->n_letters);
    if (limit == 0)
        return 0;
    unsigned whole =
        tomt_place_slips(asked->loose, asked->n_loose, name->loose, name->n_loose, false, limit);
    unsigned plain = tomt_place_slips(asked->letters, asked->n_letters, name->letters,
                                      name->n_letters, false, limit);
    unsigned part = tomt_place_slips(asked->letters, asked->n_letters, name->letters,
                                     name->n_letters, true, limit);
    whole = plain < whole ? plain : whole;
    double of_whole = whole <= limit ? 0.75 - 0.15 * whole : 0;
    double of_part =
        part <= limit ? 0.68 - 0.15 * part + 0.05 * share(asked->n_letters, name->n_letters) : 0;
    if (name->n_letters <= asked->n_letters) /* a beginning is shorter than the name */
        of_part = 0;
    return of_whole > of_part ? of_whole : of_part;
}

double tomt_place_match(const struct place_key *asked, const struct place_key *name)
{
    if (asked->n_letters == 0 || name->n_letters == 0)
        return 0;
    if (asked->n_folded == name->n_folded && !memcmp(asked->folded, name->folded, name->n_folded))
        return 1;
    if ((asked->n_loose == name->n_loose && !memcmp(asked->loose, name->loose, name->n_loose)) ||
        (asked->n_letters == name->n_letters &&
         !memcmp(asked->letters, name->letters, name->n_letters)))
        return TOMT_SAME_LOOSELY;
    if (begins(name->letters, name->n_letters, asked->letters, asked->n_letters))
        return 0.9 + 0.08 * share(asked->n_letters, name->n_letters);
    if (begins(name->loose, name->n_loose, asked->loose, asked->n_loose))
        return 0.9 + 0.08 * share(asked->n_loose, name->n_loose);
    for (size_t at = 1; at < name->n_letters && at < TOMT_LETTERS_OF_WORDS; at++)
        if (name->word >> at & 1 &&
            begins(name->letters + at, name->n_letters - at, asked->letters, asked->n_letters))
            return 0.8 + 0.08 * share(asked->n_letters, name->n_letters);
    return with_slips(asked, name);
}
