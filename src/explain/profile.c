/* explain/profile.c: what a profile says of a site: ranks, numbers, medians, findings. */
#include "explain/inside.h"
#include "robust/sensitivity.h"

#include <math.h>
#include <string.h>

enum { MOST_FINDINGS = 5 /* of a kind */, BEFORE = 3 /* columns before those of criteria */ };
static const double usual_top = 10;

static const char *column(struct tomt_reader *reader, const char *prefix, const char *id,
                          struct tomt_error *err)
{
    return tomt_arena_print(reader->arena, err, "%s%s", prefix, id);
}

/* A cell of the score table that is named after a criterion. */
static bool cell(struct tomt_reader *reader, const struct tomt_rows *score, const char *prefix,
                 const char *id, double *number, const char **text, struct tomt_error *err)
{
    const char *name = column(reader, prefix, id, err);
    if (!name)
        return false;
    if (number)
        *number = tomt_rows_number(score, 0, name);
    if (text)
        *text = tomt_rows_text(score, 0, name);
    return true;
}

static bool read_said(struct tomt_reader *reader, const struct tomt_told_profile *profile,
                      const struct tomt_rows *score, struct tomt_told_criterion *criterion,
                      struct tomt_error *err)
{
    const char *prefix = tomt_arena_print(reader->arena, err, "x_%s_", criterion->id);
    criterion->said =
        tomt_arena_alloc(reader->arena, (score->n_columns + 1) * sizeof *criterion->said, err);
    if (!prefix || !criterion->said)
        return false;
    for (size_t i = 0; i < score->n_columns; i++) {
        const char *name = score->name[i];
        if (strncmp(name, prefix, strlen(prefix)))
            continue;
        bool another = false; /* x_rail_bus may be the raw number of criterion rail_bus */
        for (size_t k = 0; k < profile->n_criteria; k++) {
            const char *id = profile->criterion[k].id;
            another = another ||
                      (strlen(id) > strlen(criterion->id) && !strncmp(name + 2, id, strlen(id)) &&
                       (!name[2 + strlen(id)] || name[2 + strlen(id)] == '_'));
        }
        struct tomt_rows field;
        if (another)
            continue;
        if (!tomt_rows_ask(reader, &field, err, "field",
                           "SELECT title_en, title_nb, unit FROM field WHERE layer = %Q AND field "
                           "= %Q",
                           profile->name, name))
            return false;
        const char *unit = tomt_rows_text(&field, 0, "unit");
        criterion->said[criterion->n_said++] = (struct tomt_said){
            .suffix = name + strlen(prefix),
            .unit = unit && *unit ? unit : NULL,
            .title = {tomt_rows_text(&field, 0, "title_en"), tomt_rows_text(&field, 0, "title_nb")},
            .number = tomt_rows_number(score, 0, name),
            .word = score->cell[i].is_number ? NULL : score->cell[i].text};
    }
    return true;
}

static bool read_criterion(struct tomt_reader *reader, struct tomt_told_profile *profile,
                           const struct tomt_rows *rows, size_t row, const struct tomt_rows *score,
                           struct tomt_error *err)
{
    struct tomt_told_criterion *out = &profile->criterion[row];
#define TEXT(member, name) out->member = tomt_rows_text(rows, row, name)
    TEXT(criterion, "criterion");
    TEXT(unit, "unit");
    TEXT(source, "source");
    TEXT(group, "weight_group");
    TEXT(null_policy, "null_policy");
    TEXT(value_json, "value_function");
    TEXT(parameters_json, "parameters");
    TEXT(uncertain_json, "uncertain");
    TEXT(title.en, "title_en");
    TEXT(title.nb, "title_nb");
    TEXT(why.en, "why_en");
    TEXT(why.nb, "why_nb");
    if (!out->why.en && !out->why.nb) /* an older result has one language */
        TEXT(why.en, "why");
#undef TEXT
    out->weight = tomt_rows_number(rows, row, "weight");
    out->share = tomt_rows_number(rows, row, "share");
    out->local_share = tomt_rows_number(rows, row, "local_share");
    out->reach = tomt_rows_number(rows, row, "reach");
    out->more_is_better = tomt_rows_number(rows, row, "more_is_better") > 0;
    return tomt_value_from_json(reader, out->value_json, &out->value, &out->value_known, err) &&
           cell(reader, score, "x_", out->id, &out->raw, NULL, err) &&
           cell(reader, score, "v_", out->id, &out->v, NULL, err) &&
           cell(reader, score, "y_", out->id, NULL, &out->y, err) &&
           read_said(reader, profile, score, out, err);
}

