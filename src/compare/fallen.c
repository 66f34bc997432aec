/* compare/fallen.c: why a site is not among the sites of a result: from the reason, what was
 * measured and what was asked for, in the sentences of `tomt explain`. `detail` is English; it is
 * read only for what stands nowhere else. */
#include "compare/inside.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 400 }; /* bytes of a name in a sentence */

struct fallen { /* a row of table rejected, and a sentence that is being made of it */
    const struct tomt_telling *to;
    const struct tomt_side *side;
    size_t row;
    const char *detail;
    double measured, limit;
    struct tomt_sentence sentence;
    struct tomt_text text; /* {c} */
};

static void both(struct fallen *fallen, const char *first, const char *second)
{
    struct tomt_sentence sentence = tomt_saying("explain_against");
    sentence.text[0] = first;
    sentence.text[1] = second;
    tomt_sentence_phrase(fallen->to->phrases, &fallen->text, &sentence);
}

/* "232 m² against 1000 m²", in decimals enough to tell them apart: 14.98 m of 15 m is not 15 m of
 * 15 m. */
static void against(struct fallen *fallen, const char *unit)
{
    struct tomt_text first = {0}, second = {0};
    tomt_phrase_measure(fallen->to->phrases, &first, fallen->measured, unit);
    tomt_phrase_measure(fallen->to->phrases, &second, fallen->limit, unit);
    bool plain = unit && (!strcmp(unit, "m") || !strcmp(unit, "m2"));
    const char *sign = unit && !strcmp(unit, "m") ? "m" : "m²";
    for (unsigned decimals = 1;
         plain && fallen->measured != fallen->limit && decimals <= 9 && !first.failed &&
         !second.failed && !strcmp(first.bytes, second.bytes);
         decimals++) {
        struct tomt_text finer = {0}, limit = {0};
        tomt_phrase_number(fallen->to->phrases, &finer, fallen->measured, decimals);
        tomt_phrase_number(fallen->to->phrases, &limit, fallen->limit, decimals);
        bool differ = !finer.failed && !limit.failed && strcmp(finer.bytes, limit.bytes);
        tomt_text_free(&limit);
        if (differ) {
            tomt_text_free(&first);
            tomt_text_print(&finer, "\u00a0%s", sign);
            first = finer;
        } else {
            tomt_text_free(&finer);
        }
    }
    if (first.failed || second.failed)
        fallen->text.failed = true;
    else
        both(fallen, first.bytes, second.bytes);
    tomt_text_free(&first);
    tomt_text_free(&second);
}

/* "Jernbane", "Skred (H310_1)": the code where it says more than the layer. */
static void say_excluded(struct fallen *fallen)
{
    const char *layer = tomt_compare_cell(&fallen->side->rejected, "layer", fallen->row);
    const char *end = fallen->detail ? strstr(fallen->detail, ": ") : NULL,
               *of = fallen->detail ? strstr(fallen->detail, " left of ") : NULL;
    double whole_m2 = of ? strtod(of + 9, NULL) : NAN;
    if (isnan(fallen->measured) || !layer)
        return;
    size_t n = end ? (size_t)(end - fallen->detail) : 0;
    tomt_text_puts(&fallen->text, tomt_telling_layer(fallen->to, fallen->side, layer));
    if (n && (strlen(layer) != n || strncmp(layer, fallen->detail, n)))
        tomt_text_print(&fallen->text, " (%.*s)", n < MOST ? (int)n : (int)MOST, fallen->detail);
    fallen->sentence.message =
        whole_m2 > 0 ? "explain_fell_excluded" : "explain_fell_excluded_plain";
    fallen->sentence.number[0] = fallen->measured;
    fallen->sentence.number[1] = whole_m2 > 0 ? whole_m2 : NAN;
}

/* "capacity: 568 m2 < 1500 m2": the criterion's id is what stands before. */
static const struct tomt_asked *vetoed(const struct fallen *fallen)
{
    for (size_t c = 0; fallen->detail && c < fallen->side->n_criteria; c++) {
        size_t n = strlen(fallen->side->criterion[c].id);
        if (!strncmp(fallen->detail, fallen->side->criterion[c].id, n) && fallen->detail[n] == ':')
            return &fallen->side->criterion[c];
    }
    return NULL;
}

static void say_veto(struct fallen *fallen)
{
    const struct tomt_asked *criterion = vetoed(fallen);
    if (!criterion)
        return;
    fallen->sentence.text[1] = tomt_telling_title(fallen->to, &criterion->title, criterion->id);
    if (isnan(fallen->measured) || isnan(fallen->limit)) {
        fallen->sentence.message = "explain_fell_veto_no_data";
        return;
    }
    fallen->sentence.message =
        fallen->measured < fallen->limit ? "explain_fell_veto_under" : "explain_fell_veto_over";
    against(fallen, criterion->unit);
}

/* "use 5100": with its title, where the zones tell it. */
static void say_use(struct fallen *fallen)
{
    const char *use =
        fallen->detail && !strncmp(fallen->detail, "use ", 4) ? fallen->detail + 4 : NULL;
    const struct tomt_table *zone = &fallen->side->zone;
    if (!use)
        return;
    tomt_text_puts(&fallen->text, use);
    for (size_t row = 0; row < zone->n_rows; row++) {
        const char *own = tomt_compare_cell(zone, "use", row),
                   *title = tomt_compare_cell(zone, "use_title", row);
        if (own && title && !strcmp(own, use)) {
            tomt_text_print(&fallen->text, " %s", title);
            break;
        }
    }
    fallen->sentence.message = "explain_rejected_detail";
}

void tomt_tell_fallen(const struct tomt_telling *to, const struct tomt_side *side, size_t row,
                      const char *who)
{
    struct fallen fallen = {.to = to,
                            .side = side,
                            .row = row,
                            .detail = tomt_compare_cell(&side->rejected, "detail", row),
                            .measured = tomt_compare_number(&side->rejected, "measured", row),
                            .limit = tomt_compare_number(&side->rejected, "limit_value", row),
                            .sentence = tomt_saying("explain_rejected")};
    const char *reason = tomt_compare_cell(&side->rejected, "reason", row);
    char id[64];
    snprintf(id, sizeof id, "reason_%s", reason ? reason : "");
    const struct tomt_message *message = tomt_message_find(id);
    bool small = reason && !strcmp(reason, "too_small"),
         narrow = reason && !strcmp(reason, "too_narrow");
    fallen.sentence.text[0] = who;
    fallen.sentence.text[1] = message ? tomt_phrase(to->phrases, message->english) : reason;
    if ((small || narrow) && !isnan(fallen.measured) && !isnan(fallen.limit)) {
        fallen.sentence.message = "explain_fell_short";
        against(&fallen, small ? "m2" : "m");
    } else if (reason && !strcmp(reason, "excluded")) {
        say_excluded(&fallen);
    } else if (reason && !strcmp(reason, "veto")) {
        say_veto(&fallen);
    } else if (reason && !strcmp(reason, "use_not_permitted")) {
        say_use(&fallen);
    } else if (!message && fallen.detail) { /* of a newer version: as the run wrote it */
        fallen.sentence.message = "explain_rejected_detail";
        tomt_text_puts(&fallen.text, fallen.detail);
    }
    fallen.sentence.text[2] = fallen.text.n && !fallen.text.failed ? fallen.text.bytes : NULL;
    to->out->failed = to->out->failed || fallen.text.failed;
    tomt_telling_say(to, &fallen.sentence, "", "");
    tomt_text_free(&fallen.text);
}
