/* `economy`: defaults, where each key goes, sectors of the program and of the project, and every
 * problem with its place. */
#include "project_support.h"

/* Lines 1 to 6 are of `head` and `layers`; `columns` of what the economy reads begin on line 7. */
static const char foot[] = "sites: {from: zones}\nprofiles: [a.yaml]\n";
static const char more[] =
    "  work: {role: establishment, source: w.csv}\n"
    "  tracts: {role: area, source: t.gpkg, columns: {number: n}}\n"
    "  plain: {role: area, source: p.gpkg}\n"
    "  ssb: {role: employment, source: s.csv, columns: {number: n, jobs: j}}\n"
    "  nb: {role: industry, source: i.csv, columns: {code: c, nb: t}}\n"
    "  key: {role: correspondence, source: k.csv, columns: {from: f, to: t}}\n";
/* So that the tables are used. */
static const char tables[] = "  industry: [{layer: nb, version: SN2025}]\n"
                             "  correspondence: [{layer: key, from: SN2007, to: SN2025}]\n";

static const char *with(const char *part)
{
    return joined(head, layers, joined(part, foot, ""));
}

/* Lines 7 to 12 are `more`, 13 is `economy:`, 14 and 15 the tables; `part` begins on line 16. */
static const char *economy(const char *part)
{
    return with(joined(more, "economy:\n", joined(tables, part, "")));
}

static const struct tomt_project_sector *sector(const char *name)
{
    const struct tomt_project_sector *found = tomt_project_sector(&project, name);
    assert_non_null(found);
    return found;
}

static void defaults_are_there(void **state)
{
    (void)state;
    assert_project_says(with("  work: {role: establishment, source: w.csv}\n"), "");
    const struct tomt_economy_options *options = &project.economy;
    assert_null(options->version);
    assert_null(options->code_version);
    assert_int_equal(options->digits, 5);
    assert_int_equal(options->min_establishments, 5);
    assert_float_equal(options->move_m, 100, 0);
    assert_null(options->register_day);
    assert_null(options->reference);
    assert_int_equal(options->areas.n, 0);
    assert_true(options->hot_spots);
    assert_int_equal(options->map_sectors.n, 0);
    assert_float_equal(options->hot_spot_cell_m, 250, 0);
    assert_float_equal(options->hot_spot_radius_m, 500, 0);
    assert_int_equal(options->permutations, 999);
    assert_int_equal(options->seed, 1);
    assert_int_equal(options->n_industries + options->n_correspondences, 0);
    assert_int_equal(options->n_references, 0);
    assert_int_equal(options->n_clusters + options->n_densities, 0);
    assert_int_equal(options->localisation.sectors.n, 0);
}

static void nothing_needs_establishments(void **state)
{
    (void)state;
    assert_project_says(with(""), "");
    assert_false(project.economy.hot_spots);
    assert_float_equal(project.economy.hot_spot_cell_m, 250,
                       0); /* numbers are there all the same */
    assert_project_says(with("economy:\n"), "");
    assert_project_says(with("economy: {digits: 4, hot_spots: false, clusters: {}, density: }\n"),
                        "");
    assert_int_equal(project.economy.digits, 4);
}

/* Eurostat's list of knowledge-intensive services, DOMAIN.md; the order of the file. */
static void sectors_come_with_the_program(void **state)
{
    (void)state;
    assert_project_says(with(""), "");
    const struct tomt_project_sector *first = &project.economy.sector[0];
    assert_int_equal(project.economy.n_sectors, 13);
    assert_string_equal(first->name, "knowledge_intensive");
    assert_true(first->shipped);
    assert_string_equal(first->title.nb, "Kunnskapsintensive tjenester i alt");
    assert_string_equal(first->place.file, "sectors.yaml");
    assert_int_equal(first->n_of, 2);
    assert_string_equal(first->of[0].version, "SN2007");
    static const char *const knowledge[] = {"50",    "51", "58-63", "64-66",
                                            "69-75", "78", "80",    "84-93"};
    assert_int_equal(first->of[0].codes.n, 8);
    for (size_t i = 0; i < 8; i++)
        assert_string_equal(first->of[0].codes.item[i], knowledge[i]);
    static const char *const wanted[] = {
        "knowledge_intensive", "high_tech", "market_services", "health", "electro_energy",
        "subsea_maritime",     "culture",   "visitor",         "trade",  "logistics"};
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
        assert_true(sector(wanted[i])->n_of == 2);
    assert_null(tomt_project_sector(&project, "helth"));
    assert_null(tomt_project_sector(&project, NULL));
}

