/* project/constraints.c: `constraints` of a profile: what each takes, what it leaves, and the
 * criterion that a penalty is. */
#include "project/inner.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char effects[] = "inform|exclude|limit|penalise"; /* as enum tomt_effect */

#define AT(field) offsetof(struct tomt_profile_constraint, field)
const struct tomt_param tomt_constraint_rows[] = {
    {"layer", TOMT_PARAM_TEXT, AT(layer), true, TOMT_UNBOUNDED, NULL, NULL, "",
     "a layer of the project with role constraint"},
    {"codes", TOMT_PARAM_TEXTS, AT(codes), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "only features with these codes; default: the whole layer"},
    {"effect", TOMT_PARAM_CHOICE, AT(effect), false, TOMT_UNBOUNDED, "inform", effects, "",
     "inform: kept and shown; exclude: cut away from the site; limit: kept, and holds only a share "
     "of its capacity; penalise: its share of the site is a criterion of the profile"},
    {"buffer_m", TOMT_PARAM_NUMBER, AT(buffer_m), false, 0, 100000, "0", NULL, "m",
     "distance around the features that counts as well; lines and points need one"},
    {"leaves", TOMT_PARAM_NUMBER, AT(leaves), false, 0, 1, NULL, NULL, "share",
     "limit (required there): share of the capacity that is left, less than 1"},
    {"safety_class", TOMT_PARAM_TEXT, AT(safety_class), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "safety class of the building code (S2, F3 ...) that building here must meet; told with the "
     "site"},
    {"weight", TOMT_PARAM_NUMBER, AT(weight), false, 0, 1e9, NULL, NULL, "",
     "penalise (required there): weight of the criterion, over 0"},
    {"full_at", TOMT_PARAM_NUMBER, AT(full_at), false, 0, 1, "0", NULL, "share",
     "penalise: covered share of the site that gives value 1"},
    {"zero_at", TOMT_PARAM_NUMBER, AT(zero_at), false, 0, 1, "1", NULL, "share",
     "penalise: covered share of the site that gives value 0; more than full_at"},
    {"id", TOMT_PARAM_TEXT, AT(id), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "penalise: id of the criterion; default: layer_ and the layer's name"},
    {"title", TOMT_PARAM_TITLE, AT(title), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "what people read; default: the layer's title"},
    {"why", TOMT_PARAM_TITLE, AT(why), false, TOMT_UNBOUNDED, NULL, NULL, "",
     "a sentence for people: why it is so"},
    {.name = NULL},
};
#undef AT

static const struct {
    const char *key;
    int effect;
    const char *of;
} takers[] = {
    {"leaves", TOMT_EFFECT_LIMIT, "limit"},        {"weight", TOMT_EFFECT_PENALISE, "penalise"},
    {"full_at", TOMT_EFFECT_PENALISE, "penalise"}, {"zero_at", TOMT_EFFECT_PENALISE, "penalise"},
    {"id", TOMT_EFFECT_PENALISE, "penalise"},
};

static bool check_takers(const struct tomt_reading *reading, const struct tomt_node *item,
                         int effect)
{
    for (size_t i = 0; i < sizeof takers / sizeof takers[0]; i++) {
        for (size_t k = 0; k < item->n; k++) {
            if (takers[i].effect == effect || strcmp(item->key[k]->text, takers[i].key) != 0)
                continue;
            if (!tomt_reading_wrong(reading, item->key[k],
                                    "'%s' belongs to effect: %s; leave it out", takers[i].key,
                                    takers[i].of))
                return false;
        }
    }
    return true;
}

/* What is there but wrong has its own problem. */
static bool missing(const struct tomt_reading *reading, const struct tomt_node *item,
                    const char *key, const char *what)
{
    if (!tomt_node_is_empty(tomt_node_find(item, key)) ||
        tomt_is_misspelt_row(item, tomt_constraint_rows, key))
        return true;
    return tomt_reading_wrong(reading, item, "%s", what);
}

static bool check_limit(const struct tomt_reading *reading, const struct tomt_node *item,
                        const struct tomt_profile_constraint *constraint)
{
    if (isnan(constraint->leaves))
        return missing(reading, item, "leaves",
                       "effect: limit needs 'leaves': the share of the capacity that is left");
    if (constraint->leaves < 1)
        return true;
    return tomt_reading_wrong(reading, tomt_node_find(item, "leaves"),
                              "'leaves' is 1: that limits nothing; give a share under 1, or use "
                              "effect: inform");
}

