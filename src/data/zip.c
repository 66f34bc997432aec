/* data/zip.c: local header, deflated bytes, central directory, end record (PKWARE APPNOTE 6.3,
 * sections 4.3.7 to 4.3.16). Deflate is GDAL's, so that no further library is linked; its zlib
 * wrapping is taken off again. */
#include "data/zip.h"

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
    uint32_t crc, packed, plain, at;
};

/* The fields that the local header and the central directory share. */
static void put_entry(struct tomt_text *zip, const struct entry *entry)
{
    put(zip, 20, 2);     /* version needed: 2.0, deflate */
    put(zip, 0x0800, 2); /* name is UTF-8 */
    put(zip, 8, 2);      /* deflated */
    put(zip, 0, 2);      /* 00:00:00 */
    put(zip, 0x21, 2);   /* 1980-01-01 */
    put(zip, entry->crc, 4);
    put(zip, entry->packed, 4);
    put(zip, entry->plain, 4);
    put(zip, (uint32_t)strlen(entry->name), 2);
    put(zip, 0, 2); /* extra field */
}

static bool put_file(struct tomt_text *zip, size_t start, const struct tomt_zip_file *file,
                     struct entry *entry, struct tomt_error *err)
{
    if (file->n >= UINT32_MAX || zip->n - start >= UINT32_MAX)
        return tomt_fail(err, TOMT_INTERNAL, "'%s' is too large for a zip archive", file->name);
    size_t n_wrapped = 0;
    char *wrapped = CPLZLibDeflate(file->bytes, file->n, 9, NULL, 0, &n_wrapped);
    if (!wrapped || n_wrapped < 6) {
        VSIFree(wrapped);
        return tomt_fail(err, TOMT_MEMORY, "deflating '%s' failed", file->name);
    }
    *entry = (struct entry){.name = file->name,
                            .crc = crc32_of(file->bytes, file->n),
                            .packed = (uint32_t)(n_wrapped - 6),
                            .plain = (uint32_t)file->n,
                            .at = (uint32_t)(zip->n - start)};
    put(zip, 0x04034b50, 4);
    put_entry(zip, entry);
    tomt_text_puts(zip, entry->name);
    /* Two bytes of zlib header before, its checksum after. */
    tomt_text_add(zip, wrapped + 2, entry->packed);
    VSIFree(wrapped);
    return true;
}

static void put_directory(struct tomt_text *zip, size_t start, const struct entry *entry,
                          size_t n_entries)
{
    size_t directory = zip->n;
    for (size_t i = 0; i < n_entries; i++) {
        put(zip, 0x02014b50, 4);
        put(zip, 20, 2); /* made by */
        put_entry(zip, &entry[i]);
        put(zip, 0, 2); /* comment */
        put(zip, 0, 2); /* disk */
        put(zip, 0, 2); /* internal attributes */
        put(zip, 0, 4); /* external attributes */
        put(zip, entry[i].at, 4);
        tomt_text_puts(zip, entry[i].name);
    }
    size_t end = zip->n;
    put(zip, 0x06054b50, 4);
    put(zip, 0, 4); /* disks */
    put(zip, (uint32_t)n_entries, 2);
    put(zip, (uint32_t)n_entries, 2);
    put(zip, (uint32_t)(end - directory), 4);
    put(zip, (uint32_t)(directory - start), 4);
    put(zip, 0, 2); /* comment */
}

bool tomt_zip(const struct tomt_zip_file *file, size_t n_files, struct tomt_text *zip,
              struct tomt_error *err)
{
    size_t start = zip->n;
    if (n_files >= UINT16_MAX)
        return tomt_fail(err, TOMT_INTERNAL, "%zu files are too many for a zip archive", n_files);
    struct entry *entry = tomt_allocate((n_files + 1) * sizeof *entry);
    if (!entry)
        return tomt_fail(err, TOMT_MEMORY, "out of memory zipping %zu files", n_files);
    bool done = true;
    for (size_t i = 0; done && i < n_files; i++)
        done = put_file(zip, start, &file[i], &entry[i], err);
    if (done)
        put_directory(zip, start, entry, n_files);
    tomt_release(entry);
    if (done && zip->failed)
        return tomt_fail(err, TOMT_MEMORY, "out of memory zipping %zu files", n_files);
    return done;
}

bool tomt_zip_one(const char *name, const char *bytes, size_t n, struct tomt_text *zip,
                  struct tomt_error *err)
{
    return tomt_zip(&(struct tomt_zip_file){name, bytes, n}, 1, zip, err);
}
