/* data/geojson.c: the collection: chunks of features are reprojected and formatted by the crew and
 * written in order. A ring of slots holds the pages of the chunks under way; who finishes the chunk
 * that is next to be written writes it and all finished ones after it. Chunks are dealt in order,
 * so the next one is always in somebody's hands: nobody waits in vain, and memory is bounded by the
 * slots. */
#include "data/geojson.h"

#include "data/geojson_text.h"
#include "geo/wkb.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <pthread.h>
#include <time.h>
#include <unistd.h>

enum { CHUNK = 256, SLOTS_PER_THREAD = 4 };

struct slot {
    struct tomt_geojson_page page;
    bool ready;
};

struct collection {
    const char *path;
    const struct tomt_geojson *what;
    const struct tomt_shapes *shapes;
    const struct tomt_table *table;
    const struct tomt_column *id;
    const uint32_t *row;
    const struct tomt_crew *crew;
    size_t n_columns;              /* named ones: a table may have more slots */
    struct tomt_geojson_page *key; /* per column: ,"name": */
    int fd;
    size_t n_slots;
    struct slot *slot;
    pthread_mutex_t lock; /* guards what is below, and `ready` of the slots */
    pthread_cond_t written;
    size_t next; /* chunk to be written next */
    bool writing, failed;
    int64_t min_lon, min_lat, max_lon, max_lat;
};

struct desk { /* one thread's */
    struct collection *of;
    struct tomt_arena *arena;
    struct tomt_transform *transform;
    double *xy;
    struct tomt_geojson_position *at;
    size_t n, capacity; /* positions */
    struct tomt_geojson_ring *ring;
    size_t n_rings, ring_capacity;
    size_t feature_rings[CHUNK];
    struct tomt_error *err; /* of the call under way, for the visitor */
};

static bool write_all(int fd, const char *path, const char *bytes, size_t n, struct tomt_error *err)
{
    while (n) {
        ssize_t written = write(fd, bytes, n);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0) {
            bool full = errno == ENOSPC || errno == EDQUOT || errno == EFBIG;
            return tomt_fail(err, TOMT_OUTPUT, "%s writing '%s' (%s)%s",
                             full ? "disk full" : "failed", path, strerror(errno),
                             full ? ": free some space or choose another folder" : "");
        }
        bytes += written;
        n -= (size_t)written;
    }
    return true;
}

static void *sit(void *shared, struct tomt_error *err)
{
    struct collection *all = shared;
    struct tomt_arena *arena = tomt_arena_new(err);
    struct desk *desk = arena ? tomt_arena_alloc(arena, sizeof *desk, err) : NULL;
    struct tomt_seat *seat = desk ? tomt_seat_open(arena, err) : NULL;
    if (seat)
        desk->transform = tomt_transform_open(
            seat, all->what->crs->text ? all->what->crs->text : all->what->crs->wkt2, "EPSG:4326",
            err);
    if (!seat || !desk->transform) {
        tomt_arena_free(arena);
        pthread_mutex_lock(&all->lock);
        all->failed = true; /* others may be waiting for a chunk that is now never dealt */
        pthread_cond_broadcast(&all->written);
        pthread_mutex_unlock(&all->lock);
        return NULL;
    }
    desk->of = all;
    desk->arena = arena;
    return desk;
}

static void rise(void *seat)
{
    struct desk *desk = seat;
    tomt_arena_free(desk->arena);
}

static bool reserve_positions(struct desk *desk, size_t more, struct tomt_error *err)
{
    if (desk->capacity - desk->n >= more)
        return true;
    size_t capacity = desk->n + more + desk->capacity / 2 + 4096;
    double *xy = tomt_arena_block(desk->arena, desk->xy, capacity * 2 * sizeof *xy, err);
    if (!xy)
        return false;
    desk->xy = xy;
    struct tomt_geojson_position *at =
        tomt_arena_block(desk->arena, desk->at, capacity * sizeof *at, err);
    if (!at)
        return false;
    desk->at = at;
    desk->capacity = capacity;
    return true;
}

static bool take_ring(void *context, size_t part, size_t ring, const uint8_t *xy, size_t n)
{
    struct desk *desk = context;
    if (!reserve_positions(desk, n, desk->err))
        return false;
    if (desk->n_rings == desk->ring_capacity) {
        size_t capacity = 2 * desk->ring_capacity + 1024;
        struct tomt_geojson_ring *larger =
            tomt_arena_block(desk->arena, desk->ring, capacity * sizeof *larger, desk->err);
        if (!larger)
            return false;
        desk->ring = larger;
        desk->ring_capacity = capacity;
    }
    desk->ring[desk->n_rings++] = (struct tomt_geojson_ring){part, ring, n};
    memcpy(desk->xy + 2 * desk->n, xy, n * 16);
    desk->n += n;
    return true;
}

