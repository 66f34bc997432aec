/* capacity/site.c: a site of several pieces: what is allowed, what of it is unused. */
#include "capacity/amounts.h"
#include "capacity/capacity.h"

#include <string.h>

/* What stands on each piece: as told by piece; what is left of the site's goes by area to the
 * pieces of which it is not told. */
struct standing {
    double left_m2;   /* NaN: the site's is not known */
    double untold_m2; /* ground of the pieces of which it is not told */
    double told_bra_m2;
    size_t n_untold;
};

static bool is_told(const struct tomt_zone_piece *piece)
{
    return tomt_is_amount(piece->existing_bra_m2);
}

/* Rounded as sums are, so that parts of it are parts of their sum. */
static double ground(const struct tomt_zone_piece *piece)
{
    return tomt_is_amount(piece->area_m2) ? tomt_exact_m2(piece->area_m2) : 0;
}

static struct standing look_at_standing(const struct tomt_zone_piece *piece, size_t n,
                                        double existing_bra_m2)
{
    struct standing out = {.left_m2 = NAN};
    for (size_t i = 0; i < n; i++) {
        if (is_told(&piece[i])) {
            out.told_bra_m2 += tomt_exact_m2(piece[i].existing_bra_m2);
        } else {
            out.untold_m2 += ground(&piece[i]);
            out.n_untold++;
        }
    }
    if (!isnan(existing_bra_m2)) {
        double left = existing_bra_m2 - out.told_bra_m2;
        out.left_m2 = left > 0 ? left : 0;
    }
    return out;
}

static double standing_on(const struct standing *standing, const struct tomt_zone_piece *piece)
{
    if (is_told(piece))
        return piece->existing_bra_m2;
    if (!isnan(piece->existing_bra_m2))
        return NAN; /* told, but no amount */
    return standing->untold_m2 > 0 ? standing->left_m2 * (ground(piece) / standing->untold_m2)
                                   : standing->left_m2 / (double)standing->n_untold;
}

/* The share that is of purposes asked for; NaN when the shares make no sense. */
static double permitted_share(const struct tomt_zone_piece *piece)
{
    if (!piece->n_uses)
        return 1;
    double all = 0, permitted = 0;
    for (size_t i = 0; i < piece->n_uses; i++) {
        if (!tomt_is_share(piece->use[i].share))
            return NAN;
        double share = tomt_exact_share(piece->use[i].share);
        all += share;
        permitted += piece->use[i].permitted ? share : 0;
    }
    if (fabs(all - 1) > 1e-6)
        return NAN;
    return permitted < 1 ? permitted : 1;
}

/* Sums over the pieces with permitted ground. "open": those that type 11 does not close. */
struct sums {
    double allowed, floor, minimum, parking, ground, unknown_ground;
    double open_allowed, open_floor, open_existing, existing, closed_existing;
    bool any_minimum, unknown, open_unknown;
    size_t n_permitted, n_closed, n_building;
    double ground_of[TOMT_N_CAP_WHYS];
    bool seen[TOMT_N_CAP_WHYS];
};

static void add_unknown(const struct tomt_zone_piece *piece, enum tomt_cap_why why, bool closed,
                        struct sums *sums)
{
    double m2 = ground(piece);
    sums->unknown = true;
    sums->open_unknown = sums->open_unknown || !closed;
    sums->unknown_ground += m2;
    sums->ground_of[why] += m2;
    sums->seen[why] = true;
}

static void add_piece(const struct tomt_zone_piece *piece, double share, double existing,
                      const struct tomt_capacity_settings *settings, struct sums *sums)
{
    struct tomt_zone_piece with = *piece;
    with.existing_bra_m2 = existing;
    struct tomt_piece_capacity capacity;
    bool known = tomt_piece_capacity(&with, settings, &capacity);
    sums->n_permitted++;
    sums->ground += ground(piece);
    sums->existing += tomt_exact_m2(share * existing);
    if (capacity.no_more) {
        sums->closed_existing += tomt_exact_m2(existing);
        sums->n_closed++;
    } else {
        sums->open_existing += tomt_exact_m2(share * existing);
    }
    if (capacity.minimum_bra_m2 > 0) {
        sums->any_minimum = true;
        sums->minimum += tomt_exact_m2(share * capacity.minimum_bra_m2);
    }
    if (!known) {
        /* Where type 11 holds nothing is unused, though how much is allowed is not known. */
        bool closed = capacity.no_more && capacity.why == TOMT_CAP_NO_EXISTING;
        add_unknown(piece, capacity.why, closed, sums);
        return;
    }
    sums->n_building += capacity.why == TOMT_CAP_OK;
    double allowed = tomt_exact_m2(share * capacity.allowed_bra_m2);
    double floor_m2 = tomt_exact_m2(share * capacity.floor_bra_m2);
    sums->allowed += allowed;
    sums->floor += floor_m2;
    sums->parking += tomt_exact_m2(capacity.parking_m2);
    if (!capacity.no_more) {
        sums->open_allowed += allowed;
        sums->open_floor += floor_m2;
    }
}

static enum tomt_cap_why reason(const struct sums *sums)
{
    int found = TOMT_CAP_OK;
    for (int why = TOMT_CAP_OK + 1; why < TOMT_N_CAP_WHYS; why++)
        if (sums->seen[why] && (!found || sums->ground_of[why] > sums->ground_of[found]))
            found = why;
    return (enum tomt_cap_why)found;
}

