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
    TOMT_PLACED_NEAR,    /* "near": the nearest number on the same side of the street (even or odd), ties to the lower */
    TOMT_PLACED_POSTCODE,/* "postcode": the centre of the postcode */
    TOMT_PLACED_NOT,     /* unplaced: counted and listed with the reason, not in the layer */
    TOMT_N_PLACED
};
extern const char *const tomt_placed_name[TOMT_N_PLACED];
enum tomt_unplaced { /* why a row has no place, told in this order */
    TOMT_UNPLACED_FOREIGN,    /* its country is not Norway (field country: a code or a name, NO, NOR, Norge, Norway) */
    TOMT_UNPLACED_PO_BOX,     /* a post box ("Postboks 12", "PB 12", "P.b. 12"), and its postcode has no centre */
    TOMT_UNPLACED_NO_ADDRESS, /* no address, and no postcode that has a centre */
    TOMT_UNPLACED_NO_STREET,  /* no such street in the municipality, and the postcode, if any, has no centre */
    TOMT_UNPLACED_NO_NUMBER,  /* the street is known, its number not given or none on that side; no postcode centre */
    TOMT_N_UNPLACED
};
extern const char *const tomt_unplaced_name[TOMT_N_UNPLACED];
struct tomt_register_report {
    size_t n, n_placed[TOMT_N_PLACED], n_unplaced[TOMT_N_UNPLACED];
    size_t n_duplicate, n_closed, n_outside, n_elsewhere /* of a municipality of which the address register has no address */;
    size_t n_withheld /* 1-4 */, n_none, n_unknown, n_bad_employees, n_staffing, n_head_office, n_sole;
    size_t n_po_box; /* placed by their postcode */
    size_t n_street_spelling; /* the street was found under another spelling: gt. and gate, vei and veg, o and ø */
    size_t n_street_ambiguous;/* another spelling would be two streets: not taken; also of the unplaced */
    size_t n_bad_date; /* a closing date that is no day: not taken as closed; of all rows but duplicates */
    double jobs_low, jobs_central, jobs_high;
    size_t n_old_municipality; /* establishments and addresses whose municipality number was an old one of Drammen's */
};
/* n = n_duplicate + n_closed + n_outside + n_elsewhere + the sum of n_placed; n_placed[NOT] = the sum of n_unplaced; the other counts and the jobs
 * are of the placed ones within the box. */
struct tomt_register_inputs {
    const struct tomt_layer *establishments; /* fields of TOMT_ROLE_ESTABLISHMENT, optional geometry */
    const struct tomt_layer *const *addresses; size_t n_addresses; /* whole registers, not only those of the box: a neighbour's streets decide who is near */
    const struct tomt_layer *postcodes;      /* points or polygons (their box's middle) with field postcode; NULL: the mean of a postcode's addresses */
    double jobs_when_withheld;
    const char *register_day;                /* "2026-01-01": rows with `closed` on or before it are left out; NULL: all with `closed` */
    const struct tomt_box *box;              /* project CRS; NULL all */
    size_t n_more_columns;                   /* free column slots that the placed table is started with, for whoever adds some (sources/classify.h) */
};
/* Out: a layer of placed points within the box with columns id, name, code, code_version, placed (TEXT), jobs_low, jobs_central, jobs_high (REAL;
 * null = unknown), employees_state (TEXT: "known","withheld","none","unknown"), flag (TEXT: "staffing", "head_office", null: by code 78, by code
 * 70.1 or an auxiliary code 70.1), sole_proprietor (INTEGER 0/1), municipality (TEXT, today's number), postcode, started (TEXT).
 * unplaced (rows in the order of the input): columns id, reason, address, postcode, municipality, code (TEXT), jobs_central (REAL), feature (INTEGER), name,
 * proprietor_name (TEXT; one of the two, the second for sole proprietors).
 * Order of the input; duplicates (same id) dropped after the first. Old municipality numbers (0602, 0625, 0711, 3005) are read as 3301.
 * Streets are matched after case folding; when that finds none, after folding the usual abbreviations and forms (gt., gata, gaten = gate; v.,
 * veien, veg, vegen = vei; pl., plassen = plass; ae oe aa and a o for æ ø å; double blanks, dots, hyphens), if only one street of the
 * municipality is spelt so. A million establishments against two million addresses: seconds. */
bool tomt_register_place(struct tomt_arena *arena, const struct tomt_register_inputs *inputs, const struct tomt_crew *crew,
                         struct tomt_layer *placed, struct tomt_table *unplaced, struct tomt_register_report *report, struct tomt_error *err);

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
