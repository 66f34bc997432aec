/* capacity/shares.c: which uses a mixed zone holds. The shares are ours, a start to be argued
 * about: a plan's provisions say better. */
#include "capacity/capacity.h"

#include <math.h>
#include <string.h>

#define HOUSING "1110"
#define RETAIL "1150"
#define SERVICES "1160"
#define BUSINESS "1300"
#define OFFICE "1310"
#define INDUSTRY "1340"
#define WAREHOUSE "1350"

enum { MOST_USES = 4 };

struct mixed {
    const char *code;
    size_t n;
    struct tomt_use_share use[MOST_USES];
};

/* Names and uses by SOSI Plan; where homes are among them they take half or more, as in most centre
 * plans. By code. */
static const struct mixed mixed[] = {
    {"1130", 4, {{HOUSING, 0.40, 0}, {OFFICE, 0.25, 0}, {RETAIL, 0.20, 0}, {SERVICES, 0.15, 0}}},
    {"1801", 2, {{HOUSING, 0.70, 0}, {RETAIL, 0.30, 0}}},
    {"1802", 3, {{HOUSING, 0.50, 0}, {OFFICE, 0.30, 0}, {RETAIL, 0.20, 0}}},
    {"1803", 2, {{HOUSING, 0.60, 0}, {SERVICES, 0.40, 0}}},
    {"1804", 2, {{HOUSING, 0.60, 0}, {OFFICE, 0.40, 0}}},
    {"1810", 2, {{OFFICE, 0.60, 0}, {RETAIL, 0.40, 0}}},
    {"1811", 3, {{OFFICE, 0.40, 0}, {INDUSTRY, 0.35, 0}, {RETAIL, 0.25, 0}}},
    {"1812", 2, {{INDUSTRY, 0.60, 0}, {RETAIL, 0.40, 0}}},
    {"1813", 3, {{OFFICE, 0.40, 0}, {RETAIL, 0.30, 0}, {SERVICES, 0.30, 0}}},
    {"1814", 2, {{RETAIL, 0.50, 0}, {SERVICES, 0.50, 0}}},
    {"1824", 2, {{BUSINESS, 0.60, 0}, {SERVICES, 0.40, 0}}},
    {"1825", 2, {{OFFICE, 0.50, 0}, {WAREHOUSE, 0.50, 0}}},
    {"1826", 2, {{INDUSTRY, 0.50, 0}, {WAREHOUSE, 0.50, 0}}},
    {"1830", 2, {{OFFICE, 0.50, 0}, {INDUSTRY, 0.50, 0}}},
    {"1831", 2, {{OFFICE, 0.60, 0}, {SERVICES, 0.40, 0}}},
};
enum { N_MIXED = sizeof mixed / sizeof *mixed };

const struct tomt_use_share *tomt_default_shares(const char *use, size_t *n)
{
    *n = 0;
    for (size_t i = 0; use && i < N_MIXED; i++)
        if (strcmp(mixed[i].code, use) == 0) {
            *n = mixed[i].n;
            return mixed[i].use;
        }
    return NULL;
}

const char *const *tomt_mixed_uses(size_t *n)
{
    static const char *const codes[N_MIXED] = {"1130", "1801", "1802", "1803", "1804",
                                               "1810", "1811", "1812", "1813", "1814",
                                               "1824", "1825", "1826", "1830", "1831"};
    *n = N_MIXED;
    return codes;
}

/* 1160 holds 1161 to 1169, 1300 holds 1310 to 1399: what follows the last digit that is not 0. */
static bool permits(const char *purpose, const char *use)
{
    size_t n = strlen(purpose);
    if (n != strlen(use))
        return false;
    size_t head = n;
    while (head > 2 && purpose[head - 1] == '0')
        head--;
    return strncmp(purpose, use, head) == 0;
}

/* 1300 beside 1310 is business of which more is not said: of what is below it 1310 alone is asked
 * for. */
static bool is_narrowed(const char *code, const char *const *purpose, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (purpose[i] && strcmp(purpose[i], code) != 0 && permits(code, purpose[i]))
            return true;
    return false;
}

static bool is_asked_for(const char *use, const char *const *purpose, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (purpose[i] && permits(purpose[i], use) &&
            (strcmp(purpose[i], use) == 0 || !is_narrowed(purpose[i], purpose, n)))
            return true;
    return false;
}

static bool is_housing(const char *use)
{
    return strncmp(use, "111", 3) == 0;
}

bool tomt_permit_shares(const char *zone_use, const char *const *purpose, size_t n_purposes,
                        struct tomt_use_share *use, size_t n_uses)
{
    bool any = false, zone_itself = false;
    for (size_t i = 0; i < n_uses; i++) {
        use[i].permitted = use[i].use && is_asked_for(use[i].use, purpose, n_purposes);
        any = any || use[i].permitted;
    }
    for (size_t j = 0; j < n_purposes; j++)
        zone_itself = zone_itself || (purpose[j] && zone_use && strcmp(purpose[j], zone_use) == 0);
    for (size_t i = 0; i < n_uses && !any && zone_itself; i++)
        use[i].permitted = use[i].use && !is_housing(use[i].use);
    for (size_t i = 0; i < n_uses; i++)
        any = any || use[i].permitted;
    return any;
}
