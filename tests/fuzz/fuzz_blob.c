/* Geometry blobs of a GeoPackage that someone else has edited: any bytes give a box, "empty", or an error, and nothing is
 * read past them. */
#include "data/gpkg.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct tomt_box box;
    struct tomt_error err = {0};
    bool empty = false;
    bool good = tomt_gpkg_blob_box(bytes, n, &box, &empty, &err);
    if (good != (err.code == TOMT_OK))
        abort();
    if (good && !empty && !(box.min_x <= box.max_x && box.min_y <= box.max_y))
        abort();
    return 0;
}
