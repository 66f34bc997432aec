/* `constraints` of profiles: what each effect needs, the criterion that a penalty is, and every
 * problem with its place; layers that are ground steeper than so much. */
#include "project_support.h"

static const char more[] =
    "  flood: {role: constraint, source: f.gpkg, columns: {code: k}, title: Floods}\n"
    "  rail: {role: constraint, source: r.gpkg}\n"
    "sites: {from: zones}\nprofiles: [a.yaml]\n";
static const char top[] = "tomt_profile: 1\nname: a\nuses: 1300\nconstraints:\n";
static const char criteria[] =
    "criteria: [{id: a, criterion: c, weight: 1, value: {function: linear, ends: data}}]\n";

/* The list begins on line 5. */
static void assert_list_says(const char *list, const char *expected)
{
    assert_files_say(joined(head, layers, more), joined(top, list, criteria), expected);
}

static void every_key_is_read(void **state)
{
    (void)state;
    assert_list_says(
        "  - {layer: rail, buffer_m: 30, effect: exclude, title: Building line, why: Noise}\n"
        "  - {layer: flood, codes: H320, effect: limit, leaves: 0.4, safety_class: F2}\n"
        "  - {layer: flood, effect: limit, leaves: 0}\n"
        "  - {layer: flood, effect: penalise, weight: 5, full_at: 0.1, zero_at: 0.6, id: wet,\n"
        "     title: {nb: Flom}, why: {en: It costs, nb: Det koster}}\n"
        "  - {layer: rail, safety_class: S1}\n",
        "");
    const struct tomt_profile *a = &project.profile[0];
    assert_int_equal(a->n_constraints, 5);
    const struct tomt_profile_constraint *c = a->constraint;
    assert_int_equal(c[0].effect, TOMT_EFFECT_EXCLUDE);
    assert_float_equal(c[0].buffer_m, 30, 0);
    assert_string_equal(c[0].title.nb, "Building line");
    assert_string_equal(c[0].why.en, "Noise"); /* of one language only: that of both */
    assert_string_equal(c[0].why.nb, "Noise");
    assert_true(isnan(c[0].leaves) && isnan(c[0].weight) && !c[0].id && !c[0].safety_class);
    assert_int_equal(c[1].effect, TOMT_EFFECT_LIMIT);
    assert_float_equal(c[1].leaves, 0.4, 0);
    assert_string_equal(c[1].safety_class, "F2");
    assert_null(c[1].title.en);
    assert_float_equal(c[2].leaves, 0, 0);
    assert_int_equal(c[3].effect, TOMT_EFFECT_PENALISE);
    assert_float_equal(c[3].weight, 5, 0);
    assert_string_equal(c[3].id, "wet");
    assert_int_equal(c[4].effect, TOMT_EFFECT_INFORM);
    assert_string_equal(c[4].safety_class, "S1");
    assert_int_equal(a->n_criteria, 2);
    const struct tomt_profile_criterion *wet = &a->criterion[1];
    assert_string_equal(a->criterion[0].id, "a");
    assert_string_equal(wet->id, "wet");
    assert_string_equal(wet->criterion, "constraint_cover");
    assert_string_equal(wet->title.en, "Flom");
    assert_string_equal(wet->why.en, "It costs"); /* the criterion's is the constraint's */
    assert_string_equal(wet->why.nb, "Det koster");
    assert_float_equal(wet->weight, 5, 0);
    assert_int_equal(wet->null_policy, TOMT_NULL_DROP);
    assert_int_equal(wet->place.line, 8);
    assert_string_equal(wet->place.file, "a.yaml");
    const struct tomt_node *with = tomt_node_find(wet->with, "constraint");
    assert_string_equal(with->text, "4"); /* the fourth entry */
    assert_int_equal(wet->with->line, 8);
    assert_int_equal(with->line, 8);
    assert_true(wet->value.falling && !wet->value.ends_data && !wet->direction_given);
    assert_float_equal(tomt_value_of(&wet->value, 0.1), 1, 0);
    assert_float_equal(tomt_value_of(&wet->value, 0.35), 0.5, 1e-12); /* half way, 0.1 to 0.6 */
    assert_float_equal(tomt_value_of(&wet->value, 0.6), 0, 0);
}

