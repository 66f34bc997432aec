/* result/qgis_project.c: the project's XML. Layers point at "./NAME.gpkg", which QGIS resolves from
 * the folder of the file that holds the project: the file may be moved but, unless `tomt export`
 * does it, not renamed. */
#include "result/qgis_project.h"
#include "result/qgis_inside.h"
#include "result/xml.h"

#include <stdlib.h>
#include <string.h>

enum group {
    PLACES,
    PROFILES,
    SITES,
    ROOM,
    ALTERNATIVES,
    INTERNAL,
    ECONOMY,
    REACH,
    INPUTS,
    DERIVED,
    TABLES,
    N_GROUPS
};
static const struct {
    const char *en, *nb;
    bool open, exclusive; /* unfolded in the legend; one layer at a time */
} group_row[N_GROUPS] = {
    [PLACES] = {"Hubs and places", "Knutepunkter og steder", true, false},
    [PROFILES] = {"Profiles: score 0–100", "Profiler: poeng 0–100", true, true},
    [SITES] = {"Candidate sites", "Kandidattomter", false, false},
    [ROOM] = {"Room to build", "Plass til utbygging", false, false},
    [ALTERNATIVES] = {"Plan alternatives", "Planalternativer", false, false},
    [ECONOMY] = {"Economy", "Næringsliv", false, false},
    [REACH] = {"On foot and by public transport", "Til fots og kollektivt", true, false},
    [INPUTS] = {"Plans and inputs", "Planer og grunnlag", true, false},
    [DERIVED] = {"Derived", "Avledet", false, false},
    [INTERNAL] = {"Internal (not for publication)", "Internt (ikke for utlevering)", false, false},
    [TABLES] = {"Tables", "Tabeller", false, false},
};

/* From the top of the map to its bottom. What is not here comes last in DERIVED. What is ROOM,
 * ECONOMY or REACH would hide plans and streets, and its colours be taken for scores: it waits for
 * a click. */
static const struct {
    const char *name;
    enum group group;
    bool shown, open; /* at first; unfolded in the legend */
} layer_row[] = {
    {"hub", PLACES, true, true},
    {"hub_area", PLACES, true, false},
    {"stop", PLACES, true, false}, /* seen from 1:25,000 */
    {"anchor", PLACES, true, false},
    {"anchor_area", PLACES, true, false},
    {"establishment", PLACES, false, false},
    {"establishment_area", PLACES, false, false},
    {"address", PLACES, false, false},
    {"address_area", PLACES, false, false},
    {"purchase", INTERNAL, false, true},
    {"choice_site", ROOM, true, true},
    {"alternative_site", ALTERNATIVES, false, true},
    {"unused_bra", ROOM, false, true},
    {"site_readiness", ROOM, false, true},
    {"area_capacity", ROOM, false, true},
    {"first_sites", SITES, false, false}, /* over hatches and greys of other themes */
    {"site", SITES, false, false},
    {"rejected", SITES, false, false},
    {"cluster", ECONOMY, false, true},
    {"cluster_part", ECONOMY, false, false},
    {"hot_spot", ECONOMY, false, true},
    {"hot_spot_part", ECONOMY, false, false},
    {"area_jobs", ECONOMY, false, true},
    {"area_knowledge", ECONOMY, false, true},
    {"street_walk", REACH, false, true},
    {"catchment", REACH, false, true},
    {"transit_class", REACH, false, true},
    {"area", INPUTS, true, false},
    {"strategy", INPUTS, true, true},
    {"constraint_point", INPUTS, false, false}, /* the theme `constraints` shows them */
    {"constraint_line", INPUTS, false, false},
    {"constraint", INPUTS, false, true},
    {"street", INPUTS, true, false},
    {"street_area", INPUTS, true, false},
    {"building", INPUTS, true, false}, /* seen from 1:20,000 */
    {"parcel", INPUTS, true, false},
    {"population", INPUTS, false, false},
    {"population_point", INPUTS, false, false},
    {"zone_pale", INPUTS, false, false}, /* below hatches, hulls and floor area */
    {"zone", INPUTS, true, false},
};
enum { N_ROWS = sizeof layer_row / sizeof *layer_row };

const char *tomt_qgis_id(const struct tomt_styled *styled)
{
    return styled->view ? styled->view : styled->name;
}

size_t tomt_qgis_row(const struct tomt_styled *styled)
{
    size_t k = 0;
    const char *name = styled->view ? styled->drawn_as : styled->name;
    while (k < N_ROWS &&
           ((styled->profile && !styled->view) || strcmp(layer_row[k].name, name) != 0))
        k++;
    return k;
}

static enum group group_of(const struct tomt_styled *styled)
{
    if (styled->internal)
        return INTERNAL;
    if (!styled->geometry_type)
        return TABLES;
    size_t row = tomt_qgis_row(styled);
    return styled->profile && !styled->view ? PROFILES
           : row < N_ROWS                   ? layer_row[row].group
                                            : DERIVED;
}

