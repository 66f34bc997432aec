/* places/names.c: what a result has of names, read once: streets of the address register with where
 * their addresses lie, streets, hubs, anchors and areas. */
#include "places/inside.h"

#include <string.h>

struct seen {
    const char *text; /* NULL: free */
    size_t n;
    uint32_t town, street;
};
struct loader {
    struct tomt_places *places;
    sqlite3 *db;
    struct tomt_arena *scratch;
    struct place_folder folder;
    size_t name_capacity, town_capacity, run_capacity;
    uint32_t *slot; /* names by town and title: number + 1, 0 free */
    size_t n_slots;
    struct seen *seen; /* names as they are written, so that each is folded once */
    size_t n_seen, seen_slots;
    bool gap; /* a row without a street came since the last run */
    struct tomt_error *err;
};

static bool more(struct loader *l, void **block, size_t n, size_t *capacity, size_t size)
{
    if (n < *capacity)
        return true;
    size_t wanted = *capacity ? 2 * *capacity : 256;
    void *grown = tomt_arena_grow(l->places->arena, *block, wanted * size, l->err);
    if (!grown)
        return false;
    *block = grown;
    *capacity = wanted;
    return true;
}

static bool add_town(struct loader *l, const char *number, size_t n, uint32_t *town)
{
    struct tomt_places *p = l->places;
    *town = 0;
    n = n < 60 ? n : 60;
    if (n == 0)
        return true;
    for (size_t i = 0; i < p->n_towns; i++)
        if (strlen(p->town[i].number) == n && !memcmp(p->town[i].number, number, n)) {
            *town = (uint32_t)i + 1;
            return true;
        }
    void *block = p->town;
    if (!more(l, &block, p->n_towns, &l->town_capacity, sizeof *p->town))
        return false;
    p->town = block;
    struct place_town *new = &p->town[p->n_towns];
    *new = (struct place_town){.number = tomt_place_title(p->arena, number, n, l->err)};
    if (!new->number)
        return false;
    if (n != strspn(new->number, "0123456789")) { /* registers where names stand for numbers */
        new->name = new->number;
        if (!tomt_place_fold(&l->folder, number, n, l->err) ||
            !tomt_place_key(&l->folder, 0, l->folder.folded.n, &new->key, l->err) ||
            !tomt_place_key_keep(p->arena, &new->key, l->err))
            return false;
    }
    *town = (uint32_t)++p->n_towns;
    return true;
}

static bool add_name(struct loader *l, enum place_layer layer, int64_t fid, uint32_t town,
                     const char *text, size_t n)
{
    struct tomt_places *p = l->places;
    void *block = p->name;
    if (!more(l, &block, p->n_names, &l->name_capacity, sizeof *p->name))
        return false;
    p->name = block;
    struct place_name *new = &p->name[p->n_names];
    *new = (struct place_name){.fid = fid, .town = town, .layer = (uint8_t)layer};
    if (!tomt_place_fold(&l->folder, text, n, l->err) ||
        !tomt_place_key(&l->folder, 0, l->folder.folded.n, &new->key, l->err))
        return false;
    if (new->key.n_letters == 0) /* nothing that could be asked for */
        return true;
    new->title = tomt_place_title(p->arena, text, n, l->err);
    if (!new->title || !tomt_place_key_keep(p->arena, &new->key, l->err))
        return false;
    p->n_names++;
    return true;
}

static uint64_t digest(const char *text, size_t n, uint64_t town)
{
    uint64_t hash = UINT64_C(14695981039346656037) ^ town; /* FNV-1a */
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ (unsigned char)text[i]) * UINT64_C(1099511628211);
    return hash ^ hash >> 29;
}

static bool is_name(const struct place_name *name, const struct place_key *key, uint32_t town)
{
    return name->town == town && name->key.n_folded == key->n_folded &&
           !memcmp(name->key.folded, key->folded, key->n_folded);
}

static bool make_room_for_slots(struct loader *l)
{
    struct tomt_places *p = l->places;
    if (2 * (p->n_names + 1) < l->n_slots)
        return true;
    size_t n = l->n_slots ? 2 * l->n_slots : 1024;
    uint32_t *slot = tomt_arena_block(l->scratch, NULL, n * sizeof *slot, l->err);
    if (!slot)
        return false;
    for (size_t i = 0; i < p->n_names; i++) {
        const struct place_key *key = &p->name[i].key;
        size_t at = digest(key->folded, key->n_folded, p->name[i].town) & (n - 1);
        while (slot[at])
            at = (at + 1) & (n - 1);
        slot[at] = (uint32_t)i + 1;
    }
    if (l->slot)
        tomt_arena_drop(l->scratch, l->slot);
    l->slot = slot;
    l->n_slots = n;
    return true;
}

