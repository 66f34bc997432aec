/* result/result_profiles.c: a profile's score table, and its layer: a spatial view that joins it
 * with `site`. */
#include "result/inside.h"

#include <math.h>

/* What a criterion adds to the score table, in this order. */
static const struct {
    char prefix;
    const char *type, *unit;
    struct tomt_title tail; /* follows the criterion's title */
} parts[] = {{'x', "REAL", NULL, {"", ""}},
             {'v', "REAL", "", {": value 0–1", ": verdi 0–1"}},
             {'c', "REAL", "points", {": points", ": poeng"}},
             {'y', "TEXT", "", {": why no data", ": hvorfor ingen data"}}};
enum { N_PARTS = 4, N_FIXED = 5 };

struct score_column {
    char *name;
    const char *type;
    const struct tomt_result_more *more; /* NULL: part k */
    size_t k;
};
struct scores {
    struct score_column *column;
    size_t n;
};

static const char *type_of(const struct tomt_result_more *more)
{
    return more->word ? "TEXT" : more->whole ? "INTEGER" : "REAL";
}

/* Each criterion's parts, then what it says further. */
static bool list_scores(struct tomt_arena *arena, const struct tomt_result_profile *profile,
                        struct scores *scores, struct tomt_error *err)
{
    size_t most = 1 + profile->n_columns;
    for (size_t c = 0; c < profile->n_criteria; c++)
        most += N_PARTS + profile->criterion[c].n_more;
    scores->column = tomt_arena_alloc(arena, most * sizeof *scores->column, err);
    if (!scores->column)
        return false;
    for (size_t c = 0; c < profile->n_criteria; c++) {
        const struct tomt_result_criterion *criterion = &profile->criterion[c];
        for (size_t k = 0; k < N_PARTS + criterion->n_more; k++) {
            struct score_column *column = &scores->column[scores->n++];
            if (k < N_PARTS) {
                *column = (struct score_column){.type = parts[k].type, .k = k};
                column->name =
                    tomt_arena_print(arena, err, "%c_%s", parts[k].prefix, criterion->id);
            } else {
                column->more = &criterion->more[k - N_PARTS];
                column->type = type_of(column->more);
                column->name =
                    tomt_arena_print(arena, err, "x_%s_%s", criterion->id, column->more->suffix);
            }
            if (!column->name)
                return false;
            for (size_t i = 0; i + 1 < scores->n; i++)
                if (sqlite3_stricmp(scores->column[i].name, column->name) == 0)
                    return tomt_fail(err, TOMT_PROJECT,
                                     "profile '%s': criterion '%s' needs a column '%s' that "
                                     "another criterion has; give one of them another id",
                                     profile->name, criterion->id, column->name);
        }
    }
    for (size_t i = 0; i < profile->n_columns; i++) {
        const struct tomt_result_more *more = &profile->column[i];
        size_t n = strlen(more->suffix);
        char *name = tomt_arena_copy(arena, more->suffix, n, err);
        scores->column[scores->n++] =
            (struct score_column){.name = name, .type = type_of(more), .more = more};
        if (!name)
            return false;
    }
    return true;
}

static void add_score_table(struct tomt_text *sql, const char *profile)
{
    struct tomt_text name = {0};
    tomt_text_print(&name, "score_%s", profile);
    if (name.failed)
        sql->failed = true;
    else
        tomt_sql_name(sql, name.bytes);
    tomt_text_free(&name);
}

static bool create_scores(struct tomt_gpkg *gpkg, const struct tomt_result_profile *profile,
                          const struct scores *scores, struct tomt_error *err)
{
    struct tomt_text sql = {0};
    tomt_text_puts(&sql, "CREATE TABLE ");
    add_score_table(&sql, profile->name);
    tomt_text_puts(&sql, " (site_fid INTEGER PRIMARY KEY NOT NULL REFERENCES site (fid), site_id "
                         "TEXT NOT NULL, rank INTEGER, score REAL, coverage REAL");
    for (size_t i = 0; i < scores->n; i++)
        tomt_text_print(&sql, ", \"%s\" %s", scores->column[i].name, scores->column[i].type);
    tomt_text_puts(&sql, ")");
    bool good = sql.failed ? tomt_fail(err, TOMT_MEMORY, "out of memory writing scores")
                           : tomt_gpkg_sql(gpkg, sql.bytes, err);
    tomt_text_free(&sql);
    return good;
}

