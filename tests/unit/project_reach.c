/* `network`, `transit`, `centre`, `abc`, OSM sources and timetables: defaults, where each key goes,
 * and every problem with its place. */
#include "project_support.h"

/* Lines 1 to 6 are of `head` and `layers`. */
static const char foot[] = "sites: {from: zones}\nprofiles: [a.yaml]\n";

static const char *with(const char *part)
{
    return joined(head, layers, joined(part, foot, ""));
}

static void defaults_are_there(void **state)
{
    (void)state;
    assert_project_says(with(""), "");
    const struct tomt_network_options *network = &project.network;
    assert_float_equal(network->walk_m_per_min, 80, 0);
    assert_float_equal(network->max_snap_m, 250, 0);
    assert_float_equal(network->min_island_m, 0, 0);
    assert_float_equal(network->join_m, 0.01, 0);
    assert_float_equal(network->default_speed_kmh, 30, 0);
    assert_true(!network->cross && network->snap == 0 && network->cache);
    const struct tomt_transit_options *transit = &project.transit;
    assert_null(transit->day);
    assert_float_equal(transit->merge_m, 150, 0);
    assert_int_equal(transit->peak_from_s, 29700); /* 8 * 3600 + 15 * 60 */
    assert_int_equal(transit->peak_to_s, 33300);
    assert_int_equal(transit->day_from_s, 21600);
    assert_int_equal(transit->day_to_s, 72000);
    assert_float_equal(transit->bus_reach_m, 640, 0);
    assert_float_equal(transit->rail_reach_m, 960, 0);
    assert_float_equal(transit->rail_headway_min, 30, 0);
    assert_float_equal(transit->tram_headway_min, 15, 0);
    assert_float_equal(transit->bus_headway_min, 10, 0);
    assert_float_equal(transit->ferry_headway_min, 30, 0);
    assert_int_equal(transit->catchment_min.n, 3);
    assert_float_equal(transit->catchment_min.item[2], 15, 0);
    assert_int_equal(transit->catchment_of, 0);
    assert_null(project.centre.layer);
    assert_int_equal(project.centre.kinds.n, 1);
    assert_string_equal(project.centre.kinds.item[0], "centre");
    assert_float_equal(project.centre.centre_walk_min, 15, 0);
    assert_float_equal(project.centre.hinterland_drive_min, 15, 0);
    assert_int_equal(project.abc.a_class, 1);
    assert_int_equal(project.abc.b_class, 3);
    assert_float_equal(project.abc.b_drive_min, 10, 0);
    assert_float_equal(project.abc.c_drive_min, 5, 0);
}

static void every_key_is_read(void **state)
{
    (void)state;
    assert_project_says(
        with("  places: {role: anchor, source: p.gpkg, columns: {kind: k}}\n"
             "network: {walk_m_per_min: 70, max_snap_m: 100, min_island_m: 500, join_m: 0.5, "
             "default_speed_kmh: 50, cross: true, snap: node, cache: false}\n"
             "transit:\n"
             "  {day: 2028-02-29, merge_m: 100, peak_from: \"7:00\", peak_to: \"08:30\", "
             "day_from: \"05:00\", day_to: \"24:00\", bus_reach_m: 500, rail_reach_m: 800,\n"
             "   rail_headway_min: 60, tram_headway_min: 10, bus_headway_min: 15, "
             "ferry_headway_min: 20, catchment_min: [15, 5], catchment_of: all}\n"
             "centre: {layer: places, kinds: [torg, centre], centre_walk_min: 10, "
             "hinterland_drive_min: 20}\n"
             "abc: {a_class: A, b_class: F, b_drive_min: 3, c_drive_min: 2}\n"),
        "");
    assert_true(project.network.cross && project.network.snap == 1 && !project.network.cache);
    assert_float_equal(project.network.walk_m_per_min, 70, 0);
    assert_float_equal(project.network.min_island_m, 500, 0);
    const struct tomt_transit_options *transit = &project.transit;
    assert_string_equal(transit->day, "2028-02-29");
    assert_int_equal(transit->peak_from_s, 25200);
    assert_int_equal(transit->peak_to_s, 30600);
    assert_int_equal(transit->day_to_s, 86400); /* 24 * 3600: the end of the day, no later */
    assert_int_equal(transit->catchment_min.n, 2);
    assert_float_equal(transit->catchment_min.item[0], 5, 0); /* ascending */
    assert_float_equal(transit->catchment_min.item[1], 15, 0);
    assert_int_equal(transit->catchment_of, 1);
    assert_string_equal(project.centre.layer, "places");
    assert_int_equal(project.centre.kinds.n, 2);
    assert_true(project.abc.a_class == 0 && project.abc.b_class == 5);
    assert_project_says(with("transit: {catchment_min: []}\n"), "");
    assert_int_equal(project.transit.catchment_min.n, 0);
}

