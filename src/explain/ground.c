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

/* The zones of pieces and the features that constrain most; layers have the columns that their
 * inputs gave them. */
static bool read_named(struct tomt_reader *reader, struct tomt_told_profile *profile,
                       struct tomt_error *err)
{
    size_t n_pieces = profile->piece.n, n = profile->constraint.n;
    profile->piece_zone =
        tomt_arena_alloc(reader->arena, (n_pieces + 1) * sizeof *profile->piece_zone, err);
    profile->constraint_main =
        tomt_arena_alloc(reader->arena, (n + 1) * sizeof *profile->constraint_main, err);
    if (!profile->piece_zone || !profile->constraint_main)
        return false;
    for (size_t i = 0; i < n_pieces; i++)
        if (!tomt_rows_ask(reader, &profile->piece_zone[i], err, "zone",
                           "SELECT * FROM zone WHERE fid = %lld",
                           (long long)tomt_rows_number(&profile->piece, i, "zone")))
            return false;
    for (size_t i = 0; i < n; i++) {
        const char *layer = tomt_rows_text(&profile->constraint, i, "main_layer");
        double feature = tomt_rows_number(&profile->constraint, i, "main_feature");
        if (layer && feature == feature &&
            !tomt_rows_ask(
                reader, &profile->constraint_main[i], err, "constraint",
                "SELECT * FROM \"constraint\" WHERE layer = %Q AND feature = %lld LIMIT 1", layer,
                (long long)feature))
            return false;
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
                      "SELECT * FROM capacity_piece WHERE profile = %Q AND site_id = %Q ORDER BY "
                      "area_m2 DESC, fid",
                      profile->name, site_id) &&
        tomt_rows_ask(reader, &profile->loss, err, "loss",
                      "SELECT * FROM loss WHERE profile = %Q AND site_id = %Q ORDER BY fid",
                      profile->name, site_id) &&
        tomt_rows_ask(reader, &profile->constraint, err, "site_constraint",
                      "SELECT * FROM site_constraint WHERE profile = %Q AND site_id = %Q ORDER BY "
                      "share DESC, fid",
                      profile->name, site_id) &&
        read_named(reader, profile, err);
    if (ok && reader->internal)
        ok = tomt_rows_ask(reader, &profile->purchase, err, "purchase",
                           "SELECT purchase_index, use_term, potential_term, owner_term, "
                           "owner_class, n_owners, owners FROM purchase WHERE profile = %Q AND "
                           "site_id = %Q",
                           profile->name, site_id);
    return ok;
}
