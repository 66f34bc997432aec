/* sites/assemble.c: profile by profile: its sites as parcels, the choice, the joined polygons, what
 * fails; then all rows anew. */
#include "sites/assemble_inside.h"

#include "sites/outline.h"

#include <string.h>

static bool index_losses(struct tomt_assembler *assembler, struct tomt_error *err)
{
    const struct tomt_sites *sites = assembler->sites;
    uint64_t *start = tomt_arena_block(assembler->brief, NULL, (sites->n + 1) * sizeof *start, err);
    if (!start)
        return false;
    size_t at = 0;
    for (size_t i = 0; i < sites->n; i++) {
        start[i] = at;
        while (at < sites->losses.n && sites->losses.site[at] == i)
            at++;
    }
    start[sites->n] = at;
    assembler->loss_start = start;
    return at == sites->losses.n ||
           tomt_fail(err, TOMT_INTERNAL, "assemblies: losses are not in the order of sites");
}

/* Assemblies of one profile with the same shape (parcels that lie twice on the map under two ids)
 * are told apart: an id is unique within a profile. Their order is that of the choice. */
static bool tell_apart(struct tomt_assembler *assembler, size_t from, struct tomt_error *err)
{
    size_t n = assembler->n_united - from;
    const struct tomt_united *united = assembler->united + from;
    const char **bare = tomt_arena_block(assembler->brief, NULL, (n + 1) * sizeof *bare, err);
    size_t mask = 1;
    while (mask < 2 * n)
        mask *= 2;
    uint32_t *seen = tomt_arena_block(assembler->brief, NULL, mask * sizeof *seen, err);
    uint32_t *times = tomt_arena_block(assembler->brief, NULL, (n + 1) * sizeof *times, err);
    bool ok = bare && seen && times;
    for (size_t i = 0; ok && i < n; i++) { /* the id is a hash already */
        size_t at = 0;
        bare[i] = united[i].id;
        for (const char *c = bare[i]; *c; c++)
            at = 31 * at + (unsigned char)*c;
        at &= mask - 1;
        while (seen[at] && strcmp(bare[seen[at] - 1], bare[i]) != 0)
            at = (at + 1) & (mask - 1);
        if (!seen[at]) {
            seen[at] = (uint32_t)(i + 1);
            continue;
        }
        const char *id =
            tomt_arena_print(assembler->arena, err, "%s-%u", bare[i], ++times[seen[at] - 1] + 1);
        ok = id != NULL;
        assembler->united[from + i].id = id;
    }
    if (ok) {
        tomt_arena_drop(assembler->brief, times);
        tomt_arena_drop(assembler->brief, seen);
        tomt_arena_drop(assembler->brief, bare);
    }
    return ok;
}

static bool assemble_lot(struct tomt_assembler *assembler, struct tomt_lot *lot,
                         struct tomt_assembled *assembled, struct tomt_error *err)
{
    size_t from = assembler->n_united;
    if (!tomt_lot_choose(assembler, lot, err) ||
        !tomt_lot_join(assembler, lot, &assembled->max_area_error, err) ||
        !tell_apart(assembler, from, err))
        return false;
    assembled->n_parcels = lot->n;
    assembled->n_assemblies = lot->chosen.n;
    assembled->n_in_assemblies = lot->chosen.start[lot->chosen.n];
    assembled->n_left_over = lot->n - assembled->n_in_assemblies;
    assembled->n_too_large = lot->chosen.n_too_large;
    assembled->n_improved = lot->chosen.n_improved;
    for (size_t a = 0; a < lot->chosen.n; a++)
        assembled->n_of_one += lot->chosen.start[a + 1] == lot->chosen.start[a] + 1;
    return tomt_lot_hold(assembler, lot, from, assembled, err);
}

static bool assemble_profile(struct tomt_assembler *assembler, size_t profile,
                             struct tomt_assembled *assembled, struct tomt_error *err)
{
    const struct tomt_profile *of = &assembler->inputs->project->profile[profile];
    struct tomt_lot lot = {.own = tomt_arena_new(err), .profile = profile, .wish = &of->assembly};
    bool ok = lot.own && assemble_lot(assembler, &lot, assembled, err);
    tomt_arena_free(lot.own);
    return ok || tomt_while(err, "profile '%s': assemblies", of->name);
}

static bool assemble_all(struct tomt_assembler *assembler, struct tomt_rejected *rejected,
                         struct tomt_assembled *assembled, struct tomt_sites *anew,
                         struct tomt_error *err)
{
    const struct tomt_project *project = assembler->inputs->project;
    const struct tomt_sites *sites = assembler->sites;
    tomt_shapes_start(&assembler->shapes, assembler->brief, TOMT_POLYGONS);
    assembler->profiles =
        tomt_arena_block(assembler->brief, NULL, (sites->n + 1) * sizeof *assembler->profiles, err);
    if (!assembler->profiles || !index_losses(assembler, err))
        return false;
    if (sites->n > 0)
        memcpy(assembler->profiles, sites->profiles, sites->n * sizeof *assembler->profiles);
    for (size_t p = 0; p < project->n_profiles; p++) {
        if (project->profile[p].assembly.wanted &&
            !assemble_profile(assembler, p, &assembled[p], err))
            return false;
    }
    return tomt_assembled_rows(assembler, anew, err) && tomt_left_write(assembler, rejected, err);
}

bool tomt_sites_assemble(struct tomt_arena *arena, const struct tomt_site_inputs *inputs,
                         const struct tomt_zones *zones, const struct tomt_assembling *how,
                         const struct tomt_crew *crew, struct tomt_sites *sites,
                         struct tomt_rejected *rejected, struct tomt_assembled *assembled,
                         struct tomt_error *err)
{
    const struct tomt_project *project = inputs->project;
    const char *wanted = NULL;
    for (size_t p = 0; p < project->n_profiles; p++) {
        assembled[p] = (struct tomt_assembled){0};
        if (!wanted && project->profile[p].assembly.wanted)
            wanted = project->profile[p].name;
    }
    if (!wanted)
        return true;
    if (project->sites.from == TOMT_SITES_GRID)
        return tomt_fail(err, TOMT_PROJECT,
                         "profile '%s' wants sites of several parcels, but sites come from a grid: "
                         "set sites.from to parcels, or take 'assembly' out",
                         wanted);
    struct tomt_sites anew = {0};
    struct tomt_assembler assembler = {
        .arena = arena,
        .brief = tomt_arena_new(err),
        .inputs = inputs,
        .zones = zones,
        .how = how,
        .crew = {.n_threads = crew->n_threads, .cancel = crew->cancel},
        .sites = sites};
    bool ok = assembler.brief && assemble_all(&assembler, rejected, assembled, &anew, err);
    tomt_arena_free(assembler.brief);
    if (ok)
        *sites = anew;
    return ok;
}
