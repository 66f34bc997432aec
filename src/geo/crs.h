/* geo/crs.h: coordinate reference systems through PROJ: which one, may it be a project CRS, and transforms.
 * PROJ_NETWORK is off. A transform belongs to its seat. ETRS89 and WGS 84 are taken as equal (ballpark of 0 m). */
#ifndef TOMT_GEO_CRS_H
#define TOMT_GEO_CRS_H

#include "geo/seat.h"

struct tomt_crs {
    const char *text;   /* as given: "EPSG:25833", WKT */
    const char *name;   /* PROJ's name: "ETRS89 / UTM zone 33N" */
    const char *wkt;    /* WKT1_GDAL for gpkg_spatial_ref_sys; WKT2 in wkt2 */
    const char *wkt2;
    int epsg;           /* of the horizontal part; 0 unknown */
    bool projected, geographic;
    bool web_mercator;  /* or World Mercator, which stretches alike */
    double metres_per_unit; /* of a projected CRS's axes */
    struct tomt_box use_deg; /* area of use, lon/lat degrees; empty if unknown; -180..180 when it crosses the date line */
};

/* EPSG:n, WKT 1 or 2, PROJJSON, PROJ string; of a compound, 3D or bound CRS all but `text` tells of its horizontal base. */
bool tomt_crs_read(struct tomt_seat *seat, struct tomt_arena *arena, const char *text, struct tomt_crs *crs, struct tomt_error *err);
/* A project CRS is metric and projected, not Web Mercator. If refused (TOMT_PROJECT) the message says why and proposes the
 * ETRS89/UTM (Europe) or WGS 84/UTM zone of `data_deg` (lon/lat box; may be empty: then no proposal). */
bool tomt_crs_check(const struct tomt_crs *crs, const struct tomt_box *data_deg, struct tomt_error *err);
/* "EPSG:25833" for a lon/lat point: 258xx within Europe (west of 40 E, 34-84 N), else 326xx/327xx. */
void tomt_crs_propose(double lon_deg, double lat_deg, char out[16]);

struct tomt_transform; /* x/y in traditional GIS order (lon, lat / east, north) both sides */
struct tomt_transform *tomt_transform_open(struct tomt_seat *seat, const char *from, const char *to, struct tomt_error *err);
bool tomt_transform_is_identity(const struct tomt_transform *transform);
/* In place on n points; `stride` is the distance in bytes between successive x (and y) values; may be unaligned.
 * Points that cannot be transformed become NaN and are counted in *n_failed (may be NULL). */
bool tomt_transform_points(struct tomt_transform *transform, uint8_t *x, uint8_t *y, size_t stride, size_t n, size_t *n_failed,
                           struct tomt_error *err);
/* All coordinates of our WKB, in place. */
bool tomt_transform_wkb(struct tomt_transform *transform, uint8_t *wkb, size_t size, size_t *n_failed, struct tomt_error *err);
/* A box, densified along its edges (21 points a side) and grown by a thousandth, so that nothing is lost between the points;
 * an identity gives the very same box. Fails only when no point of its edge can be transformed. */
bool tomt_transform_box(struct tomt_transform *transform, const struct tomt_box *from, struct tomt_box *to, struct tomt_error *err);
bool tomt_transform_inverse_box(struct tomt_transform *transform, const struct tomt_box *to, struct tomt_box *from, struct tomt_error *err);

#endif
