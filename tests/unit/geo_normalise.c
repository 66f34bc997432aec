/* Foreign WKB into ours: byte orders, dimensions, nesting, repairs of form, and what is refused.
 * The bytes are put together here by hand, after the tables of OGC 06-103r4 and ISO 13249-3. */
#include "geo_support.h"

#include <math.h>

struct builder {
    uint8_t bytes[4096];
    size_t n;
    bool big;
};

static void put(struct builder *b, const void *value, size_t size)
{
    for (size_t i = 0; i < size; i++)
        b->bytes[b->n + i] = ((const uint8_t *)value)[b->big ? size - 1 - i : i];
    b->n += size;
}
static void put_u32(struct builder *b, uint32_t value)
{
    put(b, &value, 4);
}
static void put_head(struct builder *b, bool big, uint32_t type)
{
    b->big = big;
    b->bytes[b->n++] = big ? 0 : 1;
    put_u32(b, type);
}
/* `axes` doubles a point; x and y are taken from xy, the rest is 7. */
static void put_points(struct builder *b, const double *xy, uint32_t n, unsigned axes)
{
    put_u32(b, n);
    for (uint32_t i = 0; i < n; i++) {
        put(b, xy + 2 * i, 8);
        put(b, xy + 2 * i + 1, 8);
        for (unsigned axis = 2; axis < axes; axis++)
            put(b, &(double){7}, 8);
    }
}

static const double SQUARE[] = {0, 0, 4, 0, 4, 4, 0, 4, 0, 0};
static const double HOLE[] = {1, 1, 1, 2, 2, 2, 1, 1};

static void put_polygon(struct builder *b, bool big, uint32_t type, unsigned axes)
{
    put_head(b, big, type);
    put_u32(b, 2);
    put_points(b, SQUARE, 5, axes);
    put_points(b, HOLE, 4, axes);
}

struct result {
    uint8_t *out;
    size_t n, capacity;
    struct tomt_wkb_found found;
};

static struct result run(const struct builder *b, enum tomt_shape_kind kind)
{
    struct result r = {0};
    struct tomt_error err = {0};
    assert_true(
        tomt_wkb_normalise(b->bytes, b->n, kind, &r.out, &r.n, &r.capacity, &r.found, &err));
    return r;
}

static void assert_same(const struct result *r, const struct builder *expected)
{
    assert_int_equal(r->n, expected->n);
    assert_memory_equal(r->out, expected->bytes, expected->n);
}

static void every_flavour_becomes_the_same_bytes(void **state)
{
    (void)state;
    struct builder ours = {0};
    put_polygon(&ours, false, 3, 2);
    static const struct {
        uint32_t type;
        unsigned axes;
    } flavours[] = {
        {3, 2},          {1003, 3},       {2003, 3},       {3003, 4},
        {0x80000003, 3}, {0x40000003, 3}, {0xC0000003, 4}, {0x80000000 + 1003, 3},
    };
    for (size_t i = 0; i < sizeof flavours / sizeof *flavours; i++) {
        for (int big = 0; big < 2; big++) {
            struct builder foreign = {0};
            put_polygon(&foreign, big, flavours[i].type, flavours[i].axes);
            struct result r = run(&foreign, TOMT_POLYGONS);
            assert_same(&r, &ours);
            assert_int_equal(r.found.had_z, flavours[i].axes > 2);
            tomt_release(r.out);
        }
    }
    struct builder srid = {0};
    put_head(&srid, true, 0x20000003);
    put_u32(&srid, 25833);
    put_u32(&srid, 2);
    put_points(&srid, SQUARE, 5, 2);
    put_points(&srid, HOLE, 4, 2);
    struct result r = run(&srid, TOMT_POLYGONS);
    assert_same(&r, &ours);
    tomt_release(r.out);
}

