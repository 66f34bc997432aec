/* compare/text_sites.c: what makes the sites otherwise: the settings, as far as both results hold
 * them, and the inputs. */
#include "compare/inside.h"

#include <math.h>
#include <string.h>

/* --- settings
 * --------------------------------------------------------------------------------------------------------
 */

static bool holds(struct tomt_span list, struct tomt_span wanted)
{
    for (struct tomt_span item = tomt_span_item(list, (struct tomt_span){NULL, 0}); item.at;
         item = tomt_span_item(list, item))
        if (tomt_span_same(item, wanted))
            return true;
    return false;
}

/* Of `list`, what `other` has not, with commas; false: nothing. */
static bool put_rest(struct tomt_span list, struct tomt_span other, struct tomt_text *out)
{
    bool any = false;
    for (struct tomt_span item = tomt_span_item(list, (struct tomt_span){NULL, 0}); item.at;
         item = tomt_span_item(list, item))
        if (!holds(other, item)) {
            tomt_text_puts(out, any ? ", " : "");
            tomt_span_text(item, out);
            any = true;
        }
    return any;
}

static void say_with(const struct tomt_telling *to, const char *message, struct tomt_text *text,
                     double before, double after)
{
    struct tomt_sentence sentence = tomt_saying(message);
    sentence.text[0] = text->failed ? NULL : text->bytes;
    sentence.number[0] = before;
    sentence.number[1] = after;
    tomt_telling_say(to, &sentence, "    ", "\n");
    to->out->failed = to->out->failed || text->failed;
    tomt_text_free(text);
}

static void tell_uses(const struct tomt_telling *to, struct tomt_span a, struct tomt_span b)
{
    struct tomt_text more = {0}, fewer = {0};
    if (put_rest(b, a, &more))
        say_with(to, "compare_uses_more", &more, NAN, NAN);
    if (put_rest(a, b, &fewer))
        say_with(to, "compare_uses_fewer", &fewer, NAN, NAN);
}

static void tell_size(const struct tomt_telling *to, struct tomt_span a, struct tomt_span b,
                      const char *key, const char *message)
{
    struct tomt_sentence sentence = tomt_saying(message);
    sentence.number[0] = tomt_span_number(tomt_span_member(a, key));
    sentence.number[1] = tomt_span_number(tomt_span_member(b, key));
    if (!tomt_span_same(tomt_span_member(a, key), tomt_span_member(b, key)))
        tomt_telling_say(to, &sentence, "    ", "\n");
}

/* "Vann (6001, 6610)" */
static void put_what(const struct tomt_telling *to, const struct tomt_side *side,
                     struct tomt_span constraint, struct tomt_text *out)
{
    struct tomt_text key = {0}, codes = {0};
    tomt_span_text(tomt_span_member(constraint, "layer"), &key);
    if (key.n && !key.failed)
        tomt_text_puts(out, tomt_telling_layer(to, side, key.bytes));
    if (put_rest(tomt_span_member(constraint, "codes"), (struct tomt_span){NULL, 0}, &codes) &&
        !codes.failed)
        tomt_text_print(out, " (%s)", codes.bytes);
    out->failed = out->failed || key.failed || codes.failed;
    tomt_text_free(&key);
    tomt_text_free(&codes);
}

/* The same layer and codes with the same effect: only its numbers may differ. */
static bool is_of(struct tomt_span a, struct tomt_span b)
{
    static const char *const key[] = {"layer", "codes", "effect"};
    for (size_t k = 0; k < sizeof key / sizeof *key; k++)
        if (!tomt_span_same(tomt_span_member(a, key[k]), tomt_span_member(b, key[k])))
            return false;
    return true;
}

static bool excludes(struct tomt_span constraint)
{
    return tomt_span_same(tomt_span_member(constraint, "effect"),
                          (struct tomt_span){"\"exclude\"", 9});
}

/* Those of `own` that `other` has not, or has otherwise; `is_b`: own is B's, and what both have was
 * told. */
static bool tell_constraints(const struct tomt_telling *to, const struct tomt_side *side,
                             struct tomt_span own, struct tomt_span other, bool is_b)
{
    bool any = false;
    for (struct tomt_span item = tomt_span_item(own, (struct tomt_span){NULL, 0}); item.at;
         item = tomt_span_item(own, item)) {
        struct tomt_span in = tomt_span_item(other, (struct tomt_span){NULL, 0});
        while (in.at && !is_of(item, in))
            in = tomt_span_item(other, in);
        if (tomt_span_same(item, in) || (in.at && is_b))
            continue;
        struct tomt_text what = {0}, again = {0};
        struct tomt_span leaves_a = tomt_span_member(item, "leaves"),
                         leaves_b = in.at ? tomt_span_member(in, "leaves") : leaves_a;
        struct tomt_span buffer_a = tomt_span_member(item, "buffer_m"),
                         buffer_b = in.at ? tomt_span_member(in, "buffer_m") : buffer_a;
        put_what(to, side, item, &what);
        any = true;
        if (!in.at) {
            const char *message =
                is_b ? (excludes(item) ? "compare_constraint_new" : "compare_limit_new")
                     : (excludes(item) ? "compare_constraint_gone" : "compare_limit_gone");
            say_with(to, message, &what, tomt_span_number(buffer_a), tomt_span_number(leaves_a));
            continue;
        }
        if (!tomt_span_same(leaves_a, leaves_b)) {
            put_what(to, side, item, &again);
            say_with(to, "compare_constraint_leaves", &again, tomt_span_number(leaves_a),
                     tomt_span_number(leaves_b));
        }
        if (!tomt_span_same(buffer_a, buffer_b))
            say_with(to, "compare_constraint_buffer", &what, tomt_span_number(buffer_a),
                     tomt_span_number(buffer_b));
        else
            tomt_text_free(&what);
    }
    return any;
}

