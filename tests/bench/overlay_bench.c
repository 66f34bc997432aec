/* overlay_bench PROJECT FOLDER THREADS [TURNS]: parcels x zones x constraints of a project with one
 * profile (overlay.yaml), by our stages and by raw GEOS, on 1 and on THREADS threads.
 *   ours: tomt_zones_resolve, tomt_sites_make, tomt_ground_measure
 *   floor: overlay_floor.c
 * then assembles all parcels (tomt_sites_assemble; not in the sums).
 * Prints "figure;value;unit", compares the areas of every parcel (exit code 1 when they differ),
 * and writes into FOLDER what peers need: layers as "row,hex" and what we found, areas.csv. */
#include "overlay_bench.h"

#include "geo/wkb.h"
#include "run/alternatives.h"
#include "sites/assemble.h"
#include "sites/width.h"
#include "sites/zone_order.h"

#include <sys/resource.h>

enum { OURS = 3 };
static const char *const stage_name[OURS] = {"zones", "sites", "ground"};
static double peak_mib(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss / 1024;
}

/* --- ours ------------------------------------------------------------------------------------ */

struct ours {
    struct spent stage[OURS], all, widths, assembly;
    struct tomt_assembled assembled;
};

struct result {
    struct tomt_sites sites;
    struct tomt_ground ground;
    struct tomt_sites_report report;
};

/* The number that a cover of ours has among those drawn: what excludes is drawn, and none of ours.
 */
static size_t drawn_as(const struct work *work, const struct result *of, size_t cover)
{
    const struct tomt_profile *profile = &work->inputs.project->profile[0];
    for (size_t c = 0; c < profile->n_constraints; c++)
        if (of->ground.covers.of[0][c] == cover)
            return work->covers.of[0][c];
    exit(2);
}

static void sum_ours(const struct work *work, const struct result *of, struct found *found)
{
    const struct tomt_sites *sites = &of->sites;
    for (size_t i = 0; i < found->n; i++)
        found->zoned_m2[i] = NAN; /* of what is no site we do not say it */
    for (size_t s = 0; s < sites->n; s++) {
        size_t row = sites->source_row[s];
        found->zoned_m2[row] = sites->area_m2[s];
        for (uint64_t k = of->ground.zone.start[s]; k < of->ground.zone.start[s + 1]; k++)
            found->left_m2[row] += of->ground.zone.area_m2[k];
        const struct tomt_overlaps *on = &of->ground.covers.site;
        for (uint64_t k = on->start[s]; k < on->start[s + 1]; k++)
            found->cover_m2[drawn_as(work, of, on->row[k]) * work->parcels->n + row] +=
                on->area_m2[k];
    }
}

static void tell(const struct result *of)
{
    put("sites", (double)of->sites.n, "");
    put("pairs that sites and ground looked at",
        (double)(of->report.n_looked + of->ground.report.n_looked), "");
    put("of them left to GEOS", (double)(of->report.n_pairs + of->ground.report.n_pairs), "");
    put("pairs that had to be snapped", (double)of->ground.report.n_snapped, "");
    put("sites that had to be snapped", (double)of->report.n_snapped_sites, "");
    put("slivers left out", of->report.slivers_m2, "m2");
    printf("largest |sum of pieces - site| / site;%.3g;\n", of->ground.report.max_area_error);
    put("sites over the tolerance", (double)of->ground.report.n_over, "");
    put("tomt: peak memory, inputs included", peak_mib(), "MiB");
}

/* The stage of sites also draws the largest circle into each, which no overlay needs: how long that
 * takes by itself. */
struct width_seat {
    const struct tomt_shapes *shapes;
    struct tomt_arena *arena;
    struct tomt_tracer tracer;
    struct tomt_width_desk desk;
};

