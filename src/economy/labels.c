/* economy/labels.c: the heaviest cluster is number 0, whatever found it. */
#include "economy/labels.h"

#include <stdlib.h>

struct ranked {
    int64_t units;
    uint32_t lowest, group;
};

static int heaviest_first(const void *left, const void *right)
{
    const struct ranked *a = left, *b = right;
    if (a->units != b->units)
        return a->units > b->units ? -1 : 1;
    return a->lowest < b->lowest ? -1 : a->lowest > b->lowest;
}

/* Groups in use, in front; the others have no lowest point. */
static size_t rank(const struct tomt_spots *spots, const uint32_t *group, struct ranked *ranked,
                   size_t n_groups)
{
    for (size_t i = 0; i < n_groups; i++)
        ranked[i] = (struct ranked){0, UINT32_MAX, (uint32_t)i};
    for (size_t spot = 0; spot < spots->n; spot++) {
        if (group[spot] == TOMT_NOISE)
            continue;
        struct ranked *of = &ranked[group[spot]];
        of->units += spots->units[spot];
        of->lowest = spots->first[spot] < of->lowest ? spots->first[spot] : of->lowest;
    }
    size_t n = 0;
    for (size_t i = 0; i < n_groups; i++)
        if (ranked[i].lowest != UINT32_MAX)
            ranked[n++] = ranked[i];
    qsort(ranked, n, sizeof *ranked, heaviest_first);
    return n;
}

bool tomt_labels_number(struct tomt_arena *arena, const struct tomt_spots *spots, size_t n_points,
                        const uint32_t *group, size_t n_groups, struct tomt_labels *out,
                        uint32_t **group_of, struct tomt_error *err)
{
    struct ranked *ranked = tomt_arena_block(arena, NULL, n_groups * sizeof *ranked, err);
    uint32_t *number = tomt_arena_block(arena, NULL, n_groups * sizeof *number, err);
    out->label = tomt_arena_block(arena, NULL, n_points * sizeof *out->label, err);
    if (!ranked || !number || !out->label)
        return false;
    out->n_clusters = rank(spots, group, ranked, n_groups);
    if (group_of) {
        *group_of = tomt_arena_block(arena, NULL, out->n_clusters * sizeof **group_of, err);
        if (!*group_of)
            return false;
    }
    for (size_t i = 0; i < out->n_clusters; i++) {
        number[ranked[i].group] = (uint32_t)i;
        if (group_of)
            (*group_of)[i] = ranked[i].group;
    }
    for (size_t i = 0; i < n_points; i++) {
        uint32_t spot = spots->spot_of[i];
        bool is_in = spot != TOMT_NOWHERE && group[spot] != TOMT_NOISE;
        out->label[i] = is_in ? number[group[spot]] : TOMT_NOISE;
    }
    tomt_arena_drop(arena, number);
    tomt_arena_drop(arena, ranked);
    return true;
}
