/* decide/robust.c: how sure a ranking is: draws of weights, the change of one weight that unseats a site, other methods, the Pareto front. */
#include "decide/inside.h"
#include "robust/agreement.h"
#include "robust/sensitivity.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- draws -------------------------------------------------------------------------------------------------------- */

const struct tomt_method *tomt_decided_draws_by(const struct tomt_method *method)
{
    return method->adds_up || method->by_pairs ? tomt_methods[0] : method;
}

/* Criteria in order of their ids: what is drawn for each does not depend on where the profile names it. */
struct drawn {
    size_t *criterion, *place; /* [place]; [criterion] */
    struct tomt_score_input of;
};

static int by_criterion_id(const void *left, const void *right, void *context)
{
    const struct tomt_decide_criterion *criterion = context;
    return strcmp(criterion[*(const size_t *)left].id, criterion[*(const size_t *)right].id);
}

static bool order_criteria(struct tomt_deciding *at, struct drawn *drawn, struct tomt_error *err)
{
    size_t n = at->input->n_criteria;
    double *share = tomt_arena_alloc(at->scratch, (n + 1) * sizeof *share, err);
    enum tomt_null_policy *policy = tomt_arena_alloc(at->scratch, (n + 1) * sizeof *policy, err);
    const double **value = tomt_arena_alloc(at->scratch, (n + 1) * sizeof *value, err);
    drawn->criterion = tomt_arena_alloc(at->scratch, (n + 1) * sizeof *drawn->criterion, err);
    drawn->place = tomt_arena_alloc(at->scratch, (n + 1) * sizeof *drawn->place, err);
    if (!share || !policy || !value || !drawn->criterion || !drawn->place)
        return false;
    for (size_t c = 0; c < n; c++)
        drawn->criterion[c] = c;
    qsort_r(drawn->criterion, n, sizeof *drawn->criterion, by_criterion_id, (void *)(uintptr_t)at->input->criterion);
    for (size_t k = 0; k < n; k++) {
        size_t c = drawn->criterion[k];
        drawn->place[c] = k;
        share[k] = at->ranked.share[c];
        policy[k] = at->ranked.null_policy[c];
        value[k] = at->ranked.value[c];
    }
    drawn->of = at->ranked;
    drawn->of.share = share;
    drawn->of.null_policy = policy;
    drawn->of.value = value;
    return true;
}

/* Rows of numbers of criteria in the order of draws. NULL stays so. */
static bool reorder(struct tomt_deciding *at, const struct drawn *drawn, const double *row, size_t n_rows, const double **out, struct tomt_error *err)
{
    size_t n = at->input->n_criteria;
    double *moved = row ? tomt_arena_block(at->scratch, NULL, (n_rows * n + 1) * sizeof *moved, err) : NULL;
    for (size_t r = 0; moved && r < n_rows; r++)
        for (size_t k = 0; k < n; k++)
            moved[r * n + k] = row[r * n + drawn->criterion[k]];
    *out = moved;
    return moved || !row;
}

static bool draw_weights(struct tomt_deciding *at, const struct drawn *drawn, double **draw, size_t *n_draws, struct tomt_error *err)
{
    const struct tomt_robust_settings *robust = at->robust;
    struct tomt_draw_settings settings = {.from = (enum tomt_draw_from)robust->from,
                                          .spread = robust->spread,
                                          .n_draws = robust->from == TOMT_DRAW_GIVEN ? robust->n_given : (size_t)robust->draws,
                                          .seed = (uint64_t)robust->seed};
    *n_draws = settings.n_draws;
    if (!reorder(at, drawn, robust->least, 1, &settings.least, err) || !reorder(at, drawn, robust->most, 1, &settings.most, err) ||
        !reorder(at, drawn, robust->given, robust->n_given, &settings.given, err))
        return false;
    return tomt_draws_make(at->scratch, &settings, drawn->of.share, at->input->n_criteria, draw, err) || tomt_while(err, "robustness");
}

