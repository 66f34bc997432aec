/* What the tests of the sample share: a small sample in a folder of its own, made once; questions
 * to its files. */
#ifndef TOMT_TESTS_SAMPLE_SUPPORT_H
#define TOMT_TESTS_SAMPLE_SUPPORT_H

#include "base/arena.h"
#include "data/whole_file.h"
#include "sample/sample.h"

#include <dirent.h>
#include <gdal.h>
#define GEOS_USE_ONLY_R_API
#include <geos_c.h>
#include <math.h>
#include <ogr_api.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { N_ODD = 29 }; /* rows with a trouble of their own kind, after all others */

static char top[] = "/tmp/tomt-sample-XXXXXX";
static char small[64];

static inline void path_in(const char *folder, const char *name, char out[256])
{
    if (snprintf(out, 256, "%s/%s", folder, name) >= 256)
        fail_msg("a path is too long: %s", name);
}

static inline bool write_sample(const char *name, enum tomt_sample_size size, uint64_t seed,
                                bool force, unsigned n_threads, struct tomt_error *err)
{
    char folder[256];
    path_in(top, name, folder);
    struct tomt_crew crew = {.n_threads = n_threads};
    return tomt_sample_write(folder, size, seed, force, &crew, err);
}

static inline int make_small(void **state)
{
    (void)state;
    struct tomt_error err = {0};
    if (!mkdtemp(top))
        return 1;
    snprintf(small, sizeof small, "%s/small", top);
    GDALAllRegister();
    if (!write_sample("small", TOMT_SAMPLE_SMALL, 1, false, 2, &err))
        print_error("%s\n", err.text);
    return err.code != TOMT_OK;
}

static inline void remove_tree(const char *folder)
{
    DIR *open = opendir(folder);
    for (struct dirent *entry; open && (entry = readdir(open));) {
        char path[256];
        struct stat found;
        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
            continue;
        path_in(folder, entry->d_name, path);
        if (lstat(path, &found) == 0 && S_ISDIR(found.st_mode))
            remove_tree(path);
        else
            unlink(path);
    }
    if (open)
        closedir(open);
    rmdir(folder);
}

static inline int clean_up(void **state)
{
    (void)state;
    remove_tree(top);
    return 0;
}

static inline GDALDatasetH open_file(const char *folder, const char *name)
{
    char path[256];
    path_in(folder, name, path);
    GDALDatasetH file = GDALOpenEx(path, GDAL_OF_VECTOR, NULL, NULL, NULL);
    if (!file)
        fail_msg("%s: %s", path, CPLGetLastErrorMsg());
    return file;
}

/* The first number of a query's first row. */
static inline double ask(const char *name, const char *sql)
{
    GDALDatasetH file = open_file(small, name);
    OGRLayerH layer =
        GDALDatasetExecuteSQL(file, sql, NULL, strstr(name, ".csv") ? "SQLITE" : NULL);
    assert_non_null(layer);
    OGRFeatureH feature = OGR_L_GetNextFeature(layer);
    double number = feature ? OGR_F_GetFieldAsDouble(feature, 0) : NAN;
    OGR_F_Destroy(feature);
    GDALDatasetReleaseResultSet(file, layer);
    GDALClose(file);
    return number;
}

struct areas {
    double sum_m2, union_m2;
    int n, n_invalid;
};

/* The valid polygons of a query: the sum of their areas and the area of their union; equal when
 * none overlap. */
static inline struct areas add_up(const char *name, const char *sql)
{
    GEOSContextHandle_t geos = GEOS_init_r();
    GEOSWKBReader *reader = GEOSWKBReader_create_r(geos);
    GDALDatasetH file = open_file(small, name);
    OGRLayerH layer = GDALDatasetExecuteSQL(file, sql, NULL, NULL);
    assert_non_null(layer);
    struct areas areas = {0};
    size_t n = 0;
    GEOSGeometry **list = calloc(200000, sizeof(void *));
    for (OGRFeatureH feature; (feature = OGR_L_GetNextFeature(layer));) {
        OGRGeometryH shape = OGR_F_GetGeometryRef(feature);
        size_t size = OGR_G_WkbSizeEx(shape);
        unsigned char *wkb = malloc(size);
        OGR_G_ExportToIsoWkb(shape, wkbNDR, wkb);
        GEOSGeometry *geometry = GEOSWKBReader_read_r(geos, reader, wkb, size);
        double area_m2;
        free(wkb);
        OGR_F_Destroy(feature);
        assert_non_null(geometry);
        if (GEOSisValid_r(geos, geometry) != 1) {
            areas.n_invalid++;
            GEOSGeom_destroy_r(geos, geometry);
            continue;
        }
        GEOSArea_r(geos, geometry, &area_m2);
        areas.sum_m2 += area_m2;
        areas.n++;
        list[n++] = geometry;
    }
    GEOSGeometry *all =
                     GEOSGeom_createCollection_r(geos, GEOS_GEOMETRYCOLLECTION, list, (unsigned)n),
                 *one = GEOSUnaryUnion_r(geos, all);
    assert_non_null(one);
    GEOSArea_r(geos, one, &areas.union_m2);
    GEOSGeom_destroy_r(geos, one);
    GEOSGeom_destroy_r(geos, all);
    free(list);
    GDALDatasetReleaseResultSet(file, layer);
    GDALClose(file);
    GEOSWKBReader_destroy_r(geos, reader);
    GEOS_finish_r(geos);
    return areas;
}

#endif