static void *width_sit(void *shared, struct tomt_error *err)
{
    struct tomt_arena *arena = tomt_arena_new(err);
    struct width_seat *seat = arena ? tomt_arena_alloc(arena, sizeof *seat, err) : NULL;
    if (!seat)
        return NULL;
    *seat = (struct width_seat){.shapes = shared, .arena = arena};
    tomt_tracer_start(&seat->tracer, arena);
    tomt_width_desk_start(&seat->desk, arena);
    return seat;
}

static bool width_work(void *sat, size_t from, size_t to, struct tomt_error *err)
{
    struct width_seat *seat = sat;
    for (size_t i = from; i < to; i++) {
        size_t size;
        const uint8_t *wkb = tomt_shapes_wkb(seat->shapes, i, &size);
        struct tomt_trace trace;
        double width_m;
        tomt_tracer_clear(&seat->tracer);
        if (!tomt_tracer_add(&seat->tracer, wkb, size, &trace, err))
            return false;
        struct tomt_outline outline = tomt_tracer_outline(&seat->tracer, &trace);
        if (!tomt_width_m(&seat->desk, &outline, &width_m, err))
            return false;
    }
    return true;
}

static void width_rise(void *sat)
{
    tomt_arena_free(((struct width_seat *)sat)->arena);
}

static void run_widths(const struct tomt_shapes *shapes, const struct tomt_crew *crew)
{
    struct tomt_error err = {0};
    struct tomt_crew_job job = {.shared = (void *)(uintptr_t)shapes,
                                .sit = width_sit,
                                .work = width_work,
                                .rise = width_rise,
                                .n = shapes->n,
                                .chunk = 16};
    if (!tomt_crew_run(crew, &job, &err))
        die(&err);
}

static struct ours run_ours(struct work *work, unsigned n_threads, unsigned n_turns,
                            struct found *found)
{
    struct ours ours;
    for (unsigned turn = 0; turn < n_turns; turn++) {
        struct tomt_error err = {0};
        struct tomt_arena *arena = tomt_arena_new(&err);
        struct tomt_crew crew = {.n_threads = n_threads};
        struct tomt_zones zones;
        struct tomt_rejected rejected = {0};
        struct tomt_shapes buildings;
        struct result of;
        if (!arena)
            die(&err);
        tomt_shapes_start(&rejected.shapes, arena, TOMT_POLYGONS);
        tomt_shapes_start(&buildings, arena, TOMT_POLYGONS);
        struct spent all = now(), from = all;
        if (!tomt_zones_resolve(arena, &work->inputs, &crew, &zones, &err))
            die(&err);
        keep_least(&ours.stage[0], since(from), turn);
        from = now();
        if (!tomt_sites_make(arena, &work->inputs, &zones, &crew, &of.sites, &rejected, &of.report,
                             &err))
            die(&err);
        keep_least(&ours.stage[1], since(from), turn);
        from = now();
        if (!tomt_ground_measure(arena, &work->inputs, &zones, &of.sites, &buildings, &crew,
                                 &of.ground, &err))
            die(&err);
        keep_least(&ours.stage[2], since(from), turn);
        keep_least(&ours.all, since(all), turn);
        if (found && turn == 0) {
            sum_ours(work, &of, found);
            tell(&of);
        }
        from = now();
        run_widths(&of.sites.shapes, &crew);
        keep_least(&ours.widths, since(from), turn);
        struct tomt_assembling how = {0};
        from = now();
        if (!tomt_sites_assemble(arena, &work->inputs, &zones, &how, &crew, &of.sites, &rejected,
                                 &ours.assembled, &err))
            die(&err);
        keep_least(&ours.assembly, since(from), turn);
        tomt_arena_free(arena);
    }
    return ours;
}

/* --- compared, written ----------------------------------------------------------------------- */

