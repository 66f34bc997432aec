/* result/qgis_layout.c: print layouts: for each map theme the sheet of styles/layout.qpt, whose
 * {{placeholders}} are filled in: title, case number, legend, a whole scale, the sources and their
 * dates. No name of somebody's is evaluated: [% %] is parted. */
#include "base/files.h"
#include "result/qgis_inside.h"
#include "result/xml.h"

#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

extern const struct tomt_file tomt_styles[];

enum {
    MOST_SOURCES = 1900,    /* bytes: what has room on the sheet */
    MOST_OF_A_LABEL = 34,   /* characters of a line, in one of two columns */
    MOST_OF_A_HEADING = 28, /* in bold */
    MOST_LINES = 5
};
/* Where a line of the legend ends: the sheet's wrapChar, which is no letter of any language. */
static const char WRAP[] = "\xe2\x8f\x8e";

struct sheet {
    struct tomt_style_context *context;
    const struct tomt_qgis_theme *theme;
    const struct tomt_styled *styled;
    size_t n;
    const char *sources, *date; /* same on all sheets */
    struct tomt_box view;
    double segment_m, segment_mm;
};

/* What a legend need not explain. */
static const char *const unsaid[] = {"street",   "street_area", "parcel",      "building", "area",
                                     "hub_area", "anchor_area", "street_area", "stop"};

static const struct tomt_file *find_sheet(void)
{
    for (const struct tomt_file *file = tomt_styles; file->name; file++)
        if (strcmp(file->name, "layout.qpt") == 0)
            return file;
    return NULL;
}

/* "2026-06-30T..." as people write it. */
static void put_date(struct tomt_text *out, const char *date, int language)
{
    bool iso = date && strlen(date) >= 10 && date[4] == '-' && date[7] == '-';
    if (iso && language == 1)
        tomt_text_print(out, "%.2s.%.2s.%.4s", date + 8, date + 5, date);
    else
        tomt_text_print(out, "%.*s", iso ? 10 : 60, date ? date : "");
}

/* Each file once: what must be credited, the file, and the day it is of where the result knows. */
static const char *tell_sources(struct tomt_style_context *context, struct tomt_error *err)
{
    static const char sql[] =
        "SELECT s.value, max(c.value), max(d.value) FROM provenance AS s "
        "LEFT JOIN provenance AS c ON c.name = s.name AND c.key = 'credit' "
        "LEFT JOIN provenance AS d ON d.name = s.name AND d.key IN ('date', 'extracted', "
        "'service_day', 'register_day') AND d.value <> '' "
        "WHERE s.section = 'input' AND s.key = 'source' AND s.value <> '' "
        "GROUP BY s.value ORDER BY max(c.value) IS NULL, min(s.fid)";
    int language = context->result->language;
    struct tomt_error none = {0};
    struct tomt_text text = {0};
    sqlite3_stmt *row = tomt_style_ask(context, &none, sql); /* NULL: there is no provenance */
    if (!row && none.code == TOMT_MEMORY) {
        *err = none;
        return NULL;
    }
    const char *word = language == 1 ? "Kilder: " : "Sources: ";
    while (row && sqlite3_step(row) == SQLITE_ROW && text.n < MOST_SOURCES) {
        const char *credit = (const char *)sqlite3_column_text(row, 1);
        const char *file = (const char *)sqlite3_column_text(row, 0);
        const char *date = (const char *)sqlite3_column_text(row, 2);
        tomt_text_puts(&text, text.n ? "; " : word);
        if (credit)
            tomt_text_print(&text, "%s (%s", credit, file);
        else
            tomt_text_puts(&text, file);
        if (date) {
            tomt_text_puts(&text, credit ? ", " : " (");
            put_date(&text, date, language);
        }
        tomt_text_puts(&text, credit || date ? ")" : "");
    }
    if (row)
        sqlite3_reset(row);
    if (!text.n && context->result->credits && *context->result->credits)
        tomt_text_print(&text, "%s%s", word, context->result->credits);
    if (text.n > MOST_SOURCES) {
        size_t n = MOST_SOURCES;
        while (n && ((unsigned char)text.bytes[n] & 0xc0) == 0x80)
            n--;
        text.n = n;
        text.bytes[n] = '\0';
        tomt_text_puts(&text, language == 1 ? " … (alle i tabellen provenance)"
                                            : " … (all in table provenance)");
    }
    tomt_text_puts(&text, text.n ? ".\n" : "");
    tomt_text_puts(&text, language == 1 ? "Poengene følger av vektene i tabellen criterion, som er "
                                          "et skjønn."
                                        : "Scores follow from the weights in table criterion, "
                                          "which are a judgement.");
    tomt_text_print(&text, language == 1 ? " tomt %s, beregning %s." : " tomt %s, run %s.",
                    context->result->tomt_version ? context->result->tomt_version : "",
                    context->result->run_id ? context->result->run_id : "");
    return tomt_text_keep(&text, context->arena, err);
}

