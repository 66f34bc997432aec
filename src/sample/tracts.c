/* tracts.gpkg: the municipality divided into statistical tracts (grunnkrets), districts (bydel) and
 * postcodes, water included, without gaps or overlaps. A tract is a node of the division into
 * blocks, so that its border follows streets, and the river's midline. */
#include "sample/sheet.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N_TRACTS_WANTED 55 /* about; by addresses */
#define LONGEST_DM 60000
#define SMALL_M2 600000.0 /* a tract without addresses is not smaller than this */
#define N_QUARTERS 64
#define NO_QUARTER                                                                                 \
    (N_QUARTERS - 1) /* parks; sea and what else has no quarter is said to be of the first */

const struct tomt_district tomt_districts[] = {
    {"Bragernes", 1.15, 1.05},         {"Brakerøya", 1.6, 1.6},     {"Strømsø", 1.3, 1.15},
    {"Tangen og Åskollen", 1.1, 1.15}, {"Fjell", 1.1, 1.02},        {"Åssiden", 1.1, 1.03},
    {"Gulskogen", 1.15, 1.04},         {"Konnerud", 1.1, 1.01},     {"Skoger", 1.2, 1.04},
    {"Mjøndalen", 1.1, 1.02},          {"Krokstadelva", 1.1, 1.02}, {"Svelvik", 1.1, 1.01}};
const size_t tomt_n_districts = sizeof tomt_districts / sizeof tomt_districts[0];

static const struct {
    const char *quarter, *district;
} of_district[] = {{"Bragernes kirkepark", "Bragernes"},
                   {"Bragernes", "Bragernes"},
                   {"Bragernesåsen", "Bragernes"},
                   {"Fjordbyen", "Brakerøya"},
                   {"Brakerøya", "Brakerøya"},
                   {"Strømsø torg", "Strømsø"},
                   {"Marienlyst", "Strømsø"},
                   {"Papirbredden", "Strømsø"},
                   {"Strømsø", "Strømsø"},
                   {"Strømsø syd", "Strømsø"},
                   {"Grønland", "Strømsø"},
                   {"Holmen", "Strømsø"},
                   {"Bangeløkka", "Strømsø"},
                   {"Tangen", "Tangen og Åskollen"},
                   {"Åskollen", "Tangen og Åskollen"},
                   {"Fjell", "Fjell"},
                   {"Åssiden næringspark", "Åssiden"},
                   {"Åssiden", "Åssiden"},
                   {"Krokstadelva sentrum", "Krokstadelva"},
                   {"Krokstadelva", "Krokstadelva"},
                   {"Mjøndalen sentrum", "Mjøndalen"},
                   {"Mjøndalen industriområde", "Mjøndalen"},
                   {"Mjøndalen", "Mjøndalen"},
                   {"Gulskogen senter", "Gulskogen"},
                   {"Gulskogen stasjon", "Gulskogen"},
                   {"Gulskogen", "Gulskogen"},
                   {"Konnerud senter", "Konnerud"},
                   {"Konnerud", "Konnerud"},
                   {"Kobbervikdalen", "Skoger"},
                   {"Skoger", "Skoger"},
                   {"Svelvik sentrum", "Svelvik"},
                   {"Svelvik industri", "Svelvik"},
                   {"Svelvik", "Svelvik"},
                   {"Nesbygda", "Svelvik"},
                   {"Berger", "Svelvik"}};

static uint8_t district_of(uint8_t quarter)
{
    for (size_t i = 0; i < sizeof of_district / sizeof of_district[0]; i++)
        if (strcmp(of_district[i].quarter, tomt_quarters[quarter].name) == 0)
            for (size_t d = 0; d < tomt_n_districts; d++)
                if (strcmp(of_district[i].district, tomt_districts[d].name) == 0)
                    return (uint8_t)d;
    return 0;
}

struct piece { /* a node of the division that is not divided further */
    struct tomt_rect rect;
    uint32_t block;
    double n_addresses;
    uint8_t quarter;      /* the one with most addresses, or ground */
    size_t tract;         /* row of the piece it has been joined to: its own at first */
    GEOSGeometry *whole;  /* as far as the plane goes */
    GEOSGeometry *within; /* of the municipality */
    double within_m2, x;  /* x: of its middle */
};