static bool same_sum(const char *what, const double *ours, const double *theirs,
                     const uint8_t *wrong, size_t n)
{
    double a = 0, b = 0, most = 0;
    char figure[160];
    for (size_t i = 0; i < n; i++) {
        if (isnan(ours[i]) || wrong[i])
            continue;
        a += ours[i];
        b += theirs[i];
        most = fmax(most, fabs(ours[i] - theirs[i]));
    }
    double apart = a > 0 || b > 0 ? fabs(a - b) / fmax(a, b) : 0;
    snprintf(figure, sizeof figure, "%s: tomt", what);
    printf("%s;%.1f;m2\n", figure, a);
    printf("%s: floor apart by (at most 1e-6);%.2g;\n", what, apart);
    snprintf(figure, sizeof figure, "%s: floor apart at most on one parcel by", what);
    put(figure, most, "m2");
    return apart <= 1e-6;
}

/* Zones do not overlap: who finds more ground in them than the parcel has is wrong (GEOS can be,
 * without a word), and its parcel is counted, told and left out of the sums. */
static uint8_t *find_wrong(const struct work *work, const struct found *found, const char *who)
{
    uint8_t *wrong = block(work->arena, found->n, 1);
    size_t n = 0;
    char figure[120];
    for (size_t i = 0; i < found->n; i++) {
        size_t size;
        const uint8_t *wkb = tomt_shapes_wkb(work->parcels, i, &size);
        double whole_m2 = tomt_wkb_area_m2(wkb, size);
        wrong[i] = found->zoned_m2[i] > whole_m2 * (1 + 1e-6) + 0.01;
        n += wrong[i] ? 1 : 0;
    }
    snprintf(figure, sizeof figure, "%s: parcels with more ground in zones than they have", who);
    put(figure, (double)n, "");
    return wrong;
}

static bool compare(const struct work *work, const struct found *ours, const struct found *floor)
{
    const uint8_t *wrong = find_wrong(work, ours, "tomt");
    for (size_t i = 0; i < ours->n; i++)
        if (wrong[i])
            return false;
    wrong = find_wrong(work, floor, "floor");
    size_t n = ours->n;
    bool same = same_sum("parcels in zones", ours->zoned_m2, floor->zoned_m2, wrong, n);
    same = same_sum("of it not excluded", ours->left_m2, floor->left_m2, wrong, n) && same;
    for (size_t c = 0; c < work->n_covers; c++) {
        char what[80];
        if (is_excluded(work, c))
            continue;
        snprintf(what, sizeof what, "under cover %zu (%s)", c, work->covers.cover[c].layer);
        same = same_sum(what, ours->cover_m2 + c * n, floor->cover_m2 + c * n, wrong, n) && same;
    }
    return same;
}

static FILE *open_file(const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.csv", folder, name);
    FILE *file = fopen(path, "w");
    if (!file) {
        perror(path);
        exit(2);
    }
    return file;
}

static void write_shapes(const char *folder, const char *name, const struct tomt_shapes *shapes,
                         const uint8_t *left_out)
{
    static const char digit[] = "0123456789ABCDEF";
    FILE *file = open_file(folder, name);
    for (size_t i = 0; i < shapes->n; i++) {
        size_t size;
        const uint8_t *wkb = tomt_shapes_wkb(shapes, i, &size);
        if (left_out && left_out[i])
            continue;
        fprintf(file, "%zu,", i);
        for (size_t k = 0; k < size; k++) {
            putc(digit[wkb[k] >> 4], file);
            putc(digit[wkb[k] & 15], file);
        }
        putc('\n', file);
    }
    fclose(file);
}

static void write_number(FILE *file, double value)
{
    if (isnan(value))
        fputc(',', file);
    else
        fprintf(file, ",%.17g", value);
}