/* Ranges of numbers that are not known exactly. */
static bool list_uncertain(struct tomt_deciding *at, const struct drawn *drawn, struct tomt_uncertain **out, struct tomt_error *err)
{
    const struct tomt_robust_settings *robust = at->robust;
    *out = tomt_arena_alloc(at->scratch, (robust->n_uncertain + 1) * sizeof **out, err);
    for (size_t k = 0; *out && k < robust->n_uncertain; k++) {
        const struct tomt_uncertain_setting *setting = &robust->uncertain[k];
        const double *raw = at->input->criterion[setting->criterion].raw;
        double *low = tomt_arena_block(at->scratch, NULL, (at->n + 1) * sizeof *low, err);
        double *high = tomt_arena_block(at->scratch, NULL, (at->n + 1) * sizeof *high, err);
        if (!low || !high)
            return false;
        for (size_t i = 0; i < at->n; i++) {
            double x = raw[at->site[i]];
            double by = isnan(setting->relative) ? setting->absolute : fabs(x) * setting->relative;
            low[i] = x - by;
            high[i] = x + by;
        }
        (*out)[k] = (struct tomt_uncertain){drawn->place[setting->criterion], low, high, &at->out->value[setting->criterion]};
    }
    return *out != NULL;
}

/* Rows of the sites in order of rank, so that the tables read well. */
static size_t *by_rank(struct tomt_deciding *at, const uint32_t *rank, struct tomt_error *err)
{
    size_t *order = tomt_arena_block(at->scratch, NULL, (at->n + 1) * sizeof *order, err);
    for (size_t i = 0; order && i < at->n; i++)
        order[rank[i] - 1] = i;
    return order;
}

static bool tell_acceptability(struct tomt_deciding *at, const struct tomt_smaa *smaa, struct tomt_error *err)
{
    const size_t *order = by_rank(at, at->rank, err);
    for (size_t k = 0; order && k < at->n; k++) {
        size_t i = order[k];
        for (size_t r = 0; r < TOMT_SMAA_RANKS; r++)
            if (smaa->acceptability[r][i] > 0) {
                struct tomt_put *put = tomt_decide_row(at, TOMT_D_ACCEPTABILITY, at->site[i]);
                tomt_put_count(put, r + 1);
                tomt_put_real(put, smaa->acceptability[r][i]);
            }
        for (size_t c = 0; smaa->acceptability[0][i] > 0 && c < at->input->n_criteria; c++) {
            struct tomt_put *put = tomt_decide_row(at, TOMT_D_CENTRAL_WEIGHT, at->site[i]);
            tomt_put_text(put, at->input->criterion[c].id);
            tomt_put_real(put, smaa->central[c][i]);
            tomt_put_real(put, smaa->confidence[i]);
        }
    }
    return order != NULL;
}

static bool rank_columns(struct tomt_deciding *at, const struct tomt_smaa *smaa, struct tomt_error *err)
{
    const struct {
        const char *name, *unit;
        struct tomt_title title;
        const uint32_t *rank;
        const double *number;
    } row[] = {{"rank_low", "", {"Rank interval, from", "Plasseringsintervall, fra"}, smaa->rank_low, NULL},
               {"rank_high", "", {"Rank interval, to", "Plasseringsintervall, til"}, smaa->rank_high, NULL},
               {"rank_best", "", {"Highest rank in any draw", "Høyeste plassering i noen trekning"}, smaa->rank_best, NULL},
               {"rank_worst", "", {"Lowest rank in any draw", "Laveste plassering i noen trekning"}, smaa->rank_worst, NULL},
               {"rank_mean", "", {"Mean rank of the draws", "Gjennomsnittlig plassering"}, NULL, smaa->rank_mean},
               {"first_share", "share", {"Share of draws in which it is first", "Andel trekninger der den er først"}, NULL, smaa->acceptability[0]},
               {"top_share", "share", {"Share of draws among the first", "Andel trekninger blant de første"}, NULL, smaa->top_share},
               {"top_100_share", "share", {"Share of draws among the first 100", "Andel trekninger blant de 100 første"}, NULL, smaa->top_100_share}};
    for (size_t k = 0; k < sizeof row / sizeof *row; k++) {
        double *number = tomt_decided_number(at, row[k].name, row[k].unit, row[k].title, err);
        if (!number)
            return false;
        for (size_t i = 0; i < at->n; i++)
            number[at->site[i]] = row[k].rank ? (double)row[k].rank[i] : row[k].number[i];
        at->out->column[at->out->n_columns - 1].whole = row[k].rank != NULL;
    }
    return true;
}

