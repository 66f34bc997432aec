/* sources/register.h: establishments as the register has them -> placed points with jobs low, central, high.
 * May not know profiles or sites. Works on layers as data/ read them; all belongs to the arena.
 * Source of the three states of employees: DOMAIN.md, "Establishments". */
#ifndef TOMT_SOURCES_REGISTER_H
#define TOMT_SOURCES_REGISTER_H

#include "base/crew.h"
#include "data/layer.h"

enum tomt_placed { /* quality of the place, kept per establishment in column `placed` */
    TOMT_PLACED_OWN,     /* "own": the row had coordinates */
    TOMT_PLACED_EXACT,   /* "exact": municipality, street, number, letter */
    TOMT_PLACED_NUMBER,  /* "number": without the letter */
    TOMT_PLACED_NOT,     /* unplaced: no such address; counted and listed, dropped from the layer */
    TOMT_N_PLACED
};
struct tomt_register_report {
    size_t n, n_placed[TOMT_N_PLACED], n_duplicate, n_withheld /* 1-4 */, n_none, n_unknown, n_bad_employees, n_outside, n_staffing, n_head_office, n_sole;
    int64_t unplaced_fid[TOMT_FIRST_IDS]; size_t n_unplaced_fid;
    double jobs_low, jobs_central, jobs_high;
    size_t n_old_municipality; /* establishments and addresses whose municipality number was an old one of Drammen's */
};
/* n = n_duplicate + n_outside + the sum of n_placed; the other counts and the jobs are of the placed ones within the box.
 * In: layer with the fields of TOMT_ROLE_ESTABLISHMENT (optional geometry); addresses (may be NULL).
 * Out: a layer of placed points within box (project CRS; NULL all) with columns id, name, code, code_version, placed (TEXT), jobs_low, jobs_central,
 * jobs_high (REAL; null = unknown), employees_state (TEXT: "known","withheld","none","unknown"), flag (TEXT: "staffing", "head_office", null), sole_proprietor (INTEGER 0/1).
 * Order of the input; duplicates (same id) dropped after the first. Old municipality numbers (0602, 0625, 0711, 3005) are read as 3301. */
bool tomt_register_place(struct tomt_arena *arena, const struct tomt_layer *establishments, const struct tomt_layer *addresses,
                         double jobs_when_withheld, const struct tomt_box *box, const struct tomt_crew *crew,
                         struct tomt_layer *placed, struct tomt_register_report *report, struct tomt_error *err);

/* What a municipality is numbered today: Drammen's former parts and numbers (0602, 0625, 0711, 3005) are "3301", all others as they are. */
const char *tomt_municipality_today(const char *number);

/* "Bragernes torg 4B" -> street "Bragernes torg", number 4, letter "B" (upper case). A range gives its first number. The
 * register writes several lines with "/n" between; each line, and each piece between commas, is an address that may be meant:
 * `address` gets at most `most` of them, in order; returns how many. The texts point into `text`. */
struct tomt_address {
    const char *street;
    size_t n_street;
    int64_t number;
    char letter[8]; /* UTF-8, upper case, "" none */
};
size_t tomt_address_split(const char *text, size_t n, struct tomt_address *address, size_t most);

/* National land-use codes (arealformål): title and map colour. NULL if unknown. */
struct tomt_land_use {
    const char *code, *nb, *en, *colour; /* "#rrggbb" */
};
const struct tomt_land_use *tomt_land_use_find(const char *code);
const struct tomt_land_use *tomt_land_uses(size_t *n);

#endif
