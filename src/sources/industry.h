/* sources/industry.h: industry codes: what a code is called, where it stands, which sector holds it, what it became in another version.
 * May not know establishments, profiles or YAML. All belongs to the arena of the opener.
 * Build it in one thread (open, add, read a correspondence), then read it from as many as you like: finding changes nothing.
 * Codes come as people write them: "62010", "62.010", " 62.010 " are one code. A version is always named: "58" is not the same in each. */
#ifndef TOMT_SOURCES_INDUSTRY_H
#define TOMT_SOURCES_INDUSTRY_H

#include "base/table.h"
#include "base/text.h"

/* ---- a code as text -------------------------------------------------------------------------------------------------- */

#define TOMT_CODE_BYTES 9  /* canonical: at most 8 letters and digits, no dots, and a NUL */
#define TOMT_CODE_PRINT 10 /* with its dot */

/* Dots and blanks are dropped, letters made large; "1.110" is "01110" (spreadsheets eat the zero, the dot tells). False, and out "",
 * when it is no code: empty, longer than 8, or with other characters. code may be NULL. */
bool tomt_code_canonical(const char *code, char out[TOMT_CODE_BYTES]);
/* The canonical code as a number whose order is that of the bytes; 0: no code. For grouping and sorting many. */
uint64_t tomt_code_key(const char *code);
void tomt_code_of_key(uint64_t key, char out[TOMT_CODE_BYTES]);
/* The key's first n characters; 0 when it has fewer (a coarser code has no such detail). */
uint64_t tomt_code_key_cut(uint64_t key, unsigned n);
/* The code at n digits, canonical: "62.010" at 4 is "6201". False, and out "", when it is coarser or does not begin with n digits. */
bool tomt_industry_digits(const char *code, unsigned n, char out[TOMT_CODE_BYTES]);

/* ---- versions, titles, levels ----------------------------------------------------------------------------------------- */

enum { /* a version is its number here; a project's own follow */
    TOMT_SN2007,  /* NACE Rev. 2 and the Norwegian fifth digit; Norwegian titles at all levels */
    TOMT_SN2025,  /* NACE Rev. 2.1; English titles down to the class (four digits); the Norwegian subclasses are not in the table */
    TOMT_N_SHIPPED_VERSIONS,
    TOMT_MOST_VERSIONS = 8
};
enum tomt_industry_level { TOMT_SECTION = 1, TOMT_DIVISION, TOMT_GROUP, TOMT_CLASS, TOMT_SUBCLASS };

struct tomt_industry_code {
    char code[TOMT_CODE_BYTES];  /* "62010", "J" */
    char print[TOMT_CODE_PRINT]; /* "62.010"; as canonical in versions that are not ours */
    const char *nb, *en;         /* titles; NULL: not known */
    const struct tomt_industry_code *parent; /* NULL: a section, or nothing above it is listed */
    enum tomt_industry_level level;
    char division[3]; /* the first two digits; "" for a section */
    char section;     /* its letter in this version; 0 not known */
};
struct tomt_industry;

/* The shipped tables. NULL on failure. */
struct tomt_industry *tomt_industry_open(struct tomt_arena *arena, struct tomt_error *err);
/* "SN2007", "NACE Rev. 2", "sn 2025", "NACE 2.1", or the name of an added one; blanks, dots and case do not matter. False: no such. */
bool tomt_industry_version(const struct tomt_industry *industry, const char *name, unsigned *version);
const char *tomt_industry_version_name(const struct tomt_industry *industry, unsigned version); /* NULL past the last */
/* All listed codes, sorted by canonical code (sections last). */
const struct tomt_industry_code *tomt_industry_codes(const struct tomt_industry *industry, unsigned version, size_t *n);

/* The listed code; NULL if it is not. */
const struct tomt_industry_code *tomt_industry_find(const struct tomt_industry *industry, unsigned version, const char *code);

enum tomt_code_known {
    TOMT_CODE_LISTED,
    TOMT_CODE_IN_CLASS, /* finer than the table: its class is listed and none of the class's subclasses is */
    TOMT_CODE_NONE,     /* the register says there is none: empty, or 00.000 ("uoppgitt") */
    TOMT_CODE_UNKNOWN
};
/* *nearest (if asked for): the code, or the class it lies in; else NULL. */
enum tomt_code_known tomt_industry_known(const struct tomt_industry *industry, unsigned version, const char *code,
                                         const struct tomt_industry_code **nearest);
/* The title in Norwegian or English, else in the other language, else the code as printed; never NULL. */
const char *tomt_industry_title(const struct tomt_industry_code *code, bool norwegian);
/* Bit v is set when version v knows the code (listed or in a listed class): for registers that mix versions and do not say which. */
unsigned tomt_industry_versions_of(const struct tomt_industry *industry, const char *code);

/* ---- codes that did not fit -------------------------------------------------------------------------------------------- */

