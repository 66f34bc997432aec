/* unit/data_whole_file.c: a file is whole or absent, also when its writer was killed; and SHA-256
 * by the standard's examples. */
#include "written_support.h"

#include "data/whole_file.h"

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

static void put(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static const char *get(const char *path)
{
    static char text[100];
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    return text;
}

static void test_appears_on_commit(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    const char *target = scratch("whole.txt");
    put(target, "old");
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_whole_file *file = tomt_whole_file_open(arena, &(struct tomt_whole_output){.target = target}, &err);
    expect_good(&err);
    char expected[300];
    snprintf(expected, sizeof expected, "%s.%ld.part", target, (long)getpid());
    assert_string_equal(tomt_whole_file_path(file), expected);
    assert_int_not_equal(access(expected, F_OK), 0); /* SQLite wants to make it itself */
    put(tomt_whole_file_path(file), "new");
    assert_string_equal(get(target), "old");
    assert_true(tomt_whole_file_commit(file, &err));
    assert_string_equal(get(target), "new");
    tomt_arena_free(arena);
    assert_string_equal(get(target), "new");
    assert_int_not_equal(access(expected, F_OK), 0);
}

static void test_is_deleted_without_commit(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_whole_file *file = tomt_whole_file_open(arena, &(struct tomt_whole_output){.target = scratch("never.txt")}, &err);
    expect_good(&err);
    char part[300];
    snprintf(part, sizeof part, "%s", tomt_whole_file_path(file));
    put(part, "half");
    tomt_arena_free(arena);
    assert_int_not_equal(access(part, F_OK), 0);
    assert_int_not_equal(access(scratch("never.txt"), F_OK), 0);
}

/* A writer killed with SIGKILL leaves its part behind; the next open removes it, but not that of a
 * living process. */
static void test_leftovers(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    char dead[300], alive[300];
    const char *target = scratch("kill.txt");
    pid_t child = fork();
    if (child == 0) {
        struct tomt_arena *arena = tomt_arena_new(&err);
        struct tomt_whole_file *file = tomt_whole_file_open(arena, &(struct tomt_whole_output){.target = target}, &err);
        put(tomt_whole_file_path(file), "half");
        kill(getpid(), SIGKILL);
    }
    waitpid(child, NULL, 0);
    snprintf(dead, sizeof dead, "%s.%ld.part", target, (long)child);
    snprintf(alive, sizeof alive, "%s.%ld.part", target, (long)getppid());
    put(alive, "half");
    put(scratch("kill.txt.x.part"), "not ours");
    assert_int_equal(access(dead, F_OK), 0);
    assert_null(get(target));
    struct tomt_arena *arena = tomt_arena_new(&err);
    tomt_whole_file_open(arena, &(struct tomt_whole_output){.target = target}, &err);
    expect_good(&err);
    assert_int_not_equal(access(dead, F_OK), 0);
    assert_int_equal(access(alive, F_OK), 0);
    assert_int_equal(access(scratch("kill.txt.x.part"), F_OK), 0);
    tomt_arena_free(arena);
}

static void expect_refused(const char *target, const char *why)
{
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    assert_null(tomt_whole_file_open(arena, &(struct tomt_whole_output){.target = target}, &err));
    assert_int_equal(err.code, TOMT_OUTPUT);
    if (!strstr(err.text, why))
        fail_msg("%s", err.text);
    tomt_arena_free(arena);
}

static void test_refusals(void **state)
{
    (void)state;
    expect_refused(scratch("absent/x.txt"), "No such file");
    expect_refused(scratch_folder, "a folder has that name");
    expect_refused(scratch(""), "names a folder");
    put(scratch("file"), "x");
    expect_refused(scratch("file/x.txt"), "is not a folder");
    if (geteuid() != 0) {
        mkdir(scratch("locked"), 0500);
        expect_refused(scratch("locked/x.txt"), "not writable");
    }
    struct tomt_error err = {0};
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_whole_file *file = tomt_whole_file_open(arena, &(struct tomt_whole_output){.target = scratch("unwritten.txt")}, &err);
    assert_false(tomt_whole_file_commit(file, &err)); /* nobody wrote the part */
    assert_int_equal(err.code, TOMT_OUTPUT);
    tomt_arena_free(arena);
}

/* FIPS 180-4 example digests: "abc", and a million times "a"; the empty one from RFC 6234. */
static void test_sha256_of_files(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    char digest[65];
    put(scratch("abc"), "abc");
    assert_true(tomt_sha256_path(scratch("abc"), digest, &err));
    assert_string_equal(digest, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    put(scratch("empty"), "");
    assert_true(tomt_sha256_path(scratch("empty"), digest, &err));
    assert_string_equal(digest, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    struct tomt_arena *arena = tomt_arena_new(&err);
    struct tomt_sha256 *running = tomt_sha256_open(arena, &err);
    char thousand[1000];
    memset(thousand, 'a', sizeof thousand);
    for (int i = 0; i < 1000; i++)
        tomt_sha256_add(running, thousand, sizeof thousand);
    tomt_sha256_end(running, digest);
    assert_string_equal(digest, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    tomt_arena_free(arena);
}

/* The folder's digest is that of the stream described in sha256.c; sha256sum calculates it here
 * from printf. */
static void test_sha256_of_a_folder(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    char digest[65], again[65], command[400], expected[65] = "";
    mkdir(scratch("shape"), 0700);
    mkdir(scratch("shape/sub"), 0700);
    put(scratch("shape/b.dbf"), "bytes");
    put(scratch("shape/sub/c"), "x");
    put(scratch("shape/B"), "");
    snprintf(command, sizeof command,
             "printf 'B\\0000\\0b.dbf\\0005\\000bytessub/c\\0001\\000x' | sha256sum");
    FILE *peer = popen(command, "r");
    assert_non_null(peer);
    assert_int_equal(fread(expected, 1, 64, peer), 64);
    pclose(peer);
    assert_true(tomt_sha256_path(scratch("shape"), digest, &err));
    assert_string_equal(digest, expected);
    put(scratch("shape/b.dbf"), "Bytes");
    assert_true(tomt_sha256_path(scratch("shape"), again, &err));
    assert_string_not_equal(digest, again);
}

static void test_sha256_refuses_what_is_no_file(void **state)
{
    (void)state;
    char digest[65];
    static const char *const paths[] = {"/dev/zero", "/nowhere"};
    for (size_t i = 0; i < 2; i++) {
        struct tomt_error err = {0};
        assert_false(tomt_sha256_path(paths[i], digest, &err));
        assert_int_equal(err.code, TOMT_DATA);
    }
    struct tomt_error err = {0};
    mkfifo(scratch("pipe"), 0600);
    assert_false(
        tomt_sha256_path(scratch("pipe"), digest, &err)); /* and does not wait for a writer */
    assert_int_equal(err.code, TOMT_DATA);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_appears_on_commit),
        cmocka_unit_test(test_is_deleted_without_commit),
        cmocka_unit_test(test_leftovers),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_sha256_of_files),
        cmocka_unit_test(test_sha256_of_a_folder),
        cmocka_unit_test(test_sha256_refuses_what_is_no_file),
    };
    return cmocka_run_group_tests(tests, make_scratch_folder, remove_scratch_folder);
}
