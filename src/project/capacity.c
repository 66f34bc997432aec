/* project/capacity.c: `capacity`: the assumptions of what a plan lets be built, jobs and shares by
 * use, words that tell owners, weights of the purchase index. The rows of the assumptions are
 * capacity's own. */
#include "project/inner.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct capacity_keys {
    struct tomt_capacity_options options;
    const struct tomt_node *jobs, *shares, *owners, *purchase;
};

#define AT(field) offsetof(struct capacity_keys, field)
const struct tomt_param tomt_capacity_rows[] = {
    {"old_plan_years", TOMT_PARAM_NUMBER, AT(options.old_plan_years), false, 0, 200, "10", NULL,
     "years", "a plan is old when it was adopted longer ago than this"},
    {"storeys_when_unknown", TOMT_PARAM_NUMBER, AT(options.storeys_when_unknown), false, 1, 200,
     NULL, NULL, "storeys",
     "of buildings without bra_m2 and storeys; default: their floor area is not known"},
    {"today", TOMT_PARAM_DAY, AT(options.today), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "the day that plans are old on; default: the data's date"},
    {"jobs", TOMT_PARAM_NODE, AT(jobs), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "land-use code: floor area per job; beside the program's own, of which it replaces any of the "
     "same code"},
    {"shares", TOMT_PARAM_NODE, AT(shares), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "land-use code of a mixed zone: {code: share, ...}, what it holds; shares are 0 to 1 and add "
     "up to 1; beside the program's own, of which it replaces any of the same code"},
    {"owners", TOMT_PARAM_NODE, AT(owners), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "words that tell public owners"},
    {"purchase", TOMT_PARAM_NODE, AT(purchase), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "what a plot worth buying is"},
    {.name = NULL},
};
#undef AT

#define AT(field) offsetof(struct tomt_jobs_basis, field)
const struct tomt_param tomt_jobs_rows[] = {
    {"m2_low", TOMT_PARAM_NUMBER, AT(m2_low), true, 1, 1000000, NULL, NULL, "m2",
     "the least floor area per job, which makes most jobs"},
    {"m2_high", TOMT_PARAM_NUMBER, AT(m2_high), true, 1, 1000000, NULL, NULL, "m2",
     "the most floor area per job; at least m2_low"},
    {"in_bta", TOMT_PARAM_BOOL, AT(in_bta), false, TOMT_UNBOUNDED, "true", NULL, "",
     "the two are of BTA; false: of BRA"},
    {.name = NULL},
};
#undef AT

struct owner_keys {
    int64_t few;
    const struct tomt_node *municipal, *state;
};
#define AT(field) offsetof(struct owner_keys, field)
const struct tomt_param tomt_owner_rows[] = {
    {"few", TOMT_PARAM_INTEGER, AT(few), false, 1, 1000000, "3", NULL, "owners",
     "up to so many are few"},
    {"municipal", TOMT_PARAM_NODE, AT(municipal), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "words of municipal owners, beside the program's own"},
    {"state", TOMT_PARAM_NODE, AT(state), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "words of owners of state and county, beside the program's own; they are tried first"},
    {.name = NULL},
};
#undef AT

struct word_keys {
    struct tomt_texts begins, ends;
};
#define AT(field) offsetof(struct word_keys, field)
const struct tomt_param tomt_owner_word_rows[] = {
    {"begins", TOMT_PARAM_TEXTS, AT(begins), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "an owner's name begins with one of these, whole words; capitals do not matter"},
    {"ends", TOMT_PARAM_TEXTS, AT(ends), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "or ends with one of these"},
    {.name = NULL},
};
#undef AT

struct purchase_keys {
    double large_m2;
    const struct tomt_node *weights;
};
#define AT(field) offsetof(struct purchase_keys, field)
const struct tomt_param tomt_purchase_rows[] = {
    {"large_m2", TOMT_PARAM_NUMBER, AT(large_m2), false, 1, 1e9, "10000", NULL, "m2",
     "unused floor area that counts in full"},
    {"weights", TOMT_PARAM_NODE, AT(weights), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "of the classes of owners"},
    {.name = NULL},
};
#undef AT

#define WEIGHT(name, class_of, fallback, help)                                                     \
    {                                                                                              \
        name, TOMT_PARAM_NUMBER, (class_of) * sizeof(double), false, 0, 1, fallback, NULL,         \
            "share", help                                                                          \
    }
const struct tomt_param tomt_owner_weight_rows[] = {
    WEIGHT("municipal", TOMT_OWNER_MUNICIPAL, "0", "the municipality's already"),
    WEIGHT("state", TOMT_OWNER_STATE, "0.6", "state and county"),
    WEIGHT("private", TOMT_OWNER_PRIVATE, "1", "one private owner"),
    WEIGHT("few", TOMT_OWNER_FEW, "0.8", "two owners, up to the number `few`"),
    WEIGHT("many", TOMT_OWNER_MANY, "0.4", "more owners"),
    WEIGHT("unknown", TOMT_OWNER_UNKNOWN, "0.5", "no name is known"),
    {.name = NULL},
};

