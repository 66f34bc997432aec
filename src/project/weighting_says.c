/* project/weighting_says.c: what `weighting` says of members: numbers, an order, judgements. */
#include "project/tree.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_JUDGED = 15 }; /* as weighting/ahp.c has it: where Saaty's random indices end */

struct judge_keys {
    const char *name;
    double say;
    const struct tomt_node *judgements;
};
#define AT(field) offsetof(struct judge_keys, field)
const struct tomt_param tomt_judge_rows[] = {
    {"name", TOMT_PARAM_TEXT, AT(name), true, TOMT_UNBOUNDED, NULL, NULL, "",
     "who judges, once a group"},
    {"say", TOMT_PARAM_NUMBER, AT(say), false, 0, 1e9, "1", NULL, "",
     "counts against the others' say, over 0"},
    {"judgements", TOMT_PARAM_NODE, AT(judgements), true, TOMT_UNBOUNDED, NULL, NULL, "",
     "list of `[a, b, times]`, as of a group"},
    {.name = NULL},
};
#undef AT

/* ---- which keys go with which method ---- */

static const char *methods_asking(const struct tomt_reading *reading, enum tomt_weighting_asks asks)
{
    struct tomt_text list = {0};
    for (size_t i = 0; tomt_weightings[i]; i++) {
        if (tomt_weightings[i]->asks == asks)
            tomt_text_print(&list, "%s%s", list.n ? ", " : "", tomt_weightings[i]->name);
    }
    if (!list.n)
        tomt_text_puts(&list, "other methods");
    return tomt_text_keep(&list, reading->arena, reading->err);
}

static const struct tomt_node *key_of(const struct tomt_node *map, const char *key)
{
    for (size_t i = 0; i < map->n; i++) {
        if (strcmp(map->key[i]->text, key) == 0)
            return map->key[i];
    }
    return map;
}

static bool check_takers(const struct tomt_reading *reading, const struct tomt_branch *branch)
{
    const struct {
        const char *key;
        const struct tomt_node *value;
        enum tomt_weighting_asks asks;
    } taker[] = {
        {"numbers", branch->keys.numbers, TOMT_ASKS_NUMBERS},
        {"order", branch->keys.order, TOMT_ASKS_PLACES},
        {"judgements", branch->keys.judgements, TOMT_ASKS_JUDGEMENTS},
        {"judges", branch->keys.judges, TOMT_ASKS_JUDGEMENTS},
    };
    for (size_t i = 0; i < sizeof taker / sizeof taker[0]; i++) {
        if (tomt_node_is_empty(taker[i].value) || taker[i].asks == branch->group->by->asks)
            continue;
        const char *of = methods_asking(reading, taker[i].asks);
        if (!of || !tomt_reading_wrong(reading, key_of(branch->node, taker[i].key),
                                       "'%s' belongs to %s; method '%s' does not use it, leave it "
                                       "out",
                                       taker[i].key, of, branch->group->by->name))
            return false;
    }
    return true;
}

/* ---- numbers ---- */

/* A row a member; what a criterion says itself need not be said again. */
static const struct tomt_param *number_rows(const struct tomt_tree *tree,
                                            const struct tomt_weight_group *group)
{
    bool of_hundred = strcmp(group->by->name, "direct") != 0;
    struct tomt_param *row = tomt_arena_alloc(
        tree->reading->arena, (group->n_members + 1) * sizeof *row, tree->reading->err);
    for (size_t i = 0; row && i < group->n_members; i++) {
        row[i] = (struct tomt_param){
            .name = tomt_member_name(tree, &group->member[i]),
            .type = TOMT_PARAM_NUMBER,
            .offset = i * sizeof(double),
            .max = of_hundred ? 100 : 1e9,
            .help = "",
        };
    }
    return row;
}

