/* facts/of_reference.c: what a request sums to over a reference: the same number for every site.
 * Rows without a place count too: they are in the reference, if nowhere in particular. */
#include "facts/inside.h"

#include "economy/structure.h"

#include <math.h>

static const struct tomt_fact_reference *find(const struct tomt_fact_task *task)
{
    const char *name = task->request->name;
    for (size_t i = 0; i < task->inputs->n_references; i++) {
        const struct tomt_fact_reference *reference = &task->inputs->reference[i];
        if (reference->name == name ||
            (reference->name && name && strcmp(reference->name, name) == 0))
            return reference;
    }
    return NULL;
}

static double jobs_of(const struct tomt_column *jobs, size_t row)
{
    if (!jobs || jobs->type == TOMT_TEXT || tomt_column_is_null(jobs, row))
        return 0;
    return tomt_exact_weight(jobs->type == TOMT_REAL ? jobs->real[row]
                                                     : (double)jobs->integer[row]);
}

static double sum_layer(const struct tomt_fact_request *request, const struct tomt_layer *layer,
                        const uint8_t *keep)
{
    const struct tomt_column *jobs = tomt_table_find(&layer->table, "jobs_central");
    struct tomt_row_columns columns;
    double sum = 0;
    if (!tomt_row_columns(request, layer, &columns))
        return 0;
    for (size_t row = 0; row < layer->table.n_rows; row++)
        if ((!keep || keep[row]) && tomt_row_passes(request, &columns, row))
            sum += request->subject == TOMT_JOBS ? jobs_of(jobs, row) : 1;
    return sum;
}

bool tomt_fact_reference(struct tomt_fact_task *task, struct tomt_error *err)
{
    const struct tomt_fact_request *request = task->request;
    const struct tomt_fact_reference *reference = find(task);
    if (!reference)
        return tomt_fail(err, TOMT_INTERNAL, "the reference '%s' is not there",
                         request->name ? request->name : "study area");
    if (request->subject == TOMT_POPULATION)
        return tomt_fail(err, TOMT_INTERNAL, "a reference is of jobs or establishments");
    bool of_all = request->sectors == 0 && !request->filter[0].column && !request->filter[1].column;
    bool said = of_all && request->subject == TOMT_JOBS && !isnan(reference->all_jobs);
    bool known = (reference->n_layers > 0 || said) &&
                 !(reference->only_jobs && request->subject != TOMT_JOBS) &&
                 !(request->sectors & reference->unknown_sectors);
    double sum = said ? reference->all_jobs : 0;
    for (size_t i = 0; known && !said && i < reference->n_layers; i++)
        sum += sum_layer(request, reference->layer[i], reference->keep ? reference->keep[i] : NULL);
    for (size_t site = 0; site < task->sites->n; site++)
        tomt_fact_put(task->fact, site, sum, known ? TOMT_WHY_OK : TOMT_WHY_MISSING_INPUT);
    return true;
}
