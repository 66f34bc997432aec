/* rank/same.c: what a ranking cannot change, told with its line: other sites, other measures, sites
 * that are not in the result. */
#include "data/whole_file.h"
#include "project/told.h"
#include "rank/inside.h"

#include <math.h>
#include <string.h>

static bool problem(struct tomt_ranking *at, enum tomt_severity severity,
                    const struct tomt_place *place, const char *text, struct tomt_error *err)
{
    return text && tomt_problem_add(at->problems, err, severity, place->file, place->line,
                                    place->column, "%s", text);
}

static bool check_sites(struct tomt_ranking *at, struct tomt_error *err)
{
    if (!at->old.sites_sha256)
        return problem(
            at, TOMT_WARNING, &at->profile.place,
            "the result is of schema 1.0 and does not say what makes its sites: uses, sizes, "
            "constraints and assembly of this file are taken to be those of the run",
            err);
    const char *text = tomt_profile_sites_text(at->arena, &at->profile, err);
    struct tomt_sha256 *digest = text ? tomt_sha256_open(at->arena, err) : NULL;
    char sha256[65];
    if (!digest)
        return false;
    tomt_sha256_add(digest, text, strlen(text));
    tomt_sha256_end(digest, sha256);
    return strcmp(sha256, at->old.sites_sha256) == 0 ||
           problem(at, TOMT_ERROR, &at->profile.place,
                   tomt_arena_print(at->arena, err,
                                    "profile '%s' asks for other sites than the result holds "
                                    "(uses, sizes, constraints that cut or limit, or assembly are "
                                    "others): these need the layers; run the project "
                                    "again (tomt run PROJECT)",
                                    at->profile.name),
                   err);
}

/* The same to a reader of YAML: order of keys and spelling of numbers apart. */
static bool is_same(const struct tomt_node *a, const struct tomt_node *b)
{
    double x, y;
    if (!a || !b || a->kind != b->kind)
        return a == b;
    if (a->kind == TOMT_NODE_SCALAR)
        return strcmp(a->text, b->text) == 0 ||
               (tomt_number_parse(a->text, strlen(a->text), false, &x) &&
                tomt_number_parse(b->text, strlen(b->text), false, &y) && x == y);
    if (a->n != b->n)
        return false;
    for (size_t i = 0; i < a->n; i++)
        if (!is_same(a->item[i],
                     a->kind == TOMT_NODE_LIST ? b->item[i] : tomt_node_find(b, a->key[i]->text)))
            return false;
    return true;
}

/* JSON is YAML. NULL: none, or not to be read (err may be set: out of memory). */
static const struct tomt_node *parsed(struct tomt_ranking *at, const char *json,
                                      struct tomt_error *err)
{
    struct tomt_problems ignored;
    struct tomt_error own = {0};
    tomt_problems_start(&ignored, at->arena);
    const struct tomt_node *node =
        json ? tomt_yaml_parse(at->arena, "result", json, strlen(json), &ignored, &own) : NULL;
    if (own.code == TOMT_MEMORY)
        *err = own;
    return node;
}

static bool is_measured_so(struct tomt_ranking *at, const struct tomt_profile_criterion *asked,
                           const struct tomt_measured *measured, bool *same, struct tomt_error *err)
{
    *same = false;
    if (strcmp(asked->criterion, measured->criterion) != 0)
        return true;
    const char *with = tomt_node_json(at->arena, asked->with, err);
    if (!with)
        return false;
    *same = strcmp(with, measured->with_json ? measured->with_json : "{}") == 0;
    if (!*same) { /* both as they would be read */
        const struct tomt_node *here = parsed(at, with, err),
                               *there = parsed(at, measured->with_json ? measured->with_json : "{}",
                                               err);
        *same = here && there && is_same(here, there);
    }
    return err->code == TOMT_OK;
}

static bool not_measured(struct tomt_ranking *at, const struct tomt_profile_criterion *asked,
                         const struct tomt_measured *named, struct tomt_error *err)
{
    const char *with = tomt_node_json(at->arena, asked->with, err), *text;
    if (!with)
        return false;
    if (named && strcmp(named->criterion, asked->criterion) != 0)
        text = tomt_arena_print(at->arena, err,
                                "criterion '%s' is '%s' in the result, not '%s': a new measure "
                                "needs the layers; run the project again (tomt run PROJECT)",
                                asked->id, named->criterion, asked->criterion);
    else if (named)
        text = tomt_arena_print(at->arena, err,
                                "criterion '%s' was measured with %s, not with %s: new parameters "
                                "need the layers; run the project again (tomt run PROJECT)",
                                asked->id, named->with_json ? named->with_json : "{}", with);
    else
        text = tomt_arena_print(at->arena, err,
                                "criterion '%s' (%s with %s) was not measured for profile '%s': "
                                "run the project again (tomt run PROJECT)",
                                asked->id, asked->criterion, with, at->old.name);
    return problem(at, TOMT_ERROR, &asked->place, text, err);
}

