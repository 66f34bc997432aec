/* project/roles.c: what a layer can be, one table: geometry wanted, fields that are understood,
 * what is internal. The order of the roles is that of enum tomt_role. */
#include "project/project.h"

#define FIELD_TEXT(name, required, internal, choices, help)                                        \
    {                                                                                              \
        name, TOMT_FIELD_TEXT, required, internal, help, choices                                   \
    }
#define FIELD_REAL(name, required, internal, help)                                                 \
    {                                                                                              \
        name, TOMT_FIELD_REAL, required, internal, help, NULL                                      \
    }
#define FIELD_INTEGER(name, required, internal, help)                                              \
    {                                                                                              \
        name, TOMT_FIELD_INTEGER, required, internal, help, NULL                                   \
    }
#define NO_MORE_FIELDS                                                                             \
    {                                                                                              \
        NULL, TOMT_FIELD_TEXT, false, false, NULL, NULL                                            \
    }

static const struct tomt_role_field area[] = {
    FIELD_TEXT("number", false, false, NULL,
               "number of the area, e.g. the municipality number; needed when the study area lists "
               "numbers"),
    FIELD_TEXT("name", false, false, NULL, "name of the area"),
    NO_MORE_FIELDS,
};
/* What a run understands of plans: our words, the national ones and the numbers of their list. */
#define PLAN_TYPES                                                                                 \
    "municipal|area|detailed|kommuneplan|kommunedelplan|områderegulering|detaljregulering|"       \
    "reguleringsplan|bebyggelsesplan|20|21|22|30|31|32|33|34|35"
