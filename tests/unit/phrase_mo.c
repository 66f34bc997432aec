/* Catalogues: the one inside the program, one made by hand in either byte order as the manual of
 * gettext draws it, and every way to break one. */
#include "phrase/mo.h"

#include "base/arena.h"
#include "base/files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

extern const struct tomt_file tomt_catalogues[];

static void put(unsigned char *bytes, size_t at, uint32_t number, bool big_endian)
{
    for (size_t i = 0; i < 4; i++)
        bytes[at + i] = (unsigned char)(number >> (big_endian ? 24 - 8 * i : 8 * i));
}

/* Two texts: "one\0many" -> "en\0flere" and "word" -> "ord". Header 28 bytes, originals at 28,
 * translations at 44, texts from 60. */
enum { SIZE = 60 + 9 + 9 + 5 + 4 };
static void make(unsigned char bytes[SIZE], bool big_endian)
{
    static const uint32_t head[] = {0x950412de, 0, 2, 28, 44, 0, 0, 8, 60, 4, 78, 8, 69, 3, 83};
    memset(bytes, 0, SIZE);
    for (size_t i = 0; i < sizeof head / sizeof *head; i++)
        put(bytes, 4 * i, head[i], big_endian);
    memcpy(bytes + 60, "one\0many", 9);
    memcpy(bytes + 69, "en\0flere", 9);
    memcpy(bytes + 78, "word", 5);
    memcpy(bytes + 83, "ord", 4);
}

static void by_hand(void **state)
{
    (void)state;
    for (int big_endian = 0; big_endian < 2; big_endian++) {
        unsigned char bytes[SIZE];
        struct tomt_mo mo;
        size_t n = 0;
        make(bytes, big_endian);
        assert_true(tomt_mo_open(bytes, SIZE, &mo));
        const char *found = tomt_mo_find(&mo, "one", &n);
        assert_non_null(found);
        assert_int_equal(n, 8);
        assert_memory_equal(found, "en\0flere", 9);
        assert_string_equal(tomt_mo_find(&mo, "word", &n), "ord");
        assert_int_equal(n, 3);
        assert_null(tomt_mo_find(&mo, "many", &n));
        assert_null(tomt_mo_find(&mo, "", &n));
        assert_null(tomt_mo_find(&mo, "zzz", &n));
    }
}

static void refused(void **state)
{
    (void)state;
    static const struct {
        size_t at;
        uint32_t number;
    } row[] = {
        {0, 0x950412df},                   /* another magic number */
        {4, 0x20000},                      /* revision 2.0 */
        {8, 3},           {8, 0xffffffff}, /* more texts than there is room for */
        {12, 88},         {12, 0xffffffff}, {16, 80}, {16, 0xfffffff0}, /* tables beyond the end */
        {28, 30},         {28, 0xffffffff}, {32, 87}, {32, 0xffffffff}, /* a text beyond the end */
        {28, 7}, /* a text that does not end where it says */
        {44, 0x7fffffff},
    };
    struct tomt_mo mo;
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        unsigned char bytes[SIZE];
        make(bytes, false);
        put(bytes, row[i].at, row[i].number, false);
        assert_false(tomt_mo_open(bytes, SIZE, &mo));
    }
    assert_false(tomt_mo_open(NULL, 0, &mo));
    assert_false(tomt_mo_open("", 0, &mo));
}

/* No texts at all is a catalogue, too. */
static void empty(void **state)
{
    (void)state;
    unsigned char bytes[28] = {0};
    struct tomt_mo mo;
    size_t n;
    put(bytes, 0, 0x950412de, false);
    put(bytes, 12, 28, false);
    put(bytes, 16, 28, false);
    assert_true(tomt_mo_open(bytes, sizeof bytes, &mo));
    assert_null(tomt_mo_find(&mo, "word", &n));
}

static void look(const unsigned char *bytes, size_t size)
{
    static const char *const asked[] = {"", "site", "too small", "word", "one", "{a}", "\xff"};
    struct tomt_mo mo;
    size_t n = 0;
    if (!tomt_mo_open(bytes, size, &mo))
        return;
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        const char *found = tomt_mo_find(&mo, asked[i], &n);
        assert_true(!found || found[n] == 0);
    }
}

/* Cut short anywhere, in memory of just that size, so that a sanitizer sees a step too far; and a
 * byte changed anywhere in its tables. */
static void cut_and_bent(void **state)
{
    (void)state;
    const struct tomt_file *file = tomt_catalogues;
    assert_string_equal(file->name, "nb.mo");
    struct tomt_mo mo;
    assert_true(tomt_mo_open(file->bytes, file->n, &mo));
    assert_true(mo.n_texts > 30);
    for (size_t n = 1; n < file->n; n += n < 64 ? 1 : 37) {
        unsigned char *cut = tomt_allocate(n);
        assert_non_null(cut);
        memcpy(cut, file->bytes, n);
        assert_false(tomt_mo_open(cut, n, &mo));
        tomt_release(cut);
    }
    unsigned char *bent = tomt_allocate(file->n);
    assert_non_null(bent);
    memcpy(bent, file->bytes, file->n);
    for (size_t at = 0; at < file->n && at < 2500; at++)
        for (unsigned change = 1; change < 256; change = change * 2 + 1) {
            bent[at] ^= (unsigned char)change;
            look(bent, file->n);
            bent[at] ^= (unsigned char)change;
        }
    tomt_release(bent);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(by_hand), cmocka_unit_test(refused),
                                       cmocka_unit_test(empty), cmocka_unit_test(cut_and_bent)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
