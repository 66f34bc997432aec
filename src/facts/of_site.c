/* facts/of_site.c: facts that need the site alone: area, perimeter, inscribed circle, uses,
 * attributes. */
#include "facts/inside.h"

#include "geo/seat.h"
#include "geo/wkb.h"

#include <math.h>

static const uint8_t *site_wkb(const struct tomt_fact_task *task, size_t site, size_t *size)
{
    return tomt_shapes_wkb(task->sites->shapes, site, size);
}

static void take_area(const struct tomt_fact_task *task, size_t site)
{
    size_t size;
    const uint8_t *wkb = task->sites->area_m2 ? NULL : site_wkb(task, site, &size);
    tomt_fact_put(task->fact, site, wkb ? tomt_wkb_area_m2(wkb, size) : task->sites->area_m2[site],
                  TOMT_WHY_OK);
}

static void take_perimeter(const struct tomt_fact_task *task, size_t site)
{
    size_t size;
    const uint8_t *wkb = task->sites->perimeter_m ? NULL : site_wkb(task, site, &size);
    tomt_fact_put(task->fact, site,
                  wkb ? tomt_wkb_length_m(wkb, size) : task->sites->perimeter_m[site], TOMT_WHY_OK);
}

static void take_use_share(const struct tomt_fact_task *task, size_t site)
{
    const struct tomt_fact_sites *sites = task->sites;
    const struct tomt_filter exact = {.column = "use", .values = task->request->filter[0].values};
    double wanted_m2 = 0, known_m2 = 0;
    for (uint64_t i = sites->use_start[site]; i < sites->use_start[site + 1]; i++) {
        const char *use = sites->use_name[sites->use_code[i]];
        known_m2 += sites->use_area_m2[i];
        if (tomt_filter_matches(&exact, use, strlen(use)))
            wanted_m2 += sites->use_area_m2[i];
    }
    double whole_m2 = sites->source_area_m2 ? sites->source_area_m2[site] : known_m2;
    tomt_fact_put(task->fact, site, fmin(1, wanted_m2 / whole_m2),
                  whole_m2 > 0 ? TOMT_WHY_OK : TOMT_WHY_NOT_APPLICABLE);
}

static bool take_attribute(const struct tomt_fact_task *task, struct tomt_error *err)
{
    const char *name = task->request->name;
    const struct tomt_column *column =
        task->sites->attributes ? tomt_table_find(task->sites->attributes, name) : NULL;
    if (column && column->type == TOMT_TEXT)
        return tomt_fail(err, TOMT_DATA,
                         "attribute '%s' of the sites holds text; a number is needed", name);
    for (size_t site = 0; site < task->sites->n; site++) {
        if (!column || tomt_column_is_null(column, site))
            tomt_fact_put(task->fact, site, 0, TOMT_WHY_MISSING_INPUT);
        else
            tomt_fact_put(task->fact, site,
                          column->type == TOMT_REAL ? column->real[site]
                                                    : (double)column->integer[site],
                          TOMT_WHY_OK);
    }
    return true;
}

struct circle_seat {
    const struct tomt_fact_task *task;
    struct tomt_arena *arena;
    struct tomt_seat *seat;
};

static void rise_circle(void *at)
{
    tomt_arena_free(((struct circle_seat *)at)->arena);
}

static void *sit_circle(void *shared, struct tomt_error *err)
{
    struct tomt_arena *arena = tomt_arena_new(err);
    struct circle_seat *at = arena ? tomt_arena_alloc(arena, sizeof *at, err) : NULL;
    struct tomt_seat *seat = at ? tomt_seat_open(arena, err) : NULL;
    if (!seat) {
        tomt_arena_free(arena);
        return NULL;
    }
    *at = (struct circle_seat){shared, arena, seat};
    return at;
}

static bool work_circle(void *seat, size_t from, size_t to, struct tomt_error *err)
{
    struct circle_seat *at = seat;
    for (size_t site = from; site < to; site++) {
        GEOSGeometry *geometry = tomt_seat_shape(at->seat, at->task->sites->shapes, site, err);
        double diameter_m = 0;
        bool ok = geometry && tomt_seat_inscribed_m(at->seat, geometry, &diameter_m, err);
        if (geometry)
            GEOSGeom_destroy_r(at->seat->geos, geometry);
        if (!ok)
            return tomt_while(err, "inscribed circle of site %zu", site);
        tomt_fact_put(at->task->fact, site, diameter_m, TOMT_WHY_OK);
    }
    return true;
}

static bool take_inscribed(struct tomt_fact_task *task, struct tomt_error *err)
{
    if (task->sites->inscribed_m) {
        for (size_t site = 0; site < task->sites->n; site++)
            tomt_fact_put(task->fact, site, task->sites->inscribed_m[site], TOMT_WHY_OK);
        return true;
    }
    struct tomt_crew_job job = {task, sit_circle, work_circle, rise_circle, task->sites->n, 64};
    return tomt_crew_run(task->crew, &job, err);
}

bool tomt_fact_of_site(struct tomt_fact_task *task, struct tomt_error *err)
{
    enum tomt_fact_kind kind = task->request->kind;
    if (kind == TOMT_FACT_ATTRIBUTE)
        return take_attribute(task, err);
    if (kind == TOMT_FACT_INSCRIBED)
        return take_inscribed(task, err);
    for (size_t site = 0; site < task->sites->n; site++) {
        if (kind == TOMT_FACT_AREA)
            take_area(task, site);
        else if (kind == TOMT_FACT_PERIMETER)
            take_perimeter(task, site);
        else
            take_use_share(task, site);
    }
    return true;
}
