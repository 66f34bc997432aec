/* result/style_views.c: layers that people also want to see in another light, or a part at a time:
 * drawn more than once, each drawing with a template and a subset of the rows. */
#include "result/style.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_OF_A_LAYER = 24, MOST_OF_PROFILES = 120 };
static const char PROFILE[] = "profile"; /* as a layer: each profile's */

struct view_row {
    const char *layer, *column; /* drawn so where the layer has this column */
    const char *view;           /* its template, and the row of qgis_project.c */
    struct tomt_title title;
    const char *part;    /* a drawing for each value of this column; NULL: one drawing of all */
    const char *parts;   /* SELECT value, title: in the order of the legend; ?1 is the language */
    const char *plainly; /* the same where tables or columns that `parts` asks for are absent */
    bool even_one;       /* also when there is but one part */
    const char *rows;    /* of the first profile alone: these rows; NULL */
};
static const char levels[] = "SELECT level, level FROM area WHERE level <> 'study_area' "
                             "GROUP BY level ORDER BY min(fid)";
static const char titled_levels[] =
    "SELECT level, min(level_title) FROM area WHERE level <> 'study_area' "
    "GROUP BY level ORDER BY min(fid)";
static const struct view_row view_row[] = {
    {"site",
     "readiness",
     "site_readiness",
     {"Readiness of sites", "Tomtenes modenhet"},
     NULL,
     NULL,
     NULL,
     false,
     NULL},
    {PROFILE,
     "unused_bra_m2",
     "unused_bra",
     {"Unused floor area", "Ledig kapasitet"},
     NULL,
     NULL,
     NULL,
     false,
     NULL},
    {PROFILE,
     "rank",
     "first_sites",
     {"The first twenty", "De tjue første"},
     NULL,
     NULL,
     NULL,
     false,
     "\"rank\" <= 20"},
    {"zone",
     "use",
     "zone_pale",
     {"Zoning, main uses", "Arealformål, hovedtrekk"},
     NULL,
     NULL,
     NULL,
     false,
     NULL},
    {"street",
     "hub_walk_min",
     "street_walk",
     {"Streets: minutes on foot to a hub", "Veger: minutter til fots til knutepunkt"},
     NULL,
     NULL,
     NULL,
     false,
     NULL},
    {"area",
     "jobs",
     "area_jobs",
     {"Jobs per hectare", "Arbeidsplasser per hektar"},
     "level",
     titled_levels,
     levels,
     true,
     NULL},
    {"area",
     "knowledge_share",
     "area_knowledge",
     {"Knowledge-intensive jobs", "Kunnskapsintensive arbeidsplasser"},
     "level",
     titled_levels,
     levels,
     true,
     NULL},
    {"hot_spot",
     "class",
     "hot_spot_part",
     {"Hot spots", "Brennpunkter"},
     "sector",
     "SELECT h.sector, (SELECT CASE WHEN ?1 = 1 THEN s.title_nb ELSE s.title_en END FROM sector s "
     "WHERE s.sector = h.sector) FROM hot_spot h WHERE h.sector IS NOT NULL GROUP BY h.sector "
     "ORDER BY min(h.fid)",
     "SELECT sector, sector FROM hot_spot WHERE sector IS NOT NULL GROUP BY sector "
     "ORDER BY min(fid)",
     true,
     NULL},
    {"cluster",
     "cluster_set",
     "cluster_part",
     {"Clusters", "Klynger"},
     "cluster_set",
     "SELECT cluster_set, max(title) FROM cluster GROUP BY cluster_set ORDER BY min(fid)",
     "SELECT cluster_set, cluster_set FROM cluster GROUP BY cluster_set ORDER BY min(fid)",
     false,
     NULL},
};
enum { N_VIEWS = sizeof view_row / sizeof *view_row };

/* Layers with rows of each profile, one over another: a part at a time is drawn, of the profile
 * that `parts` tells. What is drawn of one profile only shows another by the layer's filter in
 * QGIS. */
