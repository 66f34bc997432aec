/* sites_bench [PARCELS [ZONES [THREADS]]]: zones and candidates of a made-up city against the same
 * pairs given raw to GEOS. The city: blocks with wavy shared borders, turned against the axes,
 * corners rounded to the millimetre as registers do; parcels are strips of blocks, one in ten lies
 * across a border, one has 100,000 corners and lies over a tenth of the city; hazards and strategy
 * areas over it; eight profiles. One zone has 100,000 corners. Prints seconds and ratios as a
 * table, then one CSV line. */
#include "base/text.h"
#include "geo/clip.h"
#include "geo/index.h"
#include "geo/wkb.h"
#include "sites/sites.h"

#include <math.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ZONE, PARCEL, HAZARD, STRATEGY, N_LAYERS };

static uint64_t seed = 42;
static double chance(void)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (double)(seed >> 11) / 9007199254740992.0;
}

static void stop(const struct tomt_error *err)
{
    fprintf(stderr, "sites_bench: %s\n", err->text);
    exit(1);
}

struct ring {
    double *xy;
    size_t n, capacity;
};

/* City metres to map metres: turned by 17 degrees, moved to where UTM coordinates are, rounded to
 * the millimetre. */
static void corner(struct ring *ring, double u, double v)
{
    if (ring->n == ring->capacity) {
        ring->capacity = ring->capacity ? 2 * ring->capacity : 256;
        ring->xy = tomt_resize(ring->xy, 16 * ring->capacity);
        if (!ring->xy)
            exit(6);
    }
    ring->xy[2 * ring->n] = round((565000 + 0.956305 * u - 0.292372 * v) * 1000) / 1000;
    ring->xy[2 * ring->n++ + 1] = round((6621000 + 0.292372 * u + 0.956305 * v) * 1000) / 1000;
}

static void close_ring(struct ring *ring, struct tomt_shapes *shapes)
{
    struct tomt_error err = {0};
    struct ring again = *ring;
    size_t size = 13 + 16 * (ring->n + 1);
    uint8_t *wkb = tomt_allocate(size);
    if (!wkb)
        exit(6);
    uint32_t head[3] = {3, 1, (uint32_t)ring->n + 1};
    wkb[0] = 1;
    memcpy(wkb + 1, head, 12);
    memcpy(wkb + 13, again.xy, 16 * ring->n);
    memcpy(wkb + 13 + 16 * ring->n, again.xy, 16);
    if (!tomt_shapes_add_wkb(shapes, wkb, size, &err))
        stop(&err);
    tomt_release(wkb);
    ring->n = 0;
}

static const double BLOCK_M = 100;

/* Where the border stands aside from the straight line; the same from both sides, 0 at the corners
 * of blocks. */
static double wave(double line, double along)
{
    double share = along / BLOCK_M;
    return 2.5 * sin(3.14159265358979 * share) * sin(line * 0.7 + floor(share) * 1.3);
}

static void add_block(struct ring *ring, size_t column, size_t row, struct tomt_shapes *shapes)
{
    enum { STEPS = 8 };
    double u = BLOCK_M * (double)column, v = BLOCK_M * (double)row, step = BLOCK_M / STEPS;
    for (int i = 0; i < STEPS; i++)
        corner(ring, u + i * step, v + wave(v, u + i * step));
    for (int i = 0; i < STEPS; i++)
        corner(ring, u + BLOCK_M + wave(u + BLOCK_M, v + i * step), v + i * step);
    for (int i = STEPS; i > 0; i--)
        corner(ring, u + i * step, v + BLOCK_M + wave(v + BLOCK_M, u + i * step));
    for (int i = STEPS; i > 0; i--)
        corner(ring, u + wave(u, v + i * step), v + i * step);
    close_ring(ring, shapes);
}

/* A strip of the block, 90 m deep within the wavy border; one in ten is moved across it. */
static void add_parcel(struct ring *ring, size_t column, size_t row, size_t strip, size_t n_strips,
                       struct tomt_shapes *shapes)
{
    double width = 90 / (double)n_strips, u = BLOCK_M * (double)column + 5 + width * (double)strip,
           v = BLOCK_M * (double)row + 5;
    if (chance() < 0.1) {
        u += 60 * (chance() - 0.5);
        v += 60 * (chance() - 0.5);
    }
    corner(ring, u, v);
    corner(ring, u + width / 2, v);
    corner(ring, u + width, v);
    corner(ring, u + width, v + 45);
    corner(ring, u + width, v + 90);
    corner(ring, u, v + 90);
    corner(ring, u, v + 45);
    close_ring(ring, shapes);
}

