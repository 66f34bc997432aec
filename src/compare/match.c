/* compare/match.c: the sites of two results against each other, by id; what moved them. */
#include "compare/inside.h"
#include "robust/agreement.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct named { /* a site by its id */
    const char *id;
    size_t site;
};

static int by_id(const void *left, const void *right)
{
    return strcmp(((const struct named *)left)->id, ((const struct named *)right)->id);
}

static struct named *sorted(struct tomt_arena *arena, const struct tomt_side *side, struct tomt_error *err)
{
    struct named *named = tomt_arena_block(arena, NULL, (side->n + 1) * sizeof *named, err);
    for (size_t s = 0; named && s < side->n; s++)
        named[s] = (struct named){side->site_id[s], s};
    if (named && side->n)
        qsort(named, side->n, sizeof *named, by_id);
    return named;
}

static size_t find(const struct named *named, size_t n, const char *id)
{
    const struct named *found = n ? bsearch(&(struct named){id, 0}, named, n, sizeof *named, by_id) : NULL;
    return found ? found->site : SIZE_MAX;
}

/* --- causes ------------------------------------------------------------------------------------------------------ */

static size_t criterion_of(const struct tomt_side *side, const char *id)
{
    for (size_t c = 0; c < side->n_criteria; c++)
        if (!strcmp(side->criterion[c].id, id))
            return c;
    return SIZE_MAX;
}

