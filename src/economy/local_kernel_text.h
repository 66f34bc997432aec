/* economy/local_kernel_text.h: the kernel for one processor; local_kernel.c includes it once for each, as a compiler splits vectors
 * before it inlines. Takes NAME and TARGET (attribute), and forgets them. */
TARGET static void NAME(const struct tomt_local_row *row, const double *value, size_t width,
                        size_t n_groups, struct tomt_tally *tally)
{
    whole below = {0}, above = {0};
    for (size_t group = 0; group < n_groups; group++, value += width * TOMT_LANES) {
        const real *at = (const real *)value;
        real a = {0}, b = {0}, c = {0}, d = {0};
        for (size_t j = 0; j < row->k; j++, at += N_VECTORS) {
            double w = row->weight[j];
            a += at[0] * w;
            b += at[1] * w;
            c += at[2] * w;
            d += at[3] * w;
        }
        /* A comparison that holds is -1. */
        above -= (a >= row->low) + (b >= row->low) + (c >= row->low) + (d >= row->low);
        below -= (a <= row->high) + (b <= row->high) + (c <= row->high) + (d <= row->high);
    }
    for (size_t lane = 0; lane < TOMT_LANES / N_VECTORS; lane++) {
        tally->at_least += (size_t)above[lane];
        tally->at_most += (size_t)below[lane];
    }
}
#undef NAME
#undef TARGET
