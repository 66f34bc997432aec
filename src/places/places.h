/* places/places.h: finds addresses, parcels, sites, hubs and named areas in a result by what people type: whole, by prefix, or with slips of the pen; offline. Knows results only.
 * All belongs to the arena. After opening, thread-safe. */
#ifndef TOMT_PLACES_PLACES_H
#define TOMT_PLACES_PLACES_H

#include "base/arena.h"
#include "base/crew.h"

enum tomt_place_kind { TOMT_PLACE_ADDRESS, TOMT_PLACE_STREET, TOMT_PLACE_PARCEL, TOMT_PLACE_SITE, TOMT_PLACE_HUB, TOMT_PLACE_AREA, TOMT_PLACE_POSTCODE, TOMT_PLACE_POINT };
struct tomt_found_place {
    enum tomt_place_kind kind;
    const char *title;        /* "Bragernes torg 4B, 3017", "3301-113/45" */
    const char *layer; int64_t fid;
    double x, y;              /* in the result's CRS */
    double match;             /* 1 exact, less the more slips; ordered by it, then title */
    bool other;               /* another house number, property or municipality than was typed: something to show, never what was meant */
};
struct tomt_places;           /* opened on a result; names are read at the first search that is of a name: a point, a property, a site or a postcode needs none */
struct tomt_places *tomt_places_open(struct tomt_arena *arena, const char *result, struct tomt_error *err);
/* A postcode or a municipality without an area is found at the address in the middle of its addresses.
 * "bragernes torg 4 b", "Bragernes to", "bragrenes torg", "113/45", "59.7434, 10.2039" (lat lon), "570500,6623400" (the result's CRS). Case, æøå written ae oe aa, accents, abbreviations
 * (gt., vn., pl.) and blanks in house numbers do not matter. At most `most`. Nothing near: n 0.
 * (Not tomt_places_find: network/ has one of that name.) */
bool tomt_places_search(struct tomt_places *places, const char *words, size_t most, const struct tomt_crew *crew, struct tomt_found_place **found, size_t *n,
                      struct tomt_error *err);
/* Whether the result has places of this kind at all: an older one may have no addresses. */
bool tomt_places_has(const struct tomt_places *places, enum tomt_place_kind kind);
/* The result's CRS, as tomt_crs_read takes it; NULL: the result does not say. */
const char *tomt_places_crs(const struct tomt_places *places);
const char *tomt_place_kind_name(enum tomt_place_kind kind); /* "address", "street" ...: for JSON, never translated */

#endif
