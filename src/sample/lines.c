/* Lines that never ran, through places that exist. */
#include "sample/lines.h"

enum {
    R_DRAMMEN,
    R_BRAKEROYA,
    R_GULSKOGEN,
    R_MJONDALEN,
    R_LIER,
    R_ASKER,
    R_OSLO,
    R_HOKKSUND,
    R_KONGSBERG,
    R_SANDE,
    R_HOLMESTRAND,
    STROMSO,
    BRAGERNES,
    BANGELOKKA,
    BRAKEROYA,
    SYKEHUSET,
    GULSKOGEN,
    GULSENTER,
    MJONDALEN,
    KROKSTAD,
    SOLBERG,
    ASSIDEN,
    LANDFALL,
    KJOSTERUD,
    RUNDTOM,
    RADHUSET,
    PAPIR,
    MARIENLYST,
    DANVIK,
    TRAVBANEN,
    MJONDALEN_EAST,
    KONNGATA,
    KONNORD,
    KONSENTER,
    KONSOR,
    STROMSAS,
    FJELL,
    FJELL_EAST,
    KOBBERVIK,
    SKOGER,
    SKOGER_CHURCH,
    TANGEN,
    GLASSVERKET,
    NORDBYKOLLEN,
    NESBYGDA,
    SVELVIK_NORTH,
    SVELVIK,
    BERGER,
    HOLMEN,
    LIERSTRANDA,
    KJELLSTAD,
    OSLO_COACH,
    QUAY_SVELVIK,
    QUAY_VERKET
};

#define COUNT(list) (sizeof list / sizeof list[0])

const struct tomt_stop_place tomt_stop_places[] = {
    [R_DRAMMEN] = {"Drammen stasjon", 59.7403, 10.2042},
    [R_BRAKEROYA] = {"Brakerøya stasjon", 59.7438, 10.2331},
    [R_GULSKOGEN] = {"Gulskogen stasjon", 59.7439, 10.1608},
    [R_MJONDALEN] = {"Mjøndalen stasjon", 59.7508, 10.0118},
    [R_LIER] = {"Lier stasjon", 59.7888, 10.2456},
    [R_ASKER] = {"Asker stasjon", 59.8331, 10.4349},
    [R_OSLO] = {"Oslo S", 59.9109, 10.7530},
    [R_HOKKSUND] = {"Hokksund stasjon", 59.7676, 9.9120},
    [R_KONGSBERG] = {"Kongsberg stasjon", 59.6723, 9.6507},
    [R_SANDE] = {"Sande stasjon", 59.5872, 10.2044},
    [R_HOLMESTRAND] = {"Holmestrand stasjon", 59.4886, 10.3119},
    [STROMSO] = {"Strømsø torg", 59.7399, 10.2021},
    [BRAGERNES] = {"Bragernes torg", 59.7434, 10.2039},
    [BANGELOKKA] = {"Bangeløkka", 59.7309, 10.2165},
    [BRAKEROYA] = {"Brakerøya stasjon", 59.7446, 10.2314},
    [SYKEHUSET] = {"Drammen sykehus", 59.7420, 10.2375},
    [GULSKOGEN] = {"Gulskogen stasjon", 59.7432, 10.1611},
    [GULSENTER] = {"Gulskogen senter", 59.7427, 10.1555},
    [MJONDALEN] = {"Mjøndalen stasjon", 59.7501, 10.0122},
    [KROKSTAD] = {"Krokstadelva sentrum", 59.7587, 10.0318},
    [SOLBERG] = {"Solbergelva", 59.7578, 10.0608},
    [ASSIDEN] = {"Åssiden", 59.7546, 10.1114},
    [LANDFALL] = {"Landfalløya", 59.7531, 10.1497},
    [KJOSTERUD] = {"Kjøsterud", 59.7518, 10.1674},
    [RUNDTOM] = {"Rundtom", 59.7487, 10.1819},
    [RADHUSET] = {"Rådhuset", 59.7441, 10.2116},
    [PAPIR] = {"Papirbredden", 59.7415, 10.1937},
    [MARIENLYST] = {"Marienlyst", 59.7375, 10.1927},
    [DANVIK] = {"Danvik", 59.7407, 10.1706},
    [TRAVBANEN] = {"Travbanen", 59.7432, 10.1031},
    [MJONDALEN_EAST] = {"Mjøndalen øst", 59.7488, 10.0445},
    [KONNGATA] = {"Konnerudgata", 59.7302, 10.1720},
    [KONNORD] = {"Konnerud nord", 59.7237, 10.1513},
    [KONSENTER] = {"Konnerud senter", 59.7203, 10.1450},
    [KONSOR] = {"Konnerud sør", 59.7093, 10.1517},
    [STROMSAS] = {"Strømsåsen", 59.7295, 10.2031},
    [FJELL] = {"Fjell", 59.7232, 10.2091},
    [FJELL_EAST] = {"Fjell øst", 59.7199, 10.2179},
    [KOBBERVIK] = {"Kobbervikdalen", 59.7134, 10.2390},
    [SKOGER] = {"Skoger", 59.7133, 10.2536},
    [SKOGER_CHURCH] = {"Skoger kirke", 59.6868, 10.2522},
    [TANGEN] = {"Tangen", 59.7308, 10.2218},
    [GLASSVERKET] = {"Glassverket", 59.7273, 10.2466},
    [NORDBYKOLLEN] = {"Nordbykollen", 59.7150, 10.2627},
    [NESBYGDA] = {"Nesbygda", 59.6649, 10.3770},
    [SVELVIK_NORTH] = {"Svelvik nord", 59.6233, 10.4067},
    [SVELVIK] = {"Svelvik sentrum", 59.6137, 10.4070},
    [BERGER] = {"Berger", 59.5777, 10.3853},
    [HOLMEN] = {"Holmen", 59.7352, 10.2255},
    [LIERSTRANDA] = {"Lierstranda", 59.7525, 10.2404},
    [KJELLSTAD] = {"Kjellstad", 59.7614, 10.2514},
    [OSLO_COACH] = {"Oslo bussterminal", 59.9116, 10.7580},
    [QUAY_SVELVIK] = {"Svelvik ferjeleie", 59.6128, 10.4092},
    [QUAY_VERKET] = {"Verket ferjeleie", 59.6135, 10.4290}};
