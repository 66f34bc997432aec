/* result/zip.c: local header, deflated bytes, central directory, end record (PKWARE APPNOTE 6.3,
 * sections 4.3.7 to 4.3.16). Deflate is GDAL's, so that no further library is linked; its zlib
 * wrapping is taken off again. */
#include "result/zip.h"

#include <cpl_conv.h>
#include <cpl_vsi.h>
#include <stdint.h>
#include <string.h>

static uint32_t crc32_of(const char *bytes, size_t n)
{
    uint32_t crc = 0xffffffffu;
    for (size_t i = 0; i < n; i++) {
        crc ^= (unsigned char)bytes[i];
        for (int bit = 0; bit < 8; bit++)
            crc = (crc >> 1) ^ (0xedb88320u & (0u - (crc & 1u)));
    }
    return ~crc;
}

static void put(struct tomt_text *zip, uint32_t number, unsigned n_bytes)
{
    for (unsigned k = 0; k < n_bytes; k++) {
        char byte = (char)(unsigned char)(number >> (8 * k));
        tomt_text_add(zip, &byte, 1);
    }
}

struct entry {
    const char *name;
    uint32_t crc, packed, plain, method;
};

/* The fields that the local header and the central directory share. */
static void put_entry(struct tomt_text *zip, const struct entry *entry)
{
    put(zip, 20, 2);     /* version needed: 2.0, deflate */
    put(zip, 0x0800, 2); /* name is UTF-8 */
    put(zip, entry->method, 2);
    put(zip, 0, 2);    /* 00:00:00 */
    put(zip, 0x21, 2); /* 1980-01-01 */
    put(zip, entry->crc, 4);
    put(zip, entry->packed, 4);
    put(zip, entry->plain, 4);
    put(zip, (uint32_t)strlen(entry->name), 2);
    put(zip, 0, 2); /* extra field */
}

static void put_archive(struct tomt_text *zip, const struct entry *entry, const char *packed)
{
    size_t start = zip->n;
    put(zip, 0x04034b50, 4);
    put_entry(zip, entry);
    tomt_text_puts(zip, entry->name);
    tomt_text_add(zip, packed, entry->packed);
    size_t directory = zip->n;
    put(zip, 0x02014b50, 4);
    put(zip, 20, 2); /* made by */
    put_entry(zip, entry);
    put(zip, 0, 2); /* comment */
    put(zip, 0, 2); /* disk */
    put(zip, 0, 2); /* internal attributes */
    put(zip, 0, 4); /* external attributes */
    put(zip, 0, 4); /* offset of the local header */
    tomt_text_puts(zip, entry->name);
    size_t end = zip->n;
    put(zip, 0x06054b50, 4);
    put(zip, 0, 4); /* disks */
    put(zip, 1, 2);
    put(zip, 1, 2);
    put(zip, (uint32_t)(end - directory), 4);
    put(zip, (uint32_t)(directory - start), 4);
    put(zip, 0, 2); /* comment */
}

bool tomt_zip_one(const char *name, const char *bytes, size_t n, struct tomt_text *zip,
                  struct tomt_error *err)
{
    if (n >= UINT32_MAX)
        return tomt_fail(err, TOMT_INTERNAL, "'%s' is too large for a zip archive", name);
    size_t n_wrapped = 0;
    char *wrapped = CPLZLibDeflate(bytes, n, 9, NULL, 0, &n_wrapped);
    if (!wrapped || n_wrapped < 6) {
        VSIFree(wrapped);
        return tomt_fail(err, TOMT_MEMORY, "deflating '%s' failed", name);
    }
    struct entry entry = {.name = name,
                          .crc = crc32_of(bytes, n),
                          .packed = (uint32_t)(n_wrapped - 6),
                          .plain = (uint32_t)n,
                          .method = 8};
    put_archive(zip, &entry, wrapped + 2); /* two bytes of zlib header before, its checksum after */
    VSIFree(wrapped);
    return !zip->failed || tomt_fail(err, TOMT_MEMORY, "out of memory zipping '%s'", name);
}
