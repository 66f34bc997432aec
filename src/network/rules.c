/* network/rules.c: the table of street classes, and what access and one-way tags change. */
#include "network/rules.h"

#include "network/network.h"

#include <math.h>
#include <stdlib.h>
#include <strings.h>

#define CAR false, true, false, false
#define BOTH true, true, false, false
#define FOOT true, false, false, false
#define NOBODY false, false, false, false
#define CLOSED false, false, false, true

/* Who: OSM's wiki ("OSM tags for routing/Access restrictions"; for Norway "No:Map Features": one
 * walks on a cycleway unless signed otherwise). Speeds: usual Norwegian limits, used only where no
 * limit is given; on what only opens to cars by a tag, a crawl. */
static const struct tomt_street_class classes[] = {
    {"abandoned", CLOSED, 30, "no longer a street"},
    {"bridleway", FOOT, 10, "riding path"},
    {"bus_guideway", NOBODY, 50, "guided bus track"},
    {"busway", NOBODY, 50, "for buses only"},
    {"construction", CLOSED, 30, "being built"},
    {"corridor", FOOT, 10, "passage inside a building"},
    {"crossing", FOOT, 10, "where people on foot cross a street"},
    {"cycleway", FOOT, 20, "cycle path, or shared by cycles and people on foot"},
    {"disused", CLOSED, 30, "no longer in use"},
    {"elevator", FOOT, 10, "lift"},
    {"emergency_access", FOOT, 10, "way for fire engines"},
    {"escape", CLOSED, 30, "emergency lane for runaway trucks"},
    {"ferry", CLOSED, 30, "a ferry is a hub with departures, not a street"},
    {"footway", FOOT, 10, "footpath, pavement mapped on its own"},
    {"living_street", BOTH, 15, "play street: cars at walking pace"},
    {"motorway", false, true, true, false, 100, "motorway: one-way unless said otherwise"},
    {"motorway_link", CAR, 60, "ramp of a motorway"},
    {"path", FOOT, 10, "path of no particular use"},
    {"pedestrian", FOOT, 10, "pedestrian street or square"},
    {"planned", CLOSED, 30, "not built"},
    {"platform", FOOT, 10, "platform of a stop or station"},
    {"primary", BOTH, 70, "main road"},
    {"primary_link", BOTH, 50, "ramp of a main road"},
    {"proposed", CLOSED, 30, "not built"},
    {"raceway", CLOSED, 30, "for races"},
    {"razed", CLOSED, 30, "no longer there"},
    {"residential", BOTH, 30, "street in a residential area"},
    {"rest_area", BOTH, 20, "rest area along a road"},
    {"road", BOTH, 40, "street of unknown class"},
    {"secondary", BOTH, 60, "regional road"},
    {"secondary_link", BOTH, 50, "ramp of a regional road"},
    {"service", BOTH, 20, "access road, driveway, car park aisle"},
    {"services", BOTH, 20, "service area along a road"},
    {"steps", FOOT, 10, "stairs"},
    {"tertiary", BOTH, 50, "local through road"},
    {"tertiary_link", BOTH, 40, "ramp of a local through road"},
    {"track", FOOT, 20, "farm or forest track: cars only where a tag lets them"},
    {"trail", FOOT, 10, "path in nature, an older word"},
    {"trunk", BOTH, 80, "national road that is no motorway"},
    {"trunk_link", BOTH, 60, "ramp of a national road"},
    {"unclassified", BOTH, 50, "minor public road"},
    {"via_ferrata", NOBODY, 10, "climbing route"},
};

const struct tomt_street_class *tomt_street_classes(size_t *n)
{
    *n = sizeof classes / sizeof *classes;
    return classes;
}

struct word {
    const char *at;
    size_t n;
};

/* Without blanks around it; empty for NULL. */
static struct word trimmed(const char *text, size_t n)
{
    while (n > 0 && (unsigned char)text[0] <= ' ') {
        text++;
        n--;
    }
    while (n > 0 && (unsigned char)text[n - 1] <= ' ')
        n--;
    return (struct word){text, n};
}

static struct word word_of(const char *text)
{
    return text ? trimmed(text, strlen(text)) : (struct word){NULL, 0};
}

static bool is(struct word word, const char *other)
{
    return strncasecmp(word.at, other, word.n) == 0 && other[word.n] == '\0';
}

