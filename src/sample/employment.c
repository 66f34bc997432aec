/* sysselsatte.csv: employment statistics as a statistical office would give them: jobs where they
 * are and employed residents where they live, by municipality, district and tract, jobs by industry
 * of two digits for the municipality and for the country (for the country finer ones too where a
 * sector needs them), residents, and the jobs and residents a plan wishes for.
 * Fictional: near what the register of businesses says, but not the same; the country's shares are
 * plausible, no more. */
#include "sample/units.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define EMPLOYED_SHARE 0.49 /* of residents */
#define STAFFING_HERE 0.25  /* of a staffing agency's jobs that are where it is registered */
#define SELF_EMPLOYED 0.35  /* jobs of a business without employees */
#define TARGET 1.2          /* jobs wished for in the municipality, by jobs */

/* Of an area; NaN: not told. Targets are of jobs and of residents. */
struct counts {
    double jobs, employed, residents, jobs_target, residents_target;
};

struct employment {
    struct tomt_city *city;
    double *jobs, *employed, *residents; /* by tract; employed residents */
    double division[100];                /* jobs by two digits; 0: no code */
    struct counts *district;
};

/* Norway's jobs by two digits of SN2007 in thousands, rounded and made up from memory of their
 * size. */
static const struct {
    const char *division;
    double thousands;
} country[] = {
    {"01", 41},  {"02", 6},  {"03", 18},  {"05", 0.2}, {"06", 26},  {"07", 2},   {"08", 5},
    {"09", 33},  {"10", 50}, {"11", 5},   {"13", 3},   {"14", 1.5}, {"15", 0.3}, {"16", 15},
    {"17", 2.5}, {"18", 4},  {"19", 1.3}, {"20", 10},  {"21", 4.5}, {"22", 6},   {"23", 10},
    {"24", 11},  {"25", 22}, {"26", 8},   {"27", 9},   {"28", 20},  {"29", 3},   {"30", 17},
    {"31", 6.5}, {"32", 6},  {"33", 26},  {"35", 20},  {"36", 3},   {"37", 2},   {"38", 12},
    {"39", 0.5}, {"41", 76}, {"42", 25},  {"43", 146}, {"45", 50},  {"46", 100}, {"47", 196},
    {"49", 62},  {"50", 20}, {"51", 7},   {"52", 40},  {"53", 19},  {"55", 30},  {"56", 86},
    {"58", 18},  {"59", 8},  {"60", 6},   {"61", 10},  {"62", 70},  {"63", 6},   {"64", 32},
    {"65", 11},  {"66", 9},  {"68", 25},  {"69", 35},  {"70", 32},  {"71", 61},  {"72", 12},
    {"73", 12},  {"74", 12}, {"75", 4},   {"77", 10},  {"78", 74},  {"79", 7},   {"80", 11},
    {"81", 60},  {"82", 20}, {"84", 171}, {"85", 231}, {"86", 268}, {"87", 140}, {"88", 188},
    {"90", 18},  {"91", 9},  {"92", 2},   {"93", 28},  {"94", 26},  {"95", 6},   {"96", 28},
    {"97", 1},   {"99", 0.2}};

