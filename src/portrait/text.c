/* portrait/text.c: the portrait as people read it. */
#include "portrait/inside.h"

#include <math.h>
#include <string.h>

enum { MOST_COLUMNS = 10, LONGEST_TITLE = 60, LONGEST_LEADING = 100 };

struct writer {
    struct tomt_arena *arena;
    const struct tomt_portrait_tables *tables;
    const struct tomt_gathered *g;
    struct tomt_text *out;
    size_t most;
    bool nb, failed;
    struct tomt_error *err;
    const char **cell; /* of the sheet in the making */
    size_t n_cells;
};

static const char *word(const struct writer *w, enum tomt_word which)
{
    return tomt_portrait_word(which, w->nb);
}

static const char *keep(struct writer *w, struct tomt_text *text)
{
    tomt_text_add(text, "", 0);
    const char *kept = tomt_text_keep(text, w->arena, w->err);
    w->failed = w->failed || !kept;
    return kept ? kept : "";
}

/* A name as one line, of so many columns at most. */
static const char *line(struct writer *w, const char *name, size_t longest)
{
    struct tomt_text text = {0}, cut = {0};
    tomt_text_line(&text, name ? name : "–");
    const char *whole = keep(w, &text);
    if (tomt_columns_wide(whole) <= longest)
        return whole;
    for (size_t i = 0, n = strlen(whole); i < n;) {
        uint32_t code = 0;
        size_t length = tomt_utf8_decode(whole + i, n - i, &code);
        tomt_text_add(&cut, whole + i, length);
        i += length;
        if (cut.failed || tomt_columns_wide(cut.bytes) + 1 >= longest)
            break;
    }
    tomt_text_puts(&cut, "…");
    return keep(w, &cut);
}

static const char *number(struct writer *w, double value, int decimals, bool suppressed)
{
    struct tomt_text text = {0};
    tomt_text_decimals(&text, value, decimals, suppressed, w->nb);
    return keep(w, &text);
}

static const char *with(struct writer *w, double value, int decimals, const char *unit,
                        bool suppressed)
{
    struct tomt_text text = {0};
    tomt_text_decimals(&text, value, decimals, suppressed, w->nb);
    if (isfinite(value))
        tomt_text_print(&text, " %s", unit);
    return keep(w, &text);
}

static const char *percent(struct writer *w, double share, bool suppressed)
{
    return with(w, 100 * share, 1, "%", suppressed);
}

/* With its sign: what came on top. */
static const char *signed_number(struct writer *w, double value, int decimals, const char *unit,
                                 bool suppressed)
{
    struct tomt_text text = {0};
    tomt_text_puts(&text, isfinite(value) && value > 0 ? "+" : "");
    tomt_text_decimals(&text, value, decimals, suppressed, w->nb);
    if (isfinite(value))
        tomt_text_puts(&text, unit);
    return keep(w, &text);
}

static void put(struct writer *w, const char *cell)
{
    if (w->cell)
        w->cell[w->n_cells++] = cell;
}

static bool begin_sheet(struct writer *w, size_t n_rows)
{
    w->n_cells = 0;
    w->cell = tomt_arena_alloc(w->arena, (n_rows + 1) * MOST_COLUMNS * sizeof *w->cell, w->err);
    w->failed = w->failed || !w->cell;
    return w->cell;
}

static void end_sheet(struct writer *w, const char *const *heading, const bool *right,
                      size_t n_columns)
{
    struct tomt_portrait_sheet sheet = {heading, right, n_columns, w->n_cells / n_columns, w->cell};
    tomt_text_sheet(w->out, &sheet);
}

static void put_more(struct writer *w, size_t n)
{
    if (n > w->most)
        tomt_text_print(w->out, "  … %zu %s\n", n - w->most, word(w, TOMT_W_MORE));
}

