/* aggregate/aggregate.c: the table of methods and their defaults. */
#include "aggregate/aggregate.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

#define ROW(name) extern const struct tomt_method tomt_method_##name;
#include "aggregate/methods.def"
#undef ROW

const struct tomt_method *const tomt_methods[] = {
#define ROW(name) &tomt_method_##name,
#include "aggregate/methods.def"
#undef ROW
    NULL,
};

const struct tomt_method *tomt_method_find(const char *name)
{
    for (size_t k = 0; name && tomt_methods[k]; k++) {
        if (!strcmp(tomt_methods[k]->name, name))
            return tomt_methods[k];
    }
    return NULL;
}

/* Which of "a|b|c" is `word`; -1: none. */
static int choice_of(const char *choices, const char *word)
{
    size_t n = strlen(word);
    int number = 0;
    for (const char *from = choices; from; number++) {
        const char *to = strchr(from, '|');
        size_t wide = to ? (size_t)(to - from) : strlen(from);
        if (wide == n && !memcmp(from, word, n))
            return number;
        from = to ? to + 1 : NULL;
    }
    return -1;
}

static bool set_default(char *args, const struct tomt_param *param)
{
    double number = NAN;
    bool read = param->fallback &&
                tomt_number_parse(param->fallback, strlen(param->fallback), false, &number);
    switch (param->type) {
    case TOMT_PARAM_NUMBER:
        memcpy(args + param->offset, &number, sizeof number);
        return read || !param->fallback;
    case TOMT_PARAM_CHOICE: {
        int choice = param->fallback ? choice_of(param->choices, param->fallback) : 0;
        memcpy(args + param->offset, &choice, sizeof choice);
        return choice >= 0;
    }
    default: /* no method has parameters of other types yet */
        return false;
    }
}

void *tomt_method_defaults(struct tomt_arena *arena, const struct tomt_method *method,
                           struct tomt_error *err)
{
    char *args = tomt_arena_alloc(arena, method->args_size ? method->args_size : 1, err);
    if (!args)
        return NULL;
    for (const struct tomt_param *param = method->params; param && param->name; param++) {
        if (!set_default(args, param)) {
            tomt_fail(err, TOMT_INTERNAL, "method %s: the default of '%s' cannot be read",
                      method->name, param->name);
            return NULL;
        }
    }
    return args;
}
