/* What a profile says of weights, methods and robustness: every key, every default, and every
 * mistake with its place. Expected numbers are those written in the profile. */
#include "project_support.h"

#include "project/told.h"

static char folder[] = "/tmp/tomt-test-XXXXXX";
static struct tomt_profile asked;

static int enter(void **state)
{
    memcpy(folder + sizeof folder - 7, "XXXXXX", 6);
    if (start(state) != 0 || !mkdtemp(folder))
        return -1;
    return chdir(folder);
}

static int leave(void **state)
{
    unlink("p.yaml");
    unlink("draws.csv");
    if (chdir("/") != 0 || rmdir(folder) != 0)
        return -1;
    return stop(state);
}

/* Three criteria, on lines 5 to 7, and a penalty of weight 2 named layer_flood. */
static const char top[] =
    "tomt_profile: 1\n"
    "name: a\n"
    "uses: 1300\n"
    "criteria:\n"
    "  - {id: rail, criterion: c, weight: 5, value: {function: linear, ends: data}}\n"
    "  - {id: jobs, criterion: c, weight: 3, value: {function: linear, ends: data}}\n"
    "  - {id: room, criterion: c, weight: 2, value: {function: linear, ends: data}}\n";
static const char penalty[] = "constraints: [{layer: flood, effect: penalise, weight: 2}]\n";

static void read_profile(const char *text)
{
    write_file("p.yaml", text);
    tomt_problems_start(&problems, arena);
    if (!tomt_profile_read(arena, "p.yaml", &asked, &problems, &err))
        fail_msg("%s", err.text);
    /* All profiles here have weights, whatever weighs them: project_judgements.c looks at that. */
    size_t n = 0;
    for (size_t i = 0; i < problems.n; i++)
        if (problems.item[i].severity == TOMT_ERROR ||
            !strstr(problems.item[i].text, "is not read"))
            problems.item[n++] = problems.item[i];
    problems.n = n;
}

static void assert_says(const char *rest, const char *expected)
{
    read_profile(joined(top, rest, ""));
    assert_problems_are(expected);
    assert_true((asked.name == NULL) == (expected[0] != '\0'));
    /* Whole whatever is wrong. */
    assert_non_null(asked.decision.weighting);
    assert_non_null(asked.decision.weighting->by);
    assert_non_null(asked.decision.method);
    assert_non_null(asked.decision.method_args);
    assert_true(asked.decision.weighting->n_members > 0);
}

static const struct tomt_weight_group *group_of(const struct tomt_weight_group *in,
                                                const char *name)
{
    for (size_t i = 0; i < in->n_members; i++) {
        if (in->member[i].group && strcmp(in->member[i].group->name, name) == 0)
            return in->member[i].group;
    }
    fail_msg("no group %s", name);
    return NULL;
}

static void without_a_word_the_weights_count_directly(void **state)
{
    (void)state;
    assert_says(penalty, "");
    const struct tomt_decision_settings *decision = &asked.decision;
    const struct tomt_weight_group *root = decision->weighting;
    assert_null(root->name);
    assert_string_equal(root->by->name, "direct");
    assert_int_equal(root->n_members, 4);
    static const double weight[] = {5, 3, 2, 2};
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(root->member[i].criterion, i);
        assert_null(root->member[i].group);
        assert_true(root->number[i] == weight[i]);
        assert_true(isnan(asked.criterion[i].threshold.indifference) &&
                    isnan(asked.criterion[i].threshold.preference) &&
                    isnan(asked.criterion[i].threshold.veto));
    }
    assert_string_equal(asked.criterion[3].id, "layer_flood");
    assert_string_equal(asked.criterion[3].title.en, "layer_flood");
    assert_string_equal(decision->method->name, "weighted_sum");
    assert_true(decision->least_coverage == 0);
    const struct tomt_robust_settings *robust = &decision->robust;
    assert_true(robust->wanted && robust->draws == 1000 && robust->seed == 1);
    assert_true(robust->from == TOMT_DRAW_AROUND && robust->spread == 0.5);
    assert_true(robust->top == 10 && robust->interval == 0.9 && robust->findings == 100);
    assert_true(robust->n_uncertain == 0 && robust->n_given == 0);
    for (size_t i = 0; tomt_methods[i]; i++) {
        assert_true(i < robust->n_methods && robust->method[i] == tomt_methods[i]);
        assert_non_null(decision->other_args[i]);
    }
    assert_null(asked.weighting);
    assert_null(asked.ranking);
    assert_null(asked.robustness);
    assert_string_equal(
        tomt_profile_sites_text(arena, &asked, &err),
        "{\"uses\":[\"1300\"],\"min_area_m2\":null,\"min_width_m\":null,\"constraints\":[],"
        "\"assembly\":null}");
    assert_string_equal(tomt_vetoes_json(arena, &asked, &err), "[]");
}

static const char whole[] =
    "tomt_profile: 1\n"
    "name: a\n"
    "uses: [1310, 1300, 1310]\n"
    "sites: {min_area_m2: 1000}\n"
    "constraints:\n"
    "  - {layer: flood, codes: [H320, H310], effect: exclude, buffer_m: 5}\n"
    "  - {layer: noise, effect: inform}\n"
    "  - {layer: slide, effect: limit, leaves: 0.5}\n"
    "  - {layer: nature, effect: penalise, weight: 7, id: nature}\n"
    "assembly: {least: 2000, barriers: [river]}\n"
    "criteria:\n"
    "  - {id: rail, criterion: c, value: {function: linear, ends: data}, uncertain: 0.1,\n"
    "     thresholds: {indifference: 0.05, preference: 0.25, veto: 0.9}}\n"
    "  - {id: transit, criterion: c, value: {function: linear, ends: data}, uncertain: {by: 50}}\n"
    "  - {id: centrality, criterion: c, value: {function: linear, ends: data}, uncertain: 0}\n"
    "  - {id: capacity, criterion: c, value: {function: linear, ends: data}}\n"
    "  - {id: jobs, criterion: c, value: {function: linear, ends: data}}\n"
    "veto:\n"
    "  - {criterion: capacity, below: 1500, missing: true}\n"
    "  - {criterion: rail, above: 2000}\n"
    "weighting:\n"
    "  method: ahp\n"
    "  members: [access, space, nature]\n"
    "  judges:\n"
    "    - {name: planner, judgements: [[access, space, 3], [space, nature, 1/3]]}\n"
    "    - {name: council, say: 2, judgements: [[nature, access, 1]]}\n"
    "  groups:\n"
    "    - name: access\n"
    "      title: {en: Access, nb: Tilgjengelighet}\n"
    "      why: {en: They come by train., nb: De kommer med tog.}\n"
    "      method: rank_order\n"
    "      order: [rail, [transit, centrality]]\n"
    "    - name: space\n"
    "      method: points\n"
    "      numbers: {jobs: 40, capacity: 60}\n"
    "ranking: {method: weighted_sum, with: {}, least_coverage: 0.5}\n"
    "robustness:\n"
    "  draws: 10000\n"
    "  seed: 7\n"
    "  weights: bounds\n"
    "  bounds: {rail: [0.1, 0.4], nature: [0, 0.2]}\n"
    "  top: 5\n"
    "  interval: 0.8\n"
    "  methods: weighted_sum\n"
    "  findings: 20\n";