/* The profile's own method, where it is another than the weighted sum: criteria in the order of draws. */
struct by_method {
    const struct tomt_deciding *at;
    struct tomt_score_input of;
    struct tomt_thresholds *threshold;
};

static bool rank_by_method(const void *context, const double *share, const double *const *value, struct tomt_arena *scratch, uint32_t *rank,
                           struct tomt_error *err)
{
    const struct by_method *by = context;
    const struct tomt_deciding *at = by->at;
    const struct tomt_method *method = at->input->settings->method;
    struct tomt_aggregate_input input = {.of = by->of, .threshold = by->threshold};
    input.of.share = share;
    input.of.value = value;
    size_t n_criteria = by->of.n_criteria, size = (at->n + 1) * sizeof(double);
    double *sum = tomt_arena_block(scratch, NULL, size, err), *coverage = tomt_arena_block(scratch, NULL, size, err);
    double *score = tomt_arena_block(scratch, NULL, size, err), *term[8] = {0};
    double **contribution = tomt_arena_alloc(scratch, (n_criteria + 1) * sizeof *contribution, err);
    if (!sum || !coverage || !score || !contribution)
        return false;
    for (size_t c = 0; c < n_criteria; c++)
        if (!(contribution[c] = tomt_arena_grow(scratch, NULL, size, err)))
            return false;
    for (size_t k = 0; method->term && method->term[k].name && k < 8; k++)
        if (!(term[k] = tomt_arena_block(scratch, NULL, size, err)))
            return false;
    tomt_score_weighted_sum(&input.of, contribution, sum, coverage); /* parts those that tie */
    return method->score(at->input->settings->method_args, &input, scratch, score, term, err) && tomt_aggregate_rank(score, sum, at->id, at->n, rank, err);
}

static bool reorder_thresholds(struct tomt_deciding *at, const struct drawn *drawn, struct tomt_thresholds **out, struct tomt_error *err)
{
    size_t n = at->input->n_criteria;
    *out = tomt_arena_alloc(at->scratch, (n + 1) * sizeof **out, err);
    for (size_t k = 0; *out && k < n; k++)
        (*out)[k] = at->threshold[drawn->criterion[k]];
    return *out != NULL;
}

static bool draw(struct tomt_deciding *at, struct tomt_smaa *smaa, struct tomt_error *err)
{
    double *weights;
    size_t n_draws;
    struct tomt_uncertain *uncertain;
    struct drawn drawn;
    double **central = tomt_arena_alloc(at->scratch, (at->input->n_criteria + 1) * sizeof *central, err);
    if (!central || !order_criteria(at, &drawn, err) || !draw_weights(at, &drawn, &weights, &n_draws, err) || !list_uncertain(at, &drawn, &uncertain, err))
        return false;
    struct tomt_smaa_input input = {.of = drawn.of,
                                    .draw = weights,
                                    .n_draws = n_draws,
                                    .uncertain = uncertain,
                                    .n_uncertain = at->robust->n_uncertain,
                                    .seed = (uint64_t)at->robust->seed,
                                    .top = (size_t)at->robust->top,
                                    .interval = at->robust->interval};
    struct by_method by = {.at = at, .of = drawn.of};
    struct tomt_smaa_method method = {rank_by_method, &by};
    if (!reorder_thresholds(at, &drawn, &by.threshold, err))
        return false;
    if (tomt_decided_draws_by(at->input->settings->method) != tomt_methods[0])
        input.method = &method;
    if (!tomt_smaa(at->scratch, &input, at->crew, smaa, err))
        return false;
    for (size_t c = 0; c < at->input->n_criteria; c++)
        central[c] = smaa->central[drawn.place[c]];
    smaa->central = central;
    return rank_columns(at, smaa, err) && tell_acceptability(at, smaa, err);
}

