/* explain/explain.c: the story: which site, what each profile says of it, where it fell out. */
#include "explain/inside.h"
#include "result/result.h"

#include <string.h>

static bool read_about(struct tomt_reader *reader, struct tomt_explanation *out,
                       struct tomt_error *err)
{
    struct tomt_rows about;
    if (!tomt_rows_ask(reader, &about, err, NULL, "SELECT * FROM tomt"))
        return false;
    const char *language = tomt_rows_text(&about, 0, "language");
    out->language = language && !strcmp(language, "nb");
    reader->nb = out->language == 1;
    out->schema_version = tomt_rows_text(&about, 0, "schema_version");
    out->run_id = tomt_rows_text(&about, 0, "run_id");
    out->data_date = tomt_rows_text(&about, 0, "data_date");
    out->project_name = tomt_rows_text(&about, 0, "project_name");
    out->project_title = (struct tomt_title){tomt_rows_text(&about, 0, "title_en"),
                                             tomt_rows_text(&about, 0, "title_nb")};
    return true;
}

/* Titles of the project's layers, where the run wrote them; of the result's own. */
static bool read_layers(struct tomt_reader *reader, struct tomt_layer_titles *out,
                        struct tomt_error *err)
{
    return tomt_rows_ask(reader, &out->input, err, "provenance",
                         "SELECT name, max(CASE WHEN key IN ('title', 'title_en') THEN value END) "
                         "AS title_en, max(CASE key WHEN 'title_nb' THEN value END) AS title_nb "
                         "FROM provenance WHERE section = 'input' AND key IN ('title', 'title_en', "
                         "'title_nb') GROUP BY name ORDER BY name") &&
           tomt_rows_ask(reader, &out->own, err, "layer",
                         "SELECT name, title_en, title_nb FROM layer WHERE kind <> 'profile' ORDER "
                         "BY fid");
}

/* A row for each profile that rejected it, in the order of profiles; what did it, by name: the
 * criterion of a veto ("capacity: 568 m2 < 1500 m2"), the use of a zone ("use 1160"). */
bool tomt_explain_rejected(struct tomt_reader *reader, const char *site_id, const char *profile,
                           struct tomt_rows *out, struct tomt_error *err)
{
    struct tomt_rows zone, provenance;
    if (!tomt_rows_ask(reader, &zone, err, "zone", "SELECT * FROM zone LIMIT 0") ||
        !tomt_rows_ask(reader, &provenance, err, "provenance", "SELECT * FROM provenance LIMIT 0"))
        return false;
    bool titled = tomt_rows_has(&zone, "use") && tomt_rows_has(&zone, "use_title");
    return tomt_rows_ask(
        reader, out, err, "rejected",
        "SELECT p.name AS profile, p.title_en, p.title_nb, r.reason, r.layer, r.feature, r.detail, "
        "r.measured, r.limit_value, c.id AS criterion_id, c.criterion, c.unit AS "
        "criterion_unit, c.title_en AS criterion_en, c.title_nb AS criterion_nb, %s AS use_title, "
        "%s AS assembly_of FROM profile AS p JOIN rejected AS r ON r.site_id = %Q AND ',' || "
        "r.profiles || ',' LIKE "
        "'%%,' || p.name || ',%%' LEFT JOIN criterion AS c ON r.reason = 'veto' AND c.profile = "
        "p.name AND substr(r.detail, 1, length(c.id) + 2) = c.id || ': ' WHERE %Q IS NULL OR "
        "p.name = %Q ORDER BY p.fid, r.fid",
        titled ? "CASE WHEN r.detail LIKE 'use %' THEN (SELECT use_title FROM zone WHERE use = "
                 "substr(r.detail, 5) AND use_title IS NOT NULL LIMIT 1) END"
               : "NULL",
        tomt_rows_has(&provenance, "section")
            ? "(SELECT value FROM provenance AS v WHERE v.section = 'setting' AND v.name = p.name "
              "AND v.key = 'assembly.of')"
            : "NULL",
        site_id, profile, profile);
}

static bool read_profiles(struct tomt_reader *reader, struct tomt_explanation *out,
                          const char *only, struct tomt_error *err)
{
    struct tomt_rows names;
    if (!tomt_rows_ask(reader, &names, err, NULL, "SELECT name FROM profile ORDER BY fid"))
        return false;
    out->profile = tomt_arena_alloc(reader->arena, (names.n + 1) * sizeof *out->profile, err);
    if (!out->profile)
        return false;
    for (size_t i = 0; i < names.n; i++) {
        const char *name = tomt_rows_text(&names, i, "name");
        struct tomt_told_profile *profile = &out->profile[out->n_profiles];
        if (!name || (only && strcmp(only, name)))
            continue;
        *profile = (struct tomt_told_profile){.name = name, .layers = &out->layers};
        if (!tomt_explain_profile(reader, out->site_id, out->against, profile, err))
            return tomt_while(err, "explaining '%s'", name);
        out->n_profiles += profile->site_fid != 0;
    }
    return true;
}

static bool find_fids(struct tomt_reader *reader, const char *site_id, const char **out,
                      struct tomt_error *err)
{
    struct tomt_rows rows;
    *out = "";
    if (!site_id)
        return true;
    if (!tomt_rows_ask(reader, &rows, err, NULL,
                       "SELECT group_concat(fid) AS fids FROM site WHERE site_id = %Q", site_id))
        return false;
    const char *fids = tomt_rows_text(&rows, 0, "fids");
    if (fids)
        *out = tomt_arena_print(reader->arena, err, "site_fid IN (%s) AND", fids);
    return *out != NULL;
}

static bool explain(struct tomt_reader *reader, const struct tomt_explain_options *options,
                    struct tomt_explanation *out, struct tomt_error *err)
{
    if (!tomt_reader_open(reader, err) || !read_about(reader, out, err) ||
        !read_layers(reader, &out->layers, err) ||
        !tomt_explain_find(reader, options->site, options->profile, &out->site_id, err))
        return false;
    if (options->against &&
        !tomt_explain_find(reader, options->against, options->profile, &out->against, err))
        return false;
    if (out->against && !strcmp(out->against, out->site_id))
        return tomt_fail(err, TOMT_USAGE,
                         "a site cannot be held against itself: give another with --against");
    return find_fids(reader, out->site_id, &reader->fids, err) &&
           find_fids(reader, out->against, &reader->other_fids, err) &&
           read_profiles(reader, out, options->profile, err) &&
           tomt_explain_rejected(reader, out->site_id, options->profile, &out->rejected, err);
}

bool tomt_explain(struct tomt_arena *arena, const struct tomt_explain_options *options,
                  struct tomt_explanation **out, struct tomt_error *err)
{
    struct tomt_result_info info;
    struct tomt_reader reader = {
        .arena = arena, .path = options->result, .internal = options->internal};
    struct tomt_explanation *explanation = tomt_arena_alloc(arena, sizeof *explanation, err);
    if (!explanation || !tomt_result_open(arena, options->result, &info, err))
        return false;
    *explanation = (struct tomt_explanation){
        .arena = arena, .asked = options->site, .internal = options->internal};
    if (!explain(&reader, options, explanation, err))
        return false;
    *out = explanation;
    return true;
}

int tomt_explanation_language(const struct tomt_explanation *explanation)
{
    return explanation->language;
}
