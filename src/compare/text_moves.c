/* compare/text_moves.c: who moved, whose score changed, who is new and who is gone, and why. */
#include "compare/inside.h"

#include <math.h>

/* --- why
 * ------------------------------------------------------------------------------------------------------------
 */

static const char *message_of(const struct tomt_cause *cause, double points)
{
    static const char *const message[][3] = {
        [TOMT_NUMBER_CHANGED] = {"compare_number", "compare_number_more", "compare_number_less"},
        [TOMT_VALUE_CHANGED] = {"compare_value", "compare_value_more", "compare_value_less"},
        [TOMT_WEIGHT_CHANGED] = {"compare_weight", "compare_weight_more", "compare_weight_less"},
        [TOMT_CRITERION_NEW] = {"compare_criterion_new", "compare_criterion_new_more",
                                "compare_criterion_new_less"},
        [TOMT_CRITERION_GONE] = {"compare_criterion_gone", "compare_criterion_gone_more",
                                 "compare_criterion_gone_less"},
        [TOMT_SPREAD_CHANGED] = {"compare_others_moved", "compare_spread_more",
                                 "compare_spread_less"}, /* these two always have points */
        [TOMT_ASSUMED_CHANGED] = {"compare_others_moved", "compare_assumed_more",
                                  "compare_assumed_less"}};
    static const char *const lost[] = {"compare_data_lost", "compare_data_lost_more",
                                       "compare_data_lost_less"};
    static const char *const found[] = {"compare_data_found", "compare_data_found_more",
                                        "compare_data_found_less"};
    size_t form = isnan(points) ? 0 : tomt_shown_tenths(points) >= 0 ? 1 : 2;
    if (cause->what == TOMT_DATA_CHANGED)
        return isnan(cause->raw_b) ? lost[form] : found[form];
    return message[cause->what][form];
}

static void tell_cause(const struct tomt_telling *to, const struct tomt_compared *at,
                       const struct tomt_cause *cause)
{
    const struct tomt_asked *a = cause->a == SIZE_MAX ? NULL : &at->a.criterion[cause->a],
                            *b = cause->b == SIZE_MAX ? NULL : &at->b.criterion[cause->b];
    const struct tomt_asked *of = b ? b : a;
    bool shares = cause->what == TOMT_WEIGHT_CHANGED;
    struct tomt_sentence sentence = {
        .message = message_of(cause, cause->points),
        .number = {shares ? a->share : cause->raw_a, shares ? b->share : cause->raw_b,
                   fabs(cause->points), NAN},
        .unit = {of->unit, of->unit, "points", NULL},
        .text = {tomt_telling_title(to, &of->title, of->id), NULL, NULL}};
    tomt_telling_say(to, &sentence, "      ", "\n");
}

enum { MOST_CAUSES = 3 }; /* of a site; JSON has them all */

/* Nothing of the site itself has changed. */
static struct tomt_sentence why_else(const struct tomt_compared *at, const struct tomt_move *move)
{
    bool same_score = at->a.score[move->a] == at->b.score[move->b],
         ranked_in_a = !isnan(at->a.rank[move->a]);
    if (tomt_compare_differ(at->a.method, at->b.method))
        return tomt_saying("compare_by_method");
    if (same_score && ranked_in_a != !isnan(at->b.rank[move->b]))
        return tomt_saying(ranked_in_a ? "compare_rank_lost" : "compare_rank_found");
    if (same_score && move->by_others) {
        struct tomt_sentence others = tomt_saying("compare_others_came_or_went");
        others.number[0] = (double)move->n_above_gone;
        others.number[1] = (double)move->n_above_new;
        return others;
    }
    if (same_score)
        return tomt_saying("compare_others_moved");
    return tomt_saying(tomt_compare_asked_otherwise(at) ? "compare_by_parameters"
                                                        : "compare_held_against");
}

/* The largest causes and the rest together. Each number is rounded for itself: do those that are
 * printed make the difference of the scores that are? */
