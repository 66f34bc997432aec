/* robust/smaa_first.c: central weights and confidence (Lahdelma and Salminen 2001).
 * Confidence asks, for each site that was ever first, whether any of the others is ahead in each
 * draw of the uncertain numbers. Only a site whose best imaginable score reaches the worst
 * imaginable one of the site in question can be, so only these are looked at, the best first. */
#include "robust/smaa_first.h"
#include "robust/smaa_method.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct favour {
    const struct tomt_smaa_input *input;
    const struct tomt_smaa_field *field;
    struct tomt_smaa *out;
    size_t n;             /* places that were first */
    uint32_t *place;      /* [n], ascending */
    double *weight;       /* [n][criterion] central */
    double *best, *worst; /* as field->value, of the ends of ranges; NULL: none */
};

struct rival {
    uint32_t key, place;
};
struct seat {
    struct tomt_arena *arena;
    struct favour *favour;
    struct rival *rival;
    uint32_t *key;
    double *value; /* [criterion][lane], of a tile */
};

/* The ends of f over low .. high: at them, at what lies between, and of a category elsewhere. */
static void ends_of(const struct tomt_value *value, double low, double high, double *least,
                    double *most)
{
    double a = tomt_value_of(value, low), b = tomt_value_of(value, high);
    *least = fmin(a, b);
    *most = fmax(a, b);
    if (value->function == TOMT_BELL && value->peak_at > fmin(low, high) &&
        value->peak_at < fmax(low, high))
        *most = 1;
    bool has_points = value->function == TOMT_PIECEWISE || value->function == TOMT_STEP ||
                      value->function == TOMT_CATEGORY;
    for (size_t i = 0; has_points && i < value->points.n; i++) {
        if (value->points.x[i] < fmin(low, high) || value->points.x[i] > fmax(low, high))
            continue;
        *least = fmin(*least, value->points.y[i]);
        *most = fmax(*most, value->points.y[i]);
    }
    if (value->function == TOMT_CATEGORY) {
        *least = fmin(*least, value->otherwise);
        *most = fmax(*most, value->otherwise);
    }
}

static double clamp(double value)
{
    return value > 1 ? 1 : value > 0 ? value : 0;
}

static bool find_ends(struct favour *favour, struct tomt_arena *scratch, struct tomt_error *err)
{
    const struct tomt_smaa_field *field = favour->field;
    size_t m = field->n_criteria, size = (field->n_tiles * m + 1) * TOMT_TILE * sizeof(double);
    favour->best = tomt_arena_grow(scratch, NULL, size, err);
    favour->worst = tomt_arena_grow(scratch, NULL, size, err);
    if (!favour->best || !favour->worst)
        return false;
    memcpy(favour->best, field->value, size);
    memcpy(favour->worst, field->value, size);
    for (size_t i = 0; i < field->n_ranges; i++) {
        const struct tomt_smaa_range *range = &field->range[i];
        for (size_t place = 0; place < field->n; place++) {
            double from = range->from[place], least, most;
            if (isnan(from))
                continue;
            least = fmin(from, from + range->way[place]);
            most = fmax(from, from + range->way[place]);
            if (range->valued)
                ends_of(range->valued, from, from + range->way[place], &least, &most);
            size_t at = (place / TOMT_TILE * m + range->criterion) * TOMT_TILE + place % TOMT_TILE;
            favour->best[at] = clamp(most);
            favour->worst[at] = clamp(least);
        }
    }
    return true;
}

static int best_first(const void *left, const void *right)
{
    const struct rival *a = left, *b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->place > b->place) - (a->place < b->place);
}

static bool is_ahead(uint32_t key, size_t place, uint32_t of_key, size_t of_place)
{
    return key != of_key ? key < of_key : place < of_place;
}

static size_t find_rivals(struct seat *seat, const double *weight, size_t place)
{
    const struct favour *favour = seat->favour;
    const struct tomt_smaa_field *field = favour->field;
    size_t m = field->n_criteria, n = 0;
    for (size_t tile = 0; tile < field->n_tiles; tile++) {
        struct tomt_smaa_tile best =
            tomt_smaa_tile_of(field, favour->best + tile * m * TOMT_TILE, tile);
        field->keys(&best, weight, 1, m, seat->key + tile * TOMT_TILE, 0);
    }
    const double *worst = favour->worst + place / TOMT_TILE * m * TOMT_TILE;
    uint32_t key = tomt_smaa_key_of(field, weight, worst, place);
    for (size_t i = 0; i < field->n; i++) {
        if (i != place && is_ahead(seat->key[i], i, key, place))
            seat->rival[n++] = (struct rival){seat->key[i], (uint32_t)i};
    }
    if (n)
        qsort(seat->rival, n, sizeof *seat->rival, best_first);
    return n;
}

static uint32_t key_in_draw(struct seat *seat, const double *weight, size_t draw, size_t place)
{
    const struct tomt_smaa_field *field = seat->favour->field;
    size_t m = field->n_criteria, lane = place % TOMT_TILE;
    const double *value = field->value + place / TOMT_TILE * m * TOMT_TILE;
    for (size_t c = 0; c < m; c++)
        seat->value[c * TOMT_TILE + lane] = value[c * TOMT_TILE + lane];
    tomt_smaa_draw_value(field, draw, place, seat->value);
    return tomt_smaa_key_of(field, weight, seat->value, place);
}

enum { MOST_BY_METHOD = 200 }; /* each ranks all sites */