static bool is_one_of(struct word word, const char *const *list)
{
    for (; *list; list++) {
        if (is(word, *list))
            return true;
    }
    return false;
}

static const struct tomt_street_class *find_class(struct word word)
{
    size_t low = 0, high = sizeof classes / sizeof *classes;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strncasecmp(word.at, classes[middle].name, word.n);
        if (order == 0 && classes[middle].name[word.n] == '\0')
            return classes + middle;
        if (order > 0)
            low = middle + 1;
        else /* also where the word is only the beginning of the name */
            high = middle;
    }
    return NULL;
}

enum says { NOTHING, ALLOWED, DENIED };

static enum says one_says(struct word word)
{
    static const char *const allowed[] = {"yes",         "designated", "permissive", "official",
                                          "destination", "customers",  "public",     NULL};
    static const char *const denied[] = {
        "no",       "private",  "permit",       "residents", "employees", "agricultural",
        "forestry", "delivery", "use_sidepath", "emergency", "military",  "psv",
        "bus",      NULL};
    if (word.n == 0)
        return NOTHING;
    return is_one_of(word, allowed) ? ALLOWED : is_one_of(word, denied) ? DENIED : NOTHING;
}

/* "agricultural;forestry": allowed when any of the values is. */
static enum says access_says(const char *text)
{
    enum says says = NOTHING;
    while (text && *text) {
        size_t n = strcspn(text, ";");
        enum says one = one_says(trimmed(text, n));
        if (one == ALLOWED)
            return ALLOWED;
        if (one == DENIED)
            says = DENIED;
        text += n + (text[n] == ';');
    }
    return says;
}

static bool walked(const struct tomt_street_tags *tags, bool by_class)
{
    enum says foot = access_says(tags->foot);
    if (foot != NOTHING)
        return foot == ALLOWED;
    return by_class && access_says(tags->access) != DENIED;
}

/* The narrower word wins. access and vehicle open no class that is not for cars: access=yes on a
 * footway means people. */
static bool driven(const struct tomt_street_tags *tags, bool by_class)
{
    enum says says = access_says(tags->motorcar);
    if (says == NOTHING)
        says = access_says(tags->motor_vehicle);
    if (says != NOTHING)
        return says == ALLOWED;
    says = access_says(tags->vehicle);
    if (says == NOTHING)
        says = access_says(tags->access);
    return by_class && says != DENIED;
}

/* Bits of the directions by car. */
static unsigned directions(const struct tomt_street_tags *tags, bool by_class, bool *bad)
{
    static const char *const along[] = {"yes", "true", "1", "ft", NULL};
    static const char *const against[] = {"-1", "reverse", "tf", NULL};
    static const char *const both[] = {"no", "false", "0", "b", "alternating", NULL};
    unsigned all = TOMT_LINK_FORWARD | TOMT_LINK_BACKWARD;
    struct word oneway = word_of(tags->oneway), junction = word_of(tags->junction);
    if (oneway.n > 0) {
        if (is_one_of(oneway, along))
            return TOMT_LINK_FORWARD;
        if (is_one_of(oneway, against))
            return TOMT_LINK_BACKWARD;
        if (is_one_of(oneway, both))
            return all;
        if (is(oneway, "reversible")) /* the direction depends on the hour: nobody can rely on it */
            return 0;
        *bad = true;
    }
    bool round = junction.n > 0 && (is(junction, "roundabout") || is(junction, "circular"));
    return by_class || round ? TOMT_LINK_FORWARD : all;
}

void tomt_street_rule(const struct tomt_street_tags *tags, struct tomt_street_use *out)
{
    static const struct tomt_street_class any = {"", BOTH, NAN, ""};
    *out = (struct tomt_street_use){.speed_kmh = NAN};
    struct word name = word_of(tags->class), speed = word_of(tags->speed);
    const struct tomt_street_class *class = name.n > 0 ? find_class(name) : &any;
    if (!class) {
        out->unknown_class = true;
        class = &any;
    }
    out->speed_kmh = class->speed_kmh;
    if (speed.n > 0) {
        double kmh = tomt_street_speed(speed.at, speed.n, &out->bad_speed);
        if (kmh > 0)
            out->speed_kmh = kmh;
    }
    unsigned ways = directions(tags, class->oneway, &out->bad_oneway);
    if (class->closed)
        return;
    out->use = (walked(tags, class->walk) ? TOMT_LINK_WALK : 0u) |
               (driven(tags, class->drive) ? ways : 0u);
}
