/* weighting/eigen.h: the principal eigenvector of a small matrix of judgements, so exactly that the order of rows cannot matter. Pure arithmetic.
 * Knows nothing of judges or groups. All belongs to the caller. Thread-safe. For the files of this room only. */
#ifndef TOMT_WEIGHTING_EIGEN_H
#define TOMT_WEIGHTING_EIGEN_H

#include "base/error.h"
#include "weighting/twofold.h"

#include <stddef.h>

enum { TOMT_EIGEN_MOST = 15 };
struct tomt_eigen {
    double value;                   /* the largest */
    double vector[TOMT_EIGEN_MOST]; /* sums to 1 */
};
/* matrix[row][column] of n (1 to TOMT_EIGEN_MOST) rows, >= 0, irreducible and with a positive diagonal (then the largest eigenvalue is simple and its vector positive:
 * Perron and Frobenius). LAPACK's dgeev finds it; corrections with residuals in twice the precision make it right
 * to the last bit (Dongarra, Moler and Wilkinson 1983, doi:10.1137/0720002). */
bool tomt_eigen_principal(struct tomt_twofold matrix[TOMT_EIGEN_MOST][TOMT_EIGEN_MOST], size_t n, struct tomt_eigen *out, struct tomt_error *err);

#endif
