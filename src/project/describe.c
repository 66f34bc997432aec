/* project/describe.c: every key of the two files as Markdown, written from the rows that bind them.
 */
#include "project/inner.h"

#include <string.h>

static const struct {
    const char *heading, *about;   /* NULL: the table above goes on */
    const struct tomt_param *rows; /* NULL: the roles stand here */
} sections[] = {
    {"Project file", "One file a project. At its top:", tomt_top_rows},
    {"project", "Under `project:`", tomt_project_rows},
    {"study_area", "Under `study_area:`", tomt_area_rows},
    {"layers",
     "Under `layers:`, each layer under a name of its own (`[a-z][a-z0-9_]*`):", tomt_layer_rows},
    {"Roles and their fields",
     "What a layer can be, and the fields that `columns:` and `values:` can name. Internal fields "
     "leave the result only when asked for.",
     NULL},
    {"rasters", "Under `rasters:`, each raster under a name of its own:", tomt_raster_rows},
    {"sites", "Under `sites:`", tomt_sites_rows},
    {"network", "Under `network:`, how the street layers become a network:", tomt_network_rows},
    {"transit", "Under `transit:`, how the timetable is read:", tomt_transit_rows},
    {"centre", "Under `centre:`, what centrality is measured to:", tomt_centre_rows},
    {"abc",
     "Under `abc:`, which sites are for many people (A), for both (B), for goods (C); the "
     "defaults are this program's own, to be argued about:",
     tomt_abc_rows},
    {"economy",
     "Under `economy:`, how registers are read and what is made of them; all of it may be left "
     "out:",
     tomt_economy_rows},
    {"references of the economy",
     "Under `references:`, each reference under a name of its own:", tomt_reference_rows},
    {"industry of the economy", "Each item of `industry:`", tomt_industry_rows},
    {"correspondence of the economy", "Each item of `correspondence:`", tomt_correspondence_rows},
    {"hot_spots of the economy",
     "Under `hot_spots:`; they are made where there are establishments, unless it is `false`:",
     tomt_hot_spot_rows},
    {"clusters of the economy",
     "Under `clusters:`, each set of clusters under a name of its own, which makes column "
     "`cluster_NAME` of the establishments:",
     tomt_cluster_rows},
    {"density of the economy",
     "Under `density:`, each map under a name of its own, which makes file `density_NAME.tif`:",
     tomt_density_rows},
    {"localisation of the economy",
     "Under `localisation:`; it is left out unless it is here (Duranton and Overman 2005, by "
     "establishments, whatever their jobs):",
     tomt_localisation_rows},
    {"capacity",
     "Under `capacity:`, how floor area and jobs are counted ([capacity](capacity.md)); all of it "
     "may be left out:",
     tomt_capacity_params},
    {NULL, NULL, tomt_capacity_rows},
    {"jobs of the capacity",
     "Under `jobs:`, each land-use code of one use with its floor area per job:", tomt_jobs_rows},
    {"owners of the capacity", "Under `owners:`", tomt_owner_rows},
    {"words of owners", "Under `municipal:` and `state:` of `owners:`", tomt_owner_word_rows},
    {"purchase of the capacity",
     "Under `purchase:`, of the index of plots that the municipality might buy; it is internal:",
     tomt_purchase_rows},
    {"weights of the purchase",
     "Under `weights:` of `purchase:`, by class of owners:", tomt_owner_weight_rows},
    {"targets", "Under `targets:`, at least one of jobs and residents:", tomt_target_rows},
    {"alternatives",
     "Under `alternatives:`, each under a name of its own (`[a-z][a-z0-9_]*`); it changes at least "
     "one layer:",
     tomt_alternative_rows},
    {"settings", "Under `settings:`", tomt_settings_rows},
    {"Profile file",
     "One file a profile, so that projects can share it. At its top:", tomt_profile_rows},
    {"sites of a profile", "Under `sites:` of a profile:", tomt_profile_sites_rows},
    {"constraints of a profile", "Each item of `constraints:`", tomt_constraint_rows},
    {"assembly of a profile",
     "Under `assembly:`, where sites are made from parcels ([room to build](room-to-build.md)):",
     tomt_assembly_rows},
    {"barriers of an assembly",
     "Each item of `barriers:`, unless it is a layer's name:", tomt_barrier_rows},
    {"criteria of a profile", "Each item of `criteria:`", tomt_criterion_rows},
    {"value of a criterion", "Under `value:` of a criterion:", tomt_value_rows},
    {"thresholds of a criterion",
     "Under `thresholds:` of a criterion, differences on the scale of values, each more than the "
     "one before:",
     tomt_threshold_rows},
    {"uncertain of a criterion",
     "Under `uncertain:` of a criterion, unless it is a share:", tomt_uncertain_rows},
    {"veto of a profile", "Each item of `veto:`", tomt_veto_rows},
    {"weighting of a profile",
     "Under `weighting:`, the whole ([ranking](ranking.md)); without it each criterion counts by "
     "its `weight`:",
     tomt_weighting_rows},
    {"groups of the weighting", "Each item of `groups:`", tomt_group_rows},
    {"judges of the weighting", "Each item of `judges:`", tomt_judge_rows},
    {"ranking of a profile", "Under `ranking:`", tomt_ranking_rows},
    {"robustness of a profile", "Under `robustness:`, unless it is `false`:", tomt_robustness_rows},
    {"Sectors file", "Named sets of industry codes, in files that projects can share. At its top:",
     tomt_sector_file_rows},
    {"sectors",
     "Under `sectors:`, each sector under a name of its own; the same stands under `sectors:` of "
     "`economy:` where a project writes its sectors itself:",
     tomt_sector_rows},
};

