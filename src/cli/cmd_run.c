/* cli/cmd_run.c: tomt run: the main job, and the table at its end. */
#include "base/json.h"
#include "cli/cli.h"
#include "phrase/phrase.h"
#include "run/run.h"
#include "sites/sites.h"

#include <math.h>

static const struct tomt_cli_option options[] = {
    {"output", 'o', "DIR", false, "folder of the result (default: the project's `settings: result`)"},
    {"profile", 'p', "NAME", true, "only this profile"},
    TOMT_CLI_LANG,
    {"timings", 0, NULL, false, "print the time of each stage and the peak memory"},
    {NULL, 0, NULL, false, NULL},
};

struct summary_text { /* of one summary */
    const struct tomt_phrases *phrases;
    struct tomt_text *line; /* what is being said */
    struct tomt_text *out;
};

enum { FURTHER = 4 };

/* What was said, in lines that fit as the table's do. */
static void end_line(const struct summary_text *to)
{
    if (to->line->n)
        tomt_text_wrap(to->out, to->line->bytes, to->line->n, FURTHER);
    tomt_text_puts(to->out, "\n");
    to->out->failed = to->out->failed || to->line->failed;
    to->line->n = 0;
}

/* A message with up to three counts and two texts. */
static void say(const struct summary_text *to, const char *message, const double number[3], const char *a, const char *b)
{
    struct tomt_sentence sentence = {.message = message, .number = {NAN, NAN, NAN, NAN}, .text = {a, b, NULL}};
    for (size_t i = 0; number && i < 3; i++)
        sentence.number[i] = number[i];
    tomt_sentence_phrase(to->phrases, to->line, &sentence);
}

static void say_count(const struct summary_text *to, const char *message, size_t n)
{
    say(to, message, (const double[3]){(double)n, NAN, NAN}, NULL, NULL);
}

/* ", too small (12)": a name of the result in words; one that has none as it is. */
static void say_reason(const struct summary_text *to, const char *before, const char *kind, const char *name, size_t n)
{
    char id[64];
    snprintf(id, sizeof id, "%s_%s", kind, name);
    tomt_text_puts(to->line, before);
    if (tomt_message_find(id))
        say(to, id, NULL, NULL, NULL);
    else
        tomt_text_puts(to->line, name);
    tomt_text_puts(to->line, " (");
    tomt_phrase_measure(to->phrases, to->line, (double)n, "count");
    tomt_text_puts(to->line, ")");
}

static void print_capacity(const struct tomt_summary_profile *profile, const struct summary_text *to)
{
    if (isnan(profile->unused_bra_m2))
        return;
    tomt_text_puts(to->line, "  ");
    say(to, "run_room", (const double[3]){profile->unused_bra_m2, NAN, NAN}, NULL, NULL);
    if (!isnan(profile->jobs)) {
        tomt_text_puts(to->line, ", ");
        say(to, "run_room_jobs", (const double[3]){profile->jobs_low, profile->jobs_high, NAN}, NULL, NULL);
    }
    if (profile->n_capacity_unknown) {
        tomt_text_puts(to->line, "; ");
        say_count(to, "run_room_unknown", profile->n_capacity_unknown);
    }
    for (size_t i = 0; i < profile->n_unknown_for; i++)
        say_reason(to, i ? ", " : ": ", "capacity", profile->unknown_for[i].name, profile->unknown_for[i].n);
    if (profile->n_jobs_unknown > profile->n_capacity_unknown) {
        tomt_text_puts(to->line, "; ");
        say_count(to, "run_room_jobs_unknown", profile->n_jobs_unknown);
    }
    end_line(to);
}

/* Vetoes that some sites pass for want of a number: nobody should take that for one that is good enough. */
static void print_untested(const struct tomt_summary_profile *profile, const struct summary_text *to)
{
    for (size_t v = 0; v < profile->n_untested; v++) {
        tomt_text_puts(to->line, "  ");
        say(to, "run_untested", (const double[3]){(double)profile->untested[v].n, NAN, NAN}, profile->untested[v].title, NULL);
        end_line(to);
    }
}

static void print_alternatives(const struct tomt_run_summary *summary, const struct summary_text *to)
{
    if (!summary->n_alternatives)
        return;
    end_line(to);
    say(to, "run_alternatives", NULL, NULL, NULL);
    for (size_t k = 0; k < summary->n_alternatives; k++) {
        const struct tomt_summary_alternative *alternative = &summary->alternative[k];
        end_line(to);
        tomt_text_puts(to->line, "  ");
        say(to, "run_alternative", (const double[3]){(double)alternative->n_new, (double)alternative->n_gone, (double)alternative->n_changed},
            alternative->title, alternative->name);
    }
    end_line(to);
}

