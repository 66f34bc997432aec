/* network/lines.c: street layers -> lines of those that somebody may use, with their vertices in
 * one row. */
#include "base/text.h"
#include "geo/wkb.h"
#include "network/build_inside.h"

#include <math.h>

enum { CHUNK = 2048 };

enum tag {
    CLASS,
    ONEWAY,
    SPEED,
    LEVEL,
    ACCESS,
    FOOT,
    VEHICLE,
    MOTOR_VEHICLE,
    MOTORCAR,
    JUNCTION,
    N_TAGS
};
static const char *const tag_name[N_TAGS] = {"class",    "oneway",  "speed",   "level",
                                             "access",   "foot",    "vehicle", "motor_vehicle",
                                             "motorcar", "junction"};

struct row { /* what the first look finds out about a feature */
    struct tomt_feature feature;
    uint32_t n_lines, n_vertices, n_collapsed;
    uint8_t unknown_class, bad_speed, bad_oneway;
};

struct reading {
    const struct tomt_layer *layer;
    const struct tomt_column *tag[N_TAGS]; /* NULL: the layer has none */
    size_t number;
    uint16_t group;
    struct row *row;
    /* second look */
    struct tomt_lines *lines;
    const uint32_t *feature_of_row, *first_line, *first_vertex; /* by row */
};

const char *tomt_street_text(const struct tomt_column *column, size_t row, char room[32])
{
    if (!column || tomt_column_is_null(column, row))
        return NULL;
    if (column->type == TOMT_TEXT)
        return tomt_column_text(column, row, NULL);
    tomt_number_format(room, column->type == TOMT_REAL ? column->real[row]
                                                       : (double)column->integer[row]);
    return room;
}

/* Levels that are numbers are the same when the numbers are ("1" and "1.0"), other texts when the
 * bytes are. */
static uint64_t level_of(const char *text)
{
    size_t n = text ? strlen(text) : 0;
    while (n > 0 && (unsigned char)text[n - 1] <= ' ')
        n--;
    for (; n > 0 && (unsigned char)*text <= ' '; n--)
        text++;
    if (n == 0)
        return TOMT_NO_LEVEL;
    double number;
    uint64_t key = 14695981039346656037u; /* FNV-1a */
    if (tomt_number_parse(text + (*text == '+'), n - (*text == '+'), memchr(text, ',', n) != NULL,
                          &number)) {
        number += 0.0; /* -0 is 0 */
        memcpy(&key, &number, sizeof key);
    } else {
        for (size_t i = 0; i < n; i++)
            key = (key ^ (unsigned char)text[i]) * 1099511628211u;
        key |= 0xfff8000000000000u; /* no finite number looks like this */
    }
    return key == TOMT_NO_LEVEL ? 1 : key;
}

struct counted {
    uint32_t n_lines, n_collapsed;
    uint64_t n_vertices;
    bool no_place;
};

/* Layers hold none that is not; cells and lengths rely on it. False for NaN. */
static bool has_place(double x, double y)
{
    return fabs(x) < 1e12 && fabs(y) < 1e12;
}

/* Vertices that repeat the one before are left out; their count, or 0 when no line is left. */
static size_t distinct(const uint8_t *xy, size_t n)
{
    size_t kept = n > 0;
    double x, y, last_x, last_y;
    if (n > 0)
        tomt_wkb_xy(xy, 0, &last_x, &last_y);
    for (size_t i = 1; i < n; i++) {
        tomt_wkb_xy(xy, i, &x, &y);
        if (x == last_x && y == last_y)
            continue;
        kept++;
        last_x = x;
        last_y = y;
    }
    return kept < 2 ? 0 : kept;
}

static bool count_line(void *context, size_t part, size_t ring, const uint8_t *xy, size_t n)
{
    (void)part;
    (void)ring;
    struct counted *counted = context;
    size_t kept = distinct(xy, n);
    counted->n_vertices += kept;
    counted->n_lines += kept > 0;
    counted->n_collapsed += kept == 0;
    for (size_t i = 0; i < n && !counted->no_place; i++) {
        double x, y;
        tomt_wkb_xy(xy, i, &x, &y);
        counted->no_place = !has_place(x, y);
    }
    return !counted->no_place;
}

