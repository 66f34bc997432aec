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
};
struct tomt_plan_head {
    const char *id, *name, *adopted;
};
/* The columns of the rows of shapes that have none yet. use 0: no code. */
bool tomt_zone_fields(struct tomt_zoning *zoning, int use, const struct tomt_plan_head *plan,
                      int status, int level, struct tomt_error *err);
bool tomt_zone_block(struct tomt_zoning *zoning, uint32_t block, int use,
                     const struct tomt_plan_head *plan, struct tomt_error *err);

void tomt_city_uses(struct tomt_city *city); /* the municipal plan's code of every block */
bool tomt_zones_detail(struct tomt_zoning *zoning, struct tomt_error *err);
bool tomt_write_hazards(struct tomt_city *city, struct tomt_gpkg *gpkg, struct tomt_error *err);

#endif
