/* project/told.c: value functions and what people wrote, as JSON for a result. */
#include "project/told.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

static void member(struct tomt_text *text, const char *name, double number)
{
    if (isnan(number))
        return;
    tomt_text_print(text, ",\"%s\":", name);
    tomt_text_number(text, number);
}

const char *tomt_value_json(struct tomt_arena *arena, const struct tomt_value *value, struct tomt_error *err)
{
    static const char *const name[] = {"linear", "piecewise", "step", "logistic", "bell", "category"};
    struct tomt_text text = {0};
    tomt_text_print(&text, "{\"function\":\"%s\"", name[value->function]);
    switch (value->function) {
    case TOMT_LINEAR:
    case TOMT_LOGISTIC:
        member(&text, "full_at", value->full_at);
        member(&text, "zero_at", value->zero_at);
        tomt_text_puts(&text, value->ends_data ? ",\"ends\":\"data\"" : "");
        break;
    case TOMT_BELL:
        member(&text, "peak_at", value->peak_at);
        member(&text, "half_width", value->half_width);
        break;
    case TOMT_PIECEWISE:
    case TOMT_STEP:
    case TOMT_CATEGORY:
        tomt_text_puts(&text, ",\"points\":[");
        for (size_t i = 0; i < value->points.n; i++) {
            tomt_text_puts(&text, i ? ",[" : "[");
            tomt_text_number(&text, value->points.x[i]);
            tomt_text_puts(&text, ",");
            tomt_text_number(&text, value->points.y[i]);
            tomt_text_puts(&text, "]");
        }
        tomt_text_puts(&text, "]");
        if (value->function != TOMT_PIECEWISE)
            member(&text, "otherwise", value->otherwise);
        break;
    }
    tomt_text_puts(&text, "}");
    return tomt_text_keep(&text, arena, err);
}

static void node_json(const struct tomt_node *node, struct tomt_text *text)
{
    double number;
    switch (node->kind) {
    case TOMT_NODE_SCALAR:
        if (!node->quoted && tomt_number_parse(node->text, strlen(node->text), false, &number) && isfinite(number))
            tomt_text_number(text, number);
        else if (!node->quoted && (!strcmp(node->text, "true") || !strcmp(node->text, "false")))
            tomt_text_puts(text, node->text);
        else
            tomt_text_json(text, node->text, strlen(node->text));
        break;
    case TOMT_NODE_LIST:
        tomt_text_puts(text, "[");
        for (size_t i = 0; i < node->n; i++) {
            tomt_text_puts(text, i ? "," : "");
            node_json(node->item[i], text);
        }
        tomt_text_puts(text, "]");
        break;
    case TOMT_NODE_MAP:
        tomt_text_puts(text, "{");
        for (size_t i = 0; i < node->n; i++) {
            tomt_text_puts(text, i ? "," : "");
            tomt_text_json(text, node->key[i]->text, strlen(node->key[i]->text));
            tomt_text_puts(text, ":");
            node_json(node->item[i], text);
        }
        tomt_text_puts(text, "}");
        break;
    }
}

const char *tomt_node_json(struct tomt_arena *arena, const struct tomt_node *node, struct tomt_error *err)
{
    struct tomt_text text = {0};
    if (node)
        node_json(node, &text);
    else
        tomt_text_puts(&text, "{}");
    return tomt_text_keep(&text, arena, err);
}
