/* decide/findings_raise.c: the nearest weight of one criterion that brings a site forward. With
 * share t of the criterion, the others keeping their proportions, a score is (n0 + n1 t) / (d0 + d1
 * t); a rival is ahead where the cross product of two of them is positive. Walking away from the
 * stated share over the places where that changes its sign, those ahead are counted. */
#include "decide/findings.h"

#include <math.h>
#include <stdlib.h>

static const double TIE = 0x1p-44; /* of the scale: differences that scores do not show */
static const double SAME = 1e-9;   /* of shares: at the end itself nothing is beyond */

struct line {
    double n0, n1, d0, d1;
};
struct crossing {
    double away; /* of the stated share */
    int change;  /* of those ahead */
};
struct raise {
    const struct tomt_score_input *input;
    const bool *counts;
    size_t site;
    double *sum, *known; /* [site] of all criteria: shares times values, shares */
    struct crossing *crossing;
    size_t n_crossings, n_ahead, n_always;
};

static double value_of(const struct tomt_score_input *input, size_t c, size_t site)
{
    double value = input->value[c][site];
    if (!isnan(value) || input->null_policy[c] == TOMT_NULL_DROP)
        return value;
    return input->null_policy[c] == TOMT_NULL_NEUTRAL ? 0.5 : 0;
}

static struct line line_of(const struct raise *at, size_t c, size_t site)
{
    double share = at->input->share[c], others = 1 - share;
    double of_it = value_of(at->input, c, site);
    if (isnan(of_it))
        return (struct line){at->sum[site] / others, 0, at->known[site] / others, 0};
    double sum = (at->sum[site] - share * of_it) / others,
           known = (at->known[site] - share) / others;
    if (known < SAME) /* nothing but this is known of it */
        return (struct line){of_it, 0, 1, 0};
    return (struct line){sum, of_it - sum, known, 1 - known};
}

static double nothing_if_tiny(double number)
{
    return fabs(number) <= TIE ? 0 : number;
}

/* Places over 0 and under `room` where a + b u + c u^2 changes its sign. */
static int sign_changes(double a, double b, double c, double room, double root[2])
{
    double found[2];
    int n = 0, kept = 0;
    if (c == 0) {
        if (b != 0)
            found[n++] = -a / b;
    } else if (a == 0) {
        found[n++] = -b / c;
    } else if (b * b - 4 * a * c > 4 * fabs(c) * TIE) {
        double q = -0.5 * (b + copysign(sqrt(b * b - 4 * a * c), b));
        found[n++] = fmin(q / c, a / q);
        found[n++] = fmax(q / c, a / q);
    }
    for (int i = 0; i < n; i++)
        if (found[i] > SAME && found[i] < room - SAME)
            root[kept++] = found[i];
    return kept;
}

/* Rivals just off the stated share, and where they change places with the site on the way. */
static void cross(struct raise *at, size_t c, double way, double room)
{
    double share = at->input->share[c];
    struct line us = line_of(at, c, at->site);
    double un = us.n0 + us.n1 * share, ud = us.d0 + us.d1 * share;
    double un1 = us.n1 * way, ud1 = us.d1 * way;
    at->n_crossings = at->n_ahead = at->n_always = 0;
    for (size_t i = 0; i < at->input->n_sites; i++) {
        if (i == at->site || !(at->known[i] > 0) || (at->counts && !at->counts[i]))
            continue;
        struct line them = line_of(at, c, i);
        double tn = them.n0 + them.n1 * share, td = them.d0 + them.d1 * share;
        double tn1 = them.n1 * way, td1 = them.d1 * way, root[2];
        double zero = nothing_if_tiny(tn * ud - un * td);
        double one = nothing_if_tiny(tn * ud1 + tn1 * ud - un * td1 - un1 * td);
        double two = nothing_if_tiny(tn1 * ud1 - un1 * td1);
        double first = zero != 0 ? zero : one != 0 ? one : two;
        bool ahead = first > 0 || (first == 0 && i < at->site);
        int n = sign_changes(zero, one, two, room, root);
        at->n_ahead += ahead ? 1 : 0;
        at->n_always += ahead && n == 0 ? 1 : 0;
        for (int k = 0; k < n; k++, ahead = !ahead)
            at->crossing[at->n_crossings++] = (struct crossing){root[k], ahead ? -1 : 1};
    }
}