static void bind_real(sqlite3_stmt *insert, int at, double value)
{
    sqlite3_bind_double(insert, at, value); /* SQLite takes NaN as NULL */
}

void tomt_result_bind_more(sqlite3_stmt *insert, int at, const struct tomt_result_more *more,
                           size_t row)
{
    if (more->word)
        sqlite3_bind_text(insert, at, more->word[row], -1, SQLITE_STATIC);
    else if (more->whole && !isnan(more->number[row]))
        sqlite3_bind_int64(insert, at, (int64_t)more->number[row]);
    else
        bind_real(insert, at, more->number[row]);
}

static void bind_row(sqlite3_stmt *insert, const struct tomt_result_profile *profile, size_t row)
{
    int at = 1;
    sqlite3_bind_int64(insert, at++, profile->site_fid[row]);
    sqlite3_bind_text(insert, at++, profile->site_id[row], -1, SQLITE_STATIC);
    if (profile->rank[row]) /* no rank without a score */
        sqlite3_bind_int64(insert, at++, profile->rank[row]);
    else
        sqlite3_bind_null(insert, at++);
    bind_real(insert, at++, profile->score[row]);
    bind_real(insert, at++, profile->coverage[row]);
    for (size_t c = 0; c < profile->n_criteria; c++) {
        uint8_t why = profile->why[c][row];
        bind_real(insert, at++, profile->x[c][row]);
        bind_real(insert, at++, profile->v[c][row]);
        bind_real(insert, at++, profile->c[c][row]);
        sqlite3_bind_text(insert, at++, why ? profile->why_name[why] : NULL, -1, SQLITE_STATIC);
        for (size_t m = 0; m < profile->criterion[c].n_more; m++)
            tomt_result_bind_more(insert, at++, &profile->criterion[c].more[m], row);
    }
    for (size_t i = 0; i < profile->n_columns; i++)
        tomt_result_bind_more(insert, at++, &profile->column[i], row);
}

static bool fill_scores(struct tomt_gpkg *gpkg, const struct tomt_result_profile *profile,
                        const struct scores *scores, tomt_result_fill fill, void *of,
                        struct tomt_error *err)
{
    struct tomt_text sql = {0};
    tomt_text_puts(&sql, "INSERT INTO ");
    add_score_table(&sql, profile->name);
    tomt_text_puts(&sql, " VALUES (?");
    for (size_t i = 1; i < N_FIXED + scores->n; i++)
        tomt_text_puts(&sql, ",?");
    tomt_text_puts(&sql, ")");
    sqlite3_stmt *insert = NULL;
    bool good = sql.failed ? tomt_fail(err, TOMT_MEMORY, "out of memory writing scores")
                           : (insert = tomt_gpkg_prepare(gpkg, sql.bytes, err)) != NULL;
    tomt_text_free(&sql);
    good = good && fill(of, insert, err);
    sqlite3_finalize(insert);
    return good;
}

struct rows {
    struct tomt_gpkg *gpkg;
    const struct tomt_result_profile *profile;
};

/* Rows as the profile has them. */
static bool fill_rows(void *of, sqlite3_stmt *insert, struct tomt_error *err)
{
    struct rows *rows = of;
    for (size_t row = 0; row < rows->profile->n; row++) {
        bind_row(insert, rows->profile, row);
        if (!tomt_gpkg_step(rows->gpkg, insert, err))
            return false;
    }
    return true;
}

void tomt_result_view_select(struct tomt_text *sql, const char *profile,
                             const struct tomt_result_view_column *column, size_t n)
{
    tomt_text_puts(sql, "SELECT s.\"fid\" AS \"fid\", s.\"geom\" AS \"geom\"");
    for (size_t i = 0; i < n; i++) {
        tomt_text_puts(sql, column[i].of_site ? ", s." : ", k.");
        tomt_sql_name(sql, column[i].name);
        tomt_text_puts(sql, " AS ");
        tomt_sql_name(sql, column[i].name);
    }
    tomt_text_puts(sql, " FROM \"site\" AS s JOIN ");
    add_score_table(sql, profile);
    tomt_text_puts(sql, " AS k ON k.\"site_fid\" = s.\"fid\"");
}

