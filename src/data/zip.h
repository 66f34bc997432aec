/* data/zip.h: zip archives, the same bytes for the same content: QGIS keeps its project so, a
 * timetable travels so. Knows nothing of what is inside. Thread-safe. */
#ifndef TOMT_DATA_ZIP_H
#define TOMT_DATA_ZIP_H

#include "base/text.h"

struct tomt_zip_file {
    const char *name, *bytes;
    size_t n;
};
/* Appends the archive to `zip`; the files inside are dated 1980-01-01, the zero of the format. At
 * most 4 GiB and 65,535 files. */
bool tomt_zip(const struct tomt_zip_file *file, size_t n_files, struct tomt_text *zip,
              struct tomt_error *err);
bool tomt_zip_one(const char *name, const char *bytes, size_t n, struct tomt_text *zip,
                  struct tomt_error *err);

#endif
