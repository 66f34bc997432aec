/* underenheter_2024.csv: the register of two years before, in the same layout: most businesses are
 * the same; some had not begun, some have gone since, some have moved, grown or changed their
 * trade. What grew most is health around Brakerøya, and electro and technology there and at
 * Papirbredden, as the city's plans wish. */
#include "sample/units.h"

#include <math.h>
#include <string.h>

#define NEAR_M 1200
#define DEAD_SHARE 0.095

enum growth { SLOW, QUICK, STRONG };
static const double new_share[] = {0.07, 0.09, 0.16}; /* of today's that had not begun */
static const double grown_by[] = {1.01, 1.06, 1.17};
static const double gone_share[] = {1, 0.6, 0.3}; /* of those drawn as gone, that are kept so */

struct earlier {
    struct tomt_city *city;
    struct tomt_city_csv csv;
    struct tomt_unit_places places;
    struct tomt_random random;
};

static bool begins(const char *code, const char *const *with)
{
    for (; *with; with++)
        if (strncmp(code, *with, strlen(*with)) == 0)
            return true;
    return false;
}

static enum growth growth_of(const struct tomt_unit *unit)
{
    static const char *const health[] = {"86", "87", "88.1", "21", "26.6", NULL},
                             *const technology[] = {"26", "27",    "43.21", "62",
                                                    "63", "71.12", "72",    NULL};
    double x = unit->address->x - TOMT_ORIGIN_X, y = unit->address->y - TOMT_ORIGIN_Y;
    bool east = hypot(x - 19350, y - 23400) <= NEAR_M,
         campus = hypot(x - 17141, y - 23310) <= NEAR_M;
    if (begins(unit->code, health))
        return east ? STRONG : QUICK;
    if (begins(unit->code, technology))
        return east || campus ? STRONG : QUICK;
    return SLOW;
}

/* Employees then. A number under 5 is withheld. */
static void shrink(struct tomt_random *random, enum growth growth, struct tomt_unit *unit)
{
    double by = grown_by[growth] * exp(0.09 * tomt_random_normal(random)),
           chance = tomt_random_share(random);
    if (unit->employees > 1000)
        by = 1.16;
    if (unit->employees > 0) {
        int before = (int)lround(unit->employees / by);
        unit->employees = before < 5 ? 0 : before;
    } else if (unit->registered && chance < 0.05) {
        unit->employees = 5 + (int)(chance * 60);
    } else if (unit->registered && chance < 0.09) {
        unit->registered = false;
    } else if (!unit->registered && chance < 0.03) {
        unit->registered = true;
    }
}

static void move(const struct tomt_city *city, struct tomt_random *random, struct tomt_unit *unit)
{
    for (size_t tries = 0; tries < 100; tries++) {
        const struct tomt_address *a = &city->address[tomt_random_below(random, city->n_addresses)];
        if (tomt_quarter_of(city, a)->municipality !=
            tomt_quarter_of(city, unit->address)->municipality)
            continue;
        unit->address = a;
        return;
    }
}

static bool write_before(void *context, const struct tomt_unit *now, struct tomt_error *err)
{
    struct earlier *e = context;
    struct tomt_unit unit = *now;
    enum growth growth = growth_of(now);
    double born = tomt_random_share(&e->random), moved = tomt_random_share(&e->random),
           changed = tomt_random_share(&e->random);
    shrink(&e->random, growth, &unit);
    if (!now->employer && born < new_share[growth])
        return true;
    if (!now->employer && moved < 0.045)
        move(e->city, &e->random, &unit);
    if (!now->employer && changed < 0.012) {
        struct tomt_unit other = unit; /* another trade; the rest stays */
        tomt_unit_trade(&e->random, (enum tomt_group)tomt_random_below(&e->random, TOMT_N_GROUPS),
                        &other);
        unit.code = other.code;
    }
    tomt_unit_row(e->city, &unit, true, &e->csv.text);
    return tomt_city_csv_step(&e->csv, err);
}

static bool write_gone(struct earlier *e, struct tomt_error *err)
{
    size_t n = (size_t)(DEAD_SHARE * (double)e->city->scale->n_establishments);
    uint32_t number = 190000000;
    for (size_t i = 0; i < n; i++) {
        struct tomt_unit unit = {.number = 0};
        tomt_unit_draw(e->city, &e->places, &e->random, &unit);
        double chance = tomt_random_share(&e->random);
        unit.trouble = tomt_random_share(&e->random);
        if (unit.employees > 60)
            unit.employees = 60;
        if (chance >= gone_share[growth_of(&unit)])
            continue;
        unit.number = number += 37;
        tomt_unit_row(e->city, &unit, true, &e->csv.text);
        if (!tomt_city_csv_step(&e->csv, err))
            return false;
    }
    return true;
}

bool tomt_write_earlier(struct tomt_city *city, struct tomt_error *err)
{
    struct earlier e = {.city = city};
    if (!tomt_unit_places(city, &e.places, err))
        return false;
    tomt_random_start(&e.random, city->seed, 41);
    bool done = tomt_city_csv_open(city, "underenheter_2024.csv", &e.csv, err);
    if (done)
        tomt_text_puts(&e.csv.text, tomt_unit_header);
    done = done && tomt_each_unit(city, &e.places, write_before, &e, err) && write_gone(&e, err) &&
           tomt_unit_odd_rows(city, true, &e.csv.text, err);
    return tomt_city_csv_close(&e.csv, done, err);
}