static void write_all(const struct work *work, const struct found *ours, const char *folder)
{
    write_shapes(folder, "parcels", work->parcels, work->repeated);
    write_shapes(folder, "zones", &work->zones, NULL);
    write_shapes(folder, "strategy", &work->strategy, NULL);
    FILE *file = open_file(folder, "areas");
    fputs("row,zoned,left", file);
    for (size_t c = 0; c < work->n_covers; c++) {
        char name[32];
        snprintf(name, sizeof name, "%s_%zu", is_excluded(work, c) ? "excluded" : "cover", c);
        write_shapes(folder, name, &work->cover[c], NULL);
        fprintf(file, ",%s", name);
    }
    fputc('\n', file);
    for (size_t i = 0; i < ours->n; i++) {
        if (work->repeated[i])
            continue;
        fprintf(file, "%zu", i);
        write_number(file, ours->zoned_m2[i]);
        write_number(file, ours->left_m2[i]);
        for (size_t c = 0; c < work->n_covers; c++)
            write_number(file, ours->cover_m2[c * ours->n + i]);
        fputc('\n', file);
    }
    fclose(file);
}

/* --- inputs ---------------------------------------------------------------------------------- */

struct named {
    const char *id;
    size_t row;
};
static int named_order(const void *one, const void *other)
{
    const struct named *a = one, *b = other;
    int order = strcmp(a->id, b->id);
    return order ? order : (a->row > b->row) - (a->row < b->row);
}

static void find_repeated(struct work *work)
{
    size_t n = work->parcels->n;
    struct named *named = block(work->arena, n, sizeof *named);
    work->repeated = block(work->arena, n, 1);
    for (size_t i = 0; i < n; i++) {
        const char *id = tomt_row_text(work->inputs.layer[work->at], "parcel", i);
        named[i] = (struct named){id ? id : "", i};
    }
    qsort(named, n, sizeof *named, named_order);
    for (size_t i = 1; i < n; i++)
        if (*named[i].id && !strcmp(named[i].id, named[i - 1].id))
            work->repeated[named[i].row] = 1;
}

/* The ground that all parcels lie on, so that none lies outside. */
static void whole_study_area(struct tomt_run_state *state, const struct tomt_shapes *parcels)
{
    struct tomt_error err = {0};
    struct tomt_box all = parcels->box[0];
    for (size_t i = 1; i < parcels->n; i++) {
        all.min_x = fmin(all.min_x, parcels->box[i].min_x);
        all.min_y = fmin(all.min_y, parcels->box[i].min_y);
        all.max_x = fmax(all.max_x, parcels->box[i].max_x);
        all.max_y = fmax(all.max_y, parcels->box[i].max_y);
    }
    const double x0 = all.min_x - 1, y0 = all.min_y - 1, x1 = all.max_x + 1, y1 = all.max_y + 1;
    const double xy[10] = {x0, y0, x1, y0, x1, y1, x0, y1, x0, y0};
    const uint32_t head[3] = {3, 1, 5};
    uint8_t wkb[13 + sizeof xy] = {1};
    memcpy(wkb + 1, head, sizeof head);
    memcpy(wkb + 13, xy, sizeof xy);
    tomt_shapes_start(&state->study_area, state->arena, TOMT_POLYGONS);
    if (!tomt_shapes_add_wkb(&state->study_area, wkb, sizeof wkb, &err))
        die(&err);
}

