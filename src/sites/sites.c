/* sites/sites.c: makes everything ready that the threads share, deals the sources to them, and has
 * the results joined. Large sources are dealt first and one by one, so that none is left to one
 * thread at the end. */
#include "sites/candidate.h"

#include "sites/zone_order.h"

#include <math.h>
#include <stdlib.h>

enum { PER_DEAL = 64 };
static const size_t CUTTER_BYTES = 96u << 20;

static int by_use(const void *one, const void *other)
{
    return tomt_use_order(*(const char *const *)one, *(const char *const *)other);
}

static const char *use_of(const struct tomt_making *making, size_t zone)
{
    return tomt_row_text(making->inputs->layer[making->zones->layer[zone]], "use",
                         making->zones->row[zone]);
}

static uint64_t permitting(const struct tomt_project *project, const char *use)
{
    uint64_t profiles = 0;
    for (size_t p = 0; p < project->n_profiles; p++) {
        for (size_t i = 0; i < project->profile[p].uses.n; i++) {
            if (strcmp(project->profile[p].uses.item[i], use) == 0)
                profiles |= (uint64_t)1 << p;
        }
    }
    return profiles;
}

/* Distinct uses, lowest first; `arena` outlives the run of the threads, use_name is part of the
 * result. */
static bool list_uses(struct tomt_arena *arena, struct tomt_making *making, struct tomt_error *err)
{
    size_t n_zones = making->zones->n;
    making->zone_use = tomt_arena_block(arena, NULL, (n_zones + 1) * sizeof *making->zone_use, err);
    making->use_name = tomt_arena_block(arena, NULL, (n_zones + 1) * sizeof *making->use_name, err);
    if (!making->zone_use || !making->use_name)
        return false;
    size_t n = 0;
    for (size_t zone = 0; zone < n_zones; zone++) {
        making->use_name[n] = use_of(making, zone);
        n += making->use_name[n] != NULL;
    }
    if (n > 1)
        qsort(making->use_name, n, sizeof *making->use_name, by_use);
    for (size_t i = 0; i < n; i++) {
        if (making->n_uses == 0 ||
            strcmp(making->use_name[making->n_uses - 1], making->use_name[i]) != 0)
            making->use_name[making->n_uses++] = making->use_name[i];
    }
    making->use_profiles =
        tomt_arena_block(arena, NULL, (making->n_uses + 1) * sizeof *making->use_profiles, err);
    if (!making->use_profiles)
        return false;
    for (size_t i = 0; i < making->n_uses; i++)
        making->use_profiles[i] = permitting(making->inputs->project, making->use_name[i]);
    for (size_t zone = 0; zone < n_zones; zone++) {
        const char *use = use_of(making, zone);
        const char **found =
            use ? bsearch(&use, making->use_name, making->n_uses, sizeof *making->use_name, by_use)
                : NULL;
        making->zone_use[zone] = found ? (uint32_t)(found - making->use_name) : TOMT_NO_USE;
    }
    return true;
}

static bool mark_overlaps(struct tomt_arena *arena, struct tomt_making *making,
                          struct tomt_error *err)
{
    const struct tomt_cover *cover = &making->strategy_cover;
    size_t n = cover->shapes->n;
    struct tomt_rows rows = {0};
    struct tomt_lie_desk desk;
    tomt_lie_desk_start(&desk, arena);
    making->strategy_overlaps = tomt_arena_block(arena, NULL, n + 1, err);
    bool done = making->strategy_overlaps != NULL;
    for (size_t a = 0; done && a < n; a++) {
        done = tomt_index_find(cover->index, &cover->shapes->box[a], &rows, err);
        for (size_t i = 0; done && i < rows.n; i++) {
            enum tomt_lie lie;
            uint32_t b = rows.row[i];
            if (b <= a || making->strategy[a] != making->strategy[b])
                continue;
            done = tomt_lie(&desk, &cover->outlines.of[a], &cover->outlines.of[b], &lie, err);
            if (done && lie != TOMT_LIE_APART)
                making->strategy_overlaps[a] = making->strategy_overlaps[b] = 1;
        }
    }
    tomt_rows_free(&rows);
    return done;
}

static bool list_strategies(struct tomt_arena *arena, struct tomt_making *making,
                            struct tomt_error *err)
{
    const struct tomt_site_inputs *inputs = making->inputs;
    size_t capacity = 0;
    tomt_shapes_start(&making->strategy_shapes, arena, TOMT_POLYGONS);
    for (size_t i = 0; i < inputs->n_layers; i++) {
        if (tomt_input_role(inputs, i) != TOMT_ROLE_STRATEGY)
            continue;
        const struct tomt_layer *layer = inputs->layer[i];
        making->has_strategy = true;
        for (size_t row = 0; row < layer->shapes.n; row++) {
            enum tomt_strategy strategy = tomt_strategy_of(tomt_row_text(layer, "strategy", row));
            size_t size, n = making->strategy_shapes.n;
            const uint8_t *wkb = tomt_shapes_wkb(&layer->shapes, row, &size);
            if (strategy == TOMT_NO_STRATEGY)
                continue;
            if (!tomt_grow(arena, &making->strategy, &capacity, n + 1, 1, err) ||
                !tomt_shapes_add_wkb(&making->strategy_shapes, wkb, size, err))
                return false;
            making->strategy[n] = (uint8_t)strategy;
        }
    }
    return tomt_cover_make(arena, &making->strategy_shapes, &making->strategy_cover, err) &&
           mark_overlaps(arena, making, err);
}

