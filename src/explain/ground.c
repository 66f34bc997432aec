/* explain/ground.c: the site's ground as the result has it: plan, parcels, capacity, what is lost,
 * constraints. */
#include "explain/inside.h"

#include <string.h>

/* The columns of the layer that anybody may see. */
static bool read_site(struct tomt_reader *reader, struct tomt_told_profile *profile,
                      struct tomt_error *err)
{
    struct tomt_rows hidden, all;
    if (!tomt_rows_ask(
            reader, &hidden, err, "field",
            "SELECT field FROM field WHERE layer = 'site' AND visibility = 'internal'") ||
        !tomt_rows_ask(reader, &all, err, NULL, "SELECT * FROM site WHERE fid = %lld",
                       (long long)profile->site_fid))
        return false;
    struct tomt_rows *out = &profile->site;
    *out = (struct tomt_rows){.n = all.n};
    out->name = tomt_arena_alloc(reader->arena, (all.n_columns + 1) * sizeof *out->name, err);
    out->cell = tomt_arena_alloc(reader->arena, (all.n_columns + 1) * sizeof *out->cell, err);
    if (!out->name || !out->cell)
        return false;
    for (size_t i = 0; i < all.n_columns; i++) {
        bool skip = !strcmp(all.name[i], "geom");
        for (size_t h = 0; h < hidden.n && !reader->internal; h++)
            skip = skip || !strcmp(all.name[i], tomt_rows_text(&hidden, h, "field"));
        if (skip)
            continue;
        out->name[out->n_columns] = all.name[i];
        if (all.n)
            out->cell[out->n_columns] = all.cell[i];
        out->n_columns++;
    }
    return true;
}

bool tomt_explain_ground(struct tomt_reader *reader, const char *site_id,
                         struct tomt_told_profile *profile, struct tomt_error *err)
{
    if (!read_site(reader, profile, err))
        return false;
    bool ok =
        tomt_rows_ask(reader, &profile->parcel, err, "site_parcel",
                      "SELECT parcel, property, area_m2, developable_m2 FROM site_parcel WHERE "
                      "site_fid = %lld ORDER BY fid",
                      (long long)profile->site_fid) &&
        tomt_rows_ask(reader, &profile->capacity, err, "capacity",
                      "SELECT * FROM capacity WHERE profile = %Q AND site_id = %Q", profile->name,
                      site_id) &&
        tomt_rows_ask(reader, &profile->piece, err, "capacity_piece",
                      "SELECT k.*, z.name AS zone_name, z.use_title, z.plan_name, z.layer AS "
                      "zone_layer, z.feature AS zone_feature FROM capacity_piece AS k LEFT JOIN "
                      "zone AS z ON z.fid = k.zone WHERE k.profile = %Q AND k.site_id = %Q ORDER "
                      "BY k.area_m2 DESC, k.fid",
                      profile->name, site_id) &&
        tomt_rows_ask(reader, &profile->loss, err, "loss",
                      "SELECT * FROM loss WHERE profile = %Q AND site_id = %Q ORDER BY fid",
                      profile->name, site_id) &&
        tomt_rows_ask(reader, &profile->constraint, err, "site_constraint",
                      "SELECT c.*, k.name AS main_name FROM site_constraint AS c LEFT JOIN "
                      "\"constraint\" AS k ON k.layer = c.main_layer AND k.feature = "
                      "c.main_feature WHERE c.profile = %Q AND c.site_id = %Q GROUP BY c.fid "
                      "ORDER BY c.share DESC, c.fid",
                      profile->name, site_id);
    if (ok && reader->internal)
        ok = tomt_rows_ask(reader, &profile->purchase, err, "purchase",
                           "SELECT purchase_index, use_term, potential_term, owner_term, "
                           "owner_class, n_owners, owners FROM purchase WHERE profile = %Q AND "
                           "site_id = %Q",
                           profile->name, site_id);
    return ok;
}