/* The days when the inputs were taken out, where each tells one; else when the newest file was
 * changed, which says little of what is in it. */
static const char *tell_date(struct tomt_style_context *context, struct tomt_error *err)
{
    static const char sql[] =
        "SELECT count(*) = count(day), min(day), max(day) FROM (SELECT (SELECT max(d.value) FROM "
        "provenance AS d WHERE d.name = s.name AND d.key = 'extracted' AND d.value <> '') AS day "
        "FROM provenance AS s WHERE s.section = 'input' AND s.key = 'source' AND s.value <> '')";
    int language = context->result->language;
    struct tomt_error none = {0};
    struct tomt_text text = {0};
    sqlite3_stmt *row = tomt_style_ask(context, &none, sql); /* NULL: there is no provenance */
    if (!row && none.code == TOMT_MEMORY) {
        *err = none;
        return NULL;
    }
    const char *first = NULL, *last = NULL;
    if (row && sqlite3_step(row) == SQLITE_ROW && sqlite3_column_int(row, 0)) {
        first = (const char *)sqlite3_column_text(row, 1);
        last = (const char *)sqlite3_column_text(row, 2);
    }
    if (first && last) {
        tomt_text_puts(&text, language == 1 ? "Data hentet ut " : "Data taken out ");
        put_date(&text, first, language);
        if (strcmp(first, last) != 0) {
            tomt_text_puts(&text, language == 1 ? " til " : " to ");
            put_date(&text, last, language);
        }
    } else {
        tomt_text_puts(&text, language == 1 ? "Filer datert " : "Files dated ");
        put_date(&text, context->result->timestamp, language);
    }
    if (row)
        sqlite3_reset(row);
    return tomt_text_keep(&text, context->arena, err);
}

/* The smallest scale of these in which the view has room on the sheet. */
static double scale_for(double width_m, double height_m, double sheet_w_m, double sheet_h_m)
{
    static const double steps[] = {1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 10};
    double wanted = fmax(fmax(width_m / sheet_w_m, height_m / sheet_h_m), 500);
    double ten = pow(10, floor(log10(wanted)));
    for (size_t k = 0; k < sizeof steps / sizeof *steps; k++)
        if (steps[k] * ten >= wanted * (1 - 1e-9))
            return steps[k] * ten;
    return 10 * ten;
}

static void fit_view(struct sheet *sheet, double w_mm, double h_mm)
{
    enum { LONGEST_SEGMENT_MM = 17 };
    static const double steps[] = {5, 2.5, 2, 1};
    const struct tomt_box *view = &sheet->theme->view;
    bool good = view->min_x <= view->max_x && view->min_y <= view->max_y;
    struct tomt_box box = good ? *view : (struct tomt_box){0, 0, 1000, 1000};
    double scale =
        scale_for(box.max_x - box.min_x, box.max_y - box.min_y, w_mm / 1000, h_mm / 1000);
    double x = round((box.min_x + box.max_x) / 2), y = round((box.min_y + box.max_y) / 2);
    double half_w = scale * w_mm / 2000, half_h = scale * h_mm / 2000;
    sheet->view = (struct tomt_box){x - half_w, y - half_h, x + half_w, y + half_h};
    double most_m = LONGEST_SEGMENT_MM * scale / 1000, ten = pow(10, floor(log10(most_m)));
    sheet->segment_m = ten;
    for (size_t k = 0; k < sizeof steps / sizeof *steps; k++)
        if (steps[k] * ten <= most_m) {
            sheet->segment_m = steps[k] * ten;
            break;
        }
    sheet->segment_mm = sheet->segment_m / scale * 1000;
}

static bool is_said(const struct tomt_styled *styled)
{
    for (size_t k = 0; k < sizeof unsaid / sizeof *unsaid; k++)
        if (strcmp(unsaid[k], styled->name) == 0 && !styled->view)
            return false;
    return true;
}

/* Escaped text in lines of at most so many characters, parted at spaces, or within words that are
 * longer; what has no room in MOST_LINES ends in an ellipsis. A reference (&amp;) is one character
 * and stays whole. */
