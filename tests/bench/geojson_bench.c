/* bench/geojson_bench.c: 300,000 nine-point polygons with attributes to GeoPackage and to GeoJSON,
 * 1,000,000 points with eight attributes to GeoPackage; ogr2ogr writes the same GeoJSON in the same
 * run. geojson_bench [folder] [n_polygons] [n_points] The folder must hold about 800 MB; a memory
 * file system leaves the disk out of it. */
#include "data/geojson.h"
#include "data/gpkg.h"
#include "data/layer.h"

#include <math.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static void stop(const struct tomt_error *err)
{
    if (err->code == TOMT_OK)
        return;
    fprintf(stderr, "%s\n", err->text);
    exit((int)err->code);
}

static uint64_t random_state = 88172645463325252u;

static double random_share(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (double)(random_state >> 11) / 9007199254740992.0;
}

static void add_octagon(struct tomt_shapes *shapes, double x, double y, double radius,
                        struct tomt_error *err)
{
    uint8_t wkb[13 + 9 * 16] = {1, 3};
    uint32_t one = 1, nine = 9;
    memcpy(wkb + 5, &one, 4);
    memcpy(wkb + 9, &nine, 4);
    for (int i = 0; i < 9; i++) {
        double at = M_PI / 4 * (i % 8) + 0.3;
        double xy[2] = {x + radius * cos(at), y + radius * sin(at)};
        memcpy(wkb + 13 + 16 * i, xy, 16);
    }
    tomt_shapes_add_wkb(shapes, wkb, sizeof wkb, err);
    stop(err);
}

/* id text, text, two integers, four reals. */
static void fill(struct tomt_arena *arena, struct tomt_table *table, struct tomt_shapes *shapes,
                 enum tomt_shape_kind kind, size_t n, struct tomt_error *err)
{
    static const char *const uses[] = {"housing", "office", "industry", "mixed use", "næring"};
    tomt_table_start(table, arena, 8, err);
    struct tomt_column *id = tomt_table_column(table, "site_id", TOMT_TEXT, err);
    struct tomt_column *use = tomt_table_column(table, "use", TOMT_TEXT, err);
    struct tomt_column *rank = tomt_table_column(table, "rank", TOMT_INTEGER, err);
    struct tomt_column *floors = tomt_table_column(table, "floors", TOMT_INTEGER, err);
    struct tomt_column *real[4];
    static const char *const names[] = {"area_m2", "score", "price", "distance_m"};
    for (int i = 0; i < 4; i++)
        real[i] = tomt_table_column(table, names[i], TOMT_REAL, err);
    stop(err);
    tomt_shapes_start(shapes, arena, kind);
    size_t side = (size_t)sqrt((double)n) + 1;
    for (size_t i = 0; i < n; i++) {
        /* Rows come in no spatial order, as parcels do. */
        size_t cell = i * 7919 % n;
        double x = 540000 + 25.0 * (double)(cell % side),
               y = 6600000 + 25.0 * (double)(cell / side);
        if (kind == TOMT_POINTS)
            tomt_shapes_add_point(shapes, x + random_share(), y + random_share(), err);
        else
            add_octagon(shapes, x, y, 10 + random_share(), err);
        char text[32];
        int length = snprintf(text, sizeof text, "3301-%zu/%zu", i / 1000, i % 1000);
        tomt_column_add_text(id, text, (size_t)length, err);
        const char *word = uses[i % 5];
        tomt_column_add_text(use, word, strlen(word), err);
        tomt_column_add_integer(rank, (int64_t)i + 1, err);
        tomt_column_add_integer(floors, (int64_t)(i % 9), err);
        tomt_column_add_real(real[0], 100 * random_share() + 200, err);
        tomt_column_add_real(real[1], round(1000 * random_share()) / 10, err);
        tomt_column_add_real(real[2], round(1e6 * random_share()), err);
        tomt_column_add_real(real[3], random_share() * 5000, err);
        stop(err);
    }
    table->n_rows = n;
}

