/* streets.gpkg: the cuts as street links from junction to junction, main roads and footways joined
 * to them where they meet, motorways only at their junctions, drives to doors; and the railway. In
 * EPSG:25833, as national road data are. */
#include "sample/sheet.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PROMENADE_DM 60 /* the bank streets run this far inland */

struct path {
    size_t first, n; /* in points */
    uint32_t cut;    /* its street; UINT32_MAX: a road */
    uint32_t road;   /* row in tomt_roads, then in tomt_footways */
    bool drive;
};
struct split { /* path is cut at a point on its segment `segment` */
    uint32_t path, segment;
    double t;
    struct tomt_xy at;
};
struct web {
    struct tomt_city *city;
    struct path *path;
    struct tomt_box *box;
    struct tomt_xy *point;
    struct split *split;
    size_t n_paths, path_capacity, box_capacity, n_points, point_capacity, n_splits, split_capacity;
    struct tomt_ring line;
};

static struct tomt_xy rounded(double x, double y)
{
    return (struct tomt_xy){round(x * 100) / 100, round(y * 100) / 100};
}

static bool add_path(struct web *web, const struct tomt_xy *at, size_t n, const struct path *what,
                     struct tomt_error *err)
{
    struct tomt_city *city = web->city;
    struct path path = *what;
    struct tomt_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    path.first = web->n_points;
    path.n = n;
    for (size_t i = 0; i < n; i++) {
        if (!tomt_city_room(city, &web->point, &web->point_capacity, web->n_points,
                            sizeof *web->point, err))
            return false;
        web->point[web->n_points++] = at[i];
        box = (struct tomt_box){fmin(box.min_x, at[i].x), fmin(box.min_y, at[i].y),
                                fmax(box.max_x, at[i].x), fmax(box.max_y, at[i].y)};
    }
    if (!tomt_city_room(city, &web->path, &web->path_capacity, web->n_paths, sizeof path, err) ||
        !tomt_city_room(city, &web->box, &web->box_capacity, web->n_paths, sizeof box, err))
        return false;
    web->box[web->n_paths] = box;
    web->path[web->n_paths++] = path;
    return true;
}

static int32_t off_bank(int32_t v)
{
    return v == TOMT_BANK_DM ? v + PROMENADE_DM : v == -TOMT_BANK_DM ? v - PROMENADE_DM : v;
}

static bool built_up(const struct tomt_city *city, int32_t u, int32_t v)
{
    uint8_t kind = city->kind[tomt_city_sample(city, u, v)];
    return kind != TOMT_K_NATURE && kind != TOMT_K_OUTSIDE;
}

static bool add_link(struct web *web, uint32_t cut, int32_t from, int32_t to,
                     struct tomt_error *err)
{
    const struct tomt_cut *c = &web->city->cut[cut];
    int32_t middle = (from + to) / 2, at = c->upright ? c->at : off_bank(c->at);
    bool near =
        c->upright ? built_up(web->city, at - 350, middle) || built_up(web->city, at + 350, middle)
                   : built_up(web->city, middle, at - 350) || built_up(web->city, middle, at + 350);
    if (!near)
        return true;
    if (c->upright) {
        from = off_bank(from);
        to = off_bank(to);
    }
    if (from >= to)
        return true;
    if (!(c->upright ? tomt_city_path(web->city, at, from, at, to, &web->line, err)
                     : tomt_city_path(web->city, from, at, to, at, &web->line, err)))
        return false;
    for (size_t i = 0; i + 1 < web->line.n; i++) {
        const struct tomt_xy *a = &web->line.at[i], *b = &web->line.at[i + 1];
        for (int k = 0; k <= 4; k++)
            if (tomt_city_wet(web->city, a->x + (b->x - a->x) * k / 4,
                              a->y + (b->y - a->y) * k / 4))
                return true;
    }
    return add_path(web, web->line.at, web->line.n, &(struct path){.cut = cut, .road = UINT32_MAX},
                    err);
}

static int compare_mark(const void *a, const void *b)
{
    int64_t x, y;
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return (x > y) - (x < y);
}

struct junctions { /* line << 32 | position, per direction, sorted */
    int64_t *at[2];
    size_t n[2], capacity[2];
};

static bool add_junction(struct web *web, struct junctions *j, bool upright, int32_t line,
                         int32_t position, struct tomt_error *err)
{
    if (!tomt_city_room(web->city, &j->at[upright], &j->capacity[upright], j->n[upright],
                        sizeof(int64_t), err))
        return false;
    j->at[upright][j->n[upright]++] = ((int64_t)line + 400000) << 32 | (int64_t)(position + 400000);
    return true;
}

static bool has_drive(const struct tomt_city *city, size_t address)
{
    return (double)(address * 2654435761u % 1000) < 1000 * city->scale->access_share;
}

