/* ask/blob.c: geometry as a result has it (GeoPackage) and as SpatiaLite's functions give it, to
 * WKB. Bytes of others: every read is bounds-checked. */
#include "ask/inside.h"

#include <string.h>

enum { DEEPEST = 8, SPLITE_HEADER = 39, MARK = 0x69, END = 0xfe, MBR_END = 0x7c };

struct blob {
    const uint8_t *byte;
    size_t n, at;
    bool little;
    struct tomt_text *out;
};

static bool take(struct blob *blob, size_t n)
{
    if (n > blob->n - blob->at)
        return false;
    tomt_text_add(blob->out, (const char *)blob->byte + blob->at, n);
    blob->at += n;
    return true;
}

static bool take_u32(struct blob *blob, uint32_t *out)
{
    if (!take(blob, 4))
        return false;
    memcpy(out, blob->byte + blob->at - 4, 4);
    *out = blob->little ? *out : __builtin_bswap32(*out);
    return true;
}

static bool take_points(struct blob *blob, size_t bytes)
{
    uint32_t n;
    return take_u32(blob, &n) && n <= (blob->n - blob->at) / bytes && take(blob, n * bytes);
}

/* A class and what follows; SpatiaLite's is WKB but for the marks before the parts. */
static bool take_class(struct blob *blob, int depth)
{
    uint32_t class, n;
    char order = blob->little ? 1 : 0;
    tomt_text_add(blob->out, &order, 1);
    if (depth > DEEPEST || !take_u32(blob, &class) || class > 3007)
        return false;
    size_t bytes = class < 1000 ? 16 : class < 3000 ? 24 : 32;
    switch (class % 1000) {
    case 1:
        return take(blob, bytes);
    case 2:
        return take_points(blob, bytes);
    case 3:
        if (!take_u32(blob, &n))
            return false;
        for (uint32_t i = 0; i < n; i++)
            if (!take_points(blob, bytes))
                return false;
        return true;
    case 4:
    case 5:
    case 6:
    case 7:
        if (!take_u32(blob, &n))
            return false;
        for (uint32_t i = 0; i < n; i++) {
            if (blob->at >= blob->n || blob->byte[blob->at++] != MARK ||
                !take_class(blob, depth + 1))
                return false;
        }
        return true;
    default:
        return false;
    }
}

static bool of_geopackage(const uint8_t *byte, size_t size, const uint8_t **wkb, size_t *n)
{
    static const size_t envelope_bytes[] = {0, 32, 48, 48, 64};
    size_t kind = byte[3] >> 1 & 7;
    if (kind > 4 || size < 8 + envelope_bytes[kind] + 5 || (byte[3] & 0x20))
        return false;
    *wkb = byte + 8 + envelope_bytes[kind];
    *n = size - 8 - envelope_bytes[kind];
    return true;
}

bool tomt_ask_wkb(const uint8_t *byte, size_t size, struct tomt_text *out, const uint8_t **wkb,
                  size_t *n)
{
    if (byte && size >= 13 && byte[0] == 'G' && byte[1] == 'P' && byte[2] == 0)
        return of_geopackage(byte, size, wkb, n);
    if (!byte || size < SPLITE_HEADER + 5 || byte[0] != 0 || byte[1] > 1 ||
        byte[SPLITE_HEADER - 1] != MBR_END || byte[size - 1] != END)
        return false;
    struct blob blob = {byte, size - 1, SPLITE_HEADER, byte[1] == 1, out};
    out->n = 0;
    if (!take_class(&blob, 0) || out->failed)
        return false;
    *wkb = (const uint8_t *)out->bytes;
    *n = out->n;
    return true;
}

int tomt_ask_wkb_family(const uint8_t *wkb, size_t n)
{
    uint32_t type;
    if (n < 5 || wkb[0] > 1)
        return 0;
    memcpy(&type, wkb + 1, 4);
    type = (wkb[0] ? type : __builtin_bswap32(type)) & 0x0fffffff;
    type %= 1000;
    return type == 1 || type == 4 ? 1 : type == 2 || type == 5 ? 2 : type == 3 || type == 6 ? 3 : 0;
}
