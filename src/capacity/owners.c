/* capacity/owners.c: who owns a site, by the names that the register has. */
#include "base/text.h"
#include "capacity/capacity.h"

#include <stdlib.h>
#include <string.h>

const char *const tomt_owner_class_name[TOMT_N_OWNER_CLASSES] = {
    [TOMT_OWNER_MUNICIPAL] = "municipal", [TOMT_OWNER_STATE] = "state",
    [TOMT_OWNER_PRIVATE] = "private",     [TOMT_OWNER_FEW] = "few",
    [TOMT_OWNER_MANY] = "many",           [TOMT_OWNER_UNKNOWN] = "unknown",
};

/* Legal forms as the register of businesses has them: KF and IKS are municipal; FKF is the
 * county's; SF, HF and RHF the state's. */
static const char *const municipal_ends[] = {"kommune", "kf", "iks"};
static const char *const state_begins[] = {
    "avinor",     "bane nor",  "forsvarsbygg", "jernbanedirektoratet",
    "kystverket", "nye veier", "staten",       "statens",
    "statnett",   "statsbygg", "statskog"};
static const char *const state_ends[] = {"fylkeskommune", "fkf", "sf", "hf", "rhf"};
#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Data may hold a class instead of a name. */
static const struct {
    const char *word;
    enum tomt_owner_class class_of;
} class_words[] = {
    {"municipal", TOMT_OWNER_MUNICIPAL},
    {"kommunal", TOMT_OWNER_MUNICIPAL},
    {"kommunen", TOMT_OWNER_MUNICIPAL},
    {"state", TOMT_OWNER_STATE},
    {"statlig", TOMT_OWNER_STATE},
    {"fylkeskommunal", TOMT_OWNER_STATE},
    {"fylkeskommunen", TOMT_OWNER_STATE},
    {"private", TOMT_OWNER_PRIVATE},
    {"privat", TOMT_OWNER_PRIVATE},
    {"few", TOMT_OWNER_FEW},
    {"many", TOMT_OWNER_MANY},
};

const struct tomt_owner_words tomt_owner_words_default = {
    .municipal_ends = municipal_ends,
    .n_municipal_ends = COUNT(municipal_ends),
    .state_begins = state_begins,
    .n_state_begins = COUNT(state_begins),
    .state_ends = state_ends,
    .n_state_ends = COUNT(state_ends),
    .few = 3,
};

/* The folded names, one after another in one buffer. */
struct names {
    struct tomt_text bytes; /* each with its NUL */
    struct tomt_text folded;
    size_t n, n_unnamed;
};

static bool fold(const char *text, size_t n, struct names *names)
{
    return tomt_fold(text, n, &names->folded);
}

/* Several names in one cell are apart by ; or |. */
static bool add_owner(const char *owner, struct names *names)
{
    bool any = false;
    while (owner && *owner) {
        size_t n = strcspn(owner, ";|");
        if (!fold(owner, n, names))
            return false;
        if (names->folded.n > 0) {
            tomt_text_add(&names->bytes, names->folded.bytes, names->folded.n);
            tomt_text_add(&names->bytes, "", 1);
            names->n++;
            any = true;
        }
        owner += n + (owner[n] != 0);
    }
    names->n_unnamed += !any;
    return !names->bytes.failed;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool begins(const char *name, const char *word, size_t n)
{
    return strncmp(name, word, n) == 0 && (name[n] == 0 || name[n] == ' ' || name[n] == ',');
}

static bool ends(const char *name, const char *word, size_t n)
{
    size_t length = strlen(name);
    return length >= n && strcmp(name + length - n, word) == 0 &&
           (length == n || name[length - n - 1] == ' ' || name[length - n - 1] == ',');
}

/* Whether one of the words fits; words are folded as the names are. */
static bool fits(const char *name, const char *const *word, size_t n,
                 bool (*fit)(const char *, const char *, size_t), struct names *names, bool *failed)
{
    for (size_t i = 0; i < n; i++) {
        if (!word[i] || !*word[i])
            continue;
        if (!fold(word[i], strlen(word[i]), names)) {
            *failed = true;
            return false;
        }
        if (names->folded.n > 0 && fit(name, names->folded.bytes, names->folded.n))
            return true;
    }
    return false;
}

static enum tomt_owner_class class_of_name(const char *name, const struct tomt_owner_words *words,
                                           struct names *names, bool *failed)
{
    for (size_t i = 0; i < COUNT(class_words); i++)
        if (strcmp(name, class_words[i].word) == 0)
            return class_words[i].class_of;
    if (fits(name, words->state_begins, words->n_state_begins, begins, names, failed) ||
        fits(name, words->state_ends, words->n_state_ends, ends, names, failed))
        return TOMT_OWNER_STATE;
    if (fits(name, words->municipal_begins, words->n_municipal_begins, begins, names, failed) ||
        fits(name, words->municipal_ends, words->n_municipal_ends, ends, names, failed))
        return TOMT_OWNER_MUNICIPAL;
    return TOMT_OWNER_PRIVATE;
}

static enum tomt_owner_class of_all(const size_t *count, size_t n_named, size_t n_owners,
                                    size_t few)
{
    if (n_named == 0)
        return TOMT_OWNER_UNKNOWN;
    if (count[TOMT_OWNER_MUNICIPAL] == n_owners)
        return TOMT_OWNER_MUNICIPAL;
    if (count[TOMT_OWNER_STATE] == n_owners)
        return TOMT_OWNER_STATE;
    if (count[TOMT_OWNER_MANY] || n_owners > (few > 1 ? few : 1))
        return TOMT_OWNER_MANY;
    return n_owners > 1 || count[TOMT_OWNER_FEW] ? TOMT_OWNER_FEW : TOMT_OWNER_PRIVATE;
}

static bool count_names(const char **name, const struct tomt_owner_words *words,
                        struct names *names, struct tomt_owners *out)
{
    size_t count[TOMT_N_OWNER_CLASSES] = {0}, n_named = 0;
    bool failed = false;
    if (names->n > 1)
        qsort(name, names->n, sizeof *name, by_text);
    for (size_t i = 0; i < names->n; i++) {
        if (i > 0 && strcmp(name[i - 1], name[i]) == 0)
            continue;
        n_named++;
        count[class_of_name(name[i], words, names, &failed)]++;
        out->n_estates += strstr(name[i], "d\xC3\xB8"
                                          "dsbo") != NULL;
    }
    out->n_unnamed = names->n_unnamed;
    out->n_owners = n_named + (names->n_unnamed > 0);
    out->class_of = of_all(count, n_named, out->n_owners, words->few);
    return !failed;
}

bool tomt_owners(const char *const *owner, size_t n, const struct tomt_owner_words *words,
                 struct tomt_owners *out, struct tomt_error *err)
{
    *out = (struct tomt_owners){.class_of = TOMT_OWNER_UNKNOWN};
    struct names names = {0};
    bool ok = true;
    for (size_t i = 0; i < n && ok; i++)
        ok = add_owner(owner[i], &names);
    const char **name = ok && names.n ? tomt_allocate(names.n * sizeof *name) : NULL;
    ok = ok && (name || !names.n);
    size_t at = 0;
    for (size_t i = 0; ok && i < names.n; i++) {
        name[i] = names.bytes.bytes + at;
        at += strlen(name[i]) + 1;
    }
    ok = ok && count_names(name, words, &names, out);
    tomt_release(name);
    tomt_text_free(&names.bytes);
    tomt_text_free(&names.folded);
    return ok || tomt_fail(err, TOMT_MEMORY, "out of memory while looking at %zu owners", n);
}
