/* ask/bind.c: what was given on the command line, to the values a statement gets; names of layers
 * and profiles, found in the result, into the statement. */
#include "ask/inside.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool add(struct tomt_session *session, struct tomt_bindings *bindings, const char *name,
                const char *suffix, struct tomt_bound **out, struct tomt_error *err)
{
    if (bindings->n == bindings->capacity) {
        bindings->capacity = bindings->capacity ? 2 * bindings->capacity : 32;
        void *more = tomt_arena_block(session->arena, bindings->value,
                                      bindings->capacity * sizeof *bindings->value, err);
        if (!more)
            return false;
        bindings->value = more;
    }
    *out = &bindings->value[bindings->n++];
    **out =
        (struct tomt_bound){.name = tomt_arena_print(session->arena, err, ":%s%s", name, suffix)};
    return (*out)->name != NULL;
}

static bool add_text(struct tomt_session *session, struct tomt_bindings *bindings, const char *name,
                     const char *suffix, const char *text, struct tomt_error *err)
{
    struct tomt_bound *bound;
    if (!add(session, bindings, name, suffix, &bound, err))
        return false;
    bound->kind = text ? TOMT_BOUND_TEXT : TOMT_BOUND_NULL;
    bound->text = text;
    return true;
}

static bool add_real(struct tomt_session *session, struct tomt_bindings *bindings, const char *name,
                     const char *suffix, double real, struct tomt_error *err)
{
    struct tomt_bound *bound;
    if (!add(session, bindings, name, suffix, &bound, err))
        return false;
    bound->kind = isnan(real) ? TOMT_BOUND_NULL : TOMT_BOUND_REAL;
    bound->real = real;
    return true;
}

static bool add_integer(struct tomt_session *session, struct tomt_bindings *bindings,
                        const char *name, const char *suffix, int64_t integer,
                        struct tomt_error *err)
{
    struct tomt_bound *bound;
    if (!add(session, bindings, name, suffix, &bound, err))
        return false;
    bound->kind = TOMT_BOUND_INTEGER;
    bound->integer = integer;
    return true;
}

static bool in_range(struct tomt_session *session, const struct tomt_ask_param *param,
                     double number, const char *text, struct tomt_error *err)
{
    if (number >= param->min && number <= param->max)
        return true;
    if (isfinite(param->min) && isfinite(param->max))
        return tomt_fail(err, TOMT_USAGE, "--%s takes a number from %g to %g, not '%s'",
                         param->name, param->min, param->max, tomt_ask_clean(session, text));
    return tomt_fail(err, TOMT_USAGE, "--%s takes a number %s %g, not '%s'", param->name,
                     number < param->min ? "of at least" : "of at most",
                     number < param->min ? param->min : param->max, tomt_ask_clean(session, text));
}

/* "0.5", and as Norwegians write it "0,5"; a share also "50%". */
static bool number_of(struct tomt_session *session, const struct tomt_ask_param *param,
                      const char *text, double *out, struct tomt_error *err)
{
    size_t n = strlen(text);
    bool share = param->type == TOMT_ASK_SHARE, percent = share && n && text[n - 1] == '%';
    n -= percent ? 1 : 0;
    while (percent && n && text[n - 1] == ' ')
        n--;
    bool good = (tomt_number_parse(text, n, false, out) || tomt_number_parse(text, n, true, out)) &&
                isfinite(*out);
    if (good && percent)
        *out /= 100;
    if (!good)
        return tomt_fail(err, TOMT_USAGE, "--%s takes a %s, not '%s'", param->name,
                         share ? "share (0.3 or 30%)" : "number", tomt_ask_clean(session, text));
    if (share && (*out < 0 || *out > 1))
        return tomt_fail(err, TOMT_USAGE,
                         "--%s takes a share from 0 to 1 (or 0%% to 100%%), not '%s'", param->name,
                         tomt_ask_clean(session, text));
    return in_range(session, param, *out, text, err);
}

static bool bind_integer(struct tomt_session *session, struct tomt_bindings *bindings,
                         const struct tomt_ask_param *param, const char *text,
                         struct tomt_error *err)
{
    char *end = NULL;
    size_t n = strlen(text);
    long long value =
        n && n < 19 && strspn(text, "-+0123456789") == n ? strtoll(text, &end, 10) : 0;
    if (!end || *end || end == text)
        return tomt_fail(err, TOMT_USAGE, "--%s takes a whole number, not '%s'", param->name,
                         tomt_ask_clean(session, text));
    return in_range(session, param, (double)value, text, err) &&
           add_integer(session, bindings, param->name, "", value, err);
}

