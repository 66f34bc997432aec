/* project/reach.c: `network`, `transit`, `centre`, `abc`: how far things are, and how good a hub
 * is.
 */
#include "project/inner.h"

#include <stdlib.h>
#include <string.h>

#define AT(field) offsetof(struct tomt_network_options, field)
const struct tomt_param tomt_network_rows[] = {
    {"walk_m_per_min", TOMT_PARAM_NUMBER, AT(walk_m_per_min), false, 10, 300, "80", NULL, "m/min",
     "walking speed; 80 is 4.8 km/h, the speed of the transit level"},
    {"snap", TOMT_PARAM_CHOICE, AT(snap), false, TOMT_UNBOUNDED, "edge", "edge|node", "",
     "sites, hubs and workplaces join the network at the nearest point of the nearest street, or "
     "at its nearest node (as tools do that know only nodes)"},
    {"max_snap_m", TOMT_PARAM_NUMBER, AT(max_snap_m), false, 0, 10000, "250", NULL, "m",
     "what lies farther from every street is not joined, and has no number"},
    {"min_island_m", TOMT_PARAM_NUMBER, AT(min_island_m), false, 0, 1e7, "0", NULL, "m",
     "nothing joins an island of streets with less length in all; the largest always counts"},
    {"join_m", TOMT_PARAM_NUMBER, AT(join_m), false, 0, 10, "0.01", NULL, "m",
     "ends of lines nearer than this are one node"},
    {"cross", TOMT_PARAM_BOOL, AT(cross), false, TOMT_UNBOUNDED, "false", NULL, "",
     "also join lines of one level where they merely cross; for layers without nodes at crossings"},
    {"default_speed_kmh", TOMT_PARAM_NUMBER, AT(default_speed_kmh), false, 1, 200, "30", NULL,
     "km/h", "by car, where neither the street nor its class says"},
    {"cache", TOMT_PARAM_BOOL, AT(cache), false, TOMT_UNBOUNDED, "true", NULL, "",
     "keep the network beside the result, so that the next run starts at once"},
    {.name = NULL},
};
#undef AT

#define AT(field) offsetof(struct tomt_transit_options, field)
const struct tomt_param tomt_transit_rows[] = {
    {"day", TOMT_PARAM_DAY, AT(day), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "service day; default: a normal weekday within the feed is chosen, and reported"},
    {"peak_from", TOMT_PARAM_TEXT, AT(peak_from), false, TOMT_UNBOUNDED, "08:15", NULL, "",
     "the hour of the transit level and of peak headways begins, HH:MM"},
    {"peak_to", TOMT_PARAM_TEXT, AT(peak_to), false, TOMT_UNBOUNDED, "09:15", NULL, "",
     "... and ends"},
    {"day_from", TOMT_PARAM_TEXT, AT(day_from), false, TOMT_UNBOUNDED, "06:00", NULL, "",
     "the day whose departures make the transit class begins, HH:MM"},
    {"day_to", TOMT_PARAM_TEXT, AT(day_to), false, TOMT_UNBOUNDED, "20:00", NULL, "",
     "... and ends, by 24:00; trips after midnight count at their time of day, 00:30"},
    {"merge_m", TOMT_PARAM_NUMBER, AT(merge_m), false, 0, 2000, "150", NULL, "m",
     "stops nearer to each other than this are one hub"},
    {"bus_reach_m", TOMT_PARAM_NUMBER, AT(bus_reach_m), false, 1, 10000, "640", NULL, "m",
     "transit level: bus stops count within this walk"},
    {"rail_reach_m", TOMT_PARAM_NUMBER, AT(rail_reach_m), false, 1, 10000, "960", NULL, "m",
     "transit level: stops of rail, tram and ferry count within this walk"},
    {"rail_headway_min", TOMT_PARAM_NUMBER, AT(rail_headway_min), false, 1, 1440, "30", NULL, "min",
     "a hub (knutepunkt) has two modes or more, each at least this often in the peak hour: trains"},
    {"tram_headway_min", TOMT_PARAM_NUMBER, AT(tram_headway_min), false, 1, 1440, "15", NULL, "min",
     "the same for trams"},
    {"bus_headway_min", TOMT_PARAM_NUMBER, AT(bus_headway_min), false, 1, 1440, "10", NULL, "min",
     "the same for buses"},
    {"ferry_headway_min", TOMT_PARAM_NUMBER, AT(ferry_headway_min), false, 1, 1440, "30", NULL,
     "min", "the same for ferries"},
    {"catchment_min", TOMT_PARAM_NUMBERS, AT(catchment_min), false, 0.5, 120, "[5, 10, 15]", NULL,
     "min", "walking minutes of the catchments around hubs, at most 6; []: no such layer"},
    {"catchment_of", TOMT_PARAM_CHOICE, AT(catchment_of), false, TOMT_UNBOUNDED, "hubs", "hubs|all",
     "",
     "around which: hubs that are a knutepunkt, have rail, tram or ferry, or come from a hub "
     "layer; "
     "or all, single bus stops too"},
    {.name = NULL},
};
#undef AT

