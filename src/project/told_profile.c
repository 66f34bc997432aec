/* project/told_profile.c: what a profile asked for, as JSON: what makes its sites, its vetoes, how
 * robust its ranks are held to be. */
#include "project/told.h"

#include "base/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* "NAME":number with a comma before; null when it is not given, or infinite. */
static void number(struct tomt_text *text, const char *name, double value)
{
    tomt_text_print(text, ",\"%s\":", name);
    if (isfinite(value))
        tomt_text_number(text, value);
    else
        tomt_text_puts(text, "null");
}

static void word(struct tomt_text *text, const char *value)
{
    tomt_text_json(text, value, strlen(value));
}

static int by_text(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* A set: sorted, each once; in which order they were written makes no difference to sites. */
static bool set_of(struct tomt_text *text, struct tomt_arena *arena, const struct tomt_texts *texts,
                   struct tomt_error *err)
{
    const char **sorted = tomt_arena_alloc(arena, (texts->n + 1) * sizeof *sorted, err);
    if (!sorted)
        return false;
    if (texts->n)
        memcpy(sorted, texts->item, texts->n * sizeof *sorted);
    qsort(sorted, texts->n, sizeof *sorted, by_text);
    const char *before = NULL;
    tomt_text_puts(text, "[");
    for (size_t i = 0; i < texts->n; i++) {
        if (before && strcmp(before, sorted[i]) == 0)
            continue;
        tomt_text_puts(text, before ? "," : "");
        word(text, before = sorted[i]);
    }
    tomt_text_puts(text, "]");
    return true;
}

static bool of_layer(struct tomt_text *text, struct tomt_arena *arena, const char *layer,
                     const struct tomt_texts *codes, struct tomt_error *err)
{
    tomt_text_puts(text, "{\"layer\":");
    word(text, layer);
    tomt_text_puts(text, ",\"codes\":");
    return set_of(text, arena, codes, err);
}

/* Those that cut or limit, in their order: what one took, a later one cannot take again. */
static bool constraints(struct tomt_text *text, struct tomt_arena *arena,
                        const struct tomt_profile *profile, struct tomt_error *err)
{
    bool first = true;
    tomt_text_puts(text, ",\"constraints\":[");
    for (size_t i = 0; i < profile->n_constraints; i++) {
        const struct tomt_profile_constraint *constraint = &profile->constraint[i];
        bool limits = constraint->effect == TOMT_EFFECT_LIMIT;
        if (!limits && constraint->effect != TOMT_EFFECT_EXCLUDE)
            continue;
        tomt_text_puts(text, first ? "" : ",");
        first = false;
        if (!of_layer(text, arena, constraint->layer, &constraint->codes, err))
            return false;
        number(text, "buffer_m", constraint->buffer_m);
        tomt_text_print(text, ",\"effect\":\"%s\"", limits ? "limit" : "exclude");
        if (limits)
            number(text, "leaves", constraint->leaves);
        tomt_text_puts(text, "}");
    }
    tomt_text_puts(text, "]");
    return true;
}

static bool assembly(struct tomt_text *text, struct tomt_arena *arena,
                     const struct tomt_profile_assembly *asked, struct tomt_error *err)
{
    if (!asked->wanted) {
        tomt_text_puts(text, ",\"assembly\":null");
        return true;
    }
    tomt_text_print(text, ",\"assembly\":{\"of\":\"%s\"",
                    asked->of ? "unused_bra_m2" : "developable_m2");
    number(text, "least", asked->least);
    number(text, "most", asked->most);
    number(text, "gap_m", asked->gap_m);
    number(text, "shared_m", asked->shared_m);
    number(text, "barrier_m", asked->barrier_m);
    number(text, "most_parcels", (double)asked->most_parcels);
    number(text, "owner_cost", asked->owner_cost);
    number(text, "exchange_share", asked->exchange_share);
    tomt_text_puts(text, ",\"barriers\":[");
    for (size_t i = 0; i < asked->n_barriers; i++) {
        tomt_text_puts(text, i ? "," : "");
        if (!of_layer(text, arena, asked->barrier[i].layer, &asked->barrier[i].codes, err))
            return false;
        tomt_text_puts(text, "}");
    }
    tomt_text_puts(text, "]}");
    return true;
}

const char *tomt_profile_sites_text(struct tomt_arena *arena, const struct tomt_profile *profile,
                                    struct tomt_error *err)
{
    struct tomt_text text = {0};
    tomt_text_puts(&text, "{\"uses\":");
    bool done = set_of(&text, arena, &profile->uses, err);
    number(&text, "min_area_m2", profile->min_area_m2);
    number(&text, "min_width_m", profile->min_width_m);
    done = done && constraints(&text, arena, profile, err) &&
           assembly(&text, arena, &profile->assembly, err);
    tomt_text_puts(&text, "}");
    if (done)
        return tomt_text_keep(&text, arena, err);
    tomt_text_free(&text);
    return NULL;
}

const char *tomt_vetoes_json(struct tomt_arena *arena, const struct tomt_profile *profile,
                             struct tomt_error *err)
{
    struct tomt_text text = {0};
    tomt_text_puts(&text, "[");
    for (size_t i = 0; i < profile->n_vetoes; i++) {
        const struct tomt_profile_veto *veto = &profile->veto[i];
        tomt_text_puts(&text, i ? ",{\"criterion\":" : "{\"criterion\":");
        word(&text, veto->criterion);
        if (!isnan(veto->below))
            number(&text, "below", veto->below);
        if (!isnan(veto->above))
            number(&text, "above", veto->above);
        tomt_text_puts(&text, veto->missing ? ",\"missing\":true}" : "}");
    }
    tomt_text_puts(&text, "]");
    return tomt_text_keep(&text, arena, err);
}

static void put_draws(struct tomt_text *text, const struct tomt_profile *profile)
{
    static const char *const from[] = {"around", "simplex", "bounds", "file"};
    const struct tomt_robust_settings *robust = &profile->decision.robust;
    bool is_given = robust->from == TOMT_DRAW_GIVEN;
    tomt_text_print(text,
                    "\"draws\":%lld,\"ranked_by\":\"%s\",\"seed\":%lld,\"weights\":\"%s\"",
                    is_given ? (long long)robust->n_given : (long long)robust->draws,
                    tomt_decided_draws_by(profile->decision.method)->name, (long long)robust->seed, from[robust->from]);
    if (robust->from == TOMT_DRAW_AROUND)
        number(text, "spread", robust->spread);
    if (is_given && robust->file) { /* as it is written, but no absolute path is in a result */
        const char *name = strrchr(robust->file, '/');
        tomt_text_puts(text, ",\"file\":");
        word(text, *robust->file == '/' ? name + 1 : robust->file);
    }
    if (robust->from != TOMT_DRAW_BOUNDS || !robust->least || !robust->most)
        return;
    tomt_text_puts(text, ",\"bounds\":{");
    for (size_t i = 0; i < profile->n_criteria; i++) {
        tomt_text_puts(text, i ? "," : "");
        word(text, profile->criterion[i].id);
        tomt_text_puts(text, ":[");
        tomt_text_number(text, robust->least[i]);
        tomt_text_puts(text, ",");
        tomt_text_number(text, robust->most[i]);
        tomt_text_puts(text, "]");
    }
    tomt_text_puts(text, "}");
}

/* As it is written in YAML: a share, or by how much. */
static void put_how_uncertain(struct tomt_text *text,
                              const struct tomt_uncertain_setting *uncertain)
{
    bool is_share = !isnan(uncertain->relative);
    tomt_text_puts(text, is_share ? "" : "{\"by\":");
    tomt_text_number(text, is_share ? uncertain->relative : uncertain->absolute);
    tomt_text_puts(text, is_share ? "" : "}");
}

const char *tomt_uncertain_json(struct tomt_arena *arena, const struct tomt_profile *profile,
                                size_t criterion, struct tomt_error *err)
{
    const struct tomt_robust_settings *robust = &profile->decision.robust;
    for (size_t i = 0; i < robust->n_uncertain; i++) {
        struct tomt_text text = {0};
        if (robust->uncertain[i].criterion != criterion)
            continue;
        put_how_uncertain(&text, &robust->uncertain[i]);
        return tomt_text_keep(&text, arena, err);
    }
    return NULL;
}

static void put_uncertain(struct tomt_text *text, const struct tomt_profile *profile)
{
    const struct tomt_robust_settings *robust = &profile->decision.robust;
    tomt_text_puts(text, ",\"uncertain\":{");
    for (size_t i = 0; i < robust->n_uncertain; i++) {
        const struct tomt_uncertain_setting *uncertain = &robust->uncertain[i];
        tomt_text_puts(text, i ? "," : "");
        word(text, profile->criterion[uncertain->criterion].id);
        tomt_text_puts(text, ":");
        put_how_uncertain(text, uncertain);
    }
    tomt_text_puts(text, "}");
}

const char *tomt_robustness_json(struct tomt_arena *arena, const struct tomt_profile *profile,
                                 struct tomt_error *err)
{
    const struct tomt_robust_settings *robust = &profile->decision.robust;
    struct tomt_text text = {0};
    if (!robust->wanted) {
        tomt_text_puts(&text, "false");
        return tomt_text_keep(&text, arena, err);
    }
    tomt_text_puts(&text, "{");
    put_draws(&text, profile);
    number(&text, "top", (double)robust->top);
    number(&text, "interval", robust->interval);
    tomt_text_puts(&text, ",\"methods\":[");
    for (size_t i = 0; i < robust->n_methods; i++) {
        tomt_text_puts(&text, i ? "," : "");
        word(&text, robust->method[i]->name);
    }
    tomt_text_puts(&text, "]");
    number(&text, "findings", (double)robust->findings);
    put_uncertain(&text, profile);
    tomt_text_puts(&text, "}");
    return tomt_text_keep(&text, arena, err);
}
