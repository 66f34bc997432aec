/* places/ids.c: parcels, properties and sites by their numbers. Slips are no help here: another
 * number is another property. */
#include "places/inside.h"

#include <stdlib.h>
#include <string.h>

struct id {
    const char *text;
    size_t n;
};

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool alike(const char *id, const char *asked, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (small(id[i]) != asked[i])
            return false;
    return true;
}

static double of_part(const char *id, size_t n, const char *asked, size_t n_asked)
{
    if (n < n_asked || !alike(id, asked, n_asked))
        return 0;
    return n == n_asked ? 1 : 0.9 + 0.08 * (double)n_asked / (double)n;
}

/* The number may be asked for without the municipality; of another one it still is something to
 * show. */
static double of_id(struct id id, const struct place_asked *asked)
{
    size_t n_asked = strlen(asked->id), digits = 0;
    while (digits < id.n && id.text[digits] >= '0' && id.text[digits] <= '9')
        digits++;
    bool town = digits == 4 && id.n > 5 && id.text[4] == '-';
    if (!town)
        return of_part(id.text, id.n, asked->id, n_asked);
    double of = of_part(id.text + 5, id.n - 5, asked->id, n_asked);
    if (*asked->id_town && memcmp(id.text, asked->id_town, 4) != 0)
        return of >= 1 ? 0.8 : 0;
    double whole = of_part(id.text, id.n, asked->id, n_asked);
    return of > whole ? of : whole;
}

static struct id id_of(sqlite3_stmt *row, int column)
{
    const char *text = sqlite3_column_type(row, column) == SQLITE_NULL
                           ? NULL
                           : (const char *)sqlite3_column_text(row, column);
    return (struct id){text ? text : "", text ? (size_t)sqlite3_column_bytes(row, column) : 0};
}

static sqlite3_stmt *ask(const struct place_db *db, struct tomt_arena *arena,
                         const struct place_asked *asked, const char *sql, struct tomt_error *err)
{
    sqlite3_stmt *rows = tomt_place_ask(db->db, arena, db->places->path, sql, err);
    if (rows)
        sqlite3_bind_text(rows, 1, asked->id, -1, SQLITE_STATIC);
    return rows;
}

static bool add(struct place_hits *hits, double match, enum place_layer layer, int64_t fid,
                struct id id, struct tomt_error *err)
{
    const char *title = tomt_place_title(hits->arena, id.text, id.n, err);
    if (!title ||
        !tomt_place_add(hits, match, layer, tomt_place_layer[layer].kind, fid, title, err))
        return false;
    hits->hit[hits->n - 1].other = match < TOMT_SAME_LOOSELY;
    return true;
}

struct parcel {
    const char *property, *parcel;
    double of_property, of_parcel;
    int64_t fid;
};

static int by_property(const void *a, const void *b)
{
    const struct parcel *p = a, *q = b;
    int order = strcmp(p->property, q->property);
    return order ? order : (p->fid > q->fid) - (p->fid < q->fid);
}

static bool read_parcels(const struct place_db *db, const struct place_asked *asked,
                         struct tomt_arena *arena, struct parcel **out, size_t *n,
                         struct tomt_error *err)
{
    size_t capacity = 0;
    int code = SQLITE_DONE;
    sqlite3_stmt *rows =
        ask(db, arena, asked,
            db->places->has_property ? "SELECT fid, parcel, property FROM parcel WHERE "
                                       "instr(lower(property), ?1) OR instr(lower(parcel), ?1)"
                                     : "SELECT fid, parcel, NULL FROM parcel WHERE "
                                       "instr(lower(parcel), ?1)",
            err);
    while (rows && (code = sqlite3_step(rows)) == SQLITE_ROW) {
        struct id parcel = id_of(rows, 1), property = id_of(rows, 2);
        double of_parcel = of_id(parcel, asked), of_property = of_id(property, asked);
        if (of_parcel <= 0 && of_property <= 0)
            continue;
        if (*n == capacity) {
            capacity = capacity ? 2 * capacity : 64;
            struct parcel *grown = tomt_arena_grow(arena, *out, capacity * sizeof *grown, err);
            if (!grown)
                return false;
            *out = grown;
        }
        struct parcel *new = &(*out)[(*n)++];
        *new = (struct parcel){tomt_place_title(arena, property.text, property.n, err),
                               tomt_place_title(arena, parcel.text, parcel.n, err), of_property,
                               of_parcel, sqlite3_column_int64(rows, 0)};
        if (!new->property || !new->parcel)
            return false;
    }
    return rows && (code == SQLITE_DONE || tomt_place_broken(db->db, db->places->path, err));
}