static void add_blob(struct ring *ring, double u, double v, double radius, int n,
                     struct tomt_shapes *shapes)
{
    for (int i = 0; i < n; i++) {
        double angle = 6.283185307179586 * i / n,
               r = radius * (1 + 0.2 * sin(5 * angle) + (n > 1000 ? 0.01 * sin(900 * angle) : 0));
        corner(ring, u + r * cos(angle), v + r * sin(angle));
    }
    close_ring(ring, shapes);
}

struct city {
    struct tomt_arena *arena;
    struct tomt_layer layer[N_LAYERS];
    struct tomt_project_layer project_layer[N_LAYERS];
    struct tomt_project project;
    struct tomt_profile profile[8];
    struct tomt_profile_constraint constraint[8];
    struct tomt_shapes study_area;
};

static void add_text(struct tomt_column *column, const char *text)
{
    struct tomt_error err = {0};
    if (!tomt_column_add_text(column, text, strlen(text), &err))
        stop(&err);
}

static void finish_layer(struct city *city, int at, enum tomt_role role, const char *name,
                         const char *field)
{
    static const char *const use[8] = {"1110", "1130", "1160", "1300",
                                       "1310", "1340", "1800", "2010"};
    struct tomt_error err = {0};
    struct tomt_layer *layer = &city->layer[at];
    city->project_layer[at] = (struct tomt_project_layer){.name = name, .role = role};
    layer->name = name;
    layer->fid =
        tomt_arena_block(city->arena, NULL, (layer->shapes.n + 1) * sizeof *layer->fid, &err);
    if (!layer->fid || !tomt_table_start(&layer->table, city->arena, 1, &err))
        stop(&err);
    struct tomt_column *column = tomt_table_column(&layer->table, field, TOMT_TEXT, &err);
    for (size_t i = 0; i < layer->shapes.n; i++) {
        char id[32];
        snprintf(id, sizeof id, "3301-%06zu", i);
        layer->fid[i] = (int64_t)i;
        add_text(column, role == TOMT_ROLE_PARCEL     ? id
                         : role == TOMT_ROLE_ZONE     ? use[(size_t)(8 * chance())]
                         : role == TOMT_ROLE_STRATEGY ? (i % 2 ? "densify" : "transform")
                                                      : "H310");
    }
    layer->table.n_rows = layer->shapes.n;
}

static void set_profiles(struct city *city)
{
    static const char *uses[8][3] = {
        {"1130", "1300", "1310"}, {"1130", "1160"}, {"1300", "1340"}, {"1110"},
        {"1310", "1800"},         {"1130", "1800"}, {"1300"},         {"1160", "1130", "1300"}};
    for (size_t p = 0; p < 8; p++) {
        city->profile[p] =
            (struct tomt_profile){.name = "p", .min_area_m2 = NAN, .min_width_m = NAN};
        city->profile[p].uses.item = uses[p];
        while (city->profile[p].uses.n < 3 && uses[p][city->profile[p].uses.n])
            city->profile[p].uses.n++;
        city->constraint[p] =
            (struct tomt_profile_constraint){.layer = "hazard", .effect = TOMT_EFFECT_EXCLUDE};
        city->profile[p].constraint = &city->constraint[p];
        city->profile[p].n_constraints = p % 2;
    }
    city->project = (struct tomt_project){.layer = city->project_layer,
                                          .n_layers = N_LAYERS,
                                          .profile = city->profile,
                                          .n_profiles = 8};
    city->project.sites.from = TOMT_SITES_PARCELS;
    city->project.sites.min_area_m2 = 800;
    city->project.sites.min_width_m = 12;
}

static void build(struct city *city, size_t n_parcels, size_t n_zones)
{
    struct tomt_error err = {0};
    struct ring ring = {0};
    city->arena = tomt_arena_new(&err);
    if (!city->arena)
        stop(&err);
    for (int i = 0; i < N_LAYERS; i++)
        tomt_shapes_start(&city->layer[i].shapes, city->arena, TOMT_POLYGONS);
    size_t side = (size_t)ceil(sqrt((double)n_zones)),
           per_block = (n_parcels + n_zones - 1) / n_zones;
    double extent = BLOCK_M * (double)side;
    for (size_t i = 0; i < n_zones; i++)
        add_block(&ring, i % side, i / side, &city->layer[ZONE].shapes);
    /* The fjord lies beside the city and laps over its edge: the smaller zones win there. */
    add_blob(&ring, extent / 2, -extent / 4, extent / 4 + 30, 100000, &city->layer[ZONE].shapes);
    for (size_t i = 0; i < n_parcels; i++)
        add_parcel(&ring, i / per_block % side, i / per_block / side, i % per_block, per_block,
                   &city->layer[PARCEL].shapes);
    /* A forest property of 100,000 corners over a tenth of the city. */
    add_blob(&ring, extent / 2, extent / 2, 0.18 * extent, 100000, &city->layer[PARCEL].shapes);
    for (int i = 0; i < 500; i++)
        add_blob(&ring, extent * chance(), extent * chance(), 20 + 200 * chance(), 60,
                 &city->layer[HAZARD].shapes);
    for (int i = 0; i < 200; i++)
        add_blob(&ring, extent * chance(), extent * chance(), 100 + 500 * chance(), 80,
                 &city->layer[STRATEGY].shapes);
    tomt_shapes_start(&city->study_area, city->arena, TOMT_POLYGONS);
    add_blob(&ring, extent / 2, extent / 2, 1.2 * extent, 400, &city->study_area);
    tomt_release(ring.xy);
    finish_layer(city, ZONE, TOMT_ROLE_ZONE, "zone", "use");
    finish_layer(city, PARCEL, TOMT_ROLE_PARCEL, "parcels", "parcel");
    finish_layer(city, HAZARD, TOMT_ROLE_CONSTRAINT, "hazard", "code");
    finish_layer(city, STRATEGY, TOMT_ROLE_STRATEGY, "strategy", "strategy");
    set_profiles(city);
}

