/* result/style_sld.c: a layer's symbols as an SLD 1.1 document (OGC 05-078r4, SE 05-077r4), for map
 * servers: written from the finished QML, so that there is one source of classes, colours and
 * labels. What SLD has no words for is left out: expressions of labels, data-defined sizes. */
#include "result/style.h"
#include "result/xml.h"

#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_VALUES = 256 };
#define PIXEL_MM 0.28 /* the standard's */

struct held {                       /* what a class by an expression holds */
    const char *class, *low, *high; /* NULL: null */
};
struct sld {
    struct tomt_style_context *context;
    const struct tomt_styled *styled;
    struct tomt_text *out;
    const char *symbols; /* <symbols> of the renderer */
    const char *end;     /* of the renderer */
    char attribute[4096];
    struct held *held; /* NULL: not asked */
    size_t n_held;
    bool real;
};

/* The value of <Option name="KEY" ... value="..."/> among a symbol layer's own options. */
static const char *option(const char *layer, const char *end, const char *key, size_t *n)
{
    size_t n_key = strlen(key);
    for (const char *p = strchr(layer + 1, '<'); p && p < end; p = strchr(p + 1, '<')) {
        if (tomt_xml_is(p, "symbol") || tomt_xml_is(p, "data_defined_properties"))
            break;
        size_t n_name = 0;
        const char *name = tomt_xml_is(p, "Option") ? tomt_xml_attribute(p, "name", &n_name) : NULL;
        if (name && n_name == n_key && memcmp(name, key, n_key) == 0)
            return tomt_xml_attribute(p, "value", n);
    }
    *n = 0;
    return NULL;
}

static double number(const char *layer, const char *end, const char *key, double otherwise)
{
    size_t n = 0;
    double value = 0;
    const char *text = option(layer, end, key, &n);
    return text && tomt_number_parse(text, n, false, &value) ? value : otherwise;
}

static void put_number(struct tomt_text *out, double value)
{
    tomt_text_fixed(out, value, 2);
}

/* "0,114,178,45" */
static bool read_colour(const char *layer, const char *end, const char *key, unsigned rgba[4])
{
    size_t n = 0;
    const char *text = option(layer, end, key, &n), *stop = text ? text + n : NULL;
    for (int k = 0; k < 4; k++) {
        if (!text || text >= stop || *text < '0' || *text > '9')
            return false;
        char *next = NULL;
        rgba[k] = (unsigned)strtoul(text, &next, 10) & 255;
        text = next + 1;
    }
    return true;
}

static bool is_option(const char *layer, const char *end, const char *key, const char *value)
{
    size_t n = 0;
    const char *text = option(layer, end, key, &n);
    return text && strlen(value) == n && memcmp(text, value, n) == 0;
}

static void put_colour(struct tomt_text *out, const char *kind, const unsigned rgba[4],
                       double alpha)
{
    tomt_text_print(out, "<se:SvgParameter name=\"%s\">#%02x%02x%02x</se:SvgParameter>", kind,
                    rgba[0], rgba[1], rgba[2]);
    double opacity = alpha * rgba[3] / 255;
    if (opacity < 1) {
        tomt_text_print(out, "<se:SvgParameter name=\"%s-opacity\">", kind);
        put_number(out, opacity);
        tomt_text_puts(out, "</se:SvgParameter>");
    }
}

/* colour, width and style have different names in lines and outlines. */
static void put_stroke(struct tomt_text *out, const char *layer, const char *end, bool outline,
                       double alpha)
{
    const char *style = outline ? "outline_style" : "line_style";
    unsigned rgba[4];
    if (is_option(layer, end, style, "no") ||
        !read_colour(layer, end, outline ? "outline_color" : "line_color", rgba))
        return;
    double width = number(layer, end, outline ? "outline_width" : "line_width", 0.26);
    tomt_text_puts(out, "<se:Stroke>");
    put_colour(out, "stroke", rgba, alpha);
    tomt_text_puts(out, "<se:SvgParameter name=\"stroke-width\">");
    put_number(out, fmax(width / PIXEL_MM, 0.5));
    tomt_text_puts(out, "</se:SvgParameter>");
    bool dash = is_option(layer, end, style, "dash"), dot = is_option(layer, end, style, "dot");
    bool own = is_option(layer, end, "use_custom_dash", "1");
    size_t n = 0;
    const char *custom = own ? option(layer, end, "customdash", &n) : NULL;
    if (custom || dash || dot)
        tomt_text_puts(out, "<se:SvgParameter name=\"stroke-dasharray\">");
    for (const char *p = custom; p && p < custom + n;) {
        char *next = NULL;
        put_number(out, strtod(p, &next) / PIXEL_MM);
        p = next && *next == ';' ? next + 1 : custom + n;
        tomt_text_puts(out, p < custom + n ? " " : "");
    }
    if (!custom && (dash || dot))
        tomt_text_puts(out, dash ? "8 4" : "2 4");
    if (custom || dash || dot)
        tomt_text_puts(out, "</se:SvgParameter>");
    tomt_text_puts(out, "</se:Stroke>");
}