static bool tell_points(const struct tomt_telling *to, const struct tomt_compared *at,
                        const struct tomt_move *move)
{
    size_t told = move->n_causes <= MOST_CAUSES ? move->n_causes : MOST_CAUSES - 1;
    double rest = 0, printed = 0;
    for (size_t k = 0; k < told; k++) {
        tell_cause(to, at, &move->cause[k]);
        printed += tomt_shown_tenths(move->cause[k].points);
    }
    for (size_t k = told; k < move->n_causes; k++)
        rest += move->cause[k].points;
    rest = tomt_shown_tenths(rest);
    struct tomt_sentence others =
        tomt_saying(rest < 0 ? "compare_others_less" : "compare_others_more");
    others.number[0] = fabs(rest);
    if (rest != 0)
        tomt_telling_say(to, &others, "      ", "\n");
    double scores =
        tomt_shown_tenths(at->b.score[move->b]) - tomt_shown_tenths(at->a.score[move->a]);
    return fabs(printed + rest - scores) < 0.05; /* binary numbers are not quite tenths */
}

/* False where points are told that do not make the difference of the scores. */
static bool tell_causes(const struct tomt_telling *to, const struct tomt_compared *at,
                        const struct tomt_move *move)
{
    if (!move->n_causes) {
        struct tomt_sentence others = why_else(at, move);
        tomt_telling_say(to, &others, "      ", "\n");
    } else if (!isnan(move->cause[0].points) && !isnan(at->a.score[move->a]) &&
               !isnan(at->b.score[move->b])) {
        return tell_points(to, at, move);
    } else {
        struct tomt_sentence more = tomt_saying("compare_more_causes");
        for (size_t k = 0; k < move->n_causes && k < MOST_CAUSES; k++)
            tell_cause(to, at, &move->cause[k]);
        more.number[0] = move->n_causes > MOST_CAUSES ? (double)(move->n_causes - MOST_CAUSES) : 0;
        if (more.number[0] > 0)
            tomt_telling_say(to, &more, "      ", "\n");
    }
    return true;
}

/* --- sites
 * -----------------------------------------------------------------------------------------------------------
 */

static void put_name(struct tomt_text *out, const struct tomt_side *side, size_t s)
{
    tomt_text_line(out, side->site_id[s]);
    if (side->parcel[s] && tomt_compare_differ(side->parcel[s], side->site_id[s])) {
        tomt_text_puts(out, " (");
        tomt_text_line(out, side->parcel[s]);
        tomt_text_puts(out, ")");
    }
}

static void tell_rank(const struct tomt_telling *to, double rank)
{
    if (isnan(rank))
        tomt_text_puts(to->out, "–");
    else
        tomt_phrase_number(to->phrases, to->out, rank, 0);
}

/* Points of the weighted sum beside scores that are no sums. */
static void tell_sums(const struct tomt_telling *to, const struct tomt_compared *at,
                      const struct tomt_move *move)
{
    double before = at->a.sum[move->a], after = at->b.sum[move->b];
    if ((at->a.sum == at->a.score && at->b.sum == at->b.score) || isnan(before) || isnan(after))
        return;
    bool same = tomt_shown_tenths(before) == tomt_shown_tenths(after);
    struct tomt_sentence sums = tomt_saying(same ? "compare_sums_same" : "compare_sums");
    sums.number[0] = before;
    sums.number[1] = after;
    tomt_telling_say(to, &sums, "      ", "\n");
}

