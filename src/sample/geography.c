#include "sample/geography.h"

#include <math.h>

#define LINE(points)                                                                               \
    {                                                                                              \
        points, sizeof points / sizeof points[0]                                                   \
    }

static const struct tomt_xy river[] = {
    {0, 26350},     {2000, 26180},  {3400, 25750},  {4300, 25380},  {5100, 25130},
    {5900, 24560},  {6865, 24393},  {8460, 24620},  {9560, 24580},  {10300, 24390},
    {10900, 24560}, {11810, 24428}, {12600, 24230}, {13222, 24028}, {14626, 24086},
    {15500, 23960}, {16713, 23699}, {17200, 23470}, {17620, 23259}, {18301, 23000},
    {18800, 22960}, {19400, 22930}, {20400, 22900}, {22000, 22800}, {32500, 22600}};
const struct tomt_line tomt_river = LINE(river);

static const struct tomt_xy fjord[] = {
    {19150, 23130}, {19450, 23120}, {19720, 23330}, {19930, 23560}, {20180, 23840}, {20600, 23740},
    {20640, 24180}, {21090, 24380}, {21180, 23950}, {21600, 23930}, {22350, 24170}, {22320, 22930},
    {22610, 22750}, {22800, 23080}, {23230, 22990}, {23080, 22390}, {23220, 21700}, {23670, 21360},
    {24170, 20570}, {24750, 20530}, {25120, 20060}, {25830, 20200}, {26600, 19950}, {26780, 20450},
    {27200, 20080}, {27600, 19520}, {28180, 18880}, {28570, 17690}, {29340, 17830}, {29810, 16960},
    {30470, 17330}, {30570, 16860}, {30410, 16130}, {31000, 15400}, {30910, 13700}, {30520, 13610},
    {30570, 12050}, {31310, 10290}, {30400, 9760},  {29900, 9600},  {29700, 9350},  {29700, 8970},
    {30040, 9170},  {31050, 9000},  {31330, 8590},  {31000, 7410},  {31020, 5830},  {30710, 3720},
    {30330, 3050},  {30200, 1000},  {30200, -700},  {26300, -700},  {26250, 210},   {28290, 190},
    {28600, 730},   {28290, 1100},  {28670, 1760},  {28700, 2520},  {29000, 3450},  {29600, 3690},
    {29510, 4160},  {28970, 4410},  {28470, 5550},  {28630, 6150},  {29030, 6640},  {29700, 6680},
    {29270, 7140},  {29290, 7440},  {29740, 8150},  {29530, 8570},  {29600, 9590},  {29500, 9870},
    {29590, 10380}, {29230, 11380}, {28420, 12580}, {28160, 13870}, {28210, 14350}, {27760, 14690},
    {27850, 15040}, {27430, 16260}, {27140, 16210}, {26820, 16900}, {26270, 17160}, {25800, 17640},
    {24030, 17870}, {23190, 18240}, {22450, 18780}, {21330, 19910}, {21230, 20500}, {21240, 21110},
    {20260, 21870}, {19830, 22050}, {19130, 22180}, {18700, 22230}, {18350, 22330}, {18230, 22600},
    {18250, 22860}, {18420, 22920}, {18800, 22900}, {19100, 22900}};
const struct tomt_line tomt_fjord = LINE(fjord);

static const struct tomt_xy holmen[] = {
    {18330, 22450}, {18330, 22700}, {18420, 22840}, {18700, 22870}, {19150, 22850}, {19520, 22740},
    {19720, 22560}, {19640, 22400}, {19250, 22300}, {18800, 22310}, {18450, 22390}};
const struct tomt_line tomt_holmen = LINE(holmen);

static const struct tomt_xy lake_bremsa[] = {{8360, 21830}, {8620, 21410}, {8930, 21190},
                                             {9250, 21160}, {9540, 21330}, {9390, 21480},
                                             {9170, 22190}, {8900, 22140}};
static const struct tomt_xy lake_blinde[] = {{23190, 14330}, {23040, 14400}, {23290, 15340},
                                             {23580, 15620}, {23790, 15660}, {23620, 15000},
                                             {23990, 14500}, {23600, 13800}};