static bool check_penalty(const struct tomt_reading *reading, const struct tomt_node *item,
                          struct tomt_profile_constraint *constraint)
{
    bool fine = true;
    if (isnan(constraint->weight) &&
        !missing(reading, item, "weight",
                 "effect: penalise needs 'weight': it counts against the weights of the criteria"))
        return false;
    if (constraint->weight == 0 &&
        !tomt_reading_wrong(reading, tomt_node_find(item, "weight"),
                            "'weight' is 0: that penalises nothing; give a number over 0, or use "
                            "effect: inform"))
        return false;
    if (constraint->id &&
        !tomt_name_check(reading, tomt_node_find(item, "id"), constraint->id, "a criterion", &fine))
        return false;
    if (!fine)
        constraint->id = NULL;
    if (constraint->full_at < constraint->zero_at)
        return true;
    const struct tomt_node *at = tomt_node_find(item, "zero_at");
    char full[32], zero[32];
    tomt_number_format(full, constraint->full_at);
    tomt_number_format(zero, constraint->zero_at);
    return tomt_reading_wrong(reading,
                              tomt_node_is_empty(at) ? tomt_node_find(item, "full_at") : at,
                              "'zero_at' is %s and 'full_at' %s; it must be more, since the less "
                              "is covered the better",
                              zero, full);
}

static bool check_effect(const struct tomt_reading *reading, const struct tomt_node *item,
                         struct tomt_profile_constraint *constraint)
{
    const struct tomt_node *effect = tomt_node_find(item, "effect");
    bool is_wrong = !tomt_node_is_empty(effect) && (effect->kind != TOMT_NODE_SCALAR ||
                                                    tomt_choice_find(effects, effect->text) < 0);
    if (is_wrong || item->kind != TOMT_NODE_MAP ||
        tomt_is_misspelt_row(item, tomt_constraint_rows, "effect"))
        return true; /* told already; what belongs to it depends on it */
    if (!check_takers(reading, item, constraint->effect))
        return false;
    if (constraint->effect == TOMT_EFFECT_LIMIT)
        return check_limit(reading, item, constraint);
    return constraint->effect != TOMT_EFFECT_PENALISE || check_penalty(reading, item, constraint);
}

bool tomt_codes_check(const struct tomt_reading *reading, const struct tomt_node *codes,
                      const struct tomt_texts *asked, const char *layer)
{
    const struct tomt_project_layer *of = tomt_project_layer(reading->project, layer);
    if (asked->n == 0 || reading->alone || of->raster || tomt_layer_column_find(of, "code"))
        return true;
    return tomt_reading_wrong(reading, codes,
                              "codes are asked for, but layer '%s' of the project has no column "
                              "'code'; add it there, or leave codes out",
                              layer);
}

bool tomt_constraints_read(const struct tomt_reading *reading, const struct tomt_node *list,
                           const struct tomt_node *layers, struct tomt_profile *profile)
{
    bool fine;
    if (!tomt_kind_check(reading, list, TOMT_NODE_LIST, "constraints", &fine))
        return false;
    if (!fine)
        return true;
    profile->constraint =
        tomt_arena_alloc(reading->arena, (list->n + 1) * sizeof *profile->constraint, reading->err);
    if (!profile->constraint)
        return false;
    for (size_t i = 0; i < list->n; i++) {
        const struct tomt_node *item = list->item[i];
        struct tomt_profile_constraint constraint = {.place = tomt_place_of(item)};
        if (!tomt_reading_bind(reading, item, item, tomt_constraint_rows, &constraint) ||
            !check_effect(reading, item, &constraint))
            return false;
        if (!constraint.layer)
            continue;
        if (!tomt_layer_wanted(reading, tomt_node_find(item, "layer"), layers, constraint.layer,
                               TOMT_ROLE_CONSTRAINT, &fine))
            return false;
        if (!fine)
            continue;
        if (!tomt_codes_check(reading, tomt_node_find(item, "codes"), &constraint.codes,
                              constraint.layer))
            return false;
        profile->constraint[profile->n_constraints++] = constraint;
    }
    return true;
}

/* ---- penalties ---- */

enum { LONGEST_ID = 48, PREFIX = 6 /* "layer_" */ };