static void put_fill(struct tomt_text *out, const char *layer, const char *end, double alpha)
{
    unsigned rgba[4];
    if (is_option(layer, end, "style", "no") || !read_colour(layer, end, "color", rgba) || !rgba[3])
        return;
    tomt_text_puts(out, "<se:Fill>");
    put_colour(out, "fill", rgba, alpha);
    tomt_text_puts(out, "</se:Fill>");
}

static void put_size(struct tomt_text *out, double mm)
{
    tomt_text_puts(out, "<se:Size>");
    put_number(out, mm / PIXEL_MM);
    tomt_text_puts(out, "</se:Size>");
}

static void put_marker(struct tomt_text *out, const char *layer, const char *end, double alpha)
{
    size_t n = 0;
    const char *name = option(layer, end, "name", &n);
    static const char base64[] = "base64:";
    enum { N_PREFIX = sizeof base64 - 1 };
    tomt_text_puts(out, "<se:Graphic>");
    if (name && n > N_PREFIX && memcmp(name, base64, N_PREFIX) == 0) {
        tomt_text_puts(out, "<se:ExternalGraphic><se:InlineContent encoding=\"base64\">");
        tomt_text_add(out, name + N_PREFIX, n - N_PREFIX);
        tomt_text_puts(out, "</se:InlineContent><se:Format>image/svg+xml</se:Format>"
                            "</se:ExternalGraphic>");
    } else {
        tomt_text_puts(out, "<se:Mark><se:WellKnownName>");
        tomt_text_add(out, name ? name : "circle", name ? n : 6);
        tomt_text_puts(out, "</se:WellKnownName>");
        put_fill(out, layer, end, alpha);
        put_stroke(out, layer, end, true, alpha);
        tomt_text_puts(out, "</se:Mark>");
    }
    put_size(out, number(layer, end, "size", 2));
    tomt_text_puts(out, "</se:Graphic>");
}

/* Lines or points that fill a polygon: the first layer of the inner symbol. */
static void put_pattern(struct tomt_text *out, const char *layer, const char *end, double alpha,
                        bool lines)
{
    const char *inner = strstr(layer, "<symbol "), *at = inner ? strstr(inner, "<layer ") : NULL;
    if (!at || at > end)
        return;
    tomt_text_puts(out, "<se:PolygonSymbolizer><se:Fill><se:GraphicFill>");
    if (lines) {
        tomt_text_puts(out, "<se:Graphic><se:Mark><se:WellKnownName>horline</se:WellKnownName>");
        put_stroke(out, at, end, false, alpha);
        tomt_text_puts(out, "</se:Mark>");
        put_size(out, number(layer, end, "distance", 2));
        tomt_text_puts(out, "<se:Rotation><ogc:Literal>");
        put_number(out, -number(layer, end, "angle", 0));
        tomt_text_puts(out, "</ogc:Literal></se:Rotation></se:Graphic>");
    } else {
        put_marker(out, at, end, alpha);
    }
    tomt_text_puts(out, "</se:GraphicFill></se:Fill></se:PolygonSymbolizer>\n");
}

/* A badge beside the sign: its place and its letter follow the data, for which SLD has no words. */
static bool is_moved(const char *layer, const char *end)
{
    size_t n = 0;
    const char *offset = option(layer, end, "offset", &n);
    return offset && n && !(n == 3 && memcmp(offset, "0,0", 3) == 0);
}