static bool read_criteria(struct tomt_reader *reader, struct tomt_told_profile *profile,
                          const struct tomt_rows *score, struct tomt_error *err)
{
    struct tomt_rows rows;
    if (!tomt_rows_ask(reader, &rows, err, NULL,
                       "SELECT * FROM criterion WHERE profile = %Q ORDER BY fid", profile->name))
        return false;
    profile->n_criteria = rows.n;
    profile->criterion =
        tomt_arena_alloc(reader->arena, (rows.n + 1) * sizeof *profile->criterion, err);
    if (!profile->criterion)
        return false;
    for (size_t c = 0; c < rows.n; c++)
        if (!(profile->criterion[c].id = tomt_rows_text(&rows, c, "id")))
            return tomt_fail(err, TOMT_DATA,
                             "'%s' has a criterion without an id: run the project again",
                             reader->path);
    for (size_t c = 0; c < rows.n; c++)
        if (!read_criterion(reader, profile, &rows, c, score, err))
            return false;
    return true;
}

/* All sites of the profile, as the findings want them. */
struct all {
    size_t n_criteria, n, site, other;
    double **column; /* as selected: site_fid, score, rank, then x, v, c of each criterion */
    bool *ranked;
    double *share, *median_raw, *median_points, *reach, *sum, *coverage;
    double **raw, **v, **points;
    enum tomt_null_policy *policy;
    struct tomt_value *value;
};

static bool select_all(struct tomt_reader *reader, const struct tomt_told_profile *profile,
                       struct all *all, struct tomt_error *err)
{
    static const char *const part[] = {"x", "v", "c"};
    struct tomt_text sql = {0};
    size_t n_columns = BEFORE + 3 * profile->n_criteria;
    bool ascending = true;
    tomt_text_puts(&sql, "SELECT site_fid, score, rank");
    for (size_t c = 0; c < profile->n_criteria; c++)
        for (size_t k = 0; k < 3; k++) {
            char *name = sqlite3_mprintf(", \"%w_%w\"", part[k], profile->criterion[c].id);
            tomt_text_puts(&sql, name ? name : "");
            sql.failed = sql.failed || !name;
            sqlite3_free(name);
        }
    char *from = sqlite3_mprintf(", site_id FROM \"score_%w\" ORDER BY ", profile->name);
    tomt_text_puts(&sql, from ? from : "");
    sql.failed = sql.failed || !from;
    sqlite3_free(from);
    const char *text = tomt_text_keep(&sql, reader->arena, err);
    /* sites have numbers in the order of their ids; what was made otherwise is sorted */
    const char *by_fid = text ? tomt_arena_print(reader->arena, err, "%ssite_fid", text) : NULL;
    const char *by_id = text ? tomt_arena_print(reader->arena, err, "%ssite_id", text) : NULL;
    return by_fid && by_id &&
           tomt_numbers_ask(reader, by_fid, n_columns, &ascending, &all->column, &all->n, err) &&
           (ascending ||
            tomt_numbers_ask(reader, by_id, n_columns, NULL, &all->column, &all->n, err));
}