struct tracts {
    struct tomt_city *city;
    GEOSContextHandle_t geos;
    double *n_addresses; /* by block, those of its parts included */
    double most;         /* addresses of a tract */
    struct piece *piece;
    size_t n, capacity;
    GEOSGeometry *border;
};

static double add_addresses(struct tracts *t, uint32_t row)
{
    const struct tomt_block *block = &t->city->block[row];
    if (block->low)
        t->n_addresses[row] = add_addresses(t, block->low) + add_addresses(t, block->high);
    return t->n_addresses[row];
}

/* Addresses by quarter, and a little for the ground, so that where nobody lives the ground decides.
 */
static void weigh_quarters(const struct tracts *t, uint32_t row, double weight[N_QUARTERS])
{
    const struct tomt_block *block = &t->city->block[row];
    if (block->low) {
        weigh_quarters(t, block->low, weight);
        weigh_quarters(t, block->high, weight);
        return;
    }
    const struct tomt_rect *r = &block->rect;
    weight[tomt_quarters[block->quarter].kind == TOMT_K_GREEN ? NO_QUARTER : block->quarter] +=
        t->n_addresses[row] + 1e-12 * (double)(r->u1 - r->u0) * (double)(r->v1 - r->v0);
}

static bool is_ours(size_t quarter)
{
    return quarter < tomt_n_quarters &&
           tomt_quarters[quarter].municipality == tomt_municipalities[0].number;
}

static bool gather(struct tracts *t, uint32_t row, struct tomt_error *err)
{
    const struct tomt_block *block = &t->city->block[row];
    const struct tomt_rect *r = &block->rect;
    double weight[N_QUARTERS] = {0}, sum = 0;
    size_t best = NO_QUARTER;
    weigh_quarters(t, row, weight);
    for (size_t q = 0; q < N_QUARTERS; q++) {
        sum += weight[q];
        /* The neighbours' quarters only where there is none of ours. */
        bool better = is_ours(q) == is_ours(best)
                          ? weight[q] > weight[best]
                          : (is_ours(q) ? weight[q] > 0 : weight[best] <= 0);
        best = better ? q : best;
    }
    int32_t wide = r->u1 - r->u0, high = r->v1 - r->v0;
    bool one_quarter = weight[best] >= 0.85 * sum || t->n_addresses[row] <= t->most / 10;
    if (block->low && !(t->n_addresses[row] <= t->most && one_quarter && wide <= LONGEST_DM &&
                        high <= LONGEST_DM))
        return gather(t, block->low, err) && gather(t, block->high, err);
    if (!tomt_city_room(t->city, &t->piece, &t->capacity, t->n, sizeof *t->piece, err))
        return false;
    struct tomt_rect rect = *r; /* out to the midline of the river */
    if (rect.v1 == -TOMT_BANK_DM)
        rect.v1 = 0;
    if (rect.v0 == TOMT_BANK_DM)
        rect.v0 = 0;
    t->piece[t->n++] = (struct piece){.rect = rect,
                                      .block = row,
                                      .n_addresses = t->n_addresses[row],
                                      .quarter = (uint8_t)best,
                                      .x = rect.u0};
    return true;
}

/* The pieces as polygons; those outside the municipality are dropped. */
static bool shape_pieces(struct tracts *t, struct tomt_error *err)
{
    struct tomt_city *city = t->city;
    struct tomt_rect *rect = tomt_arena_block(city->arena, NULL, t->n * sizeof *rect + 1, err);
    struct tomt_marks marks;
    struct tomt_ring ring = {0};
    bool snapped;
    size_t kept = 0;
    if (!rect)
        return false;
    for (size_t i = 0; i < t->n; i++)
        rect[i] = t->piece[i].rect;
    if (!tomt_marks_make(city, rect, t->n, &marks, err))
        return false;
    for (size_t i = 0; i < t->n; i++) {
        struct piece piece = t->piece[i];
        piece.whole = tomt_city_ring(city, &marks, &rect[i], &ring, err)
                          ? tomt_city_polygon(city, ring.at, ring.n, false, err)
                          : NULL;
        piece.within = piece.whole ? tomt_seat_overlay(city->seat, TOMT_INTERSECTION, piece.whole,
                                                       t->border, &snapped, err)
                                   : NULL;
        t->piece[kept] = piece; /* so that it is destroyed whatever happens */
        if (!piece.within) {
            t->n = kept + 1;
            return false;
        }
        GEOSArea_r(t->geos, piece.within, &t->piece[kept].within_m2);
        if (GEOSisEmpty_r(t->geos, piece.within) == 1) {
            GEOSGeom_destroy_r(t->geos, piece.whole);
            GEOSGeom_destroy_r(t->geos, piece.within);
        } else {
            t->piece[kept].tract = kept;
            kept++;
        }
    }
    t->n = kept;
    return true;
}

