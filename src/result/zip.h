/* result/zip.h: a zip archive of one file, the same bytes for the same content: QGIS keeps its
 * project so. Knows nothing of QGIS. Thread-safe. */
#ifndef TOMT_RESULT_ZIP_H
#define TOMT_RESULT_ZIP_H

#include "base/text.h"

/* Appends the archive to `zip`; the file inside is dated 1980-01-01, the zero of the format. At
 * most 4 GiB. */
bool tomt_zip_one(const char *name, const char *bytes, size_t n, struct tomt_text *zip,
                  struct tomt_error *err);

#endif
