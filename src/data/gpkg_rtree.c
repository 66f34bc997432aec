/* data/gpkg_rtree.c: the R-tree of a layer, packed in one pass: full nodes in Hilbert order written
 * straight into the shadow tables of SQLite's rtree module (format: its own documentation,
 * "rtree.html", section 6, and the file format of its nodes: big-endian depth, count, then cells of
 * id and four floats), and the triggers of OGC 12-128r17 annex F.3 that keep it right later. */
#include "data/gpkg_inside.h"
#include "geo/index.h"

#include <math.h>

/* SQLite's node for 4096-byte pages: 4096 - 64, but never more than 51 cells. */
enum { CELL_BYTES = 24, CELLS = 51, NODE_BYTES = 4 + CELL_BYTES * CELLS };

struct cell {
    int64_t id;
    float min_x, max_x, min_y, max_y;
};

/* As rtreeValueDown and rtreeValueUp: the nearest float, one step outwards where that fell inside.
 */
static float round_down(double value)
{
    const double towards = 1.0 - 1.0 / 8388608.0, away = 1.0 + 1.0 / 8388608.0;
    float rounded = (float)value;
    if ((double)rounded > value)
        rounded = (float)(value * (value < 0 ? away : towards));
    return rounded;
}

static float round_up(double value)
{
    const double towards = 1.0 - 1.0 / 8388608.0, away = 1.0 + 1.0 / 8388608.0;
    float rounded = (float)value;
    if ((double)rounded < value)
        rounded = (float)(value * (value < 0 ? towards : away));
    return rounded;
}

static void put_u16(uint8_t *to, unsigned value)
{
    to[0] = (uint8_t)(value >> 8);
    to[1] = (uint8_t)value;
}

static void put_float(uint8_t *to, float value)
{
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    bits = __builtin_bswap32(bits);
    memcpy(to, &bits, sizeof bits);
}

static void put_node(uint8_t node[NODE_BYTES], unsigned depth, const struct cell *cell, size_t n)
{
    memset(node, 0, NODE_BYTES);
    put_u16(node, depth);
    put_u16(node + 2, (unsigned)n);
    for (size_t i = 0; i < n; i++) {
        uint8_t *to = node + 4 + i * CELL_BYTES;
        uint64_t id = __builtin_bswap64((uint64_t)cell[i].id);
        memcpy(to, &id, sizeof id);
        put_float(to + 8, cell[i].min_x);
        put_float(to + 12, cell[i].max_x);
        put_float(to + 16, cell[i].min_y);
        put_float(to + 20, cell[i].max_y);
    }
}

static struct cell around(const struct cell *cell, size_t n, int64_t id)
{
    struct cell all = cell[0];
    all.id = id;
    for (size_t i = 1; i < n; i++) {
        all.min_x = cell[i].min_x < all.min_x ? cell[i].min_x : all.min_x;
        all.max_x = cell[i].max_x > all.max_x ? cell[i].max_x : all.max_x;
        all.min_y = cell[i].min_y < all.min_y ? cell[i].min_y : all.min_y;
        all.max_y = cell[i].max_y > all.max_y ? cell[i].max_y : all.max_y;
    }
    return all;
}

struct packing {
    struct tomt_gpkg *gpkg;
    sqlite3_stmt *node, *parent;
    unsigned depth;    /* of the root: levels above the leaves */
    int64_t next_node; /* nodes but the root number from 2, leaves first */
};

static bool write_node(struct packing *packing, int64_t number, unsigned depth,
                       const struct cell *cell, size_t n, struct tomt_error *err)
{
    uint8_t bytes[NODE_BYTES];
    put_node(bytes, depth, cell, n);
    sqlite3_bind_int64(packing->node, 1, number);
    sqlite3_bind_blob(packing->node, 2, bytes, NODE_BYTES, SQLITE_STATIC);
    return tomt_gpkg_step(packing->gpkg, packing->node, err);
}

/* One level: cells[0..n) into full nodes; their boxes replace the front of cells. */
static bool write_level(struct packing *packing, struct cell *cell, size_t *n,
                        struct tomt_error *err)
{
    size_t n_nodes = 0;
    for (size_t from = 0; from < *n; from += CELLS) {
        size_t count = *n - from < CELLS ? *n - from : CELLS;
        int64_t number = packing->next_node++;
        if (!write_node(packing, number, 0, cell + from, count, err))
            return false;
        cell[n_nodes++] = around(cell + from, count, number);
    }
    *n = n_nodes;
    return true;
}

/* Parents: nodes of a level stand one after the other, so the k-th has parent first_above + k /
 * CELLS. */