static bool collect_junctions(struct web *web, struct junctions *j, struct tomt_error *err)
{
    struct tomt_city *city = web->city;
    for (size_t i = 0; i < city->n_cuts; i++) {
        const struct tomt_cut *c = &city->cut[i];
        if (!add_junction(web, j, c->upright, c->at, c->from, err) ||
            !add_junction(web, j, c->upright, c->at, c->to, err) ||
            !add_junction(web, j, !c->upright, c->from, c->at, err) ||
            !add_junction(web, j, !c->upright, c->to, c->at, err))
            return false;
    }
    for (size_t i = 0; i < city->n_addresses; i++) {
        const struct tomt_cut *c = &city->cut[city->address[i].cut];
        if (has_drive(city, i) &&
            !add_junction(web, j, c->upright, c->at, city->address[i].along, err))
            return false;
    }
    for (size_t k = 0; k < 2; k++)
        qsort(j->at[k], j->n[k], sizeof(int64_t), compare_mark);
    return true;
}

static bool add_streets(struct web *web, struct tomt_error *err)
{
    struct tomt_city *city = web->city;
    struct junctions j = {0};
    if (!collect_junctions(web, &j, err))
        return false;
    for (uint32_t i = 0; i < city->n_cuts; i++) {
        const struct tomt_cut *c = &city->cut[i];
        const int64_t *list = j.at[c->upright];
        int64_t wanted = ((int64_t)c->at + 400000) << 32 | (int64_t)(c->from + 400000);
        size_t low = 0, high = j.n[c->upright];
        while (low < high) {
            size_t middle = (low + high) / 2;
            if (list[middle] < wanted)
                low = middle + 1;
            else
                high = middle;
        }
        int32_t at = c->from;
        for (; low < j.n[c->upright] && at < c->to; low++) {
            int32_t next = (int32_t)(list[low] & 0xFFFFFFFF) - 400000;
            if (next <= at)
                continue;
            int32_t pieces = (int32_t)((next - at) / 10.0 / city->scale->link_m) + 1;
            for (int32_t k = 0; k < pieces; k++)
                if (!add_link(web, i, at + (next - at) / pieces * k,
                              k + 1 == pieces ? next : at + (next - at) / pieces * (k + 1), err))
                    return false;
            at = next;
        }
    }
    return true;
}

static bool add_drives(struct web *web, struct tomt_error *err)
{
    struct tomt_city *city = web->city;
    for (size_t i = 0; i < city->n_addresses; i++) {
        const struct tomt_address *a = &city->address[i];
        const struct tomt_cut *c = &city->cut[a->cut];
        if (!has_drive(city, i))
            continue;
        int32_t at = c->upright ? c->at : off_bank(c->at);
        struct tomt_xy p = c->upright ? tomt_city_place(city, at, off_bank(a->along))
                                      : tomt_city_place(city, a->along, at);
        struct tomt_xy line[] = {rounded(p.x + TOMT_ORIGIN_X, p.y + TOMT_ORIGIN_Y), {a->x, a->y}};
        if (!add_path(web, line, 2,
                      &(struct path){.cut = a->cut, .road = UINT32_MAX, .drive = true}, err))
            return false;
    }
    return true;
}

/* A hand-typed line in absolute metres. */
static bool in_place(struct tomt_city *city, const struct tomt_line *line, struct tomt_ring *out,
                     struct tomt_error *err)
{
    out->n = 0;
    for (size_t k = 0; k < line->n; k++) {
        if (!tomt_city_room(city, &out->at, &out->capacity, out->n, sizeof *out->at, err))
            return false;
        out->at[out->n++] = rounded(line->at[k].x + TOMT_ORIGIN_X, line->at[k].y + TOMT_ORIGIN_Y);
    }
    return true;
}

static const struct tomt_road *road_of(const struct path *path)
{
    return path->road < tomt_n_roads ? &tomt_roads[path->road]
                                     : &tomt_footways[path->road - tomt_n_roads];
}

static bool add_roads(struct web *web, struct tomt_error *err)
{
    for (uint32_t i = 0; i < tomt_n_roads; i++)
        if (!tomt_roads[i].rail &&
            !(in_place(web->city, &web->city->lay.road[i], &web->line, err) &&
              add_path(web, web->line.at, web->line.n, &(struct path){.cut = UINT32_MAX, .road = i},
                       err)))
            return false;
    for (uint32_t i = 0; i < tomt_n_footways; i++)
        if (!in_place(web->city, &tomt_footways[i].line, &web->line, err) ||
            !add_path(web, web->line.at, web->line.n,
                      &(struct path){.cut = UINT32_MAX, .road = (uint32_t)tomt_n_roads + i}, err))
            return false;
    return true;
}

