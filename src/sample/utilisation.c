/* What the plans let be built: utilisation by land use, kind of quarter and age of the plan. Chance
 * of its own by zone, so that nothing else of the town changes with it. */
#include "sample/zones.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* SOSI Utnyttingstype. */
enum { NO_BUILDING = 10, NO_MORE = 11, BYA_97 = 12, T_BRA = 13, TU = 14, BYA = 15, PC_BYA = 16 };
enum { BRA = 17, PC_BRA = 18, OLD_TU = 3 };

#define BIT(kind) (1u << (kind))
#define WORKS (BIT(TOMT_K_INDUSTRY) | BIT(TOMT_K_LOGISTICS) | BIT(TOMT_K_HARBOUR))
#define HOMES (BIT(TOMT_K_HOUSING) | BIT(TOMT_K_NATURE))
#define CARE (BIT(TOMT_K_HOSPITAL) | BIT(TOMT_K_CAMPUS))
#define YARDS (BIT(TOMT_K_BUSINESS) | BIT(TOMT_K_RETAIL))

/* One way to say it. Ways of a use and kind have weights that add up to 1 at most; the rest says
 * nothing in a municipal plan, and the first way in a detail plan. */
struct way {
    uint16_t use;
    unsigned kinds; /* BIT of each; 0: any */
    double weight;
    int type;
    double low, high, step;         /* per cent; of absolute limits too: per cent of the zone */
    double storeys[2], height_m[2]; /* 0: not said */
    const char *hall;
    double parking; /* per 100 m2 in half of the zones */
    bool central;   /* more the nearer the centre */
};

