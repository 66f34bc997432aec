/* assembly_make: assemblies of a few parcels by hand, and their polygons. A square has compactness
 * pi / 4 (0.7854), a rectangle of 1 × 2 pi × 2 / 9 (0.6981), one of 1 × 3 pi × 3 / 16 (0.5890). */
#include "assembly_support.h"

static const double PI = 3.14159265358979323846;

static void strip(struct room *room, int n)
{
    for (int i = 0; i < n; i++)
        rectangle(room, 10 * i, 0, 10 * i + 10, 10);
}

/* Equal parcels in a row: all pairs are worth the same, so keys decide. */
static void test_ties_by_key(void **unused)
{
    (void)unused;
    static struct room room;
    room_open(&room);
    strip(&room, 6);
    room.question.least = 200;
    room.question.most = 300;
    make(&room);
    assert_int_equal(room.out.n, 3);
    assert_string_equal(members(&room, 0), "0 1");
    assert_string_equal(members(&room, 1), "2 3");
    assert_string_equal(members(&room, 2), "4 5");
    assert_near(room.out.weight[1], 200, 1e-9);
    assert_near(room.out.area_m2[1], 200, 1e-9);
    assert_near(room.out.perimeter_m[1], 60, 1e-9);
    assert_near(room.out.compactness[1], PI * 2 / 9, 1e-12);
    assert_near(room.out.owner_term[1], 0.95, 1e-12);
    assert_near(room.out.value[1], 0.95 * PI * 2 / 9, 1e-12);
    assert_int_equal(room.out.n_owners[1], 2);
    for (int i = 0; i < 6; i++) /* the other way round */
        room.key[i] = room.name[5 - i];
    make(&room);
    assert_string_equal(members(&room, 0), "5 4");
    assert_string_equal(members(&room, 2), "1 0");
    room_close(&room);
}

/* Of two rows of three, four make a square; the two that are left are too small. */
static void test_compact(void **unused)
{
    (void)unused;
    static struct room room;
    room_open(&room);
    for (int i = 0; i < 6; i++)
        rectangle(&room, i % 3 * 10, i / 3 * 10, i % 3 * 10 + 10, i / 3 * 10 + 10);
    room.question.least = 350;
    room.question.owner_cost = 0;
    make(&room);
    assert_int_equal(room.out.n, 1);
    assert_string_equal(members(&room, 0), "0 1 3 4");
    assert_near(room.out.value[0], PI / 4, 1e-12);
    assert_near(room.out.owner_term[0], 1, 0);
    assert_int_equal(room.out.n_owners[0], 4);
    room_close(&room);
}

/* A square of 200 m2 is enough alone and worth more than with its small neighbour. */
static void test_one_is_enough(void **unused)
{
    (void)unused;
    static struct room room;
    double a = sqrt(200);
    room_open(&room);
    rectangle(&room, 0, 0, a, a);
    rectangle(&room, a, 0, a + 5, 10);
    make(&room);
    assert_int_equal(room.out.n, 1);
    assert_string_equal(members(&room, 0), "0");
    assert_near(room.out.value[0], PI / 4, 1e-9);
    assert_int_equal(room.out.n_owners[0], 1);
    room_close(&room);
}

static void test_limits(void **unused)
{
    (void)unused;
    static struct room room;
    room_open(&room);
    strip(&room, 4);
    room.question.least = 401;
    make(&room);
    assert_int_equal(room.out.n, 0);
    assert_int_equal(room.out.start[0], 0);
    assert_int_equal(room.out.n_grown, 0);
    room.question.least = 400;
    make(&room);
    assert_int_equal(room.out.n, 1);
    assert_string_equal(members(&room, 0), "0 1 2 3");
    room.question.most_parcels = 3;
    make(&room);
    assert_int_equal(room.out.n, 0);
    room.question.least = 50;
    room.question.most = 99;
    make(&room);
    assert_int_equal(room.out.n, 0);
    assert_int_equal(room.out.n_too_large, 4);
    room.question.most = INFINITY;
    room.question.most_parcels = 1;
    make(&room);
    assert_int_equal(room.out.n, 4);
    room_close(&room);
}

/* Two of one owner go before two of two; not known is nobody's and nobody else's. */
static void test_owners(void **unused)
{
    (void)unused;
    static struct room room;
    room_open(&room);
    strip(&room, 3);
    room.question.least = 200;
    room.question.most = 250;
    room.owner[1] = room.owner[2] = 7;
    make(&room);
    assert_int_equal(room.out.n, 1);
    assert_string_equal(members(&room, 0), "1 2");
    assert_int_equal(room.out.n_owners[0], 1);
    assert_near(room.out.value[0], PI * 2 / 9, 1e-12);
    room.owner[1] = room.owner[2] = UINT32_MAX;
    make(&room);
    assert_string_equal(members(&room, 0), "0 1");
    assert_int_equal(room.out.n_owners[0], 2);
    room.question.owner = NULL;
    make(&room);
    assert_string_equal(members(&room, 0), "0 1");
    assert_int_equal(room.out.n_owners[0], 2);
    room_close(&room);
}

