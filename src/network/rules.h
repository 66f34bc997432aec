/* network/rules.h: who may walk and drive on which street, and how fast: one table by class, and what access tags change.
 * Pure; thread-safe. The table is printed into docs/streets.md. Words are OSM's (wiki.openstreetmap.org: Key:highway,
 * Key:access, Key:oneway, Key:maxspeed); a plain layer maps its own with `values`. */
#ifndef TOMT_NETWORK_RULES_H
#define TOMT_NETWORK_RULES_H

#include <stdbool.h>
#include <stddef.h>

struct tomt_street_class {
    const char *name;
    bool walk, drive, oneway; /* oneway: unless said otherwise (motorway) */
    bool closed;              /* nobody, whatever other tags say (construction) */
    double speed_kmh;
    const char *help;
};
const struct tomt_street_class *tomt_street_classes(size_t *n); /* sorted by name */

struct tomt_street_tags { /* texts as in the data; NULL: not given */
    const char *class, *oneway, *speed, *access, *foot, *vehicle, *motor_vehicle, *motorcar, *junction;
};
struct tomt_street_use {
    unsigned use;     /* TOMT_LINK_* bits; 0: nobody */
    double speed_kmh; /* as driven; NaN: neither the tag nor the class says */
    bool unknown_class, bad_speed, bad_oneway;
};
/* foot=no/private ... beats access=... beats the class; a class of NULL is walked and driven. oneway: yes, true, 1, -1, reverse, no,
 * also FT, TF, B (plain road data: along, against, both). speed: "50", "50 km/h", "30 mph", "walk", "none", "NO:urban". */
void tomt_street_rule(const struct tomt_street_tags *tags, struct tomt_street_use *out);
/* km/h of one text ("50;70": the lowest); 0 where it says none ("signals"), or cannot be read or is not within 1 to 250 (*bad is set). */
double tomt_street_speed(const char *text, size_t n, bool *bad);

#endif
