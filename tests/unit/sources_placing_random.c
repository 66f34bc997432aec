/* Random rows among random addresses, each placed again by a plain reading of docs/registers.md:
 * every address is looked at for every line, with streets as numbers that the test made up, so that
 * no folding, sorting or hashing is shared. */
#include "register_support.h"

enum { N_STREETS = 6, N_WRITTEN = 11, N_ADDRESSES = 60, N_ROWS = 400, MOST_LINES = 3 };

/* Streets of one group have the same loose form; how a street is written in rows, and which name
 * that is (-1: none). */
static const struct {
    const char *name;
    int group;
} street[N_STREETS] = {{"Storgata", 0}, {"Kirkegata", 1}, {"Kirkegaten", 1},
                       {"Åsveien", 2},  {"Havn", 3},      {"Nordre plass", 4}};
static const struct {
    const char *name;
    int is, group;
} written[N_WRITTEN] = {{"STORGATA", 0, 0},    {"Storgt.", -1, 0},   {"Kirkegata", 1, 1},
                        {"Kirke gt.", -1, 1},  {"kirkegaten", 2, 1}, {"Aasveg", -1, 2},
                        {"åsveien", 3, 2},     {"HAVN", 4, 3},       {"Havei", -1, 9},
                        {"Nordre pl.", -1, 4}, {"Ukjent vei", -1, 9}};
static const char *const municipality[] = {"3301", "3312", "3005", "0301", ""};
static const char *const postcode[] = {"3017", "3018", "3060", "9999", ""};
static const char *const closed[] = {"", "2020-01-01", "2030-01-01", "snart"};
static const char *const country[] = {"", "NO", "SE"};

struct made_address {
    int municipality, street, number, letter, postcode;
};
struct line {
    int written, number, letter; /* number 0: none; written -1: a post box */
};
struct made_row {
    int municipality, postcode, closed, country, n_lines, id;
    bool own;
    struct line line[MOST_LINES];
};
struct world {
    uint64_t seed;
    struct made_address address[N_ADDRESSES];
    struct made_row row[N_ROWS];
    double xy[N_ROWS][2], address_xy[N_ADDRESSES][2];
};

static int pick(struct world *world, int n)
{
    world->seed = world->seed * 6364136223846793005u + 1442695040888963407u;
    return (int)((world->seed >> 33) % (uint64_t)n);
}

static int today(int number) /* 3005 is 3301 */
{
    return number == 2 ? 0 : number;
}

static void make_world(struct world *world)
{
    for (int i = 0; i < N_ADDRESSES; i++) {
        world->address[i] =
            (struct made_address){pick(world, 3), pick(world, N_STREETS), 1 + pick(world, 12),
                                  pick(world, 3), pick(world, 3)};
        world->address_xy[i][0] = i;
        world->address_xy[i][1] = pick(world, 100);
    }
    for (int i = 0; i < N_ROWS; i++) {
        struct made_row *row = world->row + i;
        *row = (struct made_row){.municipality = pick(world, 5),
                                 .postcode = pick(world, 5),
                                 .closed = pick(world, 8),
                                 .country = pick(world, 12),
                                 .n_lines = pick(world, MOST_LINES + 1),
                                 .id = pick(world, 20) ? 1000 + i : 1000 + pick(world, N_ROWS),
                                 .own = pick(world, 10) == 0};
        row->closed = row->closed < 4 ? row->closed : 0;
        row->country = row->country < 3 ? row->country : 0;
        world->xy[i][0] = row->own ? (double)(1000 + pick(world, 1000)) : (double)NAN;
        world->xy[i][1] = row->own ? 7 : NAN;
        for (int k = 0; k < row->n_lines; k++)
            row->line[k] = (struct line){pick(world, 15) ? pick(world, N_WRITTEN) : -1,
                                         pick(world, 8) ? 1 + pick(world, 14) : 0, pick(world, 3)};
    }
}