static const struct tomt_profile_criterion *find_criterion(const struct tomt_profile *profile,
                                                           const char *id)
{
    for (size_t i = 0; i < profile->n_criteria; i++) {
        if (strcmp(profile->criterion[i].id, id) == 0)
            return &profile->criterion[i];
    }
    return NULL;
}

static bool is_taken(const struct tomt_profile *profile, const char *id)
{
    bool taken = find_criterion(profile, id);
    for (size_t i = 0; i < profile->n_constraints && !taken; i++)
        taken = profile->constraint[i].id && strcmp(profile->constraint[i].id, id) == 0;
    return taken;
}

/* "layer_flood", "layer_flood_2" ...: the first that no criterion and no other entry has. */
static const char *default_id(const struct tomt_reading *reading,
                              const struct tomt_profile *profile, const char *layer)
{
    for (size_t k = 1;; k++) {
        char end[24] = "", id[LONGEST_ID + 1];
        if (k > 1)
            snprintf(end, sizeof end, "_%zu", k);
        snprintf(id, sizeof id, "layer_%.*s%s", (int)(LONGEST_ID - PREFIX - strlen(end)), layer,
                 end);
        if (!is_taken(profile, id))
            return tomt_arena_copy(reading->arena, id, strlen(id), reading->err);
    }
}

/* The node `{constraint: number}`, at the entry's place. */
static const struct tomt_node *with_number(const struct tomt_reading *reading,
                                           const struct tomt_place *place, size_t number)
{
    char text[48];
    snprintf(text, sizeof text, "{constraint: %zu}", number);
    struct tomt_node *with = tomt_yaml_parse(reading->arena, place->file, text, strlen(text),
                                             reading->problems, reading->err);
    if (!with)
        return NULL;
    struct tomt_node *const node[] = {with, with->key[0], with->item[0]};
    for (size_t i = 0; i < sizeof node / sizeof node[0]; i++) {
        node[i]->line = place->line;
        node[i]->column = place->column;
    }
    return with;
}

static bool add_penalty(const struct tomt_reading *reading, struct tomt_profile *profile,
                        size_t number)
{
    struct tomt_profile_constraint *constraint = &profile->constraint[number - 1];
    const struct tomt_project_layer *layer =
        tomt_project_layer(reading->project, constraint->layer);
    const struct tomt_profile_criterion *first =
        constraint->id ? find_criterion(profile, constraint->id) : NULL;
    const struct tomt_node place = {.file = constraint->place.file,
                                    .line = constraint->place.line,
                                    .column = constraint->place.column};
    if (first)
        return tomt_reading_wrong(
            reading, &place,
            "id '%s' is used already on line %d; each criterion needs an id of its own",
            constraint->id, first->place.line);
    if (!constraint->id)
        constraint->id = default_id(reading, profile, constraint->layer);
    const struct tomt_node *with =
        constraint->id ? with_number(reading, &constraint->place, number) : NULL;
    if (!with)
        return false;
    profile->criterion[profile->n_criteria++] = (struct tomt_profile_criterion){
        .id = constraint->id,
        .criterion = "constraint_cover",
        .title = constraint->title.en ? constraint->title
                 : layer              ? layer->title
                                      : (struct tomt_title){constraint->id, constraint->id},
        .weight = constraint->weight,
        .threshold = {NAN, NAN, NAN},
        .value = {.function = TOMT_LINEAR,
                  .full_at = constraint->full_at,
                  .zero_at = constraint->zero_at,
                  .falling = true},
        .null_policy = TOMT_NULL_DROP,
        .with = with,
        .why = constraint->why,
        .place = constraint->place,
    };
    return true;
}

bool tomt_penalties_add(const struct tomt_reading *reading, struct tomt_profile *profile)
{
    size_t n = 0;
    for (size_t i = 0; i < profile->n_constraints; i++)
        n += profile->constraint[i].effect == TOMT_EFFECT_PENALISE;
    if (n == 0)
        return true;
    struct tomt_profile_criterion *criterion = tomt_arena_alloc(
        reading->arena, (profile->n_criteria + n) * sizeof *criterion, reading->err);
    if (!criterion)
        return false;
    if (profile->n_criteria)
        memcpy(criterion, profile->criterion, profile->n_criteria * sizeof *criterion);
    profile->criterion = criterion;
    for (size_t i = 0; i < profile->n_constraints; i++) {
        if (profile->constraint[i].effect == TOMT_EFFECT_PENALISE &&
            !add_penalty(reading, profile, i + 1))
            return false;
    }
    return true;
}
