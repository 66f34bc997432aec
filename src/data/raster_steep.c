/* data/raster_steep.c: ground steeper than a threshold. Heights are read in strips with a row and a
 * column more on each side; what is steep is marked in one byte a cell of the box, and polygons are
 * made of the marks. */
#include "data/raster_inside.h"

#include "data/layer_source.h"

#include <math.h>
#include <string.h>
#include <strings.h>

/* Cells of a strip: 1M cells take 9 MB of heights and masks. */
#define STRIP_CELLS (1 << 20)
/* Heights on a plane of just the threshold are rounded: what is steeper by less than this share is
 * not. */
#define ROUNDING 1e-9

static const struct unit {
    const char *name;
    double metres;
} units[] = {{"", 1},
             {"m", 1},
             {"metre", 1},
             {"metres", 1},
             {"meter", 1},
             {"meters", 1},
             {"dm", 0.1},
             {"cm", 0.01},
             {"mm", 0.001},
             {"ft", 0.3048},
             {"foot", 0.3048},
             {"feet", 0.3048},
             {"international foot", 0.3048},
             {"us-ft", 1200.0 / 3937},
             {"ftus", 1200.0 / 3937},
             {"us survey foot", 1200.0 / 3937},
             {"us survey feet", 1200.0 / 3937}};

static bool metres_of(const struct tomt_raster *raster, const char *asked, double *metres,
                      struct tomt_error *err)
{
    const char *said = asked ? asked : GDALGetRasterUnitType(raster->band);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strcasecmp(units[i].name, said ? said : "") == 0) {
            *metres = units[i].metres;
            return true;
        }
    return tomt_fail(err, TOMT_DATA,
                     "heights of raster '%s' are in '%.40s', which is no unit of heights known "
                     "here: say m or ft with `unit:`",
                     raster->title, said);
}

static bool check_crs(const struct tomt_raster *raster, struct tomt_error *err)
{
    struct tomt_crs crs;
    if (!tomt_crs_read(raster->seat, raster->seat->arena, raster->crs_text, &crs, err))
        return false;
    if (crs.projected && !crs.web_mercator && crs.metres_per_unit == 1)
        return true;
    return tomt_fail(err, TOMT_DATA,
                     "raster '%s' is in %s, where slopes cannot be told in metres per metre: bring "
                     "it into the project's CRS first, e.g. with "
                     "gdalwarp -t_srs EPSG:25833 -r bilinear",
                     raster->title, crs.name ? crs.name : raster->crs_text);
}

struct slopes {
    struct tomt_raster *raster;
    struct tomt_raster_window window;
    size_t width;        /* of the window */
    double per_x, per_y; /* slope in per cent of one unit of height in Horn's sums */
    double over_pct;
    double *height; /* (width + 2) a row, NaN where there is none */
    uint8_t *valid;
    uint8_t *steep; /* [cell of the window] */
    struct tomt_steep *found;
};

static bool read_band(const struct slopes *slopes, GDALRasterBandH band,
                      const struct tomt_raster_window *part, void *to, GDALDataType type,
                      size_t bytes)
{
    size_t line = slopes->width + 2;
    int first_row = slopes->window.from_row; /* of the strip, see read_strip */
    size_t at = (size_t)(part->from_row - (first_row - 1)) * line +
                (size_t)(part->from_column - (slopes->window.from_column - 1));
    int columns = part->to_column - part->from_column, rows = part->to_row - part->from_row;
    return GDALRasterIOEx(band, GF_Read, part->from_column, part->from_row, columns, rows,
                          (uint8_t *)to + at * bytes, columns, rows, type, (GSpacing)bytes,
                          (GSpacing)(bytes * line), NULL) == CE_None;
}

/* The heights of rows from - 1 to `to` inclusive; what lies off the raster has none. `slopes` is of
 * the strip: its window begins at `from`. */
static bool read_strip(const struct slopes *slopes, struct tomt_error *err)
{
    const struct tomt_raster *raster = slopes->raster;
    const struct tomt_raster_window *window = &slopes->window;
    size_t n = (slopes->width + 2) * (size_t)(window->to_row - window->from_row + 2);
    struct tomt_raster_window part = {
        window->from_column > 0 ? window->from_column - 1 : 0,
        window->to_column < raster->n_columns ? window->to_column + 1 : raster->n_columns,
        window->from_row > 0 ? window->from_row - 1 : 0,
        window->to_row < raster->n_rows ? window->to_row + 1 : raster->n_rows};
    struct tomt_watch watch;
    for (size_t i = 0; i < n; i++)
        slopes->height[i] = NAN;
    tomt_watch_up(&watch);
    bool ok = read_band(slopes, raster->band, &part, slopes->height, GDT_Float64,
                        sizeof *slopes->height) &&
              (!raster->mask || read_band(slopes, raster->mask, &part, slopes->valid, GDT_Byte, 1));
    tomt_watch_down(&watch);
    if (!ok)
        return tomt_fail(err, TOMT_DATA, "raster '%s' cannot be read: %s", raster->title,
                         *watch.text ? watch.text : "the driver gave no reason");
    for (size_t i = 0; raster->mask && i < n; i++)
        if (!slopes->valid[i])
            slopes->height[i] = NAN;
    return true;
}

/* Horn (1981), doi:10.1109/PROC.1981.11918: the gradient by 3 x 3 cells, the middle ones twice. NaN
 * when a height is missing. */
