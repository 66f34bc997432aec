/* run/room_rules.c: what the plan says of each zone -> rules, use shares; whether a text is a type of utilisation. */
#include "run/room_inside.h"

#include "base/text.h"
#include "geo/wkb.h"
#include "sites/terms.h"

#include <ctype.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Written as plans write them; blanks, dots and case do not matter. */
static const struct {
    const char *word;
    int type;
} words[] = {{"%BYA97", 12}, {"TBRA", 13}, {"%TU", 14}, {"BYA", 15}, {"%BYA", 16}, {"BRA", 17}, {"%BRA", 18},
             {"BYGGEFORBUD", 10}, {"NOBUILDING", 10}, {"IKKETILLATTBEBYGGELSE", 10}, {"NOMORE", 11}, {"INGENNYBEBYGGELSE", 11}};

/* A code of a list as tables write it: "16", " 16", "16.0" of a column of reals. -1: no whole number from 0 to 99; *is_number tells whether it is one at all. */
static int code_of(const char *text, bool *is_number)
{
    size_t n = strlen(text);
    double code;
    while (n && isspace((unsigned char)*text))
        text++, n--;
    while (n && isspace((unsigned char)text[n - 1]))
        n--;
    *is_number = tomt_number_parse(text, n, true, &code) || tomt_number_parse(text, n, false, &code);
    return *is_number && code >= 0 && code <= 99 && floor(code) >= code ? (int)code : -1;
}

int tomt_room_utilisation(const char *text)
{
    char plain[40];
    size_t n = 0;
    bool is_number;
    int type = code_of(text, &is_number);
    if (is_number) /* before dots are left out: 1.0 is not 10 */
        return type;
    for (const char *c = text; *c; c++)
        if (!strchr(" -._", *c)) {
            if (n + 1 >= sizeof plain)
                return -1;
            plain[n++] = (char)toupper((unsigned char)*c);
        }
    plain[n] = 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strcmp(plain, words[i].word))
            return words[i].type;
    return -1;
}

bool tomt_room_permits(const struct tomt_profile *profile, const char *use)
{
    for (size_t i = 0; use && i < profile->uses.n; i++)
        if (!strcmp(profile->uses.item[i], use))
            return true;
    return false;
}

static double number(const struct tomt_layer *layer, const char *name, size_t row)
{
    const struct tomt_column *in = tomt_table_find(&layer->table, name);
    return in && in->type == TOMT_REAL && !tomt_column_is_null(in, row) ? in->real[row] : NAN;
}

static const char *word(const struct tomt_layer *layer, const char *name, size_t row)
{
    const struct tomt_column *in = tomt_table_find(&layer->table, name);
    const char *text = in && in->type == TOMT_TEXT ? tomt_column_text(in, row, NULL) : NULL;
    return text && *text ? text : NULL;
}

/* Blanks around it and capitals do not matter. */
static bool is_word(const char *text, const char *word)
{
    size_t n = strlen(word);
    while (isspace((unsigned char)*text))
        text++;
    if (strncasecmp(text, word, n) != 0)
        return false;
    for (text += n; isspace((unsigned char)*text);)
        text++;
    return !*text;
}

static bool is(const char *text, const char *yes, const char *ja)
{
    return text && (is_word(text, yes) || is_word(text, ja));
}

static const char *const rule_type[] = {"utilisation", "utilisation_2", "utilisation_3"};
static const char *const rule_amount[] = {"utilisation_number", "utilisation_number_2", "utilisation_number_3"};