/* --- one weight --------------------------------------------------------------------------------------------------- */

enum { AT_ONCE = 256 }; /* sites whose answers are held until they are told, in order */

struct unseated {
    struct tomt_deciding *at;
    const size_t *site; /* of these; numbers among the ranked */
    struct tomt_unseating (*found)[2]; /* [place * criteria + criterion] */
};
struct unseat_seat {
    struct tomt_arena *arena;
    const struct unseated *all;
};

static size_t within_of(const struct tomt_deciding *at, size_t i)
{
    return at->sum_rank[i] == 1 ? 1 : (size_t)at->robust->top;
}

static void *unseat_sit(void *shared, struct tomt_error *err)
{
    struct tomt_arena *arena = tomt_arena_new(err);
    struct unseat_seat *seat = arena ? tomt_arena_alloc(arena, sizeof *seat, err) : NULL;
    if (!seat) {
        tomt_arena_free(arena);
        return NULL;
    }
    *seat = (struct unseat_seat){arena, shared};
    return seat;
}

static void unseat_rise(void *seat)
{
    tomt_arena_free(((struct unseat_seat *)seat)->arena);
}

static bool unseat_work(void *context, size_t from, size_t to, struct tomt_error *err)
{
    const struct unseat_seat *seat = context;
    const struct tomt_deciding *at = seat->all->at;
    for (size_t k = from; k < to; k++) {
        size_t i = seat->all->site[k];
        if (!tomt_unseat(&at->ranked, i, within_of(at, i), seat->arena, seat->all->found + k * at->input->n_criteria, err))
            return false;
    }
    return true;
}

static void tell_unseated(struct tomt_deciding *at, size_t i, const struct tomt_unseating (*found)[2])
{
    size_t n_criteria = at->input->n_criteria;
    double smallest = INFINITY;
    for (size_t c = 0; c < n_criteria; c++)
        for (size_t d = 0; d < 2; d++)
            if (!isnan(found[c][d].needed))
                smallest = fmin(smallest, fabs(found[c][d].needed - found[c][d].share));
    for (size_t c = 0; c < n_criteria; c++)
        for (size_t d = 0; d < 2; d++) {
            const struct tomt_unseating *one = &found[c][d];
            bool any = !isnan(one->needed);
            double change = any ? one->needed - one->share : NAN;
            struct tomt_put *put = tomt_decide_row(at, TOMT_D_SENSITIVITY, at->site[i]);
            tomt_put_count(put, within_of(at, i));
            tomt_put_text(put, at->input->criterion[c].id);
            tomt_put_text(put, d ? "up" : "down");
            tomt_put_real(put, at->out->share[c]);
            tomt_put_real(put, one->needed);
            tomt_put_real(put, change);
            tomt_put_text(put, any ? at->id[one->by] : NULL);
            tomt_put_integer(put, any && fabs(change) == smallest);
        }
}