/* "1–6", "4"; a dash where no draws were made. */
static void print_interval(const struct tomt_phrases *phrases, struct tomt_text *out, const struct tomt_summary_site *site)
{
    if (isnan(site->rank_low)) {
        tomt_text_puts(out, "–");
        return;
    }
    tomt_phrase_measure(phrases, out, site->rank_low, "count");
    if (site->rank_high > site->rank_low) {
        tomt_text_puts(out, "–");
        tomt_phrase_measure(phrases, out, site->rank_high, "count");
    }
}

enum { MOST_TOP = 10, N_CELLS = 6 };

static bool print_top(struct tomt_arena *arena, const struct tomt_summary_profile *profile, const struct summary_text *to, struct tomt_error *err)
{
    const struct tomt_phrases *phrases = to->phrases;
    const char *heading[N_CELLS] = {tomt_phrase(phrases, "rank"), tomt_phrase(phrases, "rank interval"), tomt_phrase_plural(phrases, "site", "sites", 1), tomt_phrase(phrases, "score"), tomt_phrase(phrases, "data"),
                                    tomt_phrase(phrases, "most of it from")};
    const bool right[N_CELLS] = {true, true, false, true, true, false};
    const char *cell[MOST_TOP * N_CELLS];
    size_t n = profile->n_top < MOST_TOP ? profile->n_top : MOST_TOP;
    for (size_t i = 0; i < n; i++) {
        const struct tomt_summary_site *site = &profile->top[i];
        struct tomt_text rank = {0}, interval = {0}, score = {0}, data = {0};
        tomt_phrase_measure(phrases, &rank, site->rank, "count");
        print_interval(phrases, &interval, site);
        tomt_phrase_number(phrases, &score, site->score, 0);
        tomt_phrase_measure(phrases, &data, site->coverage, "share");
        const char *row[N_CELLS] = {tomt_text_keep(&rank, arena, err), tomt_text_keep(&interval, arena, err), site->site_id,
                                    tomt_text_keep(&score, arena, err), tomt_text_keep(&data, arena, err), site->why};
        if (!row[0] || !row[1] || !row[3] || !row[4])
            return false;
        memcpy(&cell[N_CELLS * i], row, sizeof row);
    }
    tomt_cli_table(&(struct tomt_cli_table){heading, right, N_CELLS, n, cell}, to->out);
    return true;
}

static bool print_profile(struct tomt_arena *arena, const struct tomt_summary_profile *profile, const struct summary_text *to, struct tomt_error *err)
{
    end_line(to);
    say(to, "run_profile", (const double[3]){(double)profile->n_sites, (double)profile->n_rejected, NAN}, profile->title, profile->name);
    const char *before = ": ";
    for (size_t r = 0; r < TOMT_N_REASONS; r++)
        if (profile->n_by_reason[r]) {
            say_reason(to, before, "reason", tomt_reason_name[r], profile->n_by_reason[r]);
            before = ", ";
        }
    end_line(to);
    if (!profile->n_top)
        return true;
    if (!print_top(arena, profile, to, err))
        return false;
    print_capacity(profile, to);
    print_untested(profile, to);
    return true;
}

static void print_path(struct tomt_text *out, int indent, const char *path)
{
    tomt_text_print(out, "%*s", indent, "");
    tomt_text_line(out, path); /* whatever its name holds */
    tomt_text_puts(out, "\n");
}

static void print_written(const struct tomt_run_summary *summary, const struct summary_text *to)
{
    const char *head = tomt_phrase(to->phrases, "written:");
    int indent = (int)tomt_columns_wide(head) + 1;
    tomt_text_puts(to->out, head);
    print_path(to->out, 1, summary->result_path);
    for (size_t p = 0; p < summary->n_profiles; p++)
        print_path(to->out, indent, summary->profile[p].geojson);
    for (size_t k = 0; k < summary->n_densities; k++)
        print_path(to->out, indent, summary->density[k]);
}

