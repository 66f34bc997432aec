/* portrait/gather.c: chooses and orders the rows that a portrait tells. */
#include "portrait/inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* An industry that an area is strong in has a quotient above 1 and is no crumb: so much of the
 * area's jobs, or so many. */
static const double strong_share = 0.01, strong_jobs = 20;
/* What is related to it is of so many establishments, or so many jobs. */
static const double related_establishments = 5, related_jobs = 20;

static double or_zero(double number)
{
    return isnan(number) ? 0 : number;
}

static int by_number_down(double a, double b)
{
    a = isnan(a) ? -INFINITY : a;
    b = isnan(b) ? -INFINITY : b;
    return (a < b) - (a > b);
}

static int by_key(const struct tomt_portrait_line *x, const struct tomt_portrait_line *y)
{
    int order = strcmp(x->key, y->key);
    order = order ? order : (x->digits > y->digits) - (x->digits < y->digits);
    return order ? order : (x->row > y->row) - (x->row < y->row);
}

static int by_jobs(const void *a, const void *b)
{
    const struct tomt_portrait_line *x = a, *y = b;
    int order = by_number_down(x->jobs, y->jobs);
    return order ? order : by_key(x, y);
}

static int by_quotient(const void *a, const void *b)
{
    const struct tomt_portrait_line *x = a, *y = b;
    /* Equal but for the order of their sums: the jobs decide. */
    int order = by_number_down(round(x->quotient * 1e9), round(y->quotient * 1e9));
    return order ? order : by_jobs(a, b);
}

static int by_code(const void *a, const void *b)
{
    const struct tomt_portrait_line *x = a, *y = b;
    int order = (x->digits > y->digits) - (x->digits < y->digits);
    return order ? order : by_key(x, y);
}

static int kind_number(const char *kind)
{
    return strcmp(kind, "all") == 0 ? 0 : strcmp(kind, "sector") == 0 ? 1 : 2;
}

static int by_net(const void *a, const void *b)
{
    const struct tomt_change_line *x = a, *y = b;
    int order = kind_number(x->kind) - kind_number(y->kind);
    order = order ? order : by_number_down(x->net, y->net);
    order = order ? order : strcmp(x->name, y->name);
    return order ? order : (x->row > y->row) - (x->row < y->row);
}

static int by_cluster(const void *a, const void *b)
{
    const struct tomt_cluster_line *x = a, *y = b;
    int order = by_number_down(x->jobs, y->jobs);
    order = order ? order : strcmp(x->id, y->id);
    return order ? order : (x->row > y->row) - (x->row < y->row);
}

static bool text(struct tomt_arena *arena, const struct tomt_table *table, const char *column,
                 size_t row, const char *otherwise, const char **out, struct tomt_error *err)
{
    if (!tomt_portrait_cell_text(arena, table, column, row, out, err))
        return false;
    *out = *out ? *out : otherwise;
    return true;
}

/* The rows of this area in a table of areas and industries or sectors. */
static bool lines_of(struct tomt_arena *arena, const struct tomt_table *table, const char *area_id,
                     const char *key, struct tomt_portrait_lines *out, struct tomt_error *err)
{
    *out = (struct tomt_portrait_lines){0};
    size_t n_rows = table ? table->n_rows : 0, n = 0;
    uint8_t *mine = tomt_arena_alloc(arena, n_rows + 1, err);
    if (!mine)
        return false;
    for (size_t row = 0; row < n_rows; row++) {
        const char *id = NULL;
        if (!tomt_portrait_cell_text(arena, table, "area_id", row, &id, err))
            return false;
        mine[row] = id && strcmp(id, area_id) == 0;
        n += mine[row];
    }
    out->item = tomt_arena_alloc(arena, (n + 1) * sizeof *out->item, err);
    for (size_t row = 0; out->item && row < n_rows; row++) {
        if (!mine[row])
            continue;
        struct tomt_portrait_line *line = &out->item[out->n++];
        double digits = or_zero(tomt_portrait_cell_number(table, "digits", row));
        *line = (struct tomt_portrait_line){
            .digits = digits > 0 && digits < 100 ? (int)digits : 0,
            .establishments = tomt_portrait_cell_number(table, "establishments", row),
            .jobs_low = tomt_portrait_cell_number(table, "jobs_low", row),
            .jobs = tomt_portrait_cell_number(table, "jobs", row),
            .jobs_high = tomt_portrait_cell_number(table, "jobs_high", row),
            .share = tomt_portrait_cell_number(table, "share", row),
            .quotient = tomt_portrait_cell_number(table, "quotient", row),
            .suppressed = tomt_portrait_cell_flag(table, "suppressed", row),
            .row = row};
        if (!text(arena, table, key, row, "", &line->key, err) ||
            !text(arena, table, "title", row, NULL, &line->title, err))
            return false;
    }
    return out->item;
}