/* All sites are looked at for each, so the crew shares them, and may be stopped. */
static bool unseat_first(struct tomt_deciding *at, struct tomt_error *err)
{
    const size_t *order = by_rank(at, at->sum_rank, err);
    size_t n_criteria = at->input->n_criteria, n = at->n < (size_t)at->robust->top ? at->n : (size_t)at->robust->top;
    struct unseated all = {.at = at};
    struct tomt_crew quiet = *at->crew;
    quiet.progress = NULL;
    all.found = order ? tomt_arena_block(at->scratch, NULL, (AT_ONCE * n_criteria + 1) * sizeof *all.found, err) : NULL;
    if (!all.found)
        return false;
    for (size_t from = 0; from < n; from += AT_ONCE) {
        size_t n_now = n - from < AT_ONCE ? n - from : AT_ONCE;
        struct tomt_crew_job job = {&all, unseat_sit, unseat_work, unseat_rise, n_now, 1};
        all.site = order + from;
        if (!tomt_crew_run(&quiet, &job, err))
            return false;
        for (size_t k = 0; k < n_now; k++)
            tell_unseated(at, order[from + k], (const struct tomt_unseating(*)[2])(all.found + k * n_criteria));
    }
    return true;
}

/* --- other methods ------------------------------------------------------------------------------------------------- */

struct compared {
    const struct tomt_method *method;
    double *rank;        /* [ranked]; NULL: it takes fewer sites */
    size_t n_reversals;
};

static size_t number_of(const struct tomt_method *method)
{
    size_t k = 0;
    while (tomt_methods[k] && tomt_methods[k] != method)
        k++;
    return k;
}

static bool rank_by(struct tomt_deciding *at, size_t first, struct compared *one, struct tomt_error *err)
{
    const struct tomt_method *method = one->method;
    const struct tomt_decision_settings *settings = at->input->settings;
    const void *args = method == settings->method ? settings->method_args : settings->other_args[number_of(method)];
    struct tomt_aggregate_input input = {.of = at->ranked, .threshold = at->threshold};
    double *score = tomt_arena_block(at->scratch, NULL, (at->n + 1) * sizeof *score, err), *term[8] = {0};
    uint32_t *rank = tomt_arena_block(at->scratch, NULL, (at->n + 1) * sizeof *rank, err);
    one->rank = tomt_arena_block(at->scratch, NULL, (at->n + 1) * sizeof *one->rank, err);
    for (size_t k = 0; method->term && method->term[k].name && k < 8; k++)
        if (!(term[k] = tomt_arena_block(at->scratch, NULL, (at->n + 1) * sizeof **term, err)))
            return false;
    if (!score || !rank || !one->rank || !method->score(args, &input, at->scratch, score, term, err) ||
        !tomt_aggregate_rank(score, at->ranked_sum, at->id, at->n, rank, err) ||
        !tomt_aggregate_reversals(method, args, &input, first, at->scratch, &one->n_reversals, err))
        return tomt_while(err, "method '%s'", method->name);
    for (size_t i = 0; i < at->n; i++)
        one->rank[i] = rank[i] ? (double)rank[i] : (double)NAN;
    return true;
}

static bool tell_agreement(struct tomt_deciding *at, const struct compared *compared, size_t n, struct tomt_error *err)
{
    for (size_t a = 0; a < n; a++)
        for (size_t b = a + 1; b < n || (n == 1 && b == 1); b++) {
            const struct compared *one = &compared[a], *other = b < n ? &compared[b] : one;
            double tau = NAN;
            if (one->rank && other->rank && !tomt_kendall_tau(one->rank, other->rank, at->n, at->scratch, &tau, err))
                return false;
            for (size_t turn = 0; turn < (b < n ? 2 : 1); turn++) {
                struct tomt_put *put = &at->tables->put[TOMT_D_METHOD_AGREEMENT];
                const struct compared *from = turn ? other : one, *to = turn ? one : other;
                tomt_put_text(put, at->input->profile);
                tomt_put_text(put, from->method->name);
                tomt_put_text(put, to->method->name);
                tomt_put_real(put, tau);
                tomt_put_count(put, at->n);
                if (from->rank && from->n_reversals != SIZE_MAX)
                    tomt_put_count(put, from->n_reversals);
                else
                    tomt_put_null(put);
            }
        }
    return true;
}