/* For whoever measures the program; not phrased. */
static void print_timings(const struct tomt_run_summary *summary, struct tomt_text *out)
{
    for (size_t i = 0; i < summary->n_stages; i++)
        tomt_text_print(out, "stage %-10s %8.3f s, memory up to %5.0f MiB\n", summary->stage[i].name,
                        summary->stage[i].seconds, (double)summary->stage[i].peak_bytes / 1048576);
    tomt_text_print(out, "peak memory %.0f MiB; %zu overlay pairs with %llu vertices, %zu of them left to GEOS; %llu site-address "
                         "pairs in %.3f s\n",
                    (double)summary->peak_bytes / 1048576, summary->n_pairs, (unsigned long long)summary->n_vertices,
                    summary->n_geos_pairs, (unsigned long long)summary->n_address_pairs, summary->address_pair_seconds);
}

static void print_counts(const struct tomt_run_summary *summary, const struct summary_text *to)
{
    print_alternatives(summary, to);
    end_line(to);
    if (summary->n_sites) {
        say(to, "run_judgement", NULL, NULL, NULL);
        end_line(to);
        end_line(to);
    }
    say_count(to, "run_looked_at", summary->n_candidates);
    end_line(to);
    say(to, "run_kept", (const double[3]){(double)summary->n_kept_candidates, (double)summary->n_sites, NAN}, NULL, NULL);
    end_line(to);
    say_count(to, "run_rejections", summary->n_rejected);
    end_line(to);
    print_written(summary, to);
}

static bool print_summary(struct tomt_arena *arena, const struct tomt_run_summary *summary, bool timings, struct tomt_text *out, struct tomt_error *err)
{
    struct tomt_text line = {0};
    struct summary_text to = {tomt_phrases_open(arena, summary->language, err), &line, out};
    bool ok = to.phrases != NULL;
    for (size_t p = 0; ok && p < summary->n_profiles; p++)
        ok = print_profile(arena, &summary->profile[p], &to, err);
    if (ok)
        print_counts(summary, &to);
    if (ok && timings)
        print_timings(summary, out);
    tomt_text_free(&line);
    return ok;
}


static void json_capacity(struct tomt_text *out, const struct tomt_summary_profile *profile)
{
    const char *key[] = {"unused_bra_m2", "jobs_low", "jobs", "jobs_high"};
    const double number[] = {profile->unused_bra_m2, profile->jobs_low, profile->jobs, profile->jobs_high};
    if (isnan(profile->unused_bra_m2))
        return;
    for (size_t i = 0; i < 4; i++) {
        tomt_text_print(out, ",\"%s\":", key[i]);
        if (isnan(number[i]))
            tomt_text_puts(out, "null");
        else
            tomt_text_number(out, number[i]);
    }
    tomt_text_print(out, ",\"capacity_unknown\":%zu,\"jobs_unknown\":%zu,\"capacity_unknown_for\":{", profile->n_capacity_unknown, profile->n_jobs_unknown);
    for (size_t i = 0; i < profile->n_unknown_for; i++)
        tomt_text_print(out, "%s\"%s\":%zu", i ? "," : "", profile->unknown_for[i].name, profile->unknown_for[i].n);
    tomt_text_puts(out, "}");
}

static void json_untested(struct tomt_text *out, const struct tomt_summary_profile *profile)
{
    tomt_text_puts(out, ",\"untested_by_veto\":{");
    for (size_t v = 0; v < profile->n_untested; v++)
        tomt_text_print(out, "%s\"%s\":%zu", v ? "," : "", profile->untested[v].id, profile->untested[v].n);
    tomt_text_puts(out, "}");
}