/* The title of a sector, in the language, from table sector; its name where there is none. */
static bool sector_title(struct tomt_arena *arena, const struct tomt_portrait_tables *tables,
                         const char *name, bool norwegian, const char **title,
                         struct tomt_error *err)
{
    *title = name;
    for (size_t row = 0; tables->sector && row < tables->sector->n_rows; row++) {
        const char *sector = NULL;
        if (!tomt_portrait_cell_text(arena, tables->sector, "sector", row, &sector, err))
            return false;
        if (sector && strcmp(sector, name) == 0)
            return text(arena, tables->sector, norwegian ? "title_nb" : "title_en", row, name,
                        title, err);
    }
    return true;
}

static bool is_strong(const struct tomt_portrait_line *line, double min_establishments,
                      double area_jobs)
{
    double share = isnan(line->share) ? line->jobs / area_jobs : line->share;
    return !line->suppressed && line->quotient > 1 && line->establishments >= min_establishments &&
           (line->jobs >= strong_jobs || share >= strong_share);
}

static bool same_division(const char *a, const char *b)
{
    return strlen(a) >= 2 && strncmp(a, b, 2) == 0;
}

static bool is_present(const struct tomt_portrait_line *line)
{
    return line->establishments >= related_establishments || line->jobs >= related_jobs;
}

/* Strong in; then what is present in the same divisions without being strong, at the detail that
 * the area has. An area that is compared with itself is strong in nothing. */
static bool choose(struct tomt_arena *arena, const struct tomt_portrait_tables *tables,
                   struct tomt_gathered *g, struct tomt_error *err)
{
    size_t row = 0, n = g->industry.n;
    double least = tomt_economy_row(tables, "min_establishments", &row)
                       ? tomt_portrait_cell_number(tables->economy, "value", row)
                       : NAN;
    least = isnan(least) ? 5 : least;
    double jobs = tomt_portrait_cell_number(tables->area, "jobs", g->area);
    g->strong.item = tomt_arena_alloc(arena, (n + 1) * sizeof *g->strong.item, err);
    g->related.item = tomt_arena_alloc(arena, (n + 1) * sizeof *g->related.item, err);
    if (!g->strong.item || !g->related.item)
        return false;
    for (size_t i = 0; i < n; i++) {
        g->detail = g->detail || g->industry.item[i].digits > 2;
        if (!g->itself && is_strong(&g->industry.item[i], least, jobs))
            g->strong.item[g->strong.n++] = g->industry.item[i];
    }
    for (size_t i = 0; i < n; i++) {
        const struct tomt_portrait_line *line = &g->industry.item[i];
        bool near = false, strong = is_strong(line, least, jobs);
        for (size_t k = 0; !strong && !near && k < g->strong.n; k++)
            near = same_division(line->key, g->strong.item[k].key);
        if (near && line->digits > 2 && is_present(line))
            g->related.item[g->related.n++] = *line;
    }
    qsort(g->strong.item, g->strong.n, sizeof *g->strong.item, by_quotient);
    qsort(g->related.item, g->related.n, sizeof *g->related.item, by_jobs);
    return true;
}