/* Of the industries that a sector holds a part of, the parts: each is as many as its two digits. */
static const struct {
    const char *code;
    double thousands;
} parts[] = {{"09.1", 32.4},  {"09.9", 0.6},  {"26.1", 1.5},   {"26.2", 0.4},   {"26.3", 1.6},
             {"26.4", 0.2},   {"26.5", 3.4},  {"26.6", 0.4},   {"26.7", 0.4},   {"26.8", 0.1},
             {"28.1", 6},     {"28.21", 0.3}, {"28.221", 1.6}, {"28.229", 1.8}, {"28.23", 0.1},
             {"28.24", 0.05}, {"28.25", 1.6}, {"28.29", 1.9},  {"28.3", 1.3},   {"28.4", 0.25},
             {"28.9", 5.1},   {"30.1", 13.5}, {"30.2", 0.3},   {"30.3", 2.6},   {"30.4", 0.1},
             {"30.9", 0.5},   {"32.1", 0.7},  {"32.2", 0.1},   {"32.3", 0.4},   {"32.4", 0.1},
             {"32.5", 3.2},   {"32.9", 1.5},  {"33.11", 1},    {"33.12", 7},    {"33.13", 0.8},
             {"33.14", 3.2},  {"33.15", 4},   {"33.16", 2.6},  {"33.17", 1.5},  {"33.19", 0.4},
             {"33.2", 5.5},   {"42.1", 15},   {"42.21", 2.5},  {"42.22", 4.5},  {"42.91", 0.8},
             {"42.99", 2.2},  {"43.1", 9},    {"43.21", 42},   {"43.22", 24},   {"43.29", 5},
             {"43.3", 31},    {"43.9", 35},   {"45.1", 18},    {"45.2", 24},    {"45.3", 7},
             {"45.4", 1},     {"49.1", 3.5},  {"49.2", 1.2},   {"49.3", 27},    {"49.4", 29.3},
             {"49.5", 1},     {"50.1", 9},    {"50.2", 10.6},  {"50.3", 0.3},   {"50.4", 0.1},
             {"51.1", 6.8},   {"51.2", 0.2},  {"52.1", 5.5},   {"52.21", 9},    {"52.22", 7},
             {"52.23", 6.5},  {"52.24", 2},   {"52.29", 10},   {"58.1", 11.5},  {"58.2", 6.5},
             {"72.11", 1.2},  {"72.19", 8.3}, {"72.2", 2.5},   {"74.1", 3.5},   {"74.2", 3.2},
             {"74.3", 1.3},   {"74.9", 4},    {"77.1", 3.4},   {"77.2", 1},     {"77.31", 0.1},
             {"77.32", 3.6},  {"77.33", 0.3}, {"77.34", 0.2},  {"77.35", 0.2},  {"77.39", 1.1},
             {"77.4", 0.1},   {"82.1", 6.5},  {"82.2", 2.2},   {"82.3", 1.6},   {"82.9", 9.7},
             {"85.1", 4},     {"85.2", 118},  {"85.3", 42},    {"85.4", 48},    {"85.51", 3.2},
             {"85.52", 4.4},  {"85.53", 3.9}, {"85.59", 6.5},  {"85.6", 1},     {"88.1", 78},
             {"88.9", 110},   {"90.01", 6},   {"90.02", 2.6},  {"90.03", 5.6},  {"90.04", 3.8},
             {"91.01", 3.2},  {"91.02", 4.6}, {"91.03", 0.6},  {"91.04", 0.6},  {"93.1", 24},
             {"93.2", 4}};

/* The neighbours, of whom the sample has no more than an edge. */
static const struct {
    int number;
    double jobs, employed;
} neighbours[] = {
    {3312, 14200, 14300}, {3314, 7300, 10100}, {3903, 10400, 13300}, {3203, 39800, 51200}};

static uint32_t tract_of(const struct tomt_city *city, uint32_t parcel)
{
    uint32_t block = city->parcel[parcel].block;
    return tomt_quarters[city->block[block].quarter].municipality == tomt_municipalities[0].number
               ? city->tract_of_block[block]
               : TOMT_NO_TRACT;
}

static bool count_unit(void *context, const struct tomt_unit *unit, struct tomt_error *err)
{
    (void)err;
    struct employment *e = context;
    uint32_t tract = tract_of(e->city, unit->address->parcel);
    double jobs = tomt_unit_jobs(unit) * (strncmp(unit->code, "78", 2) == 0 ? STAFFING_HERE : 1.04);
    bool coded = unit->trouble <= 0.935 || unit->trouble >= 0.94;
    if (!unit->registered && strcmp(unit->form, "ENK") == 0)
        jobs = SELF_EMPLOYED;
    if (tract == TOMT_NO_TRACT)
        return true;
    e->jobs[tract] += jobs;
    e->division[coded ? atoi((const char[]){unit->code[0], unit->code[1], 0}) : 0] += jobs;
    return true;
}

