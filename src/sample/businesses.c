/* underenheter.csv in the register's open layout and adresser.csv in the address register's: no
 * coordinates in the first, the three states of employees, and the dirt of a real register: no
 * address, an address nobody knows, the same unit twice, old municipality numbers, no industry
 * code. */
#include "sample/sheet.h"
#include "sample/trades.h"

#include "base/text.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

struct csv {
    FILE *file;
    const char *path;
    struct tomt_text text;
};

static bool csv_open(struct tomt_city *city, const char *name, struct csv *csv,
                     struct tomt_error *err)
{
    csv->path = tomt_city_path_of(city, name, err);
    csv->file = csv->path ? fopen(csv->path, "we") : NULL;
    return csv->file || (csv->path && tomt_fail(err, TOMT_OUTPUT, "cannot write '%s': %s",
                                                csv->path, strerror(errno)));
}

static bool csv_flush(struct csv *csv, struct tomt_error *err)
{
    if (csv->text.failed)
        return tomt_fail(err, TOMT_MEMORY, "out of memory while writing '%s'", csv->path);
    bool done =
        csv->text.n == 0 || fwrite(csv->text.bytes, 1, csv->text.n, csv->file) == csv->text.n;
    csv->text.n = 0;
    return done || tomt_fail(err, TOMT_OUTPUT, "cannot write '%s': %s", csv->path, strerror(errno));
}

static bool csv_close(struct csv *csv, bool done, struct tomt_error *err)
{
    done = done && csv_flush(csv, err);
    tomt_text_free(&csv->text);
    if (csv->file && fclose(csv->file) != 0 && done)
        done = tomt_fail(err, TOMT_OUTPUT, "cannot write '%s': %s", csv->path, strerror(errno));
    return done;
}

static const struct tomt_quarter *quarter_of(const struct tomt_city *city,
                                             const struct tomt_address *address)
{
    return &tomt_quarters[city->block[city->parcel[address->parcel].block].quarter];
}

static const char *municipality_name(int number)
{
    return number == tomt_municipalities[0].number ? "DRAMMEN" : "LIER";
}

bool tomt_write_addresses(struct tomt_city *city, struct tomt_error *err)
{
    struct csv csv = {0};
    bool done = csv_open(city, "adresser.csv", &csv, err);
    if (done)
        tomt_text_puts(&csv.text, "kommunenummer;kommunenavn;adressenavn;nummer;bokstav;postnummer;"
                                  "poststed;Nord;Øst;EPSG-kode;grunnkretsnummer\n");
    for (size_t i = 0; done && i < city->n_addresses; i++) {
        const struct tomt_address *a = &city->address[i];
        const struct tomt_quarter *q = quarter_of(city, a);
        char street[80], letter[2] = {a->letter, 0};
        tomt_street_name(city, a->cut, street, sizeof street);
        tomt_text_print(&csv.text, "%d;%s;%s;%u;%s;%s;%s;%.2f;%.2f;25832;%d%02d%02d\n",
                        q->municipality, municipality_name(q->municipality), street, a->number,
                        letter, q->postcode, q->place, a->y, a->x, q->municipality,
                        (int)(q - tomt_quarters) + 1, (int)(a->cut % 9) + 1);
        if (csv.text.n > 1 << 16)
            done = csv_flush(&csv, err);
    }
    return csv_close(&csv, done, err);
}

/* How much business each parcel draws, summed, so that a chance finds its parcel. Only parcels with
 * an address count. */
static double draw_of(const struct tomt_city *city, const struct tomt_parcel *parcel)
{
    static const double pull[TOMT_N_KINDS] = {0.25, 0.10, 0.13, 0.75, 1.0, 1.1, 1.2, 0.8,
                                              0.7,  0.8,  0.25, 0.8,  0,   0.8, 0};
    const struct tomt_box *box = &city->parcel_shapes.box[parcel->shape];
    double x = (box->min_x + box->max_x) / 2 - TOMT_ORIGIN_X,
           y = (box->min_y + box->max_y) / 2 - TOMT_ORIGIN_Y;
    double m2 = isnan(parcel->bra_m2) ? 300 : parcel->bra_m2;
    return parcel->n_addresses == 0 ? 0
                                    : (m2 + 20) * pull[city->block[parcel->block].kind] *
                                          (0.5 + 1.25 * tomt_city_centrality(x, y));
}