#define AT(field) offsetof(struct tomt_centre_options, field)
const struct tomt_param tomt_centre_rows[] = {
    {"layer", TOMT_PARAM_TEXT, AT(layer), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "a layer with role anchor; default: all of them"},
    {"kinds", TOMT_PARAM_TEXTS, AT(kinds), false, TOMT_UNBOUNDED, "[centre]", NULL, "",
     "kinds of anchors that are a centre"},
    {"centre_walk_min", TOMT_PARAM_NUMBER, AT(centre_walk_min), false, 0, 1440, "15", NULL, "min",
     "within this walk of one a site is in the centre"},
    {"hinterland_drive_min", TOMT_PARAM_NUMBER, AT(hinterland_drive_min), false, 0, 1440, "15",
     NULL, "min", "within this drive it is hinterland, else periphery"},
    {.name = NULL},
};
#undef AT

#define AT(field) offsetof(struct tomt_abc_options, field)
const struct tomt_param tomt_abc_rows[] = {
    {"a_class", TOMT_PARAM_CHOICE, AT(a_class), false, TOMT_UNBOUNDED, "B", "A|B|C|D|E|F", "",
     "A: this transit class or better"},
    {"b_class", TOMT_PARAM_CHOICE, AT(b_class), false, TOMT_UNBOUNDED, "D", "A|B|C|D|E|F", "",
     "B: this transit class or better, and a junction within b_drive_min"},
    {"b_drive_min", TOMT_PARAM_NUMBER, AT(b_drive_min), false, 0, 1440, "10", NULL, "min",
     "B: a motorway junction within this drive"},
    {"c_drive_min", TOMT_PARAM_NUMBER, AT(c_drive_min), false, 0, 1440, "5", NULL, "min",
     "C: a motorway junction within this drive"},
    {.name = NULL},
};
#undef AT

enum { MOST_CATCHMENTS = 6, DAY_S = 86400 };