static bool same(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

static double points_of(double contribution)
{
    return isnan(contribution) ? 0 : contribution; /* dropped: it gave nothing */
}

static bool is_silent(const struct tomt_side *side, size_t s) /* its method tells no points */
{
    for (size_t c = 0; c < side->n_criteria; c++)
        if (!isnan(side->c[c][s]))
            return false;
    return side->n_criteria > 0 && !isnan(side->score[s]);
}

static enum tomt_difference difference(const struct tomt_compared *at, const struct tomt_cause *cause, size_t a, size_t b)
{
    if (isnan(cause->raw_a) != isnan(cause->raw_b))
        return TOMT_DATA_CHANGED;
    if (!same(cause->raw_a, cause->raw_b))
        return TOMT_NUMBER_CHANGED;
    if (!same(at->a.v[cause->a][a], at->b.v[cause->b][b]))
        return TOMT_VALUE_CHANGED;
    if (!same(at->a.criterion[cause->a].share, at->b.criterion[cause->b].share))
        return TOMT_WEIGHT_CHANGED;
    return isnan(at->b.v[cause->b][b]) ? TOMT_ASSUMED_CHANGED : TOMT_SPREAD_CHANGED;
}

static int by_points(const void *left, const void *right)
{
    const struct tomt_cause *a = left, *b = right;
    double p = isnan(a->points) ? 0 : fabs(a->points), q = isnan(b->points) ? 0 : fabs(b->points);
    if (p != q)
        return p < q ? 1 : -1;
    return a->a != b->a ? (a->a > b->a) - (a->a < b->a) : (a->b > b->b) - (a->b < b->b);
}

static bool find_causes(struct tomt_arena *arena, const struct tomt_compared *at, struct tomt_move *move, struct tomt_error *err)
{
    const struct tomt_side *a = &at->a, *b = &at->b;
    bool silent = is_silent(a, move->a) || is_silent(b, move->b);
    move->cause = tomt_arena_alloc(arena, (a->n_criteria + b->n_criteria + 1) * sizeof *move->cause, err);
    if (!move->cause)
        return false;
    for (size_t k = 0; k < a->n_criteria + b->n_criteria; k++) {
        bool of_a = k < a->n_criteria;
        struct tomt_cause cause = {.a = of_a ? k : SIZE_MAX, .b = of_a ? criterion_of(b, a->criterion[k].id) : k - a->n_criteria, .raw_a = NAN, .raw_b = NAN};
        if (!of_a && criterion_of(a, b->criterion[cause.b].id) != SIZE_MAX)
            continue; /* told with A's */
        double before = cause.a == SIZE_MAX ? 0 : points_of(a->c[cause.a][move->a]);
        double after = cause.b == SIZE_MAX ? 0 : points_of(b->c[cause.b][move->b]);
        cause.points = silent ? NAN : after - before;
        cause.raw_a = cause.a == SIZE_MAX ? NAN : a->x[cause.a][move->a];
        cause.raw_b = cause.b == SIZE_MAX ? NAN : b->x[cause.b][move->b];
        cause.what = cause.a == SIZE_MAX ? TOMT_CRITERION_NEW : cause.b == SIZE_MAX ? TOMT_CRITERION_GONE : difference(at, &cause, move->a, move->b);
        bool changed = silent ? cause.what < TOMT_SPREAD_CHANGED : cause.points != 0;
        if (changed)
            move->cause[move->n_causes++] = cause;
    }
    qsort(move->cause, move->n_causes, sizeof *move->cause, by_points);
    return true;
}

/* --- rejections --------------------------------------------------------------------------------------------------- */

/* "office,city_retail" names it; null: all profiles. */
static bool names_profile(const char *list, const char *profile)
{
    size_t n = strlen(profile);
    if (!list)
        return true;
    for (const char *at = list; (at = strstr(at, profile)) != NULL; at++)
        if ((at == list || at[-1] == ',' || at[-1] == ' ') && (at[n] == '\0' || at[n] == ','))
            return true;
    return false;
}

struct rejections { /* of one side, by site */
    const struct tomt_side *side;
    struct named *row; /* site: its row in the table */
    size_t n;
};

static int by_id_and_row(const void *left, const void *right)
{
    const struct named *a = left, *b = right;
    int order = strcmp(a->id, b->id);
    return order ? order : (a->site > b->site) - (a->site < b->site);
}

static bool list_rejections(struct tomt_arena *arena, const struct tomt_side *side, struct rejections *out, struct tomt_error *err)
{
    size_t n = side->has_rejected ? side->rejected.n_rows : 0;
    *out = (struct rejections){.side = side, .row = tomt_arena_block(arena, NULL, (n + 1) * sizeof *out->row, err)};
    for (size_t row = 0; out->row && row < n; row++) {
        const char *id = tomt_compare_cell(&side->rejected, "site_id", row);
        if (id && names_profile(tomt_compare_cell(&side->rejected, "profiles", row), side->profile))
            out->row[out->n++] = (struct named){id, row};
    }
    if (out->n)
        qsort(out->row, out->n, sizeof *out->row, by_id_and_row);
    return out->row != NULL;
}

/* The first of its rows; SIZE_MAX: none. */
static size_t why_absent(const struct rejections *rejections, const char *id)
{
    size_t from = 0, to = rejections->n;
    while (from < to) {
        size_t half = from + (to - from) / 2;
        if (strcmp(rejections->row[half].id, id) < 0)
            from = half + 1;
        else
            to = half;
    }
    return from < rejections->n && !strcmp(rejections->row[from].id, id) ? rejections->row[from].site : SIZE_MAX;
}

/* --- all ---------------------------------------------------------------------------------------------------------- */

static double rank_or_last(const struct tomt_side *side, size_t s)
{
    return s == SIZE_MAX || isnan(side->rank[s]) ? INFINITY : side->rank[s];
}

static int by_rank(const void *left, const void *right, void *context)
{
    const struct tomt_compared *sorting = context;
    const struct tomt_move *p = left, *q = right;
    double b = rank_or_last(&sorting->b, p->b), other_b = rank_or_last(&sorting->b, q->b);
    double a = rank_or_last(&sorting->a, p->a), other_a = rank_or_last(&sorting->a, q->a);
    if (b != other_b)
        return b > other_b ? 1 : -1;
    if (a != other_a)
        return a > other_a ? 1 : -1;
    const char *id = p->b == SIZE_MAX ? sorting->a.site_id[p->a] : sorting->b.site_id[p->b];
    return strcmp(id, q->b == SIZE_MAX ? sorting->a.site_id[q->a] : sorting->b.site_id[q->b]);
}

static void sort_moves(struct tomt_compared *at, struct tomt_move *move, size_t n)
{
    if (n)
        qsort_r(move, n, sizeof *move, by_rank, at);
}

/* --- others that came or went --------------------------------------------------------------------------------------- */

struct place { /* a site with a rank in both */
    double rank;
    size_t pair;
};

static int by_place(const void *left, const void *right)
{
    const struct place *a = left, *b = right;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    return (a->pair > b->pair) - (a->pair < b->pair);
}

/* Places among the sites that both rank; those of equal rank share the first of them. */
static double *places(struct tomt_arena *arena, const double *own, const double *other, size_t n, struct tomt_error *err)
{
    struct place *place = tomt_arena_block(arena, NULL, (n + 1) * sizeof *place, err);
    double *among = tomt_arena_block(arena, NULL, (n + 1) * sizeof *among, err);
    size_t used = 0;
    if (!place || !among)
        return NULL;
    for (size_t i = 0; i < n; i++) {
        among[i] = NAN;
        if (!isnan(own[i]) && !isnan(other[i]))
            place[used++] = (struct place){own[i], i};
    }
    if (used)
        qsort(place, used, sizeof *place, by_place);
    for (size_t k = 0; k < used; k++)
        among[place[k].pair] = k && place[k].rank == place[k - 1].rank ? among[place[k - 1].pair] : (double)(k + 1);
    return among;
}

static size_t more(double rank, double place)
{
    return rank > place ? (size_t)(rank - place) : 0;
}

struct pairs { /* of sites in both, in the order of their ids */
    size_t *a, *b;
    double *rank_a, *rank_b;
};

static bool count_moves(struct tomt_arena *arena, struct tomt_compared *at, const struct pairs *pair, struct tomt_error *err)
{
    const double *in_a = places(arena, pair->rank_a, pair->rank_b, at->n_both, err);
    const double *in_b = places(arena, pair->rank_b, pair->rank_a, at->n_both, err);
    if (!in_a || !in_b)
        return false;
    for (size_t i = 0; i < at->n_both; i++) {
        double before = pair->rank_a[i], after = pair->rank_b[i];
        bool moves = !same(before, after);
        struct tomt_move move = {.a = pair->a[i], .b = pair->b[i], .rejected = SIZE_MAX};
        at->n_up += after < before;
        at->n_down += after > before;
        at->n_same += after == before;
        if (!moves && same(at->a.score[move.a], at->b.score[move.b]))
            continue;
        if (in_a[i] == in_b[i]) {
            move.by_others = moves;
            move.n_above_gone = more(before, in_a[i]);
            move.n_above_new = more(after, in_b[i]);
            at->n_by_others += moves ? 1 : 0;
        }
        if (!find_causes(arena, at, &move, err))
            return false;
        if (moves)
            at->moved[at->n_moved++] = move;
        else
            at->rescored[at->n_rescored++] = move;
    }
    return tomt_kendall_tau(pair->rank_a, pair->rank_b, at->n_both, arena, &at->tau, err);
}

static bool match_both(struct tomt_arena *arena, struct tomt_compared *at, const struct named *in_a, const struct named *in_b,
                       const struct rejections *in_b_rejected, struct tomt_error *err)
{
    size_t n = at->a.n + 1;
    struct pairs pair = {tomt_arena_block(arena, NULL, n * sizeof *pair.a, err), tomt_arena_block(arena, NULL, n * sizeof *pair.b, err),
                         tomt_arena_block(arena, NULL, n * sizeof *pair.rank_a, err), tomt_arena_block(arena, NULL, n * sizeof *pair.rank_b, err)};
    if (!pair.a || !pair.b || !pair.rank_a || !pair.rank_b)
        return false;
    for (size_t i = 0; i < at->a.n; i++) {
        size_t a = in_a[i].site, b = find(in_b, at->b.n, in_a[i].id);
        if (b == SIZE_MAX) {
            at->gone[at->n_gone++] = (struct tomt_move){.a = a, .b = SIZE_MAX, .rejected = why_absent(in_b_rejected, in_a[i].id)};
            continue;
        }
        pair.a[at->n_both] = a;
        pair.b[at->n_both] = b;
        pair.rank_a[at->n_both] = at->a.rank[a];
        pair.rank_b[at->n_both++] = at->b.rank[b];
    }
    return count_moves(arena, at, &pair, err);
}

bool tomt_sides_match(struct tomt_arena *arena, struct tomt_compared *at, struct tomt_error *err)
{
    const struct named *in_a = sorted(arena, &at->a, err), *in_b = sorted(arena, &at->b, err);
    at->moved = tomt_arena_block(arena, NULL, (at->a.n + 1) * sizeof *at->moved, err);
    at->rescored = tomt_arena_block(arena, NULL, (at->a.n + 1) * sizeof *at->rescored, err);
    at->gone = tomt_arena_block(arena, NULL, (at->a.n + 1) * sizeof *at->gone, err);
    at->fresh = tomt_arena_block(arena, NULL, (at->b.n + 1) * sizeof *at->fresh, err);
    struct rejections of_a, of_b;
    if (!in_a || !in_b || !at->moved || !at->rescored || !at->gone || !at->fresh || !list_rejections(arena, &at->a, &of_a, err) || !list_rejections(arena, &at->b, &of_b, err) ||
        !match_both(arena, at, in_a, in_b, &of_b, err))
        return false;
    for (size_t i = 0; i < at->b.n; i++)
        if (find(in_a, at->a.n, in_b[i].id) == SIZE_MAX) {
            at->fresh[at->n_fresh++] = (struct tomt_move){.a = SIZE_MAX, .b = in_b[i].site, .rejected = why_absent(&of_a, in_b[i].id)};
        }
    sort_moves(at, at->moved, at->n_moved);
    sort_moves(at, at->rescored, at->n_rescored);
    sort_moves(at, at->gone, at->n_gone);
    sort_moves(at, at->fresh, at->n_fresh);
    at->same_sites = at->a.sites_sha256 && at->b.sites_sha256 && !strcmp(at->a.sites_sha256, at->b.sites_sha256);
    return true;
}