static void put(struct tomt_city_csv *csv, const char *number, const char *name,
                const char *division, struct counts counts)
{
    const double value[] = {counts.employed, counts.jobs_target, counts.residents,
                            counts.residents_target};
    tomt_text_print(&csv->text, "%s;%s;%s;%s;%.0f", number, name, division,
                    division[0] ? "SN2007" : "", counts.jobs);
    for (size_t i = 0; i < sizeof value / sizeof value[0]; i++)
        if (isnan(value[i]))
            tomt_text_puts(&csv->text, ";");
        else
            tomt_text_print(&csv->text, ";%.0f", value[i]);
    tomt_text_puts(&csv->text, "\n");
}

static double hundreds(double jobs)
{
    return 100 * ceil(jobs / 100);
}

/* Residents by tract from where people live; the columns a little off, then whole. */
static void settle(struct employment *e)
{
    struct tomt_city *city = e->city;
    struct tomt_random random;
    double all_m2 = 0;
    for (uint32_t i = 0; i < city->n_parcels; i++) {
        double m2 = tomt_city_lived_in_m2(city, &city->parcel[i]);
        uint32_t tract = tract_of(city, i);
        all_m2 += m2;
        if (tract != TOMT_NO_TRACT)
            e->residents[tract] += m2;
    }
    tomt_random_start(&random, city->seed, 47);
    for (size_t i = 0; i < city->n_tracts; i++) {
        double residents = e->residents[i] / all_m2 * (double)city->scale->n_residents;
        e->employed[i] =
            round(residents * EMPLOYED_SHARE * exp(0.04 * tomt_random_normal(&random)));
        e->residents[i] = round(residents);
        e->jobs[i] = round(e->jobs[i] * exp(0.03 * tomt_random_normal(&random)));
    }
}

/* The tracts of a district, or of all (number tomt_n_districts), summed. */
static struct counts sum_of(const struct employment *e, size_t district)
{
    struct counts sum = {0, 0, 0, NAN, NAN};
    for (size_t i = 0; i < e->city->n_tracts; i++)
        if (district == tomt_n_districts || e->city->tract[i].district == district) {
            sum.jobs += e->jobs[i];
            sum.employed += e->employed[i];
            sum.residents += e->residents[i];
        }
    return sum;
}

/* Jobs wished for beyond those there are in whole hundreds. */
static double wish_of(size_t district, const struct counts *sum)
{
    return fmax(tomt_districts[district].target * sum->jobs - hundreds(sum->jobs), 0);
}

/* The plan of the municipality wishes for fewer jobs than its districts would each by itself, and
 * for as many residents. What it wishes for beyond the jobs there are, in hundreds, is dealt to the
 * districts by what they wish for, so that their targets are the municipality's together. */
static struct counts set_targets(struct employment *e)
{
    struct counts all = sum_of(e, tomt_n_districts);
    double least = 0, wishes = 0, wished = 0, dealt = 0, until = 0;
    all.residents_target = 0;
    for (size_t d = 0; d < tomt_n_districts; d++) {
        struct counts sum = sum_of(e, d);
        sum.jobs_target = hundreds(sum.jobs);
        sum.residents_target = hundreds(tomt_districts[d].residents_target * sum.residents);
        least += sum.jobs_target;
        wishes += wish_of(d, &sum);
        all.residents_target += sum.residents_target;
        e->district[d] = sum;
    }
    all.jobs_target = wishes > 0 ? fmax(hundreds(TARGET * all.jobs), least) : least;
    for (size_t d = 0; d < tomt_n_districts; d++) {
        wished += wish_of(d, &e->district[d]);
        if (wishes > 0)
            until = 100 * round((all.jobs_target - least) / 100 * (wished / wishes));
        e->district[d].jobs_target += until - dealt;
        dealt = until;
    }
    return all;
}

