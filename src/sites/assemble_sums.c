/* sites/assemble_sums.c: what an assembly has from its members: uses, plan zone, strategy, texts.
 * Sums run in the order of members, so that they do not depend on the order of the input. */
#include "sites/assemble_inside.h"

#include "base/text.h"
#include "sites/cover.h"
#include "sites/terms.h"
#include "sites/zone_order.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_NAMES = 12 };

static int by_code(const void *one, const void *other)
{
    const struct tomt_use_area *a = one, *b = other;
    return (a->code > b->code) - (a->code < b->code);
}

/* Is member k the first of its parcel? Parts of one parcel all carry the uses of the whole. */
static bool is_first_part(const struct tomt_sites *sites, const uint32_t *row, size_t k)
{
    struct tomt_origin origin = tomt_origin_of(sites, row[k]);
    for (size_t i = 0; i < k; i++) {
        struct tomt_origin before = tomt_origin_of(sites, row[i]);
        if (before.layer == origin.layer && before.row == origin.row && origin.layer != UINT32_MAX)
            return false;
    }
    return true;
}

bool tomt_uses_sum(const struct tomt_sites *sites, const uint32_t *row, size_t n,
                   struct tomt_use_areas *uses, struct tomt_error *err)
{
    uses->n = 0;
    for (size_t k = 0; k < n; k++) {
        if (!is_first_part(sites, row, k))
            continue;
        for (uint64_t u = sites->use_start[row[k]]; u < sites->use_start[row[k] + 1]; u++) {
            size_t at = 0;
            while (at < uses->n && uses->of[at].code != sites->use_code[u])
                at++;
            if (at == uses->n) {
                if (!tomt_grow(uses->arena, &uses->of, &uses->capacity, uses->n + 1,
                               sizeof *uses->of, err))
                    return false;
                uses->of[uses->n++] = (struct tomt_use_area){sites->use_code[u], 0};
            }
            uses->of[at].area_m2 += sites->use_area_m2[u];
        }
    }
    if (uses->n > 1)
        qsort(uses->of, uses->n, sizeof *uses->of, by_code);
    return true;
}

static bool permits(const struct tomt_profile *profile, const char *use)
{
    for (size_t i = 0; i < profile->uses.n; i++) {
        if (strcmp(profile->uses.item[i], use) == 0)
            return true;
    }
    return false;
}

static double area_of_use(const struct tomt_sites *sites, uint32_t site, uint32_t code)
{
    for (uint64_t u = sites->use_start[site]; u < sites->use_start[site + 1]; u++) {
        if (sites->use_code[u] == code)
            return sites->use_area_m2[u];
    }
    return 0;
}

/* Rare: the assembly's use is not the member's own, so no site knows the zone. The largest piece,
 * ties to the lower zone. */
static bool find_zone(const struct tomt_assembler *assembler, struct tomt_seat *seat,
                      uint32_t member, const char *use, uint32_t *plan_zone, struct tomt_error *err)
{
    const struct tomt_site_inputs *inputs = assembler->inputs;
    const struct tomt_zones *zones = assembler->zones;
    struct tomt_origin origin = tomt_origin_of(assembler->sites, member);
    if (origin.layer >= inputs->n_layers || !inputs->layer[origin.layer])
        return true;
    const struct tomt_shapes *from = &inputs->layer[origin.layer]->shapes;
    GEOSGeometry *source = tomt_seat_shape(seat, from, origin.row, err);
    bool ok = source != NULL;
    double most_m2 = 0;
    for (size_t z = 0; ok && z < zones->n; z++) {
        if (!tomt_box_meet(&zones->shapes.box[z], &from->box[origin.row]))
            continue;
        const char *has = tomt_row_text(inputs->layer[zones->layer[z]], "use", zones->row[z]);
        if (!has || strcmp(has, use) != 0)
            continue;
        bool snapped;
        GEOSGeometry *zone = tomt_seat_shape(seat, &zones->shapes, z, err);
        GEOSGeometry *common =
            zone ? tomt_seat_overlay(seat, TOMT_INTERSECTION, source, zone, &snapped, err) : NULL;
        ok = common != NULL;
        double area_m2 = ok ? tomt_area_m2(seat, common) : 0;
        if (area_m2 > most_m2) {
            most_m2 = area_m2;
            *plan_zone = (uint32_t)z;
        }
        GEOSGeom_destroy_r(seat->geos, common);
        GEOSGeom_destroy_r(seat->geos, zone);
    }
    GEOSGeom_destroy_r(seat->geos, source);
    return ok;
}

bool tomt_united_use(const struct tomt_assembler *assembler, struct tomt_seat *seat,
                     struct tomt_use_areas *uses, struct tomt_united *united,
                     struct tomt_error *err)
{
    const struct tomt_sites *sites = assembler->sites;
    const struct tomt_profile *profile = &assembler->inputs->project->profile[united->profile];
    const struct tomt_use_area *largest = NULL;
    if (!tomt_uses_sum(sites, united->row, united->n, uses, err))
        return false;
    for (size_t i = 0; i < uses->n; i++) {
        if (permits(profile, sites->use_name[uses->of[i].code]) &&
            (!largest || uses->of[i].area_m2 > largest->area_m2))
            largest = &uses->of[i];
    }
    uint32_t member = united->row[0];
    united->use = largest ? sites->use_name[largest->code] : sites->use[member];
    double most_m2 = -1;
    for (size_t k = 0; largest && k < united->n; k++) {
        double area_m2 = area_of_use(sites, united->row[k], largest->code);
        if (area_m2 > most_m2) {
            most_m2 = area_m2;
            member = united->row[k];
        }
    }
    united->plan_zone = sites->plan_zone[member];
    return strcmp(sites->use[member], united->use) == 0 ||
           find_zone(assembler, seat, member, united->use, &united->plan_zone, err);
}

const char *tomt_united_strategy(const struct tomt_sites *sites, const struct tomt_united *united)
{
    double area_m2[3] = {0, 0, 0};
    bool any = false;
    for (size_t k = 0; k < united->n; k++) {
        const char *strategy = sites->strategy[united->row[k]];
        any = any || strategy;
        area_m2[tomt_strategy_of(strategy)] += sites->developable_m2[united->row[k]];
    }
    size_t most = TOMT_DENSIFY;
    for (size_t s = TOMT_TRANSFORM; s <= TOMT_NO_STRATEGY; s++) {
        if (area_m2[s] > area_m2[most])
            most = s;
    }
    return any ? tomt_strategy_name[most] : NULL;
}

bool tomt_united_text(const struct tomt_assembler *assembler, const struct tomt_united *united,
                      const char *const *column, bool or_id, const char **out,
                      struct tomt_error *err)
{
    const char *name[TOMT_ASSEMBLY_MOST_PARCELS];
    size_t n = 0;
    struct tomt_text text = {0};
    *out = NULL;
    for (size_t k = 0; k < united->n; k++) {
        uint32_t row = united->row[k];
        const char *here = column[row] || !or_id ? column[row] : assembler->sites->site_id[row];
        size_t at = 0;
        while (here && at < n && strcmp(name[at], here) != 0)
            at++;
        if (here && at == n)
            name[n++] = here;
    }
    if (n == 0)
        return true;
    for (size_t i = 0; i < n && i < MOST_NAMES; i++) {
        tomt_text_puts(&text, i > 0 ? ", " : "");
        tomt_text_puts(&text, name[i]);
    }
    tomt_text_puts(&text, n > MOST_NAMES ? " ..." : "");
    *out = tomt_text_keep(&text, assembler->arena, err);
    return *out != NULL;
}
