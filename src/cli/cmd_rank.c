/* cli/cmd_rank.c: tomt rank: a result's sites ranked again by another profile file. */
#include "base/json.h"
#include "cli/cli.h"
#include "phrase/phrase.h"
#include "rank/rank.h"

#include <math.h>

static const struct tomt_cli_option options[] = {
    {"profile", 'p', "FILE", false,
     "the profile file with the new weights, methods or vetoes (needed)"},
    {"output", 'o', "FILE", false,
     "the result to write; without it and --in-place the ranking is printed only"},
    {"in-place", 0, NULL, false, "replace RESULT when all is done"},
    {"as", 0, "NAME", false, "a second profile of this name, beside the one whose sites it ranks"},
    {"force", 0, NULL, false,
     "replace a file of the name given with -o, and a profile of the name given with --as"},
    {"lang", 0, "LANG", false, "nb or en (default: the result's)"},
    {"timings", 0, NULL, false, "print how long reading, computing and writing took"},
    {NULL, 0, NULL, false, NULL},
};

static void put(struct tomt_text *out, const struct tomt_phrases *phrases, const char *message,
                const char *a, const char *b, double number_1, double number_2)
{
    struct tomt_sentence sentence = {
        .message = message, .number = {number_1, number_2, NAN, NAN}, .text = {a, b, NULL}};
    tomt_sentence_phrase(phrases, out, &sentence);
    tomt_text_puts(out, "\n");
}

static void rank_text(char *to, size_t size, uint32_t rank)
{
    if (rank)
        snprintf(to, size, "%u", rank);
    else
        snprintf(to, size, "–");
}

static void score_text(struct tomt_arena *arena, const struct tomt_phrases *phrases, double score,
                       const char **out, struct tomt_error *err)
{
    struct tomt_text text = {0};
    tomt_phrase_tenths(phrases, &text, score);
    *out = tomt_text_keep(&text, arena, err);
}

static bool print_top(const struct tomt_rank_summary *summary, const struct tomt_phrases *phrases,
                      struct tomt_arena *arena, struct tomt_text *out, struct tomt_error *err)
{
    enum { N = 6, MOST = 10 };
    const char *heading[N] = {tomt_phrase(phrases, TOMT_MARK("rank")),
                              tomt_phrase(phrases, TOMT_MARK("before")),
                              tomt_phrase_plural(phrases, "site", "sites", 1),
                              tomt_phrase(phrases, TOMT_MARK("score")),
                              tomt_phrase(phrases, TOMT_MARK("score before")),
                              tomt_phrase(phrases, TOMT_MARK("rank interval"))};
    static const bool right[N] = {true, true, false, true, true, true};
    const char *cell[MOST * N];
    char text[MOST][3][32];
    for (size_t i = 0; i < summary->n_top && i < MOST; i++) {
        const struct tomt_ranked_site *site = &summary->top[i];
        rank_text(text[i][0], sizeof text[i][0], site->rank);
        rank_text(text[i][1], sizeof text[i][1], site->rank_before);
        if (site->rank_low && site->rank_low == site->rank_high)
            snprintf(text[i][2], sizeof text[i][2], "%u", site->rank_low);
        else if (site->rank_low)
            snprintf(text[i][2], sizeof text[i][2], "%u–%u", site->rank_low, site->rank_high);
        else
            snprintf(text[i][2], sizeof text[i][2], "–");
        cell[i * N] = text[i][0];
        cell[i * N + 1] = text[i][1];
        cell[i * N + 2] = site->site_id;
        score_text(arena, phrases, site->score, &cell[i * N + 3], err);
        score_text(arena, phrases, site->score_before, &cell[i * N + 4], err);
        cell[i * N + 5] = text[i][2];
        if (err->code != TOMT_OK)
            return false;
    }
    if (summary->n_top)
        tomt_cli_table(&(struct tomt_cli_table){heading, right, N, summary->n_top, cell}, out);
    return true;
}

/* --- weights
 * ----------------------------------------------------------------------------------------------------
 */

static void share_text(struct tomt_arena *arena, const struct tomt_phrases *phrases, double share,
                       const char **out, struct tomt_error *err)
{
    struct tomt_text text = {0};
    if (isnan(share))
        tomt_text_puts(&text, "–");
    else
        tomt_phrase_measure(phrases, &text, share, "share");
    *out = tomt_text_keep(&text, arena, err);
}

static const char *in_language(const struct tomt_phrases *phrases, const struct tomt_title *title,
                               const char *name)
{
    return tomt_phrases_language(phrases) == 1 && title->nb ? title->nb
           : title->en                                      ? title->en
                                                            : name;
}