static void every_key_is_read(void **state)
{
    (void)state;
    assert_project_says(
        with(joined(
            more,
            "  mine: {role: industry, source: m.csv, columns: {code: c}}\n"
            "  post: {role: postcode, source: pc.gpkg, columns: {postcode: p}}\n"
            "  earlier: {role: establishment_before, source: e.csv}\n"
            "economy:\n"
            "  version: nace 2.1\n  code_version: SN2007\n  digits: 4\n  min_establishments: 3\n"
            "  move_m: 50\n  register_day: 2026-01-01\n  reference: norway\n"
            "  references:\n"
            "    norway: {title: {en: Norway, nb: Norge}, layer: ssb, numbers: [\"0\"]}\n"
            "    region: {layer: tracts, numbers: [3301, 3303]}\n"
            "    all: {layer: plain}\n"
            "  areas: [tracts, area]\n"
            "  industry: [{layer: nb, version: SN2025}, {layer: mine, version: By 1}]\n"
            "  correspondence:\n"
            "    - {layer: key, from: By1, to: SN2007}\n"
            "  sectors:\n"
            "    robots: {title: Robots, source: ours, codes: {SN2007: [\"28.99\", 62-63], By 1: "
            "a1}}\n"
            "  hot_spots: {cell_m: 100, radius_m: 100, permutations: 0, seed: 7, sectors: [robots, "
            "health]}\n",
            "  clusters:\n"
            "    robots: {sector: robots, method: hdbscan, radius_m: 200, min_jobs: 20, "
            "min_cluster_jobs: 40, min_establishments: 3}\n"
            "    all:\n"
            "    own: {title: {en: Own, nb: Egen}}\n"
            "  density:\n"
            "    jobs: {sector: health, of: establishments, cell_m: 50, bandwidth_m: 250}\n"
            "    all:\n")),
        "");
    const struct tomt_economy_options *options = &project.economy;
    assert_string_equal(options->version, "nace 2.1");
    assert_string_equal(options->code_version, "SN2007");
    assert_int_equal(options->digits, 4);
    assert_int_equal(options->min_establishments, 3);
    assert_float_equal(options->move_m, 50, 0);
    assert_string_equal(options->register_day, "2026-01-01");
    assert_string_equal(options->reference, "norway");
    assert_int_equal(options->n_references, 3);
    assert_string_equal(options->references[0].title.nb, "Norge");
    assert_string_equal(options->references[0].layer, "ssb");
    assert_string_equal(options->references[0].numbers.item[0], "0");
    assert_string_equal(options->references[1].title.en, "region");
    assert_string_equal(options->references[1].numbers.item[1], "3303");
    assert_int_equal(options->references[2].numbers.n, 0);
    assert_int_equal(options->areas.n, 2);
    assert_string_equal(options->areas.item[1], "area");
    assert_int_equal(options->n_industries, 2);
    assert_string_equal(options->industry[1].layer, "mine");
    assert_string_equal(options->industry[1].version, "By 1");
    assert_int_equal(options->n_correspondences, 1);
    assert_string_equal(options->correspondence[0].from, "By1");
    assert_string_equal(options->correspondence[0].to, "SN2007");
}

static void every_map_is_read(void **state)
{
    every_key_is_read(state);
    const struct tomt_economy_options *options = &project.economy;
    assert_int_equal(options->n_sectors, 14); /* the project's after the shipped */
    const struct tomt_project_sector *robots = &options->sector[13];
    assert_string_equal(robots->name, "robots");
    assert_string_equal(robots->source, "ours");
    assert_false(robots->shipped);
    assert_int_equal(robots->n_of, 2);
    assert_int_equal(robots->of[0].codes.n, 2);
    assert_string_equal(robots->of[0].codes.item[1], "62-63");
    assert_string_equal(robots->of[1].version, "By 1");
    assert_string_equal(robots->of[1].codes.item[0], "a1");
    assert_true(options->hot_spots);
    assert_float_equal(options->hot_spot_cell_m, 100, 0);
    assert_float_equal(options->hot_spot_radius_m, 100, 0);
    assert_int_equal(options->permutations, 0);
    assert_int_equal(options->seed, 7);
    assert_int_equal(options->map_sectors.n, 2);
    assert_string_equal(options->map_sectors.item[1], "health");
    assert_int_equal(options->n_clusters, 3);
    const struct tomt_cluster_set *set = options->cluster;
    assert_string_equal(set[0].title.en, "Robots"); /* of its sector */
    assert_int_equal(set[0].method, 1);
    assert_float_equal(set[0].radius_m, 200, 0);
    assert_float_equal(set[0].min_jobs, 20, 0);
    assert_float_equal(set[0].min_cluster_jobs, 40, 0);
    assert_int_equal(set[0].min_establishments, 3);
    assert_string_equal(set[1].name, "all"); /* nothing said: all defaults */
    assert_string_equal(set[1].title.nb, "all");
    assert_null(set[1].sector);
    assert_int_equal(set[1].method, 0);
    assert_float_equal(set[1].radius_m, 300, 0);
    assert_float_equal(set[1].min_jobs, 50, 0);
    assert_float_equal(set[1].min_cluster_jobs, 100, 0);
    assert_int_equal(set[1].min_establishments, 5);
    assert_string_equal(set[2].title.nb, "Egen");
    assert_int_equal(options->n_densities, 2);
    assert_string_equal(options->density[0].sector, "health");
    assert_int_equal(options->density[0].of, 1);
    assert_float_equal(options->density[0].cell_m, 50, 0);
    assert_float_equal(options->density[0].bandwidth_m, 250, 0);
    assert_int_equal(options->density[1].of, 0);
    assert_float_equal(options->density[1].cell_m, 100, 0);
    assert_float_equal(options->density[1].bandwidth_m, 500, 0);
}