static bool make_room(struct tomt_reader *reader, struct all *all, struct tomt_error *err)
{
    size_t n = all->n_criteria + 1;
    struct tomt_arena *arena = reader->arena;
    double **number[] = {&all->share, &all->median_raw, &all->median_points, &all->reach};
    double ***column_of[] = {&all->raw, &all->v, &all->points};
    for (size_t k = 0; k < 4; k++)
        if (!(*number[k] = tomt_arena_alloc(arena, n * sizeof(double), err)))
            return false;
    for (size_t k = 0; k < 3; k++)
        if (!(*column_of[k] = tomt_arena_alloc(arena, n * sizeof(double *), err)))
            return false;
    all->policy = tomt_arena_alloc(arena, n * sizeof *all->policy, err);
    all->value = tomt_arena_alloc(arena, n * sizeof *all->value, err);
    all->sum = tomt_arena_block(arena, NULL, (all->n + 1) * sizeof(double), err);
    all->coverage = tomt_arena_block(arena, NULL, (all->n + 1) * sizeof(double), err);
    all->ranked = tomt_arena_block(arena, NULL, (all->n + 1) * sizeof *all->ranked, err);
    return all->policy && all->value && all->sum && all->coverage && all->ranked;
}

static enum tomt_null_policy policy_of(const char *text)
{
    return text && !strcmp(text, "worst")     ? TOMT_NULL_WORST
           : text && !strcmp(text, "neutral") ? TOMT_NULL_NEUTRAL
                                              : TOMT_NULL_DROP;
}

/* From here on the value stays as it is: where a result does not say how far was looked, and a
 * value is known for what was not found, it was at least so far. */
static double flat_from(const struct tomt_value *value)
{
    if (value->function == TOMT_LINEAR || value->function == TOMT_LOGISTIC)
        return fmax(value->full_at, value->zero_at);
    return value->points.n ? value->points.x[value->points.n - 1] : NAN;
}

/* Contributions are those of the result where the method adds up, else those of the weighted sum
 * from values and shares. */
static bool contributions(struct tomt_reader *reader, struct tomt_told_profile *profile,
                          struct all *all, struct tomt_error *err)
{
    for (size_t c = 0; c < all->n_criteria; c++) {
        const struct tomt_told_criterion *criterion = &profile->criterion[c];
        all->share[c] = isnan(criterion->share) ? 0 : criterion->share;
        all->reach[c] = isnan(criterion->reach) ? flat_from(&criterion->value) : criterion->reach;
        all->policy[c] = policy_of(criterion->null_policy);
        all->value[c] = criterion->value;
        all->raw[c] = all->column[BEFORE + 3 * c];
        all->v[c] = all->column[BEFORE + 1 + 3 * c];
        all->points[c] = tomt_arena_block(reader->arena, NULL, (all->n + 1) * sizeof(double), err);
        if (!all->points[c])
            return false;
        for (size_t i = 0; i < all->n; i++)
            profile->adds_up = profile->adds_up || !isnan(all->column[BEFORE + 2 + 3 * c][i]);
    }
    struct tomt_score_input input = {all->n_criteria, all->n, all->share, all->policy,
                                     (const double *const *)all->v};
    tomt_score_weighted_sum(&input, all->points, all->sum, all->coverage);
    profile->n_sites = (double)all->n;
    profile->n_ranked = 0;
    for (size_t i = 0; i < all->n; i++) {
        all->ranked[i] = all->column[2][i] > 0;
        profile->n_ranked += all->ranked[i] ? 1 : 0;
    }
    for (size_t i = 0; profile->adds_up && i < all->n; i++) {
        all->sum[i] = all->column[1][i];
        for (size_t c = 0; c < all->n_criteria; c++)
            all->points[c][i] = all->column[BEFORE + 2 + 3 * c][i];
    }
    return true;
}

/* Sites by the weighted sum that stay before a site with this score: it would come after those that
 * have as much and a smaller id. Of which too little is known for a rank, those are before nobody.
 */
static double rank_with(const struct all *all, double score)
{
    double rank = 1;
    for (size_t i = 0; i < all->n; i++)
        rank += i != all->site && all->ranked[i] &&
                (all->sum[i] > score || (all->sum[i] == score && i < all->site));
    return rank;
}