/* ---- the assumptions ---- */

/* capacity's rows, where its settings lie in ours, and then ours. */
static const struct tomt_param *all_rows(const struct tomt_reading *reading)
{
    size_t n = 0, n_own = 0;
    while (tomt_capacity_params[n].name)
        n++;
    while (tomt_capacity_rows[n_own].name)
        n_own++;
    struct tomt_param *rows =
        tomt_arena_alloc(reading->arena, (n + n_own + 1) * sizeof *rows, reading->err);
    if (!rows)
        return NULL;
    memcpy(rows, tomt_capacity_params, n * sizeof *rows);
    for (size_t i = 0; i < n; i++)
        rows[i].offset += offsetof(struct capacity_keys, options.settings);
    memcpy(rows + n, tomt_capacity_rows, n_own * sizeof *rows);
    return rows;
}

/* Its row says that null means never: written out, not merely left empty. */
static void take_away_storeys(const struct tomt_node *capacity,
                              struct tomt_capacity_settings *settings)
{
    const struct tomt_node *node = tomt_node_find(capacity, "storey_m");
    if (node && tomt_node_is_empty(node) && node->text[0])
        settings->storey_m = NAN;
}

/* ---- jobs and shares by use ---- */

enum { LONGEST_USE = 16 };

static bool check_use(const struct tomt_reading *reading, const struct tomt_node *key, bool *fine)
{
    size_t n = strlen(key->text);
    *fine =
        n > 0 && n <= LONGEST_USE &&
        strspn(key->text, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == n;
    char found[TOMT_SHOWN];
    return *fine || tomt_reading_wrong(reading, key, "%s is no land-use code (1130, 1310 ...)",
                                       tomt_shown(key, found));
}

static bool read_jobs(const struct tomt_reading *reading, const struct tomt_node *jobs,
                      struct tomt_capacity_options *options)
{
    bool fine;
    if (!tomt_kind_check(reading, jobs, TOMT_NODE_MAP, "jobs", &fine))
        return false;
    if (!fine)
        return true;
    options->basis =
        tomt_arena_alloc(reading->arena, (jobs->n + 1) * sizeof *options->basis, reading->err);
    if (!options->basis)
        return false;
    for (size_t i = 0; i < jobs->n; i++) {
        const struct tomt_node *key = jobs->key[i], *body = jobs->item[i];
        struct tomt_jobs_basis basis = {.use = key->text};
        if (!check_use(reading, key, &fine) ||
            !tomt_reading_bind(reading, body, key, tomt_jobs_rows, &basis))
            return false;
        if (basis.m2_low > basis.m2_high &&
            !tomt_reading_wrong(reading, tomt_node_find(body, "m2_high"),
                                "'m2_high' is less than 'm2_low'; are they swapped?"))
            return false;
        if (fine && basis.m2_low <= basis.m2_high)
            options->basis[options->n_bases++] = basis;
    }
    return true;
}

/* A row for each key, so that a share is read as any number is. */
static const struct tomt_param *share_rows(const struct tomt_reading *reading,
                                           const struct tomt_node *body)
{
    struct tomt_param *rows =
        tomt_arena_alloc(reading->arena, (body->n + 1) * sizeof *rows, reading->err);
    size_t n = 0;
    for (size_t i = 0; rows && i < body->n; i++) {
        if (i > 0 && tomt_is_cut_by_comma(body, i - 1))
            continue; /* the decimals of the share before */
        rows[n] = (struct tomt_param){body->key[i]->text,
                                      TOMT_PARAM_NUMBER,
                                      n * sizeof(double),
                                      true,
                                      0,
                                      1,
                                      NULL,
                                      NULL,
                                      "share",
                                      "a share of the zone, 0 to 1"};
        n++;
    }
    return rows;
}

static bool read_zone_shares(const struct tomt_reading *reading, const struct tomt_node *body,
                             struct tomt_zone_shares *zone, bool *fine)
{
    size_t n_errors = reading->problems->n_errors;
    const struct tomt_param *rows = share_rows(reading, body);
    double *share = tomt_arena_alloc(reading->arena, (body->n + 1) * sizeof *share, reading->err);
    zone->share =
        tomt_arena_alloc(reading->arena, (body->n + 1) * sizeof *zone->share, reading->err);
    if (!rows || !share || !zone->share || !tomt_reading_bind(reading, body, body, rows, share))
        return false;
    double sum = 0;
    for (size_t i = 0; i < body->n; i++) {
        bool is_code;
        if (!check_use(reading, body->key[i], &is_code))
            return false;
        if (!is_code)
            *fine = false;
    }
    for (; rows[zone->n].name; zone->n++) {
        zone->share[zone->n] = (struct tomt_use_share){rows[zone->n].name, share[zone->n], false};
        sum += share[zone->n];
    }
    *fine = *fine && reading->problems->n_errors == n_errors;
    if (!*fine || fabs(sum - 1) <= 1e-9)
        return true;
    *fine = false;
    return tomt_reading_wrong(
        reading, body, "the shares of '%s' add up to %.12g; they must add up to 1", zone->use, sum);
}

static bool read_shares(const struct tomt_reading *reading, const struct tomt_node *shares,
                        struct tomt_capacity_options *options)
{
    bool fine;
    if (!tomt_kind_check(reading, shares, TOMT_NODE_MAP, "shares", &fine))
        return false;
    if (!fine)
        return true;
    options->shares =
        tomt_arena_alloc(reading->arena, (shares->n + 1) * sizeof *options->shares, reading->err);
    if (!options->shares)
        return false;
    for (size_t i = 0; i < shares->n; i++) {
        const struct tomt_node *key = shares->key[i], *body = shares->item[i];
        struct tomt_zone_shares zone = {.use = key->text, .place = tomt_place_of(key)};
        char found[TOMT_SHOWN];
        bool done;
        if (!check_use(reading, key, &fine))
            return false;
        if (body->kind == TOMT_NODE_MAP) {
            done = read_zone_shares(reading, body, &zone, &fine);
        } else {
            fine = false;
            done = tomt_reading_wrong(reading, body,
                                      "'%s' must hold codes and shares, {1310: 0.5, 1150: 0.5}, "
                                      "found %s",
                                      key->text, tomt_shown(body, found));
        }
        if (!done)
            return false;
        if (fine)
            options->shares[options->n_shares++] = zone;
    }
    return true;
}

/* ---- owners, purchase ---- */

static bool add_words(const struct tomt_reading *reading, const struct tomt_texts *words,
                      const char *const **list, size_t *n)
{
    if (words->n == 0)
        return true;
    const char **all =
        tomt_arena_alloc(reading->arena, (*n + words->n) * sizeof *all, reading->err);
    if (!all)
        return false;
    for (size_t i = 0; i < *n; i++)
        all[i] = (*list)[i];
    memcpy(all + *n, words->item, words->n * sizeof *all);
    *list = all;
    *n += words->n;
    return true;
}

static bool read_owners(const struct tomt_reading *reading, const struct tomt_node *owners,
                        const struct tomt_node *place, struct tomt_owner_words *words)
{
    struct owner_keys keys;
    struct word_keys municipal, state;
    *words = tomt_owner_words_default;
    if (!tomt_reading_bind(reading, owners, place, tomt_owner_rows, &keys) ||
        !tomt_reading_bind(reading, keys.municipal, place, tomt_owner_word_rows, &municipal) ||
        !tomt_reading_bind(reading, keys.state, place, tomt_owner_word_rows, &state))
        return false;
    words->few = (size_t)keys.few;
    return add_words(reading, &municipal.begins, &words->municipal_begins,
                     &words->n_municipal_begins) &&
           add_words(reading, &municipal.ends, &words->municipal_ends, &words->n_municipal_ends) &&
           add_words(reading, &state.begins, &words->state_begins, &words->n_state_begins) &&
           add_words(reading, &state.ends, &words->state_ends, &words->n_state_ends);
}

static bool read_purchase(const struct tomt_reading *reading, const struct tomt_node *purchase,
                          const struct tomt_node *place, struct tomt_purchase_settings *settings)
{
    struct purchase_keys keys;
    if (!tomt_reading_bind(reading, purchase, place, tomt_purchase_rows, &keys) ||
        !tomt_reading_bind(reading, keys.weights, place, tomt_owner_weight_rows,
                           settings->owner_weight))
        return false;
    settings->large_m2 = keys.large_m2;
    return true;
}

bool tomt_capacity_read(const struct tomt_reading *reading, const struct tomt_node *capacity,
                        const struct tomt_node *root)
{
    struct capacity_keys keys = {.options.place = tomt_place_of(capacity ? capacity : root)};
    const struct tomt_param *rows = all_rows(reading);
    if (!rows || !tomt_reading_bind(reading, capacity, root, rows, &keys))
        return false;
    struct tomt_capacity_options *options = &reading->project->capacity;
    *options = keys.options;
    take_away_storeys(capacity, &options->settings);
    return read_jobs(reading, keys.jobs, options) && read_shares(reading, keys.shares, options) &&
           read_owners(reading, keys.owners, root, &options->owner_words) &&
           read_purchase(reading, keys.purchase, root, &options->purchase);
}
