/* sites/assemble_rows.c: all rows of the sites anew: those that stay, and the assemblies of
 * several. Equal assemblies of several profiles (the same sites as members, the same use) are one
 * row. */
#include "sites/assemble_inside.h"

#include "sites/outline.h"

#include <stdlib.h>
#include <string.h>

struct entry { /* a row to be */
    const char *id;
    const struct tomt_shapes *shapes;
    size_t shape;
    uint64_t profiles;
    uint32_t old;                     /* the site that stays; UINT32_MAX: united */
    const struct tomt_united *united; /* [n_united] equal ones, ascending by profile */
    size_t n_united;
};

struct rows {
    struct tomt_assembler *assembler;
    struct entry *entry;
    size_t n;
    struct tomt_use_areas uses;
    struct tomt_sites *to;
    size_t n_members, n_uses; /* written so far */
};

static int united_order(const void *one, const void *other)
{
    const struct tomt_united *a = one, *b = other;
    size_t n = a->n < b->n ? a->n : b->n;
    int order = 0;
    for (size_t k = 0; !order && k < n; k++)
        order = (a->row[k] > b->row[k]) - (a->row[k] < b->row[k]);
    if (!order)
        order = (a->n > b->n) - (a->n < b->n);
    if (!order)
        order = strcmp(a->use, b->use);
    if (!order)
        order = (a->plan_zone > b->plan_zone) - (a->plan_zone < b->plan_zone);
    if (!order)
        order = strcmp(a->id, b->id);
    return order ? order : (a->profile > b->profile) - (a->profile < b->profile);
}

static bool are_one(const struct tomt_united *a, const struct tomt_united *b)
{
    return a->n == b->n && memcmp(a->row, b->row, a->n * sizeof *a->row) == 0 &&
           strcmp(a->use, b->use) == 0 && a->plan_zone == b->plan_zone && strcmp(a->id, b->id) == 0;
}

static int entry_order(const void *one, const void *other)
{
    const struct entry *a = one, *b = other;
    int order = strcmp(a->id, b->id);
    if (order)
        return order;
    size_t size_a, size_b;
    const uint8_t *wkb_a = tomt_shapes_wkb(a->shapes, a->shape, &size_a),
                  *wkb_b = tomt_shapes_wkb(b->shapes, b->shape, &size_b);
    order = memcmp(wkb_a, wkb_b, size_a < size_b ? size_a : size_b);
    if (!order)
        order = (size_a > size_b) - (size_a < size_b);
    return order ? order : (a->profiles > b->profiles) - (a->profiles < b->profiles);
}

static bool list_entries(struct rows *rows, struct tomt_error *err)
{
    struct tomt_assembler *assembler = rows->assembler;
    const struct tomt_sites *sites = assembler->sites;
    size_t most = sites->n + assembler->n_united;
    if (most >= UINT32_MAX)
        return tomt_fail(err, TOMT_DATA, "assemblies: %zu sites are too many", most);
    rows->entry = tomt_arena_block(assembler->brief, NULL, (most + 1) * sizeof *rows->entry, err);
    if (!rows->entry)
        return false;
    for (size_t i = 0; i < sites->n; i++) {
        if (assembler->profiles[i])
            rows->entry[rows->n++] = (struct entry){.id = sites->site_id[i],
                                                    .shapes = &sites->shapes,
                                                    .shape = i,
                                                    .profiles = assembler->profiles[i],
                                                    .old = (uint32_t)i};
    }
    struct tomt_united *united = assembler->united;
    size_t n = assembler->n_united;
    if (n > 1)
        qsort(united, n, sizeof *united, united_order);
    for (size_t from = 0, to; from < n; from = to) {
        uint64_t profiles = 0;
        for (to = from; to < n && are_one(&united[from], &united[to]); to++)
            profiles |= (uint64_t)1 << united[to].profile;
        rows->entry[rows->n++] = (struct entry){.id = united[from].id,
                                                .shapes = &assembler->shapes,
                                                .shape = united[from].shape,
                                                .profiles = profiles,
                                                .old = UINT32_MAX,
                                                .united = &united[from],
                                                .n_united = to - from};
    }
    if (rows->n > 1)
        qsort(rows->entry, rows->n, sizeof *rows->entry, entry_order);
    return true;
}

static bool column(struct tomt_arena *arena, void *to, size_t n, size_t size,
                   struct tomt_error *err)
{
    void *block = tomt_arena_block(arena, NULL, (n + 1) * size, err);
    memcpy(to, &block, sizeof block);
    return block != NULL;
}

#define COLUMN(name, n) column(arena, &to->name, n, sizeof *to->name, err)

