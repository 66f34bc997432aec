/* base/words.c: "did you mean". */
#include "base/text.h"

#include <string.h>

enum { LONGEST_WORD = 64 };

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Damerau-Levenshtein, restricted: insert, delete, replace, swap two neighbours cost 1 each; case
 * costs nothing. */
static size_t edit_distance(const char *a, size_t n_a, const char *b, size_t n_b)
{
    size_t row[3][LONGEST_WORD + 1]; /* of two rows ago, the last, this one; they take turns */
    for (size_t j = 0; j <= n_b; j++)
        row[0][j] = j;
    for (size_t i = 1; i <= n_a; i++) {
        size_t *now = row[i % 3], *last = row[(i + 2) % 3], *before = row[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= n_b; j++) {
            bool same = small(a[i - 1]) == small(b[j - 1]);
            now[j] = least(last[j - 1] + !same, 1 + least(last[j], now[j - 1]));
            if (i > 1 && j > 1 && small(a[i - 1]) == small(b[j - 2]) &&
                small(a[i - 2]) == small(b[j - 1]))
                now[j] = least(now[j], before[j - 2] + 1);
        }
    }
    return row[n_a % 3][n_b];
}

const char *tomt_near_word(const char *word, const char *const *candidates)
{
    size_t n = strlen(word);
    if (n == 0 || n > LONGEST_WORD)
        return NULL;
    size_t limit = n / 3 > 1 ? n / 3 : 1;
    const char *nearest = NULL, *longer = NULL;
    for (; *candidates; candidates++) {
        size_t n_candidate = strlen(*candidates);
        if (n_candidate > LONGEST_WORD)
            continue;
        /* A word without its unit: min_area for min_area_m2. */
        if (!longer && n >= 3 && n_candidate > n && (*candidates)[n] == '_' &&
            strncmp(word, *candidates, n) == 0)
            longer = *candidates;
        size_t distance = edit_distance(word, n, *candidates, n_candidate);
        if (distance <= limit && distance < n && (!nearest || distance < limit)) {
            nearest = *candidates;
            limit = distance;
        }
    }
    return nearest ? nearest : longer;
}