static double shared_m(const struct tracts *t, const struct piece *a, const struct piece *b)
{
    if (GEOSIntersects_r(t->geos, a->within, b->within) != 1)
        return 0;
    GEOSGeometry *common = GEOSIntersection_r(t->geos, a->within, b->within);
    double length_m = 0;
    if (common)
        GEOSLength_r(t->geos, common, &length_m);
    GEOSGeom_destroy_r(t->geos, common);
    return length_m;
}

static size_t root(const struct tracts *t, size_t i)
{
    while (t->piece[i].tract != i)
        i = t->piece[i].tract;
    return i;
}

/* The piece of one of our quarters that this one has the longest border with, one of its own
 * quarter rather than another; itself: none. */
static size_t best_neighbour(const struct tracts *t, size_t i)
{
    const struct piece *piece = &t->piece[i];
    size_t best = i;
    double most = 0;
    for (size_t j = 0; j < t->n; j++) {
        const struct piece *other = &t->piece[root(t, j)];
        if (root(t, j) == i || !is_ours(other->quarter))
            continue;
        double m =
            shared_m(t, piece, &t->piece[j]) * (t->piece[j].quarter == piece->quarter ? 4 : 1);
        if (m > most) {
            most = m;
            best = j;
        }
    }
    return root(t, best);
}

/* A piece with hardly an address, or of no quarter of ours, joins a neighbour. */
static bool join_small(struct tracts *t, struct tomt_error *err)
{
    size_t n_left = t->n + 1, n_before = t->n + 2;
    for (size_t i = 0; i < t->n; i++) {
        struct piece *piece = &t->piece[i];
        bool small = piece->within_m2 < (piece->n_addresses > 0 ? 3 : 1) * SMALL_M2;
        if (is_ours(piece->quarter) && piece->n_addresses < t->most / 12 && small)
            piece->tract = best_neighbour(t, i);
    }
    while (n_left > 0 && n_left < n_before) { /* those beside others of no quarter wait for them */
        n_before = n_left;
        n_left = 0;
        for (size_t i = 0; i < t->n; i++)
            if (!is_ours(t->piece[root(t, i)].quarter)) {
                t->piece[i].tract = best_neighbour(t, i);
                n_left += t->piece[i].tract == i;
            }
    }
    return n_left == 0 ||
           tomt_fail(err, TOMT_INTERNAL, "sample: %zu pieces of ground border on no tract", n_left);
}

static int compare_piece(const void *a, const void *b, void *context)
{
    const struct piece *piece = context, *x = &piece[*(const uint32_t *)a],
                       *y = &piece[*(const uint32_t *)b];
    if (x->quarter != y->quarter)
        return x->quarter < y->quarter ? -1 : 1;
    if (x->rect.u0 != y->rect.u0)
        return x->rect.u0 < y->rect.u0 ? -1 : 1;
    return (x->rect.v0 > y->rect.v0) - (x->rect.v0 < y->rect.v0);
}

static void mark_leaves(struct tomt_city *city, uint32_t row, uint32_t tract)
{
    const struct tomt_block *block = &city->block[row];
    if (block->low) {
        mark_leaves(city, block->low, tract);
        mark_leaves(city, block->high, tract);
    } else {
        city->tract_of_block[row] = tract;
    }
}