static bool lacks_number(const struct tomt_tree *tree, const struct tomt_branch *branch,
                         const struct tomt_weight_member *member, const struct tomt_node *numbers)
{
    const struct tomt_reading *reading = tree->reading;
    const char *name = tomt_member_name(tree, member);
    char shown[TOMT_BRANCH_SHOWN];
    tomt_branch_shown(branch, shown);
    if (!member->group && strcmp(branch->group->by->name, "direct") == 0) {
        const struct tomt_place *place = &tree->profile->criterion[member->criterion].place;
        const struct tomt_node at = {
            .file = place->file, .line = place->line, .column = place->column};
        return tomt_reading_wrong(reading, &at,
                                  "'weight' is missing: %s (method: direct) weighs '%s' by it; "
                                  "give it here, or there under 'numbers'",
                                  shown, name);
    }
    return tomt_reading_wrong(reading, numbers ? numbers : branch->node,
                              "%s has no number for '%s': method '%s' needs 'numbers: {%s: ...}'",
                              shown, name, branch->group->by->name, name);
}

/* Points are a whole of 100, swings are shares of the largest: a slip of the pen shows there. */
static bool check_numbers(const struct tomt_tree *tree, const struct tomt_branch *branch,
                          const struct tomt_node *at)
{
    const struct tomt_weight_group *group = branch->group;
    double sum = 0, most = 0;
    char number[32], shown[TOMT_BRANCH_SHOWN];
    for (size_t i = 0; i < group->n_members; i++) {
        sum += group->number[i];
        most = fmax(most, group->number[i]);
    }
    tomt_branch_shown(branch, shown);
    if (strcmp(group->by->name, "points") == 0 && fabs(sum - 100) > 1e-6) {
        tomt_number_format(number, round(sum * 1e6) / 1e6);
        return tomt_reading_wrong(tree->reading, at,
                                  "the points of %s sum to %s; they must sum to "
                                  "100",
                                  shown, number);
    }
    if (strcmp(group->by->name, "swing") == 0 && most != 100) {
        tomt_number_format(number, most);
        return tomt_reading_wrong(tree->reading, at,
                                  "the largest swing of %s is %s; it must be 100, the others are "
                                  "told against it",
                                  shown, number);
    }
    return sum > 0 || tomt_reading_wrong(tree->reading, at,
                                         "all numbers of %s are 0; give at least one a number over "
                                         "0",
                                         shown);
}

static bool read_numbers(const struct tomt_tree *tree, const struct tomt_branch *branch)
{
    const struct tomt_reading *reading = tree->reading;
    struct tomt_weight_group *group = branch->group;
    const struct tomt_node *node = branch->keys.numbers;
    const struct tomt_node *numbers = tomt_node_is_empty(node) ? NULL : node;
    const struct tomt_param *rows = number_rows(tree, group);
    bool is_map, is_direct = strcmp(group->by->name, "direct") == 0, whole = true;
    if (!rows || !tomt_kind_check(reading, numbers, TOMT_NODE_MAP, "numbers", &is_map))
        return false;
    if (numbers && !is_map)
        return true;
    if (!tomt_bind(reading->arena, numbers, branch->node->file, branch->node->line,
                   branch->node->column, rows, tree->left_out, group->number, reading->problems,
                   reading->err))
        return false;
    for (size_t i = 0; i < group->n_members; i++) {
        const struct tomt_weight_member *member = &group->member[i];
        const char *name = tomt_member_name(tree, member);
        bool is_told = !tomt_node_is_empty(tomt_node_find(numbers, name)) ||
                       tomt_is_misspelt(numbers, tree->known, name);
        if (isnan(group->number[i]) && is_direct && !member->group && !is_told)
            group->number[i] = tree->profile->criterion[member->criterion].weight;
        if (!isnan(group->number[i]))
            continue;
        whole = false;
        if (!is_told && !lacks_number(tree, branch, member, numbers))
            return false;
    }
    return !whole || tree->n_left_out ||
           check_numbers(tree, branch, numbers ? numbers : branch->node);
}

/* ---- an order ---- */

static bool place_one(const struct tomt_tree *tree, size_t branch, const struct tomt_node *item,
                      double place, size_t *n_placed)
{
    double *of = tree->branch[branch].group->place;
    size_t slot;
    bool fine;
    if (!tomt_member_find(tree, branch, item, &slot, &fine))
        return false;
    if (!fine) {
        const struct tomt_seat *meant =
            item->kind == TOMT_NODE_SCALAR ? tomt_tree_near(tree, item) : NULL;
        if (meant && meant->branch == branch && isnan(of[meant->slot]))
            of[meant->slot] = place; /* that it is not there need not be told, too */
        return true;
    }
    if (!isnan(of[slot]))
        return tomt_reading_wrong(tree->reading, item, "'%s' is in 'order' twice; keep one",
                                  item->text);
    of[slot] = place;
    ++*n_placed;
    return true;
}