static void read_rules(const struct tomt_layer *layer, size_t row, struct tomt_room_zone *zone)
{
    static const char *const least[] = {"utilisation_minimum", "utilisation_minimum_2", "utilisation_minimum_3"};
    size_t n = 0;
    for (size_t k = 0; k < 3; k++) {
        const char *text = word(layer, rule_type[k], row);
        if (text)
            zone->rule[n++] = (struct tomt_plan_rule){tomt_room_utilisation(text), number(layer, rule_amount[k], row), number(layer, least[k], row)};
    }
    zone->rules = tomt_piece_silent.rules;
    zone->rules.rule = zone->rule;
    zone->rules.n_rules = n;
    zone->rules.storeys = number(layer, "storeys", row);
    zone->rules.height_m = number(layer, "height_m", row);
    zone->rules.is_hall = is(word(layer, "hall", row), "yes", "ja");
    const char *planes = word(layer, "planes_count", row), *parking = word(layer, "parking_counts", row);
    zone->rules.counts_planes = !is(planes, "no", "nei");
    zone->rules.parking_spaces = number(layer, "parking_spaces", row);
    zone->rules.parking_per_100_m2 = number(layer, "parking_per_100_m2", row);
    zone->rules.parking_counts = is(parking, "yes", "ja") ? 1 : is(parking, "no", "nei") ? 2 : 0;
}

static const struct tomt_use_share *shares_of(const struct tomt_project *project, const char *use, size_t *n)
{
    for (size_t i = 0; i < project->capacity.n_shares; i++)
        if (!strcmp(project->capacity.shares[i].use, use)) {
            *n = project->capacity.shares[i].n;
            return project->capacity.shares[i].share;
        }
    return tomt_default_shares(use, n);
}

enum tomt_plan_kind tomt_room_plan_kind(const char *text)
{
    static const struct {
        const char *word;
        enum tomt_plan_kind kind;
    } kinds[] = {{"municipal", TOMT_PLAN_MUNICIPAL}, {"kommuneplan", TOMT_PLAN_MUNICIPAL}, {"kommunedelplan", TOMT_PLAN_MUNICIPAL},
                 {"area", TOMT_PLAN_AREA}, {"områderegulering", TOMT_PLAN_AREA}, {"OMRÅDEREGULERING", TOMT_PLAN_AREA},
                 {"detailed", TOMT_PLAN_DETAILED}, {"detaljregulering", TOMT_PLAN_DETAILED}, {"reguleringsplan", TOMT_PLAN_DETAILED},
                 {"bebyggelsesplan", TOMT_PLAN_DETAILED}};
    bool is_number;
    int code = text ? code_of(text, &is_number) : -1;
    if (code >= 0)
        return code >= 20 && code <= 22 ? TOMT_PLAN_MUNICIPAL : code == 34 ? TOMT_PLAN_AREA : code >= 30 && code <= 35 ? TOMT_PLAN_DETAILED : TOMT_PLAN_UNKNOWN;
    for (size_t i = 0; text && i < sizeof kinds / sizeof *kinds; i++)
        if (is_word(text, kinds[i].word))
            return kinds[i].kind;
    return TOMT_PLAN_UNKNOWN;
}

bool tomt_room_zones(const struct tomt_run_state *state, struct tomt_arena *arena, struct tomt_room_zone **out, struct tomt_error *err)
{
    const struct tomt_zones *zones = &state->zones;
    struct tomt_room_zone *zone = tomt_arena_block(arena, NULL, (zones->n + 1) * sizeof *zone, err);
    *out = zone;
    for (size_t z = 0; zone && z < zones->n; z++) {
        const struct tomt_layer *layer = &state->layer[zones->layer[z]];
        size_t row = zones->row[z], size;
        const uint8_t *wkb = tomt_shapes_wkb(&zones->shapes, z, &size);
        zone[z] = (struct tomt_room_zone){.use = word(layer, "use", row), .plan = tomt_room_plan_kind(word(layer, "plan_type", row))};
        zone[z].whole_m2 = tomt_wkb_area_m2(wkb, size);
        read_rules(layer, row, &zone[z]);
        zone[z].share = zone[z].use ? shares_of(state->project, zone[z].use, &zone[z].n_shares) : NULL;
    }
    return zone != NULL;
}

/* What of a layer's rules is worth a word: a few of what was found, and how many there were. */
struct found {
    struct tomt_text text;
    size_t n, n_listed;
    bool more; /* than are listed */
};
enum { MOST_LISTED = 5 };

