/* capacity/rules.c: what the rules of a zone let be built on one piece of ground. */
#include "capacity/amounts.h"
#include "capacity/capacity.h"

#include <string.h>

const char *const tomt_cap_why_name[TOMT_N_CAP_WHYS] = {
    [TOMT_CAP_OK] = "ok",
    [TOMT_CAP_NO_BUILDING] = "no_building",
    [TOMT_CAP_NOT_PERMITTED] = "not_permitted",
    [TOMT_CAP_NO_RULE] = "no_rule",
    [TOMT_CAP_NO_STOREYS] = "no_storeys",
    [TOMT_CAP_NO_NUMBER] = "no_number",
    [TOMT_CAP_OLD_REGIME] = "old_regime",
    [TOMT_CAP_NO_EXISTING] = "no_existing",
    [TOMT_CAP_BAD_RULE] = "bad_rule",
    [TOMT_CAP_BAD_AREA] = "bad_area",
    [TOMT_CAP_BAD_SHARES] = "bad_shares",
    [TOMT_CAP_BAD_EXISTING] = "bad_existing",
    [TOMT_CAP_BAD_SETTING] = "bad_setting",
};

const struct tomt_zone_piece tomt_piece_silent = {
    .area_m2 = NAN,
    .whole_zone_m2 = NAN,
    .existing_bra_m2 = NAN,
    .limit_share = NAN,
    .rules = {.storeys = NAN,
              .height_m = NAN,
              .counts_planes = true,
              .parking_spaces = NAN,
              .parking_per_100_m2 = NAN,
              .parking_m2_per_space = NAN},
};

/* 9 m of 3 m planes are three, also when the division says less (11.1 / 3.7 is 2.9999999999999996).
 */
static double whole_levels(double height_m, double level_m)
{
    double n = floor(height_m / level_m * (1 + 1e-12));
    return n > 1 ? n : 1;
}

/* Planes at 0, 3, 6 m ...; the upper ones count when they have hall_clear_m above them. */
static double hall_planes(double height_m, const struct tomt_capacity_settings *settings)
{
    double above = height_m - settings->hall_clear_m;
    return above > 0 ? 1 + floor(above / settings->hall_plane_m * (1 + 1e-12)) : 1;
}

/* What was read of the rules, in any order. */
struct reading {
    const struct tomt_zone_piece *piece;
    const struct tomt_capacity_settings *settings;
    double storeys;        /* of a footprint; NaN: not known */
    double planes;         /* of a hall, that are counted as floors: 1 for others, NaN: not known */
    double fixed_m2;       /* parking that does not depend on what is built */
    double per_bra;        /* parking m2 for each m2 of BRA */
    double bra_m2, bya_m2; /* the smallest ceilings so far; INFINITY: none */
    double bya_limit_m2;   /* of footprint, before parking */
    bool footprint_alone, minimum_alone, no_building;
    enum tomt_cap_why hard; /* a rule that cannot be read */
};

static bool is_footprint(int type)
{
    return type == TOMT_U_PERCENT_BYA_97 || type == TOMT_U_BYA || type == TOMT_U_PERCENT_BYA;
}

static bool is_percent(int type)
{
    return type == TOMT_U_PERCENT_BYA_97 || type == TOMT_U_PERCENT_BYA ||
           type == TOMT_U_PERCENT_TU || type == TOMT_U_PERCENT_BRA;
}

/* m2 of a limit on this piece. */
static double of_piece(const struct tomt_zone_piece *piece, int type, double number)
{
    if (is_percent(type))
        return piece->area_m2 * number / 100;
    if (isnan(piece->whole_zone_m2))
        return piece->area_m2 > 0 ? number : 0;
    double share = piece->area_m2 / piece->whole_zone_m2;
    return number * (share < 1 ? share : 1);
}

static bool read_storeys(struct reading *reading, struct tomt_piece_capacity *out)
{
    const struct tomt_zone_rules *rules = &reading->piece->rules;
    if (!isnan(rules->storeys) && !(tomt_is_amount(rules->storeys) && rules->storeys > 0))
        return false;
    if (!isnan(rules->height_m) && !(tomt_is_amount(rules->height_m) && rules->height_m > 0))
        return false;
    reading->planes = 1;
    reading->storeys = rules->storeys;
    if (rules->is_hall && !rules->counts_planes) {
        reading->storeys = 1;
    } else if (rules->is_hall) { /* without a height, the storeys that the plan says are the planes
                                  */
        if (!isnan(rules->height_m))
            reading->storeys = hall_planes(rules->height_m, reading->settings);
        reading->planes = reading->storeys;
    } else if (isnan(rules->storeys) && !isnan(rules->height_m) &&
               !isnan(reading->settings->storey_m)) {
        reading->storeys = whole_levels(rules->height_m, reading->settings->storey_m);
        out->storeys_from_height = true;
    }
    return true;
}