static bool read_order(const struct tomt_tree *tree, size_t branch)
{
    const struct tomt_reading *reading = tree->reading;
    const struct tomt_branch *of = &tree->branch[branch];
    const struct tomt_node *order = of->keys.order;
    char shown[TOMT_BRANCH_SHOWN];
    bool fine;
    tomt_branch_shown(of, shown);
    if (tomt_node_is_empty(order))
        return tomt_reading_wrong(reading, of->node,
                                  "%s has no 'order': method '%s' needs all members, the most "
                                  "important first",
                                  shown, of->group->by->name);
    if (!tomt_kind_check(reading, order, TOMT_NODE_LIST, "order", &fine))
        return false;
    size_t n_placed = 0;
    for (size_t i = 0; fine && i < order->n; i++) {
        const struct tomt_node *item = order->item[i];
        double place = 1 + (double)n_placed;
        bool is_tie = item->kind == TOMT_NODE_LIST;
        for (size_t k = 0; is_tie && k < item->n; k++) {
            if (!place_one(tree, branch, item->item[k], place, &n_placed))
                return false;
        }
        if (!is_tie && !place_one(tree, branch, item, place, &n_placed))
            return false;
    }
    for (size_t i = 0; fine && i < of->group->n_members; i++) {
        if (isnan(of->group->place[i]) &&
            !tomt_reading_wrong(reading, order, "'order' of %s lacks '%s'; name all its members",
                                shown, tomt_member_name(tree, &of->group->member[i])))
            return false;
    }
    return true;
}

/* ---- judgements ---- */

struct judging {
    const struct tomt_tree *tree;
    size_t branch;
    struct tomt_judge *judge;
    const struct tomt_node **pair; /* [a * members + b] a judge's judgement of it */
    size_t *part; /* [member] the same number: linked by judgements of anyone, however far around */
    bool wrong;
};

/* "3", "1/3": a number that YAML reads as one, or a fraction of two. */
static bool read_times(const struct tomt_node *node, double *times)
{
    if (node->kind != TOMT_NODE_SCALAR)
        return false;
    const char *text = node->text, *slash = strchr(text, '/');
    double over, under;
    if (!slash)
        return tomt_number_parse(text, strlen(text), false, times);
    if (!tomt_number_parse(text, (size_t)(slash - text), false, &over) ||
        !tomt_number_parse(slash + 1, strlen(slash + 1), false, &under) || !(under > 0))
        return false;
    *times = over / under;
    return true;
}

static bool read_judgement(struct judging *j, const struct tomt_node *item)
{
    const struct tomt_reading *reading = j->tree->reading;
    size_t n = j->tree->branch[j->branch].group->n_members, slot[2];
    char found[TOMT_SHOWN];
    size_t n_errors = reading->problems->n_errors;
    bool fine[2] = {false, false};
    j->wrong = true;
    if (item->kind != TOMT_NODE_LIST || item->n != 3)
        return tomt_reading_wrong(
            reading, item, "a judgement is [a, b, times]: a matters so many times b%s",
            item->kind == TOMT_NODE_LIST && item->n == 4 ? "; decimals have a point, not a comma"
                                                         : "");
    for (size_t k = 0; k < 2; k++) {
        if (!tomt_member_find(j->tree, j->branch, item->item[k], &slot[k], &fine[k]))
            return false;
    }
    double times;
    bool is_number = read_times(item->item[2], &times);
    if (!is_number || !(times >= (1 - 1e-9) / 9 && times <= 9)) {
        return tomt_reading_wrong(reading, item->item[2],
                                  "how many times more is %s; it must be a number from 1/9 to 9 "
                                  "(1: as much, 3: more, 9: by far)",
                                  tomt_shown(item->item[2], found));
    }
    if (!fine[0] || !fine[1]) {
        j->wrong = reading->problems->n_errors > n_errors;
        return true;
    }
    if (slot[0] == slot[1])
        return tomt_reading_wrong(reading, item->item[1], "'%s' is judged against itself",
                                  item->item[1]->text);
    const struct tomt_node **pair =
        &j->pair[slot[0] < slot[1] ? slot[0] * n + slot[1] : slot[1] * n + slot[0]];
    if (*pair)
        return tomt_reading_wrong(reading, item,
                                  "'%s' and '%s' are judged on line %d already; keep one",
                                  item->item[0]->text, item->item[1]->text, (*pair)->line);
    *pair = item;
    size_t was = j->part[slot[1]];
    for (size_t i = 0; i < n; i++) {
        if (j->part[i] == was)
            j->part[i] = j->part[slot[0]];
    }
    j->judge->judgement[j->judge->n_judgements++] =
        (struct tomt_judgement){slot[0], slot[1], times};
    j->wrong = false;
    return true;
}

