/* robust/smaa_keys_text.h: the kernel, included by smaa_keys.c once for each width: NAME, BYTES of a vector, TARGET. No header of its own
 * right: the same operations in the same order at any width. */
#define PASTE(a, b) a##b
#define JOIN(a, b) PASTE(a, b)
#define REAL JOIN(NAME, _real)
typedef double REAL __attribute__((vector_size(BYTES), aligned(8)));
enum { JOIN(NAME, _parts) = 8 * TOMT_TILE / BYTES };

TARGET static void NAME(const struct tomt_smaa_tile *tile, const double *weight, size_t n_draws, size_t n_criteria, uint32_t *key,
                        size_t stride)
{
    for (size_t d = 0; d < n_draws; d++, weight += n_criteria, key += stride) {
        REAL sum[JOIN(NAME, _parts)] = {{0}};
        const REAL *value = (const REAL *)tile->value;
        for (size_t c = 0; c < n_criteria; c++, value += JOIN(NAME, _parts))
#pragma GCC unroll 4
            for (int i = 0; i < JOIN(NAME, _parts); i++)
                sum[i] += weight[c] * value[i];
        if (tile->known) {
            const REAL *known = (const REAL *)tile->known, *fill = (const REAL *)tile->fill;
            REAL weighed[JOIN(NAME, _parts)];
            for (int i = 0; i < JOIN(NAME, _parts); i++)
                weighed[i] = fill[i];
            for (size_t c = 0; c < n_criteria; c++, known += JOIN(NAME, _parts))
#pragma GCC unroll 4
                for (int i = 0; i < JOIN(NAME, _parts); i++)
                    weighed[i] += weight[c] * known[i];
            for (int i = 0; i < JOIN(NAME, _parts); i++)
                sum[i] /= weighed[i];
        }
#pragma GCC unroll 4
        for (int i = 0; i < JOIN(NAME, _parts); i++) {
            REAL rounded = KEY_ZERO - sum[i] * KEY_SCALE;
            uint64_t bits[BYTES / 8];
            memcpy(bits, &rounded, sizeof bits);
#pragma GCC unroll 8
            for (int lane = 0; lane < BYTES / 8; lane++)
                key[i * (BYTES / 8) + lane] = (uint32_t)bits[lane];
        }
    }
}
#undef PASTE
#undef JOIN
#undef REAL
#undef NAME
#undef BYTES
#undef TARGET
