/* run/check_business.c: numbers of areas that fit nothing: rows of statistics that describe no
 * area, and what a reference asks for and does not find. Warnings at their place in the YAML: a
 * slip of a digit would otherwise leave jobs out without a word. */
#include "run/state.h"

#include <stdlib.h>

static bool warn(struct tomt_run_state *state, const struct tomt_place *at, struct tomt_text *text,
                 struct tomt_error *err)
{
    const char *said = tomt_text_keep(text, state->arena, err);
    return said && tomt_problem_add(state->problems, err, TOMT_WARNING, at->file, at->line,
                                    at->column, "%s", said);
}

static bool is_among(const struct tomt_texts *texts, const char *word)
{
    for (size_t k = 0; k < texts->n; k++)
        if (!strcmp(texts->item[k], word))
            return true;
    return false;
}

/* --- statistics of no area
 * ------------------------------------------------------------------------------------------------
 */

struct numbers {
    const char **item; /* as they are today, sorted */
    size_t n;
};

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool is_described(const struct tomt_run_state *state, const struct tomt_project_layer *layer)
{
    const struct tomt_texts *areas = &state->project->economy.areas;
    return layer->role == TOMT_ROLE_AREA && (!areas->n || is_among(areas, layer->name));
}

/* The numbers of the areas that are described; the study area is what its numbers are together. */
static bool described_numbers(struct tomt_run_state *state, struct numbers *out,
                              struct tomt_error *err)
{
    const struct tomt_project *project = state->project;
    size_t most = project->area_numbers.n;
    for (size_t i = 0; i < project->n_layers; i++)
        most += is_described(state, &project->layer[i]) ? state->layer[i].table.n_rows : 0;
    out->n = 0;
    out->item = tomt_arena_block(state->arena, NULL, (most + 1) * sizeof *out->item, err);
    if (!out->item)
        return false;
    for (size_t k = 0; k < project->area_numbers.n; k++)
        out->item[out->n++] = tomt_municipality_today(project->area_numbers.item[k]);
    for (size_t i = 0; i < project->n_layers; i++) {
        const struct tomt_table *table = &state->layer[i].table;
        const struct tomt_column *number =
            is_described(state, &project->layer[i]) ? tomt_table_find(table, "number") : NULL;
        for (size_t row = 0; number && row < table->n_rows; row++) {
            const char *text = tomt_column_text(number, row, NULL);
            if (text && *text)
                out->item[out->n++] = tomt_municipality_today(text);
        }
    }
    qsort(out->item, out->n, sizeof *out->item, by_text);
    return true;
}

static bool bears(const struct tomt_texts *numbers, const char *today)
{
    for (size_t k = 0; k < numbers->n; k++)
        if (!strcmp(tomt_municipality_today(numbers->item[k]), today))
            return true;
    return false;
}

static bool is_in_reference(const struct tomt_run_state *state, const char *layer,
                            const char *number)
{
    const struct tomt_economy_options *options = &state->project->economy;
    for (size_t k = 0; k < options->n_references; k++) {
        const struct tomt_economy_reference *reference = &options->references[k];
        if (!strcmp(reference->layer, layer) &&
            (!reference->numbers.n || bears(&reference->numbers, number)))
            return true;
    }
    return false;
}

static bool check_statistics(struct tomt_run_state *state, size_t i,
                             const struct numbers *described, struct tomt_error *err)
{
    const struct tomt_project_layer *layer = &state->project->layer[i];
    const struct tomt_business *business = &state->business;
    struct tomt_odd_codes odd = {0};
    struct tomt_text text = {0};
    for (size_t k = 0; k < business->n_employment; k++) {
        const struct tomt_employment *row = &business->employment[k];
        const char *number = row->number;
        if (row->layer != i || !*number ||
            bsearch(&number, described->item, described->n, sizeof *described->item, by_text) ||
            is_in_reference(state, layer->name, number))
            continue;
        tomt_odd_codes_add(&odd, number);
    }
    if (!odd.n)
        return true;
    tomt_text_print(&text,
                    "layer '%s': %zu row%s of areas that no area layer in or near the study area "
                    "has and no reference takes, not used: ",
                    layer->name, odd.n, odd.n == 1 ? "" : "s");
    tomt_odd_codes_print(&text, &odd);
    return warn(state, &layer->place, &text, err);
}

/* --- references
 * -----------------------------------------------------------------------------------------------------------
 */

static bool has_number(const struct tomt_run_state *state, size_t i, const char *today)
{
    const struct tomt_business *business = &state->business;
    const struct tomt_table *table = &state->layer[i].table;
    const struct tomt_column *number = tomt_table_find(table, "number");
    if (state->project->layer[i].role == TOMT_ROLE_EMPLOYMENT) {
        for (size_t k = 0; k < business->n_employment; k++)
            if (business->employment[k].layer == i &&
                !strcmp(business->employment[k].number, today))
                return true;
        return false;
    }
    for (size_t row = 0; number && row < table->n_rows; row++) {
        const char *text = tomt_column_text(number, row, NULL);
        if (text && !strcmp(tomt_municipality_today(text), today))
            return true;
    }
    return false;
}

static bool check_reference(struct tomt_run_state *state,
                            const struct tomt_economy_reference *reference, struct tomt_error *err)
{
    const struct tomt_project_layer *layer = tomt_project_layer(state->project, reference->layer);
    size_t n_missing = 0;
    struct tomt_text missing = {0}, text = {0};
    for (size_t k = 0; k < reference->numbers.n; k++)
        if (!has_number(state, (size_t)(layer - state->project->layer),
                        tomt_municipality_today(reference->numbers.item[k])) &&
            n_missing++ < TOMT_FIRST_CODES)
            tomt_text_print(&missing, "%s%.40s", missing.n ? ", " : "", reference->numbers.item[k]);
    const char *listed = tomt_text_keep(&missing, state->arena, err);
    if (!listed || !n_missing)
        return listed != NULL;
    tomt_text_print(&text, "reference '%s': layer '%s' has no %s of %s%s; it is made of the others",
                    reference->name, reference->layer,
                    layer->role == TOMT_ROLE_EMPLOYMENT ? "row" : "area", listed,
                    n_missing > TOMT_FIRST_CODES ? ", ..." : "");
    return warn(state, &reference->place, &text, err);
}

bool tomt_run_check_businesses(struct tomt_run_state *state, struct tomt_error *err)
{
    const struct tomt_economy_options *options = &state->project->economy;
    struct numbers described;
    if (!described_numbers(state, &described, err))
        return false;
    for (size_t i = 0; i < state->project->n_layers; i++)
        if (state->project->layer[i].role == TOMT_ROLE_EMPLOYMENT &&
            !check_statistics(state, i, &described, err))
            return false;
    for (size_t k = 0; k < options->n_references; k++)
        if (!check_reference(state, &options->references[k], err))
            return false;
    tomt_arena_drop(state->arena, described.item);
    return true;
}