const size_t tomt_n_stop_places = COUNT(tomt_stop_places);

const struct tomt_operator tomt_operators[] = {
    {"ELV", "Elvebuss (fiktiv)"}, {"DAL", "Dalbanen (fiktiv)"}, {"SUN", "Sundferja (fiktiv)"}};
const size_t tomt_n_operators = COUNT(tomt_operators);

static const struct tomt_call calls_1[] = {
    {MJONDALEN, 0}, {KROKSTAD, 5},  {SOLBERG, 4}, {ASSIDEN, 5},  {LANDFALL, 4}, {KJOSTERUD, 2},
    {RUNDTOM, 2},   {BRAGERNES, 4}, {STROMSO, 3}, {STROMSAS, 4}, {FJELL, 3},    {FJELL_EAST, 2}};
static const struct tomt_call calls_3[] = {
    {KONSOR, 0},  {KONSENTER, 3}, {KONNORD, 2},  {KONNGATA, 5},  {MARIENLYST, 4},
    {STROMSO, 3}, {BRAGERNES, 3}, {RADHUSET, 2}, {BRAKEROYA, 3}, {SYKEHUSET, 2}};
static const struct tomt_call calls_51[] = {{MJONDALEN, 0}, {MJONDALEN_EAST, 4}, {TRAVBANEN, 6},
                                            {GULSENTER, 6}, {GULSKOGEN, 2},      {DANVIK, 2},
                                            {PAPIR, 4},     {STROMSO, 3}};
static const struct tomt_call calls_22[] = {{SKOGER_CHURCH, 0}, {SKOGER, 5},  {KOBBERVIK, 2},
                                            {BANGELOKKA, 5},    {STROMSO, 5}, {BRAGERNES, 3}};
