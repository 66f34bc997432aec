/* places/find.c: the story of a find: a point, else a number of a parcel or site, else a name;
 * ordered, and located. */
#include "places/inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double beyond_m = 5000; /* a point so far outside of all layers is a slip */

bool tomt_place_add(struct place_hits *hits, double match, enum place_layer layer,
                    enum tomt_place_kind kind, int64_t fid, const char *title,
                    struct tomt_error *err)
{
    if (hits->n == hits->capacity) {
        size_t capacity = hits->capacity ? 2 * hits->capacity : 64;
        void *grown = tomt_arena_grow(hits->arena, hits->hit, capacity * sizeof *hits->hit, err);
        if (!grown)
            return false;
        hits->hit = grown;
        hits->capacity = capacity;
    }
    hits->hit[hits->n++] =
        (struct place_hit){match, title, fid, (uint8_t)layer, (uint8_t)kind, false};
    return true;
}

static bool near_result(const struct tomt_places *places, double x, double y)
{
    const struct tomt_box *box = &places->extent;
    if (!isfinite(x) || !isfinite(y))
        return false;
    return box->min_x > box->max_x || (x >= box->min_x - beyond_m && x <= box->max_x + beyond_m &&
                                       y >= box->min_y - beyond_m && y <= box->max_y + beyond_m);
}

static bool of_degrees(const struct tomt_places *places, struct tomt_arena *scratch, double lat,
                       double lon, double *x, double *y, struct tomt_error *err)
{
    struct tomt_seat *seat = tomt_seat_open(scratch, err);
    struct tomt_transform *to =
        seat ? tomt_transform_open(seat, "EPSG:4326", places->crs, err) : NULL;
    double at[2] = {lon, lat};
    if (!to ||
        !tomt_transform_points(to, (uint8_t *)&at[0], (uint8_t *)&at[1], sizeof at, 1, NULL, err))
        return false;
    *x = at[0];
    *y = at[1];
    return true;
}

/* Degrees where they can be, else the result's own; the other way about when only that lies in the
 * result. */
static bool find_point(const struct tomt_places *places, struct tomt_arena *scratch,
                       const double number[2], struct tomt_found_place *found, bool *any,
                       struct tomt_error *err)
{
    *any = false;
    for (int turn = 0; turn < 2 && !*any; turn++) {
        double a = number[turn], b = number[1 - turn], x = a, y = b;
        bool degrees = fabs(a) <= 90 && fabs(b) <= 180;
        if (degrees && (!places->crs || !of_degrees(places, scratch, a, b, &x, &y, err)))
            return err->code == TOMT_OK;
        if (!near_result(places, x, y))
            continue;
        *any = true;
        *found = (struct tomt_found_place){.kind = TOMT_PLACE_POINT, .x = x, .y = y, .layer = NULL};
        found->match = turn ? 0.9 : 1;
        struct tomt_text title = {0};
        tomt_text_fixed(&title, a, degrees ? 7 : 3);
        tomt_text_puts(&title, ", ");
        tomt_text_fixed(&title, b, degrees ? 7 : 3);
        found->title = tomt_text_keep(&title, scratch, err);
        if (!found->title)
            return false;
    }
    return true;
}

static int by_match(const void *a, const void *b)
{
    const struct place_hit *p = a, *q = b;
    if (p->match != q->match)
        return p->match > q->match ? -1 : 1;
    int order = strcmp(p->title, q->title);
    if (order)
        return order;
    if (p->kind != q->kind)
        return p->kind < q->kind ? -1 : 1;
    if (p->layer != q->layer)
        return p->layer < q->layer ? -1 : 1;
    return (p->fid > q->fid) - (p->fid < q->fid);
}

/* The same row found twice (a letter that may be another word, a site by itself and by its parcels;
 * a site that other profiles rejected) is told once. */
static bool told(const struct place_hit *hit, const struct place_hit *of, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        bool row = of[i].kind == hit->kind && of[i].layer == hit->layer && of[i].fid == hit->fid;
        bool site = hit->kind == TOMT_PLACE_SITE && of[i].kind == TOMT_PLACE_SITE &&
                    (hit->layer == PLACE_REJECTED || of[i].layer == PLACE_REJECTED) &&
                    !strcmp(of[i].title, hit->title);
        if (row || site)
            return true;
    }
    return false;
}

static bool locate(const struct place_db *db, struct tomt_arena *scratch, struct tomt_seat **seat,
                   struct place_hit *hit, struct tomt_found_place *found, bool *any,
                   struct tomt_error *err)
{
    enum place_layer layer = (enum place_layer)hit->layer;
    int64_t fid = hit->fid;
    if (hit->kind == TOMT_PLACE_STREET && layer == PLACE_ADDRESS &&
        !tomt_place_middle(db, scratch, (uint32_t)hit->fid, &fid, err))
        return false;
    *found = (struct tomt_found_place){.kind = (enum tomt_place_kind)hit->kind,
                                       .title = hit->title,
                                       .layer = tomt_place_layer[layer].name,
                                       .fid = fid,
                                       .match = hit->match,
                                       .other = hit->other};
    return tomt_place_locate(db, scratch, seat, layer, fid, &found->x, &found->y, any, err);
}