static const struct tomt_xy lake_glitre[] = {
    {5740, 30850}, {6900, 30700}, {7500, 31200}, {8100, 31700}, {8790, 31300},
    {8700, 30400}, {8650, 30080}, {7900, 29300}, {7400, 29700}, {6600, 30200}};
static const struct tomt_xy lake_eiker[] = {
    {5150, 11500}, {5650, 12050}, {5950, 11480}, {6450, 9900},  {7050, 8600}, {6870, 7900},
    {6200, 7100},  {5250, 8100},  {4430, 9650},  {3800, 10050}, {3290, 10800}};
const struct tomt_line tomt_lakes[] = {LINE(lake_bremsa), LINE(lake_blinde), LINE(lake_glitre),
                                       LINE(lake_eiker)};
const size_t tomt_n_lakes = sizeof tomt_lakes / sizeof tomt_lakes[0];

/* The border runs down the middle of the fjord. Neighbours share its vertices; their outer sides
 * are a frame, not a border. */
#define EAST_DOWN                                                                                  \
    {9890, 36170}, {10660, 34900}, {10860, 33100}, {11470, 31640}, {14090, 29800}, {15400, 28480}, \
        {15920, 26890}, {16640, 25840}, {17900, 25470}, {18920, 24380}, {19215, 23780},            \
        {19560, 23690}, {20000, 23430},                                                            \
    {                                                                                              \
        21360, 22380                                                                               \
    }
#define FJORD_DOWN                                                                                 \
    {21360, 22380}, {22080, 21680}, {22740, 20150}, {24260, 19010},                                \
    {                                                                                              \
        26740, 18540                                                                               \
    }
#define ASKER_DOWN                                                                                 \
    {26740, 18540}, {29450, 15180}, {29490, 12780}, {30350, 10540}, {29660, 9710}, {29610, 8730},  \
    {                                                                                              \
        30360, 7520                                                                                \
    }
#define SOUTH_WEST                                                                                 \
    {30360, 7520}, {29710, 6050}, {30100, 4060}, {29080, -50}, {28070, 520}, {26380, 2620},        \
        {25830, 4250}, {25150, 8130}, {25320, 11220}, {24440, 13970}, {22970, 15340},              \
        {20940, 15750}, {18890, 15030}, {16870, 15240}, {15040, 14900}, {14000, 15400},            \
        {12840, 15260}, {11550, 12630}, {10760, 12170}, {9050, 12150}, {7350, 13820},              \
    {                                                                                              \
        6240, 14400                                                                                \
    }
#define WEST_UP                                                                                    \
    {6240, 14400}, {6080, 16820}, {4580, 20440}, {4520, 22320}, {4670, 22940}, {4240, 23930},      \
        {2990, 25000}, {4060, 26310}, {6010, 30930}, {6290, 32730}, {6990, 34000}, {7880, 34540},  \
    {                                                                                              \
        9480, 36580                                                                                \
    }
static const struct tomt_xy drammen[] = {EAST_DOWN, FJORD_DOWN, ASKER_DOWN, SOUTH_WEST, WEST_UP};
#define EAST_UP                                                                                    \
    {21360, 22380}, {20000, 23430}, {19560, 23690}, {19215, 23780}, {18920, 24380},                \
        {17900, 25470}, {16640, 25840}, {15920, 26890}, {15400, 28480}, {14090, 29800},            \
        {11470, 31640}, {10860, 33100}, {10660, 34900},                                            \
    {                                                                                              \
        9890, 36170                                                                                \
    }
static const struct tomt_xy lier[] = {
    EAST_UP,        {9480, 36580},  {12000, 39000}, {20000, 39000}, {23000, 31000}, {25000, 26500},
    {25400, 22500}, {26740, 18540}, {24260, 19010}, {22740, 20150}, {22080, 21680}};
static const struct tomt_xy eiker[] = {
    {9480, 36580}, {7880, 34540},  {6990, 34000},  {6290, 32730}, {6010, 30930}, {4060, 26310},
    {2990, 25000}, {4240, 23930},  {4670, 22940},  {4520, 22320}, {4580, 20440}, {6080, 16820},
    {6240, 14400}, {-6000, 13000}, {-8000, 28000}, {-2000, 37000}};
