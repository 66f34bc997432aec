/* Detail plans: newer than the municipal plan and finer, block by block; and six older ones, of
 * which H910 keeps four in force. */
#include "sample/zones.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct detail {
    struct tomt_plan_head head;
    const char *quarter;   /* NULL: any quarter */
    double x, y, radius_m; /* radius 0: all of the quarter */
    struct {
        uint16_t use;
        uint8_t weight;
    } use[6];
};

static const struct detail details[] = {
    {{"3301-0418", "Områderegulering Strømsø sentrum", "2023-05-23", 34},
     "Strømsø",
     17420,
     22930,
     380,
     {{1810, 3}, {1804, 2}, {1310, 3}, {1320, 1}, {1802, 2}, {3050, 1}}},
    {{"3301-0433", "Detaljregulering Drammen stasjon øst", "2024-10-15", 35},
     "Strømsø",
     17930,
     22780,
     260,
     {{2070, 1}, {1310, 4}, {1813, 3}, {1320, 1}}},
    {{"3301-0391", "Detaljregulering Bragernes kvartal øst", "2021-11-30", 35},
     "Bragernes",
     17980,
     23430,
     260,
     {{1804, 2}, {1810, 4}, {1150, 1}, {1802, 2}, {1310, 1}}},
    {{"3301-0402", "Områderegulering Fjordbyen Brakerøya", "2022-06-21", 34},
     "Brakerøya",
     19150,
     23480,
     520,
     {{1831, 3}, {1310, 3}, {1824, 3}, {1804, 2}, {1320, 1}, {3050, 1}}},
    {{"3301-0377", "Reguleringsplan for sykehuset på Brakerøya", "2021-09-28", 35},
     "Fjordbyen",
     0,
     0,
     0,
     {{1163, 5}, {1168, 2}, {1824, 2}}},
    {{"3301-0368", "Detaljregulering Papirbredden", "2022-02-08", 35},
     "Papirbredden",
     0,
     0,
     0,
     {{1160, 3}, {1831, 3}, {1310, 2}}},
    {{"3301-0410", "Områderegulering Grønland vest", "2023-01-31", 34},
     "Grønland",
     16200,
     23400,
     340,
     {{1802, 3}, {1804, 3}, {1110, 2}, {1310, 2}, {3050, 1}}},
    {{"3301-0440", "Områderegulering Tangen", "2025-02-18", 34},
     "Tangen",
     18850,
     22120,
     420,
     {{1804, 3}, {1824, 2}, {1831, 3}, {1110, 2}, {3050, 1}}},
    {{"3301-0355", "Detaljregulering Holmen havn", "2021-08-24", 35},
     "Holmen",
     0,
     0,
     0,
     {{2041, 4}, {2042, 3}, {2043, 2}, {1350, 1}}},
    {{"3301-0429", "Områderegulering Bangeløkka", "2023-11-14", 34},
     "Bangeløkka",
     0,
     0,
     0,
     {{1300, 2}, {1811, 2}, {1825, 3}, {1813, 1}}},
    {{"3301-0398", "Detaljregulering Kobbervikdalen næringsområde", "2022-03-29", 35},
     "Kobbervikdalen",
     0,
     0,
     0,
     {{1340, 3}, {1350, 4}, {1501, 1}, {1826, 3}, {1502, 1}}},
    {{"3301-0421", "Områderegulering Gulskogen stasjon", "2023-06-13", 34},
     "Gulskogen stasjon",
     0,
     0,
     0,
     {{1110, 3}, {1804, 3}, {1830, 2}, {1300, 1}, {1802, 1}}},
    {{"3301-0415", "Detaljregulering Åssiden næringspark", "2023-03-07", 35},
     "Åssiden næringspark",
     0,
     0,
     0,
     {{1300, 3}, {1812, 2}, {1825, 3}, {1150, 1}}},
    {{"3301-0388", "Detaljregulering Mjøndalen industriområde", "2021-12-14", 35},
     "Mjøndalen industriområde",
     0,
     0,
     0,
     {{1340, 4}, {1350, 3}, {1826, 2}}},
    {{"3301-0425", "Områderegulering Mjøndalen sentrum", "2024-03-19", 34},
     "Mjøndalen sentrum",
     6858,
     24050,
     230,
     {{1802, 3}, {1810, 3}, {1320, 1}, {1804, 2}}},
    {{"3301-0436", "Detaljregulering Svelvik industri", "2024-05-28", 35},
     "Svelvik industri",
     0,
     0,
     0,
     {{1340, 3}, {1826, 1}}},
    {{"3312-0205", "Detaljregulering Kjellstad", "2022-05-10", 35},
     "Kjellstad",
     0,
     0,
     0,
     {{1350, 3}, {1501, 2}, {1340, 2}, {1826, 1}}},
    {{"0602-0231", "Grønland øst", "2012-12-11", 30},
     "Grønland",
     16700,
     23250,
     230,
     {{1802, 2}, {1310, 2}, {1110, 1}}},
    {{"0625-0142", "Krokstadelva sentrum", "2009-04-22", 30},
     "Krokstadelva sentrum",
     0,
     0,
     0,
     {{1150, 3}, {1130, 1}}},
    {{"0602-0087", "Landfalløya", "1996-02-27", 30},
     "Åssiden",
     15000,
     24350,
     260,
     {{130, 2}, {920, 1}}},
    {{"0602-0093", "Strømsø syd", "1993-09-21", 30},
     "Strømsø syd",
     17480,
     22440,
     170,
     {{1310, 2}, {1300, 2}, {1130, 1}}},
    {{"0602-0151", "Konnerud senter", "2003-06-17", 30},
     "Konnerud senter",
     0,
     0,
     0,
     {{1130, 2}, {1300, 1}, {1802, 1}}},
    {{"0711-0088", "Svelvik sentrum", "2004-03-30", 30},
     "Svelvik sentrum",
     29400,
     9234,
     200,
     {{1130, 2}, {1802, 2}, {1310, 1}}}};