static void words_that_are_wrong(void **state)
{
    (void)state;
    assert_project_says(
        economy("  version: SN2027\n  code_version: nase 2\n  digits: 2\n  register_day: "
                "01.01.2026\n  reference: region\n  sector: []\n"),
        "project.yaml:16:12: unknown version of industry codes 'SN2027' (did you mean 'SN2007'?)\n"
        "project.yaml:17:17: unknown version of industry codes 'nase 2'; known here: SN2007, "
        "SN2025\n"
        "project.yaml:18:11: 'digits' is 2; it must be 3 to 8\n"
        "project.yaml:19:17: 'register_day' must be a date, YYYY-MM-DD, found '01.01.2026'\n"
        "project.yaml:20:14: unknown reference 'region'; known here: study_area\n"
        "project.yaml:21:3: unknown key 'sector' (did you mean 'sectors'?)\n");
    assert_null(project.economy.version);
    assert_null(project.economy.register_day);
    assert_null(project.economy.reference);
    assert_int_equal(project.economy.digits, 5);
    assert_project_says(economy("  reference: study_area\n"), "");
    assert_null(project.economy.reference); /* the study area is none */
    assert_project_says(with("economy: [1]\n"), "project.yaml:7:10: keys and values must stand "
                                                "here (key: value), found a list\n");
    assert_project_says(with("economy: 1\n"), "project.yaml:7:10: keys and values must stand "
                                              "here (key: value), found '1'\n");
}

static void references_are_areas_or_statistics(void **state)
{
    (void)state;
    assert_project_says(
        economy("  reference: regoin\n  references:\n    region: {layer: work}\n"
                "    far: {layer: sbb}\n    Far: {layer: ssb}\n    study_area: {layer: ssb}\n"
                "    none: {numbers: [\"1\"]}\n    some: {layer: plain, numbers: [\"1\"]}\n"),
        "project.yaml:16:14: unknown reference 'regoin' (did you mean 'region'?)\n"
        "project.yaml:18:21: layer 'work' has role 'establishment'; one with role 'area' or "
        "'employment' is wanted here\n"
        "project.yaml:19:18: unknown area or employment layer 'sbb' (did you mean 'ssb'?)\n"
        "project.yaml:20:5: 'Far' cannot name a reference: a name has lower-case letters a-z, "
        "digits and _, begins with a letter and has at most 48 characters\n"
        "project.yaml:21:5: 'study_area' is always there as a reference; give this one another "
        "name\n"
        "project.yaml:22:11: 'layer' is missing: a layer with role area: establishments within its "
        "areas; or with role employment: its rows\n"
        "project.yaml:23:35: areas are chosen by number, but layer 'plain' does not say which "
        "column that is; add columns: {number: name of the column}\n");
    assert_int_equal(project.economy.n_references, 1); /* `some`: whole but for that column */
    assert_project_says(economy("  references: [ssb]\n  areas: {a: b}\n"),
                        "project.yaml:16:15: 'references' must be keys and values (key: value), "
                        "found a list\n"
                        "project.yaml:17:10: 'areas' must be a text or a list of texts, found keys "
                        "and values\n");
    assert_project_says(
        economy("  reference: region\n  references: {region: {layer: sbb}}\n"),
        "project.yaml:17:32: unknown area or employment layer 'sbb' (did you mean 'ssb'?)\n");
    assert_null(project.economy.reference); /* told once */
}

static void areas_are_layers(void **state)
{
    (void)state;
    assert_project_says(
        economy("  areas: [tracts, zone, trats, tracts, [a]]\n"),
        "project.yaml:16:19: layer 'zone' has role 'zone'; one with role 'area' is wanted here\n"
        "project.yaml:16:25: unknown area layer 'trats' (did you mean 'tracts'?)\n"
        "project.yaml:16:32: layer 'tracts' is here twice; keep one\n"
        "project.yaml:16:40: 'areas' must be a list of texts, found a list\n");
    assert_int_equal(project.economy.areas.n, 1);
    assert_project_says(economy("  areas: tracts\n"), "");
    assert_int_equal(project.economy.areas.n, 1);
}