static void print_json(const struct tomt_run_summary *summary, const struct tomt_problems *problems,
                       struct tomt_text *out)
{
    tomt_text_puts(out, "{");
    tomt_json_put_text(out, "result", summary->result_path);
    tomt_json_put_text(out, "run_id", summary->run_id);
    tomt_text_print(out, ",\"candidates\":%zu,\"sites\":%zu,\"rejected\":%zu,\"profiles\":[", summary->n_candidates,
                    summary->n_sites, summary->n_rejected);
    for (size_t p = 0; p < summary->n_profiles; p++) {
        const struct tomt_summary_profile *profile = &summary->profile[p];
        tomt_text_puts(out, p ? ",{" : "{");
        tomt_json_put_text(out, "name", profile->name);
        tomt_text_print(out, ",\"sites\":%zu,\"rejected\":%zu,\"reasons\":{", profile->n_sites, profile->n_rejected);
        bool first = true;
        for (size_t r = 0; r < TOMT_N_REASONS; r++)
            if (profile->n_by_reason[r]) {
                tomt_text_print(out, "%s\"%s\":%zu", first ? "" : ",", tomt_reason_name[r], profile->n_by_reason[r]);
                first = false;
            }
        tomt_text_puts(out, "},\"top\":[");
        for (size_t i = 0; i < profile->n_top; i++) {
            tomt_text_print(out, "%s{\"rank\":%u,", i ? "," : "", profile->top[i].rank);
            tomt_json_put_text(out, "site_id", profile->top[i].site_id);
            tomt_text_puts(out, ",\"score\":");
            tomt_text_number(out, profile->top[i].score);
            tomt_text_puts(out, "}");
        }
        tomt_text_puts(out, "]");
        json_capacity(out, profile);
        json_untested(out, profile);
        tomt_text_puts(out, "}");
    }
    tomt_text_puts(out, "],\"alternatives\":[");
    for (size_t k = 0; k < summary->n_alternatives; k++) {
        tomt_text_puts(out, k ? ",{" : "{");
        tomt_json_put_text(out, "name", summary->alternative[k].name);
        tomt_text_print(out, ",\"new\":%zu,\"gone\":%zu,\"changed\":%zu}", summary->alternative[k].n_new, summary->alternative[k].n_gone,
                        summary->alternative[k].n_changed);
    }
    tomt_text_puts(out, "],\"stages\":{");
    for (size_t i = 0; i < summary->n_stages; i++)
        tomt_text_print(out, "%s\"%s\":%.4f", i ? "," : "", summary->stage[i].name, summary->stage[i].seconds);
    tomt_text_print(out, "},\"peak_bytes\":%zu,\"overlay_pairs\":%zu,\"overlay_vertices\":%llu,\"address_pairs\":%llu,\"address_pair_seconds\":%.4f,\"problems\":",
                    summary->peak_bytes, summary->n_pairs, (unsigned long long)summary->n_vertices,
                    (unsigned long long)summary->n_address_pairs, summary->address_pair_seconds);
    tomt_cli_problems_json(problems, out);
    tomt_text_puts(out, "}\n");
}

static bool run(struct tomt_cli *cli, struct tomt_error *err)
{
    int language;
    if (!tomt_cli_language(cli, -1, &language, err))
        return false;
    const char *folder = tomt_cli_option(cli, "output");
    const char *end = folder ? strrchr(folder, '.') : NULL;
    if (end && strcmp(end, ".gpkg") == 0)
        return tomt_fail(err, TOMT_USAGE,
                         "-o takes a folder, in which the result is named result.gpkg; '%s' looks "
                         "like a file",
                         folder);
    struct tomt_problems problems;
    tomt_problems_start(&problems, cli->arena);
    struct tomt_progress progress;
    tomt_cli_progress(cli, &progress);
    const struct tomt_cli_values *profiles = tomt_cli_options(cli, "profile");
    struct tomt_run_options run_options = {.out_folder = tomt_cli_option(cli, "output"),
                                           .profile = profiles->item,
                                           .n_profiles = profiles->n,
                                           .crew = &cli->crew,
                                           .summary_language = language < 0 ? NULL : &language};
    struct tomt_run_summary summary = {0};
    bool ok = tomt_run(cli->arena, cli->positional.item[0], &run_options, &problems, &summary, err);
    tomt_cli_problems(cli, &problems);
    if (!ok)
        return false;
    struct tomt_text text = {0};
    if (cli->json)
        print_json(&summary, &problems, &text);
    else if (!cli->quiet)
        ok = print_summary(cli->arena, &summary, tomt_cli_option(cli, "timings") != NULL, &text, err);
    if (text.failed)
        ok = tomt_fail(err, TOMT_MEMORY, "out of memory");
    if (ok)
        fwrite(text.bytes ? text.bytes : "", 1, text.n, cli->out);
    tomt_text_free(&text);
    return ok;
}

const struct tomt_command tomt_command_run = {
    .name = "run",
    .summary = "find, score and explain sites; write result.gpkg and a GeoJSON per profile",
    .arguments = "PROJECT",
    .min_arguments = 1,
    .max_arguments = 1,
    .options = options,
    .has_json = true,
    .help = "The result opens styled in QGIS (Project > Open From > GeoPackage). Each file appears whole or not at all. The same\n"
            "input gives the same bytes at any number of threads.\n\n"
            "examples:\n  tomt run drammen/project.yaml\n  tomt run drammen/project.yaml --profile office -o friday\n",
    .run = run,
};
