/* Whole projects: where each key goes, every problem of a bad one, paths, and the docs against the
 * rows. */
#include "project_support.h"

static void layers_of_a_good_project(void)
{
    assert_int_equal(project.n_layers, 10);
    const struct tomt_project_layer *plan = tomt_project_layer(&project, "plan");
    assert_non_null(plan);
    assert_null(tomt_project_layer(&project, "plans"));
    assert_null(tomt_project_layer(&project, NULL));
    assert_int_equal(plan->role, TOMT_ROLE_ZONE);
    assert_string_equal(plan->source, "../plan.zip");
    assert_string_equal(plan->path, "../plan.zip");
    assert_string_equal(plan->layer, "arealformal");
    assert_string_equal(plan->where, "niva = 2");
    assert_string_equal(plan->crs, "EPSG:25833");
    assert_string_equal(plan->encoding, "ISO-8859-1");
    assert_string_equal(plan->title.nb, "Plan");
    assert_string_equal(plan->credit, "The town");
    assert_string_equal(plan->extracted, "2026-02-28");
    assert_null(project.layer[0].extracted);
    assert_int_equal(plan->place.line, 14);
    assert_int_equal(plan->place.column, 3);
    assert_int_equal(plan->n_columns, 2);
    assert_string_equal(plan->column[1].ours, "status");
    assert_string_equal(plan->column[1].theirs, "st");
    assert_int_equal(plan->n_values, 1);
    assert_string_equal(plan->values[0].ours, "status");
    assert_int_equal(plan->values[0].n, 2);
    assert_string_equal(plan->values[0].from[1], "2");
    assert_string_equal(plan->values[0].to[1], "future");
    assert_string_equal(project.layer[0].title.en, "area");
    const struct tomt_project_layer *shops = tomt_project_layer(&project, "shops");
    assert_string_equal(shops->x, "lon");
    assert_string_equal(shops->y, "lat");
}

static void sites_and_settings_of_a_good_project(void)
{
    assert_string_equal(project.name, "little-town");
    assert_string_equal(project.title.en, "Lilleby");
    assert_string_equal(project.crs, "EPSG:25832");
    assert_int_equal(project.language, 1);
    assert_string_equal(project.case_number, "26/00001");
    assert_string_equal(project.area_layer, "area");
    assert_int_equal(project.area_numbers.n, 2);
    assert_string_equal(project.area_numbers.item[0], "0301"); /* the zero stays */
    assert_int_equal(project.n_rasters, 1);
    assert_string_equal(project.raster[0].name, "height");
    assert_int_equal(project.raster[0].band, 2);
    assert_string_equal(project.raster[0].credit, "Mappers");
    assert_string_equal(project.raster[0].extracted, "2024-02-29");
    assert_int_equal(project.sites.from, TOMT_SITES_GRID);
    assert_int_equal(project.sites.grid_shape, TOMT_GRID_HEXAGON);
    assert_int_equal(project.sites.parts, TOMT_PARTS_SEPARATE);
    assert_float_equal(project.sites.cell_m, 250, 0);
    assert_float_equal(project.sites.min_area_m2, 800.5, 0);
    assert_float_equal(project.sites.min_width_m, 12, 0);
    assert_null(project.site_layer);
    assert_int_equal(project.n_attributes, 1);
    assert_string_equal(project.attribute[0].ours, "floor_m2");
    assert_float_equal(project.jobs_when_withheld, 2.5, 0);
    assert_int_equal(project.evidence, 0);
    assert_string_equal(project.result_folder, "../out");
}

