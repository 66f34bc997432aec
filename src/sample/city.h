/* sample/city.h: what the files of this room share: the plane of the town (u along the river, v
 * across it), its division into blocks by straight cuts (streets), blocks into parcels, and chance.
 * May not know the pipeline. Everything belongs to the city's arena; one thread.
 * Rectangles in (u, v) are whole decimetres, so that neighbours share corners exactly; the lattice
 * bends them into place. */
#ifndef TOMT_SAMPLE_CITY_H
#define TOMT_SAMPLE_CITY_H

#include "geo/index.h"
#include "geo/seat.h"
#include "sample/geography.h"
#include "sample/random.h"
#include "sample/sample.h"

#define TOMT_BANK_DM 1000 /* |v| of the river's banks */

struct tomt_scale {                 /* what makes a sample small or large */
    double block_m[TOMT_N_KINDS];   /* side of a block */
    double parcel_m2[TOMT_N_KINDS]; /* 0: the block is the parcel */
    double nature_m;                /* side of a farm or forest */
    double zone_m;                  /* longest side of a zone of the municipal plan */
    double sprawl;                  /* share of nature that is built on, 0 .. 1 */
    double link_m;                  /* longest street link; longer ones are cut */
    double access_share;            /* of parcels that have a drive of their own */
    size_t n_establishments, n_residents, n_further_plans;
};
const struct tomt_scale *tomt_scale_of(enum tomt_sample_size size);

struct tomt_rect {
    int32_t u0, v0, u1, v1; /* dm */
};
enum tomt_side { TOMT_SOUTH, TOMT_EAST, TOMT_NORTH, TOMT_WEST };

struct tomt_block { /* a node of the division: a leaf is a block */
    struct tomt_rect rect;
    uint32_t low, high;  /* children; 0: a leaf */
    uint16_t half_dm[4]; /* half widths of the streets on its sides, by enum tomt_side */
    uint8_t kind; /* enum tomt_kind; of an inner node: that of all its leaves, else TOMT_N_KINDS */
    uint8_t quarter; /* row in tomt_quarters */
    uint16_t use;    /* code of the municipal plan; of an inner node: 0 when its leaves differ */
    uint32_t plan;   /* detail plan that governs it, 1 ..; 0: none */
};
struct tomt_cut {
    bool upright; /* u = at, v from .. to; else v = at, u from .. to */
    int32_t at, from, to;
    uint16_t half_dm;
};
struct tomt_parcel {
    struct tomt_rect rect;
    uint32_t block, shape; /* shape: row in parcel_shapes */
    uint8_t front;         /* enum tomt_side: the street it has its address on */
    uint16_t gnr, part;
    uint32_t bnr;
    uint16_t use; /* what stands there, as a land-use code of the municipal plan */
    double area_m2, bra_m2, footprint_m2; /* bra_m2 NaN: not registered */
    uint8_t storeys, owner, owner_kind;   /* owner_kind: enum tomt_kind where the property begins */
    uint32_t first_address, n_addresses;
};
struct tomt_address {
    uint32_t cut, number, parcel;
    int32_t along; /* dm on the street */
    char letter;   /* 0: none */
    double x, y;
};

struct tomt_tract {            /* a statistical tract (grunnkrets): blocks between streets */
    uint32_t number;           /* 3301QQTT: its quarter, and its place from west to east */
    uint8_t quarter, district; /* rows in tomt_quarters and tomt_districts */
    uint16_t of_quarter;       /* 1 .. */
};
struct tomt_district { /* bydel; numbered 330101 .. */
    const char *name;
    double target, residents_target; /* jobs wished for, by jobs there are; residents alike */
};
extern const struct tomt_district tomt_districts[];
extern const size_t tomt_n_districts;
#define TOMT_NO_TRACT UINT32_MAX