/* The two in the middle are the most compact (20 × 10: 0.698), but two pairs are left room for
 * when they make way (220 m2 in 64 m each: 0.675). */
static void test_exchange(void **unused)
{
    (void)unused;
    static struct room room;
    room_open(&room);
    rectangle(&room, 0, 0, 10, 12);
    rectangle(&room, 10, 0, 20, 10);
    rectangle(&room, 20, 0, 30, 10);
    rectangle(&room, 30, 0, 40, 12);
    for (int i = 0; i < 4; i++)
        room.weight[i] = 100;
    room.question.least = 200;
    room.question.most = 250;
    room.question.owner_cost = 0;
    room.question.exchange_share = 1;
    make(&room);
    assert_int_equal(room.out.n, 1);
    assert_string_equal(members(&room, 0), "1 2");
    assert_int_equal(room.out.n_improved, 0);
    room.question.exchange_share = 0.75;
    make(&room);
    assert_int_equal(room.out.n, 2);
    assert_string_equal(members(&room, 0), "0 1");
    assert_string_equal(members(&room, 1), "2 3");
    assert_near(room.out.value[0], 4 * PI * 220 / (64 * 64), 1e-12);
    assert_int_equal(room.out.n_improved, 1);
    room_close(&room);
}

static void test_river_and_sliver(void **unused)
{
    (void)unused;
    static struct room room;
    room_open(&room);
    strip(&room, 2);
    rectangle(&room, 20, 0, 20.3, 10);
    rectangle(&room, 20.3, 0, 30, 10);
    room.question.least = 199;
    add(&room, &room.lines, "LINESTRING(10 -5,10 15)");
    make(&room);
    assert_int_equal(room.out.n, 1);
    assert_string_equal(members(&room, 0), "1 2 3");
    assert_near(room.out.compactness[0], PI * 2 / 9, 1e-9); /* the sliver's two sides count once */
    room_close(&room);
}

static void test_told(void **unused)
{
    (void)unused;
    static struct room room;
    room_open(&room);
    strip(&room, 9);
    room.weight[0] = NAN;
    room.weight[1] = -1;
    room.weight[2] = INFINITY;
    room.area_m2[3] = 0;
    room.perimeter_m[4] = NAN;
    room.weight[5] = 451;
    room.weight[7] = 0; /* takes part, and joins what lies beside it */
    make(&room);
    assert_int_equal(room.out.n_unusable, 5);
    assert_int_equal(room.out.n_too_large, 1);
    assert_int_equal(room.out.n, 1);
    assert_string_equal(members(&room, 0), "6 7 8");
    assert_near(room.out.weight[0], 200, 1e-9);
    room_close(&room);
}

static void refuse(struct room *room, enum tomt_code code)
{
    struct tomt_error err = {0};
    assert_false(tomt_assemblies_make(room->arena, &room->question, &room->crew, &room->out, &err));
    assert_int_equal(err.code, code);
}

static void test_refused(void **unused)
{
    (void)unused;
    static struct room room;
    room_open(&room);
    make(&room); /* no parcel */
    assert_int_equal(room.out.n, 0);
    strip(&room, 2);
    make(&room);
    const struct tomt_assembly_question right = room.question;
    room.key[1] = room.key[0];
    refuse(&room, TOMT_DATA);
    room.key[1] = room.name[1];
    const double bad[] = {NAN, -1, 0, INFINITY};
    for (int i = 0; i < 4; i++) {
        room.question.least = bad[i];
        refuse(&room, TOMT_USAGE);
        room.question = right;
    }
    room.question.most = 1;
    refuse(&room, TOMT_USAGE);
    room.question = right;
    room.question.most_parcels = 0;
    refuse(&room, TOMT_USAGE);
    room.question.most_parcels = TOMT_ASSEMBLY_MOST_PARCELS + 1;
    refuse(&room, TOMT_USAGE);
    room.question = right;
    room.question.owner_cost = 1;
    refuse(&room, TOMT_USAGE);
    room.question = right;
    room.question.exchange_share = NAN;
    refuse(&room, TOMT_USAGE);
    room_close(&room);
}

