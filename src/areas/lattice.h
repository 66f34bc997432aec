/* areas/lattice.h: square cells at whole multiples of their side, and which of them have their centre in polygons (inside the room).
 * Pure arithmetic on plain numbers; nothing is owned. */
#ifndef TOMT_AREAS_LATTICE_H
#define TOMT_AREAS_LATTICE_H

#include "geo/shapes.h"

struct tomt_lattice {
    double cell_m;
    double west, south; /* whole numbers of cells: the corner lies at west * cell_m, south * cell_m */
    size_t n_columns, n_rows;
};
static inline double tomt_lattice_x(const struct tomt_lattice *lattice, size_t column) /* of its centre */
{
    return (lattice->west + (double)column + 0.5) * lattice->cell_m;
}
static inline double tomt_lattice_y(const struct tomt_lattice *lattice, size_t row)
{
    return (lattice->south + (double)row + 0.5) * lattice->cell_m;
}

/* The cells over a box. False: more than `most`, or not to be counted; *out is left alone. */
bool tomt_lattice_over(const struct tomt_box *box, double cell_m, double most, struct tomt_lattice *out);
/* is_in[n_rows * n_columns]: 1 where the centre lies in a polygon or on its edge, decided exactly; 0 elsewhere. Returns how many. `work` is of
 * the same size, and all 0 before and after. */
size_t tomt_lattice_fill(const struct tomt_lattice *lattice, const struct tomt_shapes *polygons, uint8_t *is_in, uint8_t *work);

#endif