const char *tomt_qgis_group(const struct tomt_styled *styled, int language)
{
    enum group group = group_of(styled);
    return language == 1 ? group_row[group].nb : group_row[group].en;
}

bool tomt_qgis_unfolded(const struct tomt_styled *styled)
{
    return group_row[group_of(styled)].open;
}

static const char *file_name(const struct tomt_result *result)
{
    return result->file_name ? result->file_name : "result.gpkg";
}

static void put_text(struct tomt_text *out, const char *tag, const char *text)
{
    tomt_text_print(out, "<%s>", tag);
    tomt_xml_escape_plain(out, text);
    tomt_text_print(out, "</%s>\n", tag);
}

static void put_source(struct tomt_text *out, const struct tomt_result *result,
                       const struct tomt_styled *styled)
{
    tomt_text_puts(out, "./");
    tomt_xml_escape_string(out, file_name(result));
    tomt_text_puts(out, "|layername=");
    tomt_xml_escape_string(out, styled->name);
    if (styled->subset) { /* the last part: it may hold anything */
        tomt_text_puts(out, "|subset=");
        tomt_xml_escape_string(out, styled->subset);
    }
}

/* QGIS 3.22 replaces ids of ten characters and fewer, and the tree would lose such layers. */
static void put_tree_layer(struct tomt_text *out, const struct tomt_result *result,
                           const struct tomt_styled *styled, bool shown, bool open)
{
    tomt_text_print(out, "   <layer-tree-layer id=\"tomt_layer_%s\" name=\"", tomt_qgis_id(styled));
    tomt_xml_escape_plain(out, styled->title);
    tomt_text_puts(out, "\" source=\"");
    put_source(out, result, styled);
    tomt_text_print(out,
                    "\" providerKey=\"ogr\" checked=\"%s\" expanded=\"%d\" legend_exp=\"\" "
                    "legend_split_behavior=\"0\"/>\n",
                    shown ? "Qt::Checked" : "Qt::Unchecked", open);
}

static void put_group(struct tomt_text *out, const struct tomt_result *result,
                      const struct tomt_styled *styled, size_t n, enum group group)
{
    size_t n_inside = 0;
    for (size_t k = 0; k < n; k++)
        n_inside += group_of(&styled[k]) == group;
    if (n_inside == 0)
        return;
    bool all = group != SITES && group != DERIVED && group != INTERNAL && group != TABLES;
    tomt_text_puts(out, "  <layer-tree-group name=\"");
    tomt_xml_escape_string(out, result->language == 1 ? group_row[group].nb : group_row[group].en);
    tomt_text_print(out, "\" checked=\"%s\" expanded=\"%d\"%s>\n",
                    all ? "Qt::Checked" : "Qt::Unchecked", group_row[group].open,
                    group_row[group].exclusive
                        ? " mutually-exclusive=\"1\" mutually-exclusive-child=\"0\""
                        : "");
    bool first = true;
    for (size_t row = 0; row <= N_ROWS; row++)
        for (size_t k = 0; k < n; k++) {
            if (tomt_qgis_row(&styled[k]) != row || group_of(&styled[k]) != group)
                continue;
            bool score = styled[k].profile && !styled[k].view;
            bool shown =
                score ? first : row < N_ROWS && layer_row[row].shown && !styled[k].internal;
            bool open = score ? first : row < N_ROWS && layer_row[row].open;
            put_tree_layer(out, result, &styled[k], shown, open);
            first = false;
        }
    tomt_text_puts(out, "  </layer-tree-group>\n");
}

void tomt_qgis_put_crs(struct tomt_text *out, const struct tomt_crs *crs)
{
    tomt_text_puts(out, "<spatialrefsys>\n");
    if (crs->wkt2 && *crs->wkt2)
        put_text(out, "wkt", crs->wkt2);
    if (crs->epsg) /* QGIS believes the code only where there is some number of its own above zero,
                      which it then replaces */
        tomt_text_print(
            out, "<proj4></proj4>\n<srsid>1</srsid>\n<srid>%d</srid>\n<authid>EPSG:%d</authid>\n",
            crs->epsg, crs->epsg);
    put_text(out, "description", crs->name);
    tomt_text_puts(out, "<geographicflag>false</geographicflag>\n</spatialrefsys>\n");
}

static bool is_like(const char *type, const char *word)
{
    return strstr(type, word) != NULL;
}

