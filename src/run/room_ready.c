/* run/room_ready.c: what must be planned before a site can be built on: the plans that zone it, the requirements that meet it. */
#include "run/room_inside.h"

#include "sites/cover.h"
#include "sites/terms.h"

#include <ctype.h>
#include <stdlib.h>

#define LITTLE 0.01 /* a plan over less of a site than this does not decide how ready it is */

struct requirements { /* features of constraint layers with a code of planning */
    struct tomt_shapes shapes;
    const char **code;
    bool *joint;
};

static bool is_joint(const char *code)
{
    return tomt_code_falls_under(code, "H810");
}

/* Also as plans number their zones: "H430_2", as H810 is told. */
static bool is_sequence(const char *code)
{
    char plain[5] = "";
    size_t n = 0;
    while (isspace((unsigned char)*code))
        code++;
    size_t length = *code == 'H' || *code == 'h' ? 4 : 3;
    while (n < length && code[n])
        n++;
    memcpy(plain, code, n);
    return n == length && !isdigit((unsigned char)code[n]) && tomt_is_sequence_code(plain);
}

static bool gather(struct tomt_run_state *state, struct tomt_arena *arena, struct requirements *out, struct tomt_error *err)
{
    size_t n = 0, most = 0;
    tomt_shapes_start(&out->shapes, arena, TOMT_POLYGONS);
    for (size_t i = 0; i < state->project->n_layers; i++)
        if (state->project->layer[i].role == TOMT_ROLE_CONSTRAINT)
            most += state->layer[i].shapes.n;
    out->code = tomt_arena_block(arena, NULL, (most + 1) * sizeof *out->code, err);
    out->joint = tomt_arena_block(arena, NULL, (most + 1) * sizeof *out->joint, err);
    if (!out->code || !out->joint)
        return false;
    for (size_t i = 0; i < state->project->n_layers; i++) {
        const struct tomt_layer *layer = &state->layer[i];
        const struct tomt_column *in = tomt_table_find(&layer->table, "code");
        if (state->project->layer[i].role != TOMT_ROLE_CONSTRAINT || layer->shapes.kind != TOMT_POLYGONS || !in || in->type != TOMT_TEXT)
            continue;
        for (size_t row = 0; row < layer->shapes.n; row++) {
            size_t size;
            const char *code = tomt_column_text(in, row, NULL);
            if (!code || !(is_joint(code) || is_sequence(code)))
                continue;
            const uint8_t *wkb = tomt_shapes_wkb(&layer->shapes, row, &size);
            if (!tomt_shapes_add_wkb(&out->shapes, wkb, size, err))
                return false;
            out->code[n] = code;
            out->joint[n++] = is_joint(code);
        }
    }
    return true;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Distinct codes of each site, ascending. */
static bool list_codes(struct tomt_run_state *state, const struct requirements *found, const struct tomt_overlaps *on, bool joint,
                       struct tomt_room_sequence *out, struct tomt_error *err)
{
    size_t n = 0;
    out->start = tomt_arena_block(state->arena, NULL, (on->n + 1) * sizeof *out->start, err);
    out->code = tomt_arena_block(state->arena, NULL, (size_t)(on->start[on->n] + 1) * sizeof *out->code, err);
    if (!out->start || !out->code)
        return false;
    for (size_t s = 0; s < on->n; s++) {
        size_t first = n, kept = n;
        out->start[s] = n;
        for (uint64_t k = on->start[s]; k < on->start[s + 1]; k++)
            if (on->area_m2[k] >= TOMT_SLIVER_M2 && found->joint[on->row[k]] == joint)
                out->code[n++] = found->code[on->row[k]];
        if (n > first)
            qsort(out->code + first, n - first, sizeof *out->code, by_text);
        for (size_t i = first; i < n; i++)
            if (kept == first || strcmp(out->code[kept - 1], out->code[i]))
                out->code[kept++] = out->code[i];
        n = kept;
    }
    out->start[on->n] = n;
    return true;
}

/* The least ready plan of those that zone more than a hundredth of the site; adopted: of the one with most ground. */
static enum tomt_plan_kind plan_of(const struct tomt_run_state *state, const struct tomt_room_zone *zone, size_t s)
{
    const struct tomt_overlaps *on = &state->room.ground.zone;
    enum tomt_plan_kind least = TOMT_PLAN_UNKNOWN;
    bool any = false;
    for (uint64_t k = on->start[s]; k < on->start[s + 1]; k++)
        if (on->area_m2[k] > LITTLE * state->sites.developable_m2[s] && (!any || zone[on->row[k]].plan < least)) {
            least = zone[on->row[k]].plan;
            any = true;
        }
    return least;
}

static const char *adopted_of(const struct tomt_run_state *state, size_t s)
{
    uint32_t zone = state->sites.plan_zone[s];
    const struct tomt_layer *layer = zone < state->zones.n ? &state->layer[state->zones.layer[zone]] : NULL;
    const struct tomt_column *in = layer ? tomt_table_find(&layer->table, "adopted") : NULL;
    return in && in->type == TOMT_TEXT ? tomt_column_text(in, state->zones.row[zone], NULL) : NULL;
}

bool tomt_room_readiness(struct tomt_run_state *state, const struct tomt_room_zone *zone, struct tomt_error *err)
{
    struct tomt_room *room = &state->room;
    struct tomt_arena *arena = tomt_arena_new(err);
    struct requirements found;
    struct tomt_overlaps on;
    size_t n = state->sites.n;
    room->readiness = tomt_arena_block(state->arena, NULL, (n + 1) * sizeof *room->readiness, err);
    room->plan_kind = tomt_arena_block(state->arena, NULL, n + 1, err);
    bool ok = arena && room->readiness && room->plan_kind && gather(state, arena, &found, err) &&
              tomt_overlaps_find(arena, &state->sites.shapes, &found.shapes, NULL, state->crew, &on, err) &&
              list_codes(state, &found, &on, false, &room->sequence, err) && list_codes(state, &found, &on, true, &room->joint, err);
    for (size_t s = 0; ok && s < n; s++) {
        room->plan_kind[s] = (uint8_t)plan_of(state, zone, s);
        struct tomt_plan_facts facts = {.has_detail_plan = room->plan_kind[s] == TOMT_PLAN_DETAILED,
                                        .requires_joint = room->joint.start[s + 1] > room->joint.start[s],
                                        .sequence = room->sequence.code + room->sequence.start[s],
                                        .n_sequence = (size_t)(room->sequence.start[s + 1] - room->sequence.start[s]),
                                        .adopted = adopted_of(state, s),
                                        .today = room->today,
                                        .old_plan_years = state->project->capacity.old_plan_years};
        tomt_readiness(&facts, &room->readiness[s]);
    }
    tomt_arena_free(arena);
    return ok;
}

const char *tomt_room_readiness_name(const struct tomt_run_state *state, size_t s)
{
    const struct tomt_room *room = &state->room;
    bool known = room->plan_kind[s] != TOMT_PLAN_UNKNOWN || room->readiness[s].class_of == TOMT_READY_JOINT_PLAN;
    return known ? tomt_readiness_name[room->readiness[s].class_of] : NULL;
}
