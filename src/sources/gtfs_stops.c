/* sources/gtfs_stops.c: stops in the project CRS, and which of them stand for one place in a
 * pattern of stops. A place is a parent station. Where there is none, stops of one name within 150
 * m of the place's first stop, else any stop within 75 m of it: opposite quays often have two
 * names, but half of 150 m keeps the next stop along a city street apart. Distances are to the
 * first stop, never from member to member: chains would make one place of a whole street. */
#include "sources/gtfs_inside.h"

#include <math.h>
#include <string.h>

static const double same_name_m = 150, other_name_m = 75;

static bool transform_stops(struct tomt_gtfs *feed, struct tomt_seat *seat,
                            const struct tomt_crs *project_crs, struct tomt_error *err)
{
    struct tomt_transform *transform =
        tomt_transform_open(seat, "EPSG:4326", project_crs->text, err);
    if (!transform)
        return false;
    struct tomt_gtfs_stop *stop = feed->stop;
    return tomt_transform_points(transform, (uint8_t *)&stop->x, (uint8_t *)&stop->y, sizeof *stop,
                                 feed->n_stops, NULL, err);
}

struct grid {
    uint32_t *first, *next; /* cluster leaders by cell; NONE ends */
    uint32_t mask;
};

static uint32_t cell(const struct grid *grid, double x, double y)
{
    int64_t at[2] = {(int64_t)floor(x / same_name_m), (int64_t)floor(y / same_name_m)};
    return (uint32_t)tomt_gtfs_hash((const char *)at, sizeof at) & grid->mask;
}

/* The nearest place that this stop belongs to; ties to the lower number. */
static uint32_t nearest_leader(const struct tomt_gtfs *feed, const struct grid *grid,
                               const struct tomt_gtfs_stop *stop)
{
    uint32_t best[2] = {TOMT_GTFS_NONE, TOMT_GTFS_NONE}; /* of the same name; of another */
    double best_m2[2] = {same_name_m * same_name_m, other_name_m * other_name_m};
    for (int i = 0; i < 9; i++) {
        uint32_t at =
            cell(grid, stop->x + (i % 3 - 1) * same_name_m, stop->y + (i / 3 - 1) * same_name_m);
        for (uint32_t k = grid->first[at]; k != TOMT_GTFS_NONE; k = grid->next[k]) {
            const struct tomt_gtfs_stop *leader = &feed->stop[k];
            double dx = leader->x - stop->x, dy = leader->y - stop->y, m2 = dx * dx + dy * dy;
            int other = !tomt_slice_equal(leader->name, stop->name);
            if (m2 < best_m2[other] || (m2 == best_m2[other] && k < best[other])) {
                best_m2[other] = m2;
                best[other] = k;
            }
        }
    }
    return best[0] != TOMT_GTFS_NONE ? best[0] : best[1];
}

static bool cluster_stops(struct tomt_gtfs *feed, struct tomt_error *err)
{
    struct grid grid = {.mask = 63};
    while (grid.mask / 2 < feed->n_stops && grid.mask < UINT32_MAX / 2)
        grid.mask = grid.mask * 2 + 1;
    grid.first =
        tomt_arena_block(feed->scratch, NULL, ((size_t)grid.mask + 1) * sizeof *grid.first, err);
    grid.next = tomt_arena_block(feed->scratch, NULL, feed->n_stops * sizeof *grid.next, err);
    if (!grid.first || !grid.next)
        return false;
    memset(grid.first, 0xFF, ((size_t)grid.mask + 1) * sizeof *grid.first);
    for (uint32_t i = 0; i < feed->n_stops; i++) {
        struct tomt_gtfs_stop *stop = &feed->stop[i];
        bool placed = fabs(stop->x) < 1e9 && fabs(stop->y) < 1e9; /* not NaN */
        if (stop->parent != TOMT_GTFS_NONE)
            stop->cluster = stop->parent;
        else if (placed)
            stop->cluster = nearest_leader(feed, &grid, stop);
        if (stop->cluster != TOMT_GTFS_NONE)
            continue;
        stop->cluster = i;
        if (!placed)
            continue;
        uint32_t at = cell(&grid, stop->x, stop->y);
        grid.next[i] = grid.first[at];
        grid.first[at] = i;
    }
    return true;
}

bool tomt_gtfs_place_stops(struct tomt_gtfs *feed, struct tomt_seat *seat,
                           const struct tomt_crs *project_crs, const struct tomt_box *box,
                           struct tomt_error *err)
{
    if (!transform_stops(feed, seat, project_crs, err))
        return false;
    for (size_t i = 0; i < feed->n_stops; i++) {
        struct tomt_gtfs_stop *stop = &feed->stop[i];
        stop->inside = stop->kind <= 1 && isfinite(stop->x) && isfinite(stop->y) &&
                       (!box || (box->min_x <= stop->x && stop->x <= box->max_x &&
                                 box->min_y <= stop->y && stop->y <= box->max_y));
        feed->report->n_stops_outside += stop->kind == 0 && !stop->inside;
    }
    return cluster_stops(feed, err);
}
