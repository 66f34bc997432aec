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
static const double SAME = 1e-12;  /* of shares */

struct line { /* score = (n0 + n1 t) / (d0 + d1 t) */
    double n0, n1, d0, d1;
};
struct event {
    double away; /* of the stated share */
    uint32_t site;
    int change; /* 1: gets ahead, -1: falls behind */
};
struct walk {
    const struct tomt_score_input *input;
    size_t site, within, n_ahead;
    double *score;
    size_t criterion;
    struct line *line;
    struct event *event; /* a heap, the nearest first */
    size_t n_events;
};

static double value_of(const struct tomt_score_input *input, size_t criterion, size_t site)
{
    double value = input->value[criterion][site];
    enum tomt_null_policy policy = input->null_policy[criterion];
    return !isnan(value) || policy == TOMT_NULL_DROP ? value
           : policy == TOMT_NULL_NEUTRAL             ? 0.5
                                                     : 0;
}

/* others: what the other criteria weigh together. Near share 1 a site without a number in c is what
 * it is below it, near 0 so is one with no other. */
static struct line line_of(const struct tomt_score_input *input, size_t criterion, double others,
                           size_t site)
{
    double sum = 0, known = 0, of_it = value_of(input, criterion, site);
    bool whole = true;
    for (size_t c = 0; c < input->n_criteria; c++) {
        double value = c == criterion ? NAN : value_of(input, c, site);
        if (isnan(value)) {
            whole = whole && (c == criterion || input->share[c] == 0);
            continue;
        }
        sum += input->share[c] * value;
        known += input->share[c];
    }
    sum /= others;
    known = whole ? 1 : known / others;
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

static struct duel duel_of(const struct line *us, const struct line *them, double share,
                           double direction)
{
    /* both lines as of the stated share */
    double un = us->n0 + us->n1 * share, ud = us->d0 + us->d1 * share;
    double tn = them->n0 + them->n1 * share, td = them->d0 + them->d1 * share;
    double a = nothing_if_tiny(tn * ud - un * td);
    double b = nothing_if_tiny((tn * us->d1 + them->n1 * ud) - (un * them->d1 + us->n1 * td));
    double c = nothing_if_tiny(them->n1 * us->d1 - us->n1 * them->d1);
    if (a == 0 && b * b <= 4 * fabs(c) * TIE) /* so slight a bump as no score shows */
        b = 0;
    return (struct duel){a, direction * b, c};
}

/* Roots over 0, ascending; a double one is none (it only touches). */
static int roots_of(const struct duel *duel, double *root)
{
    double a = duel->a, b = duel->b, c = duel->c, found[2];
    int n = 0;
    if (c == 0 && b != 0) {
        found[n++] = -a / b;
    } else if (c != 0 && a == 0) {
        found[n++] = -b / c;
    } else if (c != 0) {
        double within = b * b - 4 * a * c;
        if (within > 4 * fabs(c) * TIE) { /* between the roots f is at most within / 4 c */
            double q = -0.5 * (b + copysign(sqrt(within), b));
            found[n++] = q / c;
            found[n++] = a / q;
        }
    }
    int n_over = 0;
    for (int i = 0; i < n; i++) {
        if (found[i] > 0)
            root[n_over++] = found[i];
    }
    if (n_over == 2 && root[0] > root[1]) {
        double kept = root[0];
        root[0] = root[1];
        root[1] = kept;
    }
    return n_over;
}

/* The rival's changes of place up to `room` away, in order. */
static void add_events(struct walk *walk, size_t rival, const struct duel *duel, double room)
{
    bool by_id = rival < walk->site;
    double score = walk->score[rival], ours = walk->score[walk->site], root[2];
    bool is_ahead = score != ours ? score > ours : by_id;
    /* just beyond the stated share */
    double first = duel->a != 0 ? duel->a : duel->b != 0 ? duel->b : duel->c;
    bool ahead = first != 0 ? first > 0 : by_id;
    if (first == 0 && is_ahead != ahead)
        return; /* a tie all along, rounded to one side */
    if (ahead != is_ahead)
        walk->event[walk->n_events++] = (struct event){0, (uint32_t)rival, ahead ? 1 : -1};
    int n = roots_of(duel, root);
    for (int i = 0; i < n && root[i] <= room + SAME; i++) {
        ahead = !ahead;
        /* At the very end they tie, and there is no beyond. */
        bool at_end = root[i] >= room - SAME;
        if (!at_end || ahead == by_id)
            walk->event[walk->n_events++] =
                (struct event){fmin(root[i], room), (uint32_t)rival, ahead ? 1 : -1};
    }
}

/* Pops events until the place is filled; events within SAME of each other are one. */
static bool follow(struct walk *walk, struct event *found)
{
    size_t n_ahead = walk->n_ahead;
    bool full = false;
    double group = 0;
    for (size_t i = walk->n_events / 2; i-- > 0;)
        sink(walk->event, walk->n_events, i);
    while (walk->n_events) {
        struct event next = walk->event[0];
        if (full && next.away > group + SAME)
            break;
        walk->event[0] = walk->event[--walk->n_events];
        sink(walk->event, walk->n_events, 0);
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

static void unseat_by(struct walk *walk, double others, struct tomt_unseating out[2])
{
    const struct tomt_score_input *input = walk->input;
    size_t criterion = walk->criterion;
    double share = input->share[criterion];
    for (size_t i = 0; i < input->n_sites; i++) {
        if (!isnan(walk->score[i]))
            walk->line[i] = line_of(input, criterion, others, i);
    }
    for (int d = 0; d < 2; d++) {
        double direction = d ? 1 : -1, room = d ? 1 - share : share;
        walk->n_events = 0;
        for (size_t i = 0; i < input->n_sites && room > 0; i++) {
            if (i == walk->site || isnan(walk->score[i]))
                continue;
            struct duel duel = duel_of(&walk->line[walk->site], &walk->line[i], share, direction);
            add_events(walk, i, &duel, room);
        }
        struct event found = {0, 0, 0};
        if (follow(walk, &found)) {
            out[d].needed = share + direction * found.away;
            out[d].by = found.site;
        }
    }
}

/* Scores as they are told, and how many are ahead. first_ahead: one of them. */
static bool score_all(struct walk *walk, struct tomt_arena *scratch, size_t *first_ahead,
                      struct tomt_error *err)
{
    const struct tomt_score_input *input = walk->input;
    size_t n = input->n_sites, m = input->n_criteria;
    double **contribution = tomt_arena_alloc(scratch, (m + 1) * sizeof *contribution, err);
    double *room = tomt_arena_grow(scratch, NULL, (m + 2) * (n + 1) * sizeof *room, err);
    if (!contribution || !room)
        return false;
    for (size_t c = 0; c < m; c++)
        contribution[c] = room + (c + 2) * n;
    walk->score = room;
    tomt_score_weighted_sum(input, contribution, walk->score, room + n);
    double ours = walk->score[walk->site];
    for (size_t i = n; i-- > 0;) {
        double score = walk->score[i];
        if (!(score > ours || (score == ours && i < walk->site)))
            continue;
        walk->n_ahead++;
        *first_ahead = i;
    }
    return true;
}

bool tomt_unseat(const struct tomt_score_input *input, size_t site, size_t within,
                 struct tomt_arena *scratch, struct tomt_unseating (*out)[2],
                 struct tomt_error *err)
{
    size_t n = input->n_sites, first_ahead = SIZE_MAX;
    struct walk walk = {.input = input, .site = site, .within = within};
    if (site >= n || within == 0 || n > UINT32_MAX)
        return tomt_fail(err, TOMT_INTERNAL, "site %zu of %zu within the first %zu", site, n,
                         within);
    struct tomt_arena_mark mark = tomt_arena_mark(scratch);
    walk.line = tomt_arena_grow(scratch, NULL, (n + 1) * sizeof *walk.line, err);
    walk.event = tomt_arena_grow(scratch, NULL, (3 * n + 1) * sizeof *walk.event, err);
    bool done = walk.line && walk.event && score_all(&walk, scratch, &first_ahead, err);
    for (size_t c = 0; done && c < input->n_criteria; c++) {
        double others = 0, share = input->share[c];
        bool is_out = walk.n_ahead >= within;
        for (size_t i = 0; i < input->n_criteria; i++)
            others += i == c ? 0 : input->share[i];
        for (int d = 0; d < 2; d++)
            out[c][d] = (struct tomt_unseating){c, share, is_out ? share : NAN, first_ahead};
        walk.criterion = c;
        if (!is_out && others > 0 && !isnan(walk.score[site])) {
            out[c][0].by = out[c][1].by = SIZE_MAX;
            unseat_by(&walk, others, out[c]);
        }
    }
    tomt_arena_rewind(scratch, mark);
    return done;
}