static bool write_parents(struct packing *packing, size_t n_cells, struct tomt_error *err)
{
    int64_t first = 2;
    size_t n = (n_cells + CELLS - 1) / CELLS;
    while (n > 1) {
        size_t n_above = (n + CELLS - 1) / CELLS;
        int64_t first_above = n_above == 1 ? 1 : first + (int64_t)n;
        for (size_t k = 0; k < n; k++) {
            sqlite3_bind_int64(packing->parent, 1, first + (int64_t)k);
            sqlite3_bind_int64(packing->parent, 2, first_above + (int64_t)(k / CELLS));
            if (!tomt_gpkg_step(packing->gpkg, packing->parent, err))
                return false;
        }
        first += (int64_t)n;
        n = n_above;
    }
    return true;
}

static bool write_rowids(struct tomt_gpkg *gpkg, sqlite3_stmt *rowid, const int64_t *fid,
                         const uint32_t *leaf, size_t n, bool single, struct tomt_error *err)
{
    for (size_t i = 0; i < n; i++) {
        sqlite3_bind_int64(rowid, 1, fid[i]);
        sqlite3_bind_int64(rowid, 2, single ? 1 : 2 + (int64_t)leaf[i]);
        if (!tomt_gpkg_step(gpkg, rowid, err))
            return false;
    }
    return true;
}

/* Boxes of rows that have one, their Hilbert order, and the leaf each falls into. */
struct order {
    struct cell *cell;
    uint32_t *leaf;
    size_t n;
};

static bool put_in_order(struct tomt_arena *arena, const int64_t *fid, const struct tomt_box *box,
                         size_t n, struct order *order, struct tomt_error *err)
{
    order->n = n;
    order->cell = tomt_arena_block(arena, NULL, (n + 1) * sizeof *order->cell, err);
    order->leaf = tomt_arena_block(arena, NULL, (n + 1) * sizeof *order->leaf, err);
    if (!order->cell || !order->leaf)
        return false;
    if (n == 0)
        return true;
    const struct tomt_index *index = tomt_index_new(arena, box, n, err);
    if (!index)
        return false;
    size_t n_ordered = 0;
    const uint32_t *row = tomt_index_order(index, &n_ordered);
    if (n_ordered != n)
        return tomt_fail(err, TOMT_INTERNAL, "the index holds %zu of %zu boxes", n_ordered, n);
    for (size_t i = 0; i < n; i++) {
        const struct tomt_box *b = box + row[i];
        order->cell[i] = (struct cell){fid[row[i]], round_down(b->min_x), round_up(b->max_x),
                                       round_down(b->min_y), round_up(b->max_y)};
        order->leaf[row[i]] = (uint32_t)(i / CELLS);
    }
    return true;
}

static bool write_tree(struct packing *packing, sqlite3_stmt *rowid, struct order *order,
                       const int64_t *fid, struct tomt_error *err)
{
    size_t n = order->n, n_cells = n;
    packing->next_node = 2;
    while (n_cells > CELLS) {
        if (!write_level(packing, order->cell, &n_cells, err))
            return false;
        packing->depth++;
    }
    return write_node(packing, 1, packing->depth, order->cell, n_cells, err) &&
           write_parents(packing, n, err) &&
           write_rowids(packing->gpkg, rowid, fid, order->leaf, n, n <= CELLS, err);
}

static sqlite3_stmt *prepare(struct tomt_gpkg *gpkg, const char *sql,
                             const struct tomt_gpkg_place *place, struct tomt_error *err)
{
    char *text = sqlite3_mprintf(sql, place->table, place->geometry);
    if (!text) {
        tomt_fail(err, TOMT_MEMORY, "out of memory writing the index of '%s'", place->table);
        return NULL;
    }
    sqlite3_stmt *statement = tomt_gpkg_prepare(gpkg, text, err);
    sqlite3_free(text);
    return statement;
}

static bool pack(struct tomt_gpkg *gpkg, const struct tomt_gpkg_place *place, const int64_t *fid,
                 struct order *order, struct tomt_error *err)
{
    struct packing packing = {.gpkg = gpkg};
    sqlite3_stmt *rowid = NULL;
    packing.node =
        prepare(gpkg, "INSERT OR REPLACE INTO \"rtree_%w_%w_node\" VALUES (?1, ?2)", place, err);
    packing.parent =
        prepare(gpkg, "INSERT INTO \"rtree_%w_%w_parent\" VALUES (?1, ?2)", place, err);
    rowid = prepare(gpkg, "INSERT INTO \"rtree_%w_%w_rowid\" VALUES (?1, ?2)", place, err);
    bool good =
        packing.node && packing.parent && rowid && write_tree(&packing, rowid, order, fid, err);
    sqlite3_finalize(packing.node);
    sqlite3_finalize(packing.parent);
    sqlite3_finalize(rowid);
    return good;
}

/* The names are put in by hand: T stands for the table, G for its geometry column, F for its fid.
 */