static void wrong_times_and_days(void **state)
{
    (void)state;
    assert_project_says(
        with("transit:\n  day: 2026-02-29\n  peak_from: 8.15\n  day_to: \"20:60\"\n"),
        "project.yaml:8:8: 'day' must be a date, YYYY-MM-DD, found '2026-02-29'\n"
        "project.yaml:9:14: 'peak_from' must be a time, HH:MM from 00:00 to 24:00, found '8.15'\n"
        "project.yaml:10:11: 'day_to' must be a time, HH:MM from 00:00 to 24:00, found '20:60'\n");
    assert_null(project.transit.day);
    /* Departures after midnight are folded into the day: a window beyond it would miss them. */
    assert_project_says(
        with("transit:\n  peak_to: \"24:01\"\n  day_to: \"24:30\"\n"),
        "project.yaml:8:12: 'peak_to' is 24:01, but the day ends at 24:00: trips after midnight "
        "count at their time of day, 00:30 and so on\n"
        "project.yaml:9:11: 'day_to' is 24:30, but the day ends at 24:00: trips after midnight "
        "count at their time of day, 00:30 and so on\n");
    assert_project_says(with("transit:\n  peak_from: \"09:15\"\n  day_from: \"20:00\"\n"
                             "  day_to: \"06:00\"\n"),
                        "project.yaml:8:14: 'peak_to' is 09:15, but 'peak_from' is 09:15; it must "
                        "be later\n"
                        "project.yaml:10:11: 'day_to' is 06:00, but 'day_from' is 20:00; it must "
                        "be later\n");
    static const char *const wrong[] = {"8",     "08:60", "08-15", "0815",  "8:5",
                                        "-1:00", "08:1x", "x8:15", "008:15"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_project_says(
            with(joined("transit: {peak_from: \"", wrong[i], "\"}\n")),
            joined("project.yaml:7:22: 'peak_from' must be a time, HH:MM from 00:00 to 24:00, "
                   "found '",
                   wrong[i], "'\n"));
    static const char *const no_day[] = {"2026-13-01", "2026-00-10", "2026-04-31", "2026-04-00",
                                         "2100-02-29", "26-04-01",   "2026/04/01", "2026-04-1"};
    for (size_t i = 0; i < sizeof no_day / sizeof no_day[0]; i++)
        assert_project_says(with(joined("transit: {day: \"", no_day[i], "\"}\n")),
                            joined("project.yaml:7:16: 'day' must be a date, YYYY-MM-DD, found '",
                                   no_day[i], "'\n"));
    assert_project_says(with("transit: {day: 2000-02-29}\n"), "");
}

static void numbers_that_do_not_fit(void **state)
{
    (void)state;
    assert_project_says(
        with("network: {walk_m_per_min: 0, snap: edges, cross: yes, speed: 30}\n"
             "transit: {catchment_min: [1, 2, 3, 4, 5, 6, 7], merge_m: -1}\n"
             "abc: {a_class: C, b_class: B}\n"),
        "project.yaml:7:27: 'walk_m_per_min' is 0; it must be 10 to 300 m/min\n"
        "project.yaml:7:36: 'snap' is 'edges', not one of edge, node (did you mean 'edge'?)\n"
        "project.yaml:7:50: 'cross' must be true or false, found 'yes'\n"
        "project.yaml:7:55: unknown key 'speed'; known here: walk_m_per_min, snap, max_snap_m, "
        "min_island_m, join_m, cross, default_speed_kmh, cache\n"
        "project.yaml:8:26: 'catchment_min' has 7 numbers; at most 6\n"
        "project.yaml:8:58: 'merge_m' is -1; it must be 0 to 2000 m\n"
        "project.yaml:9:16: 'a_class' is C, worse than 'b_class' B: A must ask at least as much as "
        "B\n");
    assert_float_equal(project.network.walk_m_per_min, 80, 0); /* the default stays */
    assert_project_says(
        with("transit: {catchment_min: [10, 5, 10, 0]}\nabc: {b_class: A}\n"),
        "project.yaml:7:26: 'catchment_min' has 10 twice; keep one\n"
        "project.yaml:7:38: 'catchment_min' is 0; it must be 0.5 to 120 min\n"
        "project.yaml:8:16: 'a_class' is B, worse than 'b_class' A: A must ask at least as much as "
        "B\n");
    assert_project_says(with("network: []\ntransit: 7\n"),
                        "project.yaml:7:10: keys and values must stand here (key: value), found a "
                        "list\n"
                        "project.yaml:8:10: keys and values must stand here (key: value), found "
                        "'7'\n");
}

static void the_centre_is_among_anchors(void **state)
{
    (void)state;
    assert_project_says(with("centre: {layer: zone, kinds: []}\n"),
                        "project.yaml:7:17: layer 'zone' has role 'zone'; one with role 'anchor' "
                        "is wanted here\n"
                        "project.yaml:7:30: 'kinds' is an empty list: there would be no centre; "
                        "name at least one kind of anchor\n");
    assert_null(project.centre.layer);
    assert_project_says(with("centre: {layer: anchors}\n"),
                        "project.yaml:7:17: unknown layer 'anchors', and no layer of the project "
                        "has role 'anchor'; add one under layers:\n");
    assert_project_says(with("centre: {kinds: [[a]]}\n"),
                        "project.yaml:7:18: 'kinds' must be a list of texts, found a list\n");
}

static const char *theirs(const struct tomt_project_layer *layer, const char *ours)
{
    const char *found = NULL;
    for (size_t i = 0; i < layer->n_columns; i++) {
        if (strcmp(layer->column[i].ours, ours) == 0) {
            assert_null(found); /* once only */
            found = layer->column[i].theirs;
        }
    }
    return found;
}

static void osm_files_need_no_columns(void **state)
{
    (void)state;
    assert_project_says(
        with("  street: {source: oslo.osm.pbf}\n"
             "  roads: {role: street, source: Oslo.OSM, columns: {class: fclass, level: bridge}, "
             "values: {class: {a: b}}}\n"
             "  plain: {role: street, source: osm.pbf.gpkg}\n"
             "  stops: {role: hub, source: a.pbf, columns: {mode: m}}\n"),
        "");
    const struct tomt_project_layer *street = tomt_project_layer(&project, "street");
    assert_int_equal(street->n_columns, 11);
    static const char *const tag[][2] = {
        {"class", "highway"},     {"name", "name"},         {"oneway", "oneway"},
        {"speed", "maxspeed"},    {"level", "layer"},       {"access", "access"},
        {"foot", "foot"},         {"vehicle", "vehicle"},   {"motor_vehicle", "motor_vehicle"},
        {"motorcar", "motorcar"}, {"junction", "junction"},
    };
    for (size_t i = 0; i < 11; i++)
        assert_string_equal(theirs(street, tag[i][0]), tag[i][1]);
    const struct tomt_project_layer *roads = tomt_project_layer(&project, "roads");
    assert_int_equal(roads->n_columns, 11);
    assert_string_equal(theirs(roads, "class"), "fclass"); /* the user's word counts */
    assert_string_equal(theirs(roads, "level"), "bridge");
    assert_string_equal(theirs(roads, "oneway"), "oneway");
    assert_int_equal(tomt_project_layer(&project, "plain")->n_columns, 0);
    assert_int_equal(tomt_project_layer(&project, "stops")->n_columns, 1);
}

static void a_timetable_is_whole_feeds(void **state)
{
    (void)state;
    assert_project_says(with("  timetable: {source: gtfs.zip, title: Buses, credit: Entur,\n"
                             "              extracted: 2026-10-01}\n"),
                        "");
    const struct tomt_project_layer *feed = tomt_project_layer(&project, "timetable");
    assert_int_equal(feed->role, TOMT_ROLE_TIMETABLE);
    assert_string_equal(feed->path, "gtfs.zip");
    assert_string_equal(feed->credit, "Entur");
    assert_string_equal(feed->extracted, "2026-10-01");
    assert_int_equal(tomt_role_row(TOMT_ROLE_TIMETABLE)->geometry, TOMT_WANT_NOTHING);
    static const char leave_out[] =
        "has no use for a timetable, whose files say all themselves; leave it out\n";
    const char *expected = tomt_arena_print(
        arena, &err,
        "project.yaml:7:29: 'layer' %sproject.yaml:7:39: 'columns' %sproject.yaml:7:59: 'x' %s"
        "project.yaml:8:29: 'where' %sproject.yaml:8:41: 'crs' %sproject.yaml:8:57: 'encoding' %s",
        leave_out, leave_out, leave_out, leave_out, leave_out, leave_out);
    assert_project_says(
        with("  timetable: {source: gtfs, layer: a, columns: {name: b}, x: c,\n"
             "                            where: d=1, crs: EPSG:4326, encoding: a}\n"),
        expected);
    assert_project_says(
        with(
            "  timetable: {source: gtfs/stops.txt}\n  rail: {role: timetable, source: rail.xml}\n"),
        "project.yaml:7:23: 'gtfs/stops.txt' is one table of a feed; a timetable is the whole "
        "feed: name the folder or the .zip that holds it\n"
        "project.yaml:8:35: 'rail.xml' is no GTFS feed (NeTEx is not read); name a .zip or a "
        "folder with stops.txt in it\n");
    assert_project_says(
        with("  timetable: {source: a.zip}\n  rail: {role: timetable, source: b.zip}\n"), "");
    assert_int_equal(tomt_project_layer(&project, "timetable")->role, TOMT_ROLE_TIMETABLE);
    assert_int_equal(tomt_project_layer(&project, "rail")->role, TOMT_ROLE_TIMETABLE);
    assert_project_says(with("  rail: {role: timetable, source: rail.xml}\n"),
                        "project.yaml:7:35: 'rail.xml' is no GTFS feed (NeTEx is not read); name a "
                        ".zip or a folder with stops.txt in it\n");
    assert_project_says(with("  timetable:\n"),
                        "project.yaml:7:13: 'source' is missing: file or database: any vector "
                        "source GDAL opens; a relative path counts from this file; PG:... and "
                        "/vsizip/... work\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(defaults_are_there, start, stop),
        cmocka_unit_test_setup_teardown(every_key_is_read, start, stop),
        cmocka_unit_test_setup_teardown(wrong_times_and_days, start, stop),
        cmocka_unit_test_setup_teardown(numbers_that_do_not_fit, start, stop),
        cmocka_unit_test_setup_teardown(the_centre_is_among_anchors, start, stop),
        cmocka_unit_test_setup_teardown(osm_files_need_no_columns, start, stop),
        cmocka_unit_test_setup_teardown(a_timetable_is_whole_feeds, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
