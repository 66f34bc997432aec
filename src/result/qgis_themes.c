/* result/qgis_themes.c: map themes (which layers are seen together) and bookmarks of the project.
 * Themes have names that scripts can rely on; what people read is on the layouts. */
#include "result/qgis_inside.h"
#include "result/xml.h"

#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

/* What is seen in which theme, by the name of the layer or of its drawing: p the profiles', c
 * cluster, k capacity, h constraints ("hensyn"), r rejected, x choice, a alternatives. */
static const struct {
    const char *name, *themes;
} seen_row[] = {{"hub", "pckhrxa"},
                {"hub_area", "pckhrxa"},
                {"stop", "p"},
                {"anchor", "pckx"},
                {"anchor_area", "pckx"},
                {"establishment", "c"},
                {"cluster", "c"},
                {"cluster_part", "c"},
                {"choice_site", "pkx"},
                {"rejected", "r"},
                {"area", "pckhrxa"},
                {"strategy", "pka"},
                {"constraint_point", "h"},
                {"constraint_line", "h"},
                {"constraint", "h"},
                {"street", "pckhrxa"},
                {"street_area", "pckhrxa"},
                {"building", "pckhrxa"},
                {"parcel", "pkhxa"},
                {"zone", "pxa"},
                {"zone_pale", "ckh"},
                {"first_sites", "h"}};

/* The themes that are not a profile's. */
static const struct {
    const char *name, *sign;
    struct tomt_title title;
    const char *needs[4]; /* one of these layers or drawings; the first that is there counts */
} theme_row[] = {
    {"cluster", "c", {"Clusters of workplaces", "Klynger av arbeidsplasser"}, {"cluster"}},
    {"capacity", "k", {"Unused floor area", "Ledig kapasitet"}, {"unused_bra"}},
    {"constraints",
     "h",
     {"Constraints", "Hensynssoner og andre begrensninger"},
     {"constraint", "constraint_line", "constraint_point"}},
    {"choice", "x", {"Sites chosen together", "Tomter valgt sammen"}, {"choice_site"}},
    {"rejected", "r", {"Rejected, and why", "Falt ut i siling, og hvorfor"}, {"rejected"}},
};
enum { N_OTHERS = sizeof theme_row / sizeof *theme_row };

static const char *drawn_as(const struct tomt_styled *styled)
{
    return styled->view ? styled->drawn_as : styled->name;
}

static bool is_score(const struct tomt_styled *styled)
{
    return styled->profile && !styled->view;
}

static bool is_seen(const struct tomt_styled *styled, char sign)
{
    if (styled->internal || !styled->geometry_type || is_score(styled))
        return false;
    for (size_t k = 0; k < sizeof seen_row / sizeof *seen_row; k++)
        if (strcmp(seen_row[k].name, drawn_as(styled)) == 0)
            return strchr(seen_row[k].themes, sign) != NULL;
    return false;
}

bool tomt_qgis_view_of(struct tomt_style_context *context, const char *profile, int from, int to,
                       double margin_m, struct tomt_box *view, struct tomt_error *err)
{
    struct tomt_error none = {0};
    char *sql = tomt_arena_print(
        context->arena, err,
        "SELECT min(r.minx), min(r.miny), max(r.maxx), max(r.maxy) FROM \"score_%s\" AS k JOIN "
        "rtree_site_geom AS r ON r.id = k.site_fid WHERE k.rank BETWEEN ?1 AND ?2",
        profile);
    sqlite3_stmt *row = sql ? tomt_style_ask(context, &none, sql) : NULL;
    if (!row && none.code == TOMT_MEMORY)
        *err = none;
    if (!sql || !row) /* a result without that table or index has no such view */
        return sql && none.code != TOMT_MEMORY;
    sqlite3_bind_int(row, 1, from);
    sqlite3_bind_int(row, 2, to);
    if (sqlite3_step(row) == SQLITE_ROW && sqlite3_column_type(row, 0) != SQLITE_NULL) {
        double at[4];
        for (int k = 0; k < 4; k++) /* whole metres: the index is coarse */
            at[k] = k < 2 ? floor(sqlite3_column_double(row, k)) - margin_m
                          : ceil(sqlite3_column_double(row, k)) + margin_m;
        *view = (struct tomt_box){at[0], at[1], at[2], at[3]};
    }
    sqlite3_reset(row);
    return true;
}

