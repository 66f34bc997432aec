/* weighting/eigen.c: LAPACK's eigenvector, then corrections in twice the precision. */
#include "weighting/eigen.h"

#include <lapacke.h>

enum { MOST = TOMT_EIGEN_MOST, BORDERED = TOMT_EIGEN_MOST + 1 };

struct pair { /* an eigenvalue and its vector */
    struct tomt_twofold value, vector[MOST];
};

static bool is_done(lapack_int info, const char *routine, struct tomt_error *err)
{
    if (info == 0)
        return true;
    if (info == LAPACK_WORK_MEMORY_ERROR || info == LAPACK_TRANSPOSE_MEMORY_ERROR)
        return tomt_fail(err, TOMT_MEMORY, "out of memory for %s", routine);
    return tomt_fail(err, TOMT_INTERNAL, "%s gave up on a matrix of judgements (%d)", routine,
                     (int)info);
}

static bool find(struct tomt_twofold matrix[MOST][MOST], size_t n, struct pair *out,
                 struct tomt_error *err)
{
    double a[MOST * MOST], real[MOST], imaginary[MOST], vectors[MOST * MOST], none[1];
    for (size_t row = 0; row < n; row++)
        for (size_t column = 0; column < n; column++)
            a[column * n + row] = matrix[row][column].high;
    lapack_int size = (lapack_int)n;
    if (!is_done(LAPACKE_dgeev(LAPACK_COL_MAJOR, 'N', 'V', size, a, size, real, imaginary, none, 1,
                               vectors, size),
                 "dgeev", err))
        return false;
    size_t first = 0;
    for (size_t i = 1; i < n; i++)
        if (real[i] > real[first])
            first = i;
    double sum = 0; /* all of one sign: the vector is positive */
    for (size_t i = 0; i < n; i++)
        sum += vectors[first * n + i];
    out->value = (struct tomt_twofold){real[first], 0};
    for (size_t i = 0; i < n; i++)
        out->vector[i] = (struct tomt_twofold){vectors[first * n + i] / sum, 0};
    return true;
}

/* (A - λ) dx - x dλ = λx - Ax and Σ dx = 1 - Σ x: what is wrong is computed in twice the precision,
 * the step in one. *step: the largest of dx and dλ. */
static bool correct(struct tomt_twofold matrix[MOST][MOST], size_t n, struct pair *pair,
                    double *step, struct tomt_error *err)
{
    double a[BORDERED * BORDERED], wrong[BORDERED];
    struct tomt_twofold sum = {-1, 0};
    size_t size = n + 1;
    for (size_t row = 0; row < n; row++) {
        struct tomt_twofold left = tomt_two_multiply(pair->value, pair->vector[row]);
        for (size_t column = 0; column < n; column++) {
            struct tomt_twofold term = tomt_two_multiply(matrix[row][column], pair->vector[column]);
            left = tomt_two_add(left, (struct tomt_twofold){-term.high, -term.low});
            a[column * size + row] = matrix[row][column].high;
        }
        a[row * size + row] -= pair->value.high;
        a[n * size + row] = -pair->vector[row].high;
        a[row * size + n] = 1;
        wrong[row] = left.high;
        sum = tomt_two_add(sum, pair->vector[row]);
    }
    a[n * size + n] = 0;
    wrong[n] = -sum.high;
    lapack_int pivot[BORDERED];
    if (!is_done(LAPACKE_dgesv(LAPACK_COL_MAJOR, (lapack_int)size, 1, a, (lapack_int)size, pivot,
                               wrong, (lapack_int)size),
                 "dgesv", err))
        return false;
    *step = fabs(wrong[n]);
    pair->value = tomt_two_add(pair->value, (struct tomt_twofold){wrong[n], 0});
    for (size_t i = 0; i < n; i++) {
        pair->vector[i] = tomt_two_add(pair->vector[i], (struct tomt_twofold){wrong[i], 0});
        *step = fmax(*step, fabs(wrong[i]));
    }
    return true;
}

bool tomt_eigen_principal(struct tomt_twofold matrix[MOST][MOST], size_t n, struct tomt_eigen *out,
                          struct tomt_error *err)
{
    struct pair pair = {0};
    if (!find(matrix, n, &pair, err))
        return false;
    double step = 1;
    for (int turn = 0; turn < 8 && step > 0x1p-80; turn++) /* two or three do */
        if (!correct(matrix, n, &pair, &step, err))
            return false;
    if (!(step <= 0x1p-80))
        return tomt_fail(err, TOMT_INTERNAL, "the weights of %zu members do not settle", n);
    out->value = pair.value.high;
    for (size_t i = 0; i < n; i++)
        out->vector[i] = pair.vector[i].high;
    return true;
}
