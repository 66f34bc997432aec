/* cli/cmd_run.c: tomt run: the main job, and the table at its end. */
#include "cli/cli.h"
#include "run/run.h"
#include "sites/sites.h"

#include <math.h>

static const struct tomt_cli_option options[] = {
    {"output", 'o', "DIR", false, "folder of the result (default: the project's `settings: result`)"},
    {"profile", 'p', "NAME", true, "only this profile"},
    {"timings", 0, NULL, false, "print the time of each stage and the peak memory"},
    {NULL, 0, NULL, false, NULL},
};

/* "2 737 223" */
static void print_number(struct tomt_text *out, double number)
{
    char plain[40];
    int n = snprintf(plain, sizeof plain, "%.0f", number);
    for (int i = 0; i < n; i++)
        tomt_text_print(out, "%s%c", i && (n - i) % 3 == 0 ? " " : "", plain[i]);
}

static void print_capacity(const struct tomt_summary_profile *profile, struct tomt_text *out)
{
    if (isnan(profile->unused_bra_m2))
        return;
    tomt_text_puts(out, "  room to build, gross: ");
    print_number(out, profile->unused_bra_m2);
    tomt_text_puts(out, " m2 of floor area (BRA) that the plan still allows");
    if (!isnan(profile->jobs)) {
        tomt_text_puts(out, ", ");
        print_number(out, profile->jobs_low);
        tomt_text_puts(out, " to ");
        print_number(out, profile->jobs_high);
        tomt_text_puts(out, " jobs");
    }
    if (profile->n_capacity_unknown)
        tomt_text_print(out, "; not known for %zu site%s", profile->n_capacity_unknown, profile->n_capacity_unknown == 1 ? "" : "s");
    for (size_t i = 0; i < profile->n_unknown_for; i++)
        tomt_text_print(out, "%s%s %zu%s", i ? ", " : " (", profile->unknown_for[i].name, profile->unknown_for[i].n,
                        i + 1 == profile->n_unknown_for ? ")" : "");
    if (profile->n_jobs_unknown > profile->n_capacity_unknown)
        tomt_text_print(out, "; jobs not known for %zu site%s", profile->n_jobs_unknown, profile->n_jobs_unknown == 1 ? "" : "s");
    tomt_text_puts(out, "\n");
}

static void print_alternatives(const struct tomt_run_summary *summary, struct tomt_text *out)
{
    if (summary->n_alternatives)
        tomt_text_puts(out, "\nAlternatives (sites of all profiles; layer `alternative_site`):\n");
    for (size_t k = 0; k < summary->n_alternatives; k++) {
        const struct tomt_summary_alternative *alternative = &summary->alternative[k];
        tomt_text_print(out, "  %s (%s): %zu new, %zu gone, %zu with another score, rank or capacity\n", alternative->title, alternative->name,
                        alternative->n_new, alternative->n_gone, alternative->n_changed);
    }
}

static void print_profile(const struct tomt_summary_profile *profile, struct tomt_text *out)
{
    tomt_text_print(out, "\n%s (%s): %zu site%s, %zu rejected", profile->title, profile->name, profile->n_sites,
                    profile->n_sites == 1 ? "" : "s", profile->n_rejected);
    const char *before = ": ";
    for (size_t r = 0; r < TOMT_N_REASONS; r++)
        if (profile->n_by_reason[r]) {
            tomt_text_print(out, "%s%s %zu", before, tomt_reason_name[r], profile->n_by_reason[r]);
            before = ", ";
        }
    tomt_text_puts(out, "\n");
    if (!profile->n_top)
        return;
    const char *heading[] = {"rank", "site", "score", "data", "most of it from"};
    const bool right[] = {true, false, true, true, false};
    const char *cell[10 * 5];
    char text[10][3][24];
    for (size_t i = 0; i < profile->n_top; i++) {
        const struct tomt_summary_site *site = &profile->top[i];
        snprintf(text[i][0], sizeof text[i][0], "%u", site->rank);
        snprintf(text[i][1], sizeof text[i][1], "%.0f", site->score);
        snprintf(text[i][2], sizeof text[i][2], "%.0f %%", 100 * site->coverage);
        const char *row[] = {text[i][0], site->site_id, text[i][1], text[i][2], site->why};
        memcpy(&cell[5 * i], row, sizeof row);
    }
    tomt_cli_table(&(struct tomt_cli_table){heading, right, 5, profile->n_top, cell}, out);
    print_capacity(profile, out);
}