static void put_layer(struct tomt_text *out, const char *layer, const char *end, double alpha)
{
    size_t n = 0;
    const char *class = tomt_xml_attribute(layer, "class", &n);
    const struct {
        const char *class;
        int kind;
    } known[] = {{"SimpleFill", 0}, {"SimpleLine", 1},      {"SimpleMarker", 2},
                 {"SvgMarker", 2},  {"LinePatternFill", 3}, {"PointPatternFill", 4}};
    int kind = -1;
    for (size_t k = 0; class && k < sizeof known / sizeof *known; k++)
        if (strlen(known[k].class) == n && memcmp(known[k].class, class, n) == 0)
            kind = known[k].kind;
    if (kind == 0) {
        tomt_text_puts(out, "<se:PolygonSymbolizer>");
        put_fill(out, layer, end, alpha);
        put_stroke(out, layer, end, true, alpha);
        tomt_text_puts(out, "</se:PolygonSymbolizer>\n");
    } else if (kind == 1) {
        tomt_text_puts(out, "<se:LineSymbolizer>");
        put_stroke(out, layer, end, false, alpha);
        tomt_text_puts(out, "</se:LineSymbolizer>\n");
    } else if (kind == 2 && !is_moved(layer, end)) {
        tomt_text_puts(out, "<se:PointSymbolizer>");
        put_marker(out, layer, end, alpha);
        tomt_text_puts(out, "</se:PointSymbolizer>\n");
    } else if (kind > 2) {
        put_pattern(out, layer, end, alpha, kind == 3);
    }
}

/* All layers of the renderer's symbol of that name, from below to above. */
static void put_symbol(struct sld *s, const char *name, size_t n)
{
    const char *p = s->symbols ? strchr(s->symbols + 1, '<') : NULL;
    while (p && p < s->end && tomt_xml_is(p, "symbol")) {
        const char *end = tomt_xml_element_end(p);
        size_t n_name = 0, n_alpha = 0;
        const char *is = tomt_xml_attribute(p, "name", &n_name);
        const char *alpha = tomt_xml_attribute(p, "alpha", &n_alpha);
        double opacity = 1;
        if (!end)
            return;
        if (alpha)
            tomt_number_parse(alpha, n_alpha, false, &opacity);
        const char *layer =
            is && n_name == n && memcmp(is, name, n) == 0 ? strchr(p + 1, '<') : NULL;
        for (; layer && layer < end; layer = strchr(layer + 1, '<')) {
            const char *layer_end =
                tomt_xml_is(layer, "layer") ? tomt_xml_element_end(layer) : NULL;
            if (!layer_end)
                continue;
            put_layer(s->out, layer, layer_end, opacity);
            layer = layer_end - 1;
        }
        p = strchr(end, '<');
    }
}

static void put_property(struct tomt_text *out, const char *comparison, const char *column,
                         const char *value)
{
    tomt_text_print(out, "<ogc:%s><ogc:PropertyName>", comparison);
    tomt_xml_escape_string(out, column);
    tomt_text_puts(out, "</ogc:PropertyName>");
    if (value) {
        tomt_text_puts(out, "<ogc:Literal>");
        tomt_xml_escape_string(out, value);
        tomt_text_puts(out, "</ogc:Literal>");
    }
    tomt_text_print(out, "</ogc:%s>", comparison);
}

/* The one column that an expression asks for; false: none, or several. */
static bool only_column(const char *expression, char *column, size_t capacity)
{
    column[0] = '\0';
    for (const char *from = strchr(expression, '"'); from; from = strchr(from, '"')) {
        const char *to = strchr(++from, '"');
        size_t n = to ? (size_t)(to - from) : 0;
        if (!to || n + 1 > capacity)
            return false;
        if (column[0] && (strlen(column) != n || memcmp(column, from, n) != 0))
            return false;
        memcpy(column, from, n);
        column[n] = '\0';
        from = to + 1;
    }
    return column[0] != '\0';
}

static bool is_real(const struct tomt_styled *styled, const char *column)
{
    for (size_t k = 0; k < styled->n_columns; k++)
        if (strcmp(styled->column[k].name, column) == 0)
            return styled->column[k].type != TOMT_TEXT;
    return false;
}