/* The names, once, when the first words need them. */
static bool need_names(struct tomt_places *places, struct tomt_error *err)
{
    pthread_mutex_lock(&places->lock);
    bool ok = places->read;
    struct tomt_arena *scratch = ok ? NULL : tomt_arena_new(err);
    struct place_db db = {.places = places};
    bool still = places->still;
    if (scratch) {
        ok = tomt_place_db_open(&db, scratch, places->path, &still, err) &&
             tomt_place_read_names(places, db.db, scratch, err);
        places->read = ok;
        if (!ok)
            places->n_names = places->n_towns = places->n_towns_of_streets = places->n_runs = 0;
    }
    tomt_arena_free(scratch);
    pthread_mutex_unlock(&places->lock);
    return ok;
}

static bool has_same(const struct place_hits *hits)
{
    bool same = false;
    for (size_t i = 0; i < hits->n; i++)
        same = same || hits->hit[i].match >= 1;
    return same;
}

/* What needs no names comes first: a postcode, the number of a property, the id of a site. */
static bool find_hits(struct tomt_places *places, const struct place_db *db, const char *words,
                      size_t n_words, size_t most, const struct tomt_crew *crew,
                      struct place_hits *hits, struct tomt_error *err)
{
    static const struct tomt_places nameless;
    struct place_asked asked;
    if (!tomt_place_read_words(&nameless, hits->arena, words, n_words, &asked, err) ||
        !tomt_place_by_district(db, &asked, hits, err))
        return false;
    if (has_same(hits))
        return true;
    if (*asked.id && !tomt_place_by_id(db, &asked, hits, err))
        return false;
    if (asked.is_parcel || has_same(hits))
        return true;
    hits->n = 0; /* a municipality's name may stand behind the number */
    return need_names(places, err) &&
           tomt_place_read_words(places, hits->arena, words, n_words, &asked, err) &&
           tomt_place_by_name(db, &asked, most, crew, hits, err) &&
           (!*asked.id || tomt_place_by_id(db, &asked, hits, err)) &&
           tomt_place_by_town(db, &asked, hits, err);
}

static bool find_all(struct tomt_places *places, struct tomt_arena *scratch, const char *words,
                     size_t n_words, size_t most, const struct tomt_crew *crew,
                     struct tomt_found_place *found, size_t *n, struct tomt_error *err)
{
    struct place_db db = {.places = places};
    struct place_hits hits = {.arena = scratch};
    struct tomt_seat *seat = NULL;
    bool still = places->still, any;
    double number[2];
    if (tomt_place_two_numbers(words, n_words, number)) {
        if (!find_point(places, scratch, number, found, &any, err))
            return false;
        *n = any;
        if (any)
            return true;
    }
    if (!tomt_place_db_open(&db, scratch, places->path, &still, err) ||
        !find_hits(places, &db, words, n_words, most, crew, &hits, err))
        return false;
    if (hits.n > 1)
        qsort(hits.hit, hits.n, sizeof *hits.hit, by_match);
    size_t kept = 0;
    for (size_t i = 0; i < hits.n && *n < most; i++) {
        if (told(&hits.hit[i], hits.hit, kept))
            continue;
        if (!locate(&db, scratch, &seat, &hits.hit[i], &found[*n], &any, err))
            return false;
        hits.hit[kept++] = hits.hit[i];
        *n += any;
    }
    return true;
}

/* What is kept goes into the arena of the places, one find at a time. */
static bool keep(struct tomt_places *places, const struct tomt_found_place *found, size_t n,
                 struct tomt_found_place **out, struct tomt_error *err)
{
    pthread_mutex_lock(&places->lock);
    struct tomt_found_place *kept = tomt_arena_alloc(places->arena, (n + 1) * sizeof *kept, err);
    bool ok = kept != NULL;
    for (size_t i = 0; ok && i < n; i++) {
        kept[i] = found[i];
        kept[i].title = tomt_arena_copy(places->arena, found[i].title, strlen(found[i].title), err);
        ok = kept[i].title != NULL;
    }
    pthread_mutex_unlock(&places->lock);
    *out = kept;
    return ok;
}

bool tomt_places_search(struct tomt_places *places, const char *words, size_t most,
                        const struct tomt_crew *crew, struct tomt_found_place **found, size_t *n,
                        struct tomt_error *err)
{
    enum { MOST = 100000 };
    size_t n_words = strnlen(words, TOMT_ASKED_MOST + 1);
    *found = NULL;
    *n = 0;
    if (n_words == 0 || n_words > TOMT_ASKED_MOST || most == 0)
        return true;
    most = most < MOST ? most : MOST;
    struct tomt_arena *scratch = tomt_arena_new(err);
    if (!scratch)
        return false;
    struct tomt_found_place *all = tomt_arena_block(scratch, NULL, (most + 1) * sizeof *all, err);
    bool ok = all && find_all(places, scratch, words, n_words, most, crew, all, n, err) &&
              keep(places, all, *n, found, err);
    tomt_arena_free(scratch);
    if (!ok)
        *n = 0;
    return ok;
}

const char *tomt_place_kind_name(enum tomt_place_kind kind)
{
    static const char *const name[] = {
        [TOMT_PLACE_ADDRESS] = "address",   [TOMT_PLACE_STREET] = "street",
        [TOMT_PLACE_PARCEL] = "parcel",     [TOMT_PLACE_SITE] = "site",
        [TOMT_PLACE_HUB] = "hub",           [TOMT_PLACE_AREA] = "area",
        [TOMT_PLACE_POSTCODE] = "postcode", [TOMT_PLACE_POINT] = "point",
    };
    return (size_t)kind < sizeof name / sizeof *name ? name[kind] : "";
}