/* Differences to the other site. */
static bool find_against(struct tomt_reader *reader, struct tomt_told_profile *profile,
                         const struct all *all, const struct tomt_finding_input *input,
                         struct tomt_error *err)
{
    struct tomt_other *other = &profile->other;
    if (!other->found)
        return true;
    other->raw = tomt_arena_alloc(reader->arena, (all->n_criteria + 1) * sizeof(double), err);
    other->v = tomt_arena_alloc(reader->arena, (all->n_criteria + 1) * sizeof(double), err);
    other->points = tomt_arena_alloc(reader->arena, (all->n_criteria + 1) * sizeof(double), err);
    if (!other->raw || !other->v || !other->points)
        return false;
    for (size_t c = 0; c < all->n_criteria; c++) {
        other->raw[c] = all->raw[c][all->other];
        other->v[c] = all->v[c][all->other];
        other->points[c] = all->points[c][all->other];
    }
    other->sum = all->sum[all->other];
    return tomt_findings_against(reader->arena, input, all->site, all->other, &other->finding,
                                 &other->n_findings, err);
}

/* Only what the value function says can be lifted: of one that is not understood, nothing is told.
 */
static bool find_findings(struct tomt_reader *reader, struct tomt_told_profile *profile,
                          struct all *all, struct tomt_error *err)
{
    struct tomt_finding_input input = {
        .of = {all->n_criteria, all->n, all->share, all->policy, (const double *const *)all->v},
        .raw = (const double *const *)all->raw,
        .value = all->value,
        .contribution = (const double *const *)all->points,
        .median_contribution = all->median_points,
        .median_raw = all->median_raw,
        .score = all->sum,
        .reach = all->reach};
    if (!tomt_findings_medians(&input.of, input.raw, input.contribution, reader->arena,
                               all->median_raw, all->median_points, err) ||
        !tomt_findings_of(reader->arena, &input, all->site, all->n_criteria, &profile->finding,
                          &profile->n_findings, err))
        return false;
    size_t n = 0;
    for (size_t i = 0; i < profile->n_findings; i++) {
        const struct tomt_finding *finding = &profile->finding[i];
        if (finding->kind != TOMT_FINDING_LIFT ||
            profile->criterion[finding->criterion].value_known)
            profile->finding[n++] = *finding;
    }
    profile->n_findings = n;
    profile->rank_then = tomt_arena_alloc(reader->arena, (n + 1) * sizeof(double), err);
    if (!profile->rank_then)
        return false;
    for (size_t i = 0; i < n; i++)
        profile->rank_then[i] = profile->finding[i].kind == TOMT_FINDING_LIFT
                                    ? rank_with(all, profile->finding[i].number[3])
                                    : NAN;
    profile->rank_of_sum = rank_with(all, all->sum[all->site]);
    return find_against(reader, profile, all, &input, err);
}

static bool name_site(struct tomt_reader *reader, const struct tomt_told_profile *profile,
                      double fid, const char **out, struct tomt_error *err)
{
    struct tomt_rows row;
    if (!tomt_rows_ask(reader, &row, err, NULL,
                       "SELECT site_id FROM \"score_%w\" WHERE site_fid = %lld", profile->name,
                       (long long)fid))
        return false;
    *out = tomt_rows_text(&row, 0, "site_id");
    return true;
}

