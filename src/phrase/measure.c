/* phrase/measure.c: numbers with their units: one row a unit. */
#include "phrase/inside.h"

#include <math.h>

enum { FIGURES = 99 }; /* decimals as the size of the number asks: two under 10, one under 1000 */
static const struct unit {
    const char *unit;
    const char *one, *many; /* words behind the number; NULL: none */
    unsigned decimals;
    const char *before; /* a word before the number */
} units[] = {
    /* sizes */
    {"m2", TOMT_MARK_PLURAL("m²", "m²"), 0, NULL},
    {"m2 BRA", TOMT_MARK_PLURAL("m² BRA", "m² BRA"), 0, NULL},
    {"m", TOMT_MARK_PLURAL("m", "m"), 0, NULL},
    {"km", TOMT_MARK_PLURAL("km", "km"), 1, NULL},
    {"daa", TOMT_MARK_PLURAL("daa", "daa"), 1, NULL},
    {"ha", TOMT_MARK_PLURAL("ha", "ha"), 2, NULL},
    {"min", TOMT_MARK_PLURAL("min", "min"), 1, NULL},
    {"s", TOMT_MARK_PLURAL("s", "s"), 3, NULL},
    /* scores */
    {"points", TOMT_MARK_PLURAL("point", "points"), 1, NULL},
    {"score", NULL, NULL, 1, NULL},
    {"rank", NULL, NULL, 0, TOMT_MARK("no.")},
    {"class", NULL, NULL, 0, TOMT_MARK("class")},
    {"value", NULL, NULL, 2, NULL},
    {"quotient", NULL, NULL, 2, NULL},
    {"tau", NULL, NULL, 3, NULL},
    {"z", NULL, NULL, 2, TOMT_MARK("z =")},
    {"bits", TOMT_MARK_PLURAL("bit", "bits"), 2, NULL},
    {"times", TOMT_MARK_PLURAL("time", "times"), 2, NULL},
    {"jobs/km^alpha", TOMT_MARK_PLURAL("job/km^α", "jobs/km^α"), FIGURES, NULL},
    /* what is counted */
    {"jobs", TOMT_MARK_PLURAL("job", "jobs"), 0, NULL},
    {"more jobs", TOMT_MARK_PLURAL("more job", "more jobs"), 0, NULL},
    {"establishments", TOMT_MARK_PLURAL("establishment", "establishments"), 0, NULL},
    {"establishments or jobs", TOMT_MARK_PLURAL("establishment or job", "establishments or jobs"),
     0, NULL},
    {"persons", TOMT_MARK_PLURAL("person", "persons"), 0, NULL},
    {"owners", TOMT_MARK_PLURAL("owner", "owners"), 0, NULL},
    {"parcels", TOMT_MARK_PLURAL("parcel", "parcels"), 0, NULL},
    {"sites", TOMT_MARK_PLURAL("site", "sites"), 0, NULL},
    {"densify sites", TOMT_MARK_PLURAL("densify site", "densify sites"), 0, NULL},
    {"transform sites", TOMT_MARK_PLURAL("transform site", "transform sites"), 0, NULL},
    {"sites without a strategy",
     TOMT_MARK_PLURAL("site without a strategy", "sites without a strategy"), 0, NULL},
    {"candidates", TOMT_MARK_PLURAL("candidate", "candidates"), 0, NULL},
    {"shapes", TOMT_MARK_PLURAL("shape", "shapes"), 0, NULL},
    {"rows", TOMT_MARK_PLURAL("row", "rows"), 0, NULL},
    {"criteria", TOMT_MARK_PLURAL("criterion", "criteria"), 0, NULL},
    {"draws", TOMT_MARK_PLURAL("draw", "draws"), 0, NULL},
    {"layers", TOMT_MARK_PLURAL("layer", "layers"), 0, NULL},
    /* of these nobody knows more than the number */
    {"count", NULL, NULL, 0, NULL},
    {"unit of the column", NULL, NULL, FIGURES, NULL},
    {"unit of the raster", NULL, NULL, FIGURES, NULL},
    {"", NULL, NULL, FIGURES, NULL},
};

static unsigned figures(double number)
{
    return fabs(number) < 10 ? 2 : fabs(number) < 1000 ? 1 : 0;
}

