/* compare/compare.c: which profiles two results have in common, one after the other. */
#include "compare/inside.h"

#include <string.h>

static bool has(const struct tomt_table *profiles, const char *name)
{
    for (size_t row = 0; row < profiles->n_rows; row++) {
        const char *own = tomt_compare_cell(profiles, "name", row);
        if (own && !strcmp(own, name))
            return true;
    }
    return false;
}

static bool unknown(struct tomt_arena *arena, const char *path, const char *wanted, const struct tomt_table *profiles, struct tomt_error *err)
{
    struct tomt_text list = {0};
    const char **names = tomt_arena_alloc(arena, (profiles->n_rows + 1) * sizeof *names, err);
    for (size_t row = 0; names && row < profiles->n_rows; row++)
        names[row] = tomt_compare_cell(profiles, "name", row);
    const char *near = names ? tomt_near_word(wanted, names) : NULL;
    if (near)
        return tomt_fail(err, TOMT_NOT_FOUND, "'%s' has no profile '%s' (did you mean '%s'?)", path, wanted, near);
    for (size_t row = 0; names && row < profiles->n_rows; row++)
        if (names[row])
            tomt_text_print(&list, "%s%s", list.n ? ", " : "", names[row]);
    const char *all = names ? tomt_text_keep(&list, arena, err) : NULL;
    return all && tomt_fail(err, TOMT_NOT_FOUND, "'%s' has no profile '%s' (it has: %s)", path, wanted, *all ? all : "none");
}

static bool compare_profile(struct tomt_arena *arena, const struct tomt_compare_options *options, const char *of_a, const char *of_b,
                            struct tomt_comparison *out, struct tomt_error *err)
{
    struct tomt_compared *compared = &out->profile[out->n_profiles];
    *compared = (struct tomt_compared){0};
    if (!tomt_side_read(arena, options->a, of_a, &compared->a, err) || !tomt_side_read(arena, options->b, of_b, &compared->b, err) ||
        !tomt_sides_match(arena, compared, err))
        return false;
    out->n_profiles++;
    return true;
}

static bool read_profiles(struct tomt_arena *arena, const char *path, struct tomt_table *profiles, struct tomt_error *err)
{
    bool found;
    struct tomt_result_info info;
    return tomt_result_open(arena, path, &info, err) && tomt_result_table(arena, path, "profile", profiles, &found, err) &&
           (found || tomt_fail(err, TOMT_DATA, "'%s' has no table 'profile': it is no whole result; run the project again (tomt run PROJECT)", path));
}

static bool compare_all(struct tomt_arena *arena, const struct tomt_compare_options *options, const struct tomt_table *of_a, const struct tomt_table *of_b,
                        struct tomt_comparison *out, struct tomt_error *err)
{
    for (size_t row = 0; row < of_a->n_rows; row++) {
        const char *name = tomt_compare_cell(of_a, "name", row);
        if (name && !has(of_b, name))
            out->only_a[out->n_only_a++] = name;
        else if (name && !compare_profile(arena, options, name, name, out, err))
            return false;
    }
    for (size_t row = 0; row < of_b->n_rows; row++) {
        const char *name = tomt_compare_cell(of_b, "name", row);
        if (name && !has(of_a, name))
            out->only_b[out->n_only_b++] = name;
    }
    return out->n_profiles || tomt_fail(err, TOMT_NOT_FOUND, "'%s' and '%s' have no profile of the same name; say which with --profile NAME --with NAME", options->a, options->b);
}

static bool read_language(struct tomt_arena *arena, const char *path, struct tomt_comparison *out, struct tomt_error *err)
{
    struct tomt_table about;
    bool found;
    if (!tomt_result_table(arena, path, "tomt", &about, &found, err))
        return false;
    const char *language = found && about.n_rows ? tomt_compare_cell(&about, "language", 0) : NULL;
    out->language = language && !strcmp(language, "nb");
    return true;
}

bool tomt_compare(struct tomt_arena *arena, const struct tomt_compare_options *options, struct tomt_comparison **out, struct tomt_error *err)
{
    struct tomt_table of_a, of_b;
    struct tomt_result_info a, b;
    if (!read_profiles(arena, options->a, &of_a, err) || !read_profiles(arena, options->b, &of_b, err) || !tomt_result_open(arena, options->a, &a, err) ||
        !tomt_result_open(arena, options->b, &b, err))
        return false;
    struct tomt_comparison *made = *out = tomt_arena_alloc(arena, sizeof *made, err);
    if (!made)
        return false;
    made->most = options->most;
    made->same_run = a.run_id && b.run_id && !strcmp(a.run_id, b.run_id);
    made->profile = tomt_arena_alloc(arena, (of_a.n_rows + 1) * sizeof *made->profile, err);
    made->only_a = tomt_arena_alloc(arena, (of_a.n_rows + 1) * sizeof *made->only_a, err);
    made->only_b = tomt_arena_alloc(arena, (of_b.n_rows + 1) * sizeof *made->only_b, err);
    if (!made->profile || !made->only_a || !made->only_b || !read_language(arena, options->b, made, err))
        return false;
    if (!options->profile)
        return compare_all(arena, options, &of_a, &of_b, made, err);
    const char *in_b = options->profile_b ? options->profile_b : options->profile;
    if (!has(&of_a, options->profile))
        return unknown(arena, options->a, options->profile, &of_a, err);
    if (!has(&of_b, in_b))
        return unknown(arena, options->b, in_b, &of_b, err);
    return compare_profile(arena, options, options->profile, in_b, made, err);
}

int tomt_comparison_language(const struct tomt_comparison *comparison)
{
    return comparison->language;
}