static void tables_say_their_version(void **state)
{
    (void)state;
    assert_project_says(
        with(joined(more, "economy:\n", "  digits: 5\n")),
        "project.yaml:11:3: layer 'nb' is not used: say of which version its codes are, with "
        "economy: {industry: [{layer: nb, version: SN2025}]}\n"
        "project.yaml:12:3: layer 'key' is not used: say of which versions it is, with economy: "
        "{correspondence: [{layer: key, from: SN2007, to: SN2025}]}\n");
    assert_project_says(
        with(joined(
            more, "economy:\n",
            "  version: By 2\n"
            "  industry:\n"
            "    - {layer: nb, version: By 1}\n    - {layer: nb, version: SN2025}\n"
            "    - {layer: key, version: By 2}\n    - {layer: nb}\n    - {layer: nb, version: "
            "\"..\"}\n"
            "  correspondence:\n"
            "    - {layer: key, from: SN2007, to: By 3}\n"
            "    - {layer: key, from: SN2007, to: NACE Rev. 2}\n"
            "    - {layer: key, from: by1, to: SN2007}\n    - {layer: key, from: By 1, to: 2007}\n"
            "    - nb\n")),
        "project.yaml:17:15: layer 'nb' is here already, on line 16; keep one\n"
        "project.yaml:18:15: layer 'key' has role 'correspondence'; one with role 'industry' is "
        "wanted here\n"
        "project.yaml:19:7: 'version' is missing: of its codes: SN2007 or SN2025, whose titles it "
        "adds to or replaces; another name makes a version of its own\n"
        "project.yaml:20:28: '..' cannot name a version of industry codes: use at most 31 letters "
        "and digits\n"
        "project.yaml:22:38: unknown version of industry codes 'By 3' (did you mean 'By 1'?)\n"
        "project.yaml:23:38: 'from' and 'to' are the same version; a correspondence goes from one "
        "to another\n"
        "project.yaml:25:7: a correspondence of By 1 to 2007 is here already, on line 24; keep "
        "one\n"
        "project.yaml:26:7: keys and values must stand here (key: value), found 'nb'\n");
    assert_int_equal(project.economy.n_industries, 1);
    assert_int_equal(project.economy.n_correspondences, 1);
    assert_string_equal(project.economy.version, "By 2"); /* what is wrong with it is told there */
    assert_project_says(
        with("economy:\n  industry:\n    - {layer: a, version: v1}\n    - {layer: a, version: v2}\n"
             "    - {layer: a, version: v3}\n    - {layer: a, version: v4}\n"
             "    - {layer: a, version: v5}\n    - {layer: a, version: v6}\n"
             "    - {layer: a, version: v7}\n  correspondence: {from: a}\n"),
        "project.yaml:9:15: unknown layer 'a', and no layer of the project has role 'industry'; "
        "add one under layers:\n"
        "project.yaml:10:15: unknown layer 'a', and no layer of the project has role 'industry'; "
        "add one under layers:\n"
        "project.yaml:11:15: unknown layer 'a', and no layer of the project has role 'industry'; "
        "add one under layers:\n"
        "project.yaml:12:15: unknown layer 'a', and no layer of the project has role 'industry'; "
        "add one under layers:\n"
        "project.yaml:13:15: unknown layer 'a', and no layer of the project has role 'industry'; "
        "add one under layers:\n"
        "project.yaml:14:15: unknown layer 'a', and no layer of the project has role 'industry'; "
        "add one under layers:\n"
        "project.yaml:15:27: 'v7' is one version of industry codes too many; at most 6 can be "
        "added to SN2007 and SN2025\n"
        "project.yaml:16:19: 'correspondence' must be a list (- item), found keys and values\n");
}

