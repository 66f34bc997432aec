/* economy_statistics.h: small weights and the reference data for the tests of room economy's statistics. */
#ifndef TOMT_TESTS_ECONOMY_STATISTICS_H
#define TOMT_TESTS_ECONOMY_STATISTICS_H

#include "economy/weights.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MOST_PLACES = 400, MOST_PAIRS = 6000 };

/* Weights that a test fills row by row. */
struct small_weights {
    uint64_t start[MOST_PLACES + 1];
    uint32_t neighbour[MOST_PAIRS];
    double weight[MOST_PAIRS];
    struct tomt_weights weights; /* weight NULL: all 1 */
};

static inline void begin(struct small_weights *small)
{
    memset(small, 0, sizeof *small);
    small->weights = (struct tomt_weights){0, small->start, small->neighbour, NULL};
}
static inline void add_row_of(struct small_weights *small, const uint32_t *neighbour, size_t n)
{
    uint64_t at = small->start[small->weights.n];
    for (size_t j = 0; j < n; j++, at++) {
        small->neighbour[at] = neighbour[j];
        small->weight[at] = 1;
    }
    small->start[++small->weights.n] = at;
}
static inline void standardise(struct small_weights *small)
{
    for (size_t i = 0; i < small->weights.n; i++)
        for (uint64_t j = small->start[i]; j < small->start[i + 1]; j++)
            small->weight[j] = 1.0 / (double)(small->start[i + 1] - small->start[i]);
    small->weights.weight = small->weight;
}
/* Rook neighbours on a lattice. */
static inline void lattice(struct small_weights *small, uint32_t n_columns, uint32_t n_rows)
{
    begin(small);
    for (uint32_t y = 0; y < n_rows; y++)
        for (uint32_t x = 0; x < n_columns; x++) {
            uint32_t row[4], i = y * n_columns + x;
            size_t n = 0;
            if (y > 0)
                row[n++] = i - n_columns;
            if (x > 0)
                row[n++] = i - 1;
            if (x + 1 < n_columns)
                row[n++] = i + 1;
            if (y + 1 < n_rows)
                row[n++] = i + n_columns;
            add_row_of(small, row, n);
        }
}

/* The six points of Getis and Ord's G in pysal (esda/tests/test_getisord.py): (10,10) (20,10) (40,10) (15,20) (30,20) (30,30),
 * neighbours within 15. Distances: 0-1 10; 0-3, 1-3 sqrt 125 = 11.2; 1-4 sqrt 200 = 14.1; 2-4 14.1; 4-5 10; 3-4 15; others over 15
 * (3-5 18.0, 2-5 22.4). */
static const double SIX_X[] = {10, 20, 40, 15, 30, 30}, SIX_Y[] = {10, 10, 10, 20, 20, 30};
static const double SIX_VALUES[] = {2, 3, 3.2, 5, 8, 7};
static inline void six_points(struct small_weights *small)
{
    begin(small);
    add_row_of(small, (uint32_t[]){1, 3}, 2);
    add_row_of(small, (uint32_t[]){0, 3, 4}, 3);
    add_row_of(small, (uint32_t[]){4}, 1);
    add_row_of(small, (uint32_t[]){0, 1, 4}, 3);
    add_row_of(small, (uint32_t[]){1, 2, 3, 5}, 4);
    add_row_of(small, (uint32_t[]){4}, 1);
}

static inline char *reference_text(const char *name)
{
    char path[600];
    snprintf(path, sizeof path, TOMT_SHARED_DATA "/ref_spatial_stats/%s", name);
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    static char text[4 << 20];
    size_t n = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[n] = 0;
    return text;
}
/* Neighbour lists: "n", then "id n_neighbours" and a line of ids, for 1 .. n in any order. */
static inline bool read_gal(const char *name, struct small_weights *small)
{
    char *at = reference_text(name);
    if (!at)
        return false;
    static uint32_t row[MOST_PLACES][64];
    static size_t length[MOST_PLACES];
    size_t n = strtoul(at, &at, 10);
    for (size_t i = 0; i < n; i++) {
        size_t id = strtoul(at, &at, 10) - 1;
        length[id] = strtoul(at, &at, 10);
        for (size_t j = 0; j < length[id]; j++)
            row[id][j] = (uint32_t)strtoul(at, &at, 10) - 1;
        for (size_t j = 1; j < length[id]; j++)
            for (size_t k = j; k > 0 && row[id][k] < row[id][k - 1]; k--) {
                uint32_t moved = row[id][k];
                row[id][k] = row[id][k - 1];
                row[id][k - 1] = moved;
            }
    }
    begin(small);
    for (size_t i = 0; i < n; i++)
        add_row_of(small, row[i], length[i]);
    return true;
}
/* The property of each feature of a GeoJSON text in their order. */
static inline size_t read_property(const char *text, const char *name, double *value)
{
    char key[64];
    snprintf(key, sizeof key, "\"%s\":", name);
    size_t n = 0;
    for (const char *at = text; n < MOST_PLACES && (at = strstr(at, key)) != NULL; n++)
        value[n] = strtod(at += strlen(key), NULL);
    return n;
}

#endif