static const struct way ways[] = {
    {1110, HOMES, 0.68, PC_BYA, 30, 35, 5, {2, 3}, {0, 0}, NULL, 0, false},
    {1110, HOMES, 0.14, PC_BYA, 30, 40, 5, {0, 0}, {8, 10}, NULL, 0, false},
    {1110, HOMES, 0.06, PC_BYA, 30, 30, 5, {0, 0}, {0, 0}, NULL, 0, false},
    {1110, 0, 0.85, PC_BYA, 35, 40, 5, {3, 4}, {0, 0}, NULL, 0, false},
    {1110, 0, 0.05, PC_BYA, 35, 40, 5, {0, 0}, {0, 0}, NULL, 0, false},
    {1112, 0, 1, PC_BYA, 35, 40, 5, {2, 3}, {0, 0}, NULL, 0, false},
    {1113, 0, 1, PC_BYA, 35, 40, 5, {4, 4}, {0, 0}, NULL, 0, false},
    {1130, 0, 0.55, PC_BRA, 200, 400, 10, {4, 7}, {0, 0}, NULL, 0, true},
    {1130, 0, 0.3, PC_BYA, 60, 80, 5, {4, 7}, {0, 0}, NULL, 0, true},
    {1150, 0, 0.65, PC_BRA, 60, 160, 10, {2, 3}, {0, 0}, NULL, 1.5, true},
    {1150, 0, 0.35, BRA, 50, 120, 0, {0, 0}, {0, 0}, NULL, 1.5, true},
    {1160, CARE, 1, PC_BRA, 150, 260, 10, {4, 8}, {0, 0}, NULL, 0.5, false},
    {1160, 0, 0.6, PC_BYA, 40, 50, 5, {2, 3}, {0, 0}, NULL, 0, false},
    {1160, 0, 0.22, PC_BRA, 60, 120, 10, {2, 3}, {0, 0}, NULL, 0.5, false},
    {1163, 0, 1, PC_BRA, 160, 260, 10, {5, 8}, {0, 0}, NULL, 0.5, false},
    {1168, 0, 1, PC_BRA, 140, 220, 10, {4, 6}, {0, 0}, NULL, 0.5, false},
    {1300, WORKS, 0.4, PC_BYA, 50, 70, 5, {1, 2}, {12, 15}, "nei", 0, false},
    {1300, WORKS, 0.1, PC_BYA, 50, 70, 5, {0, 0}, {12, 15}, "nei", 0, false},
    {1300, WORKS, 0.3, PC_BYA, 50, 60, 5, {0, 0}, {12, 15}, "ja", 0, false},
    {1300, YARDS, 0.55, PC_BYA, 50, 60, 5, {3, 4}, {0, 0}, NULL, 0.8, false},
    {1300, YARDS, 0.3, PC_BRA, 120, 180, 10, {3, 4}, {0, 0}, NULL, 0.8, false},
    {1300, HOMES, 0.6, PC_BYA, 40, 50, 5, {2, 3}, {0, 0}, NULL, 0, false},
    {1300, HOMES, 0.1, PC_BYA, 40, 50, 5, {0, 0}, {0, 0}, NULL, 0, false},
    {1300, 0, 0.6, PC_BRA, 150, 250, 10, {4, 5}, {0, 0}, NULL, 0.5, true},
    {1300, 0, 0.25, PC_BYA, 50, 60, 5, {4, 5}, {0, 0}, NULL, 0.5, true},
    {1310, 0, 0.72, PC_BRA, 120, 250, 10, {4, 6}, {0, 0}, NULL, 0.8, true},
    {1310, 0, 0.18, BRA, 130, 250, 0, {4, 6}, {0, 0}, NULL, 0.8, true},
    {1310, 0, 0.1, PC_BYA, 50, 60, 5, {0, 0}, {0, 0}, NULL, 0, false},
    {1320, 0, 0.6, PC_BRA, 200, 320, 10, {5, 8}, {0, 0}, NULL, 0.5, true},
    {1320, 0, 0.4, BRA, 200, 300, 0, {5, 8}, {0, 0}, NULL, 0.5, true},
    {1340, 0, 0.6, PC_BYA, 50, 70, 5, {1, 2}, {12, 15}, "nei", 0.5, false},
    {1340, 0, 0.2, PC_BYA, 50, 70, 5, {0, 0}, {12, 15}, "nei", 0.5, false},
    {1340, 0, 0.2, BYA, 45, 60, 0, {1, 2}, {12, 15}, "nei", 0, false},
    {1350, 0, 0.85, PC_BYA, 50, 60, 5, {0, 0}, {12, 15}, "ja", 0, false},
    {1350, 0, 0.15, BYA, 45, 55, 0, {0, 0}, {9, 12}, "nei", 0, false},
    {1501, 0, 1, PC_BYA, 40, 50, 5, {0, 0}, {12, 15}, "ja", 0, false},
    {1502, 0, 1, PC_BYA, 50, 60, 5, {0, 0}, {12, 15}, "ja", 0, false},
    {1801, 0, 1, PC_BRA, 120, 260, 10, {3, 5}, {0, 0}, NULL, 0.5, true},
    {1802, 0, 0.7, PC_BRA, 130, 320, 10, {4, 6}, {0, 0}, NULL, 0.5, true},
    {1802, 0, 0.3, PC_BYA, 50, 70, 5, {4, 6}, {0, 0}, NULL, 0, true},
    {1804, 0, 0.7, PC_BRA, 130, 320, 10, {4, 6}, {0, 0}, NULL, 0.5, true},
    {1804, 0, 0.2, PC_BYA, 50, 70, 5, {4, 6}, {0, 0}, NULL, 0, true},
    {1804, 0, 0.1, BRA, 150, 250, 0, {4, 6}, {0, 0}, NULL, 0, true},
    {1810, 0, 0.8, PC_BRA, 150, 340, 10, {4, 7}, {0, 0}, NULL, 0.5, true},
    {1810, 0, 0.2, PC_BYA, 60, 80, 5, {4, 7}, {0, 0}, NULL, 0, true},
    {1811, 0, 0.7, PC_BYA, 50, 60, 5, {2, 3}, {0, 0}, NULL, 0.8, false},
    {1811, 0, 0.3, PC_BRA, 90, 140, 10, {2, 4}, {0, 0}, NULL, 0.8, false},
    {1812, 0, 1, PC_BRA, 60, 110, 10, {2, 3}, {0, 0}, NULL, 1, false},
    {1813, 0, 0.8, PC_BRA, 150, 260, 10, {4, 6}, {0, 0}, NULL, 0.5, true},
    {1813, 0, 0.2, PC_BYA, 50, 60, 5, {4, 6}, {0, 0}, NULL, 0, true},
    {1824, 0, 0.8, PC_BRA, 150, 260, 10, {4, 6}, {0, 0}, NULL, 0.5, false},
    {1824, 0, 0.2, PC_BYA, 50, 60, 5, {4, 6}, {0, 0}, NULL, 0, false},
    {1825, 0, 0.6, PC_BYA, 50, 60, 5, {2, 3}, {0, 0}, "nei", 0.8, false},
    {1825, 0, 0.4, PC_BRA, 90, 140, 10, {2, 3}, {0, 0}, "nei", 0.8, false},
    {1826, 0, 0.75, PC_BYA, 50, 60, 5, {0, 0}, {12, 15}, "ja", 0, false},
    {1826, 0, 0.25, PC_BYA, 50, 70, 5, {2, 2}, {9, 12}, "nei", 0.5, false},
    {1830, 0, 1, PC_BRA, 120, 200, 10, {3, 5}, {0, 0}, NULL, 0.8, false},
    {1831, 0, 0.8, PC_BRA, 150, 260, 10, {4, 6}, {0, 0}, NULL, 0.5, false},
    {1831, 0, 0.2, BRA, 150, 240, 0, {4, 6}, {0, 0}, NULL, 0.5, false},
    {2042, 0, 0.5, PC_BYA, 20, 30, 5, {0, 0}, {12, 12}, "ja", 0, false},
    {2043, 0, 1, PC_BYA, 30, 40, 5, {0, 0}, {12, 15}, "ja", 0, false}};