static void sectors_that_are_wrong(void **state)
{
    (void)state;
    assert_project_says(
        economy("  sectors:\n"
                "    letters: {codes: {SN2007: [J, \"62\"], SN2025: \"A-C\"}}\n"
                "    ranges: {codes: {SN2007: [\"63-58\", \"58-581\", \"6\", \"62.0101\", \"58 – "
                "63\", x, \"1.1\"]}}\n"
                "    none: {codes: {SN2007: []}}\n"
                "    empty: {codes: {}}\n"
                "    missing: {title: Missing}\n"
                "    again: {codes: {SN2007: \"62\", NACE Rev. 2: \"63\", 2007: \"64\"}}\n"
                "    list: {codes: [\"62\"]}\n"
                "    other: {codes: {SN2027: \"62\", SN2007: {a: b}, SN2025: [[1]]}}\n"
                "    Big: {codes: {SN2007: \"62\"}}\n"
                "    scalar: 62\n"),
        "project.yaml:17:32: 'J' is a section, whose letter means another thing in another "
        "version; name its divisions (\"62\", \"58-63\")\n"
        "project.yaml:17:50: 'A-C' is a section, whose letter means another thing in another "
        "version; name its divisions (\"62\", \"58-63\")\n"
        "project.yaml:18:31: '63-58' is no industry code, and no range of two with as many digits "
        "(\"62\", \"62.01\", \"58-63\")\n"
        "project.yaml:18:40: '58-581' is no industry code, and no range of two with as many digits "
        "(\"62\", \"62.01\", \"58-63\")\n"
        "project.yaml:18:50: '6' is no industry code, and no range of two with as many digits "
        "(\"62\", \"62.01\", \"58-63\")\n"
        "project.yaml:18:55: '62.0101' is no industry code, and no range of two with as many "
        "digits (\"62\", \"62.01\", \"58-63\")\n"
        "project.yaml:18:77: 'x' is a section, whose letter means another thing in another "
        "version; name its divisions (\"62\", \"58-63\")\n"
        "project.yaml:19:28: 'SN2007' has no codes; name at least one, or leave the version out\n"
        "project.yaml:20:20: sector 'empty' has no codes; write codes: {SN2007: [\"62\"]}\n"
        "project.yaml:21:14: 'codes' is missing: version: list of codes; \"62\" holds all that "
        "begin with it, \"58-63\" all from 58 to 63; no section letters\n"
        "project.yaml:22:35: 'NACE Rev. 2' is the same version as 'SN2007' (on line 22); keep "
        "one\n"
        "project.yaml:22:54: '2007' is the same version as 'SN2007' (on line 22); keep one\n"
        "project.yaml:23:19: 'codes' must be keys and values (key: value), found a list\n"
        "project.yaml:24:21: unknown version of industry codes 'SN2027' (did you mean 'SN2007'?)\n"
        "project.yaml:24:43: 'SN2007' must be a list of codes, found keys and values\n"
        "project.yaml:24:60: 'SN2025' must be a list of codes, found a list\n"
        "project.yaml:25:5: 'Big' cannot name a sector: a name has lower-case letters a-z, digits "
        "and _, begins with a letter and has at most 48 characters\n"
        "project.yaml:26:13: keys and values must stand here (key: value), found '62'\n");
    assert_int_equal(project.economy.n_sectors, 16); /* what is left of letters, ranges, again */
    assert_int_equal(sector("ranges")->of[0].codes.n, 2);
}

static void sectors_are_asked_for_by_name(void **state)
{
    (void)state;
    assert_project_says(
        economy("  sectors: {broken: {codes: {}}}\n"
                "  hot_spots: {sectors: [helth, health, broken, health]}\n"
                "  clusters: {a: {sector: electro}, b: {sector: broken}, c: {sector: culture}, d: "
                "{sector: zzz}}\n"
                "  density: {a: {sector: electro_enrgy}, Jobs: , d: [1], cluster: }\n"),
        "project.yaml:16:29: sector 'broken' has no codes; write codes: {SN2007: [\"62\"]}\n"
        "project.yaml:17:25: unknown sector 'helth' (did you mean 'health'?)\n"
        "project.yaml:17:48: sector 'health' is here twice; keep one\n"
        "project.yaml:18:26: unknown sector 'electro' (did you mean 'electro_energy'?)\n"
        "project.yaml:18:91: unknown sector 'zzz'; known here: knowledge_intensive, "
        "less_knowledge_intensive, high_tech, market_services, high_tech_industry, "
        "medium_high_tech_industry, health, electro_energy, subsea_maritime, culture, visitor, "
        "trade, logistics, broken\n"
        "project.yaml:19:25: unknown sector 'electro_enrgy' (did you mean 'electro_energy'?)\n"
        "project.yaml:19:41: 'Jobs' cannot name a map of density: a name has lower-case letters "
        "a-z, digits and _, begins with a letter and has at most 48 characters\n"
        "project.yaml:19:52: keys and values must stand here (key: value), found a list\n");
    assert_int_equal(project.economy.map_sectors.n, 1);
    assert_int_equal(project.economy.n_clusters, 1);
    assert_string_equal(project.economy.cluster[0].title.en, "Culture"); /* of its sector */
    assert_project_says(
        economy("  clusters: [a]\n  density: 7\n  hot_spots: often\n"),
        "project.yaml:16:13: 'clusters' must be keys and values (key: value), found a list\n"
        "project.yaml:17:12: 'density' must be keys and values (key: value), found '7'\n"
        "project.yaml:18:14: keys and values must stand here (key: value), found 'often'\n");
    assert_project_says(economy("  hot_spots: true\n"), "");
    assert_true(project.economy.hot_spots);
    assert_project_says(economy("  hot_spots: false\n"), "");
    assert_false(project.economy.hot_spots);
}

