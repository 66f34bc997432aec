/* cli/cmd_choose.c: tomt choose: sites that serve best as a set. */
#include "base/json.h"
#include "cli/cli.h"
#include "phrase/phrase.h"
#include "rank/rank.h"
#include "siting/siting.h"

#include <math.h>

static const struct tomt_cli_option options[] = {
    {"profile", 'p', "NAME", false, "whose sites (needed)"},
    {"sites", 'k', "K", false, "how many (needed)"},
    {"by", 'b', "WHAT", false,
     "score (sum of scores, default), p_median (least distance) or covering (most within "
     "--cover-m)"},
    {"serve", 's', "LAYER[:COLUMN]", true,
     "who is to be served: a layer of the result, and the number of each (default: population)"},
    {"cover-m", 0, "R", false, "covering: how far a site serves, straight line"},
    {"spacing-m", 0, "D", false,
     "two sites, or a site and an existing one, are at least so far apart"},
    {"at-most", 0, NULL, false, "K or fewer; without it exactly K"},
    {"most-floor-m2", 0, "N", false,
     "the chosen together have room for at most so much floor area (unused BRA)"},
    {"least-floor-m2", 0, "N", false, "... and for at least so much"},
    {"least-jobs", 0, "N", false, "the chosen together have room for at least so many jobs"},
    {"most-jobs", 0, "N", false, "... and for at most so many"},
    {"existing", 'e', "LAYER", false,
     "what exists: it serves and keeps its spacing, and does not count among K"},
    {"must", 'm', "SITE", true, "a site that is in the set whatever happens"},
    {"among", 0, "N", false, "choose among the first N by rank (and --must)"},
    {"name", 'n', "NAME", false, "of the set in the new result (default: PROFILE_WHAT_K)"},
    {"output", 'o', "RESULT2", false,
     "write a new result with the set in it; without it, or --in-place, it is only printed"},
    {"in-place", 0, NULL, false, "write into RESULT itself, replaced when all is done"},
    {"force", 0, NULL, false, "replace a set of that name, and a file of the name given with -o"},
    TOMT_CLI_LANG,
    {NULL, 0, NULL, false, NULL},
};

/* A number from 0 up; NaN when it is not asked. */
static bool number(const struct tomt_cli *cli, const char *name, double *out,
                   struct tomt_error *err)
{
    const char *text = tomt_cli_option(cli, name);
    *out = NAN;
    return !text ||
           (tomt_number_parse(text, strlen(text), false, out) && isfinite(*out) && *out >= 0) ||
           tomt_fail(err, TOMT_USAGE, "--%s takes a number from 0 up, not '%s'", name, text);
}

static bool read_by(const struct tomt_cli *cli, struct tomt_siting_ask *ask, struct tomt_error *err)
{
    const char *by = tomt_cli_option(cli, "by");
    for (int i = 0; by && tomt_siting_by[i]; i++)
        if (!strcmp(by, tomt_siting_by[i])) {
            ask->by = (enum tomt_choose_by)i;
            return true;
        }
    const char *near = by ? tomt_near_word(by, tomt_siting_by) : NULL;
    return !by ||
           tomt_fail(err, TOMT_USAGE, "--by takes score, p_median or covering, not '%s'%s%s%s", by,
                     near ? " (did you mean '" : "", near ? near : "", near ? "'?)" : "");
}

/* Options that say nothing for what is chosen by are refused: nobody is to think they were heard.
 */
