/* `assembly` of profiles: defaults, where each key goes, and every problem with its place. */
#include "project_support.h"

static const char more[] = "  parcel: {source: p.gpkg}\n"
                           "  river: {role: constraint, source: r.gpkg, columns: {code: k}}\n"
                           "  rail: {role: constraint, source: r.gpkg}\n";
static const char foot[] = "profiles: [a.yaml]\n";
static const char top[] = "tomt_profile: 1\nname: a\nuses: 1300\n";
static const char criteria[] =
    "criteria: [{id: a, criterion: c, weight: 1, value: {function: linear, ends: data}}]\n";

/* The part begins on line 4. */
static void assert_part_says(const char *part, const char *expected)
{
    assert_files_say(joined(head, layers, joined(more, foot, "")), joined(top, part, criteria),
                     expected);
}

static void every_key_is_read(void **state)
{
    (void)state;
    assert_part_says("", "");
    assert_false(project.profile[0].assembly.wanted);
    assert_part_says("assembly:\n", "");
    assert_false(project.profile[0].assembly.wanted);
    /* The defaults are those of assembly/assembly.h. */
    assert_part_says("assembly: {least: 10000}\n", "");
    const struct tomt_profile_assembly *assembly = &project.profile[0].assembly;
    assert_true(assembly->wanted);
    assert_float_equal(assembly->least, 10000, 0);
    assert_true(isinf(assembly->most) && assembly->most > 0);
    assert_int_equal(assembly->of, 0);
    assert_float_equal(assembly->gap_m, 0.5, 0);
    assert_float_equal(assembly->shared_m, 3, 0);
    assert_float_equal(assembly->barrier_m, 2, 0);
    assert_int_equal(assembly->most_parcels, 12);
    assert_float_equal(assembly->owner_cost, 0.05, 0);
    assert_float_equal(assembly->exchange_share, 0.75, 0);
    assert_int_equal(assembly->n_barriers, 0);
    assert_int_equal(assembly->place.line, 4);
    assert_part_says("assembly: {least: 5000, most: 5000, gap_m: 1, shared_m: 10, barrier_m: 5,\n"
                     "  most_parcels: 64, owner_cost: 0, exchange_share: 1,\n"
                     "  barriers: [rail, {layer: river, codes: [R1, R2]}]}\n",
                     "");
    assembly = &project.profile[0].assembly;
    assert_float_equal(assembly->most, 5000, 0);
    assert_float_equal(assembly->gap_m, 1, 0);
    assert_float_equal(assembly->shared_m, 10, 0);
    assert_float_equal(assembly->barrier_m, 5, 0);
    assert_int_equal(assembly->most_parcels, 64);
    assert_float_equal(assembly->owner_cost, 0, 0);
    assert_float_equal(assembly->exchange_share, 1, 0);
    assert_int_equal(assembly->n_barriers, 2);
    assert_string_equal(assembly->barrier[0].layer, "rail");
    assert_int_equal(assembly->barrier[0].codes.n, 0);
    assert_string_equal(assembly->barrier[1].layer, "river");
    assert_string_equal(assembly->barrier[1].codes.item[1], "R2");
    assert_int_equal(assembly->barrier[1].place.line, 6);
    assert_part_says("assembly: {least: 1, barriers: river}\n", "");
    assert_string_equal(project.profile[0].assembly.barrier[0].layer, "river");
    assert_part_says("assembly: {least: 1, barriers: {layer: river, codes: R1}}\n", "");
    assert_int_equal(project.profile[0].assembly.barrier[0].codes.n, 1);
}

static void what_is_wrong_is_told(void **state)
{
    (void)state;
    assert_part_says("assembly: {least: 9000, most: 8000, barriers: [rails, area, {layer: rail, "
                     "codes: R1}, {codes: R1}, []]}\n",
                     "a.yaml:4:31: 'most' is less than 'least': no site has such a size\n"
                     "a.yaml:4:48: unknown constraint layer 'rails' (did you mean 'rail'?)\n"
                     "a.yaml:4:55: layer 'area' has role 'area'; one with role 'constraint' is "
                     "wanted here\n"
                     "a.yaml:4:82: codes are asked for, but layer 'rail' of the project has no "
                     "column 'code'; add it there, or leave codes out\n"
                     "a.yaml:4:87: 'layer' is missing: a layer of the project with role "
                     "constraint: river, rail, motorway\n"
                     "a.yaml:4:100: keys and values must stand here (key: value), found a list\n");
    assert_part_says(
        "assembly:\n  most: 0\n  of: area\n  gap_m: -1\n  shared_m: -1\n  barrier_m: -1\n"
        "  most_parcels: 65\n  owner_cost: 1\n  exchange_share: 1.1\n  barrier: rail\n",
        "a.yaml:5:3: 'least' is missing: the least size wanted, of what `of` says\n"
        "a.yaml:5:9: 'most' is 0; it must be 1 to 1000000000000 m2\n"
        "a.yaml:6:7: 'of' is 'area'; it must be one of developable_m2, unused_bra_m2\n"
        "a.yaml:7:10: 'gap_m' is -1; it must be 0 to 1000 m\n"
        "a.yaml:8:13: 'shared_m' is -1; it must be 0 to 10000 m\n"
        "a.yaml:9:14: 'barrier_m' is -1; it must be 0 to 1000 m\n"
        "a.yaml:10:17: 'most_parcels' is 65; it must be 1 to 64 parcels\n"
        "a.yaml:11:15: 'owner_cost' is 1; it must be 0 to 0.99\n"
        "a.yaml:12:19: 'exchange_share' is 1.1; it must be 0 to 1\n"
        "a.yaml:13:3: unknown key 'barrier' (did you mean 'barriers'?)\n");
    assert_false(project.profile[0].assembly.wanted);
    assert_part_says("assembly: 5000\n",
                     "a.yaml:4:11: keys and values must stand here (key: value), found '5000'\n");
}

static void sites_must_be_parcels_whose_size_is_known(void **state)
{
    (void)state;
    const char *part = joined(top, "assembly: {least: 1}\n", criteria);
    assert_files_say(
        joined(head, layers, joined(more, "sites: {from: zones}\n", foot)), part,
        "a.yaml:4:11: 'assembly' joins parcels, but the sites of the project are made from zones; "
        "make them from parcels, or leave 'assembly' out\n");
    assert_part_says("assembly: {least: 1, of: unused_bra_m2}\n",
                     "a.yaml:4:26: 'of' is unused_bra_m2, but no layer with role 'zone' says "
                     "which column is 'utilisation', so no floor area is known\n");
    assert_files_say(joined(head, layers,
                            joined(more,
                                   "  plan: {role: zone, source: z, columns: {use: u, utilisation: "
                                   "t}}\n",
                                   foot)),
                     joined(top, "assembly: {least: 1, of: unused_bra_m2}\n", criteria), "");
    assert_int_equal(project.profile[0].assembly.of, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_key_is_read, start, stop),
        cmocka_unit_test_setup_teardown(what_is_wrong_is_told, start, stop),
        cmocka_unit_test_setup_teardown(sites_must_be_parcels_whose_size_is_known, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
