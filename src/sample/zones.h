/* sample/zones.h: the layer of zones while it is filled: the municipal plan, then detail plans over
 * it. */
#ifndef TOMT_SAMPLE_ZONES_H
#define TOMT_SAMPLE_ZONES_H

#include "sample/sheet.h"

struct tomt_zoning {
    struct tomt_city *city;
    struct tomt_sheet sheet;
    struct tomt_marks marks; /* of all blocks */
    struct tomt_ring ring;
    size_t n_fields;
    const struct tomt_plan_head *latest; /* plan of the rows before */
    uint16_t n_blocks_of[64];            /* of it, by use: see tomt_zone_place */
    int use_of[64];
};
struct tomt_plan_head {
    const char *id, *name, *adopted;
    int type; /* SOSI Plantype: 20, 21 municipal, 30 older, 34 of an area, 35 detailed */
};

/* utilisation.c: what a plan lets be built. */
struct tomt_zone_place {
    int use;
    uint8_t kind; /* enum tomt_kind */
    double x, y;  /* of its middle, metres less the origin */
    double area_m2;
    uint64_t chance; /* zones of one number are drawn alike */
    uint16_t which;  /* block of its use in its plan, 1 .. */
};
struct tomt_utilisation_said {
    int type; /* SOSI Utnyttingstype; 0: nothing is said */
    double number, minimum, storeys, height_m, parking_per_100_m2; /* NaN: not said */
    const char *hall;                                              /* "ja", "nei", NULL */
};
struct tomt_utilisation_said tomt_utilisation_of(const struct tomt_city *city,
                                                 const struct tomt_zone_place *at,
                                                 const struct tomt_plan_head *plan);
/* The columns of the rows of shapes that have none yet. use 0: no code. kind: of the block. */
bool tomt_zone_fields(struct tomt_zoning *zoning, int use, uint8_t kind,
                      const struct tomt_plan_head *plan, int status, int level,
                      struct tomt_error *err);
bool tomt_zone_block(struct tomt_zoning *zoning, uint32_t block, int use,
                     const struct tomt_plan_head *plan, struct tomt_error *err);

void tomt_city_uses(struct tomt_city *city); /* the municipal plan's code of every block */
bool tomt_zones_detail(struct tomt_zoning *zoning, struct tomt_error *err);
bool tomt_write_hazards(struct tomt_city *city, struct tomt_gpkg *gpkg, struct tomt_error *err);

#endif
