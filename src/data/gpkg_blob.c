/* data/gpkg_blob.c: geometry blobs of GeoPackages that others have edited: where does it lie? Every
 * read is bounds-checked. */
#include "data/gpkg_inside.h"
#include "geo/wkb.h"

#include <math.h>

enum { FLAG_LITTLE_ENDIAN = 1, FLAG_EMPTY = 0x10, HEADER = 8 };

static double get_double(const uint8_t *at, bool little_endian)
{
    uint64_t bits;
    memcpy(&bits, at, sizeof bits);
    if (!little_endian)
        bits = __builtin_bswap64(bits);
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static struct tomt_box both(struct tomt_box a, struct tomt_box b)
{
    return (struct tomt_box){fmin(a.min_x, b.min_x), fmin(a.min_y, b.min_y), fmax(a.max_x, b.max_x),
                             fmax(a.max_y, b.max_y)};
}

/* No envelope: points mostly. Whatever is in it, of any kind. */
static bool box_of_wkb(const uint8_t *wkb, size_t size, struct tomt_box *box,
                       struct tomt_error *err)
{
    uint8_t *ours = NULL;
    size_t capacity = 0;
    bool good = true;
    for (int kind = TOMT_POINTS; good && kind <= TOMT_POLYGONS; kind++) {
        struct tomt_wkb_found found = {0};
        size_t n = 0;
        good = tomt_wkb_normalise(wkb, size, (enum tomt_shape_kind)kind, &ours, &n, &capacity,
                                  &found, err);
        if (!good || n == 0)
            continue;
        if (kind != TOMT_POINTS) {
            *box = both(*box, tomt_wkb_box(ours, n));
            continue;
        }
        for (size_t i = 0; i < n / 16; i++) {
            struct tomt_box point;
            tomt_wkb_xy(ours, i, &point.min_x, &point.min_y);
            point.max_x = point.min_x;
            point.max_y = point.min_y;
            *box = both(*box, point);
        }
    }
    tomt_release(ours);
    return good;
}

bool tomt_gpkg_blob_box(const uint8_t *blob, size_t size, struct tomt_box *box, bool *empty,
                        struct tomt_error *err)
{
    static const size_t envelope_bytes[] = {0, 32, 48, 48, 64, 0, 0, 0};
    *box = (struct tomt_box){INFINITY, INFINITY, -INFINITY, -INFINITY};
    *empty = true;
    if (size < HEADER || blob[0] != 'G' || blob[1] != 'P')
        return true; /* not a geometry: of no place */
    uint8_t flags = blob[3];
    size_t n_envelope = envelope_bytes[flags >> 1 & 7];
    if ((flags & FLAG_EMPTY) || size < HEADER + n_envelope)
        return true;
    if (n_envelope) {
        bool little = flags & FLAG_LITTLE_ENDIAN;
        const uint8_t *at = blob + HEADER;
        *box = (struct tomt_box){get_double(at, little), get_double(at + 16, little),
                                 get_double(at + 8, little), get_double(at + 24, little)};
    } else if (!box_of_wkb(blob + HEADER, size - HEADER, box, err)) {
        return false;
    }
    *empty = !(box->min_x <= box->max_x && box->min_y <= box->max_y);
    return true;
}