struct tomt_gaps { /* what no parcel covers */
    struct tomt_shapes shapes;
    uint8_t *what; /* enum tomt_gap, by row */
    struct tomt_index *index;
};
enum tomt_gap { TOMT_WATER = 1, TOMT_CORRIDOR = 2, TOMT_ROAD = 4 };

struct tomt_marks { /* corners on the lines of (u, v), so that neighbours get each other's corners
                       as vertices */
    int64_t *upright, *level; /* line << 32 | position, sorted, unique */
    size_t n_upright, n_level;
};

struct tomt_lay { /* geography.h made natural; rows as there */
    struct tomt_line border[8], lake[8], road[32], fjord, holmen;
    double fjord_west; /* no fjord west of this */
};

struct tomt_city {
    struct tomt_arena *arena;
    struct tomt_seat *seat;
    const struct tomt_crew *crew;
    const char *folder;
    uint64_t seed;
    const struct tomt_scale *scale;
    struct tomt_lay lay;
    struct tomt_xy *lattice;
    uint8_t *kind, *quarter; /* samples of the plane, every 50 m */
    struct tomt_block *block;
    size_t n_blocks, block_capacity;
    uint32_t south, north; /* the two banks: blocks that hold all others */
    struct tomt_cut *cut;
    size_t n_cuts, cut_capacity;
    struct tomt_parcel *parcel;
    size_t n_parcels, parcel_capacity;
    struct tomt_shapes parcel_shapes;
    struct tomt_address *address;
    size_t n_addresses, address_capacity;
    struct tomt_gaps gaps;
    struct tomt_tract *tract;
    size_t n_tracts;
    double jobs_target, residents_target; /* of the municipality */
    uint32_t *tract_of_block;             /* TOMT_NO_TRACT: outside Drammen, or not a leaf */
};

/* grow.c: a list in the arena that doubles; item points at the list's pointer. */
bool tomt_city_room(struct tomt_city *city, void *item, size_t *capacity, size_t n, size_t size,
                    struct tomt_error *err);

/* lay.c */
bool tomt_city_lay(struct tomt_city *city, struct tomt_error *err);

/* warp.c: the plane bent along the valley. Metres less the origin, rounded to centimetres where
 * they leave. */
bool tomt_city_bend(struct tomt_city *city, struct tomt_error *err);
struct tomt_xy tomt_city_place(const struct tomt_city *city, double u_dm, double v_dm);
uint32_t tomt_city_sample(const struct tomt_city *city, int32_t u_dm,
                          int32_t v_dm); /* row in kind and quarter */
#define TOMT_PLANE_U0 10000
#define TOMT_PLANE_U1 320000
#define TOMT_PLANE_V0 (-255000)
#define TOMT_PLANE_V1 135000
#define TOMT_SAMPLE_DM 500
#define TOMT_SAMPLE_COLUMNS ((TOMT_PLANE_U1 - TOMT_PLANE_U0) / TOMT_SAMPLE_DM)

/* division.c: the plane cut into blocks. */
bool tomt_city_divide(struct tomt_city *city, struct tomt_error *err);

/* outline.c: rectangles as rings and lines in place. */
bool tomt_marks_make(struct tomt_city *city, const struct tomt_rect *rect, size_t n,
                     struct tomt_marks *marks, struct tomt_error *err);
struct tomt_ring { /* absolute metres; the last vertex repeats the first */
    struct tomt_xy *at;
    size_t n, capacity;
};
bool tomt_city_ring(struct tomt_city *city, const struct tomt_marks *marks,
                    const struct tomt_rect *rect, struct tomt_ring *ring, struct tomt_error *err);
/* A straight piece of (u, v) as a line in place, both ends included. */
bool tomt_city_path(struct tomt_city *city, int32_t u0, int32_t v0, int32_t u1, int32_t v1,
                    struct tomt_ring *line, struct tomt_error *err);
bool tomt_shape_add_ring(struct tomt_shapes *shapes, const struct tomt_xy *at, size_t n,
                         struct tomt_error *err);
