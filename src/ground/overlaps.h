/* ground/overlaps.h: pairs with ground in common, and what a sum check needs beside them; and the
 * list a thread writes pairs to. Inside this room only. */
#ifndef TOMT_GROUND_OVERLAPS_H
#define TOMT_GROUND_OVERLAPS_H

#include "ground/ground.h"
#include "ground/plot.h"

struct tomt_found { /* of one thread */
    struct tomt_arena *arena;
    uint32_t *row;
    double *area_m2;
    size_t n, row_capacity, area_capacity;
};
bool tomt_found_add(struct tomt_found *pairs, uint32_t row, double area_m2, struct tomt_error *err);

struct tomt_found_deal { /* what a thread takes at a time, and where its pairs begin */
    const struct tomt_found *pairs;
    size_t from, n;
    size_t n_looked, n_pairs, n_snapped;
};
/* out->start[i + 1] holds the count of i; deals in order -> CSR. */
bool tomt_found_join(struct tomt_arena *arena, const struct tomt_found_deal *deal, size_t n_deals,
                     struct tomt_overlaps *out, struct tomt_error *err);

struct tomt_sum_check { /* [of a]; blocks of the caller */
    double *whole_m2;   /* of the polygon */
    double *noise_m2;   /* common ground too small to be kept */
    uint8_t *snapped;
};
/* `check` may be NULL. */
bool tomt_overlaps_find_all(struct tomt_arena *arena, const struct tomt_shapes *a,
                            const struct tomt_cover *b, const uint8_t *want_b,
                            const struct tomt_crew *crew, struct tomt_overlaps *out,
                            struct tomt_sum_check *check, struct tomt_error *err);

#endif
