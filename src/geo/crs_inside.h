/* geo/crs_inside.h: what crs.c and transform.c share; not for other rooms. */
#ifndef TOMT_GEO_CRS_INSIDE_H
#define TOMT_GEO_CRS_INSIDE_H

#include "geo/crs.h"

/* The horizontal 2D part of the CRS that `text` names (EPSG code, WKT, PROJJSON, PROJ string). A bound CRS
 * (a TOWGS84 clause) stays bound unless its shift is nothing. The caller destroys it; NULL with err set. */
PJ *tomt_crs_create(struct tomt_seat *seat, const char *text, struct tomt_error *err);

#endif
