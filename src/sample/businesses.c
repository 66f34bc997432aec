/* underenheter.csv in the register's open layout and adresser.csv in the address register's: no
 * coordinates in the first, the three states of employees, and the dirt of a real register: no
 * address, an address nobody knows, the same unit twice, old municipality numbers, no industry
 * code. */
#include "sample/units.h"

bool tomt_write_addresses(struct tomt_city *city, struct tomt_error *err)
{
    struct tomt_city_csv csv = {0};
    bool done = tomt_city_csv_open(city, "adresser.csv", &csv, err);
    if (done)
        tomt_text_puts(&csv.text, "kommunenummer;kommunenavn;adressenavn;nummer;bokstav;postnummer;"
                                  "poststed;Nord;Øst;EPSG-kode;grunnkretsnummer\n");
    for (size_t i = 0; done && i < city->n_addresses; i++) {
        const struct tomt_address *a = &city->address[i];
        const struct tomt_quarter *q = tomt_quarter_of(city, a);
        char street[80], letter[2] = {a->letter, 0};
        tomt_street_name(city, a->cut, street, sizeof street);
        tomt_text_print(&csv.text, "%d;%s;%s;%u;%s;%s;%s;%.2f;%.2f;25832;%d%02d%02d\n",
                        q->municipality, tomt_unit_municipality(q->municipality), street, a->number,
                        letter, q->postcode, q->place, a->y, a->x, q->municipality,
                        (int)(q - tomt_quarters) + 1, (int)(a->cut % 9) + 1);
        done = tomt_city_csv_step(&csv, err);
    }
    return tomt_city_csv_close(&csv, done, err);
}

struct register_file {
    struct tomt_city *city;
    struct tomt_city_csv csv;
};

static bool write_unit(void *context, const struct tomt_unit *unit, struct tomt_error *err)
{
    struct register_file *file = context;
    size_t n = file->city->scale->n_establishments;
    tomt_unit_row(file->city, unit, false, &file->csv.text);
    if (!unit->employer && unit->row % (n / 3 + 1) == n / 7) /* delivered twice */
        tomt_unit_row(file->city, unit, false, &file->csv.text);
    return tomt_city_csv_step(&file->csv, err);
}

bool tomt_write_businesses(struct tomt_city *city, struct tomt_error *err)
{
    struct register_file file = {.city = city};
    struct tomt_unit_places places;
    if (!tomt_unit_places(city, &places, err))
        return false;
    bool done = tomt_city_csv_open(city, "underenheter.csv", &file.csv, err);
    if (done)
        tomt_text_puts(&file.csv.text, tomt_unit_header);
    done = done && tomt_each_unit(city, &places, write_unit, &file, err) &&
           tomt_unit_odd_rows(city, false, &file.csv.text, err);
    return tomt_city_csv_close(&file.csv, done, err);
}
