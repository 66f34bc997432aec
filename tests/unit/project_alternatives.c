/* `alternatives`: whole projects with other layers, and every problem with its place. */
#include "project_support.h"

/* Lines 1 to 9 are of `head`, `layers` and these. */
static const char more[] = "  flood: {role: constraint, source: f.gpkg}\n"
                           "  places: {role: anchor, source: p.gpkg, columns: {kind: k}}\n"
                           "sites: {from: zones}\n";
static const char profiles[] = "profiles: [a.yaml]\n";
static const char with_flood[] =
    "tomt_profile: 1\nname: a\nuses: 1300\nconstraints: [{layer: flood, effect: penalise, weight: "
    "1}]\ncriteria: [{id: a, criterion: c, weight: 1, value: {function: linear, ends: data}}]\n";

/* The part begins on line 10. */
static const char *with(const char *part)
{
    return joined(head, layers, joined(more, part, profiles));
}

static void each_is_a_whole_project(void **state)
{
    (void)state;
    assert_project_says(with(""), "");
    assert_int_equal(project.n_alternatives, 0);
    assert_files_say(with("centre: {layer: places}\n"
                          "alternatives:\n"
                          "  dense:\n"
                          "    title: {nb: Tettere}\n"
                          "    why: {en: The council asked, nb: Kommunestyret spurte}\n"
                          "    layers:\n"
                          "      zone: {source: dense.gpkg, columns: {use: formal}, title: Dense}\n"
                          "      tram: {role: hub, source: tram.geojson, columns: {mode: m}}\n"
                          "      river: {role: constraint, source: r.gpkg}\n"
                          "  dry: {layers: {flood: {role: constraint, source: dry.gpkg}}}\n"
                          "  no_centre: {remove: [area_2]}\n"
                          "targets: {jobs: 7}\n"),
                     with_flood,
                     "project.yaml:20:24: unknown layer 'area_2' (did you mean 'area'?)\n");
    assert_int_equal(project.n_alternatives, 2);
    const struct tomt_alternative *dense = &project.alternative[0];
    assert_string_equal(dense->name, "dense");
    assert_string_equal(dense->title.en, "Tettere");
    assert_string_equal(dense->why.en, "The council asked");
    assert_string_equal(dense->why.nb, "Kommunestyret spurte");
    assert_int_equal(dense->place.line, 12);
    assert_int_equal(dense->replaced.n, 1);
    assert_string_equal(dense->replaced.item[0], "zone");
    assert_int_equal(dense->added.n, 2);
    assert_string_equal(dense->added.item[1], "river");
    assert_int_equal(dense->removed.n, 0);
    const struct tomt_project *as = dense->project;
    static const char *const name[] = {"area", "zone", "flood", "places", "tram", "river"};
    assert_int_equal(as->n_layers, 6);
    for (size_t i = 0; i < 6; i++)
        assert_string_equal(as->layer[i].name, name[i]);
    assert_string_equal(as->layer[1].path, "dense.gpkg");
    assert_string_equal(as->layer[1].column[0].theirs, "formal");
    assert_string_equal(as->layer[2].path, "f.gpkg");
    assert_int_equal(as->n_alternatives, 0);
    /* All else is as in the project. */
    assert_string_equal(as->name, project.name);
    assert_string_equal(as->file, project.file);
    assert_string_equal(as->result_folder, project.result_folder);
    assert_string_equal(as->area_layer, "area");
    assert_string_equal(as->centre.layer, "places");
    assert_float_equal(as->targets.jobs, 7, 0);
    assert_int_equal(as->economy.n_sectors, project.economy.n_sectors);
    assert_int_equal(as->n_profiles, 1);
    assert_int_equal(as->profile[0].n_criteria, 2);
    assert_string_equal(as->profile[0].criterion[1].id, "layer_flood");
    /* And the project is as it was. */
    assert_int_equal(project.n_layers, 4);
    assert_string_equal(project.layer[1].path, "z.gpkg");
    const struct tomt_alternative *dry = &project.alternative[1];
    assert_string_equal(dry->title.nb, "dry");
    assert_null(dry->why.en);
    assert_null(dry->why.nb);
    assert_string_equal(tomt_project_layer(dry->project, "flood")->path, "dry.gpkg");
}