static bool fits(const struct tomt_cli *cli, const struct tomt_siting_ask *ask,
                 struct tomt_error *err)
{
    if (!ask->profile)
        return tomt_fail(err, TOMT_USAGE, "say whose sites: --profile NAME");
    if (!tomt_cli_option(cli, "sites"))
        return tomt_fail(err, TOMT_USAGE, "say how many: --sites K");
    if (ask->by == TOMT_CHOOSE_COVERING && isnan(ask->cover_m))
        return tomt_fail(err, TOMT_USAGE, "--by covering needs --cover-m: how far a site serves");
    if (ask->by != TOMT_CHOOSE_COVERING && !isnan(ask->cover_m))
        return tomt_fail(err, TOMT_USAGE, "--cover-m goes with --by covering only");
    if (ask->by == TOMT_CHOOSE_SCORE && ask->n_serve)
        return tomt_fail(err, TOMT_USAGE,
                         "--serve goes with --by p_median or covering: scores serve nobody");
    if (tomt_cli_option(cli, "output") && tomt_cli_option(cli, "in-place"))
        return tomt_fail(err, TOMT_USAGE,
                         "write a new result (--output) or into the same (--in-place), not both");
    const char *output = tomt_cli_option(cli, "output");
    if (output && !tomt_cli_is_gpkg(output, err))
        return false;
    if (output && tomt_rank_is_same_file(output, ask->result))
        return tomt_fail(err, TOMT_USAGE, "'%s' is the result itself: --in-place writes into it",
                         output);
    return true;
}

static bool read_ask(const struct tomt_cli *cli, struct tomt_siting_ask *ask,
                     struct tomt_error *err)
{
    long sites, among;
    const struct tomt_cli_values *serve = tomt_cli_options(cli, "serve"),
                                 *must = tomt_cli_options(cli, "must");
    *ask = (struct tomt_siting_ask){.result = cli->positional.item[0],
                                    .profile = tomt_cli_option(cli, "profile"),
                                    .serve = serve->item,
                                    .n_serve = serve->n,
                                    .must = must->item,
                                    .n_must = must->n,
                                    .at_most = tomt_cli_option(cli, "at-most") != NULL,
                                    .existing = tomt_cli_option(cli, "existing"),
                                    .name = tomt_cli_option(cli, "name"),
                                    .force = tomt_cli_option(cli, "force") != NULL};
    if (!read_by(cli, ask, err) || !number(cli, "cover-m", &ask->cover_m, err) ||
        !number(cli, "spacing-m", &ask->spacing_m, err) ||
        !number(cli, "most-floor-m2", &ask->most_floor_m2, err) ||
        !number(cli, "least-floor-m2", &ask->least_floor_m2, err) ||
        !number(cli, "least-jobs", &ask->least_jobs, err) ||
        !number(cli, "most-jobs", &ask->most_jobs, err) ||
        !tomt_cli_integer(cli, "sites", 1, 10000, 1, &sites, err) ||
        !tomt_cli_integer(cli, "among", 1, 100000000, 0, &among, err) || !fits(cli, ask, err))
        return false;
    ask->sites = (size_t)sites;
    ask->among = (size_t)among;
    ask->cover_m = isnan(ask->cover_m) ? 0 : ask->cover_m;
    ask->spacing_m = isnan(ask->spacing_m) ? 0 : ask->spacing_m;
    return true;
}

struct page {
    struct tomt_arena *arena;
    const struct tomt_phrases *phrases;
    const struct tomt_siting_ask *ask;
    const struct tomt_siting *siting;
    struct tomt_text *out;
};

static const char *unit_of_demand(const struct page *page)
{
    return page->siting->demand.unit ? page->siting->demand.unit : "count";
}

static const char *unit_of_worth(const struct page *page)
{
    return page->ask->by == TOMT_CHOOSE_SCORE ? "tenths" : "count";
}

/* "serves (persons)": of what the numbers below are. */
static const char *heading_of_demand(const struct page *page, const char *heading,
                                     struct tomt_error *err)
{
    const struct tomt_phrases *p = page->phrases;
    const char *unit = page->siting->demand.unit;
    if (!unit)
        return heading;
    return tomt_arena_print(page->arena, err, "%s (%s)", heading,
                            !strcmp(unit, "jobs") ? tomt_phrase_plural(p, "job", "jobs", 2)
                                                  : tomt_phrase_plural(p, "person", "persons", 2));
}

