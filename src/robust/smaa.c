/* robust/smaa.c: SMAA-2 in rounds of draws. In each, threads first rank the sites in some draws
 * (each its own), then add the ranks to the tallies of some sites (each its own): nothing is
 * shared, and what is kept does not grow with the number of draws. */
#include "robust/smaa.h"
#include "robust/smaa_first.h"
#include "robust/smaa_keys.h"
#include "robust/smaa_method.h"
#include "robust/smaa_ranks.h"

#include <math.h>
#include <string.h>

enum {
    DRAWS_AT_ONCE = 8, /* by one thread: a tile of values is read once for so many */
    MOST_ROWS = 4096,  /* draws of a round */
    MOST_PLACES = 1 << 24,
    PLACES_AT_ONCE = 64 * TOMT_TALLY_TILE
};
static const size_t ROUND_RANKS = (size_t)1 << 23; /* ranks of a round: 32 MiB */

struct story {
    const struct tomt_smaa_input *input;
    struct tomt_smaa_field field;
    struct tomt_tally tally;
    size_t stride, first_draw;
    uint32_t *rank;  /* [draw of the round][place] from 0 */
    uint32_t *first; /* [draw] place */
    size_t tail;
    struct tomt_smaa *out;
};

struct seat {
    struct tomt_arena *arena;
    struct story *story;
    struct tomt_sorter sorter;
    uint32_t *key;
    double *value;
};

static void *sit(void *shared, struct tomt_error *err)
{
    struct story *story = shared;
    struct tomt_arena *arena = tomt_arena_new(err);
    struct seat *seat = arena ? tomt_arena_alloc(arena, sizeof *seat, err) : NULL;
    if (seat) {
        seat->arena = arena;
        seat->story = story;
        size_t n_keys = DRAWS_AT_ONCE * story->stride;
        size_t n_values = (story->field.n_criteria + 1) * TOMT_TILE;
        seat->key = tomt_arena_grow(arena, NULL, n_keys * sizeof *seat->key, err);
        seat->value = tomt_arena_block(arena, NULL, n_values * sizeof *seat->value, err);
        if (seat->key && seat->value && tomt_sorter_make(arena, story->field.n, &seat->sorter, err))
            return seat;
    }
    tomt_arena_free(arena);
    return NULL;
}

static void rise(void *context)
{
    tomt_arena_free(((struct seat *)context)->arena);
}

static bool rank_draws(void *context, size_t from, size_t to, struct tomt_error *err)
{
    struct seat *seat = context;
    struct story *story = seat->story;
    if (story->input->method) {
        for (size_t d = from; d < to; d++) {
            size_t draw = story->first_draw + d;
            if (!tomt_smaa_method_draw(story->input, &story->field, draw, story->input->draw + draw * story->field.n_criteria, seat->arena,
                                       story->rank + d * story->stride, &story->first[draw], err))
                return false;
        }
        return true;
    }
    tomt_smaa_keys_of(&story->field, story->input->draw, story->first_draw + from,
                      story->first_draw + to, seat->value, seat->key, story->stride);
    for (size_t d = from; d < to; d++) {
        uint32_t *rank = story->rank + d * story->stride;
        const uint32_t *key = seat->key + (d - from) * story->stride;
        story->first[story->first_draw + d] =
            (uint32_t)tomt_sorter_rank(&seat->sorter, key, story->field.n, rank);
    }
    return true;
}

struct adding {
    struct story *story;
    size_t n_rows;
};

static bool add_ranks(void *context, size_t from, size_t to, struct tomt_error *err)
{
    const struct adding *adding = context;
    struct story *story = adding->story;
    (void)err;
    tomt_tally_add(&story->tally, story->rank, adding->n_rows, story->stride, from, to);
    return true;
}

static bool tell_sites(void *context, size_t from, size_t to, struct tomt_error *err)
{
    const struct story *story = context;
    const struct tomt_tally *tally = &story->tally;
    struct tomt_smaa *out = story->out;
    double n_draws = (double)story->input->n_draws;
    (void)err;
    for (size_t place = from; place < to; place++) {
        size_t site = story->field.site[place], before = 0;
        for (size_t r = 0; r < TOMT_SMAA_RANKS; r++) {
            size_t within = tomt_tally_within(tally, place, r + 1);
            out->acceptability[r][site] = (double)(within - before) / n_draws;
            before = within;
        }
        out->top_share[site] = tally->n_top[place] / n_draws;
        out->top_100_share[site] = (double)tomt_tally_within(tally, place, 100) / n_draws;
        out->rank_mean[site] = (double)tally->sum[place] / n_draws + 1;
        out->rank_best[site] = tally->best[place] + 1;
        out->rank_worst[site] = tally->worst[place] + 1;
        tomt_tally_interval(tally, place, story->tail, &out->rank_low[site], &out->rank_high[site]);
    }
    return true;
}

static double *blanks(struct tomt_arena *arena, size_t n, struct tomt_error *err)
{
    double *list = tomt_arena_grow(arena, NULL, (n + 1) * sizeof *list, err);
    for (size_t i = 0; list && i < n; i++)
        list[i] = NAN;
    return list;
}

