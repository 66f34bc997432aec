/* data/layer.c: the words of a reading report, and opening and closing the libraries underneath. */
#include "data/layer.h"

#include "data/layer_source.h"

#include <geos_c.h>
#include <proj.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cpl_conv.h>
#include <ogr_srs_api.h>

const char *const tomt_trouble_name[TOMT_N_TROUBLES] = {
    [TOMT_T_OUTSIDE] = "outside",         [TOMT_T_NO_GEOMETRY] = "no_geometry",
    [TOMT_T_EMPTY] = "empty",             [TOMT_T_OTHER_KIND] = "other_kind",
    [TOMT_T_NOT_FINITE] = "not_finite",   [TOMT_T_TOO_FAR] = "too_far",
    [TOMT_T_BROKEN] = "broken",           [TOMT_T_COLLAPSED] = "collapsed",
    [TOMT_T_REPAIRED] = "repaired",       [TOMT_T_UNCLOSED] = "unclosed",
    [TOMT_T_CURVE] = "curve",             [TOMT_T_Z] = "z",
    [TOMT_T_COLLECTION] = "collection",   [TOMT_T_MULTIPOINT] = "multipoint",
    [TOMT_T_BAD_NUMBER] = "bad_number",   [TOMT_T_UNMAPPED] = "unmapped",
    [TOMT_T_DUPLICATE] = "duplicate",     [TOMT_T_BAD_TEXT] = "bad_text",
    [TOMT_T_OTHER_LEVEL] = "other_level",
};

const char *const tomt_trouble_help[TOMT_N_TROUBLES] = {
    [TOMT_T_OUTSIDE] = "no part within the area asked for; left out",
    [TOMT_T_NO_GEOMETRY] = "no geometry; left out unless the layer may lack it",
    [TOMT_T_EMPTY] = "empty geometry; left out",
    [TOMT_T_OTHER_KIND] = "another kind of geometry than the layer needs; left out",
    [TOMT_T_NOT_FINITE] = "a coordinate that is not a finite number; left out",
    [TOMT_T_TOO_FAR] = "coordinates beyond the coordinate reference system; left out",
    [TOMT_T_BROKEN] = "geometry that cannot be decoded; left out",
    [TOMT_T_COLLAPSED] = "nothing remained after repair; left out",
    [TOMT_T_REPAIRED] = "invalid geometry, repaired",
    [TOMT_T_UNCLOSED] = "unclosed ring, closed",
    [TOMT_T_CURVE] = "curve or surface, made of straight lines",
    [TOMT_T_Z] = "height or measure dropped",
    [TOMT_T_COLLECTION] = "geometry collection taken apart",
    [TOMT_T_MULTIPOINT] = "multipoint split into points",
    [TOMT_T_BAD_NUMBER] = "text where a number is wanted; read as no value",
    [TOMT_T_UNMAPPED] = "value without a mapping; kept as it is",
    [TOMT_T_DUPLICATE] = "the same key as an earlier feature; the first is kept",
    [TOMT_T_BAD_TEXT] = "text that is not UTF-8; read as Latin-1",
    [TOMT_T_OTHER_LEVEL] = "another level than the ground; left out",
};

const bool tomt_trouble_drops[TOMT_N_TROUBLES] = {
    [TOMT_T_OUTSIDE] = true,    [TOMT_T_NO_GEOMETRY] = true, [TOMT_T_EMPTY] = true,
    [TOMT_T_OTHER_KIND] = true, [TOMT_T_NOT_FINITE] = true,  [TOMT_T_TOO_FAR] = true,
    [TOMT_T_BROKEN] = true,     [TOMT_T_COLLAPSED] = true,   [TOMT_T_DUPLICATE] = true,
    [TOMT_T_OTHER_LEVEL] = true,
};

void tomt_report_trouble(struct tomt_read_report *report, enum tomt_trouble trouble, int64_t fid,
                         const char *detail)
{
    if (report->trouble[trouble].n++ == 0 && detail)
        snprintf(report->trouble[trouble].detail, sizeof report->trouble[trouble].detail, "%s", detail);
    if (report->trouble[trouble].n_ids < TOMT_FIRST_IDS)
        report->trouble[trouble].id[report->trouble[trouble].n_ids++] = fid;
}

/* Asked once, before there are threads: proj_info() renews PROJ's default context, which a seat that opens copies. */
static char proj_version[32];

void tomt_data_open(void)
{
    setenv("PROJ_NETWORK", "OFF", 1);
    snprintf(proj_version, sizeof proj_version, "%s", proj_info().version);
    GDALAllRegister();
    OSRSetPROJEnableNetwork(0);
    /* Sidecar files beside an input (.aux.xml, .gfs) would be writing to it. */
    CPLSetConfigOption("GDAL_PAM_ENABLED", "NO");
    CPLSetConfigOption("CPL_VSIL_GZIP_WRITE_PROPERTIES", "NO");
    CPLSetConfigOption("CPL_DEBUG", "OFF");
    /* GDAL would put a driver's temporary files into the current folder. */
    if (!CPLGetConfigOption("CPL_TMPDIR", NULL) && !getenv("TMPDIR") && !getenv("TEMP"))
        CPLSetConfigOption("CPL_TMPDIR", "/tmp");
    CPLSetErrorHandler(CPLQuietErrorHandler);
}

void tomt_data_close(void)
{
    GDALDestroyDriverManager();
    OSRCleanup();
}

const char *tomt_data_versions(struct tomt_arena *arena, struct tomt_error *err)
{
    return tomt_arena_print(arena, err, "GDAL %s, GEOS %s, PROJ %s, SQLite %s", GDALVersionInfo("RELEASE_NAME"),
                            GEOSversion(), proj_version, sqlite3_libversion());
}