/* The extent that the GeoPackage states of a layer. */
static bool stated_extent(struct tomt_style_context *context, const char *layer,
                          struct tomt_box *view, struct tomt_error *err)
{
    sqlite3_stmt *row = tomt_style_ask(
        context, err,
        "SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name = ?1 AND "
        "min_x < max_x AND min_y < max_y");
    if (!row)
        return false;
    sqlite3_bind_text(row, 1, layer, -1, SQLITE_STATIC);
    if (sqlite3_step(row) == SQLITE_ROW)
        *view = (struct tomt_box){sqlite3_column_double(row, 0), sqlite3_column_double(row, 1),
                                  sqlite3_column_double(row, 2), sqlite3_column_double(row, 3)};
    sqlite3_reset(row);
    return true;
}

/* Where the largest clusters are. */
static bool view_of_clusters(struct tomt_style_context *context, struct tomt_box *view,
                             struct tomt_error *err)
{
    struct tomt_error none = {0};
    sqlite3_stmt *row = tomt_style_ask(
        context, &none,
        "SELECT min(minx) - 200, min(miny) - 200, max(maxx) + 200, max(maxy) + 200 FROM "
        "rtree_cluster_geom WHERE id IN (SELECT fid FROM cluster ORDER BY jobs DESC, fid LIMIT 8)");
    if (!row && none.code == TOMT_MEMORY)
        *err = none;
    if (!row)
        return none.code != TOMT_MEMORY && stated_extent(context, "cluster", view, err);
    if (sqlite3_step(row) == SQLITE_ROW && sqlite3_column_type(row, 0) != SQLITE_NULL)
        *view = (struct tomt_box){
            floor(sqlite3_column_double(row, 0)), floor(sqlite3_column_double(row, 1)),
            ceil(sqlite3_column_double(row, 2)), ceil(sqlite3_column_double(row, 3))};
    sqlite3_reset(row);
    return true;
}

/* Where the rows lie that a drawing shows, with some ground around them; of an alternative those
 * that it changes most: a rank changes anywhere. */
static bool view_of_rows(struct tomt_style_context *context, const struct tomt_styled *styled,
                         struct tomt_box *view, struct tomt_error *err)
{
    enum { AROUND_M = 400 };
    struct tomt_error none = {0};
    char *sql = tomt_arena_print(
        context->arena, err,
        "SELECT min(minx), min(miny), max(maxx), max(maxy) FROM \"rtree_%s_geom\" WHERE id IN "
        "(SELECT fid FROM \"%s\" WHERE %s %s)",
        styled->name, styled->name, styled->subset ? styled->subset : "1",
        styled->part ? "ORDER BY change <> 'changed' DESC, abs(score_change) DESC, fid LIMIT 40"
                     : "");
    sqlite3_stmt *row = sql ? tomt_style_ask(context, &none, sql) : NULL;
    if (!row && none.code == TOMT_MEMORY)
        *err = none;
    if (!row)
        return sql && none.code != TOMT_MEMORY;
    if (sqlite3_step(row) == SQLITE_ROW && sqlite3_column_type(row, 0) != SQLITE_NULL)
        *view = (struct tomt_box){floor(sqlite3_column_double(row, 0)) - AROUND_M,
                                  floor(sqlite3_column_double(row, 1)) - AROUND_M,
                                  ceil(sqlite3_column_double(row, 2)) + AROUND_M,
                                  ceil(sqlite3_column_double(row, 3)) + AROUND_M};
    sqlite3_reset(row);
    return true;
}

