/* What the tests of readers share: a room with a seat, a folder of its own, files written and made by GDAL (a peer). */
#ifndef TOMT_TESTS_UNIT_DATA_SUPPORT_H
#define TOMT_TESTS_UNIT_DATA_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include <cpl_conv.h>
#include <cpl_string.h>
#include <gdal.h>
#include <gdal_utils.h>
#include <ogr_srs_api.h>

#include "data/layer.h"
#include "geo/crs.h"

struct room {
    struct tomt_arena *arena;
    struct tomt_seat *seat;
    struct tomt_crs crs; /* EPSG:25833 */
    struct tomt_error err;
    char folder[64];
};

static inline int open_room(void **state)
{
    struct room *room = calloc(1, sizeof *room);
    tomt_data_open();
    room->arena = tomt_arena_new(&room->err);
    room->seat = tomt_seat_open(room->arena, &room->err);
    snprintf(room->folder, sizeof room->folder, "/tmp/tomt-test-XXXXXX");
    *state = room;
    if (!room->seat || !mkdtemp(room->folder) ||
        !tomt_crs_read(room->seat, room->arena, "EPSG:25833", &room->crs, &room->err)) {
        fprintf(stderr, "%s\n", room->err.text);
        return -1;
    }
    return 0;
}

static inline int close_room(void **state)
{
    struct room *room = *state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", room->folder);
    int failed = system(command);
    tomt_arena_free(room->arena);
    free(room);
    return failed;
}

static inline const char *in_folder(struct room *room, const char *name)
{
    return tomt_arena_print(room->arena, &room->err, "%s/%s", room->folder, name);
}

static inline const char *write_bytes(struct room *room, const char *name, const void *bytes, size_t n)
{
    const char *path = in_folder(room, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
    return path;
}

static inline const char *write_text(struct room *room, const char *name, const char *text)
{
    return write_bytes(room, name, text, strlen(text));
}

/* ogr2ogr as a function; `options` separated by '|'. */
static inline const char *convert(struct room *room, const char *from, const char *name, const char *options)
{
    const char *path = in_folder(room, name);
    char **arguments = CSLTokenizeString2(options, "|", 0);
    GDALVectorTranslateOptions *made = GDALVectorTranslateOptionsNew(arguments, NULL);
    GDALDatasetH source = GDALOpenEx(from, GDAL_OF_VECTOR, NULL, NULL, NULL);
    assert_non_null(source);
    GDALDatasetH out = GDALVectorTranslate(path, NULL, 1, &source, made, NULL);
    assert_non_null(out);
    GDALClose(out);
    GDALClose(source);
    GDALVectorTranslateOptionsFree(made);
    CSLDestroy(arguments);
    return path;
}

static inline void assert_says(const struct tomt_error *err, enum tomt_code code, const char *words)
{
    if (err->code != code || !strstr(err->text, words))
        fail_msg("code %d, '%s' is not in '%s'", (int)err->code, words, err->text);
}

static inline void assert_close(double a, double b, double tolerance)
{
    if (!(a - b <= tolerance && b - a <= tolerance))
        fail_msg("%.17g is not %.17g", a, b);
}

#endif