static void every_key_is_read(void **state)
{
    (void)state;
    read_profile(whole);
    assert_problems_are("");
    const struct tomt_weight_group *root = asked.decision.weighting;
    assert_string_equal(root->by->name, "ahp");
    assert_int_equal(root->n_members, 3); /* criteria first, then groups */
    assert_int_equal(root->member[0].criterion, 5);
    assert_string_equal(root->member[1].group->name, "access");
    assert_string_equal(root->member[2].group->name, "space");
    assert_int_equal(root->n_judges, 2);
    assert_string_equal(root->judge[0].name, "planner");
    assert_true(root->judge[0].say == 1 && root->judge[1].say == 2);
    assert_int_equal(root->judge[0].n_judgements, 2);
    const struct tomt_judgement *judged = root->judge[0].judgement;
    assert_true(judged[0].a == 1 && judged[0].b == 2 && judged[0].times == 3);
    assert_true(judged[1].a == 2 && judged[1].b == 0 && judged[1].times == 1.0 / 3);
    judged = root->judge[1].judgement;
    assert_true(judged[0].a == 0 && judged[0].b == 1 && judged[0].times == 1);

    const struct tomt_weight_group *access = group_of(root, "access");
    assert_string_equal(access->title.nb, "Tilgjengelighet");
    assert_string_equal(access->why.en, "They come by train.");
    assert_string_equal(access->why.nb, "De kommer med tog.");
    assert_string_equal(access->by->name, "rank_order");
    assert_int_equal(access->n_members, 3);
    assert_true(access->place[0] == 1 && access->place[1] == 2 && access->place[2] == 2);
    const struct tomt_weight_group *space = group_of(root, "space");
    assert_string_equal(space->title.en, "space");
    assert_int_equal(space->member[0].criterion, 3);
    assert_true(space->number[0] == 60 && space->number[1] == 40);

    assert_true(isnan(asked.criterion[0].weight));
    assert_true(asked.criterion[0].threshold.indifference == 0.05 &&
                asked.criterion[0].threshold.preference == 0.25 &&
                asked.criterion[0].threshold.veto == 0.9);
    assert_true(asked.decision.least_coverage == 0.5);

    const struct tomt_robust_settings *robust = &asked.decision.robust;
    assert_true(robust->draws == 10000 && robust->seed == 7 && robust->from == TOMT_DRAW_BOUNDS);
    static const double least[] = {0.1, 0, 0, 0, 0, 0}, most[] = {0.4, 1, 1, 1, 1, 0.2};
    assert_memory_equal(robust->least, least, sizeof least);
    assert_memory_equal(robust->most, most, sizeof most);
    assert_true(robust->top == 5 && robust->interval == 0.8 && robust->findings == 20);
    assert_int_equal(robust->n_methods, 1);
    assert_string_equal(robust->method[0]->name, "weighted_sum");
    assert_int_equal(robust->n_uncertain, 2);
    assert_true(robust->uncertain[0].criterion == 0 && robust->uncertain[0].relative == 0.1 &&
                isnan(robust->uncertain[0].absolute));
    assert_true(robust->uncertain[1].criterion == 1 && robust->uncertain[1].absolute == 50 &&
                isnan(robust->uncertain[1].relative));
    assert_non_null(asked.weighting);
    assert_non_null(asked.ranking);
    assert_non_null(asked.robustness);
}

static void what_was_asked_is_told(void **state)
{
    (void)state;
    read_profile(whole);
    assert_string_equal(
        tomt_profile_sites_text(arena, &asked, &err),
        "{\"uses\":[\"1300\",\"1310\"],\"min_area_m2\":1000,\"min_width_m\":null,\"constraints\":["
        "{\"layer\":\"flood\",\"codes\":[\"H310\",\"H320\"],\"buffer_m\":5,\"effect\":\"exclude\"},"
        "{\"layer\":\"slide\",\"codes\":[],\"buffer_m\":0,\"effect\":\"limit\",\"leaves\":0.5}],"
        "\"assembly\":{\"of\":\"developable_m2\",\"least\":2000,\"most\":null,\"gap_m\":0.5,"
        "\"shared_m\":3,\"barrier_m\":2,\"most_parcels\":12,\"owner_cost\":0.05,"
        "\"exchange_share\":0.75,\"barriers\":[{\"layer\":\"river\",\"codes\":[]}]}}");
    assert_string_equal(tomt_vetoes_json(arena, &asked, &err),
                        "[{\"criterion\":\"capacity\",\"below\":1500,\"missing\":true},"
                        "{\"criterion\":\"rail\",\"above\":2000}]");
    assert_string_equal(
        tomt_robustness_json(arena, &asked, &err),
        "{\"draws\":10000,\"ranked_by\":\"weighted_sum\",\"seed\":7,\"weights\":\"bounds\","
        "\"bounds\":{\"rail\":[0.1,0.4],"
        "\"transit\":[0,1],\"centrality\":[0,1],\"capacity\":[0,1],\"jobs\":[0,1],"
        "\"nature\":[0,0.2]},\"top\":5,\"interval\":0.8,\"methods\":[\"weighted_sum\"],"
        "\"findings\":20,\"uncertain\":{\"rail\":0.1,\"transit\":{\"by\":50}}}");
    assert_string_equal(tomt_uncertain_json(arena, &asked, 0, &err), "0.1");
    assert_string_equal(tomt_uncertain_json(arena, &asked, 1, &err), "{\"by\":50}");
    assert_null(tomt_uncertain_json(arena, &asked, 2, &err));
    assert_says("robustness: false\n", "");
    assert_false(asked.decision.robust.wanted);
    assert_string_equal(tomt_robustness_json(arena, &asked, &err), "false");
    /* Weights, values, vetoes and titles do not make sites. */
    read_profile(joined(top, "", ""));
    const char *sites = tomt_profile_sites_text(arena, &asked, &err);
    read_profile(joined(top, "title: T\nveto: [{criterion: rail, below: 1}]\n",
                        "weighting: {method: equal}\nranking: {least_coverage: 1}\n"));
    assert_problems_are("");
    assert_string_equal(tomt_profile_sites_text(arena, &asked, &err), sites);
}

