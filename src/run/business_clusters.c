/* run/business_clusters.c: clusters of each set, and a column cluster_SET on the registers that says which one a workplace is in. */
#include "run/state.h"

#include <math.h>

static bool mark_layers(struct tomt_run_state *state, const struct tomt_cluster_set *set, const struct tomt_clusters *clusters,
                        struct tomt_error *err)
{
    const struct tomt_business *business = &state->business;
    const char *name = tomt_arena_print(state->arena, err, "cluster_%s", set->name);
    size_t w = 0;
    for (size_t i = 0; name && i < state->project->n_layers; i++) {
        struct tomt_table *table = &state->layer[i].table;
        if (state->project->layer[i].role != TOMT_ROLE_ESTABLISHMENT)
            continue;
        struct tomt_column *column = tomt_table_column(table, name, TOMT_TEXT, err);
        for (size_t row = 0; column && row < table->n_rows; row++, w++) {
            char id[96];
            uint32_t label = clusters->label[w];
            snprintf(id, sizeof id, "%s-%u", set->name, label + 1);
            if (!tomt_column_put_text(column, label == TOMT_NOISE ? NULL : id, err))
                return false;
        }
        if (!column)
            return false;
    }
    return name && w == business->now.n;
}

/* Jobs of the set's sector in the reference, and all. */
static void reference_of(const struct tomt_run_state *state, int sector, double *sector_jobs, double *all_jobs)
{
    const struct tomt_area_reference *against = &state->business.against;
    *all_jobs = against->jobs;
    *sector_jobs = sector < 0 ? NAN : against->sector_jobs[sector];
}

bool tomt_run_business_clusters(struct tomt_run_state *state, struct tomt_error *err)
{
    const struct tomt_economy_options *options = &state->project->economy;
    struct tomt_business *business = &state->business;
    business->clusters = tomt_arena_alloc(state->arena, (options->n_clusters + 1) * sizeof *business->clusters, err);
    if (!business->clusters)
        return false;
    for (size_t k = 0; k < options->n_clusters; k++) {
        const struct tomt_cluster_set *set = &options->cluster[k];
        const struct tomt_project_sector *sector = set->sector ? tomt_project_sector(state->project, set->sector) : NULL;
        int number = sector ? (int)(sector - options->sector) : -1;
        double sector_jobs, all_jobs;
        struct tomt_cluster_question question = {.workplaces = &business->now,
                                                 .sectors = sector ? (uint64_t)1 << number : 0,
                                                 .method = (enum tomt_cluster_method)set->method,
                                                 .radius_m = set->radius_m,
                                                 .min_jobs = set->min_jobs,
                                                 .min_cluster_jobs = set->min_cluster_jobs,
                                                 .min_establishments = (size_t)set->min_establishments};
        reference_of(state, number, &sector_jobs, &all_jobs);
        if (!tomt_clusters_find(state->arena, &question, sector_jobs, all_jobs, state->crew, &business->clusters[k], err) ||
            !mark_layers(state, set, &business->clusters[k], err))
            return tomt_while(err, "finding the clusters '%s'", set->name);
        if (!business->clusters[k].n &&
            !tomt_problem_add(state->problems, err, TOMT_WARNING, set->place.file, set->place.line, set->place.column,
                              "clusters '%s': there is none; a larger radius_m or fewer min_jobs would find some", set->name))
            return false;
    }
    return true;
}