static size_t find_sum(const double *sum, size_t n, double at)
{
    size_t low = 0, high = n - 1;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (sum[middle] <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static enum tomt_group group_at(const struct tomt_city *city, struct tomt_random *random,
                                const struct tomt_parcel *parcel, struct tomt_xy at)
{
    double weight[TOMT_N_GROUPS];
    uint8_t kind = city->block[parcel->block].kind;
    for (size_t g = 0; g < TOMT_N_GROUPS; g++)
        weight[g] = tomt_groups[g].place[kind];
    double hospital = hypot(at.x - TOMT_ORIGIN_X - 19502, at.y - TOMT_ORIGIN_Y - 23382) / 550;
    double campus = hypot(at.x - TOMT_ORIGIN_X - 17000, at.y - TOMT_ORIGIN_Y - 23330) / 350;
    double station = hypot(at.x - TOMT_ORIGIN_X - 17750, at.y - TOMT_ORIGIN_Y - 22950) / 380;
    double east = hypot(at.x - TOMT_ORIGIN_X - 19150, at.y - TOMT_ORIGIN_Y - 23480) / 350;
    weight[TOMT_G_HEALTH] *= 1 + 6 * exp(-hospital * hospital);
    weight[TOMT_G_CULTURE] *= 1 + 2.5 * exp(-campus * campus);
    weight[TOMT_G_KNOWLEDGE] *=
        1 + exp(-campus * campus) + 0.7 * exp(-station * station) + 0.5 * exp(-east * east);
    return (enum tomt_group)tomt_random_pick(random, weight, TOMT_N_GROUPS);
}

struct unit {
    uint32_t number;
    char name[96], form[8];
    const char *code;
    bool registered;
    int employees; /* 0: not told */
    const struct tomt_address *address;
};

static void fill_unit(struct tomt_random *random, enum tomt_group group, struct unit *unit)
{
    const struct tomt_trade_group *g = &tomt_groups[group];
    double weight[24];
    for (size_t i = 0; i < g->n_trades; i++)
        weight[i] = g->trade[i].weight;
    const struct tomt_trade *trade = &g->trade[tomt_random_pick(random, weight, g->n_trades)];
    double chance = tomt_random_share(random), size = tomt_random_share(random);
    unit->code = trade->code;
    unit->registered = chance >= g->none;
    unit->employees = 0;
    if (chance >= g->none + g->few)
        unit->employees = (int)fmin(5 * pow(1 - size, -1 / g->tail), 480);
    bool person = !unit->registered && tomt_random_share(random) < 0.45;
    snprintf(unit->form, sizeof unit->form, "%s",
             person                     ? "ENK"
             : group == TOMT_G_PROPERTY ? "AAFY"
                                        : "BEDR");
    if (person)
        tomt_person_name(random, unit->name, sizeof unit->name);
    else
        tomt_business_name(random, trade->word, unit->name, sizeof unit->name);
}

static void put_unit(struct tomt_city *city, struct tomt_random *random, struct tomt_text *text,
                     const struct unit *unit)
{
    char address[112] = "", number[16] = "", digits[12] = "";
    const struct tomt_quarter *q = quarter_of(city, unit->address);
    double trouble = tomt_random_share(random);
    int municipality = q->municipality;
    if (trouble >= 0.012) {
        tomt_street_name(city, unit->address->cut, address, 80);
        /* Past the end of the street: an address the register of addresses does not know. */
        snprintf(digits, sizeof digits, "%u", unit->address->number + (trouble < 0.02 ? 2000 : 0));
        size_t used = strlen(address);
        snprintf(address + used, sizeof address - used, " %s%c", digits, unit->address->letter);
    }
    if (unit->employees > 0)
        snprintf(number, sizeof number, "%d", unit->employees);
    if (trouble > 0.96 && municipality == 3301)
        municipality = 3005;
    tomt_text_print(
        text, "\"%09u\",\"%s\",\"%s\",\"%s\",\"%s\",\"%s\",\"%s\",\"%s\",\"%s\",\"%s\",\"%d\"\n",
        unit->number, unit->name, unit->form, trouble > 0.935 && trouble < 0.94 ? "" : unit->code,
        unit->registered ? "true" : "false", number, address, address[0] ? q->place : "",
        address[0] ? q->postcode : "", municipality_name(q->municipality), municipality);
}

static bool put_employers(struct tomt_city *city, struct tomt_random *random, struct csv *csv,
                          uint32_t *number)
{
    for (size_t i = 0; i < tomt_n_employers; i++) {
        const struct tomt_employer *e = &tomt_employers[i];
        for (size_t k = 0; k < city->n_addresses; k++) {
            if (strcmp(quarter_of(city, &city->address[k])->name, e->quarter) != 0 ||
                (k * 7 + i) % 5 != 0)
                continue;
            struct unit unit = {.number = *number += 37,
                                .form = "BEDR",
                                .code = e->code,
                                .registered = true,
                                .employees = e->employees,
                                .address = &city->address[k]};
            snprintf(unit.name, sizeof unit.name, "%s", e->name);
            put_unit(city, random, &csv->text, &unit);
            break;
        }
    }
    return true;
}

static bool put_units(struct tomt_city *city, struct csv *csv, const double *sum,
                      struct tomt_error *err)
{
    struct tomt_random random;
    tomt_random_start(&random, city->seed, 5);
    uint32_t number = 100000000 + (uint32_t)(city->seed % 1000) * 7;
    size_t n = city->scale->n_establishments;
    if (!put_employers(city, &random, csv, &number))
        return false;
    for (size_t i = tomt_n_employers; i < n; i++) {
        size_t row =
            find_sum(sum, city->n_parcels, tomt_random_share(&random) * sum[city->n_parcels - 1]);
        const struct tomt_parcel *parcel = &city->parcel[row];
        size_t door = parcel->first_address + tomt_random_below(&random, parcel->n_addresses);
        struct unit unit = {.number = number += 37, .address = &city->address[door]};
        fill_unit(
            &random,
            group_at(city, &random, parcel, (struct tomt_xy){unit.address->x, unit.address->y}),
            &unit);
        size_t before = csv->text.n;
        put_unit(city, &random, &csv->text, &unit);
        if (i % (n / 3 + 1) == n / 7) { /* delivered twice */
            size_t length = csv->text.n - before;
            char *again = tomt_arena_copy(city->arena, csv->text.bytes + before, length, err);
            if (!again)
                return false;
            tomt_text_add(&csv->text, again, length);
        }
        if (csv->text.n > 1 << 16 && !csv_flush(csv, err))
            return false;
    }
    return true;
}

bool tomt_write_businesses(struct tomt_city *city, struct tomt_error *err)
{
    double *sum = tomt_arena_block(city->arena, NULL, city->n_parcels * sizeof *sum + 8, err),
           total = 0;
    struct csv csv = {0};
    if (!sum)
        return false;
    for (size_t i = 0; i < city->n_parcels; i++)
        sum[i] = total += draw_of(city, &city->parcel[i]);
    bool done = csv_open(city, "underenheter.csv", &csv, err);
    if (done) {
        tomt_text_puts(
            &csv.text,
            "\"organisasjonsnummer\",\"navn\",\"organisasjonsform.kode\",\"naeringskode1.kode\","
            "\"harRegistrertAntallAnsatte\",\"antallAnsatte\",\"beliggenhetsadresse.adresse\","
            "\"beliggenhetsadresse.poststed\",\"beliggenhetsadresse.postnummer\","
            "\"beliggenhetsadresse.kommune\","
            "\"beliggenhetsadresse.kommunenummer\"\n");
        done = put_units(city, &csv, sum, err);
    }
    return csv_close(&csv, done, err);
}