static struct tomt_xy middle(const struct tomt_city *city, const struct tomt_block *block)
{
    return tomt_city_place(city, (block->rect.u0 + block->rect.u1) / 2.0,
                           (block->rect.v0 + block->rect.v1) / 2.0);
}

static bool add_detail(struct tomt_zoning *zoning, const struct detail *detail,
                       struct tomt_random *random, struct tomt_error *err)
{
    struct tomt_city *city = zoning->city;
    double weight[6];
    size_t n_uses = 0, n = 0;
    for (size_t i = 0; i < 6; i++) {
        weight[i] = detail->use[i].weight;
        n_uses += weight[i] > 0;
    }
    for (uint32_t row = 1; row < city->n_blocks; row++) {
        const struct tomt_block *block = &city->block[row];
        if (block->low || block->kind <= TOMT_K_NATURE || block->kind >= TOMT_K_OUTSIDE)
            continue;
        if (detail->quarter && strcmp(tomt_quarters[block->quarter].name, detail->quarter) != 0)
            continue;
        struct tomt_xy at = middle(city, block);
        if (detail->radius_m > 0 && hypot(at.x - detail->x, at.y - detail->y) > detail->radius_m)
            continue;
        /* Each code once, then by chance: a plan of few blocks has its special ones too. */
        int use = detail->use[n < n_uses ? n : tomt_random_pick(random, weight, 6)].use;
        n++;
        if (!tomt_zone_block(zoning, row, use, &detail->head, err))
            return false;
    }
    return true;
}

/* What a detail plan makes of the municipal plan's codes. */
static void further_uses(struct detail *detail, int use)
{
    static const struct {
        int from;
        uint16_t to[6];
    } finer[] = {{1130, {1802, 1810, 1804, 1310, 1320, 1813}},
                 {1300, {1310, 1340, 1350, 1825, 1826, 1811}},
                 {1110, {1110, 1110, 1112, 1113, 1804, 3050}},
                 {1160, {1160, 1161, 1163, 1164, 1168, 1831}},
                 {1150, {1150, 1150, 1812, 1801, 1810, 1802}}};
    size_t row = 2;
    for (size_t i = 0; i < sizeof finer / sizeof finer[0]; i++)
        if (finer[i].from == use)
            row = i;
    for (size_t i = 0; i < 6; i++) {
        detail->use[i].use = finer[row].to[i];
        detail->use[i].weight = 1;
    }
}

static bool add_further(struct tomt_zoning *zoning, struct tomt_random *random,
                        struct tomt_error *err)
{
    struct tomt_city *city = zoning->city;
    for (size_t i = 0; i < city->scale->n_further_plans;) {
        const struct tomt_block *block =
            &city->block[1 + tomt_random_below(random, city->n_blocks - 1)];
        if (block->low || block->kind <= TOMT_K_NATURE || block->kind >= TOMT_K_GREEN)
            continue;
        struct tomt_xy at = middle(city, block);
        struct detail detail = {.quarter = tomt_quarters[block->quarter].name,
                                .x = at.x,
                                .y = at.y,
                                .radius_m = tomt_random_between(random, 60, 260)};
        char id[32], name[96], adopted[16];
        snprintf(id, sizeof id, "3301-%04zu", 1000 + i);
        snprintf(name, sizeof name, "Detaljregulering %s felt %zu",
                 tomt_quarters[block->quarter].name, i + 1);
        snprintf(adopted, sizeof adopted, "%u-%02u-%02u",
                 2014 + (unsigned)tomt_random_below(random, 12),
                 1 + (unsigned)tomt_random_below(random, 12),
                 1 + (unsigned)tomt_random_below(random, 28));
        detail.head = (struct tomt_plan_head){id, name, adopted, 35};
        further_uses(&detail, block->use);
        if (!add_detail(zoning, &detail, random, err))
            return false;
        i++;
    }
    return true;
}

bool tomt_zones_detail(struct tomt_zoning *zoning, struct tomt_error *err)
{
    struct tomt_random random;
    tomt_random_start(&random, zoning->city->seed, 4);
    for (size_t i = 0; i < sizeof details / sizeof details[0]; i++)
        if (!add_detail(zoning, &details[i], &random, err))
            return false;
    return add_further(zoning, &random, err);
}