static bool tell_move(const struct tomt_telling *to, const struct tomt_compared *at,
                      const struct tomt_move *move)
{
    bool other_method = tomt_compare_differ(at->a.method, at->b.method);
    tomt_text_puts(to->out, "  ");
    tell_rank(to, at->a.rank[move->a]);
    tomt_text_puts(to->out, " → ");
    tell_rank(to, at->b.rank[move->b]);
    tomt_text_puts(to->out, "  ");
    put_name(to->out, &at->b, move->b);
    struct tomt_sentence score =
        tomt_saying(other_method ? "compare_scores_methods" : "compare_scores");
    score.number[0] = at->a.score[move->a];
    score.number[1] = at->b.score[move->b];
    score.text[0] = tomt_telling_method(to, at->a.method);
    score.text[1] = tomt_telling_method(to, at->b.method);
    tomt_telling_say(to, &score, "  ", "\n");
    tell_sums(to, at, move);
    return tell_causes(to, at, move);
}

static void tell_moves(const struct tomt_telling *to, const struct tomt_compared *at,
                       const struct tomt_move *move, size_t n, const char *message)
{
    size_t most = to->comparison->most, told = 0, n_rounded = 0;
    struct tomt_sentence heading = tomt_saying(message);
    heading.number[0] = (double)most;
    for (size_t k = 0; k < n && told < 2 * most; k++) {
        bool near_top = at->b.rank[move[k].b] <= (double)most ||
                        at->a.rank[move[k].a] <= (double)most; /* in either result */
        if (!near_top)
            continue;
        if (!told++)
            tomt_telling_say(to, &heading, "  ", "\n");
        n_rounded += !tell_move(to, at, &move[k]);
    }
    struct tomt_sentence rounded = tomt_saying("compare_rounded");
    rounded.number[0] = (double)n_rounded;
    if (n_rounded)
        tomt_telling_say(to, &rounded, "  ", "\n");
}

/* `other`: the side that has it not. */
static void tell_absent(const struct tomt_telling *to, const struct tomt_side *in,
                        const struct tomt_side *other, const struct tomt_move *move, bool is_new)
{
    size_t s = is_new ? move->b : move->a;
    struct tomt_text name = {0}, who = {0};
    put_name(&name, in, s);
    struct tomt_sentence where = tomt_saying(is_new ? "compare_where_a" : "compare_where_b");
    where.text[0] = name.failed ? NULL : name.bytes;
    tomt_sentence_phrase(to->phrases, &who, &where);
    tomt_text_puts(to->out, "  ");
    tell_rank(to, in->rank[s]);
    tomt_text_puts(to->out, "  ");
    if (who.failed || name.failed) {
        to->out->failed = true;
    } else if (move->rejected != SIZE_MAX) {
        tomt_tell_fallen(to, other, move->rejected, who.bytes);
    } else {
        struct tomt_sentence none = tomt_saying("compare_no_candidate");
        none.text[0] = who.bytes;
        tomt_telling_say(to, &none, "", "");
    }
    tomt_text_puts(to->out, "\n");
    tomt_text_free(&name);
    tomt_text_free(&who);
}

static void tell_absents(const struct tomt_telling *to, const struct tomt_compared *at, bool is_new)
{
    const struct tomt_move *move = is_new ? at->fresh : at->gone;
    size_t n = is_new ? at->n_fresh : at->n_gone;
    struct tomt_sentence heading =
                             tomt_saying(is_new ? "compare_new_heading" : "compare_gone_heading"),
                         more = tomt_saying("compare_more");
    heading.number[0] = (double)n;
    if (n)
        tomt_telling_say(to, &heading, "  ", "\n");
    for (size_t k = 0; k < n && k < to->comparison->most; k++)
        tell_absent(to, is_new ? &at->b : &at->a, is_new ? &at->a : &at->b, &move[k], is_new);
    more.number[0] = n > to->comparison->most ? (double)(n - to->comparison->most) : 0;
    if (more.number[0] > 0)
        tomt_telling_say(to, &more, "  ", "\n");
}

void tomt_tell_changes(const struct tomt_telling *to, const struct tomt_compared *at)
{
    tell_moves(to, at, at->moved, at->n_moved, "compare_moved_heading");
    tell_moves(to, at, at->rescored, at->n_rescored, "compare_rescored_heading");
    tell_absents(to, at, true);
    tell_absents(to, at, false);
}
