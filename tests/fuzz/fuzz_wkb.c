/* Foreign WKB is untrusted: whatever the bytes, normalising neither crashes nor reads astray, and
 * what it writes is ours: reading it back through the arithmetic and normalising it again changes
 * nothing. */
#include "geo/wkb.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const enum tomt_shape_kind kinds[] = {TOMT_POINTS, TOMT_LINES, TOMT_POLYGONS};
    for (size_t k = 0; k < 3; k++) {
        uint8_t *out = NULL, *again = NULL;
        size_t n = 0, capacity = 0, n_again = 0, capacity_again = 0;
        struct tomt_wkb_found found, found_again;
        struct tomt_error err = {0};
        if (!tomt_wkb_normalise(data, size, kinds[k], &out, &n, &capacity, &found, &err))
            abort();
        bool nothing = found.empty || found.curve || found.not_finite || found.broken;
        if (nothing != (n == 0))
            abort();
        if (n > 0 && kinds[k] == TOMT_POINTS) {
            if (n % 16 != 0)
                abort();
        } else if (n > 0) {
            struct tomt_box box = tomt_wkb_box(out, n);
            if (!(box.min_x <= box.max_x && box.min_y <= box.max_y) ||
                tomt_wkb_vertices(out, n) < 2)
                abort();
            (void)tomt_wkb_surely_valid(out, n);
            (void)tomt_wkb_holds_point(out, n, box.min_x, box.min_y);
            if (!tomt_wkb_normalise(out, n, kinds[k], &again, &n_again, &capacity_again,
                                    &found_again, &err) ||
                n_again != n || memcmp(out, again, n) != 0)
                abort();
        }
        tomt_release(out);
        tomt_release(again);
    }
    return 0;
}
