/* facts/industries.c: numbers the industries of a request, lays jobs on places and gathers them. */
#include "facts/industries.h"

#include "economy/structure.h"

#include <math.h>
#include <stdlib.h>

enum { GROUP_CHARACTERS = 2 };

struct name { /* an industry as the request sees it, and the text it comes from */
    const char *code;
    uint32_t word;
};
struct entry { /* jobs on their way to their place */
    uint32_t place, code;
    double jobs;
};

static int by_code(const void *left, const void *right)
{
    const struct name *a = left, *b = right;
    return strcmp(a->code, b->code);
}

static int by_place(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    return a->code < b->code ? -1 : a->code > b->code;
}

/* At most `digits` characters, dots and blanks left out; 0: all. */
static const char *cut(struct tomt_arena *arena, const char *text, size_t length, unsigned digits,
                       struct tomt_error *err)
{
    char *code = tomt_arena_alloc(arena, length + 1, err);
    size_t n = 0;
    for (size_t i = 0; code && i < length && (digits == 0 || n < digits); i++)
        if (text[i] != '.' && text[i] != ' ')
            code[n++] = text[i];
    return code;
}

/* code_of[word]: the number of each text's industry, UINT32_MAX when it names none. */
static bool number_codes(struct tomt_fact_task *task, const struct tomt_shelf_words *words,
                         uint32_t *code_of, struct tomt_industries *out, struct tomt_error *err)
{
    struct name *name = tomt_arena_block(task->own, NULL, (words->n + 1) * sizeof *name, err);
    out->group = tomt_arena_block(task->own, NULL, (words->n + 1) * sizeof *out->group, err);
    if (!name || !out->group)
        return false;
    for (size_t i = 0; i < words->n; i++) {
        const char *code =
            cut(task->own, words->text[i], words->length[i], task->request->digits, err);
        if (!code)
            return false;
        name[i] = (struct name){code, (uint32_t)i};
    }
    if (words->n > 0)
        qsort(name, words->n, sizeof *name, by_code);
    const char *last = "";
    for (size_t i = 0; i < words->n; i++) {
        code_of[name[i].word] = UINT32_MAX;
        if (name[i].code[0] == '\0')
            continue;
        if (out->n_codes == 0 || strcmp(last, name[i].code) != 0) {
            bool same = out->n_codes > 0 && strncmp(last, name[i].code, GROUP_CHARACTERS) == 0;
            uint32_t group = out->n_codes > 0 ? out->group[out->n_codes - 1] : 0;
            out->group[out->n_codes] = same || out->n_codes == 0 ? group : group + 1;
            out->n_codes++;
            last = name[i].code;
        }
        code_of[name[i].word] = (uint32_t)out->n_codes - 1;
    }
    return true;
}

/* Sorted entries become rows; what is of one industry at one place is one. */
static void lay_out(const struct entry *entry, size_t n, struct tomt_industries *out)
{
    size_t at = 0, place = 0;
    for (size_t i = 0; i < n; i++) {
        bool is_new =
            i == 0 || entry[i].place != entry[i - 1].place || entry[i].code != entry[i - 1].code;
        for (; place <= entry[i].place; place++)
            out->start[place] = (uint32_t)at;
        if (is_new) {
            out->code[at] = entry[i].code;
            out->jobs[at++] = 0;
        }
        out->jobs[at - 1] += entry[i].jobs;
    }
    for (; place <= out->n_places; place++)
        out->start[place] = (uint32_t)at;
}

static bool lay_jobs(struct tomt_fact_task *task, struct tomt_shelf_businesses *businesses,
                     const uint32_t *word, const uint32_t *code_of, const uint32_t *place,
                     struct tomt_industries *out, struct tomt_error *err)
{
    size_t n_items = businesses->selection.n, n = 0;
    double *weight = tomt_arena_block(task->own, NULL, (n_items + 1) * sizeof *weight, err);
    struct entry *entry = tomt_arena_block(task->own, NULL, (n_items + 1) * sizeof *entry, err);
    if (!weight || !entry || !tomt_shelf_weigh(task, businesses, weight, err))
        return false;
    for (size_t i = 0; i < n_items; i++) {
        uint32_t code = word[i] == UINT32_MAX ? UINT32_MAX : code_of[word[i]];
        double jobs = tomt_exact_weight(weight[i]);
        if (jobs > 0 && code != UINT32_MAX && place[i] != TOMT_NO_PLACE)
            entry[n++] = (struct entry){place[i], code, jobs};
    }
    if (n > 0)
        qsort(entry, n, sizeof *entry, by_place);
    out->start = tomt_arena_block(task->own, NULL, (out->n_places + 1) * sizeof *out->start, err);
    out->code = tomt_arena_block(task->own, NULL, (n + 1) * sizeof *out->code, err);
    out->jobs = tomt_arena_block(task->own, NULL, (n + 1) * sizeof *out->jobs, err);
    if (!out->start || !out->code || !out->jobs)
        return false;
    lay_out(entry, n, out);
    tomt_arena_drop(task->own, entry);
    tomt_arena_drop(task->own, weight);
    return true;
}