static bool add_split(struct web *web, uint32_t path, uint32_t segment, double t, struct tomt_xy at,
                      struct tomt_error *err)
{
    if (!tomt_city_room(web->city, &web->split, &web->split_capacity, web->n_splits,
                        sizeof *web->split, err))
        return false;
    web->split[web->n_splits++] = (struct split){path, segment, t, at};
    return true;
}

static bool cross(struct web *web, uint32_t a, uint32_t b, struct tomt_error *err)
{
    const struct path *p = &web->path[a], *q = &web->path[b];
    for (uint32_t i = 0; i + 1 < p->n; i++)
        for (uint32_t k = 0; k + 1 < q->n; k++) {
            struct tomt_xy p0 = web->point[p->first + i], p1 = web->point[p->first + i + 1];
            struct tomt_xy q0 = web->point[q->first + k], q1 = web->point[q->first + k + 1];
            double dx = p1.x - p0.x, dy = p1.y - p0.y, ex = q1.x - q0.x, ey = q1.y - q0.y,
                   area = dx * ey - dy * ex;
            if (fabs(area) < 1e-9)
                continue;
            double s = ((q0.x - p0.x) * ey - (q0.y - p0.y) * ex) / area,
                   t = ((q0.x - p0.x) * dy - (q0.y - p0.y) * dx) / area;
            if (s < 0 || s > 1 || t < 0 || t > 1)
                continue;
            struct tomt_xy at = rounded(p0.x + s * dx, p0.y + s * dy);
            if (!add_split(web, a, i, s, at, err) || !add_split(web, b, k, t, at, err))
                return false;
        }
    return true;
}

static bool join_roads(struct web *web, size_t n_links, struct tomt_error *err)
{
    struct tomt_index *index = tomt_index_new(web->city->arena, web->box, web->n_paths, err);
    struct tomt_rows rows = {0};
    bool done = index != NULL;
    for (uint32_t a = (uint32_t)n_links; done && a < web->n_paths; a++) {
        if (road_of(&web->path[a])->motorway)
            continue;
        done = tomt_index_find(index, &web->box[a], &rows, err);
        for (size_t i = 0; done && i < rows.n; i++) {
            uint32_t b = rows.row[i];
            bool motorway = web->path[b].cut == UINT32_MAX && road_of(&web->path[b])->motorway;
            if (!motorway && !web->path[b].drive && (b < n_links || b > a))
                done = cross(web, a, b, err);
        }
    }
    tomt_rows_free(&rows);
    /* A road that ends on a vertex of a motorway makes a junction there. */
    for (uint32_t a = (uint32_t)n_links; done && a < web->n_paths; a++)
        for (uint32_t b = (uint32_t)n_links; done && b < web->n_paths; b++)
            for (uint32_t k = 1; done && a != b && k + 1 < web->path[b].n; k++) {
                struct tomt_xy at = web->point[web->path[b].first + k];
                const struct tomt_xy *ends[] = {
                    &web->point[web->path[a].first],
                    &web->point[web->path[a].first + web->path[a].n - 1]};
                for (size_t e = 0; done && e < 2; e++)
                    if (ends[e]->x == at.x && ends[e]->y == at.y)
                        done = add_split(web, b, k, 0, at, err);
            }
    return done;
}

static int compare_split(const void *a, const void *b)
{
    const struct split *x = a, *y = b;
    if (x->path != y->path)
        return x->path < y->path ? -1 : 1;
    if (x->segment != y->segment)
        return x->segment < y->segment ? -1 : 1;
    return (x->t > y->t) - (x->t < y->t);
}

/* Some narrow streets of the centre are one-way; both their ends are junctions. */
static const char *one_way(const struct tomt_city *city, uint32_t cut)
{
    const struct tomt_cut *c = &city->cut[cut];
    int32_t middle = (c->from + c->to) / 2;
    uint8_t kind = city->kind[c->upright ? tomt_city_sample(city, c->at, middle)
                                         : tomt_city_sample(city, middle, c->at)];
    uint32_t chance = cut * 2654435761u >> 16;
    if (kind != TOMT_K_CENTRE || c->half_dm > 50 || chance % 3 != 1)
        return NULL;
    return chance / 3 % 2 ? "med" : "mot";
}