/* Asks once what each class holds: of numbers the span, of words the list. */
static bool ask_classes(struct sld *s, const char *column, struct tomt_error *err)
{
    enum { MOST_ROWS = 4096 };
    struct tomt_arena *arena = s->context->arena;
    s->real = is_real(s->styled, column);
    char *sql = tomt_arena_print(
        arena, err,
        s->real ? "SELECT coalesce(%s, ''), min(\"%s\"), max(\"%s\") FROM \"%s\" GROUP BY 1"
                : "SELECT DISTINCT coalesce(%s, ''), \"%s\", \"%s\" FROM \"%s\" ORDER BY 1, 2",
        s->attribute, column, column, s->styled->name);
    sqlite3_stmt *row = sql ? tomt_style_ask(s->context, err, sql) : NULL;
    s->held = row ? tomt_arena_alloc(arena, MOST_ROWS * sizeof *s->held, err) : NULL;
    bool good = s->held != NULL;
    while (good && s->n_held < MOST_ROWS && sqlite3_step(row) == SQLITE_ROW) {
        const char *text[3];
        for (int k = 0; good && k < 3; k++) {
            const char *cell = (const char *)sqlite3_column_text(row, k);
            text[k] = cell ? tomt_arena_copy(arena, cell, strlen(cell), err) : NULL;
            good = !cell || text[k];
        }
        if (good)
            s->held[s->n_held++] = (struct held){text[0] ? text[0] : "", text[1], text[2]};
    }
    if (row)
        sqlite3_reset(row);
    return good;
}

/* A class by an expression of one column. */
static bool put_expression(struct sld *s, const char *value, struct tomt_error *err)
{
    struct tomt_text *out = s->out;
    char column[128];
    if (!only_column(s->attribute, column, sizeof column))
        return true; /* no filter: SLD cannot say it */
    if (!s->held && !ask_classes(s, column, err))
        return false;
    tomt_text_puts(out, s->real ? "<ogc:Filter><ogc:And>" : "<ogc:Filter><ogc:Or>");
    for (size_t k = 0, n = 0; k < s->n_held && n < MOST_VALUES; k++) {
        const struct held *held = &s->held[k];
        if (strcmp(held->class, value) != 0)
            continue;
        put_property(out,
                     !held->low ? "PropertyIsNull"
                     : s->real  ? "PropertyIsGreaterThanOrEqualTo"
                                : "PropertyIsEqualTo",
                     column, held->low);
        if (s->real) /* And asks for two */
            put_property(out, !held->high ? "PropertyIsNull" : "PropertyIsLessThanOrEqualTo",
                         column, held->high);
        else if (n == 0) /* Or asks for two */
            put_property(out, !held->low ? "PropertyIsNull" : "PropertyIsEqualTo", column,
                         held->low);
        n++;
    }
    tomt_text_puts(out, s->real ? "</ogc:And></ogc:Filter>" : "</ogc:Or></ogc:Filter>");
    return true;
}

static bool put_filter(struct sld *s, const char *tag, struct tomt_error *err)
{
    struct tomt_text *out = s->out;
    size_t n = 0;
    if (tomt_xml_is(tag, "range")) {
        size_t n_low = 0, n_high = 0;
        const char *low = tomt_xml_attribute(tag, "lower", &n_low);
        const char *high = tomt_xml_attribute(tag, "upper", &n_high);
        if (!low || !high)
            return true;
        tomt_text_puts(out, "<ogc:Filter><ogc:PropertyIsBetween><ogc:PropertyName>");
        tomt_xml_escape_string(out, s->attribute);
        tomt_text_print(out,
                        "</ogc:PropertyName><ogc:LowerBoundary><ogc:Literal>%.*s</ogc:Literal>"
                        "</ogc:LowerBoundary><ogc:UpperBoundary><ogc:Literal>%.*s</ogc:Literal>"
                        "</ogc:UpperBoundary></ogc:PropertyIsBetween></ogc:Filter>",
                        (int)n_low, low, (int)n_high, high);
        return true;
    }
    const char *value = tomt_xml_attribute(tag, "value", &n);
    bool plain = s->attribute[0] && !strpbrk(s->attribute, "\"'( ");
    if (!value || n == 0) {
        tomt_text_puts(out, s->attribute[0] ? "<se:ElseFilter/>" : "");
        return true;
    }
    struct tomt_text text = {0};
    tomt_xml_unescape(&text, value, n);
    bool good = !text.failed || tomt_fail(err, TOMT_MEMORY, "out of memory for a style");
    if (good && plain) {
        tomt_text_puts(out, "<ogc:Filter>");
        put_property(out, "PropertyIsEqualTo", s->attribute, text.bytes);
        tomt_text_puts(out, "</ogc:Filter>");
    } else if (good) {
        good = put_expression(s, text.bytes, err);
    }
    tomt_text_free(&text);
    return good;
}