bool tomt_industries_make(struct tomt_fact_task *task, struct tomt_shelf_businesses *businesses,
                          const uint32_t *place, size_t n_places, struct tomt_industries *out,
                          struct tomt_error *err)
{
    const struct tomt_fact_request *request = task->request;
    double reach = request->way == TOMT_DRIVE ? request->reach_min : request->reach_m;
    *out = (struct tomt_industries){.n_places = n_places, .scale = 1};
    out->terms = tomt_decay_terms(request->decay, reach, request->decay_parameter);
    if (request->decay == TOMT_DECAY_POWER)
        out->scale = ldexp(1, -(ilogb(out->terms.power.most) + 1));
    const struct tomt_shelf_words *words = tomt_shelf_words(task, businesses, "industry", err);
    uint32_t *code_of =
        words ? tomt_arena_block(task->own, NULL, (words->n + 1) * sizeof *code_of, err) : NULL;
    return code_of && number_codes(task, words, code_of, out, err) &&
           lay_jobs(task, businesses, words->word, code_of, place, out, err);
}

struct tomt_gatherer *tomt_gatherer_new(const struct tomt_industries *industries,
                                        struct tomt_error *err)
{
    struct tomt_arena *arena = tomt_arena_new(err);
    struct tomt_gatherer *gatherer = arena ? tomt_arena_alloc(arena, sizeof *gatherer, err) : NULL;
    size_t n = industries->n_codes + 1;
    if (gatherer) {
        *gatherer = (struct tomt_gatherer){.industries = industries, .arena = arena};
        gatherer->sum = tomt_arena_block(arena, NULL, n * sizeof *gatherer->sum, err);
        gatherer->touched =
            tomt_arena_block(arena, NULL, (n / 64 + 1) * sizeof *gatherer->touched, err);
        gatherer->jobs = tomt_arena_block(arena, NULL, n * sizeof *gatherer->jobs, err);
        gatherer->group = tomt_arena_block(arena, NULL, n * sizeof *gatherer->group, err);
        if (gatherer->sum && gatherer->touched && gatherer->jobs && gatherer->group)
            return gatherer;
    }
    tomt_arena_free(arena);
    return NULL;
}

void tomt_gatherer_free(struct tomt_gatherer *gatherer)
{
    tomt_arena_free(gatherer->arena);
}

void tomt_gather(struct tomt_gatherer *gatherer, uint32_t place, double distance2)
{
    const struct tomt_industries *industries = gatherer->industries;
    bool is_step = industries->terms.decay == TOMT_DECAY_STEP;
    double decay = is_step ? 1 : tomt_decay_at(&industries->terms, distance2) * industries->scale;
    for (uint32_t i = industries->start[place]; i < industries->start[place + 1]; i++) {
        uint32_t code = industries->code[i];
        double jobs = industries->jobs[i];
        gatherer->sum[code] += is_step ? jobs : tomt_decay_term(jobs * decay);
        gatherer->touched[code / 64] |= 1ull << (code % 64);
    }
}

/* Those touched, in the order of the codes, with their groups numbered without gaps. */
static size_t list_codes(struct tomt_gatherer *gatherer, size_t *n_groups)
{
    const struct tomt_industries *industries = gatherer->industries;
    uint32_t last = UINT32_MAX;
    size_t n = 0;
    *n_groups = 0;
    for (size_t word = 0; word <= industries->n_codes / 64; word++) {
        for (uint64_t bits = gatherer->touched[word]; bits; bits &= bits - 1) {
            size_t code = 64 * word + (size_t)__builtin_ctzll(bits);
            *n_groups += industries->group[code] != last;
            last = industries->group[code];
            gatherer->jobs[n] = gatherer->sum[code];
            gatherer->group[n++] = (uint32_t)*n_groups - 1;
            gatherer->sum[code] = 0;
        }
        gatherer->touched[word] = 0;
    }
    return n;
}

bool tomt_gathered(struct tomt_gatherer *gatherer, struct tomt_fact *fact, size_t site,
                   struct tomt_error *err)
{
    struct tomt_variety variety;
    size_t n_groups, n = list_codes(gatherer, &n_groups);
    if (!tomt_variety(gatherer->jobs, gatherer->group, n, n_groups, &variety, err))
        return false;
    bool exists = !isnan(variety.related);
    tomt_fact_put(fact, site, variety.related, exists ? TOMT_WHY_OK : TOMT_WHY_NOT_APPLICABLE);
    fact->second[site] = variety.unrelated;
    return true;
}

bool tomt_variety_start(struct tomt_fact_task *task, struct tomt_error *err)
{
    size_t n = task->sites->n;
    task->fact->second =
        tomt_arena_block(task->arena, NULL, (n + 1) * sizeof *task->fact->second, err);
    for (size_t site = 0; task->fact->second && site < n; site++)
        task->fact->second[site] = NAN;
    return task->fact->second != NULL;
}
