/* sample/csv.h: a text file in the making, written through a buffer. May not know what is in it.
 * The path belongs to the city's arena; the file is closed by tomt_city_csv_close, whatever happened. */
#ifndef TOMT_SAMPLE_CSV_H
#define TOMT_SAMPLE_CSV_H

#include "base/text.h"
#include "sample/city.h"

#include <stdio.h>

struct tomt_city_csv {
    FILE *file;
    const char *path;
    struct tomt_text text; /* rows are added here */
};

bool tomt_city_csv_open(struct tomt_city *city, const char *name, struct tomt_city_csv *csv,
                   struct tomt_error *err);
/* Call after some rows: writes the buffer out when it has grown. */
bool tomt_city_csv_step(struct tomt_city_csv *csv, struct tomt_error *err);
/* done: whether all rows were added; what is told back is whether the file is whole. */
bool tomt_city_csv_close(struct tomt_city_csv *csv, bool done, struct tomt_error *err);

#endif