/* Room for all rows, and for as many members, uses and losses as there can be. */
static bool start(struct rows *rows, struct tomt_error *err)
{
    const struct tomt_sites *sites = rows->assembler->sites;
    struct tomt_arena *arena = rows->assembler->arena;
    struct tomt_sites *to = rows->to;
    size_t n = rows->n, bytes = 0, n_members = 0, n_uses = 0, n_losses = 0;
    const uint64_t *loss_start = rows->assembler->loss_start;
    for (size_t i = 0; i < n; i++) {
        const struct entry *entry = &rows->entry[i];
        size_t size, n_old = entry->united ? entry->united->n : 1;
        tomt_shapes_wkb(entry->shapes, entry->shape, &size);
        bytes += size;
        n_members += n_old;
        for (size_t k = 0; k < n_old; k++) {
            uint32_t old = entry->united ? entry->united->row[k] : entry->old;
            n_uses += sites->use_start[old + 1] - sites->use_start[old];
            n_losses += loss_start[old + 1] - loss_start[old];
        }
    }
    tomt_shapes_start(&to->shapes, arena, TOMT_POLYGONS);
    return tomt_shapes_reserve(&to->shapes, n, bytes, err) && COLUMN(site_id, n) &&
           COLUMN(parcel, n) && COLUMN(property, n) && COLUMN(source_layer, n) &&
           COLUMN(source_row, n) && COLUMN(point_x, n) && COLUMN(point_y, n) &&
           COLUMN(area_m2, n) && COLUMN(developable_m2, n) && COLUMN(inscribed_m, n) &&
           COLUMN(perimeter_m, n) && COLUMN(use, n) && COLUMN(plan_zone, n) &&
           COLUMN(strategy, n) && COLUMN(n_parts, n) && COLUMN(profiles, n) &&
           COLUMN(member_start, n + 1) && COLUMN(member, n_members) && COLUMN(use_start, n + 1) &&
           COLUMN(use_code, n_uses) && COLUMN(use_area_m2, n_uses) &&
           COLUMN(losses.site, n_losses) && COLUMN(losses.profile, n_losses) &&
           COLUMN(losses.constraint, n_losses) && COLUMN(losses.ground_m2, n_losses);
}

/* What an old site is made of, where nobody has said it yet. */
static void add_members(struct rows *rows, uint32_t old)
{
    const struct tomt_sites *sites = rows->assembler->sites;
    struct tomt_member *member = rows->to->member;
    if (sites->member_start) {
        for (uint64_t m = sites->member_start[old]; m < sites->member_start[old + 1]; m++)
            member[rows->n_members++] = sites->member[m];
    } else if (sites->source_layer[old] != UINT32_MAX) {
        member[rows->n_members++] =
            (struct tomt_member){sites->source_layer[old], sites->source_row[old],
                                 sites->area_m2[old], sites->developable_m2[old]};
    }
}

/* Parts of one parcel are one member. */
static void join_members(struct rows *rows, size_t from)
{
    struct tomt_member *member = rows->to->member;
    size_t n = from;
    for (size_t m = from; m < rows->n_members; m++) {
        size_t at = from;
        while (at < n && !(member[at].layer == member[m].layer && member[at].row == member[m].row))
            at++;
        if (at < n) {
            member[at].area_m2 += member[m].area_m2;
            member[at].developable_m2 += member[m].developable_m2;
        } else {
            member[n++] = member[m];
        }
    }
    rows->n_members = n;
}

static void add_loss(struct tomt_losses *losses, uint32_t site, uint8_t profile,
                     uint16_t constraint, double ground_m2)
{
    losses->site[losses->n] = site;
    losses->profile[losses->n] = profile;
    losses->constraint[losses->n] = constraint;
    losses->ground_m2[losses->n++] = ground_m2;
}

static void copy_losses(struct rows *rows, size_t i)
{
    const struct tomt_losses *from = &rows->assembler->sites->losses;
    const struct entry *entry = &rows->entry[i];
    const uint64_t *loss_start = rows->assembler->loss_start;
    for (uint64_t l = loss_start[entry->old]; l < loss_start[entry->old + 1]; l++) {
        if (entry->profiles >> from->profile[l] & 1)
            add_loss(&rows->to->losses, (uint32_t)i, from->profile[l], from->constraint[l],
                     from->ground_m2[l]);
    }
}

/* The members' losses of the profile, by constraint; ascending ones are put in as they come. */
static void sum_losses(struct rows *rows, size_t i, const struct tomt_united *united)
{
    const struct tomt_losses *from = &rows->assembler->sites->losses;
    struct tomt_losses *to = &rows->to->losses;
    const uint64_t *loss_start = rows->assembler->loss_start;
    size_t first = to->n;
    for (size_t k = 0; k < united->n; k++) {
        uint32_t old = united->row[k];
        for (uint64_t l = loss_start[old]; l < loss_start[old + 1]; l++) {
            if (from->profile[l] != united->profile)
                continue;
            size_t at = to->n;
            while (at > first && to->constraint[at - 1] > from->constraint[l])
                at--;
            if (at > first && to->constraint[at - 1] == from->constraint[l]) {
                to->ground_m2[at - 1] += from->ground_m2[l];
                continue;
            }
            add_loss(to, (uint32_t)i, from->profile[l], from->constraint[l], 0);
            memmove(to->constraint + at + 1, to->constraint + at,
                    (to->n - 1 - at) * sizeof *to->constraint);
            memmove(to->ground_m2 + at + 1, to->ground_m2 + at,
                    (to->n - 1 - at) * sizeof *to->ground_m2);
            to->constraint[at] = from->constraint[l];
            to->ground_m2[at] = from->ground_m2[l];
        }
    }
}

