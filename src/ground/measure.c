/* ground/measure.c: zones and buildings by pairs; covers and limits site by site, in one pass. */
#include "ground/limits.h"
#include "ground/overlaps.h"

#include <math.h>
#include <string.h>

enum { CHUNK = 32 };

struct stage {
    const struct tomt_sites *sites;
    size_t n_profiles;
    const struct tomt_covering *covering;
    const struct tomt_cover *zones;
    const struct tomt_limit_list *lists;
    struct tomt_ground *out;
    struct deal {
        struct tomt_found_deal pairs; /* its counts are of the covers */
        const struct output *output;
        size_t limits_from, n_limits;
        size_t n_looked, n_pairs, n_snapped; /* of limits */
    } * deal;
    struct tomt_kept_arenas kept;
};

struct output { /* of one thread; outlives it */
    struct tomt_found pairs;
    uint32_t *main; /* feature, beside pairs */
    size_t main_capacity;
    struct tomt_limit_rows limits;
};

struct seat {
    struct stage *stage;
    struct tomt_on_site site;
    struct tomt_limit_desk limits;
    struct output *output;
};

static void rise(void *sat)
{
    struct seat *seat = sat;
    tomt_limit_desk_clear(&seat->site, &seat->limits);
    tomt_on_site_close(&seat->site);
    tomt_release(seat);
}

static void *sit(void *shared, struct tomt_error *err)
{
    struct stage *stage = shared;
    struct seat *seat = tomt_allocate(sizeof *seat);
    if (!seat) {
        tomt_fail(err, TOMT_MEMORY, "out of memory (a seat)");
        return NULL;
    }
    *seat = (struct seat){.stage = stage};
    if (!tomt_on_site_open(&seat->site, &stage->sites->shapes, stage->covering, stage->zones,
                           err)) {
        tomt_release(seat);
        return NULL;
    }
    struct tomt_arena *arena;
    seat->output = tomt_kept_output(&stage->kept, sizeof *seat->output, &arena, err);
    if (!seat->output) {
        rise(seat);
        return NULL;
    }
    seat->output->pairs.arena = seat->output->limits.arena = arena;
    return seat;
}

static bool put_covers(struct seat *seat, struct tomt_error *err)
{
    struct output *output = seat->output;
    const struct tomt_on_site *site = &seat->site;
    for (size_t i = 0; i < site->n_met; i++) {
        if (!tomt_grow(output->pairs.arena, &output->main, &output->main_capacity,
                       output->pairs.n + 1, sizeof *output->main, err))
            return false;
        output->main[output->pairs.n] = site->met[i].main;
        if (!tomt_found_add(&output->pairs, site->met[i].cover, site->met[i].area_m2, err))
            return false;
    }
    seat->stage->out->covers.site.start[site->plot.row + 1] = site->n_met;
    return true;
}

static void count(const struct tomt_plot *plot, size_t *n_looked, size_t *n_pairs,
                  size_t *n_snapped)
{
    *n_looked += plot->n_looked;
    *n_pairs += plot->n_pairs;
    *n_snapped += plot->n_snapped;
}

static bool one(struct seat *seat, size_t row, struct deal *deal, struct tomt_error *err)
{
    struct stage *stage = seat->stage;
    struct tomt_plot *plot = &seat->site.plot;
    tomt_plot_count_anew(plot);
    tomt_on_site_clear(&seat->site);
    if (!tomt_plot_lay(plot, row, err) || !tomt_on_site_find(&seat->site, err) ||
        !put_covers(seat, err))
        return false;
    count(plot, &deal->pairs.n_looked, &deal->pairs.n_pairs, &deal->pairs.n_snapped);
    tomt_plot_count_anew(plot);
    if (!tomt_limits_find(&seat->site, &seat->limits, stage->lists, stage->n_profiles,
                          stage->sites->profiles[row], &stage->out->zone, &seat->output->limits,
                          err))
        return false;
    count(plot, &deal->n_looked, &deal->n_pairs, &deal->n_snapped);
    return true;
}

static bool work(void *sat, size_t from, size_t to, struct tomt_error *err)
{
    struct seat *seat = sat;
    struct output *output = seat->output;
    struct deal *deal = &seat->stage->deal[from / CHUNK];
    deal->output = output;
    deal->pairs = (struct tomt_found_deal){.pairs = &output->pairs, .from = output->pairs.n};
    deal->limits_from = output->limits.n;
    for (size_t row = from; row < to; row++) {
        if (!one(seat, row, deal, err))
            return tomt_while(err, "constraints on site %zu", row);
    }
    deal->pairs.n = output->pairs.n - deal->pairs.from;
    deal->n_limits = output->limits.n - deal->limits_from;
    return true;
}