static size_t row_of(const struct collection *all, size_t i)
{
    return all->row ? all->row[i] : i;
}

static bool take_coordinates(struct desk *desk, size_t from, size_t to, struct tomt_error *err)
{
    const struct tomt_shapes *shapes = desk->of->shapes;
    desk->n = desk->n_rings = 0;
    desk->err = err;
    for (size_t i = from; i < to; i++) {
        size_t row = row_of(desk->of, i), before = desk->n_rings;
        const struct tomt_box *box = &shapes->box[row];
        if (isnan(box->min_x)) {
            desk->feature_rings[i - from] = 0;
            continue;
        }
        if (shapes->kind == TOMT_POINTS) {
            double xy[2] = {box->min_x, box->min_y};
            if (!take_ring(desk, 0, 0, (const uint8_t *)xy, 1))
                return false;
        } else {
            size_t size;
            const uint8_t *wkb = tomt_shapes_wkb(shapes, row, &size);
            if (!tomt_wkb_each(wkb, size, take_ring, desk))
                return false;
        }
        desk->feature_rings[i - from] = desk->n_rings - before;
    }
    return true;
}

static bool to_degrees(struct desk *desk, struct tomt_error *err)
{
    size_t n_failed = 0;
    uint8_t *bytes = (uint8_t *)desk->xy;
    if (desk->n && !tomt_transform_is_identity(desk->transform) &&
        !tomt_transform_points(desk->transform, bytes, bytes + 8, 16, desk->n, &n_failed, err))
        return false;
    for (size_t i = 0; i < desk->n; i++) {
        double lon = desk->xy[2 * i], lat = desk->xy[2 * i + 1];
        if (!(fabs(lon) <= 360 && fabs(lat) <= 90))
            return tomt_fail(err, TOMT_DATA,
                             "a coordinate has no longitude and latitude: it lies outside '%s'",
                             desk->of->what->crs->name ? desk->of->what->crs->name : "the CRS");
        desk->at[i].lon = llround(lon * 1e7);
        desk->at[i].lat = llround(lat * 1e7);
    }
    return true;
}

static void add_feature(const struct collection *all, struct tomt_geojson_page *page, size_t i,
                        struct tomt_geojson_position *at, const struct tomt_geojson_ring *ring,
                        size_t n_rings)
{
    size_t row = row_of(all, i);
    static const char head[] = ",\n{\"type\":\"Feature\",", properties[] = "\"properties\":{";
    tomt_page_add(page, head + (i == 0), sizeof head - 1 - (i == 0));
    if (all->id && !tomt_column_is_null(all->id, row)) {
        tomt_page_add(page, "\"id\":", 5);
        tomt_page_value(page, all->id, row);
        tomt_page_add(page, ",", 1);
    }
    tomt_page_add(page, properties, sizeof properties - 1);
    for (size_t c = 0; c < all->n_columns; c++) {
        tomt_page_add(page, all->key[c].bytes, all->key[c].n);
        tomt_page_value(page, &all->table->column[c], row);
    }
    tomt_page_add(page, "},\"geometry\":", 13);
    if (n_rings == 0) {
        tomt_page_add(page, "null", 4);
    } else if (all->shapes->kind == TOMT_POINTS) {
        tomt_page_point(page, at);
    } else {
        size_t size;
        uint32_t type;
        memcpy(&type, tomt_shapes_wkb(all->shapes, row, &size) + 1, sizeof type);
        tomt_page_shape(page, type, at, ring, n_rings);
    }
    tomt_page_add(page, "}", 1);
}

static bool is_cancelled(const struct collection *all)
{
    return all->crew->cancel && *all->crew->cancel;
}

/* Waits until the chunk's slot has been written. False: another chunk failed, or all is called off.
 */
static bool wait_for_slot(struct collection *all, size_t chunk)
{
    pthread_mutex_lock(&all->lock);
    while (!all->failed && !is_cancelled(all) && chunk - all->next >= all->n_slots) {
        /* A cancel wakes nobody, so look again now and then. */
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec += 1;
        pthread_cond_timedwait(&all->written, &all->lock, &until);
    }
    bool good = !all->failed && !is_cancelled(all);
    pthread_mutex_unlock(&all->lock);
    return good;
}