/* Every allocation of ours fails once. */
static void test_out_of_memory(void **unused)
{
    (void)unused;
    static struct room room;
    room_open(&room);
    strip(&room, 6);
    add(&room, &room.lines, "LINESTRING(25 -5,25 15)");
    add(&room, &room.areas, "POLYGON((38 -5,42 -5,42 15,38 15,38 -5))");
    room.crew.n_threads = 1;
    bool done = false;
    for (uint64_t at = 1; !done; at++) {
        struct tomt_error err = {0};
        tomt_allocation_fail_at(at);
        done = tomt_neighbours_find(room.arena, &room.near, &room.crew, &room.neighbours, &err) &&
               tomt_assemblies_make(room.arena, &room.question, &room.crew, &room.out, &err);
        tomt_allocation_fail_at(0);
        assert_true(done || err.code == TOMT_MEMORY);
        assert_true(at < 10000);
    }
    assert_int_equal(room.out.n, 3); /* 0 1, 2 3 and, beyond the water, 4 5 */
    room_close(&room);
}

static uint64_t state = 88172645463325252ULL;
static double uniform(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (double)(state >> 11) * 0x1p-53;
}

enum { SIDE = 30, N = SIDE * SIDE, STEP = 617 };

static void lay_town(struct room *room, size_t step)
{
    static double wide[SIDE + 1], high[SIDE + 1], weight[N];
    static uint32_t owner[N];
    static bool laid;
    for (int i = 0; !laid && i < SIDE; i++) {
        wide[i + 1] = wide[i] + 10 + 40 * uniform();
        high[i + 1] = high[i] + 10 + 40 * uniform();
    }
    for (int i = 0; !laid && i < N; i++) {
        weight[i] = uniform() < 0.05 ? NAN : floor(4 * uniform()) * 100;
        owner[i] = uniform() < 0.2 ? UINT32_MAX : (uint32_t)(100 * uniform());
    }
    laid = true;
    room_open(room);
    for (size_t i = 0; i < N; i++) {
        size_t from = i * step % N, r = from / SIDE, c = from % SIDE;
        rectangle(room, wide[c], high[r], wide[c + 1], high[r + 1]);
        room->weight[i] = weight[from];
        room->owner[i] = owner[from];
        snprintf(room->name[i], sizeof room->name[i], "p%04u", (unsigned)(from * 7 % N));
    }
    room->question.least = 700;
    room->question.most = 1100;
    make(room);
}

/* The same assemblies, and the same bits of their numbers, for any order of parcels and 1 or 8
 * threads. */
static void test_order_and_threads(void **unused)
{
    (void)unused;
    static struct room room, other;
    lay_town(&room, 1);
    assert_true(room.out.n > 100 && room.out.n_improved > 3);
    for (int turn = 0; turn < 2; turn++) {
        lay_town(&other, STEP);
        other.crew.n_threads = turn ? 8 : 1;
        make(&other);
        size_t n = room.out.n;
        assert_int_equal(other.out.n, n);
        assert_int_equal(other.out.n_grown, room.out.n_grown);
        assert_int_equal(other.out.n_improved, room.out.n_improved);
        assert_memory_equal(other.out.start, room.out.start, (n + 1) * sizeof *room.out.start);
        assert_memory_equal(other.out.value, room.out.value, n * sizeof *room.out.value);
        assert_memory_equal(other.out.weight, room.out.weight, n * sizeof *room.out.weight);
        for (uint64_t e = 0; e < room.out.start[n]; e++)
            assert_string_equal(other.key[other.out.member[e]], room.key[room.out.member[e]]);
        room_close(&other);
    }
    /* Every assembly is told as its polygon has it. */
    struct tomt_shapes polygons;
    struct tomt_joined joined;
    tomt_shapes_start(&polygons, room.arena, TOMT_POLYGONS);
    for (size_t i = 0; i < room.out.n; i++) {
        check(tomt_assembly_join(room.seat, &room.parcels, room.out.member + room.out.start[i],
                                 (size_t)(room.out.start[i + 1] - room.out.start[i]), &polygons,
                                 &joined, &room.err),
              &room.err);
        size_t size;
        const uint8_t *wkb = tomt_shapes_wkb(&polygons, i, &size);
        assert_int_equal(joined.n_parts, 1);
        assert_near(joined.whole_m2, room.out.area_m2[i], 1e-6 * joined.whole_m2);
        assert_near(tomt_wkb_length_m(wkb, size), room.out.perimeter_m[i], 1e-6);
        assert_true(room.out.weight[i] >= 700 && room.out.weight[i] <= 1100);
    }
    room_close(&room);
}

/* A street with 2,000 neighbours and no weight of its own, whose sides are worth joining across it
 * only where it is part of the set; what is told is what the polygon has. */