static bool join_covers(struct tomt_arena *arena, const struct stage *stage, size_t n_deals,
                        struct tomt_error *err)
{
    struct tomt_covers *covers = &stage->out->covers;
    struct tomt_found_deal *pairs = tomt_arena_block(arena, NULL, n_deals * sizeof *pairs, err);
    for (size_t i = 0; pairs && i < n_deals; i++)
        pairs[i] = stage->deal[i].pairs;
    if (!pairs || !tomt_found_join(arena, pairs, n_deals, &covers->site, err))
        return false;
    tomt_arena_drop(arena, pairs);
    size_t n = (size_t)covers->site.start[covers->site.n], at = 0;
    covers->main_layer = tomt_arena_block(arena, NULL, (n + 1) * sizeof *covers->main_layer, err);
    covers->main_row = tomt_arena_block(arena, NULL, (n + 1) * sizeof *covers->main_row, err);
    if (!covers->main_layer || !covers->main_row)
        return false;
    for (size_t i = 0; i < n_deals; i++) {
        const struct deal *deal = &stage->deal[i];
        for (size_t k = 0; k < deal->pairs.n; k++, at++) {
            uint32_t feature = deal->output->main[deal->pairs.from + k];
            covers->main_layer[at] = stage->covering->layer[feature];
            covers->main_row[at] = stage->covering->row[feature];
        }
    }
    return true;
}

static bool join_limits(struct tomt_arena *arena, const struct stage *stage, size_t n_deals,
                        struct tomt_error *err)
{
    struct tomt_limits *limits = &stage->out->limits;
    size_t n = 0;
    for (size_t i = 0; i < n_deals; i++)
        n += stage->deal[i].n_limits;
    limits->site = tomt_arena_block(arena, NULL, (n + 1) * sizeof *limits->site, err);
    limits->zone = tomt_arena_block(arena, NULL, (n + 1) * sizeof *limits->zone, err);
    limits->profile = tomt_arena_block(arena, NULL, (n + 1) * sizeof *limits->profile, err);
    limits->constraint = tomt_arena_block(arena, NULL, (n + 1) * sizeof *limits->constraint, err);
    limits->lost_m2 = tomt_arena_block(arena, NULL, (n + 1) * sizeof *limits->lost_m2, err);
    if (!limits->site || !limits->zone || !limits->profile || !limits->constraint ||
        !limits->lost_m2)
        return false;
    for (size_t i = 0; i < n_deals; i++) {
        const struct deal *deal = &stage->deal[i];
        for (size_t k = 0; k < deal->n_limits; k++) {
            const struct tomt_limit_row *row = &deal->output->limits.row[deal->limits_from + k];
            limits->site[limits->n] = row->site;
            limits->zone[limits->n] = row->zone;
            limits->profile[limits->n] = row->profile;
            limits->constraint[limits->n] = row->constraint;
            limits->lost_m2[limits->n++] = row->lost_m2;
        }
    }
    return true;
}

static bool measure_covers(struct tomt_arena *arena, struct stage *stage,
                           const struct tomt_crew *crew, struct tomt_error *err)
{
    struct tomt_ground *out = stage->out;
    struct tomt_overlaps *site = &out->covers.site;
    size_t n = stage->sites->n, n_deals = n / CHUNK + 1;
    site->n = n;
    site->start = tomt_arena_block(arena, NULL, (n + 1) * sizeof *site->start, err);
    stage->deal = tomt_arena_block(arena, NULL, n_deals * sizeof *stage->deal, err);
    if (!site->start || !stage->deal)
        return false;
    struct tomt_crew quiet = {.n_threads = crew->n_threads, .cancel = crew->cancel};
    struct tomt_crew_job job = {
        .shared = stage, .sit = sit, .work = work, .rise = rise, .n = n, .chunk = CHUNK};
    bool done = tomt_crew_run(&quiet, &job, err) && join_covers(arena, stage, n_deals, err) &&
                join_limits(arena, stage, n_deals, err);
    tomt_kept_free(&stage->kept);
    for (size_t i = 0; done && i < n_deals; i++) {
        out->report.n_looked += stage->deal[i].n_looked;
        out->report.n_pairs += stage->deal[i].n_pairs;
        out->report.n_snapped += stage->deal[i].n_snapped;
    }
    return done;
}

/* Do the pieces add up to the sites? Returns how many do not even if the site itself had been
 * snapped when it was made, which nobody remembers of a single site. */