static bool read_parking(struct reading *reading)
{
    const struct tomt_zone_rules *rules = &reading->piece->rules;
    double spaces = isnan(rules->parking_spaces) ? 0 : rules->parking_spaces;
    double norm = isnan(rules->parking_per_100_m2) ? 0 : rules->parking_per_100_m2;
    double each = isnan(rules->parking_m2_per_space) ? reading->settings->parking_m2_per_space
                                                     : rules->parking_m2_per_space;
    if (!tomt_is_amount(spaces) || !tomt_is_amount(norm) || !tomt_is_amount(each) ||
        rules->parking_counts < 0 || rules->parking_counts > 2)
        return false;
    bool counts =
        rules->parking_counts ? rules->parking_counts == 1 : reading->settings->parking_in_bra;
    reading->fixed_m2 = counts ? spaces * each : 0;
    reading->per_bra = counts ? norm / 100 * each : 0;
    return true;
}

static void cannot_read(struct reading *reading, enum tomt_cap_why why)
{
    if (why > reading->hard)
        reading->hard = why;
}

static void lower(double bra_m2, int type, struct reading *reading, struct tomt_piece_capacity *out)
{
    bra_m2 = bra_m2 > 0 ? bra_m2 : 0;
    if (bra_m2 < reading->bra_m2 || (bra_m2 == reading->bra_m2 && type < out->binding_type)) {
        reading->bra_m2 = bra_m2;
        out->binding_type = type;
    }
}

static void read_minimum(const struct tomt_plan_rule *rule, struct reading *reading,
                         struct tomt_piece_capacity *out)
{
    double m2 = of_piece(reading->piece, rule->type, rule->minimum);
    double *least = is_footprint(rule->type) ? &out->minimum_bya_m2 : &out->minimum_bra_m2;
    *least = *least >= m2 ? *least : m2; /* NaN: m2 */
}

/* Built floor F takes fixed + per_bra F of parking with it: F and its parking stay under the
 * ceiling. */
static void read_ceiling(const struct tomt_plan_rule *rule, struct reading *reading,
                         struct tomt_piece_capacity *out)
{
    double limit_m2 = of_piece(reading->piece, rule->type, rule->number);
    if (!is_footprint(rule->type)) {
        lower((limit_m2 - reading->fixed_m2) / (1 + reading->per_bra), rule->type, reading, out);
        return;
    }
    if (limit_m2 < reading->bya_limit_m2)
        reading->bya_limit_m2 = limit_m2;
    if (isnan(reading->storeys)) {
        reading->footprint_alone = true;
        return;
    }
    double floor_per_bya = reading->storeys * reading->settings->bra_of_bya;
    out->storeys = reading->storeys;
    lower(floor_per_bya * (limit_m2 - reading->fixed_m2) / (1 + floor_per_bya * reading->per_bra),
          rule->type, reading, out);
}

static bool is_readable(const struct tomt_plan_rule *rule)
{
    double most = rule->type == TOMT_U_PERCENT_BYA || rule->type == TOMT_U_PERCENT_BYA_97
                      ? 100
                      : TOMT_LARGEST_AMOUNT;
    return (isnan(rule->number) || (tomt_is_amount(rule->number) && rule->number <= most)) &&
           (isnan(rule->minimum) || (tomt_is_amount(rule->minimum) && rule->minimum <= most)) &&
           !(rule->minimum > rule->number);
}

static void read_rule(const struct tomt_plan_rule *rule, struct reading *reading,
                      struct tomt_piece_capacity *out)
{
    int type = rule->type;
    if (type == TOMT_U_NONE) { /* a number without a type is a limit that nobody can read */
        if (!isnan(rule->number) && rule->number != 0)
            cannot_read(reading, TOMT_CAP_BAD_RULE);
    } else if (type == TOMT_U_NO_BUILDING) {
        reading->no_building = true;
    } else if (type == TOMT_U_NO_MORE) {
        double existing = reading->piece->existing_bra_m2;
        out->no_more = true;
        if (isnan(existing))
            cannot_read(reading, TOMT_CAP_NO_EXISTING);
        else if (!tomt_is_amount(existing))
            cannot_read(reading, TOMT_CAP_BAD_EXISTING);
        else
            lower(existing, type, reading, out);
    } else if (type >= 1 && type <= 7) {
        cannot_read(reading, TOMT_CAP_OLD_REGIME);
    } else if (type < TOMT_U_PERCENT_BYA_97 || type > TOMT_U_PERCENT_BRA || !is_readable(rule)) {
        cannot_read(reading, TOMT_CAP_BAD_RULE);
    } else {
        if (rule->minimum > 0) /* a minimum of 0 asks for nothing: data fill the column with it */
            read_minimum(rule, reading, out);
        if (!isnan(rule->number))
            read_ceiling(rule, reading, out);
        else if (rule->minimum > 0)
            reading->minimum_alone = true;
        else
            cannot_read(reading, TOMT_CAP_NO_NUMBER);
    }
}

