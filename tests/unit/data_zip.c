/* Archives of several files; the peer is GDAL's own unzip. */
#include "data_support.h"

#include "data/zip.h"

#include <cpl_vsi.h>

static void several_files(void **state)
{
    struct room *room = *state;
    struct tomt_text zip = {0}, again = {0}, large = {0};
    for (int i = 0; i < 20000; i++)
        tomt_text_print(&large, "%d,", i * i);
    const struct tomt_zip_file file[] = {
        {"a.txt", "short", 5}, {"empty.txt", "", 0}, {"bøk/large.txt", large.bytes, large.n}};
    assert_true(tomt_zip(file, 3, &zip, &room->err));
    assert_true(tomt_zip(file, 3, &again, &room->err));
    assert_true(zip.n == again.n && memcmp(zip.bytes, again.bytes, zip.n) == 0);
    const char *path = write_bytes(room, "a.zip", zip.bytes, zip.n);
    for (size_t i = 0; i < 3; i++) {
        char inside[256], *bytes = calloc(1, large.n + 10);
        snprintf(inside, sizeof inside, "/vsizip/%s/%s", path, file[i].name);
        VSILFILE *open = VSIFOpenL(inside, "rb");
        if (!open)
            fail_msg("%s is not in the archive", inside);
        assert_int_equal(VSIFReadL(bytes, 1, large.n + 10, open), file[i].n);
        assert_memory_equal(bytes, file[i].bytes, file[i].n);
        VSIFCloseL(open);
        free(bytes);
    }
    char command[256];
    snprintf(
        command, sizeof command,
        "python3 -c \"import zipfile,sys; sys.exit(zipfile.ZipFile('%s').testzip() is not None)\"",
        path);
    if (system("python3 -c ''") == 0) /* checks the sums too */
        assert_int_equal(system(command), 0);
    tomt_text_free(&zip);
    tomt_text_free(&again);
    tomt_text_free(&large);
}

static void no_file(void **state)
{
    struct room *room = *state;
    struct tomt_text zip = {0};
    assert_true(tomt_zip(NULL, 0, &zip, &room->err));
    assert_int_equal(zip.n, 22); /* the end record alone */
    tomt_text_free(&zip);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(several_files, open_room, close_room),
        cmocka_unit_test_setup_teardown(no_file, open_room, close_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