static bool read_judgements(struct judging *j, const struct tomt_node *list)
{
    const struct tomt_reading *reading = j->tree->reading;
    size_t n = j->tree->branch[j->branch].group->n_members;
    bool fine, wrong = false;
    if (!tomt_kind_check(reading, list, TOMT_NODE_LIST, "judgements", &fine))
        return false;
    j->wrong = j->wrong || !fine;
    if (!fine)
        return true;
    j->judge->judgement =
        tomt_arena_alloc(reading->arena, (list->n + 1) * sizeof *j->judge->judgement, reading->err);
    if (!j->judge->judgement)
        return false;
    memset(j->pair, 0, n * n * sizeof *j->pair);
    wrong = j->wrong;
    for (size_t i = 0; i < list->n; i++) {
        if (!read_judgement(j, list->item[i]))
            return false;
        wrong = wrong || j->wrong;
    }
    j->wrong = wrong;
    return true;
}

static bool read_judge(struct judging *j, const struct tomt_node *item,
                       struct tomt_weight_group *group)
{
    const struct tomt_reading *reading = j->tree->reading;
    struct judge_keys keys;
    if (!tomt_reading_bind(reading, item, item, tomt_judge_rows, &keys))
        return false;
    if (keys.say == 0 &&
        !tomt_reading_wrong(reading, tomt_node_find(item, "say"),
                            "'say' is 0: this judge would not count; give a number over 0, or "
                            "leave the judge out"))
        return false;
    for (size_t i = 0; keys.name && i < group->n_judges; i++) {
        if (group->judge[i].name && strcmp(group->judge[i].name, keys.name) == 0 &&
            !tomt_reading_wrong(reading, tomt_node_find(item, "name"),
                                "judge '%s' is here twice; each needs a name of their own",
                                keys.name))
            return false;
    }
    j->judge = &group->judge[group->n_judges++];
    *j->judge = (struct tomt_judge){.name = keys.name, .say = keys.say};
    return tomt_node_is_empty(keys.judgements) ? (j->wrong = true)
                                               : read_judgements(j, keys.judgements);
}

static bool read_judges(struct judging *j, const struct tomt_branch *branch)
{
    const struct tomt_reading *reading = j->tree->reading;
    const struct tomt_node *judges = branch->keys.judges, *judgements = branch->keys.judgements;
    struct tomt_weight_group *group = branch->group;
    bool fine;
    if (!tomt_kind_check(reading, judges, TOMT_NODE_LIST, "judges", &fine))
        return false;
    if (!fine && !tomt_node_is_empty(judges))
        return (j->wrong = true);
    if (fine && !tomt_node_is_empty(judgements)) {
        j->wrong = true;
        return tomt_reading_wrong(reading, key_of(branch->node, "judgements"),
                                  "'judgements' and 'judges' are both given; keep one: judges have "
                                  "judgements of their own");
    }
    size_t n = fine ? judges->n : 1;
    group->judge = tomt_arena_alloc(reading->arena, (n + 1) * sizeof *group->judge, reading->err);
    if (!group->judge)
        return false;
    for (size_t i = 0; fine && i < n; i++) {
        if (!read_judge(j, judges->item[i], group))
            return false;
    }
    if (fine)
        return true;
    j->judge = &group->judge[group->n_judges++];
    *j->judge = (struct tomt_judge){.say = 1};
    return read_judgements(j, judgements);
}