static double write_gpkg(struct tomt_arena *arena, const char *path, const char *type,
                         const struct tomt_crs *crs, const struct tomt_shapes *shapes,
                         const struct tomt_table *table, const struct tomt_crew *crew,
                         struct tomt_error *err)
{
    struct tomt_gpkg_options options = {.crs = crs, .timestamp = "2026-01-31T00:00:00.000Z"};
    struct tomt_gpkg_layer layer = {.name = "thing", .title = "Things", .geometry_type = type};
    unlink(path);
    double from_s = tomt_clock_s();
    struct tomt_gpkg *gpkg = tomt_gpkg_create(arena, path, &options, err);
    if (gpkg && tomt_gpkg_write(gpkg, &layer, shapes, table, crew, err))
        tomt_gpkg_finish(gpkg, err);
    stop(err);
    return tomt_clock_s() - from_s;
}

static double megabytes(const char *path)
{
    struct stat is;
    return stat(path, &is) == 0 ? (double)is.st_size / 1e6 : 0;
}

int main(int n_arguments, char **argument)
{
    const char *folder = n_arguments > 1 ? argument[1] : "/tmp";
    size_t n_polygons = n_arguments > 2 ? strtoul(argument[2], NULL, 10) : 300000;
    size_t n_points = n_arguments > 3 ? strtoul(argument[3], NULL, 10) : 1000000;
    struct tomt_error error = {0}, *err = &error;
    struct tomt_arena *arena = tomt_arena_new(err);
    tomt_data_open();
    struct tomt_seat *seat = tomt_seat_open(arena, err);
    struct tomt_crs crs;
    if (seat)
        tomt_crs_read(seat, arena, "EPSG:25833", &crs, err);
    stop(err);
    char gpkg[500], geojson[500], theirs[500], command[2200];
    snprintf(gpkg, sizeof gpkg, "%s/bench.gpkg", folder);
    snprintf(geojson, sizeof geojson, "%s/bench.geojson", folder);
    snprintf(theirs, sizeof theirs, "%s/bench_ogr.geojson", folder);

    struct tomt_table table;
    struct tomt_shapes shapes;
    struct tomt_crew crew = {.n_threads = tomt_crew_cores()};
    if (n_points) {
        struct tomt_arena *points = tomt_arena_new(err);
        fill(points, &table, &shapes, TOMT_POINTS, n_points, err);
        double points_s = write_gpkg(points, gpkg, "POINT", &crs, &shapes, &table, &crew, err);
        printf("gpkg_points,%zu,%.3f s,%.0f MB\n", n_points, points_s, megabytes(gpkg));
        tomt_arena_free(points);
    }
    fill(arena, &table, &shapes, TOMT_POLYGONS, n_polygons, err);
    double polygons_s = write_gpkg(arena, gpkg, "MULTIPOLYGON", &crs, &shapes, &table, &crew, err);
    printf("gpkg_polygons,%zu,%.3f s,%.0f MB\n", n_polygons, polygons_s, megabytes(gpkg));

    struct tomt_geojson what = {.name = "thing", .crs = &crs, .id_column = "site_id"};
    double ours_s[2];
    for (unsigned i = 0; i < 2; i++) {
        crew.n_threads = i == 0 ? 1 : tomt_crew_cores();
        double from_s = tomt_clock_s();
        tomt_geojson_write(geojson, &what, &shapes, &table, NULL, n_polygons, &crew, err);
        stop(err);
        ours_s[i] = tomt_clock_s() - from_s;
        printf("geojson_%u_threads,%zu,%.3f s,%.0f MB\n", crew.n_threads, n_polygons, ours_s[i],
               megabytes(geojson));
    }
    snprintf(command, sizeof command,
             "ogr2ogr -f GeoJSON -lco RFC7946=YES '%s' '%s' thing && rm -f '%s'", theirs, gpkg,
             theirs);
    double from_s = tomt_clock_s();
    int status = system(command);
    double theirs_s = tomt_clock_s() - from_s;
    if (status == 0)
        printf("ogr2ogr_geojson,%zu,%.3f s\nratio,%.1f (1 thread %.1f)\n", n_polygons, theirs_s,
               theirs_s / ours_s[1], theirs_s / ours_s[0]);
    unlink(gpkg);
    unlink(geojson);
    tomt_arena_free(arena);
    tomt_data_close();
    return 0;
}
