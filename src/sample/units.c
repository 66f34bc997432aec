/* Businesses drawn by chance: where, what they do, how large they are. */
#include "sample/units.h"

#include <math.h>
#include <string.h>

const struct tomt_quarter *tomt_quarter_of(const struct tomt_city *city,
                                           const struct tomt_address *address)
{
    return &tomt_quarters[city->block[city->parcel[address->parcel].block].quarter];
}

const char *tomt_unit_municipality(int number)
{
    return number == tomt_municipalities[0].number ? "DRAMMEN" : "LIER";
}

double tomt_unit_jobs(const struct tomt_unit *unit)
{
    return !unit->registered ? 0 : unit->employees > 0 ? unit->employees : 2;
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

void tomt_unit_trade(struct tomt_random *random, enum tomt_group group, struct tomt_unit *unit)
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

bool tomt_unit_places(struct tomt_city *city, struct tomt_unit_places *places,
                      struct tomt_error *err)
{
    double total = 0;
    places->sum =
        tomt_arena_block(city->arena, NULL, city->n_parcels * sizeof *places->sum + 8, err);
    if (!places->sum)
        return false;
    for (size_t i = 0; i < city->n_parcels; i++)
        places->sum[i] = total += draw_of(city, &city->parcel[i]);
    return true;
}

void tomt_unit_draw(const struct tomt_city *city, const struct tomt_unit_places *places,
                    struct tomt_random *random, struct tomt_unit *unit)
{
    size_t row = find_sum(places->sum, city->n_parcels,
                          tomt_random_share(random) * places->sum[city->n_parcels - 1]);
    const struct tomt_parcel *parcel = &city->parcel[row];
    unit->address =
        &city->address[parcel->first_address + tomt_random_below(random, parcel->n_addresses)];
    tomt_unit_trade(
        random,
        group_at(city, random, parcel, (struct tomt_xy){unit->address->x, unit->address->y}), unit);
}

/* The first address of the employer's quarter that is its turn; NULL: the quarter has none. */
static const struct tomt_address *employers_door(const struct tomt_city *city, size_t employer)
{
    for (size_t k = 0; k < city->n_addresses; k++)
        if (strcmp(tomt_quarter_of(city, &city->address[k])->name,
                   tomt_employers[employer].quarter) == 0 &&
            (k * 7 + employer) % 5 == 0)
            return &city->address[k];
    return NULL;
}

bool tomt_each_unit(struct tomt_city *city, const struct tomt_unit_places *places,
                    bool (*visit)(void *context, const struct tomt_unit *unit,
                                  struct tomt_error *err),
                    void *context, struct tomt_error *err)
{
    struct tomt_random random;
    tomt_random_start(&random, city->seed, 5);
    uint32_t number = 100000000 + (uint32_t)(city->seed % 1000) * 7;
    for (size_t i = 0; i < tomt_n_employers; i++) {
        const struct tomt_employer *e = &tomt_employers[i];
        struct tomt_unit unit = {.form = "BEDR",
                                 .code = e->code,
                                 .registered = true,
                                 .employees = e->employees,
                                 .employer = true,
                                 .row = i,
                                 .address = employers_door(city, i)};
        if (!unit.address)
            continue;
        unit.number = number += 37;
        unit.trouble = tomt_random_share(&random);
        snprintf(unit.name, sizeof unit.name, "%s", e->name);
        if (!visit(context, &unit, err))
            return false;
    }
    for (size_t i = tomt_n_employers; i < city->scale->n_establishments; i++) {
        struct tomt_unit unit = {.number = number += 37, .row = i};
        tomt_unit_draw(city, places, &random, &unit);
        unit.trouble = tomt_random_share(&random);
        if (!visit(context, &unit, err))
            return false;
    }
    return true;
}

const char tomt_unit_header[] =
    "\"organisasjonsnummer\",\"navn\",\"organisasjonsform.kode\",\"naeringskode1.kode\","
    "\"harRegistrertAntallAnsatte\",\"antallAnsatte\",\"beliggenhetsadresse.adresse\","
    "\"beliggenhetsadresse.poststed\",\"beliggenhetsadresse.postnummer\","
    "\"beliggenhetsadresse.kommune\","
    "\"beliggenhetsadresse.kommunenummer\"\n";

void tomt_unit_row(const struct tomt_city *city, const struct tomt_unit *unit, bool all_old,
                   struct tomt_text *text)
{
    char address[112] = "", number[16] = "", digits[12] = "";
    const struct tomt_quarter *q = tomt_quarter_of(city, unit->address);
    int municipality = q->municipality;
    if (unit->trouble >= 0.012) {
        tomt_street_name(city, unit->address->cut, address, 80);
        /* Past the end of the street: an address the register of addresses does not know. */
        snprintf(digits, sizeof digits, "%u",
                 unit->address->number + (unit->trouble < 0.02 ? 2000 : 0));
        size_t used = strlen(address);
        snprintf(address + used, sizeof address - used, " %s%c", digits, unit->address->letter);
    }
    if (unit->employees > 0)
        snprintf(number, sizeof number, "%d", unit->employees);
    if ((unit->trouble > 0.96 || all_old) && municipality == 3301)
        municipality = 3005;
    tomt_text_print(
        text, "\"%09u\",\"%s\",\"%s\",\"%s\",\"%s\",\"%s\",\"%s\",\"%s\",\"%s\",\"%s\",\"%d\"\n",
        unit->number, unit->name, unit->form,
        unit->trouble > 0.935 && unit->trouble < 0.94 ? "" : unit->code,
        unit->registered ? "true" : "false", number, address, address[0] ? q->place : "",
        address[0] ? q->postcode : "", tomt_unit_municipality(q->municipality), municipality);
}