/* The slot of a name that was read, or of one that comes. NULL: out of memory. */
static struct seen *seen_slot(struct loader *l, const char *text, size_t n, uint32_t town)
{
    if (2 * (l->n_seen + 1) >= l->seen_slots) {
        size_t more_slots = l->seen_slots ? 2 * l->seen_slots : 4096;
        struct seen *old = l->seen;
        struct seen *grown = tomt_arena_block(l->scratch, NULL, more_slots * sizeof *grown, l->err);
        if (!grown)
            return NULL;
        for (size_t i = 0; i < l->seen_slots; i++) {
            size_t to = old[i].text ? digest(old[i].text, old[i].n, old[i].town) : 0;
            while (old[i].text && grown[to & (more_slots - 1)].text)
                to++;
            if (old[i].text)
                grown[to & (more_slots - 1)] = old[i];
        }
        if (old)
            tomt_arena_drop(l->scratch, old);
        l->seen = grown;
        l->seen_slots = more_slots;
    }
    size_t at = digest(text, n, town) & (l->seen_slots - 1);
    while (l->seen[at].text && (l->seen[at].town != town || l->seen[at].n != n ||
                                memcmp(l->seen[at].text, text, n) != 0))
        at = (at + 1) & (l->seen_slots - 1);
    return &l->seen[at];
}

/* The number of the street that folds like what the folder holds; UINT32_MAX: there is none. *at is
 * its slot, or a free one. */
static uint32_t folded_street(const struct loader *l, uint32_t town, size_t *at)
{
    struct place_key key = {.folded = l->folder.folded.bytes,
                            .n_folded = (uint16_t)l->folder.folded.n};
    *at = digest(key.folded, key.n_folded, town) & (l->n_slots - 1);
    while (l->slot[*at] && !is_name(&l->places->name[l->slot[*at] - 1], &key, town))
        *at = (*at + 1) & (l->n_slots - 1);
    return l->slot[*at] ? l->slot[*at] - 1 : UINT32_MAX;
}

/* The street of this name in this municipality, new or known; UINT32_MAX: it has no letters. A
 * street of the layer is known when any municipality's register has it. */
static bool new_street(struct loader *l, enum place_layer layer, int64_t fid, uint32_t town,
                       const char *text, size_t n, uint32_t *street)
{
    struct tomt_places *p = l->places;
    size_t at;
    if (!make_room_for_slots(l) || !tomt_place_fold(&l->folder, text, n, l->err))
        return false;
    for (uint32_t of = 1; layer == PLACE_STREET && of <= p->n_towns_of_streets; of++)
        if ((*street = folded_street(l, of, &at)) != UINT32_MAX)
            return true;
    *street = folded_street(l, town, &at);
    if (*street != UINT32_MAX)
        return true;
    size_t before = p->n_names;
    if (!add_name(l, layer, fid, town, text, n))
        return false;
    if (p->n_names > before) {
        *street = (uint32_t)before;
        l->slot[at] = *street + 1;
    }
    return true;
}

static bool street_of(struct loader *l, enum place_layer layer, int64_t fid, uint32_t town,
                      const char *text, size_t n, uint32_t *street)
{
    struct seen *seen = seen_slot(l, text, n, town);
    if (!seen)
        return false;
    if (!seen->text) {
        const char *kept = tomt_arena_copy(l->scratch, text, n, l->err);
        if (!kept || !new_street(l, layer, fid, town, text, n, street))
            return false;
        *seen = (struct seen){kept, n, town, *street};
        l->n_seen++;
    }
    *street = seen->street;
    return true;
}

static bool add_run(struct loader *l, uint32_t street, int64_t fid)
{
    struct tomt_places *p = l->places;
    struct place_run *last = p->n_runs ? &p->run[p->n_runs - 1] : NULL;
    if (last && last->street == street && !l->gap) {
        last->to = fid; /* there are no rows between */
        return true;
    }
    l->gap = false;
    void *block = p->run;
    if (!more(l, &block, p->n_runs, &l->run_capacity, sizeof *p->run))
        return false;
    p->run = block;
    p->run[p->n_runs++] = (struct place_run){street, fid, fid};
    return true;
}

struct cell {
    const char *text;
    size_t n;
};

static struct cell cell_of(sqlite3_stmt *row, int column)
{
    const char *text = (const char *)sqlite3_column_text(row, column); /* NULL for null */
    return (struct cell){text ? text : "", text ? (size_t)sqlite3_column_bytes(row, column) : 0};
}