static enum tomt_cap_why why_allowed(const struct sums *sums, size_t n)
{
    if (n == 0)
        return TOMT_CAP_NO_RULE;
    if (sums->unknown)
        return reason(sums);
    if (sums->n_permitted == 0)
        return TOMT_CAP_NOT_PERMITTED;
    return sums->n_building ? TOMT_CAP_OK : TOMT_CAP_NO_BUILDING;
}

/* What is left beside what stands, or in its place; pieces that type 11 closes are on neither side.
 */
static double left_over(const struct sums *sums, double existing_bra_m2, bool transform,
                        const struct tomt_capacity_settings *settings)
{
    if (sums->open_unknown)
        return NAN;
    if (transform || sums->open_allowed == 0)
        return sums->open_allowed;
    double beside =
        settings->existing_by_share ? sums->open_existing : existing_bra_m2 - sums->closed_existing;
    if (isnan(beside))
        return NAN;
    beside = beside > 0 ? tomt_exact_m2(beside) : 0;
    return sums->open_allowed > beside ? sums->open_allowed - beside : 0;
}

/* Nothing is gained by replacing what type 11 holds: it stays. */
static double replaced(const struct sums *sums, size_t n, double existing_bra_m2)
{
    if (n > 0 && sums->n_closed == n)
        return 0;
    if (sums->n_closed == 0)
        return existing_bra_m2;
    double rest = existing_bra_m2 - sums->closed_existing;
    return rest < 0 ? 0 : rest; /* NaN stays */
}

static bool conclude(const struct sums *sums, size_t n, enum tomt_growth growth,
                     enum tomt_cap_why bad_existing, const struct tomt_capacity_settings *settings,
                     struct tomt_site_capacity *out)
{
    out->why = why_allowed(sums, n);
    out->known_bra_m2 = sums->allowed;
    out->unknown_m2 = sums->unknown_ground;
    out->permitted_m2 = sums->ground;
    out->parking_m2 = sums->parking;
    out->minimum_bra_m2 = sums->any_minimum ? sums->minimum : NAN;
    out->existing_counted_m2 = settings->existing_by_share ? sums->existing : out->existing_bra_m2;
    if (n > 0 && !sums->unknown) {
        out->allowed_bra_m2 = sums->allowed;
        out->floor_bra_m2 = sums->floor;
    }
    bool transform = growth == TOMT_GROW_TRANSFORM;
    if (n > 0)
        out->unused_bra_m2 = left_over(sums, out->existing_bra_m2, transform, settings);
    out->replaces_m2 = transform ? replaced(sums, n, out->existing_bra_m2) : 0;
    if (out->unused_bra_m2 == 0)
        out->unused_floor_m2 = 0;
    else if (out->unused_bra_m2 > 0)
        out->unused_floor_m2 = out->unused_bra_m2 * (sums->open_floor / sums->open_allowed);
    if (isnan(out->unused_bra_m2) && out->why == TOMT_CAP_OK)
        out->why = bad_existing ? bad_existing : TOMT_CAP_NO_EXISTING;
    return !isnan(out->unused_bra_m2);
}

bool tomt_site_capacity(const struct tomt_zone_piece *piece, size_t n, double existing_bra_m2,
                        enum tomt_growth growth, const struct tomt_capacity_settings *settings,
                        struct tomt_site_capacity *out)
{
    *out = (struct tomt_site_capacity){.allowed_bra_m2 = NAN,
                                       .floor_bra_m2 = NAN,
                                       .minimum_bra_m2 = NAN,
                                       .existing_bra_m2 = NAN,
                                       .existing_counted_m2 = NAN,
                                       .unused_bra_m2 = NAN,
                                       .unused_floor_m2 = NAN,
                                       .replaces_m2 = NAN,
                                       .why = TOMT_CAP_BAD_SETTING};
    if (!tomt_capacity_settings_valid(settings) ||
        (growth != TOMT_GROW_DENSIFY && growth != TOMT_GROW_TRANSFORM && growth != TOMT_GROW_NONE))
        return false;
    enum tomt_cap_why bad_existing = TOMT_CAP_OK;
    if (!isnan(existing_bra_m2) && !tomt_is_amount(existing_bra_m2))
        bad_existing = TOMT_CAP_BAD_EXISTING;
    double existing = bad_existing ? NAN : existing_bra_m2;
    struct standing standing = look_at_standing(piece, n, existing);
    if (isnan(existing) && !bad_existing && n > 0 && standing.n_untold == 0)
        existing = standing.told_bra_m2;
    out->existing_bra_m2 = existing;
    struct sums sums = {0};
    for (size_t i = 0; i < n; i++) {
        double share = permitted_share(&piece[i]);
        if (isnan(share)) {
            add_unknown(&piece[i], TOMT_CAP_BAD_SHARES, false, &sums);
            sums.ground += ground(&piece[i]);
            continue;
        }
        if (!isnan(piece[i].existing_bra_m2) && !is_told(&piece[i]))
            bad_existing = TOMT_CAP_BAD_EXISTING;
        if (share > 0)
            add_piece(&piece[i], share, standing_on(&standing, &piece[i]), settings, &sums);
    }
    return conclude(&sums, n, growth, bad_existing, settings, out);
}