#define TOMT_FIRST_CODES 5
struct tomt_odd_codes { /* rows counted, with the first few codes as they were written */
    size_t n, n_first;
    struct tomt_odd_code {
        char text[16]; /* cut at a whole character when longer; bytes that are no UTF-8 are '?' */
        size_t n;
    } first[TOMT_FIRST_CODES];
};
void tomt_odd_codes_add(struct tomt_odd_codes *odd, const char *code);
/* "62.999 (3), 7x (1) and 12 more"; nothing when none. "more" are rows with other codes than the first few. */
void tomt_odd_codes_print(struct tomt_text *text, const struct tomt_odd_codes *odd);

struct tomt_code_tally {
    size_t n, n_known[TOMT_CODE_UNKNOWN + 1];
    struct tomt_odd_codes unknown;
};
/* tomt_industry_known, counted. A tally is of one thread; add in the order of rows and it is the same every time. */
enum tomt_code_known tomt_industry_count(const struct tomt_industry *industry, unsigned version, const char *code,
                                         struct tomt_code_tally *tally);

/* ---- tables that a project names --------------------------------------------------------------------------------------- */

struct tomt_industry_source {
    const char *version; /* a known one gets titles and codes added; another name makes a new version */
    const struct tomt_table *table;
    const char *code, *nb, *en; /* its columns; nb and en may be NULL. Read codes as TEXT: numbers lose their zeros */
};
struct tomt_industry_report {
    size_t n_rows, n_new, n_retitled, n_same; /* n_same: nothing new about the code */
    size_t n_blank, n_duplicate;              /* no code; a code again: the first counts */
    struct tomt_odd_codes bad;                /* not a code */
}; /* n_rows is the sum of the others and bad.n */
/* Titles of the project win over ours; a blank title changes nothing. Addresses of codes found before become stale.
 * A missing column is TOMT_PROJECT. The texts are copied. */
bool tomt_industry_add(struct tomt_industry *industry, const struct tomt_industry_source *source,
                       struct tomt_industry_report *report, struct tomt_error *err);

struct tomt_correspondence_source {
    unsigned from_version, to_version;
    const struct tomt_table *table;
    const char *from, *to; /* its columns */
};
struct tomt_correspondence_report {
    size_t n_rows, n_blank, n_duplicate;  /* a code missing; the same pair again */
    size_t n_codes, n_one, n_split;       /* codes that are mapped from: to one, to several (these stay unmapped) */
    size_t n_first;
    struct tomt_split {
        char from[TOMT_CODE_PRINT];
        size_t n_to;
    } first[TOMT_FIRST_CODES];            /* the first that split, by code */
    struct tomt_odd_codes bad;            /* rows where one is not a code */
    struct tomt_odd_codes unknown_from, unknown_to; /* rows kept although their version does not know the code */
};
struct tomt_correspondence;
/* NULL on failure: a missing column (TOMT_PROJECT), the same version twice (TOMT_PROJECT). */
struct tomt_correspondence *tomt_correspondence_read(struct tomt_arena *arena, const struct tomt_industry *industry,
                                                     const struct tomt_correspondence_source *source,
                                                     struct tomt_correspondence_report *report, struct tomt_error *err);

enum tomt_mapped { TOMT_MAPPED, TOMT_MAP_SPLIT, TOMT_MAP_ABSENT, TOMT_N_MAPPED };
/* The code in the other version, canonical; "" unless TOMT_MAPPED. A code that is not in the table goes with the finest one above it that is
 * (whatever lies in a class that became one class lies in that class): the answer is then as coarse as the table. */
enum tomt_mapped tomt_correspond(const struct tomt_correspondence *correspondence, const char *code, char out[TOMT_CODE_BYTES]);

struct tomt_mapping_tally {
    size_t n, n_mapped[TOMT_N_MAPPED];
    struct tomt_odd_codes split, absent;
};
enum tomt_mapped tomt_correspond_count(const struct tomt_correspondence *correspondence, const char *code,
                                       char out[TOMT_CODE_BYTES], struct tomt_mapping_tally *tally);

/* ---- sectors: named sets of codes --------------------------------------------------------------------------------------- */

/* "62" holds all that begin with it; "58-63" all from 58 to 63, ends included, both ends with as many digits. */
struct tomt_code_range {
    uint64_t first, last; /* keys of n characters */
    unsigned n;
    const char *text;     /* as it was written */
};
struct tomt_sector { /* zeroed, then tomt_sector_add for each version it speaks of */
    const char *name, *nb, *en, *source;
    struct {
        struct tomt_code_range *range;
        size_t n;
    } of[TOMT_MOST_VERSIONS]; /* n 0: nothing is said of this version, and it holds none of its codes */
};
/* Texts are copied. False (TOMT_PROJECT) for what is no prefix or range, and for section letters: they mean other things in other versions. */
bool tomt_sector_add(struct tomt_arena *arena, struct tomt_sector *sector, unsigned version, const char *const *prefix, size_t n,
                     struct tomt_error *err);
/* Prefixes that no code of their version begins with. */
void tomt_sector_check(const struct tomt_industry *industry, const struct tomt_sector *sector, unsigned version,
                       struct tomt_odd_codes *odd);
bool tomt_sector_holds(const struct tomt_sector *sector, const char *code, unsigned version);
bool tomt_sector_holds_key(const struct tomt_sector *sector, uint64_t key, unsigned version);

#endif