/* Neighbouring rows are mostly of one street: what repeats is known by its bytes. */
static bool read_streets_of_addresses(struct loader *l, bool town_column)
{
    enum { SAME = 80 };
    char street[SAME], town[SAME];
    size_t n_street = SIZE_MAX, n_town = SIZE_MAX;
    uint32_t at = UINT32_MAX, town_at = 0;
    int code;
    sqlite3_stmt *rows =
        tomt_place_ask(l->db, l->scratch, l->places->path,
                       town_column ? "SELECT fid, street, municipality FROM address ORDER BY fid"
                                   : "SELECT fid, street, '' FROM address ORDER BY fid",
                       l->err);
    if (!rows)
        return false;
    while ((code = sqlite3_step(rows)) == SQLITE_ROW) {
        struct cell name = cell_of(rows, 1), where = cell_of(rows, 2);
        int64_t fid = sqlite3_column_int64(rows, 0);
        bool same_town = where.n == n_town && !memcmp(where.text, town, n_town);
        bool same = same_town && name.n == n_street && !memcmp(name.text, street, n_street);
        if (!same) {
            if (!same_town && !add_town(l, where.text, where.n, &town_at))
                return false;
            at = UINT32_MAX;
            if (name.n && !street_of(l, PLACE_ADDRESS, fid, town_at, name.text, name.n, &at))
                return false;
            n_street = name.n < SAME ? name.n : SIZE_MAX;
            n_town = where.n < SAME ? where.n : SIZE_MAX;
            if (n_street != SIZE_MAX)
                memcpy(street, name.text, n_street);
            if (n_town != SIZE_MAX)
                memcpy(town, where.text, n_town);
        }
        if (at == UINT32_MAX)
            l->gap = true;
        else if (!add_run(l, at, fid))
            return false;
    }
    l->places->n_towns_of_streets = l->places->n_towns;
    return code == SQLITE_DONE || tomt_place_broken(l->db, l->places->path, l->err);
}

static bool read_layer(struct loader *l, enum place_layer layer, const char *sql)
{
    int code;
    uint32_t street;
    sqlite3_stmt *rows = tomt_place_ask(l->db, l->scratch, l->places->path, sql, l->err);
    if (!rows)
        return false;
    while ((code = sqlite3_step(rows)) == SQLITE_ROW) {
        struct cell name = cell_of(rows, 1);
        int64_t fid = sqlite3_column_int64(rows, 0);
        if (name.n == 0)
            continue;
        if (layer == PLACE_STREET ? !street_of(l, layer, fid, 0, name.text, name.n, &street)
                                  : !add_name(l, layer, fid, 0, name.text, name.n))
            return false;
    }
    return code == SQLITE_DONE || tomt_place_broken(l->db, l->places->path, l->err);
}

static bool read_towns(struct loader *l)
{
    struct tomt_places *p = l->places;
    int code;
    sqlite3_stmt *rows = tomt_place_ask(
        l->db, l->scratch, p->path,
        "SELECT number, name FROM area WHERE level = 'municipality' AND name IS NOT NULL ORDER BY "
        "fid",
        l->err);
    if (!rows)
        return false;
    while ((code = sqlite3_step(rows)) == SQLITE_ROW) {
        struct cell number = cell_of(rows, 0), name = cell_of(rows, 1);
        uint32_t town;
        if (!add_town(l, number.text, number.n, &town))
            return false;
        struct place_town *at = town ? &p->town[town - 1] : NULL;
        if (!at || at->name)
            continue;
        at->name = tomt_place_title(p->arena, name.text, name.n, l->err);
        if (!at->name || !tomt_place_fold(&l->folder, name.text, name.n, l->err) ||
            !tomt_place_key(&l->folder, 0, l->folder.folded.n, &at->key, l->err) ||
            !tomt_place_key_keep(p->arena, &at->key, l->err))
            return false;
    }
    return code == SQLITE_DONE || tomt_place_broken(l->db, p->path, l->err);
}

bool tomt_place_read_names(struct tomt_places *places, sqlite3 *db, struct tomt_arena *scratch,
                           struct tomt_error *err)
{
    struct loader l = {.places = places, .db = db, .scratch = scratch, .err = err};
    bool ok =
        !places->there[PLACE_ADDRESS] || read_streets_of_addresses(&l, places->has_municipality);
    ok = ok && (!places->there[PLACE_AREA] || !places->has_level || !places->has_area_number ||
                read_towns(&l));
    ok = ok && (!places->there[PLACE_STREET] ||
                read_layer(&l, PLACE_STREET,
                           "SELECT fid, name FROM street WHERE name IS NOT NULL ORDER BY fid"));
    ok = ok && (!places->there[PLACE_HUB] ||
                read_layer(&l, PLACE_HUB, "SELECT fid, name FROM hub ORDER BY fid"));
    ok = ok && (!places->there[PLACE_ANCHOR] ||
                read_layer(&l, PLACE_ANCHOR, "SELECT fid, name FROM anchor ORDER BY fid"));
    ok =
        ok && (!places->there[PLACE_ANCHOR_AREA] ||
               read_layer(&l, PLACE_ANCHOR_AREA, "SELECT fid, name FROM anchor_area ORDER BY fid"));
    ok = ok && (!places->there[PLACE_AREA] ||
                read_layer(&l, PLACE_AREA,
                           places->has_level
                               ? "SELECT fid, name FROM area WHERE level IS NOT 'study_area' "
                                 "ORDER BY fid"
                               : "SELECT fid, name FROM area ORDER BY fid"));
    tomt_place_folder_free(&l.folder);
    return ok;
}
