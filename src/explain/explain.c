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

/* A row for each profile that rejected it, in the order of profiles; what did it, by name. */
static bool read_rejected(struct tomt_reader *reader, struct tomt_explanation *out,
                          const char *profile, struct tomt_error *err)
{
    return tomt_rows_ask(
        reader, &out->rejected, err, "rejected",
        "SELECT p.name AS profile, p.title_en, p.title_nb, r.reason, r.layer, r.feature, r.detail, "
        "r.measured, r.limit_value, (SELECT title_en FROM criterion AS c WHERE c.profile = p.name "
        "AND r.detail LIKE c.id || ': %%') AS criterion_en, (SELECT title_nb FROM criterion AS c "
        "WHERE c.profile = p.name AND r.detail LIKE c.id || ': %%') AS criterion_nb FROM profile "
        "AS p JOIN rejected AS r ON r.site_id = %Q AND ',' "
        "|| r.profiles || ',' LIKE '%%,' || p.name || ',%%' WHERE %Q IS NULL OR p.name = %Q ORDER "
        "BY p.fid, r.fid",
        out->site_id, profile, profile);
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
        *profile = (struct tomt_told_profile){.name = name};
        if (!tomt_explain_profile(reader, out->site_id, out->against, profile, err))
            return tomt_while(err, "explaining '%s'", name);
        out->n_profiles += profile->site_fid != 0;
    }
    return true;
}

static bool explain(struct tomt_reader *reader, const struct tomt_explain_options *options,
                    struct tomt_explanation *out, struct tomt_error *err)
{
    if (!tomt_reader_open(reader, err) || !read_about(reader, out, err) ||
        !tomt_explain_find(reader, options->site, options->profile, &out->site_id, err))
        return false;
    if (options->against &&
        !tomt_explain_find(reader, options->against, options->profile, &out->against, err))
        return false;
    if (out->against && !strcmp(out->against, out->site_id))
        return tomt_fail(err, TOMT_USAGE,
                         "a site cannot be held against itself: give another with --against");
    return read_profiles(reader, out, options->profile, err) &&
           read_rejected(reader, out, options->profile, err);
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
