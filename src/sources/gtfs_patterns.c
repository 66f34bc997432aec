/* sources/gtfs_patterns.c: trips of one route that call at the same places in the same order make a
 * pattern; patterns are told apart by direction (transit/direction.h); where a route's directions
 * lead is what most of their trips say. */
#include "sources/gtfs_inside.h"
#include "transit/direction.h"

#include <stdlib.h>
#include <string.h>

struct table { /* open hash of pattern numbers + 1 */
    uint32_t *slot, n_slots;
};

static uint64_t hash_pattern(const struct tomt_gtfs *feed, const struct tomt_gtfs_pattern *pattern)
{
    uint64_t places = tomt_gtfs_hash((const char *)(feed->place + pattern->first),
                                     pattern->n * sizeof *feed->place);
    uint64_t both[2] = {places, pattern->route};
    return tomt_gtfs_hash((const char *)both, sizeof both);
}

static bool same_pattern(const struct tomt_gtfs *feed, const struct tomt_gtfs_pattern *a,
                         const struct tomt_gtfs_pattern *b)
{
    return a->route == b->route && a->n == b->n &&
           memcmp(feed->place + a->first, feed->place + b->first, a->n * sizeof *feed->place) == 0;
}

static bool grow_table(struct tomt_gtfs *feed, struct table *table, struct tomt_error *err)
{
    if (feed->n_patterns < table->n_slots / 2)
        return true;
    uint32_t n = table->n_slots ? table->n_slots * 2 : 256;
    uint32_t *slot = tomt_arena_block(feed->scratch, NULL, n * sizeof *slot, err);
    if (!slot)
        return false;
    for (uint32_t i = 0; i < feed->n_patterns; i++) {
        uint32_t at = (uint32_t)hash_pattern(feed, &feed->pattern[i]) & (n - 1);
        while (slot[at])
            at = (at + 1) & (n - 1);
        slot[at] = i + 1;
    }
    if (table->slot)
        tomt_arena_drop(feed->scratch, table->slot);
    *table = (struct table){slot, n};
    return true;
}

/* The trip's places after the last pattern's, those in a row that are the same only once. */
static bool collect_places(struct tomt_gtfs *feed, uint32_t trip, struct tomt_gtfs_pattern *pattern,
                           struct tomt_error *err)
{
    const struct tomt_gtfs_time *time = feed->time + feed->time_start[trip];
    *pattern = (struct tomt_gtfs_pattern){.route = feed->trip[trip].route,
                                          .first = (uint32_t)feed->n_place};
    for (uint32_t i = 0; i < feed->time_n[trip]; i++) {
        if (time[i].stop == TOMT_GTFS_NONE)
            continue;
        uint32_t place = feed->stop[time[i].stop].cluster;
        if (pattern->n > 0 && feed->place[pattern->first + pattern->n - 1] == place)
            continue;
        if (!tomt_gtfs_room(feed->scratch, &feed->place, feed->n_place + pattern->n,
                            &feed->place_room, sizeof *feed->place, err))
            return false;
        feed->place[pattern->first + pattern->n++] = place;
    }
    return true;
}

static bool find_pattern(struct tomt_gtfs *feed, struct table *table, uint32_t trip,
                         struct tomt_error *err)
{
    struct tomt_gtfs_pattern pattern;
    if (!collect_places(feed, trip, &pattern, err) || !grow_table(feed, table, err))
        return false;
    uint32_t mask = table->n_slots - 1, at = (uint32_t)hash_pattern(feed, &pattern) & mask;
    while (table->slot[at] && !same_pattern(feed, &feed->pattern[table->slot[at] - 1], &pattern))
        at = (at + 1) & mask;
    if (!table->slot[at]) {
        if (!tomt_gtfs_room(feed->scratch, &feed->pattern, feed->n_patterns, &feed->pattern_room,
                            sizeof pattern, err))
            return false;
        feed->pattern[feed->n_patterns++] = pattern;
        feed->n_place += pattern.n;
        table->slot[at] = (uint32_t)feed->n_patterns;
    }
    uint32_t found = table->slot[at] - 1;
    feed->trip[trip].pattern = found;
    feed->pattern[found].n_trips++;
    feed->pattern[found].told[feed->trip[trip].told]++;
    return true;
}

struct member {
    uint32_t route, pattern;
};

static int by_route(const void *a, const void *b)
{
    const struct member *p = a, *q = b;
    if (p->route != q->route)
        return p->route < q->route ? -1 : 1;
    return p->pattern < q->pattern ? -1 : p->pattern > q->pattern;
}