/* Tracts in the order of their numbers; piece.tract becomes the row of the tract. */
static bool number_tracts(struct tracts *t, struct tomt_error *err)
{
    struct tomt_city *city = t->city;
    uint32_t *order = tomt_arena_block(city->arena, NULL, 2 * t->n * sizeof *order + 1, err);
    city->tract = tomt_arena_block(city->arena, NULL, t->n * sizeof *city->tract + 1, err);
    city->tract_of_block =
        tomt_arena_block(city->arena, NULL, city->n_blocks * sizeof(uint32_t), err);
    if (!order || !city->tract || !city->tract_of_block)
        return false;
    uint32_t *row_of = order + t->n;
    for (size_t i = 0; i < city->n_blocks; i++)
        city->tract_of_block[i] = TOMT_NO_TRACT;
    size_t n = 0;
    for (size_t i = 0; i < t->n; i++)
        if (t->piece[i].tract == i)
            order[n++] = (uint32_t)i;
    qsort_r(order, n, sizeof *order, compare_piece, t->piece);
    for (size_t i = 0; i < n; i++) {
        struct tomt_tract *tract = &city->tract[i];
        tract->quarter = t->piece[order[i]].quarter;
        tract->district = district_of(tract->quarter);
        tract->of_quarter =
            i > 0 && tract[-1].quarter == tract->quarter ? (uint16_t)(tract[-1].of_quarter + 1) : 1;
        if (tract->of_quarter > 99)
            return tomt_fail(err, TOMT_INTERNAL, "sample: more than 99 tracts in one quarter");
        tract->number = 33010000u + (tract->quarter + 1u) * 100u + tract->of_quarter;
        row_of[order[i]] = (uint32_t)i;
    }
    city->n_tracts = n;
    for (size_t i = 0; i < t->n; i++)
        t->piece[i].tract = root(t, i);
    for (size_t i = 0; i < t->n; i++) {
        t->piece[i].tract = row_of[t->piece[i].tract];
        mark_leaves(city, t->piece[i].block, (uint32_t)t->piece[i].tract);
    }
    return true;
}

/* What a piece belongs to in each layer. */
enum level { BY_TRACT, BY_DISTRICT, BY_POSTCODE };

static bool belongs(const struct tracts *t, const struct piece *piece, enum level level, size_t key)
{
    const struct tomt_tract *tract = &t->city->tract[piece->tract];
    switch (level) {
    case BY_TRACT:
        return piece->tract == key;
    case BY_DISTRICT:
        return tract->district == key;
    default:
        return strcmp(tomt_quarters[tract->quarter].postcode, tomt_quarters[key].postcode) == 0;
    }
}

/* The pieces are joined before the border cuts them: their corners are the same numbers. */
static bool add_area(struct tracts *t, struct tomt_sheet *sheet, enum level level, size_t key,
                     bool *empty, struct tomt_error *err)
{
    GEOSGeometry **list = tomt_allocate((t->n + 1) * sizeof *list), *all = NULL;
    size_t n = 0;
    bool snapped, done = list || tomt_fail(err, TOMT_MEMORY, "out of memory for an area");
    for (size_t i = 0; done && i < t->n; i++)
        if (belongs(t, &t->piece[i], level, key))
            done = (list[n++] = GEOSGeom_clone_r(t->geos, t->piece[i].whole)) != NULL;
    *empty = n == 0;
    if (done && n > 0) /* takes the list's geometries over */
        all = GEOSGeom_createCollection_r(t->geos, GEOS_GEOMETRYCOLLECTION, list, (unsigned)n);
    for (size_t i = 0; list && !done && i < n; i++)
        GEOSGeom_destroy_r(t->geos, list[i]);
    GEOSGeometry *one = all ? GEOSUnaryUnion_r(t->geos, all) : NULL;
    GEOSGeometry *within =
        one ? tomt_seat_overlay(t->city->seat, TOMT_INTERSECTION, one, t->border, &snapped, err)
            : NULL;
    within = within ? tomt_seat_polygons(t->city->seat, within, 0, NULL, NULL, err) : NULL;
    if (done && n > 0)
        done = within && tomt_seat_write(t->city->seat, within, &sheet->shapes, err);
    if (!done && err->code == TOMT_OK)
        tomt_fail(err, TOMT_INTERNAL, "sample: an area could not be made: %s",
                  t->city->seat->message);
    GEOSGeom_destroy_r(t->geos, all);
    GEOSGeom_destroy_r(t->geos, one);
    GEOSGeom_destroy_r(t->geos, within);
    tomt_release(list);
    return done;
}