/* ---- the plain reading ---- */

struct answer {
    enum tomt_placed placed;
    enum tomt_unplaced reason;
    double x, y;
    bool elsewhere, po_box, spelling, ambiguous;
};

/* The street that a line means in a municipality: -1 none, -2 several. */
static int meant(const struct world *world, const struct line *line, int in, bool *spelling)
{
    bool there[N_STREETS] = {false};
    int found = -1;
    *spelling = false;
    for (int i = 0; i < N_ADDRESSES; i++)
        there[world->address[i].street] |= today(world->address[i].municipality) == in;
    if (written[line->written].is >= 0 && there[written[line->written].is])
        return written[line->written].is;
    for (int i = 0; i < N_STREETS; i++)
        if (there[i] && street[i].group == written[line->written].group)
            found = found == -1 ? i : -2;
    *spelling = found >= 0;
    return found;
}

/* Is address a better than b for the row? Both lie in the street. */
static bool better(const struct world *world, const struct made_row *row, const struct line *line,
                   int a, int b)
{
    const struct made_address *of[] = {world->address + a, world->address + b};
    int step[2], far[2];
    for (int i = 0; i < 2; i++) {
        bool same = of[i]->number == line->number;
        step[i] = same && of[i]->letter == line->letter     ? 0
                  : same                                    ? 1
                  : (of[i]->number - line->number) % 2 == 0 ? 2
                                                            : 3;
        far[i] = abs(of[i]->number - line->number);
    }
    if (step[0] != step[1])
        return step[0] < step[1];
    if (far[0] != far[1])
        return far[0] < far[1];
    if (of[0]->number != of[1]->number)
        return of[0]->number < of[1]->number;
    if (of[0]->letter != of[1]->letter)
        return of[0]->letter < of[1]->letter;
    bool near[] = {of[0]->postcode == row->postcode, of[1]->postcode == row->postcode};
    return near[0] != near[1] ? near[0] : a < b;
}

static bool at_postcode(const struct world *world, const struct made_row *row,
                        struct answer *answer)
{
    int n = 0;
    double x = 0, y = 0;
    for (int i = 0; i < N_ADDRESSES; i++)
        if (world->address[i].postcode == row->postcode) {
            x += world->address_xy[i][0];
            y += world->address_xy[i][1];
            n++;
        }
    answer->x = x / n;
    answer->y = y / n;
    return n > 0;
}

static struct answer read_plainly(const struct world *world, size_t at)
{
    const struct made_row *row = world->row + at;
    struct answer answer = {
        .placed = TOMT_PLACED_OWN, .x = world->xy[at][0], .y = world->xy[at][1]};
    bool known = false;
    if (row->own)
        return answer;
    answer.placed = TOMT_PLACED_NOT;
    answer.reason = TOMT_UNPLACED_FOREIGN;
    if (row->country == 2)
        return answer;
    answer.elsewhere = row->municipality == 3;
    for (int k = 0; k < row->n_lines && !answer.elsewhere; k++) {
        const struct line *line = row->line + k;
        bool spelling;
        int best = -1,
            is = line->written < 0 ? -1 : meant(world, line, today(row->municipality), &spelling);
        answer.po_box |= line->written < 0;
        known |= is >= 0;
        answer.ambiguous |= is == -2 && line->number;
        for (int i = 0; i < N_ADDRESSES && is >= 0 && line->number; i++)
            if (world->address[i].street == is &&
                today(world->address[i].municipality) == today(row->municipality) &&
                (world->address[i].number - line->number) % 2 == 0 &&
                (best < 0 || better(world, row, line, i, best)))
                best = i;
        if (best < 0)
            continue;
        bool same = world->address[best].number == line->number;
        enum tomt_placed how = !same                                         ? TOMT_PLACED_NEAR
                               : world->address[best].letter == line->letter ? TOMT_PLACED_EXACT
                                                                             : TOMT_PLACED_NUMBER;
        if (how < answer.placed) {
            answer.placed = how;
            answer.x = world->address_xy[best][0];
            answer.y = world->address_xy[best][1];
            answer.spelling = spelling;
        }
    }
    bool by_address = answer.placed != TOMT_PLACED_NOT;
    answer.ambiguous &= !by_address;
    answer.reason = answer.po_box       ? TOMT_UNPLACED_PO_BOX
                    : row->n_lines == 0 ? TOMT_UNPLACED_NO_ADDRESS
                    : known             ? TOMT_UNPLACED_NO_NUMBER
                                        : TOMT_UNPLACED_NO_STREET;
    answer.po_box &= !by_address;
    if (!by_address && !answer.elsewhere && at_postcode(world, row, &answer))
        answer.placed = TOMT_PLACED_POSTCODE;
    return answer;
}