static void put_heading(struct writer *w)
{
    const struct tomt_gathered *g = w->g;
    struct tomt_text about = {0};
    tomt_text_line(w->out, g->name ? g->name : g->number ? g->number : g->area_id);
    tomt_text_puts(w->out, " (");
    tomt_text_line(w->out, g->whole ? word(w, TOMT_W_STUDY_AREA) : g->level_title);
    if (!g->whole && g->number && g->name) {
        tomt_text_puts(w->out, " ");
        tomt_text_line(w->out, g->number);
    }
    tomt_text_puts(w->out, ")\n");
    const struct {
        enum tomt_word what;
        const char *text;
    } row[] = {{TOMT_W_REGISTER, g->day}, {TOMT_W_AGAINST, g->reference_title},
             {TOMT_W_COMPARED, g->before},
             {TOMT_W_CODES, g->version}};
    for (size_t k = 0; k < sizeof row / sizeof *row; k++) {
        if (!row[k].text)
            continue;
        tomt_text_print(&about, "%s%s ", about.n ? ", " : "", word(w, row[k].what));
        tomt_text_line(&about, row[k].text);
    }
    if (about.n && *about.bytes >= 'a' && *about.bytes <= 'z')
        *about.bytes = (char)(*about.bytes - 'a' + 'A');
    tomt_text_puts(&about, about.n ? "\n\n" : "\n");
    tomt_text_puts(w->out, keep(w, &about));
}

static double of_area(const struct writer *w, const char *column)
{
    return tomt_portrait_cell_number(w->tables->area, column, w->g->area);
}

static void put_pair(struct writer *w, enum tomt_word label, const char *text)
{
    put(w, word(w, label));
    put(w, text);
}

static const char *job_range(struct writer *w)
{
    struct tomt_text text = {0};
    double low = of_area(w, "jobs_low"), high = of_area(w, "jobs_high");
    tomt_text_decimals(&text, of_area(w, "jobs"), 0, false, w->nb);
    if (isfinite(low) && isfinite(high)) {
        tomt_text_puts(&text, " (");
        tomt_text_decimals(&text, low, 0, false, w->nb);
        tomt_text_puts(&text, "–");
        tomt_text_decimals(&text, high, 0, false, w->nb);
        tomt_text_puts(&text, ")");
    }
    return keep(w, &text);
}

/* And whose jobs: a register counts others than statistics do. */
static const char *per_resident(struct writer *w)
{
    struct tomt_text text = {0};
    const char *of = w->g->per_resident_of;
    double jobs = of_area(w, "jobs_per_resident");
    tomt_text_decimals(&text, jobs, 2, false, w->nb);
    if (of && isfinite(jobs))
        tomt_text_print(
            &text, " (%s)",
            word(w, strcmp(of, "statistics") == 0 ? TOMT_W_OF_STATISTICS : TOMT_W_OF_REGISTER));
    return keep(w, &text);
}

static const char *target(struct writer *w)
{
    struct tomt_text text = {0};
    double share = of_area(w, "target_share");
    tomt_text_decimals(&text, of_area(w, "jobs_target"), 0, false, w->nb);
    if (isfinite(share)) {
        tomt_text_puts(&text, ", ");
        tomt_text_decimals(&text, 100 * share, 1, false, w->nb);
        tomt_text_print(&text, " %% %s", word(w, TOMT_W_OF_TARGET));
    }
    return keep(w, &text);
}

/* Said when it is more than a crumb: the measures that look at industries rest on what is left. */
static void put_without_code(struct writer *w)
{
    static const double crumb = 0.05;
    double jobs = of_area(w, "jobs_without_code"), share = jobs / of_area(w, "jobs");
    struct tomt_text text = {0};
    if (!(share > crumb))
        return;
    tomt_text_decimals(&text, jobs, 0, false, w->nb);
    tomt_text_puts(&text, " (");
    tomt_text_decimals(&text, 100 * share, 1, false, w->nb);
    tomt_text_print(&text, " %%): %s", word(w, TOMT_W_REST));
    put_pair(w, TOMT_W_JOBS_WITHOUT_CODE, keep(w, &text));
}

static void put_unplaced(struct writer *w)
{
    double n = of_area(w, "unplaced"), jobs = of_area(w, "jobs_unplaced");
    struct tomt_text text = {0};
    if (!isfinite(n))
        return;
    tomt_text_decimals(&text, n, 0, false, w->nb);
    if (n > 0) {
        tomt_text_puts(&text, " (");
        tomt_text_decimals(&text, jobs, 0, false, w->nb);
        tomt_text_print(&text, " %s), %s", word(w, TOMT_W_SMALL_JOBS), word(w, TOMT_W_IN_UNPLACED));
    }
    put_pair(w, TOMT_W_UNPLACED, keep(w, &text));
}