static void put_choices(struct tomt_text *out, const char *choices)
{
    for (const char *from = choices;;) {
        size_t n = strcspn(from, "|");
        tomt_text_print(out, "`%.*s`", (int)n, from);
        if (!from[n])
            return;
        from += n + 1;
        tomt_text_puts(out, ", ");
    }
}

static void put_type(struct tomt_text *out, const struct tomt_param *row)
{
    static const char *const type[] = {
        [TOMT_PARAM_NUMBER] = "number",
        [TOMT_PARAM_INTEGER] = "whole number",
        [TOMT_PARAM_BOOL] = "`true` or `false`",
        [TOMT_PARAM_TEXT] = "text",
        [TOMT_PARAM_CHOICE] = "",
        [TOMT_PARAM_TEXTS] = "text or list of texts",
        [TOMT_PARAM_NUMBERS] = "number or list of numbers",
        [TOMT_PARAM_PAIRS] = "pairs of numbers",
        [TOMT_PARAM_DAY] = "date, YYYY-MM-DD",
        [TOMT_PARAM_TITLE] = "text or `{en: text, nb: text}`",
        [TOMT_PARAM_NODE] = "see below",
    };
    char range[TOMT_SHOWN];
    tomt_range_text(row, range);
    tomt_text_puts(out, type[row->type]);
    if (row->choices)
        put_choices(out, row->choices);
    else if (range[0])
        tomt_text_print(out, ", %s", range);
    else if (row->unit && row->unit[0])
        tomt_text_print(out, ", %s%s", row->unit,
                        strcmp(row->unit, "criterion's") == 0 ? " unit" : "");
}

static void put_rows(struct tomt_text *out, const struct tomt_param *rows)
{
    for (const struct tomt_param *row = rows; row->name; row++) {
        tomt_text_print(out, "| `%s` | ", row->name);
        put_type(out, row);
        if (row->required)
            tomt_text_puts(out, " | required");
        else
            tomt_text_print(out, row->fallback ? " | `%s`" : " | ", row->fallback);
        tomt_text_print(out, " | %s |\n", row->help);
    }
}

static void put_roles(struct tomt_text *out)
{
    static const char *const geometry[] = {
        [TOMT_WANT_POINT] = "points",
        [TOMT_WANT_LINE] = "lines",
        [TOMT_WANT_POLYGON] = "polygons",
        [TOMT_WANT_POINT_OR_POLYGON] = "points or polygons",
        [TOMT_WANT_POINT_OR_NONE] = "points, a CSV with x and y, or no geometry",
        [TOMT_WANT_NOTHING] = "a GTFS feed, not a layer",
        [TOMT_WANT_ANY] = "polygons, lines or points",
    };
    static const char *const type[] = {
        [TOMT_FIELD_TEXT] = "text",
        [TOMT_FIELD_REAL] = "number",
        [TOMT_FIELD_INTEGER] = "whole number",
    };
    tomt_text_puts(out, "| role | field | what it is | |\n|---|---|---|---|\n");
    for (int i = 0; i < TOMT_N_ROLES; i++) {
        const struct tomt_role_row *role = tomt_role_row((enum tomt_role)i);
        tomt_text_print(out, "| **`%s`** | | %s | %s |\n", role->name, geometry[role->geometry],
                        role->help);
        for (const struct tomt_role_field *field = role->field; field->name; field++)
            tomt_text_print(out, "| | `%s` | %s%s%s | %s |\n", field->name, type[field->type],
                            field->required ? ", required" : "",
                            field->internal ? ", internal" : "", field->help);
    }
}

static const char table_head[] = "| key | what it is | default | |\n|---|---|---|---|\n";

void tomt_project_describe(struct tomt_text *out)
{
    for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++) {
        if (sections[i].heading)
            tomt_text_print(out, "%s### %s\n\n%s\n\n%s", i ? "\n" : "", sections[i].heading,
                            sections[i].about, sections[i].rows ? table_head : "");
        if (sections[i].rows)
            put_rows(out, sections[i].rows);
        else
            put_roles(out);
    }
}

/* ---- parts of it, to be read on a terminal ---- */

/* "([ranking](ranking.md))" is of use in a browser only. */
static void put_plain(struct tomt_text *out, const char *text)
{
    while (*text) {
        const char *link = strstr(text, " ([");
        const char *end = link ? strstr(link, ".md))") : NULL;
        tomt_text_add(out, text, end ? (size_t)(link - text) : strlen(text));
        text = end ? end + strlen(".md))") : text + strlen(text);
    }
}

static void put_key(struct tomt_text *out, const struct tomt_param *row)
{
    tomt_text_print(out, "  %s: ", row->name);
    put_type(out, row);
    if (row->required)
        tomt_text_puts(out, "; required");
    else if (row->fallback)
        tomt_text_print(out, "; default %s", row->fallback);
    tomt_text_puts(out, "\n      ");
    put_plain(out, row->help);
    tomt_text_puts(out, "\n");
}

void tomt_keys_describe(struct tomt_text *out, const struct tomt_param *const *rows)
{
    for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++) {
        bool wanted = false;
        for (size_t k = 0; rows[k]; k++)
            wanted = wanted || sections[i].rows == rows[k];
        if (!wanted)
            continue;
        tomt_text_puts(out, "\n");
        put_plain(out, sections[i].about);
        tomt_text_puts(out, "\n\n");
        for (const struct tomt_param *row = sections[i].rows; row->name; row++)
            put_key(out, row);
    }
}