static bool start_theme(struct tomt_style_context *context, const struct tomt_styled *styled,
                        size_t n, char sign, struct tomt_qgis_theme *theme, struct tomt_error *err)
{
    theme->shown = tomt_arena_alloc(context->arena, (n ? n : 1) * sizeof *theme->shown, err);
    for (size_t k = 0; theme->shown && k < n; k++)
        theme->shown[k] = is_seen(&styled[k], sign);
    /* Parts of a layer that the layer itself shows whole would be drawn twice; what falls out for
     * another profile is not this theme's. */
    for (size_t k = 0; theme->shown && k < n; k++)
        if (theme->shown[k] && styled[k].view &&
            (strstr(styled[k].drawn_as, "_part") ||
             strcmp(styled[k].drawn_as, styled[k].name) == 0))
            theme->shown[k] = false;
    return theme->shown;
}

static bool add_of_profile(struct tomt_style_context *context, const struct tomt_styled *styled,
                           size_t n, size_t at, struct tomt_qgis_theme *theme,
                           struct tomt_error *err)
{
    const struct tomt_result_profile *profile = styled[at].profile;
    theme->name = profile->name;
    theme->title = styled[at].title;
    theme->goal = tomt_style_title(&profile->goal, context->result->language);
    theme->view = context->result->extent;
    if (!start_theme(context, styled, n, 'p', theme, err))
        return false;
    theme->shown[at] = true;
    return tomt_qgis_view_of(context, profile->name, 1, 20, 600, &theme->view, err);
}

static size_t find_drawing(const struct tomt_styled *styled, size_t n, const char *const needs[4])
{
    for (size_t w = 0; w < 4 && needs[w]; w++)
        for (size_t k = 0; k < n; k++)
            if (!styled[k].internal && strcmp(drawn_as(&styled[k]), needs[w]) == 0)
                return k;
    return n;
}

static bool is_taken(const struct tomt_qgis_theme *theme, size_t n_themes, const char *name)
{
    for (size_t k = 0; k < n_themes; k++)
        if (strcmp(theme[k].name, name) == 0)
            return true;
    return false;
}

/* Each alternative as the first profile sees it; the others are a click away in the group. */
static bool add_of_alternatives(struct tomt_style_context *context,
                                const struct tomt_styled *styled, size_t n,
                                struct tomt_qgis_theme *theme, size_t *n_themes,
                                struct tomt_error *err)
{
    const char *first = NULL;
    for (size_t k = 0; k < n; k++) {
        const struct tomt_styled *drawn = &styled[k];
        if (!drawn->part || drawn->internal || (first && strcmp(drawn->part_profile, first) != 0))
            continue;
        first = drawn->part_profile;
        char *name = tomt_arena_print(context->arena, err, "alternative_%s", drawn->part);
        if (!name)
            return false;
        if (is_taken(theme, *n_themes, name))
            continue;
        struct tomt_qgis_theme *new = &theme[*n_themes];
        *new = (struct tomt_qgis_theme){
            .name = name, .title = drawn->title, .view = context->result->extent};
        if (!start_theme(context, styled, n, 'a', new, err) ||
            !view_of_rows(context, drawn, &new->view, err))
            return false;
        new->shown[k] = true;
        ++*n_themes;
    }
    return true;
}

/* QGIS leaves out a layout whose name is there already. */
static bool part_titles(struct tomt_style_context *context, struct tomt_qgis_theme *theme,
                        size_t n_themes, struct tomt_error *err)
{
    for (size_t k = 1; k < n_themes; k++)
        for (size_t i = 0; i < k; i++)
            if (strcmp(theme[i].title, theme[k].title) == 0) {
                theme[k].title =
                    tomt_arena_print(context->arena, err, "%s (%s)", theme[k].title, theme[k].name);
                if (!theme[k].title)
                    return false;
            }
    return true;
}