static void one_part_is_written_as_one(void **state)
{
    (void)state;
    struct builder ours = {0}, multi = {0}, two = {0};
    put_polygon(&ours, false, 3, 2);
    for (int big = 0; big < 2; big++) {
        multi.n = 0;
        put_head(&multi, big, 6);
        put_u32(&multi, 1);
        put_polygon(&multi, big, 3, 2);
        struct result r = run(&multi, TOMT_POLYGONS);
        assert_same(&r, &ours);
        tomt_release(r.out);
    }
    put_head(&two, false, 6);
    put_u32(&two, 2);
    put_polygon(&two, false, 3, 2);
    put_polygon(&two, false, 3, 2);
    struct builder mixed = {0}; /* the byte order may change inside */
    put_head(&mixed, true, 1006);
    put_u32(&mixed, 2);
    put_polygon(&mixed, false, 1003, 3);
    put_polygon(&mixed, true, 1003, 3);
    struct result r = run(&mixed, TOMT_POLYGONS);
    assert_same(&r, &two);
    tomt_release(r.out);
    r = run(&two, TOMT_POLYGONS);
    assert_same(&r, &two);
    tomt_release(r.out);
}

static void collections_are_taken_apart(void **state)
{
    (void)state;
    struct builder ours = {0}, in = {0};
    put_polygon(&ours, false, 3, 2);
    put_head(&in, false, 7);
    put_u32(&in, 3);
    put_head(&in, false, 2);
    put_points(&in, SQUARE, 2, 2);
    put_head(&in, true, 7);
    put_u32(&in, 1);
    put_polygon(&in, false, 3, 2);
    put_head(&in, false, 1);
    put(&in, SQUARE + 2, 8);
    put(&in, SQUARE + 3, 8);
    struct result r = run(&in, TOMT_POLYGONS);
    assert_same(&r, &ours);
    assert_true(r.found.collection && r.found.other_kind && !r.found.empty);
    tomt_release(r.out);
    r = run(&in, TOMT_POINTS);
    assert_int_equal(r.n, 16);
    assert_memory_equal(r.out, SQUARE + 2, 16);
    tomt_release(r.out);
    struct builder line = {0};
    put_head(&line, false, 2);
    put_points(&line, SQUARE, 2, 2);
    r = run(&in, TOMT_LINES);
    assert_same(&r, &line);
    tomt_release(r.out);
    r = run(&line, TOMT_POLYGONS);
    assert_true(r.n == 0 && r.found.empty && r.found.other_kind);
    tomt_release(r.out);
}

static void rings_are_closed_and_cleaned(void **state)
{
    (void)state;
    struct builder ours = {0}, in = {0};
    put_head(&ours, false, 3);
    put_u32(&ours, 1);
    put_points(&ours, SQUARE, 5, 2);
    static const double messy[] = {0, 0, 0, 0, 4, 0, 4, 4, 4, 4, 4, 4, 0, 4};
    static const double flat[] = {1, 1, 2, 2, 1, 1};
    put_head(&in, false, 3);
    put_u32(&in, 3);
    put_points(&in, messy, 7, 2);
    put_points(&in, flat, 3, 2); /* a hole without area goes */
    put_points(&in, flat, 0, 2);
    struct result r = run(&in, TOMT_POLYGONS);
    assert_same(&r, &ours);
    assert_true(r.found.closed_ring && r.found.collapsed);
    tomt_release(r.out);
    in.n = 0;
    put_head(&in, false, 3);
    put_u32(&in, 2);
    put_points(&in, flat, 3, 2); /* no shell: its hole goes with it */
    put_points(&in, HOLE, 4, 2);
    r = run(&in, TOMT_POLYGONS);
    assert_true(r.n == 0 && r.found.empty && r.found.collapsed);
    tomt_release(r.out);
}

