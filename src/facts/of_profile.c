/* facts/of_profile.c: a column of what run found for one profile: capacity, jobs, shares of
 * constraints. */
#include "facts/inside.h"

#include <math.h>

/* Why a row has no number; what the column of reasons does not say is a lack of input. */
static enum tomt_why why_none(const struct tomt_column *why, size_t row)
{
    bool says = why && !tomt_column_is_null(why, row) && why->integer[row] > TOMT_WHY_OK &&
                why->integer[row] < TOMT_N_WHYS;
    return says ? (enum tomt_why)why->integer[row] : TOMT_WHY_MISSING_INPUT;
}

static bool wrong(const struct tomt_fact_task *task, const char *what, struct tomt_error *err)
{
    return tomt_fail(err, TOMT_INTERNAL, "column '%s' of profile %zu: %s", task->request->name,
                     task->request->profile, what);
}

static bool put_column(struct tomt_fact_task *task, const struct tomt_column *column,
                       const struct tomt_column *why, struct tomt_error *err)
{
    for (size_t site = 0; site < task->sites->n; site++) {
        double value = column->real[site];
        if (isinf(value))
            return wrong(task, "a number without end", err);
        bool is_none = tomt_column_is_null(column, site) || isnan(value);
        tomt_fact_put(task->fact, site, value, is_none ? why_none(why, site) : TOMT_WHY_OK);
    }
    return true;
}

bool tomt_fact_of_profile(struct tomt_fact_task *task, struct tomt_error *err)
{
    const struct tomt_fact_inputs *inputs = task->inputs;
    size_t profile = task->request->profile;
    const char *name = task->request->name;
    const struct tomt_table *table =
        profile < inputs->n_profiles ? inputs->of_profile[profile] : NULL;
    const struct tomt_column *column = table && name ? tomt_table_find(table, name) : NULL;
    if (!column) {
        tomt_fact_put_all(task,
                          profile == SIZE_MAX ? TOMT_WHY_NOT_APPLICABLE : TOMT_WHY_MISSING_INPUT);
        return true;
    }
    const char *why_name = tomt_arena_print(task->own, err, "%s_why", name);
    if (!why_name)
        return false;
    const struct tomt_column *why = tomt_table_find(table, why_name);
    if (column->type != TOMT_REAL || (why && why->type != TOMT_INTEGER))
        return wrong(task, "it must be REAL, and its reasons INTEGER", err);
    if (column->n != task->sites->n || (why && why->n != task->sites->n))
        return wrong(task, "it does not have a row per site", err);
    return put_column(task, column, why, err);
}
