#include "sample/csv.h"

#include "sample/sheet.h"

#include <errno.h>
#include <string.h>

#define MOST_BYTES (1 << 16)

bool tomt_city_csv_open(struct tomt_city *city, const char *name, struct tomt_city_csv *csv,
                   struct tomt_error *err)
{
    csv->path = tomt_city_path_of(city, name, err);
    csv->file = csv->path ? fopen(csv->path, "we") : NULL;
    return csv->file || (csv->path && tomt_fail(err, TOMT_OUTPUT, "cannot write '%s': %s",
                                                csv->path, strerror(errno)));
}

static bool flush(struct tomt_city_csv *csv, struct tomt_error *err)
{
    if (csv->text.failed)
        return tomt_fail(err, TOMT_MEMORY, "out of memory while writing '%s'", csv->path);
    bool done =
        csv->text.n == 0 || fwrite(csv->text.bytes, 1, csv->text.n, csv->file) == csv->text.n;
    csv->text.n = 0;
    return done || tomt_fail(err, TOMT_OUTPUT, "cannot write '%s': %s", csv->path, strerror(errno));
}

bool tomt_city_csv_step(struct tomt_city_csv *csv, struct tomt_error *err)
{
    return csv->text.n <= MOST_BYTES || flush(csv, err);
}

bool tomt_city_csv_close(struct tomt_city_csv *csv, bool done, struct tomt_error *err)
{
    done = done && flush(csv, err);
    tomt_text_free(&csv->text);
    if (csv->file && fclose(csv->file) != 0 && done)
        done = tomt_fail(err, TOMT_OUTPUT, "cannot write '%s': %s", csv->path, strerror(errno));
    return done;
}