/* The floor, once per parcel whatever the profiles: decode, prepare each polygon once a thread, ask
 * "covers", and overlay where it does not cover but meets: ∩ zones, − hazards, ∩ strategy areas. */
enum { N_RAW = 3 };
struct raw {
    const struct tomt_shapes *parcels, *shapes[N_RAW];
    struct tomt_index *index[N_RAW];
    atomic_size_t n_cut, n_asked;
};
struct raw_seat {
    struct raw *raw;
    struct tomt_arena *arena;
    struct tomt_seat *seat;
    struct tomt_rows rows;
    GEOSGeometry **geometry[N_RAW];
    const GEOSPreparedGeometry **prepared[N_RAW];
    size_t n_cut, n_asked;
};

static void *raw_sit(void *shared, struct tomt_error *err)
{
    struct raw_seat *seat = tomt_allocate(sizeof *seat);
    if (!seat)
        exit(6);
    *seat = (struct raw_seat){.raw = shared, .arena = tomt_arena_new(err)};
    seat->seat = tomt_seat_open(seat->arena, err);
    for (int i = 0; i < N_RAW; i++) {
        size_t n = seat->raw->shapes[i]->n;
        seat->geometry[i] = tomt_arena_block(seat->arena, NULL, n * sizeof *seat->geometry[i], err);
        seat->prepared[i] = tomt_arena_block(seat->arena, NULL, n * sizeof *seat->prepared[i], err);
        if (!seat->geometry[i] || !seat->prepared[i])
            exit(6);
    }
    return seat;
}

static void raw_rise(void *sat)
{
    struct raw_seat *seat = sat;
    for (int i = 0; i < N_RAW; i++) {
        for (size_t k = 0; k < seat->raw->shapes[i]->n; k++) {
            GEOSPreparedGeom_destroy_r(seat->seat->geos, seat->prepared[i][k]);
            GEOSGeom_destroy_r(seat->seat->geos, seat->geometry[i][k]);
        }
    }
    atomic_fetch_add(&seat->raw->n_cut, seat->n_cut);
    atomic_fetch_add(&seat->raw->n_asked, seat->n_asked);
    tomt_rows_free(&seat->rows);
    tomt_arena_free(seat->arena);
    tomt_release(seat);
}

static bool raw_layer(struct raw_seat *seat, int at, size_t parcel_row, const GEOSGeometry *parcel,
                      struct tomt_error *err)
{
    GEOSContextHandle_t geos = seat->seat->geos;
    if (!tomt_index_find(seat->raw->index[at], &seat->raw->parcels->box[parcel_row], &seat->rows,
                         err))
        return false;
    for (size_t k = 0; k < seat->rows.n; k++) {
        uint32_t row = seat->rows.row[k];
        if (!seat->prepared[at][row]) {
            seat->geometry[at][row] = tomt_seat_shape(seat->seat, seat->raw->shapes[at], row, err);
            seat->prepared[at][row] = GEOSPrepare_r(geos, seat->geometry[at][row]);
        }
        seat->n_asked++;
        if (GEOSPreparedCovers_r(geos, seat->prepared[at][row], parcel) == 1)
            break;
        if (GEOSPreparedIntersects_r(geos, seat->prepared[at][row], parcel) != 1)
            continue;
        GEOSGeometry *cut = at == 1 ? GEOSDifference_r(geos, parcel, seat->geometry[at][row])
                                    : GEOSIntersection_r(geos, seat->geometry[at][row], parcel);
        double m2;
        GEOSArea_r(geos, cut, &m2);
        GEOSGeom_destroy_r(geos, cut);
        seat->n_cut++;
    }
    return true;
}

