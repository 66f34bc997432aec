/* sample/trades.h: what businesses do, where they settle and how large they are. Const. */
#ifndef TOMT_SAMPLE_TRADES_H
#define TOMT_SAMPLE_TRADES_H

#include "sample/geography.h"

enum tomt_group {
    TOMT_G_KNOWLEDGE,
    TOMT_G_HEALTH,
    TOMT_G_SCHOOL,
    TOMT_G_PUBLIC,
    TOMT_G_SHOP,
    TOMT_G_FOOD,
    TOMT_G_HOTEL,
    TOMT_G_CULTURE,
    TOMT_G_PERSONAL,
    TOMT_G_PROPERTY,
    TOMT_G_BUILDING,
    TOMT_G_WORKS,
    TOMT_G_TRANSPORT,
    TOMT_G_WHOLESALE,
    TOMT_G_STAFFING,
    TOMT_G_FARMING,
    TOMT_N_GROUPS
};

struct tomt_trade {
    const char *code, *word;
    double weight;
};
struct tomt_trade_group {
    double none, few; /* shares: no employees registered; 1 to 4 */
    double tail; /* of the rest, from 5: exponent of the size distribution; smaller: larger firms */
    double place[TOMT_N_KINDS];
    const struct tomt_trade *trade;
    size_t n_trades;
};
extern const struct tomt_trade_group tomt_groups[TOMT_N_GROUPS];

/* Employers that every sample has. `quarter`: where. */
struct tomt_employer {
    const char *name, *code, *quarter;
    int employees;
};
extern const struct tomt_employer tomt_employers[];
extern const size_t tomt_n_employers;

#endif
