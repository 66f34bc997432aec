/* robust/sensitivity.c: how far one share must move until others push a site out.
 * With share t of criterion c, the others keeping their proportions, a site's score is
 * (n0 + n1 t) / (d0 + d1 t): d = 1 where nothing is missing (a line), a constant where c itself is
 * dropped, else rational. A rival is ahead where the cross product of the two is positive: a
 * polynomial of degree 2, whose roots are where the two change places. Walking away from the stated
 * share over these roots in order, the count of those ahead tells when the site is out: not the
 * first root counts, but the one that fills the place, and those that fall behind make room again.
 * Roots within 1e-12 of each other are one: who only touches does not pass. */
#include "robust/sensitivity.h"

#include <math.h>

static const double TIE = 0x1p-44; /* of the scale: differences that scores do not show */
static const double CLOSE = 1e-9;  /* of the scale: beyond what rounding scores does */
static const double SAME = 1e-12;  /* of shares */

struct line { /* score = (n0 + n1 t) / (d0 + d1 t) */
    double n0, n1, d0, d1;
};
struct event {
    double away; /* of the stated share */
    uint32_t site;
    int change; /* 1: gets ahead, -1: falls behind */
};
enum { BEHIND, AHEAD, UNRANKED };
struct walk {
    const struct tomt_score_input *input;
    size_t site, within, n_ahead, first_ahead;
    uint8_t *place; /* [site] as stated */
    double *sum,
        *known; /* [criterion][site] of all criteria but this: shares times values, shares */
    struct event *event[2]; /* down, up: heaps, the nearest first */
    size_t n_events[2];
};

static double value_of(const struct tomt_score_input *input, size_t criterion, size_t site)
{
    double value = input->value[criterion][site];
    if (!isnan(value) || input->null_policy[criterion] == TOMT_NULL_DROP)
        return value;
    return input->null_policy[criterion] == TOMT_NULL_NEUTRAL ? 0.5 : 0;
}

/* others: what the other criteria weigh together. Near share 1 a site without a number in c is what
 * it is below it, near 0 so is one with no other. */
static struct line line_of(const struct walk *walk, size_t criterion, double others, size_t site)
{
    size_t at = criterion * walk->input->n_sites + site;
    double sum = walk->sum[at] / others, known = walk->known[at] / others;
    double of_it = value_of(walk->input, criterion, site);
    if (isnan(of_it))
        return (struct line){sum, 0, known, 0};
    if (known == 0)
        return (struct line){of_it, 0, 1, 0};
    return (struct line){sum, of_it - sum, known, 1 - known};
}

static bool is_nearer(const struct event *a, const struct event *b)
{
    return a->away != b->away ? a->away < b->away : a->site < b->site;
}

static void sink(struct event *event, size_t n, size_t at)
{
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= n)
            return;
        if (child + 1 < n && is_nearer(&event[child + 1], &event[child]))
            child++;
        if (!is_nearer(&event[child], &event[at]))
            return;
        struct event kept = event[at];
        event[at] = event[child];
        event[child] = kept;
        at = child;
    }
}

static double nothing_if_tiny(double number)
{
    return fabs(number) <= TIE ? 0 : number;
}

/* f(u) = a + b u + c u^2 > 0 where the rival is ahead, u = distance from the stated share. */
struct duel {
    double a, b, c;
};

static struct duel duel_of(const struct line *us, const struct line *them, double share)
{
    /* both lines as of the stated share */
    double un = us->n0 + us->n1 * share, ud = us->d0 + us->d1 * share;
    double tn = them->n0 + them->n1 * share, td = them->d0 + them->d1 * share;
    double a = nothing_if_tiny(tn * ud - un * td);
    double b = nothing_if_tiny((tn * us->d1 + them->n1 * ud) - (un * them->d1 + us->n1 * td));
    double c = nothing_if_tiny(them->n1 * us->d1 - us->n1 * them->d1);
    if (a == 0 && b * b <= 4 * fabs(c) * TIE) /* so slight a bump as no score shows */
        b = 0;
    return (struct duel){a, b, c};
}