static void lay_covers(struct work *work, const struct tomt_crew *crew)
{
    struct tomt_error err = {0};
    const struct tomt_profile *profile = &work->inputs.project->profile[0];
    /* Sites do not measure what was cut away; the floor and the peers cut it, so it is drawn too.
     */
    struct tomt_project all = *work->inputs.project;
    struct tomt_profile drawn = *profile;
    struct tomt_site_inputs inputs = work->inputs;
    drawn.constraint = tomt_arena_alloc(
        work->arena, (profile->n_constraints + 1) * sizeof *drawn.constraint, &err);
    if (!drawn.constraint)
        die(&err);
    for (size_t c = 0; c < profile->n_constraints; c++) {
        drawn.constraint[c] = profile->constraint[c];
        drawn.constraint[c].effect = TOMT_EFFECT_INFORM;
    }
    all.profile = &drawn;
    all.n_profiles = 1;
    inputs.project = &all;
    if (!tomt_covering_make(work->arena, work->arena, &inputs, crew, &work->covers, &work->covering,
                            &err))
        die(&err);
    work->n_covers = work->covers.n;
    if (work->n_covers > MOST_COVERS)
        exit(2);
    for (size_t c = 0; c < work->n_covers; c++)
        tomt_shapes_start(&work->cover[c], work->arena, TOMT_POLYGONS);
    for (size_t f = 0; f < work->covering.shapes.n; f++) {
        size_t size;
        const uint8_t *wkb = tomt_shapes_wkb(&work->covering.shapes, f, &size);
        for (uint64_t k = work->covering.of_start[f]; k < work->covering.of_start[f + 1]; k++)
            if (!tomt_shapes_add_wkb(&work->cover[work->covering.of[k]], wkb, size, &err))
                die(&err);
    }
    for (size_t c = 0; c < profile->n_constraints && work->n_exclusions < MOST_EXCLUSIONS; c++)
        if (profile->constraint[c].effect == TOMT_EFFECT_EXCLUDE)
            work->exclusion[work->n_exclusions++] = work->covers.of[0][c];
}

static void lay_zones(struct work *work, const struct tomt_crew *crew)
{
    struct tomt_error err = {0};
    struct tomt_zones zones;
    const struct tomt_texts *uses = &work->inputs.project->profile[0].uses;
    if (!tomt_zones_resolve(work->arena, &work->inputs, crew, &zones, &err))
        die(&err);
    tomt_shapes_start(&work->zones, work->arena, TOMT_POLYGONS);
    for (size_t i = 0; i < zones.n; i++) {
        size_t size;
        const uint8_t *wkb = tomt_shapes_wkb(&zones.shapes, i, &size);
        const char *use = tomt_row_text(work->inputs.layer[zones.layer[i]], "use", zones.row[i]);
        bool permitted = false;
        for (size_t u = 0; use && u < uses->n; u++)
            permitted = permitted || !strcmp(use, uses->item[u]);
        if (permitted && !tomt_shapes_add_wkb(&work->zones, wkb, size, &err))
            die(&err);
    }
}

static void prepare(struct work *work, struct tomt_run_state *state, const struct tomt_crew *crew)
{
    struct tomt_error err = {0};
    work->inputs = (struct tomt_site_inputs){state->project, state->layer_ref,
                                             state->project->n_layers, &state->study_area};
    tomt_shapes_start(&work->strategy, work->arena, TOMT_POLYGONS);
    for (size_t i = 0; i < state->project->n_layers; i++) {
        if (state->project->layer[i].role == TOMT_ROLE_PARCEL) {
            work->at = i;
            work->parcels = &state->layer[i].shapes;
        }
        if (state->project->layer[i].role == TOMT_ROLE_STRATEGY &&
            !tomt_shapes_append(&work->strategy, &state->layer[i].shapes, &err))
            die(&err);
    }
    if (!work->parcels || !work->parcels->n)
        exit(2);
    whole_study_area(state, work->parcels);
    find_repeated(work);
    lay_covers(work, crew);
    lay_zones(work, crew);
}

static void report(unsigned n_threads, const struct ours *ours, const struct spent *floor)
{
    char what[120];
    for (size_t i = 0; i < OURS; i++) {
        snprintf(what, sizeof what, "tomt: %s, threads: %u", stage_name[i], n_threads);
        put(what, ours->stage[i].s, "s");
    }
    snprintf(what, sizeof what, "tomt: of sites, largest circles, by themselves, threads: %u",
             n_threads);
    put(what, ours->widths.s, "s");
    snprintf(what, sizeof what, "tomt: in all, threads: %u", n_threads);
    put(what, ours->all.s, "s");
    snprintf(what, sizeof what, "tomt: assembly of %zu parcels, threads: %u (100,000: under 10)",
             ours->assembled.n_parcels, n_threads);
    put(what, ours->assembly.s, "s");
    snprintf(what, sizeof what, "floor: raw GEOS, threads: %u", n_threads);
    put(what, floor->s, "s");
    snprintf(what, sizeof what, "tomt in all / floor, threads: %u (at most 1.3)", n_threads);
    put(what, ours->all.s / floor->s, "");
    snprintf(what, sizeof what, "the same by seconds of processors, threads: %u", n_threads);
    put(what, ours->all.work_s / floor->work_s, "");
    snprintf(what, sizeof what, "tomt without zones and circles / floor, threads: %u", n_threads);
    put(what, (ours->stage[1].s - ours->widths.s + ours->stage[2].s) / floor->s, "");
}

