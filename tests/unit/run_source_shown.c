/* What a result, which is public, tells of where data came from. */
#include "run/state.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void shows(const char *source, const char *expected)
{
    char shown[TOMT_SOURCE_SHOWN];
    tomt_run_source_shown(source, shown);
    assert_string_equal(shown, expected);
}

static void a_file_by_its_name(void **state)
{
    (void)state;
    shows("zones.gpkg", "zones.gpkg");
    shows("../data/zones.gpkg", "zones.gpkg");
    shows("/home/someone/plan?1.gpkg", "plan?1.gpkg");
    shows("plans/e=mc2@home, new.gpkg", "e=mc2@home, new.gpkg");
    shows("folder.gdb/", "folder.gdb");
    shows("/vsizip/plans.zip/inside/zones.shp", "zones.shp");
    shows("/vsizip/{../plans.zip}/zones.shp", "zones.shp");
    shows("GPKG:data/plan.gpkg:height", "plan.gpkg:height");
    shows("", "");
    shows("/", "");
}

static void a_connection_by_its_kind(void **state)
{
    (void)state;
    shows("PG:host=db.example dbname=plan user=me password=secret", "PostgreSQL");
    shows("PG:host=/var/run/pg password=a/secret", "PostgreSQL");
    shows("pg:service=plan", "PostgreSQL");
    shows("PG:", "PostgreSQL");
    shows("postgresql://me:secret@db.example/plan", "PostgreSQL");
    shows("postgres://me:secret@db.example/plan", "PostgreSQL");
    shows("MYSQL:plan,user=me,password=/secret", "MYSQL");
    shows("OCI:me/secret@db", "OCI");
    shows("MSSQL:server=db;pwd=a/secret", "MSSQL");
}

static void an_address_without_keys(void **state)
{
    (void)state;
    shows("https://data.example/plan/zones.geojson?token=a/secret", "zones.geojson");
    shows("/vsicurl/https://me:secret@data.example/zones.gpkg", "zones.gpkg");
    shows("/vsicurl/https://me:secret@data.example", "data.example");
    shows("https://me:secret@data.example/", "data.example");
    shows("/vsicurl?pwd=secret&url=https%3A%2F%2Fdata.example%2Fa.gpkg", "vsicurl");
}

static void a_long_name_is_cut(void **state)
{
    (void)state;
    char source[2000], shown[TOMT_SOURCE_SHOWN];
    memset(source, 'a', sizeof source - 1);
    source[sizeof source - 1] = 0;
    tomt_run_source_shown(source, shown);
    assert_int_equal(strlen(shown), TOMT_SOURCE_SHOWN - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_by_its_name),
        cmocka_unit_test(a_connection_by_its_kind),
        cmocka_unit_test(an_address_without_keys),
        cmocka_unit_test(a_long_name_is_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
