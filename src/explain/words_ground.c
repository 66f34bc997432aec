/* explain/words_ground.c: the plan, the ground and the room to build, as sentences. */
#include "explain/inside.h"

#include <math.h>
#include <string.h>

enum { MOST_PIECES = 4, OLD_YEARS = 10 };

static void say_plan(const struct tomt_told_profile *profile, struct tomt_sayings *out)
{
    const struct tomt_rows *site = &profile->site;
    const char *use = tomt_rows_text(site, 0, "use"), *plan = tomt_rows_text(site, 0, "plan_name");
    const char *id = tomt_rows_text(site, 0, "plan_id");
    const char *adopted = tomt_rows_text(site, 0, "adopted");
    double years = tomt_rows_number(site, 0, "plan_years");
    bool named = (plan && *plan) || (id && *id), dated = named && adopted && *adopted;
    if (!use)
        return;
    struct tomt_saying *saying = tomt_say(out, TOMT_SAY_GROUND,
                                          dated   ? "explain_zone_plan_dated"
                                          : named ? "explain_zone_plan"
                                                  : "explain_zone");
    saying->sentence.text[0] =
        tomt_say_join(out, use, " ", tomt_rows_text(site, 0, "use_title"), "");
    saying->sentence.text[1] =
        plan && *plan ? tomt_say_join(out, plan, " (", id, ")") : tomt_say_clean(out, id);
    saying->sentence.text[2] = tomt_say_clean(out, adopted);
    if (years > OLD_YEARS)
        tomt_say(out, TOMT_SAY_GROUND, "explain_plan_old")->sentence.number[0] = years;
}

static void say_one(struct tomt_sayings *out, const char *prefix, const char *word,
                    const char *const *known, size_t n)
{
    for (size_t i = 0; word && i < n; i++)
        if (!strcmp(word, known[i])) {
            const char *id = tomt_arena_print(out->arena, out->err, "%s%s", prefix, word);
            out->failed = out->failed || !id;
            tomt_say(out, TOMT_SAY_GROUND, id ? id : "");
        }
}

static void say_site(const struct tomt_told_profile *profile, struct tomt_sayings *out)
{
    static const char *const growth[] = {"densify", "transform", "none"};
    static const char *const ready[] = {"buildable", "detailed_plan_needed", "joint_plan_needed"};
    const struct tomt_rows *site = &profile->site;
    say_plan(profile, out);
    say_one(out, "explain_strategy_", tomt_rows_text(site, 0, "strategy"), growth, 3);
    say_one(out, "explain_ready_", tomt_rows_text(site, 0, "readiness"), ready, 3);
    const char *joint = tomt_rows_text(site, 0, "joint"),
               *sequence = tomt_rows_text(site, 0, "sequence");
    if (joint && *joint)
        tomt_say(out, TOMT_SAY_GROUND, "explain_joint")->sentence.text[0] =
            tomt_say_clean(out, joint);
    if (sequence && *sequence)
        tomt_say(out, TOMT_SAY_GROUND, "explain_sequence")->sentence.text[0] =
            tomt_say_clean(out, sequence);
    double whole = tomt_rows_number(site, 0, "area_m2"),
           left = tomt_rows_number(site, 0, "developable_m2");
    if (!isnan(left)) {
        struct tomt_saying *saying =
            tomt_say(out, TOMT_SAY_GROUND,
                     round(left) == round(whole) ? "explain_ground_all" : "explain_ground");
        saying->sentence.number[0] = left;
        saying->sentence.number[1] = whole;
    }
    if (profile->parcel.n > 1)
        tomt_say(out, TOMT_SAY_GROUND, "explain_parcels")->sentence.number[0] =
            (double)profile->parcel.n;
}

/* "Støy (H210)": the layer's title and the codes, where they are not the layer's own key. */
static const char *named(const struct tomt_told_profile *profile, const char *layer,
                         const char *codes, struct tomt_sayings *out)
{
    bool same = layer && codes && !strcmp(layer, codes);
    return tomt_say_join(out, layer ? tomt_say_layer(profile->layers, layer, out) : "", " (",
                         same ? NULL : codes, ")");
}

