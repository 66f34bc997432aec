/* explain/words_fallen.c: why a site fell out, as sentences: from the reason, what was measured and
 * what was asked for. `detail` is English; it is read only for what stands nowhere else. */
#include "explain/inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The number at the beginning of a measure as a language writes it; 0: it begins with a word. */
static size_t number_length(const char *text)
{
    static const char *const part[] = {"−", "\u00a0", ",", "."};
    size_t n = 0, digits = 0;
    for (bool more = true; more;) {
        more = text[n] >= '0' && text[n] <= '9';
        n += more ? 1 : 0;
        digits = more ? n : digits;
        for (size_t i = 0; !more && i < sizeof part / sizeof *part; i++)
            if (!strncmp(text + n, part[i], strlen(part[i]))) {
                n += strlen(part[i]);
                more = true;
            }
    }
    return digits;
}

static const char *phrased(struct tomt_sayings *out, struct tomt_text *text)
{
    tomt_text_add(text, "", 0);
    const char *kept = tomt_text_keep(text, out->arena, out->err);
    out->failed = out->failed || !kept;
    return kept ? kept : "";
}

/* Both in decimals enough to tell them apart: 14.98 m of 15 m is not 15 m of 15 m. */
static void say_apart(struct tomt_sayings *out, double measured, double limit, const char *unit,
                      const char **first, const char **second)
{
    *first = tomt_say_measure(out, measured, unit);
    *second = tomt_say_measure(out, limit, unit);
    const char *behind = *first + number_length(*first);
    if (strcmp(*first, *second) || measured == limit || behind == *first ||
        (unit && !strcmp(unit, "share")) || strstr(behind, "km"))
        return;
    for (unsigned decimals = 1; decimals <= 9; decimals++) {
        struct tomt_text text = {0}, other = {0};
        tomt_phrase_number(out->phrases, &text, measured, decimals);
        tomt_phrase_number(out->phrases, &other, limit, decimals);
        bool differ = text.bytes && other.bytes && strcmp(text.bytes, other.bytes) != 0;
        tomt_text_puts(&text, behind);
        tomt_text_free(&other);
        *first = phrased(out, &text);
        if (differ)
            return;
    }
}

static struct tomt_saying *fell(struct tomt_sayings *out, enum tomt_section section,
                                const char *message, const char *who, const char *what)
{
    struct tomt_saying *saying = tomt_say(out, section, message);
    saying->sentence.text[0] = who;
    saying->sentence.text[1] = what;
    return saying;
}

/* "Jernbane", "Skred (H310_1)": the code where it says more than the layer. */
static const char *culprit(const struct tomt_layer_titles *layers, const struct tomt_rows *rows,
                           size_t row, struct tomt_sayings *out)
{
    const char *layer = tomt_rows_text(rows, row, "layer");
    const char *detail = tomt_rows_text(rows, row, "detail");
    const char *end = detail ? strstr(detail, ": ") : NULL;
    const char *code =
        end ? tomt_arena_copy(out->arena, detail, (size_t)(end - detail), out->err) : NULL;
    out->failed = out->failed || (end && !code);
    if (code && layer && !strcmp(code, layer))
        code = NULL;
    return tomt_say_join(out, layer ? tomt_say_layer(layers, layer, out) : "", " (", code, ")");
}

static void say_excluded(const struct tomt_layer_titles *layers, const struct tomt_rows *rows,
                         size_t row, struct tomt_saying *saying, struct tomt_sayings *out)
{
    const char *detail = tomt_rows_text(rows, row, "detail");
    const char *of = detail ? strstr(detail, " left of ") : NULL;
    double whole_m2 = of ? strtod(of + 9, NULL) : NAN,
           left_m2 = tomt_rows_number(rows, row, "measured");
    saying->sentence.text[2] = culprit(layers, rows, row, out);
    if (isnan(left_m2) || !*saying->sentence.text[2])
        return;
    saying->sentence.message =
        whole_m2 > 0 ? "explain_fell_excluded" : "explain_fell_excluded_plain";
    saying->sentence.number[0] = left_m2;
    saying->sentence.number[1] = whole_m2 > 0 ? whole_m2 : NAN;
}

static void say_veto(const struct tomt_rows *rows, size_t row, struct tomt_saying *saying,
                     struct tomt_sayings *out)
{
    const struct tomt_told_criterion criterion = {
        .id = tomt_rows_text(rows, row, "criterion_id"),
        .criterion = tomt_rows_text(rows, row, "criterion"),
        .unit = tomt_rows_text(rows, row, "criterion_unit"),
        .title = {tomt_rows_text(rows, row, "criterion_en"),
                  tomt_rows_text(rows, row, "criterion_nb")}};
    double measured = tomt_rows_number(rows, row, "measured");
    double limit = tomt_rows_number(rows, row, "limit_value");
    const char *first, *second;
    if (!criterion.id)
        return;
    saying->sentence.text[1] = tomt_say_title(out, &criterion);
    if (isnan(measured) || isnan(limit)) {
        saying->sentence.message = "explain_fell_veto_no_data";
        saying->sentence.text[2] = NULL;
        return;
    }
    say_apart(out, measured, limit, tomt_unit_of(&criterion), &first, &second);
    saying->sentence.message =
        measured < limit ? "explain_fell_veto_under" : "explain_fell_veto_over";
    saying->sentence.number[0] = measured;
    saying->sentence.number[1] = limit;
    struct tomt_sentence both = {.message = "explain_against", .text = {first, second}};
    saying->sentence.text[2] = tomt_say_phrase(out, &both);
}