struct profile_row {
    const char *layer, *part; /* NULL: all the profile's rows at once */
    const char *profile;      /* the column that names one, or lists them with commas */
    bool each;                /* profile is drawn, not the first alone */
    struct tomt_title title;
    const char *parts;   /* SELECT value, title, profile: in the order of the legend; the first is
                            the layer's own drawing; ?1 is the language */
    const char *plainly; /* the same where tables or columns that `parts` asks for are absent */
};
#define AREA_NAME                                                                                  \
    "CASE WHEN layer <> 'study_area' THEN layer WHEN ?1 = 1 THEN 'Analyseområdet' ELSE 'Study "   \
    "area' END"
static const char PROFILES[] = "profiles";
#define LISTED "instr(',' || r.profiles || ',', ',' || p.name || ',') > 0"
static const struct profile_row profile_row[] = {
    {"rejected",
     NULL,
     PROFILES,
     true,
     {"Rejected", "Falt ut i siling"},
     "SELECT NULL, NULL, p.name, p.fid FROM profile p WHERE EXISTS (SELECT 1 FROM rejected r "
     "WHERE " LISTED ") ORDER BY p.fid",
     "SELECT NULL, NULL, NULL, 0 FROM rejected WHERE 0"},
    {"alternative_site",
     "alternative",
     PROFILE,
     true,
     {"Alternative", "Alternativ"},
     "SELECT s.alternative, (SELECT title FROM alternative a WHERE a.alternative = s.alternative), "
     "s.profile, min(s.fid) FROM alternative_site s LEFT JOIN profile p ON p.name = s.profile "
     "GROUP "
     "BY s.profile, s.alternative ORDER BY min(p.fid), s.profile, min(s.fid)",
     "SELECT alternative, alternative, profile, min(fid) FROM alternative_site GROUP BY profile, "
     "alternative ORDER BY profile, min(fid)"},
    {"area_capacity",
     "layer",
     PROFILE,
     false,
     {"Unused floor area", "Ledig kapasitet"},
     "SELECT layer, coalesce((SELECT min(level_title) FROM area WHERE level = layer AND layer <> "
     "'study_area'), " AREA_NAME "), profile, min(fid) FROM area_capacity GROUP BY layer "
     "ORDER BY layer = 'study_area', count(*) DESC, min(fid)",
     "SELECT layer, " AREA_NAME ", profile, min(fid) FROM area_capacity GROUP BY layer "
     "ORDER BY layer = 'study_area', count(*) DESC, min(fid)"},
    {"purchase",
     NULL,
     PROFILE,
     false,
     {"Purchase candidates", "Kandidater for kjøp"},
     "SELECT NULL, NULL, profile, fid FROM purchase ORDER BY fid LIMIT 1",
     "SELECT NULL, NULL, profile, fid FROM purchase ORDER BY fid LIMIT 1"},
};
enum { N_OF_PROFILE = sizeof profile_row / sizeof *profile_row };

size_t tomt_style_most_views(const struct tomt_result *result)
{
    return (size_t)N_VIEWS * MOST_OF_A_LAYER + (size_t)N_OF_PROFILE * MOST_OF_PROFILES +
           result->n_profiles;
}

/* What the first drawing of a layer leaves to the others. */
static const struct {
    const char *layer, *column, *rows, *some; /* only where there are some of these */
    struct tomt_title title;
} subset_row[] = {
    {"area",
     "level",
     "\"level\" = 'study_area'",
     "SELECT 1 FROM area WHERE level = 'study_area'",
     {"Study area", "Analyseområdet"}},
    {"hot_spot",
     "sector",
     "\"sector\" IS NULL",
     "SELECT 1 FROM hot_spot WHERE sector IS NULL",
     {"Hot spots: all jobs", "Brennpunkter: alle arbeidsplasser"}},
};

static bool has(const struct tomt_styled *styled, const char *layer, const char *column)
{
    return styled->layer && styled->layer->table && strcmp(styled->name, layer) == 0 &&
           tomt_table_find(styled->layer->table, column);
}