/* ---- the same as layers ---- */

static const char *kept(struct room *room, const char *words)
{
    return tomt_arena_copy(room->arena, words, strlen(words), &room->err);
}

static const char *lines_of(struct room *room, const struct made_row *row)
{
    char words[256] = "";
    size_t n = 0;
    for (int k = 0; k < row->n_lines; k++) {
        const struct line *line = row->line + k;
        const char *between = k == 0 ? "" : k == 1 ? "/n" : ", ";
        const char *letter = line->letter == 0 ? "" : line->letter == 1 ? "A" : " b";
        if (line->written < 0)
            n += (size_t)snprintf(words + n, sizeof words - n, "%sPb. 77", between);
        else if (line->number)
            n += (size_t)snprintf(words + n, sizeof words - n, "%s%s %d%s", between,
                                  written[line->written].name, line->number, letter);
        else
            n += (size_t)snprintf(words + n, sizeof words - n, "%s%s", between,
                                  written[line->written].name);
    }
    return kept(room, words);
}

static void make_layers(struct room *room, const struct world *world, struct tomt_layer *in,
                        struct tomt_layer addresses[2])
{
    static const char *const names[] = {"id",       "municipality", "address",
                                        "postcode", "country",      "closed"};
    static const char *const address_names[] = {"municipality", "street", "number", "letter",
                                                "postcode"};
    static const char *const letters[] = {"", "A", "B"};
    const char *cells[N_ROWS * 6], *address_cells[N_ADDRESSES * 5];
    char number[16];
    for (size_t i = 0; i < N_ROWS; i++) {
        const struct made_row *row = world->row + i;
        snprintf(number, sizeof number, "%d", row->id);
        const char *const one[] = {kept(room, number),    municipality[row->municipality],
                                   lines_of(room, row),   postcode[row->postcode],
                                   country[row->country], closed[row->closed]};
        memcpy(cells + i * 6, one, sizeof one);
    }
    for (size_t i = 0; i < N_ADDRESSES; i++) {
        const struct made_address *address = world->address + i;
        snprintf(number, sizeof number, "%d", address->number);
        const char *const one[] = {municipality[address->municipality],
                                   street[address->street].name, kept(room, number),
                                   letters[address->letter], postcode[address->postcode]};
        memcpy(address_cells + i * 5, one, sizeof one);
    }
    *in = layer_of(room, names, 6, cells, (const double(*)[2])world->xy, N_ROWS);
    const size_t cut = N_ADDRESSES / 3; /* two layers, one register */
    addresses[0] =
        layer_of(room, address_names, 5, address_cells, (const double(*)[2])world->address_xy, cut);
    addresses[1] = layer_of(room, address_names, 5, address_cells + cut * 5,
                            (const double(*)[2])(world->address_xy + cut), N_ADDRESSES - cut);
}

