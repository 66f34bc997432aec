/* rank/weights.c: the shares of weight, as they are now and as they were, group by group. */
#include "rank/inside.h"

#include <math.h>
#include <sqlite3.h>
#include <string.h>

/* A result of schema 1.0 has no such table: then nothing is known of groups before. */
bool tomt_rank_read_groups(struct tomt_ranking *at, sqlite3 *db, struct tomt_error *err)
{
    sqlite3_stmt *row = NULL;
    struct tomt_ranked *old = &at->old;
    if (sqlite3_prepare_v2(db,
                           "SELECT name, share, count(*) OVER () FROM weight_group WHERE profile = "
                           "?1 AND name IS NOT NULL AND share IS NOT NULL",
                           -1, &row, NULL) != SQLITE_OK)
        return true;
    sqlite3_bind_text(row, 1, old->name, -1, SQLITE_STATIC);
    while (err->code == TOMT_OK && sqlite3_step(row) == SQLITE_ROW) {
        if (!old->group)
            old->group = tomt_arena_alloc(
                at->arena, (size_t)sqlite3_column_int64(row, 2) * sizeof *old->group, err);
        const char *name = (const char *)sqlite3_column_text(row, 0);
        const char *kept =
            old->group && name ? tomt_arena_copy(at->arena, name, strlen(name), err) : NULL;
        if (kept)
            old->group[old->n_groups++] =
                (struct tomt_old_group){kept, sqlite3_column_double(row, 1)};
    }
    sqlite3_finalize(row);
    return err->code == TOMT_OK;
}

static double group_before(const struct tomt_ranking *at, const char *name)
{
    for (size_t i = 0; name && i < at->old.n_groups; i++)
        if (strcmp(at->old.group[i].name, name) == 0)
            return at->old.group[i].share;
    return NAN;
}

static const struct tomt_weighing *weighing_of(const struct tomt_ranking *at,
                                               const struct tomt_weight_group *group)
{
    const struct tomt_criterion_weights *weights = &at->decided.weights;
    for (size_t i = 0; i < weights->n_weighings; i++)
        if (weights->weighing[i].group == group)
            return &weights->weighing[i];
    return NULL;
}

/* As deep as weights can be made (weighting/weighting.h), which were made. */
static void put(const struct tomt_ranking *at, const struct tomt_weight_group *group, size_t level)
{
    struct tomt_rank_summary *summary = at->summary;
    const struct tomt_weighing *weighing = weighing_of(at, group);
    summary->weight[summary->n_weights++] =
        (struct tomt_rank_weight){.name = group->name,
                                  .title = &group->title,
                                  .level = level,
                                  .is_group = true,
                                  .method = group->by->name,
                                  .share = weighing ? weighing->share : NAN,
                                  .share_before = group_before(at, group->name)};
    for (size_t m = 0; m < group->n_members; m++) {
        const struct tomt_weight_member *member = &group->member[m];
        if (member->criterion == SIZE_MAX) {
            put(at, member->group, level + 1);
            continue;
        }
        size_t c = member->criterion;
        const struct tomt_profile_criterion *asked = &at->profile.criterion[c];
        summary->weight[summary->n_weights++] =
            (struct tomt_rank_weight){.name = asked->id,
                                      .title = &asked->title,
                                      .level = level + 1,
                                      .share = at->decided.share[c],
                                      .share_before = at->of[c]->share};
    }
}

bool tomt_rank_tell_weights(struct tomt_ranking *at, struct tomt_error *err)
{
    struct tomt_rank_summary *summary = at->summary;
    const struct tomt_criterion_weights *weights = &at->decided.weights;
    size_t n = at->profile.n_criteria;
    const struct tomt_title **title = tomt_arena_alloc(at->arena, (n + 1) * sizeof *title, err);
    summary->weight =
        tomt_arena_alloc(at->arena, (n + weights->n_weighings + 1) * sizeof *summary->weight, err);
    if (!title || !summary->weight)
        return false;
    for (size_t c = 0; c < n; c++)
        title[c] = &at->profile.criterion[c].title;
    summary->criterion_title = title;
    summary->weighing = weights->weighing;
    summary->n_weighings = weights->n_weighings;
    put(at, at->profile.decision.weighting, 0);
    return true;
}