static void members_and_groups(void **state)
{
    (void)state;
    /* The root takes what nobody has; numbers go before weights; groups within groups. */
    assert_says(
        "weighting:\n"
        "  numbers: {g: 4, rail: 6}\n"
        "  groups: [{name: g, members: [h]}, {name: h, method: equal, members: [jobs, "
        "room]}]\n",
        "p.yaml:10:12: group 'g' has no number for 'h': method 'direct' needs 'numbers: {h: "
        "...}'\n");
    assert_says("weighting:\n"
                "  numbers: {g: 4, rail: 6}\n"
                "  groups: [{name: g, method: equal, members: [h, jobs]}, {name: h, members: "
                "room}]\n",
                "");
    const struct tomt_weight_group *root = asked.decision.weighting;
    assert_int_equal(root->n_members, 2);
    assert_true(root->number[0] == 6 && root->number[1] == 4);
    const struct tomt_weight_group *h = group_of(group_of(root, "g"), "h");
    assert_int_equal(h->member[0].criterion, 2);
    assert_true(h->number[0] == 2); /* its weight */

    assert_says("weighting: {members: [rail, jbs]}\n",
                "p.yaml:7:5: criterion 'room' is in no group, so it has no weight; name it in "
                "'members' of weighting or of a group\n"
                "p.yaml:8:29: unknown criterion or group 'jbs' (did you mean 'jobs'?)\n");
    assert_says(
        "weighting:\n"
        "  groups:\n"
        "    - {name: g, method: equal, members: [jobs, room]}\n"
        "    - {name: h, method: equal, members: [rail, room, room, h]}\n"
        "  members: [g, g, h]\n"
        "  method: equal\n",
        "p.yaml:11:48: 'room' is a member of group 'g' already (line 10); a criterion or group "
        "counts once\n"
        "p.yaml:11:54: 'room' is a member of group 'g' already (line 10); a "
        "criterion or group counts once\n"
        "p.yaml:11:60: group 'h' cannot be a member of itself\n"
        "p.yaml:12:16: 'g' is here twice; "
        "keep one\n");
    assert_says(
        "weighting:\n"
        "  method: equal\n"
        "  members: [rail, jobs, room]\n"
        "  groups: [{name: g, method: equal}, {name: rail}, {name: G}, {why: x}, {name: "
        "g}]\n",
        "p.yaml:11:12: group 'g' is in no other, so it does not count; name it in 'members' of "
        "weighting or of a group, or leave it out\n"
        "p.yaml:11:45: 'rail' is the id of a criterion (line 5) already; give the "
        "group another name\n"
        "p.yaml:11:59: 'G' cannot name a group: a name has lower-case "
        "letters a-z, digits and _, begins with a letter "
        "and has at most 48 characters\n"
        "p.yaml:11:63: 'name' is missing: what others name "
        "it by, no id of a criterion: "
        "[a-z][a-z0-9_]*\n"
        "p.yaml:11:80: a group named 'g' is "
        "there already on line "
        "11; each needs a name "
        "of its own\n");
    assert_says("weighting: {method: equal, groups: [{name: g, members: []}]}\n",
                "p.yaml:8:37: group 'g' has no members; name criteria or groups in 'members'\n");
    assert_says("weighting: {method: equal, groups: [{name: g}]}\n",
                "p.yaml:8:37: group 'g' has no members; name criteria or groups in 'members'\n");
    assert_says(
        "weighting:\n"
        "  method: equal\n"
        "  groups:\n"
        "    - {name: f, method: equal, members: [h]}\n"
        "    - {name: g, method: equal, members: [f]}\n"
        "    - {name: h, method: equal, members: [g, room]}\n",
        "p.yaml:12:42: group 'f' is within itself, by way of 'g'; take one of them out of the "
        "other\n");
    assert_says("weighting: [rail]\n",
                "p.yaml:8:12: 'weighting' must be keys and values (key: value), found a list\n");
    assert_says("weighting: {method: equal, members: {rail: 1}}\n",
                "p.yaml:8:37: 'members' must be a list of criteria and groups, found keys and "
                "values\n");
    assert_says("weighting: {method: equal, members: [1, [], {}, ~]}\n",
                "p.yaml:5:5: criterion 'rail' is in no group, so it has no weight; name it in "
                "'members' of weighting or of a group\n"
                "p.yaml:6:5: criterion 'jobs' is in no group, so it has no weight; name it in "
                "'members' of weighting or of a group\n"
                "p.yaml:7:5: criterion 'room' is in no group, so it has no weight; name it in "
                "'members' of weighting or of a group\n"
                "p.yaml:8:38: unknown criterion or group '1'; if these are decimals, write a point "
                "before them, not a comma\n"
                "p.yaml:8:41: a member is the id of a criterion or the name of a group, found a "
                "list\n"
                "p.yaml:8:45: a member is the id of a criterion or the name of a group, found keys "
                "and values\n"
                "p.yaml:8:49: a member is the id of a criterion or the name of a group, found "
                "nothing\n");
    assert_says("weighting: {method: equal, members: []}\n",
                "p.yaml:5:5: criterion 'rail' is in no group, so it has no weight; name it in "
                "'members' of weighting or of a group\n"
                "p.yaml:6:5: criterion 'jobs' is in no group, so it has no weight; name it in "
                "'members' of weighting or of a group\n"
                "p.yaml:7:5: criterion 'room' is in no group, so it has no weight; name it in "
                "'members' of weighting or of a group\n"
                "p.yaml:8:12: 'weighting' has no members; name criteria or groups in 'members'\n");
}

static void sixteen_levels(void **state)
{
    (void)state;
    for (int n = 15; n <= 16; n++) { /* groups below each other, below the whole */
        struct tomt_text text = {0};
        tomt_text_puts(&text, "weighting:\n  method: equal\n  groups:\n");
        for (int i = 1; i < n; i++)
            tomt_text_print(&text, "    - {name: g%d, method: equal, members: [g%d]}\n", i, i + 1);
        tomt_text_print(&text, "    - {name: g%d, method: equal, members: [jobs, room, rail]}\n",
                        n);
        assert_says(text.bytes, n == 15 ? ""
                                        : "p.yaml:25:44: group 'g16' is 17 levels deep; at most "
                                          "16, with the whole as the first\n");
        tomt_text_free(&text);
    }
}