/* Roots over 0 and up to `room`, ascending; a double one is none (it only touches). */
static int roots_of(const struct duel *duel, double room, double *root)
{
    double a = duel->a, b = duel->b, c = duel->c, found[2];
    int n = 0, n_in = 0;
    if (c == 0 && (a > 0) == (b > 0)) /* they part */
        return 0;
    if (c == 0 && fabs(a) <= fabs(b) * (room + SAME)) {
        found[n++] = -a / b;
    } else if (c != 0 && a == 0) {
        found[n++] = -b / c;
    } else if (c != 0) {
        double within = b * b - 4 * a * c;
        if (within > 4 * fabs(c) * TIE) { /* between the roots f is at most within / 4 c */
            double q = -0.5 * (b + copysign(sqrt(within), b));
            found[n++] = fmin(q / c, a / q);
            found[n++] = fmax(q / c, a / q);
        }
    }
    for (int i = 0; i < n; i++) {
        if (found[i] > 0 && found[i] <= room + SAME)
            root[n_in++] = found[i];
    }
    return n_in;
}

static void add_event(struct walk *walk, int side, double away, size_t rival, bool ahead)
{
    walk->event[side][walk->n_events[side]++] =
        (struct event){away, (uint32_t)rival, ahead ? 1 : -1};
}

/* The rival's changes of place up to `room` away, in order. */
static void add_events(struct walk *walk, size_t rival, const struct duel *duel, int side,
                       double room)
{
    bool by_id = rival < walk->site, is_ahead = walk->place[rival] == AHEAD;
    double first = duel->a != 0 ? duel->a : duel->b != 0 ? duel->b : duel->c, root[2];
    if (first == 0) /* a tie all along */
        return;
    bool ahead = first > 0; /* just beyond the stated share */
    if (ahead != is_ahead)
        add_event(walk, side, 0, rival, ahead);
    int n = roots_of(duel, room, root);
    for (int i = 0; i < n; i++) {
        ahead = !ahead;
        /* At the very end they tie, and there is no beyond. */
        if (root[i] < room - SAME || ahead == by_id)
            add_event(walk, side, fmin(root[i], room), rival, ahead);
    }
}

/* Pops events until the place is filled; events within SAME of each other are one. */
static bool follow(const struct walk *walk, int side, struct event *found)
{
    struct event *event = walk->event[side];
    size_t n_ahead = walk->n_ahead, n = walk->n_events[side];
    bool full = false;
    double group = 0;
    for (size_t i = n / 2; i-- > 0;)
        sink(event, n, i);
    while (n) {
        struct event next = event[0];
        if (full && next.away > group + SAME)
            break;
        event[0] = event[--n];
        sink(event, n, 0);
        n_ahead = next.change > 0 ? n_ahead + 1 : n_ahead - 1;
        if (n_ahead < walk->within) {
            full = false;
        } else if (!full) {
            full = true;
            group = next.away;
            *found = next;
        }
    }
    return full;
}

static void unseat_by(struct walk *walk, size_t criterion, double others,
                      struct tomt_unseating out[2])
{
    double share = walk->input->share[criterion];
    const struct line us = line_of(walk, criterion, others, walk->site);
    walk->n_events[0] = walk->n_events[1] = 0;
    for (size_t i = 0; i < walk->input->n_sites; i++) {
        if (walk->place[i] == UNRANKED || i == walk->site)
            continue;
        struct line them = line_of(walk, criterion, others, i);
        struct duel up = duel_of(&us, &them, share), down = {up.a, -up.b, up.c};
        if (share > 0)
            add_events(walk, i, &down, 0, share);
        if (share < 1)
            add_events(walk, i, &up, 1, 1 - share);
    }
    for (int side = 0; side < 2; side++) {
        struct event found = {0, 0, 0};
        if (follow(walk, side, &found)) {
            out[side].needed = share + (side ? found.away : -found.away);
            out[side].by = found.site;
        }
    }
}

/* The score as it is told, of one site. */
static double told_score(const struct tomt_score_input *input, size_t site, const double **value,
                         double **contribution, double *room)
{
    struct tomt_score_input one = *input;
    double score, coverage;
    for (size_t c = 0; c < input->n_criteria; c++) {
        value[c] = input->value[c] + site;
        contribution[c] = room + c;
    }
    one.n_sites = 1;
    one.value = value;
    tomt_score_weighted_sum(&one, contribution, &score, &coverage);
    return score;
}

/* Sums over all criteria but each one: those before it and those after it, as a difference would
 * lose digits. Returns the sum over all of shares times values, by that of shares. */