/* The columns of a profile's layer are only in the database. */
static bool profile_has(struct tomt_style_context *context, const struct tomt_styled *styled,
                        const char *column, bool *has_it, struct tomt_error *err)
{
    sqlite3_stmt *row =
        tomt_style_ask(context, err, "SELECT 1 FROM pragma_table_info(?1) WHERE name = ?2");
    if (!row)
        return false;
    sqlite3_bind_text(row, 1, styled->name, -1, SQLITE_STATIC);
    sqlite3_bind_text(row, 2, column, -1, SQLITE_STATIC);
    *has_it = sqlite3_step(row) == SQLITE_ROW;
    sqlite3_reset(row);
    return true;
}

static bool first_drawing(struct tomt_style_context *context, struct tomt_styled *styled,
                          struct tomt_error *err)
{
    for (size_t k = 0; k < sizeof subset_row / sizeof *subset_row; k++) {
        if (!has(styled, subset_row[k].layer, subset_row[k].column))
            continue;
        sqlite3_stmt *some = tomt_style_ask(context, err, subset_row[k].some);
        if (!some)
            return false;
        if (sqlite3_step(some) == SQLITE_ROW) {
            styled->subset = subset_row[k].rows;
            styled->title = tomt_style_title(&subset_row[k].title, context->result->language);
        }
        sqlite3_reset(some);
    }
    return true;
}

/* A name that QGIS takes as part of a layer's id. */
static const char *id_for(struct tomt_arena *arena, const char *view, const char *value,
                          struct tomt_error *err)
{
    char *id = tomt_arena_print(arena, err, "%s_%s", view, value);
    for (char *at = id; at && *at; at++)
        if (!((*at >= 'a' && *at <= 'z') || (*at >= '0' && *at <= '9')))
            *at = '_';
    return id;
}

static const char *equals(struct tomt_arena *arena, const char *column, const char *value,
                          struct tomt_error *err)
{
    char *sql = sqlite3_mprintf("\"%w\" = '%q'", column, value);
    const char *kept = sql ? tomt_arena_copy(arena, sql, strlen(sql), err) : NULL;
    if (!sql)
        tomt_fail(err, TOMT_MEMORY, "out of memory for a style");
    sqlite3_free(sql);
    return kept;
}

/* The rows whose list of profiles holds this one, whole: "office" is not in "office_hotel". */
static const char *lists(struct tomt_arena *arena, const char *column, const char *value,
                         struct tomt_error *err)
{
    char *sql = sqlite3_mprintf("instr(',' || \"%w\" || ',', ',%q,') > 0", column, value);
    const char *kept = sql ? tomt_arena_copy(arena, sql, strlen(sql), err) : NULL;
    if (!sql)
        tomt_fail(err, TOMT_MEMORY, "out of memory for a style");
    sqlite3_free(sql);
    return kept;
}

static bool add_part(struct tomt_style_context *context, const struct view_row *row,
                     const struct tomt_styled *of, const char *value, const char *part,
                     struct tomt_styled *view, struct tomt_error *err)
{
    struct tomt_arena *arena = context->arena;
    const char *title = tomt_style_title(&row->title, context->result->language);
    *view = *of;
    view->drawn_as = row->view;
    view->view = value ? id_for(arena, row->view, value, err) : row->view;
    view->subset = value ? equals(arena, row->part, value, err) : NULL;
    view->title = title;
    if (strcmp(row->view, of->name) == 0 || strstr(row->view, "_part"))
        view->template_name = of->template_name;
    else
        view->template_name = tomt_arena_print(arena, err, "%s.qml", row->view);
    if (!view->view || (value && !view->subset) || !view->template_name)
        return false;
    if (!value)
        return true;
    char *words = tomt_arena_print(arena, err, "%s: %s", title, part ? part : value);
    for (char *at = part && strcmp(part, value) != 0 ? NULL : words; at && *at; at++)
        *at = *at == '_' ? ' ' : *at;
    view->title = words;
    return words;
}