static void methods_and_their_keys(void **state)
{
    (void)state;
    assert_says("weighting: {method: ahpp}\n",
                "p.yaml:8:21: unknown method of weighing 'ahpp' (did you mean 'ahp'?)\n");
    assert_says(
        "weighting: {method: equal, order: [rail, jobs, room], judgement: [], numbers: "
        "{rail: 1}, judges: [x]}\n",
        "p.yaml:8:28: 'order' belongs to rank_order, rank_sum; method 'equal' does not use it, "
        "leave it out\n"
        "p.yaml:8:55: unknown key 'judgement' (did you mean 'judgements'?)\n"
        "p.yaml:8:70: 'numbers' belongs to direct, points, swing; method "
        "'equal' does not use it, leave it out\n"
        "p.yaml:8:90: 'judges' belongs to ahp; method 'equal' does "
        "not use it, leave it out\n");
    assert_says("weighting: {method: points, numbers: {rail: 50, jobs: 30, room: 19}}\n",
                "p.yaml:8:38: the points of 'weighting' sum to 99; they must sum to 100\n");
    assert_says(
        "weighting: {method: points, numbers: {rail: 50, jobs: 50}}\n",
        "p.yaml:8:38: 'weighting' has no number for 'room': method 'points' needs 'numbers: "
        "{room: ...}'\n");
    assert_says("weighting: {method: points, numbers: {rail: 33.4, jobs: 33.3, room: 33.3}}\n", "");
    assert_says(
        "weighting: {method: points}\n",
        "p.yaml:8:12: 'weighting' has no number for 'rail': method 'points' needs 'numbers: "
        "{rail: ...}'\n"
        "p.yaml:8:12: 'weighting' has no number for 'jobs': method 'points' needs "
        "'numbers: {jobs: ...}'\n"
        "p.yaml:8:12: 'weighting' has no number for 'room': method "
        "'points' needs 'numbers: {room: ...}'\n");
    assert_says(
        "weighting: {method: swing, numbers: {rail: 90, jobs: 50, room: 0}}\n",
        "p.yaml:8:37: the largest swing of 'weighting' is 90; it must be 100, the others are "
        "told against it\n");
    assert_says("weighting: {method: swing, numbers: {rail: 100, jobs: 101, rooms: -1}}\n",
                "p.yaml:8:55: 'jobs' is 101; it must be 0 to 100\n"
                "p.yaml:8:60: unknown key 'rooms' (did you mean 'room'?)\n");
    assert_says(
        "weighting: {numbers: {rail: 0, jobs: 0, room: 0}}\n",
        "p.yaml:8:22: all numbers of 'weighting' are 0; give at least one a number over 0\n");
    assert_says("weighting: {numbers: [1, 2, 3]}\n",
                "p.yaml:8:22: 'numbers' must be keys and values (key: value), found a list\n");
    assert_says(
        "weighting: {numbers: {rail: \"1\", jobs: x}}\n",
        "p.yaml:8:29: 'rail' must be a number, but \"1\" in quotes is a text; leave the quotes "
        "out\n"
        "p.yaml:8:40: 'jobs' must be a number, found 'x'\n");
    assert_says("weighting:\n  method: entropy\n  members: [g, rail]\n"
                "  groups: [{name: g, method: critic, members: [jobs, room]}]\n",
                "p.yaml:10:13: method 'entropy' weighs criteria by the values of sites; 'g' is a "
                "group, which has none\n");
    assert_says("weighting:\n  method: equal\n  members: [g, rail]\n"
                "  groups: [{name: g, method: critic, members: [jobs, room]}]\n",
                "");
}

static void orders(void **state)
{
    (void)state;
    assert_says("weighting: {method: rank_sum, order: [room, [rail, jobs]]}\n", "");
    const double *place = asked.decision.weighting->place;
    assert_true(place[2] == 1 && place[0] == 2 && place[1] == 2);
    assert_says("weighting: {method: rank_sum}\n",
                "p.yaml:8:12: 'weighting' has no 'order': method 'rank_sum' needs all members, the "
                "most important first\n");
    assert_says("weighting: {method: rank_sum, order: [rail, [rail, jbs]]}\n",
                "p.yaml:8:38: 'order' "
                "of "
                "'weighting"
                "' lacks "
                "'room'; "
                "name all "
                "its "
                "members"
                "\n"
                "p.yaml:8:46: 'rail' is in 'order' twice; keep one\n"
                "p.yaml:8:52: un"
                "kn"
                "ow"
                "n "
                "cr"
                "it"
                "er"
                "io"
                "n "
                "or"
                " g"
                "ro"
                "up"
                " '"
                "jb"
                "s'"
                " ("
                "di"
                "d "
                "yo"
                "u "
                "me"
                "an"
                " '"
                "jo"
                "bs"
                "'?"
                ")"
                "\n");
    assert_says(
        "weighting: {method: rank_sum, order: [rail, jobs, room, {}]}\n",
        "p.yaml:8:57: the id of a criterion or the name of a group must stand here, found keys "
        "and values\n");
    assert_says("weighting:\n  method: rank_order\n  order: [g, room]\n"
                "  groups: [{name: g, method: rank_order, members: [rail, jobs], order: [rail, "
                "jobs, room]}]\n",
                "p.yaml:11:85: 'room' is a member of 'weighting', not of group 'g'\n");
}