/* What the result does not hold: how far each weight may move before the site loses its place. */
static bool find_unseating(struct tomt_reader *reader, struct tomt_told_profile *profile,
                           const struct all *all, const struct tomt_score_input *input,
                           struct tomt_error *err)
{
    size_t n = all->n_criteria;
    double within = profile->rank_of_sum == 1 ? 1 : profile->near_top;
    struct tomt_unseating(*found)[2] =
        tomt_arena_alloc(reader->arena, (n + 1) * sizeof *found, err);
    profile->sensitive =
        tomt_arena_alloc(reader->arena, (2 * n + 1) * sizeof *profile->sensitive, err);
    if (!found || !profile->sensitive ||
        !tomt_unseat(input, all->site, (size_t)within, reader->arena, found, err))
        return false;
    for (size_t c = 0; c < n; c++)
        for (int up = 0; up < 2; up++) {
            const struct tomt_unseating *one = &found[c][up];
            const char *by = NULL;
            if (one->by != SIZE_MAX &&
                !name_site(reader, profile, all->column[0][one->by], &by, err))
                return false;
            profile->sensitive[profile->n_sensitive++] =
                (struct tomt_sensitive){.criterion = c,
                                        .up = up != 0,
                                        .share = all->share[c],
                                        .needed = one->needed,
                                        .change = one->needed - all->share[c],
                                        .within = within,
                                        .by = by};
        }
    return true;
}

/* By the weighted sum: which weights keep its place, and which would bring it forward. */
static bool find_weights(struct tomt_reader *reader, struct tomt_told_profile *profile,
                         const struct all *all, struct tomt_error *err)
{
    const struct tomt_score_input input = {all->n_criteria, all->n, all->share, all->policy,
                                           (const double *const *)all->v};
    profile->near_top = isnan(profile->top) ? usual_top : profile->top;
    if (!(profile->rank > 0))
        return true;
    bool all_ranked = true;
    for (size_t i = 0; i < all->n; i++)
        all_ranked = all_ranked && (all->ranked[i] || isnan(all->sum[i]));
    if (profile->n_sensitive == 0 && profile->rank_of_sum <= profile->near_top && all_ranked &&
        !find_unseating(reader, profile, all, &input, err))
        return false;
    const double within[] = {1, profile->near_top};
    profile->n_raising = profile->rank_of_sum <= 1                   ? 0
                         : profile->rank_of_sum <= profile->near_top ? 1
                                                                     : 2;
    return tomt_findings_raise(&input, all->ranked, all->site, within, profile->n_raising,
                               reader->arena, profile->raising, err);
}

/* Weights as they count here: where some have no data, the rest counts more. */
static void weigh_here(struct tomt_told_profile *profile)
{
    double counted = 0;
    bool spread = false;
    for (size_t c = 0; c < profile->n_criteria; c++) {
        bool counts = !isnan(profile->criterion[c].points);
        counted += counts ? profile->criterion[c].share : 0;
        spread = spread || !counts;
    }
    for (size_t c = 0; c < profile->n_criteria; c++) {
        struct tomt_told_criterion *criterion = &profile->criterion[c];
        criterion->weight_here = isnan(criterion->points) ? NAN
                                 : spread && counted > 0  ? criterion->share / counted
                                                          : criterion->share;
    }
}

static bool weigh(struct tomt_reader *reader, struct tomt_told_profile *profile, double other_fid,
                  struct tomt_error *err)
{
    struct all all = {.n_criteria = profile->n_criteria};
    if (!select_all(reader, profile, &all, err) || !make_room(reader, &all, err) ||
        !contributions(reader, profile, &all, err))
        return false;
    all.site = all.other = SIZE_MAX;
    for (size_t i = 0; i < all.n; i++) {
        if (all.column[0][i] == (double)profile->site_fid)
            all.site = i;
        if (all.column[0][i] == other_fid)
            all.other = i;
    }
    if (all.site == SIZE_MAX)
        return tomt_fail(err, TOMT_DATA, "the scores of '%s' in '%s' have no number of the site",
                         profile->name, reader->path);
    profile->other.found = all.other != SIZE_MAX;
    if (!find_findings(reader, profile, &all, err) || !find_weights(reader, profile, &all, err))
        return false;
    profile->sum = all.sum[all.site];
    for (size_t c = 0; c < all.n_criteria; c++) {
        struct tomt_told_criterion *criterion = &profile->criterion[c];
        criterion->points = all.points[c][all.site];
        criterion->median_raw = all.median_raw[c];
        criterion->median_points = all.median_points[c];
        criterion->beyond = isnan(criterion->raw) && !isnan(criterion->v);
        criterion->reach = criterion->beyond ? all.reach[c] : criterion->reach;
    }
    weigh_here(profile);
    return true;
}