static bool name_layer(struct tomt_session *session, struct tomt_bindings *bindings,
                       const struct tomt_ask_param *param, const char *layer, bool profile,
                       struct tomt_error *err)
{
    void *more = tomt_arena_block(session->arena, bindings->layer,
                                  (bindings->n_layers + 1) * sizeof *bindings->layer, err);
    if (!more)
        return false;
    bindings->layer = more;
    bindings->layer[bindings->n_layers++] = (struct tomt_named){param->name, layer, profile};
    return add_text(session, bindings, param->name, "", layer, err);
}

/* Not given: the first one of the result. */
static bool bind_profile(struct tomt_session *session, struct tomt_bindings *bindings,
                         const struct tomt_ask_param *param, const char *text,
                         struct tomt_error *err)
{
    const char *name = NULL;
    return tomt_ask_known(session, "profile", tomt_profile_names, text, &name, err) &&
           name_layer(session, bindings, param, name, true, err);
}

static bool bind_layer(struct tomt_session *session, struct tomt_bindings *bindings,
                       const struct tomt_ask_param *param, const char *text, struct tomt_error *err)
{
    const char *name = NULL;
    return tomt_ask_known(session, "layer", tomt_layer_names, text, &name, err) &&
           name_layer(session, bindings, param, name, false, err);
}

static bool bind_place(struct tomt_session *session, struct tomt_bindings *bindings,
                       const struct tomt_ask_param *param, const char *text, struct tomt_error *err)
{
    double x = NAN, y = NAN;
    const char *title = NULL, *parcel = NULL;
    return (!text || tomt_ask_place(session, param->name, text, &x, &y, &title, &parcel, err)) &&
           add_real(session, bindings, param->name, "_x", x, err) &&
           add_real(session, bindings, param->name, "_y", y, err) &&
           add_text(session, bindings, param->name, "_text", title, err) &&
           add_text(session, bindings, param->name, "_parcel", parcel, err) &&
           add_text(session, bindings, param->name, "", text, err);
}

static bool bind_site(struct tomt_session *session, struct tomt_bindings *bindings,
                      const struct tomt_ask_param *param, const char *text, struct tomt_error *err)
{
    const char *id = NULL;
    int64_t fid = -1;
    struct tomt_bound *bound;
    if (text && !tomt_ask_site(session, param, text, &id, &fid, err))
        return false;
    if (!add_text(session, bindings, param->name, "", id, err) ||
        !add(session, bindings, param->name, "_fid", &bound, err))
        return false;
    bound->kind = fid >= 0 ? TOMT_BOUND_INTEGER : TOMT_BOUND_NULL;
    bound->integer = fid;
    return true;
}

static bool bind_yes(struct tomt_session *session, struct tomt_bindings *bindings,
                     const struct tomt_ask_param *param, const char *text, struct tomt_error *err)
{
    static const char *const yes[] = {"", "yes", "ja", "true", "1"}, *const no[] = {"no", "nei",
                                                                                    "false", "0"};
    for (size_t i = 0; text && i < sizeof yes / sizeof *yes; i++)
        if (!strcmp(text, yes[i]))
            return add_integer(session, bindings, param->name, "", 1, err);
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        if (!text || !strcmp(text, no[i]))
            return add_integer(session, bindings, param->name, "", 0, err);
    return tomt_fail(err, TOMT_USAGE, "--%s is yes or no, not '%s'", param->name,
                     tomt_ask_clean(session, text));
}

static bool one_of(struct tomt_session *session, const struct tomt_ask_param *param,
                   const char *text, struct tomt_error *err)
{
    struct tomt_text list = {0};
    for (size_t i = 0; param->choice && param->choice[i]; i++) {
        if (!strcmp(param->choice[i], text)) {
            tomt_text_free(&list);
            return true;
        }
        tomt_text_print(&list, "%s%s", i ? ", " : "", param->choice[i]);
    }
    if (param->choice)
        tomt_fail(err, TOMT_USAGE, "--%s takes one of %s, not '%s'", param->name,
                  list.n ? list.bytes : "", tomt_ask_clean(session, text));
    tomt_text_free(&list);
    return !param->choice;
}