bool tomt_qgis_themes(struct tomt_style_context *context, const struct tomt_styled *styled,
                      size_t n, struct tomt_qgis_theme **themes, size_t *n_themes,
                      struct tomt_error *err)
{
    struct tomt_qgis_theme *theme =
        tomt_arena_alloc(context->arena, (n + N_OTHERS) * sizeof *theme, err);
    *themes = theme;
    *n_themes = 0;
    for (size_t k = 0; theme && k < n; k++)
        if (is_score(&styled[k]) &&
            !add_of_profile(context, styled, n, k, &theme[(*n_themes)++], err))
            return false;
    struct tomt_box view = *n_themes ? theme[0].view : context->result->extent;
    for (size_t t = 0; theme && t < N_OTHERS; t++) {
        size_t at = find_drawing(styled, n, theme_row[t].needs);
        if (at == n || is_taken(theme, *n_themes, theme_row[t].name))
            continue;
        struct tomt_qgis_theme *new = &theme[(*n_themes)++];
        const char *title = tomt_style_title(&theme_row[t].title, context->result->language);
        bool of_profile = strchr("kr", *theme_row[t].sign);
        new->name = theme_row[t].name;
        new->title = of_profile ? styled[at].title : title;
        new->goal = NULL;
        new->view = view;
        if (!start_theme(context, styled, n, *theme_row[t].sign, new, err) ||
            (*theme_row[t].sign == 'c' && !view_of_clusters(context, &new->view, err)) ||
            (*theme_row[t].sign == 'x' && !view_of_rows(context, &styled[at], &new->view, err)))
            return false;
        new->shown[at] = true;
        for (size_t k = 0; *theme_row[t].sign == 'r' && k < n; k++) /* what was kept */
            new->shown[k] = new->shown[k] || (is_score(&styled[k]) && styled[at].part_profile &&
                                              strcmp(styled[k].name, styled[at].part_profile) == 0);
    }
    return theme && add_of_alternatives(context, styled, n, theme, n_themes, err) &&
           part_titles(context, theme, *n_themes, err);
}

static bool shows_group(const struct tomt_result *result, const struct tomt_qgis_theme *theme,
                        const struct tomt_styled *styled, size_t n, const char *group)
{
    for (size_t k = 0; k < n; k++)
        if (theme->shown[k] && tomt_qgis_group(&styled[k], result->language) == group)
            return true;
    return false;
}

/* Each group once, at its first layer. */
static void put_groups(const struct tomt_result *result, const struct tomt_qgis_theme *theme,
                       const struct tomt_styled *styled, size_t n, bool unfolded,
                       struct tomt_text *out)
{
    const char *tag = unfolded ? "expanded-group-node" : "checked-group-node";
    tomt_text_print(out, "    <%ss>", tag);
    for (size_t k = 0; k < n; k++) {
        const char *group = tomt_qgis_group(&styled[k], result->language);
        bool known = false;
        for (size_t i = 0; i < k && !known; i++)
            known = tomt_qgis_group(&styled[i], result->language) == group;
        if (known || (unfolded && !tomt_qgis_unfolded(&styled[k])) ||
            !shows_group(result, theme, styled, n, group))
            continue;
        tomt_text_print(out, "<%s id=\"", tag);
        tomt_xml_escape_string(out, group);
        tomt_text_puts(out, "\"/>");
    }
    tomt_text_print(out, "</%ss>\n", tag);
}

void tomt_qgis_put_themes(const struct tomt_result *result, const struct tomt_qgis_theme *theme,
                          size_t n_themes, const struct tomt_styled *styled, size_t n,
                          struct tomt_text *out)
{
    tomt_text_puts(out, " <visibility-presets>\n");
    for (size_t t = 0; t < n_themes; t++) {
        tomt_text_puts(out, "   <visibility-preset has-expanded-info=\"1\" "
                            "has-checked-group-info=\"1\" name=\"");
        tomt_xml_escape_string(out, theme[t].name);
        tomt_text_puts(out, "\">\n");
        for (size_t k = 0; k < n; k++)
            if (theme[t].shown[k])
                tomt_text_print(out,
                                "    <layer id=\"tomt_layer_%s\" style=\"default\" visible=\"1\" "
                                "expanded=\"%d\"/>\n",
                                tomt_qgis_id(&styled[k]), is_score(&styled[k]));
        put_groups(result, &theme[t], styled, n, false, out);
        put_groups(result, &theme[t], styled, n, true, out);
        tomt_text_puts(out, "   </visibility-preset>\n");
    }
    tomt_text_puts(out, " </visibility-presets>\n");
}

