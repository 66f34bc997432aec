/* project/judgements.c: warnings of judgements in pairs that may be read but do not fit together:
 * a group's, each judge's own, and judges who contradict each other. */
#include "project/tree.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct telling {
    const struct tomt_tree *tree;
    const struct tomt_branch *branch;
    struct tomt_arena *scratch;
    char shown[TOMT_BRANCH_SHOWN];
};

static const char *name_of(const struct telling *t, size_t member)
{
    return tomt_member_name(t->tree, &t->branch->group->member[member]);
}

/* "3 times", "1/3 times" (nearly: "1/2.7"): as judgements are written. */
enum { TIMES_SHOWN = 32 };
static const char *times_shown(double times, char out[TIMES_SHOWN])
{
    if (times >= 0.9995)
        snprintf(out, TIMES_SHOWN, "%.3g", times);
    else
        snprintf(out, TIMES_SHOWN, "1/%.3g", 1 / times);
    return out;
}

/* Never a rounding that says the limit is kept. */
static const char *ratio_shown(double ratio, char out[TIMES_SHOWN])
{
    snprintf(out, TIMES_SHOWN, "%.2f", ratio);
    if (ratio < TOMT_CONSISTENCY_ASKED + 0.005)
        snprintf(out, TIMES_SHOWN, "%.4f", ratio);
    return out;
}

static bool warn(const struct telling *t, const struct tomt_node *at, const char *text)
{
    const struct tomt_reading *reading = t->tree->reading;
    return text && tomt_problem_add(reading->problems, reading->err, TOMT_WARNING, at->file,
                                    at->line, at->column, "%s", text);
}

/* What `judges` of the group come to; false: they do not link all members, or memory ran out (err
 * is set then). */
static bool weigh(const struct telling *t, struct tomt_judge *judge, size_t n_judges,
                  struct tomt_weighing *out)
{
    struct tomt_weight_group group = *t->branch->group;
    struct tomt_error *err = t->tree->reading->err, found = {0};
    group.judge = judge;
    group.n_judges = n_judges;
    *out = (struct tomt_weighing){.group = t->branch->group,
                                  .consistency_ratio = NAN,
                                  .worst_a = SIZE_MAX,
                                  .worst_b = SIZE_MAX};
    out->local = tomt_arena_alloc(t->scratch, (group.n_members + 1) * sizeof(double), err);
    out->judge_ratio = tomt_arena_alloc(t->scratch, (n_judges + 1) * sizeof(double), err);
    if (!out->local || !out->judge_ratio)
        return false;
    if (group.by->weigh(&group, NULL, t->scratch, out, &found))
        return true;
    if (found.code != TOMT_PROJECT)
        tomt_fail(err, found.code, "%s", found.text);
    return false;
}

static bool tell_inconsistent(const struct telling *t, const struct tomt_node *at,
                              const char *judge, bool is_merged, const struct tomt_weighing *is)
{
    const struct tomt_reading *reading = t->tree->reading;
    char ratio[TIMES_SHOWN], as_judged[TIMES_SHOWN], implied[TIMES_SHOWN];
    if (tomt_is_consistent(is->consistency_ratio) || is->worst_a == SIZE_MAX)
        return true;
    return warn(t, at,
                tomt_arena_print(
                    reading->arena, reading->err,
                    "%s%s%s%s: the judgements do not fit together: consistency ratio %s, and Saaty "
                    "asks for 0.10 or less; the one that fits the others least: '%s' matters %s "
                    "times '%s'%s, and together they say %s times: look at it again",
                    t->shown, judge ? ", judge '" : "", judge ? judge : "", judge ? "'" : "",
                    ratio_shown(is->consistency_ratio, ratio), name_of(t, is->worst_a),
                    times_shown(is->worst_times, as_judged), name_of(t, is->worst_b),
                    is_merged ? " (the mean of the judges)" : "",
                    times_shown(is->worst_implied, implied)));
}