/* How it was said by the rules of 1997, and before. */
static const struct way ways_97[] = {{0, 0, 0.4, BYA_97, 30, 50, 5, {2, 3}, {0, 0}, NULL, 0, false},
                                     {0, 0, 0.3, T_BRA, 60, 120, 0, {0, 0}, {0, 0}, NULL, 0, false},
                                     {0, 0, 0.3, TU, 60, 110, 10, {2, 3}, {0, 0}, NULL, 0, false}};
static const struct way ways_before[] = {
    {0, 0, 1, OLD_TU, 40, 90, 10, {0, 0}, {0, 0}, NULL, 0, false}};
/* Of the municipal sub-plan that an alternative adds. */
static const struct way denser[] = {
    {0, 0, 1, PC_BRA, 420, 520, 10, {7, 10}, {0, 0}, NULL, 0.2, false}};

#define COUNT(list) (sizeof list / sizeof list[0])

/* What is rare, so that every sample has it: the which-th block of a use in a plan. A shopping area
 * must not use %-BYA; that one does is an error on purpose. */
static const struct {
    const char *plan;
    uint16_t use, which;
    int type;
    double number, storeys;
} rare[] = {{"3301-0440", 1831, 2, NO_BUILDING, NAN, NAN},
            {"3301-0391", 1810, 3, NO_MORE, NAN, NAN},
            {"3301-0415", 1150, 2, PC_BYA, 40, 1},
            {"3301-0433", 1310, 2, BYA, 45, 5}};

static bool is_built_on(int use)
{
    return use == 130 || use == 920 || (use >= 1100 && use < 2000) || use == 2042 || use == 2043;
}

static const struct way *pick(const struct way *list, size_t n, int use, uint8_t kind,
                              double chance, bool always)
{
    const struct way *first = NULL;
    int32_t same = use == 1161 || use == 1164 ? 1160 : use; /* schools as services */
    for (size_t i = 0; i < n; i++) {
        const struct way *way = &list[i];
        if ((way->use && way->use != same) || (way->kinds && !(way->kinds & BIT(kind))))
            continue;
        if (first && way->kinds != first->kinds)
            break; /* ways of any kind come after those of some */
        first = first ? first : way;
        if (chance < way->weight)
            return way;
        chance -= way->weight;
    }
    return always ? first : NULL;
}

static double between(const double range[2], double share)
{
    return range[1] > 0 ? round(range[0] + (range[1] - range[0]) * share) : (double)NAN;
}

static void say(const struct way *way, double central, double area_m2, struct tomt_random *random,
                struct tomt_utilisation_said *out)
{
    double share = tomt_random_share(random), up = tomt_random_share(random),
           parking = tomt_random_share(random), least = tomt_random_share(random);
    if (way->central) {
        share = fmin(1, 0.8 * central + 0.25 * share);
        up = fmin(1, 0.7 * central + 0.4 * up);
    }
    double number = way->low + (way->high - way->low) * share;
    out->type = way->type;
    if (way->type == BYA || way->type == BRA || way->type == T_BRA)
        out->number = 50 * fmax(1, round(number / 100 * area_m2 / 50));
    else
        out->number = way->step * round(number / way->step);
    if (way->type == OLD_TU)
        out->number /= 100; /* a ratio then */
    out->storeys = between(way->storeys, up);
    out->height_m = between(way->height_m, up);
    out->hall = way->hall;
    if (way->parking > 0 && parking < 0.5)
        out->parking_per_100_m2 = way->parking;
    if (way->type == PC_BRA && way->high >= 250 && least < 0.25)
        out->minimum = 10 * round(0.06 * out->number);
}

struct tomt_utilisation_said tomt_utilisation_of(const struct tomt_city *city,
                                                 const struct tomt_zone_place *at,
                                                 const struct tomt_plan_head *plan)
{
    struct tomt_utilisation_said out = {0, NAN, NAN, NAN, NAN, NAN, NULL};
    struct tomt_random random;
    long year = strtol(plan->adopted, NULL, 10);
    if (!is_built_on(at->use))
        return out;
    tomt_random_start(&random, city->seed, 6100000 + at->chance);
    double chance = tomt_random_share(&random);
    const struct way *way =
        plan->type == 21 ? pick(denser, COUNT(denser), at->use, at->kind, chance, true)
        : year < 1997    ? pick(ways_before, COUNT(ways_before), at->use, at->kind, chance, true)
        : year < 2007    ? pick(ways_97, COUNT(ways_97), at->use, at->kind, chance, true)
                         : pick(ways, COUNT(ways), at->use, at->kind, chance, plan->type > 21);
    if (way)
        say(way, tomt_city_centrality(at->x, at->y), at->area_m2, &random, &out);
    for (size_t i = 0; i < COUNT(rare); i++)
        if (strcmp(rare[i].plan, plan->id) == 0 && rare[i].use == at->use &&
            rare[i].which == at->which) {
            out = (struct tomt_utilisation_said){
                rare[i].type, rare[i].number, NAN, rare[i].storeys, NAN, NAN, NULL};
            if (rare[i].type == BYA) /* m2 */
                out.number = 50 * round(rare[i].number / 100 * at->area_m2 / 50);
        }
    return out;
}