static bool judge_all(const struct tomt_tree *tree, size_t branch)
{
    const struct tomt_reading *reading = tree->reading;
    const struct tomt_branch *of = &tree->branch[branch];
    struct tomt_weight_group *group = of->group;
    size_t n = group->n_members;
    char shown[TOMT_BRANCH_SHOWN];
    tomt_branch_shown(of, shown);
    if (n > MOST_JUDGED)
        return tomt_reading_wrong(reading, of->node,
                                  "%s has %zu members; at most %d can be judged in pairs: make "
                                  "groups",
                                  shown, n, MOST_JUDGED);
    const struct tomt_node *at =
        tomt_node_is_empty(of->keys.judges) ? of->keys.judgements : of->keys.judges;
    const struct tomt_param *rows = branch ? tomt_group_rows : tomt_weighting_rows;
    if (tomt_node_is_empty(at) && (tomt_is_misspelt_row(of->node, rows, "judges") ||
                                   tomt_is_misspelt_row(of->node, rows, "judgements")))
        return true;
    if (tomt_node_is_empty(at) && n > 1)
        return tomt_reading_wrong(reading, of->node,
                                  "%s has no 'judgements': method '%s' needs members in pairs, "
                                  "[a, b, times]",
                                  shown, group->by->name);
    struct judging j = {.tree = tree, .branch = branch};
    j.pair = tomt_arena_alloc(reading->arena, (n * n + 1) * sizeof(const struct tomt_node *),
                              reading->err);
    j.part = tomt_arena_alloc(reading->arena, (n + 1) * sizeof *j.part, reading->err);
    if (!j.pair || !j.part)
        return false;
    for (size_t i = 0; i < n; i++)
        j.part[i] = i;
    if (!read_judges(&j, of))
        return false;
    for (size_t i = 1; i < n && !j.wrong; i++) {
        if (j.part[i] != j.part[0] &&
            !tomt_reading_wrong(reading, at,
                                "no judgements of %s link '%s' with '%s', however far around; "
                                "judge a pair that does",
                                shown, tomt_member_name(tree, &group->member[i]),
                                tomt_member_name(tree, &group->member[0])))
            return false;
    }
    return true;
}

/* ---- a branch ---- */

static bool check_members_for_values(const struct tomt_tree *tree, const struct tomt_branch *branch)
{
    for (size_t i = 1; i < tree->n; i++) {
        const struct tomt_seat *seat = &tree->of_branch[i];
        if (seat->branch == (size_t)(branch - tree->branch) &&
            !tomt_reading_wrong(tree->reading, seat->at,
                                "method '%s' weighs criteria by the values of sites; '%s' is a "
                                "group, which has none",
                                branch->group->by->name, tree->branch[i].keys.name))
            return false;
    }
    return true;
}

bool tomt_branch_says(const struct tomt_tree *tree, size_t number)
{
    const struct tomt_reading *reading = tree->reading;
    const struct tomt_branch *branch = &tree->branch[number];
    struct tomt_weight_group *group = branch->group;
    size_t n = group->n_members;
    char shown[TOMT_BRANCH_SHOWN];
    const struct tomt_node *members = tomt_node_find(branch->node, "members");
    bool all_are_wrong =
        !tomt_node_is_empty(members) && (members->kind == TOMT_NODE_SCALAR || members->n > 0);
    group->number = tomt_arena_alloc(reading->arena, (n + 1) * sizeof *group->number, reading->err);
    group->place = tomt_arena_alloc(reading->arena, (n + 1) * sizeof *group->place, reading->err);
    if (!group->number || !group->place)
        return false;
    for (size_t i = 0; i < n; i++)
        group->number[i] = group->place[i] = NAN;
    if (!group->by || branch->node->kind != TOMT_NODE_MAP) /* told */
        return true;
    if (!check_takers(reading, branch))
        return false;
    if (n == 0)
        return tree->n_left_out || tree->unsure || all_are_wrong ||
               tomt_reading_wrong(reading, branch->node,
                                  "%s has no members; name criteria or groups in 'members'",
                                  tomt_branch_shown(branch, shown));
    switch (group->by->asks) {
    case TOMT_ASKS_NUMBERS:
        return read_numbers(tree, branch);
    case TOMT_ASKS_PLACES:
        return read_order(tree, number);
    case TOMT_ASKS_JUDGEMENTS:
        return judge_all(tree, number);
    case TOMT_ASKS_VALUES:
        return check_members_for_values(tree, branch);
    case TOMT_ASKS_NOTHING:
        break;
    }
    return true;
}