static void judgements(void **state)
{
    (void)state;
    assert_says("weighting: {method: ahp, judgements: [[rail, jobs, 3], [jobs, room, \"1/9\"]]}\n",
                "");
    assert_int_equal(asked.decision.weighting->n_judges, 1);
    assert_null(asked.decision.weighting->judge[0].name);
    assert_true(asked.decision.weighting->judge[0].judgement[1].times == 1.0 / 9);
    assert_says(
        "weighting: {method: ahp}\n",
        "p.yaml:8:12: 'weighting' has no 'judgements': method 'ahp' needs members in pairs, "
        "[a, b, times]\n");
    assert_says(
        "weighting:\n"
        "  method: ahp\n"
        "  judgements:\n"
        "    - [rail, jobs, 10]\n"
        "    - [rail, jobs, 1/10]\n"
        "    - [rail, jobs, 1/0]\n"
        "    - [rail, jobs, often]\n"
        "    - [rail, jobs, 0,5]\n"
        "    - [rail, rail, 1]\n"
        "    - [rail, jbs, 1]\n"
        "    - [rail, room, 2]\n"
        "    - [room, rail, 2]\n"
        "    - rail\n",
#define TIMES(found)                                                                               \
    "how many times more is '" found "'; it must be a number from 1/9 to 9 (1: as much, 3: more, " \
    "9: by far)\n"
        "p.yaml:11:20: " TIMES("10") "p.yaml:12:20: " TIMES("1/10") "p.yaml:13:20: " TIMES(
            "1/0") "p.yaml:14:20: " TIMES("ofte"
                                          "n") "p.yaml:15:7: a judgement is [a, b, times]: a "
                                               "matters so many times "
                                               "b; decimals have a point, not a comma\n"
                                               "p.yaml:16:14: 'rail' is judged against itself\n"
                                               "p.yaml:17:14: unknown criterion or group 'jbs' "
                                               "(did you "
                                               "mean 'jobs'?)\n"
                                               "p.yaml:19:7: 'room' and 'rail' are "
                                               "judged on line "
                                               "18 already; keep one\n"
                                               "p.yaml:20:7: a judgement is [a, "
                                               "b, times]: a "
                                               "matters so many "
                                               "times b\n");
    assert_says("weighting: {method: ahp, judgements: [[rail, jobs, 2]]}\n",
                "p.yaml:8:38: no judgements of 'weighting' link 'room' with 'rail', however far "
                "around; judge a pair that does\n");
    assert_says("weighting:\n"
                "  method: ahp\n"
                "  judges:\n"
                "    - {name: a, judgements: [[rail, jobs, 2]]}\n"
                "    - {name: a, say: 0, judgements: [[rail, room, 2]]}\n"
                "    - {say: -1}\n",
                "p.yaml:12:14: judge 'a' is here twice; each needs a name of their own\n"
                "p.yaml:12:22: 'say' is 0: this judge would not count; give a number over 0, or "
                "leave the judge out\n"
                "p.yaml:13:7: 'name' is missing: who judges, once a group\n"
                "p.yaml:13:7: 'judgements' is missing: list of `[a, b, times]`, as of a "
                "group\n"
                "p.yaml:13:13: 'say' is -1; it must be 0 to 1000000000"
                "\n");
    assert_says("weighting: {method: ahp, judgements: [[rail, jobs, 2]], judges: []}\n",
                "p.yaml:8:26: 'judgements' and 'judges' are both given; keep one: judges have "
                "judgements of their own\n");
    /* Judged, but not with each other; two judges together may link what neither does alone. */
    assert_says(joined(penalty,
                       "weighting: {method: ahp, members: [rail, jobs, room, layer_flood],",
                       " judgements: [[rail, jobs, 2], [room, layer_flood, 2]]}\n"),
                "p.yaml:9:80: no judgements of 'weighting' link 'room' with 'rail', however far "
                "around; judge a pair that does\n"
                "p.yaml:9:80: no judgements of 'weighting' link 'layer_flood' with 'rail', however "
                "far around; judge a pair that does\n");
    assert_says("weighting: {method: ahp, judges: [{name: a, judgements: [[rail, jobs, 2]]}, "
                "{name: b, judgements: [[room, jobs, 2]]}]}\n",
                "");
}

static void fifteen_are_judged_at_most(void **state)
{
    (void)state;
    for (int n = 15; n <= 16; n++) {
        struct tomt_text text = {0};
        tomt_text_puts(&text, "tomt_profile: 1\nname: a\nuses: 1300\ncriteria:\n");
        for (int i = 1; i <= n; i++)
            tomt_text_print(
                &text, "  - {id: c%d, criterion: c, value: {function: linear, ends: data}}\n", i);
        tomt_text_puts(&text, "weighting:\n  method: ahp\n  judgements:\n");
        for (int i = 1; i < n; i++)
            tomt_text_print(&text, "    - [c%d, c%d, 2]\n", i, i + 1);
        read_profile(text.bytes);
        assert_problems_are(n == 15 ? ""
                                    : "p.yaml:22:3: 'weighting' has 16 members; at most 15 can be "
                                      "judged in pairs: make groups\n");
        tomt_text_free(&text);
    }
}

static void names_of_the_result_are_taken(void **state)
{
    (void)state;
    static const char *const taken[] = {"weight_group", "acceptability",    "central_weight",
                                        "sensitivity",  "method_agreement", "finding",
                                        "choice",       "choice_site",      "choice_served"};
    for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++) {
        assert_true(tomt_name_is_reserved_for_profiles(taken[i]));
        assert_false(tomt_name_is_reserved_for_layers(taken[i])); /* projects may have them */
    }
}

static void weights_that_are_missing(void **state)
{
    (void)state;
    static const char bare[] =
        "tomt_profile: 1\nname: a\nuses: 1300\ncriteria:\n"
        "  - {id: rail, criterion: c, value: {function: linear, ends: data}}\n"
        "  - {id: jobs, criterion: c, weight: 1, value: {function: linear, ends: data}}\n";
    read_profile(bare);
    assert_problems_are(
        "p.yaml:5:5: 'weight' is missing: counts against the other weights; they need "
        "not sum to 100; may be left out where `weighting` says it\n");
    read_profile(joined(bare, "weighting: {}\n", ""));
    assert_problems_are(
        "p.yaml:5:5: 'weight' is missing: 'weighting' (method: direct) weighs 'rail' "
        "by it; give it here, or there under 'numbers'\n");
    read_profile(joined(bare, "weighting: {numbers: {rail: 3}}\n", ""));
    assert_problems_are("");
    assert_true(asked.decision.weighting->number[0] == 3 &&
                asked.decision.weighting->number[1] == 1);
    read_profile(joined(bare, "weighting: {method: equal}\n", ""));
    assert_problems_are("");
    read_profile(joined(bare, "weighting:\n", "")); /* nothing: as if it were not there */
    assert_int_equal(problems.n_errors, 1);
    /* A criterion that is wrong is not unknown, too. */
    read_profile(joined(bare, "  - {id: room, weight: 1, value: {function: linear, ends: data}}\n",
                        "weighting: {method: rank_order, order: [rail, room, jobs]}\n"));
    assert_problems_are(
        "p.yaml:7:5: 'criterion' is missing: what is measured; `tomt criteria` lists them\n");
}

static void penalties_count_where_weights_do(void **state)
{
    (void)state;
    assert_says(joined(penalty, "weighting: {members: [rail, jobs, room]}\n", ""), "");
    assert_int_equal(asked.decision.weighting->n_members, 4);
    assert_true(asked.decision.weighting->number[3] == 2);
#define MENTION(method)                                                                            \
    "the penalty 'layer_flood' of constraints (line 8) has a weight of its own, which method "     \
    "'" method "' does not use; name it in 'members' of weighting or of a group\n"
    assert_says(joined(penalty, "weighting: {method: equal}\n", ""),
                "p.yaml:9:12: " MENTION("equal"));
    assert_says(joined(penalty,
                       "weighting: {method: rank_sum, members: [rail, jobs, room], order: [rail, "
                       "jobs, room]}\n",
                       ""),
                "p.yaml:9:12: " MENTION("rank_sum"));
    assert_says(joined(penalty, "weighting: {method: rank_sum, order: [rail, jobs, room]}\n", ""),
                "p.yaml:9:38: 'order' of 'weighting' lacks 'layer_flood'; name all its members\n");
    assert_says(joined(penalty,
                       "weighting: {method: rank_sum, order: [rail, jobs, room, layer_flood]}\n",
                       ""),
                "");
    assert_says(joined(penalty,
                       "weighting: {method: equal, members: [rail, jobs, room, layer_flood]}\n",
                       ""),
                "");
}