static bool tell_directions(struct tomt_gtfs *feed, struct tomt_error *err)
{
    size_t n = feed->n_patterns;
    struct member *member = tomt_arena_block(feed->scratch, NULL, (n + 1) * sizeof *member, err);
    struct tomt_pattern *pattern =
        tomt_arena_block(feed->scratch, NULL, (n + 1) * sizeof *pattern, err);
    uint8_t *direction = tomt_arena_block(feed->scratch, NULL, n + 1, err);
    if (!member || !pattern || !direction)
        return false;
    for (uint32_t i = 0; i < n; i++)
        member[i] = (struct member){feed->pattern[i].route, i};
    if (n)
        qsort(member, n, sizeof *member, by_route);
    for (size_t i = 0; i < n; i++) {
        const struct tomt_gtfs_pattern *from = &feed->pattern[member[i].pattern];
        const uint32_t *told = from->told;
        bool given = told[0] + told[1] > told[2];
        pattern[i] = (struct tomt_pattern){.place = feed->place + from->first,
                                           .n = from->n,
                                           .n_trips = from->n_trips,
                                           .told = given ? told[1] > told[0] : 2};
    }
    for (size_t i = 0, j; i < n; i = j) {
        for (j = i + 1; j < n && member[j].route == member[i].route;)
            j++;
        if (!tomt_directions(pattern + i, j - i, direction + i, err))
            return false;
    }
    for (size_t i = 0; i < n; i++)
        feed->pattern[member[i].pattern].direction = direction[i];
    return true;
}

struct sign { /* what one trip says of where it goes */
    uint32_t route;
    uint8_t direction;
    struct tomt_slice text;
};

static int by_sign(const void *a, const void *b)
{
    const struct sign *p = a, *q = b;
    if (p->route != q->route)
        return p->route < q->route ? -1 : 1;
    if (p->direction != q->direction)
        return p->direction < q->direction ? -1 : 1;
    size_t n = p->text.n < q->text.n ? p->text.n : q->text.n;
    int order = n ? memcmp(p->text.text, q->text.text, n) : 0;
    return order ? order : p->text.n < q->text.n ? -1 : p->text.n > q->text.n;
}

static struct tomt_slice sign_of(const struct tomt_gtfs *feed, uint32_t trip)
{
    const struct tomt_gtfs_time *time = feed->time + feed->time_start[trip];
    if (feed->trip[trip].headsign.n > 0)
        return feed->trip[trip].headsign;
    for (uint32_t i = feed->time_n[trip]; i-- > 0;)
        if (time[i].stop != TOMT_GTFS_NONE)
            return feed->stop[time[i].stop].name;
    return (struct tomt_slice){"", 0};
}

/* The most frequent sign of each route and direction; ties to the lower text. */
static bool read_signs(struct tomt_gtfs *feed, struct tomt_error *err)
{
    struct sign *sign =
        tomt_arena_block(feed->scratch, NULL, (feed->n_trips + 1) * sizeof *sign, err);
    size_t n = 0, most = 0;
    for (int d = 0; d < 2; d++)
        feed->towards[d] =
            tomt_arena_block(feed->scratch, NULL, feed->n_routes * sizeof *feed->towards[d], err);
    if (!sign || !feed->towards[0] || !feed->towards[1])
        return false;
    for (uint32_t t = 0; t < feed->n_trips; t++) {
        if (feed->trip[t].pattern == TOMT_GTFS_NONE)
            continue;
        sign[n] = (struct sign){feed->trip[t].route, feed->pattern[feed->trip[t].pattern].direction,
                                sign_of(feed, t)};
        n += sign[n].text.n > 0;
    }
    if (n)
        qsort(sign, n, sizeof *sign, by_sign);
    for (size_t i = 0, j; i < n; i = j) {
        for (j = i + 1; j < n && by_sign(&sign[i], &sign[j]) == 0;)
            j++;
        const char **towards = &feed->towards[sign[i].direction][sign[i].route];
        if (i == 0 || sign[i - 1].route != sign[i].route ||
            sign[i - 1].direction != sign[i].direction)
            most = 0;
        if (j - i <= most)
            continue;
        most = j - i;
        if (!(*towards = tomt_gtfs_text(feed, sign[i].text, err)))
            return false;
    }
    return true;
}

bool tomt_gtfs_patterns(struct tomt_gtfs *feed, struct tomt_error *err)
{
    struct table table = {0};
    /* From the start: a first trip whose stops are all unknown has no place, but a pattern. */
    if (!tomt_gtfs_room(feed->scratch, &feed->place, 0, &feed->place_room, sizeof *feed->place,
                        err))
        return false;
    for (uint32_t t = 0; t < feed->n_trips; t++)
        if (feed->time_n[t] > 0 && !find_pattern(feed, &table, t, err))
            return false;
    return tell_directions(feed, err) && read_signs(feed, err);
}