static bool set_profiles(struct tomt_making *making, struct tomt_error *err)
{
    const struct tomt_project *project = making->inputs->project;
    making->n_profiles = project->n_profiles;
    if (project->n_profiles > 64)
        return tomt_fail(
            err, TOMT_PROJECT,
            "%zu profiles, at most 64 fit into one run: run them in turns with --profile",
            project->n_profiles);
    making->all_profiles =
        project->n_profiles == 64 ? UINT64_MAX : ((uint64_t)1 << project->n_profiles) - 1;
    for (size_t p = 0; p < project->n_profiles; p++) {
        const struct tomt_profile *profile = &project->profile[p];
        making->min_area_m2[p] =
            isnan(profile->min_area_m2) ? project->sites.min_area_m2 : profile->min_area_m2;
        making->min_width_m[p] =
            isnan(profile->min_width_m) ? project->sites.min_width_m : profile->min_width_m;
        if (profile->assembly.wanted) /* its minima hold for what is made of the pieces */
            making->min_area_m2[p] = making->min_width_m[p] = 0;
        if (profile->n_constraints >= TOMT_LOSS_SLIVER)
            return tomt_fail(err, TOMT_PROJECT, "profile '%s' has %zu constraints, at most %d fit",
                             profile->name, profile->n_constraints, TOMT_LOSS_SLIVER - 1);
    }
    making->separate = project->sites.parts == TOMT_PARTS_SEPARATE;
    return true;
}

struct weight {
    size_t bytes;
    uint32_t source;
};

static int heaviest_first(const void *one, const void *other)
{
    const struct weight *a = one, *b = other;
    if (a->bytes != b->bytes)
        return a->bytes > b->bytes ? -1 : 1;
    return (a->source > b->source) - (a->source < b->source);
}

static bool set_deals(struct tomt_arena *arena, struct tomt_making *making, struct tomt_error *err)
{
    const struct tomt_sources *sources = &making->sources;
    struct weight *large = tomt_arena_block(arena, NULL, (sources->n + 1) * sizeof *large, err);
    making->order = tomt_arena_block(arena, NULL, (sources->n + 1) * sizeof *making->order, err);
    if (!large || !making->order)
        return false;
    size_t n_large = 0, n = 0, n_small = 0;
    for (size_t i = 0; i < sources->n; i++) {
        size_t size;
        tomt_shapes_wkb(sources->shapes, i, &size);
        if (size > TOMT_LARGE_SOURCE * 16)
            large[n_large++] = (struct weight){size, (uint32_t)i};
    }
    qsort(large, n_large, sizeof *large, heaviest_first);
    making->has_large = n_large > 0;
    size_t most = n_large + (sources->n - n_large + PER_DEAL - 1) / PER_DEAL;
    making->deal = tomt_arena_block(arena, NULL, (most + 1) * sizeof *making->deal, err);
    if (!making->deal)
        return false;
    for (; n < n_large; n++) {
        making->order[n] = large[n].source;
        making->deal[making->n_deals++] =
            (struct tomt_deal){.from = (uint32_t)n, .to = (uint32_t)n + 1};
    }
    for (size_t i = 0; i < sources->n; i++) {
        size_t size;
        tomt_shapes_wkb(sources->shapes, i, &size);
        if (size > TOMT_LARGE_SOURCE * 16)
            continue;
        making->order[n] = (uint32_t)i;
        if (n_small++ % PER_DEAL == 0)
            making->deal[making->n_deals++] = (struct tomt_deal){.from = (uint32_t)n};
        making->deal[making->n_deals - 1].to = (uint32_t)++n;
    }
    tomt_arena_drop(arena, large);
    return true;
}

static void rise(void *sat)
{
    struct tomt_maker *maker = sat;
    if (maker->bench.seat) {
        tomt_pieces_clear(maker);
        tomt_ground_clear(maker, &maker->source);
        tomt_ground_clear(maker, &maker->permitted);
        tomt_ground_clear(maker, &maker->rest);
        tomt_ground_clear(maker, &maker->part);
    }
    tomt_bench_rise(maker);
}