static void profile_of_a_good_project(void)
{
    assert_int_equal(project.n_profiles, 1);
    const struct tomt_profile *office = &project.profile[0];
    assert_string_equal(office->name, "office");
    assert_string_equal(office->title.nb, "Kontor");
    assert_string_equal(office->goal.nb, "Jobs in the centre");
    assert_int_equal(office->uses.n, 2);
    assert_float_equal(office->min_area_m2, 1000, 0);
    assert_true(isnan(office->min_width_m));
    assert_int_equal(office->n_constraints, 2);
    assert_int_equal(office->constraint[0].effect, TOMT_EFFECT_EXCLUDE);
    assert_int_equal(office->constraint[0].codes.n, 2);
    assert_float_equal(office->constraint[0].buffer_m, 20, 0);
    assert_int_equal(office->constraint[1].effect, TOMT_EFFECT_INFORM);
    assert_int_equal(office->constraint[1].codes.n, 0);
    assert_int_equal(office->n_criteria, 7);
    const struct tomt_profile_criterion *criterion = office->criterion;
    assert_string_equal(criterion[0].id, "rail");
    assert_string_equal(criterion[0].criterion, "hub_distance");
    assert_string_equal(criterion[0].why.en, "People come by train");
    assert_string_equal(criterion[0].title.en, "rail");
    assert_float_equal(criterion[0].weight, 25, 0);
    assert_int_equal(criterion[0].null_policy, TOMT_NULL_WORST);
    assert_string_equal(tomt_node_find(criterion[0].with, "mode")->text, "rail");
    assert_true(criterion[0].value.falling);
    assert_float_equal(tomt_value_of(&criterion[0].value, 600), 0.75, 0); /* (1200 - 600) / 800 */
    assert_true(criterion[1].value.function == TOMT_LOGISTIC && criterion[1].value.ends_data);
    assert_true(criterion[1].direction_given && criterion[1].value.falling);
    assert_null(criterion[1].with);
    assert_true(criterion[2].value.ends_data && !criterion[2].direction_given &&
                !criterion[2].value.falling);
    assert_float_equal(tomt_value_of(&criterion[3].value, 15), 0.75,
                       1e-15); /* half way from 1 to 0.5 */
    assert_float_equal(tomt_value_of(&criterion[4].value, 0.5), 0.1, 0);
    assert_float_equal(tomt_value_of(&criterion[4].value, 1.5), 0.25, 0);
    assert_float_equal(tomt_value_of(&criterion[5].value, 7), 1, 0);
    assert_int_equal(criterion[5].null_policy, TOMT_NULL_NEUTRAL);
    assert_float_equal(tomt_value_of(&criterion[6].value, 400), 0.5,
                       1e-15); /* a half width from the peak */
    assert_int_equal(office->n_vetoes, 2);
    assert_true(office->veto[0].missing && isnan(office->veto[0].below));
    assert_float_equal(office->veto[1].below, 1500, 0);
    assert_float_equal(office->veto[1].above, 90000, 0);
}

static void a_good_project(void **state)
{
    (void)state;
    assert_true(tomt_project_read(arena, "good.yaml", &project, &problems, &err));
    if (problems.n)
        fail_msg("line %d: %s", problems.item[0].line, problems.item[0].text);
    layers_of_a_good_project();
    sites_and_settings_of_a_good_project();
    profile_of_a_good_project();
}

static char *slurp(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        fail_msg("cannot open %s", path);
    char *bytes = calloc(1, 1 << 20);
    assert_non_null(bytes);
    assert_true(fread(bytes, 1, (1 << 20) - 1, file) > 0);
    fclose(file);
    return bytes;
}

static void every_problem_of_a_bad_project(void **state)
{
    (void)state;
    char *expected = slurp("wrong.expected");
    assert_true(tomt_project_read(arena, "wrong.yaml", &project, &problems, &err));
    assert_problems_are(expected);
    assert_int_equal(problems.n_errors, problems.n);
    free(expected);
    for (size_t i = 0; i < project.n_layers; i++) /* what is kept is whole */
        assert_true(tomt_role_row(project.layer[i].role) && project.layer[i].path);
    assert_null(project.area_layer);
    assert_null(project.site_layer);
}