static void test_street(void **unused)
{
    (void)unused;
    static struct room room;
    enum { HOUSES = 1000 };
    room_open(&room);
    rectangle(&room, 0, 0, 10 * HOUSES, 8);
    for (int i = 0; i < HOUSES; i++) {
        rectangle(&room, 10 * i, 8, 10 * i + 10, 28 + i % 7);
        rectangle(&room, 10 * i, -20, 10 * i + 10, 0);
    }
    room.weight[0] = 0;
    room.question.least = 500;
    room.question.most = 900;
    make(&room);
    assert_int_equal(room.neighbours.start[1], 2 * HOUSES);
    assert_true(room.out.n > 2 * HOUSES / 4);
    for (size_t i = 0; i < room.out.n; i++) {
        struct tomt_shapes polygons;
        struct tomt_joined joined;
        tomt_shapes_start(&polygons, room.arena, TOMT_POLYGONS);
        check(tomt_assembly_join(room.seat, &room.parcels, room.out.member + room.out.start[i],
                                 (size_t)(room.out.start[i + 1] - room.out.start[i]), &polygons,
                                 &joined, &room.err),
              &room.err);
        size_t size;
        const uint8_t *wkb = tomt_shapes_wkb(&polygons, 0, &size);
        assert_near(tomt_wkb_length_m(wkb, size), room.out.perimeter_m[i], 1e-6);
    }
    /* Only what lies across the street fits: from the house the street, and from there to one of
     * the houses with the longest borders (all are equal: the smaller keys). */
    for (int i = 0; i <= 2 * HOUSES; i++)
        room.weight[i] = NAN;
    room.weight[0] = 0;
    room.weight[1] = room.weight[2] = 300;
    make(&room);
    assert_int_equal(room.out.n, 1);
    assert_string_equal(members(&room, 0), "0 1 2");
    room_close(&room);
}

static struct tomt_joined join(struct room *room, const uint32_t *member, size_t n)
{
    struct tomt_joined joined;
    struct tomt_shapes out;
    tomt_shapes_start(&out, room->arena, TOMT_POLYGONS);
    check(tomt_assembly_join(room->seat, &room->parcels, member, n, &out, &joined, &room->err),
          &room->err);
    size_t size;
    const uint8_t *wkb = tomt_shapes_wkb(&out, 0, &size);
    assert_near(tomt_wkb_area_m2(wkb, size), joined.whole_m2, 1e-6);
    assert_near(joined.parts_m2 - joined.overlap_m2, joined.whole_m2, 1e-6 * joined.parts_m2);
    return joined;
}

static void test_join(void **unused)
{
    (void)unused;
    static struct room room;
    room_open(&room);
    rectangle(&room, 0, 0, 10, 10);
    rectangle(&room, 10, 0, 20, 10);
    rectangle(&room, 20.4, 0, 30, 10); /* a gap of 0.4 m stays open */
    rectangle(&room, 9.8, 10, 20, 20);
    rectangle(&room, 0, 10, 10, 20); /* 0.2 m into the one before */
    rectangle(&room, 0, 10, 10, 20); /* the same again */
    parcel(&room, "POLYGON((100 0,200 0,200 100,100 100,100 0),(140 40,140 60,160 60,160 40,140 "
                  "40))");
    rectangle(&room, 140, 40, 160, 60);
    rectangle(&room, 10.00005, -10, 20, 0.00005); /* a twentieth of a millimetre off */
    struct tomt_joined joined = join(&room, (const uint32_t[]){0}, 1);
    assert_near(joined.whole_m2, 100, 1e-9);
    joined = join(&room, (const uint32_t[]){0, 1, 2}, 3);
    assert_int_equal(joined.n_parts, 2);
    assert_near(joined.whole_m2, 296, 1e-6);
    assert_near(joined.overlap_m2, 0, 1e-9);
    joined = join(&room, (const uint32_t[]){3, 4}, 2);
    assert_int_equal(joined.n_parts, 1);
    assert_near(joined.overlap_m2, 2, 1e-6);
    assert_near(joined.whole_m2, 200, 1e-6);
    joined = join(&room, (const uint32_t[]){3, 4, 5}, 3);
    assert_near(joined.overlap_m2, 102, 1e-6);
    assert_near(joined.whole_m2, 200, 1e-6);
    joined = join(&room, (const uint32_t[]){6, 7}, 2);
    assert_near(joined.whole_m2, 10000, 1e-6);
    assert_int_equal(joined.n_parts, 1);
    joined = join(&room, (const uint32_t[]){0, 1, 8}, 3);
    assert_int_equal(joined.n_parts, 1);
    room_close(&room);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_ties_by_key),
                                       cmocka_unit_test(test_compact),
                                       cmocka_unit_test(test_one_is_enough),
                                       cmocka_unit_test(test_limits),
                                       cmocka_unit_test(test_owners),
                                       cmocka_unit_test(test_exchange),
                                       cmocka_unit_test(test_river_and_sliver),
                                       cmocka_unit_test(test_told),
                                       cmocka_unit_test(test_refused),
                                       cmocka_unit_test(test_out_of_memory),
                                       cmocka_unit_test(test_order_and_threads),
                                       cmocka_unit_test(test_street),
                                       cmocka_unit_test(test_join)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