static void hot_spots_have_neighbours(void **state)
{
    (void)state;
    static const char no_neighbour[] =
        ": no cell would have a neighbour; make the radius at least as long as a cell\n";
    assert_project_says(
        economy("  hot_spots: {radius_m: 200}\n"),
        joined("project.yaml:16:25: 'radius_m' is 200 and 'cell_m' 250", no_neighbour, ""));
    assert_project_says(
        economy("  hot_spots: {cell_m: 501}\n"),
        joined("project.yaml:16:23: 'radius_m' is 500 and 'cell_m' 501", no_neighbour, ""));
    assert_project_says(economy("  hot_spots: {cell_m: 500}\n"), "");
    assert_project_says(economy("  hot_spots: {cell_m: 0, permutations: 1.5, seed: -1}\n"),
                        "project.yaml:16:23: 'cell_m' is 0; it must be 1 to 100000 m\n"
                        "project.yaml:16:40: 'permutations' must be a whole number, found '1.5'\n"
                        "project.yaml:16:51: 'seed' is -1; it must be at least 0\n");
}

static void what_is_asked_for_needs_a_register(void **state)
{
    (void)state;
    assert_project_says(
        with("  before: {role: establishment_before, source: b.csv}\n"
             "  pc: {role: postcode, source: a.gpkg, columns: {postcode: p}}\n"
             "  qc: {role: postcode, source: b.gpkg, columns: {postcode: p}}\n"
             "economy: {hot_spots: true, clusters: {a: }, density: {a: }}\n"),
        "project.yaml:7:3: layer 'before' is of an earlier year, but no layer has role "
        "'establishment' to compare it with\n"
        "project.yaml:9:3: layer 'qc' has role 'postcode', as 'pc' on line 8 has: a postcode has "
        "one centre; keep one layer of them\n"
        "project.yaml:10:22: 'hot_spots' is made of establishments, but no layer has role "
        "'establishment'; add one, or leave 'hot_spots' out\n"
        "project.yaml:10:38: 'clusters' is made of establishments, but no layer has role "
        "'establishment'; add one, or leave 'clusters' out\n"
        "project.yaml:10:54: 'density' is made of establishments, but no layer has role "
        "'establishment'; add one, or leave 'density' out\n");
    /* It may be the layer that is wrong. */
    assert_project_says(with("  work: {role: establishment}\neconomy: {clusters: {a: }}\n"),
                        "project.yaml:7:9: 'source' is missing: file or database: any vector "
                        "source GDAL opens; a relative path counts from this file; PG:... and "
                        "/vsizip/... work\n");
}

static void localisation_is_off_unless_given(void **state)
{
    (void)state;
    const struct tomt_localisation_options *asked = &project.economy.localisation;
    assert_project_says(economy("  localisation: {sectors: [health, culture]}\n"), "");
    assert_int_equal(asked->sectors.n, 2);
    assert_string_equal(asked->sectors.item[1], "culture");
    assert_float_equal(asked->reach_m, 5000, 0);
    assert_int_equal(asked->steps, 50);
    assert_int_equal(asked->draws, 200);
    assert_int_equal(asked->seed, 1);
    assert_int_equal(asked->place.line, 16);
    assert_project_says(economy("  localisation: {sectors: trade, reach_m: 200000, steps: 500, "
                                "draws: 10000, seed: 0}\n"),
                        "");
    assert_string_equal(asked->sectors.item[0], "trade");
    assert_float_equal(asked->reach_m, 200000, 0);
    assert_int_equal(asked->steps, 500);
    assert_int_equal(asked->draws, 10000);
    assert_int_equal(asked->seed, 0);
    static const char *const off[] = {"  localisation:\n", "  localisation: false\n"};
    for (size_t i = 0; i < sizeof off / sizeof *off; i++) {
        assert_project_says(economy(off[i]), "");
        assert_int_equal(asked->sectors.n, 0);
    }
}

static void localisation_that_is_wrong(void **state)
{
    (void)state;
    assert_project_says(
        economy("  localisation: {sectors: [helth, trade, trade], reach_m: 99, steps: 1, draws: "
                "19, seed: -1}\n"),
        "project.yaml:16:28: unknown sector 'helth' (did you mean 'health'?)\n"
        "project.yaml:16:42: sector 'trade' is here twice; keep one\n"
        "project.yaml:16:59: 'reach_m' is 99; it must be 100 to 200000 m\n"
        "project.yaml:16:70: 'steps' is 1; it must be 2 to 500\n"
        "project.yaml:16:80: 'draws' is 19; it must be 20 to 10000\n"
        "project.yaml:16:90: 'seed' is -1; it must be at least 0\n");
    assert_int_equal(project.economy.localisation.sectors.n, 1);
    assert_project_says(economy("  localisation: {draw: 100}\n"),
                        "project.yaml:16:17: 'sectors' is missing: each is compared with random "
                        "draws of as many of all establishments of the study area\n"
                        "project.yaml:16:18: unknown key 'draw' (did you mean 'draws'?)\n");
    assert_project_says(economy("  localisation: {sectors: []}\n"),
                        "project.yaml:16:27: 'sectors' names none; name at least one, or leave "
                        "'localisation' out\n");
    assert_project_says(economy("  localisation: true\n"),
                        "project.yaml:16:17: keys and values must stand here (key: value), found "
                        "'true'\n");
    assert_project_says(with("economy: {localisation: {sectors: trade}}\n"),
                        "project.yaml:7:25: 'localisation' is made of establishments, but no layer "
                        "has role 'establishment'; add one, or leave 'localisation' out\n");
}