static void put_maplayer_start(struct tomt_text *out, const struct tomt_styled *styled)
{
    const char *type = styled->geometry_type;
    const char *geometry = !type                       ? "No geometry"
                           : is_like(type, "POINT")    ? "Point"
                           : is_like(type, "LINE")     ? "Line"
                           : is_like(type, "GEOMETRY") ? "Unknown geometry"
                                                       : "Polygon";
    const char *tag = strstr(styled->qml.bytes, "<qgis");
    const char *end = tag ? tomt_xml_tag_end(tag) : NULL;
    tomt_text_print(
        out, "  <maplayer type=\"vector\" geometry=\"%s\" autoRefreshEnabled=\"0\" readOnly=\"0\"",
        geometry);
    for (const char *p = end ? tag + 5 : NULL;
         p && p < end - 1;) { /* the document's own attributes, but its version */
        p += strspn(p, " \n");
        const char *quote = strchr(p, '"');
        const char *next = quote && quote < end ? strchr(quote + 1, '"') : NULL;
        if (!next)
            break;
        if (strncmp(p, "version=", 8) != 0)
            tomt_text_print(out, " %.*s", (int)(next + 1 - p), p);
        p = next + 1;
    }
    tomt_text_puts(out, ">\n");
}

/* The inside of the layer's QML: everything between <qgis ...> and </qgis>. */
static void put_style(struct tomt_text *out, const struct tomt_styled *styled)
{
    const char *tag = strstr(styled->qml.bytes, "<qgis");
    const char *from = tag ? tomt_xml_tag_end(tag) : NULL;
    const char *to = from ? strstr(from, "</qgis>") : NULL;
    if (to)
        tomt_text_add(out, from, (size_t)(to - from));
}

static void put_maplayer(struct tomt_text *out, const struct tomt_result *result,
                         const struct tomt_styled *styled)
{
    put_maplayer_start(out, styled);
    tomt_text_print(out, "<id>tomt_layer_%s</id>\n<datasource>", tomt_qgis_id(styled));
    put_source(out, result, styled);
    tomt_text_puts(out, "</datasource>\n");
    put_text(out, "layername", styled->title);
    const char *about = tomt_style_about(styled, result->language);
    if (about) {
        tomt_text_puts(out, "<resourceMetadata>");
        put_text(out, "title", styled->title);
        put_text(out, "abstract", about);
        tomt_text_puts(out, "</resourceMetadata>\n");
        put_text(out, "abstract", about);
    }
    if (styled->geometry_type) {
        tomt_text_puts(out, "<srs>");
        tomt_qgis_put_crs(out, result->crs);
        tomt_text_puts(out, "</srs>\n");
    }
    tomt_text_puts(out, "<provider "
                        "encoding=\"UTF-8\">ogr</provider>\n<flags><Identifiable>1</"
                        "Identifiable><Removable>1</Removable>"
                        "<Searchable>1</Searchable><Private>0</Private></flags>\n");
    tomt_text_puts(out, "<map-layer-style-manager current=\"default\"><map-layer-style "
                        "name=\"default\"/></map-layer-style-manager>\n");
    put_style(out, styled);
    tomt_text_puts(out, "  </maplayer>\n");
}

static void put_extent(struct tomt_text *out, const struct tomt_box *box)
{
    const char *const name[] = {"xmin", "ymin", "xmax", "ymax"};
    const double value[] = {box->min_x, box->min_y, box->max_x, box->max_y};
    for (size_t k = 0; k < 4; k++) {
        tomt_text_print(out, "<%s>", name[k]);
        tomt_text_number(out, value[k]);
        tomt_text_print(out, "</%s>", name[k]);
    }
}

static void put_views(struct tomt_text *out, const struct tomt_result *result)
{
    const struct tomt_box *area = &result->extent;
    if (!(area->min_x <= area->max_x && area->min_y <= area->max_y))
        return;
    double margin_x = 0.02 * (area->max_x - area->min_x),
           margin_y = 0.02 * (area->max_y - area->min_y);
    struct tomt_box view = {area->min_x - margin_x, area->min_y - margin_y, area->max_x + margin_x,
                            area->max_y + margin_y};
    tomt_text_puts(out, " <mapcanvas name=\"theMapCanvas\" "
                        "annotationsVisible=\"1\">\n<units>meters</units>\n<extent>");
    put_extent(out, &view);
    tomt_text_puts(out, "</extent>\n<rotation>0</rotation>\n<destinationsrs>");
    tomt_qgis_put_crs(out, result->crs);
    tomt_text_puts(
        out,
        "</destinationsrs>\n<rendermaptile>0</rendermaptile>\n </mapcanvas>\n"
        " <ProjectViewSettings UseProjectScales=\"0\" rotation=\"0\"><Scales/><DefaultViewExtent");
    const char *const name[] = {"xmin", "ymin", "xmax", "ymax"};
    const double value[] = {view.min_x, view.min_y, view.max_x, view.max_y};
    for (size_t k = 0; k < 4; k++) {
        tomt_text_print(out, " %s=\"", name[k]);
        tomt_text_number(out, value[k]);
        tomt_text_puts(out, "\"");
    }
    tomt_text_puts(out, ">");
    tomt_qgis_put_crs(out, result->crs);
    tomt_text_puts(out, "</DefaultViewExtent></ProjectViewSettings>\n");
}

