#include "sample/trades.h"

/* Codes of SN2007 (NACE Rev. 2 with a fifth digit); the weights are a guess at a middling Norwegian
 * town. */
static const struct tomt_trade knowledge[] = {
    {"62.010", "Programvare", 5}, {"62.020", "Systemer", 8},     {"63.110", "Datasenter", 1},
    {"58.290", "Applikasjon", 1}, {"69.100", "Advokat", 4},      {"69.201", "Regnskap", 6},
    {"70.220", "Rådgivning", 10}, {"71.112", "Arkitekter", 3},   {"71.129", "Ingeniør", 8},
    {"72.190", "Forskning", 1.5}, {"73.110", "Reklame", 3},      {"74.101", "Design", 2},
    {"64.190", "Sparebank", 1.5}, {"66.220", "Forsikring", 1.5}, {"68.310", "Megling", 2},
    {"70.100", "Konsern", 1.2}};
static const struct tomt_trade health[] = {{"86.211", "Legesenter", 5},
                                           {"86.221", "Spesialistklinikk", 3},
                                           {"86.230", "Tannklinikk", 4},
                                           {"86.902", "Fysioterapi", 5},
                                           {"86.909", "Helse", 6},
                                           {"86.901", "Hjemmesykepleie", 1.5},
                                           {"87.102", "Sykehjem", 1},
                                           {"87.101", "Rehabilitering", 0.6},
                                           {"88.101", "Omsorg", 2},
                                           {"21.200", "Farma", 0.3},
                                           {"26.600", "Medisinteknikk", 0.6},
                                           {"72.190", "Biolab", 0.6}};
static const struct tomt_trade school[] = {
    {"85.201", "Barneskole", 3}, {"85.310", "Videregående", 0.6},
    {"88.911", "Barnehage", 6},  {"85.510", "Idrettsskole", 3},
    {"85.592", "Kurssenter", 3}, {"85.423", "Høgskolesenter", 0.3}};
static const struct tomt_trade public_bodies[] = {
    {"84.110", "Forvaltning", 3}, {"84.120", "Tilsyn", 2}, {"84.300", "Trygdekontor", 1}};
static const struct tomt_trade shop[] = {{"47.111", "Dagligvare", 5}, {"47.710", "Klær", 6},
                                         {"47.721", "Sko", 2},        {"47.730", "Apotek", 2},
                                         {"47.761", "Blomster", 3},   {"47.591", "Møbler", 3},
                                         {"47.641", "Sport", 3},      {"47.300", "Drivstoff", 1.5}};
static const struct tomt_trade food[] = {{"56.101", "Spisested", 8},
                                         {"56.102", "Gatekjøkken", 3},
                                         {"56.301", "Pub", 2},
                                         {"10.710", "Bakeri", 1}};
static const struct tomt_trade hotel[] = {{"55.101", "Hotell", 3}, {"82.300", "Konferanse", 1}};
static const struct tomt_trade culture[] = {
    {"90.011", "Scenekunst", 5}, {"90.012", "Atelier", 4},   {"90.020", "Lyd og lys", 3},
    {"90.040", "Scene", 0.8},    {"59.110", "Film", 2},      {"91.021", "Kunstsamling", 0.4},
    {"74.200", "Foto", 4},       {"93.120", "Idrettslag", 5}};
static const struct tomt_trade personal[] = {{"96.020", "Frisør", 8},
                                             {"96.040", "Velvære", 3},
                                             {"95.110", "Reparasjon", 1},
                                             {"81.210", "Renhold", 4}};
static const struct tomt_trade property[] = {{"68.209", "Utleie", 12},
                                             {"68.201", "Boligsameie", 3}};
static const struct tomt_trade building[] = {{"41.200", "Bygg", 9},
                                             {"43.210", "Elektro", 4},
                                             {"43.221", "Rør", 3},
                                             {"43.341", "Maler", 3},
                                             {"43.990", "Anlegg", 3}};
static const struct tomt_trade works[] = {
    {"25.110", "Stål", 3},       {"25.620", "Mekanisk", 4},
    {"28.290", "Maskin", 2},     {"27.110", "Transformator", 2},
    {"27.120", "Tavleverk", 2},  {"26.110", "Elektronikk", 1.5},
    {"33.120", "Service", 4},    {"28.221", "Løfteutstyr", 1.5},
    {"17.120", "Papir", 0.4},    {"28.990", "Undervannsteknikk", 1.5},
    {"10.710", "Brødfabrikk", 1}};
static const struct tomt_trade transport[] = {{"49.410", "Transport", 10},
                                              {"52.100", "Lager", 3},
                                              {"52.291", "Spedisjon", 3},
                                              {"53.200", "Bud", 3}};
static const struct tomt_trade wholesale[] = {{"46.630", "Maskinimport", 3},
                                              {"46.390", "Engros", 3},
                                              {"46.739", "Byggevare", 4},
                                              {"45.112", "Bilsalg", 3},
                                              {"45.200", "Bilverksted", 5}};
static const struct tomt_trade staffing[] = {
    {"78.200", "Bemanning", 3}, {"78.100", "Rekruttering", 2}, {"80.100", "Vakt", 1}};
static const struct tomt_trade farming[] = {
    {"01.110", "Korn", 4}, {"01.410", "Melk", 1}, {"02.200", "Skogsdrift", 3}};

