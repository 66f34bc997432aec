/* Names that sound right and belong to nobody. */
#include "sample/city.h"

#include <stdio.h>

static const char *const stems[] = {
    "Elve",     "Fjord",    "Skog",    "Bjørke", "Gran",      "Furu",     "Hassel",   "Linde",
    "Kirke",    "Skole",    "Mølle",   "Tømmer", "Sag",       "Flåte",    "Bro",      "Brygge",
    "Havne",    "Skipper",  "Los",     "Rederi", "Tollbod",   "Torg",     "Rådhus",   "Stasjons",
    "Jernbane", "Verksted", "Smie",    "Papir",  "Cellulose", "Glass",    "Teglverk", "Bakke",
    "Ås",       "Li",       "Dal",     "Vollen", "Eng",       "Åker",     "Tun",      "Løkke",
    "Hage",     "Park",     "Kloster", "Prest",  "Klokker",   "Lensmann", "Doktor",   "Apoteker",
    "Rosen",    "Liljen",   "Kløver",  "Syrin",  "Kaprifol",  "Lerke",    "Svale",    "Trost",
    "Spurve",   "Ørne",     "Falke",   "Hjorte", "Elg",       "Rev",      "Gauper",   "Bever",
    "Lakse",    "Ørret",    "Sild",    "Torske", "Øvre",      "Kongens",  "Dronning", "Prinse",
    "Storm",    "Nordre",   "Søndre",  "Vestre", "Østre",     "Midt",     "Ny",       "Gamle",
    "Lang",     "Stein",    "Grus",    "Leire",  "Sand",      "Kilde",    "Brønn",    "Foss",
    "Bekke",    "Tjern",    "Sol",     "Måne",   "Stjerne",   "Nord",     "Vinter",   "Sommer"};
static const char *const tails[] = {"gata",    "veien",    "gata",   "veien",   "stien",  "alléen",
                                    "bakken",  "svingen",  "kroken", "plassen", "smuget", "faret",
                                    "stubben", "skrenten", "kleiva", "tråkket"};
static const char *const before[] = {"",     "Øvre ",   "Nedre ",  "Store ",  "Lille ", "Gamle ",
                                     "Nye ", "Nordre ", "Søndre ", "Vestre ", "Østre "};

#define COUNT(list) (sizeof list / sizeof list[0])

/* Different for every cut: its number is spelt in stems, tails, words before and, past those, a
 * number of its own. */
void tomt_street_name(const struct tomt_city *city, uint32_t cut, char *out, size_t size)
{
    uint64_t n = COUNT(stems) * COUNT(tails), shuffled = ((uint64_t)cut * 1009 + city->seed) % n;
    size_t round = cut / n, prefix = round % COUNT(before), area = round / COUNT(before);
    const char *stem = stems[shuffled / COUNT(tails)], *tail = tails[shuffled % COUNT(tails)];
    if (shuffled % COUNT(tails) == 2 ||
        shuffled % COUNT(tails) == 3) /* the second gata and veien of a stem */
        snprintf(out, size, "%s%s%s %s", before[prefix], stem, tail, shuffled % 2 ? "nord" : "sør");
    else if (area == 0)
        snprintf(out, size, "%s%s%s", before[prefix], stem, tail);
    else
        snprintf(out, size, "%s%s%s %zu", before[prefix], stem, tail, area + 1);
}

static const char *const firsts[] = {
    "Elvebyen",   "Marienborg", "Nordlys",  "Fjordglimt", "Kvist",      "Tindvær",  "Solgry",
    "Bregne",     "Havbris",    "Granitt",  "Måltrost",   "Kompass",    "Fanehall", "Tiur",
    "Vardestein", "Lyng",       "Storvik",  "Brattlia",   "Furumo",     "Ekornet",  "Sjøbod",
    "Kvartal",    "Flomvoll",   "Tangenes", "Svingel",    "Bryggeloft", "Konfekt",  "Ankerspill",
    "Hjulmak",    "Lauvsal",    "Runestav", "Kvernhus"};
static const char *const people[] = {"Ada",  "Birk",  "Cille", "Dag",   "Embla", "Frode",
                                     "Gyda", "Håkon", "Idun",  "Jarl",  "Kaia",  "Leif",
                                     "Mina", "Njål",  "Oda",   "Per",   "Ragna", "Sindre",
                                     "Tuva", "Ulf",   "Vilde", "Yngve", "Åse",   "Øyvind"};
static const char *const families[] = {
    "Bjørkelund", "Dalheim", "Ekornrud", "Fossvik", "Granmo",  "Haukedal", "Isdal",   "Kvistad",
    "Lauvnes",    "Myrbakk", "Nesvoll",  "Ospelid", "Rognlia", "Skjærtun", "Tangvik", "Åsmyr"};

void tomt_business_name(struct tomt_random *random, const char *trade, char *out, size_t size)
{
    const char *first = firsts[tomt_random_below(random, COUNT(firsts))];
    if (tomt_random_share(random) < 0.5)
        snprintf(out, size, "%s %s AS", first, trade);
    else
        snprintf(out, size, "%s %s %u AS", first, trade,
                 (unsigned)tomt_random_below(random, 900) + 2);
}

void tomt_person_name(struct tomt_random *random, char *out, size_t size)
{
    const char *first = people[tomt_random_below(random, COUNT(people))];
    snprintf(out, size, "%s %s", first, families[tomt_random_below(random, COUNT(families))]);
}
