/* geo/crs.c: which CRS a text names, whether a project may use it, and which one to use instead. */
#include "geo/crs_inside.h"

#include <math.h>
#include <proj_experimental.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* A bound CRS whose TOWGS84 shift is all zero says nothing that its base does not. */
static bool bound_to_nothing(struct tomt_seat *seat, const PJ *bound)
{
    double shift[7] = {1, 1, 1, 1, 1, 1, 1};
    PJ *operation = proj_crs_get_coordoperation(seat->proj, bound);
    if (!operation)
        return false;
    bool known = proj_coordoperation_get_towgs84_values(seat->proj, operation, shift, 7, 0) == 1;
    proj_destroy(operation);
    for (int i = 0; i < 7; i++)
        known = known && shift[i] == 0;
    return known;
}

static PJ *step_down(struct tomt_seat *seat, const PJ *crs)
{
    switch (proj_get_type(crs)) {
    case PJ_TYPE_COMPOUND_CRS:
        return proj_crs_get_sub_crs(seat->proj, crs, 0);
    case PJ_TYPE_BOUND_CRS:
        return bound_to_nothing(seat, crs) ? proj_get_source_crs(seat->proj, crs) : NULL;
    default:
        return NULL;
    }
}

static PJ *horizontal(struct tomt_seat *seat, PJ *crs)
{
    for (PJ *below; (below = step_down(seat, crs)) != NULL;) {
        proj_destroy(crs);
        crs = below;
    }
    if (proj_get_type(crs) == PJ_TYPE_BOUND_CRS)
        return crs;
    PJ *flat = proj_crs_demote_to_2D(seat->proj, NULL, crs);
    if (!flat)
        return crs;
    proj_destroy(crs);
    return flat;
}

PJ *tomt_crs_create(struct tomt_seat *seat, const char *text, struct tomt_error *err)
{
    char proj_string[1024];
    const char *asked = text;
    if (strcasecmp(text, "EPSG:900913") == 0) {
        asked = "EPSG:3857"; /* the joke code that old web maps carry; no register has it */
    } else if (text[0] == '+' && !strstr(text, "+type=crs")) {
        int n = snprintf(proj_string, sizeof proj_string, "%s +type=crs", text);
        asked = n > 0 && (size_t)n < sizeof proj_string ? proj_string : text;
    }
    seat->message[0] = '\0';
    PJ *crs = proj_create(seat->proj, asked);
    if (crs && proj_is_crs(crs))
        return horizontal(seat, crs);
    proj_destroy(crs);
    bool number = text[0] != '\0' && strspn(text, "0123456789") == strlen(text);
    tomt_fail(err, TOMT_PROJECT,
              "'%.60s' is not a coordinate reference system that PROJ knows (%s); write e.g. "
              "EPSG:%s",
              text, seat->message[0] ? seat->message : "no CRS", number ? text : "25833");
    return NULL;
}

static int epsg_of(struct tomt_seat *seat, const PJ *crs)
{
    const char *authority = proj_get_id_auth_name(crs, 0);
    if (authority)
        return strcmp(authority, "EPSG") == 0 ? atoi(proj_get_id_code(crs, 0)) : 0;
    int *confidence = NULL, epsg = 0;
    PJ_OBJ_LIST *known = proj_identify(seat->proj, crs, "EPSG", NULL, &confidence);
    /* From 90 on it is the same CRS but for its name; less is a guess. */
    if (known && confidence && proj_list_get_count(known) > 0 && confidence[0] >= 90) {
        PJ *best = proj_list_get(seat->proj, known, 0);
        const char *code = best ? proj_get_id_code(best, 0) : NULL;
        epsg = code ? atoi(code) : 0;
        proj_destroy(best);
    }
    proj_int_list_destroy(confidence);
    proj_list_destroy(known);
    return epsg;
}

static double parameter_of(struct tomt_seat *seat, const PJ *operation, const char *name,
                           double otherwise)
{
    double value = otherwise;
    int at = proj_coordoperation_get_param_index(seat->proj, operation, name);
    if (at >= 0)
        proj_coordoperation_get_param(seat->proj, operation, at, NULL, NULL, NULL, &value, NULL,
                                      NULL, NULL, NULL, NULL, NULL);
    return value;
}

/* A Mercator projection that is true at the equator only: Web Mercator under its codes and names,
 * and World Mercator, which stretches as much. */
static bool is_web_mercator(struct tomt_seat *seat, const PJ *crs)
{
    PJ *operation = proj_crs_get_coordoperation(seat->proj, crs);
    if (!operation)
        return false;
    const char *name = NULL;
    bool found = false;
    if (proj_coordoperation_get_method_info(seat->proj, operation, &name, NULL, NULL) && name) {
        bool mercator = strncmp(name, "Mercator", 8) == 0;
        found =
            strstr(name, "Pseudo Mercator") || strstr(name, "Mercator Auxiliary Sphere") ||
            (mercator && strstr(name, "Spherical")) ||
            (mercator &&
             parameter_of(seat, operation, "Scale factor at natural origin", 1) > 0.99 &&
             fabs(parameter_of(seat, operation, "Latitude of 1st standard parallel", 0)) < 0.01);
    }
    proj_destroy(operation);
    return found;
}

static double unit_of(struct tomt_seat *seat, const PJ *crs)
{
    double metres = 1;
    PJ *system = proj_crs_get_coordinate_system(seat->proj, crs);
    if (system)
        proj_cs_get_axis_info(seat->proj, system, 0, NULL, NULL, NULL, &metres, NULL, NULL, NULL);
    proj_destroy(system);
    return metres;
}

