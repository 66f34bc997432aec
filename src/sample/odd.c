/* Rows of the register of businesses as nobody would invent them: each has a trouble of its own
 * kind. None adds a job that is known, so that they change no sum. */
#include "sample/units.h"

#include <string.h>

enum odd_address {
    AS_IT_IS,
    SHORT, /* Elvegata 4 -> Elvegt. 4, veien -> v., plassen -> pl. */
    PLAIN, /* Møllegata 4 -> MOELLEGATA 4 */
    NO_SUCH_LETTER,
    NO_SUCH_NUMBER, /* two hundred houses further */
    CARE_OF,        /* a line before the street */
    NO_NUMBER,
    GIVEN /* `text` in its place */
};

struct odd {
    const char *name, *code, *registered, *employees, *text;
    enum odd_address how;
    const char *street;         /* what the street's name ends in; "" any */
    bool postcode, same_number; /* same_number: as the row before, so a unit twice */
};

static const struct odd odds[] = {
    {"Postboks Elvebyen AS", "69.201", "false", "", "Postboks 112 Bragernes", GIVEN, "", true,
     false},
    {"Postboks Havbris AS", "70.220", "false", "", "PB 45", GIVEN, "", true, false},
    {"Postboks Granitt AS", "70.220", "false", "", "P.b. 7", GIVEN, "", false, false},
    {"Ukjent gate Kvist AS", "96.020", "false", "", "Ingenstedsgata 3", GIVEN, "", true, false},
    {"Ukjent gate Lyng AS", "96.020", "false", "", "Ingenstedsveien 8B", GIVEN, "", true, false},
    {"Ukjent gate Tiur AS", "96.020", "false", "", "Ingenstedsplassen 1", GIVEN, "", false, false},
    {"Bare postnummer Solgry AS", "96.020", "false", "", "", GIVEN, "", true, false},
    {"Kort gate Bregne AS", "95.110", "false", "", "", SHORT, "gata", true, false},
    {"Kort gate Kompass AS", "95.110", "false", "", "", SHORT, "gata", true, false},
    {"Kort gate Storvik AS", "95.110", "false", "", "", SHORT, "gata", true, false},
    {"Kort vei Brattlia AS", "95.110", "false", "", "", SHORT, "veien", true, false},
    {"Kort vei Furumo AS", "95.110", "false", "", "", SHORT, "veien", true, false},
    {"Kort plass Ekornet AS", "95.110", "false", "", "", SHORT, "plassen", true, false},
    {"Uten norske tegn AS", "95.110", "false", "", "", PLAIN, "gata", true, false},
    {"Uten norske tegn to AS", "95.110", "false", "", "", PLAIN, "veien", true, false},
    {"Ukjent bokstav AS", "95.110", "false", "", "", NO_SUCH_LETTER, "", true, false},
    {"Ukjent nummer AS", "95.110", "false", "", "", NO_SUCH_NUMBER, "", true, false},
    {"Uten nummer AS", "95.110", "false", "", "", NO_NUMBER, "", true, false},
    {"Ved en annen AS", "95.110", "false", "", "", CARE_OF, "", true, false},
    {"Ukjent kode AS", "62.999", "false", "", "", AS_IT_IS, "", true, false},
    {"Ukjent kode to AS", "99.990", "false", "", "", AS_IT_IS, "", true, false},
    {"Kode i ord AS", "vet ikke", "false", "", "", AS_IT_IS, "", true, false},
    {"Uoppgitt kode AS", "00.000", "false", "", "", AS_IT_IS, "", true, false},
    {"Negativ AS", "95.110", "true", "-4", "", AS_IT_IS, "", true, false},
    {"Altfor stor AS", "95.110", "true", "7500000", "", AS_IT_IS, "", true, false},
    {"Antall i ord AS", "95.110", "true", "ca. 20", "", AS_IT_IS, "", true, false},
    {"Levert to ganger AS", "95.110", "false", "", "", AS_IT_IS, "", true, false},
    {"Levert to ganger AS", "95.110", "false", "", "", AS_IT_IS, "", true, true},
    {"Latin-1 Bl\xE5 B\xF8lge AS", "95.110", "false", "", "", AS_IT_IS, "", true, false}};

static bool ends_in(const char *name, const char *end)
{
    size_t n = strlen(name), m = strlen(end);
    return n >= m && strcmp(name + n - m, end) == 0;
}