static void print_summary(const struct tomt_run_summary *summary, bool timings, struct tomt_text *out)
{
    for (size_t p = 0; p < summary->n_profiles; p++)
        print_profile(&summary->profile[p], out);
    print_alternatives(summary, out);
    if (summary->n_sites)
        tomt_text_puts(out, "\nThe first sites are those that score highest with these weights; the weights are a judgement (table `criterion`).\n");
    tomt_text_print(out, "\n%zu candidates looked at. %zu sites kept by at least one profile, in %zu shapes (profiles that permit different\n"
                         "zones cut a site differently); %zu rejections with reasons, in the layer `rejected`.\nwritten: %s\n",
                    summary->n_candidates, summary->n_kept_candidates, summary->n_sites, summary->n_rejected, summary->result_path);
    for (size_t p = 0; p < summary->n_profiles; p++)
        tomt_text_print(out, "         %s\n", summary->profile[p].geojson);
    for (size_t k = 0; k < summary->n_densities; k++)
        tomt_text_print(out, "         %s\n", summary->density[k]);
    if (!timings)
        return;
    for (size_t i = 0; i < summary->n_stages; i++)
        tomt_text_print(out, "stage %-10s %8.3f s, memory up to %5.0f MiB\n", summary->stage[i].name,
                        summary->stage[i].seconds, (double)summary->stage[i].peak_bytes / 1048576);
    tomt_text_print(out, "peak memory %.0f MiB; %zu overlay pairs with %llu vertices, %zu of them left to GEOS; %llu site-address "
                         "pairs in %.3f s\n",
                    (double)summary->peak_bytes / 1048576, summary->n_pairs, (unsigned long long)summary->n_vertices,
                    summary->n_geos_pairs, (unsigned long long)summary->n_address_pairs, summary->address_pair_seconds);
}

static void json_text(struct tomt_text *out, const char *key, const char *value)
{
    tomt_text_print(out, "\"%s\":", key);
    tomt_text_json(out, value, strlen(value));
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

static void print_json(const struct tomt_run_summary *summary, const struct tomt_problems *problems,
                       struct tomt_text *out)
{
    tomt_text_puts(out, "{");
    json_text(out, "result", summary->result_path);
    tomt_text_puts(out, ",");
    json_text(out, "run_id", summary->run_id);
    tomt_text_print(out, ",\"candidates\":%zu,\"sites\":%zu,\"rejected\":%zu,\"profiles\":[", summary->n_candidates,
                    summary->n_sites, summary->n_rejected);
    for (size_t p = 0; p < summary->n_profiles; p++) {
        const struct tomt_summary_profile *profile = &summary->profile[p];
        tomt_text_puts(out, p ? ",{" : "{");
        json_text(out, "name", profile->name);
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
            json_text(out, "site_id", profile->top[i].site_id);
            tomt_text_puts(out, ",\"score\":");
            tomt_text_number(out, profile->top[i].score);
            tomt_text_puts(out, "}");
        }
        tomt_text_puts(out, "]");
        json_capacity(out, profile);
        tomt_text_puts(out, "}");
    }
    tomt_text_puts(out, "],\"alternatives\":[");
    for (size_t k = 0; k < summary->n_alternatives; k++) {
        tomt_text_puts(out, k ? ",{" : "{");
        json_text(out, "name", summary->alternative[k].name);
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
    struct tomt_problems problems;
    tomt_problems_start(&problems, cli->arena);
    struct tomt_progress progress;
    tomt_cli_progress(cli, &progress);
    const struct tomt_cli_values *profiles = tomt_cli_options(cli, "profile");
    struct tomt_run_options run_options = {.out_folder = tomt_cli_option(cli, "output"),
                                           .profile = profiles->item,
                                           .n_profiles = profiles->n,
                                           .crew = &cli->crew};
    struct tomt_run_summary summary = {0};
    bool ok = tomt_run(cli->arena, cli->positional.item[0], &run_options, &problems, &summary, err);
    tomt_cli_problems(cli, &problems);
    if (!ok)
        return false;
    struct tomt_text text = {0};
    if (cli->json)
        print_json(&summary, &problems, &text);
    else if (!cli->quiet)
        print_summary(&summary, tomt_cli_option(cli, "timings") != NULL, &text);
    bool failed = text.failed;
    if (!failed)
        fwrite(text.bytes ? text.bytes : "", 1, text.n, cli->out);
    tomt_text_free(&text);
    return !failed || tomt_fail(err, TOMT_MEMORY, "out of memory");
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
