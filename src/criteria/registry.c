/* criteria/registry.c: the rows of criteria.def, and binding a profile's `with` to a criterion's
 * arguments. */
#include "criteria/criterion.h"

#include "base/text.h"

#define ROW(name) extern const struct tomt_criterion tomt_criterion_##name;
#include "criteria/criteria.def"
#undef ROW

/* criteria.def is sorted; a test says so. */
static const struct tomt_criterion *const rows[] = {
#define ROW(name) &tomt_criterion_##name,
#include "criteria/criteria.def"
#undef ROW
};
static const char *const names[] = {
#define ROW(name) #name,
#include "criteria/criteria.def"
#undef ROW
    NULL,
};

const struct tomt_criterion *const *tomt_criteria(size_t *n)
{
    *n = sizeof rows / sizeof *rows;
    return rows;
}

const char *const *tomt_criterion_names(void)
{
    return names;
}

const struct tomt_criterion *tomt_criterion_find(const char *name)
{
    for (size_t i = 0; names[i]; i++)
        if (strcmp(names[i], name) == 0)
            return rows[i];
    return NULL;
}

static bool add_unknown(const struct tomt_profile_criterion *asked, struct tomt_problems *problems,
                        struct tomt_error *err)
{
    const char *near = tomt_near_word(asked->criterion, names);
    return tomt_problem_add(
        problems, err, TOMT_ERROR, asked->place.file, asked->place.line, asked->place.column,
        "there is no criterion '%s'%s%s%s; `tomt criteria` lists them", asked->criterion,
        near ? " (did you mean '" : "", near ? near : "", near ? "'?)" : "");
}

/* A criterion without parameters still says so when it is given some. */
static const struct tomt_param no_params[] = {{0}};

bool tomt_criterion_bind(struct tomt_arena *arena, const struct tomt_project *project,
                         const struct tomt_profile_criterion *asked,
                         const struct tomt_criterion **criterion, void **args,
                         struct tomt_problems *problems, struct tomt_error *err)
{
    *args = NULL;
    *criterion = asked->criterion ? tomt_criterion_find(asked->criterion) : NULL;
    if (!*criterion)
        return !asked->criterion || add_unknown(asked, problems, err);
    const struct tomt_place *place = &asked->place;
    struct tomt_place with =
        asked->with ? (struct tomt_place){asked->with->file, asked->with->line, asked->with->column}
                    : *place;
    size_t n_errors = problems->n_errors;
    *args = tomt_arena_alloc(arena, (*criterion)->args_size + 1, err);
    if (!*args || !tomt_bind(arena, asked->with, with.file, with.line, with.column,
                             (*criterion)->params ? (*criterion)->params : no_params, NULL, *args,
                             problems, err))
        return false;
    /* Arguments that did not bind would only make the check say nonsense about them. */
    if (problems->n_errors > n_errors)
        return true;
    if ((*criterion)->check && !(*criterion)->check(*args, project, &with, problems, err))
        return false;
    if (problems->n_errors == n_errors && (*criterion)->adopt)
        (*criterion)->adopt(*args, project);
    return true;
}