static void put_lines(struct tomt_text *out, const char *text, size_t n, size_t most)
{
    size_t from = 0;
    for (int line = 1; from < n; line++) {
        size_t at = from, letters = 0, space = 0;
        while (at < n && letters < most) {
            const char *end = text[at] == '&' ? memchr(text + at, ';', n - at) : NULL;
            if (text[at] == ' ' && at > from)
                space = at;
            at = end ? (size_t)(end - text) + 1 : at + 1;
            while (at < n && ((unsigned char)text[at] & 0xc0) == 0x80)
                at++;
            letters++;
        }
        bool rest = at < n && text[at] != ' ';
        size_t to = rest && space ? space : at;
        tomt_text_add(out, text + from, to - from);
        for (from = to; from < n && text[from] == ' ';)
            from++;
        if (from < n && line == MOST_LINES) {
            tomt_text_puts(out, " …");
            return;
        }
        if (from < n)
            tomt_text_puts(out, WRAP);
    }
}

static size_t count_letters(const char *text, size_t n)
{
    size_t letters = 0;
    for (size_t i = 0; i < n; i++)
        letters += ((unsigned char)text[i] & 0xc0) != 0x80;
    return letters;
}

/* Labels of classes that are too long for a column. */
static void put_long_labels(struct tomt_text *out, const char *qml)
{
    const char *end = strstr(qml, "</renderer-v2>");
    size_t at = 0;
    for (const char *p = strchr(qml, '<'); p && end && p < end; p = strchr(p + 1, '<')) {
        if (!tomt_xml_is(p, "category") && !tomt_xml_is(p, "range"))
            continue;
        size_t n = 0, k = at++;
        const char *label = tomt_xml_attribute(p, "label", &n);
        if (!label || count_letters(label, n) <= MOST_OF_A_LABEL)
            continue;
        tomt_text_print(out, "<Option type=\"QString\" name=\"legend/label-%zu\" value=\"", k);
        put_lines(out, label, n, MOST_OF_A_LABEL);
        tomt_text_puts(out, "\"/>");
    }
}

/* What stands above a layer's classes. */
static void put_heading(struct tomt_text *out, const struct sheet *sheet,
                        const struct tomt_styled *styled)
{
    static const struct {
        const char *layer;
        struct tomt_title title;
    } row[] = {{"constraint_line", {"Constraints along lines", "Hensyn langs linjer"}},
               {"constraint_point", {"Constraints around points", "Hensyn rundt punkter"}},
               {"hub", {"Hubs (A–F: transit class)", "Knutepunkter (A–F: kollektivklasse)"}}};
    int language = sheet->context->result->language;
    const char *title = styled->title;
    struct tomt_text heading = {0};
    for (size_t k = 0; k < sizeof row / sizeof *row; k++)
        if (strcmp(row[k].layer, styled->name) == 0) {
            title = tomt_style_title(&row[k].title, language);
            break;
        }
    tomt_xml_escape_plain(&heading, title);
    if (styled->profile && !styled->view)
        tomt_text_puts(&heading, language == 1 ? ": poeng (0–100)" : ": score (0–100)");
    if (styled->view && strcmp(styled->drawn_as, "unused_bra") == 0)
        tomt_text_puts(
            &heading, language == 1
                          ? ", m²\u00a0BRA, teoretisk og brutto; tett på: arbeidsplasser, lavt–høyt"
                          : ", m²\u00a0BRA, theoretical and gross; close up: jobs, low–high");
    put_lines(out, heading.bytes ? heading.bytes : "", heading.n, MOST_OF_A_HEADING);
    if (styled->profile && (!styled->view || strcmp(styled->drawn_as, "first_sites") == 0)) {
        tomt_text_puts(out, WRAP);
        tomt_text_puts(out,
                       language == 1 ? "Tall i ring: nummer 1–20" : "Ringed figures: rank 1–20");
    }
    out->failed = out->failed || heading.failed;
    tomt_text_free(&heading);
}