static double sum_others(struct walk *walk, size_t site)
{
    const struct tomt_score_input *input = walk->input;
    size_t n = input->n_sites;
    double sum = 0, known = 0, sum_after = 0, known_after = 0;
    for (size_t c = 0; c < input->n_criteria; c++) {
        double value = value_of(input, c, site);
        walk->sum[c * n + site] = sum;
        walk->known[c * n + site] = known;
        sum += isnan(value) ? 0 : input->share[c] * value;
        known += isnan(value) ? 0 : input->share[c];
    }
    for (size_t c = input->n_criteria; c-- > 0;) {
        double value = value_of(input, c, site);
        walk->sum[c * n + site] += sum_after;
        walk->known[c * n + site] += known_after;
        sum_after += isnan(value) ? 0 : input->share[c] * value;
        known_after += isnan(value) ? 0 : input->share[c];
    }
    return known > 0 ? sum / known : NAN;
}

/* Who is ahead as stated. Scores are rounded: where two are close, as they are told. */
static bool look_around(struct walk *walk, struct tomt_arena *scratch, struct tomt_error *err)
{
    const struct tomt_score_input *input = walk->input;
    size_t n = input->n_sites, m = input->n_criteria;
    const double **value = tomt_arena_alloc(scratch, (m + 1) * sizeof *value, err);
    double **contribution = tomt_arena_alloc(scratch, (m + 1) * sizeof *contribution, err);
    double *room = tomt_arena_alloc(scratch, (m + 1) * sizeof *room, err);
    if (!value || !contribution || !room)
        return false;
    double ours = sum_others(walk, walk->site);
    double told = told_score(input, walk->site, value, contribution, room);
    for (size_t i = n; i-- > 0;) {
        double score = sum_others(walk, i);
        bool ahead = score > ours;
        if (fabs(score - ours) < CLOSE) {
            double theirs = told_score(input, i, value, contribution, room);
            ahead = theirs > told || (theirs == told && i < walk->site);
        }
        walk->place[i] = isnan(score) ? UNRANKED : ahead ? AHEAD : BEHIND;
        if (walk->place[i] != AHEAD)
            continue;
        walk->n_ahead++;
        walk->first_ahead = i;
    }
    return true;
}

static bool walk_make(struct walk *walk, struct tomt_arena *scratch, struct tomt_error *err)
{
    size_t n = walk->input->n_sites, m = walk->input->n_criteria;
    walk->place = tomt_arena_grow(scratch, NULL, (n + 1) * sizeof *walk->place, err);
    walk->sum = tomt_arena_grow(scratch, NULL, (m * n + 1) * sizeof *walk->sum, err);
    walk->known = tomt_arena_grow(scratch, NULL, (m * n + 1) * sizeof *walk->known, err);
    for (int side = 0; side < 2; side++)
        walk->event[side] =
            tomt_arena_grow(scratch, NULL, (3 * n + 1) * sizeof *walk->event[side], err);
    return walk->place && walk->sum && walk->known && walk->event[0] && walk->event[1] &&
           look_around(walk, scratch, err);
}

/* Summed as sum_others() does: a site where nothing is missing knows exactly all of it. */
static double share_of_others(const struct tomt_score_input *input, size_t criterion)
{
    double before = 0, after = 0;
    for (size_t c = 0; c < criterion; c++)
        before += input->share[c];
    for (size_t c = input->n_criteria; c-- > criterion + 1;)
        after += input->share[c];
    return before + after;
}

bool tomt_unseat(const struct tomt_score_input *input, size_t site, size_t within,
                 struct tomt_arena *scratch, struct tomt_unseating (*out)[2],
                 struct tomt_error *err)
{
    size_t n = input->n_sites;
    struct walk walk = {.input = input, .site = site, .within = within, .first_ahead = SIZE_MAX};
    if (site >= n || within == 0 || n > UINT32_MAX)
        return tomt_fail(err, TOMT_INTERNAL, "site %zu of %zu within the first %zu", site, n,
                         within);
    struct tomt_arena_mark mark = tomt_arena_mark(scratch);
    bool done = walk_make(&walk, scratch, err);
    for (size_t c = 0; done && c < input->n_criteria; c++) {
        double others = share_of_others(input, c), share = input->share[c];
        bool is_out = walk.n_ahead >= within;
        for (int side = 0; side < 2; side++)
            out[c][side] = (struct tomt_unseating){c, share, is_out ? share : NAN,
                                                   is_out ? walk.first_ahead : SIZE_MAX};
        if (!is_out && others > 0 && walk.place[site] != UNRANKED)
            unseat_by(&walk, c, others, out[c]);
    }
    tomt_arena_rewind(scratch, mark);
    return done;
}