static bool gather_changes(struct tomt_arena *arena, const struct tomt_portrait_tables *tables,
                           bool norwegian, struct tomt_gathered *g, struct tomt_error *err)
{
    const struct tomt_table *table = tables->register_change;
    size_t n = table ? table->n_rows : 0;
    g->change = tomt_arena_alloc(arena, (n + 1) * sizeof *g->change, err);
    for (size_t row = 0; g->change && row < n; row++) {
        const char *area;
        if (!text(arena, table, "area_id", row, "study_area", &area, err))
            return false;
        if (strcmp(area, g->area_id) != 0)
            continue;
        struct tomt_change_line *c = &g->change[g->n_changes++];
        *c = (struct tomt_change_line){
            .births = tomt_portrait_cell_number(table, "births", row),
            .deaths = tomt_portrait_cell_number(table, "deaths", row),
            .moves = tomt_portrait_cell_number(table, "moves", row),
            .stayed = tomt_portrait_cell_number(table, "stayed", row),
            .jobs_before = tomt_portrait_cell_number(table, "jobs_before", row),
            .jobs_after = tomt_portrait_cell_number(table, "jobs_after", row),
            .jobs_born = tomt_portrait_cell_number(table, "jobs_born", row),
            .jobs_dead = tomt_portrait_cell_number(table, "jobs_dead", row),
            .jobs_grown = tomt_portrait_cell_number(table, "jobs_grown", row),
            .growth = tomt_portrait_cell_number(table, "growth", row),
            .moved_in = tomt_portrait_cell_number(table, "moved_in", row),
            .moved_out = tomt_portrait_cell_number(table, "moved_out", row),
            .jobs_moved_in = tomt_portrait_cell_number(table, "jobs_moved_in", row),
            .jobs_moved_out = tomt_portrait_cell_number(table, "jobs_moved_out", row),
            .suppressed = tomt_portrait_cell_flag(table, "suppressed", row),
            .row = row};
        /* Older results count those who moved among the born and the dead. */
        c->net = c->jobs_grown + c->jobs_born - c->jobs_dead + or_zero(c->jobs_moved_in) -
                 or_zero(c->jobs_moved_out);
        if (!text(arena, table, "kind", row, "", &c->kind, err) ||
            !text(arena, table, "name", row, "", &c->name, err) ||
            !text(arena, table, "title", row, NULL, &c->title, err))
            return false;
        if (strcmp(c->kind, "sector") == 0 && !c->title &&
            !sector_title(arena, tables, c->name, norwegian, &c->title, err))
            return false;
    }
    if (g->change && g->n_changes > 1)
        qsort(g->change, g->n_changes, sizeof *g->change, by_net);
    return g->change;
}

static bool gather_clusters(struct tomt_arena *arena, const struct tomt_table *table,
                            struct tomt_gathered *g, struct tomt_error *err)
{
    size_t n = table ? table->n_rows : 0;
    g->cluster = tomt_arena_alloc(arena, (n + 1) * sizeof *g->cluster, err);
    for (size_t row = 0; g->cluster && row < n; row++) {
        struct tomt_cluster_line *c = &g->cluster[g->n_clusters++];
        *c = (struct tomt_cluster_line){
            .establishments = tomt_portrait_cell_number(table, "establishments", row),
            .jobs_low = tomt_portrait_cell_number(table, "jobs_low", row),
            .jobs = tomt_portrait_cell_number(table, "jobs", row),
            .jobs_high = tomt_portrait_cell_number(table, "jobs_high", row),
            .quotient = tomt_portrait_cell_number(table, "quotient", row),
            .strength = tomt_portrait_cell_number(table, "strength", row),
            .jobs_per_ha = tomt_portrait_cell_number(table, "jobs_per_ha", row),
            .area_m2 = tomt_portrait_cell_number(table, "area_m2", row),
            .row = row};
        if (!text(arena, table, "cluster_id", row, "", &c->id, err) ||
            !text(arena, table, "cluster_set", row, NULL, &c->set, err) ||
            !text(arena, table, "title", row, NULL, &c->title, err) ||
            !text(arena, table, "sector", row, NULL, &c->sector, err) ||
            !text(arena, table, "leading", row, NULL, &c->leading, err) ||
            !text(arena, table, "leading_code", row, NULL, &c->leading_code, err) ||
            !text(arena, table, "method", row, NULL, &c->method, err))
            return false;
    }
    if (g->cluster && g->n_clusters > 1)
        qsort(g->cluster, g->n_clusters, sizeof *g->cluster, by_cluster);
    return g->cluster;
}