/* A property with one parcel is told as the property; several are told one by one. */
static bool parcels(const struct place_db *db, const struct place_asked *asked,
                    struct place_hits *hits, struct tomt_error *err)
{
    struct parcel *parcel = NULL;
    size_t n = 0;
    if (!read_parcels(db, asked, hits->arena, &parcel, &n, err))
        return false;
    if (n > 1)
        qsort(parcel, n, sizeof *parcel, by_property);
    for (size_t i = 0; i < n; i++) {
        const struct parcel *p = &parcel[i];
        bool like_last = i > 0 && !strcmp(p->property, parcel[i - 1].property);
        bool like_next = i + 1 < n && !strcmp(p->property, parcel[i + 1].property);
        bool whole = *p->property && p->of_property >= p->of_parcel && !like_last && !like_next;
        double match = p->of_property > p->of_parcel ? p->of_property : p->of_parcel;
        if (!tomt_place_add(hits, match, PLACE_PARCEL, TOMT_PLACE_PARCEL, p->fid,
                            whole || !*p->parcel ? p->property : p->parcel, err))
            return false;
        hits->hit[hits->n - 1].other = match < TOMT_SAME_LOOSELY;
    }
    return true;
}

static bool sites(const struct place_db *db, const struct place_asked *asked,
                  enum place_layer layer, const char *sql, struct place_hits *hits,
                  struct tomt_error *err)
{
    sqlite3_stmt *rows = ask(db, hits->arena, asked, sql, err);
    int code = SQLITE_DONE;
    while (rows && (code = sqlite3_step(rows)) == SQLITE_ROW) {
        struct id id = id_of(rows, 1);
        double match = of_id(id, asked);
        for (int column = 2; column < 4;
             column++) /* the whole number of a parcel or property of it */
            if (of_id(id_of(rows, column), asked) >= 1 && match < TOMT_SAME_LOOSELY)
                match = TOMT_SAME_LOOSELY;
        if (match > 0 && id.n && !add(hits, match, layer, sqlite3_column_int64(rows, 0), id, err))
            return false;
    }
    return rows && (code == SQLITE_DONE || tomt_place_broken(db->db, db->places->path, err));
}

bool tomt_place_by_id(const struct place_db *db, const struct place_asked *asked,
                      struct place_hits *hits, struct tomt_error *err)
{
    const struct tomt_places *places = db->places;
    return (!places->there[PLACE_PARCEL] || parcels(db, asked, hits, err)) &&
           (!places->there[PLACE_SITE] ||
            sites(db, asked, PLACE_SITE,
                  "SELECT fid, site_id, NULL, NULL FROM site WHERE instr(lower(site_id), ?1) ORDER "
                  "BY fid",
                  hits, err)) &&
           (!places->there[PLACE_SITE] || !places->has_site_parcels ||
            sites(db, asked, PLACE_SITE,
                  "SELECT s.fid, s.site_id, p.parcel, p.property FROM site_parcel p JOIN site s ON "
                  "s.fid = p.site_fid WHERE instr(lower(p.parcel), ?1) OR instr(lower(p.property), "
                  "?1) ORDER BY s.fid",
                  hits, err)) &&
           (!places->there[PLACE_REJECTED] ||
            sites(db, asked, PLACE_REJECTED,
                  "SELECT fid, site_id, NULL, NULL FROM rejected WHERE instr(lower(site_id), ?1) "
                  "ORDER BY fid",
                  hits, err));
}