/* Every row of the register is in one of these; only known of the whole. */
static void put_places(struct writer *w)
{
    static const struct {
        const char *name;
        enum tomt_word what;
    } part[] = {{"rows_exact", TOMT_W_EXACT},         {"rows_near", TOMT_W_NEAR},
                {"rows_postcode", TOMT_W_POSTCODE},   {"rows_unplaced", TOMT_W_NO_PLACE},
                {"rows_beyond", TOMT_W_BEYOND},       {"rows_elsewhere", TOMT_W_ELSEWHERE},
                {"rows_left_out", TOMT_W_LEFT_OUT}};
    struct tomt_text text = {0};
    for (size_t k = 0; w->g->whole && k < sizeof part / sizeof *part; k++) {
        size_t row = 0;
        double n = tomt_economy_row(w->tables, part[k].name, &row)
                       ? tomt_portrait_cell_number(w->tables->economy, "value", row)
                       : 0;
        if (!(n > 0))
            continue;
        tomt_text_puts(&text, text.n ? ", " : "");
        tomt_text_decimals(&text, n, 0, false, w->nb);
        tomt_text_print(&text, " %s", word(w, part[k].what));
    }
    if (text.n || text.failed) /* what failed is told by keep */
        put_pair(w, TOMT_W_ROWS, keep(w, &text));
    else
        tomt_text_free(&text);
}

static void put_sums(struct writer *w)
{
    bool few = tomt_portrait_cell_flag(w->tables->area, "suppressed", w->g->area);
    const char *bits = word(w, TOMT_W_BITS);
    if (!begin_sheet(w, 6))
        return;
    put_pair(w, TOMT_W_ESTABLISHMENTS, number(w, of_area(w, "establishments"), 0, false));
    put_pair(w, TOMT_W_JOBS, job_range(w));
    put_pair(w, TOMT_W_JOBS_UNKNOWN, number(w, of_area(w, "jobs_unknown"), 0, false));
    put_pair(w, TOMT_W_WITHOUT_CODE, number(w, of_area(w, "without_code"), 0, false));
    put_without_code(w);
    put_unplaced(w);
    put_places(w);
    if (isfinite(of_area(w, "jobs_statistics")))
        put_pair(w, TOMT_W_STATISTICS, number(w, of_area(w, "jobs_statistics"), 0, false));
    put_pair(w, TOMT_W_KNOWLEDGE, percent(w, of_area(w, "knowledge_share"), few));
    put_pair(w, TOMT_W_RELATED_VARIETY, with(w, of_area(w, "related_variety"), 2, bits, few));
    put_pair(w, TOMT_W_UNRELATED_VARIETY, with(w, of_area(w, "unrelated_variety"), 2, bits, few));
    put_pair(w, TOMT_W_HERFINDAHL, number(w, of_area(w, "herfindahl"), 3, few));
    put_pair(w, TOMT_W_KRUGMAN, number(w, of_area(w, "krugman"), 3, few));
    put_pair(w, TOMT_W_PER_RESIDENT, per_resident(w));
    put_pair(w, TOMT_W_TARGET, target(w));
    end_sheet(w, NULL, (const bool[]){false, false}, 2);
    if (few)
        tomt_text_print(w->out, "%s\n", word(w, TOMT_W_SUPPRESSED));
}

static void put_title(struct writer *w, const char *title)
{
    tomt_text_print(w->out, "\n%s\n", title);
}

/* `none` says why there are no lines. */
static void put_industries(struct writer *w, enum tomt_word title,
                           const struct tomt_portrait_lines *lines, enum tomt_word none)
{
    static const bool right[] = {false, false, true, true, true};
    const char *heading[] = {word(w, TOMT_W_CODE), word(w, TOMT_W_INDUSTRY),
                             word(w, TOMT_W_SMALL_JOBS), word(w, TOMT_W_SHARE), word(w, TOMT_W_LQ)};
    size_t n = lines->n < w->most ? lines->n : w->most;
    put_title(w, word(w, title));
    if (n == 0)
        tomt_text_print(w->out, "  %s\n", word(w, none));
    if (n == 0 || !begin_sheet(w, n))
        return;
    for (size_t i = 0; i < n; i++) {
        const struct tomt_portrait_line *l = &lines->item[i];
        put(w, line(w, l->key, LONGEST_TITLE));
        put(w, line(w, l->title, LONGEST_TITLE));
        put(w, number(w, l->jobs, 0, false));
        put(w, percent(w, l->share, l->suppressed));
        put(w, number(w, l->quotient, 2, l->suppressed));
    }
    end_sheet(w, heading, right, 5);
    put_more(w, lines->n);
}

