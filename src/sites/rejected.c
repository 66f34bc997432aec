/* sites/rejected.c: the list of what did not become a site; run adds its vetoes to it. */
#include "sites/sites.h"

const char *const tomt_reason_name[TOMT_N_REASONS] = {
    [TOMT_R_NO_ZONE] = "no_zone",     [TOMT_R_USE] = "use_not_permitted",
    [TOMT_R_EXCLUDED] = "excluded",   [TOMT_R_AREA] = "too_small",
    [TOMT_R_WIDTH] = "too_narrow",    [TOMT_R_VETO] = "veto",
    [TOMT_R_NOT_ASSEMBLED] = "not_assembled",
    [TOMT_R_DUPLICATE] = "duplicate",
};

static bool widen(struct tomt_arena *arena, void *column, size_t capacity, size_t size,
                  struct tomt_error *err)
{
    void *old;
    memcpy(&old, column, sizeof old);
    void *grown = tomt_arena_block(arena, old, capacity * size, err);
    if (grown)
        memcpy(column, &grown, sizeof grown);
    return grown != NULL;
}

static bool room_for_one(struct tomt_arena *arena, struct tomt_rejected *rejected,
                         struct tomt_error *err)
{
    if (rejected->n < rejected->capacity)
        return true;
    size_t capacity = rejected->capacity ? 2 * rejected->capacity : 64;
    if (!widen(arena, &rejected->site_id, capacity, sizeof *rejected->site_id, err) ||
        !widen(arena, &rejected->reason, capacity, sizeof *rejected->reason, err) ||
        !widen(arena, &rejected->profiles, capacity, sizeof *rejected->profiles, err) ||
        !widen(arena, &rejected->layer, capacity, sizeof *rejected->layer, err) ||
        !widen(arena, &rejected->feature, capacity, sizeof *rejected->feature, err) ||
        !widen(arena, &rejected->detail, capacity, sizeof *rejected->detail, err) ||
        !widen(arena, &rejected->measured, capacity, sizeof *rejected->measured, err) ||
        !widen(arena, &rejected->limit, capacity, sizeof *rejected->limit, err) ||
        !widen(arena, &rejected->permitted_m2, capacity, sizeof *rejected->permitted_m2, err) ||
        !widen(arena, &rejected->excluded_m2, capacity, sizeof *rejected->excluded_m2, err))
        return false;
    rejected->capacity = capacity;
    return true;
}

bool tomt_rejected_add(struct tomt_arena *arena, struct tomt_rejected *rejected, const uint8_t *wkb,
                       size_t size, const char *site_id, enum tomt_reason reason, uint64_t profiles,
                       const char *layer, int64_t feature, const char *detail, double measured,
                       double limit, struct tomt_error *err)
{
    if (!rejected->shapes.arena)
        tomt_shapes_start(&rejected->shapes, arena, TOMT_POLYGONS);
    if (!room_for_one(arena, rejected, err) ||
        !tomt_shapes_add_wkb(&rejected->shapes, wkb, size, err))
        return false;
    size_t at = rejected->n;
    rejected->site_id[at] = site_id;
    rejected->reason[at] = (uint8_t)reason;
    rejected->profiles[at] = profiles;
    rejected->layer[at] = layer;
    rejected->feature[at] = feature;
    rejected->detail[at] = detail;
    rejected->measured[at] = measured;
    rejected->limit[at] = limit;
    rejected->permitted_m2[at] = rejected->excluded_m2[at] = 0;
    rejected->n++;
    return true;
}