static const char triggers[] =
    "CREATE TRIGGER \"rtree_T_G_insert\" AFTER INSERT ON \"T\" WHEN (new.\"G\" NOT NULL AND "
    "NOT ST_IsEmpty(NEW.\"G\")) BEGIN INSERT OR REPLACE INTO \"rtree_T_G\" VALUES "
    "(NEW.\"F\", ST_MinX(NEW.\"G\"), ST_MaxX(NEW.\"G\"), ST_MinY(NEW.\"G\"), "
    "ST_MaxY(NEW.\"G\")); END;"
    "CREATE TRIGGER \"rtree_T_G_update1\" AFTER UPDATE OF \"G\" ON \"T\" WHEN OLD.\"F\" = "
    "NEW.\"F\" AND (NEW.\"G\" NOTNULL AND NOT ST_IsEmpty(NEW.\"G\")) BEGIN INSERT OR "
    "REPLACE INTO \"rtree_T_G\" VALUES (NEW.\"F\", ST_MinX(NEW.\"G\"), "
    "ST_MaxX(NEW.\"G\"), ST_MinY(NEW.\"G\"), ST_MaxY(NEW.\"G\")); END;"
    "CREATE TRIGGER \"rtree_T_G_update2\" AFTER UPDATE OF \"G\" ON \"T\" WHEN OLD.\"F\" = "
    "NEW.\"F\" AND (NEW.\"G\" ISNULL OR ST_IsEmpty(NEW.\"G\")) BEGIN DELETE FROM "
    "\"rtree_T_G\" WHERE id = OLD.\"F\"; END;"
    "CREATE TRIGGER \"rtree_T_G_update3\" AFTER UPDATE ON \"T\" WHEN OLD.\"F\" != "
    "NEW.\"F\" AND (NEW.\"G\" NOTNULL AND NOT ST_IsEmpty(NEW.\"G\")) BEGIN DELETE FROM "
    "\"rtree_T_G\" WHERE id = OLD.\"F\"; INSERT OR REPLACE INTO \"rtree_T_G\" VALUES "
    "(NEW.\"F\", ST_MinX(NEW.\"G\"), ST_MaxX(NEW.\"G\"), ST_MinY(NEW.\"G\"), "
    "ST_MaxY(NEW.\"G\")); END;"
    "CREATE TRIGGER \"rtree_T_G_update4\" AFTER UPDATE ON \"T\" WHEN OLD.\"F\" != "
    "NEW.\"F\" AND (NEW.\"G\" ISNULL OR ST_IsEmpty(NEW.\"G\")) BEGIN DELETE FROM "
    "\"rtree_T_G\" WHERE id IN (OLD.\"F\", NEW.\"F\"); END;"
    "CREATE TRIGGER \"rtree_T_G_delete\" AFTER DELETE ON \"T\" WHEN old.\"G\" NOT NULL BEGIN "
    "DELETE FROM \"rtree_T_G\" WHERE id = OLD.\"F\"; END;";

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool write_triggers(struct tomt_gpkg *gpkg, const struct tomt_gpkg_place *place,
                           struct tomt_error *err)
{
    char *table = sqlite3_mprintf("%w", place->table), *fid = sqlite3_mprintf("%w", place->fid);
    char *geometry = sqlite3_mprintf("%w", place->geometry);
    struct tomt_text sql = {0};
    bool good = table && fid && geometry;
    for (const char *at = triggers; good && *at; at++) {
        bool alone = at > triggers && !is_letter(at[-1]) && !is_letter(at[1]);
        const char *name = *at == 'T' ? table : *at == 'G' ? geometry : *at == 'F' ? fid : NULL;
        if (alone && name)
            tomt_text_puts(&sql, name);
        else
            tomt_text_add(&sql, at, 1);
    }
    good = good && !sql.failed ? tomt_gpkg_sql(gpkg, sql.bytes, err)
                               : tomt_fail(err, TOMT_MEMORY,
                                           "out of memory writing the index of '%s'", place->table);
    sqlite3_free(table);
    sqlite3_free(fid);
    sqlite3_free(geometry);
    tomt_text_free(&sql);
    return good;
}

bool tomt_gpkg_rtree(struct tomt_gpkg *gpkg, const struct tomt_gpkg_place *place,
                     const int64_t *fid, const struct tomt_box *box, size_t n,
                     struct tomt_error *err)
{
    if (!tomt_gpkg_sqlf(gpkg, err,
                        "CREATE VIRTUAL TABLE \"rtree_%w_%w\" USING rtree(id, minx, maxx, miny, "
                        "maxy); INSERT INTO gpkg_extensions VALUES (%Q, %Q, 'gpkg_rtree_index', "
                        "'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')",
                        place->table, place->geometry, place->table, place->geometry))
        return false;
    struct tomt_arena *scratch = tomt_arena_new(err);
    if (!scratch)
        return false;
    struct order order = {0};
    bool good =
        put_in_order(scratch, fid, box, n, &order, err) && pack(gpkg, place, fid, &order, err);
    tomt_arena_free(scratch);
    return good && write_triggers(gpkg, place, err);
}