int main(int argc, char **argv)
{
    struct tomt_error err = {0};
    if (argc < 4)
        return 2;
    tomt_data_open();
    unsigned n_threads = (unsigned)strtoul(argv[3], NULL, 10),
             n_turns = argc > 4 ? (unsigned)strtoul(argv[4], NULL, 10) : 3;
    struct tomt_crew crew = {.n_threads = n_threads};
    struct work work = {.arena = tomt_arena_new(&err)};
    struct tomt_problems problems;
    struct tomt_project project;
    struct tomt_run_state state = {0};
    if (!work.arena || !n_threads || !n_turns)
        return 2;
    tomt_problems_start(&problems, work.arena);
    if (!tomt_project_read(work.arena, argv[1], &project, &problems, &err) ||
        !tomt_run_prepare(&state, work.arena, &project, &crew, &problems, &err))
        die(&err);
    for (size_t i = 0; i < problems.n_errors && i < 1; i++)
        tomt_fail(&err, TOMT_PROJECT, "the project has errors: tomt check tells them");
    if (problems.n_errors || !tomt_run_bind(&state, &err) || !tomt_run_crs(&state, &err) ||
        !tomt_run_study_area(&state, &err) || !tomt_run_read(&state, &err))
        die(&err);
    prepare(&work, &state, &crew);
    put("parcels", (double)work.parcels->n, "");
    put("zones, resolved, of permitted uses", (double)work.zones.n, "");
    put("strategy areas and features of constraints",
        (double)(work.strategy.n + work.covering.shapes.n), "");
    put("peak memory when all is read", peak_mib(), "MiB");
    struct found found = found_new(work.arena, work.parcels->n, work.n_covers), raw;
    struct ours many = run_ours(&work, n_threads, n_turns, &found);
    struct ours one = n_threads > 1 ? run_ours(&work, 1, n_turns, NULL) : many;
    struct spent floor_many = overlay_floor(&work, n_threads, n_turns, &raw, true);
    struct spent floor_one =
        n_threads > 1 ? overlay_floor(&work, 1, n_turns, &raw, false) : floor_many;
    report(1, &one, &floor_one);
    if (n_threads > 1) {
        report(n_threads, &many, &floor_many);
        for (size_t i = 0; i < OURS; i++) {
            char what[80];
            snprintf(what, sizeof what, "tomt: %s, 1 thread / %u", stage_name[i], n_threads);
            put(what, one.stage[i].s / many.stage[i].s, "");
        }
        put("tomt: in all, 1 thread / many (two cores: at least 1.8)", one.all.s / many.all.s, "");
        put("tomt: in all, seconds of processors, 1 thread / many (1: nothing is lost)",
            one.all.work_s / many.all.work_s, "");
        put("tomt: assembly, 1 thread / many", one.assembly.s / many.assembly.s, "");
        put("floor: 1 thread / many", floor_one.s / floor_many.s, "");
    }
    put("assemblies", (double)many.assembled.n_assemblies, "");
    put("peak memory of the whole program, the floor included", peak_mib(), "MiB");
    write_all(&work, &found, argv[2]);
    bool same = compare(&work, &found, &raw);
    tomt_arena_free(work.arena);
    tomt_data_close();
    return same ? 0 : 1;
}