static void methods_of_ranking(void **state)
{
    (void)state;
    assert_says("ranking: {method: weighted_summ, least_coverage: 2}\n",
                "p.yaml:8:19: unknown method of ranking 'weighted_summ' (did you mean "
                "'weighted_sum'?)\n"
                "p.yaml:8:50: 'least_coverage' is 2; it must be 0 to 1\n");
    assert_says("ranking: {method: weighted_sum, with: {risk: 1}}\n",
                "p.yaml:8:40: unknown key 'risk'; none is known here\n");
    assert_says("ranking: {method: weighted_sum, with: 3}\n",
                "p.yaml:8:39: 'with' must be keys and values (key: value), found '3'\n");
    assert_says("ranking: topsis\n",
                "p.yaml:8:10: keys and values must stand here (key: value), found 'topsis'\n");
    size_t i = 0;
    while (tomt_methods[i] && strcmp(tomt_methods[i]->name, "owa") != 0)
        i++;
    assert_non_null(tomt_methods[i]);
    assert_says("ranking: {method: owa, with: {risk: 0.9}}\n", "");
    const void *own = asked.decision.method_args;
    assert_ptr_equal(own, asked.decision.other_args[i]);
    assert_true(tomt_methods[i]->params[0].type == TOMT_PARAM_NUMBER);
    assert_true(*(const double *)((const char *)own + tomt_methods[i]->params[0].offset) == 0.9);
    assert_says("ranking: {method: promethee_ii, with: {indifference: 0.5, preference: 0.1}}\n",
                "p.yaml:8:54: 'indifference' is 0.5 and 'preference' 0.1; it must not be more\n");
    assert_says(
        "ranking: {method: promethee_ii, with: {preference: 0.01}}\n", /* 0.05 is the default */
        "p.yaml:8:52: 'indifference' is 0.05 and 'preference' 0.01; it must not be more\n");
    assert_says("ranking: {method: electre_iii, with: {preference: 0.5, veto: 0.4}}\n",
                "p.yaml:8:51: 'preference' is 0.5 and 'veto' 0.4; it must not be more\n");
    assert_says(
        "ranking: {method: electre_iii, with: {indifference: 0.1, preference: 0.1, veto: 0.1}}\n",
        "");
    assert_says("ranking: {method: owa, with: {risk: 2, rosk: 0}}\n",
                "p.yaml:8:37: 'risk' is 2; it must be 0 to 1\n"
                "p.yaml:8:40: unknown key 'rosk' (did you mean 'risk'?)\n");
}

static void mistakes_of_criteria(void **state)
{
    (void)state;
    assert_says("", "");
    read_profile("tomt_profile: 1\nname: a\nuses: 1300\ncriteria:\n"
                 "  - {id: a, criterion: c, weight: 1, uncertain: 0.1,\n"
                 "     value: {function: category, points: [[1, 0], [2, 1]]}}\n"
                 "  - {id: b, criterion: c, weight: 1, uncertain: {by: 0},\n"
                 "     value: {function: category, points: [[1, 0], [2, 1]]}}\n"
                 "  - {id: c, criterion: c, weight: 1, uncertain: 0.1,\n"
                 "     value: {function: step, points: [[1, 0], [2, 1]]}}\n");
    assert_problems_are("p.yaml:5:49: 'uncertain' is of a category, whose number is a code: "
                        "nothing lies between two codes; leave it out\n");
    read_profile("tomt_profile: 1\nname: a\nuses: 1300\ncriteria:\n"
                 "  - {id: a, criterion: c, weight: 1, value: {function: linear, ends: data},\n"
                 "     thresholds: {indifference: 0.5, preference: 0.25, veto: 2}, uncertain: 2}\n"
                 "  - {id: b, criterion: c, weight: 1, value: {function: linear, ends: data},\n"
                 "     thresholds: {indiference: 0.1, preference: 0.5, veto: 0.5},\n"
                 "     uncertain: {by: -1}}\n"
                 "  - {id: c, criterion: c, weight: 1, value: {function: linear, ends: data},\n"
                 "     thresholds: 1, uncertain: {}}\n");
    assert_problems_are(
        "p.yaml:6:50: 'preference' is 0.25 and 'indifference' 0.5; it must be at least as much\n"
        "p.yaml:6:62: 'veto' is 2; it must be 0 to 1\n"
        "p.yaml:6:77: 'uncertain' is '2'; it must be a share from 0 to 1 (0.1: within 10 %), or "
        "{by: number} in the criterion's unit\n"
        "p.yaml:8:19: unknown key 'indiference' "
        "(did you mean "
        "'indifference'?)\n"
        "p.yaml:8:60: 'veto' is 0.5 and 'preference' 0.5; it must be more\n"
        "p.yaml:9:22: 'by' is -1; it "
        "must be at least "
        "0\n"
        "p.yaml:11:18: keys "
        "and "
        "values"
        " must "
        "stand "
        "here "
        "(key: "
        "value)"
        ", "
        "found "
        "'1'"
        "\n"
        "p.yaml:11:32: 'by' is missing: it may be so much less or more\n");
}