/* A catchment's sum with decay is no whole number: under 10 a decimal says so. */
static unsigned decimals_of(const struct unit *unit, double number)
{
    if (unit->decimals == FIGURES)
        return figures(number);
    return !unit->decimals && unit->many && fabs(number) < 10 ? 1 : unit->decimals;
}

static void put_with(const struct tomt_phrases *phrases, struct tomt_text *out, double number,
                     unsigned decimals, const char *between, const char *word)
{
    tomt_phrase_number(phrases, out, number, decimals);
    if (*word)
        tomt_text_print(out, "%s%s", between, word);
}

/* What is not all is not told as 100 %, and what is not nothing not as 0 %. */
static void put_share(const struct tomt_phrases *phrases, struct tomt_text *out, double share)
{
    static const double hair = 1e-6; /* what is nearer, areas of shapes cannot tell */
    double percent = 100 * share; /* below zero it is a change, told as it is */
    bool nearly_all = share >= 0.995 && share < 1 - hair;
    bool nearly_none = share < 0.0005 && share > hair;
    tomt_text_puts(out, nearly_all ? ">" : nearly_none ? "<" : "");
    if (nearly_all || nearly_none)
        percent = nearly_all ? 99 : 0.1;
    tomt_phrase_number(phrases, out, percent, fabs(percent) < 10 ? 1 : 0);
    tomt_text_puts(out, phrases->language ? TOMT_NO_BREAK "%" : "%");
}

/* Ground as planners speak of it, beside the square metres: 12 500 m² (12,5 daa). */
static void put_ground(const struct tomt_phrases *phrases, struct tomt_text *out, double area_m2)
{
    tomt_text_puts(out, " (");
    put_with(phrases, out, area_m2 / (phrases->language ? 1000 : 10000), phrases->language ? 1 : 2,
             TOMT_NO_BREAK, phrases->language ? "daa" : "ha");
    tomt_text_puts(out, ")");
}

static const struct unit *find(const char *unit)
{
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (!strcmp(units[i].unit, unit))
            return &units[i];
    return NULL;
}

/* One or many, as it is printed. A symbol stays with its number on a line; before a word a line may
 * end. */
static void put_row(const struct tomt_phrases *phrases, struct tomt_text *out, double number,
                    const struct unit *row)
{
    unsigned decimals = decimals_of(row, number);
    double scale = pow(10, decimals);
    bool one = round(fabs(number) * scale) == scale;
    if (row->before)
        tomt_text_print(out, "%s" TOMT_NO_BREAK, tomt_phrase(phrases, row->before));
    if (!row->many)
        tomt_phrase_number(phrases, out, number, decimals);
    else
        put_with(phrases, out, number, decimals, strcmp(row->one, row->many) ? " " : TOMT_NO_BREAK,
                 tomt_phrase_plural(phrases, row->one, row->many, one ? 1 : 2));
}

void tomt_phrase_measure(const struct tomt_phrases *phrases, struct tomt_text *out, double number,
                         const char *unit)
{
    const char *of = unit ? unit : "";
    const struct unit *row = find(of);
    bool large = round(fabs(number)) >= 10000;
    if (isnan(number)) {
        tomt_phrase_number(phrases, out, number, 0);
    } else if (!strcmp(of, "share")) {
        put_share(phrases, out, number);
    } else if (!strcmp(of,
                       "%")) { /* hundredths already, with the decimals that tell near ones apart */
        tomt_phrase_number(phrases, out, number, figures(number));
        tomt_text_puts(out, tomt_phrases_language(phrases) == 1 ? TOMT_NO_BREAK "%" : "%");
    } else if (!strcmp(of, "year") && !isinf(number)) { /* no thousands in it */
        tomt_text_print(out, "%.0f", number);
    } else if (!strcmp(of, "tenths")) {
        tomt_phrase_tenths(phrases, out, number);
    } else if (!strcmp(of, "m") && large) {
        put_row(phrases, out, number / 1000, find("km"));
    } else if (!row) {
        tomt_phrase_number(phrases, out, number, figures(number));
        tomt_text_puts(out, " ");
        tomt_text_line(out, of); /* whatever a result says */
    } else {
        put_row(phrases, out, number, row);
        if (!strcmp(of, "m2") && large)
            put_ground(phrases, out, number);
    }
}
