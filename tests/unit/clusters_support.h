/* clusters_support.h: clouds of points for the tests of DBSCAN and HDBSCAN, and the numbers their
 * clusters should have. */
#ifndef CLUSTERS_SUPPORT_H
#define CLUSTERS_SUPPORT_H

#include "economy/clusters.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

enum { MOST = 3000 };
static const struct tomt_crew ALONE = {1, NULL, NULL}, THREE = {3, NULL, NULL},
                              EIGHT = {8, NULL, NULL};

static inline void same_number(double a, double b, double tolerance)
{
    if (!(fabs(a - b) <= tolerance))
        fail_msg("%.17g, not %.17g", a, b);
}

static uint64_t state;

static inline double uniform(void) /* splitmix64 */
{
    uint64_t z = state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (double)((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

struct cloud {
    double x[MOST], y[MOST], weight[MOST];
    size_t n;
};

static inline void add(struct cloud *cloud, double x, double y, double weight)
{
    cloud->x[cloud->n] = x;
    cloud->y[cloud->n] = y;
    cloud->weight[cloud->n++] = weight;
}

enum shape { SCATTERED, LATTICE, CROWDED, N_SHAPES };

static inline void make_cloud(struct cloud *cloud, size_t n, enum shape shape)
{
    cloud->n = 0;
    for (size_t i = 0; i < n; i++) {
        double x = 1000 * uniform(), y = 600 * uniform(), weight = floor(6 * uniform()) / 2;
        if (shape == LATTICE) { /* many equal distances, many of one place */
            x = 50 * floor(x / 50);
            y = 50 * floor(y / 50);
        } else if (shape == CROWDED && i % 4) {
            double angle = 6.28318530717958648 * uniform(), r = 60 * uniform() * uniform();
            x = 560000 + 250 * (double)(i % 3) + r * cos(angle);
            y = 6620000 + 300 * (double)(i % 2) + r * sin(angle);
        } else if (shape == CROWDED) {
            x += 560000;
            y += 6620000;
        }
        add(cloud, x, y, weight);
    }
}

static inline double distance2(const struct cloud *cloud, size_t a, size_t b)
{
    double dx = cloud->x[a] - cloud->x[b], dy = cloud->y[a] - cloud->y[b];
    return dx * dx + dy * dy;
}

/* Clusters given by any names (name[i], TOMT_NOISE: none) get the numbers the header promises. */
static inline size_t number(const struct cloud *cloud, const uint32_t *name, uint32_t *label)
{
    uint32_t seen[MOST];
    double weight[MOST];
    size_t n = 0;
    for (size_t i = 0; i < cloud->n; i++) {
        size_t k = 0;
        label[i] = TOMT_NOISE;
        if (name[i] == TOMT_NOISE)
            continue;
        while (k < n && seen[k] != name[i])
            k++;
        if (k == n) {
            seen[n] = name[i];
            weight[n++] = 0;
        }
        weight[k] += cloud->weight[i];
    }
    for (size_t i = 0; i < cloud->n; i++) {
        size_t mine = 0;
        if (name[i] == TOMT_NOISE)
            continue;
        while (seen[mine] != name[i])
            mine++;
        label[i] = 0;
        for (size_t k = 0; k < n; k++) /* seen is by lowest point */
            label[i] += weight[k] > weight[mine] || (weight[k] == weight[mine] && k < mine);
    }
    return n;
}

static inline void same_labels(const struct cloud *cloud, const struct tomt_labels *labels,
                               const uint32_t *label, size_t n_clusters)
{
    assert_int_equal(labels->n_clusters, n_clusters);
    for (size_t i = 0; i < cloud->n; i++)
        if (labels->label[i] != label[i])
            fail_msg("point %zu is in %u, not in %u", i, labels->label[i], label[i]);
}

#endif