/* Demand times metres is told as metres a head. */
static double worse(const struct page *page, double by)
{
    return page->ask->by == TOMT_CHOOSE_P_MEDIAN ? by / page->siting->demand.total : by;
}

static const char *measure(const struct page *page, double of, const char *unit,
                           struct tomt_error *err)
{
    struct tomt_text text = {0};
    tomt_phrase_measure(page->phrases, &text, of, unit);
    return tomt_text_keep(&text, page->arena, err);
}

enum { MOST_CELLS = 7 };

static bool cells_of(const struct page *page, size_t s, const char **cell, struct tomt_error *err)
{
    const struct tomt_siting *of = page->siting;
    size_t at = of->chosen.site[s];
    bool by_score = page->ask->by == TOMT_CHOOSE_SCORE;
    cell[0] = of->site_id[at];
    cell[1] = measure(page, (double)of->rank[at], "count", err);
    cell[2] = measure(page, of->score[at], "tenths", err);
    cell[3] = measure(page, of->floor_m2[at], "m2 BRA", err);
    cell[4] = measure(page, of->jobs[at], "count", err);
    cell[5] = by_score ? "" : measure(page, of->served[s], "count", err);
    cell[6] = measure(page, worse(page, of->chosen.leaves_worse_by[s]),
                      page->ask->by == TOMT_CHOOSE_P_MEDIAN ? "m" : unit_of_worth(page), err);
    for (size_t c = 0; c < MOST_CELLS; c++)
        if (!cell[c])
            return false;
    return true;
}

static bool print_sites(const struct page *page, struct tomt_error *err)
{
    const struct tomt_phrases *p = page->phrases;
    const char *serves = heading_of_demand(page, tomt_phrase(p, "serves"), err);
    const char *without = page->ask->by == TOMT_CHOOSE_P_MEDIAN
                              ? tomt_phrase(p, "longer way on average without it")
                          : page->ask->by == TOMT_CHOOSE_COVERING
                              ? heading_of_demand(page, tomt_phrase(p, "less without it"), err)
                              : tomt_phrase(p, "less without it");
    if (!serves || !without)
        return false;
    const char *all[MOST_CELLS] = {tomt_phrase_plural(p, "site", "sites", 1),
                                   tomt_phrase(p, "rank"),
                                   tomt_phrase(p, "score"),
                                   tomt_phrase(p, "room for floor area"),
                                   tomt_phrase(p, "room for jobs"),
                                   serves,
                                   without};
    const bool right_of[MOST_CELLS] = {false, true, true, true, true, true, true};
    bool wanted[MOST_CELLS] = {true,
                               true,
                               true,
                               page->siting->knows_capacity,
                               page->siting->knows_capacity,
                               page->ask->by != TOMT_CHOOSE_SCORE,
                               true};
    const char *heading[MOST_CELLS];
    bool right[MOST_CELLS];
    size_t n = page->siting->chosen.n, n_columns = 0;
    const char **cell = tomt_arena_alloc(page->arena, (n * MOST_CELLS + 1) * sizeof *cell, err);
    for (size_t c = 0; c < MOST_CELLS; c++)
        if (wanted[c]) {
            heading[n_columns] = all[c];
            right[n_columns++] = right_of[c];
        }
    for (size_t s = 0, at = 0; cell && s < n; s++) {
        const char *row[MOST_CELLS];
        if (!cells_of(page, s, row, err))
            return false;
        for (size_t c = 0; c < MOST_CELLS; c++)
            if (wanted[c])
                cell[at++] = row[c];
    }
    if (cell)
        tomt_cli_table(&(struct tomt_cli_table){heading, right, n_columns, n, cell}, page->out);
    return cell != NULL;
}

static void line(const struct page *page, const char *label, double of, const char *unit)
{
    tomt_text_print(page->out, "%s: ", label);
    tomt_phrase_measure(page->phrases, page->out, of, unit);
    tomt_text_puts(page->out, "\n");
}