static bool tell_judge(const struct telling *t, size_t j)
{
    const struct tomt_node *judges = t->branch->keys.judges;
    struct tomt_judge *judge = &t->branch->group->judge[j];
    struct tomt_weighing alone;
    if (!weigh(t, judge, 1, &alone))
        return t->tree->reading->err->code == TOMT_OK;
    return tell_inconsistent(t, judges && j < judges->n ? judges->item[j] : t->branch->node,
                             judge->name, false, &alone);
}

static bool tell_odds(const struct telling *t, const struct tomt_node *at)
{
    const struct tomt_reading *reading = t->tree->reading;
    const struct tomt_weight_group *group = t->branch->group;
    struct tomt_odds odds;
    char times[TIMES_SHOWN], other[TIMES_SHOWN];
    if (!tomt_judges_odds(group, &odds))
        return true;
    const char *one = group->judge[odds.judge].name, *two = group->judge[odds.other_judge].name;
    return warn(t, at,
                tomt_arena_print(reading->arena, reading->err,
                                 "%s: judges contradict each other, most about '%s' and '%s': "
                                 "'%s' says %s times, '%s' says %s times; the weights lie between",
                                 t->shown, name_of(t, odds.a), name_of(t, odds.b), one ? one : "",
                                 times_shown(odds.times, times), two ? two : "",
                                 times_shown(1 / odds.other_times, other)));
}

static bool tell(struct telling *t)
{
    struct tomt_weight_group *group = t->branch->group;
    const struct tomt_node *judges = t->branch->keys.judges, *said = t->branch->keys.judgements;
    const struct tomt_node *at = !tomt_node_is_empty(judges) ? judges
                                 : !tomt_node_is_empty(said) ? said
                                                             : t->branch->node;
    struct tomt_weighing all;
    tomt_branch_shown(t->branch, t->shown);
    if (!weigh(t, group->judge, group->n_judges, &all))
        return t->tree->reading->err->code == TOMT_OK;
    bool is_one = group->n_judges == 1;
    if (!tell_inconsistent(t, at, is_one ? group->judge[0].name : NULL, !is_one, &all))
        return false;
    for (size_t j = 0; !is_one && j < group->n_judges; j++)
        if (!tell_judge(t, j))
            return false;
    return tell_odds(t, at);
}

/* A `weight` that nobody reads, and somebody may have changed. */
static bool tell_unread(const struct tomt_tree *tree)
{
    const struct tomt_reading *reading = tree->reading;
    struct tomt_text list = {0};
    size_t n = 0;
    for (size_t i = 0; i < tree->asked->n_own; i++) {
        const struct tomt_branch *branch = &tree->branch[tree->of_criterion[i].branch];
        if (isnan(tree->profile->criterion[i].weight) ||
            strcmp(branch->group->by->name, "direct") == 0)
            continue;
        tomt_text_print(&list, "%s'%s'", n++ ? ", " : "", tree->profile->criterion[i].id);
    }
    bool told =
        !n || list.failed ||
        tomt_problem_add(reading->problems, reading->err, TOMT_WARNING, tree->branch[0].node->file,
                         tree->branch[0].node->line, tree->branch[0].node->column,
                         "'weight' of %s is not read: 'weighting' says %s here; leave it "
                         "out there",
                         list.bytes, n == 1 ? "it" : "them");
    if (list.failed)
        told = tomt_fail(reading->err, TOMT_MEMORY, "out of memory");
    tomt_text_free(&list);
    return told;
}

bool tomt_judgements_tell(const struct tomt_tree *tree)
{
    if (!tell_unread(tree))
        return false;
    struct telling t = {.tree = tree, .scratch = tomt_arena_new(tree->reading->err)};
    bool done = t.scratch != NULL;
    for (size_t i = 0; done && i < tree->n; i++) {
        t.branch = &tree->branch[i];
        if (t.branch->group->by->asks == TOMT_ASKS_JUDGEMENTS && t.branch->group->n_judges)
            done = tell(&t);
    }
    tomt_arena_free(t.scratch);
    return done;
}