static void layers_may_go(void **state)
{
    (void)state;
    assert_project_says(with("alternatives: {dry: {remove: flood}, none: {remove: [flood, places]}}"
                             "\n"),
                        "");
    assert_int_equal(project.n_alternatives, 2);
    assert_string_equal(project.alternative[0].removed.item[0], "flood");
    const struct tomt_project *dry = project.alternative[0].project;
    assert_int_equal(dry->n_layers, 4);
    assert_true(tomt_project_layer(dry, "flood")->left_out);
    assert_false(tomt_project_layer(dry, "places")->left_out);
    const struct tomt_project *none = project.alternative[1].project;
    assert_int_equal(none->n_layers, 3);
    assert_true(tomt_project_layer(none, "flood")->left_out);
    assert_null(tomt_project_layer(none, "places"));
    assert_int_equal(project.n_layers, 4);
    assert_false(tomt_project_layer(&project, "flood")->left_out);
}

/* A profile names it as a constraint, and as what a criterion is made of. */
static void constraints_may_go_from_under_profiles(void **state)
{
    (void)state;
    assert_files_say(with("alternatives: {dry: {remove: [flood]}}\n"), with_flood, "");
    const struct tomt_project *dry = project.alternative[0].project;
    assert_string_equal(project.alternative[0].removed.item[0], "flood");
    assert_true(tomt_project_layer(dry, "flood")->left_out);
    assert_int_equal(dry->profile[0].n_constraints, 1);
    assert_string_equal(dry->profile[0].criterion[1].id, "layer_flood");
    /* The wrong layer of the project is told of once. */
    assert_files_say(joined(head, layers,
                            joined("  flood: {role: constraint, sorce: f.gpkg}\nsites: {from: "
                                   "zones}\nalternatives: {dry: {remove: flood}}\n",
                                   profiles, "")),
                     with_flood,
                     "project.yaml:7:29: unknown key 'sorce' (did you mean 'source'?)\n");
}

static void who_needs_a_layer_is_told(void **state)
{
    (void)state;
    assert_files_say(
        with("centre: {layer: places}\nalternatives:\n  b: {remove: "
             "[places]}\n  c: {remove: [zone]}\n  d: {remove: area}\n"),
        with_flood,
        "project.yaml:12:3: with this alternative project.yaml:10:17 is wrong: unknown layer "
        "'places', and no layer of the project has role 'anchor'; add one under layers:\n"
        "project.yaml:13:3: with this alternative project.yaml:5:3 is wrong: no layer has role "
        "'zone'; profiles permit land-use codes, so the zones of a plan are needed\n"
        "project.yaml:14:3: with this alternative project.yaml:3:21 is wrong: unknown layer "
        "'area', and no layer of the project has role 'area'; add one under layers:\n");
}

static void what_is_wrong_stands_where_it_is(void **state)
{
    (void)state;
    assert_project_says(
        with("alternatives:\n"
             "  Dense: {remove: flood}\n"
             "  empty:\n"
             "  nothing: {title: Nothing, layers: {}, remove: []}\n"
             "  same: {layers: {flood: {role: constraint, source: f.gpkg}}}\n"
             "  other: {layers: {flood: {role: area, source: f.gpkg}}}\n"
             "  both: {layers: {flood: {role: constraint, source: g.gpkg}}, remove: [flood, "
             "places, places, [x], '']}\n"
             "  wrong: {layers: {zone: {source: z.gpkg}, tram: {role: hubs, source: t}, site: "
             "{role: area, source: s}}}\n"
             "  list: {layers: [zone]}\n"
             "  misspelt: {layer: {zone: {source: z.gpkg}}, titel: a}\n"
             "  word: flood\n"),
        "project.yaml:11:3: 'Dense' cannot name an alternative: a name has lower-case letters a-z, "
        "digits and _, begins with a letter and has at most 48 characters\n"
        "project.yaml:12:3: alternative 'empty' changes nothing; give it layers, or remove some\n"
        "project.yaml:13:3: alternative 'nothing' changes nothing; give it layers, or remove "
        "some\n"
        "project.yaml:14:19: layer 'flood' is here as it is in the project; change it, or leave it "
        "out\n"
        "project.yaml:15:20: layer 'flood' has role 'area' here, but 'constraint' in the project; "
        "add it under another name, and remove that one\n"
        "project.yaml:16:72: layer 'flood' is removed and replaced; keep one of the two\n"
        "project.yaml:16:87: layer 'places' is here twice; keep one\n"
        "project.yaml:16:95: 'remove' lists names of layers, found a list\n"
        "project.yaml:16:100: 'remove' lists names of layers, found ''\n"
        "project.yaml:17:20: layer 'zone' does not say which column is 'use' (land-use code of "
        "the plan); add it to columns: {use: name of the column}\n"
        "project.yaml:17:57: unknown role 'hubs' (did you mean 'hub'?)\n"
        "project.yaml:17:75: 'site' is reserved for a layer of the result; give this layer another "
        "name\n"
        "project.yaml:18:18: 'layers' must be keys and values (key: value), found a list\n"
        "project.yaml:19:14: unknown key 'layer' (did you mean 'layers'?)\n"
        "project.yaml:19:47: unknown key 'titel' (did you mean 'title'?)\n"
        "project.yaml:20:9: keys and values must stand here (key: value), found 'flood'\n");
    assert_project_says(with("alternatives: [a]\n"),
                        "project.yaml:10:15: 'alternatives' must be keys and values (key: value), "
                        "found a list\n");
}

