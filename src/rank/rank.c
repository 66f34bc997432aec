/* rank/rank.c: the story of ranking a result again: what is asked, what was measured, whether that
 * is enough; the new ranking while the file is copied; the copy rewritten. */
#include "rank/inside.h"

#include "data/whole_file.h"
#include "robust/agreement.h"

#include <math.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>

bool tomt_rank_is_same_file(const char *a, const char *b)
{
    struct stat of_a, of_b;
    return stat(a, &of_a) == 0 && stat(b, &of_b) == 0 && of_a.st_dev == of_b.st_dev &&
           of_a.st_ino == of_b.st_ino;
}

static bool refuse(const struct tomt_problems *problems, struct tomt_error *err)
{
    return !problems->n_errors ||
           tomt_fail(err, TOMT_PROJECT, "%zu error%s in the profile; nothing was ranked",
                     problems->n_errors, problems->n_errors == 1 ? "" : "s");
}

static bool is_name(const char *name)
{
    for (const char *c = name; *c; c++)
        if (!(*c >= 'a' && *c <= 'z') && (c == name || (*c != '_' && !(*c >= '0' && *c <= '9'))))
            return false;
    return *name && strlen(name) <= 60;
}

/* Numbers that lie beyond the reach have a value only when the reach is known. */
static bool check_reach(struct tomt_ranking *at, struct tomt_error *err)
{
    for (size_t c = 0; !at->old.tells_reach && c < at->profile.n_criteria; c++) {
        const struct tomt_place *place = &at->profile.criterion[c].place;
        if (memchr(at->old.beyond[c], 1, at->old.n) &&
            !tomt_problem_add(
                at->problems, err, TOMT_ERROR, place->file, place->line, place->column,
                "criterion '%s': the result is of schema 1.0, which does not say how far was "
                "looked, and some sites have nothing within that: run the project again (tomt run "
                "PROJECT)",
                at->profile.criterion[c].id))
            return false;
    }
    return refuse(at->problems, err);
}

static bool decide(struct tomt_ranking *at, struct tomt_error *err)
{
    const struct tomt_profile *profile = &at->profile;
    struct tomt_decide_criterion *criterion =
        tomt_arena_alloc(at->arena, (profile->n_criteria + 1) * sizeof *criterion, err);
    if (!criterion)
        return false;
    for (size_t c = 0; c < profile->n_criteria; c++) {
        const struct tomt_profile_criterion *asked = &profile->criterion[c];
        criterion[c] =
            (struct tomt_decide_criterion){.id = asked->id,
                                           .value = asked->value,
                                           .null_policy = (enum tomt_null_policy)asked->null_policy,
                                           .threshold = asked->threshold,
                                           .raw = at->old.x[c],
                                           .beyond = at->old.beyond[c],
                                           .reach = at->of[c]->reach};
        if (asked->value.ends_data && !asked->direction_given)
            criterion[c].value.falling = !at->of[c]->more_is_better;
    }
    struct tomt_decide_input input = {.profile = at->name,
                                      .settings = &profile->decision,
                                      .criterion = criterion,
                                      .n_criteria = profile->n_criteria,
                                      .n_sites = at->old.n,
                                      .site_id = at->old.site_id,
                                      .site_fid = at->old.fid};
    return tomt_decision_tables_start(at->arena, &at->tables, err) &&
           tomt_decide(at->arena, &input, at->options->crew, &at->decided, &at->tables, err);
}

/* --- while the file is copied
 * -------------------------------------------------------------------------------------- */

struct both {
    struct tomt_ranking *at;
    struct tomt_alteration *alteration; /* NULL: nothing is written */
    sqlite3 *db;
};

static bool rank_again(struct both *both, struct tomt_error *err)
{
    struct tomt_ranking *at = both->at;
    double start_s = tomt_clock_s();
    if (!tomt_rank_read_sites(at, both->db, err) || !check_reach(at, err))
        return false;
    double read_s = tomt_clock_s();
    if (!tomt_rank_veto(at, err) || !decide(at, err))
        return false;
    at->summary->read_s = read_s - start_s;
    at->summary->decide_s = tomt_clock_s() - read_s;
    at->summary->robust_s = at->decided.robust_s;
    return true;
}

static bool copy(struct both *both, struct tomt_error *err)
{
    double start_s = tomt_clock_s();
    bool good = !both->alteration ||
                tomt_alter_copy(both->alteration, both->at->options->crew->cancel, err);
    both->at->summary->copy_s = tomt_clock_s() - start_s;
    return good;
}

/* The kernel copies while we think. */
static bool work(void *seat, size_t from, size_t to, struct tomt_error *err)
{
    for (size_t i = from; i < to; i++)
        if (!(i == 0 ? copy(seat, err) : rank_again(seat, err)))
            return false;
    return true;
}

/* --- what is told
 * ---------------------------------------------------------------------------------------------------
 */

static uint32_t rank_of(const struct tomt_decided *decided, const char *column, size_t s)
{
    for (size_t k = 0; k < decided->n_columns; k++)
        if (decided->column[k].number && strcmp(decided->column[k].name, column) == 0)
            return isnan(decided->column[k].number[s]) ? 0 : (uint32_t)decided->column[k].number[s];
    return 0;
}

