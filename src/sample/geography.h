/* sample/geography.h: the true geography, typed by hand: border, river, fjord, lakes, main roads,
 * rail, quarters, places. Facts of geography in a few dozen vertices each, metres of EPSG:25832
 * less ORIGIN, read off maps of scale 1:1 000 000 and the coordinates of places. Accurate to some
 * hundred metres. Const; thread-safe. */
#ifndef TOMT_SAMPLE_GEOGRAPHY_H
#define TOMT_SAMPLE_GEOGRAPHY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TOMT_ORIGIN_X 550000.0
#define TOMT_ORIGIN_Y 6600000.0

struct tomt_xy {
    double x, y;
};
struct tomt_line {
    const struct tomt_xy *at;
    size_t n;
};

/* What a quarter is like; sizes.h says how finely it is divided. */
enum tomt_kind {
    TOMT_K_NATURE, /* farms and forest: what no quarter claims */
    TOMT_K_HOUSING,
    TOMT_K_DENSE,
    TOMT_K_MIXED,
    TOMT_K_CENTRE,
    TOMT_K_BUSINESS,
    TOMT_K_RETAIL,
    TOMT_K_INDUSTRY,
    TOMT_K_LOGISTICS,
    TOMT_K_HARBOUR,
    TOMT_K_HOSPITAL,
    TOMT_K_CAMPUS,
    TOMT_K_GREEN,
    TOMT_K_VILLAGE,
    TOMT_K_OUTSIDE, /* sea, or another municipality without a quarter of ours */
    TOMT_N_KINDS
};

struct tomt_quarter { /* earlier ones win where they overlap */
    const char *name, *postcode, *place;
    enum tomt_kind kind;
    struct tomt_line ring; /* n 0: a circle */
    struct tomt_xy centre;
    double radius_m;
    int municipality;
};
extern const struct tomt_quarter tomt_quarters[];
extern const size_t tomt_n_quarters;

struct tomt_road {
    const char *name, *klasse;
    double half_width_m;
    bool motorway; /* meets the streets only at junctions */
    bool rail;
    struct tomt_line line;
    int speed_kmh; /* 0: not signed */
    bool bridge;
};
extern const struct tomt_road tomt_roads[];
extern const size_t tomt_n_roads;
extern const struct tomt_road tomt_footways[]; /* too narrow to part parcels */
extern const size_t tomt_n_footways;

struct tomt_municipality {
    int number;
    const char *name;
    struct tomt_line ring;
};
extern const struct tomt_municipality tomt_municipalities[]; /* Drammen first */
extern const size_t tomt_n_municipalities;

extern const struct tomt_line
    tomt_river; /* midline from west to east; the town is laid out along it */
extern const struct tomt_line tomt_fjord;  /* a ring */
extern const struct tomt_line tomt_holmen; /* the harbour island: land within the fjord */
extern const struct tomt_line tomt_lakes[];
extern const size_t tomt_n_lakes;

struct tomt_hub {
    const char *name, *mode, *klasse;
    double lat, lon;
};
extern const struct tomt_hub tomt_hubs[];
extern const size_t tomt_n_hubs;

struct tomt_anchor {
    const char *name, *kind;
    struct tomt_xy at;
    double half_m; /* 0: a point, else a square of that half side, turned a little */
};
extern const struct tomt_anchor tomt_anchors[];
extern const size_t tomt_n_anchors;

bool tomt_ring_holds(const struct tomt_line *ring, double x, double y);
double tomt_line_distance_m(const struct tomt_line *line, double x, double y);
const struct tomt_quarter *tomt_quarter_at(double x, double y); /* NULL: none */

#endif