static bool raw_work(void *sat, size_t from, size_t to, struct tomt_error *err)
{
    struct raw_seat *seat = sat;
    bool done = true;
    for (size_t i = from; done && i < to; i++) {
        GEOSGeometry *parcel = tomt_seat_shape(seat->seat, seat->raw->parcels, i, err);
        done = parcel != NULL;
        for (int at = 0; done && at < N_RAW; at++)
            done = raw_layer(seat, at, i, parcel, err);
        GEOSGeom_destroy_r(seat->seat->geos, parcel);
    }
    return done;
}

static double raw_overlay(const struct city *city, const struct tomt_zones *zones,
                          const struct tomt_crew *crew, struct raw *raw)
{
    struct tomt_error err = {0};
    *raw = (struct raw){
        .parcels = &city->layer[PARCEL].shapes,
        .shapes = {&zones->shapes, &city->layer[HAZARD].shapes, &city->layer[STRATEGY].shapes}};
    double from_s = tomt_clock_s();
    for (int i = 0; i < N_RAW; i++) {
        raw->index[i] = tomt_index_new(city->arena, raw->shapes[i]->box, raw->shapes[i]->n, &err);
        if (!raw->index[i])
            stop(&err);
    }
    struct tomt_crew_job job = {.shared = raw,
                                .sit = raw_sit,
                                .work = raw_work,
                                .rise = raw_rise,
                                .n = raw->parcels->n,
                                .chunk = 64};
    if (!tomt_crew_run(crew, &job, &err))
        stop(&err);
    return tomt_clock_s() - from_s;
}

/* Processor seconds: what counts when the machine is shared. */
static double work_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

int main(int n_arguments, char **argument)
{
    size_t n_parcels = n_arguments > 1 ? strtoul(argument[1], NULL, 10) : 100000;
    size_t n_zones = n_arguments > 2 ? strtoul(argument[2], NULL, 10) : 20000;
    struct tomt_crew crew = {.n_threads = n_arguments > 3 ? (unsigned)strtoul(argument[3], NULL, 10)
                                                          : tomt_crew_cores()};
    struct city city = {0};
    struct tomt_error err = {0};
    struct tomt_zones zones;
    struct tomt_sites sites;
    struct tomt_rejected rejected;
    struct tomt_sites_report report;
    struct raw raw;
    if (!n_parcels || !n_zones)
        return 2;
    build(&city, n_parcels, n_zones);
    const struct tomt_layer *layer[N_LAYERS] = {&city.layer[0], &city.layer[1], &city.layer[2],
                                                &city.layer[3]};
    struct tomt_site_inputs inputs = {&city.project, layer, N_LAYERS, &city.study_area};
    double start_s = tomt_clock_s(), at_s = work_s();
    if (!tomt_zones_resolve(city.arena, &inputs, &crew, &zones, &err))
        stop(&err);
    double zones_s = tomt_clock_s() - start_s, zones_work_s = work_s() - at_s;
    at_s = work_s();
    double raw_s = raw_overlay(&city, &zones, &crew, &raw);
    double raw_work_s = work_s() - at_s;
    start_s = tomt_clock_s();
    at_s = work_s();
    if (!tomt_sites_make(city.arena, &inputs, &zones, &crew, &sites, &rejected, &report, &err))
        stop(&err);
    double sites_s = tomt_clock_s() - start_s, sites_work_s = work_s() - at_s;
    printf("%zu parcels, %zu zones (%zu overlaps in plan), %u threads\n", n_parcels, zones.n,
           zones.report.n_overlaps_in_plan, crew.n_threads);
    printf("  zones resolved        %8.3f s  (%.3f s of work)\n", zones_s, zones_work_s);
    printf("  sites made            %8.3f s  (%.3f s of work) %zu sites, %zu rejected, %zu overlay "
           "pairs, %.1f million vertices\n",
           sites_s, sites_work_s, sites.n, rejected.n, report.n_pairs,
           1e-6 * (double)report.n_vertices);
    printf("  raw GEOS, same layers %8.3f s  (%.3f s of work) %zu asked, %zu cut\n", raw_s,
           raw_work_s, raw.n_asked, raw.n_cut);
    printf("  (zones + sites) / raw %8.2f    (%.2f of work)\n", (zones_s + sites_s) / raw_s,
           (zones_work_s + sites_work_s) / raw_work_s);
    printf("csv,sites,%zu,%zu,%u,%.4f,%.4f,%.4f,%zu\n", n_parcels, zones.n, crew.n_threads, zones_s,
           sites_s, raw_s, report.n_pairs);
    tomt_arena_free(city.arena);
    return 0;
}