#define YES_OR_NO "yes|no|ja|nei"
static const struct tomt_role_field zone[] = {
    FIELD_TEXT("use", true, false, NULL, "land-use code of the plan"),
    FIELD_TEXT("plan_id", false, false, NULL,
               "id of the plan; zones of one plan overlap by size, plans by date"),
    FIELD_TEXT("plan_name", false, false, NULL, "name of the plan"),
    FIELD_TEXT("adopted", false, false, NULL,
               "date the plan was adopted, YYYY-MM-DD: the newest counts"),
    FIELD_TEXT("status", false, false, NULL, "existing or future, as the plan says it"),
    FIELD_TEXT("level", false, false, NULL, "vertical level; only 2 (on the ground) counts"),
    FIELD_TEXT("name", false, false, NULL, "name of the zone in the plan"),
    FIELD_TEXT("plan_type", false, false, PLAN_TYPES,
               "municipal (also kommuneplan, kommunedelplan, 20 to 22), area (områderegulering, "
               "34) or detailed (detaljregulering, reguleringsplan, bebyggelsesplan, 30 to 33, "
               "35): says how ready a site is"),
    FIELD_TEXT("utilisation", false, false, NULL,
               "type of utilisation: 10 to 18 of the national list, or its name (%-BYA, BRA ...)"),
    FIELD_REAL("utilisation_number", false, false, "its number, per cent or m2 as the type says"),
    FIELD_REAL("utilisation_minimum", false, false, "the least that must be built, same unit"),
    FIELD_TEXT("utilisation_2", false, false, NULL, "a second limit; the smallest counts"),
    FIELD_REAL("utilisation_number_2", false, false, "its number"),
    FIELD_REAL("utilisation_minimum_2", false, false, "its minimum"),
    FIELD_TEXT("utilisation_3", false, false, NULL, "a third limit"),
    FIELD_REAL("utilisation_number_3", false, false, "its number"),
    FIELD_REAL("utilisation_minimum_3", false, false, "its minimum"),
    FIELD_REAL("storeys", false, false, "storeys the plan allows"),
    FIELD_REAL("height_m", false, false, "height of the building the plan allows"),
    FIELD_TEXT("hall", false, false, YES_OR_NO,
               "yes (ja): one open hall, whose planes count as floors"),
    FIELD_TEXT("planes_count", false, false, YES_OR_NO,
               "no (nei): the plan says that planes of halls do not count"),
    FIELD_REAL("parking_spaces", false, false, "parking spaces required on the ground, in all"),
    FIELD_REAL("parking_per_100_m2", false, false,
               "parking spaces required on the ground per 100 m2 BRA"),
    FIELD_TEXT("parking_counts", false, false, YES_OR_NO,
               "yes or no: does required parking count in BYA and BRA? default: as capacity: says"),
    NO_MORE_FIELDS,
};
static const struct tomt_role_field strategy[] = {
    FIELD_TEXT("strategy", true, false, "densify|transform|none",
               "densify (use goes on, denser), transform (use changes) or none"),
    FIELD_TEXT("name", false, false, NULL, "name of the strategy area"),
    NO_MORE_FIELDS,
};
static const struct tomt_role_field constraint[] = {
    FIELD_TEXT("code", false, false, NULL,
               "code of the constraint (H310 ...), for profiles that name codes"),
    FIELD_TEXT("name", false, false, NULL, "name of the constraint"),
    NO_MORE_FIELDS,
};
static const struct tomt_role_field parcel[] = {
    FIELD_TEXT("parcel", false, false, NULL,
               "unique id of the parcel (teig); without it sites are named after their shape"),
    FIELD_TEXT("property", false, false, NULL, "property the parcel belongs to, e.g. 3301-113/45"),
    FIELD_TEXT("owner", false, true, NULL, "owner"),
    FIELD_REAL("existing_bra_m2", false, false, "existing floor area (BRA) in m2"),
    NO_MORE_FIELDS,
};
static const struct tomt_role_field establishment[] = {
    FIELD_TEXT("id", false, false, NULL, "number in the register; a repeated one is a duplicate"),
    FIELD_TEXT("name", false, true, NULL,
               "name; internal, since a sole proprietor's is a person's"),
    FIELD_TEXT("code", false, false, NULL, "industry code"),
    FIELD_TEXT("code_version", false, false, NULL,
               "version of the industry code: SN2007, SN2025 or one under economy: industry"),
    FIELD_INTEGER("employees", false, false,
                  "number of employees; empty may mean 1 to 4, see employees_registered"),
    FIELD_TEXT("employees_registered", false, false, NULL,
               "true with a number: that number; true without: 1 to 4, withheld; false: none"),
    FIELD_TEXT("legal_form", false, false, NULL, "legal form; ENK is a sole proprietor"),
    FIELD_TEXT("municipality", false, false, NULL, "municipality number of the address"),
    FIELD_TEXT("address", false, false, NULL,
               "street, number and letter in one text: \"Bragernes torg 4B\""),
    FIELD_TEXT("street", false, false, NULL, "street name, where it has a column of its own"),
    FIELD_TEXT("number", false, false, NULL, "house number, where it has a column of its own"),
    FIELD_TEXT("letter", false, false, NULL, "house letter, where it has a column of its own"),
    FIELD_TEXT("postcode", false, false, NULL, "postcode"),
    FIELD_TEXT("country", false, false, NULL,
               "country of the address, a code or a name; not Norway: listed, not placed"),
    FIELD_TEXT("auxiliary_code", false, false, NULL,
               "industry code of a unit that serves its own enterprise; 70.1 is a head office"),
    FIELD_TEXT("started", false, false, NULL, "day it began, YYYY-MM-DD"),
    FIELD_TEXT("closed", false, false, NULL,
               "day it closed, YYYY-MM-DD: closed ones are left out, see economy: register_day"),
    NO_MORE_FIELDS,
};
static const struct tomt_role_field address[] = {
    FIELD_TEXT("municipality", false, false, NULL, "municipality number"),
    FIELD_TEXT("street", true, false, NULL, "street name"),
    FIELD_TEXT("number", true, false, NULL, "house number"),
    FIELD_TEXT("letter", false, false, NULL, "house letter"),
    FIELD_TEXT("postcode", false, false, NULL, "postcode"),
    NO_MORE_FIELDS,
};
static const struct tomt_role_field hub[] = {
    FIELD_TEXT("name", false, false, NULL, "name of the hub"),
    FIELD_TEXT("mode", true, false, "rail|tram|bus|ferry|port|terminal|junction",
               "rail, tram, bus, ferry, port, terminal or junction (motorway)"),
    FIELD_TEXT("class", false, false, NULL, "class within the mode, a free word"),
    NO_MORE_FIELDS,
};
static const struct tomt_role_field anchor[] = {
    FIELD_TEXT("name", false, false, NULL, "name of the anchor"),
    FIELD_TEXT("kind", true, false, NULL, "campus, hospital, incubator, venue ...: a free word"),
    NO_MORE_FIELDS,
};
static const struct tomt_role_field population[] = {
    FIELD_REAL("population", true, false, "residents in the cell"),
    NO_MORE_FIELDS,
};
static const struct tomt_role_field street[] = {
    FIELD_TEXT("name", false, false, NULL, "street name"),
    FIELD_TEXT(
        "class", false, false, NULL,
        "class of street in OpenStreetMap's words (motorway, residential, footway ...): says "
        "who may use it, and how fast; others are mapped with values:"),
    FIELD_TEXT("oneway", false, false, NULL,
               "yes: by car along the line only; -1: against it; no: both ways"),
    FIELD_TEXT("speed", false, false, NULL, "speed limit in km/h; \"30 mph\" is understood too"),
    FIELD_TEXT("level", false, false, NULL,
               "lines of different levels do not join where they cross; bridges 1, tunnels -1"),
    FIELD_TEXT("access", false, false, NULL, "who may use it; no or private: nobody"),
    FIELD_TEXT("foot", false, false, NULL, "on foot: yes, no ...; goes before access"),
    FIELD_TEXT("vehicle", false, false, NULL, "any vehicle; goes before access"),
    FIELD_TEXT("motor_vehicle", false, false, NULL, "motor vehicles; goes before vehicle"),
    FIELD_TEXT("motorcar", false, false, NULL, "cars; goes before motor_vehicle"),
    FIELD_TEXT("junction", false, false, NULL, "roundabout or circular: one-way along the line"),
    NO_MORE_FIELDS,
};
static const struct tomt_role_field timetable[] = {NO_MORE_FIELDS};
static const struct tomt_role_field employment[] = {
    FIELD_TEXT("number", true, false, NULL,
               "number of the area: a municipality's, a statistical tract's ..."),
    FIELD_TEXT("code", false, false, NULL,
               "industry code of the row; empty: all industries together"),
    FIELD_TEXT("code_version", false, false, NULL,
               "version of the industry code: SN2007, SN2025 or one under economy: industry"),
    FIELD_REAL("jobs", false, false, "employed people by place of work"),
    FIELD_REAL("employed_residents", false, false, "employed people by place of residence"),
    FIELD_REAL("jobs_target", false, false, "jobs that a plan aims at"),
    FIELD_REAL("residents", false, false, "residents today"),
    FIELD_REAL("residents_target", false, false, "residents that a plan counts on"),
    NO_MORE_FIELDS,
};
static const struct tomt_role_field postcode[] = {
    FIELD_TEXT("postcode", true, false, NULL, "postcode"),
    NO_MORE_FIELDS,
};
static const struct tomt_role_field industry[] = {
    FIELD_TEXT("code", true, false, NULL, "industry code; read as text, 01.110 keeps its zero"),
    FIELD_TEXT("nb", false, false, NULL, "Norwegian title"),
    FIELD_TEXT("en", false, false, NULL, "English title"),
    NO_MORE_FIELDS,
};
static const struct tomt_role_field correspondence[] = {
    FIELD_TEXT("from", true, false, NULL, "industry code in the one version"),
    FIELD_TEXT("to", true, false, NULL, "industry code in the other"),
    NO_MORE_FIELDS,
};

