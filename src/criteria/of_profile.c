/* criteria/of_profile.c: what criteria of room to build share. */
#include "criteria/of_profile.h"

bool tomt_need_of_profile(struct tomt_needs *needs, const char *name, struct tomt_error *err)
{
    return tomt_need(needs, &(struct tomt_fact_request){.kind = TOMT_FACT_OF_PROFILE, .name = name},
                     err);
}

static bool has_role(const struct tomt_project *project, enum tomt_role role)
{
    for (size_t i = 0; i < project->n_layers; i++)
        if (project->layer[i].role == role)
            return true;
    return false;
}

bool tomt_has_column(const struct tomt_project *project, enum tomt_role role, const char *field)
{
    for (size_t i = 0; i < project->n_layers; i++) {
        const struct tomt_project_layer *layer = &project->layer[i];
        for (size_t c = 0; layer->role == role && c < layer->n_columns; c++)
            if (strcmp(layer->column[c].ours, field) == 0)
                return true;
    }
    return false;
}

bool tomt_check_utilisation(const struct tomt_project *project, const char *criterion,
                            const struct tomt_place *place, struct tomt_problems *problems,
                            struct tomt_error *err)
{
    if (tomt_has_column(project, TOMT_ROLE_ZONE, "utilisation"))
        return true;
    return tomt_problem_add(
        problems, err, TOMT_ERROR, place->file, place->line, place->column,
        "criterion %s needs to know how much the plan lets be built: %s columns: {utilisation: "
        "..., utilisation_number: ..., storeys: ...}",
        criterion,
        has_role(project, TOMT_ROLE_ZONE)
            ? "no layer with role zone says so; add to one"
            : "the project has no layer with role zone; add one with");
}

bool tomt_check_parcels(const struct tomt_project *project, const char *criterion,
                        const struct tomt_place *place, struct tomt_problems *problems,
                        struct tomt_error *err)
{
    return project->sites.from == TOMT_SITES_PARCELS ||
           tomt_problem_add(problems, err, TOMT_ERROR, place->file, place->line, place->column,
                            "criterion %s is of sites that are made of parcels; leave it out, or "
                            "say sites: {from: parcels}",
                            criterion);
}

/* A parcel's floor area serves sites made of parcels; it may also be listed among their attributes.
 */
static bool knows_existing(const struct tomt_project *project)
{
    if (has_role(project, TOMT_ROLE_BUILDING))
        return true;
    if (project->sites.from != TOMT_SITES_PARCELS)
        return false;
    for (size_t i = 0; i < project->n_attributes; i++)
        if (strcmp(project->attribute[i].ours, "existing_bra_m2") == 0)
            return true;
    return tomt_has_column(project, TOMT_ROLE_PARCEL, "existing_bra_m2");
}

bool tomt_check_existing(const struct tomt_project *project, const char *criterion,
                         const struct tomt_place *place, struct tomt_problems *problems,
                         struct tomt_error *err)
{
    return knows_existing(project) ||
           tomt_problem_add(
               problems, err, TOMT_ERROR, place->file, place->line, place->column,
               "criterion %s needs to know what stands on the sites: add a layer with role "
               "building%s",
               criterion,
               project->sites.from == TOMT_SITES_PARCELS
                   ? ", or columns: {existing_bra_m2: ...} to the layer with role parcel"
                   : "");
}

bool tomt_check_unused(const struct tomt_project *project, const char *criterion,
                       const struct tomt_place *place, struct tomt_problems *problems,
                       struct tomt_error *err)
{
    return tomt_check_utilisation(project, criterion, place, problems, err) &&
           (has_role(project, TOMT_ROLE_STRATEGY) ||
            tomt_check_existing(project, criterion, place, problems, err));
}