static const struct tomt_xy holmestrand[] = {
    {6240, 14400},  {7350, 13820},  {9050, 12150},   {10760, 12170}, {11550, 12630}, {12840, 15260},
    {14000, 15400}, {15040, 14900}, {16870, 15240},  {18890, 15030}, {20940, 15750}, {22970, 15340},
    {24440, 13970}, {25320, 11220}, {25150, 8130},   {25830, 4250},  {26380, 2620},  {28070, 520},
    {29080, -50},   {29000, -9000}, {14000, -12000}, {7000, -4000},  {3000, 6000}};
static const struct tomt_xy asker[] = {
    {26740, 18540}, {25400, 22500}, {25000, 26500}, {23000, 31000}, {33000, 35000},
    {38500, 30000}, {36000, 15000}, {34000, 6000},  {30360, 7520},  {29610, 8730},
    {29660, 9710},  {30350, 10540}, {29490, 12780}, {29450, 15180}};
const struct tomt_municipality tomt_municipalities[] = {{3301, "Drammen", LINE(drammen)},
                                                        {3312, "Lier", LINE(lier)},
                                                        {3314, "Øvre Eiker", LINE(eiker)},
                                                        {3903, "Holmestrand", LINE(holmestrand)},
                                                        {3203, "Asker", LINE(asker)}};
const size_t tomt_n_municipalities = sizeof tomt_municipalities / sizeof tomt_municipalities[0];

static const struct tomt_xy e18[] = {
    {16690, 4190},  {15890, 6850},  {17370, 9760},  {18270, 11750}, {19220, 13520}, {19620, 15430},
    {19940, 16860}, {20160, 18470}, {19559, 19997}, {18950, 20900}, {18400, 21825}, {18370, 22100},
    {18400, 22350}, {18560, 22700}, {18900, 23250}, {19310, 23724}, {19900, 24450}, {20457, 25795},
    {20840, 26500}, {21680, 27350}, {21190, 29920}, {22210, 30750}};
static const struct tomt_xy e134_west[] = {
    {1000, 25300},  {3560, 24700},  {5400, 24180},  {6600, 23620},  {7600, 23560},  {8330, 23480},
    {9110, 23480},  {10410, 23240}, {12300, 23060}, {14200, 22900}, {15110, 22760}, {15580, 22560},
    {16400, 22060}, {17160, 21620}, {17900, 21530}, {18400, 21825}};
static const struct tomt_xy e134_east[] = {
    {20457, 25795}, {20970, 24710}, {22350, 24480}, {23250, 23340}, {23450, 22200},
    {23910, 21760}, {24480, 22250}, {24760, 23120}, {26180, 22470}, {27370, 23240}};
static const struct tomt_xy rail_west[] = {
    {1000, 25750},  {3610, 25130},  {4770, 24700},  {5800, 24140},  {6858, 24075},  {7560, 24130},
    {8280, 24330},  {8900, 24370},  {9820, 24170},  {10250, 23880}, {10610, 23760}, {13420, 23520},
    {15244, 23445}, {16700, 23330}, {17360, 23160}, {17691, 23088}};
static const struct tomt_xy rail_east[] = {
    {17691, 23088}, {18050, 22960}, {18320, 22960}, {18640, 23120}, {18900, 23320}, {19308, 23530},
    {19800, 23810}, {20400, 24200}, {21090, 24680}, {21960, 25480}, {22980, 26160}, {24980, 27330}};
static const struct tomt_xy rail_south[] = {
    {17360, 23160}, {16960, 22960}, {16900, 22660}, {17400, 22200}, {18060, 21910}, {18890, 21300},
    {19240, 20800}, {19330, 20300}, {19200, 19500}, {19590, 18470}, {19840, 17410}, {20290, 16530},
    {20000, 15400}, {19180, 12750}, {19080, 11030}, {18030, 7530},  {18200, 5810}};
static const struct tomt_xy north_road[] = {
    {4700, 25700},  {5900, 25100},  {6900, 24850},  {7980, 24960},  {9600, 24920},  {10900, 24900},
    {11700, 24760}, {13200, 24440}, {14600, 24480}, {15600, 24350}, {16300, 24070}, {17000, 23760},
    {17680, 23560}, {18400, 23520}, {18950, 23690}, {19200, 23960}, {19700, 24500}, {20457, 25795}};