/* What is wrong in the project is told once, not again with each alternative. */
static void problems_of_the_project_are_told_once(void **state)
{
    (void)state;
    assert_files_say(
        with("centre: {layer: place}\nalternatives: {a: {remove: flood}, b: {layers: {x: {role: "
             "anchor, source: x, columns: {kind: k}}}}}\n"),
        joined(with_flood, "veto: [{criterion: b}]\n", ""),
        "project.yaml:10:17: unknown anchor layer 'place' (did you mean 'places'?)\n"
        "a.yaml:6:8: this veto rejects nothing; add below: number, above: number or missing: "
        "true\n"
        "a.yaml:6:20: unknown criterion id 'b'; known here: a, layer_flood\n");
    assert_files_say(with("alternatives: {a: {remove: flood}}\n"), "a: [\n",
                     "a.yaml:2:1: not valid YAML: did not find expected node content; check "
                     "indentation, quotes and brackets\n");
    /* Without layers there is nothing to change. */
    assert_project_says(joined(head, "alternatives: {a: {remove: flood}}\n", profiles),
                        "project.yaml:1:1: 'layers' is missing: name: layer; the data, whatever it "
                        "is called at home\n");
}

static void seventeen_are_too_many(void **state)
{
    (void)state;
    struct tomt_text text = {0};
    tomt_text_puts(&text, "alternatives:\n");
    for (int i = 0; i < 17; i++)
        tomt_text_print(&text, "  a%d: {remove: flood}\n", i);
    assert_project_says(with(text.bytes), "project.yaml:27:3: 17 alternatives; at most 16\n");
    assert_int_equal(project.n_alternatives, 16);
    tomt_text_free(&text);
}

/* Every allocation fails once. */
static void any_allocation_may_fail(void **state)
{
    (void)state;
    char folder[] = "/tmp/tomt-test-XXXXXX";
    assert_non_null(mkdtemp(folder));
    assert_int_equal(chdir(folder), 0);
    write_file("a.yaml", with_flood);
    write_file("project.yaml",
               with("alternatives: {dry: {layers: {flood: {role: constraint, source: d}}, remove: "
                    "[places]}, wet: {remove: [flood, x]}}\n"
                    "targets: {jobs: 1}\n"
                    "capacity: {jobs: {1: {m2_low: 1, m2_high: 2}}, shares: {1: {2: 1}}, owners: "
                    "{state: {ends: x}}}\n"));
    uint64_t turn = 1;
    for (bool done = false; !done; turn++) {
        struct tomt_error found = {0};
        struct tomt_problems list;
        struct tomt_project read;
        tomt_allocation_fail_at(turn);
        struct tomt_arena *fresh = tomt_arena_new(&found);
        if (fresh) {
            tomt_problems_start(&list, fresh);
            done = tomt_project_read(fresh, "project.yaml", &read, &list, &found);
        }
        tomt_allocation_fail_at(0);
        tomt_arena_free(fresh);
        if (found.code != (done ? TOMT_OK : TOMT_MEMORY))
            fail_msg("allocation %d: %s", (int)turn, found.text);
    }
    assert_true(turn > 5);
    unlink("a.yaml");
    unlink("project.yaml");
    assert_int_equal(chdir("/"), 0);
    assert_int_equal(rmdir(folder), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_is_a_whole_project, start, stop),
        cmocka_unit_test_setup_teardown(layers_may_go, start, stop),
        cmocka_unit_test_setup_teardown(constraints_may_go_from_under_profiles, start, stop),
        cmocka_unit_test_setup_teardown(who_needs_a_layer_is_told, start, stop),
        cmocka_unit_test_setup_teardown(what_is_wrong_stands_where_it_is, start, stop),
        cmocka_unit_test_setup_teardown(problems_of_the_project_are_told_once, start, stop),
        cmocka_unit_test_setup_teardown(seventeen_are_too_many, start, stop),
        cmocka_unit_test_setup_teardown(any_allocation_may_fail, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