#define TRADES(list) .trade = list, .n_trades = sizeof list / sizeof list[0]
/* place: nature housing dense mixed centre business retail industry logistics harbour hospital
 * campus green village outside */
const struct tomt_trade_group tomt_groups[TOMT_N_GROUPS] = {
    [TOMT_G_KNOWLEDGE] =
        {0.45, 0.27, 1.35, {1, 22, 20, 40, 46, 24, 6, 5, 3, 2, 6, 60, 0, 18, 0}, TRADES(knowledge)},
    [TOMT_G_HEALTH] =
        {0.36, 0.3, 1.3, {1, 7, 8, 8, 7, 3, 5, 0.4, 0.2, 0, 120, 6, 0, 14, 0}, TRADES(health)},
    [TOMT_G_SCHOOL] =
        {0.22, 0.2, 1.15, {0, 8, 7, 3, 2, 1, 0.5, 0.2, 0.2, 0, 3, 40, 0, 5, 0}, TRADES(school)},
    [TOMT_G_PUBLIC] = {0.02,
                       0.18,
                       1.0,
                       {0, 0.4, 0.4, 1.5, 3, 0.5, 0.2, 0.2, 0.1, 0.6, 3, 4, 0, 3, 0},
                       TRADES(public_bodies)},
    [TOMT_G_SHOP] =
        {0.24, 0.34, 1.5, {0.3, 2.5, 4, 9, 24, 14, 60, 1.5, 1, 0, 2, 3, 0, 28, 0}, TRADES(shop)},
    [TOMT_G_FOOD] =
        {0.26, 0.34, 1.6, {0.2, 1.2, 2, 6, 13, 2, 10, 0.6, 0.4, 0.6, 3, 7, 0, 14, 0}, TRADES(food)},
    [TOMT_G_HOTEL] = {0.1,
                      0.15,
                      1.1,
                      {0.05, 0.03, 0.1, 0.4, 0.9, 0.1, 0.2, 0, 0.1, 0, 0.3, 0.4, 0, 0.6, 0},
                      TRADES(hotel)},
    [TOMT_G_CULTURE] =
        {0.74, 0.16, 1.9, {1, 8, 7, 10, 9, 2, 1, 0.5, 0.2, 0.5, 0.5, 18, 0, 7, 0}, TRADES(culture)},
    [TOMT_G_PERSONAL] =
        {0.5, 0.32, 1.8, {1, 9, 10, 7, 10, 2, 8, 0.5, 0.3, 0, 0.5, 1, 0, 14, 0}, TRADES(personal)},
    [TOMT_G_PROPERTY] =
        {0.93, 0.05, 2, {4, 20, 22, 14, 15, 8, 5, 5, 3, 2, 2, 2, 0, 12, 0}, TRADES(property)},
    [TOMT_G_BUILDING] =
        {0.42, 0.3, 1.45, {8, 26, 14, 5, 2, 18, 4, 16, 10, 2, 0.5, 0, 0, 6, 0}, TRADES(building)},
    [TOMT_G_WORKS] =
        {0.2, 0.24, 1.1, {1, 2, 0.5, 2, 0.4, 12, 1, 40, 12, 8, 1, 0, 0, 1, 0}, TRADES(works)},
    [TOMT_G_TRANSPORT] = {0.46,
                          0.24,
                          1.2,
                          {2, 7, 4, 1, 0.6, 5, 1, 14, 46, 40, 0.3, 0, 0, 1.5, 0},
                          TRADES(transport)},
    [TOMT_G_WHOLESALE] =
        {0.22, 0.32, 1.4, {1, 3, 1.5, 3, 1.5, 20, 6, 20, 24, 8, 1, 0, 0, 4, 0}, TRADES(wholesale)},
    [TOMT_G_STAFFING] = {0.15,
                         0.25,
                         0.95,
                         {0, 0.1, 0.2, 0.7, 1.2, 0.5, 0.1, 0.2, 0.3, 0, 0.2, 0, 0, 0.5, 0},
                         TRADES(staffing)},
    [TOMT_G_FARMING] = {
        0.8, 0.18, 2, {60, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, TRADES(farming)}};

const struct tomt_employer tomt_employers[] = {
    {"Sykehuset ved fjorden HF avd. Brakerøya", "86.101", "Fjordbyen", 3650},
    {"Høgskolen ved elva, studiested Papirbredden", "85.423", "Papirbredden", 540},
    {"Byens rådhus, sentraladministrasjonen", "84.110", "Bragernes", 820},
    {"Statens hus ved elva", "84.120", "Strømsø", 260},
    {"Bemanningsbyrået Tømmerstokken AS", "78.200", "Strømsø", 610},
    {"Fjordhavna terminaldrift AS", "52.291", "Holmen", 210},
    {"Kobbervik varelager AS", "52.100", "Kobbervikdalen", 380},
    {"Kjellstad engros AS", "46.390", "Kjellstad", 290},
    {"Elektroverket Elvekraft AS", "27.110", "Mjøndalen industriområde", 330},
    {"Dypvann undervannsteknikk AS", "28.990", "Brakerøya", 240},
    {"Elvepromenaden konferansehotell AS", "55.101", "Bragernes", 85},
    {"Bragernes varehus AS", "47.710", "Bragernes", 140}};
const size_t tomt_n_employers = sizeof tomt_employers / sizeof tomt_employers[0];