/* A reference of divisions says nothing of what lies within them. */
static bool only_divisions(const struct tomt_portrait_lines *lines)
{
    size_t n = 0, n_known = 0;
    for (size_t i = 0; i < lines->n; i++) {
        n += !lines->item[i].suppressed;
        n_known += isfinite(lines->item[i].quotient) ? 1 : 0;
    }
    return n > 0 && n_known == 0;
}

static void put_strong_and_related(struct writer *w)
{
    const struct tomt_gathered *g = w->g;
    put_industries(w, TOMT_W_STRONG, &g->strong, g->itself ? TOMT_W_ITSELF : TOMT_W_NONE);
    if (g->itself)
        return;
    bool made = g->detail || g->industry.n == 0;
    put_industries(w, TOMT_W_RELATED, &g->related, made ? TOMT_W_NONE : TOMT_W_NO_DETAIL);
    if (only_divisions(&g->related))
        tomt_text_print(w->out, "  %s\n", word(w, TOMT_W_ONLY_DIVISIONS));
}

static void put_sectors(struct writer *w)
{
    static const bool right[] = {false, true, true, true, true};
    const char *heading[] = {word(w, TOMT_W_SECTOR), word(w, TOMT_W_SMALL_ESTABLISHMENTS),
                             word(w, TOMT_W_SMALL_JOBS), word(w, TOMT_W_SHARE), word(w, TOMT_W_LQ)};
    size_t n = w->g->sector.n, n_none = 0; /* all: they are few */
    struct tomt_text none = {0};
    if (n == 0)
        return;
    put_title(w, word(w, TOMT_W_SECTORS));
    if (!begin_sheet(w, n))
        return;
    for (size_t i = 0; i < n; i++) {
        const struct tomt_portrait_line *l = &w->g->sector.item[i];
        if (l->establishments == 0) {
            tomt_text_puts(&none, n_none++ ? ", " : "");
            tomt_text_line(&none, l->title);
            continue;
        }
        put(w, line(w, l->title, LONGEST_TITLE));
        put(w, number(w, l->establishments, 0, false));
        put(w, number(w, l->jobs, 0, false));
        put(w, percent(w, l->share, l->suppressed));
        put(w, number(w, l->quotient, 2, l->suppressed));
    }
    end_sheet(w, heading, right, 5);
    const char *names = keep(w, &none);
    if (n_none)
        tomt_text_print(w->out, "  %s: %s\n", word(w, TOMT_W_NONE_IN), names);
}

/* `change` are n rows; `named` heads the first column. */
static void put_changes(struct writer *w, const struct tomt_change_line *change, size_t n,
                        enum tomt_word named)
{
    static const bool right[] = {false, true, true, true, true, true, true, true, true, true};
    const char *heading[] = {
        word(w, named),         word(w, TOMT_W_BEFORE),   word(w, TOMT_W_AFTER),
        word(w, TOMT_W_NET),    word(w, TOMT_W_GROWTH),   word(w, TOMT_W_BIRTHS),
        word(w, TOMT_W_DEATHS), word(w, TOMT_W_MOVED_IN), word(w, TOMT_W_MOVED_OUT),
        word(w, TOMT_W_MOVES)};
    if (n == 0 || !begin_sheet(w, n))
        return;
    for (size_t i = 0; i < n; i++) {
        const struct tomt_change_line *c = &change[i];
        struct tomt_text name = {0};
        if (strcmp(c->kind, "all") == 0) {
            tomt_text_puts(&name, word(w, TOMT_W_ALL));
        } else {
            if (strcmp(c->kind, "sector") != 0 && *c->name)
                tomt_text_print(&name, "%s ", c->name);
            tomt_text_puts(&name, c->title   ? c->title
                                  : *c->name ? ""
                                             : word(w, TOMT_W_NO_INDUSTRY));
        }
        put(w, line(w, keep(w, &name), LONGEST_TITLE));
        put(w, number(w, c->jobs_before, 0, c->suppressed));
        put(w, number(w, c->jobs_after, 0, c->suppressed));
        put(w, signed_number(w, c->net, 0, "", c->suppressed));
        put(w, signed_number(w, 100 * c->growth, 1, " %", c->suppressed));
        put(w, number(w, c->births, 0, c->suppressed));
        put(w, number(w, c->deaths, 0, c->suppressed));
        put(w, number(w, c->moved_in, 0, c->suppressed));
        put(w, number(w, c->moved_out, 0, c->suppressed));
        put(w, number(w, c->moves, 0, c->suppressed));
    }
    end_sheet(w, heading, right, 10);
}

