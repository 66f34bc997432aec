/* tests/bench/floor.c: the floor a run stands on, measured with the same inputs and threads: an Arrow scan of all inputs that
 * decodes each geometry with GEOS, and the raw GEOS overlay of the same pairs (prepared covers and intersects, intersection
 * only where a border crosses, nothing else).  bench_floor PROJECT THREADS  -> "scan S", "overlay S pairs N", "read NAME OURS SCAN" */
#include "geo/index.h"
#include "run/state.h"

#include <math.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_recordbatch.h>
#include <stdlib.h>

static void die(const struct tomt_error *err)
{
    fprintf(stderr, "bench_floor: %s\n", err->text);
    exit(1);
}

/* --- scan ------------------------------------------------------------------------------------------------------- */

static size_t decode(GEOSContextHandle_t geos, GEOSWKBReader *reader, const struct ArrowArray *column, bool large, int64_t n)
{
    size_t vertices = 0;
    const uint8_t *bytes = column->buffers[2];
    for (int64_t row = column->offset; row < column->offset + n; row++) {
        size_t from = large ? (size_t)((const int64_t *)column->buffers[1])[row] : (size_t)((const int32_t *)column->buffers[1])[row];
        size_t to = large ? (size_t)((const int64_t *)column->buffers[1])[row + 1]
                          : (size_t)((const int32_t *)column->buffers[1])[row + 1];
        if (to == from)
            continue;
        GEOSGeometry *geometry = GEOSWKBReader_read_r(geos, reader, bytes + from, to - from);
        if (geometry)
            vertices += (size_t)GEOSGetNumCoordinates_r(geos, geometry);
        GEOSGeom_destroy_r(geos, geometry);
    }
    return vertices;
}

static size_t scan_layer(struct tomt_seat *seat, const struct tomt_source *source)
{
    GDALDatasetH dataset = GDALOpenEx(source->path, GDAL_OF_VECTOR | GDAL_OF_READONLY, NULL, NULL, NULL);
    if (!dataset)
        exit(1);
    OGRLayerH layer = source->layer ? GDALDatasetGetLayerByName(dataset, source->layer) : GDALDatasetGetLayer(dataset, 0);
    struct ArrowArrayStream stream;
    struct ArrowSchema schema;
    size_t vertices = 0;
    if (!layer || !OGR_L_GetArrowStream(layer, &stream, NULL) || stream.get_schema(&stream, &schema))
        exit(1);
    for (;;) {
        struct ArrowArray batch;
        if (stream.get_next(&stream, &batch) || !batch.release)
            break;
        for (int64_t c = 0; c < schema.n_children; c++) {
            const char *format = schema.children[c]->format;
            if (*format == 'z' || *format == 'Z')
                vertices += decode(seat->geos, seat->reader, batch.children[c], *format == 'Z', batch.length);
        }
        batch.release(&batch);
    }
    schema.release(&schema);
    stream.release(&stream);
    GDALClose(dataset);
    return vertices;
}

struct scan {
    const struct tomt_project *project;
    size_t order[64], n;
};
struct scan_seat {
    struct scan *scan;
    struct tomt_arena *arena;
    struct tomt_seat *seat;
};

static void *scan_sit(void *shared, struct tomt_error *err)
{
    struct tomt_arena *arena = tomt_arena_new(err);
    struct scan_seat *seat = arena ? tomt_arena_alloc(arena, sizeof *seat, err) : NULL;
    if (!seat)
        return NULL;
    *seat = (struct scan_seat){shared, arena, tomt_seat_open(arena, err)};
    return seat;
}

static bool scan_work(void *context, size_t from, size_t to, struct tomt_error *err)
{
    struct scan_seat *seat = context;
    (void)err;
    for (size_t i = from; i < to; i++) {
        struct tomt_source source = tomt_run_source(&seat->scan->project->layer[seat->scan->order[i]]);
        scan_layer(seat->seat, &source);
    }
    return true;
}

static void scan_rise(void *context)
{
    tomt_arena_free(((struct scan_seat *)context)->arena);
}

/* --- overlay ---------------------------------------------------------------------------------------------------- */

struct raw { /* one layer overlaid on the parcels */
    const struct tomt_shapes *a, *b;
    const struct tomt_index *index;
    size_t n_pairs, n_cuts;
};
struct raw_seat {
    struct raw *raw;
    struct tomt_arena *arena;
    struct tomt_seat *seat;
    GEOSGeometry **shape;
    const GEOSPreparedGeometry **prepared;
    struct tomt_rows rows;
};

static void *raw_sit(void *shared, struct tomt_error *err)
{
    struct raw *raw = shared;
    struct tomt_arena *arena = tomt_arena_new(err);
    struct raw_seat *seat = arena ? tomt_arena_alloc(arena, sizeof *seat, err) : NULL;
    if (!seat)
        return NULL;
    *seat = (struct raw_seat){.raw = raw, .arena = arena, .seat = tomt_seat_open(arena, err)};
    seat->shape = tomt_arena_alloc(arena, (raw->b->n + 1) * sizeof(void *), err);
    seat->prepared = tomt_arena_alloc(arena, (raw->b->n + 1) * sizeof(void *), err);
    return seat;
}

