/* sample/units.h: the businesses of the town, drawn by chance, as many times as asked for and the
 * same each time; rows of a register made of them. May not know which file they are for. */
#ifndef TOMT_SAMPLE_UNITS_H
#define TOMT_SAMPLE_UNITS_H

#include "sample/csv.h"
#include "sample/trades.h"

struct tomt_unit {
    uint32_t number;
    char name[96], form[8];
    const char *code;
    bool registered;
    int employees; /* 0: not told */
    const struct tomt_address *address;
    double trouble; /* 0 .. 1: what is wrong with its row, see tomt_unit_row */
    bool employer;  /* one of tomt_employers */
    size_t row;     /* 0 .. n - 1 */
};

/* Where businesses settle: what tomt_unit_draw needs. */
struct tomt_unit_places {
    double *sum; /* of the parcels' pull, up to and with each */
};
bool tomt_unit_places(struct tomt_city *city, struct tomt_unit_places *places,
                      struct tomt_error *err);
/* Place, trade, name and size of a business; not its number. */
void tomt_unit_draw(const struct tomt_city *city, const struct tomt_unit_places *places,
                    struct tomt_random *random, struct tomt_unit *unit);
/* A trade and a size of another group. */
void tomt_unit_trade(struct tomt_random *random, enum tomt_group group, struct tomt_unit *unit);

/* All of them, the large employers first. */
bool tomt_each_unit(struct tomt_city *city, const struct tomt_unit_places *places,
                    bool (*visit)(void *context, const struct tomt_unit *unit,
                                  struct tomt_error *err),
                    void *context, struct tomt_error *err);

extern const char tomt_unit_header[];
/* A row of the register. trouble: under 0.012 no address, under 0.02 a number past the end of the
 * street, 0.935 .. 0.94 no industry code, above 0.96 an old municipality number. all_old: Drammen's
 * rows all have it. */
void tomt_unit_row(const struct tomt_city *city, const struct tomt_unit *unit, bool all_old,
                   struct tomt_text *text);
/* odd.c: rows after the others, each with a trouble of its own kind; gis-data/README.md lists them.
 */
bool tomt_unit_odd_rows(struct tomt_city *city, bool all_old, struct tomt_text *text,
                        struct tomt_error *err);

const struct tomt_quarter *tomt_quarter_of(const struct tomt_city *city,
                                           const struct tomt_address *address);
const char *tomt_unit_municipality(int number);      /* its name */
double tomt_unit_jobs(const struct tomt_unit *unit); /* central estimate: 2 for 1 to 4 employees */

#endif