static const char hex[] = "0123456789abcdef";

/* Sectors s00, s01, ... */
static const char *many_sectors(size_t n, const char *first)
{
    struct tomt_text text = {0};
    tomt_text_print(&text, "  sectors:\n%s", first);
    for (size_t i = 0; i < n; i++)
        tomt_text_print(&text, "    s%c%c: {codes: {SN2007: \"62\"}}\n", hex[i / 16], hex[i % 16]);
    return tomt_text_keep(&text, arena, &err);
}

static void sixty_three_sectors(void **state)
{
    (void)state;
    assert_project_says(economy(many_sectors(50, "")), ""); /* 13 + 50 */
    assert_int_equal(project.economy.n_sectors, 63);
    assert_string_equal(project.economy.sector[62].name, "s31");
    static const char too_many[] =
        "project.yaml:17:5: too many sectors: beside those that come with the program there is "
        "room for %d; leave some out, or give them the names of shipped ones, which they then "
        "replace\n";
    assert_project_says(economy(many_sectors(51, "")), tomt_arena_print(arena, &err, too_many, 50));
    assert_int_equal(project.economy.n_sectors, 63);
    assert_project_says(economy(many_sectors(200, "")),
                        tomt_arena_print(arena, &err, too_many, 50));
    /* One that replaces takes no room. */
    static const char health[] = "    health: {codes: {SN2007: \"86\"}}\n";
    assert_project_says(economy(many_sectors(50, health)), "");
    assert_int_equal(project.economy.n_sectors, 63);
    assert_string_equal(project.economy.sector[0].name, "knowledge_intensive");
    assert_string_equal(project.economy.sector[12].name, "health"); /* the project's first */
    assert_false(project.economy.sector[12].shipped);
    assert_string_equal(sector("health")->of[0].codes.item[0], "86");
}

static void sectors_of_files(void **state)
{
    (void)state;
    char folder[] = "/tmp/tomt-sectors-XXXXXX";
    assert_non_null(mkdtemp(folder));
    const char *const name[] = {"one", "two", "bad", "half"};
    static const char *const text[] = {
        "tomt_sectors: 1\nsectors:\n  robots: {codes: {SN2007: \"28.99\"}}\n"
        "  health: {codes: {SN2025: [\"86\"]}}\n",
        "tomt_sectors: 1\nsectors: {games: {title: Spill, codes: {SN2007: \"58.21\"}}, robots: "
        "{codes: {SN2007: \"28\"}}}\n",
        "tomt_sector: 1\nsectors: [a]\n", "tomt_sectors: 2\nsectors: {a: {codes: {SN2007: J}}\n"};
    const char *path[4];
    for (size_t i = 0; i < 4; i++) {
        path[i] = tomt_arena_print(arena, &err, "%s/%s.yaml", folder, name[i]);
        write_file(path[i], text[i]);
    }
    assert_project_says(
        economy(tomt_arena_print(arena, &err, "  sectors: [%s, %s]\n", path[0], path[1])),
        tomt_arena_print(arena, &err,
                         "%s:2:60: sector 'robots' is already in %s, line 3; keep one\n", path[1],
                         path[0]));
    assert_int_equal(project.economy.n_sectors, 15); /* 13, one of them replaced, and two */
    assert_string_equal(project.economy.sector[12].name, "robots");
    assert_string_equal(sector("robots")->of[0].codes.item[0], "28.99");
    assert_int_equal(sector("health")->n_of, 1);
    assert_string_equal(sector("games")->title.nb, "Spill");
    assert_string_equal(sector("games")->place.file, path[1]);
    assert_project_says(economy(joined("  sectors: ", path[0], "\n")), ""); /* one alone */
    assert_int_equal(project.economy.n_sectors, 14);
    assert_project_says(
        economy(tomt_arena_print(arena, &err,
                                 "  sectors:\n  - none.yaml\n  - %s\n  - [a]\n  - none.yaml\n"
                                 "  - %s\n  clusters: {a: {sector: gemes}}\n",
                                 path[2], path[3])),
        tomt_arena_print(
            arena, &err,
            "project.yaml:17:5: sectors: cannot open none.yaml: No such file or directory; paths "
            "count from the folder of this file\n"
            "project.yaml:19:5: 'sectors' lists files (my_sectors.yaml), found a list; sectors "
            "themselves are written without a list (name: sector)\n"
            "project.yaml:20:5: this file is named already; keep one\n"
            "%s:1:1: unknown key 'tomt_sector' (did you mean 'tomt_sectors'?)\n"
            "%s:2:10: 'sectors' must be keys and values (key: value), found a list\n"
            "%s:3:1: not valid YAML: did not find expected ',' or '}', while parsing a flow "
            "mapping of line 2; check indentation, quotes and brackets\n",
            path[2], path[2], path[3])); /* and no word of gemes, which may be in one of them */
    for (size_t i = 0; i < 4; i++)
        unlink(path[i]);
    assert_int_equal(rmdir(folder), 0);
}

