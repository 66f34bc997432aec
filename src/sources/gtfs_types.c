/* sources/gtfs_types.c: the words and numbers of GTFS: files, troubles, route types. */
#include "sources/gtfs_inside.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *const tomt_gtfs_file_name[TOMT_N_GTFS_FILES] = {
    [TOMT_GTFS_STOPS] = "stops.txt",
    [TOMT_GTFS_ROUTES] = "routes.txt",
    [TOMT_GTFS_TRIPS] = "trips.txt",
    [TOMT_GTFS_STOP_TIMES] = "stop_times.txt",
    [TOMT_GTFS_CALENDAR] = "calendar.txt",
    [TOMT_GTFS_CALENDAR_DATES] = "calendar_dates.txt",
    [TOMT_GTFS_FREQUENCIES] = "frequencies.txt",
    [TOMT_GTFS_AGENCY] = "agency.txt",
};

const char *const tomt_gtfs_trouble_name[TOMT_N_GTFS_TROUBLES] = {
    [TOMT_G_STOP_PLACE] = "stop_place",
    [TOMT_G_STOP_UNKNOWN] = "stop_unknown",
    [TOMT_G_TRIP_UNKNOWN] = "trip_unknown",
    [TOMT_G_ROUTE_UNKNOWN] = "route_unknown",
    [TOMT_G_SERVICE_UNKNOWN] = "service_unknown",
    [TOMT_G_ROUTE_TYPE] = "route_type",
    [TOMT_G_TIME] = "time",
    [TOMT_G_TIME_BACKWARDS] = "time_backwards",
    [TOMT_G_DATE] = "date",
    [TOMT_G_FREQUENCY] = "frequency",
    [TOMT_G_ROW] = "row",
    [TOMT_G_DUPLICATE] = "duplicate",
    [TOMT_G_TEXT] = "text",
    [TOMT_G_INTERPOLATED] = "interpolated",
    [TOMT_G_PARENT_UNKNOWN] = "parent_unknown",
};

const char *const tomt_gtfs_trouble_help[TOMT_N_GTFS_TROUBLES] = {
    [TOMT_G_STOP_PLACE] = "stops without or with impossible coordinates; nothing leaves from them",
    [TOMT_G_STOP_UNKNOWN] = "stop times at a stop that stops.txt lacks; left out",
    [TOMT_G_TRIP_UNKNOWN] = "rows of a trip that trips.txt lacks; left out",
    [TOMT_G_ROUTE_UNKNOWN] = "trips of a route that routes.txt lacks; left out",
    [TOMT_G_SERVICE_UNKNOWN] = "trips of a service that no calendar has; left out",
    [TOMT_G_ROUTE_TYPE] = "routes of a type that is unknown or no public transport on land or "
                          "water; their trips are left out",
    [TOMT_G_TIME] =
        "stop times that cannot be read, or empty at a trip's first or last stops; left out",
    [TOMT_G_TIME_BACKWARDS] = "trips whose times run backwards; left out",
    [TOMT_G_DATE] = "dates that cannot be read; the row is left out",
    [TOMT_G_FREQUENCY] =
        "frequencies with a headway of 0 or less or an end before the start; left out",
    [TOMT_G_ROW] = "rows with too few or too many fields, or without an id or a number that they "
                   "need; left out",
    [TOMT_G_DUPLICATE] = "second rows with the same id; left out",
    [TOMT_G_TEXT] = "text that is not UTF-8, taken as Latin-1",
    [TOMT_G_INTERPOLATED] = "empty stop times between timed stops, spread evenly",
    [TOMT_G_PARENT_UNKNOWN] = "stops whose parent station stops.txt lacks; kept on their own",
};

const bool tomt_gtfs_trouble_drops[TOMT_N_GTFS_TROUBLES] = {
    [TOMT_G_STOP_PLACE] = true,
    [TOMT_G_STOP_UNKNOWN] = true,
    [TOMT_G_TRIP_UNKNOWN] = true,
    [TOMT_G_ROUTE_UNKNOWN] = true,
    [TOMT_G_SERVICE_UNKNOWN] = true,
    [TOMT_G_ROUTE_TYPE] = true,
    [TOMT_G_TIME] = true,
    [TOMT_G_TIME_BACKWARDS] = true,
    [TOMT_G_DATE] = true,
    [TOMT_G_FREQUENCY] = true,
    [TOMT_G_ROW] = true,
    [TOMT_G_DUPLICATE] = true,
};