/* One drawing for each part of a layer, in the order of the legend. */
static bool add_parts(struct tomt_style_context *context, const struct view_row *row,
                      const struct tomt_styled *of, struct tomt_styled *styled, size_t *n,
                      struct tomt_error *err)
{
    struct tomt_error unasked = {0};
    sqlite3_stmt *rows = tomt_style_ask(context, &unasked, row->parts);
    if (!rows)
        rows = tomt_style_ask(context, err, row->plainly);
    if (!rows)
        return false;
    sqlite3_bind_int(rows, 1, context->result->language); /* where it is asked for */
    size_t n_parts = 0;
    while (sqlite3_step(rows) == SQLITE_ROW)
        n_parts++;
    sqlite3_reset(rows);
    bool good = true;
    for (size_t k = 0; good && k < n_parts && k < MOST_OF_A_LAYER; k++) {
        if (sqlite3_step(rows) != SQLITE_ROW || (n_parts == 1 && !row->even_one))
            break;
        const char *value = (const char *)sqlite3_column_text(rows, 0);
        const char *part = (const char *)sqlite3_column_text(rows, 1);
        good = !value || add_part(context, row, of, value, part, &styled[*n], err);
        *n += good && value;
    }
    sqlite3_reset(rows);
    return good;
}

/* "Unused floor area: Office": a drawing of each profile's layer. */
static bool add_of_profile(struct tomt_style_context *context, const struct view_row *row,
                           const struct tomt_styled *of, struct tomt_styled *styled, size_t *n,
                           struct tomt_error *err)
{
    struct tomt_styled *view = &styled[*n];
    bool has_it = false;
    if (row->rows && of->profile != &context->result->profile[0])
        return true;
    if (!profile_has(context, of, row->column, &has_it, err))
        return false;
    if (!has_it)
        return true;
    if (!add_part(context, row, of, NULL, NULL, view, err))
        return false;
    view->subset = row->rows;
    view->view = row->rows ? row->view : id_for(context->arena, row->view, of->name, err);
    view->title = tomt_arena_print(context->arena, err, "%s: %s", view->title, of->title);
    ++*n;
    return view->view && view->title;
}

static const char *profile_title(const struct tomt_result *result, const char *name)
{
    for (size_t k = 0; k < result->n_profiles; k++)
        if (strcmp(result->profile[k].name, name) == 0) {
            const char *title = tomt_style_title(&result->profile[k].title, result->language);
            return title ? title : name;
        }
    return name;
}

static bool cut_to_profile(struct tomt_style_context *context, const struct profile_row *row,
                           sqlite3_stmt *part, struct tomt_styled *drawn, struct tomt_error *err)
{
    struct tomt_arena *arena = context->arena;
    const char *value = (const char *)sqlite3_column_text(part, 0);
    const char *name = (const char *)sqlite3_column_text(part, 1);
    const char *profile = (const char *)sqlite3_column_text(part, 2);
    const char *title = tomt_style_title(&row->title, context->result->language);
    drawn->subset = row->profile == PROFILES ? lists(arena, PROFILES, profile ? profile : "", err)
                                             : equals(arena, PROFILE, profile ? profile : "", err);
    if (row->each && profile) {
        drawn->part = value ? tomt_arena_copy(arena, value, strlen(value), err) : NULL;
        drawn->part_profile = tomt_arena_copy(arena, profile, strlen(profile), err);
        if ((value && !drawn->part) || !drawn->part_profile)
            return false;
    }
    if (value && drawn->subset) {
        const char *of_part = equals(arena, row->part, value, err);
        drawn->subset =
            of_part ? tomt_arena_print(arena, err, "%s AND %s", drawn->subset, of_part) : NULL;
    }
    const char *of = profile_title(context->result, profile ? profile : "");
    drawn->title = value
                       ? tomt_arena_print(arena, err, "%s: %s (%s)", title, name ? name : value, of)
                       : tomt_arena_print(arena, err, "%s: %s", title, of);
    return drawn->subset && drawn->title;
}