static const struct tomt_call calls_61[] = {
    {BERGER, 0},      {SVELVIK, 8}, {SVELVIK_NORTH, 2}, {NESBYGDA, 8}, {NORDBYKOLLEN, 11},
    {GLASSVERKET, 3}, {TANGEN, 3},  {BANGELOKKA, 2},    {STROMSO, 5},  {BRAGERNES, 3}};
static const struct tomt_call calls_71[] = {
    {BRAGERNES, 0}, {STROMSO, 3}, {BANGELOKKA, 5}, {HOLMEN, 3}};
static const struct tomt_call calls_81[] = {{STROMSO, 0},   {BRAGERNES, 3},   {RADHUSET, 2},
                                            {BRAKEROYA, 3}, {LIERSTRANDA, 4}, {KJELLSTAD, 3}};
static const struct tomt_call calls_169[] = {
    {STROMSO, 0}, {BRAGERNES, 3}, {BRAKEROYA, 5}, {OSLO_COACH, 36}};
static const struct tomt_call calls_ring[] = {{STROMSO, 0},   {PAPIR, 3},    {RUNDTOM, 5},
                                              {BRAGERNES, 4}, {RADHUSET, 2}, {STROMSO, 6}};
static const struct tomt_call calls_night[] = {
    {BRAGERNES, 0}, {STROMSO, 3}, {STROMSAS, 4}, {FJELL, 3}, {BANGELOKKA, 5}};
static const struct tomt_call calls_school[] = {{SKOGER, 0},     {FJELL_EAST, 7}, {FJELL, 2},
                                                {MARIENLYST, 7}, {KONNGATA, 4},   {KONSENTER, 6}};
static const struct tomt_call calls_demand[] = {
    {BERGER, 0}, {SVELVIK, 8}, {SVELVIK_NORTH, 2}, {NESBYGDA, 8}};
static const struct tomt_call calls_instead[] = {{MJONDALEN, 0}, {GULSKOGEN, 14}, {STROMSO, 9}};
static const struct tomt_call calls_r10[] = {{R_DRAMMEN, 0}, {R_ASKER, 14}, {R_OSLO, 22}};
static const struct tomt_call calls_r11[] = {
    {R_HOLMESTRAND, 0}, {R_SANDE, 9}, {R_DRAMMEN, 12}, {R_ASKER, 14}, {R_OSLO, 22}};
static const struct tomt_call calls_l12[] = {{R_KONGSBERG, 0}, {R_HOKKSUND, 21}, {R_MJONDALEN, 6},
                                             {R_GULSKOGEN, 8}, {R_DRAMMEN, 4},   {R_BRAKEROYA, 3},
                                             {R_LIER, 4},      {R_ASKER, 9},     {R_OSLO, 25}};
static const struct tomt_call calls_l13[] = {
    {R_DRAMMEN, 0}, {R_BRAKEROYA, 3}, {R_LIER, 4}, {R_ASKER, 9}, {R_OSLO, 26}};
static const struct tomt_call calls_ferry[] = {{QUAY_SVELVIK, 0}, {QUAY_VERKET, 6}};

/* Minutes after midnight; 1440 and more is the night after. */
static const struct tomt_period often[] = {
    {TOMT_WEEKDAYS, 300, 380, 20},   {TOMT_WEEKDAYS, 380, 1100, 10},
    {TOMT_WEEKDAYS, 1100, 1480, 20}, {TOMT_SATURDAYS, 370, 560, 30},
    {TOMT_SATURDAYS, 560, 1080, 15}, {TOMT_SATURDAYS, 1080, 1480, 30},
    {TOMT_SUNDAYS, 430, 1460, 30}};
static const struct tomt_period peaks_10[] = {
    {TOMT_WEEKDAYS, 305, 390, 20},   {TOMT_WEEKDAYS, 390, 570, 10},
    {TOMT_WEEKDAYS, 570, 870, 15},   {TOMT_WEEKDAYS, 870, 1050, 10},
    {TOMT_WEEKDAYS, 1050, 1470, 30}, {TOMT_SATURDAYS, 400, 1460, 30},
    {TOMT_SUNDAYS, 460, 1400, 60}};