static bool is_null(struct tomt_span span)
{
    return !span.at || tomt_span_same(span, (struct tomt_span){"null", 4});
}

static void tell_plain(const struct tomt_telling *to, const char *message)
{
    struct tomt_sentence sentence = tomt_saying(message);
    tomt_telling_say(to, &sentence, "    ", "\n");
}

/* As a run writes it; what is not is not told. */
static struct tomt_span settings(const struct tomt_side *side)
{
    struct tomt_span all = {side->sites_json, side->sites_json ? strlen(side->sites_json) : 0};
    bool whole = tomt_span_member(all, "uses").at && tomt_span_member(all, "constraints").at &&
                 tomt_span_member(all, "assembly").at;
    return whole ? all : (struct tomt_span){NULL, 0};
}

void tomt_tell_sites_made(const struct tomt_telling *to, const struct tomt_compared *at)
{
    if (!at->a.sites_sha256 || !at->b.sites_sha256 || at->same_sites)
        return;
    struct tomt_span a = settings(&at->a), b = settings(&at->b);
    struct tomt_sentence heading =
        tomt_saying(a.at && b.at ? "compare_sites_made_heading" : "compare_sites_made_otherwise");
    tomt_telling_say(to, &heading, "  ", "\n");
    if (!a.at || !b.at)
        return;
    struct tomt_span in_a = tomt_span_member(a, "constraints"),
                     in_b = tomt_span_member(b, "constraints");
    tell_uses(to, tomt_span_member(a, "uses"), tomt_span_member(b, "uses"));
    tell_size(to, a, b, "min_area_m2", "compare_min_area");
    tell_size(to, a, b, "min_width_m", "compare_min_width");
    bool any = tell_constraints(to, &at->a, in_a, in_b, false);
    any = tell_constraints(to, &at->b, in_b, in_a, true) || any;
    if (!any && !tomt_span_same(in_a, in_b))
        tell_plain(to, "compare_constraints_order");
    struct tomt_span joined_a = tomt_span_member(a, "assembly"),
                     joined_b = tomt_span_member(b, "assembly");
    if (!tomt_span_same(joined_a, joined_b))
        tell_plain(to, is_null(joined_a)   ? "compare_assembly_new"
                       : is_null(joined_b) ? "compare_assembly_gone"
                                           : "compare_assembly");
}

/* --- inputs
 * ----------------------------------------------------------------------------------------------------------
 */

static const struct tomt_input *input_of(const struct tomt_side *side, const char *name)
{
    for (size_t k = 0; k < side->n_inputs; k++)
        if (!strcmp(side->input[k].name, name))
            return &side->input[k];
    return NULL;
}

const char *tomt_telling_layer(const struct tomt_telling *to, const struct tomt_side *side,
                               const char *layer)
{
    const struct tomt_input *input = input_of(side, layer);
    return input ? tomt_telling_title(to, &input->title, layer) : layer;
}

static bool is_other_file(const struct tomt_input *a, const struct tomt_input *b)
{
    return a && a->sha256 && b->sha256 && strcmp(a->sha256, b->sha256);
}

/* A file for several layers is told once, with them. */
static void tell_other_file(const struct tomt_telling *to, const struct tomt_side *a,
                            const struct tomt_side *b, size_t k)
{
    const struct tomt_input *after = &b->input[k], *before = input_of(a, after->name);
    struct tomt_text layers = {0};
    for (size_t i = 0; i < b->n_inputs; i++) {
        const struct tomt_input *other = &b->input[i], *was = input_of(a, other->name);
        if (!is_other_file(was, other) || tomt_compare_differ(was->source, before->source) ||
            tomt_compare_differ(other->source, after->source))
            continue;
        if (i < k) {
            tomt_text_free(&layers);
            return;
        }
        tomt_text_puts(&layers, layers.n ? ", " : "");
        tomt_text_puts(&layers, tomt_telling_title(to, &other->title, other->name));
    }
    struct tomt_sentence sentence =
        tomt_saying(tomt_compare_differ(before->source, after->source) ? "compare_input_other"
                                                                       : "compare_input_changed");
    sentence.text[0] = after->source;
    sentence.text[1] = layers.failed ? NULL : layers.bytes;
    sentence.text[2] = before->source;
    tomt_telling_say(to, &sentence, "  ", "\n");
    to->out->failed = to->out->failed || layers.failed;
    tomt_text_free(&layers);
}

static void tell_input(const struct tomt_telling *to, const struct tomt_input *input,
                       const char *message)
{
    struct tomt_sentence sentence = tomt_saying(message);
    sentence.text[0] = tomt_telling_title(to, &input->title, input->name);
    sentence.text[1] = input->source;
    tomt_telling_say(to, &sentence, "  ", "\n");
}

static bool is_read_otherwise(const struct tomt_input *a, const struct tomt_input *b)
{
    return tomt_compare_differ(a->layer, b->layer) || tomt_compare_differ(a->where, b->where) ||
           tomt_compare_differ(a->role, b->role);
}

void tomt_tell_inputs(const struct tomt_telling *to, const struct tomt_side *a,
                      const struct tomt_side *b)
{
    for (size_t k = 0; k < b->n_inputs; k++) {
        const struct tomt_input *after = &b->input[k], *before = input_of(a, after->name);
        if (!before)
            tell_input(to, after, "compare_input_new");
        else if (is_other_file(before, after))
            tell_other_file(to, a, b, k);
        if (before && is_read_otherwise(before, after))
            tell_input(to, after, "compare_input_otherwise");
    }
    for (size_t k = 0; k < a->n_inputs; k++)
        if (!input_of(b, a->input[k].name))
            tell_input(to, &a->input[k], "compare_input_gone");
}
