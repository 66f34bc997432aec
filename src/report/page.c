/* report/page.c: the page itself: a template, the libraries, the data, each escaped for where it
 * stands. Scripts and styles are allowed by their digests alone (Content-Security-Policy): a script
 * that gets in by a name is not one of them, and nothing is fetched from anywhere. */
#include "base/files.h"
#include "data/whole_file.h"
#include "report/inside.h"

#include <string.h>

extern const struct tomt_file tomt_report_files[];

void tomt_report_string(struct tomt_text *out, const char *text)
{
    if (text)
        tomt_text_json(out, text, strlen(text));
    else
        tomt_text_puts(out, "null");
}

/* One character of a JSON text, an escape as a whole. */
static size_t step_of(const char *json, size_t n)
{
    unsigned char c = (unsigned char)*json;
    size_t step = c != '\\' ? (c < 0x80   ? 1
                               : c < 0xE0 ? 2
                               : c < 0xF0 ? 3
                                          : 4)
                  : n > 1 && json[1] == 'u'
                      ? (n > 11 && !memcmp(json + 6, "\\u", 2) && strchr("dD", json[2]) &&
                                 strchr("89abAB", json[3])
                             ? 12
                             : 6)
                      : 2;
    return step < n ? step : n;
}

static void put_safe(struct tomt_text *out, const char *at, size_t step)
{
    if (step == 1 && (*at == '<' || *at == '>' || *at == '&'))
        tomt_text_print(out, "\\u%04x", (unsigned)*at);
    else if (step == 3 && !memcmp(at, "\xE2\x80\xA8", 3))
        tomt_text_puts(out, "\\u2028");
    else if (step == 3 && !memcmp(at, "\xE2\x80\xA9", 3))
        tomt_text_puts(out, "\\u2029");
    else
        tomt_text_add(out, at, step);
}

void tomt_report_embed(struct tomt_text *out, const char *json, size_t n, size_t longest,
                       size_t *n_cut)
{
    bool inside = false;
    size_t length = 0, from = 0;
    for (size_t i = 0; i < n;) {
        size_t step = inside ? step_of(json + i, n - i) : 1;
        bool plain = json[i] != '<' && json[i] != '>' && json[i] != '&' && json[i] != '"' &&
                     json[i] != '\\' && (unsigned char)json[i] < 0x80 && length < longest;
        if (plain) { /* most of it: copied in runs */
            length += inside;
            i++;
            continue;
        }
        tomt_text_add(out, json + from, i - from);
        if (step == 1 && json[i] == '"') {
            inside = !inside;
            length = 0;
            tomt_text_puts(out, "\"");
        } else if (length < longest || !inside) {
            put_safe(out, json + i, step);
            length += step;
        } else if (length < SIZE_MAX / 2) { /* the rest of this text is left out */
            tomt_text_puts(out, "…");
            length = SIZE_MAX / 2;
            ++*n_cut;
        }
        i += step;
        from = i;
    }
    tomt_text_add(out, json + from, n - from);
}

void tomt_report_escape(struct tomt_text *out, const char *text)
{
    for (const char *at = text; *at; at++) {
        switch (*at) {
        case '<':
            tomt_text_puts(out, "&lt;");
            break;
        case '>':
            tomt_text_puts(out, "&gt;");
            break;
        case '&':
            tomt_text_puts(out, "&amp;");
            break;
        case '"':
            tomt_text_puts(out, "&quot;");
            break;
        case '\'':
            tomt_text_puts(out, "&#39;");
            break;
        default:
            tomt_text_add(out, at, 1);
        }
    }
}

static const struct tomt_file *file_of(const char *name)
{
    const struct tomt_file *file = tomt_report_files;
    while (file->name && strcmp(file->name, name))
        file++;
    return file->name ? file : NULL;
}

/* Without the line that names a source map, which is not here. */
static size_t size_of(const struct tomt_file *file)
{
    static const char mark[] = "\n//# sourceMappingURL=";
    size_t n = file->n, length = sizeof mark - 1;
    for (size_t i = n > 200 ? n - 200 : 0; i + length < n; i++)
        if (!memcmp(file->bytes + i, mark, length))
            return i + 1;
    return n;
}

static int nibble(char hex)
{
    return hex <= '9' ? hex - '0' : hex - 'a' + 10;
}

bool tomt_report_digest(struct tomt_report *report, struct tomt_text *out, const char *bytes,
                        size_t n, struct tomt_error *err)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char hex[65];
    struct tomt_sha256 *digest = tomt_sha256_open(report->arena, err);
    if (!digest)
        return false;
    tomt_sha256_add(digest, bytes, n);
    tomt_sha256_end(digest, hex);
    tomt_text_puts(out, " 'sha256-");
    for (size_t i = 0; i < 32; i += 3) {
        unsigned bits = 0;
        for (size_t k = 0; k < 3; k++)
            bits = bits << 8 |
                   (i + k < 32
                        ? (unsigned)(nibble(hex[2 * (i + k)]) * 16 + nibble(hex[2 * (i + k) + 1]))
                        : 0u);
        for (unsigned k = 0; k < 4; k++)
            tomt_text_add(out, i + k > 32 ? "=" : &letters[bits >> (18 - 6 * k) & 63], 1);
    }
    tomt_text_puts(out, "'");
    return true;
}

static const char *const scripts[] = {"format.js", "table.js", "sections.js", NULL};
static const char *const libraries[] = {"maplibre-gl.js", "chart.umd.min.js", "charts.js", "map.js",
                                        NULL};