static void files_of_sectors_are_few(void **state)
{
    (void)state;
    struct tomt_text text = {0};
    tomt_text_puts(&text, "  sectors:\n");
    for (int i = 0; i < 64; i++)
        tomt_text_print(&text, "  - f%d.yaml\n", i);
    assert_project_says(economy(tomt_text_keep(&text, arena, &err)),
                        "project.yaml:80:5: 64 files of sectors; at most 63\n"); /* 17 + 63 */
    assert_int_equal(project.economy.n_sectors, 13);
}

/* Names of the new tables are taken; area and industry are roles, and a layer may have its name. */
static void names_are_taken(void **state)
{
    (void)state;
    static const char *const taken[] = {
        "area_sector", "area_industry", "cluster", "hot_spot", "register_change", "reconciliation",
        "sector",      "statistic",     "economy", "unplaced", "study_area"};
    for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++) {
        assert_true(tomt_name_is_reserved_for_profiles(taken[i]));
        assert_project_says(
            with(tomt_arena_print(arena, &err, "  %s: {role: area, source: a.gpkg}\n", taken[i])),
            tomt_arena_print(arena, &err,
                             "project.yaml:7:3: '%s' is reserved for a layer of the result; give "
                             "this layer another name\n",
                             taken[i]));
    }
    assert_true(tomt_name_is_reserved_for_profiles("area"));
    assert_true(tomt_name_is_reserved_for_profiles("industry"));
    assert_true(tomt_name_is_reserved_for_profiles("establishment_before"));
    assert_false(tomt_name_is_reserved_for_layers("industry"));
}

static void memory_may_run_out(void **state)
{
    (void)state;
    char folder[] = "/tmp/tomt-economy-XXXXXX";
    assert_non_null(mkdtemp(folder));
    const char *path = joined(folder, "/project.yaml", ""), *a = joined(folder, "/a.yaml", "");
    write_file(path, economy("  sectors: {mine: {codes: {SN2007: [\"62\"]}}}\n"
                             "  references: {r: {layer: ssb}}\n  clusters: {c: {sector: mine}}\n"
                             "  density: {d: }\n  areas: [tracts]\n"));
    write_file(a, profile);
    bool done = false;
    uint64_t turn = 0;
    while (!done) {
        struct tomt_error found = {0};
        struct tomt_arena *fresh = tomt_arena_new(&err);
        struct tomt_problems told;
        tomt_problems_start(&told, fresh);
        tomt_allocation_fail_at(++turn);
        done = tomt_project_read(fresh, path, &project, &told, &found);
        tomt_allocation_fail_at(0);
        assert_int_equal(found.code, done ? TOMT_OK : TOMT_MEMORY);
        assert_int_equal(told.n_errors, 0);
        tomt_arena_free(fresh);
    }
    assert_true(turn > 20);
    unlink(path);
    unlink(a);
    assert_int_equal(rmdir(folder), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(defaults_are_there, start, stop),
        cmocka_unit_test_setup_teardown(nothing_needs_establishments, start, stop),
        cmocka_unit_test_setup_teardown(sectors_come_with_the_program, start, stop),
        cmocka_unit_test_setup_teardown(every_key_is_read, start, stop),
        cmocka_unit_test_setup_teardown(every_map_is_read, start, stop),
        cmocka_unit_test_setup_teardown(words_that_are_wrong, start, stop),
        cmocka_unit_test_setup_teardown(references_are_areas_or_statistics, start, stop),
        cmocka_unit_test_setup_teardown(areas_are_layers, start, stop),
        cmocka_unit_test_setup_teardown(tables_say_their_version, start, stop),
        cmocka_unit_test_setup_teardown(sectors_that_are_wrong, start, stop),
        cmocka_unit_test_setup_teardown(sectors_are_asked_for_by_name, start, stop),
        cmocka_unit_test_setup_teardown(hot_spots_have_neighbours, start, stop),
        cmocka_unit_test_setup_teardown(what_is_asked_for_needs_a_register, start, stop),
        cmocka_unit_test_setup_teardown(localisation_is_off_unless_given, start, stop),
        cmocka_unit_test_setup_teardown(localisation_that_is_wrong, start, stop),
        cmocka_unit_test_setup_teardown(sixty_three_sectors, start, stop),
        cmocka_unit_test_setup_teardown(sectors_of_files, start, stop),
        cmocka_unit_test_setup_teardown(files_of_sectors_are_few, start, stop),
        cmocka_unit_test_setup_teardown(names_are_taken, start, stop),
        cmocka_unit_test_setup_teardown(memory_may_run_out, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