static void a_credit_wants_its_day(void **state)
{
    (void)state;
    static const char rest[] = "sites: {from: zones}\nprofiles: [a.yaml]\n";
    static const char owed[] =
        "layers:\n  area: {source: a.gpkg, credit: A}\n"
        "  zone: {source: z.gpkg, credit: Z, extracted: 2026-10-01, columns: {use: u}}\n"
        "  steep: {role: constraint, raster: dtm, slope_over_pct: 30}\n"
        "rasters: {dtm: {source: d.tif, credit: D}, noise: {source: n.tif, extracted: 2024-02-29}}"
        "\n";
    assert_project_says(
        joined(head, owed, rest),
        "project.yaml:5:3: 2 inputs have a credit, but no date: dtm, area; add extracted: "
        "YYYY-MM-DD, the day the data was taken out, and maps and reports tell it\n");
    assert_int_equal(problems.n_errors, 0);
    assert_string_equal(tomt_project_layer(&project, "zone")->extracted, "2026-10-01");
    assert_string_equal(project.raster[1].extracted, "2024-02-29");
    const struct tomt_project_layer *steep = tomt_project_layer(&project, "steep");
    assert_string_equal(steep->credit, "D"); /* of its raster */
    assert_null(steep->extracted);
    /* Told once, whatever an alternative puts beside it. */
    assert_project_says(
        joined(head, layers,
               joined(rest, "rasters: {dtm: {source: d.tif, credit: D}}\n",
                      "alternatives: {other: {title: O, layers: {area: {role: area, source: "
                      "b.gpkg}}}}\n")),
        "project.yaml:9:11: 1 input has a credit, but no date: dtm; add extracted: YYYY-MM-DD, "
        "the day the data was taken out, and maps and reports tell it\n");
    static const char *const no_day[] = {"2026-02-29", "01.10.2026", "2026-10", "[2026-10-01]"};
    static const char *const shown[] = {"'2026-02-29'", "'01.10.2026'", "'2026-10'", "a list"};
    for (size_t i = 0; i < sizeof no_day / sizeof *no_day; i++)
        assert_project_says(
            joined(head, layers,
                   joined("  h: {role: hub, source: h.csv, credit: H, columns: {mode: m}, "
                          "extracted: ",
                          no_day[i], joined("}\n", rest, ""))),
            joined("project.yaml:7:75: 'extracted' must be a date, YYYY-MM-DD, found ", shown[i],
                   "\n"));
}

static void parts_must_fit_each_other(void **state)
{
    (void)state;
    assert_project_says(joined(head, layers, "sites: {from: zones}\nprofiles: [a.yaml]\n"), "");
    assert_string_equal(project.result_folder, "result");
    assert_project_says(
        joined(head, layers, "sites: {from: zones}\nprofiles: [a.yaml, b.yaml, ./zero.yaml]\n"),
        "b.yaml:2:7: a profile named 'a' is there already (a.yaml:1); each needs a name of its "
        "own\n"
        "zero.yaml:4:11: all weights are 0; give at least one criterion a weight over 0\n");
    assert_project_says(joined(head, layers, "profiles: [a.yaml]\n"),
                        "project.yaml:1:1: sites are made from parcels, but no layer has role "
                        "'parcel'; add one, or use from: zones or grid\n");
    assert_project_says(
        joined(head, layers, "sites: {from: grid}\nprofiles: [a.yaml]\n"),
        "project.yaml:7:8: 'cell_m' is missing: from: grid needs the size of a cell in metres\n");
    assert_project_says(
        joined(head, layers, "sites: {from: grid, cell_m: 50, layer: zone}\nprofiles: []\n"),
        "project.yaml:7:40: 'layer' has no use with from: grid; leave it out\n"
        "project.yaml:8:11: 'profiles' is an empty list; name at least one file\n");
    assert_project_says(
        joined(head, layers,
               "  parcel: {source: p}\n  teig: {role: parcel, source: p}\nsites: {layer: "
               "zone}\nprofiles: a.yaml\n"),
        "project.yaml:9:16: layer 'zone' has role 'zone'; one with role 'parcel' is wanted here\n");
    assert_project_says(
        joined(head, layers,
               "  parcel: {source: p}\n  teig: {role: parcel, source: p}\nprofiles: a.yaml\n"),
        "project.yaml:1:1: 2 layers have role 'parcel'; say which one with sites: {layer: name}\n");
    assert_project_says(joined(head, "layers: {area: {source: a.gpkg}}\n",
                               "sites: {from: grid, cell_m: 5}\nprofiles: {a: b}\n"),
                        "project.yaml:4:9: no layer has role 'zone'; profiles permit land-use "
                        "codes, so the zones of a plan are needed\n"
                        "project.yaml:6:11: 'profiles' must be a list of files (- "
                        "profiles/office.yaml), found keys and values\n");
    assert_project_says("tomt: 1\n",
                        "project.yaml:1:1: 'project' is missing: name, CRS, language\n"
                        "project.yaml:1:1: 'study_area' is missing: where sites are sought\n"
                        "project.yaml:1:1: 'layers' is missing: name: layer; the data, whatever it "
                        "is called at home\n"
                        "project.yaml:1:1: 'profiles' is missing: list of profile files, at most "
                        "64; paths count from this file\n");
    assert_project_says(
        "- a\n", "project.yaml:1:1: keys and values must stand here (key: value), found a list\n");
    assert_project_says(
        joined(head, layers,
               "  x: {role: area, source: a}\nsites: {from: zones, layer: x}\nstudy_are: {layer: "
               "x, numbers: 3301}\nprofiles: a.yaml\n"),
        "project.yaml:8:29: layer 'x' has role 'area'; one with role 'zone' is wanted here\n"
        "project.yaml:9:1: unknown key 'study_are' (did you mean 'study_area'?)\n");
    /* One wrong letter, one problem. */
    assert_project_says(
        joined(head,
               "layers:\n  area: {source: a.gpkg}\n  zone: {source: z.gpkg, colums: {use: u}, "
               "values: {use: {a: b}}}\n",
               "sites: {from: grid, cel_m: 5}\nprofiles: a.yaml\n"),
        "project.yaml:6:26: unknown key 'colums' (did you mean 'columns'?)\n"
        "project.yaml:7:21: unknown key 'cel_m' (did you mean 'cell_m'?)\n");
    assert_project_says(joined(head, "layer:\n  area: {source: a.gpkg}\n", "profiles: a.yaml\n"),
                        "project.yaml:4:1: unknown key 'layer' (did you mean 'layers'?)\n");
    assert_project_says(
        joined("tomt: 1\nproject: {name: x, crs: c}\nstudy_area: {layer: area, numbers: 1}\n",
               layers, "sites: {from: zones}\nprofiles: a.yaml\n"),
        "project.yaml:3:36: areas are chosen by number, but layer 'area' does not say which column "
        "that is; add columns: "
        "{number: name of the column}\n");
}

