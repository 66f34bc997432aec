/* criteria/describe.c: the help of a criterion from its own rows: Markdown for people, JSON for
 * scripts. */
#include "base/json.h"
#include "criteria/criterion.h"

#include "base/text.h"

static const char *type_word(const struct tomt_param *param)
{
    switch (param->type) {
    case TOMT_PARAM_NUMBER:
        return "number";
    case TOMT_PARAM_INTEGER:
        return "whole number";
    case TOMT_PARAM_BOOL:
        return "true or false";
    case TOMT_PARAM_TEXT:
        return "text";
    case TOMT_PARAM_CHOICE:
        return "choice";
    case TOMT_PARAM_TEXTS:
        return "list of texts";
    case TOMT_PARAM_NUMBERS:
        return "list of numbers";
    default: /* no criterion has parameters of other types yet */
        return "value";
    }
}

static bool is_number(const struct tomt_param *param)
{
    return param->type == TOMT_PARAM_NUMBER || param->type == TOMT_PARAM_INTEGER ||
           param->type == TOMT_PARAM_NUMBERS;
}

static void describe_param(const struct tomt_param *param, struct tomt_text *out)
{
    tomt_text_print(out, "- `%s` (%s", param->name,
                    param->type == TOMT_PARAM_CHOICE ? "" : type_word(param));
    if (param->type == TOMT_PARAM_CHOICE)
        for (const char *c = param->choices; *c; c++)
            tomt_text_print(out, *c == '|' ? ", " : "%c", *c);
    if (is_number(param) && param->unit && *param->unit)
        tomt_text_print(out, ", %s", param->unit);
    if (is_number(param) && param->min <= param->max) {
        tomt_text_puts(out, ", ");
        tomt_text_number(out, param->min);
        tomt_text_puts(out, " to ");
        tomt_text_number(out, param->max);
    }
    if (param->required)
        tomt_text_puts(out, ", required");
    else if (param->fallback)
        tomt_text_print(out, ", default `%s`", param->fallback);
    tomt_text_print(out, "): %s\n", param->help);
}

static void describe_columns(const struct tomt_criterion_column *column, struct tomt_text *out)
{
    if (!column || !column->suffix)
        return;
    tomt_text_puts(out, "\nColumns beside the number `x_ID`:\n\n");
    for (; column->suffix; column++)
        tomt_text_print(out, "- `x_ID_%s` (%s%s%s): %s\n", column->suffix,
                        column->number ? "number" : "text",
                        column->unit && *column->unit ? ", " : "", column->unit ? column->unit : "",
                        column->help);
}

static void describe_params(const struct tomt_criterion *criterion, struct tomt_text *out)
{
    if (!criterion->params || !criterion->params->name) {
        tomt_text_puts(out, "\nNo parameters.\n");
        return;
    }
    tomt_text_puts(out, "\nParameters (`with:`):\n\n");
    for (const struct tomt_param *param = criterion->params; param->name; param++)
        describe_param(param, out);
}

static void describe_one(const struct tomt_criterion *criterion, struct tomt_text *out)
{
    tomt_text_print(out, "## %s\n\n%s.\n\n", criterion->name, criterion->summary);
    tomt_text_print(out,
                    "- Unit: %s\n- Usually %s is better; the profile's value function decides.\n- "
                    "Needs: %s\n- Source: %s\n",
                    *criterion->unit ? criterion->unit : "none (an index)",
                    criterion->more_is_better ? "more" : "less", criterion->needs_help,
                    criterion->source);
    describe_params(criterion, out);
    describe_columns(criterion->columns, out);
}

static const char head[] = "# Criteria\n\n"
                           "What a profile can ask of a site. Each criterion fills one raw number "
                           "per site in its own unit; the profile's value\n"
                           "function makes it a value from 0 to 1 and its weight makes it points. "
                           "A site without a number has no data, with one of\n"
                           "these reasons: missing_input, outside, unreachable, not_snapped, "
                           "suppressed, not_applicable.\n\n"
                           "This page is written from the criteria's own rows (`src/criteria/*.c`) "
                           "and a test compares; do not edit it.\n";

void tomt_criterion_describe(const struct tomt_criterion *criterion, struct tomt_text *out)
{
    if (criterion) {
        describe_one(criterion, out);
        return;
    }
    size_t n;
    const struct tomt_criterion *const *all = tomt_criteria(&n);
    tomt_text_puts(out, head);
    for (size_t i = 0; i < n; i++) {
        tomt_text_puts(out, "\n");
        describe_one(all[i], out);
    }
}

static void json_param(const struct tomt_param *param, struct tomt_text *out)
{
    tomt_text_puts(out, "{");
    tomt_json_put_text(out, "name", param->name);
    tomt_json_put_text(out, "type", type_word(param));
    tomt_text_print(out, ",\"required\":%s,", param->required ? "true" : "false");
    tomt_json_put_text(out, "default", param->fallback);
    tomt_json_put_text(out, "choices", param->choices);
    tomt_json_put_text(out, "unit", param->unit && *param->unit ? param->unit : NULL);
    if (is_number(param) && param->min <= param->max) {
        tomt_text_puts(out, ",\"min\":");
        tomt_text_number(out, param->min);
        tomt_text_puts(out, ",\"max\":");
        tomt_text_number(out, param->max);
    }
    tomt_json_put_text(out, "help", param->help);
    tomt_text_puts(out, "}");
}

static void json_columns(const struct tomt_criterion_column *column, struct tomt_text *out)
{
    tomt_text_puts(out, "\"columns\":[");
    for (const struct tomt_criterion_column *c = column; c && c->suffix; c++) {
        tomt_text_puts(out, c == column ? "{" : ",{");
        tomt_json_put_text(out, "suffix", c->suffix);
        tomt_json_put_text(out, "type", c->number ? "number" : "text");
        tomt_json_put_text(out, "unit", c->unit && *c->unit ? c->unit : NULL);
        tomt_json_put_text(out, "help", c->help);
        tomt_text_puts(out, "}");
    }
    tomt_text_puts(out, "]");
}

static void json_one(const struct tomt_criterion *criterion, struct tomt_text *out)
{
    const char *const texts[][2] = {{"name", criterion->name},
                                    {"summary", criterion->summary},
                                    {"unit", criterion->unit},
                                    {"source", criterion->source},
                                    {"needs", criterion->needs_help}};
    tomt_text_puts(out, "{");
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        tomt_json_put_text(out, texts[i][0], texts[i][1]);
        tomt_text_puts(out, ",");
    }
    tomt_text_print(out, "\"more_is_better\":%s,\"parameters\":[",
                    criterion->more_is_better ? "true" : "false");
    for (const struct tomt_param *param = criterion->params; param && param->name; param++) {
        if (param != criterion->params)
            tomt_text_puts(out, ",");
        json_param(param, out);
    }
    tomt_text_puts(out, "],");
    json_columns(criterion->columns, out);
    tomt_text_puts(out, "}");
}

void tomt_criterion_describe_json(const struct tomt_criterion *criterion, struct tomt_text *out)
{
    if (criterion) {
        json_one(criterion, out);
        return;
    }
    size_t n;
    const struct tomt_criterion *const *all = tomt_criteria(&n);
    tomt_text_puts(out, "[");
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            tomt_text_puts(out, ",");
        json_one(all[i], out);
    }
    tomt_text_puts(out, "]");
}