struct type_range {
    uint16_t from, to;
    uint8_t mode;
};
/* Google's basic types, then the extended ones (numbers as in "Extended GTFS Route Types"). */
static const struct type_range type_range[] = {
    {0, 0, TOMT_TRAM},        {1, 2, TOMT_RAIL},        {3, 3, TOMT_BUS},
    {4, 4, TOMT_FERRY},       {5, 7, TOMT_TRAM}, /* cable tram, aerial lift, funicular */
    {11, 11, TOMT_BUS},                          /* trolleybus */
    {12, 12, TOMT_RAIL},                         /* monorail */
    {100, 117, TOMT_RAIL},    {200, 209, TOMT_BUS},     {400, 405, TOMT_RAIL},
    {700, 716, TOMT_BUS},     {800, 800, TOMT_BUS},     {900, 906, TOMT_TRAM},
    {1000, 1021, TOMT_FERRY}, {1200, 1200, TOMT_FERRY}, {1300, 1307, TOMT_TRAM},
    {1400, 1400, TOMT_TRAM},
};

/* What nobody may plan a working day on does not count: 207 tourist coach, 710 sightseeing bus (for
 * visitors), 712 school bus, 713 school and public service bus (school days and hours only), 714
 * rail replacement (there while the trains are not: the train's own departures count), 715 demand
 * and response (leaves when somebody has called). */
static bool counts(long type)
{
    return !(type == 207 || type == 710 || (type >= 712 && type <= 715));
}

bool tomt_route_type(long type, enum tomt_mode *mode, bool *does_count)
{
    for (size_t i = 0; i < sizeof type_range / sizeof *type_range; i++) {
        if (type < type_range[i].from || type > type_range[i].to)
            continue;
        *mode = (enum tomt_mode)type_range[i].mode;
        *does_count = counts(type);
        return true;
    }
    return false; /* 1100 air, 1500 taxi, 1700 others: not for all, or not by land or water */
}

void tomt_gtfs_note(struct tomt_gtfs_tally *tally, enum tomt_gtfs_trouble trouble, size_t line,
                    const char *format, ...)
{
    if (tally->trouble[trouble].n++ > 0)
        return;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(tally->trouble[trouble].what, sizeof tally->trouble[trouble].what, format, arguments);
    va_end(arguments);
    tally->trouble[trouble].line = line;
}

void tomt_gtfs_report_tally(struct tomt_gtfs_report *report, enum tomt_gtfs_file file,
                            const struct tomt_gtfs_tally *tally, size_t lines_before)
{
    for (size_t i = 0; i < TOMT_N_GTFS_TROUBLES; i++) {
        if (tally->trouble[i].n == 0)
            continue;
        if (report->trouble[i].n == 0)
            snprintf(report->trouble[i].first, sizeof report->trouble[i].first, "%s:%zu: %s",
                     tomt_gtfs_file_name[file], tally->trouble[i].line + lines_before,
                     tally->trouble[i].what);
        report->trouble[i].n += tally->trouble[i].n;
    }
}

struct tomt_gtfs_word tomt_gtfs_word(struct tomt_slice slice)
{
    struct tomt_gtfs_word word = {""};
    uint32_t code;
    size_t used = 0;
    for (size_t i = 0; i < slice.n;) {
        size_t length = tomt_utf8_decode(slice.text + i, slice.n - i, &code);
        bool prints = length > 0 && code >= 0x20 && code != 0x7F;
        length = length ? length : 1;
        if (used + length > 40)
            break;
        if (prints)
            memcpy(word.text + used, slice.text + i, length);
        else
            memset(word.text + used, '?', length = 1);
        used += length;
        i += length;
    }
    word.text[used] = '\0';
    return word;
}