/* The profile's own method first, then those it is compared with. */
static bool compare_methods(struct tomt_deciding *at, struct compared **out, size_t *n, struct tomt_error *err)
{
    const struct tomt_method *own = at->input->settings->method;
    const size_t *order = by_rank(at, at->rank, err);
    *out = tomt_arena_alloc(at->scratch, (at->robust->n_methods + 1) * sizeof **out, err);
    if (!*out || !order)
        return false;
    (*out)[(*n)++].method = own;
    for (size_t k = 0; k < at->robust->n_methods; k++)
        if (at->robust->method[k] != own)
            (*out)[(*n)++].method = at->robust->method[k];
    for (size_t k = 0; k < *n; k++) {
        struct compared *one = &(*out)[k];
        bool too_many = one->method->most_sites && at->n > one->method->most_sites;
        if (at->n && !too_many && !rank_by(at, order[0], one, err))
            return false;
    }
    for (size_t k = 1; k < *n; k++) {
        const struct compared *one = &(*out)[k];
        struct tomt_title title = {tomt_arena_print(at->arena, err, "Rank by %s", one->method->name),
                                   tomt_arena_print(at->arena, err, "Plassering ved %s", one->method->name)};
        const char *name = tomt_arena_print(at->arena, err, "rank_%s", one->method->name);
        double *column = title.en && title.nb && name ? tomt_decided_number(at, name, "", title, err) : NULL;
        if (!column)
            return false;
        for (size_t i = 0; one->rank && i < at->n; i++)
            column[at->site[i]] = one->rank[i];
        at->out->column[at->out->n_columns - 1].whole = true;
    }
    return tell_agreement(at, *out, *n, err);
}

static bool tell_stability(struct tomt_deciding *at, const struct tomt_smaa *smaa, const struct compared *compared, size_t n, struct tomt_error *err)
{
    const char **word = tomt_decided_word(at, "stability", (struct tomt_title){"Among the first", "Blant de første"}, err);
    for (size_t i = 0; word && i < at->n; i++) {
        bool always = smaa->rank_worst[i] && smaa->rank_worst[i] <= (uint64_t)at->robust->top;
        bool never = smaa->rank_best[i] > (uint64_t)at->robust->top;
        for (size_t k = 0; k < n; k++) {
            bool within = compared[k].rank && compared[k].rank[i] <= (double)at->robust->top;
            always = always && (within || !compared[k].rank);
            never = never && !within;
        }
        word[at->site[i]] = always ? "always" : never ? "never" : "depends";
    }
    return word != NULL;
}

static bool find_front(struct tomt_deciding *at, struct tomt_error *err)
{
    const double **filled;
    size_t *by = tomt_arena_block(at->scratch, NULL, (at->n + 1) * sizeof *by, err);
    const char **word = tomt_decided_word(at, "dominated_by", (struct tomt_title){"Another site is as good in all", "En annen tomt er minst like god i alt"}, err);
    if (!by || !word || !tomt_aggregate_fill(at->scratch, &at->ranked, &filled, err) ||
        !tomt_pareto(at->scratch, filled, at->input->n_criteria, at->n, at->crew, by, err))
        return false;
    for (size_t i = 0; i < at->n; i++)
        word[at->site[i]] = by[i] == SIZE_MAX ? NULL : at->id[by[i]];
    return true;
}

bool tomt_decide_robust(struct tomt_deciding *at, struct tomt_error *err)
{
    struct tomt_smaa smaa;
    struct compared *compared;
    size_t n = 0;
    return draw(at, &smaa, err) && compare_methods(at, &compared, &n, err) && tell_stability(at, &smaa, compared, n, err) && find_front(at, err) &&
           unseat_first(at, err);
}
