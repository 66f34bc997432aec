#include "sample/geography.h"

#define RING(points)                                                                               \
    {                                                                                              \
        points, sizeof points / sizeof points[0]                                                   \
    }

static const struct tomt_xy bragernes[] = {{16850, 23300}, {16850, 23880}, {17600, 23950},
                                           {18250, 23780}, {18480, 23300}, {18480, 23020},
                                           {17600, 23200}};
static const struct tomt_xy stromso[] = {{16980, 22720}, {16980, 23450}, {17650, 23200},
                                         {18330, 22980}, {18330, 22400}, {17500, 22450}};
static const struct tomt_xy stromso_south[] = {{16980, 22300}, {16980, 22720}, {17500, 22460},
                                               {18330, 22410}, {18330, 22250}, {17850, 22250}};
static const struct tomt_xy union_brygge[] = {
    {15900, 23150}, {15900, 23900}, {16980, 23600}, {16980, 22900}};
static const struct tomt_xy brakeroya[] = {{18480, 22950}, {18480, 23300}, {18250, 23780},
                                           {18850, 24050}, {19215, 23780}, {19560, 23690},
                                           {19560, 22950}};
static const struct tomt_xy fjordby[] = {
    {19300, 23100}, {19300, 23620}, {19560, 23690}, {20000, 23430}, {19700, 23100}};
static const struct tomt_xy tangen[] = {{18230, 22400}, {18230, 22150}, {18650, 21950},
                                        {20150, 21560}, {21150, 20900}, {21300, 21150},
                                        {20300, 22000}, {19130, 22280}, {18400, 22420}};
static const struct tomt_xy bangelokka[] = {
    {17850, 21680}, {17850, 22400}, {18230, 22420}, {18650, 21950}, {18600, 21550}};
static const struct tomt_xy fjell[] = {
    {17050, 21450}, {17050, 22450}, {17850, 22400}, {17850, 21680}, {18600, 21550},
    {19300, 21700}, {19900, 21300}, {19300, 20900}, {18700, 20750}, {17700, 20900}};
static const struct tomt_xy aaskollen[] = {{19900, 21300}, {20150, 21560}, {21150, 20900},
                                           {21250, 20300}, {20900, 20750}, {20100, 20700}};
static const struct tomt_xy holmen_quarter[] = {
    {18300, 22250}, {18300, 22900}, {19750, 22900}, {19750, 22250}};
static const struct tomt_xy lierstranda[] = {{19560, 23690}, {19215, 23780}, {19300, 24050},
                                             {20100, 24900}, {21500, 25000}, {22200, 24350},
                                             {20700, 23700}};
static const struct tomt_xy kjellstad[] = {
    {20150, 25000}, {20100, 26200}, {20600, 26900}, {21300, 26300}, {21500, 25000}};
static const struct tomt_xy bragernes_hill[] = {
    {15700, 24150}, {15700, 24700}, {16500, 24750}, {17500, 24350}, {18300, 24150}, {18900, 24350},
    {18850, 24050}, {18250, 23780}, {17600, 23950}, {16850, 23880}, {16300, 23950}};
static const struct tomt_xy aassiden_business[] = {
    {12900, 24080}, {12900, 24750}, {14900, 24700}, {14900, 24100}};
static const struct tomt_xy aassiden[] = {
    {11500, 24450}, {11600, 25350}, {13000, 25500}, {14500, 25250}, {15700, 24900}, {15700, 24150},
    {16300, 23950}, {16850, 23880}, {16850, 23600}, {14600, 24000}, {13200, 23980}};
static const struct tomt_xy krokstadelva[] = {{6750, 24500}, {6800, 25450},  {7600, 25850},
                                              {8900, 25700}, {10200, 25950}, {11500, 25500},
                                              {11500, 24450}};
static const struct tomt_xy mjondalen[] = {
    {5400, 23000}, {5500, 24300}, {6500, 24400}, {8200, 24550}, {9000, 24550},
    {8450, 23900}, {8350, 22900}, {7600, 22400}, {6900, 22900}, {6100, 22600}};
static const struct tomt_xy mjondalen_works[] = {{8350, 23500},  {8450, 24150},  {9700, 24250},
                                                 {10600, 23900}, {10500, 23300}, {9200, 23330}};
