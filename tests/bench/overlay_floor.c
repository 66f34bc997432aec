/* overlay_floor.c: the floor of overlay_bench: per parcel, with the zones resolved and the buffers
 * drawn already, prepared "covers" and "intersects", and an overlay only where they say that a
 * border crosses: parcel x zones, less exclusions, area within each strategy area and under each
 * cover. Nothing else: no ids, widths, losses; and what GEOS gets wrong stays wrong. */
#include "overlay_bench.h"

#include "base/crew.h"

enum { CHUNK = 64 };

enum { ZONES, STRATEGY, COVERS, MOST_LAYERS = COVERS + MOST_COVERS };

struct raw {
    const struct work *work;
    const struct tomt_shapes *layer[MOST_LAYERS];
    struct tomt_index *index[MOST_LAYERS];
    size_t n;
    struct found *found;
    atomic_size_t n_asked, n_cut;
};
struct raw_seat {
    struct raw *raw;
    struct tomt_arena *arena;
    struct tomt_seat *seat;
    struct tomt_rows rows;
    GEOSGeometry **geometry[MOST_LAYERS];
    const GEOSPreparedGeometry **prepared[MOST_LAYERS];
    size_t n_asked, n_cut;
};

static void *raw_sit(void *shared, struct tomt_error *err)
{
    struct tomt_arena *arena = tomt_arena_new(err);
    struct raw_seat *seat = arena ? tomt_arena_alloc(arena, sizeof *seat, err) : NULL;
    if (!seat)
        return NULL;
    *seat = (struct raw_seat){.raw = shared, .arena = arena, .seat = tomt_seat_open(arena, err)};
    for (size_t i = 0; i < seat->raw->n; i++) {
        seat->geometry[i] = block(arena, seat->raw->layer[i]->n, sizeof(void *));
        seat->prepared[i] = block(arena, seat->raw->layer[i]->n, sizeof(void *));
    }
    return seat->seat ? seat : NULL;
}

static void raw_rise(void *sat)
{
    struct raw_seat *seat = sat;
    for (size_t i = 0; i < seat->raw->n; i++)
        for (size_t k = 0; k < seat->raw->layer[i]->n; k++) {
            GEOSPreparedGeom_destroy_r(seat->seat->geos, seat->prepared[i][k]);
            GEOSGeom_destroy_r(seat->seat->geos, seat->geometry[i][k]);
        }
    atomic_fetch_add(&seat->raw->n_asked, seat->n_asked);
    atomic_fetch_add(&seat->raw->n_cut, seat->n_cut);
    tomt_rows_free(&seat->rows);
    tomt_arena_free(seat->arena);
}

/* How the polygon lies in one of a layer: 2 within, 1 crossing or touching, 0 apart. */
static int lies(struct raw_seat *seat, size_t at, uint32_t row, const GEOSGeometry *shape)
{
    GEOSContextHandle_t geos = seat->seat->geos;
    struct tomt_error err = {0};
    if (!seat->prepared[at][row]) {
        seat->geometry[at][row] = tomt_seat_shape(seat->seat, seat->raw->layer[at], row, &err);
        if (!seat->geometry[at][row])
            die(&err);
        seat->prepared[at][row] = GEOSPrepare_r(geos, seat->geometry[at][row]);
    }
    seat->n_asked++;
    if (GEOSPreparedCovers_r(geos, seat->prepared[at][row], shape) == 1)
        return 2;
    return GEOSPreparedIntersects_r(geos, seat->prepared[at][row], shape) == 1;
}

static double raw_m2(struct raw_seat *seat, const GEOSGeometry *shape)
{
    double area_m2 = 0;
    if (shape)
        GEOSArea_r(seat->seat->geos, shape, &area_m2);
    return area_m2;
}

/* The common ground, joined where several of a layer meet the polygon. */
static double common_m2(struct raw_seat *seat, size_t at, const struct tomt_box *box,
                        const GEOSGeometry *shape)
{
    GEOSContextHandle_t geos = seat->seat->geos;
    struct tomt_error err = {0};
    GEOSGeometry *joined = NULL;
    if (!tomt_index_find(seat->raw->index[at], box, &seat->rows, &err))
        die(&err);
    for (size_t k = 0; k < seat->rows.n; k++) {
        uint32_t row = seat->rows.row[k];
        int lie = lies(seat, at, row, shape);
        if (lie == 2) {
            GEOSGeom_destroy_r(geos, joined);
            return raw_m2(seat, shape);
        }
        if (lie == 0)
            continue;
        GEOSGeometry *cut = GEOSIntersection_r(geos, shape, seat->geometry[at][row]);
        seat->n_cut++;
        if (!joined) {
            joined = cut;
            continue;
        }
        GEOSGeometry *both = GEOSUnion_r(geos, joined, cut);
        GEOSGeom_destroy_r(geos, joined);
        GEOSGeom_destroy_r(geos, cut);
        joined = both;
    }
    double area_m2 = raw_m2(seat, joined);
    GEOSGeom_destroy_r(geos, joined);
    return area_m2;
}