static bool compare(struct tomt_ranking *at, struct tomt_error *err)
{
    struct tomt_rank_summary *summary = at->summary;
    const struct tomt_ranked *old = &at->old;
    double *before = tomt_arena_block(at->arena, NULL, (old->n + 1) * sizeof *before, err);
    double *now = tomt_arena_block(at->arena, NULL, (old->n + 1) * sizeof *now, err);
    enum { TOP = 10 };
    summary->top = tomt_arena_alloc(at->arena, TOP * sizeof *summary->top, err);
    if (!before || !now || !summary->top)
        return false;
    for (size_t s = 0; s < old->n; s++) {
        uint32_t rank = at->decided.rank[s];
        before[s] = old->rank[s] ? (double)old->rank[s] : NAN;
        now[s] = rank ? (double)rank : NAN;
        summary->n_moved += rank != old->rank[s];
        at->changed = at->changed || rank != old->rank[s] ||
                      memcmp(&at->decided.score[s], &old->score[s], sizeof(double)) != 0;
        if (rank >= 1 && rank <= TOP) {
            summary->top[rank - 1] =
                (struct tomt_ranked_site){old->site_id[s],
                                          rank,
                                          old->rank[s],
                                          at->decided.score[s],
                                          old->score[s],
                                          rank_of(&at->decided, "rank_low", s),
                                          rank_of(&at->decided, "rank_high", s)};
            summary->n_top = rank > summary->n_top ? rank : summary->n_top;
        }
    }
    const struct tomt_title *title = &at->profile.title;
    summary->title = summary->language == 1 && title->nb ? title->nb
                     : title->en                         ? title->en
                     : title->nb                         ? title->nb
                                                         : at->name;
    summary->profile = at->name;
    summary->method = at->profile.decision.method->name;
    summary->n_sites = old->n;
    summary->n_vetoed = at->n_out;
    summary->n_without_rank = at->decided.n_without_rank;
    at->changed = at->changed || at->n_out;
    return tomt_rank_tell_weights(at, err) &&
           tomt_kendall_tau(before, now, old->n, at->arena, &summary->tau, err);
}

/* --- the story
 * ------------------------------------------------------------------------------------------------------
 */

static bool read_asked(struct tomt_ranking *at, struct tomt_error *err)
{
    const struct tomt_rank_options *options = at->options;
    if (options->as && !is_name(options->as))
        return tomt_fail(
            err, TOMT_USAGE,
            "--as takes a name of small letters, digits and _ that begins with a letter, not '%s'",
            options->as);
    if (!tomt_profile_read(at->arena, options->profile_file, &at->profile, at->problems, err) ||
        !refuse(at->problems, err))
        return false;
    if (!at->profile.name)
        return tomt_fail(err, TOMT_PROJECT, "'%s' is no whole profile", options->profile_file);
    at->name = options->as ? options->as : at->profile.name;
    return true;
}

/* A new profile takes no name that something else has. */
static bool check_name(struct tomt_ranking *at, sqlite3 *db, struct tomt_error *err)
{
    sqlite3_stmt *row = NULL;
    if (strcmp(at->name, at->old.name) == 0)
        return true;
    if (sqlite3_prepare_v2(db,
                           "SELECT (SELECT kind FROM layer WHERE layer.name = ?1), EXISTS (SELECT "
                           "1 FROM sqlite_schema WHERE name IN (?1, 'score_' || ?1) COLLATE NOCASE "
                           "OR name LIKE 'rtree\\_' "
                           "|| ?1 || '\\_%' ESCAPE '\\')",
                           -1, &row, NULL) != SQLITE_OK)
        return tomt_fail(err, TOMT_DATA, "'%s' cannot be read: %s", at->options->result,
                         sqlite3_errmsg(db));
    sqlite3_bind_text(row, 1, at->name, -1, SQLITE_STATIC);
    bool taken = false, is_profile = false;
    if (sqlite3_step(row) == SQLITE_ROW) {
        const char *kind = (const char *)sqlite3_column_text(row, 0);
        is_profile = kind && strcmp(kind, "profile") == 0;
        taken = sqlite3_column_int(row, 1) != 0;
    }
    sqlite3_finalize(row);
    if (is_profile && !at->options->replace)
        return tomt_fail(err, TOMT_OUTPUT, "'%s' has a profile '%s' already: --force replaces it",
                         at->options->result, at->name);
    if (taken && !is_profile)
        return tomt_fail(err, TOMT_USAGE,
                         "'%s' has something else named '%s': give another name with --as",
                         at->options->result, at->name);
    return true;
}

static bool rank(struct tomt_ranking *at, struct tomt_error *err)
{
    const struct tomt_rank_options *options = at->options;
    struct both both = {.at = at};
    if (!read_asked(at, err))
        return false;
    if (options->target) {
        both.alteration =
            tomt_alter_start(at->arena, options->result, options->target, options->replace, err);
        both.db = both.alteration ? tomt_alter_source(both.alteration) : NULL;
    } else {
        both.db = tomt_alter_look(at->arena, options->result, err);
    }
    if (!both.db || !tomt_rank_read_about(at, both.db, err) || !check_name(at, both.db, err) ||
        !tomt_rank_check(at, err) || !refuse(at->problems, err))
        return false;
    struct tomt_crew pair = {.n_threads = options->crew->n_threads,
                             .cancel = options->crew->cancel};
    struct tomt_crew_job job = {.shared = &both, .work = work, .n = 2, .chunk = 1};
    if (!tomt_crew_run(&pair, &job, err) || !compare(at, err))
        return false;
    return !both.alteration || tomt_rank_write(at, both.alteration, err);
}

bool tomt_rank(struct tomt_arena *arena, const struct tomt_rank_options *options,
               struct tomt_problems *problems, struct tomt_rank_summary *summary,
               struct tomt_error *err)
{
    *summary = (struct tomt_rank_summary){0};
    struct tomt_ranking at = {
        .arena = arena, .options = options, .problems = problems, .summary = summary};
    return rank(&at, err);
}