/* Values are mapped to what is understood, and to nothing else. */
static void words_of_plans(void **state)
{
    (void)state;
    assert_project_says(
        joined(head,
               "layers:\n  area: {source: a.gpkg}\n"
               "  zone: {source: z, columns: {use: u, plan_type: t, hall: h, parking_counts: p},\n"
               "    values: {plan_type: {R: 35, K: kommuneplan, O: area, D: detailled},\n"
               "      hall: {1: ja, 0: \"no\"}, parking_counts: {x: maybe}}}\n",
               "sites: {from: zones}\nprofiles: [a.yaml]\n"),
        "project.yaml:7:61: 'plan_type' is 'detailled', not one of municipal, area, detailed, "
        "kommuneplan, kommunedelplan, områderegulering, detaljregulering, reguleringsplan, "
        "bebyggelsesplan, 20, 21, 22, 30, 31, 32, 33, 34, 35 (did you mean 'detailed'?)\n"
        "project.yaml:8:51: 'parking_counts' is 'maybe'; it must be one of yes, no, ja, nei\n");
    assert_int_equal(project.layer[1].values[0].n, 3);
}

static void sixty_five_profiles_are_too_many(void **state)
{
    (void)state;
    struct tomt_text text = {0};
    tomt_text_print(&text, "%s%ssites: {from: zones}\nprofiles:\n", head, layers);
    for (int i = 0; i < 65; i++)
        tomt_text_print(&text, "  - p%d.yaml\n", i);
    assert_project_says(
        text.bytes,
        "project.yaml:73:5: 65 profiles; at most 64 can be run together: make two projects\n");
    tomt_text_free(&text);
}