static bool two_digits(const char *text, unsigned *number)
{
    if (text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9')
        return false;
    *number = (unsigned)(text[0] - '0') * 10 + (unsigned)(text[1] - '0');
    return true;
}

/* "08:15", also "8:15". A window is of one day: departures after midnight are folded into it. */
static bool time_of(const char *text, uint32_t *seconds)
{
    char padded[6] = "0";
    size_t n = strlen(text);
    if (n < 4 || n > 5)
        return false;
    memcpy(padded + (n == 4), text, n);
    unsigned hour, minute;
    if (!two_digits(padded, &hour) || padded[2] != ':' || !two_digits(padded + 3, &minute) ||
        minute > 59)
        return false;
    *seconds = hour * 3600 + minute * 60;
    return true;
}

static bool read_time(const struct tomt_reading *reading, const struct tomt_node *transit,
                      const char *key, const char *text, uint32_t *seconds, bool *fine)
{
    bool is_time = time_of(text, seconds);
    if (is_time && *seconds <= DAY_S)
        return true;
    *fine = false;
    *seconds = 0;
    char found[TOMT_SHOWN];
    const struct tomt_node *node = tomt_node_find(transit, key);
    if (is_time)
        return tomt_reading_wrong(reading, node,
                                  "'%s' is %s, but the day ends at 24:00: trips after midnight "
                                  "count at their time of day, 00:30 and so on",
                                  key, text);
    return tomt_reading_wrong(reading, node,
                              "'%s' must be a time, HH:MM from 00:00 to 24:00, found %s", key,
                              tomt_shown(node, found));
}

static bool read_times(const struct tomt_reading *reading, const struct tomt_node *transit,
                       const char *const key[2], const char *const text[2], uint32_t *from,
                       uint32_t *to)
{
    bool fine = true;
    if (!read_time(reading, transit, key[0], text[0], from, &fine) ||
        !read_time(reading, transit, key[1], text[1], to, &fine))
        return false;
    if (!fine || *from < *to)
        return true;
    const struct tomt_node *node = tomt_node_find(transit, key[1]);
    if (tomt_node_is_empty(node))
        node = tomt_node_find(transit, key[0]);
    return tomt_reading_wrong(reading, node, "'%s' is %s, but '%s' is %s; it must be later", key[1],
                              text[1], key[0], text[0]);
}

bool tomt_is_day(const char *text)
{
    static const unsigned days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    unsigned century, year, month, day;
    if (strlen(text) != 10 || !two_digits(text, &century) || !two_digits(text + 2, &year) ||
        text[4] != '-' || !two_digits(text + 5, &month) || text[7] != '-' ||
        !two_digits(text + 8, &day) || month < 1 || month > 12 || day < 1)
        return false;
    bool leap = year % 4 == 0 && (year != 0 || century % 4 == 0);
    return day <= days[month - 1] + (month == 2 && leap);
}

static int by_number(const void *left, const void *right)
{
    const double *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

static bool check_catchments(const struct tomt_reading *reading, const struct tomt_node *transit,
                             struct tomt_numbers *minutes)
{
    const struct tomt_node *node = tomt_node_find(transit, "catchment_min");
    if (minutes->n > MOST_CATCHMENTS) {
        size_t n = minutes->n;
        minutes->n = MOST_CATCHMENTS;
        return tomt_reading_wrong(reading, node, "'catchment_min' has %zu numbers; at most %d", n,
                                  MOST_CATCHMENTS);
    }
    if (minutes->n > 1)
        qsort(minutes->item, minutes->n, sizeof *minutes->item, by_number);
    for (size_t i = 1; i < minutes->n; i++) {
        if (minutes->item[i] <= minutes->item[i - 1]) {
            char number[32];
            tomt_number_format(number, minutes->item[i]);
            return tomt_reading_wrong(reading, node, "'catchment_min' has %s twice; keep one",
                                      number);
        }
    }
    return true;
}

static bool read_transit(const struct tomt_reading *reading, const struct tomt_node *transit,
                         const struct tomt_node *root)
{
    struct tomt_transit_options *options = &reading->project->transit;
    if (!tomt_reading_bind(reading, transit, root, tomt_transit_rows, options))
        return false;
    return read_times(reading, transit, (const char *const[]){"peak_from", "peak_to"},
                      (const char *const[]){options->peak_from, options->peak_to},
                      &options->peak_from_s, &options->peak_to_s) &&
           read_times(reading, transit, (const char *const[]){"day_from", "day_to"},
                      (const char *const[]){options->day_from, options->day_to},
                      &options->day_from_s, &options->day_to_s) &&
           check_catchments(reading, transit, &options->catchment_min);
}

static bool read_centre(const struct tomt_reading *reading, const struct tomt_node *centre,
                        const struct tomt_node *root, const struct tomt_node *layers)
{
    struct tomt_centre_options *options = &reading->project->centre;
    if (!tomt_reading_bind(reading, centre, root, tomt_centre_rows, options))
        return false;
    const struct tomt_node *kinds = tomt_node_find(centre, "kinds");
    if (options->kinds.n == 0 && kinds->n == 0 && /* items that are wrong have their own problems */
        !tomt_reading_wrong(reading, kinds,
                            "'kinds' is an empty list: there would be no centre; name at least one "
                            "kind of anchor"))
        return false;
    if (!options->layer)
        return true;
    bool fine;
    if (!tomt_layer_wanted(reading, tomt_node_find(centre, "layer"), layers, options->layer,
                           TOMT_ROLE_ANCHOR, &fine))
        return false;
    if (!fine)
        options->layer = NULL;
    return true;
}

static bool read_abc(const struct tomt_reading *reading, const struct tomt_node *abc,
                     const struct tomt_node *root)
{
    struct tomt_abc_options *options = &reading->project->abc;
    if (!tomt_reading_bind(reading, abc, root, tomt_abc_rows, options))
        return false;
    if (options->a_class <= options->b_class)
        return true;
    const struct tomt_node *node = tomt_node_find(abc, "a_class");
    if (tomt_node_is_empty(node))
        node = tomt_node_find(abc, "b_class");
    return tomt_reading_wrong(reading, node,
                              "'a_class' is %c, worse than 'b_class' %c: A must ask at least as "
                              "much as B",
                              'A' + options->a_class, 'A' + options->b_class);
}

bool tomt_reach_read(const struct tomt_reading *reading, const struct tomt_reach_nodes *nodes,
                     const struct tomt_node *root, const struct tomt_node *layers)
{
    return tomt_reading_bind(reading, nodes->network, root, tomt_network_rows,
                             &reading->project->network) &&
           read_transit(reading, nodes->transit, root) &&
           read_centre(reading, nodes->centre, root, layers) && read_abc(reading, nodes->abc, root);
}