static void mistakes_of_robustness(void **state)
{
    (void)state;
    assert_says("robustness: {draws: 0, seed: x, spread: 0, top: 0, interval: 2, method: [], "
                "findings: -1}\n",
                "p.yaml:8:21: 'draws' is 0; it must be 1 to 1000000 draws\n"
                "p.yaml:8:30: 'seed' must be a whole number, found 'x'\n"
                "p.yaml:8:41: 'spread' is 0: no other "
                "weights would be tried; give a "
                "number over 0, "
                "or robustness: false\n"
                "p.yaml:8:49: 'top' is 0; it must be 1 to 1000000 sites\n"
                "p.yaml:8:62: 'interval' is 2; it "
                "must be 0.01 to "
                "1\n"
                "p.yaml:8:65: unknown "
                "key "
                "'method'"
                " (did "
                "you "
                "mean "
                "'methods"
                "'?)\n"
                "p.yaml:8:87: 'findings' is -1; it must be 0 to 1000000 sites\n");
    assert_says("robustness: {methods: [weighted_sum, wighted_sum, weighted_sum]}\n",
                "p.yaml:8:38: unknown method of ranking 'wighted_sum' (did you mean "
                "'weighted_sum'?)\n"
                "p.yaml:8:51: method 'weighted_sum' is here twice; keep one\n");
    assert_says("robustness: {methods: []}\n", "");
    assert_int_equal(asked.decision.robust.n_methods, 0);
    assert_says("robustness: {weights: sometimes, bounds: {}}\n",
                "p.yaml:8:23: 'weights' is 'sometimes'; it must be one of around, simplex, bounds, "
                "file\n");
    assert_says("robustness: {bounds: {rail: [0, 1]}, file: a.csv}\n",
                "p.yaml:8:14: 'bounds' belongs to weights: bounds; say so, or leave it out\n"
                "p.yaml:8:38: 'file' belongs to weights: file; say so, or leave it out\n");
    assert_says("robustness: {weights: bounds, spread: 0.1}\n",
                "p.yaml:8:23: weights: bounds needs 'bounds'\n"
                "p.yaml:8:31: 'spread' belongs to weights: around; say so, or leave it out\n");
    assert_says(
        "robustness: {weights: file, draws: 5}\n",
        "p.yaml:8:23: weights: file needs 'file'\n"
        "p.yaml:8:29: 'draws' is given, but weights: file has a draw a row; leave it out\n");
#define BOUNDS(text) "robustness: {weights: bounds, bounds: " text "}\n"
    assert_says(BOUNDS("{rial: [0, 1], rail: [0.6, 0.5], jobs: 1, room: [0, 2]}"),
                "p.yaml:8:40: unknown criterion id 'rial' (did you mean 'rail'?)\n"
                "p.yaml:8:60: the least share, 0.6, is more than the most, 0.5\n"
                "p.yaml:8:78: bounds are two shares, "
                "[least, most], found "
                "'1'\n"
                "p.yaml:8:91: a bound "
                "is a "
                "share "
                "from 0 "
                "to 1, "
                "found "
                "'2'\n");
    assert_says(
        BOUNDS("{rail: [0.6, 1], jobs: [0.5, 1]}"),
        "p.yaml:8:39: the least shares sum to 1.1; more than the whole, 1, is never there\n");
    assert_says(
        BOUNDS("{rail: [0, 0.3], jobs: [0, 0.3], room: [0, 0.3]}"),
        "p.yaml:8:39: the most that shares can be sums to 0.9; they must be able to make the "
        "whole, 1\n");
    assert_says(BOUNDS("{rail: [0,1, 0,4]}"),
                "p.yaml:8:46: bounds are two shares, [least, most], found a list of four; decimals "
                "have a point, not a comma\n");
    assert_says("robustness: 5\n",
                "p.yaml:8:13: keys and values must stand here (key: value), found '5'\n");
    assert_says("robustness: true\n", "");
    assert_true(asked.decision.robust.wanted);
}

static void assert_draws_say(const char *csv, const char *expected)
{
    write_file("draws.csv", csv);
    assert_says("robustness: {weights: file, file: draws.csv}\n", expected);
}

static void draws_of_a_file(void **state)
{
    (void)state;
    assert_draws_say("jobs,rail,room\n1,2,3\n0,0.5,1e1\n", "");
    static const double rows[] = {2, 1, 3, 0.5, 0, 10}; /* as the profile orders criteria */
    assert_int_equal(asked.decision.robust.n_given, 2);
    assert_memory_equal(asked.decision.robust.given, rows, sizeof rows);
    assert_string_equal(
        tomt_robustness_json(arena, &asked, &err),
        joined(
            "{\"draws\":2,\"ranked_by\":\"weighted_sum\",\"seed\":1,\"weights\":\"file\",\"file\":"
            "\"draws.csv\",",
            strstr(tomt_robustness_json(arena, &asked, &err), "\"top\""), ""));
    /* Where it was read is for the run's identity; a result has no absolute path. */
    assert_string_equal(asked.decision.robust.path, "draws.csv");
    assert_says(joined("robustness: {weights: file, file: ", folder, "/draws.csv}\n"), "");
    assert_string_equal(asked.decision.robust.path, joined(folder, "/draws.csv", ""));
    assert_null(strstr(tomt_robustness_json(arena, &asked, &err), folder));
    assert_non_null(strstr(tomt_robustness_json(arena, &asked, &err), ",\"file\":\"draws.csv\","));
    /* As a spreadsheet here writes it: a mark in front, semicolons, decimal commas, CRLF. */
    assert_draws_say("\xEF\xBB\xBFjobs;\"rail\"; room \r\n1;2;3\r\n0;0,5;1e1\r\n\r\n", "");
    assert_int_equal(asked.decision.robust.n_given, 2);
    assert_memory_equal(asked.decision.robust.given, rows, sizeof rows);
    assert_draws_say("jobs\trail\troom\n1\t2\t3", "");
    assert_int_equal(asked.decision.robust.n_given, 1);
    assert_null(strstr(tomt_robustness_json(arena, &asked, &err), "spread"));

    assert_draws_say(
        "jbs,rail,rail\n1,2,3\n",
        "draws.csv:1:1: unknown criterion id 'jbs' (did you mean 'jobs'?)\n"
        "draws.csv:1:1: no column is named 'room'; each criterion of the profile needs "
        "one\n"
        "draws.csv:1:10: this column is here twice; keep one\n");
    assert_draws_say(
        "rail,jobs,room\n1,,3\n-1,2,3\n0,0,0\n1,x,1e999\n1,2\n1,2,3,4\n\n1,1,1\n",
        "draws.csv:2:3: a number is missing; 0 says that a criterion does not count\n"
        "draws.csv:3:1: '-1' is no weight; a weight is a number from 0 to 1e9\n"
        "draws.csv:4:1: all weights of this draw are 0; at least one must be more\n"
        "draws.csv:5:3: 'x' is no number; a weight is a number from 0 to 1e9\n"
        "draws.csv:5:5: '1e999' "
        "is no "
        "number; "
        "a "
        "weight "
        "is a "
        "number "
        "from 0 "
        "to "
        "1e9\n"
        "draws.csv:6:1: 2 cells, where the first row has 3\n"
        "draws.csv:7:1: 4 cells, where the first row has 3\n"
        "draws.csv:8:1: a number is missing; 0 says that a criterion does not count\n");
    assert_int_equal(asked.decision.robust.n_given, 0);
    assert_null(asked.decision.robust.given);
    assert_draws_say(
        "", "draws.csv:1:1: the file is empty; it needs a row with ids of criteria, then a "
            "row a draw\n");
    assert_draws_say("rail,jobs,room\n",
                     "draws.csv:1:1: no draw follows; the file needs a row a draw\n");
    assert_draws_say("rail,jobs,room\nnan,inf,1\n",
                     "draws.csv:2:1: 'nan' is no number; a weight is a number from 0 to 1e9\n"
                     "draws.csv:2:5: 'inf' is no number; a weight is a number from 0 to 1e9\n");
    assert_says(
        "robustness: {weights: file, file: none.csv}\n",
        "p.yaml:8:35: draws: cannot open none.csv: No such file or directory; paths count from "
        "the folder of this file\n");
    assert_says(
        "robustness: {weights: file, file: .}\n",
        "p.yaml:8:35: draws: . is a directory, not a file; paths count from the folder of this "
        "file\n");
}