static void a_penalty_has_an_id_of_its_own(void **state)
{
    (void)state;
    assert_list_says("  - {layer: flood, effect: penalise, weight: 1}\n"
                     "  - {layer: flood, effect: penalise, weight: 2, codes: H320}\n"
                     "  - {layer: rail, effect: penalise, weight: 3, buffer_m: 10}\n"
                     "  - {layer: rail, effect: penalise, weight: 4, id: layer_flood_2}\n",
                     "");
    const struct tomt_profile *a = &project.profile[0];
    static const char *const id[] = {"a", "layer_flood", "layer_flood_3", "layer_rail",
                                     "layer_flood_2"};
    assert_int_equal(a->n_criteria, 5);
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(a->criterion[i].id, id[i]);
    assert_string_equal(a->constraint[1].id, "layer_flood_3"); /* told where it is made */
    assert_string_equal(a->criterion[1].title.en, "Floods");
    assert_string_equal(a->criterion[3].title.en, "rail");
    assert_float_equal(a->criterion[1].value.full_at, 0, 0);
    assert_float_equal(a->criterion[1].value.zero_at, 1, 0);
    assert_list_says(
        "  - {layer: flood, effect: penalise, weight: 1, id: a}\n"
        "  - {layer: flood, effect: penalise, weight: 2, id: b}\n"
        "  - {layer: rail, effect: penalise, weight: 3, id: b}\n"
        "  - {layer: rail, effect: penalise, weight: 3, id: B}\n",
        "a.yaml:5:5: id 'a' is used already on line 9; each criterion needs an id of its own\n"
        "a.yaml:7:5: id 'b' is used already on line 6; each criterion needs an id of its own\n"
        "a.yaml:8:52: 'B' cannot name a criterion: a name has lower-case letters a-z, digits and "
        "_, begins with a letter and has at most 48 characters\n");
    /* A name as long as may be: the id is cut, and the next one is another. */
    assert_files_say(
        joined(head, layers,
               "  a23456789012345678901234567890123456789012345678: {role: constraint, source: a}\n"
               "sites: {from: zones}\nprofiles: [a.yaml]\n"),
        joined(top,
               "  - {layer: a23456789012345678901234567890123456789012345678, effect: penalise, "
               "weight: 1}\n"
               "  - {layer: a23456789012345678901234567890123456789012345678, effect: penalise, "
               "weight: 1}\n",
               criteria),
        "");
    assert_string_equal(project.profile[0].criterion[1].id,
                        "layer_a23456789012345678901234567890123456789012");
    assert_string_equal(project.profile[0].criterion[2].id,
                        "layer_a234567890123456789012345678901234567890_2");
}

static void a_veto_may_name_a_penalty(void **state)
{
    (void)state;
    assert_list_says("  - {layer: flood, effect: penalise, weight: 1}\n"
                     "veto: [{criterion: layer_flood, above: 0.5}]\n",
                     "");
    assert_string_equal(project.profile[0].veto[0].criterion, "layer_flood");
    assert_list_says("  - {layer: flood, effect: penalise, weight: 1}\n"
                     "veto: [{criterion: layer_floods, above: 0.5}]\n",
                     "a.yaml:6:20: unknown criterion id 'layer_floods' (did you mean "
                     "'layer_flood'?)\n");
}

static void what_each_effect_needs(void **state)
{
    (void)state;
    assert_list_says(
        "  - {layer: flood, effect: limit}\n"
        "  - {layer: flood, effect: limit, leaves: 1}\n"
        "  - {layer: flood, effect: limit, leaves: 1.5}\n"
        "  - {layer: flood, effect: limit, leaves: -0.1}\n"
        "  - {layer: flood, effect: limit, leaves: 40 %}\n"
        "  - {layer: flood, effect: limit, leave: 0.4}\n"
        "  - {layer: flood, effect: exclude, leaves: 0.5}\n"
        "  - {layer: flood, leaves: 0.5, weight: 2, id: x, full_at: 0, zero_at: 1}\n"
        "  - {layer: flood, effect: limits, leaves: 0.5}\n"
        "  - {layer: flood, efect: limit, leaves: 0.5}\n",
        "a.yaml:5:5: effect: limit needs 'leaves': the share of the capacity that is left\n"
        "a.yaml:6:43: 'leaves' is 1: that limits nothing; give a share under 1, or use effect: "
        "inform\n"
        "a.yaml:7:43: 'leaves' is 1.5; it must be 0 to 1\n"
        "a.yaml:8:43: 'leaves' is -0.1; it must be 0 to 1\n"
        "a.yaml:9:43: 'leaves' must be a number, found '40 %'\n"
        "a.yaml:10:35: unknown key 'leave' (did you mean 'leaves'?)\n"
        "a.yaml:11:37: 'leaves' belongs to effect: limit; leave it out\n"
        "a.yaml:12:20: 'leaves' belongs to effect: limit; leave it out\n"
        "a.yaml:12:33: 'weight' belongs to effect: penalise; leave it out\n"
        "a.yaml:12:44: 'id' belongs to effect: penalise; leave it out\n"
        "a.yaml:12:51: 'full_at' belongs to effect: penalise; leave it out\n"
        "a.yaml:12:63: 'zero_at' belongs to effect: penalise; leave it out\n"
        "a.yaml:13:28: 'effect' is 'limits', not one of inform, exclude, limit, penalise (did you "
        "mean 'limit'?)\n"
        "a.yaml:14:20: unknown key 'efect' (did you mean 'effect'?)\n");
    assert_list_says(
        "  - {layer: flood, effect: penalise}\n"
        "  - {layer: flood, effect: penalise, weight: 0}\n"
        "  - {layer: flood, effect: penalise, weight: -1}\n"
        "  - {layer: flood, effect: penalise, weight: 1, full_at: 1}\n"
        "  - {layer: flood, effect: penalise, weight: 1, full_at: 0.6, zero_at: 0.5}\n"
        "  - {layer: flood, effect: penalise, weight: 1, zero_at: 2, leaves: 0}\n"
        "  - 7\n",
        "a.yaml:5:5: effect: penalise needs 'weight': it counts against the weights of the "
        "criteria\n"
        "a.yaml:6:46: 'weight' is 0: that penalises nothing; give a number over 0, or use effect: "
        "inform\n"
        "a.yaml:7:46: 'weight' is -1; it must be 0 to 1000000000\n"
        "a.yaml:8:58: 'zero_at' is 1 and 'full_at' 1; it must be more, since the less is covered "
        "the better\n"
        "a.yaml:9:72: 'zero_at' is 0.5 and 'full_at' 0.6; it must be more, since the less is "
        "covered the better\n"
        "a.yaml:10:58: 'zero_at' is 2; it must be 0 to 1\n"
        "a.yaml:10:61: 'leaves' belongs to effect: limit; leave it out\n"
        "a.yaml:11:5: keys and values must stand here (key: value), found '7'\n");
}