/* Groups stand out to the left of their members; a flat list is not indented. */
static bool print_weights(const struct tomt_rank_summary *summary,
                          const struct tomt_phrases *phrases, struct tomt_arena *arena,
                          struct tomt_text *out, struct tomt_error *err)
{
    enum { N = 4 };
    const char *heading[N] = {tomt_phrase(phrases, TOMT_MARK("criterion or group")),
                              tomt_phrase(phrases, TOMT_MARK("share now")),
                              tomt_phrase(phrases, TOMT_MARK("before")),
                              tomt_phrase(phrases, TOMT_MARK("weighed by"))};
    static const bool right[N] = {false, true, true, false};
    size_t n = summary->n_weights ? summary->n_weights - 1 : 0; /* the whole is all of it */
    const char **cell = tomt_arena_alloc(arena, (n * N + 1) * sizeof *cell, err);
    if (!cell)
        return false;
    for (size_t i = 0; i < n; i++) {
        const struct tomt_rank_weight *weight = &summary->weight[i + 1];
        struct tomt_text name = {0};
        tomt_text_print(&name, "%*s%s", 2 * (int)(weight->level - 1), "",
                        in_language(phrases, weight->title, weight->name));
        cell[i * N] = tomt_text_keep(&name, arena, err);
        share_text(arena, phrases, weight->share, &cell[i * N + 1], err);
        share_text(arena, phrases, weight->share_before, &cell[i * N + 2], err);
        cell[i * N + 3] = weight->is_group ? weight->method : "";
        if (err->code != TOMT_OK)
            return false;
    }
    put(out, phrases, "rank_weights", NULL, NULL, NAN, NAN);
    tomt_cli_table(&(struct tomt_cli_table){heading, right, N, n, cell}, out);
    return true;
}

static const char *title_in(const struct tomt_rank_summary *summary,
                            const struct tomt_phrases *phrases,
                            const struct tomt_weight_group *group, size_t member)
{
    const struct tomt_weight_member *of = &group->member[member];
    return of->criterion != SIZE_MAX
               ? in_language(phrases, summary->criterion_title[of->criterion], "")
               : in_language(phrases, &of->group->title, of->group->name);
}

static void print_odds(const struct tomt_rank_summary *summary, const struct tomt_phrases *phrases,
                       const struct tomt_weight_group *group, struct tomt_text *out)
{
    struct tomt_odds odds;
    struct tomt_text judges = {0};
    if (!tomt_judges_odds(group, &odds))
        return;
    const char *one = group->judge[odds.judge].name, *two = group->judge[odds.other_judge].name;
    tomt_text_print(&judges, "%s, %s", one ? one : "–", two ? two : "–");
    struct tomt_sentence sentence = {.message = "rank_odds",
                                     .number = {odds.times, 1 / odds.other_times, NAN, NAN},
                                     .text = {title_in(summary, phrases, group, odds.a),
                                              title_in(summary, phrases, group, odds.b),
                                              judges.failed ? "" : judges.bytes}};
    tomt_text_puts(out, "  ");
    tomt_sentence_phrase(phrases, out, &sentence);
    tomt_text_puts(out, "\n");
    tomt_text_free(&judges);
}

/* How consistent the judgements of each group are, and, where that is too little, which is off. */
static void print_consistency(const struct tomt_rank_summary *summary,
                              const struct tomt_phrases *phrases, struct tomt_text *out)
{
    for (size_t i = 0; i < summary->n_weighings; i++) {
        const struct tomt_weighing *weighing = &summary->weighing[i];
        const struct tomt_weight_group *group = weighing->group;
        if (group->by->asks != TOMT_ASKS_JUDGEMENTS || isnan(weighing->consistency_ratio) ||
            group->n_members < 2)
            continue;
        const char *title = group->name ? in_language(phrases, &group->title, group->name)
                                        : tomt_phrase(phrases, TOMT_MARK("the whole"));
        put(out, phrases, "rank_consistency", title, NULL, weighing->consistency_ratio, NAN);
        if (!tomt_is_consistent(weighing->consistency_ratio) && weighing->worst_a != SIZE_MAX) {
            tomt_text_puts(out, "  ");
            put(out, phrases, "rank_consistency_worst",
                title_in(summary, phrases, group, weighing->worst_a),
                title_in(summary, phrases, group, weighing->worst_b), weighing->worst_times,
                weighing->worst_implied);
        }
        for (size_t j = 0; group->n_judges > 1 && j < group->n_judges; j++) {
            tomt_text_puts(out, "  ");
            put(out, phrases, "rank_consistency_judge",
                group->judge[j].name ? group->judge[j].name : "–", NULL, weighing->judge_ratio[j],
                NAN);
        }
        print_odds(summary, phrases, group, out);
    }
}