static size_t check_sums(const struct tomt_sites *sites, const struct tomt_sum_check *check,
                         struct tomt_ground *out)
{
    size_t n_wrong = 0;
    for (size_t i = 0; i < sites->n; i++) {
        double whole_m2 = check->whole_m2[i], sum_m2 = check->noise_m2[i];
        if (!(whole_m2 > 0))
            continue;
        for (uint64_t k = out->zone.start[i]; k < out->zone.start[i + 1]; k++)
            sum_m2 += out->zone.area_m2[k];
        double error_m2 = fabs(sum_m2 - whole_m2);
        /* Gaps between zones of a square centimetre are none, as in sites. */
        double allowed_m2 = fmax(1e-6 * whole_m2, 2 * TOMT_NOISE_M2);
        const struct tomt_box *box = &sites->shapes.box[i];
        double snap_m2 =
            TOMT_SNAP_M * (sites->perimeter_m
                               ? sites->perimeter_m[i]
                               : 2 * (box->max_x - box->min_x + box->max_y - box->min_y));
        out->report.max_area_error = fmax(out->report.max_area_error, error_m2 / whole_m2);
        out->report.n_over += error_m2 > fmax(allowed_m2, check->snapped[i] ? snap_m2 : 0) ? 1 : 0;
        n_wrong += error_m2 > fmax(allowed_m2, snap_m2) ? 1 : 0;
    }
    return n_wrong;
}

static bool measure_zones(struct tomt_arena *arena, struct tomt_arena *own,
                          const struct tomt_sites *sites, const struct tomt_cover *zones,
                          const struct tomt_crew *crew, struct tomt_ground *out,
                          struct tomt_error *err)
{
    struct tomt_sum_check check;
    size_t n = sites->n + 1;
    check.whole_m2 = tomt_arena_block(own, NULL, n * sizeof *check.whole_m2, err);
    check.noise_m2 = tomt_arena_block(own, NULL, n * sizeof *check.noise_m2, err);
    check.snapped = tomt_arena_block(own, NULL, n * sizeof *check.snapped, err);
    if (!check.whole_m2 || !check.noise_m2 || !check.snapped ||
        !tomt_overlaps_find_all(arena, &sites->shapes, zones, NULL, crew, &out->zone, &check, err))
        return tomt_while(err, "zones on sites");
    /* Without zones there is nothing that sites were made of. */
    size_t n_wrong = zones->shapes->n > 0 ? check_sums(sites, &check, out) : 0;
#ifndef NDEBUG
    if (n_wrong > 0)
        return tomt_fail(err, TOMT_INTERNAL,
                         "the zones of %zu sites do not add up to them (at worst by %g of a site)",
                         n_wrong, out->report.max_area_error);
#else
    (void)n_wrong;
#endif
    return true;
}

static void add_counts(struct tomt_ground_report *report, const struct tomt_overlaps *overlaps)
{
    report->n_looked += overlaps->n_looked;
    report->n_pairs += overlaps->n_pairs;
    report->n_snapped += overlaps->n_snapped;
}

bool tomt_ground_measure(struct tomt_arena *arena, const struct tomt_site_inputs *inputs,
                         const struct tomt_zones *zones, const struct tomt_sites *sites,
                         const struct tomt_shapes *buildings, const struct tomt_crew *crew,
                         struct tomt_ground *out, struct tomt_error *err)
{
    *out = (struct tomt_ground){0};
    struct tomt_arena *own = tomt_arena_new(err);
    struct tomt_covering covering;
    struct tomt_cover zone_cover;
    struct tomt_limit_list *lists;
    bool done =
        own && tomt_cover_make(own, &zones->shapes, &zone_cover, err) &&
        measure_zones(arena, own, sites, &zone_cover, crew, out, err) &&
        (tomt_overlaps_find(arena, &sites->shapes, buildings, NULL, crew, &out->building, err) ||
         tomt_while(err, "buildings on sites")) &&
        (tomt_covering_make(arena, own, inputs, crew, &out->covers, &covering, err) ||
         tomt_while(err, "what constraints cover")) &&
        tomt_limits_list(own, inputs->project, &out->covers, &lists, err);
    struct stage stage = {.sites = sites,
                          .n_profiles = inputs->project->n_profiles,
                          .covering = &covering,
                          .zones = &zone_cover,
                          .out = out};
    if (done) {
        stage.lists = lists;
        done = measure_covers(arena, &stage, crew, err);
    }
    add_counts(&out->report, &out->zone);
    add_counts(&out->report, &out->building);
    add_counts(&out->report, &out->covers.site);
    tomt_arena_free(own);
    return done;
}