/* A sum of what is known, and of how many it is not: a dash alone would hide what the others have.
 */
static void print_sum(const struct page *page, const char *label, const double *of,
                      const char *unit)
{
    const struct tomt_chosen *c = &page->siting->chosen;
    size_t n_known = 0;
    double sum = 0;
    for (size_t i = 0; i < c->n; i++)
        if (!isnan(of[c->site[i]])) {
            sum += of[c->site[i]];
            n_known++;
        }
    struct tomt_sentence sentence = {
        .message = n_known == c->n ? "choose_sum"
                   : n_known       ? "choose_sum_known"
                                   : "choose_sum_unknown",
        .number = {n_known ? sum : NAN, (double)n_known, (double)c->n, NAN},
        .unit = {unit, NULL, NULL, NULL},
        .text = {label, NULL, NULL}};
    tomt_sentence_phrase(page->phrases, page->out, &sentence);
    tomt_text_puts(page->out, "\n");
}

static void print_objective(const struct page *page)
{
    const struct tomt_phrases *p = page->phrases;
    const struct tomt_siting *s = page->siting;
    const struct tomt_chosen *c = &s->chosen;
    if (page->ask->by == TOMT_CHOOSE_SCORE)
        line(page, tomt_phrase(p, "scores together"), c->objective, "points");
    else if (page->ask->by == TOMT_CHOOSE_P_MEDIAN)
        line(page, tomt_phrase(p, "straight line to the nearest, on average"),
             c->objective / s->demand.total, "m");
    else {
        line(page, tomt_phrase(p, "covered, straight line"), c->objective, unit_of_demand(page));
        line(page, tomt_phrase(p, "share covered"), c->objective / s->demand.total, "share");
    }
    if (page->ask->by != TOMT_CHOOSE_SCORE)
        line(page, tomt_phrase(p, "demand in all"), s->demand.total, unit_of_demand(page));
    if (s->n_existing && page->ask->by != TOMT_CHOOSE_SCORE)
        line(page, tomt_phrase(p, "served by what exists"), s->served_by_existing,
             unit_of_demand(page));
    if (s->knows_capacity) {
        print_sum(page, tomt_phrase(p, "room for floor area together"), s->floor_m2, "m2 BRA");
        print_sum(page, tomt_phrase(p, "room for jobs together"), s->jobs, "jobs");
    }
}

static void print_proof(const struct page *page)
{
    const struct tomt_chosen *c = &page->siting->chosen;
    const struct tomt_phrases *p = page->phrases;
    struct tomt_text percent = {0};
    if (c->how == TOMT_CHOSEN_EXACT)
        tomt_text_print(page->out, "%s\n", tomt_phrase(p, "exact: no other set is better"));
    else {
        tomt_phrase_number(p, &percent, 100 * c->gap, 2);
        tomt_text_print(
            page->out, "%s: %s %%\n",
            tomt_phrase(p, "found by search, not proven; another set could be better by at most"),
            percent.n ? percent.bytes : "");
    }
    tomt_text_free(&percent);
    if (page->siting->demand.n_without)
        line(page, tomt_phrase(p, "features without a number or a place, left out"),
             (double)page->siting->demand.n_without, "count");
    if (page->siting->demand.level)
        tomt_text_print(page->out, "%s: %s\n", tomt_phrase(p, "level of the areas served"),
                        page->siting->demand.level);
}

/* In the lower half by rank: whoever chooses by distance alone is told what that costs. */
static bool is_low(const struct page *page, size_t at)
{
    return page->ask->by != TOMT_CHOOSE_SCORE &&
           2 * page->siting->rank[at] > (int64_t)page->siting->n_ranked + 1;
}

static bool has_no_room(const struct page *page, size_t at)
{
    return page->siting->knows_capacity && !(page->siting->floor_m2[at] > 0);
}