static bool look(void *seat, size_t from, size_t to, struct tomt_error *err)
{
    struct reading *r = seat;
    for (size_t i = from; i < to; i++) {
        char room[N_TAGS][32];
        const char *text[N_TAGS];
        for (unsigned tag = 0; tag < N_TAGS; tag++)
            text[tag] = tomt_street_text(r->tag[tag], i, room[tag]);
        struct tomt_street_tags tags = {text[CLASS],         text[ONEWAY],   text[SPEED],
                                        text[ACCESS],        text[FOOT],     text[VEHICLE],
                                        text[MOTOR_VEHICLE], text[MOTORCAR], text[JUNCTION]};
        struct tomt_street_use use;
        tomt_street_rule(&tags, &use);
        struct row *row = r->row + i;
        *row = (struct row){.feature = {.layer = (uint32_t)r->number,
                                        .row = (uint32_t)i,
                                        .level = level_of(text[LEVEL]),
                                        .speed_kmh = use.speed_kmh,
                                        .group = r->group,
                                        .use = (uint8_t)use.use},
                            .unknown_class = use.unknown_class,
                            .bad_speed = use.bad_speed,
                            .bad_oneway = use.bad_oneway};
        size_t size;
        const uint8_t *wkb = tomt_shapes_wkb(&r->layer->shapes, i, &size);
        struct counted counted = {0};
        if (use.use)
            tomt_wkb_each(wkb, size, count_line, &counted);
        if (counted.no_place || counted.n_vertices > UINT32_MAX)
            return tomt_fail(err, TOMT_DATA, "row %zu has %s", i,
                             counted.no_place ? "a vertex without a place on Earth"
                                              : "more than 2^32 vertices");
        row->n_lines = counted.n_lines;
        row->n_vertices = (uint32_t)counted.n_vertices;
        row->n_collapsed = counted.n_collapsed;
    }
    return true;
}

struct filling {
    struct tomt_lines *lines;
    uint32_t feature, line, vertex;
};

static bool fill_line(void *context, size_t part, size_t ring, const uint8_t *xy, size_t n)
{
    (void)part;
    (void)ring;
    struct filling *f = context;
    if (distinct(xy, n) == 0)
        return true;
    struct tomt_lines *lines = f->lines;
    uint32_t line = f->line++, first = f->vertex;
    lines->feature_of[line] = f->feature;
    for (size_t i = 0; i < n; i++) {
        double x, y;
        tomt_wkb_xy(xy, i, &x, &y);
        if (f->vertex > first && lines->x[f->vertex - 1] == x && lines->y[f->vertex - 1] == y)
            continue;
        lines->x[f->vertex] = x + 0.0; /* -0 and 0 are one place */
        lines->y[f->vertex] = y + 0.0;
        lines->line_of[f->vertex++] = line;
    }
    lines->start[line + 1] = f->vertex;
    return true;
}

static bool fill(void *seat, size_t from, size_t to, struct tomt_error *err)
{
    (void)err;
    const struct reading *r = seat;
    for (size_t i = from; i < to; i++) {
        if (r->row[i].n_lines == 0)
            continue;
        struct filling f = {r->lines, r->feature_of_row[i], r->first_line[i], r->first_vertex[i]};
        size_t size;
        const uint8_t *wkb = tomt_shapes_wkb(&r->layer->shapes, i, &size);
        r->lines->feature[f.feature] = r->row[i].feature;
        tomt_wkb_each(wkb, size, fill_line, &f);
    }
    return true;
}

/* The first few unknown classes, each once. */
static void note_class(struct tomt_network_report *report, const char *class)
{
    size_t used = strlen(report->unknown_class), n = strlen(class);
    for (const char *at = report->unknown_class; (at = strstr(at, class)); at += n) {
        bool begins = at == report->unknown_class || at[-1] == ' ';
        if (begins && (at[n] == '\0' || at[n] == ','))
            return;
    }
    if (n > 0 && used + n + 3 <= sizeof report->unknown_class)
        snprintf(report->unknown_class + used, sizeof report->unknown_class - used, "%s%s",
                 used ? ", " : "", class);
}

static void count_rows(const struct reading *r, struct tomt_network_report *report)
{
    for (size_t i = 0; i < r->layer->shapes.n; i++) {
        const struct row *row = r->row + i;
        char room[32];
        report->n_lines++;
        report->n_left_out += row->feature.use == 0;
        report->n_bad_speed += row->bad_speed;
        report->n_bad_oneway += row->bad_oneway;
        report->n_too_short += row->n_collapsed;
        report->n_unknown_class += row->unknown_class;
        if (row->unknown_class)
            note_class(report, tomt_street_text(r->tag[CLASS], i, room));
    }
}

struct totals {
    uint64_t n_features, n_lines, n_vertices;
};