static const struct tomt_result_layer *site_layer(const struct tomt_result *result)
{
    for (size_t i = 0; i < result->n_layers; i++)
        if (strcmp(result->layer[i].name, "site") == 0)
            return &result->layer[i];
    return NULL;
}

struct view {
    struct tomt_result_view_column *column;
    size_t n;
};

static bool has_column(const struct view *view, const char *name)
{
    for (size_t i = 0; i < view->n; i++)
        if (sqlite3_stricmp(view->column[i].name, name) == 0)
            return true;
    return false;
}

static void add_column(struct view *view, const char *name, bool of_site)
{
    if (!has_column(view, name))
        view->column[view->n++] = (struct tomt_result_view_column){name, of_site};
}

/* site_id, rank, score, coverage, the facts of the site, then each criterion's columns. A fact of
 * the site named like one of the scores' own columns stays in `site` alone. */
static bool list_columns(struct tomt_arena *arena, const struct scores *scores,
                         const struct tomt_table *sites, struct view *view, struct tomt_error *err)
{
    size_t most = N_FIXED + sites->n_columns + scores->n;
    view->column = tomt_arena_alloc(arena, most * sizeof *view->column, err);
    struct view own = {.column = tomt_arena_alloc(arena, most * sizeof *view->column, err)};
    if (!view->column || !own.column)
        return false;
    for (size_t i = 0; i < scores->n; i++)
        add_column(&own, scores->column[i].name, false);
    add_column(view, "site_id", true);
    add_column(view, "rank", false);
    add_column(view, "score", false);
    add_column(view, "coverage", false);
    for (size_t i = 0; i < sites->n_columns && sites->column[i].name; i++)
        if (!has_column(&own, sites->column[i].name))
            add_column(view, sites->column[i].name, true);
    for (size_t i = 0; i < own.n; i++)
        add_column(view, own.column[i].name, false);
    return true;
}