static bool raw_work(void *context, size_t from, size_t to, struct tomt_error *err)
{
    struct raw_seat *seat = context;
    GEOSContextHandle_t geos = seat->seat->geos;
    size_t pairs = 0, cuts = 0;
    for (size_t i = from; i < to; i++) {
        GEOSGeometry *site = tomt_seat_shape(seat->seat, seat->raw->a, i, err);
        if (!site || !tomt_index_find(seat->raw->index, &seat->raw->a->box[i], &seat->rows, err))
            return false;
        for (size_t k = 0; k < seat->rows.n; k++) {
            uint32_t row = seat->rows.row[k];
            if (!seat->shape[row]) {
                seat->shape[row] = tomt_seat_shape(seat->seat, seat->raw->b, row, err);
                seat->prepared[row] = GEOSPrepare_r(geos, seat->shape[row]);
            }
            pairs++;
            if (GEOSPreparedCovers_r(geos, seat->prepared[row], site) == 1 ||
                GEOSPreparedIntersects_r(geos, seat->prepared[row], site) != 1)
                continue;
            double area;
            GEOSGeometry *cut = GEOSIntersection_r(geos, site, seat->shape[row]);
            GEOSArea_r(geos, cut, &area);
            GEOSGeom_destroy_r(geos, cut);
            cuts++;
        }
        GEOSGeom_destroy_r(geos, site);
    }
    __atomic_add_fetch(&seat->raw->n_pairs, pairs, __ATOMIC_RELAXED);
    __atomic_add_fetch(&seat->raw->n_cuts, cuts, __ATOMIC_RELAXED);
    return true;
}

static void raw_rise(void *context)
{
    struct raw_seat *seat = context;
    for (size_t i = 0; i < seat->raw->b->n; i++) {
        GEOSPreparedGeom_destroy_r(seat->seat->geos, seat->prepared[i]);
        GEOSGeom_destroy_r(seat->seat->geos, seat->shape[i]);
    }
    tomt_rows_free(&seat->rows);
    tomt_arena_free(seat->arena);
}

static void overlay(const struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_error *err)
{
    double seconds = 0;
    size_t pairs = 0, cuts = 0;
    for (size_t a = 0; a < state->project->n_layers; a++)
        for (size_t b = 0; b < state->project->n_layers; b++) {
            enum tomt_role role = state->project->layer[b].role;
            if (state->project->layer[a].role != TOMT_ROLE_PARCEL ||
                (role != TOMT_ROLE_ZONE && role != TOMT_ROLE_STRATEGY && role != TOMT_ROLE_CONSTRAINT))
                continue;
            struct raw raw = {.a = &state->layer[a].shapes, .b = &state->layer[b].shapes};
            raw.index = tomt_index_new(arena, raw.b->box, raw.b->n, err);
            struct tomt_crew_job job = {.shared = &raw, .sit = raw_sit, .work = raw_work, .rise = raw_rise, .n = raw.a->n, .chunk = 256};
            double from_s = tomt_clock_s();
            if (!raw.index || !tomt_crew_run(state->crew, &job, err))
                die(err);
            seconds += tomt_clock_s() - from_s;
            pairs += raw.n_pairs;
            cuts += raw.n_cuts;
        }
    printf("overlay %.4f pairs %zu cuts %zu\n", seconds, pairs, cuts);
}

int main(int argc, char **argv)
{
    struct tomt_error err = {0};
    if (argc != 3)
        return 2;
    tomt_data_open();
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_problems problems;
    tomt_problems_start(&problems, arena);
    struct tomt_crew crew = {.n_threads = (unsigned)atoi(argv[2])};
    struct tomt_project project;
    struct tomt_run_state state = {.arena = arena, .crew = &crew, .problems = &problems, .project = &project};
    if (!tomt_project_read(arena, argv[1], &project, &problems, &err) || problems.n_errors)
        die(&err);
    state.seat = tomt_seat_open(arena, &err);
    state.layer = tomt_arena_alloc(arena, project.n_layers * sizeof *state.layer, &err);
    state.layer_ref = tomt_arena_alloc(arena, project.n_layers * sizeof(void *), &err);
    state.role = tomt_arena_alloc(arena, project.n_layers * sizeof(int), &err);
    state.register_report = tomt_arena_alloc(arena, project.n_layers * sizeof *state.register_report, &err);
    state.unplaced = tomt_arena_alloc(arena, project.n_layers * sizeof *state.unplaced, &err);

    struct scan scan = {.project = &project};
    for (int pass = 0; pass < 2; pass++) /* the registers first, as the run does */
        for (size_t i = 0; i < project.n_layers && scan.n < 64; i++)
            if ((project.layer[i].role == TOMT_ROLE_ESTABLISHMENT) == (pass == 0))
                scan.order[scan.n++] = i;
    struct tomt_crew_job job = {.shared = &scan, .sit = scan_sit, .work = scan_work, .rise = scan_rise, .n = scan.n, .chunk = 1};
    double from_s = tomt_clock_s();
    if (!tomt_crew_run(&crew, &job, &err))
        die(&err);
    printf("scan %.4f\n", tomt_clock_s() - from_s);

    if (!tomt_run_bind(&state, &err) || !tomt_run_crs(&state, &err) || !tomt_run_study_area(&state, &err) || !tomt_run_read(&state, &err))
        die(&err);
    overlay(&state, arena, &err);
    tomt_arena_free(arena);
    tomt_data_close();
    return 0;
}