/* Of those at one place the ones that fall behind come last: only beyond it is it sure. */
static int nearest_first(const void *left, const void *right)
{
    const struct crossing *a = left, *b = right;
    if (a->away != b->away)
        return a->away < b->away ? -1 : 1;
    return b->change - a->change;
}

static void walk(const struct raise *at, size_t c, bool up, const double *within, size_t n_within,
                 struct tomt_raising *out)
{
    double share = at->input->share[c], ahead = (double)at->n_ahead;
    for (size_t i = 0; i < at->n_crossings; i++) {
        const struct crossing *one = &at->crossing[i];
        ahead += one->change;
        if (i + 1 < at->n_crossings && at->crossing[i + 1].away - one->away <= SAME)
            continue;
        for (size_t k = 0; k < n_within; k++) {
            bool nearer = out[k].criterion == SIZE_MAX ||
                          one->away < fabs(out[k].needed - out[k].share) - TIE;
            if (ahead < within[k] && nearer)
                out[k] =
                    (struct tomt_raising){c, up, share, up ? share + one->away : share - one->away};
        }
    }
}

static bool start(struct raise *at, struct tomt_arena *scratch, struct tomt_error *err)
{
    size_t n = at->input->n_sites;
    at->sum = tomt_arena_block(scratch, NULL, (n + 1) * sizeof *at->sum, err);
    at->known = tomt_arena_block(scratch, NULL, (n + 1) * sizeof *at->known, err);
    at->crossing = tomt_arena_block(scratch, NULL, (2 * n + 1) * sizeof *at->crossing, err);
    if (!at->sum || !at->known || !at->crossing)
        return false;
    for (size_t i = 0; i < n; i++)
        at->sum[i] = at->known[i] = 0;
    for (size_t c = 0; c < at->input->n_criteria; c++)
        for (size_t i = 0; i < n; i++) {
            double value = value_of(at->input, c, i);
            at->sum[i] += isnan(value) ? 0 : at->input->share[c] * value;
            at->known[i] += isnan(value) ? 0 : at->input->share[c];
        }
    return true;
}

bool tomt_findings_raise(const struct tomt_score_input *input, const bool *counts, size_t site,
                         const double *within, size_t n_within, struct tomt_arena *scratch,
                         struct tomt_raising *out, struct tomt_error *err)
{
    struct raise at = {.input = input, .counts = counts, .site = site};
    double most = 0;
    for (size_t k = 0; k < n_within; k++) {
        out[k] = (struct tomt_raising){SIZE_MAX, false, NAN, NAN};
        most = fmax(most, within[k]);
    }
    if (!start(&at, scratch, err))
        return false;
    for (size_t c = 0; at.known[site] > 0 && c < input->n_criteria; c++)
        for (int up = 0; up < 2; up++) {
            double room = up ? 1 - input->share[c] : input->share[c];
            if (!(1 - input->share[c] > SAME) || !(room > SAME))
                continue;
            cross(&at, c, up ? 1 : -1, room);
            if ((double)at.n_always >= most || at.n_crossings == 0)
                continue;
            qsort(at.crossing, at.n_crossings, sizeof *at.crossing, nearest_first);
            walk(&at, c, up != 0, within, n_within, out);
        }
    tomt_arena_drop(scratch, at.sum);
    tomt_arena_drop(scratch, at.known);
    tomt_arena_drop(scratch, at.crossing);
    return true;
}