static bool draw_profile(struct tomt_style_context *context, const struct profile_row *row,
                         struct tomt_styled *of, struct tomt_styled *styled, size_t *n,
                         struct tomt_error *err)
{
    struct tomt_error unasked = {0};
    sqlite3_stmt *parts = tomt_style_ask(context, &unasked, row->parts);
    if (!parts)
        parts = tomt_style_ask(context, err, row->plainly);
    if (!parts)
        return false;
    sqlite3_bind_int(parts, 1, context->result->language);
    const struct tomt_styled whole = *of;
    bool good = true;
    for (size_t k = 0; good && k < MOST_OF_PROFILES && sqlite3_step(parts) == SQLITE_ROW; k++) {
        struct tomt_styled *drawn = k ? &styled[*n] : of;
        const char *value = (const char *)sqlite3_column_text(parts, 0);
        *drawn = whole;
        if (k) {
            const char *profile = (const char *)sqlite3_column_text(parts, 2);
            const char *of_profile = row->each && profile ? profile : NULL;
            drawn->drawn_as = row->layer;
            const char *name =
                of_profile ? tomt_arena_print(context->arena, err, "%s_%s", row->layer, of_profile)
                           : row->layer;
            drawn->view = !name ? NULL : value ? id_for(context->arena, name, value, err) : name;
            ++*n;
        }
        good = (!k || drawn->view) && cut_to_profile(context, row, parts, drawn, err);
    }
    sqlite3_reset(parts);
    return good;
}

static bool ends_in(const char *name, const char *end)
{
    size_t n = strlen(name), n_end = strlen(end);
    return n > n_end && strcmp(name + n - n_end, end) == 0;
}

/* What a layer has of another kind of geometry than usual has that layer's title: no two of the
 * legend are called the same. */
static bool part_geometries(struct tomt_style_context *context, struct tomt_styled *styled,
                            size_t n, struct tomt_error *err)
{
    static const struct {
        const char *end;
        struct tomt_title kind;
    } row[] = {{"_area", {"areas", "flater"}},
               {"_line", {"lines", "linjer"}},
               {"_point", {"points", "punkter"}}};
    for (size_t k = 0; k < n; k++)
        for (size_t i = 0; i < sizeof row / sizeof *row && styled[k].geometry_type; i++) {
            size_t same = 0;
            while (same < n && (same == k || strcmp(styled[same].title, styled[k].title) != 0))
                same++;
            if (styled[k].view || same == n || !ends_in(styled[k].name, row[i].end))
                continue;
            styled[k].title =
                tomt_arena_print(context->arena, err, "%s (%s)", styled[k].title,
                                 tomt_style_title(&row[i].kind, context->result->language));
            if (!styled[k].title)
                return false;
        }
    return true;
}

bool tomt_style_add_views(struct tomt_style_context *context, struct tomt_styled *styled, size_t *n,
                          struct tomt_error *err)
{
    size_t n_first = *n;
    if (!part_geometries(context, styled, n_first, err))
        return false;
    for (size_t v = 0; v < N_OF_PROFILE; v++)
        for (size_t k = 0; k < n_first; k++)
            if (has(&styled[k], profile_row[v].layer, profile_row[v].profile) &&
                !draw_profile(context, &profile_row[v], &styled[k], styled, n, err))
                return false;
    for (size_t k = 0; k < n_first; k++)
        if (!first_drawing(context, &styled[k], err))
            return false;
    for (size_t v = 0; v < N_VIEWS; v++)
        for (size_t k = 0; k < n_first; k++) {
            const struct view_row *row = &view_row[v];
            if (row->layer == PROFILE && styled[k].profile &&
                !add_of_profile(context, row, &styled[k], styled, n, err))
                return false;
            if (!has(&styled[k], row->layer, row->column) ||
                (row->part && !has(&styled[k], row->layer, row->part)))
                continue;
            if (row->part && !add_parts(context, row, &styled[k], styled, n, err))
                return false;
            if (!row->part && !add_part(context, row, &styled[k], NULL, NULL, &styled[(*n)++], err))
                return false;
        }
    return true;
}
