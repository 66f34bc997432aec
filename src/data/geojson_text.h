/* data/geojson_text.h: one feature as GeoJSON text, from coordinates in units of 1e-7 degrees.
 * Shared by the files of the GeoJSON writer only. The page belongs to who made it; distinct pages
 * may be used by distinct threads. */
#ifndef TOMT_DATA_GEOJSON_TEXT_H
#define TOMT_DATA_GEOJSON_TEXT_H

#include "base/table.h"
#include "geo/shapes.h"

struct tomt_geojson_page { /* text that grows through tomt_resize; `failed` once memory ran out */
    char *bytes;
    size_t n, capacity;
    bool failed;
};

struct tomt_geojson_position {
    int64_t lon, lat; /* 1e-7 degrees */
};

struct tomt_geojson_ring { /* or line */
    size_t part, ring, n;  /* n positions; ring 0 is the shell */
};

bool tomt_page_reserve(struct tomt_geojson_page *page, size_t more);
void tomt_page_add(struct tomt_geojson_page *page, const char *bytes, size_t n);
void tomt_page_string(struct tomt_geojson_page *page, const char *text,
                      size_t n); /* JSON, quoted */
void tomt_page_degrees(struct tomt_geojson_page *page, int64_t units);
void tomt_page_value(struct tomt_geojson_page *page, const struct tomt_column *column, size_t row);

/* The value of "geometry". Rings are turned to the right-hand rule in place and closed; holes
 * without area are left out. */
void tomt_page_point(struct tomt_geojson_page *page, const struct tomt_geojson_position *at);
void tomt_page_shape(struct tomt_geojson_page *page, uint32_t wkb_type,
                     struct tomt_geojson_position *at, const struct tomt_geojson_ring *ring,
                     size_t n_rings);

#endif
