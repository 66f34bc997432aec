/* project/describe_ranking.c: the ways of weighing and the methods of ranking, from the rows that
 * do it: `tomt help ranking`. */
#include "project/inner.h"

#include <string.h>

static void put_source(struct tomt_text *out, const char *summary, const char *source)
{
    tomt_text_print(out, "  %s.\n  Source: %s.\n", summary, source);
}

static void put_param(struct tomt_text *out, const struct tomt_param *param)
{
    char range[TOMT_SHOWN];
    tomt_range_text(param, range);
    tomt_text_print(out, "    %s: ", param->name);
    for (const char *c = param->choices; c && *c; c++)
        tomt_text_print(out, *c == '|' ? ", " : "%c", *c);
    if (!param->choices)
        tomt_text_puts(out, range);
    tomt_text_print(out, "; default %s\n      %s\n", param->fallback ? param->fallback : "none",
                    param->help);
}

static void put_method(struct tomt_text *out, const struct tomt_method *method)
{
    tomt_text_print(out, "\n%s\n", method->name);
    put_source(out, method->summary, method->source);
    if (method->most_sites)
        tomt_text_print(out, "  At most %zu sites.\n", method->most_sites);
    if (method->params && method->params->name)
        tomt_text_puts(out, "  Parameters (with:)\n");
    for (const struct tomt_param *param = method->params; param && param->name; param++)
        put_param(out, param);
    if (method->term && method->term->name)
        tomt_text_puts(out, "  Columns of its own\n");
    for (const struct tomt_method_term *term = method->term; term && term->name; term++)
        tomt_text_print(out, "    %s: %s\n", term->name, term->title.en);
}

static void put_ways(struct tomt_text *out)
{
    tomt_text_puts(out, "Methods of weighing (weighting: method:), of the whole and of each group. "
                        "docs/ranking.md says how they are written.\n");
    for (size_t i = 0; tomt_weightings[i]; i++) {
        tomt_text_print(out, "\n%s\n", tomt_weightings[i]->name);
        put_source(out, tomt_weightings[i]->summary, tomt_weightings[i]->source);
    }
}

static const struct tomt_param *const weighting_keys[] = {tomt_weighting_rows, tomt_group_rows,
                                                          tomt_judge_rows, NULL};

void tomt_weighting_describe(struct tomt_text *out)
{
    put_ways(out);
    tomt_keys_describe(out, weighting_keys);
}

void tomt_ranking_describe(struct tomt_text *out)
{
    static const struct tomt_param *const keys[] = {tomt_weighting_rows, tomt_group_rows,
                                                    tomt_judge_rows,     tomt_ranking_rows,
                                                    tomt_threshold_rows, NULL};
    put_ways(out);
    tomt_text_puts(out,
                   "\nMethods of ranking (ranking: method:). All give 0 to 100 points, more is "
                   "better.\n");
    for (size_t i = 0; tomt_methods[i]; i++)
        put_method(out, tomt_methods[i]);
    tomt_keys_describe(out, keys);
}

void tomt_robustness_describe(struct tomt_text *out)
{
    static const struct tomt_param *const keys[] = {tomt_uncertain_rows, tomt_robustness_rows,
                                                    NULL};
    tomt_text_puts(out,
                   "Robustness: how sure ranks are under other weights, numbers and methods. "
                   "docs/ranking.md says what the result holds of it. Methods to compare with: ");
    for (size_t i = 0; tomt_methods[i]; i++)
        tomt_text_print(out, "%s%s", i ? ", " : "", tomt_methods[i]->name);
    tomt_text_puts(out, " (`tomt help ranking`).\n");
    tomt_keys_describe(out, keys);
}

void tomt_profile_describe(struct tomt_text *out)
{
    static const struct tomt_param *const keys[] = {
        tomt_profile_rows,   tomt_profile_sites_rows, tomt_constraint_rows, tomt_assembly_rows,
        tomt_barrier_rows,   tomt_criterion_rows,     tomt_value_rows,      tomt_threshold_rows,
        tomt_uncertain_rows, tomt_veto_rows,          tomt_weighting_rows,  tomt_group_rows,
        tomt_judge_rows,     tomt_ranking_rows,       tomt_robustness_rows, NULL};
    tomt_text_puts(out,
                   "A profile file: who wants what kind of site. `tomt new` writes one to start "
                   "from; `tomt criteria` lists the criteria.\n");
    tomt_keys_describe(out, keys);
}