/* A criterion's unit as people write it behind a title; "" where the title says enough. */
static const char *unit_word(const char *unit, int language)
{
    static const struct {
        const char *unit, *word[2];
    } row[] = {{"m2", {"m²", "m²"}},
               {"share", {"share", "andel"}},
               {"jobs", {"jobs", "arbeidsplasser"}},
               {"establishments", {"establishments", "virksomheter"}},
               {"persons", {"persons", "personer"}},
               {"unit of the column", {"", ""}},
               {"unit of the raster", {"", ""}}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        if (!strcmp(unit, row[i].unit))
            return row[i].word[language];
    return unit;
}

static const char *title_with_unit(struct tomt_arena *arena, const char *title, const char *tail,
                                   const char *unit, struct tomt_error *err)
{
    return *unit ? tomt_arena_print(arena, err, "%s%s (%s)", title, tail, unit)
                 : tomt_arena_print(arena, err, "%s%s", title, tail);
}

static bool name_criterion(struct tomt_arena *arena, struct tomt_gpkg *gpkg, int language,
                           const char *profile, const struct tomt_result_criterion *criterion,
                           struct tomt_error *err)
{
    const char *en = tomt_result_word(&criterion->title, 0, criterion->id);
    const char *nb = tomt_result_word(&criterion->title, 1, criterion->id);
    const char *unit = criterion->unit ? criterion->unit : "";
    for (size_t k = 0; k < N_PARTS; k++) {
        bool raw = !parts[k].unit;
        struct tomt_result_field field = {.layer = profile, .unit = raw ? unit : parts[k].unit};
        field.field = tomt_arena_print(arena, err, "%c_%s", parts[k].prefix, criterion->id);
        field.title.en =
            title_with_unit(arena, en, parts[k].tail.en, raw ? unit_word(unit, 0) : "", err);
        field.title.nb =
            title_with_unit(arena, nb, parts[k].tail.nb, raw ? unit_word(unit, 1) : "", err);
        if (!field.field || !field.title.en || !field.title.nb ||
            !tomt_result_name_field(gpkg, language, &field, err))
            return false;
    }
    for (size_t m = 0; m < criterion->n_more; m++) {
        const struct tomt_result_more *more = &criterion->more[m];
        struct tomt_result_field field = {.layer = profile, .unit = more->unit};
        field.field = tomt_arena_print(arena, err, "x_%s_%s", criterion->id, more->suffix);
        field.title.en = tomt_arena_print(arena, err, *more->unit ? "%s: %s (%s)" : "%s: %s%.0s",
                                          en, more->title.en, more->unit);
        field.title.nb = tomt_arena_print(arena, err, *more->unit ? "%s: %s (%s)" : "%s: %s%.0s",
                                          nb, more->title.nb, more->unit);
        if (!field.field || !field.title.en || !field.title.nb ||
            !tomt_result_name_field(gpkg, language, &field, err))
            return false;
    }
    return true;
}

static bool name_columns(struct tomt_arena *arena, struct tomt_gpkg *gpkg,
                         const struct tomt_result *result,
                         const struct tomt_result_profile *profile,
                         const struct tomt_result_layer *site, const struct view *view,
                         size_t n_scores, struct tomt_error *err)
{
    size_t n_front = view->n - n_scores, n_criteria = n_scores - profile->n_columns;
    for (size_t i = 0; i < view->n; i++) {
        if (i >= n_front && i < n_front + n_criteria) /* told below */
            continue;
        struct tomt_result_field field = {.layer = profile->name, .field = view->column[i].name};
        field.internal = view->column[i].of_site && tomt_result_is_internal(site, field.field);
        const struct tomt_result_more *own =
            i >= n_front + n_criteria ? &profile->column[i - n_front - n_criteria] : NULL;
        if (own && own->title.en) { /* it brings its title */
            field.title = own->title;
            field.unit = own->unit;
        } else if (!tomt_result_title_of(arena, result, "profile", field.field, &field.title,
                                         &field.unit, err))
            return false;
        if (!tomt_result_name_field(gpkg, result->language, &field, err))
            return false;
    }
    for (size_t c = 0; c < profile->n_criteria; c++)
        if (!name_criterion(arena, gpkg, result->language, profile->name, &profile->criterion[c],
                            err))
            return false;
    return true;
}

static bool create_view(struct tomt_gpkg *gpkg, const struct tomt_result *result,
                        const struct tomt_result_profile *profile, const struct view *view,
                        struct tomt_error *err)
{
    struct tomt_text sql = {0};
    tomt_result_view_select(&sql, profile->name, view->column, view->n);
    bool good =
        sql.failed
            ? tomt_fail(err, TOMT_MEMORY, "out of memory writing the layer")
            : tomt_gpkg_view(gpkg, profile->name,
                             tomt_result_word(&profile->title, result->language, profile->name),
                             tomt_result_word(&profile->goal, result->language, NULL), "site",
                             sql.bytes, &profile->extent, err);
    tomt_text_free(&sql);
    return good;
}

bool tomt_result_write_profile_by(struct tomt_arena *arena, struct tomt_gpkg *gpkg,
                                  const struct tomt_result *result,
                                  const struct tomt_result_profile *profile, tomt_result_fill fill,
                                  void *of, struct tomt_error *err)
{
    const struct tomt_result_layer *site = site_layer(result);
    struct view view = {0};
    struct scores scores = {0};
    if (!site)
        return tomt_fail(err, TOMT_INTERNAL, "a result with profiles needs a layer 'site'");
    struct tomt_result_named named = {.name = profile->name,
                                      .kind = "profile",
                                      .geometry_type = site->geometry_type,
                                      .title = profile->title};
    return list_scores(arena, profile, &scores, err) &&
           create_scores(gpkg, profile, &scores, err) && fill_scores(gpkg, profile, &scores, fill, of, err) &&
           list_columns(arena, &scores, site->table, &view, err) &&
           create_view(gpkg, result, profile, &view, err) &&
           tomt_result_name_layer(gpkg, &named, err) &&
           name_columns(arena, gpkg, result, profile, site, &view, scores.n, err);
}

bool tomt_result_write_profile(struct tomt_arena *arena, struct tomt_gpkg *gpkg,
                               const struct tomt_result *result,
                               const struct tomt_result_profile *profile, struct tomt_error *err)
{
    struct rows rows = {gpkg, profile};
    return tomt_result_write_profile_by(arena, gpkg, result, profile, fill_rows, &rows, err);
}
