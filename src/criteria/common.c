/* criteria/common.c: what several criteria share. */
#include "criteria/common.h"

#include "base/text.h"


/* The stops of a timetable are hubs. */
static bool serves(enum tomt_role given, enum tomt_role wanted)
{
    return given == wanted || (wanted == TOMT_ROLE_HUB && given == TOMT_ROLE_TIMETABLE);
}

static bool near_layer(const struct tomt_project *project, enum tomt_role role, const char *layer,
                       const char *criterion, const struct tomt_place *place,
                       struct tomt_problems *problems, struct tomt_error *err)
{
    const char **names =
        tomt_arena_alloc(problems->arena, (project->n_layers + 1) * sizeof *names, err);
    if (!names)
        return false;
    size_t n = 0;
    for (size_t i = 0; i < project->n_layers; i++)
        if (serves(project->layer[i].role, role))
            names[n++] = project->layer[i].name;
    const char *near = tomt_near_word(layer, names);
    return tomt_problem_add(problems, err, TOMT_ERROR, place->file, place->line, place->column,
                            "criterion %s: the project has no layer '%s'%s%s%s", criterion, layer,
                            near ? " (did you mean '" : "", near ? near : "", near ? "'?)" : "");
}

bool tomt_check_layer(const struct tomt_project *project, enum tomt_role role, const char *layer,
                      const char *criterion, const struct tomt_place *place,
                      struct tomt_problems *problems, struct tomt_error *err)
{
    const char *word = role == TOMT_ROLE_HUB ? "hub or timetable" : tomt_role_row(role)->name;
    bool has_role = false;
    for (size_t i = 0; i < project->n_layers; i++) {
        bool is_served = serves(project->layer[i].role, role);
        has_role |= is_served;
        if (!layer || strcmp(project->layer[i].name, layer) != 0)
            continue;
        if (is_served)
            return true;
        return tomt_problem_add(problems, err, TOMT_ERROR, place->file, place->line, place->column,
                                "criterion %s needs a layer with role %s; layer '%s' has role %s",
                                criterion, word, layer,
                                tomt_role_row(project->layer[i].role)->name);
    }
    if (!has_role)
        return tomt_problem_add(problems, err, TOMT_ERROR, place->file, place->line, place->column,
                                "criterion %s needs a layer with role %s; the project has none",
                                criterion, word);
    return !layer || near_layer(project, role, layer, criterion, place, problems, err);
}

/* What to write instead: "; it must be one of a, b, c"; "" when there is nothing. */
static const char *listed(const char *const *words, struct tomt_arena *arena,
                          struct tomt_error *err)
{
    const char *text = "";
    for (size_t i = 0; text && words[i]; i++)
        text = tomt_arena_print(arena, err, "%s%s%s", text, i ? ", " : "; it must be one of ",
                                words[i]);
    return text;
}

bool tomt_check_words(const struct tomt_texts *texts, const char *const *words, const char *what,
                      const char *criterion, const struct tomt_place *place,
                      struct tomt_problems *problems, struct tomt_error *err)
{
    for (size_t i = 0; i < texts->n; i++) {
        bool known = false;
        for (size_t w = 0; words[w] && !known; w++)
            known = strcmp(words[w], texts->item[i]) == 0;
        const char *near = known ? NULL : tomt_near_word(texts->item[i], words);
        const char *hint =
            known  ? NULL
            : near ? tomt_arena_print(problems->arena, err, " (did you mean '%s'?)", near)
                   : listed(words, problems->arena, err);
        if (!known &&
            (!hint || !tomt_problem_add(problems, err, TOMT_ERROR, place->file, place->line,
                                        place->column, "criterion %s: '%s' is no %s%s", criterion,
                                        texts->item[i], what, hint)))
            return false;
    }
    return true;
}

static const struct tomt_role_field *field_of(enum tomt_role role, const char *name)
{
    const struct tomt_role_field *field = tomt_role_row(role)->field;
    while (field->name && strcmp(field->name, name) != 0)
        field++;
    return field;
}

bool tomt_check_choices(const struct tomt_texts *texts, enum tomt_role role, const char *field,
                        const char *criterion, const struct tomt_place *place,
                        struct tomt_problems *problems, struct tomt_error *err)
{
    enum { MOST = 16 };
    const char *words[MOST + 1] = {NULL};
    const char *from = field_of(role, field)->choices;
    for (size_t n = 0; from && *from && n < MOST; n++) {
        size_t length = strcspn(from, "|");
        if (!(words[n] = tomt_arena_copy(problems->arena, from, length, err)))
            return false;
        from += length + (from[length] == '|');
    }
    return tomt_check_words(texts, words, field, criterion, place, problems, err);
}

bool tomt_check_given(const struct tomt_texts *texts, const char *parameter, const char *criterion,
                      const struct tomt_place *place, struct tomt_problems *problems,
                      struct tomt_error *err)
{
    return texts->n > 0 ||
           tomt_problem_add(problems, err, TOMT_ERROR, place->file, place->line, place->column,
                            "criterion %s: %s is empty; name at least one", criterion, parameter);
}

bool tomt_measure_fact(const struct tomt_facts *facts, size_t k, size_t from, size_t to,
                       double *out, uint8_t *why, struct tomt_error *err)
{
    if (k >= facts->n_facts || to > facts->n_sites)
        return tomt_fail(err, TOMT_INTERNAL, "fact %zu of %zu was not computed", k, facts->n_facts);
    for (size_t site = from; site < to; site++) {
        out[site] = facts->fact[k]->value[site];
        why[site] = facts->fact[k]->why[site];
    }
    return true;
}

bool tomt_measure_first(const void *args, const struct tomt_facts *facts, size_t from, size_t to,
                        double *out, uint8_t *why, struct tomt_error *err)
{
    (void)args;
    return tomt_measure_fact(facts, 0, from, to, out, why, err);
}