/* Places of each row's features, lines and vertices, after those of the rows and layers before. */
static bool lay_out(struct reading *r, struct tomt_arena *arena, struct totals *total,
                    struct tomt_error *err)
{
    size_t n = r->layer->shapes.n;
    uint32_t *feature = tomt_arena_block(arena, NULL, (n + 1) * sizeof *feature, err);
    uint32_t *line = tomt_arena_block(arena, NULL, (n + 1) * sizeof *line, err);
    uint32_t *vertex = tomt_arena_block(arena, NULL, (n + 1) * sizeof *vertex, err);
    if (!feature || !line || !vertex)
        return false;
    for (size_t i = 0; i < n; i++) {
        feature[i] = (uint32_t)total->n_features;
        line[i] = (uint32_t)total->n_lines;
        vertex[i] = (uint32_t)total->n_vertices;
        total->n_features += r->row[i].n_lines > 0;
        total->n_lines += r->row[i].n_lines;
        total->n_vertices += r->row[i].n_vertices;
        if (total->n_vertices > 0x80000000u)
            return tomt_fail(err, TOMT_DATA,
                             "streets with more than 2^31 vertices in all; read a smaller area");
    }
    r->feature_of_row = feature;
    r->first_line = line;
    r->first_vertex = vertex;
    return true;
}

static bool make_room(struct tomt_lines *out, const struct totals *total, struct tomt_error *err)
{
    size_t n_vertices = (size_t)total->n_vertices + 1, n_lines = (size_t)total->n_lines + 1;
    out->n_features = (size_t)total->n_features;
    out->n_lines = (size_t)total->n_lines;
    out->n_vertices = (size_t)total->n_vertices;
    out->feature =
        tomt_arena_block(out->arena, NULL, (out->n_features + 1) * sizeof *out->feature, err);
    out->feature_of = tomt_arena_block(out->arena, NULL, n_lines * sizeof *out->feature_of, err);
    out->start = tomt_arena_block(out->arena, NULL, n_lines * sizeof *out->start, err);
    out->x = tomt_arena_block(out->arena, NULL, n_vertices * sizeof *out->x, err);
    out->y = tomt_arena_block(out->arena, NULL, n_vertices * sizeof *out->y, err);
    out->line_of = tomt_arena_block(out->arena, NULL, n_vertices * sizeof *out->line_of, err);
    return out->feature && out->feature_of && out->start && out->x && out->y && out->line_of;
}

static bool run(const struct tomt_crew *crew, struct reading *r,
                bool (*work)(void *, size_t, size_t, struct tomt_error *), struct tomt_error *err)
{
    struct tomt_crew_job job = {.shared = r, .work = work, .n = r->layer->shapes.n, .chunk = CHUNK};
    return job.n == 0 || tomt_crew_run(crew, &job, err);
}

bool tomt_lines_read(struct tomt_arena *arena, const struct tomt_layer *const *layer,
                     const bool *is_osm, size_t n_layers, const struct tomt_crew *crew,
                     struct tomt_lines *out, struct tomt_network_report *report,
                     struct tomt_error *err)
{
    *out = (struct tomt_lines){.arena = arena};
    struct reading *r = tomt_arena_alloc(arena, (n_layers + 1) * sizeof *r, err);
    struct totals total = {0};
    if (!r)
        return false;
    for (size_t k = 0; k < n_layers; k++) {
        size_t n = layer[k]->shapes.n;
        r[k] = (struct reading){.layer = layer[k], .number = k, .lines = out};
        r[k].group = is_osm[k] && k < TOMT_PLAIN ? (uint16_t)k : TOMT_PLAIN;
        out->one_osm = n_layers == 1 && is_osm[k];
        for (unsigned tag = 0; tag < N_TAGS; tag++)
            r[k].tag[tag] = tomt_table_find(&layer[k]->table, tag_name[tag]);
        if (n > 0 && layer[k]->shapes.kind != TOMT_LINES)
            return tomt_fail(err, TOMT_INTERNAL, "streets of layer '%s' are no lines",
                             layer[k]->name);
        r[k].row = tomt_arena_block(arena, NULL, (n + 1) * sizeof *r[k].row, err);
        if (!r[k].row || !run(crew, r + k, look, err) || !lay_out(r + k, arena, &total, err))
            return tomt_while(err, "reading streets of layer '%s'", layer[k]->name);
        count_rows(r + k, report);
    }
    if (!make_room(out, &total, err))
        return false;
    for (size_t k = 0; k < n_layers; k++) {
        if (!run(crew, r + k, fill, err))
            return false;
        tomt_arena_drop(arena, r[k].row);
    }
    for (size_t i = 0; i < out->n_features && !out->levels; i++)
        out->levels = out->feature[i].level != TOMT_NO_LEVEL;
    return true;
}