static void print_mind(const struct page *page, const char *message,
                       bool (*is)(const struct page *, size_t))
{
    enum { MOST_NAMED = 10 };
    const struct tomt_siting *s = page->siting;
    struct tomt_text list = {0};
    size_t n = 0;
    for (size_t i = 0; i < s->chosen.n; i++) {
        if (!is(page, s->chosen.site[i]))
            continue;
        if (n < MOST_NAMED)
            tomt_text_print(&list, "%s%s", n ? ", " : "", s->site_id[s->chosen.site[i]]);
        else if (n == MOST_NAMED)
            tomt_text_puts(&list, ", …");
        n++;
    }
    struct tomt_sentence sentence = {
        .message = message,
        .number = {(double)n, (double)s->chosen.n, (double)s->n_ranked, NAN},
        .text = {list.n ? list.bytes : "", NULL, NULL}};
    if (n) {
        tomt_sentence_phrase(page->phrases, page->out, &sentence);
        tomt_text_puts(page->out, "\n");
    }
    page->out->failed = page->out->failed || list.failed;
    tomt_text_free(&list);
}

static bool print(const struct page *page, struct tomt_error *err)
{
    const struct tomt_siting *s = page->siting;
    const struct tomt_phrases *p = page->phrases;
    const char *title = tomt_phrases_language(p) == 1 && *s->title.nb ? s->title.nb : s->title.en;
    const char *what =
        page->ask->by == TOMT_CHOOSE_SCORE      ? tomt_phrase(p, "that score highest together")
        : page->ask->by == TOMT_CHOOSE_P_MEDIAN ? tomt_phrase(p, "with the shortest ways together")
                                                : tomt_phrase(p, "that cover most together");
    tomt_text_line(page->out, title);
    tomt_text_print(page->out, " (%s): ", page->ask->profile);
    tomt_phrase_measure(p, page->out, (double)s->chosen.n, "sites");
    tomt_text_print(page->out, " %s (%s ", what, tomt_phrase(p, "of"));
    tomt_phrase_measure(p, page->out, (double)s->n, "candidates");
    tomt_text_puts(page->out, ")\n");
    if (s->chosen.n && !print_sites(page, err))
        return false;
    print_objective(page);
    print_proof(page);
    print_mind(page, "choose_low", is_low);
    print_mind(page, "choose_no_room", has_no_room);
    return true;
}

static void print_json(const struct page *page)
{
    const struct tomt_siting *s = page->siting;
    const struct tomt_chosen *c = &s->chosen;
    struct tomt_text *out = page->out;
    tomt_text_puts(out, "{");
    tomt_json_put_text(out, "name", s->name);
    tomt_json_put_text(out, "profile", page->ask->profile);
    tomt_json_put_text(out, "by", tomt_siting_by[page->ask->by]);
    tomt_text_print(out, ",\"k\":%zu,\"n\":%zu,\"candidates\":%zu", page->ask->sites, c->n, s->n);
    tomt_json_put_number(out, "objective", c->objective);
    tomt_json_put_number(out, "bound", c->bound);
    tomt_json_put_number(out, "gap", c->gap);
    tomt_json_put_text(out, "how", c->how == TOMT_CHOSEN_EXACT ? "exact" : "heuristic");
    tomt_json_put_number(out, "demand", page->ask->by == TOMT_CHOOSE_SCORE ? NAN : s->demand.total);
    tomt_json_put_number(out, "served_by_existing",
                         page->ask->by == TOMT_CHOOSE_SCORE ? NAN : s->served_by_existing),
        tomt_json_put_number(out, "floor_m2", c->floor_m2);
    tomt_json_put_number(out, "jobs", c->jobs);
    tomt_text_print(out, ",\"demand_left_out\":%zu,\"sites\":[", s->demand.n_without);
    for (size_t i = 0; i < c->n; i++) {
        size_t at = c->site[i];
        tomt_text_puts(out, i ? ",{" : "{");
        tomt_json_put_text(out, "site_id", s->site_id[at]);
        tomt_text_print(out, ",\"rank\":%lld", (long long)s->rank[at]);
        tomt_json_put_number(out, "score", s->score[at]);
        tomt_json_put_number(out, "x", s->x[at]);
        tomt_json_put_number(out, "y", s->y[at]);
        tomt_json_put_number(out, "floor_m2", s->floor_m2[at]);
        tomt_json_put_number(out, "jobs", s->jobs[at]);
        tomt_json_put_number(out, "served", s->served ? s->served[i] : NAN);
        tomt_json_put_number(out, "leaves_worse_by", c->leaves_worse_by[i]);
        tomt_text_print(out, ",\"lower_half\":%s,\"no_room\":%s",
                        is_low(page, at) ? "true" : "false",
                        has_no_room(page, at) ? "true" : "false");
        tomt_text_puts(out, "}");
    }
    tomt_text_puts(out, "]}\n");
}