/* By its id, else under another id: measured is measured. */
static bool find_measured(struct tomt_ranking *at, size_t c, struct tomt_error *err)
{
    const struct tomt_profile_criterion *asked = &at->profile.criterion[c];
    const struct tomt_measured *named = NULL;
    bool same;
    for (size_t k = 0; k < at->old.n_measured; k++)
        if (strcmp(at->old.measured[k].id, asked->id) == 0)
            named = &at->old.measured[k];
    if (named && !is_measured_so(at, asked, named, &same, err))
        return false;
    if (named && same) {
        at->of[c] = named;
        return true;
    }
    for (size_t k = 0; k < at->old.n_measured && !at->of[c]; k++) {
        if (!is_measured_so(at, asked, &at->old.measured[k], &same, err))
            return false;
        if (same)
            at->of[c] = &at->old.measured[k];
    }
    return at->of[c] || not_measured(at, asked, named, err);
}

static bool tell_left_out(struct tomt_ranking *at, struct tomt_error *err)
{
    for (size_t k = 0; k < at->old.n_measured; k++) {
        bool asked = false;
        for (size_t c = 0; c < at->profile.n_criteria; c++)
            asked = asked || at->of[c] == &at->old.measured[k];
        if (!asked && !problem(at, TOMT_WARNING, &at->profile.place,
                               tomt_arena_print(at->arena, err,
                                                "criterion '%s' of the result is not asked for: "
                                                "its numbers are left out of profile '%s'",
                                                at->old.measured[k].id, at->name),
                               err))
            return false;
    }
    return true;
}

/* --- vetoes
 * -------------------------------------------------------------------------------------------------------
 */

static double number_of(const struct tomt_node *map, const char *key)
{
    const struct tomt_node *node = tomt_node_find(map, key);
    double number;
    return node && node->text && tomt_number_parse(node->text, strlen(node->text), false, &number)
               ? number
               : NAN;
}

/* The id that the new profile has for a criterion of the result; NULL: it asks for it no more. */
static const char *new_id(const struct tomt_ranking *at, const char *old_id)
{
    for (size_t c = 0; c < at->profile.n_criteria; c++)
        if (at->of[c] && strcmp(at->of[c]->id, old_id) == 0)
            return at->profile.criterion[c].id;
    return NULL;
}

/* Does some veto put out all that the old one put out? The three ways are looked at one by one. */
static bool check_veto(struct tomt_ranking *at, const char *id, double below, double above,
                       bool missing, struct tomt_error *err)
{
    const char *of = new_id(at, id);
    bool has_below = isnan(below), has_above = isnan(above), has_missing = !missing;
    const struct tomt_place *place = &at->profile.place;
    for (size_t v = 0; of && v < at->profile.n_vetoes; v++) {
        const struct tomt_profile_veto *veto = &at->profile.veto[v];
        if (strcmp(veto->criterion, of) != 0)
            continue;
        place = &veto->place;
        has_below = has_below || veto->below >= below;
        has_above = has_above || veto->above <= above;
        has_missing = has_missing || veto->missing;
    }
    if (has_below && has_above && has_missing)
        return true;
    char what[80];
    if (!has_below)
        snprintf(what, sizeof what, "below %.6g", below);
    else if (!has_above)
        snprintf(what, sizeof what, "above %.6g", above);
    else
        snprintf(what, sizeof what, "without data");
    return problem(
        at, TOMT_ERROR, place,
        tomt_arena_print(
            at->arena, err,
            "the result has no sites with '%s' %s: the run's veto put them out, and a veto cannot "
            "be less strict without the layers; run the project again (tomt run PROJECT)",
            id, what),
        err);
}

static bool check_vetoes(struct tomt_ranking *at, struct tomt_error *err)
{
    const struct tomt_node *list = parsed(at, at->old.vetoes_json, err);
    for (size_t i = 0; list && list->kind == TOMT_NODE_LIST && i < list->n; i++) {
        const struct tomt_node *veto = list->item[i], *id = tomt_node_find(veto, "criterion"),
                               *missing = tomt_node_find(veto, "missing");
        bool on_missing = missing && missing->text && strcmp(missing->text, "true") == 0;
        if (id && id->text &&
            !check_veto(at, id->text, number_of(veto, "below"), number_of(veto, "above"),
                        on_missing, err))
            return false;
    }
    return err->code == TOMT_OK;
}

bool tomt_rank_check(struct tomt_ranking *at, struct tomt_error *err)
{
    at->of = tomt_arena_alloc(at->arena, (at->profile.n_criteria + 1) * sizeof *at->of, err);
    if (!at->of || !check_sites(at, err))
        return false;
    for (size_t c = 0; c < at->profile.n_criteria; c++)
        if (!find_measured(at, c, err))
            return false;
    return tell_left_out(at, err) && check_vetoes(at, err);
}