static void many_mistakes_and_many_draws(void **state)
{
    (void)state;
    struct tomt_text text = {0};
    tomt_text_puts(&text, "rail,jobs,room\n");
    for (int i = 0; i < 100; i++)
        tomt_text_puts(&text, "0,0,0\n");
    write_file("draws.csv", text.bytes);
    read_profile(joined(top, "robustness: {weights: file, file: draws.csv}\n", ""));
    assert_int_equal(problems.n, 21);
    assert_string_equal(problems.item[20].text,
                        "the file is read no further until these are mended");
    text.n = 0;
    tomt_text_puts(&text, "rail,jobs,room\n");
    for (int i = 0; i < 1000001; i++)
        tomt_text_puts(&text, "1,2,3\n");
    write_file("draws.csv", text.bytes);
    read_profile(joined(top, "robustness: {weights: file, file: draws.csv}\n", ""));
    assert_problems_are("draws.csv:1000002:1: this is draw 1,000,001; at most 1,000,000 are "
                        "read\n");
    text.bytes[text.n - 6] = '\0';
    write_file("draws.csv", text.bytes);
    read_profile(joined(top, "robustness: {weights: file, file: draws.csv}\n", ""));
    assert_problems_are("");
    assert_int_equal(asked.decision.robust.n_given, 1000000);
    assert_true(asked.decision.robust.given[2999999] == 3);
    tomt_text_free(&text);
}

static void a_project_reads_the_same(void **state)
{
    (void)state;
    write_file("p.yaml", joined(top, "weighting: {method: equal}\n",
                                "robustness: {weights: file, file: draws.csv}\n"));
    write_file("draws.csv", "rail,jobs,room\n1,2,3\n");
    const char *text = joined(head, layers,
                              "sites: {from: zones}\nprofiles: [p.yaml]\n"
                              "alternatives: {b: {layers: {zone: {source: y.gpkg, "
                              "columns: {use: u}}}}}\n");
    write_file("project.yaml", text);
    tomt_problems_start(&problems, arena);
    assert_true(tomt_project_read(arena, "project.yaml", &project, &problems, &err));
    assert_problems_are("p.yaml:8:12: 'weight' of 'rail', 'jobs', 'room' is not read: 'weighting' "
                        "says them here; leave it out there\n"); /* once */
    assert_string_equal(project.profile[0].decision.weighting->by->name, "equal");
    assert_int_equal(project.alternative[0].project->profile[0].decision.robust.n_given, 1);
    assert_ptr_equal(project.alternative[0].project->profile[0].decision.robust.given,
                     project.profile[0].decision.robust.given); /* read once */
    unlink("project.yaml");
}

static void a_profile_alone_that_is_none(void **state)
{
    (void)state;
    tomt_problems_start(&problems, arena);
    assert_false(tomt_profile_read(arena, "none.yaml", &asked, &problems, &err));
    assert_int_equal(err.code, TOMT_DATA);
    err = (struct tomt_error){0};
    write_file("p.yaml", "a: [\n");
    assert_false(tomt_profile_read(arena, "p.yaml", &asked, &problems, &err));
    assert_int_equal(err.code, TOMT_PROJECT);
    assert_int_equal(problems.n_errors, 1);
    err = (struct tomt_error){0};
    read_profile("3\n");
    assert_null(asked.name);
    assert_true(problems.n_errors > 0);
}

static void any_allocation_may_fail(void **state)
{
    (void)state;
    static const char wrong[] = "weighting: {method: ahp, members: [g, h, rail], judgements: "
                                "[[g, rail, 20], [rail, h]], groups: [{name: g, method: rank_sum, "
                                "order: [jobs]}, {name: h, numbers: {room: x}}]}\n"
                                "ranking: {method: owa, with: {risk: 3}}\n"
                                "robustness: {weights: file, file: draws.csv, methods: [x]}\n";
    write_file("draws.csv", "rail,jobs,room\n1,2,3\n0,0,x\n");
    for (int i = 0; i < 2; i++) {
        write_file("p.yaml", i ? joined(top, penalty, wrong) : whole);
        uint64_t turn = 1;
        for (bool done = false; !done; turn++) {
            struct tomt_error found = {0};
            struct tomt_problems list;
            tomt_allocation_fail_at(turn);
            struct tomt_arena *fresh = tomt_arena_new(&found);
            if (fresh) {
                tomt_problems_start(&list, fresh);
                done = tomt_profile_read(fresh, "p.yaml", &asked, &list, &found) &&
                       (i || (tomt_profile_sites_text(fresh, &asked, &found) &&
                              tomt_robustness_json(fresh, &asked, &found) &&
                              tomt_vetoes_json(fresh, &asked, &found)));
            }
            tomt_allocation_fail_at(0);
            tomt_arena_free(fresh);
            if (found.code != (done ? TOMT_OK : TOMT_MEMORY))
                fail_msg("allocation %d of %d: %s", (int)turn, i, found.text);
        }
        assert_true(turn > 5);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(without_a_word_the_weights_count_directly, enter, leave),
        cmocka_unit_test_setup_teardown(every_key_is_read, enter, leave),
        cmocka_unit_test_setup_teardown(what_was_asked_is_told, enter, leave),
        cmocka_unit_test_setup_teardown(members_and_groups, enter, leave),
        cmocka_unit_test_setup_teardown(sixteen_levels, enter, leave),
        cmocka_unit_test_setup_teardown(methods_and_their_keys, enter, leave),
        cmocka_unit_test_setup_teardown(orders, enter, leave),
        cmocka_unit_test_setup_teardown(judgements, enter, leave),
        cmocka_unit_test_setup_teardown(fifteen_are_judged_at_most, enter, leave),
        cmocka_unit_test_setup_teardown(names_of_the_result_are_taken, enter, leave),
        cmocka_unit_test_setup_teardown(weights_that_are_missing, enter, leave),
        cmocka_unit_test_setup_teardown(penalties_count_where_weights_do, enter, leave),
        cmocka_unit_test_setup_teardown(methods_of_ranking, enter, leave),
        cmocka_unit_test_setup_teardown(mistakes_of_criteria, enter, leave),
        cmocka_unit_test_setup_teardown(mistakes_of_robustness, enter, leave),
        cmocka_unit_test_setup_teardown(draws_of_a_file, enter, leave),
        cmocka_unit_test_setup_teardown(many_mistakes_and_many_draws, enter, leave),
        cmocka_unit_test_setup_teardown(a_project_reads_the_same, enter, leave),
        cmocka_unit_test_setup_teardown(a_profile_alone_that_is_none, enter, leave),
        cmocka_unit_test_setup_teardown(any_allocation_may_fail, enter, leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
