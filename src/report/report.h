/* report/report.h: `tomt report`: one self-contained HTML file from a result: map, tables, charts, offline, printable. Knows results only. The page's data is JSON that is escaped for where it stands;
 * its code and styles are files of report/page/, embedded; libraries are vendored (third_party/, scripts/vendor). All belongs to the arena. One thread. Deterministic. */
#ifndef TOMT_REPORT_REPORT_H
#define TOMT_REPORT_REPORT_H

#include "phrase/phrase.h"

struct tomt_report_options {
    const char *result;
    const char *site;     /* NULL: the whole report; else the two-page brief of this site */
    const char *profile;  /* NULL: all (brief: the profile that ranks it highest) */
    int language;         /* -1: the result's */
    bool internal;        /* internal layers and columns may be told; default: never */
    size_t most_bytes;    /* 0: 25 MB; geometry is simplified and far sites left to points until it fits, and the page says so */
};
bool tomt_report(struct tomt_arena *arena, const struct tomt_report_options *options, struct tomt_text *out, struct tomt_error *err);

#endif