static void put_scales(struct sld *s)
{
    size_t n = 0, n_near = 0, n_far = 0;
    const char *tag = strstr(s->styled->qml.bytes, "<qgis");
    const char *flag = tag ? tomt_xml_attribute(tag, "hasScaleBasedVisibilityFlag", &n) : NULL;
    const char *near = flag ? tomt_xml_attribute(tag, "maxScale", &n_near) : NULL;
    const char *far = flag ? tomt_xml_attribute(tag, "minScale", &n_far) : NULL;
    if (!flag || *flag != '1')
        return;
    if (near && *near != '0')
        tomt_text_print(s->out, "<se:MinScaleDenominator>%.*s</se:MinScaleDenominator>",
                        (int)n_near, near);
    if (far && *far != '0')
        tomt_text_print(s->out, "<se:MaxScaleDenominator>%.*s</se:MaxScaleDenominator>", (int)n_far,
                        far);
}

/* `tag` NULL: the only symbol. */
static bool put_rule(struct sld *s, const char *tag, struct tomt_error *err)
{
    struct tomt_text *out = s->out;
    size_t n = 0, n_symbol = 1;
    const char *label = tag ? tomt_xml_attribute(tag, "label", &n) : NULL;
    const char *symbol = tag ? tomt_xml_attribute(tag, "symbol", &n_symbol) : "0";
    tomt_text_puts(out, "<se:Rule><se:Name>");
    if (label)
        tomt_text_add(out, label, n);
    else
        tomt_xml_escape_string(out, s->styled->title);
    tomt_text_puts(out, "</se:Name>");
    if (tag && !put_filter(s, tag, err))
        return false;
    put_scales(s);
    tomt_text_puts(out, "\n");
    if (symbol)
        put_symbol(s, symbol, n_symbol);
    tomt_text_puts(out, "</se:Rule>\n");
    return true;
}

static bool put_rules(struct sld *s, const char *renderer, struct tomt_error *err)
{
    size_t n = 0, n_rules = 0;
    struct tomt_text plain = {0};
    const char *attribute = tomt_xml_attribute(renderer, "attr", &n);
    if (attribute)
        tomt_xml_unescape(&plain, attribute, n);
    if (plain.failed) {
        tomt_text_free(&plain);
        return tomt_fail(err, TOMT_MEMORY, "out of memory for a style");
    }
    bool fits = plain.n < sizeof s->attribute;
    if (fits && plain.n && strcmp(plain.bytes, "''") != 0)
        memcpy(s->attribute, plain.bytes, plain.n + 1);
    tomt_text_free(&plain);
    for (const char *p = strchr(renderer, '<'); p && p < s->end && p != s->symbols;
         p = strchr(p + 1, '<'))
        if (tomt_xml_is(p, "category") || tomt_xml_is(p, "range")) {
            n_rules++;
            if (!put_rule(s, p, err))
                return false;
        }
    return n_rules > 0 || put_rule(s, NULL, err);
}

bool tomt_style_sld(struct tomt_style_context *context, const struct tomt_styled *styled,
                    struct tomt_text *out, struct tomt_error *err)
{
    const char *renderer = styled->qml.bytes ? strstr(styled->qml.bytes, "<renderer-v2") : NULL;
    struct sld s = {.context = context, .styled = styled, .out = out};
    s.end = renderer ? strstr(renderer, "</renderer-v2>") : NULL;
    if (!s.end || !styled->geometry_type)
        return true;
    s.symbols = strstr(renderer, "<symbols>");
    tomt_text_puts(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<StyledLayerDescriptor xmlns=\"http://www.opengis.net/sld\" "
        "xmlns:se=\"http://www.opengis.net/se\" xmlns:ogc=\"http://www.opengis.net/ogc\" "
        "xmlns:xlink=\"http://www.w3.org/1999/xlink\" version=\"1.1.0\">\n<NamedLayer><se:Name>");
    tomt_xml_escape_string(out, styled->name);
    tomt_text_puts(out, "</se:Name><UserStyle><se:Name>");
    tomt_xml_escape_string(out, styled->view ? styled->drawn_as : styled->name);
    tomt_text_puts(out, "</se:Name><se:Description><se:Title>");
    tomt_xml_escape_string(out, styled->title);
    tomt_text_puts(out, "</se:Title></se:Description><se:FeatureTypeStyle>\n");
    if (!put_rules(&s, renderer, err))
        return false;
    tomt_text_puts(out,
                   "</se:FeatureTypeStyle></UserStyle></NamedLayer></StyledLayerDescriptor>\n");
    return !out->failed || tomt_fail(err, TOMT_MEMORY, "out of memory for a style");
}