/* Marks the chunk as ready and, unless somebody else is at it, writes all that is next in order. */
static bool hand_in(struct collection *all, size_t chunk, struct tomt_error *err)
{
    bool good = true;
    pthread_mutex_lock(&all->lock);
    all->slot[chunk % all->n_slots].ready = true;
    while (good && !all->failed && !all->writing && all->slot[all->next % all->n_slots].ready) {
        struct slot *slot = &all->slot[all->next % all->n_slots];
        all->writing = true;
        pthread_mutex_unlock(&all->lock);
        good = write_all(all->fd, all->path, slot->page.bytes, slot->page.n, err);
        pthread_mutex_lock(&all->lock);
        all->writing = false;
        slot->ready = false;
        all->next++;
        all->failed = all->failed || !good;
        pthread_cond_broadcast(&all->written);
    }
    pthread_mutex_unlock(&all->lock);
    return good;
}

static void widen(struct desk *desk)
{
    struct collection *all = desk->of;
    int64_t min_lon = INT64_MAX, min_lat = INT64_MAX, max_lon = INT64_MIN, max_lat = INT64_MIN;
    for (size_t i = 0; i < desk->n; i++) {
        min_lon = desk->at[i].lon < min_lon ? desk->at[i].lon : min_lon;
        max_lon = desk->at[i].lon > max_lon ? desk->at[i].lon : max_lon;
        min_lat = desk->at[i].lat < min_lat ? desk->at[i].lat : min_lat;
        max_lat = desk->at[i].lat > max_lat ? desk->at[i].lat : max_lat;
    }
    pthread_mutex_lock(&all->lock);
    all->min_lon = min_lon < all->min_lon ? min_lon : all->min_lon;
    all->max_lon = max_lon > all->max_lon ? max_lon : all->max_lon;
    all->min_lat = min_lat < all->min_lat ? min_lat : all->min_lat;
    all->max_lat = max_lat > all->max_lat ? max_lat : all->max_lat;
    pthread_mutex_unlock(&all->lock);
}

static bool format_chunk(struct desk *desk, struct tomt_geojson_page *page, size_t from, size_t to,
                         struct tomt_error *err)
{
    if (!take_coordinates(desk, from, to, err) || !to_degrees(desk, err))
        return false;
    widen(desk);
    struct tomt_geojson_position *at = desk->at;
    const struct tomt_geojson_ring *ring = desk->ring;
    page->n = 0;
    for (size_t i = from; i < to; i++) {
        size_t n_rings = desk->feature_rings[i - from];
        add_feature(desk->of, page, i, at, ring, n_rings);
        for (size_t r = 0; r < n_rings; r++)
            at += ring[r].n;
        ring += n_rings;
    }
    return !page->failed || tomt_fail(err, TOMT_MEMORY, "out of memory formatting features");
}

static bool work(void *seat, size_t from, size_t to, struct tomt_error *err)
{
    struct desk *desk = seat;
    struct collection *all = desk->of;
    size_t chunk = from / CHUNK;
    if (!wait_for_slot(all, chunk))
        /* Who failed says why: a failure here could be of a lower chunk and hide it. */
        return !is_cancelled(all) || tomt_fail(err, TOMT_CANCELLED, "interrupted");
    if (format_chunk(desk, &all->slot[chunk % all->n_slots].page, from, to, err))
        return hand_in(all, chunk, err);
    pthread_mutex_lock(&all->lock);
    all->failed = true;
    pthread_cond_broadcast(&all->written);
    pthread_mutex_unlock(&all->lock);
    return false;
}

static bool write_head(struct collection *all, struct tomt_error *err)
{
    struct tomt_geojson_page page = {0};
    static const char head[] = "{\"type\":\"FeatureCollection\",", name[] = "\"name\":";
    tomt_page_add(&page, head, sizeof head - 1);
    if (all->what->name) {
        tomt_page_add(&page, name, sizeof name - 1);
        tomt_page_string(&page, all->what->name, strlen(all->what->name));
        tomt_page_add(&page, ",", 1);
    }
    if (all->what->members)
        tomt_page_add(&page, all->what->members, strlen(all->what->members));
    tomt_page_add(&page, "\"features\":[", 12);
    bool good = page.failed ? tomt_fail(err, TOMT_MEMORY, "out of memory writing '%s'", all->path)
                            : write_all(all->fd, all->path, page.bytes, page.n, err);
    tomt_release(page.bytes);
    return good;
}

