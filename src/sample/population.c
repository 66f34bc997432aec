/* population.gpkg: residents in the national grid of 250 m, which is square in EPSG:25833. */
#include "sample/sheet.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CELL_M 250

struct cell {
    int32_t column, row;
    double residents;
};

static int compare_cell(const void *a, const void *b)
{
    const struct cell *x = a, *y = b;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    return (x->column > y->column) - (x->column < y->column);
}

double tomt_city_lived_in_m2(const struct tomt_city *city, const struct tomt_parcel *parcel)
{
    static const double share[TOMT_N_KINDS] = {
        [TOMT_K_HOUSING] = 0.9, [TOMT_K_DENSE] = 0.85,  [TOMT_K_MIXED] = 0.35,
        [TOMT_K_CENTRE] = 0.2,  [TOMT_K_VILLAGE] = 0.4, [TOMT_K_NATURE] = 0.25};
    return isnan(parcel->bra_m2) ? 0 : parcel->bra_m2 * share[city->block[parcel->block].kind];
}

static bool gather(struct tomt_city *city, struct cell *cell, size_t *n, struct tomt_error *err)
{
    struct tomt_transform *transform =
        tomt_transform_open(city->seat, "EPSG:25832", "EPSG:25833", err);
    size_t found = 0, merged = 0;
    for (size_t i = 0; transform && i < city->n_parcels; i++) {
        const struct tomt_parcel *parcel = &city->parcel[i];
        const struct tomt_box *box = &city->parcel_shapes.box[parcel->shape];
        struct tomt_xy at = {(box->min_x + box->max_x) / 2, (box->min_y + box->max_y) / 2};
        double m2 = tomt_city_lived_in_m2(city, parcel);
        if (m2 <= 0)
            continue;
        if (!tomt_transform_points(transform, (uint8_t *)&at.x, (uint8_t *)&at.y, sizeof at, 1,
                                   NULL, err))
            return false;
        cell[found++] =
            (struct cell){(int32_t)floor(at.x / CELL_M), (int32_t)floor(at.y / CELL_M), m2};
    }
    if (found > 0)
        qsort(cell, found, sizeof *cell, compare_cell);
    for (size_t i = 0; i < found; i++) {
        if (merged > 0 && compare_cell(&cell[merged - 1], &cell[i]) == 0)
            cell[merged - 1].residents += cell[i].residents;
        else
            cell[merged++] = cell[i];
    }
    *n = merged;
    return transform != NULL;
}

bool tomt_write_population(struct tomt_city *city, struct tomt_error *err)
{
    struct tomt_sheet sheet;
    size_t n = 0;
    struct cell *cell =
        tomt_arena_block(city->arena, NULL, city->n_parcels * sizeof *cell + 1, err);
    struct tomt_gpkg *gpkg = tomt_sheet_file(city, "population.gpkg", "EPSG:25833", err);
    if (!cell || !gpkg || !gather(city, cell, &n, err) ||
        !tomt_sheet_start(city, &sheet, TOMT_POLYGONS, "text ssbid0250m, integer pop_tot", err))
        return false;
    double all_m2 = 0;
    for (size_t i = 0; i < n; i++)
        all_m2 += cell[i].residents;
    for (size_t i = 0; i < n; i++) {
        double x = cell[i].column * (double)CELL_M, y = cell[i].row * (double)CELL_M,
               residents = cell[i].residents / all_m2 * (double)city->scale->n_residents;
        struct tomt_xy at[] = {
            {x, y}, {x + CELL_M, y}, {x + CELL_M, y + CELL_M}, {x, y + CELL_M}, {x, y}};
        char id[24];
        if (residents < 0.5)
            continue;
        snprintf(id, sizeof id, "%.0f", 2e13 + x * 1e7 + y);
        if (!tomt_shape_add_ring(&sheet.shapes, at, 5, err) ||
            !tomt_sheet_text(&sheet, 0, id, err) ||
            !tomt_sheet_integer(&sheet, 1, (int64_t)llround(residents), err))
            return false;
    }
    return tomt_sheet_write(city, &sheet, gpkg, "rutenett_250m", "Befolkning 250 m", "MULTIPOLYGON",
                            err) &&
           tomt_gpkg_finish(gpkg, err);
}