/* From the top of the map to its bottom, what the theme is about first. */
static void put_legend(struct tomt_text *out, const struct sheet *sheet)
{
    size_t last = 0;
    for (size_t k = 0; k < sheet->n; k++)
        last = tomt_qgis_row(&sheet->styled[k]) > last ? tomt_qgis_row(&sheet->styled[k]) : last;
    for (int turn = 0; turn < 2; turn++)
        for (size_t row = 0; row <= last; row++)
            for (size_t k = 0; k < sheet->n; k++) {
                const struct tomt_styled *styled = &sheet->styled[k];
                bool about = styled->profile || strncmp(styled->name, "cluster", 7) == 0 ||
                             strncmp(styled->name, "constraint", 10) == 0 || styled->part ||
                             strcmp(styled->name, "choice_site") == 0 ||
                             strcmp(styled->name, "rejected") == 0;
                if (!sheet->theme->shown[k] || tomt_qgis_row(styled) != row || !is_said(styled) ||
                    about != (turn == 0))
                    continue;
                tomt_text_print(out, "\n   <layer-tree-layer id=\"tomt_layer_%s\" name=\"",
                                tomt_qgis_id(styled));
                tomt_xml_escape_plain(out, styled->title);
                tomt_text_puts(out,
                               "\" source=\"\" providerKey=\"ogr\" checked=\"Qt::Checked\" "
                               "expanded=\"1\" legend_exp=\"\" legend_split_behavior=\"0\">"
                               "<customproperties><Option type=\"Map\"><Option type=\"QString\" "
                               "name=\"cached_name\" value=\"");
                tomt_xml_escape_plain(out, styled->title);
                tomt_text_puts(out,
                               "\"/><Option type=\"QString\" name=\"legend/title-label\" value=\"");
                put_heading(out, sheet, styled);
                tomt_text_puts(out, "\"/>");
                put_long_labels(out, styled->qml.bytes);
                tomt_text_puts(out, "</Option></customproperties></layer-tree-layer>");
            }
}

/* Lines of the sheet that hold what somebody wrote, the width that they have, and the largest and
 * the smallest size of type. A letter is about so many times the size wide. */
static const struct line_row {
    const char *name, *size; /* placeholders */
    double width_mm, em, most_pt, least_pt;
} line_row[] = {{"title", "title_pt", 300, 0.62, 19, 8},
                {"subtitle", "subtitle_pt", 300, 0.57, 10.5, 6},
                {"case", "case_pt", 94, 0.62, 9, 5},
                {"crs", "crs_pt", 90, 0.57, 6.5, 4.5}};
enum { N_LINES = sizeof line_row / sizeof *line_row };
static const double MM_OF_PT = 25.4 / 72;

static void say_line(struct tomt_text *out, const struct sheet *sheet, const char *name)
{
    const struct tomt_result *result = sheet->context->result;
    const char *title = tomt_style_title(&result->title, result->language);
    const char *goal = sheet->theme->goal;
    if (strcmp(name, "title") == 0)
        tomt_text_puts(out, title ? title : result->project_name);
    else if (strcmp(name, "subtitle") == 0)
        tomt_text_print(out, "%s%s%s", sheet->theme->title, goal && *goal ? " – " : "",
                        goal ? goal : "");
    else if (strcmp(name, "case") == 0 && result->case_number && *result->case_number)
        tomt_text_print(out, result->language == 1 ? "Saksnummer %s" : "Case %s",
                        result->case_number);
    else if (strcmp(name, "crs") == 0 && result->crs->epsg)
        tomt_text_print(out, "EPSG:%d %s", result->crs->epsg, result->crs->name);
    else if (strcmp(name, "crs") == 0)
        tomt_text_puts(out, result->crs->name);
}

/* The words of a line, cut where even the smallest type has no room; or the size of its type. */
static void put_line(struct tomt_text *out, const struct sheet *sheet, const struct line_row *row,
                     bool size)
{
    struct tomt_text line = {0};
    say_line(&line, sheet, row->name);
    size_t n = line.bytes ? count_letters(line.bytes, line.n) : 0;
    double letters_of_pt = row->width_mm / (MM_OF_PT * row->em); /* letters of one point */
    size_t most = (size_t)(letters_of_pt / row->least_pt);
    if (size) {
        double fits = floor(2 * letters_of_pt / (double)(n ? n : 1)) / 2;
        tomt_text_number(out, fmax(row->least_pt, fmin(row->most_pt, fits)));
    } else if (line.bytes && !line.failed) {
        size_t at = 0;
        for (size_t letters = 0; at < line.n && (n <= most || letters + 1 < most); letters++) {
            line.bytes[at] = line.bytes[at] == '\n' ? ' ' : line.bytes[at];
            for (at++; at < line.n && ((unsigned char)line.bytes[at] & 0xc0) == 0x80;)
                at++;
        }
        line.bytes[at] = '\0';
        tomt_xml_escape_plain(out, line.bytes);
        tomt_text_puts(out, n > most ? "…" : "");
    }
    out->failed = out->failed || line.failed;
    tomt_text_free(&line);
}