static const struct tomt_xy south_road[] = {
    {5600, 24350},  {6400, 24180},  {7000, 24010},  {7900, 23960},  {8700, 23900},
    {9700, 23720},  {10600, 23560}, {12000, 23330}, {13400, 23230}, {14600, 23200},
    {15800, 23120}, {16500, 23000}, {17050, 22780}, {17600, 22620}, {18150, 22280}};
static const struct tomt_xy svelvik_road[] = {
    {18150, 22280}, {18700, 22060}, {19300, 21960}, {20100, 21700}, {20950, 21000}, {21030, 20350},
    {21100, 19850}, {22200, 18720}, {23100, 18020}, {24000, 17660}, {25700, 17400}, {26600, 16750},
    {27100, 16000}, {27580, 14900}, {27950, 14100}, {28150, 12700}, {28900, 11250}, {29350, 10300},
    {29400, 9300},  {29120, 7900},  {29050, 7000},  {28400, 6200},  {28250, 5200},  {28600, 3500}};
static const struct tomt_xy konnerud_road[] = {
    {17050, 22780}, {16650, 22350}, {15900, 21950}, {15300, 21500}, {14750, 21200}, {14350, 20700},
    {14450, 20100}, {14800, 19600}, {15100, 18900}, {15300, 17500}, {15000, 16000}};
static const struct tomt_xy skoger_road[] = {
    {17600, 22620}, {17650, 21900}, {18000, 21200}, {18500, 20850}, {19100, 20450}, {19700, 20150},
    {20300, 20120}, {20750, 19850}, {20800, 18900}, {20500, 17200}, {20250, 15500}};
static const struct tomt_xy mjondalen_bridge[] = {
    {6600, 22800}, {6800, 23500}, {6880, 24010}, {6900, 24350}, {6900, 24850}};
static const struct tomt_xy town_bridge[] = {
    {17600, 22620}, {17590, 22900}, {17600, 23150}, {17650, 23380}, {17680, 23560}};
static const struct tomt_xy west_bridge[] = {
    {15960, 23050}, {16280, 23400}, {16400, 23760}, {16420, 24020}};
static const struct tomt_xy gulskogen_bridge[] = {
    {14600, 23200}, {14640, 23600}, {14600, 24080}, {14600, 24480}};
static const struct tomt_xy holmen_bridge[] = {
    {18150, 22280}, {18280, 22390}, {18520, 22520}, {18900, 22560}, {19450, 22560}};
static const struct tomt_xy bangelokka_link[] = {{18400, 21825}, {18260, 22050}, {18150, 22280}};
static const struct tomt_xy brakeroya_link[] = {{19310, 23724}, {19150, 23700}, {18950, 23690}};
static const struct tomt_xy kobbervik_link[] = {{19559, 19997}, {19640, 20070}, {19700, 20150}};
const struct tomt_road tomt_roads[] = {
    {"E18", "motorvei", 20, true, false, LINE(e18), 100, true},
    {"E134", "motorvei", 14, true, false, LINE(e134_west), 80, true},
    {"E134", "motorvei", 14, true, false, LINE(e134_east), 80, true},
    {"Randsfjordbanen", "jernbane", 14, true, true, LINE(rail_west), 0, false},
    {"Drammenbanen", "jernbane", 14, true, true, LINE(rail_east), 0, false},
    {"Vestfoldbanen", "jernbane", 10, true, true, LINE(rail_south), 0, false},
    {"Elvegata nord", "fylkesvei", 8, false, false, LINE(north_road), 50, false},
    {"Elvegata sør", "fylkesvei", 8, false, false, LINE(south_road), 50, false},
    {"Svelvikveien", "fylkesvei", 7, false, false, LINE(svelvik_road), 60, false},
    {"Konnerudgata", "fylkesvei", 7, false, false, LINE(konnerud_road), 50, false},
    {"Skogerveien", "fylkesvei", 7, false, false, LINE(skoger_road), 60, false},
    {"Mjøndalen bru", "fylkesvei", 7, false, false, LINE(mjondalen_bridge), 50, true},
    {"Bybrua", "fylkesvei", 7, false, false, LINE(town_bridge), 40, true},
    {"Øvre Sund bru", "fylkesvei", 7, false, false, LINE(west_bridge), 50, true},
    {"Landfalløybrua", "fylkesvei", 7, false, false, LINE(gulskogen_bridge), 50, true},
    {"Holmenbrua", "fylkesvei", 7, false, false, LINE(holmen_bridge), 50, true},
    {"Bangeløkkaveien", "rampe", 7, false, false, LINE(bangelokka_link), 60, false},
    {"Brakerøyaveien", "rampe", 7, false, false, LINE(brakeroya_link), 60, false},
    {"Kobbervikveien", "rampe", 7, false, false, LINE(kobbervik_link), 60, false}};