static const struct tomt_role_field building[] = {
    FIELD_TEXT("id", false, false, NULL, "number of the building"),
    FIELD_REAL("bra_m2", false, false, "floor area (BRA) in m2"),
    FIELD_REAL("storeys", false, false, "storeys, where bra_m2 is not known"),
    FIELD_TEXT("use", false, false, NULL, "what it is used for"),
    NO_MORE_FIELDS,
};

static const struct tomt_role_row roles[TOMT_N_ROLES] = {
    [TOMT_ROLE_AREA] = {"area", "municipalities and other named areas", TOMT_WANT_POLYGON, area},
    [TOMT_ROLE_ZONE] = {"zone", "land-use zones of plans", TOMT_WANT_POLYGON, zone},
    [TOMT_ROLE_STRATEGY] = {"strategy", "areas to be densified or transformed", TOMT_WANT_POLYGON,
                            strategy},
    [TOMT_ROLE_CONSTRAINT] = {"constraint",
                              "hazard, noise, heritage and other zones to heed; lines and "
                              "points where profiles give them a buffer",
                              TOMT_WANT_ANY, constraint},
    [TOMT_ROLE_PARCEL] = {"parcel", "parcels of land", TOMT_WANT_POLYGON, parcel},
    [TOMT_ROLE_ESTABLISHMENT] = {"establishment",
                                 "workplaces, with coordinates or joined by address",
                                 TOMT_WANT_POINT_OR_NONE, establishment},
    [TOMT_ROLE_ADDRESS] = {"address", "addresses with coordinates", TOMT_WANT_POINT_OR_NONE,
                           address},
    [TOMT_ROLE_HUB] = {"hub", "stations, stops, harbours, junctions", TOMT_WANT_POINT_OR_POLYGON,
                       hub},
    [TOMT_ROLE_ANCHOR] = {"anchor", "what a cluster gathers around: campus, hospital, venue",
                          TOMT_WANT_POINT_OR_POLYGON, anchor},
    [TOMT_ROLE_POPULATION] = {"population", "grid cells or tracts with residents",
                              TOMT_WANT_POLYGON, population},
    [TOMT_ROLE_STREET] = {"street",
                          "street centre lines; an OpenStreetMap file (.osm, .osm.pbf) needs no "
                          "columns",
                          TOMT_WANT_LINE, street},
    [TOMT_ROLE_TIMETABLE] = {"timetable",
                             "public transport as a GTFS feed, a .zip or a folder; several "
                             "feeds are one timetable",
                             TOMT_WANT_NOTHING, timetable},
    [TOMT_ROLE_ESTABLISHMENT_BEFORE] = {"establishment_before",
                                        "workplaces of an earlier year: only compared with",
                                        TOMT_WANT_POINT_OR_NONE, establishment},
    [TOMT_ROLE_EMPLOYMENT] = {"employment",
                              "statistics of employment by area, a table without coordinates",
                              TOMT_WANT_POINT_OR_NONE, employment},
    [TOMT_ROLE_POSTCODE] = {"postcode",
                            "centres of postcodes, or areas that stand for their middle; one such "
                            "layer",
                            TOMT_WANT_POINT_OR_POLYGON, postcode},
    [TOMT_ROLE_INDUSTRY] = {"industry", "titles of industry codes, a table; see economy: industry",
                            TOMT_WANT_POINT_OR_NONE, industry},
    [TOMT_ROLE_CORRESPONDENCE] = {"correspondence",
                                  "which industry code became which in another version, a table; "
                                  "see economy: correspondence",
                                  TOMT_WANT_POINT_OR_NONE, correspondence},
    [TOMT_ROLE_BUILDING] = {"building", "footprints of buildings: what stands on a site today",
                            TOMT_WANT_POLYGON, building},
};

const struct tomt_role_row *tomt_role_row(enum tomt_role role)
{
    return (unsigned)role < TOMT_N_ROLES ? &roles[role] : NULL;
}