static bool read_other(struct tomt_reader *reader, const char *against,
                       struct tomt_told_profile *profile, double *fid, struct tomt_error *err)
{
    struct tomt_rows score;
    *fid = NAN;
    if (!against)
        return true;
    profile->other.site_id = against;
    if (!tomt_rows_ask(reader, &score, err, NULL,
                       "SELECT site_fid, rank, score FROM \"score_%w\" WHERE %s site_id = %Q",
                       profile->name, reader->other_fids, against))
        return false;
    *fid = tomt_rows_number(&score, 0, "site_fid");
    profile->other.rank = tomt_rows_number(&score, 0, "rank");
    profile->other.score = tomt_rows_number(&score, 0, "score");
    return score.n > 0 ||
           tomt_explain_rejected(reader, against, profile->name, &profile->other.rejected, err);
}

/* The largest of each kind; of lifts the largest that a plan can change, and of what lies in the
 * place. */
static bool sort_findings(struct tomt_told_profile *profile)
{
    size_t n = 0, told[TOMT_FINDING_BELOW + 1][2] = {{0}};
    for (size_t c = 0; c < profile->n_criteria; c++)
        profile->criterion[c].movable = tomt_is_movable(&profile->criterion[c]);
    for (size_t i = 0; i < profile->n_findings; i++) {
        const struct tomt_finding *finding = &profile->finding[i];
        bool lift = finding->kind == TOMT_FINDING_LIFT;
        bool movable = lift && profile->criterion[finding->criterion].movable;
        if (told[finding->kind][movable]++ >= MOST_FINDINGS && finding->kind != TOMT_FINDING_GAP)
            continue;
        profile->rank_then[n] = profile->rank_then[i];
        profile->finding[n++] = *finding;
    }
    profile->n_findings = n;
    return true;
}

/* `profile` holds its name; site_fid stays 0 when it does not have the site. */
bool tomt_explain_profile(struct tomt_reader *reader, const char *site_id, const char *against,
                          struct tomt_told_profile *profile, struct tomt_error *err)
{
    struct tomt_rows score, about;
    double other_fid;
    if (!tomt_rows_ask(reader, &score, err, NULL,
                       "SELECT * FROM \"score_%w\" WHERE %s site_id = %Q", profile->name,
                       reader->fids, site_id) ||
        score.n == 0)
        return score.n == 0 && !err->used;
    if (!tomt_rows_ask(reader, &about, err, NULL, "SELECT * FROM profile WHERE name = %Q",
                       profile->name))
        return false;
    profile->site_fid = (int64_t)tomt_rows_number(&score, 0, "site_fid");
    profile->rank = tomt_rows_number(&score, 0, "rank");
    profile->score = tomt_rows_number(&score, 0, "score");
    profile->coverage = tomt_rows_number(&score, 0, "coverage");
    profile->title = (struct tomt_title){tomt_rows_text(&about, 0, "title_en"),
                                         tomt_rows_text(&about, 0, "title_nb")};
    profile->goal = (struct tomt_title){tomt_rows_text(&about, 0, "goal_en"),
                                        tomt_rows_text(&about, 0, "goal_nb")};
    profile->method = tomt_rows_text(&about, 0, "method");
    profile->adds_up = !profile->method || !strcmp(profile->method, "weighted_sum");
    profile->robustness_json = tomt_rows_text(&about, 0, "robustness");
    profile->least_coverage = tomt_rows_number(&about, 0, "least_coverage");
    return read_criteria(reader, profile, &score, err) &&
           read_other(reader, against, profile, &other_fid, err) &&
           tomt_explain_firmness(reader, site_id, profile, &score, err) &&
           weigh(reader, profile, other_fid, err) && tomt_explain_evidence(reader, profile, err) &&
           sort_findings(profile) && tomt_explain_ground(reader, site_id, profile, err);
}
