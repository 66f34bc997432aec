/* places/district.c: a postcode or a municipality of the address register: where the middle of its
 * addresses is. */
#include "places/inside.h"

#include <string.h>

/* The addresses with `value` in `column`. */
static bool read_fids(const struct place_db *db, struct tomt_arena *arena, const char *column,
                      const char *value, int64_t **fids, size_t *n, struct tomt_error *err)
{
    size_t capacity = 0;
    int code;
    *fids = NULL;
    *n = 0;
    const char *sql =
        tomt_arena_print(arena, err, "SELECT fid FROM address WHERE %s = ?1 ORDER BY fid", column);
    sqlite3_stmt *rows = sql ? tomt_place_ask(db->db, arena, db->places->path, sql, err) : NULL;
    if (!rows)
        return false;
    sqlite3_bind_text(rows, 1, value, -1, SQLITE_STATIC);
    while ((code = sqlite3_step(rows)) == SQLITE_ROW) {
        if (*n == capacity) {
            capacity = capacity ? 2 * capacity : 1024;
            void *grown = tomt_arena_grow(arena, *fids, capacity * sizeof **fids, err);
            if (!grown)
                return false;
            *fids = grown;
        }
        (*fids)[(*n)++] = sqlite3_column_int64(rows, 0);
    }
    return code == SQLITE_DONE || tomt_place_broken(db->db, db->places->path, err);
}

/* Where they are; of many, every 16th of all: those that come first lie together. */
static bool read_spots(const struct place_db *db, struct tomt_arena *arena, const char *column,
                       const char *value, struct place_spot **spots, size_t *n,
                       struct tomt_error *err)
{
    enum { EVERY = 16, FEW = 4096 };
    struct tomt_seat *seat = NULL;
    int64_t *fid;
    size_t n_fids;
    *spots = NULL;
    *n = 0;
    if (!read_fids(db, arena, column, value, &fid, &n_fids, err))
        return false;
    if (n_fids == 0)
        return true;
    size_t step = n_fids > FEW ? EVERY : 1;
    *spots = tomt_arena_block(arena, NULL, (n_fids / step + 1) * sizeof **spots, err);
    for (size_t i = 0; *spots && i < n_fids; i += step) {
        struct place_spot spot = {.fid = fid[i]};
        bool found;
        if (!tomt_place_locate(db, arena, &seat, PLACE_ADDRESS, spot.fid, &spot.x, &spot.y, &found,
                               err))
            return false;
        if (found)
            (*spots)[(*n)++] = spot;
    }
    return *spots != NULL;
}

static bool add_middle(const struct place_db *db, const char *column, const char *value,
                       enum tomt_place_kind kind, const char *title, struct place_hits *hits,
                       struct tomt_error *err)
{
    struct place_spot *spots;
    size_t n;
    if (!read_spots(db, hits->arena, column, value, &spots, &n, err))
        return false;
    return n == 0 || tomt_place_add(hits, 1, PLACE_ADDRESS, kind,
                                    tomt_place_nearest_to_mean(spots, n, spots[0].fid), title, err);
}

bool tomt_place_by_district(const struct place_db *db, const struct place_asked *asked,
                            struct place_hits *hits, struct tomt_error *err)
{
    const struct tomt_places *places = db->places;
    if (asked->n_folded != 4 || strspn(asked->folded, "0123456789") != 4 ||
        !places->there[PLACE_ADDRESS])
        return true;
    const char *title = tomt_arena_copy(hits->arena, asked->folded, asked->n_folded, err);
    return title &&
           (!places->has_postcode ||
            add_middle(db, "postcode", title, TOMT_PLACE_POSTCODE, title, hits, err)) &&
           (hits->n > 0 || !places->has_municipality ||
            add_middle(db, "municipality", title, TOMT_PLACE_AREA, title, hits, err));
}

bool tomt_place_by_town(const struct place_db *db, const struct place_asked *asked,
                        struct place_hits *hits, struct tomt_error *err)
{
    const struct tomt_places *places = db->places;
    const struct place_key *key = asked->n_guesses ? &asked->guess[0].key : NULL;
    if (!key || !places->there[PLACE_ADDRESS] || !places->has_municipality)
        return true;
    for (size_t i = 0; i < hits->n; i++) /* the area has its own place */
        if (hits->hit[i].kind == TOMT_PLACE_AREA && hits->hit[i].match >= TOMT_SAME_LOOSELY)
            return true;
    for (size_t i = 0; i < places->n_towns_of_streets; i++) {
        const struct place_town *town = &places->town[i];
        if (town->name && town->key.n_letters == key->n_letters &&
            !memcmp(town->key.letters, key->letters, key->n_letters))
            return add_middle(db, "municipality", town->number, TOMT_PLACE_AREA, town->name, hits,
                              err);
    }
    return true;
}