static double slope_pct(const struct slopes *slopes, const double *above, const double *here,
                        const double *below)
{
    if (!isfinite(here[1]))
        return NAN;
    double east = above[2] + 2 * here[2] + below[2], west = above[0] + 2 * here[0] + below[0];
    double upper = above[0] + 2 * above[1] + above[2], lower = below[0] + 2 * below[1] + below[2];
    double x = (east - west) * slopes->per_x, y = (upper - lower) * slopes->per_y;
    return sqrt(x * x + y * y);
}

static void mark_strip(const struct slopes *slopes, uint8_t *steep)
{
    size_t line = slopes->width + 2;
    size_t n_rows = (size_t)(slopes->window.to_row - slopes->window.from_row);
    for (size_t row = 0; row < n_rows; row++) {
        const double *above = slopes->height + row * line, *here = above + line,
                     *below = here + line;
        for (size_t column = 0; column < slopes->width; column++) {
            double slope = slope_pct(slopes, above + column, here + column, below + column);
            bool unknown = !isfinite(slope);
            bool over = !unknown && slope > slopes->over_pct * (1 + ROUNDING);
            steep[row * slopes->width + column] = over;
            slopes->found->n_unknown += unknown;
            slopes->found->n_steep += over;
        }
    }
}

static bool mark(struct slopes *slopes, struct tomt_error *err)
{
    struct tomt_raster_window whole = slopes->window;
    struct tomt_arena *arena = slopes->raster->seat->arena;
    size_t most_rows = STRIP_CELLS / (slopes->width + 2),
           n_rows = (size_t)(whole.to_row - whole.from_row);
    most_rows = most_rows < 1 ? 1 : most_rows > n_rows ? n_rows : most_rows;
    size_t n = (most_rows + 2) * (slopes->width + 2);
    slopes->height = tomt_arena_block(arena, NULL, n * sizeof *slopes->height, err);
    slopes->valid = tomt_arena_block(arena, NULL, n, err);
    slopes->steep = tomt_arena_block(arena, NULL, n_rows * slopes->width, err);
    if (!slopes->height || !slopes->valid || !slopes->steep)
        return false;
    for (size_t row = 0; row < n_rows; row += most_rows) {
        slopes->window.from_row = whole.from_row + (int)row;
        slopes->window.to_row =
            whole.from_row + (int)(n_rows - row < most_rows ? n_rows : row + most_rows);
        if (!read_strip(slopes, err))
            return false;
        mark_strip(slopes, slopes->steep + row * slopes->width);
    }
    slopes->window = whole;
    tomt_arena_drop(arena, slopes->height);
    tomt_arena_drop(arena, slopes->valid);
    return true;
}

static bool choose_window(const struct tomt_raster *raster, const struct tomt_box *box,
                          struct tomt_raster_window *window, struct tomt_error *err)
{
    struct tomt_box own;
    *window = (struct tomt_raster_window){0, raster->n_columns, 0, raster->n_rows};
    if (!box || !(box->min_x <= box->max_x && box->min_y <= box->max_y))
        return true;
    if (!tomt_transform_box(raster->transform, box, &own, err))
        return tomt_while(err, "the area looked at, in the CRS of raster '%s'", raster->title);
    *window = tomt_raster_window(raster, &own);
    return true;
}

static bool find_steep(struct tomt_seat *seat, struct tomt_raster *raster,
                       const struct tomt_crs *project_crs, const struct tomt_box *box,
                       const char *height_unit, double over_pct, struct tomt_shapes *out,
                       struct tomt_steep *steep, struct tomt_error *err)
{
    double metres = 1;
    struct slopes slopes = {.raster = raster, .over_pct = over_pct, .found = steep};
    if (!check_crs(raster, err) || !metres_of(raster, height_unit, &metres, err) ||
        !choose_window(raster, box, &slopes.window, err))
        return false;
    const struct tomt_raster_window *window = &slopes.window;
    steep->cell_m = sqrt(fabs(raster->cell_w * raster->cell_h));
    if (window->from_column >= window->to_column || window->from_row >= window->to_row)
        return true;
    slopes.width = (size_t)(window->to_column - window->from_column);
    slopes.per_x = 100 * raster->scale * metres / (8 * fabs(raster->cell_w));
    slopes.per_y = 100 * raster->scale * metres / (8 * fabs(raster->cell_h));
    steep->n_cells = slopes.width * (size_t)(window->to_row - window->from_row);
    if (!mark(&slopes, err))
        return false;
    if (steep->n_steep == 0)
        return true;
    struct tomt_transform *to_project =
        tomt_transform_open(raster->seat, raster->crs_text, project_crs->text, err);
    return to_project && tomt_raster_polygons(seat, raster, window, slopes.steep, to_project, out,
                                              &steep->n_polygons, err);
}

bool tomt_raster_steep(struct tomt_seat *seat, const char *path, int band,
                       const struct tomt_crs *project_crs, const struct tomt_box *box,
                       const char *height_unit, double over_pct, struct tomt_shapes *out,
                       struct tomt_steep *steep, struct tomt_error *err)
{
    *steep = (struct tomt_steep){0};
    if (!(over_pct >= 0 && isfinite(over_pct)))
        return tomt_fail(err, TOMT_PROJECT,
                         "steeper than %g %% is no threshold: give a number from 0 up", over_pct);
    /* A seat of its own: the raster is closed with it, whatever lives on in the caller's. */
    struct tomt_arena *arena = tomt_arena_new(err);
    struct tomt_seat *own = arena ? tomt_seat_open(arena, err) : NULL;
    struct tomt_raster *raster = own ? tomt_raster_open(own, path, band, project_crs, err) : NULL;
    bool ok = raster &&
              find_steep(seat, raster, project_crs, box, height_unit, over_pct, out, steep, err);
    tomt_arena_free(arena);
    return ok;
}