static void say_losses(const struct tomt_told_profile *profile, struct tomt_sayings *out)
{
    for (size_t i = 0; i < profile->loss.n; i++) {
        const char *effect = tomt_rows_text(&profile->loss, i, "effect");
        const char *layer = tomt_rows_text(&profile->loss, i, "layer");
        double ground = tomt_rows_number(&profile->loss, i, "ground_m2");
        double floor = tomt_rows_number(&profile->loss, i, "bra_m2");
        bool limit = effect && !strcmp(effect, "limit");
        if (!effect || !(limit ? floor >= 0.5 : ground >= 0.5))
            continue;
        const char *message = limit                              ? "explain_loss_limit"
                              : !strcmp(effect, "exclude")       ? "explain_loss_exclude"
                              : !strcmp(effect, "not_permitted") ? "explain_loss_not_permitted"
                              : !strcmp(effect, "overlap")       ? "explain_loss_overlap"
                                                                 : "explain_loss_other";
        struct tomt_saying *saying = tomt_say(out, TOMT_SAY_GROUND, message);
        saying->sentence.number[0] = limit ? floor : ground;
        saying->sentence.text[0] =
            named(profile, layer ? layer : effect, tomt_rows_text(&profile->loss, i, "codes"), out);
    }
}

const char *tomt_say_constraint(const struct tomt_told_profile *profile, size_t row,
                                struct tomt_sayings *out)
{
    const struct tomt_rows *rows = &profile->constraint;
    const char *name = tomt_rows_text(&profile->constraint_main[row], 0, "name");
    return tomt_say_add(
        out,
        named(profile, tomt_rows_text(rows, row, "layer"), tomt_rows_text(rows, row, "codes"), out),
        ": ", name, "");
}

static void say_constraints(const struct tomt_told_profile *profile, struct tomt_sayings *out)
{
    const struct tomt_rows *rows = &profile->constraint;
    for (size_t i = 0; i < rows->n; i++) {
        const char *effect = tomt_rows_text(rows, i, "effect");
        const char *class = tomt_rows_text(rows, i, "safety_class");
        double buffer_m = tomt_rows_number(rows, i, "buffer_m");
        if (effect && !strcmp(effect, "exclude"))
            continue; /* what is left of the site is not in it; it is among the losses */
        bool near = buffer_m > 0, classed = class && *class;
        struct tomt_saying *saying =
            tomt_say(out, TOMT_SAY_GROUND,
                     classed ? (near ? "explain_constraint_near_class" : "explain_constraint_class")
                             : (near ? "explain_constraint_near" : "explain_constraint"));
        saying->sentence.number[0] = tomt_rows_number(rows, i, "share");
        saying->sentence.number[1] = tomt_rows_number(rows, i, "covered_m2");
        saying->sentence.number[2] = near ? buffer_m : NAN;
        saying->sentence.text[0] = tomt_say_constraint(profile, i, out);
        saying->sentence.text[1] = tomt_say_clean(out, class);
    }
}

/* Two scales of public transport, one with A on top, one with 6b: where they point apart. */
static void say_transit(const struct tomt_told_profile *profile, struct tomt_sayings *out)
{
    const char *class = tomt_rows_text(&profile->site, 0, "transit_class");
    const char *level = tomt_rows_text(&profile->site, 0, "transit_level_band");
    bool good = class && (!strcmp(class, "A") || !strcmp(class, "B"));
    bool poor = level && (!strcmp(level, "0") || !strcmp(level, "1a") || !strcmp(level, "1b"));
    if (!good || !poor)
        return;
    struct tomt_saying *saying = tomt_say(out, TOMT_SAY_GROUND, "explain_transit_apart");
    saying->sentence.text[0] = tomt_say_clean(out, class);
    saying->sentence.text[1] = tomt_say_clean(out, level);
}

/* Why floor area is not known, in words where the program has them. */
static const char *why_words(struct tomt_sayings *out, const char *why)
{
    const char *id = tomt_arena_print(out->arena, out->err, "capacity_%s", why ? why : "");
    const struct tomt_message *message = id ? tomt_message_find(id) : NULL;
    out->failed = out->failed || !id;
    return message ? tomt_phrase(out->phrases, message->english) : tomt_say_clean(out, why);
}