static bool judge_by_method(struct seat *seat, const double *weight, size_t place, size_t n_draws,
                            struct tomt_error *err)
{
    struct favour *favour = seat->favour;
    const struct tomt_smaa_field *field = favour->field;
    size_t n_first = 0;
    n_draws = n_draws < MOST_BY_METHOD ? n_draws : MOST_BY_METHOD;
    for (size_t d = 0; d < n_draws; d++) {
        uint32_t first;
        if (!tomt_smaa_method_draw(favour->input, field, d, weight, seat->arena, seat->key, &first,
                                   err))
            return false;
        n_first += first == place ? 1 : 0;
    }
    favour->out->confidence[field->site[place]] = (double)n_first / (double)n_draws;
    return true;
}

static bool judge(void *context, size_t from, size_t to, struct tomt_error *err)
{
    struct seat *seat = context;
    struct favour *favour = seat->favour;
    size_t m = favour->field->n_criteria;
    size_t n_draws = favour->field->n_ranges ? favour->input->n_draws : 1; /* else all are alike */
    for (size_t i = from; i < to; i++) {
        size_t place = favour->place[i], n_first = 0;
        const double *weight = favour->weight + i * m;
        if (favour->input->method) {
            if (!judge_by_method(seat, weight, place, n_draws, err))
                return false;
            continue;
        }
        size_t n_rivals = find_rivals(seat, weight, place);
        for (size_t d = 0; n_rivals && d < n_draws; d++) {
            uint32_t key = key_in_draw(seat, weight, d, place);
            bool ahead = false;
            for (size_t r = 0; r < n_rivals && !ahead; r++) {
                const struct rival *rival = &seat->rival[r];
                if (!is_ahead(rival->key, rival->place, key, place))
                    break; /* nor are those behind it, at their best */
                ahead =
                    is_ahead(key_in_draw(seat, weight, d, rival->place), rival->place, key, place);
            }
            n_first += ahead ? 0 : 1;
        }
        favour->out->confidence[favour->field->site[place]] =
            n_rivals ? (double)n_first / (double)n_draws : 1;
    }
    return true;
}

static void *sit(void *shared, struct tomt_error *err)
{
    struct favour *favour = shared;
    struct tomt_arena *arena = tomt_arena_new(err);
    struct seat *seat = arena ? tomt_arena_alloc(arena, sizeof *seat, err) : NULL;
    size_t n = favour->field->n_tiles * TOMT_TILE, m = favour->field->n_criteria;
    if (seat) {
        *seat = (struct seat){arena, favour, NULL, NULL, NULL};
        seat->rival = tomt_arena_grow(arena, NULL, (n + 1) * sizeof *seat->rival, err);
        seat->key = tomt_arena_grow(arena, NULL, (n + 1) * sizeof *seat->key, err);
        seat->value = tomt_arena_block(arena, NULL, (m + 1) * TOMT_TILE * sizeof(double), err);
        if (seat->rival && seat->key && seat->value)
            return seat;
    }
    tomt_arena_free(arena);
    return NULL;
}

static void rise(void *context)
{
    tomt_arena_free(((struct seat *)context)->arena);
}

/* Sums in the order of the draws. */
static bool centres(struct favour *favour, const uint32_t *first, struct tomt_arena *scratch,
                    struct tomt_error *err)
{
    const struct tomt_smaa_field *field = favour->field;
    size_t m = field->n_criteria, n_draws = favour->input->n_draws;
    uint32_t *n_first = tomt_arena_block(scratch, NULL, (field->n + 1) * sizeof *n_first, err);
    uint32_t *number = tomt_arena_grow(scratch, NULL, (field->n + 1) * sizeof *number, err);
    if (!n_first || !number)
        return false;
    for (size_t d = 0; d < n_draws; d++)
        n_first[first[d]]++;
    for (size_t place = 0; place < field->n; place++)
        favour->n += n_first[place] > 0 ? 1 : 0;
    favour->place = tomt_arena_block(scratch, NULL, (favour->n + 1) * sizeof *favour->place, err);
    favour->weight =
        tomt_arena_block(scratch, NULL, (favour->n * m + 1) * sizeof *favour->weight, err);
    if (!favour->place || !favour->weight)
        return false;
    for (size_t place = 0, i = 0; place < field->n; place++) {
        number[place] = (uint32_t)i;
        if (n_first[place])
            favour->place[i++] = (uint32_t)place;
    }
    for (size_t d = 0; d < n_draws; d++) {
        for (size_t c = 0; c < m; c++)
            favour->weight[number[first[d]] * m + c] += favour->input->draw[d * m + c];
    }
    for (size_t i = 0; i < favour->n; i++) {
        size_t place = favour->place[i];
        for (size_t c = 0; c < m; c++) {
            double *mean = &favour->weight[i * m + c];
            *mean /= n_first[place];
            favour->out->central[c][field->site[place]] = *mean;
        }
    }
    return true;
}

bool tomt_smaa_favour(const struct tomt_smaa_input *input, const struct tomt_smaa_field *field,
                      const uint32_t *first, const struct tomt_crew *crew, struct tomt_smaa *out,
                      struct tomt_error *err)
{
    struct favour favour = {.input = input, .field = field, .out = out};
    struct tomt_arena *scratch = tomt_arena_new(err);
    bool done =
        scratch && centres(&favour, first, scratch, err) && find_ends(&favour, scratch, err);
    struct tomt_crew_job job = {&favour, sit, judge, rise, favour.n, 1};
    done = done && tomt_crew_run(crew, &job, err);
    tomt_arena_free(scratch);
    return done;
}