static bool is_plain(const char *name)
{
    for (; *name; name++)
        if (*name & 0x80)
            return false;
    return true;
}

/* The first address after a chance one that will do. */
static const struct tomt_address *choose(struct tomt_city *city, struct tomt_random *random,
                                         const struct odd *odd, char street[80])
{
    size_t first = tomt_random_below(random, city->n_addresses);
    for (size_t i = 0; i < city->n_addresses; i++) {
        const struct tomt_address *a = &city->address[(first + i) % city->n_addresses];
        tomt_street_name(city, a->cut, street, 80);
        if (tomt_quarter_of(city, a)->municipality == tomt_municipalities[0].number &&
            ends_in(street, odd->street) && (odd->how != PLAIN || !is_plain(street)))
            return a;
    }
    tomt_street_name(city, city->address[first].cut, street, 80);
    return &city->address[first];
}

static void shorten(char *street, const char *end)
{
    const char *brief = !strcmp(end, "gata") ? "gt." : !strcmp(end, "veien") ? "v." : "pl.";
    size_t n = strlen(street), m = strlen(end);
    if (ends_in(street, end)) /* shorter than what it stands for */
        memcpy(street + n - m, brief, strlen(brief) + 1);
}

/* æ, ø, å as ae, oe, aa and all in capitals, as old registers have it. */
static void flatten(const char *street, char out[160])
{
    static const struct {
        const char *letter, *plain;
    } letters[] = {{"æ", "AE"}, {"ø", "OE"}, {"å", "AA"}, {"Æ", "AE"},
                   {"Ø", "OE"}, {"Å", "AA"}, {"é", "E"}};
    size_t n = 0;
    while (*street && n + 3 < 160) {
        size_t i = 0;
        while (i < sizeof letters / sizeof letters[0] && strncmp(street, letters[i].letter, 2) != 0)
            i++;
        if (i < sizeof letters / sizeof letters[0]) {
            for (const char *c = letters[i].plain; *c; c++)
                out[n++] = *c;
            street += 2;
        } else {
            out[n++] = *street >= 'a' && *street <= 'z' ? (char)(*street - 32) : *street;
            street++;
        }
    }
    out[n] = 0;
}

static void spell(const struct odd *odd, const struct tomt_address *at, char *street, char out[240])
{
    char flat[160];
    unsigned number = at->number;
    char letter[2] = {at->letter, 0};
    if (odd->how == SHORT)
        shorten(street, odd->street);
    flatten(street, flat);
    if (odd->how == NO_SUCH_LETTER)
        letter[0] = 'X';
    if (odd->how == NO_SUCH_NUMBER)
        number += 400;
    if (odd->how == GIVEN)
        snprintf(out, 240, "%s", odd->text);
    else if (odd->how == NO_NUMBER)
        snprintf(out, 240, "%s", street);
    else
        snprintf(out, 240, "%s%s %u%s", odd->how == CARE_OF ? "c/o Regnskap Kvernhus AS/n" : "",
                 odd->how == PLAIN ? flat : street, number, letter);
}

bool tomt_unit_odd_rows(struct tomt_city *city, bool all_old, struct tomt_text *text,
                        struct tomt_error *err)
{
    struct tomt_random random;
    tomt_random_start(&random, city->seed, 43);
    uint32_t number = 199000000;
    for (size_t i = 0; i < sizeof odds / sizeof odds[0]; i++) {
        const struct odd *odd = &odds[i];
        char street[80], address[240];
        const struct tomt_address *at = choose(city, &random, odd, street);
        const struct tomt_quarter *q = tomt_quarter_of(city, at);
        spell(odd, at, street, address);
        if (!odd->same_number)
            number += 37;
        tomt_text_print(text,
                        "\"%09u\",\"%s\",\"BEDR\",\"%s\",\"%s\",\"%s\",\"%s\",\"%s\",\"%s\",\"%s\","
                        "\"%d\"\n",
                        number, odd->name, odd->code, odd->registered, odd->employees, address,
                        odd->postcode ? q->place : "", odd->postcode ? q->postcode : "",
                        tomt_unit_municipality(q->municipality),
                        all_old && q->municipality == 3301 ? 3005 : q->municipality);
    }
    return !text->failed || tomt_fail(err, TOMT_MEMORY, "out of memory while writing businesses");
}