static void list_word(struct found *found, const char *text)
{
    char quoted[64];
    snprintf(quoted, sizeof quoted, "'%.40s'", text);
    found->n++;
    if (found->text.n && strstr(found->text.bytes, quoted))
        return;
    found->more = found->n_listed == MOST_LISTED;
    if (!found->more)
        tomt_text_print(&found->text, "%s%s", found->n_listed++ ? ", " : "", quoted);
}

static void list_feature(struct found *found, int64_t fid)
{
    found->more = found->n++ >= MOST_LISTED;
    if (!found->more)
        tomt_text_print(&found->text, "%s%" PRId64, found->n_listed++ ? ", " : "", fid);
}

/* 1 to 7 are types, of older rules. */
static bool is_type(int type)
{
    return (type >= 0 && type <= 7) || (type >= TOMT_U_NO_BUILDING && type <= TOMT_U_PERCENT_BRA);
}

/* A column of rules without a number in any of them: all of it is unknown, and most likely nobody said where the numbers are. */
static bool tell_numbers(struct tomt_run_state *state, size_t i, size_t k, struct tomt_error *err)
{
    const struct tomt_layer *layer = &state->layer[i];
    const struct tomt_place *at = &state->project->layer[i].place;
    bool there = tomt_table_find(&layer->table, rule_amount[k]) != NULL;
    size_t n = 0;
    for (size_t row = 0; row < layer->shapes.n; row++) {
        const char *text = word(layer, rule_type[k], row);
        int type = text ? tomt_room_utilisation(text) : -1;
        if (type <= TOMT_U_NO_MORE || type > TOMT_U_PERCENT_BRA)
            continue;
        n++;
        if (!isnan(number(layer, rule_amount[k], row)))
            return true;
    }
    return !n || tomt_problem_add(state->problems, err, TOMT_WARNING, at->file, at->line, at->column,
                                  "layer '%s': %s has no number in any of its %zu rule%s: %s%s%s; the floor area of %s is not known", layer->name, rule_type[k],
                                  n, n == 1 ? "" : "s", there ? "the column of " : "add columns: {", rule_amount[k], there ? " is empty" : ": ...}",
                                  n == 1 ? "that zone" : "those zones");
}

static bool tell_layer(struct tomt_run_state *state, size_t i, struct tomt_error *err)
{
    const struct tomt_layer *layer = &state->layer[i];
    const struct tomt_place *at = &state->project->layer[i].place;
    struct found odd = {0}, shops = {0};
    for (size_t row = 0; row < layer->shapes.n; row++) {
        struct tomt_room_zone zone = {.use = word(layer, "use", row)};
        read_rules(layer, row, &zone);
        for (size_t k = 0; k < 3; k++) {
            const char *text = word(layer, rule_type[k], row);
            if (text && !is_type(tomt_room_utilisation(text)))
                list_word(&odd, text);
        }
        if (tomt_shops_lack_bra(zone.use, &zone.rules))
            list_feature(&shops, layer->fid[row]);
    }
    for (size_t k = 0; k < 3; k++)
        if (!tell_numbers(state, i, k, err))
            return false;
    const char *words_found = tomt_text_keep(&odd.text, state->arena, err), *features = tomt_text_keep(&shops.text, state->arena, err);
    return words_found && features &&
           (!odd.n || tomt_problem_add(state->problems, err, TOMT_WARNING, at->file, at->line, at->column,
                                       "layer '%s': %zu rule%s of no type of utilisation that is known: %s%s; the floor area of %s is not known",
                                       layer->name, odd.n, odd.n == 1 ? "" : "s", words_found, odd.more ? ", ..." : "",
                                       odd.n == 1 ? "that zone" : "those zones")) &&
           (!shops.n || tomt_problem_add(state->problems, err, TOMT_WARNING, at->file, at->line, at->column,
                                         "layer '%s': %zu shopping zone%s (1140, 1150) %s a footprint and no floor area, which the plan must give there: feature%s %s%s",
                                         layer->name, shops.n, shops.n == 1 ? "" : "s", shops.n == 1 ? "has" : "have", shops.n == 1 ? "" : "s", features,
                                         shops.more ? ", ..." : ""));
}