static const char *with_layer(const char *part)
{
    return joined(head, layers,
                  joined(part,
                         "rasters: {height: {source: in/dtm.tif}, noise: {sorce: n.tif}}\n"
                         "sites: {from: zones}\nprofiles: [a.yaml]\n",
                         ""));
}

static void a_raster_may_be_a_constraint(void **state)
{
    (void)state;
    static const char noise[] = "project.yaml:8:49: unknown key 'sorce' (did you mean "
                                "'source'?)\n";
    assert_files_say(with_layer("  steep: {role: constraint, raster: height, slope_over_pct: 30, "
                                "title: Steep, credit: Us, extracted: 2026-10-01}\n"),
                     joined(top, "  - {layer: steep, codes: SLOPE, effect: exclude}\n", criteria),
                     noise);
    const struct tomt_project_layer *steep = tomt_project_layer(&project, "steep");
    assert_non_null(steep);
    assert_string_equal(steep->raster, "height");
    assert_float_equal(steep->slope_over_pct, 30, 0);
    assert_string_equal(steep->source, "in/dtm.tif");
    assert_string_equal(steep->path, "in/dtm.tif");
    assert_string_equal(steep->credit, "Us");
    assert_int_equal(steep->n_columns, 0);
    assert_int_equal(project.profile[0].n_constraints, 1);
    const struct tomt_project_layer *zone = tomt_project_layer(&project, "zone");
    assert_true(!zone->raster && isnan(zone->slope_over_pct));
    static const char *const wrong[][2] = {
        {"raster: heigth, slope_over_pct: 30",
         "7:37: unknown raster 'heigth' (did you mean 'height'?)"},
        {"raster: height", "7:3: 'slope_over_pct' is missing: of a raster, ground steeper than so "
                           "much is the constraint"},
        {"slope_over_pct: 30", "7:45: 'slope_over_pct' needs 'raster': the name of a raster of "
                               "heights under rasters:"},
        {"source: a, slope_over_pct: 30", "7:56: 'slope_over_pct' needs 'raster': the name of a "
                                          "raster of heights under rasters:"},
        {"raster: height, slope_over_pct: 0",
         "7:61: 'slope_over_pct' is 0; it must be 0.1 to 1000 %"},
        {"raster: height, slope_over_pct: 9, source: a, columns: {code: k}",
         "7:64: 'source' has no use where a raster is the source; leave it out\n"
         "project.yaml:7:75: 'columns' has no use where a raster is the source; leave it out"},
        {"rastr: height, slope_over_pct: 9", "7:29: unknown key 'rastr' (did you mean 'raster'?)"},
        {"raster: height, slope_over: 9",
         "7:45: unknown key 'slope_over' (did you mean 'slope_over_pct'?)"},
        {"raster: [height], slope_over_pct: 9", "7:37: 'raster' must be a text, found a list"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_project_says(with_layer(joined("  steep: {role: constraint, ", wrong[i][0], "}\n")),
                            joined("project.yaml:", wrong[i][1], joined("\n", noise, "")));
        /* Kept where it is whole. */
        assert_int_equal(tomt_project_layer(&project, "steep") != NULL, i == 5);
    }
    /* A raster that is there but wrong is told once. */
    assert_project_says(
        with_layer("  steep: {role: constraint, raster: noise, slope_over_pct: 9}\n"), noise);
    assert_project_says(with_layer("  zone_2: {role: zone, raster: height, slope_over_pct: 9}\n"),
                        joined("project.yaml:7:32: layer 'zone_2' has role 'zone'; only one with "
                               "role 'constraint' can be made of a raster\n",
                               noise, ""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_key_is_read, start, stop),
        cmocka_unit_test_setup_teardown(a_penalty_has_an_id_of_its_own, start, stop),
        cmocka_unit_test_setup_teardown(a_veto_may_name_a_penalty, start, stop),
        cmocka_unit_test_setup_teardown(what_each_effect_needs, start, stop),
        cmocka_unit_test_setup_teardown(a_raster_may_be_a_constraint, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