static const struct tomt_xy gulskogen[] = {
    {12900, 22950}, {13100, 24000}, {15200, 24050}, {15900, 23900}, {15900, 23150},
    {16980, 22900}, {16980, 22720}, {17050, 22300}, {15700, 22350}, {14200, 22700}};
static const struct tomt_xy konnerud[] = {{13250, 19900}, {13150, 20800}, {13600, 21800},
                                          {14400, 22150}, {15300, 21850}, {15650, 20800},
                                          {15500, 19200}, {15000, 18700}, {14400, 19600}};
static const struct tomt_xy kobbervikdalen[] = {{18850, 18700}, {18750, 20350}, {19250, 20850},
                                                {20000, 20450}, {20000, 19200}, {20250, 18400},
                                                {19500, 18000}};
static const struct tomt_xy skoger[] = {
    {20000, 19650}, {20000, 20450}, {20800, 20700}, {21100, 20100}, {20800, 19300}};
static const struct tomt_xy svelvik[] = {
    {28850, 8500}, {28800, 9900}, {29100, 10700}, {29480, 10500}, {29560, 8500}};
static const struct tomt_xy svelvik_works[] = {
    {29000, 10700}, {28750, 11400}, {29150, 11500}, {29560, 10500}};

const struct tomt_quarter tomt_quarters[] = {
    {"Bragernes kirkepark", "3017", "DRAMMEN", TOMT_K_GREEN, {NULL, 0}, {17560, 23700}, 75, 3301},
    {"Strømsø torg", "3044", "DRAMMEN", TOMT_K_GREEN, {NULL, 0}, {17470, 22960}, 40, 3301},
    {"Marienlyst", "3044", "DRAMMEN", TOMT_K_GREEN, {NULL, 0}, {17150, 22560}, 190, 3301},
    {"Papirbredden", "3045", "DRAMMEN", TOMT_K_CAMPUS, {NULL, 0}, {17141, 23300}, 190, 3301},
    {"Bragernes", "3015", "DRAMMEN", TOMT_K_CENTRE, RING(bragernes), {0, 0}, 0, 3301},
    {"Strømsø", "3044", "DRAMMEN", TOMT_K_CENTRE, RING(stromso), {0, 0}, 0, 3301},
    {"Strømsø syd", "3044", "DRAMMEN", TOMT_K_MIXED, RING(stromso_south), {0, 0}, 0, 3301},
    {"Grønland", "3045", "DRAMMEN", TOMT_K_MIXED, RING(union_brygge), {0, 0}, 0, 3301},
    {"Fjordbyen", "3004", "DRAMMEN", TOMT_K_HOSPITAL, RING(fjordby), {0, 0}, 0, 3301},
    {"Brakerøya", "3002", "DRAMMEN", TOMT_K_MIXED, RING(brakeroya), {0, 0}, 0, 3301},
    {"Holmen", "3036", "DRAMMEN", TOMT_K_HARBOUR, RING(holmen_quarter), {0, 0}, 0, 3301},
    {"Bangeløkka", "3041", "DRAMMEN", TOMT_K_BUSINESS, RING(bangelokka), {0, 0}, 0, 3301},
    {"Tangen", "3038", "DRAMMEN", TOMT_K_MIXED, RING(tangen), {0, 0}, 0, 3301},
    {"Fjell", "3033", "DRAMMEN", TOMT_K_DENSE, RING(fjell), {0, 0}, 0, 3301},
    {"Åskollen", "3038", "DRAMMEN", TOMT_K_HOUSING, RING(aaskollen), {0, 0}, 0, 3301},
    {"Bragernesåsen", "3018", "DRAMMEN", TOMT_K_DENSE, RING(bragernes_hill), {0, 0}, 0, 3301},
    {"Åssiden næringspark",
     "3024",
     "DRAMMEN",
     TOMT_K_BUSINESS,
     RING(aassiden_business),
     {0, 0},
     0,
     3301},
    {"Åssiden", "3024", "DRAMMEN", TOMT_K_HOUSING, RING(aassiden), {0, 0}, 0, 3301},
    {"Krokstadelva sentrum",
     "3055",
     "KROKSTADELVA",
     TOMT_K_RETAIL,
     {NULL, 0},
     {7968, 25010},
     260,
     3301},
    {"Krokstadelva", "3055", "KROKSTADELVA", TOMT_K_HOUSING, RING(krokstadelva), {0, 0}, 0, 3301},
    {"Mjøndalen sentrum", "3050", "MJØNDALEN", TOMT_K_VILLAGE, {NULL, 0}, {6858, 24050}, 380, 3301},
    {"Mjøndalen industriområde",
     "3050",
     "MJØNDALEN",
     TOMT_K_INDUSTRY,
     RING(mjondalen_works),
     {0, 0},
     0,
     3301},
    {"Mjøndalen", "3050", "MJØNDALEN", TOMT_K_HOUSING, RING(mjondalen), {0, 0}, 0, 3301},
    {"Gulskogen senter", "3048", "DRAMMEN", TOMT_K_RETAIL, {NULL, 0}, {15000, 23290}, 200, 3301},
    {"Gulskogen stasjon", "3048", "DRAMMEN", TOMT_K_MIXED, {NULL, 0}, {15244, 23560}, 400, 3301},
    {"Gulskogen", "3048", "DRAMMEN", TOMT_K_HOUSING, RING(gulskogen), {0, 0}, 0, 3301},
    {"Konnerud senter", "3032", "DRAMMEN", TOMT_K_RETAIL, {NULL, 0}, {14380, 20850}, 190, 3301},
    {"Konnerud", "3032", "DRAMMEN", TOMT_K_HOUSING, RING(konnerud), {0, 0}, 0, 3301},
    {"Kobbervikdalen", "3036", "DRAMMEN", TOMT_K_LOGISTICS, RING(kobbervikdalen), {0, 0}, 0, 3301},
    {"Skoger", "3034", "DRAMMEN", TOMT_K_HOUSING, RING(skoger), {0, 0}, 0, 3301},
    {"Svelvik sentrum", "3060", "SVELVIK", TOMT_K_VILLAGE, {NULL, 0}, {29400, 9234}, 240, 3301},
    {"Svelvik industri", "3060", "SVELVIK", TOMT_K_INDUSTRY, RING(svelvik_works), {0, 0}, 0, 3301},
    {"Svelvik", "3060", "SVELVIK", TOMT_K_HOUSING, RING(svelvik), {0, 0}, 0, 3301},
    {"Nesbygda", "3060", "SVELVIK", TOMT_K_HOUSING, {NULL, 0}, {27550, 14500}, 420, 3301},
    {"Berger", "3075", "BERGER", TOMT_K_HOUSING, {NULL, 0}, {28300, 5100}, 330, 3301},
    {"Lierstranda", "3400", "LIER", TOMT_K_INDUSTRY, RING(lierstranda), {0, 0}, 0, 3312},
    {"Kjellstad", "3402", "LIER", TOMT_K_LOGISTICS, RING(kjellstad), {0, 0}, 0, 3312}};