static const struct tomt_period peaks_20[] = {
    {TOMT_WEEKDAYS, 320, 580, 20},   {TOMT_WEEKDAYS, 590, 860, 30},
    {TOMT_WEEKDAYS, 880, 1080, 20},  {TOMT_WEEKDAYS, 1095, 1410, 60},
    {TOMT_SATURDAYS, 440, 1400, 60}, {TOMT_SUNDAYS, 500, 1340, 60}};
static const struct tomt_period peaks_15[] = {
    {TOMT_WEEKDAYS, 330, 570, 15},   {TOMT_WEEKDAYS, 585, 870, 30},
    {TOMT_WEEKDAYS, 885, 1065, 15},  {TOMT_WEEKDAYS, 1080, 1410, 60},
    {TOMT_SATURDAYS, 450, 1380, 60}, {TOMT_SUNDAYS, 510, 1320, 120}};
static const struct tomt_period peaks_30[] = {
    {TOMT_WEEKDAYS, 290, 560, 30},   {TOMT_WEEKDAYS, 590, 830, 60},
    {TOMT_WEEKDAYS, 860, 1040, 30},  {TOMT_WEEKDAYS, 1070, 1440, 60},
    {TOMT_SATURDAYS, 410, 1400, 60}, {TOMT_SUNDAYS, 470, 1340, 120}};
static const struct tomt_period harbour[] = {{TOMT_WEEKDAYS, 345, 555, 30},
                                             {TOMT_WEEKDAYS, 855, 1035, 30}};
static const struct tomt_period express[] = {{TOMT_WEEKDAYS, 325, 540, 30},
                                             {TOMT_WEEKDAYS, 600, 1380, 60},
                                             {TOMT_SATURDAYS, 480, 1380, 120},
                                             {TOMT_SUNDAYS, 540, 1380, 120}};
static const struct tomt_period ring[] = {{TOMT_WEEKDAYS, 420, 1080, 12},
                                          {TOMT_SATURDAYS, 600, 1020, 15}};
static const struct tomt_period night[] = {{TOMT_NIGHTS, 1480, 1660, 60}};
static const struct tomt_period school[] = {{TOMT_SCHOOL_DAYS, 463, 464, 60}};
static const struct tomt_period demand[] = {{TOMT_WEEKDAYS, 560, 920, 120}};
static const struct tomt_period instead[] = {{TOMT_CLOSED_TRACK, 340, 1400, 60}};
static const struct tomt_period hourly_12[] = {
    {TOMT_WEEKDAYS, 312, 1440, 60}, {TOMT_SATURDAYS, 372, 1440, 60}, {TOMT_SUNDAYS, 432, 1440, 60}};
static const struct tomt_period hourly_38[] = {
    {TOMT_WEEKDAYS, 278, 1400, 60}, {TOMT_SATURDAYS, 338, 1400, 60}, {TOMT_SUNDAYS, 398, 1400, 60}};
static const struct tomt_period kongsberg[] = {
    {TOMT_WEEKDAYS, 281, 580, 30},   {TOMT_WEEKDAYS, 581, 860, 60},
    {TOMT_WEEKDAYS, 881, 1060, 30},  {TOMT_WEEKDAYS, 1061, 1400, 60},
    {TOMT_SATURDAYS, 341, 1400, 60}, {TOMT_SUNDAYS, 401, 1400, 60}};
static const struct tomt_period local_train[] = {
    {TOMT_WEEKDAYS, 295, 1460, 30}, {TOMT_SATURDAYS, 355, 1460, 30}, {TOMT_SUNDAYS, 385, 1440, 60}};
static const struct tomt_period ferry[] = {
    {TOMT_WEEKDAYS, 330, 1430, 30}, {TOMT_SATURDAYS, 390, 1430, 30}, {TOMT_SUNDAYS, 450, 1430, 30}};

#define RUNS(calls, periods)                                                                       \
    .n_calls = COUNT(calls), .n_periods = COUNT(periods), .call = calls, .period = periods

/* Types as national feeds have them: 102 long-distance rail, 106 regional, 109 suburban; 701
 * regional bus, 702 express, 704 local, 712 school, 714 instead of a train, 715 on demand; 1004
 * local car ferry. */
