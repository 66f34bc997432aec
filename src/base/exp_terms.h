/* base/exp_terms.h: the numbers of exp(z) for z <= 0 as our kernels compute it, the same bits on every processor: e^z = 2^k e^r with
 * k = round(z / ln 2). Knows nothing; only for the kernels that include it (facts/decay.c, network/sums.c, base/power.c). */
#ifndef TOMT_BASE_EXP_TERMS_H
#define TOMT_BASE_EXP_TERMS_H

#define ROUND_0 6755399441055744.0 /* 1.5 * 2^52: adding and taking it away rounds to a whole number */

#define LOG2_E 0x1.71547652b82fep+0
#define LN2_HIGH 0x1.62e42feep-1
#define LN2_LOW 0x1.a39ef35793c76p-33
/* (e^r - 1)/r on |r| <= ln 2 / 2, interpolated at the nine Chebyshev nodes; 1 + r q(r) is
 * within 3.7e-14 of e^r. */
#define Q0 0x1.0000000000000p+0
#define Q1 0x1.fffffffff71cfp-2
#define Q2 0x1.5555555553b7dp-3
#define Q3 0x1.5555557428da4p-5
#define Q4 0x1.1111111c45d62p-7
#define Q5 0x1.6c164df440c13p-10
#define Q6 0x1.a019adabf936ep-13
#define Q7 0x1.a15a4f9d1f859p-16
#define Q8 0x1.72c720b5eede8p-19

#endif