static bool write_rules(struct web *web, struct tomt_sheet *sheet, const struct path *path,
                        struct tomt_error *err)
{
    static const struct {
        const char *klasse;
        int speed_kmh;
    } classes[] = {{"boligvei", 30}, {"adkomstvei", 30}, {"samlevei", 50}, {"avkjørsel", 0}};
    const struct tomt_road *road = path->cut == UINT32_MAX ? road_of(path) : NULL;
    uint16_t half_dm = road ? 0 : web->city->cut[path->cut].half_dm;
    size_t class = path->drive ? 3 : half_dm >= 80 ? 2 : half_dm >= 65 ? 1 : 0;
    int speed_kmh = road ? road->speed_kmh : classes[class].speed_kmh;
    const char *way = road ? (road->motorway ? "nei" : NULL) /* one line for both carriageways */
                           : one_way(web->city, path->cut);
    return tomt_sheet_text(sheet, 1, road ? road->klasse : classes[class].klasse, err) &&
           tomt_sheet_text(sheet, 2, path->drive ? NULL : way, err) &&
           tomt_sheet_real(sheet, 3, speed_kmh ? (double)speed_kmh : (double)NAN, err) &&
           tomt_sheet_text(sheet, 4, road && road->bridge ? "L" : "T", err);
}

static bool write_piece(struct web *web, struct tomt_sheet *sheet, const struct path *path,
                        struct tomt_error *err)
{
    char name[80] = "";
    if (web->line.n < 2)
        return true;
    if (path->cut != UINT32_MAX)
        tomt_street_name(web->city, path->cut, name, sizeof name);
    const char *shown = path->cut == UINT32_MAX ? road_of(path)->name : name;
    return tomt_shape_add_line(&sheet->shapes, web->line.at, web->line.n, err) &&
           tomt_sheet_text(sheet, 0, path->drive ? NULL : shown, err) &&
           write_rules(web, sheet, path, err);
}

static bool put_point(struct web *web, struct tomt_xy at, struct tomt_error *err)
{
    if (web->line.n > 0 && web->line.at[web->line.n - 1].x == at.x &&
        web->line.at[web->line.n - 1].y == at.y)
        return true;
    if (!tomt_city_room(web->city, &web->line.at, &web->line.capacity, web->line.n, sizeof at, err))
        return false;
    web->line.at[web->line.n++] = at;
    return true;
}

static bool write_path(struct web *web, struct tomt_sheet *sheet, uint32_t row, size_t *split,
                       struct tomt_error *err)
{
    const struct path *path = &web->path[row];
    web->line.n = 0;
    for (uint32_t i = 0; i < path->n; i++) {
        if (!put_point(web, web->point[path->first + i], err))
            return false;
        for (; *split < web->n_splits && web->split[*split].path == row &&
               web->split[*split].segment == i;
             (*split)++) {
            if (!put_point(web, web->split[*split].at, err) || !write_piece(web, sheet, path, err))
                return false;
            web->line.n = 0;
            if (!put_point(web, web->split[*split].at, err))
                return false;
        }
    }
    return write_piece(web, sheet, path, err);
}

static bool write_rail(struct tomt_city *city, struct tomt_gpkg *gpkg, struct tomt_error *err)
{
    struct tomt_sheet sheet;
    struct tomt_ring line = {0};
    if (!tomt_sheet_start(city, &sheet, TOMT_LINES, "text navn, text klasse", err))
        return false;
    for (size_t i = 0; i < tomt_n_roads; i++)
        if (tomt_roads[i].rail && !(in_place(city, &city->lay.road[i], &line, err) &&
                                    tomt_shape_add_line(&sheet.shapes, line.at, line.n, err) &&
                                    tomt_sheet_text(&sheet, 0, tomt_roads[i].name, err) &&
                                    tomt_sheet_text(&sheet, 1, tomt_roads[i].klasse, err)))
            return false;
    return tomt_sheet_move(city, &sheet, "EPSG:25833", err) &&
           tomt_sheet_write(city, &sheet, gpkg, "bane", "Jernbane", "LINESTRING", err);
}

bool tomt_write_streets(struct tomt_city *city, struct tomt_error *err)
{
    struct web web = {.city = city};
    struct tomt_sheet sheet;
    struct tomt_gpkg *gpkg = tomt_sheet_file(city, "streets.gpkg", "EPSG:25833", err);
    if (!gpkg || !add_streets(&web, err) || !add_drives(&web, err))
        return false;
    size_t n_links = web.n_paths, split = 0;
    if (!add_roads(&web, err) || !join_roads(&web, n_links, err) ||
        !tomt_sheet_start(city, &sheet, TOMT_LINES,
                          "text navn, text klasse, text envei, real fartsgrense, text medium", err))
        return false;
    if (web.n_splits > 0)
        qsort(web.split, web.n_splits, sizeof *web.split, compare_split);
    for (uint32_t row = 0; row < web.n_paths; row++)
        if (!write_path(&web, &sheet, row, &split, err))
            return false;
    return tomt_sheet_move(city, &sheet, "EPSG:25833", err) &&
           tomt_sheet_write(city, &sheet, gpkg, "veg", "Veger", "LINESTRING", err) &&
           write_rail(city, gpkg, err) && tomt_gpkg_finish(gpkg, err);
}
