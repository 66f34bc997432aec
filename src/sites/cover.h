/* sites/cover.h: polygons made ready for many small overlays: outlines for the cheap tests, an
 * index to find them by; and the table at which one thread does that work. May not know zones or
 * sites. A cover is const once made and shared; a bench and its blades belong to one thread. */
#ifndef TOMT_SITES_COVER_H
#define TOMT_SITES_COVER_H

#include "geo/clip.h"
#include "geo/index.h"
#include "sites/lie.h"

#include <stdatomic.h>

#define TOMT_SLIVER_M2 1.0 /* DOMAIN.md: polygon parts under this are slivers */
#define TOMT_NOISE_M2                                                                              \
    1e-4 /* 1 cm2: what two plans drawn to the centimetre may overlap by; taken as nothing */

struct tomt_cover {
    const struct tomt_shapes *shapes;
    struct tomt_outlines outlines;
    struct tomt_index *index;
};
bool tomt_cover_make(struct tomt_arena *arena, const struct tomt_shapes *shapes,
                     struct tomt_cover *cover, struct tomt_error *err);
/* By box, then bytes: the same whatever order the input came in. */
int tomt_shape_order(const struct tomt_shapes *shapes, size_t a, size_t b);

struct tomt_bench { /* one thread's tools */
    struct tomt_arena *arena;
    struct tomt_seat *seat;
    struct tomt_lie_desk lie;
    struct tomt_rows rows;
};
bool tomt_bench_open(struct tomt_bench *bench,
                     struct tomt_error *err); /* also closes what it made when it fails */
void tomt_bench_close(struct tomt_bench *bench);
/* A seat of a crew: zeroed memory of `size`, whose first member is a bench that is open. NULL on
 * failure. */
void *tomt_bench_sit(size_t size, struct tomt_error *err);
void tomt_bench_rise(void *seat); /* closes the bench and gives the seat back */

/* Where borders meet or collapse the library leaves lines and points beside the polygons, and takes
 * no such mixture again. Takes `geometry` over; NULL stays NULL. */
GEOSGeometry *tomt_only_polygons(struct tomt_seat *seat, GEOSGeometry *geometry,
                                 struct tomt_error *err);
/* The union of many, in the order given; snapped where the library fails, or gives what no union of
 * them can be. Takes none of them over. NULL on failure. */
GEOSGeometry *tomt_union_of(struct tomt_seat *seat, GEOSGeometry *const *geometry, size_t n,
                            bool *snapped, struct tomt_error *err);
GEOSGeometry *tomt_union_snapped(struct tomt_seat *seat, GEOSGeometry *const *geometry, size_t n,
                                 struct tomt_error *err);
double tomt_area_m2(struct tomt_seat *seat, const GEOSGeometry *geometry);

/* Arenas that outlive the threads that filled them, until the results are joined. */
struct tomt_kept_arenas {
    struct tomt_arena *of[256];
    atomic_size_t n;
};
struct tomt_arena *tomt_kept_arena(struct tomt_kept_arenas *kept,
                                   struct tomt_error *err); /* a new one; thread-safe */
/* Zeroed memory of `size` in a kept arena of its own, which is given as well. NULL on failure. */
void *tomt_kept_output(struct tomt_kept_arenas *kept, size_t size, struct tomt_arena **arena,
                       struct tomt_error *err);
struct tomt_shapes *tomt_kept_shapes(struct tomt_kept_arenas *kept,
                                     struct tomt_error *err); /* such, for polygons */
void tomt_kept_free(struct tomt_kept_arenas *kept);

#endif