static void the_unusable_is_told_apart(void **state)
{
    (void)state;
    struct builder in = {0};
    double bad[10];
    for (int which = 0; which < 3; which++) {
        memcpy(bad, SQUARE, sizeof bad);
        bad[5] = which == 0 ? NAN : which == 1 ? INFINITY : -INFINITY;
        in.n = 0;
        put_head(&in, which == 2, 3);
        put_u32(&in, 1);
        put_points(&in, bad, 5, 2);
        struct result r = run(&in, TOMT_POLYGONS);
        assert_true(r.n == 0 && r.found.not_finite && !r.found.broken);
        tomt_release(r.out);
    }
    in.n = 0; /* a curve polygon */
    put_head(&in, false, 10);
    put_u32(&in, 0);
    struct result r = run(&in, TOMT_POLYGONS);
    assert_true(r.n == 0 && r.found.curve);
    tomt_release(r.out);
    in.n = 0; /* an empty point */
    put_head(&in, false, 1);
    put(&in, &(double){NAN}, 8);
    put(&in, &(double){NAN}, 8);
    r = run(&in, TOMT_POINTS);
    assert_true(r.n == 0 && r.found.empty && !r.found.not_finite);
    tomt_release(r.out);
}

static void every_truncation_is_broken(void **state)
{
    (void)state;
    struct builder in = {0};
    put_head(&in, false, 7);
    put_u32(&in, 2);
    put_polygon(&in, true, 1003, 3);
    put_polygon(&in, false, 3, 2);
    size_t whole = in.n;
    for (size_t n = 0; n < whole; n++) {
        in.n = n;
        struct result r = run(&in, TOMT_POLYGONS);
        if (r.n != 0 || !r.found.broken)
            fail_msg("%zu of %zu bytes were taken", n, whole);
        tomt_release(r.out);
    }
    static const uint32_t counts[] = {0xffffffff, 0x7fffffff, 1000};
    for (size_t i = 0; i < 3; i++) {
        in.n = 0;
        put_head(&in, false, 3);
        put_u32(&in, counts[i]);
        struct result r = run(&in, TOMT_POLYGONS);
        assert_true(r.n == 0 && r.found.broken && r.capacity < 100000);
        tomt_release(r.out);
    }
    in.n = 0; /* nested too deeply */
    for (int depth = 0; depth < 40; depth++) {
        put_head(&in, false, 7);
        put_u32(&in, depth < 39);
    }
    struct result r = run(&in, TOMT_POLYGONS);
    assert_true(r.n == 0 && r.found.broken);
    tomt_release(r.out);
}

static void output_is_appended(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct builder in = {0};
    put_polygon(&in, true, 3, 2);
    uint8_t *out = NULL;
    size_t n = 0, capacity = 0;
    struct tomt_wkb_found found;
    for (int i = 0; i < 3; i++)
        assert_true(
            tomt_wkb_normalise(in.bytes, in.n, TOMT_POLYGONS, &out, &n, &capacity, &found, &err));
    assert_int_equal(n, 3 * in.n);
    assert_memory_equal(out, out + 2 * in.n, in.n);
    assert_true(tomt_wkb_normalise(in.bytes, 20, TOMT_POLYGONS, &out, &n, &capacity, &found, &err));
    assert_true(found.broken && n == 3 * in.n);
    tomt_release(out);
}

static void running_out_of_memory_is_clean(void **state)
{
    (void)state;
    struct builder in = {0};
    put_polygon(&in, true, 3, 2);
    struct tomt_error err = {0};
    uint8_t *out = NULL;
    size_t n = 0, capacity = 0;
    struct tomt_wkb_found found;
    tomt_allocation_fail_at(1);
    assert_false(
        tomt_wkb_normalise(in.bytes, in.n, TOMT_POLYGONS, &out, &n, &capacity, &found, &err));
    tomt_allocation_fail_at(0);
    assert_int_equal(err.code, TOMT_MEMORY);
    assert_int_equal(n, 0);
    tomt_release(out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_flavour_becomes_the_same_bytes),
        cmocka_unit_test(one_part_is_written_as_one),
        cmocka_unit_test(collections_are_taken_apart),
        cmocka_unit_test(rings_are_closed_and_cleaned),
        cmocka_unit_test(the_unusable_is_told_apart),
        cmocka_unit_test(every_truncation_is_broken),
        cmocka_unit_test(output_is_appended),
        cmocka_unit_test(running_out_of_memory_is_clean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