static void put_places(struct employment *e, struct tomt_city_csv *csv)
{
    const struct tomt_city *city = e->city;
    double scale = (double)city->scale->n_residents / 104000;
    char number[24], name[80];
    struct counts all = set_targets(e);
    e->city->jobs_target = all.jobs_target;
    e->city->residents_target = all.residents_target;
    put(csv, "3301", "Drammen", "", all);
    for (size_t i = 0; i < sizeof neighbours / sizeof neighbours[0]; i++)
        for (size_t m = 1; m < tomt_n_municipalities; m++)
            if (tomt_municipalities[m].number == neighbours[i].number) {
                snprintf(number, sizeof number, "%d", neighbours[i].number);
                put(csv, number, tomt_municipalities[m].name, "",
                    (struct counts){round(neighbours[i].jobs * scale),
                                    round(neighbours[i].employed * scale), NAN, NAN, NAN});
            }
    for (size_t d = 0; d < tomt_n_districts; d++) {
        snprintf(number, sizeof number, "3301%02u", (unsigned)d + 1);
        put(csv, number, tomt_districts[d].name, "", e->district[d]);
    }
    for (size_t i = 0; i < city->n_tracts; i++) {
        const struct tomt_tract *tract = &city->tract[i];
        snprintf(number, sizeof number, "%u", tract->number);
        snprintf(name, sizeof name, "%s %u", tomt_quarters[tract->quarter].name, tract->of_quarter);
        put(csv, number, name, "",
            (struct counts){e->jobs[i], e->employed[i], e->residents[i], NAN, NAN});
    }
}

static void put_industries(const struct employment *e, struct tomt_city_csv *csv)
{
    char division[24];
    double all = 0;
    for (unsigned i = 1; i < 100; i++)
        if (e->division[i] >= 0.5) {
            snprintf(division, sizeof division, "%02u", i);
            put(csv, "3301", "Drammen", division,
                (struct counts){round(e->division[i]), NAN, NAN, NAN, NAN});
        }
    for (size_t i = 0; i < sizeof country / sizeof country[0]; i++)
        all += country[i].thousands;
    put(csv, "0", "Hele landet", "",
        (struct counts){round(all * 1000), round(all * 1000), NAN, NAN, NAN});
    for (size_t i = 0; i < sizeof country / sizeof country[0]; i++)
        put(csv, "0", "Hele landet", country[i].division,
            (struct counts){round(country[i].thousands * 1000), NAN, NAN, NAN, NAN});
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        put(csv, "0", "Hele landet", parts[i].code,
            (struct counts){round(parts[i].thousands * 1000), NAN, NAN, NAN, NAN});
}

bool tomt_write_employment(struct tomt_city *city, struct tomt_error *err)
{
    struct employment e = {.city = city};
    struct tomt_unit_places places;
    struct tomt_city_csv csv = {0};
    size_t n = city->n_tracts;
    e.jobs = tomt_arena_block(city->arena, NULL, 3 * n * sizeof *e.jobs + 8, err);
    if (e.jobs)
        e.district = tomt_arena_alloc(city->arena, tomt_n_districts * sizeof *e.district, err);
    if (!e.district)
        return false;
    memset(e.jobs, 0, 3 * n * sizeof *e.jobs);
    e.employed = e.jobs + n;
    e.residents = e.employed + n;
    if (!tomt_unit_places(city, &places, err) ||
        !tomt_each_unit(city, &places, count_unit, &e, err))
        return false;
    settle(&e);
    bool done = tomt_city_csv_open(city, "sysselsatte.csv", &csv, err);
    if (done) {
        tomt_text_puts(&csv.text, "nummer;navn;naeringskode;standard;sysselsatte_arbeidssted;"
                                  "sysselsatte_bosted;maal_arbeidsplasser;bosatte;maal_bosatte\n");
        put_places(&e, &csv);
        put_industries(&e, &csv);
    }
    return tomt_city_csv_close(&csv, done, err);
}