static uint32_t *noughts(struct tomt_arena *arena, size_t n, struct tomt_error *err)
{
    return tomt_arena_block(arena, NULL, (n + 1) * sizeof(uint32_t), err);
}

static bool out_make(struct tomt_arena *arena, size_t n_sites, size_t n_criteria,
                     struct tomt_smaa *out, struct tomt_error *err)
{
    *out = (struct tomt_smaa){.top_share = blanks(arena, n_sites, err),
                              .top_100_share = blanks(arena, n_sites, err),
                              .rank_mean = blanks(arena, n_sites, err),
                              .rank_best = noughts(arena, n_sites, err),
                              .rank_worst = noughts(arena, n_sites, err),
                              .rank_low = noughts(arena, n_sites, err),
                              .rank_high = noughts(arena, n_sites, err),
                              .confidence = blanks(arena, n_sites, err)};
    bool made = out->top_share && out->top_100_share && out->rank_mean && out->rank_best &&
                out->rank_worst && out->rank_low && out->rank_high && out->confidence;
    for (size_t r = 0; made && r < TOMT_SMAA_RANKS; r++)
        made = (out->acceptability[r] = blanks(arena, n_sites, err)) != NULL;
    if (made)
        out->central = tomt_arena_alloc(arena, (n_criteria + 1) * sizeof *out->central, err);
    made = made && out->central;
    for (size_t c = 0; made && c < n_criteria; c++)
        made = (out->central[c] = blanks(arena, n_sites, err)) != NULL;
    return made;
}

static size_t rows_of_a_round(const struct story *story)
{
    size_t n = ROUND_RANKS / story->stride, n_draws = story->input->n_draws;
    n = n > MOST_ROWS ? MOST_ROWS : n < DRAWS_AT_ONCE ? DRAWS_AT_ONCE : n;
    return n < n_draws ? n : n_draws;
}

static bool play(struct story *story, const struct tomt_crew *crew, struct tomt_arena *scratch,
                 struct tomt_error *err)
{
    size_t n = story->field.n, n_draws = story->input->n_draws;
    story->stride = (n + TOMT_TALLY_TILE - 1) / TOMT_TALLY_TILE * TOMT_TALLY_TILE;
    size_t n_rows = rows_of_a_round(story);
    /* Zeroed: the tally reads the ranks of no site at the end of a row, and forgets them. */
    story->rank =
        tomt_arena_block(scratch, NULL, n_rows * story->stride * sizeof *story->rank, err);
    story->first = tomt_arena_block(scratch, NULL, n_draws * sizeof *story->first, err);
    if (!story->rank || !story->first ||
        !tomt_tally_make(scratch, n, n_draws, story->input->top, &story->tally, err))
        return false;
    for (size_t from = 0; from < n_draws; from += n_rows) {
        struct adding adding = {story, n_draws - from < n_rows ? n_draws - from : n_rows};
        struct tomt_crew_job ranking = {story, sit, rank_draws, rise, adding.n_rows, DRAWS_AT_ONCE};
        struct tomt_crew_job tallying = {&adding, NULL, add_ranks, NULL, n, PLACES_AT_ONCE};
        story->first_draw = from;
        if (!tomt_crew_run(crew, &ranking, err) || !tomt_crew_run(crew, &tallying, err))
            return false;
    }
    struct tomt_crew_job telling = {story, NULL, tell_sites, NULL, n, PLACES_AT_ONCE};
    return tomt_crew_run(crew, &telling, err) &&
           tomt_smaa_favour(story->input, &story->field, story->first, crew, story->out, err);
}

bool tomt_smaa(struct tomt_arena *arena, const struct tomt_smaa_input *input,
               const struct tomt_crew *crew, struct tomt_smaa *out, struct tomt_error *err)
{
    double interval = input->interval;
    if (input->of.n_sites > MOST_PLACES || input->n_draws == 0 || input->n_draws > UINT32_MAX)
        return tomt_fail(err, TOMT_INTERNAL, "%zu sites in %zu draws cannot be ranked",
                         input->of.n_sites, input->n_draws);
    if (!(interval > 0 && interval <= 1))
        return tomt_fail(err, TOMT_INTERNAL, "an interval of %g of the draws is none", interval);
    struct story story = {.input = input, .out = out};
    /* 0.05 of 10,000 is 500 though 1 - 0.9 is a little under 0.1 */
    story.tail = (size_t)floor((1 - interval) / 2 * (double)input->n_draws + 1e-6);
    struct tomt_crew quiet = *crew;
    quiet.progress = NULL;
    struct tomt_arena *scratch = tomt_arena_new(err);
    bool done = scratch && out_make(arena, input->of.n_sites, input->of.n_criteria, out, err) &&
                tomt_smaa_field_make(scratch, input, &story.field, err);
    if (done && story.field.n > 0)
        done = play(&story, &quiet, scratch, err);
    tomt_arena_free(scratch);
    return done || tomt_while(err, "ranking %zu sites in %zu draws of weights", input->of.n_sites,
                              input->n_draws);
}