static bool tell(struct tomt_cli *cli, const struct page *page, struct tomt_error *err)
{
    if (cli->json)
        print_json(page);
    else if (!cli->quiet && !print(page, err))
        return false;
    if (page->out->failed)
        return tomt_fail(err, TOMT_MEMORY, "out of memory telling what was chosen");
    fwrite(page->out->bytes ? page->out->bytes : "", 1, page->out->n, cli->out);
    return true;
}

static bool run(struct tomt_cli *cli, struct tomt_error *err)
{
    struct tomt_siting_ask ask;
    struct tomt_siting siting;
    int language;
    if (!read_ask(cli, &ask, err) || !tomt_cli_language(cli, -1, &language, err) ||
        !tomt_siting_choose(cli->arena, &ask, &cli->crew, &siting, err))
        return false;
    const struct tomt_phrases *phrases =
        tomt_phrases_open(cli->arena, language < 0 ? siting.language : language, err);
    if (!phrases)
        return false;
    bool in_place = tomt_cli_option(cli, "in-place") != NULL;
    const char *target = in_place ? ask.result : tomt_cli_option(cli, "output");
    if (target && !tomt_siting_write(cli->arena, &ask, &siting, target, in_place || ask.force,
                                     &cli->crew, err))
        return false;
    struct tomt_text text = {0};
    struct page page = {cli->arena, phrases, &ask, &siting, &text};
    bool ok = tell(cli, &page, err);
    tomt_text_free(&text);
    if (ok && target && !cli->json && !cli->quiet)
        tomt_cli_say(cli->out, "%s %s\n", tomt_phrase(phrases, "written:"), target);
    return ok;
}

const struct tomt_command tomt_command_choose = {
    .name = "choose",
    .summary = "choose sites that serve best as a set, with spacing, budgets and what exists",
    .arguments = "RESULT",
    .min_arguments = 1,
    .max_arguments = 1,
    .options = options,
    .has_json = true,
    .help = "p_median and covering look at distances, not at scores: --among keeps to the sites "
            "that rank "
            "first. Distances are straight lines from the site point to a point, or to the centre "
            "of an "
            "area. Layers are those of the result "
            "(`site`, `population`,\n"
            "`establishment`, `hub` ...); a layer without a column counts 1 a feature. A set is "
            "proven to be the best (exact), or told "
            "with what it could\n"
            "lack at most. Where no set meets what is asked, what cannot be had together is named "
            "(exit code 8). docs/choosing.md says how.\n\n"
            "examples:\n  tomt choose result/result.gpkg --profile health_cluster --sites 3 --by "
            "p_median --among 50\n"
            "  tomt choose result/result.gpkg --profile office --sites 5 --by covering --cover-m "
            "800 --serve establishment --spacing-m 500 --among 100\n"
            "  tomt choose result/result.gpkg --profile office --sites 4 --least-jobs 2000 --among "
            "100 -o chosen.gpkg\n",
    .run = run,
};