static struct tomt_box area_of_use(struct tomt_seat *seat, const PJ *crs)
{
    struct tomt_box unknown = {INFINITY, INFINITY, -INFINITY, -INFINITY}, box;
    if (!proj_get_area_of_use(seat->proj, crs, &box.min_x, &box.min_y, &box.max_x, &box.max_y,
                              NULL) ||
        box.min_x < -180)
        return unknown;
    if (box.min_x > box.max_x) { /* across the date line */
        box.min_x = -180;
        box.max_x = 180;
    }
    return box;
}

static const char *wkt_of(struct tomt_seat *seat, struct tomt_arena *arena, const PJ *crs,
                          PJ_WKT_TYPE type, struct tomt_error *err)
{
    static const char *const options[] = {"MULTILINE=NO", NULL};
    const char *wkt = proj_as_wkt(seat->proj, crs, type, options);
    if (!wkt)
        wkt = proj_as_wkt(seat->proj, crs, PJ_WKT2_2019, options);
    if (!wkt) {
        tomt_fail(err, TOMT_DATA, "PROJ has no WKT for the CRS: %s", seat->message);
        return NULL;
    }
    return tomt_arena_copy(arena, wkt, strlen(wkt), err);
}

static bool describe(struct tomt_seat *seat, struct tomt_arena *arena, const char *text,
                     const PJ *crs, struct tomt_crs *out, struct tomt_error *err)
{
    const char *name = proj_get_name(crs);
    PJ_TYPE type = proj_get_type(crs);
    *out = (struct tomt_crs){
        .epsg = epsg_of(seat, crs),
        .projected = type == PJ_TYPE_PROJECTED_CRS,
        .geographic = type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS,
        .metres_per_unit = 1,
        .use_deg = area_of_use(seat, crs),
    };
    if (out->projected) {
        out->metres_per_unit = unit_of(seat, crs);
        out->web_mercator = is_web_mercator(seat, crs);
    }
    out->text = tomt_arena_copy(arena, text, strlen(text), err);
    out->name =
        tomt_arena_copy(arena, name ? name : "unnamed", strlen(name ? name : "unnamed"), err);
    out->wkt = wkt_of(seat, arena, crs, PJ_WKT1_GDAL, err);
    out->wkt2 = wkt_of(seat, arena, crs, PJ_WKT2_2019, err);
    return out->text && out->name && out->wkt && out->wkt2;
}

bool tomt_crs_read(struct tomt_seat *seat, struct tomt_arena *arena, const char *text,
                   struct tomt_crs *crs, struct tomt_error *err)
{
    PJ *made = tomt_crs_create(seat, text, err);
    if (!made)
        return false;
    if (proj_get_type(made) == PJ_TYPE_BOUND_CRS) {
        PJ *base = proj_get_source_crs(seat->proj, made);
        proj_destroy(made);
        if (!base)
            return tomt_fail(err, TOMT_PROJECT, "'%.60s' is bound to no CRS", text);
        made = base;
    }
    bool ok = describe(seat, arena, text, made, crs, err);
    proj_destroy(made);
    return ok;
}

static int utm_zone(double lon_deg, double lat_deg)
{
    double turned = fmod(fmod(lon_deg + 180, 360) + 360, 360);
    int zone = (int)(turned / 6) + 1;
    double lon = turned - 180;
    if (lat_deg >= 56 && lat_deg < 64 && lon >= 3 && lon < 12)
        return 32;                                             /* south-western Norway */
    if (lat_deg >= 72 && lat_deg < 84 && lon >= 0 && lon < 42) /* Svalbard: wider zones */
        return lon < 9 ? 31 : lon < 21 ? 33 : lon < 33 ? 35 : 37;
    return zone;
}

void tomt_crs_propose(double lon_deg, double lat_deg, char out[16])
{
    int zone = utm_zone(lon_deg, lat_deg);
    /* ETRS89 has zones 28 to 37 on the stable part of Eurasia and its seas. */
    bool europe = lat_deg >= 34 && lat_deg < 84 && lon_deg >= -18 && lon_deg < 40;
    int base = europe ? 25800 : lat_deg < 0 ? 32700 : 32600;
    snprintf(out, 16, "EPSG:%u", (unsigned)(base + zone) % 100000);
}

bool tomt_crs_check(const struct tomt_crs *crs, const struct tomt_box *data_deg,
                    struct tomt_error *err)
{
    char why[240] = "", proposal[80] = "";
    bool known =
        data_deg && data_deg->min_x <= data_deg->max_x && data_deg->min_y <= data_deg->max_y;
    double lat = known ? 0.5 * (data_deg->min_y + data_deg->max_y) : 60;
    if (crs->geographic)
        snprintf(why, sizeof why, "its coordinates are degrees, not metres");
    else if (!crs->projected)
        snprintf(why, sizeof why, "it is not a projected CRS");
    else if (crs->web_mercator)
        snprintf(why, sizeof why,
                 "1000 of its metres are about %.0f m on the ground at latitude %.1f",
                 1000 * cos(lat * 0.017453292519943295), lat);
    else if (fabs(crs->metres_per_unit - 1) > 1e-9)
        snprintf(why, sizeof why, "its unit is %.9g m, not the metre", crs->metres_per_unit);
    if (why[0] == '\0')
        return true;
    if (known) {
        char code[16];
        tomt_crs_propose(0.5 * (data_deg->min_x + data_deg->max_x), lat, code);
        snprintf(proposal, sizeof proposal, "; use %s, the UTM zone of the data", code);
    } else {
        snprintf(proposal, sizeof proposal, "; use a metric one, such as the UTM zone of the data");
    }
    return tomt_fail(err, TOMT_PROJECT, "%.80s (%.80s) cannot be the project's CRS: %s%s",
                     crs->text, crs->name, why, proposal);
}