/* One placeholder; words "English | Norwegian" where it is no known name. */
static void put_placeholder(struct tomt_text *out, const struct sheet *sheet, const char *name,
                            size_t n)
{
    const struct tomt_result *result = sheet->context->result;
    const struct {
        const char *name, *text;
        double number;
    } known[] = {{"name", sheet->theme->title, 0},
                 {"theme", sheet->theme->name, 0},
                 {"date", sheet->date, 0},
                 {"sources", sheet->sources, 0},
                 {"min_x", NULL, sheet->view.min_x},
                 {"min_y", NULL, sheet->view.min_y},
                 {"max_x", NULL, sheet->view.max_x},
                 {"max_y", NULL, sheet->view.max_y},
                 {"segment_m", NULL, sheet->segment_m},
                 {"segment_mm", NULL, sheet->segment_mm}};
    for (size_t k = 0; k < sizeof known / sizeof *known; k++)
        if (strlen(known[k].name) == n && memcmp(known[k].name, name, n) == 0) {
            if (known[k].text)
                tomt_xml_escape_plain(out, known[k].text);
            else
                tomt_text_number(out, known[k].number);
            return;
        }
    for (size_t k = 0; k < N_LINES; k++) {
        const char *const placeholder[] = {line_row[k].name, line_row[k].size};
        for (int size = 0; size < 2; size++)
            if (strlen(placeholder[size]) == n && memcmp(placeholder[size], name, n) == 0) {
                put_line(out, sheet, &line_row[k], size);
                return;
            }
    }
    size_t n_side = 0;
    const char *side = tomt_style_side(name, n, result->language, &n_side);
    tomt_text_add(out, side, n_side);
}

static void put_sheet(struct tomt_text *out, const struct sheet *sheet, const char *xml)
{
    static const char tree[] = "<layer-tree-group>";
    const char *legend = strstr(xml, tree), *p = xml;
    for (const char *at = strstr(p, "{{"); at; at = strstr(p, "{{")) {
        const char *end = strstr(at, "}}");
        if (!end)
            break;
        if (legend && legend < at) {
            tomt_text_add(out, p, (size_t)(legend - p) + sizeof tree - 1);
            put_legend(out, sheet);
            p = legend + sizeof tree - 1;
            legend = NULL;
        }
        tomt_text_add(out, p, (size_t)(at - p));
        put_placeholder(out, sheet, at + 2, (size_t)(end - at) - 2);
        p = end + 2;
    }
    tomt_text_puts(out, p);
}

/* Millimetres of the map item: size="302,240,mm". */
static bool map_size(const char *xml, double *w_mm, double *h_mm)
{
    const char *theme = strstr(xml, "followPresetName"), *tag = theme;
    while (tag && tag > xml && *tag != '<')
        tag--;
    size_t n = 0;
    const char *size = tag ? tomt_xml_attribute(tag, "size", &n) : NULL;
    const char *comma = size ? memchr(size, ',', n) : NULL;
    const char *second = comma ? memchr(comma + 1, ',', n - (size_t)(comma + 1 - size)) : NULL;
    return second && tomt_number_parse(size, (size_t)(comma - size), false, w_mm) &&
           tomt_number_parse(comma + 1, (size_t)(second - comma) - 1, false, h_mm) && *w_mm > 0 &&
           *h_mm > 0;
}

bool tomt_qgis_put_layouts(struct tomt_style_context *context, const struct tomt_qgis_theme *theme,
                           size_t n_themes, const struct tomt_styled *styled, size_t n,
                           struct tomt_text *out, struct tomt_error *err)
{
    const struct tomt_file *file = find_sheet();
    double w_mm = 0, h_mm = 0;
    if (!file || !map_size(file->bytes, &w_mm, &h_mm))
        return tomt_fail(err, TOMT_INTERNAL, "styles/layout.qpt has no map that follows a theme");
    struct sheet sheet = {.context = context, .styled = styled, .n = n};
    sheet.date = tell_date(context, err);
    sheet.sources = sheet.date ? tell_sources(context, err) : NULL;
    if (!sheet.sources)
        return false;
    tomt_text_puts(out, " <Layouts>\n");
    for (size_t t = 0; t < n_themes; t++) {
        sheet.theme = &theme[t];
        fit_view(&sheet, w_mm, h_mm);
        put_sheet(out, &sheet, file->bytes);
    }
    tomt_text_puts(out, " </Layouts>\n");
    return true;
}