static void print_end(const struct tomt_rank_summary *summary,
                      const struct tomt_rank_options *asked, const struct tomt_phrases *phrases,
                      struct tomt_text *out)
{
    put(out, phrases, "rank_moved", NULL, NULL, (double)summary->n_moved, (double)summary->n_sites);
    if (!isnan(summary->tau))
        put(out, phrases, "rank_tau", NULL, NULL, summary->tau, NAN);
    if (summary->n_vetoed)
        put(out, phrases, "rank_vetoed", NULL, NULL, (double)summary->n_vetoed, NAN);
    if (summary->n_without_rank)
        put(out, phrases, "rank_without", NULL, NULL, (double)summary->n_without_rank, NAN);
    if (!asked->target) {
        put(out, phrases, "rank_not_written", NULL, NULL, NAN, NAN);
        return;
    }
    put(out, phrases, "rank_written", asked->target, NULL, NAN, NAN);
    put(out, phrases, "rank_geojson", NULL, NULL, NAN, NAN);
}

static bool print_text(struct tomt_cli *cli, const struct tomt_rank_summary *summary,
                       const struct tomt_rank_options *asked, int language, struct tomt_text *out,
                       struct tomt_error *err)
{
    struct tomt_phrases *phrases = tomt_phrases_open(cli->arena, language, err);
    if (!phrases)
        return false;
    put(out, phrases, "rank_of", summary->title, summary->profile, (double)summary->n_sites, NAN);
    if (!print_top(summary, phrases, cli->arena, out, err) ||
        !print_weights(summary, phrases, cli->arena, out, err))
        return false;
    print_consistency(summary, phrases, out);
    print_end(summary, asked, phrases, out);
    if (tomt_cli_option(cli, "timings"))
        tomt_text_print(out,
                        "read %.3f s, computed %.3f s (robustness %.3f s of it), copied meanwhile "
                        "%.3f s, written %.3f s, finished (styles, disk) %.3f s\n",
                        summary->read_s, summary->decide_s, summary->robust_s, summary->copy_s,
                        summary->write_s, summary->sync_s);
    return true;
}

static void json_rank(struct tomt_text *out, const char *key, uint32_t rank)
{
    tomt_json_put_number(out, key, rank ? (double)rank : NAN);
}

static void json_weights(const struct tomt_rank_summary *summary, struct tomt_text *out)
{
    tomt_text_puts(out, ",\"weights\":[");
    for (size_t i = 0; i < summary->n_weights; i++) {
        const struct tomt_rank_weight *weight = &summary->weight[i];
        tomt_text_puts(out, i ? ",{" : "{");
        tomt_json_put_text(out, "name", weight->name);
        tomt_text_print(out, ",\"level\":%zu", weight->level);
        tomt_json_put_text(out, "method", weight->method);
        tomt_json_put_number(out, "share", weight->share);
        tomt_json_put_number(out, "share_before", weight->share_before);
        tomt_text_puts(out, "}");
    }
    tomt_text_puts(out, "],\"consistency\":[");
    for (size_t i = 0, n = 0; i < summary->n_weighings; i++) {
        const struct tomt_weighing *weighing = &summary->weighing[i];
        if (weighing->group->by->asks != TOMT_ASKS_JUDGEMENTS)
            continue;
        tomt_text_puts(out, n++ ? ",{" : "{");
        tomt_json_put_text(out, "group", weighing->group->name);
        tomt_json_put_number(out, "ratio", weighing->consistency_ratio);
        tomt_text_puts(out, ",\"judges\":[");
        for (size_t j = 0; j < weighing->group->n_judges; j++) {
            tomt_text_puts(out, j ? ",{" : "{");
            tomt_json_put_text(out, "name", weighing->group->judge[j].name);
            tomt_json_put_number(out, "ratio", weighing->judge_ratio[j]);
            tomt_text_puts(out, "}");
        }
        tomt_text_puts(out, "]}");
    }
    tomt_text_puts(out, "]");
}