/* Why a parcel is in no assembly: `detail` begins with one of these. */
static void say_not_assembled(const struct tomt_rows *rows, size_t row, struct tomt_saying *saying,
                              struct tomt_sayings *out)
{
    static const struct {
        const char *begins, *words;
    } known[] = {
        {"its size is not known", TOMT_MARK("its size is not known")},
        {"its size is no number", TOMT_MARK("its size is no number that can be used")},
        {"neighbours that would do", TOMT_MARK("neighbours that would do are in other assemblies")},
        {"no neighbours that together",
         TOMT_MARK("it and its neighbours together do not reach the least size")},
        {"no set of at most", TOMT_MARK("no set of neighbours has a size that is asked for")},
        {"too large alone", TOMT_MARK("too large alone")}};
    const char *detail = tomt_rows_text(rows, row, "detail");
    double size = tomt_rows_number(rows, row, "measured"),
           least = tomt_rows_number(rows, row, "limit_value");
    const char *words = NULL;
    for (size_t i = 0; detail && i < sizeof known / sizeof *known; i++)
        if (!strncmp(detail, known[i].begins, strlen(known[i].begins)))
            words = tomt_phrase(out->phrases, known[i].words);
    if (!words)
        return;
    bool sized = !isnan(size) && !isnan(least);
    const char *of = tomt_rows_text(rows, row, "assembly_of");
    const char *unit = !of ? NULL : strstr(of, "bra") ? "m2 BRA" : "m2";
    saying->sentence.text[2] = words;
    saying->sentence.message = sized ? "explain_fell_assembly" : "explain_rejected_detail";
    saying->sentence.number[0] = sized ? size : NAN;
    saying->sentence.number[1] = sized ? least : NAN;
    saying->sentence.unit[0] = saying->sentence.unit[1] = unit;
}

void tomt_say_fallen(const struct tomt_layer_titles *layers, const struct tomt_rows *rows,
                     size_t row, const char *who, enum tomt_section section,
                     struct tomt_sayings *out)
{
    const char *reason = tomt_rows_text(rows, row, "reason");
    const char *detail = tomt_rows_text(rows, row, "detail");
    double measured = tomt_rows_number(rows, row, "measured");
    double limit = tomt_rows_number(rows, row, "limit_value");
    reason = reason ? reason : "";
    const char *id = tomt_arena_print(out->arena, out->err, "reason_%s", reason);
    const struct tomt_message *message = id ? tomt_message_find(id) : NULL;
    out->failed = out->failed || !id;
    const char *what =
        message ? tomt_phrase(out->phrases, message->english) : tomt_say_clean(out, reason);
    bool small = !strcmp(reason, "too_small"), narrow = !strcmp(reason, "too_narrow");
    struct tomt_saying *saying =
        fell(out, section, message || !detail ? "explain_rejected" : "explain_rejected_detail", who,
             what);
    if ((small || narrow) && !isnan(measured) && !isnan(limit)) {
        const char *first, *second;
        say_apart(out, measured, limit, small ? "m2" : "m", &first, &second);
        struct tomt_sentence both = {.message = "explain_against", .text = {first, second}};
        saying->sentence.message = "explain_fell_short";
        saying->sentence.text[2] = tomt_say_phrase(out, &both);
        saying->sentence.number[0] = measured;
        saying->sentence.number[1] = limit;
    } else if (!strcmp(reason, "excluded")) {
        say_excluded(layers, rows, row, saying, out);
    } else if (!strcmp(reason, "veto")) {
        say_veto(rows, row, saying, out);
    } else if (!strcmp(reason, "not_assembled")) {
        say_not_assembled(rows, row, saying, out);
    } else if (!strcmp(reason, "use_not_permitted") && detail && !strncmp(detail, "use ", 4)) {
        saying->sentence.message = "explain_rejected_detail";
        saying->sentence.text[2] =
            tomt_say_join(out, detail + 4, " ", tomt_rows_text(rows, row, "use_title"), "");
    } else if (!message) { /* of a newer version: as the run wrote it */
        saying->sentence.text[2] = tomt_say_clean(out, detail);
    }
}

/* A sentence a profile that rejected it. */
bool tomt_explain_say_rejected(const struct tomt_explanation *explanation, struct tomt_sayings *out,
                               struct tomt_error *err)
{
    const struct tomt_rows *rows = &explanation->rejected;
    out->err = err;
    out->arena = explanation->arena;
    bool nb = tomt_phrases_language(out->phrases) == 1;
    for (size_t i = 0; i < rows->n; i++) {
        const struct tomt_title title = {tomt_rows_text(rows, i, "title_en"),
                                         tomt_rows_text(rows, i, "title_nb")};
        const char *who =
            tomt_say_clean(out, tomt_one_title(&title, nb, tomt_rows_text(rows, i, "profile")));
        tomt_say_fallen(&explanation->layers, rows, i, who, TOMT_SAY_STANDING, out);
    }
    return !out->failed;
}