static void write_old(struct rows *rows, size_t i)
{
    const struct tomt_sites *from = rows->assembler->sites;
    struct tomt_sites *to = rows->to;
    uint32_t old = rows->entry[i].old;
    to->parcel[i] = from->parcel[old];
    to->property[i] = from->property[old];
    to->source_layer[i] = from->source_layer[old];
    to->source_row[i] = from->source_row[old];
    to->point_x[i] = from->point_x[old];
    to->point_y[i] = from->point_y[old];
    to->area_m2[i] = from->area_m2[old];
    to->developable_m2[i] = from->developable_m2[old];
    to->inscribed_m[i] = from->inscribed_m[old];
    to->perimeter_m[i] = from->perimeter_m[old];
    to->use[i] = from->use[old];
    to->plan_zone[i] = from->plan_zone[old];
    to->strategy[i] = from->strategy[old];
    to->n_parts[i] = from->n_parts[old];
    for (uint64_t u = from->use_start[old]; u < from->use_start[old + 1]; u++) {
        to->use_code[rows->n_uses] = from->use_code[u];
        to->use_area_m2[rows->n_uses++] = from->use_area_m2[u];
    }
    add_members(rows, old);
    copy_losses(rows, i);
}

static bool write_united(struct rows *rows, size_t i, struct tomt_error *err)
{
    const struct tomt_assembler *assembler = rows->assembler;
    const struct tomt_sites *from = assembler->sites;
    const struct tomt_united *united = rows->entry[i].united;
    struct tomt_sites *to = rows->to;
    bool from_parcels = assembler->inputs->project->sites.from == TOMT_SITES_PARCELS;
    if (!tomt_united_text(assembler, united, from->parcel, from_parcels, &to->parcel[i], err) ||
        !tomt_united_text(assembler, united, from->property, false, &to->property[i], err) ||
        !tomt_uses_sum(from, united->row, united->n, &rows->uses, err))
        return false;
    to->source_layer[i] = to->source_row[i] = UINT32_MAX;
    to->point_x[i] = united->x;
    to->point_y[i] = united->y;
    to->developable_m2[i] = united->developable_m2;
    to->inscribed_m[i] = united->inscribed_m;
    to->perimeter_m[i] = united->perimeter_m;
    to->use[i] = united->use;
    to->plan_zone[i] = united->plan_zone;
    to->strategy[i] = tomt_united_strategy(from, united);
    to->n_parts[i] = united->n_parts;
    for (size_t u = 0; u < rows->uses.n; u++) {
        to->use_code[rows->n_uses] = rows->uses.of[u].code;
        to->use_area_m2[rows->n_uses++] = rows->uses.of[u].area_m2;
    }
    size_t first = rows->n_members;
    for (size_t k = 0; k < united->n; k++) {
        to->area_m2[i] += from->area_m2[united->row[k]];
        add_members(rows, united->row[k]);
    }
    join_members(rows, first);
    for (size_t k = 0; k < rows->entry[i].n_united; k++)
        sum_losses(rows, i, &united[k]);
    return true;
}

bool tomt_assembled_rows(struct tomt_assembler *assembler, struct tomt_sites *sites,
                         struct tomt_error *err)
{
    struct rows rows = {.assembler = assembler, .uses = {.arena = assembler->brief}, .to = sites};
    *sites = (struct tomt_sites){0};
    if (!list_entries(&rows, err) || !start(&rows, err))
        return false;
    sites->use_name = assembler->sites->use_name;
    sites->n_uses = assembler->sites->n_uses;
    for (size_t i = 0; i < rows.n; i++) {
        const struct entry *entry = &rows.entry[i];
        size_t size;
        const uint8_t *wkb = tomt_shapes_wkb(entry->shapes, entry->shape, &size);
        if (!tomt_shapes_add_wkb(&sites->shapes, wkb, size, err))
            return false;
        sites->site_id[i] = entry->id;
        sites->profiles[i] = entry->profiles;
        if (!entry->united)
            write_old(&rows, i);
        else if (!write_united(&rows, i, err))
            return false;
        sites->member_start[i + 1] = rows.n_members;
        sites->use_start[i + 1] = rows.n_uses;
    }
    sites->n = rows.n;
    return true;
}