const struct tomt_line_service tomt_lines[] = {{.code = "1",
                                                .name = "Mjøndalen - Bragernes torg - Fjell",
                                                .type = 704,
                                                .back_min = 4,
                                                RUNS(calls_1, often)},
                                               {.code = "3",
                                                .name = "Konnerud - Strømsø torg - sykehuset",
                                                .type = 704,
                                                .back_min = 6,
                                                .northbound = true,
                                                RUNS(calls_3, peaks_10)},
                                               {.code = "5",
                                                .name = "Sentrumsringen",
                                                .type = 704,
                                                .one_way = true,
                                                .by_frequency = true,
                                                RUNS(calls_ring, ring)},
                                               {.code = "22",
                                                .name = "Skoger - Bragernes torg",
                                                .type = 704,
                                                .back_min = 7,
                                                .northbound = true,
                                                RUNS(calls_22, peaks_15)},
                                               {.code = "51",
                                                .name = "Mjøndalen - Gulskogen - Strømsø torg",
                                                .type = 704,
                                                .back_min = 11,
                                                RUNS(calls_51, peaks_20)},
                                               {.code = "61",
                                                .name = "Berger - Svelvik - Drammen",
                                                .type = 701,
                                                .back_min = 9,
                                                .northbound = true,
                                                RUNS(calls_61, peaks_30)},
                                               {.code = "71",
                                                .name = "Bragernes torg - Holmen",
                                                .type = 704,
                                                .back_min = 15,
                                                RUNS(calls_71, harbour)},
                                               {.code = "81",
                                                .name = "Strømsø torg - Kjellstad",
                                                .type = 701,
                                                .back_min = 8,
                                                .northbound = true,
                                                RUNS(calls_81, peaks_20)},
                                               {.code = "169",
                                                .name = "Drammen - Oslo",
                                                .type = 702,
                                                .back_min = 12,
                                                .northbound = true,
                                                RUNS(calls_169, express)},
                                               {.code = "N1",
                                                .name = "Nattbuss Bragernes torg - Fjell",
                                                .type = 704,
                                                .one_way = true,
                                                RUNS(calls_night, night)},
                                               {.code = "912",
                                                .name = "Skolebuss Skoger - Konnerud",
                                                .type = 712,
                                                .back_min = 395,
                                                RUNS(calls_school, school)},
                                               {.code = "915",
                                                .name = "Bestillingsbuss Berger - Nesbygda",
                                                .type = 715,
                                                .back_min = 40,
                                                .on_demand = true,
                                                RUNS(calls_demand, demand)},
                                               {.code = "L12B",
                                                .name = "Buss for tog Mjøndalen - Drammen",
                                                .type = 714,
                                                .operator_of = 1,
                                                .back_min = 30,
                                                RUNS(calls_instead, instead)},
                                               {.code = "R10",
                                                .name = "Drammen - Oslo S",
                                                .type = 106,
                                                .operator_of = 1,
                                                .back_min = 10,
                                                .northbound = true,
                                                RUNS(calls_r10, hourly_12)},
                                               {.code = "R11",
                                                .name = "Holmestrand - Oslo S",
                                                .type = 102,
                                                .operator_of = 1,
                                                .back_min = 21,
                                                .northbound = true,
                                                RUNS(calls_r11, hourly_38)},
                                               {.code = "L12",
                                                .name = "Kongsberg - Oslo S",
                                                .type = 106,
                                                .operator_of = 1,
                                                .back_min = 17,
                                                .northbound = true,
                                                RUNS(calls_l12, kongsberg)},
                                               {.code = "L13",
                                                .name = "Drammen - Oslo S",
                                                .type = 109,
                                                .operator_of = 1,
                                                .back_min = 13,
                                                .northbound = true,
                                                RUNS(calls_l13, local_train)},
                                               {.code = "F1",
                                                .name = "Svelvik - Verket",
                                                .type = 1004,
                                                .operator_of = 2,
                                                .back_min = 15,
                                                RUNS(calls_ferry, ferry)}};
const size_t tomt_n_lines = COUNT(tomt_lines);