static const char *const part_name[TOMT_REPORT_PARTS] = {"data", "data-places", "data-ground",
                                                         "data-ranked", "data-rejected"};
static const char *const styles[] = {"maplibre-gl.css", "page.css", NULL};
static const char *const licences[] = {"maplibre-gl.LICENSE.txt", "chart.js.LICENSE.txt", NULL};

static bool put_files(struct tomt_text *out, const char *const *name, const char *before,
                      const char *after, bool escape, struct tomt_error *err)
{
    for (; *name; name++) {
        const struct tomt_file *file = file_of(*name);
        if (!file)
            return tomt_fail(err, TOMT_INTERNAL, "the page's file '%s' is not in the program",
                             *name);
        tomt_text_puts(out, before);
        if (escape)
            tomt_report_escape(out, file->bytes);
        else
            tomt_text_add(out, file->bytes, size_of(file));
        tomt_text_puts(out, after);
    }
    return true;
}

static bool put_digests(struct tomt_report *report, struct tomt_text *out, const char *const *name,
                        struct tomt_error *err)
{
    for (; *name; name++) {
        const struct tomt_file *file = file_of(*name);
        if (file && !tomt_report_digest(report, out, file->bytes, size_of(file), err))
            return false;
    }
    return true;
}

static bool put_policy(struct tomt_report *report, struct tomt_text *out, const char *main,
                       struct tomt_error *err)
{
    const char *const one[] = {main, NULL};
    tomt_text_puts(out, "default-src 'none'; script-src");
    if (!put_digests(report, out, scripts, err) || !put_digests(report, out, libraries, err) ||
        !put_digests(report, out, one, err))
        return false;
    tomt_text_puts(out, "; style-src");
    if (!put_digests(report, out, styles, err))
        return false;
    tomt_text_puts(out,
                   "; img-src data: blob:; worker-src blob:; child-src blob:; base-uri 'none'; "
                   "form-action 'none'");
    return true;
}

struct page {
    const char *title, *main; /* main: the script that begins */
    const struct tomt_report_parts *parts;
};

static void put_part(struct tomt_report *report, const struct tomt_text *part, const char *name,
                     struct tomt_text *out)
{
    tomt_text_print(out, "<script type=\"application/json\" id=\"%s\">", name);
    tomt_report_embed(out, part->n ? part->bytes : "{}", part->n ? part->n : 2,
                      2 * TOMT_REPORT_LONGEST, &report->n_cut);
    tomt_text_puts(out, "</script>\n");
}

static bool put_block(struct tomt_report *report, const struct page *page, const char *name,
                      size_t n, struct tomt_text *out, struct tomt_error *err)
{
    const char *const main[] = {page->main, NULL};
    if (n == 4 && !memcmp(name, "lang", n))
        tomt_text_puts(out, report->nb ? "nb" : "en");
    else if (n == 5 && !memcmp(name, "title", n))
        tomt_report_escape(out, page->title);
    else if (n == 6 && !memcmp(name, "policy", n))
        return put_policy(report, out, page->main, err);
    else if (n == 6 && !memcmp(name, "styles", n))
        return put_files(out, styles, "<style>", "</style>\n", false, err);
    else if (n == 8 && !memcmp(name, "licences", n))
        return put_files(out, licences, "<pre tabindex=\"0\">", "</pre>\n", true, err);
    else if (n == 7 && !memcmp(name, "scripts", n))
        return put_files(out, scripts, "<script>", "</script>\n", false, err) &&
               put_files(out, main, "<script>", "</script>\n", false, err);
    else if (n == 9 && !memcmp(name, "libraries", n))
        return put_files(out, libraries, "<script>", "</script>\n", false, err);
    else if (n == 4 && !memcmp(name, "data", n))
        put_part(report, &page->parts->of[0], part_name[0], out);
    else if (n == 5 && !memcmp(name, "parts", n))
        for (size_t i = 1; i < TOMT_REPORT_PARTS; i++)
            put_part(report, &page->parts->of[i], part_name[i], out);
    else
        return tomt_fail(err, TOMT_INTERNAL, "the page's template asks for '%.*s'", (int)n, name);
    return true;
}

bool tomt_report_page(struct tomt_report *report, const char *name, const char *title,
                      const struct tomt_report_parts *parts, struct tomt_text *out,
                      struct tomt_error *err)
{
    const struct tomt_file *file = file_of(name);
    const struct page page = {title, strcmp(name, "brief.html") ? "page.js" : "brief.js", parts};
    if (!file)
        return tomt_fail(err, TOMT_INTERNAL, "the page's file '%s' is not in the program", name);
    for (const char *at = file->bytes; *at;) {
        const char *open = strstr(at, "{{"), *close = open ? strstr(open, "}}") : NULL;
        tomt_text_add(out, at, close ? (size_t)(open - at) : strlen(at));
        if (!close)
            break;
        size_t n = (size_t)(close - open) - 2;
        if (open[2] == '=') {
            if (!put_block(report, &page, open + 3, n - 1, out, err))
                return false;
        } else {
            char phrase[400];
            if (n >= sizeof phrase)
                return tomt_fail(err, TOMT_INTERNAL, "a phrase of '%s' is too long", name);
            memcpy(phrase, open + 2, n);
            phrase[n] = '\0';
            tomt_report_escape(out, tomt_phrase(report->phrases, phrase));
        }
        at = close + 2;
    }
    return !out->failed || tomt_fail(err, TOMT_MEMORY, "out of memory writing a report");
}