static void print_json(const struct tomt_rank_summary *summary,
                       const struct tomt_rank_options *asked, const struct tomt_problems *problems,
                       struct tomt_text *out)
{
    tomt_text_puts(out, "{");
    tomt_json_put_text(out, "profile", summary->profile);
    tomt_json_put_text(out, "method", summary->method);
    tomt_json_put_text(out, "result", asked->target);
    tomt_json_put_text(out, "run_id", summary->run_id);
    tomt_text_print(out, ",\"sites\":%zu,\"moved\":%zu,\"vetoed\":%zu,\"without_rank\":%zu",
                    summary->n_sites, summary->n_moved, summary->n_vetoed, summary->n_without_rank);
    tomt_json_put_number(out, "tau", summary->tau);
    tomt_text_puts(out, ",\"top\":[");
    for (size_t i = 0; i < summary->n_top; i++) {
        const struct tomt_ranked_site *site = &summary->top[i];
        tomt_text_puts(out, i ? ",{" : "{");
        tomt_json_put_text(out, "site_id", site->site_id);
        json_rank(out, "rank", site->rank);
        json_rank(out, "rank_before", site->rank_before);
        tomt_json_put_number(out, "score", site->score);
        tomt_json_put_number(out, "score_before", site->score_before);
        json_rank(out, "rank_low", site->rank_low);
        json_rank(out, "rank_high", site->rank_high);
        tomt_text_puts(out, "}");
    }
    tomt_text_puts(out, "]");
    json_weights(summary, out);
    tomt_text_print(out,
                    ",\"seconds\":{\"read\":%.4f,\"compute\":%.4f,\"robustness\":%.4f,\"copy\":%."
                    "4f,\"write\":%.4f,\"finish\":%.4f},\"problems\":",
                    summary->read_s, summary->decide_s, summary->robust_s, summary->copy_s,
                    summary->write_s, summary->sync_s);
    tomt_cli_problems_json(problems, out);
    tomt_text_puts(out, "}\n");
}

static bool read_options(const struct tomt_cli *cli, struct tomt_rank_options *asked, int *language,
                         struct tomt_error *err)
{
    const char *result = cli->positional.item[0], *output = tomt_cli_option(cli, "output"),
               *lang = tomt_cli_option(cli, "lang");
    bool in_place = tomt_cli_option(cli, "in-place") != NULL;
    *language = -1;
    if (!tomt_cli_option(cli, "profile"))
        return tomt_fail(err, TOMT_USAGE,
                         "tomt rank needs the profile file to rank by: --profile FILE");
    if (output && in_place)
        return tomt_fail(err, TOMT_USAGE, "give -o FILE or --in-place, not both");
    if (lang && strcmp(lang, "nb") != 0 && strcmp(lang, "en") != 0)
        return tomt_fail(err, TOMT_USAGE, "--lang takes nb or en, not '%s'", lang);
    if (lang)
        *language = strcmp(lang, "nb") == 0;
    if (output && !tomt_cli_is_gpkg(output, err))
        return false;
    *asked = (struct tomt_rank_options){.result = result,
                                        .profile_file = tomt_cli_option(cli, "profile"),
                                        .target = in_place ? result : output,
                                        .replace = tomt_cli_option(cli, "force") != NULL,
                                        .as = tomt_cli_option(cli, "as"),
                                        .crew = &cli->crew};
    if (output && tomt_rank_is_same_file(output, result))
        return tomt_fail(err, TOMT_USAGE, "'%s' is the result itself: --in-place replaces it",
                         output);
    return true;
}

static bool run(struct tomt_cli *cli, struct tomt_error *err)
{
    struct tomt_problems problems;
    struct tomt_rank_options asked;
    struct tomt_rank_summary summary;
    int language;
    tomt_problems_start(&problems, cli->arena);
    if (!read_options(cli, &asked, &language, err))
        return false;
    bool ok = tomt_rank(cli->arena, &asked, &problems, &summary, err);
    if (!ok || !cli->json)
        tomt_cli_problems(cli, &problems);
    if (!ok)
        return false;
    struct tomt_text text = {0};
    if (cli->json)
        print_json(&summary, &asked, &problems, &text);
    else if (!cli->quiet)
        ok = print_text(cli, &summary, &asked, language < 0 ? summary.language : language, &text,
                        err);
    if (ok && text.failed)
        ok = tomt_fail(err, TOMT_MEMORY, "out of memory");
    if (ok)
        fwrite(text.bytes ? text.bytes : "", 1, text.n, cli->out);
    tomt_text_free(&text);
    return ok;
}

const struct tomt_command tomt_command_rank = {
    .name = "rank",
    .summary = "rank a result's sites again by another profile file, without the layers",
    .arguments = "RESULT",
    .min_arguments = 1,
    .max_arguments = 1,
    .options = options,
    .has_json = true,
    .help = "Weights, methods, value functions, robustness and stricter vetoes are taken from the "
            "file; the numbers that were measured are\n"
            "the result's. What needs the layers (other uses, sizes, constraints, criteria) is "
            "told with its line. The new file has all that\n"
            "the old one has, also what others put into it; GeoJSON files beside it are not "
            "rewritten.\n\n"
            "examples:\n  tomt rank result.gpkg --profile office.yaml\n  tomt rank result.gpkg "
            "--profile office.yaml -o less_rail.gpkg\n"
            "  tomt rank result.gpkg --profile office.yaml --in-place --as office_less_rail\n",
    .run = run,
};