static void say_pieces(const struct tomt_told_profile *profile, struct tomt_sayings *out)
{
    const struct tomt_rows *rows = &profile->piece;
    for (size_t i = 0; i < rows->n && i < MOST_PIECES; i++) {
        const char *rule = tomt_rows_text(rows, i, "rule"), *why = tomt_rows_text(rows, i, "why");
        double number = tomt_rows_number(rows, i, "rule_number");
        double storeys = tomt_rows_number(rows, i, "storeys");
        double share = tomt_rows_number(rows, i, "permitted_share");
        double allowed = tomt_rows_number(rows, i, "allowed_bra_m2");
        bool known = !isnan(allowed) && !(why && *why);
        const char *message = !known      ? "explain_piece_unknown"
                              : share < 1 ? "explain_piece_share"
                                          : "explain_piece";
        struct tomt_saying *saying = tomt_say(out, TOMT_SAY_ROOM, message);
        struct tomt_text how = {0};
        tomt_put_name(&how, rule);
        if (!isnan(number)) {
            tomt_text_puts(&how, " ");
            tomt_phrase_number(out->phrases, &how, number, 1);
        }
        if (!isnan(storeys)) {
            tomt_text_puts(&how, ", ");
            tomt_phrase_number(out->phrases, &how, storeys, 1);
            tomt_text_print(
                &how, " %s",
                tomt_phrase_plural(out->phrases, "storey", "storeys", storeys == 1 ? 1 : 2));
        }
        tomt_text_add(&how, "", 0);
        const char *kept = tomt_text_keep(&how, out->arena, out->err);
        out->failed = out->failed || !kept;
        const char *zone = tomt_rows_text(&profile->piece_zone[i], 0, "name");
        const char *use = tomt_say_join(out, zone, ", ", tomt_rows_text(rows, i, "use"), "");
        saying->sentence.text[0] = tomt_say_add(
            out, use, " ", tomt_rows_text(&profile->piece_zone[i], 0, "use_title"), "");
        saying->sentence.text[1] = known ? kept : why_words(out, why);
        saying->sentence.number[0] = tomt_rows_number(rows, i, "area_m2");
        saying->sentence.number[1] = known ? allowed : NAN;
        saying->sentence.number[2] = known && share < 1 ? share : NAN;
        saying->sentence.number[3] = known && share < 1 ? share * allowed : NAN;
    }
}

static void say_room(const struct tomt_told_profile *profile, struct tomt_sayings *out)
{
    const struct tomt_rows *row = &profile->capacity;
    double allowed = tomt_rows_number(row, 0, "allowed_bra_m2");
    double counted = tomt_rows_number(row, 0, "existing_counted_m2");
    double left = tomt_rows_number(row, 0, "unused_bra_m2");
    double replaced = tomt_rows_number(row, 0, "replaces_m2");
    double limited = tomt_rows_number(row, 0, "limited_bra_m2");
    const char *why = tomt_rows_text(row, 0, "why"), *growth = tomt_rows_text(row, 0, "growth");
    if (row->n == 0)
        return;
    bool replaces = growth && !strcmp(growth, "transform") && replaced > 0;
    struct tomt_saying *saying;
    if (isnan(left)) {
        saying = tomt_say(out, TOMT_SAY_ROOM, "explain_room_unknown");
        saying->sentence.text[0] = why_words(out, why);
    } else {
        saying = tomt_say(out, TOMT_SAY_ROOM,
                          replaces      ? "explain_room_replaces"
                          : counted > 0 ? "explain_room"
                                        : "explain_room_empty");
        saying->sentence.number[0] = allowed;
        saying->sentence.number[1] = replaces ? replaced : counted > 0 ? counted : NAN;
        saying->sentence.number[2] = left;
        bool three = !replaces && counted > 0;
        if (three && round(allowed) - round(counted) != round(left) &&
            fabs(allowed - counted - left) < 0.5)
            saying->sentence.message = "explain_room_rounded";
    }
    if (limited >= 0.5)
        tomt_say(out, TOMT_SAY_ROOM, "explain_limited")->sentence.number[0] = limited;
    if (!isnan(tomt_rows_number(row, 0, "jobs"))) {
        saying = tomt_say(out, TOMT_SAY_ROOM, "explain_room_jobs");
        saying->sentence.number[0] = round(tomt_rows_number(row, 0, "jobs_low"));
        saying->sentence.number[1] = round(tomt_rows_number(row, 0, "jobs_high"));
        saying->sentence.number[2] = round(tomt_rows_number(row, 0, "jobs"));
    }
    say_pieces(profile, out);
}

static void say_purchase(const struct tomt_told_profile *profile, struct tomt_sayings *out)
{
    if (profile->purchase.n == 0)
        return;
    struct tomt_saying *saying = tomt_say(out, TOMT_SAY_ROOM, "explain_purchase");
    saying->sentence.number[0] = round(tomt_rows_number(&profile->purchase, 0, "purchase_index"));
    saying->sentence.text[0] = tomt_say_clean(out, tomt_rows_text(&profile->purchase, 0, "owners"));
}

void tomt_say_ground(const struct tomt_told_profile *profile, struct tomt_sayings *out)
{
    say_site(profile, out);
    say_losses(profile, out);
    say_constraints(profile, out);
    say_transit(profile, out);
    say_room(profile, out);
    say_purchase(profile, out);
}