static bool write_level(struct tracts *t, struct tomt_gpkg *gpkg, enum level level,
                        struct tomt_error *err)
{
    static const struct {
        const char *layer, *title, *columns;
    } as[] = {
        {"grunnkrets", "Grunnkretser", "text grunnkretsnummer, text grunnkretsnavn"},
        {"bydel", "Bydeler", "text bydelsnummer, text bydelsnavn"},
        {"postnummer", "Postnummerområder", "text postnummer, text poststed"},
    };
    struct tomt_sheet sheet;
    size_t n = level == BY_TRACT      ? t->city->n_tracts
               : level == BY_DISTRICT ? tomt_n_districts
                                      : tomt_n_quarters;
    if (!tomt_sheet_start(t->city, &sheet, TOMT_POLYGONS, as[level].columns, err))
        return false;
    for (size_t key = 0; key < n; key++) {
        char number[24], name[80];
        bool empty = false, again = false;
        const struct tomt_tract *tract = &t->city->tract[level == BY_TRACT ? key : 0];
        if (level == BY_TRACT) {
            snprintf(number, sizeof number, "%u", tract->number);
            snprintf(name, sizeof name, "%s %u", tomt_quarters[tract->quarter].name,
                     tract->of_quarter);
        } else if (level == BY_DISTRICT) {
            snprintf(number, sizeof number, "3301%02u", (unsigned)key + 1);
            snprintf(name, sizeof name, "%s", tomt_districts[key].name);
        } else {
            snprintf(number, sizeof number, "%s", tomt_quarters[key].postcode);
            snprintf(name, sizeof name, "%s", tomt_quarters[key].place);
            for (size_t i = 0; i < key && !again; i++)
                again = strcmp(tomt_quarters[i].postcode, tomt_quarters[key].postcode) == 0;
        }
        if (again)
            continue;
        if (!add_area(t, &sheet, level, key, &empty, err))
            return false;
        if (!empty &&
            (!tomt_sheet_text(&sheet, 0, number, err) || !tomt_sheet_text(&sheet, 1, name, err)))
            return false;
    }
    return tomt_sheet_write(t->city, &sheet, gpkg, as[level].layer, as[level].title, "MULTIPOLYGON",
                            err);
}

static bool make(struct tracts *t, struct tomt_error *err)
{
    struct tomt_city *city = t->city;
    t->n_addresses =
        tomt_arena_block(city->arena, NULL, city->n_blocks * sizeof *t->n_addresses + 8, err);
    const struct tomt_line *border = &city->lay.border[0];
    t->border = tomt_city_polygon(city, border->at, border->n, true, err);
    if (!t->n_addresses || !t->border || tomt_n_quarters > NO_QUARTER)
        return false;
    memset(t->n_addresses, 0, city->n_blocks * sizeof *t->n_addresses);
    for (size_t i = 0; i < city->n_addresses; i++)
        t->n_addresses[city->parcel[city->address[i].parcel].block]++;
    t->most = (add_addresses(t, city->south) + add_addresses(t, city->north)) / N_TRACTS_WANTED;
    if (!gather(t, city->south, err) || !gather(t, city->north, err) || !shape_pieces(t, err))
        return false;
    return join_small(t, err) && number_tracts(t, err);
}

bool tomt_write_tracts(struct tomt_city *city, struct tomt_error *err)
{
    struct tracts t = {.city = city, .geos = city->seat->geos};
    struct tomt_gpkg *gpkg = NULL;
    bool done = make(&t, err) && (gpkg = tomt_sheet_file(city, "tracts.gpkg", "EPSG:25832", err)) &&
                write_level(&t, gpkg, BY_TRACT, err) && write_level(&t, gpkg, BY_DISTRICT, err) &&
                write_level(&t, gpkg, BY_POSTCODE, err) && tomt_gpkg_finish(gpkg, err);
    for (size_t i = 0; i < t.n; i++) {
        GEOSGeom_destroy_r(t.geos, t.piece[i].whole);
        GEOSGeom_destroy_r(t.geos, t.piece[i].within);
    }
    GEOSGeom_destroy_r(t.geos, t.border);
    return done;
}