const size_t tomt_n_quarters = sizeof tomt_quarters / sizeof tomt_quarters[0];

/* Stations, stops and ferries are in the timetable. */
const struct tomt_hub tomt_hubs[] = {
    {"Brakerøya", "junction", "motorway", 59.7456, 10.2332},
    {"Bangeløkka", "junction", "motorway", 59.7287, 10.2164},
    {"Kobbervikdalen", "junction", "motorway", 59.7121, 10.2364},
    {"Kjellstad", "junction", "motorway", 59.7640, 10.2543},
    {"Holmen", "port", "national", 59.736, 10.228},
    {"Nybyen godsterminal", "terminal", "regional", 59.7356, 10.2090}};
const size_t tomt_n_hubs = sizeof tomt_hubs / sizeof tomt_hubs[0];

const struct tomt_anchor tomt_anchors[] = {
    {"Drammen sykehus", "hospital", {19502, 23382}, 125},
    {"Campus Papirbredden", "campus", {17141, 23310}, 70},
    {"Papirbredden inkubator", "incubator", {17210, 23270}, 0},
    {"Brakerøya forskningspark", "incubator", {19180, 23420}, 0},
    {"Union scene", "venue", {16800, 23390}, 40},
    {"Drammens teater", "venue", {17560, 23560}, 0},
    {"Marienlyst stadion", "venue", {17150, 22560}, 80},
    {"Bragernes torg", "centre", {17668, 23449}, 0},
    {"Strømsø torg", "centre", {17574, 23057}, 0}};
const size_t tomt_n_anchors = sizeof tomt_anchors / sizeof tomt_anchors[0];
