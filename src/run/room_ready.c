/* run/room_ready.c: what must be planned before a site can be built on: the plans that zone it, the requirements that meet it. */
#include "run/room_inside.h"

#include "sites/terms.h"

#include <ctype.h>
#include <stdlib.h>

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

struct met { /* a requirement on a site */
    const char *code;
    double area_m2;
};

static int by_code(const void *a, const void *b)
{
    return strcmp(((const struct met *)a)->code, ((const struct met *)b)->code);
}

/* Those of one kind that meet the site, by code. */
static size_t list_met(const struct requirements *found, const struct tomt_overlaps *on, size_t s, bool joint, struct met *met)
{
    size_t n = 0;
    for (uint64_t k = on->start[s]; k < on->start[s + 1]; k++)
        if (found->joint[on->row[k]] == joint)
            met[n++] = (struct met){found->code[on->row[k]], on->area_m2[k]};
    if (n > 1)
        qsort(met, n, sizeof *met, by_code);
    return n;
}

static double sum_of_code(const struct met *met, size_t from, size_t to)
{
    double sum_m2 = 0;
    for (size_t i = from; i < to; i++)
        sum_m2 += met[i].area_m2;
    return sum_m2;
}

/* Distinct codes of each site, ascending, of requirements that meet more than the least share of it. */
static bool list_codes(struct tomt_run_state *state, const struct requirements *found, const struct tomt_overlaps *on, bool joint,
                       struct tomt_room_sequence *out, struct tomt_error *err)
{
    size_t n = 0, most = 0;
    for (size_t s = 0; s < on->n; s++)
        most = on->start[s + 1] - on->start[s] > most ? (size_t)(on->start[s + 1] - on->start[s]) : most;
    out->start = tomt_arena_block(state->arena, NULL, (on->n + 1) * sizeof *out->start, err);
    out->code = tomt_arena_block(state->arena, NULL, (size_t)(on->start[on->n] + 1) * sizeof *out->code, err);
    struct met *met = tomt_arena_block(state->arena, NULL, (most + 1) * sizeof *met, err);
    if (!out->start || !out->code || !met)
        return false;
    for (size_t s = 0; s < on->n; s++) {
        size_t n_met = list_met(found, on, s, joint, met), to;
        out->start[s] = n;
        for (size_t from = 0; from < n_met; from = to) {
            for (to = from + 1; to < n_met && !strcmp(met[to].code, met[from].code);)
                to++;
            if (sum_of_code(met, from, to) > TOMT_LEAST_SHARE * state->sites.developable_m2[s])
                out->code[n++] = met[from].code;
        }
    }
    out->start[on->n] = n;
    tomt_arena_drop(state->arena, met);
    return true;
}

/* The least ready plan of those that zone more than the least share of the site; adopted: of the one with most ground. */
static enum tomt_plan_kind plan_of(const struct tomt_run_state *state, const struct tomt_room_zone *zone, size_t s)
{
    const struct tomt_overlaps *on = &state->room.ground.zone;
    enum tomt_plan_kind least = TOMT_PLAN_UNKNOWN;
    bool any = false;
    for (uint64_t k = on->start[s]; k < on->start[s + 1]; k++)
        if (on->area_m2[k] > TOMT_LEAST_SHARE * state->sites.developable_m2[s] && (!any || zone[on->row[k]].plan < least)) {
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