bool tomt_shape_add_line(struct tomt_shapes *shapes, const struct tomt_xy *at, size_t n,
                         struct tomt_error *err);

/* gaps.c: water, motorways, rail and main roads as polygons; rings cut by them. */
bool tomt_city_gaps(struct tomt_city *city, struct tomt_error *err);
/* ring less the gaps of the kinds in `mask` (and less what lies outside Drammen, if asked): its
 * polygons over least_m2 are appended to shapes; *n tells how many. A ring that meets no gap is
 * appended as it is. */
bool tomt_city_clip(struct tomt_city *city, const struct tomt_ring *ring, unsigned mask,
                    bool within, double least_m2, struct tomt_shapes *shapes, size_t *n,
                    struct tomt_error *err);
bool tomt_city_wet(struct tomt_city *city, double x,
                   double y); /* in fjord, river or lake; absolute metres */
/* A hand-typed line buffered, flat ends: a polygon. */
GEOSGeometry *tomt_city_band(struct tomt_city *city, const struct tomt_line *line, double half_m,
                             struct tomt_error *err);
GEOSGeometry *tomt_city_polygon(struct tomt_city *city, const struct tomt_xy *at, size_t n,
                                bool offset, struct tomt_error *err);
GEOSGeometry *tomt_city_water(struct tomt_city *city,
                              struct tomt_error *err); /* all of it, in one */

/* parcels.c: blocks divided into parcels, owners, floor area; addresses on their streets. */
bool tomt_city_parcels(struct tomt_city *city, struct tomt_error *err);
bool tomt_city_addresses(struct tomt_city *city, struct tomt_error *err);
double tomt_city_centrality(
    double x, double y); /* 1 in the centre, falling to 0 some km out; metres less the origin */

/* The files. */
bool tomt_write_plan(struct tomt_city *city, struct tomt_error *err);  /* plan.gpkg */
bool tomt_write_noise(struct tomt_city *city, struct tomt_error *err); /* noise.geojson */
bool tomt_write_parcels(struct tomt_city *city,
                        struct tomt_error *err); /* parcels.gpkg, buildings.fgb */
bool tomt_write_streets(struct tomt_city *city, struct tomt_error *err);   /* streets.gpkg */
bool tomt_write_timetable(struct tomt_city *city, struct tomt_error *err); /* gtfs.zip */
bool tomt_write_places(struct tomt_city *city,
                       struct tomt_error *err); /* borders.gpkg, hubs.geojson,
                                                 tangen_station.geojson, hubs.gpkg */
bool tomt_write_addresses(struct tomt_city *city, struct tomt_error *err);  /* adresser.csv */
bool tomt_write_businesses(struct tomt_city *city, struct tomt_error *err); /* underenheter.csv */
bool tomt_write_population(struct tomt_city *city, struct tomt_error *err); /* population.gpkg */
bool tomt_write_height(struct tomt_city *city, struct tomt_error *err);     /* height.tif */
bool tomt_write_tracts(struct tomt_city *city,
                       struct tomt_error *err); /* tracts.gpkg; makes tract */
bool tomt_write_earlier(struct tomt_city *city, struct tomt_error *err); /* underenheter_2024.csv */
bool tomt_write_employment(struct tomt_city *city, struct tomt_error *err); /* sysselsatte.csv */
/* population.c: floor area lived in, by which residents are shared out. */
double tomt_city_lived_in_m2(const struct tomt_city *city, const struct tomt_parcel *parcel);

/* names.c: fictional names. `out` holds at least 80 bytes. */
void tomt_street_name(const struct tomt_city *city, uint32_t cut, char *out, size_t size);
void tomt_business_name(struct tomt_random *random, const char *trade, char *out, size_t size);
void tomt_person_name(struct tomt_random *random, char *out, size_t size);
/* owners.c: in capitals; "" where the register has none. `out` holds at least 400 bytes. */
void tomt_owner_name(const struct tomt_city *city, const struct tomt_parcel *parcel, char *out,
                     size_t size);

#endif