static void put_bookmark(const struct tomt_result *result, const char *id, const char *group,
                         const char *name, const struct tomt_box *box, struct tomt_text *out)
{
    const double corner[5][2] = {{box->min_x, box->min_y},
                                 {box->max_x, box->min_y},
                                 {box->max_x, box->max_y},
                                 {box->min_x, box->max_y},
                                 {box->min_x, box->min_y}};
    if (!(box->min_x < box->max_x && box->min_y < box->max_y))
        return;
    tomt_text_puts(out, "  <Bookmark id=\"");
    tomt_xml_escape_string(out, id);
    tomt_text_puts(out, "\" group=\"");
    tomt_xml_escape_string(out, group);
    tomt_text_puts(out, "\" name=\"");
    tomt_xml_escape_string(out, name);
    tomt_text_puts(out, "\" extent=\"POLYGON((");
    for (size_t k = 0; k < 5; k++) {
        tomt_text_puts(out, k ? ", " : "");
        tomt_text_number(out, corner[k][0]);
        tomt_text_puts(out, " ");
        tomt_text_number(out, corner[k][1]);
    }
    tomt_text_puts(out, "))\">");
    tomt_qgis_put_crs(out, result->crs);
    tomt_text_puts(out, "</Bookmark>\n");
}

/* The first five together, and the first three one by one. */
static bool put_first_sites(struct tomt_style_context *context,
                            const struct tomt_result_profile *profile, struct tomt_text *out,
                            struct tomt_error *err)
{
    const struct tomt_result *result = context->result;
    struct tomt_arena *arena = context->arena;
    const char *title = tomt_style_title(&profile->title, result->language);
    const struct tomt_box empty = {1, 1, -1, -1};
    struct tomt_box box = empty;
    title = title ? title : profile->name;
    char *id = tomt_arena_print(arena, err, "tomt_first_%s", profile->name);
    if (!id || !tomt_qgis_view_of(context, profile->name, 1, 5, 250, &box, err))
        return false;
    put_bookmark(result, id, title, result->language == 1 ? "De fem første" : "The first five",
                 &box, out);
    char *sql = tomt_arena_print(arena, err,
                                 "SELECT rank, site_id FROM \"score_%s\" WHERE rank BETWEEN 1 AND "
                                 "3 ORDER BY rank, site_id LIMIT 3",
                                 profile->name);
    sqlite3_stmt *site = sql ? tomt_style_ask(context, err, sql) : NULL;
    bool good = site != NULL;
    while (good && sqlite3_step(site) == SQLITE_ROW) {
        int rank = sqlite3_column_int(site, 0);
        box = empty;
        id = tomt_arena_print(arena, err, "tomt_first_%s_%d", profile->name, rank);
        char *name = tomt_arena_print(arena, err, "%d: %s", rank,
                                      (const char *)sqlite3_column_text(site, 1));
        good = id && name && tomt_qgis_view_of(context, profile->name, rank, rank, 100, &box, err);
        if (good)
            put_bookmark(result, id, title, name, &box, out);
    }
    if (site)
        sqlite3_reset(site);
    return good;
}

bool tomt_qgis_put_bookmarks(struct tomt_style_context *context, struct tomt_text *out,
                             struct tomt_error *err)
{
    const struct tomt_result *result = context->result;
    struct tomt_box area = {1, 1, -1, -1};
    if (!stated_extent(context, "area", &area, err) ||
        (!(area.min_x < area.max_x) && !stated_extent(context, "zone", &area, err)))
        return false;
    if (!(area.min_x < area.max_x))
        area = result->extent;
    tomt_text_puts(out, " <Bookmarks>\n");
    put_bookmark(result, "tomt_study_area", result->language == 1 ? "Oversikt" : "Overview",
                 result->language == 1 ? "Analyseområdet" : "Study area", &area, out);
    bool good = true;
    for (size_t k = 0; good && k < result->n_profiles; k++)
        good = put_first_sites(context, &result->profile[k], out, err);
    tomt_text_puts(out, " </Bookmarks>\n");
    return good;
}