/* Paper-white ground, relative paths, labels that do not collide, planar measuring as in the
 * result's numbers, credits and a scale bar on the canvas. */
static void put_properties(struct tomt_text *out, const struct tomt_result *result)
{
    tomt_text_puts(
        out,
        " <properties>\n"
        "<Gui><CanvasColorRedPart type=\"int\">247</CanvasColorRedPart>"
        "<CanvasColorGreenPart type=\"int\">247</CanvasColorGreenPart>"
        "<CanvasColorBluePart type=\"int\">245</CanvasColorBluePart></Gui>\n"
        "<PAL><DrawUnplaced type=\"bool\">false</DrawUnplaced><PlacementEngineVersion "
        "type=\"int\">1"
        "</PlacementEngineVersion><ShowingPartialsLabels "
        "type=\"bool\">true</ShowingPartialsLabels></PAL>\n"
        "<Paths><Absolute type=\"bool\">false</Absolute></Paths>\n"
        "<SpatialRefSys><ProjectionsEnabled type=\"int\">1</ProjectionsEnabled></SpatialRefSys>\n"
        "<Measure><Ellipsoid type=\"QString\">NONE</Ellipsoid></Measure>\n"
        "<Measurement><DistanceUnits type=\"QString\">meters</DistanceUnits>"
        "<AreaUnits type=\"QString\">m2</AreaUnits></Measurement>\n"
        "<ScaleBar><Enabled type=\"bool\">true</Enabled><Placement "
        "type=\"int\">0</Placement></ScaleBar>\n");
    if (result->credits && *result->credits) {
        tomt_text_puts(out, "<CopyrightLabel><Enabled type=\"bool\">true</Enabled><Placement "
                            "type=\"int\">3</Placement>"
                            "<Label type=\"QString\">");
        tomt_xml_escape_plain(out, result->credits);
        tomt_text_puts(out, "</Label></CopyrightLabel>\n");
    }
    tomt_text_puts(out, " </properties>\n");
}

static void put_metadata(struct tomt_text *out, const struct tomt_result *result, const char *title)
{
    tomt_text_puts(out, " <projectMetadata>\n");
    put_text(out, "identifier", result->run_id);
    put_text(out, "language", result->language == 1 ? "nb" : "en");
    put_text(out, "title", title);
    tomt_text_puts(out, "<abstract>");
    if (result->case_number && *result->case_number) {
        tomt_text_puts(out, result->language == 1 ? "Saksnummer " : "Case ");
        tomt_xml_escape_plain(out, result->case_number);
    }
    tomt_text_puts(out, "</abstract>\n<links/>\n<author></author>\n");
    put_text(out, "creation", result->timestamp);
    tomt_text_puts(out, " </projectMetadata>\n");
}

bool tomt_qgis_project(struct tomt_style_context *context, const struct tomt_styled *styled,
                       size_t n, struct tomt_text *out, struct tomt_error *err)
{
    const struct tomt_result *result = context->result;
    struct tomt_qgis_theme *theme = NULL;
    size_t n_themes = 0;
    if (!tomt_qgis_themes(context, styled, n, &theme, &n_themes, err))
        return false;
    const char *title = tomt_style_title(&result->title, result->language);
    title = title ? title : result->project_name;
    tomt_text_puts(out, "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
                        "<qgis version=\"3.22.0\" saveUser=\"\" saveUserFull=\"\" "
                        "saveDateTime=\"\" projectname=\"");
    tomt_xml_escape_plain(out, title);
    tomt_text_puts(out, "\">\n <homePath path=\"\"/>\n");
    put_text(out, "title", title);
    tomt_text_puts(out, " <projectCrs>");
    tomt_qgis_put_crs(out, result->crs);
    tomt_text_puts(out, " </projectCrs>\n <layer-tree-group>\n");
    for (int group = 0; group < N_GROUPS; group++)
        put_group(out, result, styled, n, (enum group)group);
    tomt_text_puts(out, " </layer-tree-group>\n <relations/>\n <projectlayers>\n");
    for (size_t k = 0; k < n; k++)
        put_maplayer(out, result, &styled[k]);
    tomt_text_puts(out, " </projectlayers>\n");
    tomt_qgis_put_themes(result, theme, n_themes, styled, n, out);
    put_views(out, result);
    put_properties(out, result);
    put_metadata(out, result, title);
    bool good = tomt_qgis_put_bookmarks(context, out, err) &&
                tomt_qgis_put_layouts(context, theme, n_themes, styled, n, out, err);
    tomt_text_puts(out, "</qgis>\n");
    return good;
}