/* A piece less the features of the exclusions; takes it over. NULL: nothing is left. */
static GEOSGeometry *exclude(struct raw_seat *seat, const struct tomt_box *box, GEOSGeometry *piece)
{
    GEOSContextHandle_t geos = seat->seat->geos;
    const struct work *work = seat->raw->work;
    struct tomt_error err = {0};
    for (size_t e = 0; e < work->n_exclusions; e++) {
        size_t at = COVERS + work->exclusion[e];
        if (!tomt_index_find(seat->raw->index[at], box, &seat->rows, &err))
            die(&err);
        for (size_t k = 0; k < seat->rows.n; k++) {
            int lie = lies(seat, at, seat->rows.row[k], piece);
            GEOSGeometry *rest =
                lie == 1 ? GEOSDifference_r(geos, piece, seat->geometry[at][seat->rows.row[k]])
                         : NULL;
            if (lie == 0)
                continue;
            seat->n_cut += lie == 1;
            GEOSGeom_destroy_r(geos, piece);
            piece = rest;
            if (!piece || GEOSisEmpty_r(geos, piece) == 1) {
                GEOSGeom_destroy_r(geos, piece);
                return NULL;
            }
        }
    }
    return piece;
}

/* Takes the piece over. */
static void raw_piece(struct raw_seat *seat, size_t row, GEOSGeometry *piece)
{
    GEOSContextHandle_t geos = seat->seat->geos;
    struct found *found = seat->raw->found;
    const struct tomt_box *box = &seat->raw->work->parcels->box[row];
    found->zoned_m2[row] += raw_m2(seat, piece);
    piece = exclude(seat, box, piece);
    if (!piece)
        return;
    found->left_m2[row] += raw_m2(seat, piece);
    common_m2(seat, STRATEGY, box, piece);
    for (size_t c = 0; c < seat->raw->work->n_covers; c++) {
        if (!is_excluded(seat->raw->work, c))
            found->cover_m2[c * found->n + row] += common_m2(seat, COVERS + c, box, piece);
    }
    GEOSGeom_destroy_r(geos, piece);
}

static bool raw_work(void *sat, size_t from, size_t to, struct tomt_error *err)
{
    struct raw_seat *seat = sat;
    GEOSContextHandle_t geos = seat->seat->geos;
    const struct work *work = seat->raw->work;
    struct tomt_rows zones = {0};
    for (size_t row = from; row < to; row++) {
        if (work->repeated[row])
            continue;
        GEOSGeometry *parcel = tomt_seat_shape(seat->seat, work->parcels, row, err);
        if (!parcel ||
            !tomt_index_find(seat->raw->index[ZONES], &work->parcels->box[row], &zones, err))
            return false;
        for (size_t k = 0; k < zones.n; k++) {
            int lie = lies(seat, ZONES, zones.row[k], parcel);
            if (lie == 2) {
                raw_piece(seat, row, parcel);
                parcel = NULL;
                break;
            }
            if (lie == 0)
                continue;
            GEOSGeometry *piece =
                GEOSIntersection_r(geos, parcel, seat->geometry[ZONES][zones.row[k]]);
            seat->n_cut++;
            if (raw_m2(seat, piece) > 0)
                raw_piece(seat, row, piece);
            else
                GEOSGeom_destroy_r(geos, piece);
        }
        GEOSGeom_destroy_r(geos, parcel);
    }
    tomt_rows_free(&zones);
    return true;
}

struct spent overlay_floor(struct work *work, unsigned n_threads, unsigned n_turns,
                           struct found *found, bool tells)
{
    struct spent least;
    for (unsigned turn = 0; turn < n_turns; turn++) {
        struct tomt_error err = {0};
        struct tomt_arena *arena = tomt_arena_new(&err);
        struct tomt_crew crew = {.n_threads = n_threads};
        struct raw raw = {.work = work, .n = COVERS + work->n_covers};
        if (!arena)
            die(&err);
        *found = found_new(work->arena, work->parcels->n, work->n_covers);
        raw.found = found;
        raw.layer[ZONES] = &work->zones;
        raw.layer[STRATEGY] = &work->strategy;
        for (size_t c = 0; c < work->n_covers; c++)
            raw.layer[COVERS + c] = &work->cover[c];
        struct spent from = now();
        for (size_t i = 0; i < raw.n; i++)
            if (!(raw.index[i] = tomt_index_new(arena, raw.layer[i]->box, raw.layer[i]->n, &err)))
                die(&err);
        struct tomt_crew_job job = {.shared = &raw,
                                    .sit = raw_sit,
                                    .work = raw_work,
                                    .rise = raw_rise,
                                    .n = work->parcels->n,
                                    .chunk = CHUNK};
        if (!tomt_crew_run(&crew, &job, &err))
            die(&err);
        keep_least(&least, since(from), turn);
        if (tells && turn == 0) {
            put("floor: pairs asked", (double)raw.n_asked, "");
            put("floor: overlays", (double)raw.n_cut, "");
        }
        tomt_arena_free(arena);
    }
    return least;
}