static void compare(const struct world *world, const struct outcome *outcome,
                    const struct tomt_box *box)
{
    struct tomt_register_report count = {.n = N_ROWS};
    size_t placed = 0, unplaced = 0;
    for (size_t i = 0; i < N_ROWS; i++) {
        bool duplicate = false;
        for (size_t k = 0; k < i; k++)
            duplicate |= world->row[k].id == world->row[i].id;
        count.n_duplicate += duplicate;
        count.n_bad_date += !duplicate && world->row[i].closed == 3;
        if (duplicate)
            continue;
        count.n_closed += world->row[i].closed == 1;
        if (world->row[i].closed == 1)
            continue;
        struct answer answer = read_plainly(world, i);
        bool outside =
            answer.placed != TOMT_PLACED_NOT && (answer.x < box->min_x || answer.x > box->max_x ||
                                                 answer.y < box->min_y || answer.y > box->max_y);
        count.n_elsewhere += answer.elsewhere;
        count.n_outside += outside;
        if (answer.elsewhere || outside)
            continue;
        count.n_placed[answer.placed]++;
        count.n_street_ambiguous += answer.ambiguous;
        if (answer.placed == TOMT_PLACED_NOT) {
            assert_string_equal(cell(&outcome->unplaced, "reason", unplaced),
                                tomt_unplaced_name[answer.reason]);
            assert_int_equal(tomt_table_find(&outcome->unplaced, "feature")->integer[unplaced++],
                             100 + i);
            continue;
        }
        count.n_po_box += answer.po_box;
        count.n_street_spelling += answer.spelling;
        assert_int_equal(outcome->placed.fid[placed], 100 + i);
        assert_string_equal(text(&outcome->placed, "placed", placed),
                            tomt_placed_name[answer.placed]);
        assert_true(fabs(outcome->placed.shapes.box[placed].min_x - answer.x) < 1e-9 &&
                    fabs(outcome->placed.shapes.box[placed].min_y - answer.y) < 1e-9);
        placed++;
    }
    const struct tomt_register_report *report = &outcome->report;
    assert_memory_equal(report->n_placed, count.n_placed, sizeof count.n_placed);
    assert_int_equal(report->n_duplicate, count.n_duplicate);
    assert_int_equal(report->n_closed, count.n_closed);
    assert_int_equal(report->n_bad_date, count.n_bad_date);
    assert_int_equal(report->n_elsewhere, count.n_elsewhere);
    assert_int_equal(report->n_outside, count.n_outside);
    assert_int_equal(report->n_po_box, count.n_po_box);
    assert_int_equal(report->n_street_spelling, count.n_street_spelling);
    assert_int_equal(report->n_street_ambiguous, count.n_street_ambiguous);
}

static void random_rows_are_placed_as_a_plain_reading_places_them(void **state)
{
    struct room *room = *state;
    static struct world world;
    size_t n_of[TOMT_N_PLACED] = {0};
    for (uint64_t seed = 1; seed <= 60; seed++) {
        struct tomt_arena_mark mark = tomt_arena_mark(room->arena);
        struct tomt_layer in, addresses[2];
        const struct tomt_layer *const list[] = {addresses, addresses + 1};
        const struct tomt_box box = {0, 0, 1500, 80};
        struct outcome outcome;
        world.seed = seed;
        make_world(&world);
        make_layers(room, &world, &in, addresses);
        const struct tomt_register_inputs inputs = {.establishments = &in,
                                                    .addresses = list,
                                                    .n_addresses = 2,
                                                    .register_day = "2026-01-01",
                                                    .jobs_when_withheld = 2,
                                                    .box = &box};
        place_as(room, &inputs, &outcome); /* and n is the sum of its parts */
        compare(&world, &outcome, &box);
        for (size_t i = 0; i < TOMT_N_PLACED; i++)
            n_of[i] += outcome.report.n_placed[i];
        tomt_arena_rewind(room->arena, mark);
    }
    for (size_t i = 0; i < TOMT_N_PLACED; i++)
        assert_true(n_of[i] > 100); /* every step was walked */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(random_rows_are_placed_as_a_plain_reading_places_them,
                                        open_room, close_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