static void paths_count_from_the_folder(void **state)
{
    (void)state;
    static const struct {
        const char *folder, *path, *expected;
    } rows[] = {
        {".", "plan.gpkg", "plan.gpkg"},
        {".", "./a/../plan.gpkg", "plan.gpkg"},
        {".", "../plan.gpkg", "../plan.gpkg"},
        {"a/b", "../plan.gpkg", "a/plan.gpkg"},
        {"a", "../../plan.gpkg", "../plan.gpkg"},
        {"..", "../plan.gpkg", "../../plan.gpkg"},
        {"a", "..", "."},
        {"/", "plan.gpkg", "/plan.gpkg"},
        {"/a", "../../x//y/.", "/x/y"},
        {"a", "/abs/./plan.gpkg", "/abs/plan.gpkg"},
        {"a", "PG:dbname=x", "PG:dbname=x"},
        {"a", "https://example.org/a/../b", "https://example.org/a/../b"},
        {"a", "/vsicurl/https://example.org/x", "/vsicurl/https://example.org/x"},
        {"a", "/vsizip/../p.zip/s.shp", "/vsizip/p.zip/s.shp"},
        {"a", "/vsizip//abs/p.zip", "/vsizip//abs/p.zip"},
        {"a", "/vsizip/{p.zip}/s.shp", "/vsizip/{a/p.zip}/s.shp"},
        {"a", "/vsizip/vsicurl/x", "/vsizip/a/vsicurl/x"},
        {"a", "/vsigzip/x.gz", "/vsigzip/a/x.gz"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_string_equal(tomt_path_resolve(arena, rows[i].folder, rows[i].path, &err),
                            rows[i].expected);
    assert_string_equal(tomt_folder_of(arena, "project.yaml", &err), ".");
    assert_string_equal(tomt_folder_of(arena, "/project.yaml", &err), "/");
    assert_string_equal(tomt_folder_of(arena, "a/b/project.yaml", &err), "a/b");
}

static void names_of_the_result_are_taken(void **state)
{
    (void)state;
    assert_true(tomt_name_is_fine("a") && tomt_name_is_fine("flood_20y"));
    assert_false(tomt_name_is_fine("") || tomt_name_is_fine("1a") || tomt_name_is_fine("_a") ||
                 tomt_name_is_fine("æ") || tomt_name_is_fine("a-b"));
    assert_false(tomt_name_is_fine("a234567890123456789012345678901234567890123456789"));
    static const char *const taken[] = {"site",
                                        "rejected",
                                        "zone",
                                        "strategy",
                                        "constraint",
                                        "parcel",
                                        "establishment",
                                        "hub",
                                        "address",
                                        "street",
                                        "catchment",
                                        "cluster",
                                        "hot_spot",
                                        "area",
                                        "evidence",
                                        "criterion",
                                        "profile",
                                        "provenance",
                                        "tomt",
                                        "anchor",
                                        "population",
                                        "gpkg_x",
                                        "sqlite_x",
                                        "rtree_x",
                                        "layer_styles",
                                        "qgis_projects",
                                        "loss",
                                        "capacity",
                                        "capacity_piece",
                                        "site_constraint",
                                        "site_parcel",
                                        "plan",
                                        "purchase",
                                        "area_capacity",
                                        "target",
                                        "alternative",
                                        "alternative_site",
                                        "alternative_area",
                                        "area_strategy",
                                        "building"};
    for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++) {
        if (!tomt_name_is_reserved_for_profiles(taken[i]))
            fail_msg("%s", taken[i]);
    }
    assert_false(tomt_name_is_reserved_for_profiles("office"));
    assert_false(
        tomt_name_is_reserved_for_layers("hub")); /* a layer's key is its role by default */
    assert_true(tomt_name_is_reserved_for_layers("site"));
    assert_false(tomt_name_is_reserved_for_layers("plan"));
}

static void files_that_cannot_be_read(void **state)
{
    (void)state;
    assert_false(tomt_project_read(arena, "no-such.yaml", &project, &problems, &err));
    assert_int_equal(err.code, TOMT_DATA);
    assert_int_equal(problems.n, 0);
    tomt_error_clear(&err);
    assert_false(tomt_project_read(arena, "profiles/broken.yaml", &project, &problems, &err));
    assert_int_equal(err.code, TOMT_PROJECT);
    assert_int_equal(problems.n, 1);
}

/* Every allocation fails once: each time an error, and under the address sanitizer nothing leaks.
 * What libyaml allocates is its own. */
static void any_allocation_may_fail(void **state)
{
    (void)state;
    static const char *const file[] = {"good.yaml", "wrong.yaml"};
    for (int i = 0; i < 2; i++) {
        uint64_t turn = 1;
        for (bool done = false; !done; turn++) {
            struct tomt_error found = {0};
            struct tomt_problems list;
            struct tomt_project read;
            tomt_allocation_fail_at(turn);
            struct tomt_arena *fresh = tomt_arena_new(&found);
            if (fresh) {
                tomt_problems_start(&list, fresh);
                done = tomt_project_read(fresh, file[i], &read, &list, &found);
            }
            tomt_allocation_fail_at(0);
            tomt_arena_free(fresh);
            if (found.code != (done ? TOMT_OK : TOMT_MEMORY))
                fail_msg("allocation %d of %s: %s", (int)turn, file[i], found.text);
        }
        assert_true(turn > 5);
    }
}

/* In a folder of its own; a run's problems, then those of the economy alone. */
static void assert_both_say(const char *text, const char *of_run, const char *of_economy)
{
    char folder[] = "/tmp/tomt-test-XXXXXX";
    assert_non_null(mkdtemp(folder));
    assert_int_equal(chdir(folder), 0);
    write_file("project.yaml", text);
    tomt_problems_start(&problems, arena);
    assert_true(tomt_project_read(arena, "project.yaml", &project, &problems, &err));
    assert_problems_are(of_run);
    tomt_problems_start(&problems, arena);
    assert_true(tomt_project_read_economy(arena, "project.yaml", &project, &problems, &err));
    assert_problems_are(of_economy);
    unlink("project.yaml");
    assert_int_equal(chdir("/"), 0);
    assert_int_equal(rmdir(folder), 0);
}

static void the_economy_alone_needs_no_sites(void **state)
{
    (void)state;
    static const char only_area[] = "layers:\n  area: {source: a.gpkg}\n";
#define NO_PROFILES                                                                                \
    "project.yaml:1:1: 'profiles' is missing: list of profile files, at most 64; paths count "     \
    "from this file\n"
#define NO_ZONE                                                                                    \
    "project.yaml:5:3: no layer has role 'zone'; profiles permit land-use codes, so the zones of " \
    "a plan are needed\n"
#define NO_PARCELS                                                                                 \
    "sites are made from parcels, but no layer has role 'parcel'; add one, or use from: zones or " \
    "grid\n"
    assert_both_say(joined(head, only_area, ""),
                    NO_PROFILES "project.yaml:1:1: " NO_PARCELS NO_ZONE, "");
    assert_int_equal(project.n_profiles, 0);
    assert_int_equal(project.n_layers, 1);
    assert_both_say(joined(head, only_area, "profiles: []\nsites: {min_area_m2: 1}\n"),
                    NO_ZONE
                    "project.yaml:6:11: 'profiles' is an empty list; name at least one file\n"
                    "project.yaml:7:8: " NO_PARCELS,
                    "");
    /* What is there is wrong all the same. */
    static const char wrong[] =
        "project.yaml:6:8: 'cell_m' is missing: from: grid needs the size of a cell in metres\n"
        "project.yaml:7:1: unknown key 'profile' (did you mean 'profiles'?)\n";
    assert_both_say(joined(head, only_area, "sites: {from: grid}\nprofile: [a.yaml]\n"),
                    joined(NO_ZONE, wrong, ""), wrong);
}

static void docs_are_written_from_the_rows(void **state)
{
    (void)state;
    char *docs = slurp(TOMT_TEST_DATA "/../../docs/project-file.md");
    struct tomt_text text = {0};
    tomt_project_describe(&text);
    assert_false(text.failed);
    static const char mark[] = "## Every key\n\n";
    char *keys = strstr(docs, mark);
    assert_non_null(keys);
    if (getenv("TOMT_WRITE_DOCS")) {
        keys[strlen(mark)] = '\0';
        const char *whole = joined(docs, text.bytes, "");
        write_file(TOMT_TEST_DATA "/../../docs/project-file.md", whole);
    } else if (strcmp(keys + strlen(mark), text.bytes) != 0) {
        fail_msg("docs/project-file.md is not what tomt_project_describe prints: run this with "
                 "TOMT_WRITE_DOCS=1 in the environment");
    }
    tomt_text_free(&text);
    free(docs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_good_project, start, stop),
        cmocka_unit_test_setup_teardown(every_problem_of_a_bad_project, start, stop),
        cmocka_unit_test_setup_teardown(a_credit_wants_its_day, start, stop),
        cmocka_unit_test_setup_teardown(parts_must_fit_each_other, start, stop),
        cmocka_unit_test_setup_teardown(words_of_plans, start, stop),
        cmocka_unit_test_setup_teardown(sixty_five_profiles_are_too_many, start, stop),
        cmocka_unit_test_setup_teardown(paths_count_from_the_folder, start, stop),
        cmocka_unit_test_setup_teardown(names_of_the_result_are_taken, start, stop),
        cmocka_unit_test_setup_teardown(files_that_cannot_be_read, start, stop),
        cmocka_unit_test_setup_teardown(any_allocation_may_fail, start, stop),
        cmocka_unit_test_setup_teardown(the_economy_alone_needs_no_sites, start, stop),
        cmocka_unit_test_setup_teardown(docs_are_written_from_the_rows, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