static bool open_maker(struct tomt_maker *maker, struct tomt_error *err)
{
    struct tomt_making *making = maker->making;
    struct tomt_seat *seat = maker->bench.seat;
    struct tomt_arena *arena = maker->bench.arena, *out = tomt_kept_arena(&making->kept, err);
    tomt_ground_start(&maker->source, arena);
    tomt_ground_start(&maker->permitted, arena);
    tomt_ground_start(&maker->rest, arena);
    tomt_ground_start(&maker->part, arena);
    tomt_width_desk_start(&maker->width, arena);
    if (!out)
        return false;
    maker->output = tomt_arena_alloc(out, sizeof *maker->output, err);
    if (!maker->output)
        return false;
    maker->output->arena = out;
    tomt_shapes_start(&maker->output->shapes, out, TOMT_POLYGONS);
    maker->zones = tomt_cutter_open(seat, making->zone_cover.shapes, CUTTER_BYTES, err);
    if (!maker->zones)
        return false;
    maker->exclusions = tomt_cutter_open(seat, &making->exclusions.shapes, CUTTER_BYTES, err);
    if (!maker->exclusions)
        return false;
    maker->strategies = tomt_cutter_open(seat, &making->strategy_shapes, CUTTER_BYTES, err);
    if (!maker->strategies)
        return false;
    if (making->has_large)
        maker->sources = tomt_cutter_open(seat, making->sources.shapes, CUTTER_BYTES, err);
    return !making->has_large || maker->sources;
}

static void *sit(void *shared, struct tomt_error *err)
{
    struct tomt_maker *maker = tomt_bench_sit(sizeof *maker, err);
    if (!maker)
        return NULL;
    maker->making = shared;
    if (!open_maker(maker, err)) {
        rise(maker);
        return NULL;
    }
    return maker;
}

static bool work(void *sat, size_t from, size_t to, struct tomt_error *err)
{
    struct tomt_maker *maker = sat;
    struct tomt_making *making = maker->making;
    for (size_t d = from; d < to; d++) {
        struct tomt_deal *deal = &making->deal[d];
        deal->output = maker->output;
        deal->made_from = maker->output->n_made;
        deal->fallen_from = maker->output->n_fallen;
        deal->lost_from = maker->output->n_lost;
        maker->output->report = (struct tomt_sites_report){0};
        for (uint32_t i = deal->from; i < deal->to; i++) {
            if (!tomt_candidate_make(maker, making->order[i], err))
                return false;
        }
        deal->made_to = maker->output->n_made;
        deal->fallen_to = maker->output->n_fallen;
        deal->lost_to = maker->output->n_lost;
        deal->report = maker->output->report;
        tomt_progress_step(making->crew->progress, deal->to - deal->from);
    }
    return true;
}

static bool make_ready(struct tomt_arena *arena, struct tomt_arena *brief,
                       struct tomt_making *making, struct tomt_error *err)
{
    return set_profiles(making, err) && list_uses(arena, making, err) &&
           tomt_cover_make(brief, &making->zones->shapes, &making->zone_cover, err) &&
           tomt_exclusions_make(brief, making->inputs, making->crew, &making->exclusions, err) &&
           list_strategies(brief, making, err) &&
           tomt_sources_make(arena, making->inputs, making->zones, making->crew, &making->sources,
                             err) &&
           set_deals(brief, making, err);
}

static bool make_all(struct tomt_arena *arena, struct tomt_arena *brief, struct tomt_making *making,
                     struct tomt_sites *sites, struct tomt_rejected *rejected,
                     struct tomt_sites_report *report, struct tomt_error *err)
{
    if (!make_ready(arena, brief, making, err))
        return false;
    const struct tomt_crew *crew = making->crew;
    if (crew->progress)
        crew->progress->total += making->sources.n;
    struct tomt_crew quiet = {.n_threads = crew->n_threads, .cancel = crew->cancel};
    struct tomt_crew_job job = {
        .shared = making, .sit = sit, .work = work, .rise = rise, .n = making->n_deals, .chunk = 1};
    report->n_sources = making->sources.n;
    report->n_outside_area = making->sources.n_outside;
    report->n_duplicate_ids = making->sources.n_duplicate;
    report->n_hashed_ids = making->sources.n_hashed;
    sites->use_name = making->use_name;
    sites->n_uses = making->n_uses;
    bool done = tomt_crew_run(&quiet, &job, err) &&
                tomt_sites_gather(arena, making, sites, rejected, report, err);
    tomt_kept_free(&making->kept);
    return done;
}

bool tomt_sites_make(struct tomt_arena *arena, const struct tomt_site_inputs *inputs,
                     const struct tomt_zones *zones, const struct tomt_crew *crew,
                     struct tomt_sites *sites, struct tomt_rejected *rejected,
                     struct tomt_sites_report *report, struct tomt_error *err)
{
    *sites = (struct tomt_sites){0};
    *rejected = (struct tomt_rejected){0};
    *report = (struct tomt_sites_report){0};
    tomt_shapes_start(&rejected->shapes, arena, TOMT_POLYGONS);
    struct tomt_arena *brief = tomt_arena_new(err);
    struct tomt_making *making = brief ? tomt_arena_alloc(brief, sizeof *making, err) : NULL;
    bool done = making != NULL;
    if (done) {
        *making = (struct tomt_making){.inputs = inputs, .zones = zones, .crew = crew};
        done = make_all(arena, brief, making, sites, rejected, report, err);
    }
    tomt_arena_free(brief);
    return done || tomt_while(err, "making candidate sites");
}