/* The box is known last; members of a JSON object have no order. */
static bool write_tail(struct collection *all, struct tomt_error *err)
{
    struct tomt_geojson_page page = {0};
    tomt_page_add(&page, "\n]", 2);
    if (all->min_lon <= all->max_lon) {
        tomt_page_add(&page, ",\"bbox\":[", 9);
        tomt_page_degrees(&page, all->min_lon);
        tomt_page_add(&page, ",", 1);
        tomt_page_degrees(&page, all->min_lat);
        tomt_page_add(&page, ",", 1);
        tomt_page_degrees(&page, all->max_lon);
        tomt_page_add(&page, ",", 1);
        tomt_page_degrees(&page, all->max_lat);
        tomt_page_add(&page, "]", 1);
    }
    tomt_page_add(&page, "}\n", 2);
    bool good = page.failed ? tomt_fail(err, TOMT_MEMORY, "out of memory writing '%s'", all->path)
                            : write_all(all->fd, all->path, page.bytes, page.n, err);
    tomt_release(page.bytes);
    return good;
}

static bool prepare(struct collection *all, struct tomt_arena *arena, struct tomt_error *err)
{
    while (all->n_columns < all->table->n_columns && all->table->column[all->n_columns].name)
        all->n_columns++;
    all->n_slots = (size_t)SLOTS_PER_THREAD * (all->crew->n_threads ? all->crew->n_threads : 1);
    all->slot = tomt_arena_alloc(arena, all->n_slots * sizeof *all->slot, err);
    all->key = tomt_arena_alloc(arena, (all->n_columns + 1) * sizeof *all->key, err);
    if (!all->slot || !all->key)
        return false;
    for (size_t c = 0; c < all->n_columns; c++) {
        const char *name = all->table->column[c].name;
        if (c)
            tomt_page_add(&all->key[c], ",", 1);
        tomt_page_string(&all->key[c], name, strlen(name));
        tomt_page_add(&all->key[c], ":", 1);
        if (all->key[c].failed)
            return tomt_fail(err, TOMT_MEMORY, "out of memory writing '%s'", all->path);
    }
    if (all->what->id_column && !(all->id = tomt_table_find(all->table, all->what->id_column)))
        return tomt_fail(err, TOMT_INTERNAL, "no column '%s' for the ids of '%s'",
                         all->what->id_column, all->path);
    return true;
}

static bool write_collection(struct collection *all, size_t n, struct tomt_error *err)
{
    all->fd = open(all->path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (all->fd < 0)
        return tomt_fail(err, TOMT_OUTPUT, "cannot write '%s': %s", all->path, strerror(errno));
    struct tomt_crew_job job = {
        .shared = all, .sit = sit, .work = work, .rise = rise, .n = n, .chunk = CHUNK};
    bool good = write_head(all, err) && tomt_crew_run(all->crew, &job, err) && write_tail(all, err);
    if (close(all->fd) != 0 && good)
        good = tomt_fail(err, TOMT_OUTPUT, "cannot write '%s': %s", all->path, strerror(errno));
    return good;
}

bool tomt_geojson_write(const char *path, const struct tomt_geojson *what,
                        const struct tomt_shapes *shapes, const struct tomt_table *table,
                        const uint32_t *row, size_t n, const struct tomt_crew *crew,
                        struct tomt_error *err)
{
    struct tomt_arena *arena = tomt_arena_new(err);
    if (!arena)
        return false;
    struct collection all = {.path = path,
                             .what = what,
                             .shapes = shapes,
                             .table = table,
                             .row = row,
                             .crew = crew,
                             .min_lon = INT64_MAX,
                             .min_lat = INT64_MAX,
                             .max_lon = INT64_MIN,
                             .max_lat = INT64_MIN};
    pthread_mutex_init(&all.lock, NULL);
    pthread_cond_init(&all.written, NULL);
    bool good = prepare(&all, arena, err) && write_collection(&all, n, err);
    for (size_t i = 0; all.slot && i < all.n_slots; i++)
        tomt_release(all.slot[i].page.bytes);
    for (size_t c = 0; all.key && c < all.n_columns; c++)
        tomt_release(all.key[c].bytes);
    pthread_cond_destroy(&all.written);
    pthread_mutex_destroy(&all.lock);
    tomt_arena_free(arena);
    return good;
}