static enum tomt_cap_why why_of(const struct reading *reading)
{
    if (reading->no_building) /* nothing is less than nothing: other rules need not be read */
        return TOMT_CAP_NO_BUILDING;
    if (reading->hard)
        return reading->hard;
    if (reading->bra_m2 < INFINITY)
        return TOMT_CAP_OK;
    return reading->footprint_alone ? TOMT_CAP_NO_STOREYS
           : reading->minimum_alone ? TOMT_CAP_NO_NUMBER
                                    : TOMT_CAP_NO_RULE;
}

/* A footprint has at least one storey of floor. */
static void join_minimums(const struct reading *reading, struct tomt_piece_capacity *out)
{
    double least = out->minimum_bya_m2 * reading->settings->bra_of_bya;
    if (least > out->minimum_bra_m2 || isnan(out->minimum_bra_m2))
        out->minimum_bra_m2 = least;
}

static void conclude(const struct reading *reading, struct tomt_piece_capacity *out)
{
    double kept = isnan(reading->piece->limit_share) ? 1 : reading->piece->limit_share;
    bool built = out->why == TOMT_CAP_OK;
    double bra_m2 = built ? reading->bra_m2 : 0;
    if (built && out->binding_type != TOMT_U_NO_MORE)
        out->parking_m2 = reading->fixed_m2 + reading->per_bra * bra_m2;
    out->allowed_bra_m2 = bra_m2 * kept;
    out->floor_bra_m2 = bra_m2 > 0 ? out->allowed_bra_m2 / reading->planes : 0;
    if (!built) {
        out->allowed_bya_m2 = 0;
        out->storeys = NAN;
        out->binding_type = TOMT_U_NO_BUILDING;
    } else if (reading->bya_limit_m2 < INFINITY) {
        double bya_m2 = reading->bya_limit_m2 - out->parking_m2;
        out->allowed_bya_m2 = bya_m2 > 0 ? bya_m2 * kept : 0;
    }
    out->minimum_above_allowed =
        out->minimum_bra_m2 > out->allowed_bra_m2 || out->minimum_bya_m2 > out->allowed_bya_m2;
}

static enum tomt_cap_why check(const struct tomt_zone_piece *piece,
                               const struct tomt_capacity_settings *settings)
{
    if (!tomt_capacity_settings_valid(settings))
        return TOMT_CAP_BAD_SETTING;
    if (!tomt_is_amount(piece->area_m2))
        return TOMT_CAP_BAD_AREA;
    double whole = piece->whole_zone_m2;
    if (!isnan(whole) && !(tomt_is_amount(whole) && whole > 0))
        return TOMT_CAP_BAD_AREA;
    if (!isnan(piece->limit_share) && !tomt_is_share(piece->limit_share))
        return TOMT_CAP_BAD_SHARES;
    return TOMT_CAP_OK;
}

bool tomt_piece_capacity(const struct tomt_zone_piece *piece,
                         const struct tomt_capacity_settings *settings,
                         struct tomt_piece_capacity *out)
{
    *out = (struct tomt_piece_capacity){.allowed_bra_m2 = NAN,
                                        .allowed_bya_m2 = NAN,
                                        .floor_bra_m2 = NAN,
                                        .minimum_bra_m2 = NAN,
                                        .minimum_bya_m2 = NAN,
                                        .storeys = NAN};
    out->why = check(piece, settings);
    if (out->why)
        return false;
    struct reading reading = {
        .piece = piece, .settings = settings, .bra_m2 = INFINITY, .bya_limit_m2 = INFINITY};
    if (!read_storeys(&reading, out) || !read_parking(&reading))
        cannot_read(&reading, TOMT_CAP_BAD_RULE);
    for (size_t i = 0; i < piece->rules.n_rules; i++)
        read_rule(&piece->rules.rule[i], &reading, out);
    out->why = why_of(&reading);
    join_minimums(&reading, out);
    bool known = out->why == TOMT_CAP_OK || out->why == TOMT_CAP_NO_BUILDING;
    if (known) {
        conclude(&reading, out);
    } else {
        out->binding_type = TOMT_U_NONE;
        out->storeys = NAN;
    }
    out->storeys_from_height = out->storeys_from_height && !isnan(out->storeys);
    return known;
}

bool tomt_shops_lack_bra(const char *zone_use, const struct tomt_zone_rules *rules)
{
    if (!zone_use || (strcmp(zone_use, "1140") != 0 && strcmp(zone_use, "1150") != 0))
        return false;
    bool footprint = false, floor_area = false;
    for (size_t i = 0; i < rules->n_rules; i++) {
        int type = rules->rule[i].type;
        footprint = footprint || is_footprint(type);
        floor_area = floor_area || (type >= TOMT_U_NO_BUILDING && type <= TOMT_U_PERCENT_BRA &&
                                    !is_footprint(type));
    }
    return footprint && !floor_area;
}