/* Nobody before, nobody since. */
static bool is_nothing(const struct tomt_change_line *c)
{
    return c->jobs_before == 0 && c->jobs_after == 0 && c->births == 0 && c->deaths == 0 &&
           c->moves == 0 && c->stayed == 0 && !(c->moved_in > 0) && !(c->moved_out > 0);
}

/* All and the sectors, then the divisions; each list cut at the most. */
static void put_growth(struct writer *w)
{
    const struct tomt_gathered *g = w->g;
    size_t n = 0, all = 0, sectors = 0;
    struct tomt_change_line *change =
        tomt_arena_alloc(w->arena, (g->n_changes + 1) * sizeof *change, w->err);
    w->failed = w->failed || !change;
    if (g->n_changes == 0 || !change)
        return;
    for (size_t i = 0; i < g->n_changes; i++) {
        bool is_all = strcmp(g->change[i].kind, "all") == 0;
        if (!is_all && is_nothing(&g->change[i]))
            continue;
        change[n++] = g->change[i];
        all += is_all;
        sectors += strcmp(g->change[i].kind, "sector") == 0;
    }
    size_t divisions = n - all - sectors;
    struct tomt_text title = {0};
    tomt_text_puts(&title, word(w, g->before ? TOMT_W_CHANGE : TOMT_W_CHANGE_UNDATED));
    if (g->before) {
        tomt_text_puts(&title, " ");
        tomt_text_line(&title, g->before);
    }
    put_title(w, keep(w, &title));
    put_changes(w, change, all + (sectors < w->most ? sectors : w->most), TOMT_W_SECTOR);
    put_more(w, sectors);
    tomt_text_puts(w->out, all + sectors && divisions ? "\n" : "");
    put_changes(w, change + all + sectors, divisions < w->most ? divisions : w->most,
                TOMT_W_INDUSTRY);
    put_more(w, divisions);
}

static void put_clusters(struct writer *w)
{
    static const bool right[] = {false, true, true, false};
    const char *heading[] = {word(w, TOMT_W_CLUSTER), word(w, TOMT_W_SMALL_JOBS),
                             word(w, TOMT_W_SMALL_ESTABLISHMENTS), word(w, TOMT_W_LEADING)};
    size_t n = w->g->n_clusters < w->most ? w->g->n_clusters : w->most;
    if (n == 0)
        return;
    put_title(w, word(w, TOMT_W_CLUSTERS));
    if (!begin_sheet(w, n))
        return;
    for (size_t i = 0; i < n; i++) {
        const struct tomt_cluster_line *c = &w->g->cluster[i];
        struct tomt_text name = {0};
        tomt_text_print(&name, "%s%s%s", c->id, c->title ? " " : "", c->title ? c->title : "");
        put(w, line(w, keep(w, &name), LONGEST_TITLE));
        put(w, number(w, c->jobs, 0, false));
        put(w, number(w, c->establishments, 0, false));
        put(w, line(w, c->leading, LONGEST_LEADING));
    }
    end_sheet(w, heading, right, 4);
    put_more(w, w->g->n_clusters);
}

bool tomt_portrait_text(struct tomt_arena *arena, const struct tomt_portrait_tables *tables,
                        const struct tomt_portrait_options *options, struct tomt_text *out,
                        struct tomt_error *err)
{
    struct tomt_gathered g;
    if (!tomt_portrait_gather(arena, tables, options, &g, err))
        return false;
    struct writer w = {.arena = arena,
                       .tables = tables,
                       .g = &g,
                       .out = out,
                       .most = options->most ? options->most : 10,
                       .nb = options->norwegian,
                       .err = err};
    put_heading(&w);
    put_sums(&w);
    put_strong_and_related(&w);
    put_sectors(&w);
    put_growth(&w);
    put_clusters(&w);
    if (w.failed || out->failed)
        return tomt_fail(err, TOMT_MEMORY, "out of memory telling the economy of an area");
    return true;
}