static bool bind_param(struct tomt_session *session, struct tomt_bindings *bindings,
                       const struct tomt_ask_param *param, const char *text, struct tomt_error *err)
{
    double number;
    if (text && !one_of(session, param, text, err))
        return false;
    switch (param->type) {
    case TOMT_ASK_PROFILE:
        return bind_profile(session, bindings, param, text, err);
    case TOMT_ASK_PLACE:
        return bind_place(session, bindings, param, text, err);
    case TOMT_ASK_SITE:
        return bind_site(session, bindings, param, text, err);
    case TOMT_ASK_YES:
        return bind_yes(session, bindings, param, text, err);
    case TOMT_ASK_LAYER:
        return text ? bind_layer(session, bindings, param, text, err)
                    : tomt_fail(err, TOMT_USAGE, "--%s is missing: a layer of the result",
                                param->name);
    case TOMT_ASK_INTEGER:
        return text ? bind_integer(session, bindings, param, text, err)
                    : add_text(session, bindings, param->name, "", NULL, err);
    case TOMT_ASK_NUMBER:
    case TOMT_ASK_SHARE:
        if (!text)
            return add_text(session, bindings, param->name, "", NULL, err);
        return number_of(session, param, text, &number, err) &&
               add_real(session, bindings, param->name, "", number, err);
    case TOMT_ASK_TEXT:
        break;
    }
    if (text && !tomt_is_utf8(text, strlen(text)))
        return tomt_fail(err, TOMT_USAGE, "--%s is not UTF-8 text", param->name);
    if (text && param->of && !(param->fallback && !strcmp(text, param->fallback)) &&
        !tomt_ask_of(session, param, &text, err))
        return false;
    return add_text(session, bindings, param->name, "", text, err);
}

static bool unknown_param(struct tomt_session *session, const struct tomt_question *question,
                          const char *name, struct tomt_error *err)
{
    const char **names =
        tomt_arena_alloc(session->arena, (question->n_params + 1) * sizeof *names, err);
    if (!names)
        return false;
    struct tomt_text list = {0};
    for (size_t i = 0; i < question->n_params; i++) {
        names[i] = question->param[i].name;
        tomt_text_print(&list, "%s--%s", i ? ", " : "", names[i]);
    }
    const char *near = tomt_near_word(name, names);
    tomt_fail(err, TOMT_USAGE, "question %s has no parameter --%s%s%s%s; it has %s", question->name,
              tomt_ask_clean(session, name), near ? " (did you mean --" : "", near ? near : "",
              near ? "?)" : "", list.n ? list.bytes : "none");
    tomt_text_free(&list);
    return false;
}

/* Free SQL takes any name, as text: numbers are bound as numbers. */
static bool bind_free(struct tomt_session *session, struct tomt_bindings *bindings,
                      struct tomt_error *err)
{
    const struct tomt_ask_options *asked = session->asked;
    for (size_t i = 0; i < asked->n_values; i++) {
        const char *text = asked->value[i].text ? asked->value[i].text : "";
        double number;
        bool is_number = tomt_number_parse(text, strlen(text), false, &number) && isfinite(number);
        if (is_number ? !add_real(session, bindings, asked->value[i].name, "", number, err)
                      : !add_text(session, bindings, asked->value[i].name, "", text, err))
            return false;
    }
    return true;
}

bool tomt_bind_all(struct tomt_session *session, struct tomt_bindings *bindings,
                   struct tomt_error *err)
{
    const struct tomt_ask_options *asked = session->asked;
    const struct tomt_question *question = asked->question;
    *bindings = (struct tomt_bindings){0};
    if (!add_integer(session, bindings, "lang", "", session->language, err))
        return false;
    if (!question)
        return bind_free(session, bindings, err);
    for (size_t i = 0; i < asked->n_values; i++) {
        bool known = false;
        for (size_t k = 0; k < question->n_params; k++)
            known = known || !strcmp(question->param[k].name, asked->value[i].name);
        if (!known)
            return unknown_param(session, question, asked->value[i].name, err);
        for (size_t k = 0; k < i; k++)
            if (!strcmp(asked->value[k].name, asked->value[i].name))
                return tomt_fail(err, TOMT_USAGE, "--%s is given twice", asked->value[i].name);
    }
    for (size_t k = 0; k < question->n_params; k++) {
        const struct tomt_ask_param *param = &question->param[k];
        const char *text = param->fallback;
        for (size_t i = 0; i < asked->n_values; i++)
            if (!strcmp(asked->value[i].name, param->name))
                text = asked->value[i].text ? asked->value[i].text : "";
        if (!text && param->required)
            return tomt_fail(err, TOMT_USAGE, "question %s needs --%s %s: %s", question->name,
                             param->name, tomt_ask_type_name(param->type),
                             session->language ? param->help.nb : param->help.en);
        if (text && !*text && param->type != TOMT_ASK_YES)
            return tomt_fail(err, TOMT_USAGE, "--%s needs a value: %s", param->name,
                             session->language ? param->help.nb : param->help.en);
        if (!bind_param(session, bindings, param, text, err))
            return false;
    }
    return true;
}