/* A row of table economy as people wrote it: its note, else its value. */
static bool setting(struct tomt_arena *arena, const struct tomt_portrait_tables *tables,
                    const char *name, const char **out, struct tomt_error *err)
{
    size_t row = 0;
    *out = NULL;
    if (!tomt_economy_row(tables, name, &row))
        return true;
    return tomt_portrait_cell_text(arena, tables->economy, "note", row, out, err) &&
           (*out || tomt_portrait_cell_text(arena, tables->economy, "value", row, out, err));
}

static bool gather_heading(struct tomt_arena *arena, const struct tomt_portrait_tables *tables,
                           struct tomt_gathered *g, struct tomt_error *err)
{
    g->whole = tomt_is_study_area(tables->area, g->area);
    return text(arena, tables->area, "area_id", g->area, "", &g->area_id, err) &&
           text(arena, tables->area, "level", g->area, "", &g->level, err) &&
           text(arena, tables->area, "level_title", g->area, g->level, &g->level_title, err) &&
           text(arena, tables->area, "number", g->area, NULL, &g->number, err) &&
           text(arena, tables->area, "name", g->area, NULL, &g->name, err) &&
           text(arena, tables->area, "jobs_per_resident_of", g->area, NULL, &g->per_resident_of,
                err) &&
           setting(arena, tables, "register_day", &g->day, err) &&
           setting(arena, tables, "register_before", &g->before, err) &&
           setting(arena, tables, "version", &g->version, err) &&
           setting(arena, tables, "reference", &g->reference, err) &&
           setting(arena, tables, "reference_title", &g->reference_title, err);
}

/* The study area, or an area that holds all of it, against the study area. */
static bool is_itself(const struct tomt_portrait_tables *tables, const struct tomt_gathered *g)
{
    static const char *const same[] = {"establishments", "jobs_low", "jobs", "jobs_high"};
    size_t whole = 0;
    if (!g->reference || strcmp(g->reference, "study_area") != 0)
        return false;
    while (whole < tables->area->n_rows && !tomt_is_study_area(tables->area, whole))
        whole++;
    for (size_t k = 0; k < sizeof same / sizeof *same && whole < tables->area->n_rows; k++)
        if (tomt_portrait_cell_number(tables->area, same[k], whole) !=
            tomt_portrait_cell_number(tables->area, same[k], g->area))
            return g->whole;
    return whole < tables->area->n_rows;
}

bool tomt_portrait_gather(struct tomt_arena *arena, const struct tomt_portrait_tables *tables,
                          const struct tomt_portrait_options *options, struct tomt_gathered *out,
                          struct tomt_error *err)
{
    *out = (struct tomt_gathered){0};
    if (!tomt_portrait_find(arena, tables, options->area, &out->area, err) ||
        !gather_heading(arena, tables, out, err))
        return false;
    out->itself = is_itself(tables, out);
    if (!lines_of(arena, tables->area_industry, out->area_id, "code", &out->industry, err) ||
        !lines_of(arena, tables->area_sector, out->area_id, "sector", &out->sector, err) ||
        !choose(arena, tables, out, err))
        return false;
    for (size_t i = 0; i < out->sector.n; i++)
        if (!sector_title(arena, tables, out->sector.item[i].key, options->norwegian,
                          &out->sector.item[i].title, err))
            return false;
    qsort(out->industry.item, out->industry.n, sizeof *out->industry.item, by_code);
    qsort(out->sector.item, out->sector.n, sizeof *out->sector.item, by_jobs);
    return gather_changes(arena, tables, options->norwegian, out, err) &&
           (!out->whole || gather_clusters(arena, tables->cluster, out, err));
}