const size_t tomt_n_roads = sizeof tomt_roads / sizeof tomt_roads[0];

static const struct tomt_xy ypsilon_south[] = {{17185, 23330}, {17200, 23385}, {17232, 23475}};
static const struct tomt_xy ypsilon_west[] = {{17232, 23475}, {17205, 23560}, {17195, 23610}};
static const struct tomt_xy ypsilon_east[] = {{17232, 23475}, {17290, 23545}, {17305, 23600}};
static const struct tomt_xy brakeroya_footbridge[] = {
    {19245, 23400}, {19240, 23520}, {19225, 23640}, {19215, 23760}, {19200, 23850}};
static const struct tomt_xy ridge_path[] = {{17300, 23900}, {17250, 24200}, {17000, 24480},
                                            {16500, 24600}, {15900, 24560}, {15600, 24300}};
static const struct tomt_xy konnerud_path[] = {
    {15750, 22900}, {15650, 22550}, {15350, 22100}, {14900, 21500}, {14500, 21000}};
const struct tomt_road tomt_footways[] = {
    {"Ypsilon", "gangvei", 2, false, false, LINE(ypsilon_south), 0, true},
    {"Ypsilon", "gangvei", 2, false, false, LINE(ypsilon_west), 0, true},
    {"Ypsilon", "gangvei", 2, false, false, LINE(ypsilon_east), 0, true},
    {"Brakerøya gangbru", "gangvei", 2, false, false, LINE(brakeroya_footbridge), 0, true},
    {"Bragernesåsen tursti", "gangvei", 1, false, false, LINE(ridge_path), 0, false},
    {"Konnerudstien", "gangvei", 1, false, false, LINE(konnerud_path), 0, false}};
const size_t tomt_n_footways = sizeof tomt_footways / sizeof tomt_footways[0];

bool tomt_ring_holds(const struct tomt_line *ring, double x, double y)
{
    bool in = false;
    for (size_t i = 0, j = ring->n - 1; i < ring->n; j = i++) {
        const struct tomt_xy *a = &ring->at[i], *b = &ring->at[j];
        if ((a->y > y) != (b->y > y) && x < (b->x - a->x) * (y - a->y) / (b->y - a->y) + a->x)
            in = !in;
    }
    return in;
}

double tomt_line_distance_m(const struct tomt_line *line, double x, double y)
{
    double best = INFINITY;
    for (size_t i = 0; i + 1 < line->n; i++) {
        const struct tomt_xy *a = &line->at[i], *b = &line->at[i + 1];
        double dx = b->x - a->x, dy = b->y - a->y;
        double t = ((x - a->x) * dx + (y - a->y) * dy) / (dx * dx + dy * dy);
        t = t < 0 ? 0 : t > 1 ? 1 : t;
        double ex = a->x + t * dx - x, ey = a->y + t * dy - y, d = ex * ex + ey * ey;
        best = d < best ? d : best;
    }
    return sqrt(best);
}

const struct tomt_quarter *tomt_quarter_at(double x, double y)
{
    for (size_t i = 0; i < tomt_n_quarters; i++) {
        const struct tomt_quarter *q = &tomt_quarters[i];
        if (q->ring.n
                ? tomt_ring_holds(&q->ring, x, y)
                : (x - q->centre.x) * (x - q->centre.x) + (y - q->centre.y) * (y - q->centre.y) <=
                      q->radius_m * q->radius_m)
            return q;
    }
    return NULL;
}