bool tomt_run_check_rules(struct tomt_run_state *state, struct tomt_error *err)
{
    for (size_t i = 0; i < state->project->n_layers; i++)
        if (state->project->layer[i].role == TOMT_ROLE_ZONE && tomt_table_find(&state->layer[i].table, "utilisation") && !tell_layer(state, i, err))
            return false;
    return true;
}

/* --- what exclusions take ------------------------------------------------------------------------------------- */

/* Of a profile's candidates, those that fell because of exclusions included. */
static double permitted_m2(const struct tomt_run_state *state, size_t p)
{
    double sum_m2 = 0;
    for (size_t s = 0; s < state->sites.n; s++)
        sum_m2 += state->sites.profiles[s] >> p & 1 ? state->sites.area_m2[s] : 0;
    for (size_t i = 0; i < state->rejected.n; i++)
        sum_m2 += state->rejected.profiles[i] >> p & 1 ? state->rejected.permitted_m2[i] : 0;
    return sum_m2;
}

/* By all constraints of that layer. What a candidate lost that fell counts for the constraint that took most of it. */
static double excluded_m2(const struct tomt_run_state *state, size_t p, const char *layer)
{
    const struct tomt_profile *profile = &state->project->profile[p];
    const struct tomt_losses *losses = &state->sites.losses;
    const struct tomt_rejected *rejected = &state->rejected;
    double sum_m2 = 0;
    for (size_t i = 0; i < losses->n; i++)
        if (losses->profile[i] == p && losses->constraint[i] != TOMT_LOSS_SLIVER && !strcmp(profile->constraint[losses->constraint[i]].layer, layer))
            sum_m2 += losses->ground_m2[i];
    for (size_t i = 0; i < rejected->n; i++)
        if (rejected->profiles[i] >> p & 1 && rejected->excluded_m2[i] > 0 && rejected->layer[i] && !strcmp(rejected->layer[i], layer))
            sum_m2 += rejected->excluded_m2[i];
    return sum_m2;
}

static bool tell_excluded(struct tomt_run_state *state, size_t p, size_t c, double whole_m2, struct tomt_error *err)
{
    const struct tomt_profile *profile = &state->project->profile[p];
    const struct tomt_profile_constraint *constraint = &profile->constraint[c];
    const struct tomt_project_layer *layer = tomt_project_layer(state->project, constraint->layer);
    const struct tomt_place *at = &constraint->place;
    char how[80] = "";
    for (size_t b = 0; b < c; b++)
        if (profile->constraint[b].effect == TOMT_EFFECT_EXCLUDE && !strcmp(profile->constraint[b].layer, constraint->layer))
            return true; /* told at the first */
    double lost_m2 = excluded_m2(state, p, constraint->layer);
    if (lost_m2 <= 0.5 * whole_m2)
        return true;
    if (layer && layer->raster)
        snprintf(how, sizeof how, " (slope_over_pct: %g)", layer->slope_over_pct);
    else if (constraint->buffer_m > 0)
        snprintf(how, sizeof how, " (buffer_m: %g)", constraint->buffer_m);
    return tomt_problem_add(state->problems, err, TOMT_WARNING, at->file, at->line, at->column,
                            "profile '%s', constraint '%s'%s: takes %.0f %% of the ground that the profile permits on its candidates; is that meant?", profile->name,
                            constraint->layer, how, fmin(100, 100 * lost_m2 / whole_m2));
}

bool tomt_run_check_excluded(struct tomt_run_state *state, struct tomt_error *err)
{
    for (size_t p = 0; p < state->project->n_profiles; p++) {
        const struct tomt_profile *profile = &state->project->profile[p];
        double whole_m2 = permitted_m2(state, p);
        for (size_t c = 0; c < profile->n_constraints; c++)
            if (profile->constraint[c].effect == TOMT_EFFECT_EXCLUDE && !tell_excluded(state, p, c, whole_m2, err))
                return false;
    }
    return true;
}
